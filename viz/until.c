/* until.c - runs on, or back, until a condition holds. */
#include "viz/view-private.h"
gboolean wt_until_start(WtView *view, const char *condition, int by, GError **error) { (void)view, (void)condition, (void)by, (void)error; return TRUE; }
gboolean wt_until_again(WtView *view, int by, GError **error) { (void)view, (void)by, (void)error; return TRUE; }
gboolean wt_until_work(WtView *view, gint64 until) { (void)view, (void)until; return FALSE; }
gboolean wt_until_is_running(const WtView *view) { (void)view; return FALSE; }
void wt_until_stop(WtView *view) { (void)view; }
void wt_until_free(WtUntil *until) { (void)until; }
