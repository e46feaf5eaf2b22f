/* scenes.c - see scenes.h. */
#include "tests/bench/scenes.h"

#include <stdio.h>

static WtModel *parsed(const GString *text)
{
  g_autoptr(WtDiags) diags = wt_diags_new("scene");
  WtModel *model = wt_model_parse("scene", text->str, text->len, diags);
  if (model)
    return model;
  g_autofree char *said = wt_diags_format(diags);
  g_error("a scene of the benchmarks has mistakes: %s", said);
}

/* An empty map of width x height cells with a wall around it. */
static void add_map(GString *text, guint width, guint height)
{
  g_string_append(text, "  map: |\n");
  for (guint y = 0; y < height; y++) {
    g_string_append(text, "    ");
    for (guint x = 0; x < width; x++)
      g_string_append_c(text, x == 0 || y == 0 || x + 1 == width || y + 1 == height ? '#' : '.');
    g_string_append_c(text, '\n');
  }
}

static const char room_head[] =
    "whytown: 1\n"
    "name: room\n"
    "clock: {start: \"09:00\", tick: 10 s, ticks: 60}\n"
    "limits: {acquaintances: 4}\n"
    "mind: {horizon: 30 min, walking: 0.002}\n"
    "body: {sight: 60 m}\n"
    "town:\n"
    "  cell: 1 m\n"
    "  fields:\n"
    "    draught: {sense: touch, range: 0..1, spread: straight, reach: 30 m, from: {fan: 0.9}}\n"
    "    sun: {sense: touch, range: 0..1, spread: straight, reach: 12 m, from: {lamp: 0.8}}\n";

static const char room_rules[] =
    "kinds:\n"
    "  thing: {}\n"
    "  ground:\n"
    "    offers:\n"
    "      stand:\n"
    "        felt:\n"
    "          hardness: 1\n"
    "          chill: clamp(here.draught - 0.3 * self.clothing, 0, 1)\n"
    "          warmth_of_sun: here.sun\n"
    "          company[p]: near(p, here, 1.5 m)\n"
    "        while: {fatigue: 0.06 per hour}\n"
    "  seat:\n"
    "    has: {softness: 0..1, shape: [round, square], loud: 0..1, taken_by: nobody}\n"
    "    offers:\n"
    "      sit:\n"
    "        needs: here.taken_by == nobody or here.taken_by == self\n"
    "        takes: 20 min\n"
    "        does: {here.taken_by: self, self.posture: sitting}\n"
    "        leaves: {here.taken_by: nobody, self.posture: standing}\n"
    "        felt:\n"
    "          hardness: 1 - here.softness\n"
    "          chill: clamp(here.draught - 0.3 * self.clothing, 0, 1)\n"
    "          warmth_of_sun: here.sun\n"
    "          noise: here.loud\n"
    "          company[p]: near(p, here, 1.5 m)\n"
    "          roundness: 1 if here.shape == round else 0\n"
    "        while: {fatigue: -0.5 per hour, hunger: 0.1 per hour * here.softness, thirst: 0.2 per hour}\n"
    "values:\n"
    "  comfort: -hardness\n"
    "  warmth: warmth_of_sun - chill\n"
    "  companionship: sum(p in others, affection[p] * company[p])\n"
    "  beauty: genes.shape.round * roundness\n"
    "  quiet: -noise\n"
    "drives:\n"
    "  fatigue: {range: 0..1, starts: 0.4, set: 0.1, drift: 0.03 per hour}\n"
    "  hunger: {range: 0..1, starts: 0.3, set: 0.1, drift: 0.05 per hour}\n"
    "  thirst: {range: 0..1, starts: 0.2, set: 0.1, drift: 0.06 per hour}\n";

