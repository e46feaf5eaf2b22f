/* map-overlay.c - fields over the floor, each drawn as what it is: air that moves as arrows, warmth
 * as a tint, sounds as waves, smells as soft dots; the legend says how much of it there is.
 *
 * Which manner follows from the word for the field, else from the sense it speaks to. A field's
 * direction is away from where it is strong.
 */
#include "config.h"

#include "viz/map.h"
#include "viz/words.h"
#include "viz/theme.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum { CELLS_MAX = 6000, MARK_MIN = 15 /* pixels that a mark needs */ };

typedef struct {
  const WtMap *m;
  int column;
  double lo, hi;
  WtDim dim;
  WtColour colour;
  const char *name;
} Field;

typedef void (*Mark)(const Field *f, float x, float y, float size, float share, float dx, float dy);

typedef struct {
  const char *word;
  Mark mark;            /* NULL: the floor is tinted */
  WtColour colour, low; /* low: of what is below the middle; the same: there is no middle */
} Manner;

/* ---- marks ---- */

static guint8 alpha_of(float from, float to, float share)
{
  return (guint8)(from + (to - from) * CLAMP(share, 0, 1));
}

static void mark_arrow(const Field *f, float x, float y, float size, float share, float dx,
                       float dy)
{
  WtScene *scene = f->m->scene;
  guint8 alpha = alpha_of(90, 235, share);
  float half = size * (0.14f + 0.24f * share), tip = MIN(MIN(size * 0.2f, 12), half);
  float pen = (1 + share) * CLAMP(size / 40, 1, 1.6f);
  if (dx == 0 && dy == 0) {
    wt_scene_circle(scene, f->colour, alpha, x, y, size * 0.08f);
    return;
  }
  wt_scene_line(scene, f->colour, alpha, pen, x - dx * half, y - dy * half,
                x + dx * (half - tip * 0.6f), y + dy * (half - tip * 0.6f));
  float bx = x + dx * (half - tip), by = y + dy * (half - tip), wide = tip * 0.55f;
  wt_scene_triangle(scene, f->colour, alpha, x + dx * half, y + dy * half, bx - dy * wide,
                    by + dx * wide, bx + dy * wide, by - dx * wide);
}

/* Pieces of the waves that go out from the source. */
static void mark_wave(const Field *f, float x, float y, float size, float share, float dx, float dy)
{
  float half = size * (0.12f + 0.28f * share);
  if (dx == 0 && dy == 0) {
    wt_scene_circle(f->m->scene, f->colour, alpha_of(60, 200, share), x, y, half * 0.6f);
    return;
  }
  for (int i = -1; i <= 1; i += 2) {
    float cx = x + dx * size * 0.22f * (float)i, cy = y + dy * size * 0.22f * (float)i;
    wt_scene_line(f->m->scene, f->colour, alpha_of(50, 210, share), 1 + 1.5f * share,
                  cx - dy * half, cy + dx * half, cx + dy * half, cy - dx * half);
  }
}

static void mark_dots(const Field *f, float x, float y, float size, float share, float dx, float dy)
{
  static const float at[][2] = {{-0.2f, -0.16f}, {0.22f, 0.08f}, {-0.08f, 0.26f}};
  (void)dx, (void)dy;
  for (guint i = 0; i < G_N_ELEMENTS(at); i++)
    wt_scene_circle(f->m->scene, f->colour, alpha_of(24, 110, share), x + at[i][0] * size,
                    y + at[i][1] * size, size * (0.07f + 0.2f * share));
}

/* ---- which manner ---- */

