/* vocab.c - the tables of a vocabulary and the names of its leaves; see vocab.h.
 *
 * Attributes, outcomes and leaves are numbered in the order in which they were added; hash tables
 * are only ever looked up in. What was given out stays where it is until the vocabulary is freed.
 */
#include "causal/vocab-private.h"

typedef struct {
  guint8 owner;
  WtSym group, name;
} AttributeKey;

static guint attribute_key_hash(gconstpointer data)
{
  const AttributeKey *key = data;
  return ((guint)key->owner * 31u + (guint)key->group) * 65599u + (guint)key->name;
}

static gboolean attribute_key_equal(gconstpointer a, gconstpointer b)
{
  const AttributeKey *x = a, *y = b;
  return x->owner == y->owner && x->group == y->group && x->name == y->name;
}

static guint anchor_hash(WtAnchor anchor)
{
  return (guint)anchor.root * 8191u + (guint)anchor.id;
}

static guint leaf_hash(gconstpointer data)
{
  const WtLeaf *leaf = data;
  guint hash = leaf->kind * 131u + (guint)leaf->attribute;

  return (hash * 65599u + anchor_hash(leaf->a)) * 65599u + anchor_hash(leaf->b);
}

static gboolean anchor_equal(WtAnchor a, WtAnchor b)
{
  return a.root == b.root && a.id == b.id;
}

static gboolean leaf_equal(gconstpointer a, gconstpointer b)
{
  const WtLeaf *x = a, *y = b;
  return x->kind == y->kind && x->attribute == y->attribute && x->distance == y->distance &&
         anchor_equal(x->a, y->a) && anchor_equal(x->b, y->b);
}

static void kind_free(gpointer data)
{
  WtVocabKind *kind = data;

  g_array_unref(kind->has);
  g_free(kind);
}

/* An empty vocabulary for a town of so many people and things. (transfer full); `names` must
 * outlive it. */
WtVocab *wt_vocab_new(WtNames *names, guint n_people, guint n_things, guint n_others)
{
  WtVocab *vocab;

  g_return_val_if_fail(names != NULL, NULL);
  vocab = g_new0(WtVocab, 1);
  vocab->names = names;
  vocab->n_people = n_people;
  vocab->n_things = n_things;
  vocab->n_others = n_others;
  vocab->entities = g_new0(WtVocabEntity, n_people + n_things + 1);
  for (guint i = 0; i < n_people + n_things; i++)
    vocab->entities[i].kind = -1;
  vocab->entity_of = g_hash_table_new(NULL, NULL);
  vocab->kinds = g_ptr_array_new_with_free_func(kind_free);
  vocab->attributes = g_ptr_array_new_with_free_func(g_free);
  vocab->attribute_of =
      g_hash_table_new_full(attribute_key_hash, attribute_key_equal, g_free, NULL);
  vocab->outcomes = g_ptr_array_new_with_free_func(g_free);
  vocab->symbols = g_hash_table_new(NULL, NULL);
  vocab->leaves = g_ptr_array_new_with_free_func(g_free);
  vocab->leaf_of = g_hash_table_new(leaf_hash, leaf_equal);
  vocab->components = g_ptr_array_new_with_free_func(g_free);
  return vocab;
}

void wt_vocab_free(WtVocab *vocab)
{
  if (vocab == NULL)
    return;
  g_free(vocab->entities);
  g_hash_table_unref(vocab->entity_of);
  g_ptr_array_unref(vocab->kinds);
  g_hash_table_unref(vocab->attribute_of);
  g_ptr_array_unref(vocab->attributes);
  g_ptr_array_unref(vocab->outcomes);
  g_hash_table_unref(vocab->symbols);
  g_hash_table_unref(vocab->leaf_of);
  g_ptr_array_unref(vocab->leaves);
  g_ptr_array_unref(vocab->components);
  g_free(vocab);
}

WtNames *wt_vocab_names(const WtVocab *vocab)
{
  return vocab->names;
}

/* ---- entities and kinds ---- */

