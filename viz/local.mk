# The window is the only user of SDL2.
noinst_LIBRARIES += viz/libviz.a
viz_libviz_a_SOURCES = \
	viz/cone-plan.c \
	viz/cone-plan.h \
	viz/layout.c \
	viz/layout.h \
	viz/map-labels.c \
	viz/map-people.c \
	viz/panel-cone.c \
	viz/panel-header.c \
	viz/panel-map.c \
	viz/panel-time.c \
	viz/panel-why.c \
	viz/panel-words.c \
	viz/raster.c \
	viz/raster.h \
	viz/scene.c \
	viz/scene.h \
	viz/sdl.c \
	viz/sdl.h \
	viz/theme.c \
	viz/theme.h \
	viz/view-keys.c \
	viz/view-private.h \
	viz/view.c \
	viz/view.h
viz_libviz_a_CPPFLAGS = $(AM_CPPFLAGS) $(SDL_CFLAGS)
