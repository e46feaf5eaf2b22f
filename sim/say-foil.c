/* say-foil.c - one paragraph per foil: because, in the town, what it meant, what it rested on,
 * despite. */
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
    if (c->answer == answer && c->verified.mind &&
        (cut != WT_CUT_WORLD || c->verified.town == WT_TOWN_SAME))
      g_ptr_array_add(out, c);
  }
  return out;
}

/* ---- one variable, as a sentence and as one of a list ---- */

static gboolean is_mistaken(const Foil *f, const WtCandidate *c)
{
  const WtTable *t = &f->why->decision->table;
  return wt_say_mistaken(f->why, t->key[t->chosen], c->name) ||
         wt_say_mistaken(f->why, t->key[f->foil], c->name);
}

static void values_of(const Foil *f, WtCut cut, const WtCandidate *c, char **actual,
                      char **contrast)
{
  if (g_str_equal(c->name, "time") && cut != WT_CUT_WORLD) {
    wt_say_durations(c->actual, c->contrast, actual, contrast);
  } else if (cut == WT_CUT_OUTCOME && c->slot >= 0) {
    *actual = wt_say_outcome(f->why->model, c->name, c->actual);
    *contrast = wt_say_outcome(f->why->model, c->name, c->contrast);
  } else {
    wt_say_values(f->why->model, c, actual, contrast);
  }
}

static char *sentence(const Foil *f, WtCut cut, const WtCandidate *c)
{
  g_autofree char *is = NULL, *not_that = NULL;
  values_of(f, cut, c, &is, &not_that);
  if (c->type == WT_TYPE_OPTION)
    return g_strdup_printf(_("of what it does to %1$s, rather than %2$s"), is, not_that);
  if (g_str_equal(c->name, "cost"))
    return g_strdup_printf(_("it costs %1$s, not %2$s"), is, not_that);
  if (g_str_equal(c->name, "time"))
    return g_strdup_printf(_("it takes %1$s, not %2$s"), is, not_that);
  if (cut == WT_CUT_FACTOR && is_mistaken(f, c))
    return g_strdup_printf(_("%1$s took %2$s to be %3$s, not %4$s"), wt_say_person(f->why), c->name,
                           is, not_that);
  return g_strdup_printf(_("%1$s is %2$s, not %3$s"), c->name, is, not_that);
}

/* "draught 0.6 (not 0.9)" */
static char *item(const Foil *f, WtCut cut, const WtCandidate *c)
{
  g_autofree char *is = NULL, *not_that = NULL;
  if (cut == WT_CUT_WORLD && c->attribute == WT_ATTRIBUTE_AT)
    return wt_say_entity(f->why->model, c->entity);
  values_of(f, cut, c, &is, &not_that);
  if (c->type == WT_TYPE_OPTION)
    return g_strdup_printf(_("what it does to %1$s (not to %2$s)"), is, not_that);
  if (cut == WT_CUT_MOTIVE && c->motive >= 0 && c->motive < (gint32)f->why->model->minds->n_values)
    return g_strdup_printf(C_("warmth (weight 0.7)", "%1$s (weight %2$s)"), c->name, is);
  if (cut == WT_CUT_FACTOR && is_mistaken(f, c))
    return g_strdup_printf(_("%1$s, taken to be %2$s (not %3$s)"), c->name, is, not_that);
  return g_strdup_printf(C_("draught 0.6 (not 0.9)", "%1$s %2$s (not %3$s)"), c->name, is,
                         not_that);
}

static char *items(const Foil *f, const WtCause *cause)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < cause->answer->n; i++)
    if (cause->cause->set >> i & 1)
      g_ptr_array_add(texts, item(f, cause->answer->cut, &cause->answer->candidates[i]));
  return wt_say_list(texts);
}

/* The one variable of a set, NULL: there are several. */
static const WtCandidate *single(const WtCause *cause)
{
  WtSet set = cause->cause->set;
  return set && !(set & (set - 1)) ? &cause->answer->candidates[__builtin_ctzll(set)] : NULL;
}

/* ---- sentences ---- */

/* What comes after "because": whole clauses for one variable, a list for several. */
static char *reason(const Foil *f, const WtCause *cause)
{
  const WtCandidate *one = single(cause);
  if (one)
    return sentence(f, cause->answer->cut, one);
  g_autofree char *all = items(f, cause);
  return g_strdup_printf(_("of these together: %s"), all);
}

