/* expect.c - running a scenario's expectations. */
#include "sim/expect.h"

#include <math.h>
#include <string.h>

#include "sim/slice.h"
#include "sim/why.h"

/* All expectations with the same interventions share a run. */
typedef struct {
  const WtModel *model;
  guint64 seed;
  WtTape *tape;
  GArray *dos; /* WtIntervention */
  char *key;
  guint8 *always, *ever; /* (n_expects) conditions over the run */
  guint8 *held;          /* (n_expects) THAT: at its tick */
  double *sum;           /* (n_expects) MEAN: over its ticks */
  guint *n;              /* (n_expects) MEAN: how many there were */
} Trial;

static void trial_free(gpointer data)
{
  Trial *t = data;
  wt_tape_free(t->tape);
  g_array_unref(t->dos);
  g_free(t->key);
  g_free(t->always);
  g_free(t->ever);
  g_free(t->held);
  g_free(t->sum);
  g_free(t->n);
  g_free(t);
}

/* What a condition reads: the town and the minds. */
typedef struct {
  WtWorld world;
  const WtMinds *minds;
  const WtBlock *block; /* of minds */
} Whole;

static gint32 entity_of(const WtAnchor *anchor)
{
  return anchor->root == WT_ROOT_ENTITY ? anchor->id : -1;
}

static double whole_leaf(gpointer user, guint number, WtRoles roles, guint8 *source)
{
  Whole *whole = user;
  const WtLeaf *leaf = wt_vocab_leaf(whole->minds->known->vocab, number);
  gboolean attribute = leaf->kind == WT_LEAF_ATTRIBUTE || leaf->kind == WT_LEAF_BETWEEN;
  const WtAttribute *a = attribute ? wt_vocab_attribute(whole->minds->known->vocab, leaf->attribute) : NULL;
  if (!a || a->block == 0)
    return wt_world_leaf(&whole->world, number, roles, source);
  gint32 row = entity_of(&leaf->a);
  if (row >= 0 && leaf->kind == WT_LEAF_BETWEEN)
    row = wt_mind_other(whole->minds, row, entity_of(&leaf->b));
  return row < 0 ? 0 : wt_block_at(whole->block, a->column, (guint32)row);
}

static void evaluate_one(Trial *t, guint i, gint32 tick, double value)
{
  const WtExpectDef *def = g_ptr_array_index(t->model->scenario->expects, i);
  gint32 end = t->model->clock->ticks - 1;
  gboolean holds = value == 1;
  switch (def->kind) {
  case WT_EXPECT_THAT: t->held[i] = tick == (def->tick < 0 ? end : def->tick) ? holds : t->held[i]; break;
  case WT_EXPECT_ALWAYS: t->always[i] &= holds || tick < def->tick; break;
  case WT_EXPECT_EVER: t->ever[i] |= holds && tick >= def->tick; break;
  case WT_EXPECT_MEAN:
    if (tick >= def->tick && tick <= (def->until < 0 ? end : def->until)) {
      t->sum[i] += value;
      t->n[i]++;
    }
    break;
  default: break;
  }
}

static void evaluate_conditions(Trial *t, WtSession *session, gint32 tick)
{
  const GPtrArray *expects = t->model->scenario->expects;
  Whole whole = {.world = {.town = t->model->town, .block = wt_session_world(session), .seed = t->seed, .tick = tick},
                 .minds = t->model->minds,
                 .block = wt_session_minds(session)};
  WtRoles nobody = {-1, WT_HERE_NOTHING, -1};
  for (guint i = 0; i < expects->len; i++) {
    const WtExpr *expr = g_ptr_array_index(t->model->conditions, i);
    if (expr)
      evaluate_one(t, i, tick, wt_expr_eval_leaves(expr, whole_leaf, &whole, nobody));
  }
}

static gboolean watch_conditions(Trial *t, GError **error)
{
  g_autoptr(WtSession) session = wt_tape_session(t->tape, 0, error);
  WtPast past = wt_tape_past(t->tape);
  if (!session)
    return FALSE;
  wt_session_replay(session, past.records, past.n_records, past.n_ticks);
  for (gint32 tick = 0; tick < past.n_ticks; tick++) {
    if (!wt_session_step(session, error))
      return FALSE;
    evaluate_conditions(t, session, tick);
  }
  return TRUE;
}

