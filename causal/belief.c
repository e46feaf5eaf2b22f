/* belief.c - the space of hypotheses: grids, parents, layout; see belief.h.
 *
 * Depends on base/ only. Grids stand here and nowhere else; the prior mass of a form with its
 * parents is divided evenly over its grid, so how closely values lie is how probable they are
 * before anything was experienced.
 */
#include "causal/belief.h"

#include <string.h>

#include "base/wmath.h"
#include "causal/belief-private.h"

#define LOG_SQRT_2_PI 0.91893853320467274178
#define MOST_CERTAIN  (1.0 - 0x1p-20) /* prior of a cause: odds stay finite */

/* ---- grids (documented in belief.h) ---- */

static const double chance_b[] = {0.02, 0.1, 0.2, 0.35, 0.5, 0.65, 0.9, 0.98};
static const double reliable[][2] = {{0.02, 0.9},  {0.02, 0.95}, {0.02, 0.98}, {0.02, 0.98},
                                     {0.02, 0.98}, {0.05, 0.95}, {0.05, 0.98}, {0.05, 0.98}};
static const double chancy[][2] = {{0.02, 0.5}, {0.02, 0.8}, {0.1, 0.5},  {0.1, 0.8},
                                   {0.1, 0.88}, {0.1, 0.9},  {0.25, 0.9}, {0.5, 0.95}};
static const double reliable_switch[][2] = {{0.02, 0.98}};
static const double chancy_switch[][2] = {
    {0.02, 0.5}, {0.02, 0.9}, {0.1, 0.9}, {0.1, 0.98}, {0.5, 0.98}};

#define CHANCE_REAL     16 /* k / 15 */
#define LINE_BACKGROUND 8  /* k / 8 */
#define LINE_STRENGTH   8  /* +- k / 8 */
static const double plane_b[] = {0, 0.25, 0.5, 0.75, 1};
static const double plane_s[] = {-0.9, -0.6, -0.4, -0.2, 0.2, 0.4, 0.6, 0.9};
static const double slope[] = {0.5, 1, 2, 4}, onset[] = {0.2, 0.4, 0.6, 0.8};
static const double level_real[] = {0, 0.2, 0.4, 0.6, 0.8, 1};

typedef struct {
  double b, s[WT_BELIEF_PARENTS];
} Point;

static void point(GArray *grid, double b, double s0, double s1)
{
  Point p = {b, {s0, s1, 0}};

  g_array_append_val(grid, p);
}

/* Both ways round, at each threshold. */
static void switch_points(GArray *grid, double low, double high)
{
  for (guint t = 0; t < G_N_ELEMENTS(onset); t++) {
    point(grid, low, high, onset[t]);
    point(grid, high, low, onset[t]);
  }
}

static void points_yes_no(GArray *grid, WtForm form, guint kind)
{
  gboolean sure = kind == WT_FORM_RELIABLE;
  const double(*pair)[2] = sure ? reliable : chancy;
  guint n = sure ? G_N_ELEMENTS(reliable) : G_N_ELEMENTS(chancy);

  if (form == WT_FORM_NONE) {
    for (guint i = 0; i < G_N_ELEMENTS(chance_b); i++)
      point(grid, chance_b[i], 0, 0);
  } else if (form == WT_FORM_THRESHOLD) {
    pair = sure ? reliable_switch : chancy_switch;
    n = sure ? G_N_ELEMENTS(reliable_switch) : G_N_ELEMENTS(chancy_switch);
    for (guint i = 0; i < n; i++)
      switch_points(grid, pair[i][0], pair[i][1]);
  } else {
    for (guint i = 0; i < n; i++) {
      double b = pair[i][0], s = pair[i][1];

      point(grid, b, form == WT_FORM_ANY_TWO ? b + (1 - b) * s : s, 0);
    }
  }
}

static void points_line(GArray *grid)
{
  for (guint i = 0; i <= LINE_BACKGROUND; i++)
    for (int k = -LINE_STRENGTH; k <= LINE_STRENGTH; k++)
      if (k != 0)
        point(grid, (double)i / LINE_BACKGROUND, (double)k / LINE_STRENGTH, 0);
}

