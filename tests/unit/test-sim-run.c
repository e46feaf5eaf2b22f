/* test-sim-run.c - run files: what is written is read, whatever happens in between. */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <unistd.h>

#include "sim/run-private.h"
#include "tests/unit/run-claims.h"
#include "tests/unit/test-util.h"

static char *folder;

static char *in_folder(const char *name)
{
  return g_build_filename(folder, name, NULL);
}

static void make_folder(void)
{
  folder = g_dir_make_tmp("whytown-test-run-XXXXXX", NULL);
  ck_assert_ptr_nonnull(folder);
}

static void remove_folder(void)
{
  GDir *dir = g_dir_open(folder, 0, NULL);
  for (const char *name = g_dir_read_name(dir); name; name = g_dir_read_name(dir)) {
    g_autofree char *path = in_folder(name);
    g_remove(path);
  }
  g_dir_close(dir);
  ck_assert_int_eq(g_rmdir(folder), 0);
  g_clear_pointer(&folder, g_free);
}

static WtModel *load(const char *name)
{
  g_autoptr(WtDiags) diags = NULL;
  g_autoptr(GError) error = NULL;
  WtModel *model = wt_model_load(name, &diags, &error);
  ck_assert_msg(model != NULL, "%s: %s", name, error ? error->message : "mistakes");
  return model;
}

static void go_on(WtRun *run, WtSession *session, gint32 until)
{
  g_autoptr(GError) error = NULL;
  while (wt_session_tick(session) < until) {
    ck_assert_msg(wt_session_step(session, &error), "%s", error ? error->message : "");
    ck_assert_msg(wt_run_append(run, session, &error), "%s", error ? error->message : "");
  }
}

static void close_run(WtRun *run)
{
  g_autoptr(GError) error = NULL;
  ck_assert_msg(wt_run_close(run, &error), "%s", error ? error->message : "");
}

/* Makes a run of a scenario; its digest comes back. */
static WtDigest make_run(const char *path, const char *scenario, const char *const *dos,
                         gint32 ticks)
{
  g_autoptr(WtModel) model = load(scenario);
  g_autoptr(GError) error = NULL;
  g_autoptr(WtSession) session = wt_session_new(model, model->clock->seed, NULL, 0, 1);
  for (guint i = 0; dos && dos[i]; i++) {
    WtIntervention what;
    ck_assert_msg(wt_intervention_parse(model, dos[i], &what, &error), "%s",
                  error ? error->message : "");
    wt_session_add(session, &what);
  }
  WtRun *run = wt_run_create(path, session, ticks, &error);
  ck_assert_msg(run != NULL, "%s", error ? error->message : "");
  go_on(run, session, ticks);
  WtDigest digest = wt_session_run_digest(session);
  ck_assert(wt_digest_equal(digest, wt_run_digest(run)));
  close_run(run);
  return digest;
}

static WtRun *open_run(const char *path, gboolean writable)
{
  g_autoptr(GError) error = NULL;
  WtRun *run = wt_run_open(path, writable, &error);
  ck_assert_msg(run != NULL, "%s", error ? error->message : "");
  return run;
}

static WtSession *seek(WtRun *run, gint32 tick)
{
  g_autoptr(GError) error = NULL;
  WtSession *session = wt_run_session(run, tick, &error);
  ck_assert_msg(session != NULL, "tick %d: %s", tick, error ? error->message : "");
  return session;
}

static const char *const dos[] = {"absent(Lele)@0..25",
                                  "front_door.open=false@3..40",
                                  "place(TongTong, [3,3])@30",
                                  "TongTong.choice=sit bench@40..44",
                                  "TongTong.values.warmth=0.25@50..",
                                  NULL};

/* ---- what is written is read ---- */

