/* town-compile-felt.c - outcomes (what can be felt), their columns, and the rules that say how. */
#include "world/town-build.h"

#include <math.h>
#include <string.h>

typedef struct {
  const char *name; /* borrowed */
  gboolean per_other;
  const WtSensationDef *def; /* NULL: not declared */
  WtPos pos;
} Sensation;

/* ---- outcomes ---- */

static Sensation *find_sensation(GArray *all, const char *name)
{
  for (guint i = 0; i < all->len; i++)
    if (strcmp(g_array_index(all, Sensation, i).name, name) == 0)
      return &g_array_index(all, Sensation, i);
  return NULL;
}

static void collect_felt(GArray *all, GHashTable *felt, const GArray *defs)
{
  for (guint i = 0; i < defs->len; i++) {
    const WtFeltDef *def = &g_array_index(defs, WtFeltDef, i);
    Sensation *known = find_sensation(all, def->name);
    Sensation fresh = {def->name, def->per_other, NULL, def->pos};

    if (known == NULL)
      g_array_append_val(all, fresh);
    else if (!g_hash_table_contains(felt, def->name))
      known->per_other = def->per_other;
    g_hash_table_add(felt, def->name);
  }
}

/* Whether a sensation is per other is what the first rule that names it says. */
static void collect_rule(GArray *all, GHashTable *felt, const WtRuleDef *rule)
{
  collect_felt(all, felt, rule->felt);
  collect_felt(all, felt, rule->follows);
}

static void collect(WtTownBuild *b, GArray *all)
{
  g_autoptr(GHashTable) felt = g_hash_table_new(g_str_hash, g_str_equal);

  for (guint i = 0; i < b->def->sensations->len; i++) {
    const WtSensationDef *def = g_ptr_array_index(b->def->sensations, i);
    Sensation fresh = {def->name, FALSE, def, def->pos};

    if (find_sensation(all, def->name) == NULL)
      g_array_append_val(all, fresh);
    else
      wt_build_mistake(b, "E304", def->pos, def->name, NULL,
                       "there is another sensation '%s' already", def->name);
  }
  for (guint k = 0; k < b->def->kinds->len; k++) {
    const WtKindDef *kind = g_ptr_array_index(b->def->kinds, k);
    for (guint i = 0; i < kind->offers->len; i++)
      collect_rule(all, felt, g_ptr_array_index(kind->offers, i));
  }
  for (guint i = 0; i < b->def->person_offers->len; i++)
    collect_rule(all, felt, g_ptr_array_index(b->def->person_offers, i));
}

/* "chill", or "taste.sweet" with a group. */
static gboolean is_path(const char *name)
{
  g_auto(GStrv) parts = g_strsplit(name, ".", 3);

  for (guint i = 0; parts[i] != NULL; i++)
    if (i > 1 || !wt_name_is_valid(parts[i]) || wt_expr_is_reserved(parts[i]))
      return FALSE;
  return parts[0] != NULL;
}

static gboolean sensation_is_fine(WtTownBuild *b, const Sensation *s, const WtOutcome *outcome,
                                  const char *path)
{
  WtSym sym = wt_names_find(b->town->names, s->name);

  if (!is_path(s->name))
    wt_build_mistake(b, "E303", s->pos, path, NULL, "'%s' is no name for what is felt", s->name);
  else if (wt_vocab_entity(b->town->vocab, s->name) >= 0)
    wt_build_mistake(b, "E311", s->pos, path, NULL,
                     "'%s' is somebody's or something's name already", s->name);
  else if (sym != WT_SYM_NONE && wt_vocab_is_symbol(b->town->vocab, sym))
    wt_build_mistake(b, "E311", s->pos, path, NULL, "'%s' is a word that values may be already",
                     s->name);
  else if (!(outcome->lo < outcome->hi) ||
           !(outcome->neutral >= outcome->lo && outcome->neutral <= outcome->hi) ||
           !(outcome->prior >= outcome->lo && outcome->prior <= outcome->hi))
    wt_build_mistake(b, "E307", s->pos, path, NULL,
                     "the range of a sensation holds its neutral value and its prior");
  else
    return TRUE;
  return FALSE;
}

/* The column and attribute that an outcome is felt in; {-1, -1} if there is a clash. */
static WtTownFelt add_felt(WtTownBuild *b, const Sensation *s, const WtOutcome *outcome,
                           const char *path)
{
  const char *dot = strrchr(s->name, '.');
  g_autofree char *group = dot != NULL ? g_strndup(s->name, (gsize)(dot - s->name)) : NULL;
  WtAttribute attribute = {.group = group != NULL ? wt_build_name(b, group) : WT_SYM_NONE,
                           .name = wt_build_name(b, dot != NULL ? dot + 1 : s->name),
                           .owner = outcome->per_other ? WT_OWNER_BETWEEN : WT_OWNER_PERSON,
                           .type = WT_TYPE_NUMBER,
                           .sense = WT_SENSE_INNER,
                           .lo = outcome->lo,
                           .hi = outcome->hi,
                           .neutral = outcome->neutral};
  WtTownFelt felt = {-1, -1};

  felt.attribute = wt_build_attribute(b, attribute, WT_DERIVED, s->pos, path);
  if (felt.attribute >= 0)
    felt.column = wt_vocab_attribute(b->town->vocab, felt.attribute)->column;
  return felt;
}

