/* infer-noisy.c - noisy-or and -and of any number of parents, without the table of all of them.
 *
 * As a chain: parents are taken in one after the other (Heckerman 1993); the state so far is
 * whether a cause came through, in each world. Everything is a sum of products of probabilities:
 * what is rare keeps its digits. As terms: P(hit) = 1 - P(silent), and every P(silent) is a product
 * over single parents (Diez & Galan 2003); narrower where many of them share parents, but it
 * subtracts. With WT_NOISY_SIZES the same terms, without their signs, say how much was subtracted.
 */
#include "causal/infer-private.h"
#include "causal/joint.h"

#include <math.h>
#include <stdlib.h>

/* The state so far: bit w says that a cause came through in world w. */
typedef struct {
  WtTwin *t;
  const WtCopy *copy;
  WtMech mech;
  guint n_worlds, n_states;
  guint so_far; /* local of the state; G_MAXUINT: `start` still is all there is */
  double start[4];
} Chain;

static void pass(const double *from, double through, guint reach, double *to)
{
  double next[4] = {0};

  for (guint s = 0; s < 4; s++) {
    next[s] += from[s] * (1 - through);
    next[s | reach] += from[s] * through;
  }
  for (guint s = 0; s < 4; s++)
    to[s] = next[s];
}

static guint reach_of(const Chain *c, const double *values)
{
  guint reach = 0;

  for (guint w = 0; w < c->n_worlds; w++)
    if (wt_joint_is_active(&c->mech, values[w]))
      reach |= 1u << w;
  return reach;
}

/* The state so far as a variable, if it is not one yet. */
static void begin(Chain *c)
{
  WtFactor *f;

  if (c->so_far != G_MAXUINT)
    return;
  c->so_far = wt_twin_add_auxiliary(c->t, c->n_states, *c->copy);
  f = wt_factor_new(&c->so_far, 1, (const guint *)(void *)c->t->sizes->data);
  for (guint s = 0; s < c->n_states; s++)
    f->cells[s] = c->start[s];
  g_ptr_array_add(c->t->factors, f);
}

/* One more parent: P(state after | state before, parent). */
static void add_link(Chain *c, const guint *locals, double through)
{
  g_auto(WtCells) cells = {0};
  WtFactor *f;
  guint both[2];
  gsize at = 0;

  begin(c);
  both[0] = c->so_far;
  both[1] = c->so_far = wt_twin_add_auxiliary(c->t, c->n_states, *c->copy);
  wt_cells_init(&cells, c->t, c->n_worlds);
  for (guint w = 0; w < c->n_worlds; w++)
    wt_cells_add(&cells, locals[w]);
  f = wt_cells_factor(&cells, both, 2);
  wt_cells_start(&cells);
  do {
    for (guint before = 0; before < c->n_states; before++) {
      double from[4] = {0};
      from[before] = 1;
      pass(from, through, reach_of(c, cells.values), from);
      for (guint s = 0; s < c->n_states; s++)
        f->cells[at++] = from[s];
    }
  } while (wt_cells_next(&cells));
  g_ptr_array_add(c->t->factors, f);
}

/* Bit w: the value in world w. */
static gboolean may_be_all(const Chain *c, const guint *own, guint values)
{
  for (guint w = 0; w < c->n_worlds; w++)
    if (!wt_twin_may_be(c->t, own[w], values >> w & 1))
      return FALSE;
  return TRUE;
}

/* The variable itself is what came through, or its negation. */
static void end(Chain *c, const guint *own)
{
  guint vars[3], n_vars = 0, n_states = c->n_states,
                 flip = c->mech.kind == WT_MECH_NOISY_AND ? n_states - 1 : 0;
  WtFactor *f;
  gsize at = 0;

  begin(c);
  for (guint w = c->n_worlds; w > 0; w--)
    if (wt_twin_is_free(c->t, own[w - 1]))
      vars[n_vars++] = own[w - 1];
  vars[n_vars++] = c->so_far;
  f = wt_factor_new(vars, n_vars, (const guint *)(void *)c->t->sizes->data);
  for (guint values = 0; values < n_states; values++) {
    gboolean possible = may_be_all(c, own, values);
    for (guint s = 0; s < n_states && possible; s++)
      f->cells[at++] = s == (values ^ flip);
  }
  g_ptr_array_add(c->t->factors, f);
}

/* Nothing came through, in one world: every parent by itself, no chain. */
static void add_silence(Chain *c, const guint *parents)
{
  WtFactor *f = wt_factor_new(NULL, 0, NULL);

  f->cells[0] = 1 - c->mech.numbers[0];
  g_ptr_array_add(c->t->factors, f);
  for (guint i = 0; i < c->mech.n_parents; i++) {
    g_auto(WtCells) cells = {0};
    gsize at = 0;

    wt_cells_init(&cells, c->t, 1);
    wt_cells_add(&cells, parents[i]);
    f = wt_cells_factor(&cells, NULL, 0);
    wt_cells_start(&cells);
    do
      f->cells[at++] =
          wt_joint_is_active(&c->mech, cells.values[0]) ? 1 - c->mech.numbers[i + 1] : 1;
    while (wt_cells_next(&cells));
    g_ptr_array_add(c->t->factors, f);
  }
}

typedef struct {
  guint parent;
  guint order; /* the larger of its locals */
} Turn;

static int compare_turns(const void *a, const void *b)
{
  const Turn *x = a, *y = b;

  return x->order != y->order ? (x->order > y->order ? 1 : -1)
                              : (x->parent > y->parent) - (x->parent < y->parent);
}

