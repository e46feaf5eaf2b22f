/* graph-svg.c - see graph-svg.h. The library is opened at run time, so that programs which draw
 * nothing do not pay for loading it. All of the program's use of Graphviz is here, one at a time.
 */
#include "config.h"

#include "sim/graph-svg.h"

#include <glib/gi18n-lib.h>
#include <gmodule.h>

G_DEFINE_QUARK(wt - graph - svg - error - quark, wt_graph_svg_error)

#ifdef HAVE_GRAPHVIZ
#include <gvc.h>
#include <pthread.h>

typedef struct {
  GModule *module;
  GVC_t *(*context)(void);
  Agraph_t *(*read)(const char *);
  int (*layout)(GVC_t *, Agraph_t *, const char *);
  int (*free_layout)(GVC_t *, Agraph_t *);
  int (*render)(GVC_t *, Agraph_t *, const char *, char **, unsigned int *);
  void (*free_data)(char *);
  int (*close)(Agraph_t *);
  GVC_t *kept; /* NULL: not yet */
} Graphviz;

static gboolean find_all(Graphviz *g)
{
  return g_module_symbol(g->module, "gvContext", (gpointer *)&g->context) &&
         g_module_symbol(g->module, "agmemread", (gpointer *)&g->read) &&
         g_module_symbol(g->module, "gvLayout", (gpointer *)&g->layout) &&
         g_module_symbol(g->module, "gvFreeLayout", (gpointer *)&g->free_layout) &&
         g_module_symbol(g->module, "gvRenderData", (gpointer *)&g->render) &&
         g_module_symbol(g->module, "gvFreeRenderData", (gpointer *)&g->free_data) &&
         g_module_symbol(g->module, "agclose", (gpointer *)&g->close);
}

static gboolean load(Graphviz *g, GError **error)
{
  static const char *const names[] = {"libgvc.so.6", "libgvc.so.7", "libgvc.so"};
  for (guint i = 0; i < G_N_ELEMENTS(names) && !g->module; i++)
    g->module = g_module_open(names[i], G_MODULE_BIND_LAZY);
  if (g->module && find_all(g)) {
    g_module_make_resident(g->module); /* its plugins do not survive being unloaded */
    return TRUE;
  }
  g_set_error_literal(
      error, WT_GRAPH_SVG_ERROR, WT_GRAPH_SVG_ERROR_MISSING,
      _("SVG needs Graphviz, whose library libgvc could not be loaded (Debian: libgvc6)"));
  return FALSE;
}

/* The one context is kept: fonts that its plugins remember outlive a context otherwise, and are read
 * after it is freed (Graphviz 2.42). */
static char *render(Graphviz *g, const char *dot, const char *format)
{
  if (!g->kept)
    g->kept = g->context();
  Agraph_t *graph = g->kept ? g->read(dot) : NULL;
  char *data = NULL, *drawn = NULL;
  unsigned int length = 0;
  if (graph && g->layout(g->kept, graph, "dot") == 0) {
    if (g->render(g->kept, graph, format, &data, &length) == 0 && data) {
      drawn = g_strndup(data, length);
      g->free_data(data);
    }
    g->free_layout(g->kept, graph);
  }
  if (graph)
    g->close(graph);
  return drawn;
}

char *wt_graphviz_draw(const char *dot, const char *format, GError **error)
{
  static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER; /* seen by ThreadSanitizer, unlike GLib's */
  static Graphviz g;
  g_return_val_if_fail(dot && format, NULL);
  pthread_mutex_lock(&one);
  gboolean loaded = g.close || load(&g, error);
  char *drawn = loaded ? render(&g, dot, format) : NULL;
  pthread_mutex_unlock(&one);
  if (loaded && !drawn)
    g_set_error_literal(error, WT_GRAPH_SVG_ERROR, WT_GRAPH_SVG_ERROR_LAYOUT,
                        _("Graphviz could not draw the graph"));
  return drawn;
}

#else

char *wt_graphviz_draw(const char *dot, const char *format, GError **error)
{
  g_return_val_if_fail(dot && format, NULL);
  g_set_error_literal(
      error, WT_GRAPH_SVG_ERROR, WT_GRAPH_SVG_ERROR_MISSING,
      _("this program was built without Graphviz: --format dot gives the graph for it"));
  return NULL;
}

#endif

char *wt_graph_svg(const WtGraph *graph, GError **error)
{
  g_return_val_if_fail(graph != NULL, NULL);
  g_autoptr(GString) dot = g_string_new(NULL);
  wt_graph_write_dot(graph, dot);
  return wt_graphviz_draw(dot->str, "svg", error);
}
