/* origins-say.c - where a level comes from, in words. */
#include "config.h"

#include "agent/explain.h"
#include "sim/origins-private.h"
#include "sim/say-private.h"

#include <glib/gi18n-lib.h>

enum { GROUPS_SAID = 5 };

/* ---- names ---- */

char *wt_origin_object(const WtModel *model, gint32 person, const WtInput *input)
{
  g_return_val_if_fail(model && input, NULL);
  switch ((WtInputKind)input->kind) {
  case WT_INPUT_FELT:
  case WT_INPUT_FOLLOWED:
    return wt_slot_name(model->minds, person, (guint)input->id);
  case WT_INPUT_SICKENED:
    return g_strdup(wt_minds_motive_name(model->minds, model->minds->n_values + (guint)input->id));
  case WT_INPUT_USED:
  case WT_INPUT_TOGETHER:
  case WT_INPUT_INFLUENCED:
  case WT_INPUT_KEPT:
  case WT_INPUT_HELPED:
  case WT_INPUT_SEEN:
  case WT_INPUT_FORESEEN:
  case WT_INPUT_DAY:
  case WT_INPUT_WATCHED:
  case WT_INPUT_INFORMED:
    return g_strdup(input->id < 0 ? NULL : wt_vocab_entity_name(model->vocab, input->id));
  case WT_N_INPUTS:
    break;
  }
  g_assert_not_reached();
}

/* "chill 0.3", "chill 0.2 to 0.5" (transfer full) */
static char *felt_words(const WtModel *model, const char *outcome, double lo, double hi)
{
  g_autofree char *from = wt_say_outcome(model, outcome, lo), *to = wt_say_outcome(model, outcome, hi);
  return g_str_equal(from, to) ? g_strdup_printf("%s %s", outcome, from)
                               : g_strdup_printf(_("%1$s %2$s to %3$s"), outcome, from, to);
}

char *wt_origin_words(const WtModel *model, gint32 person, const WtInput *input, double lo, double hi)
{
  g_return_val_if_fail(model && input, NULL);
  g_autofree char *name = wt_origin_object(model, person, input);
  g_autofree char *felt = NULL;
  g_autofree char *act = input->option == WT_OPTION_NONE ? NULL : wt_say_option(model, input->option);
  gboolean of_outcome = input->kind == WT_INPUT_FELT || input->kind == WT_INPUT_FOLLOWED;
  gboolean about = !of_outcome && input->kind != WT_INPUT_SICKENED;
  felt = of_outcome ? felt_words(model, name, lo, hi) : NULL;
  g_autofree char *entity = about ? wt_say_entity(model, input->id) : NULL;
  switch ((WtInputKind)input->kind) {
  case WT_INPUT_FELT:
    return act ? g_strdup_printf(_("%1$s felt (%2$s)"), felt, act) : g_strdup_printf(_("%s felt"), felt);
  case WT_INPUT_USED:
    return act ? g_strdup_printf(_("using it (%s)"), act) : g_strdup_printf(_("using %s"), entity);
  case WT_INPUT_TOGETHER:
    return act ? g_strdup_printf(_("%1$s near (%2$s)"), entity, act) : g_strdup_printf(_("being with %s"), entity);
  case WT_INPUT_SICKENED:
    return g_strdup_printf(_("%s, which became too much"), name);
  case WT_INPUT_INFLUENCED:
    return g_strdup_printf(_("what %s told"), entity);
  case WT_INPUT_KEPT:
    return act ? g_strdup_printf(_("what %1$s had told, put to the test (%2$s)"), entity, act)
               : g_strdup_printf(_("what %s had told, put to the test"), entity);
  case WT_INPUT_HELPED:
    return g_strdup_printf(_("a kindness of %s"), entity);
  case WT_INPUT_SEEN:
    return g_strdup_printf(_("%1$s seen (%2$s)"), entity, act);
  case WT_INPUT_FORESEEN:
    return hi == 0   ? g_strdup_printf(_("%1$s seen, and it was not foreseen (%2$s)"), entity, act)
           : lo == 1 ? g_strdup_printf(_("%1$s seen, as was foreseen (%2$s)"), entity, act)
                     : g_strdup_printf(_("%1$s seen, foreseen or not (%2$s)"), entity, act);
  case WT_INPUT_DAY:
    return g_strdup_printf(_("a day gone by (%s)"), entity);
  case WT_INPUT_FOLLOWED:
    return g_strdup_printf(_("%1$s after it (%2$s)"), felt, act);
  case WT_INPUT_INFORMED:
    return g_strdup_printf(_("what %s told of it"), entity);
  case WT_INPUT_WATCHED:
    return g_strdup_printf(_("what was seen of %1$s (%2$s)"), entity, act);
  case WT_N_INPUTS:
    break;
  }
  g_assert_not_reached();
}

