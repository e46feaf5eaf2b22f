/* keys.c - the tables of keys.h. Defaults that are numbers are read from here by the loader. */
#include "scenarios/model-keys.h"

#include "causal/expr.h"

#include <math.h>
#include <string.h>

/* clang-format off */
#define SENSES   "sight|hearing|smell|touch|inner|never"
#define POLICIES "causal|random|stays|associative|reality-biased"
#define SPEED {1, -1, 0}
#define PER_METRE {-1, 0, 0}

static const WtKey top_keys[] = {
  {"whytown", WT_KEY_INT, {0}, 0, 0, "", "version of the format: 1", NULL},
  {"name", WT_KEY_SYMBOL, {0}, 0, 0, "",
   "name of the scenario: letters, digits, '_' and '-'", NULL},
  {"about", WT_KEY_TEXT, {0}, 0, 0, NULL, "what the scenario shows", NULL},
  {"seed", WT_KEY_INT, {0}, 0, 0, "0", "seed of all noise, 0 to 2^63 - 1", NULL},
  {"clock", WT_KEY_MAP, {0}, 0, 0, "", "when the run starts and how long it lasts", NULL},
  {"limits", WT_KEY_MAP, {0}, 0, 0, NULL, "capacities", NULL},
  {"mind", WT_KEY_MAP, {0}, 0, 0, NULL, "settings common to all minds", NULL},
  {"body", WT_KEY_MAP, {0}, 0, 0, NULL, "what all bodies have", NULL},
  {"town", WT_KEY_MAP, {0}, 0, 0, "", "the map and the fields", NULL},
  {"kinds", WT_KEY_MAP, {0}, 0, 0, NULL,
   "kinds of things: what they have and offer, by name", NULL},
  {"sensations", WT_KEY_MAP, {0}, 0, 0, NULL, "ranges of what is felt, by name", NULL},
  {"values", WT_KEY_MAP, {0}, 0, 0, NULL, "what felt outcomes are worth, by name", NULL},
  {"drives", WT_KEY_MAP, {0}, 0, 0, NULL, "needs of the body, by name", NULL},
  {"genes", WT_KEY_MAP, {0}, 0, 0, NULL, "innate preferences: name to list of components", NULL},
  {"norms", WT_KEY_MAP, {0}, 0, 0, NULL, "what is forbidden or expected, by name", NULL},
  {"things", WT_KEY_MAP, {0}, 0, 0, NULL, "the things of the town, by name", NULL},
  {"people", WT_KEY_MAP, {0}, 0, 0, NULL, "the people of the town, by name", NULL},
  {"events", WT_KEY_LIST, {0}, 0, 0, NULL, "what happens at a given time", NULL},
  {"laws", WT_KEY_MAP, {0}, 0, 0, NULL, "what happens by itself, by name", NULL},
  {"expect", WT_KEY_LIST, {0}, 0, 0, NULL,
   "what a run must show; `run` exits 1 if it does not", NULL},
};

static const WtKey clock_keys[] = {
  {"start", WT_KEY_TIME, {0}, 0, 0, "09:00", "time of day of tick 0, HH:MM or HH:MM:SS", NULL},
  {"tick", WT_KEY_QUANTITY, {0, 1, 0}, 0.1, 3600, "10 s", "length of a tick", NULL},
  {"ticks", WT_KEY_INT, {0}, 1, 10000000, NULL,
   "length of the run in ticks; this or `lasts`", NULL},
  {"lasts", WT_KEY_QUANTITY, {0, 1, 0}, 0.1, HUGE_VAL, NULL,
   "length of the run as a span of time", NULL},
};

static const WtKey limits_keys[] = {
  {"acquaintances", WT_KEY_INT, {0}, 0, 64, "16", "others that one person can know", NULL},
  {"memory", WT_KEY_INT, {0}, 1, 65536, "256", "things and people that one mind remembers", NULL},
  {"options", WT_KEY_INT, {0}, 2, 4096, "64", "options weighed in one decision", NULL},
  {"experiences", WT_KEY_INT, {0}, 1, 1024, "32",
   "experiences that a mind keeps of one thing it learns", NULL},
};

static const WtKey mind_keys[] = {
  {"horizon", WT_KEY_QUANTITY, {0, 1, 0}, 1, HUGE_VAL, "30 min",
   "span over which outcomes are compared", NULL},
  {"discount", WT_KEY_QUANTITY, {0, -1, 0}, 0, HUGE_VAL, "0",
   "rate at which later outcomes count less", NULL},
  {"temperature", WT_KEY_NUMBER, {0}, 0, HUGE_VAL, "0", "size of the noise in choices", NULL},
  {"noise_period", WT_KEY_QUANTITY, {0, 1, 0}, 1, HUGE_VAL, "10 min",
   "time after which noise is drawn anew", NULL},
  {"switching", WT_KEY_NUMBER, {0}, 0, HUGE_VAL, "0.02", "cost of leaving what is under way", NULL},
  {"walking", WT_KEY_NUMBER, PER_METRE, 0, HUGE_VAL, "0.001", "cost per metre of way", NULL},
  {"tolerance", WT_KEY_NUMBER, {0}, 0, 1, "1e-6",
   "just-noticeable difference, as a share of the largest contribution", NULL},
  {"notice", WT_KEY_NUMBER, {0}, 0, 1, "0.25",
   "share of a range whose change makes one think again", NULL},
  {"wait", WT_KEY_QUANTITY, {0, 1, 0}, 1, HUGE_VAL, "5 min",
   "how long one waits before deciding again", NULL},
  {"remember", WT_KEY_QUANTITY, {0, 1, 0}, 0, HUGE_VAL, "1 h",
   "how long a felt field is remembered", NULL},
  {"candidates", WT_KEY_LIST, {0}, 0, 0, NULL,
   "what else may be a cause of what is felt: conditions or plain numbers within 0..1, about `here`", NULL},
  {"signs", WT_KEY_MAP, {0}, 0, 0, NULL,
   "sensation to attribute of people that shows it to who watches, such as `chill: shivers`", NULL},
  {"effects", WT_KEY_MAP, {0}, 0, 0, NULL,
   "consequence to attribute of things by which it is seen, such as `glow: lit`", NULL},
  {"policy", WT_KEY_SYMBOL, {0}, 0, 0, "causal",
   "how people decide who do not say otherwise", POLICIES},
  {"learning", WT_KEY_MAP, {0}, 0, 0, NULL,
   "how fast values, tastes and relations change; nothing changes without it", NULL},
  {"innate", WT_KEY_MAP, {0}, 0, 0, NULL, "the constants of learning", NULL},
};

