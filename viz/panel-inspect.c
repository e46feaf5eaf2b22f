/* panel-inspect.c - what is looked into: a person or thing, what it offers, all its variables with
 * where in the scenario they are given, what holds them, and what they are in the other branch.
 *
 * A click on a variable shows where it comes from; on an offer, why it was chosen or not; on a name
 * below, looks into that. A variable's row is named as it is written in a scenario.
 */
#include "config.h"

#include "viz/map.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

enum { ROW = 20, SECTION = 24, HEAD = 50, CHIP = 24, CHIP_ROWS = 2, CHIPS_FROM = 190 };

typedef enum { ROW_SECTION, ROW_TEXT, ROW_OFFER, ROW_VAR } RowKind;

typedef struct {
  RowKind kind;
  char *name, *value, *whence; /* NULL: nothing to say */
  WtColour colour;             /* of the value */
  WtOptionKey option;
  WtVar var;
  const WtAttribute *attribute; /* of a number with ends: drawn as a gauge; NULL */
  double number;
} Row;

typedef struct {
  WtMap map;
  WtView *view;
  const WtLook *look;
  WtScene *scene;
  const WtModel *model;
  gint32 entity;
  guint32 row; /* of its axis */
  gboolean person;
  GArray *rows; /* Row */
} Inspect;

static void row_clear(gpointer data)
{
  Row *row = data;
  g_free(row->name);
  g_free(row->value);
  g_free(row->whence);
}

static char *spaced(const char *name)
{
  return g_strdelimit(g_strdup(name), "_", ' ');
}

static const char *word(const Inspect *in, WtSym symbol)
{
  return wt_names_text(wt_town_names(in->model->town), symbol);
}

static Row *add_row(Inspect *in, RowKind kind, char *name /* (transfer full) */)
{
  Row row = {.kind = kind, .name = name, .colour = WT_COLOUR_INK, .option = WT_OPTION_NONE};
  g_array_append_val(in->rows, row);
  return &g_array_index(in->rows, Row, in->rows->len - 1);
}

/* ---- where it is given ---- */

static WtPos setting_pos(const GArray *settings, const char *name)
{
  for (guint i = 0; i < settings->len; i++) {
    const WtSettingDef *s = &g_array_index(settings, WtSettingDef, i);
    if (g_str_equal(s->attribute, name))
      return s->pos;
  }
  return (WtPos){0, 0};
}

/* Of an attribute, or one of its components. */
static WtPos attribute_pos(const GPtrArray *attributes, const char *name)
{
  for (guint i = attributes->len; i > 0; i--) {
    const WtAttributeDef *a = g_ptr_array_index(attributes, i - 1);
    gsize n = strlen(a->name);
    if (strncmp(a->name, name, n) == 0 && (name[n] == '\0' || name[n] == '.'))
      return a->pos;
  }
  return (WtPos){0, 0};
}

static WtPos person_pos(const WtTownDef *def, const WtPersonDef *person, const char *name)
{
  WtPos pos = g_str_equal(name, "at") ? person->pos : setting_pos(person->settings, name);
  for (guint i = 0; pos.line <= 0 && i < def->levels->len; i++) {
    const WtLevelDef *level = g_ptr_array_index(def->levels, i);
    if (g_str_equal(level->name, name))
      pos = level->pos;
  }
  return pos.line > 0 ? pos : attribute_pos(def->body, name);
}

static WtPos thing_pos(const WtTownDef *def, const WtThingDef *thing, const char *name)
{
  WtPos pos = g_str_equal(name, "at") ? thing->pos : setting_pos(thing->settings, name);
  for (guint i = 0; pos.line <= 0 && i < def->kinds->len; i++) {
    const WtKindDef *kind = g_ptr_array_index(def->kinds, i);
    if (g_str_equal(kind->name, thing->kind))
      pos = attribute_pos(kind->has, name);
  }
  return pos;
}

