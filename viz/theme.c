/* theme.c - see theme.h. */
#include "viz/theme.h"

#include <string.h>

/* Warm paper by day, slate by night; motives are Okabe and Ito's palette (2008), the pairs that are
 * most unlike first, its black a slate. */
static const guint32 light[WT_N_COLOURS] = {
    0xF4F1EA, 0xFFFFFF, 0xE4DFD5, 0x23272E, 0x767B84, 0xB9B3A9, 0xFBF9F5, 0xA8703A, 0xC9D5DF,
    0x3B4656, 0x6D4AD0, 0xC8470A, 0x2B7A3D, 0xB3261E, 0xB0227A, 0x8A6D3B, 0x2F86D6, 0xF09A1A,
    0x93A5B6, 0xEAD9BC, 0xB99C70, 0xCBE6F5, 0x7FB08A, 0xF9CF4B, 0x7D8CA1, 0xF0CFAE, 0x47413F,
    0x39404C, 0x0072B2, 0xE69F00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xD55E00, 0xF0E442, 0x3D4451};
static const guint32 dark_colours[WT_N_COLOURS] = {
    0x13161B, 0x1C2027, 0x313742, 0xE9EBEE, 0x9AA1AC, 0x59606C, 0x232830, 0xD39E66, 0x42505F,
    0xDCE2EA, 0xAE95FF, 0xFF8F57, 0x74C97D, 0xF38B82, 0xF07CC0, 0xC9A96A, 0x5AAEF5, 0xFFB64D,
    0x728396, 0x5E4F38, 0x97805A, 0x35566B, 0x56856A, 0xD9AE3A, 0x8494AC, 0xE4BE9A, 0x5A4A41,
    0x000000, 0x2A93D5, 0xE69F00, 0x12B98A, 0xD68DB6, 0x7CC8F2, 0xE8743B, 0xF0E442, 0xD3D8E0};

guint32 wt_theme_rgb(WtColour colour, gboolean dark)
{
  g_return_val_if_fail((guint)colour < WT_N_COLOURS, 0);
  return dark ? dark_colours[colour] : light[colour];
}

WtColour wt_theme_motive(guint motive)
{
  return (WtColour)(WT_COLOUR_MOTIVE + motive % WT_N_MOTIVE_COLOURS);
}

float wt_theme_font_size(WtFont font)
{
  static const float sizes[WT_N_FONTS] = {11.5f, 13.5f, 13.5f, 19};
  g_return_val_if_fail((guint)font < WT_N_FONTS, 0);
  return sizes[font];
}

/* Thousandths of the size of type; wide scripts take the full square. */
static guint glyph_width(gunichar c)
{
  if (g_unichar_iswide(c))
    return 1000;
  if (c < 128 && strchr("iljI.,:;'|![]()ft /", (int)c))
    return 360;
  if (c < 128 && strchr("mwMW%@", (int)c))
    return 920;
  if (g_unichar_isupper(c))
    return 700;
  return 622;
}

float wt_theme_width(WtFont font, const char *text)
{
  g_return_val_if_fail(text, 0);
  float sum = 0;
  for (const char *p = text; *p; p = g_utf8_next_char(p))
    sum += (float)glyph_width(g_utf8_get_char(p));
  float size = wt_theme_font_size(font);
  return sum * size / 1000 * (font == WT_FONT_BOLD || font == WT_FONT_TITLE ? 1.16f : 1);
}

/* Wraps one line into `lines`. */
static void wrap_line(GPtrArray *lines, WtFont font, const char *line, float width)
{
  gsize indent = strspn(line, " ");
  g_autofree char *blanks = g_strnfill(indent, ' ');
  g_auto(GStrv) words = g_strsplit(line + indent, " ", -1);
  GString *now = g_string_new(blanks);
  gboolean fresh = TRUE;
  for (guint i = 0; words[i]; i++) {
    g_autofree char *longer = g_strdup_printf("%s%s%s", now->str, fresh ? "" : " ", words[i]);
    if (!fresh && wt_theme_width(font, longer) > width) {
      g_ptr_array_add(lines, g_strdup(now->str));
      g_string_printf(now, "%s%s", blanks, words[i]);
    } else {
      g_string_assign(now, longer);
    }
    fresh = FALSE;
  }
  g_ptr_array_add(lines, g_string_free(now, FALSE));
}

GPtrArray *wt_theme_wrap(WtFont font, const char *text, float width)
{
  g_return_val_if_fail(text, NULL);
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  g_auto(GStrv) raw = g_strsplit(text, "\n", -1);
  for (guint i = 0; raw[i]; i++)
    if (*raw[i])
      wrap_line(lines, font, raw[i], width);
  return lines;
}
