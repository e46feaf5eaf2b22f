/* search.h - what a few words may mean in a town: its people, things, options, reasons, variables,
 * decisions, bookmarks, times.
 *
 * The words are compared with display names and plain names, whatever the case; '_' is a blank.
 * Best first: the name itself, its beginning, the beginning of a word in it, any part of it, all
 * words somewhere, the letters in this order.
 */
#pragma once

#include "viz/view-private.h"

typedef enum {
  WT_FOUND_PERSON,
  WT_FOUND_THING,
  WT_FOUND_OPTION,
  WT_FOUND_MOTIVE,
  WT_FOUND_OUTCOME,
  WT_FOUND_FACTOR,
  WT_FOUND_NORM,
  WT_FOUND_VARIABLE,
  WT_FOUND_TIME,
  WT_FOUND_BOOKMARK,
  WT_FOUND_DECISION,
  WT_N_FOUND
} WtFoundKind;

typedef struct {
  WtFoundKind kind;
  int rank;  /* 0: the best */
  gint32 id; /* entity, option, motive, outcome, attribute, norm, tick, record */
  WtVar var;
} WtFound;

#define WT_FOUND_MAX 64 /* rows that are given */

/* 0 the best; -1: the key does not match. Both folded. */
int wt_search_rank(const char *key, const char *words, gboolean letters);
char *wt_search_fold(const char *text); /* (transfer full) */

typedef struct WtSearch WtSearch;
/* Of the view as it is now; it must outlive the search, whose focus must not change. */
WtSearch *wt_search_new(WtView *view);
void wt_search_free(WtSearch *search);
/* (transfer full) of WtFound, the best first; *more: how many there are beyond WT_FOUND_MAX. */
GArray *wt_search_find(WtSearch *search, const char *words, guint *more);
/* search-vars.c: (transfer full) of WtFound: variables alone, those looked into first. */
GArray *wt_search_variables(WtSearch *search, const char *words);
void wt_search_sort(GArray *found);

const char *wt_found_kind_name(WtFoundKind kind);
char *wt_found_label(WtView *view, const WtFound *found); /* (transfer full) */
char *wt_found_where(WtView *view,
                     const WtFound *found); /* (transfer full): a place, a value, a time */
/* search-take.c: moves the focus there. */
gboolean wt_found_take(WtView *view, const WtFound *found, GError **error);
/* (transfer full) (n_motives) 1: what is found speaks through this motive. */
guint8 *wt_found_motives(const WtView *view, const WtFound *found);

/* ---- between the files of the search ---- */

/* One variable of the entity that is looked into. */
typedef struct {
  WtVar var;
  char *key;  /* folded name */
  gsize rest; /* where in it the part after "NAME." begins */
} WtSearchVar;

typedef struct {
  gint32 entity; /* G_MININT32: none yet */
  GArray *vars;  /* WtSearchVar */
} WtSearchOwn;

WtSearchOwn *wt_search_own(WtSearch *search, guint slot); /* 0: looked into, 1: named */
WtView *wt_search_view(const WtSearch *search);
GArray *wt_search_own_new(void);
/* (transfer full) of WtFound: entities that go by `head`, the best first, a few. */
GArray *wt_search_entities(WtSearch *search, const char *head);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtSearch, wt_search_free)
