/* fact.h - partial assignments: what a sense reports, what a mind is asked about.
 *
 * A fact says "attribute A of entity E has value V", where it was learned from. World and minds meet
 * only in facts (town to mind) and option keys (mind to town).
 */
#pragma once

#include "causal/rule.h"

typedef enum {
  WT_SOURCE_NONE,
  WT_SOURCE_SEEN,
  WT_SOURCE_HEARD,
  WT_SOURCE_SMELT,
  WT_SOURCE_FELT,       /* touch and the inner senses, now */
  WT_SOURCE_REMEMBERED,
  WT_SOURCE_INFERRED,   /* by a believed mechanism from perceived sources */
  WT_SOURCE_ASSUMED,    /* the prior */
  WT_SOURCE_TOLD,
  WT_SOURCE_REAL        /* taken as it is, perceived or not: only by those who decide by reality */
} WtSource;

const char *wt_source_name(WtSource source); /* "seen" */

#define WT_ATTRIBUTE_AT (-1) /* in a fact: the entity's cell; -1: not where it was thought to be */
#define WT_ATTRIBUTE_DOES (-2) /* in a fact: the act that this person is doing to the one who perceives */
#define WT_ATTRIBUTE_SAYS (-3) /* in a fact: the number that this act tells */
#define WT_ATTRIBUTE_ASKS (-4) /* in a fact: the question that the experience told of is about */
#define WT_ATTRIBUTE_IN (-5)   /* .. the option in which it was lived through; SAYS is its effect, 0..1 */
#define WT_ATTRIBUTE_WHEN (-6) /* .. the tick at which it was */
#define WT_ATTRIBUTE_WITH (-7) /* .. and its k-th cue: WT_ATTRIBUTE_WITH - k */

typedef struct {
  gint32 entity;
  gint32 attribute; /* of the vocabulary, or WT_ATTRIBUTE_AT */
  guint8 source;    /* WtSource: SEEN .. FELT */
  double value;
} WtFact;

/* Value of a leaf for self and here (an entity; WT_HERE_NOTHING: the ground at here_cell), and where
 * it was learned from (may be NULL). */
#define WT_HERE_NOTHING (-1)
typedef struct {
  gint32 self;
  gint32 here;
  gint32 here_cell; /* used when here is WT_HERE_NOTHING */
} WtRoles;
typedef double (*WtLeafFn)(gpointer user, guint leaf, WtRoles roles, guint8 *source);

/* What a field comes from: a leaf, with `here` the entity it is asked of. */
typedef struct {
  guint leaf;
  gint32 here;
} WtFieldInput;

/* Evaluates a bound expression by tree, fetching its parents through `fetch`. */
double wt_expr_eval_leaves(const WtExpr *expr, WtLeafFn fetch, gpointer user, WtRoles roles);
