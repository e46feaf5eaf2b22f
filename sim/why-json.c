/* why-json.c - see why-json.h. Order of keys is fixed; names are those of the commands. */
#include "sim/origins.h"
#include "sim/why-json.h"

#include "sim/say.h"
#include "sim/whence.h"

static const char *foil_kind_name(WtFoilKind kind)
{
  static const char *const names[] = {"act so", "this one", "named"};
  return names[kind];
}

static void write_option(WtJson *j, const char *key, const WtModel *model, WtOptionKey option)
{
  g_autofree char *name =
      option == WT_OPTION_NONE ? NULL : wt_town_option_name(model->town, option);
  wt_json_string(j, key, name);
}

/* A value of a type: number, true or false, else text. */
static void write_value(WtJson *j, const char *key, const WtModel *model, WtType type, double value)
{
  if (type == WT_TYPE_NUMBER) {
    wt_json_number(j, key, value);
  } else if (type == WT_TYPE_BOOL) {
    wt_json_bool(j, key, value != 0);
  } else {
    const WtCandidate as = {.type = type};
    g_autofree char *text = NULL;
    if (type == WT_TYPE_CELL && value < 0)
      text = g_strdup("absent");
    else if (type == WT_TYPE_CELL)
      text = g_strdup_printf("[%d,%d]", (gint)value % (gint)model->clock->width,
                             (gint)value / (gint)model->clock->width);
    else
      text = wt_candidate_format(model, &as, value);
    wt_json_string(j, key, text);
  }
}

/* ---- head ---- */

static void write_head(const WtWhy *why, WtJson *j)
{
  const WtDecisionRecord *r = &why->record;
  g_autofree char *time = wt_model_time(why->model, r->tick);
  g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, wt_session_seed(why->at));
  if (why->number > 0)
    wt_json_int(j, "decision", why->number);
  else
    wt_json_null(j, "decision");
  wt_json_int(j, "tick", r->tick);
  wt_json_string(j, "time", time);
  wt_json_string(j, "agent", wt_vocab_entity_name(why->model->vocab, r->person));
  write_option(j, "chosen", why->model, r->option);
  write_option(j, "runner_up", why->model, r->foil);
  wt_json_number(j, "margin", r->margin);
  wt_json_number(j, "tolerance", why->decision->table.tolerance);
  wt_json_string(j, "due", wt_due_name((WtDue)r->due));
  wt_json_bool(j, "toss", r->toss);
  wt_json_bool(j, "forced", r->forced);
  wt_json_string(j, "seed", seed);
}

/* ---- options ---- */

static void write_motives(const WtWhy *why, guint row, WtJson *j)
{
  const WtTable *t = &why->decision->table;
  WtMindView view = wt_session_view(why->at, t->person);
  wt_json_object(j, "motives");
  for (guint m = 0; m < t->n_motives; m++) {
    wt_json_object(j, wt_minds_motive_name(why->model->minds, m));
    wt_json_number(j, "weight", wt_mind_weight(&view, m));
    wt_json_number(j, "contribution", t->contribution[(gsize)m * t->stride + row]);
    wt_json_end(j);
  }
  wt_json_end(j);
}

static gboolean slot_is_used(const WtWhy *why, guint slot)
{
  const gint32 *others = wt_town_others(why->model->town, why->record.person);
  for (guint i = 0; i < wt_vocab_n_outcomes(why->model->vocab); i++) {
    const WtOutcome *o = wt_vocab_outcome(why->model->vocab, (int)i);
    if (o->per_other && slot >= o->first && slot < o->first + wt_vocab_n_others(why->model->vocab))
      return others[slot - o->first] >= 0;
  }
  return TRUE;
}

static void write_outcomes(const WtWhy *why, guint row, WtJson *j)
{
  const WtTable *t = &why->decision->table;
  wt_json_object(j, "outcomes");
  for (guint slot = 0; slot < t->n_slots; slot++) {
    if (!slot_is_used(why, slot))
      continue;
    g_autofree char *name = wt_slot_name(why->model->minds, t->person, slot);
    wt_json_number(j, name, t->outcome[(gsize)slot * t->stride + row]);
  }
  wt_json_end(j);
}

typedef struct {
  const WtWhy *why;
  WtJson *json;
} Factors;

static void write_factor(gpointer user, const WtFactor *f)
{
  const Factors *to = user;
  wt_json_object(to->json, f->name);
  write_value(to->json, "value", to->why->model, f->type, f->value);
  wt_json_string(to->json, "source", wt_source_name((WtSource)f->source));
  wt_json_end(to->json);
}

