/* session-jobs.c - handing items of a phase to threads. */
#include "sim/session-private.h"

typedef struct {
  WtSession *session;
  WtJobFn fn;
} Phase;

static void run_item(gpointer user, guint item, guint job)
{
  const Phase *phase = user;
  phase->fn(phase->session, (gint32)item, job);
}

void wt_session_parallel(WtSession *s, guint n, WtJobFn fn)
{
  Phase phase = {s, fn};
  if (s->jobs == 1 || n < 2) {
    for (guint item = 0; item < n; item++)
      fn(s, (gint32)item, 0);
    return;
  }
  if (!s->threads)
    s->threads = wt_jobs_new(s->jobs);
  wt_jobs_run(s->threads, n, run_item, &phase);
}

void wt_session_stop_jobs(WtSession *s)
{
  g_clear_pointer(&s->threads, wt_jobs_free);
}
