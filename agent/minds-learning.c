/* minds-learning.c - compiling what learning by feeling, company and being told needs: rates, likings
 * that things have features for, who is told what. Columns exist only where some rate asks for them,
 * so a town whose people do not change has the layout it had.
 */
#include <math.h>

#include "agent/minds-private.h"

static gboolean wanted(const WtMindsBuild *b, gsize offset)
{
  for (guint p = 0; p < b->minds->n_people; p++)
    if (*(const double *)(gconstpointer)((const char *)&b->minds->learning.rates[p] + offset) > 0)
      return TRUE;
  return FALSE;
}
#define WANTED(b, rate) wanted((b), G_STRUCT_OFFSET(WtLearnRates, rate))

static void compile_rates(WtMindsBuild *b)
{
  WtMinds *minds = b->minds;
  WtLearnPlan *plan = &minds->learning;
  plan->rates = g_new(WtLearnRates, minds->n_people);
  plan->given = g_new0(double, (gsize)minds->n_people * minds->n_values + 1);
  for (guint p = 0; p < minds->n_people; p++) {
    const WtMindPersonDef *person = p < b->def->people->len ? g_ptr_array_index(b->def->people, p) : NULL;
    plan->rates[p] = person ? person->learning : b->def->learning;
  }
  for (guint i = 0; i < minds->initial->len; i++) { /* of two the later holds */
    const WtInitialWrite *w = g_ptr_array_index(minds->initial, i);
    for (guint v = 0; v < minds->n_values; v++)
      if (minds->values[v].weight == w->column)
        plan->given[w->row * minds->n_values + v] = w->value;
  }
}

static void compile_felt(WtMindsBuild *b)
{
  guint n = wt_vocab_n_outcomes(b->vocab);
  gint32 *of = b->minds->learning.felt_attribute = g_new(gint32, n + 1);
  for (guint i = 0; i < n; i++) {
    const WtOutcome *o = wt_vocab_outcome(b->vocab, (int)i);
    of[i] = o->per_other || o->is_rate ? -1 : wt_minds_felt_attribute(b, o);
  }
}

/* ---- tastes ---- */

/* The feature of things that a component of a gene is about: taste.sweet, or shape being round. */
static gboolean find_feature(const WtMindsBuild *b, const char *gene, const char *component, WtTaste *taste)
{
  taste->word = WT_SYM_NONE;
  taste->attribute = wt_vocab_find_attribute(b->vocab, WT_OWNER_THING, gene, component);
  if (taste->attribute >= 0)
    return wt_vocab_attribute(b->vocab, taste->attribute)->type == WT_TYPE_NUMBER;
  taste->attribute = wt_vocab_find_attribute(b->vocab, WT_OWNER_THING, NULL, gene);
  if (taste->attribute < 0)
    return FALSE;
  const WtAttribute *a = wt_vocab_attribute(b->vocab, taste->attribute);
  WtSym word = wt_names_find(b->names, component);
  for (guint i = 0; i < a->n_symbols && a->type == WT_TYPE_SYMBOL; i++)
    if (a->symbols[i] == word)
      taste->word = word;
  return taste->word != WT_SYM_NONE;
}

static void add_taste(WtMindsBuild *b, const char *gene, const char *component, gboolean aversion, GArray *tastes)
{
  g_autofree char *group = g_strdup_printf("genes.%s", gene), *had = g_strdup_printf("had.%s", gene);
  g_autofree char *had_at = g_strdup_printf("had_at.%s", gene);
  int own = wt_vocab_find_attribute(b->vocab, WT_OWNER_PERSON, group, component);
  WtTaste taste = {.had = -1, .had_at = -1};
  if (own < 0 || !find_feature(b, gene, component, &taste))
    return;
  taste.liking = wt_vocab_attribute(b->vocab, own)->column;
  taste.group = wt_vocab_attribute(b->vocab, own)->group;
  if (aversion) {
    taste.had = wt_minds_add_bare_column(b, b->person_axis, had, component, WT_TYPE_NUMBER, 0, 1, 0);
    taste.had_at = wt_minds_add_bare_column(b, b->person_axis, had_at, component, WT_TYPE_TICK, -1, HUGE_VAL, -1);
  }
  g_array_append_val(tastes, taste);
}

