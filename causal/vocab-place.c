/* vocab-place.c - what stands before the dot: roles, people, things, elements of sets; and hints.
 */
#include "causal/vocab-private.h"

#include <string.h>

#include "base/suggest.h"

gboolean wt_vocab_fail(char **message, char *text)
{
  if (*message == NULL)
    *message = text;
  else
    g_free(text);
  return FALSE;
}

/* ---- anchors ---- */

static gint32 thing_of_kind(const WtVocab *vocab, int kind, guint element)
{
  for (guint e = vocab->n_people; e < wt_vocab_n_entities(vocab); e++)
    if (vocab->entities[e].kind == kind && element-- == 0)
      return (gint32)e;
  return -1;
}

static void entity_place(const WtVocab *vocab, gint32 entity, WtVocabPlace *out)
{
  gboolean person = (guint)entity < vocab->n_people;

  out->anchor = (WtAnchor){WT_ROOT_ENTITY, entity};
  out->owner = person ? WT_OWNER_PERSON : WT_OWNER_THING;
  out->kind = person ? -1 : vocab->entities[entity].kind;
  out->name = wt_vocab_entity_name(vocab, entity);
}

static gboolean other_place(guint k, WtVocabPlace *out)
{
  *out = (WtVocabPlace){.anchor = {WT_ROOT_OTHER, (gint32)k},
                        .owner = WT_OWNER_PERSON,
                        .kind = -1,
                        .name = "somebody"};
  return TRUE;
}

static gboolean element_place(const WtVocabScope *scope, const WtTerm *term, WtVocabPlace *out)
{
  const WtVocab *vocab = scope->vocab;
  gint32 entity;

  if (strcmp(term->text, "others") == 0)
    return other_place(term->element, out);
  if (strcmp(term->text, "people") == 0)
    entity = (gint32)term->element;
  else if (strcmp(term->text, "things") == 0)
    entity = (gint32)(vocab->n_people + term->element);
  else
    entity = thing_of_kind(vocab, wt_vocab_kind(vocab, term->text + strlen("things of ")),
                           term->element);
  g_assert(entity >= 0);
  entity_place(vocab, entity, out);
  return TRUE;
}

static gboolean here_place(const WtVocabScope *scope, WtVocabPlace *out, char **message)
{
  if ((scope->words & WT_WORDS_HERE) == 0)
    return wt_vocab_fail(message, g_strdup("'here' means nothing in this place"));
  *out = (WtVocabPlace){
      .anchor = {WT_ROOT_HERE, 0}, .owner = WT_OWNER_THING, .kind = scope->here_kind};
  if (scope->here_kind == WT_HERE_PERSON)
    *out = (WtVocabPlace){
        .anchor = {WT_ROOT_HERE, 0}, .owner = WT_OWNER_PERSON, .kind = -1, .name = "a person"};
  else if (scope->here_kind == WT_HERE_GROUND)
    *out = (WtVocabPlace){
        .anchor = {WT_ROOT_HERE, 0}, .owner = WT_OWNER_CELL, .kind = 0, .name = "the ground"};
  else
    out->name = wt_names_text(
        scope->vocab->names,
        ((const WtVocabKind *)g_ptr_array_index(scope->vocab->kinds, out->kind))->name);
  return TRUE;
}

/* FALSE without a message: the term names no person, thing or role. */
gboolean wt_vocab_find_place(const WtVocabScope *scope, const WtTerm *term, WtVocabPlace *out,
                             char **message)
{
  gint32 entity;

  if (term->kind == WT_TERM_ELEMENT)
    return element_place(scope, term, out);
  if (term->kind != WT_TERM_NAME)
    return FALSE;
  if (scope->other != NULL && strcmp(term->text, scope->other) == 0)
    return other_place(scope->k, out);
  if (strcmp(term->text, "self") == 0) {
    if (scope->words & WT_WORDS_NOBODY)
      return wt_vocab_fail(message, g_strdup("nobody is 'self' in this place"));
    *out = (WtVocabPlace){
        .anchor = {WT_ROOT_SELF, 0}, .owner = WT_OWNER_PERSON, .kind = -1, .name = "a person"};
    return TRUE;
  }
  if (strcmp(term->text, "here") == 0)
    return here_place(scope, out, message);
  entity = wt_vocab_entity(scope->vocab, term->text);
  if (entity < 0)
    return FALSE;
  entity_place(scope->vocab, entity, out);
  return TRUE;
}

/* ---- suggestions ---- */

static void add_words(const WtVocabScope *scope, GPtrArray *words)
{
  const WtVocab *vocab = scope->vocab;

  if ((scope->words & WT_WORDS_NOBODY) == 0)
    g_ptr_array_add(words, (gpointer) "self");
  if (scope->words & WT_WORDS_HERE)
    g_ptr_array_add(words, (gpointer) "here");
  if (scope->words & WT_WORDS_WORLD)
    g_ptr_array_add(words, (gpointer) "hour");
  for (guint i = 0; i < wt_vocab_n_entities(vocab); i++)
    g_ptr_array_add(words, (gpointer)wt_vocab_entity_name(vocab, (gint32)i));
  for (guint i = 0; (scope->words & WT_WORDS_OUTCOMES) && i < vocab->outcomes->len; i++)
    g_ptr_array_add(words,
                    (gpointer)wt_names_text(vocab->names, wt_vocab_outcome(vocab, (int)i)->name));
}

static gboolean attribute_fits(const WtVocab *vocab, const WtAttribute *attribute,
                               const WtVocabPlace *place)
{
  return attribute->owner == place->owner || attribute->owner == WT_OWNER_BETWEEN ||
         (place->owner == WT_OWNER_CELL && attribute->owner == WT_OWNER_THING &&
          vocab->kinds->len > 0);
}

/* Attributes of `place` (NULL: of self, without `self.`) and of all symbols, for "did you mean". */
char *wt_vocab_hint(const WtVocabScope *scope, const WtVocabPlace *place, const char *word)
{
  const WtVocab *vocab = scope->vocab;
  g_autoptr(GPtrArray) words = g_ptr_array_new();
  g_autoptr(GPtrArray) owned = g_ptr_array_new_with_free_func(g_free);

  if (place == NULL)
    add_words(scope, words);
  for (guint i = 0; i < vocab->attributes->len; i++) {
    const WtAttribute *attribute = wt_vocab_attribute(vocab, (int)i);
    gboolean mine = place == NULL ? attribute->block == 1 : attribute_fits(vocab, attribute, place);
    gboolean lacking = place != NULL && attribute->owner == WT_OWNER_THING &&
                       !attribute->is_field &&
                       !wt_vocab_kind_has_attribute(vocab, place->kind, (int)i);

    if (!mine || lacking || (attribute->block == 1 && (scope->words & WT_WORDS_MIND) == 0))
      continue;
    g_ptr_array_add(owned, wt_vocab_attribute_path(vocab, attribute));
    g_ptr_array_add(words, g_ptr_array_index(owned, owned->len - 1));
  }
  for (guint i = 0; place == NULL && i < vocab->attributes->len; i++) {
    const WtAttribute *attribute = wt_vocab_attribute(vocab, (int)i);

    for (guint s = 0; s < attribute->n_symbols; s++)
      g_ptr_array_add(words, (gpointer)wt_names_text(vocab->names, attribute->symbols[s]));
  }
  return wt_suggest_hint(word, (const char *const *)words->pdata, words->len);
}

gboolean wt_vocab_world_refused(char **message, const char *what)
{
  return wt_vocab_fail(
      message, g_strdup_printf("values are about what is felt: '%s' is a fact of the town", what));
}
