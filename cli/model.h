/* model.h - what the subcommands of `whytown model` share. */
#pragma once

#include "base/json-write.h"
#include "cli/input.h"
#include "scenarios/causal-answer.h"
#include "scenarios/model-file.h"

/* One of them: `name` as typed after `model`; the WtCommand has the help. argv[0] is the subcommand. */
typedef struct {
  const char *name;
  int (*run)(int argc, char **argv);
} WtModelCommand;

extern const WtCommand wt_cmd_model;

int wt_model_query(int argc, char **argv);
int wt_model_counterfactual(int argc, char **argv);
int wt_model_causes(int argc, char **argv);
int wt_model_learn(int argc, char **argv);
int wt_model_convert(int argc, char **argv);
int wt_model_graph(int argc, char **argv);
int wt_model_attribute(int argc, char **argv);

/* Options of a subcommand; FALSE after a usage error. */
gboolean wt_model_options(const char *subcommand, const GOptionEntry *entries, int *argc, char ***argv);
int wt_model_usage_error(const char *subcommand, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* argv[1], and nothing else. NULL: *status is set, why is printed. */
WtCausal *wt_model_only(const char *subcommand, int argc, char **argv, int *status);
WtCausal *wt_model_load_file(const char *name, int *status);
/* Prints the error of a question; its exit status. */
int wt_model_error(const GError *error);
/* TRUE: json; FALSE: text. FALSE return with *status set: another word. */
gboolean wt_model_format(const char *subcommand, const char *format, gboolean *json, int *status);
/* A GArray of WtDo of a text that may be NULL. NULL: *status is set. (transfer full) */
GArray *wt_model_values(const WtCausal *causal, const char *text, int *status);
static inline const WtDo *wt_model_dos(const GArray *values)
{
  return (const WtDo *)(const void *)values->data;
}
void wt_model_print_json(GString *text); /* with its line end */
char *wt_model_value_text(const WtScm *scm, WtScmId id, double value); /* (transfer full) */
/* {"A": "a", ...} under `key`. */
void wt_model_json_values(WtJson *json, const char *key, const WtScm *scm, const WtDo *values, guint n);
/* A value in JSON: truths and numbers as such, states as texts. */
void wt_model_json_value(WtJson *json, const char *key, const WtScm *scm, WtScmId id, double value);
