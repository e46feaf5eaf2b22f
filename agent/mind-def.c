/* mind-def.c - making and freeing minds as written; see mind-def.h.
 *
 * Every definition starts out with the defaults that the header names, so that a mind built by C
 * code and one read from a file that says nothing are the same.
 */
#include "agent/mind-def.h"

#include <string.h>

static void text_free(gpointer data)
{
  wt_expr_text_free(data);
}

static void value_free(gpointer data)
{
  WtValueDef *value = data;

  g_free(value->name);
  wt_expr_text_free(value->appraisal);
  g_free(value);
}

static void drive_free(gpointer data)
{
  WtDriveDef *drive = data;

  g_free(drive->name);
  g_free(drive);
}

static void norm_free(gpointer data)
{
  WtNormDef *norm = data;

  g_free(norm->name);
  g_free(norm->verb);
  g_free(norm->of);
  wt_expr_text_free(norm->when);
  g_clear_pointer(&norm->binds, g_ptr_array_unref);
  g_free(norm);
}

static void sign_free(gpointer data)
{
  WtSignDef *sign = data;

  g_free(sign->sensation);
  g_free(sign->attribute);
  g_free(sign);
}

static void gene_free(gpointer data)
{
  WtGeneDef *gene = data;

  g_free(gene->name);
  g_ptr_array_unref(gene->components);
  g_free(gene);
}

static void weight_clear(gpointer data)
{
  g_free(((WtWeightDef *)data)->name);
}

static GArray *weights_new(void)
{
  GArray *weights = g_array_new(FALSE, TRUE, sizeof(WtWeightDef));

  g_array_set_clear_func(weights, weight_clear);
  return weights;
}

static void person_free(gpointer data)
{
  WtMindPersonDef *person = data;

  g_free(person->name);
  g_ptr_array_unref(person->known);
  g_array_unref(person->known_pos);
  g_array_unref(person->values);
  g_array_unref(person->sets);
  g_array_unref(person->drive_weights);
  g_array_unref(person->genes);
  g_array_unref(person->affection);
  g_array_unref(person->trust);
  g_free(person);
}

/* No people and no motives, all settings at their defaults. Returns: (transfer full). */
WtMindsDef *wt_minds_def_new(void)
{
  WtMindsDef *def = g_new0(WtMindsDef, 1);

  def->horizon = 1800;
  def->switching = 0.02;
  def->walking = 0.001;
  def->tolerance = 1e-6;
  def->notice = 0.25;
  def->wait = 300;
  def->remember = 3600;
  def->candidates = g_ptr_array_new_with_free_func(text_free);
  def->candidates_pos = g_array_new(FALSE, TRUE, sizeof(WtPos));
  def->signs = g_ptr_array_new_with_free_func(sign_free);
  def->effects = g_ptr_array_new_with_free_func(sign_free);
  def->innate = WT_INNATE_USUAL;
  def->learning = (WtLearnRates){.threshold = 0.3, .aversion_within = 8 * 3600, .confidence = 0.3, .company = 3,
                                  .satiate = 0.5, .sated_for = 3600, .patience = 0.5};
  def->values = g_ptr_array_new_with_free_func(value_free);
  def->drives = g_ptr_array_new_with_free_func(drive_free);
  def->norms = g_ptr_array_new_with_free_func(norm_free);
  def->genes = g_ptr_array_new_with_free_func(gene_free);
  def->people = g_ptr_array_new_with_free_func(person_free);
  return def;
}

/* `def` (nullable) and everything in it. */
void wt_minds_def_free(WtMindsDef *def)
{
  if (!def)
    return;
  g_ptr_array_unref(def->candidates);
  g_array_unref(def->candidates_pos);
  g_ptr_array_unref(def->signs);
  g_ptr_array_unref(def->effects);
  g_ptr_array_unref(def->values);
  g_ptr_array_unref(def->drives);
  g_ptr_array_unref(def->norms);
  g_ptr_array_unref(def->genes);
  g_ptr_array_unref(def->people);
  g_free(def->sickness);
  g_free(def);
}

