/* learned.c - see learned.h: from a lesson; as JSON. */
#include "sim/learned.h"

WtLearned *wt_learned_new(const WtMindView *view, guint lesson)
{
  const WtMinds *minds = view->minds;
  const WtLessons *l = minds->lessons;
  const WtQuestion *q = wt_lesson_question(l, lesson);
  WtLearned *out = g_new0(WtLearned, 1);
  out->belief = g_strdup(wt_minds_belief_name(minds, (guint)q->belief));
  out->n_experiences = wt_lesson_n_known(l, view->block, lesson);
  out->delay = q->follows ? (gint32)wt_lesson_delay(l, view->block, lesson) : -1;
  out->delay_probability = q->follows ? wt_block_f64(view->block, l->delay[out->delay])[lesson] : 0;
  out->changed = l->changed >= 0 ? wt_block_f64(view->block, l->changed)[lesson] : 0;
  out->n_outdated = l->changed >= 0 ? (guint)wt_block_i32(view->block, l->outdated)[lesson] : 0;
  out->associative = minds->policy[view->person] == WT_POLICY_ASSOCIATIVE;
  out->n_cues = q->n_cues + (q->level >= 0);
  out->unknown = wt_lesson_believed(l, view->block, lesson, q->n_cues);
  for (guint k = 0; k < out->n_cues; k++) {
    double link = wt_lesson_believed(l, view->block, lesson, k < q->n_cues ? k : k + 1);
    WtSym verb = minds->known->rules[minds->beliefs[q->belief].rule]->verb;
    out->cue[k] = wt_names_text(wt_vocab_names(minds->known->vocab), k < q->n_cues ? q->cues[k].name : verb);
    out->class_of[k] = (guint8)wt_block_i32(view->block, l->class_of)[l->cue[lesson] + k];
    out->value[k] = out->associative ? wt_lesson_associations(l, view->block, lesson)[k] : link;
    out->of_class[out->class_of[k]] += link; /* of a class at most one is a cause */
  }
  return out;
}

void wt_learned_free(gpointer data)
{
  WtLearned *learned = data;
  if (!learned)
    return;
  g_free(learned->belief);
  g_free(learned);
}

gboolean wt_learned_cannot_tell(const WtLearned *one)
{
  return !one->associative && one->unknown > 0.5;
}

static void write_cues(const WtLearned *one, WtJson *j)
{
  wt_json_array(j, one->associative ? "associations" : "links");
  for (guint k = 0; k < one->n_cues; k++) {
    wt_json_object(j, NULL);
    wt_json_string(j, "cue", one->cue[k]);
    wt_json_number(j, one->associative ? "weight" : "probability", one->value[k]);
    wt_json_string(j, "like", one->cue[one->class_of[k]]);
    wt_json_end(j);
  }
  wt_json_end(j);
}

static void write_classes(const WtLearned *one, WtJson *j)
{
  wt_json_array(j, "classes");
  for (guint first = 0; first < one->n_cues; first++) {
    if (one->class_of[first] != first)
      continue;
    wt_json_object(j, NULL);
    wt_json_array(j, "cues");
    for (guint k = first; k < one->n_cues; k++)
      if (one->class_of[k] == first)
        wt_json_string(j, NULL, one->cue[k]);
    wt_json_end(j);
    wt_json_number(j, "probability", one->of_class[first]);
    wt_json_end(j);
  }
  wt_json_end(j);
}

void wt_learned_json(const WtLearned *one, WtJson *j, const char *key)
{
  wt_json_object(j, key);
  wt_json_string(j, "belief", one->belief);
  wt_json_number(j, "experiences", one->n_experiences);
  write_cues(one, j);
  if (!one->associative) {
    write_classes(one, j);
    wt_json_number(j, "something_else", one->unknown);
    wt_json_bool(j, "cannot_tell", wt_learned_cannot_tell(one));
  }
  if (one->changed > 0) {
    wt_json_object(j, "change");
    wt_json_number(j, "after", one->n_outdated);
    wt_json_number(j, "probability", one->changed);
    wt_json_end(j);
  }
  if (one->delay >= 0) {
    wt_json_object(j, "delay");
    wt_json_number(j, "from", wt_delays[one->delay].from);
    wt_json_number(j, "to", wt_delays[one->delay].to);
    wt_json_number(j, "probability", one->delay_probability);
    wt_json_end(j);
  }
  wt_json_end(j);
}
