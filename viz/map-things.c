/* map-things.c - what stands about in the town, drawn from above.
 *
 * What a thing looks like follows from what it offers (whoever sits on it sits on a seat), from the
 * word its kind has, from what it gives off; how, from its attributes: shape, softness, colours,
 * whether it is on. Things of no known look are boxes.
 */
#include "viz/map.h"

/* ---- what it looks like ---- */

typedef struct {
  const char *word;
  WtThingLooks looks;
} Word;

static const Word verbs[] = {
    {"sit", WT_LOOKS_SEAT},    {"rest", WT_LOOKS_SEAT},    {"lie", WT_LOOKS_BED},
    {"sleep", WT_LOOKS_BED},   {"nap", WT_LOOKS_BED},      {"eat", WT_LOOKS_FOOD},
    {"cook", WT_LOOKS_HEAT},   {"warm", WT_LOOKS_HEAT},    {"drink", WT_LOOKS_DRINK},
    {"read", WT_LOOKS_BOOKS},  {"browse", WT_LOOKS_BOOKS}, {"tend", WT_LOOKS_PLANT},
    {"plant", WT_LOOKS_PLANT}, {"fish", WT_LOOKS_WATER},   {"swim", WT_LOOKS_WATER},
    {"bathe", WT_LOOKS_WATER}, {"tidy", WT_LOOKS_MESS},    {"clean", WT_LOOKS_MESS},
    {"play", WT_LOOKS_DEVICE}, {"press", WT_LOOKS_DEVICE}, {"try", WT_LOOKS_DEVICE},
    {"work", WT_LOOKS_TABLE},  {"write", WT_LOOKS_TABLE}};

static const Word kinds[] = {
    {"bed", WT_LOOKS_BED},           {"seat", WT_LOOKS_SEAT},   {"chair", WT_LOOKS_SEAT},
    {"bench", WT_LOOKS_SEAT},        {"stool", WT_LOOKS_SEAT},  {"sofa", WT_LOOKS_SEAT},
    {"table", WT_LOOKS_TABLE},       {"desk", WT_LOOKS_TABLE},  {"furniture", WT_LOOKS_TABLE},
    {"counter", WT_LOOKS_TABLE},     {"stove", WT_LOOKS_HEAT},  {"heater", WT_LOOKS_HEAT},
    {"fireplace", WT_LOOKS_HEAT},    {"oven", WT_LOOKS_HEAT},   {"pot", WT_LOOKS_DRINK},
    {"kettle", WT_LOOKS_DRINK},      {"jug", WT_LOOKS_DRINK},   {"food", WT_LOOKS_FOOD},
    {"dish", WT_LOOKS_FOOD},         {"plant", WT_LOOKS_PLANT}, {"garden", WT_LOOKS_PLANT},
    {"tree", WT_LOOKS_PLANT},        {"books", WT_LOOKS_BOOKS}, {"shelf", WT_LOOKS_BOOKS},
    {"water", WT_LOOKS_WATER},       {"pond", WT_LOOKS_WATER},  {"machine", WT_LOOKS_DEVICE},
    {"instrument", WT_LOOKS_DEVICE}, {"lever", WT_LOOKS_DEVICE}};

static WtThingLooks find_word(const Word *words, guint n, const char *text)
{
  for (guint i = 0; text && i < n; i++)
    if (g_str_equal(words[i].word, text))
      return words[i].looks;
  return WT_LOOKS_UNKNOWN;
}

/* The posture that an act has as its effect says most. */
static WtThingLooks by_posture(const WtMap *m, const WtRule *rule)
{
  for (guint i = 0; i < rule->n_does; i++) {
    const WtLeaf *leaf = wt_vocab_leaf(m->model->vocab, rule->does[i].leaf);
    double value;
    if (leaf->a.root != WT_ROOT_SELF || leaf->attribute < 0 ||
        wt_vocab_attribute(m->model->vocab, leaf->attribute)->column != m->columns->posture ||
        !wt_expr_is_constant(rule->does[i].value, &value))
      continue;
    const char *word = wt_names_text(wt_town_names(m->town), (WtSym)value);
    if (word && g_str_equal(word, "lying"))
      return WT_LOOKS_BED;
    if (word && g_str_equal(word, "sitting"))
      return WT_LOOKS_SEAT;
  }
  return WT_LOOKS_UNKNOWN;
}

