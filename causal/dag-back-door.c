/* dag-back-door.c - all minimal back-door sets, smallest first; see dag.h.
 *
 * A minimal back-door set is a minimal d-separator of x and y in the graph without x's edges out,
 * among the ancestors of both (van der Zander, Liskiewicz & Textor 2014): a minimal separator of x
 * and y in their moral graph. There every variable is a node, and every family (a variable with its
 * parents) is one too, whose members are its neighbours; so the moral graph is not larger than the
 * graph itself. Families, latent variables, x's descendants and x and y themselves cannot be cut.
 *
 * Separators are told apart by what is on x's side of them. A state is a part of that side, and a
 * set of nodes that are in the separator. There is one closest to x, found in linear time, or none
 * at all (Takata 2010). One of its nodes is on x's side of the others, or in them too: two states.
 * Every state has at least one set, so the cost per set is polynomial. The smallest vertex cut
 * bounds what a state can hold: states are looked at in the order of that bound, and sets come in
 * the order of their size.
 */
#include <string.h>

#include "causal/dag.h"

typedef struct {
  guint n;          /* nodes: variables, then families */
  guint *start;     /* (n + 1) */
  guint *neighbour; /* (start[n]) */
  guint *back;      /* (start[n]) the same edge, the other way */
  guint8 *cuttable; /* (n) */
  guint x, y;
} Net;

typedef struct {
  guint8 *side; /* (net.n) on x's side */
  GArray
      *set; /* guint: kept ones, which are in the separator; once closed, the rest of the closest */
  guint n_kept;     /* the first of them */
  gboolean closed;  /* the closest separator is there */
  gboolean bounded; /* its shelf is its bound, not only no more than it */
  gboolean tight;   /* the closest separator is a smallest one */
} State;

/* ---- the moral graph ---- */

static void link_family(const WtDag *dag, Net *net, guint v, guint *fill)
{
  guint n_parents, family = wt_dag_n(dag) + v;
  const guint *parents = wt_dag_parents(dag, v, &n_parents);

  for (guint i = 0; i <= n_parents; i++) {
    guint member = i < n_parents ? parents[i] : v;

    if (i < n_parents && member == net->x)
      continue;
    if (net->neighbour != NULL) {
      net->neighbour[fill[member]] = family;
      net->neighbour[fill[family]] = member;
      net->back[fill[member]] = fill[family];
      net->back[fill[family]] = fill[member];
    }
    fill[member]++;
    fill[family]++;
  }
}

static void net_build(const WtDag *dag, guint x, guint y, Net *net)
{
  guint n = wt_dag_n(dag);
  g_autofree gboolean *above = g_new(gboolean, n + 1), *below = g_new(gboolean, n + 1);
  g_autofree guint *fill = g_new0(guint, 2 * (gsize)n + 1);

  *net = (Net){.n = 2 * n, .x = x, .y = y};
  net->start = g_new0(guint, 2 * (gsize)n + 1);
  net->cuttable = g_new0(guint8, 2 * (gsize)n + 1);
  wt_dag_ancestors(dag, (guint[]){x, y}, 2, above);
  wt_dag_descendants(dag, &x, 1, below);
  for (guint v = 0; v < n; v++) {
    net->cuttable[v] = above[v] && !below[v] && v != y && !wt_dag_is_latent(dag, v);
    if (above[v])
      link_family(dag, net, v, fill); /* counts */
  }
  for (guint v = 0; v < net->n; v++)
    net->start[v + 1] = net->start[v] + fill[v];
  net->neighbour = g_new(guint, net->start[net->n] + 1);
  net->back = g_new(guint, net->start[net->n] + 1);
  memcpy(fill, net->start, net->n * sizeof *fill);
  for (guint v = 0; v < n; v++)
    if (above[v])
      link_family(dag, net, v, fill);
}

static void net_clear(Net *net)
{
  g_free(net->start);
  g_free(net->neighbour);
  g_free(net->back);
  g_free(net->cuttable);
}

