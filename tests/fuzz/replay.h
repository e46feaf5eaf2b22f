/* replay.h - a fuzz target as a program of its own: each file given, or of the corpora, once.
 *
 * A file whose name begins with y_ must be taken, one with n_ refused, where the target says which.
 */
#pragma once

#include <glib.h>

/* TRUE: the input was taken. */
typedef gboolean (*WtReplayFn)(const guint8 *data, gsize size);

static int replay_file(const char *path, WtReplayFn takes, gboolean by_name)
{
  g_autofree char *data = NULL, *name = g_path_get_basename(path);
  gsize size;
  gboolean taken;

  if (!g_file_get_contents(path, &data, &size, NULL)) {
    g_printerr("%s cannot be read\n", path);
    return 1;
  }
  taken = takes((const guint8 *)data, size);
  if (by_name &&
      ((g_str_has_prefix(name, "y_") && !taken) || (g_str_has_prefix(name, "n_") && taken))) {
    g_printerr("%s was %s\n", path, taken ? "taken" : "refused");
    return 1;
  }
  return 0;
}

static int replay(const char *path, WtReplayFn takes, gboolean by_name)
{
  g_autoptr(GDir) dir = NULL;
  int failed = 0;

  if (!g_file_test(path, G_FILE_TEST_IS_DIR))
    return replay_file(path, takes, by_name);
  dir = g_dir_open(path, 0, NULL);
  if (dir == NULL)
    return 1;
  for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
    g_autofree char *file = g_build_filename(path, name, NULL);
    failed |= replay(file, takes, by_name);
  }
  return failed;
}

/* The arguments, or without any the `corpora`: folders within the source, up to NULL. */
static int replay_main(int argc, char **argv, const char *const *corpora, WtReplayFn takes,
                       gboolean by_name)
{
  const char *source = g_getenv("WT_SRCDIR");
  int failed = 0;

  for (int i = 1; i < argc; i++)
    failed |= replay(argv[i], takes, by_name);
  for (; argc < 2 && *corpora != NULL; corpora++) {
    g_autofree char *corpus = g_build_filename(source != NULL ? source : ".", *corpora, NULL);
    failed |= replay(corpus, takes, by_name);
  }
  return failed;
}
