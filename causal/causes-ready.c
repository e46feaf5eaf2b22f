/* causes-ready.c - a question about actual causes made ready: the actual world and the effect's
 * cone. */
#include "causal/causes-private.h"

#include <math.h>
#include <string.h>

#include "causal/scm-private.h"

#define SECONDS_MAX 1e9 /* a time limit beyond is none */

/* ---- the cone ---- */

typedef struct {
  const WtScm *scm;
  guint8 *in;  /* (n) */
  GArray *ids; /* WtScmId */
  guint n_links, most_parents;
} Cone;

static void cone_add(Cone *c, WtScmId id)
{
  if (c->in[id])
    return;
  c->in[id] = 1;
  g_array_append_val(c->ids, id);
}

/* What the terms come from. A ranking looks at whole worlds: then it is every variable. */
static void find_cone(Cone *c, const WtCausesQuestion *q)
{
  for (WtScmId id = 0; q->abnormality != NULL && id < wt_scm_n(c->scm); id++)
    cone_add(c, id);
  for (guint i = 0; i < q->n_effect; i++)
    cone_add(c, q->effect[i].variable);
  for (guint i = 0; i < q->n_contrast; i++)
    cone_add(c, q->contrast[i].variable);
  for (guint at = 0; at < c->ids->len; at++) {
    guint n;
    const guint *parents = wt_scm_parents(c->scm, g_array_index(c->ids, WtScmId, at), &n);

    c->n_links += n;
    c->most_parents = MAX(c->most_parents, n);
    for (guint i = 0; i < n; i++)
      cone_add(c, parents[i]);
  }
}

/* NULL: the context does not say. */
static const WtDo *context_of(const WtCausesReady *r, WtScmId id)
{
  return r->given != NULL ? r->given[id] : NULL;
}

/* Of two values of one variable the later counts. */
static void note_context(WtCausesReady *r)
{
  const WtCausesQuestion *q = r->question;

  if (q->n_context == 0)
    return;
  r->given = g_new0(const WtDo *, wt_scm_n(r->scm) + 1);
  for (guint i = 0; i < q->n_context; i++)
    r->given[q->context[i].variable] = &q->context[i];
}

static gboolean check_mech(const WtCausesReady *r, WtScmId id, GError **error)
{
  WtMech mech;

  if (!isnan(r->world[id]) && wt_scm_mechanism(r->scm, id) != NULL)
    return TRUE;
  mech = wt_scm_mech(r->scm, id);
  if (mech.kind == WT_MECH_UNKNOWN && mech.n_parents > 0)
    return wt_scm_refuse(error, WT_SCM_ERROR_QUESTION,
                         "%s has parents, but how they act is not known", wt_scm_label(r->scm, id));
  if (isnan(r->world[id])) {
    if (wt_scm_is_exogenous(r->scm, id))
      return wt_scm_refuse(error, WT_SCM_ERROR_QUESTION,
                           "%s is random: the context must say its value",
                           wt_scm_label(r->scm, id));
    return wt_mech_is_random(&mech)
               ? wt_scm_refuse(error, WT_SCM_ERROR_QUESTION,
                               "%s is random: causes of what happened need its noise as a variable",
                               wt_scm_label(r->scm, id))
               : wt_scm_refuse(error, WT_SCM_ERROR_QUESTION, "%s has no value in this context",
                               wt_scm_label(r->scm, id));
  }
  if (wt_mech_is_random(&mech) && !wt_scm_is_exogenous(r->scm, id) && context_of(r, id) == NULL)
    return wt_scm_refuse(error, WT_SCM_ERROR_QUESTION,
                         "%s is random: causes of what happened need its noise as a variable",
                         wt_scm_label(r->scm, id));
  return TRUE;
}

static gboolean check_domain(const WtCausesReady *r, WtScmId id, GError **error)
{
  WtDomain domain = wt_scm_domain(r->scm, id);

  if (wt_domain_contains(&domain, r->world[id]))
    return TRUE;
  g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_VALUE,
              "%s: its mechanism gives a value outside its domain in this context",
              wt_scm_label(r->scm, id));
  return FALSE;
}

