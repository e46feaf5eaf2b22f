/* raster.c - see raster.h.
 *
 * A pixel is covered by how far its middle lies inside the outline (signed distance), so edges are
 * smooth at any scale and every machine draws the same pixels. Distances are computed at edges
 * only: each row of a shape has a middle stretch that is covered alike throughout, and is filled at
 * once.
 */
#include "viz/raster.h"

#include <math.h>
#include <string.h>
#include <wchar.h>

enum { CURVE_STEPS = 28 };

typedef struct {
  int x0, y0, x1, y1; /* pixels, ends excluded */
} Area;

/* One row of a shape: nothing outside from .. to; its middle is covered like `middle` everywhere.
 */
typedef struct {
  int from, to;
  int middle, middle_end; /* empty: middle >= middle_end */
} Row;

static void fill(guint32 *pixel, int n, guint32 value)
{
  G_STATIC_ASSERT(sizeof(wchar_t) == sizeof *pixel);
  wmemset((wchar_t *)pixel, (wchar_t)value, (gsize)n);
}

void wt_raster_fill(WtRaster *r, guint32 rgb)
{
  g_return_if_fail(r);
  for (int y = 0; y < r->height; y++)
    fill(&r->pixels[y * r->stride], r->width, 0xFF000000u | rgb);
  r->clip = (WtBox){0, 0, (float)r->width, (float)r->height};
}

void wt_raster_clip(WtRaster *r, const WtShape *s)
{
  g_return_if_fail(r && s);
  r->clip = (WtBox){0, 0, (float)r->width, (float)r->height};
  if (s->w > 0)
    r->clip = (WtBox){s->x * r->scale, s->y * r->scale, s->w * r->scale, s->h * r->scale};
}

/* `rgb` upon n pixels, `a` of 256; each channel has 16 bits of room, none reaches into the next. */
static guint32 mixed(guint32 p, guint32 rest, guint32 even, guint32 odd)
{
  return 0xFF000000u | (((p & 0xFF00FF) * rest + even) >> 8 & 0xFF00FF) |
         (((p >> 8 & 0xFF) * rest + odd) & 0xFF00);
}

static void blend(guint32 *pixel, int n, guint32 rgb, guint32 a)
{
  const guint64 lanes = G_GUINT64_CONSTANT(0x00FF00FF00FF00FF);
  guint32 rest = 256 - a, even = (rgb & 0xFF00FF) * a, odd = (rgb >> 8 & 0xFF) * a;
  guint64 evens = ((guint64)even << 32) | even, odds = ((guint64)odd << 32) | odd;
  int i = 0;
  for (; i + 2 <= n; i += 2) { /* two at a time */
    guint64 two;
    memcpy(&two, &pixel[i], sizeof two);
    guint64 low = ((two & lanes) * rest + evens) >> 8 & lanes;
    guint64 high = ((two >> 8 & lanes) * rest + odds) & (lanes << 8);
    two = low | (high & G_GUINT64_CONSTANT(0x0000FF000000FF00)) |
          G_GUINT64_CONSTANT(0xFF000000FF000000);
    memcpy(&pixel[i], &two, sizeof two);
  }
  if (i < n)
    pixel[i] = mixed(pixel[i], rest, even, odd);
}

static void put(guint32 *pixel, int n, guint32 rgb, float cover)
{
  guint32 a = (guint32)(cover * 256 + 0.5f);
  if (a >= 256)
    fill(pixel, n, 0xFF000000u | rgb);
  else if (a > 0)
    blend(pixel, n, rgb, a);
}

static Area clip_area(const WtRaster *r)
{
  float right = MIN((float)r->width, r->clip.x + r->clip.w),
        low = MIN((float)r->height, r->clip.y + r->clip.h);
  return (Area){(int)floorf(MAX(0, r->clip.x)), (int)floorf(MAX(0, r->clip.y)), (int)ceilf(right),
                (int)ceilf(low)};
}

static Area area_of(const WtRaster *r, float x0, float y0, float x1, float y1)
{
  Area c = clip_area(r), a;
  a.x0 = (int)floorf(CLAMP(x0 - 1, (float)c.x0, (float)c.x1));
  a.y0 = (int)floorf(CLAMP(y0 - 1, (float)c.y0, (float)c.y1));
  a.x1 = (int)ceilf(CLAMP(x1 + 1, (float)c.x0, (float)c.x1));
  a.y1 = (int)ceilf(CLAMP(y1 + 1, (float)c.y0, (float)c.y1));
  return a;
}

