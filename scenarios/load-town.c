/* load-town.c - map, legend, places and fields; see load.h.
 *
 * The map's characters are numbered by rows and columns; where one stands in the file is found from
 * the source text, because the tree knows only where the block begins.
 */
#include "scenarios/load.h"

#include "base/suggest.h"

#include <math.h>
#include <string.h>

enum { SIDE_MAX = 256 };

/* ---- legend ---- */

static void check_entity(WtLoad *load, const WtNode *node)
{
  if (wt_load_is_scalar(load, node) && !wt_load_knows(load, WT_NAMES_ENTITIES, node->text))
    wt_load_unknown(load, node, "person or thing", load->names[WT_NAMES_ENTITIES]);
}

/* The one character of a legend key; 0 with E114 if it is none or its meaning is fixed. */
static gunichar legend_letter(WtLoad *load, const WtNode *key, const WtNode *value)
{
  gunichar letter = g_utf8_strlen(key->text, -1) == 1 ? g_utf8_get_char(key->text) : 0;
  const char *fixed = letter == '#' ? "wall" : letter == '.' ? "floor" : NULL;

  if (!letter) {
    wt_load_error(load, "E114", key->pos, NULL, "'%s' is not one character of the map", key->text);
  } else if (letter == ' ' ||
             (fixed && (value->kind != WT_NODE_SCALAR || strcmp(value->text, fixed)))) {
    wt_load_error(load, "E114", key->pos, NULL, "'%s' always means %s", key->text,
                  fixed ? fixed : "outside");
    letter = 0;
  }
  return letter;
}

static void load_legend_entry(WtLoad *load, const WtNode *key, const WtNode *value)
{
  WtLegend entry = {legend_letter(load, key, value), WT_LEGEND_ENTITIES, key, value, -1, 0};

  if (value->kind == WT_NODE_SCALAR && strcmp(value->text, "wall") == 0)
    entry.kind = WT_LEGEND_WALL;
  else if (value->kind == WT_NODE_SCALAR && strcmp(value->text, "floor") == 0)
    entry.kind = WT_LEGEND_FLOOR;
  else if (value->kind != WT_NODE_LIST)
    check_entity(load, value);
  else if (value->n == 0)
    wt_load_error(load, "E128", value->pos, NULL, "the list is empty: name a thing or person");
  else
    for (guint i = 0; i < value->n; i++)
      check_entity(load, value->items[i]);
  entry.n = entry.letter ? 0 : 1; /* what has no letter is not missed on the map either */
  g_array_append_val(load->legend, entry);
  if (entry.letter)
    g_hash_table_insert(load->letters, GUINT_TO_POINTER(entry.letter),
                        GUINT_TO_POINTER(load->legend->len));
}

static void load_legend(WtLoad *load, const WtNode *legend)
{
  gsize mark = wt_load_enter(load, "legend");

  if (legend && wt_load_is_map(load, legend))
    for (guint i = 0; i < legend->n; i++) {
      gsize inner = wt_load_enter(load, legend->keys[i]->text);

      load_legend_entry(load, legend->keys[i], legend->items[i]);
      wt_load_leave(load, inner);
    }
  wt_load_leave(load, mark);
}

static WtLegend *find_legend(WtLoad *load, gunichar letter)
{
  guint at = GPOINTER_TO_UINT(g_hash_table_lookup(load->letters, GUINT_TO_POINTER(letter)));

  return at ? &g_array_index(load->legend, WtLegend, at - 1) : NULL;
}

/* ---- map ---- */

/* Line `line` (1-based) of the source, its length in characters into *n; NULL: there is none. */
static const char *source_line(const WtScenario *scenario, int line, glong *n)
{
  const char *p = scenario->text, *end = p + scenario->length;
  const char *stop;

  while (--line > 0 && p) {
    p = memchr(p, '\n', (gsize)(end - p));
    p = p ? p + 1 : NULL;
  }
  if (!p)
    return NULL;
  stop = memchr(p, '\n', (gsize)(end - p));
  stop = stop ? stop : end;
  if (stop > p && stop[-1] == '\r')
    stop--;
  *n = g_utf8_strlen(p, stop - p);
  return p;
}

