/* prompt-complete.c - what the line of a prompt could become: names found, variables, values,
 * options, examples of what one may ask for. */
#include "config.h"

#include "viz/prompt.h"
#include "viz/theme.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum { COMPLETIONS_MAX = 40 };

/* ---- rows ---- */

static WtColour colour_of(const WtFound *found)
{
  static const WtColour colours[WT_N_FOUND] = {
      WT_COLOUR_PERSON, WT_COLOUR_DOOR,  WT_COLOUR_GOOD, WT_COLOUR_MOTIVE,
      WT_COLOUR_CAUSE,  WT_COLOUR_CAUSE, WT_COLOUR_BAD,  WT_COLOUR_SELECTED,
      WT_COLOUR_FAINT,  WT_COLOUR_FAINT, WT_COLOUR_GOOD};
  return found->kind == WT_FOUND_MOTIVE ? wt_theme_motive((guint)found->id) : colours[found->kind];
}

static void add_found(WtView *view, WtPrompt *p, const WtFound *found)
{
  WtPromptRow row = {.label = wt_found_label(view, found),
                     .kind = g_strdup(wt_found_kind_name(found->kind)),
                     .where = wt_found_where(view, found),
                     .colour = colour_of(found),
                     .found = *found};
  g_array_append_val(p->rows, row);
}

/* `text` instead of what stands from..to; not what stands there already. */
void wt_prompt_offer(WtPrompt *p, gsize from, gsize to, const char *text, const char *kind,
                     const char *where, WtColour colour)
{
  g_autofree char *there = g_strndup(p->text->str + from, to - from);
  if (g_str_equal(there, text) || p->rows->len >= COMPLETIONS_MAX)
    return;
  for (guint i = 0; i < p->rows->len; i++)
    if (g_str_equal(g_array_index(p->rows, WtPromptRow, i).insert, text))
      return;
  WtPromptRow row = {.label = g_strstrip(g_strdup(text)),
                     .kind = g_strdup(kind),
                     .where = g_strdup(where ? where : ""),
                     .colour = colour,
                     .insert = g_strdup(text),
                     .from = from,
                     .to = to};
  g_array_append_val(p->rows, row);
}

static gboolean fits(const char *text, const char *word)
{
  g_autofree char *key = wt_search_fold(text), *folded = wt_search_fold(word);
  return wt_search_rank(key, folded, FALSE) >= 0;
}

/* ---- search ---- */

static void complete_search(WtView *view, WtPrompt *p)
{
  g_autoptr(GArray) found = wt_search_find(p->search, p->text->str, &p->more);
  for (guint i = 0; i < found->len; i++)
    add_found(view, p, &g_array_index(found, WtFound, i));
  p->selected = p->rows->len > 0 ? 0 : -1;
}

/* ---- names ---- */

/* Where the name at the caret begins. */
static gsize word_start(const WtPrompt *p)
{
  const char *text = p->text->str, *at = text + p->caret;
  int depth = 0;
  while (at > text) {
    const char *prev = g_utf8_prev_char(at);
    gunichar c = g_utf8_get_char(prev);
    depth += c == ']' ? 1 : c == '[' ? -1 : 0;
    if (!(g_unichar_isalnum(c) || c == '_' || c == '.' || c == '[' || c == ']' || depth > 0))
      break;
    at = prev;
  }
  return (gsize)(at - text);
}

/* What follows from something else, or is part of a larger fact, is refused by the parser. */
static gboolean can_be_set(const WtModel *model, const char *name, const char *value)
{
  g_autofree char *text = g_strdup_printf("%s = %s", name, value);
  return wt_prompt_is_edit(model, text);
}

static void complete_variables(WtView *view, WtPrompt *p, gsize from, const char *ending)
{
  const WtModel *model = wt_view_model(view);
  g_autofree char *word = g_strndup(p->text->str + from, p->caret - from);
  g_autoptr(GArray) found = wt_search_variables(p->search, word);
  for (guint i = 0; i < found->len; i++) {
    const WtFound *f = &g_array_index(found, WtFound, i);
    g_autofree char *name = wt_variable_name(model, f->var);
    g_autofree char *where = wt_found_where(view, f);
    g_autofree char *text = g_strconcat(name, ending, NULL);
    if (p->kind == WT_PROMPT_UNTIL || f->rank == 0 || can_be_set(model, name, where))
      wt_prompt_offer(p, from, p->caret, text, _("value"), where, WT_COLOUR_SELECTED);
  }
}

