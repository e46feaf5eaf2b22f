/* minds-lessons.c - compiling what can be learned: questions, who learns what.
 */
#include <math.h>
#include <string.h>

#include "agent/minds-private.h"

/* ---- who does not know what ---- */

static int belief_of_column(const WtMinds *minds, int column)
{
  for (guint i = 0; i < minds->n_beliefs; i++)
    if (minds->beliefs[i].column == column)
      return (int)i;
  return -1;
}

/* (transfer full): [person * n_beliefs + belief] */
static gboolean *known_at_first(const WtMinds *minds)
{
  gboolean *known = g_new0(gboolean, (gsize)minds->n_people * minds->n_beliefs + 1);
  for (guint i = 0; i < minds->initial->len; i++) {
    const WtInitialWrite *w = g_ptr_array_index(minds->initial, i);
    int belief = belief_of_column(minds, w->column);
    if (belief >= 0)
      known[(gsize)w->row * minds->n_beliefs + (guint)belief] = w->value != 0;
  }
  return known;
}

/* Sensations of one's own that are felt in doing something, and how levels of one's own body go. */
static gboolean can_be_learned(const WtMindsBuild *b, const WtBelief *belief)
{
  WtQuestion q;
  if (belief->rule < 0 || wt_vocab_outcome(b->vocab, belief->outcome)->per_other)
    return FALSE;
  wt_minds_set_felt(b, belief, &q);
  return q.felt >= 0 && b->minds->columns.memory[q.felt] >= 0 && q.hi > q.lo && isfinite(q.lo) && isfinite(q.hi);
}

static gboolean somebody_learns(const WtMinds *minds, const gboolean *known, guint belief)
{
  for (guint p = 0; p < minds->n_people; p++)
    if (!known[(gsize)p * minds->n_beliefs + belief])
      return TRUE;
  return FALSE;
}

/* ---- questions ---- */

static void list_leaves(WtQuestion *q)
{
  g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint k = 0; k < q->n_cues; k++) {
    guint n;
    const guint *leaves = wt_expr_parents(q->cues[k].value, &n);
    for (guint i = 0; i < n; i++) {
      gboolean seen = FALSE;
      for (guint j = 0; j < all->len; j++)
        seen = seen || g_array_index(all, guint, j) == leaves[i];
      if (!seen)
        g_array_append_val(all, leaves[i]);
    }
  }
  q->n_leaves = all->len;
  q->leaves = g_memdup2(all->data, (gsize)all->len * sizeof(guint));
}

static void make_space(WtQuestion *q, const WtInnate *innate)
{
  double prior[WT_BELIEF_FEATURES];
  for (guint k = 0; k < q->n_cues; k++)
    prior[k] = q->cues[k].prior;
  WtBeliefSpaceDef def = {.n_features = q->n_cues,
                          .max_parents = q->yes_no ? WT_BELIEF_PARENTS : WT_BELIEF_PARENTS_REAL,
                          .yes_no = q->yes_no,
                          .sigma = innate->noise,
                          .unknown = innate->unknown,
                          .prior = prior};
  q->space = wt_belief_space_new(&def);
  q->innate = innate;
  q->associative = (WtAssociativeDef){q->n_cues, innate->salience, innate->context, innate->association};
  if (q->level >= 0) /* what is always there is the act itself: as salient as any cue */
    q->associative.context = q->associative.salience;
}

/* Is the outcome felt in doing several things? Then what is believed of it needs the verb. */
static gboolean is_ambiguous(const WtMinds *minds, const WtBelief *belief)
{
  for (guint i = 0; i < minds->n_beliefs; i++)
    if (minds->beliefs[i].rule > 0 && belief->rule >= 0 && minds->beliefs[i].rule != belief->rule &&
        minds->beliefs[i].outcome == belief->outcome)
      return TRUE;
  return FALSE;
}

