/* cone-var.c - the cone of a variable: the events it would not be so without, the mechanism that
 * wrote it, and behind a decision, when asked for, what it turned on.
 *
 * A decision is folded at first, as each variable behind it is a question of its own, which takes
 * replays to answer.
 */
#include "config.h"

#include "viz/cone-build.h"
#include "viz/words.h"

#include "base/num.h"
#include "sim/slice-print.h"

#include <glib/gi18n-lib.h>

typedef WtConeBuild Build;

WtConeNode wt_cone_plain_node(WtConeKind kind, const char *head)
{
  return (WtConeNode){.kind = kind,
                      .head = head,
                      .weight = 1,
                      .motive = -1,
                      .tick = -1,
                      .person = -1,
                      .option = WT_OPTION_NONE};
}

/* ---- mechanisms ---- */

static char *field_name(const WtModel *model, guint field)
{
  static const WtOwner owners[] = {WT_OWNER_THING, WT_OWNER_PERSON, WT_OWNER_CELL};
  for (guint i = 0; i < G_N_ELEMENTS(owners); i++) {
    int a = wt_town_field_attribute(model->town, field, owners[i]);
    if (a >= 0)
      return g_strdup(wt_names_text(wt_vocab_names(model->vocab),
                                    wt_vocab_attribute(model->vocab, (guint)a)->name));
  }
  return g_strdup(_("a field"));
}

/* (transfer full) What wrote it, and by what kind of mechanism. */
static char *writer_text(const Build *b, WtWriter w, const char **kind)
{
  const char *who = w.kind == WT_CAUSE_EVENT || w.kind == WT_CAUSE_LAW ||
                            w.kind == WT_CAUSE_FIELD || w.kind == WT_CAUSE_DO
                        ? NULL
                        : wt_view_name(b->view, w.id);
  g_autofree char *act = w.option == WT_OPTION_NONE ? NULL : wt_view_option(b->view, w.option);
  switch (w.kind) {
  case WT_CAUSE_EVENT:
    *kind = _("as scheduled");
    return wt_cone_name(b->view, wt_town_event_name(b->model->town, (guint)w.id));
  case WT_CAUSE_LAW:
    *kind = _("a law of the town");
    return wt_cone_name(b->view, wt_town_law_name(b->model->town, (guint)w.id));
  case WT_CAUSE_DRIFT:
    *kind = _("by itself, all the time");
    return g_strdup(who);
  case WT_CAUSE_ACT:
    *kind = _("an act");
    return act ? g_strdup_printf("%s · %s", who, act) : g_strdup(who);
  case WT_CAUSE_MOVE:
    *kind = _("walking");
    return g_strdup(who);
  case WT_CAUSE_FIELD:
    *kind = _("follows its sources");
    return field_name(b->model, (guint)w.id);
  case WT_CAUSE_FELT:
    *kind = _("is felt there");
    return g_strdup(who);
  case WT_CAUSE_DO:
    break;
  }
  *kind = _("held there");
  return g_strdup(_("an intervention"));
}

/* Between the events and the variable. */
static guint add_how(Build *b, const WtSlice *s, const char *name, guint variable)
{
  const char *kind;
  g_autofree char *time = wt_model_time(b->model, s->since);
  WtConeNode node = wt_cone_plain_node(WT_CONE_HOW, N_("how"));
  node.id = g_strdup_printf("how %s@%d", name, s->tick);
  node.name = g_strdup(name);
  node.label = writer_text(b, s->writer, &kind);
  node.value = g_strdup_printf("%s, %s", time, kind);
  node.is_cause = wt_cone_node(b->cone, variable)->is_cause && s->causes->len > 0;
  node.can_fold = TRUE;
  node.has_var = TRUE;
  node.var = s->var;
  node.tick = s->since;
  guint how = wt_cone_add(b->cone, node);
  wt_cone_join(b->cone, how, variable);
  return how;
}

/* ---- events ---- */

static char *event_label(const Build *b, const WtSliceEvent *e)
{
  g_autofree char *option = e->option == WT_OPTION_NONE ? NULL : wt_view_option(b->view, e->option);
  const char *who = e->kind == WT_EVENT_DECISION || e->kind == WT_EVENT_OMISSION
                        ? wt_view_name(b->view, e->id)
                        : NULL;
  if (e->kind == WT_EVENT_OMISSION)
    return g_strdup_printf(_("%1$s · not %2$s"), who, option);
  return who ? g_strdup_printf("%s · %s", who, option) : wt_cone_name(b->view, e->name);
}

/* The largest share it has in a cause; 0: it is none. */
static double share_of(const WtSlice *s, guint event)
{
  double most = 0;
  for (guint i = 0; i < s->causes->len; i++) {
    const WtSliceCause *c = &g_array_index(s->causes, WtSliceCause, i);
    for (guint k = 0; k < c->n; k++)
      if (c->events[k] == event)
        most = MAX(most, c->responsibility);
  }
  return most;
}

