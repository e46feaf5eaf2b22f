/* yaml.c - see yaml.h. The only file that includes libyaml's header.
 *
 * May depend on base/ alone. One pass over the characters finds what no scenario may contain; then
 * libyaml's events become nodes by recursion that WT_YAML_MAX_DEPTH limits. Invariants: a node in
 * the tree lies at most that deep, so freeing and copying recurse safely too; nodes left out of the
 * tree live until the end of reading, because an anchor may stand inside them.
 */
#include "scenarios/yaml-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <yaml.h>

typedef struct {
  WtNode *node; /* (transfer none) */
  gboolean open; /* its end is not reached: an alias to it would contain itself */
} Anchor;

typedef struct {
  yaml_parser_t yaml;
  yaml_event_t event; /* the current one */
  WtPlace start;        /* of the text, after a byte order mark */
  WtPlace last;         /* its end */
  WtPlace cursor;       /* moves forward with the events */
  WtDiags *diags;
  GHashTable *anchors; /* name -> Anchor, the latest of that name */
  GPtrArray *all_anchors; /* owns them: an open one may have lost its name to one inside it */
  GPtrArray *left_out; /* nodes that are read but not in the tree */
  GString *path;       /* of the node being read */
  guint n_nodes, n_aliases;
  gsize n_text;
  gboolean no_tree; /* there was a mistake after which none is handed out */
} Reader;

static WtNode *read_node(Reader *r, guint depth);

/* -- places of nodes ------------------------------------------------------------------------- */

/* libyaml ends a last line that has no line break itself, and then speaks of one more. */
static WtPos pos_of_mark(const Reader *r, yaml_mark_t mark)
{
  if ((int)mark.line > r->last.line)
    return wt_place_pos(&r->last);
  return (WtPos){(int)mark.line + 1, (int)mark.column + 1};
}

/* Events come in the order of the text, so all calls together are O(n). */
static WtPlace place_of_mark(Reader *r, yaml_mark_t mark)
{
  if (mark.index < r->cursor.index)
    r->cursor = r->start;
  while (r->cursor.index < mark.index && r->cursor.p < r->last.p)
    wt_place_step(&r->cursor);
  return r->cursor;
}

static gboolean is_blank(char c)
{
  return c == ' ' || c == '\n' || c == '\r';
}

static gboolean is_anchor_name(char c)
{
  return g_ascii_isalnum(c) || c == '_' || c == '-';
}

/* Over the anchor, the tag or the comment that begins at `place`. */
static void skip_property(WtPlace *place, const char *end)
{
  char kind = *place->p;

  wt_place_step(place);
  while (place->p < end && (kind == '#'   ? *place->p != '\n'
                            : kind == '&' ? is_anchor_name(*place->p)
                                          : !is_blank(*place->p)))
    wt_place_step(place);
}

/* The place after the anchor (and the tag, unless `stop_at_tag`) that an event begins with; that of
 * the event itself if nothing follows before its end. */
static WtPlace skip_properties(Reader *r, gboolean stop_at_tag)
{
  WtPlace begin = place_of_mark(r, r->event.start_mark), place = begin;

  while (place.index < r->event.end_mark.index && place.p < r->last.p) {
    if (*place.p == '&' || *place.p == '#' || (*place.p == '!' && !stop_at_tag))
      skip_property(&place, r->last.p);
    else if (is_blank(*place.p))
      wt_place_step(&place);
    else
      return place;
  }
  if (place.index == r->event.end_mark.index && r->event.type != YAML_SCALAR_EVENT)
    return place;
  return begin;
}

/* -- mistakes -------------------------------------------------------------------------------- */

static const char *path_of(const Reader *r)
{
  return r->path->len ? r->path->str : NULL;
}

/* " of the list that opens at 3:7", or "" if the parser's context is not a list or map. */
static char *context_text(const yaml_parser_t *yaml)
{
  const char *what = NULL;

  if (g_strcmp0(yaml->context, "while parsing a block mapping") == 0 ||
      g_strcmp0(yaml->context, "while parsing a flow mapping") == 0)
    what = "map";
  else if (g_strcmp0(yaml->context, "while parsing a block collection") == 0 ||
           g_strcmp0(yaml->context, "while parsing a flow sequence") == 0)
    what = "list";
  if (!what)
    return g_strdup("");
  return g_strdup_printf(" (the %s begins at %d:%d)", what, (int)yaml->context_mark.line + 1,
                         (int)yaml->context_mark.column + 1);
}

