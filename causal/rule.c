/* rule.c - rules: definitions and their binding to a vocabulary; see rule.h.
 *
 * Diagnostics:
 *   E230 type or unit does not fit       E233 the target cannot be set
 *   E231 unknown sensation or drive      E234 the same thing twice
 *   E232 a sensation's index             E235 the ground and people do not change so
 *   E236 an act that takes less than no time
 */
#include "causal/rule.h"

#include <string.h>

#include "base/suggest.h"
#include "causal/expr-private.h"

/* ---- definitions ---- */

static void effect_def_clear(gpointer data)
{
  WtEffectDef *def = data;

  g_clear_pointer(&def->target, g_free);
  g_clear_pointer(&def->value, wt_expr_text_free);
}

static void felt_def_clear(gpointer data)
{
  WtFeltDef *def = data;

  g_clear_pointer(&def->name, g_free);
  g_clear_pointer(&def->other, g_free);
  g_clear_pointer(&def->value, wt_expr_text_free);
}

GArray *wt_effect_defs_new(void)
{
  GArray *defs = g_array_new(FALSE, TRUE, sizeof(WtEffectDef));

  g_array_set_clear_func(defs, effect_def_clear);
  return defs;
}

static GArray *felt_defs_new(void)
{
  GArray *defs = g_array_new(FALSE, TRUE, sizeof(WtFeltDef));

  g_array_set_clear_func(defs, felt_def_clear);
  return defs;
}

void wt_effect_def_add(GArray *effects, const char *target, WtExprText *value)
{
  WtEffectDef def = {.target = g_strdup(target), .value = value};

  g_array_append_val(effects, def);
}

void wt_felt_def_add(GArray *felt, const char *name, const char *other, WtExprText *value)
{
  WtFeltDef def = {
      .name = g_strdup(name), .per_other = other != NULL, .other = g_strdup(other), .value = value};

  g_array_append_val(felt, def);
}

/* A rule that needs nothing, takes one tick and does nothing; `leaves` is NULL: it does not last.
 */
WtRuleDef *wt_rule_def_new(const char *verb)
{
  WtRuleDef *def = g_new0(WtRuleDef, 1);

  def->verb = g_strdup(verb);
  def->does = wt_effect_defs_new();
  def->done = wt_effect_defs_new();
  def->felt = felt_defs_new();
  def->follows = felt_defs_new();
  def->rates = felt_defs_new();
  return def;
}

/* Frees what the definition owns, not the definition. */
static void rule_def_clear(WtRuleDef *def)
{
  g_clear_pointer(&def->verb, g_free);
  g_clear_pointer(&def->needs, wt_expr_text_free);
  g_clear_pointer(&def->takes, wt_expr_text_free);
  g_clear_pointer(&def->cost, wt_expr_text_free);
  g_clear_pointer(&def->does, g_array_unref);
  g_clear_pointer(&def->done, g_array_unref);
  g_clear_pointer(&def->leaves, g_array_unref);
  g_clear_pointer(&def->felt, g_array_unref);
  g_clear_pointer(&def->follows, g_array_unref);
  g_clear_pointer(&def->rates, g_array_unref);
  g_clear_pointer(&def->tells, g_free);
}

void wt_rule_def_free(WtRuleDef *def)
{
  if (def == NULL)
    return;
  rule_def_clear(def);
  g_free(def);
}

/* ---- checks ---- */

/* A literal 0 fits every dimension. */
static gboolean dim_fits(const WtExpr *expr, WtDim dim)
{
  double value;

  if (wt_dim_equal(wt_expr_dim(expr), dim))
    return TRUE;
  return wt_expr_is_constant(expr, &value) && value == 0.0;
}

