/* scm-private.h - what the files of structural causal models share; nobody else includes it.
 *
 *   scm.c            building, order, what there is       scm-values.c  evaluation, lanes, samples
 *   scm-define.c     domains and mechanisms, checked      scm-text.c    mechanisms and values as
 * text scm-intervene.c  copies with interventions done       mech.c        one mechanism: value, P,
 * draw
 */
#pragma once

#include "causal/scm.h"

/* What a declared variable has beyond a short form. */
typedef struct {
  WtDomain domain; /* owns its states */
  WtMechKind kind; /* of what is no expression */
  WtCoupling coupling;
  double *numbers; /* (n_numbers) */
  guint n_numbers;
  gboolean latent, has_contrast;
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

/* ---- a heap of ids, the smallest on top ---- */

typedef struct {
  guint *ids; /* (n) of the room it was made with */
  guint n;
} WtIdHeap;

static inline WtIdHeap wt_id_heap(guint room)
{
  return (WtIdHeap){g_new(guint, room + 1), 0};
}

static inline void wt_id_heap_clear(WtIdHeap *heap)
{
  g_free(heap->ids);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(WtIdHeap, wt_id_heap_clear)

static inline void wt_id_heap_push(WtIdHeap *heap, guint id)
{
  guint at = heap->n++;

  for (; at > 0 && heap->ids[(at - 1) / 2] > id; at = (at - 1) / 2)
    heap->ids[at] = heap->ids[(at - 1) / 2];
  heap->ids[at] = id;
}

static inline guint wt_id_heap_pop(WtIdHeap *heap)
{
  guint top = heap->ids[0], last = heap->ids[--heap->n], at = 0;

  for (guint kid = 1; kid < heap->n; at = kid, kid = 2 * at + 1) {
    if (kid + 1 < heap->n && heap->ids[kid + 1] < heap->ids[kid])
      kid++;
    if (heap->ids[kid] >= last)
      break;
    heap->ids[at] = heap->ids[kid];
  }
  heap->ids[at] = last;
  return top;
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
