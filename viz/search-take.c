/* search-take.c - what is found: how it is called, where it is, and going there. */
#include "config.h"

#include "viz/search.h"
#include "viz/until.h"
#include "viz/words.h"

#include <glib/gi18n-lib.h>

const char *wt_found_kind_name(WtFoundKind kind)
{
  static const char *const names[WT_N_FOUND] = {
      N_("person"), N_("thing"), N_("option"), N_("motive"),   N_("outcome"), N_("factor"),
      N_("norm"),   N_("value"), N_("time"),   N_("bookmark"), N_("decision")};
  return _(names[kind]);
}

/* ---- reasons ---- */

static gboolean reads_outcome(const WtModel *model, const WtExpr *appraisal, gint32 outcome)
{
  guint n;
  const guint *leaves = wt_expr_parents(appraisal, &n);
  for (guint i = 0; i < n; i++) {
    const WtLeaf *leaf = wt_vocab_leaf(model->vocab, leaves[i]);
    if (leaf->kind == WT_LEAF_OUTCOME && leaf->attribute == outcome)
      return TRUE;
  }
  return FALSE;
}

/* What is felt speaks through the values that read it, a rate through its drive. */
static void mark_outcome(const WtModel *model, gint32 outcome, guint8 *motives)
{
  const WtMinds *minds = model->minds;
  const WtOutcome *o = wt_vocab_outcome(model->vocab, outcome);
  for (guint v = 0; v < minds->n_values; v++)
    motives[v] |= (guint8)reads_outcome(model, minds->values[v].appraisal, outcome);
  if (o->is_rate && o->drive >= 0 && (guint)o->drive < minds->n_drives)
    motives[minds->n_values + (guint)o->drive] = 1;
}

static gboolean reads_attribute(const WtModel *model, const WtExpr *expr, const WtAttribute *wanted)
{
  guint n;
  const guint *leaves = wt_expr_parents(expr, &n);
  for (guint i = 0; i < n; i++) {
    const WtLeaf *leaf = wt_vocab_leaf(model->vocab, leaves[i]);
    if (leaf->kind != WT_LEAF_ATTRIBUTE && leaf->kind != WT_LEAF_BETWEEN)
      continue;
    const WtAttribute *a = wt_vocab_attribute(model->vocab, leaf->attribute);
    if (a->name == wanted->name && a->group == wanted->group)
      return TRUE;
  }
  return FALSE;
}

/* An attribute speaks through what the acts with it feel like. */
static void mark_factor(const WtModel *model, gint32 attribute, guint8 *motives)
{
  const WtAttribute *a = wt_vocab_attribute(model->vocab, attribute);
  for (guint r = 0; r < wt_town_n_rules(model->town); r++) {
    const WtRule *rule = wt_town_rule(model->town, r);
    for (guint i = 0; i < rule->n_felt; i++)
      if (reads_attribute(model, rule->felt[i].value, a))
        mark_outcome(model, (gint32)rule->felt[i].outcome, motives);
  }
}

guint8 *wt_found_motives(const WtView *view, const WtFound *found)
{
  const WtModel *model = wt_view_model(view);
  guint8 *motives = g_new0(guint8, wt_minds_n_motives(model->minds) + 1);
  if (found->kind == WT_FOUND_MOTIVE)
    motives[found->id] = 1;
  else if (found->kind == WT_FOUND_OUTCOME)
    mark_outcome(model, found->id, motives);
  else if (found->kind == WT_FOUND_FACTOR)
    mark_factor(model, found->id, motives);
  return motives;
}

/* ---- in words ---- */

static char *attribute_label(const WtVocab *vocab, gint32 attribute)
{
  const WtAttribute *a = wt_vocab_attribute(vocab, attribute);
  return wt_words_label(wt_vocab_names(vocab), a->group, a->name);
}

static const WtDecisionRecord *record_of(WtView *view, const WtFound *found)
{
  return &wt_view_past(view)->records[found->id];
}

static char *bookmark_label(WtView *view, gint32 tick)
{
  for (guint i = 0; i < view->bookmarks->len; i++) {
    const WtBookmark *mark = &g_array_index(view->bookmarks, WtBookmark, i);
    if (mark->tick == tick && *mark->note)
      return g_strdup(mark->note);
  }
  return g_strdup(_("bookmark"));
}

char *wt_found_label(WtView *view, const WtFound *found)
{
  const WtModel *model = wt_view_model(view);
  WtNames *names = wt_vocab_names(model->vocab);
  switch (found->kind) {
  case WT_FOUND_PERSON:
  case WT_FOUND_THING:
    return g_strdup(wt_view_name(view, found->id));
  case WT_FOUND_OPTION:
    return wt_view_option(view, found->id);
  case WT_FOUND_MOTIVE:
    return wt_words(wt_minds_motive_name(model->minds, (guint)found->id));
  case WT_FOUND_OUTCOME:
    return wt_words(wt_names_text(names, wt_vocab_outcome(model->vocab, found->id)->name));
  case WT_FOUND_FACTOR:
    return attribute_label(model->vocab, found->id);
  case WT_FOUND_NORM:
    return wt_words(wt_names_text(names, model->minds->norms[found->id].name));
  case WT_FOUND_VARIABLE:
    return wt_variable_name(model, found->var);
  case WT_FOUND_TIME:
    return wt_model_time(model, found->id);
  case WT_FOUND_BOOKMARK:
    return bookmark_label(view, found->id);
  case WT_FOUND_DECISION:
    return wt_view_option(view, record_of(view, found)->option);
  case WT_N_FOUND:
    break;
  }
  g_return_val_if_reached(NULL);
}

