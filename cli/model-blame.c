/* model-blame.c - `whytown model causes --blame`: expected responsibility over contexts of a table.
 */
#include "config.h"

#include "base/num.h"
#include "cli/model-causes.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct {
  GArray *dos; /* WtDo, `width` of each row */
  double *p;   /* (n_rows), sums to 1 */
  guint width, n_rows;
} Situations;

static void situations_clear(Situations *s)
{
  g_clear_pointer(&s->dos, g_array_unref);
  g_free(s->p);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Situations, situations_clear)

static int wrong(const char *path, const char *format, ...) G_GNUC_PRINTF(2, 3);
static int wrong(const char *path, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *message = g_strdup_vprintf(format, args);
  va_end(args);
  return wt_command_error(WT_EXIT_BAD_INPUT, "%s: %s", path, message);
}

/* Column p, unless the model has a variable of that name; all alike without it. */
static int read_weights(const char *path, const WtScm *scm, const WtData *data, guint *column,
                        Situations *s)
{
  double sum = 0;
  *column = G_MAXUINT;
  for (guint c = 0; c < wt_data_n_columns(data); c++)
    if (g_str_equal(wt_data_name(data, c), "p") && wt_scm_find(scm, "p") == WT_SCM_NONE)
      *column = c;
  if (*column != G_MAXUINT && wt_data_domain(data, *column).kind == WT_DOMAIN_STATES)
    return wrong(path, _("column p: not all of it are numbers"));
  s->p = g_new(double, s->n_rows);
  for (guint row = 0; row < s->n_rows; row++) {
    s->p[row] = *column == G_MAXUINT ? 1 : wt_data_column(data, *column)[row];
    if (!(s->p[row] >= 0) || isinf(s->p[row]))
      return wrong(path, _("row %u: p is no probability"), row + 1);
    sum += s->p[row];
  }
  if (!(sum > 0))
    return wrong(path, _("no row is probable"));
  if (isinf(sum))
    return wrong(path, _("column p: its sum is too large"));
  for (guint row = 0; row < s->n_rows; row++)
    s->p[row] /= sum;
  return WT_EXIT_OK;
}

static int read_situations(const char *path, const WtScm *scm, const WtData *data, Situations *s)
{
  guint weights;
  s->n_rows = wt_data_n_rows(data);
  int status = read_weights(path, scm, data, &weights, s);
  if (status != WT_EXIT_OK)
    return status;
  s->dos = g_array_new(FALSE, FALSE, sizeof(WtDo));
  for (guint row = 0; row < s->n_rows; row++)
    for (guint c = 0; c < wt_data_n_columns(data); c++) {
      g_autoptr(GError) error = NULL;
      if (c == weights)
        continue;
      WtDo one = {wt_scm_need(scm, wt_data_name(data, c), &error), wt_data_column(data, c)[row]};
      if (one.variable == WT_SCM_NONE)
        return wrong(path, _("column %1$u: %2$s"), c + 1, error->message);
      if (isnan(one.value))
        return wrong(path, _("row %1$u, column %2$s: a value is missing"), row + 1,
                     wt_data_name(data, c));
      g_array_append_val(s->dos, one);
    }
  s->width = s->n_rows > 0 ? s->dos->len / s->n_rows : 0;
  return WT_EXIT_OK;
}

static void print_blame(const WtCausesAsked *asked, double blame, guint n, gboolean json)
{
  char number[WT_NUM_SIZE];
  g_autofree char *what = wt_cli_say_values(
      asked->scm, (const WtDo *)(gconstpointer)asked->candidate->data, asked->candidate->len);
  if (!json) {
    g_autofree char *effect =
        wt_cli_say_values(asked->scm, asked->question.effect, asked->question.n_effect);
    printf(ngettext("The blame of %1$s for %2$s is %3$s, over %4$u situation.\n",
                    "The blame of %1$s for %2$s is %3$s, over %4$u situations.\n", n),
           what, effect, wt_num_format_short(number, blame, 6), n);
    return;
  }
  GString *out = g_string_new(NULL);
  WtJson *writer = wt_json_new(out, 2);
  wt_json_object(writer, NULL);
  wt_json_string(writer, "cause", what);
  wt_json_number(writer, "blame", blame);
  wt_json_int(writer, "situations", n);
  wt_json_end(writer);
  wt_cli_json_print(writer, out);
}

int wt_cli_blame(const WtCausesAsked *asked, const char *path, gboolean json)
{
  g_auto(Situations) s = {0};
  g_autoptr(GError) error = NULL;
  int status = WT_EXIT_OK;
  double blame;
  if (asked->candidate->len != 1)
    return wt_command_usage_error(&wt_cmd_model_causes,
                                  _("--blame is of one variable: --cause VARIABLE=VALUE"));
  g_autoptr(WtData) data = wt_cli_data(path, NULL, asked->scm, &status);
  if (!data)
    return status;
  status = read_situations(path, asked->scm, data, &s);
  if (status != WT_EXIT_OK)
    return status;
  g_autofree WtSituation *situations = g_new(WtSituation, s.n_rows + 1);
  for (guint row = 0; row < s.n_rows; row++)
    situations[row] =
        (WtSituation){(const WtDo *)(gconstpointer)s.dos->data + row * s.width, s.width, s.p[row]};
  if (!wt_causes_blame(&asked->question, &g_array_index(asked->candidate, WtDo, 0), situations,
                       s.n_rows, &blame, &error))
    return wt_cli_question_error(error);
  print_blame(asked, blame, s.n_rows, json);
  return WT_EXIT_OK;
}