/* The actual world of the cone, in topological order. */
static gboolean evaluate(WtCausesReady *r, const guint8 *in, GError **error)
{
  const WtScmId *order = wt_scm_order(r->scm);

  for (guint i = 0; i < wt_scm_n(r->scm); i++) {
    WtScmId id = order[i];
    const WtDo *given;
    const guint *parents;
    guint n;

    if (!in[id])
      continue;
    given = context_of(r, id);
    parents = wt_scm_parents(r->scm, id, &n);
    for (guint k = 0; k < n; k++)
      r->room[k] = r->world[parents[k]];
    r->world[id] = given != NULL ? given->value : wt_scm_compute(r->scm, id, r->room);
    if (!check_mech(r, id, error) || !check_domain(r, id, error))
      return FALSE;
  }
  return TRUE;
}

/* ---- nodes ---- */

static gboolean in_terms(const WtDo *terms, guint n, WtScmId id)
{
  for (guint i = 0; i < n; i++)
    if (terms[i].variable == id)
      return TRUE;
  return FALSE;
}

static guint count_rows(const WtCausesReady *r, const WtCauseNode *node)
{
  guint rows = 1;

  for (guint i = 0; i < node->n_parents; i++) {
    guint size = r->nodes[node->parents[i]].size;

    if (size == 0 || rows * size > WT_CAUSES_ROWS_MAX)
      return 0;
    rows *= size;
  }
  return rows;
}

static void init_node(WtCausesReady *r, WtCauseNode *node, WtScmId id)
{
  const WtCausesQuestion *q = r->question;
  WtDomain domain = wt_scm_domain(r->scm, id);
  gboolean exogenous = wt_scm_is_exogenous(r->scm, id);

  node->id = id;
  node->size = wt_domain_size(&domain);
  node->lo = domain.kind == WT_DOMAIN_INTEGER ? domain.lo : 0;
  node->actual = r->world[id];
  node->has_contrast = wt_scm_contrast(r->scm, id, &node->contrast);
  node->is_given = exogenous || context_of(r, id) != NULL;
  node->is_candidate = (!node->is_given || q->with_exogenous) &&
                       (q->with_effect || (!in_terms(q->effect, q->n_effect, id) &&
                                           !in_terms(q->contrast, q->n_contrast, id)));
}

static gint8 *directions_of(const WtCausesReady *r, const WtCauseNode *node)
{
  WtMech mech = wt_scm_mech(r->scm, node->id);
  gint8 *directions = g_new0(gint8, mech.n_parents + 1);

  if (mech.kind == WT_MECH_EXPRESSION)
    wt_expr_directions(mech.expr, directions);
  for (guint i = 0; i < mech.n_parents; i++) {
    if (mech.kind == WT_MECH_THRESHOLD || mech.kind == WT_MECH_LINEAR)
      directions[i] = mech.numbers[i + 1] >= 0 ? 1 : -1;
    if (mech.kind == WT_MECH_NOISY_OR || mech.kind == WT_MECH_NOISY_AND)
      directions[i] = 1;
  }
  return directions;
}

/* Parents, and children counted. */
static void link_parents(WtCausesReady *r, guint v, guint **memory)
{
  WtCauseNode *node = &r->nodes[v];
  const guint *parents = wt_scm_parents(r->scm, node->id, &node->n_parents);

  if (node->is_given)
    node->n_parents = 0;
  node->parents = *memory;
  *memory += node->n_parents;
  for (guint i = 0; i < node->n_parents; i++) {
    node->parents[i] = r->node_of[parents[i]];
    r->nodes[node->parents[i]].n_children++;
  }
  node->n_rows = node->is_given ? 0 : count_rows(r, node);
  if (node->n_rows == 0 && !node->is_given)
    node->directions = directions_of(r, node);
}

static void link_children(WtCausesReady *r, guint **memory)
{
  for (guint v = 0; v < r->n; v++) {
    r->nodes[v].children = *memory;
    *memory += r->nodes[v].n_children;
    r->nodes[v].n_children = 0;
  }
  for (guint v = 0; v < r->n; v++)
    for (guint i = 0; i < r->nodes[v].n_parents; i++) {
      WtCauseNode *parent = &r->nodes[r->nodes[v].parents[i]];
      if (parent->n_children == 0 || parent->children[parent->n_children - 1] != v)
        parent->children[parent->n_children++] = v;
    }
}

