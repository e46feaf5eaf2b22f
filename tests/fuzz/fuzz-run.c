/* fuzz-run.c - a sound run file with bytes changed anywhere: no crash, no hang, and the claims of
 * run-claims.h.
 *
 * Random bytes are hardly ever a database, so the input is a list of changes to a run file made at
 * the start: {offset: u24, value: u8}*, offsets modulo the file's size; value 0 cuts the file
 * there. With libFuzzer: clang -fsanitize=fuzzer,address. Else, with -DWT_FUZZ_REPLAY, a program
 * that reads the files and folders given as arguments (none: the corpus) and holds the verdicts in
 * their names against what comes out: y_ is whole, n_ is not, i_ may be either.
 */
#include "tests/unit/run-claims.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static char *folder, *sound;
static gsize sound_size;
static gboolean whole; /* the latest one */

static void remove_folder(void)
{
  static const char *const names[] = {"sound.run", "hurt.run", "hurt.run-wal", "hurt.run-shm",
                                      "hurt.run-journal"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_build_filename(folder, names[i], NULL);
    g_unlink(path);
  }
  g_rmdir(folder);
  g_free(folder);
  g_free(sound);
}

static void make_sound_run(void)
{
  g_autoptr(WtDiags) diags = NULL;
  g_autoptr(WtModel) model = wt_model_load("which-chair", &diags, NULL);
  folder = g_dir_make_tmp("whytown-fuzz-XXXXXX", NULL);
  if (!model || !folder)
    g_error("WHYTOWN_SCENARIOS must name the folder of which-chair.yaml");
  g_autofree char *path = g_build_filename(folder, "sound.run", NULL);
  g_autoptr(WtSession) session = wt_session_new(model, 7, NULL, 0, 1);
  WtRun *run = wt_run_create(path, session, 40, NULL);
  while (wt_session_tick(session) < 40)
    if (!wt_session_step(session, NULL) || !wt_run_append(run, session, NULL))
      g_error("the run to be changed cannot be made");
  if (!wt_run_close(run, NULL) || !g_file_get_contents(path, &sound, &sound_size, NULL))
    g_error("the run to be changed cannot be written");
  atexit(remove_folder);
}

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
  if (!folder)
    make_sound_run();
  g_autofree char *bytes = g_memdup2(sound, sound_size);
  g_autofree char *path = g_build_filename(folder, "hurt.run", NULL);
  gsize length = sound_size;
  for (gsize i = 0; i + 4 <= size; i += 4) {
    gsize at = ((gsize)data[i] | (gsize)data[i + 1] << 8 | (gsize)data[i + 2] << 16) % sound_size;
    if (data[i + 3] == 0)
      length = MIN(length, at);
    else
      bytes[at] ^= (char)data[i + 3];
  }
  g_unlink(path);
  if (!g_file_set_contents_full(path, bytes, (gssize)length, G_FILE_SET_CONTENTS_NONE, 0600, NULL))
    g_error("%s cannot be written", path);
  whole = run_claims_check(path);
  return 0;
}

#ifdef WT_FUZZ_REPLAY
#include "tests/fuzz/replay.h"

static gboolean takes(const guint8 *data, gsize size)
{
  LLVMFuzzerTestOneInput(data, size);
  return whole;
}

int main(int argc, char **argv)
{
  static const char *const corpora[] = {"tests/fuzz/corpus-run", NULL};

  return replay_main(argc, argv, corpora, takes, TRUE);
}
#endif
