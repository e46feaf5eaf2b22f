/* vocab-private.h - the inside of a vocabulary, for vocab.c, vocab-place.c and vocab-bind.c. */
#pragma once

#include "causal/vocab.h"

typedef struct {
  WtSym name;
  gint32 kind;
} WtVocabEntity;

typedef struct {
  WtSym name;
  GArray *has; /* int: attributes */
} WtVocabKind;

struct WtVocab {
  WtNames *names;
  guint n_people, n_things, n_others;
  WtVocabEntity *entities;
  GHashTable *entity_of;    /* WtSym -> entity + 1 */
  GPtrArray *kinds;         /* WtVocabKind */
  GPtrArray *attributes;    /* WtAttribute */
  GHashTable *attribute_of; /* owner, group, name -> number + 1 */
  GPtrArray *outcomes;      /* WtOutcome */
  guint n_slots;
  GHashTable *symbols;   /* set of WtSym */
  GPtrArray *leaves;     /* WtLeaf */
  GHashTable *leaf_of;   /* WtLeaf -> number + 1 */
  GPtrArray *components; /* const char **: names of vectors, given out in bindings */
};

/* The number of a leaf, added if it is new. */
guint wt_vocab_intern_leaf(WtVocab *vocab, const WtLeaf *leaf);
/* "softness", "taste.sweet". (transfer full) */
char *wt_vocab_attribute_path(const WtVocab *vocab, const WtAttribute *attribute);

/* ---- binding ---- */

typedef struct {
  WtVocab *vocab;
  guint words;
  int here_kind;
  const char *other; /* a name that stands for others#k; NULL: none */
  guint k;
} WtVocabScope;

/* What stands before the dot. */
typedef struct {
  WtAnchor anchor;
  guint8 owner; /* PERSON, THING, or CELL for the ground */
  int kind;     /* THING, CELL: its kind */
  const char *name;
} WtVocabPlace;

/* Sets the message (taken over) unless there is one; FALSE. */
gboolean wt_vocab_fail(char **message, char *text);
gboolean wt_vocab_world_refused(char **message, const char *what);
/* FALSE without a message: the term names no person, thing or role. */
gboolean wt_vocab_find_place(const WtVocabScope *scope, const WtTerm *term, WtVocabPlace *out,
                             char **message);
/* "did you mean": attributes of `place`; NULL: whatever can be said without a dot. */
char *wt_vocab_hint(const WtVocabScope *scope, const WtVocabPlace *place, const char *word);
