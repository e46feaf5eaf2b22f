/* search.c - see search.h. The names are folded once, when the search begins; then every word typed
 * goes through all of them. */
#include "config.h"

#include "viz/search.h"
#include "viz/words.h"

#include "scenarios/scenario.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum { LETTERS_FROM = 3 /* characters */, ENTITIES_MAX = 8 };

typedef struct {
  WtFoundKind kind;
  gint32 id;
  char *keys[2]; /* as shown, plain (NULL: the same) */
} Item;

struct WtSearch {
  WtView *view;
  GArray *items; /* Item */
  WtSearchOwn own[2];
};

/* ---- matching ---- */

char *wt_search_fold(const char *text)
{
  g_autofree char *blanks = g_strdelimit(g_strdup(text), "_", ' ');
  g_autofree char *normal = g_utf8_normalize(blanks, -1, G_NORMALIZE_NFC);
  g_autofree char *folded = g_utf8_casefold(normal ? normal : blanks, -1);
  return g_strdup(g_strstrip(folded));
}

static gboolean begins_word(const char *key, const char *at)
{
  return at == key || strchr(" .[(>", at[-1]) != NULL;
}

static gboolean has_all(const char *key, const char *words)
{
  g_auto(GStrv) each = g_strsplit(words, " ", -1);
  for (guint i = 0; each[i]; i++)
    if (!strstr(key, each[i]))
      return FALSE;
  return TRUE;
}

static gboolean has_letters(const char *key, const char *words)
{
  for (const char *w = words; *w; w = g_utf8_next_char(w)) {
    gsize n = (gsize)(g_utf8_next_char(w) - w);
    g_autofree char *letter = g_strndup(w, n);
    key = strstr(key, letter);
    if (!key)
      return FALSE;
    key += n;
  }
  return TRUE;
}

int wt_search_rank(const char *key, const char *words, gboolean letters)
{
  const char *part = strstr(key, words);
  if (part == key)
    return key[strlen(words)] ? 1 : 0;
  for (const char *p = part; p; p = strstr(p + 1, words))
    if (begins_word(key, p))
      return 2;
  if (part)
    return 3;
  if (strchr(words, ' ') && has_all(key, words))
    return 4;
  return letters && has_letters(key, words) ? 5 : -1;
}

static int rank_of(const Item *item, const char *words, gboolean letters)
{
  int best = -1;
  for (guint i = 0; i < G_N_ELEMENTS(item->keys); i++) {
    int rank = item->keys[i] ? wt_search_rank(item->keys[i], words, letters) : -1;
    if (rank >= 0 && (best < 0 || rank < best))
      best = rank;
  }
  return best;
}

/* ---- what there is ---- */

static void item_clear(gpointer data)
{
  Item *item = data;
  g_free(item->keys[0]);
  g_free(item->keys[1]);
}

static void add(WtSearch *s, WtFoundKind kind, gint32 id, const char *shown, const char *plain)
{
  Item item = {.kind = kind, .id = id, .keys = {wt_search_fold(shown)}};
  g_autofree char *other = plain ? wt_search_fold(plain) : NULL;
  if (other && !g_str_equal(other, item.keys[0]))
    item.keys[1] = g_steal_pointer(&other);
  g_array_append_val(s->items, item);
}

static void add_entities(WtSearch *s, const WtModel *model)
{
  gint32 n = (gint32)wt_vocab_n_entities(model->vocab);
  gint32 n_people = (gint32)wt_vocab_n_people(model->vocab);
  for (gint32 i = 0; i < n; i++)
    add(s, i < n_people ? WT_FOUND_PERSON : WT_FOUND_THING, i, wt_town_called(model->town, i),
        wt_vocab_entity_name(model->vocab, i));
}

static void add_options(WtSearch *s, const WtModel *model)
{
  gint32 n = (gint32)wt_vocab_n_entities(model->vocab);
  add(s, WT_FOUND_OPTION, WT_OPTION_WAIT, "wait", NULL);
  for (gint32 i = 0; i < n; i++) {
    guint n_rules;
    const gint32 *rules = wt_town_offers(model->town, i, &n_rules);
    for (guint k = 0; k < n_rules; k++) {
      WtOptionKey key = wt_option_key(rules[k], i);
      g_autofree char *plain = wt_town_option_name(model->town, key);
      const char *verb = wt_names_text(wt_town_names(model->town),
                                       wt_town_rule(model->town, (guint)rules[k])->verb);
      g_autofree char *shown = g_strdup_printf("%s %s", verb, wt_town_called(model->town, i));
      add(s, WT_FOUND_OPTION, key, shown, plain);
    }
  }
}