static const WtKey innate_keys[] = {
  {"noise", WT_KEY_NUMBER, {0}, 0.08, 1, "0.08", "of the senses, share of a sensation's range", NULL},
  {"unknown", WT_KEY_NUMBER, {0}, 0, 0.99, "0.05", "prior that a cause is nothing perceived, or of no known form", NULL},
  {"touch", WT_KEY_NUMBER, {0}, 0.001, 0.99, "0.3", "prior that what touches is a cause", NULL},
  {"sight", WT_KEY_NUMBER, {0}, 0.001, 0.99, "0.2", "prior that what is seen, heard or smelt of a thing is a cause", NULL},
  {"distance", WT_KEY_NUMBER, {0}, 0.001, 0.99, "0.1", "prior that what is elsewhere is a cause", NULL},
  {"by_itself", WT_KEY_NUMBER, {0}, 0, 1, "0.1", "prior that a consequence comes by itself at any rate", NULL},
  {"salience", WT_KEY_NUMBER, {0}, 0, 1, "0.5", "association: of a cue", NULL},
  {"context", WT_KEY_NUMBER, {0}, 0, 1, "0.1", "association: of the context", NULL},
  {"association", WT_KEY_NUMBER, {0}, 0, 1, "0.5", "association: rate of learning", NULL},
  {"follow", WT_KEY_NUMBER, {0}, 0, 1, "0.9", "curiosity: what an insight is worth that takes another act", NULL},
  {"fruitless", WT_KEY_NUMBER, {0}, 0, 1, "0.1", "curiosity: share of what was expected below which nothing was told", NULL},
  {"least_gain", WT_KEY_NUMBER, {0}, 0, 10, "0.01", "curiosity: nats; a try from which less is expected is none", NULL},
  {"lapse", WT_KEY_NUMBER, {0}, 0.000001, 0.99, "0.02", "others: share of choices made for no reason", NULL},
  {"odds", WT_KEY_NUMBER, {0}, 0.000001, 1000000, "0.25", "others: prior odds that a value counts", NULL},
  {"keep", WT_KEY_NUMBER, {0}, 0, 1, "0.95", "others: share of the evidence kept at each choice seen", NULL},
};

