/* say-why-not.c - what would have turned the choice, and why each other option was not taken. */
#include "config.h"

#include "sim/say-private.h"

#include <glib/gi18n-lib.h>

/* ---- turning points ---- */

static gboolean is_value(const WtWhy *why, const WtTurning *t)
{
  int motive = wt_minds_find_motive(why->model->minds, t->name);
  return t->cut == WT_CUT_MOTIVE && motive >= 0 && (guint)motive < why->model->minds->n_values;
}

/* What goes on from "had". */
static char *turning_words(const WtWhy *why, const WtTurning *t)
{
  g_autofree char *at = NULL, *is = NULL;
  if (g_str_equal(t->name, "time") && t->cut == WT_CUT_FACTOR) {
    wt_say_durations(t->flips_at, t->actual, &at, &is);
  } else {
    at = wt_say_number(t->flips_at);
    is = wt_say_number(t->actual);
  }
  return g_strdup_printf(is_value(why, t) ? C_("had ...", "%1$s weighed %2$s rather than %3$s")
                                          : C_("had ...", "%1$s been %2$s rather than %3$s"),
                         t->name, at, is);
}

/* The smallest change on each cut. */
void wt_say_turnings(const WtWhy *why, GString *out)
{
  static const WtCut cuts[] = {WT_CUT_MOTIVE, WT_CUT_FACTOR};
  g_autoptr(GPtrArray) sorted = g_ptr_array_copy(why->explanation->turnings, NULL, NULL);
  char *words[G_N_ELEMENTS(cuts)] = {NULL, NULL};
  guint n = 0;
  g_ptr_array_set_free_func(sorted, NULL);
  g_ptr_array_sort(sorted, wt_turning_compare);
  for (guint c = 0; c < G_N_ELEMENTS(cuts); c++)
    for (guint i = 0; i < sorted->len; i++) {
      const WtTurning *t = g_ptr_array_index(sorted, i);
      if (t->cut != cuts[c])
        continue;
      words[n++] = turning_words(why, t);
      break;
    }
  if (n == 1)
    wt_say_line(out, _("It would have gone the other way had %s."), words[0]);
  else if (n == 2)
    wt_say_line(out, _("It would have gone the other way had %1$s, or had %2$s."), words[0],
                words[1]);
  g_free(words[0]);
  g_free(words[1]);
}

/* ---- why not ---- */

static gboolean has_change(const GPtrArray *changes, const char *name)
{
  for (guint i = 0; i < changes->len; i++)
    if (g_str_equal(((const WtTurning *)g_ptr_array_index(changes, i))->name, name))
      return TRUE;
  return FALSE;
}

/* Changes of the option itself; then, where it is the one asked about, of what was chosen. */
static GPtrArray *changes_of(const WtWhy *why, const WtWhyNot *n)
{
  const GPtrArray *answers = why->explanation->answers, *turnings = why->explanation->turnings;
  const WtAnswer *first = answers->len ? g_ptr_array_index(answers, 0) : NULL;
  gboolean asked = first && first->kind == WT_FOIL_NAMED && first->foil == n->row;
  GPtrArray *out = g_ptr_array_new();
  for (guint i = 0; n->otherwise && i < n->otherwise->len; i++)
    g_ptr_array_add(out, g_ptr_array_index(n->otherwise, i));
  for (guint i = 0; asked && i < turnings->len; i++) {
    WtTurning *t = g_ptr_array_index(turnings, i);
    if (!has_change(out, t->name))
      g_ptr_array_add(out, t);
  }
  g_ptr_array_sort(out, wt_turning_compare);
  return out;
}

GPtrArray *wt_say_changes(const WtWhy *why, const WtWhyNot *n)
{
  g_return_val_if_fail(why && n, NULL);
  g_autoptr(GPtrArray) changes = changes_of(why, n);
  GPtrArray *out = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < changes->len; i++)
    g_ptr_array_add(out, turning_words(why, g_ptr_array_index(changes, i)));
  return out;
}

