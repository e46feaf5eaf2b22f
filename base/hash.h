/* hash.h - mixing doubles into a hash, for what is remembered by what it was computed from. Never in a digest.
 */
#pragma once

#include <glib.h>
#include <string.h>

static inline guint64 wt_hash_mix(guint64 hash, double value)
{
  guint64 bits;
  memcpy(&bits, &value, sizeof bits);
  hash = (hash ^ bits) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
  return hash ^ hash >> 29;
}
/* As a number that is exact as a double, and not 0. */
static inline double wt_hash_number(guint64 hash)
{
  return (double)(hash >> 12 | 1);
}