static WtModel *room(guint n_people, const char *knows)
{
  g_autoptr(GString) text = g_string_new(room_head);
  add_map(text, 34, 12);
  g_string_append(text, room_rules);
  g_string_append(text, "things:\n  fan: {kind: thing, at: [1, 1]}\n  lamp: {kind: thing, at: [16, 1]}\n");
  for (guint i = 0; i < 14; i++)
    g_string_append_printf(text, "  seat%u: {kind: seat, at: [%u, %u], softness: 0.%02u, loud: 0.%02u, shape: %s}\n", i,
                           2 + i * 2, 3 + i % 3, 13 + i * 37 % 80, 11 + i * 53 % 71, i % 3 ? "round" : "square");
  g_string_append(text, "people:\n");
  for (guint i = 0; i < n_people; i++) {
    g_string_append_printf(text, "  P%u: {at: [%u, %u], drives: {fatigue: 0.%02u, hunger: 0.%02u, thirst: 0.%02u}, ", i,
                           1 + i % 32, 7 + i / 32, 20 + i * 7 % 60, 15 + i * 11 % 50, 12 + i * 13 % 60);
    g_string_append_printf(text, "values: {comfort: 0.%02u, warmth: 0.%02u, companionship: 0.%02u, beauty: 0.%02u, quiet: 0.%02u}, ",
                           10 + i * 17 % 80, 10 + i * 19 % 80, 10 + i * 23 % 80, 10 + i * 29 % 80, 10 + i * 31 % 80);
    g_string_append_printf(text, "genes: {shape: {round: 0.%02u}}, affection: {P%u: 0.%02u}%s}\n", 10 + i * 41 % 80,
                           (i + 1) % n_people, 10 + i * 43 % 80, knows);
  }
  return parsed(text);
}

WtModel *wt_scene_room(guint n_people)
{
  return room(n_people, "");
}

#define LEARNERS \
  ", knows: [stand.hardness, stand.chill, stand.warmth_of_sun, company, fatigue, hunger, thirst, draught, sun]"

WtModel *wt_scene_learners(guint n_people, gboolean curious)
{
  return room(n_people, curious ? ", curiosity: 0.5" LEARNERS : LEARNERS);
}

WtModel *wt_scene_field(guint n_people, guint wait)
{
  guint side = 4;
  while ((side - 2) * (side - 2) < n_people * 6 && side < 256)
    side++;
  g_autoptr(GString) text = g_string_new("whytown: 1\nname: field\nclock: {start: \"09:00\", tick: 10 s, ticks: 10000}\n");
  g_string_append(text, "limits: {acquaintances: 1, memory: 2, options: 4}\n");
  g_string_append_printf(text, "mind: {horizon: 30 min, wait: %u s}\nbody: {sight: 3 m, hearing: 3 m, smell: 3 m}\ntown:\n  cell: 1 m\n", wait);
  add_map(text, side, side);
  g_string_append(text, "kinds:\n  ground: {offers: {stand: {felt: {hardness: 1}}}}\n"
                        "  bench: {has: {taken_by: nobody}, offers: {sit: {needs: here.taken_by == nobody, takes: 20 min, "
                        "does: {here.taken_by: self}, leaves: {here.taken_by: nobody}, felt: {hardness: 0.4}}}}\n"
                        "values: {comfort: -hardness}\n");
  g_string_append(text, "things:\n");
  guint inside = side - 2, cells = inside * inside, step = cells / n_people;
  for (guint i = 0; i < n_people; i += 64)
    g_string_append_printf(text, "  b%u: {kind: bench, at: [%u, %u]}\n", i, 1 + i * step % inside, 1 + i * step / inside);
  g_string_append(text, "people:\n");
  for (guint i = 0; i < n_people; i++)
    g_string_append_printf(text, "  P%u: {at: [%u, %u]}\n", i, 1 + i * step % inside, 1 + i * step / inside);
  return parsed(text);
}

WtModel *wt_scene_named(const char *name)
{
  g_autoptr(WtDiags) diags = NULL;
  g_autoptr(GError) error = NULL;
  WtModel *model = wt_model_load(name, &diags, &error);
  if (!model)
    fprintf(stderr, "\n%s: %s\n", name, error ? error->message : "has mistakes");
  return model;
}

void wt_scene_step(WtSession *session, guint n)
{
  g_autoptr(GError) error = NULL;
  for (guint i = 0; i < n; i++)
    if (!wt_session_step(session, &error))
      g_error("%s", error->message);
}
