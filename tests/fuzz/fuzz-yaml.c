/* fuzz-yaml.c - any bytes as YAML: no crash, no hang, and the claims of yaml-claims.h.
 *
 * With libFuzzer: clang -fsanitize=fuzzer,address. Else, with -DWT_FUZZ_REPLAY, a program that
 * reads the files and folders given as arguments and does the same with each.
 */
#include "tests/unit/yaml-claims.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
  g_autoptr(WtDiags) diags = wt_diags_new("fuzz");

  yaml_claims_check((const char *)data, size);
  wt_node_free(wt_yaml_parse((const char *)data, size, diags));
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
  int failed = argc < 2;

  for (int i = 1; i < argc; i++)
    failed |= replay(argv[i]);
  return failed;
}
#endif
