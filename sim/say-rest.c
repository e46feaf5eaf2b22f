/* say-rest.c - what stands beside the causes: chains and where they come from, belief against truth.
 */
#include "config.h"

#include "sim/origins.h"
#include "sim/say-private.h"
#include "sim/whence.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum { WHENCE_MAX = 4 };

/* ---- chains ---- */

static void add_link(GString *line, const char *text, gboolean is_cause)
{
  if (line->len > 2)
    g_string_append(line, " → ");
  if (is_cause)
    g_string_append(line, text);
  else
    g_string_append_printf(line, "(%s)", text);
}

/* Links that are no causes on their own cut stand in brackets. */
static void say_chain(const WtWhy *why, const WtChain *c, GString *out)
{
  g_autoptr(GString) line = g_string_new("  ");
  g_autofree char *outcome = wt_say_outcome(why->model, c->outcome, c->outcome_value);
  g_autofree char *outcome_text = g_strdup_printf("%s %s", c->outcome, outcome);
  g_autofree char *weight = wt_say_number(c->weight),
                  *worth = wt_say_number(c->contribution / c->weight);
  g_autofree char *motive =
      g_strdup_printf("%s %s", wt_minds_motive_name(why->model->minds, c->motive), weight);
  g_autofree char *is = wt_say_signed(c->contribution),
                  *not_that = wt_say_signed(c->contribution_foil);
  if (*c->factor) {
    WtCandidate as = {.name = c->factor, .type = c->factor_type, .actual = c->factor_value, .contrast = c->factor_value};
    g_autofree char *value = NULL, *same = NULL;
    wt_say_values(why->model, &as, &value, &same);
    g_autofree char *factor = g_strdup_printf("%s %s", c->factor, value);
    add_link(line, factor, c->factor_is_cause);
  }
  add_link(line, outcome_text, c->outcome_is_cause);
  add_link(line, motive, c->motive_is_cause);
  wt_say_line(out, _("%1$s × %2$s = %3$s, not %4$s"), line->str, worth, is, not_that);
}

gboolean wt_say_counts(const WtChain *c)
{
  return c->weight != 0 && c->contribution > c->contribution_foil &&
         (c->factor_is_cause || c->outcome_is_cause || c->motive_is_cause);
}

/* A liking for somebody bears only on what is about them. */
gboolean wt_say_bears_on(const WtWhence *w, const WtChain *c)
{
  const char *who = strchr(w->name, '[');
  if (w->kind == WT_WHENCE_AFFECTION || (who && w->kind == WT_WHENCE_LEARNED))
    return who && g_str_has_suffix(c->outcome, who);
  return w->kind != WT_WHENCE_GENE || w->value != 0;
}

static char *learned_words(const WtWhence *w, const char *value, gboolean line)
{
  g_autofree char *first = wt_say_number(w->first);
  if (!line)
    return g_strdup_printf(_("%1$s %2$s has been learned (at first it was %3$s)"), w->name, value, first);
  return g_strdup_printf(_("%1$s %2$s has been learned (at first it was %3$s, line %4$d)"), w->name, value, first,
                         w->pos.line);
}

char *wt_say_whence(const WtWhence *w, gboolean line)
{
  g_autofree char *value = wt_say_number(w->value), *text = NULL;
  line = line && w->pos.line > 0;
  if (w->kind == WT_WHENCE_INTERVENTION)
    return g_strdup_printf(_("%s by intervention"), w->name);
  if (w->kind == WT_WHENCE_LEARNED)
    return learned_words(w, value, line);
  if (w->pos.line == 0 || w->kind == WT_WHENCE_DEFAULT)
    return g_strdup_printf(_("%1$s %2$s by default"), w->name, value);
  if (w->kind == WT_WHENCE_GENE)
    text = g_strdup_printf(_("%1$s %2$s is innate"), w->name, value);
  else if (w->kind == WT_WHENCE_SET_POINT)
    text = g_strdup_printf(_("%1$s is best at %2$s"), w->name, value);
  else
    text = g_strdup_printf(_("%1$s %2$s is given"), w->name, value);
  return line ? g_strdup_printf(_("%1$s (line %2$d)"), text, w->pos.line) : g_steal_pointer(&text);
}

static void add_whence(const WtWhy *why, const WtChain *c, GPtrArray *texts)
{
  g_autoptr(GPtrArray) from = wt_whence_motive(why->at, why->record.person, c->motive);
  for (guint i = 0; i < from->len && texts->len < WHENCE_MAX; i++) {
    const WtWhence *w = g_ptr_array_index(from, i);
    g_autofree char *text = wt_say_bears_on(w, c) ? wt_say_whence(w, TRUE) : NULL;
    if (text && !g_ptr_array_find_with_equal_func(texts, text, g_str_equal, NULL))
      g_ptr_array_add(texts, g_steal_pointer(&text));
  }
}

/* FALSE: the question was about one cut only, so nothing is known of the others' causes. */
static gboolean has_all_links(const WtWhy *why)
{
  const GPtrArray *answers = why->explanation->answers;
  guint cuts = 0, links = 1u << WT_CUT_FACTOR | 1u << WT_CUT_OUTCOME | 1u << WT_CUT_MOTIVE;
  for (guint i = 0; i < answers->len; i++)
    cuts |= 1u << ((const WtAnswer *)g_ptr_array_index(answers, i))->cut;
  return (cuts & links) == links;
}

