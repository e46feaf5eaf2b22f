/* Exports: what is read back is what was decided; a file is there whole or not at all. */
#include "sim/export.h"
#include "tests/unit/test-util.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <sqlite3.h>

static const char *const scenarios[] = {"which-chair", "tea-or-cake", "reserved-table", "one-seat-left", "open-door"};
static const char *const dos[] = {"TongTong.choice=wait@4", "TongTong.values.comfort=0@2..9"};

typedef struct {
  char *folder, *path;
  WtModel *model;
  WtRun *run;
} Scene;

static char *in_folder(const Scene *scene, const char *name)
{
  return g_build_filename(scene->folder, name, NULL);
}

static WtModel *load(const char *name)
{
  g_autoptr(WtDiags) diags = NULL;
  WtModel *model = wt_model_load(name, &diags, NULL);
  ck_assert_msg(model != NULL, "%s", name);
  return model;
}

/* A run file of the first `ticks` ticks (-1: all), with interventions, opened again. */
static Scene scene_new(const char *name, gint32 ticks)
{
  Scene scene = {.folder = g_dir_make_tmp("whytown-test-XXXXXX", NULL), .model = load(name)};
  WtIntervention what[G_N_ELEMENTS(dos)];
  scene.path = in_folder(&scene, "a.run");
  guint n = g_str_equal(name, "which-chair") ? G_N_ELEMENTS(dos) : 0; /* the others have other values */
  for (guint i = 0; i < n; i++)
    ck_assert(wt_intervention_parse(scene.model, dos[i], &what[i], NULL));
  g_autoptr(WtSession) session = wt_session_new(scene.model, scene.model->clock->seed, what, n, 1);
  ticks = ticks < 0 ? scene.model->clock->ticks : ticks;
  WtRun *run = wt_run_create(scene.path, session, ticks, NULL);
  ck_assert(run != NULL);
  while (wt_session_tick(session) < ticks)
    ck_assert(wt_session_step(session, NULL) && wt_run_append(run, session, NULL));
  ck_assert(wt_run_close(run, NULL));
  scene.run = wt_run_open(scene.path, FALSE, NULL);
  ck_assert(scene.run != NULL);
  return scene;
}

static void scene_clear(Scene *scene)
{
  wt_run_free(scene->run);
  wt_model_free(scene->model);
  g_autoptr(GDir) dir = g_dir_open(scene->folder, 0, NULL);
  for (const char *name = g_dir_read_name(dir); name; name = g_dir_read_name(dir)) {
    g_autofree char *path = in_folder(scene, name);
    g_unlink(path);
  }
  g_rmdir(scene->folder);
  g_free(scene->folder);
  g_free(scene->path);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Scene, scene_clear)

static gboolean to_string(gpointer user, const char *text, gsize length, GError **error)
{
  (void)error;
  g_string_append_len(user, text, (gssize)length);
  return TRUE;
}

static GString *export_text(const Scene *scene, WtExport what)
{
  g_autoptr(GError) error = NULL;
  GString *out = g_string_new(NULL);
  gboolean ok = wt_export(scene->run, &what, to_string, out, &error);
  ck_assert_msg(ok, "%s", error ? error->message : "");
  return out;
}

/* ---- JSON lines ---- */

static GPtrArray *read_lines(const GString *text)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)json_node_unref);
  g_auto(GStrv) parts = g_strsplit(text->str, "\n", -1);
  for (guint i = 0; parts[i] && *parts[i]; i++) {
    JsonNode *node = json_from_string(parts[i], NULL);
    ck_assert_msg(node != NULL && JSON_NODE_HOLDS_OBJECT(node), "%s", parts[i]);
    g_ptr_array_add(lines, node);
  }
  return lines;
}

static gboolean is_type(JsonObject *line, const char *type)
{
  return g_str_equal(json_object_get_string_member(line, "type"), type);
}

