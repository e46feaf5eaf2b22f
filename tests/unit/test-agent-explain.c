/* test-agent-explain.c - the tea house worked by hand, the mind check and its sabotage, kinds of
 * why not, noise that has an address. */
#include "tests/unit/agent-random.h"

/* ---- the tea house: comfort .5 on softness - 1, warmth .7 on -chill, companionship .9 ---- */

typedef struct {
  gboolean lele, door_shut, norm, no_chair, unknown_chill;
  double temperature;
} House;

enum { BENCH, ARMCHAIR, WICKER, STOOL };

static Town *tea_house(House how)
{
  static const char *const things[] = {"bench", "armchair", "wicker_chair", "stool"};
  static const int kinds[] = {TOWN_SEAT, TOWN_SEAT, TOWN_SEAT, TOWN_SEAT};
  static const double softness[] = {0.3, 0.6, 0.9, 0.1}, draught[] = {0.2, 0, 0.3, 0};
  static const gint32 cell[] = {9, 20, 50,
                                10}; /* the stool, where Lele sits, is a metre from the bench */
  Town *t = town_new(things, kinds, 4);
  town_add_rule(
      t, &(TownRule){
             .verb = "stand", .kind = WT_HERE_GROUND, .hardness = "1", .chill = "here.draught"});
  town_add_rule(t, &(TownRule){.verb = "sit",
                               .kind = TOWN_SEAT,
                               .lasting = TRUE,
                               .takes = "30 min",
                               .needs = "here.softness > 0.2",
                               .hardness = "1 - here.softness",
                               .chill = "here.draught",
                               .company = "near(p, here, 1 m)"});
  town_add_value(t, "comfort", "-hardness", 0.5);
  town_add_value(t, "warmth", "-chill", 0.7);
  town_add_value(t, "companionship", "sum(p in others, affection[p] * company[p])", 0.9);
  t->def->walking = 0;
  t->def->temperature = how.temperature;
  WtMindPersonDef *person = wt_minds_def_add_person(t->def, "TongTong");
  wt_weight_add(person->affection, "Lele", 0.8);
  if (how.unknown_chill) {
    WtPos nowhere = {0, 0};
    person->knows = WT_KNOWS_LIST;
    g_ptr_array_add(person->known, g_strdup("hardness"));
    g_array_append_val(person->known_pos, nowhere);
  }
  if (how.norm) {
    WtNormDef *norm = wt_minds_def_add_norm(t->def, "reserved");
    norm->verb = g_strdup("sit");
    norm->of = g_strdup("bench");
  }
  wt_minds_def_add_person(t->def, "Lele");
  wt_minds_def_add_person(t->def, "Mei");
  t->no_walking = TRUE;
  town_compile(t);
  t->body.at = 63;
  for (guint i = 0; i < 4; i++) {
    town_fact(t, town_thing(i), WT_ATTRIBUTE_AT, how.no_chair && i == ARMCHAIR ? -1 : cell[i]);
    town_fact(t, town_thing(i), t->softness, softness[i]);
    town_fact(t, town_thing(i), t->thing_draught, how.door_shut ? 0 : draught[i]);
  }
  if (how.lele)
    town_fact(t, 1, WT_ATTRIBUTE_AT, cell[STOOL]);
  town_perceive(t);
  return t;
}

static double utility_of(Town *t, const char *thing)
{
  const WtTable *table = town_decide(t, NULL, 0);
  return table->utility[town_row(t, table, "sit", thing)];
}

static void assert_near(double is, double expected)
{
  ck_assert_msg(fabs(is - expected) < 1e-9, "%g rather than %g", is, expected);
}

START_TEST(test_tea_house_utilities)
{
  static const struct {
    House how;
    double bench, armchair, wicker;
  } cases[] = {{{.lele = TRUE}, 0.23, -0.20, -0.26},
               {{.lele = FALSE}, -0.49, -0.20, -0.26},
               {{.door_shut = TRUE}, -0.35, -0.20, -0.05}};
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    Town *t = tea_house(cases[i].how);
    assert_near(utility_of(t, "bench"), cases[i].bench);
    assert_near(utility_of(t, "armchair"), cases[i].armchair);
    assert_near(utility_of(t, "wicker_chair"), cases[i].wicker);
    town_free(t);
  }
}
END_TEST

