/* vocab-bind.c - what a written term means: the scope that expressions over a vocabulary bind in.
 *
 * Names are looked up in this order: self, here and entities; nobody; words that values may be;
 * hour; outcomes; a mind's own attributes. A town's compiler sees to it that they do not clash.
 * Only used while compiling, by one thread.
 */
#include "causal/vocab-private.h"

#include <string.h>

#include "base/suggest.h"

#define PATH_MAX_STEPS 6 /* names after the first in self.genes.taste.sweet */

typedef struct {
  const WtTerm *root;
  const char *steps[PATH_MAX_STEPS];
  guint n;
} Path;

/* ---- attributes ---- */

static char *join(const char *const *steps, guint n)
{
  GString *out = g_string_new(NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf(out, "%s%s", i > 0 ? "." : "", steps[i]);
  return g_string_free(out, FALSE);
}

/* Whether `place` has the attribute: things what their kind has and every field, the ground what
 * its kind has (constants) and samples of cells. */
static gboolean place_has(const WtVocab *vocab, const WtVocabPlace *place, int attribute)
{
  const WtAttribute *a = wt_vocab_attribute(vocab, attribute);

  if (place->owner == WT_OWNER_PERSON)
    return a->owner == WT_OWNER_PERSON || a->owner == WT_OWNER_BETWEEN;
  if (place->owner == WT_OWNER_CELL)
    return a->owner == WT_OWNER_CELL ||
           (a->owner == WT_OWNER_THING && !a->is_field &&
            wt_vocab_kind_has_attribute(vocab, place->kind, attribute));
  return a->owner == WT_OWNER_THING &&
         (a->is_field || wt_vocab_kind_has_attribute(vocab, place->kind, attribute));
}

static int find_owned(const WtVocab *vocab, const WtVocabPlace *place, WtOwner owner,
                      const Path *path)
{
  g_autofree char *group = join(path->steps, path->n - 1);
  int attribute = wt_vocab_find_attribute(vocab, owner, group, path->steps[path->n - 1]);

  return attribute >= 0 && place_has(vocab, place, attribute) ? attribute : -1;
}

static int find_at(const WtVocab *vocab, const WtVocabPlace *place, const Path *path)
{
  int attribute = find_owned(vocab, place, place->owner, path);

  if (attribute < 0 && place->owner == WT_OWNER_CELL)
    attribute = find_owned(vocab, place, WT_OWNER_THING, path);
  if (attribute < 0 && place->owner == WT_OWNER_PERSON)
    attribute = find_owned(vocab, place, WT_OWNER_BETWEEN, path);
  return attribute;
}

/* A mind's attributes are its own, unless the whole of town and minds is spoken about. */
static gboolean may_read(const WtVocabScope *scope, const WtVocabPlace *place,
                         const WtAttribute *attribute, char **message)
{
  g_autofree char *path = wt_vocab_attribute_path(scope->vocab, attribute);

  if (attribute->block == 0)
    return (scope->words & WT_WORDS_WORLD) ? TRUE : wt_vocab_world_refused(message, path);
  if ((scope->words & WT_WORDS_MIND) == 0)
    return wt_vocab_fail(
        message, g_strdup_printf("'%s' is in a mind, which the town knows nothing of", path));
  if (place->anchor.root != WT_ROOT_SELF && (scope->words & WT_WORDS_WORLD) == 0)
    return wt_vocab_fail(message, g_strdup_printf("'%s' is in somebody else's mind", path));
  return TRUE;
}

static gboolean give_leaf(const WtVocabScope *scope, const WtLeaf *leaf, WtValueType type,
                          WtDim dim, WtBinding *out)
{
  out->type = type;
  out->dim = dim;
  out->leaf = wt_vocab_intern_leaf(scope->vocab, leaf);
  return TRUE;
}

static gboolean give_attribute(const WtVocabScope *scope, const WtVocabPlace *place, int attribute,
                               const WtAnchor *b, WtBinding *out, char **message)
{
  const WtAttribute *a = wt_vocab_attribute(scope->vocab, attribute);
  g_autofree char *path = wt_vocab_attribute_path(scope->vocab, a);
  WtLeaf leaf = {.kind = WT_LEAF_ATTRIBUTE, .a = place->anchor, .attribute = attribute};
  WtValueType type;

  if (!may_read(scope, place, a, message))
    return FALSE;
  if (!wt_vocab_value_type(a->type, &type))
    return wt_vocab_fail(message, g_strdup_printf("'%s' cannot be used in expressions", path));
  if (a->owner == WT_OWNER_BETWEEN) {
    if (b == NULL)
      return wt_vocab_fail(message, g_strdup_printf("'%s' is towards somebody: %s[p]", path, path));
    leaf.kind = WT_LEAF_BETWEEN;
    leaf.b = *b;
  } else if (b != NULL) {
    return wt_vocab_fail(message,
                         g_strdup_printf("'%s' is not towards somebody: it has no index", path));
  }
  return give_leaf(scope, &leaf, type, a->dim, out);
}

/* ---- vectors ---- */

static gboolean give_vector(const WtVocabScope *scope, GPtrArray *names, WtBinding *out)
{
  if (names->len == 0)
    return FALSE;
  g_ptr_array_add(scope->vocab->components, g_memdup2(names->pdata, names->len * sizeof(gpointer)));
  out->type = WT_VALUE_VECTOR;
  out->n_components = names->len;
  out->components = g_ptr_array_index(scope->vocab->components, scope->vocab->components->len - 1);
  return TRUE;
}

/* The attributes of `place` whose group is the path. */
static gboolean attribute_vector(const WtVocabScope *scope, const WtVocabPlace *place,
                                 const Path *path, WtBinding *out, char **message)
{
  const WtVocab *vocab = scope->vocab;
  g_autofree char *group_text = join(path->steps, path->n);
  WtSym group = wt_names_find(vocab->names, group_text);
  g_autoptr(GPtrArray) names = g_ptr_array_new();

  for (guint i = 0; group != WT_SYM_NONE && i < vocab->attributes->len; i++) {
    const WtAttribute *a = wt_vocab_attribute(vocab, (int)i);

    if (a->group != group || a->owner == WT_OWNER_BETWEEN || !place_has(vocab, place, (int)i))
      continue;
    if (!may_read(scope, place, a, message))
      return FALSE;
    g_ptr_array_add(names, (gpointer)wt_names_text(vocab->names, a->name));
  }
  return give_vector(scope, names, out);
}

/* Outcomes "taste.sweet", "taste.bitter" make a vector `taste`. */
static gboolean outcome_vector(const WtVocabScope *scope, const char *group, WtBinding *out)
{
  g_autofree char *prefix = g_strconcat(group, ".", NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new();

  for (guint i = 0; i < scope->vocab->outcomes->len; i++) {
    const WtOutcome *outcome = wt_vocab_outcome(scope->vocab, (int)i);
    const char *name = wt_names_text(scope->vocab->names, outcome->name);

    if (!outcome->per_other && g_str_has_prefix(name, prefix) &&
        strchr(name + strlen(prefix), '.') == NULL)
      g_ptr_array_add(names, (gpointer)(name + strlen(prefix)));
  }
  return give_vector(scope, names, out);
}

/* ---- names that need no anchor ---- */

static gboolean give_outcome(const WtVocabScope *scope, int outcome, const WtAnchor *b,
                             WtBinding *out, char **message)
{
  const WtOutcome *o = wt_vocab_outcome(scope->vocab, outcome);
  const char *name = wt_names_text(scope->vocab->names, o->name);
  WtLeaf leaf = {.kind = WT_LEAF_OUTCOME, .a = {WT_ROOT_SELF, 0}, .attribute = outcome};

  if (o->per_other != (b != NULL))
    return wt_vocab_fail(
        message,
        o->per_other
            ? g_strdup_printf("'%s' is felt for each other person: %s[p]", name, name)
            : g_strdup_printf("'%s' is not felt for each other person: it has no index", name));
  if (b != NULL)
    leaf.b = *b;
  return give_leaf(scope, &leaf, WT_VALUE_NUMBER, o->is_rate ? WT_DIM_RATE : WT_DIM_NONE, out);
}

/* A path without an anchor: an outcome, or an attribute of self's mind. FALSE without a message:
 * neither. */
static gboolean resolve_bare(const WtVocabScope *scope, const Path *path, const WtAnchor *b,
                             WtBinding *out, char **message)
{
  static const WtVocabPlace self = {
      .anchor = {WT_ROOT_SELF, 0}, .owner = WT_OWNER_PERSON, .kind = -1, .name = "a person"};
  g_autofree char *text = join(path->steps, path->n);
  int found;

  if (scope->words & WT_WORDS_OUTCOMES) {
    found = wt_vocab_find_outcome(scope->vocab, text);
    if (found >= 0)
      return give_outcome(scope, found, b, out, message);
    if (b == NULL && outcome_vector(scope, text, out))
      return TRUE;
  }
  if ((scope->words & WT_WORDS_MIND) == 0 || (scope->words & WT_WORDS_NOBODY))
    return FALSE;
  found = find_at(scope->vocab, &self, path);
  if (found >= 0 && wt_vocab_attribute(scope->vocab, found)->block == 1)
    return give_attribute(scope, &self, found, b, out, message);
  if (b == NULL && found < 0) {
    g_autofree char *quiet = NULL;
    return attribute_vector(scope, &self, path, out, &quiet);
  }
  return FALSE;
}

static gboolean give_entity(const WtVocabScope *scope, const WtVocabPlace *place, WtBinding *out)
{
  WtLeaf leaf = {.kind = WT_LEAF_IS, .a = place->anchor, .attribute = -1};

  if (place->anchor.root != WT_ROOT_ENTITY)
    return give_leaf(scope, &leaf, WT_VALUE_ENTITY, WT_DIM_NONE, out);
  *out = (WtBinding){.type = WT_VALUE_ENTITY, .is_constant = TRUE, .value = place->anchor.id};
  return TRUE;
}

static gboolean unknown_name(const WtVocabScope *scope, const char *name, char **message,
                             char **hint)
{
  const char *self = NULL;

  if (wt_vocab_find_attribute(scope->vocab, WT_OWNER_PERSON, NULL, name) >= 0)
    self = "self";
  else if (wt_vocab_find_attribute(scope->vocab, WT_OWNER_THING, NULL, name) >= 0)
    self = "here";
  if (self != NULL && (scope->words & WT_WORDS_WORLD) == 0)
    return wt_vocab_world_refused(message, name);
  if (self != NULL)
    *hint = g_strdup_printf("did you mean '%s.%s'?", self, name);
  else
    *hint = wt_vocab_hint(scope, NULL, name);
  return wt_vocab_fail(message, g_strdup_printf("there is no '%s' here", name));
}

static gboolean resolve_name(const WtVocabScope *scope, const WtTerm *term, WtBinding *out,
                             char **message, char **hint)
{
  const char *name = term->text;
  Path path = {.steps = {name}, .n = 1};
  WtLeaf hour = {.kind = WT_LEAF_HOUR, .attribute = -1};
  WtSym sym;
  WtVocabPlace place;

  if (wt_vocab_find_place(scope, term, &place, message))
    return give_entity(scope, &place, out);
  if (*message != NULL)
    return FALSE;
  if (strcmp(name, "nobody") == 0 || strcmp(name, "nothing") == 0) {
    *out = (WtBinding){.type = WT_VALUE_ENTITY, .is_constant = TRUE, .value = -1.0};
    return TRUE;
  }
  sym = wt_names_find(scope->vocab->names, name);
  if (sym != WT_SYM_NONE && wt_vocab_is_symbol(scope->vocab, sym)) {
    *out = (WtBinding){.type = WT_VALUE_SYMBOL, .is_constant = TRUE, .value = sym};
    return TRUE;
  }
  if (strcmp(name, "hour") == 0)
    return (scope->words & WT_WORDS_WORLD)
               ? give_leaf(scope, &hour, WT_VALUE_NUMBER, WT_DIM_NONE, out)
               : wt_vocab_world_refused(message, name);
  if (resolve_bare(scope, &path, NULL, out, message))
    return TRUE;
  if (*message != NULL)
    return FALSE;
  return unknown_name(scope, name, message, hint);
}

/* ---- members, indices, calls ---- */

static gboolean flatten(const WtTerm *term, Path *path)
{
  guint depth = 0;

  for (path->root = term; path->root->kind == WT_TERM_MEMBER; path->root = path->root->base)
    depth++;
  if (depth > PATH_MAX_STEPS - 1 ||
      (path->root->kind != WT_TERM_NAME && path->root->kind != WT_TERM_ELEMENT))
    return FALSE;
  path->n = depth;
  for (; term->kind == WT_TERM_MEMBER; term = term->base)
    path->steps[--depth] = term->text;
  return TRUE;
}

static gboolean lacks(const WtVocabScope *scope, const WtVocabPlace *place, const Path *path,
                      char **message, char **hint)
{
  g_autofree char *text = join(path->steps, path->n);

  if (path->n == 1 && strcmp(text, "at") == 0)
    *hint = g_strdup("use near(a, b, 1 m), distance(a, b) or sees(a, b)");
  else
    *hint = wt_vocab_hint(scope, place, text);
  return wt_vocab_fail(message, g_strdup_printf("%s has no '%s'", place->name, text));
}

/* base.a.b, or base.a[b] when `b` is given. */
static gboolean resolve_path(const WtVocabScope *scope, const WtTerm *term, const WtAnchor *b,
                             WtBinding *out, char **message, char **hint)
{
  Path path = {0};
  WtVocabPlace place;
  int attribute;

  if (!flatten(term, &path))
    return wt_vocab_fail(message, g_strdup("only names can stand before '.' and '['"));
  if (path.n > 0 && wt_vocab_find_place(scope, path.root, &place, message)) {
    attribute = find_at(scope->vocab, &place, &path);
    if (attribute >= 0)
      return give_attribute(scope, &place, attribute, b, out, message);
    if (b == NULL && attribute_vector(scope, &place, &path, out, message))
      return TRUE;
    if (*message == NULL && (scope->words & (WT_WORDS_WORLD | WT_WORDS_MIND)) == 0)
      return wt_vocab_world_refused(message, path.steps[path.n - 1]);
    return *message != NULL ? FALSE : lacks(scope, &place, &path, message, hint);
  }
  if (*message != NULL)
    return FALSE;
  if (path.root->kind != WT_TERM_NAME)
    return wt_vocab_fail(message, g_strdup_printf("'%s' has no index", path.root->text));
  memmove(path.steps + 1, path.steps, path.n * sizeof path.steps[0]);
  path.steps[0] = path.root->text;
  path.n++;
  if (resolve_bare(scope, &path, b, out, message))
    return TRUE;
  return *message != NULL ? FALSE : unknown_name(scope, path.root->text, message, hint);
}

static gboolean resolve_index(const WtVocabScope *scope, const WtTerm *term, WtBinding *out,
                              char **message, char **hint)
{
  g_autofree char *text = NULL;
  WtVocabPlace place;

  if (term->n_args != 1)
    return wt_vocab_fail(message, g_strdup("there is one index, a person"));
  text = wt_term_format(term->args[0]);
  if (!wt_vocab_find_place(scope, term->args[0], &place, message)) {
    if (*message == NULL && term->args[0]->kind == WT_TERM_NAME)
      *hint = wt_vocab_hint(scope, NULL, text);
    return wt_vocab_fail(message, g_strdup_printf("there is no person '%s'", text));
  }
  if (place.owner != WT_OWNER_PERSON || place.anchor.root == WT_ROOT_SELF)
    return wt_vocab_fail(message,
                         g_strdup_printf("the index is another person, '%s' is not", text));
  return resolve_path(scope, term->base, &place.anchor, out, message, hint);
}

static gboolean resolve_call(const WtVocabScope *scope, const WtTerm *term, WtBinding *out,
                             char **message, char **hint)
{
  static const char *const names[] = {"near", "distance", "sees"};
  static const WtLeafKind kinds[] = {WT_LEAF_NEAR, WT_LEAF_DISTANCE, WT_LEAF_SEES};
  WtLeaf leaf = {.attribute = -1};
  WtVocabPlace places[2];
  guint which = 0;

  while (which < G_N_ELEMENTS(names) && strcmp(term->text, names[which]) != 0)
    which++;
  if (which == G_N_ELEMENTS(names)) {
    *hint = wt_suggest_hint(term->text, names, G_N_ELEMENTS(names));
    return FALSE;
  }
  if ((scope->words & WT_WORDS_WORLD) == 0)
    return wt_vocab_world_refused(message, names[which]);
  if (term->n_args != (which == 0 ? 3u : 2u))
    return wt_vocab_fail(
        message, g_strdup_printf("write %s(a, b%s)", names[which], which == 0 ? ", 1 m" : ""));
  for (guint i = 0; i < 2; i++)
    if (!wt_vocab_find_place(scope, term->args[i], &places[i], message)) {
      g_autofree char *text = wt_term_format(term->args[i]);
      *hint = *message == NULL ? wt_vocab_hint(scope, NULL, text) : NULL;
      return wt_vocab_fail(message, g_strdup_printf("'%s' is no person or thing", text));
    }
  leaf.kind = kinds[which];
  leaf.a = places[0].anchor;
  leaf.b = places[1].anchor;
  if (which == 0) {
    const WtTerm *d = term->args[2];
    if (d->kind != WT_TERM_QUANTITY || !wt_dim_equal(d->quantity.dim, WT_DIM_LENGTH) ||
        d->quantity.value < 0)
      return wt_vocab_fail(message,
                           g_strdup("the third argument of near() is a length such as 1 m"));
    leaf.distance = d->quantity.value;
  }
  return give_leaf(scope, &leaf, which == 1 ? WT_VALUE_NUMBER : WT_VALUE_BOOL,
                   which == 1 ? WT_DIM_LENGTH : WT_DIM_NONE, out);
}

static gboolean resolve_term(gpointer user, const WtTerm *term, WtBinding *out, char **message,
                             char **hint)
{
  const WtVocabScope *scope = user;
  gboolean found = FALSE;

  *out = (WtBinding){0};
  switch (term->kind) {
  case WT_TERM_NAME:
  case WT_TERM_ELEMENT:
    found = resolve_name(scope, term, out, message, hint);
    break;
  case WT_TERM_MEMBER:
    found = resolve_path(scope, term, NULL, out, message, hint);
    break;
  case WT_TERM_INDEX:
    found = resolve_index(scope, term, out, message, hint);
    break;
  case WT_TERM_CALL:
    found = resolve_call(scope, term, out, message, hint);
    break;
  case WT_TERM_QUANTITY:
    *out = (WtBinding){.type = WT_VALUE_NUMBER,
                       .is_constant = TRUE,
                       .dim = term->quantity.dim,
                       .value = term->quantity.value};
    found = TRUE;
    break;
  }
  return found;
}

static int set_size(gpointer user, const char *set)
{
  const WtVocabScope *scope = user;
  const WtVocab *vocab = scope->vocab;
  int n = 0, kind;

  if (strcmp(set, "others") == 0)
    return (scope->words & WT_WORDS_NOBODY) ? -1 : (int)vocab->n_others;
  if (strcmp(set, "people") == 0)
    return (int)vocab->n_people;
  if (strcmp(set, "things") == 0)
    return (int)vocab->n_things;
  kind =
      g_str_has_prefix(set, "things of ") ? wt_vocab_kind(vocab, set + strlen("things of ")) : -1;
  if (kind < 0)
    return -1;
  for (guint e = vocab->n_people; e < wt_vocab_n_entities(vocab); e++)
    n += vocab->entities[e].kind == kind;
  return n;
}

/* ---- binding ---- */

static WtExpr *bind(const WtVocabScope *scope, const WtExprText *text, const char *path,
                    WtDiags *diags)
{
  WtExprScope terms = {.resolve = resolve_term, .set_size = set_size, .user = (gpointer)scope};

  return wt_expr_bind(text, &terms, path, diags);
}

/* (transfer full): the expression, its parents being leaves of the vocabulary; NULL with its
 * mistakes (E202 ...) in `diags`. */
WtExpr *wt_vocab_bind(WtVocab *vocab, const WtExprText *text, guint words, int here_kind,
                      const char *path, WtDiags *diags)
{
  WtVocabScope scope = {.vocab = vocab, .words = words, .here_kind = here_kind};

  g_return_val_if_fail(vocab != NULL && text != NULL && diags != NULL, NULL);
  return bind(&scope, text, path, diags);
}

/* As wt_vocab_bind; the name `other` is the k-th other of self. */
WtExpr *wt_vocab_bind_other(WtVocab *vocab, const WtExprText *text, guint words, int here_kind,
                            const char *other, guint k, const char *path, WtDiags *diags)
{
  WtVocabScope scope = {
      .vocab = vocab, .words = words, .here_kind = here_kind, .other = other, .k = k};

  g_return_val_if_fail(vocab != NULL && text != NULL && diags != NULL, NULL);
  return bind(&scope, text, path, diags);
}

/* Splits "here.taste.sweet" or "{front door}.open" into its names. NULL: not of that form. */
static GPtrArray *split_target(const char *target)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  const char *at = target;

  while (TRUE) {
    const char *end = *at == '{' ? strchr(at, '}') : at + strcspn(at, ".");
    char *name;

    if (end == NULL)
      return NULL;
    name = *at == '{' ? g_strndup(at + 1, (gsize)(end - at - 1)) : g_strndup(at, (gsize)(end - at));
    g_ptr_array_add(names, g_strstrip(name));
    end += *end == '}' ? 1 : 0;
    if (*name == '\0' || (*end != '.' && *end != '\0'))
      return NULL;
    if (*end == '\0')
      return names->len >= 2 && names->len <= PATH_MAX_STEPS ? g_steal_pointer(&names) : NULL;
    at = end + 1;
  }
}

/* The attribute leaf that `target` names, or -1 with E202 (no such attribute) or E203 (no attribute
 * at all, a whole vector) in `diags`. */
gint64 wt_vocab_target(WtVocab *vocab, const char *target, WtPos pos, guint words, int here_kind,
                       const char *path, WtDiags *diags)
{
  WtVocabScope scope = {.vocab = vocab, .words = words, .here_kind = here_kind};
  g_autofree char *message = NULL, *hint = NULL;
  g_autoptr(GPtrArray) names = NULL;
  WtTerm terms[PATH_MAX_STEPS] = {0};
  WtBinding binding = {0};

  g_return_val_if_fail(vocab != NULL && target != NULL && diags != NULL, -1);
  names = split_target(target);
  for (guint i = 0; names != NULL && i < names->len; i++) {
    terms[i].kind = i == 0 ? WT_TERM_NAME : WT_TERM_MEMBER;
    terms[i].text = g_ptr_array_index(names, i);
    terms[i].base = i == 0 ? NULL : &terms[i - 1];
    terms[i].pos = pos;
  }
  if (names != NULL &&
      !resolve_path(&scope, &terms[names->len - 1], NULL, &binding, &message, &hint)) {
    wt_diags_add(diags, WT_ERROR, "E202", pos, path, hint, "%s",
                 message != NULL ? message : "there is no such thing");
    return -1;
  }
  if (names == NULL || binding.is_constant || binding.type == WT_VALUE_VECTOR ||
      wt_vocab_leaf(vocab, binding.leaf)->kind != WT_LEAF_ATTRIBUTE) {
    wt_diags_add(diags, WT_ERROR, "E203", pos, path, "write here.NAME, self.NAME or THING.NAME",
                 "'%s' is not an attribute that can be set", target);
    return -1;
  }
  return binding.leaf;
}
