/* unit.c - see unit.h. Depends on base/num and base/suggest.
 *
 *   quantity := number blank* unit* ('per' unit)*         unit := word | '%'
 *
 * A unit is a ratio of two whole numbers, so that "70 cm" is 70 / 100, rounded once: 0.7 exactly.
 */
#include "base/unit.h"
#include "base/num.h"
#include "base/suggest.h"

#include <math.h>
#include <string.h>

enum { WORD_MAX = 32, UNITS_MAX = 8, SHORT_DIGITS = 6 };

typedef struct {
  const char *word;
  double up, down; /* base units per unit: up / down */
  WtDim dim;
} Unit;

static const Unit units[] = {
  {"m", 1, 1, {1, 0, 0}},         {"cm", 1, 100, {1, 0, 0}},      {"km", 1000, 1, {1, 0, 0}},
  {"metre", 1, 1, {1, 0, 0}},     {"metres", 1, 1, {1, 0, 0}},    {"meter", 1, 1, {1, 0, 0}},
  {"meters", 1, 1, {1, 0, 0}},    {"s", 1, 1, {0, 1, 0}},         {"second", 1, 1, {0, 1, 0}},
  {"seconds", 1, 1, {0, 1, 0}},   {"min", 60, 1, {0, 1, 0}},      {"minute", 60, 1, {0, 1, 0}},
  {"minutes", 60, 1, {0, 1, 0}},  {"h", 3600, 1, {0, 1, 0}},      {"hour", 3600, 1, {0, 1, 0}},
  {"hours", 3600, 1, {0, 1, 0}},  {"d", 86400, 1, {0, 1, 0}},     {"day", 86400, 1, {0, 1, 0}},
  {"days", 86400, 1, {0, 1, 0}},  {"C", 1, 1, {0, 0, 1}},         {"\302\260C", 1, 1, {0, 0, 1}},
  {"%", 1, 100, {0, 0, 0}},
};

G_DEFINE_QUARK(wt-unit-error-quark, wt_unit_error)

gboolean wt_dim_equal(WtDim a, WtDim b)
{
  return a.length == b.length && a.time == b.time && a.temperature == b.temperature;
}

static int8_t exponent(int e)
{
  return (int8_t)CLAMP(e, -100, 100); /* beyond any sense; only keeps nonsense from wrapping */
}

/* Dimension of a product. */
WtDim wt_dim_mul(WtDim a, WtDim b)
{
  return (WtDim){exponent(a.length + b.length), exponent(a.time + b.time),
                 exponent(a.temperature + b.temperature)};
}

/* Dimension of a quotient. */
WtDim wt_dim_div(WtDim a, WtDim b)
{
  return (WtDim){exponent(a.length - b.length), exponent(a.time - b.time),
                 exponent(a.temperature - b.temperature)};
}

static const Unit *find_unit(const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS(units); i++)
    if (strcmp(units[i].word, word) == 0)
      return &units[i];
  return NULL;
}

/* One `word` in base units, into `unit`; FALSE if no unit has that name. */
gboolean wt_unit_find(const char *word, WtQuantity *unit)
{
  const Unit *found;

  g_return_val_if_fail(word && unit, FALSE);
  found = find_unit(word);
  if (!found)
    return FALSE;
  *unit = (WtQuantity){found->up / found->down, found->dim};
  return TRUE;
}

static const char *skip_blanks(const char *p)
{
  while (*p == ' ' || *p == '\t')
    p++;
  return p;
}

/* Copies the word at `p`, up to a blank, into `word` ("" at the end, cut if too long to be a unit).
 * Returns: the next word's start. */
static const char *take_word(const char *p, char word[WORD_MAX])
{
  size_t length = strcspn(p, " \t");

  g_strlcpy(word, p, MIN(length + 1, WORD_MAX));
  return skip_blanks(p + length);
}

static gboolean fail_unit(GError **error, const char *word, gboolean per)
{
  const char *words[G_N_ELEMENTS(units)];
  g_autofree char *hint = NULL;

  for (guint i = 0; i < G_N_ELEMENTS(units); i++)
    words[i] = units[i].word;
  if (!find_unit(word))
    hint = wt_suggest_hint(word, words, G_N_ELEMENTS(units));
  if (!*word)
    g_set_error(error, WT_UNIT_ERROR, WT_UNIT_ERROR_UNIT, "a unit must follow 'per'");
  else if (find_unit(word))
    g_set_error(error, WT_UNIT_ERROR, WT_UNIT_ERROR_UNIT, "the unit '%s' cannot stand here%s", word,
                per ? ": after 'per' comes one unit, as in '0.5 per hour'" : "");
  else
    g_set_error(error, WT_UNIT_ERROR, WT_UNIT_ERROR_UNIT,
                "'%s' is no unit (known: m, cm, km, s, min, h, d, C, %%)%s%s", word,
                hint ? "; " : "", hint ? hint : "");
  return FALSE;
}

/* Multiplies `out` by the units at `p`, and divides it by each that follows a "per". */
static gboolean apply_units(const char *p, WtQuantity *out, GError **error)
{
  char word[WORD_MAX];
  gboolean per = FALSE;

  for (int n = 0; *p; n++) {
    const Unit *unit;

    p = take_word(p, word);
    if (strcmp(word, "per") == 0) {
      per = TRUE;
      p = take_word(p, word);
    } else if (per) {
      return fail_unit(error, word, per); /* "per hour m": a unit or a slip? */
    }
    unit = find_unit(word);
    if (!unit || n == UNITS_MAX || (per && wt_dim_equal(unit->dim, WT_DIM_NONE)))
      return fail_unit(error, word, per);
    out->value = per ? out->value * unit->down / unit->up : out->value * unit->up / unit->down;
    out->dim = per ? wt_dim_div(out->dim, unit->dim) : wt_dim_mul(out->dim, unit->dim);
  }
  return TRUE;
}

