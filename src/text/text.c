/* SPDX-License-Identifier: Apache-2.0 */
/* A report's view, sentences, quotations. Linear in the text. */
#include "text/text.h"

#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"
#include "text/tokens.h"

/* After `view` bytes of the view, `given` bytes of the given text are used
 * up; from there on both run in step until the next patch. */
typedef struct chn_patch {
    uint32_t view, given;
} patch;

/* ---- the view ---- */

static chn_code make_view(chn_arena *a, const char *bytes, uint32_t n,
                          chn_doc *doc, chn_err *err)
{
    size_t bad = chn_utf8_check(bytes, n);
    doc->text = bytes;
    doc->n = n;
    if (bad == n)
        return CHN_OK;
    uint32_t count = 0;
    size_t size = n;
    for (size_t i = bad; i < n;) {
        uint32_t len;
        if (chn_utf8_next(bytes + i, n - i, &len) == CHN_UTF8_BAD) {
            count++;
            size += 3 - len;
        }
        i += len;
    }
    char *view = CHN_NEW(a, char, size + 1);
    doc->patch = CHN_NEW(a, patch, count);
    if (!view || !doc->patch)
        return chn_fail_memory(err);
    memcpy(view, bytes, bad);
    uint32_t put = (uint32_t)bad;
    for (size_t i = bad; i < n;) {
        uint32_t len;
        if (chn_utf8_next(bytes + i, n - i, &len) == CHN_UTF8_BAD) {
            memcpy(view + put, "\xEF\xBF\xBD", 3);
            put += 3;
            doc->patch[doc->replaced].view = put;
            doc->patch[doc->replaced++].given = (uint32_t)i + len;
        } else {
            memcpy(view + put, bytes + i, len);
            put += len;
        }
        i += len;
    }
    doc->text = view;
    doc->n = put;
    return CHN_OK;
}

uint32_t chn_doc_origin(const chn_doc *doc, uint32_t view_byte)
{
    uint32_t low = 0;
    uint32_t high = doc->replaced;
    while (low < high) { /* first patch that ends behind view_byte */
        const uint32_t mid = low + (high - low) / 2;
        if (doc->patch[mid].view <= view_byte)
            low = mid + 1;
        else
            high = mid;
    }
    if (low == 0)
        return view_byte;
    const patch *p = &doc->patch[low - 1];
    return p->given + (view_byte - p->view);
}

chn_str chn_doc_slice(const chn_doc *doc, uint32_t from, uint32_t to)
{
    const chn_span s = chn_doc_span(doc, from, to);
    return chn_str_n(doc->text + s.from, s.to - s.from);
}

chn_span chn_doc_span(const chn_doc *doc, uint32_t from, uint32_t to)
{
    chn_span s = {0, 0};
    if (from < to && to <= doc->n_tok) {
        s.from = doc->tok[from].from;
        s.to = doc->tok[to - 1].to;
    }
    return s;
}

/* ---- folding --------------------------------------------------------------
 */

#define FOLD_CHUNK 65536u
#define ASKED 16u /* words on their way from memory at once */

static void number_words(const chn_lex *lex, chn_token *tok, uint32_t n,
                         const uint64_t asked[ASKED])
{
    for (uint32_t i = 0; i < n; i++)
        tok[i].word =
            chn_lex_answer(lex, asked[i], tok[i].fold.p, tok[i].fold.n);
}

static chn_code fold_tokens(const chn_lex *lex, chn_doc *doc, chn_err *err)
{
    char *room = NULL;
    size_t left = 0;
    uint64_t asked[ASKED];
    for (uint32_t t = 0; t < doc->n_tok; t++) {
        chn_token *k = &doc->tok[t];
        const char *p = doc->text + k->from;
        const size_t n = k->to - k->from;
        size_t need = chn_utf8_fold(p, n, room, left);
        if (!room || need + 1 > left) {
            left = need + 1 > FOLD_CHUNK ? need + 1 : FOLD_CHUNK;
            room = CHN_NEW(doc->arena, char, left);
            if (!room)
                return chn_fail_memory(err);
            need = chn_utf8_fold(p, n, room, left);
        }
        room[need] = '\0';
        k->fold = chn_str_n(room, need);
        asked[t % ASKED] = chn_lex_ask(lex, room, need);
        room += need + 1;
        left -= need + 1;
        if (t % ASKED == ASKED - 1)
            number_words(lex, k - (ASKED - 1), ASKED, asked);
    }
    const uint32_t rest = doc->n_tok % ASKED;
    if (rest > 0)
        number_words(lex, doc->tok + (doc->n_tok - rest), rest, asked);
    return CHN_OK;
}

