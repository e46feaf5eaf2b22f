/* rule.h - a rule: what somebody may do with something, when, for how long, and with what effect.
 *
 * A relational mechanism: guard, duration, effects on attributes, felt outcomes. It knows no towns;
 * the same (immutable) rule is the world's true one and, by reference, what a mind may believe.
 */
#pragma once

#include "causal/vocab.h"

typedef enum { WT_REACH_ON, WT_REACH_BESIDE } WtReach;

/* As written: texts are owned. */
typedef struct {
  char *target;      /* "here.taken_by", "self.posture", "front_door.open" */
  WtPos target_pos;
  WtExprText *value;
} WtEffectDef;

typedef struct {
  char *name;        /* felt: "hardness", "company"; while: the drive's name */
  gboolean per_other;
  char *other;       /* the quantified name p in company[p] */
  WtPos pos;
  WtExprText *value; /* felt, follows: a number or a truth; while: a rate */
} WtFeltDef;

typedef struct {
  char *verb;
  WtPos pos;
  WtExprText *needs;  /* NULL: always */
  WtExprText *takes;  /* seconds; NULL: one tick */
  WtExprText *cost;   /* NULL: 0 */
  WtReach reach;
  GArray *does;       /* WtEffectDef: on starting */
  GArray *done;       /* WtEffectDef: on completing */
  GArray *leaves;     /* WtEffectDef: on getting up; NULL: the act does not last beyond its end */
  GArray *felt;       /* WtFeltDef */
  GArray *follows;    /* WtFeltDef: what the act has as a consequence, at once or later */
  GArray *rates;      /* WtFeltDef: `while:` */
  char *tells;        /* the value, or sensation, of which the one it is done to is told; NULL: none */
  WtPos tells_pos;
  gboolean helps;     /* a kindness to the one it is done to */
} WtRuleDef;

/* Compiled. */
typedef struct {
  guint leaf;         /* the attribute written (WT_LEAF_ATTRIBUTE) */
  WtExpr *value;
} WtEffect;

typedef struct {
  guint outcome;      /* index of the WtOutcome */
  guint other;        /* k, for a per-other outcome */
  guint slot;         /* outcome slot: first + other */
  gboolean follows;   /* a consequence: imagined with the act, but not felt by the doing of it */
  WtExpr *value;
} WtFelt;

typedef struct {
  WtSym verb;
  gint32 kind;        /* kind that offers it; WT_HERE_GROUND: stand; WT_HERE_PERSON */
  WtReach reach;
  gboolean lasting;   /* has `leaves:`: she stays until she gets up */
  gboolean helps;     /* a kindness to the one it is done to */
  WtSym tells;        /* value or sensation that the one it is done to is told of; WT_SYM_NONE: none */
  WtExpr *needs, *takes, *cost; /* needs NULL: always; the others never NULL */
  WtEffect *does, *done, *leaves;
  guint n_does, n_done, n_leaves;
  WtFelt *felt;       /* (n_felt), sensations, consequences and rates, by slot */
  guint n_felt;
} WtRule;

/* An option is a rule applied to an entity. Key: stable, what noise is addressed by. */
typedef gint32 WtOptionKey;
#define WT_OPTION_NONE (-1)
#define WT_OPTION_WAIT 0 /* go on as one is, here */
static inline WtOptionKey wt_option_key(gint32 rule, gint32 entity)
{
  return rule * 65536 + (entity + 1); /* rule 0 is `stand`; wait is (0, -1), stand is (0, self) */
}
static inline gint32 wt_option_rule(WtOptionKey key)
{
  return key / 65536;
}
static inline gint32 wt_option_entity(WtOptionKey key)
{
  return key % 65536 - 1;
}

WtRuleDef *wt_rule_def_new(const char *verb);
void wt_rule_def_free(WtRuleDef *def);
/* Binds a definition; mistakes go to diags (path "kinds.seat.offers.sit") and FALSE comes back. */
gboolean wt_rule_compile(WtRule *rule, const WtRuleDef *def, WtVocab *vocab, int here_kind, double tick_seconds,
                         const char *path, WtDiags *diags);
void wt_rule_clear(WtRule *rule);
/* What the rule says of an outcome slot; NULL: nothing. O(n_felt). */
const WtFelt *wt_rule_felt(const WtRule *rule, guint slot);

/* What an effect may write, besides attributes of things and bodies. */
typedef enum {
  WT_EFFECT_ONCE = 0,   /* the value replaces the attribute's */
  WT_EFFECT_RATE = 1,   /* the value is a change per second of a number */
  WT_EFFECT_LEVELS = 2  /* body levels may be written: events, laws */
} WtEffectFlags;
/* Binds one written effect of a rule, law or event; FALSE with diagnostics on mistakes. */
gboolean wt_effect_compile(WtEffect *effect, const WtEffectDef *def, WtVocab *vocab, guint words, int here_kind,
                           guint flags, const char *path, WtDiags *diags);
GArray *wt_effect_defs_new(void); /* of WtEffectDef, which it owns */
void wt_effect_def_add(GArray *effects, const char *target, WtExprText *value /* (transfer full) */);
/* `other`: the name p in company[p]; NULL: not per other. */
void wt_felt_def_add(GArray *felt, const char *name, const char *other, WtExprText *value /* (transfer full) */);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtRuleDef, wt_rule_def_free)
