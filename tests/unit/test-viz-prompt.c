/* What is typed: conditions against a look at every tick, forwards and backwards, however the work
 * is cut; search; edits; mistakes. */
#include "tests/unit/view-scene.h"
#include "viz/prompt.h"
#include "viz/until.h"

/* ---- typing ---- */

static void type(WtView *view, const char *text)
{
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    g_autofree char *key = g_strndup(p, (gsize)(g_utf8_next_char(p) - p));
    press(view, *key == ' ' ? "Space" : key);
  }
}

static void type_into(WtView *view, const char *prompt, const char *text)
{
  press(view, prompt);
  type(view, text);
  press(view, "Return");
}

/* ---- conditions ---- */

/* Work in slices so short that each does one tick. */
static void work_in_slices(WtView *view)
{
  while (wt_until_work(view, 0))
    ;
}

/* One line per tick: does it hold at its end? Told by looking at each tick by itself. */
typedef gboolean (*HoldsFn)(const Shown *s, WtSession *session, WtSession *before, gint32 tick);

static double get(const Shown *s, WtSession *session, const char *name)
{
  WtVar var;
  ck_assert_msg(wt_variable_find(s->model, name, &var, NULL), "%s", name);
  return wt_session_get(session, var);
}

static const char *drive_of(const Shown *s, char *buf, gsize size)
{
  g_snprintf(buf, size, "%s.fatigue", wt_vocab_entity_name(s->model->vocab, s->view->focus.person));
  return buf;
}

static gboolean tired(const Shown *s, WtSession *now, WtSession *before, gint32 tick)
{
  char name[64];
  (void)tick;
  drive_of(s, name, sizeof name);
  return get(s, now, name) > 0.3 && !(get(s, before, name) > 0.3);
}

static gboolean crosses(const Shown *s, WtSession *now, WtSession *before, gint32 tick)
{
  char name[64];
  (void)tick;
  drive_of(s, name, sizeof name);
  return (get(s, now, name) >= 0.3) != (get(s, before, name) >= 0.3);
}

static gboolean moves(const Shown *s, WtSession *now, WtSession *before, gint32 tick)
{
  char name[64];
  (void)tick;
  g_snprintf(name, sizeof name, "%s.at",
             wt_vocab_entity_name(s->model->vocab, s->view->focus.person));
  return get(s, now, name) != get(s, before, name);
}

static gboolean both(const Shown *s, WtSession *now, WtSession *before, gint32 tick)
{
  gboolean holds[2];
  WtSession *sessions[] = {before, now};
  char fatigue[64], posture[64];
  (void)tick;
  drive_of(s, fatigue, sizeof fatigue);
  g_snprintf(posture, sizeof posture, "%s.posture",
             wt_vocab_entity_name(s->model->vocab, s->view->focus.person));
  WtSym sitting = wt_names_find(wt_vocab_names(s->model->vocab), "sitting");
  for (guint i = 0; i < 2; i++)
    holds[i] = !(get(s, sessions[i], fatigue) > 0.25) && get(s, sessions[i], posture) == sitting;
  return holds[1] && !holds[0];
}

static gint32 option_at(const Shown *s, gint32 tick, const WtDecisionRecord **last)
{
  gint32 found = -1;
  *last = NULL;
  for (guint i = 0; i < s->past.n_records && found < 0; i++) {
    const WtDecisionRecord *r = &s->past.records[i];
    if (r->person != s->view->focus.person)
      continue;
    if (r->tick == tick)
      found = (gint32)i;
    else if (r->tick < tick)
      *last = r;
  }
  return found;
}

static gboolean decides(const Shown *s, WtSession *now, WtSession *before, gint32 tick)
{
  const WtDecisionRecord *last;
  (void)now, (void)before;
  return option_at(s, tick, &last) >= 0;
}

static gboolean turns(const Shown *s, WtSession *now, WtSession *before, gint32 tick)
{
  const WtDecisionRecord *last;
  gint32 i = option_at(s, tick, &last);
  (void)now, (void)before;
  return i >= 0 && wt_decision_changes(&s->past.records[i], last ? last->option : WT_OPTION_NONE);
}

