/* test-agent-engine.c - on random decision models: the engine's table is the deciding code's,
 * causes are those of the definition, re-evaluated by the code that decides. */
#include "agent/engine.h"
#include "agent/lead.h"
#include "tests/unit/agent-random.h"

#define QUICK     300
#define FULL      2000
#define BRUTE_MAX 8

static gboolean close_to(double a, double b)
{
  return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-9 * (1 + fmax(fabs(a), fabs(b)));
}

/* ---- engine = deciding code ---- */

static guint n_different_bits;

static void compare_tables(const Town *t, const WtTable *decided, const WtDecision *decision,
                           const WtEngine *e, const WtPut *puts, guint n_puts, guint number)
{
  guint n = decided->n_motives, each = n + 2;
  g_autofree double *claimed = g_new(double, (gsize)decided->n_rows *each);
  ck_assert_uint_eq(decided->n_rows, decision->table.n_rows);
  wt_engine_table(e, puts, n_puts, claimed);
  for (guint row = 0; row < decided->n_rows; row++)
    for (guint i = 0; i < each; i++) {
      double is = i < n    ? decided->contribution[(gsize)i * decided->stride + row]
                  : i == n ? decided->cost[row]
                           : decided->draw[row];
      double says = claimed[(gsize)row * each + i];
      n_different_bits += is != says;
      if (!close_to(is, says))
        ck_abort_msg("model %u, row %u, %s: decided %.17g, engine %.17g", number, row,
                     i < n ? wt_minds_motive_name(t->minds, i) : "cost or draw", is, says);
    }
}

START_TEST(test_same_table)
{
  guint n = test_scale(QUICK, FULL);
  n_different_bits = 0;
  for (guint number = 0; number < n; number++) {
    Town *t = random_town(number, 0);
    WtMindView view = town_view(t);
    g_autoptr(WtDecision) decision = wt_decision_copy(town_decide(t, NULL, 0));
    g_autoptr(WtEngine) e = wt_engine_new(&view, &decision->table, NULL, NULL, 0);
    compare_tables(t, town_decide(t, NULL, 0), decision, e, NULL, 0, number);
    for (guint row = 0; row < decision->table.n_rows; row++)
      ck_assert(close_to(e->values[e->rows[row].utility], decision->table.utility[row]));
    town_free(t);
  }
  ck_assert_uint_eq(n_different_bits, 0);
}
END_TEST

static WtPut random_put(TestRandom *random, const WtTable *t, const WtMinds *minds)
{
  WtPut put = {.option = t->key[test_random_below(random, t->n_rows)],
               .from = t->key[test_random_below(random, t->n_rows)],
               .value = test_random_uniform(random, 0, 1)};
  put.kind = (WtPutKind)test_random_below(random, WT_PUT_BELIEF + 1);
  switch (put.kind) {
  case WT_PUT_FACTOR:
    put.id = (gint32)test_random_below(random, 3 * wt_vocab_n_leaves(minds->known->vocab));
    break;
  case WT_PUT_OUTCOME:
    put.id = (gint32)test_random_below(random, t->n_slots);
    break;
  case WT_PUT_WEIGHT:
    put.id = (gint32)test_random_below(random, t->n_motives);
    break;
  case WT_PUT_LEVEL:
    put.id = minds->n_drives ? (gint32)test_random_below(random, minds->n_drives) : 99;
    break;
  case WT_PUT_BELIEF:
    put.id = (gint32)test_random_below(random, minds->n_beliefs);
    break;
  default:
    break;
  }
  return put;
}

/* A put of a feature that the row has, half of the time one that comes with another row's act. */
static void aim_at_feature(TestRandom *random, const WtMindView *view, const WtTable *t, WtPut *put)
{
  gint32 row = wt_table_find(t, test_random_below(random, 2) ? put->option : put->from);
  for (guint slot = test_random_below(random, t->n_slots); slot < t->n_slots; slot++) {
    WtRowMech mech = wt_row_mech(view, t, (guint)row, slot);
    guint n = 0;
    const guint *leaves = mech.expr ? wt_expr_parents(mech.expr, &n) : NULL;
    for (guint i = 0; i < n; i++)
      if (wt_leaf_is_here(view->minds->known->vocab, leaves[i])) {
        put->id = (gint32)wt_feature_of(view->minds, leaves[i], mech.origin);
        return;
      }
  }
}

