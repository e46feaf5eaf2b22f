/* town-compile-fields.c - fields: their samples at people, things and cells, and their sources. */
#include "world/town-build.h"

#include <math.h>
#include <string.h>

#include "base/suggest.h"

/* A bound expression that is a number of the wanted dimension; NULL with a mistake otherwise. */
static WtExpr *bind_number(WtTownBuild *b, const WtExprText *text, guint words, int here_kind,
                           WtDim dim, const char *path)
{
  WtExpr *expr = wt_vocab_bind(b->town->vocab, text, words, here_kind, path, b->diags);
  double value = 1.0;

  if (expr == NULL)
    return NULL;
  if (wt_expr_type(expr) == WT_VALUE_NUMBER &&
      (wt_dim_equal(wt_expr_dim(expr), dim) || (wt_expr_is_constant(expr, &value) && value == 0.0)))
    return expr;
  {
    g_autofree char *wanted = wt_dim_format(dim);
    wt_build_mistake(b, "E318", wt_expr_pos(expr), path, NULL, "this must be a number (%s)",
                     wanted);
  }
  wt_expr_unref(expr);
  return NULL;
}

/* ---- samples ---- */

static int add_sample(WtTownBuild *b, const WtFieldDef *def, WtOwner owner, double neutral,
                      const char *path)
{
  WtAttribute attribute = {.name = wt_build_name(b, def->name),
                           .owner = (guint8)owner,
                           .type = WT_TYPE_NUMBER,
                           .dim = def->dim,
                           .sense = def->sense,
                           .is_field = TRUE,
                           .lo = def->lo,
                           .hi = def->hi,
                           .neutral = neutral};

  return wt_build_attribute(b, attribute, WT_DERIVED, def->pos, path);
}

static gboolean field_is_fine(WtTownBuild *b, const WtFieldDef *def, const char *path)
{
  if (!wt_name_is_valid(def->name) || wt_expr_is_reserved(def->name))
    wt_build_mistake(b, "E303", def->pos, path, NULL, "'%s' is no name", def->name);
  else if (wt_vocab_entity(b->town->vocab, def->name) >= 0)
    wt_build_mistake(b, "E304", def->pos, path, NULL,
                     "'%s' is somebody's or something's name already", def->name);
  else if (!(def->lo < def->hi))
    wt_build_mistake(b, "E307", def->pos, path, NULL,
                     "a range goes from the lower to the higher number");
  else if (!(def->reach > 0.0) || !isfinite(def->reach))
    wt_build_mistake(b, "E318", def->pos, path, NULL, "the reach of a field is a length above 0");
  else
    return TRUE;
  return FALSE;
}

/* The field's value where no source reaches: its base, if that is constant. */
static double field_neutral(const WtTownField *field)
{
  double value = 0.0;

  if (!wt_expr_is_constant(field->base, &value))
    value = 0.0;
  return fmin(fmax(value, field->lo), field->hi);
}

static void add_field(WtTownBuild *b, const WtFieldDef *def, WtTownField *field)
{
  g_autofree char *path = g_strdup_printf("town.fields.%s", def->name);
  g_autofree char *base_path = g_strdup_printf("%s.base", path);
  const WtOwner owners[] = {WT_OWNER_PERSON, WT_OWNER_THING, WT_OWNER_CELL};
  int *samples[] = {&field->person, &field->thing, &field->cell};

  *field = (WtTownField){.name = wt_build_name(b, def->name),
                         .person = -1,
                         .thing = -1,
                         .cell = -1,
                         .straight = def->straight,
                         .reach = def->reach,
                         .lo = def->lo,
                         .hi = def->hi};
  /* Bound before any field is known: only the hour can be read. */
  if (def->base != NULL)
    field->base = bind_number(b, def->base, WT_WORDS_WORLD | WT_WORDS_NOBODY, WT_HERE_GROUND,
                              def->dim, base_path);
  if (field->base == NULL)
    field->base = wt_expr_new_constant(0.0, WT_VALUE_NUMBER, def->dim);
  if (!field_is_fine(b, def, path))
    return;
  for (guint i = 0; i < 3; i++) {
    *samples[i] = add_sample(b, def, owners[i], field_neutral(field), path);
    field->columns[i] =
        *samples[i] >= 0 ? wt_vocab_attribute(b->town->vocab, *samples[i])->column : -1;
  }
}

static void check_base(WtTownBuild *b, const WtTownField *field)
{
  guint n;
  const guint *leaves = wt_expr_parents(field->base, &n);

  for (guint i = 0; i < n; i++)
    if (wt_vocab_leaf(b->town->vocab, leaves[i])->kind != WT_LEAF_HOUR) {
      wt_build_mistake(
          b, "E318", wt_expr_pos(field->base), wt_names_text(b->town->names, field->name), NULL,
          "the base of a field may only use 'hour'; what comes from something is a source");
      return;
    }
}

void wt_build_fields(WtTownBuild *b)
{
  WtTown *town = b->town;

  town->n_fields = b->def->fields->len;
  town->fields = g_new0(WtTownField, town->n_fields + 1);
  for (guint i = 0; i < town->n_fields; i++) {
    add_field(b, g_ptr_array_index(b->def->fields, i), &town->fields[i]);
    check_base(b, &town->fields[i]);
  }
}

/* ---- sources ---- */