static gboolean waits(const Shown *s, WtSession *now, WtSession *before, gint32 tick)
{
  const WtDecisionRecord *last;
  gint32 i = option_at(s, tick, &last);
  (void)now, (void)before;
  return i >= 0 && s->past.records[i].option == WT_OPTION_WAIT;
}

static gboolean close_call(const Shown *s, WtSession *now, WtSession *before, gint32 tick)
{
  const WtDecisionRecord *last;
  gint32 i = option_at(s, tick, &last);
  (void)now, (void)before;
  return i >= 0 && s->past.records[i].foil != WT_OPTION_NONE && !s->past.records[i].forced &&
         s->past.records[i].margin < 0.05;
}

static const struct {
  const char *text;
  HoldsFn holds;
} conditions[] = {{"fatigue > 0.3", tired},  {"self.fatigue crosses 0.3", crosses},
                  {"at changes", moves},     {"not fatigue > 0.25 and posture == sitting", both},
                  {"decides", decides},      {"choice changes", turns},
                  {"choice is wait", waits}, {"margin < 0.05", close_call}};

static const struct {
  const char *name;
  gint32 ticks;
} towns[] = {{"which-chair", 60}, {"a-day", 700}, {"one-seat-left", 300}, {"red-chairs", 300}};

static guint8 *all_hits(const Shown *s, HoldsFn holds)
{
  guint8 *hits = g_new0(guint8, (gsize)s->past.n_ticks + 1);
  g_autoptr(WtSession) before = wt_tape_session(s->tape, 0, NULL);
  for (gint32 tick = 0; tick < s->past.n_ticks; tick++) {
    g_autoptr(WtSession) now = wt_session_fork(before, NULL, 0);
    wt_session_replay(now, s->past.records, s->past.n_records, s->past.n_ticks);
    ck_assert(wt_session_step(now, NULL));
    hits[tick] = (guint8)holds(s, now, before, tick);
    wt_session_free(before);
    before = wt_session_fork(now, NULL, 0);
  }
  return hits;
}

static gint32 expected(const guint8 *hits, gint32 n, gint32 from, int by)
{
  gint32 tick = from + by;
  while (tick >= 0 && tick < n && !hits[tick])
    tick += by;
  return tick < 0 || tick >= n ? from : tick; /* stays where it is */
}

START_TEST(test_conditions)
{
  gint32 ticks = towns[_i].ticks;
  Shown s = show(towns[_i].name, (gint32)test_scale((guint)MAX(60, ticks / 3), (guint)ticks));
  guint seen = 0;
  for (guint c = 0; c < G_N_ELEMENTS(conditions); c++) {
    g_autofree guint8 *hits = all_hits(&s, conditions[c].holds);
    for (gint32 from = -1; from < s.past.n_ticks; from += MAX(1, s.past.n_ticks / 23))
      for (int by = -1; by <= 1; by += 2)
        for (guint slices = 0; slices < 2; slices++) {
          g_autoptr(GError) error = NULL;
          ck_assert(wt_view_go(s.view, from, NULL));
          ck_assert_msg(wt_until_start(s.view, conditions[c].text, by, &error), "%s: %s",
                        conditions[c].text, error ? error->message : "");
          ck_assert(wt_until_is_running(s.view));
          if (slices)
            work_in_slices(s.view);
          else
            wt_until_work(s.view, G_MAXINT64);
          ck_assert(!wt_until_is_running(s.view));
          gint32 to = expected(hits, s.past.n_ticks, from, by);
          ck_assert_msg(wt_view_focus(s.view).tick == to, "%s: %s from %d by %d: %d, not %d",
                        towns[_i].name, conditions[c].text, from, by, wt_view_focus(s.view).tick,
                        to);
          seen += to != from;
        }
  }
  ck_assert_uint_gt(seen, 20);
  shown_clear(&s);
}
END_TEST

