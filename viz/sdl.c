/* sdl.c - the window: what happens to it becomes keys and places of the view, what the view shows
 * becomes pixels. The only file that includes SDL's headers.
 *
 * Pixels are made by canvas.c and copied into the window's surface: no graphics driver is needed.
 * Each turn handles what has happened, lets the view work for some milliseconds, and draws if there
 * is anything new. Nothing here is touched by other commands.
 */
#include "config.h"

#include "viz/sdl.h"
#include "viz/hint.h"
#include "viz/save.h"
#include "viz/keys.h"

#ifdef HAVE_SDL

#include <SDL.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <stdlib.h>

enum {
  IDLE_MS = 80,      /* after the last event, what cannot be interrupted may begin */
  WAIT_MS = 500,     /* nothing happens and nothing is to be done */
  PROGRESS_MS = 100, /* between pictures of work that goes on */
  LONGEST_MS = 250,  /* more time than this does not pass at once when playing */
  WORK_US = 6000,
  SMALLEST = 64,   /* pixels, whatever the window says */
  DISPLAY_LOST = 4 /* exit status: reading or writing failed */
};

typedef struct {
  WtView *view;
  WtScene *scene;
  SDL_Window *window;
  WtCanvas canvas;
  WtSaver saver;
  char *title;
  gboolean dirty;       /* there is something new to see */
  gboolean busy;        /* the view has more to do */
  Uint64 happened;      /* when something last did */
  Uint64 shown, played; /* when there was a picture, and time passed for the view */
  gboolean dragged;
  float x, y, dx, dy; /* where to, and how far since it was last told */
  gboolean pointed;   /* the pointer is in the window, no button is down: */
  float px, py;       /* where */
  char *hint;         /* what is shown beside it, NULL: nothing */
} Window;

static gboolean window_lost; /* what Xlib calls knows no Window */

/* ---- keys ---- */

static void press(Window *w, const char *name)
{
  g_autoptr(GError) error = NULL;
  wt_view_key(w->view, name, &error); /* the view itself shows what went wrong */
  w->dirty = TRUE;
}

/* Keys that write nothing, by X's names; with Shift only where that is a key of its own. */
static const struct {
  SDL_Keycode code;
  const char *name, *shifted;
} named[] = {{SDLK_RIGHT, "Right", "Shift+Right"},
             {SDLK_LEFT, "Left", "Shift+Left"},
             {SDLK_UP, "Up", NULL},
             {SDLK_DOWN, "Down", NULL},
             {SDLK_HOME, "Home", NULL},
             {SDLK_END, "End", NULL},
             {SDLK_PAGEUP, "Page_Up", NULL},
             {SDLK_PAGEDOWN, "Page_Down", NULL},
             {SDLK_SPACE, "Space", NULL},
             {SDLK_TAB, "Tab", "Shift+Tab"},
             {SDLK_RETURN, "Return", NULL},
             {SDLK_KP_ENTER, "Return", NULL},
             {SDLK_BACKSPACE, "BackSpace", NULL},
             {SDLK_DELETE, "Delete", NULL},
             {SDLK_ESCAPE, "Escape", NULL},
             {SDLK_F1, "question", NULL}};

static void key_down(Window *w, const SDL_KeyboardEvent *key)
{
  if (key->keysym.mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI))
    return;
  for (guint i = 0; i < G_N_ELEMENTS(named); i++)
    if (named[i].code == key->keysym.sym) {
      gboolean shift = named[i].shifted && (key->keysym.mod & KMOD_SHIFT);
      press(w, shift ? named[i].shifted : named[i].name);
    }
}

/* Everything that writes something; a blank typed by its key has come as a key. */
static void text_input(Window *w, const char *text)
{
  if (g_str_equal(text, " ") || !g_utf8_validate(text, -1, NULL))
    return;
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    g_autofree char *one = g_strndup(p, (gsize)(g_utf8_next_char(p) - p));
    press(w, g_str_equal(one, " ") ? "Space" : one);
  }
}

/* ---- the mouse ---- */

