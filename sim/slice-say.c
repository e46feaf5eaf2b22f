/* slice-say.c - why a variable is so, in words: each cause was confirmed by a replay without it. */
#include "config.h"

#include "sim/slice-print.h"

#include "sim/say.h"

#include <glib/gi18n-lib.h>

static void say(GString *out, guint indent, const char *format, ...) G_GNUC_PRINTF(3, 4);
static void say(GString *out, guint indent, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_string_append_printf(out, "%*s", (int)indent, "");
  g_string_append_vprintf(out, format, args);
  va_end(args);
  g_string_append_c(out, '\n');
}

static char *event_words(const WtSlice *s, const WtSliceEvent *e)
{
  g_autofree char *time = wt_model_time(s->model, e->tick);
  g_autofree char *option = e->option == WT_OPTION_NONE ? NULL : wt_say_option(s->model, e->option);
  switch (e->kind) {
  case WT_EVENT_DECISION:
    return g_strdup_printf(_("%1$s chose to %2$s at %3$s"), wt_town_called(s->model->town, e->id), option, time);
  case WT_EVENT_OMISSION:
    return g_strdup_printf(_("%1$s did not %2$s at %3$s, which \"%4$s\" expects"),
                           wt_town_called(s->model->town, e->id), option, time,
                           e->norm < 0 ? "?"
                                       : wt_names_text(wt_vocab_names(s->model->vocab),
                                                       s->model->minds->norms[e->norm].name));
  case WT_EVENT_SCHEDULED: return g_strdup_printf(_("%1$s happened at %2$s"), e->name, time);
  case WT_EVENT_INTERVENTION: return g_strdup_printf(_("of the intervention %s"), e->name);
  }
  g_assert_not_reached();
}

static void say_cause(const WtSlice *s, const WtSliceCause *c, gboolean first, guint indent, GString *out)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  g_autofree char *otherwise = wt_variable_format(s->model, s->var, c->without);
  for (guint i = 0; i < c->n; i++)
    g_ptr_array_add(texts, event_words(s, g_ptr_array_index(s->events, c->events[i])));
  g_autofree char *all = wt_say_list(texts);
  if (c->n == 1 && first)
    say(out, indent, _("Because %1$s: without that it would be %2$s (replayed)."), all, otherwise);
  else if (c->n == 1)
    say(out, indent, _("Also because %1$s: without that it would be %2$s (replayed)."), all, otherwise);
  else
    say(out, indent, _("Because %1$s, each enough alone: without both it would be %2$s (replayed)."), all, otherwise);
}

static void say_indented(GString *out, guint indent, const char *text)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (guint i = 0; lines[i] && (*lines[i] || lines[i + 1]); i++)
    say(out, indent, "%s", lines[i]);
}

static void say_slice(const WtSlice *s, guint indent, GString *out)
{
  g_autofree char *name = wt_variable_name(s->model, s->var), *value = wt_variable_format(s->model, s->var, s->value);
  g_autofree char *time = wt_model_time(s->model, s->tick), *since = wt_model_time(s->model, MAX(0, s->since));
  if (s->since < 0)
    say(out, indent, _("%1$s %2$s is %3$s, as it was from the start."), time, name, value);
  else
    say(out, indent, _("%1$s %2$s is %3$s, since %4$s."), time, name, value, since);
  for (guint i = 0; i < s->causes->len; i++)
    say_cause(s, &g_array_index(s->causes, WtSliceCause, i), i == 0, indent, out);
  if (s->causes->len == 0 && s->events->len > 0)
    say(out, indent, _("No event, and no two together, made it so: without any of them it is the same (replayed)."));
  for (guint i = 0; i < s->decisions->len; i++) {
    const WtWhy *why = g_ptr_array_index(s->decisions, i);
    g_autofree char *brief = why ? wt_say_brief(why) : NULL;
    if (brief)
      say_indented(out, indent + 2, brief);
  }
  for (guint i = 0; i < s->further->len; i++)
    say_slice(g_ptr_array_index(s->further, i), indent + 4, out);
  if (!s->complete)
    say(out, indent, _("(There were more events than were tried: some causes may be missing.)"));
}

char *wt_slice_say(const WtSlice *slice, guint width)
{
  g_return_val_if_fail(slice != NULL, NULL);
  g_autoptr(GString) out = g_string_new(NULL);
  say_slice(slice, 0, out);
  return wt_say_wrap(out->str, width);
}
