/* raster.c - see raster.h.
 *
 * A pixel is covered by how far its middle lies inside the outline (signed distance), so edges are
 * smooth at any scale and every machine draws the same pixels.
 */
#include "viz/raster.h"

#include <math.h>
#include <string.h>

enum { CURVE_STEPS = 28 };

typedef struct {
  int x0, y0, x1, y1; /* pixels, ends excluded */
} Area;

void wt_raster_fill(WtRaster *r, guint32 rgb)
{
  g_return_if_fail(r);
  for (int y = 0; y < r->height; y++)
    for (int x = 0; x < r->width; x++)
      r->pixels[y * r->stride + x] = 0xFF000000u | rgb;
  r->clip = (WtBox){0, 0, (float)r->width, (float)r->height};
}

void wt_raster_clip(WtRaster *r, const WtShape *s)
{
  g_return_if_fail(r && s);
  r->clip = (WtBox){0, 0, (float)r->width, (float)r->height};
  if (s->w > 0)
    r->clip = (WtBox){s->x * r->scale, s->y * r->scale, s->w * r->scale, s->h * r->scale};
}

static void blend(guint32 *pixel, guint32 rgb, float cover)
{
  guint32 a = (guint32)(cover * 256 + 0.5f), out = 0xFF000000u;
  for (guint shift = 0; shift < 24; shift += 8) {
    guint32 under = (*pixel >> shift) & 0xFF, over = (rgb >> shift) & 0xFF;
    out |= ((under * (256 - a) + over * a) >> 8) << shift;
  }
  *pixel = out;
}

static Area area_of(const WtRaster *r, float x0, float y0, float x1, float y1)
{
  float right = MIN((float)r->width, r->clip.x + r->clip.w),
        low = MIN((float)r->height, r->clip.y + r->clip.h);
  Area a;
  a.x0 = (int)floorf(MAX(MAX(0, r->clip.x), x0 - 1));
  a.y0 = (int)floorf(MAX(MAX(0, r->clip.y), y0 - 1));
  a.x1 = (int)ceilf(MIN(right, x1 + 1));
  a.y1 = (int)ceilf(MIN(low, y1 + 1));
  return a;
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

/* ---- curves ---- */

static void curve_point(const WtShape *s, float t, float *x, float *y)
{
  float u = 1 - t, mid = (s->x + s->w) / 2;
  float a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
  *x = a * s->x + (b + c) * mid + d * s->w;
  *y = (a + b) * s->y + (c + d) * s->h;
}

static void cover_segment(const Area *all, guint8 *mask, Area part, const float p[4], float pen)
{
  for (int y = part.y0; y < part.y1; y++)
    for (int x = part.x0; x < part.x1; x++) {
      float d = segment_distance((float)x + 0.5f, (float)y + 0.5f, p[0], p[1], p[2], p[3]) - pen;
      guint8 *m = &mask[(y - all->y0) * (all->x1 - all->x0) + x - all->x0];
      *m = MAX(*m, (guint8)(CLAMP(0.5f - d, 0, 1) * 255));
    }
}

/* Its parts are joined in a mask first, so that no joint is drawn twice. */
static void draw_curve(WtRaster *r, const WtShape *s, guint32 rgb)
{
  float pen = s->width / 2;
  Area all = area_of(r, MIN(s->x, s->w) - pen, MIN(s->y, s->h) - pen, MAX(s->x, s->w) + pen,
                     MAX(s->y, s->h) + pen);
  if (all.x1 <= all.x0 || all.y1 <= all.y0)
    return;
  g_autofree guint8 *mask = g_malloc0((gsize)(all.x1 - all.x0) * (gsize)(all.y1 - all.y0));
  float p[4] = {s->x, s->y};
  for (int i = 1; i <= CURVE_STEPS; i++) {
    curve_point(s, (float)i / CURVE_STEPS, &p[2], &p[3]);
    Area part = area_of(r, MIN(p[0], p[2]) - pen, MIN(p[1], p[3]) - pen, MAX(p[0], p[2]) + pen,
                        MAX(p[1], p[3]) + pen);
    part = (Area){MAX(part.x0, all.x0), MAX(part.y0, all.y0), MIN(part.x1, all.x1),
                  MIN(part.y1, all.y1)};
    cover_segment(&all, mask, part, p, pen);
    p[0] = p[2];
    p[1] = p[3];
  }
  for (int y = all.y0; y < all.y1; y++)
    for (int x = all.x0; x < all.x1; x++) {
      guint8 m = mask[(y - all.y0) * (all.x1 - all.x0) + x - all.x0];
      if (m)
        blend(&r->pixels[y * r->stride + x], rgb, (float)m / 255 * s->alpha / 255);
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

void wt_raster_shape(WtRaster *r, const WtShape *shape, guint32 rgb)
{
  g_return_if_fail(r && shape && shape->kind != WT_SHAPE_TEXT && shape->kind != WT_SHAPE_CLIP);
  WtShape s = scaled(shape, r->scale);
  if (s.kind == WT_SHAPE_CURVE) {
    draw_curve(r, &s, rgb);
    return;
  }
  Area a = bounds(r, &s);
  for (int y = a.y0; y < a.y1; y++)
    for (int x = a.x0; x < a.x1; x++) {
      float d = distance(&s, (float)x + 0.5f, (float)y + 0.5f);
      if (d < 0.5f)
        blend(&r->pixels[y * r->stride + x], rgb, CLAMP(0.5f - d, 0, 1) * s.alpha / 255);
    }
}
