/* town-compile-attributes.c - attributes of bodies and things, and their columns.
 *
 * All things share one column per attribute name; what two kinds say of the same name must agree in
 * type, dimension and sense, their domains are joined.
 */
#include "world/town-build.h"

#include <math.h>
#include <string.h>

/* ---- columns ---- */

static int axis_of(const WtTown *town, WtOwner owner)
{
  switch (owner) {
  case WT_OWNER_PERSON:
    return town->axis_person;
  case WT_OWNER_THING:
    return town->axis_thing;
  case WT_OWNER_CELL:
    return town->axis_cell;
  case WT_OWNER_BETWEEN:
    return town->axis_other;
  default:
    g_assert_not_reached();
  }
}

int wt_build_column(WtTownBuild *b, int axis, const char *group, const char *name,
                    WtColumnKind kind, WtType type)
{
  WtColumn column = {.name = wt_build_name(b, name),
                     .group = group != NULL ? wt_build_name(b, group) : WT_SYM_NONE,
                     .kind = kind,
                     .type = type,
                     .role = WT_STATE,
                     .sense = WT_SENSE_INNER,
                     .axis = (int16_t)axis,
                     .lo = -HUGE_VAL,
                     .hi = HUGE_VAL};

  return wt_layout_add_column(b->town->layout, &column);
}

int wt_build_attribute(WtTownBuild *b, WtAttribute attribute, WtColumnRole role, WtPos pos,
                       const char *path)
{
  WtLayout *layout = b->town->layout;
  WtColumn column = {.name = attribute.name,
                     .group = attribute.group,
                     .kind = attribute.type == WT_TYPE_NUMBER ? WT_F64 : WT_I32,
                     .type = attribute.type,
                     .role = role,
                     .sense = attribute.sense,
                     .phase = role == WT_DERIVED,
                     .dim = attribute.dim,
                     .axis = (int16_t)axis_of(b->town, attribute.owner),
                     .lo = attribute.lo,
                     .hi = attribute.hi,
                     .neutral = attribute.neutral,
                     .symbols = attribute.symbols,
                     .n_symbols = attribute.n_symbols};

  if (wt_layout_find(layout, column.group, column.name, column.axis) >= 0 ||
      (attribute.owner == WT_OWNER_BETWEEN &&
       wt_layout_find(layout, column.group, column.name, b->town->axis_person) >= 0)) {
    wt_build_mistake(b, "E304", pos, path, NULL, "there is another '%s' already",
                     wt_names_text(b->town->names, attribute.name));
    return -1;
  }
  attribute.block = 0;
  attribute.column = (gint16)wt_layout_add_column(layout, &column);
  return wt_vocab_add_attribute(b->town->vocab, &attribute);
}

/* ---- one attribute as written ---- */

/* The contrast value: as written, else what is there by default. */
static double neutral_of(WtTownBuild *b, const WtAttributeDef *def)
{
  gboolean given = !isnan(def->neutral);
  guint symbol = given && def->neutral >= 0.0 ? (guint)def->neutral : 0;

  switch (def->type) {
  case WT_TYPE_SYMBOL:
    if (def->symbols == NULL || symbol >= def->symbols->len)
      return 0.0;
    return wt_build_name(b, g_ptr_array_index(def->symbols, symbol));
  case WT_TYPE_ENTITY:
    return -1.0;
  case WT_TYPE_NUMBER:
    if (given)
      return def->neutral;
    return def->initial.kind == WT_INIT_NUMBER ? def->initial.a : fmin(fmax(0.0, def->lo), def->hi);
  default:
    return given ? def->neutral : 0.0;
  }
}

static gboolean symbols_are_fine(WtTownBuild *b, const WtAttributeDef *def, const char *path)
{
  if (def->symbols == NULL || def->symbols->len == 0) {
    wt_build_mistake(b, "E307", def->pos, path, NULL,
                     "a word needs the words it may be, such as [round, square]");
    return FALSE;
  }
  for (guint i = 0; i < def->symbols->len; i++)
    if (!wt_name_is_valid(g_ptr_array_index(def->symbols, i)) ||
        wt_expr_is_reserved(g_ptr_array_index(def->symbols, i))) {
      wt_build_mistake(b, "E303", def->pos, path, NULL, "'%s' cannot be a word that values are",
                       (const char *)g_ptr_array_index(def->symbols, i));
      return FALSE;
    }
  return TRUE;
}

