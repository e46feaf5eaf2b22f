/* causal-check.c - whether what a model's file expects comes out. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "causal/causes.h"
#include "scenarios/causal-answer.h"
#include "scenarios/causal.h"

#define SAMPLES 20000

/* ---- causes ---- */

static gboolean has_term(const WtActualCause *cause, const WtDo *what)
{
  for (guint i = 0; i < cause->n_set; i++)
    if (cause->set[i].variable == what->variable && cause->set[i].actual == what->value)
      return TRUE;
  return FALSE;
}

static gboolean is_set(const WtActualCause *cause, const GArray *set)
{
  for (guint i = 0; i < set->len; i++)
    if (!has_term(cause, &g_array_index(set, WtDo, i)))
      return FALSE;
  return cause->n_set == set->len;
}

static gboolean found(const WtCauses *causes, const GArray *set)
{
  for (guint i = 0; i < causes->causes->len; i++)
    if (is_set(g_ptr_array_index(causes->causes, i), set))
      return TRUE;
  return FALSE;
}

static char *set_text(const WtScm *scm, const GArray *set)
{
  GString *out = g_string_new(NULL);

  for (guint i = 0; i < set->len; i++) {
    const WtDo *term = &g_array_index(set, WtDo, i);
    g_autofree char *value = wt_scm_format_value(scm, term->variable, term->value);
    g_string_append_printf(out, "%s%s=%s", i > 0 ? ", " : "", wt_scm_name(scm, term->variable),
                           value);
  }
  return g_string_free(out, FALSE);
}

/* NULL: all found; (transfer full) what is missing. */
static char *missing(const WtCausal *causal, const WtCauses *causes, const GPtrArray *sets)
{
  for (guint i = 0; sets != NULL && i < sets->len; i++)
    if (!found(causes, g_ptr_array_index(sets, i))) {
      g_autofree char *text = set_text(causal->scm, g_ptr_array_index(sets, i));
      return g_strdup_printf("%s is no minimal cause", text);
    }
  return NULL;
}

static char *check_causes(const WtCausal *causal, const WtCausalExpect *e)
{
  WtCausesQuestion q = {.scm = causal->scm,
                        .context = (const WtDo *)(void *)e->context->data,
                        .n_context = e->context->len,
                        .effect = (const WtDo *)(void *)e->effect->data,
                        .n_effect = e->effect->len,
                        .contrast = (const WtDo *)(void *)e->contrast->data,
                        .n_contrast = e->contrast->len};
  g_autoptr(GError) error = NULL;
  g_autoptr(WtCauses) causes = wt_causes_find(&q, &error);
  char *wrong;

  if (causes == NULL)
    return g_strdup(error->message);
  if ((wrong = missing(causal, causes, e->causes)) != NULL ||
      (wrong = missing(causal, causes, e->some)) != NULL)
    return wrong;
  if (e->causes != NULL && causes->causes->len != e->causes->len)
    return g_strdup_printf("there are %u minimal causes, not %u", causes->causes->len,
                           e->causes->len);
  for (guint i = 0; i < e->no->len; i++)
    if (wt_causes_responsibility(causes, g_array_index(e->no, WtDo, i).variable) > 0)
      return g_strdup_printf("%s is in a minimal cause",
                             wt_scm_name(causal->scm, g_array_index(e->no, WtDo, i).variable));
  return NULL;
}

/* ---- numbers ---- */

static char *check_number(const WtCausal *causal, const WtCausalExpect *e)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WtScm) changed = wt_causal_dos_done(e->dos, causal->scm, &error);
  g_auto(WtCausalAnswer) answer = {0};
  WtDomain domain = wt_scm_domain(causal->scm, e->target);
  char number[WT_NUM_SIZE];
  double value;

  if (changed == NULL || !wt_causal_ask(causal->scm, changed, e->observed, e->target,
                                        (const WtDo *)(void *)e->given->data, e->given->len,
                                        SAMPLES, 1, &answer, &error))
    return g_strdup(error->message);
  if (e->has_value && answer.size == 0)
    return g_strdup(
        "a continuous variable has no probability of one value; name it alone for its mean");
  value = e->has_value ? answer.distribution[wt_domain_index(&domain, e->value)] : answer.mean;
  if (!e->has_value && answer.size > 0) {
    value = 0;
    for (guint k = 0; k < answer.size; k++)
      value += answer.distribution[k] * wt_domain_value(&domain, k);
  }
  return fabs(value - e->is) <= e->within
             ? NULL
             : g_strdup_printf("it is %s", wt_num_format_short(number, value, 9));
}

/* How many expectations do not hold; a line for each, "FILE:12:5: BS=1: ...", is appended to
 * `report`. */
guint wt_causal_check(const WtCausal *causal, const char *file, GString *report)
{
  guint n_failed = 0;

  for (guint i = 0; i < causal->expects->len; i++) {
    const WtCausalExpect *e = g_ptr_array_index(causal->expects, i);
    g_autofree char *wrong =
        e->kind == WT_CAUSAL_CAUSES ? check_causes(causal, e) : check_number(causal, e);

    if (wrong == NULL)
      continue;
    n_failed++;
    g_string_append_printf(report, "%s:%d:%d: %s: %s\n", file, e->pos.line, e->pos.column, e->text,
                           wrong);
  }
  return n_failed;
}

/* The first key of the file; what is no YAML is no model either. */
gboolean wt_causal_is_model(const char *text, gsize length)
{
  const char *at = text, *end = text + length;

  while (at < end) {
    const char *line = at, *next = memchr(at, '\n', (gsize)(end - at));
    gsize n = (gsize)((next != NULL ? next : end) - line);

    at = next != NULL ? next + 1 : end;
    while (n > 0 && (*line == ' ' || *line == '\r')) {
      line++;
      n--;
    }
    if (n == 0 || *line == '#' || (n >= 3 && memcmp(line, "---", 3) == 0))
      continue;
    return n >= 13 && memcmp(line, "causal-model:", 13) == 0;
  }
  return FALSE;
}