/* ---- paragraphs ------------------------------------------------------------
 */

/* Longest line in bytes, and whether the text looks wrapped by hand. */
static uint32_t longest_line(const char *p, uint32_t from, uint32_t n)
{
    uint32_t longest = 0;
    uint32_t start = from;
    for (uint32_t i = from; i <= n; i++) {
        if (i == n || p[i] == '\n') {
            if (i - start > longest)
                longest = i - start;
            start = i + 1;
        }
    }
    return longest;
}

/* No wire writes lines as short as this unless it wraps them. */
#define WRAPPED_MAX 120u

/*
 * Is the white space before token t a paragraph's end? A blank line is; a
 * single line break is unless the text is wrapped to a width and the next
 * line's first word would not have fitted.
 */
static bool paragraph_before(const chn_doc *doc, uint32_t t, uint32_t width)
{
    if (t == 0)
        return true;
    const uint32_t from = doc->tok[t - 1].to;
    const uint32_t to = doc->tok[t].from;
    uint32_t breaks = 0;
    for (uint32_t i = from; i < to; i++)
        breaks += doc->text[i] == '\n';
    if (breaks == 0)
        return false;
    if (breaks > 1 || width > WRAPPED_MAX)
        return true;
    uint32_t start = from;
    while (start > doc->body && doc->text[start - 1] != '\n')
        start--;
    uint32_t end = to;
    while (end < doc->n && doc->text[end] != ' ' && doc->text[end] != '\n')
        end++;
    return from - start + 1 + (end - to) <= width;
}

/* ---- quotations ------------------------------------------------------------
 */

typedef enum quote_kind {
    Q_NONE = 0,
    Q_DOUBLE,    /* " */
    Q_CURLY,     /* “ ” */
    Q_SINGLE,    /* ' */
    Q_CURLY_ONE, /* ‘ ’ */
    Q_ANGLE      /* « » */
} quote_kind;

static uint32_t first_cp(const chn_doc *doc, uint32_t t)
{
    uint32_t len;
    const chn_token *k = &doc->tok[t];
    return chn_utf8_next(doc->text + k->from, k->to - k->from, &len);
}

static bool touches_next(const chn_doc *doc, uint32_t t)
{
    return t + 1 < doc->n_tok && !(doc->tok[t + 1].flags & CHN_TOK_SPACE);
}

/* The kind that token t opens or closes, by its character and its sides. */
static quote_kind mark_of(const chn_doc *doc, uint32_t t, bool *opens,
                          bool *closes)
{
    const chn_token *k = &doc->tok[t];
    *opens = *closes = false;
    if (k->kind != CHN_TOK_PUNCT)
        return Q_NONE;
    const bool before =
        (k->flags & CHN_TOK_SPACE) || t == 0 || chn_tok_is(doc, t - 1, "(") ||
        chn_tok_is(doc, t - 1, "-") || chn_tok_is(doc, t - 1, "\"") ||
        chn_tok_is(doc, t - 1, "'");
    const bool after = touches_next(doc, t);
    switch (first_cp(doc, t)) {
    case '"':
        *opens = after && before;
        *closes = !(k->flags & CHN_TOK_SPACE) || !after;
        return Q_DOUBLE;
    case 0x201C:
        *opens = true;
        return Q_CURLY;
    case 0x201D:
        *closes = true;
        return Q_CURLY;
    case 0x2018:
        *opens = true;
        return Q_CURLY_ONE;
    case 0x2019:
        *closes = true;
        return Q_CURLY_ONE;
    case '\'':
        if (k->to - k->from == 2) { /* '' stands for " */
            *opens = after && before;
            *closes = !(k->flags & CHN_TOK_SPACE) || !after;
            return Q_DOUBLE;
        }
        /* an apostrophe between letters never gets here; "Houthis' " closes
         * nothing unless something is open */
        *opens = before && after;
        *closes = !(k->flags & CHN_TOK_SPACE);
        return Q_SINGLE;
    case 0xAB:
        *opens = true;
        return Q_ANGLE;
    case 0xBB:
        *closes = true;
        return Q_ANGLE;
    default:
        return Q_NONE;
    }
}

