/* panel.h - the panes, and what they have in common to draw. */
#pragma once

#include "viz/theme.h"
#include "viz/view-private.h"

/* A pane's background and its heading, or tabs where it has turns or shares its place (heading
 * NULL: it has turns); returns what is left for its content. */
WtBox wt_panel_begin(WtView *view, WtScene *scene, WtBox box, WtPane pane, const char *heading,
                     const char *aside);
/* tabs.c: the tabs of `panes` (bits) from x on, `pane` is shown; returns where they end. */
float wt_panel_tabs(WtView *view, WtScene *scene, WtBox box, float x, float room, WtPane pane,
                    guint panes);
void wt_panel_empty(WtScene *scene, WtBox inner, const char *text);
/* How far it is scrolled, `most` being what brings its end in sight; the larger one of two beside
 * each other holds for both. */
guint wt_panel_scroll(WtView *view, WtScrolled what, guint most);
/* There is more of it below: in a heading's line, with its right end at x. */
void wt_panel_read_on(WtView *view, WtScene *scene, float x, float y);
/* Differs from the other branch: a mark with its middle right edge at x, y. */
void wt_panel_differs(WtScene *scene, float x, float y);

typedef void (*WtPanelFn)(WtView *view, const WtLook *look, WtScene *scene, WtBox box);
void wt_panel_header(WtView *view, const WtLook *look, WtScene *scene, WtBox box);
void wt_panel_branch(WtView *view, const WtLook *look, WtScene *scene, WtBox box);
void wt_panel_map(WtView *view, const WtLook *look, WtScene *scene, WtBox box);
void wt_panel_words(WtView *view, const WtLook *look, WtScene *scene, WtBox inner);
void wt_panel_inspect(WtView *view, const WtLook *look, WtScene *scene, WtBox inner);
void wt_panel_why(WtView *view, const WtLook *look, WtScene *scene, WtBox box);
void wt_panel_cone(WtView *view, const WtLook *look, WtScene *scene, WtBox inner);
void wt_panel_mind(WtView *view, const WtLook *look, WtScene *scene, WtBox inner);
void wt_panel_steps(WtView *view, const WtLook *look, WtScene *scene, WtBox inner);
void wt_panel_time(WtView *view, const WtLook *look, WtScene *scene, WtBox box);
void wt_panel_help(WtView *view, WtScene *scene, float width, float height);
void wt_panel_prompt(WtView *view, WtScene *scene, float width, float height);
