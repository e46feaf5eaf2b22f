noinst_LIBRARIES += sim/libsim.a
sim_libsim_a_SOURCES =