static void compile_tastes(WtMindsBuild *b)
{
  WtLearnPlan *plan = &b->minds->learning;
  g_autoptr(GArray) tastes = g_array_new(FALSE, FALSE, sizeof(WtTaste));
  gboolean aversion = WANTED(b, aversion);
  plan->sickness = -1;
  for (guint d = 0; d < b->minds->n_drives && b->def->sickness; d++)
    if (g_str_equal(wt_names_text(b->names, b->minds->drives[d].name), b->def->sickness))
      plan->sickness = (gint32)d;
  if (b->def->sickness && plan->sickness < 0)
    wt_minds_mistake(b, "E408", b->def->sickness_pos, "mind.learning.sickness", NULL, "there is no drive '%s'",
                     b->def->sickness);
  plan->sick = aversion ? wt_minds_add_bare_column(b, b->person_axis, "mind", "sick", WT_TYPE_BOOL, 0, 1, 0) : -1;
  for (guint g = 0; g < b->def->genes->len; g++) {
    const WtGeneDef *gene = g_ptr_array_index(b->def->genes, g);
    for (guint k = 0; k < gene->components->len; k++)
      add_taste(b, gene->name, g_ptr_array_index(gene->components, k), aversion, tastes);
  }
  plan->n_tastes = tastes->len;
  plan->tastes = g_memdup2(tastes->data, tastes->len * sizeof(WtTaste));
}

/* ---- others ---- */

/* The sensation of one's own that can be told of, -1: none. */
static gint32 find_told(const WtMindsBuild *b, const char *name)
{
  int outcome = wt_vocab_find_outcome(b->vocab, name);
  const WtOutcome *o = outcome < 0 ? NULL : wt_vocab_outcome(b->vocab, outcome);
  return o && !o->is_rate && !o->per_other ? outcome : -1;
}

static void add_columns_of_told(WtMindsBuild *b)
{
  WtLearnPlan *plan = &b->minds->learning;
  plan->told_question =
      wt_minds_add_bare_column(b, b->other_axis, "mind", "told_question", WT_TYPE_NUMBER, -1, HUGE_VAL, -1);
  plan->told_option =
      wt_minds_add_bare_column(b, b->other_axis, "mind", "told_option", WT_TYPE_OPTION, -1, HUGE_VAL, -1);
  plan->told_tick = wt_minds_add_bare_column(b, b->other_axis, "mind", "told_tick", WT_TYPE_TICK, -1, HUGE_VAL, -1);
  for (guint k = 0; k < WT_BELIEF_FEATURES; k++) {
    g_autofree char *name = g_strdup_printf("told_x%u", k);
    plan->told_x[k] = wt_minds_add_bare_column(b, b->other_axis, "mind", name, WT_TYPE_NUMBER, 0, 1, 0);
  }
}

static void compile_tells(WtMindsBuild *b)
{
  WtMinds *minds = b->minds;
  WtLearnPlan *plan = &minds->learning;
  gboolean tells_of = FALSE;
  plan->tells = g_new(gint32, minds->known->n_rules);
  plan->tells_of = g_new(gint32, minds->known->n_rules);
  for (guint r = 0; r < minds->known->n_rules; r++) {
    const WtRule *rule = minds->known->rules[r];
    const char *told = rule->tells == WT_SYM_NONE ? NULL : wt_names_text(b->names, rule->tells);
    plan->tells[r] = -1;
    for (guint v = 0; told && v < minds->n_values; v++)
      if (minds->values[v].name == rule->tells)
        plan->tells[r] = (gint32)v;
    plan->tells_of[r] = told && plan->tells[r] < 0 ? find_told(b, told) : -1;
    tells_of |= plan->tells_of[r] >= 0;
    if (told && plan->tells[r] < 0 && plan->tells_of[r] < 0)
      wt_minds_mistake(b, "E408", (WtPos){0, 0}, "kinds.person.offers", NULL,
                       "there is no value or sensation '%s' to be told", told);
    plan->heeds |= told || rule->helps;
  }
  plan->influence = g_new(int, minds->n_values + 1);
  plan->done_to = plan->heeded = plan->said = plan->told_question = -1;
  if (!plan->heeds)
    return;
  int other = b->other_axis;
  plan->done_to = wt_minds_add_bare_column(b, other, "mind", "done_to", WT_TYPE_OPTION, -1, HUGE_VAL, -1);
  plan->heeded = wt_minds_add_bare_column(b, other, "mind", "heeded", WT_TYPE_OPTION, -1, HUGE_VAL, -1);
  plan->said = wt_minds_add_bare_column(b, other, "mind", "said", WT_TYPE_NUMBER, -HUGE_VAL, HUGE_VAL, 0);
  if (tells_of && minds->lessons)
    add_columns_of_told(b);
  for (guint v = 0; v < minds->n_values; v++)
    plan->influence[v] = wt_minds_add_column(b, other, "influence", wt_names_text(b->names, minds->values[v].name),
                                             WT_TYPE_NUMBER, -1, 1, 0);
}

