/* steps-look.c - see steps-look.h. What was written is found by running the step and comparing;
 * what was read is what the step's mechanisms have as parents. */
#include "config.h"

#include "viz/steps-look.h"
#include "viz/why-detail.h"
#include "viz/words.h"

#include "sim/whence.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum { LINES_MAX = 200 };

static void line_clear(gpointer data)
{
  WtStepLine *line = data;
  g_free(line->name);
  g_free(line->value);
}

void wt_steps_look_free(WtStepsLook *steps)
{
  if (!steps)
    return;
  g_array_unref(steps->reads);
  g_array_unref(steps->writes);
  g_free(steps->about);
  g_free(steps);
}

static WtStepLine *add(GArray *lines, char *name, char *value)
{
  WtStepLine line = {.name = name, .value = value};
  g_array_append_val(lines, line);
  return &g_array_index(lines, WtStepLine, lines->len - 1);
}

/* (transfer full) Numbers to a few digits: what is seen is what changed, not how they are stored.
 */
static char *value_text(const WtModel *model, WtVar var, double value)
{
  const WtColumn *column = wt_variable_column(model, var);
  return column->type == WT_TYPE_NUMBER ? wt_words_amount(value, column->dim)
                                        : wt_variable_format(model, var, value);
}

/* Whose it is need not be said of the selected person's own. */
static WtStepLine *add_var(const WtView *view, GArray *lines, WtVar var, double value)
{
  const WtModel *model = wt_view_model(view);
  g_autofree char *whole = wt_variable_name(model, var);
  const char *who = wt_vocab_entity_name(model->vocab, view->focus.person);
  gsize own = g_str_has_prefix(whole, who) && whole[strlen(who)] == '.' ? strlen(who) + 1 : 0;
  WtStepLine *line = add(lines, g_strdup(whole + own), value_text(model, var, value));
  line->has_var = TRUE;
  line->var = var;
  return line;
}

/* ---- by comparing ---- */

typedef struct {
  const WtView *view;
  const WtStepsLook *steps;
  WtSession *from, *to;
  GArray *out;
} Compare;

/* The selected person's, or (in the town) any thing's. */
static gboolean is_ours(const Compare *c, WtVar var)
{
  const WtModel *model = wt_view_model(c->view);
  guint n_people = wt_vocab_n_people(model->vocab), n_things = wt_vocab_n_things(model->vocab);
  if (var.block == 1)
    return wt_whence_person(model, var) == c->steps->person;
  guint32 rows = wt_layout_rows(wt_town_layout(model->town), var.column);
  if (rows == n_people)
    return var.row == (guint32)c->steps->person;
  return rows == n_things;
}

/* What only helps to keep the books says nothing to people. */
static gboolean is_telling(const char *name)
{
  static const char *const books[] = {".tick",    "_tick",     "_at",   "_by",    ".watched",
                                      ".counted", ".felt_act", ".news", ".body_", ".act_"};
  for (guint i = 0; i < G_N_ELEMENTS(books); i++)
    if (strstr(name, books[i]))
      return FALSE;
  return TRUE;
}

static void compare_column(const Compare *c, guint16 block, int column)
{
  const WtBlock *from = block ? wt_session_minds(c->from) : wt_session_world(c->from);
  const WtBlock *to = block ? wt_session_minds(c->to) : wt_session_world(c->to);
  const WtModel *model = wt_view_model(c->view);
  for (guint32 row = 0; row < wt_layout_rows(to->layout, column); row++) {
    double was = wt_block_get(from, column, row), is = wt_block_get(to, column, row);
    WtVar var = {(guint16)column, block, row};
    if (was == is || (was != was && is != is) || c->out->len >= LINES_MAX || !is_ours(c, var))
      continue;
    g_autofree char *name = wt_variable_name(model, var);
    if (!is_telling(name))
      continue;
    g_autofree char *before = value_text(model, var, was);
    WtStepLine *line = add_var(c->view, c->out, var, is);
    char *change = g_strdup_printf("%s → %s", before, line->value);
    g_free(line->value);
    line->value = change;
    line->strong = TRUE;
  }
}

