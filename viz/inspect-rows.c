/* inspect-rows.c - see inspect.h.
 *
 * A variable's row has where it is given: its own line in the scenario, else that of what gives it
 * to all of its kind.
 */
#include "config.h"

#include "viz/inspect.h"
#include "viz/words.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static void row_clear(gpointer data)
{
  WtInspectRow *row = data;
  g_free(row->name);
  g_free(row->value);
  g_free(row->whence);
}

static const char *word(const WtInspect *in, WtSym symbol)
{
  return wt_names_text(wt_town_names(in->model->town), symbol);
}

static WtInspectRow *add_row(WtInspect *in, WtInspectKind kind, char *name /* (transfer full) */)
{
  WtInspectRow row = {
      .kind = kind, .name = name, .colour = WT_COLOUR_INK, .option = WT_OPTION_NONE};
  g_array_append_val(in->rows, row);
  return &g_array_index(in->rows, WtInspectRow, in->rows->len - 1);
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
static WtPos given_at(const WtInspect *in, const char *name, gboolean is_field)
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

static char *whence(const WtInspect *in, const char *name, gboolean is_field)
{
  return wt_words_place(in->model, given_at(in, name, is_field));
}

/* ---- variables ---- */

char *wt_inspect_format(const WtInspect *in, WtVar var, double value)
{
  const WtColumn *c = wt_variable_column(in->model, var);
  if (c->type == WT_TYPE_NUMBER)
    return wt_words_amount(value, c->dim);
  if (c->type == WT_TYPE_ENTITY && value >= 0)
    return g_strdup(wt_view_name(in->view, (gint32)value));
  if (c->type == WT_TYPE_OPTION && value >= 0)
    return wt_view_option(in->view, (WtOptionKey)value);
  g_autofree char *plain = wt_variable_format(in->model, var, value);
  return wt_words(plain);
}

static WtInspectRow *add_var(WtInspect *in, int column)
{
  const WtColumn *c = wt_layout_column(wt_town_layout(in->model->town), column);
  g_autofree char *name = wt_words_grouped(wt_town_names(in->model->town), c->group, c->name);
  WtInspectRow *row = add_row(in, WT_ROW_VAR, wt_words(name));
  row->var = (WtVar){(guint16)column, 0, in->row};
  row->number = wt_block_get(in->map.world, column, in->row);
  row->value = wt_inspect_format(in, row->var, row->number);
  row->whence = whence(in, name, FALSE);
  return row;
}

typedef enum { PART_BODY, PART_NEEDS, PART_AROUND, PART_FEELS, N_PARTS } Part;

static Part part_of(const WtInspect *in, guint attribute, const WtAttribute *a)
{
  if (a->is_field)
    return PART_AROUND;
  for (guint i = 0; i < wt_town_n_levels(in->model->town); i++)
    if (wt_town_level_attribute(in->model->town, i) == (int)attribute)
      return PART_NEEDS;
  const WtColumn *c = wt_layout_column(wt_town_layout(in->model->town), a->column);
  return c->role == WT_DERIVED ? PART_FEELS : PART_BODY;
}

static gboolean belongs(const WtInspect *in, guint attribute, const WtAttribute *a)
{
  const WtVocab *vocab = in->model->vocab;
  if (a->block != 0 || a->owner != (in->person ? WT_OWNER_PERSON : WT_OWNER_THING))
    return FALSE;
  return in->person || a->is_field ||
         wt_vocab_kind_has_attribute(vocab, wt_vocab_entity_kind(vocab, in->entity),
                                     (int)attribute);
}

static void add_part(WtInspect *in, Part part)
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
      add_row(in, WT_ROW_SECTION, g_strdup(titles[in->person][part]));
    begun = TRUE;
    WtInspectRow *row = add_var(in, a->column);
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
      add_row(in, WT_ROW_SECTION, g_strdup(titles[0][part]));
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

static void add_offer(WtInspect *in, gint32 rule)
{
  const WtTable *t = in->look->decision ? &in->look->decision->table : NULL;
  WtOptionKey option = wt_option_key(rule, in->entity);
  gint32 at = t ? wt_table_find(t, option) : -1;
  g_autofree char *name = wt_view_option(in->view, option);
  WtInspectRow *row = add_row(in, WT_ROW_OFFER, g_steal_pointer(&name));
  if (at < 0) {
    row->value = g_strdup(t ? _("not thought of") : NULL);
    row->colour = WT_COLOUR_FAINT;
    return;
  }
  row->option = at == t->chosen ? WT_OPTION_NONE : option;
  row->number = 1;
  row->value = g_strdup(status_text(t, (guint)at));
  row->colour = at == t->chosen                                              ? WT_COLOUR_GOOD
                : t->status[at] == WT_ROW_OK || t->status[at] == WT_ROW_IDLE ? WT_COLOUR_INK
                                                                             : WT_COLOUR_FAINT;
}

static void add_offers(WtInspect *in)
{
  guint n = 0;
  const gint32 *rules = wt_town_offers(in->model->town, in->entity, &n);
  if (n == 0 || in->entity == in->view->focus.person)
    return;
  add_row(in, WT_ROW_SECTION,
          g_strdup_printf(_("offers %s"), wt_view_name(in->view, in->view->focus.person)));
  for (guint i = 0; i < n; i++)
    add_offer(in, rules[i]);
}

/* What is with her though it is nowhere in the town. */
static void add_carried(WtInspect *in)
{
  gint32 thing = -1;
  while (in->person && (thing = wt_map_carried(&in->map, in->entity, thing)) >= 0) {
    WtInspectRow *row = add_row(in, WT_ROW_TEXT, g_strdup(_("carries")));
    row->value = g_strdup(wt_view_name(in->view, thing));
  }
}

static void add_all(WtInspect *in)
{
  add_carried(in);
  add_offers(in);
  for (guint part = 0; part < N_PARTS; part++)
    if (in->person || part == PART_BODY || part == PART_AROUND)
      add_part(in, (Part)part);
}

void wt_inspect_init(WtInspect *in, WtView *view, const WtLook *look, WtScene *scene, gint32 entity)
{
  *in = (WtInspect){.view = view, .look = look, .scene = scene, .model = wt_view_model(view)};
  wt_map_init(&in->map, view, look, scene);
  in->entity = entity;
  in->person = entity < in->map.n_people;
  in->row = (guint32)(in->person ? entity : entity - in->map.n_people);
  in->rows = g_array_new(FALSE, FALSE, sizeof(WtInspectRow));
  g_array_set_clear_func(in->rows, row_clear);
  add_all(in);
}

void wt_inspect_clear(WtInspect *in)
{
  g_array_unref(in->rows);
  wt_map_clear(&in->map);
}
