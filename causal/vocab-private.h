/* vocab-private.h - the inside of a vocabulary, for vocab.c and vocab-bind.c. */
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