static const Manner manners[] = {{"draught", mark_arrow, WT_COLOUR_COLD, WT_COLOUR_COLD},
                                 {"draft", mark_arrow, WT_COLOUR_COLD, WT_COLOUR_COLD},
                                 {"wind", mark_arrow, WT_COLOUR_COLD, WT_COLOUR_COLD},
                                 {"breeze", mark_arrow, WT_COLOUR_COLD, WT_COLOUR_COLD},
                                 {"warmth", NULL, WT_COLOUR_WARM, WT_COLOUR_WARM},
                                 {"heat", NULL, WT_COLOUR_WARM, WT_COLOUR_WARM},
                                 {"temperature", NULL, WT_COLOUR_WARM, WT_COLOUR_COLD},
                                 {"sun", NULL, WT_COLOUR_LIGHT, WT_COLOUR_LIGHT},
                                 {"light", NULL, WT_COLOUR_LIGHT, WT_COLOUR_LIGHT},
                                 {"brightness", NULL, WT_COLOUR_LIGHT, WT_COLOUR_LIGHT},
                                 {"noise", mark_wave, WT_COLOUR_DRAW, WT_COLOUR_DRAW},
                                 {"sound", mark_wave, WT_COLOUR_DRAW, WT_COLOUR_DRAW},
                                 {"music", mark_wave, WT_COLOUR_DRAW, WT_COLOUR_DRAW},
                                 {"smell", mark_dots, WT_COLOUR_LEAF, WT_COLOUR_LEAF},
                                 {"scent", mark_dots, WT_COLOUR_LEAF, WT_COLOUR_LEAF},
                                 {"smoke", mark_dots, WT_COLOUR_FAINT, WT_COLOUR_FAINT},
                                 {"steam", mark_dots, WT_COLOUR_FAINT, WT_COLOUR_FAINT}};

static Manner manner_of(const WtAttribute *a, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(manners); i++)
    if (g_str_equal(manners[i].word, name))
      return manners[i];
  if (a->dim.temperature != 0)
    return (Manner){name, NULL, WT_COLOUR_WARM, WT_COLOUR_COLD};
  if (a->sense == WT_SENSE_HEARING)
    return (Manner){name, mark_wave, WT_COLOUR_DRAW, WT_COLOUR_DRAW};
  if (a->sense == WT_SENSE_SMELL)
    return (Manner){name, mark_dots, WT_COLOUR_LEAF, WT_COLOUR_LEAF};
  return (Manner){name, NULL, WT_COLOUR_COLD, WT_COLOUR_COLD};
}

/* ---- values ---- */

/* Bounded values show their share of the domain, others their share of what there is. */
static gboolean field_range(Field *f, const WtAttribute *a)
{
  f->lo = a->lo;
  f->hi = a->hi;
  if (isfinite(f->lo) && isfinite(f->hi))
    return f->hi > f->lo;
  f->lo = HUGE_VAL;
  f->hi = -HUGE_VAL;
  for (gint32 c = 0; c < f->m->width * f->m->height; c++)
    if (!f->m->facts->wall[c]) {
      double v = wt_block_get(f->m->world, f->column, (guint32)c);
      f->lo = MIN(f->lo, v);
      f->hi = MAX(f->hi, v);
    }
  return f->hi > f->lo;
}

/* FALSE: none is shown. */
static gboolean field_shown(const WtMap *m, Field *f, Manner *manner)
{
  gint32 overlay = m->view->camera.overlay;
  if (overlay < 0 || (guint)overlay >= wt_town_n_fields(m->town))
    return FALSE;
  int attribute = wt_town_field_attribute(m->town, (guint)overlay, WT_OWNER_CELL);
  const WtAttribute *a = wt_vocab_attribute(m->model->vocab, attribute);
  *f = (Field){.m = m, .column = a->column, .dim = a->dim};
  f->name = wt_names_text(wt_town_names(m->town), a->name);
  *manner = manner_of(a, f->name);
  f->colour = manner->colour;
  if (!field_range(f, a))
    f->hi = f->lo + 1; /* the same everywhere */
  return TRUE;
}

/* -1: a wall, or outside. */
static float share_at(const Field *f, gint32 x, gint32 y)
{
  if (!wt_map_has(f->m, x, y) || wt_map_is_wall(f->m, x, y))
    return -1;
  double v = wt_block_get(f->m->world, f->column, (guint32)(y * f->m->width + x));
  return (float)CLAMP((v - f->lo) / (f->hi - f->lo), 0, 1);
}

/* How it falls from a cell towards the next; where there is none of it, nothing is said. */
static float slope(const Field *f, gint32 x, gint32 y, gint32 dx, gint32 dy, float here)
{
  float before = share_at(f, x - dx, y - dy), after = share_at(f, x + dx, y + dy);
  if (before > 0 && after > 0)
    return (before - after) / 2;
  return before > 0 ? before - here : after > 0 ? here - after : 0;
}

