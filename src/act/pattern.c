/* SPDX-License-Identifier: Apache-2.0 */
/* The language of patterns and frames: data/rules/README.md describes it. */
#include <stdlib.h>
#include <string.h>

#include "act/inside.h"
#include "base/str.h"

/* ---- words of a pattern ---- */

static chn_code add_choice(const act_loader *l, act_cons *c, uint32_t *cap,
                           uint32_t lemma)
{
    void *at = c->choice;
    if (!chn_arena_grow(l->k->arena, &at, cap, c->n_choice + 1,
                        sizeof(uint32_t)))
        return chn_fail_memory(l->err);
    c->choice = at;
    /* ascending, so that act_match can halve */
    uint32_t i = c->n_choice;
    while (i > 0 && c->choice[i - 1] > lemma) {
        c->choice[i] = c->choice[i - 1];
        i--;
    }
    if (i > 0 && c->choice[i - 1] == lemma) {
        while (i < c->n_choice) { /* twice in the list */
            c->choice[i] = c->choice[i + 1];
            i++;
        }
        return CHN_OK;
    }
    c->choice[i] = lemma;
    c->n_choice++;
    return CHN_OK;
}

/* "meet/see/@talk": lemmas of one part of speech. */
static chn_code read_choices(const act_loader *l, act_cons *c, act_pos pos,
                             chn_str list)
{
    chn_str one;
    uint32_t cap = 0;
    while (chn_str_next(&list, '/', &one)) {
        if (one.n > 1 && one.p[0] == '@') {
            const act_class_words *w =
                act_set_of(l->k, chn_str_n(one.p + 1, one.n - 1));
            if (!w)
                return chn_rows_fail(&l->it, l->err,
                                     "data/rules/classes.tsv has no class "
                                     "\"%.*s\"",
                                     (int)one.n - 1, one.p + 1);
            for (uint32_t i = 0; i < w->n; i++)
                if (add_choice(l, c, &cap, w->lemma[i]) != CHN_OK)
                    return CHN_ERR_MEMORY;
            continue;
        }
        const uint32_t x = act_add_lemma(l->k, l->text, one, pos);
        if (x == NONE)
            return one.n ? chn_fail_memory(l->err)
                         : chn_rows_fail(&l->it, l->err,
                                         "a pattern names an empty word");
        if (add_choice(l, c, &cap, x) != CHN_OK)
            return CHN_ERR_MEMORY;
    }
    if (c->n_choice == 0)
        return chn_rows_fail(&l->it, l->err,
                             "a part of the pattern names no word; write "
                             "\"v:meet\" or \"n:talk/meeting\"");
    return CHN_OK;
}

static bool pos_of(chn_str s, act_pos *pos)
{
    if (s.n < 3 || s.p[1] != ':')
        return false;
    if (s.p[0] == 'v')
        *pos = P_VERB;
    else if (s.p[0] == 'n')
        *pos = P_NOUN;
    else if (s.p[0] == 'w')
        *pos = P_WORD;
    else
        return false;
    return true;
}

static chn_code read_preps(const act_loader *l, act_cons *c, chn_str list)
{
    chn_str one;
    uint32_t cap = 0;
    while (chn_str_next(&list, '/', &one)) {
        void *at = c->prep;
        const uint32_t w = act_add_word(l->k, one);
        if (!w || !chn_arena_grow(l->k->arena, &at, &cap, c->n_prep + 1,
                                  sizeof(uint32_t)))
            return chn_fail_memory(l->err);
        c->prep = at;
        c->prep[c->n_prep++] = w;
    }
    return CHN_OK;
}

/* "friendly", "hostile", "any": categories of one kind. */
static bool add_kind(const chn_act_know *k, act_cons *c, chn_str one)
{
    const uint32_t acts = chn_str_is(one, "friendly")  ? k->friendly
                          : chn_str_is(one, "hostile") ? k->hostile
                          : chn_str_is(one, "any")     ? UINT32_MAX
                                                       : 0;
    c->acts |= acts;
    return acts != 0;
}

static bool add_status(act_cons *c, chn_str one)
{
    static const char *const names[] = {"occurred", "planned", "possible",
                                        "denied"};
    for (size_t i = 0; i < 4; i++) {
        if (!chn_str_is(one, names[i]))
            continue;
        c->statuses = (uint8_t)(c->statuses | 1u << i);
        return true;
    }
    return false;
}

/* "ACT:AGREE/CONSULT" or "ACT:friendly/planned". */
static chn_code read_acts(const act_loader *l, act_cons *c, chn_str list)
{
    chn_str one;
    while (chn_str_next(&list, '/', &one)) {
        bool known = add_status(c, one) || add_kind(l->k, c, one);
        for (uint32_t n = 0; n < l->k->n_category && !known; n++) {
            known = chn_str_eq(l->k->category[n], one);
            c->acts |= known ? 1u << n : 0;
        }
        if (!known)
            return chn_rows_fail(&l->it, l->err,
                                 "\"%.*s\" is no category and no status; "
                                 "write ACT:AGREE/CONSULT, ACT:friendly, "
                                 "ACT:hostile or ACT:any",
                                 (int)one.n, one.p);
    }
    return CHN_OK;
}

