/* lanes.h - loops over lanes that the compiler is to vectorise, with AVX2 chosen at run time.
 *
 * A file that includes it has its loops vectorised where optimisation is on; LANE_CLONES before a
 * function makes an AVX2 version of it besides. Results are the same bits: no contraction into
 * fused operations, no reordering of sums.
 */
#pragma once

/* Sanitizers cannot run before the dynamic linker has resolved such functions. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define WT_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                         \
    __has_feature(memory_sanitizer) || __has_feature(undefined_behavior_sanitizer) ||              \
    __has_feature(coverage_sanitizer)
#define WT_SANITIZED 1
#endif
#endif

#if defined(__x86_64__) && defined(__gnu_linux__) && defined(__OPTIMIZE__) && !defined(WT_SANITIZED)
#define WT_LANE_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define WT_LANE_CLONES
#endif

/* Destination and operand may be one array; lane by lane that is no dependence. */
#ifdef __clang__
#pragma clang diagnostic ignored "-Wpass-failed" /* unoptimised builds need not manage it */
#define WT_NO_DEPENDENCE _Pragma("clang loop vectorize(assume_safety)")
#else
#define WT_NO_DEPENDENCE _Pragma("GCC ivdep")
#ifdef __OPTIMIZE__
#pragma GCC optimize("tree-vectorize", "vect-cost-model=dynamic")
#endif
#endif
