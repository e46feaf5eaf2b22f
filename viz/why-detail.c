/* why-detail.c - below the bars: what a part of a bar is made of and where that is written, or what
 * would have made another option win.
 *
 * A part is a chain factor -> outcome -> motive; each link names its line in the scenario. An
 * option that lost has its smallest single changes, then the sets of things that together took its
 * chance.
 */
#include "config.h"

#include "viz/why-detail.h"
#include "viz/words.h"
#include "viz/theme.h"

#include "sim/say.h"

#include <glib/gi18n-lib.h>

enum { LINE = 18, CHIP = 22, STEP = 40, LINES_MAX = 5, CHAINS_MAX = 2, CHANGES_MAX = 3 };

typedef struct {
  WtView *view;
  const WtLook *look;
  WtScene *scene;
  WtBox box;
  float y;
} Detail;

static void line_of(Detail *d, WtFont font, WtColour colour, const char *text, const char *aside)
{
  float room = aside ? wt_theme_width(WT_FONT_SMALL, aside) + 12 : 0;
  if (d->y + LINE > d->box.y + d->box.h)
    return;
  wt_scene_text(d->scene, colour, font, WT_ALIGN_LEFT, d->box.x, d->y + LINE / 2.0f,
                d->box.w - room, text);
  if (aside)
    wt_scene_text(d->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_RIGHT, d->box.x + d->box.w,
                  d->y + LINE / 2.0f, room, aside);
  d->y += LINE;
}

/* ---- a part of a bar ---- */

typedef struct {
  char *name, *value;
  WtPos pos;
  gboolean is_cause;
  WtVar var;
  gboolean has_var;
} Link;

static void link_clear(Link *link)
{
  g_free(link->name);
  g_free(link->value);
}

static char *contrast(const char *chosen, const char *foil)
{
  return g_str_equal(chosen, foil) ? g_strdup(chosen)
                                   : g_strdup_printf(_("%1$s, not %2$s"), chosen, foil);
}

static char *both(const Detail *d, double chosen, double foil, WtType type)
{
  g_autofree char *a = wt_words_typed(d->view, chosen, type),
                  *b = wt_words_typed(d->view, foil, type);
  return contrast(a, b);
}

static char *outcomes(const Detail *d, const WtChain *c)
{
  const WtModel *model = wt_view_model(d->view);
  g_autofree char *a = wt_say_outcome(model, c->outcome, c->outcome_value),
                  *b = wt_say_outcome(model, c->outcome, c->outcome_foil);
  g_autofree char *chosen = wt_words_minus(a), *foil = wt_words_minus(b);
  return contrast(chosen, foil);
}

/* The mechanism of the first outcome that the motive looks at; {0, 0}: there is none written. */
static WtPos mechanism_pos(const Detail *d, const WtChain *chain, guint row)
{
  WtMindView mind = wt_session_view(d->look->why->at, d->look->why->record.person);
  const WtTable *t = &d->look->why->decision->table;
  for (guint slot = 0; slot < t->n_slots; slot++) {
    g_autofree char *name = wt_slot_name(mind.minds, mind.person, slot);
    if (!g_str_equal(name, chain->outcome))
      continue;
    WtRowMech mech = wt_row_mech(&mind, t, row, slot);
    return mech.expr ? wt_expr_pos(mech.expr) : (WtPos){0, 0};
  }
  return (WtPos){0, 0};
}

static WtPos appraisal_pos(const Detail *d, guint motive)
{
  const WtMinds *minds = wt_view_model(d->view)->minds;
  return motive < minds->n_values ? wt_expr_pos(minds->values[motive].appraisal) : (WtPos){0, 0};
}

static void find_factor(const Detail *d, guint row, Link *link, const char *factor)
{
  const WtModel *model = wt_view_model(d->view);
  gint32 entity = d->look->decision->table.entity[row];
  g_autofree char *name =
      entity < 0 ? NULL
                 : g_strdup_printf("%s.%s", wt_vocab_entity_name(model->vocab, entity), factor);
  link->has_var = name && wt_variable_find(model, name, &link->var, NULL);
}

static float draw_link(Detail *d, const Link *link, float x, float room)
{
  WtColour colour = link->is_cause ? WT_COLOUR_CAUSE : WT_COLOUR_LINE;
  g_autofree char *place = wt_words_place(wt_view_model(d->view), link->pos);
  float w =
      MAX(wt_theme_width(WT_FONT_SMALL, link->name), wt_theme_width(WT_FONT_SMALL, link->value));
  w = MIN(room, MAX(w, place ? wt_theme_width(WT_FONT_SMALL, place) - 8 : 0) + 16);
  wt_scene_round(d->scene, WT_COLOUR_FLOOR, 255, x, d->y, w, CHIP + 10, 6);
  wt_scene_frame(d->scene, colour, link->is_cause ? 1.5f : 1, x, d->y, w, CHIP + 10, 6);
  wt_scene_text(d->scene, WT_COLOUR_INK, WT_FONT_SMALL, WT_ALIGN_CENTRE, x + w / 2, d->y + 10,
                w - 8, link->name);
  wt_scene_text(d->scene, link->is_cause ? WT_COLOUR_CAUSE : WT_COLOUR_FAINT, WT_FONT_SMALL,
                WT_ALIGN_CENTRE, x + w / 2, d->y + 23, w - 8, link->value);
  if (place && d->y + CHIP + 26 <= d->box.y + d->box.h)
    wt_scene_text(d->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_CENTRE, x + w / 2,
                  d->y + CHIP + 19, room, place);
  if (link->has_var)
    wt_view_hit_var(d->view, (WtBox){x, d->y, w, CHIP + 10}, link->var);
  return w;
}

