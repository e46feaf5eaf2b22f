/* variable.c - see variable.h. Resolution goes by the layouts and the vocabulary; nothing is guessed. */
#include "sim/variable.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/ref.h"
#include "base/suggest.h"

GQuark wt_variable_error_quark(void)
{
  return g_quark_from_static_string("wt-variable-error-quark");
}

static gboolean fail(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
static gboolean fail(GError **error, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *message = g_strdup_vprintf(format, args);
  va_end(args);
  g_set_error_literal(error, WT_VARIABLE_ERROR, WT_VARIABLE_ERROR_NAME, message);
  return FALSE;
}

static const WtLayout *layout_of(const WtModel *model, guint block)
{
  return block == 0 ? wt_town_layout(model->town) : model->minds->layout;
}

const WtColumn *wt_variable_column(const WtModel *model, WtVar var)
{
  return wt_layout_column(layout_of(model, var.block), var.column);
}

static const char *axis_name(const WtModel *model, WtVar var)
{
  const WtColumn *c = wt_variable_column(model, var);
  return wt_names_text(wt_vocab_names(model->vocab), wt_layout_axis(layout_of(model, var.block), c->axis)->name);
}

/* ---- names to variables ---- */

static gboolean set_var(WtVar *out, guint block, int column, guint32 row)
{
  *out = (WtVar){(guint16)column, (guint16)block, row};
  return TRUE;
}

static int find_column(const WtModel *model, guint block, const char *group, const char *name, const char *axis)
{
  WtNames *names = wt_vocab_names(model->vocab);
  const WtLayout *layout = layout_of(model, block);
  WtSym g = group ? wt_names_find(names, group) : WT_SYM_NONE, n = wt_names_find(names, name);
  if ((group && g == WT_SYM_NONE) || n == WT_SYM_NONE)
    return -1;
  for (guint i = 0; i < wt_layout_n_columns(layout); i++) {
    const WtColumn *c = wt_layout_column(layout, (int)i);
    if (c->name == n && c->group == g &&
        g_str_equal(wt_names_text(names, wt_layout_axis(layout, c->axis)->name), axis))
      return (int)i;
  }
  return -1;
}

static char *known_names(const WtModel *model, const char *axis, const char *word)
{
  WtNames *names = wt_vocab_names(model->vocab);
  g_autoptr(GPtrArray) all = g_ptr_array_new();
  for (guint b = 0; b < 2; b++) {
    const WtLayout *layout = layout_of(model, b);
    for (guint i = 0; i < wt_layout_n_columns(layout); i++) {
      const WtColumn *c = wt_layout_column(layout, (int)i);
      if (c->group == WT_SYM_NONE && g_str_equal(wt_names_text(names, wt_layout_axis(layout, c->axis)->name), axis))
        g_ptr_array_add(all, (gpointer)wt_names_text(names, c->name));
    }
  }
  return wt_suggest_hint(word, (const char *const *)all->pdata, all->len);
}

static gint32 other_row(const WtModel *model, gint32 person, gint32 other)
{
  const gint32 *others = wt_town_others(model->town, person);
  guint n = wt_vocab_n_others(model->vocab);
  for (guint k = 0; k < n; k++)
    if (others[k] == other)
      return (gint32)((guint)person * n + k);
  return -1;
}

/* TongTong.affection[Lele], TongTong.influence.warmth[Lele] */
static gboolean find_between(const WtModel *model, gint32 person, const char *group, const char *name, const char *other,
                             WtVar *out, GError **error)
{
  gint32 who = wt_vocab_entity(model->vocab, other);
  gint32 row = who < 0 || who >= (gint32)wt_vocab_n_people(model->vocab) ? -1 : other_row(model, person, who);
  if (row < 0)
    return fail(error, "'%s' is nobody that %s knows", other, wt_vocab_entity_name(model->vocab, person));
  for (guint block = 0; block < 2; block++) {
    int column = find_column(model, block, group, name, "other");
    if (column >= 0)
      return set_var(out, block, column, (guint32)row);
  }
  return fail(error, "there is no '%s%s%s' between two people", group ? group : "", group ? "." : "", name);
}

static const char *column_name(const WtModel *model, int column)
{
  return wt_names_text(wt_vocab_names(model->vocab), wt_layout_column(model->minds->layout, column)->name);
}

/* The keys as they are written, for names with commas in them. */
static char *join_keys(const WtRefStep *step)
{
  GString *s = g_string_new(step->n_keys ? step->keys[0] : NULL);
  for (guint i = 1; i < step->n_keys; i++)
    g_string_append_printf(s, ", %s", step->keys[i]);
  return g_string_free(s, FALSE);
}

/* TongTong.believes[sit.chill] */
static gboolean find_belief(const WtModel *model, gint32 person, const char *key, WtVar *out, GError **error)
{
  int belief = wt_minds_find_belief(model->minds, key);
  if (belief < 0)
    return fail(error, "there is no mechanism '%s' to believe in", key);
  return set_var(out, 1, model->minds->beliefs[belief].column, (guint32)person);
}

/* TongTong.believes[draught -> chill], TongTong.believes[something else -> chill] */
static gboolean find_link(const WtModel *model, gint32 person, const char *key, WtVar *out, GError **error)
{
  const WtLessons *l = model->minds->lessons;
  for (guint q = 0; l && q < l->n_questions; q++)
    for (guint k = 0; k < wt_question_n_believed(&l->questions[q]); k++) {
      int column = wt_question_column(&l->questions[q], k);
      if (!g_str_equal(column_name(model, column), key))
        continue;
      if (l->lesson_of[(guint)person * l->n_questions + q] >= 0)
        return set_var(out, 1, column, (guint32)person);
      return fail(error, "%s does not learn what causes %s: it is known", wt_vocab_entity_name(model->vocab, person),
                  wt_minds_belief_name(model->minds, (guint)l->questions[q].belief));
    }
  return fail(error, "'%s' is nothing that anybody could learn", key);
}

/* Person, lesson and rows of it that lesson.NAME[sit.chill, 3] speaks of. */
static gboolean find_lesson(const WtModel *model, gint32 person, const WtRef *ref, WtVar *out, GError **error)
{
  const WtRefStep *s = ref->steps;
  const WtLessons *l = model->minds->lessons;
  int belief = wt_minds_find_belief(model->minds, s[2].keys[0]);
  int lesson = l && belief >= 0 && l->question_of[belief] >= 0
                   ? l->lesson_of[(guint)person * l->n_questions + (guint)l->question_of[belief]]
                   : -1;
  int column = find_column(model, 1, "lesson", s[3].name, s[1].name);
  gint64 i = 0;
  if (lesson < 0)
    return fail(error, "%s does not learn '%s'", wt_vocab_entity_name(model->vocab, person), s[2].keys[0]);
  if (column < 0)
    return fail(error, "a %s has no '%s'", s[1].name, s[3].name);
  gboolean whole = g_str_equal(s[1].name, "lesson");
  guint32 first = whole                                  ? (guint32)lesson
                  : g_str_equal(s[1].name, "experience") ? (guint32)lesson * l->capacity
                  : g_str_equal(s[1].name, "cue")        ? l->cue[lesson]
                                                         : l->hypothesis[lesson];
  guint32 n = whole                                  ? 1
              : g_str_equal(s[1].name, "experience") ? l->capacity
              : g_str_equal(s[1].name, "cue")        ? l->cue[lesson + 1] - first
                                                     : l->hypothesis[lesson + 1] - first;
  if (s[2].n_keys != (whole ? 1 : 2) || (!whole && !wt_num_parse_int(s[2].keys[1], 0, n - 1, &i)))
    return fail(error, "write %s[%s%s]", s[1].name, s[2].keys[0], whole ? "" : ", NUMBER");
  return set_var(out, 1, column, first + (guint32)i);
}

static gboolean is_lesson_axis(const char *name)
{
  static const char *const axes[] = {"lesson", "experience", "cue", "hypothesis"};
  for (guint i = 0; i < G_N_ELEMENTS(axes); i++)
    if (g_str_equal(name, axes[i]))
      return TRUE;
  return FALSE;
}

/* TongTong.remembers[bench].softness */
static gboolean find_memory(const WtModel *model, gint32 person, const char *entity_name, const char *attribute,
                            WtVar *out, GError **error)
{
  gint32 entity = wt_vocab_entity(model->vocab, entity_name);
  if (entity < 0)
    return fail(error, "there is nothing and nobody called '%s'", entity_name);
  if ((guint)entity >= model->minds->n_memory)
    return fail(error, "'%s' has no memory slot of its own: the town is larger than limits.memory", entity_name);
  guint32 row = (guint32)person * model->minds->n_memory + (guint32)entity;
  if (g_str_equal(attribute, "at"))
    return set_var(out, 1, model->minds->columns.memory_at, row);
  WtOwner owner = entity < (gint32)wt_vocab_n_people(model->vocab) ? WT_OWNER_PERSON : WT_OWNER_THING;
  g_autofree char *copy = g_strdup(attribute);
  char *dot = strchr(copy, '.');
  if (dot)
    *dot = '\0';
  int a = wt_vocab_find_attribute(model->vocab, owner, dot ? copy : NULL, dot ? dot + 1 : copy);
  if (a < 0 || model->minds->columns.memory[a] < 0)
    return fail(error, "'%s' is nothing that can be perceived of %s", attribute, entity_name);
  return set_var(out, 1, model->minds->columns.memory[a], row);
}

static char *join_names(const WtRef *ref, guint from)
{
  GString *s = g_string_new(NULL);
  for (guint i = from; i < ref->n_steps; i++)
    if (ref->steps[i].name)
      g_string_append_printf(s, "%s%s", s->len ? "." : "", ref->steps[i].name);
  return g_string_free(s, FALSE);
}

static gboolean find_entity_column(const WtModel *model, const char *axis, guint32 row, const WtRef *ref,
                                   GError **error, WtVar *out)
{
  const char *first = ref->steps[1].name, *second = ref->n_steps > 2 ? ref->steps[2].name : NULL;
  const char *third = ref->n_steps > 3 ? ref->steps[3].name : NULL;
  g_autofree char *group = third ? g_strdup_printf("%s.%s", first, second) : g_strdup(second ? first : NULL);
  const char *name = third ? third : second ? second : first;
  for (guint block = 0; block < 2; block++) {
    int column = find_column(model, block, group, name, axis);
    if (column >= 0)
      return set_var(out, block, column, row);
  }
  g_autofree char *hint = known_names(model, axis, name);
  g_autofree char *all = join_names(ref, 1);
  return fail(error, "%s has no '%s'%s%s", ref->steps[0].name, all, hint ? "; " : "", hint ? hint : "");
}

/* TongTong.influence.warmth[Lele], TongTong.evidence.music.chess[Lele]: the group is what stands before the last name. */
static gboolean find_of_other(const WtModel *model, gint32 person, const WtRef *ref, WtVar *out, GError **error)
{
  guint last = ref->n_steps - 2;
  g_autoptr(GString) group = g_string_new(ref->steps[1].name);
  for (guint i = 2; i < last; i++)
    g_string_append_printf(group, ".%s", ref->steps[i].name ? ref->steps[i].name : "");
  const char *name = ref->steps[last].name ? ref->steps[last].name : "";
  return find_between(model, person, group->str, name, ref->steps[last + 1].keys[0], out, error);
}

static gboolean find_of_person(const WtModel *model, gint32 person, const WtRef *ref, WtVar *out, GError **error)
{
  const WtRefStep *s = ref->steps;
  gboolean indexed = ref->n_steps >= 3 && !s[2].name && s[2].n_keys == 1;
  if (ref->n_steps >= 4 && g_str_equal(s[1].name, "sees") && s[2].name && s[3].name) {
    g_autofree char *attribute = join_names(ref, 3);
    return find_memory(model, person, s[2].name, attribute, out, error);
  }
  if (indexed && g_str_equal(s[1].name, "remembers") && ref->n_steps >= 4 && s[3].name) {
    g_autofree char *attribute = join_names(ref, 3);
    return find_memory(model, person, s[2].keys[0], attribute, out, error);
  }
  if (ref->n_steps == 4 && s[1].name && is_lesson_axis(s[1].name) && !s[2].name && s[3].name)
    return find_lesson(model, person, ref, out, error);
  if (ref->n_steps == 3 && g_str_equal(s[1].name, "believes") && !s[2].name) {
    g_autofree char *key = join_keys(&s[2]);
    if (strstr(key, "->"))
      return find_link(model, person, key, out, error);
  }
  if (indexed && g_str_equal(s[1].name, "believes") && ref->n_steps == 3)
    return find_belief(model, person, s[2].keys[0], out, error);
  if (indexed && ref->n_steps == 3)
    return find_between(model, person, NULL, s[1].name, s[2].keys[0], out, error);
  if (ref->n_steps >= 4 && s[2].name && !s[ref->n_steps - 1].name && s[ref->n_steps - 1].n_keys == 1)
    return find_of_other(model, person, ref, out, error);
  return find_entity_column(model, "person", (guint32)person, ref, error, out);
}

/* draught[3,4] */
static gboolean find_cell(const WtModel *model, const WtRef *ref, WtVar *out, GError **error)
{
  const WtRefStep *index = &ref->steps[1];
  gint64 x = -1, y = -1;
  int column = find_column(model, 0, NULL, ref->steps[0].name, "cell");
  if (column < 0)
    return fail(error, "there is no field '%s'", ref->steps[0].name);
  if (index->n_keys != 2 || !wt_num_parse_int(index->keys[0], 0, model->clock->width - 1, &x) ||
      !wt_num_parse_int(index->keys[1], 0, model->clock->height - 1, &y))
    return fail(error, "a cell is [x,y] with x in 0..%u and y in 0..%u", model->clock->width - 1,
                model->clock->height - 1);
  return set_var(out, 0, column, (guint32)(y * model->clock->width + x));
}

gboolean wt_variable_find(const WtModel *model, const char *name, WtVar *out, GError **error)
{
  g_autoptr(WtRef) ref = wt_ref_parse(name, error);
  if (!ref)
    return FALSE;
  if (ref->n_steps < 2)
    return fail(error, "'%s' names no variable: write NAME.ATTRIBUTE, for example front_door.open", name);
  if (!ref->steps[1].name)
    return find_cell(model, ref, out, error);
  gint32 entity = wt_vocab_entity(model->vocab, ref->steps[0].name);
  if (entity < 0)
    return fail(error, "there is nothing and nobody called '%s'", ref->steps[0].name);
  guint n_people = wt_vocab_n_people(model->vocab);
  if ((guint)entity < n_people)
    return find_of_person(model, entity, ref, out, error);
  return find_entity_column(model, "thing", (guint32)entity - n_people, ref, error, out);
}

/* ---- variables to names ---- */

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
  const char *axis = axis_name(model, var);
  const guint32 *start = g_str_equal(axis, "cue") ? l->cue : l->hypothesis;
  int lesson = 0;
  if (!is_lesson_axis(axis))
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
  const char *column = column_name(model, var.column);
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
  const char *axis = axis_name(model, var);
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
  if (is_lesson_axis(axis))
    return name_of_lesson(model, var, axis);
  return name_of_child(model, var, axis, column);
}

