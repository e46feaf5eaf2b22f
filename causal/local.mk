noinst_LIBRARIES += causal/libcausal.a
causal_libcausal_a_SOURCES = \
	causal/attribute.h \
	causal/batch.h \
	causal/causes.h \
	causal/contrast.c \
	causal/contrast.h \
	causal/dag.h \
	causal/data.h \
	causal/domain.h \
	causal/expr-bind.c \
	causal/expr-check.c \
	causal/expr-eval.c \
	causal/expr-lex.c \
	causal/expr-parse.c \
	causal/expr-private.h \
	causal/expr-run.c \
	causal/expr.h \
	causal/fact.c \
	causal/fact.h \
	causal/formats.h \
	causal/gauss.h \
	causal/graph.c \
	causal/graph.h \
	causal/infer.h \
	causal/learn.h \
	causal/mech.h \
	causal/rule.c \
	causal/rule.h \
	causal/scm.c \
	causal/scm.h \
	causal/vocab-bind.c \
	causal/vocab-place.c \
	causal/vocab-private.h \
	causal/vocab.c \
	causal/vocab.h \
	causal/weigh.h
