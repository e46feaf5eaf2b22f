/* town-compile-checks.c - what blocks, what can be reached, and that no field feeds itself. */
#include "world/town-build.h"

#include <string.h>

/* ---- blockers ---- */

static void add_blocker(WtTownBuild *b, const WtThingDef *thing, WtBlocker blocker)
{
  if (!blocker.walk && !blocker.sight && !blocker.air)
    return;
  if (b->town->n_blockers == WT_TOWN_BLOCKERS_MAX) {
    wt_build_mistake(b, "E316", thing->pos, thing->name, NULL,
                     "at most %d doors and the like can block the way", WT_TOWN_BLOCKERS_MAX);
    return;
  }
  b->town->blockers[b->town->n_blockers++] = blocker;
}

/* What a kind always blocks and what it blocks when shut are two blockers. */
static void add_blockers(WtTownBuild *b, guint t)
{
  const WtThingDef *thing = g_ptr_array_index(b->def->things, t);
  const WtKindDef *kind = g_ptr_array_index(b->def->kinds, b->kind_of[t]);
  gint32 entity = (gint32)(b->town->n_people + t);
  gboolean shuts =
      kind->walk == WT_BLOCKS_SHUT || kind->sight == WT_BLOCKS_SHUT || kind->air == WT_BLOCKS_SHUT;
  int open = wt_vocab_find_attribute(b->town->vocab, WT_OWNER_THING, NULL, "open");

  if (thing->cell < 0 || (guint)thing->cell >= b->town->n_cells)
    return;
  add_blocker(b, thing,
              (WtBlocker){entity, thing->cell, -1, kind->walk == WT_BLOCKS_ALWAYS,
                          kind->sight == WT_BLOCKS_ALWAYS, kind->air == WT_BLOCKS_ALWAYS});
  if (!shuts)
    return;
  if (!wt_vocab_kind_has_attribute(b->town->vocab, b->kind_of[t], open) ||
      wt_vocab_attribute(b->town->vocab, open)->type != WT_TYPE_BOOL) {
    wt_build_mistake(b, "E317", kind->pos, kind->name, NULL,
                     "what blocks when shut has `open`, which is true or false");
    return;
  }
  add_blocker(b, thing,
              (WtBlocker){entity, thing->cell, open, kind->walk == WT_BLOCKS_SHUT,
                          kind->sight == WT_BLOCKS_SHUT, kind->air == WT_BLOCKS_SHUT});
}

void wt_build_blockers(WtTownBuild *b)
{
  for (guint t = 0; t < b->town->n_things; t++)
    if (b->kind_of[t] >= 0)
      add_blockers(b, t);
  b->town->geometry = wt_geometry_new(b->def->width, b->def->height, b->def->wall, b->def->cell,
                                      b->town->blockers, b->town->n_blockers);
}

/* ---- ways ---- */

/* Cells that somebody can stand on with all doors open, from where people are. */
static guint8 *flood(WtTownBuild *b, guint64 shut)
{
  guint8 *reached = g_new0(guint8, b->town->n_cells + 1);
  g_autofree gint32 *queue = g_new(gint32, b->town->n_cells + 1);
  gint32 width = (gint32)b->def->width;
  guint head = 0, tail = 0;

  for (guint p = 0; p < b->town->n_people; p++) {
    gint32 cell = ((const WtPersonDef *)g_ptr_array_index(b->def->people, p))->cell;
    if (cell >= 0 && (guint)cell < b->town->n_cells && !reached[cell]) {
      reached[cell] = 1;
      queue[tail++] = cell;
    }
  }
  /* Diagonal steps cut no corners, so they reach nothing that straight ones do not. */
  while (head < tail) {
    gint32 cell = queue[head++], x = cell % width;
    const gint32 next[] = {x > 0 ? cell - 1 : -1, x + 1 < width ? cell + 1 : -1, cell - width,
                           cell + width};

    for (guint i = 0; i < G_N_ELEMENTS(next); i++)
      if (next[i] >= 0 && (guint)next[i] < b->town->n_cells && !reached[next[i]] &&
          wt_geometry_walkable(b->town->geometry, next[i], shut)) {
        reached[next[i]] = 1;
        queue[tail++] = next[i];
      }
  }
  return reached;
}

