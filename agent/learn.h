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
  WT_INPUT_FELT, /* outcome `id` (slot) was felt in the act `option`: `value` */
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

/* An input that one person does not learn from at one tick; `value` of the input does not matter. */
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
/* A STATE column's new value, within its domain, if it is another one. */
void wt_learn_write(const WtLearning *learning, const WtInput *input, int column, guint32 row, double value);
