/* until-parse.c - what is written after u, and what it asks of a decision.
 *
 *   condition := [WHO '.'] 'choice' ('changes' | ('is' | '=' | '==') OPTION)
 *              | [WHO] 'decides' | [WHO] 'chooses' OPTION
 *              | [WHO '.'] 'margin' ('<' | '<=' | '>' | '>=') NUMBER
 *              | 'differs' | EXPRESSION ['changes' | 'crosses' EXPRESSION]
 */
#include "config.h"

#include "viz/until.h"

#include <glib/gi18n-lib.h>
#include <string.h>

GQuark wt_until_error_quark(void)
{
  return g_quark_from_static_string("wt-until-error-quark");
}

WtCondition *wt_condition_new(WtUntilKind kind, gint32 person)
{
  WtCondition *c = g_new0(WtCondition, 1);
  *c = (WtCondition){.kind = kind, .person = person, .option = WT_OPTION_NONE, .norm = -1};
  return c;
}

void wt_condition_free(WtCondition *condition)
{
  if (!condition)
    return;
  g_clear_pointer(&condition->expr, wt_expr_unref);
  g_clear_pointer(&condition->inputs, g_array_unref);
  g_free(condition->motives);
  g_free(condition);
}

/* ---- names as they are spoken ---- */

static char *spoken(const char *text)
{
  g_autofree char *trimmed = g_strstrip(g_strdup(text));
  gsize n = strlen(trimmed);
  if (n > 1 && (*trimmed == '\'' || *trimmed == '"') && trimmed[n - 1] == *trimmed) {
    trimmed[n - 1] = '\0';
    memmove(trimmed, trimmed + 1, n - 1);
  }
  g_strdelimit(trimmed, "_", ' ');
  return g_utf8_casefold(trimmed, -1);
}

static gboolean sounds(const char *name, const char *wanted)
{
  g_autofree char *heard = spoken(name);
  return g_str_equal(heard, wanted);
}

gint32 wt_entity_spoken(const WtView *view, const char *text)
{
  const WtModel *model = wt_view_model(view);
  gint32 entity = wt_vocab_entity(model->vocab, text);
  if (entity >= 0)
    return entity;
  g_autofree char *wanted = spoken(text);
  for (guint i = 0; i < wt_vocab_n_entities(model->vocab); i++)
    if (sounds(view->names[i], wanted) || sounds(wt_town_called(model->town, (gint32)i), wanted) ||
        sounds(wt_vocab_entity_name(model->vocab, (gint32)i), wanted))
      return (gint32)i;
  return -1;
}

/* VERB and then whom or what by any of its names. */
static WtOptionKey offered(const WtView *view, const char *wanted)
{
  const WtTown *town = wt_view_model(view)->town;
  for (const char *blank = strchr(wanted, ' '); blank; blank = strchr(blank + 1, ' ')) {
    g_autofree char *verb = g_strndup(wanted, (gsize)(blank - wanted));
    gint32 entity = wt_entity_spoken(view, blank + 1);
    guint n = 0;
    const gint32 *rules = entity >= 0 ? wt_town_offers(town, entity, &n) : NULL;
    for (guint i = 0; i < n; i++) {
      WtOptionKey key = wt_option_key(rules[i], entity);
      if (sounds(wt_names_text(wt_town_names(town), wt_town_rule(town, (guint)rules[i])->verb),
                 verb))
        return key;
    }
  }
  return WT_OPTION_NONE;
}

/* OPTION as somebody may write it, blanks or '_', any case; WT_OPTION_NONE: there is none. */
static WtOptionKey option_spoken(const WtView *view, const char *text)
{
  g_autofree char *wanted = spoken(text);
  if (g_str_equal(wanted, "wait") || g_str_equal(wanted, "stand"))
    return wt_town_option_find(wt_view_model(view)->town, wanted);
  return offered(view, wanted);
}

/* ---- parsing ---- */

/* A condition being read: `text` without blanks at its ends, `at`: characters before it. */
typedef struct {
  const WtView *view;
  char *text;
  gint at;
} Reading;

static gboolean fail(GError **error, gint character, char *message)
{
  g_set_error_literal(error, WT_UNTIL_ERROR, character + 1, message);
  g_free(message);
  return FALSE;
}