#define NESTING 4

static bool push_quote(chn_doc *doc, uint32_t *cap, uint32_t first,
                       uint32_t end, bool open)
{
    void *q = doc->quote;
    if (!chn_arena_grow(doc->arena, &q, cap, doc->n_quote + 1,
                        sizeof(chn_quotation)))
        return false;
    doc->quote = q;
    /* keep them ordered by their beginning: an outer one ends later */
    uint32_t i = doc->n_quote++;
    while (i > 0 && doc->quote[i - 1].first > first) {
        doc->quote[i] = doc->quote[i - 1];
        i--;
    }
    doc->quote[i].first = first;
    doc->quote[i].end = end;
    doc->quote[i].open = open;
    for (uint32_t t = first; t < end; t++)
        doc->tok[t].flags |= CHN_TOK_QUOTED;
    return true;
}

/* Is there a closing mark of this kind before the paragraph ends? */
static bool closes_later(const chn_doc *doc, uint32_t t, quote_kind kind,
                         uint32_t limit)
{
    for (uint32_t i = t + 1; i < doc->n_tok && i - t < limit; i++) {
        bool opens;
        bool closes;
        if (doc->tok[i].flags & CHN_TOK_PARA)
            return false;
        if (mark_of(doc, i, &opens, &closes) == kind && closes)
            return true;
    }
    return false;
}

static uint32_t paragraph_end(const chn_doc *doc, uint32_t t)
{
    do
        t++;
    while (t < doc->n_tok && !(doc->tok[t].flags & CHN_TOK_PARA));
    return t;
}

/* Does somebody speak of himself here, in no marks? */
static bool in_first_person(const chn_text_know *k, const chn_doc *doc,
                            uint32_t first, uint32_t end)
{
    bool any = false;
    for (uint32_t t = first; t < end; t++) {
        if (doc->tok[t].flags & CHN_TOK_QUOTED)
            return false;
        any = any || (doc->tok[t].kind == CHN_TOK_WORD &&
                      (chn_text_facts(k, doc->tok[t].fold) & CHN_WORD_SELF));
    }
    return any;
}

#define SAID_REACH 4u /* tokens: "said in a statement:" */
/* "The minister said:" ends a paragraph, and those that follow are his words
 * without marks, as ministries print them. */
static bool find_statements(const chn_text_know *k, chn_doc *doc, uint32_t *cap)
{
    for (uint32_t t = 2; t < doc->n_tok; t++) {
        if (!(doc->tok[t].flags & CHN_TOK_PARA) ||
            !chn_str_is(doc->tok[t - 1].fold, ":"))
            continue;
        bool told = false;
        for (uint32_t i = t - 1; i-- > 0 && t - i <= SAID_REACH + 1;)
            told =
                told || (chn_text_facts(k, doc->tok[i].fold) & CHN_WORD_STATES);
        uint32_t end = t;
        while (told && end < doc->n_tok) {
            const uint32_t next = paragraph_end(doc, end);
            if (!in_first_person(k, doc, end, next))
                break;
            end = next;
        }
        if (end > t && !push_quote(doc, cap, t, end, true))
            return false;
    }
    return true;
}

