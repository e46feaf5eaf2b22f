/* test-causal-literature.c - the worked examples of the literature, by both methods where Boolean.
 *
 * Halpern & Pearl 2005, Halpern 2015 and 2016, Hall 2007, Chockler & Halpern 2004, Miller 2021.
 * Each row says equations, effect, minimal causes with the size of the smallest witness, and what
 * is no cause.
 */
#include "causal/causes.h"

#include <math.h>

#include "tests/unit/scm-make.h"
#include "tests/unit/test-util.h"

typedef struct {
  const char *id;
  const char *exogenous; /* "A=1 B=0" */
  const char *equations; /* "C := A or B; ..." */
  const char *effect;
  const char *causes; /* "ST W1 | SH W1 | L MD": variables of each, Wk: smallest witness */
} Row;

static const Row rows[] = {
    {"F1", "l=1 md=1", "L := l; MD := md; FF := L and MD", "FF=1", "L W0 | MD W0"},
    {"F2", "l=1 md=1", "L := l; MD := md; FF := L or MD", "FF=1", "L MD W0"},
    {"R2", "st=1 bt=1", "ST := st; BT := bt; SH := ST; BH := BT and not SH; BS := SH or BH", "BS=1",
     "ST W1 | SH W1"},
    {"R3", "st=0 bt=1", "ST := st; BT := bt; SH := ST; BH := BT and not SH; BS := SH or BH", "BS=1",
     "BT W0 | BH W0"},
    {"B2", "a=1 bd=1", "A := a; Bd := bd; PN := not A and Bd; VS := A or PN", "VS=1", "A W1"},
    {"D1", "bgu=1 egu=1",
     "BGU := bgu; EGU := egu; BPT := BGU and EGU; ESS := EGU and not BPT; SBT := not ESS; TD := "
     "SBT",
     "TD=1", "BGU W0 | BPT W0 | ESS W0 | SBT W0"},
    {"T2", "f=1", "F := f; RT := F; LT := not F; A := LT or RT", "A=1", "F W1 | RT W0"},
    {"P1", "a=1 bp=0 c=1", "A := a; Bp := bp; C := c; D := (A and Bp) or C", "D=1", "C W0"},
    {"V2", "v1=1 v2=1 v3=1 v4=1 v5=1 v6=1 v7=0 v8=0 v9=0 v10=0 v11=0",
     "V1 := v1; V2 := v2; V3 := v3; V4 := v4; V5 := v5; V6 := v6; V7 := v7; V8 := v8; V9 := v9; "
     "V10 := v10; V11 := v11;"
     "WIN := count_of_six",
     "WIN=1", "V1 W0 | V2 W0 | V3 W0 | V4 W0 | V5 W0 | V6 W0"},
    {"X1", "s1=1 s2=1 s3=1", "S1 := s1; S2 := s2; S3 := s3; D := S1", "D=1", "S1 W0"},
};

/* ---- reading a row ---- */

static void set_votes(WtScm *scm, WtScmId win)
{
  WtScmId votes[11];
  double numbers[12] = {6};

  for (guint i = 0; i < 11; i++) {
    g_autofree char *name = g_strdup_printf("V%u", i + 1);
    votes[i] = wt_scm_find(scm, name);
    numbers[i + 1] = 1;
  }
  WtMech mech = {.kind = WT_MECH_THRESHOLD,
                 .parents = votes,
                 .n_parents = 11,
                 .numbers = numbers,
                 .n_numbers = 12};
  ck_assert(wt_scm_set_mech(scm, win, &mech, NULL));
}

static WtScm *model_of(const Row *row)
{
  WtScm *scm = wt_scm_new();
  g_auto(GStrv) context = g_strsplit(row->exogenous, " ", -1),
                equations = g_strsplit(row->equations, ";", -1);

  for (guint i = 0; context[i]; i++) {
    g_auto(GStrv) part = g_strsplit(context[i], "=", 2);
    ck_assert(
        wt_scm_set_context(scm, declare(scm, part[0], WT_DOMAIN_TRUTH), part[1][0] == '1', NULL));
  }
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; equations[i]; i++) {
      g_auto(GStrv) part = g_strsplit(equations[i], ":=", 2);
      const char *name = g_strstrip(part[0]), *text = g_strstrip(part[1]);
      if (pass == 0)
        declare(scm, name, WT_DOMAIN_TRUTH);
      else if (g_str_equal(text, "count_of_six"))
        set_votes(scm, wt_scm_find(scm, name));
      else
        ck_assert(wt_scm_set_text(scm, wt_scm_find(scm, name), text, NULL));
    }
  ck_assert(wt_scm_freeze(scm, NULL));
  return scm;
}

