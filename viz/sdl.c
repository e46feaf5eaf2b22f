/* sdl.c - the back end: pixels, type and a window. The only file that includes SDL's headers.
 *
 * Shapes are drawn by raster.c into a surface, texts by SDL_ttf; a window shows that surface, a
 * picture file is that surface. Nothing here is touched by other commands. Built without SDL, both
 * functions say so.
 */
#include "config.h"

#include "viz/raster.h"
#include "viz/sdl.h"
#include "viz/theme.h"

GQuark wt_sdl_error_quark(void)
{
  return g_quark_from_static_string("wt-sdl-error-quark");
}

/* In steps of a quarter: type keeps its shape. */
float wt_sdl_scale(guint width, guint height)
{
  float by = MIN((float)width / 1280, (float)height / 720);
  return CLAMP((float)(int)(by * 4) / 4, 1, 4);
}

#ifdef HAVE_SDL

#include <unistd.h>
#include <SDL.h>
#include <SDL_image.h>
#include <SDL_ttf.h>
#include <fontconfig/fontconfig.h>
#include <glib/gstdio.h>
#include <string.h>

enum { FRAME_MS = 16, PLAY_MS = 220 };

typedef struct {
  TTF_Font *plain[WT_N_FONTS],
      *wide[WT_N_FONTS]; /* wide: for scripts the plain one lacks; or NULL */
  SDL_Surface *surface;
  float scale;
} Canvas;

/* ---- fonts ---- */

static char *font_file(FcConfig *config, const char *family, gboolean bold, gunichar needed)
{
  char *file = NULL;
  FcResult result;
  FcPattern *pattern = FcPatternCreate();
  FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)family);
  FcPatternAddInteger(pattern, FC_WEIGHT, bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
  FcPatternAddInteger(pattern, FC_SLANT, FC_SLANT_ROMAN);
  FcCharSet *set = FcCharSetCreate();
  FcCharSetAddChar(set, needed);
  FcPatternAddCharSet(pattern, FC_CHARSET, set);
  FcConfigSubstitute(config, pattern, FcMatchPattern);
  FcDefaultSubstitute(pattern);
  FcPattern *match = FcFontMatch(config, pattern, &result);
  FcCharSet *has = NULL;
  FcChar8 *name = NULL;
  if (match && FcPatternGetCharSet(match, FC_CHARSET, 0, &has) == FcResultMatch &&
      FcCharSetHasChar(has, needed) &&
      FcPatternGetString(match, FC_FILE, 0, &name) == FcResultMatch)
    file = g_strdup((const char *)name);
  g_clear_pointer(&match, FcPatternDestroy);
  FcCharSetDestroy(set);
  FcPatternDestroy(pattern);
  return file;
}

static gboolean fail(GError **error, WtSdlError code, const char *what)
{
  g_set_error(error, WT_SDL_ERROR, code, "%s: %s", what, SDL_GetError());
  return FALSE;
}

static gboolean has_glyphs(FcConfig *config, const char *text)
{
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    g_autofree char *file = font_file(config, "DejaVu Sans", FALSE, g_utf8_get_char(p));
    if (!file)
      return FALSE;
  }
  return TRUE;
}

void wt_sdl_writable(const char *const *texts, guint n, gboolean *can)
{
  FcConfig *config = FcInitLoadConfigAndFonts();
  for (guint i = 0; i < n; i++)
    can[i] = g_str_is_ascii(texts[i]) || !config || has_glyphs(config, texts[i]);
  g_clear_pointer(&config, FcConfigDestroy);
}

static void close_fonts(Canvas *c)
{
  for (guint f = 0; f < WT_N_FONTS; f++) {
    g_clear_pointer(&c->plain[f], TTF_CloseFont);
    g_clear_pointer(&c->wide[f], TTF_CloseFont);
  }
}

static TTF_Font *open_font(const char *file, WtFont font, float scale)
{
  TTF_Font *opened = TTF_OpenFont(file, (int)(wt_theme_font_size(font) * scale + 0.5f));
  if (opened)
    TTF_SetFontHinting(opened, TTF_HINTING_LIGHT);
  return opened;
}