static gboolean counts(const WtView *view, WtFoundKind kind, gint32 id)
{
  g_autofree guint8 *motives = wt_found_motives(view, &(WtFound){.kind = kind, .id = id});
  return memchr(motives, 1, wt_minds_n_motives(wt_view_model(view)->minds)) != NULL;
}

/* Two attributes of one name, of people and of things, are one factor to look for. */
static gboolean is_known(const WtSearch *s, WtFoundKind kind, const char *name)
{
  g_autofree char *key = wt_search_fold(name);
  for (guint i = s->items->len; i > 0; i--) {
    const Item *item = &g_array_index(s->items, Item, i - 1);
    if (item->kind == kind && g_str_equal(item->keys[0], key))
      return TRUE;
  }
  return FALSE;
}

static void add_reasons(WtSearch *s, const WtModel *model)
{
  const WtMinds *minds = model->minds;
  for (guint i = 0; i < wt_minds_n_motives(minds); i++)
    add(s, WT_FOUND_MOTIVE, (gint32)i, wt_minds_motive_name(minds, i), NULL);
  for (guint i = 0; i < wt_vocab_n_outcomes(model->vocab); i++) {
    const char *name =
        wt_names_text(wt_vocab_names(model->vocab), wt_vocab_outcome(model->vocab, (int)i)->name);
    if (counts(s->view, WT_FOUND_OUTCOME, (gint32)i) && wt_minds_find_motive(minds, name) < 0)
      add(s, WT_FOUND_OUTCOME, (gint32)i, name, NULL);
  }
  for (guint i = 0; i < wt_vocab_n_attributes(model->vocab); i++) {
    const WtAttribute *a = wt_vocab_attribute(model->vocab, (int)i);
    g_autofree char *name = wt_words_grouped(wt_vocab_names(model->vocab), a->group, a->name);
    if (counts(s->view, WT_FOUND_FACTOR, (gint32)i) && !is_known(s, WT_FOUND_FACTOR, name))
      add(s, WT_FOUND_FACTOR, (gint32)i, name, NULL);
  }
  for (guint i = 0; i < minds->n_norms; i++)
    add(s, WT_FOUND_NORM, (gint32)i,
        wt_names_text(wt_vocab_names(model->vocab), minds->norms[i].name), NULL);
}

WtSearch *wt_search_new(WtView *view)
{
  const WtModel *model = wt_view_model(view);
  WtSearch *s = g_new0(WtSearch, 1);
  s->view = view;
  s->items = g_array_new(FALSE, FALSE, sizeof(Item));
  g_array_set_clear_func(s->items, item_clear);
  for (guint i = 0; i < G_N_ELEMENTS(s->own); i++)
    s->own[i] = (WtSearchOwn){G_MININT32, wt_search_own_new()};
  add_entities(s, model);
  add_options(s, model);
  add_reasons(s, model);
  return s;
}

void wt_search_free(WtSearch *search)
{
  if (!search)
    return;
  for (guint i = 0; i < G_N_ELEMENTS(search->own); i++)
    g_array_unref(search->own[i].vars);
  g_array_unref(search->items);
  g_free(search);
}

WtSearchOwn *wt_search_own(WtSearch *search, guint slot)
{
  return &search->own[slot];
}

WtView *wt_search_view(const WtSearch *search)
{
  return search->view;
}

/* ---- finding ---- */

static gint by_rank(gconstpointer a, gconstpointer b)
{
  const WtFound *p = a, *q = b;
  if (p->rank != q->rank)
    return p->rank - q->rank;
  return (gint)p->kind - (gint)q->kind;
}

/* What is equally good stays in its order. */
void wt_search_sort(GArray *found)
{
  g_array_sort(found, by_rank);
}