static void points_real(GArray *grid, WtForm form, guint n_parents)
{
  if (form == WT_FORM_NONE)
    for (guint i = 0; i < CHANCE_REAL; i++)
      point(grid, (double)i / (CHANCE_REAL - 1), 0, 0);
  else if (form == WT_FORM_LINEAR && n_parents == 1)
    points_line(grid);
  else if (form == WT_FORM_LINEAR)
    for (guint b = 0; b < G_N_ELEMENTS(plane_b); b++)
      for (guint i = 0; i < G_N_ELEMENTS(plane_s); i++)
        for (guint k = 0; k < G_N_ELEMENTS(plane_s); k++)
          point(grid, plane_b[b], plane_s[i], plane_s[k]);
  else if (form == WT_FORM_RECTIFIED)
    for (guint i = 0; i < G_N_ELEMENTS(slope); i++)
      for (guint k = 0; k < G_N_ELEMENTS(onset); k++)
        point(grid, slope[i] * onset[k], slope[i], 0);
  else if (form == WT_FORM_THRESHOLD)
    for (guint i = 0; i < G_N_ELEMENTS(level_real); i++)
      for (guint k = i + 1; k < G_N_ELEMENTS(level_real); k++)
        switch_points(grid, level_real[i], level_real[k]);
}

/* Whether a form exists with so many parents. */
static gboolean has_shape(gboolean yes_no, WtForm form, guint n_parents)
{
  switch (form) {
  case WT_FORM_NONE:
  case WT_FORM_UNKNOWN:
    return n_parents == 0;
  case WT_FORM_LINEAR:
    return !yes_no && n_parents >= 1;
  case WT_FORM_RECTIFIED:
    return !yes_no && n_parents == 1;
  case WT_FORM_OR:
    return yes_no && n_parents >= 1;
  case WT_FORM_AND:
    return yes_no && n_parents >= 2;
  case WT_FORM_THRESHOLD:
    return n_parents == 1;
  case WT_FORM_ANY_TWO:
    return yes_no && n_parents == 3;
  default:
    return FALSE;
  }
}

/* ---- one hypothesis ---- */

/* f_h of one point of a shape's grid at the values of its parents. */
double wt_belief_shape_mean(const WtBeliefSpace *space, const WtBeliefShape *shape, guint i,
                            const double *x)
{
  double b = shape->background[i], s = shape->strength[0][i], s1 = shape->strength[1][i];
  double f = b, left = 1.0 - b, product = 1.0;

  for (guint k = 0; k < shape->n_parents; k++) {
    left = left * (1.0 - s * x[k]);
    product = product * x[k];
  }
  switch ((WtForm)shape->form) {
  case WT_FORM_LINEAR:
    f = shape->n_parents == 1 ? b + s * x[0] : b + s * x[0] + s1 * x[1];
    break;
  case WT_FORM_RECTIFIED:
    f = s * x[0] - b;
    break;
  case WT_FORM_OR:
    f = 1.0 - left;
    break;
  case WT_FORM_AND:
    f = b + (1.0 - b) * s * product;
    break;
  case WT_FORM_THRESHOLD:
    f = x[0] > s1 ? s : b;
    break;
  case WT_FORM_ANY_TWO:
    f = x[0] + x[1] + x[2] >= 2.0 ? s : b;
    break;
  case WT_FORM_UNKNOWN:
    return 0.5;
  case WT_FORM_NONE:
  case WT_FORM_RELIABLE:
  case WT_FORM_CHANCY:
  case WT_N_FORMS:
    break;
  }
  return CLAMP(f, space->lowest, space->highest);
}

/** wt_form_name: "none", "linear" ... as in belief.h, in lower case. */
const char *wt_form_name(WtForm form)
{
  static const char *const names[WT_N_FORMS] = {"none",     "linear",    "rectified", "or",
                                                "and",      "threshold", "any two",   "unknown",
                                                "reliable", "chancy"};

  g_return_val_if_fail(form < WT_N_FORMS, NULL);
  return names[form];
}

/* ---- building a space ---- */

static void fill_tables(const WtBeliefSpace *space, WtBeliefShape *shape)
{
  for (guint pattern = 0; pattern < 1u << shape->n_parents; pattern++) {
    double x[WT_BELIEF_PARENTS];
    double *mean = g_new(double, shape->n), *no = g_new(double, shape->n);
    double *yes = g_new(double, shape->n);

    for (guint k = 0; k < WT_BELIEF_PARENTS; k++)
      x[k] = (pattern >> k) & 1;
    for (guint i = 0; i < shape->n; i++) {
      mean[i] = wt_belief_shape_mean(space, shape, i, x);
      no[i] = wt_log(1.0 - mean[i]);
      yes[i] = wt_log(mean[i]);
    }
    shape->mean[pattern] = mean;
    shape->log[pattern][0] = no;
    shape->log[pattern][1] = yes;
  }
}

