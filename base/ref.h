/* ref.h - the written form of a variable: one parser for --do, why, events, expectations, CSV.
 *
 *   VAR := name ('.' name | '[' key (',' key)* ']')*        key := name | number | words
 *
 * `TongTong.affection[Lele]`, `draught[3,4]`, `TongTong.option[sit bench].utility`,
 * `believes[draught -> chill]`: a key is any text up to ',' or ']' with blanks trimmed.
 */
#pragma once

#include <glib.h>

#define WT_REF_STEPS_MAX 8
#define WT_REF_KEYS_MAX 4

typedef struct {
  char *name; /* ".name"; NULL: an index step */
  char *keys[WT_REF_KEYS_MAX];
  guint n_keys;
} WtRefStep;

typedef struct {
  WtRefStep steps[WT_REF_STEPS_MAX]; /* steps[0].name is the root */
  guint n_steps;
} WtRef;

WtRef *wt_ref_parse(const char *text, GError **error); /* whole text; the message names the column */
void wt_ref_free(WtRef *ref);
char *wt_ref_format(const WtRef *ref);                 /* (transfer full) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtRef, wt_ref_free)