/* "ST W1 | SH W1", in the order of ids */
static char *said(const WtScm *scm, const WtCauses *causes)
{
  GString *out = g_string_new(NULL);

  for (guint i = 0; i < causes->causes->len; i++) {
    const WtActualCause *cause = g_ptr_array_index(causes->causes, i);
    g_string_append(out, i > 0 ? " | " : "");
    for (guint k = 0; k < cause->n_set; k++)
      g_string_append_printf(out, "%s ", wt_scm_name(scm, cause->set[k].variable));
    g_string_append_printf(out, "W%u", cause->n_witness);
  }
  return g_string_free(out, FALSE);
}

static WtCauses *find(const WtCausesQuestion *q)
{
  g_autoptr(GError) error = NULL;
  WtCauses *causes = wt_causes_find(q, &error);

  ck_assert_msg(causes != NULL, "%s", error != NULL ? error->message : "");
  ck_assert(causes->complete);
  return causes;
}

START_TEST(boolean_rows)
{
  const Row *row = &rows[_i];
  g_autoptr(WtScm) scm = model_of(row);
  g_autoptr(GArray) effect = g_array_new(FALSE, FALSE, sizeof(WtDo));
  WtCausesQuestion q = {.scm = scm, .n_effect = 1};

  ck_assert(wt_scm_parse_values(scm, row->effect, effect, NULL));
  q.effect = (const WtDo *)(void *)effect->data;
  for (q.method = WT_CAUSES_AUTO; q.method <= WT_CAUSES_SAT; q.method++) {
    g_autoptr(WtCauses) causes = find(&q);
    g_autofree char *text = said(scm, causes);
    ck_assert_msg(g_str_equal(text, row->causes), "%s by %s: %s, not %s", row->id, causes->method,
                  text, row->causes);
  }
}
END_TEST

static gboolean is_part(const WtCauses *causes, WtScmId id)
{
  return wt_causes_responsibility(causes, id) > 0;
}

/* 11 to 0: any six votes, each with responsibility 1/6; 462 sets. */
START_TEST(unanimous_vote)
{
  Row row = rows[8];
  row.exogenous = "v1=1 v2=1 v3=1 v4=1 v5=1 v6=1 v7=1 v8=1 v9=1 v10=1 v11=1";
  g_autoptr(WtScm) scm = model_of(&row);
  WtDo win = {wt_scm_find(scm, "WIN"), 1};
  WtCausesQuestion q = {.scm = scm, .effect = &win, .n_effect = 1};

  for (q.method = WT_CAUSES_SEARCH; q.method <= WT_CAUSES_SAT; q.method++) {
    g_autoptr(WtCauses) causes = find(&q);
    ck_assert_uint_eq(causes->causes->len, 462);
    for (guint i = 0; i < causes->causes->len; i++)
      ck_assert_uint_eq(((WtActualCause *)g_ptr_array_index(causes->causes, i))->n_set, 6);
    ck_assert_double_eq(wt_causes_responsibility(causes, wt_scm_find(scm, "V3")), 1.0 / 6);
  }
}
END_TEST

/* Major and sergeant, orders in {-1, 0, 1}: the major trumps. */
START_TEST(trumping)
{
  const WtDomain order = {.kind = WT_DOMAIN_INTEGER, .lo = -1, .hi = 1};
  g_autoptr(WtScm) scm = wt_scm_new();
  WtScmId mj = declare(scm, "mj", order), sg = declare(scm, "sg", order),
          Mj = declare(scm, "Mj", order);
  WtScmId S = declare(scm, "S", order), SE = declare(scm, "SE", order),
          C = declare(scm, "C", WT_DOMAIN_TRUTH);
  WtDo context[] = {{mj, 1}, {sg, 1}}, effect = {C, 1};
  WtCausesQuestion q = {
      .scm = scm, .context = context, .n_context = 2, .effect = &effect, .n_effect = 1};

  ck_assert(wt_scm_set_text(scm, Mj, "mj", NULL) && wt_scm_set_text(scm, S, "sg", NULL));
  ck_assert(wt_scm_set_text(scm, SE, "S if Mj == 0 else 0", NULL));
  ck_assert(wt_scm_set_text(scm, C, "Mj == 1 or SE == 1", NULL));
  ck_assert(wt_scm_freeze(scm, NULL));
  g_autoptr(WtCauses) causes = find(&q);
  g_autofree char *text = said(scm, causes);
  ck_assert_str_eq(text, "Mj W0");
  ck_assert(!is_part(causes, S) && !is_part(causes, SE));
}
END_TEST