static void add_shape(const WtBeliefSpace *space, GArray *shapes, WtForm form, guint n_parents,
                      guint kind)
{
  g_autoptr(GArray) grid = g_array_new(FALSE, TRUE, sizeof(Point));
  WtBeliefShape shape = {
      .form = (guint8)form, .n_parents = (guint8)n_parents, .kind = (guint8)kind};
  gboolean shared = form == WT_FORM_OR || form == WT_FORM_AND || form == WT_FORM_ANY_TWO;

  if (form == WT_FORM_UNKNOWN) {
    point(grid, 0.5, 0, 0);
    shape.share = 1;
  } else if (space->yes_no)
    points_yes_no(grid, form, kind);
  else
    points_real(grid, form, n_parents);
  shape.n = grid->len;
  g_assert(shape.n <= WT_BELIEF_GRID_MAX);
  g_assert(form == WT_FORM_UNKNOWN || shape.n % WT_BELIEF_LANES == 0);
  shape.background = g_new(double, shape.n);
  for (guint k = 0; k < WT_BELIEF_PARENTS; k++)
    shape.strength[k] = g_new0(double, shape.n);
  for (guint i = 0; i < shape.n; i++) {
    const Point *p = &g_array_index(grid, Point, i);

    shape.background[i] = p->b;
    for (guint k = 0; k < WT_BELIEF_PARENTS; k++)
      shape.strength[k][i] = shared && k < n_parents ? p->s[0] : p->s[k];
  }
  if (space->yes_no)
    fill_tables(space, &shape);
  g_array_append_val(shapes, shape);
}

/* All forms with so many parents; each has the same share, and so has each hypothesis of one. */
static void add_shapes(const WtBeliefSpace *space, GArray *shapes, guint n_parents)
{
  guint begin = shapes->len, n_forms = 0;

  for (guint form = 0; form < WT_FORM_UNKNOWN; form++) {
    if (!has_shape(space->yes_no, (WtForm)form, n_parents))
      continue;
    n_forms++;
    if (space->yes_no && n_parents > 0) {
      add_shape(space, shapes, (WtForm)form, n_parents, WT_FORM_RELIABLE);
      add_shape(space, shapes, (WtForm)form, n_parents, WT_FORM_CHANCY);
    } else
      add_shape(space, shapes, (WtForm)form, n_parents, 0);
  }
  for (guint i = begin; i < shapes->len; i++) {
    WtBeliefShape *shape = &g_array_index(shapes, WtBeliefShape, i);
    guint n = 0;

    for (guint k = begin; k < shapes->len; k++) {
      const WtBeliefShape *other = &g_array_index(shapes, WtBeliefShape, k);

      n += other->form == shape->form ? other->n : 0;
    }
    shape->share = 1.0 / ((double)n_forms * n);
  }
}

static void add_block(WtBeliefSpace *space, GArray *blocks, guint shape, guint set)
{
  WtBeliefBlock block = {(guint16)shape, (guint16)set, space->n_hypotheses};

  g_array_append_val(blocks, block);
  space->n_hypotheses += space->shapes[shape].n;
}

static void add_set(WtBeliefSpace *space, GArray *blocks, GArray *sets, guint mask)
{
  WtBeliefSet set = {.first_block = blocks->len, .first = space->n_hypotheses};

  for (guint i = 0; i < space->n_features; i++)
    if ((mask >> i) & 1)
      set.parents[set.n_parents++] = (guint8)i;
  for (guint shape = 0; shape < space->n_shapes; shape++)
    if (space->shapes[shape].n_parents == set.n_parents &&
        space->shapes[shape].form != WT_FORM_UNKNOWN)
      add_block(space, blocks, shape, sets->len);
  set.n_blocks = blocks->len - set.first_block;
  set.n = space->n_hypotheses - set.first;
  g_array_append_val(sets, set);
}

static void add_sets(WtBeliefSpace *space, guint max_parents)
{
  g_autoptr(GArray) blocks = g_array_new(FALSE, FALSE, sizeof(WtBeliefBlock));
  g_autoptr(GArray) sets = g_array_new(FALSE, FALSE, sizeof(WtBeliefSet));

  for (guint n = 0; n <= max_parents; n++)
    for (guint mask = 0; mask < 1u << space->n_features; mask++)
      if ((guint)__builtin_popcount(mask) == n)
        add_set(space, blocks, sets, mask);
  add_block(space, blocks, space->n_shapes - 1, 0);
  space->n_blocks = blocks->len;
  space->n_sets = sets->len;
  space->blocks = (WtBeliefBlock *)g_array_free(g_steal_pointer(&blocks), FALSE);
  space->sets = (WtBeliefSet *)g_array_free(g_steal_pointer(&sets), FALSE);
}

static gboolean is_sound(const WtBeliefSpaceDef *def)
{
  if (def->n_features > WT_BELIEF_FEATURES || def->max_parents > WT_BELIEF_PARENTS ||
      !(def->unknown >= 0 && def->unknown < 1) || (!def->yes_no && !(def->sigma > 0)) ||
      (def->n_features > 0 && def->prior == NULL))
    return FALSE;
  for (guint i = 0; i < def->n_features; i++)
    if (!(def->prior[i] >= 0 && def->prior[i] <= 1))
      return FALSE;
  return TRUE;
}