static gint character_of(const Reading *r, const char *place)
{
  return r->at + (gint)g_utf8_pointer_to_offset(r->text, place);
}

/* The text before the last word if that is `word`; (transfer full) (nullable). */
static char *before_last(const char *text, const char *word)
{
  gsize n = strlen(text), w = strlen(word);
  if (n < w || !g_str_equal(text + n - w, word) || (n > w && text[n - w - 1] != ' '))
    return NULL;
  return g_strchomp(g_strndup(text, n - w));
}

/* The person before ".word" or " word", the selected one before nothing. FALSE: nobody is named so.
 */
static gboolean who(const Reading *r, char *name, gint32 *person)
{
  const WtModel *model = wt_view_model(r->view);
  gsize n = strlen(name);
  if (n && name[n - 1] == '.')
    name[n - 1] = '\0';
  *person = n ? wt_entity_spoken(r->view, name) : r->view->focus.person;
  return *person >= 0 && *person < (gint32)wt_vocab_n_people(model->vocab);
}

static WtCondition *somebody(const Reading *r, WtUntilKind kind, char *name, GError **error)
{
  gint32 person;
  if (who(r, name, &person))
    return wt_condition_new(kind, person);
  fail(error, r->at, g_strdup_printf(_("there is nobody called '%s'"), name));
  return NULL;
}

/* "[WHO.]word" begins the text and something follows: where that begins; NULL: it does not. */
static const char *after_word(const Reading *r, const char *word, char **name)
{
  for (const char *p = strstr(r->text, word); p; p = strstr(p + 1, word)) {
    const char *end = p + strlen(word);
    gboolean apart = p == r->text || p[-1] == '.' || p[-1] == ' ';
    if (!apart || (*end && !strchr(" <>=", *end)))
      continue;
    *name = g_strchomp(g_strndup(r->text, (gsize)(p - r->text)));
    return end + strspn(end, " ");
  }
  return NULL;
}

static WtCondition *chooses(const Reading *r, char *name, const char *option, GError **error)
{
  WtCondition *c = somebody(r, WT_UNTIL_CHOOSES, name, error);
  if (!c)
    return NULL;
  c->option = option_spoken(r->view, option);
  if (c->option != WT_OPTION_NONE)
    return c;
  wt_condition_free(c);
  fail(error, character_of(r, option),
       g_strdup_printf(
           _("there is no option '%s': write what is done and to what, as in sit bench"), option));
  return NULL;
}

static WtCondition *read_choice(const Reading *r, const char *rest, char *name, GError **error)
{
  if (g_str_equal(rest, "changes"))
    return somebody(r, WT_UNTIL_TURNS, name, error);
  gsize skip = g_str_has_prefix(rest, "is ") ? 2 : strspn(rest, "=");
  if (skip && rest[skip])
    return chooses(r, name, rest + skip + strspn(rest + skip, " "), error);
  fail(error, character_of(r, rest),
       g_strdup(_("of a choice: choice changes, choice is sit bench")));
  return NULL;
}

static WtCondition *read_margin(const Reading *r, const char *rest, char *name, GError **error)
{
  static const char *const signs[] = {
      [WT_BELOW] = "<", [WT_AT_MOST] = "<=", [WT_ABOVE] = ">", [WT_AT_LEAST] = ">="};
  g_autofree char *sign = g_strndup(rest, strspn(rest, "<>="));
  const char *number = rest + strlen(sign);
  double value;
  number += strspn(number, " ");
  for (guint i = 0; i < G_N_ELEMENTS(signs); i++)
    if (g_str_equal(sign, signs[i]) && wt_num_parse(number, &value)) {
      WtCondition *c = somebody(r, WT_UNTIL_MARGIN, name, error);
      if (c) {
        c->comparison = (WtComparison)i;
        c->margin = value;
      }
      return c;
    }
  fail(error, character_of(r, *sign ? number : rest),
       g_strdup(_("a margin is compared with a number: margin < 0.05")));
  return NULL;
}

static WtCondition *read_expression(const Reading *r, GError **error)
{
  g_autofree char *changing = before_last(r->text, "changes");
  g_autofree char *text = g_strdup(changing ? changing : r->text);
  char *crosses = strstr(text, " crosses ");
  WtUntilKind kind = changing ? WT_UNTIL_CHANGES : crosses ? WT_UNTIL_CROSSES : WT_UNTIL_HOLDS;
  g_autoptr(WtCondition) c = wt_condition_new(kind, -1);
  if (crosses && !changing) /* as long as it was: places stay */
    memcpy(crosses, " >=      ", strlen(" crosses "));
  return wt_condition_bind(r->view, c, text, r->at, error) ? g_steal_pointer(&c) : NULL;
}

