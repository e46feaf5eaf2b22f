/* explain-names.c - what the variables of a decision are called. */
#include "agent/explain-private.h"

#include "base/num.h"

const char *wt_cut_name(WtCut cut)
{
  static const char *const names[] = {[WT_CUT_WORLD] = "world",
                                      [WT_CUT_FACTOR] = "factor",
                                      [WT_CUT_BELIEF] = "belief",
                                      [WT_CUT_OUTCOME] = "outcome",
                                      [WT_CUT_MOTIVE] = "motive"};
  g_return_val_if_fail((guint)cut < WT_N_CUTS, NULL);
  return names[cut];
}

gboolean wt_cut_find(const char *name, WtCut *cut)
{
  for (guint i = 0; i < WT_N_CUTS; i++)
    if (g_str_equal(wt_cut_name((WtCut)i), name)) {
      *cut = (WtCut)i;
      return TRUE;
    }
  return FALSE;
}

const char *wt_why_not_name(WtWhyNotKind kind)
{
  static const char *const names[] = {[WT_WHY_NOT_UNKNOWN] = "unknown",
                                      [WT_WHY_NOT_REMEMBERED] = "not remembered",
                                      [WT_WHY_NOT_INFEASIBLE] = "believed infeasible",
                                      [WT_WHY_NOT_PERMITTED] = "not permitted",
                                      [WT_WHY_NOT_CONSIDERED] = "not considered",
                                      [WT_WHY_NOT_OUTWEIGHED] = "outweighed",
                                      [WT_WHY_NOT_TOSS] = "toss-up"};
  g_return_val_if_fail((guint)kind < G_N_ELEMENTS(names), NULL);
  return names[kind];
}

char *wt_attribute_name(const WtVocab *vocab, gint32 attribute)
{
  const WtAttribute *a = wt_vocab_attribute(vocab, attribute);
  const WtNames *names = wt_vocab_names(vocab);
  const char *name = wt_names_text(names, a->name);
  return a->group ? g_strdup_printf("%s.%s", wt_names_text(names, a->group), name) : g_strdup(name);
}

gint32 wt_anchor_of(const WtMindView *view, WtAnchor anchor)
{
  const WtKnown *known = view->minds->known;
  switch ((WtRoot)anchor.root) {
  case WT_ROOT_SELF:
    return view->person;
  case WT_ROOT_OTHER:
    return known->others(known->user, view->person)[anchor.id];
  case WT_ROOT_ENTITY:
    return anchor.id;
  default:
    return -1;
  }
}

/* Whoever or whatever stands beside `here` in near(a, b), distance(a, b), sees(a, b). */
static gint32 beside_here(const WtMindView *view, const WtLeaf *leaf)
{
  return wt_anchor_of(view, leaf->a.root == WT_ROOT_HERE ? leaf->b : leaf->a);
}

/* Two distances to the same one need telling apart. */
static gboolean has_twin(const WtVocab *vocab, guint leaf)
{
  const WtLeaf *l = wt_vocab_leaf(vocab, leaf);
  for (guint i = 0; i < wt_vocab_n_leaves(vocab); i++) {
    const WtLeaf *o = wt_vocab_leaf(vocab, i);
    if (o->kind == WT_LEAF_NEAR && o->distance != l->distance && o->a.root == l->a.root &&
        o->a.id == l->a.id && o->b.root == l->b.root && o->b.id == l->b.id)
      return TRUE;
  }
  return FALSE;
}

static char *relation_name(const WtMindView *view, guint leaf, const char *word)
{
  const WtVocab *vocab = view->minds->known->vocab;
  const WtLeaf *l = wt_vocab_leaf(vocab, leaf);
  const char *who = wt_vocab_entity_name(vocab, beside_here(view, l));
  char metres[WT_NUM_SIZE];
  if (l->kind == WT_LEAF_NEAR && has_twin(vocab, leaf))
    return g_strdup_printf("%s(%s, %s m)", word, who, wt_num_format(metres, l->distance));
  return g_strdup_printf("%s(%s)", word, who);
}

static char *leaf_name(const WtMindView *view, guint leaf)
{
  const WtVocab *vocab = view->minds->known->vocab;
  const WtLeaf *l = wt_vocab_leaf(vocab, leaf);
  g_autofree char *attribute = NULL;
  switch ((WtLeafKind)l->kind) {
  case WT_LEAF_ATTRIBUTE:
    return wt_attribute_name(vocab, l->attribute);
  case WT_LEAF_BETWEEN:
    attribute = wt_attribute_name(vocab, l->attribute);
    return g_strdup_printf("%s[here]", attribute);
  case WT_LEAF_NEAR:
    return relation_name(view, leaf, "near");
  case WT_LEAF_DISTANCE:
    return relation_name(view, leaf, "distance");
  case WT_LEAF_SEES:
    return relation_name(view, leaf, "sees");
  case WT_LEAF_IS:
    return g_strdup("what");
  default:
    return g_strdup("feature");
  }
}

char *wt_feature_name(const WtMindView *view, WtFeature feature)
{
  guint n_leaves = wt_vocab_n_leaves(view->minds->known->vocab);
  g_autofree char *name = NULL;
  g_return_val_if_fail(feature < 3 * n_leaves, NULL);
  name = leaf_name(view, feature % n_leaves);
  switch ((WtOrigin)(feature / n_leaves)) {
  case WT_ORIGIN_GROUND:
    return g_strdup_printf("ground.%s", name);
  case WT_ORIGIN_PLACE:
    return g_strdup_printf("place.%s", name);
  default:
    return g_steal_pointer(&name);
  }
}

char *wt_slot_name(const WtMinds *minds, gint32 person, guint slot)
{
  const WtVocab *vocab = minds->known->vocab;
  guint o = wt_slot_outcome(minds, slot);
  const WtOutcome *outcome = wt_vocab_outcome(vocab, (int)o);
  const char *name = wt_names_text(wt_vocab_names(vocab), outcome->name);
  if (!outcome->per_other)
    return g_strdup(name);
  gint32 other = minds->known->others(minds->known->user, person)[slot - outcome->first];
  return g_strdup_printf("%s[%s]", name, wt_vocab_entity_name(vocab, other));
}

guint wt_slot_outcome(const WtMinds *minds, guint slot)
{
  const WtVocab *vocab = minds->known->vocab;
  guint found = 0;
  for (guint o = 0; o < wt_vocab_n_outcomes(vocab); o++)
    if (wt_vocab_outcome(vocab, (int)o)->first <= slot)
      found = o;
  return found;
}

char *wt_option_label(const WtMinds *minds, WtOptionKey key)
{
  const WtVocab *vocab = minds->known->vocab;
  if (key == WT_OPTION_WAIT)
    return g_strdup("wait");
  const char *verb =
      wt_names_text(wt_vocab_names(vocab), minds->known->rules[wt_option_rule(key)]->verb);
  if (wt_option_rule(key) == 0)
    return g_strdup(verb);
  return g_strdup_printf("%s %s", verb, wt_vocab_entity_name(vocab, wt_option_entity(key)));
}
