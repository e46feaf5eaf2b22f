/* inspect.h - what is looked into, as rows: what it offers and all its variables (inspect-rows.c),
 * which panel-inspect.c draws. */
#pragma once

#include "viz/map.h"

typedef enum { WT_ROW_SECTION, WT_ROW_TEXT, WT_ROW_OFFER, WT_ROW_VAR } WtInspectKind;

typedef struct {
  WtInspectKind kind;
  char *name, *value, *whence; /* NULL: nothing to say */
  WtColour colour;             /* of the value */
  WtOptionKey option;
  WtVar var;
  const WtAttribute *attribute; /* of a number with ends: drawn as a gauge; NULL */
  double number;                /* the value; of an OFFER 1: it can be asked about */
} WtInspectRow;

typedef struct {
  WtMap map;
  WtView *view;
  const WtLook *look;
  WtScene *scene;
  const WtModel *model;
  gint32 entity;
  guint32 row; /* of its axis */
  gboolean person;
  GArray *rows; /* WtInspectRow */
} WtInspect;

/* Begins with a map of its own, not placed. */
void wt_inspect_init(WtInspect *in, WtView *view, const WtLook *look, WtScene *scene,
                     gint32 entity);
void wt_inspect_clear(WtInspect *in);
/* (transfer full) A value of a variable in words. */
char *wt_inspect_format(const WtInspect *in, WtVar var, double value);
