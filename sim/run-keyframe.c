/* run-keyframe.c - states kept, so that any tick is near one.
 *
 * A keyframe holds the STATE columns of both blocks as those 64-byte pages that differ from its
 * base: the state before tick 0 (base 0, never stored: the scenario gives it) or the latest
 * keyframe at a multiple of 32 intervals. There is one every `interval` ticks, 8 at first, so that
 * a town of 1 000 is at any tick within a picture or two; whenever all of them together exceed
 * 128 MiB, the interval doubles and those between are deleted. Since 32 is a power of two, a base
 * is never deleted before those that lean on it: if interval * 2^k divides a tick strictly between
 * two multiples of 32 intervals, k < 5, and then it divides both.
 *
 * Pages: {first: u32, n: u32, n * 64 bytes}*, in order, little-endian.
 */
#include "sim/run-private.h"

#include <string.h>

#define PAGE 64

static void put_u32(GByteArray *out, guint32 value)
{
  guint32 le = GUINT32_TO_LE(value);
  g_byte_array_append(out, (const guint8 *)&le, sizeof le);
}

static guint32 get_u32(const guint8 *bytes)
{
  guint32 le;
  memcpy(&le, bytes, sizeof le);
  return GUINT32_FROM_LE(le);
}

/* The pages of `to` that differ from `from`; `size` is a multiple of PAGE. */
static GByteArray *pages_diff(const guint8 *from, const guint8 *to, gsize size)
{
  GByteArray *out = g_byte_array_new();
  gsize n_pages = size / PAGE;
  for (gsize p = 0; p < n_pages; p++) {
    gsize first = p;
    while (p < n_pages && memcmp(from + p * PAGE, to + p * PAGE, PAGE) != 0)
      p++;
    if (p == first)
      continue;
    put_u32(out, (guint32)first);
    put_u32(out, (guint32)(p - first));
    g_byte_array_append(out, to + first * PAGE, (guint)((p - first) * PAGE));
  }
  return out;
}

/* FALSE: they do not fit into `size` bytes. */
static gboolean pages_apply(guint8 *data, gsize size, const guint8 *pages, gsize length)
{
  gsize n_pages = size / PAGE;
  while (length > 0) {
    if (length < 8)
      return FALSE;
    gsize first = get_u32(pages), n = get_u32(pages + 4);
    pages += 8;
    length -= 8;
    if (first > n_pages || n > n_pages - first || n > length / PAGE)
      return FALSE;
    memcpy(data + first * PAGE, pages, n * PAGE);
    pages += n * PAGE;
    length -= n * PAGE;
  }
  return TRUE;
}

static void ensure_blocks(WtRun *run, WtBlock **blocks)
{
  if (blocks[0])
    return;
  blocks[0] = wt_block_new(wt_town_layout(run->model->town));
  blocks[1] = wt_block_new(run->model->minds->layout);
}

static void copy_blocks(WtBlock *const *to, WtBlock *const *from)
{
  wt_block_copy(to[0], from[0]);
  wt_block_copy(to[1], from[1]);
}

/* Remembers the state before tick 0. */
void wt_run_set_initial(WtRun *run, WtSession *fresh)
{
  if (run->initial[0])
    return;
  WtBlock *now[2] = {wt_session_world(fresh), wt_session_minds(fresh)};
  ensure_blocks(run, run->initial);
  copy_blocks(run->initial, now);
}

static void ensure_initial(WtRun *run)
{
  if (run->initial[0])
    return;
  g_autoptr(WtSession) fresh = wt_session_new(run->model, run->seed, NULL, 0, 1);
  wt_run_set_initial(run, fresh);
}

/* ---- reading ---- */

/* Within its types, and the state that the digest of the tick before was taken of. */
static gboolean check_state(WtRun *run, WtBlock *const *blocks, gint32 tick, GError **error)
{
  WtDigest none = {0, 0}, want = g_array_index(run->digests, WtDigest, (guint)tick - 1);
  const WtColumn *bad = NULL;
  for (int b = 0; b < 2 && !bad; b++)
    bad = wt_run_bad_column(run->model, blocks[b]);
  if (bad)
    return wt_run_damaged(run, error, "%s cannot be what is kept of tick %d",
                          wt_names_text(wt_vocab_names(run->model->vocab), bad->name), tick);
  if (!wt_digest_equal(want, wt_block_digest(blocks[1], wt_block_digest(blocks[0], none))))
    return wt_run_damaged(run, error, "the state kept before tick %d is not the one that was run",
                          tick);
  return TRUE;
}

/* Puts the pages of a row (tick, base, world, minds) upon `blocks`, which hold its base. */
static gboolean apply_row(WtRun *run, WtStatement *row, WtBlock *const *blocks, gint32 tick,
                          GError **error)
{
  for (int b = 0; b < 2; b++) {
    gsize length;
    const guint8 *pages = wt_run_blob(row, 2 + b, &length);
    if (!pages ||
        !pages_apply(blocks[b]->data, wt_layout_state_size(blocks[b]->layout), pages, length))
      return wt_run_damaged(run, error, "the state kept before tick %d does not fit this town",
                            tick);
  }
  return check_state(run, blocks, tick, error);
}

