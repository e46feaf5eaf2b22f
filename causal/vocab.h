/* vocab.h - the words that relational expressions may use, and what each leaf of one reads.
 *
 * A relational model speaks of entities (ids), roles bound when it is applied (self, here, the k-th
 * other of self), attributes (columns of a block) and a few geometric functions whose values somebody
 * else supplies. The vocabulary resolves written terms to WtLeaf; whoever evaluates fetches a value
 * for each leaf: the world from the true state, a mind from its own beliefs. That is all the two
 * have in common. Built while compiling, then immutable.
 */
#pragma once

#include "base/layout.h"
#include "causal/expr.h"

typedef enum {
  WT_ROOT_NONE,   /* the town itself */
  WT_ROOT_SELF,   /* the person acting or judging */
  WT_ROOT_HERE,   /* what is used: a thing, a person, or the ground */
  WT_ROOT_OTHER,  /* the k-th acquaintance of self */
  WT_ROOT_ENTITY  /* a fixed entity */
} WtRoot;

typedef struct {
  guint8 root; /* WtRoot */
  gint32 id;   /* OTHER: k; ENTITY: entity id; else 0 */
} WtAnchor;

typedef enum {
  WT_LEAF_ATTRIBUTE, /* attribute `attribute` of anchor a (or of the town) */
  WT_LEAF_BETWEEN,   /* attribute on (self, other b): affection[p], company[p] */
  WT_LEAF_IS,        /* the entity id of anchor a itself */
  WT_LEAF_NEAR,      /* 1 if a and b are within `distance` metres (walls between do not count), else 0 */
  WT_LEAF_DISTANCE,  /* metres between a and b, straight */
  WT_LEAF_SEES,      /* 1 if a has b in sight, else 0 */
  WT_LEAF_HOUR,      /* hour of the day, 0 .. 24 */
  WT_LEAF_OUTCOME    /* predicted or felt outcome `attribute`, of other b if it is per other */
} WtLeafKind;

typedef struct {
  guint8 kind; /* WtLeafKind */
  WtAnchor a, b;
  gint32 attribute; /* index into the vocabulary's attributes, or of an outcome; -1 */
  double distance;
} WtLeaf;

typedef enum { WT_OWNER_TOWN, WT_OWNER_PERSON, WT_OWNER_THING, WT_OWNER_BETWEEN, WT_OWNER_CELL } WtOwner;

/* One attribute: where it lives and what values it takes. */
typedef struct {
  WtSym group, name;   /* values.warmth: group values; taste.sweet: group taste; 0: none */
  guint8 owner;        /* WtOwner */
  guint8 block;        /* 0 world, 1 minds */
  gint16 column;
  WtType type;
  WtDim dim;
  WtSense sense;
  gboolean is_field;   /* a sample of a field at a place */
  double lo, hi;       /* domain of a number */
  double neutral;      /* contrast value where nothing else gives one */
  const WtSym *symbols; /* (n_symbols) owned by whoever added it */
  guint n_symbols;
} WtAttribute;

/* One thing felt: a sensation (number), perhaps one per other; or the rate of a drive's level. */
typedef struct {
  WtSym name;
  gboolean per_other; /* company[p] */
  gboolean is_rate;   /* per second, of the drive `drive` */
  gint32 drive;       /* index of the drive; -1 */
  guint about;        /* 0: it is felt; else 1 + the outcome whose causes it would tell of: an insight */
  double lo, hi, neutral, prior;
  guint first;        /* its first outcome slot; per_other ones take n_others slots */
} WtOutcome;

typedef enum {
  WT_WORDS_WORLD = 1,    /* true or believed facts of town and bodies, roles self and here */
  WT_WORDS_MIND = 2,     /* mind attributes, of self when bare: affection[p], genes.taste */
  WT_WORDS_OUTCOMES = 4, /* what is felt: hardness, company[p] */
  WT_WORDS_HERE = 8,     /* `here` has a meaning */
  WT_WORDS_NOBODY = 16   /* `self` and `others` have none: laws, fields, events, what is true of a town */
} WtWords;

typedef struct WtVocab WtVocab;

/* The vocabulary does not own `names`. n_others: slots for `others` of every person. */
WtVocab *wt_vocab_new(WtNames *names, guint n_people, guint n_things, guint n_others);
void wt_vocab_free(WtVocab *vocab);
WtNames *wt_vocab_names(const WtVocab *vocab);