/* Short, but never the same text as another value. */
char *wt_origins_value_words(const WtOrigins *o, double value, double other)
{
  const WtColumn *c = wt_variable_column(o->model, o->var);
  g_autofree char *text = wt_say_number(value), *than = wt_say_number(other);
  if (c->type != WT_TYPE_NUMBER || !wt_dim_equal(c->dim, (WtDim){0}) || (value != other && g_str_equal(text, than)))
    return wt_variable_format(o->model, o->var, value);
  return g_steal_pointer(&text);
}

static gboolean is_belief(const WtOrigins *o)
{
  const WtColumn *c = wt_variable_column(o->model, o->var);
  const char *group = c->group ? wt_names_text(wt_vocab_names(o->model->vocab), c->group) : "";
  return g_str_equal(group, "believes") || g_str_equal(group, "infers");
}

static char *whence_words(const WtOrigins *o)
{
  const WtWhence *w = &o->whence;
  g_autofree char *file = g_path_get_basename(o->model->scenario->file);
  g_autofree char *place = w->pos.line > 0 ? g_strdup_printf("%s:%u", file, (guint)w->pos.line) : NULL;
  if (w->kind == WT_WHENCE_GENE)
    return place ? g_strdup_printf(_("innate, %s"), place) : g_strdup(_("innate, by default"));
  if (w->kind == WT_WHENCE_DEFAULT && is_belief(o))
    return g_strdup(_("before any experience"));
  if (w->kind == WT_WHENCE_DEFAULT)
    return place ? g_strdup_printf(_("the default, %s"), place) : g_strdup(_("the default"));
  return g_strdup_printf(_("given in %s"), place);
}

/* ---- lines ---- */

/* Words of an input, over all of its group. */
static char *input_words(const WtOrigins *o, const WtOriginGroup *g)
{
  const WtInput *input = &wt_origin_write(o, g->first)->origin.input;
  double lo = input->value, hi = input->value;
  for (guint i = g->first; i <= g->last; i++) {
    const WtOriginWrite *w = wt_origin_write(o, i);
    if (&g_array_index(o->groups, WtOriginGroup, w->group) != g)
      continue;
    lo = MIN(lo, w->origin.input.value);
    hi = MAX(hi, w->origin.input.value);
  }
  return wt_origin_words(o->model, o->person, input, lo, hi);
}

static char *intervention_words(const WtOrigins *o, const WtWriteOrigin *origin)
{
  return g_strdup_printf(_("the intervention %s"), (const char *)g_ptr_array_index(o->dos, (guint)origin->intervention));
}

char *wt_origins_group_words(const WtOrigins *o, const WtOriginGroup *g)
{
  g_return_val_if_fail(o && g, NULL);
  const WtOriginWrite *w = wt_origin_write(o, g->first);
  switch (w->origin.kind) {
  case WT_ORIGIN_INPUT:
    return input_words(o, g);
  case WT_ORIGIN_INTERVENTION:
    return intervention_words(o, &w->origin);
  case WT_ORIGIN_UNTOLD:
    return g_strdup(_("something that is neither learning nor an intervention"));
  }
  g_assert_not_reached();
}

static char *times_words(const WtOrigins *o, const WtOriginGroup *g)
{
  g_autofree char *first = wt_model_time(o->model, wt_origin_write(o, g->first)->tick);
  g_autofree char *last = wt_model_time(o->model, wt_origin_write(o, g->last)->tick);
  if (g->n == 1)
    return g_strdup_printf(_("at %s"), first);
  return g_strdup_printf(g_dngettext(GETTEXT_PACKAGE, "%1$u time from %2$s to %3$s", "%1$u times from %2$s to %3$s", g->n),
                         g->n, first, last);
}

char *wt_origins_origin_words(const WtOrigins *o, const WtWriteOrigin *origin)
{
  const WtInput *input = &origin->input;
  return origin->kind == WT_ORIGIN_INPUT ? wt_origin_words(o->model, o->person, input, input->value, input->value)
                                         : intervention_words(o, origin);
}

static char *proof_words(const WtOrigins *o, const WtOriginGroup *g)
{
  g_autofree char *without = wt_origins_value_words(o, g->proof.without, o->value);
  if (!g->proof.tried)
    return g_strdup(_("(Not replayed.)"));
  if (!g->proof.verified)
    return g_strdup(_("REFUTED: it changes all the same in the replay without that."));
  if (g->proof.without == o->value)
    return g_strdup(g->n == 1 ? _("Without that it would be the same by now (replayed).")
                              : _("Without these it would be the same by now (replayed)."));
  return g_strdup_printf(g->n == 1 ? _("Without that it would be %s (replayed).")
                                   : _("Without these it would be %s (replayed)."),
                         without);
}

