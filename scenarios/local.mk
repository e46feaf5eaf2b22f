noinst_LIBRARIES += scenarios/libscenarios.a
scenarios_libscenarios_a_SOURCES = \
	scenarios/causal-answer.c \
	scenarios/causal-answer.h \
	scenarios/causal-check.c \
	scenarios/causal-file.c \
	scenarios/causal-file.h \
	scenarios/causal.h \
	scenarios/keys.c \
	scenarios/keys.h \
	scenarios/load-expect.c \
	scenarios/load-kinds.c \
	scenarios/load-minds.c \
	scenarios/load-model-domain.c \
	scenarios/load-model-expect.c \
	scenarios/load-model-mech.c \
	scenarios/load-model-table.c \
	scenarios/load-model-type.c \
	scenarios/load-model.c \
	scenarios/load-model.h \
	scenarios/load-people.c \
	scenarios/load-town.c \
	scenarios/load.c \
	scenarios/load.h \
	scenarios/model-do.c \
	scenarios/model-do.h \
	scenarios/model-keys.c \
	scenarios/model-keys.h \
	scenarios/read.c \
	scenarios/save-model.c \
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
	scenarios/a-week.yaml \
	scenarios/bitter-tea.yaml \
	scenarios/cannot-tell.yaml \
	scenarios/cold-morning.yaml \
	scenarios/neighbours.yaml \
	scenarios/music-box.yaml \
	scenarios/new-machine.yaml \
	scenarios/one-seat-left.yaml \
	scenarios/open-door.yaml \
	scenarios/red-chairs.yaml \
	scenarios/stove.yaml \
	scenarios/reserved-table.yaml \
	scenarios/tea-or-cake.yaml \
	scenarios/which-chair.yaml

# Shipped causal models: examples and tests at once.
modelsdir = $(pkgdatadir)/scenarios/models
dist_models_DATA = \
	scenarios/models/burglar.yaml \
	scenarios/models/forest-fire.yaml \
	scenarios/models/pollution.yaml \
	scenarios/models/rock-throwing.yaml \
	scenarios/models/smoking.yaml \
	scenarios/models/sprinkler.yaml \
	scenarios/models/tea.yaml \
	scenarios/models/trumping.yaml \
	scenarios/models/voting.yaml