static gboolean open_fonts(Canvas *c, GError **error)
{
  FcConfig *config = FcInitLoadConfigAndFonts();
  gboolean ok = config != NULL;
  for (guint f = 0; f < WT_N_FONTS && ok; f++) {
    gboolean bold = f == WT_FONT_BOLD || f == WT_FONT_TITLE;
    g_autofree char *plain = font_file(config, "DejaVu Sans", bold, 'a');
    g_autofree char *wide = font_file(config, "Noto Sans CJK SC", bold, 0x901A);
    ok = plain && (c->plain[f] = open_font(plain, (WtFont)f, c->scale)) != NULL;
    if (wide)
      c->wide[f] = open_font(wide, (WtFont)f, c->scale);
  }
  g_clear_pointer(&config, FcConfigDestroy);
  if (!ok)
    g_set_error_literal(error, WT_SDL_ERROR, WT_SDL_ERROR_DISPLAY,
                        "no font was found (Debian: fonts-dejavu-core)");
  return ok;
}

/* ---- texts ---- */

static gboolean is_covered(TTF_Font *font, const char *text)
{
  for (const char *p = text; *p; p = g_utf8_next_char(p))
    if (!TTF_GlyphIsProvided32(font, g_utf8_get_char(p)))
      return FALSE;
  return TRUE;
}

static int text_width(TTF_Font *font, const char *text)
{
  int w = 0, h = 0;
  return TTF_SizeUTF8(font, text, &w, &h) == 0 ? w : 0;
}

/* (transfer full): what fits, with an ellipsis if not all does. */
static char *shortened(TTF_Font *font, const char *text, int room)
{
  if (room <= 0 || text_width(font, text) <= room)
    return g_strdup(text);
  for (glong n = g_utf8_strlen(text, -1) - 1; n > 0; n--) {
    g_autofree char *head = g_utf8_substring(text, 0, n);
    g_autofree char *cut = g_strconcat(g_strchomp(head), "…", NULL);
    if (text_width(font, cut) <= room)
      return g_steal_pointer(&cut);
  }
  return g_strdup("");
}

static void draw_text(Canvas *c, const WtRaster *r, const WtScene *scene, const WtShape *s,
                      guint32 rgb)
{
  const char *text = wt_scene_shape_text(scene, s);
  TTF_Font *font = c->plain[s->font];
  if (c->wide[s->font] && !is_covered(font, text))
    font = c->wide[s->font];
  g_autofree char *fits = shortened(font, text, (int)(s->w * r->scale));
  if (!*fits)
    return;
  SDL_Color colour = {(Uint8)(rgb >> 16), (Uint8)(rgb >> 8), (Uint8)rgb, 255};
  SDL_Surface *glyphs = TTF_RenderUTF8_Blended(font, fits, colour);
  if (!glyphs)
    return;
  float x = s->x * r->scale;
  x -= s->align == WT_ALIGN_RIGHT    ? (float)glyphs->w
       : s->align == WT_ALIGN_CENTRE ? (float)glyphs->w / 2
                                     : 0;
  SDL_Rect clip = {(int)r->clip.x, (int)r->clip.y, (int)r->clip.w, (int)r->clip.h};
  SDL_Rect at = {(int)(x + 0.5f), (int)(s->y * r->scale - (float)glyphs->h / 2 + 0.5f), 0, 0};
  SDL_SetClipRect(c->surface, &clip);
  SDL_BlitSurface(glyphs, NULL, c->surface, &at);
  SDL_FreeSurface(glyphs);
}

/* ---- drawing ---- */

static void draw_scene(Canvas *c, const WtScene *scene, gboolean dark)
{
  WtRaster r = {.pixels = c->surface->pixels,
                .width = c->surface->w,
                .height = c->surface->h,
                .stride = c->surface->pitch / 4,
                .scale = c->scale};
  wt_raster_fill(&r, wt_theme_rgb(WT_COLOUR_PAGE, dark));
  for (guint i = 0; i < scene->shapes->len; i++) {
    const WtShape *s = &g_array_index(scene->shapes, WtShape, i);
    guint32 rgb = wt_theme_rgb(s->colour, dark);
    if (s->kind == WT_SHAPE_CLIP)
      wt_raster_clip(&r, s);
    else if (s->kind == WT_SHAPE_TEXT)
      draw_text(c, &r, scene, s, rgb);
    else
      wt_raster_shape(&r, s, rgb);
  }
}

static void canvas_clear(Canvas *c)
{
  close_fonts(c);
  g_clear_pointer(&c->surface, SDL_FreeSurface);
}

static gboolean canvas_init(Canvas *c, guint width, guint height, float scale, GError **error)
{
  if (c->scale != scale)
    close_fonts(c);
  c->scale = scale;
  if (!c->plain[0] && !open_fonts(c, error))
    return FALSE;
  g_clear_pointer(&c->surface, SDL_FreeSurface);
  c->surface =
      SDL_CreateRGBSurfaceWithFormat(0, (int)width, (int)height, 32, SDL_PIXELFORMAT_ARGB8888);
  return c->surface ? TRUE : fail(error, WT_SDL_ERROR_DISPLAY, "picture");
}

