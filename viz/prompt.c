/* prompt.c - the keys of the prompt: editing the line, choosing below it, doing what it says.
 *
 * A mistake stays in the prompt with its reason, so no key fails and nothing that was typed is
 * lost. The view keeps what was typed into each kind of prompt; Up on an empty line brings it back.
 */
#include "config.h"

#include "viz/prompt.h"
#include "viz/until.h"
#include "viz/keys.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum { HISTORY_MAX = 50 };

static void row_clear(gpointer data)
{
  WtPromptRow *row = data;
  g_free(row->label);
  g_free(row->kind);
  g_free(row->where);
  g_free(row->insert);
}

void wt_prompt_free(WtPrompt *prompt)
{
  g_string_free(prompt->text, TRUE);
  g_array_unref(prompt->rows);
  wt_search_free(prompt->search);
  g_free(prompt->problem);
  g_free(prompt->note);
  g_free(prompt);
}

/* ---- opening and closing ---- */

static void refresh(WtView *view)
{
  WtPrompt *p = view->prompt;
  g_clear_pointer(&p->problem, g_free);
  p->problem_at = -1;
  wt_prompt_complete(view, p);
}

static gboolean open_prompt(WtView *view, WtPromptKind kind, int by, const char *text,
                            GError **error)
{
  if (!wt_view_refresh(view, error))
    return FALSE;
  g_clear_pointer(&view->prompt, wt_prompt_free);
  wt_until_stop(view);
  view->playing = FALSE;
  view->help = FALSE;
  WtPrompt *p = view->prompt = g_new0(WtPrompt, 1);
  *p = (WtPrompt){.kind = kind,
                  .by = by,
                  .text = g_string_new(text),
                  .rows = g_array_new(FALSE, FALSE, sizeof(WtPromptRow)),
                  .recalled = -1,
                  .search = wt_search_new(view)};
  g_array_set_clear_func(p->rows, row_clear);
  p->caret = p->text->len;
  refresh(view);
  return TRUE;
}

gboolean wt_prompt_key_search(WtView *view, int by, GError **error)
{
  (void)by;
  return open_prompt(view, WT_PROMPT_SEARCH, 0, "", error);
}

gboolean wt_prompt_key_until(WtView *view, int by, GError **error)
{
  return open_prompt(view, WT_PROMPT_UNTIL, by, "", error);
}

/* The variable that is looked at, as it is now. */
gboolean wt_prompt_key_edit(WtView *view, int by, GError **error)
{
  (void)by;
  if (!wt_view_refresh(view, error))
    return FALSE;
  if (!view->focus.has_var)
    return open_prompt(view, WT_PROMPT_EDIT, 0, "", error);
  const WtModel *model = wt_view_model(view);
  g_autofree char *name = wt_variable_name(model, view->focus.var);
  g_autofree char *value = wt_variable_format(
      model, view->focus.var, wt_session_get(view->look[0].session, view->focus.var));
  g_autofree char *text = g_strdup_printf("%s = %s", name, value);
  return open_prompt(view, WT_PROMPT_EDIT, 0, text, error);
}

/* ---- what was typed before ---- */

static GPtrArray *history(WtView *view)
{
  GPtrArray **typed = &view->typed[view->prompt->kind];
  if (!*typed)
    *typed = g_ptr_array_new_with_free_func(g_free);
  return *typed;
}

static void remember(WtView *view)
{
  GPtrArray *typed = history(view);
  const char *text = view->prompt->text->str;
  if (!*text || (typed->len > 0 && g_str_equal(g_ptr_array_index(typed, typed->len - 1), text)))
    return;
  if (typed->len == HISTORY_MAX)
    g_ptr_array_remove_index(typed, 0);
  g_ptr_array_add(typed, g_strdup(text));
}