void wt_say_chains(const WtWhy *why, GString *out)
{
  g_autoptr(GPtrArray) origins = g_ptr_array_new_with_free_func(g_free);
  guint n = 0;
  for (guint i = 0;
       has_all_links(why) && i < why->explanation->chains->len && n < WT_SAY_CHAINS_MAX; i++) {
    const WtChain *c = g_ptr_array_index(why->explanation->chains, i);
    if (!wt_say_counts(c))
      continue;
    if (n++ == 0)
      wt_say_line(out, _("How it counts (in brackets: no cause by itself):"));
    say_chain(why, c, out);
    add_whence(why, c, origins);
  }
  if (origins->len == 0)
    return;
  g_autofree char *all = wt_say_list(origins);
  wt_say_line(out, _("Where that comes from: %s."), all);
  for (guint i = 0; why->origins && i < why->origins->len; i++)
    wt_origins_say_short(g_ptr_array_index(why->origins, i), out);
}

/* ---- belief against truth ---- */

/* "sit.chill (assumes 0.5)"; a field has no one prior. */
static char *unknown_words(const WtWhy *why, const char *name)
{
  const WtMinds *minds = why->model->minds;
  int belief = wt_minds_find_belief(minds, name);
  if (belief < 0 || minds->beliefs[belief].rule < 0)
    return g_strdup(name);
  const WtOutcome *outcome = wt_vocab_outcome(why->model->vocab, minds->beliefs[belief].outcome);
  g_autofree char *prior = wt_say_outcome(
      why->model, wt_names_text(wt_vocab_names(why->model->vocab), outcome->name), outcome->prior);
  return g_strdup_printf(_("%1$s (assumes %2$s)"), name, prior);
}

static void say_unknown(const WtWhy *why, GString *out)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < why->unknown->len; i++)
    g_ptr_array_add(texts, unknown_words(why, g_ptr_array_index(why->unknown, i)));
  g_autofree char *all = wt_say_list(texts);
  if (texts->len)
    wt_say_line(out, _("%1$s does not know what makes %2$s."), wt_say_person(why), all);
}

static void say_learned(const WtWhy *why, GString *out)
{
  for (guint i = 0; i < why->learned->len; i++)
    wt_learned_say(g_ptr_array_index(why->learned, i), wt_say_person(why), out);
  for (guint i = 0; i < why->expected->len; i++) {
    const WtExpected *one = g_ptr_array_index(why->expected, i);
    g_autofree char *option = wt_say_option(why->model, one->option);
    g_autofree char *expected = wt_say_outcome(why->model, one->outcome, one->expected);
    g_autofree char *truth = wt_say_outcome(why->model, one->outcome, one->truth);
    g_autofree char *sd = wt_say_outcome(why->model, one->outcome, one->sd);
    if (!g_str_equal(expected, truth) && one->sd > 0)
      wt_say_line(out, _("Were %1$s to %2$s, %1$s expects %3$s %4$s ± %5$s; in truth it would be %6$s."),
                  wt_say_person(why), option, one->outcome, expected, sd, truth);
    else if (!g_str_equal(expected, truth))
      wt_say_line(out, _("Were %1$s to %2$s, %1$s expects %3$s %4$s; in truth it would be %5$s."), wt_say_person(why),
                  option, one->outcome, expected, truth);
  }
}

/* The questions that what was chosen is expected to answer. */
static void say_asked(const WtWhy *why, GString *out)
{
  for (guint i = 0; i < why->inquiries->len; i++) {
    const WtInquiry *one = g_ptr_array_index(why->inquiries, i);
    g_autofree char *option = wt_say_option(why->model, why->record.option), *bits = wt_say_number(one->insight);
    if (one->prepares)
      wt_say_line(out, _("%1$s wonders %2$s; to %3$s is a step to find out, worth %4$s bits."), wt_say_person(why),
                  one->question, option, bits);
    else
      wt_say_line(out, _("%1$s wonders %2$s; to %3$s is expected to tell %4$s bits of it."), wt_say_person(why),
                  one->question, option, bits);
  }
}

static void say_mistake(const WtWhy *why, const WtMistaken *m, GString *out)
{
  WtCandidate as = {
      .name = m->factor, .type = m->type, .actual = m->believed, .contrast = m->truth};
  g_autofree char *believed = NULL, *truth = NULL, *option = wt_say_option(why->model, m->option);
  wt_say_values(why->model, &as, &believed, &truth);
  wt_say_line(out, _("%1$s took %2$s (%3$s) to be %4$s; in truth it was %5$s."), wt_say_person(why),
              m->factor, option, believed, truth);
}

static gboolean matters(const WtWhy *why, const WtMistaken *m)
{
  const WtTable *t = &why->decision->table;
  return m->option == why->record.option || wt_why_is_foil(why, wt_table_find(t, m->option));
}

/* Mistakes about what was chosen and the foils; the others are counted. */
void wt_say_beliefs(const WtWhy *why, GString *out)
{
  guint said = 0;
  say_unknown(why, out);
  say_learned(why, out);
  say_asked(why, out);
  for (guint i = 0; i < why->mistaken->len && said < WT_SAY_MISTAKES_MAX; i++) {
    const WtMistaken *m = g_ptr_array_index(why->mistaken, i);
    if (!matters(why, m))
      continue;
    say_mistake(why, m, out);
    said++;
  }
  guint more = why->mistaken->len - said;
  if (more > 0)
    wt_say_line(out,
                g_dngettext(GETTEXT_PACKAGE, "%u other belief was not the truth.",
                            "%u other beliefs were not the truth.", more),
                more);
}
