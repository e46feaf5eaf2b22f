/* fuzz-model.c - any bytes as the YAML of a causal model: no crash, no hang, no model without
 * saying why not; what can be loaded can be written and loaded again.
 *
 * With libFuzzer: clang -fsanitize=fuzzer,address. Else, with -DWT_FUZZ_REPLAY, a program that does
 * the same with the files of the folders given as arguments, or with the corpus of models and those
 * that ship.
 */
#include <string.h>

#include "scenarios/causal.h"

#define WT_WRITTEN_MAX 10000 /* bytes that surely fit the reader's limits */

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static void write_and_read(const WtCausal *causal)
{
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(WtDiags) diags = wt_diags_new("written");
  g_autoptr(WtCausal) again = NULL;
  g_autofree char *said = NULL;

  wt_causal_write(causal, text);
  again = wt_causal_parse(text->str, text->len, diags);
  said = wt_diags_format(diags);
  if (!again && text->len <= WT_WRITTEN_MAX)
    g_error("what was written cannot be read: %s", said);
  if (again)
    g_assert_cmpuint(wt_scm_n(again->scm), ==, wt_scm_n(causal->scm));
}

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
  g_autoptr(WtDiags) diags = wt_diags_new("fuzz");
  g_autoptr(WtCausal) causal = NULL;
  g_autofree char *text = g_malloc0(size + 1); /* the caller's ends without a zero */

  if (size)
    memcpy(text, data, size);
  wt_causal_is_model(text, size);
  causal = wt_causal_parse(text, size, diags);
  g_assert((causal != NULL) == (wt_diags_n_errors(diags) == 0));
  g_free(wt_diags_format(diags));
  if (causal)
    write_and_read(causal);
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
  static const char *const corpora[] = {"tests/corpus-model", "scenarios/models", NULL};

  return replay_main(argc, argv, corpora, takes, FALSE);
}
#endif
