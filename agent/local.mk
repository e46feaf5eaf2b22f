noinst_LIBRARIES += agent/libagent.a
agent_libagent_a_SOURCES = \
	agent/answer.c \
	agent/believe.c \
	agent/candidates.c \
	agent/chains.c \
	agent/check.c \
	agent/choose.c \
	agent/cone.c \
	agent/decide-private.h \
	agent/decide.h \
	agent/decider.c \
	agent/decision.c \
	agent/engine.c \
	agent/engine.h \
	agent/explain-names.c \
	agent/explain-private.h \
	agent/explain.c \
	agent/explain.h \
	agent/formulas.c \
	agent/formulas.h \
	agent/imagine.c \
	agent/intend.c \
	agent/lead.c \
	agent/lead.h \
	agent/memory.c \
	agent/mind-def.c \
	agent/mind-def.h \
	agent/mind.h \
	agent/minds-compile.c \
	agent/minds-people.c \
	agent/minds-private.h \
	agent/minds.c \
	agent/minds.h \
	agent/rows.c \
	agent/turning.c \
	agent/weigh.c \
	agent/why-not.c