static void report_stray_character(Reader *r)
{
  WtPlace place = place_of_mark(r, r->yaml.problem_mark);
  gunichar c = place.p < r->last.p ? g_utf8_get_char(place.p) : ' ';
  char utf8[7] = "";

  g_unichar_to_utf8(c, utf8);
  wt_diags_add(r->diags, WT_ERROR, "E003", wt_place_pos(&place), path_of(r), NULL,
               "a text without quotes cannot begin with '%s'; quote it", utf8);
}

static gboolean is_context(const yaml_parser_t *yaml, const char *ending)
{
  return yaml->context && g_str_has_suffix(yaml->context, ending);
}

/* libyaml's problem as a sentence at its place; what the table does not know keeps its words. */
static void report_syntax(Reader *r)
{
  const yaml_parser_t *yaml = &r->yaml;
  const char *problem = yaml->problem ? yaml->problem : "unknown problem";
  gboolean at_context = FALSE;
  const char *sentence;
  g_autofree char *context = context_text(yaml);

  if (yaml->error == YAML_MEMORY_ERROR)
    g_error("out of memory");
  if (strcmp(problem, "found character that cannot start any token") == 0) {
    report_stray_character(r);
    return;
  }
  if (strcmp(problem, "found undefined tag handle") == 0 || is_context(yaml, " a tag")) {
    wt_diags_add(r->diags, WT_ERROR, "E009",
                 pos_of_mark(r, yaml->context ? yaml->context_mark : yaml->problem_mark), path_of(r),
                 NULL, "a tag is not allowed; quote a text that begins with '!'");
    return;
  }
  sentence = wt_yaml_sentence(is_context(yaml, "directive") ? "directive" : problem, &at_context);
  wt_diags_add(r->diags, WT_ERROR, "E003",
               pos_of_mark(r, at_context && yaml->context ? yaml->context_mark : yaml->problem_mark),
               path_of(r), NULL, "%s%s", sentence, at_context ? "" : context);
}

static void report_tag(Reader *r)
{
  WtPlace place = skip_properties(r, TRUE);

  r->no_tree = TRUE;
  wt_diags_add(r->diags, WT_ERROR, "E009", wt_place_pos(&place), path_of(r), NULL,
               "a tag is not allowed; quote a text that begins with '!'");
}

/* -- nodes ----------------------------------------------------------------------------------- */

/* The next event; FALSE after a syntax error, which is reported. */
static gboolean next(Reader *r)
{
  yaml_event_delete(&r->event);
  if (yaml_parser_parse(&r->yaml, &r->event))
    return TRUE;
  report_syntax(r);
  return FALSE;
}

/* (transfer full) (nullable): NULL, with E006, if that is one too many. `length` bytes of text. */
static WtNode *new_node(Reader *r, WtNodeKind kind, WtPos pos, const char *text, gsize length)
{
  WtNode *node;

  if (r->n_nodes + 1 > WT_YAML_MAX_NODES || r->n_text + length > WT_YAML_MAX_TEXT) {
    wt_diags_add(r->diags, WT_ERROR, "E006", pos_of_mark(r, r->event.start_mark), path_of(r), NULL,
                 "too much in one file: at most %d values and keys and %d bytes of text, aliases "
                 "written out",
                 WT_YAML_MAX_NODES, WT_YAML_MAX_TEXT);
    return NULL;
  }
  r->n_nodes++;
  r->n_text += length;
  node = g_new0(WtNode, 1);
  node->kind = kind;
  node->pos = pos;
  if (kind == WT_NODE_SCALAR)
    node->text = g_strndup(text, length);
  return node;
}

static gboolean check_depth(Reader *r, guint depth)
{
  if (depth <= WT_YAML_MAX_DEPTH)
    return TRUE;
  wt_diags_add(r->diags, WT_ERROR, "E005", pos_of_mark(r, r->event.start_mark), path_of(r), NULL,
               "lists and maps are nested more than %d deep", WT_YAML_MAX_DEPTH);
  return FALSE;
}

