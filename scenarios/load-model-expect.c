/* load-model-expect.c - expectations of a causal model; see load-model.h. */
#include "scenarios/load-model.h"

#include <math.h>
#include <string.h>

#include "base/quote.h"

void wt_causal_expect_free(WtCausalExpect *expect)
{
  if (expect == NULL)
    return;
  g_array_unref(expect->effect);
  g_array_unref(expect->context);
  g_array_unref(expect->contrast);
  g_array_unref(expect->no);
  g_array_unref(expect->given);
  g_clear_pointer(&expect->causes, g_ptr_array_unref);
  g_clear_pointer(&expect->some, g_ptr_array_unref);
  wt_causal_dos_free(expect->dos);
  g_free(expect->text);
  g_free(expect);
}

static GArray *values_new(void)
{
  return g_array_new(FALSE, FALSE, sizeof(WtDo));
}

static WtCausalExpect *expect_new(WtCausalExpectKind kind, WtPos pos)
{
  WtCausalExpect *expect = g_new0(WtCausalExpect, 1);

  expect->kind = kind;
  expect->pos = pos;
  expect->effect = values_new();
  expect->context = values_new();
  expect->contrast = values_new();
  expect->no = values_new();
  expect->given = values_new();
  expect->dos = wt_causal_dos_new();
  return expect;
}

/* A mistake in a text of `node`. */
static gboolean refuse(WtModelLoad *m, const WtNode *node, const GError *error)
{
  wt_load_error(&m->load, "E662", node->pos, NULL, "%s", error->message);
  return FALSE;
}

static gboolean read_values(WtModelLoad *m, const WtNode *node, GArray *out)
{
  g_autoptr(GError) error = NULL;

  return wt_load_is_scalar(&m->load, node) &&
         (wt_scm_parse_values(m->causal->scm, node->text, out, &error) || refuse(m, node, error));
}

static gboolean read_values_of(WtModelLoad *m, const WtNode *item, const char *key, GArray *out)
{
  const WtNode *node = wt_node_get(item, key);
  gsize mark;
  gboolean ok;

  if (node == NULL)
    return TRUE;
  mark = wt_load_enter(&m->load, key);
  ok = read_values(m, node, out);
  wt_load_leave(&m->load, mark);
  return ok;
}

/* ['A=a', 'B=b'] onto one array. */
static gboolean read_list(WtModelLoad *m, const WtNode *list, GArray *out)
{
  gboolean ok = wt_load_is_list(&m->load, list);

  for (guint i = 0; ok && i < list->n; i++)
    ok = read_values(m, list->items[i], out);
  return ok;
}

/* [['A=a'], ['B=b', 'C=c']] */
static gboolean read_sets(WtModelLoad *m, const WtNode *item, const char *key, GPtrArray **sets)
{
  const WtNode *list = wt_node_get(item, key);
  gsize mark;
  gboolean ok;

  if (list == NULL)
    return TRUE;
  mark = wt_load_enter(&m->load, key);
  *sets = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
  ok = wt_load_is_list(&m->load, list);
  for (guint i = 0; ok && i < list->n; i++) {
    GArray *set = values_new();
    g_ptr_array_add(*sets, set);
    ok = read_list(m, list->items[i], set);
  }
  wt_load_leave(&m->load, mark);
  return ok;
}

static void load_causes(WtModelLoad *m, const WtNode *item, WtCausalExpect *expect)
{
  const WtNode *no = wt_node_get(item, "no-causes");
  gboolean ok = wt_load_is_section(&m->load, item, WT_SECTION_MODEL_CAUSES, NULL);

  ok = ok && read_values_of(m, item, "effect", expect->effect) &&
       read_values_of(m, item, "context", expect->context) &&
       read_values_of(m, item, "contrast", expect->contrast) &&
       read_sets(m, item, "causes", &expect->causes) &&
       read_sets(m, item, "some-causes", &expect->some) &&
       (no == NULL || read_list(m, no, expect->no));
  if (ok && expect->causes == NULL && expect->some == NULL && expect->no->len == 0)
    wt_load_error(&m->load, "E662", item->pos, NULL,
                  "one of `causes`, `some-causes` and `no-causes` says what is expected");
}

