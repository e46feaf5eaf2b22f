/* test-causal-graph.c - the graph writers: what is written, and escapes read back. */
#include "causal/graph.h"
#include "tests/unit/test-util.h"

static WtGraph *sample(void)
{
  WtGraph *g = wt_graph_new("why \"bench\"");
  const WtGraphNode draught = {"draught", NULL, "factor", "0.4", TRUE};
  const WtGraphNode chill = {"chill", "chill <felt> & \"cold\"\\", "outcome", NULL, FALSE};
  const WtGraphEdge edge = {"draught", "chill", "0.7"}, plain = {"chill", "chill", NULL};

  ck_assert(wt_graph_add_node(g, &draught));
  ck_assert(wt_graph_add_node(g, &chill));
  ck_assert(wt_graph_add_edge(g, &edge));
  ck_assert(wt_graph_add_edge(g, &plain));
  return g;
}

START_TEST(dot_text)
{
  g_autoptr(WtGraph) g = sample();
  g_autoptr(GString) out = g_string_new(NULL);

  wt_graph_write_dot(g, out);
  ck_assert_str_eq(
      out->str,
      "digraph \"why \\\"bench\\\"\" {\n"
      "  rankdir=\"LR\";\n"
      "  node [shape=\"box\"];\n"
      "  \"draught\" [label=\"draught\\n0.4\", kind=\"factor\", value=\"0.4\", cause=\"true\", "
      "penwidth=\"2\"];\n"
      "  \"chill\" [label=\"chill <felt> & \\\"cold\\\"\\\\\", kind=\"outcome\"];\n"
      "  \"draught\" -> \"chill\" [label=\"0.7\"];\n"
      "  \"chill\" -> \"chill\";\n"
      "}\n");
}
END_TEST

/* What the parser of GLib's markup subset reads back. */
typedef struct {
  GString *text;
} Seen;

static void on_start(GMarkupParseContext *context, const char *element, const char **names,
                     const char **values, gpointer user, GError **error)
{
  Seen *seen = user;

  (void)context, (void)error;
  if (strcmp(element, "node") != 0 && strcmp(element, "edge") != 0 && strcmp(element, "data") != 0)
    return;
  g_string_append_printf(seen->text, "<%s", element);
  for (guint i = 0; names[i] != NULL; i++)
    g_string_append_printf(seen->text, " %s", values[i]);
  g_string_append_c(seen->text, '>');
}

static void on_text(GMarkupParseContext *context, const char *text, gsize size, gpointer user,
                    GError **error)
{
  Seen *seen = user;

  (void)error;
  if (strcmp(g_markup_parse_context_get_element(context), "data") == 0)
    g_string_append_len(seen->text, text, (gssize)size);
}

static char *read_back(const WtGraph *g)
{
  static const GMarkupParser parser = {.start_element = on_start, .text = on_text};
  g_autoptr(GString) out = g_string_new(NULL);
  Seen seen = {g_string_new(NULL)};
  g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&parser, 0, &seen, NULL);
  g_autoptr(GError) error = NULL;

  wt_graph_write_graphml(g, out);
  ck_assert_msg(g_markup_parse_context_parse(context, out->str, (gssize)out->len, &error), "%s",
                error != NULL ? error->message : "");
  ck_assert(g_markup_parse_context_end_parse(context, NULL));
  return g_string_free(seen.text, FALSE);
}

START_TEST(graphml_reads_back)
{
  g_autoptr(WtGraph) g = sample();
  g_autofree char *text = read_back(g);

  ck_assert_str_eq(
      text, "<node draught><data label>draught<data kind>factor<data value>0.4<data cause>true"
            "<node chill><data label>chill <felt> & \"cold\"\\<data kind>outcome<data cause>false"
            "<edge draught chill><data edge_label>0.7<edge chill chill>");
}
END_TEST

START_TEST(odd_characters)
{
  g_autoptr(WtGraph) g = wt_graph_new("g");
  const WtGraphNode node = {"a\nb\x01é通", NULL, NULL, NULL, FALSE};
  g_autofree char *text = NULL;

  ck_assert(wt_graph_add_node(g, &node));
  text = read_back(g);
  ck_assert_str_eq(text,
                   "<node a\nb\xef\xbf\xbdé通><data label>a\nb\xef\xbf\xbdé通<data cause>false");
}
END_TEST

START_TEST(ids_are_checked)
{
  g_autoptr(WtGraph) g = sample();
  const WtGraphNode again = {.id = "chill"};
  const WtGraphEdge loose = {.from = "chill", .to = "ghost"};

  ck_assert(!wt_graph_add_node(g, &again));
  ck_assert(!wt_graph_add_edge(g, &loose));
  ck_assert_uint_eq(wt_graph_n_nodes(g), 2);
  ck_assert_uint_eq(wt_graph_n_edges(g), 2);
  ck_assert_str_eq(wt_graph_node(g, 1)->id, "chill");
  ck_assert_str_eq(wt_graph_edge(g, 0)->label, "0.7");
}
END_TEST

START_TEST(more_attributes)
{
  g_autoptr(WtGraph) g = sample();
  g_autoptr(GString) out = g_string_new(NULL);

  ck_assert(wt_graph_set(g, "chill", "tick", "7"));
  ck_assert(wt_graph_set(g, "chill", "contrast", "a \"b\""));
  ck_assert(!wt_graph_set(g, "ghost", "tick", "7"));
  wt_graph_write_dot(g, out);
  ck_assert_ptr_nonnull(strstr(out->str, "kind=\"outcome\", tick=\"7\", contrast=\"a \\\"b\\\"\"];"));
  g_string_truncate(out, 0);
  wt_graph_write_graphml(g, out);
  ck_assert_ptr_nonnull(strstr(out->str, "<key id=\"contrast\" for=\"node\" attr.name=\"contrast\""));
  g_autofree char *text = read_back(g);
  ck_assert_ptr_nonnull(strstr(text, "<data cause>false<data tick>7<data contrast>a \"b\"<edge"));
}
END_TEST

int main(void)
{
  Suite *s = suite_create("causal-graph");
  TCase *t = tcase_create("graph");

  tcase_add_test(t, dot_text);
  tcase_add_test(t, graphml_reads_back);
  tcase_add_test(t, odd_characters);
  tcase_add_test(t, ids_are_checked);
  tcase_add_test(t, more_attributes);
  suite_add_tcase(s, t);
  return test_main(s);
}
