/* text.c - see text.h.
 *
 * A line is cut into runs of one font each: the plain font wherever it has the glyph, else the one
 * for wide scripts, else whatever this machine has; bold stays bold, all share one baseline. Lines
 * once shaped and glyphs once drawn are kept; when there are too many, all are let go.
 */
#include "config.h"

#include "viz/text.h"
#include "viz/theme.h"

#include <glib/gi18n-lib.h>

GQuark wt_picture_error_quark(void)
{
  return g_quark_from_static_string("wt-picture-error-quark");
}

gboolean wt_picture_absent(GError **error)
{
  g_set_error_literal(error, WT_PICTURE_ERROR, WT_PICTURE_ERROR_ABSENT,
                      _("this whytown was built without SDL, so it has no window and draws no "
                        "pictures; --scene prints the view as text"));
  return FALSE;
}

#ifdef HAVE_SDL

#include <fontconfig/fontconfig.h>
#include <math.h>
#include <string.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H
#include <hb-ft.h>
#include <hb.h>

/* Glyphs begin at quarters of a pixel. */
enum { LINES_MAX = 4096, GLYPHS_MAX = 8192, QUARTERS = 4, FONTS_MAX = 250 };

/* A font file at a size. */
typedef struct {
  FT_Face ft; /* NULL: it could not be opened */
  hb_font_t *hb;
  char *file;
  int index; /* in the file */
  WtFont font;
  gboolean thin; /* bold is asked for, the file has none: outlines are made bolder */
} Face;

typedef struct {
  guint8 face;
  guint32 glyph;
  float x, y; /* from the beginning of the line, pixels */
} Placed;

typedef struct {
  GArray *glyphs; /* Placed */
  float width;
} Line;

typedef struct {
  int left, top; /* from the pen to the upper left corner; top upwards */
  int width, height;
  guint8 *mask;
} Glyph;

struct WtFonts {
  FT_Library library;
  FcConfig *config;
  float scale;
  GPtrArray *faces;    /* Face, by number */
  GHashTable *face_of; /* character and font -> number of its face + 1 */
  GHashTable *lines, *glyphs;
  float baseline[WT_N_FONTS]; /* below the middle of the line */
};

static gboolean is_bold(WtFont font)
{
  return font == WT_FONT_BOLD || font == WT_FONT_TITLE;
}

/* ---- files ---- */

/* The best outline font for a family and a character; NULL: none has it. (transfer full) */
static FcPattern *match(FcConfig *config, const char *family, gboolean bold, gunichar needed)
{
  FcResult result;
  FcCharSet *set = FcCharSetCreate(), *has = NULL;
  FcPattern *pattern = FcPatternCreate();
  FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)family);
  FcPatternAddInteger(pattern, FC_WEIGHT, bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
  FcPatternAddInteger(pattern, FC_SLANT, FC_SLANT_ROMAN);
  FcPatternAddBool(pattern, FC_SCALABLE, FcTrue);
  FcCharSetAddChar(set, needed);
  FcPatternAddCharSet(pattern, FC_CHARSET, set);
  FcConfigSubstitute(config, pattern, FcMatchPattern);
  FcDefaultSubstitute(pattern);
  FcPattern *found = FcFontMatch(config, pattern, &result);
  if (found && (FcPatternGetCharSet(found, FC_CHARSET, 0, &has) != FcResultMatch ||
                !FcCharSetHasChar(has, needed)))
    g_clear_pointer(&found, FcPatternDestroy);
  FcCharSetDestroy(set);
  FcPatternDestroy(pattern);
  return found;
}

static gboolean can_write(FcConfig *config, const char *text)
{
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    FcPattern *found = match(config, "DejaVu Sans", FALSE, g_utf8_get_char(p));
    if (!found)
      return FALSE;
    FcPatternDestroy(found);
  }
  return TRUE;
}

void wt_fonts_writable(const char *const *texts, guint n, gboolean *can)
{
  FcConfig *config = NULL;
  for (guint i = 0; i < n; i++) {
    can[i] = g_str_is_ascii(texts[i]);
    if (!can[i] && !config)
      config = FcInitLoadConfigAndFonts();
    can[i] = can[i] || (config && can_write(config, texts[i]));
  }
  g_clear_pointer(&config, FcConfigDestroy);
}

/* ---- faces ---- */