/* The members keep their order, so the sum is the one that was made. */
static double sum_of_contributions(JsonObject *option)
{
  JsonObject *motives = json_object_get_object_member(option, "motives");
  g_autoptr(GList) names = json_object_get_members(motives);
  double sum = 0;
  for (GList *l = names; l; l = l->next)
    sum += json_object_get_double_member(json_object_get_object_member(motives, l->data), "contribution");
  return sum;
}

static void check_decision(const Scene *scene, JsonObject *line, const WtDecisionRecord *r)
{
  JsonArray *options = json_object_get_array_member(line, "options");
  g_autofree char *chosen = wt_town_option_name(scene->model->town, r->option);
  guint found = 0;
  ck_assert_int_eq(json_object_get_int_member(line, "tick"), r->tick);
  ck_assert_str_eq(json_object_get_string_member(line, "agent"), wt_vocab_entity_name(scene->model->vocab, r->person));
  ck_assert_str_eq(json_object_get_string_member(line, "chosen"), chosen);
  ck_assert(json_object_get_double_member(line, "margin") == r->margin);
  ck_assert(json_object_get_double_member(line, "utility") == r->utility);
  ck_assert(json_object_get_boolean_member(line, "forced") == r->forced);
  ck_assert_uint_eq(json_array_get_length(options), r->n_options);
  for (guint i = 0; i < json_array_get_length(options); i++) {
    JsonObject *option = json_array_get_object_element(options, i);
    double utility = json_object_get_double_member(option, "utility");
    ck_assert(sum_of_contributions(option) - json_object_get_double_member(option, "cost") == utility);
    if (!g_str_equal(json_object_get_string_member(option, "option"), chosen))
      continue;
    found++;
    ck_assert(utility == r->utility);
  }
  ck_assert_uint_eq(found, 1);
}

START_TEST(test_decisions)
{
  g_auto(Scene) scene = scene_new(scenarios[_i], -1);
  g_autoptr(GString) text = export_text(&scene, (WtExport){.format = WT_EXPORT_JSONL});
  g_autoptr(GPtrArray) lines = read_lines(text);
  g_autofree char *digest = wt_digest_format(wt_run_digest(scene.run));
  guint n;
  const WtDecisionRecord *records = wt_run_decisions(scene.run, &n, NULL);
  JsonObject *head = json_node_get_object(lines->pdata[0]);
  ck_assert(is_type(head, "run"));
  ck_assert_str_eq(json_object_get_string_member(head, "digest"), digest);
  ck_assert_int_eq(json_object_get_int_member(head, "ticks"), scene.model->clock->ticks);
  ck_assert_uint_gt(n, 0);
  ck_assert_uint_eq(lines->len, n + 1);
  for (guint i = 0; i < n; i++) {
    JsonObject *line = json_node_get_object(lines->pdata[i + 1]);
    ck_assert(is_type(line, "decision"));
    ck_assert_int_eq(json_object_get_int_member(line, "decision"), i + 1);
    check_decision(&scene, line, &records[i]);
  }
}
END_TEST

/* Each change begins where the one before it ended, and the last ones are the final state. */
START_TEST(test_changes)
{
  g_auto(Scene) scene = scene_new(scenarios[_i], -1);
  g_autoptr(GString) text = export_text(&scene, (WtExport){.format = WT_EXPORT_JSONL, .writes = TRUE});
  g_autoptr(GPtrArray) lines = read_lines(text);
  g_autoptr(GHashTable) last = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(WtSession) end = wt_run_session(scene.run, wt_run_n_ticks(scene.run), NULL);
  guint n_changes = 0;
  for (guint i = 0; i < lines->len; i++) {
    JsonObject *line = json_node_get_object(lines->pdata[i]);
    if (!is_type(line, "change"))
      continue;
    const char *name = json_object_get_string_member(line, "variable");
    JsonNode *before = g_hash_table_lookup(last, name);
    ck_assert_msg(!before || json_node_equal(before, json_object_get_member(line, "from")), "%s", name);
    g_hash_table_insert(last, (gpointer)name, json_object_get_member(line, "to"));
    n_changes++;
  }
  ck_assert_uint_gt(n_changes, 0);
  GHashTableIter iter;
  gpointer name, value;
  g_hash_table_iter_init(&iter, last);
  while (g_hash_table_iter_next(&iter, &name, &value)) {
    WtVar var;
    if (!wt_variable_find(scene.model, name, &var, NULL) || json_node_get_value_type(value) != G_TYPE_DOUBLE)
      continue;
    ck_assert_msg(json_node_get_double(value) == wt_session_get(end, var), "%s", (const char *)name);
  }
}
END_TEST

