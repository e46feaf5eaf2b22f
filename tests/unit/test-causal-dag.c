/* test-causal-dag.c - separation by all ways, adjustment sets by all subsets, textbook graphs. */
#include "causal/dag.h"

#include "tests/unit/test-util.h"

#define N_MAX 7

static WtDag *random_dag(TestRandom *random, guint n, guint dense)
{
  WtDag *dag = wt_dag_new(n);

  for (guint i = 0; i < n; i++)
    for (guint k = i + 1; k < n; k++)
      if (test_random_below(random, dense) == 0)
        wt_dag_add_edge(dag, i, k);
  for (guint i = 0; i < n; i++)
    wt_dag_set_latent(dag, i, test_random_below(random, 5) == 0);
  return dag;
}

/* Is some way from v (came to by an edge that points into it or not) to y open? By going along all
 * of them. `no_out`: bits of nodes whose edges out are taken away. */
static gboolean open_way(const WtDag *dag, guint v, guint y, guint used, gboolean into,
                         gboolean start, guint given, guint no_out)
{
  guint n = wt_dag_n(dag);

  if (v == y)
    return TRUE;
  for (guint w = 0; w < n; w++) {
    gboolean out = wt_dag_has_edge(dag, v, w) && !(no_out >> v & 1),
             in = wt_dag_has_edge(dag, w, v) && !(no_out >> w & 1);

    if ((used >> w & 1) || (!out && !in))
      continue;
    if (!start) {
      gboolean collider = into && in, passes;
      if (collider) { /* it or something below it is given, in the graph as it is */
        gboolean below[N_MAX];
        passes = FALSE;
        wt_dag_descendants(dag, &v, 1, below);
        for (guint d = 0; d < n; d++)
          passes |= below[d] && (given >> d & 1);
      } else
        passes = !(given >> v & 1);
      if (!passes)
        continue;
    }
    if (open_way(dag, w, y, used | 1u << w, out, FALSE, given, no_out))
      return TRUE;
  }
  return FALSE;
}

static guint list(guint bits, guint *out)
{
  guint n = 0;

  for (guint i = 0; bits >> i; i++)
    if (bits >> i & 1)
      out[n++] = i;
  return n;
}

START_TEST(separation)
{
  TestRandom random = {8};

  for (guint round = 0; round < test_scale(150, 1500); round++) {
    g_autoptr(WtDag) dag = random_dag(&random, 3 + test_random_below(&random, 4), 2 + round % 2);
    guint n = wt_dag_n(dag), set[N_MAX];

    for (guint x = 0; x < n; x++)
      for (guint y = 0; y < n; y++)
        for (guint given = 0; given < 1u << n && x != y; given++) {
          if ((given >> x & 1) || (given >> y & 1))
            continue;
          guint n_given = list(given, set);
          ck_assert_int_eq(wt_dag_separated(dag, &x, 1, &y, 1, set, n_given),
                           !open_way(dag, x, y, 1u << x, FALSE, TRUE, given, 0));
        }
  }
}
END_TEST

static gboolean slow_back_door(const WtDag *dag, guint x, guint y, guint set)
{
  gboolean below[N_MAX];

  wt_dag_descendants(dag, &x, 1, below);
  for (guint i = 0; i < wt_dag_n(dag); i++)
    if ((set >> i & 1) && (below[i] || i == y))
      return FALSE;
  return !open_way(dag, x, y, 1u << x, FALSE, TRUE, set, 1u << x);
}

static guint observed(const WtDag *dag)
{
  guint bits = 0;

  for (guint i = 0; i < wt_dag_n(dag); i++)
    bits |= (guint)!wt_dag_is_latent(dag, i) << i;
  return bits;
}

START_TEST(back_doors)
{
  TestRandom random = {9};

  for (guint round = 0; round < test_scale(300, 3000); round++) {
    g_autoptr(WtDag) dag = random_dag(&random, 3 + test_random_below(&random, 5), 2);
    guint n = wt_dag_n(dag), x = test_random_below(&random, n),
          y = (x + 1 + test_random_below(&random, n - 1)) % n;
    g_autoptr(GPtrArray) sets = wt_dag_back_door_sets(dag, x, y, 0);
    guint n_minimal = 0, smallest = 0;

    for (guint set = 0; set < 1u << n; set++) {
      guint ids[N_MAX], n_ids = list(set, ids);
      gboolean fine = slow_back_door(dag, x, y, set),
               minimal = fine && (set & ~observed(dag)) == 0 && !(set >> x & 1);
      if (!(set >> x & 1))
        ck_assert_int_eq(wt_dag_is_back_door(dag, x, y, ids, n_ids), fine);
      for (guint smaller = (set - 1) & set; minimal && set != 0; smaller = (smaller - 1) & set) {
        minimal = !slow_back_door(dag, x, y, smaller);
        if (smaller == 0)
          break;
      }
      n_minimal += minimal;
    }
    ck_assert_uint_eq(sets->len, n_minimal);
    for (guint i = 0; i < sets->len; i++) {
      const GArray *set = g_ptr_array_index(sets, i);
      ck_assert_uint_ge(set->len, smallest);
      smallest = set->len;
      ck_assert(wt_dag_is_back_door(dag, x, y, (const guint *)(void *)set->data, set->len));
    }
  }
}
END_TEST