static char *key_of(const WtModel *model, const WtExpectDef *def, GArray *dos)
{
  GString *key = g_string_new(NULL);
  for (guint i = 0; i < def->dos->len; i++) {
    WtIntervention what;
    if (!wt_intervention_resolve(model, &g_array_index(def->dos, WtDoDef, i), &what, NULL))
      continue;
    g_autofree char *text = wt_intervention_format(model, &what);
    g_string_append_printf(key, "%s\n", text);
    g_array_append_val(dos, what);
  }
  return g_string_free(key, FALSE);
}

static Trial *trial_for(GPtrArray *trials, const WtModel *model, guint64 seed, const WtExpectDef *def, GError **error)
{
  g_autoptr(GArray) dos = g_array_new(FALSE, FALSE, sizeof(WtIntervention));
  g_autofree char *key = key_of(model, def, dos);
  for (guint i = 0; i < trials->len; i++)
    if (g_str_equal(((Trial *)g_ptr_array_index(trials, i))->key, key))
      return g_ptr_array_index(trials, i);
  guint n = model->scenario->expects->len;
  Trial *t = g_new0(Trial, 1);
  *t = (Trial){.model = model, .seed = seed, .dos = g_steal_pointer(&dos), .key = g_steal_pointer(&key),
               .always = g_new(guint8, n), .ever = g_new0(guint8, n), .held = g_new0(guint8, n),
               .sum = g_new0(double, n), .n = g_new0(guint, n)};
  memset(t->always, 1, n);
  g_ptr_array_add(trials, t);
  t->tape = wt_tape_run(model, seed, (const WtIntervention *)(gconstpointer)t->dos->data, t->dos->len,
                        model->clock->ticks, error);
  return t->tape && watch_conditions(t, error) ? t : NULL;
}

/* ---- choices ---- */

static gboolean candidate_named(const WtAnswer *answer, WtSet set, const char *name)
{
  for (guint i = 0; i < answer->n; i++)
    if ((set >> i & 1) && g_str_equal(answer->candidates[i].name, name))
      return TRUE;
  return FALSE;
}

static gboolean is_set(const WtCause *cause, const WtBecauseDef *def)
{
  if ((guint)__builtin_popcountll(cause->cause->set) != def->set->len)
    return FALSE;
  for (guint i = 0; i < def->set->len; i++)
    if (!candidate_named(cause->answer, cause->cause->set, g_ptr_array_index(def->set, i)))
      return FALSE;
  return TRUE;
}

static char *set_text(const GPtrArray *names)
{
  GString *s = g_string_new("{");
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf(s, "%s%s", i ? ", " : "", (const char *)g_ptr_array_index(names, i));
  return g_string_free(g_string_append_c(s, '}'), FALSE);
}

static char *cause_text(const WtCause *cause)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < cause->answer->n; i++)
    if (cause->cause->set >> i & 1)
      g_ptr_array_add(names, cause->answer->candidates[i].name);
  return set_text(names);
}

static void list_causes(const WtWhy *why, const char *cut, GString *out)
{
  for (guint i = 0; i < why->causes->len; i++) {
    const WtCause *cause = g_ptr_array_index(why->causes, i);
    if (!g_str_equal(wt_cut_name(cause->answer->cut), cut))
      continue;
    g_autofree char *text = cause_text(cause), *foil = wt_why_foil_text(why, cause->answer);
    g_string_append_printf(out, " %s (not %s)", text, foil);
  }
}

static gboolean found_because(const WtWhy *why, const WtBecauseDef *def)
{
  for (guint i = 0; i < why->causes->len; i++) {
    const WtCause *cause = g_ptr_array_index(why->causes, i);
    if (g_str_equal(wt_cut_name(cause->answer->cut), def->cut) && is_set(cause, def))
      return !cause->verified.refuted;
  }
  return FALSE;
}