/* 'VARIABLE=VALUE', or 'VARIABLE' for its mean. */
static gboolean read_target(WtModelLoad *m, const WtNode *node, WtCausalExpect *expect)
{
  g_autoptr(GArray) values = values_new();
  g_autoptr(GError) error = NULL;

  if (!wt_load_is_scalar(&m->load, node))
    return FALSE;
  expect->target = wt_scm_find(m->causal->scm, node->text);
  if (expect->target != WT_SCM_NONE)
    return TRUE;
  if (*wt_quote_find(node->text, "=") == '\0') {
    g_autofree char *name = wt_quote_bare(node->text, node->text + strlen(node->text));

    expect->target = wt_scm_need(m->causal->scm, name, &error);
    return expect->target != WT_SCM_NONE || refuse(m, node, error);
  }
  if (!wt_scm_parse_values(m->causal->scm, node->text, values, &error))
    return refuse(m, node, error);
  expect->target = g_array_index(values, WtDo, 0).variable;
  expect->value = g_array_index(values, WtDo, 0).value;
  expect->has_value = TRUE;
  return TRUE;
}

static gboolean read_dos(WtModelLoad *m, const WtNode *node, WtCausalExpect *expect)
{
  g_autoptr(GError) error = NULL;

  return node == NULL || (wt_load_is_scalar(&m->load, node) &&
                          (wt_causal_dos_parse(expect->dos, m->causal->scm, node->text, &error) ||
                           refuse(m, node, error)));
}

static void load_number(WtModelLoad *m, const WtNode *item, WtCausalExpect *expect)
{
  const WtNode *observed = wt_node_get(item, "observed");

  if (!wt_load_is_section(&m->load, item, WT_SECTION_MODEL_NUMBER, NULL))
    return;
  expect->observed = observed != NULL;
  if (observed != NULL && wt_node_get(item, "given") != NULL)
    wt_load_error(&m->load, "E662", observed->pos, NULL,
                  "`observed` is of a counterfactual, `given` is not: one of them");
  wt_load_number(&m->load, item, WT_SECTION_MODEL_NUMBER, "is", &expect->is);
  wt_load_number(&m->load, item, WT_SECTION_MODEL_NUMBER, "within", &expect->within);
  if (read_target(m, wt_node_get(item, "p"), expect) &&
      read_values_of(m, item, observed != NULL ? "observed" : "given", expect->given))
    read_dos(m, wt_node_get(item, "do"), expect);
  expect->text = g_strdup(wt_node_get(item, "p")->text);
}

static void load_item(WtModelLoad *m, const WtNode *item)
{
  gboolean number;
  WtCausalExpect *expect;

  if (!wt_load_is_map(&m->load, item))
    return;
  number = wt_node_get(item, "p") != NULL;
  if (!number && wt_node_get(item, "effect") == NULL) {
    wt_load_error(
        &m->load, "E662", item->pos, NULL,
        "an expectation is about the causes of an `effect`, or about the probability `p`");
    return;
  }
  expect = expect_new(number ? WT_CAUSAL_NUMBER : WT_CAUSAL_CAUSES, item->pos);
  g_ptr_array_add(m->causal->expects, expect);
  if (number) {
    load_number(m, item, expect);
    return;
  }
  load_causes(m, item, expect);
  expect->text = g_strdup(wt_node_get(item, "effect")->text);
}

/* The section `expect:` of a model without mistakes. */
void wt_model_expects(WtModelLoad *m)
{
  const WtNode *list = wt_node_get(m->load.root, "expect");
  gsize mark = wt_load_enter(&m->load, "expect");

  if (list != NULL && wt_load_is_list(&m->load, list))
    for (guint i = 0; i < list->n; i++) {
      gsize inner = wt_load_enter_item(&m->load, i);
      load_item(m, list->items[i]);
      wt_load_leave(&m->load, inner);
    }
  wt_load_leave(&m->load, mark);
}
