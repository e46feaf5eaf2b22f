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
#include "tests/fuzz/replay.h"

static gboolean takes(const guint8 *data, gsize size)
{
  return LLVMFuzzerTestOneInput(data, size) == 0;
}

int main(int argc, char **argv)
{
  static const char *const corpora[] = {NULL};

  return replay_main(argc, argv, corpora, takes, FALSE);
}
#endif