/* because_only: on its cut, against one of the foils, the sets said are all there are. */
static gboolean only_those(const WtWhy *why, const GArray *because, const char *cut, const WtAnswer *answer)
{
  for (guint i = 0; i < why->causes->len; i++) {
    const WtCause *cause = g_ptr_array_index(why->causes, i);
    gboolean said = FALSE;
    for (guint k = 0; k < because->len; k++) {
      const WtBecauseDef *def = &g_array_index(because, WtBecauseDef, k);
      said |= def->claim == WT_BECAUSE_ONLY && g_str_equal(def->cut, cut) && is_set(cause, def);
    }
    if (cause->answer == answer && !said)
      return FALSE;
  }
  return TRUE;
}

static gboolean is_only(const WtWhy *why, const GArray *because, const WtBecauseDef *def)
{
  for (guint i = 0; i < why->explanation->answers->len; i++) {
    const WtAnswer *answer = g_ptr_array_index(why->explanation->answers, i);
    if (!g_str_equal(wt_cut_name(answer->cut), def->cut) || !only_those(why, because, def->cut, answer))
      continue;
    for (guint k = 0; k < why->causes->len; k++) {
      const WtCause *cause = g_ptr_array_index(why->causes, k);
      if (cause->answer == answer && is_set(cause, def))
        return TRUE;
    }
  }
  return FALSE;
}

static gboolean check_because(const WtWhy *why, const GArray *because, GString *found)
{
  gboolean ok = TRUE;
  for (guint i = 0; i < because->len; i++) {
    const WtBecauseDef *def = &g_array_index(because, WtBecauseDef, i);
    gboolean good = def->claim == WT_BECAUSE        ? found_because(why, def)
                    : def->claim == WT_BECAUSE_ONLY ? is_only(why, because, def)
                                                    : !found_because(why, def);
    if (good)
      continue;
    g_autofree char *set = set_text(def->set);
    g_string_append_printf(found, "; %s %s is %s among the causes on the %s cut:", def->claim == WT_NOT_BECAUSE ? "but" : "",
                           set, def->claim == WT_NOT_BECAUSE ? "found" : "not alone", def->cut);
    list_causes(why, def->cut, found);
    ok = FALSE;
  }
  return ok;
}

static gboolean check_why_not(const WtWhy *why, const GArray *why_not, GString *found)
{
  gboolean ok = TRUE;
  for (guint i = 0; i < why_not->len; i++) {
    const WtWhyNotDef *def = &g_array_index(why_not, WtWhyNotDef, i);
    const char *kind = "not considered";
    for (guint k = 0; k < why->explanation->why_nots->len; k++) {
      const WtWhyNot *w = g_ptr_array_index(why->explanation->why_nots, k);
      g_autofree char *name = wt_town_option_name(why->model->town, w->option);
      if (g_str_equal(name, def->option))
        kind = wt_why_not_name(w->kind);
    }
    if (g_str_equal(kind, def->kind))
      continue;
    g_string_append_printf(found, "; %s: %s", def->option, kind);
    ok = FALSE;
  }
  return ok;
}

static gboolean check_causes(const Trial *t, const WtPast *past, const WtExpectDef *def, guint record, GString *found,
                             gboolean *ok, GError **error)
{
  const WtDecisionRecord *r = &past->records[record];
  g_autoptr(WtSession) before = wt_tape_session(t->tape, r->tick, error);
  if (!before)
    return FALSE;
  g_autoptr(GError) problem = NULL;
  g_autoptr(WtWhy) why = wt_why_decision(before, r, def->rather_than, WT_ALL_CUTS, NULL, &problem);
  if (!why) {
    g_string_append_printf(found, "; %s", problem->message);
    *ok = FALSE;
    return TRUE;
  }
  for (guint i = 0; i < why->causes->len; i++) {
    const WtCause *cause = g_ptr_array_index(why->causes, i);
    if (!cause->verified.refuted)
      continue;
    g_autofree char *text = cause_text(cause);
    g_string_append_printf(found, "; refuted by replay: %s %s", text,
                           cause->verified.mind_reason ? cause->verified.mind_reason : "");
    *ok = FALSE;
  }
  *ok &= check_because(why, def->because, found);
  *ok &= check_why_not(why, def->why_not, found);
  return TRUE;
}