static void write_factors(const WtWhy *why, guint row, WtJson *j)
{
  Factors to = {why, j};
  wt_json_object(j, "factors");
  wt_why_each_factor(why, row, write_factor, &to);
  wt_json_end(j);
}

static void write_row(const WtWhy *why, guint row, WtJson *j)
{
  const WtTable *t = &why->decision->table;
  wt_json_object(j, NULL);
  write_option(j, "option", why->model, t->key[row]);
  wt_json_bool(j, "permitted", t->status[row] != WT_ROW_FORBIDDEN);
  wt_json_string(j, "status", wt_row_status_name((WtRowStatus)t->status[row]));
  if (t->status[row] == WT_ROW_FORBIDDEN && t->norm[row] >= 0)
    wt_json_string(j, "norm",
                   wt_names_text(wt_vocab_names(why->model->vocab),
                                 why->model->minds->norms[t->norm[row]].name));
  wt_json_number(j, "utility", t->utility[row]);
  wt_json_number(j, "cost", t->cost[row]);
  wt_json_number(j, "draw", t->draw[row]);
  wt_json_number(j, "travel", t->travel[row]);
  wt_json_number(j, "takes", t->takes[row]);
  write_motives(why, row, j);
  write_outcomes(why, row, j);
  write_factors(why, row, j);
  wt_json_end(j);
}

static void write_options(const WtWhy *why, WtJson *j)
{
  wt_json_array(j, "options");
  for (guint row = 0; row < why->decision->table.n_rows; row++)
    write_row(why, row, j);
  wt_json_end(j);
}

/* Units of the outcomes that have one. */
static void write_units(const WtWhy *why, WtJson *j)
{
  wt_json_object(j, "units");
  for (guint i = 0; i < wt_vocab_n_outcomes(why->model->vocab); i++) {
    const WtOutcome *o = wt_vocab_outcome(why->model->vocab, (int)i);
    if (o->is_rate)
      wt_json_string(j, wt_names_text(wt_vocab_names(why->model->vocab), o->name), "per s");
  }
  wt_json_string(j, "travel", "s");
  wt_json_string(j, "takes", "s");
  wt_json_end(j);
}

/* ---- causes ---- */

static void write_set(const WtWhy *why, const WtAnswer *answer, WtSet set, WtJson *j)
{
  wt_json_array(j, "set");
  for (guint i = 0; i < answer->n; i++) {
    const WtCandidate *c = &answer->candidates[i];
    if (!(set >> i & 1))
      continue;
    wt_json_object(j, NULL);
    wt_json_string(j, "variable", c->name);
    write_value(j, "actual", why->model, c->type, c->actual);
    write_value(j, "contrast", why->model, c->type, c->contrast);
    if (answer->share)
      wt_json_number(j, "share", answer->share[i]);
    wt_json_end(j);
  }
  wt_json_end(j);
}

static void write_verified(const WtVerified *v, WtJson *j)
{
  wt_json_object(j, "verified");
  wt_json_bool(j, "mind", v->mind);
  if (v->mind_reason)
    wt_json_string(j, "mind_reason", v->mind_reason);
  wt_json_string(j, "town", wt_town_check_name(v->town));
  wt_json_array(j, "differs_by");
  for (guint i = 0; i < v->differs_by->len; i++)
    wt_json_string(j, NULL, g_ptr_array_index(v->differs_by, i));
  wt_json_end(j);
  wt_json_bool(j, "refuted", v->refuted);
  wt_json_end(j);
}

static void write_cause(const WtWhy *why, const WtCause *cause, WtJson *j)
{
  const WtAnswer *answer = cause->answer;
  g_autofree char *foil = wt_why_foil_text(why, answer);
  wt_json_object(j, NULL);
  wt_json_string(j, "foil", foil);
  wt_json_string(j, "foil_kind", foil_kind_name(answer->kind));
  wt_json_string(j, "cut", wt_cut_name(answer->cut));
  write_set(why, answer, cause->cause->set, j);
  wt_json_number(j, "advantage", cause->cause->advantage);
  wt_json_number(j, "lead_left", cause->cause->lead);
  wt_json_number(j, "responsibility", cause->responsibility);
  write_option(j, "then", why->model, cause->then);
  write_verified(&cause->verified, j);
  wt_json_end(j);
}

