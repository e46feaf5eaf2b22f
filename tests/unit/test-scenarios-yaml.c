/* test-scenarios-yaml.c - every mistake and every node at its place, every cap at its edge. */
#include "scenarios/yaml.h"
#include "tests/unit/test-util.h"
#include "tests/unit/yaml-claims.h"

#include <glib/gstdio.h>

static const char sample[] =
  "whytown: 1   # a comment\n"
  "\"quoted\": &anchor  {one: \"in quotes\", two: [1, \u00e9\u901a, 'z']}\n"
  "map: |\n"
  "\n"
  "  ##.\n"
  "   .#\n"
  "again: *anchor\n"
  "list: &list   # what follows the anchor counts\n"
  "  - 1:30\n"
  "  - &z \"two\"\n"
  "  - >2-\n"
  "     folded\n"
  "    text\n"
  "  - plain over\n"
  "    two lines\n"
  "empty: &none\n"
  "<<: *z\n"
  "\u901a\u901a: {a: ~, on: no}\n";

static const char sample_tree[] =
  "1:1 map 8\n"
  "1:1 whytown\n1:10 1\n"
  "2:2 'quoted'\n2:20 map 2\n"
  "2:21 one\n2:27 'in quotes'\n2:39 two\n2:44 list 3\n2:45 1\n2:48 \u00e9\u901a\n2:53 'z'\n"
  "3:1 map\n4:3 _##._ .#_\n"
  "7:1 again\n7:8 map 2\n"
  "2:21 one\n2:27 'in quotes'\n2:39 two\n2:44 list 3\n2:45 1\n2:48 \u00e9\u901a\n2:53 'z'\n"
  "8:1 list\n9:3 list 4\n"
  "9:5 1:30\n10:9 'two'\n12:5  folded_text\n14:5 plain over two lines\n"
  "16:1 empty\n16:8 \n"
  "17:1 <<\n17:5 'two'\n"
  "18:1 \u901a\u901a\n18:5 map 2\n18:6 a\n18:9 ~\n18:12 on\n18:16 no\n";

/* One line per node, in the order of the text; line breaks in texts shown as '_'. */
static void dump(GString *out, const WtNode *node)
{
  g_string_append_printf(out, "%d:%d ", node->pos.line, node->pos.column);
  if (node->kind == WT_NODE_SCALAR) {
    g_autofree char *text = g_strdelimit(g_strdup(node->text), "\n", '_');

    g_string_append_printf(out, node->quoted ? "'%s'\n" : "%s\n", text);
    return;
  }
  g_string_append_printf(out, "%s %u\n", node->kind == WT_NODE_LIST ? "list" : "map", node->n);
  for (guint i = 0; i < node->n; i++) {
    if (node->keys)
      dump(out, node->keys[i]);
    dump(out, node->items[i]);
  }
}

/* "CODE LINE:COLUMN path; ..." in order, then whether there is a tree: "+" or "-". */
static char *mistakes(const char *text, gsize length)
{
  g_autoptr(WtDiags) diags = wt_diags_new("test");
  g_autoptr(WtNode) top = wt_yaml_parse(text, length, diags);
  GString *out = g_string_new(NULL);

  for (guint i = 0; i < wt_diags_n(diags); i++) {
    const WtDiag *diag = wt_diags_get(diags, i);

    g_string_append_printf(out, "%s %d:%d%s%s; ", diag->code, diag->pos.line, diag->pos.column,
                           diag->path ? " " : "", diag->path ? diag->path : "");
  }
  g_string_append_c(out, top ? '+' : '-');
  return g_string_free(out, FALSE);
}

#define assert_mistakes(text, length, want)               \
  do {                                                    \
    g_autofree char *got_ = mistakes((text), (length));   \
    ck_assert_str_eq(got_, (want));                       \
  } while (0)

START_TEST(every_node_knows_its_place)
{
  g_autoptr(WtDiags) diags = wt_diags_new("test");
  g_autoptr(WtNode) top = wt_yaml_parse(sample, sizeof sample - 1, diags);
  g_autoptr(GString) out = g_string_new(NULL);

  ck_assert_ptr_nonnull(top);
  dump(out, top);
  ck_assert_str_eq(out->str, sample_tree);
  ck_assert_ptr_null(wt_node_get(top, "absent"));
  ck_assert_ptr_null(wt_node_get(wt_node_get(top, "list"), "absent"));
  ck_assert_str_eq(wt_node_get(wt_node_get(top, "again"), "one")->text, "in quotes");
}
END_TEST

