/* bif-read.c - the Interchange Format of Bayesian networks (BIF 0.15), as the public repositories
 * write it.
 *
 * Names and states may have signs, states commas in brackets too: `<5,10>`, `(0-5]`. Commas between
 * numbers and names may be left out, as the format's own definition has it. In a `table` the states
 * of the variable are the slowest and the last parent the fastest. After a mistake reading goes on
 * with the next block.
 */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "causal/format-private.h"

#define NAME  "-.:<>=+%/'$*#@!?&^~" /* in names, besides letters, digits and underlines */
#define STATE NAME "()[]"

#define ROUNDING 1e-4 /* of each number, in files */

/* ---- properties and networks ---- */

/* property TEXT; (transfer full): the text without the quotes around it; NULL: no property. */
static char *take_property(WtScan *s)
{
  g_autofree char *text = NULL;
  const char *from;
  gboolean in_quotes = FALSE;
  gsize n;

  if (!wt_scan_take_keyword(s, "property"))
    return NULL;
  wt_scan_pos(s);
  from = s->at;
  while (s->at < s->end && (in_quotes || *s->at != ';')) {
    in_quotes ^= *s->at == '"';
    wt_scan_skip(s);
  }
  text = g_strstrip(g_strndup(from, (gsize)(s->at - from)));
  wt_scan_need(s, ";");
  n = strlen(text);
  if (n < 2 || *text != '"' || text[n - 1] != '"')
    return g_steal_pointer(&text);
  return g_strndup(text + 1, n - 2);
}

static gboolean skip_properties(WtScan *s)
{
  gboolean any = FALSE;

  for (;;) {
    g_autofree char *property = take_property(s);
    if (property == NULL)
      return any;
    any = TRUE;
  }
}

static gboolean read_network(WtScan *s)
{
  if (!wt_scan_is(s, "{")) {
    g_autofree char *name = wt_scan_value(s, STATE ",", "the name of the network");
    if (name == NULL)
      return FALSE;
  }
  if (!wt_scan_need(s, "{"))
    return FALSE;
  skip_properties(s);
  return wt_scan_need(s, "}");
}

/* ---- variables ---- */

/* The end of a state that begins with a bracket, at a comma that is inside it: "<5,10>". */
static gboolean comma_is_inside(const WtScan *s, const char *state)
{
  static const char opening[] = "<([", closing[] = ">)]";
  const char *kind = strchr(opening, *state);

  if (kind == NULL || strpbrk(state + 1, closing) != NULL)
    return FALSE;
  for (const char *c = s->at + 1; c < s->end && strchr(" \t\r\n,;{}\"", *c) == NULL; c++)
    if (strchr(closing, *c) != NULL)
      return (*kind == '<') == (*c == '>') && c > s->at + 1;
  return FALSE;
}

static char *read_state(WtScan *s)
{
  gboolean has_quotes = wt_scan_is(s, "\"");
  g_autofree char *state = wt_scan_word(s, STATE, "a state");

  if (state != NULL && !has_quotes && s->at < s->end && *s->at == ',' &&
      comma_is_inside(s, state)) {
    g_autofree char *rest = NULL;
    wt_scan_skip(s);
    rest = wt_scan_word(s, STATE, "the rest of a state");
    return rest != NULL ? g_strconcat(state, ",", rest, NULL) : NULL;
  }
  return g_steal_pointer(&state);
}

static gboolean read_states(WtScan *s, WtDraft *d)
{
  double n = 0;

  if (!wt_scan_need_keyword(s, "discrete") || !wt_scan_need(s, "["))
    return FALSE;
  d->domain_pos = wt_scan_pos(s);
  if (!wt_scan_number(s, &n) || !wt_scan_need(s, "]") || !wt_scan_need(s, "{"))
    return FALSE;
  while (!wt_scan_is(s, "}")) {
    g_autofree char *state = read_state(s);
    if (state == NULL)
      return FALSE;
    wt_draft_add_state(d, state);
    wt_scan_take(s, ",");
  }
  if (d->states->len != n || n == 0) {
    wt_format_error(s->diags, "E604", d->domain_pos, "%s has %u states, not the number given here",
                    d->name, d->states->len);
    return FALSE;
  }
  return wt_scan_need(s, "}") && wt_scan_need(s, ";");
}