/* by -1: an older line. FALSE: Up and Down are for the rows. */
static gboolean recall(WtView *view, int by)
{
  WtPrompt *p = view->prompt;
  GPtrArray *typed = history(view);
  if (p->recalled < 0 && (by > 0 || p->text->len > 0 || p->selected > 0 || typed->len == 0))
    return FALSE;
  gint32 to = p->recalled < 0 ? (gint32)typed->len - 1 : p->recalled + by;
  p->recalled = to >= (gint32)typed->len ? -1 : MAX(0, to);
  g_string_assign(p->text, p->recalled < 0 ? "" : g_ptr_array_index(typed, (guint)p->recalled));
  p->caret = p->text->len;
  refresh(view);
  return TRUE;
}

/* ---- editing ---- */

static void edited(WtView *view)
{
  view->prompt->recalled = -1;
  refresh(view);
}

static void type(WtView *view, const char *character)
{
  WtPrompt *p = view->prompt;
  gsize n = strlen(character);
  if (p->text->len + n > WT_PROMPT_MAX || g_unichar_iscntrl(g_utf8_get_char(character)))
    return;
  g_string_insert(p->text, (gssize)p->caret, character);
  p->caret += n;
  edited(view);
}

static gsize before(const WtPrompt *p)
{
  const char *at = g_utf8_find_prev_char(p->text->str, p->text->str + p->caret);
  return at ? (gsize)(at - p->text->str) : 0;
}

static gsize after(const WtPrompt *p)
{
  const char *at = p->text->str + p->caret;
  return *at ? (gsize)(g_utf8_next_char(at) - p->text->str) : p->caret;
}

static void erase(WtView *view, gsize from, gsize to)
{
  if (from == to)
    return;
  g_string_erase(view->prompt->text, (gssize)from, (gssize)(to - from));
  view->prompt->caret = from;
  edited(view);
}

static void select_row(WtPrompt *p, int by)
{
  int n = (int)p->rows->len, least = p->kind == WT_PROMPT_SEARCH ? 0 : -1;
  if (n > 0)
    p->selected = CLAMP(p->selected + by, least, n - 1);
}

/* ---- doing ---- */

static void close_prompt(WtView *view)
{
  g_clear_pointer(&view->prompt, wt_prompt_free);
}

/* The place that a message speaks of is what it quotes. */
static int quoted_place(const char *text, const char *message)
{
  const char *open = strchr(message, '\''), *close = open ? strchr(open + 1, '\'') : NULL;
  if (!close || close == open + 1)
    return -1;
  g_autofree char *quoted = g_strndup(open + 1, (gsize)(close - open - 1));
  const char *at = strstr(text, quoted);
  return at ? (int)(at - text) : -1;
}

static void complain(WtPrompt *p, const GError *error)
{
  p->problem = g_strdup(error->message);
  p->problem_at = quoted_place(p->text->str, error->message);
  if (error->domain == WT_UNTIL_ERROR && error->code > 0 &&
      error->code - 1 <= g_utf8_strlen(p->text->str, -1))
    p->problem_at = (int)(g_utf8_offset_to_pointer(p->text->str, error->code - 1) - p->text->str);
}

/* "TongTong.choice = 'sit bench'": the quotes are the design's, the parser of --do has none. */
static char *without_quotes(const char *text)
{
  const char *equals = strchr(text, '=');
  if (!equals)
    return g_strdup(text);
  const char *value = equals + 1 + strspn(equals + 1, " ");
  const char *close = *value == '\'' || *value == '"' ? strchr(value + 1, *value) : NULL;
  if (!close)
    return g_strdup(text);
  return g_strdup_printf("%.*s%.*s%s", (int)(value - text), text, (int)(close - value - 1),
                         value + 1, close + 1);
}

static gboolean fork_by(WtView *view, const char *typed, GError **error)
{
  g_autofree char *plain = without_quotes(typed);
  g_strstrip(plain);
  return wt_view_fork(view, *plain ? plain : NULL, error);
}

/* The line itself. */
static void submit(WtView *view)
{
  WtPrompt *p = view->prompt;
  g_autoptr(GError) error = NULL;
  g_clear_pointer(&p->problem, g_free);
  gboolean ok = p->kind == WT_PROMPT_EDIT    ? fork_by(view, p->text->str, &error)
                : p->kind == WT_PROMPT_UNTIL ? wt_until_start(view, p->text->str, p->by, &error)
                                             : FALSE;
  if (ok) {
    remember(view);
    close_prompt(view);
  } else if (error) {
    complain(p, error);
  } else if (p->text->len > 0) {
    p->problem = g_strdup(_("nothing of that name"));
  }
}

