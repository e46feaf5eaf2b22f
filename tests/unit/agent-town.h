/* agent-town.h - towns as minds know them, made up in C: a square of cells, seats and tables, three
 * people at most, a draught whose strength is given cell by cell. Nothing of world/ is used.
 *
 *   things: softness, sweet, shape (round, square), draught · people: fatigue, hunger, clothing,
 *   draught · ground: draught, sun · outcomes: hardness, chill, taste, company[p], rates of both
 * levels
 *
 * Things may be open; the draught is less where the first two are shut.
 */
#pragma once

#include <math.h>

#include "agent/explain.h"
#include "tests/unit/test-util.h"

#define TOWN_WIDTH      8
#define TOWN_CELLS      (TOWN_WIDTH * TOWN_WIDTH)
#define TOWN_RULES_MAX  8
#define TOWN_PEOPLE     3
#define TOWN_THINGS_MAX 20
#define TOWN_SEED       7

enum { TOWN_SEAT, TOWN_TABLE };

typedef struct {
  const char *verb;
  int kind; /* TOWN_SEAT, TOWN_TABLE, WT_HERE_GROUND */
  gboolean lasting;
  const char *takes, *cost, *needs;
  const char *hardness, *chill, *taste, *company, *fatigue, *hunger; /* NULL: nothing said */
} TownRule;

typedef struct {
  WtNames *names;
  WtVocab *vocab;
  WtSym shapes[2];
  guint n_things, n_rules;
  WtRule rules[TOWN_RULES_MAX];
  const WtRule *rule_list[TOWN_RULES_MAX];
  gint32 offers[2][TOWN_RULES_MAX];
  guint n_offers[2];
  gint32 others[TOWN_PEOPLE][TOWN_PEOPLE - 1];
  gint32 field_attributes[1];
  int softness, sweet, open, shape, clothing, thing_draught, person_draught, cell_draught;
  WtKnownLevel levels[2];
  double *ground;
  double draught[TOWN_CELLS];
  WtFieldInput inputs[2];
  gboolean no_walking; /* everything is at hand */
  gboolean unreachable[TOWN_CELLS];
  WtKnown known;
  WtMindsDef *def;
  WtMinds *minds;
  WtBlock *block;
  GArray *facts; /* WtFact */
  WtBodyReport body;
  WtDecider *decider;
  gint32 tick;
} Town;

static inline gint32 town_thing(guint i)
{
  return (gint32)(TOWN_PEOPLE + i);
}

/* ---- what everybody knows ---- */

static const gint32 *town_others(gpointer user, gint32 person)
{
  return ((Town *)user)->others[person];
}

static const gint32 *town_offers(gpointer user, gint32 entity, guint *n)
{
  Town *t = user;
  gint32 kind = entity < TOWN_PEOPLE ? -1 : wt_vocab_entity_kind(t->vocab, entity);
  *n = kind < 0 ? 0 : t->n_offers[kind];
  return kind < 0 ? NULL : t->offers[kind];
}

static int town_field_of(gpointer user, gint32 attribute)
{
  Town *t = user;
  return attribute == t->thing_draught || attribute == t->person_draught ||
                 attribute == t->cell_draught
             ? 0
             : -1;
}

static double town_distance(gpointer user, gint32 a, gint32 b)
{
  double dx = a % TOWN_WIDTH - b % TOWN_WIDTH, dy = a / TOWN_WIDTH - b / TOWN_WIDTH;
  (void)user;
  return sqrt(dx * dx + dy * dy);
}

static double town_walk(gpointer user, gint32 from, gint32 to, WtReach reach, guint64 shut)
{
  Town *t = user;
  (void)reach;
  (void)shut;
  if (t->unreachable[to])
    return -1;
  return t->no_walking ? 0 : town_distance(user, from, to);
}

static gboolean town_visible(gpointer user, gint32 from, gint32 to, guint64 shut)
{
  (void)user;
  (void)from;
  (void)to;
  (void)shut;
  return FALSE; /* what is not reported stays as it is remembered */
}

