/* what-if-print.c - what would have been otherwise, in words and as JSON. */
#include "config.h"

#include "sim/what-if.h"

#include "sim/say.h"

#include <glib/gi18n-lib.h>

enum { CHANGES_MAX = 20 };

static void say(GString *out, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void say(GString *out, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_string_append_vprintf(out, format, args);
  va_end(args);
  g_string_append_c(out, '\n');
}

static void say_difference(const WtWhatIf *w, const WtDifference *d, gboolean follows, GString *out)
{
  g_autofree char *time = wt_model_time(w->model, d->tick),
                  *name = wt_variable_name(w->model, d->var);
  g_autofree char *was = wt_variable_format(w->model, d->var, d->from);
  g_autofree char *would = wt_variable_format(w->model, d->var, d->to);
  if (follows)
    say(out, _("What follows first: %1$s %2$s would be %3$s instead of %4$s."), time, name, would,
        was);
  else
    say(out, _("First difference: %1$s %2$s would be %3$s instead of %4$s."), time, name, would,
        was);
}

static const WtDecisionRecord *was_of(const WtWhatIf *w, const WtPairing *p)
{
  return p->was < 0 ? NULL : &g_array_index(w->was, WtDecisionRecord, (guint)p->was);
}

static const WtDecisionRecord *would_of(const WtWhatIf *w, const WtPairing *p)
{
  return p->would < 0 ? NULL : &g_array_index(w->would, WtDecisionRecord, (guint)p->would);
}

/* The decision of the other run that stands in the place of one without a partner: same person,
 * same tick, without a partner too. NULL: none. */
static const WtDecisionRecord *in_its_place(const WtWhatIf *w, const WtDecisionRecord *r,
                                            gboolean in_would)
{
  for (guint i = 0; i < w->pairs->len; i++) {
    const WtPairing *p = &g_array_index(w->pairs, WtPairing, i);
    const WtDecisionRecord *other = in_would ? would_of(w, p) : was_of(w, p);
    gboolean alone = in_would ? p->was < 0 : p->would < 0;
    if (alone && other && other->tick == r->tick && other->person == r->person)
      return other;
  }
  return NULL;
}

/* Waiting at other times is of no interest but in the place of something else. */
static gboolean is_idle(const WtWhatIf *w, const WtPairing *p)
{
  const WtDecisionRecord *was = was_of(w, p), *would = would_of(w, p);
  const WtDecisionRecord *r = was ? was : would;
  return r->option == WT_OPTION_WAIT && ((was && would) || !in_its_place(w, r, would == NULL));
}

/* FALSE: said together with another. */
static gboolean say_change(const WtWhatIf *w, const WtPairing *p, GString *out)
{
  const WtDecisionRecord *was = was_of(w, p), *would = would_of(w, p);
  const WtDecisionRecord *r = was ? was : would;
  const WtDecisionRecord *instead = was && !would ? in_its_place(w, was, TRUE) : NULL;
  if (would && !was && in_its_place(w, would, FALSE))
    return FALSE;
  const char *who = wt_town_called(w->model->town, r->person);
  g_autofree char *time = wt_model_time(w->model, r->tick),
                  *option = wt_say_option(w->model, r->option);
  g_autofree char *then = would ? wt_model_time(w->model, would->tick) : NULL;
  g_autofree char *other = instead ? wt_say_option(w->model, instead->option) : NULL;
  if (instead)
    say(out, _("  %1$s %2$s would choose to %3$s instead of to %4$s."), time, who, other, option);
  else if (was && would)
    say(out, _("  %1$s %2$s would choose to %3$s at %4$s instead."), time, who, option, then);
  else if (was)
    say(out, _("  %1$s %2$s would not choose to %3$s (no counterpart)."), time, who, option);
  else
    say(out, _("  %1$s %2$s would choose to %3$s (no counterpart)."), time, who, option);
  return TRUE;
}

static void say_changes(const WtWhatIf *w, GString *out)
{
  guint n = 0, more = 0, idle = 0;
  g_autoptr(GString) rest = g_string_new(NULL);
  for (guint i = 0; i < w->pairs->len; i++) {
    const WtPairing *p = &g_array_index(w->pairs, WtPairing, i);
    if (!wt_pairing_is_change(w, p))
      continue;
    if (is_idle(w, p))
      idle++;
    else if (say_change(w, p, n < CHANGES_MAX ? out : rest)) {
      more += n >= CHANGES_MAX;
      n++;
    }
  }
  if (more)
    say(out, g_dngettext(GETTEXT_PACKAGE, "  and %u more", "  and %u more", more), more);
  if (idle)
    say(out,
        g_dngettext(GETTEXT_PACKAGE, "  and %u decision to wait, at other times or not at all",
                    "  and %u decisions to wait, at other times or not at all", idle),
        idle);
  if (n + idle == 0)
    say(out, _("No decision would be another."));
  else if (w->n_kept > 0)
    say(out,
        g_dngettext(GETTEXT_PACKAGE, "%u decision stays as it was.",
                    "%u decisions stay as they were.", w->n_kept),
        w->n_kept);
}

static guint n_changes(const WtWhatIf *w)
{
  guint n = 0;
  for (guint i = 0; i < w->pairs->len; i++)
    n += wt_pairing_is_change(w, &g_array_index(w->pairs, WtPairing, i)) != FALSE;
  return n;
}

char *wt_what_if_say(const WtWhatIf *w, guint width)
{
  g_return_val_if_fail(w != NULL, NULL);
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; i < w->interventions->len; i++) {
    g_autofree char *what =
        wt_intervention_format(w->model, &g_array_index(w->interventions, WtIntervention, i));
    say(out, _("What if %s?"), what);
  }
  if (!wt_what_if_changes(w)) {
    say(out, _("Nothing changes: every variable is the same at every tick."));
    return wt_say_wrap(out->str, width);
  }
  say_difference(w, &w->first, FALSE, out);
  const WtDifference *a = &w->first, *b = &w->follows;
  gboolean one = a->tick == b->tick && wt_var_equal(a->var, b->var);
  if (b->tick >= 0 && !one)
    say_difference(w, b, TRUE, out);
  if (b->tick < 0)
    say(out, _("Nothing follows from it."));
  if (n_changes(w) > 0)
    say(out, _("Decisions that change:"));
  say_changes(w, out);
  return wt_say_wrap(out->str, width);
}