/* Its own line, else that of what gives it to all of its kind; line 0: it is not written. */
static WtPos given_at(const Inspect *in, const char *name, gboolean is_field)
{
  const WtTownDef *def = in->model->scenario->town;
  for (guint i = 0; is_field && i < def->fields->len; i++) {
    const WtFieldDef *field = g_ptr_array_index(def->fields, i);
    if (g_str_equal(field->name, name))
      return field->pos;
  }
  if (in->person && in->row < def->people->len)
    return person_pos(def, g_ptr_array_index(def->people, in->row), name);
  if (!in->person && in->row < def->things->len)
    return thing_pos(def, g_ptr_array_index(def->things, in->row), name);
  return (WtPos){0, 0};
}

static char *whence(const Inspect *in, const char *name, gboolean is_field)
{
  WtPos pos = given_at(in, name, is_field);
  if (pos.line <= 0)
    return NULL;
  g_autofree char *file = g_path_get_basename(in->model->scenario->file);
  return g_strdup_printf("%s:%d", file, pos.line);
}

/* ---- variables ---- */

static char *format(const Inspect *in, WtVar var, double value)
{
  const WtColumn *c = wt_variable_column(in->model, var);
  if (c->type == WT_TYPE_NUMBER)
    return wt_map_amount(value, c->dim);
  if (c->type == WT_TYPE_ENTITY && value >= 0)
    return g_strdup(wt_view_name(in->view, (gint32)value));
  if (c->type == WT_TYPE_OPTION && value >= 0)
    return wt_view_option(in->view, (WtOptionKey)value);
  g_autofree char *plain = wt_variable_format(in->model, var, value);
  return spaced(plain);
}

static Row *add_var(Inspect *in, int column)
{
  const WtColumn *c = wt_layout_column(wt_town_layout(in->model->town), column);
  g_autofree char *name = c->group ? g_strdup_printf("%s.%s", word(in, c->group), word(in, c->name))
                                   : g_strdup(word(in, c->name));
  Row *row = add_row(in, ROW_VAR, spaced(name));
  row->var = (WtVar){(guint16)column, 0, in->row};
  row->number = wt_block_get(in->map.world, column, in->row);
  row->value = format(in, row->var, row->number);
  row->whence = whence(in, name, FALSE);
  return row;
}

typedef enum { PART_BODY, PART_NEEDS, PART_AROUND, PART_FEELS, N_PARTS } Part;

static Part part_of(const Inspect *in, guint attribute, const WtAttribute *a)
{
  if (a->is_field)
    return PART_AROUND;
  for (guint i = 0; i < wt_town_n_levels(in->model->town); i++)
    if (wt_town_level_attribute(in->model->town, i) == (int)attribute)
      return PART_NEEDS;
  const WtColumn *c = wt_layout_column(wt_town_layout(in->model->town), a->column);
  return c->role == WT_DERIVED ? PART_FEELS : PART_BODY;
}

static gboolean belongs(const Inspect *in, guint attribute, const WtAttribute *a)
{
  const WtVocab *vocab = in->model->vocab;
  if (a->block != 0 || a->owner != (in->person ? WT_OWNER_PERSON : WT_OWNER_THING))
    return FALSE;
  return in->person || a->is_field ||
         wt_vocab_kind_has_attribute(vocab, wt_vocab_entity_kind(vocab, in->entity),
                                     (int)attribute);
}

static void add_part(Inspect *in, Part part)
{
  const WtVocab *vocab = in->model->vocab;
  const char *const titles[2][N_PARTS] = {{_("is"), NULL, _("around it"), NULL},
                                          {_("body"), _("needs"), _("around"), _("feels")}};
  gboolean begun = FALSE;
  for (guint i = 0; i < wt_vocab_n_attributes(vocab); i++) {
    const WtAttribute *a = wt_vocab_attribute(vocab, (int)i);
    if (!belongs(in, i, a) || part_of(in, i, a) != part)
      continue;
    if (!begun)
      add_row(in, ROW_SECTION, g_strdup(titles[in->person][part]));
    begun = TRUE;
    Row *row = add_var(in, a->column);
    if (a->type == WT_TYPE_NUMBER && isfinite(a->lo) && isfinite(a->hi) && a->hi > a->lo)
      row->attribute = a;
    if (a->is_field) {
      g_free(row->whence);
      row->whence = whence(in, word(in, a->name), TRUE);
    }
  }
  if (part == PART_BODY && in->person) {
    add_var(in, in->map.columns->at);
    add_var(in, in->map.columns->place);
  } else if (part == PART_BODY) {
    if (!begun)
      add_row(in, ROW_SECTION, g_strdup(titles[0][part]));
    add_var(in, in->map.columns->thing_at);
  }
}

