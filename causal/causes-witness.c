/* causes-witness.c - the smallest witness of one set X: breadth first over frozen sets.
 *
 * Only nodes that differ from their actual value in the world at hand need be frozen next: a
 * witness that is smallest can be frozen in such an order, for as long as it has not been frozen
 * whole one of its nodes differs (else freezing the rest would change nothing, and a part of it
 * would do). So level w of the search meets every smallest witness of size w.
 */
#include "causal/causes-private.h"

#include <math.h>
#include <string.h>

#include "causal/id-heap.h"

typedef struct {
  WtCausesReady *ready;
  const guint *set; /* (n_set) */
  guint n_set;
  gboolean any;    /* x' may be the actual value */
  double *others;  /* (n_set) x' now */
  double *values;  /* (n) the world */
  guint8 *mark;    /* (n) of MARK_* */
  GArray *changed; /* guint: nodes computed again */
  WtIdHeap due;
  guint work;
} World;

enum { MARK_DUE = 1, MARK_HELD = 2 };

static void world_init(World *w, WtCausesReady *ready, const guint *set, guint n_set)
{
  *w = (World){.ready = ready, .set = set, .n_set = n_set};
  w->others = g_new(double, n_set + 1);
  w->values = g_memdup2(ready->actual, (ready->n + 1) * sizeof *w->values);
  w->mark = g_new0(guint8, ready->n + 1);
  w->changed = g_array_new(FALSE, FALSE, sizeof(guint));
  w->due = wt_id_heap(ready->n);
}

static void world_clear(World *w)
{
  g_free(w->others);
  g_free(w->values);
  g_free(w->mark);
  g_array_unref(w->changed);
  wt_id_heap_clear(&w->due);
}

static gboolean differs(const World *w, guint v)
{
  return w->values[v] != w->ready->actual[v];
}

static void push_children(World *w, guint v)
{
  const WtCauseNode *node = &w->ready->nodes[v];

  for (guint i = 0; i < node->n_children; i++)
    if (w->mark[node->children[i]] == 0) {
      w->mark[node->children[i]] = MARK_DUE;
      wt_id_heap_push(&w->due, node->children[i]);
    }
}

/* The world under [X <- x', frozen at their actual values]. */
static void world_set(World *w, const guint *frozen, guint n_frozen)
{
  for (guint i = 0; i < w->n_set; i++)
    w->mark[w->set[i]] = MARK_HELD;
  for (guint i = 0; i < n_frozen; i++)
    w->mark[frozen[i]] = MARK_HELD;
  for (guint i = 0; i < w->n_set; i++) {
    w->values[w->set[i]] = w->others[i];
    push_children(w, w->set[i]);
  }
  while (w->due.n > 0) {
    guint v = wt_id_heap_pop(&w->due);

    w->mark[v] = 0;
    w->values[v] = wt_causes_compute(w->ready, v, w->values);
    if (!differs(w, v))
      continue;
    g_array_append_val(w->changed, v);
    push_children(w, v);
  }
  w->work++;
}

static void world_reset(World *w, const guint *frozen, guint n_frozen)
{
  for (guint i = 0; i < w->changed->len; i++) {
    guint v = g_array_index(w->changed, guint, i);
    w->values[v] = w->ready->actual[v];
  }
  for (guint i = 0; i < w->n_set; i++) {
    w->values[w->set[i]] = w->ready->actual[w->set[i]];
    w->mark[w->set[i]] = 0;
  }
  for (guint i = 0; i < n_frozen; i++)
    w->mark[frozen[i]] = 0;
  g_array_set_size(w->changed, 0);
}

/* ---- x' ---- */

static guint n_choices_of(const World *w, guint i)
{
  return wt_cause_n_others(&w->ready->nodes[w->set[i]]) + w->any;
}

/* The choice-th assignment; the actual value, where it is allowed, comes last. */
static void choose_others(World *w, guint64 choice)
{
  for (guint i = 0; i < w->n_set; i++) {
    const WtCauseNode *node = &w->ready->nodes[w->set[i]];
    guint n = n_choices_of(w, i), k = (guint)(choice % n);

    w->others[i] = k < wt_cause_n_others(node) ? wt_cause_other(node, k) : node->actual;
    choice /= n;
  }
}

static gboolean count_choices(const World *w, guint64 *n)
{
  *n = 1;
  for (guint i = 0; i < w->n_set; i++) {
    guint others = n_choices_of(w, i);

    if (others == 0)
      return FALSE;
    *n = MIN(*n * others, G_MAXUINT32);
  }
  return TRUE;
}

