/* scm-private.h - what the files of structural causal models share.
 *
 *   scm.c            building, order, what there is
 *   scm-define.c     domains and mechanisms, checked
 *   scm-intervene.c  copies with interventions done
 *   scm-values.c     evaluation, lanes, samples
 *   scm-text.c       mechanisms and values as text
 *   mech.c           one mechanism: value, P, draw
 *
 * Others include it for the functions it declares; that a model is a WtScm with such members is
 * these files' business alone.
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
  gboolean latent, has_contrast;
  guint n_set; /* how many interventions, one after the other, gave it a mechanism; 0: none */
  double contrast;
} WtScmDetail;

typedef struct {
  char *name;
  WtExpr *mechanism; /* NULL: no expression */
  guint *parents;    /* of a mapped expression, in its order, or of another mechanism; NULL: leaf
                        numbers */
  guint n_parents;   /* (parents) */
  double value;      /* CONTEXT */
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

/* The last of `dos` that sets `id`; NULL: none does. */
static inline const WtDo *wt_scm_find_do(const WtDo *dos, guint n_dos, WtScmId id)
{
  for (guint i = n_dos; i > 0; i--)
    if (dos[i - 1].variable == id)
      return &dos[i - 1];
  return NULL;
}

/* ---- across the files ---- */

const char *wt_scm_label(const WtScm *scm, WtScmId id); /* a name for messages; never NULL */
/* FALSE, with the message as an error. */
gboolean wt_scm_refuse(GError **error, WtScmError code, const char *format, ...)
    G_GNUC_PRINTF(3, 4);
char *wt_scm_hint(const WtScm *scm, const char *name);
/* A new variable; WT_SCM_NONE: the name is taken. Takes over v's parents and detail and adds a
 * reference to its mechanism; nothing of that on failure. */
WtScmId wt_scm_append(WtScm *scm, const char *name, WtScmVariable v);
void wt_scm_note_states(WtScm *scm, const WtDomain *domain);
void wt_scm_clear_mechanism(WtScmVariable *v);
WtScmDetail *wt_scm_detail(WtScm *scm, WtScmId id); /* made where a short form has none */
/* An expression bound in the model; NULL with _EXPRESSION, which begins with `name`. */
WtExpr *wt_scm_bind(const WtScm *scm, const char *name, const char *text, GError **error);

/* ---- two worlds ---- */

/* Of what wt_scm_intervene() made of `scm`, at once or step by step: no intervention on the way gave
 * `id` (below wt_scm_n(scm)) another mechanism. */
gboolean wt_scm_is_left(const WtScm *scm, const WtScm *changed, WtScmId id);
/* It was left, and kind, expression, coupling and numbers are equal: the noise is the same in both.
 * Parents may have been re-pointed to constants. What was replaced by its like is another one. */
gboolean wt_scm_same_mechanism(const WtScm *scm, const WtScm *changed, WtScmId id);
