/* test-sim-small-data.c - learner x chooser of trials, yoked two by two, in random rooms.
 *
 * A room has benches that differ in yes/no features. One of them is being in the draught, which makes cold; red goes
 * with it on all benches but one, the others as chance has it. TongTong sits down again and again. Trials are chosen
 * by herself (causal, curious) or at random; both learners learn from the same sittings, so that it shows which
 * of the two, learning or choosing, made the difference.
 */
#include <stdio.h>
#include <stdlib.h>

#include "sim/session.h"
#include "tests/unit/test-util.h"

#define BENCHES_MAX  12
#define SITTINGS_MAX 24 /* that a room is followed for */
#define FEW          6

static const char *const features[] = {"draughty", "red", "round", "stone", "painted"};
enum { DRAUGHTY, RED, FEATURES = G_N_ELEMENTS(features) };

typedef struct {
  guint n;
  gboolean has[BENCHES_MAX][FEATURES];
} Room;

/* TRUE if some other feature is the same on all benches as the draught, or its opposite: nobody could tell. */
static gboolean is_confounded(const Room *room)
{
  for (guint f = RED; f < FEATURES; f++) {
    guint same = 0;
    for (guint i = 0; i < room->n; i++)
      same += room->has[i][f] == room->has[i][DRAUGHTY];
    if (same == 0 || same == room->n)
      return TRUE;
  }
  return FALSE;
}

static guint n_with(const Room *room, guint feature)
{
  guint n = 0;
  for (guint i = 0; i < room->n; i++)
    n += room->has[i][feature] != FALSE;
  return n;
}

/* All red benches but one stand in the draught, and no other bench does. */
static Room room_new(guint seed)
{
  TestRandom random = {seed * 7919 + 11};
  Room room;
  do {
    room.n = 6 + test_random_below(&random, BENCHES_MAX - 5);
    for (guint i = 0; i < room.n; i++)
      for (guint f = 0; f < FEATURES; f++)
        room.has[i][f] = (gboolean)test_random_below(&random, 2);
    guint exception = test_random_below(&random, room.n);
    for (guint i = 0; i < room.n; i++)
      room.has[i][DRAUGHTY] = room.has[i][RED] && i != exception;
    room.has[exception][RED] = TRUE;
  } while (n_with(&room, DRAUGHTY) < 2 || n_with(&room, DRAUGHTY) == room.n || is_confounded(&room));
  return room;
}

static WtModel *model_of(const Room *room, const char *mind)
{
  g_autoptr(GString) text = g_string_new(
      "whytown: 1\nname: room\nabout: trials\nseed: 1\nclock: {start: \"09:00\", tick: 10 s, ticks: 2000}\n"
      "mind: {horizon: 10 min, walking: 0.0005, noise_period: 10 s}\n"
      "town:\n  cell: 1 m\n  map: |\n    ################\n    #..............#\n    #..............#\n    #..............#\n"
      "    ################\n"
      "kinds:\n  ground:\n    offers:\n      stand: {felt: {hardness: 1}, while: {fatigue: 0.6 per hour}}\n"
      "  bench:\n    has: {draughty: false, red: false, round: false, stone: false, painted: false}\n    offers:\n"
      "      rest:\n        takes: 2 min\n        felt: {hardness: 0.2, chill: 0.75 if here.draughty else 0}\n"
      "        while: {fatigue: -0.5 per hour}\n"
      "values: {comfort: -hardness, warmth: -chill}\n"
      "drives:\n  fatigue: {range: 0..1, starts: 0.9, set: 0.1}\nthings:\n");
  for (guint i = 0; i < room->n; i++) {
    g_string_append_printf(text, "  b%u: {kind: bench, at: [%u, %u]", i, 2 + i, 1 + 2 * (i % 2));
    for (guint f = 0; f < FEATURES; f++)
      g_string_append_printf(text, ", %s: %s", features[f], room->has[i][f] ? "true" : "false");
    g_string_append(text, "}\n");
  }
  g_string_append_printf(text, "people:\n  TongTong: {at: [1, 2], values: {comfort: 0.5, warmth: 0.7}, knows: [hardness, fatigue], "
                         "familiar: true, %s}\n", mind);
  g_autoptr(WtDiags) diags = wt_diags_new("room");
  WtModel *model = wt_model_parse("room", text->str, text->len, diags);
  g_autofree char *said = wt_diags_format(diags);
  ck_assert_msg(model != NULL, "%s", said);
  return model;
}

/* ---- what counts as solved ---- */

static guint cue_of(const WtModel *model, const WtQuestion *q, const char *name)
{
  for (guint k = 0; k < q->n_cues; k++)
    if (g_str_equal(wt_names_text(wt_vocab_names(model->vocab), q->cues[k].name), name))
      return k;
  ck_abort_msg("no cue %s", name);
}

/* The causal learner: more than 0.9 that the draught is a cause. */
static gboolean causal_knows(const WtModel *model, const WtBlock *minds)
{
  const WtQuestion *q = wt_lesson_question(model->minds->lessons, 0);
  return wt_belief_link(q->space, wt_lesson_probability(model->minds->lessons, minds, 0), cue_of(model, q, "draughty")) > 0.9;
}