static void add_sensation(WtTownBuild *b, const Sensation *s, GArray *felt)
{
  g_autofree char *path = g_strdup_printf("sensations.%s", s->name);
  WtOutcome outcome = {
      .per_other = s->per_other, .drive = -1, .lo = 0.0, .hi = 1.0, .neutral = 0.0, .prior = 0.5};
  WtTownFelt none = {-1, -1};

  if (s->def != NULL) {
    outcome.lo = s->def->lo;
    outcome.hi = s->def->hi;
    outcome.neutral = s->def->neutral;
    outcome.prior = s->def->prior;
  }
  if (!sensation_is_fine(b, s, &outcome, path))
    return;
  outcome.name = wt_build_name(b, s->name);
  if (wt_vocab_add_outcome(b->town->vocab, &outcome) >= 0)
    g_array_append_val(felt, none);
}

/* Columns: those of the person axis first, in one run, then those per other. */
static void add_felt_columns(WtTownBuild *b, GArray *all, GArray *felt)
{
  b->town->columns.felt = -1;
  for (guint pass = 0; pass < 2; pass++)
    for (guint o = 0; o < felt->len; o++) {
      const WtOutcome *outcome = wt_vocab_outcome(b->town->vocab, (int)o);
      const Sensation *s = find_sensation(all, wt_names_text(b->town->names, outcome->name));
      WtTownFelt *out = &g_array_index(felt, WtTownFelt, o);

      if (s == NULL || outcome->per_other != (pass == 1))
        continue;
      *out = add_felt(b, s, outcome, s->name);
      if (pass == 0 && b->town->columns.felt < 0)
        b->town->columns.felt = out->column;
    }
}

static void add_rates(WtTownBuild *b, GArray *felt)
{
  for (guint i = 0; i < b->town->n_levels; i++) {
    WtTownLevel *level = &b->town->levels[i];
    WtOutcome rate = {
        .name = level->name, .is_rate = TRUE, .drive = (gint32)i, .lo = -HUGE_VAL, .hi = HUGE_VAL,
        .prior = ((const WtLevelDef *)g_ptr_array_index(b->def->levels, i))->prior};
    WtTownFelt none = {level->attribute, -1};
    int outcome = wt_vocab_add_outcome(b->town->vocab, &rate);

    if (outcome < 0) {
      const char *name = wt_names_text(b->town->names, level->name);
      wt_build_mistake(b, "E311", (WtPos){0, 0}, name, NULL, "'%s' is a sensation and a drive",
                       name);
      continue;
    }
    level->outcome = (guint)outcome;
    level->slot = wt_vocab_outcome(b->town->vocab, outcome)->first;
    g_array_append_val(felt, none);
  }
}

/* What doing something would tell of the causes of X, in bits, is an outcome as well: it is thought, not felt,
 * so that there is neither a column of it nor a rule. */
static void add_insights(WtTownBuild *b, GArray *felt)
{
  guint n = wt_vocab_n_outcomes(b->town->vocab);

  for (guint o = 0; o < n; o++) {
    const WtOutcome *of = wt_vocab_outcome(b->town->vocab, (int)o);
    g_autofree char *name = g_strdup(wt_names_text(b->town->names, of->name));
    g_autofree char *full = g_strconcat("insight.", g_strdelimit(name, ".", '_'), NULL);
    WtOutcome insight = {.name = wt_build_name(b, full), .drive = -1, .about = o + 1, .hi = HUGE_VAL};
    WtTownFelt none = {-1, -1};

    if (of->per_other)
      continue;
    if (wt_vocab_add_outcome(b->town->vocab, &insight) >= 0)
      g_array_append_val(felt, none);
    else
      wt_build_mistake(b, "E311", (WtPos){0, 0}, full, NULL,
                       "'%s' is what somebody curious would learn, and cannot be felt as well", full);
  }
}

/* Outcomes: declared sensations, other sensations in order of first appearance, rates of levels, insights. */
void wt_build_outcomes(WtTownBuild *b)
{
  g_autoptr(GArray) all = g_array_new(FALSE, TRUE, sizeof(Sensation));
  GArray *felt = g_array_new(FALSE, TRUE, sizeof(WtTownFelt));

  collect(b, all);
  for (guint i = 0; i < all->len; i++)
    add_sensation(b, &g_array_index(all, Sensation, i), felt);
  add_felt_columns(b, all, felt);
  add_rates(b, felt);
  if (b->def->insight)
    add_insights(b, felt);
  b->town->felt = (WtTownFelt *)(void *)g_array_free(felt, FALSE);
}

