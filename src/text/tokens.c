/* SPDX-License-Identifier: Apache-2.0 */
/* The tokenizer: one walk over the code points, no back-tracking. */
#include "text/tokens.h"

#include <string.h>

#include "base/err.h"
#include "base/utf8.h"

typedef struct cutter {
    const chn_text_know *know;
    chn_arena *arena;
    const char *text;
    uint32_t n;
    chn_token *tok;
    uint32_t n_tok, cap;
} cutter;

/* Code point at byte i; 0 at the end. The view is valid UTF-8. */
static uint32_t at(const cutter *c, uint32_t i, uint32_t *len)
{
    *len = 0;
    if (i >= c->n)
        return 0;
    const unsigned char b = (unsigned char)c->text[i];
    if (b < 0x80) {
        *len = 1;
        return b;
    }
    return chn_utf8_next(c->text + i, c->n - i, len);
}

static uint32_t cp_at(const cutter *c, uint32_t i)
{
    uint32_t len;
    return at(c, i, &len);
}

static bool apostrophe(uint32_t cp)
{
    return cp == '\'' || cp == 0x2019;
}

static bool push(cutter *c, uint32_t from, uint32_t to, chn_tok_kind kind,
                 bool space)
{
    void *tok = c->tok;
    if (!chn_arena_grow(c->arena, &tok, &c->cap, c->n_tok + 1,
                        sizeof(chn_token)))
        return false;
    c->tok = tok;
    chn_token *t = &c->tok[c->n_tok++];
    memset(t, 0, sizeof *t);
    t->from = from;
    t->to = to;
    t->kind = (uint8_t)kind;
    if (space)
        t->flags |= CHN_TOK_SPACE;
    uint32_t letters = 0;
    uint32_t upper = 0;
    uint32_t len;
    for (uint32_t i = from; i < to; i += len) {
        const uint32_t cp = at(c, i, &len);
        if (!chn_cp_letter(cp))
            continue;
        if (chn_cp_upper(cp)) {
            upper++;
            if (letters == 0)
                t->flags |= CHN_TOK_CAP;
        }
        letters++;
    }
    if (letters >= 2 && letters == upper)
        t->flags |= CHN_TOK_ALLCAP;
    return true;
}

/* Bytes of the clitic whose apostrophe is at i: "'s", "'re" ... or 0. */
static uint32_t clitic(const cutter *c, uint32_t i)
{
    static const char *const forms[] = {"s", "re", "ve", "ll", "d", "m"};
    uint32_t len;
    if (!apostrophe(at(c, i, &len)))
        return 0;
    for (size_t f = 0; f < sizeof forms / sizeof forms[0]; f++) {
        const uint32_t n = (uint32_t)strlen(forms[f]);
        uint32_t same = 0;
        while (same < n && i + len + same < c->n &&
               (c->text[i + len + same] | 32) == forms[f][same])
            same++;
        if (same == n) {
            const uint32_t next = cp_at(c, i + len + n);
            if (!chn_cp_letter(next) && !chn_cp_digit(next))
                return len + n;
        }
    }
    return 0;
}

/* "U.S.", "a.m.", "J.": single letters, each with a dot. End, or 0. */
static uint32_t acronym(const cutter *c, uint32_t i)
{
    uint32_t end = 0;
    for (;;) {
        uint32_t len;
        const uint32_t cp = at(c, i, &len);
        if (!chn_cp_letter(cp) || cp_at(c, i + len) != '.')
            return end;
        /* a lone small letter with a dot is the end of a sentence */
        if (end == 0 && !chn_cp_upper(cp) &&
            !chn_cp_letter(cp_at(c, i + len + 1)))
            return 0;
        i += len + 1;
        end = i;
    }
}

/* A word from i: letters, digits after them, inner apostrophes. Pushes the
 * word and a clitic behind it; returns the end, 0 on no memory. */
static uint32_t word(cutter *c, uint32_t i, bool space)
{
    const uint32_t from = i;
    uint32_t len;
    const uint32_t acro = acronym(c, i);
    if (acro) {
        if (!push(c, from, acro, CHN_TOK_WORD, space))
            return 0;
        const uint32_t more = clitic(c, acro);
        if (more && !push(c, acro, acro + more, CHN_TOK_WORD, false))
            return 0;
        return acro + more;
    }
    uint32_t cp = at(c, i, &len);
    while (len) {
        if (chn_cp_letter(cp) || chn_cp_digit(cp)) {
            i += len;
        } else if (apostrophe(cp) && i > from && !clitic(c, i) &&
                   chn_cp_letter(cp_at(c, i + len))) {
            i += len; /* O'Brien, N'Djamena */
        } else {
            break;
        }
        cp = at(c, i, &len);
    }
    /* don't: do + n't */
    const uint32_t end = i;
    const char *p = c->text + from;
    uint32_t cut = 0;
    if (end - from >= 4 && (p[end - from - 1] | 32) == 't') {
        if (p[end - from - 2] == '\'' && (p[end - from - 3] | 32) == 'n')
            cut = 3;
        else if (end - from >= 6 &&
                 memcmp(p + (end - from - 4), "\xE2\x80\x99", 3) == 0 &&
                 (p[end - from - 5] | 32) == 'n')
            cut = 5;
    }
    if (cut) {
        if (!push(c, from, end - cut, CHN_TOK_WORD, space) ||
            !push(c, end - cut, end, CHN_TOK_WORD, false))
            return 0;
        return end;
    }
    if (cp == '.' && chn_text_abbreviation(c->know, p, end - from))
        i++; /* "Gen." keeps its dot */
    if (!push(c, from, i, CHN_TOK_WORD, space))
        return 0;
    const uint32_t more = clitic(c, i);
    if (more && !push(c, i, i + more, CHN_TOK_WORD, false))
        return 0;
    return i + more;
}

