/* SPDX-License-Identifier: Apache-2.0 */
/* The kernels for AVX-512 with products by AMX (tiles of int8); see
 * CMakeLists.txt for the flags. */
#include "syntax/kernels.h"

#ifdef CHN_KERNELS_X86
#define CHN_KERNELS chn_kernels_amx
#define CHN_KERNELS_NAME "amx"
#define CHN_BY_AVX512 1
#define CHN_BY_AMX 1

#include "syntax/kernels_body.h"
#endif