static void same_record(const WtDecisionRecord *a, const WtDecisionRecord *b)
{
  ck_assert(a->tick == b->tick && a->person == b->person && a->option == b->option &&
            a->foil == b->foil);
  ck_assert(a->margin == b->margin && a->utility == b->utility && a->draw == b->draw &&
            a->foil_draw == b->foil_draw);
  ck_assert(a->due == b->due && a->toss == b->toss && a->forced == b->forced &&
            a->n_options == b->n_options);
}

START_TEST(test_round_trip)
{
  g_autofree char *path = in_folder("a.run");
  WtDigest digest = make_run(path, "which-chair", _i ? dos : NULL, 130);
  ck_assert(wt_run_file_detect(path));
  g_autoptr(WtRun) run = open_run(path, FALSE);
  ck_assert_int_eq(wt_run_n_ticks(run), 130);
  ck_assert_int_eq(wt_run_ticks_meant(run), 130);
  ck_assert_str_eq(wt_run_scenario_file(run), "which-chair.yaml");
  ck_assert(wt_digest_equal(digest, wt_run_digest(run)));
  /* The same by running: records, digests per tick, state at any tick. */
  guint n, n_dos, at = 0;
  const WtIntervention *all = wt_run_interventions(run, &n_dos);
  const WtDecisionRecord *records = wt_run_decisions(run, &n, NULL);
  ck_assert_uint_eq(n_dos, _i ? G_N_ELEMENTS(dos) - 1 : 0);
  g_autoptr(WtSession) beside = wt_session_new(wt_run_model(run), wt_run_seed(run), all, n_dos, 2);
  for (gint32 tick = 0; tick < 130; tick++) {
    guint m;
    g_autoptr(WtSession) there = seek(run, tick);
    ck_assert(!wt_block_first_difference(wt_session_world(there), wt_session_world(beside), FALSE,
                                         NULL, NULL));
    ck_assert(!wt_block_first_difference(wt_session_minds(there), wt_session_minds(beside), FALSE,
                                         NULL, NULL));
    ck_assert(wt_digest_equal(wt_session_run_digest(there), wt_session_run_digest(beside)));
    ck_assert(wt_session_step(beside, NULL));
    const WtDecisionRecord *now = wt_session_decisions(beside, &m);
    for (guint i = 0; i < m; i++)
      same_record(&now[i], &records[at++]);
    WtDigest stored;
    ck_assert(wt_run_tick_digest(run, tick, &stored));
    ck_assert(wt_digest_equal(stored, wt_session_digest(beside)));
  }
  ck_assert_uint_eq(at, n);
  ck_assert(!wt_run_tick_digest(run, 130, &digest));
}
END_TEST

/* In one go, or closed and continued at any tick. */
START_TEST(test_continue)
{
  g_autofree char *path = in_folder("a.run");
  WtDigest whole = make_run(path, "tea-or-cake", NULL, 90);
  for (gint32 cut = 0; cut < 90; cut += 13) {
    make_run(path, "tea-or-cake", NULL, cut);
    for (gint32 until = MIN(90, cut + 50); until <= 90; until += MAX(1, 90 - until)) {
      WtRun *run = open_run(path, TRUE);
      g_autoptr(WtSession) session = seek(run, wt_run_n_ticks(run));
      ck_assert(wt_run_extend(run, 90, NULL));
      go_on(run, session, until);
      close_run(run);
    }
    g_autoptr(WtRun) run = open_run(path, FALSE);
    ck_assert(wt_digest_equal(whole, wt_run_digest(run)));
    ck_assert_int_eq(wt_run_ticks_meant(run), 90);
    g_autoptr(WtSession) end = seek(run, 90);
    ck_assert(wt_digest_equal(whole, wt_session_run_digest(end)));
  }
}
END_TEST

