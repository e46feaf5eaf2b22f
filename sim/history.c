/* history.c - see history.h.
 *
 * What differs is written as {words alike, words that follow, those words}*, a word being four
 * bytes: most of a state stays, and much of what changes are ticks, alone between what does not.
 */
#include "sim/history.h"

#include <string.h>

enum { WHOLE_EVERY = 64, GAP = 2 /* so few words alike are not worth a new stretch */ };

typedef struct {
  gint32 tick;
  WtDigest run_digest;
  guint n;       /* words */
  guint32 *data; /* of a whole one the state, else what differs */
} Kept;

struct WtHistory {
  gsize budget, bytes;
  guint n[2];    /* words of both states */
  guint32 *last; /* (n[0] + n[1]) the latest that is kept */
  GArray *kept;  /* Kept */
  gint32 interval;
};

static void kept_clear(gpointer kept)
{
  g_free(((Kept *)kept)->data);
}

WtHistory *wt_history_new(gsize budget)
{
  WtHistory *h = g_new0(WtHistory, 1);
  h->budget = budget;
  h->interval = 1;
  h->kept = g_array_new(FALSE, FALSE, sizeof(Kept));
  g_array_set_clear_func(h->kept, kept_clear);
  return h;
}

void wt_history_free(WtHistory *h)
{
  if (!h)
    return;
  g_array_unref(h->kept);
  g_free(h->last);
  g_free(h);
}

static guint n_words(const WtHistory *h)
{
  return h->n[0] + h->n[1];
}

static const Kept *kept_at(const WtHistory *h, guint i)
{
  return &g_array_index(h->kept, Kept, i);
}

/* ---- differences ---- */

static guint alike(const guint32 *from, const guint32 *to, guint at, guint n)
{
  while (at < n && from[at] == to[at])
    at++;
  return at;
}

/* The end of a stretch that differs: GAP words alike, or the end of all. */
static guint unlike(const guint32 *from, const guint32 *to, guint at, guint n)
{
  guint same = 0;
  for (; at < n && same <= GAP; at++)
    same = from[at] == to[at] ? same + 1 : 0;
  return at - same;
}

static void put_word(GArray *out, guint32 word)
{
  g_array_append_val(out, word);
}

static void put_difference(GArray *out, const guint32 *from, const guint32 *to, guint n)
{
  for (guint at = 0; at < n;) {
    guint first = alike(from, to, at, n), end = unlike(from, to, first, n);
    if (first == n)
      return;
    put_word(out, first - at);
    put_word(out, end - first);
    g_array_append_vals(out, to + first, end - first);
    at = end;
  }
}

static void apply(guint32 *state, const Kept *k)
{
  guint at = 0;
  for (guint i = 0; i < k->n;) {
    guint skip = k->data[i], n = k->data[i + 1];
    memcpy(state + at + skip, k->data + i + 2, n * sizeof *state);
    at += skip + n;
    i += 2 + n;
  }
}

/* ---- keeping ---- */

static void keep(WtHistory *h, gint32 tick, WtDigest run_digest, const guint32 *state)
{
  g_autoptr(GArray) out = g_array_new(FALSE, FALSE, sizeof(guint32));
  if (h->kept->len % WHOLE_EVERY == 0)
    g_array_append_vals(out, state, n_words(h));
  else
    put_difference(out, h->last, state, n_words(h));
  Kept k = {tick, run_digest, out->len, g_memdup2(out->data, out->len * sizeof(guint32))};
  g_array_append_val(h->kept, k);
  memcpy(h->last, state, n_words(h) * sizeof *state);
  h->bytes += k.n * sizeof(guint32) + sizeof k;
}

/* Every other is let go. */
static void thin(WtHistory *h)
{
  g_autoptr(GArray) all = g_steal_pointer(&h->kept);
  g_autofree guint32 *state = g_new0(guint32, n_words(h));
  h->kept = g_array_new(FALSE, FALSE, sizeof(Kept));
  g_array_set_clear_func(h->kept, kept_clear);
  h->interval *= 2;
  h->bytes = 0;
  for (guint i = 0; i < all->len; i++) {
    Kept *k = &g_array_index(all, Kept, i);
    if (i % WHOLE_EVERY == 0)
      memcpy(state, k->data, n_words(h) * sizeof *state);
    else
      apply(state, k);
    if (i % 2 == 0)
      keep(h, k->tick, k->run_digest, state);
    g_clear_pointer(&k->data, g_free); /* never twice the memory */
    k->n = 0;
  }
}

static void begin(WtHistory *h, WtSession *session)
{
  WtBlock *blocks[] = {wt_session_world(session), wt_session_minds(session)};
  for (guint b = 0; b < 2; b++)
    h->n[b] = (guint)(wt_layout_state_size(blocks[b]->layout) / sizeof(guint32));
  h->last = g_new0(guint32, n_words(h) + 1);
}

void wt_history_add(WtHistory *h, WtSession *session)
{
  g_return_if_fail(h && session && wt_session_phase(session) == WT_PHASE_SCHEDULE);
  gint32 tick = wt_session_tick(session);
  if (h->kept->len > 0 && tick != kept_at(h, h->kept->len - 1)->tick + h->interval)
    return;
  if (!h->last)
    begin(h, session);
  g_autofree guint32 *state = g_new(guint32, n_words(h) + 1);
  memcpy(state, wt_session_world(session)->data, h->n[0] * sizeof *state);
  memcpy(state + h->n[0], wt_session_minds(session)->data, h->n[1] * sizeof *state);
  keep(h, tick, wt_session_run_digest(session), state);
  if (h->bytes > h->budget && h->kept->len > 2)
    thin(h);
}

/* ---- going back ---- */

static gint32 index_of(const WtHistory *h, gint32 tick)
{
  if (h->kept->len == 0 || tick < kept_at(h, 0)->tick)
    return -1;
  return MIN((tick - kept_at(h, 0)->tick) / h->interval, (gint32)h->kept->len - 1);
}

gint32 wt_history_near(const WtHistory *h, gint32 tick)
{
  g_return_val_if_fail(h, -1);
  gint32 i = index_of(h, tick);
  return i < 0 ? -1 : kept_at(h, (guint)i)->tick;
}

gboolean wt_history_restore(const WtHistory *h, gint32 tick, WtSession *session)
{
  g_return_val_if_fail(h && session, FALSE);
  gint32 i = index_of(h, tick);
  if (i < 0)
    return FALSE;
  guint whole = (guint)i - (guint)i % WHOLE_EVERY;
  g_autofree guint32 *state = g_memdup2(kept_at(h, whole)->data, n_words(h) * sizeof *state);
  for (guint k = whole + 1; k <= (guint)i; k++)
    apply(state, kept_at(h, k));
  wt_session_restore(session, kept_at(h, (guint)i)->tick, kept_at(h, (guint)i)->run_digest,
                     (const guint8 *)state, (const guint8 *)(state + h->n[0]));
  return TRUE;
}