/* A number from i: digits, inner , . : between digits, letters behind. */
static uint32_t number(const cutter *c, uint32_t i)
{
    uint32_t len;
    for (;;) {
        const uint32_t cp = at(c, i, &len);
        if (chn_cp_digit(cp)) {
            i += len;
        } else if ((cp == ',' || cp == '.' || cp == ':') &&
                   chn_cp_digit(cp_at(c, i + 1))) {
            i++;
        } else {
            break;
        }
    }
    while (chn_cp_letter(at(c, i, &len)))
        i += len; /* 74th, 1990s, 5G */
    return i;
}

static uint32_t run(const cutter *c, uint32_t i, uint32_t cp)
{
    uint32_t len;
    while (at(c, i, &len) == cp)
        i += len;
    return i;
}

static bool starts(const cutter *c, uint32_t i, const char *z)
{
    const size_t n = strlen(z);
    return c->n - i >= n && memcmp(c->text + i, z, n) == 0;
}

static uint32_t to_space(const cutter *c, uint32_t i)
{
    uint32_t len;
    uint32_t last = i;
    for (;;) {
        const uint32_t cp = at(c, i, &len);
        if (len == 0 || chn_cp_space(cp))
            break;
        i += len;
        /* a full stop or comma after an address is not part of it */
        if (cp != '.' && cp != ',' && cp != ')' && cp != ';')
            last = i;
    }
    return last;
}

static bool punct(uint32_t cp)
{
    if (cp < 128)
        return cp > 32 && cp != '$' && cp != '%' && cp != '+' && cp != '=' &&
               cp != '<' && cp != '>' && cp != '|' && cp != '^' && cp != '~' &&
               cp != '#' && cp != '@' && cp != '&' && cp != '*' && cp != '`';
    return (cp >= 0x2010 && cp <= 0x2027) || cp == 0xAB || cp == 0xBB ||
           (cp >= 0x2030 && cp <= 0x203A);
}

chn_code chn_tokens_cut(const chn_text_know *k, chn_arena *a, const char *text,
                        uint32_t from, uint32_t n, chn_token **out,
                        uint32_t *n_out, chn_err *err)
{
    cutter c = {.know = k, .arena = a, .text = text, .n = n};
    bool space = true;
    for (uint32_t i = from; i < n;) {
        uint32_t len;
        const uint32_t cp = at(&c, i, &len);
        if (chn_cp_space(cp)) {
            space = true;
            i += len;
            continue;
        }
        uint32_t end = 0;
        bool ok = true;
        if (starts(&c, i, "http://") || starts(&c, i, "https://") ||
            starts(&c, i, "www.")) {
            end = to_space(&c, i);
            ok = push(&c, i, end, CHN_TOK_OTHER, space);
        } else if (chn_cp_letter(cp)) {
            end = word(&c, i, space);
            ok = end != 0;
        } else if (chn_cp_digit(cp)) {
            end = number(&c, i);
            ok = push(&c, i, end, CHN_TOK_NUMBER, space);
            const uint32_t more = clitic(&c, end);
            if (ok && more) {
                ok = push(&c, end, end + more, CHN_TOK_WORD, false);
                end += more;
            }
        } else if (cp == '.' || cp == '-') {
            end = run(&c, i, cp);
            ok = push(&c, i, end, CHN_TOK_PUNCT, space);
        } else if (!space && clitic(&c, i)) {
            end = i + clitic(&c, i); /* "(KCNA)'s" */
            ok = push(&c, i, end, CHN_TOK_WORD, false);
        } else {
            end = i + len;
            ok = push(&c, i, end, punct(cp) ? CHN_TOK_PUNCT : CHN_TOK_OTHER,
                      space);
        }
        if (!ok)
            return chn_fail_memory(err);
        i = end;
        space = false;
    }
    *out = c.tok;
    *n_out = c.n_tok;
    return CHN_OK;
}
