bin_PROGRAMS += whytown
whytown_SOURCES = \
	cli/cmd-check.c \
	cli/cmd-run.c \
	cli/command.c \
	cli/command.h \
	cli/input.c \
	cli/input.h \
	cli/main.c \
	cli/run-print.c \
	cli/run-print.h
whytown_LDADD = $(viz_libs)