static void insert_row(WtView *view, const WtPromptRow *row)
{
  WtPrompt *p = view->prompt;
  g_autofree char *insert = g_strdup(row->insert); /* the rows are made anew */
  gsize from = row->from;
  g_string_erase(p->text, (gssize)from, (gssize)(row->to - from));
  g_string_insert(p->text, (gssize)from, insert);
  p->caret = from + strlen(insert);
  edited(view);
}

void wt_prompt_take(WtView *view, guint row)
{
  WtPrompt *p = view->prompt;
  const WtPromptRow *r = &g_array_index(p->rows, WtPromptRow, row);
  g_autoptr(GError) problem = NULL;
  if (r->insert) {
    insert_row(view, r);
  } else if (wt_found_take(view, &r->found, &problem)) {
    remember(view);
    close_prompt(view);
  } else {
    g_clear_pointer(&p->problem, g_free);
    complain(p, problem);
  }
}

static void enter(WtView *view)
{
  WtPrompt *p = view->prompt;
  if (p->selected >= 0 && p->selected < (int)p->rows->len)
    wt_prompt_take(view, (guint)p->selected);
  else
    submit(view);
}

static void complete(WtView *view)
{
  WtPrompt *p = view->prompt;
  if (p->rows->len == 0)
    return;
  const WtPromptRow *row = &g_array_index(p->rows, WtPromptRow, MAX(0, p->selected));
  if (row->insert) {
    insert_row(view, row);
    return;
  }
  g_string_assign(p->text, row->label);
  p->caret = p->text->len;
  edited(view);
}

/* ---- keys ---- */

typedef enum {
  PRESS_CLOSE,
  PRESS_ENTER,
  PRESS_COMPLETE,
  PRESS_SELECT,
  PRESS_MOVE,
  PRESS_ERASE
} Press;

static const struct {
  const char *key;
  Press what;
  int by;
} presses[] = {{"Escape", PRESS_CLOSE, 0},
               {"Return", PRESS_ENTER, 0},
               {"Tab", PRESS_COMPLETE, 0},
               {"Up", PRESS_SELECT, -1},
               {"Down", PRESS_SELECT, 1},
               {"Page_Up", PRESS_SELECT, -WT_PROMPT_ROWS},
               {"Page_Down", PRESS_SELECT, WT_PROMPT_ROWS},
               {"Left", PRESS_MOVE, -1},
               {"Right", PRESS_MOVE, 1},
               {"Home", PRESS_MOVE, -2},
               {"End", PRESS_MOVE, 2},
               {"BackSpace", PRESS_ERASE, -1},
               {"Delete", PRESS_ERASE, 1}};

static void press(WtView *view, Press what, int by)
{
  WtPrompt *p = view->prompt;
  switch (what) {
  case PRESS_CLOSE:
    close_prompt(view);
    break;
  case PRESS_ENTER:
    enter(view);
    break;
  case PRESS_COMPLETE:
    complete(view);
    break;
  case PRESS_SELECT:
    if (ABS(by) > 1 || !recall(view, by))
      select_row(p, by);
    break;
  case PRESS_MOVE:
    p->caret = by == -2 ? 0 : by == 2 ? p->text->len : by < 0 ? before(p) : after(p);
    wt_prompt_complete(view, p);
    break;
  case PRESS_ERASE:
    erase(view, by < 0 ? before(p) : p->caret, by < 0 ? p->caret : after(p));
    break;
  }
}

/* Keys that neither type nor do anything here are let pass. */
void wt_prompt_press(WtView *view, const char *key)
{
  g_return_if_fail(view && view->prompt && key);
  for (guint i = 0; i < G_N_ELEMENTS(presses); i++)
    if (g_str_equal(presses[i].key, key)) {
      press(view, presses[i].what, presses[i].by);
      return;
    }
  const char *character = g_utf8_validate(key, -1, NULL) ? wt_view_key_character(key) : NULL;
  if (character)
    type(view, character);
}