static void draw_links(Detail *d, const Link *links, guint n)
{
  float room = (d->box.w - 26 * (float)(n - 1)) / (float)n, x = d->box.x;
  for (guint i = 0; i < n; i++) {
    float w = draw_link(d, &links[i], x, room), mid = d->y + (CHIP + 10) / 2.0f;
    if (i + 1 < n)
      wt_scene_text(d->scene, WT_COLOUR_FAINT, WT_FONT_TEXT, WT_ALIGN_CENTRE, x + w + 13, mid, 20,
                    "→");
    x += w + 26;
  }
  d->y += STEP + 12;
}

static void draw_chain(Detail *d, const WtChain *c, guint row)
{
  const WtMinds *minds = wt_view_model(d->view)->minds;
  Link links[3] = {0};
  guint n = 0;
  if (d->y + CHIP + 10 > d->box.y + d->box.h)
    return;
  if (*c->factor) {
    links[n] = (Link){.name = wt_words(c->factor),
                      .value = both(d, c->factor_value, c->factor_foil, c->factor_type),
                      .is_cause = c->factor_is_cause};
    find_factor(d, row, &links[n++], c->factor);
  }
  links[n++] = (Link){.name = wt_words(c->outcome),
                      .value = outcomes(d, c),
                      .pos = mechanism_pos(d, c, row),
                      .is_cause = c->outcome_is_cause};
  g_autofree char *weight = wt_words_number(c->weight);
  links[n++] =
      (Link){.name = g_strdup_printf("%s × %s", wt_minds_motive_name(minds, c->motive), weight),
             .value = both(d, c->contribution, c->contribution_foil, WT_TYPE_NUMBER),
             .pos = appraisal_pos(d, c->motive),
             .is_cause = c->motive_is_cause};
  draw_links(d, links, n);
  for (guint i = 0; i < n; i++)
    link_clear(&links[i]);
}

static void draw_whence(Detail *d, guint motive)
{
  g_autoptr(GPtrArray) all = wt_whence_motive(d->look->before, d->view->focus.person, motive);
  for (guint i = 0; i < all->len; i++) {
    const WtWhence *w = g_ptr_array_index(all, i);
    g_autofree char *text = wt_say_whence(w, FALSE),
                    *place = wt_words_place(wt_view_model(d->view), w->pos);
    line_of(d, WT_FONT_SMALL, WT_COLOUR_FAINT, text, place);
  }
}

static void draw_cost(Detail *d, const WtTable *t, guint row)
{
  const WtTown *town = wt_view_model(d->view)->town;
  const WtRule *rule = t->rule[row] >= 0 ? wt_town_rule(town, (guint)t->rule[row]) : NULL;
  g_autofree char *walk = wt_words_number(t->walk[row]), *cost = wt_words_number(t->cost[row]);
  g_autofree char *text =
      g_strdup_printf(_("cost %1$s: %2$s m to walk, and what the act itself costs"), cost, walk);
  g_autofree char *place =
      rule && rule->cost ? wt_words_place(wt_view_model(d->view), wt_expr_pos(rule->cost)) : NULL;
  line_of(d, WT_FONT_TEXT, WT_COLOUR_INK, text, place);
}

static void draw_part(Detail *d)
{
  const WtTable *t = &d->look->decision->table;
  const WtMinds *minds = wt_view_model(d->view)->minds;
  guint motive = (guint)d->view->focus.motive, chains = 0;
  gint32 row = wt_why_row(d->view, d->look);
  if (row < 0)
    return;
  if (motive >= t->n_motives) {
    draw_cost(d, t, (guint)row);
    return;
  }
  g_autofree char *part = wt_words_number(t->contribution[motive * t->stride + (guint)row]);
  g_autofree char *option = wt_view_option(d->view, t->key[row]);
  g_autofree char *head = g_strdup_printf(_("%1$s adds %2$s to %3$s"),
                                          wt_minds_motive_name(minds, motive), part, option);
  line_of(d, WT_FONT_BOLD, WT_COLOUR_INK, head, NULL);
  d->y += 4;
  const GPtrArray *all = d->look->why ? d->look->why->explanation->chains : NULL;
  for (guint i = 0; all && i < all->len && chains < CHAINS_MAX; i++) {
    const WtChain *c = g_ptr_array_index(all, i);
    if (c->motive != motive)
      continue;
    draw_chain(d, c, (guint)row);
    chains++;
  }
  if (chains == 0)
    line_of(d, WT_FONT_SMALL, WT_COLOUR_FAINT,
            all ? _("the same for both that are compared") : _("explaining …"), NULL);
  draw_whence(d, motive);
}

