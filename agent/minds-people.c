/* minds-people.c - compiling what differs from person to person: weights, genes, knowledge, regard. */
#include <string.h>

#include "agent/minds-private.h"
#include "base/suggest.h"

static void set_weights(WtMindsBuild *b, const GArray *weights, const char *group, guint person, const char *what,
                        const char *owner)
{
  for (guint i = 0; i < weights->len; i++) {
    const WtWeightDef *w = &g_array_index(weights, WtWeightDef, i);
    g_autofree char *in = g_strdup(group);
    const char *name = w->name, *dot = strrchr(w->name, '.');
    if (dot) {
      g_autofree char *head = g_strndup(w->name, (gsize)(dot - w->name));
      g_free(in);
      in = g_strdup_printf("%s.%s", group, head);
      name = dot + 1;
    }
    int attribute = wt_vocab_find_attribute(b->vocab, WT_OWNER_PERSON, in, name);
    g_autofree char *path = g_strdup_printf("people.%s.%s.%s", owner, what, w->name);
    if (attribute < 0)
      wt_minds_mistake(b, "E408", w->pos, path, NULL, "there is no '%s' among the %s", w->name, what);
    else
      wt_minds_add_initial(b, wt_vocab_attribute(b->vocab, attribute)->column, person, w->value);
  }
}

static void set_regard(WtMindsBuild *b, const GArray *weights, int column, guint person, const char *what,
                       const char *owner)
{
  const gint32 *others = b->minds->known->others(b->minds->known->user, (gint32)person);
  for (guint i = 0; i < weights->len; i++) {
    const WtWeightDef *w = &g_array_index(weights, WtWeightDef, i);
    gint32 who = wt_vocab_entity(b->vocab, w->name);
    guint k = 0;
    while (who >= 0 && k < b->minds->n_others && others[k] != who)
      k++;
    g_autofree char *path = g_strdup_printf("people.%s.%s.%s", owner, what, w->name);
    if (who < 0 || who >= (gint32)b->minds->n_people || who == (gint32)person)
      wt_minds_mistake(b, "E407", w->pos, path, NULL, "there is no other person '%s'", w->name);
    else if (k == b->minds->n_others)
      wt_minds_mistake(b, "E407", w->pos, path, NULL, "'%s' is beyond the acquaintances that `limits` allows", w->name);
    else
      wt_minds_add_initial(b, column, person * b->minds->n_others + k, w->value);
  }
}

/* "chill" names every rule's mechanism for it; "sit.chill" one; "draught" a field. */
static gboolean belief_is_named(const WtMindsBuild *b, guint belief, const char *name)
{
  const char *full = wt_minds_belief_name(b->minds, belief);
  if (g_str_equal(full, name))
    return TRUE;
  const WtBelief *m = &b->minds->beliefs[belief];
  if (m->rule < 0)
    return FALSE;
  const char *outcome = wt_names_text(b->names, wt_vocab_outcome(b->vocab, m->outcome)->name);
  g_autofree char *both = g_strdup_printf("%s.%s", wt_names_text(b->names, b->minds->known->rules[m->rule]->verb), outcome);
  return g_str_equal(outcome, name) || g_str_equal(both, name);
}

static char *belief_hint(const WtMindsBuild *b, const char *name)
{
  g_autofree const char **names = g_new(const char *, b->minds->n_beliefs + 1);
  for (guint i = 0; i < b->minds->n_beliefs; i++)
    names[i] = wt_minds_belief_name(b->minds, i);
  return wt_suggest_hint(name, names, b->minds->n_beliefs);
}

static void set_knowledge(WtMindsBuild *b, const WtMindPersonDef *def, guint person)
{
  if (def->knows == WT_KNOWS_EVERYTHING)
    for (guint i = 0; i < b->minds->n_beliefs; i++)
      wt_minds_add_initial(b, b->minds->beliefs[i].column, person, 1);
  if (def->knows != WT_KNOWS_LIST)
    return;
  for (guint i = 0; i < def->known->len; i++) {
    const char *name = g_ptr_array_index(def->known, i);
    gboolean found = FALSE;
    for (guint m = 0; m < b->minds->n_beliefs; m++)
      if (belief_is_named(b, m, name)) {
        wt_minds_add_initial(b, b->minds->beliefs[m].column, person, 1);
        found = TRUE;
      }
    if (found)
      continue;
    g_autofree char *path = g_strdup_printf("people.%s.knows", def->name);
    g_autofree char *hint = belief_hint(b, name);
    wt_minds_mistake(b, "E406", g_array_index(def->known_pos, WtPos, i), path, hint, "there is no mechanism '%s'", name);
  }
}

static void set_defaults(WtMindsBuild *b, guint person)
{
  WtMinds *minds = b->minds;
  for (guint i = 0; i < minds->n_values; i++)
    wt_minds_add_initial(b, minds->values[i].weight, person, ((WtValueDef *)g_ptr_array_index(b->def->values, i))->weight);
  for (guint i = 0; i < minds->n_drives; i++) {
    const WtDriveDef *def = g_ptr_array_index(b->def->drives, i);
    wt_minds_add_initial(b, minds->drives[i].set, person, def->set);
    wt_minds_add_initial(b, minds->drives[i].weight, person, def->weight);
  }
  for (guint k = 0; k < minds->n_others; k++)
    wt_minds_add_initial(b, minds->columns.trust, person * minds->n_others + k, 0.5);
}

static gboolean names_person(const GPtrArray *names, const char *person)
{
  for (guint i = 0; i < names->len; i++)
    if (g_str_equal(g_ptr_array_index(names, i), person))
      return TRUE;
  return FALSE;
}

static void set_norms(WtMindsBuild *b, guint person, const char *name)
{
  for (guint i = 0; i < b->minds->n_norms; i++) {
    const WtNormDef *def = g_ptr_array_index(b->def->norms, i);
    if (!def->binds || names_person(def->binds, name))
      wt_minds_add_initial(b, b->minds->norms[i].bound, person, 1);
  }
}

void wt_minds_compile_people(WtMindsBuild *b)
{
  WtMinds *minds = b->minds;
  minds->policy = g_new0(guint8, minds->n_people);
  minds->familiar = g_new0(guint8, minds->n_people);
  for (guint p = 0; p < b->def->people->len && p < minds->n_people; p++) {
    const WtMindPersonDef *def = g_ptr_array_index(b->def->people, p);
    minds->policy[p] = (guint8)def->policy;
    minds->familiar[p] = (guint8)def->familiar;
    set_defaults(b, p);
    wt_minds_add_initial(b, minds->columns.care, p, def->care);
    set_weights(b, def->values, "values", p, "values", def->name);
    set_weights(b, def->sets, "set", p, "drives", def->name);
    set_weights(b, def->drive_weights, "drives", p, "drives", def->name);
    set_weights(b, def->genes, "genes", p, "genes", def->name);
    set_regard(b, def->affection, minds->columns.affection, p, "affection", def->name);
    set_regard(b, def->trust, minds->columns.trust, p, "trust", def->name);
    set_knowledge(b, def, p);
    set_norms(b, p, def->name);
  }
}
