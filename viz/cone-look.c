/* cone-look.c - the cone of the decision, or of the variable that is looked at. */
#include "viz/cone-look.h"

void wt_cone_look_free(WtConeLook *cone)
{
  if (!cone)
    return;
  g_clear_pointer(&cone->graph, wt_graph_free);
  g_free(cone);
}

gboolean wt_cone_look_refresh(WtView *view, WtLook *look, GError **error)
{
  (void)error;
  if (look->cone || !look->why || look->foil < 0)
    return TRUE;
  WtMindView mind = wt_session_view(look->why->at, look->why->record.person);
  (void)view;
  look->cone = g_new0(WtConeLook, 1);
  look->cone->graph = wt_explain_cone(&mind, look->why->explanation, look->foil);
  return TRUE;
}

gboolean wt_cone_look_work(WtView *view, WtLook *look, gint64 until)
{
  (void)view, (void)look, (void)until;
  return FALSE;
}

gboolean wt_cone_key_collapse(WtView *view, int by, GError **error)
{
  (void)view, (void)by, (void)error;
  return TRUE;
}

gboolean wt_move_whence(WtView *view, int by, GError **error)
{
  (void)view, (void)by, (void)error;
  return TRUE;
}

char *wt_view_dot(WtView *view)
{
  (void)view;
  return NULL;
}