/* `domain = integer -1..1`: ours, where the states are those of the domain. */
static void set_domain(WtDraft *d, const char *text)
{
  WtDraft other = {.states = g_ptr_array_new_with_free_func(g_free)};
  gboolean same = wt_draft_set_domain_text(&other, text) &&
                  (other.domain.kind == WT_DOMAIN_BOOLEAN ||
                   (other.domain.kind == WT_DOMAIN_INTEGER && other.domain.lo <= other.domain.hi &&
                    other.domain.hi - other.domain.lo < WT_DOMAIN_MAX_SIZE)) &&
                  wt_domain_size(&other.domain) == d->states->len;

  for (guint i = 0; same && i < d->states->len; i++) {
    g_autofree char *value = wt_domain_format(&other.domain, wt_domain_value(&other.domain, i));
    same = strcmp(value, g_ptr_array_index(d->states, i)) == 0;
  }
  if (same)
    d->domain = other.domain;
  g_ptr_array_unref(other.states);
}

static gboolean read_variable_block(WtScan *s, WtDraft *d)
{
  g_autofree char *domain = NULL;
  gboolean has_type = FALSE;

  if (!wt_scan_need(s, "{"))
    return FALSE;
  while (!wt_scan_is(s, "}")) {
    g_autofree char *property = take_property(s);

    if (property != NULL && g_str_has_prefix(property, "domain = ")) {
      g_free(domain);
      domain = g_strdup(property + strlen("domain = "));
    } else if (property != NULL) {
      d->latent |= strcmp(property, "latent = true") == 0;
    } else if (has_type || !wt_scan_take_keyword(s, "type")) {
      return has_type ? wt_scan_need(s, "}") : wt_scan_need_keyword(s, "type");
    } else {
      has_type = TRUE;
      if (!read_states(s, d))
        return FALSE;
    }
  }
  if (!has_type)
    return wt_scan_need_keyword(s, "type");
  if (domain != NULL)
    set_domain(d, domain);
  return wt_scan_need(s, "}");
}

static gboolean read_variable(WtScan *s, WtDrafts *drafts)
{
  WtPos pos = wt_scan_pos(s);
  g_autofree char *name = wt_scan_word(s, NAME, "the name of a variable");
  WtDraft *d = name != NULL ? wt_drafts_add(drafts, name, pos, NULL) : NULL;

  if (d == NULL)
    return FALSE;
  d->is_broken = !read_variable_block(s, d);
  return !d->is_broken;
}

/* ---- probabilities ---- */

/* The variable of a probability block and its parents, which have all been declared. */
typedef struct {
  WtScan *scan;
  WtDrafts *drafts;
  WtDraft *draft;
  WtPos pos;
  GPtrArray *parents; /* WtDraft */
  guint rows, size;
  double *numbers;   /* (rows * size) NaN: not given */
  double *otherwise; /* (size) `default`; NULL: none */
} Block;

static WtDraft *find(const Block *b, const char *name, WtPos pos)
{
  WtDraft *d = wt_drafts_find(b->drafts, name);

  if (d == NULL)
    wt_format_error(b->scan->diags, "E602", pos, "there is no variable '%s' above", name);
  return d != NULL && !d->is_broken ? d : NULL;
}

static gboolean read_parents(Block *b)
{
  WtScan *s = b->scan;

  wt_scan_take(s, "|");
  while (!wt_scan_is(s, ")")) {
    WtPos pos = wt_scan_pos(s);
    g_autofree char *name = wt_scan_word(s, NAME, "a parent");
    WtDraft *parent = name != NULL ? find(b, name, pos) : NULL;

    if (parent == NULL)
      return FALSE;
    wt_draft_add_parent(b->draft, name, pos);
    g_ptr_array_add(b->parents, parent);
    if ((guint64)b->rows * parent->states->len * b->size > WT_FORMAT_TABLE_MAX) {
      wt_format_error(s->diags, "E609", pos, "the table of %s is too large", b->draft->name);
      return FALSE;
    }
    b->rows *= parent->states->len;
    wt_scan_take(s, ",");
  }
  return wt_scan_need(s, ")");
}

