/* test-causal-vocab.c - what written terms mean, which are refused, rules bound to a vocabulary. */
#include <math.h>

#include "causal/fact.h"
#include "tests/unit/test-util.h"

#define W WT_WORDS_WORLD
#define M WT_WORDS_MIND
#define O WT_WORDS_OUTCOMES
#define H WT_WORDS_HERE
#define N WT_WORDS_NOBODY

#define SEAT  1
#define STOVE 2

static WtSym shapes[2], postures[2];

typedef struct {
  WtNames *names;
  WtVocab *vocab;
} Town;

static int add(Town *t, WtOwner owner, guint8 block, const char *group, const char *name,
               WtType type)
{
  WtAttribute a = {.name = wt_names_intern(t->names, name),
                   .owner = (guint8)owner,
                   .block = block,
                   .type = type,
                   .lo = -HUGE_VAL,
                   .hi = HUGE_VAL,
                   .sense = WT_SENSE_SIGHT};

  a.group = group != NULL ? wt_names_intern(t->names, group) : 0;
  return wt_vocab_add_attribute(t->vocab, &a);
}

static void add_field(Town *t, const char *name)
{
  const WtOwner owners[] = {WT_OWNER_PERSON, WT_OWNER_THING, WT_OWNER_CELL};

  for (guint i = 0; i < 3; i++) {
    WtAttribute a = {.name = wt_names_intern(t->names, name),
                     .owner = (guint8)owners[i],
                     .type = WT_TYPE_NUMBER,
                     .is_field = TRUE};
    wt_vocab_add_attribute(t->vocab, &a);
  }
}

static void add_words(Town *t, WtOwner owner, const char *name, WtSym *words, const char *a,
                      const char *b)
{
  WtAttribute attribute = {.name = wt_names_intern(t->names, name),
                           .owner = (guint8)owner,
                           .type = WT_TYPE_SYMBOL,
                           .symbols = words,
                           .n_symbols = 2};

  words[0] = wt_names_intern(t->names, a);
  words[1] = wt_names_intern(t->names, b);
  wt_vocab_add_attribute(t->vocab, &attribute);
}

static void add_outcome(Town *t, const char *name, gboolean per_other, gboolean is_rate)
{
  WtOutcome outcome = {.name = wt_names_intern(t->names, name),
                       .per_other = per_other,
                       .is_rate = is_rate,
                       .drive = is_rate ? 0 : -1,
                       .hi = 1,
                       .prior = 0.5};

  wt_vocab_add_outcome(t->vocab, &outcome);
}

static void has(Town *t, int kind, const char *group, const char *name)
{
  wt_vocab_kind_has(t->vocab, kind, wt_vocab_find_attribute(t->vocab, WT_OWNER_THING, group, name));
}

static void add_attributes(Town *t)
{
  WtAttribute heat = {.name = wt_names_intern(t->names, "heat"),
                      .owner = WT_OWNER_THING,
                      .dim = WT_DIM_TEMPERATURE,
                      .lo = -HUGE_VAL,
                      .hi = HUGE_VAL};

  add(t, WT_OWNER_THING, 0, NULL, "softness", WT_TYPE_NUMBER);
  add(t, WT_OWNER_THING, 0, NULL, "taken_by", WT_TYPE_ENTITY);
  add(t, WT_OWNER_THING, 0, NULL, "tidy", WT_TYPE_BOOL);
  add(t, WT_OWNER_THING, 0, "taste", "sweet", WT_TYPE_NUMBER);
  add(t, WT_OWNER_THING, 0, "taste", "bitter", WT_TYPE_NUMBER);
  add_words(t, WT_OWNER_THING, "shape", shapes, "round", "square");
  wt_vocab_add_attribute(t->vocab, &heat);
  add_words(t, WT_OWNER_PERSON, "posture", postures, "standing", "sitting");
  add(t, WT_OWNER_PERSON, 0, NULL, "clothing", WT_TYPE_NUMBER);
  add(t, WT_OWNER_PERSON, 0, NULL, "fatigue", WT_TYPE_NUMBER);
  add(t, WT_OWNER_PERSON, 0, NULL, "hardness", WT_TYPE_NUMBER);
  add(t, WT_OWNER_BETWEEN, 0, NULL, "company", WT_TYPE_NUMBER);
  add_field(t, "draught");
  add(t, WT_OWNER_PERSON, 1, NULL, "care", WT_TYPE_NUMBER);
  add(t, WT_OWNER_PERSON, 1, "values", "warmth", WT_TYPE_NUMBER);
  add(t, WT_OWNER_PERSON, 1, "genes.taste", "sweet", WT_TYPE_NUMBER);
  add(t, WT_OWNER_PERSON, 1, "genes.taste", "bitter", WT_TYPE_NUMBER);
  add(t, WT_OWNER_PERSON, 1, "genes.shape", "round", WT_TYPE_NUMBER);
  add(t, WT_OWNER_BETWEEN, 1, NULL, "affection", WT_TYPE_NUMBER);
}

