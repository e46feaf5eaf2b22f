/* fuzz-csv.c - any bytes as CSV text: no crash, no hang, a table or mistakes; what is a table can
 * be learned from, or it is said why not.
 *
 * A libFuzzer target. With -DWT_FUZZ_REPLAY a program of its own, which does the same with each
 * file of the files and folders given as arguments, or of the corpus beside this file; there a
 * file's first letter is the verdict: y, a table; n, none.
 */
#include <string.h>

#include "causal/learn.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static void learn(const WtData *data)
{
  WtLearnOptions options = wt_learn_default_options();
  g_autoptr(WtLearner) learner = NULL;
  g_autoptr(GError) error = NULL;

  if (wt_data_n_columns(data) > 6)
    return;
  options.method = WT_LEARN_HILL;
  learner = wt_learner_new(data, &options, &error);
  g_assert((learner == NULL) == (error != NULL));
  if (learner != NULL)
    g_assert(wt_learner_search(learner, NULL));
}

static gboolean parses(const guint8 *data, gsize size)
{
  gboolean found = FALSE;

  for (guint i = 0; i < 2; i++) {
    g_autoptr(WtDiags) diags = wt_diags_new("fuzz");
    g_autoptr(WtData) table =
        wt_data_parse_csv((const char *)data, size, i ? "targets" : NULL, NULL, diags);

    g_assert((table == NULL) == (wt_diags_n_errors(diags) > 0));
    found |= table != NULL;
    if (table != NULL)
      learn(table);
  }
  return found;
}

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
  parses(data, size);
  return 0;
}

#ifdef WT_FUZZ_REPLAY
#include "tests/fuzz/replay.h"

int main(int argc, char **argv)
{
  static const char *const corpora[] = {"tests/fuzz/corpus-csv", NULL};

  return replay_main(argc, argv, corpora, parses, TRUE);
}
#endif