/* Two polluters, A = 100 and B = 60 units, the fish die from k on; reals with 0 for contrast. */
START_TEST(pollution)
{
  static const struct {
    double k;
    const char *causes;
  } cases[] = {{120, "A W0 | B W0"}, {80, "A W0"}, {50, "A B W0"}};

  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(WtScm) scm = wt_scm_new();
    WtDomain amount = {.kind = WT_DOMAIN_REAL, .lo = 0, .hi = 1000};
    WtScmId a = declare(scm, "a", amount), b = declare(scm, "b", amount),
            k = declare(scm, "k", amount);
    WtScmId A = declare(scm, "A", amount), B = declare(scm, "B", amount),
            F = declare(scm, "F", WT_DOMAIN_TRUTH);
    WtDo context[] = {{a, 100}, {b, 60}, {k, cases[i].k}}, effect = {F, 1};
    WtCausesQuestion q = {
        .scm = scm, .context = context, .n_context = 3, .effect = &effect, .n_effect = 1};

    ck_assert(wt_scm_set_text(scm, A, "a", NULL) && wt_scm_set_text(scm, B, "b", NULL));
    ck_assert(wt_scm_set_text(scm, F, "A + B >= k", NULL));
    ck_assert(wt_scm_set_contrast(scm, A, 0, NULL) && wt_scm_set_contrast(scm, B, 0, NULL));
    ck_assert(wt_scm_freeze(scm, NULL));
    g_autoptr(WtCauses) causes = find(&q);
    g_autofree char *text = said(scm, causes);
    ck_assert_str_eq(text, cases[i].causes);
  }
}
END_TEST

/* A firing squad of ten, one of whom has the live bullet, nobody knows who: 1/10 of the blame each.
 */
START_TEST(firing_squad)
{
  g_autoptr(WtScm) scm = wt_scm_new();
  WtScmId shot[10],
      live = declare(scm, "live", (WtDomain){.kind = WT_DOMAIN_INTEGER, .lo = 1, .hi = 10});
  WtScmId dead;
  g_autoptr(GString) text = g_string_new(NULL);
  WtDo contexts[10];
  WtSituation situations[10];
  double blame;

  for (guint i = 0; i < 10; i++) {
    g_autofree char *name = g_strdup_printf("S%u", i + 1);
    shot[i] = declare(scm, name, WT_DOMAIN_TRUTH);
    ck_assert(wt_scm_set_text(scm, shot[i], "true", NULL));
    g_string_append_printf(text, "%s(S%u and live == %u)", i > 0 ? " or " : "", i + 1, i + 1);
    contexts[i] = (WtDo){live, i + 1};
    situations[i] = (WtSituation){&contexts[i], 1, 0.1};
  }
  dead = declare(scm, "dead", WT_DOMAIN_TRUTH);
  ck_assert(wt_scm_set_text(scm, dead, text->str, NULL));
  ck_assert(wt_scm_freeze(scm, NULL));
  WtDo effect = {dead, 1};
  WtCausesQuestion q = {.scm = scm, .effect = &effect, .n_effect = 1};
  for (guint i = 0; i < 10; i++) {
    ck_assert(wt_causes_blame(&q, &(WtDo){shot[i], 1}, situations, 10, &blame, NULL));
    ck_assert_double_eq_tol(blame, 0.1, 1e-12);
  }
}
END_TEST

/* ---- contrast: bee rather than fly ---- */

static WtScmId feature(WtScm *scm, const char *name, double value)
{
  WtDomain few = {.kind = WT_DOMAIN_INTEGER, .lo = 0, .hi = 8};
  g_autofree char *given = g_strdup_printf("%s_given", name);
  WtScmId context = declare(scm, given, few), id = declare(scm, name, few);

  ck_assert(wt_scm_set_context(scm, context, value, NULL) && wt_scm_set_text(scm, id, given, NULL));
  return id;
}

