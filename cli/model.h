/* model.h - what the commands of `whytown model` share: models, values and data named on the
 * command line, and how an answer is written.
 *
 * Every function that fails has printed why to standard error and sets the exit status that goes
 * with it: names and values that are not the model's are a wrong command line; questions without an
 * answer are 3.
 */
#pragma once

#include "base/json-write.h"
#include "causal/data.h"
#include "cli/input.h"
#include "scenarios/causal-file.h"

extern const WtCommand wt_cmd_model_query, wt_cmd_model_counterfactual, wt_cmd_model_causes,
    wt_cmd_model_graph, wt_cmd_model_attribute, wt_cmd_model_learn, wt_cmd_model_convert;

/* NULL: *status is set. */
WtCausal *wt_cli_model(const char *name, int *status);
/* "A=a, B=b" of each text (nullable, NULL-terminated) of option `option`. NULL: *status is set. */
GArray *wt_cli_values(const WtScm *scm, char **texts, const char *option, int *status);
/* Names of variables, separated by commas: guint. NULL: *status is set. */
GArray *wt_cli_variables(const WtScm *scm, const char *text, const char *option, int *status);
/* CSV; `like` (nullable) gives domains. NULL: *status is set. */
WtData *wt_cli_data(const char *path, const char *targets, const WtScm *like, int *status);
/* Prints an error of the engine about a question; returns the exit status. */
int wt_cli_question_error(const GError *error);
/* text, json or NULL (text); FALSE after a usage error. */
gboolean wt_cli_format(const WtCommand *command, const char *format, gboolean *json);

/* A value under `key`: truths as true and false, states as text, numbers as numbers. */
void wt_cli_json_value(WtJson *json, const char *key, const WtScm *scm, WtScmId id, double value);
/* {"A": value, ...} of WtDo. */
void wt_cli_json_values(WtJson *json, const char *key, const WtScm *scm, const GArray *values);
/* (transfer full): "A=a, B=b". */
char *wt_cli_say_values(const WtScm *scm, const WtDo *values, guint n);
/* (transfer full): the model as text, by `format` (nullable) or the ending of `path`. NULL: *status
 * is set. */
GString *wt_cli_model_text(const WtCausal *causal, const char *path, const char *format,
                           int *status);
/* Into a file, whole or not at all; "-" is standard output. Returns the exit status. */
int wt_cli_write(const char *path, const GString *text);
/* Prints what was written and frees both. */
void wt_cli_json_print(WtJson *json, GString *out);