static WtThingLooks find_looks(const WtMap *m, gint32 entity)
{
  guint n = 0;
  const gint32 *rules = wt_town_offers(m->town, entity, &n);
  WtThingLooks found = WT_LOOKS_UNKNOWN;
  for (guint i = 0; i < n && found == WT_LOOKS_UNKNOWN; i++)
    found = by_posture(m, wt_town_rule(m->town, (guint)rules[i]));
  if (found == WT_LOOKS_UNKNOWN)
    found = find_word(
        kinds, G_N_ELEMENTS(kinds),
        wt_vocab_kind_name(m->model->vocab, wt_vocab_entity_kind(m->model->vocab, entity)));
  for (guint i = 0; i < n && found == WT_LOOKS_UNKNOWN; i++)
    found = find_word(
        verbs, G_N_ELEMENTS(verbs),
        wt_names_text(wt_town_names(m->town), wt_town_rule(m->town, (guint)rules[i])->verb));
  return found == WT_LOOKS_UNKNOWN ? WT_LOOKS_BOX : found;
}

WtThingLooks wt_map_looks(const WtMap *m, gint32 entity)
{
  guint kind = (guint)wt_vocab_entity_kind(m->model->vocab, entity);
  if (m->looks[kind] == WT_LOOKS_UNKNOWN)
    m->looks[kind] = (guint8)find_looks(m, entity);
  return (WtThingLooks)m->looks[kind];
}

/* ---- how it looks: what its attributes say ---- */

enum { PAINTS_MAX = 4 };

typedef struct {
  gboolean round;
  gboolean is_on, switched; /* there is something to switch */
  float soft;               /* 0..1, -1: not said */
  float much;               /* 0..1 of the first other amount, -1: none */
  WtColour paint[PAINTS_MAX];
  guint n_paints;
} Manner;

static const struct {
  const char *word;
  WtColour colour;
} paints[] = {{"red", WT_COLOUR_MOTIVE + 5},    {"blue", WT_COLOUR_MOTIVE},
              {"green", WT_COLOUR_MOTIVE + 2},  {"yellow", WT_COLOUR_MOTIVE + 6},
              {"orange", WT_COLOUR_MOTIVE + 1}, {"pink", WT_COLOUR_MOTIVE + 3},
              {"purple", WT_COLOUR_MOTIVE + 3}, {"grey", WT_COLOUR_MOTIVE + 7},
              {"white", WT_COLOUR_PANEL},       {"black", WT_COLOUR_PERSON},
              {"brown", WT_COLOUR_DOOR}};

static void add_paint(Manner *manner, const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS(paints) && manner->n_paints < PAINTS_MAX; i++)
    if (g_str_equal(paints[i].word, word))
      manner->paint[manner->n_paints++] = paints[i].colour;
}

static void take_attribute(Manner *manner, const char *name, const WtAttribute *a, double value,
                           const char *word)
{
  static const char *const switches[] = {"on", "lit", "down", "burning", "lights"};
  if (a->type == WT_TYPE_SYMBOL && word) {
    manner->round |= g_str_equal(word, "round");
    add_paint(manner, word);
  } else if (a->type == WT_TYPE_BOOL) {
    gboolean is_switch = FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(switches); i++)
      is_switch |= g_str_equal(switches[i], name);
    manner->switched |= is_switch;
    manner->is_on |= is_switch && value != 0;
    if (value != 0)
      add_paint(manner, name);
  } else if (a->type == WT_TYPE_NUMBER && a->hi > a->lo && a->hi - a->lo < 1e9) {
    float share = (float)wt_attribute_scale(a, value);
    if (g_str_equal(name, "softness"))
      manner->soft = share;
    else if (manner->much < 0)
      manner->much = share;
  }
}

static Manner manner_of(const WtMap *m, gint32 entity)
{
  const WtVocab *vocab = m->model->vocab;
  Manner manner = {.soft = -1, .much = -1};
  gint32 kind = wt_vocab_entity_kind(vocab, entity);
  for (guint i = 0; i < wt_vocab_n_attributes(vocab); i++) {
    const WtAttribute *a = wt_vocab_attribute(vocab, (int)i);
    if (a->owner != WT_OWNER_THING || a->is_field || a->block != 0 ||
        !wt_vocab_kind_has_attribute(vocab, kind, (int)i))
      continue;
    double value = wt_block_get(m->world, a->column, (guint32)(entity - m->n_people));
    const char *word =
        a->type == WT_TYPE_SYMBOL ? wt_names_text(wt_town_names(m->town), (WtSym)value) : NULL;
    take_attribute(&manner, wt_names_text(wt_town_names(m->town), a->name), a, value, word);
  }
  return manner;
}

