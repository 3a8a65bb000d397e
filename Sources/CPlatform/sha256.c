#include "CPlatform.h"
#include <string.h>

/* SHA-256 (FIPS 180-4) of two messages side by side with the SHA instructions of the processor. Those of
   one message wait for each other most of the time; those of a second one fill the gaps. */
#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

#define WITH_SHA __attribute__((target("sha,sse4.1,ssse3")))

static const uint32_t round_constants[64] __attribute__((aligned(16))) = {
    0x428a2f98,0x71374491,0xb5c0fbcf,0xe9b5dba5,0x3956c25b,0x59f111f1,0x923f82a4,0xab1c5ed5,
    0xd807aa98,0x12835b01,0x243185be,0x550c7dc3,0x72be5d74,0x80deb1fe,0x9bdc06a7,0xc19bf174,
    0xe49b69c1,0xefbe4786,0x0fc19dc6,0x240ca1cc,0x2de92c6f,0x4a7484aa,0x5cb0a9dc,0x76f988da,
    0x983e5152,0xa831c66d,0xb00327c8,0xbf597fc7,0xc6e00bf3,0xd5a79147,0x06ca6351,0x14292967,
    0x27b70a85,0x2e1b2138,0x4d2c6dfc,0x53380d13,0x650a7354,0x766a0abb,0x81c2c92e,0x92722c85,
    0xa2bfe8a1,0xa81a664b,0xc24b8b70,0xc76c51a3,0xd192e819,0xd6990624,0xf40e3585,0x106aa070,
    0x19a4c116,0x1e376c08,0x2748774c,0x34b0bcb5,0x391c0cb3,0x4ed8aa4a,0x5b9cca4f,0x682e6ff3,
    0x748f82ee,0x78a5636f,0x84c87814,0x8cc70208,0x90befffa,0xa4506ceb,0xbef9a3f7,0xc67178f2};

/* The eight words of the state as the instructions want them. */
typedef struct {
    __m128i abef, cdgh;
} lane;

WITH_SHA static inline lane load(const uint32_t *words) {
    __m128i low = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)words), 0xB1);
    __m128i high = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(words + 4)), 0x1B);
    return (lane){_mm_alignr_epi8(low, high, 8), _mm_blend_epi16(high, low, 0xF0)};
}

WITH_SHA static inline void store(uint32_t *words, lane state) {
    __m128i low = _mm_shuffle_epi32(state.abef, 0x1B);
    __m128i high = _mm_shuffle_epi32(state.cdgh, 0xB1);
    _mm_storeu_si128((__m128i *)words, _mm_blend_epi16(low, high, 0xF0));
    _mm_storeu_si128((__m128i *)(words + 4), _mm_alignr_epi8(high, low, 8));
}

WITH_SHA static inline void load_block(__m128i words[4], const uint8_t *block) {
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0bULL, 0x0405060700010203ULL);
    for (int i = 0; i < 4; i++)
        words[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(block + 16 * i)), swap);
}

WITH_SHA static inline void four_rounds(lane *state, __m128i words, int group) {
    __m128i sum = _mm_add_epi32(words, _mm_load_si128((const __m128i *)(round_constants + 4 * group)));
    state->cdgh = _mm_sha256rnds2_epu32(state->cdgh, state->abef, sum);
    state->abef = _mm_sha256rnds2_epu32(state->abef, state->cdgh, _mm_shuffle_epi32(sum, 0x0E));
}

/* The four message words that follow those of `third`. */
WITH_SHA static inline __m128i next_words(__m128i zeroth, __m128i first, __m128i second, __m128i third) {
    __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(zeroth, first), _mm_alignr_epi8(third, second, 4));
    return _mm_sha256msg2_epu32(sum, third);
}

WITH_SHA static inline void add(lane *state, lane before) {
    state->abef = _mm_add_epi32(state->abef, before.abef);
    state->cdgh = _mm_add_epi32(state->cdgh, before.cdgh);
}

WITH_SHA static void compress_one(uint32_t *words, const uint8_t *bytes, size_t blocks) {
    lane state = load(words);
    for (; blocks > 0; blocks--, bytes += 64) {
        lane before = state;
        __m128i w[4];
        load_block(w, bytes);
#pragma clang loop unroll(full)
        for (int i = 0; i < 16; i++) {
            four_rounds(&state, w[i & 3], i);
            if (i < 12) w[i & 3] = next_words(w[i & 3], w[(i + 1) & 3], w[(i + 2) & 3], w[(i + 3) & 3]);
        }
        add(&state, before);
    }
    store(words, state);
}