/* Window coordinates to logical ones of the scene. */
static void to_scene(const Window *w, float x, float y, float *sx, float *sy)
{
  int width = 1, height = 1;
  SDL_GetWindowSize(w->window, &width, &height);
  *sx = x * w->scene->width / (float)MAX(1, width);
  *sy = y * w->scene->height / (float)MAX(1, height);
}

/* Left: what is there; middle: takes hold of the map; the one that leads back in a browser: back.
 */
static void button_down(Window *w, const SDL_MouseButtonEvent *button)
{
  g_autoptr(GError) error = NULL;
  float x, y;
  to_scene(w, (float)button->x, (float)button->y, &x, &y);
  if (button->button == SDL_BUTTON_LEFT)
    wt_view_click(w->view, x, y, &error); /* the view itself shows what went wrong */
  else
    wt_view_let_go(w->view);
  if (button->button == SDL_BUTTON_X1)
    press(w, "BackSpace");
  w->dirty = TRUE;
}

static void turn(Window *w, const SDL_MouseWheelEvent *wheel)
{
  g_autoptr(GError) error = NULL;
  float x, y;
  int by = wheel->direction == SDL_MOUSEWHEEL_FLIPPED ? -wheel->y : wheel->y;
  to_scene(w, (float)wheel->mouseX, (float)wheel->mouseY, &x, &y);
  if (by != 0)
    wt_view_wheel(w->view, x, y, by, &error);
  w->dirty = TRUE;
}

static const char *hint_now(const Window *w)
{
  return w->pointed ? wt_hint_at(&w->canvas, w->scene, w->px, w->py) : NULL;
}

/* A new picture only if there is another text to show in full. */
static void hover(Window *w, gboolean inside, int mx, int my)
{
  w->pointed = inside;
  to_scene(w, (float)mx, (float)my, &w->px, &w->py);
  w->dirty = w->dirty || g_strcmp0(w->hint, hint_now(w)) != 0;
}

/* The pointer moves more often than pictures are drawn: told once for all that has come. */
static void drag(Window *w, const SDL_MouseMotionEvent *motion)
{
  float dx, dy;
  hover(w, motion->state == 0, motion->x, motion->y);
  if (!(motion->state & (SDL_BUTTON_LMASK | SDL_BUTTON_MMASK)))
    return;
  to_scene(w, (float)motion->x, (float)motion->y, &w->x, &w->y);
  to_scene(w, (float)motion->xrel, (float)motion->yrel, &dx, &dy);
  w->dx += dx;
  w->dy += dy;
  w->dragged = TRUE;
}

static void tell_drag(Window *w)
{
  g_autoptr(GError) error = NULL;
  if (!w->dragged)
    return;
  wt_view_drag(w->view, w->x, w->y, w->dx, w->dy, &error);
  w->dx = w->dy = 0;
  w->dragged = FALSE;
  w->dirty = TRUE;
}

/* ---- events ---- */

static void handle(Window *w, const SDL_Event *event)
{
  if (event->type != SDL_MOUSEMOTION)
    tell_drag(w);
  switch (event->type) {
  case SDL_QUIT:
    w->view->done = TRUE;
    break;
  case SDL_TEXTINPUT:
    text_input(w, event->text.text);
    break;
  case SDL_KEYDOWN:
    key_down(w, &event->key);
    break;
  case SDL_MOUSEBUTTONDOWN:
    button_down(w, &event->button);
    break;
  case SDL_MOUSEMOTION:
    drag(w, &event->motion);
    break;
  case SDL_MOUSEWHEEL:
    turn(w, &event->wheel);
    break;
  case SDL_WINDOWEVENT:
    w->pointed = w->pointed && event->window.event != SDL_WINDOWEVENT_LEAVE;
    w->dirty = TRUE;
    break;
  default:
    break;
  }
}

static void handle_all(Window *w, int wait)
{
  SDL_Event event;
  if (!SDL_WaitEventTimeout(&event, wait))
    return;
  do {
    handle(w, &event);
    w->happened = SDL_GetTicks64();
    wt_save_asked(&w->saver, w->view, w->canvas.width, w->canvas.height);
  } while (!wt_view_is_done(w->view) && SDL_PollEvent(&event));
  tell_drag(w);
  w->busy = TRUE;
}

