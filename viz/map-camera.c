/* map-camera.c - what part of the town is shown, and how closely. */
#include "viz/view-private.h"

gboolean wt_map_key_zoom(WtView *view, int by, GError **error) { (void)view, (void)by, (void)error; return TRUE; }
gboolean wt_map_key_pan_x(WtView *view, int by, GError **error) { (void)view, (void)by, (void)error; return TRUE; }
gboolean wt_map_key_pan_y(WtView *view, int by, GError **error) { (void)view, (void)by, (void)error; return TRUE; }
gboolean wt_map_key_follow(WtView *view, int by, GError **error) { (void)view, (void)by, (void)error; return TRUE; }
gboolean wt_map_key_sees(WtView *view, int by, GError **error) { (void)view, (void)by, (void)error; return TRUE; }
gboolean wt_map_key_overlay(WtView *view, int by, GError **error)
{
  (void)error;
  gint32 n = (gint32)wt_town_n_fields(wt_view_model(view)->town) + 1;
  view->camera.overlay = (view->camera.overlay + 1 + by + n) % n - 1;
  return TRUE;
}
gboolean wt_map_wheel(WtView *view, float x, float y, int by) { (void)view, (void)x, (void)y, (void)by; return FALSE; }
gboolean wt_map_drag(WtView *view, float dx, float dy) { (void)view, (void)dx, (void)dy; return FALSE; }