/* Gives an entity its name and kind (-1 for people). The first entity of a name keeps it. */
void wt_vocab_name_entity(WtVocab *vocab, gint32 entity, WtSym name, gint32 kind)
{
  g_return_if_fail(entity >= 0 && (guint)entity < wt_vocab_n_entities(vocab));
  vocab->entities[entity] = (WtVocabEntity){name, kind};
  if (!g_hash_table_contains(vocab->entity_of, GINT_TO_POINTER(name)))
    g_hash_table_insert(vocab->entity_of, GINT_TO_POINTER(name), GINT_TO_POINTER(entity + 1));
}

int wt_vocab_add_kind(WtVocab *vocab, WtSym name)
{
  WtVocabKind *kind = g_new0(WtVocabKind, 1);

  kind->name = name;
  kind->has = g_array_new(FALSE, FALSE, sizeof(int));
  g_ptr_array_add(vocab->kinds, kind);
  return (int)vocab->kinds->len - 1;
}

void wt_vocab_kind_has(WtVocab *vocab, int kind, int attribute)
{
  WtVocabKind *k;

  g_return_if_fail(kind >= 0 && (guint)kind < vocab->kinds->len);
  g_return_if_fail(attribute >= 0 && (guint)attribute < vocab->attributes->len);
  k = g_ptr_array_index(vocab->kinds, kind);
  if (!wt_vocab_kind_has_attribute(vocab, kind, attribute))
    g_array_append_val(k->has, attribute);
}

guint wt_vocab_n_people(const WtVocab *vocab)
{
  return vocab->n_people;
}

guint wt_vocab_n_things(const WtVocab *vocab)
{
  return vocab->n_things;
}

guint wt_vocab_n_entities(const WtVocab *vocab)
{
  return vocab->n_people + vocab->n_things;
}

guint wt_vocab_n_others(const WtVocab *vocab)
{
  return vocab->n_others;
}

gint32 wt_vocab_entity(const WtVocab *vocab, const char *name)
{
  WtSym sym = name != NULL ? wt_names_find(vocab->names, name) : WT_SYM_NONE;

  if (sym == WT_SYM_NONE)
    return -1;
  return GPOINTER_TO_INT(g_hash_table_lookup(vocab->entity_of, GINT_TO_POINTER(sym))) - 1;
}

const char *wt_vocab_entity_name(const WtVocab *vocab, gint32 entity)
{
  if (entity < 0 || (guint)entity >= wt_vocab_n_entities(vocab))
    return "nobody";
  return wt_names_text(vocab->names, vocab->entities[entity].name);
}

gint32 wt_vocab_entity_kind(const WtVocab *vocab, gint32 entity)
{
  g_return_val_if_fail(entity >= 0 && (guint)entity < wt_vocab_n_entities(vocab), -1);
  return vocab->entities[entity].kind;
}

int wt_vocab_kind(const WtVocab *vocab, const char *name)
{
  WtSym sym = name != NULL ? wt_names_find(vocab->names, name) : WT_SYM_NONE;

  for (guint i = 0; sym != WT_SYM_NONE && i < vocab->kinds->len; i++)
    if (((const WtVocabKind *)g_ptr_array_index(vocab->kinds, i))->name == sym)
      return (int)i;
  return -1;
}

const char *wt_vocab_kind_name(const WtVocab *vocab, int kind)
{
  g_return_val_if_fail(kind >= 0 && (guint)kind < vocab->kinds->len, NULL);
  return wt_names_text(vocab->names,
                       ((const WtVocabKind *)g_ptr_array_index(vocab->kinds, kind))->name);
}

gboolean wt_vocab_kind_has_attribute(const WtVocab *vocab, int kind, int attribute)
{
  const WtVocabKind *k;

  if (kind < 0 || (guint)kind >= vocab->kinds->len)
    return FALSE;
  k = g_ptr_array_index(vocab->kinds, kind);
  for (guint i = 0; i < k->has->len; i++)
    if (g_array_index(k->has, int, i) == attribute)
      return TRUE;
  return FALSE;
}

/* ---- attributes, outcomes, symbols ---- */

