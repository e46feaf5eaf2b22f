noinst_LIBRARIES += sim/libsim.a
sim_libsim_a_SOURCES = \
	sim/expect-check.c \
	sim/expect.c \
	sim/expect.h \
	sim/intervention.c \
	sim/model.c \
	sim/model.h \
	sim/run-check.c \
	sim/run-create.c \
	sim/run-file.c \
	sim/run-file.h \
	sim/run-keyframe.c \
	sim/run-open.c \
	sim/run-private.h \
	sim/run-replay.c \
	sim/run-sql.c \
	sim/session-ask.c \
	sim/session-jobs.c \
	sim/session-private.h \
	sim/session.c \
	sim/session.h \
	sim/slice-candidates.c \
	sim/slice-private.h \
	sim/slice.c \
	sim/slice.h \
	sim/tape.c \
	sim/tape.h \
	sim/variable.c \
	sim/variable.h \
	sim/whence.c \
	sim/whence.h \
	sim/why-private.h \
	sim/why-verify.c \
	sim/why.c \
	sim/why.h
