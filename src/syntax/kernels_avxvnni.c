/* SPDX-License-Identifier: Apache-2.0 */
/* The kernels for AVX2 with AVX-VNNI (256 bits); see CMakeLists.txt for the
 * flags. */
#include "syntax/kernels.h"

#ifdef CHN_KERNELS_X86
#define CHN_KERNELS chn_kernels_avxvnni
#define CHN_KERNELS_NAME "avxvnni"
#define CHN_BY_AVXVNNI 1

#include "syntax/kernels_body.h"
#endif
