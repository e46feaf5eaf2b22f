# The window is the only user of SDL2.
noinst_LIBRARIES += viz/libviz.a
viz_libviz_a_SOURCES = \
	viz/bookmarks.c \
	viz/branch.c \
	viz/cone-dot.c \
	viz/cone-frame.c \
	viz/cone-job.c \
	viz/cone-layout.c \
	viz/cone-layout.h \
	viz/cone-look.c \
	viz/cone-look.h \
	viz/cone-plan.c \
	viz/cone-plan.h \
	viz/cone-var.c \
	viz/cone-words.c \
	viz/layout.c \
	viz/layout.h \
	viz/look.c \
	viz/map-camera.c \
	viz/map-labels.c \
	viz/map-people.c \
	viz/mind-look.c \
	viz/panel-cone.c \
	viz/panel-header.c \
	viz/panel-inspect.c \
	viz/panel-map.c \
	viz/panel-mind.c \
	viz/panel-steps.c \
	viz/panel-time.c \
	viz/panel-why.c \
	viz/panel-words.c \
	viz/prompt.c \
	viz/raster.c \
	viz/raster.h \
	viz/scene.c \
	viz/scene.h \
	viz/sdl.c \
	viz/sdl.h \
	viz/steps-look.c \
	viz/steps-look.h \
	viz/theme.c \
	viz/theme.h \
	viz/until.c \
	viz/view-keys.c \
	viz/view-move.c \
	viz/view-play.c \
	viz/view-private.h \
	viz/view.c \
	viz/view.h \
	viz/why-detail.c \
	viz/why-detail.h
viz_libviz_a_CPPFLAGS = $(AM_CPPFLAGS) $(SDL_CFLAGS)
