/* whence.c - see whence.h. Reads the scenario's definitions and the minds' columns; writes nothing.
 */
#include "sim/whence.h"

#include <string.h>

const char *wt_whence_name(WtWhenceKind kind)
{
  static const char *const names[] = {"scenario",  "default",   "gene",
                                      "affection", "set point", "intervention", "learned"};
  g_return_val_if_fail(kind < G_N_ELEMENTS(names), NULL);
  return names[kind];
}

static void whence_free(gpointer data)
{
  g_free(((WtWhence *)data)->name);
  g_free(data);
}

static void add(GPtrArray *out, WtWhenceKind kind, const char *name, double value, WtPos pos)
{
  WtWhence *w = g_new(WtWhence, 1);
  *w = (WtWhence){.kind = kind, .name = g_strdup(name), .value = value, .pos = pos};
  g_ptr_array_add(out, w);
}

static gboolean was_set(WtSession *s, WtVar var)
{
  guint n = 0;
  const WtIntervention *all = wt_session_interventions(s, &n);
  for (guint i = 0; i < n; i++)
    if (all[i].kind == WT_DO_SET && wt_var_equal(all[i].var, var) && all[i].from <= wt_session_tick(s))
      return TRUE;
  return FALSE;
}

/* The last one added is learned if the variable is no longer what it was when it began, and no
 * intervention has put it to something else. */
static void mark_learned(WtSession *s, WtVar var, GPtrArray *out)
{
  WtWhence *w = g_ptr_array_index(out, out->len - 1);
  if (was_set(s, var))
    return;
  w->first = wt_minds_first(wt_session_model(s)->minds, var.column, var.row);
  if (w->value == w->first)
    return;
  w->kind = WT_WHENCE_LEARNED;
  w->var = var;
}

static const WtWeightDef *find_weight(const GArray *weights, const char *name)
{
  for (guint i = 0; weights && i < weights->len; i++) {
    const WtWeightDef *w = &g_array_index(weights, WtWeightDef, i);
    if (g_str_equal(w->name, name))
      return w;
  }
  return NULL;
}

static const WtMindPersonDef *person_def(const WtModel *model, gint32 person)
{
  const GPtrArray *people = model->scenario->minds->people;
  return (guint)person < people->len ? g_ptr_array_index(people, (guint)person) : NULL;
}

/* TRUE if do() holds the variable now. */
static gboolean held(WtSession *s, WtVar var, GPtrArray *out, double value)
{
  guint n = 0;
  gint32 by = wt_session_held_by(s, var);
  if (by < 0)
    return FALSE;
  g_autofree char *text = wt_intervention_format(wt_session_model(s), &wt_session_interventions(s, &n)[by]);
  add(out, WT_WHENCE_INTERVENTION, text, value, (WtPos){0, 0});
  return TRUE;
}

static void add_weight(WtSession *s, const char *name, WtVar var, const GArray *own, WtPos common,
                       WtWhenceKind kind, GPtrArray *out)
{
  double value = wt_session_get(s, var);
  const WtWeightDef *given = find_weight(own, name);
  if (held(s, var, out, value))
    return;
  if (given)
    add(out, kind, name, value, given->pos);
  else
    add(out, kind == WT_WHENCE_SCENARIO ? WT_WHENCE_DEFAULT : kind, name, value, common);
  mark_learned(s, var, out);
}

static void add_gene(WtSession *s, gint32 person, const WtAttribute *a, const WtMindPersonDef *def,
                     GPtrArray *out)
{
  WtNames *names = wt_vocab_names(wt_session_model(s)->vocab);
  g_autofree char *name =
      g_strdup_printf("%s.%s", wt_names_text(names, a->group), wt_names_text(names, a->name));
  const char *plain = g_str_has_prefix(name, "genes.") ? name + strlen("genes.") : name;
  const WtWeightDef *given = def ? find_weight(def->genes, plain) : NULL;
  WtVar var = {(guint16)a->column, a->block, (guint32)person};
  if (held(s, var, out, wt_session_get(s, var)))
    return;
  add(out, WT_WHENCE_GENE, plain, wt_session_get(s, var), given ? given->pos : (WtPos){0, 0});
  mark_learned(s, var, out);
}

