/* mind-belief.c - see mind-belief.h. */
#include "config.h"

#include "viz/mind-belief.h"
#include "viz/mind-truth.h"
#include "viz/words.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define SURE       0.5  /* more likely than not */
#define ASSOCIATED 0.05 /* a weaker association is none */
#define SHOWN      0.1  /* a less probable cause is not worth a line */
#define LEANING    0.05 /* by that much more probable than it was innately */
#define NOTABLE    0.01 /* of the range of what is felt: a smaller difference has no direction */

static void link_clear(gpointer data)
{
  g_free(((WtMindLink *)data)->name);
}

static void lesson_free(gpointer data)
{
  WtMindLesson *lesson = data;
  g_free(lesson->outcome);
  g_free(lesson->act);
  g_free(lesson->doubt);
  g_array_unref(lesson->links);
  g_free(lesson);
}

static gboolean is_thought_of(const WtQuestion *q, guint leaf)
{
  for (guint k = 0; k < q->n_cues; k++)
    if (wt_mind_reads(q->cues[k].value, leaf))
      return TRUE;
  return FALSE;
}

/* ---- links ---- */

/* (transfer full): "near stove" of "near(stove, here, 2.5 m)" */
static char *plain_name(const char *name)
{
  const char *end = g_str_has_prefix(name, "near(") ? strstr(name, ", here") : NULL;
  char *plain =
      end ? g_strdup_printf(_("near %.*s"), (int)(end - name - 5), name + 5) : g_strdup(name);
  return g_strdelimit(plain, "_", ' ');
}

static void add_link(WtMindLesson *lesson, const char *name, WtMindLink link, gboolean so,
                     gboolean thinks)
{
  link.strength = MIN(1, fabs(link.value));
  link.is =
      so ? (thinks ? WT_LINK_RIGHT : WT_LINK_MISSED) : (thinks ? WT_LINK_WRONG : WT_LINK_OPEN);
  if (link.is == WT_LINK_OPEN && link.strength < SHOWN)
    return;
  link.name = plain_name(name);
  g_array_append_val(lesson->links, link);
}

/* More likely than not; or, once she has experiences, than it seemed by nature. */
static gboolean thinks(const WtLearned *learned, double value, double prior)
{
  if (learned->associative)
    return fabs(value) >= ASSOCIATED;
  return value >= SURE || (learned->n_experiences > 0 && value > prior + LEANING);
}

/* 1: she expects more of the outcome with the cue, -1: less; whether or not the other cues are
 * there. */
static int expects(const WtMindView *mind, guint number, guint cue)
{
  double sum = 0;
  for (guint others = 0; others < 2; others++)
    for (guint there = 0; there < 2; there++) {
      double cues[WT_BELIEF_FEATURES];
      for (guint k = 0; k < WT_BELIEF_FEATURES; k++)
        cues[k] = k == cue ? there : others;
      sum += (there ? 1 : -1) * wt_mind_predict(mind, (gint32)number, cues, NULL);
    }
  return sum > NOTABLE ? 1 : sum < -NOTABLE ? -1 : 0;
}

static void add_cue(WtMindLesson *lesson, const WtMindView *mind, guint number,
                    const WtLearned *learned, guint k, const WtExpr *truth)
{
  const WtVocab *vocab = mind->minds->known->vocab;
  const WtCue *cue = &wt_lesson_question(mind->minds->lessons, number)->cues[k];
  gboolean so = wt_mind_is_cause(vocab, truth, cue);
  gboolean believes = thinks(learned, learned->value[k], cue->prior);
  WtMindLink link = {.value = learned->value[k],
                     .var = {(guint16)cue->link, 1, (guint32)mind->person}};
  if (learned->associative)
    link.var = (WtVar){(guint16)mind->minds->lessons->association, 1,
                       mind->minds->lessons->cue[number] + k};
  link.direction = believes ? expects(mind, number, k) : 0;
  link.reversed = so && believes && link.direction * wt_mind_direction(vocab, truth, cue) < 0;
  add_link(lesson, learned->cue[k], link, so && !link.reversed, believes);
}

/* Of a rate: that the act changes the level, whatever it is done with. */
static void add_act(WtMindLesson *lesson, const WtMindView *mind, guint number,
                    const WtLearned *learned, const WtExpr *truth)
{
  const WtLessons *l = mind->minds->lessons;
  const WtQuestion *q = wt_lesson_question(l, number);
  double constant = 0, value = learned->value[q->n_cues];
  gboolean nothing = wt_expr_is_constant(truth, &constant) && constant == 0;
  WtMindLink link = {.value = value, .var = {(guint16)q->change, 1, (guint32)mind->person}};
  if (learned->associative)
    link.var = (WtVar){(guint16)l->association, 1, l->cue[number] + q->n_cues};
  add_link(lesson, learned->cue[q->n_cues], link, !nothing, thinks(learned, value, 1));
}

