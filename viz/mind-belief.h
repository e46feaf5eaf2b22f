/* mind-belief.h - what somebody holds to be the causes of what she feels, beside what they are. */
#pragma once

#include "sim/learned.h"
#include "viz/view-private.h"

typedef enum {
  WT_LINK_OPEN,  /* is none, and not more likely to her than it was before she had seen anything */
  WT_LINK_RIGHT, /* is one, as she believes */
  WT_LINK_WRONG, /* is none, or the other way round, but she thinks so */
  WT_LINK_MISSED /* is one, but she does not think so */
} WtLinkIs;

typedef struct {
  char *name; /* "draught" */
  WtLinkIs is;
  double value;       /* P(it is a cause); associative: its weight */
  double strength;    /* 0..1: how thick */
  gint8 direction;    /* of what she thinks is one: 1: more of it, more of the outcome; -1: less */
  gboolean reversed;  /* it is one, but the other way round */
  gboolean whatever;  /* something else */
  gboolean unthought; /* a true cause that is none of her cues: value and var mean nothing */
  WtVar var;
} WtMindLink;

typedef struct {
  gint32 question;
  char *outcome, *act; /* "chill", "rest" */
  guint n_experiences;
  gboolean associative;
  GArray *links; /* WtMindLink: causes that are worth showing, in the order of the cues */
  char *doubt;   /* "draught or red": surely one of them, but not which; NULL */
} WtMindLesson;

/* (transfer full) of WtMindLesson: what she does not know but has to learn. */
GPtrArray *wt_mind_lessons(const WtMindView *mind, const WtTown *town);