static void make_town(Town *t)
{
  static const char *const people[] = {"TongTong", "Lele", "Mei"};
  static const char *const things[] = {"bench", "chair", "stove"};
  static const char *const kinds[] = {"ground", "seat", "stove_kind"};

  t->names = wt_names_new();
  t->vocab = wt_vocab_new(t->names, 3, 3, 2);
  for (guint i = 0; i < 3; i++)
    wt_vocab_add_kind(t->vocab, wt_names_intern(t->names, kinds[i]));
  for (gint32 i = 0; i < 3; i++) {
    wt_vocab_name_entity(t->vocab, i, wt_names_intern(t->names, people[i]), -1);
    wt_vocab_name_entity(t->vocab, 3 + i, wt_names_intern(t->names, things[i]),
                         i < 2 ? SEAT : STOVE);
  }
  add_attributes(t);
  add_outcome(t, "hardness", FALSE, FALSE);
  add_outcome(t, "company", TRUE, FALSE);
  add_outcome(t, "flavour.sweet", FALSE, FALSE);
  add_outcome(t, "flavour.bitter", FALSE, FALSE);
  add_outcome(t, "fatigue", FALSE, TRUE);
  has(t, 0, NULL, "softness");
  has(t, SEAT, NULL, "softness");
  has(t, SEAT, NULL, "taken_by");
  has(t, SEAT, NULL, "shape");
  has(t, SEAT, "taste", "sweet");
  has(t, SEAT, "taste", "bitter");
  has(t, STOVE, NULL, "heat");
}

static void free_town(Town *t)
{
  wt_vocab_free(t->vocab);
  wt_names_free(t->names);
}

static WtExprText *text(const char *source)
{
  g_autoptr(WtDiags) diags = wt_diags_new("test");
  WtExprText *parsed = wt_expr_parse(source, (WtPos){1, 1}, NULL, diags);

  ck_assert_msg(parsed != NULL, "%s", source);
  return parsed;
}

/* "leaf, leaf" of an expression that binds; "E202 message (hint)" of the first mistake otherwise.
 */
static char *meaning(Town *t, const char *source, guint words, int here_kind)
{
  g_autoptr(WtDiags) diags = wt_diags_new("test");
  g_autoptr(WtExprText) parsed = text(source);
  g_autoptr(WtExpr) expr = wt_vocab_bind(t->vocab, parsed, words, here_kind, "x", diags);
  GString *out = g_string_new(NULL);
  const guint *leaves;
  guint n;

  if (expr == NULL) {
    const WtDiag *d = wt_diags_get(diags, 0);
    ck_assert_uint_gt(wt_diags_n_errors(diags), 0);
    g_string_append_printf(out, "%s %s", d->code, d->message);
    if (d->hint != NULL)
      g_string_append_printf(out, " (%s)", d->hint);
    return g_string_free(out, FALSE);
  }
  ck_assert_uint_eq(wt_diags_n(diags), 0);
  leaves = wt_expr_parents(expr, &n);
  for (guint i = 0; i < n; i++) {
    g_autofree char *name = wt_vocab_leaf_name(t->vocab, leaves[i], NULL, NULL);
    g_string_append_printf(out, "%s%s", i > 0 ? "; " : "", name);
  }
  return g_string_free(out, FALSE);
}

typedef struct {
  guint words;
  int here_kind;
  const char *source, *meaning; /* the beginning of what comes out, if it is a mistake */
} Case;

