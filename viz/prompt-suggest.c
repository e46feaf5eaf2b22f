/* prompt-suggest.c - what one may ask for here, for those who do not know yet: an empty line. */
#include "config.h"

#include "viz/prompt.h"
#include "viz/theme.h"

#include <glib/gi18n-lib.h>

gboolean wt_prompt_is_edit(const WtModel *model, const char *text)
{
  WtIntervention ignored;
  return wt_intervention_parse(model, text, &ignored, NULL);
}

/* ---- edits: what the decision turned on ---- */

/* Is it in a set of causes of the decision? */
static gboolean is_cause(const WtWhy *why, const WtAnswer *answer, guint candidate)
{
  for (guint i = 0; i < why->causes->len; i++) {
    const WtCause *cause = g_ptr_array_index(why->causes, i);
    if (cause->answer == answer && (cause->cause->set >> candidate & 1) && !cause->verified.refuted)
      return TRUE;
  }
  return FALSE;
}

/* (transfer full) (nullable): the edit that puts a fact at the value it is compared with. */
static char *edit_of(const WtModel *model, const WtCandidate *c)
{
  WtVar var;
  g_autofree char *text = NULL;
  if (c->entity >= 0 && c->attribute == WT_ATTRIBUTE_AT) {
    text = g_strdup_printf("absent(%s)", wt_vocab_entity_name(model->vocab, c->entity));
  } else if (wt_variable_find(model, c->name, &var, NULL)) {
    g_autofree char *value = wt_variable_format(model, var, c->contrast);
    text = g_strdup_printf("%s = %s", c->name, value);
  }
  return text && wt_prompt_is_edit(model, text) ? g_steal_pointer(&text) : NULL;
}

/* Causes first, then what was held against them. */
static void suggest_facts(WtView *view, WtPrompt *p, gboolean causes)
{
  const WtModel *model = wt_view_model(view);
  const WtWhy *why = view->look[0].why;
  for (guint i = 0; why && i < why->explanation->answers->len; i++) {
    const WtAnswer *answer = g_ptr_array_index(why->explanation->answers, i);
    for (guint k = 0; answer->cut == WT_CUT_WORLD && k < answer->n; k++) {
      if (is_cause(why, answer, k) != causes)
        continue;
      g_autofree char *text = edit_of(model, &answer->candidates[k]);
      if (text)
        wt_prompt_offer(p, 0, 0, text, _("fact"), causes ? _("the choice turned on it") : NULL,
                        causes ? WT_COLOUR_CAUSE : WT_COLOUR_FAINT);
    }
  }
}

/* How much a motive counts for the selected person. */
static void suggest_weights(WtView *view, WtPrompt *p)
{
  const WtModel *model = wt_view_model(view);
  for (guint v = 0; v < model->minds->n_values && view->focus.person >= 0; v++) {
    WtFound weight = {
        .kind = WT_FOUND_VARIABLE,
        .var = {(guint16)model->minds->values[v].weight, 1, (guint32)view->focus.person}};
    g_autofree char *name = wt_variable_name(model, weight.var);
    g_autofree char *text = g_strdup_printf("%s = ", name);
    g_autofree char *now = wt_found_where(view, &weight);
    g_autofree char *where = g_strdup_printf(_("now %s"), now);
    wt_prompt_offer(p, 0, 0, text, _("value"), where, wt_theme_motive(v));
  }
}

/* ---- conditions, with names of this town ---- */

static void suggest_choices(WtView *view, WtPrompt *p, const char *kind)
{
  wt_prompt_offer(p, 0, 0, "choice changes", kind, _("does something else"), WT_COLOUR_GOOD);
  wt_prompt_offer(p, 0, 0, "margin < 0.05", kind, _("a close choice"), WT_COLOUR_GOOD);
  if (!view->look[0].decision)
    return;
  const WtTable *t = &view->look[0].decision->table;
  gint32 row = t->runner_up >= 0 ? t->runner_up : t->chosen;
  g_autofree char *name =
      row >= 0 ? wt_town_option_name(wt_view_model(view)->town, t->key[row]) : NULL;
  g_autofree char *text = name ? g_strdup_printf("choice is %s", name) : NULL;
  if (text)
    wt_prompt_offer(p, 0, 0, text, kind, _("chooses that"), WT_COLOUR_GOOD);
}

static void suggest_conditions(WtView *view, WtPrompt *p)
{
  const WtModel *model = wt_view_model(view);
  const char *kind = _("condition");
  suggest_choices(view, p, kind);
  if (model->minds->n_drives > 0 && view->focus.person >= 0) {
    g_autofree char *text = g_strdup_printf(
        "%s crosses 0.5", wt_minds_motive_name(model->minds, model->minds->n_values));
    wt_prompt_offer(p, 0, 0, text, kind, _("rises or falls to it"), WT_COLOUR_SELECTED);
  }
  if (view->focus.has_var) {
    g_autofree char *name = wt_variable_name(model, view->focus.var);
    g_autofree char *text = g_strdup_printf("%s changes", name);
    wt_prompt_offer(p, 0, 0, text, kind, _("what is looked at"), WT_COLOUR_SELECTED);
  }
  if (view->focus.branch > 0 || view->beside > 0)
    wt_prompt_offer(p, 0, 0, "differs", kind, _("the two futures part"), WT_COLOUR_DIFFERS);
}

void wt_prompt_suggest(WtView *view, WtPrompt *prompt)
{
  g_return_if_fail(view && prompt);
  if (prompt->kind == WT_PROMPT_UNTIL) {
    suggest_conditions(view, prompt);
    return;
  }
  suggest_facts(view, prompt, TRUE);
  suggest_facts(view, prompt, FALSE);
  suggest_weights(view, prompt);
}
