/* variable-value.c - values of variables as text; see variable.h. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/suggest.h"
#include "sim/variable-private.h"

static char *format_cell(const WtModel *model, double value)
{
  gint32 cell = (gint32)value, width = (gint32)model->clock->width;
  return cell < 0 ? g_strdup("nowhere") : g_strdup_printf("[%d,%d]", cell % width, cell / width);
}

char *wt_variable_format(const WtModel *model, WtVar var, double value)
{
  const WtColumn *c = wt_variable_column(model, var);
  switch (c->type) {
  case WT_TYPE_NUMBER: return wt_quantity_format(value, c->dim);
  case WT_TYPE_BOOL: return g_strdup(value != 0 ? "true" : "false");
  case WT_TYPE_SYMBOL: return g_strdup(wt_names_text(wt_vocab_names(model->vocab), (WtSym)value));
  case WT_TYPE_ENTITY: return g_strdup(wt_vocab_entity_name(model->vocab, (gint32)value));
  case WT_TYPE_CELL: return format_cell(model, value);
  case WT_TYPE_TICK: return value < 0 ? g_strdup("never") : wt_model_time(model, (gint32)value);
  case WT_TYPE_OPTION:
    return value < 0 ? g_strdup("nothing") : wt_town_option_name(model->town, (WtOptionKey)value);
  }
  g_assert_not_reached();
}

static gboolean bad_value(GError **error, const WtModel *model, WtVar var, const char *text, const char *allowed)
{
  g_autofree char *name = wt_variable_name(model, var);
  g_set_error(error, WT_VARIABLE_ERROR, WT_VARIABLE_ERROR_VALUE, "'%s' is no value for %s: %s", text, name, allowed);
  return FALSE;
}

static gboolean parse_number(const WtModel *model, WtVar var, const WtColumn *c, const char *text, double *out,
                             GError **error)
{
  WtQuantity q;
  if (!wt_quantity_parse(text, &q, NULL))
    return bad_value(error, model, var, text, "a number is wanted");
  if (!wt_dim_equal(q.dim, c->dim))
    return bad_value(error, model, var, text, "the unit does not fit");
  if (q.value < c->lo || q.value > c->hi) {
    g_autofree char *lo = wt_quantity_format(c->lo, c->dim), *hi = wt_quantity_format(c->hi, c->dim);
    g_autofree char *range = g_strdup_printf("it must be within %s..%s", lo, hi);
    return bad_value(error, model, var, text, range);
  }
  if (c->kind == WT_I32 && (q.value != floor(q.value) || fabs(q.value) > G_MAXINT32))
    return bad_value(error, model, var, text, "a whole number is wanted");
  *out = q.value;
  return TRUE;
}

static gboolean parse_symbol(const WtModel *model, WtVar var, const WtColumn *c, const char *text, double *out,
                             GError **error)
{
  WtNames *names = wt_vocab_names(model->vocab);
  g_autoptr(GString) all = g_string_new("it must be one of");
  for (guint i = 0; i < c->n_symbols; i++) {
    const char *word = wt_names_text(names, c->symbols[i]);
    if (g_str_equal(word, text)) {
      *out = c->symbols[i];
      return TRUE;
    }
    g_string_append_printf(all, "%s %s", i ? "," : "", word);
  }
  return bad_value(error, model, var, text, all->str);
}

static gboolean parse_cell(const WtModel *model, WtVar var, const char *text, double *out, GError **error)
{
  int x, y, end = 0;
  if (g_str_equal(text, "nowhere")) {
    *out = -1;
    return TRUE;
  }
  if (sscanf(text, "[%d,%d]%n", &x, &y, &end) == 2 && text[end] == '\0' && x >= 0 && y >= 0 &&
      x < (int)model->clock->width && y < (int)model->clock->height) {
    *out = y * (int)model->clock->width + x;
    return TRUE;
  }
  return bad_value(error, model, var, text, "a place is [x,y] on the map, or nowhere");
}

gboolean wt_variable_parse(const WtModel *model, WtVar var, const char *text, double *out, GError **error)
{
  const WtColumn *c = wt_variable_column(model, var);
  switch (c->type) {
  case WT_TYPE_NUMBER: return parse_number(model, var, c, text, out, error);
  case WT_TYPE_BOOL:
    *out = g_str_equal(text, "true");
    return *out != 0 || g_str_equal(text, "false") ? TRUE : bad_value(error, model, var, text, "true or false");
  case WT_TYPE_SYMBOL: return parse_symbol(model, var, c, text, out, error);
  case WT_TYPE_ENTITY:
    *out = wt_vocab_entity(model->vocab, text);
    return *out >= 0 || g_str_equal(text, "nobody") || g_str_equal(text, "nothing")
               ? TRUE
               : bad_value(error, model, var, text, "a person, a thing or nobody");
  case WT_TYPE_CELL: return parse_cell(model, var, text, out, error);
  case WT_TYPE_OPTION:
    *out = wt_town_option_find(model->town, text);
    return *out >= 0 ? TRUE : bad_value(error, model, var, text, "an option such as \"sit bench\"");
  case WT_TYPE_TICK: return bad_value(error, model, var, text, "ticks cannot be set");
  }
  g_assert_not_reached();
}
