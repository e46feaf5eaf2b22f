# Tests: one program per layer and topic with Check, shell tests for the whole program.
#
# A unit test links its own layer's archive and those left of it, nothing else: the linker proves
# that no layer needs what stands right of it.

# Add one with two lines: its name, and what it links. Check forks each test and times it out.

unit_tests = \
	tests/unit/test-causal-vocab \
	tests/unit/test-world-compile \
	tests/unit/test-base-math \
	tests/unit/test-world-geometry

if HAVE_CHECK
check_PROGRAMS += $(unit_tests)
TESTS += $(unit_tests)
else
check-local: no-check
no-check:
	@echo "The tests need Check >= 0.15 (Debian: check); configure again once it is there." >&2
	@exit 1
.PHONY: no-check
endif

tests_unit_test_causal_vocab_LDADD = $(causal_libs) $(CHECK_LIBS)
tests_unit_test_world_compile_LDADD = $(world_libs) $(CHECK_LIBS)
tests_unit_test_base_math_LDADD = $(base_libs) $(CHECK_LIBS)
tests_unit_test_world_geometry_LDADD = $(world_libs) $(CHECK_LIBS)

# ---- shell tests
shell_tests = \
	tests/layers.sh \
	tests/fragments.sh \
	tests/symbols.sh \
	tests/cli.sh
if HAVE_CHECK
TESTS += $(shell_tests)
endif

TEST_EXTENSIONS = .sh
SH_LOG_COMPILER = bash
AM_TESTS_ENVIRONMENT = \
	WT_SRCDIR='$(abs_top_srcdir)'; export WT_SRCDIR; \
	WT_BUILDDIR='$(abs_top_builddir)'; export WT_BUILDDIR; \
	WHYTOWN='$(abs_top_builddir)/whytown$(EXEEXT)'; export WHYTOWN; \
	WHYTOWN_SCENARIOS='$(abs_top_srcdir)/scenarios'; export WHYTOWN_SCENARIOS; \
	WT_TEST_SCALE="$${WT_TEST_SCALE:-quick}"; export WT_TEST_SCALE; \
	CK_DEFAULT_TIMEOUT=300; export CK_DEFAULT_TIMEOUT; \
	G_DEBUG=fatal-warnings; export G_DEBUG; \
	SDL_VIDEODRIVER=dummy; export SDL_VIDEODRIVER; \
	NM='$(NM)'; export NM;

test_headers = \
	tests/unit/test-util.h

EXTRA_DIST += \
	$(test_headers) \
	$(shell_tests) \
	tests/lib.sh \
	tests/digest-matrix.sh
