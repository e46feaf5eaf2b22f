/* model-graph.c - `whytown model graph`: what the graph alone says of an effect. */
#include "config.h"

#include "base/num.h"
#include "base/quote.h"
#include "causal/dag.h"
#include "cli/model.h"

#include <glib/gi18n.h>

typedef struct {
  char *from, *to, *separated, *given, *max, *format;
  gboolean json;
  gint64 max_sets;
} Options;

static void options_clear(Options *o)
{
  g_free(o->from);
  g_free(o->to);
  g_free(o->separated);
  g_free(o->given);
  g_free(o->max);
  g_free(o->format);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static const char *find_mistake(const Options *o, int argc)
{
  if (argc != 2)
    return argc < 2 ? _("which model?") : _("one model at a time");
  if (o->separated)
    return o->from || o->to ? _("--separated is a question of its own, without --from and --to")
                            : NULL;
  if (o->given)
    return _("--given goes with --separated 'A;B'");
  return o->from && o->to ? NULL : _("give --from A --to B, or --separated 'A;B'");
}

static gboolean parse_options(Options *o, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {
      {"from", 0, 0, G_OPTION_ARG_FILENAME, &o->from, NULL, NULL},
      {"to", 0, 0, G_OPTION_ARG_FILENAME, &o->to, NULL, NULL},
      {"separated", 0, 0, G_OPTION_ARG_FILENAME, &o->separated, NULL, NULL},
      {"given", 0, 0, G_OPTION_ARG_FILENAME, &o->given, NULL, NULL},
      {"max", 0, 0, G_OPTION_ARG_FILENAME, &o->max, NULL, NULL},
      {"format", 0, 0, G_OPTION_ARG_FILENAME, &o->format, NULL, NULL},
      G_OPTION_ENTRY_NULL};
  if (!wt_cli_options(&wt_cmd_model_graph, entries, argc, argv) ||
      !wt_cli_format(&wt_cmd_model_graph, o->format, &o->json))
    return FALSE;
  const char *mistake = find_mistake(o, *argc);
  if (mistake)
    return wt_command_usage_error(&wt_cmd_model_graph, "%s", mistake), FALSE;
  o->max_sets = 20;
  if (o->max && !wt_num_parse_int(o->max, 1, 100000, &o->max_sets))
    return wt_command_usage_error(&wt_cmd_model_graph,
                                  _("--max takes a number from 1 to 100000, not '%s'"), o->max),
           FALSE;
  return TRUE;
}

/* (transfer full): "{A, B}". */
static char *say_set(const WtScm *scm, const GArray *set)
{
  GString *out = g_string_new("{");
  for (guint i = 0; i < set->len; i++)
    g_string_append_printf(out, "%s%s", i ? ", " : "",
                           wt_scm_name(scm, g_array_index(set, guint, i)));
  g_string_append_c(out, '}');
  return g_string_free(out, FALSE);
}

/* NULL as null. */
static void json_set(WtJson *json, const char *key, const WtScm *scm, const GArray *set)
{
  if (!set) {
    wt_json_null(json, key);
    return;
  }
  wt_json_array(json, key);
  for (guint i = 0; i < set->len; i++)
    wt_json_string(json, NULL, wt_scm_name(scm, g_array_index(set, guint, i)));
  wt_json_end(json);
}

static int by_id(gconstpointer a, gconstpointer b)
{
  guint x = *(const guint *)a, y = *(const guint *)b;
  return x < y ? -1 : x > y;
}

/* ---- separation ---- */

typedef struct {
  GArray *x, *y, *given; /* guint */
} Separated;

static void separated_clear(Separated *q)
{
  g_clear_pointer(&q->x, g_array_unref);
  g_clear_pointer(&q->y, g_array_unref);
  g_clear_pointer(&q->given, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Separated, separated_clear)

/* "X,..;Y,.." or "X,..;Y,..;Z,..". FALSE: *status is set. */
static gboolean read_separated(const WtScm *scm, const Options *o, Separated *q, int *status)
{
  g_auto(GStrv) parts = wt_quote_split(o->separated, ";");
  guint n = g_strv_length(parts);
  const char *given = o->given ? o->given : n == 3 ? parts[2] : NULL;
  if (n < 2 || n > 3 || (n == 3 && o->given)) {
    *status = wt_command_usage_error(&wt_cmd_model_graph,
                                     _("--separated takes 'A;B', or 'A;B;C,D' for given C,D"));
    return FALSE;
  }
  q->x = wt_cli_variables(scm, parts[0], "--separated", status);
  q->y = q->x ? wt_cli_variables(scm, parts[1], "--separated", status) : NULL;
  if (q->y)
    q->given = given ? wt_cli_variables(scm, given, o->given ? "--given" : "--separated", status)
                     : g_array_new(FALSE, FALSE, sizeof(guint));
  return q->given != NULL;
}

static gboolean meet(const GArray *a, const GArray *b)
{
  for (guint i = 0; i < a->len; i++)
    for (guint k = 0; k < b->len; k++)
      if (g_array_index(a, guint, i) == g_array_index(b, guint, k))
        return TRUE;
  return FALSE;
}

static const guint *ids(const GArray *set)
{
  return (const guint *)(gconstpointer)set->data;
}

static void sort_ids(GArray *set)
{
  g_array_sort(set, by_id);
}

/* "A" or "{A, B}" */
static char *say_side(const WtScm *scm, const GArray *set)
{
  return set->len == 1 ? g_strdup(wt_scm_name(scm, g_array_index(set, guint, 0)))
                       : say_set(scm, set);
}

static int say_separated(const WtScm *scm, const WtDag *dag, const Options *o)
{
  int status = WT_EXIT_OK;
  g_auto(Separated) q = {0};
  if (!read_separated(scm, o, &q, &status))
    return status;
  if (meet(q.x, q.y) || meet(q.x, q.given) || meet(q.y, q.given))
    return wt_command_error(WT_EXIT_USAGE, _("--separated: a variable stands on two sides"));
  if (q.x->len == 0 || q.y->len == 0)
    return wt_command_error(WT_EXIT_USAGE, _("--separated: a side without a variable"));
  g_autofree char *x = say_side(scm, q.x), *y = say_side(scm, q.y), *given = say_set(scm, q.given);
  sort_ids(q.x);
  sort_ids(q.y);
  sort_ids(q.given);
  gboolean separated =
      wt_dag_separated(dag, ids(q.x), q.x->len, ids(q.y), q.y->len, ids(q.given), q.given->len);
  if (!o->json) {
    printf(separated ? _("%1$s and %2$s are d-separated given %3$s.\n")
                     : _("%1$s and %2$s are d-connected given %3$s.\n"),
           x, y, given);
    return WT_EXIT_OK;
  }
  GString *out = g_string_new(NULL);
  WtJson *json = wt_json_new(out, 2);
  wt_json_object(json, NULL);
  wt_json_bool(json, "separated", separated);
  wt_json_end(json);
  wt_cli_json_print(json, out);
  return WT_EXIT_OK;
}

/* ---- the effect of one on another ---- */

typedef struct {
  guint from, to;
  gboolean ancestor;
  GPtrArray *back_door;
  GArray *optimal, *front_door;
  gboolean more; /* there are more back-door sets than were asked for */
} Effect;

static void effect_clear(Effect *e)
{
  g_clear_pointer(&e->back_door, g_ptr_array_unref);
  g_clear_pointer(&e->optimal, g_array_unref);
  g_clear_pointer(&e->front_door, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Effect, effect_clear)

static void find_effect(const WtDag *dag, const Options *o, Effect *e)
{
  g_autofree gboolean *in = g_new0(gboolean, wt_dag_n(dag) + 1);
  wt_dag_ancestors(dag, &e->to, 1, in);
  e->ancestor = in[e->from];
  e->back_door = wt_dag_back_door_sets(dag, e->from, e->to, (guint)o->max_sets + 1);
  e->more = e->back_door->len > o->max_sets;
  if (e->more)
    g_ptr_array_set_size(e->back_door, (int)o->max_sets);
  e->optimal = wt_dag_optimal_set(dag, e->from, e->to);
  e->front_door = wt_dag_front_door_set(dag, e->from, e->to);
}

static void print_effect(const WtScm *scm, const Effect *e)
{
  g_autofree char *optimal =
      e->optimal ? say_set(scm, e->optimal) : g_strdup(_("none of observed variables"));
  g_autofree char *front =
      e->front_door ? say_set(scm, e->front_door) : g_strdup(_("none of observed variables"));
  if (!e->ancestor)
    printf(_("%1$s has no effect on %2$s: no way leads there.\n"), wt_scm_name(scm, e->from),
           wt_scm_name(scm, e->to));
  puts(e->back_door->len == 0 ? _("Back-door sets (minimal): none of observed variables")
                              : _("Back-door sets (minimal):"));
  for (guint i = 0; i < e->back_door->len; i++) {
    g_autofree char *set = say_set(scm, e->back_door->pdata[i]);
    printf("  %s\n", set);
  }
  if (e->more)
    puts(_("  ... and more (--max N)"));
  printf(_("Optimal adjustment set: %1$s\nFront-door set: %2$s\n"), optimal, front);
}

static void json_effect(const WtScm *scm, const Effect *e)
{
  GString *out = g_string_new(NULL);
  WtJson *json = wt_json_new(out, 2);
  wt_json_object(json, NULL);
  wt_json_string(json, "from", wt_scm_name(scm, e->from));
  wt_json_string(json, "to", wt_scm_name(scm, e->to));
  wt_json_bool(json, "ancestor", e->ancestor);
  wt_json_array(json, "back_door");
  for (guint i = 0; i < e->back_door->len; i++)
    json_set(json, NULL, scm, e->back_door->pdata[i]);
  wt_json_end(json);
  wt_json_bool(json, "complete", !e->more);
  json_set(json, "optimal", scm, e->optimal);
  json_set(json, "front_door", scm, e->front_door);
  wt_json_end(json);
  wt_cli_json_print(json, out);
}

static int say_effect(const WtScm *scm, const WtDag *dag, const Options *o)
{
  int status = WT_EXIT_OK;
  g_auto(Effect) e = {0};
  g_autoptr(GArray) from = wt_cli_variables(scm, o->from, "--from", &status);
  g_autoptr(GArray) to = from ? wt_cli_variables(scm, o->to, "--to", &status) : NULL;
  if (!to)
    return status;
  if (from->len != 1 || to->len != 1 ||
      g_array_index(from, guint, 0) == g_array_index(to, guint, 0))
    return wt_command_error(WT_EXIT_USAGE,
                            _("--from and --to each name one variable, and not the same"));
  e.from = g_array_index(from, guint, 0);
  e.to = g_array_index(to, guint, 0);
  find_effect(dag, o, &e);
  if (o->json)
    json_effect(scm, &e);
  else
    print_effect(scm, &e);
  return WT_EXIT_OK;
}

static int run_graph(int argc, char **argv)
{
  g_auto(Options) o = {0};
  int status = WT_EXIT_OK;
  if (!parse_options(&o, &argc, &argv))
    return WT_EXIT_USAGE;
  g_autoptr(WtCausal) causal = wt_cli_model(argv[1], &status);
  if (!causal)
    return status;
  g_autoptr(WtDag) dag = wt_dag_of_scm(causal->scm);
  return o.separated ? say_separated(causal->scm, dag, &o) : say_effect(causal->scm, dag, &o);
}

const WtCommand wt_cmd_model_graph = {
    .name = "model graph",
    .summary = N_("what the graph alone says: separation, what to adjust for"),
    .usage = "MODEL --from A --to B [--max N] [--format text|json]\n"
             "MODEL --separated 'A;B' [--given C,D] [--format text|json]",
    .options =
        N_("  --from A --to B    minimal and optimal back-door sets and a front-door set for the\n"
           "                     effect of A on B, of observed variables\n"
           "  --max N            list at most N back-door sets (20)\n"
           "  --separated 'A;B'  are they d-separated? Either may be a list A,B; 'A;B;C,D': given "
           "C,D\n"
           "  --given C,...      given these\n"
           "  --format FORMAT    text (default) or json"),
    .run = run_graph,
};