/* Free parents, in the order of their locals: two chains over the same parents run side by side. */
static Turn *find_turns(const Chain *c, const guint *const parents[2], guint *n)
{
  Turn *turns = g_new(Turn, c->mech.n_parents + 1);

  *n = 0;
  for (guint i = 0; i < c->mech.n_parents; i++) {
    gboolean free = FALSE;
    guint order = 0;
    for (guint w = 0; w < c->n_worlds; w++) {
      free = free || wt_twin_is_free(c->t, parents[w][i]);
      order = MAX(order, parents[w][i]);
    }
    if (free)
      turns[(*n)++] = (Turn){i, order};
  }
  qsort(turns, *n, sizeof *turns, compare_turns);
  return turns;
}

/* Fixed parents only move the start. */
static void take_fixed(Chain *c, const guint *const parents[2])
{
  for (guint i = 0; i < c->mech.n_parents; i++) {
    double values[2] = {0};
    gboolean fixed = TRUE;
    for (guint w = 0; w < c->n_worlds; w++) {
      values[w] = wt_twin_value(c->t, parents[w][i]);
      fixed = fixed && !wt_twin_is_free(c->t, parents[w][i]);
    }
    if (fixed)
      pass(c->start, c->mech.numbers[i + 1], reach_of(c, values), c->start);
  }
}

/* ---- terms ---- */

/* A world's set of bits stands for "silent in all of these"; the term of no world is 1. sum over W
 * of sign(W) term(W) is the probability of `hit` in exactly those worlds: inclusion and exclusion.
 */
static double sign_of(guint silent, guint hit, guint n_states)
{
  guint quiet = (n_states - 1) & ~hit, added = silent & hit;

  if ((quiet & ~silent) != 0)
    return 0;
  return added == 1 || added == 2 ? -1 : 1;
}

static void add_term_head(Chain *c, const guint *own, guint aux)
{
  guint vars[3], n_vars = 0, n_states = c->n_states,
                 flip = c->mech.kind == WT_MECH_NOISY_AND ? n_states - 1 : 0;
  WtFactor *f;
  gsize at = 0;

  for (guint w = c->n_worlds; w > 0; w--)
    if (wt_twin_is_free(c->t, own[w - 1]))
      vars[n_vars++] = own[w - 1];
  vars[n_vars++] = aux;
  f = wt_factor_new(vars, n_vars, (const guint *)(void *)c->t->sizes->data);
  for (guint values = 0; values < n_states; values++) {
    gboolean possible = may_be_all(c, own, values);
    for (guint silent = 0; silent < n_states && possible; silent++) {
      double sign = sign_of(silent, values ^ flip, n_states);
      f->cells[at++] = (c->t->noisy == WT_NOISY_SIZES ? fabs(sign) : sign) *
                       (silent ? 1 - c->mech.numbers[0] : 1);
    }
  }
  g_ptr_array_add(c->t->factors, f);
}

static void add_term(Chain *c, const guint *locals, guint aux, double through)
{
  g_auto(WtCells) cells = {0};
  WtFactor *f;
  gsize at = 0;

  wt_cells_init(&cells, c->t, c->n_worlds);
  for (guint w = 0; w < c->n_worlds; w++)
    wt_cells_add(&cells, locals[w]);
  f = wt_cells_factor(&cells, &aux, 1);
  wt_cells_start(&cells);
  do {
    guint reach = reach_of(c, cells.values);
    for (guint silent = 0; silent < c->n_states; silent++)
      f->cells[at++] = reach & silent ? 1 - through : 1;
  } while (wt_cells_next(&cells));
  g_ptr_array_add(c->t->factors, f);
}

static void add_terms(Chain *c, const guint *own, const guint *const parents[2])
{
  guint aux = wt_twin_add_auxiliary(c->t, c->n_states, *c->copy);

  add_term_head(c, own, aux);
  for (guint i = 0; i < c->mech.n_parents; i++)
    add_term(c, (const guint[]){parents[0][i], parents[c->n_worlds - 1][i]}, aux,
             c->mech.numbers[i + 1]);
}

/* ---- */

void wt_twin_add_noisy(WtTwin *t, const WtCopy *copy, const guint own[2],
                       const guint *const parents[2])
{
  guint n_worlds = own[1] == G_MAXUINT ? 1 : 2, n;
  Chain c = {t, copy, wt_twin_mech(t, copy), n_worlds, 1u << n_worlds, G_MAXUINT, {0}};
  guint silent = c.mech.kind == WT_MECH_NOISY_AND ? 1 : 0;

  if (n_worlds == 1 && !wt_twin_is_free(t, own[0]) && wt_twin_may_be(t, own[0], silent)) {
    add_silence(&c, parents[0]);
    return;
  }
  t->has_noisy = TRUE;
  if (t->noisy != WT_NOISY_CHAIN) {
    add_terms(&c, own, parents);
    return;
  }
  c.start[0] = 1 - c.mech.numbers[0];
  c.start[c.n_states - 1] = c.mech.numbers[0];
  take_fixed(&c, parents);
  g_autofree Turn *turns = find_turns(&c, parents, &n);
  for (guint i = 0; i < n; i++) {
    guint at = turns[i].parent;
    add_link(&c, (const guint[]){parents[0][at], parents[n_worlds - 1][at]},
             c.mech.numbers[at + 1]);
  }
  end(&c, own);
}
