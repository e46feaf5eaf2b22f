# Fuzzers: libFuzzer programs with --enable-fuzzing; always a replay of their corpora among the tests.

if HAVE_CHECK
check_PROGRAMS += tests/fuzz/replay-expr
TESTS += tests/fuzz/replay-expr
endif
tests_fuzz_replay_expr_SOURCES = tests/fuzz/fuzz-expr.c
tests_fuzz_replay_expr_CPPFLAGS = $(AM_CPPFLAGS) -DWT_FUZZ_REPLAY
tests_fuzz_replay_expr_LDADD = $(causal_libs) $(CHECK_LIBS)

if ENABLE_FUZZING
noinst_PROGRAMS += tests/fuzz/fuzz-expr
endif
tests_fuzz_fuzz_expr_SOURCES = tests/fuzz/fuzz-expr.c
tests_fuzz_fuzz_expr_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_expr_LDADD = $(causal_libs) $(CHECK_LIBS)

if HAVE_CHECK
check_PROGRAMS += tests/fuzz/replay-scenario
TESTS += tests/fuzz/replay-scenario
endif
tests_fuzz_replay_scenario_SOURCES = tests/fuzz/fuzz-scenario.c
tests_fuzz_replay_scenario_CPPFLAGS = $(AM_CPPFLAGS) -DWT_FUZZ_REPLAY
tests_fuzz_replay_scenario_LDADD = $(sim_libs)

if ENABLE_FUZZING
noinst_PROGRAMS += tests/fuzz/fuzz-scenario
endif
tests_fuzz_fuzz_scenario_SOURCES = tests/fuzz/fuzz-scenario.c
tests_fuzz_fuzz_scenario_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_scenario_LDADD = $(sim_libs)

if HAVE_CHECK
check_PROGRAMS += tests/fuzz/replay-model
TESTS += tests/fuzz/replay-model
endif
tests_fuzz_replay_model_SOURCES = tests/fuzz/fuzz-model.c
tests_fuzz_replay_model_CPPFLAGS = $(AM_CPPFLAGS) -DWT_FUZZ_REPLAY
tests_fuzz_replay_model_LDADD = $(scenarios_libs)

if ENABLE_FUZZING
noinst_PROGRAMS += tests/fuzz/fuzz-model
endif
tests_fuzz_fuzz_model_SOURCES = tests/fuzz/fuzz-model.c
tests_fuzz_fuzz_model_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_model_LDADD = $(scenarios_libs)

if HAVE_CHECK
check_PROGRAMS += tests/fuzz/replay-run
TESTS += tests/fuzz/replay-run
endif
tests_fuzz_replay_run_SOURCES = tests/fuzz/fuzz-run.c
tests_fuzz_replay_run_CPPFLAGS = $(AM_CPPFLAGS) -DWT_FUZZ_REPLAY
tests_fuzz_replay_run_LDADD = $(sim_libs)

if ENABLE_FUZZING
noinst_PROGRAMS += tests/fuzz/fuzz-run
endif
tests_fuzz_fuzz_run_SOURCES = tests/fuzz/fuzz-run.c
tests_fuzz_fuzz_run_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_run_LDADD = $(sim_libs)

if HAVE_CHECK
check_PROGRAMS += tests/fuzz/replay-csv
TESTS += tests/fuzz/replay-csv
endif
tests_fuzz_replay_csv_SOURCES = tests/fuzz/fuzz-csv.c
tests_fuzz_replay_csv_CPPFLAGS = $(AM_CPPFLAGS) -DWT_FUZZ_REPLAY
tests_fuzz_replay_csv_LDADD = $(causal_libs)

if ENABLE_FUZZING
noinst_PROGRAMS += tests/fuzz/fuzz-csv
endif
tests_fuzz_fuzz_csv_SOURCES = tests/fuzz/fuzz-csv.c
tests_fuzz_fuzz_csv_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_csv_LDADD = $(causal_libs)

if HAVE_CHECK
check_PROGRAMS += tests/fuzz/replay-format
TESTS += tests/fuzz/replay-format
endif
tests_fuzz_replay_format_SOURCES = tests/fuzz/fuzz-format.c
tests_fuzz_replay_format_CPPFLAGS = $(AM_CPPFLAGS) -DWT_FUZZ_REPLAY
tests_fuzz_replay_format_LDADD = $(causal_libs)

if ENABLE_FUZZING
noinst_PROGRAMS += tests/fuzz/fuzz-format
endif
tests_fuzz_fuzz_format_SOURCES = tests/fuzz/fuzz-format.c
tests_fuzz_fuzz_format_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_format_LDADD = $(causal_libs)

if HAVE_CHECK
check_PROGRAMS += tests/fuzz/replay-view-prompt
TESTS += tests/fuzz/replay-view-prompt
endif
tests_fuzz_replay_view_prompt_SOURCES = tests/fuzz/fuzz-view-prompt.c
tests_fuzz_replay_view_prompt_CPPFLAGS = $(AM_CPPFLAGS) -DWT_FUZZ_REPLAY
tests_fuzz_replay_view_prompt_LDADD = $(viz_libs)

if ENABLE_FUZZING
noinst_PROGRAMS += tests/fuzz/fuzz-view-prompt
endif
tests_fuzz_fuzz_view_prompt_SOURCES = tests/fuzz/fuzz-view-prompt.c
tests_fuzz_fuzz_view_prompt_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_view_prompt_LDADD = $(viz_libs)