START_TEST(bee_rather_than_fly)
{
  static const char *const kinds[] = {"bee", "fly", "other"};
  g_autoptr(WtScm) scm = wt_scm_new();
  WtScmId legs = feature(scm, "legs", 6), stings = feature(scm, "stings", 1),
          eyes = feature(scm, "eyes", 5);
  WtScmId compound = feature(scm, "compound", 1), wings = feature(scm, "wings", 4);
  WtScmId kind =
      declare(scm, "kind", (WtDomain){.kind = WT_DOMAIN_STATES, .states = kinds, .n_states = 3});

  ck_assert(wt_scm_set_text(
      scm, kind,
      "bee if legs == 6 and stings == 1 and eyes == 5 and compound == 1 and wings == 4 else "
      "fly if legs == 6 and stings == 0 and eyes == 5 and compound == 1 and wings == 2 else other",
      NULL));
  ck_assert(wt_scm_freeze(scm, NULL));
  WtDo bee = {kind, 0}, fly = {kind, 1};
  WtCausesQuestion q = {.scm = scm, .effect = &bee, .n_effect = 1};
  g_autoptr(WtCauses) why = find(&q);
  ck_assert_uint_eq(why->causes->len, 5);
  for (WtScmId *id = (WtScmId[]){legs, stings, eyes, compound, wings, WT_SCM_NONE};
       *id != WT_SCM_NONE; id++)
    ck_assert_double_eq(wt_causes_responsibility(why, *id), 1);
  q.contrast = &fly;
  q.n_contrast = 1;
  g_autoptr(WtCauses) rather = find(&q);
  ck_assert_uint_eq(rather->causes->len, 1);
  const WtActualCause *cause = g_ptr_array_index(rather->causes, 0);
  ck_assert_uint_eq(cause->n_set, 2);
  ck_assert_uint_eq(cause->set[0].variable, stings);
  ck_assert_double_eq(cause->set[0].contrast, 0);
  ck_assert_uint_eq(cause->set[1].variable, wings);
  ck_assert_double_eq(cause->set[1].contrast, 2);
}
END_TEST

/* ---- normality: the antidote of careful poisoning ---- */

/* Poisoning is abnormal, so is giving an antidote for nothing. */
static double abnormality(gpointer user, const double *values)
{
  const WtScmId *poisoned = user;

  return values[*poisoned];
}

/* The antidote was given before the poison, which was put in only because the antidote was there:
 * the victim lives, and by the plain definition "because of the antidote". It takes a world with
 * poison and no antidote to say so; a ranking that finds it less normal than the actual one drops
 * the cause. */
START_TEST(normality)
{
  g_autoptr(WtScm) scm = wt_scm_new();
  WtScmId a = declare(scm, "a", WT_DOMAIN_TRUTH),
          antidote = declare(scm, "antidote", WT_DOMAIN_TRUTH);
  WtScmId poison = declare(scm, "poison", WT_DOMAIN_TRUTH),
          dead = declare(scm, "dead", WT_DOMAIN_TRUTH);
  WtScmId lives = declare(scm, "lives", WT_DOMAIN_TRUTH);
  WtDo context = {a, 1}, effect = {lives, 1};
  WtCausesQuestion q = {
      .scm = scm, .context = &context, .n_context = 1, .effect = &effect, .n_effect = 1};

  ck_assert(wt_scm_set_text(scm, antidote, "a", NULL) &&
            wt_scm_set_text(scm, poison, "antidote", NULL));
  ck_assert(wt_scm_set_text(scm, dead, "poison and not antidote", NULL));
  ck_assert(wt_scm_set_text(scm, lives, "not dead", NULL));
  ck_assert(wt_scm_freeze(scm, NULL));
  g_autoptr(WtCauses) plain = find(&q);
  ck_assert_double_eq(wt_causes_responsibility(plain, antidote), 0.5);
  WtScmId dying = dead;
  q.abnormality = abnormality;
  q.user = &dying;
  g_autoptr(WtCauses) ranked = find(&q);
  ck_assert_double_eq(wt_causes_responsibility(ranked, antidote), 0);
}
END_TEST