static gint32 record_of(const WtPast *past, const WtExpectDef *def)
{
  gint32 person = wt_vocab_entity(past->model->vocab, def->who);
  switch (def->which) {
  case WT_WHICH_FIRST: return wt_past_first(past, person);
  case WT_WHICH_LAST: return wt_past_latest_change(past, person);
  case WT_WHICH_AT: return wt_past_latest(past, person, def->tick);
  }
  return -1;
}

static gboolean check_choice(const Trial *t, const WtExpectDef *def, GString *found, gboolean *ok, GError **error)
{
  WtPast past = wt_tape_past(t->tape);
  gint32 record = record_of(&past, def);
  if (record < 0) {
    g_string_append(found, "no decision");
    *ok = FALSE;
    return TRUE;
  }
  g_autofree char *option = wt_town_option_name(t->model->town, past.records[record].option);
  g_autofree char *when = wt_model_time(t->model, past.records[record].tick);
  g_string_append_printf(found, "%s at %s", option, when);
  *ok = !def->is || g_str_equal(def->is, option);
  return check_causes(t, &past, def, (guint)record, found, ok, error);
}

/* ---- the others ---- */

static gboolean matches(const char *pattern, const char *option)
{
  gsize n = strlen(pattern);
  if (n && pattern[n - 1] == '*')
    return strncmp(pattern, option, n - 1) == 0;
  return g_str_equal(pattern, option);
}

static void check_count(const Trial *t, const WtExpectDef *def, GString *found, gboolean *ok)
{
  WtPast past = wt_tape_past(t->tape);
  gint32 person = wt_vocab_entity(t->model->vocab, def->who);
  guint n = 0;
  for (guint i = 0; i < past.n_records; i++) {
    g_autofree char *option = wt_town_option_name(t->model->town, past.records[i].option);
    n += past.records[i].person == person && (!def->is || matches(def->is, option));
  }
  g_string_append_printf(found, "%u times", n);
  *ok = n >= def->lo && n <= def->hi;
}

static void check_mean(const Trial *t, guint i, const WtExpectDef *def, GString *found, gboolean *ok)
{
  double mean = t->n[i] ? t->sum[i] / t->n[i] : NAN;
  char text[WT_NUM_SIZE];
  g_string_append_printf(found, "%s", wt_num_format_short(text, mean, 4));
  *ok = mean >= def->lo && mean <= def->hi;
}

static gboolean is_event_set(const WtSlice *slice, const WtSliceCause *cause, const GPtrArray *names)
{
  if (cause->n != names->len)
    return FALSE;
  for (guint i = 0; i < names->len; i++) {
    gboolean found = FALSE;
    for (guint k = 0; k < cause->n; k++)
      found |= g_str_equal(((WtSliceEvent *)g_ptr_array_index(slice->events, cause->events[k]))->name,
                           g_ptr_array_index(names, i));
    if (!found)
      return FALSE;
  }
  return TRUE;
}

static void list_events(const WtSlice *slice, GString *found)
{
  for (guint i = 0; i < slice->causes->len; i++) {
    const WtSliceCause *c = &g_array_index(slice->causes, WtSliceCause, i);
    g_string_append(found, i ? " {" : "because of {");
    for (guint k = 0; k < c->n; k++)
      g_string_append_printf(found, "%s%s", k ? ", " : "",
                             ((WtSliceEvent *)g_ptr_array_index(slice->events, c->events[k]))->name);
    g_string_append_c(found, '}');
  }
  if (slice->causes->len == 0)
    g_string_append(found, "no event that it depends on");
}