/* On a branch, while it grows; and where it parts from its parent. */
START_TEST(test_branch)
{
  Shown s = show("which-chair", 60);
  g_autoptr(GError) error = NULL;
  ck_assert(wt_view_go(s.view, 3, NULL));
  ck_assert(!wt_until_start(s.view, "differs", 1, &error));
  g_clear_error(&error);
  type_into(s.view, "e", "absent(Lele)");
  ck_assert_uint_eq(wt_view_focus(s.view).branch, 1);
  type_into(s.view, "u", "tick_that_is_none > 1"); /* a mistake */
  ck_assert(wt_view_is_typing(s.view));
  press(s.view, "Escape");
  ck_assert(wt_view_go(s.view, -1, NULL));
  type_into(s.view, "u", "differs");
  wt_view_settle(s.view);
  ck_assert_int_eq(wt_view_focus(s.view).tick, wt_view_branch(s.view, 1)->differs.tick);
  ck_assert_int_eq(wt_view_focus(s.view).tick, 3);
  type_into(s.view, "u", "fatigue > 99 %"); /* runs to the end of what grows */
  wt_view_settle(s.view);
  ck_assert(strstr(s.view->message, "not before the end") != NULL);
  shown_clear(&s);
}
END_TEST

/* Looking for something is given up by Escape, and by going elsewhere; n and N go on. */
START_TEST(test_again)
{
  Shown s = show("a-day", 700);
  ck_assert(wt_view_go(s.view, 300, NULL));
  type_into(s.view, "u", "margin < 0");
  ck_assert(wt_until_is_running(s.view));
  press(s.view, "Escape");
  ck_assert(!wt_until_is_running(s.view) && !wt_view_is_done(s.view));
  type_into(s.view, "u", "fatigue > 2");
  press(s.view, "Right");
  ck_assert(!wt_until_work(s.view, G_MAXINT64));
  ck_assert_int_eq(wt_view_focus(s.view).tick, 301);
  type_into(s.view, "U", "choice changes");
  wt_view_settle(s.view);
  gint32 first = wt_view_focus(s.view).tick;
  ck_assert_int_lt(first, 301);
  press(s.view, "N");
  wt_view_settle(s.view);
  ck_assert_int_lt(wt_view_focus(s.view).tick, first);
  press(s.view, "n");
  wt_view_settle(s.view);
  ck_assert_int_eq(wt_view_focus(s.view).tick, first);
  press(s.view, "BackSpace");
  ck_assert_int_lt(wt_view_focus(s.view).tick, first);
  shown_clear(&s);
}
END_TEST

START_TEST(test_of_others)
{
  Shown s = show("a-day", 700);
  gint32 bo = wt_vocab_entity(s.model->vocab, "Bo");
  type_into(s.view, "u", "Bo decides");
  wt_view_settle(s.view);
  ck_assert_int_eq(wt_view_focus(s.view).person, bo);
  ck_assert_int_eq(s.past.records[s.view->look[0].record].tick, wt_view_focus(s.view).tick);
  type_into(s.view, "u", "any(p in people, p.fatigue > 0.35)");
  wt_view_settle(s.view);
  ck_assert_msg(!wt_view_is_typing(s.view), "%s", s.view->message);
  type_into(s.view, "u", "near(An, Bo, 2 m) and hour > 7");
  wt_view_settle(s.view);
  ck_assert_msg(!wt_view_is_typing(s.view), "%s", s.view->message);
  shown_clear(&s);
}
END_TEST

/* ---- mistakes ---- */

static const struct {
  const char *prompt, *text, *says;
  int character; /* where; -1: anywhere */
} mistakes[] = {{"u", "", "until what", -1},
                {"u", "fatigue >", "missing", 9},
                {"u", "fatigue > 1 m", "", -1},
                {"u", "fatigue", "neither true nor false", 0},
                {"u", "  nobody_known > 1", "nobody_known", 2},
                {"u", "choice is fly moon", "fly moon", 10},
                {"u", "margin < much", "number", 9},
                {"u", "Nobody decides", "Nobody", 0},
                {"u", "bench.taste > 1", "taste", -1},
                {"e", "bench.softness", "", -1},
                {"e", "bench.softness = hard", "hard", 17},
                {"e", "absent(Nobody)", "Nobody", 7},
                {"e", "bench.at = [1,1]", "place", -1},
                {"slash", "xyzzyq", "", -1}};