static const Case cases[] = {
    /* roles, entities, words */
    {W | H, SEAT, "self == here", "self; here"},
    {W | H, SEAT, "here.taken_by == nobody", "here.taken_by"},
    {W | H, SEAT, "here.taken_by == nothing or here.taken_by == Lele", "here.taken_by"},
    {W | H, SEAT, "here.shape == round", "here.shape"},
    {W, 0, "self.posture == sitting", "self.posture"},
    {W, 0, "bench.softness + chair.softness", "bench.softness; chair.softness"},
    {W, 0, "Mei.clothing", "Mei.clothing"},
    {W, 0, "hour", "hour"},
    {W | H, WT_HERE_PERSON, "here.clothing", "here.clothing"},
    {W | H, WT_HERE_GROUND, "here.softness + here.draught", "here.softness; here.draught"},
    {W | H, STOVE, "here.draught + self.draught + bench.draught",
     "here.draught; self.draught; bench.draught"},
    {W | H, STOVE, "here.heat - 20 C", "here.heat"},
    /* vectors */
    {W | H, SEAT, "here.taste.sweet", "here.taste.sweet"},
    {W | H, SEAT, "dot(here.taste, bench.taste)",
     "here.taste.sweet; bench.taste.sweet; here.taste.bitter; bench.taste.bitter"},
    {M | O, 0, "dot(genes.taste, flavour)",
     "genes.taste.sweet; flavour.sweet; genes.taste.bitter; flavour.bitter"},
    {M | W | H, SEAT, "genes.shape[here.shape]", "here.shape; genes.shape.round"},
    {M, 0, "genes.taste.sweet * self.genes.taste.sweet", "genes.taste.sweet"},
    /* sets */
    {W, 0, "count(p in people, p.clothing > 0)", "TongTong.clothing; Lele.clothing; Mei.clothing"},
    {W, 0, "sum(t in things of seat, t.softness)", "bench.softness; chair.softness"},
    {W, 0, "any(p in others, p == Lele)", "others#0; others#1"},
    {W | H, SEAT, "sum(p in others, p.fatigue)", "others#0.fatigue; others#1.fatigue"},
    /* places */
    {W | H, SEAT, "near(Lele, here, 1 m)", "near(Lele, here)"},
    {W, 0, "sees(self, stove)", "sees(self, stove)"},
    {W | H, SEAT, "1 if distance(self, here) < 2 m else 0", "distance(self, here)"},
    {W | H, SEAT, "count(p in others, near(p, here, 1 m))",
     "near(others#0, here); near(others#1, here)"},
    /* minds and what is felt */
    {M | O, 0, "-hardness", "hardness"},
    {M | O, 0, "sum(p in others, affection[p] * company[p])",
     "affection[others#0]; company[others#0]; affection[others#1]; company[others#1]"},
    {M | O, 0, "care * values.warmth * affection[Lele]", "care; values.warmth; affection[Lele]"},
    {W | M | N, 0, "TongTong.affection[Lele] + TongTong.company[Mei]",
     "TongTong.affection[Lele]; TongTong.company[Mei]"},
    {W | M | N, 0, "TongTong.values.warmth + TongTong.hardness",
     "TongTong.values.warmth; TongTong.hardness"},
    /* mistakes */
    {W, 0, "here.softness", "E202 'here' means nothing in this place"},
    {W | N, 0, "self.clothing", "E202 nobody is 'self' in this place"},
    {W | N, 0, "any(p in others, p == Lele)", "E207"},
    {W | H, SEAT, "here.softnes", "E202 seat has no 'softnes' (did you mean 'softness'?)"},
    {W | H, STOVE, "here.softness", "E202 stove_kind has no 'softness'"},
    {W, 0, "bench.heat > 0", "E202 bench has no 'heat'"},
    {W, 0, "benc.softness", "E202 there is no 'benc' here (did you mean 'bench'?)"},
    {W | H, SEAT, "here.at", "E202 seat has no 'at' (use near("},
    {W, 0, "clothing", "E202 there is no 'clothing' here (did you mean 'self.clothing'?)"},
    {W, 0, "sum(t in things, t.softness)", "E202 stove has no 'softness'"},
    {W, 0, "sum(t in things of seet, t.softness)", "E207"},
    {W | H, SEAT, "here.taste", "E203"},
    {W | H, SEAT, "near(Lele, here, 1)", "E206 the third argument of near() is a length"},
    {W | H, SEAT, "near(Lele, here)", "E206 write near(a, b, 1 m)"},
    {W | H, SEAT, "near(Lele, here.taken_by, 1 m)", "E206 'here.taken_by' is no person or thing"},
    {W | H, SEAT, "neer(Lele, here, 1 m)",
     "E206 there is no function 'neer' (did you mean 'near'?)"},
    {W, 0, "self.care", "E202 'care' is in a mind, which the town knows nothing of"},
    {M | O, 0, "Lele.care", "E202 'care' is in somebody else's mind"},
    {M | O, 0, "self.clothing",
     "E202 values are about what is felt: 'clothing' is a fact of the town"},
    {M | O, 0, "softness", "E202 values are about what is felt: 'softness'"},
    {M | O, 0, "near(self, Lele, 1 m)", "E206 values are about what is felt"},
    {M | O, 0, "hour", "E202 values are about what is felt"},
    {M | O, 0, "company", "E202 'company' is felt for each other person: company[p]"},
    {M | O, 0, "hardness[Lele]", "E202 'hardness' is not felt for each other person"},
    {M | O, 0, "affection", "E202 'affection' is towards somebody: affection[p]"},
    {M | O, 0, "company[bench]", "E202 the index is another person, 'bench' is not"},
    {M | O, 0, "company[Lela]", "E202 there is no person 'Lela' (did you mean 'Lele'?)"},
    {M | O, 0, "hardnes", "E202 there is no 'hardnes' here (did you mean 'hardness'?)"},
    {M, 0, "-hardness", "E202"},
};

