/* layout.c - see layout.h.
 *
 * Depends on base/names, base/unit, GLib and xxhash. Invariants after freezing: nothing changes;
 * offsets are multiples of WT_LAYOUT_ALIGN; STATE columns come before all DERIVED ones, in the
 * order of adding within each role; columns do not overlap.
 */
#include "base/layout.h"

#include <string.h>
#include <xxhash.h>

struct WtLayout {
  char *name;
  GArray *axes;    /* of WtAxis, `start` owned */
  GArray *columns; /* of WtColumn */
  size_t size, state_size;
  gboolean frozen;
};

WtLayout *wt_layout_new(const char *block_name)
{
  WtLayout *layout;

  g_return_val_if_fail(block_name, NULL);
  layout = g_new0(WtLayout, 1);
  layout->name = g_strdup(block_name);
  layout->axes = g_array_new(FALSE, FALSE, sizeof(WtAxis));
  layout->columns = g_array_new(FALSE, FALSE, sizeof(WtColumn));
  return layout;
}

void wt_layout_free(WtLayout *layout)
{
  if (!layout)
    return;
  for (guint i = 0; i < layout->axes->len; i++)
    g_free(g_array_index(layout->axes, WtAxis, i).start);
  g_array_unref(layout->axes);
  g_array_unref(layout->columns);
  g_free(layout->name);
  g_free(layout);
}

/* Adds a flat axis of `n_rows` rows (0 is allowed). Returns its index, for WtColumn.axis. */
int wt_layout_add_axis(WtLayout *layout, WtSym name, guint32 n_rows)
{
  WtAxis axis = {.name = name, .parent = -1, .n_rows = n_rows};

  g_return_val_if_fail(layout && !layout->frozen && layout->axes->len < G_MAXINT16, -1);
  g_array_append_val(layout->axes, axis);
  return (int)layout->axes->len - 1;
}

/* Adds an axis whose rows start[p] .. start[p + 1] - 1 belong to row p of `parent`; start[0] must
 * be 0 and `start` never falls. It is copied. Returns the axis' index. O(rows of the parent). */
int wt_layout_add_ragged(WtLayout *layout, WtSym name, int parent, const guint32 *start)
{
  WtAxis axis = {.name = name, .parent = (int16_t)parent};
  guint32 n_parents;

  g_return_val_if_fail(layout && !layout->frozen && layout->axes->len < G_MAXINT16, -1);
  g_return_val_if_fail(parent >= 0 && (guint)parent < layout->axes->len && start, -1);
  n_parents = g_array_index(layout->axes, WtAxis, parent).n_rows;
  g_return_val_if_fail(start[0] == 0, -1);
  for (guint32 p = 0; p < n_parents; p++)
    g_return_val_if_fail(start[p] <= start[p + 1], -1);
  axis.n_rows = start[n_parents];
  axis.start = g_memdup2(start, ((size_t)n_parents + 1) * sizeof *start);
  g_array_append_val(layout->axes, axis);
  return (int)layout->axes->len - 1;
}

/* Adds a column; its `axis` must exist and its name be new among (group, name, axis). Returns its
 * index, which stays. */
int wt_layout_add_column(WtLayout *layout, const WtColumn *column)
{
  g_return_val_if_fail(layout && !layout->frozen && column, -1);
  g_return_val_if_fail(column->axis >= 0 && (guint)column->axis < layout->axes->len, -1);
  g_return_val_if_fail(layout->columns->len < G_MAXUINT16, -1);
  g_return_val_if_fail(wt_layout_find(layout, column->group, column->name, column->axis) < 0, -1);
  g_array_append_vals(layout->columns, column, 1);
  return (int)layout->columns->len - 1;
}

/* Places the columns of one role from `offset` on; returns the end, rounded up. */
static size_t place(WtLayout *layout, WtColumnRole role, size_t offset)
{
  for (guint i = 0; i < layout->columns->len; i++) {
    WtColumn *column = &g_array_index(layout->columns, WtColumn, i);
    size_t bytes = wt_column_bytes(column, wt_layout_rows(layout, (int)i));

    if (column->role != role)
      continue;
    column->offset = offset;
    offset += (bytes + WT_LAYOUT_ALIGN - 1) / WT_LAYOUT_ALIGN * WT_LAYOUT_ALIGN;
  }
  return offset;
}

/* Ends building: gives every column its offset. Blocks can be made from now on. */
void wt_layout_freeze(WtLayout *layout)
{
  g_return_if_fail(layout && !layout->frozen);
  layout->state_size = place(layout, WT_STATE, 0);
  layout->size = place(layout, WT_DERIVED, layout->state_size);
  layout->frozen = TRUE;
}

