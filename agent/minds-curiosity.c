/* minds-curiosity.c - compiling curiosity: the value of insights, and what it takes to still it. */
#include <math.h>

#include "agent/minds-private.h"

WtExprText *wt_minds_sum_insights(WtMindsBuild *b)
{
  g_autoptr(GString) sum = g_string_new(NULL);
  for (guint o = 0; o < wt_vocab_n_outcomes(b->vocab); o++) {
    const WtOutcome *outcome = wt_vocab_outcome(b->vocab, (int)o);
    if (outcome->about > 0)
      g_string_append_printf(sum, "%s%s", sum->len ? " + " : "", wt_names_text(b->names, outcome->name));
  }
  return wt_expr_parse(sum->len ? sum->str : "0", (WtPos){0, 0}, NULL, b->diags);
}

void wt_minds_compile_curiosity(WtMindsBuild *b)
{
  WtMinds *minds = b->minds;
  guint value = 0, n_slots = wt_vocab_n_outcome_slots(b->vocab);
  while (value < minds->n_values && !minds->values[value].lasts)
    value++;
  if (value == minds->n_values)
    return;
  WtCuriosity *c = minds->curiosity = g_new0(WtCuriosity, 1);
  c->value = value;
  c->about = g_new(guint, n_slots);
  for (guint slot = 0; slot < n_slots; slot++)
    c->about[slot] = G_MAXUINT;
  for (guint o = 0; o < wt_vocab_n_outcomes(b->vocab); o++) {
    const WtOutcome *outcome = wt_vocab_outcome(b->vocab, (int)o);
    if (outcome->about > 0)
      c->about[outcome->first] = wt_vocab_outcome(b->vocab, (int)outcome->about - 1)->first;
  }
  c->sated = wt_minds_add_bare_column(b, b->person_axis, "mind", "sated", WT_TYPE_NUMBER, 0, 1, 0);
  c->sated_at = wt_minds_add_bare_column(b, b->person_axis, "mind", "sated_at", WT_TYPE_TICK, -1, HUGE_VAL, -1);
  c->fruitless = -1;
  for (guint p = 0; p < minds->n_people; p++)
    wt_minds_add_initial(b, c->sated_at, p, -1);
}

void wt_curiosity_free(WtCuriosity *c)
{
  if (!c)
    return;
  g_free(c->about);
  g_free(c);
}
