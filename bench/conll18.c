/* SPDX-License-Identifier: Apache-2.0 */
/* Reading CoNLL-U, pairing words, counting. See conll18.h. */
#include "conll18.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/str.h"
#include "base/utf8.h"

enum { ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC, COLUMNS };

/* ---- reading ------------------------------------------------------------- */

typedef struct reader {
    chn_arena *arena;
    const char *name;
    uint64_t line;
    conll_file *f;
    uint32_t first_word; /* of the sentence */
    uint32_t first_tok;
    uint32_t range_end; /* word behind the open multiword token's last */
    bool para;          /* # newpar was read */
    chn_err *err;
} reader;

/* Room for one more of each kind. */
static bool room_word(reader *r)
{
    void *p = r->f->word;
    const bool ok = chn_arena_grow(r->arena, &p, &r->f->cap_word,
                                   r->f->n_word + 1, sizeof(conll_word));
    r->f->word = p;
    return ok;
}

static bool room_tok(reader *r)
{
    void *p = r->f->tok;
    const bool ok = chn_arena_grow(r->arena, &p, &r->f->cap_tok,
                                   r->f->n_tok + 1, sizeof(conll_token));
    r->f->tok = p;
    return ok;
}

static bool room_sent(reader *r)
{
    void *p = r->f->sent;
    const bool ok = chn_arena_grow(r->arena, &p, &r->f->cap_sent,
                                   r->f->n_sent + 1, sizeof(conll_sent));
    r->f->sent = p;
    return ok;
}

static chn_code bad_line(reader *r, const char *why, chn_str what)
{
    return chn_fail_at(r->err, CHN_ERR_INPUT, r->line, 0,
                       "%s:%" PRIu64 ": %s: \"%.*s\"; give CoNLL-U", r->name,
                       r->line, why, (int)what.n, what.p);
}

/* The characters of a token, without white space. */
static bool put_chars(reader *r, chn_str form)
{
    conll_file *f = r->f;
    void *p = f->chars;
    if (form.n > UINT32_MAX / 4 - f->n_chars ||
        !chn_arena_grow(r->arena, &p, &f->cap_chars,
                        f->n_chars + (uint32_t)form.n, 1))
        return false;
    f->chars = p;
    uint32_t len;
    for (size_t i = 0; i < form.n; i += len) {
        const uint32_t cp = chn_utf8_next(form.p + i, form.n - i, &len);
        if (cp != CHN_UTF8_BAD && chn_cp_space(cp))
            continue;
        memcpy(f->chars + f->n_chars, form.p + i, len);
        f->n_chars += len;
    }
    return true;
}

/* "SpaceAfter=No" among the fields of MISC. */
static bool space_after(chn_str misc)
{
    chn_str field;
    while (chn_str_next(&misc, '|', &field))
        if (chn_str_is(field, "SpaceAfter=No"))
            return false;
    return true;
}

static chn_code put_token(reader *r, const chn_str *cell, uint32_t words)
{
    conll_file *f = r->f;
    if (!room_tok(r))
        return chn_fail_memory(r->err);
    conll_token *t = &f->tok[f->n_tok++];
    t->form = cell[FORM];
    t->first = f->n_word;
    t->end = f->n_word + words;
    t->from = f->n_chars;
    t->space = space_after(cell[MISC]);
    if (!put_chars(r, cell[FORM]))
        return chn_fail_memory(r->err);
    t->to = f->n_chars;
    if (t->from == t->to)
        return bad_line(r, "a form without characters", cell[FORM]);
    return CHN_OK;
}

/* "3-4": a token of several words, which follow. */
static chn_code put_range(reader *r, const chn_str *cell)
{
    chn_str rest = cell[ID];
    chn_str low;
    uint32_t a = 0;
    uint32_t b = 0;
    if (!chn_str_next(&rest, '-', &low) || !chn_str_uint(low, UINT16_MAX, &a) ||
        !chn_str_uint(rest, UINT16_MAX, &b) || b <= a ||
        a != r->f->n_word - r->first_word + 1 || r->range_end > r->f->n_word)
        return bad_line(r, "not the range of the words that follow", cell[ID]);
    r->range_end = r->f->n_word + (b - a + 1);
    return put_token(r, cell, b - a + 1);
}

