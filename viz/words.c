/* words.c - see words.h. */
#include "config.h"

#include "viz/words.h"

#include "sim/say.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* ---- names ---- */

char *wt_words(const char *name)
{
  return g_strdelimit(g_strdup(name), "_", ' ');
}

char *wt_words_grouped(const WtNames *names, WtSym group, WtSym name)
{
  const char *own = wt_names_text(names, name);
  return group ? g_strdup_printf("%s.%s", wt_names_text(names, group), own) : g_strdup(own);
}

char *wt_words_label(const WtNames *names, WtSym group, WtSym name)
{
  g_autofree char *grouped = wt_words_grouped(names, group, name);
  return g_strdelimit(wt_words(grouped), ".", ' ');
}

const char *wt_view_name(const WtView *view, gint32 entity)
{
  return entity >= 0 && view->names[entity] ? view->names[entity] : ""; /* nobody lives there */
}

char *wt_view_option(const WtView *view, WtOptionKey option)
{
  g_autofree char *name = wt_town_option_name(wt_view_model(view)->town, option);
  return wt_words(name ? name : "");
}

void wt_view_name_all(WtView *view)
{
  const WtModel *model = wt_view_model(view);
  guint n = wt_vocab_n_entities(model->vocab);
  view->names = g_new0(char *, n + 1);
  for (guint i = 0; i < n; i++)
    view->names[i] = wt_words(wt_town_called(model->town, (gint32)i));
}

void wt_view_plain_names(WtView *view, const gboolean *can)
{
  g_return_if_fail(view && can);
  const WtModel *model = wt_view_model(view);
  for (guint i = 0; i < wt_vocab_n_entities(model->vocab); i++)
    if (!can[i]) {
      g_free(view->names[i]);
      view->names[i] = wt_words(wt_vocab_entity_name(model->vocab, (gint32)i));
    }
  for (guint i = 0; i < 2; i++)
    wt_look_forget_why(&view->look[i]);
}

char *wt_view_plain(const WtView *view, const char *text)
{
  const WtModel *model = wt_view_model(view);
  GString *out = g_string_new(text);
  for (guint i = 0; i < wt_vocab_n_entities(model->vocab); i++) {
    const char *called = wt_town_called(model->town, (gint32)i);
    if (!g_str_equal(called, view->names[i]) && !g_str_is_ascii(called))
      g_string_replace(out, called, view->names[i], 0);
  }
  return g_string_free(out, FALSE);
}

/* ---- numbers ---- */

char *wt_words_minus(const char *number)
{
  return *number == '-' ? g_strconcat("−", number + 1, NULL) : g_strdup(number);
}

char *wt_words_number(double value)
{
  g_autofree char *plain = wt_say_number(value);
  return wt_words_minus(plain);
}

char *wt_words_amount(double value, WtDim dim)
{
  double scale = 1;
  while (value != 0 && isfinite(value) && fabs(value) * scale < 1000 && scale < 1e12)
    scale *= 10;
  g_autofree char *plain =
      wt_quantity_format(isfinite(value) ? floor(value * scale + 0.5) / scale : value, dim);
  g_autofree char *text = wt_words_minus(plain);
  if (dim.temperature != 1 || !g_str_has_suffix(text, " C"))
    return g_steal_pointer(&text);
  text[strlen(text) - 1] = '\0';
  return g_strconcat(text, "°C", NULL);
}

char *wt_words_typed(const WtView *view, double value, WtType type)
{
  const WtVocab *vocab = wt_view_model(view)->vocab;
  if (type == WT_TYPE_BOOL)
    return g_strdup(value != 0 ? _("true") : _("false"));
  if (type == WT_TYPE_SYMBOL)
    return g_strdup(wt_names_text(wt_vocab_names(vocab), (WtSym)value));
  if (type == WT_TYPE_ENTITY)
    return g_strdup(value < 0 ? _("nobody") : wt_view_name(view, (gint32)value));
  return wt_words_number(value);
}

/* ---- places ---- */

char *wt_words_place(const WtModel *model, WtPos pos)
{
  if (pos.line <= 0)
    return NULL;
  g_autofree char *file = g_path_get_basename(model->scenario->file);
  return g_strdup_printf("%s:%d", file, pos.line);
}