/* "draught -> chill", "sit.draught -> chill"; "something else -> chill"; for all the act does itself, `cue` NULL: "eat -> hunger" */
static char *link_name(const WtMindsBuild *b, const WtQuestion *q, const char *cue)
{
  const WtBelief *belief = &b->minds->beliefs[q->belief];
  const char *full = wt_minds_belief_name(b->minds, (guint)q->belief);
  const char *outcome = wt_names_text(b->names, wt_vocab_outcome(b->vocab, belief->outcome)->name);
  const char *verb = wt_names_text(b->names, b->minds->known->rules[belief->rule]->verb);
  const char *more = full + strlen(verb) + 1 + strlen(outcome); /* ".2": two kinds offer the verb */
  if (!cue)
    return g_strdup_printf("%s%s -> %s", verb, more, outcome);
  if (!is_ambiguous(b->minds, belief))
    return g_strdup_printf("%s -> %s", cue, outcome);
  return g_strdup_printf("%s%s.%s -> %s", verb, more, cue, outcome);
}

static void add_question(WtMindsBuild *b, GArray *questions, guint belief)
{
  const WtBelief *what = &b->minds->beliefs[belief];
  g_autoptr(GArray) cues = g_array_new(FALSE, FALSE, sizeof(WtCue));
  const WtFelt *felt = wt_rule_felt(b->minds->known->rules[what->rule], wt_vocab_outcome(b->vocab, what->outcome)->first);
  const WtOutcome *outcome = wt_vocab_outcome(b->vocab, what->outcome);
  WtQuestion q;
  wt_minds_set_felt(b, what, &q);
  q.belief = (gint32)belief;
  q.sign = wt_minds_find_sign(b, outcome);
  q.yes_no = wt_expr_type(felt->value) == WT_VALUE_BOOL;
  q.follows = felt->follows;
  q.seen = felt->follows ? wt_minds_find_effect(b, outcome) : -1;
  wt_minds_find_cues(b, b->minds->known->rules[what->rule], q.seen, wt_expr_pos(felt->value),
                     wt_minds_belief_name(b->minds, belief), cues);
  q.n_cues = cues->len;
  for (guint k = 0; k < q.n_cues; k++)
    q.cues[k] = g_array_index(cues, WtCue, k);
  for (guint k = 0; k <= q.n_cues; k++) {
    g_autofree char *name = link_name(b, &q, k < q.n_cues ? wt_names_text(b->names, q.cues[k].name) : "something else");
    *(k < q.n_cues ? &q.cues[k].link : &q.unknown) =
        wt_minds_add_column(b, b->person_axis, "believes", name, WT_TYPE_NUMBER, 0, 1, 0);
  }
  if (q.level >= 0) {
    g_autofree char *name = link_name(b, &q, NULL);
    q.change = wt_minds_add_column(b, b->person_axis, "believes", name, WT_TYPE_NUMBER, 0, 1, 0);
  }
  list_leaves(&q);
  make_space(&q, &b->minds->innate);
  g_array_append_val(questions, q);
}

/* ---- rows and columns ---- */

static void count_rows(WtMinds *minds, WtLessons *l, const gboolean *known)
{
  g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(gint32));
  l->first = g_new0(guint32, minds->n_people + 1);
  l->lesson_of = g_new(gint32, (gsize)minds->n_people * l->n_questions + 1);
  for (guint p = 0; p < minds->n_people; p++) {
    for (guint q = 0; q < l->n_questions; q++) {
      gboolean learns = !known[(gsize)p * minds->n_beliefs + (guint)l->questions[q].belief];
      gint32 number = (gint32)q;
      l->lesson_of[(gsize)p * l->n_questions + q] = learns ? (gint32)rows->len : -1;
      if (learns)
        g_array_append_val(rows, number);
    }
    l->first[p + 1] = rows->len;
  }
  l->n_lessons = rows->len;
  l->question = g_memdup2(rows->data, (gsize)rows->len * sizeof(gint32));
  l->hypothesis = g_new0(guint32, l->n_lessons + 1);
  l->cue = g_new0(guint32, l->n_lessons + 1);
  for (guint i = 0; i < l->n_lessons; i++) {
    const WtQuestion *q = wt_lesson_question(l, i);
    l->hypothesis[i + 1] = l->hypothesis[i] + wt_belief_n_hypotheses(q->space);
    l->cue[i + 1] = l->cue[i] + q->n_cues + 1;
  }
}

