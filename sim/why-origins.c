/* why-origins.c - further back than a decision: where the learned levels that count in it come from. */
#include "sim/origins.h"
#include "sim/say-private.h"

static gboolean is_among(const GArray *vars, WtVar var)
{
  for (guint i = 0; i < vars->len; i++)
    if (wt_var_equal(g_array_index(vars, WtVar, i), var))
      return TRUE;
  return FALSE;
}

static void list_learned(const WtWhy *why, const WtChain *c, GArray *vars)
{
  g_autoptr(GPtrArray) from = wt_whence_motive(why->at, why->record.person, c->motive);
  for (guint i = 0; i < from->len; i++) {
    const WtWhence *w = g_ptr_array_index(from, i);
    if (w->kind == WT_WHENCE_LEARNED && wt_say_bears_on(w, c) && !is_among(vars, w->var))
      g_array_append_val(vars, w->var);
  }
}

/* Up to the tick before: this tick's learning comes after deciding. */
gboolean wt_why_follow(WtWhy *why, const WtPast *past, GError **error)
{
  const GPtrArray *chains = why->explanation->chains;
  g_autoptr(GArray) vars = g_array_new(FALSE, FALSE, sizeof(WtVar));
  guint n = 0;
  for (guint i = 0; i < chains->len && n < WT_SAY_CHAINS_MAX; i++) {
    const WtChain *c = g_ptr_array_index(chains, i);
    if (!wt_say_counts(c))
      continue;
    n++;
    list_learned(why, c, vars);
  }
  why->origins = wt_origins_follow(past, (const WtVar *)(gconstpointer)vars->data, vars->len, why->record.tick - 1, error);
  return why->origins != NULL;
}
