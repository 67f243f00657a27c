/* SPDX-License-Identifier: Apache-2.0 */
/* Arcs that the treebanks never have and the network sometimes gives. Each
 * function says how seldom, or why never. */
#include "syntax/mend.h"

#include "syntax/nn.h"

/* Is token i (of 1..n) the head of a clause with "that" before a subject of its
 * own? */
static bool that_clause(const chn_tree *t, uint32_t first, uint32_t n,
                        uint32_t i)
{
    const chn_nn_scratch *s = t->scratch;
    bool that = false;
    for (uint32_t k = 1; k < i && k <= n; k++) {
        if (s->up[k] != i)
            continue;
        const uint8_t rel = s->rel[k - 1];
        if (rel == CHN_REL_MARK)
            that = chn_tok_is(t->doc, first + k - 1, "that");
        else if (that && (rel == CHN_REL_NSUBJ || rel == CHN_REL_NSUBJ_PASS))
            return true;
    }
    return false;
}

/* "said in a statement that Peru had attacked", "complained to the council that
 * it had": read as of a statement, a council. A clause that "that" marks and
 * that has its subject is not relative (4 such in 20,000 sentences of the
 * treebanks), and a name has no content: it is what the verb above says. */
static void mend_content(chn_tree *t, uint32_t first, uint32_t n)
{
    chn_nn_scratch *s = t->scratch;
    const chn_relset under =
        CHN_RELSET(CHN_REL_OBL) | CHN_RELSET(CHN_REL_OBL_UNMARKED) |
        CHN_RELSET(CHN_REL_NMOD) | CHN_RELSET(CHN_REL_NMOD_UNMARKED) |
        CHN_RELSET(CHN_REL_IOBJ);
    for (uint32_t i = 1; i <= n; i++) {
        const uint8_t rel = s->rel[i - 1];
        uint32_t up = s->up[i];
        if ((rel != CHN_REL_ACL_RELCL &&
             (rel != CHN_REL_ACL || up == 0 ||
              t->node[first + up - 1].upos != CHN_PROPN)) ||
            up > i || !that_clause(t, first, n, i))
            continue;
        while (up != 0 && (CHN_RELSET(s->rel[up - 1]) & under) &&
               s->up[up] < up)
            up = s->up[up];
        bool free = up != 0 && up < i && up != s->up[i] &&
                    t->node[first + up - 1].upos == CHN_VERB;
        for (uint32_t k = 1; k <= n && free; k++)
            free = s->up[k] != up || s->rel[k - 1] != CHN_REL_CCOMP;
        if (free) {
            s->up[i] = up;
            s->rel[i - 1] = CHN_REL_CCOMP;
        }
    }
}

/* "gave Peru twenty tanks", read as tanks of a kind: whoever stands right
 * behind the verb, before the number or article of its object, is given it. */
static void mend_dative(chn_tree *t, uint32_t first, uint32_t n)
{
    chn_nn_scratch *s = t->scratch;
    for (uint32_t i = 2; i < n; i++) {
        const uint32_t obj = s->up[i];
        if (s->rel[i - 1] != CHN_REL_COMPOUND || obj <= i + 1 ||
            s->rel[obj - 1] != CHN_REL_OBJ || s->up[obj] != i - 1 ||
            t->node[first + i - 1].upos != CHN_PROPN ||
            t->node[first + i - 2].upos != CHN_VERB || s->up[i + 1] != obj)
            continue;
        const uint8_t next = s->rel[i];
        if (next == CHN_REL_NUMMOD || next == CHN_REL_DET) {
            s->up[i] = i - 1;
            s->rel[i - 1] = CHN_REL_IOBJ;
        }
    }
}

void chn_syntax_mend(chn_tree *t, uint32_t first, uint32_t n)
{
    mend_content(t, first, n);
    mend_dative(t, first, n);
}