typedef struct {
  const WtNode *node;
  char **rows;
  GHashTable *seen; /* characters reported as unknown */
} Map;

/* The place of the character in `row`, `x` of the map in the file: rows of a block scalar are lines
 * of the file, indented alike. */
static WtPos map_pos(const WtLoad *load, const Map *map, guint row, guint x)
{
  char *const *rows = map->rows;
  WtPos pos = {map->node->pos.line + (int)row, 0};
  glong n, length = g_utf8_strlen(rows[row], -1);
  gboolean kept = wt_diags_n_errors(load->diags) < WT_DIAGS_MAX && !map->node->quoted;
  const char *line = kept ? source_line(load->scenario, pos.line, &n) : NULL;

  if (!line || n < length)
    return map->node->pos;
  if (strncmp(g_utf8_offset_to_pointer(line, n - length), rows[row], strlen(rows[row])) != 0)
    return map->node->pos;
  pos.column = (int)(n - length) + (int)x + 1;
  return pos;
}

static void place_again(WtLoad *load, const WtLegend *entry, WtPos pos)
{
  wt_load_error(load, "E115", pos, NULL,
                "'%s' is on the map already, and a thing or person is at one place",
                entry->key->text);
}

/* One character of the map. */
static void load_cell(WtLoad *load, const Map *map, gunichar letter, guint y, guint x)
{
  WtTownDef *town = load->scenario->town;
  gint32 cell = (gint32)(y * town->width + x);
  WtLegend *entry = find_legend(load, letter);

  town->wall[cell] = letter == '#' || letter == ' ' || (entry && entry->kind == WT_LEGEND_WALL);
  if (entry && entry->kind == WT_LEGEND_ENTITIES) {
    entry->n++;
    if (entry->n == 1)
      entry->cell = cell;
    else if (entry->n == 2)
      place_again(load, entry, map_pos(load, map, y, x));
  } else if (!entry && letter != '#' && letter != ' ' && letter != '.' &&
             g_hash_table_add(map->seen, GUINT_TO_POINTER(letter))) {
    char text[8] = "";

    g_unichar_to_utf8(letter, text);
    wt_load_error(load, "E113", map_pos(load, map, y, x), NULL,
                  "the legend does not say what '%s' is", text);
  }
}

static void load_cells(WtLoad *load, const Map *map)
{
  WtTownDef *town = load->scenario->town;

  memset(town->wall, 1, (gsize)town->width * town->height);
  for (guint y = 0; y < town->height; y++) {
    const char *p = map->rows[y];

    for (guint x = 0; *p; x++, p = g_utf8_next_char(p))
      load_cell(load, map, g_utf8_get_char(p), y, x);
  }
}

static void load_map(WtLoad *load, const WtNode *map)
{
  WtTownDef *town = load->scenario->town;
  g_auto(GStrv) rows = NULL;
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  glong width = 0;
  guint height;
  gsize mark = wt_load_enter(load, "map");

  if (wt_load_is_scalar(load, map)) {
    rows = g_strsplit(map->text, "\n", -1);
    height = g_strv_length(rows);
    while (height && !*rows[height - 1])
      height--;
    for (guint i = 0; i < height; i++)
      width = MAX(width, g_utf8_strlen(rows[i], -1));
    if (width == 0 || width > SIDE_MAX || height > SIDE_MAX) {
      wt_load_error(load, "E112", map->pos, NULL,
                    "the map has %ld columns and %u rows; allowed are 1 to %d of each", width,
                    height, SIDE_MAX);
    } else {
      town->width = (guint)width;
      town->height = height;
      town->wall = g_malloc((gsize)town->width * height);
      load_cells(load, &(Map){map, rows, seen});
      load->has_map = TRUE;
    }
  }
  wt_load_leave(load, mark);
}

/* ---- places ---- */

static void place_entity(WtLoad *load, const WtLegend *entry, const WtNode *name)
{
  if (name->kind != WT_NODE_SCALAR || !wt_load_knows(load, WT_NAMES_ENTITIES, name->text))
    return;
  if (g_hash_table_contains(load->cells, name->text))
    wt_load_error(load, "E115", name->pos, NULL, "'%s' has a place in the legend already",
                  name->text);
  else
    g_hash_table_insert(load->cells, name->text, GINT_TO_POINTER(entry->cell));
}