char *wt_say_reason(const WtWhy *why, const WtCause *cause)
{
  g_return_val_if_fail(why && cause, NULL);
  Foil f = {why, cause->answer->kind, cause->answer->foil};
  return reason(&f, cause);
}

/* "Rather than wait, the best other thing to do" */
static char *rather_than(const Foil *f)
{
  g_autofree char *foil = wt_say_option(f->why->model, f->why->decision->table.key[f->foil]);
  if (f->kind == WT_FOIL_THIS_ONE)
    return g_strdup_printf(_("Rather than %s, the best other of its kind"), foil);
  if (f->kind == WT_FOIL_ACT_SO)
    return g_strdup_printf(_("Rather than %s, the best other thing to do"), foil);
  return g_strdup_printf(_("Rather than %s"), foil);
}

/* Were the two within what nobody can tell apart? */
static gboolean is_toss(const Foil *f)
{
  const WtTable *t = &f->why->decision->table;
  double lead = wt_table_score(t, (guint)t->chosen) - wt_table_score(t, (guint)f->foil);
  return t->status[f->foil] == WT_ROW_OK && fabs(lead) <= t->tolerance;
}

static void say_because(const Foil *f, GString *out)
{
  g_autoptr(GPtrArray) causes = sayable(f, WT_CUT_FACTOR);
  const WtTable *t = &f->why->decision->table;
  g_autofree char *head = rather_than(f);
  if (is_toss(f))
    wt_say_line(out, _("%s: they were as good, and only a draw told them apart."), head);
  else if (causes->len == 0)
    wt_say_line(out, answer_on(f, WT_CUT_FACTOR) ? _("%s: no cause was confirmed.") : "%s:", head);
  if (is_toss(f) || causes->len == 0)
    return;
  const WtCause *first = g_ptr_array_index(causes, 0);
  g_autofree char *because = reason(f, first);
  wt_say_line(out, _("%1$s: because %2$s."), head, because);
  for (guint i = 1; i < causes->len; i++) {
    g_autofree char *also = reason(f, g_ptr_array_index(causes, i));
    wt_say_line(out, _("  Also because %s."), also);
  }
  if (first->then != t->key[f->foil] && first->then != t->key[t->chosen]) {
    g_autofree char *then = wt_say_option(f->why->model, first->then);
    wt_say_line(out, _("  (Were that otherwise, the choice would be neither, but to %s.)"), then);
  }
}

static void say_world_cause(const Foil *f, const WtCause *c, GString *out)
{
  const WtCandidate *one = single(c);
  g_autofree char *then = wt_say_option(f->why->model, c->then);
  const char *who = wt_say_person(f->why);
  if (one && one->attribute == WT_ATTRIBUTE_AT) {
    g_autofree char *whom = wt_say_entity(f->why->model, one->entity);
    wt_say_line(out,
                _("  In the town it is %1$s: without %1$s, %2$s would %3$s (replayed, confirmed)."),
                whom, who, then);
    return;
  }
  g_autofree char *what = one ? sentence(f, WT_CUT_WORLD, one) : items(f, c);
  if (one)
    wt_say_line(out,
                _("  In the town it is that %1$s: else %2$s would %3$s (replayed, confirmed)."),
                what, who, then);
  else
    wt_say_line(
        out,
        _("  In the town it is these together: %1$s; else %2$s would %3$s (replayed, confirmed)."),
        what, who, then);
}

static void say_town(const Foil *f, GString *out)
{
  g_autoptr(GPtrArray) causes = sayable(f, WT_CUT_WORLD);
  for (guint i = 0; i < causes->len; i++)
    say_world_cause(f, g_ptr_array_index(causes, i), out);
}

/* Those that name an outcome or a motive: cost and draw are on every cut and have been said. */
static GPtrArray *meaningful(const Foil *f, WtCut cut)
{
  GPtrArray *causes = sayable(f, cut);
  for (guint i = causes->len; i-- > 0;) {
    const WtCandidate *one = single(g_ptr_array_index(causes, i));
    if (one && one->slot < 0 && one->motive < 0)
      g_ptr_array_remove_index(causes, i);
  }
  return causes;
}