/* The rates, for everybody with defaults, for one person without. */
#define LEARNING_KEYS(standard) \
  {"sensitise", WT_KEY_NUMBER, {0}, 0, 1, standard("0"), \
   "values: share of the way to 1 that something bad moves the weight it is felt by", NULL}, \
  {"habituate", WT_KEY_NUMBER, {0}, 0, 1, standard("0"), \
   "values: share of the way back to the given weight that anything else moves it", NULL}, \
  {"threshold", WT_KEY_NUMBER, {0}, 0, 1, standard("0.3"), \
   "values: worth below minus this is bad", NULL}, \
  {"conditioning", WT_KEY_NUMBER, {0}, 0, 1, standard("0"), \
   "tastes: share of the way to like, or dislike, what came with something good, or bad", NULL}, \
  {"exposure", WT_KEY_NUMBER, {0}, 0, 1, standard("0"), \
   "tastes: share of the way to like what one meets", NULL}, \
  {"by_company", WT_KEY_NUMBER, {0}, 0, 1, standard("0"), \
   "tastes: share of the way to like what one has beside somebody liked", NULL}, \
  {"aversion", WT_KEY_NUMBER, {0}, 0, 1, standard("0"), \
   "tastes: share of the way to -1 for what was just eaten when `sickness` begins", NULL}, \
  {"aversion_within", WT_KEY_QUANTITY, {0, 1, 0}, 1, HUGE_VAL, standard("8 h"), \
   "tastes: what was had longer ago is not blamed", NULL}, \
  {"influence", WT_KEY_NUMBER, {0}, 0, 1, standard("0"), \
   "values: share of the way to what somebody wholly trusted tells", NULL}, \
  {"confidence", WT_KEY_NUMBER, {0}, 0, 1, standard("0.3"), \
   "values: nobody is listened to whose weight differs by more", NULL}, \
  {"doubt", WT_KEY_NUMBER, {0}, 0, 1, standard("0"), \
   "values: share of an influence lost when what is felt does not bear it out", NULL}, \
  {"trust", WT_KEY_NUMBER, {0}, 0, 1, standard("0"), \
   "relations: share of the way to how far what one was told, or foresaw, came true", NULL}, \
  {"rationality", WT_KEY_NUMBER, {0}, 0, 100, standard("0"), \
   "relations: how strictly others are taken to choose what they value; 0: nothing is inferred of them", NULL}, \
  {"affection", WT_KEY_QUANTITY, {0, -1, 0}, 0, HUGE_VAL, standard("0"), \
   "relations: rate at which being together with somebody just alike makes one fond", NULL}, \
  {"help", WT_KEY_NUMBER, {0}, 0, 1, standard("0"), \
   "relations: share of the way to 1 that a kindness moves affection", NULL}, \
  {"fading", WT_KEY_QUANTITY, {0, -1, 0}, 0, HUGE_VAL, standard("0"), \
   "relations: rate at which affection is lost, at the end of each day", NULL}, \
  {"watching", WT_KEY_NUMBER, {0}, 0, 1, standard("0"), \
   "beliefs: credence of what others are seen to go through; it needs `signs`", NULL}, \
  {"change", WT_KEY_NUMBER, {0}, 0, 1, standard("0"), \
   "beliefs: prior that a mechanism changes between two experiences of it", NULL}, \
  {"overhypotheses", WT_KEY_NUMBER, {0}, 0, 1, standard("0"), \
   "beliefs: weight of the form that causes had in one question for the next of its kind", NULL}, \
  {"company", WT_KEY_QUANTITY, {1, 0, 0}, 0, HUGE_VAL, standard("3 m"), \
   "distance within which people in view are together", NULL}, \
  {"satiate", WT_KEY_NUMBER, {0}, 0, 1, standard("0.5"), \
   "curiosity: share of it that one bit of insight stills", NULL}, \
  {"sated_for", WT_KEY_QUANTITY, {0, 1, 0}, 1, HUGE_VAL, standard("1 h"), \
   "curiosity: time in which all but 1/e of that is hungry again", NULL}, \
  {"patience", WT_KEY_NUMBER, {0}, 0, 1, standard("0.5"), \
   "curiosity: share of interest left after a try that told nothing", NULL}
#define GIVEN(text) text
#define LEFT_OUT(text) NULL

static const WtKey learning_keys[] = {
  {"sickness", WT_KEY_SYMBOL, {0}, 0, 0, NULL,
   "the drive whose alarm turns people against what they had; needed with `aversion`", NULL},
  LEARNING_KEYS(GIVEN),
};

static const WtKey person_learning_keys[] = {
  LEARNING_KEYS(LEFT_OUT),
};

static const WtKey body_keys[] = {
  {"has", WT_KEY_MAP, {0}, 0, 0, NULL, "attributes of bodies, written as those of kinds", NULL},
  {"speed", WT_KEY_NUMBER, SPEED, 0.01, 100, "1.2", "walking speed in metres per second", NULL},
  {"sight", WT_KEY_QUANTITY, {1, 0, 0}, 0, HUGE_VAL, "30 m", "how far one sees", NULL},
  {"hearing", WT_KEY_QUANTITY, {1, 0, 0}, 0, HUGE_VAL, "12 m", "how far one hears", NULL},
  {"smell", WT_KEY_QUANTITY, {1, 0, 0}, 0, HUGE_VAL, "6 m", "how far one smells", NULL},
};

static const WtKey town_keys[] = {
  {"cell", WT_KEY_QUANTITY, {1, 0, 0}, 0.01, 1000, "1 m", "side of a map cell", NULL},
  {"map", WT_KEY_TEXT, {0}, 0, 0, "", "the map, one character per cell, at most 256 by 256", NULL},
  {"legend", WT_KEY_MAP, {0}, 0, 0, NULL,
   "map character to a thing, a person, a list of them, `wall` or `floor`", NULL},
  {"fields", WT_KEY_MAP, {0}, 0, 0, NULL,
   "draught, warmth, sound, light, smell ..., by name", NULL},
};

static const WtKey field_keys[] = {
  {"sense", WT_KEY_SYMBOL, {0}, 0, 0, "touch", "how it is noticed at one's own place", SENSES},
  {"range", WT_KEY_RANGE, {0}, 0, 0, "0..1", "values it takes; may have a unit", NULL},
  {"spread", WT_KEY_SYMBOL, {0}, 0, 0, "straight",
   "straight: along lines of sight; around: the way air takes", "straight|around"},
  {"reach", WT_KEY_QUANTITY, {1, 0, 0}, 0.01, HUGE_VAL, NULL,
   "distance at which a source has faded to nothing; needed with `from`", NULL},
  {"base", WT_KEY_EXPRESSION, {0}, 0, 0, "0", "value away from all sources; may use hour", NULL},
  {"from", WT_KEY_MAP, {0}, 0, 0, NULL,
   "source (a thing, or `each KIND`) to its strength; `here` is the source", NULL},
};

static const WtKey kind_keys[] = {
  {"like", WT_KEY_SYMBOL, {0}, 0, 0, NULL, "what it is in the way of", "door|window|solid|low"},
  {"has", WT_KEY_MAP, {0}, 0, 0, NULL, "its attributes, by name", NULL},
  {"offers", WT_KEY_MAP, {0}, 0, 0, NULL, "what one can do with it, by verb", NULL},
};

