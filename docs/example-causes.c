/* Suzy and Billy throw rocks at a bottle. Who broke it? */
#include <causal/causes.h>
#include <stdio.h>

static WtScmId add(WtScm *scm, const char *name)
{
  const WtDomain truth = WT_DOMAIN_TRUTH;
  return wt_scm_declare(scm, name, &truth, NULL);
}

int main(void)
{
  WtScm *scm = wt_scm_new();
  WtScmId suzy = add(scm, "suzy"), billy = add(scm, "billy"), ST = add(scm, "ST"), BT = add(scm, "BT");
  WtScmId SH = add(scm, "SH"), BH = add(scm, "BH"), BS = add(scm, "BS");
  GError *error = NULL;
  if (!wt_scm_set_text(scm, ST, "suzy", &error) || !wt_scm_set_text(scm, BT, "billy", &error) ||
      !wt_scm_set_text(scm, SH, "ST", &error) || !wt_scm_set_text(scm, BH, "BT and not SH", &error) ||
      !wt_scm_set_text(scm, BS, "SH or BH", &error) || !wt_scm_freeze(scm, &error)) {
    fprintf(stderr, "%s\n", error->message);
    return 1;
  }
  WtDo context[] = {{suzy, 1}, {billy, 1}}, shattered = {BS, 1};
  WtCausesQuestion question = {
      .scm = scm, .context = context, .n_context = 2, .effect = &shattered, .n_effect = 1};
  WtCauses *causes = wt_causes_find(&question, &error);
  for (guint i = 0; causes && i < causes->causes->len; i++) {
    const WtActualCause *cause = g_ptr_array_index(causes->causes, i);
    printf("%s", wt_scm_name(scm, cause->set[0].variable));
    for (guint k = 0; k < cause->n_witness; k++)
      printf(" (with %s as it is)", wt_scm_name(scm, cause->witness[k].variable));
    printf(": responsibility %g\n", cause->responsibility);
  }
  if (causes == NULL)
    fprintf(stderr, "%s\n", error->message);
  wt_causes_free(causes);
  wt_scm_free(scm);
  return error != NULL;
}