static chn_code find_quotes(const chn_text_know *k, chn_doc *doc, chn_err *err)
{
    quote_kind kind[NESTING];
    uint32_t first[NESTING];
    uint32_t depth = 0;
    uint32_t cap = 0;
    for (uint32_t t = 0; t <= doc->n_tok; t++) {
        const bool end = t == doc->n_tok;
        if (end || (doc->tok[t].flags & CHN_TOK_PARA)) {
            while (depth > 0) { /* no closing mark: to the paragraph's end */
                depth--;
                if (t > first[depth] &&
                    !push_quote(doc, &cap, first[depth], t, true))
                    return chn_fail_memory(err);
            }
        }
        if (end)
            break;
        bool opens;
        bool closes;
        const quote_kind q = mark_of(doc, t, &opens, &closes);
        if (q == Q_NONE)
            continue;
        uint32_t d = depth;
        while (d > 0 && kind[d - 1] != q)
            d--;
        if (closes && d > 0) {
            while (depth >= d) {
                depth--;
                if (t > first[depth] &&
                    !push_quote(doc, &cap, first[depth], t, depth + 1 > d))
                    return chn_fail_memory(err);
            }
        } else if (opens && depth < NESTING) {
            /* a lone single mark is an apostrophe: 'tis, '90s */
            if ((q == Q_SINGLE || q == Q_CURLY_ONE) &&
                !closes_later(doc, t, q, 120))
                continue;
            kind[depth] = q;
            first[depth++] = t + 1;
        }
    }
    if (!find_statements(k, doc, &cap))
        return chn_fail_memory(err);
    return CHN_OK;
}

/* ---- sentences -------------------------------------------------------------
 */

/* Is token t one of the marks of `set`, or ''? */
static bool mark_in(const chn_doc *doc, uint32_t t, const char *set)
{
    const chn_str f = doc->tok[t].fold;
    if (doc->tok[t].kind != CHN_TOK_PUNCT)
        return false;
    return f.n == 1 ? strchr(set, f.p[0]) != NULL : chn_str_is(f, "''");
}

static bool closing(const chn_doc *doc, uint32_t t)
{
    return mark_in(doc, t, "\"')]");
}

static bool opening(const chn_doc *doc, uint32_t t)
{
    return mark_in(doc, t, "\"'([");
}

static bool spaced(const chn_doc *doc, uint32_t t)
{
    return (doc->tok[t].flags & CHN_TOK_SPACE) != 0;
}

/* Is token t in the same paragraph as the one before? */
static bool goes_on(const chn_doc *doc, uint32_t t)
{
    return t < doc->n_tok && !(doc->tok[t].flags & CHN_TOK_PARA);
}

/* ":)" or "^_^": it goes with the sentence before it. */
static bool is_face(const chn_doc *doc, uint32_t t)
{
    const chn_str f = doc->tok[t].fold;
    return doc->tok[t].kind != CHN_TOK_WORD && f.n > 1 && f.n < 6 &&
           strchr(":;=^", f.p[0]) && f.p[0] != f.p[1];
}

#define RULE_MIN 5
#define BLANK_MAX 20

/* "--------": a line drawn with a sign; a few "_" are a blank to fill in. */
static bool is_rule(const chn_doc *doc, uint32_t t)
{
    const chn_str f = doc->tok[t].fold;
    return f.n >= RULE_MIN && doc->tok[t].kind != CHN_TOK_WORD &&
           strchr("-_=*~", f.p[0]) && f.p[f.n - 1] == f.p[0] &&
           (f.p[0] != '_' || f.n >= BLANK_MAX);
}

/* Behind the marks that close with the sentence that token t ends, and behind
 * references such as "[12]". */
static uint32_t behind_marks(const chn_doc *doc, uint32_t t)
{
    uint32_t end = t + 1;
    while (goes_on(doc, end) && closing(doc, end) &&
           (!spaced(doc, end) || !touches_next(doc, end)))
        end++;
    if (goes_on(doc, end) && is_face(doc, end))
        end++;
    while (goes_on(doc, end) && goes_on(doc, end + 1) &&
           goes_on(doc, end + 2) && chn_tok_is(doc, end, "[") &&
           doc->tok[end + 1].kind == CHN_TOK_NUMBER &&
           chn_tok_is(doc, end + 2, "]"))
        end += 3;
    return end;
}

