/* fuzz-view-prompt.c - any text typed into any prompt of the view: no crash, no hang, and what is
 * drawn is text.
 *
 * The first byte says which prompt (/ e u U); then characters are typed, the control characters of
 * `controls` are keys. At the end Return is pressed and all that follows from it is done. With
 * libFuzzer: clang -fsanitize=fuzzer,address. Else, with -DWT_FUZZ_REPLAY, a program that reads the
 * files and folders given as arguments (none: the corpus) and holds the verdicts in their names
 * against what comes out: y_ is done and the prompt closes, n_ leaves it open.
 */
#include "viz/view.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static const char *const prompts[] = {"slash", "e", "u", "U"};
static const char *const controls[32] = {
    [1] = "Home", [2] = "Left",    [4] = "Delete", [5] = "End", [6] = "Right",  [8] = "BackSpace",
    [9] = "Tab",  [10] = "Return", [14] = "Down",  [16] = "Up", [27] = "Escape"};

static WtModel *model;
static WtTape *tape;
static gboolean closed; /* by the latest one */

static void forget(void)
{
  wt_tape_free(tape);
  wt_model_free(model);
}

static void make_past(void)
{
  g_autoptr(WtDiags) diags = NULL;
  model = wt_model_load("which-chair", &diags, NULL);
  tape = model ? wt_tape_run(model, 7, NULL, 0, 40, NULL) : NULL;
  if (!tape)
    g_error("WHYTOWN_SCENARIOS must name the folder of which-chair.yaml");
  atexit(forget);
}

static void draw(WtView *view, float width, float height)
{
  g_autoptr(WtScene) scene = wt_scene_new(1, 1);
  wt_view_draw(view, scene, width, height);
  g_autofree char *text = wt_scene_print(scene);
  g_assert(g_utf8_validate(text, -1, NULL));
}

static void press(WtView *view, const char *key)
{
  g_autoptr(GError) error = NULL;
  if (!wt_view_key(view, key, &error))
    g_assert(error);
}

static const char *first_key(guint8 byte)
{
  static const char letters[] = "/euU";
  const char *at = byte ? strchr(letters, byte) : NULL;
  return prompts[at ? (gsize)(at - letters) : byte % G_N_ELEMENTS(prompts)];
}

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
  if (!model)
    make_past();
  WtPast past = wt_tape_past(tape);
  g_autoptr(WtView) view = wt_view_new(&past, NULL, "fuzz", NULL);
  g_autofree char *bytes = g_strndup((const char *)data, size);
  g_autofree char *text = g_utf8_make_valid(bytes, -1);
  press(view, first_key(size ? data[0] : 0));
  for (const char *p = *text ? g_utf8_next_char(text) : text; *p && wt_view_is_typing(view);
       p = g_utf8_next_char(p)) {
    g_autofree char *key = g_strndup(p, (gsize)(g_utf8_next_char(p) - p));
    gboolean control = (guchar)*key < 32;
    if (!control || controls[(guchar)*key])
      press(view, control ? controls[(guchar)*key] : key);
  }
  draw(view, 480, 320);
  if (wt_view_is_typing(view))
    press(view, "Return");
  closed = !wt_view_is_typing(view);
  wt_view_settle(view);
  draw(view, 900, 600);
  return 0;
}

#ifdef WT_FUZZ_REPLAY
#include "tests/fuzz/replay.h"

static gboolean takes(const guint8 *data, gsize size)
{
  LLVMFuzzerTestOneInput(data, size);
  return closed;
}

int main(int argc, char **argv)
{
  static const char *const corpora[] = {"tests/fuzz/corpus-view-prompt", NULL};

  return replay_main(argc, argv, corpora, takes, TRUE);
}
#endif