static void face_free(gpointer data)
{
  Face *face = data;
  g_clear_pointer(&face->hb, hb_font_destroy);
  g_clear_pointer(&face->ft, FT_Done_Face);
  g_free(face->file);
  g_free(face);
}

static void face_open(WtFonts *f, Face *face)
{
  FT_F26Dot6 size = (FT_F26Dot6)(wt_theme_font_size(face->font) * f->scale * 64 + 0.5f);
  if (FT_New_Face(f->library, face->file, face->index, &face->ft) != 0) {
    face->ft = NULL;
    return;
  }
  if (FT_Set_Char_Size(face->ft, 0, size, 72, 72) != 0) {
    g_clear_pointer(&face->ft, FT_Done_Face);
    return;
  }
  face->hb = hb_ft_font_create_referenced(face->ft);
  hb_ft_font_set_load_flags(face->hb, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP);
}

/* The number of the face of a pattern, opened if it is new; -1: it cannot be opened. */
static int face_for(WtFonts *f, FcPattern *pattern, WtFont font)
{
  FcChar8 *file = NULL;
  FcBool thin = FcFalse;
  int index = 0;
  FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
  FcPatternGetBool(pattern, FC_EMBOLDEN, 0, &thin);
  if (FcPatternGetString(pattern, FC_FILE, 0, &file) != FcResultMatch)
    return -1;
  for (guint i = 0; i < f->faces->len; i++) {
    const Face *face = g_ptr_array_index(f->faces, i);
    if (face->font == font && face->index == index && g_str_equal(face->file, (char *)file))
      return face->ft ? (int)i : -1;
  }
  if (f->faces->len == FONTS_MAX)
    return -1;
  Face *face = g_new0(Face, 1);
  face->file = g_strdup((const char *)file);
  face->index = index;
  face->font = font;
  face->thin = thin;
  face_open(f, face);
  g_ptr_array_add(f->faces, face);
  return face->ft ? (int)f->faces->len - 1 : -1;
}

/* The face that a character is written with; the plain one has the number of its font. */
static guint face_of(WtFonts *f, WtFont font, gunichar c)
{
  static const char *const families[] = {"Noto Sans CJK SC", "DejaVu Sans"};
  const Face *plain = g_ptr_array_index(f->faces, font);
  if (FT_Get_Char_Index(plain->ft, c) != 0)
    return font;
  gpointer key = GUINT_TO_POINTER(c * WT_N_FONTS + font);
  guint known = GPOINTER_TO_UINT(g_hash_table_lookup(f->face_of, key));
  for (guint i = 0; i < G_N_ELEMENTS(families) && !known; i++) {
    FcPattern *found = match(f->config, families[i], is_bold(font), c);
    int number = found ? face_for(f, found, font) : -1;
    known = number >= 0 ? (guint)number + 1 : 0;
    g_clear_pointer(&found, FcPatternDestroy);
  }
  known = known ? known : font + 1u;
  g_hash_table_insert(f->face_of, key, GUINT_TO_POINTER(known));
  return known - 1;
}

/* ---- shaping ---- */

static void line_free(gpointer data)
{
  Line *line = data;
  g_array_unref(line->glyphs);
  g_free(line);
}

/* Marks, joiners and blanks belong to what stands before them. */
static gboolean clings(gunichar c)
{
  GUnicodeType type = g_unichar_type(c);
  return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK ||
         type == G_UNICODE_SPACING_MARK || type == G_UNICODE_FORMAT || g_unichar_isspace(c);
}

/* Appends one run to the line; `widths` (n bytes of the text): what each character takes. */
static void shape_run(WtFonts *f, Line *line, guint number, const char *text, int from, int length,
                      float *widths)
{
  const Face *face = g_ptr_array_index(f->faces, number);
  hb_buffer_t *buffer = hb_buffer_create();
  guint n = 0;
  hb_buffer_add_utf8(buffer, text, -1, (guint)from, length);
  hb_buffer_guess_segment_properties(buffer);
  hb_shape(face->hb, buffer, NULL, 0);
  const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &n);
  const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, &n);
  for (guint i = 0; i < n; i++) {
    Placed p = {(guint8)number, info[i].codepoint, line->width + (float)at[i].x_offset / 64,
                (float)at[i].y_offset / 64};
    g_array_append_val(line->glyphs, p);
    line->width += (float)at[i].x_advance / 64;
    if (widths)
      widths[info[i].cluster] += (float)at[i].x_advance / 64;
  }
  hb_buffer_destroy(buffer);
}