START_TEST(test_mistakes)
{
  Shown s = show("which-chair", 60);
  for (guint i = 0; i < G_N_ELEMENTS(mistakes); i++) {
    WtFocus before = wt_view_focus(s.view);
    type_into(s.view, mistakes[i].prompt, mistakes[i].text);
    ck_assert_msg(wt_view_is_typing(s.view), "%s", mistakes[i].text);
    WtPrompt *p = s.view->prompt;
    ck_assert_str_eq(p->text->str, mistakes[i].text);
    const char *problem = p->problem;
    ck_assert_msg(problem && strstr(problem, mistakes[i].says), "%s: %s", mistakes[i].text,
                  problem);
    if (mistakes[i].character >= 0)
      ck_assert_msg(p->problem_at == mistakes[i].character, "%s: at %d", mistakes[i].text,
                    p->problem_at);
    g_autofree char *text = picture(s.view, 320, 240);
    ck_assert(strstr(text, "text bad") != NULL);
    press(s.view, "x");
    ck_assert_ptr_null(p->problem);
    press(s.view, "Escape");
    ck_assert_uint_eq(s.view->branches->len, 1);
    ck_assert_int_eq(wt_view_focus(s.view).tick, before.tick);
  }
  shown_clear(&s);
}
END_TEST

/* ---- editing ---- */

START_TEST(test_line)
{
  Shown s = show("which-chair", 60);
  press(s.view, "slash");
  WtPrompt *p = s.view->prompt;
  type(s.view, "通e通");
  press(s.view, "Left");
  press(s.view, "BackSpace");
  ck_assert_str_eq(p->text->str, "通通");
  press(s.view, "Home");
  press(s.view, "Delete");
  type(s.view, "(");
  press(s.view, "End");
  press(s.view, "period");
  ck_assert_str_eq(p->text->str, "(通.");
  press(s.view, "Right");
  press(s.view, "F5");
  press(s.view, "Shift+Left");
  ck_assert_str_eq(p->text->str, "(通.");
  for (guint i = 0; i < 3 * WT_PROMPT_MAX; i++)
    press(s.view, "x");
  ck_assert_uint_le(p->text->len, WT_PROMPT_MAX);
  g_autofree char *text = picture(s.view, 320, 240);
  ck_assert(strstr(text, "caret") != NULL);
  press(s.view, "Escape");
  ck_assert(!wt_view_is_typing(s.view) && !wt_view_is_done(s.view));
  shown_clear(&s);
}
END_TEST

START_TEST(test_history)
{
  Shown s = show("which-chair", 60);
  type_into(s.view, "u", "decides");
  type_into(s.view, "u", "choice changes");
  type_into(s.view, "slash", "bench");
  press(s.view, "U");
  press(s.view, "Up");
  ck_assert_str_eq(s.view->prompt->text->str, "choice changes");
  press(s.view, "Up");
  press(s.view, "Up");
  ck_assert_str_eq(s.view->prompt->text->str, "decides");
  press(s.view, "Down");
  ck_assert_str_eq(s.view->prompt->text->str, "choice changes");
  press(s.view, "Down");
  ck_assert_str_eq(s.view->prompt->text->str, "");
  press(s.view, "Escape");
  press(s.view, "slash");
  press(s.view, "Up");
  ck_assert_str_eq(s.view->prompt->text->str, "bench");
  shown_clear(&s);
}
END_TEST

/* Rows are taken by Return, by Tab and by a click; what is typed and what is taken come together.
 */
