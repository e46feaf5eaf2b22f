/* test-causal-dag.c - separation by all ways, adjustment sets by all subsets, textbook graphs. */
#include "causal/dag.h"

#include "tests/unit/test-util.h"

#define N_MAX 8
#define N_BIG 16

static WtDag *random_dag(TestRandom *random, guint n, guint dense)
{
  WtDag *dag = wt_dag_new(n);
  guint order[N_BIG];

  for (guint i = 0; i < n; i++) { /* ids say nothing about the order */
    guint k = test_random_below(random, i + 1);
    order[i] = order[k];
    order[k] = i;
  }
  for (guint i = 0; i < n; i++)
    for (guint k = i + 1; k < n; k++)
      if (test_random_below(random, dense) == 0)
        ck_assert(wt_dag_add_edge(dag, order[i], order[k]));
  for (guint i = 0; i < n; i++)
    wt_dag_set_latent(dag, i, test_random_below(random, 8) == 0);
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

/* Two variables; that the first comes before the second is likely. */
static void random_pair(TestRandom *random, const WtDag *dag, guint *x, guint *y)
{
  guint n = wt_dag_n(dag);
  gboolean above[N_BIG];

  *x = test_random_below(random, n);
  *y = (*x + 1 + test_random_below(random, n - 1)) % n;
  wt_dag_ancestors(dag, x, 1, above);
  if (above[*y] && test_random_below(random, 8) > 0) {
    guint other = *x;
    *x = *y;
    *y = other;
  }
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
    g_autoptr(WtDag) dag =
        random_dag(&random, 3 + test_random_below(&random, round % 20 ? 4 : 6), 2 + round % 2);
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

/* Lauritzen et al. 1990: no way without a given node in the moral graph of the ancestors of all
 * three. */
static gboolean moral_separated(const WtDag *dag, guint x, guint y, guint given)
{
  guint n = wt_dag_n(dag), next[N_BIG] = {0}, all[N_BIG], n_all = list(x | y | given, all);
  gboolean in[N_BIG];

  wt_dag_ancestors(dag, all, n_all, in);
  for (guint v = 0; v < n; v++)
    for (guint a = 0; a < n && in[v]; a++)
      for (guint b = 0; b < n; b++)
        if (a != b && (a == v || wt_dag_has_edge(dag, a, v)) &&
            (b == v || wt_dag_has_edge(dag, b, v)))
          next[a] |= 1u << b;
  for (guint reached = x & ~given, before = 0; reached != before;) {
    before = reached;
    for (guint v = 0; v < n; v++)
      if (before >> v & 1)
        reached |= next[v] & ~given;
    x = reached;
  }
  return (x & y & ~given) == 0;
}

START_TEST(separation_of_sets)
{
  TestRandom random = {12};
  guint n_separated = 0;

  for (guint round = 0; round < test_scale(8000, 100000); round++) {
    g_autoptr(WtDag) dag = random_dag(&random, 6 + test_random_below(&random, 10), 4);
    guint n = wt_dag_n(dag), x = 0, y = 0, given = 0, a[N_BIG], b[N_BIG], c[N_BIG];

    for (guint v = 0; v < n; v++) {
      guint which = test_random_below(&random, 6);
      x |= (guint)(which == 0) << v;
      y |= (guint)(which == 1) << v;
      given |= (guint)(which == 2) << v;
    }
    guint n_a = list(x, a), n_b = list(y, b), n_c = list(given, c);
    gboolean separated = wt_dag_separated(dag, a, n_a, b, n_b, c, n_c);
    ck_assert_int_eq(separated, moral_separated(dag, x, y, given));
    ck_assert_int_eq(separated, wt_dag_separated(dag, b, n_b, a, n_a, c, n_c));
    n_separated += separated && n_a > 0 && n_b > 0;
  }
  ck_assert_uint_gt(n_separated, 200);
}
END_TEST

/* Edges come and go; what closes a cycle is refused, nothing else. */
START_TEST(edges)
{
  TestRandom random = {13};

  for (guint round = 0; round < test_scale(200, 3000); round++) {
    guint n = 2 + test_random_below(&random, 10), parents[N_BIG] = {0};
    g_autoptr(WtDag) dag = wt_dag_new(n);

    for (guint change = 0; change < 60; change++) {
      guint from = test_random_below(&random, n), to = test_random_below(&random, n), m;
      guint above = 1u << from;

      for (guint again = 0; again < n; again++)
        for (guint v = 0; v < n; v++)
          above |= above >> v & 1 ? parents[v] : 0;
      if (test_random_below(&random, 4) == 0) {
        ck_assert_int_eq(wt_dag_remove_edge(dag, from, to), parents[to] >> from & 1);
        parents[to] &= ~(1u << from);
      } else {
        gboolean fine = !(above >> to & 1) && !(parents[to] >> from & 1);
        ck_assert_int_eq(wt_dag_add_edge(dag, from, to), fine);
        parents[to] |= (guint)fine << from;
      }
      for (guint v = 0; v < n; v++) {
        const guint *ids = wt_dag_parents(dag, v, &m);
        guint bits = 0;
        for (guint i = 0; i < m; i++) {
          ck_assert(i == 0 || ids[i - 1] < ids[i]);
          ck_assert(wt_dag_has_edge(dag, ids[i], v));
          bits |= 1u << ids[i];
        }
        ck_assert_uint_eq(bits, parents[v]);
      }
    }
  }
}
END_TEST

/* 100 000 variables, edge by edge, in the order of the ids and against it. */
START_TEST(large)
{
  const guint n = 100000;
  TestRandom random = {14};

  for (guint against = 0; against < 2; against++) {
    g_autoptr(WtDag) dag = wt_dag_new(n);
#define ID(v) (against ? n - 1 - (v) : (v))
    for (guint v = 1; v < n; v++)
      for (guint i = 0; i < 3; i++) { /* the last one, that fifty before, and one between */
        guint near = MIN(v, 50), parent = v - (i == 0   ? 1
                                               : i == 1 ? near
                                                        : 1 + test_random_below(&random, near));
        if (!wt_dag_has_edge(dag, ID(parent), ID(v)))
          ck_assert(wt_dag_add_edge(dag, ID(parent), ID(v)));
      }
    guint x = ID(n / 2), y = ID(n - 1), cut[50];
    for (guint i = 0; i < 50; i++)
      cut[i] = ID(n / 2 + 1000 + i);
    ck_assert(!wt_dag_add_edge(dag, y, x) && !wt_dag_separated(dag, &x, 1, &y, 1, NULL, 0));
    ck_assert(wt_dag_separated(dag, &x, 1, &y, 1, cut, 50));
    ck_assert(!wt_dag_separated(dag, &x, 1, &y, 1, cut, 49));
    g_autoptr(GPtrArray) back = wt_dag_back_door_sets(dag, x, y, 1);
    ck_assert_uint_eq(back->len, 1);
    const GArray *set = g_ptr_array_index(back, 0);
    ck_assert(wt_dag_is_back_door(dag, x, y, (const guint *)(void *)set->data, set->len));
#undef ID
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

static guint bits_of(const GArray *set)
{
  guint bits = 0;

  for (guint i = 0; i < set->len; i++) {
    guint v = g_array_index(set, guint, i);
    ck_assert(i == 0 || g_array_index(set, guint, i - 1) < v);
    bits |= 1u << v;
  }
  return bits;
}

START_TEST(back_doors)
{
  TestRandom random = {9};
  guint n_several = 0;

  for (guint round = 0; round < test_scale(1000, 10000); round++) {
    g_autoptr(WtDag) dag = random_dag(&random, 3 + test_random_below(&random, 6), 2 + round % 3);
    guint n = wt_dag_n(dag), x, y, n_minimal = 0;

    random_pair(&random, dag, &x, &y);
    g_autoptr(GPtrArray) sets = wt_dag_back_door_sets(dag, x, y, 0);
    gboolean holds[1 << N_MAX] = {0}; /* a back-door set is in it */

    for (guint size = 0; size < n; size++)
      for (guint set = 0; set < 1u << n; set++) { /* by size, as the library's are */
        guint ids[N_MAX], n_ids = list(set, ids);
        if (n_ids != size || (set >> x & 1))
          continue;
        gboolean fine = slow_back_door(dag, x, y, set), smaller = FALSE;
        ck_assert_int_eq(wt_dag_is_back_door(dag, x, y, ids, n_ids), fine);
        for (guint v = 0; v < n; v++)
          smaller |= (set >> v & 1) && holds[set & ~(1u << v)];
        holds[set] = fine || smaller;
        if (!fine || smaller || (set & ~observed(dag)) != 0)
          continue;
        n_minimal++;
        gboolean found = FALSE;
        for (guint i = 0; i < sets->len; i++)
          found |= bits_of(g_ptr_array_index(sets, i)) == set;
        ck_assert(found);
      }
    ck_assert_uint_eq(sets->len, n_minimal);
    for (guint i = 1; i < sets->len; i++)
      ck_assert_uint_le(((GArray *)g_ptr_array_index(sets, i - 1))->len,
                        ((GArray *)g_ptr_array_index(sets, i))->len);
    n_several += n_minimal > 1;
  }
  ck_assert_uint_gt(n_several, 20);
}
END_TEST

/* Larger graphs, where cuts are not found at once: all minimal sets by leaving members out; with a
 * limit, none that is left out is smaller. */
START_TEST(back_doors_of_more)
{
  TestRandom random = {15};
  guint largest = 0, most = 0;

  for (guint round = 0; round < test_scale(20, 200); round++) {
    guint n = 10 + test_random_below(&random, 5), x, y, n_minimal = 0;
    g_autoptr(WtDag) dag = random_dag(&random, n, 3 + round % 4);
    g_autofree guint8 *fine = g_new0(guint8, 1u << n);

    random_pair(&random, dag, &x, &y);
    g_autoptr(GPtrArray) sets = wt_dag_back_door_sets(dag, x, y, 0);
    for (guint set = 0; set < 1u << n; set++) { /* subsets come before */
      guint ids[N_BIG], n_ids = list(set, ids);
      gboolean smaller = FALSE;
      for (guint v = 0; v < n; v++)
        smaller |= (set >> v & 1) && fine[set & ~(1u << v)] != 0;
      if (!(set >> x & 1) && (set & ~observed(dag)) == 0)
        n_minimal += !smaller && wt_dag_is_back_door(dag, x, y, ids, n_ids);
      fine[set] = smaller || wt_dag_is_back_door(dag, x, y, ids, n_ids);
    }
    ck_assert_uint_eq(sets->len, n_minimal);
    for (guint i = 0; i < sets->len; i++) {
      const GArray *set = g_ptr_array_index(sets, i);
      ck_assert(wt_dag_is_back_door(dag, x, y, (const guint *)(void *)set->data, set->len));
      ck_assert(i == 0 || bits_of(g_ptr_array_index(sets, i - 1)) != bits_of(set));
      largest = MAX(largest, set->len);
    }
    most = MAX(most, sets->len);
    for (guint max = 1; max <= sets->len; max++) {
      g_autoptr(GPtrArray) some = wt_dag_back_door_sets(dag, x, y, max);
      ck_assert_uint_eq(some->len, max);
      for (guint i = 0; i < max; i++)
        ck_assert_uint_eq(((GArray *)g_ptr_array_index(some, i))->len,
                          ((GArray *)g_ptr_array_index(sets, i))->len);
    }
  }
  ck_assert_msg(largest > 3 && most > 4, "%u, %u", largest, most);
}
END_TEST

/* k ways x <- a -> b -> c -> y: 3^k sets; the first ones come at once. */
START_TEST(many_back_doors)
{
  for (guint k = 1; k <= 40; k++) {
    g_autoptr(WtDag) dag = wt_dag_new(2 + 3 * k);
    guint all = k == 1 ? 3 : k == 2 ? 9 : k == 3 ? 27 : 243;

    for (guint i = 0; i < k; i++) {
      wt_dag_add_edge(dag, 2 + 3 * i, 0);
      wt_dag_add_edge(dag, 2 + 3 * i, 3 + 3 * i);
      wt_dag_add_edge(dag, 3 + 3 * i, 4 + 3 * i);
      wt_dag_add_edge(dag, 4 + 3 * i, 1);
    }
    g_autoptr(GPtrArray) sets = wt_dag_back_door_sets(dag, 0, 1, k < 4 ? 0 : 10);
    ck_assert_uint_eq(sets->len, k < 4 ? all : 10);
    for (guint i = 0; i < sets->len; i++)
      ck_assert_uint_eq(((GArray *)g_ptr_array_index(sets, i))->len, k);
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
  guint n_found = 0, n_several = 0;

  for (guint round = 0; round < test_scale(2000, 20000); round++) {
    g_autoptr(WtDag) dag = random_dag(&random, 3 + test_random_below(&random, 6), 2 + round % 3);
    guint n = wt_dag_n(dag), x, y;

    random_pair(&random, dag, &x, &y);
    g_autoptr(GArray) found = wt_dag_front_door_set(dag, x, y);
    gboolean any = FALSE;

    for (guint set = 1; set < 1u << n; set++) {
      guint ids[N_MAX], n_ids = list(set, ids);
      gboolean fine = slow_front_door(dag, x, y, set);
      ck_assert_int_eq(wt_dag_is_front_door(dag, x, y, ids, n_ids), fine);
      any |= fine && (set & ~observed(dag)) == 0;
    }
    ck_assert_int_eq(found != NULL, any);
    if (found == NULL)
      continue;
    guint bits = bits_of(found);
    ck_assert(slow_front_door(dag, x, y, bits) && (bits & ~observed(dag)) == 0);
    for (guint part = (bits - 1) & bits; part != 0; part = (part - 1) & bits)
      ck_assert(!slow_front_door(dag, x, y, part)); /* not only each member: any part */
    n_found++;
    n_several += found->len > 1;
  }
  ck_assert_msg(n_found > 100 && n_several > 20, "%u, %u", n_found, n_several);
}
END_TEST

/* Nodes after x on directed ways to y, by going along all of them. */
static guint on_ways(const WtDag *dag, guint v, guint y)
{
  guint found = 0;

  for (guint w = 0; w < wt_dag_n(dag); w++)
    if (wt_dag_has_edge(dag, v, w) && (w == y || on_ways(dag, w, y) != 0))
      found |= 1u << w | (w == y ? 0 : on_ways(dag, w, y));
  return found;
}

static guint below_all(const WtDag *dag, guint of)
{
  guint before;

  do {
    before = of;
    for (guint v = 0; v < wt_dag_n(dag); v++)
      for (guint w = 0; w < wt_dag_n(dag); w++)
        of |= (guint)((before >> v & 1) && wt_dag_has_edge(dag, v, w)) << w;
  } while (of != before);
  return of;
}

/* The definition: parents of the nodes on the way, without x and what is below those nodes; and
 * what it promises: a back-door set, that says no less of y than another (Henckel et al. 2022,
 * lemma E.4: y is separated, given it and x, from what the other set has besides). */
START_TEST(optimal_sets)
{
  TestRandom random = {11};
  guint n_sets = 0;

  for (guint round = 0; round < test_scale(2000, 20000); round++) {
    g_autoptr(WtDag) dag = random_dag(&random, 3 + test_random_below(&random, 6), 2 + round % 3);
    guint n = wt_dag_n(dag), x, y;

    random_pair(&random, dag, &x, &y);
    guint way = on_ways(dag, x, y), forbidden = below_all(dag, way) | 1u << x, want = 0;
    g_autoptr(GArray) set = wt_dag_optimal_set(dag, x, y);

    for (guint v = 0; v < n; v++)
      for (guint w = 0; w < n; w++)
        want |= (guint)((way >> w & 1) && wt_dag_has_edge(dag, v, w)) << v;
    want &= ~forbidden;
    ck_assert_int_eq(set != NULL, way != 0 && (want & ~observed(dag)) == 0);
    if (set == NULL)
      continue;
    ck_assert_uint_eq(bits_of(set), want);
    ck_assert(slow_back_door(dag, x, y, want));
    n_sets += want != 0;
    g_autoptr(GPtrArray) others = wt_dag_back_door_sets(dag, x, y, 0);
    for (guint i = 0; i < others->len; i++) {
      guint more = bits_of(g_ptr_array_index(others, i)) & ~want, ids[N_MAX], given[N_MAX];
      guint n_ids = list(more, ids), n_given = list(want | 1u << x, given);
      ck_assert(wt_dag_separated(dag, ids, n_ids, &y, 1, given, n_given));
    }
  }
  ck_assert_uint_gt(n_sets, 100);
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
  wt_dag_add_edge(m, 2, 0); /* the butterfly: now the middle needs company */
  wt_dag_add_edge(m, 2, 1);
  ck_assert(!wt_dag_is_back_door(m, 0, 1, NULL, 0) && !wt_dag_is_back_door(m, 0, 1, between, 1));
  g_autoptr(GPtrArray) butterfly = wt_dag_back_door_sets(m, 0, 1, 0);
  ck_assert_uint_eq(butterfly->len, 2);
  ck_assert_uint_eq(bits_of(g_ptr_array_index(butterfly, 0)), 1u << 2 | 1u << 3);
  ck_assert_uint_eq(bits_of(g_ptr_array_index(butterfly, 1)), 1u << 2 | 1u << 4);
}
END_TEST

/* Pearl 2009, fig. 3.4: {X3, X4} and {X4, X5} will do, {X4} alone will not. */
START_TEST(pearl_back_door)
{
  enum { XI, X1, X2, X3, X4, X5, X6, XJ };
  static const guint arrows[][2] = {{X1, X3}, {X1, X4}, {X2, X4}, {X2, X5}, {X3, XI},
                                    {X4, XI}, {X4, XJ}, {X5, XJ}, {XI, X6}, {X6, XJ}};
  static const guint sets[] = {1u << X1 | 1u << X4, 1u << X2 | 1u << X4, 1u << X3 | 1u << X4,
                               1u << X4 | 1u << X5};
  g_autoptr(WtDag) dag = wt_dag_new(8);
  guint only[] = {X4};

  for (guint i = 0; i < G_N_ELEMENTS(arrows); i++)
    ck_assert(wt_dag_add_edge(dag, arrows[i][0], arrows[i][1]));
  g_autoptr(GPtrArray) found = wt_dag_back_door_sets(dag, XI, XJ, 0);
  ck_assert_uint_eq(found->len, G_N_ELEMENTS(sets));
  for (guint i = 0; i < found->len; i++)
    ck_assert_uint_eq(bits_of(g_ptr_array_index(found, i)), sets[i]);
  ck_assert(!wt_dag_is_back_door(dag, XI, XJ, only, 1));
  g_autoptr(GArray) optimal = wt_dag_optimal_set(dag, XI, XJ);
  g_autoptr(GArray) front = wt_dag_front_door_set(dag, XI, XJ);
  ck_assert_uint_eq(bits_of(optimal), 1u << X4 | 1u << X5);
  ck_assert_uint_eq(bits_of(front), 1u << X6);
  for (guint v = X3; v <= X5; v++) /* what is left if these cannot be seen */
    wt_dag_set_latent(dag, v, v != X4);
  g_autoptr(GPtrArray) rest = wt_dag_back_door_sets(dag, XI, XJ, 0);
  g_autoptr(GArray) gone = wt_dag_optimal_set(dag, XI, XJ);
  ck_assert_uint_eq(rest->len, 2);
  ck_assert_ptr_null(gone);
}
END_TEST

/* Pearl & Mackenzie 2018, the napkin (W -> Z -> X -> Y, U1 of W and X, U2 of W and Y): neither door
 * is to be had; an instrument (Z -> X -> Y, U of X and Y): nor there. */
START_TEST(no_door)
{
  enum { W, Z, X, Y, U1, U2 };
  static const guint arrows[][2] = {{W, Z}, {Z, X}, {X, Y}, {U1, W}, {U1, X}, {U2, W}, {U2, Y}};
  g_autoptr(WtDag) napkin = wt_dag_new(6), instrument = wt_dag_new(4);

  for (guint i = 0; i < G_N_ELEMENTS(arrows); i++)
    ck_assert(wt_dag_add_edge(napkin, arrows[i][0], arrows[i][1]));
  wt_dag_set_latent(napkin, U1, TRUE);
  wt_dag_set_latent(napkin, U2, TRUE);
  g_autoptr(GPtrArray) none = wt_dag_back_door_sets(napkin, X, Y, 0);
  ck_assert_uint_eq(none->len, 0);
  ck_assert_ptr_null(wt_dag_front_door_set(napkin, X, Y));
  wt_dag_set_latent(napkin, U1, FALSE);
  g_autoptr(GPtrArray) seen = wt_dag_back_door_sets(napkin, X, Y, 0);
  ck_assert_uint_gt(seen->len, 0);
  wt_dag_add_edge(instrument, 0, 1);
  wt_dag_add_edge(instrument, 1, 2);
  wt_dag_add_edge(instrument, 3, 1);
  wt_dag_add_edge(instrument, 3, 2);
  wt_dag_set_latent(instrument, 3, TRUE);
  g_autoptr(GPtrArray) neither = wt_dag_back_door_sets(instrument, 1, 2, 0);
  ck_assert_uint_eq(neither->len, 0);
  ck_assert_ptr_null(wt_dag_front_door_set(instrument, 1, 2));
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("causal-dag");
  TCase *tcase = tcase_create("all");

  tcase_set_timeout(tcase, 120);
  tcase_add_test(tcase, separation);
  tcase_add_test(tcase, separation_of_sets);
  tcase_add_test(tcase, edges);
  tcase_add_test(tcase, large);
  tcase_add_test(tcase, back_doors);
  tcase_add_test(tcase, back_doors_of_more);
  tcase_add_test(tcase, many_back_doors);
  tcase_add_test(tcase, front_doors);
  tcase_add_test(tcase, optimal_sets);
  tcase_add_test(tcase, textbook);
  tcase_add_test(tcase, pearl_back_door);
  tcase_add_test(tcase, no_door);
  suite_add_tcase(suite, tcase);
  return test_main(suite);
}
