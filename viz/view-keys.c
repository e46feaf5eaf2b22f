/* view-keys.c - the table of keys: what each does, what the help says of it. */
#include "config.h"

#include "viz/panel.h"
#include "viz/keys.h"
#include "viz/until.h"
#include "viz/prompt.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK(wt - view - error - quark, wt_view_error)

typedef gboolean (*KeyFn)(WtView *view, int by, GError **error);

/* ---- switches ---- */

static gboolean key_dark(WtView *view, int by, GError **error)
{
  (void)by, (void)error;
  view->dark = !view->dark;
  return TRUE;
}

static gboolean key_large(WtView *view, int by, GError **error)
{
  static const WtPane order[] = {WT_N_PANES, WT_PANE_MAP, WT_PANE_WHY, WT_PANE_DEEP, WT_PANE_SIDE};
  (void)by, (void)error;
  for (guint i = 0; i < G_N_ELEMENTS(order); i++)
    if (order[i] == view->only) {
      view->only = order[(i + 1) % G_N_ELEMENTS(order)];
      break;
    }
  return TRUE;
}

static gboolean key_tab(WtView *view, int by, GError **error)
{
  (void)error;
  wt_view_turn_deep(view, (WtTab)(((int)view->tab + by + WT_N_TABS) % WT_N_TABS));
  return TRUE;
}

static gboolean key_side(WtView *view, int by, GError **error)
{
  (void)error;
  wt_view_turn_side(view, (WtSide)(((int)view->side + by + WT_N_SIDES) % WT_N_SIDES));
  return TRUE;
}

static gboolean key_beside(WtView *view, int by, GError **error)
{
  (void)by;
  const WtBranch *b = wt_view_branch(view, view->focus.branch);
  if (view->beside >= 0)
    view->beside = -1;
  else if (b->parent >= 0)
    view->beside = b->parent;
  else if (view->branches->len > 1)
    view->beside = (gint32)view->branches->len - 1;
  else
    wt_view_say(view, _("nothing beside this yet: e edits and forks"));
  return wt_view_refresh(view, error);
}

static gboolean key_drop(WtView *view, int by, GError **error)
{
  (void)by, (void)error;
  g_autoptr(GError) refused = NULL;
  if (!wt_branch_drop(view, view->focus.branch, &refused))
    wt_view_say(view, refused->message);
  return TRUE;
}

/* The variable that is looked at gives way to the decision. */
static gboolean key_decision_again(WtView *view, int by, GError **error)
{
  (void)by;
  WtFocus focus = view->focus;
  focus.has_var = FALSE;
  focus.entity = -1;
  return wt_view_focus_on(view, focus, TRUE, error);
}

static gboolean key_scroll(WtView *view, int by, GError **error)
{
  (void)error;
  for (guint i = 0; i < WT_N_SCROLLS; i++)
    if ((i == WT_SCROLL_HELP) == view->help) /* it covers the others */
      wt_view_scroll(view, (WtScrolled)i, by);
  return TRUE;
}

/* What is saved tells the digest of the whole run: nobody is to wait for that. */
static gboolean is_too_early(WtView *view)
{
  const WtBranch *trunk = wt_view_branch(view, 0);
  gboolean early = trunk->past.n_ticks < trunk->n_meant;
  if (early)
    wt_view_say(view, _("what is saved tells the digest of the run: not before that is all there"));
  return early;
}

static gboolean key_ask(WtView *view, int by, GError **error)
{
  (void)error;
  view->ask = is_too_early(view) ? WT_ASK_NOTHING : (WtAsk)by;
  return TRUE;
}

static gboolean key_record(WtView *view, int by, GError **error)
{
  (void)by, (void)error;
  if (is_too_early(view))
    return TRUE;
  view->recording = !view->recording;
  wt_view_say(view, view->recording ? _("recording") : _("recorded"));
  return TRUE;
}