/* At most one act and one time, and nothing put twice. */
static guint random_puts(TestRandom *random, const WtMindView *view, const WtTable *t, WtPut *puts,
                         guint max)
{
  guint n = 0, want = 1 + test_random_below(random, max);
  for (guint tries = 0; n < want && tries < 40; tries++) {
    WtPut put = random_put(random, t, view->minds);
    gboolean clash = put.kind == WT_PUT_LEVEL && put.id == 99;
    if (put.kind == WT_PUT_FACTOR)
      aim_at_feature(random, view, t, &put);
    for (guint i = 0; i < n; i++)
      clash |=
          puts[i].kind == put.kind && (put.kind == WT_PUT_ACT || put.kind == WT_PUT_TIME ||
                                       (puts[i].id == put.id && puts[i].option == put.option) ||
                                       (puts[i].id == put.id && put.kind >= WT_PUT_WEIGHT));
    if (!clash)
      puts[n++] = put;
  }
  return n;
}

START_TEST(test_same_table_with_puts)
{
  guint n = test_scale(QUICK, FULL);
  TestRandom random = {12};
  n_different_bits = 0;
  for (guint number = 0; number < n; number++) {
    Town *t = random_town(number, 0);
    WtMindView view = town_view(t);
    g_autoptr(WtDecision) decision = wt_decision_copy(town_decide(t, NULL, 0));
    for (guint round = 0; round < 8; round++) {
      WtPut puts[8];
      WtEngineAct act = {0};
      guint n_acts = 0, n_puts = random_puts(&random, &view, &decision->table, puts, 8);
      for (guint i = 0; i < n_puts; i++)
        if (puts[i].kind == WT_PUT_ACT) {
          act.row = (guint)wt_table_find(&decision->table, puts[i].option);
          act.from = (guint)wt_table_find(&decision->table, puts[i].from);
          n_acts = 1;
        }
      g_autoptr(WtEngine) e = wt_engine_new(&view, &decision->table, NULL, &act, n_acts);
      compare_tables(t, town_decide(t, puts, n_puts), decision, e, puts, n_puts, number);
    }
    town_free(t);
  }
  ck_assert_uint_eq(n_different_bits, 0);
}
END_TEST

/* ---- causes = the definition ---- */

static double decided_lead(Town *t, const WtDecision *decision, const WtAnswer *answer, WtSet set)
{
  guint n_puts = 0;
  g_autofree WtPut *puts = wt_answer_puts(answer, set, &n_puts);
  const WtTable *table = town_decide(t, puts, n_puts);
  gint32 p = wt_table_find(table, decision->table.key[decision->table.chosen]);
  gint32 q = wt_table_find(table, decision->table.key[answer->foil]);
  return wt_table_score(table, (guint)p) - wt_table_score(table, (guint)q);
}

/* No proper subset takes the lead away: by evaluating every one. */
static gboolean is_minimal(const double *leads, WtSet set, double tolerance)
{
  for (WtSet sub = (set - 1) & set;; sub = (sub - 1) & set) {
    if (leads[sub] <= tolerance)
      return FALSE;
    if (sub == 0)
      return TRUE;
  }
}

static gboolean found(const WtAnswer *answer, WtSet set)
{
  for (guint i = 0; i < answer->result->causes->len; i++)
    if (g_array_index(answer->result->causes, WtContrastCause, i).set == set)
      return TRUE;
  return FALSE;
}

static void check_by_definition(Town *t, const WtDecision *decision, const WtAnswer *answer,
                                guint number)
{
  guint size = 1u << answer->n, n_sets = 0, n_large = 0;
  double tolerance = decision->table.tolerance;
  g_autofree double *leads = g_new(double, size);
  for (WtSet set = 0; set < size; set++)
    leads[set] = decided_lead(t, decision, answer, set);
  if (!(leads[0] > tolerance)) {
    ck_assert_uint_eq(answer->result->causes->len, 0);
    return;
  }
  for (WtSet set = 1; set < size; set++) {
    gboolean cause = leads[set] <= tolerance && is_minimal(leads, set, tolerance);
    n_sets += cause;
    n_large += cause && __builtin_popcountll(set) > 4;
    if ((cause && __builtin_popcountll(set) <= 4) || found(answer, set))
      if (cause != found(answer, set))
        ck_abort_msg("model %u, %s cut: set %#" G_GINT64_MODIFIER "x is %s by definition", number,
                     wt_cut_name(answer->cut), set, cause ? "a cause" : "none");
  }
  if (answer->result->complete)
    ck_assert_uint_eq(answer->result->causes->len, n_sets);
  /* On the world cut everything together need not take the lead away; the answer then is not
   * complete if only large sets do. */
  if (answer->result->causes->len == 0 && n_sets > 0)
    ck_assert_msg(answer->cut == WT_CUT_WORLD && n_large == n_sets && !answer->result->complete,
                  "model %u, %s cut", number, wt_cut_name(answer->cut));
}