static chn_code put_word(reader *r, const chn_str *cell)
{
    conll_file *f = r->f;
    uint32_t id = 0;
    if (!chn_str_uint(cell[ID], UINT16_MAX, &id) ||
        id != f->n_word - r->first_word + 1)
        return bad_line(r, "not the next word's number", cell[ID]);
    const bool multi = r->range_end > f->n_word;
    if (!multi) {
        const chn_code rc = put_token(r, cell, 1);
        if (rc != CHN_OK)
            return rc;
    }
    if (!room_word(r))
        return chn_fail_memory(r->err);
    const conll_token *t = &f->tok[f->n_tok - 1];
    conll_word *w = &f->word[f->n_word];
    w->form = cell[FORM];
    w->lemma = cell[LEMMA];
    w->upos = cell[UPOS];
    w->feats = cell[FEATS];
    w->rel = cell[DEPREL];
    w->from = t->from;
    w->to = t->to;
    w->multi = multi;
    w->head = CONLL_NONE;
    if (!chn_str_is(cell[HEAD], "_")) {
        uint32_t head;
        if (!chn_str_uint(cell[HEAD], UINT16_MAX, &head))
            return bad_line(r, "not a head's number", cell[HEAD]);
        w->headed = true;
        if (head) /* checked when the sentence ends */
            w->head = r->first_word + head - 1;
    }
    f->n_word++;
    return CHN_OK;
}

static chn_code end_sentence(reader *r)
{
    conll_file *f = r->f;
    if (f->n_word == r->first_word && r->first_tok == f->n_tok)
        return CHN_OK;
    if (r->range_end > f->n_word)
        return bad_line(r, "a multiword token lacks words",
                        f->tok[f->n_tok - 1].form);
    for (uint32_t w = r->first_word; w < f->n_word; w++)
        if (f->word[w].head != CONLL_NONE && f->word[w].head >= f->n_word)
            return bad_line(r, "a word's head is outside its sentence",
                            f->word[w].form);
    if (!room_sent(r))
        return chn_fail_memory(r->err);
    conll_sent *s = &f->sent[f->n_sent++];
    s->first = r->first_tok;
    s->end = f->n_tok;
    s->para = r->para || f->n_sent == 1;
    r->para = false;
    r->first_tok = f->n_tok;
    r->first_word = f->n_word;
    return CHN_OK;
}

static bool begins_with(chn_str s, const char *z)
{
    const size_t n = strlen(z);
    return s.n >= n && memcmp(s.p, z, n) == 0;
}

static chn_code read_line(reader *r, chn_str line)
{
    if (line.n && line.p[line.n - 1] == '\r')
        line.n--;
    if (line.n == 0)
        return end_sentence(r);
    if (line.p[0] == '#') {
        if (begins_with(line, "# newpar") || begins_with(line, "# newdoc"))
            r->para = true;
        return CHN_OK;
    }
    chn_str cell[COLUMNS];
    size_t at = 0;
    for (int c = 0; c < COLUMNS; c++) {
        const char *p = line.p + at;
        const char *tab = memchr(p, '\t', line.n - at);
        if ((tab == NULL) != (c == COLUMNS - 1))
            return bad_line(r, "not ten columns", line);
        cell[c] = chn_str_n(p, tab ? (size_t)(tab - p) : line.n - at);
        at += cell[c].n + 1;
    }
    if (memchr(cell[ID].p, '.', cell[ID].n))
        return CHN_OK; /* an empty node */
    return memchr(cell[ID].p, '-', cell[ID].n) ? put_range(r, cell)
                                               : put_word(r, cell);
}

chn_code conll_parse(chn_arena *a, const char *name, const char *bytes,
                     size_t n, conll_file *out, chn_err *err)
{
    memset(out, 0, sizeof *out);
    reader r = {.arena = a, .name = name, .f = out, .err = err};
    chn_code rc = CHN_OK;
    for (size_t at = 0; rc == CHN_OK && at < n;) {
        const char *nl = memchr(bytes + at, '\n', n - at);
        const size_t end = nl ? (size_t)(nl - bytes) : n;
        r.line++;
        rc = read_line(&r, chn_str_n(bytes + at, end - at));
        at = end + 1;
    }
    return rc == CHN_OK ? end_sentence(&r) : rc;
}

