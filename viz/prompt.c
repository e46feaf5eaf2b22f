/* prompt.c - a line to type into, with what it finds below it. */
#include "viz/view-private.h"
gboolean wt_prompt_key_search(WtView *view, int by, GError **error) { (void)view, (void)by, (void)error; return TRUE; }
gboolean wt_prompt_key_edit(WtView *view, int by, GError **error) { (void)view, (void)by, (void)error; return TRUE; }
gboolean wt_prompt_key_until(WtView *view, int by, GError **error) { (void)view, (void)by, (void)error; return TRUE; }
gboolean wt_prompt_press(WtView *view, const char *key, GError **error) { (void)view, (void)key, (void)error; return TRUE; }
void wt_prompt_free(WtPrompt *prompt) { (void)prompt; }
void wt_panel_prompt(WtView *view, WtScene *scene, float width, float height) { (void)view, (void)scene, (void)width, (void)height; }
