/* variable.c - see variable.h. Resolution goes by the layouts and the vocabulary; nothing is guessed. */
#include "sim/variable.h"

#include <string.h>

#include "base/ref.h"
#include "base/suggest.h"
#include "sim/variable-private.h"

GQuark wt_variable_error_quark(void)
{
  return g_quark_from_static_string("wt-variable-error-quark");
}

gboolean wt_variable_fail(GError **error, const char *format, ...)
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

const char *wt_variable_axis(const WtModel *model, WtVar var)
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
    return wt_variable_fail(error, "'%s' is nobody that %s knows", other, wt_vocab_entity_name(model->vocab, person));
  for (guint block = 0; block < 2; block++) {
    int column = find_column(model, block, group, name, "other");
    if (column >= 0)
      return set_var(out, block, column, (guint32)row);
  }
  return wt_variable_fail(error, "there is no '%s%s%s' between two people", group ? group : "", group ? "." : "", name);
}

const char *wt_variable_mind_column(const WtModel *model, int column)
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
    return wt_variable_fail(error, "there is no mechanism '%s' to believe in", key);
  return set_var(out, 1, model->minds->beliefs[belief].column, (guint32)person);
}

/* TongTong.believes[draught -> chill], TongTong.believes[something else -> chill] */
static gboolean find_link(const WtModel *model, gint32 person, const char *key, WtVar *out, GError **error)
{
  const WtLessons *l = model->minds->lessons;
  for (guint q = 0; l && q < l->n_questions; q++)
    for (guint k = 0; k < wt_question_n_believed(&l->questions[q]); k++) {
      int column = wt_question_column(&l->questions[q], k);
      if (!g_str_equal(wt_variable_mind_column(model, column), key))
        continue;
      if (l->lesson_of[(guint)person * l->n_questions + q] >= 0)
        return set_var(out, 1, column, (guint32)person);
      return wt_variable_fail(error, "%s does not learn what causes %s: it is known", wt_vocab_entity_name(model->vocab, person),
                  wt_minds_belief_name(model->minds, (guint)l->questions[q].belief));
    }
  return wt_variable_fail(error, "'%s' is nothing that anybody could learn", key);
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
    return wt_variable_fail(error, "%s does not learn '%s'", wt_vocab_entity_name(model->vocab, person), s[2].keys[0]);
  if (column < 0)
    return wt_variable_fail(error, "a %s has no '%s'", s[1].name, s[3].name);
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
    return wt_variable_fail(error, "write %s[%s%s]", s[1].name, s[2].keys[0], whole ? "" : ", NUMBER");
  return set_var(out, 1, column, first + (guint32)i);
}

gboolean wt_variable_is_lesson_axis(const char *name)
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
    return wt_variable_fail(error, "there is nothing and nobody called '%s'", entity_name);
  if ((guint)entity >= model->minds->n_memory)
    return wt_variable_fail(error, "'%s' has no memory slot of its own: the town is larger than limits.memory", entity_name);
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
    return wt_variable_fail(error, "'%s' is nothing that can be perceived of %s", attribute, entity_name);
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
  return wt_variable_fail(error, "%s has no '%s'%s%s", ref->steps[0].name, all, hint ? "; " : "", hint ? hint : "");
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
  if (ref->n_steps == 4 && s[1].name && wt_variable_is_lesson_axis(s[1].name) && !s[2].name && s[3].name)
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
    return wt_variable_fail(error, "there is no field '%s'", ref->steps[0].name);
  if (index->n_keys != 2 || !wt_num_parse_int(index->keys[0], 0, model->clock->width - 1, &x) ||
      !wt_num_parse_int(index->keys[1], 0, model->clock->height - 1, &y))
    return wt_variable_fail(error, "a cell is [x,y] with x in 0..%u and y in 0..%u", model->clock->width - 1,
                model->clock->height - 1);
  return set_var(out, 0, column, (guint32)(y * model->clock->width + x));
}

gboolean wt_variable_find(const WtModel *model, const char *name, WtVar *out, GError **error)
{
  g_autoptr(WtRef) ref = wt_ref_parse(name, error);
  if (!ref)
    return FALSE;
  if (ref->n_steps < 2)
    return wt_variable_fail(error, "'%s' names no variable: write NAME.ATTRIBUTE, for example front_door.open", name);
  if (!ref->steps[1].name)
    return find_cell(model, ref, out, error);
  gint32 entity = wt_vocab_entity(model->vocab, ref->steps[0].name);
  if (entity < 0)
    return wt_variable_fail(error, "there is nothing and nobody called '%s'", ref->steps[0].name);
  guint n_people = wt_vocab_n_people(model->vocab);
  if ((guint)entity < n_people)
    return find_of_person(model, entity, ref, out, error);
  return find_entity_column(model, "thing", (guint32)entity - n_people, ref, error, out);
}

WtVar wt_variable_place(const WtModel *model, gint32 entity)
{
  const WtTownColumns *c = wt_town_columns(model->town);
  guint n_people = wt_vocab_n_people(model->vocab);
  return (guint)entity < n_people ? (WtVar){(guint16)c->at, 0, (guint32)entity}
                                  : (WtVar){(guint16)c->thing_at, 0, (guint32)entity - n_people};
}