/* ---- CSV ---- */

START_TEST(test_long_table)
{
  g_auto(Scene) scene = scene_new(scenarios[_i], -1);
  g_autoptr(GString) text = export_text(&scene, (WtExport){.format = WT_EXPORT_CSV});
  g_auto(GStrv) lines = g_strsplit(text->str, "\n", -1);
  guint n, n_rows = 1, n_commas = 0;
  const WtDecisionRecord *records = wt_run_decisions(scene.run, &n, NULL);
  for (guint i = 0; i < n; i++)
    n_rows += records[i].n_options * wt_minds_n_motives(scene.model->minds);
  ck_assert_uint_eq(g_strv_length(lines), n_rows + 1); /* the last is empty */
  for (const char *c = lines[0]; *c; c++)
    n_commas += *c == ',';
  for (guint i = 0; i < n_rows; i++) {
    g_auto(GStrv) fields = g_strsplit(lines[i], ",", -1); /* no field here needs quotes */
    ck_assert_uint_eq(g_strv_length(fields), n_commas + 1);
  }
}
END_TEST

START_TEST(test_states)
{
  g_auto(Scene) scene = scene_new("which-chair", 30);
  static const char *const names[] = {"TongTong.at", "bench.draught", "TongTong.values.comfort", "TongTong.choice"};
  WtVar vars[G_N_ELEMENTS(names)];
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    ck_assert(wt_variable_find(scene.model, names[i], &vars[i], NULL));
  g_autoptr(GString) text = export_text(&scene, (WtExport){.format = WT_EXPORT_CSV, .vars = vars, .n_vars = 4});
  g_autoptr(GString) want = g_string_new("tick,time,variable,value\n");
  for (gint32 tick = 0; tick < 30; tick++) {
    g_autoptr(WtSession) after = wt_run_session(scene.run, tick + 1, NULL);
    g_autofree char *time = wt_model_time(scene.model, tick);
    for (guint i = 0; i < 4; i++) {
      double value = wt_session_get(after, vars[i]);
      g_autofree char *as_text = wt_variable_format(scene.model, vars[i], value);
      const char *quote = strchr(as_text, ',') ? "\"" : "";
      char number[WT_NUM_SIZE];
      gboolean is_number = wt_variable_column(scene.model, vars[i])->type == WT_TYPE_NUMBER;
      g_string_append_printf(want, "%d,%s,%s,%s%s%s\n", tick, time, names[i], quote,
                             is_number ? wt_num_format(number, value) : as_text, quote);
    }
  }
  ck_assert_str_eq(text->str, want->str);
}
END_TEST

/* ---- graphs ---- */

typedef struct {
  GHashTable *nodes; /* id: number + 1 */
  GArray *from, *to; /* numbers */
  guint n_causes;
  gboolean cause_key;
} Read;

static guint number_of(const Read *read, const char *id)
{
  guint number = GPOINTER_TO_UINT(g_hash_table_lookup(read->nodes, id));
  ck_assert_msg(number > 0, "no node %s", id);
  return number - 1;
}