static const WtKey attribute_keys[] = {
  {"range", WT_KEY_RANGE, {0}, 0, 0, NULL,
   "smallest and largest number; unbounded without it", NULL},
  {"default", WT_KEY_TEXT, {0}, 0, 0, NULL,
   "value of things that do not say: a number, true or false, a word, `nobody`", NULL},
  {"of", WT_KEY_LIST, {0}, 0, 0, NULL, "the words it may be, the first being the default", NULL},
  {"vector", WT_KEY_LIST, {0}, 0, 0, NULL, "names of its components", NULL},
  {"unit", WT_KEY_TEXT, {0}, 0, 0, NULL,
   "unit of bare numbers in this attribute's definition", NULL},
  {"neutral", WT_KEY_TEXT, {0}, 0, 0, NULL,
   "contrast value where a foil gives none; the default value if left out", NULL},
  {"sense", WT_KEY_SYMBOL, {0}, 0, 0, "sight", "how it is noticed", SENSES},
};

static const WtKey offer_keys[] = {
  {"needs", WT_KEY_EXPRESSION, {0}, 0, 0, NULL, "condition, true or false", NULL},
  {"at", WT_KEY_SYMBOL, {0}, 0, 0, "on",
   "where one must be: in its cell or in the next", "on|beside"},
  {"takes", WT_KEY_EXPRESSION, {0}, 0, 0, NULL, "how long it takes; one tick if left out", NULL},
  {"cost", WT_KEY_EXPRESSION, {0}, 0, 0, "0", "cost, in utility", NULL},
  {"does", WT_KEY_MAP, {0}, 0, 0, NULL, "effects on starting: variable to formula", NULL},
  {"done", WT_KEY_MAP, {0}, 0, 0, NULL, "effects on completing", NULL},
  {"leaves", WT_KEY_MAP, {0}, 0, 0, NULL,
   "effects on getting up; with this key one stays on afterwards", NULL},
  {"felt", WT_KEY_MAP, {0}, 0, 0, NULL,
   "what is felt: sensation to formula; `company[p]` for each other p", NULL},
  {"follows", WT_KEY_MAP, {0}, 0, 0, NULL,
   "what comes of it, at once or later: sensation to formula; not felt by the doing of it", NULL},
  {"while", WT_KEY_MAP, {0}, 0, 0, NULL, "drive to the rate at which it changes meanwhile", NULL},
  {"tells", WT_KEY_SYMBOL, {0}, 0, 0, NULL,
   "value whose weight the one it is done to is told, or sensation of which the doer's latest experience is; "
   "of `person` only", NULL},
  {"helps", WT_KEY_SYMBOL, {0}, 0, 0, "false",
   "true: a kindness to the one it is done to; of `person` only", "false|true"},
};

static const WtKey sensation_keys[] = {
  {"range", WT_KEY_RANGE, {0}, 0, 0, "0..1", "values it takes", NULL},
  {"neutral", WT_KEY_NUMBER, {0}, 0, 0, NULL,
   "contrast value; 0 if that is in the range, else its lower end", NULL},
  {"prior", WT_KEY_NUMBER, {0}, 0, 0, NULL,
   "what is expected of an unknown mechanism; the middle of the range", NULL},
};

static const WtKey value_keys[] = {
  {"worth", WT_KEY_EXPRESSION, {0}, 0, 0, "",
   "what an outcome is worth: sensations, genes and affection", NULL},
  {"weight", WT_KEY_NUMBER, {0}, 0, 1, "0.5", "weight for people who do not say", NULL},
};

static const WtKey drive_keys[] = {
  {"range", WT_KEY_RANGE, {0}, 0, 0, "0..1", "values its level takes", NULL},
  {"starts", WT_KEY_NUMBER, {0}, 0, 0, NULL,
   "level at the start; the range's lower end if left out", NULL},
  {"set", WT_KEY_NUMBER, {0}, 0, 0, NULL, "set point; the range's lower end if left out", NULL},
  {"drift", WT_KEY_EXPRESSION, {0}, 0, 0, "0",
   "rate at which it changes by itself; may use self and hour", NULL},
  {"prior", WT_KEY_QUANTITY, {0, -1, 0}, 0, 0, "0",
   "rate that is expected of an act whose effect on it is unknown", NULL},
  {"weight", WT_KEY_NUMBER, {0}, 0, HUGE_VAL, "1", "weight among the motives", NULL},
  {"convexity", WT_KEY_NUMBER, {0}, 1, 8, "2", "exponent of the distance from the set point", NULL},
  {"alarm", WT_KEY_NUMBER, {0}, 0, HUGE_VAL, "0.6",
   "distance from the set point that interrupts", NULL},
};

static const WtKey norm_keys[] = {
  {"forbids", WT_KEY_SYMBOL, {0}, 0, 0, NULL,
   "verb that is not permitted; this or `expects`", NULL},
  {"expects", WT_KEY_SYMBOL, {0}, 0, 0, NULL, "verb that is expected", NULL},
  {"of", WT_KEY_ENTITY, {0}, 0, 0, NULL,
   "kind or thing it is about; a thing's name goes before a kind's", NULL},
  {"when", WT_KEY_EXPRESSION, {0}, 0, 0, "true", "condition; may use here and self", NULL},
  {"binds", WT_KEY_LIST, {0}, 0, 0, NULL, "people it binds; everyone if left out", NULL},
};