/* ---- JSON ---- */

static void write_difference(const WtWhatIf *w, const WtDifference *d, const char *key, WtJson *j)
{
  if (d->tick < 0) {
    wt_json_null(j, key);
    return;
  }
  g_autofree char *time = wt_model_time(w->model, d->tick),
                  *name = wt_variable_name(w->model, d->var);
  g_autofree char *was = wt_variable_format(w->model, d->var, d->from);
  g_autofree char *would = wt_variable_format(w->model, d->var, d->to);
  wt_json_object(j, key);
  wt_json_int(j, "tick", d->tick);
  wt_json_string(j, "time", time);
  wt_json_string(j, "variable", name);
  wt_json_string(j, "from", was);
  wt_json_string(j, "to", would);
  wt_json_end(j);
}

static void write_record(const WtWhatIf *w, const WtDecisionRecord *r, const char *key, WtJson *j)
{
  if (!r) {
    wt_json_null(j, key);
    return;
  }
  g_autofree char *time = wt_model_time(w->model, r->tick);
  wt_json_object(j, key);
  wt_json_int(j, "tick", r->tick);
  wt_json_string(j, "time", time);
  wt_json_number(j, "margin", r->margin);
  wt_json_end(j);
}

static void write_pair(const WtWhatIf *w, const WtPairing *p, WtJson *j)
{
  const WtDecisionRecord *was = was_of(w, p), *would = would_of(w, p), *r = was ? was : would;
  g_autofree char *option = wt_town_option_name(w->model->town, r->option);
  wt_json_object(j, NULL);
  wt_json_string(j, "agent", wt_vocab_entity_name(w->model->vocab, r->person));
  wt_json_string(j, "option", option);
  write_record(w, was, "was", j);
  write_record(w, would, "would_be", j);
  wt_json_end(j);
}

void wt_what_if_json(const WtWhatIf *w, WtJson *j, const char *key)
{
  g_return_if_fail(w && j);
  g_autofree char *text = wt_what_if_say(w, 0);
  wt_json_object(j, key);
  wt_json_array(j, "do");
  for (guint i = 0; i < w->interventions->len; i++) {
    g_autofree char *what =
        wt_intervention_format(w->model, &g_array_index(w->interventions, WtIntervention, i));
    wt_json_string(j, NULL, what);
  }
  wt_json_end(j);
  wt_json_int(j, "forked_at", w->from);
  wt_json_int(j, "ticks", w->n_ticks);
  wt_json_bool(j, "changes", wt_what_if_changes(w));
  write_difference(w, &w->first, "first_difference", j);
  write_difference(w, &w->follows, "follows", j);
  wt_json_array(j, "decisions");
  for (guint i = 0; i < w->pairs->len; i++)
    if (wt_pairing_is_change(w, &g_array_index(w->pairs, WtPairing, i)))
      write_pair(w, &g_array_index(w->pairs, WtPairing, i), j);
  wt_json_end(j);
  wt_json_int(j, "kept", w->n_kept);
  wt_json_string(j, "text", text);
  wt_json_end(j);
}