static chn_code read_want(const act_loader *l, act_cons *c, chn_str want)
{
    act_pos pos;
    if (chn_str_is(want, "*")) {
        c->want = WANT_ANY;
        return CHN_OK;
    }
    if (chn_str_is(want, "ACTOR")) {
        c->want = WANT_ACTOR;
        return CHN_OK;
    }
    if (chn_str_is(want, "PLACE")) {
        c->want = WANT_PLACE;
        return CHN_OK;
    }
    if (want.n > 4 && memcmp(want.p, "ACT:", 4) == 0) {
        c->want = WANT_ACT;
        return read_acts(l, c, chn_str_n(want.p + 4, want.n - 4));
    }
    if (!pos_of(want, &pos))
        return chn_rows_fail(&l->it, l->err,
                             "\"%.*s\" is nothing that a word can be asked to "
                             "be; write v:VERB, n:NOUN, w:WORD, ACTOR, "
                             "PLACE, ACT:CATEGORY or *",
                             (int)want.n, want.p);
    c->want = WANT_LEMMA;
    return read_choices(l, c, pos, chn_str_n(want.p + 2, want.n - 2));
}

static chn_code read_cons(const act_loader *l, act_cons *c, chn_str one)
{
    static const struct {
        const char *name;
        link_kind link;
    } links[] = {{"subj", L_SUBJ}, {"obj", L_OBJ}, {"comp", L_COMP},
                 {"dep", L_DEP},   {"arg", L_ARG}, {"mod", L_MOD},
                 {"gov", L_GOV}};
    while (one.n && (one.p[0] == '!' || one.p[0] == '>')) {
        c->not |= one.p[0] == '!';
        c->chained |= one.p[0] == '>';
        one = chn_str_n(one.p + 1, one.n - 1);
    }
    if (one.n > 1 && one.p[0] == '+') {
        c->link = L_WORD;
        c->want = WANT_ANY;
        return read_preps(l, c, chn_str_n(one.p + 1, one.n - 1));
    }
    const char *eq = one.n ? memchr(one.p, '=', one.n) : NULL;
    if (!eq)
        return chn_rows_fail(&l->it, l->err,
                             "\"%.*s\" is no part of a pattern; write "
                             "obj=n:NOUN, with=ACTOR, comp=v:VERB, +WORD",
                             (int)one.n, one.p);
    const chn_str name = chn_str_n(one.p, (size_t)(eq - one.p));
    c->link = L_PREP;
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++)
        if (chn_str_is(name, links[i].name))
            c->link = (uint8_t)links[i].link;
    chn_code rc = c->link == L_PREP ? read_preps(l, c, name) : CHN_OK;
    if (rc == CHN_OK)
        rc = read_want(l, c, chn_str_n(eq + 1, one.n - name.n - 1));
    return rc;
}

/* "+not/never/n't": does a part ask for a negation? */
static bool names_negation(chn_str part)
{
    static const char *const words[] = {"not", "n't",     "never", "no",
                                        "nor", "neither", "hardly"};
    while (part.n && !(part.p[0] >= 'a' && part.p[0] <= 'z'))
        part = chn_str_n(part.p + 1, part.n - 1);
    chn_str one;
    while (chn_str_next(&part, '/', &one))
        for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
            if (chn_str_is(one, words[i]))
                return true;
    return false;
}

chn_code act_read_pattern(const act_loader *l, act_rule *r, chn_str pattern)
{
    chn_str one;
    bool headed = false;
    r->pattern = pattern;
    while (chn_str_next(&pattern, ' ', &one)) {
        if (one.n == 0)
            continue;
        if (!headed) {
            act_pos pos;
            act_cons heads;
            memset(&heads, 0, sizeof heads);
            if (!pos_of(one, &pos))
                return chn_rows_fail(&l->it, l->err,
                                     "a pattern begins with v:VERB, n:NOUN or "
                                     "w:WORD, not with \"%.*s\"",
                                     (int)one.n, one.p);
            const chn_code rc =
                read_choices(l, &heads, pos, chn_str_n(one.p + 2, one.n - 2));
            if (rc != CHN_OK)
                return rc;
            r->heads = heads.choice;
            r->n_heads = heads.n_choice;
            r->pos = (uint8_t)pos;
            r->weight = 1;
            headed = true;
            continue;
        }
        if (r->n_cons == CONS_MAX)
            return chn_rows_fail(&l->it, l->err,
                                 "the pattern has more than %d parts behind "
                                 "its head",
                                 CONS_MAX);
        act_cons *c = &r->cons[r->n_cons++];
        const chn_code rc = read_cons(l, c, one);
        if (rc != CHN_OK)
            return rc;
        r->weight = (uint8_t)(r->weight + (c->not ? 0 : 1));
        r->negation |= c->link == L_WORD && !c->not &&names_negation(one);
    }
    /* what holds only under a negation is told before what holds without */
    r->weight = (uint8_t)(r->weight + (r->flags & R_NEGATED ? CONS_MAX : 0));
    /* "denied attacking": what becomes of an act that is there, before what
     * else the word may mean */
    r->weight = (uint8_t)(r->weight + (r->flags & R_SAME ? 1 : 0));
    return headed ? CHN_OK
                  : chn_rows_fail(&l->it, l->err, "the pattern is empty");
}