static void complete_entities(WtView *view, WtPrompt *p, gsize from, const char *ending,
                              gboolean people)
{
  const WtModel *model = wt_view_model(view);
  guint n_people = wt_vocab_n_people(model->vocab);
  guint n = people ? n_people : wt_vocab_n_entities(model->vocab);
  g_autofree char *word = g_strndup(p->text->str + from, p->caret - from);
  for (guint i = 0; i < n && p->rows->len < COMPLETIONS_MAX; i++) {
    const char *plain = wt_vocab_entity_name(model->vocab, (gint32)i);
    if (!fits(plain, word) && !fits(view->names[i], word))
      continue;
    g_autofree char *text = g_strconcat(plain, ending, NULL);
    const char *shown = g_str_equal(plain, view->names[i]) ? "" : view->names[i];
    wt_prompt_offer(p, from, p->caret, text, i < n_people ? _("person") : _("thing"), shown,
                    i < n_people ? WT_COLOUR_PERSON : WT_COLOUR_DOOR);
  }
}

static void complete_options(WtView *view, WtPrompt *p, gsize from, gsize to)
{
  g_autofree char *word = g_strstrip(g_strndup(p->text->str + from, to - from));
  g_autoptr(GArray) found = wt_search_find(p->search, *word ? word : " ", &p->more);
  for (guint i = 0; i < found->len; i++) {
    const WtFound *f = &g_array_index(found, WtFound, i);
    g_autofree char *name =
        f->kind == WT_FOUND_OPTION ? wt_town_option_name(wt_view_model(view)->town, f->id) : NULL;
    if (name)
      wt_prompt_offer(p, from, to, name, _("option"), NULL, WT_COLOUR_GOOD);
  }
  p->more = 0;
  if (p->rows->len > 0 || *word || !view->look[0].decision)
    return;
  const WtTable *t = &view->look[0].decision->table; /* what is weighed now */
  g_autoptr(GArray) rows = wt_view_rows(t);
  for (guint i = 0; i < rows->len; i++) {
    g_autofree char *name =
        wt_town_option_name(wt_view_model(view)->town, t->key[g_array_index(rows, guint, i)]);
    if (name)
      wt_prompt_offer(p, from, to, name, _("option"), NULL, WT_COLOUR_GOOD);
  }
}

/* ---- values ---- */

static void offer_value(WtPrompt *p, gsize from, const char *value, const char *typed)
{
  if (fits(value, typed))
    wt_prompt_offer(p, from, p->text->len, value, _("value"), NULL, WT_COLOUR_SELECTED);
}

/* A range as a note: "now 0.3, from 0 to 1". */
static void note_number(WtView *view, WtPrompt *p, WtVar var)
{
  const WtModel *model = wt_view_model(view);
  const WtColumn *c = wt_variable_column(model, var);
  WtFound found = {.kind = WT_FOUND_VARIABLE, .var = var};
  g_autofree char *now = wt_found_where(view, &found);
  if (c->lo < -G_MAXDOUBLE || c->hi > G_MAXDOUBLE) {
    p->note = g_strdup_printf(_("now %s"), now);
    return;
  }
  g_autofree char *lo = wt_quantity_format(c->lo, c->dim), *hi = wt_quantity_format(c->hi, c->dim);
  p->note = g_strdup_printf(_("now %s; anything from %s to %s"), now, lo, hi);
}

/* A value that is there already says nothing about what is wanted instead. */
static gboolean is_value(const WtModel *model, WtVar var, const char *typed)
{
  double value;
  return *typed && wt_variable_parse(model, var, typed, &value, NULL);
}

static void complete_value(WtView *view, WtPrompt *p, WtVar var, gsize from)
{
  const WtModel *model = wt_view_model(view);
  const WtColumn *c = wt_variable_column(model, var);
  g_autofree char *typed = g_strstrip(g_strdup(p->text->str + from));
  const char *word = is_value(model, var, typed) ? "" : typed;
  switch (c->type) {
  case WT_TYPE_BOOL:
    offer_value(p, from, "true", word);
    offer_value(p, from, "false", word);
    break;
  case WT_TYPE_SYMBOL:
    for (guint i = 0; i < c->n_symbols; i++)
      offer_value(p, from, wt_names_text(wt_vocab_names(model->vocab), c->symbols[i]), word);
    break;
  case WT_TYPE_ENTITY:
    offer_value(p, from, "nobody", word);
    for (guint i = 0; i < wt_vocab_n_entities(model->vocab) && p->rows->len < COMPLETIONS_MAX; i++)
      offer_value(p, from, wt_vocab_entity_name(model->vocab, (gint32)i), word);
    break;
  case WT_TYPE_OPTION:
    complete_options(view, p, from, p->text->len);
    break;
  case WT_TYPE_NUMBER:
    note_number(view, p, var);
    break;
  case WT_TYPE_CELL:
  case WT_TYPE_TICK:
    break;
  }
}

