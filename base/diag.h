/* diag.h - mistakes in what the outside world gave us, all of them, each with its place.
 *
 * A WtDiags collects diagnostics while a file is loaded. Codes are stable ("E012") and are what
 * tests match; messages are prose. Sorted by position, capped at WT_DIAGS_MAX.
 */
#pragma once

#include <glib.h>

#define WT_DIAGS_MAX 200

typedef enum { WT_ERROR, WT_WARNING } WtSeverity;

typedef struct {
  int line;   /* 1-based; 0: the whole file */
  int column; /* 1-based, in characters; 0: the whole line */
} WtPos;

typedef struct {
  const char *code; /* static text, "E012" */
  WtSeverity severity;
  WtPos pos;
  char *path;    /* key path "people.TongTong.values.warmth"; NULL: none */
  char *message; /* what is wrong and what is allowed */
  char *hint;    /* NULL or "did you mean 'warmth'?" */
} WtDiag;

typedef struct WtDiags WtDiags;

WtDiags *wt_diags_new(const char *file_name);
void wt_diags_free(WtDiags *diags);
void wt_diags_add(WtDiags *diags, WtSeverity severity, const char *code, WtPos pos,
                  const char *path, const char *hint, const char *format, ...) G_GNUC_PRINTF(7, 8);
guint wt_diags_n_errors(const WtDiags *diags);
guint wt_diags_n(const WtDiags *diags);                       /* kept ones, <= WT_DIAGS_MAX */
const WtDiag *wt_diags_get(WtDiags *diags, guint i);          /* in order of position */
const char *wt_diags_file(const WtDiags *diags);
/* (transfer full): one line each, ended by a newline; beyond the cap "... and N more".
 * "FILE:31:22: E012 path: message (hint)". */
char *wt_diags_format(WtDiags *diags);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtDiags, wt_diags_free)