int wt_vocab_add_attribute(WtVocab *vocab, const WtAttribute *attribute)
{
  AttributeKey key = {
      .owner = attribute->owner, .group = attribute->group, .name = attribute->name};

  if (g_hash_table_contains(vocab->attribute_of, &key))
    return -1;
  g_ptr_array_add(vocab->attributes, g_memdup2(attribute, sizeof *attribute));
  g_hash_table_insert(vocab->attribute_of, g_memdup2(&key, sizeof key),
                      GUINT_TO_POINTER(vocab->attributes->len));
  for (guint i = 0; i < attribute->n_symbols; i++)
    wt_vocab_add_symbol(vocab, attribute->symbols[i]);
  return (int)vocab->attributes->len - 1;
}

int wt_vocab_add_outcome(WtVocab *vocab, const WtOutcome *outcome)
{
  WtOutcome *copy;

  if (wt_vocab_find_outcome(vocab, wt_names_text(vocab->names, outcome->name)) >= 0)
    return -1;
  copy = g_memdup2(outcome, sizeof *outcome);
  copy->first = vocab->n_slots;
  vocab->n_slots += copy->per_other ? vocab->n_others : 1;
  g_ptr_array_add(vocab->outcomes, copy);
  return (int)vocab->outcomes->len - 1;
}

void wt_vocab_add_symbol(WtVocab *vocab, WtSym symbol)
{
  g_hash_table_add(vocab->symbols, GINT_TO_POINTER(symbol));
}

gboolean wt_vocab_is_symbol(const WtVocab *vocab, WtSym symbol)
{
  return g_hash_table_contains(vocab->symbols, GINT_TO_POINTER(symbol));
}

guint wt_vocab_n_attributes(const WtVocab *vocab)
{
  return vocab->attributes->len;
}

const WtAttribute *wt_vocab_attribute(const WtVocab *vocab, int attribute)
{
  g_return_val_if_fail(attribute >= 0 && (guint)attribute < vocab->attributes->len, NULL);
  return g_ptr_array_index(vocab->attributes, attribute);
}

int wt_vocab_find_attribute(const WtVocab *vocab, WtOwner owner, const char *group,
                            const char *name)
{
  AttributeKey key = {.owner = (guint8)owner};

  if (group != NULL && *group != '\0' &&
      (key.group = wt_names_find(vocab->names, group)) == WT_SYM_NONE)
    return -1;
  key.name = wt_names_find(vocab->names, name);
  if (key.name == WT_SYM_NONE)
    return -1;
  return (int)GPOINTER_TO_UINT(g_hash_table_lookup(vocab->attribute_of, &key)) - 1;
}

guint wt_vocab_n_outcomes(const WtVocab *vocab)
{
  return vocab->outcomes->len;
}

const WtOutcome *wt_vocab_outcome(const WtVocab *vocab, int outcome)
{
  g_return_val_if_fail(outcome >= 0 && (guint)outcome < vocab->outcomes->len, NULL);
  return g_ptr_array_index(vocab->outcomes, outcome);
}

int wt_vocab_find_outcome(const WtVocab *vocab, const char *name)
{
  WtSym sym = name != NULL ? wt_names_find(vocab->names, name) : WT_SYM_NONE;

  for (guint i = 0; sym != WT_SYM_NONE && i < vocab->outcomes->len; i++)
    if (((const WtOutcome *)g_ptr_array_index(vocab->outcomes, i))->name == sym)
      return (int)i;
  return -1;
}

guint wt_vocab_n_outcome_slots(const WtVocab *vocab)
{
  return vocab->n_slots;
}

/* ---- leaves ---- */

guint wt_vocab_intern_leaf(WtVocab *vocab, const WtLeaf *leaf)
{
  guint number = GPOINTER_TO_UINT(g_hash_table_lookup(vocab->leaf_of, leaf));
  WtLeaf *copy;

  if (number > 0)
    return number - 1;
  copy = g_memdup2(leaf, sizeof *leaf);
  g_ptr_array_add(vocab->leaves, copy);
  g_hash_table_insert(vocab->leaf_of, copy, GUINT_TO_POINTER(vocab->leaves->len));
  return vocab->leaves->len - 1;
}

guint wt_vocab_n_leaves(const WtVocab *vocab)
{
  return vocab->leaves->len;
}

