/* SPDX-License-Identifier: Apache-2.0 */
/* Hashes: a quick one for tables in memory, SHA-256 for what is stored. */
#ifndef CHN_BASE_HASH_H
#define CHN_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* Quick, not for storage, not secure. Same on every machine. */
uint64_t chn_hash(const void *p, size_t n, uint64_t seed);

/* FIPS 180-4. */
typedef struct chn_sha256 {
    uint32_t h[8];
    uint64_t n;
    unsigned char block[64];
} chn_sha256;
void chn_sha256_init(chn_sha256 *s);
void chn_sha256_put(chn_sha256 *s, const void *p, size_t n);
void chn_sha256_end(chn_sha256 *s, unsigned char out[32]);
/* First `digits` (even, <= 64) hexadecimal digits of the hash, and NUL. */
void chn_sha256_hex(chn_sha256 *s, char *out, size_t digits);

#endif