/* A deep copy that stands `depth` lists and maps deep. */
static WtNode *copy_node(Reader *r, const WtNode *source, guint depth, WtPos pos)
{
  g_autoptr(WtNode) node = NULL;

  if (source->kind != WT_NODE_SCALAR && !check_depth(r, depth))
    return NULL;
  node = new_node(r, source->kind, pos, source->text, source->text ? strlen(source->text) : 0);
  if (!node)
    return NULL;
  node->quoted = source->quoted;
  if (source->items)
    node->items = g_new0(WtNode *, source->n);
  if (source->keys)
    node->keys = g_new0(WtNode *, source->n);
  for (guint i = 0; i < source->n; i++) {
    node->n = i + 1;
    if (source->keys) {
      node->keys[i] = copy_node(r, source->keys[i], depth + 1, source->keys[i]->pos);
      if (!node->keys[i])
        return NULL;
    }
    node->items[i] = copy_node(r, source->items[i], depth + 1, source->items[i]->pos);
    if (!node->items[i])
      return NULL;
  }
  return g_steal_pointer(&node);
}

/* Makes `name` (nullable) stand for `node` from here on. Returns: (transfer none) (nullable). */
static Anchor *add_anchor(Reader *r, const yaml_char_t *name, WtNode *node)
{
  Anchor *anchor;

  if (!name)
    return NULL;
  anchor = g_new0(Anchor, 1);
  anchor->node = node;
  anchor->open = node->kind != WT_NODE_SCALAR;
  g_ptr_array_add(r->all_anchors, anchor);
  g_hash_table_replace(r->anchors, g_strdup((const char *)name), anchor);
  return anchor;
}

static WtNode *read_alias(Reader *r, guint depth)
{
  WtPos pos = pos_of_mark(r, r->event.start_mark);
  const char *name = (const char *)r->event.data.alias.anchor;
  const Anchor *anchor = g_hash_table_lookup(r->anchors, name);
  g_autofree char *shown = wt_yaml_clip(name);

  if (++r->n_aliases > WT_YAML_MAX_ALIASES) {
    wt_diags_add(r->diags, WT_ERROR, "E007", pos, path_of(r), NULL, "more than %d aliases",
                 WT_YAML_MAX_ALIASES);
    return NULL;
  }
  if (anchor && !anchor->open)
    return copy_node(r, anchor->node, depth, pos);
  r->no_tree = TRUE;
  wt_diags_add(r->diags, WT_ERROR, "E007", pos, path_of(r), NULL,
               anchor ? "*%s stands inside what it names" : "no &%s stands before this alias",
               shown);
  return new_node(r, WT_NODE_SCALAR, pos, "", 0);
}

static void check_escapes(Reader *r, WtPos pos, const char *text, gsize length)
{
  for (const char *p = text; p < text + length; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);

    if (!wt_yaml_is_forbidden(c) || c == '\n' || c == '\t')
      continue;
    r->no_tree = TRUE;
    wt_diags_add(r->diags, WT_ERROR, "E012", pos, path_of(r), NULL,
                 "the escaped character U+%04X, which does not show, is not allowed", c);
    return;
  }
}

static gboolean is_block_style(const Reader *r)
{
  return r->event.data.scalar.style == YAML_LITERAL_SCALAR_STYLE ||
         r->event.data.scalar.style == YAML_FOLDED_SCALAR_STYLE;
}

static WtNode *read_scalar(Reader *r)
{
  const char *text = (const char *)r->event.data.scalar.value;
  gsize length = r->event.data.scalar.length;
  yaml_scalar_style_t style = r->event.data.scalar.style;
  gboolean is_block = is_block_style(r);
  gboolean quoted = style == YAML_SINGLE_QUOTED_SCALAR_STYLE ||
                    style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
  WtPos pos = pos_of_mark(r, r->event.start_mark);
  WtNode *node;

  if (r->event.data.scalar.anchor || r->event.data.scalar.tag || is_block) {
    WtPlace place = skip_properties(r, FALSE);

    pos = is_block ? wt_yaml_block_pos(place, r->last.p, text, length) : wt_place_pos(&place);
  }
  if (r->event.data.scalar.tag)
    report_tag(r);
  if (quoted) {
    pos.column++;
    check_escapes(r, pos, text, length);
  }
  node = new_node(r, WT_NODE_SCALAR, pos, text, length);
  if (!node)
    return NULL;
  node->quoted = quoted;
  add_anchor(r, r->event.data.scalar.anchor, node);
  return node;
}