/* Whether `expr` is what is wanted; otherwise E230, and the expression is given back. */
static WtExpr *want(WtExpr *expr, WtValueType type, WtDim dim, const char *path, WtDiags *diags)
{
  if (expr == NULL)
    return NULL;
  if (wt_expr_type(expr) != type) {
    wt_diags_add(diags, WT_ERROR, "E230", wt_expr_pos(expr), path, NULL,
                 "this must be %s, it is %s", wt_value_type_words(type),
                 wt_value_type_words(wt_expr_type(expr)));
  } else if (type == WT_VALUE_NUMBER && !dim_fits(expr, dim)) {
    g_autofree char *wanted = wt_dim_format(dim), *is = wt_dim_format(wt_expr_dim(expr));
    wt_diags_add(diags, WT_ERROR, "E230", wt_expr_pos(expr), path, NULL,
                 "this must be a %s, it is a %s", wanted, is);
  } else {
    return expr;
  }
  wt_expr_unref(expr);
  return NULL;
}

/* ---- effects ---- */

/* NULL, or why the attribute cannot be set. (static) */
static const char *not_settable(const WtVocab *vocab, const WtLeaf *leaf, int here_kind,
                                guint flags)
{
  const WtAttribute *a = wt_vocab_attribute(vocab, leaf->attribute);
  const char *name = wt_names_text(wt_vocab_names(vocab), a->name);
  const char *group = wt_names_text(wt_vocab_names(vocab), a->group);
  g_autofree char *path =
      a->group != WT_SYM_NONE ? g_strdup_printf("%s.%s", group, name) : g_strdup(name);
  int outcome =
      a->owner == WT_OWNER_PERSON && a->block == 0 ? wt_vocab_find_outcome(vocab, path) : -1;

  if (a->is_field)
    return "a field follows from its sources";
  if (a->block != 0)
    return "only its owner changes a mind";
  if (leaf->a.root == WT_ROOT_HERE && here_kind == WT_HERE_GROUND)
    return "the ground does not change";
  if (outcome >= 0 && !wt_vocab_outcome(vocab, outcome)->is_rate)
    return "what is felt follows from where one is and what one does";
  if (outcome >= 0 && (flags & WT_EFFECT_LEVELS) == 0)
    return "a body level changes by `while:`";
  return NULL;
}

/* The value must be of the attribute's type, and a word one of its words. */
static gboolean value_fits(const WtVocab *vocab, const WtAttribute *a, WtExpr *value, guint flags,
                           const char *path, WtDiags *diags)
{
  WtDim dim = (flags & WT_EFFECT_RATE) ? wt_dim_mul(a->dim, WT_DIM_RATE) : a->dim;
  WtValueType type = WT_VALUE_NUMBER;
  gboolean has_values = wt_vocab_value_type(a->type, &type);
  g_autoptr(WtExpr) expr = NULL;
  double symbol;

  g_assert(has_values);
  if ((flags & WT_EFFECT_RATE) && type != WT_VALUE_NUMBER) {
    wt_diags_add(diags, WT_ERROR, "E230", wt_expr_pos(value), path, NULL,
                 "only numbers have rates");
    return FALSE;
  }
  expr = want(wt_expr_ref(value), type, dim, path, diags);
  if (expr == NULL || type != WT_VALUE_SYMBOL || !wt_expr_is_constant(expr, &symbol))
    return expr != NULL;
  for (guint i = 0; i < a->n_symbols; i++)
    if (a->symbols[i] == (WtSym)symbol)
      return TRUE;
  wt_diags_add(diags, WT_ERROR, "E230", wt_expr_pos(value), path, NULL, "'%s' cannot be '%s'",
               wt_names_text(wt_vocab_names(vocab), a->name),
               wt_names_text(wt_vocab_names(vocab), (WtSym)symbol));
  return FALSE;
}

/* Binds `def` (words, here_kind: see wt_vocab_bind; flags: WtEffectFlags). On success `effect` owns
 * its expression; otherwise it is left alone and E202, E203, E230 or E233 is in `diags`. */
