noinst_LIBRARIES += world/libworld.a
world_libworld_a_SOURCES = \
	world/geometry.c \
	world/geometry.h \
	world/town-def.c \
	world/town-def.h \
	world/town-private.h \
	world/town.h \
	world/world.h