/* ---- rules ---- */

/* What is felt is computed at once, from what is not felt. */
static void check_felt_reads(WtTownBuild *b, const WtRule *rule, const char *path)
{
  const WtVocab *vocab = b->town->vocab;

  for (guint i = 0; i < rule->n_felt; i++) {
    guint n;
    const guint *leaves = wt_expr_parents(rule->felt[i].value, &n);

    if (wt_vocab_outcome(vocab, (int)rule->felt[i].outcome)->is_rate)
      continue;
    for (guint j = 0; j < n; j++) {
      const WtLeaf *leaf = wt_vocab_leaf(vocab, leaves[j]);
      gboolean felt =
          leaf->attribute >= 0 && leaf->kind <= WT_LEAF_BETWEEN &&
          wt_layout_column(b->town->layout, wt_vocab_attribute(vocab, leaf->attribute)->column)
                  ->role == WT_DERIVED &&
          !wt_vocab_attribute(vocab, leaf->attribute)->is_field;
      if (felt) {
        g_autofree char *name = wt_vocab_leaf_name(vocab, leaves[j], NULL, NULL);
        wt_build_mistake(b, "E313", wt_expr_pos(rule->felt[i].value), path, NULL,
                         "what is felt cannot follow from '%s', which is felt too", name);
        return;
      }
    }
  }
}

/* Appends the rule and gives its number to `offers`; rules with mistakes are left out. */
static void add_rule(WtTownBuild *b, const WtRuleDef *def, int here_kind, const char *kind_name,
                     WtTownOffers *offers)
{
  g_autofree char *path = g_strdup_printf("kinds.%s.offers.%s", kind_name, def->verb);
  WtRule *rule = g_new0(WtRule, 1);
  gint32 number = (gint32)b->town->rules->len;

  if (!wt_name_is_valid(def->verb) || wt_expr_is_reserved(def->verb))
    wt_build_mistake(b, "E303", def->pos, path, NULL, "'%s' is no name for an act", def->verb);
  if (number >= WT_TOWN_RULES_MAX) {
    wt_build_mistake(b, "E302", def->pos, path, NULL, "there are more than %d rules",
                     WT_TOWN_RULES_MAX);
    g_free(rule);
    return;
  }
  wt_rule_compile(rule, def, b->town->vocab, here_kind, b->def->tick, path, b->diags);
  check_felt_reads(b, rule, path);
  g_ptr_array_add(b->town->rules, rule);
  if (offers == NULL)
    return;
  offers->rules = g_renew(gint32, offers->rules, offers->n_rules + 1);
  offers->rules[offers->n_rules++] = number;
}

static gboolean is_twice(const GPtrArray *defs, guint i)
{
  const WtRuleDef *def = g_ptr_array_index(defs, i);

  for (guint j = 0; j < i; j++)
    if (strcmp(((const WtRuleDef *)g_ptr_array_index(defs, j))->verb, def->verb) == 0)
      return TRUE;
  return FALSE;
}

static void add_offers(WtTownBuild *b, const GPtrArray *defs, int here_kind, const char *kind_name,
                       WtTownOffers *offers)
{
  for (guint i = 0; i < defs->len; i++) {
    const WtRuleDef *def = g_ptr_array_index(defs, i);

    if (is_twice(defs, i))
      wt_build_mistake(b, "E312", def->pos, kind_name, NULL, "'%s' is offered twice", def->verb);
    else
      add_rule(b, def, here_kind, kind_name, offers);
  }
}

/* Rule 0: to stand on the ground, felt as its kind says. */
static void add_stand(WtTownBuild *b)
{
  const WtKindDef *ground = g_ptr_array_index(b->def->kinds, WT_KIND_GROUND);
  g_autoptr(WtRuleDef) nothing = wt_rule_def_new("stand");
  const WtRuleDef *stand = nothing;

  for (guint i = 0; i < ground->offers->len; i++) {
    const WtRuleDef *def = g_ptr_array_index(ground->offers, i);

    if (strcmp(def->verb, "stand") == 0 && stand == nothing)
      stand = def;
    else
      wt_build_mistake(b, "E312", def->pos, "kinds.ground.offers", NULL,
                       "the ground offers one thing, to stand");
  }
  add_rule(b, stand, WT_HERE_GROUND, ground->name, NULL);
}

void wt_build_rules(WtTownBuild *b)
{
  WtTown *town = b->town;

  town->offers = g_new0(WtTownOffers, town->n_kinds + 1);
  add_stand(b);
  for (guint k = 1; k < town->n_kinds; k++) {
    const WtKindDef *kind = g_ptr_array_index(b->def->kinds, k);
    add_offers(b, kind->offers, (int)k, kind->name, &town->offers[k]);
  }
  add_offers(b, b->def->person_offers, WT_HERE_PERSON, "person", &town->offers[town->n_kinds]);
}
