/* candidates-world.c - the world cut: variables of the town that the features were read from.
 *
 * - what she sees, smells, feels of a thing: that attribute, contrast Q's value;
 * - who is near: that person, contrast absent;
 * - a sample of a field that she infers: not the sample, which she cannot perceive, but what the
 * field comes from (the door is open), contrast the other truth value or the neutral one; all
 * samples of the field that she would take otherwise then change together, for every option;
 * - her own levels, contrast the set point.
 */
#include "agent/candidates.h"

/* A feature of a row, read from the row's own mechanisms; unlike the engine's for every row. */
typedef struct {
  guint row;
  WtFeature feature;
  guint leaf;
  WtRoles roles;
} RowFeature;

static gboolean is_listed(const GArray *list, guint from, WtFeature feature)
{
  for (guint i = from; i < list->len; i++)
    if (g_array_index(list, RowFeature, i).feature == feature)
      return TRUE;
  return FALSE;
}

static void list_row(const WtCandidates *b, guint row, GArray *list)
{
  guint from = list->len;
  for (guint slot = 0; slot < b->t->n_slots; slot++) {
    WtRowMech mech = wt_row_mech(&b->e->view, b->t, row, slot);
    guint n = 0;
    const guint *leaves = wt_mech_leaves(b->minds, &mech, &n);
    for (guint i = 0; i < n; i++) {
      RowFeature f = {row, wt_feature_of(b->minds, leaves[i], mech.origin), leaves[i], mech.roles};
      if (wt_leaf_is_here(b->minds->known->vocab, leaves[i]) && !is_listed(list, from, f.feature))
        g_array_append_val(list, f);
    }
  }
}

static WtPut put_feature(const WtCandidates *b, const RowFeature *f, double value)
{
  return (WtPut){.kind = WT_PUT_FACTOR,
                 .option = b->t->key[f->row],
                 .from = WT_OPTION_NONE,
                 .id = (gint32)f->feature,
                 .value = value};
}

static WtCandidate *find(const WtCandidates *b, gint32 entity, gint32 attribute)
{
  for (guint i = 0; i < b->out->len; i++) {
    WtCandidate *c = &g_array_index(b->out, WtCandidate, i);
    if (c->entity == entity && c->attribute == attribute)
      return c;
  }
  return NULL;
}

static WtCandidate *add_variable(WtCandidates *b, gint32 entity, gint32 attribute, double actual,
                                 double contrast, guint8 source)
{
  const WtVocab *vocab = b->minds->known->vocab;
  const char *who = wt_vocab_entity_name(vocab, entity);
  g_autofree char *what = attribute == WT_ATTRIBUTE_AT ? NULL : wt_attribute_name(vocab, attribute);
  WtType type =
      attribute == WT_ATTRIBUTE_AT ? WT_TYPE_CELL : wt_vocab_attribute(vocab, attribute)->type;
  WtCandidate *c = wt_candidates_add(b, what ? g_strdup_printf("%s.%s", who, what) : g_strdup(who),
                                     actual, contrast, type);
  c->entity = entity;
  c->attribute = attribute;
  c->source = source;
  return c;
}

/* ---- attributes of what the option is about ---- */

/* Entity whose attribute a feature of P was read from, -1: of no entity, or inferred. */
static gint32 read_from(const WtCandidates *b, WtFeature f, const WtEngineFeature *mine,
                        const WtLeaf *leaf)
{
  guint origin = f / wt_vocab_n_leaves(b->minds->known->vocab);
  if (leaf->kind != WT_LEAF_ATTRIBUTE || leaf->a.root != WT_ROOT_HERE ||
      origin == WT_ORIGIN_GROUND || mine->source == WT_SOURCE_INFERRED)
    return -1;
  return b->t->entity[origin == WT_ORIGIN_PLACE ? WT_BASE_PLACE : b->p];
}