/* ---- drawing ---- */

/* A part of a thing in its own measure, from the middle: forwards f0..f1, across -a..a. */
static void part(const WtMap *m, WtSpot s, WtColour colour, guint8 alpha, float f0, float f1,
                 float a, float radius)
{
  gboolean upright = s.dx * s.dx < s.dy * s.dy;
  float sign = upright ? (s.dy < 0 ? -1.0f : 1.0f) : (s.dx < 0 ? -1.0f : 1.0f);
  float from = MIN(f0 * sign, f1 * sign) * s.size, length = (f1 - f0) * s.size;
  float x = upright ? s.x - a * s.size : s.x + from, y = upright ? s.y + from : s.y - a * s.size;
  wt_scene_round(m->scene, colour, alpha, x, y, upright ? 2 * a * s.size : length,
                 upright ? length : 2 * a * s.size, radius * s.size);
}

/* The same with a rim. */
static void body(const WtMap *m, WtSpot s, WtColour rim, WtColour fill, float f, float a,
                 float radius)
{
  float pen = s.size > 0 ? MAX(1, s.size * 0.035f) / s.size : 0;
  part(m, s, rim, 255, -f, f, a, radius);
  part(m, s, fill, 255, pen - f, f - pen, a - pen, MAX(0, radius - pen));
}

static void draw_seat(const WtMap *m, WtSpot s, const Manner *how)
{
  WtColour cushion = how->n_paints > 0 ? how->paint[0] : WT_COLOUR_THING;
  float soft = how->soft < 0 ? 0.5f : how->soft, size = 0.15f + 0.16f * soft;
  float radius = how->round ? 0.37f : 0.09f;
  body(m, s, WT_COLOUR_WOOD_EDGE, WT_COLOUR_WOOD, 0.37f, 0.37f, radius);
  if (how->n_paints > 0)
    size = 0.29f;
  if (how->round)
    wt_scene_circle(m->scene, cushion, 255, s.x, s.y, size * s.size);
  else
    part(m, s, cushion, 255, -size, size, size, 0.05f + 0.1f * soft);
  if (!how->round) /* its back */
    part(m, s, WT_COLOUR_WOOD_EDGE, 255, -0.42f, -0.31f, 0.38f, 0.05f);
}

static void draw_bed(const WtMap *m, WtSpot s, const Manner *how)
{
  body(m, s, WT_COLOUR_WOOD_EDGE, WT_COLOUR_PANEL, 0.47f, 0.32f, 0.07f);
  part(m, s, WT_COLOUR_WOOD_EDGE, 255, -0.48f, -0.41f, 0.33f, 0.03f);
  part(m, s, how->n_paints > 0 ? how->paint[0] : WT_COLOUR_THING, 255, -0.1f, 0.44f, 0.29f, 0.06f);
  part(m, s, WT_COLOUR_LINE, 255, -0.37f, -0.16f, how->round ? 0.11f : 0.2f,
       how->round ? 0.11f : 0.06f);
}

static void draw_table(const WtMap *m, WtSpot s, const Manner *how)
{
  body(m, s, WT_COLOUR_WOOD_EDGE, WT_COLOUR_WOOD, 0.4f, 0.4f, how->round ? 0.4f : 0.07f);
}

static void draw_heat(const WtMap *m, WtSpot s, const Manner *how)
{
  gboolean hot = how->is_on || !how->switched;
  if (hot)
    wt_scene_circle(m->scene, WT_COLOUR_WARM, 46, s.x, s.y, s.size * 0.56f);
  body(m, s, WT_COLOUR_PERSON, WT_COLOUR_WALL, 0.36f, 0.36f, 0.1f);
  wt_scene_circle(m->scene, WT_COLOUR_PERSON, 255, s.x, s.y, s.size * 0.24f);
  if (hot) {
    wt_scene_circle(m->scene, WT_COLOUR_CAUSE, 255, s.x, s.y, s.size * 0.19f);
    wt_scene_circle(m->scene, WT_COLOUR_WARM, 255, s.x, s.y, s.size * 0.11f);
  }
}

static void draw_food(const WtMap *m, WtSpot s, const Manner *how)
{
  draw_table(m, s, how);
  wt_scene_circle(m->scene, WT_COLOUR_WOOD_EDGE, 255, s.x, s.y, s.size * 0.27f);
  wt_scene_circle(m->scene, how->n_paints > 0 ? how->paint[0] : WT_COLOUR_PANEL, 255, s.x, s.y,
                  s.size * 0.25f);
  wt_scene_circle(m->scene, WT_COLOUR_DOOR, 255, s.x, s.y, s.size * 0.13f);
}

