# The window is the only user of SDL2.
noinst_LIBRARIES += viz/libviz.a
viz_libviz_a_SOURCES = \
	viz/scene.h \
	viz/view.h
viz_libviz_a_CPPFLAGS = $(AM_CPPFLAGS) $(SDL_CFLAGS)
