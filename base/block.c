/* block.c - see block.h.
 *
 * Depends on base/layout, base/num and xxhash. A block never points anywhere: its bytes and its
 * layout are all there is.
 */
#include "base/block.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/lanes.h"

/* A block of a frozen layout, all bytes zero, padding included. It borrows the layout.
 * Returns: (transfer full). */
WtBlock *wt_block_new(const WtLayout *layout)
{
  WtBlock *block;
  void *data = NULL;
  size_t size;

  g_return_val_if_fail(layout, NULL);
  size = MAX(wt_layout_size(layout), WT_LAYOUT_ALIGN);
  if (posix_memalign(&data, WT_LAYOUT_ALIGN, size) != 0)
    g_error("cannot allocate %zu bytes for a block", size);
  memset(data, 0, size);
  block = g_new0(WtBlock, 1);
  block->layout = layout;
  block->columns = wt_layout_n_columns(layout) > 0 ? wt_layout_column(layout, 0) : NULL;
  block->data = data;
  return block;
}

void wt_block_free(WtBlock *block)
{
  if (!block)
    return;
  free(block->data);
  g_free(block);
}

/* Everything, STATE and DERIVED. Both must be of one layout. O(size of a block). */
void wt_block_copy(WtBlock *to, const WtBlock *from)
{
  g_return_if_fail(to && from && to->layout == from->layout);
  if (to != from)
    memcpy(to->data, from->data, wt_layout_size(to->layout));
}

/* Any cell as a double: i32 columns convert exactly. */
double wt_block_get(const WtBlock *block, int column, guint32 row)
{
  g_return_val_if_fail(block && row < wt_layout_rows(block->layout, column), NAN);
  if (block->columns[column].kind == WT_F64)
    return wt_block_f64(block, column)[row];
  return wt_block_i32(block, column)[row];
}

/* Sets any cell; -0 becomes 0. For an i32 column `value` must be a whole number in its range. */
void wt_block_set(WtBlock *block, int column, guint32 row, double value)
{
  g_return_if_fail(block && row < wt_layout_rows(block->layout, column));
  if (block->columns[column].kind == WT_F64) {
    wt_block_f64(block, column)[row] = wt_num_canonical(value);
    return;
  }
  g_return_if_fail(value >= G_MININT32 && value <= G_MAXINT32 && value == floor(value));
  wt_block_i32(block, column)[row] = (gint32)value;
}

void wt_block_canonicalize(WtBlock *block)
{
  g_return_if_fail(block);
  for (int c = 0; c < (int)wt_layout_n_columns(block->layout); c++) {
    guint32 n = wt_layout_rows(block->layout, c);
    double *values;

    if (wt_layout_column(block->layout, c)->kind != WT_F64)
      continue;
    values = wt_block_f64(block, c);
    for (guint32 i = 0; i < n; i++)
      values[i] += 0.0; /* -0 + 0 is 0; every other value stays */
  }
}

/* Digest of the STATE columns: digest' = H(digest, H(column)), with H = XXH3-128 over little-endian
 * bytes. DERIVED columns and padding play no part. O(bytes of the STATE columns). */
WtDigest wt_block_digest(const WtBlock *block, WtDigest seed)
{
  WtDigest digest = seed;

  g_return_val_if_fail(block, digest);
  for (int c = 0; c < (int)wt_layout_n_columns(block->layout); c++) {
    const WtColumn *column = wt_layout_column(block->layout, c);
    size_t bytes = wt_column_bytes(column, wt_layout_rows(block->layout, c));
    XXH128_hash_t hash;
    guint64 link[4];

    if (column->role != WT_STATE)
      continue;
    hash = XXH3_128bits(block->data + column->offset, bytes);
    link[0] = GUINT64_TO_LE(digest.low);
    link[1] = GUINT64_TO_LE(digest.high);
    link[2] = GUINT64_TO_LE(hash.low64);
    link[3] = GUINT64_TO_LE(hash.high64);
    hash = XXH3_128bits(link, sizeof link);
    digest = (WtDigest){hash.low64, hash.high64};
  }
  return digest;
}

char *wt_digest_format(WtDigest digest)
{
  return g_strdup_printf("%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x", digest.high,
                         digest.low);
}

gboolean wt_digest_equal(WtDigest a, WtDigest b)
{
  return a.low == b.low && a.high == b.high;
}

/* Digest of `chain` followed by `next`: a run's digest grows tick by tick. */
WtDigest wt_digest_chain(WtDigest chain, WtDigest next)
{
  guint64 words[4] = {chain.low, chain.high, next.low, next.high};
  XXH128_hash_t hash = XXH3_128bits(words, sizeof words);
  return (WtDigest){hash.low64, hash.high64};
}

/* Compares bits, as the digest does. `column` and `row` (both (out) (nullable)) are set only if
 * there is a difference. O(size of a block), a plain memory compare while nothing differs. */
gboolean wt_block_first_difference(const WtBlock *a, const WtBlock *b, gboolean derived,
                                   int *column, guint32 *row)
{
  g_return_val_if_fail(a && b && a->layout == b->layout, FALSE);
  for (int c = 0; c < (int)wt_layout_n_columns(a->layout); c++) {
    const WtColumn *col = wt_layout_column(a->layout, c);
    size_t cell = wt_column_bytes(col, 1);
    const guint8 *x = a->data + col->offset, *y = b->data + col->offset;
    guint32 n = wt_layout_rows(a->layout, c), i = 0;

    if ((col->role != WT_STATE && !derived) || memcmp(x, y, n * cell) == 0)
      continue;
    while (memcmp(x + i * cell, y + i * cell, cell) == 0)
      i++;
    if (column)
      *column = c;
    if (row)
      *row = i;
    return TRUE;
  }
  return FALSE;
}

/* Whether all values are finite: no exponent is all ones. Adding 1 to such an exponent would carry
 * into the sign. */
WT_LANE_CLONES static gboolean all_finite(const double *values, guint32 n)
{
  const guint64 exponent = G_GUINT64_CONSTANT(0x7ff0000000000000);
  guint64 carried = 0;

  for (guint32 i = 0; i < n; i++) {
    guint64 bits;

    memcpy(&bits, &values[i], sizeof bits);
    carried |= (bits & exponent) + (G_GUINT64_CONSTANT(1) << 52);
  }
  return carried >> 63 == 0;
}

/* The first cell, by column then row, that is no finite number; STATE, and DERIVED that does not just follow. */
gboolean wt_block_first_bad(const WtBlock *block, int *column, guint32 *row)
{
  g_return_val_if_fail(block, FALSE);
  for (int c = 0; c < (int)wt_layout_n_columns(block->layout); c++) {
    guint32 n = wt_layout_rows(block->layout, c);
    const double *values;

    if (wt_layout_column(block->layout, c)->kind != WT_F64 || wt_layout_column(block->layout, c)->follows)
      continue;
    values = wt_block_f64(block, c);
    if (all_finite(values, n))
      continue;
    for (guint32 i = 0; i < n; i++) {
      if (isfinite(values[i]))
        continue;
      if (column)
        *column = c;
      if (row)
        *row = i;
      return TRUE;
    }
  }
  return FALSE;
}
