/* minds-cues.c - compiling what may be a cause, and by what effects are seen.
 *
 * Cues of a rule are generated from what a person can perceive of `here`: fields at the place, numbers
 * (scaled by their domain) and truths of its kind, a yes/no for each word of what is a word; before
 * them those that the scenario writes. At most WT_BELIEF_FEATURES: the written ones first, then by
 * innate prior, then in the order of the vocabulary.
 *
 * Diagnostics: E409 a written candidate is no plain number or truth, or means nothing for any offer;
 * E410 a sign or effect of no sensation, or one that cannot be seen; W401 more cues than there can be.
 */
#include <math.h>
#include <string.h>

#include "agent/minds-private.h"

typedef struct {
  WtMindsBuild *b;
  const WtRule *rule;
  GArray *cues; /* WtCue */
  gint32 not; /* attribute of things that is the effect itself, -1: none */
} Cues;

static gboolean has_cue(const Cues *c, const char *name)
{
  for (guint i = 0; i < c->cues->len; i++)
    if (g_str_equal(wt_names_text(c->b->names, g_array_index(c->cues, WtCue, i).name), name))
      return TRUE;
  return FALSE;
}

static WtExpr *bind(const Cues *c, const WtExprText *text, WtDiags *diags)
{
  return wt_vocab_bind(c->b->vocab, text, WT_WORDS_WORLD | WT_WORDS_HERE, c->rule->kind, "mind.candidates", diags);
}

static void add_cue(Cues *c, const char *name, WtExpr *value, double lo, double hi, double prior)
{
  WtCue cue = {wt_names_intern(c->b->names, name), value, lo, hi, prior, -1};
  g_array_append_val(c->cues, cue);
}

static void add_text(Cues *c, const char *name, const char *formula, double lo, double hi, double prior)
{
  g_autoptr(WtDiags) diags = wt_diags_new("cue");
  g_autoptr(WtExprText) text = wt_expr_parse(formula, (WtPos){1, 1}, NULL, diags);
  WtExpr *value = text && !has_cue(c, name) ? bind(c, text, diags) : NULL;
  if (value)
    add_cue(c, name, value, lo, hi, prior);
}

static gboolean is_perceived(const Cues *c, int attribute)
{
  const WtAttribute *a = wt_vocab_attribute(c->b->vocab, attribute);
  if (attribute == c->not || a->block != 0 || a->sense == WT_SENSE_NEVER || (a->sense == WT_SENSE_INNER && !a->is_field))
    return FALSE;
  if (c->rule->kind == WT_HERE_GROUND)
    return a->owner == WT_OWNER_CELL && a->is_field;
  if (c->rule->kind == WT_HERE_PERSON)
    return a->owner == WT_OWNER_PERSON;
  return a->owner == WT_OWNER_THING && (a->is_field || wt_vocab_kind_has_attribute(c->b->vocab, c->rule->kind, attribute));
}

static void add_words(Cues *c, const WtAttribute *a, const char *path, double prior)
{
  for (guint s = 0; s < a->n_symbols; s++) {
    const char *word = wt_names_text(c->b->names, a->symbols[s]);
    g_autofree char *formula = g_strdup_printf("here.%s == %s", path, word);
    g_autofree char *full = g_strdup_printf("%s.%s", path, word);
    add_text(c, has_cue(c, word) ? full : word, formula, 0, 1, prior);
  }
}

static void add_perceived(Cues *c, int attribute, double prior)
{
  const WtAttribute *a = wt_vocab_attribute(c->b->vocab, attribute);
  const char *name = wt_names_text(c->b->names, a->name);
  g_autofree char *path =
      a->group ? g_strdup_printf("%s.%s", wt_names_text(c->b->names, a->group), name) : g_strdup(name);
  g_autofree char *formula = g_strdup_printf("here.%s", path);
  if (a->type == WT_TYPE_NUMBER && isfinite(a->lo) && isfinite(a->hi) && a->lo < a->hi)
    add_text(c, path, formula, a->lo, a->hi, prior);
  else if (a->type == WT_TYPE_BOOL)
    add_text(c, path, formula, 0, 1, prior);
  else if (a->type == WT_TYPE_SYMBOL)
    add_words(c, a, path, prior);
}

