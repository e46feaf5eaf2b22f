/* export-csv.c - a run as long tables: decision x option x motive, or tick x variable.
 *
 * or the changes that minds learned.
 *
 * Commas, one line of column names, lines ended by a newline, quotes as in RFC 4180 where a field
 * needs them. A number that there is not (NaN, infinity) is an empty field.
 */
#include "sim/export-private.h"
#include "sim/origins.h"

#include <math.h>
#include <string.h>

static void text_field(GString *out, const char *text)
{
  if (!strpbrk(text, ",\"\r\n")) {
    g_string_append(out, text);
    return;
  }
  g_string_append_c(out, '"');
  for (; *text; text++) {
    if (*text == '"')
      g_string_append_c(out, '"');
    g_string_append_c(out, *text);
  }
  g_string_append_c(out, '"');
}

static void comma_text(GString *out, const char *text)
{
  g_string_append_c(out, ',');
  if (text)
    text_field(out, text);
}

static void comma_number(GString *out, double value)
{
  char buf[WT_NUM_SIZE];
  g_string_append_c(out, ',');
  if (isfinite(value))
    g_string_append(out, wt_num_format(buf, value));
}

static void comma_bool(GString *out, gboolean value)
{
  comma_text(out, value ? "true" : "false");
}

/* ---- decisions ---- */

static void csv_begin(WtExporter *e)
{
  g_string_append(e->out, "tick,time,agent,decision,option,status,permitted,chosen,utility,cost,draw,motive,weight,"
                          "contribution\n");
}

/* What all rows of an option begin with. */
static void option_fields(const WtModel *model, const char *head, const WtTable *t, guint row, gboolean chosen,
                          GString *to)
{
  g_autofree char *option = wt_export_option(model, t->key[row]);
  g_string_assign(to, head);
  comma_text(to, option);
  comma_text(to, wt_row_status_name((WtRowStatus)t->status[row]));
  comma_bool(to, t->status[row] != WT_ROW_FORBIDDEN);
  comma_bool(to, chosen);
  comma_number(to, t->utility[row]);
  comma_number(to, t->cost[row]);
  comma_number(to, t->draw[row]);
}

static gboolean csv_decision(WtExporter *e, guint number, const WtTable *t, GError **error)
{
  (void)error;
  const WtDecisionRecord *r = &e->records[number];
  WtMindView view = wt_session_view(e->session, r->person);
  g_autofree char *time = wt_model_time(e->model, r->tick);
  g_autoptr(GString) head = g_string_new(NULL), fields = g_string_new(NULL);
  g_string_append_printf(head, "%d", r->tick);
  comma_text(head, time);
  comma_text(head, wt_vocab_entity_name(e->model->vocab, r->person));
  g_string_append_printf(head, ",%u", number + 1);
  for (guint row = 0; row < t->n_rows; row++) {
    option_fields(e->model, head->str, t, row, t->key[row] == r->option, fields);
    for (guint m = 0; m < t->n_motives; m++) {
      g_string_append_len(e->out, fields->str, (gssize)fields->len);
      comma_text(e->out, wt_minds_motive_name(e->model->minds, m));
      comma_number(e->out, wt_mind_weight(&view, m));
      comma_number(e->out, t->contribution[(gsize)m * t->stride + row]);
      g_string_append_c(e->out, '\n');
    }
  }
  return TRUE;
}

const WtExportWriter wt_export_csv = {.begin = csv_begin, .decision = csv_decision};

/* ---- values of variables ---- */

static void states_begin(WtExporter *e)
{
  g_string_append(e->out, "tick,time,variable,value\n");
}

static void states_ticked(WtExporter *e, gint32 tick)
{
  g_autofree char *time = wt_model_time(e->model, tick);
  for (guint i = 0; i < e->what->n_vars; i++) {
    WtVar var = e->what->vars[i];
    double value = wt_session_get(e->session, var);
    g_autofree char *name = wt_variable_name(e->model, var);
    g_string_append_printf(e->out, "%d", tick);
    comma_text(e->out, time);
    comma_text(e->out, name);
    if (wt_variable_column(e->model, var)->type == WT_TYPE_NUMBER) {
      comma_number(e->out, value);
    } else {
      g_autofree char *text = wt_variable_format(e->model, var, value);
      comma_text(e->out, text);
    }
    g_string_append_c(e->out, '\n');
  }
}

const WtExportWriter wt_export_states = {.begin = states_begin, .ticked = states_ticked};

/* ---- what was learned ---- */

static void tell_learned(gpointer exporter, const WtLearnWrite *w)
{
  WtExporter *e = exporter;
  g_autofree char *time = wt_model_time(e->model, w->tick);
  g_autofree char *name = wt_variable_name(e->model, (WtVar){(guint16)w->column, 1, w->row});
  g_autofree char *of = wt_origin_object(e->model, w->person, &w->input);
  g_autofree char *act = wt_export_option(e->model, w->input.option);
  g_string_append_printf(e->out, "%d", w->tick);
  comma_text(e->out, time);
  comma_text(e->out, wt_vocab_entity_name(e->model->vocab, w->person));
  comma_text(e->out, name);
  comma_number(e->out, w->from);
  comma_number(e->out, w->to);
  comma_text(e->out, wt_input_kind_name((WtInputKind)w->input.kind));
  comma_text(e->out, of);
  comma_text(e->out, act);
  comma_number(e->out, w->input.value);
  g_string_append_c(e->out, '\n');
}

static void learned_begin(WtExporter *e)
{
  g_string_append(e->out, "tick,time,agent,variable,from,to,input,of,act,value\n");
  wt_session_watch_learning(e->session, tell_learned, e);
}

static void learned_end(WtExporter *e)
{
  wt_session_watch_learning(e->session, NULL, NULL);
}

const WtExportWriter wt_export_learned = {.begin = learned_begin, .end = learned_end};