/* ---- values ---- */

static char *format_cell(const WtModel *model, double value)
{
  gint32 cell = (gint32)value, width = (gint32)model->clock->width;
  return cell < 0 ? g_strdup("nowhere") : g_strdup_printf("[%d,%d]", cell % width, cell / width);
}

char *wt_variable_format(const WtModel *model, WtVar var, double value)
{
  const WtColumn *c = wt_variable_column(model, var);
  switch (c->type) {
  case WT_TYPE_NUMBER: return wt_quantity_format(value, c->dim);
  case WT_TYPE_BOOL: return g_strdup(value != 0 ? "true" : "false");
  case WT_TYPE_SYMBOL: return g_strdup(wt_names_text(wt_vocab_names(model->vocab), (WtSym)value));
  case WT_TYPE_ENTITY: return g_strdup(wt_vocab_entity_name(model->vocab, (gint32)value));
  case WT_TYPE_CELL: return format_cell(model, value);
  case WT_TYPE_TICK: return value < 0 ? g_strdup("never") : wt_model_time(model, (gint32)value);
  case WT_TYPE_OPTION:
    return value < 0 ? g_strdup("nothing") : wt_town_option_name(model->town, (WtOptionKey)value);
  }
  g_assert_not_reached();
}

static gboolean bad_value(GError **error, const WtModel *model, WtVar var, const char *text, const char *allowed)
{
  g_autofree char *name = wt_variable_name(model, var);
  g_set_error(error, WT_VARIABLE_ERROR, WT_VARIABLE_ERROR_VALUE, "'%s' is no value for %s: %s", text, name, allowed);
  return FALSE;
}