/* ---- a picture file ---- */

static gboolean save(SDL_Surface *surface, const char *path, GError **error)
{
  g_autofree char *part = g_strdup_printf("%s.part-%d", path, (int)getpid());
  if (IMG_SavePNG(surface, part) == 0 && g_rename(part, path) == 0)
    return TRUE;
  g_unlink(part);
  return fail(error, WT_SDL_ERROR_IO, path);
}

gboolean wt_sdl_shot(const WtScene *scene, gboolean dark, guint width, guint height,
                     const char *path, GError **error)
{
  g_return_val_if_fail(scene && path && width > 0 && height > 0, FALSE);
  Canvas c = {0};
  if (TTF_Init() != 0)
    return fail(error, WT_SDL_ERROR_DISPLAY, "type");
  gboolean ok = canvas_init(&c, width, height, (float)width / scene->width, error);
  if (ok) {
    draw_scene(&c, scene, dark);
    ok = save(c.surface, path, error);
  }
  canvas_clear(&c);
  TTF_Quit();
  return ok;
}

/* ---- a window ---- */

typedef struct {
  WtView *view;
  WtScene *scene;
  SDL_Window *window;
  SDL_Renderer *renderer;
  Canvas canvas;
  gboolean dirty;
  Uint64 played;
} Window;

static const char *key_name(const SDL_KeyboardEvent *key)
{
  static const struct {
    SDL_Keycode code;
    const char *name;
  } keys[] = {{SDLK_RIGHT, "Right"},
              {SDLK_LEFT, "Left"},
              {SDLK_UP, "Up"},
              {SDLK_DOWN, "Down"},
              {SDLK_HOME, "Home"},
              {SDLK_END, "End"},
              {SDLK_SPACE, "Space"},
              {SDLK_PERIOD, "period"},
              {SDLK_COMMA, "comma"},
              {SDLK_f, "f"},
              {SDLK_d, "d"},
              {SDLK_q, "q"},
              {SDLK_z, "z"},
              {SDLK_ESCAPE, "Escape"},
              {SDLK_PAGEUP, "Page_Up"},
              {SDLK_PAGEDOWN, "Page_Down"}};
  if (key->keysym.sym == SDLK_TAB)
    return key->keysym.mod & KMOD_SHIFT ? "Shift+Tab" : "Tab";
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
    if (keys[i].code == key->keysym.sym)
      return keys[i].name;
  return NULL;
}

static void press(Window *w, const char *name)
{
  g_autoptr(GError) error = NULL;
  wt_view_key(w->view, name, &error); /* the view itself shows what went wrong */
  w->dirty = TRUE;
}

static void point(Window *w, float x, float y)
{
  g_autoptr(GError) error = NULL;
  wt_view_click(w->view, x, y, &error);
  w->dirty = TRUE;
}

static void turn(Window *w, float x, float y, int by)
{
  g_autoptr(GError) error = NULL;
  wt_view_wheel(w->view, x, y, by, &error);
  w->dirty = TRUE;
}

/* Window coordinates to logical ones of the scene. */
static void to_scene(const Window *w, int x, int y, float *sx, float *sy)
{
  int width = 1, height = 1;
  SDL_GetWindowSize(w->window, &width, &height);
  *sx = (float)x * w->scene->width / (float)MAX(1, width);
  *sy = (float)y * w->scene->height / (float)MAX(1, height);
}

static void drag(Window *w, float x, float y, const SDL_Event *event)
{
  g_autoptr(GError) error = NULL;
  float dx, dy;
  to_scene(w, event->motion.xrel, event->motion.yrel, &dx, &dy);
  wt_view_drag(w->view, x, y, dx, dy, &error);
  w->dirty = TRUE;
}

static void handle(Window *w, const SDL_Event *event)
{
  float x, y;
  int mx, my;
  switch (event->type) {
  case SDL_QUIT:
    press(w, "q");
    break;
  case SDL_TEXTINPUT:
    if (strcmp(event->text.text, "?") == 0)
      press(w, "question");
    break;
  case SDL_KEYDOWN:
    if (key_name(&event->key))
      press(w, key_name(&event->key));
    break;
  case SDL_MOUSEBUTTONDOWN:
    to_scene(w, event->button.x, event->button.y, &x, &y);
    point(w, x, y);
    break;
  case SDL_MOUSEMOTION:
    to_scene(w, event->motion.x, event->motion.y, &x, &y);
    if (event->motion.state & SDL_BUTTON_LMASK)
      drag(w, x, y, event);
    break;
  case SDL_MOUSEWHEEL:
    SDL_GetMouseState(&mx, &my);
    to_scene(w, mx, my, &x, &y);
    turn(w, x, y, event->wheel.y);
    break;
  case SDL_WINDOWEVENT:
    w->dirty = TRUE;
    break;
  default:
    break;
  }
}

