noinst_LIBRARIES += base/libbase.a
base_libbase_a_SOURCES = \
	base/block.c \
	base/block.h \
	base/diag.c \
	base/diag.h \
	base/hash.h \
	base/json-write.c \
	base/json-write.h \
	base/keys.c \
	base/keys.h \
	base/lanes.h \
	base/layout.c \
	base/layout.h \
	base/names.c \
	base/names.h \
	base/noise.c \
	base/noise.h \
	base/num.c \
	base/num.h \
	base/quote.c \
	base/quote.h \
	base/ref.c \
	base/ref.h \
	base/suggest.c \
	base/suggest.h \
	base/unit.c \
	base/unit.h \
	base/wgamma.c \
	base/wmath.c \
	base/wmath.h
