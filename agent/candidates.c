/* candidates.c - the variables of each cut, with the one contrast value of each.
 *
 * Contrast values are fixed before the search: a feature of P takes Q's value (what only P has, its
 * neutral value), an outcome Q's outcome, a weight 0, a level its set point, a belief its prior, a
 * person or thing is absent. Together, the factors (and likewise the outcomes) make P what Q is.
 */
#include "agent/candidates.h"

#include <math.h>
#include <string.h>

void wt_candidate_clear(gpointer data)
{
  WtCandidate *c = data;
  g_free(c->name);
  g_free(c->puts);
}

/* ---- what is known of a feature ---- */

WtType wt_feature_type(const WtMindView *view, guint leaf)
{
  const WtVocab *vocab = view->minds->known->vocab;
  const WtLeaf *l = wt_vocab_leaf(vocab, leaf);
  switch ((WtLeafKind)l->kind) {
  case WT_LEAF_ATTRIBUTE:
  case WT_LEAF_BETWEEN:
    return wt_vocab_attribute(vocab, l->attribute)->type;
  case WT_LEAF_NEAR:
  case WT_LEAF_SEES:
    return WT_TYPE_BOOL;
  case WT_LEAF_IS:
    return WT_TYPE_ENTITY;
  default:
    return WT_TYPE_NUMBER;
  }
}

double wt_feature_neutral(const WtMindView *view, guint leaf)
{
  const WtKnown *known = view->minds->known;
  const WtLeaf *l = wt_vocab_leaf(known->vocab, leaf);
  switch ((WtLeafKind)l->kind) {
  case WT_LEAF_ATTRIBUTE:
  case WT_LEAF_BETWEEN:
    return wt_vocab_attribute(known->vocab, l->attribute)->neutral;
  case WT_LEAF_DISTANCE:
    return known->sight;
  case WT_LEAF_IS:
    return -1;
  default:
    return 0;
  }
}

/* FALSE: not a number, or without ends. */
gboolean wt_feature_domain(const WtMindView *view, guint leaf, double *lo, double *hi)
{
  const WtKnown *known = view->minds->known;
  const WtLeaf *l = wt_vocab_leaf(known->vocab, leaf);
  if (wt_feature_type(view, leaf) != WT_TYPE_NUMBER)
    return FALSE;
  *lo = 0;
  *hi = known->sight;
  if (l->kind == WT_LEAF_ATTRIBUTE || l->kind == WT_LEAF_BETWEEN) {
    *lo = wt_vocab_attribute(known->vocab, l->attribute)->lo;
    *hi = wt_vocab_attribute(known->vocab, l->attribute)->hi;
  }
  return isfinite(*lo) && isfinite(*hi) && *lo < *hi;
}

/* ---- building ---- */

WtCandidate *wt_candidates_add(WtCandidates *b, char *name, double actual, double contrast,
                               WtType type)
{
  WtCandidate c = {.name = name,
                   .actual = actual,
                   .contrast = contrast,
                   .type = type,
                   .entity = -1,
                   .attribute = -1,
                   .slot = -1,
                   .motive = -1,
                   .feature = G_MAXUINT};
  g_array_append_val(b->out, c);
  return &g_array_index(b->out, WtCandidate, b->out->len - 1);
}

void wt_candidate_put(WtCandidate *c, WtPut put)
{
  c->puts = g_renew(WtPut, c->puts, c->n_puts + 1);
  c->puts[c->n_puts++] = put;
}

static WtPut put_of(const WtCandidates *b, WtPutKind kind, guint row, guint id, double value)
{
  return (WtPut){.kind = kind,
                 .option = b->t->key[row],
                 .from = b->t->key[b->q],
                 .id = (gint32)id,
                 .value = value};
}

static void add_act(WtCandidates *b)
{
  const WtTable *t = b->t;
  gboolean differs = FALSE;
  for (guint slot = 0; slot < t->n_slots && !differs; slot++) {
    WtRowMech p = wt_row_mech(&b->e->view, t, b->p, slot),
              q = wt_row_mech(&b->e->view, t, b->q, slot);
    differs = p.expr != q.expr || (p.expr && p.origin != q.origin);
  }
  if (differs)
    wt_candidate_put(
        wt_candidates_add(b, g_strdup("act"), t->key[b->p], t->key[b->q], WT_TYPE_OPTION),
        put_of(b, WT_PUT_ACT, b->p, 0, 0));
}