/* Entities: people 0 .. n_people-1, things n_people .. ; kinds are small integers, people have -1. */
void wt_vocab_name_entity(WtVocab *vocab, gint32 entity, WtSym name, gint32 kind);
int wt_vocab_add_kind(WtVocab *vocab, WtSym name); /* returns its number, from 0 */
void wt_vocab_kind_has(WtVocab *vocab, int kind, int attribute);
/* Its number; -1 if there is one of this owner, group and name. */
int wt_vocab_add_attribute(WtVocab *vocab, const WtAttribute *attribute);
/* Its number; -1 if there is one of this name. */
int wt_vocab_add_outcome(WtVocab *vocab, const WtOutcome *outcome); /* `first` is set here */
void wt_vocab_add_symbol(WtVocab *vocab, WtSym symbol);
gboolean wt_vocab_is_symbol(const WtVocab *vocab, WtSym symbol);

guint wt_vocab_n_people(const WtVocab *vocab);
guint wt_vocab_n_things(const WtVocab *vocab);
guint wt_vocab_n_entities(const WtVocab *vocab);
guint wt_vocab_n_others(const WtVocab *vocab);
gint32 wt_vocab_entity(const WtVocab *vocab, const char *name); /* -1: none */
const char *wt_vocab_entity_name(const WtVocab *vocab, gint32 entity); /* "nobody" for -1 */
gint32 wt_vocab_entity_kind(const WtVocab *vocab, gint32 entity);
int wt_vocab_kind(const WtVocab *vocab, const char *name); /* -1: none */
const char *wt_vocab_kind_name(const WtVocab *vocab, int kind);
gboolean wt_vocab_kind_has_attribute(const WtVocab *vocab, int kind, int attribute);
guint wt_vocab_n_attributes(const WtVocab *vocab);
const WtAttribute *wt_vocab_attribute(const WtVocab *vocab, int attribute);
/* By owner, group ("" or NULL: none) and name; -1: none. */
int wt_vocab_find_attribute(const WtVocab *vocab, WtOwner owner, const char *group, const char *name);
/* A value of an attribute with ends to 0..1; a truth is 0 or 1. */
static inline double wt_attribute_scale(const WtAttribute *attribute, double value)
{
  double y = attribute->type == WT_TYPE_BOOL ? value : (value - attribute->lo) / (attribute->hi - attribute->lo);
  return CLAMP(y, 0, 1);
}
guint wt_vocab_n_outcomes(const WtVocab *vocab);
const WtOutcome *wt_vocab_outcome(const WtVocab *vocab, int outcome);
int wt_vocab_find_outcome(const WtVocab *vocab, const char *name);
guint wt_vocab_n_outcome_slots(const WtVocab *vocab); /* sum of slots of all outcomes */

guint wt_vocab_n_leaves(const WtVocab *vocab);
const WtLeaf *wt_vocab_leaf(const WtVocab *vocab, guint leaf);
/* (transfer full): "here.softness", "near(Lele, here)": k-th others are named if `others` (n_others
 * entity ids of self) is given, `here` is left as the word if here_name is NULL. */
char *wt_vocab_leaf_name(const WtVocab *vocab, guint leaf, const gint32 *others, const char *here_name);

/* Binds `text`. `words`: WtWords allowed; `here_kind`: kind of `here` (-1: the ground, -2: a person).
 * New leaves are added to the vocabulary. NULL with diagnostics on mistakes. */
WtExpr *wt_vocab_bind(WtVocab *vocab, const WtExprText *text, guint words, int here_kind, const char *path,
                      WtDiags *diags);
#define WT_HERE_GROUND (-1)
#define WT_HERE_PERSON (-2)

/* As wt_vocab_bind, with `other` standing for the k-th other of self: company[p], p = others#k. */
WtExpr *wt_vocab_bind_other(WtVocab *vocab, const WtExprText *text, guint words, int here_kind, const char *other,
                            guint k, const char *path, WtDiags *diags);
/* The leaf of an attribute as it is written where something changes it: "here.taken_by",
 * "front_door.open", "here.taste.sweet"; -1 with a diagnostic if it is no attribute. */
gint64 wt_vocab_target(WtVocab *vocab, const char *target, WtPos pos, guint words, int here_kind, const char *path,
                       WtDiags *diags);
/* The type of an expression whose value fits a column; FALSE: no expression has such values. */
gboolean wt_vocab_value_type(WtType type, WtValueType *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtVocab, wt_vocab_free)