static int add_column_of(WtMindsBuild *b, int axis, const char *name, WtColumnKind kind, WtType type, WtColumnRole role,
                         double lo, double hi)
{
  WtColumn column = {.name = wt_names_intern(b->names, name),
                     .group = wt_names_intern(b->names, "lesson"),
                     .kind = kind,
                     .type = type,
                     .role = role,
                     .follows = role == WT_DERIVED, /* from experiences, which are checked */
                     .sense = WT_SENSE_INNER,
                     .axis = (int16_t)axis,
                     .lo = lo,
                     .hi = hi};
  return wt_layout_add_column(b->minds->layout, &column);
}

int wt_minds_add_lesson_column(WtMindsBuild *b, int axis, const char *name, WtType type, WtColumnRole role, double lo,
                               double hi)
{
  return add_column_of(b, axis, name, type == WT_TYPE_NUMBER ? WT_F64 : WT_I32, type, role, lo, hi);
}

static int add_count(WtMindsBuild *b, int axis, const char *name, WtColumnRole role)
{
  return add_column_of(b, axis, name, WT_I32, WT_TYPE_NUMBER, role, 0, HUGE_VAL);
}

static void add_columns_of_consequences(WtMindsBuild *b, WtLessons *l, int lesson, int lived)
{
  l->last = wt_minds_add_lesson_column(b, lesson, "last", WT_TYPE_NUMBER, WT_STATE, -1, 1);
  for (guint j = 0; j < WT_DELAYS; j++) {
    g_autofree char *delay = g_strdup_printf("delay%u", j), *after = g_strdup_printf("after%u", j);
    l->delay[j] = wt_minds_add_lesson_column(b, lesson, delay, WT_TYPE_NUMBER, WT_DERIVED, 0, 1);
    l->after[j] = wt_minds_add_lesson_column(b, lived, after, WT_TYPE_NUMBER, WT_STATE, -1, 1);
  }
  l->stage = add_count(b, lived, "stage", WT_STATE);
  l->from = wt_minds_add_lesson_column(b, lived, "from", WT_TYPE_NUMBER, WT_STATE, -1, 1);
  l->peak = wt_minds_add_lesson_column(b, lived, "peak", WT_TYPE_NUMBER, WT_STATE, -1, 1);
  l->was = wt_minds_add_lesson_column(b, lived, "was", WT_TYPE_NUMBER, WT_STATE, -1, 1);
}

static const WtLearnRates *rates_of(const WtMindsBuild *b, guint person)
{
  const WtMindPersonDef *def = person < b->def->people->len ? g_ptr_array_index(b->def->people, person) : NULL;
  return def ? &def->learning : &b->def->learning;
}

/* Who thinks that mechanisms change, and the columns for it. */
static void add_change(WtMindsBuild *b, WtLessons *l, int lesson)
{
  gboolean any = FALSE;
  l->hazard = g_new0(double, l->n_lessons + 1);
  for (guint p = 0; p < b->minds->n_people; p++)
    for (guint i = l->first[p]; i < l->first[p + 1]; i++) {
      l->hazard[i] = wt_lesson_question(l, i)->follows ? 0 : rates_of(b, p)->hazard;
      any |= l->hazard[i] > 0;
    }
  l->changed = any ? wt_minds_add_lesson_column(b, lesson, "changed", WT_TYPE_NUMBER, WT_DERIVED, 0, 1) : -1;
  l->outdated = any ? add_count(b, lesson, "outdated", WT_DERIVED) : -1;
}

/* Who shares forms between questions, and the columns for it. */
static void add_sharing(WtMindsBuild *b, WtLessons *l, int lesson)
{
  gboolean any = FALSE;
  l->share = g_new0(double, b->minds->n_people + 1);
  for (guint p = 0; p < b->minds->n_people; p++) {
    l->share[p] = rates_of(b, p)->overhypotheses;
    any |= l->share[p] > 0;
  }
  for (guint f = 0; f < WT_N_FORMS; f++) {
    const char *what = wt_form_name((WtForm)f);
    g_autofree char *name = g_strdup_printf("form_%s", what);
    g_strdelimit(name, " -/", '_');
    l->form[f] = any ? wt_minds_add_lesson_column(b, lesson, name, WT_TYPE_NUMBER, WT_DERIVED, 0, 1) : -1;
  }
}