START_TEST(terms)
{
  const Case *c = &cases[_i];
  Town t;
  g_autofree char *is = NULL;

  make_town(&t);
  is = meaning(&t, c->source, c->words, c->here_kind);
  if (c->meaning[0] == 'E' && g_ascii_isdigit(c->meaning[1]))
    ck_assert_msg(g_str_has_prefix(is, c->meaning), "%s: %s", c->source, is);
  else
    ck_assert_msg(strcmp(is, c->meaning) == 0, "%s: %s", c->source, is);
  free_town(&t);
}
END_TEST

START_TEST(leaves_are_shared_and_named)
{
  Town t;
  guint n;
  g_autofree char *once = NULL, *twice = NULL, *named = NULL;
  const gint32 others[] = {2, -1};

  make_town(&t);
  once = meaning(&t, "near(Mei, here, 1 m) and near(Mei, here, 2 m)", W | H, SEAT);
  n = wt_vocab_n_leaves(t.vocab);
  ck_assert_uint_eq(n, 2); /* other distances, other leaves */
  twice = meaning(&t, "near(Mei, here, 2 m) or near(Mei, here, 1 m)", W | H, SEAT);
  ck_assert_uint_eq(wt_vocab_n_leaves(t.vocab), n);
  g_free(meaning(&t, "any(p in others, near(p, here, 1 m))", W | H, SEAT));
  named = wt_vocab_leaf_name(t.vocab, n, others, "bench");
  ck_assert_str_eq(named, "near(Mei, bench)");
  g_free(named);
  named = wt_vocab_leaf_name(t.vocab, n + 1, others, "bench");
  ck_assert_str_eq(named, "near(nobody, bench)");
  free_town(&t);
}
END_TEST

START_TEST(here_decides_the_owner)
{
  const struct {
    int here_kind;
    WtOwner owner;
  } want[] = {
      {SEAT, WT_OWNER_THING}, {WT_HERE_PERSON, WT_OWNER_PERSON}, {WT_HERE_GROUND, WT_OWNER_CELL}};
  Town t;

  make_town(&t);
  for (guint i = 0; i < G_N_ELEMENTS(want); i++) {
    g_autofree char *is = meaning(&t, "here.draught", W | H, want[i].here_kind);
    const WtLeaf *leaf = wt_vocab_leaf(t.vocab, i);
    ck_assert_str_eq(is, "here.draught");
    ck_assert_int_eq(wt_vocab_attribute(t.vocab, leaf->attribute)->owner, want[i].owner);
  }
  free_town(&t);
}
END_TEST

