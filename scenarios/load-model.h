/* load-model.h - what the files that load a causal model share; nobody else includes it.
 *
 *   load-model.c         the file, its variables, their order
 *   load-model-domain.c  a variable's keys and its domain
 *   load-model-type.c    what formulas give, in the order that they need each other
 *   load-model-mech.c    mechanisms        load-model-table.c   rows of tables
 *   load-model-expect.c  expectations
 *
 * As load.h: a reader that finds a mistake reports it and leaves its output alone. A variable with
 * a mistake is `broken`: what depends on it is not complained about.
 */
#pragma once

#include "scenarios/causal.h"
#include "scenarios/load.h"

typedef struct {
  const char *name;
  const WtNode *key, *node;
  const char *mechanism; /* key of its mechanism; "" : a short form, NULL: none */
  WtDomain domain;       /* once `settled` */
  GPtrArray *states;     /* owns the domain's */
  double unit;           /* what a bare number is worth in base units */
  gboolean settled, broken;
  const WtNode *formula_node; /* NULL: no formula */
  WtExprText *formula;
} WtModelVariable;

typedef struct {
  WtLoad load; /* path and diags; no scenario */
  WtCausal *causal;
  WtModelVariable *variables; /* (n); positions are ids */
  guint n;
  GHashTable *by_name; /* name -> position + 1 */
  GPtrArray *names;    /* the same in order, for hints */
  GHashTable *states;  /* names of all states */
  guint64 work;        /* cells of tables written so far */
} WtModelLoad;

/* ---- load-model.c ---- */
gsize wt_model_enter(WtModelLoad *m, guint v);
WtModelVariable *wt_model_variable(WtModelLoad *m, const char *name); /* NULL: there is none */
/* Of a name in a node; NULL with E653, or E103. */
WtModelVariable *wt_model_parent(WtModelLoad *m, const WtNode *node);
void wt_model_report(WtModelLoad *m, WtPos pos, const GError *error);

/* ---- load-model-domain.c ---- */
void wt_model_read_variable(WtModelLoad *m, WtModelVariable *v);
/* A number in the variable's unit, or with one of its dimension. */
gboolean wt_model_number(WtModelLoad *m, const WtNode *node, const WtModelVariable *v, double *out);
/* A value of the variable's domain; E657. */
gboolean wt_model_value(WtModelLoad *m, const WtNode *node, const WtModelVariable *v, double *out);

/* ---- the others ---- */
void wt_model_settle(WtModelLoad *m); /* domains of formulas that say none */
void wt_model_cycle(WtModelLoad *m, const guint *circle, guint n); /* E658 */
void wt_model_mechanism(WtModelLoad *m, guint v); /* of a settled, sound variable */
void wt_model_table(WtModelLoad *m, guint v, const WtNode *given, const WtNode *rows,
                    gboolean chance);
void wt_model_expects(WtModelLoad *m);
void wt_causal_expect_free(WtCausalExpect *expect);
