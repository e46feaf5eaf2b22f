/* expect-check.c - expectations held against the compiled model, before anything runs. */
#include <string.h>

#include "sim/expect.h"
#include "sim/session.h"

static char *path_of(guint i)
{
  return g_strdup_printf("expect[%u]", i + 1);
}

static void mistake(WtDiags *diags, guint i, const char *code, WtPos pos, const char *message)
{
  g_autofree char *path = path_of(i);
  wt_diags_add(diags, WT_ERROR, code, pos, path, NULL, "%s", message);
}

void wt_expect_bind(WtModel *model, WtDiags *diags)
{
  const GPtrArray *expects = model->scenario->expects;
  for (guint i = 0; i < expects->len; i++) {
    const WtExpectDef *def = g_ptr_array_index(expects, i);
    g_autofree char *path = path_of(i);
    WtExpr *expr = def->condition ? wt_vocab_bind(model->vocab, def->condition, WT_WORDS_WORLD | WT_WORDS_MIND | WT_WORDS_NOBODY, WT_HERE_GROUND, path, diags)
                                  : NULL;
    if (expr && def->kind == WT_EXPECT_MEAN &&
        (wt_expr_type(expr) != WT_VALUE_NUMBER || !wt_dim_equal(wt_expr_dim(expr), WT_DIM_NONE)))
      mistake(diags, i, "E504", wt_expr_pos(expr), "what has a mean must be a plain number");
    else if (expr && def->kind != WT_EXPECT_MEAN && wt_expr_type(expr) != WT_VALUE_BOOL)
      mistake(diags, i, "E504", wt_expr_pos(expr), "a condition must be true or false");
    g_ptr_array_add(model->conditions, expr);
  }
}

static void check_option(const WtModel *model, guint i, const char *option, WtPos pos, WtDiags *diags)
{
  if (!option || strchr(option, '*') || g_str_equal(option, "stand"))
    return;
  if (wt_town_option_find(model->town, option) != WT_OPTION_NONE)
    return;
  g_autofree char *message = g_strdup_printf("there is no option '%s': write VERB and what it is done to", option);
  mistake(diags, i, "E502", pos, message);
}

/* `whole`: nothing was wrong so far; an offer with a mistake in it is no option, and saying so would mislead. */
static void check_one(const WtModel *model, guint i, gboolean whole, WtDiags *diags)
{
  const WtExpectDef *def = g_ptr_array_index(model->scenario->expects, i);
  for (guint k = 0; k < def->dos->len; k++) {
    const WtDoDef *what = &g_array_index(def->dos, WtDoDef, k);
    WtIntervention ignored;
    g_autoptr(GError) error = NULL;
    if (!wt_intervention_resolve(model, what, &ignored, &error))
      mistake(diags, i, "E501", what->pos, error->message);
  }
  if (whole) {
    check_option(model, i, def->is, def->pos, diags);
    check_option(model, i, def->rather_than, def->pos, diags);
  }
  for (guint k = 0; whole && k < def->why_not->len; k++) {
    const WtWhyNotDef *w = &g_array_index(def->why_not, WtWhyNotDef, k);
    check_option(model, i, w->option, w->pos, diags);
  }
  WtVar var;
  g_autoptr(GError) error = NULL;
  if (def->variable && !wt_variable_find(model, def->variable, &var, &error))
    mistake(diags, i, "E503", def->pos, error->message);
  if (def->tick >= model->clock->ticks || def->until >= model->clock->ticks)
    mistake(diags, i, "E505", def->pos, "this tick is beyond the end of the run");
}

void wt_expect_check(const WtModel *model, WtDiags *diags)
{
  gboolean whole = wt_diags_n_errors(diags) == 0;
  for (guint i = 0; i < model->scenario->expects->len; i++)
    check_one(model, i, whole, diags);
}