static void direction(const Field *f, gint32 x, gint32 y, float here, float *dx, float *dy)
{
  *dx = slope(f, x, y, 1, 0, here);
  *dy = slope(f, x, y, 0, 1, here);
  float length = sqrtf(*dx * *dx + *dy * *dy);
  *dx = length > 1e-6f ? *dx / length : 0;
  *dy = length > 1e-6f ? *dy / length : 0;
}

/* ---- on the floor ---- */

static void tint(const Field *f, const Manner *manner, int level, WtBox b)
{
  gboolean two = manner->colour != manner->low;
  float amount = two ? fabsf((float)level / 12 - 1) : (float)level / 24;
  if (amount > 0)
    wt_scene_rect(f->m->scene, two && level < 12 ? manner->low : manner->colour,
                  alpha_of(0, 170, amount), b.x, b.y, b.w, b.h);
}

static int level_at(const Field *f, gint32 x, gint32 y)
{
  float share = share_at(f, x, y);
  return share < 0 ? -1 : (int)(share * 24 + 0.5f);
}

/* The floor goes on as far as the wall, which is in the middle of its cells. */
static void tint_beside_wall(const Field *f, const Manner *manner, gint32 x, gint32 y)
{
  WtBox b = wt_map_cell(f->m, y * f->m->width + x);
  for (int i = 0; i < 4; i++) {
    int right = i % 2, low = i / 2;
    gint32 cell = wt_map_reaches(f->m, x, y, 2 * right - 1, 2 * low - 1);
    if (cell >= 0)
      tint(f, manner, level_at(f, cell % f->m->width, cell / f->m->width),
           (WtBox){b.x + (float)right * b.w / 2, b.y + (float)low * b.h / 2, b.w / 2, b.h / 2});
  }
}

/* What lies beside each other and is alike is one piece. */
static void draw_tint(const Field *f, const Manner *manner)
{
  const WtMap *m = f->m;
  for (gint32 y = m->y0; y < m->y1; y++)
    for (gint32 x = m->x0; x < m->x1;) {
      gint32 begin = x;
      int level = level_at(f, x, y);
      if (level < 0) {
        tint_beside_wall(f, manner, x++, y);
        continue;
      }
      while (x < m->x1 && level_at(f, x, y) == level)
        x++;
      WtBox b = wt_map_cell(m, y * m->width + begin);
      b.w *= (float)(x - begin);
      tint(f, manner, level, b);
    }
}

/* One mark for each cell, or for so many that each can be told from the next. */
static void draw_marks(const Field *f, Mark mark)
{
  const WtMap *m = f->m;
  gint32 step = 1;
  while ((float)step * m->cell < MARK_MIN ||
         (m->x1 - m->x0) / step * ((m->y1 - m->y0) / step) > CELLS_MAX)
    step++;
  for (gint32 y = m->y0 - m->y0 % step + step / 2; y < m->y1; y += step)
    for (gint32 x = m->x0 - m->x0 % step + step / 2; x < m->x1; x += step) {
      float share = share_at(f, x, y), dx, dy;
      if (share <= 0.005f)
        continue;
      WtBox b = wt_map_cell(m, y * m->width + x);
      direction(f, x, y, share, &dx, &dy);
      mark(f, b.x + b.w / 2, b.y + b.h / 2, m->cell * (float)step, share, dx, dy);
    }
}

void wt_map_field(const WtMap *m)
{
  Field f;
  Manner manner;
  if (!field_shown(m, &f, &manner))
    return;
  WtBox in = m->inner, on_floor = wt_box_common(in, m->floor);
  wt_scene_clip(m->scene, on_floor.x, on_floor.y, on_floor.w, on_floor.h);
  if (manner.mark)
    draw_marks(&f, manner.mark);
  else
    draw_tint(&f, &manner);
  wt_scene_clip(m->scene, in.x, in.y, in.w, in.h);
}

/* ---- legend ---- */

/* How much of it there is where the selected person is; NULL: she is nowhere. */
static char *at_her(const Field *f)
{
  gint32 cell = wt_map_cell_of(f->m, wt_map_selected(f->m));
  if (cell < 0)
    return NULL;
  g_autofree char *value =
      wt_words_amount(wt_block_get(f->m->world, f->column, (guint32)cell), f->dim);
  return g_strdup_printf(_("at %1$s %2$s"), wt_view_name(f->m->view, wt_map_selected(f->m)), value);
}

