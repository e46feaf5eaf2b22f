/* model-do.c - see model-do.h. Depends on causal/. */
#include "scenarios/model-do.h"

#include <string.h>

#include "base/num.h"
#include "base/quote.h"

WtCausalDos *wt_causal_dos_new(void)
{
  WtCausalDos *dos = g_new0(WtCausalDos, 1);

  dos->interventions = g_array_new(FALSE, FALSE, sizeof(WtScmIntervention));
  dos->targets = g_ptr_array_new_with_free_func(g_free);
  dos->values = g_ptr_array_new_with_free_func(g_free);
  dos->owned = g_ptr_array_new();
  return dos;
}

/* A soft one owns its mechanism with its numbers, and a reference to its formula. */
static void free_mech(WtMech *mech)
{
  wt_expr_unref((WtExpr *)mech->expr);
  g_free((gpointer)mech->numbers);
  g_free(mech);
}

void wt_causal_dos_free(WtCausalDos *dos)
{
  if (dos == NULL)
    return;
  for (guint i = 0; i < dos->owned->len; i++)
    free_mech(dos->owned->pdata[i]);
  g_ptr_array_unref(dos->owned);
  g_ptr_array_unref(dos->targets);
  g_ptr_array_unref(dos->values);
  g_array_unref(dos->interventions);
  g_free(dos);
}

/* ---- texts ---- */

static gboolean parse_quantity(const char *text, WtDim dim, double *out)
{
  WtQuantity quantity;

  if (!wt_quantity_parse(text, &quantity, NULL))
    return FALSE;
  *out = quantity.value;
  return wt_dim_equal(quantity.dim, dim) ||
         (quantity.value == 0 && wt_dim_equal(quantity.dim, WT_DIM_NONE));
}

/* The texts between `open` and the last character, stripped; NULL: it does not end in `close`. */
static char **split_inside(const char *open, char close)
{
  gsize length = strlen(open);
  g_autofree char *inside = NULL;
  char **parts;

  if (length < 2 || open[length - 1] != close)
    return NULL;
  inside = g_strndup(open + 1, length - 2);
  parts = g_strsplit(inside, ",", -1);
  for (guint i = 0; parts[i]; i++)
    g_strstrip(parts[i]);
  return parts;
}

gboolean wt_drawn_parse(const char *text, WtDim dim, WtDrawn *out, char **message)
{
  g_autofree char *whole = g_strstrip(g_strdup(text));
  char *open = strchr(whole, '(');
  g_auto(GStrv) parts = open ? split_inside(open, ')') : NULL;
  g_autofree char *word = open ? g_strchomp(g_strndup(whole, (gsize)(open - whole))) : g_strdup("");
  gboolean normal = strcmp(word, "normal") == 0;

  if (parts && (normal || strcmp(word, "uniform") == 0) && g_strv_length(parts) == 2 &&
      parse_quantity(parts[0], dim, &out->numbers[0]) &&
      parse_quantity(parts[1], dim, &out->numbers[1]) &&
      (normal ? out->numbers[1] >= 0 : out->numbers[0] < out->numbers[1])) {
    out->kind = normal ? WT_MECH_LINEAR : WT_MECH_UNIFORM;
    return TRUE;
  }
  *message =
      g_strdup_printf("'%s' cannot be drawn: write normal(MEAN, DEVIATION) or uniform(LO, HI)%s",
                      whole, wt_dim_equal(dim, WT_DIM_NONE) ? "" : ", numbers with their units");
  return FALSE;
}

/* ---- one intervention ---- */

static gboolean wrong(GError **error, WtScmError code, const char *format, ...) G_GNUC_PRINTF(3, 4);
static gboolean wrong(GError **error, WtScmError code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start(args, format);
  message = g_strdup_vprintf(format, args);
  va_end(args);
  g_set_error_literal(error, WT_SCM_ERROR, (int)code, message);
  return FALSE;
}

static WtMech *own_mech(WtCausalDos *dos, WtMechKind kind, const double *numbers, guint n)
{
  WtMech *mech = g_new0(WtMech, 1);

  mech->kind = kind;
  mech->numbers = g_memdup2(numbers, n * sizeof *numbers);
  mech->n_numbers = n;
  g_ptr_array_add(dos->owned, mech);
  return mech;
}

static void append(WtCausalDos *dos, WtScmId variable, WtScmId child, const WtMech *mech,
                   double value, char *target, char *text)
{
  WtScmIntervention one = {.variable = variable, .child = child, .mech = mech, .value = value};

  g_array_append_val(dos->interventions, one);
  g_ptr_array_add(dos->targets, target);
  g_ptr_array_add(dos->values, text);
}

/* The formula is bound in a copy, which then lets it go: ids are the same. */
static gboolean parse_formula(WtCausalDos *dos, const WtScm *scm, WtScmId id, const char *text,
                              GError **error)
{
  g_autoptr(WtScm) copy = wt_scm_copy(scm);
  WtMech *mech;

  if (!wt_scm_set_text(copy, id, text, error))
    return FALSE;
  mech = own_mech(dos, WT_MECH_EXPRESSION, NULL, 0);
  mech->expr = wt_expr_ref((WtExpr *)wt_scm_mechanism(copy, id));
  append(dos, id, WT_SCM_NONE, mech, 0, g_strdup(wt_scm_name(scm, id)),
         g_strdup_printf(":= %s", text));
  return TRUE;
}

