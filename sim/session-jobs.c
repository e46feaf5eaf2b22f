/* session-jobs.c - handing items of a phase to threads. */
#include "sim/session-private.h"

static void work_on(WtSession *s, guint job)
{
  for (;;) {
    gint item = g_atomic_int_add(&s->work.next, 1);
    if ((guint)item >= s->work.n)
      return;
    s->work.fn(s, item, job);
  }
}

static void thread_main(gpointer data, gpointer user)
{
  WtSession *s = user;
  work_on(s, GPOINTER_TO_UINT(data));
  g_mutex_lock(&s->work.lock);
  if (--s->work.left == 0)
    g_cond_signal(&s->work.done);
  g_mutex_unlock(&s->work.lock);
}

void wt_session_parallel(WtSession *s, guint n, WtJobFn fn)
{
  s->work.fn = fn;
  s->work.n = n;
  g_atomic_int_set(&s->work.next, 0);
  if (s->jobs == 1 || n < 2) {
    work_on(s, 0);
    return;
  }
  if (!s->pool) {
    g_mutex_init(&s->work.lock);
    g_cond_init(&s->work.done);
    s->pool = g_thread_pool_new(thread_main, s, (gint)s->jobs - 1, FALSE, NULL);
  }
  s->work.left = (gint)s->jobs - 1;
  for (guint job = 1; job < s->jobs; job++)
    g_thread_pool_push(s->pool, GUINT_TO_POINTER(job), NULL);
  work_on(s, 0);
  g_mutex_lock(&s->work.lock);
  while (s->work.left > 0)
    g_cond_wait(&s->work.done, &s->work.lock);
  g_mutex_unlock(&s->work.lock);
}

void wt_session_stop_jobs(WtSession *s)
{
  if (!s->pool)
    return;
  g_thread_pool_free(s->pool, FALSE, TRUE);
  s->pool = NULL;
  g_mutex_clear(&s->work.lock);
  g_cond_clear(&s->work.done);
}
