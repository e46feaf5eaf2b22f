# Tests: one program per layer and topic with Check, shell tests for the whole program.
#
# A unit test links its own layer's archive and those left of it, nothing else: the linker proves
# that no layer needs what stands right of it.

# Add one with two lines: its name, and what it links. Check forks each test and times it out.

unit_tests = \
	tests/unit/test-sim-sweep \
	tests/unit/test-agent-engine \
	tests/unit/test-agent-explain \
	tests/unit/test-agent-infer \
	tests/unit/test-base-block \
	tests/unit/test-base-math \
	tests/unit/test-base-text \
	tests/unit/test-causal-attribute \
	tests/unit/test-causal-batch \
	tests/unit/test-causal-belief \
	tests/unit/test-causal-belief-tasks \
	tests/unit/test-causal-causes \
	tests/unit/test-causal-causes-options \
	tests/unit/test-causal-contrast \
	tests/unit/test-causal-counterfactual \
	tests/unit/test-causal-dag \
	tests/unit/test-causal-define \
	tests/unit/test-causal-expr \
	tests/unit/test-causal-format-mistakes \
	tests/unit/test-causal-formats \
	tests/unit/test-causal-gauss \
	tests/unit/test-causal-graph \
	tests/unit/test-causal-infer \
	tests/unit/test-causal-learn \
	tests/unit/test-causal-literature \
	tests/unit/test-causal-scm \
	tests/unit/test-causal-score \
	tests/unit/test-causal-vocab \
	tests/unit/test-causal-weigh \
	tests/unit/test-learn-others \
	tests/unit/test-learn-values \
	tests/unit/test-scenarios-load \
	tests/unit/test-scenarios-model \
	tests/unit/test-scenarios-yaml \
	tests/unit/test-sim-run \
	tests/unit/test-sim-expect \
	tests/unit/test-sim-export \
	tests/unit/test-sim-crowd \
	tests/unit/test-sim-curiosity \
	tests/unit/test-sim-follows \
	tests/unit/test-sim-forms \
	tests/unit/test-sim-learn \
	tests/unit/test-sim-history \
	tests/unit/test-sim-neighbours \
	tests/unit/test-sim-learned \
	tests/unit/test-sim-small-data \
	tests/unit/test-sim-reality \
	tests/unit/test-sim-follow \
	tests/unit/test-sim-rates \
	tests/unit/test-sim-session \
	tests/unit/test-sim-slice-mind \
	tests/unit/test-sim-answers \
	tests/unit/test-sim-origins \
	tests/unit/test-sim-origins-sets \
	tests/unit/test-sim-verify \
	tests/unit/test-sim-week \
	tests/unit/test-viz-branch \
	tests/unit/test-viz-map \
	tests/unit/test-viz-legible \
	tests/unit/test-viz-raster \
	tests/unit/test-viz-prompt \
	tests/unit/test-viz-mind \
	tests/unit/test-viz-cone \
	tests/unit/test-viz-view \
	tests/unit/test-world-act \
	tests/unit/test-world-compile \
	tests/unit/test-world-geometry \
	tests/unit/test-world-sense \
	tests/unit/test-world-tick

if HAVE_CHECK
check_PROGRAMS += $(unit_tests)
else
check-local: no-check
no-check:
	@echo "The tests need Check >= 0.15 (Debian: check); configure again once it is there." >&2
	@exit 1
endif

