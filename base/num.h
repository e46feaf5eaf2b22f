/* num.h - numbers in and out, the same in every locale and on every machine.
 *
 * One format: the shortest of %.15g, %.16g, %.17g that reads back to the same double.
 */
#pragma once

#include <glib.h>

#define WT_NUM_SIZE 32 /* bytes that any formatted number fits in, with its end */

/* Writes `value` into buf (at least WT_NUM_SIZE bytes) and returns buf. -0 prints as 0. */
const char *wt_num_format(char *buf, double value);
/* As above but at most `digits` significant digits, for words and pictures. */
const char *wt_num_format_short(char *buf, double value, int digits);
/* Whole text must be a finite decimal number (no hex, inf, nan, blanks). */
gboolean wt_num_parse(const char *text, double *out);
/* End of the decimal number that `text` begins with, NULL: none. */
const char *wt_num_scan(const char *text);
gboolean wt_num_parse_int(const char *text, gint64 lo, gint64 hi, gint64 *out);
/* -0 -> 0; anything else unchanged. */
static inline double wt_num_canonical(double v)
{
  return v == 0.0 ? 0.0 : v;
}
