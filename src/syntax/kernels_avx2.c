/* SPDX-License-Identifier: Apache-2.0 */
/* The kernels for AVX2; see CMakeLists.txt for the flags. */
#include "syntax/kernels.h"

#ifdef CHN_KERNELS_X86
#define CHN_KERNELS chn_kernels_avx2
#define CHN_KERNELS_NAME "avx2"
#define CHN_BY_AVX2 1

#include "syntax/kernels_body.h"
#endif
