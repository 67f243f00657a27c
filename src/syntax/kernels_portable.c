/* SPDX-License-Identifier: Apache-2.0 */
/* The kernels for any processor. */
#define CHN_KERNELS chn_kernels_portable
#define CHN_KERNELS_NAME "portable"

#include "syntax/kernels_body.h"
