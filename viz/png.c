/* png.c - see png.h. No time is written, so the same picture is the same file. */
#include "config.h"

#include "viz/png.h"

#ifdef HAVE_SDL

#include <png.h>

enum { TEXTS = 4 };

static void keep(png_structp png, png_bytep data, png_size_t length)
{
  g_byte_array_append(png_get_io_ptr(png), data, (guint)length);
}

static void flush(png_structp png)
{
  (void)png;
}

/* Nothing of what is asked can fail but for want of memory, which ends the program anyway. */
static void broken(png_structp png, png_const_charp message)
{
  (void)png;
  g_error("libpng: %s", message);
}

static void warned(png_structp png, png_const_charp message)
{
  (void)png, (void)message;
}

/* A tEXt chunk holds Latin 1; what that cannot write goes into an iTXt chunk. `latin`: owns what is
 * made for it. */
static void add_text(png_text *texts, int *n, GPtrArray *latin, const char *key, const char *text)
{
  if (!text || !*text)
    return;
  char *converted = g_convert(text, -1, "ISO-8859-1", "UTF-8", NULL, NULL, NULL);
  png_text *t = &texts[(*n)++];
  *t = (png_text){.compression = converted ? PNG_TEXT_COMPRESSION_NONE : PNG_ITXT_COMPRESSION_NONE,
                  .key = (png_charp)key,
                  .text = converted ? converted : (png_charp)text,
                  .lang = (png_charp) "",
                  .lang_key = (png_charp) ""};
  if (converted)
    g_ptr_array_add(latin, converted);
}

static void write_rows(png_structp png, const guint32 *pixels, guint width, guint height)
{
  g_autofree guint8 *row = g_malloc((gsize)width * 3);
  for (guint y = 0; y < height; y++) {
    for (guint x = 0; x < width; x++) {
      guint32 p = pixels[(gsize)y * width + x];
      row[3 * x] = (guint8)(p >> 16);
      row[3 * x + 1] = (guint8)(p >> 8);
      row[3 * x + 2] = (guint8)p;
    }
    png_write_row(png, row);
  }
}

GByteArray *wt_png_encode(const guint32 *pixels, guint width, guint height, const WtAbout *about)
{
  g_return_val_if_fail(pixels && width > 0 && height > 0 && about, NULL);
  GByteArray *out = g_byte_array_new();
  g_autoptr(GPtrArray) latin = g_ptr_array_new_with_free_func(g_free);
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, broken, warned);
  png_infop info = png_create_info_struct(png);
  png_text texts[TEXTS];
  int n = 0;
  add_text(texts, &n, latin, "Software", PACKAGE_NAME " " PACKAGE_VERSION);
  add_text(texts, &n, latin, "Title", about->title);
  add_text(texts, &n, latin, "Description", about->description);
  add_text(texts, &n, latin, "Comment", about->comment);
  png_set_write_fn(png, out, keep, flush);
  png_set_IHDR(png, info, width, height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_filter(png, 0, PNG_FILTER_UP); /* level colours: fast, and small enough */
  png_set_compression_level(png, 6);
  png_set_text(png, info, texts, n);
  png_write_info(png, info);
  write_rows(png, pixels, width, height);
  png_write_end(png, NULL);
  png_destroy_write_struct(&png, &info);
  return out;
}

#else

GByteArray *wt_png_encode(const guint32 *pixels, guint width, guint height, const WtAbout *about)
{
  (void)pixels, (void)width, (void)height, (void)about;
  return NULL;
}

#endif