/* ---- the picture ---- */

static gboolean fail(GError **error, const char *what)
{
  g_set_error(error, WT_PICTURE_ERROR, WT_PICTURE_ERROR_DISPLAY, "%s: %s", what, SDL_GetError());
  return FALSE;
}

static void name_window(Window *w)
{
  gint32 tick = w->view->focus.tick;
  g_autofree char *time = wt_model_time(wt_view_model(w->view), MAX(0, tick));
  g_autofree char *title =
      tick < 0 ? g_strdup_printf(_("%s · before it begins"), w->view->title)
               : g_strdup_printf(_("%s · %s · tick %d"), w->view->title, time, tick);
  if (g_strcmp0(title, w->title) == 0)
    return;
  SDL_SetWindowTitle(w->window, title);
  g_free(w->title);
  w->title = g_steal_pointer(&title);
}

/* Copies the canvas into the window; a surface that is gone or of another size comes next time. */
static gboolean copy(Window *w, GError **error)
{
  SDL_Surface *screen = SDL_GetWindowSurface(w->window);
  int width = (int)w->canvas.width, height = (int)w->canvas.height;
  SDL_Surface *drawn = SDL_CreateRGBSurfaceWithFormatFrom(w->canvas.pixels, width, height, 32,
                                                          width * 4, SDL_PIXELFORMAT_RGB888);
  gboolean ok = screen && drawn && SDL_BlitSurface(drawn, NULL, screen, NULL) == 0 &&
                SDL_UpdateWindowSurface(w->window) == 0;
  SDL_FreeSurface(drawn);
  return ok || fail(error, _("window"));
}

static gboolean present(Window *w, GError **error)
{
  int width = 0, height = 0;
  SDL_GetWindowSizeInPixels(w->window, &width, &height);
  width = MAX(width, SMALLEST);
  height = MAX(height, SMALLEST);
  float scale = wt_canvas_scale((guint)width, (guint)height);
  if (!wt_canvas_resize(&w->canvas, (guint)width, (guint)height, scale, error))
    return FALSE;
  wt_save_shown(&w->saver, w->view, (guint)width, (guint)height);
  wt_view_draw(w->view, w->scene, (float)width / scale, (float)height / scale);
  g_free(w->hint);
  w->hint = g_strdup(hint_now(w));
  if (w->hint)
    wt_hint_draw(w->scene, w->hint, w->px, w->py);
  wt_canvas_draw(&w->canvas, w->scene, wt_view_is_dark(w->view));
  name_window(w);
  w->dirty = FALSE;
  w->shown = SDL_GetTicks64();
  return copy(w, error);
}

/* ---- time ---- */

static void play(Window *w)
{
  g_autoptr(GError) error = NULL;
  Uint64 now = SDL_GetTicks64(), passed = now - w->played;
  if (!wt_view_is_playing(w->view)) {
    w->played = now;
    return;
  }
  if (passed < WT_FRAME_MS)
    return;
  w->played = now;
  wt_view_frame(w->view, (guint)MIN(passed, LONGEST_MS), &error);
  w->busy = w->dirty = TRUE;
}

static void work(Window *w)
{
  if (!w->busy)
    return;
  Uint64 now = SDL_GetTicks64();
  gboolean idle = now - w->happened >= IDLE_MS && !wt_view_is_playing(w->view);
  w->busy = wt_view_work(w->view, WORK_US, idle);
  w->dirty = w->dirty || !w->busy || now - w->shown >= PROGRESS_MS;
}

/* Milliseconds in which only an event is of interest. */
static int pause_of(const Window *w)
{
  Uint64 now = SDL_GetTicks64();
  if (w->dirty)
    return 0;
  if (wt_view_is_playing(w->view))
    return (int)(now - w->played >= WT_FRAME_MS ? 0 : WT_FRAME_MS - (now - w->played));
  return w->busy ? 1 : WAIT_MS;
}

