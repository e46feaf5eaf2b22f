/* minds-compile.c - from WtMindsDef to WtMinds: layout, motives, beliefs, features.
 *
 * Diagnostics: E401 a value and a drive share a name · E402 an appraisal is not a number · E403 a
 * norm names an unknown verb · E404 an unknown kind or thing · E405 a norm's `when` is not a truth
 * value · E406 an unknown mechanism in `knows` · E407 an unknown person · E408 an unknown value,
 * drive or gene, also in `tells` and as `sickness`.
 */
#include <math.h>

#include "agent/minds-private.h"

void wt_minds_mistake(WtMindsBuild *b, const char *code, WtPos pos, const char *path, const char *hint,
                      const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *message = g_strdup_vprintf(format, args);
  va_end(args);
  wt_diags_add(b->diags, WT_ERROR, code, pos, path, hint, "%s", message);
}

void wt_minds_add_initial(WtMindsBuild *b, int column, guint32 row, double value)
{
  WtInitialWrite *w = g_new(WtInitialWrite, 1);
  *w = (WtInitialWrite){column, row, value};
  g_ptr_array_add(b->minds->initial, w);
}

static WtColumnKind kind_of(WtType type)
{
  return type == WT_TYPE_NUMBER ? WT_F64 : WT_I32;
}

static int add_column_of(WtMindsBuild *b, int axis, const char *group, const char *name, WtColumnKind kind,
                         WtType type, double lo, double hi, double neutral)
{
  WtColumn column = {.name = wt_names_intern(b->names, name),
                     .group = group ? wt_names_intern(b->names, group) : WT_SYM_NONE,
                     .kind = kind,
                     .type = type,
                     .role = WT_STATE,
                     .sense = WT_SENSE_INNER,
                     .axis = (int16_t)axis,
                     .lo = lo,
                     .hi = hi,
                     .neutral = neutral};
  return wt_layout_add_column(b->minds->layout, &column);
}

int wt_minds_add_bare_column(WtMindsBuild *b, int axis, const char *group, const char *name, WtType type, double lo,
                             double hi, double neutral)
{
  return add_column_of(b, axis, group, name, kind_of(type), type, lo, hi, neutral);
}

int wt_minds_add_column(WtMindsBuild *b, int axis, const char *group, const char *name, WtType type, double lo,
                        double hi, double neutral)
{
  int column = wt_minds_add_bare_column(b, axis, group, name, type, lo, hi, neutral);
  WtAttribute attribute = {.group = group ? wt_names_intern(b->names, group) : WT_SYM_NONE,
                           .name = wt_names_intern(b->names, name),
                           .owner = axis == b->other_axis ? WT_OWNER_BETWEEN : WT_OWNER_PERSON,
                           .block = 1,
                           .column = (gint16)column,
                           .type = type,
                           .sense = WT_SENSE_INNER,
                           .lo = lo,
                           .hi = hi,
                           .neutral = neutral};
  wt_vocab_add_attribute(b->vocab, &attribute);
  return column;
}

static guint32 *even_starts(guint parents, guint each)
{
  guint32 *start = g_new(guint32, parents + 1);
  for (guint i = 0; i <= parents; i++)
    start[i] = i * each;
  return start;
}

static int add_children(WtMindsBuild *b, const char *name, guint each)
{
  g_autofree guint32 *start = even_starts(b->minds->n_people, each);
  return wt_layout_add_ragged(b->minds->layout, wt_names_intern(b->names, name), b->person_axis, start);
}

static gboolean somebody_decides_by_reality(const WtMindsBuild *b)
{
  for (guint i = 0; i < b->def->people->len; i++)
    if (((const WtMindPersonDef *)g_ptr_array_index(b->def->people, i))->policy == WT_POLICY_REALITY)
      return TRUE;
  return FALSE;
}

/* Everything in the world that a sense can report is remembered, one column each; where somebody decides by
 * reality, what no sense reports too. */