/* The same tree and the same places with other line ends and with a byte order mark. */
START_TEST(line_ends_and_mark_change_nothing)
{
  g_auto(GStrv) lines = g_strsplit(sample, "\n", -1);
  g_autofree char *crlf = g_strjoinv("\r\n", lines);
  g_autofree char *text = g_strconcat("\xef\xbb\xbf", crlf, NULL);
  g_autoptr(WtDiags) diags = wt_diags_new("test");
  g_autoptr(WtNode) top = wt_yaml_parse(text, strlen(text), diags);
  g_autoptr(GString) out = g_string_new(NULL);

  ck_assert_ptr_nonnull(top);
  dump(out, top);
  ck_assert_str_eq(out->str, sample_tree);
}
END_TEST

typedef struct {
  const char *text, *want;
} Case;

static const Case cases[] = {
  {"a: 1\n", "+"},
  {"---\na: 1\n...\n", "+"},
  {"", "E001 0:0; -"},
  {"# nothing\n\n", "E001 0:0; -"},
  {"---\n", "E001 0:0; -"},
  {"ab: \u00e9\xff\n", "E002 1:6; -"},
  {"a: \xc0\xaf\n", "E002 1:4; -"},          /* an overlong '/' */
  {"a: \xed\xa0\x80\n", "E002 1:4; -"},      /* a surrogate */
  {"a: 1\nb: \xe9\x80", "E002 2:4; -"},      /* cut off */
  {"\xff\xfe\x61", "E002 1:1; -"},
  {"a: \"x\nb: 1\n", "E003 1:4 a; -"},
  {"a: 'x", "E003 1:4 a; -"},
  {"a: [1, 2\nb: 3\n", "E003 2:2 a; -"},
  {"a: {b: 1\nc: 3\n", "E003 2:2 a; -"},
  {"a: 1\nb: [1", "E003 2:6 b; -"}, /* no line break at the end */
  {"a: 1\n b: 2\n", "E003 2:3; -"},
  {"a:\n  b: 1\n c: 2\n", "E003 3:2; -"},
  {"l:\n- a\nc\n", "E003 3:1 l; -"},
  {"a: - 1\n", "E003 1:4 a; -"},
  {"a: \u00e9 @x\nb: @x\n", "E003 2:4 b; -"},
  {"a: `x`\n", "E003 1:4 a; -"},
  {"a: *\n", "E003 1:4 a; -"},
  {"a: ]\n", "E003 1:4 a; -"},
  {"a: \"\\q\"\n", "E003 1:5 a; -"},
  {"a: \"\\ud800\"\n", "E003 1:7 a; -"},
  {"a: 1\n%b: 2\n", "E003 2:1; -"},
  {"%YAML 3.0\n---\na: 1\n", "E003 1:1; -"},
  {"a: *b\nc: *d\n", "E007 1:4 a; E007 2:4 c; -"},
  {"a: &a [1, *a]\n", "E007 1:11 a[1]; -"},
  {"a: &x {b: &x 1, c: *x}\nd: *x\n", "+"}, /* the inner one takes the name */
  {"a: 1\nb: {c: 1, c: 2, 'c': 3}\na: 2\n", "E008 2:11 b; E008 2:18 b; E008 3:1; +"},
  {"a: !x 1\nb: &b !!int 2\n!k c: 3\n", "E009 1:4 a; E009 2:7 b; E009 3:1; -"},
  {"a: ! 1\nb: !u!v 1\n", "E009 1:4 a; E009 2:4 b; -"},
  {"%TAG ! x:y:\n---\na: 1\n", "E009 1:1; -"},
  {"a: 1\n---\nb: !x 2\n", "E010 2:1; -"},
  {"? [x]\n: 1\n? {y: 1}\n: 2\nc: 3\n", "E011 1:3; E011 3:3; +"},
  {"a: &a x\n*a : 1\n{}: 2\n", "E011 2:1; E011 3:1; +"},
  {"?\n: 1\n'': 2\n", "E011 1:2; +"},
  {"? |\n  k\n: 1\n\"a\\nb\": 2\n", "E011 2:3; E011 4:2; +"},
  {"a: 1\n\tb: 2\n# \t\n\x07", "E012 2:1; E012 4:1; -"},
  {"a: x\u2028y\n", "E012 1:5; -"},
  {"a: 1\rb: 2\n", "E012 1:5; -"},
  {"a: \"x\\0y\"\nb: \"\\t\\n\"\nc: \"\\e\"\n", "E012 1:5 a; E012 3:5 c; -"},
  {"- 1\n", "E013 1:1; -"},
  {"*a\n", "E007 1:1; -"},
  {"--- &x # comment\n  text\n", "E013 2:3; -"},
};