tests_unit_test_base_block_LDADD = $(base_libs) $(CHECK_LIBS)
tests_unit_test_causal_vocab_LDADD = $(causal_libs) $(CHECK_LIBS)
tests_unit_test_world_compile_LDADD = $(world_libs) $(CHECK_LIBS)
tests_unit_test_base_math_LDADD = $(base_libs) $(CHECK_LIBS)
tests_unit_test_base_text_LDADD = $(base_libs) $(CHECK_LIBS)
tests_unit_test_causal_define_LDADD = $(causal_libs) $(CHECK_LIBS)
tests_unit_test_causal_causes_options_LDADD = $(causal_libs) $(CHECK_LIBS)
tests_unit_test_causal_causes_LDADD = $(causal_libs) $(CHECK_LIBS)
tests_unit_test_causal_literature_LDADD = $(causal_libs) $(CHECK_LIBS)
tests_unit_test_causal_infer_LDADD = $(causal_libs) $(CHECK_LIBS)
tests_unit_test_causal_format_mistakes_LDADD = $(causal_libs) $(CHECK_LIBS)
tests_unit_test_causal_formats_LDADD = $(causal_libs) $(CHECK_LIBS)
tests_unit_test_causal_attribute_LDADD = $(causal_libs) $(CHECK_LIBS)
tests_unit_test_causal_belief_LDADD = $(causal_libs) $(CHECK_LIBS)
tests_unit_test_causal_belief_tasks_LDADD = $(causal_libs) $(CHECK_LIBS)
tests_unit_test_causal_batch_LDADD = $(causal_libs) $(CHECK_LIBS)
tests_unit_test_causal_weigh_LDADD = $(causal_libs) $(CHECK_LIBS)
tests_unit_test_causal_gauss_LDADD = $(causal_libs) $(CHECK_LIBS)
tests_unit_test_causal_learn_LDADD = $(causal_libs) $(CHECK_LIBS)
tests_unit_test_causal_dag_LDADD = $(causal_libs) $(CHECK_LIBS)
tests_unit_test_causal_contrast_LDADD = $(causal_libs) $(CHECK_LIBS)
tests_unit_test_causal_counterfactual_LDADD = $(causal_libs) $(CHECK_LIBS)
tests_unit_test_causal_expr_LDADD = $(causal_libs) $(CHECK_LIBS)
tests_unit_test_causal_graph_LDADD = $(causal_libs) $(CHECK_LIBS)
tests_unit_test_causal_score_LDADD = $(causal_libs) $(CHECK_LIBS)
tests_unit_test_causal_scm_LDADD = $(causal_libs) $(CHECK_LIBS)
tests_unit_test_agent_infer_LDADD = $(agent_libs) $(CHECK_LIBS)
tests_unit_test_sim_origins_sets_LDADD = $(sim_libs) $(CHECK_LIBS)
tests_unit_test_sim_neighbours_LDADD = $(sim_libs) $(CHECK_LIBS)
tests_unit_test_learn_others_LDADD = $(sim_libs) $(CHECK_LIBS)
tests_unit_test_learn_values_LDADD = $(sim_libs) $(CHECK_LIBS)
tests_unit_test_scenarios_load_LDADD = $(scenarios_libs) $(CHECK_LIBS)
tests_unit_test_scenarios_model_LDADD = $(scenarios_libs) $(CHECK_LIBS)
tests_unit_test_scenarios_yaml_LDADD = $(scenarios_libs) $(CHECK_LIBS)
tests_unit_test_world_act_LDADD = $(world_libs) $(CHECK_LIBS)
tests_unit_test_world_geometry_LDADD = $(world_libs) $(CHECK_LIBS)
tests_unit_test_world_sense_LDADD = $(world_libs) $(CHECK_LIBS)
tests_unit_test_world_tick_LDADD = $(world_libs) $(CHECK_LIBS)
tests_unit_test_agent_engine_LDADD = $(agent_libs) $(CHECK_LIBS)
tests_unit_test_sim_run_LDADD = $(sim_libs) $(CHECK_LIBS)
tests_unit_test_sim_expect_LDADD = $(sim_libs) $(CHECK_LIBS)
tests_unit_test_sim_export_LDADD = $(sim_libs) $(CHECK_LIBS)
tests_unit_test_sim_answers_LDADD = $(sim_libs) $(CHECK_LIBS)
tests_unit_test_sim_curiosity_LDADD = $(sim_libs) $(CHECK_LIBS)
tests_unit_test_sim_follows_LDADD = $(sim_libs) $(CHECK_LIBS)
tests_unit_test_sim_history_LDADD = $(sim_libs) $(CHECK_LIBS)
tests_unit_test_sim_forms_LDADD = $(sim_libs) $(CHECK_LIBS)
tests_unit_test_sim_learn_LDADD = $(sim_libs) $(CHECK_LIBS)
tests_unit_test_sim_learned_LDADD = $(sim_libs) $(CHECK_LIBS)
tests_unit_test_sim_sweep_LDADD = $(sim_libs) $(CHECK_LIBS)
tests_unit_test_sim_small_data_LDADD = $(sim_libs) $(CHECK_LIBS)
tests_unit_test_sim_reality_LDADD = $(sim_libs) $(CHECK_LIBS)
tests_unit_test_sim_follow_LDADD = $(sim_libs) $(CHECK_LIBS)
tests_unit_test_sim_rates_LDADD = $(sim_libs) $(CHECK_LIBS)
tests_unit_test_sim_origins_LDADD = $(sim_libs) $(CHECK_LIBS)
tests_unit_test_sim_verify_LDADD = $(sim_libs) $(CHECK_LIBS)
tests_unit_test_sim_week_LDADD = $(sim_libs) $(CHECK_LIBS)
tests_unit_test_sim_crowd_LDADD = $(sim_libs) $(CHECK_LIBS)
tests_unit_test_sim_session_LDADD = $(sim_libs) $(CHECK_LIBS)
tests_unit_test_sim_slice_mind_LDADD = $(sim_libs) $(CHECK_LIBS)
tests_unit_test_agent_explain_LDADD = $(agent_libs) $(CHECK_LIBS)
tests_unit_test_viz_cone_LDADD = $(viz_libs) $(CHECK_LIBS)
tests_unit_test_viz_branch_LDADD = $(viz_libs) $(CHECK_LIBS)
tests_unit_test_viz_map_LDADD = $(viz_libs) $(CHECK_LIBS)
tests_unit_test_viz_legible_LDADD = $(viz_libs) $(CHECK_LIBS)
tests_unit_test_viz_raster_LDADD = $(viz_libs) $(CHECK_LIBS)
tests_unit_test_viz_prompt_LDADD = $(viz_libs) $(CHECK_LIBS)
tests_unit_test_viz_mind_LDADD = $(viz_libs) $(CHECK_LIBS)
tests_unit_test_viz_view_LDADD = $(viz_libs) $(CHECK_LIBS)