/* "comfort, warmth": what it speaks through. */
static char *through(WtView *view, const WtFound *found)
{
  const WtMinds *minds = wt_view_model(view)->minds;
  g_autofree guint8 *motives = wt_found_motives(view, found);
  GString *out = g_string_new(NULL);
  for (guint m = 0; m < wt_minds_n_motives(minds); m++)
    if (motives[m])
      g_string_append_printf(out, "%s%s", out->len ? ", " : "→ ", wt_minds_motive_name(minds, m));
  return g_strdelimit(g_string_free(out, FALSE), "_", ' ');
}

static char *value_now(WtView *view, WtVar var)
{
  WtSession *session = view->look[0].session;
  return session ? wt_variable_format(wt_view_model(view), var, wt_session_get(session, var))
                 : g_strdup("");
}

static char *weight_of(WtView *view, gint32 motive)
{
  const WtMinds *minds = wt_view_model(view)->minds;
  guint m = (guint)motive;
  int column =
      m < minds->n_values ? minds->values[m].weight : minds->drives[m - minds->n_values].weight;
  if (view->focus.person < 0)
    return g_strdup("");
  g_autofree char *weight =
      value_now(view, (WtVar){(guint16)column, 1, (guint32)view->focus.person});
  return g_strdup_printf(_("weighs %s"), weight);
}

char *wt_found_where(WtView *view, const WtFound *found)
{
  const WtModel *model = wt_view_model(view);
  switch (found->kind) {
  case WT_FOUND_PERSON:
  case WT_FOUND_THING:
    return value_now(view, wt_variable_place(model, found->id));
  case WT_FOUND_OPTION:
    return found->id == WT_OPTION_WAIT
               ? g_strdup("")
               : value_now(view, wt_variable_place(model, wt_option_entity(found->id)));
  case WT_FOUND_MOTIVE:
    return weight_of(view, found->id);
  case WT_FOUND_OUTCOME:
  case WT_FOUND_FACTOR:
    return through(view, found);
  case WT_FOUND_VARIABLE:
    return value_now(view, found->var);
  case WT_FOUND_TIME:
    return g_strdup_printf(_("tick %d"), found->id);
  case WT_FOUND_BOOKMARK:
    return wt_model_time(model, found->id);
  case WT_FOUND_DECISION:
    return wt_model_time(model, record_of(view, found)->tick);
  case WT_FOUND_NORM:
  case WT_N_FOUND:
    break;
  }
  return g_strdup("");
}

/* ---- going there ---- */

static gboolean go_to(WtView *view, gint32 tick, GError **error)
{
  WtFocus focus = view->focus;
  focus.tick = tick;
  focus.step = WT_STEP_LEARN;
  return wt_view_focus_on(view, focus, TRUE, error);
}

static gboolean look_into(WtView *view, gint32 entity, GError **error)
{
  WtFocus focus = view->focus;
  gboolean person = entity < (gint32)wt_vocab_n_people(wt_view_model(view)->vocab);
  focus.entity = person ? -1 : entity;
  if (person)
    focus.person = entity;
  else
    wt_view_turn_side(view, WT_SIDE_INSPECT);
  return wt_view_focus_on(view, focus, TRUE, error);
}

static char *missing_words(WtView *view, const WtFound *found)
{
  g_autofree char *label = wt_found_label(view, found);
  const char *who = wt_view_name(view, view->focus.person);
  if (found->kind == WT_FOUND_OPTION)
    return g_strdup_printf(_("%s: nothing that %s ever thought of"), label, who);
  if (found->kind == WT_FOUND_NORM)
    return g_strdup_printf(_("%s: rules out nothing for %s"), label, who);
  return g_strdup_printf(_("%s: counts in no choice of %s"), label, who);
}

/* In the next decision of the selected person that has to do with it. */
static gboolean seek(WtView *view, const WtFound *found, GError **error)
{
  WtUntilKind kind = found->kind == WT_FOUND_OPTION ? WT_UNTIL_WEIGHS
                     : found->kind == WT_FOUND_NORM ? WT_UNTIL_FORBIDDEN
                                                    : WT_UNTIL_COUNTS;
  WtCondition *c = wt_condition_new(kind, view->focus.person);
  g_autofree char *missing = missing_words(view, found);
  if (kind == WT_UNTIL_WEIGHS)
    c->option = found->id;
  else if (kind == WT_UNTIL_FORBIDDEN)
    c->norm = found->id;
  else
    c->motives = wt_found_motives(view, found);
  return wt_until_seek(view, c, missing, error);
}

gboolean wt_found_take(WtView *view, const WtFound *found, GError **error)
{
  g_return_val_if_fail(view && found, FALSE);
  switch (found->kind) {
  case WT_FOUND_PERSON:
  case WT_FOUND_THING:
    return look_into(view, found->id, error);
  case WT_FOUND_VARIABLE:
    return wt_view_look_at(view, found->var, view->focus.tick, error);
  case WT_FOUND_TIME:
  case WT_FOUND_BOOKMARK:
    return go_to(view, found->id, error);
  case WT_FOUND_DECISION:
    return go_to(view, record_of(view, found)->tick, error);
  default:
    return seek(view, found, error);
  }
}
