/* tick.c - times and interventions as written; see scenario.h.
 *
 *   TICK := number | [dN ] HH:MM[:SS] | end       DO := VAR = VALUE [@SPAN] | MACRO(NAME, ...)
 * [@SPAN] SPAN := TICK | TICK..TICK | TICK..            VAR as in base/ref.h; MACRO: absent place
 * remove never
 */
#include "scenarios/scenario.h"

#include "base/num.h"
#include "base/ref.h"

#include <math.h>
#include <string.h>

enum { DAY = 86400 };

G_DEFINE_QUARK(wt - do - error - quark, wt_do_error)

/* Two digits at most, below `limit`; moves *p beyond them. */
static gboolean take_number(const char **p, int limit, int *out)
{
  int n = 0, value = 0;

  while (g_ascii_isdigit((*p)[n]) && n < 3)
    value = value * 10 + ((*p)[n++] - '0');
  *p += n;
  *out = value;
  return n > 0 && n < 3 && value < limit;
}

/* "09:05" or "09:05:10" as seconds after midnight, into *seconds. The whole text must be one. */
gboolean wt_clock_parse(const char *text, double *seconds)
{
  int hour, minute, second = 0;

  g_return_val_if_fail(text && seconds, FALSE);
  if (!take_number(&text, 24, &hour) || *text++ != ':' || !take_number(&text, 60, &minute))
    return FALSE;
  if (*text == ':') {
    text++;
    if (!take_number(&text, 60, &second))
      return FALSE;
  }
  *seconds = hour * 3600 + minute * 60 + second;
  return *text == '\0';
}

/* Splits a leading "dN " off; *day 0: there is none. */
static gboolean take_day(const char **text, gint64 *day)
{
  const char *p = *text;
  g_autofree char *digits = NULL;
  size_t n;

  *day = 0;
  if (*p != 'd')
    return TRUE;
  n = strspn(p + 1, "0123456789");
  digits = g_strndup(p + 1, n);
  if (!wt_num_parse_int(digits, 1, 1000000, day) || p[n + 1] != ' ')
    return FALSE;
  *text = p + n + 1 + strspn(p + n + 1, " ");
  return TRUE;
}

/* A time of day without its day is the first at or after the start; one between two ticks belongs
 * to the tick under way. */
gboolean wt_tick_parse(const char *text, double start, double tick_seconds, gint32 *out)
{
  gint64 day, number;
  double seconds, tick;

  g_return_val_if_fail(text && out && tick_seconds > 0, FALSE);
  if (strcmp(text, "end") == 0) {
    *out = -1;
    return TRUE;
  }
  if (wt_num_parse_int(text, 0, G_MAXINT32 - 1, &number)) {
    *out = (gint32)number;
    return TRUE;
  }
  if (!take_day(&text, &day) || !wt_clock_parse(text, &seconds))
    return FALSE;
  if (day)
    seconds += (double)(day - 1) * DAY;
  else if (seconds < start)
    seconds += DAY * ceil((start - seconds) / DAY);
  tick = floor((seconds - start) / tick_seconds + 1e-9);
  if (tick < 0 || tick >= G_MAXINT32)
    return FALSE;
  *out = (gint32)tick;
  return TRUE;
}

/* The time of a tick in the shortest form that wt_tick_parse() reads back as the same tick:
 * "09:05", "09:05:10", "d2 09:05"; the number where ticks do not fall on whole seconds. */
char *wt_tick_format(gint32 tick, double start, double tick_seconds)
{
  double time = start + tick * tick_seconds;
  gint64 whole = (gint64)floor(time), day = whole / DAY, second = whole % DAY;
  GString *out;

  if (tick < 0)
    return g_strdup("end");
  if (time != (double)whole || time >= 1e11)
    return g_strdup_printf("%d", tick);
  out = g_string_new(NULL);
  if (day > 0)
    g_string_append_printf(out, "d%" G_GINT64_FORMAT " ", day + 1);
  g_string_append_printf(out, "%02d:%02d", (int)(second / 3600), (int)(second / 60 % 60));
  if (second % 60)
    g_string_append_printf(out, ":%02d", (int)(second % 60));
  return g_string_free(out, FALSE);
}

/* ---- interventions ---- */

static const struct {
  const char *name;
  guint n_args;
} macros[] = {{"absent", 1}, {"place", 2}, {"remove", 1}, {"never", 1}};

/* The first (or last) `mark` that stands in no bracket and no quotes; NULL: none. */
static const char *find_mark(const char *text, char mark, gboolean last)
{
  const char *found = NULL;
  gboolean quoted = FALSE;
  int depth = 0;

  for (const char *p = text; *p; p++) {
    if (*p == '"')
      quoted = !quoted;
    else if (!quoted && strchr("[(", *p))
      depth++;
    else if (!quoted && strchr("])", *p))
      depth--;
    else if (!quoted && depth == 0 && *p == mark && (last || !found))
      found = p;
  }
  return found;
}