void wt_raster_mask(WtRaster *r, int x, int y, const guint8 *mask, int width, int height,
                    guint32 rgb, guint8 alpha)
{
  g_return_if_fail(r && mask);
  Area c = clip_area(r);
  for (int row = MAX(0, c.y0 - y); row < MIN(height, c.y1 - y); row++)
    for (int i = MAX(0, c.x0 - x); i < MIN(width, c.x1 - x); i++) {
      guint32 a = (guint32)mask[row * width + i] * (alpha + 1u) / 255;
      if (a > 0)
        blend(&r->pixels[(y + row) * r->stride + x + i], 1, rgb, a);
    }
}

static float box_distance(float px, float py, float x, float y, float w, float h, float radius)
{
  float dx = fabsf(px - (x + w / 2)) - w / 2 + radius,
        dy = fabsf(py - (y + h / 2)) - h / 2 + radius;
  float ox = MAX(dx, 0), oy = MAX(dy, 0);
  return sqrtf(ox * ox + oy * oy) + MIN(MAX(dx, dy), 0) - radius;
}

static float segment_distance(float px, float py, float x0, float y0, float x1, float y1)
{
  float dx = x1 - x0, dy = y1 - y0, length = dx * dx + dy * dy;
  float t = length > 0 ? CLAMP(((px - x0) * dx + (py - y0) * dy) / length, 0, 1) : 0;
  float ex = px - x0 - t * dx, ey = py - y0 - t * dy;
  return sqrtf(ex * ex + ey * ey);
}

/* Signed: how far outside the farthest of its sides. */
static float triangle_distance(const WtShape *s, float px, float py)
{
  const float xs[] = {s->x, s->w, s->u, s->x}, ys[] = {s->y, s->h, s->v, s->y};
  float turn = (s->w - s->x) * (s->v - s->y) - (s->h - s->y) * (s->u - s->x);
  float most = -1e9f;
  for (int i = 0; i < 3; i++) {
    float dx = xs[i + 1] - xs[i], dy = ys[i + 1] - ys[i], length = sqrtf(dx * dx + dy * dy);
    float side = length > 0 ? ((px - xs[i]) * dy - (py - ys[i]) * dx) / length : 0;
    most = MAX(most, turn > 0 ? side : -side);
  }
  return most;
}

/* `s` in pixels already. */
static float distance(const WtShape *s, float x, float y)
{
  float dx = x - s->x, dy = y - s->y;
  switch (s->kind) {
  case WT_SHAPE_RECT:
    return box_distance(x, y, s->x, s->y, s->w, s->h, s->radius);
  case WT_SHAPE_FRAME:
    return fabsf(box_distance(x, y, s->x, s->y, s->w, s->h, s->radius) + s->width / 2) -
           s->width / 2;
  case WT_SHAPE_LINE:
    return segment_distance(x, y, s->x, s->y, s->w, s->h) - s->width / 2;
  case WT_SHAPE_TRIANGLE:
    return triangle_distance(s, x, y);
  case WT_SHAPE_CIRCLE:
    return sqrtf(dx * dx + dy * dy) - s->w;
  case WT_SHAPE_RING:
    return fabsf(sqrtf(dx * dx + dy * dy) - s->w) - s->width / 2;
  default:
    return 1;
  }
}

static Area bounds(const WtRaster *r, const WtShape *s)
{
  float pen = s->width / 2 + 1;
  if (s->kind == WT_SHAPE_LINE)
    return area_of(r, MIN(s->x, s->w) - pen, MIN(s->y, s->h) - pen, MAX(s->x, s->w) + pen,
                   MAX(s->y, s->h) + pen);
  if (s->kind == WT_SHAPE_TRIANGLE)
    return area_of(r, MIN(MIN(s->x, s->w), s->u) - 1, MIN(MIN(s->y, s->h), s->v) - 1,
                   MAX(MAX(s->x, s->w), s->u) + 1, MAX(MAX(s->y, s->h), s->v) + 1);
  if (s->kind == WT_SHAPE_CIRCLE || s->kind == WT_SHAPE_RING)
    return area_of(r, s->x - s->w - pen, s->y - s->w - pen, s->x + s->w + pen, s->y + s->w + pen);
  return area_of(r, s->x, s->y, s->x + s->w, s->y + s->h);
}

