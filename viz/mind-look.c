/* mind-look.c - what of a mind is shown over time, gathered from the branch in slices.
 *
 * To go on by one tick may take a millisecond in a large town, so the clock is looked at after
 * each. What was gathered depends on branch, person and length alone: moving in time costs nothing,
 * and how it was sliced makes no difference.
 */
#include "viz/mind-look.h"

/* A tape keeps 64 snapshots: to every second sample there is no way to go. */
enum { SAMPLES = 128 };

void wt_mind_look_free(WtMindLook *mind)
{
  if (!mind)
    return;
  wt_session_free(mind->going);
  g_free(mind->order);
  g_free(mind->there);
  g_free(mind->values);
  g_free(mind);
}

/* ---- what ---- */

static void add(GArray *all, WtSeriesKind kind, guint item, guint16 block, int column, guint32 row)
{
  WtSeries series = {kind, item, {(guint16)column, block, row}};
  g_array_append_val(all, series);
}

static void add_links(GArray *all, const WtMinds *minds, guint32 person)
{
  const WtLessons *l = minds->lessons;
  for (guint lesson = l->first[person]; lesson < l->first[person + 1]; lesson++) {
    const WtQuestion *q = wt_lesson_question(l, lesson);
    gboolean associative = minds->policy[person] == WT_POLICY_ASSOCIATIVE;
    for (guint k = 0; k < wt_question_n_believed(q); k++) {
      /* of a rate, the act itself stands last: as a cue it is the context */
      guint cue = l->cue[lesson] + MIN(k, q->n_cues);
      if (!associative)
        add(all, WT_SERIES_LINK, (guint)l->question[lesson], 1, wt_question_column(q, k), person);
      else if (k != q->n_cues)
        add(all, WT_SERIES_LINK, (guint)l->question[lesson], 1, l->association, cue);
    }
  }
}

/* She was born with it, or may come to it. */
static gboolean has_taste(const WtMinds *minds, guint taste, guint32 person)
{
  const WtLearnRates *rates = &minds->learning.rates[person];
  return wt_minds_first(minds, minds->learning.tastes[taste].liking, person) != 0 ||
         rates->conditioning > 0 || rates->exposure > 0 || rates->by_company > 0 ||
         rates->aversion > 0;
}

GArray *wt_mind_series(const WtModel *model, gint32 person)
{
  GArray *all = g_array_new(FALSE, FALSE, sizeof(WtSeries));
  const WtMinds *minds = model->minds;
  guint32 row = (guint32)person;
  for (guint i = 0; i < minds->n_drives; i++) {
    const WtAttribute *level =
        wt_vocab_attribute(model->vocab, wt_town_level_attribute(model->town, i));
    add(all, WT_SERIES_DRIVE, i, level->block, level->column, row);
  }
  for (guint i = 0; i < minds->n_values; i++)
    add(all, WT_SERIES_VALUE, i, 1, minds->values[i].weight, row);
  for (guint i = 0; i < minds->learning.n_tastes; i++)
    if (has_taste(minds, i, row))
      add(all, WT_SERIES_TASTE, i, 1, minds->learning.tastes[i].liking, row);
  if (minds->lessons)
    add_links(all, minds, row);
  return all;
}

/* ---- gathering ---- */

/* Every 64th, then what is missing of every 32nd, and so on. */
static void put_in_order(WtMindLook *mind)
{
  guint n = 0, step = 1;
  while (step < mind->n)
    step *= 2;
  for (; step > 0; step /= 2)
    for (guint i = 0; i < mind->n; i += step)
      if (!mind->there[i]) {
        mind->order[n++] = i;
        mind->there[i] = 1;
      }
  for (guint i = 0; i < mind->n; i++)
    mind->there[i] = 0;
}

