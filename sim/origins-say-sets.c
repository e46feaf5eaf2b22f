/* origins-say-sets.c - why a level is what it is rather than another, in words. */
#include "config.h"

#include "sim/origins-private.h"
#include "sim/say-private.h"

#include <glib/gi18n-lib.h>

enum { SETS_SAID = 3 };

/* The group of an origin's changes; one that only stands by has none. */
static char *origin_words(const WtOrigins *o, const WtWriteOrigin *origin)
{
  for (guint g = 0; g < o->groups->len; g++)
    if (wt_origin_same(&wt_origin_write(o, wt_origin_group(o, g)->first)->origin, origin))
      return wt_origins_group_words(o, wt_origin_group(o, g));
  return wt_origins_origin_words(o, origin);
}

/* "A; B; C" (transfer full) */
static char *list_words(const WtOrigins *o, const WtOriginSet *set)
{
  GString *all = g_string_new(NULL);
  for (guint i = 0; i < set->n; i++) {
    g_autofree char *one = origin_words(o, &g_array_index(o->candidates, WtWriteOrigin, set->origin[i]));
    g_string_append_printf(all, "%s%s", i ? "; " : "", one);
  }
  return g_string_free(all, FALSE);
}

static void say_set(const WtOrigins *o, const WtOriginSet *set, const char *value, const char *bound, GString *out)
{
  g_autofree char *words = list_words(o, set), *without = wt_origins_value_words(o, set->proof.without, o->value);
  if (!set->proof.verified)
    wt_say_line(out, _("REFUTED: it changes all the same in the replay without %s."), words);
  else if (set->n == 1)
    wt_say_line(out, _("It is %1$s rather than %2$s because of %3$s: without that it would be %4$s (replayed)."), value, bound,
                words, without);
  else
    wt_say_line(out,
                _("It is %1$s rather than %2$s because of these together: %3$s. Without all of them it would be %4$s, without "
                  "fewer not yet (replayed)."),
                value, bound, words, without);
}

static void say_none(const WtOrigins *o, const char *value, const char *bound, GString *out)
{
  g_autofree char *without = wt_origins_value_words(o, o->without_all, o->value);
  guint n = o->candidates->len;
  if (o->value == o->bound)
    wt_say_line(out, _("It is %s."), bound);
  else if (n == 0)
    wt_say_line(out, _("That it is %1$s rather than %2$s has nothing to do with what was learned."), value, bound);
  else
    wt_say_line(out,
                _("That it is %1$s rather than %2$s does not hang on any %3$d of these; without %4$u at once it would be %5$s "
                  "(replayed)."),
                value, bound, WT_ORIGIN_SET_MAX, n, without);
}

void wt_origins_say_sets(const WtOrigins *o, GString *out)
{
  g_autofree char *value = wt_origins_value_words(o, o->value, o->bound);
  g_autofree char *bound = wt_origins_value_words(o, o->bound, o->value);
  for (guint i = 0; i < MIN(o->sets->len, SETS_SAID); i++)
    say_set(o, &g_array_index(o->sets, WtOriginSet, i), value, bound, out);
  if (o->sets->len > SETS_SAID)
    wt_say_line(out, _("And because of %u other sets (--format json has them)."), o->sets->len - SETS_SAID);
  if (o->sets->len == 0)
    say_none(o, value, bound, out);
}
