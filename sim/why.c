/* why.c - putting an answer together: the explanation, its checks, belief against truth. */
#include "sim/why-private.h"

#include <math.h>
#include <string.h>

GQuark wt_why_error_quark(void)
{
  return g_quark_from_static_string("wt-why-error-quark");
}

static void cause_free(gpointer data)
{
  WtCause *cause = data;
  g_free(cause->verified.mind_reason);
  g_ptr_array_unref(cause->verified.differs_by);
  g_free(cause);
}

static void mistaken_free(gpointer data)
{
  WtMistaken *m = data;
  g_free(m->factor);
  g_free(m);
}

void wt_why_free(WtWhy *why)
{
  if (!why)
    return;
  g_clear_pointer(&why->causes, g_ptr_array_unref);
  g_clear_pointer(&why->mistaken, g_ptr_array_unref);
  g_clear_pointer(&why->unknown, g_ptr_array_unref);
  g_clear_pointer(&why->learned, g_ptr_array_unref);
  g_clear_pointer(&why->expected, g_ptr_array_unref);
  g_clear_pointer(&why->inquiries, g_ptr_array_unref);
  g_clear_pointer(&why->origins, g_ptr_array_unref);
  g_clear_pointer(&why->explanation, wt_explanation_free);
  g_clear_pointer(&why->decision, wt_decision_free);
  g_clear_pointer(&why->cone, wt_graph_free);
  g_clear_pointer(&why->at, wt_session_free);
  g_free(why);
}

gboolean wt_why_is_foil(const WtWhy *why, gint32 row)
{
  for (guint i = 0; i < why->explanation->answers->len; i++)
    if (((const WtAnswer *)g_ptr_array_index(why->explanation->answers, i))->foil == row)
      return TRUE;
  return FALSE;
}

/* ---- factors ---- */

static void row_factors(const WtMindView *view, const WtTable *t, guint row, WtFactorFn fn,
                        gpointer user)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  for (guint slot = 0; slot < t->n_slots; slot++) {
    WtRowMech mech = wt_row_mech(view, t, row, slot);
    guint n = 0;
    const guint *leaves = wt_mech_leaves(view->minds, &mech, &n);
    for (guint i = 0; i < n; i++) {
      WtFeature feature = wt_feature_of(view->minds, leaves[i], mech.origin);
      if (!g_hash_table_add(seen, GUINT_TO_POINTER(feature + 1)))
        continue;
      g_autofree char *name = wt_feature_name(view, feature);
      WtFactor factor = {.name = name,
                         .leaf = leaves[i],
                         .roles = mech.roles,
                         .source = WT_SOURCE_NONE,
                         .type = wt_feature_type(view, leaves[i])};
      factor.value = wt_row_parent(view, t, row, &mech, leaves[i], &factor.source);
      fn(user, &factor);
    }
  }
}

/* What the mechanisms of `row` read, in the order of outcomes, as the mind had it. */
void wt_why_each_factor(const WtWhy *why, guint row, WtFactorFn fn, gpointer user)
{
  WtMindView view = wt_session_view(why->at, why->record.person);
  row_factors(&view, &why->decision->table, row, fn, user);
}

/* ---- belief against truth ---- */

typedef struct {
  WtWhy *why;
  const WtWorld *world;
  guint row;
} Compare;

static void compare_factor(gpointer user, const WtFactor *factor)
{
  const Compare *c = user;
  double truth = wt_world_leaf((gpointer)c->world, factor->leaf, factor->roles, NULL);
  if (fabs(factor->value - truth) <= 1e-9)
    return;
  WtMistaken *m = g_new(WtMistaken, 1);
  *m = (WtMistaken){c->why->decision->table.key[c->row],
                    g_strdup(factor->name),
                    factor->value,
                    truth,
                    factor->source,
                    factor->type};
  g_ptr_array_add(c->why->mistaken, m);
}

static void find_mistaken(WtWhy *why, WtSession *at)
{
  WtWorld world = {.town = why->model->town,
                   .block = wt_session_world(at),
                   .seed = wt_session_seed(at),
                   .tick = wt_session_tick(at)};
  const WtTable *t = &why->decision->table;
  for (guint row = 0; row < t->n_rows; row++) {
    Compare compare = {why, &world, row};
    if (t->status[row] == WT_ROW_OK)
      wt_why_each_factor(why, row, compare_factor, &compare);
  }
}

static gboolean has_text(const GPtrArray *texts, const char *text)
{
  for (guint i = 0; i < texts->len; i++)
    if (g_str_equal(g_ptr_array_index(texts, i), text))
      return TRUE;
  return FALSE;
}

static void find_unknown(WtWhy *why, WtSession *at)
{
  WtMindView view = wt_session_view(at, why->record.person);
  const WtTable *t = &why->decision->table;
  for (guint row = 0; row < t->n_rows; row++)
    for (guint slot = 0; slot < t->n_slots && t->status[row] == WT_ROW_OK; slot++) {
      WtRowMech mech = wt_row_mech(&view, t, row, slot);
      if (!mech.expr || mech.lesson >= 0 || wt_mind_believes(&view, mech.belief))
        continue;
      const char *name = wt_minds_belief_name(why->model->minds, (guint)mech.belief);
      if (!has_text(why->unknown, name))
        g_ptr_array_add(why->unknown, g_strdup(name));
    }
}

/* ---- putting it together ---- */