START_TEST(test_completion)
{
  Shown s = show("which-chair", 60);
  press(s.view, "e");
  type(s.view, "front");
  press(s.view, "Tab");
  ck_assert_str_eq(s.view->prompt->text->str, "front_door.open = ");
  press(s.view, "Down");
  press(s.view, "Down");
  press(s.view, "Return");
  ck_assert_str_eq(s.view->prompt->text->str, "front_door.open = false");
  press(s.view, "Return");
  ck_assert_uint_eq(wt_view_focus(s.view).branch, 1);
  press(s.view, "u");
  type(s.view, "choice is arm");
  press(s.view, "Tab");
  ck_assert_str_eq(s.view->prompt->text->str, "choice is sit armchair");
  press(s.view, "Escape");
  press(s.view, "slash");
  type(s.view, "armchair");
  g_autofree char *text = picture(s.view, 1280, 800);
  const WtHit *row = &g_array_index(s.view->hits, WtHit, s.view->hits->len - 1);
  while (row->value != 0)
    row--;
  ck_assert(wt_view_click(s.view, row->box.x + 5, row->box.y + 5, NULL));
  ck_assert(!wt_view_is_typing(s.view));
  ck_assert_int_eq(wt_view_focus(s.view).entity, wt_vocab_entity(s.model->vocab, "armchair"));
  press(s.view, "slash");
  g_autofree char *again = picture(s.view, 1280, 800);
  ck_assert(wt_view_click(s.view, 2, 2, NULL)); /* beside it */
  ck_assert(!wt_view_is_typing(s.view));
  shown_clear(&s);
}
END_TEST

/* ---- edits ---- */

static const char *const edits[] = {"front_door.open = false", "absent(Lele)",
                                    "TongTong.values.companionship = 0", "place(Lele, [12, 1])",
                                    "TongTong.choice = 'sit armchair'"};

START_TEST(test_edit)
{
  for (gint32 tick = 0; tick <= 20; tick += 20) {
    Shown s = show("which-chair", 60);
    g_autoptr(GError) error = NULL;
    ck_assert(wt_view_go(s.view, tick, NULL));
    type_into(s.view, "e", edits[_i]);
    ck_assert_msg(!wt_view_is_typing(s.view), "%s", s.view->prompt->problem);
    wt_view_settle(s.view);
    WtIntervention what;
    g_autofree char *plain = g_strdup(edits[_i]);
    g_strdelimit(plain, "'", ' ');
    g_autofree char *dated = g_strdup_printf("%s@%d..", plain, tick);
    ck_assert_msg(wt_intervention_parse(s.model, dated, &what, &error), "%s", dated);
    g_autoptr(WtTape) run = wt_tape_run(s.model, s.model->clock->seed, &what, 1, 60, &error);
    ck_assert(
        wt_digest_equal(wt_tape_digest(run), wt_tape_digest(wt_view_branch(s.view, 1)->tape)));
    shown_clear(&s);
  }
}
END_TEST

/* The first decision of a branch has the number of the run's, and is another. */
START_TEST(test_edit_decision)
{
  Shown s = show("which-chair", 60);
  type_into(s.view, "e", "absent(Lele)");
  wt_view_settle(s.view);
  const char *const chosen[] = {"sit armchair", "sit bench"}; /* here, beside */
  for (guint i = 0; i < 2; i++) {
    const WtTable *t = &s.view->look[i].decision->table;
    ck_assert_int_eq(t->key[t->chosen], wt_town_option_find(s.model->town, chosen[i]));
  }
  shown_clear(&s);
}
END_TEST

START_TEST(test_edit_nothing)
{
  Shown s = show("which-chair", 60);
  type_into(s.view, "e", "");
  wt_view_settle(s.view);
  ck_assert_uint_eq(wt_view_focus(s.view).branch, 1);
  ck_assert(
      wt_digest_equal(wt_tape_digest(s.tape), wt_tape_digest(wt_view_branch(s.view, 1)->tape)));
  WtVar open;
  ck_assert(wt_variable_find(s.model, "front_door.open", &open, NULL));
  ck_assert(wt_view_look_at(s.view, open, 4, NULL));
  press(s.view, "e");
  ck_assert_str_eq(s.view->prompt->text->str, "front_door.open = true");
  ck_assert_uint_eq(s.view->prompt->rows->len, 1); /* the other value */
  press(s.view, "Escape");
  press(s.view, "v");
  wt_view_settle(s.view);
  press(s.view, "e"); /* what the decision turned on comes first */
  ck_assert_int_eq(wt_view_focus(s.view).branch, 1);
  g_autofree char *text = picture(s.view, 1280, 800);
  ck_assert(strstr(text, "absent(Lele)") != NULL);
  shown_clear(&s);
}
END_TEST

/* ---- search ---- */

