/* learn.h - what a mind takes from a tick: its inputs, and the writes that each of them makes.
 *
 * Learning is a list of rules. Each reads inputs (something felt, someone near, help received ...)
 * and writes variables of this mind, one write per input and variable, one after the other, so that
 * what a level has become is the sum of its writes, and each write has its origin. An input that is
 * ignored makes no write: that is how an origin is proven.
 */
#pragma once

#include "agent/mind.h"

typedef enum {
  WT_INPUT_FELT,       /* outcome `id` (slot) was felt in the act `option`: `value` */
  WT_INPUT_USED,       /* the act `option` was begun with thing `id`; value: 1 */
  WT_INPUT_TOGETHER,   /* `id` was near, in the act `option` or (WT_OPTION_NONE) at all; value: metres */
  WT_INPUT_SICKENED,   /* drive `id` crossed its alarm; value: its level */
  WT_INPUT_INFLUENCED, /* `id` told of a value by the act `option` done to her; value: the weight told */
  WT_INPUT_KEPT,       /* the act `option` bore out, or not, what `id` had told; value: how far, 0..1 */
  WT_INPUT_HELPED,     /* `id` did the kindness `option` to her; value: 1 */
  WT_INPUT_SEEN,       /* `id` was seen to take to the thing of `option`; value: 1 */
  WT_INPUT_FORESEEN,   /* the same, where something had been foreseen; value: 1 if it was that, else 0 */
  WT_INPUT_DAY,        /* a day has passed, for what is felt for `id`; value: the day */
  WT_INPUT_WATCHED,    /* `id` was seen in what is taken for the act `option`; value: what `id` showed */
  WT_INPUT_FOLLOWED,   /* outcome `id` (slot) came, or did not, after the act `option`; value: how much, 0..1 */
  WT_INPUT_INFORMED,   /* `id` told, by the act `option` done to her, of an experience; value: its effect, 0..1 */
  WT_N_INPUTS
} WtInputKind;
const char *wt_input_kind_name(WtInputKind kind);

typedef struct {
  guint8 kind;        /* WtInputKind */
  gint32 id;
  WtOptionKey option; /* WT_OPTION_NONE: of no act */
  double value;
} WtInput;

typedef struct {
  gint32 person, tick;
  WtInput input;
  int column;         /* of the minds' layout */
  guint32 row;
  double from, to;
} WtLearnWrite;

typedef void (*WtLearnFn)(gpointer user, const WtLearnWrite *write);

#define WT_ALWAYS (-1)
/* An input that one person does not learn from at one tick (or WT_ALWAYS, which is the session's to resolve);
 * `value` of the input does not matter. */
typedef struct {
  gint32 person, tick;
  WtInput input;
} WtIgnored;

typedef struct {
  const WtMinds *minds;
  WtBlock *block;
  gint32 person, tick;
  const WtIgnored *ignored; /* (n_ignored) */
  guint n_ignored;
  WtLearnFn wrote;          /* NULL: nobody asks */
  gpointer user;
} WtLearning;

/* After acting. Touches this person's rows only. */
void wt_mind_learn(const WtLearning *learning);

/* ---- for the rules (learn-*.c) ---- */

/* The act whose outcomes are felt for the first time at this tick; WT_OPTION_NONE: none. */
WtOptionKey wt_learn_act(const WtLearning *learning);
gboolean wt_learn_takes(const WtLearning *learning, const WtInput *input); /* FALSE: it is ignored */
/* Each learns its part from this tick, in this order. */
void wt_learn_values(const WtLearning *learning);
void wt_learn_tastes(const WtLearning *learning);
void wt_learn_relations(const WtLearning *learning);

/* What of outcome `slot` is felt in `act`; its neutral value if nothing is, or she cannot tell. */
double wt_learn_felt(const WtLearning *learning, WtOptionKey act, guint slot);
/* An attribute of an entity, as it is perceived at this tick; FALSE: it is not. */
gboolean wt_learn_perceived(const WtLearning *learning, gint32 entity, gint32 attribute, double *value);
/* What she feels of an attribute of herself at this tick; FALSE: nothing reached her. */
gboolean wt_learn_felt_now(const WtLearning *learning, gint32 attribute, double *value);
/* What it is worth to `value` that `slot` is as it is felt rather than neutral, -1..1; all of its
 * slots if G_MAXUINT. O(parents). */
double wt_learn_worth(const WtLearning *learning, WtOptionKey act, guint value, guint slot);
gboolean wt_learn_reads(const WtLearning *learning, guint value, guint slot); /* does its appraisal? */
/* How far `act` bears out what the k-th other has told of `value`; FALSE: it has told nothing, or the act
 * says nothing of that value. */
gboolean wt_learn_borne_out(const WtLearning *learning, WtOptionKey act, guint k, guint value, double *how_far);
/* Metres to somebody in view within `company`; -1: is not there. */
double wt_learn_near(const WtLearning *learning, gint32 other);
/* The act that the k-th other has just begun to do to her; WT_OPTION_NONE. */
WtOptionKey wt_learn_done_to(const WtLearning *learning, guint k);
static inline WtMindView wt_learn_view(const WtLearning *l)
{
  return (WtMindView){.minds = l->minds, .block = l->block, .person = l->person, .tick = l->tick};
}
static inline const WtLearnRates *wt_learn_rates(const WtLearning *learning)
{
  return &learning->minds->learning.rates[learning->person];
}
static inline guint wt_learn_other_row(const WtLearning *learning, guint k)
{
  return (guint)learning->person * learning->minds->n_others + k;
}

/* A STATE column's new value, within its domain, if it is another one. */
void wt_learn_write(const WtLearning *learning, const WtInput *input, int column, guint32 row, double value);