/* "a" / "a, b; c": the sets of an answer, by name. */
static char *sets_of(const WtAnswer *answer)
{
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < answer->result->causes->len; i++) {
    WtSet set = g_array_index(answer->result->causes, WtContrastCause, i).set;
    const char *between = i > 0 ? "; " : "";
    for (guint k = 0; k < answer->n; k++)
      if (set >> k & 1) {
        g_string_append_printf(text, "%s%s", between, answer->candidates[k].name);
        between = ", ";
      }
  }
  return g_string_free(text, FALSE);
}

static const WtAnswer *answer_of(const WtExplanation *why, WtFoilKind kind, WtCut cut)
{
  for (guint i = 0; i < why->answers->len; i++) {
    const WtAnswer *answer = g_ptr_array_index(why->answers, i);
    if (answer->kind == kind && answer->cut == cut)
      return answer;
  }
  ck_abort_msg("no such answer");
}

typedef struct {
  House how;
  const char *chosen, *foil, *factor, *world, *outcome, *motive;
} Expected;

static void check_expected(const Expected *x)
{
  Town *t = tea_house(x->how);
  WtMindView view = town_view(t);
  g_autoptr(WtDecision) decision = wt_decision_copy(town_decide(t, NULL, 0));
  g_autoptr(WtExplanation) why = wt_explain(&view, decision, -1, (1 << WT_N_CUTS) - 1);
  const char *const sets[WT_N_CUTS] = {[WT_CUT_WORLD] = x->world,
                                       [WT_CUT_FACTOR] = x->factor,
                                       [WT_CUT_OUTCOME] = x->outcome,
                                       [WT_CUT_MOTIVE] = x->motive};
  ck_assert_int_eq(decision->table.chosen, town_row(t, &decision->table, "sit", x->chosen));
  for (guint cut = 0; cut < WT_N_CUTS; cut++) {
    const WtAnswer *answer = answer_of(why, WT_FOIL_THIS_ONE, (WtCut)cut);
    g_autofree char *is = sets_of(answer);
    ck_assert_int_eq(answer->foil, town_row(t, &decision->table, "sit", x->foil));
    ck_assert(answer->result->complete);
    if (sets[cut])
      ck_assert_str_eq(is, sets[cut]);
  }
  town_free(t);
}

START_TEST(test_tea_house_causes)
{
  check_expected(&(Expected){
      {.lele = TRUE}, "bench", "armchair", "near(Lele)", "Lele", "company[Lele]", "companionship"});
  check_expected(&(Expected){{.lele = FALSE},
                             "armchair",
                             "wicker_chair",
                             "draught",
                             "armchair.draught",
                             "chill",
                             "warmth"});
  check_expected(&(Expected){{.door_shut = TRUE},
                             "wicker_chair",
                             "armchair",
                             "softness",
                             "wicker_chair.softness",
                             "hardness",
                             "comfort"});
}
END_TEST

/* Without Lele, armchair rather than wicker chair: .7 * draught = .06 above -.26. */
START_TEST(test_tea_house_turning_points)
{
  Town *t = tea_house((House){.lele = FALSE});
  WtMindView view = town_view(t);
  g_autoptr(WtDecision) decision = wt_decision_copy(town_decide(t, NULL, 0));
  g_autoptr(WtExplanation) why = wt_explain(&view, decision, -1, 0);
  guint n = 0;
  for (guint i = 0; i < why->turnings->len; i++) {
    const WtTurning *x = g_ptr_array_index(why->turnings, i);
    double at = g_str_equal(x->name, "draught")    ? 0.06 / 0.7
                : g_str_equal(x->name, "softness") ? 0.6 - 0.06 / 0.5
                : g_str_equal(x->name, "comfort")  ? 0.7
                : g_str_equal(x->name, "warmth")   ? 0.5
                                                   : NAN;
    n++;
    ck_assert_msg(fabs(x->flips_at - at) < 1e-5, "%s flips at %g rather than %g", x->name,
                  x->flips_at, at);
  }
  ck_assert_uint_eq(n, 4);
  town_free(t);
}
END_TEST

static const WtWhyNot *why_not(const WtExplanation *why, gint32 row)
{
  for (guint i = 0; i < why->why_nots->len; i++) {
    const WtWhyNot *x = g_ptr_array_index(why->why_nots, i);
    if (x->row == row)
      return x;
  }
  ck_abort_msg("nothing said of row %d", row);
}