/* Reads `text` as a whole as one quantity in base units, into `out` (untouched on failure).
 * Errors: WT_UNIT_ERROR_NUMBER no number at the start, _UNIT an unknown unit, _RANGE not finite. */
gboolean wt_quantity_parse(const char *text, WtQuantity *out, GError **error)
{
  WtQuantity quantity = {0, WT_DIM_NONE};
  const char *end;

  g_return_val_if_fail(text && out, FALSE);
  text = skip_blanks(text);
  end = wt_num_scan(text);
  if (!end) {
    g_set_error(error, WT_UNIT_ERROR, WT_UNIT_ERROR_NUMBER,
                "'%s' does not begin with a number", text);
    return FALSE;
  }
  quantity.value = g_ascii_strtod(text, NULL);
  if (!apply_units(skip_blanks(end), &quantity, error))
    return FALSE;
  if (!isfinite(quantity.value)) {
    g_set_error(error, WT_UNIT_ERROR, WT_UNIT_ERROR_RANGE, "'%s' is too large", text);
    return FALSE;
  }
  quantity.value = wt_num_canonical(quantity.value);
  *out = quantity;
  return TRUE;
}

/* Units to try for one dimension, the first that reads well wins. */
typedef struct {
  const char *one, *many; /* words after the number */
  double up, down;
  double at_least; /* magnitude below which the unit does not read well */
} Choice;

static const Choice lengths[] = {
  {" km", " km", 1000, 1, 1}, {" m", " m", 1, 1, 0.1}, {" cm", " cm", 1, 100, 0.1}};
static const Choice times[] = {{" day", " days", 86400, 1, 1},
                               {" h", " h", 3600, 1, 1},
                               {" min", " min", 60, 1, 1},
                               {" s", " s", 1, 1, 0}};
static const Choice rates[] = {{" per s", " per s", 1, 1, 0.1},
                               {" per min", " per min", 1, 60, 0.1},
                               {" per hour", " per hour", 1, 3600, 0.1},
                               {" per day", " per day", 1, 86400, 0}};

/* (transfer full) (nullable): `value` in the first choice in which it is large enough, short, and
 * reads back to the same double. */
static char *format_choice(double value, const Choice *choices, guint n)
{
  char buf[WT_NUM_SIZE];

  for (guint i = 0; i < n; i++) {
    const Choice *c = &choices[i];
    double shown;

    wt_num_format_short(buf, value * c->down / c->up, SHORT_DIGITS);
    shown = g_ascii_strtod(buf, NULL);
    if (fabs(shown) >= c->at_least && shown * c->up / c->down == value)
      return g_strconcat(buf, fabs(shown) == 1.0 ? c->one : c->many, NULL);
  }
  return NULL;
}

static void append_base_units(GString *out, WtDim dim, gboolean per)
{
  const int8_t exponents[] = {dim.length, dim.time, dim.temperature};
  static const char *const words[] = {"m", "s", "C"};

  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    for (int k = 0; k < (per ? -exponents[i] : exponents[i]); k++)
      g_string_append_printf(out, "%s%s%s", out->len ? " " : "", per ? "per " : "", words[i]);
}

/* What a dimension is called in a message: "number", "length", "time", "temperature", "rate", else
 * its base units, "m per s". Returns: (transfer full). */
char *wt_dim_format(WtDim dim)
{
  GString *out;

  if (wt_dim_equal(dim, WT_DIM_NONE))
    return g_strdup("number");
  if (wt_dim_equal(dim, WT_DIM_LENGTH))
    return g_strdup("length");
  if (wt_dim_equal(dim, WT_DIM_TIME))
    return g_strdup("time");
  if (wt_dim_equal(dim, WT_DIM_TEMPERATURE))
    return g_strdup("temperature");
  if (wt_dim_equal(dim, WT_DIM_RATE))
    return g_strdup("rate");
  out = g_string_new(NULL);
  append_base_units(out, dim, FALSE);
  append_base_units(out, dim, TRUE);
  return g_string_free(out, FALSE);
}

/* `value`, in base units of `dim`, as a scenario could write it: wt_quantity_parse() gives the same
 * double and dimension back (for up to 8 units). Returns: (transfer full). */
char *wt_quantity_format(double value, WtDim dim)
{
  char buf[WT_NUM_SIZE];
  char *chosen = NULL;
  GString *base;

  if (isfinite(value) && value != 0.0) {
    if (wt_dim_equal(dim, WT_DIM_LENGTH))
      chosen = format_choice(value, lengths, G_N_ELEMENTS(lengths));
    else if (wt_dim_equal(dim, WT_DIM_TIME))
      chosen = format_choice(value, times, G_N_ELEMENTS(times));
    else if (wt_dim_equal(dim, WT_DIM_RATE))
      chosen = format_choice(value, rates, G_N_ELEMENTS(rates));
  }
  if (chosen)
    return chosen;
  base = g_string_new(wt_num_format(buf, value));
  append_base_units(base, dim, FALSE);
  append_base_units(base, dim, TRUE);
  return g_string_free(base, FALSE);
}