static void add_source(WtTownBuild *b, WtTownField *field, gint32 entity, WtExpr *strength)
{
  gint32 row = (gint32)wt_town_row(b->town, entity);
  gint32 cell = wt_town_is_person(b->town, entity)
                    ? ((const WtPersonDef *)g_ptr_array_index(b->def->people, row))->cell
                    : ((const WtThingDef *)g_ptr_array_index(b->def->things, row))->cell;

  field->sources = g_renew(WtTownSource, field->sources, field->n_sources + 1);
  field->sources[field->n_sources++] = (WtTownSource){entity, cell, wt_expr_ref(strength)};
}

static void unknown_source(WtTownBuild *b, const WtSourceDef *def, const char *path)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  g_autofree char *hint = NULL;

  for (guint k = 1; def->each && k < b->def->kinds->len; k++)
    g_ptr_array_add(names, ((const WtKindDef *)g_ptr_array_index(b->def->kinds, k))->name);
  for (guint e = 0; !def->each && e < wt_vocab_n_entities(b->town->vocab); e++)
    g_ptr_array_add(names, (gpointer)wt_vocab_entity_name(b->town->vocab, (gint32)e));
  hint = wt_suggest_hint(def->from, (const char *const *)names->pdata, names->len);
  wt_build_mistake(b, "E305", def->pos, path, hint, "there is no %s '%s'",
                   def->each ? "kind" : "thing", def->from);
}

static void add_sources(WtTownBuild *b, const WtFieldDef *field_def, WtTownField *field,
                        const WtSourceDef *def)
{
  WtTown *town = b->town;
  g_autofree char *path = g_strdup_printf("town.fields.%s.from.%s%s", field_def->name,
                                          def->each ? "each " : "", def->from);
  gint32 entity = def->each ? -1 : wt_vocab_entity(town->vocab, def->from);
  int kind = def->each ? wt_vocab_kind(town->vocab, def->from) : -1;
  g_autoptr(WtExpr) strength = NULL;

  if (def->each ? kind <= WT_KIND_GROUND : entity < 0) {
    unknown_source(b, def, path);
    return;
  }
  if (!def->each)
    kind = wt_town_is_person(town, entity) ? WT_HERE_PERSON
                                           : wt_vocab_entity_kind(town->vocab, entity);
  if (kind < 0 && kind != WT_HERE_PERSON)
    return; /* a thing of an unknown kind, which is reported already */
  if (def->strength == NULL) {
    wt_build_mistake(b, "E318", def->pos, path, NULL, "a source needs its strength");
    return;
  }
  strength = bind_number(b, def->strength, WT_WORDS_WORLD | WT_WORDS_HERE | WT_WORDS_NOBODY, kind,
                         field_def->dim, path);
  if (strength == NULL)
    return;
  if (!def->each)
    add_source(b, field, entity, strength);
  for (guint i = 0; def->each && i < town->n_things_of[kind]; i++)
    add_source(b, field, town->things_of[kind][i], strength);
}

/* ---- what sources read ---- */

static gboolean reads_here(const WtLeaf *leaf)
{
  return leaf->a.root == WT_ROOT_HERE || leaf->b.root == WT_ROOT_HERE;
}

static void add_inputs(WtTownBuild *b, GArray *inputs, const WtExpr *expr, gint32 here)
{
  guint n;
  const guint *leaves = wt_expr_parents(expr, &n);

  for (guint i = 0; i < n; i++) {
    gboolean local = reads_here(wt_vocab_leaf(b->town->vocab, leaves[i]));
    WtFieldInput input = {leaves[i], here};
    gboolean known = FALSE;

    for (guint j = 0; j < inputs->len && !known; j++) {
      const WtFieldInput *other = &g_array_index(inputs, WtFieldInput, j);
      known = other->leaf == input.leaf && (!local || other->here == here);
    }
    if (!known)
      g_array_append_val(inputs, input);
  }
}

static void find_inputs(WtTownBuild *b, WtTownField *field)
{
  GArray *inputs = g_array_new(FALSE, FALSE, sizeof(WtFieldInput));

  add_inputs(b, inputs, field->base, WT_HERE_NOTHING);
  for (guint s = 0; s < field->n_sources; s++)
    add_inputs(b, inputs, field->sources[s].strength, field->sources[s].entity);
  field->n_inputs = inputs->len;
  field->inputs = (WtFieldInput *)(void *)g_array_free(inputs, FALSE);
}

static void index_samples(WtTown *town)
{
  town->n_field_of = wt_vocab_n_attributes(town->vocab);
  town->field_of = g_new(int, town->n_field_of + 1);
  for (guint i = 0; i < town->n_field_of; i++)
    town->field_of[i] = -1;
  for (guint f = 0; f < town->n_fields; f++) {
    const int samples[] = {town->fields[f].person, town->fields[f].thing, town->fields[f].cell};

    for (guint i = 0; i < G_N_ELEMENTS(samples); i++)
      if (samples[i] >= 0)
        town->field_of[samples[i]] = (int)f;
  }
}

void wt_build_field_sources(WtTownBuild *b)
{
  index_samples(b->town);
  for (guint f = 0; f < b->town->n_fields; f++) {
    const WtFieldDef *def = g_ptr_array_index(b->def->fields, f);

    for (guint s = 0; s < def->sources->len; s++)
      add_sources(b, def, &b->town->fields[f], g_ptr_array_index(def->sources, s));
    find_inputs(b, &b->town->fields[f]);
  }
}