static WtCondition *read_differs(const Reading *r, GError **error)
{
  const WtView *view = r->view;
  gint32 other = view->focus.branch > 0 ? (gint32)view->focus.branch : view->beside;
  if (other > 0 && (view->focus.branch > 0 ||
                    wt_view_branch(view, (guint)other)->parent == (gint32)view->focus.branch))
    return wt_condition_new(WT_UNTIL_DIFFERS, -1);
  fail(error, r->at, g_strdup(_("there is no branch beside this: e edits and forks")));
  return NULL;
}

static WtCondition *read_all(const Reading *r, GError **error)
{
  g_autofree char *name = NULL;
  const char *rest;
  if (!*r->text) {
    fail(error, 0, g_strdup(_("until what?")));
    return NULL;
  }
  if (g_str_equal(r->text, "differs"))
    return read_differs(r, error);
  if ((name = before_last(r->text, "decides")))
    return somebody(r, WT_UNTIL_DECIDES, name, error);
  if ((rest = after_word(r, "chooses", &name)))
    return chooses(r, name, rest, error);
  if ((rest = after_word(r, "choice", &name)))
    return read_choice(r, rest, name, error);
  if ((rest = after_word(r, "margin", &name)))
    return read_margin(r, rest, name, error);
  return read_expression(r, error);
}

WtCondition *wt_condition_parse(const WtView *view, const char *text, GError **error)
{
  g_return_val_if_fail(view && text, NULL);
  const char *start = text + strspn(text, " ");
  g_autofree char *trimmed = g_strchomp(g_strdup(start));
  return read_all(&(Reading){view, trimmed, (gint)(start - text)}, error);
}

/* ---- of decisions ---- */

static gboolean compare(WtComparison comparison, double a, double b)
{
  switch (comparison) {
  case WT_BELOW:
    return a < b;
  case WT_AT_MOST:
    return a <= b;
  case WT_ABOVE:
    return a > b;
  case WT_AT_LEAST:
    return a >= b;
  }
  return FALSE;
}

gboolean wt_condition_of_record(const WtCondition *c, const WtDecisionRecord *record,
                                const WtDecisionRecord *last)
{
  switch (c->kind) {
  case WT_UNTIL_DECIDES:
    return TRUE;
  case WT_UNTIL_TURNS:
    return wt_decision_changes(record, last ? last->option : WT_OPTION_NONE);
  case WT_UNTIL_CHOOSES:
    return record->option == c->option;
  case WT_UNTIL_MARGIN: /* there is none without a runner-up */
    return record->foil != WT_OPTION_NONE && !record->forced &&
           compare(c->comparison, record->margin, c->margin);
  default:
    return FALSE;
  }
}

static gboolean find_motive(const WtCondition *c, const WtTable *t, gint32 *motive)
{
  double largest = 0;
  for (guint m = 0; t->chosen >= 0 && m < t->n_motives; m++) {
    double part = t->contribution[m * t->stride + (guint)t->chosen];
    part = part < 0 ? -part : part;
    if (!c->motives[m] || part <= largest)
      continue;
    largest = part;
    *motive = (gint32)m;
  }
  return largest > 0;
}

gboolean wt_condition_of_table(const WtCondition *c, const WtTable *t, WtOptionKey *option,
                               gint32 *motive)
{
  *option = WT_OPTION_NONE;
  *motive = -1;
  if (c->kind == WT_UNTIL_COUNTS)
    return find_motive(c, t, motive);
  for (guint row = 0; row < t->n_rows; row++) {
    gboolean it = c->kind == WT_UNTIL_WEIGHS
                      ? t->key[row] == c->option && t->status[row] != WT_ROW_IDLE
                      : t->status[row] == WT_ROW_FORBIDDEN && t->norm[row] == c->norm;
    if (!it)
      continue;
    *option = (gint32)row == t->chosen ? WT_OPTION_NONE : t->key[row];
    return TRUE;
  }
  return FALSE;
}
