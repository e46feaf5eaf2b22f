/* fuzz-format.c - any bytes as a model in one of the exchange formats: no crash, no hang, a model
 * or mistakes with their places; what was read can be written and read again, or it is said why
 * not.
 *
 * The first byte selects the format: b BIF, d DOT, g GraphML, t dagitty, j JSON, c .causalmodel;
 * others by their number. A libFuzzer target. With -DWT_FUZZ_REPLAY a program of its own, which
 * does the same with each file of the files and folders given as arguments, or of the corpus beside
 * this file; there a file's first letter is the verdict: y, a model; n, none.
 */
#include <string.h>

#include "causal/formats.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static const char letters[] = {
    [WT_FORMAT_BIF] = 'b',     [WT_FORMAT_DOT] = 'd',  [WT_FORMAT_GRAPHML] = 'g',
    [WT_FORMAT_DAGITTY] = 't', [WT_FORMAT_JSON] = 'j', [WT_FORMAT_CAUSALMODEL] = 'c'};

static void write_and_read(const WtScm *scm, WtFormat format)
{
  g_autoptr(GString) text = g_string_new("before");
  g_autoptr(WtDiags) diags = wt_diags_new("written");
  g_autoptr(GError) error = NULL;
  g_autoptr(WtScm) again = NULL;

  if (!wt_format_write(format, scm, text, &error)) {
    g_assert(error != NULL && strcmp(text->str, "before") == 0);
    return;
  }
  again = wt_format_read(format, text->str + 6, text->len - 6, diags);
  if (again == NULL) {
    g_autofree char *said = wt_diags_format(diags);
    g_error("what was written cannot be read:\n%s\n%s", text->str + 6, said);
  }
  g_assert_cmpuint(wt_scm_n(again), ==, wt_scm_n(scm));
  for (WtScmId id = 0; id < wt_scm_n(scm); id++) {
    WtScmId other = wt_scm_find(again, wt_scm_name(scm, id));
    guint n, n_again;

    g_assert(other != WT_SCM_NONE && wt_scm_is_latent(scm, id) == wt_scm_is_latent(again, other));
    wt_scm_parents(scm, id, &n);
    wt_scm_parents(again, other, &n_again);
    g_assert_cmpuint(n, ==, n_again);
  }
}

static gboolean reads(const guint8 *data, gsize size)
{
  g_autoptr(WtDiags) diags = wt_diags_new("fuzz");
  const char *letter = size > 0 ? memchr(letters, data[0], sizeof letters) : NULL;
  WtFormat format = letter != NULL ? (WtFormat)(letter - letters)
                                   : (WtFormat)(size > 0 ? data[0] % sizeof letters : 0);
  g_autofree char *text = g_memdup2(data + 1, size > 0 ? size - 1 : 0);
  g_autoptr(WtScm) scm = wt_format_read(format, text, size > 0 ? size - 1 : 0, diags);

  g_assert((scm == NULL) == (wt_diags_n_errors(diags) > 0));
  for (guint i = 0; i < wt_diags_n(diags); i++)
    g_assert(wt_diags_get(diags, i)->pos.line > 0 && wt_diags_get(diags, i)->pos.column > 0);
  for (guint f = 0; scm != NULL && f < sizeof letters; f++)
    write_and_read(scm, (WtFormat)f);
  return scm != NULL;
}

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
  reads(data, size);
  return 0;
}

#ifdef WT_FUZZ_REPLAY
#include "tests/fuzz/replay.h"

int main(int argc, char **argv)
{
  static const char *const corpora[] = {"tests/fuzz/corpus-format", NULL};

  return replay_main(argc, argv, corpora, reads, TRUE);
}
#endif
