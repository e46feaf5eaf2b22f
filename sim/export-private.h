/* export-private.h - the walk through a run that the formats share; for export*.c only. */
#pragma once

#include "base/json-write.h"
#include "sim/export.h"

typedef struct WtExporter WtExporter;

/* One format. Members may be NULL. What they add to `out` is handed on after each tick. */
typedef struct {
  gboolean needs_before; /* `before` is kept for ticks with decisions */
  void (*begin)(WtExporter *e);
  /* The session stands before `decide`. */
  gboolean (*decision)(WtExporter *e, guint number, const WtTable *table, GError **error);
  void (*wrote)(gpointer exporter, WtVar var, gint32 tick, double from, double to, WtWriter writer);
  void (*ticked)(WtExporter *e, gint32 tick); /* after a tick */
  void (*end)(WtExporter *e);
} WtExportWriter;

struct WtExporter {
  WtRun *run;
  const WtExport *what;
  const WtModel *model;
  const WtExportWriter *writer;
  GString *out;
  const WtDecisionRecord *records; /* (n_records) */
  guint n_records, next;           /* next: of the records, the first not told of yet */
  WtSession *session;
  WtSession *before;               /* as the present tick began */
  gpointer own;                    /* the writer's */
};

extern const WtExportWriter wt_export_jsonl;     /* export-jsonl.c */
extern const WtExportWriter wt_export_csv;       /* export-csv.c: decisions */
extern const WtExportWriter wt_export_states;    /* export-csv.c: values of variables */
extern const WtExportWriter wt_export_learned;   /* export-csv.c: changes that minds learned */
extern const WtExportWriter wt_export_graph;     /* export-graph.c */

/* "option", "sit bench"; NULL for WT_OPTION_NONE (transfer full). */
char *wt_export_option(const WtModel *model, WtOptionKey key);
/* Name of the slot, NULL: this person has nobody there (transfer full). */
char *wt_export_slot(const WtModel *model, gint32 person, guint slot);