/* ---- levels ---- */

/* A frozen set with the x' it goes with: [choice, node, node, ...], nodes ascending. */
typedef struct {
  guint width; /* guints per entry */
  GArray *entries, *next;
  GHashTable *seen; /* of this level: GBytes */
} Level;

static void level_clear(Level *l)
{
  g_array_unref(l->entries);
  g_array_unref(l->next);
  g_hash_table_unref(l->seen);
}

static void add_next(Level *l, const guint *entry, guint v)
{
  g_autofree guint *longer = g_new(guint, l->width + 1);
  guint at = 1;
  GBytes *key;

  longer[0] = entry[0];
  for (; at < l->width && entry[at] < v; at++)
    longer[at] = entry[at];
  longer[at] = v;
  for (; at < l->width; at++)
    longer[at + 1] = entry[at];
  key = g_bytes_new(longer, (l->width + 1) * sizeof *longer);
  if (g_hash_table_contains(l->seen, key)) {
    g_bytes_unref(key);
    return;
  }
  g_hash_table_add(l->seen, key);
  g_array_append_vals(l->next, longer, l->width + 1);
}

/* Nodes that differ, each as one more to freeze; no more entries than there is work left for. */
static void expand(World *w, Level *l, const guint *entry)
{
  guint room = w->ready->work_max - MIN(w->work, w->ready->work_max);

  for (guint i = 0; i < w->changed->len && l->next->len / (l->width + 1) <= room; i++)
    add_next(l, entry, g_array_index(w->changed, guint, i));
}

static gboolean is_witness(World *w)
{
  return wt_causes_flipped(w->ready, w->values) && wt_causes_normal(w->ready, w->values);
}

static gboolean try_level(World *w, Level *l, WtCauseFound **found)
{
  const guint *entries = (const guint *)(void *)l->entries->data;
  guint n = l->entries->len / l->width;

  for (guint i = 0; i < n && w->work < w->ready->work_max; i++) {
    const guint *entry = entries + (gsize)i * l->width;
    gboolean yes;

    choose_others(w, entry[0]);
    world_set(w, entry + 1, l->width - 1);
    yes = is_witness(w);
    if (!yes)
      expand(w, l, entry);
    world_reset(w, entry + 1, l->width - 1);
    if (yes) {
      *found = wt_cause_found_new(w->set, w->others, w->n_set, entry + 1, l->width - 1);
      return TRUE;
    }
    if (w->work % 64 == 0 && wt_causes_late(w->ready))
      w->work = w->ready->work_max;
  }
  return FALSE;
}

static void next_level(Level *l)
{
  GArray *done = l->entries;

  l->entries = l->next;
  l->next = done;
  g_array_set_size(l->next, 0);
  g_hash_table_remove_all(l->seen);
  l->width++;
}

static WtWitnessAnswer search_levels(World *w, guint64 n_choices, WtCauseFound **found)
{
  Level l = {
      1, g_array_new(FALSE, FALSE, sizeof(guint)), g_array_new(FALSE, FALSE, sizeof(guint)),
      g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL)};
  WtWitnessAnswer answer = WT_WITNESS_NONE;

  for (guint64 choice = 0; choice < MIN(n_choices, w->ready->work_max); choice++) {
    guint number = (guint)choice;
    g_array_append_val(l.entries, number);
  }
  while (answer == WT_WITNESS_NONE && l.entries->len > 0) {
    if (try_level(w, &l, found))
      answer = WT_WITNESS_FOUND;
    else if (w->work >= w->ready->work_max || n_choices > w->ready->work_max)
      answer = WT_WITNESS_UNKNOWN;
    next_level(&l);
  }
  level_clear(&l);
  return answer;
}

/* AC2 for X = set: FOUND with the smallest W over all x' (first x', then W, in order), NONE, or
 * UNKNOWN when the work or the time is used up. Exponential in the nodes that differ in the worst
 * case. */
WtWitnessAnswer wt_causes_search_witness(WtCausesReady *ready, WtCausesReach *reach,
                                         const guint *set, guint n_set, gboolean any,
                                         WtCauseFound **found)
{
  World w;
  guint64 n_choices;
  WtWitnessAnswer answer = WT_WITNESS_NONE;

  *found = NULL;
  if (!wt_causes_reach_flips(reach, set, any ? 0 : n_set, set, any ? n_set : 0))
    return WT_WITNESS_NONE;
  world_init(&w, ready, set, n_set);
  w.any = any;
  if (count_choices(&w, &n_choices))
    answer = search_levels(&w, n_choices, found);
  world_clear(&w);
  return answer;
}
