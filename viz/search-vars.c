/* search-vars.c - variables by words.
 *
 * There may be millions, so their names are made for few: those of the entity looked into and of
 * the ones that the words before the last '.' or blank name. Elsewhere it is columns that are
 * compared, one name for all people or things. */
#include "viz/search.h"
#include "viz/words.h"

#include <string.h>

static void var_clear(gpointer data)
{
  g_free(((WtSearchVar *)data)->key);
}

GArray *wt_search_own_new(void)
{
  GArray *vars = g_array_new(FALSE, FALSE, sizeof(WtSearchVar));
  g_array_set_clear_func(vars, var_clear);
  return vars;
}

/* ---- the variables of one ---- */

/* The attribute of things that a column is about, or remembers; -1: of none. */
static int attribute_of(const WtModel *model, guint block, int column)
{
  for (guint i = 0; i < wt_vocab_n_attributes(model->vocab); i++) {
    const WtAttribute *a = wt_vocab_attribute(model->vocab, (int)i);
    if (a->owner != WT_OWNER_THING || a->is_field)
      continue;
    if ((a->block == block && a->column == column) ||
        (block == 1 && model->minds->columns.memory[i] == column))
      return (int)i;
  }
  return -1;
}

/* Every thing has a row in every column; a door has no softness for that. */
static gboolean has_none(const WtModel *model, int attribute, gint32 entity)
{
  gint32 kind = entity >= 0 && (guint)entity < wt_vocab_n_entities(model->vocab)
                    ? wt_vocab_entity_kind(model->vocab, entity)
                    : -1;
  return attribute >= 0 &&
         !(kind >= 0 && wt_vocab_kind_has_attribute(model->vocab, kind, attribute));
}

static void add_var(const WtModel *model, GArray *vars, WtVar var, gint32 entity)
{
  WtVar again;
  g_autofree char *name = wt_variable_name(model, var);
  if (!wt_variable_find(model, name, &again, NULL) || !wt_var_equal(var, again))
    return; /* what is remembered of things, in the row of a person */
  g_autofree char *who = wt_search_fold(wt_vocab_entity_name(model->vocab, entity));
  WtSearchVar own = {var, wt_search_fold(name), strlen(who) + 1};
  g_array_append_val(vars, own);
}

static void add_column(const WtModel *model, GArray *vars, guint block, guint column, gint32 entity)
{
  WtVar var = {(guint16)column, (guint16)block, 0};
  const WtLayout *layout = block ? model->minds->layout : wt_town_layout(model->town);
  const WtAxis *axis = wt_layout_axis(layout, wt_layout_column(layout, (int)column)->axis);
  const char *name = wt_names_text(wt_vocab_names(model->vocab), axis->name);
  guint32 n_people = wt_vocab_n_people(model->vocab), per = 1, row = (guint32)entity;
  gboolean is_thing = row >= n_people, memory = g_str_equal(name, "memory");
  int attribute = is_thing || memory ? attribute_of(model, block, (int)column) : -1;
  if (g_str_equal(name, "thing") != is_thing)
    return;
  if (g_str_equal(name, "other"))
    per = wt_vocab_n_others(model->vocab);
  else if (memory)
    per = model->minds->n_memory;
  else if (!is_thing && !g_str_equal(name, "person"))
    return;
  for (guint32 k = 0; k < per; k++) {
    var.row = (row - (is_thing ? n_people : 0)) * per + k;
    if (!has_none(model, attribute, memory ? (gint32)k : entity))
      add_var(model, vars, var, entity);
  }
}

static const GArray *vars_of(WtSearch *s, guint slot, gint32 entity)
{
  const WtModel *model = wt_view_model(wt_search_view(s));
  WtSearchOwn *own = wt_search_own(s, slot);
  if (own->entity == entity)
    return own->vars;
  own->entity = entity;
  g_array_set_size(own->vars, 0);
  const WtLayout *layouts[] = {wt_town_layout(model->town), model->minds->layout};
  for (guint b = 0; b < G_N_ELEMENTS(layouts); b++)
    for (guint c = 0; c < wt_layout_n_columns(layouts[b]); c++)
      add_column(model, own->vars, b, c, entity);
  return own->vars;
}

/* ---- finding ---- */