static double town_field(gpointer user, guint field, gint32 cell, guint64 shut, WtLeafFn fetch,
                         gpointer fetch_user)
{
  Town *t = user;
  double value = t->draught[cell];
  (void)field;
  (void)shut;
  for (guint i = 0; i < 2; i++)
    value *= fetch(fetch_user, t->inputs[i].leaf, (WtRoles){-1, t->inputs[i].here, -1}, NULL) != 0
                 ? 1
                 : 0.6;
  return value;
}

static const WtFieldInput *town_field_inputs(gpointer user, guint field, guint *n)
{
  (void)field;
  *n = 2;
  return ((Town *)user)->inputs;
}

/* ---- vocabulary ---- */

static int town_attribute(Town *t, WtOwner owner, const char *name, WtSense sense,
                          gboolean is_field, double neutral)
{
  WtAttribute a = {.name = wt_names_intern(t->names, name),
                   .owner = (guint8)owner,
                   .sense = sense,
                   .is_field = is_field,
                   .lo = 0,
                   .hi = 1,
                   .neutral = neutral};
  return wt_vocab_add_attribute(t->vocab, &a);
}

static int town_outcome(Town *t, const char *name, gboolean per_other, int drive)
{
  WtOutcome o = {.name = wt_names_intern(t->names, name),
                 .per_other = per_other,
                 .is_rate = drive >= 0,
                 .drive = drive,
                 .lo = drive >= 0 ? -HUGE_VAL : 0,
                 .hi = drive >= 0 ? HUGE_VAL : 1,
                 .prior = drive >= 0 ? 0 : 0.3};
  return wt_vocab_add_outcome(t->vocab, &o);
}

static WtExprText *town_parse(const char *text)
{
  g_autoptr(WtDiags) diags = wt_diags_new("test");
  WtExprText *parsed = wt_expr_parse(text, (WtPos){1, 1}, NULL, diags);
  if (!parsed)
    ck_abort_msg("%s: %s", text, wt_diags_get(diags, 0)->message);
  return parsed;
}

static void town_add_words(Town *t)
{
  static const char *const people[] = {"TongTong", "Lele", "Mei"};
  t->softness = town_attribute(t, WT_OWNER_THING, "softness", WT_SENSE_SIGHT, FALSE, 0.5);
  t->sweet = town_attribute(t, WT_OWNER_THING, "sweet", WT_SENSE_SIGHT, FALSE, 0);
  WtAttribute open = {.name = wt_names_intern(t->names, "open"),
                      .owner = WT_OWNER_THING,
                      .type = WT_TYPE_BOOL,
                      .sense = WT_SENSE_SIGHT,
                      .lo = 0,
                      .hi = 1,
                      .neutral = 1};
  t->open = wt_vocab_add_attribute(t->vocab, &open);
  t->shapes[0] = wt_names_intern(t->names, "round");
  t->shapes[1] = wt_names_intern(t->names, "square");
  WtAttribute shape = {.name = wt_names_intern(t->names, "shape"),
                       .owner = WT_OWNER_THING,
                       .type = WT_TYPE_SYMBOL,
                       .sense = WT_SENSE_SIGHT,
                       .symbols = t->shapes,
                       .n_symbols = 2,
                       .neutral = t->shapes[1]};
  t->shape = wt_vocab_add_attribute(t->vocab, &shape);
  wt_vocab_add_symbol(t->vocab, t->shapes[0]);
  wt_vocab_add_symbol(t->vocab, t->shapes[1]);
  t->clothing = town_attribute(t, WT_OWNER_PERSON, "clothing", WT_SENSE_INNER, FALSE, 0);
  t->thing_draught = town_attribute(t, WT_OWNER_THING, "draught", WT_SENSE_TOUCH, TRUE, 0.1);
  t->person_draught = town_attribute(t, WT_OWNER_PERSON, "draught", WT_SENSE_TOUCH, TRUE, 0.1);
  t->cell_draught = town_attribute(t, WT_OWNER_CELL, "draught", WT_SENSE_TOUCH, TRUE, 0.1);
  t->field_attributes[0] = t->cell_draught;
  int sun = town_attribute(t, WT_OWNER_CELL, "sun", WT_SENSE_SIGHT, FALSE, 0);
  for (int kind = TOWN_SEAT; kind <= TOWN_TABLE; kind++) {
    wt_vocab_add_kind(t->vocab, wt_names_intern(t->names, kind == TOWN_SEAT ? "seat" : "table"));
    wt_vocab_kind_has(t->vocab, kind, t->softness);
    wt_vocab_kind_has(t->vocab, kind, t->sweet);
    wt_vocab_kind_has(t->vocab, kind, t->shape);
    wt_vocab_kind_has(t->vocab, kind, t->open);
  }
  for (gint32 p = 0; p < TOWN_PEOPLE; p++)
    wt_vocab_name_entity(t->vocab, p, wt_names_intern(t->names, people[p]), -1);
  town_outcome(t, "hardness", FALSE, -1);
  town_outcome(t, "chill", FALSE, -1);
  town_outcome(t, "taste", FALSE, -1);
  town_outcome(t, "company", TRUE, -1);
  for (guint d = 0; d < 2; d++) {
    g_autoptr(WtDiags) diags = wt_diags_new("test");
    g_autoptr(WtExprText) drift =
        town_parse(d == 0 ? "0.1 per hour * (1 + self.draught)" : "0.2 per hour");
    const char *name = d == 0 ? "fatigue" : "hunger";
    int attribute = town_attribute(t, WT_OWNER_PERSON, name, WT_SENSE_INNER, FALSE, 0);
    WtExpr *bound = wt_vocab_bind(t->vocab, drift, WT_WORDS_WORLD, WT_HERE_GROUND, NULL, diags);
    ck_assert_ptr_nonnull(bound);
    t->levels[d] = (WtKnownLevel){attribute, town_outcome(t, name, FALSE, (int)d), 0, 1, bound};
  }
  t->ground = g_new0(double, wt_vocab_n_attributes(t->vocab));
  t->ground[sun] = 0.6;
}