/* The first token from t on that opens nothing. */
static uint32_t first_word(const chn_doc *doc, uint32_t t)
{
    while (t < doc->n_tok && opening(doc, t))
        t++;
    return t;
}

/*
 * Behind a quotation's "?" or "!": does what tells who spoke follow?
 * "Why?" the old man asked.
 */
static bool speech_follows(const chn_text_know *k, const chn_doc *doc,
                           uint32_t t)
{
    for (uint32_t i = t; i < t + 4 && goes_on(doc, i); i++) {
        if (doc->tok[i].kind != CHN_TOK_WORD)
            return false;
        if (!(doc->tok[i].flags & CHN_TOK_CAP) &&
            (chn_text_facts(k, doc->tok[i].fold) & CHN_WORD_SPEECH))
            return true;
    }
    return false;
}

/* Is token t a word of two letters or more that begins with a small one, or
 * a number? */
static bool common(const chn_doc *doc, uint32_t t)
{
    const chn_token *k = &doc->tok[t];
    return k->kind == CHN_TOK_NUMBER ||
           (k->kind == CHN_TOK_WORD && !(k->flags & CHN_TOK_CAP) &&
            k->fold.n > 1);
}

/* Behind a colon or as the whole sentence so far, a number or a letter: "3."
 * of a list. */
static bool list_mark(const chn_doc *doc, uint32_t first, uint32_t t)
{
    if (t == first)
        return false;
    const chn_token *k = &doc->tok[t - 1];
    return (t == first + 1 || chn_tok_is(doc, t - 2, ":")) &&
           k->kind <= CHN_TOK_NUMBER &&
           (k->fold.n == 1 || (k->kind == CHN_TOK_NUMBER && k->fold.n == 2));
}

/* The stop at t behind the "b" of "(b. 1950)". */
static bool letter_of(const chn_doc *doc, uint32_t first, uint32_t t)
{
    return t > first + 1 && doc->tok[t - 1].fold.n == 1 &&
           doc->tok[t - 1].kind == CHN_TOK_WORD && chn_tok_is(doc, t - 2, "(");
}

static bool is_dash(const chn_token *k)
{
    return k->fold.n <= 2 && k->fold.p[0] == '-';
}

typedef enum stop {
    STOP_NONE,
    STOP_SURE,     /* . */
    STOP_LOUD,     /* ! ? */
    STOP_TRAILING, /* ... */
    STOP_WORD      /* the dot of "U.S." or "Gen." */
} stop;

/* Is token t a number with `sign` in it? */
static bool number_with(const chn_doc *doc, uint32_t t, char sign)
{
    const chn_token *k = &doc->tok[t];
    return k->kind == CHN_TOK_NUMBER && memchr(k->fold.p, sign, k->fold.n);
}

/* Behind the "25/12/2016 10:30 PM" that begins at t; t: none does. */
static uint32_t stamp(const chn_doc *doc, uint32_t t)
{
    if (!number_with(doc, t, '/') || !goes_on(doc, t + 1) ||
        !number_with(doc, t + 1, ':'))
        return t;
    const uint32_t end = t + 2;
    return goes_on(doc, end) &&
                   (chn_tok_is(doc, end, "am") || chn_tok_is(doc, end, "pm"))
               ? end + 1
               : end;
}

/*
 * Where lines were joined: does token t stand alone, a drawn line or a stamp?
 * The end of it, or t.
 */
static uint32_t alone(const chn_doc *doc, uint32_t t)
{
    if (doc->tok[t].kind == CHN_TOK_WORD || !spaced(doc, t))
        return t;
    const uint32_t end = is_rule(doc, t) ? t + 1 : stamp(doc, t);
    return end < doc->n_tok && !spaced(doc, end) ? t : end;
}

/* Does a sentence begin at t with what stands alone? */
static bool alone_begins(const chn_doc *doc, uint32_t t)
{
    if (alone(doc, t) == t)
        return false;
    const chn_token *before = &doc->tok[t - 1];
    return is_rule(doc, t) || (before->flags & CHN_TOK_CAP) ||
           before->kind == CHN_TOK_OTHER;
}