/* A run being written can be gone back in, and given more interventions on its way. */
START_TEST(test_while_writing)
{
  g_autofree char *path = in_folder("a.run");
  g_autoptr(WtModel) model = load("which-chair");
  g_autoptr(WtSession) session = wt_session_new(model, 3, NULL, 0, 1);
  WtRun *run = wt_run_create(path, session, 100, NULL);
  WtIntervention what;
  go_on(run, session, 37);
  ck_assert(wt_intervention_parse(model, "front_door.open=false@40..50", &what, NULL));
  wt_session_add(session, &what);
  go_on(run, session, 71);
  WtPast past;
  ck_assert(wt_run_past(run, &past, NULL));
  ck_assert_int_eq(past.n_ticks, 71);
  for (gint32 tick = 0; tick <= 71; tick += 5)
    wt_session_free(seek(run, tick));
  go_on(run, session, 100);
  ck_assert(wt_run_bookmark(run, 12, "here she turns", NULL));
  ck_assert(wt_run_bookmark(run, 7, "x", NULL));
  ck_assert(wt_run_bookmark(run, 7, NULL, NULL));
  close_run(run);
  g_autoptr(WtRun) again = open_run(path, FALSE);
  g_autoptr(WtSession) end = seek(again, 100);
  ck_assert(wt_digest_equal(wt_session_run_digest(end), wt_session_run_digest(session)));
  g_autoptr(GArray) marks = wt_run_bookmarks(again, NULL);
  ck_assert_uint_eq(marks->len, 1);
  ck_assert_str_eq(g_array_index(marks, WtBookmark, 0).note, "here she turns");
}
END_TEST

