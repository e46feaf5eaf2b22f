/* mind-truth.c - see mind-truth.h. */
#include "viz/mind-truth.h"

#include <math.h>

#define LEAST 1e-9 /* a smaller difference is none */

gboolean wt_mind_reads(const WtExpr *expr, guint leaf)
{
  guint n;
  const guint *parents = wt_expr_parents(expr, &n);
  for (guint i = 0; i < n; i++)
    if (parents[i] == leaf)
      return TRUE;
  return FALSE;
}

/* What the other parents are taken to be: all at their least, usual or most; of words one after the
 * other. */
static double put(const WtVocab *vocab, guint leaf, guint way)
{
  const WtLeaf *l = wt_vocab_leaf(vocab, leaf);
  const WtAttribute *a =
      l->kind == WT_LEAF_ATTRIBUTE ? wt_vocab_attribute(vocab, l->attribute) : NULL;
  if (a && a->type == WT_TYPE_SYMBOL && a->n_symbols > 0)
    return (double)a->symbols[way % a->n_symbols];
  if (!a || a->type != WT_TYPE_NUMBER || !isfinite(a->lo) || !isfinite(a->hi))
    return way == 2;
  return way == 0 ? a->lo : way == 1 ? a->neutral : a->hi;
}

static double with(const WtVocab *vocab, const WtExpr *truth, guint leaf, double value, guint way)
{
  guint n;
  const guint *parents = wt_expr_parents(truth, &n);
  double *is = g_newa(double, n + 1);
  for (guint i = 0; i < n; i++)
    is[i] = parents[i] == leaf ? value : put(vocab, parents[i], way);
  return wt_expr_eval(truth, is);
}

/* The word makes a difference against every other word, whatever else is so. */
static gboolean tells_apart(const WtVocab *vocab, const WtExpr *truth, guint leaf, WtSym word)
{
  const WtAttribute *a = wt_vocab_attribute(vocab, wt_vocab_leaf(vocab, leaf)->attribute);
  for (guint way = 0; way < 3; way++) {
    gboolean all = TRUE;
    double here = with(vocab, truth, leaf, (double)word, way);
    for (guint s = 0; s < a->n_symbols && all; s++)
      all = a->symbols[s] == word ||
            fabs(with(vocab, truth, leaf, (double)a->symbols[s], way) - here) > LEAST;
    if (all)
      return TRUE;
  }
  return FALSE;
}

/* The word of a cue `here.colour == red`; WT_SYM_NONE: it is of another kind. */
static WtSym word_of(const WtVocab *vocab, const WtCue *cue, guint leaf)
{
  const WtLeaf *l = wt_vocab_leaf(vocab, leaf);
  guint n;
  wt_expr_parents(cue->value, &n);
  if (n != 1 || l->kind != WT_LEAF_ATTRIBUTE)
    return WT_SYM_NONE;
  const WtAttribute *a = wt_vocab_attribute(vocab, l->attribute);
  for (guint s = 0; a->type == WT_TYPE_SYMBOL && s < a->n_symbols; s++) {
    double word = (double)a->symbols[s];
    if (wt_expr_eval(cue->value, &word) == 1)
      return a->symbols[s];
  }
  return WT_SYM_NONE;
}

gboolean wt_mind_is_cause(const WtVocab *vocab, const WtExpr *truth, const WtCue *cue)
{
  guint n;
  const guint *leaves = wt_expr_parents(cue->value, &n);
  for (guint i = 0; i < n; i++) {
    if (!wt_mind_reads(truth, leaves[i]))
      continue;
    WtSym word = word_of(vocab, cue, leaves[i]);
    if (word == WT_SYM_NONE || tells_apart(vocab, truth, leaves[i], word))
      return TRUE;
  }
  return FALSE;
}

int wt_mind_direction(const WtVocab *vocab, const WtExpr *truth, const WtCue *cue)
{
  guint n;
  const guint *leaves = wt_expr_parents(cue->value, &n);
  double sum = 0;
  if (n != 1)
    return 0;
  WtSym word = word_of(vocab, cue, leaves[0]);
  const WtLeaf *leaf = wt_vocab_leaf(vocab, leaves[0]);
  const WtAttribute *a = word == WT_SYM_NONE ? NULL : wt_vocab_attribute(vocab, leaf->attribute);
  double least = put(vocab, leaves[0], 0), most = put(vocab, leaves[0], 2);
  for (guint way = 0; way < 3; way++) {
    for (guint s = 0; a && s < a->n_symbols; s++)
      sum += with(vocab, truth, leaves[0], (double)word, way) -
             with(vocab, truth, leaves[0], (double)a->symbols[s], way);
    if (!a)
      sum += with(vocab, truth, leaves[0], most, way) - with(vocab, truth, leaves[0], least, way);
  }
  if (!a && wt_expr_eval(cue->value, &most) < wt_expr_eval(cue->value, &least))
    sum = -sum;
  return sum > LEAST ? 1 : sum < -LEAST ? -1 : 0;
}