static gboolean check_why(const Trial *t, const WtExpectDef *def, GString *found, gboolean *ok, GError **error)
{
  WtPast past = wt_tape_past(t->tape);
  WtVar var;
  if (!wt_variable_find(t->model, def->variable, &var, error))
    return FALSE;
  g_autoptr(WtSlice) slice = wt_slice(&past, var, def->tick < 0 ? past.n_ticks - 1 : def->tick, 1, error);
  if (!slice)
    return FALSE;
  list_events(slice, found);
  for (guint i = 0; i < def->because->len; i++) {
    const WtBecauseDef *because = &g_array_index(def->because, WtBecauseDef, i);
    gboolean there = FALSE;
    for (guint k = 0; k < slice->causes->len; k++)
      there |= is_event_set(slice, &g_array_index(slice->causes, WtSliceCause, k), because->set);
    *ok &= there == (because->claim != WT_NOT_BECAUSE);
    if (because->claim == WT_BECAUSE_ONLY)
      *ok &= slice->causes->len == 1;
  }
  return TRUE;
}

static void describe(const WtExpectDef *def, GString *out)
{
  switch (def->kind) {
  case WT_EXPECT_CHOICE: g_string_append_printf(out, "%s chooses %s", def->who, def->is ? def->is : "something"); break;
  case WT_EXPECT_THAT: g_string_append_printf(out, "that %s", wt_expr_text_source(def->condition)); break;
  case WT_EXPECT_ALWAYS: g_string_append_printf(out, "always %s", wt_expr_text_source(def->condition)); break;
  case WT_EXPECT_EVER: g_string_append_printf(out, "ever %s", wt_expr_text_source(def->condition)); break;
  case WT_EXPECT_MEAN: g_string_append_printf(out, "mean %s", wt_expr_text_source(def->condition)); break;
  case WT_EXPECT_WHY: g_string_append_printf(out, "why %s", def->variable); break;
  case WT_EXPECT_COUNT: g_string_append_printf(out, "%s: %s", def->who, def->is ? def->is : "decisions"); break;
  }
  for (guint i = 0; i < def->dos->len; i++) {
    const WtDoDef *what = &g_array_index(def->dos, WtDoDef, i);
    g_string_append_printf(out, "%s%s%s%s", i ? ", " : " with ", what->variable, what->value ? " = " : "",
                           what->value ? what->value : "");
  }
}

static gboolean check_one(const Trial *t, guint i, GString *found, gboolean *ok, GError **error)
{
  const WtExpectDef *def = g_ptr_array_index(t->model->scenario->expects, i);
  *ok = TRUE;
  switch (def->kind) {
  case WT_EXPECT_CHOICE: return check_choice(t, def, found, ok, error);
  case WT_EXPECT_THAT: *ok = t->held[i]; break;
  case WT_EXPECT_ALWAYS: *ok = t->always[i]; break;
  case WT_EXPECT_EVER: *ok = t->ever[i]; break;
  case WT_EXPECT_MEAN: check_mean(t, i, def, found, ok); break;
  case WT_EXPECT_WHY: return check_why(t, def, found, ok, error);
  case WT_EXPECT_COUNT: check_count(t, def, found, ok); break;
  }
  return TRUE;
}

gboolean wt_expect_all(const WtModel *model, guint64 seed, GString *report, guint *n_ok, guint *n_failed,
                       GError **error)
{
  g_autoptr(GPtrArray) trials = g_ptr_array_new_with_free_func(trial_free);
  *n_ok = *n_failed = 0;
  for (guint i = 0; i < model->scenario->expects->len; i++) {
    const WtExpectDef *def = g_ptr_array_index(model->scenario->expects, i);
    g_autoptr(GString) found = g_string_new(NULL);
    gboolean ok = FALSE;
    const Trial *t = trial_for(trials, model, seed, def, error);
    if (!t || !check_one(t, i, found, &ok, error))
      return FALSE;
    g_string_append_printf(report, "%s line %d: ", ok ? "ok    " : "FAILED", def->pos.line);
    describe(def, report);
    if (!ok)
      g_string_append_printf(report, "\n       found: %s", found->len ? found->str : "it is not so");
    g_string_append_c(report, '\n');
    *(ok ? n_ok : n_failed) += 1;
  }
  return TRUE;
}