static gboolean key_help(WtView *view, int by, GError **error)
{
  (void)by, (void)error;
  view->help = !view->help;
  return TRUE;
}

static gboolean key_quit(WtView *view, int by, GError **error)
{
  (void)by, (void)error;
  view->done = TRUE;
  return TRUE;
}

/* Closes what is open, stops what is running; never quits: branches would be lost. */
static gboolean key_escape(WtView *view, int by, GError **error)
{
  (void)by, (void)error;
  view->help = FALSE;
  view->playing = FALSE;
  wt_until_stop(view);
  return TRUE;
}

/* ---- the table ---- */

typedef struct {
  const char *name;
  KeyFn fn;
  int by;
  const char *label, *help; /* label NULL: with the one before it; help NULL: not told */
} Key;

static const Key keys[] = {
    {"Left", wt_move_tick, -1, "← →", N_("a tick back, forward; with Shift ten")},
    {"Right", wt_move_tick, 1, NULL, NULL},
    {"Shift+Left", wt_move_tick, -10, NULL, NULL},
    {"Shift+Right", wt_move_tick, 10, NULL, NULL},
    {"comma", wt_move_decision, -1, ", .", N_("previous, next decision; < > ten")},
    {"period", wt_move_decision, 1, NULL, NULL},
    {"less", wt_move_decision, -10, NULL, NULL},
    {"greater", wt_move_decision, 10, NULL, NULL},
    {"bracketleft", wt_move_step, -1, "[ ]", N_("a step of the decision back, forward; { } ten")},
    {"bracketright", wt_move_step, 1, NULL, NULL},
    {"braceleft", wt_move_step, -10, NULL, NULL},
    {"braceright", wt_move_step, 10, NULL, NULL},
    {"Home", wt_move_end, -1, "Home End", N_("first, last tick")},
    {"End", wt_move_end, 1, NULL, NULL},
    {"BackSpace", wt_move_back, -1, "Backspace", N_("back from a jump")},
    {"Space", wt_play_key, 0, "Space", N_("play, pause")},
    {"plus", wt_play_key_speed, 1, "− +", N_("slower, faster")},
    {"minus", wt_play_key_speed, -1, NULL, NULL},
    {"F", wt_play_key_frames, 1, "F", N_("more pictures for each tick")},
    {"u", wt_prompt_key_until, 1, "u U", N_("run on, back, until something holds")},
    {"U", wt_prompt_key_until, -1, NULL, NULL},
    {"n", wt_until_again, 1, "n N", N_("the same once more, back")},
    {"N", wt_until_again, -1, NULL, NULL},
    {"slash", wt_prompt_key_search, 0, "/", N_("find people, things, options, reasons")},
    {"Tab", wt_move_person, 1, "Tab", N_("next person")},
    {"Shift+Tab", wt_move_person, -1, NULL, NULL},
    {"Up", wt_move_option, -1, "↑ ↓", N_("another option: why not that?")},
    {"Down", wt_move_option, 1, NULL, NULL},
    {"m", wt_move_motive, 1, "m M", N_("next, previous part of its bar")},
    {"M", wt_move_motive, -1, NULL, NULL},
    {"t", key_tab, 1, "t T", N_("cone, mind, steps; words, things")},
    {"T", key_side, 1, NULL, NULL},
    {"1", wt_tabs_key, 0, "1 … 7", N_("town, bars, words, things, cone, mind, steps")},
    {"2", wt_tabs_key, 1, NULL, NULL},
    {"3", wt_tabs_key, 2, NULL, NULL},
    {"4", wt_tabs_key, 3, NULL, NULL},
    {"5", wt_tabs_key, 4, NULL, NULL},
    {"6", wt_tabs_key, 5, NULL, NULL},
    {"7", wt_tabs_key, 6, NULL, NULL},
    {"w", wt_move_whence, 0, "w", N_("to where the variable was last written")},
    {"v", key_decision_again, 0, "v", N_("from the variable back to the decision")},
    {"C", wt_cone_key_collapse, 0, "C", N_("more, less of the cone")},
    {"e", wt_prompt_key_edit, 0, "e", N_("edit a variable: a branch from here on")},
    {"b", wt_move_branch, 1, "b B", N_("next branch; two side by side")},
    {"B", key_beside, 0, NULL, NULL},
    {"X", key_drop, 0, "X", N_("drop this branch")},
    {"a", wt_bookmark_key, 0, "a", N_("bookmark here, or none")},
    {"apostrophe", wt_bookmark_key_next, 1, "' \"", N_("next, previous bookmark")},
    {"quotedbl", wt_bookmark_key_next, -1, NULL, NULL},
    {"f", wt_map_key_overlay, 1, "f", N_("fields over the map")},
    {"p", wt_map_key_sees, 0, "p", N_("what the person perceives")},
    {"i", wt_map_key_zoom, 1, "i o 0", N_("closer, wider, the whole town")},
    {"o", wt_map_key_zoom, -1, NULL, NULL},
    {"0", wt_map_key_zoom, 0, NULL, NULL},
    {"h", wt_map_key_pan_x, -1, "h j k l", N_("move the map")},
    {"j", wt_map_key_pan_y, 1, NULL, NULL},
    {"k", wt_map_key_pan_y, -1, NULL, NULL},
    {"l", wt_map_key_pan_x, 1, NULL, NULL},
    {"c", wt_map_key_follow, 0, "c", N_("keep the person in the middle")},
    {"z", key_large, 0, "z", N_("one pane large")},
    {"Page_Down", key_scroll, 1, "PgUp PgDn", N_("read on, back")},
    {"Page_Up", key_scroll, -1, NULL, NULL},
    {"s", key_ask, WT_ASK_PNG, "s S g", N_("save a picture: PNG, SVG; the cone as DOT")},
    {"S", key_ask, WT_ASK_SVG, NULL, NULL},
    {"g", key_ask, WT_ASK_DOT, NULL, NULL},
    {"r", key_record, 0, "r", N_("record pictures, stop")},
    {"d", key_dark, 0, "d", N_("light, dark")},
    {"question", key_help, 0, "?", N_("this help")},
    {"q", key_quit, 0, "q", N_("quit")},
    {"Escape", key_escape, 0, NULL, NULL}};

