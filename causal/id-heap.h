/* id-heap.h - a heap of small numbers, the smallest on top: work that is due, in order. */
#pragma once

#include <glib.h>

typedef struct {
  guint *ids; /* (n) of the room it was made with */
  guint n;
} WtIdHeap;

static inline WtIdHeap wt_id_heap(guint room)
{
  return (WtIdHeap){g_new(guint, room + 1), 0};
}

static inline void wt_id_heap_clear(WtIdHeap *heap)
{
  g_free(heap->ids);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(WtIdHeap, wt_id_heap_clear)

static inline void wt_id_heap_push(WtIdHeap *heap, guint id)
{
  guint at = heap->n++;

  for (; at > 0 && heap->ids[(at - 1) / 2] > id; at = (at - 1) / 2)
    heap->ids[at] = heap->ids[(at - 1) / 2];
  heap->ids[at] = id;
}

static inline guint wt_id_heap_pop(WtIdHeap *heap)
{
  guint top = heap->ids[0], last = heap->ids[--heap->n], at = 0;

  for (guint kid = 1; kid < heap->n; at = kid, kid = 2 * at + 1) {
    if (kid + 1 < heap->n && heap->ids[kid + 1] < heap->ids[kid])
      kid++;
    if (heap->ids[kid] >= last)
      break;
    heap->ids[at] = heap->ids[kid];
  }
  heap->ids[at] = last;
  return top;
}