static gboolean touches(const WtAttribute *a)
{
  return a->is_field || a->sense == WT_SENSE_TOUCH;
}

static double prior_of(const WtMindsBuild *b, const WtAttribute *a)
{
  return touches(a) ? b->def->innate.touch : b->def->innate.sight;
}

/* Of what a written candidate reads, what is farthest. */
static double prior_of_written(const WtMindsBuild *b, const WtExpr *value)
{
  guint n;
  const guint *leaves = wt_expr_parents(value, &n);
  double prior = 1;
  for (guint i = 0; i < n; i++) {
    const WtLeaf *leaf = wt_vocab_leaf(b->vocab, leaves[i]);
    gboolean here = leaf->kind == WT_LEAF_ATTRIBUTE && leaf->a.root == WT_ROOT_HERE;
    prior = MIN(prior, here ? prior_of(b, wt_vocab_attribute(b->vocab, leaf->attribute)) : b->def->innate.distance);
  }
  return n > 0 ? prior : b->def->innate.touch;
}

static void add_written(Cues *c)
{
  for (guint i = 0; i < c->b->def->candidates->len; i++) {
    const WtExprText *text = g_ptr_array_index(c->b->def->candidates, i);
    g_autoptr(WtDiags) quiet = wt_diags_new("cue");
    WtExpr *value = bind(c, text, quiet);
    if (value && !has_cue(c, wt_expr_text_source(text)))
      add_cue(c, wt_expr_text_source(text), value, 0, 1, prior_of_written(c->b, value));
    else if (value)
      wt_expr_unref(value);
  }
}

/* What is beyond the most that a question can have; said, for nothing else would show it. */
static void leave_out(Cues *c, WtPos pos, const char *path)
{
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = WT_BELIEF_FEATURES; i < c->cues->len; i++) {
    const WtCue *cue = &g_array_index(c->cues, WtCue, i);
    g_string_append_printf(names, "%s%s", names->len ? ", " : "", wt_names_text(c->b->names, cue->name));
    wt_expr_unref(cue->value);
  }
  if (names->len == 0)
    return;
  g_array_set_size(c->cues, WT_BELIEF_FEATURES);
  wt_diags_add(c->b->diags, WT_WARNING, "W401", pos, path, NULL,
               "at most %d things can be thought a cause, which leaves out %s; what 'mind.candidates' names comes first",
               WT_BELIEF_FEATURES, names->str);
}

static void collect(Cues *c)
{
  const WtVocab *vocab = c->b->vocab;
  gboolean touch_first = c->b->def->innate.touch >= c->b->def->innate.sight;
  add_written(c);
  for (guint pass = 0; pass < 2; pass++)
    for (guint a = 0; a < wt_vocab_n_attributes(vocab); a++)
      if (is_perceived(c, (int)a) && touches(wt_vocab_attribute(vocab, (int)a)) == (touch_first == (pass == 0)))
        add_perceived(c, (int)a, prior_of(c->b, wt_vocab_attribute(vocab, (int)a)));
}

void wt_minds_find_cues(WtMindsBuild *b, const WtRule *rule, gint32 not, WtPos pos, const char *path, GArray *cues)
{
  Cues c = {b, rule, cues, not};
  collect(&c);
  leave_out(&c, pos, path);
}

/* What a written candidate means for what is offered. */
typedef struct {
  gboolean any, plain; /* something for some offer; wherever it does, true or false or a plain number */
  char *reason;        /* why it means nothing for the last offer that names none better, with a hint if any has one */
  gboolean has_hint;
} Meaning;

static void note_reason(Meaning *m, WtDiags *diags)
{
  const WtDiag *diag = wt_diags_n(diags) > 0 ? wt_diags_get(diags, 0) : NULL;
  if (!diag || (m->has_hint && !diag->hint))
    return;
  g_free(m->reason);
  m->has_hint = diag->hint != NULL;
  m->reason = diag->hint ? g_strdup_printf("%s (%s)", diag->message, diag->hint) : g_strdup(diag->message);
}