static void add_memory(WtMindsBuild *b)
{
  gboolean all = somebody_decides_by_reality(b);
  WtMindColumns *c = &b->minds->columns;
  guint n = wt_vocab_n_attributes(b->vocab);
  c->memory = g_new(int, n);
  c->memory_tick = g_new(int, n);
  c->memory_who = wt_minds_add_bare_column(b, b->memory_axis, "memory", "who", WT_TYPE_ENTITY, -1, HUGE_VAL, -1);
  c->memory_at = wt_minds_add_bare_column(b, b->memory_axis, "memory", "at", WT_TYPE_CELL, -1, HUGE_VAL, -1);
  c->memory_seen = wt_minds_add_bare_column(b, b->memory_axis, "memory", "seen", WT_TYPE_TICK, -1, HUGE_VAL, -1);
  for (guint i = 0; i < n; i++) {
    const WtAttribute *a = wt_vocab_attribute(b->vocab, (int)i);
    c->memory[i] = c->memory_tick[i] = -1;
    if (a->block != 0 || (a->sense == WT_SENSE_NEVER && !all) || (a->owner != WT_OWNER_PERSON && a->owner != WT_OWNER_THING))
      continue;
    g_autofree char *owner = g_strdup_printf("memory.%s%s%s", a->owner == WT_OWNER_PERSON ? "person" : "thing",
                                             a->group ? "." : "", a->group ? wt_names_text(b->names, a->group) : "");
    g_autofree char *when = g_strdup_printf("%s.tick", owner);
    const char *name = wt_names_text(b->names, a->name);
    c->memory[i] = wt_minds_add_bare_column(b, b->memory_axis, owner, name, a->type, a->lo, a->hi, a->neutral);
    c->memory_tick[i] = wt_minds_add_bare_column(b, b->memory_axis, when, name, WT_TYPE_TICK, -1, HUGE_VAL, -1);
  }
}

/* The attributes that minds themselves have brought are not remembered. */
static void extend_memory(WtMindsBuild *b, guint had)
{
  WtMindColumns *c = &b->minds->columns;
  guint n = wt_vocab_n_attributes(b->vocab);
  c->memory = g_renew(int, c->memory, n);
  c->memory_tick = g_renew(int, c->memory_tick, n);
  for (guint i = had; i < n; i++)
    c->memory[i] = c->memory_tick[i] = -1;
}

void wt_minds_compile_columns(WtMindsBuild *b)
{
  WtMinds *minds = b->minds;
  WtMindColumns *c = &minds->columns;
  b->person_axis = wt_layout_add_axis(minds->layout, wt_names_intern(b->names, "person"), minds->n_people);
  b->other_axis = add_children(b, "other", minds->n_others);
  b->memory_axis = add_children(b, "memory", minds->n_memory);
  int p = b->person_axis;
  c->choice = wt_minds_add_bare_column(b, p, NULL, "choice", WT_TYPE_OPTION, -1, HUGE_VAL, WT_OPTION_NONE);
  c->chosen_at = wt_minds_add_bare_column(b, p, "mind", "chosen_at", WT_TYPE_TICK, -1, HUGE_VAL, -1);
  c->decide_by = wt_minds_add_bare_column(b, p, "mind", "decide_by", WT_TYPE_TICK, -1, HUGE_VAL, -1);
  c->felt_act = wt_minds_add_bare_column(b, p, "mind", "felt_act", WT_TYPE_OPTION, -1, HUGE_VAL, WT_OPTION_NONE);
  c->news = wt_minds_add_bare_column(b, p, "mind", "news", WT_TYPE_BOOL, 0, 1, 0);
  c->body_at = wt_minds_add_bare_column(b, p, "body", "at", WT_TYPE_CELL, -1, HUGE_VAL, -1);
  c->body_stage = add_column_of(b, p, "body", "stage", WT_I32, WT_TYPE_NUMBER, 0, 2, 0);
  c->body_option = wt_minds_add_bare_column(b, p, "body", "option", WT_TYPE_OPTION, -1, HUGE_VAL, WT_OPTION_NONE);
  c->body_place = wt_minds_add_bare_column(b, p, "body", "place", WT_TYPE_OPTION, -1, HUGE_VAL, WT_OPTION_NONE);
  c->body_failed = wt_minds_add_bare_column(b, p, "body", "failed", WT_TYPE_OPTION, -1, HUGE_VAL, WT_OPTION_NONE);
  c->body_ended = wt_minds_add_bare_column(b, p, "body", "ended", WT_TYPE_OPTION, -1, HUGE_VAL, WT_OPTION_NONE);
  c->body_left = wt_minds_add_bare_column(b, p, "body", "left", WT_TYPE_NUMBER, 0, HUGE_VAL, 0);
  add_memory(b);
  c->care = wt_minds_add_column(b, p, NULL, "care", WT_TYPE_NUMBER, -1, 1, 0);
  c->affection = wt_minds_add_column(b, b->other_axis, NULL, "affection", WT_TYPE_NUMBER, -1, 1, 0);
  c->trust = wt_minds_add_column(b, b->other_axis, NULL, "trust", WT_TYPE_NUMBER, 0, 1, 0);
}

