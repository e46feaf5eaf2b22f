/* cone-mind.c - in the cone of a variable of a mind: the percept, or the lessons, that wrote it,
 * and what they read of the town.
 *
 * What was perceived is followed on to the events, as there is one of it. What lessons read is a
 * question of its own for each: a click asks it.
 */
#include "config.h"

#include "viz/cone-build.h"
#include "viz/words.h"

#include "sim/origins.h"
#include "sim/whence.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

typedef WtConeBuild Build;

#define LEAST 0.001 /* weight of a lesson without which it would be the same: others would do */

static const WtSliceWrite *write_at(const WtSlice *s, guint i)
{
  return g_ptr_array_index(s->writes, i);
}

/* ---- words ---- */

/* (transfer full) "seen", "chill 0.54 felt" */
static char *write_label(const Build *b, const WtSlice *s, const WtSliceWrite *w)
{
  gint32 person = wt_whence_person(b->model, s->var);
  switch (w->kind) {
  case WT_WRITE_PERCEIVED:
    return g_strdup_printf("%s · %s", wt_view_name(b->view, person), wt_source_name(w->source));
  case WT_WRITE_LEARNED:
    return wt_origin_words(b->model, person, &w->input, w->input.value, w->input.value);
  case WT_WRITE_DECIDED:
    return g_strdup(_("a decision"));
  case WT_WRITE_PUT:
    return g_strdup(_("an intervention"));
  case WT_WRITE_UNTOLD:
    break;
  }
  return g_strdup(_("is not followed back"));
}

/* (transfer full) "+0.225" */
static char *change_text(double change)
{
  g_autofree char *amount = wt_words_number(fabs(change));
  return g_strdup_printf("%s%s", change < 0 ? "−" : "+", amount);
}

/* (transfer full) "09:05:10, +0.225" */
static char *write_value(const Build *b, const WtSlice *s, const WtSliceWrite *w)
{
  g_autofree char *time = wt_model_time(b->model, w->tick);
  gboolean number = wt_variable_column(b->model, s->var)->type == WT_TYPE_NUMBER;
  if (w->kind == WT_WRITE_PERCEIVED)
    return g_strdup_printf(_("last at %s"), time);
  if (!number)
    return g_steal_pointer(&time);
  g_autofree char *change = change_text(w->to - w->from);
  return g_strdup_printf("%s, %s", time, change);
}

/* (transfer full) Where it is written what it was like before anything was learned. */
static char *start_label(const Build *b, const WtSlice *s)
{
  g_autofree char *place = NULL;
  WtWhence whence;
  wt_whence_start(b->model, s->var, &whence);
  g_free(whence.name);
  if (whence.pos.line > 0) {
    g_autofree char *file = g_path_get_basename(b->model->scenario->file);
    place = g_strdup_printf("%s:%u", file, (guint)whence.pos.line);
  }
  const WtColumn *c = wt_variable_column(b->model, s->var);
  const char *group = c->group ? wt_names_text(wt_vocab_names(b->model->vocab), c->group) : "";
  if (!place && (g_str_equal(group, "believes") || g_str_has_prefix(group, "infers")))
    return g_strdup(_("before any experience"));
  const char *kind = whence.kind == WT_WHENCE_GENE       ? _("innate")
                     : s->percept != WT_NOT_REMEMBERED   ? _("known before it began")
                     : whence.kind == WT_WHENCE_SCENARIO ? _("given")
                                                         : _("by default");
  return place ? g_strdup_printf("%s · %s", kind, place) : g_strdup(kind);
}

/* (transfer full) Of what is remembered and believed the whole name is above the cone. */
char *wt_cone_mind_label(const Build *b, const char *name, const char **head)
{
  static const struct {
    const char *within, *head;
  } kinds[] = {{".remembers[", N_("what is remembered")}, {".believes[", N_("what is believed")}};
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
    const char *rest = strstr(name, kinds[i].within);
    if (!rest)
      continue;
    *head = kinds[i].head;
    return wt_cone_name(b->view, rest + strlen(kinds[i].within));
  }
  return wt_cone_name(b->view, name);
}

/* ---- what was read ---- */

/* How far from what it is the value would be, 0..1. */
static double weight_of(const WtSlice *s, double without)
{
  const WtColumn *c = wt_variable_column(s->model, s->var);
  double range = c->hi - c->lo, far = fabs(without - s->value);
  return c->type != WT_TYPE_NUMBER || !isfinite(range) || range <= 0 ? 1 : MIN(1, far / range);
}

static void add_read(Build *b, const WtSlice *s, const WtSliceWrite *w, const WtSliceRead *r,
                     guint to)
{
  g_autofree char *name = wt_variable_name(b->model, r->var);
  WtConeNode node = wt_cone_plain_node(WT_CONE_VARIABLE, N_("what was perceived"));
  node.tick = r->tick < 0 ? w->tick : r->tick;
  node.id = g_strdup_printf("variable %s@%d", name, node.tick);
  node.name = g_strdup(name);
  node.label = wt_cone_name(b->view, name);
  node.value = wt_cone_short_value(b, r->var, r->value);
  node.is_cause = TRUE;
  node.weight = weight_of(s, r->without);
  node.has_var = TRUE;
  node.var = r->var;
  wt_cone_join(b->cone, wt_cone_add(b->cone, node), to);
}

/* ---- percepts ---- */

