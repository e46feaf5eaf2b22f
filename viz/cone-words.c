/* cone-words.c - what is written on the nodes of a cone. */
#include "config.h"

#include "viz/cone-look.h"
#include "viz/words.h"

#include "base/num.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* "near(Lele)", "bench.softness", "affection[Lele]": parts with a dot between them, entities by
 * what they are called; "draught[3,4]" stays. */
char *wt_cone_name(WtView *view, const char *name)
{
  const WtVocab *vocab = wt_view_model(view)->vocab;
  g_auto(GStrv) parts = g_strsplit_set(name, ".()[]", -1);
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; parts[i]; i++) {
    if (!*parts[i])
      continue;
    gint32 entity = wt_vocab_entity(vocab, parts[i]);
    g_autofree char *plain = wt_words(entity >= 0 ? wt_view_name(view, entity) : parts[i]);
    if (g_ascii_isdigit(*plain)) /* a cell */
      g_string_append_printf(out, "[%s]", plain);
    else
      g_string_append_printf(out, "%s%s", out->len > 0 ? " · " : "", plain);
  }
  return g_string_free(g_steal_pointer(&out), FALSE);
}

/* (transfer full): two digits; what a drive's level does is said per hour. */
static char *value_text(WtView *view, const WtConeNode *node, const char *text)
{
  const WtVocab *vocab = wt_view_model(view)->vocab;
  int outcome = node->layer == WT_LAYER_OUTCOME ? wt_vocab_find_outcome(vocab, node->name) : -1;
  gboolean rate = outcome >= 0 && wt_vocab_outcome(vocab, outcome)->is_rate;
  char number[WT_NUM_SIZE];
  double value;
  if (!wt_num_parse(text, &value))
    return wt_cone_name(view, text);
  if (g_str_equal(node->name, "time"))
    return wt_quantity_format(60 * floor(value / 60 + 0.5), WT_DIM_TIME);
  wt_num_format_short(number, rate ? value * 3600 : value, 2);
  gboolean adds = node->layer == WT_LAYER_MOTIVE && value > 0 && !g_str_equal(node->name, "cost");
  g_autofree char *signed_number = wt_words_minus(number);
  return g_strdup_printf("%s%s%s", adds ? "+" : "", signed_number, rate ? "/h" : "");
}

static char *values_of(WtView *view, const WtConeNode *node)
{
  if (node->is_entity)
    return g_strdup(_("is there"));
  g_autofree char *chosen = node->chosen ? value_text(view, node, node->chosen) : NULL;
  g_autofree char *foil = node->foil ? value_text(view, node, node->foil) : NULL;
  if (chosen && foil && !g_str_equal(chosen, foil))
    return g_strdup_printf(_("%1$s, not %2$s"), chosen, foil);
  return g_strdup(chosen ? chosen : foil ? foil : "");
}

static void word_choice(WtView *view, const WtLook *look, WtConeNode *node)
{
  g_autofree char *foil = wt_view_option(view, look->why->decision->table.key[look->foil]);
  node->label = wt_view_option(view, look->why->record.option);
  node->value = g_strdup_printf(_("not %s"), foil);
}

/* "bench.softness" is about the bench: its softness and the value stand below. */
static void word_attribute(WtView *view, WtConeNode *node)
{
  const char *dot = strchr(node->name, '.');
  g_autofree char *thing = g_strndup(node->name, (gsize)(dot - node->name));
  g_autofree char *attribute = wt_cone_name(view, dot + 1), *value = values_of(view, node);
  node->label = wt_cone_name(view, thing);
  node->value = g_strdup_printf(_("%1$s: %2$s"), attribute, value);
}

void wt_cone_words(WtView *view, const WtLook *look, WtCone *cone)
{
  for (guint i = 0; i < cone->nodes->len; i++) {
    WtConeNode *node = wt_cone_node(cone, i);
    if (node->label)
      continue;
    if (node->is_sink) {
      word_choice(view, look, node);
    } else if (node->layer == WT_LAYER_WORLD && strchr(node->name, '.')) {
      word_attribute(view, node);
    } else {
      node->label = wt_cone_name(view, node->name);
      node->value = values_of(view, node);
    }
  }
}
