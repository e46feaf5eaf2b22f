/* variable-name.c - the names of variables, as they are read back; see variable.h. */
#include <string.h>

#include "sim/variable-private.h"

static char *full_column_name(const WtModel *model, const WtColumn *c)
{
  WtNames *names = wt_vocab_names(model->vocab);
  return c->group ? g_strdup_printf("%s.%s", wt_names_text(names, c->group), wt_names_text(names, c->name))
                  : g_strdup(wt_names_text(names, c->name));
}

static gboolean below(const guint32 *start, guint lesson, guint32 row)
{
  return start[lesson + 1] <= row;
}

/* Of a belief about a cause, that is in a column of its person; -1. */
int wt_variable_link_lesson(const WtModel *model, WtVar var)
{
  const WtLessons *l = model->minds->lessons;
  for (guint q = 0; var.block == 1 && l && q < l->n_questions; q++)
    if (wt_question_find(&l->questions[q], var.column) >= 0)
      return l->lesson_of[var.row * l->n_questions + q];
  return -1;
}

/* -1: not of a lesson. */
static int lesson_of(const WtModel *model, WtVar var, gint32 *person)
{
  const WtLessons *l = model->minds->lessons;
  if (var.block != 1 || !l)
    return -1;
  const char *axis = wt_variable_axis(model, var);
  const guint32 *start = g_str_equal(axis, "cue") ? l->cue : l->hypothesis;
  int lesson = 0;
  if (!wt_variable_is_lesson_axis(axis))
    lesson = wt_variable_link_lesson(model, var);
  else if (g_str_equal(axis, "lesson"))
    lesson = (int)var.row;
  else if (g_str_equal(axis, "experience"))
    lesson = (int)(var.row / l->capacity);
  else
    while (below(start, (guint)lesson, var.row))
      lesson++;
  for (*person = 0; lesson >= 0 && below(l->first, (guint)*person, (guint)lesson);)
    ++*person;
  return lesson;
}

/* TongTong.experience[sit.chill, 3].y */
static char *name_of_lesson(const WtModel *model, WtVar var, const char *axis)
{
  const WtLessons *l = model->minds->lessons;
  gint32 person = 0;
  guint lesson = (guint)lesson_of(model, var, &person);
  guint32 first = g_str_equal(axis, "experience") ? lesson * l->capacity
                  : g_str_equal(axis, "cue")      ? l->cue[lesson]
                                                  : l->hypothesis[lesson];
  guint32 i = var.row - (g_str_equal(axis, "lesson") ? var.row : first);
  const char *who = wt_vocab_entity_name(model->vocab, person);
  const char *what = wt_minds_belief_name(model->minds, (guint)wt_lesson_question(l, lesson)->belief);
  const char *column = wt_variable_mind_column(model, var.column);
  return g_str_equal(axis, "lesson") ? g_strdup_printf("%s.lesson[%s].%s", who, what, column)
                                     : g_strdup_printf("%s.%s[%s, %u].%s", who, axis, what, i, column);
}

static char *name_of_child(const WtModel *model, WtVar var, const char *axis, const char *column)
{
  guint n = g_str_equal(axis, "other") ? wt_vocab_n_others(model->vocab) : model->minds->n_memory;
  gint32 person = (gint32)(var.row / n);
  guint k = var.row % n;
  const char *who = wt_vocab_entity_name(model->vocab, person);
  if (g_str_equal(axis, "other"))
    return g_strdup_printf("%s.%s[%s]", who, column,
                           wt_vocab_entity_name(model->vocab, wt_town_others(model->town, person)[k]));
  static const char *const owners[] = {"memory.person.", "memory.thing.", "memory."};
  const char *plain = column;
  for (guint i = 0; i < G_N_ELEMENTS(owners) && plain == column; i++)
    if (g_str_has_prefix(column, owners[i]))
      plain = column + strlen(owners[i]);
  gboolean is_person = k < wt_vocab_n_people(model->vocab);
  if (g_str_has_prefix(column, owners[is_person ? 1 : 0])) /* never used: people have no such attribute */
    plain = column;
  const char *of = k < wt_vocab_n_entities(model->vocab) ? wt_vocab_entity_name(model->vocab, (gint32)k) : "?";
  return g_strdup_printf("%s.remembers[%s].%s", who, of, plain);
}

char *wt_variable_name(const WtModel *model, WtVar var)
{
  const WtColumn *c = wt_variable_column(model, var);
  const char *axis = wt_variable_axis(model, var);
  g_autofree char *column = full_column_name(model, c);
  if (g_str_has_prefix(column, "believes."))
    return g_strdup_printf("%s.believes[%s]", wt_vocab_entity_name(model->vocab, (gint32)var.row),
                           column + strlen("believes."));
  if (g_str_equal(axis, "person"))
    return g_strdup_printf("%s.%s", wt_vocab_entity_name(model->vocab, (gint32)var.row), column);
  if (g_str_equal(axis, "thing"))
    return g_strdup_printf("%s.%s",
                           wt_vocab_entity_name(model->vocab, (gint32)(var.row + wt_vocab_n_people(model->vocab))),
                           column);
  if (g_str_equal(axis, "cell"))
    return g_strdup_printf("%s[%u,%u]", column, var.row % model->clock->width, var.row / model->clock->width);
  if (wt_variable_is_lesson_axis(axis))
    return name_of_lesson(model, var, axis);
  return name_of_child(model, var, axis, column);
}