static void compare_blocks(const Compare *c, gboolean world, gboolean minds)
{
  for (guint16 block = 0; block < 2; block++) {
    const WtLayout *layout = block ? wt_view_model(c->view)->minds->layout
                                   : wt_town_layout(wt_view_model(c->view)->town);
    for (int column = 0; (block ? minds : world) && column < (int)wt_layout_n_columns(layout);
         column++)
      if (wt_layout_column(layout, column)->role == WT_STATE)
        compare_column(c, block, column);
  }
}

/* ---- perceive, feel ---- */

/* What is in her memory since this tick, and what of the town that is. */
static void perceived(WtView *view, WtStepsLook *s, WtSession *now)
{
  const WtModel *model = wt_view_model(view);
  const WtMindColumns *c = &model->minds->columns;
  const WtBlock *minds = wt_session_minds(now);
  for (guint entity = 0; entity < wt_vocab_n_entities(model->vocab); entity++) {
    int row = wt_mind_slot(model->minds, minds, s->person, (gint32)entity);
    for (guint a = 0; row >= 0 && a < wt_vocab_n_attributes(model->vocab); a++) {
      if (c->memory[a] < 0 || wt_block_i32(minds, c->memory_tick[a])[row] != s->tick ||
          s->writes->len >= LINES_MAX)
        continue;
      WtVar var = {(guint16)c->memory[a], 1, (guint32)row}, town;
      double value = wt_block_get(minds, c->memory[a], (guint32)row);
      const WtAttribute *attribute = wt_vocab_attribute(model->vocab, (int)a);
      g_autofree char *name =
          g_strdup_printf("%s.%s", wt_vocab_entity_name(model->vocab, (gint32)entity),
                          wt_names_text(wt_vocab_names(model->vocab), attribute->name));
      add_var(view, s->writes, var, value);
      if (wt_variable_find(model, name, &town, NULL))
        add_var(view, s->reads, town, wt_session_get(now, town));
    }
  }
}

static void levels(WtView *view, WtStepsLook *s, WtSession *now)
{
  const WtModel *model = wt_view_model(view);
  for (guint i = 0; i < wt_town_n_levels(model->town); i++) {
    const WtAttribute *a =
        wt_vocab_attribute(model->vocab, wt_town_level_attribute(model->town, i));
    WtVar var = {(guint16)a->column, 0, (guint32)s->person};
    add_var(view, s->reads, var, wt_session_get(now, var));
  }
}

static void feels(WtView *view, WtStepsLook *s, WtSession *before, WtSession *now)
{
  levels(view, s, now);
  Compare c = {view, s, before, now, s->writes};
  compare_blocks(&c, FALSE, TRUE);
  WtDue due = wt_session_due(now, s->person);
  s->about = due == WT_DUE_NOT ? g_strdup(_("nothing to decide"))
                               : g_strdup_printf(_("must decide: %s"), wt_due_name(due));
}

/* ---- want ---- */

static void wants(WtView *view, WtStepsLook *s, WtSession *now)
{
  const WtModel *model = wt_view_model(view);
  const WtMinds *minds = model->minds;
  levels(view, s, now);
  for (guint i = 0; i < minds->n_drives; i++) {
    const WtDrive *d = &minds->drives[i];
    WtVar set = {(guint16)d->set, 1, (guint32)s->person},
          weight = {(guint16)d->weight, 1, (guint32)s->person};
    const WtAttribute *a =
        wt_vocab_attribute(model->vocab, wt_town_level_attribute(model->town, i));
    double level = wt_block_get(wt_session_world(now), a->column, (guint32)s->person);
    double presses =
        wt_session_get(now, weight) * wt_drive_cost(d, level, wt_session_get(now, set));
    add_var(view, s->reads, set, wt_session_get(now, set));
    WtStepLine *line =
        add(s->writes,
            g_strdup_printf(_("%s presses"), wt_minds_motive_name(minds, minds->n_values + i)),
            wt_words_number(presses));
    line->strong = presses > 0.05;
  }
  for (guint v = 0; v < minds->n_values; v++) {
    WtVar weight = {(guint16)minds->values[v].weight, 1, (guint32)s->person};
    double w = wt_session_get(now, weight);
    add_var(view, s->reads, weight, w);
    if (w != 0)
      add(s->writes, g_strdup_printf(_("%s counts"), wt_minds_motive_name(minds, v)),
          wt_words_number(w));
  }
}

