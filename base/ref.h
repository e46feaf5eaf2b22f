/* ref.h - the written form of a variable: one parser for --do, why, events, expectations, CSV.
 *
 *   VAR := name ('.' name | '[' key (',' key)* ']')*        key := name | number | words
 *
 * `TongTong.affection[Lele]`, `draught[3,4]`, `TongTong.option[sit bench].utility`,
 * `believes[draught -> chill]`: a key is any text up to ',' or ']' (no '['), with blanks
 * trimmed and runs of them made one. Names and keys are kept in Unicode's NFC form.
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

#define WT_REF_TEXT_MAX 1024 /* bytes of a written variable */
#define WT_REF_ERROR (wt_ref_error_quark())
GQuark wt_ref_error_quark(void);
typedef enum {
  WT_REF_ERROR_NAME,  /* a name is missing or is none */
  WT_REF_ERROR_KEY,   /* a key is missing, empty or not closed */
  WT_REF_ERROR_LIMIT, /* too long, too many steps or keys */
  WT_REF_ERROR_REST   /* something follows */
} WtRefError;

/* The whole text, blanks around it aside; the message names the column, in characters from 1. */
WtRef *wt_ref_parse(const char *text, GError **error);
/* The variable that `text` begins with; *end: where it ends (blanks after it not skipped). */
WtRef *wt_ref_parse_prefix(const char *text, const char **end, GError **error);
void wt_ref_free(WtRef *ref);
char *wt_ref_format(const WtRef *ref);                 /* (transfer full) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtRef, wt_ref_free)