static Meaning meaning_of(WtMindsBuild *b, const WtExprText *text)
{
  Meaning m = {FALSE, TRUE, NULL, FALSE};
  for (guint r = 0; r < b->minds->known->n_rules; r++) {
    Cues c = {b, b->minds->known->rules[r], NULL, -1};
    g_autoptr(WtDiags) diags = wt_diags_new("cue");
    g_autoptr(WtExpr) value = bind(&c, text, diags);
    note_reason(&m, diags);
    m.any = m.any || value;
    m.plain = m.plain && (!value || wt_expr_type(value) == WT_VALUE_BOOL ||
                          (wt_expr_type(value) == WT_VALUE_NUMBER && wt_dim_equal(wt_expr_dim(value), WT_DIM_NONE)));
  }
  return m;
}

/* A written candidate must mean something for some offer, whether or not anybody learns. */
void wt_minds_check_candidates(WtMindsBuild *b)
{
  for (guint i = 0; i < b->def->candidates->len; i++) {
    const WtExprText *text = g_ptr_array_index(b->def->candidates, i);
    WtPos pos = g_array_index(b->def->candidates_pos, WtPos, i);
    Meaning m = meaning_of(b, text);
    if (!m.any)
      wt_minds_mistake(b, "E409", pos, "mind.candidates", NULL, "'%s' means nothing for anything that is offered: %s",
                       wt_expr_text_source(text), m.reason);
    else if (!m.plain)
      wt_minds_mistake(b, "E409", pos, "mind.candidates", NULL,
                       "'%s' is neither true or false nor a plain number", wt_expr_text_source(text));
    g_free(m.reason);
  }
}

/* ---- what is seen of sensations ---- */

/* The attribute by which an outcome is seen, -1: none. */
static gint32 find_seen(const WtMindsBuild *b, const GPtrArray *signs, WtOwner owner, const WtOutcome *outcome)
{
  for (guint i = 0; i < signs->len; i++) {
    const WtSignDef *sign = g_ptr_array_index(signs, i);
    if (g_str_equal(sign->sensation, wt_names_text(b->names, outcome->name)))
      return wt_vocab_find_attribute(b->vocab, owner, NULL, sign->attribute);
  }
  return -1;
}

gint32 wt_minds_find_sign(const WtMindsBuild *b, const WtOutcome *outcome)
{
  return find_seen(b, b->def->signs, WT_OWNER_PERSON, outcome);
}

gint32 wt_minds_find_effect(const WtMindsBuild *b, const WtOutcome *outcome)
{
  return find_seen(b, b->def->effects, WT_OWNER_THING, outcome);
}

/* They are of sensations, and can be seen, whether or not anybody learns from them. */
static void check_seen(WtMindsBuild *b, const GPtrArray *signs, WtOwner owner, const char *path)
{
  for (guint i = 0; i < signs->len; i++) {
    const WtSignDef *sign = g_ptr_array_index(signs, i);
    gboolean is_felt = FALSE;
    for (guint o = 0; o < wt_vocab_n_outcomes(b->vocab); o++) {
      const WtOutcome *outcome = wt_vocab_outcome(b->vocab, (int)o);
      is_felt |= !outcome->is_rate && !outcome->per_other &&
                 g_str_equal(sign->sensation, wt_names_text(b->names, outcome->name));
    }
    int attribute = wt_vocab_find_attribute(b->vocab, owner, NULL, sign->attribute);
    const WtAttribute *a = attribute < 0 ? NULL : wt_vocab_attribute(b->vocab, attribute);
    gboolean graded = a && a->type == WT_TYPE_NUMBER && isfinite(a->lo) && isfinite(a->hi) && a->lo < a->hi;
    if (!is_felt)
      wt_minds_mistake(b, "E410", sign->pos, path, NULL, "there is no sensation '%s'", sign->sensation);
    else if (!a || a->block != 0 || a->sense != WT_SENSE_SIGHT || (a->type != WT_TYPE_BOOL && !graded))
      wt_minds_mistake(b, "E410", sign->pos, path, NULL,
                       "'%s' is nothing of %s that can be seen and is true or false or has a range",
                       sign->attribute, owner == WT_OWNER_PERSON ? "people" : "things");
  }
}

void wt_minds_check_seen(WtMindsBuild *b)
{
  check_seen(b, b->def->signs, WT_OWNER_PERSON, "mind.signs");
  check_seen(b, b->def->effects, WT_OWNER_THING, "mind.effects");
}
