/* model-keys.c - the tables of model-keys.h: what a causal model's YAML may hold. Static data. */
#include "scenarios/model-keys.h"

#include <math.h>

/* clang-format off */
static const WtKey model_keys[] = {
  {"causal-model", WT_KEY_INT, {0}, 0, 0, "", "version of the format: 1", NULL},
  {"name", WT_KEY_TEXT, {0}, 0, 0, NULL, "what the model is called", NULL},
  {"about", WT_KEY_TEXT, {0}, 0, 0, NULL, "what the model is of", NULL},
  {"variables", WT_KEY_MAP, {0}, 0, 0, "", "the variables, by name, in any order", NULL},
  {"expect", WT_KEY_LIST, {0}, 0, 0, NULL, "what must come out; `check` exits 1 if it does not", NULL},
};

static const WtKey variable_keys[] = {
  {"states", WT_KEY_LIST, {0}, 0, 0, NULL, "it has one of these named states", NULL},
  {"integer", WT_KEY_RANGE, {0}, 0, 0, NULL, "it is a whole number of this range", NULL},
  {"real", WT_KEY_RANGE, {0}, 0, 0, NULL, "it is a number of this range; `any`: without bounds", NULL},
  {"unit", WT_KEY_TEXT, {0}, 0, 0, NULL,
   "unit of a real variable; its bare numbers, here and where it is a parent, are in it", NULL},
  {"about", WT_KEY_TEXT, {0}, 0, 0, NULL, "what the variable means", NULL},
  {"latent", WT_KEY_BOOL, {0}, 0, 0, "false", "nobody can observe it", NULL},
  {"contrast", WT_KEY_TEXT, {0}, 0, 0, NULL,
   "the value it is compared with when causes are sought; reals need one", NULL},
  {"value", WT_KEY_TEXT, {0}, 0, 0, NULL, "the context gives it; this value unless told otherwise", NULL},
  {"is", WT_KEY_EXPRESSION, {0}, 0, 0, NULL, "a formula of other variables", NULL},
  {"chance", WT_KEY_NUMBER, {0}, 0, 1, NULL,
   "a truth: the chance that it is true; one number, or one per row of `given`", NULL},
  {"table", WT_KEY_LIST, {0}, 0, 0, NULL,
   "the probability of each value; one list, or one per row of `given`", NULL},
  {"given", WT_KEY_LIST, {0}, 0, 0, NULL,
   "the parents that the rows of `table` or `chance` are about; alone: how they act is not known", NULL},
  {"coupling", WT_KEY_SYMBOL, {0}, 0, 0, "monotone",
   "what a counterfactual keeps of a table's chance: the same position in every row, or nothing across rows",
   "monotone|independent"},
  {"linear", WT_KEY_MAP, {0}, 0, 0, NULL, "a sum of parents, by coefficient", NULL},
  {"intercept", WT_KEY_NUMBER, {0}, 0, 0, "0", "what is added to the sum of `linear`", NULL},
  {"sigma", WT_KEY_NUMBER, {0}, 0, 0, "0", "standard deviation of the noise that is added to `linear`", NULL},
  {"normal", WT_KEY_LIST, {0}, 0, 0, NULL, "[MEAN, DEVIATION]: a normal distribution, without parents", NULL},
  {"uniform", WT_KEY_LIST, {0}, 0, 0, NULL, "[LO, HI]: every number of a range alike, without parents", NULL},
  {"noisy-or", WT_KEY_MAP, {0}, 0, 0, NULL,
   "a truth: each parent that is true makes it true with this chance", NULL},
  {"noisy-and", WT_KEY_MAP, {0}, 0, 0, NULL,
   "a truth: each parent that is false makes it false with this chance", NULL},
  {"leak", WT_KEY_NUMBER, {0}, 0, 1, "0", "the chance that `noisy-or` (`noisy-and`) is true (false) of itself", NULL},
  {"threshold", WT_KEY_NUMBER, {0}, 0, 0, NULL, "a truth: whether the sum of `of` is at least this", NULL},
  {"of", WT_KEY_LIST, {0}, 0, 0, NULL, "what `threshold` sums: a list, or a mapping to weights", NULL},
};

static const WtKey expect_causes_keys[] = {
  {"effect", WT_KEY_TEXT, {0}, 0, 0, "", "what came about: 'BS=1'; several, with commas: all of them", NULL},
  {"context", WT_KEY_TEXT, {0}, 0, 0, NULL, "values of the context that are not the model's own", NULL},
  {"contrast", WT_KEY_TEXT, {0}, 0, 0, NULL, "what would have been instead", NULL},
  {"causes", WT_KEY_LIST, {0}, 0, 0, NULL, "all minimal causes, each a list of 'VARIABLE=VALUE'", NULL},
  {"some-causes", WT_KEY_LIST, {0}, 0, 0, NULL, "some of the minimal causes", NULL},
  {"no-causes", WT_KEY_LIST, {0}, 0, 0, NULL, "'VARIABLE=VALUE's that are in no minimal cause", NULL},
};