/* A list or map without its content; its event is the current one. */
static WtNode *begin_collection(Reader *r, guint depth, Anchor **anchor)
{
  gboolean is_list = r->event.type == YAML_SEQUENCE_START_EVENT;
  const yaml_char_t *name = is_list ? r->event.data.sequence_start.anchor
                                    : r->event.data.mapping_start.anchor;
  const yaml_char_t *tag = is_list ? r->event.data.sequence_start.tag
                                   : r->event.data.mapping_start.tag;
  WtPos pos = pos_of_mark(r, r->event.start_mark);
  WtNode *node;

  if (!check_depth(r, depth))
    return NULL;
  if (name || tag) {
    WtPlace place = skip_properties(r, FALSE);

    pos = wt_place_pos(&place);
  }
  if (tag)
    report_tag(r);
  node = new_node(r, is_list ? WT_NODE_LIST : WT_NODE_MAP, pos, NULL, 0);
  if (node)
    *anchor = add_anchor(r, name, node);
  return node;
}

static void steal_items(GPtrArray *array, WtNode ***items, guint *n)
{
  gsize length;

  *items = (WtNode **)g_ptr_array_steal(array, &length);
  *n = (guint)length;
}

static void free_node(gpointer node)
{
  wt_node_free(node);
}

static WtNode *read_list(Reader *r, guint depth)
{
  Anchor *anchor = NULL;
  g_autoptr(WtNode) list = begin_collection(r, depth, &anchor);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func(free_node);
  gsize path_length = r->path->len;

  if (!list)
    return NULL;
  for (;;) {
    WtNode *item;

    if (!next(r))
      return NULL;
    if (r->event.type == YAML_SEQUENCE_END_EVENT)
      break;
    g_string_append_printf(r->path, "[%u]", items->len);
    item = read_node(r, depth + 1);
    if (!item)
      return NULL;
    g_ptr_array_add(items, item);
    g_string_truncate(r->path, path_length);
  }
  steal_items(items, &list->items, &list->n);
  if (anchor)
    anchor->open = FALSE;
  return g_steal_pointer(&list);
}

/* A map while it is read. */
typedef struct {
  GPtrArray *keys, *items;
  GHashTable *seen; /* text of a key -> the key */
} Map;

static const char *key_fault(const WtNode *key, gboolean is_alias, gboolean is_block)
{
  if (is_alias)
    return "an alias";
  if (key->kind != WT_NODE_SCALAR)
    return key->kind == WT_NODE_LIST ? "a list" : "a map";
  if (is_block || strchr(key->text, '\n'))
    return "a text of several lines";
  return *key->text || key->quoted ? NULL : "empty";
}

/* Reports a key that is no word or stands there already; TRUE if it may be used. `is_alias` and
 * `is_block`: of the event that it was read from. */
static gboolean check_key(Reader *r, const Map *map, const WtNode *key, gboolean is_alias,
                          gboolean is_block)
{
  const char *fault = key_fault(key, is_alias, is_block);
  const WtNode *first;
  g_autofree char *shown = NULL;

  if (fault) {
    wt_diags_add(r->diags, WT_ERROR, "E011", key->pos, path_of(r), NULL,
                 "a key must be a word; this one is %s", fault);
    return FALSE;
  }
  first = g_hash_table_lookup(map->seen, key->text);
  if (!first)
    return TRUE;
  shown = wt_yaml_clip(key->text);
  wt_diags_add(r->diags, WT_ERROR, "E008", key->pos, path_of(r), NULL,
               "'%s' stands here for the second time; the first is at %d:%d", shown,
               first->pos.line, first->pos.column);
  return FALSE;
}

static void append_key_to_path(Reader *r, const WtNode *key)
{
  g_autofree char *shown = NULL;

  if (key->kind != WT_NODE_SCALAR)
    return;
  shown = wt_yaml_clip(key->text);
  g_string_append_printf(r->path, "%s%s", r->path->len ? "." : "", shown);
}

/* One pair, the current event being its key's. FALSE: stop reading. */
static gboolean read_pair(Reader *r, Map *map, guint depth)
{
  gboolean is_alias = r->event.type == YAML_ALIAS_EVENT;
  gboolean is_block = r->event.type == YAML_SCALAR_EVENT && is_block_style(r);
  g_autoptr(WtNode) key = read_node(r, depth + 1);
  gsize path_length = r->path->len;
  gboolean usable;
  WtNode *item;

  if (!key)
    return FALSE;
  usable = check_key(r, map, key, is_alias, is_block);
  append_key_to_path(r, key);
  if (!next(r))
    return FALSE;
  item = read_node(r, depth + 1);
  if (!item)
    return FALSE;
  g_string_truncate(r->path, path_length);
  if (usable)
    g_hash_table_insert(map->seen, key->text, key);
  g_ptr_array_add(usable ? map->keys : r->left_out, g_steal_pointer(&key));
  g_ptr_array_add(usable ? map->items : r->left_out, item);
  return TRUE;
}

