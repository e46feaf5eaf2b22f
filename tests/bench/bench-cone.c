/* bench-cone.c - laying out a cone: alone, and with Graphviz asked for an order.
 *
 * Small cones are laid out while a picture is made, so this is part of a frame; the bar is 5 ms at
 * 40 spots. Cones whose arrows do not cross, as most, never ask Graphviz.
 */
#include "tests/bench/bench.h"
#include "viz/cone-layout.h"

#include <stdio.h>

enum { LAYERS = 5 };

/* Layers of the same size below the sink; each node leads to one of the next layer, `crossed`: to
 * two that are far from each other. */
static WtCone *make_cone(guint n, gboolean crossed)
{
  WtCone *cone = wt_cone_new();
  guint width = MAX(1, (n - 1) / (LAYERS - 1));
  for (guint i = 0; i < n; i++) {
    guint layer = i == 0 ? LAYERS - 1 : MIN((i - 1) / width, LAYERS - 2);
    wt_cone_add(cone,
                (WtConeNode){.id = g_strdup_printf("n%u", i), .layer = layer, .is_sink = i == 0});
  }
  for (guint i = 1; i < n; i++) {
    guint next = i + width < n ? i + width : 0;
    wt_cone_join(cone, i, next);
    if (crossed && next > 0 && wt_cone_node(cone, i)->layer + 2 < LAYERS) {
      guint first = 1 + (wt_cone_node(cone, i)->layer + 1) * width;
      wt_cone_join(cone, i, first + (i * 5 + 2) % width);
    }
  }
  return cone;
}

static void lay_out(gpointer data, guint n)
{
  for (guint i = 0; i < n; i++) {
    g_autoptr(WtConeLayout) layout = wt_cone_layout_new(data);
    wt_cone_layout_order(layout);
    wt_cone_layout_place(layout, wt_cone_layout_fullest(layout, NULL) + 1);
  }
}

void wt_bench_cone(WtBench *bench)
{
  static const guint sizes[] = {13, 25, 41, 81};
  for (guint i = 0; i < G_N_ELEMENTS(sizes); i++)
    for (guint crossed = 0; crossed < 2; crossed++) {
      g_autoptr(WtCone) cone = make_cone(sizes[i], crossed);
      g_autofree char *size = g_strdup_printf("%u nodes", sizes[i]);
      wt_bench_measure(bench, crossed ? "cone laid out, with Graphviz" : "cone laid out", size, 1,
                       "cones/s", lay_out, cone);
    }
}
