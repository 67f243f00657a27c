/* SPDX-License-Identifier: Apache-2.0 */
/* Lemmas: what to cut from a word's end and what to put there, by the whole
 * word, then by ever shorter ends of it. */
#include <string.h>

#include "base/str.h"
#include "syntax/features.h"
#include "syntax/model.h"

#define END_MAX 6u /* bytes of the longest end */

/* Tags whose lemma keeps the word as it is written. */
static bool as_written(uint32_t upos)
{
    return upos == CHN_PROPN || upos == CHN_X || upos == CHN_SYM ||
           upos == CHN_PUNCT || upos == CHN_NUM;
}

static const char *find(const chn_model *m, uint64_t hash)
{
    for (uint32_t i = (uint32_t)hash & m->lemma_mask;;
         i = (i + 1) & m->lemma_mask) {
        const chn_lemma_slot *s = &m->lemma_slot[i];
        if (s->hash == hash)
            return m->script[s->script];
        if (s->hash == 0)
            return NULL;
    }
}

static const char *script_of(const chn_model *m, chn_str fold, uint32_t upos,
                             uint32_t feats)
{
    const char *script = find(m, chn_lemma_hash(fold, 0, upos, feats));
    for (size_t n = fold.n < END_MAX ? fold.n : END_MAX; !script && n > 0; n--)
        script = find(m, chn_lemma_hash(fold, n, upos, feats));
    return script;
}

/* Bytes of `word` that stay under the script; all where it does not fit: too
 * short, cut within a character, or nothing left. */
static size_t kept(chn_str word, const char *script)
{
    const size_t cut = (size_t)(script[0] - '0');
    if (cut > word.n || (cut == word.n && script[1] == '\0'))
        return word.n;
    const size_t keep = word.n - cut;
    return cut > 0 && ((unsigned char)word.p[keep] & 0xC0) == 0x80 ? word.n
                                                                   : keep;
}

chn_str chn_tree_lemma(chn_tree *t, uint32_t tok)
{
    if (t->lemma[tok].p)
        return t->lemma[tok];
    const chn_token *k = &t->doc->tok[tok];
    const chn_node *node = &t->node[tok];
    if (node->upos == CHN_UPOS_NONE)
        return k->fold; /* not tagged: not kept either */
    const char *script = script_of(t->model, k->fold, node->upos, node->feats);
    const bool same = script && script[0] == '='; /* "American" */
    const bool written = same || as_written(node->upos);
    const chn_str word =
        written ? chn_str_n(t->doc->text + k->from, k->to - k->from) : k->fold;
    const size_t keep = script && !same ? kept(word, script) : word.n;
    const char *put =
        script && (keep < word.n || script[0] == '0') ? script + 1 : "";
    const size_t n_put = strlen(put);
    chn_str out = word;
    if (written || keep < word.n || n_put > 0) {
        char *p = CHN_NEW(t->doc->arena, char, keep + n_put + 1);
        if (!p)
            return k->fold;
        memcpy(p, word.p, keep);
        memcpy(p + keep, put, n_put);
        out = chn_str_n(p, keep + n_put);
    }
    t->lemma[tok] = out;
    return out;
}