static gboolean read_pairs(Reader *r, Map *map, guint depth)
{
  for (;;) {
    if (!next(r))
      return FALSE;
    if (r->event.type == YAML_MAPPING_END_EVENT)
      return TRUE;
    if (!read_pair(r, map, depth))
      return FALSE;
  }
}

static WtNode *read_map(Reader *r, guint depth)
{
  Anchor *anchor = NULL;
  g_autoptr(WtNode) node = begin_collection(r, depth, &anchor);
  g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func(free_node);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func(free_node);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  Map map = {keys, items, seen};

  if (!node || !read_pairs(r, &map, depth))
    return NULL;
  steal_items(keys, &node->keys, &node->n);
  steal_items(items, &node->items, &node->n);
  if (anchor)
    anchor->open = FALSE;
  return g_steal_pointer(&node);
}

/* The node that begins with the current event, `depth` lists and maps deep if it is one; afterwards
 * its last event is the current one. NULL: stop reading. */
static WtNode *read_node(Reader *r, guint depth)
{
  switch (r->event.type) {
  case YAML_ALIAS_EVENT:
    return read_alias(r, depth);
  case YAML_SCALAR_EVENT:
    return read_scalar(r);
  case YAML_SEQUENCE_START_EVENT:
    return read_list(r, depth);
  case YAML_MAPPING_START_EVENT:
    return read_map(r, depth);
  default:
    g_assert_not_reached();
  }
}

/* -- documents ------------------------------------------------------------------------------- */

static void report_empty(Reader *r)
{
  wt_diags_add(r->diags, WT_ERROR, "E001", (WtPos){0, 0}, NULL, NULL, "the file is empty");
}

static gboolean is_empty(const WtNode *top)
{
  return top->kind == WT_NODE_SCALAR && !top->quoted && !*top->text;
}

static void check_top(Reader *r, const WtNode *top)
{
  if (is_empty(top)) {
    if (!r->no_tree) /* else a bad alias or tag stands for it */
      report_empty(r);
  } else if (top->kind != WT_NODE_MAP) {
    wt_diags_add(r->diags, WT_ERROR, "E013", top->pos, NULL, NULL,
                 "the top level must be a map of lines 'key: value', not a %s",
                 top->kind == WT_NODE_LIST ? "list" : "text");
  } else {
    return;
  }
  r->no_tree = TRUE;
}

/* FALSE: stop reading. */
static gboolean check_document_start(Reader *r)
{
  if (r->event.type == YAML_STREAM_END_EVENT) {
    report_empty(r);
    return FALSE;
  }
  if (r->event.data.document_start.tag_directives.start !=
      r->event.data.document_start.tag_directives.end) {
    r->no_tree = TRUE;
    wt_diags_add(r->diags, WT_ERROR, "E009", pos_of_mark(r, r->event.start_mark), NULL, NULL,
                 "a %%TAG line is not allowed");
  }
  return TRUE;
}

static gboolean check_no_more(Reader *r)
{
  if (!next(r) || !next(r)) /* the document's end, then the stream's */
    return FALSE;
  if (r->event.type == YAML_STREAM_END_EVENT)
    return TRUE;
  wt_diags_add(r->diags, WT_ERROR, "E010", pos_of_mark(r, r->event.start_mark), NULL, NULL,
               "a second document begins here; a file holds one");
  return FALSE;
}

static WtNode *read_stream(Reader *r)
{
  g_autoptr(WtNode) top = NULL;

  if (!next(r) || !next(r) || !check_document_start(r) || !next(r))
    return NULL;
  top = read_node(r, 1);
  if (!top)
    return NULL;
  check_top(r, top);
  if (!check_no_more(r) || r->no_tree)
    return NULL;
  return g_steal_pointer(&top);
}