/* ---- rows ---- */

/* Pixels whose middles lie in lo .. hi, within from .. to. */
static void middles(const Area *a, float lo, float hi, int *from, int *to)
{
  *from = (int)CLAMP(ceilf(lo - 0.5f), (float)a->x0, (float)a->x1);
  *to = (int)CLAMP(floorf(hi - 0.5f) + 1, (float)a->x0, (float)a->x1);
}

static float half_chord(float radius, float dy)
{
  float square = radius * radius - dy * dy;
  return radius > 0 && square > 0 ? sqrtf(square) : 0;
}

/* Between the corners, and farther from the sides than what they cover, only the height matters. */
static void box_row(const WtShape *s, const Area *a, float y, Row *row)
{
  float pen = s->kind == WT_SHAPE_FRAME ? s->width : 0, depth = MAX(s->radius, pen + 0.5f);
  gboolean level = y < s->y + depth || y > s->y + s->h - depth;
  float in = level && (pen > 0 || s->radius > 0) ? depth : pen + 0.5f, out = 0;
  float up = MAX(s->y + s->radius - y, y - (s->y + s->h - s->radius)); /* into the corners */
  if (up > 0) {
    float full = pen > 0 ? 0 : half_chord(s->radius - 0.5f, up);
    in = full > 0 ? s->radius - full : in;
    out = MAX(0, s->radius - half_chord(s->radius + 1, up) - 1);
  }
  middles(a, s->x + out - 0.499f, s->x + s->w - out + 0.499f, &row->from, &row->to);
  middles(a, s->x + in, s->x + s->w - in, &row->middle, &row->middle_end);
}

/* The middle of a circle is full, that of a ring empty. */
static void round_row(const WtShape *s, const Area *a, float y, Row *row)
{
  float pen = s->kind == WT_SHAPE_RING ? s->width / 2 : 0;
  float inner = half_chord(s->w - pen - 0.5f, y - s->y);
  float outer = half_chord(s->w + pen + 1, y - s->y) + 1;
  middles(a, s->x - outer, s->x + outer, &row->from, &row->to);
  if (inner > 0)
    middles(a, s->x - inner, s->x + inner, &row->middle, &row->middle_end);
}

/* Where the endless line comes near the row. */
static void line_row(const WtShape *s, const Area *a, float y, Row *row)
{
  float dx = s->w - s->x, dy = s->h - s->y;
  float at = s->x + (y - s->y) * dx / dy;
  float reach = (s->width / 2 + 1) * sqrtf(dx * dx + dy * dy) / fabsf(dy) + 1;
  middles(a, at - reach, at + reach, &row->from, &row->to);
}

static Row row_of(const WtShape *s, const Area *a, float y)
{
  Row row = {a->x0, a->x1, a->x1, a->x1};
  if (s->kind == WT_SHAPE_RECT || s->kind == WT_SHAPE_FRAME)
    box_row(s, a, y, &row);
  else if (s->kind == WT_SHAPE_CIRCLE || s->kind == WT_SHAPE_RING)
    round_row(s, a, y, &row);
  else if (s->kind == WT_SHAPE_LINE)
    line_row(s, a, y, &row);
  if (row.middle >= row.middle_end)
    row.middle = row.middle_end = row.to;
  return row;
}

static float cover_at(const WtShape *s, int x, float y)
{
  return CLAMP(0.5f - distance(s, (float)x + 0.5f, y), 0, 1) * s->alpha / 255;
}

static void draw_row(const WtShape *s, const Row *row, float y, guint32 *line, guint32 rgb)
{
  for (int x = row->from; x < row->middle; x++)
    put(&line[x], 1, rgb, cover_at(s, x, y));
  if (row->middle < row->middle_end)
    put(&line[row->middle], row->middle_end - row->middle, rgb, cover_at(s, row->middle, y));
  for (int x = row->middle_end; x < row->to; x++)
    put(&line[x], 1, rgb, cover_at(s, x, y));
}

/* ---- curves ---- */