const WtLeaf *wt_vocab_leaf(const WtVocab *vocab, guint leaf)
{
  g_return_val_if_fail(leaf < vocab->leaves->len, NULL);
  return g_ptr_array_index(vocab->leaves, leaf);
}

char *wt_vocab_attribute_path(const WtVocab *vocab, const WtAttribute *attribute)
{
  const char *name = wt_names_text(vocab->names, attribute->name);

  if (attribute->group == WT_SYM_NONE)
    return g_strdup(name);
  return g_strdup_printf("%s.%s", wt_names_text(vocab->names, attribute->group), name);
}

/* An anchor in words; an empty slot is "nobody". (transfer full) */
static char *anchor_name(const WtVocab *vocab, WtAnchor anchor, const gint32 *others,
                         const char *here_name)
{
  switch (anchor.root) {
  case WT_ROOT_SELF:
    return g_strdup("self");
  case WT_ROOT_HERE:
    return g_strdup(here_name != NULL ? here_name : "here");
  case WT_ROOT_ENTITY:
    return g_strdup(wt_vocab_entity_name(vocab, anchor.id));
  case WT_ROOT_OTHER:
    if (others != NULL)
      return g_strdup(wt_vocab_entity_name(vocab, others[anchor.id]));
    return g_strdup_printf("others#%d", (int)anchor.id);
  default:
    return g_strdup("town");
  }
}

static char *attribute_leaf_name(const WtVocab *vocab, const WtLeaf *leaf, const char *a,
                                 const char *b)
{
  const WtAttribute *attribute = wt_vocab_attribute(vocab, leaf->attribute);
  g_autofree char *path = wt_vocab_attribute_path(vocab, attribute);
  /* A mind's own words are said without `self`. */
  gboolean bare =
      leaf->a.root == WT_ROOT_NONE || (leaf->a.root == WT_ROOT_SELF && attribute->block == 1);
  g_autofree char *whole = bare ? g_strdup(path) : g_strdup_printf("%s.%s", a, path);

  return leaf->kind == WT_LEAF_BETWEEN ? g_strdup_printf("%s[%s]", whole, b)
                                       : g_steal_pointer(&whole);
}

char *wt_vocab_leaf_name(const WtVocab *vocab, guint leaf_number, const gint32 *others,
                         const char *here_name)
{
  const WtLeaf *leaf = wt_vocab_leaf(vocab, leaf_number);
  g_autofree char *a = NULL, *b = NULL;

  g_return_val_if_fail(leaf != NULL, NULL);
  a = anchor_name(vocab, leaf->a, others, here_name);
  b = anchor_name(vocab, leaf->b, others, here_name);
  switch ((WtLeafKind)leaf->kind) {
  case WT_LEAF_ATTRIBUTE:
  case WT_LEAF_BETWEEN:
    return attribute_leaf_name(vocab, leaf, a, b);
  case WT_LEAF_IS:
    return g_steal_pointer(&a);
  case WT_LEAF_NEAR:
    return g_strdup_printf("near(%s, %s)", a, b);
  case WT_LEAF_DISTANCE:
    return g_strdup_printf("distance(%s, %s)", a, b);
  case WT_LEAF_SEES:
    return g_strdup_printf("sees(%s, %s)", a, b);
  case WT_LEAF_HOUR:
    return g_strdup("hour");
  case WT_LEAF_OUTCOME: {
    const WtOutcome *outcome = wt_vocab_outcome(vocab, leaf->attribute);
    const char *name = wt_names_text(vocab->names, outcome->name);

    return outcome->per_other ? g_strdup_printf("%s[%s]", name, b) : g_strdup(name);
  }
  }
  g_assert_not_reached();
}

gboolean wt_vocab_value_type(WtType type, WtValueType *out)
{
  switch (type) {
  case WT_TYPE_NUMBER:
    *out = WT_VALUE_NUMBER;
    return TRUE;
  case WT_TYPE_BOOL:
    *out = WT_VALUE_BOOL;
    return TRUE;
  case WT_TYPE_SYMBOL:
    *out = WT_VALUE_SYMBOL;
    return TRUE;
  case WT_TYPE_ENTITY:
    *out = WT_VALUE_ENTITY;
    return TRUE;
  default:
    return FALSE;
  }
}