START_TEST(targets)
{
  static const struct {
    const char *target;
    gboolean fine;
  } want[] = {{"here.taken_by", TRUE},
              {"here.taste.sweet", TRUE},
              {"self.posture", TRUE},
              {"stove.heat", TRUE},
              {"{bench}.softness", TRUE},
              {"here", FALSE},
              {"here.", FALSE},
              {"", FALSE},
              {"here.taste", FALSE},
              {"here.softness + 1", FALSE},
              {"nowhere.softness", FALSE},
              {"self.company", FALSE},
              {".a", FALSE},
              {"{here.softness", FALSE}};
  Town t;

  make_town(&t);
  for (guint i = 0; i < G_N_ELEMENTS(want); i++) {
    g_autoptr(WtDiags) diags = wt_diags_new("test");
    gint64 leaf = wt_vocab_target(t.vocab, want[i].target, (WtPos){1, 1}, W | H, SEAT, "x", diags);

    ck_assert_msg((leaf >= 0) == want[i].fine, "%s", want[i].target);
    ck_assert_uint_eq(wt_diags_n_errors(diags), want[i].fine ? 0 : 1);
  }
  free_town(&t);
}
END_TEST

/* ---- rules ---- */

static WtRuleDef *sit(void)
{
  WtRuleDef *def = wt_rule_def_new("sit");

  def->needs = text("here.taken_by == nobody");
  def->takes = text("20 min");
  def->leaves = wt_effect_defs_new();
  wt_effect_def_add(def->does, "here.taken_by", text("self"));
  wt_effect_def_add(def->does, "self.posture", text("sitting"));
  wt_effect_def_add(def->leaves, "here.taken_by", text("nobody"));
  wt_felt_def_add(def->rates, "self.fatigue", NULL, text("-0.5 per hour"));
  wt_felt_def_add(def->felt, "company", "p", text("near(p, here, 1 m)"));
  wt_felt_def_add(def->felt, "hardness", NULL, text("1 - here.softness"));
  return def;
}

START_TEST(rule_binds)
{
  g_autoptr(WtDiags) diags = wt_diags_new("test");
  g_autoptr(WtRuleDef) def = sit();
  WtRule rule = {0};
  double value;
  Town t;

  make_town(&t);
  ck_assert(wt_rule_compile(&rule, def, t.vocab, SEAT, 10, "kinds.seat.offers.sit", diags));
  ck_assert_uint_eq(wt_diags_n(diags), 0);
  ck_assert(rule.lasting && rule.kind == SEAT && rule.reach == WT_REACH_ON);
  ck_assert(wt_expr_is_constant(rule.takes, &value) && value == 1200);
  ck_assert(wt_expr_is_constant(rule.cost, &value) && value == 0);
  ck_assert_uint_eq(rule.n_does, 2);
  ck_assert_uint_eq(rule.n_leaves, 1);
  ck_assert_uint_eq(rule.n_felt, 4);
  for (guint i = 1; i < rule.n_felt; i++)
    ck_assert_uint_lt(rule.felt[i - 1].slot, rule.felt[i].slot);
  ck_assert_uint_eq(rule.felt[2].other, 1);
  ck_assert_uint_eq(rule.felt[2].slot, wt_vocab_outcome(t.vocab, 1)->first + 1);
  ck_assert(wt_dim_equal(wt_expr_dim(rule.felt[3].value), WT_DIM_RATE));
  wt_rule_clear(&rule);
  free_town(&t);
}
END_TEST

typedef enum { NEEDS, TAKES, COST, DOES, FELT, RATE } Part;

