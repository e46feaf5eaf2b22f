/* say-words.c - names and values in words: options, entities, numbers, lists, wrapping. */
#include "config.h"

#include "sim/say-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define NOTHING 1e-12 /* sums of numbers about 1 are no more exact */
enum { DIGITS = 3 };

void wt_say_line(GString *out, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_string_append_vprintf(out, format, args);
  va_end(args);
  g_string_append_c(out, '\n');
}

char *wt_say_number(double value)
{
  char buf[WT_NUM_SIZE];
  return g_strdup(wt_num_format_short(buf, fabs(value) < NOTHING ? 0 : value, DIGITS));
}

char *wt_say_signed(double value)
{
  g_autofree char *plain = wt_say_number(value);
  return value > 0 && !g_str_equal(plain, "0") ? g_strconcat("+", plain, NULL)
                                               : g_steal_pointer(&plain);
}

char *wt_say_outcome(const WtModel *model, const char *name, double value)
{
  g_autofree char *plain = g_strndup(name, strcspn(name, "["));
  int outcome = wt_vocab_find_outcome(model->vocab, plain);
  if (outcome < 0 || !wt_vocab_outcome(model->vocab, outcome)->is_rate)
    return wt_say_number(value);
  g_autofree char *number = wt_say_number(value * 3600);
  return g_strdup_printf(_("%s per hour"), number);
}

char *wt_say_duration(double seconds)
{
  double by = seconds < 90 ? 1 : seconds < 5400 ? 60 : 3600;
  g_autofree char *number = wt_say_number(seconds / by);
  return g_strdup_printf("%s %s", number, by == 1 ? "s" : by == 60 ? "min" : "h");
}

/* To a hundredth of a second. */
static char *minutes_and_seconds(double seconds)
{
  char buf[WT_NUM_SIZE];
  double all = floor(fabs(seconds) * 100 + 0.5) / 100, minutes = floor(all / 60);
  const char *sign = seconds < 0 ? "-" : "", *rest = wt_num_format_short(buf, all - 60 * minutes, 4);
  if (minutes == 0)
    return g_strdup_printf("%s%s s", sign, rest);
  if (g_str_equal(rest, "0"))
    return g_strdup_printf("%s%.0f min", sign, minutes);
  return g_strdup_printf("%s%.0f min %s s", sign, minutes, rest);
}

void wt_say_durations(double a, double b, char **a_text, char **b_text)
{
  gboolean near_by = fabs(a - b) < 0.01 * fabs(a); /* minutes alone would look the same */
  *a_text = near_by ? minutes_and_seconds(a) : wt_say_duration(a);
  *b_text = near_by ? minutes_and_seconds(b) : wt_say_duration(b);
}

static char *spaced(const char *name)
{
  char *words = g_strdup(name);
  return g_strdelimit(words, "_", ' ');
}

char *wt_say_entity(const WtModel *model, gint32 entity)
{
  const char *called = entity < 0 ? NULL : wt_town_called(model->town, entity);
  if (entity < 0)
    return g_strdup(_("nothing"));
  if ((guint)entity < wt_vocab_n_people(model->vocab))
    return g_strdup(called);
  gboolean own_name = !g_str_equal(called, wt_vocab_entity_name(model->vocab, entity));
  if (own_name)
    return g_strdup(called); /* as the scenario calls it, article and all */
  g_autofree char *words = spaced(called);
  return g_strdup_printf(_("the %s"), words);
}

char *wt_say_option(const WtModel *model, WtOptionKey option)
{
  gint32 entity = wt_option_entity(option);
  if (option < 0)
    return g_strdup(_("do nothing"));
  if (option == WT_OPTION_WAIT)
    return g_strdup(_("wait"));
  const WtRule *rule = wt_town_rule(model->town, (guint)wt_option_rule(option));
  g_autofree char *verb = spaced(wt_names_text(wt_vocab_names(model->vocab), rule->verb));
  if (wt_option_rule(option) == 0)
    return g_steal_pointer(&verb);
  g_autofree char *what = wt_say_entity(model, entity);
  if (rule->reach == WT_REACH_ON)
    return g_strdup_printf(C_("to sit on the bench", "%1$s on %2$s"), verb, what);
  return g_strdup_printf(C_("to open the door", "%1$s %2$s"), verb, what);
}

char *wt_say_list(const GPtrArray *texts)
{
  if (texts->len == 0)
    return g_strdup("");
  g_autofree char *all = g_strdup(g_ptr_array_index(texts, 0));
  for (guint i = 1; i < texts->len; i++) {
    const char *next = g_ptr_array_index(texts, i);
    char *longer = i + 1 < texts->len ? g_strdup_printf(_("%1$s, %2$s"), all, next)
                                      : g_strdup_printf(_("%1$s and %2$s"), all, next);
    g_free(all);
    all = longer;
  }
  return g_steal_pointer(&all);
}

const char *wt_say_person(const WtWhy *why)
{
  return wt_town_called(why->model->town, why->record.person);
}

static char *whole_number(double value)
{
  char buf[WT_NUM_SIZE];
  return g_strdup(wt_num_format(buf, value));
}

void wt_say_values(const WtModel *model, const WtCandidate *c, char **actual, char **contrast)
{
  gboolean option = c->type == WT_TYPE_OPTION;
  *actual = option ? wt_say_option(model, (WtOptionKey)c->actual)
                   : wt_candidate_format(model, c, c->actual);
  *contrast = option ? wt_say_option(model, (WtOptionKey)c->contrast)
                     : wt_candidate_format(model, c, c->contrast);
  if (c->type != WT_TYPE_NUMBER || c->actual == c->contrast || !g_str_equal(*actual, *contrast))
    return;
  g_free(*actual);
  g_free(*contrast);
  *actual = whole_number(c->actual);
  *contrast = whole_number(c->contrast);
}

const WtMistaken *wt_say_mistaken(const WtWhy *why, WtOptionKey option, const char *factor)
{
  for (guint i = 0; i < why->mistaken->len; i++) {
    const WtMistaken *m = g_ptr_array_index(why->mistaken, i);
    if (m->option == option && g_str_equal(m->factor, factor))
      return m;
  }
  return NULL;
}

gboolean wt_say_by_policy(const WtWhy *why)
{
  return !wt_minds_weighs(why->model->minds, why->record.person) && !why->record.forced;
}

/* ---- wrapping ---- */

/* Columns of a word on a terminal. */
static guint columns(const char *word)
{
  guint n = 0;
  for (const char *p = word; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    n += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
  }
  return n;
}

static void wrap_line(GString *out, const char *line, guint width)
{
  guint indent = (guint)strspn(line, " "), column = indent;
  g_auto(GStrv) words = g_strsplit(line + indent, " ", -1);
  g_string_append_printf(out, "%*s", (int)indent, "");
  for (guint i = 0; words[i]; i++) {
    guint length = columns(words[i]);
    if (i > 0 && column + 1 + length > width) {
      g_string_append_printf(out, "\n%*s", (int)indent + 2, "");
      column = indent + 2;
    } else if (i > 0) {
      g_string_append_c(out, ' ');
      column++;
    }
    g_string_append(out, words[i]);
    column += length;
  }
}

char *wt_say_wrap(const char *text, guint width)
{
  GString *out = g_string_new(NULL);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (guint i = 0; lines[i]; i++) {
    if (i > 0)
      g_string_append_c(out, '\n');
    if (width == 0)
      g_string_append(out, lines[i]);
    else
      wrap_line(out, lines[i], width);
  }
  return g_string_free(out, FALSE);
}
