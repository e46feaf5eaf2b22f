/* session-private.h - what a session is made of; for session*.c only. */
#pragma once

#include "sim/jobs.h"
#include "sim/session.h"

typedef void (*WtJobFn)(WtSession *session, gint32 item, guint job);

struct WtSession {
  const WtModel *model;
  WtBlock *world_block, *minds_block;
  WtWorld world;           /* town, block, seed, tick, watch, held */
  WtNearby *nearby;        /* up to date while people sense */
  WtPhase phase;
  WtDigest digest, run_digest;
  GArray *interventions;   /* WtIntervention */
  GArray *held;            /* WtHeld in force at this tick */
  guint8 *skip_events;     /* (n_events) */
  guint8 *due;             /* (n_people) WtDue of this tick */
  GArray *requests;        /* WtRequest of this tick */
  GArray *records;         /* WtDecisionRecord of this tick */
  GArray *acts;            /* WtAct of this tick */
  const WtDecisionRecord *replay; /* (n_replay) */
  guint n_replay, replay_at;
  gint32 replay_until;     /* first tick that is decided afresh */
  GArray *ignored;         /* WtIgnored */
  GArray *ignored_now;     /* WtIgnored of this tick */
  WtMindLearnFn learn;     /* wt_mind_learn */
  WtLearnFn learned;       /* NULL: nobody watches */
  gpointer learned_user;
  guint jobs;
  GArray *facts[WT_JOBS_MAX];
  WtDecider *deciders[WT_JOBS_MAX];
  WtDecider *asking;       /* for wt_session_table */
  WtJobs *threads;         /* NULL: not needed yet */
};

/* Calls fn for items 0 .. n-1 on up to `jobs` threads; returns when all are done. Item i may be
 * handled by any job, so fn's result must not depend on `job`. */
void wt_session_parallel(WtSession *session, guint n, WtJobFn fn);
void wt_session_stop_jobs(WtSession *session);