/* What may follow a state: the bracket that closes the row, or a comma or blank. */
static gboolean ends_here(WtScan *ahead, gboolean is_last)
{
  return is_last ? wt_scan_is(ahead, ")")
                 : ahead->at < ahead->end && strchr(" \t\r\n,/", *ahead->at) != NULL;
}

/* The longest state of `parent` that stands here, be it with brackets and commas; -1: none. */
static int take_state(WtScan *s, const WtDraft *parent, gboolean is_last)
{
  int found = -1;
  WtScan after = *s;

  wt_scan_pos(s);
  for (guint i = 0; i < parent->states->len; i++) {
    const char *state = g_ptr_array_index(parent->states, i);
    gsize n = strlen(state);
    WtScan ahead = *s;

    if ((gsize)(s->end - s->at) < n || memcmp(s->at, state, n) != 0)
      continue;
    while (ahead.at < s->at + n)
      wt_scan_skip(&ahead);
    if (ends_here(&ahead, is_last) && (found < 0 || ahead.at > after.at)) {
      found = (int)i;
      after = ahead;
    }
  }
  if (found >= 0)
    *s = after;
  return found;
}

static int read_row_state(Block *b, const WtDraft *parent, gboolean is_last)
{
  WtScan *s = b->scan;
  WtPos pos = wt_scan_pos(s);
  gboolean has_quotes = wt_scan_is(s, "\"");
  int number = has_quotes ? -1 : take_state(s, parent, is_last);
  g_autofree char *word = number < 0 ? wt_scan_word(s, NAME "([]", "a state") : NULL;

  if (number >= 0 || word == NULL)
    return number;
  for (guint i = 0; has_quotes && i < parent->states->len; i++)
    if (strcmp(g_ptr_array_index(parent->states, i), word) == 0)
      return (int)i;
  wt_format_error(s->diags, "E602", pos, "%s has no state '%s'", parent->name, word);
  return -1;
}

static gboolean read_row_states(Block *b, guint *row)
{
  *row = 0;
  for (guint i = 0; i < b->parents->len; i++) {
    const WtDraft *parent = g_ptr_array_index(b->parents, i);
    int number = read_row_state(b, parent, i + 1 == b->parents->len);

    if (number < 0)
      return FALSE;
    if (i + 1 < b->parents->len)
      wt_scan_take(b->scan, ",");
    *row = *row * parent->states->len + (guint)number;
  }
  return wt_scan_need(b->scan, ")");
}

static gboolean read_numbers(Block *b, double *out, guint n)
{
  WtScan *s = b->scan;

  for (guint i = 0; i < n; i++) {
    WtPos pos;

    if (i > 0)
      wt_scan_take(s, ",");
    pos = wt_scan_pos(s);
    if (wt_scan_is(s, ";")) {
      wt_format_error(s->diags, "E605", pos, "%u numbers, not %u", i, n);
      return FALSE;
    }
    if (!wt_scan_number(s, &out[i]))
      return FALSE;
    if (out[i] < 0 || out[i] > 1) {
      wt_format_error(s->diags, "E606", pos, "a probability is from 0 to 1");
      return FALSE;
    }
  }
  if (wt_scan_take(s, ";"))
    return TRUE;
  if (wt_scan_is(s, "}") || wt_scan_done(s))
    return wt_scan_need(s, ";");
  wt_format_error(s->diags, "E605", wt_scan_pos(s), "there are more than %u numbers", n);
  return FALSE;
}