static gboolean check_attribute(WtTownBuild *b, const WtAttributeDef *def, const char *path)
{
  WtTownInit ignored = {0};
  WtValueType type;

  if (!wt_name_is_valid(def->name) || wt_expr_is_reserved(def->name)) {
    wt_build_mistake(b, "E303", def->pos, path, NULL,
                     "'%s' is no name: letters, digits and '_' make one", def->name);
    return FALSE;
  }
  if (!wt_vocab_value_type(def->type, &type) ||
      (def->components != NULL && def->type != WT_TYPE_NUMBER)) {
    wt_build_mistake(b, "E307", def->pos, path, NULL,
                     "an attribute is a number, a truth, a word or an entity");
    return FALSE;
  }
  if (def->type == WT_TYPE_SYMBOL && !symbols_are_fine(b, def, path))
    return FALSE;
  if (def->type == WT_TYPE_NUMBER && !(def->lo < def->hi)) {
    wt_build_mistake(b, "E307", def->pos, path, NULL,
                     "a range goes from the lower to the higher number");
    return FALSE;
  }
  if (def->type == WT_TYPE_NUMBER && !isnan(def->neutral) &&
      !(def->neutral >= def->lo && def->neutral <= def->hi)) {
    wt_build_mistake(b, "E307", def->pos, path, NULL, "the neutral value is outside the range");
    return FALSE;
  }
  if (!wt_build_value(b, def, &def->initial, TRUE, path, &ignored))
    return FALSE;
  g_free(ignored.choices);
  return TRUE;
}

/* ---- attributes of several definitions joined ---- */

typedef struct {
  WtAttribute attribute;
  GArray *symbols; /* WtSym */
  WtPos pos;
  GArray *kinds; /* int: those that have it */
} Joined;

static void joined_clear(gpointer data)
{
  Joined *joined = data;

  g_array_unref(joined->symbols);
  g_array_unref(joined->kinds);
}

static GArray *joined_new(void)
{
  GArray *all = g_array_new(FALSE, TRUE, sizeof(Joined));

  g_array_set_clear_func(all, joined_clear);
  return all;
}

static Joined *find_joined(GArray *all, WtSym group, WtSym name)
{
  for (guint i = 0; i < all->len; i++) {
    Joined *joined = &g_array_index(all, Joined, i);
    if (joined->attribute.group == group && joined->attribute.name == name)
      return joined;
  }
  return NULL;
}

static void join_symbols(WtTownBuild *b, Joined *joined, const WtAttributeDef *def)
{
  for (guint i = 0; def->type == WT_TYPE_SYMBOL && i < def->symbols->len; i++) {
    WtSym sym = wt_build_name(b, g_ptr_array_index(def->symbols, i));
    gboolean known = FALSE;

    for (guint j = 0; j < joined->symbols->len; j++)
      known |= g_array_index(joined->symbols, WtSym, j) == sym;
    if (!known)
      g_array_append_val(joined->symbols, sym);
  }
}

static gboolean has_kind(const Joined *joined, int kind)
{
  for (guint i = 0; i < joined->kinds->len; i++)
    if (g_array_index(joined->kinds, int, i) == kind)
      return TRUE;
  return FALSE;
}

static void join(WtTownBuild *b, GArray *all, WtOwner owner, int kind, const WtAttributeDef *def,
                 const char *group, const char *name, const char *path)
{
  WtSym g = group != NULL ? wt_build_name(b, group) : WT_SYM_NONE, n = wt_build_name(b, name);
  Joined *joined = find_joined(all, g, n);

  if (joined == NULL) {
    Joined fresh = {.pos = def->pos,
                    .symbols = g_array_new(FALSE, FALSE, sizeof(WtSym)),
                    .kinds = g_array_new(FALSE, FALSE, sizeof(int)),
                    .attribute = {.group = g,
                                  .name = n,
                                  .owner = (guint8)owner,
                                  .type = def->type,
                                  .dim = def->dim,
                                  .sense = def->sense,
                                  .lo = def->lo,
                                  .hi = def->hi,
                                  .neutral = neutral_of(b, def)}};
    g_array_append_val(all, fresh);
    joined = &g_array_index(all, Joined, all->len - 1);
  } else if (has_kind(joined, kind)) {
    wt_build_mistake(b, "E304", def->pos, path, NULL, "there is another '%s' already", name);
    return;
  } else if (joined->attribute.type != def->type ||
             !wt_dim_equal(joined->attribute.dim, def->dim) ||
             joined->attribute.sense != def->sense) {
    wt_build_mistake(b, "E306", def->pos, path, NULL,
                     "'%s' has another type, unit or sense in another kind", name);
    return;
  }
  joined->attribute.lo = fmin(joined->attribute.lo, def->lo);
  joined->attribute.hi = fmax(joined->attribute.hi, def->hi);
  g_array_append_val(joined->kinds, kind);
  join_symbols(b, joined, def);
}

