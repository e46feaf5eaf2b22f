/* causal.h - a causal model as a file holds it: the model, its name, and what is expected of it.
 *
 * docs/model-format.md describes the YAML. Other formats (causal/formats.h) hold the model alone.
 */
#pragma once

#include "base/diag.h"
#include "scenarios/model-do.h"

typedef enum { WT_CAUSAL_CAUSES, WT_CAUSAL_NUMBER } WtCausalExpectKind;

/* One item of `expect:`. */
typedef struct {
  WtCausalExpectKind kind;
  WtPos pos;
  /* CAUSES: arrays of WtDo; sets are GPtrArrays of them */
  GArray *effect, *context, *contrast;
  GPtrArray *causes, *some; /* NULL: nothing said */
  GArray *no;
  /* NUMBER */
  WtScmId target;
  gboolean has_value; /* FALSE: the mean is meant */
  double value;
  GArray *given;     /* WtDo: of the condition, or observed before `dos` */
  gboolean observed; /* a counterfactual */
  WtCausalDos *dos;
  double is, within;
  char *text; /* what is asked, for messages */
} WtCausalExpect;

typedef struct {
  WtScm *scm;
  char *name, *about; /* NULL: none */
  GPtrArray *expects; /* WtCausalExpect */
} WtCausal;

void wt_causal_free(WtCausal *causal);
/* (transfer full): NULL if and only if diags got an error. */
WtCausal *wt_causal_parse(const char *text, gsize length, WtDiags *diags);
/* Whether YAML text is a model rather than a scenario: by its first key. */
gboolean wt_causal_is_model(const char *text, gsize length);
/* Appends the model as YAML, which wt_causal_parse() reads back. */
void wt_causal_write(const WtCausal *causal, GString *out);

/* How many of the expectations do not hold; a line for each of these is appended to `report`. */
guint wt_causal_check(const WtCausal *causal, const char *file, GString *report);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtCausal, wt_causal_free)
