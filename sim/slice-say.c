/* slice-say.c - why a variable is so, in words: each cause was confirmed by a replay without it. */
#include "config.h"

#include "sim/slice-print.h"

#include "sim/origins.h"
#include "sim/say.h"
#include "sim/whence.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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

/* `times`: when, as a list. */
static char *event_words(const WtSlice *s, const WtSliceEvent *e, const char *times)
{
  const WtMinds *minds = s->model->minds;
  g_autofree char *option = e->option == WT_OPTION_NONE ? NULL : wt_say_option(s->model, e->option);
  switch (e->kind) {
  case WT_EVENT_DECISION:
    return g_strdup_printf(_("%1$s chose to %2$s at %3$s"), wt_town_called(s->model->town, e->id),
                           option, times);
  case WT_EVENT_OMISSION:
    return g_strdup_printf(
        _("%1$s did not %2$s at %3$s, which \"%4$s\" expects"),
        wt_town_called(s->model->town, e->id), option, times,
        e->norm < 0 ? "?"
                    : wt_names_text(wt_vocab_names(s->model->vocab), minds->norms[e->norm].name));
  case WT_EVENT_SCHEDULED:
    return g_strdup_printf(_("%1$s happened at %2$s"), e->name, times);
  case WT_EVENT_INTERVENTION:
    return g_strdup_printf(_("of the intervention %s"), e->name);
  }
  g_assert_not_reached();
}

char *wt_slice_event_say(const WtSlice *slice, const WtSliceEvent *event)
{
  g_return_val_if_fail(slice && event, NULL);
  g_autofree char *time = wt_model_time(slice->model, event->tick);
  return event_words(slice, event, time);
}

static const WtSliceEvent *event_of(const WtSlice *s, const WtSliceCause *c, guint k)
{
  return g_ptr_array_index(s->events, c->events[k]);
}

/* TRUE if the two differ only in when. */
static gboolean is_same(const WtSlice *s, const WtSliceCause *a, const WtSliceCause *b)
{
  const WtSliceEvent *x = event_of(s, a, 0), *y = event_of(s, b, 0);
  return a->n == 1 && b->n == 1 && a->without == b->without && x->kind == y->kind &&
         x->id == y->id && x->option == y->option && x->contrast == y->contrast &&
         x->kind != WT_EVENT_INTERVENTION;
}

/* Times of the causes from `at` on that are the same but for the time, earliest first (transfer
 * full); *n: how many they are. */
static char *times_of(const WtSlice *s, guint at, guint *n)
{
  g_autoptr(GPtrArray) times = g_ptr_array_new_with_free_func(g_free);
  const WtSliceCause *first = &g_array_index(s->causes, WtSliceCause, at);
  for (*n = 1; at + *n < s->causes->len; ++*n)
    if (!is_same(s, first, &g_array_index(s->causes, WtSliceCause, at + *n)))
      break;
  for (guint i = at + *n; i-- > at;)
    g_ptr_array_add(
        times,
        wt_model_time(s->model, event_of(s, &g_array_index(s->causes, WtSliceCause, i), 0)->tick));
  return wt_say_list(times);
}

/* Returns how many causes have been said. */
static guint say_single(const WtSlice *s, guint at, guint indent, GString *out)
{
  guint n;
  const WtSliceCause *c = &g_array_index(s->causes, WtSliceCause, at);
  g_autofree char *otherwise = wt_variable_format(s->model, s->var, c->without),
                  *times = times_of(s, at, &n);
  g_autofree char *what = event_words(s, event_of(s, c, 0), times);
  if (n > 1)
    say(out, indent, _("Because %1$s: without any one of these it would be %2$s (replayed)."), what,
        otherwise);
  else
    say(out, indent, _("Because %1$s: without that it would be %2$s (replayed)."), what, otherwise);
  return n;
}

static void say_pair(const WtSlice *s, const WtSliceCause *c, guint indent, GString *out)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  g_autofree char *otherwise = wt_variable_format(s->model, s->var, c->without);
  for (guint k = 0; k < c->n; k++) {
    g_autofree char *time = wt_model_time(s->model, event_of(s, c, k)->tick);
    g_ptr_array_add(texts, event_words(s, event_of(s, c, k), time));
  }
  g_autofree char *all = wt_say_list(texts);
  say(out, indent,
      _("Because %1$s, where one is enough: without both it would be %2$s (replayed)."), all,
      otherwise);
}

static void say_causes(const WtSlice *s, guint indent, GString *out)
{
  for (guint i = 0; i < s->causes->len;) {
    const WtSliceCause *c = &g_array_index(s->causes, WtSliceCause, i);
    if (c->n == 1)
      i += say_single(s, i, indent, out);
    else
      say_pair(s, &g_array_index(s->causes, WtSliceCause, i++), indent, out);
  }
}