/* Every set takes the lead away and no subset does, whatever the number of candidates. */
static void check_sets(Town *t, const WtDecision *decision, const WtAnswer *answer)
{
  double tolerance = decision->table.tolerance;
  for (guint i = 0; i < answer->result->causes->len && i < 8; i++) {
    WtSet set = g_array_index(answer->result->causes, WtContrastCause, i).set;
    if (__builtin_popcountll(set) > 5)
      continue;
    ck_assert(decided_lead(t, decision, answer, set) <= tolerance);
    for (WtSet sub = (set - 1) & set; sub != 0; sub = (sub - 1) & set)
      ck_assert(decided_lead(t, decision, answer, sub) > tolerance);
  }
}

START_TEST(test_causes)
{
  guint n = test_scale(QUICK, FULL), n_brute[WT_N_CUTS] = {0}, n_answers = 0, n_causes = 0;
  for (guint number = 0; number < n; number++) {
    Town *t = random_town(number, 0);
    WtMindView view = town_view(t);
    g_autoptr(WtDecision) decision = wt_decision_copy(town_decide(t, NULL, 0));
    g_autoptr(WtExplanation) why = wt_explain(&view, decision, -1, (1 << WT_N_CUTS) - 1);
    for (guint a = 0; a < why->answers->len; a++) {
      const WtAnswer *answer = g_ptr_array_index(why->answers, a);
      const WtTable *table = &decision->table;
      double lead =
          wt_table_score(table, (guint)table->chosen) - wt_table_score(table, (guint)answer->foil);
      ck_assert(close_to(lead, answer->result->lead));
      if (lead > table->tolerance && answer->cut != WT_CUT_WORLD)
        ck_assert_msg(answer->result->causes->len > 0, "model %u, %s cut: no answer", number,
                      wt_cut_name(answer->cut));
      n_answers++;
      n_causes += answer->result->causes->len;
      check_sets(t, decision, answer);
      if (answer->n > BRUTE_MAX || (a + number) % (n == FULL ? 1 : 3) != 0)
        continue;
      check_by_definition(t, decision, answer, number);
      n_brute[answer->cut]++;
    }
    town_free(t);
  }
  ck_assert_uint_gt(n_answers, n);
  ck_assert_uint_gt(n_causes, n);
  for (guint cut = 0; cut < WT_N_CUTS; cut++)
    ck_assert_uint_gt(n_brute[cut], n / 20);
}
END_TEST

START_TEST(test_contributions_sum_exactly)
{
  guint n = test_scale(QUICK, FULL);
  for (guint number = 0; number < n; number++) {
    Town *t = random_town(number, 0);
    const WtTable *table = town_decide(t, NULL, 0);
    for (guint row = 0; row < table->n_rows; row++) {
      double sum = 0;
      for (guint m = 0; m < table->n_motives; m++)
        sum += table->contribution[(gsize)m * table->stride + row];
      ck_assert(sum - table->cost[row] == table->utility[row]);
    }
    town_free(t);
  }
}
END_TEST

START_TEST(test_shares_sum_to_the_lead)
{
  guint n_checked = 0;
  for (guint number = 0; number < 100; number++) {
    Town *t = random_town(number, 0);
    WtMindView view = town_view(t);
    g_autoptr(WtDecision) decision = wt_decision_copy(town_decide(t, NULL, 0));
    g_autoptr(WtExplanation) why =
        wt_explain(&view, decision, -1, 1 << WT_CUT_FACTOR | 1 << WT_CUT_OUTCOME);
    for (guint a = 0; a < why->answers->len; a++) {
      const WtAnswer *answer = g_ptr_array_index(why->answers, a);
      double sum = 0;
      if (!answer->share)
        continue;
      for (guint i = 0; i < answer->n; i++)
        sum += answer->share[i];
      ck_assert(fabs(sum - answer->result->lead) < 1e-9); /* all together make P equal Q */
      n_checked++;
    }
    town_free(t);
  }
  ck_assert_uint_gt(n_checked, 50);
}
END_TEST