START_TEST(every_mistake_has_its_place)
{
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    assert_mistakes(cases[i].text, strlen(cases[i].text), cases[i].want);
  assert_mistakes("a: \0", 4, "E012 1:4; -");
  assert_mistakes(NULL, 0, "E001 0:0; -");
}
END_TEST

/* `n` times `item`. */
static char *repeat(const char *item, guint n)
{
  GString *out = g_string_sized_new(strlen(item) * n + 1);

  for (guint i = 0; i < n; i++)
    g_string_append(out, item);
  return g_string_free(out, FALSE);
}

/* BEFORE, n times ITEM, AFTER is fine; with one ITEM more there is the mistake. */
static void check_edge(const char *before, const char *item, guint n, const char *after,
                       const char *want)
{
  for (guint more = 0; more < 2; more++) {
    g_autofree char *middle = repeat(item, n + more);
    g_autofree char *text = g_strconcat(before, middle, after, NULL);

    assert_mistakes(text, strlen(text), more ? want : "+");
  }
}

START_TEST(depth_is_capped_with_aliases_too)
{
  for (guint more = 0; more < 2; more++) {
    g_autofree char *open = repeat("- ", WT_YAML_MAX_DEPTH - 1 + more);
    g_autofree char *plain = g_strdup_printf("a:\n %sx\n", open);
    g_autofree char *path = repeat("[0]", WT_YAML_MAX_DEPTH - 1);
    g_autofree char *want = g_strdup_printf("E005 2:64 a%s; -", path);
    g_autofree char *aliased = g_strdup_printf("a: &a [[x]]\nb:\n %s*a\n", open + 4);
    g_autofree char *alias_path = repeat("[0]", WT_YAML_MAX_DEPTH - 2);
    g_autofree char *alias_want = g_strdup_printf("E005 3:62 b%s; -", alias_path);

    assert_mistakes(plain, strlen(plain), more ? want : "+");
    assert_mistakes(aliased, strlen(aliased), more ? alias_want : "+");
  }
}
END_TEST

START_TEST(caps_hold_at_their_edge)
{
  g_autofree char *half = repeat("x", WT_YAML_MAX_BYTES / 2);
  g_autofree char *big = g_strdup_printf("a: &a %s\nb: [", half);

  check_edge("a: ", "x", WT_YAML_MAX_BYTES - 3, "", "E004 0:0; -");
  check_edge("a: [", "1,", WT_YAML_MAX_NODES - 3, "]", "E006 1:399999 a[199997]; -");
  check_edge("a: &a 1\nb: [", "*a,", WT_YAML_MAX_ALIASES, "]", "E007 2:3005 b[1000]; -");
  check_edge(big, "*a,", WT_YAML_MAX_TEXT / (WT_YAML_MAX_BYTES / 2) - 2, "]", "E006 2:23 b[6]; -");
}
END_TEST

/* Each list names the one before ten times. */
START_TEST(alias_bomb_is_defused)
{
  g_autoptr(GString) text = g_string_new("l0: &l0 [x]\n");
  g_autoptr(WtDiags) diags = wt_diags_new("test");

  for (guint i = 1; i <= 20; i++) {
    g_autofree char *alias = g_strdup_printf("*l%u, ", i - 1);
    g_autofree char *ten = repeat(alias, 10);

    g_string_append_printf(text, "l%u: &l%u [%s]\n", i, i, ten);
  }
  ck_assert_ptr_null(wt_yaml_parse(text->str, text->len, diags));
  ck_assert_uint_eq(wt_diags_n(diags), 1);
  ck_assert_str_eq(wt_diags_get(diags, 0)->code, "E006");
}
END_TEST

