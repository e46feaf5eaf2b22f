/* mind-def.h - minds as they were written, before they are compiled. Filled by the loader or C code. */
#pragma once

#include "agent/innate.h"
#include "causal/rule.h"

typedef enum { WT_POLICY_CAUSAL, WT_POLICY_RANDOM, WT_POLICY_STAYS, WT_POLICY_ASSOCIATIVE, WT_POLICY_REALITY, WT_N_POLICIES } WtPolicy;

typedef struct {
  char *name;
  WtPos pos;
  WtExprText *appraisal; /* what a felt outcome is worth: outcomes and mind attributes; NULL: curiosity */
  double weight;         /* default weight of people who do not name it: 0.5 */
} WtValueDef;

#define WT_CURIOSITY "curiosity" /* the value of what is learned of causes: all insights, summed */

typedef struct {
  char *name;        /* the body level it feels */
  WtPos pos;
  double set;        /* set point, in the level's own unit */
  double weight;     /* default 1 */
  double convexity;  /* exponent n of |level - set|^n, default 2 */
  double alarm;      /* distance from the set point that interrupts, default 0.6 */
} WtDriveDef;

typedef struct {
  char *name;
  WtPos pos;
  gboolean expects;  /* TRUE: expects the act (its omission can be a cause); FALSE: forbids it */
  char *verb;
  WtPos verb_pos;
  char *of;          /* kind's or thing's name; NULL: whatever offers the verb */
  WtExprText *when;  /* NULL: always; words of the world, here and self */
  GPtrArray *binds;  /* people's names; NULL: everyone */
} WtNormDef;

typedef struct {
  char *name;        /* "shape" */
  WtPos pos;
  GPtrArray *components; /* char * */
} WtGeneDef;

typedef struct {
  char *name;        /* a value, drive, gene "taste.sweet", person (affection) ... */
  WtPos pos;
  double value;
} WtWeightDef;

/* How fast values, tastes and relations change; see docs/mind.md. A rate of 0: not at all, which is
 * the default of all of them. Shares are 0..1. */
typedef struct {
  double sensitise;   /* share of the way to 1, per unit of something bad */
  double habituate;   /* share of the way back to the given weight, per unit of anything else */
  double threshold;   /* worth below minus this is bad; default 0.3 */
  double conditioning, exposure, by_company; /* shares of the way to liking, or disliking */
  double aversion;    /* share of the way to -1 when sickness begins */
  double aversion_within; /* seconds, default 8 h: food longer ago is not blamed */
  double influence;   /* share of the way to what somebody wholly trusted says */
  double confidence;  /* difference beyond which nobody is listened to; default 0.3 */
  double doubt;       /* share of an influence that is lost where it did not matter */
  double trust;       /* share of the way to what an influence was worth, or to whether something foreseen came true */
  double rationality; /* beta, per unit of utility, with which others are taken to choose; 0: nothing is inferred of them */
  double affection;   /* per second together, for somebody just alike */
  double help;        /* share of the way to 1 per kindness received */
  double fading;      /* per second, of affection; what a day takes is lost at its end */
  double watching;    /* credence of what others are seen to go through; 0: nothing is learned from watching */
  double hazard;      /* prior that a mechanism changes before an experience of it */
  double overhypotheses; /* weight, in things learned, of the form of one question in the prior of the next */
  double company;     /* metres within which one is together; default 3 */
  double satiate;     /* share of curiosity that one bit of insight stills; default 0.5 */
  double sated_for;   /* seconds until the e-th part of that is left; default 1 h */
  double patience;    /* share of interest that is left after a try that told nothing; default 0.5 */
} WtLearnRates;

/* What can be seen of a sensation. */
typedef struct {
  char *sensation;
  char *attribute;     /* of people, sensed by sight; of a consequence: of things */
  WtPos pos;
} WtSignDef;

typedef enum { WT_KNOWS_EVERYTHING, WT_KNOWS_NOTHING, WT_KNOWS_LIST } WtKnows;

typedef struct {
  char *name;          /* the person */
  WtPos pos;
  WtPolicy policy;
  gboolean familiar;   /* knows where the town's things are, and how they look, before it begins */
  double care;         /* innate regard for anybody, default 0.2 */
  WtKnows knows;
  GPtrArray *known;    /* LIST: "chill" (in every rule), "sit.chill", "draught" (a field) */
  GArray *known_pos;   /* WtPos (known->len) */
  GArray *values;      /* WtWeightDef */
  GArray *sets;        /* WtWeightDef: set points of drives */
  GArray *drive_weights; /* WtWeightDef */
  GArray *genes;       /* WtWeightDef */
  GArray *affection;   /* WtWeightDef */
  GArray *trust;       /* WtWeightDef, default 0.5 */
  WtLearnRates learning; /* default: those of everybody when the person is added */
} WtMindPersonDef;

typedef struct {
  double horizon;      /* seconds, default 1800 */
  double discount;     /* per second, default 0 */
  double temperature;  /* of choice noise, default 0 */
  double switching;    /* cost of changing one's mind while at something, default 0.02 */
  double walking;      /* cost per metre, default 0.001 */
  double tolerance;    /* just-noticeable difference, of the largest contribution, default 1e-6 */
  double notice;       /* share of an attribute's range whose change interrupts, default 0.25 */
  double wait;         /* seconds until somebody who waits decides again, default 300 */
  double remember;     /* seconds after which a remembered field sample counts no longer, default 3600 */
  GPtrArray *candidates; /* WtExprText: what may be a cause besides what `here` is perceived to have */
  GArray *candidates_pos; /* WtPos (candidates->len) */
  GPtrArray *signs;    /* WtSignDef: what others show */
  GPtrArray *effects;  /* WtSignDef: by what of a thing a consequence is seen */
  WtInnate innate;
  WtLearnRates learning;
  char *sickness;      /* the drive whose alarm turns people against what they ate; NULL: none */
  WtPos sickness_pos;
  GPtrArray *values;   /* WtValueDef */
  GPtrArray *drives;   /* WtDriveDef, in the order of the town's levels */
  GPtrArray *norms;    /* WtNormDef */
  GPtrArray *genes;    /* WtGeneDef */
  GPtrArray *people;   /* WtMindPersonDef, in the order of the town's people */
} WtMindsDef;

WtMindsDef *wt_minds_def_new(void);
void wt_minds_def_free(WtMindsDef *def);
WtValueDef *wt_minds_def_add_value(WtMindsDef *def, const char *name, WtExprText *appraisal /* transfer full */);
WtDriveDef *wt_minds_def_add_drive(WtMindsDef *def, const char *name);
WtSignDef *wt_minds_def_add_sign(GPtrArray *signs, const char *sensation, const char *attribute);
WtNormDef *wt_minds_def_add_norm(WtMindsDef *def, const char *name);
WtGeneDef *wt_minds_def_add_gene(WtMindsDef *def, const char *name);
WtMindPersonDef *wt_minds_def_add_person(WtMindsDef *def, const char *name);
/* The value curiosity and its weight for this person; the value is added if there is none such yet. */
void wt_minds_def_make_curious(WtMindsDef *def, WtMindPersonDef *person, WtPos pos, double weight);
void wt_weight_add(GArray *weights, const char *name, double value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtMindsDef, wt_minds_def_free)