static void add_attributes(WtCandidates *b)
{
  const WtVocab *vocab = b->minds->known->vocab;
  for (WtFeature f = 0; f < b->e->n_features; f++) {
    double actual, contrast;
    if (!wt_candidates_differ(b, f, &actual, &contrast))
      continue;
    const WtEngineFeature *mine = wt_engine_feature(b->e, b->p, f);
    const WtLeaf *leaf = wt_vocab_leaf(vocab, mine->leaf);
    gint32 entity = read_from(b, f, mine, leaf);
    if (entity < 0 || wt_vocab_attribute(vocab, leaf->attribute)->block != 0)
      continue;
    WtCandidate *c = find(b, entity, leaf->attribute);
    if (!c)
      c = add_variable(b, entity, leaf->attribute, actual, contrast, mine->source);
    c->feature = f;
    wt_candidate_put(c, (WtPut){.kind = WT_PUT_FACTOR,
                                .option = b->t->key[b->p],
                                .from = b->t->key[b->q],
                                .id = (gint32)f,
                                .value = contrast});
  }
}

/* ---- who is near ---- */

/* Whom near(p, here) and the like speak of; -1: it is no such leaf. */
static gint32 whom(const WtCandidates *b, const WtLeaf *leaf)
{
  if (leaf->kind != WT_LEAF_NEAR && leaf->kind != WT_LEAF_DISTANCE && leaf->kind != WT_LEAF_SEES)
    return -1;
  gint32 who = wt_anchor_of(&b->e->view, leaf->a.root == WT_ROOT_HERE ? leaf->b : leaf->a);
  return who == b->t->person ? -1 : who;
}

/* Were somebody absent, every option would lose what it has by being near. */
static void add_absences(WtCandidates *b, const GArray *features)
{
  const WtMindView *view = &b->e->view;
  for (guint i = 0; i < features->len; i++) {
    const RowFeature *f = &g_array_index(features, RowFeature, i);
    gint32 who = whom(b, wt_vocab_leaf(b->minds->known->vocab, f->leaf));
    guint8 source = WT_SOURCE_NONE;
    double without = wt_feature_neutral(view, f->leaf);
    if (who < 0 || wt_mind_fetch((gpointer)view, f->leaf, f->roles, &source) == without)
      continue;
    WtCandidate *c = find(b, who, WT_ATTRIBUTE_AT);
    if (!c)
      c = add_variable(b, who, WT_ATTRIBUTE_AT, wt_mind_cell(view, who), -1, source);
    wt_candidate_put(c, put_feature(b, f, without));
  }
}

/* ---- what inferred fields come from ---- */

/* Her beliefs, but for one attribute of one entity. */
typedef struct {
  const WtMindView *view;
  gint32 entity, attribute;
  double value;
} Otherwise;

static double fetch_otherwise(gpointer user, guint leaf_number, WtRoles roles, guint8 *source)
{
  const Otherwise *o = user;
  const WtLeaf *leaf = wt_vocab_leaf(o->view->minds->known->vocab, leaf_number);
  gint32 entity = leaf->a.root == WT_ROOT_HERE     ? roles.here
                  : leaf->a.root == WT_ROOT_ENTITY ? leaf->a.id
                                                   : -1;
  if (leaf->kind == WT_LEAF_ATTRIBUTE && entity == o->entity && leaf->attribute == o->attribute)
    return o->value;
  return wt_mind_fetch((gpointer)o->view, leaf_number, roles, source);
}

static guint64 shut_otherwise(const Otherwise *o)
{
  const WtKnown *known = o->view->minds->known;
  guint64 shut = wt_mind_shut(o->view);
  for (guint i = 0; i < known->n_blockers; i++) {
    guint64 bit = (guint64)1 << i;
    if (known->blockers[i].entity == o->entity && known->blockers[i].open == o->attribute)
      shut = o->value != 0 ? shut & ~bit : shut | bit;
  }
  return shut;
}

static int field_of(const WtCandidates *b, guint leaf_number)
{
  const WtLeaf *leaf = wt_vocab_leaf(b->minds->known->vocab, leaf_number);
  if (leaf->kind != WT_LEAF_ATTRIBUTE || leaf->a.root != WT_ROOT_HERE)
    return -1;
  return b->minds->known->field_of(b->minds->known->user, leaf->attribute);
}

