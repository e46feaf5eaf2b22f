/* domain.h - the values a variable may take: truths, named states, integers of a range, reals of an
 * interval.
 *
 * Every value is a double: a truth is 0 or 1, a named state is its number from 0, an integer and a
 * real are themselves (reals in base units). Finite domains number their values 0 .. size-1 in order.
 */
#pragma once

#include "base/unit.h"

typedef enum {
  WT_DOMAIN_REAL,    /* lo .. hi, both included, maybe infinite */
  WT_DOMAIN_INTEGER, /* lo .. hi, both included, at most WT_DOMAIN_MAX_SIZE of them */
  WT_DOMAIN_BOOLEAN, /* false, true */
  WT_DOMAIN_STATES   /* named, all different */
} WtDomainKind;

#define WT_DOMAIN_MAX_SIZE 1024

typedef struct {
  WtDomainKind kind;
  double lo, hi;             /* REAL (base units), INTEGER */
  WtDim dim;                 /* REAL */
  const char *const *states; /* STATES (n_states) */
  guint n_states;
} WtDomain;

#define WT_DOMAIN_ANY_REAL ((WtDomain){.kind = WT_DOMAIN_REAL, .lo = -HUGE_VAL, .hi = HUGE_VAL})
#define WT_DOMAIN_TRUTH    ((WtDomain){.kind = WT_DOMAIN_BOOLEAN})

guint wt_domain_size(const WtDomain *domain); /* number of values; 0: REAL */
double wt_domain_value(const WtDomain *domain, guint index); /* index < size of a finite domain */
int wt_domain_index(const WtDomain *domain, double value); /* -1: none of them, or REAL */
gboolean wt_domain_contains(const WtDomain *domain, double value);
gboolean wt_domain_equal(const WtDomain *a, const WtDomain *b); /* same kind, same values */
/* NULL: a sound domain; otherwise what is wrong with it (transfer full). */
char *wt_domain_check(const WtDomain *domain);
/* "true", "1" and "yes" (BOOLEAN), a state's name, a number, a quantity. FALSE: *message (transfer
 * full) says what is allowed. */
gboolean wt_domain_parse(const WtDomain *domain, const char *text, double *value, char **message);
char *wt_domain_format(const WtDomain *domain, double value); /* (transfer full), as parsed */
