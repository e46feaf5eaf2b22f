/* data.c - rows in columns, with what was intervened on in each; see data.h. */
#include "causal/data.h"

#include <math.h>
#include <string.h>

struct WtData {
  guint n, n_words;
  char **names;
  WtDomain *domains;
  char ***states;   /* owned by the domains */
  GArray **columns; /* (n) double */
  GArray *targets;  /* guint64, n_words per row: bit of a column that was set */
  guint n_rows;
};

/* (transfer full): no rows yet. Names and domains are copied. */
WtData *wt_data_new(guint n_columns, const char *const *names, const WtDomain *domains)
{
  WtData *d = g_new0(WtData, 1);

  d->n = n_columns;
  d->n_words = (n_columns + 63) / 64;
  d->names = g_new0(char *, n_columns + 1);
  d->domains = g_new0(WtDomain, n_columns + 1);
  d->states = g_new0(char **, n_columns + 1);
  d->columns = g_new0(GArray *, n_columns + 1);
  d->targets = g_array_new(FALSE, TRUE, sizeof(guint64));
  for (guint i = 0; i < n_columns; i++) {
    d->names[i] = g_strdup(names[i]);
    d->domains[i] = domains[i];
    d->columns[i] = g_array_new(FALSE, FALSE, sizeof(double));
    if (domains[i].kind != WT_DOMAIN_STATES)
      continue;
    d->states[i] = g_new0(char *, domains[i].n_states + 1);
    for (guint k = 0; k < domains[i].n_states; k++)
      d->states[i][k] = g_strdup(domains[i].states[k]);
    d->domains[i].states = (const char *const *)d->states[i];
  }
  return d;
}

void wt_data_free(WtData *data)
{
  if (data == NULL)
    return;
  for (guint i = 0; i < data->n; i++) {
    g_array_unref(data->columns[i]);
    g_strfreev(data->states[i]);
  }
  g_strfreev(data->names);
  g_free(data->domains);
  g_free(data->states);
  g_free(data->columns);
  g_array_unref(data->targets);
  g_free(data);
}

void wt_data_add_row(WtData *data, const double *values, const guint *targets, guint n_targets)
{
  g_return_if_fail(data != NULL && values != NULL);
  for (guint i = 0; i < n_targets; i++)
    g_return_if_fail(targets[i] < data->n);
  for (guint i = 0; i < data->n; i++)
    g_array_append_val(data->columns[i], values[i]);
  g_array_set_size(data->targets, (data->n_rows + 1) * data->n_words);
  for (guint i = 0; i < n_targets; i++)
    g_array_index(data->targets, guint64, data->n_rows * data->n_words + targets[i] / 64) |=
        (guint64)1 << targets[i] % 64;
  data->n_rows++;
}

guint wt_data_n_columns(const WtData *data)
{
  return data->n;
}

guint wt_data_n_rows(const WtData *data)
{
  return data->n_rows;
}

const char *wt_data_name(const WtData *data, guint column)
{
  g_return_val_if_fail(column < data->n, NULL);
  return data->names[column];
}

/* A view; its states are the data's. */
WtDomain wt_data_domain(const WtData *data, guint column)
{
  g_return_val_if_fail(column < data->n, WT_DOMAIN_ANY_REAL);
  return data->domains[column];
}

/* (transfer none) (n_rows), until the next row is added. */
const double *wt_data_column(const WtData *data, guint column)
{
  g_return_val_if_fail(column < data->n, NULL);
  return (const double *)(void *)data->columns[column]->data;
}

gboolean wt_data_is_target(const WtData *data, guint row, guint column)
{
  g_return_val_if_fail(row < data->n_rows && column < data->n, FALSE);
  return g_array_index(data->targets, guint64, row * data->n_words + column / 64) >> column % 64 &
         1;
}