void wt_minds_compile_motives(WtMindsBuild *b)
{
  WtMinds *minds = b->minds;
  minds->n_values = b->def->values->len;
  minds->n_drives = b->def->drives->len;
  minds->values = g_new0(WtValue, minds->n_values);
  minds->drives = g_new0(WtDrive, minds->n_drives);
  for (guint i = 0; i < minds->n_values; i++) {
    const WtValueDef *def = g_ptr_array_index(b->def->values, i);
    minds->values[i].name = wt_names_intern(b->names, def->name);
    minds->values[i].weight = wt_minds_add_column(b, b->person_axis, "values", def->name, WT_TYPE_NUMBER, 0, 1, 0);
  }
  for (guint i = 0; i < minds->n_drives; i++) {
    const WtDriveDef *def = g_ptr_array_index(b->def->drives, i);
    const WtKnownLevel *level = &minds->known->levels[i];
    WtDrive *drive = &minds->drives[i];
    *drive = (WtDrive){.name = wt_names_intern(b->names, def->name), .convexity = def->convexity, .alarm = def->alarm};
    for (guint v = 0; v < minds->n_values; v++)
      if (minds->values[v].name == drive->name)
        wt_minds_mistake(b, "E401", def->pos, "drives", NULL, "'%s' is the name of a value as well", def->name);
    drive->set = wt_minds_add_column(b, b->person_axis, "set", def->name, WT_TYPE_NUMBER, level->lo, level->hi, 0);
    drive->weight = wt_minds_add_column(b, b->person_axis, "drives", def->name, WT_TYPE_NUMBER, 0, HUGE_VAL, 0);
    drive->alarmed = wt_minds_add_bare_column(b, b->person_axis, "alarmed", def->name, WT_TYPE_BOOL, 0, 1, 0);
  }
  for (guint g = 0; g < b->def->genes->len; g++) {
    const WtGeneDef *gene = g_ptr_array_index(b->def->genes, g);
    g_autofree char *group = g_strdup_printf("genes.%s", gene->name);
    for (guint k = 0; k < gene->components->len; k++)
      wt_minds_add_column(b, b->person_axis, group, g_ptr_array_index(gene->components, k), WT_TYPE_NUMBER, -1, 1, 0);
  }
}

static gboolean is_bent(const WtMindsBuild *b, const WtExpr *appraisal)
{
  guint n;
  const guint *leaves = wt_expr_parents(appraisal, &n);
  g_autofree guint8 *outcomes = g_new0(guint8, n + 1);
  for (guint i = 0; i < n; i++)
    outcomes[i] = wt_vocab_leaf(b->vocab, leaves[i])->kind == WT_LEAF_OUTCOME;
  return !wt_expr_is_linear(appraisal, outcomes);
}

void wt_minds_compile_appraisals(WtMindsBuild *b)
{
  for (guint i = 0; i < b->minds->n_values; i++) {
    const WtValueDef *def = g_ptr_array_index(b->def->values, i);
    g_autofree char *path = g_strdup_printf("values.%s", def->name);
    g_autoptr(WtExprText) insights = def->appraisal ? NULL : wt_minds_sum_insights(b);
    const WtExprText *text = def->appraisal ? def->appraisal : insights;
    WtExpr *e = wt_vocab_bind(b->vocab, text, WT_WORDS_MIND | WT_WORDS_OUTCOMES, WT_HERE_GROUND, path, b->diags);
    b->minds->values[i].appraisal = e;
    b->minds->values[i].bent = e && is_bent(b, e);
    b->minds->values[i].lasts = !def->appraisal;
    if (e && (wt_expr_type(e) != WT_VALUE_NUMBER || !wt_dim_equal(wt_expr_dim(e), WT_DIM_NONE)))
      wt_minds_mistake(b, "E402", wt_expr_pos(e), path, NULL, "what an outcome is worth must be a plain number");
  }
}

static void add_belief(WtMindsBuild *b, GArray *beliefs, const char *name, gint32 rule, gint32 outcome)
{
  WtBelief belief = {.name = wt_names_intern(b->names, name), .rule = rule, .outcome = outcome};
  belief.column = wt_minds_add_bare_column(b, b->person_axis, "believes", name, WT_TYPE_BOOL, 0, 1, 0);
  g_array_append_val(beliefs, belief);
}