chn_code conll_read(chn_arena *a, const char *path, conll_file *out,
                    chn_err *err)
{
    FILE *in = fopen(path, "rb");
    if (!in)
        return chn_fail(err, CHN_ERR_INPUT, "%s: cannot be opened", path);
    chn_code rc = CHN_OK;
    void *bytes = NULL;
    uint32_t cap = 0;
    uint32_t n = 0;
    size_t got = 0;
    do {
        if (!chn_arena_grow(a, &bytes, &cap, n + 65536, 1)) {
            rc = chn_fail_memory(err);
            break;
        }
        got = fread((char *)bytes + n, 1, cap - n, in);
        n += (uint32_t)got;
    } while (got > 0);
    if (rc == CHN_OK && ferror(in))
        rc = chn_fail(err, CHN_ERR_INPUT, "%s: cannot be read", path);
    (void)fclose(in);
    return rc == CHN_OK ? conll_parse(a, path, bytes, n, out, err) : rc;
}

/* ---- pairing words --------------------------------------------------------
 */

typedef struct pairing {
    chn_arena *arena;
    const conll_word *gold, *system;
    uint32_t n_gold, n_system;
    uint32_t *to_gold; /* [n_system] the gold word, or CONLL_NONE */
} pairing;

/* Do two forms read alike, capitals of ASCII aside? */
static bool alike(chn_str a, chn_str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++) {
        const char x = a.p[i];
        const char y = b.p[i];
        if (x != y && (x >= 'A' && x <= 'Z' ? x | 32 : x) !=
                          (y >= 'A' && y <= 'Z' ? y | 32 : y))
            return false;
    }
    return true;
}

/* Is word i behind the span of multiword tokens that ends at `end`? */
static bool beyond(const conll_word *w, uint32_t n, uint32_t i, uint32_t end)
{
    if (i >= n)
        return true;
    return w[i].multi ? w[i].from >= end : w[i].to > end;
}

/* Pair the words gold[gs, ge) and system[ss, se) by their longest common
 * subsequence. */
static bool pair_lcs(pairing *p, uint32_t gs, uint32_t ge, uint32_t ss,
                     uint32_t se)
{
    const uint32_t ng = ge - gs;
    const uint32_t ns = se - ss;
    if (ng == 0 || ns == 0)
        return true;
    const size_t w = (size_t)ns + 1;
    uint32_t *lcs = CHN_NEW(p->arena, uint32_t, (ng + 1) * w);
    if (!lcs)
        return false;
    for (uint32_t g = ng; g-- > 0;)
        for (uint32_t s = ns; s-- > 0;) {
            uint32_t best = lcs[(g + 1) * w + s];
            if (lcs[g * w + s + 1] > best)
                best = lcs[g * w + s + 1];
            if (alike(p->gold[gs + g].form, p->system[ss + s].form) &&
                lcs[(g + 1) * w + s + 1] + 1 > best)
                best = lcs[(g + 1) * w + s + 1] + 1;
            lcs[g * w + s] = best;
        }
    for (uint32_t g = 0, s = 0; g < ng && s < ns;) {
        if (alike(p->gold[gs + g].form, p->system[ss + s].form))
            p->to_gold[ss + s++] = gs + g++;
        else if (lcs[g * w + s] == lcs[(g + 1) * w + s])
            g++;
        else
            s++;
    }
    return true;
}

/* The words from *g and *s on, one of which is part of a multiword token, up
 * to where both sides are behind all multiword tokens that touch. */
