/* layout.h - the table of every column of mutable state, and the axes they run along.
 *
 * A layout is built once when a scenario is compiled, then frozen and immutable. It gives each
 * column an offset into one flat block (see block.h). Axes: flat (person, thing, cell) or ragged
 * (person.acquaintance: rows start[p] .. start[p+1]-1 belong to row p of the parent).
 */
#pragma once

#include "base/names.h"
#include "base/unit.h"

typedef enum { WT_F64, WT_I32 } WtColumnKind;

typedef enum {
  WT_TYPE_NUMBER,
  WT_TYPE_BOOL,   /* 0, 1 */
  WT_TYPE_SYMBOL, /* WtSym */
  WT_TYPE_ENTITY, /* entity id: people 0 .. n_people-1, then things; -1: nobody, nothing */
  WT_TYPE_CELL,   /* cell index y * width + x, -1: nowhere */
  WT_TYPE_TICK,   /* tick, -1: never */
  WT_TYPE_OPTION  /* option key, -1: none */
} WtType;

typedef enum { WT_STATE, WT_DERIVED } WtColumnRole; /* saved and digested; recomputed each tick */

typedef enum {
  WT_SENSE_NEVER,
  WT_SENSE_SIGHT,
  WT_SENSE_HEARING,
  WT_SENSE_SMELL,
  WT_SENSE_TOUCH,
  WT_SENSE_INNER
} WtSense;

typedef struct {
  WtSym name;
  int16_t parent;   /* axis it hangs from, -1: flat */
  guint32 n_rows;
  guint32 *start;   /* (n_parent_rows + 1), NULL: flat */
} WtAxis;

typedef struct {
  WtSym name;        /* "fatigue", "softness" */
  WtSym group;       /* "values" in TongTong.values.warmth; 0: none */
  WtColumnKind kind;
  WtType type;
  WtColumnRole role;
  gboolean follows;  /* DERIVED and finite if the STATE it follows from is: wt_block_first_bad() does not look */
  WtSense sense;
  guint8 phase;      /* the phase that writes it, as the owner numbers them */
  WtDim dim;
  int16_t axis;
  double lo, hi;     /* domain of a number; -HUGE_VAL/HUGE_VAL: unbounded */
  double neutral;    /* contrast value where nothing else gives one */
  const WtSym *symbols; /* (n_symbols), the domain of a symbol; owned by the definition */
  guint n_symbols;
  size_t offset;     /* bytes from the block's start; set by freeze */
} WtColumn;

#define WT_LAYOUT_ALIGN 64 /* bytes: columns and blocks start at multiples of it */

typedef struct WtLayout WtLayout;

WtLayout *wt_layout_new(const char *block_name);
void wt_layout_free(WtLayout *layout);
int wt_layout_add_axis(WtLayout *layout, WtSym name, guint32 n_rows);
/* `start` is copied: (n_rows of parent + 1). */
int wt_layout_add_ragged(WtLayout *layout, WtSym name, int parent, const guint32 *start);
int wt_layout_add_column(WtLayout *layout, const WtColumn *column); /* offset is ignored */
void wt_layout_freeze(WtLayout *layout); /* STATE columns first, each 64-byte aligned */

const char *wt_layout_name(const WtLayout *layout);
guint wt_layout_n_columns(const WtLayout *layout);
guint wt_layout_n_axes(const WtLayout *layout);
const WtColumn *wt_layout_column(const WtLayout *layout, int column);
const WtAxis *wt_layout_axis(const WtLayout *layout, int axis);
guint32 wt_layout_rows(const WtLayout *layout, int column);
/* -1: none; axis -1: any. */
int wt_layout_find(const WtLayout *layout, WtSym group, WtSym name, int axis);
size_t wt_layout_size(const WtLayout *layout);       /* bytes of a block */
size_t wt_layout_state_size(const WtLayout *layout); /* of its STATE part, which comes first */
/* Over names, types, rows, offsets: equal if blocks of two layouts mean the same. */
guint64 wt_layout_hash(const WtLayout *layout, const WtNames *names);

/* Bytes of one column of `n_rows` rows, without padding. */
static inline size_t wt_column_bytes(const WtColumn *column, guint32 n_rows)
{
  return (size_t)n_rows * (column->kind == WT_F64 ? sizeof(double) : sizeof(gint32));
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtLayout, wt_layout_free)
