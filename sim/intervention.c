/* intervention.c - interventions as written to interventions in force, and back.
 *
 * Macros change composite facts with all that belongs to them: absent(WHO), remove(THING) (the same),
 * place(WHAT, WHERE), never(EVENT).
 */
#include <string.h>

#include "sim/session.h"
#include "sim/variable-private.h"

static gint32 find_event(const WtModel *model, const char *name)
{
  for (guint i = 0; i < wt_town_n_events(model->town); i++)
    if (g_str_equal(wt_town_event_name(model->town, i), name))
      return (gint32)i;
  return -1;
}

static gboolean find_cell(const WtModel *model, const char *text, double *cell, GError **error)
{
  const WtTownColumns *c = wt_town_columns(model->town);
  gint32 entity = wt_vocab_entity(model->vocab, text);
  WtVar at = {(guint16)c->at, 0, 0};
  if (entity < 0)
    return wt_variable_parse(model, at, text, cell, error);
  guint n_people = wt_vocab_n_people(model->vocab);
  const GPtrArray *things = model->scenario->town->things, *people = model->scenario->town->people;
  *cell = (guint)entity < n_people
              ? ((const WtPersonDef *)g_ptr_array_index(people, (guint)entity))->cell
              : ((const WtThingDef *)g_ptr_array_index(things, (guint)entity - n_people))->cell;
  return *cell >= 0 ? TRUE : wt_variable_fail(error, "'%s' is nowhere in the scenario", text);
}

/* Somebody can be put where there is floor; to be nowhere is to be absent. */
static gboolean is_floor(const WtModel *model, const char *text, double cell, GError **error)
{
  if (cell < 0)
    return wt_variable_fail(error, "place(WHAT, WHERE) puts it somewhere on the map: write absent(WHAT)");
  return !model->clock->wall[(guint)cell] ? TRUE : wt_variable_fail(error, "there is a wall at %s", text);
}

static gboolean resolve_macro(const WtModel *model, const char *name, char **args, guint n, WtIntervention *out,
                              GError **error)
{
  gboolean absent = g_str_equal(name, "absent") || g_str_equal(name, "remove");
  if (g_str_equal(name, "never")) {
    out->kind = WT_DO_NEVER;
    out->entity = n == 1 ? find_event(model, args[0]) : -1;
    return out->entity >= 0 ? TRUE : wt_variable_fail(error, "never(EVENT): there is no event '%s'", n ? args[0] : "");
  }
  if (!absent && !g_str_equal(name, "place"))
    return wt_variable_fail(error, "there is no '%s(...)': known are absent, remove, place and never", name);
  if (n != (absent ? 1 : 2))
    return wt_variable_fail(error, "write %s", absent ? "absent(WHO)" : "place(WHAT, WHERE)");
  out->kind = absent ? WT_DO_ABSENT : WT_DO_PLACE;
  out->entity = wt_vocab_entity(model->vocab, args[0]);
  if (out->entity < 0)
    return wt_variable_fail(error, "there is nothing and nobody called '%s'", args[0]);
  return absent || (find_cell(model, args[1], &out->value, error) && is_floor(model, args[1], out->value, error));
}

static gboolean parse_macro(const WtModel *model, const char *text, WtIntervention *out, GError **error)
{
  const char *open = strchr(text, '('), *close = strrchr(text, ')');
  if (!open || !close || close < open)
    return wt_variable_fail(error, "'%s' is neither VARIABLE=VALUE nor a macro such as absent(Lele)", text);
  g_autofree char *name = g_strstrip(g_strndup(text, (gsize)(open - text)));
  g_autofree char *inner = g_strndup(open + 1, (gsize)(close - open - 1));
  gboolean is_cell = strchr(inner, '[') != NULL;
  g_auto(GStrv) args = g_strsplit(inner, ",", is_cell ? 2 : -1);
  guint n = g_strv_length(args);
  for (guint i = 0; i < n; i++)
    g_strstrip(args[i]);
  return resolve_macro(model, name, args, n, out, error);
}

/* How far somebody is with an act belongs to seats taken, effects done and more. */
static gboolean is_progress(const WtModel *model, WtVar var)
{
  const WtTownColumns *c = wt_town_columns(model->town);
  const int columns[] = {c->act_option, c->act_stage, c->act_left, c->act_since, c->act_failed, c->act_ended, c->place};
  for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
    if (var.block == 0 && var.column == columns[i])
      return TRUE;
  return FALSE;
}

