/* words.h - how the view writes names, numbers and places for people. All texts (transfer full).
 *
 * In scenarios '_' stands for a blank and '-' for the minus sign; in pictures nothing does.
 */
#pragma once

#include "viz/view-private.h"

char *wt_words(const char *name); /* "front door" of "front_door" */
/* Of an attribute or column: "taste.sweet" as scenarios write it, "taste sweet" for people; without
 * a group the name alone. */
char *wt_words_grouped(const WtNames *names, WtSym group, WtSym name);
char *wt_words_label(const WtNames *names, WtSym group, WtSym name);

char *wt_words_minus(const char *number);       /* with a real minus sign if it begins with '-' */
char *wt_words_number(double value);            /* at most three digits */
char *wt_words_amount(double value, WtDim dim); /* to four digits, with its unit */
char *wt_words_typed(const WtView *view, double value, WtType type);

/* What entities go by in the view: view->names. */
void wt_view_name_all(WtView *view);
const char *wt_view_name(const WtView *view, gint32 entity);  /* (transfer none) */
char *wt_view_option(const WtView *view, WtOptionKey option); /* "sit bench" */
/* Display names that cannot be written replaced by plain ones. */
char *wt_view_plain(const WtView *view, const char *text);

/* "which-chair.yaml:31"; NULL: it stands nowhere. */
char *wt_words_place(const WtModel *model, WtPos pos);