static char *event_value(const Build *b, const WtSliceEvent *e, double share)
{
  g_autofree char *time = wt_model_time(b->model, e->tick);
  if (share <= 0)
    return g_strdup_printf(_("%s, no cause"), time);
  if (share < 1)
    return g_strdup_printf(_("%s, responsibility ½"), time);
  return g_strdup_printf(_("%s, responsibility 1"), time);
}

double wt_cone_event_share(const WtSlice *s, const WtSliceEvent *event)
{
  for (guint i = 0; i < s->events->len; i++)
    if (g_ptr_array_index(s->events, i) == event)
      return share_of(s, i);
  return 0;
}

static const WtWhy *why_of(const WtSlice *s, const WtSliceEvent *e)
{
  for (guint i = 0; i < s->decisions->len; i++) {
    const WtWhy *why = g_ptr_array_index(s->decisions, i);
    if (why && why->record.tick == e->tick && why->record.person == e->id)
      return why;
  }
  return NULL;
}

/* What a decision turned on, if it has been asked for. */
static void add_reasons(Build *b, const WtSlice *s, const WtSliceEvent *e, guint event)
{
  const WtWhy *why = e->record >= 0 ? why_of(s, e) : NULL;
  g_autoptr(GArray) vars = why ? wt_slice_turned_on(why) : NULL;
  WtConeNode *node = wt_cone_node(b->cone, event);
  if (!vars || vars->len == 0)
    return;
  node->can_fold = TRUE;
  node->is_cut = TRUE;
  node->n_behind = vars->len;
  node->folded = !g_hash_table_contains(wt_cone_state(b->view)->folded, node->id);
  for (guint i = 0; i < vars->len && !node->folded; i++, node = wt_cone_node(b->cone, event))
    wt_cone_add_variable(b, g_array_index(vars, WtVar, i), e->tick, (gint32)event);
}

void wt_cone_add_event(Build *b, const WtSlice *s, guint number, guint to)
{
  const WtSliceEvent *e = g_ptr_array_index(s->events, number);
  double share = share_of(s, number);
  WtConeNode node = wt_cone_plain_node(WT_CONE_EVENT, N_("what happened"));
  gboolean person = e->kind == WT_EVENT_DECISION || e->kind == WT_EVENT_OMISSION;
  node.id = g_strdup_printf("event %s@%d", e->name, e->tick);
  node.name = g_strdup(e->name);
  node.label = event_label(b, e);
  node.value = event_value(b, e, share);
  node.is_cause = share > 0;
  node.weight = share;
  node.tick = e->tick;
  node.person = person ? e->id : -1;
  node.option = e->kind == WT_EVENT_OMISSION ? e->option : WT_OPTION_NONE;
  guint event = wt_cone_add(b->cone, node);
  wt_cone_node(b->cone, event)->is_cause |= share > 0;
  wt_cone_node(b->cone, event)->weight = MAX(share, wt_cone_node(b->cone, event)->weight);
  wt_cone_join(b->cone, event, to);
  if (share > 0)
    add_reasons(b, s, e, event);
}

/* ---- variables ---- */

/* (transfer full) As the scenario writes it, but numbers with three digits. */
char *wt_cone_short_value(const Build *b, WtVar var, double value)
{
  WtType type = (WtType)wt_variable_column(b->model, var)->type;
  g_autofree char *text = wt_variable_format(b->model, var, value);
  char number[WT_NUM_SIZE], *unit;
  if (type == WT_TYPE_SYMBOL || type == WT_TYPE_ENTITY)
    return wt_cone_name(b->view, text);
  double read = g_ascii_strtod(text, &unit);
  if (type != WT_TYPE_NUMBER || unit == text)
    return g_steal_pointer(&text);
  wt_num_format_short(number, read, 3);
  g_autofree char *shown = wt_words_minus(number);
  return g_strconcat(shown, unit, NULL);
}

/* (transfer full) What it is like, and since when. */
static char *variable_value(const Build *b, const WtConeSlice *c)
{
  const WtSlice *s = c->slice;
  if (c->failed)
    return g_strdup(c->failed);
  if (!s)
    return g_strdup("…");
  if (s->percept == WT_NEVER)
    return g_strdup(_("not known"));
  g_autofree char *value = wt_cone_short_value(b, s->var, s->value);
  g_autofree char *since = s->since < 0 ? NULL : wt_model_time(b->model, s->since);
  return since ? g_strdup_printf(_("%1$s since %2$s"), value, since)
               : g_strdup_printf(_("%1$s from the start"), value);
}

static void add_writer(Build *b, const WtSlice *s, const char *name, guint variable)
{
  if (s->var.block == 1) {
    wt_cone_add_writes(b, s, variable);
    return;
  }
  if (s->since < 0)
    return;
  guint how = add_how(b, s, name, variable);
  for (guint i = 0; i < s->events->len; i++)
    wt_cone_add_event(b, s, i, how);
}

