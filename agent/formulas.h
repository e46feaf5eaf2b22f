/* formulas.h - how a decision adds up, as expressions (see decide.h). Private to the engine. */
#pragma once

#include "causal/expr.h"

typedef enum {
  WT_FORMULA_CHOOSE,  /* a if c else b */
  WT_FORMULA_OUTCOME, /* a believed mechanism's value in the outcome's domain, or the prior */
  WT_FORMULA_VALUE,   /* contribution of a value */
  WT_FORMULA_LASTING, /* contribution of a value of what stays */
  WT_FORMULA_PLUS,    /* mean + sd */
  WT_FORMULA_MINUS,   /* mean - sd */
  WT_FORMULA_BEND,    /* a worth, and what an uncertainty adds to it */
  WT_FORMULA_FIRST,   /* a drive's level after the way */
  WT_FORMULA_SECOND,  /* .. after the act */
  WT_FORMULA_THIRD,   /* .. at the horizon */
  WT_FORMULA_SQUARE,  /* what a level costs: |level - set|^2 */
  WT_FORMULA_POWER,   /* |level - set|^n */
  WT_FORMULA_DRIVE,   /* contribution of a drive */
  WT_FORMULA_SCORE,   /* utility and draw */
  WT_N_FORMULAS
} WtFormula;

#define WT_FORMULA_ARGS_MAX 12

/* (transfer none): the formula; its leaf numbers are places in its list of arguments, see
 * formulas.c. */
WtExpr *wt_formula(WtFormula formula);
/* (transfer full): c0 + .. + c(n-1) - cost; leaf n is the cost. */
WtExpr *wt_formula_utility(guint n);