static void join_def(WtTownBuild *b, GArray *all, WtOwner owner, int kind,
                     const WtAttributeDef *def, const char *path)
{
  if (!check_attribute(b, def, path))
    return;
  for (guint i = 0; def->components != NULL && i < def->components->len; i++) {
    const char *component = g_ptr_array_index(def->components, i);
    if (wt_name_is_valid(component))
      join(b, all, owner, kind, def, def->name, component, path);
    else
      wt_build_mistake(b, "E303", def->pos, path, NULL, "'%s' is no name", component);
  }
  if (def->components == NULL)
    join(b, all, owner, kind, def, NULL, def->name, path);
}

/* Adds what was joined, in order of first appearance. */
static void add_joined(WtTownBuild *b, GArray *all)
{
  for (guint i = 0; i < all->len; i++) {
    Joined *joined = &g_array_index(all, Joined, i);
    WtAttribute attribute = joined->attribute;
    int number;

    attribute.n_symbols = joined->symbols->len;
    if (attribute.n_symbols > 0) {
      attribute.symbols = g_memdup2(joined->symbols->data, attribute.n_symbols * sizeof(WtSym));
      g_ptr_array_add(b->town->symbol_sets, (gpointer)attribute.symbols);
    }
    number = wt_build_attribute(b, attribute, WT_STATE, joined->pos,
                                wt_names_text(b->town->names, attribute.name));
    for (guint k = 0; number >= 0 && k < joined->kinds->len; k++)
      if (g_array_index(joined->kinds, int, k) >= 0)
        wt_vocab_kind_has(b->town->vocab, g_array_index(joined->kinds, int, k), number);
  }
}

/* ---- bodies ---- */

const WtAttributeDef *wt_build_body_def(const WtTownDef *def, const char *name)
{
  for (guint i = def->body->len; i > 0; i--) {
    const WtAttributeDef *attribute = g_ptr_array_index(def->body, i - 1);
    if (strcmp(attribute->name, name) == 0)
      return attribute;
  }
  return NULL;
}

static gboolean is_standard(const char *name)
{
  return strcmp(name, "posture") == 0 || strcmp(name, "clothing") == 0;
}

/* A posture is at least standing or sitting, clothing a number. */
static void check_standard(WtTownBuild *b)
{
  const WtAttributeDef *posture = wt_build_body_def(b->def, "posture");
  const WtAttributeDef *clothing = wt_build_body_def(b->def, "clothing");
  gboolean stands = FALSE;

  for (guint i = 0; posture != NULL && posture->symbols != NULL && i < posture->symbols->len; i++)
    stands |= strcmp(g_ptr_array_index(posture->symbols, i), "standing") == 0;
  if (!stands)
    wt_build_mistake(b, "E306", posture != NULL ? posture->pos : (WtPos){0, 0}, "body.has.posture",
                     NULL, "a body has a posture, one of which is 'standing'");
  if (clothing == NULL || clothing->type != WT_TYPE_NUMBER || clothing->components != NULL)
    wt_build_mistake(b, "E306", clothing != NULL ? clothing->pos : (WtPos){0, 0},
                     "body.has.clothing", NULL, "a body has clothing, which is a number");
}