static stop stop_of(const chn_token *tok)
{
    const chn_str f = tok->fold;
    const char last = f.n ? f.p[f.n - 1] : ' ';
    if (tok->kind == CHN_TOK_WORD)
        return last == '.' ? STOP_WORD : STOP_NONE;
    if (tok->kind != CHN_TOK_PUNCT)
        return STOP_NONE;
    if (last == '!' || last == '?')
        return STOP_LOUD;
    if (last != '.')
        return STOP_NONE;
    return f.n > 1 ? STOP_TRAILING : STOP_SURE;
}

/*
 * Does the sentence that began at `first` end with token t? If so the end
 * (behind closing marks), else 0. "Gen. Smith" and "the U.S. Senate" go on;
 * "in the U.S. The" ends.
 */
static uint32_t ends_at(const chn_text_know *k, const chn_doc *doc,
                        uint32_t first, uint32_t t)
{
    const stop s = stop_of(&doc->tok[t]);
    if (s == STOP_NONE)
        return t > first && is_face(doc, t) && goes_on(doc, t + 1) &&
                       (doc->tok[t + 1].flags & CHN_TOK_CAP)
                   ? t + 1
                   : 0;
    const uint32_t end = behind_marks(doc, t);
    if (!goes_on(doc, end))
        return end;
    const uint32_t next = first_word(doc, end);
    if (next >= doc->n_tok)
        return end;
    const chn_token *n = &doc->tok[next];
    const bool cap = (n->flags & CHN_TOK_CAP) != 0;
    if (!spaced(doc, end) && !chn_tok_is(doc, end - 1, "]"))
        /* "They left.The others" */
        return s <= STOP_LOUD && next == t + 1 && t > first && cap &&
                       !(n->flags & CHN_TOK_ALLCAP) && common(doc, t - 1) &&
                       n->fold.n > 1
                   ? end
                   : 0;
    const bool small = n->kind == CHN_TOK_WORD && !cap;
    const bool sign = n->kind == CHN_TOK_PUNCT && !is_dash(n);
    switch (s) {
    case STOP_SURE:
        if (sign || list_mark(doc, first, t) || letter_of(doc, first, t))
            return 0;
        return !small || (end == t + 1 && t > first && !spaced(doc, t) &&
                          common(doc, t - 1))
                   ? end
                   : 0;
    case STOP_LOUD:
        if (sign || (small && end > t + 1))
            return 0;
        return end > t + 1 && speech_follows(k, doc, next) ? 0 : end;
    case STOP_TRAILING:
        return cap ? end : 0;
    default: /* "P.S. The" */
        return t > first && cap &&
                       (chn_text_facts(k, n->fold) & CHN_WORD_STARTER)
                   ? end
                   : 0;
    }
}

/*
 * "ISLAMABAD/NEW DELHI — A captured pilot", "TOKYO, Sept. 25 (Agencies) -
 * Japan": tokens of the dateline that begins at t, or 0. It begins with a
 * word in capitals and ends with a dash between spaces within 16 tokens.
 */
static uint32_t dateline(const chn_doc *doc, uint32_t t)
{
    if (!(doc->tok[t].flags & CHN_TOK_ALLCAP) || doc->tok[t].fold.n < 2)
        return 0;
    /* "ST PETERSBURG", "LA PAZ"; not "EU officials - all of them - left" */
    if (doc->tok[t].fold.n < 3 &&
        !(t + 1 < doc->n_tok && (doc->tok[t + 1].flags & CHN_TOK_ALLCAP) &&
          doc->tok[t + 1].fold.n >= 3))
        return 0;
    for (uint32_t i = t + 1; i < doc->n_tok && i < t + 18; i++) {
        const chn_str f = doc->tok[i].fold;
        if (doc->tok[i].flags & CHN_TOK_PARA)
            return 0;
        if (f.n >= 1 && f.n <= 2 && f.p[0] == '-' &&
            (doc->tok[i].flags & CHN_TOK_SPACE) && i + 1 < doc->n_tok &&
            (doc->tok[i + 1].flags & CHN_TOK_SPACE))
            return i + 1 - t;
    }
    return 0;
}