/* Appends a value of weight 0.5 to `def`, which owns it; takes over `appraisal`. */
WtValueDef *wt_minds_def_add_value(WtMindsDef *def, const char *name, WtExprText *appraisal)
{
  WtValueDef *value;

  g_return_val_if_fail(def && name, NULL);
  value = g_new0(WtValueDef, 1);
  value->name = g_strdup(name);
  value->appraisal = appraisal;
  value->weight = 0.5;
  g_ptr_array_add(def->values, value);
  return value;
}

static WtValueDef *find_value(const WtMindsDef *def, const char *name)
{
  for (guint i = 0; i < def->values->len; i++) {
    WtValueDef *value = g_ptr_array_index(def->values, i);

    if (strcmp(value->name, name) == 0)
      return value;
  }
  return NULL;
}

void wt_minds_def_make_curious(WtMindsDef *def, WtMindPersonDef *person, WtPos pos, double weight)
{
  g_return_if_fail(def && person);
  if (!find_value(def, WT_CURIOSITY))
    wt_minds_def_add_value(def, WT_CURIOSITY, NULL)->weight = 0;
  wt_weight_add(person->values, WT_CURIOSITY, weight);
  g_array_index(person->values, WtWeightDef, person->values->len - 1).pos = pos;
}

/* Appends a drive: set point 0, weight 1, square, alarmed 0.6 away from its set point. */
WtDriveDef *wt_minds_def_add_drive(WtMindsDef *def, const char *name)
{
  WtDriveDef *drive;

  g_return_val_if_fail(def && name, NULL);
  drive = g_new0(WtDriveDef, 1);
  drive->name = g_strdup(name);
  drive->weight = 1;
  drive->convexity = 2;
  drive->alarm = 0.6;
  g_ptr_array_add(def->drives, drive);
  return drive;
}

/* Appends a norm that binds everyone, always; the caller gives it its verb. */
WtNormDef *wt_minds_def_add_norm(WtMindsDef *def, const char *name)
{
  WtNormDef *norm;

  g_return_val_if_fail(def && name, NULL);
  norm = g_new0(WtNormDef, 1);
  norm->name = g_strdup(name);
  g_ptr_array_add(def->norms, norm);
  return norm;
}

/* Appends a gene without components. */
WtGeneDef *wt_minds_def_add_gene(WtMindsDef *def, const char *name)
{
  WtGeneDef *gene;

  g_return_val_if_fail(def && name, NULL);
  gene = g_new0(WtGeneDef, 1);
  gene->name = g_strdup(name);
  gene->components = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(def->genes, gene);
  return gene;
}

/* Appends the mind of the next person of the town: causal, kind (0.2), knowing everything. */
WtMindPersonDef *wt_minds_def_add_person(WtMindsDef *def, const char *name)
{
  WtMindPersonDef *person;

  g_return_val_if_fail(def && name, NULL);
  person = g_new0(WtMindPersonDef, 1);
  person->name = g_strdup(name);
  person->care = 0.2;
  person->learning = def->learning;
  person->known = g_ptr_array_new_with_free_func(g_free);
  person->known_pos = g_array_new(FALSE, TRUE, sizeof(WtPos));
  person->values = weights_new();
  person->sets = weights_new();
  person->drive_weights = weights_new();
  person->genes = weights_new();
  person->affection = weights_new();
  person->trust = weights_new();
  g_ptr_array_add(def->people, person);
  return person;
}

/* Appends `name` = `value`, without a place in a file. */
void wt_weight_add(GArray *weights, const char *name, double value)
{
  WtWeightDef weight = {NULL, {0, 0}, value};

  g_return_if_fail(weights && name);
  weight.name = g_strdup(name);
  g_array_append_val(weights, weight);
}

/* What is seen of `sensation` is `attribute`. signs: a definition's `signs` or `effects`. */
WtSignDef *wt_minds_def_add_sign(GPtrArray *signs, const char *sensation, const char *attribute)
{
  WtSignDef *sign = g_new0(WtSignDef, 1);

  sign->sensation = g_strdup(sensation);
  sign->attribute = g_strdup(attribute);
  g_ptr_array_add(signs, sign);
  return sign;
}