static WtWhyNotKind kind_of_why_not(House how, const char *thing)
{
  Town *t = tea_house(how);
  WtMindView view = town_view(t);
  g_autoptr(WtDecision) decision = wt_decision_copy(town_decide(t, NULL, 0));
  g_autoptr(WtExplanation) why = wt_explain(&view, decision, -1, 0);
  WtWhyNotKind kind = why_not(why, town_row(t, &decision->table, "sit", thing))->kind;
  town_free(t);
  return kind;
}

START_TEST(test_why_not_kinds)
{
  ck_assert_int_eq(kind_of_why_not((House){.lele = TRUE}, "wicker_chair"), WT_WHY_NOT_OUTWEIGHED);
  ck_assert_int_eq(kind_of_why_not((House){.lele = TRUE}, "stool"), WT_WHY_NOT_INFEASIBLE);
  ck_assert_int_eq(kind_of_why_not((House){.lele = TRUE, .norm = TRUE}, "bench"),
                   WT_WHY_NOT_PERMITTED);
  ck_assert_int_eq(kind_of_why_not((House){.lele = TRUE, .no_chair = TRUE}, "armchair"),
                   WT_WHY_NOT_REMEMBERED);
  /* All she knows is softness: the wicker chair; did she know what company is, the bench. */
  ck_assert_int_eq(kind_of_why_not((House){.lele = TRUE, .unknown_chill = TRUE}, "bench"),
                   WT_WHY_NOT_UNKNOWN);
  ck_assert_int_eq(kind_of_why_not((House){.lele = FALSE, .unknown_chill = TRUE}, "bench"),
                   WT_WHY_NOT_OUTWEIGHED);
  ck_assert_str_eq(wt_why_not_name(WT_WHY_NOT_PERMITTED), "not permitted");
}
END_TEST

START_TEST(test_chains_join_cuts)
{
  Town *t = tea_house((House){.lele = TRUE});
  WtMindView view = town_view(t);
  g_autoptr(WtDecision) decision = wt_decision_copy(town_decide(t, NULL, 0));
  g_autoptr(WtExplanation) why = wt_explain(&view, decision, -1, (1 << WT_N_CUTS) - 1);
  ck_assert_uint_eq(why->chains->len, 3);
  const WtChain *first = g_ptr_array_index(why->chains, 0),
                *last = g_ptr_array_index(why->chains, 2);
  ck_assert_str_eq(first->factor, "near(Lele)");
  ck_assert_str_eq(first->outcome, "company[Lele]");
  ck_assert_str_eq(wt_minds_motive_name(t->minds, first->motive), "companionship");
  ck_assert(first->factor_is_cause && first->outcome_is_cause && first->motive_is_cause);
  assert_near(first->contribution, 0.72);
  assert_near(first->contribution_foil, 0);
  ck_assert_str_eq(last->factor, "draught");
  ck_assert(!last->factor_is_cause && !last->outcome_is_cause && !last->motive_is_cause);
  assert_near(last->contribution, -0.14);
  town_free(t);
}
END_TEST

START_TEST(test_cone_holds_what_matters)
{
  Town *t = tea_house((House){.lele = TRUE});
  WtMindView view = town_view(t);
  g_autoptr(WtDecision) decision = wt_decision_copy(town_decide(t, NULL, 0));
  g_autoptr(WtExplanation) why = wt_explain(&view, decision, -1, (1 << WT_N_CUTS) - 1);
  gint32 foil = wt_decision_foil(t->minds, decision, WT_FOIL_THIS_ONE);
  g_autoptr(WtGraph) cone = wt_explain_cone(&view, why, foil);
  g_autoptr(GString) marked = g_string_new(NULL);
  for (guint i = 0; i < wt_graph_n_nodes(cone); i++) {
    const WtGraphNode *node = wt_graph_node(cone, i);
    ck_assert_ptr_null(strstr(node->id, "stool"));
    ck_assert_ptr_null(strstr(node->id, "Mei"));
    if (node->is_cause)
      g_string_append_printf(marked, "%s|", node->id);
  }
  ck_assert_str_eq(marked->str,
                   "companionship|sit bench: company[Lele]|sit bench: near(Lele)|Lele|");
  ck_assert_uint_gt(wt_graph_n_edges(cone), 10);
  town_free(t);
}
END_TEST