static void number_nodes(WtCausesReady *r, const Cone *cone)
{
  const WtScmId *order = wt_scm_order(r->scm);
  guint n = cone->ids->len, *memory;

  r->nodes = g_new0(WtCauseNode, n + 1);
  r->actual = g_new(double, n + 1);
  for (guint i = 0; i < wt_scm_n(r->scm); i++) {
    WtScmId id = order[i];

    r->node_of[id] = G_MAXUINT;
    if (!cone->in[id])
      continue;
    r->node_of[id] = r->n;
    r->actual[r->n] = r->world[id];
    init_node(r, &r->nodes[r->n++], id);
  }
  memory = r->links = g_new(guint, 2 * cone->n_links + 1);
  for (guint v = 0; v < r->n; v++)
    link_parents(r, v, &memory);
  link_children(r, &memory);
}

static WtCauseWant *wants_of(const WtCausesReady *r, const WtDo *terms, guint n)
{
  WtCauseWant *wants = g_new(WtCauseWant, n + 1);

  for (guint i = 0; i < n; i++)
    wants[i] = (WtCauseWant){r->node_of[terms[i].variable], terms[i].value};
  return wants;
}

static gboolean check_terms(const WtCausesReady *r, const WtDo *terms, guint n, GError **error)
{
  for (guint i = 0; i < n; i++) {
    WtDomain domain = wt_scm_domain(r->scm, terms[i].variable);

    if (!wt_domain_contains(&domain, terms[i].value)) {
      g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_VALUE, "%s: a value outside its domain",
                  wt_scm_label(r->scm, terms[i].variable));
      return FALSE;
    }
  }
  return TRUE;
}

/* "P rather than Q" asks nothing where Q is so already. */
static gboolean check_contrast(const WtCausesReady *r, GError **error)
{
  if (r->n_contrast == 0 || !wt_causes_flipped(r, r->actual))
    return TRUE;
  return wt_scm_refuse(error, WT_SCM_ERROR_QUESTION,
                       "the contrast holds already in this context: %s",
                       wt_scm_label(r->scm, r->question->contrast[0].variable));
}

/* Fills `ready`, which must be cleared whether or not it succeeds. O(size of the model). */
gboolean wt_causes_ready(WtCausesReady *ready, const WtCausesQuestion *question, GError **error)
{
  const WtScm *scm = question->scm;
  guint n = wt_scm_n(scm);
  g_autofree guint8 *in = g_new0(guint8, n + 1);
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(WtScmId));
  Cone cone = {.scm = scm, .in = in, .ids = ids};

  memset(ready, 0, sizeof *ready);
  ready->question = question;
  ready->scm = scm;
  ready->work_max = WT_CAUSES_WORK_MAX;
  ready->deadline =
      question->seconds > 0 && question->seconds < SECONDS_MAX
          ? g_get_monotonic_time() + (gint64)(question->seconds * G_USEC_PER_SEC)
          : G_MAXINT64;
  ready->world = g_new(double, n + 1);
  ready->node_of = g_new(guint, n + 1);
  if (question->n_effect == 0)
    return wt_scm_refuse(error, WT_SCM_ERROR_QUESTION, "there is no effect to ask about");
  if (!check_terms(ready, question->context, question->n_context, error) ||
      !check_terms(ready, question->effect, question->n_effect, error) ||
      !check_terms(ready, question->contrast, question->n_contrast, error))
    return FALSE;
  note_context(ready);
  find_cone(&cone, question);
  ready->room = g_new(double, cone.most_parents + 1);
  if (!evaluate(ready, in, error))
    return FALSE;
  number_nodes(ready, &cone);
  ready->effect = wants_of(ready, question->effect, question->n_effect);
  ready->n_effect = question->n_effect;
  ready->contrast = wants_of(ready, question->contrast, question->n_contrast);
  ready->n_contrast = question->n_contrast;
  return check_contrast(ready, error);
}