static gboolean is_near(WtTownBuild *b, const guint8 *reached, gint32 cell, WtReach reach,
                        guint64 shut)
{
  gint32 width = (gint32)b->def->width, height = (gint32)b->def->height, x = cell % width,
         y = cell / width;

  if (reached[cell] && wt_geometry_reaches(b->town->geometry, cell, cell, reach, shut))
    return TRUE;
  for (gint32 j = MAX(y - 1, 0); j <= MIN(y + 1, height - 1); j++)
    for (gint32 i = MAX(x - 1, 0); i <= MIN(x + 1, width - 1); i++)
      if (reached[j * width + i] &&
          wt_geometry_reaches(b->town->geometry, j * width + i, cell, reach, shut))
        return TRUE;
  return FALSE;
}

/* Things that offer something nobody can ever get to are mistakes. */
void wt_build_reach(WtTownBuild *b)
{
  WtTown *town = b->town;
  g_autofree guint8 *reached = NULL;
  guint64 shut = 0;

  if (town->n_people == 0)
    return;
  for (guint i = 0; i < town->n_blockers; i++)
    if (town->blockers[i].open < 0)
      shut |= G_GUINT64_CONSTANT(1) << i;
  reached = flood(b, shut);
  for (guint t = 0; t < town->n_things; t++) {
    const WtThingDef *thing = g_ptr_array_index(b->def->things, t);
    const WtTownOffers *offers = b->kind_of[t] >= 0 ? &town->offers[b->kind_of[t]] : NULL;
    gboolean possible = FALSE;

    if (offers == NULL || offers->n_rules == 0 || thing->cell < 0 ||
        (guint)thing->cell >= town->n_cells)
      continue;
    for (guint i = 0; i < offers->n_rules && !possible; i++)
      possible = is_near(b, reached, thing->cell,
                         wt_town_rule(town, (guint)offers->rules[i])->reach, shut);
    if (possible)
      continue;
    g_autofree char *path = g_strdup_printf("things.%s", thing->name);
    wt_diags_add(b->diags, WT_ERROR, "E319", thing->pos, path, NULL,
                 "nobody can get to '%s', even with all doors open", thing->name);
  }
}

/* ---- cycles ---- */

typedef enum { UNSEEN, UNDER_WAY, DONE } Mark;

typedef struct {
  WtTownBuild *b;
  guint8 *marks;
  guint n_ordered;
  gboolean cyclic;
} Walk;

static void cycle_mistake(WtTownBuild *b, guint field, const char *message)
{
  const WtFieldDef *def = g_ptr_array_index(b->def->fields, field);
  g_autofree char *path = g_strdup_printf("town.fields.%s", def->name);

  wt_build_mistake(b, "E313", def->pos, path, NULL, "%s", message);
}

static void visit(Walk *walk, guint f)
{
  WtTown *town = walk->b->town;
  const WtTownField *field = &town->fields[f];

  walk->marks[f] = UNDER_WAY;
  for (guint i = 0; i < field->n_inputs; i++) {
    const WtLeaf *leaf = wt_vocab_leaf(town->vocab, field->inputs[i].leaf);
    int other =
        leaf->kind == WT_LEAF_ATTRIBUTE ? wt_town_attribute_field(town, leaf->attribute) : -1;

    if (other < 0 || walk->marks[other] == DONE)
      continue;
    if (walk->marks[other] == UNSEEN) {
      visit(walk, (guint)other);
    } else if (!walk->cyclic) {
      walk->cyclic = TRUE;
      cycle_mistake(walk->b, (guint)other, "the strength of a source depends on the field itself");
    }
  }
  walk->marks[f] = DONE;
  town->field_order[walk->n_ordered++] = f;
}

/* Fields are computed before what is felt. */
static void check_felt_inputs(WtTownBuild *b, guint f)
{
  const WtTownField *field = &b->town->fields[f];

  for (guint i = 0; i < field->n_inputs; i++) {
    const WtLeaf *leaf = wt_vocab_leaf(b->town->vocab, field->inputs[i].leaf);
    const WtAttribute *a =
        leaf->kind <= WT_LEAF_BETWEEN ? wt_vocab_attribute(b->town->vocab, leaf->attribute) : NULL;

    if (a != NULL && !a->is_field &&
        wt_layout_column(b->town->layout, a->column)->role == WT_DERIVED) {
      cycle_mistake(b, f,
                    "a field cannot follow from what somebody feels, which may follow from it");
      return;
    }
  }
}

/* No field may depend on itself, directly or by others; field_order puts sources first. */
void wt_build_cycles(WtTownBuild *b)
{
  g_autofree guint8 *marks = g_new0(guint8, b->town->n_fields + 1);
  Walk walk = {b, marks, 0, FALSE};

  b->town->field_order = g_new0(guint, b->town->n_fields + 1);
  for (guint f = 0; f < b->town->n_fields; f++) {
    if (marks[f] == UNSEEN)
      visit(&walk, f);
    check_felt_inputs(b, f);
  }
}
