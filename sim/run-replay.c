/* run-replay.c - decisions as stored, and a session at any tick of a run.
 *
 * A record on disk is 44 bytes, little-endian, in the order of WtDecisionRecord. Replaying takes
 * the recorded choices instead of imagining them again; after each tick the digest must be the
 * stored one, so a run that this program would not have made is not shown as if it had.
 */
#include "sim/history.h"
#include "sim/run-private.h"

#include <math.h>
#include <string.h>

static guint32 float_bits(float value)
{
  guint32 bits;
  memcpy(&bits, &value, sizeof bits);
  return GUINT32_TO_LE(bits);
}

static guint64 double_bits(double value)
{
  guint64 bits;
  memcpy(&bits, &value, sizeof bits);
  return GUINT64_TO_LE(bits);
}

void wt_run_pack(GByteArray *out, const WtDecisionRecord *r)
{
  struct {
    gint32 who[4];
    guint64 numbers[2];
    guint32 draws[2];
    guint8 small[4];
  } disk = {{GINT32_TO_LE(r->tick), GINT32_TO_LE(r->person), GINT32_TO_LE(r->option),
             GINT32_TO_LE(r->foil)},
            {double_bits(r->margin), double_bits(r->utility)},
            {float_bits(r->draw), float_bits(r->foil_draw)},
            {r->due, r->toss, r->forced, r->n_options}};
  g_byte_array_append(out, (const guint8 *)&disk, WT_RECORD_BYTES);
}

static guint32 read_u32(const guint8 *bytes)
{
  guint32 le;
  memcpy(&le, bytes, sizeof le);
  return GUINT32_FROM_LE(le);
}

