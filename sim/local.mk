noinst_LIBRARIES += sim/libsim.a
sim_libsim_a_SOURCES = \
	sim/model.c \
	sim/model.h \
	sim/run-file.h \
	sim/session.h \
	sim/variable.c \
	sim/variable.h
