/* cone-job.c - large cones are ordered in a thread, so that the window never waits.
 *
 * A job that nobody wants any more goes on to its end, as Graphviz cannot be stopped, and is freed
 * by its thread. Jobs are counted, so that whoever leaves can wait for all of them.
 */
#include "viz/cone-look.h"

#include <pthread.h>

enum { NAP = 500 /* microseconds */ };

struct WtConeJob {
  guint refs; /* the look's, the thread's; this and `done` under jobs.mutex */
  gboolean done;
  WtConeLayout *layout;
};

static struct {
  pthread_mutex_t mutex; /* not GLib's, whose insides ThreadSanitizer does not see */
  guint n;               /* threads at work */
} jobs = {PTHREAD_MUTEX_INITIALIZER, 0};

static void job_unref(WtConeJob *job)
{
  if (--job->refs > 0)
    return;
  g_clear_pointer(&job->layout, wt_cone_layout_free);
  g_free(job);
}

static gpointer work(gpointer data)
{
  WtConeJob *job = data;
  wt_cone_layout_order(job->layout);
  pthread_mutex_lock(&jobs.mutex);
  job->done = TRUE;
  job_unref(job);
  jobs.n--;
  pthread_mutex_unlock(&jobs.mutex);
  return NULL;
}

WtConeJob *wt_cone_job_new(WtConeLayout *layout)
{
  WtConeJob *job = g_new0(WtConeJob, 1);
  job->refs = 2;
  job->layout = layout;
  pthread_mutex_lock(&jobs.mutex);
  jobs.n++;
  pthread_mutex_unlock(&jobs.mutex);
  g_thread_unref(g_thread_new("cone", work, job));
  return job;
}

WtConeLayout *wt_cone_job_take(WtConeJob *job, gint64 until)
{
  for (gboolean last = FALSE;; g_usleep(NAP)) {
    pthread_mutex_lock(&jobs.mutex);
    gboolean done = job->done;
    pthread_mutex_unlock(&jobs.mutex);
    if (done)
      return g_steal_pointer(&job->layout);
    if (last)
      return NULL;
    last = g_get_monotonic_time() + NAP >= until;
  }
}

void wt_cone_job_drop(WtConeJob *job)
{
  if (!job)
    return;
  pthread_mutex_lock(&jobs.mutex);
  job_unref(job);
  pthread_mutex_unlock(&jobs.mutex);
}

void wt_cone_jobs_end(void)
{
  for (guint n = 1; n > 0;) {
    pthread_mutex_lock(&jobs.mutex);
    n = jobs.n;
    pthread_mutex_unlock(&jobs.mutex);
    if (n > 0)
      g_usleep(NAP);
  }
}