/* The associative one: nothing else is associated half as strongly, neither with cold nor with its absence. */
static gboolean associative_knows(const WtModel *model, const WtBlock *minds)
{
  const WtQuestion *q = wt_lesson_question(model->minds->lessons, 0);
  const double *w = wt_lesson_associations(model->minds->lessons, minds, 0);
  guint draughty = cue_of(model, q, "draughty");
  for (guint k = 0; k < q->n_cues; k++)
    if (k != draughty && ABS(w[k]) >= 0.5 * w[draughty])
      return FALSE;
  return w[draughty] > 0;
}

/* ---- a life in a room ---- */

typedef enum { CAUSAL, ASSOCIATIVE, N_LEARNERS } Learner;

typedef struct {
  guint solved[N_LEARNERS]; /* sittings until it is known for good; SITTINGS_MAX + 1: not within these */
} Trials;

static Trials live(guint seed, const char *mind)
{
  Room room = room_new(seed);
  g_autoptr(WtModel) model = model_of(&room, mind);
  g_autoptr(WtSession) session = wt_session_new(model, seed + 1, NULL, 0, 1);
  const WtLessons *l = model->minds->lessons;
  const WtBlock *minds = wt_session_minds(session);
  guint since[N_LEARNERS] = {0}, n = 0;
  ck_assert_uint_eq(l->n_lessons, 1);
  while (n < SITTINGS_MAX && wt_session_tick(session) < model->clock->ticks) {
    ck_assert(wt_session_step(session, NULL));
    if ((guint)wt_block_i32(minds, l->count)[0] == n)
      continue;
    n++;
    gboolean knows[] = {causal_knows(model, minds), associative_knows(model, minds)};
    for (guint k = 0; k < N_LEARNERS; k++)
      since[k] = !knows[k] ? 0 : since[k] > 0 ? since[k] : n;
  }
  ck_assert_uint_eq(n, SITTINGS_MAX);
  Trials t;
  for (guint k = 0; k < N_LEARNERS; k++)
    t.solved[k] = since[k] > 0 ? since[k] : SITTINGS_MAX + 1;
  return t;
}

/* ---- the four cells ---- */

typedef struct {
  guint n, median, most, solved; /* most: of those that are solved */
  guint within[SITTINGS_MAX + 2]; /* rooms solved in at most so many */
} Cell;

static int compare_guints(const void *a, const void *b)
{
  guint x = *(const guint *)a, y = *(const guint *)b;
  return (x > y) - (x < y);
}

static Cell cell_of(guint *needed, guint n)
{
  Cell cell = {.n = n};
  qsort(needed, n, sizeof *needed, compare_guints);
  cell.median = needed[n / 2];
  for (guint i = 0; i < n; i++) {
    cell.most = needed[i] <= SITTINGS_MAX ? needed[i] : cell.most;
    cell.solved += needed[i] <= SITTINGS_MAX;
    for (guint k = needed[i]; k <= SITTINGS_MAX; k++)
      cell.within[k]++;
  }
  return cell;
}

static void measure(const char *mind, guint n, Cell *cells)
{
  g_autofree guint *needed = g_new(guint, (gsize)n * N_LEARNERS);
  for (guint seed = 0; seed < n; seed++) {
    Trials t = live(seed, mind);
    for (guint k = 0; k < N_LEARNERS; k++)
      needed[k * n + seed] = t.solved[k];
  }
  for (guint k = 0; k < N_LEARNERS; k++)
    cells[k] = cell_of(needed + (gsize)k * n, n);
}

static void print(const char *chooser, const Cell *cells)
{
  static const char *const learners[] = {"causal", "associative"};
  for (guint k = 0; k < N_LEARNERS; k++)
    printf("  %-11s learner, %s: median %u, within 6 %u, solved %u of %u, most %u\n", learners[k], chooser,
           cells[k].median, cells[k].within[FEW], cells[k].solved, cells[k].n, cells[k].most);
}

/* Whoever learns causes and chooses what tells knows in every room, in six sittings at most; neither learning nor
 * choosing does it alone, and who goes by association, or is not curious, never sits down on what would tell. */
START_TEST(learner_by_chooser)
{
  guint n = test_scale(20, 200);
  Cell own[N_LEARNERS], random[N_LEARNERS], other[N_LEARNERS], idle[N_LEARNERS];
  measure("curiosity: 0.8", n, own);
  measure("policy: random", n, random);
  measure("policy: associative", n, other);
  measure("curiosity: 0", n, idle);
  print("own choice of the causal", own);
  print("random trials", random);
  print("own choice of the associative", other);
  print("own choice of the causal, not curious", idle);
  ck_assert_uint_eq(own[CAUSAL].within[FEW], n);
  ck_assert_uint_le(own[CAUSAL].median, 4);
  ck_assert_uint_le(2 * random[CAUSAL].within[FEW], n);
  ck_assert_uint_le(2 * own[ASSOCIATIVE].within[FEW], n);
  ck_assert_uint_le(10 * random[ASSOCIATIVE].within[FEW], n);
  ck_assert_uint_eq(other[ASSOCIATIVE].within[FEW], 0);
  ck_assert_uint_le(10 * idle[CAUSAL].within[FEW], n);
}
END_TEST

int main(void)
{
  Suite *s = suite_create("sim-small-data");
  TCase *t = tcase_create("cells");
  tcase_set_timeout(t, 300);
  tcase_add_test(t, learner_by_chooser);
  suite_add_tcase(s, t);
  return test_main(s);
}