static bool pair_span(pairing *p, uint32_t *g, uint32_t *s)
{
    uint32_t end;
    if (p->gold[*g].multi) {
        end = p->gold[*g].to;
        if (!p->system[*s].multi && p->system[*s].from < p->gold[*g].from)
            ++*s;
    } else {
        end = p->system[*s].to;
        if (p->gold[*g].from < p->system[*s].from)
            ++*g;
    }
    const uint32_t gs = *g;
    const uint32_t ss = *s;
    while (!beyond(p->gold, p->n_gold, *g, end) ||
           !beyond(p->system, p->n_system, *s, end)) {
        const bool gold =
            *g < p->n_gold &&
            (*s >= p->n_system || p->gold[*g].from <= p->system[*s].from);
        const conll_word *w = gold ? &p->gold[(*g)++] : &p->system[(*s)++];
        if (w->multi && w->to > end)
            end = w->to;
    }
    return pair_lcs(p, gs, *g, ss, *s);
}

static bool pair_words(pairing *p)
{
    for (uint32_t s = 0; s < p->n_system; s++)
        p->to_gold[s] = CONLL_NONE;
    for (uint32_t g = 0, s = 0; g < p->n_gold && s < p->n_system;) {
        const conll_word *x = &p->gold[g];
        const conll_word *y = &p->system[s];
        if (x->multi || y->multi) {
            if (!pair_span(p, &g, &s))
                return false;
        } else if (x->from == y->from && x->to == y->to) {
            p->to_gold[s++] = g++;
        } else if (x->from <= y->from) {
            g++;
        } else {
            s++;
        }
    }
    return true;
}

/* ---- counting --------------------------------------------------------------
 */

const char *conll_measure_name(conll_measure m)
{
    static const char *const names[CONLL_MEASURES] = {
        "Tokens", "Sentences", "Words", "UPOS", "UFeats",
        "Lemmas", "UAS",       "LAS",   "CLAS"};
    return m < CONLL_MEASURES ? names[m] : "";
}

double conll_precision(conll_score s)
{
    return s.system ? (double)s.right / s.system : 0;
}

double conll_recall(conll_score s)
{
    return s.gold ? (double)s.right / s.gold : 0;
}

double conll_f1(conll_score s)
{
    return s.gold + s.system ? 2.0 * s.right / ((double)s.gold + s.system) : 0;
}

/* The relation without its subtype. */
static chn_str base_rel(chn_str rel)
{
    const char *colon = rel.n ? memchr(rel.p, ':', rel.n) : NULL;
    return colon ? chn_str_n(rel.p, (size_t)(colon - rel.p)) : rel;
}

static bool among(chn_str s, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (chn_str_is(s, list[i]))
            return true;
    return false;
}

static bool content(chn_str rel)
{
    static const char *const other[] = {"aux", "cop",  "mark", "det",
                                        "clf", "case", "cc",   "punct"};
    return !among(base_rel(rel), other, sizeof other / sizeof other[0]);
}

/* The next universal feature of a list; false: none is left. */
static bool next_feature(chn_str *rest, chn_str *feature)
{
    static const char *const universal[] = {
        "PronType", "NumType", "Poss",   "Reflex", "Foreign",  "Abbr",
        "Gender",   "Animacy", "Number", "Case",   "Definite", "Degree",
        "VerbForm", "Mood",    "Tense",  "Aspect", "Voice",    "Evident",
        "Polarity", "Person",  "Polite"};
    while (chn_str_next(rest, '|', feature)) {
        chn_str all = *feature;
        chn_str name;
        if (chn_str_next(&all, '=', &name) &&
            among(name, universal, sizeof universal / sizeof universal[0]))
            return true;
    }
    return false;
}

/* Both in the order that CoNLL-U asks for: by name. */
static bool same_features(chn_str a, chn_str b)
{
    for (;;) {
        chn_str x;
        chn_str y;
        const bool more_a = next_feature(&a, &x);
        const bool more_b = next_feature(&b, &y);
        if (more_a != more_b)
            return false;
        if (!more_a)
            return true;
        if (!chn_str_eq(x, y))
            return false;
    }
}