/* What the mechanism reads and no cue does; returns whether there is such a thing. */
static gboolean add_unthought(WtMindLesson *lesson, const WtMindView *mind, const WtQuestion *q,
                              const WtExpr *truth)
{
  const WtKnown *known = mind->minds->known;
  const gint32 *others = known->others(known->user, mind->person);
  gboolean any = FALSE;
  guint n;
  const guint *leaves = wt_expr_parents(truth, &n);
  for (guint i = 0; i < n; i++) {
    if (is_thought_of(q, leaves[i]))
      continue;
    g_autofree char *name = wt_vocab_leaf_name(known->vocab, leaves[i], others, NULL);
    const char *plain = g_str_has_prefix(name, "here.") ? name + strlen("here.") : name;
    add_link(lesson, plain, (WtMindLink){.unthought = TRUE}, TRUE, FALSE);
    any = TRUE;
  }
  return any;
}

/* Something else: right if there is such a thing, and no mistake if there is and she doubts it. */
static void add_whatever(WtMindLesson *lesson, const WtMindView *mind, const WtQuestion *q,
                         const WtLearned *learned, gboolean hidden)
{
  gboolean believes = thinks(learned, learned->unknown, 1);
  WtMindLink link = {.value = learned->unknown,
                     .whatever = TRUE,
                     .var = {(guint16)q->unknown, 1, (guint32)mind->person}};
  if (!learned->associative)
    add_link(lesson, _("something else"), link, hidden && believes, believes);
}

/* Of a class of cues that went together and hold the cause: their names. */
static char *find_doubt(const WtLearned *learned)
{
  for (guint first = 0; first < learned->n_cues; first++) {
    g_autoptr(GString) names = g_string_new(NULL);
    guint n = 0;
    for (guint k = first; k < learned->n_cues; k++)
      if (learned->class_of[k] == first) {
        g_autofree char *name = plain_name(learned->cue[k]);
        g_string_append_printf(names, "%s%s", n++ > 0 ? _(" or ") : "", name);
      }
    if (n > 1 && learned->of_class[first] > SURE)
      return g_string_free(g_steal_pointer(&names), FALSE);
  }
  return NULL;
}

static WtMindLesson *lesson_of(const WtMindView *mind, const WtTown *town, guint number)
{
  const WtMinds *minds = mind->minds;
  const WtQuestion *q = wt_lesson_question(minds->lessons, number);
  const WtBelief *belief = &minds->beliefs[q->belief];
  const WtVocab *vocab = minds->known->vocab;
  const WtOutcome *outcome = wt_vocab_outcome(vocab, belief->outcome);
  const WtRule *rule = wt_town_rule(town, (guint)belief->rule);
  const WtExpr *truth = wt_rule_felt(rule, outcome->first)->value;
  g_autoptr(WtLearned) learned = wt_learned_new(mind, number);
  WtMindLesson *out = g_new0(WtMindLesson, 1);
  out->links = g_array_new(FALSE, FALSE, sizeof(WtMindLink));
  g_array_set_clear_func(out->links, link_clear);
  out->question = minds->lessons->question[number];
  out->outcome = wt_words(wt_names_text(wt_vocab_names(vocab), outcome->name));
  out->act = wt_words(wt_names_text(wt_vocab_names(vocab), rule->verb));
  out->n_experiences = learned->n_experiences;
  out->associative = learned->associative;
  for (guint k = 0; k < q->n_cues; k++)
    add_cue(out, mind, number, learned, k, truth);
  if (q->level >= 0)
    add_act(out, mind, number, learned, truth);
  add_whatever(out, mind, q, learned, add_unthought(out, mind, q, truth));
  out->doubt = learned->associative || learned->n_experiences == 0 ? NULL : find_doubt(learned);
  return out;
}

GPtrArray *wt_mind_lessons(const WtMindView *mind, const WtTown *town)
{
  GPtrArray *all = g_ptr_array_new_with_free_func(lesson_free);
  const WtLessons *l = mind->minds->lessons;
  if (!l || mind->person < 0)
    return all;
  for (guint i = l->first[mind->person]; i < l->first[mind->person + 1]; i++)
    if (!wt_mind_believes(mind, wt_lesson_question(l, i)->belief))
      g_ptr_array_add(all, lesson_of(mind, town, i));
  return all;
}