/* Files round: what is near 1 is made 1; what is so already stays as it is. */
static gboolean round_row(const Block *b, double *numbers, WtPos pos)
{
  double sum = 0;
  char text[WT_NUM_SIZE];

  for (guint k = 0; k < b->size; k++)
    sum += numbers[k];
  if (!(fabs(sum - 1) <= ROUNDING * b->size) || sum == 0) {
    wt_format_error(b->scan->diags, "E606", pos, "these probabilities of %s sum to %s, not 1",
                    b->draft->name, wt_num_format_short(text, sum, 6));
    return FALSE;
  }
  for (guint k = 0; k < b->size && fabs(sum - 1) > 1e-12; k++)
    numbers[k] /= sum;
  return TRUE;
}

static gboolean is_given(const Block *b, guint row, WtPos pos)
{
  if (isnan(b->numbers[row * b->size]))
    return FALSE;
  wt_format_error(b->scan->diags, "E605", pos, "this row of %s stands here for the second time",
                  b->draft->name);
  return TRUE;
}

static gboolean read_table(Block *b, WtPos pos)
{
  guint n = b->rows * b->size;
  g_autofree double *given = g_new(double, n + 1);

  if (!read_numbers(b, given, n))
    return FALSE;
  for (guint row = 0; row < b->rows; row++) {
    if (is_given(b, row, pos))
      return FALSE;
    for (guint k = 0; k < b->size; k++)
      b->numbers[row * b->size + k] = given[k * b->rows + row];
    if (!round_row(b, b->numbers + row * b->size, pos))
      return FALSE;
  }
  return TRUE;
}

static gboolean read_default(Block *b, WtPos pos)
{
  if (b->otherwise != NULL) {
    wt_format_error(b->scan->diags, "E605", pos, "there already is a default of %s",
                    b->draft->name);
    return FALSE;
  }
  b->otherwise = g_new(double, b->size + 1);
  return read_numbers(b, b->otherwise, b->size) && round_row(b, b->otherwise, pos);
}

static gboolean read_entry(Block *b)
{
  WtPos pos = wt_scan_pos(b->scan);
  guint row;

  if (wt_scan_take_keyword(b->scan, "table"))
    return read_table(b, pos);
  if (wt_scan_take_keyword(b->scan, "default"))
    return read_default(b, pos);
  if (!wt_scan_take(b->scan, "(")) {
    wt_format_error(b->scan->diags, "E601", pos,
                    "'table', 'default', 'property', '(' or '}' "
                    "should stand here");
    return FALSE;
  }
  return read_row_states(b, &row) && !is_given(b, row, pos) &&
         read_numbers(b, b->numbers + row * b->size, b->size) &&
         round_row(b, b->numbers + row * b->size, pos);
}

/* "(a = x, b = y)", for a message. */
static char *row_name(const Block *b, guint row)
{
  GString *out = g_string_new(NULL);

  for (guint i = b->parents->len; i > 0; i--) {
    const WtDraft *parent = g_ptr_array_index(b->parents, i - 1);
    g_autofree char *one =
        g_strdup_printf("%s = %s%s", parent->name,
                        (char *)g_ptr_array_index(parent->states, row % parent->states->len),
                        i < b->parents->len ? ", " : "");

    row /= parent->states->len;
    g_string_prepend(out, one);
  }
  return g_string_free(out, FALSE);
}

static gboolean fill_in(Block *b)
{
  for (guint row = 0; row < b->rows; row++) {
    double *numbers = b->numbers + row * b->size;

    if (!isnan(*numbers))
      continue;
    if (b->otherwise == NULL) {
      g_autofree char *name = row_name(b, row);
      wt_format_error(b->scan->diags, "E605", b->pos, "row %u of %s is missing%s%s%s", row + 1,
                      b->draft->name, *name != '\0' ? " (" : "", name, *name != '\0' ? ")" : "");
      return FALSE;
    }
    memcpy(numbers, b->otherwise, b->size * sizeof *numbers);
  }
  return TRUE;
}

