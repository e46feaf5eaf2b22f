/* learned-say.c - what somebody has learned, in words: what it is put down to, what she cannot tell. */
#include "config.h"

#include "sim/learned.h"

#include "sim/say-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define NEGLIGIBLE 0.001 /* less probable causes are not spoken of */

/* Something that may be said to be a cause: a class of cues, or (first = n_cues) something else. */
typedef struct {
  guint first;
  double value;
} Entry;

static gint by_value(gconstpointer a, gconstpointer b)
{
  const Entry *x = a, *y = b;
  double vx = fabs(x->value), vy = fabs(y->value);
  return vx != vy ? (vx < vy ? 1 : -1) : x->first < y->first ? -1 : x->first > y->first;
}

static void add_entry(const WtLearned *one, GArray *all, guint first, double value)
{
  Entry entry = {first, value};
  if (one->associative || value >= NEGLIGIBLE)
    g_array_append_val(all, entry);
}

/* Most probable first, at most WT_SAY_LINKS_MAX (transfer full). Of associations each cue by itself. */
static GArray *entries_of(const WtLearned *one)
{
  GArray *all = g_array_new(FALSE, FALSE, sizeof(Entry));
  for (guint k = 0; k < one->n_cues; k++)
    if (one->associative || one->class_of[k] == k)
      add_entry(one, all, k, one->associative ? one->value[k] : one->of_class[k]);
  if (!one->associative)
    add_entry(one, all, one->n_cues, one->unknown);
  g_array_sort(all, by_value);
  g_array_set_size(all, MIN(all->len, WT_SAY_LINKS_MAX));
  return all;
}

/* Never certain: "0.51", "over 0.999" (transfer full). */
static char *probability_words(double p)
{
  return p > 1 - NEGLIGIBLE ? g_strdup(_("over 0.999")) : wt_say_number(p);
}

/* Names of a class's cues, or what they are each worth: "metal or shaded", "0.58 and 0.39". */
static char *join_class(const WtLearned *one, guint first, gboolean values)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint k = first; k < one->n_cues; k++) {
    if (one->class_of[k] != first)
      continue;
    g_autofree char *value = wt_say_number(one->value[k]);
    if (text->len > 0)
      g_string_append(text, values ? _(" and ") : _(" or "));
    g_string_append(text, values ? value : one->cue[k]);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *entry_words(const WtLearned *one, const Entry *entry, const char *person)
{
  g_autofree char *value = one->associative ? wt_say_signed(entry->value) : probability_words(entry->value);
  if (entry->first == one->n_cues && wt_learned_cannot_tell(one))
    return g_strdup_printf(_("something that %1$s does not know (%2$s)"), person, value);
  if (entry->first == one->n_cues)
    return g_strdup_printf(_("something else %s"), value);
  g_autofree char *names = one->associative ? g_strdup(one->cue[entry->first]) : join_class(one, entry->first, FALSE);
  return g_strdup_printf("%s %s", names, value);
}

static guint size_of_class(const WtLearned *one, guint first)
{
  guint n = 0;
  for (guint k = first; k < one->n_cues; k++)
    n += one->class_of[k] == first;
  return n;
}

/* Of a class that is likely to hold the cause: which of them it is. */
static void say_class(const WtLearned *one, const Entry *entry, const char *person, GString *out)
{
  if (one->associative || entry->value <= 0.5 || size_of_class(one, entry->first) < 2)
    return;
  g_autofree char *names = join_class(one, entry->first, FALSE), *values = join_class(one, entry->first, TRUE);
  if (one->n_experiences == 1)
    wt_say_line(out, _("Whether it is %1$s, %2$s can't tell yet (%3$s): they were there together."), names, person, values);
  else
    wt_say_line(out, _("Whether it is %1$s, %2$s can't tell yet (%3$s): they went together each time."), names, person,
                values);
}

/* That it is not any more what it was. */
static void say_change(const WtLearned *one, const char *person, GString *out)
{
  g_autofree char *probability = probability_words(one->changed);
  g_autofree char *times = g_strdup_printf(g_dngettext(GETTEXT_PACKAGE, "experience", "%u experiences", one->n_outdated),
                                           one->n_outdated);
  wt_say_line(out, _("It has changed since the first %1$s, %2$s believes (%3$s): these hardly count."), times, person,
              probability);
}

/* When a consequence comes. */
static void say_delay(const WtLearned *one, GString *out)
{
  const WtDelay *delay = &wt_delays[one->delay];
  g_autofree char *from = wt_say_duration(delay->from), *to = wt_say_duration(delay->to);
  g_autofree char *probability = wt_say_number(one->delay_probability);
  if (delay->from > 0)
    wt_say_line(out, _("It comes between %1$s and %2$s after the act (%3$s)."), from, to, probability);
  else
    wt_say_line(out, _("It comes at once, within %1$s (%2$s)."), to, probability);
}

void wt_learned_say(const WtLearned *one, const char *person, GString *out)
{
  g_autoptr(GArray) entries = entries_of(one);
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  g_autofree char *times = g_strdup_printf(
      g_dngettext(GETTEXT_PACKAGE, "%u experience", "%u experiences", one->n_experiences), one->n_experiences);
  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add(texts, entry_words(one, &g_array_index(entries, Entry, i), person));
  g_autofree char *all = texts->len > 0 ? wt_say_list(texts) : g_strdup(_("nothing"));
  if (one->associative)
    wt_say_line(out, _("What goes with %1$s, as %2$s has learned from %3$s: %4$s."), one->belief, person, times, all);
  else if (wt_learned_cannot_tell(one))
    wt_say_line(out, _("What makes %1$s, %2$s can't tell after %3$s: %4$s."), one->belief, person, times, all);
  else
    wt_say_line(out, _("What makes %1$s, as %2$s believes after %3$s: %4$s."), one->belief, person, times, all);
  for (guint i = 0; i < entries->len; i++)
    say_class(one, &g_array_index(entries, Entry, i), person, out);
  if (one->delay >= 0 && !one->associative)
    say_delay(one, out);
  if (one->changed > 0.5 && !one->associative)
    say_change(one, person, out);
}