static void add_found(GArray *found, WtVar var, int rank)
{
  WtFound f = {.kind = WT_FOUND_VARIABLE, .rank = rank, .var = var};
  for (guint i = 0; i < found->len; i++)
    if (wt_var_equal(g_array_index(found, WtFound, i).var, var))
      return;
  if (rank >= 0 && found->len < 2 * WT_FOUND_MAX)
    g_array_append_val(found, f);
}

static void find_own(WtSearch *s, const char *words, GArray *found)
{
  const WtFocus *focus = &wt_search_view(s)->focus;
  gint32 entity = focus->entity >= 0 ? focus->entity : focus->person;
  if (entity < 0)
    return;
  const GArray *vars = vars_of(s, 0, entity);
  for (guint i = 0; i < vars->len; i++) {
    const WtSearchVar *v = &g_array_index(vars, WtSearchVar, i);
    const char *rest = v->key + v->rest, *index = strchr(rest, '[');
    int rank = wt_search_rank(rest, words, FALSE);
    if (rank < 0)
      rank = wt_search_rank(v->key, words, FALSE);
    /* what is remembered of a bench comes after what it is like */
    add_found(found, v->var, index && rank > 1 ? MAX(4, rank) : rank);
  }
}

/* No better than `least`: who is called so comes before what is said of them. */
static void find_all_of(WtSearch *s, const char *head, const char *rest, int least, GArray *found)
{
  g_autoptr(GArray) entities = wt_search_entities(s, head);
  for (guint i = 0; i < entities->len; i++) {
    const WtFound *of = &g_array_index(entities, WtFound, i);
    const GArray *vars = vars_of(s, 1, of->id);
    for (guint k = 0; k < vars->len; k++) {
      const WtSearchVar *v = &g_array_index(vars, WtSearchVar, k);
      int rank = wt_search_rank(v->key + v->rest, rest, FALSE);
      add_found(found, v->var, rank < 0 ? rank : MAX(least, MAX(of->rank, rank)));
    }
  }
}

/* "bench soft", "front_door.open": whom or what, and what of it; all of it of "bench". */
static void find_named(WtSearch *s, const char *words, GArray *found)
{
  const char *split = strchr(words, '.');
  if (!split)
    split = strrchr(words, ' ');
  if (split && split != words) {
    g_autofree char *head = g_strndup(words, (gsize)(split - words));
    find_all_of(s, head, split + 1, 1, found);
  }
  find_all_of(s, words, "", 3, found);
}

/* One column for everybody: the first so many of them. */
static void find_columns(WtSearch *s, const char *words, GArray *found)
{
  const WtModel *model = wt_view_model(wt_search_view(s));
  const WtLayout *layouts[] = {wt_town_layout(model->town), model->minds->layout};
  for (guint16 b = 0; b < G_N_ELEMENTS(layouts); b++)
    for (guint c = 0; c < wt_layout_n_columns(layouts[b]); c++) {
      const WtColumn *column = wt_layout_column(layouts[b], (int)c);
      const char *axis = wt_names_text(wt_vocab_names(model->vocab),
                                       wt_layout_axis(layouts[b], column->axis)->name);
      if (!g_str_equal(axis, "person") && !g_str_equal(axis, "thing"))
        continue;
      g_autofree char *name =
          wt_words_grouped(wt_vocab_names(model->vocab), column->group, column->name);
      g_autofree char *key = wt_search_fold(name);
      int rank = wt_search_rank(key, words, FALSE);
      guint32 n = rank < 0 ? 0 : MIN(wt_layout_rows(layouts[b], (int)c), WT_FOUND_MAX);
      gboolean of_things = g_str_equal(axis, "thing");
      int attribute = of_things ? attribute_of(model, b, (int)c) : -1;
      gint32 first = of_things ? (gint32)wt_vocab_n_people(model->vocab) : 0;
      for (guint32 row = 0; row < n; row++)
        if (!has_none(model, attribute, first + (gint32)row))
          add_found(found, (WtVar){(guint16)c, b, row}, MAX(2, rank));
    }
}

GArray *wt_search_variables(WtSearch *s, const char *words)
{
  g_return_val_if_fail(s && words, NULL);
  GArray *found = g_array_new(FALSE, FALSE, sizeof(WtFound));
  g_autofree char *folded = wt_search_fold(words);
  WtVar var;
  if (!*folded)
    return found;
  if (wt_variable_find(wt_view_model(wt_search_view(s)), words, &var, NULL))
    add_found(found, var, 0);
  find_own(s, folded, found);
  find_named(s, folded, found);
  find_columns(s, folded, found);
  wt_search_sort(found);
  return found;
}