START_TEST(test_foils)
{
  Town *t = tea_house((House){.lele = TRUE});
  WtMindView view = town_view(t);
  g_autoptr(WtDecision) decision = wt_decision_copy(town_decide(t, NULL, 0));
  const WtTable *table = &decision->table;
  gint32 wicker = town_row(t, table, "sit", "wicker_chair");
  ck_assert_int_eq(wt_decision_foil(t->minds, decision, WT_FOIL_ACT_SO), WT_BASE_PLACE);
  ck_assert_int_eq(wt_decision_foil(t->minds, decision, WT_FOIL_THIS_ONE),
                   town_row(t, table, "sit", "armchair"));
  g_autoptr(WtExplanation) why = wt_explain(&view, decision, wicker, 1 << WT_CUT_FACTOR);
  ck_assert_uint_eq(why->answers->len, 1);
  const WtAnswer *answer = answer_of(why, WT_FOIL_NAMED, WT_CUT_FACTOR);
  ck_assert_int_eq(answer->foil, wicker);
  g_autofree char *sets = sets_of(answer);
  ck_assert_str_eq(sets, "near(Lele)");
  town_free(t);
}
END_TEST

/* ---- the mind check, and that it can fail ---- */

START_TEST(test_mind_check_holds)
{
  guint n_checked = 0;
  for (guint number = 0; number < test_scale(150, 1000); number++) {
    Town *t = random_town(number, 0);
    WtMindView view = town_view(t);
    g_autoptr(WtDecision) decision = wt_decision_copy(town_decide(t, NULL, 0));
    g_autoptr(WtExplanation) why = wt_explain(&view, decision, -1, (1 << WT_N_CUTS) - 1);
    for (guint a = 0; a < why->answers->len; a++) {
      const WtAnswer *answer = g_ptr_array_index(why->answers, a);
      for (guint i = 0; i < answer->result->causes->len; i++, n_checked++) {
        g_autofree char *reason = NULL;
        WtSet set = g_array_index(answer->result->causes, WtContrastCause, i).set;
        if (!wt_explain_check(&view, TOWN_SEED, decision, answer, set, NULL, &reason))
          ck_abort_msg("model %u, %s cut: %s", number, wt_cut_name(answer->cut), reason);
        ck_assert_ptr_null(reason);
      }
    }
    town_free(t);
  }
  ck_assert_uint_gt(n_checked, 500);
}
END_TEST

typedef struct {
  Town *town;
  gboolean ignore; /* the puts */
  double add;      /* to one cell */
} Sabotage;

static void sabotaged_table(gpointer user, const WtMindView *view, const WtDecision *decision,
                            const WtPut *puts, guint n_puts, double *table)
{
  Sabotage *s = user;
  const WtTable *t = town_decide(s->town, puts, s->ignore ? 0 : n_puts);
  (void)view;
  for (guint row = 0; row < t->n_rows; row++)
    for (guint i = 0; i < t->n_motives + 2; i++)
      table[row * (t->n_motives + 2) + i] = i < t->n_motives
                                                ? t->contribution[(gsize)i * t->stride + row]
                                            : i == t->n_motives ? t->cost[row]
                                                                : t->draw[row];
  table[decision->table.n_rows / 2 * (t->n_motives + 2)] += s->add;
}

static gboolean check_with(Town *t, const WtDecision *decision, const WtAnswer *answer, WtSet set,
                           Sabotage decide, Sabotage engine)
{
  WtMindView view = town_view(t);
  g_autofree char *reason = NULL;
  Sabotage *broken = engine.ignore || engine.add != 0 ? &engine : &decide;
  WtCheckSeam seam = {.user = broken};
  decide.town = engine.town = t;
  if (broken == &engine)
    seam.engine = sabotaged_table;
  else
    seam.decide = sabotaged_table;
  gboolean holds = wt_explain_check(&view, TOWN_SEED, decision, answer, set, &seam, &reason);
  ck_assert(holds == (reason == NULL));
  return holds;
}

