/* why-verify.c - the two checks of a claimed cause. */
#include "sim/why-private.h"

#include <math.h>

const char *wt_town_check_name(WtTownCheck check)
{
  static const char *const names[] = {"none", "same", "other", "gone", "absent"};
  return names[check];
}

/* do() on the town variables of a set, at the decision's tick only. */
static GArray *town_interventions(const WtWhy *why, const WtCause *cause)
{
  GArray *dos = g_array_new(FALSE, FALSE, sizeof(WtIntervention));
  guint n_people = wt_vocab_n_people(why->model->vocab);
  gint32 tick = why->record.tick;
  for (guint i = 0; i < cause->answer->n; i++) {
    const WtCandidate *c = &cause->answer->candidates[i];
    if (!(cause->cause->set >> i & 1))
      continue;
    WtIntervention what = {.kind = WT_DO_ABSENT, .entity = c->entity, .from = tick, .to = tick};
    if (c->attribute != WT_ATTRIBUTE_AT) {
      const WtAttribute *a = wt_vocab_attribute(why->model->vocab, c->attribute);
      guint32 row =
          (guint)c->entity < n_people ? (guint32)c->entity : (guint32)c->entity - n_people;
      what.kind = WT_DO_SET;
      what.var = (WtVar){(guint16)a->column, a->block, row};
      what.value = c->contrast;
    }
    g_array_append_val(dos, what);
  }
  return dos;
}

static gboolean close_to(double a, double b, double tolerance)
{
  return fabs(a - b) <= tolerance + 1e-9 * fmax(fabs(a), fabs(b));
}

/* TRUE if the two tables offer the same options with the same standing. */
static gboolean same_options(const WtTable *a, const WtTable *b)
{
  if (a->n_rows != b->n_rows)
    return FALSE;
  for (guint row = 0; row < a->n_rows; row++)
    if (a->key[row] != b->key[row] || a->status[row] != b->status[row])
      return FALSE;
  return TRUE;
}

static gboolean same_contributions(const WtTable *a, const WtTable *b)
{
  for (guint row = 0; row < a->n_rows; row++) {
    if (!close_to(wt_table_score(a, row), wt_table_score(b, row), a->tolerance))
      return FALSE;
    for (guint m = 0; m < a->n_motives; m++)
      if (!close_to(a->contribution[m * a->stride + row], b->contribution[m * b->stride + row],
                    a->tolerance))
        return FALSE;
  }
  return TRUE;
}

/* Why the town's table is not the one that the mind check has. */
static void find_differences(const WtWhy *why, const WtDecision *mind, const WtTable *town,
                             WtVerified *v)
{
  if (!same_options(&mind->table, town))
    g_ptr_array_add(v->differs_by, (gpointer) "option set changed");
  else if (same_options(&why->decision->table, town) &&
           same_contributions(&why->decision->table, town))
    g_ptr_array_add(v->differs_by, (gpointer) "percept unchanged");
  else if (!same_contributions(&mind->table, town))
    g_ptr_array_add(v->differs_by, (gpointer) "other percepts changed too");
}

static void compare_town(const WtWhy *why, const WtDecision *mind, WtSession *town, WtVerified *v)
{
  gint32 person = why->record.person;
  if (wt_session_due(town, person) == WT_DUE_NOT) {
    v->town = WT_TOWN_ABSENT;
    g_ptr_array_add(v->differs_by, (gpointer) "decision absent");
    return;
  }
  const WtTable *t = wt_session_table(town, person, NULL, 0);
  gint32 row = wt_table_find(t, why->record.option);
  find_differences(why, mind, t, v);
  if (row < 0 || t->status[row] != WT_ROW_OK)
    v->town = WT_TOWN_GONE;
  else
    v->town = t->option == mind->table.option ? WT_TOWN_SAME : WT_TOWN_OTHER;
  if (v->town == WT_TOWN_SAME)
    g_ptr_array_set_size(v->differs_by, 0);
  v->refuted |= v->town == WT_TOWN_OTHER && v->differs_by->len == 0;
}

/* TRUE if the intervention is in force in the town: a replay that ignored it proves nothing. */
static gboolean holds(const WtWhy *why, WtSession *town, const WtIntervention *what)
{
  const WtTownColumns *columns = wt_town_columns(why->model->town);
  guint n_people = wt_vocab_n_people(why->model->vocab);
  if (what->kind == WT_DO_SET)
    return wt_session_get(town, what->var) == what->value;
  gboolean person = (guint)what->entity < n_people;
  guint32 row = person ? (guint32)what->entity : (guint32)what->entity - n_people;
  WtVar at = {(guint16)(person ? columns->at : columns->thing_at), 0, row};
  return wt_session_get(town, at) < 0;
}

