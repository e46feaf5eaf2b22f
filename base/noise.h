/* noise.h - noise with an address.
 *
 * Every draw is a pure function of (run seed, purpose, agent, key, epoch) through a counter-based
 * generator (Philox4x64-10, Salmon et al. 2011, by Random123), so no draw can disturb another.
 */
#pragma once

#include <glib.h>

typedef enum {
  WT_NOISE_SCENARIO = 1, /* exogenous values written `~ ...` in a scenario */
  WT_NOISE_CHOICE,       /* Gumbel draws added to utilities */
  WT_NOISE_TIE,          /* tosses between options within the tolerance */
  WT_NOISE_CONFLICT,     /* tosses between people who want one thing at once */
  WT_NOISE_POLICY,       /* the `random` policy */
  WT_NOISE_TEST,
  WT_NOISE_MODEL /* draws of a causal model's own mechanisms */
} WtNoisePurpose;

typedef struct {
  guint64 seed;
  WtNoisePurpose purpose;
  gint32 agent; /* -1: nobody's */
  guint64 key;  /* option key, variable key ... never a list position */
  gint64 epoch; /* tick / noise period */
} WtNoiseAddress;

guint64 wt_noise_bits(WtNoiseAddress at);
double wt_noise_uniform(WtNoiseAddress at); /* in (0, 1), both ends excluded */
double wt_noise_normal(WtNoiseAddress at);  /* mean 0, variance 1 */
double wt_noise_gumbel(WtNoiseAddress at);  /* location 0, scale 1: -log(-log u) */
/* Stable 64-bit key of a text (XXH3-64 of its bytes), for addresses. */
guint64 wt_noise_key(const char *text);