/* Characters by X's names for them. */
static const char *const characters[][2] = {
    {".", "period"},      {",", "comma"},        {"<", "less"},      {">", "greater"},
    {"[", "bracketleft"}, {"]", "bracketright"}, {"{", "braceleft"}, {"}", "braceright"},
    {"+", "plus"},        {"-", "minus"},        {"=", "equal"},     {"/", "slash"},
    {"'", "apostrophe"},  {"\"", "quotedbl"},    {"?", "question"},  {"(", "parenleft"},
    {")", "parenright"},  {"_", "underscore"},   {"@", "at"},        {":", "colon"},
    {"!", "exclam"},      {"*", "asterisk"},     {"#", "numbersign"}};

/* Other names of the same keys: older ones of X, those of the help. */
static const char *const others[][2] = {
    {"space", "Space"},    {"Prior", "Page_Up"},       {"PgUp", "Page_Up"}, {"Next", "Page_Down"},
    {"PgDn", "Page_Down"}, {"Backspace", "BackSpace"}, {"Enter", "Return"}, {"Esc", "Escape"}};

static const char *plain_name(const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS(others); i++)
    if (g_str_equal(others[i][0], key))
      return others[i][1];
  return key;
}

/* "period" of "." */
static const char *key_name(const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS(characters); i++)
    if (g_str_equal(characters[i][0], key))
      return characters[i][1];
  return key;
}

const char *wt_view_key_character(const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS(characters); i++)
    if (g_str_equal(characters[i][1], key) || g_str_equal(characters[i][0], key))
      return characters[i][0];
  if (g_str_equal(key, "Space"))
    return " ";
  return g_utf8_strlen(key, -1) == 1 ? key : NULL;
}

