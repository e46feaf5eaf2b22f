/* model-learn.c - `whytown model learn`: a causal model from rows of a table. */
#include "config.h"

#include "base/num.h"
#include "cli/model-learn.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct {
  char *targets, *method, *score, *out, *ess, *alpha, *max_parents, *restarts, *seed, *tiers, *like,
      *format;
  char **required, **forbidden;
  gboolean gain, json;
} Options;

static void options_clear(Options *o)
{
  char **texts[] = {&o->targets,     &o->method,   &o->score, &o->out,   &o->ess,  &o->alpha,
                    &o->max_parents, &o->restarts, &o->seed,  &o->tiers, &o->like, &o->format};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    g_free(*texts[i]);
  g_strfreev(o->required);
  g_strfreev(o->forbidden);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

/* ---- the command line ---- */

/* Position of `word` among `words`; -1 after a usage error. NULL: 0. */
static int choose(const char *word, const char *option, const char *const *words, const char *list)
{
  for (int i = 0; words[i]; i++)
    if (!word || g_str_equal(words[i], word))
      return i;
  wt_command_usage_error(&wt_cmd_model_learn, _("%1$s is %2$s, not '%3$s'"), option, list, word);
  return -1;
}

static gboolean parse_count(const char *text, const char *option, gint64 lo, gint64 hi,
                            guint64 *out)
{
  gint64 value;
  if (!text)
    return TRUE;
  if (!wt_num_parse_int(text, lo, hi, &value))
    return wt_command_usage_error(&wt_cmd_model_learn,
                                  _("%1$s takes a whole number from %2$" G_GINT64_FORMAT
                                    " to %3$" G_GINT64_FORMAT ", not '%4$s'"),
                                  option, lo, hi, text),
           FALSE;
  *out = (guint64)value;
  return TRUE;
}

static gboolean parse_number(const char *text, const char *option, double hi, double *out)
{
  if (!text || (wt_num_parse(text, out) && *out > 0 && *out <= hi))
    return TRUE;
  wt_command_usage_error(&wt_cmd_model_learn, _("%1$s takes a number above 0, not '%2$s'"), option,
                         text);
  return FALSE;
}

static gboolean parse_choices(const Options *o, WtLearnOptions *l)
{
  static const char *const methods[] = {"auto", "exact", "hill", "pc", NULL};
  static const WtLearnMethod kinds[] = {WT_LEARN_AUTO, WT_LEARN_EXACT, WT_LEARN_HILL, WT_LEARN_PC};
  static const char *const scores[] = {"bdeu", "bic", "bge", NULL};
  static const WtScore of_scores[] = {WT_SCORE_BDEU, WT_SCORE_BIC, WT_SCORE_BGE};
  int method = choose(o->method, "--method", methods, "auto, exact, hill or pc");
  int score = method < 0 ? -1 : choose(o->score, "--score", scores, "bdeu, bic or bge");
  if (score < 0)
    return FALSE;
  l->method = kinds[method];
  l->score = of_scores[score];
  return TRUE;
}

static gboolean parse_numbers(const Options *o, WtLearnOptions *l)
{
  guint64 max_parents = l->max_parents, restarts = l->restarts;
  if (!parse_number(o->ess, "--ess", 1e9, &l->ess) ||
      !parse_number(o->alpha, "--alpha", 1, &l->alpha) ||
      !parse_count(o->max_parents, "--max-parents", 1, 64, &max_parents) ||
      !parse_count(o->restarts, "--restarts", 0, 100000, &restarts) ||
      !parse_count(o->seed, "--seed", 0, G_MAXINT64, &l->seed))
    return FALSE;
  l->max_parents = (guint)max_parents;
  l->restarts = (guint)restarts;
  return TRUE;
}

static gboolean parse_options(Options *o, WtLearnOptions *l, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {
      {"targets", 0, 0, G_OPTION_ARG_FILENAME, &o->targets, NULL, NULL},
      {"method", 0, 0, G_OPTION_ARG_FILENAME, &o->method, NULL, NULL},
      {"score", 0, 0, G_OPTION_ARG_FILENAME, &o->score, NULL, NULL},
      {"ess", 0, 0, G_OPTION_ARG_FILENAME, &o->ess, NULL, NULL},
      {"alpha", 0, 0, G_OPTION_ARG_FILENAME, &o->alpha, NULL, NULL},
      {"max-parents", 0, 0, G_OPTION_ARG_FILENAME, &o->max_parents, NULL, NULL},
      {"restarts", 0, 0, G_OPTION_ARG_FILENAME, &o->restarts, NULL, NULL},
      {"seed", 0, 0, G_OPTION_ARG_FILENAME, &o->seed, NULL, NULL},
      {"required", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->required, NULL, NULL},
      {"forbidden", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->forbidden, NULL, NULL},
      {"tiers", 0, 0, G_OPTION_ARG_FILENAME, &o->tiers, NULL, NULL},
      {"like", 0, 0, G_OPTION_ARG_FILENAME, &o->like, NULL, NULL},
      {"gain", 0, 0, G_OPTION_ARG_NONE, &o->gain, NULL, NULL},
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &o->out, NULL, NULL},
      {"format", 0, 0, G_OPTION_ARG_FILENAME, &o->format, NULL, NULL},
      G_OPTION_ENTRY_NULL};
  if (!wt_cli_options(&wt_cmd_model_learn, entries, argc, argv) ||
      !wt_cli_format(&wt_cmd_model_learn, o->format, &o->json))
    return FALSE;
  if (*argc != 2)
    return wt_command_usage_error(&wt_cmd_model_learn,
                                  *argc < 2 ? _("which table?") : _("one table at a time")),
           FALSE;
  return parse_choices(o, l) && parse_numbers(o, l);
}

