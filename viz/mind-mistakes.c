/* mind-mistakes.c - false beliefs: what she remembers otherwise than it is, because she has not
 * seen it change.
 */
#include "config.h"

#include "viz/mind-draw.h"
#include "viz/words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum { MOST = 8 };

static gboolean is_person(const WtMindPen *pen, gint32 entity)
{
  return entity < (gint32)wt_vocab_n_people(pen->model->vocab);
}

/* ---- finding them ---- */

/* Perceived once, but not at this tick: what changes right after a look is no mistake. */
static gboolean is_old(const WtMindPen *pen, int column, guint32 slot)
{
  gint32 tick = wt_block_i32(pen->mind.block, column)[slot];
  return tick != WT_NEVER && tick < pen->look->tick;
}

static void find_place(const WtMindPen *pen, guint32 slot, gint32 entity, GArray *all)
{
  const WtMindColumns *c = &pen->model->minds->columns;
  WtVar place = wt_variable_place(pen->model, entity);
  WtMindMistake m = {.entity = entity,
                     .attribute = -1,
                     .takes = wt_block_get(pen->mind.block, c->memory_at, slot),
                     .is = wt_session_get(pen->look->session, place),
                     .var = {(guint16)c->memory_at, 1, slot}};
  if (is_old(pen, c->memory_seen, slot) && m.takes >= 0 && m.takes != m.is)
    g_array_append_val(all, m);
}

/* By so much that she would notice. */
static gboolean is_notable(const WtMindPen *pen, const WtAttribute *a, double takes, double is)
{
  double range = a->hi - a->lo;
  if (a->type != WT_TYPE_NUMBER || !isfinite(range))
    return takes != is;
  return fabs(takes - is) > pen->model->minds->notice * range;
}

static void find_attribute(const WtMindPen *pen, guint32 slot, gint32 entity, guint number,
                           GArray *all)
{
  const WtVocab *vocab = pen->model->vocab;
  const WtMindColumns *c = &pen->model->minds->columns;
  const WtAttribute *a = wt_vocab_attribute(vocab, (int)number);
  WtOwner owner = is_person(pen, entity) ? WT_OWNER_PERSON : WT_OWNER_THING;
  if (c->memory[number] < 0 || a->owner != owner || a->is_field || a->block != 0 ||
      !is_old(pen, c->memory_tick[number], slot))
    return;
  if (owner == WT_OWNER_THING &&
      !wt_vocab_kind_has_attribute(vocab, wt_vocab_entity_kind(vocab, entity), (int)number))
    return;
  const WtBlock *world = wt_session_world(pen->look->session);
  guint32 row = wt_variable_place(pen->model, entity).row;
  WtMindMistake m = {.entity = entity,
                     .attribute = (gint32)number,
                     .takes = wt_block_get(pen->mind.block, c->memory[number], slot),
                     .is = wt_block_get(world, a->column, row),
                     .var = {(guint16)c->memory[number], 1, slot}};
  if (is_notable(pen, a, m.takes, m.is))
    g_array_append_val(all, m);
}

/* How things are before where people are, who come and go. */
static gint by_weight(gconstpointer a, gconstpointer b)
{
  const WtMindMistake *p = a, *q = b;
  if ((p->attribute < 0) != (q->attribute < 0))
    return p->attribute < 0 ? 1 : -1;
  if (p->entity != q->entity)
    return p->entity > q->entity ? -1 : 1;
  return p->attribute < q->attribute ? -1 : p->attribute > q->attribute;
}

GArray *wt_mind_mistakes(const WtMindPen *pen)
{
  const WtMinds *minds = pen->model->minds;
  GArray *all = g_array_new(FALSE, FALSE, sizeof(WtMindMistake));
  guint32 first = (guint32)pen->person * minds->n_memory;
  if (wt_minds_by_reality(minds, pen->person))
    return all;
  for (guint32 slot = first; slot < first + minds->n_memory; slot++) {
    gint32 entity = wt_block_i32(pen->mind.block, minds->columns.memory_who)[slot];
    if (entity < 0 || entity == pen->person)
      continue;
    find_place(pen, slot, entity, all);
    for (guint a = 0; a < wt_vocab_n_attributes(pen->model->vocab); a++)
      find_attribute(pen, slot, entity, a, all);
  }
  g_array_sort(all, by_weight);
  return all;
}