static const struct {
  const char *words;
  WtFoundKind kind;
  const char *label;
} found[] = {{"bench", WT_FOUND_THING, "bench"},
             {"ARMCHAIR", WT_FOUND_THING, "armchair"},
             {"front door", WT_FOUND_THING, "front door"},
             {"door", WT_FOUND_THING, "front door"},
             {"乐", WT_FOUND_PERSON, "乐乐"},
             {"lele", WT_FOUND_PERSON, "乐乐"},
             {"sit wick", WT_FOUND_OPTION, "sit wicker chair"},
             {"companion", WT_FOUND_MOTIVE, "companionship"},
             {"hardness", WT_FOUND_OUTCOME, "hardness"},
             {"softn", WT_FOUND_FACTOR, "softness"},
             {"bench soft", WT_FOUND_VARIABLE, "bench.softness"},
             {"TongTong.affection[Lele]", WT_FOUND_VARIABLE, "TongTong.affection[Lele]"},
             {"09:05", WT_FOUND_TIME, "09:05"},
             {"wickr", WT_FOUND_THING, "wicker chair"}};

START_TEST(test_search_kinds)
{
  Shown s = show("which-chair", 60);
  for (guint i = 0; i < G_N_ELEMENTS(found); i++) {
    press(s.view, "slash");
    type(s.view, found[i].words);
    const GArray *rows = s.view->prompt->rows;
    ck_assert_msg(rows->len > 0, "%s", found[i].words);
    const WtPromptRow *row = &g_array_index(rows, WtPromptRow, 0);
    ck_assert_msg(row->found.kind == found[i].kind && g_str_equal(row->label, found[i].label),
                  "%s: %s %s", found[i].words, row->kind, row->label);
    for (guint k = 1; k < rows->len; k++)
      ck_assert_int_le(row[k - 1].found.rank, row[k].found.rank);
    press(s.view, "Escape");
  }
  shown_clear(&s);
}
END_TEST

START_TEST(test_search_takes)
{
  Shown s = show("which-chair", 60);
  const WtTown *town = s.model->town;
  type_into(s.view, "slash", "sit red");
  wt_view_settle(s.view);
  ck_assert_int_eq(wt_view_focus(s.view).option, wt_town_option_find(town, "sit red_chair"));
  type_into(s.view, "slash", "warmth");
  wt_view_settle(s.view);
  ck_assert_int_eq(wt_view_focus(s.view).motive, wt_minds_find_motive(s.model->minds, "warmth"));
  ck_assert_int_eq(wt_view_focus(s.view).option, WT_OPTION_NONE);
  type_into(s.view, "slash", "hardness");
  wt_view_settle(s.view);
  ck_assert_int_eq(wt_view_focus(s.view).motive, wt_minds_find_motive(s.model->minds, "comfort"));
  type_into(s.view, "slash", "bench.softness");
  ck_assert(wt_view_focus(s.view).has_var);
  type_into(s.view, "slash", "09:05");
  ck_assert_int_eq(wt_view_focus(s.view).tick, 30);
  type_into(s.view, "slash", "lele");
  ck_assert_int_eq(wt_view_focus(s.view).person, wt_vocab_entity(s.model->vocab, "Lele"));
  type_into(s.view, "slash", "sit red");
  wt_view_settle(s.view);
  ck_assert_msg(strstr(s.view->message, "ever thought of"), "%s", s.view->message);
  shown_clear(&s);
}
END_TEST

/* An option is found in the next decision that has it, from the last one on from the beginning. */
START_TEST(test_search_seeks)
{
  Shown s = show("a-day", 700);
  gint32 person = wt_view_focus(s.view).person, at = -1;
  WtOptionKey option = wt_town_option_find(s.model->town, "tidy books");
  ck_assert(wt_view_go(s.view, 350, NULL));
  gint32 here = wt_past_latest(&s.past, person, 350);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < s.past.n_records && at < 0; i++) {
      const WtDecisionRecord *r = &s.past.records[i];
      if (r->person != person || (pass == 0) != ((gint32)i >= here))
        continue;
      g_autoptr(WtSession) session = wt_tape_session(s.tape, r->tick, NULL);
      ck_assert(wt_session_run_until(session, WT_PHASE_DECIDE, NULL));
      const WtTable *t = wt_session_table(session, person, NULL, 0);
      gint32 row = wt_table_find(t, option);
      at = row >= 0 && t->status[row] != WT_ROW_IDLE ? r->tick : -1;
    }
  ck_assert_int_ge(at, 0);
  type_into(s.view, "slash", "tidy books");
  work_in_slices(s.view);
  gint32 record = s.view->look[0].record;
  ck_assert_int_eq(s.past.records[record].tick, at);
  ck_assert(s.past.records[record].option == option || wt_view_focus(s.view).option == option);
  shown_clear(&s);
}
END_TEST