static void write_causes(const WtWhy *why, WtJson *j)
{
  wt_json_array(j, "causes");
  for (guint i = 0; i < why->causes->len; i++)
    write_cause(why, g_ptr_array_index(why->causes, i), j);
  wt_json_end(j);
}

/* One entry per search: was it complete, how much was weighed. */
static void write_searches(const WtWhy *why, WtJson *j)
{
  wt_json_array(j, "searches");
  for (guint i = 0; i < why->explanation->answers->len; i++) {
    const WtAnswer *a = g_ptr_array_index(why->explanation->answers, i);
    g_autofree char *foil = wt_why_foil_text(why, a);
    wt_json_object(j, NULL);
    wt_json_string(j, "foil", foil);
    wt_json_string(j, "foil_kind", foil_kind_name(a->kind));
    wt_json_string(j, "cut", wt_cut_name(a->cut));
    wt_json_number(j, "lead", a->result->lead);
    wt_json_int(j, "candidates", a->n);
    wt_json_int(j, "causes", a->result->causes->len);
    wt_json_bool(j, "complete", a->result->complete);
    wt_json_end(j);
  }
  wt_json_end(j);
}

/* ---- the rest ---- */

static void write_turnings(const GPtrArray *turnings, const char *key, WtJson *j)
{
  wt_json_array(j, key);
  for (guint i = 0; turnings && i < turnings->len; i++) {
    const WtTurning *t = g_ptr_array_index(turnings, i);
    wt_json_object(j, NULL);
    wt_json_string(j, "cut", wt_cut_name(t->cut));
    wt_json_string(j, "variable", t->name);
    wt_json_number(j, "actual", t->actual);
    wt_json_number(j, "flips_at", t->flips_at);
    wt_json_end(j);
  }
  wt_json_end(j);
}

static void write_why_nots(const WtWhy *why, WtJson *j)
{
  wt_json_array(j, "why_not");
  for (guint i = 0; i < why->explanation->why_nots->len; i++) {
    const WtWhyNot *n = g_ptr_array_index(why->explanation->why_nots, i);
    wt_json_object(j, NULL);
    write_option(j, "option", why->model, n->option);
    wt_json_string(j, "kind", wt_why_not_name(n->kind));
    if (n->kind == WT_WHY_NOT_PERMITTED && n->norm >= 0)
      wt_json_string(
          j, "norm",
          wt_names_text(wt_vocab_names(why->model->vocab), why->model->minds->norms[n->norm].name));
    if (n->kind == WT_WHY_NOT_OUTWEIGHED)
      wt_json_number(j, "short_of", n->short_of);
    write_turnings(n->otherwise, "otherwise", j);
    wt_json_end(j);
  }
  wt_json_end(j);
}

static void write_origin(const WtWhy *why, guint motive, WtJson *j)
{
  g_autoptr(GPtrArray) from = wt_whence_motive(why->at, why->record.person, motive);
  wt_json_array(j, "origin");
  for (guint i = 0; i < from->len; i++) {
    const WtWhence *w = g_ptr_array_index(from, i);
    wt_json_object(j, NULL);
    wt_json_string(j, "kind", wt_whence_name(w->kind));
    wt_json_string(j, "name", w->name);
    wt_json_number(j, "value", w->value);
    if (w->pos.line > 0)
      wt_json_int(j, "line", w->pos.line);
    else
      wt_json_null(j, "line");
    wt_json_end(j);
  }
  wt_json_end(j);
}

static void write_chain(const WtWhy *why, const WtChain *c, WtJson *j)
{
  wt_json_object(j, NULL);
  wt_json_string(j, "factor", *c->factor ? c->factor : NULL);
  wt_json_number(j, "factor_value", c->factor_value);
  wt_json_number(j, "factor_foil", c->factor_foil);
  wt_json_bool(j, "factor_is_cause", c->factor_is_cause);
  wt_json_string(j, "outcome", c->outcome);
  wt_json_number(j, "outcome_value", c->outcome_value);
  wt_json_number(j, "outcome_foil", c->outcome_foil);
  wt_json_bool(j, "outcome_is_cause", c->outcome_is_cause);
  wt_json_string(j, "motive", wt_minds_motive_name(why->model->minds, c->motive));
  wt_json_bool(j, "motive_is_cause", c->motive_is_cause);
  wt_json_number(j, "weight", c->weight);
  wt_json_number(j, "contribution", c->contribution);
  wt_json_number(j, "contribution_foil", c->contribution_foil);
  write_origin(why, c->motive, j);
  wt_json_end(j);
}