static void place_by_legend(WtLoad *load)
{
  gsize mark = wt_load_enter(load, "town.legend");

  for (guint i = 0; i < load->legend->len; i++) {
    const WtLegend *entry = &g_array_index(load->legend, WtLegend, i);
    gsize inner = wt_load_enter(load, entry->key->text);

    if (entry->kind == WT_LEGEND_ENTITIES && load->has_map && entry->n == 0)
      wt_load_error(load, "E116", entry->key->pos, NULL, "'%s' is nowhere on the map",
                    entry->key->text);
    if (entry->kind == WT_LEGEND_ENTITIES && entry->value->kind == WT_NODE_LIST)
      for (guint k = 0; k < entry->value->n; k++)
        place_entity(load, entry, entry->value->items[k]);
    else if (entry->kind == WT_LEGEND_ENTITIES)
      place_entity(load, entry, entry->value);
    wt_load_leave(load, inner);
  }
  wt_load_leave(load, mark);
}

/* [x, y] to a cell. */
static gint32 read_point(WtLoad *load, const WtNode *at)
{
  const WtTownDef *town = load->scenario->town;
  const WtKey key = {"at", WT_KEY_INT, WT_DIM_NONE, 0, 0, NULL, NULL, NULL};
  double x, y;

  if (at->n != 2) {
    wt_load_error(load, "E104", at->pos, NULL,
                  "a place is [x, y], two whole numbers counted from 0");
    return -1;
  }
  if (!wt_read_number(load, at->items[0], &key, &x) ||
      !wt_read_number(load, at->items[1], &key, &y))
    return -1;
  if (!load->has_map)
    return -1;
  if (x < 0 || y < 0 || x >= town->width || y >= town->height) {
    wt_load_error(load, "E127", at->pos, NULL,
                  "[%.0f, %.0f] is outside the map: [0, 0] to [%u, %u]", x, y, town->width - 1,
                  town->height - 1);
    return -1;
  }
  return (gint32)(y * town->width + x);
}

/* The cell of the map character that `at` is; -1 with E127 if it is not there just once. */
static gint32 cell_of_letter(WtLoad *load, const WtNode *at, const WtLegend *entry)
{
  if (entry->kind == WT_LEGEND_ENTITIES)
    return entry->cell; /* twice or nowhere: reported with the map */
  wt_load_error(load, "E127", at->pos, NULL, "'%s' is %s, no single place", at->text,
                entry->value->text);
  return -1;
}

/* The cell of a thing; things are loaded before people. */
static gint32 cell_of_thing(WtLoad *load, const WtNode *at)
{
  gpointer cell;

  if (g_hash_table_lookup_extended(load->thing_cells, at->text, NULL, &cell))
    return GPOINTER_TO_INT(cell);
  return -1;
}

static gint32 read_place(WtLoad *load, const WtNode *at, gboolean person)
{
  WtLegend *entry;

  if (at->kind == WT_NODE_LIST)
    return read_point(load, at);
  if (!wt_load_is_scalar(load, at) || strcmp(at->text, "nowhere") == 0)
    return -1;
  entry = person && g_utf8_strlen(at->text, -1) == 1 ? find_legend(load, g_utf8_get_char(at->text))
                                                     : NULL;
  if (entry)
    return cell_of_letter(load, at, entry);
  if (person && wt_load_knows(load, WT_NAMES_THINGS, at->text))
    return cell_of_thing(load, at);
  if (person)
    wt_load_unknown(load, at, "map character or thing", load->names[WT_NAMES_THINGS]);
  else
    wt_load_error(load, "E104", at->pos, NULL,
                  "'%s' is no place for a thing: write [x, y] or nowhere, or use the legend",
                  at->text);
  return -1;
}