static gint64 query(const char *path, const char *sql)
{
  sqlite3 *db;
  sqlite3_stmt *s;
  ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
  ck_assert_int_eq(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
  ck_assert_int_eq(sqlite3_step(s), SQLITE_ROW);
  gint64 value = sqlite3_column_int64(s, 0);
  sqlite3_finalize(s);
  sqlite3_close(db);
  return value;
}

/* When keyframes become too many, every second one goes and all ticks stay within reach. */
START_TEST(test_thinning)
{
  g_autofree char *path = in_folder("a.run");
  g_autoptr(WtModel) model = load("which-chair");
  g_autoptr(WtSession) session = wt_session_new(model, 3, NULL, 0, 1);
  WtRun *run = wt_run_create(path, session, 6000, NULL);
  for (gint32 until = 600; until <= 6000; until += 600) {
    go_on(run, session, until);
    if (until == 1800 || until == 3000 || until == 4800)
      run->keyframe_bytes = WT_KEYFRAME_BUDGET;
  }
  close_run(run);
  ck_assert_int_eq(query(path, "SELECT interval FROM run"), 8 * WT_KEYFRAME_INTERVAL);
  ck_assert_int_eq(query(path, "SELECT count(*) FROM keyframe"), 6000 / (8 * WT_KEYFRAME_INTERVAL));
  ck_assert_int_eq(query(path, "SELECT count(*) FROM keyframe WHERE base > 0 AND base NOT IN "
                               "(SELECT tick FROM keyframe WHERE base = 0)"),
                   0);
  WtRun *again = open_run(path, TRUE);
  for (gint32 tick = 6000; tick >= 0; tick -= 317)
    wt_session_free(seek(again, tick));
  g_autoptr(WtSession) end = seek(again, 6000);
  go_on(again, end, 6500);
  go_on(again, session = (wt_session_free(session), seek(again, 6500)), 6600);
  close_run(again);
}
END_TEST

/* ---- killed, damaged, hostile ---- */

static void copy(const char *from, const char *to)
{
  g_autofree char *data = NULL;
  gsize size;
  ck_assert(g_file_get_contents(from, &data, &size, NULL));
  ck_assert(g_file_set_contents(to, data, (gssize)size, NULL));
}

/* What a kill leaves: the file and its log, as they are at some moment. */
START_TEST(test_leftover_log)
{
  g_autofree char *path = in_folder("a.run"), *wal = in_folder("a.run-wal"),
                  *left = in_folder("b.run"), *left_wal = in_folder("b.run-wal"),
                  *left_shm = in_folder("b.run-shm"), *saved_wal = in_folder("saved");
  g_autofree char *before = NULL, *after = NULL;
  gsize n_before, n_after;
  g_autoptr(WtModel) model = load("which-chair");
  g_autoptr(WtSession) session = wt_session_new(model, 3, NULL, 0, 1);
  WtRun *run = wt_run_create(path, session, 100, NULL);
  go_on(run, session, 40);
  ck_assert(wt_run_flush(run, NULL));
  WtDigest committed = wt_run_digest(run);
  go_on(run, session, 44);
  copy(path, left);
  copy(wal, left_wal);
  copy(wal, saved_wal);
  close_run(run);
  /* Where no file can be made beside it, it is read in a copy. */
  if (_i)
    ck_assert_int_eq(symlink("no/such/file", left_shm), 0);
  ck_assert(g_file_get_contents(left, &before, &n_before, NULL));
  WtRun *reader = open_run(left, FALSE);
  ck_assert_int_eq(reader->copy != NULL, _i);
  ck_assert_int_eq(wt_run_n_ticks(reader), 40);
  ck_assert(wt_digest_equal(wt_run_digest(reader), committed));
  wt_session_free(seek(reader, 40));
  close_run(reader);
  ck_assert(g_file_get_contents(left, &after, &n_after, NULL));
  ck_assert(n_before == n_after && memcmp(before, after, n_before) == 0);
  ck_assert(g_file_test(left_wal, G_FILE_TEST_EXISTS));
  if (_i)
    return;
  WtRun *writer = open_run(left, TRUE);
  g_autoptr(WtSession) on = seek(writer, 40);
  go_on(writer, on, 44);
  ck_assert(wt_digest_equal(wt_session_run_digest(on), wt_session_run_digest(session)));
  close_run(writer);
  ck_assert(!g_file_test(left_wal, G_FILE_TEST_EXISTS));
  /* A new run of that name does not inherit a log. */
  copy(saved_wal, left_wal);
  make_run(left, "which-chair", NULL, 5);
  WtRun *fresh = open_run(left, FALSE);
  ck_assert_int_eq(wt_run_n_ticks(fresh), 5);
  close_run(fresh);
}
END_TEST

/* Bytes changed or cut off anywhere. */
START_TEST(test_damage)
{
  g_autofree char *path = in_folder("a.run"), *hurt = in_folder("b.run"), *data = NULL;
  gsize size;
  guint n_whole = 0, n = test_scale(120, 1500);
  TestRandom random = {77};
  make_run(path, "which-chair", dos, 70);
  ck_assert(g_file_get_contents(path, &data, &size, NULL));
  for (guint i = 0; i < n; i++) {
    g_autofree char *bytes = g_memdup2(data, size);
    gsize length = i % 4 == 0 ? test_random_below(&random, (guint)size) : size;
    for (guint k = i % 4; k > 0; k--) {
      guint span = k == 1 ? (guint)size : 1 + test_random_below(&random, (guint)size);
      bytes[test_random_below(&random, span)] ^= (char)(1 + test_random_below(&random, 255));
    }
    ck_assert(g_file_set_contents(hurt, bytes, (gssize)length, NULL));
    n_whole += run_claims_check(hurt);
  }
  ck_assert_uint_lt(n_whole, n); /* free space and the like can be hurt without harm */
}
END_TEST

static const struct {
  const char *sql;
  WtRunError code;
  const char *message;
} hostile[] = {
    {"PRAGMA user_version = 3", WT_RUN_ERROR_FORMAT, "was made by format 3, this program reads 1"},
    {"PRAGMA application_id = 3", WT_RUN_ERROR_FORMAT, "is not a whytown run file"},
    {"DROP TABLE span", WT_RUN_ERROR_FORMAT, "is damaged: its tables"},
    {"ALTER TABLE span RENAME TO s; CREATE VIEW span AS SELECT * FROM s", WT_RUN_ERROR_FORMAT,
     "is damaged: its tables"},
    {"DELETE FROM run", WT_RUN_ERROR_FORMAT, "is damaged: it does not say what is run"},
    {"UPDATE run SET seed = 'seven'", WT_RUN_ERROR_FORMAT, "is damaged: what it says"},
    {"UPDATE run SET interval = 0", WT_RUN_ERROR_FORMAT, "is damaged: what it says"},
    {"UPDATE run SET ticks_meant = -1", WT_RUN_ERROR_FORMAT, "is damaged: what it says"},
    {"UPDATE run SET scenario = 'whytown: 1'", WT_RUN_ERROR_FORMAT, "its scenario has mistakes"},
    {"UPDATE run SET layout = '0123', program = '0.0.9'", WT_RUN_ERROR_FORMAT,
     "was made by whytown 0.0.9"},
    {"INSERT INTO intervention VALUES (0, 'nobody.at=3@4')", WT_RUN_ERROR_FORMAT,
     "is damaged: intervention 0"},
    {"INSERT INTO intervention VALUES (5, 'absent(Lele)')", WT_RUN_ERROR_FORMAT,
     "is damaged: its interventions"},
    {"INSERT INTO intervention VALUES (0, 'absent(Lele)@2..')", WT_RUN_ERROR_DIVERGED, "tick 2 "},
    {"UPDATE span SET n_ticks = n_ticks + 1", WT_RUN_ERROR_FORMAT,
     "is damaged: the record of tick 0"},
    {"UPDATE span SET n_ticks = 2147483647", WT_RUN_ERROR_FORMAT,
     "is damaged: the record of tick 0"},
    {"UPDATE span SET tick = tick + 1", WT_RUN_ERROR_FORMAT, "is damaged: ticks are missing"},
    {"UPDATE span SET digests = zeroblob(length(digests))", WT_RUN_ERROR_DIVERGED, "tick 0 "},
    {"UPDATE span SET decisions = x'00'", WT_RUN_ERROR_FORMAT, "is damaged: the record of tick 0"},
    {"UPDATE span SET decisions = x''", WT_RUN_ERROR_DIVERGED, "tick 0 "},
    {"UPDATE span SET decisions = zeroblob(88)", WT_RUN_ERROR_FORMAT, "is damaged: the decisions"},
    {"UPDATE span SET decisions = CAST(substr(decisions, 1, 4) || x'ff000000' || substr(decisions, "
     "9) AS BLOB)",
     WT_RUN_ERROR_FORMAT, "is damaged: the decisions"},
    {"UPDATE span SET decisions = CAST(substr(decisions, 1, 8) || x'ffffff7f' || substr(decisions, "
     "13) AS BLOB)",
     WT_RUN_ERROR_FORMAT, "is damaged: the decisions"},
    {"UPDATE keyframe SET world = x'00'", WT_RUN_ERROR_FORMAT, "does not fit this town"},
    {"UPDATE keyframe SET world = x'0000000001000000'", WT_RUN_ERROR_FORMAT,
     "does not fit this town"},
    {"UPDATE keyframe SET minds = CAST(x'ffffffff01000000' || zeroblob(64) AS BLOB)",
     WT_RUN_ERROR_FORMAT, "does not fit this town"},
    {"UPDATE keyframe SET world = x'', minds = x''", WT_RUN_ERROR_FORMAT,
     "is not the one that was run"},
    {"UPDATE keyframe SET base = 16", WT_RUN_ERROR_FORMAT, "is damaged"},
    {"UPDATE keyframe SET base = -16", WT_RUN_ERROR_FORMAT, "has no place"},
};

static void apply_sql(const char *path, const char *sql)
{
  sqlite3 *db;
  ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
  ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, "%s: %s", sql,
                sqlite3_errmsg(db));
  sqlite3_close(db);
}