/* ---- the answer ---- */

typedef struct {
  const WtScm *scm;
  WtLearner *learner;
  double *gain; /* (n); NULL: not asked for */
  guint n_rows;
} Learned;

static gboolean is_undirected(const Learned *l, guint a, guint b)
{
  const GArray *pairs = wt_learner_undirected(l->learner);
  for (guint i = 0; pairs && i < pairs->len; i++) {
    const guint *pair = (const guint *)(gconstpointer)(pairs->data + i * 2 * sizeof(guint));
    if ((pair[0] == a && pair[1] == b) || (pair[0] == b && pair[1] == a))
      return TRUE;
  }
  return FALSE;
}

static guint print_edges(const Learned *l)
{
  guint n_edges = 0;
  for (guint v = 0; v < wt_scm_n(l->scm); v++) {
    guint n;
    const guint *parents = wt_scm_parents(l->scm, v, &n);
    for (guint i = 0; i < n; i++, n_edges++)
      printf("%s %s %s\n", wt_scm_name(l->scm, parents[i]),
             is_undirected(l, parents[i], v) ? "--" : "->", wt_scm_name(l->scm, v));
  }
  return n_edges;
}

static void print_text(const Learned *l)
{
  const GArray *pairs = wt_learner_undirected(l->learner);
  char number[WT_NUM_SIZE];
  guint n_edges = print_edges(l);
  printf(ngettext("%1$u edge from %2$u rows; log score %3$s\n",
                  "%1$u edges from %2$u rows; log score %3$s\n", n_edges),
         n_edges, l->n_rows, wt_num_format_short(number, wt_learner_score(l->learner), 8));
  if (pairs && pairs->len > 0)
    puts(_("(A -- B: the rows do not tell which way)"));
  for (guint v = 0; l->gain && v < wt_scm_n(l->scm); v++)
    printf(_("setting %1$s next is expected to tell %2$s nats\n"), wt_scm_name(l->scm, v),
           wt_num_format_short(number, l->gain[v], 4));
}

static void json_edges(WtJson *json, const Learned *l)
{
  wt_json_array(json, "edges");
  for (guint v = 0; v < wt_scm_n(l->scm); v++) {
    guint n;
    const guint *parents = wt_scm_parents(l->scm, v, &n);
    for (guint i = 0; i < n; i++) {
      wt_json_object(json, NULL);
      wt_json_string(json, "from", wt_scm_name(l->scm, parents[i]));
      wt_json_string(json, "to", wt_scm_name(l->scm, v));
      wt_json_bool(json, "directed", !is_undirected(l, parents[i], v));
      wt_json_end(json);
    }
  }
  wt_json_end(json);
}

