/* SPDX-License-Identifier: Apache-2.0 */
/* Names of tags and relations; feature strings as bits. */
#include <string.h>

#include "base/str.h"
#include "syntax/model.h"

static const char *const upos_names[CHN_UPOS_N] = {
    "_",   "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN",
    "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"};

static const char *const rel_names[CHN_REL_N] = {"_",
#define REL_NAME(id, name) name,
                                                 CHN_RELS(REL_NAME)
#undef REL_NAME
};

const char *chn_upos_name(chn_upos u)
{
    return (unsigned)u < CHN_UPOS_N ? upos_names[u] : "_";
}

const char *chn_rel_name(chn_rel r)
{
    return (unsigned)r < CHN_REL_N ? rel_names[r] : "_";
}

chn_upos chn_upos_of(const char *p, size_t n)
{
    const chn_str s = chn_str_n(p, n);
    for (uint32_t u = 1; u < CHN_UPOS_N; u++)
        if (chn_str_is(s, upos_names[u]))
            return (chn_upos)u;
    return CHN_UPOS_NONE;
}

chn_rel chn_rel_of(const char *p, size_t n)
{
    const chn_str s = chn_str_n(p, n);
    for (uint32_t r = 1; r < CHN_REL_N; r++)
        if (chn_str_is(s, rel_names[r]))
            return (chn_rel)r;
    return CHN_REL_NONE;
}

chn_rel chn_rel_base(chn_rel r)
{
    if ((unsigned)r >= CHN_REL_N)
        return CHN_REL_NONE;
    const char *name = rel_names[r];
    return strchr(name, ':') ? chn_rel_of(name, strcspn(name, ":")) : r;
}

/* "Number=Plur" and so on -> bit. Values that no later stage asks for have
 * none. */
static const struct {
    const char *name;
    uint32_t bit;
} feature_bits[] = {
    {"Tense=Past", CHN_F_PAST},    {"Tense=Pres", CHN_F_PRES},
    {"VerbForm=Fin", CHN_F_FIN},   {"VerbForm=Inf", CHN_F_INF},
    {"VerbForm=Part", CHN_F_PART}, {"VerbForm=Ger", CHN_F_GER},
    {"Voice=Pass", CHN_F_PASS},    {"Mood=Ind", CHN_F_IND},
    {"Mood=Imp", CHN_F_IMP},       {"Mood=Sub", CHN_F_SUB},
    {"Number=Sing", CHN_F_SING},   {"Number=Plur", CHN_F_PLUR},
    {"Number=Ptan", CHN_F_PLUR},   {"Person=1", CHN_F_P1},
    {"Person=2", CHN_F_P2},        {"Person=3", CHN_F_P3},
    {"Degree=Pos", CHN_F_POS},     {"Degree=Cmp", CHN_F_CMP},
    {"Degree=Sup", CHN_F_SUP},     {"Poss=Yes", CHN_F_POSS},
    {"PronType=Prs", CHN_F_PRS},   {"PronType=Rel", CHN_F_REL},
    {"PronType=Dem", CHN_F_DEM},   {"PronType=Int", CHN_F_INT},
    {"PronType=Neg", CHN_F_NEG},   {"Polarity=Neg", CHN_F_NEG},
    {"Case=Nom", CHN_F_NOM},       {"Case=Acc", CHN_F_ACC},
    {"Case=Gen", CHN_F_GEN},       {"Definite=Def", CHN_F_DEF},
    {"Definite=Ind", CHN_F_INDEF}, {"Reflex=Yes", CHN_F_REFLEX},
    {"Gender=Masc", CHN_F_MASC},   {"Gender=Fem", CHN_F_FEM},
};

/* One "Name=a,b" of a feature string. */
static uint32_t bits_of_one(chn_str f)
{
    uint32_t bits = 0;
    size_t name = 0;
    while (name < f.n && f.p[name] != '=')
        name++;
    if (name == f.n)
        return 0;
    chn_str values = chn_str_n(f.p + name + 1, f.n - name - 1), v;
    while (chn_str_next(&values, ',', &v)) {
        for (size_t i = 0; i < sizeof feature_bits / sizeof *feature_bits;
             i++) {
            const char *want = feature_bits[i].name;
            if (strncmp(want, f.p, name + 1) == 0 &&
                chn_str_is(v, want + name + 1))
                bits |= feature_bits[i].bit;
        }
    }
    return bits;
}

uint32_t chn_feats_bits(const char *feats)
{
    uint32_t bits = 0;
    chn_str rest = chn_str_of(feats), f;
    while (chn_str_next(&rest, '|', &f))
        bits |= bits_of_one(f);
    return bits;
}

const char *chn_tree_feats(const chn_tree *t, uint32_t tok)
{
    const chn_node *node = &t->node[tok];
    return node->upos == CHN_UPOS_NONE ? "_" : t->model->feats[node->feats];
}