const char *wt_layout_name(const WtLayout *layout)
{
  g_return_val_if_fail(layout, NULL);
  return layout->name;
}

guint wt_layout_n_columns(const WtLayout *layout)
{
  g_return_val_if_fail(layout, 0);
  return layout->columns->len;
}

guint wt_layout_n_axes(const WtLayout *layout)
{
  g_return_val_if_fail(layout, 0);
  return layout->axes->len;
}

const WtColumn *wt_layout_column(const WtLayout *layout, int column)
{
  g_return_val_if_fail(layout && column >= 0 && (guint)column < layout->columns->len, NULL);
  return &g_array_index(layout->columns, WtColumn, column);
}

const WtAxis *wt_layout_axis(const WtLayout *layout, int axis)
{
  g_return_val_if_fail(layout && axis >= 0 && (guint)axis < layout->axes->len, NULL);
  return &g_array_index(layout->axes, WtAxis, axis);
}

guint32 wt_layout_rows(const WtLayout *layout, int column)
{
  return wt_layout_axis(layout, wt_layout_column(layout, column)->axis)->n_rows;
}

/* The first column of that group (0: without a group), name and axis. O(columns): for compiling and
 * for questions, not for the step loop. */
int wt_layout_find(const WtLayout *layout, WtSym group, WtSym name, int axis)
{
  g_return_val_if_fail(layout, -1);
  for (guint i = 0; i < layout->columns->len; i++) {
    const WtColumn *column = &g_array_index(layout->columns, WtColumn, i);

    if (column->name == name && column->group == group && (axis < 0 || column->axis == axis))
      return (int)i;
  }
  return -1;
}

size_t wt_layout_size(const WtLayout *layout)
{
  g_return_val_if_fail(layout && layout->frozen, 0);
  return layout->size;
}

size_t wt_layout_state_size(const WtLayout *layout)
{
  g_return_val_if_fail(layout && layout->frozen, 0);
  return layout->state_size;
}

static void hash_number(XXH3_state_t *state, guint64 value)
{
  guint64 bytes = GUINT64_TO_LE(value);

  XXH3_64bits_update(state, &bytes, sizeof bytes);
}

static void hash_text(XXH3_state_t *state, const char *text)
{
  hash_number(state, strlen(text));
  XXH3_64bits_update(state, text, strlen(text));
}

static void hash_axis(XXH3_state_t *state, const WtLayout *layout, const WtAxis *axis,
                      const WtNames *names)
{
  hash_text(state, wt_names_text(names, axis->name));
  hash_number(state, (guint64)(gint64)axis->parent);
  hash_number(state, axis->n_rows);
  if (axis->start)
    for (guint32 p = 0; p <= wt_layout_axis(layout, axis->parent)->n_rows; p++)
      hash_number(state, axis->start[p]);
}

static void hash_column(XXH3_state_t *state, const WtColumn *column, const WtNames *names)
{
  hash_text(state, wt_names_text(names, column->group));
  hash_text(state, wt_names_text(names, column->name));
  hash_number(state, column->kind);
  hash_number(state, column->type);
  hash_number(state, column->role);
  hash_number(state, (guint8)column->dim.length);
  hash_number(state, (guint8)column->dim.time);
  hash_number(state, (guint8)column->dim.temperature);
  hash_number(state, (guint64)column->axis);
  hash_number(state, column->offset);
  hash_number(state, column->n_symbols);
  for (guint i = 0; i < column->n_symbols; i++)
    hash_text(state, wt_names_text(names, column->symbols[i]));
}

/* A number that two layouts share if a block of one means the same as a block of the other: names,
 * types, dimensions, symbols, rows and offsets. Independent of symbol numbers. O(layout). */
guint64 wt_layout_hash(const WtLayout *layout, const WtNames *names)
{
  XXH3_state_t *state;
  guint64 hash;

  g_return_val_if_fail(layout && layout->frozen && names, 0);
  state = XXH3_createState();
  g_assert(state);
  XXH3_64bits_reset(state);
  hash_text(state, layout->name);
  hash_number(state, layout->axes->len);
  for (guint i = 0; i < layout->axes->len; i++)
    hash_axis(state, layout, &g_array_index(layout->axes, WtAxis, i), names);
  hash_number(state, layout->columns->len);
  for (guint i = 0; i < layout->columns->len; i++)
    hash_column(state, &g_array_index(layout->columns, WtColumn, i), names);
  hash = XXH3_64bits_digest(state);
  XXH3_freeState(state);
  return hash;
}
