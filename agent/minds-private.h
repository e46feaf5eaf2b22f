/* minds-private.h - shared by the files that compile minds. */
#pragma once

#include "agent/minds.h"

typedef struct {
  int column;
  guint32 row;
  double value;
} WtInitialWrite;

/* What compiling carries along. */
typedef struct {
  WtMinds *minds;
  const WtMindsDef *def;
  WtNames *names;
  WtVocab *vocab;
  WtDiags *diags;
  int person_axis, other_axis, memory_axis;
} WtMindsBuild;

/* A column, one value per row of the axis (group may be NULL); with its attribute, or without. */
int wt_minds_add_bare_column(WtMindsBuild *b, int axis, const char *group, const char *name, WtType type, double lo,
                             double hi, double neutral);
int wt_minds_add_column(WtMindsBuild *b, int axis, const char *group, const char *name, WtType type, double lo,
                        double hi, double neutral);
void wt_minds_add_initial(WtMindsBuild *b, int column, guint32 row, double value);
void wt_minds_mistake(WtMindsBuild *b, const char *code, WtPos pos, const char *path, const char *hint,
                      const char *format, ...) G_GNUC_PRINTF(6, 7);

/* The attribute of people in which an outcome is felt; -1: none. */
gint32 wt_minds_felt_attribute(const WtMindsBuild *b, const WtOutcome *outcome);

/* Each compiles one part; mistakes go to diags. */
void wt_minds_compile_columns(WtMindsBuild *b);
void wt_minds_compile_motives(WtMindsBuild *b);
void wt_minds_compile_appraisals(WtMindsBuild *b);
void wt_minds_compile_beliefs(WtMindsBuild *b);
void wt_minds_compile_norms(WtMindsBuild *b);
void wt_minds_compile_people(WtMindsBuild *b);
WtExprText *wt_minds_sum_insights(WtMindsBuild *b); /* (transfer full): "insight.a + insight.b" */
void wt_minds_compile_curiosity(WtMindsBuild *b);
void wt_curiosity_free(WtCuriosity *curiosity); /* nullable */
/* What may be a cause of what comes of a rule, into cues (WtCue); `not`: attribute of things that is the effect
 * itself, -1: none. At `pos` and `path` stands what comes of it. */
void wt_minds_find_cues(WtMindsBuild *b, const WtRule *rule, gint32 not, WtPos pos, const char *path, GArray *cues);
void wt_minds_check_candidates(WtMindsBuild *b);
/* The attribute by which others' sensations, or consequences, are seen; -1: none. */
gint32 wt_minds_find_sign(const WtMindsBuild *b, const WtOutcome *outcome);
gint32 wt_minds_find_effect(const WtMindsBuild *b, const WtOutcome *outcome);
void wt_minds_check_seen(WtMindsBuild *b);
void wt_minds_compile_lessons(WtMindsBuild *b); /* after people: who knows what */
/* What of the belief is felt, and on which scale; everything else of the question is 0. */
void wt_minds_set_felt(const WtMindsBuild *b, const WtBelief *belief, WtQuestion *question);
int wt_minds_add_lesson_column(WtMindsBuild *b, int axis, const char *name, WtType type, WtColumnRole role, double lo,
                               double hi);
/* Columns of the stretch under way, on the lesson axis, if there are rates. */
void wt_minds_add_stretch(WtMindsBuild *b, WtLessons *lessons, int axis, guint n_cues);
void wt_minds_compile_learning(WtMindsBuild *b); /* after people */
void wt_minds_compile_infer(WtMindsBuild *b);    /* after learning's rates */
void wt_minds_clear_learning(WtLearnPlan *plan);