static void draw_samples(const Field *f, const Manner *manner, float x, float y)
{
  for (guint i = 0; i < 5; i++) {
    float share = (float)(i + 1) / 5, at = x + 18 * (float)i;
    gboolean two = manner->colour != manner->low;
    if (manner->mark)
      manner->mark(f, at + 9, y, 18, share, 1, 0);
    else
      wt_scene_rect(f->m->scene, two && i < 2 ? manner->low : manner->colour,
                    two ? alpha_of(0, 170, fabsf((float)i - 2) / 2) : alpha_of(0, 170, share), at,
                    y - 6, 18, 12);
  }
}

float wt_map_legend(const WtMap *m, WtBox foot, float x)
{
  Field f;
  Manner manner;
  if (!field_shown(m, &f, &manner))
    return x;
  g_autofree char *lo = wt_words_amount(f.lo, f.dim), *hi = wt_words_amount(f.hi, f.dim),
                  *her = at_her(&f);
  float a = wt_theme_width(WT_FONT_SMALL, lo), b = wt_theme_width(WT_FONT_SMALL, hi),
        c = her ? wt_theme_width(WT_FONT_SMALL, her) : 0;
  float y = foot.y + foot.h / 2, end = x + a + b + 112;
  wt_scene_text(m->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_LEFT, x, y, a + 6, lo);
  draw_samples(&f, &manner, x + a + 6, y);
  wt_scene_text(m->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_LEFT, x + a + 102, y, b + 6, hi);
  if (c > 0 && end + 8 + c < foot.x + foot.w)
    wt_scene_text(m->scene, WT_COLOUR_INK, WT_FONT_SMALL, WT_ALIGN_LEFT, end + 8, y, c + 8, her);
  return end + 8 + c;
}

/* ---- switches ---- */

static gboolean switch_field(WtView *view, const WtHit *hit, float x, float y, GError **error)
{
  (void)x, (void)y, (void)error;
  view->camera.overlay = view->camera.overlay == hit->value ? -1 : hit->value;
  return TRUE;
}

/* Its left end; nothing is drawn where there is no room for it. */
static float draw_switch(const WtMap *m, float right, float y, float left, const char *text,
                         gboolean on, gint32 field)
{
  float w = wt_theme_width(WT_FONT_SMALL, text) + 14, x = right - w;
  if (x < left)
    return right;
  if (on)
    wt_scene_round(m->scene, WT_COLOUR_SELECTED, 40, x, y - 10, w, 20, 10);
  wt_scene_frame(m->scene, on ? WT_COLOUR_SELECTED : WT_COLOUR_LINE, 1, x, y - 10, w, 20, 10);
  wt_scene_text(m->scene, on ? WT_COLOUR_SELECTED : WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_CENTRE,
                x + w / 2, y, w - 4, text);
  if (field < 0)
    wt_view_hit_key(m->view, (WtBox){x, y - 12, w, 24}, "p");
  else
    wt_view_hit(m->view, (WtBox){x, y - 12, w, 24}, switch_field, field);
  return x - 6;
}

/* A field each, and what the person perceives, from the right. */
void wt_map_switches(const WtMap *m, WtBox box, float left)
{
  g_autofree char *sees =
      g_strdup_printf(_("what %s sees"), wt_view_name(m->view, wt_map_selected(m)));
  float right = box.x + box.w - 10, y = box.y + 18;
  if (wt_map_selected(m) >= 0)
    right = draw_switch(m, right, y, left, sees, m->view->camera.sees, -1);
  for (guint i = wt_town_n_fields(m->town); i > 0; i--) {
    int attribute = wt_town_field_attribute(m->town, i - 1, WT_OWNER_CELL);
    const WtAttribute *a = wt_vocab_attribute(m->model->vocab, attribute);
    g_autofree char *name = wt_words(wt_names_text(wt_town_names(m->town), a->name));
    right = draw_switch(m, right, y, left, name, m->view->camera.overlay == (gint32)i - 1,
                        (gint32)i - 1);
  }
}