static inline Town *town_new(const char *const *things, const int *kinds, guint n)
{
  Town *t = g_new0(Town, 1);
  t->names = wt_names_new();
  t->n_things = n;
  t->vocab = wt_vocab_new(t->names, TOWN_PEOPLE, n, TOWN_PEOPLE - 1);
  town_add_words(t);
  for (guint i = 0; i < n; i++)
    wt_vocab_name_entity(t->vocab, town_thing(i), wt_names_intern(t->names, things[i]), kinds[i]);
  for (gint32 p = 0; p < TOWN_PEOPLE; p++)
    for (gint32 q = 0, k = 0; q < TOWN_PEOPLE; q++)
      if (q != p)
        t->others[p][k++] = q;
  for (guint i = 0; i < 2; i++) {
    g_autoptr(WtDiags) diags = wt_diags_new("test");
    g_autofree char *name = g_strdup_printf("%s.open", things[i]);
    g_autoptr(WtExprText) text = town_parse(name);
    g_autoptr(WtExpr) bound =
        wt_vocab_bind(t->vocab, text, WT_WORDS_WORLD, WT_HERE_GROUND, NULL, diags);
    guint n_leaves = 0;
    ck_assert_ptr_nonnull(bound);
    t->inputs[i] = (WtFieldInput){wt_expr_parents(bound, &n_leaves)[0], WT_HERE_NOTHING};
  }
  t->facts = g_array_new(FALSE, FALSE, sizeof(WtFact));
  t->body = (WtBodyReport){.option = WT_OPTION_NONE,
                           .place = WT_OPTION_NONE,
                           .failed = WT_OPTION_NONE,
                           .ended = WT_OPTION_NONE};
  t->def = wt_minds_def_new();
  return t;
}

static void town_felt(GArray *to, const char *name, const char *text)
{
  if (text)
    wt_felt_def_add(to, name, g_str_equal(name, "company") ? "p" : NULL, town_parse(text));
}

