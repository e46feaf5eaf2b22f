/* say-foil.c - one paragraph per foil: because, in the town, what it meant, what it rested on, despite. */
#include "config.h"

#include "sim/say-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum { DESPITE_MAX = 3 };

typedef struct {
  const WtWhy *why;
  WtFoilKind kind;
  gint32 foil;
} Foil;

static const WtAnswer *answer_on(const Foil *f, WtCut cut)
{
  const GPtrArray *answers = f->why->explanation->answers;
  for (guint i = 0; i < answers->len; i++) {
    const WtAnswer *a = g_ptr_array_index(answers, i);
    if (a->kind == f->kind && a->foil == f->foil && a->cut == cut)
      return a;
  }
  return NULL;
}

/* Causes on a cut that may be said, the best first (WtCause, not owned). */
static GPtrArray *sayable(const Foil *f, WtCut cut)
{
  GPtrArray *out = g_ptr_array_new();
  const WtAnswer *answer = answer_on(f, cut);
  for (guint i = 0; answer && i < f->why->causes->len && out->len < WT_SAY_CAUSES_MAX; i++) {
    WtCause *c = g_ptr_array_index(f->why->causes, i);
    if (c->answer == answer && c->verified.mind && (cut != WT_CUT_WORLD || c->verified.town == WT_TOWN_SAME))
      g_ptr_array_add(out, c);
  }
  return out;
}

/* ---- one variable of a set ---- */

static char *factor_words(const Foil *f, const WtCandidate *c, const char *actual, const char *contrast)
{
  const WtTable *t = &f->why->decision->table;
  if (g_str_equal(c->name, "act"))
    return g_strdup_printf(_("it is to %1$s, not to %2$s"), actual, contrast);
  if (g_str_equal(c->name, "draw"))
    return g_strdup_printf(_("the draw was %1$s, not %2$s"), actual, contrast);
  if (g_str_equal(c->name, "cost"))
    return g_strdup_printf(_("it costs %1$s, not %2$s"), actual, contrast);
  gboolean mistaken = wt_say_mistaken(f->why, t->key[t->chosen], c->name) ||
                      wt_say_mistaken(f->why, t->key[f->foil], c->name);
  if (mistaken)
    return g_strdup_printf(_("%1$s took %2$s to be %3$s, not %4$s"), wt_say_person(f->why), c->name, actual, contrast);
  return g_strdup_printf(_("%1$s is %2$s, not %3$s"), c->name, actual, contrast);
}

static char *motive_words(const Foil *f, const WtCandidate *c, const char *actual, const char *contrast)
{
  if (c->motive >= (gint32)f->why->model->minds->n_values)
    return g_strdup_printf(_("%1$s is at %2$s, not at %3$s"), c->name, actual, contrast);
  return g_strdup_printf(_("%1$s counts %2$s, not %3$s"), c->name, actual, contrast);
}

static char *outcome_words(const Foil *f, const WtCandidate *c, const char *actual, const char *contrast)
{
  if (c->slot < 0)
    return g_strdup_printf(_("%1$s is %2$s, not %3$s"), c->name, actual, contrast);
  g_autofree char *is = wt_say_outcome(f->why->model, c->name, c->actual);
  g_autofree char *not_that = wt_say_outcome(f->why->model, c->name, c->contrast);
  return g_strdup_printf(_("%1$s %2$s rather than %3$s"), c->name, is, not_that);
}

static char *world_words(const Foil *f, const WtCandidate *c, const char *actual, const char *contrast)
{
  if (c->attribute != WT_ATTRIBUTE_AT)
    return g_strdup_printf(_("%1$s is %2$s, not %3$s"), c->name, actual, contrast);
  g_autofree char *who = wt_say_entity(f->why->model, c->entity);
  return g_strdup_printf(_("%s is there"), who);
}

