noinst_LIBRARIES += causal/libcausal.a
causal_engine = \
	causal/attribute.c \
	causal/attribute.h \
	causal/batch-discrete.c \
	causal/batch-linear.c \
	causal/batch-private.h \
	causal/batch.c \
	causal/batch.h \
	causal/bif-read.c \
	causal/bif-write.c \
	causal/causalmodel.c \
	causal/causes-gate.c \
	causal/causes-private.h \
	causal/causes-ready.c \
	causal/causes-relevant.c \
	causal/causes-sat.c \
	causal/causes-search.c \
	causal/causes-witness.c \
	causal/causes.c \
	causal/causes.h \
	causal/contrast.c \
	causal/contrast.h \
	causal/counterfactual.c \
	causal/dag-adjust.c \
	causal/dag-back-door.c \
	causal/dag.c \
	causal/dag.h \
	causal/dagitty.c \
	causal/data-csv.c \
	causal/data.c \
	causal/data.h \
	causal/domain.c \
	causal/domain.h \
	causal/dot-read.c \
	causal/expr-bind.c \
	causal/expr-check.c \
	causal/expr-direction.c \
	causal/expr-eval.c \
	causal/expr-lex.c \
	causal/expr-linear.c \
	causal/expr-parse.c \
	causal/expr-private.h \
	causal/expr-run.c \
	causal/expr.h \
	causal/fact.c \
	causal/fact.h \
	causal/factor.c \
	causal/factor.h \
	causal/format-build.c \
	causal/format-domain.c \
	causal/format-draft.c \
	causal/format-json-walk.c \
	causal/format-json.c \
	causal/format-json.h \
	causal/format-private.h \
	causal/format-scan.c \
	causal/format.c \
	causal/formats.h \
	causal/gauss.c \
	causal/gauss.h \
	causal/graph.c \
	causal/graph.h \
	causal/graphml-read.c \
	causal/id-heap.h \
	causal/infer-noisy.c \
	causal/infer-private.h \
	causal/infer.c \
	causal/infer.h \
	causal/joint.c \
	causal/joint.h \
	causal/learn-exact.c \
	causal/learn-hill.c \
	causal/learn-model.c \
	causal/learn-pc.c \
	causal/learn-posterior.c \
	causal/learn-private.h \
	causal/learn-score.c \
	causal/learn.c \
	causal/learn.h \
	causal/mech.c \
	causal/mech.h \
	causal/model-json.c \
	causal/rule.c \
	causal/rule.h \
	causal/scm-define.c \
	causal/scm-intervene.c \
	causal/scm-private.h \
	causal/scm-text.c \
	causal/scm-values.c \
	causal/scm.c \
	causal/scm.h \
	causal/shapley.c \
	causal/shapley.h \
	causal/vocab-bind.c \
	causal/vocab-place.c \
	causal/vocab-private.h \
	causal/vocab.c \
	causal/vocab.h \
	causal/weigh.c \
	causal/weigh.h

# What inhabitants learn with is the town's own and no part of the library.
causal_libcausal_a_SOURCES = $(causal_engine) \
	causal/associative.c \
	causal/associative.h \
	causal/belief-change.c \
	causal/belief-evidence.c \
	causal/belief-gain.c \
	causal/belief-posterior.c \
	causal/belief-private.h \
	causal/belief.c \
	causal/belief.h

# The same as a library for other programs: what its headers declare, and nothing else, is exported.
lib_LTLIBRARIES = libwhytown-causal.la
libwhytown_causal_la_SOURCES = $(base_libbase_a_SOURCES) $(causal_engine)
libwhytown_causal_la_CFLAGS = $(AM_CFLAGS)
libwhytown_causal_la_LIBADD = $(JSON_GLIB_LIBS) $(CADICAL_LIBS) $(GLIB_LIBS) $(XXHASH_LIBS)
libwhytown_causal_la_LDFLAGS = $(AM_LDFLAGS) -version-info 0:0:0 -no-undefined \
	-export-symbols causal/exports.sym
EXTRA_libwhytown_causal_la_DEPENDENCIES = causal/exports.sym

causal_public = \
	causal/attribute.h \
	causal/batch.h \
	causal/causes.h \
	causal/dag.h \
	causal/data.h \
	causal/domain.h \
	causal/expr.h \
	causal/formats.h \
	causal/gauss.h \
	causal/infer.h \
	causal/learn.h \
	causal/mech.h \
	causal/scm.h \
	causal/weigh.h
base_public = base/diag.h base/noise.h base/unit.h
wtcausaldir = $(includedir)/whytown/causal
wtcausal_HEADERS = $(causal_public)
wtbasedir = $(includedir)/whytown/base
wtbase_HEADERS = $(base_public)
pkgconfigdir = $(libdir)/pkgconfig
pkgconfig_DATA = whytown-causal.pc

# Names of functions that the headers declare, comments left out.
causal/exports.sym: $(causal_public) $(base_public)
	$(AM_V_GEN)cd $(srcdir) && cat $(causal_public) $(base_public) | \
	  awk '{ t = t $$0 "\n" } \
	    END { while ((i = index(t, "/*")) > 0) { \
	            j = index(substr(t, i), "*/"); t = substr(t, 1, i - 1) substr(t, i + j + 1) } printf "%s", t }' | \
	  grep -oE 'wt_[a-z0-9_]+ ?\(' | tr -d ' (' | LC_ALL=C sort -u >$(abs_builddir)/$@
CLEANFILES += causal/exports.sym
EXTRA_DIST += whytown-causal.pc.in
