/* engine.h - a decision as a structural causal model. Private to the explaining half of agent/.
 *
 *   features, shared leaves -> mechanisms (if believed) -> outcomes -> worths and predicted levels
 *   -> contributions -> utilities -> scores
 *
 * Built from what the mind took the leaves to be; the mechanisms are the believed ones, the rest
 * the formulas of decide.h written out as expressions, all evaluated by tree. Shares with the
 * deciding code which mechanism and leaf an option has (wt_row_*), never a computation. Variables
 * are added after their parents, so that ids are in the order of evaluation.
 */
#pragma once

#include "agent/decide.h"
#include "causal/scm.h"

/* A feature of a row. */
typedef struct {
  WtScmId id; /* WT_SCM_NONE: the row has no such feature */
  guint leaf;
  guint8 source; /* WtSource */
  gboolean own;  /* FALSE: it has it only with another row's mechanisms */
} WtEngineFeature;

/* The variables of one row. Of one that is left out only `in` has a meaning. */
typedef struct {
  gboolean in;
  WtScmId w_travel, w_act, w_after, travel, takes, on_ground, cost, draw, utility, score;
  WtScmId *outcome, *worth, *contribution; /* (n_slots), (n_values), (n_motives) */
  WtScmId *spread; /* (n_slots) sd of the outcomes; NULL: it counts nowhere */
  WtEngineFeature *feature;                /* (n_features) */
} WtEngineRow;

/* Row `row` may be given the mechanisms of row `from`: `flag` is 0, or 1 if it is. */
typedef struct {
  guint row, from;
  WtScmId flag;
} WtEngineAct;

/* What a lesson predicts, hypothesis by hypothesis. */
typedef struct {
  gint32 lesson;
  const WtQuestion *question;
  const double *weights; /* associative: (n_cues + 1); NULL: by hypotheses */
  guint n;
  guint *hypothesis;    /* (n) those that are possible */
  double *probability;  /* (n) */
  const double *all;    /* of all hypotheses of the space */
} WtEngineLesson;

typedef struct {
  WtMindView view; /* without puts */
  const WtTable *table;
  WtScm *scm;
  guint n_features;
  WtEngineRow *rows;                     /* (n_rows of the table) */
  WtScmId *slots;                        /* what the arrays of rows point into */
  WtEngineFeature *features;             /* what those of rows point into */
  WtScmId *shared, *believes;            /* (n_leaves), (n_beliefs); believes 1: known or learned of */
  WtScmId *weight, *level, *set, *drift; /* (n_motives), (n_drives) .. */
  WtScmId *prior;                        /* (n_outcomes) */
  WtScmId horizon;
  WtEngineAct *acts;
  guint n_acts;
  GPtrArray *learned;                    /* WtEngineLesson, one for each lesson that is asked */
  GPtrArray *insights;                   /* of engine-insight.c */
  double *values; /* (wt_scm_n) the factual assignment */
} WtEngine;

/* rows: (n_rows) which to build, NULL: all; the base rows always are. acts: copied, at most
 * one for a row. */
WtEngine *wt_engine_new(const WtMindView *view, const WtTable *table, const gboolean *rows,
                        const WtEngineAct *acts, guint n_acts);
void wt_engine_free(WtEngine *engine);
/* For building: what a row gets by what was learned (engine-lesson.c). */
WtScmId wt_engine_add_lesson(WtEngine *engine, const WtRowMech *mech, const WtScmId *parents);
WtScmId wt_engine_add_spread(WtEngine *engine, const WtRowMech *mech, const WtScmId *parents); /* .. its sd */
void wt_engine_lesson_free(gpointer lesson);
/* The cues of a question; parents: by the place of their leaf among the question's; cues: (n_cues). */
void wt_engine_add_cues(WtEngine *engine, const WtQuestion *question, const WtScmId *parents, WtScmId *cues);
/* .. and how much it would tell (engine-insight.c); mech->insight. */
WtScmId wt_engine_add_insight(WtEngine *engine, const WtRowMech *mech, const WtScmId *parents);
void wt_engine_insight_free(gpointer insight);
/* Appends what the puts mean (WtDo); what concerns rows left out means nothing. */
void wt_engine_dos(const WtEngine *engine, const WtPut *puts, guint n_puts, GArray *dos);
/* The whole table under puts: out[row * (n_motives + 2) + i], contributions, cost, draw. Rows left
 * out are NaN. */
void wt_engine_table(const WtEngine *engine, const WtPut *puts, guint n_puts, double *out);
/* Of a row that is in. */
static inline const WtEngineFeature *wt_engine_feature(const WtEngine *e, guint row,
                                                       WtFeature feature)
{
  return &e->rows[row].feature[feature];
}
/* Of a row that is in: sd of an outcome. */
static inline double wt_engine_spread(const WtEngine *e, guint row, guint slot)
{
  return e->rows[row].spread ? e->values[e->rows[row].spread[slot]] : 0;
}
/* Value of a feature for a row that has it by itself, else `otherwise`. */
static inline double wt_engine_feature_value(const WtEngine *e, guint row, WtFeature feature,
                                             double otherwise)
{
  const WtEngineFeature *f = wt_engine_feature(e, row, feature);
  return f->id != WT_SCM_NONE && f->own ? e->values[f->id] : otherwise;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtEngine, wt_engine_free)