/* Files that are sound databases and wrong runs: one of a tick before the first
 * keyframe and of tick 70 fails, with this. */
START_TEST(test_hostile)
{
  g_autofree char *path = in_folder("a.run");
  g_autoptr(GError) error = NULL;
  make_run(path, "which-chair", NULL, 70);
  apply_sql(path, hostile[_i].sql);
  g_autoptr(WtRun) run = wt_run_open(path, FALSE, &error);
  g_autoptr(WtSession) early = run ? wt_run_session(run, WT_KEYFRAME_INTERVAL - 1, &error) : NULL;
  g_autoptr(WtSession) late = run && !error ? wt_run_session(run, 70, &error) : NULL;
  ck_assert_msg(error != NULL, "%s", hostile[_i].sql);
  ck_assert_msg(g_error_matches(error, WT_RUN_ERROR, (int)hostile[_i].code) &&
                    strstr(error->message, hostile[_i].message),
                "%s: %s", hostile[_i].sql, error->message);
  ck_assert(g_str_has_prefix(error->message, path));
}
END_TEST

/* Puts a block as one stretch of pages into a keyframe. */
static void bind_block(sqlite3_stmt *s, int at, const WtBlock *block)
{
  gsize size = wt_layout_state_size(block->layout);
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  guint32 head[2] = {0, GUINT32_TO_LE((guint32)(size / 64))};
  g_byte_array_append(bytes, (const guint8 *)head, sizeof head);
  g_byte_array_append(bytes, block->data, (guint)size);
  sqlite3_bind_blob(s, at, bytes->data, (int)bytes->len, SQLITE_TRANSIENT);
}

