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
	world/town-private.h \
	world/town.h \
	world/world.h
