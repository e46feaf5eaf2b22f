/* mech.h - one mechanism: how a variable's value comes from its parents' values and its own noise.
 *
 * `numbers` per kind, with m parents; parents that are booleans, states or integers count by number
 * where a table has rows, by value in sums.
 *
 *   CONTEXT     { value }                    exogenous: what the situation says it is
 *   UNKNOWN     { }                          parents are known, how they act is not (a bare graph)
 *   EXPRESSION  { }                          the bound expression, deterministic
 *   TABLE       { P(state k | row r) } at [r * size + k]; rows are counted with the last parent
 *               fastest; every row sums to 1. Without parents: an exogenous distribution.
 *   LINEAR      { b0, b1 .. bm, sigma }      b0 + sum bi xi + N(0, sigma^2). m = 0: a normal distribution
 *   NOISY_OR    { leak, s1 .. sm }           P(true) = 1 - (1 - leak) prod (1 - si xi)   (Pearl 1988)
 *   NOISY_AND   { leak, s1 .. sm }           P(true) = (1 - leak) prod (1 - si (1 - xi)): noisy-or of the negations, negated
 *   THRESHOLD   { t, w1 .. wm }              true iff sum wi xi >= t
 *   UNIFORM     { lo, hi }                   no parents, REAL
 *
 * Own noise: with the parents given, TABLE, LINEAR (sigma > 0), NOISY_OR, NOISY_AND and UNIFORM are
 * random. What a counterfactual keeps of that noise: of LINEAR the deviation; of NOISY_OR and _AND
 * which parents' inhibitors are on, independent of each other; of TABLE by its coupling:
 *   MONOTONE     one u ~ U(0,1), the state is where u falls in the row's cumulative distribution
 *   INDEPENDENT  the response to every row was drawn by itself
 */
#pragma once

#include "base/noise.h"
#include "causal/domain.h"
#include "causal/expr.h"

typedef enum {
  WT_MECH_CONTEXT,
  WT_MECH_UNKNOWN,
  WT_MECH_EXPRESSION,
  WT_MECH_TABLE,
  WT_MECH_LINEAR,
  WT_MECH_NOISY_OR,
  WT_MECH_NOISY_AND,
  WT_MECH_THRESHOLD,
  WT_MECH_UNIFORM
} WtMechKind;

typedef enum { WT_COUPLING_MONOTONE, WT_COUPLING_INDEPENDENT } WtCoupling;

typedef guint32 WtScmId; /* a variable of a model */
#define WT_SCM_NONE G_MAXUINT32

/* Read-only view of a variable's mechanism; the model owns what it points to. */
typedef struct {
  WtMechKind kind;
  WtCoupling coupling;    /* TABLE */
  const WtExpr *expr;     /* EXPRESSION */
  const WtScmId *parents; /* (n_parents) */
  guint n_parents;
  const double *numbers;  /* (n_numbers) */
  guint n_numbers;
} WtMech;

const char *wt_mech_kind_name(WtMechKind kind); /* (static): "noisy-or", as models write it */
gboolean wt_mech_is_random(const WtMech *mech); /* its value is not settled by its parents' */