/* A state of somebody's own invention before tick 16, with the digest that goes with it. */
static void forge(const char *path, WtBlock *world, WtBlock *minds, WtDigest digest)
{
  sqlite3 *db;
  sqlite3_stmt *s;
  guint64 words[2] = {GUINT64_TO_LE(digest.low), GUINT64_TO_LE(digest.high)};
  g_autofree char *hex = g_malloc(33);
  for (guint i = 0; i < 16; i++)
    g_snprintf(hex + 2 * i, 3, "%02x", ((const guint8 *)words)[i]);
  g_autofree char *sql =
      g_strdup_printf("UPDATE span SET digests = CAST(substr(digests, 1, 240) || x'%s' || "
                      "substr(digests, 257) AS BLOB)",
                      hex);
  apply_sql(path, sql);
  ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
  ck_assert_int_eq(sqlite3_prepare_v2(db,
                                      "UPDATE keyframe SET world = ?, minds = ? WHERE tick = 16",
                                      -1, &s, NULL),
                   SQLITE_OK);
  bind_block(s, 1, world);
  bind_block(s, 2, minds);
  ck_assert_int_eq(sqlite3_step(s), SQLITE_DONE);
  sqlite3_finalize(s);
  sqlite3_close(db);
}

/* Any value a column may hold, now and then one it may not. */
static void disturb(WtBlock *block, TestRandom *random)
{
  int c;
  do
    c = (int)test_random_below(random, wt_layout_n_columns(block->layout));
  while (wt_layout_column(block->layout, c)->role != WT_STATE ||
         wt_layout_rows(block->layout, c) == 0);
  guint32 row = test_random_below(random, wt_layout_rows(block->layout, c));
  guint how = test_random_below(random, 4);
  if (wt_layout_column(block->layout, c)->kind == WT_F64)
    wt_block_f64(block, c)[row] =
        how ? test_random_uniform(random, -10, 10) : test_random_bits(random);
  else
    wt_block_i32(block, c)[row] = how ? (gint32)test_random_below(random, how == 1 ? 200 : 12) - 1
                                      : (gint32)test_random(random);
}