static void add_between(WtSession *s, gint32 person, const WtLeaf *leaf, const WtAttribute *a,
                        const WtMindPersonDef *def, GPtrArray *out)
{
  const WtModel *model = wt_session_model(s);
  const gint32 *others = wt_town_others(model->town, person);
  guint n = wt_vocab_n_others(model->vocab), k = 0;
  if (leaf->b.root == WT_ROOT_OTHER)
    k = (guint)leaf->b.id;
  else
    while (k < n && others[k] != leaf->b.id)
      k++;
  if (k >= n || others[k] < 0)
    return;
  const char *who = wt_vocab_entity_name(model->vocab, others[k]);
  const WtWeightDef *given = def ? find_weight(def->affection, who) : NULL;
  WtVar var = {(guint16)a->column, a->block, (guint32)person * n + k};
  g_autofree char *name =
      g_strdup_printf("%s[%s]", wt_names_text(wt_vocab_names(model->vocab), a->name), who);
  if (held(s, var, out, wt_session_get(s, var)))
    return;
  add(out, WT_WHENCE_AFFECTION, name, wt_session_get(s, var), given ? given->pos : (WtPos){0, 0});
  mark_learned(s, var, out);
}

/* What the appraisal reads of the mind itself: likings and affection. */
static void add_appraisal(WtSession *s, gint32 person, const WtExpr *appraisal, GPtrArray *out)
{
  const WtModel *model = wt_session_model(s);
  const WtMindPersonDef *def = person_def(model, person);
  guint n = 0;
  const guint *leaves = wt_expr_parents(appraisal, &n);
  for (guint i = 0; i < n; i++) {
    const WtLeaf *leaf = wt_vocab_leaf(model->vocab, leaves[i]);
    if (leaf->kind != WT_LEAF_ATTRIBUTE && leaf->kind != WT_LEAF_BETWEEN)
      continue;
    const WtAttribute *a = wt_vocab_attribute(model->vocab, leaf->attribute);
    if (leaf->kind == WT_LEAF_BETWEEN && a->block == 1)
      add_between(s, person, leaf, a, def, out);
    else if (leaf->kind == WT_LEAF_ATTRIBUTE && a->block == 1 && a->group != WT_SYM_NONE)
      add_gene(s, person, a, def, out);
  }
}

static WtPos drive_pos(const WtModel *model, guint drive)
{
  const GPtrArray *drives = model->scenario->minds->drives;
  return drive < drives->len ? ((const WtDriveDef *)g_ptr_array_index(drives, drive))->pos
                             : (WtPos){0, 0};
}

static WtPos value_pos(const WtModel *model, guint value)
{
  const GPtrArray *values = model->scenario->minds->values;
  return value < values->len ? ((const WtValueDef *)g_ptr_array_index(values, value))->pos
                             : (WtPos){0, 0};
}

GPtrArray *wt_whence_motive(WtSession *session, gint32 person, guint motive)
{
  const WtModel *model = wt_session_model(session);
  const WtMinds *minds = model->minds;
  const WtMindPersonDef *def = person_def(model, person);
  const char *name = wt_minds_motive_name(minds, motive);
  GPtrArray *out = g_ptr_array_new_with_free_func(whence_free);
  g_return_val_if_fail(motive < wt_minds_n_motives(minds), out);
  if (motive < minds->n_values) {
    WtVar var = {(guint16)minds->values[motive].weight, 1, (guint32)person};
    add_weight(session, name, var, def ? def->values : NULL, value_pos(model, motive),
               WT_WHENCE_SCENARIO, out);
    add_appraisal(session, person, minds->values[motive].appraisal, out);
    return out;
  }
  guint drive = motive - minds->n_values;
  WtVar weight = {(guint16)minds->drives[drive].weight, 1, (guint32)person};
  WtVar set = {(guint16)minds->drives[drive].set, 1, (guint32)person};
  add_weight(session, name, weight, def ? def->drive_weights : NULL, drive_pos(model, drive),
             WT_WHENCE_SCENARIO, out);
  add_weight(session, name, set, def ? def->sets : NULL, drive_pos(model, drive),
             WT_WHENCE_SET_POINT, out);
  return out;
}

/* ---- before the first tick ---- */

typedef struct {
  const WtModel *model;
  const WtMindPersonDef *def; /* NULL: the scenario says nothing of this person's mind */
  WtVar var;
  WtWhence *out;
} Start;