/* Makes run->base the keyframe of `tick`, which must lean on the initial state. */
static gboolean load_base(WtRun *run, gint32 tick, GError **error)
{
  if (run->base_tick == tick)
    return TRUE;
  g_autoptr(WtStatement) s = wt_run_prepare(
      run, "SELECT tick, base, world, minds FROM keyframe WHERE tick = ? AND base = 0", error);
  if (!s)
    return FALSE;
  sqlite3_bind_int(s, 1, tick);
  int rc = wt_run_step(run, s, error);
  if (rc != SQLITE_ROW)
    return rc == SQLITE_DONE
               ? wt_run_damaged(run, error, "the state kept before tick %d is missing", tick)
               : FALSE;
  ensure_initial(run);
  ensure_blocks(run, run->base);
  copy_blocks(run->base, run->initial);
  run->base_tick = 0;
  if (!apply_row(run, s, run->base, tick, error))
    return FALSE;
  run->base_tick = tick;
  return TRUE;
}

static gboolean load_row(WtRun *run, WtStatement *row, gint32 *at, GError **error)
{
  gint64 tick = sqlite3_column_int64(row, 0), base = sqlite3_column_int64(row, 1);
  if (tick < 1 || base < 0 || base >= tick)
    return wt_run_damaged(run, error, "a kept state has no place in the run");
  if (base > 0 && !load_base(run, (gint32)base, error))
    return FALSE;
  ensure_initial(run);
  ensure_blocks(run, run->scratch);
  copy_blocks(run->scratch, base > 0 ? run->base : run->initial);
  *at = (gint32)tick;
  return apply_row(run, row, run->scratch, *at, error);
}

gboolean wt_run_seek_keyframe(WtRun *run, WtSession *fresh, gint32 tick, gint32 *at, GError **error)
{
  *at = 0;
  wt_run_set_initial(run, fresh);
  g_autoptr(WtStatement) s = wt_run_prepare(
      run,
      "SELECT tick, base, world, minds FROM keyframe WHERE tick <= ? ORDER BY tick DESC LIMIT 1",
      error);
  if (!s)
    return FALSE;
  sqlite3_bind_int(s, 1, tick);
  int rc = wt_run_step(run, s, error);
  if (rc != SQLITE_ROW)
    return rc == SQLITE_DONE;
  if (!load_row(run, s, at, error))
    return FALSE;
  wt_session_restore(fresh, *at, g_array_index(run->chain, WtDigest, (guint)*at - 1),
                     run->scratch[0]->data, run->scratch[1]->data);
  return TRUE;
}

/* ---- writing ---- */

static gboolean store_keyframe(WtRun *run, gint32 tick, gint32 base, WtBlock *const *now,
                               GError **error)
{
  WtBlock *const *from = base > 0 ? run->base : run->initial;
  g_autoptr(WtStatement) s = wt_run_prepare(
      run, "INSERT INTO keyframe (tick, base, world, minds) VALUES (?, ?, ?, ?)", error);
  if (!s)
    return FALSE;
  sqlite3_bind_int(s, 1, tick);
  sqlite3_bind_int(s, 2, base);
  for (int b = 0; b < 2; b++) {
    g_autoptr(GByteArray) pages =
        pages_diff(from[b]->data, now[b]->data, wt_layout_state_size(now[b]->layout));
    run->keyframe_bytes += pages->len;
    sqlite3_bind_blob(s, 3 + b, pages->len ? (const void *)pages->data : "", (int)pages->len,
                      SQLITE_TRANSIENT);
  }
  return wt_run_done(run, s, error);
}

static gboolean thin_out(WtRun *run, GError **error)
{
  run->interval *= 2;
  g_autofree char *sql =
      g_strdup_printf("DELETE FROM keyframe WHERE tick %% %d <> 0; UPDATE run SET interval = %d",
                      run->interval, run->interval);
  g_autoptr(WtStatement) s = NULL;
  if (!wt_run_exec(run, sql, error) ||
      !(s = wt_run_prepare(
            run, "SELECT coalesce(sum(length(world) + length(minds)), 0) FROM keyframe", error)) ||
      wt_run_step(run, s, error) != SQLITE_ROW)
    return FALSE;
  run->keyframe_bytes = sqlite3_column_int64(s, 0);
  return TRUE;
}

/* The keyframe before the session's tick, then the budget. O(state). */
gboolean wt_run_add_keyframe(WtRun *run, WtSession *session, GError **error)
{
  gint32 tick = wt_session_tick(session), period = run->interval * WT_KEYFRAME_PER_FULL;
  gint32 base = tick - tick % period;
  WtBlock *now[2] = {wt_session_world(session), wt_session_minds(session)};
  ensure_initial(run);
  if (base == tick)
    base = 0;
  if ((base > 0 && !load_base(run, base, error)) || !store_keyframe(run, tick, base, now, error))
    return FALSE;
  if (tick % period == 0) {
    ensure_blocks(run, run->base);
    copy_blocks(run->base, now);
    run->base_tick = tick;
  }
  while (run->keyframe_bytes > WT_KEYFRAME_BUDGET && run->interval < WT_KEYFRAME_INTERVAL_MAX)
    if (!thin_out(run, error))
      return FALSE;
  return TRUE;
}