START_TEST(messages_are_clear)
{
  g_autoptr(WtDiags) diags = wt_diags_new("t.yaml");
  g_autoptr(WtNode) top = wt_yaml_parse("a: 1\na: 2\n", 10, diags);
  g_autofree char *text = wt_diags_format(diags);

  ck_assert_ptr_nonnull(top);
  ck_assert_str_eq(wt_node_get(top, "a")->text, "1");
  ck_assert_str_eq(text, "t.yaml:2:1: E008: 'a' stands here for the second time; "
                         "the first is at 1:1\n");
}
END_TEST

START_TEST(files_are_read_up_to_the_cap)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *dir = g_dir_make_tmp("whytown-yaml-XXXXXX", &error);
  g_autofree char *path = g_build_filename(dir, "a.yaml", NULL);
  g_autofree char *big = repeat("#", WT_YAML_MAX_BYTES + 100);
  g_autoptr(WtDiags) diags = wt_diags_new("a.yaml");
  g_autoptr(WtNode) top = NULL;
  g_autofree char *text = NULL;

  ck_assert_ptr_null(wt_yaml_parse_file(path, &text, diags, &error));
  ck_assert(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT));
  g_clear_error(&error);
  ck_assert_ptr_null(wt_yaml_parse_file(dir, &text, diags, &error));
  ck_assert(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_ISDIR));
  g_clear_error(&error);
  ck_assert_ptr_null(text);
  ck_assert_uint_eq(wt_diags_n(diags), 0);

  ck_assert(g_file_set_contents(path, "a: b\n", -1, NULL));
  top = wt_yaml_parse_file(path, &text, diags, &error);
  ck_assert_ptr_nonnull(top);
  ck_assert_str_eq(text, "a: b\n");

  ck_assert(g_file_set_contents(path, big, -1, NULL));
  ck_assert_ptr_null(wt_yaml_parse_file(path, NULL, diags, &error));
  ck_assert_ptr_null(error);
  ck_assert_str_eq(wt_diags_get(diags, 0)->code, "E004");
  g_unlink(path);
  g_rmdir(dir);
}
END_TEST

START_TEST(every_beginning_of_a_text_is_handled)
{
  for (gsize length = 0; length < sizeof sample; length++)
    yaml_claims_check(sample, length);
  yaml_claims_check("? a", 3); /* the value stands at the end of the line, not on one more */
}
END_TEST

/* The sample with a few pieces changed, doubled or taken out. */
START_TEST(mangled_texts_are_handled)
{
  static const char *const pieces[] = {
    "\n",  "  ", "- ", ": ",    "? ", "[",       "]",   "{",  "}",      "\"",      "'",
    "&a ", "*a ", "|\n", ">-\n", "#",  " #",      "a",   ",",  "---\n",  "...\n",   "a: ",
    "\\",  "!",  "\t", "\xff",  "\n  ", "\u901a", "\r\n"};
  TestRandom random = {11};

  for (guint i = 0; i < test_scale(20000, 1000000); i++) {
    g_autoptr(GString) text = g_string_new(sample);

    for (guint n = 1 + test_random_below(&random, 6); n > 0; n--) {
      gssize at = test_random_below(&random, (guint)text->len + 1);
      gssize length = test_random_below(&random, 9);

      if (test_random_below(&random, 2))
        g_string_insert(text, at, pieces[test_random_below(&random, G_N_ELEMENTS(pieces))]);
      else
        g_string_erase(text, at, MIN(length, (gssize)text->len - at));
    }
    yaml_claims_check(text->str, text->len);
  }
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("scenarios-yaml");
  TCase *tcase = tcase_create("yaml");

  tcase_add_test(tcase, every_node_knows_its_place);
  tcase_add_test(tcase, line_ends_and_mark_change_nothing);
  tcase_add_test(tcase, every_mistake_has_its_place);
  tcase_add_test(tcase, depth_is_capped_with_aliases_too);
  tcase_add_test(tcase, caps_hold_at_their_edge);
  tcase_add_test(tcase, alias_bomb_is_defused);
  tcase_add_test(tcase, messages_are_clear);
  tcase_add_test(tcase, files_are_read_up_to_the_cap);
  tcase_add_test(tcase, every_beginning_of_a_text_is_handled);
  tcase_add_test(tcase, mangled_texts_are_handled);
  suite_add_tcase(suite, tcase);
  return test_main(suite);
}
