/* causal-write.c - a model as YAML; what wt_causal_parse() reads. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "scenarios/causal.h"

static void text(GString *out, const char *value)
{
  g_string_append_c(out, '"');
  for (; *value != '\0'; value++) {
    if (*value == '"' || *value == '\\')
      g_string_append_c(out, '\\');
    g_string_append_c(out, *value);
  }
  g_string_append_c(out, '"');
}

static void number(GString *out, double value)
{
  char buf[WT_NUM_SIZE];

  g_string_append(out, wt_num_format(buf, value));
}

static void numbers(GString *out, const double *values, guint n)
{
  g_string_append_c(out, '[');
  for (guint i = 0; i < n; i++) {
    g_string_append(out, i > 0 ? ", " : "");
    number(out, values[i]);
  }
  g_string_append_c(out, ']');
}

static void names(GString *out, const WtScm *scm, const WtMech *mech)
{
  g_string_append_c(out, '[');
  for (guint i = 0; i < mech->n_parents; i++) {
    g_string_append(out, i > 0 ? ", " : "");
    text(out, wt_scm_name(scm, mech->parents[i]));
  }
  g_string_append_c(out, ']');
}

static void weights(GString *out, const WtScm *scm, const WtMech *mech, const double *values)
{
  g_string_append_c(out, '{');
  for (guint i = 0; i < mech->n_parents; i++) {
    g_string_append(out, i > 0 ? ", " : "");
    text(out, wt_scm_name(scm, mech->parents[i]));
    g_string_append(out, ": ");
    number(out, values[i]);
  }
  g_string_append_c(out, '}');
}

static void domain(GString *out, const WtDomain *d)
{
  if (d->kind == WT_DOMAIN_STATES) {
    g_string_append(out, "states: [");
    for (guint i = 0; i < d->n_states; i++) {
      g_string_append(out, i > 0 ? ", " : "");
      text(out, d->states[i]);
    }
    g_string_append_c(out, ']');
  } else if (d->kind == WT_DOMAIN_INTEGER) {
    g_string_append(out, "integer: ");
    number(out, d->lo);
    g_string_append(out, "..");
    number(out, d->hi);
  } else if (d->kind == WT_DOMAIN_REAL && isfinite(d->lo) && isfinite(d->hi)) {
    g_string_append(out, "real: ");
    number(out, d->lo);
    g_string_append(out, "..");
    number(out, d->hi);
  } else if (d->kind == WT_DOMAIN_REAL) {
    g_string_append(out, "real: any");
  }
}

static void table(GString *out, const WtScm *scm, const WtMech *mech, guint size)
{
  if (mech->n_parents == 0) {
    g_string_append(out, "table: ");
    numbers(out, mech->numbers, size);
    return;
  }
  g_string_append(out, "given: ");
  names(out, scm, mech);
  g_string_append(out, mech->coupling == WT_COUPLING_INDEPENDENT
                           ? ", coupling: independent, table: ["
                           : ", table: [");
  for (guint row = 0; row < mech->n_numbers / size; row++) {
    g_string_append(out, row > 0 ? ", " : "");
    numbers(out, mech->numbers + row * size, size);
  }
  g_string_append_c(out, ']');
}

static void keyed(GString *out, const char *key, double value)
{
  g_string_append_printf(out, ", %s: ", key);
  number(out, value);
}

static void mechanism(GString *out, const WtScm *scm, WtScmId id, const WtMech *mech)
{
  WtDomain own = wt_scm_domain(scm, id);
  g_autofree char *value =
      mech->kind == WT_MECH_CONTEXT ? wt_domain_format(&own, mech->numbers[0]) : NULL;

  switch (mech->kind) {
  case WT_MECH_CONTEXT:
    g_string_append(out, "value: ");
    text(out, value);
    break;
  case WT_MECH_UNKNOWN:
    g_string_append(out, "given: ");
    names(out, scm, mech);
    break;
  case WT_MECH_EXPRESSION:
    g_string_append(out, "is: ");
    text(out, wt_expr_source(mech->expr));
    break;
  case WT_MECH_TABLE:
    table(out, scm, mech, wt_domain_size(&own));
    break;
  case WT_MECH_LINEAR:
    g_string_append(out, "linear: ");
    weights(out, scm, mech, mech->numbers + 1);
    keyed(out, "intercept", mech->numbers[0]);
    keyed(out, "sigma", mech->numbers[mech->n_parents + 1]);
    break;
  case WT_MECH_NOISY_OR:
  case WT_MECH_NOISY_AND:
    g_string_append_printf(out, "%s: ", wt_mech_kind_name(mech->kind));
    weights(out, scm, mech, mech->numbers + 1);
    keyed(out, "leak", mech->numbers[0]);
    break;
  case WT_MECH_THRESHOLD:
    g_string_append(out, "threshold: ");
    number(out, mech->numbers[0]);
    g_string_append(out, ", of: ");
    weights(out, scm, mech, mech->numbers + 1);
    break;
  case WT_MECH_UNIFORM:
    g_string_append(out, "uniform: ");
    numbers(out, mech->numbers, 2);
    break;
  }
}

static void variable(GString *out, const WtScm *scm, WtScmId id)
{
  WtDomain own = wt_scm_domain(scm, id);
  WtMech mech = wt_scm_mech(scm, id);
  double contrast;
  gsize before;

  g_string_append(out, "  ");
  text(out, wt_scm_name(scm, id));
  g_string_append(out, ": {");
  before = out->len;
  domain(out, &own);
  g_string_append(out, out->len > before ? ", " : "");
  mechanism(out, scm, id, &mech);
  if (wt_scm_is_latent(scm, id))
    g_string_append(out, ", latent: true");
  if (wt_scm_contrast(scm, id, &contrast)) {
    g_autofree char *value = wt_domain_format(&own, contrast);
    g_string_append(out, ", contrast: ");
    text(out, value);
  }
  g_string_append(out, "}\n");
}

/* Appends the model. Units are written in base units; expectations are not written. */
void wt_causal_write(const WtCausal *causal, GString *out)
{
  g_string_append(out, "causal-model: 1\n");
  if (causal->name != NULL) {
    g_string_append(out, "name: ");
    text(out, causal->name);
    g_string_append_c(out, '\n');
  }
  g_string_append(out, "variables:\n");
  for (WtScmId id = 0; id < wt_scm_n(causal->scm); id++)
    variable(out, causal->scm, id);
}