static const struct {
  Part part;
  const char *name, *value, *code;
  int here_kind;
} rule_mistakes[] = {
    {NEEDS, NULL, "here.softness", "E230", SEAT},
    {TAKES, NULL, "20", "E230", SEAT},
    {TAKES, NULL, "true", "E230", SEAT},
    {TAKES, NULL, "2 min - 20 min", "E236", SEAT},
    {COST, NULL, "1 m", "E230", SEAT},
    {DOES, "here.softness", "true", "E230", SEAT},
    {DOES, "here.softness", "1 m", "E230", SEAT},
    {DOES, "here.shape", "sitting", "E230", SEAT},
    {DOES, "here.taken_by", "round", "E230", SEAT},
    {DOES, "self.fatigue", "0.5", "E233", SEAT},
    {DOES, "self.hardness", "0.5", "E233", SEAT},
    {DOES, "self.draught", "0.5", "E233", SEAT},
    {DOES, "self.care", "0.5", "E202", SEAT},
    {DOES, "here.sofness", "0.5", "E202", SEAT},
    {DOES, "self.posture", "sitting", "E234", SEAT},
    {DOES, "here.softness", "0.5", "E233", WT_HERE_GROUND},
    {FELT, "hardnes", "1", "E231", SEAT},
    {FELT, "fatigue", "1", "E231", SEAT},
    {FELT, "company", "1", "E232", SEAT},
    {FELT, "hardness", "1", "E234", SEAT},
    {FELT, "flavour.sweet", "here.shape", "E230", SEAT},
    {RATE, "hardness", "1 per hour", "E231", SEAT},
    {RATE, "fatigue", "1", "E230", SEAT},
    {NEEDS, NULL, "true", "E235", WT_HERE_GROUND},
};

START_TEST(rule_is_refused)
{
  g_autoptr(WtDiags) diags = wt_diags_new("test");
  g_autoptr(WtRuleDef) def = wt_rule_def_new("sit");
  WtExprText *value = text(rule_mistakes[_i].value);
  const char *name = rule_mistakes[_i].name;
  gboolean found = FALSE;
  WtRule rule = {0};
  Town t;

  make_town(&t);
  if (strcmp(rule_mistakes[_i].code, "E234") == 0) {
    wt_effect_def_add(def->does, "self.posture", text("standing"));
    wt_felt_def_add(def->felt, "hardness", NULL, text("0"));
  }
  switch (rule_mistakes[_i].part) {
  case NEEDS:
    def->needs = value;
    break;
  case TAKES:
    def->takes = value;
    break;
  case COST:
    def->cost = value;
    break;
  case DOES:
    wt_effect_def_add(def->does, name, value);
    break;
  case FELT:
    wt_felt_def_add(def->felt, name, NULL, value);
    break;
  case RATE:
    wt_felt_def_add(def->rates, name, NULL, value);
    break;
  }
  ck_assert(!wt_rule_compile(&rule, def, t.vocab, rule_mistakes[_i].here_kind, 10, "r", diags));
  for (guint i = 0; i < wt_diags_n(diags); i++)
    found |= strcmp(wt_diags_get(diags, i)->code, rule_mistakes[_i].code) == 0;
  ck_assert_msg(found, "%d: %s", _i, wt_diags_get(diags, 0)->message);
  ck_assert_ptr_null(rule.felt);
  free_town(&t);
}
END_TEST

static double fetch(gpointer user, guint leaf, WtRoles roles, guint8 *source)
{
  const WtVocab *vocab = user;
  const WtLeaf *l = wt_vocab_leaf(vocab, leaf);

  ck_assert_ptr_null(source);
  return l->a.root == WT_ROOT_HERE ? roles.here : l->a.root == WT_ROOT_SELF ? roles.self : 100.0;
}

START_TEST(leaves_are_fetched)
{
  g_autoptr(WtDiags) diags = wt_diags_new("test");
  g_autoptr(WtExprText) parsed = text("here.softness * 10 + self.clothing + bench.softness");
  g_autoptr(WtExpr) expr = NULL;
  Town t;

  make_town(&t);
  expr = wt_vocab_bind(t.vocab, parsed, W | H, SEAT, "x", diags);
  ck_assert_double_eq(wt_expr_eval_leaves(expr, fetch, t.vocab, (WtRoles){.self = 2, .here = 4}),
                      142);
  ck_assert_str_eq(wt_source_name(WT_SOURCE_REMEMBERED), "remembered");
  free_town(&t);
}
END_TEST

int main(void)
{
  Suite *s = suite_create("causal-vocab");
  TCase *t = tcase_create("vocab");

  tcase_add_loop_test(t, terms, 0, G_N_ELEMENTS(cases));
  tcase_add_test(t, leaves_are_shared_and_named);
  tcase_add_test(t, here_decides_the_owner);
  tcase_add_test(t, targets);
  tcase_add_test(t, rule_binds);
  tcase_add_loop_test(t, rule_is_refused, 0, G_N_ELEMENTS(rule_mistakes));
  tcase_add_test(t, leaves_are_fetched);
  suite_add_tcase(s, t);
  return test_main(s);
}
