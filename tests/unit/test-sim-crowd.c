/* Crowds: the index of who is near changes nothing that anybody senses. */
#include "sim/session.h"
#include "tests/unit/test-util.h"

#define PEOPLE 120
#define SIDE   60

/* Too many and too far apart to look at everybody: the index is used. */
static WtModel *crowd(void)
{
  g_autoptr(GString) text = g_string_new("whytown: 1\nname: crowd\nclock: {start: \"09:00\", tick: 10 s, ticks: 40}\n"
                                         "body: {sight: 5 m, hearing: 4 m, smell: 3 m}\ntown:\n  cell: 1 m\n  map: |\n");
  for (guint y = 0; y < SIDE; y++) {
    g_string_append(text, "    ");
    for (guint x = 0; x < SIDE; x++)
      g_string_append_c(text, x % (SIDE - 1) == 0 || y % (SIDE - 1) == 0 || (x == 30 && y % 7) ? '#' : '.');
    g_string_append_c(text, '\n');
  }
  g_string_append(text, "kinds:\n  stove: {like: low, has: {hum: {range: 0..1, sense: hearing}, reek: {range: 0..1, sense: smell}, "
                        "grip: {range: 0..1, sense: touch}},\n"
                        "    offers: {warm: {at: beside, takes: 2 min, felt: {heat: 1}}}}\nvalues: {comfort: heat}\nthings:\n");
  for (guint i = 0; i < 20; i++)
    g_string_append_printf(text, "  s%u: {kind: stove, at: [%u, %u], hum: 0.5}\n", i, 3 + i * 5 % 54, 3 + i * 13 % 54);
  g_string_append(text, "people:\n");
  for (guint i = 0; i < PEOPLE; i++)
    g_string_append_printf(text, "  P%u: {at: [%u, %u]}\n", i, 1 + i % 29, 1 + (i * 31 + i / 29) % 57);
  g_autoptr(WtDiags) diags = wt_diags_new("crowd");
  WtModel *model = wt_model_parse("crowd", text->str, text->len, diags);
  g_autofree char *said = wt_diags_format(diags);
  ck_assert_msg(model != NULL, "%s", said);
  return model;
}

static void same_facts(const WtWorld *plain, const WtWorld *indexed, gint32 person)
{
  g_autoptr(GArray) a = g_array_new(FALSE, TRUE, sizeof(WtFact)), b = g_array_new(FALSE, TRUE, sizeof(WtFact));
  wt_world_sense(plain, person, a);
  wt_world_sense(indexed, person, b);
  ck_assert_uint_eq(a->len, b->len);
  for (guint i = 0; i < a->len; i++) {
    const WtFact *x = &g_array_index(a, WtFact, i), *y = &g_array_index(b, WtFact, i);
    ck_assert(x->entity == y->entity && x->attribute == y->attribute && x->source == y->source && x->value == y->value);
  }
}

static void move_things(const WtModel *model, WtBlock *world)
{
  gint32 *at = wt_block_i32(world, wt_town_columns(model->town)->thing_at);
  for (guint t = 0; t < wt_vocab_n_things(model->vocab); t++)
    at[t] = (at[t] + 20 * SIDE) % (SIDE * SIDE);
}

START_TEST(test_index_changes_nothing)
{
  g_autoptr(WtModel) model = crowd();
  g_autoptr(WtSession) session = wt_session_new(model, 1, NULL, 0, 1);
  WtNearby *nearby = wt_nearby_new(model->town);
  for (gint32 tick = 0; tick < 20; tick++) {
    ck_assert(wt_session_step(session, NULL));
    WtWorld plain = {.town = model->town, .block = wt_session_world(session), .tick = tick};
    WtWorld indexed = plain;
    indexed.nearby = nearby;
    if (tick % 6 == 5) /* what somebody uses may be far away, and some may be nowhere */
      move_things(model, plain.block);
    if (tick == 10)
      wt_world_absent(&plain, 5);
    wt_nearby_update(nearby, &plain);
    for (gint32 p = 0; p < PEOPLE; p++)
      same_facts(&plain, &indexed, p);
  }
  wt_nearby_free(nearby);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("sim-crowd");
  TCase *tcase = tcase_create("crowd");
  tcase_add_test(tcase, test_index_changes_nothing);
  suite_add_tcase(suite, tcase);
  return test_main(suite);
}