static char *time_words(const char *name, double actual, double contrast)
{
  g_autofree char *is = wt_quantity_format(round(actual), WT_DIM_TIME);
  g_autofree char *not_that = wt_quantity_format(round(contrast), WT_DIM_TIME);
  return g_strdup_printf(_("%1$s is %2$s, not %3$s"), name, is, not_that);
}

static char *variable_words(const Foil *f, WtCut cut, const WtCandidate *c)
{
  g_autofree char *actual = NULL, *contrast = NULL;
  wt_say_values(f->why->model, c, &actual, &contrast);
  if (g_str_equal(c->name, "time") && cut != WT_CUT_WORLD)
    return time_words(c->name, c->actual, c->contrast);
  switch (cut) {
  case WT_CUT_WORLD: return world_words(f, c, actual, contrast);
  case WT_CUT_FACTOR: return factor_words(f, c, actual, contrast);
  case WT_CUT_BELIEF: return g_strdup_printf(_("%1$s knows how %2$s comes about"), wt_say_person(f->why), c->name);
  case WT_CUT_OUTCOME: return outcome_words(f, c, actual, contrast);
  case WT_CUT_MOTIVE: return motive_words(f, c, actual, contrast);
  case WT_N_CUTS: break;
  }
  g_assert_not_reached();
}

static char *set_words(const Foil *f, const WtCause *cause)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < cause->answer->n; i++)
    if (cause->cause->set >> i & 1)
      g_ptr_array_add(texts, variable_words(f, cause->answer->cut, &cause->answer->candidates[i]));
  return wt_say_list(texts);
}

/* ---- sentences ---- */

static void say_because(const Foil *f, GString *out)
{
  g_autoptr(GPtrArray) causes = sayable(f, WT_CUT_FACTOR);
  const WtTable *t = &f->why->decision->table;
  g_autofree char *foil = wt_say_option(f->why->model, t->key[f->foil]);
  if (causes->len == 0) {
    wt_say_line(out, _("Rather than %s:"), foil);
    return;
  }
  const WtCause *first = g_ptr_array_index(causes, 0);
  g_autofree char *because = set_words(f, first);
  if (f->kind == WT_FOIL_THIS_ONE)
    wt_say_line(out, _("Rather than %1$s, the best other of its kind: because %2$s."), foil, because);
  else if (f->kind == WT_FOIL_ACT_SO)
    wt_say_line(out, _("Rather than %1$s, the best other thing to do: because %2$s."), foil, because);
  else
    wt_say_line(out, _("Rather than %1$s: because %2$s."), foil, because);
  if (first->then != t->key[f->foil] && first->then != t->key[t->chosen]) {
    g_autofree char *then = wt_say_option(f->why->model, first->then);
    wt_say_line(out, _("  Were it otherwise, the choice would be neither of the two but to %s."), then);
  }
  for (guint i = 1; i < causes->len; i++) {
    g_autofree char *also = set_words(f, g_ptr_array_index(causes, i));
    wt_say_line(out, _("  Also because %s."), also);
  }
}

static void say_world_cause(const Foil *f, const WtCause *c, GString *out)
{
  const WtCandidate *first = &c->answer->candidates[__builtin_ctzll(c->cause->set)];
  g_autofree char *then = wt_say_option(f->why->model, c->then);
  if (__builtin_popcountll(c->cause->set) == 1 && first->attribute == WT_ATTRIBUTE_AT) {
    g_autofree char *who = wt_say_entity(f->why->model, first->entity);
    wt_say_line(out, _("  In the town it is %1$s: without %1$s, %2$s would %3$s (replayed, confirmed)."), who,
                wt_say_person(f->why), then);
    return;
  }
  g_autofree char *what = set_words(f, c);
  wt_say_line(out, _("  In the town it is that %1$s: else %2$s would %3$s (replayed, confirmed)."), what,
              wt_say_person(f->why), then);
}

static void say_town(const Foil *f, GString *out)
{
  g_autoptr(GPtrArray) causes = sayable(f, WT_CUT_WORLD);
  for (guint i = 0; i < causes->len; i++)
    say_world_cause(f, g_ptr_array_index(causes, i), out);
}

