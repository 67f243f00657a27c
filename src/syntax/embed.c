/* SPDX-License-Identifier: Apache-2.0 */
/* The model in the binary. The build says where it lies (CHN_MODEL_FILE). */
#include "syntax/syntax.h"

#ifdef CHN_MODEL_FILE
__asm__(".pushsection .rodata.chn_model, \"a\", %progbits\n"
        ".global chn_model_first\n"
        ".hidden chn_model_first\n"
        ".balign 64\n"
        "chn_model_first:\n"
        ".incbin \"" CHN_MODEL_FILE "\"\n"
        ".global chn_model_end\n"
        ".hidden chn_model_end\n"
        "chn_model_end:\n"
        ".balign 64\n"
        ".popsection\n");

extern const unsigned char chn_model_first[]
    __attribute__((visibility("hidden")));
extern const unsigned char chn_model_end[]
    __attribute__((visibility("hidden")));

const void *chn_model_builtin(size_t *n)
{
    *n = (size_t)((uintptr_t)chn_model_end - (uintptr_t)chn_model_first);
    return chn_model_first;
}
#else
const void *chn_model_builtin(size_t *n)
{
    *n = 0;
    return NULL;
}
#endif