/* ---- what it offers ---- */

static const char *status_text(const WtTable *t, guint row)
{
  if ((gint32)row == t->chosen)
    return _("chosen");
  if ((gint32)row == t->runner_up)
    return _("possible, next best");
  switch ((WtRowStatus)t->status[row]) {
  case WT_ROW_OK:
  case WT_ROW_IDLE:
    return _("possible");
  case WT_ROW_NOT_THERE:
    return _("not known where it is");
  case WT_ROW_UNREACHABLE:
    return _("no way there is known");
  case WT_ROW_NEED:
    return _("believed not to be possible now");
  case WT_ROW_FORBIDDEN:
    return _("ruled out by a norm");
  }
  return "";
}

static void add_offer(Inspect *in, gint32 rule)
{
  const WtTable *t = in->look->decision ? &in->look->decision->table : NULL;
  WtOptionKey option = wt_option_key(rule, in->entity);
  gint32 at = t ? wt_table_find(t, option) : -1;
  g_autofree char *name = wt_view_option(in->view, option);
  Row *row = add_row(in, ROW_OFFER, g_steal_pointer(&name));
  if (at < 0) {
    row->value = g_strdup(t ? _("not thought of") : NULL);
    row->colour = WT_COLOUR_FAINT;
    return;
  }
  row->option = at == t->chosen ? WT_OPTION_NONE : option;
  row->kind = ROW_OFFER;
  row->number = 1; /* can be asked about */
  row->value = g_strdup(status_text(t, (guint)at));
  row->colour = at == t->chosen                                              ? WT_COLOUR_GOOD
                : t->status[at] == WT_ROW_OK || t->status[at] == WT_ROW_IDLE ? WT_COLOUR_INK
                                                                             : WT_COLOUR_FAINT;
}

static void add_offers(Inspect *in)
{
  guint n = 0;
  const gint32 *rules = wt_town_offers(in->model->town, in->entity, &n);
  if (n == 0 || in->entity == in->view->focus.person)
    return;
  add_row(in, ROW_SECTION,
          g_strdup_printf(_("offers %s"), wt_view_name(in->view, in->view->focus.person)));
  for (guint i = 0; i < n; i++)
    add_offer(in, rules[i]);
}

/* What is with her though it is nowhere in the town. */
static void add_carried(Inspect *in)
{
  gint32 thing = -1;
  while (in->person && (thing = wt_map_carried(&in->map, in->entity, thing)) >= 0) {
    Row *row = add_row(in, ROW_TEXT, g_strdup(_("carries")));
    row->value = g_strdup(wt_view_name(in->view, thing));
  }
}

static void add_all(Inspect *in)
{
  add_carried(in);
  add_offers(in);
  for (guint part = 0; part < N_PARTS; part++)
    if (in->person || part == PART_BODY || part == PART_AROUND)
      add_part(in, (Part)part);
}

/* ---- drawing ---- */

