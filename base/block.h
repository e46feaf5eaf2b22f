/* block.h - one assignment of all variables of a layout: one flat, relocatable piece of memory.
 *
 * Snapshot, restore and fork are a copy, the digest is a hash, "what differs first" a compare.
 * Padding is zero and -0 is stored as 0.
 */
#pragma once

#include "base/layout.h"
#include "base/num.h"

typedef struct {
  const WtLayout *layout;
  const WtColumn *columns; /* the layout's, at hand: columns are looked up all the time */
  guint8 *data; /* (wt_layout_size bytes), 64-byte aligned */
} WtBlock;

typedef struct {
  guint64 low, high;
} WtDigest;

typedef struct {
  guint16 column, block; /* block 0: world, 1: minds */
  guint32 row;
} WtVar;
static inline gboolean wt_var_equal(WtVar a, WtVar b)
{
  return a.block == b.block && a.column == b.column && a.row == b.row;
}

WtBlock *wt_block_new(const WtLayout *layout); /* all zero */
void wt_block_free(WtBlock *block);
void wt_block_copy(WtBlock *to, const WtBlock *from); /* same layout; everything */

static inline double *wt_block_f64(const WtBlock *b, int column)
{
  return (double *)(void *)(b->data + b->columns[column].offset);
}
static inline gint32 *wt_block_i32(const WtBlock *b, int column)
{
  return (gint32 *)(void *)(b->data + b->columns[column].offset);
}
/* As wt_block_get, for rows known to be there. */
static inline double wt_block_at(const WtBlock *b, int column, guint32 row)
{
  return b->columns[column].kind == WT_F64 ? wt_block_f64(b, column)[row] : wt_block_i32(b, column)[row];
}
double wt_block_get(const WtBlock *block, int column, guint32 row);
void wt_block_set(WtBlock *block, int column, guint32 row, double value); /* canonical zero */

/* -0 -> 0 in all f64 columns, for writers that went past wt_block_set. */
void wt_block_canonicalize(WtBlock *block);

/* XXH3-128 over the STATE columns, each hashed by itself and chained in column order on `seed`. */
WtDigest wt_block_digest(const WtBlock *block, WtDigest seed);
char *wt_digest_format(WtDigest digest); /* (transfer full): 32 hex digits */
WtDigest wt_digest_chain(WtDigest chain, WtDigest next);
gboolean wt_digest_equal(WtDigest a, WtDigest b);

/* First difference of two blocks of one layout over STATE columns (and DERIVED if asked), in order
 * of column then row; FALSE: none. */
gboolean wt_block_first_difference(const WtBlock *a, const WtBlock *b, gboolean derived,
                                   int *column, guint32 *row);
/* First NaN or infinity in f64 columns; FALSE: none. */
gboolean wt_block_first_bad(const WtBlock *block, int *column, guint32 *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtBlock, wt_block_free)