void wt_build_body(WtTownBuild *b)
{
  g_autoptr(GArray) all = joined_new();
  WtVocab *vocab = b->town->vocab;
  int posture, clothing;

  check_standard(b);
  for (guint i = 0; i < b->def->body->len; i++) {
    const WtAttributeDef *def = g_ptr_array_index(b->def->body, i);
    g_autofree char *path = g_strdup_printf("body.has.%s", def->name);

    if (!is_standard(def->name) || wt_build_body_def(b->def, def->name) == def)
      join_def(b, all, WT_OWNER_PERSON, -1, def, path);
  }
  add_joined(b, all);
  posture = wt_vocab_find_attribute(vocab, WT_OWNER_PERSON, NULL, "posture");
  clothing = wt_vocab_find_attribute(vocab, WT_OWNER_PERSON, NULL, "clothing");
  b->town->columns.posture = posture >= 0 ? wt_vocab_attribute(vocab, posture)->column : -1;
  b->town->columns.clothing = clothing >= 0 ? wt_vocab_attribute(vocab, clothing)->column : -1;
}

/* Body levels: attributes that drives feel. Their drifts are bound later (wt_build_drifts). */
void wt_build_levels(WtTownBuild *b)
{
  WtTown *town = b->town;

  town->levels = g_new0(WtTownLevel, b->def->levels->len + 1);
  for (guint i = 0; i < b->def->levels->len; i++) {
    const WtLevelDef *def = g_ptr_array_index(b->def->levels, i);
    g_autofree char *path = g_strdup_printf("drives.%s", def->name);
    WtAttributeDef as = {.name = def->name,
                         .pos = def->pos,
                         .type = WT_TYPE_NUMBER,
                         .lo = def->lo,
                         .hi = def->hi,
                         .initial = def->initial,
                         .neutral = NAN};
    WtAttribute attribute = {.owner = WT_OWNER_PERSON,
                             .type = WT_TYPE_NUMBER,
                             .sense = WT_SENSE_INNER,
                             .lo = def->lo,
                             .hi = def->hi};
    WtTownLevel *level = &town->levels[town->n_levels];

    if (!check_attribute(b, &as, path))
      continue;
    attribute.name = wt_build_name(b, def->name);
    attribute.neutral = neutral_of(b, &as);
    level->name = attribute.name;
    level->lo = def->lo;
    level->hi = def->hi;
    level->attribute = wt_build_attribute(b, attribute, WT_STATE, def->pos, path);
    if (level->attribute < 0)
      continue;
    level->column = wt_vocab_attribute(town->vocab, level->attribute)->column;
    town->n_levels++;
  }
}

/* ---- things and the ground ---- */

void wt_build_things(WtTownBuild *b)
{
  g_autoptr(GArray) all = joined_new();

  for (guint k = 0; k < b->def->kinds->len; k++) {
    const WtKindDef *kind = g_ptr_array_index(b->def->kinds, k);

    for (guint i = 0; i < kind->has->len; i++) {
      const WtAttributeDef *def = g_ptr_array_index(kind->has, i);
      g_autofree char *path = g_strdup_printf("kinds.%s.has.%s", kind->name, def->name);
      join_def(b, all, WT_OWNER_THING, (int)k, def, path);
    }
  }
  add_joined(b, all);
}

static void set_ground(WtTownBuild *b, const WtAttributeDef *def, const char *group,
                       const char *name)
{
  int attribute = wt_vocab_find_attribute(b->town->vocab, WT_OWNER_THING, group, name);
  g_autofree char *path = g_strdup_printf("kinds.ground.has.%s", def->name);
  WtTownInit init = {0};

  if (attribute < 0 || !wt_build_value(b, def, &def->initial, TRUE, path, &init))
    return;
  if (init.kind != WT_INIT_NUMBER)
    wt_build_mistake(b, "E307", def->pos, path, NULL,
                     "the ground is the same everywhere: give it a fixed value");
  b->town->ground[attribute] = init.a;
  g_free(init.choices);
}

/* The ground has what its kind says, constant and the same in every cell. */
void wt_build_ground(WtTownBuild *b)
{
  const WtKindDef *ground = g_ptr_array_index(b->def->kinds, WT_KIND_GROUND);

  b->town->ground = g_new0(double, wt_vocab_n_attributes(b->town->vocab) + 1);
  for (guint i = 0; i < ground->has->len; i++) {
    const WtAttributeDef *def = g_ptr_array_index(ground->has, i);

    for (guint c = 0; def->components != NULL && c < def->components->len; c++)
      set_ground(b, def, def->name, g_ptr_array_index(def->components, c));
    if (def->components == NULL)
      set_ground(b, def, NULL, def->name);
  }
}