static char *act_text(const Inspect *in)
{
  const WtTownColumns *c = in->map.columns;
  WtOptionKey option = wt_block_i32(in->map.world, c->act_option)[in->row],
              place = wt_block_i32(in->map.world, c->place)[in->row];
  gint32 stage = wt_block_i32(in->map.world, c->act_stage)[in->row];
  gboolean busy = stage != WT_STAGE_IDLE && option > WT_OPTION_WAIT;
  if (!busy && place <= WT_OPTION_WAIT)
    return g_strdup(_("nothing under way"));
  g_autofree char *act = wt_view_option(in->view, busy ? option : place);
  double left = wt_block_get(in->map.world, c->act_left, in->row);
  if (stage == WT_STAGE_WALKING)
    return g_strdup_printf(_("on the way: %s"), act);
  if (!busy || left <= 0)
    return g_steal_pointer(&act);
  g_autofree char *time = wt_quantity_format(floor(left), WT_DIM_TIME);
  return g_strdup_printf(_("%1$s, %2$s more"), act, time);
}

/* (transfer full) "a seat", or what a person is doing. */
static char *subtitle(const Inspect *in)
{
  if (in->person)
    return act_text(in);
  const WtVocab *vocab = in->model->vocab;
  g_autofree char *kind =
      spaced(wt_vocab_kind_name(vocab, wt_vocab_entity_kind(vocab, in->entity)));
  return wt_map_cell_of(&in->map, in->entity) < 0 ? g_strdup_printf(_("%s, nowhere now"), kind)
                                                  : g_steal_pointer(&kind);
}

static float draw_head(Inspect *in, WtBox inner)
{
  WtSpot spot = {inner.x + 21, inner.y + 20, 42, 0, 1, FALSE};
  g_autofree char *below = subtitle(in);
  const char *name = wt_view_name(in->view, in->entity);
  const char *plain = wt_vocab_entity_name(in->model->vocab, in->entity);
  wt_scene_round(in->scene, WT_COLOUR_FLOOR, 255, inner.x, inner.y - 2, 42, 44, 8);
  wt_scene_frame(in->scene, WT_COLOUR_LINE, 1, inner.x, inner.y - 2, 42, 44, 8);
  if (in->person)
    wt_map_person(&in->map, in->entity, spot);
  else
    wt_map_thing(&in->map, in->entity, spot);
  wt_scene_text(in->scene, WT_COLOUR_INK, WT_FONT_TITLE, WT_ALIGN_LEFT, inner.x + 54, inner.y + 10,
                inner.w - 54, name);
  wt_scene_text(in->scene, WT_COLOUR_FAINT, WT_FONT_TEXT, WT_ALIGN_LEFT, inner.x + 54, inner.y + 32,
                inner.w - 54, below);
  float w = wt_theme_width(WT_FONT_TITLE, name) + 72;
  g_autofree char *written = spaced(plain);
  if (in->person && !g_str_equal(written, name) && w + 80 < inner.w)
    wt_scene_text(in->scene, WT_COLOUR_FAINT, WT_FONT_TEXT, WT_ALIGN_LEFT, inner.x + w,
                  inner.y + 11, inner.w - w, plain);
  return HEAD;
}

static gboolean ask_option(WtView *view, const WtHit *hit, float x, float y, GError **error)
{
  (void)x, (void)y;
  WtFocus focus = view->focus;
  focus.option = hit->value;
  return wt_view_focus_on(view, focus, TRUE, error);
}

static void draw_gauge(const Inspect *in, const Row *row, float x, float y)
{
  float share = (float)wt_attribute_scale(row->attribute, row->number);
  wt_scene_round(in->scene, WT_COLOUR_LINE, 255, x, y - 3, 44, 6, 3);
  wt_scene_round(in->scene, WT_COLOUR_THING_EDGE, 255, x, y - 3, MAX(6 * (share > 0), 44 * share),
                 6, 3);
}

