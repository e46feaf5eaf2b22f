/* format-private.h - what the readers and writers of model files share; nobody else includes it.
 *
 *   format.c         which format, dispatch       format-draft.c   what was read, in any order
 *   format-scan.c    words and places in a text   format-build.c   drafts become a model
 *   format-domain.c  domains as text              format-json*.c   JSON trees and places in them
 *
 * bif-read.c, bif-write.c, dot-read.c, graphml-read.c, dagitty.c, model-json.c and causalmodel.c
 * are the formats; DOT and GraphML are written by graph.c.
 */
#pragma once

#include "causal/formats.h"

#define WT_FORMAT_SIZE_MAX      (1u << 28) /* bytes of a text */
#define WT_FORMAT_NAME_MAX      1000       /* bytes of a name, of a state */
#define WT_FORMAT_DEPTH_MAX     100        /* brackets inside each other */
#define WT_FORMAT_VARIABLES_MAX 1000000
#define WT_FORMAT_EDGES_MAX     4000000    /* of a graph */
#define WT_FORMAT_TABLE_MAX     (1u << 22) /* cells of a table */
#define WT_FORMAT_CELLS_MAX     (1u << 24) /* of all tables of a BIF text */

/* ---- a text with places; it is UTF-8 without NUL ---- */

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
/* The next characters, after blanks and comments. */
gboolean wt_scan_is(WtScan *scan, const char *mark);
gboolean wt_scan_take(WtScan *scan, const char *mark);
gboolean wt_scan_need(WtScan *scan, const char *mark); /* else E601 */
/* A whole word, upper or lower case. */
gboolean wt_scan_is_keyword(WtScan *scan, const char *word);
gboolean wt_scan_take_keyword(WtScan *scan, const char *word);
gboolean wt_scan_need_keyword(WtScan *scan, const char *word); /* else E601 */
/* A word of letters, digits, '_' and `more`, or a text in double quotes; (transfer full); NULL with
 * E601 or E609. Only a value may be empty, in quotes. */
char *wt_scan_word(WtScan *scan, const char *more, const char *what);
char *wt_scan_value(WtScan *scan, const char *more, const char *what);
gboolean wt_scan_number(WtScan *scan, double *out); /* else E606 */
void wt_format_error(WtDiags *diags, const char *code, WtPos pos, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* ---- what was read ---- */

typedef struct {
  char *name;
  guint number; /* order of coming */
  WtPos pos, domain_pos, mech_pos;
  char *path;            /* JSON: "variables[3]", then the places above are not used; else NULL */
  const char *mech_path; /* JSON: ".mechanism", where below `path` it stands; static */
  const char *text_path; /* JSON: where `text` stands as it is, NULL: nowhere; static */
  WtDomain domain;       /* without its states */
  GPtrArray *states;     /* char*: of the domain */
  GPtrArray *parents;    /* char*: names; of an expression those to be looked for, maybe none */
  GArray *parent_pos;    /* WtPos, beside parents; JSON: line 0, column from 1 in a text, or 0 */
  WtMechKind kind;
  WtCoupling coupling;
  GArray *numbers; /* double */
  char *text;      /* EXPRESSION */
  gboolean latent, has_contrast;
  gboolean is_declared; /* GraphML: not only an end of an edge */
  gboolean is_broken;   /* BIF: what it is could not be read */
  double contrast;
} WtDraft;

typedef struct {
  GPtrArray *drafts; /* WtDraft, in order of coming */
  GHashTable *by_name;
  GHashTable *edges; /* gint64: child << 32 | parent, of graphs */
  guint n_cells;     /* of all tables */
  WtDiags *diags;
} WtDrafts;

void wt_drafts_init(WtDrafts *drafts, WtDiags *diags);
void wt_drafts_clear(WtDrafts *drafts);
WtDraft *wt_drafts_find(const WtDrafts *drafts, const char *name);
/* NULL with E603, E609, and E601 for an empty name; `path`: JSON's, NULL elsewhere. */
WtDraft *wt_drafts_add(WtDrafts *drafts, const char *name, WtPos pos, const char *path);
/* The draft of a name that may not have come yet (graphs). */
WtDraft *wt_drafts_get(WtDrafts *drafts, const char *name, WtPos pos);
void wt_draft_add_parent(WtDraft *draft, const char *name, WtPos pos);
void wt_draft_add_state(WtDraft *draft, const char *state);
/* An edge of a graph; it counts once however often it is drawn. FALSE with E607 or E609. */
gboolean wt_drafts_join(WtDrafts *drafts, const WtDraft *from, WtDraft *to, WtPos pos);
/* At `pos`, or for JSON at its path and `member`. */
void wt_draft_error(const WtDrafts *drafts, const WtDraft *draft, const char *code, WtPos pos,
                    const char *member, const char *message);
/* (transfer full): a frozen model; NULL with mistakes. */
WtScm *wt_drafts_build(WtDrafts *drafts);

/* "boolean", "integer 0..3", "real", "real 0..1 [1 0 0]", "states a|b|c" ('\' before '|' and '\'):
 * of a dimension the exponents of length, time and temperature. */
char *wt_domain_to_text(const WtDomain *domain);
gboolean wt_draft_set_domain_text(WtDraft *draft, const char *text);

/* ---- the formats ---- */

void wt_bif_read(WtScan *scan, WtDrafts *drafts);
void wt_dot_read(WtScan *scan, WtDrafts *drafts);
void wt_dagitty_read(WtScan *scan, WtDrafts *drafts);
void wt_graphml_read(const char *text, gsize length, WtDrafts *drafts);
void wt_json_read(const char *text, gsize length, WtDrafts *drafts);
void wt_causalmodel_read(const char *text, gsize length, WtDrafts *drafts);
/* JSON: what has a path in `from` goes to `to` with its line and column. */
void wt_json_give_places(const char *text, gsize length, WtDiags *from, WtDiags *to);

gboolean wt_bif_write(const WtScm *scm, GString *out, GError **error);
void wt_dagitty_write(const WtScm *scm, GString *out);
gboolean wt_json_write_model(const WtScm *scm, GString *out, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(WtDrafts, wt_drafts_clear)