static void add_time(WtCandidates *b)
{
  const WtTable *t = b->t;
  guint p = b->p, q = b->q;
  if (t->travel[p] != t->travel[q] || t->takes[p] != t->takes[q] || t->base[p] != t->base[q])
    wt_candidate_put(wt_candidates_add(b, g_strdup("time"), t->travel[p] + t->takes[p],
                                       t->travel[q] + t->takes[q], WT_TYPE_NUMBER),
                     put_of(b, WT_PUT_TIME, p, 0, 0));
}

static void add_cost(WtCandidates *b)
{
  double p = b->t->cost[b->p], q = b->t->cost[b->q];
  if (p != q)
    wt_candidate_put(wt_candidates_add(b, g_strdup("cost"), p, q, WT_TYPE_NUMBER),
                     put_of(b, WT_PUT_COST, b->p, 0, q));
}

static void add_draw(WtCandidates *b)
{
  double p = b->t->draw[b->p], q = b->t->draw[b->q];
  if (p != q)
    wt_candidate_put(wt_candidates_add(b, g_strdup("draw"), p, q, WT_TYPE_NUMBER),
                     put_of(b, WT_PUT_DRAW, b->p, 0, q));
}

/* P's own features that differ from Q's; FALSE: the row has no such feature, or it is the same. */
gboolean wt_candidates_differ(const WtCandidates *b, WtFeature f, double *actual, double *contrast)
{
  const WtEngineFeature *mine = wt_engine_feature(b->e, b->p, f);
  if (mine->id == WT_SCM_NONE || !mine->own)
    return FALSE;
  *actual = b->e->values[mine->id];
  *contrast = wt_engine_feature_value(b->e, b->q, f, wt_feature_neutral(&b->e->view, mine->leaf));
  return *actual != *contrast;
}

static void add_factors(WtCandidates *b)
{
  for (WtFeature f = 0; f < b->e->n_features; f++) {
    double actual, contrast;
    if (!wt_candidates_differ(b, f, &actual, &contrast))
      continue;
    const WtEngineFeature *mine = wt_engine_feature(b->e, b->p, f);
    WtCandidate *c = wt_candidates_add(b, wt_feature_name(&b->e->view, f), actual, contrast,
                                       wt_feature_type(&b->e->view, mine->leaf));
    c->feature = f;
    c->source = mine->source;
    wt_candidate_put(c, put_of(b, WT_PUT_FACTOR, b->p, f, contrast));
  }
  add_act(b);
  add_time(b);
  add_cost(b);
  add_draw(b);
}

static void add_outcomes(WtCandidates *b)
{
  for (guint slot = 0; slot < b->t->n_slots; slot++) {
    double actual = b->e->values[b->e->rows[b->p].outcome[slot]];
    double contrast = b->e->values[b->e->rows[b->q].outcome[slot]];
    double spread = wt_engine_spread(b->e, b->q, slot);
    gboolean as_sure = wt_engine_spread(b->e, b->p, slot) == spread;
    if (actual == contrast && as_sure)
      continue;
    WtCandidate *c = wt_candidates_add(b, wt_slot_name(b->minds, b->t->person, slot), actual,
                                       contrast, WT_TYPE_NUMBER);
    c->slot = (gint32)slot;
    wt_candidate_put(c, put_of(b, WT_PUT_OUTCOME, b->p, slot, contrast));
    if (!as_sure)
      wt_candidate_put(c, put_of(b, WT_PUT_SPREAD, b->p, slot, spread));
  }
  add_time(b);
  add_cost(b);
  add_draw(b);
}

static WtCandidate *add_motive(WtCandidates *b, char *name, guint motive, double actual,
                               double contrast, WtPutKind kind, guint id)
{
  WtCandidate *c = wt_candidates_add(b, name, actual, contrast, WT_TYPE_NUMBER);
  c->motive = (gint32)motive;
  wt_candidate_put(c, (WtPut){.kind = kind,
                              .option = WT_OPTION_NONE,
                              .from = WT_OPTION_NONE,
                              .id = (gint32)id,
                              .value = contrast});
  return c;
}

static void add_motives(WtCandidates *b, gboolean more)
{
  for (guint m = 0; m < b->t->n_motives; m++) {
    const char *name = wt_minds_motive_name(b->minds, m);
    double weight = b->e->values[b->e->weight[m]];
    if (m < b->minds->n_values && weight != 0)
      add_motive(b, g_strdup(name), m, weight, 0, WT_PUT_WEIGHT, m);
    if (m < b->minds->n_values || weight == 0)
      continue;
    guint d = m - b->minds->n_values;
    double level = b->e->values[b->e->level[d]], set = b->e->values[b->e->set[d]];
    if (level != set)
      add_motive(b, g_strdup(name), m, level, set, WT_PUT_LEVEL, d);
    if (more) /* even at its set point a drive looks ahead */
      add_motive(b, g_strdup_printf("weight of %s", name), m, weight, 0, WT_PUT_WEIGHT, m);
  }
  add_cost(b);
  add_draw(b);
}