gboolean wt_effect_compile(WtEffect *effect, const WtEffectDef *def, WtVocab *vocab, guint words,
                           int here_kind, guint flags, const char *path, WtDiags *diags)
{
  gint64 leaf = wt_vocab_target(vocab, def->target, def->target_pos, words, here_kind, path, diags);
  g_autoptr(WtExpr) value = wt_vocab_bind(vocab, def->value, words, here_kind, path, diags);
  const char *why_not;

  if (leaf < 0)
    return FALSE;
  why_not = not_settable(vocab, wt_vocab_leaf(vocab, (guint)leaf), here_kind, flags);
  if (why_not != NULL) {
    wt_diags_add(diags, WT_ERROR, "E233", def->target_pos, path, NULL, "'%s' cannot be set: %s",
                 def->target, why_not);
    return FALSE;
  }
  if (value == NULL ||
      !value_fits(vocab, wt_vocab_attribute(vocab, wt_vocab_leaf(vocab, (guint)leaf)->attribute),
                  value, flags, path, diags))
    return FALSE;
  effect->leaf = (guint)leaf;
  effect->value = g_steal_pointer(&value);
  return TRUE;
}

/* ---- rules ---- */

typedef struct {
  WtRule *rule;
  WtVocab *vocab;
  int here_kind;
  const char *path;
  WtDiags *diags;
  gboolean fine;
  GArray *felt; /* WtFelt */
} Compiler;

#define RULE_WORDS (WT_WORDS_WORLD | WT_WORDS_HERE)

/* The bound text, or the standard value if there is none. NULL: mistakes. */
static WtExpr *compile_part(Compiler *c, const WtExprText *text, WtValueType type, WtDim dim,
                            double standard, const char *key)
{
  g_autofree char *path = g_strdup_printf("%s.%s", c->path, key);
  WtExpr *expr;

  if (text == NULL)
    return wt_expr_new_constant(standard, type, dim);
  expr = want(wt_vocab_bind(c->vocab, text, RULE_WORDS, c->here_kind, path, c->diags), type, dim,
              path, c->diags);
  c->fine &= expr != NULL;
  return expr;
}

/* A formula may still come out below 0, which counts as no time; who writes a number means it. */
static WtExpr *compile_duration(Compiler *c, const WtExprText *text, double standard)
{
  WtExpr *expr = compile_part(c, text, WT_VALUE_NUMBER, WT_DIM_TIME, standard, "takes");
  double seconds;

  if (expr == NULL || !wt_expr_is_constant(expr, &seconds) || seconds >= 0)
    return expr;
  g_autofree char *path = g_strdup_printf("%s.takes", c->path);
  wt_diags_add(c->diags, WT_ERROR, "E236", wt_expr_pos(expr), path, NULL,
               "no act takes less than no time");
  c->fine = FALSE;
  return expr;
}

static WtEffect *compile_effects(Compiler *c, const GArray *defs, const char *key, guint *n)
{
  GArray *effects = g_array_new(FALSE, TRUE, sizeof(WtEffect));
  g_autofree char *path = g_strdup_printf("%s.%s", c->path, key);

  for (guint i = 0; defs != NULL && i < defs->len; i++) {
    const WtEffectDef *def = &g_array_index(defs, WtEffectDef, i);
    g_autofree char *own_path = g_strdup_printf("%s.%s", path, def->target);
    WtEffect effect = {0};
    gboolean twice = FALSE;

    if (!wt_effect_compile(&effect, def, c->vocab, RULE_WORDS, c->here_kind, WT_EFFECT_ONCE,
                           own_path, c->diags)) {
      c->fine = FALSE;
      continue;
    }
    for (guint j = 0; j < effects->len; j++)
      twice |= g_array_index(effects, WtEffect, j).leaf == effect.leaf;
    if (twice) {
      wt_diags_add(c->diags, WT_ERROR, "E234", def->target_pos, own_path, NULL, "'%s' is set twice",
                   def->target);
      c->fine = FALSE;
    }
    g_array_append_val(effects, effect);
  }
  *n = effects->len;
  return (WtEffect *)(void *)g_array_free(effects, FALSE);
}

