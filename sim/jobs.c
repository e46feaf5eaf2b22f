/* jobs.c - see jobs.h. Each piece of work is a round: threads wait for the next, take items until
 * there are none, and report back.
 */
#include "sim/jobs.h"

#include <pthread.h>

typedef struct {
  WtJobs *jobs;
  guint job;
  GThread *thread;
} Worker;

struct WtJobs {
  guint n;
  Worker *workers; /* (n - 1), NULL: not started */
  pthread_mutex_t lock;
  pthread_cond_t begin, done;
  guint round, left; /* left: workers still at this round */
  gboolean quit;
  WtJobsFn fn;
  gpointer user;
  guint n_items;
  gint next;
};

WtJobs *wt_jobs_new(guint n)
{
  WtJobs *jobs = g_new0(WtJobs, 1);
  jobs->n = CLAMP(n, 1, WT_JOBS_MAX);
  pthread_mutex_init(&jobs->lock, NULL);
  pthread_cond_init(&jobs->begin, NULL);
  pthread_cond_init(&jobs->done, NULL);
  return jobs;
}

guint wt_jobs_n(const WtJobs *jobs)
{
  return jobs->n;
}

static void take_items(WtJobs *jobs, guint job)
{
  for (;;) {
    guint item = (guint)g_atomic_int_add(&jobs->next, 1);
    if (item >= jobs->n_items)
      return;
    jobs->fn(jobs->user, item, job);
  }
}

static gpointer worker_main(gpointer data)
{
  const Worker *worker = data;
  WtJobs *jobs = worker->jobs;
  guint seen = 0;
  pthread_mutex_lock(&jobs->lock);
  for (;;) {
    while (jobs->round == seen && !jobs->quit)
      pthread_cond_wait(&jobs->begin, &jobs->lock);
    if (jobs->quit)
      break;
    seen = jobs->round;
    pthread_mutex_unlock(&jobs->lock);
    take_items(jobs, worker->job);
    pthread_mutex_lock(&jobs->lock);
    if (--jobs->left == 0)
      pthread_cond_signal(&jobs->done);
  }
  pthread_mutex_unlock(&jobs->lock);
  return NULL;
}

static void start_workers(WtJobs *jobs)
{
  jobs->workers = g_new0(Worker, jobs->n - 1);
  for (guint i = 0; i + 1 < jobs->n; i++) {
    jobs->workers[i].jobs = jobs;
    jobs->workers[i].job = i + 1;
    jobs->workers[i].thread = g_thread_new("job", worker_main, &jobs->workers[i]);
  }
}

void wt_jobs_run(WtJobs *jobs, guint n, WtJobsFn fn, gpointer user)
{
  g_return_if_fail(jobs && fn);
  gboolean shared = jobs->n > 1 && n > 1;
  if (shared && !jobs->workers)
    start_workers(jobs);
  pthread_mutex_lock(&jobs->lock);
  jobs->fn = fn;
  jobs->user = user;
  jobs->n_items = n;
  g_atomic_int_set(&jobs->next, 0);
  if (shared) {
    jobs->left = jobs->n - 1;
    jobs->round++;
    pthread_cond_broadcast(&jobs->begin);
  }
  pthread_mutex_unlock(&jobs->lock);
  take_items(jobs, 0);
  pthread_mutex_lock(&jobs->lock);
  while (jobs->left > 0)
    pthread_cond_wait(&jobs->done, &jobs->lock);
  pthread_mutex_unlock(&jobs->lock);
}

void wt_jobs_free(WtJobs *jobs)
{
  if (!jobs)
    return;
  pthread_mutex_lock(&jobs->lock);
  jobs->quit = TRUE;
  pthread_cond_broadcast(&jobs->begin);
  pthread_mutex_unlock(&jobs->lock);
  for (guint i = 0; jobs->workers && i + 1 < jobs->n; i++)
    g_thread_join(jobs->workers[i].thread);
  pthread_cond_destroy(&jobs->begin);
  pthread_cond_destroy(&jobs->done);
  pthread_mutex_destroy(&jobs->lock);
  g_free(jobs->workers);
  g_free(jobs);
}