static const WtKey thing_keys[] = {
  {"kind", WT_KEY_SYMBOL, {0}, 0, 0, "", "a kind, or the built-in door or window", NULL},
  {"at", WT_KEY_ENTITY, {0}, 0, 0, NULL, "[x, y] or `nowhere`; not for things of the legend", NULL},
  {"called", WT_KEY_TEXT, {0}, 0, 0, NULL, "display name", NULL},
};

static const WtKey person_keys[] = {
  {"called", WT_KEY_TEXT, {0}, 0, 0, NULL, "display name", NULL},
  {"at", WT_KEY_ENTITY, {0}, 0, 0, NULL,
   "a map character of the legend, [x, y], a thing or `nowhere`", NULL},
  {"drives", WT_KEY_MAP, {0}, 0, 0, NULL,
   "drive to its level at the start, or to its own settings", NULL},
  {"values", WT_KEY_MAP, {0}, 0, 0, NULL, "value to weight 0..1", NULL},
  {"genes", WT_KEY_MAP, {0}, 0, 0, NULL, "gene to component to preference -1..1", NULL},
  {"knows", WT_KEY_LIST, {0}, 0, 0, "everything",
   "`everything`, `nothing` or a list: sensations, verb.sensation, verb.drive, fields", NULL},
  {"affection", WT_KEY_MAP, {0}, 0, 0, NULL, "person to affection -1..1", NULL},
  {"trust", WT_KEY_MAP, {0}, 0, 0, NULL, "person to trust 0..1", NULL},
  {"care", WT_KEY_NUMBER, {0}, -1, 1, "0.2", "innate regard for anybody", NULL},
  {"curiosity", WT_KEY_NUMBER, {0}, 0, 1, "0", "what a bit of insight into causes is worth", NULL},
  {"familiar", WT_KEY_SYMBOL, {0}, 0, 0, "false",
   "true: knows where the town's things are, and how they look, before it begins", "false|true"},
  {"policy", WT_KEY_SYMBOL, {0}, 0, 0, NULL,
   "how this person decides; that of `mind` if left out", POLICIES},
  {"learning", WT_KEY_MAP, {0}, 0, 0, NULL,
   "how fast this person's values, tastes and relations change", NULL},
};

static const WtKey person_drive_keys[] = {
  {"starts", WT_KEY_NUMBER, {0}, 0, 0, NULL, "level at the start", NULL},
  {"set", WT_KEY_NUMBER, {0}, 0, 0, NULL, "set point", NULL},
  {"weight", WT_KEY_NUMBER, {0}, 0, HUGE_VAL, NULL, "weight among the motives", NULL},
};

static const WtKey event_keys[] = {
  {"at", WT_KEY_TIME, {0}, 0, 0, "", "when", NULL},
  {"name", WT_KEY_SYMBOL, {0}, 0, 0, NULL, "name; event1, event2 ... if left out", NULL},
  {"do", WT_KEY_MAP, {0}, 0, 0, "", "variable to formula", NULL},
};

static const WtKey law_keys[] = {
  {"each", WT_KEY_SYMBOL, {0}, 0, 0, NULL,
   "kind whose things it governs, each being `here`; once if left out", NULL},
  {"when", WT_KEY_EXPRESSION, {0}, 0, 0, "true", "condition", NULL},
  {"does", WT_KEY_MAP, {0}, 0, 0, NULL, "variable to formula, every tick", NULL},
  {"rates", WT_KEY_MAP, {0}, 0, 0, NULL, "variable to rate of change", NULL},
};

#define DO_KEY \
  {"do", WT_KEY_LIST, {0}, 0, 0, NULL, "intervention, or list of them, on the run looked at", NULL}

static const WtKey choice_keys[] = {
  {"choice", WT_KEY_TEXT, {0}, 0, 0, "", "`WHO first`, `WHO last` or `WHO at TIME`", NULL},
  DO_KEY,
  {"is", WT_KEY_TEXT, {0}, 0, 0, NULL, "the option chosen", NULL},
  {"rather-than", WT_KEY_TEXT, {0}, 0, 0, NULL, "the foil; either default foil if left out", NULL},
  {"because", WT_KEY_MAP, {0}, 0, 0, NULL, "cut to sets that are among the minimal causes", NULL},
  {"because_only", WT_KEY_MAP, {0}, 0, 0, NULL,
   "cut to sets that are all of the minimal causes", NULL},
  {"not_because", WT_KEY_MAP, {0}, 0, 0, NULL, "cut to sets that are no minimal causes", NULL},
  {"why_not", WT_KEY_MAP, {0}, 0, 0, NULL, "option to why it was not chosen", NULL},
};

static const WtKey that_keys[] = {
  {"that", WT_KEY_EXPRESSION, {0}, 0, 0, "", "condition that holds", NULL},
  DO_KEY,
  {"at", WT_KEY_TIME, {0}, 0, 0, "end", "when", NULL},
};

static const WtKey always_keys[] = {
  {"always", WT_KEY_EXPRESSION, {0}, 0, 0, "", "condition that holds at every tick", NULL},
  DO_KEY,
  {"from", WT_KEY_TIME, {0}, 0, 0, "0", "first tick looked at", NULL},
};

static const WtKey ever_keys[] = {
  {"ever", WT_KEY_EXPRESSION, {0}, 0, 0, "", "condition that holds at some tick", NULL},
  DO_KEY,
  {"from", WT_KEY_TIME, {0}, 0, 0, "0", "first tick looked at", NULL},
};