static gboolean parse_number(const WtModel *model, WtVar var, const WtColumn *c, const char *text, double *out,
                             GError **error)
{
  WtQuantity q;
  if (!wt_quantity_parse(text, &q, NULL))
    return bad_value(error, model, var, text, "a number is wanted");
  if (!wt_dim_equal(q.dim, c->dim))
    return bad_value(error, model, var, text, "the unit does not fit");
  if (q.value < c->lo || q.value > c->hi) {
    g_autofree char *lo = wt_quantity_format(c->lo, c->dim), *hi = wt_quantity_format(c->hi, c->dim);
    g_autofree char *range = g_strdup_printf("it must be within %s..%s", lo, hi);
    return bad_value(error, model, var, text, range);
  }
  if (c->kind == WT_I32 && (q.value != floor(q.value) || fabs(q.value) > G_MAXINT32))
    return bad_value(error, model, var, text, "a whole number is wanted");
  *out = q.value;
  return TRUE;
}

static gboolean parse_symbol(const WtModel *model, WtVar var, const WtColumn *c, const char *text, double *out,
                             GError **error)
{
  WtNames *names = wt_vocab_names(model->vocab);
  g_autoptr(GString) all = g_string_new("it must be one of");
  for (guint i = 0; i < c->n_symbols; i++) {
    const char *word = wt_names_text(names, c->symbols[i]);
    if (g_str_equal(word, text)) {
      *out = c->symbols[i];
      return TRUE;
    }
    g_string_append_printf(all, "%s %s", i ? "," : "", word);
  }
  return bad_value(error, model, var, text, all->str);
}

