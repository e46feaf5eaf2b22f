/* prompt.h - a line to type into: what is typed, what it could become, what was typed before. */
#pragma once

#include "viz/search.h"

typedef enum { WT_PROMPT_SEARCH, WT_PROMPT_EDIT, WT_PROMPT_UNTIL, WT_N_PROMPTS } WtPromptKind;

/* A row below the line: something found, or what the text from..to would be replaced by. */
typedef struct {
  char *label, *kind, *where;
  WtColour colour;
  char *insert; /* NULL: found */
  gsize from, to;
  WtFound found;
} WtPromptRow;

struct WtPrompt {
  WtPromptKind kind;
  int by; /* UNTIL: on, back */
  GString *text;
  gsize caret;       /* byte */
  GArray *rows;      /* WtPromptRow */
  int selected;      /* row, -1: none, Return is for the line */
  guint more;        /* rows that are not given */
  char *problem;     /* with the line, NULL: none */
  int problem_at;    /* byte, -1: nowhere in particular */
  char *note;        /* on what may be typed here, NULL: as always */
  gint32 why_record; /* decision whose reasons were known when the rows were made, -1: none */
  gint32 recalled;   /* line of the history that is shown, -1: none */
  WtSearch *search;
};

#define WT_PROMPT_MAX  400 /* bytes of the line */
#define WT_PROMPT_ROWS 8   /* shown at once */

/* prompt-complete.c: rows and note for the line as it is. */
void wt_prompt_complete(WtView *view, WtPrompt *prompt);
/* A row: `text` instead of what stands from..to, unless it stands there already. */
void wt_prompt_offer(WtPrompt *prompt, gsize from, gsize to, const char *text, const char *kind,
                     const char *where, WtColour colour);
/* prompt-suggest.c: rows for an empty line. */
void wt_prompt_suggest(WtView *view, WtPrompt *prompt);
gboolean wt_prompt_is_edit(const WtModel *model, const char *text);
/* prompt.c */
void wt_prompt_take(WtView *view, guint row); /* what Return would do with it */

void wt_prompt_press(WtView *view, const char *key); /* while it is open */
void wt_prompt_free(WtPrompt *prompt);