/* The outcome that a felt or rate entry is about; -1 with E231, E232. */
static int find_outcome(Compiler *c, const WtFeltDef *def, gboolean rate, const char *path)
{
  const char *name =
      rate && g_str_has_prefix(def->name, "self.") ? def->name + strlen("self.") : def->name;
  int found = wt_vocab_find_outcome(c->vocab, name);
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  g_autofree char *hint = NULL;

  for (guint i = 0; i < wt_vocab_n_outcomes(c->vocab); i++) {
    const WtOutcome *outcome = wt_vocab_outcome(c->vocab, (int)i);
    if (outcome->is_rate == rate && outcome->about == 0)
      g_ptr_array_add(known, (gpointer)wt_names_text(wt_vocab_names(c->vocab), outcome->name));
  }
  if (found < 0 || wt_vocab_outcome(c->vocab, found)->is_rate != rate || wt_vocab_outcome(c->vocab, found)->about > 0) {
    hint = wt_suggest_hint(name, (const char *const *)known->pdata, known->len);
    wt_diags_add(c->diags, WT_ERROR, "E231", def->pos, path, hint, "there is no %s '%s'",
                 rate ? "drive" : "sensation", name);
    return -1;
  }
  if (wt_vocab_outcome(c->vocab, found)->per_other != def->per_other) {
    wt_diags_add(c->diags, WT_ERROR, "E232", def->pos, path, NULL,
                 def->per_other ? "'%s' is not felt for each other person elsewhere"
                                : "'%s' is felt for each other person: %s[p]",
                 name, name);
    return -1;
  }
  return found;
}

/* One slot's expression; truths are felt as 1 or 0. */
static WtExpr *compile_slot(Compiler *c, const WtFeltDef *def, gboolean rate, guint k,
                            const char *path)
{
  WtExpr *expr = def->per_other ? wt_vocab_bind_other(c->vocab, def->value, RULE_WORDS,
                                                      c->here_kind, def->other, k, path, c->diags)
                                : wt_vocab_bind(c->vocab, def->value, RULE_WORDS, c->here_kind,
                                                path, c->diags);

  if (expr != NULL && !rate && wt_expr_type(expr) == WT_VALUE_BOOL)
    return expr;
  return want(expr, WT_VALUE_NUMBER, rate ? WT_DIM_RATE : WT_DIM_NONE, path, c->diags);
}

static gboolean has_slot(const GArray *felt, guint slot)
{
  for (guint i = 0; i < felt->len; i++)
    if (g_array_index(felt, WtFelt, i).slot == slot)
      return TRUE;
  return FALSE;
}

/* key: "felt", "follows" or "while" */
static void compile_felt(Compiler *c, const WtFeltDef *def, const char *key)
{
  gboolean rate = g_str_equal(key, "while"), follows = g_str_equal(key, "follows");
  g_autofree char *path = g_strdup_printf("%s.%s.%s", c->path, key, def->name);
  int outcome = find_outcome(c, def, rate, path);
  /* Without any others the expression is still checked, for an imaginary one. */
  guint n = def->per_other ? MAX(wt_vocab_n_others(c->vocab), 1) : 1;

  for (guint k = 0; k < n; k++) {
    WtExpr *value = compile_slot(c, def, rate, k, path);
    WtFelt felt = {.outcome = (guint)outcome, .other = k, .follows = follows, .value = value};

    if (value == NULL || outcome < 0) {
      c->fine = FALSE;
      wt_expr_unref(value);
      return;
    }
    felt.slot = wt_vocab_outcome(c->vocab, outcome)->first + k;
    if (has_slot(c->felt, felt.slot) && k == 0) {
      wt_diags_add(c->diags, WT_ERROR, "E234", def->pos, path, NULL, "'%s' stands here twice",
                   def->name);
      c->fine = FALSE;
      wt_expr_unref(value);
      return;
    }
    if (def->per_other && wt_vocab_n_others(c->vocab) == 0)
      wt_expr_unref(value);
    else
      g_array_append_val(c->felt, felt);
  }
}

static int by_slot(gconstpointer a, gconstpointer b)
{
  guint x = ((const WtFelt *)a)->slot, y = ((const WtFelt *)b)->slot;
  return (x > y) - (x < y);
}