WITH_SHA static void compress_two(
    uint32_t *words, const uint8_t *bytes, uint32_t *other_words, const uint8_t *other_bytes, size_t blocks) {
    lane state = load(words), other = load(other_words);
    for (; blocks > 0; blocks--, bytes += 64, other_bytes += 64) {
        lane before = state, other_before = other;
        __m128i w[4], v[4];
        load_block(w, bytes);
        load_block(v, other_bytes);
#pragma clang loop unroll(full)
        for (int i = 0; i < 16; i++) {
            four_rounds(&state, w[i & 3], i);
            four_rounds(&other, v[i & 3], i);
            if (i < 12) {
                w[i & 3] = next_words(w[i & 3], w[(i + 1) & 3], w[(i + 2) & 3], w[(i + 3) & 3]);
                v[i & 3] = next_words(v[i & 3], v[(i + 1) & 3], v[(i + 2) & 3], v[(i + 3) & 3]);
            }
        }
        add(&state, before);
        add(&other, other_before);
    }
    store(words, state);
    store(other_words, other);
}

int claimpack_hashes_pairs(void) {
    unsigned a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_SSE4_1) || !(c & bit_SSSE3)) return 0;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}

#else

int claimpack_hashes_pairs(void) { return 0; }

/* Never called: the function above says so. */
static void compress_one(uint32_t *words, const uint8_t *bytes, size_t blocks) {}
static void compress_two(
    uint32_t *words, const uint8_t *bytes, uint32_t *other_words, const uint8_t *other_bytes, size_t blocks) {}

#endif

void claimpack_sha256_begin(claimpack_sha256 *hash) {
    static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    memcpy(hash->words, start, sizeof start);
    hash->total = 0;
}

/* Tops up the block that was begun; gives how many bytes that took. */
static size_t top_up(claimpack_sha256 *hash, const uint8_t *bytes, size_t count) {
    size_t begun = hash->total % 64;
    if (begun == 0) return 0;
    size_t taken = count < 64 - begun ? count : 64 - begun;
    memcpy(hash->rest + begun, bytes, taken);
    hash->total += taken;
    if (begun + taken == 64) compress_one(hash->words, hash->rest, 1);
    return taken;
}

/* Takes the rest of what two messages did not share. */
static void take(claimpack_sha256 *hash, const uint8_t *bytes, size_t count) {
    compress_one(hash->words, bytes, count / 64);
    if (count % 64 > 0) memcpy(hash->rest, bytes + count / 64 * 64, count % 64);
    hash->total += count;
}

void claimpack_sha256_update_pair(
    claimpack_sha256 *hash, const uint8_t *bytes, size_t count,
    claimpack_sha256 *other, const uint8_t *other_bytes, size_t other_count) {
    size_t taken = top_up(hash, bytes, count), other_taken = top_up(other, other_bytes, other_count);
    if (taken > 0) { bytes += taken; count -= taken; }
    if (other_taken > 0) { other_bytes += other_taken; other_count -= other_taken; }
    size_t blocks = (count < other_count ? count : other_count) / 64;
    if (blocks > 0) {
        compress_two(hash->words, bytes, other->words, other_bytes, blocks);
        hash->total += blocks * 64;
        other->total += blocks * 64;
        bytes += blocks * 64;
        count -= blocks * 64;
        other_bytes += blocks * 64;
        other_count -= blocks * 64;
    }
    if (count > 0) take(hash, bytes, count);
    if (other_count > 0) take(other, other_bytes, other_count);
}

void claimpack_sha256_finish(claimpack_sha256 *hash, uint8_t digest[32]) {
    uint8_t end[128] = {0};
    size_t begun = hash->total % 64, size = begun < 56 ? 64 : 128;
    uint64_t bits = hash->total * 8;
    memcpy(end, hash->rest, begun);
    end[begun] = 0x80;
    for (int i = 0; i < 8; i++) end[size - 1 - i] = (uint8_t)(bits >> (8 * i));
    compress_one(hash->words, end, size / 64);
    for (int i = 0; i < 32; i++) digest[i] = (uint8_t)(hash->words[i / 4] >> (24 - i % 4 * 8));
}
