/* data.c - see data.h. Columns of doubles, targets as (row, column) in ascending order. */
#include "causal/data.h"

#include <math.h>
#include <string.h>

typedef struct {
  char *name;
  WtDomain domain; /* its states are owned here */
  GArray *cells;   /* double (n_rows) */
} Column;

struct WtData {
  Column *columns; /* (n_columns) */
  guint n_columns, n_rows;
  guint words;     /* of 64 columns, per row */
  GArray *targets; /* guint64 (n_rows x words) */
};

static WtDomain domain_copy(const WtDomain *domain)
{
  WtDomain copy = *domain;

  if (domain->kind == WT_DOMAIN_STATES) {
    char **states = g_new0(char *, domain->n_states + 1);

    for (guint i = 0; i < domain->n_states; i++)
      states[i] = g_strdup(domain->states[i]);
    copy.states = (const char *const *)states;
  }
  return copy;
}

/* An empty table; names (n_columns) and domains (n_columns) are copied and must be sound (distinct
 * names, wt_domain_check()). Returns: (transfer full). */
WtData *wt_data_new(guint n_columns, const char *const *names, const WtDomain *domains)
{
  WtData *data;

  g_return_val_if_fail(n_columns > 0 && n_columns <= WT_DATA_COLUMNS_MAX && names && domains, NULL);
  data = g_new0(WtData, 1);
  data->n_columns = n_columns;
  data->columns = g_new0(Column, n_columns);
  data->words = (n_columns + 63) / 64;
  data->targets = g_array_new(FALSE, TRUE, sizeof(guint64));
  for (guint i = 0; i < n_columns; i++) {
    data->columns[i].name = g_strdup(names[i]);
    data->columns[i].domain = domain_copy(&domains[i]);
    data->columns[i].cells = g_array_new(FALSE, FALSE, sizeof(double));
  }
  return data;
}

void wt_data_free(WtData *data)
{
  if (data == NULL)
    return;
  for (guint i = 0; i < data->n_columns; i++) {
    g_free(data->columns[i].name);
    if (data->columns[i].domain.kind == WT_DOMAIN_STATES)
      g_strfreev((char **)data->columns[i].domain.states);
    g_array_unref(data->columns[i].cells);
  }
  g_array_unref(data->targets);
  g_free(data->columns);
  g_free(data);
}

/* Appends a row. Values are NaN (missing) or of their column's domain. Amortised O(n_columns). */
void wt_data_add_row(WtData *data, const double *values, const guint *targets, guint n_targets)
{
  guint64 *set;

  g_return_if_fail(data != NULL && values != NULL);
  for (guint i = 0; i < n_targets; i++)
    g_return_if_fail(targets[i] < data->n_columns);
  for (guint i = 0; i < data->n_columns; i++)
    g_return_if_fail(isnan(values[i]) || wt_domain_contains(&data->columns[i].domain, values[i]));
  for (guint i = 0; i < data->n_columns; i++)
    g_array_append_val(data->columns[i].cells, values[i]);
  g_array_set_size(data->targets, data->targets->len + data->words);
  set = &g_array_index(data->targets, guint64, (gsize)data->n_rows * data->words);
  for (guint i = 0; i < n_targets; i++)
    set[targets[i] / 64] |= G_GUINT64_CONSTANT(1) << (targets[i] % 64);
  data->n_rows++;
}

guint wt_data_n_columns(const WtData *data)
{
  return data->n_columns;
}

guint wt_data_n_rows(const WtData *data)
{
  return data->n_rows;
}

const char *wt_data_name(const WtData *data, guint column)
{
  g_return_val_if_fail(column < data->n_columns, NULL);
  return data->columns[column].name;
}

/* A view; its states are the table's. */
WtDomain wt_data_domain(const WtData *data, guint column)
{
  g_return_val_if_fail(column < data->n_columns, WT_DOMAIN_TRUTH);
  return data->columns[column].domain;
}

const double *wt_data_column(const WtData *data, guint column)
{
  g_return_val_if_fail(column < data->n_columns, NULL);
  return (const double *)data->columns[column].cells->data;
}

/* Whether `column` was set by intervention in `row`. */
gboolean wt_data_is_target(const WtData *data, guint row, guint column)
{
  g_return_val_if_fail(row < data->n_rows && column < data->n_columns, FALSE);
  return g_array_index(data->targets, guint64, (gsize)row * data->words + column / 64) >>
             (column % 64) &
         1;
}
