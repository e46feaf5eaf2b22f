noinst_LIBRARIES += sim/libsim.a
sim_libsim_a_SOURCES = \
	sim/intervention.c \
	sim/model.c \
	sim/model.h \
	sim/run-file.h \
	sim/session-ask.c \
	sim/session-jobs.c \
	sim/session-private.h \
	sim/session.c \
	sim/session.h \
	sim/variable.c \
	sim/variable.h \
	sim/why-private.h \
	sim/why-verify.c \
	sim/why.c \
	sim/why.h
