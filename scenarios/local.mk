noinst_LIBRARIES += scenarios/libscenarios.a
scenarios_libscenarios_a_SOURCES = \
	scenarios/scenario.h \
	scenarios/yaml-private.h \
	scenarios/yaml-text.c \
	scenarios/yaml.c \
	scenarios/yaml.h

# Shipped scenarios: examples, tests and documentation at once.
scenariosdir = $(pkgdatadir)/scenarios
dist_scenarios_DATA =
