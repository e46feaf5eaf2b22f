/* formats.h - models in other programs' formats: BIF, DOT, GraphML, dagitty, JSON, HP2SAT's .causalmodel.
 *
 * Text in, text out; files are the caller's. Structure-only formats (DOT, GraphML, dagitty) keep names, edges,
 * latent marks and, in attributes of ours where the format has room, domains; mechanisms become UNKNOWN. BIF
 * needs finite domains and writes every mechanism as a table; JSON keeps everything.
 */
#pragma once

#include "base/diag.h"
#include "causal/scm.h"

typedef enum {
  WT_FORMAT_BIF,
  WT_FORMAT_DOT,
  WT_FORMAT_GRAPHML,
  WT_FORMAT_DAGITTY,
  WT_FORMAT_JSON,
  WT_FORMAT_CAUSALMODEL /* read only */
} WtFormat;

/* By the ending of a file name (.bif .dot .gv .graphml .dag .dagitty .json .causalmodel). FALSE: none of them. */
gboolean wt_format_of_name(const char *file_name, WtFormat *format);
/* (transfer full): a frozen model; NULL with mistakes in diags, each with line and column (E6xx). */
WtScm *wt_format_read(WtFormat format, const char *text, gsize length, WtDiags *diags);
/* Appends to out. FALSE with _QUESTION: the format cannot hold the model (names the variable). */
gboolean wt_format_write(WtFormat format, const WtScm *scm, GString *out, GError **error);