static gboolean all_hold(const WtWhy *why, WtSession *town, const GArray *dos)
{
  for (guint i = 0; i < dos->len; i++)
    if (!holds(why, town, &g_array_index(dos, WtIntervention, i)))
      return FALSE;
  return TRUE;
}

static void check_town(WtWhy *why, const WtSession *before, const WtDecision *mind, WtCause *cause,
                       const WtWhySeam *seam)
{
  g_autoptr(GArray) dos = town_interventions(why, cause);
  const WtIntervention *what = (const WtIntervention *)(gconstpointer)dos->data;
  g_autoptr(WtSession) town = seam && seam->fork ? seam->fork(before, what, dos->len)
                                                 : wt_session_fork(before, what, dos->len);
  if (!wt_session_run_until(town, WT_PHASE_DECIDE, NULL)) {
    cause->verified.town = WT_TOWN_ABSENT;
    g_ptr_array_add(cause->verified.differs_by, (gpointer) "decision absent");
    return;
  }
  compare_town(why, mind, town, &cause->verified);
  if (!all_hold(why, town, dos)) {
    cause->verified.refuted = TRUE;
    cause->verified.town = WT_TOWN_OTHER;
    g_ptr_array_add(cause->verified.differs_by, (gpointer) "intervention ignored");
  }
}

/* ---- what the claim itself says: its lead, and that no smaller set would do ---- */

/* P's lead as decided with a set at its contrast values. */
static double decided_lead(const WtWhy *why, WtSession *at, const WtAnswer *answer, WtSet set)
{
  guint n_puts = 0;
  g_autofree WtPut *puts = wt_answer_puts(answer, set, &n_puts);
  const WtTable *was = &why->decision->table, *t = wt_session_table(at, was->person, puts, n_puts);
  gint32 p = wt_table_find(t, was->key[was->chosen]), q = wt_table_find(t, was->key[answer->foil]);
  return p < 0 || q < 0 ? NAN : wt_table_score(t, (guint)p) - wt_table_score(t, (guint)q);
}

/* All proper subsets, of large sets those that lack one variable; the empty one is no claim. */
static gboolean is_minimal(const WtWhy *why, WtSession *at, const WtAnswer *answer, WtSet set)
{
  gboolean large = __builtin_popcountll(set) > 4;
  double tolerance = why->decision->table.tolerance;
  for (WtSet subset = large ? 0 : (set - 1) & set; subset; subset = (subset - 1) & set)
    if (decided_lead(why, at, answer, subset) <= tolerance)
      return FALSE;
  for (guint i = 0; large && i < answer->n; i++)
    if ((set >> i & 1) && decided_lead(why, at, answer, set & ~((WtSet)1 << i)) <= tolerance)
      return FALSE;
  return TRUE;
}

static void check_claim(const WtWhy *why, WtSession *at, WtCause *cause)
{
  WtVerified *v = &cause->verified;
  double lead = decided_lead(why, at, cause->answer, cause->cause->set);
  if (!close_to(lead, cause->cause->lead, why->decision->table.tolerance)) {
    char was[WT_NUM_SIZE], is[WT_NUM_SIZE];
    v->mind_reason = g_strdup_printf("lead: decided %s, claimed %s", wt_num_format(is, lead),
                                     wt_num_format(was, cause->cause->lead));
  } else if (!is_minimal(why, at, cause->answer, cause->cause->set)) {
    v->mind_reason = g_strdup("a part of the set takes the lead away already");
  }
  v->mind = v->mind_reason == NULL;
}

void wt_why_verify(WtWhy *why, WtChecker *checker, const WtSession *before, WtSession *at,
                   WtCause *cause, const WtWhySeam *seam)
{
  WtVerified *v = &cause->verified;
  guint n_puts = 0;
  v->mind = wt_checker_check(checker, cause->answer, cause->cause->set, &v->mind_reason);
  if (v->mind)
    check_claim(why, at, cause);
  v->refuted = !v->mind;
  g_autofree WtPut *puts = wt_answer_puts(cause->answer, cause->cause->set, &n_puts);
  g_autoptr(WtDecision) mind =
      wt_decision_copy(wt_session_table(at, why->record.person, puts, n_puts));
  cause->then = mind->table.option;
  if (cause->answer->cut == WT_CUT_WORLD)
    check_town(why, before, mind, cause, seam);
}
