/* model-learn.c - `whytown model learn`: structure and parameters from a CSV file. */
#include "config.h"

#include "base/num.h"
#include "causal/learn.h"
#include "cli/model.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct {
  char *targets, *method, *score, *output, *required, *forbidden, *tiers, *like, *format;
  int max_parents;
  double ess, alpha;
  gboolean gain, json;
} Options;

static void options_clear(Options *o)
{
  gpointer all[] = {o->targets, o->method, o->score, o->output, o->required, o->forbidden, o->tiers, o->like, o->format};
  for (guint i = 0; i < G_N_ELEMENTS(all); i++)
    g_free(all[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

/* ---- words ---- */

static int find_word(const char *word, const char *const *words, guint n)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal(word, words[i]))
      return (int)i;
  return -1;
}

static gboolean read_words(const Options *o, WtLearnOptions *learn, gboolean discrete, int *status)
{
  static const char *const methods[] = {"auto", "exact", "hill", "pc"}, *const scores[] = {"bdeu", "bic", "bge"};
  int method = o->method ? find_word(o->method, methods, G_N_ELEMENTS(methods)) : WT_LEARN_AUTO;
  int score = o->score ? find_word(o->score, scores, G_N_ELEMENTS(scores)) : discrete ? WT_SCORE_BDEU : WT_SCORE_BGE;
  if (method < 0)
    *status = wt_model_usage_error("learn", _("--method is exact, hill or pc, not '%s'"), o->method);
  else if (score < 0)
    *status = wt_model_usage_error("learn", _("--score is bdeu, bic or bge, not '%s'"), o->score);
  else if (o->max_parents < 0 || o->max_parents > 12 || !(o->ess > 0) || !(o->alpha > 0 && o->alpha < 1))
    *status = wt_model_usage_error("learn", _("--max-parents is 0 to 12, --ess more than 0, --alpha between 0 and 1"));
  else {
    learn->method = (WtLearnMethod)method;
    learn->score = (WtScore)score;
    learn->max_parents = (guint)o->max_parents;
    learn->ess = o->ess;
    learn->alpha = o->alpha;
    return TRUE;
  }
  return FALSE;
}

static gboolean need(const WtData *data, const char *name, guint *column, int *status)
{
  for (*column = 0; *column < wt_data_n_columns(data); ++*column)
    if (g_str_equal(wt_data_name(data, *column), name))
      return TRUE;
  *status = wt_command_error(WT_EXIT_BAD_INPUT, _("there is no column '%s'"), name);
  return FALSE;
}

/* 'A->B,C->D' */
static gboolean read_edges(const WtData *data, const char *text, GArray *edges, int *status)
{
  g_auto(GStrv) parts = g_strsplit(text ? text : "", ",", -1);
  for (guint i = 0; parts[i]; i++) {
    g_auto(GStrv) ends = g_strsplit(parts[i], "->", -1);
    guint edge[2];
    if (!*g_strstrip(parts[i]))
      continue;
    if (g_strv_length(ends) != 2) {
      *status = wt_model_usage_error("learn", _("'%s' is no edge A->B"), parts[i]);
      return FALSE;
    }
    for (guint k = 0; k < 2; k++)
      if (!need(data, g_strstrip(ends[k]), &edge[k], status))
        return FALSE;
    g_array_append_vals(edges, edge, 1);
  }
  return TRUE;
}

/* 'A,B;C': what is not named is in the first. */
static gboolean read_tiers(const WtData *data, const char *text, gint *tiers, int *status)
{
  g_auto(GStrv) parts = g_strsplit(text, ";", -1);
  for (guint t = 0; parts[t]; t++) {
    g_auto(GStrv) names = g_strsplit(parts[t], ",", -1);
    for (guint i = 0; names[i]; i++) {
      guint column;
      if (!*g_strstrip(names[i]))
        continue;
      if (!need(data, names[i], &column, status))
        return FALSE;
      tiers[column] = (gint)t;
    }
  }
  return TRUE;
}

/* ---- answers ---- */

static gboolean is_undirected(const WtLearner *l, guint a, guint b)
{
  const GArray *pairs = wt_learner_undirected(l);
  for (guint i = 0; i < pairs->len; i++) {
    const guint *pair = (const guint *)(const void *)(pairs->data + i * sizeof(guint[2]));
    if ((pair[0] == a && pair[1] == b) || (pair[0] == b && pair[1] == a))
      return TRUE;
  }
  return FALSE;
}

static void print_text(const WtLearner *l, const WtData *data, const double *gain)
{
  char number[WT_NUM_SIZE];
  guint n_edges = 0;
  for (guint to = 0; to < wt_data_n_columns(data); to++) {
    guint n;
    const guint *parents = wt_dag_parents(wt_learner_dag(l), to, &n);
    for (guint i = 0; i < n; i++, n_edges++)
      printf("%s %s %s\n", wt_data_name(data, parents[i]), is_undirected(l, parents[i], to) ? "--" : "->", wt_data_name(data, to));
  }
  printf(_("%u edges from %u rows; log score %s\n"), n_edges, wt_data_n_rows(data), wt_num_format_short(number, wt_learner_score(l), 8));
  for (guint i = 0; gain && i < wt_data_n_columns(data); i++)
    printf(_("setting %s next is expected to tell %s nats\n"), wt_data_name(data, i), wt_num_format_short(number, gain[i], 4));
}

static void print_json(const WtLearner *l, const WtData *data, const double *gain)
{
  g_autoptr(GString) out = g_string_new(NULL);
  WtJson *json = wt_json_new(out, 2);
  wt_json_object(json, NULL);
  wt_json_array(json, "edges");
  for (guint to = 0; to < wt_data_n_columns(data); to++) {
    guint n;
    const guint *parents = wt_dag_parents(wt_learner_dag(l), to, &n);
    for (guint i = 0; i < n; i++) {
      wt_json_object(json, NULL);
      wt_json_string(json, "from", wt_data_name(data, parents[i]));
      wt_json_string(json, "to", wt_data_name(data, to));
      wt_json_bool(json, "directed", !is_undirected(l, parents[i], to));
      wt_json_end(json);
    }
  }
  wt_json_end(json);
  wt_json_int(json, "rows", wt_data_n_rows(data));
  wt_json_number(json, "score", wt_learner_score(l));
  if (gain) {
    wt_json_object(json, "information_gain");
    for (guint i = 0; i < wt_data_n_columns(data); i++)
      wt_json_number(json, wt_data_name(data, i), gain[i]);
    wt_json_end(json);
  }
  wt_json_end(json);
  wt_json_free(json);
  wt_model_print_json(out);
}

/* ---- the command ---- */

static WtData *read_data(const Options *o, const char *path, int *status)
{
  g_autofree char *text = NULL;
  gsize length;
  g_autoptr(GError) error = NULL;
  g_autoptr(WtCausal) like = o->like ? wt_model_load_file(o->like, status) : NULL;
  if (o->like && !like)
    return NULL;
  if (!g_file_get_contents(path, &text, &length, &error)) {
    *status = wt_command_error(WT_EXIT_IO, "%s", error->message);
    return NULL;
  }
  g_autoptr(WtDiags) diags = wt_diags_new(path);
  WtData *data = wt_data_parse_csv(text, length, o->targets, like ? like->scm : NULL, diags);
  if (!data) {
    g_autofree char *said = wt_diags_format(diags);
    fputs(said, stderr);
    *status = WT_EXIT_BAD_INPUT;
  }
  return data;
}

static int finish(const Options *o, WtLearner *l, const WtData *data)
{
  g_autofree double *gain = o->gain ? g_new0(double, wt_data_n_columns(data) + 1) : NULL;
  g_autoptr(GError) error = NULL;
  if (gain && !wt_learner_information_gain(l, gain, &error))
    return wt_model_error(error);
  if (o->output) {
    WtCausal causal = {.scm = wt_learner_model(l, &error)};
    gboolean saved = causal.scm && wt_model_file_save(&causal, o->output, &error);
    wt_scm_free(causal.scm);
    if (!saved)
      return wt_model_error(error);
  }
  if (o->json)
    print_json(l, data, gain);
  else
    print_text(l, data, gain);
  return WT_EXIT_OK;
}

static int learn(const Options *o, const WtData *data)
{
  WtLearnOptions options = wt_learn_default_options();
  g_autoptr(GArray) required = g_array_new(FALSE, FALSE, sizeof(guint[2])), forbidden = g_array_new(FALSE, FALSE, sizeof(guint[2]));
  g_autofree gint *tiers = g_new0(gint, wt_data_n_columns(data) + 1);
  g_autoptr(GError) error = NULL;
  int status = WT_EXIT_OK;
  if (!read_words(o, &options, wt_data_domain(data, 0).kind != WT_DOMAIN_REAL, &status) ||
      !read_edges(data, o->required, required, &status) || !read_edges(data, o->forbidden, forbidden, &status) ||
      (o->tiers && !read_tiers(data, o->tiers, tiers, &status)))
    return status;
  options.required = (const guint(*)[2])(const void *)required->data;
  options.n_required = required->len;
  options.forbidden = (const guint(*)[2])(const void *)forbidden->data;
  options.n_forbidden = forbidden->len;
  options.tiers = o->tiers ? tiers : NULL;
  g_autoptr(WtLearner) l = wt_learner_new(data, &options, &error);
  if (!l || !wt_learner_search(l, &error))
    return wt_model_error(error);
  return finish(o, l, data);
}

int wt_model_learn(int argc, char **argv)
{
  g_auto(Options) o = {.ess = 1, .alpha = 0.05};
  const GOptionEntry entries[] = {
      {"targets", 0, 0, G_OPTION_ARG_FILENAME, &o.targets, NULL, NULL},
      {"method", 0, 0, G_OPTION_ARG_FILENAME, &o.method, NULL, NULL},
      {"score", 0, 0, G_OPTION_ARG_FILENAME, &o.score, NULL, NULL},
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &o.output, NULL, NULL},
      {"required", 0, 0, G_OPTION_ARG_FILENAME, &o.required, NULL, NULL},
      {"forbidden", 0, 0, G_OPTION_ARG_FILENAME, &o.forbidden, NULL, NULL},
      {"tiers", 0, 0, G_OPTION_ARG_FILENAME, &o.tiers, NULL, NULL},
      {"like", 0, 0, G_OPTION_ARG_FILENAME, &o.like, NULL, NULL},
      {"max-parents", 0, 0, G_OPTION_ARG_INT, &o.max_parents, NULL, NULL},
      {"ess", 0, 0, G_OPTION_ARG_DOUBLE, &o.ess, NULL, NULL},
      {"alpha", 0, 0, G_OPTION_ARG_DOUBLE, &o.alpha, NULL, NULL},
      {"gain", 0, 0, G_OPTION_ARG_NONE, &o.gain, NULL, NULL},
      {"format", 0, 0, G_OPTION_ARG_FILENAME, &o.format, NULL, NULL},
      G_OPTION_ENTRY_NULL};
  int status = WT_EXIT_OK;
  if (!wt_model_options("learn", entries, &argc, &argv))
    return WT_EXIT_USAGE;
  if (!wt_model_format("learn", o.format, &o.json, &status))
    return status;
  if (argc != 2)
    return wt_model_usage_error("learn", argc < 2 ? _("which file of data?") : _("one file at a time"));
  g_autoptr(WtData) data = read_data(&o, argv[1], &status);
  return data ? learn(&o, data) : status;
}
