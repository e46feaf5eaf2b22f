#!/usr/bin/env bash
# No archive uses the C library's transcendental functions: they differ in the last bit between
# processors, which would make two machines disagree about a run. base/wmath has our own.
set -u
. "$WT_SRCDIR/tests/lib.sh"

read -ra nm <<<"${NM:-nm}" # both may come with options
read -ra cc <<<"${CC:-cc}"
names='exp|exp2|exp10|expm1|log|log2|log10|log1p|pow|sin|cos|tan|sincos|asin|acos|atan|atan2'
names="$names|sinh|cosh|tanh|asinh|acosh|atanh|cbrt|hypot|erf|erfc|tgamma|lgamma|lgamma_r"
names="$names|rand|random|drand48|rand_r|g_random_int|g_random_double|g_rand_[a-z_]*|strtod|atof"

# forbidden FILE: prints the undefined symbols of an archive or object that must not be there. The
# compiler may turn calls into __NAME_finite or NAMEf; both count.
forbidden() {
  "${nm[@]}" -A -u "$1" 2>/dev/null |
    sed -E 's/@.*//' | grep -E "[[:space:]]U (__)?($names)(f|l|_finite|f_finite)?\$"
}

cd "$WT_BUILDDIR" || exit 99
for folder in base causal world agent scenarios sim viz; do
  archive=$folder/lib$folder.a
  [ -f "$archive" ] || { bad "$archive was not built"; continue; }
  found=$(forbidden "$archive")
  if [ -z "$found" ]; then ok; else bad "$archive uses functions that differ between machines"; echo "$found"; fi
done

# The check can fail.
printf '#include <math.h>\ndouble f(double x);\ndouble f(double x) { return exp(x) + powf((float)x, 2.5f); }\n' >"$tmp/bad.c"
if "${cc[@]}" -c -O0 -o "$tmp/bad.o" "$tmp/bad.c" 2>/dev/null; then
  same "forbidden symbols found in a bad object" 2 "$(forbidden "$tmp/bad.o" | wc -l)"
fi
finish