/* Experiences and what is concluded from them: putting one without the other would be a contradiction. */
static gboolean is_learned(const WtModel *model, WtVar var)
{
  const WtLessons *l = model->minds->lessons;
  if (var.block != 1 || !l)
    return FALSE;
  for (guint q = 0; q < l->n_questions; q++)
    if (wt_question_find(&l->questions[q], var.column) >= 0)
      return TRUE;
  const WtColumn *column = wt_variable_column(model, var);
  return column->axis == wt_layout_column(model->minds->layout, l->count)->axis ||
         column->axis == wt_layout_column(model->minds->layout, l->y)->axis ||
         column->axis == wt_layout_column(model->minds->layout, l->association)->axis ||
         column->axis == wt_layout_column(model->minds->layout, l->probability)->axis;
}

gboolean wt_intervention_resolve(const WtModel *model, const WtDoDef *def, WtIntervention *out, GError **error)
{
  *out = (WtIntervention){.entity = -1, .from = def->from, .to = def->to};
  if (!def->value)
    return parse_macro(model, def->variable, out, error);
  if (!wt_variable_find(model, def->variable, &out->var, error))
    return FALSE;
  if (is_learned(model, out->var))
    return wt_variable_fail(error, "'%s' follows from what was lived through: change that, or put what she knows", def->variable);
  if (is_progress(model, out->var))
    return wt_variable_fail(error, "'%s' cannot be set: write NAME.choice=OPTION", def->variable);
  if (!wt_variable_parse(model, out->var, def->value, &out->value, error))
    return FALSE;
  out->kind = WT_DO_SET;
  if (out->var.block == 1 && out->var.column == model->minds->columns.choice) {
    out->kind = WT_DO_CHOICE;
    out->entity = (gint32)out->var.row;
  }
  if (out->var.block == 0 && (out->var.column == wt_town_columns(model->town)->at ||
                              out->var.column == wt_town_columns(model->town)->thing_at)) {
    g_autofree char *name = wt_variable_name(model, out->var);
    return wt_variable_fail(error, "%s is part of a larger fact: write place(WHAT, WHERE) or absent(WHO)", name);
  }
  return TRUE;
}

gboolean wt_intervention_parse(const WtModel *model, const char *text, WtIntervention *out, GError **error)
{
  WtDoDef def = {0};
  if (!wt_do_parse(text, model->clock->start, model->clock->tick, &def, error))
    return FALSE;
  gboolean ok = wt_intervention_resolve(model, &def, out, error);
  wt_do_clear(&def);
  return ok;
}

static char *format_span(gint32 from, gint32 to)
{
  if (to == G_MAXINT32)
    return g_strdup_printf("%d..", from);
  return from == to ? g_strdup_printf("%d", from) : g_strdup_printf("%d..%d", from, to);
}

char *wt_intervention_format(const WtModel *model, const WtIntervention *what)
{
  g_autofree char *span = format_span(what->from, what->to);
  const char *entity = what->kind == WT_DO_NEVER ? wt_town_event_name(model->town, (guint)what->entity)
                       : what->entity >= 0       ? wt_vocab_entity_name(model->vocab, what->entity)
                                                 : NULL;
  g_autofree char *value = NULL, *name = NULL;
  switch (what->kind) {
  case WT_DO_SET:
  case WT_DO_CHOICE:
    name = wt_variable_name(model, what->var);
    value = wt_variable_format(model, what->var, what->value);
    return g_strdup_printf("%s=%s@%s", name, value, span);
  case WT_DO_ABSENT: return g_strdup_printf("absent(%s)@%s", entity, span);
  case WT_DO_PLACE:
    if (what->value < 0)
      return g_strdup_printf("place(%s, nowhere)@%s", entity, span);
    return g_strdup_printf("place(%s, [%d,%d])@%s", entity, (gint32)what->value % (gint32)model->clock->width,
                           (gint32)what->value / (gint32)model->clock->width, span);
  case WT_DO_NEVER: return g_strdup_printf("never(%s)@%s", entity, span);
  }
  g_assert_not_reached();
}