static void say_indented(GString *out, guint indent, const char *text)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (guint i = 0; lines[i] && (*lines[i] || lines[i + 1]); i++)
    say(out, indent, "%s", lines[i]);
}

/* The reasons of each, but those that are the same as the one's before once only. */
static void say_decisions(const WtSlice *s, guint indent, GString *out)
{
  g_autofree char *before = NULL;
  for (guint i = 0; i < s->decisions->len; i++) {
    const WtWhy *why = g_ptr_array_index(s->decisions, i);
    g_autofree char *brief = why ? wt_say_brief(why) : NULL;
    const char *text = brief ? strchr(brief, ' ') : NULL; /* behind the time */
    if (!text || g_strcmp0(text, before) == 0)
      continue;
    say_indented(out, indent, brief);
    g_free(before);
    before = g_strdup(text);
  }
}

/* "seen at 10:20" */
static char *percept_words(const WtSlice *s, const WtSliceWrite *w)
{
  g_autofree char *time = wt_model_time(s->model, w->tick);
  return g_strdup_printf(_("%1$s at %2$s"), wt_source_name(w->source), time);
}

static void say_read(const WtSlice *s, const WtSliceRead *r, guint indent, GString *out)
{
  g_autofree char *name = wt_variable_name(s->model, r->var),
                  *value = wt_variable_format(s->model, r->var, r->value),
                  *without = wt_variable_format(s->model, s->var, r->without),
                  *instead = wt_variable_format(s->model, r->var, r->instead);
  say(out, indent, _("%1$s was %2$s; were it %3$s, this would be %4$s (replayed)."), name, value,
      instead, without);
}

static void say_write(const WtSlice *s, const WtSliceWrite *w, guint indent, GString *out)
{
  g_autofree char *time = wt_model_time(s->model, w->tick),
                  *from = wt_variable_format(s->model, s->var, w->from),
                  *to = wt_variable_format(s->model, s->var, w->to);
  gint32 person = wt_whence_person(s->model, s->var);
  g_autofree char *what = NULL;
  switch (w->kind) {
  case WT_WRITE_PERCEIVED:
    what = percept_words(s, w);
    break;
  case WT_WRITE_LEARNED:
    what = wt_origin_words(s->model, person, &w->input, w->input.value, w->input.value);
    break;
  case WT_WRITE_DECIDED:
    what = g_strdup(_("a decision"));
    break;
  case WT_WRITE_PUT:
    what = g_strdup(_("an intervention"));
    break;
  case WT_WRITE_UNTOLD:
    what = g_strdup(_("something that is not followed back"));
    break;
  }
  if (w->kind == WT_WRITE_PERCEIVED)
    say(out, indent, _("Last %s:"), what);
  else
    say(out, indent, _("%1$s, from %2$s to %3$s: %4$s."), time, from, to, what);
  for (guint i = 0; i < w->reads->len; i++)
    say_read(s, &g_array_index(w->reads, WtSliceRead, i), indent + 2, out);
}

static void say_value(const WtSlice *s, guint indent, GString *out)
{
  g_autofree char *name = wt_variable_name(s->model, s->var),
                  *value = wt_variable_format(s->model, s->var, s->value);
  g_autofree char *time = wt_model_time(s->model, s->tick),
                  *since = wt_model_time(s->model, MAX(0, s->since));
  if (s->percept == WT_NEVER)
    say(out, indent, _("%1$s %2$s is not known: it was never perceived."), time, name);
  else if (s->since < 0)
    say(out, indent, _("%1$s %2$s is %3$s, as it was from the start."), time, name, value);
  else
    say(out, indent, _("%1$s %2$s is %3$s, since %4$s."), time, name, value, since);
}

static void say_slice(const WtSlice *s, guint indent, GString *out)
{
  say_value(s, indent, out);
  for (guint i = 0; i < s->writes->len; i++)
    if (((WtSliceWrite *)g_ptr_array_index(s->writes, i))->matters)
      say_write(s, g_ptr_array_index(s->writes, i), indent, out);
  if (s->n_writes > s->writes->len)
    say(out, indent,
        g_dngettext(GETTEXT_PACKAGE, "(%u smaller change.)", "(%u smaller changes.)",
                    s->n_writes - s->writes->len),
        s->n_writes - s->writes->len);
  say_causes(s, indent, out);
  if (s->causes->len == 0 && s->events->len > 0 && s->percept != WT_NEVER)
    say(out, indent,
        wt_slice_has_pairs(s) ? _("No event, and no two together, made it so: without any of them it "
                                  "is the same (replayed).")
                              : _("No event alone made it so: without any of them it is the same "
                                  "(replayed)."));
  say_decisions(s, indent + 2, out);
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