gint32 wt_load_place(WtLoad *load, const WtNode *name, const WtNode *at, gboolean person)
{
  gpointer by_legend;
  gboolean placed = g_hash_table_lookup_extended(load->cells, name->text, NULL, &by_legend);
  gint32 cell = placed ? GPOINTER_TO_INT(by_legend) : -1;
  gint32 written;
  gsize mark;

  if (!at && !placed)
    wt_load_error(load, "E116", name->pos, NULL, "'%s' has no place: %s", name->text,
                  person ? "write at: with a map character, [x, y] or nowhere"
                         : "put it into the legend, or write at: [x, y] or nowhere");
  if (!at)
    return cell;
  mark = wt_load_enter(load, "at");
  written = read_place(load, at, person);
  if (placed && written != cell)
    wt_load_error(load, "E115", at->pos, NULL, "'%s' has another place in the legend", name->text);
  wt_load_leave(load, mark);
  return placed ? cell : written;
}

/* ---- fields ---- */

static void load_source(WtLoad *load, const WtNode *key, const WtNode *value, WtFieldDef *field)
{
  gboolean each = g_str_has_prefix(key->text, "each ");
  g_autofree char *from = g_strstrip(g_strdup(each ? key->text + 5 : key->text));
  WtNamesOf of = each ? WT_NAMES_KINDS : WT_NAMES_THINGS;
  WtExprText *strength = wt_read_expr(load, value);
  WtSourceDef *source;

  if (!wt_load_knows(load, of, from)) {
    WtNode word = *key;

    word.text = from;
    wt_load_unknown(load, &word, each ? "kind" : "thing", load->names[of]);
  }
  if (strength && wt_load_knows(load, of, from)) {
    source = wt_field_def_add_source(field, from, each, strength);
    source->pos = key->pos;
  } else {
    wt_expr_text_free(strength);
  }
}

static void load_sources(WtLoad *load, const WtNode *node, WtFieldDef *field)
{
  const WtNode *from = wt_node_get(node, "from");
  gsize mark = wt_load_enter(load, "from");

  if (from && wt_load_is_map(load, from))
    for (guint i = 0; i < from->n; i++) {
      gsize inner = wt_load_enter(load, from->keys[i]->text);

      load_source(load, from->keys[i], from->items[i], field);
      wt_load_leave(load, inner);
    }
  wt_load_leave(load, mark);
  if (from && !wt_node_get(node, "reach"))
    wt_load_error(load, "E102", node->pos, NULL,
                  "the key 'reach' is missing: how far its sources reach");
}

static void load_field(WtLoad *load, const WtNode *key, const WtNode *node)
{
  static const WtSense senses[] = {WT_SENSE_SIGHT, WT_SENSE_HEARING, WT_SENSE_SMELL,
                                   WT_SENSE_TOUCH, WT_SENSE_INNER,   WT_SENSE_NEVER};
  WtFieldDef *field = wt_town_def_add_field(load->scenario->town, key->text);
  const WtNode *range;
  const char *sense, *spread = "straight";
  gsize mark;

  field->pos = key->pos;
  if (!wt_load_is_section(load, node, WT_SECTION_FIELD, NULL))
    return;
  if (wt_load_word(load, node, WT_SECTION_FIELD, "sense", &sense))
    field->sense = senses[wt_load_choice(wt_section_key(WT_SECTION_FIELD, "sense"), sense)];
  range = wt_node_get(node, "range");
  mark = wt_load_enter(load, "range");
  if (range)
    wt_read_range(load, range, NULL, &field->lo, &field->hi, &field->dim);
  wt_load_leave(load, mark);
  wt_load_word(load, node, WT_SECTION_FIELD, "spread", &spread);
  field->straight = strcmp(spread, "straight") == 0;
  wt_load_number(load, node, WT_SECTION_FIELD, "reach", &field->reach);
  wt_load_expr(load, node, WT_SECTION_FIELD, "base", &field->base);
  load_sources(load, node, field);
}

void wt_load_town(WtLoad *load)
{
  const WtNode *town = wt_node_get(load->root, "town");
  const WtNode *map;
  gsize mark = wt_load_enter(load, "town");

  if (town && wt_load_is_section(load, town, WT_SECTION_TOWN, NULL)) {
    wt_load_number(load, town, WT_SECTION_TOWN, "cell", &load->scenario->town->cell);
    load_legend(load, wt_node_get(town, "legend"));
    map = wt_node_get(town, "map");
    if (map)
      load_map(load, map);
    wt_load_each(load, town, "fields", load_field);
  }
  wt_load_leave(load, mark);
  place_by_legend(load);
}
