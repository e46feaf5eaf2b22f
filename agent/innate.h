/* innate.h - the constants of learning that a mind is born with, the same for all minds of a town (`mind: innate`);
 * how fast each learns is in WtLearnRates.
 */
#pragma once

typedef struct {
  double noise;      /* of the senses, share of a sensation's range; at least WT_BELIEF_SIGMA_MIN; default 0.08 */
  double unknown;    /* prior that the cause is nothing perceived, or of no known form; 0.05 */
  double touch;      /* prior of a cause that touches: contact, a field at the place; 0.3 */
  double sight;      /* .. that is seen, heard or smelt of it; 0.2 */
  double distance;   /* .. that is elsewhere: near(), distance(), sees(); 0.1 */
  double by_itself;  /* prior that a consequence comes at any rate at other times; 0.1 */
  double salience;   /* associative: of a cue; 0.5 */
  double context;    /* .. of the context; 0.1 */
  double association; /* .. rate of learning; 0.5 */
  double follow;     /* what an insight is worth that takes another act; 0.9 */
  double fruitless;  /* share of what was expected: what tells less has told nothing; 0.1 */
  double least_gain; /* nats: a try from which less is expected is none; 0.01 */
  double lapse;      /* share of others' choices taken to be made for no reason, so that none is impossible; 0.02 */
  double odds;       /* prior odds that a value counts for somebody else; 0.25 */
  double keep;       /* share of the evidence of others' values that is kept at each choice seen; 0.95 */
} WtInnate;

#define WT_INNATE_USUAL                                                                                               \
  ((WtInnate){.noise = 0.08,                                                                                          \
              .unknown = 0.05,                                                                                        \
              .touch = 0.3,                                                                                           \
              .sight = 0.2,                                                                                           \
              .distance = 0.1,                                                                                        \
              .by_itself = 0.1,                                                                                       \
              .salience = 0.5,                                                                                        \
              .context = 0.1,                                                                                         \
              .association = 0.5,                                                                                     \
              .follow = 0.9,                                                                                          \
              .fruitless = 0.1,                                                                                       \
              .least_gain = 0.01,                                                                                     \
              .lapse = 0.02,                                                                                          \
              .odds = 0.25,                                                                                           \
              .keep = 0.95})