static float read_float(const guint8 *bytes)
{
  guint32 bits = read_u32(bytes);
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static double read_double(const guint8 *bytes)
{
  guint64 bits;
  double value;
  memcpy(&bits, bytes, sizeof bits);
  bits = GUINT64_FROM_LE(bits);
  memcpy(&value, &bits, sizeof value);
  return value;
}

static WtDecisionRecord unpack(const guint8 *b)
{
  return (WtDecisionRecord){.tick = (gint32)read_u32(b),
                            .person = (gint32)read_u32(b + 4),
                            .option = (gint32)read_u32(b + 8),
                            .foil = (gint32)read_u32(b + 12),
                            .margin = read_double(b + 16),
                            .utility = read_double(b + 24),
                            .draw = read_float(b + 32),
                            .foil_draw = read_float(b + 36),
                            .due = b[40],
                            .toss = b[41],
                            .forced = b[42],
                            .n_options = b[43]};
}

static gboolean is_valid(const WtModel *model, const WtDecisionRecord *r)
{
  return r->person >= 0 && (guint)r->person < wt_vocab_n_people(model->vocab) &&
         r->option != WT_OPTION_NONE && wt_run_option_is_valid(model, r->option) &&
         wt_run_option_is_valid(model, r->foil) && !isnan(r->margin) && !isnan(r->utility) &&
         !isnan(r->draw) && !isnan(r->foil_draw) && r->due <= WT_DUE_FORCED && r->toss <= 1 &&
         r->forced <= 1;
}

/* The decisions of one span (`start`, `n` ticks) that fall into from .. to-1. */
static gboolean unpack_span(WtRun *run, const guint8 *bytes, gsize length, gint32 start, gint32 n,
                            gint32 from, gint32 to, GArray *out)
{
  WtDecisionRecord last = {.tick = start, .person = -1};
  if (length % WT_RECORD_BYTES != 0)
    return FALSE;
  for (gsize i = 0; i < length; i += WT_RECORD_BYTES) {
    WtDecisionRecord r = unpack(bytes + i);
    gboolean in_order = r.tick > last.tick || (r.tick == last.tick && r.person > last.person);
    if (!in_order || r.tick - start >= n || !is_valid(run->model, &r))
      return FALSE;
    if (r.tick >= from && r.tick < to)
      g_array_append_val(out, r);
    last = r;
  }
  return TRUE;
}

gboolean wt_run_load_records(WtRun *run, gint32 from, gint32 to, GArray *out, GError **error)
{
  if (!wt_run_flush(run, error))
    return FALSE;
  g_autoptr(WtStatement) s = wt_run_prepare(
      run,
      "SELECT tick, n_ticks, decisions FROM span WHERE tick >= "
      "(SELECT coalesce(max(tick), 0) FROM span WHERE tick <= ?1) AND tick < ?2 ORDER BY tick",
      error);
  if (!s)
    return FALSE;
  sqlite3_bind_int(s, 1, from);
  sqlite3_bind_int(s, 2, MIN(to, wt_run_n_ticks(run)));
  int rc = wt_run_step(run, s, error);
  for (; rc == SQLITE_ROW; rc = wt_run_step(run, s, error)) {
    gsize length;
    gint32 start = sqlite3_column_int(s, 0), n = sqlite3_column_int(s, 1);
    const guint8 *bytes = wt_run_blob(s, 2, &length);
    if (!bytes || start < 0 || n < 1 || n > wt_run_n_ticks(run) - start ||
        !unpack_span(run, bytes, length, start, n, from, to, out))
      return wt_run_damaged(run, error, "the decisions from tick %d on do not make sense", start);
  }
  return rc == SQLITE_DONE;
}

/**
 * wt_run_decisions: all decisions of the run, by tick and person.
 * Owned by the run; valid until the next append. O(decisions) at the first call.
 * Returns: never NULL unless @error is set.
 */
const WtDecisionRecord *wt_run_decisions(WtRun *run, guint *n, GError **error)
{
  g_return_val_if_fail(run && n, NULL);
  *n = 0;
  if (!run->records) {
    g_autoptr(GArray) all = g_array_sized_new(FALSE, FALSE, sizeof(WtDecisionRecord), 64);
    if (!wt_run_load_records(run, 0, wt_run_n_ticks(run), all, error))
      return NULL;
    run->records = g_steal_pointer(&all);
  }
  *n = run->records->len;
  return (const WtDecisionRecord *)(gconstpointer)run->records->data;
}

static gboolean diverged(WtRun *run, gint32 tick, const char *how, GError **error)
{
  g_autofree char *when = wt_model_time(run->model, tick);
  return wt_run_error(error, WT_RUN_ERROR_DIVERGED,
                      "%s: tick %d (%s) is not repeated as it was recorded: %s", run->path, tick,
                      when, how);
}

/* `passed`: keeps the states on the way; NULL: nobody wants them. */
static gboolean replay(WtRun *run, WtSession *session, gint32 to, WtHistory *passed, GError **error)
{
  while (wt_session_tick(session) < to) {
    gint32 tick = wt_session_tick(session);
    if (passed)
      wt_history_add(passed, session);
    g_autoptr(GError) local = NULL;
    if (!wt_session_step(session, &local))
      return diverged(run, tick, local->message, error);
    if (!wt_digest_equal(wt_session_digest(session),
                         g_array_index(run->digests, WtDigest, (guint)tick)))
      return diverged(run, tick, "another program made this run, or the file was changed", error);
  }
  return TRUE;
}

/**
 * wt_run_session: the town as it was before @tick.
 * @tick: 0 .. ticks stored; from there on the session decides afresh.
 * Errors: as wt_run_open, and WT_RUN_ERROR_DIVERGED, which names the first tick that is not
 * repeated. O(state + ticks since the keyframe before).
 */
WtSession *wt_run_session(WtRun *run, gint32 tick, GError **error)
{
  g_return_val_if_fail(run && tick >= 0 && tick <= wt_run_n_ticks(run), NULL);
  guint n;
  gint32 at;
  const WtIntervention *interventions = wt_run_interventions(run, &n);
  g_autoptr(WtSession) session = wt_session_new(run->model, run->seed, interventions, n, run->jobs);
  g_autoptr(GArray) records = g_array_sized_new(FALSE, FALSE, sizeof(WtDecisionRecord), 64);
  if (!wt_run_seek_keyframe(run, session, tick, &at, error) ||
      !wt_run_load_records(run, at, tick, records, error))
    return NULL;
  wt_session_replay(session, (const WtDecisionRecord *)(gconstpointer)records->data, records->len,
                    tick);
  if (!replay(run, session, tick, NULL, error))
    return NULL;
  wt_session_replay(session, NULL, 0, 0);
  return g_steal_pointer(&session);
}

/* ---- going about ---- */

enum { STRETCHES = 24, STRETCH_BYTES = 8 << 20 };

/* Ticks from a keyframe on that were passed; whoever steps back finds them. */
typedef struct {
  gint32 at;
  WtHistory *history;
} Stretch;

static void stretch_clear(gpointer stretch)
{
  wt_history_free(((Stretch *)stretch)->history);
}

/* The stretch that a tick lies in, moved to the end: the first of all is let go next. NULL: none. */
static WtHistory *find_stretch(WtRun *run, gint32 tick)
{
  if (!run->passed) {
    run->passed = g_array_new(FALSE, FALSE, sizeof(Stretch));
    g_array_set_clear_func(run->passed, stretch_clear);
  }
  for (guint i = 0; i < run->passed->len; i++) {
    Stretch s = g_array_index(run->passed, Stretch, i);
    if (tick < s.at || tick - s.at >= run->interval)
      continue;
    for (guint k = i; k + 1 < run->passed->len; k++)
      g_array_index(run->passed, Stretch, k) = g_array_index(run->passed, Stretch, k + 1);
    g_array_index(run->passed, Stretch, run->passed->len - 1) = s;
    return s.history;
  }
  return NULL;
}

static WtHistory *add_stretch(WtRun *run, gint32 at)
{
  Stretch s = {at, wt_history_new(STRETCH_BYTES)};
  if (run->passed->len == STRETCHES)
    g_array_remove_index(run->passed, 0);
  g_array_append_val(run->passed, s);
  return s.history;
}

/* As wt_run_session, but remembers the way. */
static WtSession *session_at(gpointer user, gint32 tick, GError **error)
{
  WtRun *run = user;
  guint n;
  gint32 at;
  const WtIntervention *interventions = wt_run_interventions(run, &n);
  g_autoptr(WtSession) session = wt_session_new(run->model, run->seed, interventions, n, run->jobs);
  WtHistory *passed = find_stretch(run, tick);
  if (passed && wt_history_near(passed, tick) > 0) /* before the first tick it stands already */
    wt_history_restore(passed, tick, session);
  else if (!passed && !wt_run_seek_keyframe(run, session, tick, &at, error))
    return NULL;
  if (!passed)
    passed = add_stretch(run, at);
  wt_session_replay(session, (const WtDecisionRecord *)(gconstpointer)run->records->data,
                    run->records->len, tick);
  if (!replay(run, session, tick, passed, error))
    return NULL;
  wt_history_add(passed, session);
  wt_session_replay(session, NULL, 0, 0);
  return g_steal_pointer(&session);
}

/** wt_run_past: loads the decisions; the sessions it gives are those of wt_run_session. */
gboolean wt_run_past(WtRun *run, WtPast *out, GError **error)
{
  g_return_val_if_fail(run && out, FALSE);
  *out =
      (WtPast){.model = run->model, .n_ticks = wt_run_n_ticks(run), .at = session_at, .user = run};
  out->records = wt_run_decisions(run, &out->n_records, error);
  return out->records != NULL;
}