/* "+0.25", "false -> true" */
static char *change_words(const WtOrigins *o, const WtOriginGroup *g)
{
  const WtColumn *c = wt_variable_column(o->model, o->var);
  if (c->type == WT_TYPE_NUMBER)
    return wt_say_signed(g->change);
  g_autofree char *from = wt_variable_format(o->model, o->var, wt_origin_write(o, g->first)->from);
  g_autofree char *to = wt_variable_format(o->model, o->var, wt_origin_write(o, g->last)->to);
  return g_strdup_printf("%s -> %s", from, to);
}

static void say_group(const WtOrigins *o, const WtOriginGroup *g, GString *out)
{
  g_autofree char *change = change_words(o, g), *what = wt_origins_group_words(o, g);
  g_autofree char *times = times_words(o, g), *proof = proof_words(o, g);
  g_autofree char *instead = g->proof.pre_empted ? wt_origins_origin_words(o, &g->proof.instead) : NULL;
  g_autofree char *more = wt_say_signed(g->proof.more);
  if (instead)
    wt_say_line(out, _("  %1$s: %2$s, %3$s. %4$s Else %5$s would have, by %6$s more."), change, what, times, proof, instead, more);
  else
    wt_say_line(out, _("  %1$s: %2$s, %3$s. %4$s"), change, what, times, proof);
}

static void say_headline(const WtOrigins *o, GString *out)
{
  g_autofree char *name = wt_variable_name(o->model, o->var), *time = wt_model_time(o->model, o->tick);
  g_autofree char *value = wt_origins_value_words(o, o->value, o->start), *start = wt_origins_value_words(o, o->start, o->value);
  g_autofree char *whence = whence_words(o);
  if (o->writes->len == 0)
    wt_say_line(out, _("%1$s %2$s is %3$s, as it began (%4$s). Nothing has changed it."), time, name, value, whence);
  else if (o->value == o->start)
    wt_say_line(out, _("%1$s %2$s is %3$s, as it began (%4$s), but not all the time."), time, name, value, whence);
  else
    wt_say_line(out, _("%1$s %2$s is %3$s; it began as %4$s (%5$s)."), time, name, value, start, whence);
}

static void say_summary(const WtOrigins *o, GString *out)
{
  guint n = o->writes->len;
  if (o->groups->len < 2)
    return;
  g_autofree char *first = wt_model_time(o->model, wt_origin_write(o, 0)->tick);
  g_autofree char *last = wt_model_time(o->model, wt_origin_write(o, n - 1)->tick);
  wt_say_line(out,
              g_dngettext(GETTEXT_PACKAGE, "%1$u change from %2$s to %3$s made it so:",
                          "%1$u changes from %2$s to %3$s made it so:", n),
              n, first, last);
}

static void say_rest(const WtOrigins *o, GString *out)
{
  if (o->groups->len <= GROUPS_SAID)
    return;
  double rest = 0;
  for (guint g = GROUPS_SAID; g < o->groups->len; g++)
    rest += g_array_index(o->groups, WtOriginGroup, g).change;
  g_autofree char *change = wt_say_signed(rest);
  wt_say_line(out, _("  %1$s: %2$u others, each smaller (--format json has them)."), change,
              o->groups->len - GROUPS_SAID);
}

enum { GROUPS_SAID_SHORT = 2 };

void wt_origins_say_short(const WtOrigins *o, GString *out)
{
  g_return_if_fail(o && out);
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  g_autofree char *name = wt_variable_name(o->model, o->var);
  for (guint i = 0; i < MIN(o->groups->len, GROUPS_SAID_SHORT); i++) {
    const WtOriginGroup *g = &g_array_index(o->groups, WtOriginGroup, i);
    g_autofree char *change = change_words(o, g), *what = wt_origins_group_words(o, g), *times = times_words(o, g);
    g_ptr_array_add(texts, g_strdup_printf(_("%1$s by %2$s, %3$s"), change, what, times));
  }
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf(all, "%s%s", i > 0 ? "; " : "", (const char *)g_ptr_array_index(texts, i));
  if (texts->len > 0)
    wt_say_line(out, _("  %1$s: %2$s."), name, all->str);
}

char *wt_origins_say(const WtOrigins *o, guint width)
{
  g_return_val_if_fail(o != NULL, NULL);
  g_autoptr(GString) out = g_string_new(NULL);
  say_headline(o, out);
  say_summary(o, out);
  for (guint g = 0; g < MIN(o->groups->len, GROUPS_SAID); g++)
    say_group(o, &g_array_index(o->groups, WtOriginGroup, g), out);
  say_rest(o, out);
  if (o->learned && o->learned->n_experiences > 0)
    wt_learned_say(o->learned, wt_town_called(o->model->town, o->person), out);
  if (o->contrasted)
    wt_origins_say_sets(o, out);
  return wt_say_wrap(out->str, width);
}
