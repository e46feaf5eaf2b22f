/* suggest.c - see suggest.h. Depends on GLib alone. */
#include "base/suggest.h"

#include <string.h>

enum { LETTERS_MAX = 64, DISTANCE_MAX = 3 };

/* Decodes at most LETTERS_MAX characters; -1 if there are more or the text is no UTF-8. */
static int letters(const char *text, gunichar *out)
{
  int n = 0;

  if (!g_utf8_validate(text, -1, NULL))
    return -1;
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    if (n == LETTERS_MAX)
      return -1;
    out[n++] = g_utf8_get_char(p);
  }
  return n;
}

/* Optimal string alignment: insertions, deletions, changes and swaps of neighbours count 1 each,
 * because swapped letters are the commonest slip of all. O(n_a * n_b). */
static int distance(const gunichar *a, int n_a, const gunichar *b, int n_b)
{
  int rows[3][LETTERS_MAX + 1];
  int *before = rows[0], *above = rows[1], *row = rows[2];

  for (int j = 0; j <= n_b; j++)
    above[j] = j;
  for (int i = 1; i <= n_a; i++) {
    int *free_row = before;

    row[0] = i;
    for (int j = 1; j <= n_b; j++) {
      int best = MIN(above[j], row[j - 1]) + 1;

      best = MIN(best, above[j - 1] + (a[i - 1] != b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        best = MIN(best, before[j - 2] + 1);
      row[j] = best;
    }
    before = above;
    above = row;
    row = free_row;
  }
  return above[n_b];
}

/* The nearest candidate, by the distance of header and body above. A candidate that shares no
 * character with the word is never near, however short both are. NULL candidates are skipped.
 * Returns: (transfer none) (nullable): one of `candidates`. O(sum of lengths * length of word). */
const char *wt_suggest(const char *word, const char *const *candidates, guint n_candidates)
{
  gunichar a[LETTERS_MAX], b[LETTERS_MAX];
  const char *best = NULL;
  int n_a, limit, best_distance;

  g_return_val_if_fail(word && (candidates || n_candidates == 0), NULL);
  n_a = letters(word, a);
  if (n_a <= 0)
    return NULL;
  limit = CLAMP(n_a / 3, 1, DISTANCE_MAX);
  best_distance = limit + 1;
  for (guint i = 0; i < n_candidates; i++) {
    int n_b = candidates[i] ? letters(candidates[i], b) : -1;
    int d;

    if (n_b <= 0 || ABS(n_a - n_b) > limit)
      continue;
    d = distance(a, n_a, b, n_b);
    if (d < best_distance && d < MAX(n_a, n_b)) {
      best = candidates[i];
      best_distance = d;
    }
  }
  return best;
}

/* wt_suggest() as a question for a diagnostic's hint. */
char *wt_suggest_hint(const char *word, const char *const *candidates, guint n_candidates)
{
  const char *nearest = wt_suggest(word, candidates, n_candidates);

  return nearest ? g_strdup_printf("did you mean '%s'?", nearest) : NULL;
}
