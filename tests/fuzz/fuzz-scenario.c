/* fuzz-scenario.c - any bytes as a scenario, loaded and compiled: no crash, no hang, no model
 * without saying why.
 *
 * With libFuzzer: clang -fsanitize=fuzzer,address. Else, with -DWT_FUZZ_REPLAY, a program that does
 * the same with the files of the folders given as arguments, or with the corpus of scenarios.
 */
#include <string.h>

#include "sim/model.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
  g_autoptr(WtDiags) diags = wt_diags_new("fuzz");
  g_autoptr(WtModel) model = NULL;
  g_autofree char *text = g_malloc0(size + 1); /* the caller's ends without a zero */

  if (size)
    memcpy(text, data, size);
  model = wt_model_parse("fuzz", text, size, diags);
  g_assert((model != NULL) == (wt_diags_n_errors(diags) == 0));
  g_free(wt_diags_format(diags));
  return 0;
}

#ifdef WT_FUZZ_REPLAY
static int replay(const char *path)
{
  g_autofree char *data = NULL;
  gsize size;

  if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    int failed = !dir;

    for (const char *name = dir ? g_dir_read_name(dir) : NULL; name; name = g_dir_read_name(dir)) {
      g_autofree char *file = g_build_filename(path, name, NULL);

      failed |= replay(file);
    }
    return failed;
  }
  if (!g_file_get_contents(path, &data, &size, NULL)) {
    g_printerr("%s cannot be read\n", path);
    return 1;
  }
  return LLVMFuzzerTestOneInput((const guint8 *)data, size);
}

int main(int argc, char **argv)
{
  const char *source = g_getenv("WT_SRCDIR");
  g_autofree char *corpus = g_build_filename(source ? source : ".", "tests", "corpus", NULL);
  g_autofree char *shipped = g_build_filename(source ? source : ".", "scenarios", NULL);
  int failed = 0;

  for (int i = 1; i < argc; i++)
    failed |= replay(argv[i]);
  if (argc < 2)
    failed = replay(corpus) | replay(shipped);
  return failed;
}
#endif