static void print_json(const Learned *l)
{
  GString *out = g_string_new(NULL);
  WtJson *json = wt_json_new(out, 2);
  wt_json_object(json, NULL);
  json_edges(json, l);
  wt_json_int(json, "rows", l->n_rows);
  wt_json_number(json, "score", wt_learner_score(l->learner));
  if (l->gain) {
    wt_json_object(json, "information_gain");
    for (guint v = 0; v < wt_scm_n(l->scm); v++)
      wt_json_number(json, wt_scm_name(l->scm, v), l->gain[v]);
    wt_json_end(json);
  }
  wt_json_end(json);
  wt_cli_json_print(json, out);
}

static int write_model(const WtScm *scm, const char *path)
{
  WtCausal causal = {.scm = (WtScm *)scm};
  int status = WT_EXIT_OK;
  GString *text = wt_cli_model_text(&causal, path, NULL, &status);
  if (!text)
    return status;
  status = wt_cli_write(path, text);
  g_string_free(text, TRUE);
  return status;
}

static int learn(const WtData *data, const WtLearnAsked *asked, const Options *o)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WtLearner) learner = wt_learner_new(data, &asked->options, &error);
  if (!learner || !wt_learner_search(learner, &error))
    return wt_cli_question_error(error);
  g_autoptr(WtScm) scm = wt_learner_model(learner, &error);
  if (!scm)
    return wt_cli_question_error(error);
  g_autofree double *gain = o->gain ? g_new0(double, wt_data_n_columns(data) + 1) : NULL;
  if (gain && !wt_learner_information_gain(learner, gain, &error))
    return wt_cli_question_error(error);
  Learned learned = {scm, learner, gain, wt_data_n_rows(data)};
  if (o->out) {
    int status = write_model(scm, o->out);
    if (status != WT_EXIT_OK)
      return status;
  }
  if (o->json)
    print_json(&learned);
  else
    print_text(&learned);
  return WT_EXIT_OK;
}

static gboolean is_real(const WtData *data)
{
  for (guint c = 0; c < wt_data_n_columns(data); c++)
    if (wt_data_domain(data, c).kind != WT_DOMAIN_REAL)
      return FALSE;
  return TRUE;
}

static int run_learn(int argc, char **argv)
{
  g_auto(Options) o = {0};
  g_auto(WtLearnAsked) asked = {.options = wt_learn_default_options()};
  int status = WT_EXIT_OK;
  if (!parse_options(&o, &asked.options, &argc, &argv))
    return WT_EXIT_USAGE;
  g_autoptr(WtCausal) like = o.like ? wt_cli_model(o.like, &status) : NULL;
  if (o.like && !like)
    return status;
  g_autoptr(WtData) data = wt_cli_data(argv[1], o.targets, like ? like->scm : NULL, &status);
  if (!data || !wt_cli_learn_knowledge(data, o.required, o.forbidden, o.tiers, &asked, &status))
    return status;
  if (!o.score && is_real(data))
    asked.options.score = WT_SCORE_BGE;
  return learn(data, &asked, &o);
}

const WtCommand wt_cmd_model_learn = {
    .name = "model learn",
    .summary = N_("learns structure and parameters from a CSV table, with interventions"),
    .usage = "DATA.csv [--targets COLUMN] [--method auto|exact|hill|pc] [--score bdeu|bic|bge] [-o "
             "GRAPH]",
    .options =
        N_("  --targets COLUMN     names, with blanks between, the columns set by intervention in "
           "a row\n"
           "  --method METHOD      auto: exact up to 12 variables, hill climbing beyond; exact, "
           "hill, pc\n"
           "  --score SCORE        bdeu (default; of states), bic, bge (default of numbers)\n"
           "  --ess N              equivalent sample size of bdeu (1)\n"
           "  --alpha N            level of the tests of pc (0.05)\n"
           "  --max-parents N      of one variable\n"
           "  --restarts N         of hill climbing\n"
           "  --seed N             of these (0)\n"
           "  --required 'A->B,..' edges that must be there; may be repeated\n"
           "  --forbidden 'A->B'   edges that must not\n"
           "  --tiers 'A,B;C;D'    no edge goes from a later tier to an earlier one\n"
           "  --like MODEL         columns have the domains of this model's variables\n"
           "  --gain               what a next intervention would tell about the structure, at "
           "most 5\n"
           "                       variables\n"
           "  -o, --output GRAPH   writes the learned model, the format by the file's ending\n"
           "  --format FORMAT      text (default) or json"),
    .run = run_learn,
};