static bool push_sentence(chn_doc *doc, uint32_t *cap, uint32_t first,
                          uint32_t end, uint32_t para, bool is_dateline)
{
    void *s = doc->sent;
    if (!chn_arena_grow(doc->arena, &s, cap, doc->n_sent + 1, sizeof(chn_sent)))
        return false;
    doc->sent = s;
    chn_sent *x = &doc->sent[doc->n_sent];
    x->first = first;
    x->end = end;
    x->span = chn_doc_span(doc, first, end);
    x->para = para;
    x->dateline = is_dateline;
    uint32_t last = end;
    while (last > first && closing(doc, last - 1))
        last--;
    const chn_str f = last > first ? doc->tok[last - 1].fold : chn_str_n("", 0);
    const char c = f.n ? f.p[f.n - 1] : ' ';
    x->headline = !is_dateline && (doc->tok[first].flags & CHN_TOK_PARA) &&
                  (end == doc->n_tok || (doc->tok[end].flags & CHN_TOK_PARA)) &&
                  c != '.' && c != '!' && c != '?' && c != ':' && c != ',';
    bool started = false;
    for (uint32_t t = first; t < end; t++) {
        doc->tok[t].sent = doc->n_sent;
        if (!started && doc->tok[t].kind <= CHN_TOK_NUMBER) {
            doc->tok[t].flags |= CHN_TOK_SENT_START;
            started = true;
        }
    }
    doc->n_sent++;
    return true;
}

static chn_code find_sentences(const chn_text_know *k, chn_doc *doc,
                               chn_err *err)
{
    uint32_t cap = 0;
    uint32_t first = 0;
    uint32_t para = 0;
    for (uint32_t t = 0; t < doc->n_tok;) {
        bool line = false;
        uint32_t end = 0;
        if (t == first && (doc->tok[t].flags & CHN_TOK_PARA)) {
            const uint32_t n = dateline(doc, t);
            line = n > 0;
            end = line ? t + n : 0;
        }
        if (!end && t == first && alone(doc, t) > t)
            end = alone(doc, t);
        if (!end)
            end = ends_at(k, doc, first, t);
        if (!end && goes_on(doc, t + 1) && alone_begins(doc, t + 1))
            end = t + 1;
        if (!end &&
            (t + 1 == doc->n_tok || (doc->tok[t + 1].flags & CHN_TOK_PARA) ||
             t + 1 - first >= CHN_SENTENCE_TOKENS_MAX))
            end = t + 1;
        if (!end) {
            t++;
            continue;
        }
        if (first > 0 && (doc->tok[first].flags & CHN_TOK_PARA))
            para++;
        if (!push_sentence(doc, &cap, first, end, para, line))
            return chn_fail_memory(err);
        first = t = end;
    }
    return CHN_OK;
}

chn_code chn_text_read(const chn_text_know *k, const chn_lex *lex, chn_arena *a,
                       const char *bytes, uint32_t n, uint32_t body,
                       chn_doc *doc, chn_err *err)
{
    memset(doc, 0, sizeof *doc);
    doc->arena = a;
    doc->body = body;
    doc->published = CHN_DAY_NONE;
    chn_code rc = make_view(a, bytes, n, doc, err);
    if (rc == CHN_OK)
        rc = chn_tokens_cut(k, a, doc->text, body, doc->n, &doc->tok,
                            &doc->n_tok, err);
    if (rc == CHN_OK)
        rc = fold_tokens(lex, doc, err);
    if (rc != CHN_OK)
        return rc;
    const uint32_t width = longest_line(doc->text, body, doc->n);
    for (uint32_t t = 0; t < doc->n_tok; t++)
        if (paragraph_before(doc, t, width))
            doc->tok[t].flags |= CHN_TOK_PARA;
    rc = find_quotes(k, doc, err);
    return rc == CHN_OK ? find_sentences(k, doc, err) : rc;
}