static void check_ground(Compiler *c, const WtRuleDef *def)
{
  if (c->here_kind != WT_HERE_GROUND)
    return;
  if (def->needs == NULL && def->takes == NULL && def->does->len + def->done->len == 0 &&
      def->leaves == NULL)
    return;
  wt_diags_add(c->diags, WT_ERROR, "E235", def->pos, c->path, NULL,
               "standing on the ground is only felt: 'felt' and 'while' can be written here");
  c->fine = FALSE;
}

/* Binds `def` as offered by `here_kind` (a kind's number, WT_HERE_GROUND or WT_HERE_PERSON). All
 * outcomes must be in the vocabulary. On success TRUE and `rule` owns its parts (wt_rule_clear);
 * otherwise FALSE, `rule` is empty and every mistake (E202 .., E230 ..) is in `diags`. */
gboolean wt_rule_compile(WtRule *rule, const WtRuleDef *def, WtVocab *vocab, int here_kind,
                         double tick_seconds, const char *path, WtDiags *diags)
{
  Compiler c = {rule, vocab, here_kind, path, diags, TRUE, NULL};

  g_return_val_if_fail(rule != NULL && def != NULL && vocab != NULL && diags != NULL, FALSE);
  *rule = (WtRule){.verb = wt_names_intern(wt_vocab_names(vocab), def->verb),
                   .kind = here_kind,
                   .reach = def->reach,
                   .lasting = def->leaves != NULL,
                   .helps = def->helps,
                   .tells = def->tells ? wt_names_intern(wt_vocab_names(vocab), def->tells) : WT_SYM_NONE};
  c.felt = g_array_new(FALSE, TRUE, sizeof(WtFelt));
  check_ground(&c, def);
  if (def->needs != NULL)
    rule->needs = compile_part(&c, def->needs, WT_VALUE_BOOL, WT_DIM_NONE, 1.0, "needs");
  rule->takes = compile_duration(&c, def->takes, tick_seconds);
  rule->cost = compile_part(&c, def->cost, WT_VALUE_NUMBER, WT_DIM_NONE, 0.0, "cost");
  rule->does = compile_effects(&c, def->does, "does", &rule->n_does);
  rule->done = compile_effects(&c, def->done, "done", &rule->n_done);
  rule->leaves = compile_effects(&c, def->leaves, "leaves", &rule->n_leaves);
  for (guint i = 0; i < def->felt->len; i++)
    compile_felt(&c, &g_array_index(def->felt, WtFeltDef, i), "felt");
  for (guint i = 0; i < def->follows->len; i++)
    compile_felt(&c, &g_array_index(def->follows, WtFeltDef, i), "follows");
  for (guint i = 0; i < def->rates->len; i++)
    compile_felt(&c, &g_array_index(def->rates, WtFeltDef, i), "while");
  g_array_sort(c.felt, by_slot);
  rule->n_felt = c.felt->len;
  rule->felt = (WtFelt *)(void *)g_array_free(c.felt, FALSE);
  if (!c.fine)
    wt_rule_clear(rule);
  return c.fine;
}

static void effects_free(WtEffect *effects, guint n)
{
  for (guint i = 0; i < n; i++)
    wt_expr_unref(effects[i].value);
  g_free(effects);
}

const WtFelt *wt_rule_felt(const WtRule *rule, guint slot)
{
  for (guint i = 0; i < rule->n_felt; i++)
    if (rule->felt[i].slot == slot)
      return &rule->felt[i];
  return NULL;
}

/* Frees what a compiled rule owns and empties it. */
void wt_rule_clear(WtRule *rule)
{
  g_clear_pointer(&rule->needs, wt_expr_unref);
  g_clear_pointer(&rule->takes, wt_expr_unref);
  g_clear_pointer(&rule->cost, wt_expr_unref);
  effects_free(rule->does, rule->n_does);
  effects_free(rule->done, rule->n_done);
  effects_free(rule->leaves, rule->n_leaves);
  for (guint i = 0; i < rule->n_felt; i++)
    wt_expr_unref(rule->felt[i].value);
  g_free(rule->felt);
  *rule = (WtRule){0};
}