static const WtKey mean_keys[] = {
  {"mean", WT_KEY_EXPRESSION, {0}, 0, 0, "", "plain number whose mean over the ticks is taken", NULL},
  DO_KEY,
  {"from", WT_KEY_TIME, {0}, 0, 0, "0", "first tick looked at", NULL},
  {"until", WT_KEY_TIME, {0}, 0, 0, "end", "last tick looked at", NULL},
  {"at_least", WT_KEY_NUMBER, {0}, 0, 0, NULL, "the mean is no less", NULL},
  {"at_most", WT_KEY_NUMBER, {0}, 0, 0, NULL, "the mean is no more", NULL},
};

static const WtKey why_keys[] = {
  {"why", WT_KEY_TEXT, {0}, 0, 0, "", "variable whose value is explained", NULL},
  DO_KEY,
  {"at", WT_KEY_TIME, {0}, 0, 0, "end", "when", NULL},
  {"because", WT_KEY_MAP, {0}, 0, 0, NULL,
   "`events` to sets that are among the minimal causes", NULL},
  {"because_only", WT_KEY_MAP, {0}, 0, 0, NULL, "`events` to sets that are all of them", NULL},
  {"not_because", WT_KEY_MAP, {0}, 0, 0, NULL, "`events` to sets that are no minimal causes", NULL},
};

static const WtKey count_keys[] = {
  {"count", WT_KEY_ENTITY, {0}, 0, 0, "", "person whose decisions are counted", NULL},
  DO_KEY,
  {"of", WT_KEY_TEXT, {0}, 0, 0, NULL, "option; `VERB *` for any target; every decision if left out", NULL},
  {"from", WT_KEY_INT, {0}, 0, HUGE_VAL, "0", "least number", NULL},
  {"to", WT_KEY_INT, {0}, 0, HUGE_VAL, NULL, "largest number; any if left out", NULL},
};

/* clang-format on */

#define KEYS(table) table, G_N_ELEMENTS(table)

