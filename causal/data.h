/* data.h - rows of observations and experiments: columns with domains, and what was intervened on.
 *
 * Cells hold values as variables do (domain.h): a state's number, a truth, an integer, a real. A
 * missing cell is NaN. Every row carries the set of columns that were set by intervention in it
 * (its targets). Rows are only ever added.
 *
 * Diagnostics of wt_data_parse_csv(), line and field number as position:
 *   E701 not UTF-8, or a NUL byte    E705 a column's name is missing or there twice
 *   E702 a quote that never ends     E706 targets: no such column, or a name that is no column
 *   E703 a quote in the wrong place  E707 a cell outside its column's domain (an unknown state)
 *   E704 too few or too many fields  E708 a missing cell (a warning: it is kept as NaN)
 *   E709 too large                   E710 a column, or the table, without any value
 */
#pragma once

#include "base/diag.h"
#include "causal/scm.h"

#define WT_DATA_COLUMNS_MAX  10000
#define WT_DATA_CELLS_MAX    100000000u
#define WT_DATA_INTEGERS_MAX 64 /* a column of whole numbers over a wider range is taken as reals  \
                                 */

typedef struct WtData WtData;

/* CSV text (RFC 4180), header first. Column kinds are found from the cells unless `like` gives
 * domains by name (states not in it are then mistakes, with row and column). `targets`: name of the
 * column that holds the names of the row's intervened columns, separated by blanks, "" or "-" for
 * none; NULL: no such. NULL with mistakes in diags; missing cells are warnings there. */
WtData *wt_data_parse_csv(const char *text, gsize length, const char *targets, const WtScm *like,
                          WtDiags *diags);
WtData *wt_data_new(guint n_columns, const char *const *names, const WtDomain *domains);
/* values: (n_columns), as variables' values; targets: (n_targets) columns set by intervention. */
void wt_data_add_row(WtData *data, const double *values, const guint *targets, guint n_targets);
void wt_data_free(WtData *data);
guint wt_data_n_columns(const WtData *data);
guint wt_data_n_rows(const WtData *data);
const char *wt_data_name(const WtData *data, guint column);
WtDomain wt_data_domain(const WtData *data, guint column);
const double *wt_data_column(const WtData *data, guint column); /* (n_rows), until a row is added */
gboolean wt_data_is_target(const WtData *data, guint row, guint column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtData, wt_data_free)