static GArray *parse_probabilities(const WtScm *scm, WtScmId id, const char *text, GError **error)
{
  g_auto(GStrv) parts = split_inside(text, ']');
  g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(double));

  for (guint i = 0; parts && parts[i]; i++) {
    double p;

    if (!wt_num_parse(parts[i], &p))
      return wrong(error, WT_SCM_ERROR_VALUE, "%s: '%s' is not a probability", wt_scm_name(scm, id),
                   parts[i]),
             NULL;
    g_array_append_val(numbers, p);
  }
  if (parts == NULL)
    return wrong(error, WT_SCM_ERROR_VALUE,
                 "%s: '%s' is no list of probabilities: write [0.2, 0.8]", wt_scm_name(scm, id),
                 text),
           NULL;
  return g_steal_pointer(&numbers);
}

static gboolean parse_drawn(WtCausalDos *dos, const WtScm *scm, WtScmId id, const char *text,
                            GError **error)
{
  WtDomain domain = wt_scm_domain(scm, id);
  g_autofree char *message = NULL;
  const WtMech *mech;
  WtDrawn drawn;
  double p;

  if (*text == '[') {
    g_autoptr(GArray) numbers = parse_probabilities(scm, id, text, error);

    if (numbers == NULL)
      return FALSE;
    mech = own_mech(dos, WT_MECH_TABLE, (const double *)(gconstpointer)numbers->data, numbers->len);
  } else if (domain.kind == WT_DOMAIN_BOOLEAN && wt_num_parse(text, &p)) {
    if (!(p >= 0 && p <= 1))
      return wrong(error, WT_SCM_ERROR_VALUE, "%s: '%s' is no chance from 0 to 1",
                   wt_scm_name(scm, id), text);
    mech = own_mech(dos, WT_MECH_TABLE, (double[]){1 - p, p}, 2);
  } else if (wt_drawn_parse(text, domain.dim, &drawn, &message)) {
    mech = own_mech(dos, drawn.kind, drawn.numbers, 2);
  } else {
    return wrong(error, WT_SCM_ERROR_VALUE, "%s: %s, or a list of probabilities [0.2, 0.8]",
                 wt_scm_name(scm, id), message);
  }
  append(dos, id, WT_SCM_NONE, mech, 0, g_strdup(wt_scm_name(scm, id)),
         g_strdup_printf("~ %s", text));
  return TRUE;
}

/* "A=a", or "A->B=a" with its arrow. */
static gboolean parse_hard(WtCausalDos *dos, const WtScm *scm, const char *item, const char *arrow,
                           GError **error)
{
  g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(WtDo));
  g_autofree char *plain = NULL, *child_name = NULL;
  WtScmId child = WT_SCM_NONE;
  const WtDo *one;

  if (arrow) {
    const char *equals = wt_quote_find(arrow, "=");

    plain = g_strdup_printf("%.*s%s", (int)(arrow - item), item, equals);
    child_name = wt_quote_bare(arrow + 2, equals);
    child = wt_scm_need(scm, child_name, error);
    if (child == WT_SCM_NONE)
      return FALSE;
  }
  if (!wt_scm_parse_values(scm, plain ? plain : item, values, error))
    return FALSE;
  one = &g_array_index(values, WtDo, 0);
  append(dos, one->variable, child, NULL, one->value,
         child == WT_SCM_NONE
             ? g_strdup(wt_scm_name(scm, one->variable))
             : g_strdup_printf("%s->%s", wt_scm_name(scm, one->variable), child_name),
         wt_scm_format_value(scm, one->variable, one->value));
  return TRUE;
}

static gboolean parse_item(WtCausalDos *dos, const WtScm *scm, const char *item, GError **error)
{
  const char *sign = wt_quote_find(item, ":~="), *arrow = wt_quote_arrow(item);
  gboolean soft = *sign == '~' || (*sign == ':' && sign[1] == '=');
  g_autofree char *name = NULL, *rest = NULL;
  WtScmId id;

  if (!soft)
    return parse_hard(dos, scm, item, arrow < sign ? arrow : NULL, error);
  name = wt_quote_bare(item, sign);
  rest = g_strstrip(g_strdup(sign + (*sign == '~' ? 1 : 2)));
  id = wt_scm_need(scm, name, error);
  if (id == WT_SCM_NONE)
    return FALSE;
  return *sign == '~' ? parse_drawn(dos, scm, id, rest, error)
                      : parse_formula(dos, scm, id, rest, error);
}

/* The last one, of what is set before it: a question that says two things, or one thing twice, is
 * a slip. (Whoever calls wt_scm_intervene() may do one after the other.) */
static gboolean check_last(const WtCausalDos *dos, GError **error)
{
  guint last = dos->interventions->len - 1;
  const WtScmIntervention *new = &g_array_index(dos->interventions, WtScmIntervention, last);

  for (guint i = 0; i < last; i++) {
    const WtScmIntervention *one = &g_array_index(dos->interventions, WtScmIntervention, i);

    if (one->variable == new->variable && one->child == new->child)
      return wrong(error, WT_SCM_ERROR_VALUE, "%s is set twice",
                   (const char *)dos->targets->pdata[last]);
  }
  return TRUE;
}

gboolean wt_causal_dos_parse(WtCausalDos *dos, const WtScm *scm, const char *text, GError **error)
{
  g_return_val_if_fail(dos && scm && text, FALSE);
  for (;;) {
    const char *end = wt_quote_find(text, ",");
    g_autofree char *item = g_strstrip(g_strndup(text, (gsize)(end - text)));

    if (!parse_item(dos, scm, item, error) || !check_last(dos, error))
      return FALSE;
    if (*end == '\0')
      return TRUE;
    text = end + 1;
  }
}

WtScm *wt_causal_dos_done(const WtCausalDos *dos, const WtScm *scm, GError **error)
{
  g_return_val_if_fail(dos && scm, NULL);
  return wt_scm_intervene(scm, (const WtScmIntervention *)(gconstpointer)dos->interventions->data,
                          dos->interventions->len, error);
}
