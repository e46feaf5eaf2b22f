/* scm-private.h - what the files of structural causal models share; nobody else includes it.
 *
 *   scm.c            building, order, what there is       scm-values.c  evaluation, lanes, samples
 *   scm-define.c     domains and mechanisms, checked      scm-text.c    mechanisms and values as
 * text scm-intervene.c  copies with interventions done       mech.c        one mechanism: value, P,
 * draw
 */
#pragma once

#include "causal/id-heap.h"
#include "causal/scm.h"

/* What a declared variable has beyond a short form. */
typedef struct {
  WtDomain domain; /* owns its states */
  WtMechKind kind; /* of what is no expression */
  WtCoupling coupling;
  double *numbers; /* (n_numbers) */
  guint n_numbers;
  gboolean latent, has_contrast, is_set;
  double contrast;
} WtScmDetail;

typedef struct {
  char *name;
  WtExpr *mechanism; /* NULL: no expression */
  guint *parents;    /* of a mapped expression, in its order, or of another mechanism; NULL: leaf
                        numbers */
  guint n_parents;   /* (parents) */
  double value;      /* CONTEXT */
  WtScmFn function;  /* NULL: none; of what is no expression and has no detail */
  gpointer user;
  WtValueType type;
  WtDim dim;
  WtScmDetail *detail; /* NULL: a short form */
} WtScmVariable;

struct WtScm {
  GArray *variables;     /* WtScmVariable */
  GHashTable *by_name;   /* name -> id + 1 */
  GHashTable *states;    /* name of a state -> its number + 1; 0: it has several */
  WtScmId *order;        /* (n) once frozen */
  guint *rank;           /* (n) once frozen: position in `order` */
  gsize has_children;    /* set once the two below are there */
  guint *children_start; /* (n + 1) */
  guint *children;       /* (children_start[n]) */
};

static inline WtScmVariable *wt_scm_variable(const WtScm *scm, WtScmId id)
{
  return &g_array_index(scm->variables, WtScmVariable, id);
}

/* ---- across the files ---- */

const char *wt_scm_label(const WtScm *scm, WtScmId id); /* a name for messages */
char *wt_scm_hint(const WtScm *scm, const char *name);
/* A new variable; WT_SCM_NONE: the name is taken. Takes over v's parents and detail, not on
 * failure. */
WtScmId wt_scm_append(WtScm *scm, const char *name, WtScmVariable v);
void wt_scm_note_states(WtScm *scm, const WtDomain *domain);
void wt_scm_clear_mechanism(WtScmVariable *v);
WtScmDetail *wt_scm_detail(WtScm *scm, WtScmId id); /* made where a short form has none */
/* An expression bound in the model; NULL with _EXPRESSION, which begins with `name`. */
WtExpr *wt_scm_bind(const WtScm *scm, const char *name, const char *text, GError **error);

/* The row of a TABLE for its parents' values; -1: a value outside a parent's domain. */
gint64 wt_mech_row(const WtScm *scm, const WtMech *mech, const double *parents);