static const char *head_for(const Build *b, gint32 to)
{
  if (to < 0)
    return N_("what is asked about");
  return wt_cone_node(b->cone, (guint)to)->kind == WT_CONE_HOW ? N_("what was perceived")
                                                               : N_("what it turned on");
}

gboolean wt_cone_add_variable(Build *b, WtVar var, gint32 tick, gint32 to)
{
  g_autofree char *name = wt_variable_name(b->model, var);
  WtConeSlice *c = wt_cone_slice(b->view, b->look, var, tick);
  WtConeNode node = wt_cone_plain_node(WT_CONE_VARIABLE, head_for(b, to));
  node.id = g_strdup_printf("variable %s@%d", name, tick);
  gboolean known = wt_cone_find(b->cone, node.id) >= 0;
  node.name = g_strdup(name);
  node.label =
      var.block == 1 ? wt_cone_mind_label(b, name, &node.head) : wt_cone_name(b->view, name);
  node.value = variable_value(b, c);
  node.is_sink = to < 0;
  node.is_cause = TRUE;
  node.can_fold = to >= 0;
  node.has_var = TRUE;
  node.var = var;
  node.tick = c->slice && c->slice->since >= 0 ? c->slice->since : tick;
  guint variable = wt_cone_add(b->cone, node);
  if (to >= 0)
    wt_cone_join(b->cone, variable, (guint)to);
  b->waiting |= !c->slice && !c->failed;
  if (!known && c->slice)
    add_writer(b, c->slice, name, variable);
  return c->slice || c->failed;
}

/* ---- what is said above it ---- */

/* The cause that wrote it if there is one, else the first. Acts are seen a tick later. */
static const WtSliceEvent *first_cause(const WtSlice *s)
{
  const WtSliceEvent *first = NULL;
  gint32 since = s->since - (s->percept >= 0);
  for (guint i = 0; i < s->causes->len; i++) {
    const WtSliceCause *c = &g_array_index(s->causes, WtSliceCause, i);
    const WtSliceEvent *e = g_ptr_array_index(s->events, c->events[0]);
    if (!first || (e->tick == since && first->tick != since))
      first = e;
  }
  return first;
}

/* How many lessons, and what one of the largest came of. */
static char *lessons_line(const WtSlice *s, const char *label, const char *value,
                          const char *because)
{
  gboolean any = FALSE;
  for (guint i = 0; i < s->writes->len; i++)
    any |= ((const WtSliceWrite *)g_ptr_array_index(s->writes, i))->matters;
  g_autofree char *lessons = g_strdup_printf(
      g_dngettext(GETTEXT_PACKAGE, "%u lesson", "%u lessons", s->n_writes), s->n_writes);
  if (!any)
    return g_strdup_printf(
        _("%1$s is %2$s; it comes of %3$s, and would be so without any one of them"), label, value,
        lessons);
  return because ? g_strdup_printf(_("%1$s is %2$s; it comes of %3$s, one of them because %4$s"),
                                   label, value, lessons, because)
                 : g_strdup_printf(_("%1$s is %2$s; it comes of %3$s"), label, value, lessons);
}

static char *line_of(Build *b, const WtConeSlice *c, WtVar var)
{
  g_autofree char *name = wt_variable_name(b->model, var);
  g_autofree char *label = wt_cone_name(b->view, name);
  if (c->failed)
    return g_strdup_printf("%s: %s", label, c->failed);
  if (!c->slice)
    return g_strdup_printf(_("looking for what made %s so …"), label);
  const WtSlice *s = c->slice;
  const WtSliceWrite *last = s->writes->len > 0 ? g_ptr_array_index(s->writes, 0) : NULL;
  gboolean learned = last && last->kind == WT_WRITE_LEARNED;
  const WtSliceEvent *e = !learned                                  ? first_cause(s)
                          : wt_cone_event_share(s, last->event) > 0 ? last->event
                                                                    : NULL;
  g_autofree char *value = variable_value(b, c);
  g_autofree char *because = e ? wt_slice_event_say(s, e) : NULL;
  g_autofree char *plain = because ? wt_view_plain(b->view, because) : NULL;
  if (learned)
    return lessons_line(s, label, value, plain);
  if (plain)
    return g_strdup_printf(_("%1$s is %2$s, because %3$s"), label, value, plain);
  return s->events->len > 0 && s->percept != WT_NEVER
             ? g_strdup_printf(_("%1$s is %2$s; no event alone made it so"), label, value)
             : g_strdup_printf(_("%1$s is %2$s"), label, value);
}

WtCone *wt_cone_of_variable(WtView *view, const WtLook *look, char **line, gboolean *waiting)
{
  Build b = {.view = view, .look = look, .model = wt_view_model(view), .cone = wt_cone_new()};
  wt_cone_add_variable(&b, view->focus.var, look->tick, -1);
  wt_cone_layer(b.cone);
  *line = line_of(&b, wt_cone_slice(view, look, view->focus.var, look->tick), view->focus.var);
  *waiting = b.waiting;
  return b.cone;
}