static void add_rule_beliefs(WtMindsBuild *b, GArray *beliefs, gint32 rule)
{
  const WtRule *r = b->minds->known->rules[rule];
  guint n_outcomes = wt_vocab_n_outcomes(b->vocab);
  gint32 *of = b->minds->belief_of[rule] = g_new(gint32, n_outcomes);
  for (guint i = 0; i < n_outcomes; i++)
    of[i] = -1;
  for (guint i = 0; i < r->n_felt; i++) {
    guint outcome = r->felt[i].outcome;
    if (of[outcome] >= 0)
      continue;
    of[outcome] = (gint32)beliefs->len;
    g_autofree char *name =
        g_strdup_printf("%s.%s", wt_names_text(b->names, r->verb),
                        wt_names_text(b->names, wt_vocab_outcome(b->vocab, (int)outcome)->name));
    /* Two kinds may offer the same verb: one belief for both would tie unlike mechanisms together. */
    g_autofree char *unique = g_strdup(name);
    for (guint j = 0, n = 2; j < beliefs->len; j++)
      if (g_str_equal(wt_names_text(b->names, g_array_index(beliefs, WtBelief, j).name), unique)) {
        g_free(unique);
        unique = g_strdup_printf("%s.%u", name, n++);
        j = (guint)-1;
      }
    add_belief(b, beliefs, unique, rule, (gint32)outcome);
  }
}

void wt_minds_compile_beliefs(WtMindsBuild *b)
{
  WtMinds *minds = b->minds;
  const WtKnown *known = minds->known;
  g_autoptr(GArray) beliefs = g_array_new(FALSE, FALSE, sizeof(WtBelief));
  minds->belief_of = g_new0(gint32 *, known->n_rules);
  for (guint r = 0; r < known->n_rules; r++)
    add_rule_beliefs(b, beliefs, (gint32)r);
  minds->field_belief = g_new(gint32, known->n_fields);
  for (guint f = 0; f < known->n_fields; f++) {
    const WtAttribute *a = wt_vocab_attribute(b->vocab, known->field_attributes[f]);
    minds->field_belief[f] = (gint32)beliefs->len;
    add_belief(b, beliefs, wt_names_text(b->names, a->name), -1, (gint32)f);
  }
  minds->n_beliefs = beliefs->len;
  minds->beliefs = g_new(WtBelief, minds->n_beliefs);
  if (minds->n_beliefs)
    memcpy(minds->beliefs, beliefs->data, minds->n_beliefs * sizeof(WtBelief));
}

static gboolean norm_applies(WtMindsBuild *b, const WtNorm *norm, gint32 rule)
{
  const WtRule *r = b->minds->known->rules[rule];
  if (r->verb != norm->verb)
    return FALSE;
  if (norm->kind >= 0)
    return r->kind == norm->kind;
  return norm->entity < 0 || wt_vocab_entity_kind(b->vocab, norm->entity) == r->kind;
}

static void find_norm_object(WtMindsBuild *b, WtNorm *norm, const WtNormDef *def, const char *path)
{
  norm->kind = norm->entity = -1;
  if (!def->of)
    return;
  norm->entity = wt_vocab_entity(b->vocab, def->of);
  if (norm->entity < 0)
    norm->kind = wt_vocab_kind(b->vocab, def->of);
  if (norm->entity < 0 && norm->kind < 0)
    wt_minds_mistake(b, "E404", def->pos, path, NULL, "there is no kind or thing '%s'", def->of);
}

static void compile_norm(WtMindsBuild *b, WtNorm *norm, const WtNormDef *def)
{
  guint n_rules = b->minds->known->n_rules;
  g_autofree char *path = g_strdup_printf("norms.%s", def->name);
  norm->name = wt_names_intern(b->names, def->name);
  norm->expects = def->expects;
  norm->verb = wt_names_intern(b->names, def->verb);
  norm->conditional = def->when != NULL;
  norm->when = g_new0(WtExpr *, n_rules);
  norm->bound = wt_minds_add_column(b, b->person_axis, "norms", def->name, WT_TYPE_BOOL, 0, 1, 0);
  find_norm_object(b, norm, def, path);
  gboolean any = FALSE;
  for (guint r = 0; r < n_rules; r++) {
    if (!norm_applies(b, norm, (gint32)r))
      continue;
    any = TRUE;
    if (!def->when)
      continue;
    WtExpr *e = norm->when[r] = wt_vocab_bind(b->vocab, def->when, WT_WORDS_WORLD | WT_WORDS_HERE,
                                              b->minds->known->rules[r]->kind, path, b->diags);
    if (e && wt_expr_type(e) != WT_VALUE_BOOL)
      wt_minds_mistake(b, "E405", wt_expr_pos(e), path, NULL, "`when` must be true or false");
  }
  if (!any && wt_diags_n_errors(b->diags) == 0) /* else the rule may be missing for its own mistake */
    wt_minds_mistake(b, "E403", def->verb_pos, path, NULL, "nothing%s%s offers '%s'", def->of ? " like " : "",
                     def->of ? def->of : "", def->verb);
}

