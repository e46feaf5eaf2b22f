bin_PROGRAMS += whytown
whytown_SOURCES = \
	cli/command.c \
	cli/command.h \
	cli/main.c
whytown_LDADD = $(viz_libs)