static const WtSection sections[WT_SECTION_MODEL] = {
    [WT_SECTION_TOP] = {"The file", "", "A mapping with these keys, in any order.",
                        "whytown: 1\nname: which-chair\nclock: {start: \"09:00\", ticks: 60}\n",
                        KEYS(top_keys)},
    [WT_SECTION_CLOCK] = {"Clock", "clock", "Either `ticks` or `lasts` must be given.",
                          "clock: {start: \"09:00\", tick: 10 s, lasts: 1 d}\n", KEYS(clock_keys)},
    [WT_SECTION_LIMITS] = {"Limits", "limits",
                           "Capacities of the state. Going beyond one while running is no failure: "
                           "what is least needed "
                           "gives way.",
                           "limits: {acquaintances: 4}\n", KEYS(limits_keys)},
    [WT_SECTION_MIND] = {"Minds", "mind", "Settings common to all minds.",
                         "mind: {horizon: 1 h, temperature: 0.05}\n", KEYS(mind_keys)},
    [WT_SECTION_LEARNING] =
        {"Learning", "mind.learning",
         "How fast values, tastes and relations change ([mind.md](mind.md)). A rate of 0 is none.",
         "mind: {learning: {sensitise: 0.1, affection: 0.05 per hour}}\n", KEYS(learning_keys)},
    [WT_SECTION_INNATE] = {"What is innate", "mind.innate",
                           "The constants of learning, the same for everybody ([mind.md](mind.md)).",
                           "mind: {innate: {unknown: 0.1, touch: 0.4}}\n", KEYS(innate_keys)},
    [WT_SECTION_BODY] = {"Bodies", "body",
                         "Every body has `posture` (standing, sitting or lying, an inner sense) "
                         "and `clothing` (0..1, 0.3 if not "
                         "said). `has` adds to these.",
                         "body: {has: {wet: false}, speed: 1.4}\n", KEYS(body_keys)},
    [WT_SECTION_TOWN] = {"Town", "town",
                         "In the map `#` is a wall, `.` the floor and a blank is outside, where "
                         "nobody gets; rows may differ in length. Other "
                         "characters are explained by the legend and stand on the floor. Give the "
                         "map as a block scalar (`|`); if its first row "
                         "begins with a blank, say how far it is indented (`|4`).",
                         "town:\n  map: |\n    #####\n    D.aL#\n    #####\n  legend: {D: "
                         "front_door, a: armchair, L: [stool, Lele]}\n",
                         KEYS(town_keys)},
    [WT_SECTION_FIELD] = {"Fields", "town.fields.FIELD",
                          "What fills the air. A source's strength falls off linearly to nothing "
                          "at `reach`; walls and shut "
                          "doors are in the way.",
                          "draught: {spread: straight, reach: 6 m, from: {front_door: \"0.9 if "
                          "front_door.open else 0\"}}\n",
                          KEYS(field_keys)},
    [WT_SECTION_KIND] =
        {"Kinds", "kinds.KIND",
         "`like: door` blocks walking, sight and air while shut and has `open` (true unless said); "
         "`window` blocks walking always, air "
         "while shut, and has `open` (false unless said); `solid` blocks all three always; `low` "
         "walking alone. The kinds `door` and "
         "`window` are there without being written. Two names are special: `ground` is the floor "
         "and offers `stand` only (with `felt` and "
         "`while`), and `person` is what people offer each other (without `has`, which is that of "
         "`body`).",
         "seat:\n  has: {softness: 0..1, taken_by: nobody}\n  offers: {sit: {takes: 20 min}}\n",
         KEYS(kind_keys)},
    [WT_SECTION_ATTRIBUTE] = {"Attributes", "kinds.KIND.has.ATTRIBUTE",
                              "Short forms: `0..1` (a number in a range, its lower end being the "
                              "default), `20 C` (a number with a unit and this default, "
                              "unbounded), `[round, square]` (one of these words, the first being "
                              "the default), `true` or `false`, `nobody` (a person or "
                              "thing). The full form is a mapping.",
                              "softness: 0..1\nshape: [round, square]\nheat: {range: 0..90, unit: "
                              "C, default: 20 C, sense: touch}\n"
                              "taste: {vector: [sweet, bitter], range: 0..1, sense: never}\n",
                              KEYS(attribute_keys)},
    [WT_SECTION_OFFER] = {"Offers", "kinds.KIND.offers.VERB",
                          "The true mechanism of an act; minds may know it or not. `self` is who "
                          "acts, `here` what is used.",
                          "sit:\n  needs: here.taken_by == nobody\n  takes: 20 min\n  does: "
                          "{here.taken_by: self, self.posture: sitting}\n"
                          "  leaves: {here.taken_by: nobody, self.posture: standing}\n"
                          "  felt: {hardness: 1 - here.softness, \"company[p]\": \"near(p, here, 1 "
                          "m)\"}\n  while: {fatigue: -0.5 per hour}\n",
                          KEYS(offer_keys)},
    [WT_SECTION_SENSATION] = {"Sensations", "sensations.SENSATION",
                              "Those that are felt but not declared are 0..1, neutral 0, prior "
                              "0.5. Short form: the range.",
                              "chill: {range: 0..1, neutral: 0, prior: 0.5}\n",
                              KEYS(sensation_keys)},
    [WT_SECTION_VALUE] = {"Values", "values.VALUE", "Short form: the formula alone.",
                          "comfort: -hardness\nwarmth: {worth: -chill, weight: 0.7}\n",
                          KEYS(value_keys)},
    [WT_SECTION_DRIVE] = {"Drives", "drives.DRIVE",
                          "Each is a level of the body and the motive to keep it near its set "
                          "point. Short form: the range.",
                          "fatigue: {range: 0..1, starts: 0.3, set: 0.1, drift: 0.06 per hour}\n",
                          KEYS(drive_keys)},
    [WT_SECTION_NORM] =
        {"Norms", "norms.NORM", "One of `forbids` and `expects` must be given.",
         "reserved: {forbids: sit, of: seat, when: here.reserved, binds: [TongTong]}\n",
         KEYS(norm_keys)},
    [WT_SECTION_THING] = {"Things", "things.THING",
                          "Besides these keys, the attributes of its kind. A vector is a mapping "
                          "of components. Numbers may be drawn: `~ normal(MEAN, "
                          "DEVIATION)`, `~ uniform(LO, HI)`, `~ one_of(A, B, ...)`; inside `{}` or "
                          "`[]` such a value needs quotes.",
                          "bench: {kind: seat, softness: 0.3, shape: square}\ncake: {kind: cake, "
                          "at: [3, 4], taste: {sweet: 0.9}}\n",
                          KEYS(thing_keys)},
    [WT_SECTION_PERSON] = {"People", "people.PERSON",
                           "Besides these keys, the attributes of bodies.",
                           "TongTong: {at: D, called: \"通通\", drives: {fatigue: 0.8}, values: "
                           "{comfort: 0.5}, affection: {Lele: "
                           "0.8}}\n",
                           KEYS(person_keys)},
    [WT_SECTION_PERSON_DRIVE] =
        {"A person's drives", "people.PERSON.drives.DRIVE",
         "Short form: the level at the start. What is left out is that of the drive.",
         "fatigue: {starts: 0.8, weight: 2}\n", KEYS(person_drive_keys)},
    [WT_SECTION_PERSON_LEARNING] = {"A person's learning", "people.PERSON.learning",
                                    "What is left out is that of `mind.learning`.",
                                    "Lele: {learning: {exposure: 0.1, influence: 0}}\n",
                                    KEYS(person_learning_keys)},
    [WT_SECTION_EVENT] =
        {"Events", "events[N]",
         "A list. Effects are written as those of offers, without `self` and `here`.",
         "- {at: \"09:05\", name: mei_shuts_it, do: {front_door.open: false}}\n", KEYS(event_keys)},
    [WT_SECTION_LAW] =
        {"Laws", "laws.LAW", "`does` or `rates` must be given.",
         "stove_cools: {each: stove, when: not here.lit, rates: {here.heat: -5 C per hour}}\n",
         KEYS(law_keys)},
    [WT_SECTION_CHOICE] =
        {"Expectations: a choice", "expect[N]",
         "Cuts are `world`, `factor`, `belief`, `outcome` and `motive`; each has a list of sets of "
         "variables. Kinds of "
         "`why_not` are unknown, not remembered, believed infeasible, not permitted, not "
         "considered, outweighed and "
         "toss-up.",
         "- {choice: TongTong first, is: sit bench, because: {outcome: [[\"company[Lele]\"]]}}\n"
         "- {do: absent(Lele), choice: TongTong at 09:10, is: sit armchair, rather-than: sit "
         "bench}\n",
         KEYS(choice_keys)},
    [WT_SECTION_THAT] = {"Expectations: a condition at one time", "expect[N]", "",
                         "- {that: TongTong.hunger < 0.5, at: \"09:20\"}\n", KEYS(that_keys)},
    [WT_SECTION_ALWAYS] = {"Expectations: a condition at all times", "expect[N]", "",
                           "- {always: TongTong.hunger < 0.95}\n", KEYS(always_keys)},
    [WT_SECTION_EVER] = {"Expectations: a condition at some time", "expect[N]", "",
                         "- {ever: front_door.open}\n", KEYS(ever_keys)},
    [WT_SECTION_MEAN] = {"Expectations: the mean of a number", "expect[N]", "",
                         "- {mean: 'abs(TongTong.hunger - 0.1)', from: d2 00:00, at_most: 0.2}\n", KEYS(mean_keys)},
    [WT_SECTION_WHY] =
        {"Expectations: why a variable has its value", "expect[N]", "The only cut is `events`.",
         "- {why: TongTong.chill, at: \"10:20\", because: {events: [[\"Mei: open window\"]]}}\n",
         KEYS(why_keys)},
    [WT_SECTION_COUNT] = {"Expectations: how often", "expect[N]", "",
                          "- {count: TongTong, of: eat *, from: 1, to: 4}\n", KEYS(count_keys)},
};