/* Set by somebody, or otherwise in the other branch; returns where the next text may begin. */
static float draw_marks(const Inspect *in, const Row *row, float x, float y, float right)
{
  const WtBlock *other = wt_map_other(in->view, in->look);
  if (wt_session_held_by(in->look->session, row->var) >= 0) {
    wt_scene_round(in->scene, WT_COLOUR_CAUSE, 40, x, y - 8, 24, 16, 4);
    wt_scene_text(in->scene, WT_COLOUR_CAUSE, WT_FONT_SMALL, WT_ALIGN_CENTRE, x + 12, y, 24,
                  _("do"));
    x += 30;
  }
  double there = other ? wt_block_get(other, row->var.column, row->var.row) : row->number;
  if (there == row->number)
    return x;
  g_autofree char *text = format(in, row->var, there);
  wt_panel_differs(in->scene, x + 15, y);
  wt_scene_text(in->scene, WT_COLOUR_DIFFERS, WT_FONT_SMALL, WT_ALIGN_LEFT, x + 20, y,
                MAX(0, right - x - 20), text);
  return x + 26 + wt_theme_width(WT_FONT_SMALL, text);
}

static void draw_var(Inspect *in, const Row *row, WtBox box)
{
  gboolean wide = box.w >= 300,
           shown = in->view->focus.has_var && wt_var_equal(in->view->focus.var, row->var);
  float y = box.y + box.h / 2, x = box.x + 10, at = box.x + box.w * (wide ? 0.34f : 0.5f);
  float right = box.x + box.w - 4;
  if (shown)
    wt_scene_round(in->scene, WT_COLOUR_SELECTED, 34, box.x, box.y + 1, box.w, box.h - 2, 5);
  wt_scene_text(in->scene, WT_COLOUR_INK, WT_FONT_TEXT, WT_ALIGN_LEFT, x, y, at - x - 6, row->name);
  if (wide && row->attribute)
    draw_gauge(in, row, at, y);
  at += wide ? 54 : 0;
  float w = wt_theme_width(WT_FONT_TEXT, row->value);
  wt_scene_text(in->scene, row->colour, WT_FONT_TEXT, WT_ALIGN_LEFT, at, y, right - at, row->value);
  float end = draw_marks(in, row, at + w + 10, y, right);
  if (wide && row->whence && end + wt_theme_width(WT_FONT_SMALL, row->whence) < right)
    wt_scene_text(in->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_RIGHT, right, y, right - end,
                  row->whence);
  wt_view_hit_var(in->view, box, row->var);
}

static void draw_offer(Inspect *in, const Row *row, WtBox box)
{
  gboolean wide = box.w >= 300;
  float y = box.y + box.h / 2, at = box.x + box.w * (wide ? 0.34f : 0.5f) + (wide ? 54 : 0);
  gboolean asked =
      in->view->focus.option != WT_OPTION_NONE && row->option == in->view->focus.option;
  if (asked)
    wt_scene_round(in->scene, WT_COLOUR_SELECTED, 34, box.x, box.y + 1, box.w, box.h - 2, 5);
  wt_scene_text(in->scene, WT_COLOUR_INK, WT_FONT_TEXT, WT_ALIGN_LEFT, box.x + 10, y,
                at - box.x - 16, row->name);
  if (row->value)
    wt_scene_text(in->scene, row->colour, WT_FONT_TEXT, WT_ALIGN_LEFT, at, y, box.x + box.w - at,
                  row->value);
  if (row->number > 0)
    wt_view_hit(in->view, box, ask_option, row->option);
}

static void draw_row(Inspect *in, const Row *row, WtBox box)
{
  float y = box.y + box.h / 2;
  if (row->kind == ROW_SECTION) {
    float w = wt_theme_width(WT_FONT_SMALL, row->name);
    wt_scene_text(in->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_LEFT, box.x, y + 3, box.w,
                  row->name);
    wt_scene_line(in->scene, WT_COLOUR_LINE, 255, 1, box.x + w + 10, y + 3, box.x + box.w, y + 3);
  } else if (row->kind == ROW_VAR) {
    draw_var(in, row, box);
  } else {
    draw_offer(in, row, box);
  }
}