static Line *shape(WtFonts *f, WtFont font, const char *text, float *widths)
{
  Line *line = g_new0(Line, 1);
  line->glyphs = g_array_new(FALSE, FALSE, sizeof(Placed));
  const char *start = text;
  guint now = font;
  for (const char *p = text;; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    guint face = c == 0 || (p > text && clings(c)) ? now : face_of(f, font, c);
    if (p > start && (c == 0 || face != now)) {
      shape_run(f, line, now, text, (int)(start - text), (int)(p - start), widths);
      start = p;
    }
    now = face;
    if (c == 0)
      return line;
  }
}

/* (transfer full): as much of a text as there is room for, and an ellipsis. */
static char *shortened(WtFonts *f, WtFont font, const char *text, const float *widths, float room)
{
  Line *dots = shape(f, font, "…", NULL);
  float width = dots->width;
  const char *p = text;
  while (*p && width + widths[p - text] <= room) {
    width += widths[p - text];
    p = g_utf8_next_char(p);
  }
  gboolean any = dots->width <= room;
  line_free(dots);
  g_autofree char *head = g_strndup(text, (gsize)(p - text));
  return any ? g_strconcat(g_strchomp(head), "…", NULL) : g_strdup("");
}

/* The shaped line of a text in so much room (0: any); kept. */
static const Line *line_of(WtFonts *f, WtFont font, const char *text, float room)
{
  g_autofree char *key = g_strdup_printf("%d %d %s", font, (int)(room * 4), text);
  Line *line = g_hash_table_lookup(f->lines, key);
  if (line)
    return line;
  g_autofree float *widths = g_new0(float, strlen(text) + 1);
  line = shape(f, font, text, widths);
  if (room > 0 && line->width > room) {
    g_autofree char *head = shortened(f, font, text, widths, room);
    line_free(line);
    line = shape(f, font, head, NULL);
  }
  if (g_hash_table_size(f->lines) >= LINES_MAX)
    g_hash_table_remove_all(f->lines);
  g_hash_table_insert(f->lines, g_steal_pointer(&key), line);
  return line;
}

/* ---- glyphs ---- */

static void glyph_free(gpointer data)
{
  Glyph *glyph = data;
  g_free(glyph->mask);
  g_free(glyph);
}

static void draw_glyph(Glyph *glyph, const Face *face, guint32 number, guint quarter)
{
  FT_GlyphSlot slot = face->ft->glyph;
  if (FT_Load_Glyph(face->ft, number, FT_LOAD_TARGET_LIGHT | FT_LOAD_NO_BITMAP) != 0 ||
      slot->format != FT_GLYPH_FORMAT_OUTLINE)
    return;
  if (face->thin)
    FT_Outline_Embolden(&slot->outline, face->ft->size->metrics.y_ppem * 64 / 24);
  FT_Outline_Translate(&slot->outline, (FT_Pos)(quarter * 64 / QUARTERS), 0);
  if (FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) != 0)
    return;
  glyph->left = slot->bitmap_left;
  glyph->top = slot->bitmap_top;
  glyph->width = (int)slot->bitmap.width;
  glyph->height = (int)slot->bitmap.rows;
  glyph->mask = g_malloc((gsize)glyph->width * (gsize)glyph->height + 1);
  for (int y = 0; y < glyph->height; y++)
    memcpy(&glyph->mask[y * glyph->width], &slot->bitmap.buffer[y * slot->bitmap.pitch],
           (gsize)glyph->width);
}

static const Glyph *glyph_of(WtFonts *f, guint face, guint32 number, guint quarter)
{
  gint64 key = ((gint64)face << 40) | ((gint64)number << 8) | quarter;
  Glyph *glyph = g_hash_table_lookup(f->glyphs, &key);
  if (glyph)
    return glyph;
  glyph = g_new0(Glyph, 1);
  draw_glyph(glyph, g_ptr_array_index(f->faces, face), number, quarter);
  if (g_hash_table_size(f->glyphs) >= GLYPHS_MAX)
    g_hash_table_remove_all(f->glyphs);
  gint64 *kept = g_new(gint64, 1);
  *kept = key;
  g_hash_table_insert(f->glyphs, kept, glyph);
  return glyph;
}

