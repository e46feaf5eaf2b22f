/* why-origins.c - further back than a decision: where the learned levels that count in it come from. */
#include "sim/origins.h"
#include "sim/say-private.h"

static void origins_free(gpointer data)
{
  wt_origins_free(data);
}

static gboolean is_followed(const WtWhy *why, WtVar var)
{
  for (guint i = 0; i < why->origins->len; i++) {
    WtVar other = ((const WtOrigins *)g_ptr_array_index(why->origins, i))->var;
    if (other.block == var.block && other.column == var.column && other.row == var.row)
      return TRUE;
  }
  return FALSE;
}

/* What was learned up to the tick before: this tick's learning comes after deciding. */
static gboolean follow_motive(WtWhy *why, const WtPast *past, const WtChain *c, GError **error)
{
  g_autoptr(GPtrArray) from = wt_whence_motive(why->at, why->record.person, c->motive);
  for (guint i = 0; i < from->len; i++) {
    const WtWhence *w = g_ptr_array_index(from, i);
    if (w->kind != WT_WHENCE_LEARNED || !wt_say_bears_on(w, c) || is_followed(why, w->var))
      continue;
    WtOrigins *origins = wt_origins(past, w->var, why->record.tick - 1, WT_ORIGINS_UNTRIED, error);
    if (!origins)
      return FALSE;
    g_ptr_array_add(why->origins, origins);
  }
  return TRUE;
}

gboolean wt_why_follow(WtWhy *why, const WtPast *past, GError **error)
{
  const GPtrArray *chains = why->explanation->chains;
  guint n = 0;
  why->origins = g_ptr_array_new_with_free_func(origins_free);
  for (guint i = 0; i < chains->len && n < WT_SAY_CHAINS_MAX; i++) {
    const WtChain *c = g_ptr_array_index(chains, i);
    if (!wt_say_counts(c))
      continue;
    n++;
    if (!follow_motive(why, past, c, error))
      return FALSE;
  }
  return TRUE;
}
