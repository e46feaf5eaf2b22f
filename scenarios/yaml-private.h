/* yaml-private.h - what yaml.c needs to know about the text itself; knows nothing of libyaml. */
#pragma once

#include "scenarios/yaml.h"

/* A place in the text: `line` and `column` from 0, `index` in characters as libyaml's marks. */
typedef struct {
  const char *p;
  gsize index;
  int line, column;
} WtPlace;

/* One character forward; there must be a valid one. */
void wt_place_step(WtPlace *place);
WtPos wt_place_pos(const WtPlace *place);
gboolean wt_yaml_check_characters(WtPlace *place, const char *end, WtDiags *diags);
gboolean wt_yaml_is_forbidden(gunichar c);
WtPos wt_yaml_block_pos(WtPlace place, const char *end, const char *text, gsize length);
const char *wt_yaml_sentence(const char *problem, gboolean *at_context);
char *wt_yaml_clip(const char *text); /* (transfer full) */