/* Events that act through what was perceived stand behind that already. */
static void add_percept_events(Build *b, const WtSlice *s, guint how)
{
  for (guint i = 0; i < s->events->len; i++) {
    const WtSliceEvent *e = g_ptr_array_index(s->events, i);
    g_autofree char *id = g_strdup_printf("event %s@%d", e->name, e->tick);
    if (wt_cone_find(b->cone, id) < 0)
      wt_cone_add_event(b, s, i, how);
  }
}

static void add_percept(Build *b, const WtSlice *s, const WtSliceWrite *w, guint how)
{
  gboolean complete = TRUE;
  for (guint i = 0; i < w->reads->len; i++) {
    const WtSliceRead *r = &g_array_index(w->reads, WtSliceRead, i);
    if (i == 0 && r->tick >= 0)
      complete = wt_cone_add_variable(b, r->var, r->tick, (gint32)how);
    else
      add_read(b, s, w, r, how);
  }
  if (complete)
    add_percept_events(b, s, how);
}

/* ---- writes ---- */

static void add_event_of(Build *b, const WtSlice *s, const WtSliceWrite *w, guint how)
{
  for (guint i = 0; i < s->events->len; i++)
    if (g_ptr_array_index(s->events, i) == w->event)
      wt_cone_add_event(b, s, i, how);
}

/* All but the latest lesson are folded at first. */
static void add_lesson(Build *b, const WtSlice *s, guint number, guint how)
{
  const WtSliceWrite *w = write_at(s, number);
  WtConeNode *node = wt_cone_node(b->cone, how);
  gboolean toggled = g_hash_table_contains(wt_cone_state(b->view)->folded, node->id);
  node->can_fold = w->matters; /* else nothing behind it does */
  node->is_cut = TRUE;
  node->n_behind = w->reads->len + (wt_cone_event_share(s, w->event) > 0);
  node->folded = w->matters && node->n_behind > 0 && (number == 0) == toggled;
  if (node->folded)
    return;
  for (guint i = 0; i < w->reads->len; i++)
    add_read(b, s, w, &g_array_index(w->reads, WtSliceRead, i), how);
  add_event_of(b, s, w, how);
}

static void add_write(Build *b, const WtSlice *s, guint number, guint variable)
{
  const WtSliceWrite *w = write_at(s, number);
  g_autofree char *name = wt_variable_name(b->model, s->var);
  WtConeNode node =
      wt_cone_plain_node(WT_CONE_HOW, w->kind == WT_WRITE_LEARNED ? N_("lessons") : N_("how"));
  node.id = g_strdup_printf("write %s@%d %u", name, w->tick, number);
  node.name = g_strdup(name);
  node.label = write_label(b, s, w);
  node.value = write_value(b, s, w);
  node.is_cause = w->matters && w->kind != WT_WRITE_UNTOLD;
  node.weight = w->kind == WT_WRITE_LEARNED ? MAX(LEAST, weight_of(s, w->without)) : 1;
  node.can_fold = TRUE;
  node.has_var = TRUE;
  node.var = s->var;
  node.tick = w->tick;
  guint how = wt_cone_add(b->cone, node);
  wt_cone_join(b->cone, how, variable);
  if (w->kind == WT_WRITE_PERCEIVED)
    add_percept(b, s, w, how);
  else
    add_lesson(b, s, number, how);
}

/* What all the others have done to it. */
static void add_rest(Build *b, const WtSlice *s, guint variable)
{
  guint n = s->n_writes - s->writes->len;
  double rest = s->value - s->first;
  for (guint i = 0; i < s->writes->len; i++)
    rest -= write_at(s, i)->to - write_at(s, i)->from;
  g_autofree char *name = wt_variable_name(b->model, s->var), *change = change_text(rest);
  WtConeNode node = wt_cone_plain_node(WT_CONE_HOW, N_("lessons"));
  node.id = g_strdup_printf("rest %s", name);
  node.name = g_strdup(name);
  node.label = g_strdup_printf(
      g_dngettext(GETTEXT_PACKAGE, "%u smaller change", "%u smaller changes", n), n);
  node.value = g_strdup_printf(_("%s in all"), change);
  node.weight = weight_of(s, s->value - rest);
  node.has_var = TRUE;
  node.var = s->var;
  node.tick = s->tick;
  wt_cone_join(b->cone, wt_cone_add(b->cone, node), variable);
}

static void add_start(Build *b, const WtSlice *s, guint variable)
{
  g_autofree char *name = wt_variable_name(b->model, s->var);
  WtConeNode node =
      wt_cone_plain_node(WT_CONE_HOW, s->writes->len > 0 ? N_("lessons") : N_("from the start"));
  node.id = g_strdup_printf("start %s", name);
  node.name = g_strdup(name);
  node.label = start_label(b, s);
  node.value = wt_cone_short_value(b, s->var, s->first);
  node.has_var = TRUE;
  node.var = s->var;
  node.tick = 0;
  wt_cone_join(b->cone, wt_cone_add(b->cone, node), variable);
}

void wt_cone_add_writes(Build *b, const WtSlice *s, guint variable)
{
  if (s->percept == WT_NEVER)
    return;
  for (guint i = 0; i < s->writes->len; i++)
    add_write(b, s, i, variable);
  if (s->n_writes > s->writes->len)
    add_rest(b, s, variable);
  if (s->writes->len == 0 || write_at(s, 0)->kind == WT_WRITE_LEARNED)
    add_start(b, s, variable);
}