void wt_fonts_draw(WtFonts *f, WtRaster *r, const WtShape *s, const char *text, guint32 rgb)
{
  g_return_if_fail(f && r && s && text);
  const Line *line = line_of(f, s->font, text, s->w * r->scale);
  float x = s->x * r->scale;
  x -= s->align == WT_ALIGN_RIGHT ? line->width : s->align == WT_ALIGN_CENTRE ? line->width / 2 : 0;
  int base = (int)floorf(s->y * r->scale + f->baseline[s->font] + 0.5f);
  if (!(fabsf(x) < 1e6f && fabsf(s->y * r->scale) < 1e6f))
    return;
  for (guint i = 0; i < line->glyphs->len; i++) {
    const Placed *p = &g_array_index(line->glyphs, Placed, i);
    int quarters = (int)floorf((x + p->x) * QUARTERS + 0.5f);
    int whole = (int)floorf((float)quarters / QUARTERS);
    const Glyph *g = glyph_of(f, p->face, p->glyph, (guint)(quarters - whole * QUARTERS));
    if (g->mask)
      wt_raster_mask(r, whole + g->left, base - (int)floorf(p->y + 0.5f) - g->top, g->mask,
                     g->width, g->height, rgb, s->alpha);
  }
}

float wt_fonts_width(WtFonts *f, WtFont font, const char *text)
{
  g_return_val_if_fail(f && text, 0);
  return line_of(f, font, text, 0)->width;
}

/* ---- opening ---- */

static gboolean open_plain(WtFonts *f, WtFont font)
{
  FcPattern *found = f->config ? match(f->config, "DejaVu Sans", is_bold(font), 'a') : NULL;
  int number = found ? face_for(f, found, font) : -1;
  g_clear_pointer(&found, FcPatternDestroy);
  if (number != (int)font)
    return FALSE;
  const FT_Size_Metrics *m = &((Face *)g_ptr_array_index(f->faces, font))->ft->size->metrics;
  f->baseline[font] = (float)(m->ascender + m->descender) / 128;
  return TRUE;
}

WtFonts *wt_fonts_new(float scale, GError **error)
{
  g_return_val_if_fail(scale > 0, NULL);
  g_autoptr(WtFonts) f = g_new0(WtFonts, 1);
  f->scale = scale;
  f->faces = g_ptr_array_new_with_free_func(face_free);
  f->face_of = g_hash_table_new(NULL, NULL);
  f->lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, line_free);
  f->glyphs = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, glyph_free);
  f->config = FcInitLoadConfigAndFonts();
  gboolean ok = FT_Init_FreeType(&f->library) == 0;
  for (int font = 0; font < WT_N_FONTS && ok; font++)
    ok = open_plain(f, (WtFont)font);
  if (ok)
    return g_steal_pointer(&f);
  g_set_error_literal(error, WT_PICTURE_ERROR, WT_PICTURE_ERROR_DISPLAY,
                      _("no font was found (Debian: fonts-dejavu-core)"));
  return NULL;
}

void wt_fonts_free(WtFonts *f)
{
  if (!f)
    return;
  g_hash_table_unref(f->lines);
  g_hash_table_unref(f->glyphs);
  g_hash_table_unref(f->face_of);
  g_ptr_array_unref(f->faces);
  g_clear_pointer(&f->library, FT_Done_FreeType);
  g_clear_pointer(&f->config, FcConfigDestroy);
  g_free(f);
}

#else

WtFonts *wt_fonts_new(float scale, GError **error)
{
  (void)scale;
  wt_picture_absent(error);
  return NULL;
}

void wt_fonts_free(WtFonts *fonts)
{
  (void)fonts;
}

void wt_fonts_draw(WtFonts *fonts, WtRaster *raster, const WtShape *shape, const char *text,
                   guint32 rgb)
{
  (void)fonts, (void)raster, (void)shape, (void)text, (void)rgb;
}

float wt_fonts_width(WtFonts *fonts, WtFont font, const char *text)
{
  (void)fonts;
  return wt_theme_width(font, text);
}

void wt_fonts_writable(const char *const *texts, guint n, gboolean *can)
{
  (void)texts;
  for (guint i = 0; i < n; i++)
    can[i] = TRUE;
}

#endif