/* ---- imagine, weigh, choose ---- */

typedef struct {
  const WtView *view;
  WtStepsLook *steps;
} Factors;

static void add_factor(gpointer user, const WtFactor *factor)
{
  const Factors *f = user;
  g_autofree char *value = wt_words_typed(f->view, factor->value, factor->type);
  add(f->steps->reads, g_strdup(factor->name),
      g_strdup_printf("%s · %s", value, wt_source_name((WtSource)factor->source)));
}

static void imagines(WtView *view, WtLook *look, WtStepsLook *s, guint row)
{
  const WtTable *t = &look->decision->table;
  WtMindView mind = wt_session_view(look->before, s->person);
  Factors factors = {view, s};
  if (look->why)
    wt_why_each_factor(look->why, row, add_factor, &factors);
  for (guint slot = 0; slot < t->n_slots; slot++) {
    WtRowMech mech = wt_row_mech(&mind, t, row, slot);
    double value = t->outcome[slot * t->stride + row];
    if (!mech.expr)
      continue;
    char *name = wt_slot_name(wt_view_model(view)->minds, s->person, slot);
    add(s->writes, name, wt_words_number(value))->strong = value != 0;
  }
}

static void weighs(WtView *view, WtLook *look, WtStepsLook *s, guint row)
{
  const WtTable *t = &look->decision->table;
  const WtMinds *minds = wt_view_model(view)->minds;
  for (guint slot = 0; slot < t->n_slots; slot++)
    if (t->outcome[slot * t->stride + row] != 0)
      add(s->reads, wt_slot_name(minds, s->person, slot),
          wt_words_number(t->outcome[slot * t->stride + row]));
  for (guint m = 0; m < t->n_motives; m++) {
    double part = t->contribution[m * t->stride + row];
    if (part != 0)
      add(s->writes, g_strdup(wt_minds_motive_name(minds, m)), wt_words_number(part));
  }
  add(s->writes, g_strdup(_("cost")), wt_words_number(-t->cost[row]));
  add(s->writes, g_strdup(_("utility")), wt_words_number(t->utility[row]))->strong = TRUE;
}

static void chooses(WtView *view, WtLook *look, WtStepsLook *s)
{
  const WtTable *t = &look->decision->table;
  g_autoptr(GArray) rows = wt_view_rows(t);
  for (guint i = 0; i < rows->len; i++) {
    guint row = g_array_index(rows, guint, i);
    if (t->status[row] != WT_ROW_OK)
      continue;
    g_autofree char *score = wt_words_number(wt_table_score(t, row)),
                    *draw = wt_words_number(t->draw[row]);
    char *value = t->draw[row] != 0 ? g_strdup_printf(_("%1$s, %2$s of it by a draw"), score, draw)
                                    : g_strdup(score);
    add(s->reads, wt_view_option(view, t->key[row]), value)->strong = (gint32)row == t->chosen;
  }
  add(s->writes, g_strdup(_("choice")), wt_view_option(view, t->option))->strong = TRUE;
  if (t->runner_up >= 0) {
    add(s->writes, g_strdup(_("rather than")), wt_view_option(view, t->key[t->runner_up]));
    add(s->writes, g_strdup(_("margin")), wt_words_number(t->margin));
  }
}

/* ---- act, learn ---- */

static void acts(WtView *view, WtStepsLook *s, WtSession *before, WtSession *now)
{
  const WtModel *model = wt_view_model(view);
  WtVar choice = {(guint16)model->minds->columns.choice, 1, (guint32)s->person};
  add_var(view, s->reads, choice, wt_session_get(now, choice));
  Compare c = {view, s, before, now, s->writes};
  compare_blocks(&c, TRUE, FALSE);
}