/* ---- the calls ---- */

START_TEST(checks_and_refusals)
{
  g_autoptr(WtScm) scm = model_of(&rows[2]);
  WtScmId st = wt_scm_find(scm, "ST"), bt = wt_scm_find(scm, "BT"), bs = wt_scm_find(scm, "BS"),
          sh = wt_scm_find(scm, "SH");
  WtDo effect = {bs, 1}, both[] = {{st, 1}, {bt, 1}}, not_so = {bs, 0}, asked = {bs, 1},
       context = {wt_scm_find(scm, "st"), 1};
  WtCausesQuestion q = {.scm = scm, .effect = &effect, .n_effect = 1};

  for (q.method = WT_CAUSES_AUTO; q.method <= WT_CAUSES_SAT; q.method++) {
    g_auto(WtCauseCheck) suzy = {0}, pair = {0}, billy = {0};
    g_autoptr(WtCauses) smallest = wt_causes_smallest(&q, NULL);
    g_autoptr(GError) error = NULL;

    ck_assert(wt_causes_check(&q, both, 1, &suzy, NULL));
    ck_assert(suzy.known && suzy.ac1 && suzy.ac2 && suzy.ac3);
    ck_assert_double_eq(suzy.cause->responsibility, 0.5);
    ck_assert(wt_causes_check(&q, both, 2, &pair, NULL));
    ck_assert(pair.ac1 && pair.ac2 && !pair.ac3 && pair.n_smaller == 1);
    ck_assert_uint_eq(pair.smaller[0].variable, st);
    ck_assert(wt_causes_check(&q, both + 1, 1, &billy, NULL));
    ck_assert(billy.ac1 && !billy.ac2 && billy.cause == NULL);
    ck_assert_uint_eq(smallest->causes->len, 1);
    q.effect = &not_so;
    ck_assert_ptr_null(wt_causes_find(&q, &error));
    ck_assert(g_error_matches(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION));
    ck_assert_str_eq(error->message,
                     "the effect does not hold in this context: BS is true, not false");
    q.effect = &effect;
    ck_assert(!wt_causes_check(&q, &asked, 1, &(WtCauseCheck){0}, NULL));
    ck_assert(!wt_causes_check(&q, &context, 1, &(WtCauseCheck){0}, NULL));
  }
  q.method = WT_CAUSES_AUTO;
  q.with_effect = q.with_exogenous = TRUE;
  g_autoptr(WtCauses) all = find(&q);
  ck_assert_double_eq(wt_causes_responsibility(all, bs), 1);
  ck_assert(is_part(all, wt_scm_find(scm, "st")) && is_part(all, sh));
}
END_TEST

START_TEST(random_mechanisms_are_refused)
{
  g_autoptr(WtScm) scm = wt_scm_new();
  WtScmId x = declare(scm, "x", WT_DOMAIN_TRUTH), y = declare(scm, "y", WT_DOMAIN_TRUTH);
  const double numbers[] = {0.9, 0.1, 0.2, 0.8};
  WtMech mech = {
      .kind = WT_MECH_TABLE, .parents = &x, .n_parents = 1, .numbers = numbers, .n_numbers = 4};
  WtDo effect = {y, 1};
  WtCausesQuestion q = {.scm = scm, .effect = &effect, .n_effect = 1};
  g_autoptr(GError) error = NULL;

  ck_assert(wt_scm_set_mech(scm, y, &mech, NULL) && wt_scm_freeze(scm, NULL));
  ck_assert_ptr_null(wt_causes_find(&q, &error));
  ck_assert(g_error_matches(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION));
  ck_assert(g_str_has_prefix(error->message, "y is random"));
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("causal-literature");
  TCase *tcase = tcase_create("all");

  tcase_add_loop_test(tcase, boolean_rows, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, unanimous_vote);
  tcase_add_test(tcase, trumping);
  tcase_add_test(tcase, pollution);
  tcase_add_test(tcase, firing_squad);
  tcase_add_test(tcase, bee_rather_than_fly);
  tcase_add_test(tcase, normality);
  tcase_add_test(tcase, checks_and_refusals);
  tcase_add_test(tcase, random_mechanisms_are_refused);
  suite_add_tcase(suite, tcase);
  return test_main(suite);
}