START_TEST(test_search_bookmarks)
{
  Shown s = show("a-day", 300);
  ck_assert(wt_view_go(s.view, 111, NULL));
  press(s.view, "a");
  ck_assert(wt_view_go(s.view, 5, NULL));
  type_into(s.view, "slash", "bookm");
  ck_assert_int_eq(wt_view_focus(s.view).tick, 111);
  press(s.view, "slash");
  type(s.view, "drink water");
  gboolean decision = FALSE, norm = FALSE;
  for (guint i = 0; i < s.view->prompt->rows->len; i++)
    decision |= g_array_index(s.view->prompt->rows, WtPromptRow, i).found.kind == WT_FOUND_DECISION;
  ck_assert(decision);
  shown_clear(&s);
  s = show("reserved-table", 60);
  press(s.view, "slash");
  type(s.view, wt_names_text(wt_vocab_names(s.model->vocab), s.model->minds->norms[0].name));
  for (guint i = 0; i < s.view->prompt->rows->len; i++)
    norm |= g_array_index(s.view->prompt->rows, WtPromptRow, i).found.kind == WT_FOUND_NORM;
  ck_assert(norm);
  shown_clear(&s);
}
END_TEST

/* ---- pictures ---- */

/* At any size what is drawn stays inside, and says the same twice. */
START_TEST(test_sizes)
{
  static const char *const lines[] = {"slash", "slash e", "u", "U f a t", "e", "e a b s e n t ("};
  static const float sizes[][2] = {{320, 240}, {420, 300}, {800, 600}, {1920, 1080}};
  Shown s = show("which-chair", 60);
  for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
    g_auto(GStrv) keys = g_strsplit(lines[i], " ", -1);
    for (guint k = 0; keys[k]; k++)
      press(s.view, keys[k]);
    for (guint z = 0; z < G_N_ELEMENTS(sizes); z++) {
      g_autoptr(WtScene) scene = wt_scene_new(1, 1);
      wt_view_draw(s.view, scene, sizes[z][0], sizes[z][1]);
      for (guint h = 0; h < s.view->hits->len; h++) {
        WtBox b = g_array_index(s.view->hits, WtHit, h).box;
        ck_assert_msg(b.y + b.h <= sizes[z][1] + 1, "%s at %g", lines[i], (double)sizes[z][1]);
      }
      g_autofree char *a = wt_scene_print(scene), *b = picture(s.view, sizes[z][0], sizes[z][1]);
      ck_assert_str_eq(a, b);
    }
    press(s.view, "Escape");
  }
  shown_clear(&s);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("viz-prompt");
  TCase *tc = tcase_create("prompt");
  tcase_add_loop_test(tc, test_conditions, 0, G_N_ELEMENTS(towns));
  tcase_add_test(tc, test_branch);
  tcase_add_test(tc, test_again);
  tcase_add_test(tc, test_of_others);
  tcase_add_test(tc, test_mistakes);
  tcase_add_test(tc, test_line);
  tcase_add_test(tc, test_history);
  tcase_add_test(tc, test_completion);
  tcase_add_loop_test(tc, test_edit, 0, G_N_ELEMENTS(edits));
  tcase_add_test(tc, test_edit_decision);
  tcase_add_test(tc, test_edit_nothing);
  tcase_add_test(tc, test_search_kinds);
  tcase_add_test(tc, test_search_takes);
  tcase_add_test(tc, test_search_seeks);
  tcase_add_test(tc, test_search_bookmarks);
  tcase_add_test(tc, test_sizes);
  suite_add_tcase(suite, tc);
  return test_main(suite);
}