static gboolean parse_cell(const WtModel *model, WtVar var, const char *text, double *out, GError **error)
{
  int x, y, end = 0;
  if (g_str_equal(text, "nowhere")) {
    *out = -1;
    return TRUE;
  }
  if (sscanf(text, "[%d,%d]%n", &x, &y, &end) == 2 && text[end] == '\0' && x >= 0 && y >= 0 &&
      x < (int)model->clock->width && y < (int)model->clock->height) {
    *out = y * (int)model->clock->width + x;
    return TRUE;
  }
  return bad_value(error, model, var, text, "a place is [x,y] on the map, or nowhere");
}

gboolean wt_variable_parse(const WtModel *model, WtVar var, const char *text, double *out, GError **error)
{
  const WtColumn *c = wt_variable_column(model, var);
  switch (c->type) {
  case WT_TYPE_NUMBER: return parse_number(model, var, c, text, out, error);
  case WT_TYPE_BOOL:
    *out = g_str_equal(text, "true");
    return *out != 0 || g_str_equal(text, "false") ? TRUE : bad_value(error, model, var, text, "true or false");
  case WT_TYPE_SYMBOL: return parse_symbol(model, var, c, text, out, error);
  case WT_TYPE_ENTITY:
    *out = wt_vocab_entity(model->vocab, text);
    return *out >= 0 || g_str_equal(text, "nobody") || g_str_equal(text, "nothing")
               ? TRUE
               : bad_value(error, model, var, text, "a person, a thing or nobody");
  case WT_TYPE_CELL: return parse_cell(model, var, text, out, error);
  case WT_TYPE_OPTION:
    *out = wt_town_option_find(model->town, text);
    return *out >= 0 ? TRUE : bad_value(error, model, var, text, "an option such as \"sit bench\"");
  case WT_TYPE_TICK: return bad_value(error, model, var, text, "ticks cannot be set");
  }
  g_assert_not_reached();
}