static const WtLoadCode codes[] = {
    {"E101", "a key that is not known here"},
    {"E102", "a key that must be given is missing"},
    {"E103", "a mapping, a list or a single value stands where another of these must stand"},
    {"E104", "a value that cannot be read as what its key takes"},
    {"E105", "a value of another dimension than its key takes"},
    {"E106", "a number outside its range"},
    {"E107", "a word that is none of those allowed"},
    {"E108", "a name that is not made of letters, digits and '_', or begins with a digit"},
    {"E109", "a reserved word as a name"},
    {"E110", "another version of the format"},
    {"E111", "a time outside the run"},
    {"E112", "a map that is empty or larger than 256 by 256"},
    {"E113", "a map character that the legend does not explain"},
    {"E114", "a legend key that is not one character, or is one whose meaning is fixed"},
    {"E115", "a thing or person with two places"},
    {"E116", "a thing or person without a place"},
    {"E117", "a name that is taken already"},
    {"E118", "a name of something that is not there"},
    {"E119", "a key that cannot be used here, or not together with another"},
    {"E120", "a range whose upper end is not above its lower end"},
    {"E121", "a drawn value that is not normal, uniform or one_of of fitting numbers"},
    {"E122", "a felt key that is neither NAME nor NAME[OTHER]"},
    {"E123", "an intervention that cannot be read"},
    {"E124", "an expectation of no kind, or of two"},
    {"E125", "a choice that is not WHO first, WHO last or WHO at TIME; or an option that is not "
             "VERB TARGET"},
    {"E126", "an option that its target does not offer"},
    {"E127", "a place that is outside the map, or a character that is not on it"},
    {"E128", "an empty list or mapping where something must stand"},
    {"E129",
     "more than 256 attributes of a kind, words of an attribute, components of a vector or gene"},
};

/* Words with a meaning of their own in formulas and places, besides those of the expression
 * grammar. */
static const char *const reserved[] = {"self",  "here", "nobody", "nothing", "nowhere", "sum",
                                       "count", "max",  "min",    "any",     "all",     "hour"};

const WtSection *wt_section(WtSectionId id)
{
  g_return_val_if_fail(id < WT_N_SECTIONS, NULL);
  return id < WT_SECTION_MODEL ? &sections[id] : wt_model_section(id - WT_SECTION_MODEL);
}

/* The key `name` of a section. Asserts that the table has it: only code asks for keys by this. */
const WtKey *wt_section_key(WtSectionId id, const char *name)
{
  const WtSection *section = wt_section(id);
  const WtKey *key = wt_key_find(section->keys, section->n_keys, name);

  g_assert(key);
  return key;
}

const WtLoadCode *wt_load_codes(guint *n)
{
  g_return_val_if_fail(n, NULL);
  *n = G_N_ELEMENTS(codes);
  return codes;
}

gboolean wt_word_is_reserved(const char *word)
{
  g_return_val_if_fail(word, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS(reserved); i++)
    if (strcmp(word, reserved[i]) == 0)
      return TRUE;
  return wt_expr_is_reserved(word);
}

/* A section with its key table and its example, in Markdown. */
void wt_section_append(GString *out, const WtSection *section)
{
  g_autofree char *table = wt_key_document(section->keys, section->n_keys);

  g_string_append_printf(out, "### %s\n\n", section->title);
  if (*section->path)
    g_string_append_printf(out, "`%s`\n\n", section->path);
  if (*section->intro)
    g_string_append_printf(out, "%s\n\n", section->intro);
  g_string_append_printf(out, "%s\n```yaml\n%s```\n\n", table, section->example);
}

/* The key tables with their sections, and the table of codes, in Markdown. */
char *wt_scenario_format_markdown(void)
{
  GString *out = g_string_new("## Keys\n\n");

  for (guint i = 0; i < G_N_ELEMENTS(sections); i++)
    wt_section_append(out, &sections[i]);
  g_string_append(out, "## Mistakes found on loading\n\n| code | meaning |\n|---|---|\n");
  for (guint i = 0; i < G_N_ELEMENTS(codes); i++)
    g_string_append_printf(out, "| %s | %s |\n", codes[i].code, codes[i].meaning);
  return g_string_free(out, FALSE);
}