void wt_minds_compile_norms(WtMindsBuild *b)
{
  b->minds->n_norms = b->def->norms->len;
  b->minds->norms = g_new0(WtNorm, b->minds->n_norms);
  for (guint i = 0; i < b->minds->n_norms; i++)
    compile_norm(b, &b->minds->norms[i], g_ptr_array_index(b->def->norms, i));
}

/* Two leaves are the same feature if they differ only in whether `here` is a thing, a person or the
 * ground: the draught of a chair and the draught of the floor are both "the draught here". */
static gboolean same_feature(const WtVocab *vocab, const WtLeaf *x, const WtLeaf *y)
{
  if (x->kind != y->kind || x->a.root != y->a.root || x->a.id != y->a.id || x->b.root != y->b.root ||
      x->b.id != y->b.id || x->distance != y->distance)
    return FALSE;
  if (x->attribute == y->attribute)
    return TRUE;
  if (x->kind != WT_LEAF_ATTRIBUTE || x->a.root != WT_ROOT_HERE)
    return FALSE;
  const WtAttribute *ax = wt_vocab_attribute(vocab, x->attribute), *ay = wt_vocab_attribute(vocab, y->attribute);
  return ax->name == ay->name && ax->group == ay->group && ax->block == ay->block;
}

void wt_minds_note_leaves(WtMinds *minds)
{
  const WtVocab *vocab = minds->known->vocab;
  guint n = wt_vocab_n_leaves(vocab);
  minds->feature = g_renew(guint, minds->feature, n);
  for (guint i = 0; i < n; i++) {
    minds->feature[i] = i;
    for (guint j = 0; j < i; j++)
      if (same_feature(vocab, wt_vocab_leaf(vocab, j), wt_vocab_leaf(vocab, i))) {
        minds->feature[i] = j;
        break;
      }
  }
}

WtMinds *wt_minds_compile(const WtMindsDef *def, const WtKnown *known, WtDiags *diags)
{
  WtMinds *minds = g_new0(WtMinds, 1);
  minds->known_copy = *known;
  minds->known = &minds->known_copy;
  minds->initial = g_ptr_array_new_with_free_func(g_free);
  minds->layout = wt_layout_new("minds");
  minds->n_people = wt_vocab_n_people(known->vocab);
  minds->n_others = wt_vocab_n_others(known->vocab);
  minds->n_memory = MIN(wt_vocab_n_entities(known->vocab), known->memory_limit);
  minds->horizon = def->horizon;
  minds->discount = def->discount;
  minds->temperature = def->temperature;
  minds->switching = def->switching;
  minds->walking = def->walking;
  minds->tolerance = def->tolerance;
  minds->notice = def->notice;
  minds->wait = def->wait;
  minds->remember = def->remember;
  minds->innate = def->innate;
  WtMindsBuild b = {.minds = minds, .def = def, .names = wt_vocab_names(known->vocab), .vocab = known->vocab, .diags = diags};
  guint before = wt_diags_n_errors(diags), n_attributes = wt_vocab_n_attributes(known->vocab);
  wt_minds_compile_columns(&b);
  wt_minds_compile_motives(&b);
  wt_minds_compile_beliefs(&b);
  wt_minds_compile_norms(&b);
  wt_minds_compile_appraisals(&b);
  wt_minds_compile_people(&b);
  wt_minds_compile_curiosity(&b);
  wt_minds_compile_lessons(&b);
  for (guint v = 0; v < minds->n_values && minds->lessons; v++)
    minds->spreads |= minds->values[v].bent;
  wt_minds_compile_learning(&b);
  wt_minds_note_leaves(minds);
  extend_memory(&b, n_attributes);
  wt_layout_freeze(minds->layout);
  if (wt_diags_n_errors(diags) == before)
    return minds;
  wt_minds_free(minds);
  return NULL;
}
