/* prepare.c - what an act makes another one tell: the cues of that other act as they are, and as they would be
 * after it. See curiosity.h.
 */
#include "agent/curiosity.h"

/* What the act would write. */
typedef struct {
  gint32 entity, attribute;
  double value;
} Moved;

typedef struct {
  WtMindView view; /* without puts */
  GArray *moved;   /* Moved, the later holds */
} After;

static gint32 entity_of(const WtLeaf *leaf, WtRoles roles)
{
  switch ((WtRoot)leaf->a.root) {
  case WT_ROOT_SELF: return roles.self;
  case WT_ROOT_HERE: return roles.here;
  case WT_ROOT_ENTITY: return leaf->a.id;
  default: return -1;
  }
}

/* (a WtLeafFn, user: After *) */
static double fetch_after(gpointer user, guint number, WtRoles roles, guint8 *source)
{
  After *after = user;
  const WtLeaf *leaf = wt_vocab_leaf(after->view.minds->known->vocab, number);
  for (guint i = after->moved->len; leaf->kind == WT_LEAF_ATTRIBUTE && i > 0; i--) {
    const Moved *m = &g_array_index(after->moved, Moved, i - 1);
    if (m->attribute == leaf->attribute && m->entity == entity_of(leaf, roles))
      return m->value;
  }
  return wt_mind_fetch(&after->view, number, roles, source);
}

static void add_effects(After *after, const WtEffect *effects, guint n, WtRoles roles)
{
  for (guint i = 0; i < n; i++) {
    const WtLeaf *leaf = wt_vocab_leaf(after->view.minds->known->vocab, effects[i].leaf);
    Moved moved = {entity_of(leaf, roles), leaf->attribute,
                   wt_expr_eval_leaves(effects[i].value, fetch_after, after, roles)};
    if (moved.entity >= 0)
      g_array_append_val(after->moved, moved);
  }
}

static gboolean reads(const WtMinds *minds, const WtQuestion *q, guint effect_leaf)
{
  gint32 attribute = wt_vocab_leaf(minds->known->vocab, effect_leaf)->attribute;
  for (guint i = 0; i < q->n_leaves; i++) {
    const WtLeaf *leaf = wt_vocab_leaf(minds->known->vocab, q->leaves[i]);
    if (leaf->kind == WT_LEAF_ATTRIBUTE && leaf->attribute == attribute)
      return TRUE;
  }
  return FALSE;
}

gboolean wt_curiosity_moves(const WtMinds *minds, const WtRule *rule, gint32 lesson)
{
  const WtQuestion *q = wt_lesson_question(minds->lessons, (guint)lesson);
  for (guint i = 0; i < rule->n_does + rule->n_done; i++)
    if (reads(minds, q, i < rule->n_does ? rule->does[i].leaf : rule->done[i - rule->n_does].leaf))
      return TRUE;
  return FALSE;
}

/* FALSE: it cannot be done. */
static gboolean cues_after(const After *after, const WtQuestion *q, const WtRule *rule, gint32 entity, double *cues)
{
  WtRoles roles = {after->view.person, entity, -1};
  if (rule->needs && wt_expr_eval_leaves(rule->needs, fetch_after, (gpointer)after, roles) != 1)
    return FALSE;
  wt_question_cues(q, fetch_after, (gpointer)after, roles, cues);
  return TRUE;
}

static gboolean offers(const WtKnown *known, gint32 entity, gint32 rule)
{
  guint n = 0;
  const gint32 *all = known->offers(known->user, entity, &n);
  for (guint i = 0; i < n; i++)
    if (all[i] == rule)
      return TRUE;
  return FALSE;
}

/* How much more the lesson's act on `entity` would tell after it than now. */
static double more_told(const After *after, const After *now, gint32 lesson, gint32 entity, WtGainFn gain,
                        gpointer user, double *then)
{
  const WtMinds *minds = after->view.minds;
  const WtQuestion *q = wt_lesson_question(minds->lessons, (guint)lesson);
  gint32 rule = minds->beliefs[q->belief].rule;
  double before[WT_BELIEF_FEATURES] = {0};
  if (!offers(minds->known, entity, rule) || wt_mind_cell(&after->view, entity) < 0 ||
      !cues_after(after, q, minds->known->rules[rule], entity, then))
    return 0;
  double told = gain(user, &after->view, lesson, then);
  if (cues_after(now, q, minds->known->rules[rule], entity, before))
    told -= gain(user, &after->view, lesson, before);
  return MAX(told, 0) * wt_curiosity_interest(&after->view, lesson);
}

double wt_curiosity_prepared(const WtMindView *view, gint32 rule, gint32 entity, guint slot, WtGainFn gain, gpointer user,
                             WtPrepared *best)
{
  const WtMinds *minds = view->minds;
  const WtLessons *l = minds->lessons;
  const WtRule *r = minds->known->rules[rule];
  g_autoptr(GArray) moved = g_array_new(FALSE, FALSE, sizeof(Moved)), none = g_array_new(FALSE, FALSE, sizeof(Moved));
  After after = {*view, moved}, now = {*view, none};
  double most = 0;
  after.view.puts = now.view.puts = NULL;
  after.view.n_puts = now.view.n_puts = 0;
  add_effects(&after, r->does, r->n_does, (WtRoles){view->person, entity, -1});
  add_effects(&after, r->done, r->n_done, (WtRoles){view->person, entity, -1});
  for (guint lesson = l->first[view->person]; lesson < l->first[view->person + 1]; lesson++) {
    const WtBelief *belief = &minds->beliefs[wt_lesson_question(l, lesson)->belief];
    if (belief->rule == rule || !wt_curiosity_is_felt(minds, belief->rule) || wt_vocab_outcome(minds->known->vocab, belief->outcome)->first != slot ||
        wt_block_i32(view->block, belief->column)[view->person] != 0 || !wt_curiosity_moves(minds, r, (gint32)lesson))
      continue;
    for (guint e = 0; e < wt_vocab_n_entities(minds->known->vocab); e++) {
      WtPrepared then = {.lesson = (gint32)lesson};
      double told = (gint32)e == view->person ? 0 : more_told(&after, &now, then.lesson, (gint32)e, gain, user, then.cues);
      if (told > most && best)
        *best = then;
      most = MAX(most, told);
    }
  }
  return minds->innate.follow * most;
}

double wt_curiosity_gain_now(gpointer unused, const WtMindView *view, gint32 lesson, const double *cues)
{
  (void)unused;
  return wt_curiosity_gain(view, lesson, cues);
}
