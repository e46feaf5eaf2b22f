noinst_LIBRARIES += world/libworld.a
world_libworld_a_SOURCES = \
	world/geometry.c \
	world/geometry.h \
	world/town-build.h \
	world/town-compile-attributes.c \
	world/town-compile-checks.c \
	world/town-compile-felt.c \
	world/town-compile-fields.c \
	world/town-compile-laws.c \
	world/town-compile-values.c \
	world/town-compile.c \
	world/town.c \
	world/town-def.c \
	world/town-def.h \
	world/town-geometry.c \
	world/town-private.h \
	world/town.h \
	world/world-act.c \
	world/world-advance.c \
	world/world-derive.c \
	world/world-init.c \
	world/world-leaf.c \
	world/world-macro.c \
	world/world-nearby.c \
	world/world-private.h \
	world/world-reveal.c \
	world/world-sense.c \
	world/world-walk.c \
	world/world-write.c \
	world/world.h