static WtMindLook *mind_new(const WtView *view, const WtLook *look, guint n_series)
{
  WtMindLook *mind = g_new0(WtMindLook, 1);
  mind->branch = look->branch;
  mind->person = view->focus.person;
  mind->n_ticks = wt_view_branch(view, look->branch)->past.n_ticks;
  mind->n = MIN((guint)mind->n_ticks, SAMPLES) + 1;
  mind->n_series = n_series;
  mind->order = g_new0(guint, mind->n);
  mind->there = g_new0(guint8, mind->n);
  mind->values = g_new0(double, (gsize)mind->n *n_series + 1);
  put_in_order(mind);
  return mind;
}

gint32 wt_mind_look_tick(const WtMindLook *mind, guint sample)
{
  guint last = MAX(1, mind->n - 1);
  return (gint32)((gint64)sample * mind->n_ticks / last) - 1;
}

gboolean wt_mind_is_there(const WtView *view)
{
  gint32 n = (gint32)wt_vocab_n_people(wt_view_model(view)->vocab);
  return view->focus.person >= 0 && view->focus.person < n;
}

static gboolean fits(const WtView *view, const WtMindLook *mind, guint branch)
{
  return mind && mind->branch == branch && mind->person == view->focus.person &&
         mind->n_ticks == wt_view_branch(view, branch)->past.n_ticks;
}

const WtMindLook *wt_mind_look_of(const WtView *view, const WtLook *look)
{
  return fits(view, look->mind, look->branch) ? look->mind : NULL;
}

/* What the other look gathered before the two changed places; else anew. */
static void prepare(WtView *view, WtLook *look, guint n_series)
{
  WtLook *other = &view->look[1 - wt_look_number(view, look)];
  WtMindLook *mine = look->mind;
  if (fits(view, mine, look->branch))
    return;
  if (fits(view, other->mind, look->branch)) {
    look->mind = other->mind;
    other->mind = mine;
    return;
  }
  wt_mind_look_free(mine);
  look->mind = mind_new(view, look, n_series);
}

/* From the even sample before it. A tick that cannot be gone back to leaves a gap. */
static void begin(WtMindLook *mind, const WtPast *past)
{
  g_autoptr(GError) ignored = NULL;
  guint sample = mind->order[mind->n_done];
  gint32 to = wt_mind_look_tick(mind, sample) + 1;
  mind->going = past->at(past->user, wt_mind_look_tick(mind, sample - sample % 2) + 1, &ignored);
  if (mind->going)
    wt_session_replay(mind->going, past->records, past->n_records, to);
  else
    mind->n_done++;
}

/* One tick on its way, or the sample itself. */
static void go_on(WtMindLook *mind, const GArray *series)
{
  g_autoptr(GError) ignored = NULL;
  guint sample = mind->order[mind->n_done];
  if (wt_session_tick(mind->going) <= wt_mind_look_tick(mind, sample) &&
      wt_session_step(mind->going, &ignored))
    return;
  for (guint i = 0; i < series->len; i++)
    mind->values[(gsize)sample * mind->n_series + i] =
        wt_session_get(mind->going, g_array_index(series, WtSeries, i).var);
  mind->there[sample] = ignored == NULL;
  mind->n_done++;
  g_clear_pointer(&mind->going, wt_session_free);
}

gboolean wt_mind_look_work(WtView *view, WtLook *look, gint64 until)
{
  const WtBranch *branch = wt_view_branch(view, look->branch);
  if (!wt_mind_is_there(view) || branch->past.n_ticks < branch->n_meant)
    return FALSE; /* it grows: what is gathered now would be gathered again */
  g_autoptr(GArray) series = wt_mind_series(branch->past.model, view->focus.person);
  prepare(view, look, series->len);
  WtMindLook *mind = look->mind;
  while (mind->n_done < mind->n) {
    if (mind->going)
      go_on(mind, series);
    else
      begin(mind, &branch->past);
    if (g_get_monotonic_time() >= until)
      break;
  }
  return mind->n_done < mind->n;
}