static void on_start(GMarkupParseContext *context, const char *element, const char **names, const char **values,
                     gpointer user, GError **error)
{
  Read *read = user;
  (void)context, (void)error, (void)names;
  read->cause_key = g_str_equal(element, "data") && g_str_equal(values[0], "cause");
  if (g_str_equal(element, "node"))
    ck_assert(g_hash_table_insert(read->nodes, g_strdup(values[0]),
                                  GUINT_TO_POINTER(g_hash_table_size(read->nodes) + 1)));
  if (g_str_equal(element, "edge")) {
    guint from = number_of(read, values[0]), to = number_of(read, values[1]);
    g_array_append_val(read->from, from);
    g_array_append_val(read->to, to);
  }
}

static void on_text(GMarkupParseContext *context, const char *text, gsize length, gpointer user, GError **error)
{
  Read *read = user;
  (void)context, (void)error;
  read->n_causes += read->cause_key && length == 4 && strncmp(text, "true", 4) == 0;
  read->cause_key = FALSE;
}

/* Removes nodes without incoming edges until none is left: causes come before effects. */
static gboolean is_acyclic(const Read *read)
{
  guint n = g_hash_table_size(read->nodes), n_done = 0;
  g_autofree guint *n_in = g_new0(guint, n + 1);
  g_autoptr(GArray) ready = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < read->to->len; i++)
    n_in[g_array_index(read->to, guint, i)]++;
  for (guint i = 0; i < n; i++)
    if (n_in[i] == 0)
      g_array_append_val(ready, i);
  for (; n_done < ready->len; n_done++)
    for (guint i = 0; i < read->from->len; i++) {
      guint to = g_array_index(read->to, guint, i);
      if (g_array_index(read->from, guint, i) == g_array_index(ready, guint, n_done) && --n_in[to] == 0)
        g_array_append_val(ready, to);
    }
  return n_done == n;
}

START_TEST(test_graph)
{
  g_auto(Scene) scene = scene_new(scenarios[_i], -1);
  g_autoptr(GString) text = export_text(&scene, (WtExport){.format = WT_EXPORT_GRAPHML, .all = TRUE});
  GMarkupParser parser = {.start_element = on_start, .text = on_text};
  Read read = {.from = g_array_new(FALSE, FALSE, sizeof(guint)), .to = g_array_new(FALSE, FALSE, sizeof(guint))};
  read.nodes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&parser, 0, &read, NULL);
  ck_assert(g_markup_parse_context_parse(context, text->str, (gssize)text->len, NULL));
  ck_assert(g_markup_parse_context_end_parse(context, NULL));
  guint n;
  const WtDecisionRecord *records = wt_run_decisions(scene.run, &n, NULL);
  for (guint i = 0; i < n; i++) {
    g_autofree char *id =
        g_strdup_printf("%s@%d", wt_vocab_entity_name(scene.model->vocab, records[i].person), records[i].tick);
    number_of(&read, id);
  }
  ck_assert_uint_gt(read.n_causes, 0);
  ck_assert(is_acyclic(&read));
  ck_assert_ptr_nonnull(strstr(text->str, "<data key=\"verified_mind\">true</data>"));
  ck_assert_ptr_null(strstr(text->str, "<data key=\"verified_mind\">false</data>"));
  g_array_unref(read.from);
  g_array_unref(read.to);
  g_hash_table_unref(read.nodes);
}
END_TEST

/* ---- files ---- */

static guint n_files(const Scene *scene)
{
  g_autoptr(GDir) dir = g_dir_open(scene->folder, 0, NULL);
  guint n = 0;
  while (g_dir_read_name(dir))
    n++;
  return n;
}

static gboolean stop_at_10(gpointer user, gint32 done, gint32 ticks)
{
  (void)user, (void)ticks;
  return done < 10;
}