/* Every sample of the field that she would then take otherwise, of any option. */
static void put_samples(const WtCandidates *b, const GArray *features, int field, Otherwise *o,
                        WtCandidate *c)
{
  const WtKnown *known = b->minds->known;
  guint64 shut = shut_otherwise(o);
  for (guint i = 0; i < features->len; i++) {
    const RowFeature *f = &g_array_index(features, RowFeature, i);
    guint8 source = WT_SOURCE_NONE;
    gint32 cell = f->roles.here == WT_HERE_NOTHING ? f->roles.here_cell
                                                   : wt_mind_cell(o->view, f->roles.here);
    if (field_of(b, f->leaf) != field || cell < 0)
      continue;
    double now = wt_mind_fetch((gpointer)o->view, f->leaf, f->roles, &source);
    double then = known->field(known->user, (guint)field, cell, shut, fetch_otherwise, o);
    if (source != WT_SOURCE_REMEMBERED && source != WT_SOURCE_ASSUMED && then != now)
      wt_candidate_put(c, put_feature(b, f, then));
  }
}

static void add_field_input(WtCandidates *b, const GArray *features, int field,
                            const WtFieldInput *input)
{
  const WtMindView *view = &b->e->view;
  const WtLeaf *leaf = wt_vocab_leaf(b->minds->known->vocab, input->leaf);
  gint32 entity = leaf->a.root == WT_ROOT_HERE     ? input->here
                  : leaf->a.root == WT_ROOT_ENTITY ? leaf->a.id
                                                   : -1;
  if (leaf->kind != WT_LEAF_ATTRIBUTE || entity < 0 || find(b, entity, leaf->attribute))
    return;
  const WtAttribute *a = wt_vocab_attribute(b->minds->known->vocab, leaf->attribute);
  guint8 source = WT_SOURCE_NONE;
  double now = wt_mind_fetch((gpointer)view, input->leaf, (WtRoles){-1, input->here, -1}, &source);
  double contrast = a->type == WT_TYPE_BOOL ? now == 0 : a->neutral;
  if ((a->type != WT_TYPE_BOOL && a->type != WT_TYPE_NUMBER) || contrast == now ||
      source == WT_SOURCE_ASSUMED)
    return;
  Otherwise o = {view, entity, leaf->attribute, contrast};
  WtCandidate *c = add_variable(b, entity, leaf->attribute, now, contrast, source);
  put_samples(b, features, field, &o, c);
}

static gboolean is_inferred(const WtCandidates *b, guint row, int field)
{
  for (WtFeature f = 0; f < b->e->n_features; f++) {
    const WtEngineFeature *mine = wt_engine_feature(b->e, row, f);
    if (mine->id != WT_SCM_NONE && mine->own && mine->source == WT_SOURCE_INFERRED &&
        field_of(b, mine->leaf) == field)
      return TRUE;
  }
  return FALSE;
}

static void add_fields(WtCandidates *b, const GArray *features)
{
  const WtKnown *known = b->minds->known;
  for (guint field = 0; field < known->n_fields; field++) {
    guint n = 0;
    if (!is_inferred(b, b->p, (int)field) && !is_inferred(b, b->q, (int)field))
      continue;
    const WtFieldInput *inputs = known->field_inputs(known->user, field, &n);
    for (guint i = 0; i < n; i++)
      add_field_input(b, features, (int)field, &inputs[i]);
  }
}

/* ---- her own body ---- */

static void add_levels(WtCandidates *b)
{
  for (guint d = 0; d < b->minds->n_drives; d++) {
    double level = b->e->values[b->e->level[d]], set = b->e->values[b->e->set[d]];
    if (level == set)
      continue;
    WtCandidate *c = add_variable(b, b->t->person, b->minds->known->levels[d].attribute, level, set,
                                  WT_SOURCE_FELT);
    wt_candidate_put(c, (WtPut){.kind = WT_PUT_LEVEL,
                                .option = WT_OPTION_NONE,
                                .from = WT_OPTION_NONE,
                                .id = (gint32)d,
                                .value = set});
  }
}

void wt_candidates_add_world(WtCandidates *b)
{
  g_autoptr(GArray) features = g_array_new(FALSE, FALSE, sizeof(RowFeature));
  for (guint row = 0; row < b->t->n_rows; row++)
    if (b->t->status[row] == WT_ROW_OK || b->t->status[row] == WT_ROW_IDLE || row == b->q)
      list_row(b, row, features);
  add_attributes(b);
  add_absences(b, features);
  add_fields(b, features);
  add_levels(b);
}
