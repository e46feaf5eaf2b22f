/* jobs.h - a few threads that share out the items of one piece of work after another.
 *
 * Built on POSIX locks rather than GLib's, because ThreadSanitizer sees those.
 */
#pragma once

#include <glib.h>

#define WT_JOBS_MAX 64

typedef struct WtJobs WtJobs;
typedef void (*WtJobsFn)(gpointer user, guint item, guint job);

/* jobs 1: no threads. They start with the first piece of work. */
WtJobs *wt_jobs_new(guint jobs);
void wt_jobs_free(WtJobs *jobs);
guint wt_jobs_n(const WtJobs *jobs);
/* Calls fn for items 0 .. n-1 on up to `jobs` threads, the caller's among them (job 0), and returns
 * when all are done. Item i may be handled by any job. */
void wt_jobs_run(WtJobs *jobs, guint n, WtJobsFn fn, gpointer user);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtJobs, wt_jobs_free)