START_TEST(test_mind_check_finds_sabotage)
{
  Town *t = tea_house((House){.lele = TRUE});
  WtMindView view = town_view(t);
  g_autoptr(WtDecision) decision = wt_decision_copy(town_decide(t, NULL, 0));
  g_autoptr(WtExplanation) why = wt_explain(&view, decision, -1, (1 << WT_N_CUTS) - 1);
  const WtAnswer *answer = answer_of(why, WT_FOIL_THIS_ONE, WT_CUT_FACTOR);
  WtSet cause = g_array_index(answer->result->causes, WtContrastCause, 0).set;
  Sabotage none = {0}, deaf = {.ignore = TRUE}, off = {.add = 0.001};
  ck_assert(check_with(t, decision, answer, cause, none, none));
  ck_assert(!check_with(t, decision, answer, cause, deaf,
                        none)); /* a replay that ignores the intervention */
  ck_assert(!check_with(t, decision, answer, cause, off, none));
  ck_assert(!check_with(t, decision, answer, cause, none, deaf));
  ck_assert(!check_with(t, decision, answer, cause, none, off));
  /* A false claim: that it was the softness, or the draught. */
  for (guint i = 0; i < answer->n; i++) {
    g_autofree char *reason = NULL;
    WtSet claimed = (WtSet)1 << i;
    ck_assert(wt_explain_check(&view, TOWN_SEED, decision, answer, claimed, NULL, &reason) ==
              (claimed == cause));
  }
  /* A claim whose put is not what it says it is. */
  WtCandidate *candidate = &answer->candidates[__builtin_ctzll(cause)];
  candidate->puts[0].value = candidate->actual;
  ck_assert(!wt_explain_check(&view, TOWN_SEED, decision, answer, cause, NULL, NULL));
  town_free(t);
}
END_TEST

/* ---- choice: ties and noise ---- */

/* Seats of equal softness, known in the order given. */
static WtOptionKey choice_among(const guint *order, guint n, guint with, double softness_of_last,
                                double temperature, gint32 tick)
{
  static const char *const names[] = {"a", "b", "c", "d", "e", "f"};
  static const int kinds[] = {TOWN_SEAT, TOWN_SEAT, TOWN_SEAT, TOWN_SEAT, TOWN_SEAT, TOWN_SEAT};
  Town *t = town_new(names, kinds, 6);
  town_add_rule(t, &(TownRule){.verb = "stand", .kind = WT_HERE_GROUND, .hardness = "1"});
  town_add_rule(t, &(TownRule){.verb = "sit",
                               .kind = TOWN_SEAT,
                               .lasting = TRUE,
                               .takes = "30 min",
                               .hardness = "1 - here.softness"});
  town_add_value(t, "comfort", "-hardness", 0.5);
  t->def->temperature = temperature;
  wt_minds_def_add_person(t->def, "TongTong");
  wt_minds_def_add_person(t->def, "Lele");
  wt_minds_def_add_person(t->def, "Mei");
  t->no_walking = TRUE;
  town_compile(t);
  t->known.user = t;
  t->body.at = 0;
  t->tick = tick;
  for (guint i = 0; i < n; i++) {
    town_fact(t, town_thing(order[i]), WT_ATTRIBUTE_AT, 5);
    town_fact(t, town_thing(order[i]), t->softness, order[i] == with ? softness_of_last : 0.5);
  }
  town_perceive(t);
  const WtTable *table = town_decide(t, NULL, 0);
  WtOptionKey chosen = table->option;
  ck_assert(temperature > 0 || softness_of_last != 0.5 || table->toss == (n > 1));
  town_free(t);
  return chosen;
}

START_TEST(test_equals_are_a_toss_not_settled_by_order)
{
  static const guint forth[] = {0, 1, 2, 3}, back[] = {3, 2, 1, 0}, mixed[] = {2, 0, 3, 1};
  gboolean seen[TOWN_THINGS_MAX] = {FALSE};
  guint n_seen = 0;
  for (gint32 tick = 0; tick < 40 * 60; tick += 60) { /* one per period of noise */
    WtOptionKey chosen = choice_among(forth, 4, 99, 0.5, 0, tick);
    gint32 thing = wt_option_entity(chosen) - TOWN_PEOPLE;
    ck_assert_int_eq(chosen, choice_among(back, 4, 99, 0.5, 0, tick));
    ck_assert_int_eq(chosen, choice_among(mixed, 4, 99, 0.5, 0, tick));
    n_seen += !seen[thing];
    seen[thing] = TRUE;
  }
  ck_assert_uint_eq(n_seen, 4);
}
END_TEST