static gboolean present(Window *w, GError **error)
{
  int width = 0, height = 0;
  SDL_GetRendererOutputSize(w->renderer, &width, &height);
  width = MAX(width, 64);
  height = MAX(height, 64);
  float scale = wt_sdl_scale((guint)width, (guint)height);
  if ((!w->canvas.surface || w->canvas.surface->w != width || w->canvas.surface->h != height) &&
      !canvas_init(&w->canvas, (guint)width, (guint)height, scale, error))
    return FALSE;
  wt_view_draw(w->view, w->scene, (float)width / scale, (float)height / scale);
  draw_scene(&w->canvas, w->scene, wt_view_is_dark(w->view));
  SDL_Texture *texture = SDL_CreateTextureFromSurface(w->renderer, w->canvas.surface);
  if (!texture)
    return fail(error, WT_SDL_ERROR_DISPLAY, "window");
  SDL_RenderCopy(w->renderer, texture, NULL, NULL);
  SDL_RenderPresent(w->renderer);
  SDL_DestroyTexture(texture);
  w->dirty = FALSE;
  return TRUE;
}

static gboolean loop(Window *w, GError **error)
{
  while (!wt_view_is_done(w->view)) {
    SDL_Event event;
    if (w->dirty && !present(w, error))
      return FALSE;
    if (SDL_WaitEventTimeout(&event, wt_view_is_playing(w->view) ? FRAME_MS : 500))
      do
        handle(w, &event);
      while (SDL_PollEvent(&event));
    Uint64 now = SDL_GetTicks64();
    if (wt_view_is_playing(w->view) && now - w->played >= PLAY_MS) {
      w->played = now;
      press(w, "Right");
    }
  }
  return TRUE;
}

static gboolean open_window(Window *w, guint width, guint height, GError **error)
{
  const Uint32 flags = SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI;
  w->window = SDL_CreateWindow("whytown", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                               (int)width, (int)height, flags);
  if (!w->window)
    return fail(error, WT_SDL_ERROR_DISPLAY, "window");
  SDL_SetWindowMinimumSize(w->window, 320, 240);
  w->renderer = SDL_CreateRenderer(w->window, -1, 0);
  return w->renderer ? TRUE : fail(error, WT_SDL_ERROR_DISPLAY, "window");
}

gboolean wt_sdl_show(WtView *view, guint width, guint height, GError **error)
{
  g_return_val_if_fail(view, FALSE);
  Window w = {.view = view, .dirty = TRUE};
  if (SDL_Init(SDL_INIT_VIDEO) != 0)
    return fail(error, WT_SDL_ERROR_DISPLAY, "no display");
  gboolean ok = TTF_Init() == 0 || fail(error, WT_SDL_ERROR_DISPLAY, "type");
  w.scene = wt_scene_new((float)width, (float)height);
  ok = ok && open_window(&w, width, height, error) && loop(&w, error);
  canvas_clear(&w.canvas);
  g_clear_pointer(&w.renderer, SDL_DestroyRenderer);
  g_clear_pointer(&w.window, SDL_DestroyWindow);
  wt_scene_free(w.scene);
  if (TTF_WasInit())
    TTF_Quit();
  SDL_Quit();
  return ok;
}

#else

static gboolean absent(GError **error)
{
  g_set_error_literal(
      error, WT_SDL_ERROR, WT_SDL_ERROR_ABSENT,
      "this whytown was built without SDL, so it has no window and draws no pictures; "
      "--scene prints the view as text");
  return FALSE;
}

gboolean wt_sdl_shot(const WtScene *scene, gboolean dark, guint width, guint height,
                     const char *path, GError **error)
{
  (void)scene, (void)dark, (void)width, (void)height, (void)path;
  return absent(error);
}

gboolean wt_sdl_show(WtView *view, guint width, guint height, GError **error)
{
  (void)view, (void)width, (void)height;
  return absent(error);
}

void wt_sdl_writable(const char *const *texts, guint n, gboolean *can)
{
  (void)texts;
  for (guint i = 0; i < n; i++)
    can[i] = TRUE;
}

#endif