static const WtKey expect_query_keys[] = {
  {"p", WT_KEY_TEXT, {0}, 0, 0, "", "'VARIABLE=VALUE' whose probability is meant; 'VARIABLE': its mean", NULL},
  {"given", WT_KEY_TEXT, {0}, 0, 0, NULL, "what is observed", NULL},
  {"do", WT_KEY_TEXT, {0}, 0, 0, NULL, "what is set by intervention", NULL},
  {"observed", WT_KEY_TEXT, {0}, 0, 0, NULL, "what was observed before `do`: a counterfactual", NULL},
  {"is", WT_KEY_NUMBER, {0}, 0, 0, "", "the answer", NULL},
  {"within", WT_KEY_NUMBER, {0}, 0, HUGE_VAL, "0.000001", "how far off it may be", NULL},
};
/* clang-format on */

#define KEYS(table) table, G_N_ELEMENTS(table)

static const WtSection sections[] = {
    {"The file", "", "A mapping with these keys.",
     "causal-model: 1\nname: rock-throwing\nvariables: {ST: true, BT: true, SH: ST, BH: BT and not SH, BS: SH or BH}\n",
     KEYS(model_keys)},
    {"Variables", "variables.VARIABLE",
     "What values it may have: at most one of `states`, `integer` and `real`. Without any, a variable has the domain that "
     "its mechanism gives: a formula that of its result, `linear`, `normal` and `uniform` all numbers, the others true and "
     "false. Where its value comes from: one of `value`, `is`, `chance`, `table`, `linear`, `normal`, `uniform`, `noisy-or`, "
     "`noisy-and` and `threshold`; without any, the context gives it. Short forms: `true`, `false`, a number (of the context, "
     "with this value), a formula, `~ normal(MEAN, DEVIATION)` and `~ uniform(LO, HI)`.",
     "weather: {states: [sunny, rainy], table: [0.7, 0.3]}\nsprinkler: true\n"
     "wet: {given: [weather, sprinkler], chance: {sunny false: 0, else: 0.9}}\nslippery: wet and not gravel\n"
     "cups: {integer: 0..8, value: 2}\ntea: {real: 0..100, unit: C, normal: [65, 5], contrast: 20}\n"
     "warmth: {linear: {tea: 0.02, room: 0.1}, intercept: -1, sigma: 0.2}\n"
     "alarm: {noisy-or: {burglary: 0.9, earthquake: 0.3}, leak: 0.01}\n"
     "passed: {threshold: 3, of: [Ann, Bob, Cem, Dora, Eve]}\n",
     KEYS(variable_keys)},
    {"Expectations: causes", "expect[N]", "What `whytown model causes` must find.",
     "- {effect: BS=1, causes: [[ST=1], [SH=1]], no-causes: [BT=1]}\n", KEYS(expect_causes_keys)},
    {"Expectations: numbers", "expect[N]",
     "What `whytown model query` must say, or `whytown model counterfactual` where there is `observed`.",
     "- {p: wet=true, given: weather=sunny, do: sprinkler=true, is: 0.9}\n", KEYS(expect_query_keys)},
};

static const WtLoadCode codes[] = {
    {"E650", "another version of the format"},
    {"E651", "a domain that is said twice, is not sound, or does not fit the mechanism"},
    {"E652", "two mechanisms of one variable, or a key that goes with another one"},
    {"E653", "a parent, or a variable of an expectation, that is not there"},
    {"E654", "rows of a table that are missing, too many, never used or of no parents' states"},
    {"E655", "a row with the wrong number of probabilities, or one whose sum is not 1"},
    {"E656", "a number that the mechanism cannot have"},
    {"E657", "a value outside its variable's domain"},
    {"E658", "variables that need each other in a circle"},
    {"E659", "a name that no variable or state can have"},
    {"E660", "a formula of another kind than its variable"},
    {"E661", "a table too large"},
    {"E662", "an expectation of no kind, or that cannot be read"},
};

/* The i-th of the model's sections, in the order of WtSectionId from WT_SECTION_MODEL on. */
const WtSection *wt_model_section(guint i)
{
  g_return_val_if_fail(i < G_N_ELEMENTS(sections), NULL);
  return &sections[i];
}

const WtLoadCode *wt_model_codes(guint *n)
{
  g_return_val_if_fail(n, NULL);
  *n = G_N_ELEMENTS(codes);
  return codes;
}

/* The key tables with their sections, and the table of codes, in Markdown. */
char *wt_model_format_markdown(void)
{
  GString *out = g_string_new("## Keys\n\n");

  for (guint i = 0; i < G_N_ELEMENTS(sections); i++)
    wt_section_append(out, &sections[i]);
  g_string_append(out, "## Mistakes found on loading\n\nBesides those that [scenarios](scenario-format.md) can "
                       "have (E0xx, E101 to E107, E120, E121, E2xx):\n\n| code | meaning |\n|---|---|\n");
  for (guint i = 0; i < G_N_ELEMENTS(codes); i++)
    g_string_append_printf(out, "| %s | %s |\n", codes[i].code, codes[i].meaning);
  return g_string_free(out, FALSE);
}