START_TEST(test_file_whole_or_not)
{
  g_auto(Scene) scene = scene_new("which-chair", 30);
  g_autofree char *path = in_folder(&scene, "out"), *run_as_target = g_strdup(scene.path), *text = NULL;
  g_autoptr(GError) error = NULL;
  WtExport what = {.format = WT_EXPORT_JSONL, .progress = stop_at_10};
  ck_assert(g_file_set_contents(path, "before", -1, NULL));
  ck_assert(!wt_export_file(scene.run, &what, path, &error));
  ck_assert(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_INTR));
  ck_assert(g_file_get_contents(path, &text, NULL, NULL));
  ck_assert_str_eq(text, "before");
  ck_assert_uint_eq(n_files(&scene), 2);

  what.progress = NULL;
  g_clear_error(&error);
  g_clear_pointer(&text, g_free);
  ck_assert(wt_export_file(scene.run, &what, path, NULL));
  ck_assert(g_file_get_contents(path, &text, NULL, NULL));
  g_autoptr(GString) want = export_text(&scene, what);
  ck_assert_str_eq(text, want->str);
  ck_assert_uint_eq(n_files(&scene), 2);

  ck_assert(!wt_export_file(scene.run, &what, run_as_target, &error));
  ck_assert(g_error_matches(error, WT_RUN_ERROR, WT_RUN_ERROR_IO));
  ck_assert(wt_run_file_detect(scene.path));
}
END_TEST

static gboolean refuse(gpointer user, const char *text, gsize length, GError **error)
{
  (void)user, (void)text, (void)length;
  g_set_error_literal(error, WT_RUN_ERROR, WT_RUN_ERROR_IO, "full");
  return FALSE;
}

START_TEST(test_cannot_be_written)
{
  g_auto(Scene) scene = scene_new("which-chair", 5);
  for (guint f = 0; f < WT_N_EXPORTS; f++) {
    g_autoptr(GError) error = NULL;
    WtExport what = {.format = (WtExportFormat)f};
    ck_assert(!wt_export(scene.run, &what, refuse, NULL, &error));
    ck_assert(g_error_matches(error, WT_RUN_ERROR, WT_RUN_ERROR_IO));
  }
}
END_TEST

/* The utility of the first recorded decision is changed in the file: no table is shown for it. */
START_TEST(test_other_record_is_caught)
{
  g_auto(Scene) scene = scene_new("which-chair", 5);
  sqlite3 *db;
  g_autoptr(GError) error = NULL;
  WtExport what = {.format = WT_EXPORT_CSV};
  g_autoptr(GString) out = g_string_new(NULL);
  wt_run_free(g_steal_pointer(&scene.run));
  ck_assert_int_eq(sqlite3_open(scene.path, &db), SQLITE_OK);
  ck_assert_int_eq(sqlite3_exec(db,
                                "UPDATE span SET decisions = CAST(substr(decisions, 1, 24) || x'000000000000f03f' || "
                                "substr(decisions, 33) AS BLOB) WHERE tick = 0",
                                NULL, NULL, NULL),
                   SQLITE_OK);
  sqlite3_close(db);
  scene.run = wt_run_open(scene.path, FALSE, &error);
  ck_assert_msg(scene.run != NULL, "%s", error ? error->message : "");
  ck_assert(!wt_export(scene.run, &what, to_string, out, &error));
  ck_assert_msg(g_error_matches(error, WT_RUN_ERROR, WT_RUN_ERROR_DIVERGED), "%s", error->message);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("sim-export");
  TCase *read_back = tcase_create("read back"), *files = tcase_create("files");
  int n = (int)test_scale(2, G_N_ELEMENTS(scenarios));
  tcase_add_loop_test(read_back, test_decisions, 0, G_N_ELEMENTS(scenarios));
  tcase_add_loop_test(read_back, test_changes, 0, n);
  tcase_add_loop_test(read_back, test_long_table, 0, G_N_ELEMENTS(scenarios));
  tcase_add_test(read_back, test_states);
  tcase_add_loop_test(read_back, test_graph, 0, n);
  tcase_add_test(files, test_file_whole_or_not);
  tcase_add_test(files, test_cannot_be_written);
  tcase_add_test(files, test_other_record_is_caught);
  suite_add_tcase(suite, read_back);
  suite_add_tcase(suite, files);
  return test_main(suite);
}
