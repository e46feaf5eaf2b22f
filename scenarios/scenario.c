/* scenario.c - finding a scenario's file and owning what was loaded; see scenario.h. */
#include "scenarios/load.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#ifndef WT_SCENARIO_DIR
#define WT_SCENARIO_DIR "/usr/local/share/whytown/scenarios"
#endif

static gboolean is_file(const char *path)
{
  return g_file_test(path, G_FILE_TEST_IS_REGULAR);
}

/* (transfer full) (nullable): DIR/NAME or DIR/NAME.yaml. */
static char *find_in(const char *dir, const char *name)
{
  g_autofree char *plain = g_build_filename(dir, name, NULL);
  g_autofree char *yaml = g_strconcat(plain, ".yaml", NULL);

  if (is_file(plain))
    return g_steal_pointer(&plain);
  return is_file(yaml) ? g_steal_pointer(&yaml) : NULL;
}

/* (transfer full) (nullable): DIR/NAME, or in the folder `sub` (nullable) of it. */
static char *find_with(const char *dir, const char *sub, const char *name)
{
  char *found = find_in(dir, name);
  g_autofree char *inner = sub ? g_build_filename(dir, sub, NULL) : NULL;

  return found || !inner ? found : find_in(inner, name);
}

/* (transfer full) (nullable): what is installed beside the program that runs, wherever its tree has
 * been moved to. */
static char *find_beside_program(const char *sub, const char *name)
{
  g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
  g_autofree char *bin = program ? g_path_get_dirname(program) : NULL;
  g_autofree char *dir =
      bin ? g_build_filename(bin, "..", "share", "whytown", "scenarios", NULL) : NULL;

  return dir ? find_with(dir, sub, name) : NULL;
}

char *wt_load_find_file(const char *name, const char *sub)
{
  const char *own = g_getenv("WHYTOWN_SCENARIOS");
  g_auto(GStrv) dirs = g_strsplit(own ? own : "", G_SEARCHPATH_SEPARATOR_S, -1);
  char *found = NULL;

  if (is_file(name) || strchr(name, G_DIR_SEPARATOR))
    return g_strdup(name);
  for (guint i = 0; dirs[i] && !found; i++)
    if (*dirs[i])
      found = find_with(dirs[i], sub, name);
  if (!found)
    found = find_beside_program(sub, name);
  if (!found)
    found = find_with(WT_SCENARIO_DIR, sub, name);
  return found ? found : g_strdup(name);
}

static char *read_open(FILE *file, const char *path, gsize max, gsize *length, GError **error)
{
  g_autoptr(GString) text = g_string_sized_new(1 << 16);
  char buffer[1 << 14];
  gsize got;

  while (text->len <= max && (got = fread(buffer, 1, sizeof buffer, file)) > 0)
    g_string_append_len(text, buffer, (gssize)got);
  if (ferror(file)) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_IO, "%s: cannot be read", path);
    return NULL;
  }
  g_string_truncate(text, MIN(text->len, max + 1));
  *length = text->len;
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* At most one byte more than `max`: that is enough to know that it is too large. */
char *wt_load_read_file(const char *path, const char *what, gsize max, gsize *length, GError **error)
{
  char *text;
  FILE *file;

  if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_ISDIR, "%s: a folder, not a file", path);
    return NULL;
  }
  file = fopen(path, "rb");
  if (!file && errno == ENOENT && !strchr(path, G_DIR_SEPARATOR)) {
    g_autofree char *yaml = find_in(".", path);

    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                "%s: no such file, and no %s of that name in $WHYTOWN_SCENARIOS or in %s%s%s%s",
                path, what, WT_SCENARIO_DIR, yaml ? "; did you mean '" : "", yaml ? path : "",
                yaml ? ".yaml'?" : "");
    return NULL;
  }
  if (!file) {
    int code = errno;

    g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(code), "%s: %s", path,
                g_strerror(code));
    return NULL;
  }
  text = read_open(file, path, max, length, error);
  fclose(file);
  return text;
}

/* Reads and parses the scenario `name`: a path, or what is found in the folders of the environment
 * variable WHYTOWN_SCENARIOS (several, as in PATH) or among the installed scenarios, with or
 * without
 * ".yaml". Errors: G_FILE_ERROR when it cannot be read (then *diags is NULL). With mistakes: as
 * wt_scenario_parse_most(). */
WtScenario *wt_scenario_load_most(const char *name, WtDiags **diags, GError **error)
{
  g_autofree char *path = NULL, *text = NULL;
  gsize length;

  g_return_val_if_fail(name && diags, NULL);
  *diags = NULL;
  path = wt_load_find_file(name, NULL);
  text = wt_load_read_file(path, "scenario", WT_YAML_MAX_BYTES, &length, error);
  if (!text)
    return NULL;
  *diags = wt_diags_new(path);
  return wt_scenario_parse_most(path, text, length, *diags);
}

/* As wt_scenario_load_most(), but NULL with any mistake. */
WtScenario *wt_scenario_load(const char *name, WtDiags **diags, GError **error)
{
  g_autoptr(WtScenario) scenario = wt_scenario_load_most(name, diags, error);

  return scenario && wt_diags_n_errors(*diags) == 0 ? g_steal_pointer(&scenario) : NULL;
}

void wt_scenario_free(WtScenario *scenario)
{
  if (!scenario)
    return;
  g_free(scenario->file);
  g_free(scenario->text);
  g_clear_pointer(&scenario->town, wt_town_def_free);
  g_clear_pointer(&scenario->minds, wt_minds_def_free);
  g_clear_pointer(&scenario->expects, g_ptr_array_unref);
  g_free(scenario);
}

static void because_clear(gpointer data)
{
  WtBecauseDef *because = data;

  g_free(because->cut);
  g_clear_pointer(&because->set, g_ptr_array_unref);
}

static void why_not_clear(gpointer data)
{
  WtWhyNotDef *why_not = data;

  g_free(why_not->option);
  g_free(why_not->kind);
}

WtExpectDef *wt_expect_def_new(WtExpectKind kind)
{
  WtExpectDef *expect = g_new0(WtExpectDef, 1);

  expect->kind = kind;
  expect->dos = g_array_new(FALSE, TRUE, sizeof(WtDoDef));
  g_array_set_clear_func(expect->dos, (GDestroyNotify)wt_do_clear);
  expect->because = g_array_new(FALSE, TRUE, sizeof(WtBecauseDef));
  g_array_set_clear_func(expect->because, because_clear);
  expect->why_not = g_array_new(FALSE, TRUE, sizeof(WtWhyNotDef));
  g_array_set_clear_func(expect->why_not, why_not_clear);
  return expect;
}

void wt_expect_def_free(WtExpectDef *expect)
{
  if (!expect)
    return;
  g_array_unref(expect->dos);
  g_free(expect->who);
  g_free(expect->is);
  g_free(expect->rather_than);
  wt_expr_text_free(expect->condition);
  g_free(expect->variable);
  g_array_unref(expect->because);
  g_array_unref(expect->why_not);
  g_free(expect);
}
