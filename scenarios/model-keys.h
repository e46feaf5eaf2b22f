/* model-keys.h - every key that the YAML of a causal model may hold, and every mistake that loading
 * one can find. As keys.h for scenarios; wt_section() gives these sections too.
 */
#pragma once

#include "scenarios/keys.h"

const WtSection *wt_model_section(guint i);
const WtLoadCode *wt_model_codes(guint *n);
/* (transfer full): the reference part of docs/model-format.md. */
char *wt_model_format_markdown(void);