/* Rules in order; the first must be the ground's `stand`. */
static inline void town_add_rule(Town *t, const TownRule *r)
{
  g_autoptr(WtDiags) diags = wt_diags_new("test");
  WtRuleDef *def = wt_rule_def_new(r->verb);
  guint number = t->n_rules++;
  def->takes = r->takes ? town_parse(r->takes) : NULL;
  def->cost = r->cost ? town_parse(r->cost) : NULL;
  def->needs = r->needs ? town_parse(r->needs) : NULL;
  if (r->lasting)
    def->leaves = wt_effect_defs_new();
  town_felt(def->felt, "hardness", r->hardness);
  town_felt(def->felt, "chill", r->chill);
  town_felt(def->felt, "taste", r->taste);
  town_felt(def->felt, "company", r->company);
  town_felt(def->rates, "fatigue", r->fatigue);
  town_felt(def->rates, "hunger", r->hunger);
  if (!wt_rule_compile(&t->rules[number], def, t->vocab, r->kind, 10, r->verb, diags))
    ck_abort_msg("%s: %s", r->verb, wt_diags_get(diags, 0)->message);
  wt_rule_def_free(def);
  t->rule_list[number] = &t->rules[number];
  if (r->kind >= 0)
    t->offers[r->kind][t->n_offers[r->kind]++] = (gint32)number;
}

/* ---- minds ---- */

static inline void town_add_value(Town *t, const char *name, const char *appraisal, double weight)
{
  wt_minds_def_add_value(t->def, name, town_parse(appraisal))->weight = weight;
}

static inline void town_compile(Town *t)
{
  g_autoptr(WtDiags) diags = wt_diags_new("test");
  t->known = (WtKnown){.vocab = t->vocab,
                       .n_rules = t->n_rules,
                       .rules = t->rule_list,
                       .n_fields = 1,
                       .field_attributes = t->field_attributes,
                       .n_levels = t->def->drives->len,
                       .levels = t->levels,
                       .ground = t->ground,
                       .width = TOWN_WIDTH,
                       .cell_metres = 1,
                       .speed = 0.05,
                       .tick_seconds = 10,
                       .noise_period = 600,
                       .sight = 20,
                       .memory_limit = 64,
                       .option_limit = 40,
                       .user = t,
                       .others = town_others,
                       .offers = town_offers,
                       .field_of = town_field_of,
                       .walk = town_walk,
                       .visible = town_visible,
                       .distance = town_distance,
                       .field = town_field,
                       .field_inputs = town_field_inputs};
  t->minds = wt_minds_compile(t->def, &t->known, diags);
  if (!t->minds)
    ck_abort_msg("%s", wt_diags_get(diags, 0)->message);
  t->block = wt_block_new(t->minds->layout);
  wt_minds_init(t->minds, t->block);
  t->decider = wt_decider_new(t->minds);
}

static inline void town_fact(Town *t, gint32 entity, gint32 attribute, double value)
{
  WtFact fact = {entity, attribute, WT_SOURCE_SEEN, value};
  g_array_append_val(t->facts, fact);
}

static inline void town_perceive(Town *t)
{
  wt_mind_perceive(t->minds, t->block, 0, t->tick, (const WtFact *)(void *)t->facts->data,
                   t->facts->len, &t->body);
}

static inline WtMindView town_view(const Town *t)
{
  return (WtMindView){.minds = t->minds, .block = t->block, .person = 0, .tick = t->tick};
}

static inline const WtTable *town_decide(Town *t, const WtPut *puts, guint n_puts)
{
  WtRequest request = {0, WT_DUE_START, WT_OPTION_NONE};
  wt_decider_run(t->decider, t->block, TOWN_SEED, t->tick, &request, 1, puts, n_puts);
  return wt_decider_table(t->decider, 0);
}

static inline void town_free(Town *t)
{
  wt_decider_free(t->decider);
  wt_block_free(t->block);
  wt_minds_free(t->minds);
  wt_minds_def_free(t->def);
  g_array_unref(t->facts);
  for (guint i = 0; i < t->n_rules; i++)
    wt_rule_clear(&t->rules[i]);
  for (guint d = 0; d < 2; d++)
    wt_expr_unref(t->levels[d].drift);
  g_free(t->ground);
  wt_vocab_free(t->vocab);
  wt_names_free(t->names);
  g_free(t);
}

static inline gint32 town_row(const Town *t, const WtTable *table, const char *verb,
                              const char *thing)
{
  for (guint r = 0; r < t->n_rules; r++)
    if (g_str_equal(wt_names_text(t->names, t->rules[r].verb), verb))
      return wt_table_find(table, wt_option_key((gint32)r, wt_vocab_entity(t->vocab, thing)));
  return -1;
}
