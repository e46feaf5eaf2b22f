/* keys.h - key tables: what may be written under a mapping, said once.
 *
 * A table is a static array of WtKey. The loader looks keys up in it and checks types and ranges,
 * messages say from it what is allowed, and --help and the format document are printed from it.
 * Nothing here knows of files; depends on base/unit, base/num and base/suggest.
 */
#pragma once

#include "base/unit.h"

typedef enum {
  WT_KEY_NUMBER,     /* pure number */
  WT_KEY_INT,        /* whole number */
  WT_KEY_QUANTITY,   /* number with a unit of the key's dimension */
  WT_KEY_BOOL,       /* true, false */
  WT_KEY_SYMBOL,     /* one word, of `choices` if there are any */
  WT_KEY_TEXT,       /* any text */
  WT_KEY_MAP,        /* mapping */
  WT_KEY_LIST,       /* list */
  WT_KEY_EXPRESSION, /* formula */
  WT_KEY_ENTITY,     /* name of a person, thing or place */
  WT_KEY_TIME,       /* tick, "09:05" or d2 09:05 */
  WT_KEY_RANGE       /* LO..HI */
} WtKeyType;

typedef struct {
  const char *name;
  WtKeyType type;
  WtDim dim;            /* of a quantity; zero otherwise */
  double lo, hi;        /* inclusive, in base units; both 0: any */
  const char *standard; /* as it would be written; NULL: none, "" : must be given */
  const char *help;     /* one sentence without its full stop */
  const char *choices;  /* "causal|random|stays": the words a symbol may be; NULL: any */
} WtKey;

/* NULL: no such key. */
const WtKey *wt_key_find(const WtKey *keys, guint n_keys, const char *name);
/* (transfer full) (nullable): "did you mean 'softness'?" */
char *wt_key_hint(const WtKey *keys, guint n_keys, const char *name);
/* (transfer full): "at, posture, genes": every name, for "known keys are ...". */
char *wt_key_list(const WtKey *keys, guint n_keys);
gboolean wt_key_is_required(const WtKey *key);
gboolean wt_key_is_bounded(const WtKey *key);
/* Whether `value`, in base units, is within lo..hi (and whole, for WT_KEY_INT); never for NaN. */
gboolean wt_key_in_range(const WtKey *key, double value);
/* Whether `word` is one of the choices; TRUE if the key has none. */
gboolean wt_key_is_choice(const WtKey *key, const char *word);
char *wt_key_choice_hint(const WtKey *key, const char *word);
/* (transfer full): "a number 0..1", "a span of time such as 20 min, at least 1 s". */
char *wt_key_allowed(const WtKey *key);
/* (transfer full): the table in Markdown, one row per key, for the format document. */
char *wt_key_document(const WtKey *keys, guint n_keys);