# ---- shell tests
# Of the source, its documentation, libraries, builds compared: sanitizers see nothing there that they do not see elsewhere.
source_tests = \
	tests/examples.sh \
	tests/digests.sh \
	tests/docs.sh \
	tests/layers.sh \
	tests/library.sh \
	tests/symbols.sh
program_tests = \
	tests/scenarios.sh \
	tests/kill.sh \
	tests/fragments.sh \
	tests/export.sh \
	tests/cli.sh \
	tests/model.sh \
	tests/view.sh \
	tests/view-golden.sh \
	tests/window.sh \
	tests/story.sh \
	tests/corpus.sh \
	tests/why.sh
shell_tests = $(source_tests) $(program_tests)
# What takes longest is begun first, so that no core is idle at the end.
if HAVE_CHECK
TESTS += $(shell_tests) $(unit_tests)
endif

TEST_EXTENSIONS = .sh
SH_LOG_COMPILER = bash
AM_TESTS_ENVIRONMENT = \
	WT_SRCDIR='$(abs_top_srcdir)'; export WT_SRCDIR; \
	WT_BUILDDIR='$(abs_top_builddir)'; export WT_BUILDDIR; \
	WHYTOWN='$(abs_top_builddir)/whytown$(EXEEXT)'; export WHYTOWN; \
	WHYTOWN_SCENARIOS='$(abs_top_srcdir)/scenarios'; export WHYTOWN_SCENARIOS; \
	WT_TEST_SCALE="$${WT_TEST_SCALE:-quick}"; export WT_TEST_SCALE; \
	CK_DEFAULT_TIMEOUT=60; CK_TIMEOUT_MULTIPLIER=5; export CK_DEFAULT_TIMEOUT CK_TIMEOUT_MULTIPLIER; \
	G_DEBUG=fatal-warnings; export G_DEBUG; \
	G_SLICE=always-malloc; export G_SLICE; \
	SDL_VIDEODRIVER=dummy; export SDL_VIDEODRIVER; \
	LC_ALL="$${WT_TEST_LOCALE:-C.UTF-8}"; export LC_ALL; LANGUAGE=en; export LANGUAGE; \
	LOCPATH='$(abs_top_builddir)/tests/locale'; export LOCPATH; \
	NM='$(NM)'; export NM; \
	CC='$(CC)'; export CC;