/* Spans of both sides that are the same, of tokens and of sentences. */
static void count_spans(const conll_file *gold, const conll_file *system,
                        conll_score *tokens, conll_score *sents)
{
    *tokens = (conll_score){gold->n_tok, system->n_tok, 0};
    for (uint32_t g = 0, s = 0; g < gold->n_tok && s < system->n_tok;) {
        const conll_token *x = &gold->tok[g];
        const conll_token *y = &system->tok[s];
        tokens->right += x->from == y->from && x->to == y->to;
        g += x->from <= y->from;
        s += y->from <= x->from;
    }
    *sents = (conll_score){gold->n_sent, system->n_sent, 0};
    for (uint32_t g = 0, s = 0; g < gold->n_sent && s < system->n_sent;) {
        const conll_sent *x = &gold->sent[g];
        const conll_sent *y = &system->sent[s];
        const uint32_t xf = gold->tok[x->first].from;
        const uint32_t yf = system->tok[y->first].from;
        sents->right +=
            xf == yf && gold->tok[x->end - 1].to == system->tok[y->end - 1].to;
        g += xf <= yf;
        s += yf <= xf;
    }
}

static void count_words(const pairing *p, conll_score *score)
{
    for (int m = CONLL_WORDS; m < CONLL_CLAS; m++)
        score[m] = (conll_score){p->n_gold, p->n_system, 0};
    conll_score *clas = &score[CONLL_CLAS];
    *clas = (conll_score){0, 0, 0};
    for (uint32_t g = 0; g < p->n_gold; g++)
        clas->gold += content(p->gold[g].rel);
    for (uint32_t s = 0; s < p->n_system; s++) {
        const conll_word *y = &p->system[s];
        clas->system += content(y->rel);
        if (p->to_gold[s] == CONLL_NONE)
            continue;
        const conll_word *x = &p->gold[p->to_gold[s]];
        score[CONLL_WORDS].right++;
        score[CONLL_UPOS].right += chn_str_eq(x->upos, y->upos);
        score[CONLL_UFEATS].right += same_features(x->feats, y->feats);
        score[CONLL_LEMMAS].right +=
            chn_str_is(x->lemma, "_") || chn_str_eq(x->lemma, y->lemma);
        if (!y->headed || (y->head == CONLL_NONE) != (x->head == CONLL_NONE) ||
            (y->head != CONLL_NONE && p->to_gold[y->head] != x->head))
            continue;
        score[CONLL_UAS].right++;
        if (!chn_str_eq(base_rel(x->rel), base_rel(y->rel)))
            continue;
        score[CONLL_LAS].right++;
        clas->right += content(x->rel);
    }
}

/* The files differ: show both from the first character that does. */
static chn_code fail_chars(const conll_file *gold, const conll_file *system,
                           chn_err *err)
{
    uint32_t i = 0;
    while (i < gold->n_chars && i < system->n_chars &&
           gold->chars[i] == system->chars[i])
        i++;
    while (i > 0 && i < gold->n_chars && (gold->chars[i] & 0xC0) == 0x80)
        i--; /* to the character's first byte */
    const uint32_t g = gold->n_chars - i < 20 ? gold->n_chars - i : 20;
    const uint32_t s = system->n_chars - i < 20 ? system->n_chars - i : 20;
    return chn_fail_at(err, CHN_ERR_INPUT, 0, i,
                       "the files differ in their characters from byte %" PRIu32
                       " on (white space aside): gold \"%.*s\", system "
                       "\"%.*s\"; give two files of the same text",
                       i, (int)g, g ? gold->chars + i : "", (int)s,
                       s ? system->chars + i : "");
}

chn_code conll_compare(chn_arena *a, const conll_file *gold,
                       const conll_file *system,
                       conll_score score[CONLL_MEASURES], chn_err *err)
{
    if (gold->n_chars != system->n_chars ||
        (gold->n_chars && memcmp(gold->chars, system->chars, gold->n_chars)))
        return fail_chars(gold, system, err);
    pairing p = {.arena = a,
                 .gold = gold->word,
                 .system = system->word,
                 .n_gold = gold->n_word,
                 .n_system = system->n_word};
    p.to_gold = CHN_NEW(a, uint32_t, (size_t)p.n_system + 1);
    if (!p.to_gold || !pair_words(&p))
        return chn_fail_memory(err);
    count_spans(gold, system, &score[CONLL_TOKENS], &score[CONLL_SENTENCES]);
    count_words(&p, score);
    return CHN_OK;
}