static void draw_drink(const WtMap *m, WtSpot s, const Manner *how)
{
  draw_table(m, s, how);
  if (how->is_on)
    wt_scene_circle(m->scene, WT_COLOUR_WARM, 110, s.x, s.y, s.size * 0.34f);
  wt_scene_line(m->scene, WT_COLOUR_PANEL, 255, s.size * 0.07f, s.x, s.y, s.x + s.size * 0.27f,
                s.y - s.size * 0.12f);
  wt_scene_circle(m->scene, WT_COLOUR_PANEL, 255, s.x, s.y, s.size * 0.19f);
  wt_scene_circle(m->scene, WT_COLOUR_COLD, 255, s.x, s.y, s.size * 0.13f);
}

static void draw_books(const WtMap *m, WtSpot s, const Manner *how)
{
  static const WtColour spines[] = {WT_COLOUR_COLD, WT_COLOUR_DOOR, WT_COLOUR_LEAF, WT_COLOUR_THING,
                                    WT_COLOUR_WARM};
  (void)how;
  body(m, s, WT_COLOUR_WOOD_EDGE, WT_COLOUR_WOOD, 0.26f, 0.42f, 0.04f);
  gboolean upright = s.dx * s.dx < s.dy * s.dy;
  for (guint i = 0; i < G_N_ELEMENTS(spines); i++) {
    float at = (-0.34f + 0.14f * (float)i) * s.size, w = 0.1f * s.size, h = 0.3f * s.size;
    wt_scene_rect(m->scene, spines[i], 255, upright ? s.x + at : s.x - h / 2,
                  upright ? s.y - h / 2 : s.y + at, upright ? w : h, upright ? h : w);
  }
}

static void draw_plant(const WtMap *m, WtSpot s, const Manner *how)
{
  static const float leaves[][3] = {
      {-0.17f, 0.1f, 0.21f}, {0.18f, 0.12f, 0.19f}, {0, -0.16f, 0.23f}};
  for (guint i = 0; i < G_N_ELEMENTS(leaves); i++)
    wt_scene_circle(m->scene, WT_COLOUR_LEAF, 235, s.x + leaves[i][0] * s.size,
                    s.y + leaves[i][1] * s.size, leaves[i][2] * s.size);
  wt_scene_circle(m->scene, how->n_paints > 0 ? how->paint[0] : WT_COLOUR_WARM, 255, s.x, s.y,
                  s.size * 0.07f);
}

static void draw_water(const WtMap *m, WtSpot s, const Manner *how)
{
  (void)how;
  body(m, s, WT_COLOUR_COLD, WT_COLOUR_GLASS, 0.42f, 0.42f, 0.2f);
  for (int i = -1; i <= 1; i += 2) {
    float y = s.y + (float)i * 0.12f * s.size, d = 0.05f * s.size;
    wt_scene_curve(m->scene, WT_COLOUR_COLD, 180, MAX(1, s.size * 0.035f), s.x - 0.24f * s.size,
                   y - d, s.x, y + d);
    wt_scene_curve(m->scene, WT_COLOUR_COLD, 180, MAX(1, s.size * 0.035f), s.x, y + d,
                   s.x + 0.24f * s.size, y - d);
  }
}

/* The more of it, the more lies about. */
static void draw_mess(const WtMap *m, WtSpot s, const Manner *how)
{
  static const float bits[][3] = {{-0.1f, -0.08f, 0.2f},  {0.16f, 0.14f, 0.16f},
                                  {-0.22f, 0.2f, 0.13f},  {0.2f, -0.2f, 0.14f},
                                  {-0.28f, -0.26f, 0.1f}, {0.02f, 0.28f, 0.11f}};
  static const WtColour colours[] = {WT_COLOUR_THING, WT_COLOUR_WOOD, WT_COLOUR_LEAF,
                                     WT_COLOUR_GLASS, WT_COLOUR_WARM, WT_COLOUR_COLD};
  guint n = how->much < 0 ? 3 : 1 + (guint)(how->much * 5 + 0.5f);
  body(m, s, WT_COLOUR_LINE, WT_COLOUR_FLOOR, 0.4f, 0.4f, 0.12f);
  for (guint i = 0; i < n && i < G_N_ELEMENTS(bits); i++) {
    float d = bits[i][2] * s.size, x = s.x + bits[i][0] * s.size, y = s.y + bits[i][1] * s.size;
    wt_scene_round(m->scene, colours[i], 255, x - d / 2, y - d / 2, d, d, i % 2 ? d / 2 : d / 5);
  }
}