static void write_chains(const WtWhy *why, WtJson *j)
{
  wt_json_array(j, "chains");
  for (guint i = 0; i < why->explanation->chains->len; i++)
    write_chain(why, g_ptr_array_index(why->explanation->chains, i), j);
  wt_json_end(j);
}

static void write_draws(const WtWhy *why, WtJson *j)
{
  const WtTable *t = &why->decision->table;
  wt_json_object(j, "draws");
  wt_json_number(j, "chosen", t->draw[t->chosen]);
  if (t->runner_up >= 0)
    wt_json_number(j, "runner_up", t->draw[t->runner_up]);
  else
    wt_json_null(j, "runner_up");
  wt_json_end(j);
}

static void write_mistaken(const WtWhy *why, WtJson *j)
{
  wt_json_array(j, "mistaken");
  for (guint i = 0; i < why->mistaken->len; i++) {
    const WtMistaken *m = g_ptr_array_index(why->mistaken, i);
    wt_json_object(j, NULL);
    write_option(j, "option", why->model, m->option);
    wt_json_string(j, "factor", m->factor);
    write_value(j, "believed", why->model, m->type, m->believed);
    write_value(j, "truth", why->model, m->type, m->truth);
    wt_json_string(j, "source", wt_source_name((WtSource)m->source));
    wt_json_end(j);
  }
  wt_json_end(j);
}

static void write_unknown(const WtWhy *why, WtJson *j)
{
  wt_json_array(j, "unknown");
  for (guint i = 0; i < why->unknown->len; i++)
    wt_json_string(j, NULL, g_ptr_array_index(why->unknown, i));
  wt_json_end(j);
}

static void write_learned(const WtWhy *why, WtJson *j)
{
  wt_json_array(j, "learned");
  for (guint i = 0; i < why->learned->len; i++)
    wt_learned_json(g_ptr_array_index(why->learned, i), j, NULL);
  wt_json_end(j);
  wt_json_array(j, "expected");
  for (guint i = 0; i < why->expected->len; i++) {
    const WtExpected *one = g_ptr_array_index(why->expected, i);
    wt_json_object(j, NULL);
    write_option(j, "option", why->model, one->option);
    wt_json_string(j, "outcome", one->outcome);
    wt_json_number(j, "expected", one->expected);
    wt_json_number(j, "sd", one->sd);
    wt_json_number(j, "truth", one->truth);
    wt_json_end(j);
  }
  wt_json_end(j);
  wt_json_array(j, "inquiries");
  for (guint i = 0; i < why->inquiries->len; i++) {
    const WtInquiry *one = g_ptr_array_index(why->inquiries, i);
    wt_json_object(j, NULL);
    wt_json_string(j, "outcome", one->outcome);
    wt_json_number(j, "insight", one->insight);
    wt_json_string(j, "question", one->question);
    wt_json_bool(j, "prepares", one->prepares);
    wt_json_end(j);
  }
  wt_json_end(j);
}

static void write_origins(const WtWhy *why, WtJson *j)
{
  wt_json_array(j, "origins");
  for (guint i = 0; why->origins && i < why->origins->len; i++)
    wt_origins_json_short(g_ptr_array_index(why->origins, i), j, NULL);
  wt_json_end(j);
}

static gboolean is_complete(const WtWhy *why)
{
  for (guint i = 0; i < why->explanation->answers->len; i++)
    if (!((const WtAnswer *)g_ptr_array_index(why->explanation->answers, i))->result->complete)
      return FALSE;
  return TRUE;
}

void wt_why_json(const WtWhy *why, WtJson *j, const char *key)
{
  g_autofree char *text = wt_say_why(why, 0);
  wt_json_object(j, key);
  write_head(why, j);
  write_options(why, j);
  write_units(why, j);
  write_causes(why, j);
  write_searches(why, j);
  wt_json_bool(j, "complete", is_complete(why));
  write_why_nots(why, j);
  write_turnings(why->explanation->turnings, "turning_points", j);
  write_chains(why, j);
  write_draws(why, j);
  write_mistaken(why, j);
  write_unknown(why, j);
  write_learned(why, j);
  write_origins(why, j);
  wt_json_string(j, "text", text);
  wt_json_end(j);
}

char *wt_why_json_text(const WtWhy *why)
{
  GString *out = g_string_new(NULL);
  WtJson *json = wt_json_new(out, 2);
  wt_why_json(why, json, NULL);
  wt_json_free(json);
  g_string_append_c(out, '\n');
  return g_string_free(out, FALSE);
}
