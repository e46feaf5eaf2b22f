/* formats.h - models in other programs' formats: BIF, DOT, GraphML, dagitty, JSON, HP2SAT's
 * .causalmodel.
 *
 * Text in, text out; files are the caller's. What a format holds, and what reading what was written
 * therefore gives back:
 *
 *   JSON         everything (model-json.c has the form)
 *   BIF          finite variables; every mechanism as a table. Truths, ranges of integers, latent
 *                marks and couplings are `property` lines; contrasts are lost
 *   DOT          names, edges, latent marks, domains (attributes `latent`, `domain`); every
 *   GraphML      mechanism becomes UNKNOWN
 *   dagitty      names, edges, latent marks. A <-> B is a latent common parent that is called
 *                "A <-> B". Exposure, outcome, adjusted and positions belong to a question or to a
 *                picture, not to the model: they are read over
 *   causalmodel  read only: truths; exogenous ones are of the context, formulas become expressions
 *
 * Mistakes, each with line and column:
 *
 *   E601 syntax, or a member that is missing or of the wrong type
 *   E602 a name (variable, state) that is not declared
 *   E603 a name, or what belongs to it, for the second time
 *   E604 an unsound domain
 *   E605 too few or too many numbers; a row that is missing or stands there twice
 *   E606 what is no number, or one out of range
 *   E607 a cycle (the place is that of the edge that comes last in the text)
 *   E608 a mechanism that does not fit its variable or its parents
 *   E609 too large, too deep, too long
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

/* By the ending of a file name (.bif .dot .gv .graphml .dag .dagitty .json .causalmodel). FALSE:
 * none of them. */
gboolean wt_format_of_name(const char *file_name, WtFormat *format);
/* (transfer full): a frozen model; NULL with mistakes in diags. */
WtScm *wt_format_read(WtFormat format, const char *text, gsize length, WtDiags *diags);
/* Appends to out. FALSE with _QUESTION or _LIMIT: the format cannot hold the model (names the
 * variable); nothing is appended then. */
gboolean wt_format_write(WtFormat format, const WtScm *scm, GString *out, GError **error);