static void add_causes(WtWhy *why, const WtSession *before, WtSession *at, const WtWhySeam *seam)
{
  WtMindView view = wt_session_view(at, why->record.person);
  g_autoptr(WtChecker) checker =
      wt_checker_new(&view, wt_session_seed(at), why->decision, seam ? &seam->mind : NULL);
  for (guint a = 0; a < why->explanation->answers->len; a++) {
    const WtAnswer *answer = g_ptr_array_index(why->explanation->answers, a);
    for (guint i = 0; i < answer->result->causes->len; i++) {
      WtCause *cause = g_new0(WtCause, 1);
      cause->answer = answer;
      cause->cause = &g_array_index(answer->result->causes, WtContrastCause, i);
      cause->responsibility = 1.0 / MAX(1, __builtin_popcountll(cause->cause->set));
      cause->verified.differs_by = g_ptr_array_new();
      wt_why_verify(why, checker, before, at, cause, seam);
      g_ptr_array_add(why->causes, cause);
    }
  }
}

static gint32 named_row(const WtWhy *why, const char *rather_than, GError **error)
{
  WtOptionKey key = wt_town_option_find(why->model->town, rather_than);
  const WtTable *t = &why->decision->table;
  gint32 row = wt_table_find(t, key);
  if (key == wt_option_key(0, t->person) ||
      (key == WT_OPTION_NONE && g_str_equal(rather_than, "stand")))
    row = t->status[WT_BASE_GROUND] == WT_ROW_OK ? WT_BASE_GROUND : -1;
  if (row >= 0 && row != t->chosen)
    return row;
  g_set_error(error, WT_WHY_ERROR, WT_WHY_ERROR_NO_OPTION,
              row < 0 ? "'%s' was not among the options" : "'%s' is what was chosen", rather_than);
  return -1;
}

static void no_decision(const WtWhy *why, GError **error)
{
  g_autofree char *when = wt_model_time(why->model, why->record.tick);
  g_set_error(error, WT_WHY_ERROR, WT_WHY_ERROR_NO_DECISION,
              "%s chose nothing that could be explained at %s",
              wt_vocab_entity_name(why->model->vocab, why->record.person), when);
}

/* Why this one, if there is another of its kind; else the first foil; -1: there is none. */
static gint32 cone_foil(const WtExplanation *explanation)
{
  gint32 foil = -1;
  for (guint i = explanation->answers->len; i-- > 0;) {
    const WtAnswer *a = g_ptr_array_index(explanation->answers, i);
    if (a->kind == WT_FOIL_THIS_ONE)
      return a->foil;
    foil = a->foil;
  }
  return foil;
}

static gboolean explain(WtWhy *why, const WtSession *before, const char *rather_than, guint cuts,
                        const WtWhySeam *seam, GError **error)
{
  why->at = wt_session_fork(before, NULL, 0);
  if (!wt_session_run_until(why->at, WT_PHASE_DECIDE, error))
    return FALSE;
  why->decision = wt_decision_copy(wt_session_table(why->at, why->record.person, NULL, 0));
  WtTable *t = &why->decision->table;
  t->chosen = wt_table_find(t, why->record.option);
  if (t->chosen < 0) {
    no_decision(why, error);
    return FALSE;
  }
  t->option = why->record.option;
  t->forced = why->record.forced;
  gint32 named = -1;
  if (rather_than && (named = named_row(why, rather_than, error)) < 0)
    return FALSE;
  WtMindView view = wt_session_view(why->at, why->record.person);
  why->explanation = wt_explain(&view, why->decision, named, cuts);
  if (seam && seam->claims)
    seam->claims(seam->user, why->explanation);
  add_causes(why, before, why->at, seam);
  find_mistaken(why, why->at);
  find_unknown(why, why->at);
  wt_why_find_learned(why, why->at);
  gint32 foil = cone_foil(why->explanation);
  if (foil >= 0)
    why->cone = wt_explain_cone(&view, why->explanation, foil);
  return TRUE;
}

WtWhy *wt_why_decision(const WtSession *before, const WtDecisionRecord *record,
                       const char *rather_than, guint cuts, const WtWhySeam *seam, GError **error)
{
  g_return_val_if_fail(wt_session_tick(before) == record->tick, NULL);
  g_autoptr(WtWhy) why = g_new0(WtWhy, 1);
  why->model = wt_session_model(before);
  why->number = -1;
  why->record = *record;
  why->causes = g_ptr_array_new_with_free_func(cause_free);
  why->mistaken = g_ptr_array_new_with_free_func(mistaken_free);
  why->unknown = g_ptr_array_new_with_free_func(g_free);
  why->learned = g_ptr_array_new_with_free_func(wt_learned_free);
  why->expected = g_ptr_array_new_with_free_func(wt_expected_free);
  why->inquiries = g_ptr_array_new_with_free_func(wt_inquiry_free);
  return explain(why, before, rather_than, cuts, seam, error) ? g_steal_pointer(&why) : NULL;
}

char *wt_why_foil_text(const WtWhy *why, const WtAnswer *answer)
{
  return wt_town_option_name(why->model->town, why->decision->table.key[answer->foil]);
}

static char *number_text(double value)
{
  char buf[WT_NUM_SIZE];
  return g_strdup(wt_num_format_short(buf, value, 3));
}

char *wt_candidate_format(const WtModel *model, const WtCandidate *candidate, double value)
{
  WtNames *names = wt_vocab_names(model->vocab);
  switch (candidate->type) {
  case WT_TYPE_BOOL:
    return g_strdup(value != 0 ? "true" : "false");
  case WT_TYPE_SYMBOL:
    return g_strdup(wt_names_text(names, (WtSym)value));
  case WT_TYPE_ENTITY:
    return g_strdup(wt_vocab_entity_name(model->vocab, (gint32)value));
  case WT_TYPE_OPTION:
    return wt_town_option_name(model->town, (WtOptionKey)value);
  default:
    return number_text(value);
  }
}
