/* SPDX-License-Identifier: Apache-2.0 */
/* The kernels for AVX-512 (F, BW, DQ, VL, VNNI); see CMakeLists.txt for the
 * flags. */
#include "syntax/kernels.h"

#ifdef CHN_KERNELS_X86
#define CHN_KERNELS chn_kernels_avx512
#define CHN_KERNELS_NAME "avx512"
#define CHN_BY_AVX512 1

#include "syntax/kernels_body.h"
#endif
