/* data.h - rows of observations and experiments: columns with domains, and what was intervened on.
 *
 * Every column has a domain and holds values of it (domain.h): a state's number, an integer itself.
 * Discrete data have STATES, BOOLEAN and INTEGER columns only, continuous data only REAL ones. A
 * missing cell is NaN. Every row carries the set of columns that were set by intervention in it (its targets).
 */
#pragma once

#include "base/diag.h"
#include "causal/scm.h"

typedef struct WtData WtData;

/* CSV text (RFC 4180), header first. Column kinds are found from the cells unless `like` gives domains by
 * name (states not in it are then mistakes, with row and column). `targets`: name of the column that
 * holds the names of the row's intervened columns, separated by blanks, "" or "-" for none; NULL: no such.
 * NULL with mistakes in diags: position is line and column (field number). */
WtData *wt_data_parse_csv(const char *text, gsize length, const char *targets, const WtScm *like, WtDiags *diags);
/* (transfer full): no rows yet; names and domains (n_columns) are copied. */
WtData *wt_data_new(guint n_columns, const char *const *names, const WtDomain *domains);
/* values: (n_columns), as variables' values; targets: (n_targets) columns set by intervention. Copied,
 * not checked against the domains. */
void wt_data_add_row(WtData *data, const double *values, const guint *targets, guint n_targets);
void wt_data_free(WtData *data);
guint wt_data_n_columns(const WtData *data);
guint wt_data_n_rows(const WtData *data);
const char *wt_data_name(const WtData *data, guint column);
WtDomain wt_data_domain(const WtData *data, guint column); /* its states are the data's */
const double *wt_data_column(const WtData *data, guint column); /* (transfer none) (n_rows), until a row is added */
gboolean wt_data_is_target(const WtData *data, guint row, guint column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtData, wt_data_free)
