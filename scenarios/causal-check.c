/* causal-check.c - what a model's file expects of it, compared with what comes out; see causal.h.
 */
#include "scenarios/causal.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "base/num.h"
#include "causal/causes.h"
#include "scenarios/causal-answer.h"

enum { SAMPLES = 20000 };

typedef struct {
  const WtScm *scm;
  const WtCausalExpect *expect;
  const char *file;
  GString *report;
  guint n_failed;
} Check;

static void fail(Check *c, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void fail(Check *c, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start(args, format);
  message = g_strdup_vprintf(format, args);
  va_end(args);
  g_string_append_printf(c->report, "%s:%d:%d: expected otherwise: %s: %s\n", c->file,
                         c->expect->pos.line, c->expect->pos.column, c->expect->text, message);
  c->n_failed++;
}

/* ---- numbers ---- */

static void check_number(Check *c)
{
  const WtCausalExpect *e = c->expect;
  g_autoptr(GError) error = NULL;
  g_autoptr(WtScm) changed = wt_causal_dos_done(e->dos, c->scm, &error);
  g_auto(WtCausalAnswer) answer = {0};
  char got[WT_NUM_SIZE], wanted[WT_NUM_SIZE];
  double number;

  if (!changed || !wt_causal_ask(c->scm, changed, e->observed, e->target,
                                 (const WtDo *)(gconstpointer)e->given->data, e->given->len,
                                 SAMPLES, 0, &answer, &error)) {
    fail(c, "%s", error->message);
    return;
  }
  WtDomain domain = wt_scm_domain(c->scm, e->target);
  if (e->has_value && answer.size == 0) {
    fail(c, "a single value of a real variable has no probability; ask for its mean");
    return;
  }
  number = e->has_value ? answer.distribution[wt_domain_index(&domain, e->value)] : answer.mean;
  if (!(fabs(number - e->is) <= e->within))
    fail(c, "it is %s, not %s", wt_num_format_short(got, number, 8),
         wt_num_format_short(wanted, e->is, 8));
}

/* ---- causes ---- */

static gboolean has_term(const WtActualCause *cause, const WtDo *term)
{
  for (guint i = 0; i < cause->n_set; i++)
    if (cause->set[i].variable == term->variable && cause->set[i].actual == term->value)
      return TRUE;
  return FALSE;
}

static gboolean is_set(const WtActualCause *cause, const GArray *set)
{
  if (cause->n_set != set->len)
    return FALSE;
  for (guint i = 0; i < set->len; i++)
    if (!has_term(cause, &g_array_index(set, WtDo, i)))
      return FALSE;
  return TRUE;
}

static gboolean is_found(const WtCauses *causes, const GArray *set)
{
  for (guint i = 0; i < causes->causes->len; i++)
    if (is_set(causes->causes->pdata[i], set))
      return TRUE;
  return FALSE;
}

static gboolean is_listed(const GPtrArray *sets, const WtActualCause *cause)
{
  for (guint i = 0; i < sets->len; i++)
    if (is_set(cause, sets->pdata[i]))
      return TRUE;
  return FALSE;
}

static char *name_set(const Check *c, const GArray *set)
{
  GString *out = g_string_new("{");

  for (guint i = 0; i < set->len; i++) {
    const WtDo *term = &g_array_index(set, WtDo, i);
    g_autofree char *value = wt_scm_format_value(c->scm, term->variable, term->value);

    g_string_append_printf(out, "%s%s=%s", i ? ", " : "", wt_scm_name(c->scm, term->variable),
                           value);
  }
  g_string_append_c(out, '}');
  return g_string_free(out, FALSE);
}

static char *name_cause(const Check *c, const WtActualCause *cause)
{
  g_autoptr(GArray) set = g_array_new(FALSE, FALSE, sizeof(WtDo));

  for (guint i = 0; i < cause->n_set; i++)
    g_array_append_val(set, ((WtDo){cause->set[i].variable, cause->set[i].actual}));
  return name_set(c, set);
}

static void want_found(Check *c, const WtCauses *causes, const GPtrArray *sets)
{
  for (guint i = 0; sets && i < sets->len; i++)
    if (!is_found(causes, sets->pdata[i])) {
      g_autofree char *name = name_set(c, sets->pdata[i]);

      fail(c, "%s is no minimal cause", name);
    }
}

static void want_no_other(Check *c, const WtCauses *causes)
{
  for (guint i = 0; c->expect->causes && i < causes->causes->len; i++)
    if (!is_listed(c->expect->causes, causes->causes->pdata[i])) {
      g_autofree char *name = name_cause(c, causes->causes->pdata[i]);

      fail(c, "%s is a minimal cause too", name);
    }
}

static void want_in_none(Check *c, const WtCauses *causes)
{
  for (guint i = 0; i < c->expect->no->len; i++) {
    const WtDo *term = &g_array_index(c->expect->no, WtDo, i);

    for (guint k = 0; k < causes->causes->len; k++)
      if (has_term(causes->causes->pdata[k], term)) {
        g_autofree char *name = name_cause(c, causes->causes->pdata[k]);

        fail(c, "%s is in the minimal cause %s", wt_scm_name(c->scm, term->variable), name);
      }
  }
}

static void check_causes(Check *c)
{
  const WtCausalExpect *e = c->expect;
  g_autoptr(GError) error = NULL;
  WtCausesQuestion question = {.scm = c->scm,
                               .context = (const WtDo *)(gconstpointer)e->context->data,
                               .n_context = e->context->len,
                               .effect = (const WtDo *)(gconstpointer)e->effect->data,
                               .n_effect = e->effect->len,
                               .contrast = (const WtDo *)(gconstpointer)e->contrast->data,
                               .n_contrast = e->contrast->len};
  g_autoptr(WtCauses) causes = wt_causes_find(&question, &error);

  if (causes == NULL) {
    fail(c, "%s", error->message);
    return;
  }
  want_found(c, causes, e->causes);
  want_found(c, causes, e->some);
  want_no_other(c, causes);
  want_in_none(c, causes);
}

guint wt_causal_check(const WtCausal *causal, const char *file, GString *report)
{
  Check c = {.scm = causal->scm, .file = file, .report = report};

  for (guint i = 0; i < causal->expects->len; i++) {
    c.expect = causal->expects->pdata[i];
    if (c.expect->kind == WT_CAUSAL_NUMBER)
      check_number(&c);
    else
      check_causes(&c);
  }
  return c.n_failed;
}