static WtNode *read_text(WtPlace start, WtPlace last, WtDiags *diags)
{
  Reader r = {.start = start, .last = last, .cursor = start, .diags = diags};
  WtNode *top;

  if (!yaml_parser_initialize(&r.yaml))
    g_error("out of memory");
  yaml_parser_set_encoding(&r.yaml, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&r.yaml, (const unsigned char *)start.p, (size_t)(last.p - start.p));
  r.anchors = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  r.all_anchors = g_ptr_array_new_with_free_func(g_free);
  r.left_out = g_ptr_array_new_with_free_func(free_node);
  r.path = g_string_new(NULL);
  top = read_stream(&r);
  yaml_event_delete(&r.event);
  yaml_parser_delete(&r.yaml);
  g_hash_table_unref(r.anchors);
  g_ptr_array_unref(r.all_anchors);
  g_ptr_array_unref(r.left_out);
  g_string_free(r.path, TRUE);
  return top;
}

/* -- public ---------------------------------------------------------------------------------- */

static void report_too_large(WtDiags *diags)
{
  wt_diags_add(diags, WT_ERROR, "E004", (WtPos){0, 0}, NULL, NULL,
               "the file is larger than %d bytes", WT_YAML_MAX_BYTES);
}

/* Reads `length` bytes of YAML, a byte order mark allowed; mistakes (E001 to E013) go to `diags`.
 * Returns: (transfer full) (nullable): the top map, NULL if there is none to go on with. O(length +
 * nodes), both capped. */
WtNode *wt_yaml_parse(const char *text, gsize length, WtDiags *diags)
{
  WtPlace start = {.p = text}, last;

  g_return_val_if_fail((text || length == 0) && diags, NULL);
  if (length > WT_YAML_MAX_BYTES) {
    report_too_large(diags);
    return NULL;
  }
  if (length == 0)
    start.p = text = "";
  if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
    start.p += 3;
  last = start;
  if (!wt_yaml_check_characters(&last, text + length, diags))
    return NULL;
  return read_text(start, last, diags);
}

/* (transfer full) (nullable): at most one byte more than the cap, with a '\0' behind. */
static char *read_file(const char *path, gsize *length, GError **error)
{
  FILE *file = g_fopen(path, "rb");
  g_autofree char *text = NULL;
  gboolean failed;
  int saved_errno = errno;

  if (file) {
    text = g_malloc(WT_YAML_MAX_BYTES + 2);
    *length = fread(text, 1, WT_YAML_MAX_BYTES + 1, file);
    text[*length] = '\0';
    saved_errno = errno;
  }
  failed = !file || ferror(file);
  if (file)
    fclose(file);
  if (!failed)
    return g_steal_pointer(&text);
  g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(saved_errno), "cannot read %s: %s", path,
              g_strerror(saved_errno));
  return NULL;
}

/* wt_yaml_parse() on the content of the file `path`, of which never more than the cap and one byte
 * is read.
 * text_out: (out) (optional) (transfer full): what was read, whether or not there is a tree.
 * Returns: (transfer full) (nullable): NULL with `error` set if the file cannot be read; NULL
 * without it if `diags` tell why there is no tree. */
WtNode *wt_yaml_parse_file(const char *path, char **text_out, WtDiags *diags, GError **error)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  WtNode *top;

  g_return_val_if_fail(path && diags && (!error || !*error), NULL);
  if (text_out)
    *text_out = NULL;
  text = read_file(path, &length, error);
  if (!text)
    return NULL;
  top = wt_yaml_parse(text, length, diags);
  if (text_out)
    *text_out = g_steal_pointer(&text);
  return top;
}

/* Frees `node` and all that is inside; NULL is fine. */
void wt_node_free(WtNode *node)
{
  if (!node)
    return;
  for (guint i = 0; i < node->n; i++) {
    wt_node_free(node->items[i]);
    if (node->keys)
      wt_node_free(node->keys[i]);
  }
  g_free(node->keys);
  g_free(node->items);
  g_free(node->text);
  g_free(node);
}

/* The value of `key` in `map`; NULL if it is absent or `map` is no map. O(n).
 * Returns: (transfer none) (nullable). */
const WtNode *wt_node_get(const WtNode *map, const char *key)
{
  g_return_val_if_fail(map && key, NULL);
  if (map->kind != WT_NODE_MAP)
    return NULL;
  for (guint i = 0; i < map->n; i++) {
    if (strcmp(map->keys[i]->text, key) == 0)
      return map->items[i];
  }
  return NULL;
}