void wt_causes_ready_clear(WtCausesReady *ready)
{
  for (guint v = 0; v < ready->n; v++) {
    g_free(ready->nodes[v].table);
    g_free(ready->nodes[v].directions);
  }
  g_free(ready->nodes);
  g_free(ready->links);
  g_free(ready->world);
  g_free(ready->given);
  g_free(ready->node_of);
  g_free(ready->actual);
  g_free(ready->effect);
  g_free(ready->contrast);
  g_free(ready->room);
}

/* ---- worlds ---- */

static gboolean all_hold(const WtCauseWant *wants, guint n, const double *values)
{
  for (guint i = 0; i < n; i++)
    if (values[wants[i].node] != wants[i].value)
      return FALSE;
  return TRUE;
}

gboolean wt_causes_holds(const WtCausesReady *ready)
{
  return all_hold(ready->effect, ready->n_effect, ready->actual);
}

gboolean wt_causes_flipped(const WtCausesReady *ready, const double *values)
{
  if (ready->n_contrast > 0)
    return all_hold(ready->contrast, ready->n_contrast, values);
  for (guint i = 0; i < ready->n_effect; i++) { /* what has no value does not differ */
    const WtCauseWant *want = &ready->effect[i];
    if (values[want->node] != want->value && !isnan(values[want->node]))
      return TRUE;
  }
  return FALSE;
}

gboolean wt_causes_normal(const WtCausesReady *ready, const double *values)
{
  const WtCausesQuestion *q = ready->question;
  g_autofree double *world = NULL;

  if (q->abnormality == NULL)
    return TRUE;
  world = g_memdup2(ready->world, wt_scm_n(ready->scm) * sizeof *world);
  for (guint v = 0; v < ready->n; v++)
    world[ready->nodes[v].id] = values[v];
  return q->abnormality(q->user, world) <= q->abnormality(q->user, ready->world);
}

/* A value outside a finite domain is no value. */
double wt_causes_mechanism(const WtCausesReady *ready, guint v, const double *parents)
{
  const WtCauseNode *node = &ready->nodes[v];
  double value = wt_scm_compute(ready->scm, node->id, parents), k = value - node->lo;

  return node->size == 0 || (k >= 0 && k < node->size && k == floor(k)) ? value : NAN;
}

/* FALSE: a parent has no value. */
static gboolean find_row(const WtCausesReady *ready, const WtCauseNode *node, const double *values,
                         guint *row)
{
  *row = 0;
  for (guint i = 0; i < node->n_parents; i++) {
    const WtCauseNode *parent = &ready->nodes[node->parents[i]];
    double index = values[node->parents[i]] - parent->lo;

    if (!(index >= 0 && index < parent->size))
      return FALSE;
    *row = *row * parent->size + (guint)index;
  }
  return TRUE;
}

double wt_causes_compute(const WtCausesReady *ready, guint v, const double *values)
{
  const WtCauseNode *node = &ready->nodes[v];
  guint row;

  if (node->is_given)
    return node->actual;
  if (node->table != NULL && find_row(ready, node, values, &row))
    return node->table[row];
  for (guint i = 0; i < node->n_parents; i++)
    ready->room[i] = values[node->parents[i]];
  return wt_causes_mechanism(ready, v, ready->room);
}

guint wt_cause_n_others(const WtCauseNode *node)
{
  if (node->size > 0)
    return node->size - 1;
  return node->has_contrast && node->contrast != node->actual ? 1 : 0;
}

/* The i-th value that is not the actual one. */
double wt_cause_other(const WtCauseNode *node, guint i)
{
  if (node->size == 0)
    return node->contrast;
  return node->lo + i < node->actual ? node->lo + i : node->lo + i + 1;
}

/* ---- what is found ---- */

WtCauseFound *wt_cause_found_new(const guint *set, const double *others, guint n_set,
                                 const guint *witness, guint n_witness)
{
  WtCauseFound *found = g_new0(WtCauseFound, 1);

  found->set = g_memdup2(set, n_set * sizeof *set);
  found->others = g_memdup2(others, n_set * sizeof *others);
  found->n_set = n_set;
  found->witness = g_memdup2(witness, n_witness * sizeof *witness);
  found->n_witness = n_witness;
  return found;
}

void wt_cause_found_free(WtCauseFound *found)
{
  if (found == NULL)
    return;
  g_free(found->set);
  g_free(found->others);
  g_free(found->witness);
  g_free(found);
}