START_TEST(test_forged_states)
{
  g_autofree char *path = in_folder("a.run"), *forged = in_folder("b.run");
  TestRandom random = {5};
  guint n_taken = 0;
  make_run(path, "tea-or-cake", NULL, 30);
  WtRun *run = open_run(path, FALSE);
  for (guint i = 0; i < test_scale(150, 2000); i++) {
    g_autoptr(WtSession) there = seek(run, 16);
    WtDigest none = {0, 0};
    GError *error = NULL;
    for (guint k = 0; k <= i % 5; k++)
      disturb(k % 2 ? wt_session_world(there) : wt_session_minds(there), &random);
    copy(path, forged);
    forge(forged, wt_session_world(there), wt_session_minds(there),
          wt_block_digest(wt_session_minds(there), wt_block_digest(wt_session_world(there), none)));
    g_autoptr(WtRun) bad = open_run(forged, FALSE);
    g_autoptr(WtSession) from = wt_run_session(bad, 16, &error);
    if (!from) {
      run_claims_error(forged, &error);
      continue;
    }
    n_taken++;
    for (int t = 0; t < 20; t++)
      if (!wt_session_step(from, NULL))
        break;
  }
  close_run(run);
  ck_assert_uint_gt(n_taken, 10);
}
END_TEST

START_TEST(test_not_a_run)
{
  g_autofree char *empty = in_folder("empty"), *text = in_folder("text.yaml"),
                  *none = in_folder("none"), *other = in_folder("other.db");
  ck_assert(g_file_set_contents(empty, "", 0, NULL));
  ck_assert(g_file_set_contents(text, "whytown: 1\n", -1, NULL));
  apply_sql(other, "CREATE TABLE run (a)");
  const char *const paths[] = {empty, text, other, folder, "/dev/null"};
  for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(wt_run_open(paths[i], FALSE, &error));
    ck_assert(g_error_matches(error, WT_RUN_ERROR, WT_RUN_ERROR_FORMAT));
    ck_assert(strstr(error->message, "is not a whytown run file") != NULL);
    ck_assert(!wt_run_file_detect(paths[i]));
  }
  g_autoptr(GError) error = NULL;
  ck_assert_ptr_null(wt_run_open(none, FALSE, &error));
  ck_assert(g_error_matches(error, WT_RUN_ERROR, WT_RUN_ERROR_IO));
}
END_TEST

/* Only runs are overwritten, and nothing is left where one cannot be made. */
START_TEST(test_create)
{
  g_autofree char *text = in_folder("text.yaml"), *deep = in_folder("no/such/a.run"),
                  *again = in_folder("a.run");
  const char *const bad[] = {text, folder, "/dev/null", deep};
  g_autoptr(WtModel) model = load("which-chair");
  ck_assert(g_file_set_contents(text, "mine", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autoptr(WtSession) session = wt_session_new(model, 3, NULL, 0, 1);
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(wt_run_create(bad[i], session, 10, &error));
    ck_assert(g_error_matches(error, WT_RUN_ERROR, WT_RUN_ERROR_IO));
  }
  make_run(again, "which-chair", NULL, 20);
  make_run(again, "which-chair", NULL, 10);
  g_autoptr(WtRun) run = open_run(again, FALSE);
  ck_assert_int_eq(wt_run_n_ticks(run), 10);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  guint n = 0;
  while (g_dir_read_name(dir))
    n++;
  ck_assert_uint_eq(n, 2); /* text.yaml and a.run: no log, no temporary file */
}
END_TEST

int main(void)
{
  Suite *s = suite_create("sim-run");
  TCase *t = tcase_create("run");
  tcase_add_checked_fixture(t, make_folder, remove_folder);
  tcase_add_loop_test(t, test_round_trip, 0, 2);
  tcase_add_test(t, test_continue);
  tcase_add_test(t, test_while_writing);
  tcase_add_test(t, test_thinning);
  tcase_add_loop_test(t, test_leftover_log, 0, 2);
  tcase_add_test(t, test_damage);
  tcase_add_loop_test(t, test_hostile, 0, (int)G_N_ELEMENTS(hostile));
  tcase_add_test(t, test_forged_states);
  tcase_add_test(t, test_not_a_run);
  tcase_add_test(t, test_create);
  suite_add_tcase(s, t);
  return test_main(s);
}
