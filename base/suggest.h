/* suggest.h - "did you mean ...?" */
#pragma once

#include <glib.h>

/* The candidate nearest to `word` by edit distance over characters, or NULL if none is near enough
 * (a third of the word's length, at least 1, at most 3). Ties go to the earlier candidate. */
const char *wt_suggest(const char *word, const char *const *candidates, guint n_candidates);
/* (transfer full) (nullable): "did you mean 'warmth'?" */
char *wt_suggest_hint(const char *word, const char *const *candidates, guint n_candidates);