static char *outweighed(const WtWhy *why, const WtWhyNot *n, const char *option, gboolean listed)
{
  g_autofree char *by = wt_say_number(n->short_of);
  g_autoptr(GPtrArray) changes = wt_say_changes(why, n);
  if (changes->len == 0)
    return g_strdup_printf(_("Why not %1$s? Outweighed, by %2$s."), option, by);
  if (listed)
    return g_strdup_printf(_("Why not %1$s? Outweighed, by %2$s; it would be ahead had"), option,
                           by);
  return g_strdup_printf(_("Why not %1$s? Outweighed, by %2$s; it would be ahead had %3$s."),
                         option, by, (const char *)g_ptr_array_index(changes, 0));
}

char *wt_say_why_not(const WtWhy *why, const WtWhyNot *n, gboolean listed)
{
  g_return_val_if_fail(why && n, NULL);
  g_autofree char *option = wt_say_option(why->model, n->option);
  const WtMinds *minds = why->model->minds;
  const char *who = wt_say_person(why);
  switch (n->kind) {
  case WT_WHY_NOT_UNKNOWN:
    return g_strdup_printf(_("Why not %1$s? What it does is not known to %2$s."), option, who);
  case WT_WHY_NOT_REMEMBERED:
    return g_strdup_printf(_("Why not %1$s? %2$s does not know where."), option, who);
  case WT_WHY_NOT_INFEASIBLE:
    return g_strdup_printf(_("Why not %1$s? %2$s believes it cannot be done now."), option, who);
  case WT_WHY_NOT_PERMITTED:
    return g_strdup_printf(
        _("Why not %1$s? Not permitted: %2$s."), option,
        n->norm < 0 ? "?"
                    : wt_names_text(wt_vocab_names(why->model->vocab), minds->norms[n->norm].name));
  case WT_WHY_NOT_CONSIDERED:
    return g_strdup_printf(_("Why not %s? It was not considered."), option);
  case WT_WHY_NOT_TOSS:
    return g_strdup_printf(_("Why not %s? It was as good; a draw settled it."), option);
  case WT_WHY_NOT_OUTWEIGHED:
    break;
  }
  return outweighed(why, n, option, listed);
}

/* What was ruled out comes before what was outweighed, that by less before that by more; the foils
 * have been spoken of. */
static gint compare_why_nots(gconstpointer a, gconstpointer b)
{
  const WtWhyNot *x = *(const WtWhyNot *const *)a, *y = *(const WtWhyNot *const *)b;
  gboolean xo = x->kind == WT_WHY_NOT_OUTWEIGHED, yo = y->kind == WT_WHY_NOT_OUTWEIGHED;
  if (xo != yo)
    return xo - yo;
  if (xo && x->short_of != y->short_of)
    return x->short_of < y->short_of ? -1 : 1;
  return x->row - y->row;
}

static gboolean is_said(const WtWhy *why, const WtWhyNot *n)
{
  return (n->kind == WT_WHY_NOT_OUTWEIGHED || n->kind == WT_WHY_NOT_TOSS) &&
         wt_why_is_foil(why, n->row);
}

void wt_say_why_nots(const WtWhy *why, GString *out)
{
  g_autoptr(GPtrArray) sorted = g_ptr_array_new();
  for (guint i = 0; i < why->explanation->why_nots->len; i++) {
    const WtWhyNot *n = g_ptr_array_index(why->explanation->why_nots, i);
    if (!is_said(why, n))
      g_ptr_array_add(sorted, (gpointer)n);
  }
  g_ptr_array_sort(sorted, compare_why_nots);
  for (guint i = 0; i < MIN(sorted->len, WT_SAY_WHY_NOTS_MAX); i++) {
    g_autofree char *text = wt_say_why_not(why, g_ptr_array_index(sorted, i), FALSE);
    wt_say_line(out, "%s", text);
  }
  if (sorted->len > WT_SAY_WHY_NOTS_MAX)
    wt_say_line(out,
                g_dngettext(GETTEXT_PACKAGE, "And %u other option.", "And %u other options.",
                            sorted->len - WT_SAY_WHY_NOTS_MAX),
                sorted->len - WT_SAY_WHY_NOTS_MAX);
}
