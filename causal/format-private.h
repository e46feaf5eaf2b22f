/* format-private.h - what the readers of model files share; nobody else includes it.
 *
 *   format.c        which format, dispatch          format-draft.c  what was read, until it becomes
 * a model format-scan.c   words and places in a text      format-domain.c domains as text, for
 * attributes bif.c  dot.c  graphml.c  dagitty.c  model-json.c  causalmodel.c
 *
 * Diagnostics:
 *   E601 syntax                        E605 wrong number of numbers, or a row that is missing or
 * twice E602 a name that is not declared   E606 a number that is none, or out of range E603 a name
 * for the second time    E607 a cycle E604 a domain that is unsound      E608 a mechanism that does
 * not fit E609 too large, too deep
 */
#pragma once

#include "causal/formats.h"

#define WT_FORMAT_NAME_MAX      1000 /* bytes of a name */
#define WT_FORMAT_DEPTH_MAX     100  /* brackets inside each other */
#define WT_FORMAT_VARIABLES_MAX 1000000

/* ---- a text with places ---- */

typedef struct {
  const char *text, *end;
  const char *at;
  int line, column;       /* of `at`, columns in characters */
  gboolean hash_comments; /* # to the end of the line */
  WtDiags *diags;
} WtScan;

void wt_scan_init(WtScan *scan, const char *text, gsize length, gboolean hash_comments,
                  WtDiags *diags);
WtPos wt_scan_pos(WtScan *scan); /* of the next token */
gboolean wt_scan_done(WtScan *scan);
void wt_scan_skip(WtScan *scan); /* one character */
gboolean wt_scan_is(WtScan *scan,
                    const char *mark); /* the next characters, after blanks and comments */
gboolean wt_scan_take(WtScan *scan, const char *mark);
gboolean wt_scan_need(WtScan *scan, const char *mark); /* else E601 */
/* A word of letters, digits and `more`, or a text in double quotes; (transfer full); NULL with
 * E601. */
char *wt_scan_word(WtScan *scan, const char *more, const char *what);
gboolean wt_scan_number(WtScan *scan, double *out); /* else E606 */
void wt_format_error(WtDiags *diags, const char *code, WtPos pos, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* ---- what was read ---- */

typedef struct {
  char *name;
  WtPos pos, mech_pos;
  WtDomain domain;
  GPtrArray *states;  /* char*: of domain */
  GPtrArray *parents; /* char* names */
  GArray *parent_pos; /* WtPos, beside parents; empty: mech_pos */
  WtMechKind kind;
  WtCoupling coupling;
  GArray *numbers; /* double */
  char *text;      /* EXPRESSION */
  gboolean latent, has_contrast;
  double contrast;
} WtDraft;

typedef struct {
  GPtrArray *drafts; /* WtDraft, in order of coming */
  GHashTable *by_name;
  WtDiags *diags;
} WtDrafts;

void wt_drafts_init(WtDrafts *drafts, WtDiags *diags);
void wt_drafts_clear(WtDrafts *drafts);
WtDraft *wt_drafts_find(const WtDrafts *drafts, const char *name);
WtDraft *wt_drafts_add(WtDrafts *drafts, const char *name, WtPos pos); /* NULL with E603, E609 */
/* The draft of a name that may not have come yet (graphs). */
WtDraft *wt_drafts_get(WtDrafts *drafts, const char *name, WtPos pos);
void wt_draft_add_parent(WtDraft *draft, const char *name, WtPos pos);
void wt_draft_add_state(WtDraft *draft, const char *state);
/* A frozen model; NULL with mistakes. */
WtScm *wt_drafts_build(WtDrafts *drafts);

/* "boolean", "integer 0..3", "real", "real 0..1 [1 0 0]", "states a|b|c" ('\' before '|' and '\').
 */
char *wt_domain_to_text(const WtDomain *domain);
gboolean wt_draft_set_domain_text(WtDraft *draft, const char *text);

void wt_bif_read(WtScan *scan, WtDrafts *drafts);
void wt_dot_read(WtScan *scan, WtDrafts *drafts);
void wt_dagitty_read(WtScan *scan, WtDrafts *drafts);
void wt_graphml_read(const char *text, gsize length, WtDrafts *drafts);
void wt_json_read(const char *text, gsize length, WtDrafts *drafts);
void wt_causalmodel_read(const char *text, gsize length, WtDrafts *drafts);

gboolean wt_bif_write(const WtScm *scm, GString *out, GError **error);
void wt_dagitty_write(const WtScm *scm, GString *out);
gboolean wt_json_write_model(const WtScm *scm, GString *out, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(WtDrafts, wt_drafts_clear)