static gboolean cuts(const WtDag *dag, guint v, guint y, guint set)
{
  for (guint w = 0; w < wt_dag_n(dag); w++)
    if (wt_dag_has_edge(dag, v, w) && (w == y || (!(set >> w & 1) && !cuts(dag, w, y, set))))
      return FALSE;
  return TRUE;
}

static gboolean slow_front_door(const WtDag *dag, guint x, guint y, guint set)
{
  if (set == 0 || (set >> x & 1) || (set >> y & 1) || !cuts(dag, x, y, set))
    return FALSE;
  for (guint m = 0; m < wt_dag_n(dag); m++)
    if ((set >> m & 1) && (open_way(dag, x, m, 1u << x, FALSE, TRUE, 0, 1u << x) ||
                           open_way(dag, m, y, 1u << m, FALSE, TRUE, 1u << x, set)))
      return FALSE;
  return TRUE;
}

START_TEST(front_doors)
{
  TestRandom random = {10};
  guint n_found = 0;

  for (guint round = 0; round < test_scale(1500, 10000); round++) {
    g_autoptr(WtDag) dag = random_dag(&random, 3 + test_random_below(&random, 4), 2);
    guint n = wt_dag_n(dag), x = test_random_below(&random, n),
          y = (x + 1 + test_random_below(&random, n - 1)) % n;
    g_autoptr(GArray) found = wt_dag_front_door_set(dag, x, y);
    gboolean any = FALSE;

    for (guint set = 1; set < 1u << n; set++) {
      guint ids[N_MAX], n_ids = list(set, ids);
      gboolean fine = slow_front_door(dag, x, y, set);
      ck_assert_int_eq(wt_dag_is_front_door(dag, x, y, ids, n_ids), fine);
      any |= fine && (set & ~observed(dag)) == 0;
    }
    ck_assert_int_eq(found != NULL, any);
    for (guint i = 0; found != NULL && i < found->len; i++) { /* no member can be left out */
      guint bits = 0;
      for (guint k = 0; k < found->len; k++)
        bits |= k == i ? 0 : 1u << g_array_index(found, guint, k);
      ck_assert(!slow_front_door(dag, x, y, bits));
    }
    n_found += found != NULL;
  }
  ck_assert_uint_gt(n_found, 20);
}
END_TEST

/* The optimal set is a back-door set where it exists, and holds the parents of what lies on the
 * way. */
START_TEST(optimal_sets)
{
  TestRandom random = {11};

  for (guint round = 0; round < test_scale(1000, 10000); round++) {
    g_autoptr(WtDag) dag = random_dag(&random, 3 + test_random_below(&random, 5), 2);
    guint n = wt_dag_n(dag), x = test_random_below(&random, n),
          y = (x + 1 + test_random_below(&random, n - 1)) % n;
    gboolean below[N_MAX];
    g_autoptr(GArray) set = wt_dag_optimal_set(dag, x, y);

    wt_dag_descendants(dag, &x, 1, below);
    if (!below[y])
      ck_assert_ptr_null(set);
    if (set != NULL)
      ck_assert(wt_dag_is_back_door(dag, x, y, (const guint *)(void *)set->data, set->len));
  }
}
END_TEST

START_TEST(textbook)
{
  enum { SMOKING, TAR, CANCER, GENE };
  g_autoptr(WtDag) smoking = wt_dag_new(4), m = wt_dag_new(5);
  guint between[] = {2};

  wt_dag_set_latent(smoking, GENE, TRUE); /* Pearl 1995, fig. 3 */
  ck_assert(wt_dag_add_edge(smoking, SMOKING, TAR) && wt_dag_add_edge(smoking, TAR, CANCER));
  ck_assert(wt_dag_add_edge(smoking, GENE, SMOKING) && wt_dag_add_edge(smoking, GENE, CANCER));
  ck_assert(!wt_dag_add_edge(smoking, CANCER, SMOKING) && !wt_dag_add_edge(smoking, TAR, TAR));
  g_autoptr(GPtrArray) none = wt_dag_back_door_sets(smoking, SMOKING, CANCER, 0);
  g_autoptr(GArray) front = wt_dag_front_door_set(smoking, SMOKING, CANCER);
  ck_assert_uint_eq(none->len, 0);
  ck_assert_uint_eq(front->len, 1);
  ck_assert_uint_eq(g_array_index(front, guint, 0), TAR);
  /* M-bias: x <- 3 -> 2 <- 4 -> y, x -> y */
  wt_dag_add_edge(m, 3, 0);
  wt_dag_add_edge(m, 3, 2);
  wt_dag_add_edge(m, 4, 2);
  wt_dag_add_edge(m, 4, 1);
  wt_dag_add_edge(m, 0, 1);
  ck_assert(wt_dag_is_back_door(m, 0, 1, NULL, 0));
  ck_assert(!wt_dag_is_back_door(m, 0, 1, between, 1));
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("causal-dag");
  TCase *tcase = tcase_create("all");

  tcase_set_timeout(tcase, 120);
  tcase_add_test(tcase, separation);
  tcase_add_test(tcase, back_doors);
  tcase_add_test(tcase, front_doors);
  tcase_add_test(tcase, optimal_sets);
  tcase_add_test(tcase, textbook);
  suite_add_tcase(suite, tcase);
  return test_main(suite);
}