EXTRA_DIST += \
	tests/fuzz/corpus-csv/n_empty \
	tests/fuzz/corpus-csv/y_header-only \
	tests/fuzz/corpus-csv/n_names \
	tests/fuzz/corpus-csv/n_no-values \
	tests/fuzz/corpus-csv/n_nul \
	tests/fuzz/corpus-csv/n_quote-inside \
	tests/fuzz/corpus-csv/n_quote-open \
	tests/fuzz/corpus-csv/n_states-many \
	tests/fuzz/corpus-csv/n_utf8 \
	tests/fuzz/corpus-csv/n_widths \
	tests/fuzz/corpus-csv/y_kinds \
	tests/fuzz/corpus-csv/n_missing \
	tests/fuzz/corpus-csv/y_quotes \
	tests/fuzz/corpus-csv/y_targets \
	tests/fuzz/corpus-run/i_many \
	tests/fuzz/corpus-run/i_page-2 \
	tests/fuzz/corpus-run/i_page-4 \
	tests/fuzz/corpus-run/n_application \
	tests/fuzz/corpus-run/n_cut-in-header \
	tests/fuzz/corpus-run/n_cut-in-middle \
	tests/fuzz/corpus-run/n_format \
	tests/fuzz/corpus-run/n_freelist \
	tests/fuzz/corpus-run/n_magic \
	tests/fuzz/corpus-run/n_page-size \
	tests/fuzz/corpus-run/n_schema-cells \
	tests/fuzz/corpus-run/n_schema-page \
	tests/fuzz/corpus-run/y_unchanged \
	tests/fuzz/corpus-expr/n_characters \
	tests/fuzz/corpus-expr/n_constants \
	tests/fuzz/corpus-expr/n_deep \
	tests/fuzz/corpus-expr/n_large \
	tests/fuzz/corpus-expr/n_types \
	tests/fuzz/corpus-expr/n_utf8 \
	tests/fuzz/corpus-expr/y_braces \
	tests/fuzz/corpus-expr/y_clamp \
	tests/fuzz/corpus-expr/y_count \
	tests/fuzz/corpus-expr/y_functions \
	tests/fuzz/corpus-expr/y_nested \
	tests/fuzz/corpus-expr/y_sum \
	tests/fuzz/corpus-expr/y_vectors

EXTRA_DIST += \
	tests/fuzz/corpus-format/n_bif-cycle \
	tests/fuzz/corpus-format/n_bif-large-table \
	tests/fuzz/corpus-format/n_bif-row-missing \
	tests/fuzz/corpus-format/n_bif-several \
	tests/fuzz/corpus-format/n_causalmodel-cycle \
	tests/fuzz/corpus-format/n_causalmodel-deep \
	tests/fuzz/corpus-format/n_causalmodel-formula \
	tests/fuzz/corpus-format/n_dagitty-itself \
	tests/fuzz/corpus-format/n_dagitty-undirected \
	tests/fuzz/corpus-format/n_dot-cycle \
	tests/fuzz/corpus-format/n_dot-deep \
	tests/fuzz/corpus-format/n_dot-html \
	tests/fuzz/corpus-format/n_dot-undirected \
	tests/fuzz/corpus-format/n_empty \
	tests/fuzz/corpus-format/n_graphml-deep \
	tests/fuzz/corpus-format/n_graphml-entity \
	tests/fuzz/corpus-format/n_graphml-no-node \
	tests/fuzz/corpus-format/n_json-deep \
	tests/fuzz/corpus-format/n_json-expression \
	tests/fuzz/corpus-format/n_json-members \
	tests/fuzz/corpus-format/n_json-syntax \
	tests/fuzz/corpus-format/n_utf8 \
	tests/fuzz/corpus-format/n_zero \
	tests/fuzz/corpus-format/y_bif-asia-like \
	tests/fuzz/corpus-format/y_bif-nineties \
	tests/fuzz/corpus-format/y_bif-odd-states \
	tests/fuzz/corpus-format/y_bif-properties \
	tests/fuzz/corpus-format/y_causalmodel-formulas \
	tests/fuzz/corpus-format/y_dagitty-site \
	tests/fuzz/corpus-format/y_dot-all \
	tests/fuzz/corpus-format/y_graphml-all \
	tests/fuzz/corpus-format/y_json-kinds

EXTRA_DIST += \
	tests/fuzz/corpus-view-prompt/i_bytes \
	tests/fuzz/corpus-view-prompt/i_keys \
	tests/fuzz/corpus-view-prompt/n_edit-open \
	tests/fuzz/corpus-view-prompt/n_edit-signs \
	tests/fuzz/corpus-view-prompt/n_edit-value \
	tests/fuzz/corpus-view-prompt/n_search-empty \
	tests/fuzz/corpus-view-prompt/n_search-nothing \
	tests/fuzz/corpus-view-prompt/n_until-deep \
	tests/fuzz/corpus-view-prompt/n_until-kinds \
	tests/fuzz/corpus-view-prompt/n_until-unknown \
	tests/fuzz/corpus-view-prompt/y_edit \
	tests/fuzz/corpus-view-prompt/y_edit-completed \
	tests/fuzz/corpus-view-prompt/y_edit-empty \
	tests/fuzz/corpus-view-prompt/y_edit-macro \
	tests/fuzz/corpus-view-prompt/y_search-chinese \
	tests/fuzz/corpus-view-prompt/y_search-option \
	tests/fuzz/corpus-view-prompt/y_search-reason \
	tests/fuzz/corpus-view-prompt/y_search-thing \
	tests/fuzz/corpus-view-prompt/y_until \
	tests/fuzz/corpus-view-prompt/y_until-back \
	tests/fuzz/corpus-view-prompt/y_until-choice \
	tests/fuzz/corpus-view-prompt/y_until-quantified
