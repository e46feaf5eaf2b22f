/* formulas.c - the formulas of decide.h as text, parsed once and shared by all threads. */
#include "agent/formulas.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* Arguments in the order of their numbers; those with a question mark are truth values. */
static const struct {
  const char *args, *text;
} formulas[WT_N_FORMULAS] = {
    [WT_FORMULA_CHOOSE] = {"a c? b", "a if c else b"},
    [WT_FORMULA_OUTCOME] = {"felt known? prior lo hi", "clamp(felt, lo, hi) if known else prior"},
    [WT_FORMULA_VALUE] =
        {"weight w_travel w_act w_after worth on_ground? ground place",
         "weight * (w_act * worth + (w_travel + w_after) * (ground if on_ground else place))"},
    [WT_FORMULA_LASTING] =
        {"weight w_travel w_act w_after worth on_ground? ground place",
         "weight * ((w_act + w_after) * worth + w_travel * (ground if on_ground else place))"},
    [WT_FORMULA_PLUS] = {"mean sd", "mean + sd"},
    [WT_FORMULA_MINUS] = {"mean sd", "mean - sd"},
    [WT_FORMULA_BEND] = {"worth plus minus mid", "worth + (0.5 * (plus + minus) - mid)"},
    [WT_FORMULA_FIRST] =
        {"now drift on_ground? ground place travel h lo hi",
         "clamp(now + (drift + (ground if on_ground else place)) * min(travel, h), lo, hi)"},
    [WT_FORMULA_SECOND] = {"l1 drift rate travel takes h lo hi",
                           "clamp(l1 + (drift + rate) * min(takes, h - min(travel, h)), lo, hi)"},
    [WT_FORMULA_THIRD] = {"l2 drift on_ground? ground place travel takes h lo hi",
                          "clamp(l2 + (drift + (ground if on_ground else place)) *"
                          " (h - min(travel, h) - min(takes, h - min(travel, h))), lo, hi)"},
    [WT_FORMULA_SQUARE] = {"level set", "abs(level - set) * abs(level - set)"},
    [WT_FORMULA_POWER] = {"level set n", "pow(abs(level - set), n)"},
    [WT_FORMULA_DRIVE] =
        {"weight w_travel w_act w_after d0 d1 d2 d3",
         "weight * (d0 - (w_travel * (d0 + d1) + w_act * (d1 + d2) + w_after * (d2 + d3)) * 0.5)"},
    [WT_FORMULA_SCORE] = {"utility draw", "utility + draw"},
};

static gboolean resolve_argument(gpointer user, const WtTerm *term, WtBinding *out, char **message,
                                 char **hint)
{
  g_auto(GStrv) args = g_strsplit(user, " ", -1);
  (void)message;
  (void)hint;
  for (guint i = 0; args[i]; i++) {
    gboolean truth = g_str_has_suffix(args[i], "?");
    gsize length = strlen(args[i]) - (truth ? 1 : 0);
    if (strlen(term->text) != length || strncmp(term->text, args[i], length) != 0)
      continue;
    *out = (WtBinding){.type = truth ? WT_VALUE_BOOL : WT_VALUE_NUMBER, .leaf = i};
    return TRUE;
  }
  return FALSE;
}

static gboolean resolve_summand(gpointer user, const WtTerm *term, WtBinding *out, char **message,
                                char **hint)
{
  (void)user;
  (void)message;
  (void)hint;
  *out = (WtBinding){.type = WT_VALUE_NUMBER, .leaf = (guint)strtoul(term->text + 1, NULL, 10)};
  return TRUE;
}

static WtExpr *compile(const char *text, const WtExprScope *scope)
{
  g_autoptr(WtDiags) diags = wt_diags_new("formulas");
  g_autoptr(WtExprText) parsed = wt_expr_parse(text, (WtPos){1, 1}, NULL, diags);
  WtExpr *expr = parsed ? wt_expr_bind(parsed, scope, NULL, diags) : NULL;
  g_assert(expr != NULL);
  return expr;
}

static WtExpr *compiled[WT_N_FORMULAS];

static void compile_all(void)
{
  for (guint i = 0; i < WT_N_FORMULAS; i++) {
    WtExprScope scope = {.resolve = resolve_argument, .user = (gpointer)formulas[i].args};
    compiled[i] = compile(formulas[i].text, &scope);
  }
}

WtExpr *wt_formula(WtFormula formula)
{
  static pthread_once_t once = PTHREAD_ONCE_INIT; /* not GLib's: ThreadSanitizer sees this one */
  pthread_once(&once, compile_all);
  return compiled[formula];
}

WtExpr *wt_formula_utility(guint n)
{
  WtExprScope scope = {.resolve = resolve_summand};
  g_autoptr(GString) text = g_string_new(n == 0 ? "0" : NULL);
  for (guint i = 0; i < n; i++)
    g_string_append_printf(text, "%sc%u", i > 0 ? " + " : "", i);
  g_string_append_printf(text, " - c%u", n);
  return compile(text->str, &scope);
}