/**
 * wt_belief_space_new: all hypotheses about one effect.
 * @def: number of features and what they are worth before any experience; it is copied.
 *
 * Takes up to 11 000 hypotheses (8 features) and some 100 kB.
 *
 * Returns: (transfer full): the space.
 */
WtBeliefSpace *wt_belief_space_new(const WtBeliefSpaceDef *def)
{
  WtBeliefSpace *space;
  GArray *shapes;
  guint max_parents;

  g_return_val_if_fail(def != NULL && is_sound(def), NULL);
  space = g_new0(WtBeliefSpace, 1);
  shapes = g_array_new(FALSE, FALSE, sizeof(WtBeliefShape));
  space->n_features = def->n_features;
  space->yes_no = def->yes_no;
  space->sigma = MAX(def->sigma, WT_BELIEF_SIGMA_MIN);
  space->log_scale = -wt_log(space->sigma) - LOG_SQRT_2_PI;
  space->lowest = def->yes_no ? WT_BELIEF_LAPSE : 0.0;
  space->highest = def->yes_no ? 1.0 - WT_BELIEF_LAPSE : 1.0;
  space->unknown = def->unknown;
  for (guint i = 0; i < def->n_features; i++) {
    double p = MIN(def->prior[i], MOST_CERTAIN);

    space->odds[i] = p / (1.0 - p);
  }
  max_parents = MIN(def->max_parents, def->yes_no ? WT_BELIEF_PARENTS : WT_BELIEF_PARENTS_REAL);
  max_parents = MIN(max_parents, def->n_features);
  for (guint n = 0; n <= max_parents; n++)
    add_shapes(space, shapes, n);
  add_shape(space, shapes, WT_FORM_UNKNOWN, 0, 0);
  space->n_shapes = shapes->len;
  space->shapes = (WtBeliefShape *)g_array_free(shapes, FALSE);
  add_sets(space, max_parents);
  space->block_of = g_new(guint16, space->n_hypotheses);
  for (guint b = 0; b < space->n_blocks; b++)
    for (guint i = 0; i < space->shapes[space->blocks[b].shape].n; i++)
      space->block_of[space->blocks[b].first + i] = (guint16)b;
  return space;
}

void wt_belief_space_free(WtBeliefSpace *space)
{
  if (space == NULL)
    return;
  for (guint s = 0; s < space->n_shapes; s++) {
    WtBeliefShape *shape = &space->shapes[s];

    g_free(shape->background);
    for (guint k = 0; k < WT_BELIEF_PARENTS; k++)
      g_free(shape->strength[k]);
    for (guint k = 0; k < WT_BELIEF_PATTERNS; k++) {
      g_free(shape->mean[k]);
      g_free(shape->log[k][0]);
      g_free(shape->log[k][1]);
    }
  }
  g_free(space->shapes);
  g_free(space->blocks);
  g_free(space->sets);
  g_free(space->block_of);
  g_free(space);
}

/* ---- looking at hypotheses ---- */

guint wt_belief_n_hypotheses(const WtBeliefSpace *space)
{
  return space->n_hypotheses;
}

/** wt_belief_hypothesis: number @h, with its parents and parameters. */
WtHypothesis wt_belief_hypothesis(const WtBeliefSpace *space, guint h)
{
  WtHypothesis hypothesis = {0};
  const WtBeliefBlock *block;
  const WtBeliefShape *shape;
  guint i;

  g_return_val_if_fail(h < space->n_hypotheses, hypothesis);
  block = &space->blocks[space->block_of[h]];
  shape = &space->shapes[block->shape];
  i = h - block->first;
  hypothesis.form = shape->form;
  hypothesis.n_parents = shape->n_parents;
  memcpy(hypothesis.parents, space->sets[block->set].parents, sizeof hypothesis.parents);
  hypothesis.background = shape->background[i];
  for (guint k = 0; k < WT_BELIEF_PARENTS; k++)
    hypothesis.strength[k] = shape->strength[k][i];
  return hypothesis;
}

/** wt_belief_mean: f_h(x): the effect that hypothesis @h expects, or its probability. */
double wt_belief_mean(const WtBeliefSpace *space, guint h, const double *x)
{
  const WtBeliefBlock *block;
  const WtBeliefSet *set;
  double values[WT_BELIEF_PARENTS] = {0};

  g_return_val_if_fail(h < space->n_hypotheses, 0);
  block = &space->blocks[space->block_of[h]];
  set = &space->sets[block->set];
  for (guint k = 0; k < set->n_parents; k++)
    values[k] = x[set->parents[k]];
  return wt_belief_shape_mean(space, &space->shapes[block->shape], h - block->first, values);
}
