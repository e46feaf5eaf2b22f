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
#include "tests/fuzz/replay.h"

static gboolean takes(const guint8 *data, gsize size)
{
  return LLVMFuzzerTestOneInput(data, size) == 0;
}

int main(int argc, char **argv)
{
  static const char *const corpora[] = {"tests/corpus", "scenarios", NULL};

  return replay_main(argc, argv, corpora, takes, FALSE);
}
#endif
