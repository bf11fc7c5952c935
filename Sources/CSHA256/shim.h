// The block function of SHA-256 by the processor's own instructions, where it has them.
//
// Swift cannot name them: they are C intrinsics of functions that are compiled for such processors
// only, and chosen at run time.
#ifndef FAUXLOG_SHA256_H
#define FAUXLOG_SHA256_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)

#include <cpuid.h>
#include <immintrin.h>

/// Whether this processor has the instructions.
static inline bool fauxlog_sha256_is_there(void) {
  unsigned a, b, c, d;
  if (!__get_cpuid(1, &a, &b, &c, &d)) return false;
  const unsigned ssse3 = 1u << 9, sse41 = 1u << 19;
  if ((c & ssse3) == 0 || (c & sse41) == 0) return false;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return false;
  return (b & (1u << 29)) != 0;
}

/// Mixes blocks of 64 bytes into the eight words of a state, with the constants of the 64 rounds.
__attribute__((target("sha,sse4.1,ssse3"))) static inline void fauxlog_sha256_mix(
    uint32_t *state, const uint8_t *bytes, size_t blocks, const uint32_t *constants) {
  const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  // The instructions have the words as ABEF and CDGH, highest first.
  __m128i low = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state), 0xb1);
  __m128i high = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(state + 4)), 0x1b);
  __m128i abef = _mm_alignr_epi8(low, high, 8);
  __m128i cdgh = _mm_blend_epi16(high, low, 0xf0);
  for (; blocks > 0; blocks--, bytes += 64) {
    const __m128i abef_before = abef, cdgh_before = cdgh;
    __m128i words[4];
    for (int i = 0; i < 4; i++) {
      words[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(bytes + 16 * i)), swap);
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < 16; i++) {
      const __m128i now = words[i & 3];
      const __m128i sum =
          _mm_add_epi32(now, _mm_loadu_si128((const __m128i *)(constants + 4 * i)));
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0e));
      // The words of four rounds further on, in the place of these.
      if (i < 12) {
        const __m128i next = words[(i + 1) & 3], third = words[(i + 2) & 3],
                      last = words[(i + 3) & 3];
        words[i & 3] = _mm_sha256msg2_epu32(
            _mm_add_epi32(_mm_sha256msg1_epu32(now, next), _mm_alignr_epi8(last, third, 4)), last);
      }
    }
    abef = _mm_add_epi32(abef, abef_before);
    cdgh = _mm_add_epi32(cdgh, cdgh_before);
  }
  low = _mm_shuffle_epi32(abef, 0x1b);
  high = _mm_shuffle_epi32(cdgh, 0xb1);
  _mm_storeu_si128((__m128i *)state, _mm_blend_epi16(low, high, 0xf0));
  _mm_storeu_si128((__m128i *)(state + 4), _mm_alignr_epi8(high, low, 8));
}

#elif defined(__aarch64__) && (defined(__APPLE__) || defined(__linux__))

#include <arm_neon.h>
#if defined(__linux__)
#include <sys/auxv.h>
#endif

/// Whether this processor has the instructions.
static inline bool fauxlog_sha256_is_there(void) {
#if defined(__APPLE__)
  return true;
#else
  const unsigned long sha2 = 1ul << 6;
  return (getauxval(AT_HWCAP) & sha2) != 0;
#endif
}

/// Mixes blocks of 64 bytes into the eight words of a state, with the constants of the 64 rounds.
__attribute__((target("sha2"))) static inline void fauxlog_sha256_mix(
    uint32_t *state, const uint8_t *bytes, size_t blocks, const uint32_t *constants) {
  uint32x4_t abcd = vld1q_u32(state);
  uint32x4_t efgh = vld1q_u32(state + 4);
  for (; blocks > 0; blocks--, bytes += 64) {
    const uint32x4_t abcd_before = abcd, efgh_before = efgh;
    uint32x4_t words[4];
    for (int i = 0; i < 4; i++) {
      words[i] = vreinterpretq_u32_u8(vrev32q_u8(vld1q_u8(bytes + 16 * i)));
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < 16; i++) {
      const uint32x4_t now = words[i & 3];
      const uint32x4_t sum = vaddq_u32(now, vld1q_u32(constants + 4 * i));
      const uint32x4_t abcd_now = abcd;
      abcd = vsha256hq_u32(abcd, efgh, sum);
      efgh = vsha256h2q_u32(efgh, abcd_now, sum);
      // The words of four rounds further on, in the place of these.
      if (i < 12) {
        words[i & 3] = vsha256su1q_u32(
            vsha256su0q_u32(now, words[(i + 1) & 3]), words[(i + 2) & 3], words[(i + 3) & 3]);
      }
    }
    abcd = vaddq_u32(abcd, abcd_before);
    efgh = vaddq_u32(efgh, efgh_before);
  }
  vst1q_u32(state, abcd);
  vst1q_u32(state + 4, efgh);
}

#else

/// Whether this processor has the instructions.
static inline bool fauxlog_sha256_is_there(void) { return false; }

/// Never called.
static inline void fauxlog_sha256_mix(
    uint32_t *state, const uint8_t *bytes, size_t blocks, const uint32_t *constants) {
  (void)state;
  (void)bytes;
  (void)blocks;
  (void)constants;
}

#endif

#endif