/* ---- drawing them ---- */

float wt_mind_mistakes_height(const WtMindPen *pen, float width)
{
  guint n = pen->mistakes->len;
  (void)width;
  return n > 0 ? WT_MIND_HEAD + WT_MIND_LINE * (float)(MIN(n, MOST) + (n > MOST)) : 0;
}

/* (transfer full) "bench free", "where Lele is" */
static char *subject(const WtMindPen *pen, const WtMindMistake *m)
{
  const char *who = wt_view_name(pen->view, m->entity);
  if (m->attribute < 0)
    return g_strdup_printf(_("where %s is"), who);
  const WtAttribute *a = wt_vocab_attribute(pen->model->vocab, m->attribute);
  g_autofree char *name = wt_words_label(wt_vocab_names(pen->model->vocab), a->group, a->name);
  return g_strdup_printf("%s · %s", who, name);
}

/* The thing that is nearest to a cell, within two metres; -1: none. */
static gint32 nearest(const WtMindPen *pen, gint32 cell)
{
  const WtTown *town = pen->model->town;
  const gint32 *at =
      wt_block_i32(wt_session_world(pen->look->session), wt_town_columns(town)->thing_at);
  gint32 found = -1;
  double least = 2.01;
  for (guint i = 0; i < wt_vocab_n_things(pen->model->vocab); i++) {
    double metres = at[i] < 0 ? 3 : wt_town_distance(town, at[i], cell);
    if (metres < least) {
      least = metres;
      found = (gint32)(wt_vocab_n_people(pen->model->vocab) + i);
    }
  }
  return found;
}

/* (transfer full) "by the sofa"; where two places would be called the same, where on the map. */
static char *place(const WtMindPen *pen, const WtMindMistake *m, gint32 cell)
{
  gint32 width = (gint32)pen->model->clock->width;
  if (cell < 0)
    return g_strdup(_("nowhere"));
  gint32 by = nearest(pen, cell);
  gboolean same = m->is >= 0 && nearest(pen, (gint32)m->takes) == nearest(pen, (gint32)m->is);
  return by < 0 || by == m->entity || same
             ? g_strdup_printf("%d, %d", cell % width, cell / width)
             : g_strdup_printf(_("by %s"), wt_view_name(pen->view, by));
}

static char *said(const WtMindPen *pen, const WtMindMistake *m, double value)
{
  if (m->attribute < 0)
    return place(pen, m, (gint32)value);
  WtType type = wt_vocab_attribute(pen->model->vocab, m->attribute)->type;
  return wt_words_typed(pen->view, value, type);
}

static void draw_mistake(const WtMindPen *pen, const WtMindMistake *m, WtBox box)
{
  float name = box.w * 0.46f, half = (box.w - name - 20) / 2;
  g_autofree char *what = subject(pen, m), *takes = said(pen, m, m->takes),
                  *is = said(pen, m, m->is);
  wt_mind_line(pen, WT_COLOUR_INK, WT_FONT_SMALL, WT_ALIGN_LEFT, box.x, box.y, name - 6, what);
  wt_mind_line(pen, WT_COLOUR_BAD, WT_FONT_SMALL, WT_ALIGN_LEFT, box.x + name, box.y, half, takes);
  wt_mind_line(pen, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_CENTRE, box.x + name + half + 6, box.y,
               20, "→");
  wt_mind_line(pen, WT_COLOUR_GOOD, WT_FONT_SMALL, WT_ALIGN_LEFT, box.x + name + half + 20, box.y,
               half, is);
  wt_mind_hit_var(pen, (WtBox){box.x, box.y, box.w, WT_MIND_LINE}, m->var);
}

void wt_mind_mistakes_draw(const WtMindPen *pen, WtBox box)
{
  guint n = MIN(pen->mistakes->len, MOST);
  wt_mind_heading(pen, box, _("Where she is mistaken"), _("takes to be → is"));
  box.y += WT_MIND_HEAD;
  for (guint i = 0; i < n; i++, box.y += WT_MIND_LINE)
    draw_mistake(pen, &g_array_index(pen->mistakes, WtMindMistake, i), box);
  if (n == pen->mistakes->len)
    return;
  g_autofree char *more = g_strdup_printf(_("and %u more"), pen->mistakes->len - n);
  wt_mind_line(pen, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_LEFT, box.x, box.y, box.w, more);
}