/* ---- turning points ---- */

static double lead_with(Town *t, const WtDecision *decision, gint32 foil, WtPut put)
{
  const WtTable *table = town_decide(t, &put, 1);
  return wt_table_score(table, (guint)decision->table.chosen) - wt_table_score(table, (guint)foil);
}

static gboolean put_of_turning(const WtMindView *view, const WtTable *table,
                               const WtTurning *turning, gint32 row, WtPut *put)
{
  *put = (WtPut){.option = table->key[row], .value = turning->flips_at};
  if (turning->cut == WT_CUT_FACTOR) {
    put->kind = WT_PUT_FACTOR;
    for (guint f = 0; f < 3 * wt_vocab_n_leaves(view->minds->known->vocab); f++) {
      g_autofree char *name = wt_feature_name(view, f);
      guint leaf;
      WtRoles roles;
      put->id = (gint32)f;
      if (g_str_equal(name, turning->name) &&
          wt_row_feature(view, table, (guint)row, f, &leaf, &roles))
        return TRUE;
    }
    return FALSE;
  }
  int motive = wt_minds_find_motive(view->minds, turning->name);
  gboolean is_value = motive < (int)view->minds->n_values;
  put->kind = is_value ? WT_PUT_WEIGHT : WT_PUT_LEVEL;
  put->id = is_value ? motive : motive - (int)view->minds->n_values;
  return motive >= 0;
}

START_TEST(test_turning_points_flip)
{
  guint n_turnings = 0, n_otherwise = 0;
  for (guint number = 0; number < test_scale(100, FULL); number++) {
    Town *t = random_town(number, 0);
    WtMindView view = town_view(t);
    g_autoptr(WtDecision) decision = wt_decision_copy(town_decide(t, NULL, 0));
    const WtTable *table = &decision->table;
    g_autoptr(WtExplanation) why = wt_explain(&view, decision, -1, 0);
    gint32 foil = wt_decision_foil(t->minds, decision, WT_FOIL_THIS_ONE);
    if (foil < 0)
      foil = wt_decision_foil(t->minds, decision, WT_FOIL_ACT_SO);
    for (guint i = 0; i < why->turnings->len; i++, n_turnings++) {
      const WtTurning *turning = g_ptr_array_index(why->turnings, i);
      WtPut put;
      ck_assert(put_of_turning(&view, table, turning, table->chosen, &put));
      ck_assert(lead_with(t, decision, foil, put) <= table->tolerance);
      put.value += (turning->actual - put.value) * 1e-3;
      ck_assert(lead_with(t, decision, foil, put) > table->tolerance ||
                isnan(lead_with(t, decision, foil, put)));
    }
    for (guint w = 0; w < why->why_nots->len; w++) {
      const WtWhyNot *not = g_ptr_array_index(why->why_nots, w);
      for (guint i = 0; i < not ->otherwise->len; i++, n_otherwise++) {
        const WtTurning *turning = g_ptr_array_index(not ->otherwise, i);
        WtPut put;
        ck_assert(put_of_turning(&view, table, turning, not ->row, &put));
        ck_assert(lead_with(t, decision, not ->row, put) <= table->tolerance);
      }
    }
    town_free(t);
  }
  ck_assert_uint_gt(n_turnings, 50);
  ck_assert_uint_gt(n_otherwise, 50);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("agent-engine");
  TCase *tables = tcase_create("tables"), *causes = tcase_create("causes");
  tcase_add_test(tables, test_same_table);
  tcase_add_test(tables, test_same_table_with_puts);
  tcase_add_test(tables, test_contributions_sum_exactly);
  tcase_add_test(causes, test_causes);
  tcase_add_test(causes, test_shares_sum_to_the_lead);
  tcase_add_test(causes, test_turning_points_flip);
  suite_add_tcase(suite, tables);
  suite_add_tcase(suite, causes);
  return test_main(suite);
}
