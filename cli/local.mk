bin_PROGRAMS += whytown
whytown_SOURCES = \
	cli/ask.c \
	cli/ask.h \
	cli/cmd-check.c \
	cli/cmd-export.c \
	cli/cmd-model.c \
	cli/cmd-run.c \
	cli/cmd-verify.c \
	cli/cmd-view.c \
	cli/cmd-what-if.c \
	cli/cmd-why.c \
	cli/command.c \
	cli/command.h \
	cli/input.c \
	cli/input.h \
	cli/main.c \
	cli/model-attribute.c \
	cli/model-blame.c \
	cli/model-causes-print.c \
	cli/model-causes.c \
	cli/model-causes.h \
	cli/model-convert.c \
	cli/model-graph.c \
	cli/model-learn-ask.c \
	cli/model-learn.c \
	cli/model-learn.h \
	cli/model-query.c \
	cli/model.c \
	cli/model.h \
	cli/run-print.c \
	cli/run-print.h \
	cli/why-variable.c \
	cli/why-variable.h
whytown_LDADD = $(viz_libs)
