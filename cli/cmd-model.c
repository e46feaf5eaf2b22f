/* cmd-model.c - `whytown model`: questions to causal models, without a town. */
#include "config.h"

#include "cli/model.h"

#include <glib/gi18n.h>

static const WtCommand *const parts[] = {&wt_cmd_model_query,   &wt_cmd_model_counterfactual,
                                         &wt_cmd_model_causes,  &wt_cmd_model_attribute,
                                         &wt_cmd_model_graph,   &wt_cmd_model_learn,
                                         &wt_cmd_model_convert, NULL};

const WtCommand wt_cmd_model = {
    .name = "model",
    .summary = N_("asks causal models: chances, what if, actual causes, learning"),
    .usage = "COMMAND [ARGUMENT...]\nCOMMAND --help",
    .options = N_(
        "A model is a file: .yaml (see model-format.md), .json, .bif, .dot, .gv, .graphml, .dag,\n"
        ".dagitty or .causalmodel; or the name of an installed one, such as rock-throwing."),
    .parts = parts,
};
