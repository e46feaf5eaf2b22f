/* unit.h - physical dimensions and the units a scenario may write.
 *
 * Values inside whytown are in base units: metres, seconds, degrees Celsius; everything else is a
 * pure number. A WtDim is the vector of exponents; `0.5 per hour` is 0.5/3600 with time -1.
 */
#pragma once

#include <glib.h>

typedef struct {
  int8_t length;      /* metres */
  int8_t time;        /* seconds */
  int8_t temperature; /* degrees Celsius */
} WtDim;

#define WT_DIM_NONE ((WtDim){0, 0, 0})
#define WT_DIM_LENGTH ((WtDim){1, 0, 0})
#define WT_DIM_TIME ((WtDim){0, 1, 0})
#define WT_DIM_RATE ((WtDim){0, -1, 0})
#define WT_DIM_TEMPERATURE ((WtDim){0, 0, 1})

typedef struct {
  double value; /* in base units */
  WtDim dim;
} WtQuantity;

#define WT_UNIT_ERROR (wt_unit_error_quark())
GQuark wt_unit_error_quark(void);
typedef enum { WT_UNIT_ERROR_NUMBER, WT_UNIT_ERROR_UNIT, WT_UNIT_ERROR_RANGE } WtUnitError;

gboolean wt_dim_equal(WtDim a, WtDim b);
WtDim wt_dim_mul(WtDim a, WtDim b);
WtDim wt_dim_div(WtDim a, WtDim b);

/* Looks a unit word up: m cm km s min h hour hours d day days C % (and singular/plural forms).
 * FALSE if there is none. */
gboolean wt_unit_find(const char *word, WtQuantity *unit);

/* "20 min", "1 m", "-0.5 per hour", "80 %", "0.3": the whole text must be one quantity. */
gboolean wt_quantity_parse(const char *text, WtQuantity *out, GError **error);
/* (transfer full): what a dimension is called in messages: "length", "number", "m per s". */
char *wt_dim_format(WtDim dim);

/* (transfer full): "20 min", "1.5 m", "-0.5 per hour": the largest unit that reads well. */
char *wt_quantity_format(double value, WtDim dim);