/* What is foreseen, and which motive it counts for. */
static void say_meaning(const Foil *f, GString *out)
{
  g_autoptr(GPtrArray) outcomes = meaningful(f, WT_CUT_OUTCOME);
  g_autoptr(GPtrArray) motives = meaningful(f, WT_CUT_MOTIVE);
  g_autofree char *outcome = outcomes->len ? items(f, g_ptr_array_index(outcomes, 0)) : NULL;
  g_autofree char *motive = motives->len ? items(f, g_ptr_array_index(motives, 0)) : NULL;
  if (outcome && motive)
    wt_say_line(out, _("  It promises %1$s; what counts is %2$s."), outcome, motive);
  else if (outcome)
    wt_say_line(out, _("  It promises %s."), outcome);
  else if (motive)
    wt_say_line(out, _("  What counts is %s."), motive);
  for (guint i = 1; i < outcomes->len; i++) {
    g_autofree char *also = items(f, g_ptr_array_index(outcomes, i));
    wt_say_line(out, _("  It also promises %s."), also);
  }
  for (guint i = 1; i < motives->len; i++) {
    g_autofree char *also = items(f, g_ptr_array_index(motives, i));
    wt_say_line(out, _("  What also counts is %s."), also);
  }
}

static gboolean is_belief(const WtCandidate *c)
{
  return c->n_puts > 0 && c->puts[0].kind == WT_PUT_BELIEF;
}

/* What was learned is no knowledge (transfer full). */
static char *belief_name(const WtWhy *why, const char *name)
{
  for (guint i = 0; i < why->learned->len; i++)
    if (g_str_equal(((const WtLearned *)g_ptr_array_index(why->learned, i))->belief, name))
      return g_strdup_printf(_("%s (as learned)"), name);
  return g_strdup(name);
}

/* Beliefs of the best set; what else is in it (time, cost) has been spoken of. */
static void say_belief(const Foil *f, GString *out)
{
  g_autoptr(GPtrArray) beliefs = sayable(f, WT_CUT_BELIEF);
  if (beliefs->len == 0)
    return;
  const WtCause *first = g_ptr_array_index(beliefs, 0);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < first->answer->n; i++)
    if ((first->cause->set >> i & 1) && is_belief(&first->answer->candidates[i]))
      g_ptr_array_add(names, belief_name(f->why, first->answer->candidates[i].name));
  g_autofree char *all = wt_say_list(names);
  if (names->len == 1)
    wt_say_line(out, _("  It rests on knowing how %s comes about."), all);
  else if (names->len > 1)
    wt_say_line(out, _("  It rests on knowing how these come about: %s."), all);
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
      if (!(done >> i & 1) && a->share[i] < -tolerance &&
          (worst < 0 || a->share[i] < a->share[worst]))
        worst = (gint)i;
    if (worst < 0)
      break;
    done |= (WtSet)1 << worst;
    g_ptr_array_add(texts, item(f, WT_CUT_FACTOR, &a->candidates[worst]));
  }
  if (texts->len == 0)
    return;
  g_autofree char *all = wt_say_list(texts);
  wt_say_line(out, _("  Despite %s."), all);
}

static void say_chance(const Foil *f, GString *out)
{
  const WtTable *t = &f->why->decision->table;
  if (t->utility[t->chosen] - t->utility[f->foil] > t->tolerance ||
      t->draw[t->chosen] <= t->draw[f->foil])
    return;
  wt_say_line(out, _("  By chance: without the draws it would not have come out ahead."));
}

static void say_foil(const Foil *f, gboolean brief, GString *out)
{
  say_because(f, out);
  say_chance(f, out);
  say_town(f, out);
  if (brief)
    return;
  say_meaning(f, out);
  say_belief(f, out);
  say_despite(f, out);
}

static void say_foils_of(const WtWhy *why, gboolean act_so, gboolean brief, GString *out)
{
  const GPtrArray *answers = why->explanation->answers;
  const WtAnswer *last = NULL;
  for (guint i = 0; i < answers->len; i++) {
    const WtAnswer *a = g_ptr_array_index(answers, i);
    if ((a->kind == WT_FOIL_ACT_SO) != act_so ||
        (last && last->kind == a->kind && last->foil == a->foil))
      continue;
    Foil f = {why, a->kind, a->foil};
    say_foil(&f, brief, out);
    last = a;
  }
}

/* Why this one comes before why act so at all. `brief`: only what decided it. */
void wt_say_foils(const WtWhy *why, gboolean brief, GString *out)
{
  say_foils_of(why, FALSE, brief, out);
  say_foils_of(why, TRUE, brief, out);
}