static gboolean loop(Window *w, GError **error)
{
  while (!wt_view_is_done(w->view)) {
    if (w->dirty && !present(w, error))
      return FALSE;
    handle_all(w, pause_of(w));
    if (window_lost) {
      SDL_SetError(_("somebody has destroyed it"));
      return fail(error, _("the window is gone"));
    }
    play(w);
    work(w);
  }
  return TRUE;
}

/* ---- opening ---- */

/* Xlib cannot go on without its server and ends the program after this; nothing is lost by that, a
 * view changes nothing. */
static int display_lost(void *display)
{
  (void)display;
  fprintf(stderr, "%s: %s\n", PACKAGE_NAME, _("the display is gone, so the window is closed"));
  exit(DISPLAY_LOST);
}

/* As Xlib lays it out. */
typedef struct {
  int type;
  void *display;
  unsigned long resource, serial;
  unsigned char code, request, minor;
} XProblem;

/* Xlib itself would end the program. A request about a window that somebody has destroyed is the
 * end of the view, any other that the server refuses is not. */
static int request_refused(void *display, XProblem *problem)
{
  enum { BAD_WINDOW = 3, BAD_DRAWABLE = 9 };
  (void)display;
  if (problem->code == BAD_WINDOW || problem->code == BAD_DRAWABLE)
    window_lost = TRUE;
  return 0;
}

static void watch_display(void)
{
  typedef int (*OnLoss)(void *display);
  typedef int (*OnProblem)(void *display, XProblem *problem);
  const char *driver = SDL_GetCurrentVideoDriver();
  void *x11 = driver && g_str_equal(driver, "x11") ? SDL_LoadObject("libX11.so.6") : NULL;
  void *loss = x11 ? SDL_LoadFunction(x11, "XSetIOErrorHandler") : NULL;
  void *problem = x11 ? SDL_LoadFunction(x11, "XSetErrorHandler") : NULL;
  if (loss)
    ((OnLoss(*)(OnLoss))loss)(display_lost);
  if (problem)
    ((OnProblem(*)(OnProblem))problem)(request_refused);
  window_lost = FALSE;
}

static gboolean open_window(Window *w, guint width, guint height, GError **error)
{
  const Uint32 flags = SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI;
  w->window = SDL_CreateWindow(w->view->title, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                               (int)width, (int)height, flags);
  if (!w->window)
    return fail(error, _("window"));
  SDL_SetWindowMinimumSize(w->window, 320, 240);
  SDL_StartTextInput();
  watch_display();
  return TRUE;
}

/* Where there is no display, SDL may take a driver that nobody sees; only if it was asked to. */
static gboolean is_seen(void)
{
  static const char *const unseen[] = {"dummy", "offscreen", "evdev"};
  const char *driver = SDL_GetCurrentVideoDriver();
  for (guint i = 0; i < G_N_ELEMENTS(unseen) && !g_getenv("SDL_VIDEODRIVER"); i++)
    if (g_strcmp0(driver, unseen[i]) == 0) {
      SDL_SetError(_("neither X11 nor Wayland answers"));
      return FALSE;
    }
  return TRUE;
}

gboolean wt_sdl_show(WtView *view, guint width, guint height, GError **error)
{
  g_return_val_if_fail(view, FALSE);
  Window w = {.view = view, .dirty = TRUE, .busy = TRUE};
  SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
  SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
  if (SDL_Init(SDL_INIT_VIDEO) != 0 || !is_seen()) {
    fail(error, _("no display (--shot draws a picture without one)"));
    SDL_Quit();
    return FALSE;
  }
  w.scene = wt_scene_new((float)width, (float)height);
  gboolean ok = open_window(&w, width, height, error) && loop(&w, error);
  wt_canvas_clear(&w.canvas);
  wt_saver_clear(&w.saver);
  wt_scene_free(w.scene);
  g_free(w.title);
  g_free(w.hint);
  if (window_lost) /* SDL would have it destroyed once more, when Xlib's own handler is back */
    return FALSE;
  g_clear_pointer(&w.window, SDL_DestroyWindow);
  SDL_Quit();
  return ok;
}

#else

gboolean wt_sdl_show(WtView *view, guint width, guint height, GError **error)
{
  (void)view, (void)width, (void)height;
  return wt_picture_absent(error);
}

#endif
