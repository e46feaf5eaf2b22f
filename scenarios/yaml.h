/* yaml.h - YAML text to a tree in which every node knows its place. yaml.c alone uses libyaml.
 *
 * Scalars stay text: what `on`, `1:30` or `~` mean is decided by whoever reads the node. Caps:
 * WT_YAML_MAX_* below; over them, on bad UTF-8, tabs, tags, several documents or an empty file there
 * is a diagnostic (E0xx) and no tree. Duplicate keys are mistakes but the tree goes on.
 */
#pragma once

#include "base/diag.h"

#define WT_YAML_MAX_BYTES (1 << 20)
#define WT_YAML_MAX_DEPTH 32
#define WT_YAML_MAX_NODES 200000 /* after aliases are expanded */
#define WT_YAML_MAX_ALIASES 1000

typedef enum { WT_NODE_SCALAR, WT_NODE_LIST, WT_NODE_MAP } WtNodeKind;

typedef struct WtNode WtNode;
struct WtNode {
  WtNodeKind kind;
  WtPos pos;         /* of the first character; of a quoted scalar: of its content */
  gboolean quoted;
  char *text;        /* SCALAR; NULL otherwise */
  WtNode **keys;     /* MAP (n): scalars */
  WtNode **items;    /* MAP, LIST (n) */
  guint n;
};

/* (transfer full): NULL if there is no tree to go on with. */
WtNode *wt_yaml_parse(const char *text, gsize length, WtDiags *diags);
void wt_node_free(WtNode *node);
const WtNode *wt_node_get(const WtNode *map, const char *key); /* NULL: absent */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtNode, wt_node_free)
