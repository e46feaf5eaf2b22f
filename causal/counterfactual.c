/* counterfactual.c - abduction, action and prediction in one: the twin network (Balke & Pearl
 * 1994).
 *
 * What the change does not reach has one copy for both worlds. A variable it reaches has two; if
 * its mechanism is the same one (maybe with parents re-pointed to constants, on a path-specific
 * way), their noise is the same and they share a factor (joint.h). A mechanism that was replaced
 * has noise of its own.
 */
#include "causal/infer-private.h"
#include "causal/joint.h"
#include "causal/scm-private.h"

gboolean wt_twin_is_joined(const WtTwin *t, const WtCopy *copy)
{
  return t->affected != NULL && copy->id < t->n[0] && wt_twin_has(t, 0, copy->id) &&
         wt_twin_has(t, 1, copy->id) && wt_scm_same_mechanism(t->scm[0], t->scm[1], copy->id);
}

/* ---- what the change reaches ---- */

/* A parent that was re-pointed is a constant of the changed model alone, so what sees it is
 * affected by coming of it. */
static gboolean is_changed(const WtTwin *t, WtScmId id)
{
  return id >= t->n[0] || !wt_scm_same_mechanism(t->scm[0], t->scm[1], id);
}

typedef struct {
  WtScmId id;
  guint next; /* parent to be looked at */
} Visit;

/* t->affected: among the target's ancestors in the changed model, those whose mechanism is another
 * one, and what comes of them. Depth first, without recursion: ways may be long. */
static void find_affected(WtTwin *t, WtScmId target)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  g_autoptr(GArray) stack = g_array_new(FALSE, FALSE, sizeof(Visit));
  Visit first = {target, 0};

  g_array_append_val(stack, first);
  g_hash_table_add(seen, GSIZE_TO_POINTER((gsize)target + 1));
  while (stack->len > 0) {
    Visit *top = &g_array_index(stack, Visit, stack->len - 1);
    WtMech mech = wt_scm_mech(t->scm[1], top->id);

    if (top->next < mech.n_parents) {
      Visit parent = {mech.parents[top->next++], 0};
      if (g_hash_table_add(seen, GSIZE_TO_POINTER((gsize)parent.id + 1)))
        g_array_append_val(stack, parent);
      continue;
    }
    gboolean affected = is_changed(t, top->id);
    for (guint i = 0; i < mech.n_parents && !affected; i++)
      affected = g_hash_table_contains(t->affected, GSIZE_TO_POINTER((gsize)mech.parents[i] + 1));
    if (affected)
      g_hash_table_add(t->affected, GSIZE_TO_POINTER((gsize)top->id + 1));
    g_array_set_size(stack, stack->len - 1);
  }
}

/* ---- the factor of both ---- */

static void take_cells(const WtTwin *t, const guint own[2], guint size, const double *joint,
                       WtFactor *f, gsize *at)
{
  for (guint i = 0; i < size; i++)
    for (guint k = 0; k < size && wt_twin_may_be(t, own[0], i); k++)
      if (wt_twin_may_be(t, own[1], k))
        f->cells[(*at)++] = joint[i * size + k];
}

gboolean wt_twin_add_joint(WtTwin *t, WtScmId id)
{
  guint own[2] = {wt_twin_local(t, 0, id), wt_twin_local(t, 1, id)},
        size = g_array_index(t->sizes, guint, own[0]), n = 0;
  g_autofree double *joint = NULL;
  g_auto(WtCells) c = {0};
  WtFactor *f;
  gsize at = 0;

  for (guint world = 0; world < 2; world++) {
    WtMech mech = wt_scm_mech(t->scm[world], id);

    n = mech.n_parents;
    if (world == 0)
      wt_cells_init(&c, t, 2 * n);
    for (guint i = 0; i < n; i++)
      wt_cells_add(&c, wt_twin_local(t, world, mech.parents[i]));
  }
  if (wt_cells_count(&c) * size * size > WT_INFER_CPT_MAX)
    return wt_twin_refuse(t, WT_SCM_ERROR_LIMIT, id,
                          "it has too many parents for an exact counterfactual");
  joint = g_new(double, size *size);
  g_ptr_array_add(t->factors, f = wt_cells_factor(&c, own, 2));
  wt_cells_start(&c);
  do {
    wt_joint(t->scm[0], id, c.values, c.values + n, joint);
    if (!wt_twin_check_sum(t, id, joint, size * size))
      return FALSE;
    take_cells(t, own, size, joint, f, &at);
  } while (wt_cells_next(&c));
  return TRUE;
}

/**
 * wt_infer_counterfactual: P(target in `changed` | observed in the model).
 * @changed: what wt_scm_intervene() made of the model: hard, soft and path-specific interventions.
 * @distribution: (size of the target's domain) out.
 *
 * All noise is kept that mech.h says is kept, summed out and never sampled; a mechanism that was
 * replaced has noise of its own; one whose parents were re-pointed keeps its noise. Errors as
 * wt_infer_query(). Cost as there, over the observed variables' ancestors and the target's.
 */
gboolean wt_infer_counterfactual(const WtInfer *infer, const WtDo *observed, guint n_observed,
                                 const WtScm *changed, WtScmId target, double *distribution,
                                 GError **error)
{
  g_auto(WtTwin) t = {0};

  g_return_val_if_fail(infer != NULL && changed != NULL && target < wt_scm_n(infer->scm) &&
                           wt_scm_n(changed) >= wt_scm_n(infer->scm) && distribution != NULL,
                       FALSE);
  if (changed == infer->scm)
    return wt_infer_query(infer, target, observed, n_observed, NULL, 0, distribution, error);
  wt_twin_init(&t, infer->scm, changed, error);
  find_affected(&t, target);
  return wt_twin_fix(&t, observed, n_observed) && wt_twin_solve(&t, 1, target, distribution);
}