/* ---- edits ---- */

static const struct {
  const char *text, *what;
} macros[] = {{"absent(", N_("somebody is not there")},
              {"place(", N_("somebody or something is put elsewhere")},
              {"remove(", N_("something is not there")},
              {"never(", N_("an event does not happen")}};

static void complete_macro(WtView *view, WtPrompt *p)
{
  const WtTown *town = wt_view_model(view)->town;
  gsize from = word_start(p);
  g_autofree char *word = g_strndup(p->text->str + from, p->caret - from);
  if (g_str_has_prefix(p->text->str, "place(") && !memchr(p->text->str, ',', p->caret))
    complete_entities(view, p, from, ", ", FALSE);
  else if (!g_str_has_prefix(p->text->str, "never("))
    complete_entities(view, p, from, ")", g_str_has_prefix(p->text->str, "absent("));
  else
    for (guint i = 0; i < wt_town_n_events(town); i++)
      if (fits(wt_town_event_name(town, i), word)) {
        g_autofree char *text = g_strconcat(wt_town_event_name(town, i), ")", NULL);
        wt_prompt_offer(p, from, p->caret, text, _("event"), NULL, WT_COLOUR_CAUSE);
      }
}

static void complete_edit(WtView *view, WtPrompt *p)
{
  const char *text = p->text->str, *equals = strchr(text, '=');
  WtVar var;
  if (!*text)
    wt_prompt_suggest(view, p);
  if (equals && text + p->caret > equals) {
    g_autofree char *name = g_strstrip(g_strndup(text, (gsize)(equals - text)));
    if (wt_variable_find(wt_view_model(view), name, &var, NULL))
      complete_value(view, p, var, (gsize)(equals - text) + 1 + strspn(equals + 1, " "));
    return;
  }
  if (strchr(text, '(')) {
    if (!strchr(text, ')'))
      complete_macro(view, p);
    return;
  }
  gsize from = word_start(p);
  if (*text)
    complete_variables(view, p, from, equals ? "" : " = ");
  for (guint i = 0; i < G_N_ELEMENTS(macros); i++)
    if (p->text->len == 0 || g_str_has_prefix(macros[i].text, text))
      wt_prompt_offer(p, 0, p->text->len, macros[i].text, _("change"), _(macros[i].what),
                      WT_COLOUR_CAUSE);
}

/* ---- conditions ---- */

static void complete_until(WtView *view, WtPrompt *p)
{
  static const char *const choosing[] = {"choice is ", "choice = ", "choice == ", "chooses "};
  static const char *const verbs[] = {"changes", "crosses ", "decides", "chooses "};
  const char *text = p->text->str;
  if (p->text->len == 0) {
    wt_prompt_suggest(view, p);
    return;
  }
  for (guint i = 0; i < G_N_ELEMENTS(choosing); i++) {
    const char *at = strstr(text, choosing[i]);
    if (at && text + p->caret >= at + strlen(choosing[i])) {
      complete_options(view, p, (gsize)(at - text) + strlen(choosing[i]), p->text->len);
      return;
    }
  }
  gsize from = word_start(p);
  gsize n = p->caret - from;
  gboolean follows = from > 0 && strchr(text, ' ') == text + from - 1;
  for (guint i = 0; follows && i < G_N_ELEMENTS(verbs); i++)
    if (strncmp(verbs[i], text + from, n) == 0)
      wt_prompt_offer(p, from, p->caret, verbs[i], _("word"), NULL, WT_COLOUR_FAINT);
  if (n == 0)
    return;
  if (from == 0 && g_str_has_prefix("choice changes", text))
    wt_prompt_offer(p, 0, p->text->len, "choice changes", _("condition"), NULL, WT_COLOUR_GOOD);
  if (from == 0 && (g_str_has_prefix("choice is ", text)))
    wt_prompt_offer(p, 0, p->text->len, "choice is ", _("condition"), NULL, WT_COLOUR_GOOD);
  complete_variables(view, p, from, "");
  complete_entities(view, p, from, "", TRUE);
}

void wt_prompt_complete(WtView *view, WtPrompt *p)
{
  static void (*const fns[WT_N_PROMPTS])(WtView *, WtPrompt *) = {complete_search, complete_edit,
                                                                  complete_until};
  g_array_set_size(p->rows, 0);
  g_clear_pointer(&p->note, g_free);
  p->selected = -1;
  p->more = 0;
  p->why_record = view->look[0].why ? view->look[0].why_record : -1;
  fns[p->kind](view, p);
}