static void find_kinds(WtMindsBuild *b)
{
  WtLearnPlan *plan = &b->minds->learning;
  plan->kinds = g_new(gint32, b->minds->known->n_rules);
  for (guint r = 0; r < b->minds->known->n_rules; r++) {
    gint32 kind = b->minds->known->rules[r]->kind;
    guint at = 0;
    while (at < plan->n_kinds && plan->kinds[at] < kind)
      at++;
    if (kind < 0 || (at < plan->n_kinds && plan->kinds[at] == kind))
      continue;
    for (guint i = plan->n_kinds++; i > at; i--)
      plan->kinds[i] = plan->kinds[i - 1];
    plan->kinds[at] = kind;
  }
}

/* Is there anybody who grows fond and infers nothing? */
static gboolean somebody_counts(const WtMindsBuild *b)
{
  for (guint p = 0; p < b->minds->n_people; p++)
    if (b->minds->learning.rates[p].affection > 0 && b->minds->learning.rates[p].rationality == 0)
      return TRUE;
  return FALSE;
}

static void compile_interests(WtMindsBuild *b)
{
  WtLearnPlan *plan = &b->minds->learning;
  gboolean on = WANTED(b, affection) || WANTED(b, rationality), watches = on || WANTED(b, watching);
  find_kinds(b);
  plan->acts = g_new(int, plan->n_kinds + 1);
  plan->seen = g_new(int, plan->n_kinds + 1);
  plan->watched = plan->counted = -1;
  if (!on || !somebody_counts(b))
    plan->n_kinds = 0;
  if (watches) {
    plan->watched = wt_minds_add_bare_column(b, b->other_axis, "mind", "watched", WT_TYPE_CELL, -1, HUGE_VAL, -1);
    plan->counted = wt_minds_add_bare_column(b, b->other_axis, "mind", "counted", WT_TYPE_BOOL, 0, 1, 0);
  }
  for (guint i = 0; i < plan->n_kinds; i++) {
    const char *name = wt_vocab_kind_name(b->vocab, plan->kinds[i]);
    plan->acts[i] = wt_minds_add_bare_column(b, b->person_axis, "acts", name, WT_TYPE_NUMBER, 0, HUGE_VAL, 0);
    plan->seen[i] = wt_minds_add_bare_column(b, b->other_axis, "seen", name, WT_TYPE_NUMBER, 0, HUGE_VAL, 0);
  }
}

void wt_minds_compile_learning(WtMindsBuild *b)
{
  compile_rates(b);
  compile_felt(b);
  compile_tastes(b);
  compile_tells(b);
  compile_interests(b);
  if (WANTED(b, rationality))
    wt_minds_compile_infer(b);
}

void wt_minds_clear_learning(WtLearnPlan *plan)
{
  g_free(plan->rates);
  g_free(plan->given);
  g_free(plan->felt_attribute);
  g_free(plan->tastes);
  g_free(plan->tells);
  g_free(plan->tells_of);
  g_free(plan->influence);
  g_free(plan->kinds);
  g_free(plan->acts);
  g_free(plan->seen);
  g_free(plan->interests);
  g_free(plan->speaks);
  g_free(plan->inferred);
  g_free(plan->evidence);
}
