/* num.c - see num.h. Depends on GLib's g_ascii_* alone, so no locale can change a digit. */
#include "base/num.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Finite whole numbers below this print without an exponent and without trying precisions. */
#define WHOLE_MAX 1e15

static const char *format_digits(char *buf, double value, int digits)
{
  char format[8];

  g_snprintf(format, sizeof format, "%%.%dg", digits);
  return g_ascii_formatd(buf, WT_NUM_SIZE, format, value);
}

/* The shortest of %.15g, %.16g and %.17g that reads back to the same double; "nan", "inf" and
 * "-inf" for what is not finite. Returns buf. */
const char *wt_num_format(char *buf, double value)
{
  g_return_val_if_fail(buf, NULL);
  if (isnan(value))
    return strcpy(buf, "nan");
  if (isinf(value))
    return strcpy(buf, value > 0 ? "inf" : "-inf");
  if (fabs(value) < WHOLE_MAX && value == floor(value)) {
    g_snprintf(buf, WT_NUM_SIZE, "%" G_GINT64_FORMAT, (gint64)value);
    return buf;
  }
  for (int digits = 15; digits < 17; digits++) {
    format_digits(buf, value, digits);
    if (g_ascii_strtod(buf, NULL) == value)
      return buf;
  }
  return format_digits(buf, value, 17);
}

/* `value` rounded to `digits` (1..17) significant digits, in the one format. Returns buf. */
const char *wt_num_format_short(char *buf, double value, int digits)
{
  g_return_val_if_fail(buf && digits >= 1 && digits <= 17, NULL);
  if (isfinite(value))
    value = g_ascii_strtod(format_digits(buf, value, digits), NULL);
  return wt_num_format(buf, value);
}

static const char *skip_digits(const char *p)
{
  while (g_ascii_isdigit(*p))
    p++;
  return p;
}

/* The end of the decimal number `text` begins with, NULL if it begins with none. An 'e' that no
 * exponent follows is not part of it, so "2e" ends after the 2. Returns: (transfer none). */
const char *wt_num_scan(const char *text)
{
  const char *p = text, *whole, *end;

  g_return_val_if_fail(text, NULL);
  if (*p == '+' || *p == '-')
    p++;
  whole = p;
  end = skip_digits(p);
  if (*end == '.') {
    const char *fraction = end + 1;

    end = skip_digits(fraction);
    if (end == fraction)
      return NULL; /* "1." and "." are slips, not numbers */
  } else if (end == whole) {
    return NULL;
  }
  if (*end == 'e' || *end == 'E') {
    p = end + 1;
    if (*p == '+' || *p == '-')
      p++;
    if (g_ascii_isdigit(*p))
      end = skip_digits(p);
  }
  return end;
}

/* Reads `text` as a whole into `out`; FALSE, and `out` untouched, if it is not one finite decimal
 * number. Too small numbers become 0 or subnormal. */
gboolean wt_num_parse(const char *text, double *out)
{
  const char *end;
  double value;

  g_return_val_if_fail(text && out, FALSE);
  end = wt_num_scan(text);
  if (!end || *end)
    return FALSE;
  value = g_ascii_strtod(text, NULL);
  if (!isfinite(value))
    return FALSE;
  *out = wt_num_canonical(value);
  return TRUE;
}

/* Reads `text` as a whole number within lo..hi; FALSE, and `out` untouched, otherwise. */
gboolean wt_num_parse_int(const char *text, gint64 lo, gint64 hi, gint64 *out)
{
  const char *digits;
  gint64 value;

  g_return_val_if_fail(text && out && lo <= hi, FALSE);
  digits = text + (*text == '+' || *text == '-');
  if (!g_ascii_isdigit(*digits) || *skip_digits(digits))
    return FALSE;
  errno = 0;
  value = g_ascii_strtoll(text, NULL, 10);
  if (errno || value < lo || value > hi)
    return FALSE;
  *out = value;
  return TRUE;
}
