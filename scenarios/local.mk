noinst_LIBRARIES += scenarios/libscenarios.a
scenarios_libscenarios_a_SOURCES = \
	scenarios/keys.c \
	scenarios/keys.h \
	scenarios/load.c \
	scenarios/load.h \
	scenarios/load-expect.c \
	scenarios/load-kinds.c \
	scenarios/load-minds.c \
	scenarios/load-people.c \
	scenarios/load-town.c \
	scenarios/read.c \
	scenarios/scenario.c \
	scenarios/scenario.h \
	scenarios/tick.c \
	scenarios/yaml-private.h \
	scenarios/yaml-text.c \
	scenarios/yaml.c \
	scenarios/yaml.h

# Shipped scenarios: examples, tests and documentation at once.
scenariosdir = $(pkgdatadir)/scenarios
dist_scenarios_DATA = \
	scenarios/a-day.yaml \
	scenarios/one-seat-left.yaml \
	scenarios/open-door.yaml \
	scenarios/reserved-table.yaml \
	scenarios/tea-or-cake.yaml \
	scenarios/which-chair.yaml
