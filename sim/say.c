/* say.c - the answer in words: headline, then the parts in their order, then what was checked. */
#include "config.h"

#include "sim/say-private.h"

#include <glib/gi18n-lib.h>

static const char *due_words(WtDue due)
{
  switch (due) {
  case WT_DUE_NOT:
    return _("no decision was due");
  case WT_DUE_START:
    return _("nothing was under way");
  case WT_DUE_ENDED:
    return _("what was under way had ended");
  case WT_DUE_FAILED:
    return _("what was under way could not go on");
  case WT_DUE_NEED:
    return _("what it needs no longer held");
  case WT_DUE_DRIVE:
    return _("a drive pressed");
  case WT_DUE_PERCEPT:
    return _("something had changed");
  case WT_DUE_FORCED:
    return _("made to, by an intervention");
  }
  return "";
}

static void say_headline(const WtWhy *why, GString *out)
{
  const WtDecisionRecord *r = &why->record;
  g_autofree char *time = wt_model_time(why->model, r->tick);
  g_autofree char *option = wt_say_option(why->model, r->option),
                  *margin = wt_say_number(r->margin);
  const char *who = wt_say_person(why), *due = due_words((WtDue)r->due);
  if (r->forced)
    wt_say_line(out, _("%1$s %2$s was made to %3$s, by an intervention."), time, who, option);
  else if (wt_say_by_policy(why))
    wt_say_line(out, _("%1$s %2$s came to %3$s by a policy that weighs nothing (%4$s)."), time, who,
                option, due);
  else if (r->foil == WT_OPTION_NONE)
    wt_say_line(out, _("%1$s %2$s chose to %3$s; there was nothing else to choose (%4$s)."), time,
                who, option, due);
  else if (r->toss)
    wt_say_line(out, _("%1$s %2$s chose to %3$s: a toss-up, settled by a draw (%4$s)."), time, who,
                option, due);
  else
    wt_say_line(out, _("%1$s %2$s chose to %3$s, by %4$s (%5$s)."), time, who, option, margin, due);
}

/* ---- what was checked ---- */

typedef struct {
  guint n, mind, town[WT_TOWN_ABSENT + 1], refuted;
} Checks;

static Checks count_checks(const WtWhy *why)
{
  Checks c = {0};
  c.n = why->causes->len;
  for (guint i = 0; i < why->causes->len; i++) {
    const WtVerified *v = &((const WtCause *)g_ptr_array_index(why->causes, i))->verified;
    c.mind += v->mind != FALSE;
    c.refuted += v->refuted != FALSE;
    c.town[v->town]++;
  }
  return c;
}

/* The reasons why the town differs from the mind check, each once. */
static char *differences(const WtWhy *why)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new();
  for (guint i = 0; i < why->causes->len; i++) {
    const GPtrArray *by = ((const WtCause *)g_ptr_array_index(why->causes, i))->verified.differs_by;
    for (guint k = 0; k < by->len; k++)
      if (!g_ptr_array_find_with_equal_func(all, g_ptr_array_index(by, k), g_str_equal, NULL))
        g_ptr_array_add(all, g_ptr_array_index(by, k));
  }
  return wt_say_list(all);
}

static void say_checks(const WtWhy *why, GString *out)
{
  Checks c = count_checks(why);
  guint differ = c.town[WT_TOWN_OTHER] + c.town[WT_TOWN_GONE] + c.town[WT_TOWN_ABSENT];
  g_autofree char *by = differences(why);
  if (c.n == 0)
    return;
  guint n_town = c.n - c.town[WT_TOWN_NONE];
  g_autofree char *mind =
      g_strdup_printf(g_dngettext(GETTEXT_PACKAGE, "%1$u cause checked: confirmed by the mind %2$u",
                                  "%1$u causes checked: confirmed by the mind %2$u", c.n),
                      c.n, c.mind);
  g_autofree char *head = n_town ? g_strdup_printf(_("%1$s, by the town %2$u of %3$u"), mind,
                                                   c.town[WT_TOWN_SAME], n_town)
                                 : g_strdup(mind);
  g_autofree char *tail =
      c.refuted ? g_strdup_printf(_("%u REFUTED"), c.refuted) : g_strdup(_("none refuted"));
  if (differ && *by)
    wt_say_line(out, _("%1$s; the town differs in %2$u (%3$s); %4$s."), head, differ, by, tail);
  else
    wt_say_line(out, _("%1$s; %2$s."), head, tail);
}

/* What would have been chosen without the intervention: the largest score. */
static void say_left_alone(const WtWhy *why, GString *out)
{
  const WtTable *t = &why->decision->table;
  gint32 best = -1;
  for (guint row = 0; row < t->n_rows; row++)
    if (t->status[row] == WT_ROW_OK &&
        (best < 0 || wt_table_score(t, row) > wt_table_score(t, (guint)best) + t->tolerance))
      best = (gint32)row;
  if (best < 0 || best == t->chosen)
    return;
  g_autofree char *option = wt_say_option(why->model, t->key[best]);
  wt_say_line(out, _("Left to choose, %1$s would have chosen to %2$s."), wt_say_person(why),
              option);
}

static char *say_all(const WtWhy *why)
{
  GString *out = g_string_new(NULL);
  gboolean own = !why->record.forced && !wt_say_by_policy(why);
  say_headline(why, out);
  if (own) {
    wt_say_foils(why, FALSE, out);
    wt_say_turnings(why, out);
    wt_say_why_nots(why, out);
    wt_say_chains(why, out);
  }
  if (why->record.forced)
    say_left_alone(why, out);
  wt_say_beliefs(why, out);
  if (own)
    say_checks(why, out);
  return g_string_free(out, FALSE);
}

char *wt_say_brief(const WtWhy *why)
{
  g_return_val_if_fail(why != NULL, NULL);
  GString *out = g_string_new(NULL);
  say_headline(why, out);
  if (!why->record.forced && !wt_say_by_policy(why))
    wt_say_foils(why, TRUE, out);
  return g_string_free(out, FALSE);
}

char *wt_say_why(const WtWhy *why, guint width)
{
  g_return_val_if_fail(why != NULL, NULL);
  g_autofree char *text = say_all(why);
  return wt_say_wrap(text, width);
}
