/* SPDX-License-Identifier: Apache-2.0 */
/* The voice stage over any text: attributions lie in the text and in order,
 * parents make no circle, chains end; and marks that nobody closes, or ten
 * thousand that are nested, cost no more a token than others do. */
#include "fuzz.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/str.h"
#include "syntax/syntax.h"
#include "voice/voice.h"

#define TEXT_MAX 400000u
#define TREES_MAX 4000u /* bytes of text that are parsed */

static struct {
    chn_arena *know, *scratch;
    chn_lex *lex;
    const chn_text_know *text;
    const chn_actor_know *actor;
    const chn_voice_know *voice;
    const chn_model *model;
} all; /* libFuzzer has no place to hand it over */

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static const chn_table *tables[256];
    chn_tableset set = {tables, 0};
    chn_err err = {0};
    (void)argc;
    (void)argv;
    for (uint32_t i = 0; i < chn_builtin_table_count && i < 256; i++)
        tables[set.n++] = &chn_builtin_tables[i];
    all.know = chn_arena_new(CHN_ARENA_MAX);
    all.scratch = chn_arena_new(CHN_ARENA_MAX);
    HOLDS(all.know && all.scratch);
    all.lex = chn_lex_new(all.know);
    HOLDS(all.lex != NULL);
    all.text = chn_text_know_new(all.know, &set, all.lex, &err);
    HOLDS(all.text != NULL);
    all.actor = chn_actor_know_new(all.know, &set, all.text, all.lex, &err);
    HOLDS(all.actor != NULL);
    all.voice = chn_voice_know_new(all.know, &set, all.text, all.lex, &err);
    HOLDS(all.voice != NULL);
    size_t n = 0;
    const void *bytes = chn_model_builtin(&n);
    if (bytes)
        all.model = chn_model_of(all.know, bytes, n, &err);
    return 0;
}

static void check_one(const chn_doc *d, const chn_voices *v, uint32_t i)
{
    const chn_attribution *a = &v->at[i];
    HOLDS(a->cue_first <= a->cue_end && a->cue_end <= d->n_tok);
    HOLDS(a->more_first <= a->more_end && a->more_end <= d->n_tok);
    HOLDS(a->source_first <= a->source_end && a->source_end <= d->n_tok);
    HOLDS(a->again_first <= a->again_end && a->again_end <= d->n_tok);
    HOLDS(a->name_first <= a->name_end && a->name_end <= d->n_tok);
    HOLDS(i == 0 || v->at[i - 1].cue_first <= a->cue_first);
    for (uint32_t c = 0; c < a->n_content; c++)
        HOLDS(a->content[c][0] < a->content[c][1] &&
              a->content[c][1] <= d->n_tok);
    uint32_t up = i;
    for (uint32_t hops = 0; up != CHN_ATTR_NONE; hops++) {
        HOLDS(up < v->n && hops <= v->n);
        up = v->at[up].parent;
    }
}

static void check(const chn_doc *d, const chn_mentions *m, const chn_voices *v)
{
    chn_voice links[CHN_CHAIN_MAX];
    uint32_t of[CHN_CHAIN_MAX];
    uint32_t flags;
    for (uint32_t i = 0; i < v->n; i++) {
        check_one(d, v, i);
        HOLDS(chn_voice_path(all.voice, d, m, v, i, links, of) <=
              CHN_CHAIN_MAX);
    }
    for (uint32_t t = 0; t < d->n_tok && t < 2000; t++) {
        const uint32_t n = chn_voice_chain(all.voice, d, m, v, t,
                                           CHN_MENTION_NONE, links, &flags);
        HOLDS(n <= CHN_CHAIN_MAX);
        for (uint32_t i = 0; i < n; i++)
            HOLDS(links[i].name.n > 0 &&
                  links[i].span.from <= links[i].span.to &&
                  links[i].span.to <= d->n);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    chn_doc doc;
    chn_mentions mentions;
    chn_voices voices;
    chn_tree *tree = NULL;
    chn_err err = {0};
    if (n > TEXT_MAX)
        return 0;
    memset(&doc, 0, sizeof doc);
    memset(&mentions, 0, sizeof mentions);
    chn_arena_reset(all.scratch);
    if (chn_text_read(all.text, all.lex, all.scratch, (const char *)data,
                      (uint32_t)n, 0, &doc, &err) != CHN_OK ||
        chn_actor_find(all.actor, &doc, &mentions, &err) != CHN_OK)
        return 0;
    if (all.model && n <= TREES_MAX)
        HOLDS(chn_tree_new(all.model, &doc, &tree, &err) == CHN_OK);
    HOLDS(chn_voice_find(all.voice, &doc, &mentions, tree, &voices, &err) ==
          CHN_OK);
    check(&doc, &mentions, &voices);
    HOLDS(chn_voice_list(all.voice, &doc, &mentions, tree, &voices, &err) ==
          CHN_OK);
    check(&doc, &mentions, &voices);
    return 0;
}