GArray *wt_search_entities(WtSearch *s, const char *head)
{
  GArray *out = g_array_new(FALSE, FALSE, sizeof(WtFound));
  for (guint i = 0; i < s->items->len && *head; i++) {
    const Item *item = &g_array_index(s->items, Item, i);
    WtFound f = {.kind = item->kind, .id = item->id};
    f.rank = item->kind <= WT_FOUND_THING ? rank_of(item, head, FALSE) : -1;
    if (f.rank >= 0)
      g_array_append_val(out, f);
  }
  wt_search_sort(out);
  g_array_set_size(out, MIN(out->len, ENTITIES_MAX));
  return out;
}

static void find_items(WtSearch *s, const char *words, GArray *found)
{
  gboolean letters = g_utf8_strlen(words, -1) >= LETTERS_FROM;
  for (guint i = 0; i < s->items->len; i++) {
    const Item *item = &g_array_index(s->items, Item, i);
    WtFound f = {.kind = item->kind, .id = item->id, .rank = rank_of(item, words, letters)};
    if (f.rank >= 0)
      g_array_append_val(found, f);
  }
}

static void find_time(WtSearch *s, const char *words, GArray *found)
{
  const WtTownDef *clock = wt_view_model(s->view)->clock;
  gint32 tick;
  if (!wt_tick_parse(words, clock->start, clock->tick, &tick) || tick < 0 ||
      tick >= wt_view_past(s->view)->n_ticks)
    return;
  WtFound f = {.kind = WT_FOUND_TIME, .id = tick};
  g_array_append_val(found, f);
}

static void find_bookmarks(WtSearch *s, const char *words, GArray *found)
{
  for (guint i = 0; i < s->view->bookmarks->len; i++) {
    const WtBookmark *mark = &g_array_index(s->view->bookmarks, WtBookmark, i);
    g_autofree char *when = wt_model_time(wt_view_model(s->view), mark->tick);
    g_autofree char *text = g_strdup_printf("%s %s %s", _("bookmark"), when, mark->note);
    g_autofree char *key = wt_search_fold(text);
    WtFound f = {.kind = WT_FOUND_BOOKMARK, .id = mark->tick};
    f.rank = wt_search_rank(key, words, FALSE);
    if (f.rank >= 0)
      g_array_append_val(found, f);
  }
}

/* Of the selected person, from here on, then from the beginning; an option is compared once. */
static void find_decisions(WtSearch *s, const char *words, GArray *found)
{
  WtBranch *b = wt_view_branch(s->view, s->view->focus.branch);
  const GArray *mine = wt_branch_mine(b, s->view->focus.person);
  g_autoptr(GHashTable) ranks = g_hash_table_new(NULL, NULL);
  gint32 here = wt_branch_latest(b, s->view->focus.person, s->view->focus.tick);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0, n = 0; i < mine->len && n < ENTITIES_MAX; i++) {
      gint32 record = (gint32)g_array_index(mine, guint, i);
      const WtDecisionRecord *r = &b->past.records[record];
      gpointer known = NULL;
      if ((record >= here) == (pass == 1))
        continue;
      if (!g_hash_table_lookup_extended(ranks, GINT_TO_POINTER(r->option), NULL, &known)) {
        g_autofree char *option = wt_view_option(s->view, r->option);
        g_autofree char *key = wt_search_fold(option);
        known = GINT_TO_POINTER(wt_search_rank(key, words, FALSE));
        g_hash_table_insert(ranks, GINT_TO_POINTER(r->option), known);
      }
      WtFound f = {.kind = WT_FOUND_DECISION, .id = record, .rank = GPOINTER_TO_INT(known)};
      if (f.rank < 0)
        continue;
      g_array_append_val(found, f);
      n++;
    }
}

GArray *wt_search_find(WtSearch *s, const char *words, guint *more)
{
  g_return_val_if_fail(s && words && more, NULL);
  g_autofree char *folded = wt_search_fold(words);
  GArray *found = g_array_new(FALSE, FALSE, sizeof(WtFound));
  if (*folded) {
    find_items(s, folded, found);
    g_autoptr(GArray) vars = wt_search_variables(s, words);
    g_array_append_vals(found, vars->data, vars->len);
    find_time(s, words, found);
    find_bookmarks(s, folded, found);
    find_decisions(s, folded, found);
  }
  wt_search_sort(found);
  *more = found->len > WT_FOUND_MAX ? found->len - WT_FOUND_MAX : 0;
  g_array_set_size(found, MIN(found->len, WT_FOUND_MAX));
  return found;
}