/* What was felt of the act, and what it changed in her. */
static void learns(WtView *view, WtStepsLook *s, WtSession *before, WtSession *now)
{
  const WtModel *model = wt_view_model(view);
  const gint32 *felt = model->minds->learning.felt_attribute;
  for (guint i = 0; felt && i < wt_vocab_n_outcomes(model->vocab); i++) {
    if (felt[i] < 0)
      continue;
    WtVar var = {(guint16)wt_vocab_attribute(model->vocab, felt[i])->column, 0, (guint32)s->person};
    double value = wt_session_get(now, var);
    if (value != 0)
      add_var(view, s->reads, var, value);
  }
  Compare c = {view, s, before, now, s->writes};
  compare_blocks(&c, FALSE, TRUE);
}

/* ---- all ---- */

static void gather(WtView *view, WtLook *look, WtStepsLook *s, WtSession *before, WtSession *now)
{
  gboolean decides = look->decision && wt_look_decides(view, look);
  gint32 row = decides ? wt_why_row(view, look) : -1;
  gboolean of_row = s->step == WT_STEP_IMAGINE || s->step == WT_STEP_WEIGH;
  if (of_row && row < 0)
    return;
  if (of_row)
    s->about = wt_view_option(view, look->decision->table.key[row]);
  switch (s->step) {
  case WT_STEP_PERCEIVE:
    perceived(view, s, now);
    break;
  case WT_STEP_FEEL:
    feels(view, s, before, now);
    break;
  case WT_STEP_WANT:
    wants(view, s, now);
    break;
  case WT_STEP_IMAGINE:
    imagines(view, look, s, (guint)row);
    break;
  case WT_STEP_WEIGH:
    weighs(view, look, s, (guint)row);
    break;
  case WT_STEP_CHOOSE:
    if (decides)
      chooses(view, look, s);
    break;
  case WT_STEP_ACT:
    acts(view, s, before, now);
    break;
  default:
    learns(view, s, before, now);
  }
}

/* Of the step in focus (transfer full); NULL and `error`: it cannot be replayed. */
static WtStepsLook *steps_look_new(WtView *view, WtLook *look, GError **error)
{
  WtStep step = view->focus.step;
  WtPhase begin = step == WT_STEP_PERCEIVE ? WT_PHASE_SENSE : wt_step_end((WtStep)(step - 1));
  const WtPast *past = &wt_view_branch(view, look->branch)->past;
  g_autoptr(WtSession) now = past->at(past->user, MAX(0, look->tick), error);
  if (!now || !wt_session_run_until(now, begin, error))
    return NULL;
  g_autoptr(WtSession) before = wt_session_fork(now, NULL, 0);
  if (!wt_session_run_until(now, wt_step_end(step), error))
    return NULL;
  WtStepsLook *s = g_new0(WtStepsLook, 1);
  *s = (WtStepsLook){.branch = look->branch,
                     .tick = look->tick,
                     .person = view->focus.person,
                     .step = step,
                     .option = view->focus.option,
                     .explained = look->why != NULL,
                     .reads = g_array_new(FALSE, FALSE, sizeof(WtStepLine)),
                     .writes = g_array_new(FALSE, FALSE, sizeof(WtStepLine))};
  g_array_set_clear_func(s->reads, line_clear);
  g_array_set_clear_func(s->writes, line_clear);
  if (look->tick >= 0)
    gather(view, look, s, before, now);
  return s;
}

gboolean wt_steps_look_refresh(WtView *view, WtLook *look, GError **error)
{
  const WtStepsLook *s = look->steps;
  if (view->tab != WT_TAB_STEPS)
    return TRUE;
  if (s && s->branch == look->branch && s->tick == look->tick && s->person == view->focus.person &&
      s->step == view->focus.step && s->option == view->focus.option &&
      s->explained == (look->why != NULL))
    return TRUE;
  g_clear_pointer(&look->steps, wt_steps_look_free);
  look->steps = steps_look_new(view, look, error);
  return look->steps != NULL;
}