static gboolean fail(GError **error, const char *text, const char *why)
{
  g_set_error(error, WT_DO_ERROR, WT_DO_ERROR_SYNTAX, "'%s' %s", text, why);
  return FALSE;
}

static gboolean parse_span(const char *text, double start, double tick_seconds, WtDoDef *out,
                           GError **error)
{
  const char *dots = strstr(text, "..");
  g_autofree char *from = g_strstrip(dots ? g_strndup(text, (gsize)(dots - text)) : g_strdup(text));
  g_autofree char *to = dots ? g_strstrip(g_strdup(dots + 2)) : NULL;

  if (!wt_tick_parse(from, start, tick_seconds, &out->from) || out->from < 0)
    return fail(error, from, "is no tick to begin at: write 120, 09:05 or d2 09:05");
  if (!to)
    out->to = out->from;
  else if (!*to)
    out->to = G_MAXINT32;
  else if (!wt_tick_parse(to, start, tick_seconds, &out->to))
    return fail(error, to, "is no tick to end at: write 120, 09:05, d2 09:05 or nothing");
  if (out->to < 0)
    out->to = G_MAXINT32;
  if (out->to < out->from)
    return fail(error, text, "ends before it begins");
  return TRUE;
}

static gboolean check_macro(const char *text, GError **error)
{
  WtMacro macro;

  if (!wt_macro_parse(text, &macro))
    return fail(error, text,
                "is neither VAR = VALUE nor one of absent(WHO), place(WHO, WHERE), "
                "remove(THING), never(EVENT)");
  wt_macro_clear(&macro);
  return TRUE;
}

static gboolean parse_assignment(const char *text, const char *equals, WtDoDef *out, GError **error)
{
  g_autofree char *variable = g_strstrip(g_strndup(text, (gsize)(equals - text)));
  g_autofree char *value = g_strstrip(g_strdup(equals + 1));
  g_autoptr(WtRef) ref = wt_ref_parse(variable, error);

  if (!ref)
    return FALSE;
  if (!*value)
    return fail(error, text, "has no value after '='");
  out->variable = g_steal_pointer(&variable);
  out->value = g_steal_pointer(&value);
  return TRUE;
}

/* Reads "VAR=VALUE@TICK[..TICK]" or "MACRO(..)[@TICK[..TICK]]". Without '@' it holds from tick 0
 * for good, with one tick in that tick only, with "A.." from A for good. Names are not looked up.
 * Errors: WT_DO_ERROR, or those of wt_ref_parse(). */
gboolean wt_do_parse(const char *text, double start, double tick_seconds, WtDoDef *out,
                     GError **error)
{
  g_auto(WtDoDef) def = {.from = 0, .to = G_MAXINT32};
  g_autofree char *what = NULL;
  const char *at, *equals;

  g_return_val_if_fail(text && out && tick_seconds > 0, FALSE);
  at = find_mark(text, '@', TRUE);
  what = g_strstrip(at ? g_strndup(text, (gsize)(at - text)) : g_strdup(text));
  if (at && !parse_span(at + 1, start, tick_seconds, &def, error))
    return FALSE;
  equals = find_mark(what, '=', FALSE);
  if (equals) {
    if (!parse_assignment(what, equals, &def, error))
      return FALSE;
  } else {
    if (!check_macro(what, error))
      return FALSE;
    def.variable = g_steal_pointer(&what);
  }
  *out = def;
  def.variable = def.value = NULL;
  return TRUE;
}

void wt_do_clear(WtDoDef *def)
{
  g_return_if_fail(def);
  g_clear_pointer(&def->variable, g_free);
  g_clear_pointer(&def->value, g_free);
}

/* "place(Lele, front_door)" to its word and arguments, blanks trimmed. FALSE: no macro, or another
 * number of arguments than it takes. The caller clears `out`. */
gboolean wt_macro_parse(const char *text, WtMacro *out)
{
  const char *open, *close;
  g_autofree char *name = NULL, *inside = NULL;
  g_auto(GStrv) args = NULL;

  g_return_val_if_fail(text && out, FALSE);
  open = strchr(text, '(');
  close = strrchr(text, ')');
  if (!open || !close || close < open || close[1])
    return FALSE;
  name = g_strstrip(g_strndup(text, (gsize)(open - text)));
  inside = g_strndup(open + 1, (gsize)(close - open - 1));
  args = g_strsplit(inside, ",", strchr(inside, '[') ? 2 : -1); /* place(Lele, [3,4]) */
  for (guint i = 0; args[i]; i++)
    if (!*g_strstrip(args[i]))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(macros); i++)
    if (strcmp(macros[i].name, name) == 0 && g_strv_length(args) == macros[i].n_args) {
      out->name = macros[i].name;
      out->args = g_steal_pointer(&args);
      return TRUE;
    }
  return FALSE;
}

void wt_macro_clear(WtMacro *macro)
{
  g_return_if_fail(macro);
  g_clear_pointer(&macro->args, g_strfreev);
}
