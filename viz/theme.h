/* theme.h - how the view looks: colours in light and dark, sizes of type, how wide a text will be.
 */
#pragma once

#include "viz/scene.h"

guint32 wt_theme_rgb(WtColour colour, gboolean dark); /* 0xRRGGBB */
WtColour wt_theme_motive(guint motive);
float wt_theme_font_size(WtFont font); /* logical pixels */
/* About how wide a text will be, the same on every machine: for wrapping and for placing legends.
 */
float wt_theme_width(WtFont font, const char *text);
/* (transfer full) Lines of a text no wider than `width` by that measure; a line that begins with
 * blanks keeps its indent. */
GPtrArray *wt_theme_wrap(WtFont font, const char *text, float width);
