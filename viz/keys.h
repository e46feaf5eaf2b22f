/* keys.h - what keys do, by the files that do it; view-keys.c has the table. */
#pragma once

#include "viz/view-private.h"

#define WT_FRAME_MS 16 /* what the key `Frame` lets pass */

const char *wt_view_key_character(const char *key); /* what it types; NULL: nothing */

/* view-move.c */
gboolean wt_move_tick(WtView *view, int by, GError **error);
gboolean wt_move_decision(WtView *view, int by, GError **error);
gboolean wt_move_step(WtView *view, int by, GError **error);
gboolean wt_move_end(WtView *view, int by, GError **error);
gboolean wt_move_option(WtView *view, int by, GError **error);
gboolean wt_move_motive(WtView *view, int by, GError **error);
gboolean wt_move_person(WtView *view, int by, GError **error);
gboolean wt_move_branch(WtView *view, int by, GError **error);
gboolean wt_move_back(WtView *view, int by, GError **error);

/* tabs.c */
gboolean wt_tabs_key(WtView *view, int by, GError **error);

/* view-play.c */
gboolean wt_play_key(WtView *view, int by, GError **error);
gboolean wt_play_key_speed(WtView *view, int by, GError **error);
gboolean wt_play_key_frames(WtView *view, int by, GError **error);

/* map-camera.c */
gboolean wt_map_key_zoom(WtView *view, int by, GError **error);  /* 0: the whole town */
gboolean wt_map_key_pan_x(WtView *view, int by, GError **error); /* cells */
gboolean wt_map_key_pan_y(WtView *view, int by, GError **error);
gboolean wt_map_key_follow(WtView *view, int by, GError **error);
gboolean wt_map_key_sees(WtView *view, int by, GError **error);
gboolean wt_map_key_overlay(WtView *view, int by, GError **error);

/* cone-look.c, cone-whence.c */
gboolean wt_cone_key_collapse(WtView *view, int by, GError **error);
gboolean wt_move_whence(WtView *view, int by, GError **error); /* to the last write of focus.var */

/* bookmarks.c */
gboolean wt_bookmark_key(WtView *view, int by, GError **error); /* sets or takes away, here */
/* Goes to the next, previous. */
gboolean wt_bookmark_key_next(WtView *view, int by, GError **error);

/* prompt.c */
gboolean wt_prompt_key_search(WtView *view, int by, GError **error);
gboolean wt_prompt_key_edit(WtView *view, int by, GError **error);
gboolean wt_prompt_key_until(WtView *view, int by, GError **error); /* by -1: backwards */

/* until.c: the condition typed last, once more */
gboolean wt_until_again(WtView *view, int by, GError **error);