static void mark_beliefs(const WtCandidates *b, guint row, gboolean *used)
{
  for (guint slot = 0; slot < b->t->n_slots; slot++) {
    WtRowMech mech = wt_row_mech(&b->e->view, b->t, row, slot);
    if (mech.expr && mech.belief >= 0)
      used[mech.belief] = TRUE;
  }
}

static void add_beliefs(WtCandidates *b, gboolean more)
{
  g_autofree gboolean *used = g_new0(gboolean, b->minds->n_beliefs + 1);
  mark_beliefs(b, b->p, used);
  mark_beliefs(b, b->q, used);
  for (guint i = 0; i < b->minds->n_beliefs; i++) {
    WtScmId id = b->e->believes[i];
    if ((!used[i] && b->minds->beliefs[i].rule >= 0) || id == WT_SCM_NONE || b->e->values[id] == 0)
      continue;
    WtPut put = {
        .kind = WT_PUT_BELIEF, .option = WT_OPTION_NONE, .from = WT_OPTION_NONE, .id = (gint32)i};
    wt_candidate_put(
        wt_candidates_add(b, g_strdup(wt_minds_belief_name(b->minds, i)), 1, 0, WT_TYPE_BOOL), put);
  }
  if (!more)
    return;
  add_act(b);
  add_time(b);
  add_cost(b);
  add_draw(b);
}

/* ---- what remains ---- */

static void drop_idle(WtCandidates *b)
{
  WtLead *lead = wt_lead_new(b->e, b->p, b->q, (const WtCandidate *)(void *)b->out->data,
                             MIN(b->out->len, WT_CONTRAST_MAX));
  for (guint i = MIN(b->out->len, WT_CONTRAST_MAX); i-- > 0;)
    if (!wt_lead_depends(lead, i))
      g_array_remove_index(b->out, i);
  wt_lead_free(lead);
}

/* More candidates than a search can hold become one, so that together they still make P what Q is.
 */
static void bundle_rest(WtCandidates *b)
{
  while (b->out->len > WT_CONTRAST_MAX) {
    WtCandidate *last = &g_array_index(b->out, WtCandidate, WT_CONTRAST_MAX - 1);
    WtCandidate *more = &g_array_index(b->out, WtCandidate, WT_CONTRAST_MAX);
    for (guint i = 0; i < more->n_puts; i++)
      wt_candidate_put(last, more->puts[i]);
    g_free(last->name);
    last->name = g_strdup("the rest");
    g_array_remove_index(b->out, WT_CONTRAST_MAX);
  }
}

/* Motives do not work on each other: one that changes nothing alone is no part of any set. */
static void drop_ineffective(WtCandidates *b)
{
  guint n = b->out->len;
  g_autoptr(WtLead) lead =
      wt_lead_new(b->e, b->p, b->q, (const WtCandidate *)(void *)b->out->data, n);
  double full = wt_lead_of(lead, 0);
  for (guint i = n; i-- > 0;)
    if (wt_lead_of(lead, (WtSet)1 << i) == full)
      g_array_remove_index(b->out, i);
}

GArray *wt_candidates_new(const WtPair *pair, WtCut cut, gboolean more)
{
  WtCandidates b = {.pair = pair,
                    .e = pair->engine,
                    .t = pair->engine->table,
                    .minds = pair->engine->view.minds,
                    .p = pair->p,
                    .q = pair->q,
                    .out = g_array_new(FALSE, FALSE, sizeof(WtCandidate))};
  g_array_set_clear_func(b.out, wt_candidate_clear);
  switch (cut) {
  case WT_CUT_WORLD:
    wt_candidates_add_world(&b);
    break;
  case WT_CUT_FACTOR:
    add_factors(&b);
    break;
  case WT_CUT_BELIEF:
    add_beliefs(&b, more);
    break;
  case WT_CUT_OUTCOME:
    add_outcomes(&b);
    break;
  case WT_CUT_MOTIVE:
    add_motives(&b, more);
    break;
  case WT_N_CUTS:
    break;
  }
  drop_idle(&b);
  bundle_rest(&b);
  if (cut == WT_CUT_MOTIVE)
    drop_ineffective(&b);
  return b.out;
}
