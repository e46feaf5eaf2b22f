noinst_LIBRARIES += agent/libagent.a
agent_libagent_a_SOURCES = \
	agent/believe.c \
	agent/choose.c \
	agent/decide-private.h \
	agent/decide.h \
	agent/decider.c \
	agent/explain.h \
	agent/imagine.c \
	agent/intend.c \
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
	agent/weigh.c