gboolean wt_view_key(WtView *view, const char *key, GError **error)
{
  g_return_val_if_fail(view && key, FALSE);
  key = plain_name(key);
  const char *name = key_name(key);
  gboolean quits = g_str_equal(name, "q");
  if (view->prompt) {
    wt_prompt_press(view, key);
    return TRUE;
  }
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
    if (g_str_equal(keys[i].name, name)) {
      if (!quits)
        g_clear_pointer(&view->message, g_free);
      GError *problem = NULL;
      return keys[i].fn(view, keys[i].by, &problem) || wt_view_fail(view, problem, error);
    }
  if (g_str_equal(name, "Frame"))
    return wt_view_frame(view, WT_FRAME_MS, error);
  g_set_error(error, WT_VIEW_ERROR, WT_VIEW_ERROR_KEY, _("there is no key '%s'"), key);
  return FALSE;
}

/* ---- clicks that press a key ---- */

static gboolean press(WtView *view, const WtHit *hit, float x, float y, GError **error)
{
  (void)x, (void)y;
  return keys[hit->value].fn(view, keys[hit->value].by, error);
}

void wt_view_hit_key(WtView *view, WtBox box, const char *name)
{
  guint i = 0;
  while (!g_str_equal(keys[i].name, name))
    i++;
  wt_view_hit(view, box, press, (gint32)i);
}

/* ---- help ---- */

/* In two columns where they fit; what does not fit below each other is scrolled to. */
void wt_panel_help(WtView *view, WtScene *scene, float width, float height)
{
  enum { TOP = 70, STEP = 25, STEP_MIN = 16 };
  guint n = 0;
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
    n += keys[i].label != NULL;
  guint columns = width >= 560 ? 2 : 1, rows = (n + columns - 1) / columns;
  float w = MIN(width - 16, 470.0f * (float)columns);
  float h = MIN(height - 16, TOP + STEP * (float)rows);
  rows = CLAMP((guint)MAX(1, (h - TOP) / STEP_MIN), 1, rows);
  float x = (width - w) / 2, y = (height - h) / 2, step = (h - TOP) / (float)rows;
  float column = (w - 32) / (float)columns;
  gboolean small = step < 18 || column < 400;
  guint shown = rows * columns;
  guint first = wt_panel_scroll(view, WT_SCROLL_HELP, n > shown ? n - shown : 0), at = 0;
  wt_scene_rect(scene, WT_COLOUR_PAGE, 190, 0, 0, width, height);
  wt_scene_round(scene, WT_COLOUR_PANEL, 255, x, y, w, h, 12);
  wt_scene_frame(scene, WT_COLOUR_LINE, 1, x, y, w, h, 12);
  wt_scene_text(scene, WT_COLOUR_INK, WT_FONT_TITLE, WT_ALIGN_LEFT, x + 24, y + 30, w - 48,
                _("Keys"));
  if (first + shown < n)
    wt_scene_text(scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_RIGHT, x + w - 24, y + 30,
                  w - 120, _("Page Down: read on"));
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
    if (!keys[i].label || at++ < first || at > first + shown)
      continue;
    guint place = at - 1 - first;
    float cx = x + 24 + column * (float)(place / rows);
    float cy = y + 64 + step * (float)(place % rows);
    WtFont font = small ? WT_FONT_SMALL : WT_FONT_TEXT;
    wt_scene_text(scene, WT_COLOUR_SELECTED, small ? WT_FONT_SMALL : WT_FONT_BOLD, WT_ALIGN_LEFT,
                  cx, cy, 86, keys[i].label);
    wt_scene_text(scene, WT_COLOUR_INK, font, WT_ALIGN_LEFT, cx + 92, cy, column - 104,
                  _(keys[i].help));
  }
}
