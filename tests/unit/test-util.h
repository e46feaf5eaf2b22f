/* test-util.h - what the unit tests share: a fixed-seed generator, the scale, the main function.
 *
 * The generator is splitmix64, in the test's own hands: tests never draw from the code under test.
 */
#pragma once

#include <check.h>
#include <glib.h>
#include <string.h>

typedef struct {
  guint64 state;
} TestRandom;

static inline guint64 test_random(TestRandom *random)
{
  guint64 z = (random->state += G_GUINT64_CONSTANT(0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/* In [lo, hi). */
static inline double test_random_uniform(TestRandom *random, double lo, double hi)
{
  return lo + (hi - lo) * ((double)(test_random(random) >> 11) * 0x1p-53);
}

/* 0 .. n - 1 */
static inline guint test_random_below(TestRandom *random, guint n)
{
  return (guint)(test_random(random) % n);
}

/* Any bit pattern as a double: all magnitudes, subnormals, sometimes NaN and infinity. */
static inline double test_random_bits(TestRandom *random)
{
  guint64 bits = test_random(random);
  double value;

  memcpy(&value, &bits, sizeof value);
  return value;
}

/* How often to repeat: WT_TEST_SCALE=full runs the large number. */
static inline guint test_scale(guint quick, guint full)
{
  const char *scale = g_getenv("WT_TEST_SCALE");

  return scale && strcmp(scale, "full") == 0 ? full : quick;
}

/* Runs a suite as a whole program; returns the exit status. */
static inline int test_main(Suite *suite)
{
  SRunner *runner = srunner_create(suite);
  int n_failed;

  srunner_run_all(runner, CK_ENV);
  n_failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return n_failed == 0 ? 0 : 1;
}