/* `own`: what this person is given by name; `common`: what everybody is given. */
static void given(const Start *s, const GArray *own, const char *name, WtPos common)
{
  const WtWeightDef *w = find_weight(own, name);
  s->out->pos = w ? w->pos : common;
  if (w)
    s->out->kind = WT_WHENCE_SCENARIO;
}

static gboolean start_motive(const Start *s)
{
  const WtMinds *minds = s->model->minds;
  const WtMindPersonDef *def = s->def;
  for (guint i = 0; i < wt_minds_n_motives(minds); i++) {
    const char *name = wt_minds_motive_name(minds, i);
    guint drive = i - minds->n_values;
    if (i < minds->n_values && minds->values[i].weight == s->var.column)
      return given(s, def ? def->values : NULL, name, value_pos(s->model, i)), TRUE;
    if (i >= minds->n_values && minds->drives[drive].weight == s->var.column)
      return given(s, def ? def->drive_weights : NULL, name, drive_pos(s->model, drive)), TRUE;
    if (i >= minds->n_values && minds->drives[drive].set == s->var.column)
      return given(s, def ? def->sets : NULL, name, drive_pos(s->model, drive)), TRUE;
  }
  return FALSE;
}

static gboolean start_between(const Start *s)
{
  const WtMindColumns *c = &s->model->minds->columns;
  guint n = wt_vocab_n_others(s->model->vocab);
  if (s->var.column != c->affection && s->var.column != c->trust)
    return FALSE;
  gint32 other = wt_town_others(s->model->town, (gint32)(s->var.row / n))[s->var.row % n];
  if (other >= 0 && s->def)
    given(s, s->var.column == c->affection ? s->def->affection : s->def->trust,
          wt_vocab_entity_name(s->model->vocab, other), (WtPos){0, 0});
  return TRUE;
}

static gboolean start_known(const Start *s)
{
  const WtMinds *minds = s->model->minds;
  for (guint i = 0; i < minds->n_beliefs; i++)
    if (minds->beliefs[i].column == s->var.column) {
      if (s->def)
        s->out->kind = WT_WHENCE_SCENARIO, s->out->pos = s->def->pos;
      return TRUE;
    }
  return FALSE;
}

/* What somebody familiar with the town knows of its things. */
static gboolean start_remembered(const Start *s)
{
  const WtMindColumns *c = &s->model->minds->columns;
  gboolean memory = s->var.column == c->memory_at;
  for (guint a = 0; a < wt_vocab_n_attributes(s->model->vocab); a++)
    memory |= c->memory[a] == s->var.column;
  if (memory && s->def)
    s->out->kind = WT_WHENCE_SCENARIO, s->out->pos = s->def->pos;
  return memory;
}

static gboolean start_gene(const Start *s, const char *column)
{
  if (!g_str_has_prefix(column, "genes."))
    return FALSE;
  given(s, s->def ? s->def->genes : NULL, column + strlen("genes."), (WtPos){0, 0});
  s->out->kind = WT_WHENCE_GENE;
  return TRUE;
}

gint32 wt_whence_person(const WtModel *model, WtVar var)
{
  const WtLayout *layout = model->minds->layout;
  const WtAxis *axis = wt_layout_axis(layout, wt_variable_column(model, var)->axis);
  guint32 row = var.row;
  while (axis->parent >= 0) {
    const WtAxis *parent = wt_layout_axis(layout, axis->parent);
    guint32 of = 0;
    while (of + 1 < parent->n_rows && axis->start[of + 1] <= row)
      of++;
    row = of;
    axis = parent;
  }
  return (gint32)row;
}

void wt_whence_start(const WtModel *model, WtVar var, WtWhence *out)
{
  g_return_if_fail(model && out && var.block == 1);
  const WtColumn *c = wt_variable_column(model, var);
  WtNames *names = wt_vocab_names(model->vocab);
  g_autofree char *column =
      g_strdup_printf("%s.%s", c->group ? wt_names_text(names, c->group) : "", wt_names_text(names, c->name));
  Start s = {model, person_def(model, wt_whence_person(model, var)), var, out};
  *out = (WtWhence){.kind = WT_WHENCE_DEFAULT, .name = wt_variable_name(model, var)};
  if (!start_motive(&s) && !start_between(&s) && !start_known(&s) && !start_remembered(&s))
    start_gene(&s, column);
}