/* Removing what was not chosen leaves the choice alone; so does adding what is not chosen. */
START_TEST(test_noise_is_addressed)
{
  static const guint all[] = {0, 1, 2, 3, 4, 5};
  guint n_different = 0, n_kept = 0;
  for (gint32 tick = 0; tick < 30 * 60; tick += 60) {
    WtOptionKey chosen = choice_among(all, 5, 99, 0.5, 0.3, tick);
    n_different += chosen != choice_among(all, 5, 99, 0.5, 0.3, tick + 60);
    ck_assert_int_eq(chosen, choice_among(all, 5, 99, 0.5, 0.3, tick + 1)); /* the same period */
    for (guint gone = 0; gone < 5; gone++) {
      guint rest[5], n = 0;
      for (guint i = 0; i < 5; i++)
        if (i != gone)
          rest[n++] = i;
      if (chosen != wt_option_key(1, town_thing(gone)))
        ck_assert_int_eq(chosen, choice_among(rest, n, 99, 0.5, 0.3, tick));
    }
    WtOptionKey with_sixth = choice_among(all, 6, 5, 0, 0.3, tick);
    if (with_sixth != wt_option_key(1, town_thing(5)))
      ck_assert_int_eq(chosen, with_sixth);
    n_kept += chosen == with_sixth;
  }
  ck_assert_uint_gt(n_different, 10);
  ck_assert_uint_gt(n_kept, 20);
}
END_TEST

/* A choice that the draw made says so. */
START_TEST(test_draw_is_a_cause)
{
  guint n_draws = 0;
  for (guint number = 0; number < 60; number++) {
    Town *t = tea_house((House){.lele = TRUE, .temperature = 1});
    t->tick = (gint32)number * 60;
    town_perceive(t);
    WtMindView view = town_view(t);
    g_autoptr(WtDecision) decision = wt_decision_copy(town_decide(t, NULL, 0));
    g_autoptr(WtExplanation) why = wt_explain(&view, decision, -1, 1 << WT_CUT_FACTOR);
    for (guint a = 0; a < why->answers->len; a++) {
      g_autofree char *sets = sets_of(g_ptr_array_index(why->answers, a));
      const WtTable *table = &decision->table;
      gint32 foil = ((const WtAnswer *)g_ptr_array_index(why->answers, a))->foil;
      gboolean by_draw = table->utility[table->chosen] <= table->utility[foil];
      n_draws += by_draw;
      ck_assert(!by_draw || strstr(sets, "draw") != NULL);
    }
    town_free(t);
  }
  ck_assert_uint_gt(n_draws, 5);
}
END_TEST

START_TEST(test_cut_names)
{
  for (guint i = 0; i < WT_N_CUTS; i++) {
    WtCut cut = WT_N_CUTS;
    ck_assert(wt_cut_find(wt_cut_name((WtCut)i), &cut));
    ck_assert_int_eq(cut, i);
  }
  ck_assert(!wt_cut_find("worlds", &(WtCut){0}));
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("agent-explain");
  TCase *house = tcase_create("tea house"), *check = tcase_create("mind check"),
        *choice = tcase_create("choice");
  tcase_add_test(house, test_tea_house_utilities);
  tcase_add_test(house, test_tea_house_causes);
  tcase_add_test(house, test_tea_house_turning_points);
  tcase_add_test(house, test_why_not_kinds);
  tcase_add_test(house, test_chains_join_cuts);
  tcase_add_test(house, test_cone_holds_what_matters);
  tcase_add_test(house, test_foils);
  tcase_add_test(house, test_cut_names);
  tcase_add_test(check, test_mind_check_holds);
  tcase_add_test(check, test_mind_check_finds_sabotage);
  tcase_add_test(choice, test_equals_are_a_toss_not_settled_by_order);
  tcase_add_test(choice, test_noise_is_addressed);
  tcase_add_test(choice, test_draw_is_a_cause);
  suite_add_tcase(suite, house);
  suite_add_tcase(suite, check);
  suite_add_tcase(suite, choice);
  return test_main(suite);
}