/* ---- the closest separator ---- */

static void state_free(State *state)
{
  if (state == NULL)
    return;
  g_free(state->side);
  g_array_unref(state->set);
  g_free(state);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(State, state_free)

/* Puts into `in` what is reached from its members in `todo` through nodes whose `stop` is 0. */
static void flood(const Net *net, GArray *todo, const guint8 *stop, guint8 *in)
{
  for (guint at = 0; at < todo->len; at++) {
    guint v = g_array_index(todo, guint, at);

    for (guint e = net->start[v]; e < net->start[v + 1]; e++) {
      guint w = net->neighbour[e];
      if (in[w] || stop[w])
        continue;
      in[w] = 1;
      g_array_append_val(todo, w);
    }
  }
}

static GArray *members(const guint8 *in, guint n)
{
  GArray *out = g_array_new(FALSE, FALSE, sizeof(guint));

  for (guint v = 0; v < n; v++)
    if (in[v])
      g_array_append_val(out, v);
  return out;
}

/* edge: (n) out, the nodes next to a member of `in` (ids) that are not in `side`. */
static void mark_edge(const Net *net, const GArray *in, const guint8 *side, guint8 *edge)
{
  for (guint i = 0; i < in->len; i++) {
    guint v = g_array_index(in, guint, i);

    for (guint e = net->start[v]; e < net->start[v + 1]; e++)
      edge[net->neighbour[e]] |= !side[net->neighbour[e]];
  }
}

/* Finds the separator closest to x with state->side on x's side, and all that is on x's side of it.
 * FALSE: there is none that has all kept nodes in it. O(net). */
static gboolean state_close(const Net *net, State *state)
{
  g_autofree guint8 *edge = g_new0(guint8, net->n + 1), *far = g_new0(guint8, net->n + 1),
                    *stop = g_new0(guint8, net->n + 1);
  g_autoptr(GArray) near = members(state->side, net->n), all = NULL;
  g_autoptr(GArray) from_y = g_array_new(FALSE, FALSE, sizeof(guint));

  flood(net, near, net->cuttable, state->side); /* what cannot be cut is on the same side */
  if (state->side[net->y])
    return FALSE;
  mark_edge(net, near, state->side, edge);
  far[net->y] = 1;
  g_array_append_val(from_y, net->y);
  flood(net, from_y, edge, far);
  mark_edge(net, from_y, far, stop); /* next to y's side, so next to x's as well */
  for (guint i = 0; i < state->n_kept; i++)
    if (!stop[g_array_index(state->set, guint, i)])
      return FALSE;
  all = members(state->side, net->n);
  flood(net, all, stop, state->side);
  for (guint i = 0; i < state->n_kept; i++)
    stop[g_array_index(state->set, guint, i)] = 0;
  for (guint v = 0; v < net->n; v++)
    if (stop[v])
      g_array_append_val(state->set, v);
  state->closed = TRUE;
  return TRUE;
}

/* ---- the smallest cut ---- */

/* A node that can be cut is two places: 2 v, where ways come in, and 2 v + 1, where they go out,
 * with room for one way between them; any other node is the place 2 v. */
typedef struct {
  const Net *net;
  guint *flow;        /* (net.start[n]) ways along an edge */
  guint8 *through;    /* (n) a way goes through */
  const guint8 *gone; /* (n) not there: kept */
  guint *from;        /* (2 n) the place before; 0 : none yet, else 1 + place */
  guint *by;          /* (2 n) WAY_ALONG, WAY_BACK, or 0: between the places of one node */
  GArray *todo;
} Flow;

/* How a place was come to: along an edge, or taking back what comes along it the other way. */
#define WAY_ALONG(edge) (1 + 2 * (edge))
#define WAY_BACK(edge)  (2 + 2 * (edge))

static void step(Flow *f, guint place, guint from, guint by)
{
  if (f->from[place] != 0 || f->gone[place / 2])
    return;
  f->from[place] = 1 + from;
  f->by[place] = by;
  g_array_append_val(f->todo, place);
}

static void step_all(Flow *f, guint place)
{
  const Net *net = f->net;
  guint v = place / 2;
  gboolean cuttable = net->cuttable[v], out = !cuttable || place % 2 == 1,
           in = !cuttable || place % 2 == 0;

  if (cuttable && (f->through[v] != 0) == out)
    step(f, place ^ 1, place, 0);
  for (guint e = net->start[v]; e < net->start[v + 1]; e++) {
    guint w = net->neighbour[e];

    if (out)
      step(f, 2 * w, place, WAY_ALONG(e));
    if (in && f->flow[net->back[e]] > 0) /* takes back a way that comes from w */
      step(f, 2 * w + net->cuttable[w], place, WAY_BACK(e));
  }
}

/* One way more from the side of x to y; FALSE: there is none. */
static gboolean augment(Flow *f, const guint8 *side)
{
  const Net *net = f->net;
  guint place = 2 * net->y;

  memset(f->from, 0, 2 * (gsize)net->n * sizeof *f->from);
  g_array_set_size(f->todo, 0);
  for (guint v = 0; v < net->n; v++)
    if (side[v]) { /* all of them are the source: both places are taken */
      f->from[2 * v] = f->from[2 * v + 1] = G_MAXUINT;
      f->by[2 * v] = 0;
      guint out = 2 * v + net->cuttable[v];
      g_array_append_val(f->todo, out);
    }
  for (guint at = 0; at < f->todo->len && f->from[place] == 0; at++)
    step_all(f, g_array_index(f->todo, guint, at));
  if (f->from[place] == 0)
    return FALSE;
  while (f->from[place] != G_MAXUINT) {
    guint before = f->from[place] - 1, by = f->by[place];

    if (by == 0)
      f->through[place / 2] = place % 2 == 1;
    else if (by == WAY_ALONG((by - 1) / 2))
      f->flow[(by - 1) / 2]++;
    else
      f->flow[net->back[(by - 1) / 2]]--;
    place = before;
  }
  return TRUE;
}

/* Members of the set that are not in the smallest cut come first: with one of them on x's side
 * there are sets as small as with none. */
static void cut_last(const Flow *f, State *state)
{
  guint n_left = state->set->len - state->n_kept, at = state->n_kept;
  g_autofree guint *left = g_memdup2(&g_array_index(state->set, guint, at), n_left * sizeof(guint));

  for (guint in_cut = 0; in_cut < 2; in_cut++)
    for (guint i = 0; i < n_left; i++)
      if ((f->from[2 * left[i]] != 0 && f->from[2 * left[i] + 1] == 0) == in_cut)
        g_array_index(state->set, guint, at++) = left[i];
}

/* No separator of the state is smaller: its kept nodes and a smallest cut of the rest. */
static guint state_bound(const Net *net, State *state)
{
  gsize n = net->n;
  g_autofree guint *flow = g_new0(guint, net->start[n] + 1), *from = g_new(guint, 2 * n + 1),
                   *by = g_new(guint, 2 * n + 1);
  g_autofree guint8 *through = g_new0(guint8, n + 1), *gone = g_new0(guint8, n + 1);
  g_autoptr(GArray) todo = g_array_new(FALSE, FALSE, sizeof(guint));
  Flow f = {net, flow, through, gone, from, by, todo};
  guint bound = state->n_kept;

  for (guint i = 0; i < state->n_kept; i++)
    gone[g_array_index(state->set, guint, i)] = 1;
  while (bound < state->set->len && augment(&f, state->side))
    bound++;
  state->bounded = TRUE;
  state->tight = bound == state->set->len;
  if (!state->tight)
    cut_last(&f, state);
  return bound;
}

/* ---- all of them ---- */

typedef struct {
  Net net;
  guint max;
  GPtrArray *states; /* by bound: GPtrArray of State */
  GPtrArray *out;    /* GArray of guint */
} Search;

/* Takes `state`. */
static void put(Search *s, guint bound, State *state)
{
  while (s->states->len <= bound)
    g_ptr_array_add(s->states, g_ptr_array_new_with_free_func((GDestroyNotify)state_free));
  g_ptr_array_add(g_ptr_array_index(s->states, bound), state);
}

static int compare_ids(const void *a, const void *b)
{
  guint left = *(const guint *)a, right = *(const guint *)b;

  return (left > right) - (left < right);
}

static int compare_sets(gconstpointer a, gconstpointer b)
{
  const GArray *left = *(GArray *const *)a, *right = *(GArray *const *)b;

  if (left->len != right->len)
    return left->len < right->len ? -1 : 1;
  for (guint i = 0; i < left->len; i++)
    if (g_array_index(left, guint, i) != g_array_index(right, guint, i))
      return g_array_index(left, guint, i) < g_array_index(right, guint, i) ? -1 : 1;
  return 0;
}

/* The first node that is not kept: on x's side, or kept. The likelier way to a set of this size is
 * taken first, which is the last that is put. Takes `state`. */
static void split(Search *s, State *state, guint size)
{
  State *part = g_new0(State, 1);

  part->side = g_memdup2(state->side, s->net.n);
  part->side[g_array_index(state->set, guint, state->n_kept)] = 1;
  part->n_kept = state->n_kept;
  part->set = g_array_new(FALSE, FALSE, sizeof(guint));
  g_array_append_vals(part->set, state->set->data, state->n_kept);
  state->n_kept++;
  state->bounded = state->tight; /* it still holds its closest set */
  put(s, size, state->tight ? part : state);
  put(s, size, state->tight ? state : part);
}

/* One that is bounded by `size`, as far as is known. Takes `state`. */
static void take(Search *s, State *state, guint size)
{
  g_autoptr(State) own = state;

  if (!state->closed && !state_close(&s->net, state))
    return;
  if (!state->bounded) {
    guint bound = state_bound(&s->net, state);

    if (bound > size) {
      put(s, bound, g_steal_pointer(&own));
      return;
    }
  }
  if (state->n_kept < state->set->len) {
    split(s, g_steal_pointer(&own), size);
    return;
  }
  g_array_sort(state->set, compare_ids);
  g_ptr_array_add(s->out, g_array_ref(state->set));
}

/* Everything of one size, until there are `max`. A part is bounded by no less than its whole, so a
 * size that is done stays so. */
static void take_size(Search *s, guint size)
{
  GPtrArray *states = g_ptr_array_index(s->states, size);

  while (states->len > 0 && (s->max == 0 || s->out->len < s->max))
    take(s, g_ptr_array_steal_index(states, states->len - 1), size);
}

/* All minimal back-door sets of observed variables for the effect of x on y, at most `max` (0:
 * all). (transfer full): arrays of guint, ascending; by size, then ids; empty: there is none. With
 * `max`, none that is left out is smaller than one that is there. O(sets * variables * size * (n +
 * edges)) for all. */
GPtrArray *wt_dag_back_door_sets(const WtDag *dag, guint x, guint y, guint max)
{
  GPtrArray *out = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
  g_autoptr(GPtrArray) states = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  Search s = {.max = max, .states = states, .out = out};
  State *all;

  g_return_val_if_fail(x < wt_dag_n(dag) && y < wt_dag_n(dag) && x != y, out);
  net_build(dag, x, y, &s.net);
  all = g_new0(State, 1);
  all->side = g_new0(guint8, s.net.n + 1);
  all->side[x] = 1;
  all->set = g_array_new(FALSE, FALSE, sizeof(guint));
  put(&s, 0, all);
  for (guint size = 0; size < states->len; size++)
    take_size(&s, size);
  net_clear(&s.net);
  g_ptr_array_sort(out, compare_sets);
  return out;
}
