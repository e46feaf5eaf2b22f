/* yaml.h - YAML text to a tree in which every node knows its place. yaml.c alone uses libyaml.
 *
 * Scalars stay text: what `on`, `1:30` or `~` mean is decided by whoever reads the node; `<<` is a
 * key like any other. Aliases are expanded by deep copy. Caps: WT_YAML_MAX_* below. Keys are words:
 * scalars of one line, not empty, never aliases. "Goes on": the tree is still handed out, without
 * the part in question; after any other mistake there is no tree, but reading continues where it
 * can, so that all mistakes are listed.
 *
 * code  mistake                                                 position             then
 * E001  nothing in the file but blanks and comments             the whole file       stops
 * E002  not UTF-8                                               first bad byte       stops
 * E003  not YAML                                                where it shows       stops
 * E004  larger than WT_YAML_MAX_BYTES                           the whole file       stops
 * E005  lists and maps nested deeper than WT_YAML_MAX_DEPTH     the innermost        stops
 * E006  more than WT_YAML_MAX_NODES or _TEXT once expanded      the node or alias    stops
 * E007  alias without anchor, or inside what it names           the alias
 * E007  more than WT_YAML_MAX_ALIASES aliases                   the alias            stops
 * E008  a key for the second time in its map                    the second key       goes on
 * E009  a tag (`!x`, `!!int`, `%TAG`)                           the tag
 * E010  a second document                                       its `---`            stops
 * E011  a key that is not a word (list, map, alias, empty ...)  the key              goes on
 * E012  tab, control or invisible break character               first of its kind    stops
 * E012  the same, written as an escape in double quotes         the scalar
 * E013  the top level is not a map                              the top level
 */
#pragma once

#include "base/diag.h"

#define WT_YAML_MAX_BYTES (1 << 20)
#define WT_YAML_MAX_DEPTH 32       /* maps and lists inside each other */
#define WT_YAML_MAX_NODES 200000   /* after aliases are expanded; keys count */
#define WT_YAML_MAX_TEXT (4 << 20) /* bytes of all scalars together, after aliases are expanded */
#define WT_YAML_MAX_ALIASES 1000

typedef enum { WT_NODE_SCALAR, WT_NODE_LIST, WT_NODE_MAP } WtNodeKind;

/* Places: of the first character, after any anchor. Of a scalar in quotes: of its content. Of a
 * block scalar (`|`, `>`): of its content too, so that in `|` row i, character j (from 0) stands at
 * line + i, column + j. Of an alias: of the alias; what is inside keeps the place where it is. */
typedef struct WtNode WtNode;
struct WtNode {
  WtNodeKind kind;
  WtPos pos;
  gboolean quoted;   /* '...' or "..." */
  char *text;        /* SCALAR; NULL otherwise */
  WtNode **keys;     /* MAP (n): scalars, all different */
  WtNode **items;    /* MAP, LIST (n) */
  guint n;
};

/* (transfer full): NULL if there is no tree to go on with. */
WtNode *wt_yaml_parse(const char *text, gsize length, WtDiags *diags);
/* The same from a file. NULL with `error` set (G_FILE_ERROR) if it cannot be read; `text_out`
 * (optional, transfer full) gets what was read, whether or not there is a tree. */
WtNode *wt_yaml_parse_file(const char *path, char **text_out, WtDiags *diags, GError **error);
void wt_node_free(WtNode *node);
const WtNode *wt_node_get(const WtNode *map, const char *key); /* NULL: absent */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtNode, wt_node_free)
