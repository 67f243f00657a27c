/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/first.h"

#include <string.h>

#include "base/str.h"

enum { ACTOR = 1, TRIGGER = 2 };

struct chn_first {
    uint8_t *mark; /* [n] by word number */
    uint32_t n;
};

chn_first *chn_first_new(chn_arena *a, const chn_lex *lex,
                         const chn_actor_know *actor, const chn_act_know *act)
{
    chn_first *f = CHN_NEW(a, chn_first, 1);
    if (!f)
        return NULL;
    f->n = chn_lex_count(lex);
    f->mark = CHN_NEW(a, uint8_t, f->n);
    if (!f->mark)
        return NULL;
    for (uint32_t w = 1; w < f->n; w++)
        f->mark[w] = (uint8_t)((chn_actor_begins(actor, w) ? ACTOR : 0) |
                               (chn_act_begins(act, w) ? TRIGGER : 0));
    f->mark[0] = 0; /* the unknown word */
    return f;
}

bool chn_first_wants(const chn_first *f, const chn_doc *doc, uint32_t sent)
{
    const chn_sent *s = &doc->sent[sent];
    uint8_t seen = 0;
    for (uint32_t t = s->first; t < s->end; t++) {
        const chn_token *k = &doc->tok[t];
        if (k->word < f->n)
            seen |= f->mark[k->word];
        /* a name that no table has */
        if ((k->flags & (CHN_TOK_CAP | CHN_TOK_SENT_START)) == CHN_TOK_CAP)
            seen |= ACTOR;
        if (seen == (ACTOR | TRIGGER))
            return true;
    }
    return false;
}