/* From the one that is scrolled to; what does not fit is told of. */
static void draw_rows(Inspect *in, WtBox inner)
{
  guint last = in->rows->len > 0 ? in->rows->len - 1 : 0;
  guint i = MIN(in->view->inspect_scroll, last);
  float y = inner.y;
  for (; i < in->rows->len; i++) {
    const Row *row = &g_array_index(in->rows, Row, i);
    float h = row->kind == ROW_SECTION ? SECTION : ROW;
    if (y + h + (row->kind == ROW_SECTION ? ROW : 0) > inner.y + inner.h) /* no title alone */
      break;
    draw_row(in, row, (WtBox){inner.x, y, inner.w, h});
    y += h;
  }
  if (i < in->rows->len)
    wt_scene_text(in->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_RIGHT, inner.x + inner.w,
                  inner.y - HEAD - 15, 160, _("Page Down: read on"));
}

/* ---- everybody and everything ---- */

/* FALSE: there was no room for it. */
static gboolean draw_chip(Inspect *in, WtBox inner, gint32 entity, float *x, float *y, float room)
{
  const char *name = wt_view_name(in->view, entity);
  gboolean person = entity < in->map.n_people, here = entity == in->entity;
  float w = MIN(wt_theme_width(WT_FONT_SMALL, name) + 14, inner.w);
  if (*x + w > inner.x + inner.w && *x > inner.x) {
    *x = inner.x;
    *y += CHIP;
  }
  if (*y + CHIP > inner.y + inner.h + 1 ||
      (*y + 2 * CHIP > inner.y + inner.h + 1 && *x + w + room > inner.x + inner.w))
    return FALSE;
  WtBox box = {*x, *y + 2, w, CHIP - 4};
  wt_scene_round(in->scene, here ? WT_COLOUR_SELECTED : WT_COLOUR_FLOOR, here ? 50 : 255, box.x,
                 box.y, box.w, box.h, 10);
  wt_scene_frame(in->scene, here ? WT_COLOUR_SELECTED : WT_COLOUR_LINE, 1, box.x, box.y, box.w,
                 box.h, 10);
  wt_scene_text(in->scene, person ? WT_COLOUR_INK : WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_CENTRE,
                box.x + w / 2, box.y + box.h / 2, w - 8, name);
  wt_map_hit(&in->map, box, entity);
  *x += w + 6;
  return TRUE;
}

static void draw_chips(Inspect *in, WtBox inner)
{
  float x = inner.x, y = inner.y;
  gint32 i;
  for (i = 0; i < in->map.n_entities; i++)
    if (!draw_chip(in, inner, i, &x, &y, i + 1 < in->map.n_entities ? 84 : 0))
      break;
  if (i == in->map.n_entities)
    return;
  g_autofree char *more = g_strdup_printf(_("and %d more"), in->map.n_entities - i);
  wt_scene_text(in->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_RIGHT, inner.x + inner.w,
                y + CHIP / 2.0f, 84, more);
}

void wt_panel_inspect(WtView *view, const WtLook *look, WtScene *scene, WtBox inner)
{
  gint32 entity = view->focus.entity >= 0 ? view->focus.entity : view->focus.person;
  gint32 n = (gint32)wt_vocab_n_entities(wt_view_model(view)->vocab);
  if (entity < 0 || entity >= n || inner.h < HEAD + ROW || inner.w < 80) {
    wt_panel_empty(scene, inner, _("nothing is looked into"));
    return;
  }
  Inspect in = {.view = view, .look = look, .scene = scene, .model = wt_view_model(view)};
  wt_map_init(&in.map, view, look, scene);
  in.entity = entity;
  in.person = entity < in.map.n_people;
  in.row = (guint32)(in.person ? entity : entity - in.map.n_people);
  in.rows = g_array_new(FALSE, FALSE, sizeof(Row));
  g_array_set_clear_func(in.rows, row_clear);
  add_all(&in);
  WtBox rows = inner, chips = inner;
  rows.y += draw_head(&in, inner);
  rows.h -= HEAD;
  if (inner.h >= CHIPS_FROM) {
    chips.h = CHIP * CHIP_ROWS;
    chips.y = inner.y + inner.h - chips.h + 4;
    rows.h -= chips.h + 4;
    draw_chips(&in, chips);
  }
  draw_rows(&in, rows);
  g_array_unref(in.rows);
  wt_map_clear(&in.map);
}