# A locale with a decimal comma. Without its source (Debian: locales) the tests run without it.
check_DATA = tests/locale/made
tests/locale/made:
	$(AM_V_GEN)rm -rf tests/locale && $(MKDIR_P) tests/locale && \
	{ localedef -i de_DE -f UTF-8 tests/locale/de_DE.UTF-8 >/dev/null 2>&1 || \
	  rm -rf tests/locale/de_DE.UTF-8; } && \
	touch $@
clean-local:
	rm -rf tests/locale

# ---- larger and smaller runs
# Those that use threads, for ThreadSanitizer.
thread_programs = \
	tests/unit/test-sim-session \
	tests/unit/test-sim-slice-mind \
	tests/unit/test-sim-verify \
	tests/unit/test-viz-cone
thread_tests = tests/digests.sh $(thread_programs)
# What repeats more at the full scale; the other tests would do the same once more.
check-full:
	tests=$$(cd $(srcdir) && for test in $(unit_tests); do grep -q 'test_scale(' $$test.c && echo $$test; done); \
	WT_TEST_SCALE=full $(MAKE) check TESTS="$$(echo $$tests) tests/kill.sh tests/scenarios.sh"
# For AddressSanitizer and UBSan.
check-sanitized:
	$(MAKE) check TESTS='$(program_tests) $(unit_tests)'
check-threads:
	WT_ONLY_THREADS=1 $(MAKE) check TESTS='$(thread_tests)' check_PROGRAMS='$(thread_programs)'

# ---- benchmarks: how fast, never whether
EXTRA_PROGRAMS += tests/bench/bench
CLEANFILES += tests/bench/bench$(EXEEXT)
tests_bench_bench_SOURCES = \
	tests/bench/bench-belief.c \
	tests/bench/bench-cone.c \
	tests/bench/bench-decide.c \
	tests/bench/bench-hp.c \
	tests/bench/bench-infer.c \
	tests/bench/bench-model.c \
	tests/bench/bench-learn.c \
	tests/bench/bench-others.c \
	tests/bench/bench-town.c \
	tests/bench/bench-view.c \
	tests/bench/bench.c \
	tests/bench/bench.h \
	tests/bench/essential.c \
	tests/bench/essential.h \
	tests/bench/hand-loop.c \
	tests/bench/hand-loop.h \
	tests/bench/scenes.c \
	tests/bench/scenes.h
tests_bench_bench_LDADD = $(viz_libs)
bench: tests/bench/bench$(EXEEXT)
	WHYTOWN='$(abs_top_builddir)/whytown$(EXEEXT)' WHYTOWN_SCENARIOS='$(abs_top_srcdir)/scenarios' \
	  tests/bench/bench$(EXEEXT) $(BENCH)
.PHONY: bench check-full check-sanitized check-threads no-check

test_headers = \
	tests/bench/bench.h \
	tests/bench/essential.h \
	tests/bench/hand-loop.h \
	tests/bench/scenes.h \
	tests/fuzz/replay.h \
	tests/unit/agent-random.h \
	tests/unit/agent-town.h \
	tests/unit/causal-scope.h \
	tests/unit/learn-random.h \
	tests/unit/random-model.h \
	tests/unit/random-scm.h \
	tests/unit/run-claims.h \
	tests/unit/scm-make.h \
	tests/unit/sim-town.h \
	tests/unit/test-util.h \
	tests/unit/view-scene.h \
	tests/unit/world-scene.h \
	tests/unit/yaml-claims.h

EXTRA_DIST += \
	$(test_headers) \
	tests/unit/three-benches.yaml \
	$(shell_tests) \
	tests/corpus \
	tests/corpus-model \
	tests/golden \
	tests/fuzz/corpus-yaml \
	tests/fuzz/fuzz-yaml.c \
	tests/lib.sh \
	tests/lib-window.sh \
	tests/digest-matrix.sh \
	tests/lsan.supp \
	tests/tsan.supp