/* Coloured buttons where it has colours. */
static void draw_device(const WtMap *m, WtSpot s, const Manner *how)
{
  if (how->is_on)
    wt_scene_circle(m->scene, WT_COLOUR_LIGHT, 120, s.x, s.y, s.size * 0.54f);
  body(m, s, WT_COLOUR_THING_EDGE, how->is_on ? WT_COLOUR_LIGHT : WT_COLOUR_THING, 0.36f, 0.36f,
       0.12f);
  for (guint i = 0; i < how->n_paints; i++) {
    float x = s.x + ((float)i - (float)(how->n_paints - 1) / 2) * 0.17f * s.size;
    wt_scene_circle(m->scene, how->paint[i], 255, x, s.y, s.size * 0.075f);
  }
  if (how->n_paints == 0)
    wt_scene_circle(m->scene, WT_COLOUR_THING_EDGE, 255, s.x, s.y, s.size * 0.12f);
}

static void draw_box(const WtMap *m, WtSpot s, const Manner *how)
{
  WtColour fill = how->n_paints > 0 ? how->paint[0]
                  : how->is_on      ? WT_COLOUR_LIGHT
                                    : WT_COLOUR_THING;
  body(m, s, WT_COLOUR_THING_EDGE, fill, 0.36f, 0.36f, how->round ? 0.36f : 0.12f);
}

void wt_map_thing(const WtMap *m, gint32 entity, WtSpot spot)
{
  static void (*const draw[])(const WtMap *, WtSpot, const Manner *) = {
      [WT_LOOKS_UNKNOWN] = draw_box,  [WT_LOOKS_BOX] = draw_box,     [WT_LOOKS_SEAT] = draw_seat,
      [WT_LOOKS_BED] = draw_bed,      [WT_LOOKS_TABLE] = draw_table, [WT_LOOKS_HEAT] = draw_heat,
      [WT_LOOKS_FOOD] = draw_food,    [WT_LOOKS_DRINK] = draw_drink, [WT_LOOKS_BOOKS] = draw_books,
      [WT_LOOKS_PLANT] = draw_plant,  [WT_LOOKS_WATER] = draw_water, [WT_LOOKS_MESS] = draw_mess,
      [WT_LOOKS_DEVICE] = draw_device};
  if (wt_map_is_leaf(m, entity)) {
    wt_map_leaf(m, entity, spot);
    return;
  }
  if (spot.size < 8) { /* too small for parts */
    wt_scene_rect(m->scene, WT_COLOUR_THING_EDGE, 255, spot.x - spot.size * 0.4f,
                  spot.y - spot.size * 0.4f, spot.size * 0.8f, spot.size * 0.8f);
    return;
  }
  Manner how = manner_of(m, entity);
  draw[wt_map_looks(m, entity)](m, spot, &how);
}

void wt_map_things(const WtMap *m)
{
  for (gint32 i = m->n_people; i < m->n_entities; i++) {
    WtSpot s = m->spot[i];
    if (s.size <= 0)
      continue;
    wt_map_thing(m, i, s);
    wt_map_hit(m, (WtBox){s.x - s.size / 2, s.y - s.size / 2, s.size, s.size}, i);
  }
}

/* ---- what is carried ---- */

static gboolean names_her(const WtMap *m, gint32 thing, gint32 person)
{
  const WtVocab *vocab = m->model->vocab;
  for (guint i = 0; i < wt_vocab_n_attributes(vocab); i++) {
    const WtAttribute *a = wt_vocab_attribute(vocab, (int)i);
    if (a->type != WT_TYPE_ENTITY || a->block != 0)
      continue;
    if (a->owner == WT_OWNER_PERSON &&
        (gint32)wt_block_get(m->world, a->column, (guint32)person) == thing)
      return TRUE;
    if (a->owner == WT_OWNER_THING &&
        wt_vocab_kind_has_attribute(vocab, wt_vocab_entity_kind(vocab, thing), (int)i) &&
        (gint32)wt_block_get(m->world, a->column, (guint32)(thing - m->n_people)) == person)
      return TRUE;
  }
  return FALSE;
}

gint32 wt_map_carried(const WtMap *m, gint32 person, gint32 after)
{
  for (gint32 i = MAX(m->n_people, after + 1); i < m->n_entities; i++)
    if (wt_map_cell_of(m, i) < 0 && names_her(m, i, person))
      return i;
  return -1;
}
