/* scm-make.h - variables and mechanisms of test models; a mistake fails the test with its message.
 */
#pragma once

#include "causal/scm.h"
#include "tests/unit/test-util.h"

static inline WtScmId declare(WtScm *scm, const char *name, WtDomain domain)
{
  g_autoptr(GError) error = NULL;
  WtScmId id = wt_scm_declare(scm, name, &domain, &error);

  ck_assert_msg(id != WT_SCM_NONE, "%s", error != NULL ? error->message : "");
  return id;
}

static inline void set_mech(WtScm *scm, WtScmId id, WtMech mech)
{
  g_autoptr(GError) error = NULL;

  ck_assert_msg(wt_scm_set_mech(scm, id, &mech, &error), "%s", error != NULL ? error->message : "");
}

static inline void set_numbers(WtScm *scm, WtScmId id, WtMechKind kind, const WtScmId *parents,
                               guint n_parents, const double *numbers, guint n_numbers)
{
  set_mech(scm, id,
           (WtMech){.kind = kind,
                    .parents = parents,
                    .n_parents = n_parents,
                    .numbers = numbers,
                    .n_numbers = n_numbers});
}