static gboolean read_entries(Block *b)
{
  while (!wt_scan_is(b->scan, "}")) {
    g_autofree char *property = take_property(b->scan);

    if (property != NULL && strcmp(property, "coupling = independent") == 0)
      b->draft->coupling = WT_COUPLING_INDEPENDENT;
    else if (property == NULL && wt_scan_done(b->scan))
      return wt_scan_need(b->scan, "}");
    else if (property == NULL && !read_entry(b))
      return FALSE;
  }
  return wt_scan_take(b->scan, "}") && fill_in(b);
}

/* From the variable's name to the end of the block. */
static gboolean read_block(Block *b)
{
  g_autofree char *name = wt_scan_word(b->scan, NAME, "the name of a variable");
  guint cells;

  b->draft = name != NULL ? find(b, name, b->pos) : NULL;
  if (b->draft == NULL)
    return FALSE;
  if (b->draft->kind == WT_MECH_TABLE) {
    wt_format_error(b->scan->diags, "E603", b->pos,
                    "the probabilities of %s stand here for the second time", name);
    return FALSE;
  }
  b->draft->kind = WT_MECH_TABLE;
  b->draft->mech_pos = b->pos;
  b->size = b->draft->states->len;
  wt_scan_take(b->scan, ",");
  if (!read_parents(b) || !wt_scan_need(b->scan, "{"))
    return FALSE;
  cells = b->rows * b->size;
  b->drafts->n_cells += cells;
  if (b->drafts->n_cells > WT_FORMAT_CELLS_MAX) {
    wt_format_error(b->scan->diags, "E609", b->pos, "the tables of the text are too large");
    return FALSE;
  }
  g_array_set_size(b->draft->numbers, cells);
  b->numbers = (double *)(void *)b->draft->numbers->data;
  for (guint i = 0; i < cells; i++)
    b->numbers[i] = NAN;
  return read_entries(b);
}

static gboolean read_probability(WtScan *s, WtDrafts *drafts)
{
  Block b = {.scan = s, .drafts = drafts, .rows = 1};
  gboolean fine;

  if (!wt_scan_need(s, "("))
    return FALSE;
  b.pos = wt_scan_pos(s);
  b.parents = g_ptr_array_new();
  fine = read_block(&b);
  g_ptr_array_unref(b.parents);
  g_free(b.otherwise);
  return fine;
}

/* ---- the whole ---- */

static gboolean is_block(WtScan *s)
{
  return wt_scan_is_keyword(s, "variable") || wt_scan_is_keyword(s, "probability");
}

/* After a mistake: on to the next line that begins a block. */
static void skip_block(WtScan *s)
{
  while (s->at < s->end) {
    while (s->at < s->end && *s->at != '\n')
      wt_scan_skip(s);
    if (wt_scan_done(s) || is_block(s))
      return;
  }
}

void wt_bif_read(WtScan *scan, WtDrafts *drafts)
{
  if (wt_scan_done(scan))
    wt_format_error(scan->diags, "E601", wt_scan_pos(scan), "the text is empty");
  while (!wt_scan_done(scan) && wt_diags_n_errors(scan->diags) < WT_DIAGS_MAX) {
    gboolean fine = FALSE;

    if (wt_scan_take_keyword(scan, "network"))
      fine = read_network(scan);
    else if (wt_scan_take_keyword(scan, "variable"))
      fine = read_variable(scan, drafts);
    else if (wt_scan_take_keyword(scan, "probability"))
      fine = read_probability(scan, drafts);
    else
      wt_format_error(scan->diags, "E601", wt_scan_pos(scan),
                      "'network', 'variable' or 'probability' should stand here");
    if (!fine)
      skip_block(scan);
  }
  if (wt_diags_n_errors(scan->diags) > 0) /* a block that could not be read may be the one */
    return;
  for (guint i = 0; i < drafts->drafts->len; i++) {
    const WtDraft *d = g_ptr_array_index(drafts->drafts, i);
    if (d->kind != WT_MECH_TABLE)
      wt_format_error(scan->diags, "E605", d->pos, "the probabilities of %s are missing", d->name);
  }
}