/* What is foreseen, and which motive it counts for. */
static void say_meaning(const Foil *f, GString *out)
{
  g_autoptr(GPtrArray) outcomes = sayable(f, WT_CUT_OUTCOME);
  g_autoptr(GPtrArray) motives = sayable(f, WT_CUT_MOTIVE);
  g_autofree char *outcome = outcomes->len ? set_words(f, g_ptr_array_index(outcomes, 0)) : NULL;
  g_autofree char *motive = motives->len ? set_words(f, g_ptr_array_index(motives, 0)) : NULL;
  if (outcome && motive)
    wt_say_line(out, _("  That promises %1$s; and %2$s."), outcome, motive);
  else if (outcome)
    wt_say_line(out, _("  That promises %s."), outcome);
  else if (motive)
    wt_say_line(out, _("  It matters because %s."), motive);
  for (guint i = 1; i < motives->len; i++) {
    g_autofree char *also = set_words(f, g_ptr_array_index(motives, i));
    wt_say_line(out, _("  It matters also because %s."), also);
  }
}

static void say_belief(const Foil *f, GString *out)
{
  g_autoptr(GPtrArray) beliefs = sayable(f, WT_CUT_BELIEF);
  if (beliefs->len == 0)
    return;
  g_autofree char *belief = set_words(f, g_ptr_array_index(beliefs, 0));
  wt_say_line(out, _("  It rests on this: %s."), belief);
}

/* Factors that spoke for the foil, the weightiest first. */
static void say_despite(const Foil *f, GString *out)
{
  const WtAnswer *a = answer_on(f, WT_CUT_FACTOR);
  double tolerance = f->why->decision->table.tolerance;
  WtSet done = 0;
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  while (a && a->share && texts->len < DESPITE_MAX) {
    gint worst = -1;
    for (guint i = 0; i < a->n; i++)
      if (!(done >> i & 1) && a->share[i] < -tolerance && (worst < 0 || a->share[i] < a->share[worst]))
        worst = (gint)i;
    if (worst < 0)
      break;
    done |= (WtSet)1 << worst;
    g_ptr_array_add(texts, variable_words(f, WT_CUT_FACTOR, &a->candidates[worst]));
  }
  if (texts->len == 0)
    return;
  g_autofree char *all = wt_say_list(texts);
  wt_say_line(out, _("  And that although %s."), all);
}

static void say_chance(const Foil *f, GString *out)
{
  const WtTable *t = &f->why->decision->table;
  if (t->utility[t->chosen] - t->utility[f->foil] > t->tolerance || t->draw[t->chosen] <= t->draw[f->foil])
    return;
  wt_say_line(out, _("  By chance: without the draws it would not have come out ahead."));
}

static gboolean cut_short(const Foil *f)
{
  const GPtrArray *answers = f->why->explanation->answers;
  for (guint i = 0; i < answers->len; i++) {
    const WtAnswer *a = g_ptr_array_index(answers, i);
    if (a->kind == f->kind && a->foil == f->foil && !a->result->complete)
      return TRUE;
  }
  return FALSE;
}

static void say_foil(const Foil *f, GString *out)
{
  say_because(f, out);
  say_chance(f, out);
  say_town(f, out);
  say_meaning(f, out);
  say_belief(f, out);
  say_despite(f, out);
  if (cut_short(f))
    wt_say_line(out, _("  (The search was cut short: there may be more causes.)"));
}

void wt_say_foils(const WtWhy *why, GString *out)
{
  const GPtrArray *answers = why->explanation->answers;
  const WtAnswer *last = NULL;
  for (guint i = 0; i < answers->len; i++) {
    const WtAnswer *a = g_ptr_array_index(answers, i);
    if (last && last->kind == a->kind && last->foil == a->foil)
      continue;
    Foil f = {why, a->kind, a->foil};
    say_foil(&f, out);
    last = a;
  }
}