static void add_columns(WtMindsBuild *b, WtLessons *l)
{
  WtLayout *layout = b->minds->layout;
  g_autofree guint32 *experience = g_new(guint32, l->n_lessons + 1);
  guint most = 0;
  for (guint i = 0; i <= l->n_lessons; i++)
    experience[i] = i * l->capacity;
  for (guint q = 0; q < l->n_questions; q++)
    most = MAX(most, l->questions[q].n_cues);
  int lesson = wt_layout_add_ragged(layout, wt_names_intern(b->names, "lesson"), b->person_axis, l->first);
  int lived = wt_layout_add_ragged(layout, wt_names_intern(b->names, "experience"), lesson, experience);
  int cue = wt_layout_add_ragged(layout, wt_names_intern(b->names, "cue"), lesson, l->cue);
  int hypothesis = wt_layout_add_ragged(layout, wt_names_intern(b->names, "hypothesis"), lesson, l->hypothesis);
  l->count = add_count(b, lesson, "count", WT_STATE);
  wt_minds_add_stretch(b, l, lesson, most);
  l->version = wt_minds_add_lesson_column(b, lesson, "version", WT_TYPE_NUMBER, WT_DERIVED, 0, HUGE_VAL);
  l->tick = wt_minds_add_lesson_column(b, lived, "tick", WT_TYPE_TICK, WT_STATE, -1, HUGE_VAL);
  l->option = wt_minds_add_lesson_column(b, lived, "option", WT_TYPE_OPTION, WT_STATE, -1, HUGE_VAL);
  l->y = wt_minds_add_lesson_column(b, lived, "y", WT_TYPE_NUMBER, WT_STATE, 0, 1);
  l->credence = wt_minds_add_lesson_column(b, lived, "credence", WT_TYPE_NUMBER, WT_STATE, 0, 1);
  for (guint k = 0; k < most; k++) {
    char name[] = {'x', (char)('0' + k), '\0'};
    l->x[k] = wt_minds_add_lesson_column(b, lived, name, WT_TYPE_NUMBER, WT_STATE, 0, 1);
  }
  add_sharing(b, l, lesson);
  add_change(b, l, lesson);
  if (l->any_follows)
    add_columns_of_consequences(b, l, lesson, lived);
  l->association = wt_minds_add_lesson_column(b, cue, "association", WT_TYPE_NUMBER, WT_STATE, -HUGE_VAL, HUGE_VAL);
  l->class_of = add_count(b, cue, "class", WT_DERIVED);
  if (b->minds->curiosity)
    b->minds->curiosity->fruitless = add_count(b, lesson, "fruitless", WT_STATE);
  l->evidence = wt_minds_add_lesson_column(b, hypothesis, "evidence", WT_TYPE_NUMBER, WT_DERIVED, -HUGE_VAL, HUGE_VAL);
  l->probability = wt_minds_add_lesson_column(b, hypothesis, "probability", WT_TYPE_NUMBER, WT_DERIVED, 0, 1);
}

void wt_minds_compile_lessons(WtMindsBuild *b)
{
  WtMinds *minds = b->minds;
  g_autofree gboolean *known = known_at_first(minds);
  g_autoptr(GArray) questions = g_array_new(FALSE, FALSE, sizeof(WtQuestion));
  wt_minds_check_candidates(b);
  wt_minds_check_seen(b);
  for (guint i = 0; i < minds->n_beliefs; i++)
    if (can_be_learned(b, &minds->beliefs[i]) && somebody_learns(minds, known, i))
      add_question(b, questions, i);
  if (questions->len == 0)
    return;
  WtLessons *l = minds->lessons = g_new0(WtLessons, 1);
  l->capacity = minds->known->experience_limit;
  l->n_questions = questions->len;
  l->questions = g_memdup2(questions->data, (gsize)questions->len * sizeof(WtQuestion));
  for (guint q = 0; q < l->n_questions; q++)
    l->any_follows |= l->questions[q].follows;
  l->question_of = g_new(gint32, minds->n_beliefs + 1);
  for (guint i = 0; i < minds->n_beliefs; i++)
    l->question_of[i] = -1;
  for (guint q = 0; q < l->n_questions; q++)
    l->question_of[l->questions[q].belief] = (gint32)q;
  count_rows(minds, l, known);
  add_columns(b, l);
}
