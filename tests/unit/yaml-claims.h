/* yaml-claims.h - what must hold whatever bytes the YAML reader gets.
 *
 * For the unit test and the fuzzer: a tree or a mistake; no tree after a mistake that says so; caps
 * kept; keys words and different; text printable; each scalar stands where its node says.
 */
#pragma once

#include "scenarios/yaml.h"

#include <string.h>

typedef struct {
  const char *text, *end;
  GArray *lines; /* const char *: where each begins */
  guint n_nodes;
  gsize n_text;
} YamlClaims;

/* The character at `pos`, the line end at most; a block scalar's column may lie behind that if its
 * first line is blank (`may_be_behind`). */
static inline const char *yaml_claims_at(const YamlClaims *claims, WtPos pos,
                                         gboolean may_be_behind)
{
  const char *p;

  g_assert_cmpint(pos.line, >=, 1);
  g_assert_cmpint(pos.column, >=, 1);
  g_assert_cmpint(pos.line, <=, (int)claims->lines->len);
  p = g_array_index(claims->lines, const char *, pos.line - 1);
  for (int column = 1; column < pos.column; column++) {
    if (may_be_behind && (p == claims->end || *p == '\n'))
      return p;
    g_assert(p < claims->end && *p != '\n');
    p = g_utf8_next_char(p);
  }
  return p;
}

/* Its first word, or its opening quote, or the alias stands there. */
static inline void yaml_claims_scalar(YamlClaims *claims, const WtNode *node)
{
  gsize word = strcspn(node->text, " \n");
  const char *at = yaml_claims_at(claims, node->pos, word == 0);
  gsize left = (gsize)(claims->end - at);

  claims->n_text += strlen(node->text);
  g_assert(g_utf8_validate(node->text, -1, NULL));
  for (const char *p = node->text; *p; p++)
    g_assert((guchar)*p >= ' ' || *p == '\n' || *p == '\t');
  if (left > 0 && *at == '*')
    return;
  if (node->quoted)
    g_assert(at > claims->text && (at[-1] == '"' || at[-1] == '\''));
  else
    g_assert(word <= left && memcmp(at, node->text, word) == 0);
}

static inline void yaml_claims_node(YamlClaims *claims, const WtNode *node, guint depth)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

  claims->n_nodes++;
  g_assert((node->kind == WT_NODE_SCALAR) == (node->text != NULL));
  if (node->kind == WT_NODE_SCALAR) {
    g_assert(node->n == 0 && !node->items && !node->keys);
    yaml_claims_scalar(claims, node);
    return;
  }
  yaml_claims_at(claims, node->pos, FALSE);
  g_assert_cmpuint(depth, <=, WT_YAML_MAX_DEPTH);
  g_assert(node->kind == WT_NODE_MAP || !node->keys);
  for (guint i = 0; i < node->n; i++) {
    if (node->kind == WT_NODE_MAP) {
      g_assert(node->keys[i]->kind == WT_NODE_SCALAR && !strchr(node->keys[i]->text, '\n'));
      g_assert(g_hash_table_add(seen, node->keys[i]->text));
      g_assert(wt_node_get(node, node->keys[i]->text) == node->items[i]);
      yaml_claims_node(claims, node->keys[i], depth + 1);
    }
    yaml_claims_node(claims, node->items[i], depth + 1);
  }
}

static inline gboolean yaml_claims_goes_on(WtDiags *diags)
{
  for (guint i = 0; i < wt_diags_n(diags); i++) {
    const char *code = wt_diags_get(diags, i)->code;

    if (strcmp(code, "E008") != 0 && strcmp(code, "E011") != 0)
      return FALSE;
  }
  return TRUE;
}

static inline void yaml_claims_check(const char *bytes, gsize length)
{
  g_autofree char *text = g_memdup2(bytes, length); /* no '\0' behind: reading on is caught */
  g_autoptr(WtDiags) diags = wt_diags_new("claims");
  g_autoptr(WtNode) top = wt_yaml_parse(text, length, diags);
  g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(const char *));
  YamlClaims claims = {text, text + length, lines, 0, 0};
  const char *line = text;

  if (!top)
    g_assert_cmpuint(wt_diags_n_errors(diags), >, 0);
  if (wt_diags_n_errors(diags) <= WT_DIAGS_MAX)
    g_assert((top != NULL) == yaml_claims_goes_on(diags));
  if (!top)
    return;
  if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
    line += 3;
  g_array_append_val(lines, line);
  for (const char *p = text; p < claims.end; p++) {
    line = p + 1;
    if (*p == '\n')
      g_array_append_val(lines, line);
  }
  g_assert(top->kind == WT_NODE_MAP);
  yaml_claims_node(&claims, top, 1);
  g_assert_cmpuint(claims.n_nodes, <=, WT_YAML_MAX_NODES);
  g_assert_cmpuint(claims.n_text, <=, WT_YAML_MAX_TEXT);
}