/* ---- an option that lost ---- */

static const WtWhyNot *why_not_of(const Detail *d)
{
  const GPtrArray *all = d->look->why->explanation->why_nots;
  for (guint i = 0; i < all->len; i++) {
    const WtWhyNot *n = g_ptr_array_index(all, i);
    if (n->option == d->view->focus.option)
      return n;
  }
  return NULL;
}

static void draw_bullet(Detail *d, WtColour colour, const char *text)
{
  float mid = d->y + LINE / 2.0f;
  g_autofree char *plain = wt_view_plain(d->view, text);
  if (d->y + LINE > d->box.y + d->box.h)
    return;
  wt_scene_circle(d->scene, colour, 255, d->box.x + 4, mid, 2.5f);
  wt_scene_text(d->scene, WT_COLOUR_INK, WT_FONT_TEXT, WT_ALIGN_LEFT, d->box.x + 12, mid,
                d->box.w - 14, plain);
  d->y += LINE;
}

static void draw_changes(Detail *d, const WtWhyNot *n)
{
  g_autoptr(GPtrArray) changes = wt_say_changes(d->look->why, n);
  for (guint i = 0; i < MIN(changes->len, CHANGES_MAX); i++)
    draw_bullet(d, WT_COLOUR_SELECTED, g_ptr_array_index(changes, i));
}

static void draw_sets(Detail *d, gint32 row)
{
  for (guint i = 0, n = 0; i < d->look->why->causes->len && n < CHANGES_MAX; i++) {
    const WtCause *c = g_ptr_array_index(d->look->why->causes, i);
    if (c->answer->foil != row || c->answer->cut != WT_CUT_FACTOR || !c->verified.mind)
      continue;
    g_autofree char *reason = wt_say_reason(d->look->why, c);
    g_autofree char *text = g_strdup_printf(_("not taken because %s"), reason);
    draw_bullet(d, WT_COLOUR_CAUSE, text);
    n++;
  }
}

static void draw_why_not(Detail *d)
{
  if (!d->look->why) {
    line_of(d, WT_FONT_SMALL, WT_COLOUR_FAINT, _("explaining …"), NULL);
    return;
  }
  const WtWhyNot *n = why_not_of(d);
  if (!n)
    return;
  g_autofree char *said = wt_say_why_not(d->look->why, n, TRUE),
                  *words = wt_view_plain(d->view, said);
  const GPtrArray *norms = wt_view_model(d->view)->scenario->minds->norms;
  gboolean norm = n->kind == WT_WHY_NOT_PERMITTED && n->norm >= 0;
  g_autofree char *place =
      norm ? wt_words_place(wt_view_model(d->view),
                            ((const WtNormDef *)g_ptr_array_index(norms, (guint)n->norm))->pos)
           : NULL;
  line_of(d, WT_FONT_BOLD, WT_COLOUR_INK, words, place);
  if (n->kind != WT_WHY_NOT_OUTWEIGHED)
    return;
  draw_changes(d, n);
  draw_sets(d, wt_table_find(&d->look->why->decision->table, n->option));
}

/* ---- both ---- */

gint32 wt_why_row(const WtView *view, const WtLook *look)
{
  const WtTable *t = &look->decision->table;
  return view->focus.option == WT_OPTION_NONE ? t->chosen : wt_table_find(t, view->focus.option);
}

float wt_why_detail_height(const WtView *view, const WtLook *look, float room)
{
  gboolean lost = view->focus.option != WT_OPTION_NONE;
  if (!look->decision || (view->focus.motive < 0 && !lost))
    return 0;
  float wish = view->focus.motive >= 0 ? LINE * 4 + STEP + 20 : LINE * 6 + 14;
  return room < 150 ? 0 : MIN(wish, room * 0.55f);
}

void wt_why_detail(WtView *view, const WtLook *look, WtScene *scene, WtBox box)
{
  Detail d = {view, look, scene, wt_box_inset(box, 8), box.y + 6};
  d.box.y = box.y + 6;
  d.box.h = box.h - 8;
  wt_scene_round(scene, WT_COLOUR_FLOOR, 255, box.x, box.y, box.w, box.h, 6);
  wt_scene_clip(scene, box.x, box.y, box.w, box.h);
  if (view->focus.motive >= 0)
    draw_part(&d);
  else
    draw_why_not(&d);
  wt_scene_clip(scene, 0, 0, 0, 0);
}
