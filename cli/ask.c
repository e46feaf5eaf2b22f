/* ask.c - see ask.h. */
#include "config.h"

#include "cli/ask.h"

#include "base/suggest.h"

#include <glib/gi18n.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

gboolean wt_cli_ask(const char *path, WtAsked *out, int *status)
{
  g_autoptr(GError) error = NULL;
  *out = (WtAsked){.run = wt_cli_open(path, FALSE, status)};
  if (!out->run)
    return FALSE;
  if (wt_run_past(out->run, &out->past, &error))
    return TRUE;
  *status = wt_cli_run_error(error);
  wt_cli_ask_clear(out);
  return FALSE;
}

void wt_cli_ask_clear(WtAsked *asked)
{
  g_clear_pointer(&asked->run, wt_run_free);
}

gboolean wt_cli_is_variable(const char *which)
{
  const char *at = strrchr(which, '@');
  gsize length = at ? (gsize)(at - which) : strlen(which);
  return *which != '#' && (memchr(which, '.', length) || memchr(which, '[', length));
}

gboolean wt_cli_split_tick(const WtCommand *command, const WtAsked *asked, const char *which,
                           char **name, gint32 *tick, int *status)
{
  const char *at = strrchr(which, '@');
  const WtTownDef *clock = asked->past.model->clock;
  *tick = -1;
  *name = at ? g_strndup(which, (gsize)(at - which)) : g_strdup(which);
  if (!at || wt_tick_parse(at + 1, clock->start, clock->tick, tick))
    return TRUE;
  *status = wt_command_usage_error(
      command, _("'%s' is no time: write a tick (120) or a time of day (09:05)"), at + 1);
  g_clear_pointer(name, g_free);
  return FALSE;
}

static gint32 fail(int *status, const char *format, ...) G_GNUC_PRINTF(2, 3);
static gint32 fail(int *status, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *message = g_strdup_vprintf(format, args);
  va_end(args);
  *status = wt_command_error(WT_EXIT_USAGE, "%s", message);
  return -1;
}

static gint32 find_person(const WtAsked *asked, const char *name, int *status)
{
  const WtVocab *vocab = asked->past.model->vocab;
  guint n = wt_vocab_n_people(vocab);
  g_autofree const char **names = g_new0(const char *, n + 1);
  for (guint i = 0; i < n; i++) {
    names[i] = wt_vocab_entity_name(vocab, (gint32)i);
    if (g_str_equal(names[i], name) ||
        g_str_equal(wt_town_called(asked->past.model->town, (gint32)i), name))
      return (gint32)i;
  }
  g_autofree char *hint = wt_suggest_hint(name, names, n);
  return hint ? fail(status, _("nobody is called '%1$s'; %2$s"), name, hint)
              : fail(status, _("nobody is called '%s'"), name);
}

static gint32 find_number(const WtAsked *asked, const char *text, int *status)
{
  gint64 number;
  if (!wt_num_parse_int(text, 1, G_MAXINT32, &number))
    return fail(status, _("'#%s' is no decision: write '#' and its number, from 1"), text);
  if (number <= asked->past.n_records)
    return (gint32)number - 1;
  return fail(status, _("the run has %1$u decisions, so there is no #%2$s"), asked->past.n_records,
              text);
}

/* The first decision of the first person that is not to wait. */
static gint32 find_first(const WtAsked *asked, int *status)
{
  const WtPast *past = &asked->past;
  for (guint i = 0; i < past->n_records; i++)
    if (past->records[i].person == 0 && past->records[i].option != WT_OPTION_WAIT)
      return (gint32)i;
  gint32 any = wt_past_first(past, -1);
  return any >= 0 ? any : fail(status, _("nobody decided anything in this run"));
}

gint32 wt_cli_find_decision(const WtCommand *command, const WtAsked *asked, const char *which,
                            int *status)
{
  gint32 tick = -1;
  g_autofree char *name = NULL;
  if (!which)
    return find_first(asked, status);
  if (*which == '#')
    return find_number(asked, which + 1, status);
  if (!wt_cli_split_tick(command, asked, which, &name, &tick, status))
    return -1;
  gint32 person = find_person(asked, name, status);
  if (person < 0)
    return -1;
  gint32 found = strchr(which, '@')
                     ? wt_past_latest(&asked->past, person, tick < 0 ? G_MAXINT32 : tick)
                     : wt_past_latest_change(&asked->past, person);
  if (found < 0 && !strchr(which, '@')) /* who only ever waits */
    found = wt_past_latest(&asked->past, person, G_MAXINT32);
  if (found >= 0)
    return found;
  return fail(status, _("%s decided nothing up to then"), name);
}

guint wt_cli_width(void)
{
  struct winsize size;
  if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
    return MIN((guint)size.ws_col, 100);
  return 80;
}