/* Both run one way only, so the parts near a pixel are neighbours. */
static void curve_points(const WtShape *s, float x[CURVE_STEPS + 1], float y[CURVE_STEPS + 1])
{
  gboolean swap = s->x > s->w;
  float x0 = swap ? s->w : s->x, x1 = swap ? s->x : s->w;
  float y0 = swap ? s->h : s->y, y1 = swap ? s->y : s->h, mid = (x0 + x1) / 2;
  for (int i = 0; i <= CURVE_STEPS; i++) {
    float t = (float)i / CURVE_STEPS, u = 1 - t;
    float a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
    x[i] = a * x0 + (b + c) * mid + d * x1;
    y[i] = (a + b) * y0 + (c + d) * y1;
  }
}

static float curve_distance(const float *xs, const float *ys, int first, int last, float x, float y,
                            float reach)
{
  float best = reach + 1;
  for (int i = first; i < last && xs[i] - reach <= x; i++)
    if (xs[i + 1] + reach >= x)
      best = MIN(best, segment_distance(x, y, xs[i], ys[i], xs[i + 1], ys[i + 1]));
  return best;
}

/* Its parts are drawn as one shape, so that no joint is drawn twice. */
static void draw_curve(WtRaster *r, const WtShape *s, guint32 rgb)
{
  float xs[CURVE_STEPS + 1], ys[CURVE_STEPS + 1], pen = s->width / 2, reach = pen + 1;
  curve_points(s, xs, ys);
  Area a =
      area_of(r, xs[0] - pen, MIN(s->y, s->h) - pen, xs[CURVE_STEPS] + pen, MAX(s->y, s->h) + pen);
  for (int row = a.y0; row < a.y1; row++) {
    float y = (float)row + 0.5f;
    int first = 0, last = CURVE_STEPS, from, to;
    while (first < last &&
           (MAX(ys[first], ys[first + 1]) + reach < y || MIN(ys[first], ys[first + 1]) - reach > y))
      first++;
    while (last > first &&
           (MAX(ys[last - 1], ys[last]) + reach < y || MIN(ys[last - 1], ys[last]) - reach > y))
      last--;
    if (first == last)
      continue;
    middles(&a, xs[first] - reach, xs[last] + reach, &from, &to);
    for (int x = from; x < to; x++) {
      while (first < last && xs[first + 1] + reach < (float)x + 0.5f)
        first++;
      float d = curve_distance(xs, ys, first, last, (float)x + 0.5f, y, reach) - pen;
      if (d < 0.5f)
        put(&r->pixels[row * r->stride + x], 1, rgb, CLAMP(0.5f - d, 0, 1) * s->alpha / 255);
    }
  }
}

static WtShape scaled(const WtShape *shape, float k)
{
  WtShape s = *shape;
  s.x *= k;
  s.y *= k;
  s.w *= k;
  s.h *= k;
  s.u *= k;
  s.v *= k;
  s.radius *= k;
  s.width = s.width > 0 ? MAX(1, s.width * k) : 0;
  return s;
}

/* A level or upright line is a box with round ends. */
static void straighten(WtShape *s)
{
  if (s->kind != WT_SHAPE_LINE || (s->x != s->w && s->y != s->h))
    return;
  float pen = s->width / 2, x = MIN(s->x, s->w), y = MIN(s->y, s->h);
  s->w = fabsf(s->w - s->x) + s->width;
  s->h = fabsf(s->h - s->y) + s->width;
  s->x = x - pen;
  s->y = y - pen;
  s->radius = pen;
  s->kind = WT_SHAPE_RECT;
}

void wt_raster_shape(WtRaster *r, const WtShape *shape, guint32 rgb)
{
  g_return_if_fail(r && shape && shape->kind != WT_SHAPE_TEXT && shape->kind != WT_SHAPE_CLIP);
  WtShape s = scaled(shape, r->scale);
  if (s.kind == WT_SHAPE_CURVE) {
    draw_curve(r, &s, rgb);
    return;
  }
  straighten(&s);
  Area a = bounds(r, &s);
  for (int y = a.y0; y < a.y1 && a.x0 < a.x1; y++) {
    Row row = row_of(&s, &a, (float)y + 0.5f);
    draw_row(&s, &row, (float)y + 0.5f, &r->pixels[y * r->stride], rgb);
  }
}