/* ---- the frame ---- */

static chn_code read_slots(const act_loader *l, chn_str list, act_slot *slots,
                           uint32_t *n)
{
    static const struct {
        const char *name;
        slot_kind kind;
    } kinds[] = {{"subj", S_SUBJ},  {"obj", S_OBJ},
                 {"poss", S_POSS},  {"between", S_BETWEEN},
                 {"pair", S_PAIR},  {"comp", S_COMP},
                 {"act", S_ACT},    {"within", S_WITHIN},
                 {"above", S_OVER}, {"condition", S_IF}};
    chn_str one;
    while (chn_str_next(&list, '|', &one)) {
        if (one.n == 0)
            continue;
        if (*n == SLOTS_MAX)
            return chn_rows_fail(&l->it, l->err, "more than %d slots of a side",
                                 SLOTS_MAX);
        act_slot *s = &slots[(*n)++];
        s->kind = S_PREP;
        for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
            if (chn_str_is(one, kinds[i].name))
                s->kind = kinds[i].kind;
        if (s->kind != S_PREP)
            continue;
        s->prep = act_add_word(l->k, one);
        if (!s->prep)
            return chn_fail_memory(l->err);
        if (!(chn_classes_of(&l->k->classes, s->prep) & CHN_CLASS(W_PREP)))
            return chn_rows_fail(&l->it, l->err,
                                 "\"%.*s\" is no slot: write subj, obj, poss, "
                                 "between, pair, comp, act, within, above, "
                                 "condition, or a preposition of words.tsv",
                                 (int)one.n, one.p);
    }
    return CHN_OK;
}

/* "; host=in|by; carrier=through": third parties. */
static chn_code read_others(const act_loader *l, act_rule *r, chn_str list)
{
    static const char *const roles[] = {"host", "mediator", "carrier", "owner",
                                        "party"};
    chn_str one;
    while (chn_str_next(&list, ';', &one)) {
        one = chn_str_trim(one);
        const char *eq = one.n ? memchr(one.p, '=', one.n) : NULL;
        if (!eq || r->n_other == OTHERS_MAX)
            return chn_rows_fail(&l->it, l->err,
                                 "\"%.*s\" is no third party; write "
                                 "\"; host=in|by\", at most %d",
                                 (int)one.n, one.p, OTHERS_MAX);
        act_other *o = &r->other[r->n_other++];
        o->role = chn_str_n(one.p, (size_t)(eq - one.p));
        bool known = false;
        for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
            known = known || chn_str_is(o->role, roles[i]);
        if (!known)
            return chn_rows_fail(&l->it, l->err,
                                 "unknown role \"%.*s\"; write host, "
                                 "mediator, carrier, owner or party",
                                 (int)o->role.n, o->role.p);
        const chn_code rc = read_slots(
            l, chn_str_n(eq + 1, one.n - o->role.n - 1), o->slot, &o->n_slot);
        if (rc != CHN_OK)
            return rc;
    }
    return CHN_OK;
}

/* "subj > obj|with !": source slots, direction, target slots, "!" where a
 * target is needed. "<>" has no direction. */
chn_code act_read_frame(const act_loader *l, act_rule *r, chn_str frame)
{
    r->frame = frame;
    const char *semi = frame.n ? memchr(frame.p, ';', frame.n) : NULL;
    if (semi) {
        const chn_code rc = read_others(
            l, r, chn_str_n(semi + 1, frame.n - (size_t)(semi + 1 - frame.p)));
        if (rc != CHN_OK)
            return rc;
        frame.n = (size_t)(semi - frame.p);
    }
    const char *arrow = frame.n ? memchr(frame.p, '>', frame.n) : NULL;
    if (!arrow)
        return chn_rows_fail(&l->it, l->err,
                             "the frame \"%.*s\" has no \">\"; write \"subj > "
                             "obj\"",
                             (int)frame.n, frame.p);
    chn_str source = chn_str_n(frame.p, (size_t)(arrow - frame.p));
    chn_str target =
        chn_str_n(arrow + 1, frame.n - (size_t)(arrow + 1 - frame.p));
    if (source.n && source.p[source.n - 1] == '<') {
        source.n--;
        r->flags |= R_SYMMETRIC;
    }
    target = chn_str_trim(target);
    if (target.n && target.p[target.n - 1] == '!') {
        target.n--;
        r->flags |= R_TARGET;
    }
    chn_code rc = read_slots(l, chn_str_trim(source), r->source, &r->n_source);
    if (rc == CHN_OK)
        rc = read_slots(l, chn_str_trim(target), r->target, &r->n_target);
    return rc;
}
