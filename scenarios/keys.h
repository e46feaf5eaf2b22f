/* keys.h - every key that a scenario file may hold, and every mistake that loading one can find.
 *
 * The loader reads by these tables, its messages say from them what is allowed, and the format
 * document is printed from them. Static data; depends on base/keys.
 */
#pragma once

#include "base/keys.h"

typedef enum {
  WT_SECTION_TOP,
  WT_SECTION_CLOCK,
  WT_SECTION_LIMITS,
  WT_SECTION_MIND,
  WT_SECTION_LEARNING,
  WT_SECTION_INNATE,
  WT_SECTION_BODY,
  WT_SECTION_TOWN,
  WT_SECTION_FIELD,
  WT_SECTION_KIND,
  WT_SECTION_ATTRIBUTE,
  WT_SECTION_OFFER,
  WT_SECTION_SENSATION,
  WT_SECTION_VALUE,
  WT_SECTION_DRIVE,
  WT_SECTION_NORM,
  WT_SECTION_THING,
  WT_SECTION_PERSON,
  WT_SECTION_PERSON_DRIVE,
  WT_SECTION_PERSON_LEARNING,
  WT_SECTION_EVENT,
  WT_SECTION_LAW,
  WT_SECTION_CHOICE,
  WT_SECTION_THAT,
  WT_SECTION_ALWAYS,
  WT_SECTION_EVER,
  WT_SECTION_MEAN,
  WT_SECTION_WHY,
  WT_SECTION_COUNT,
  WT_SECTION_MODEL, /* from here on: of causal models, see model-keys.h */
  WT_SECTION_MODEL_VARIABLE,
  WT_SECTION_MODEL_CAUSES,
  WT_SECTION_MODEL_NUMBER,
  WT_N_SECTIONS
} WtSectionId;

typedef struct {
  const char *title;
  const char *path;    /* "kinds.KIND.offers.VERB" */
  const char *intro;   /* Markdown */
  const char *example; /* YAML */
  const WtKey *keys;   /* (n_keys) */
  guint n_keys;
} WtSection;

typedef struct {
  const char *code, *meaning;
} WtLoadCode;

const WtSection *wt_section(WtSectionId id);
const WtKey *wt_section_key(WtSectionId id, const char *name); /* asserts that there is one */
const WtLoadCode *wt_load_codes(guint *n);
gboolean wt_word_is_reserved(const char *word); /* not to be used as a name in a scenario */
void wt_section_append(GString *out, const WtSection *section); /* in Markdown */
/* (transfer full): the reference part of docs/scenario-format.md. */
char *wt_scenario_format_markdown(void);
