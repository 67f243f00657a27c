/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tokenizer: one walk over the code points, as Universal Dependencies
 * cuts English, but for hyphens. What looks ahead further than a few
 * characters either takes what it saw or does not look there again.
 */
#include "text/tokens.h"

#include <string.h>

#include "base/err.h"
#include "base/utf8.h"

typedef struct cutter {
    const chn_text_know *know;
    chn_arena *arena;
    const char *text;
    uint32_t from, n;
    chn_token *tok;
    uint32_t n_tok, cap;
    uint32_t tried; /* no address begins before this byte */
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

/* Byte i, or NUL outside the text. */
static char byte_at(const cutter *c, uint32_t i)
{
    return i >= c->from && i < c->n ? c->text[i] : '\0';
}

static bool digit(char b)
{
    return b >= '0' && b <= '9';
}

/* A letter or digit of ASCII. */
static bool plain(char b)
{
    return digit(b) || ((b | 32) >= 'a' && (b | 32) <= 'z');
}

static bool alnum(uint32_t cp)
{
    return chn_cp_letter(cp) || chn_cp_digit(cp);
}

static bool apostrophe(uint32_t cp)
{
    return cp == '\'' || cp == 0x2019;
}

/* What stands for an apostrophe between letters in careless type. */
static bool like_apostrophe(uint32_t cp)
{
    return apostrophe(cp) || cp == '`' || cp == 0xB4 || cp == 0x2018;
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

/* ---- words ---- */

/* Bytes of the clitic whose apostrophe is at i: "'s", "'re" ... or 0. */
static uint32_t clitic(const cutter *c, uint32_t i)
{
    static const char *const forms[] = {"s", "re", "ve", "ll", "d", "m"};
    uint32_t len;
    if (!like_apostrophe(at(c, i, &len)))
        return 0;
    for (size_t f = 0; f < sizeof forms / sizeof forms[0]; f++) {
        const uint32_t n = (uint32_t)strlen(forms[f]);
        uint32_t same = 0;
        while (same < n && i + len + same < c->n &&
               (c->text[i + len + same] | 32) == forms[f][same])
            same++;
        if (same == n && !alnum(cp_at(c, i + len + n)))
            return len + n;
    }
    return 0;
}

/* "U.S.", "a.m.", "J.", "Ph.D.", "U.S": single letters, each with a dot. End,
 * or 0. */
static uint32_t acronym(const cutter *c, uint32_t i)
{
    uint32_t end = 0;
    for (;;) {
        uint32_t len;
        const uint32_t cp = at(c, i, &len);
        if (!chn_cp_letter(cp))
            return end;
        const uint32_t next = cp_at(c, i + len);
        if (end == 0 && len == 1 && next >= 'a' && next <= 'z' &&
            chn_cp_upper(cp) && byte_at(c, i + 2) == '.' &&
            chn_cp_upper(cp_at(c, i + 3)) && byte_at(c, i + 4) == '.') {
            i += 3; /* the "Ph." of "Ph.D." */
            continue;
        }
        if (next != '.') /* "U.S" is one, "N.Korea" is not */
            return end && chn_cp_upper(cp) && !alnum(next) && next != '-'
                       ? i + len
                       : end;
        /* a lone small letter with a dot is the end of a sentence */
        if (end == 0 && !chn_cp_upper(cp) &&
            !chn_cp_letter(cp_at(c, i + len + 1)))
            return 0;
        i += len + 1;
        end = i;
    }
}

/* Does a sign at i that stands between letters and digits belong to the word
 * that began at `from`? "O'Brien", "AT&T", "file_name". */
static bool inner(const cutter *c, uint32_t from, uint32_t i, uint32_t cp,
                  uint32_t len)
{
    if (i == from)
        return false;
    uint32_t more;
    const uint32_t next = at(c, i + len, &more);
    if (like_apostrophe(cp))
        return !clitic(c, i) && chn_cp_letter(next);
    if (cp == '_')
        return alnum(next);
    const char before = byte_at(c, i - 1);
    const char second = i - from > 1 ? byte_at(c, i - 2) : 'A';
    const char after = byte_at(c, i + len + more);
    return cp == '&' && before >= 'A' && before <= 'Z' && second >= 'A' &&
           second <= 'Z' && next >= 'A' && next <= 'Z' &&
           !(after >= 'a' && after <= 'z');
}

/* End of the letters, digits and inner signs from i. */
static uint32_t letters(const cutter *c, uint32_t i)
{
    const uint32_t from = i;
    for (;;) {
        uint32_t len;
        const uint32_t cp = at(c, i, &len);
        if (len == 0 || !(alnum(cp) || inner(c, from, i, cp, len)))
            return i;
        i += len;
    }
}

/* Bytes of the "n't" that ends text[from..end), or 0. */
static uint32_t negation(const cutter *c, uint32_t from, uint32_t end)
{
    const char *p = c->text + from;
    const uint32_t n = end - from;
    if (n < 4 || (p[n - 1] | 32) != 't')
        return 0;
    if (p[n - 2] == '\'' && (p[n - 3] | 32) == 'n')
        return 3;
    if (n >= 6 && memcmp(p + (n - 4), "\xE2\x80\x99", 3) == 0 &&
        (p[n - 5] | 32) == 'n')
        return 5;
    return 0;
}

/* Does the word text[from..end), behind which a dot stands, keep it? */
static bool keeps_dot(const cutter *c, uint32_t from, uint32_t end)
{
    const uint32_t f = chn_text_facts_of(c->know, c->text + from, end - from);
    if (!(f & CHN_WORD_ABBREVIATION) ||
        ((f & CHN_WORD_CAPITAL) && !chn_cp_upper(cp_at(c, from))))
        return false;
    if (!(f & (CHN_WORD_NUMBER | CHN_WORD_INSIDE)))
        return true;
    uint32_t i = end + 1;
    while (byte_at(c, i) == ' ' && i < end + 3)
        i++;
    const uint32_t next = cp_at(c, i);
    if (chn_cp_digit(next))
        return true;
    return (f & CHN_WORD_INSIDE) && i < c->n && !chn_cp_space(next) &&
           !chn_cp_upper(next) && next != '"' && next != '.' && next != 0x201D;
}

/* Is text[from..end) with the "$" behind it "US$", "A$", before an amount? */
static bool currency(const cutter *c, uint32_t from, uint32_t end)
{
    for (uint32_t i = from; i < end; i++)
        if (c->text[i] < 'A' || c->text[i] > 'Z')
            return false;
    const uint32_t i = byte_at(c, end + 1) == ' ' ? end + 2 : end + 1;
    return end - from < 4 && digit(byte_at(c, i));
}

/* The word text[from..end) and a clitic behind it; the end, 0: no memory. */
static uint32_t push_word(cutter *c, uint32_t from, uint32_t end, bool space)
{
    uint32_t cut = negation(c, from, end);
    if (!cut) {
        cut = chn_text_cut(c->know, c->text + from, end - from);
        cut = cut ? end - from - cut : 0;
    }
    if (cut) {
        if (!push(c, from, end - cut, CHN_TOK_WORD, space) ||
            !push(c, end - cut, end, CHN_TOK_WORD, false))
            return 0;
        return end;
    }
    if (!push(c, from, end, CHN_TOK_WORD, space))
        return 0;
    const uint32_t more = clitic(c, end);
    if (more && !push(c, end, end + more, CHN_TOK_WORD, false))
        return 0;
    return end + more;
}

/* A word from i: letters, digits after them, inner apostrophes. Pushes it and
 * a clitic behind it; returns the end, 0 on no memory. */
static uint32_t word(cutter *c, uint32_t i, bool space)
{
    const uint32_t acro = acronym(c, i);
    if (acro)
        return push_word(c, i, acro, space);
    uint32_t end = letters(c, i);
    if (byte_at(c, end) == '-' && byte_at(c, i - 1) != '-' &&
        alnum(cp_at(c, end + 1)) &&
        (chn_text_facts_of(c->know, c->text + i, end - i) & CHN_WORD_PREFIX))
        end = letters(c, end + 1);
    if (byte_at(c, end) == '.' && keeps_dot(c, i, end))
        end++;
    else if (byte_at(c, end) == '$' && currency(c, i, end))
        end++;
    return push_word(c, i, end, space);
}

/* ---- numbers ---- */

/* Is the comma at i one between thousands? "1,200", "1,00,000". */
static bool thousands(const cutter *c, uint32_t i)
{
    uint32_t n = 0;
    while (n < 4 && digit(byte_at(c, i + 1 + n)))
        n++;
    return n == 3 || (n == 2 && byte_at(c, i + 3) == ',');
}

/* Is text[from..i) with the "/" at i and what follows "1/2" or "9/11", and no
 * part of a date? */
static bool fraction(const cutter *c, uint32_t from, uint32_t i)
{
    if (i - from > 2 || byte_at(c, from - 1) == '/' ||
        !digit(byte_at(c, i + 1)))
        return false;
    for (uint32_t j = from; j < i; j++)
        if (!digit(byte_at(c, j)))
            return false;
    const uint32_t end = i + 2 + digit(byte_at(c, i + 2));
    return !digit(byte_at(c, end)) && byte_at(c, end) != '/';
}

/* Digits from i. */
static uint32_t digits(const cutter *c, uint32_t i)
{
    uint32_t n = 0;
    while (digit(byte_at(c, i + n)))
        n++;
    return n;
}

/* "25/12/2016", "9/11/01", "2016-12-25" from i; its end, or 0. */
static uint32_t date(const cutter *c, uint32_t i)
{
    const uint32_t first = digits(c, i);
    const char sep = byte_at(c, i + first);
    if ((sep != '/' && sep != '-') || (first > 2 && first != 4) ||
        byte_at(c, i - 1) == '/' || byte_at(c, i - 1) == '-')
        return 0;
    i += first + 1;
    const uint32_t second = digits(c, i);
    if (second < 1 || second > 2 || byte_at(c, i + second) != sep)
        return 0;
    i += second + 1;
    const uint32_t third = digits(c, i);
    const bool year = third == 4 || (third == 2 && sep == '/');
    i += third;
    if (first == 4 ? third < 1 || third > 2 : !year)
        return 0;
    const char next = byte_at(c, i);
    return alnum(cp_at(c, i)) || next == '/' ||
                   (next == '-' && digit(byte_at(c, i + 1)))
               ? 0
               : i;
}

/* A number from i: digits, inner , . : between digits, letters behind. */
static uint32_t number(const cutter *c, uint32_t i)
{
    const uint32_t from = i;
    for (;;) {
        const char b = byte_at(c, i);
        if (digit(b))
            i++;
        else if ((b == '.' || b == ':') && digit(byte_at(c, i + 1)))
            i++;
        else if ((b == ',' && thousands(c, i)) ||
                 (b == '/' && fraction(c, from, i)))
            i++;
        else
            return i;
    }
}

/* Does the text at i read as `form`, in which 0 is any digit, and end there?
 * The end, or 0. */
static uint32_t formed(const cutter *c, uint32_t i, const char *form)
{
    uint32_t k = 0;
    while (form[k] && (form[k] == '0' ? digit(byte_at(c, i + k))
                                      : byte_at(c, i + k) == form[k]))
        k++;
    return form[k] || alnum(cp_at(c, i + k)) ? 0 : i + k;
}

/* A telephone number from i, or a postal code "77415-0027"; its end, or 0. */
static uint32_t telephone(const cutter *c, uint32_t i)
{
    static const char *const forms[] = {"000-000-0000", "0-000-000-0000",
                                        "000/000-0000", "00000-0000"};
    if (byte_at(c, i - 1) == '-')
        return 0;
    for (size_t f = 0; f < sizeof forms / sizeof forms[0]; f++) {
        const uint32_t end = formed(c, i, forms[f]);
        if (end)
            return end;
    }
    const uint32_t end = formed(c, i, "000-0000");
    if (!end || byte_at(c, end) == '-')
        return 0;
    /* "(202) 555-0120"; else "500-1000" and "100-1500" are ranges */
    const uint32_t gap = byte_at(c, i - 1) == ' ' ? 2 : 1;
    return byte_at(c, end - 1) != '0' || byte_at(c, i - gap) == ')' ? end : 0;
}

/* Bytes of the "'s" of a decade, "the 1960's", behind text[from..end); 0:
 * there is none, or it may be a year's genitive. */
static uint32_t decade(const cutter *c, uint32_t from, uint32_t end)
{
    const uint32_t n = digits(c, from);
    if (from + n != end || byte_at(c, end - 1) != '0' ||
        (n != 2 && (n != 4 || byte_at(c, from) != '1')))
        return 0;
    const uint32_t more = clitic(c, end);
    return (byte_at(c, end + more - 1) | 32) == 's' && more ? more : 0;
}

/* A number and what hangs on it: "74th", "1990s", "5" + "km". End, or 0. */
static uint32_t push_number(cutter *c, uint32_t from, uint32_t end, bool space)
{
    uint32_t tail = letters(c, end);
    const bool unit =
        tail > end &&
        (chn_text_facts_of(c->know, c->text + end, tail - end) & CHN_WORD_UNIT);
    if (tail == end)
        tail += decade(c, from, end);
    if (!push(c, from, unit ? end : tail, CHN_TOK_NUMBER, space) ||
        (unit && !push(c, end, tail, CHN_TOK_WORD, false)))
        return 0;
    const uint32_t more = clitic(c, tail);
    if (more && !push(c, tail, tail + more, CHN_TOK_WORD, false))
        return 0;
    return tail + more;
}

/* ---- addresses ---- */

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
        if (len == 0 || chn_cp_space(cp) || cp == '<' || cp == '>' ||
            cp == '"' || cp == 0x201D)
            break;
        i += len;
        /* a full stop or comma after an address is not part of it */
        if (cp != '.' && cp != ',' && cp != ')' && cp != ';' && cp != ']' &&
            cp != '!' && cp != '?' && cp != ':' && cp != '\'' && cp != 0x2019)
            last = i;
    }
    return last;
}

/* ".pdf" from its dot at i; its end, or 0. */
static uint32_t suffix(const cutter *c, uint32_t i)
{
    const uint32_t from = ++i;
    while (plain(byte_at(c, i)))
        i++;
    return i > from + 2 &&
                   (chn_text_facts_of(c->know, c->text + from, i - from) &
                    CHN_WORD_ADDRESS)
               ? i
               : 0;
}

/* Is text[from..end) three or more small words with a dot between each two,
 * as "example.group.name"? */
static bool dotted(const cutter *c, uint32_t from, uint32_t end)
{
    uint32_t dots = 0;
    uint32_t run = 0;
    for (uint32_t i = from; i < end; i++) {
        const char b = c->text[i];
        if (b >= 'a' && b <= 'z') {
            run++;
        } else if (b == '.' && run > 1) {
            run = 0;
            dots++;
        } else {
            return false;
        }
    }
    return dots > 1 && run > 1;
}

/* Does text[from..end) end as the name of a host or file does? */
static bool host(const cutter *c, uint32_t from, uint32_t end)
{
    uint32_t dot = end;
    while (dot > from && plain(c->text[dot - 1]))
        dot--;
    return dot > from + 1 && c->text[dot - 1] == '.' && dot < end &&
           (chn_text_facts_of(c->know, c->text + dot, end - dot) &
            CHN_WORD_ADDRESS);
}

/* An address from i: "a.b@example.org", "example.org/a"; its end, or 0. What
 * was looked through in vain is not looked through again. */
static uint32_t address(cutter *c, uint32_t i)
{
    if (i < c->tried)
        return 0;
    uint32_t end = i;
    while (end < c->n && (plain(c->text[end]) ||
                          (c->text[end] && strchr("._-+%", c->text[end]))))
        end++;
    c->tried = end;
    if (byte_at(c, end) == '@' && plain(byte_at(c, end + 1))) {
        end++;
        while (end < c->n && (plain(c->text[end]) ||
                              (c->text[end] && strchr("._-", c->text[end]))))
            end++;
        while (!plain(c->text[end - 1]))
            end--;
        return end;
    }
    while (end > i && !plain(c->text[end - 1]))
        end--;
    if (end == i || !(host(c, i, end) || dotted(c, i, end)))
        return 0;
    return byte_at(c, end) == '/' ? to_space(c, end) : end;
}

/* May the word or number that ends at `end` be the beginning of an address? */
static bool longer(const cutter *c, uint32_t end)
{
    switch (byte_at(c, end)) {
    case '.':
        if (starts(c, end, "...@")) /* part of it is left out */
            return true;
        break;
    case '@':
    case '-':
    case '_':
    case '+':
    case '%':
        break;
    default:
        return false;
    }
    return plain(byte_at(c, end + 1));
}

/* An address that begins at i with a letter or digit; its end, or 0. */
static uint32_t address_at(cutter *c, uint32_t i)
{
    static const char *const scheme[] = {"http://", "https://", "www.",
                                         "ftp://", "mailto:"};
    for (size_t s = 0; s < sizeof scheme / sizeof scheme[0]; s++)
        if (c->text[i] == scheme[s][0] && starts(c, i, scheme[s])) {
            const uint32_t end = to_space(c, i);
            return end > i + strlen(scheme[s]) ? end : 0;
        }
    uint32_t end = i;
    while (end < c->n && plain(c->text[end]))
        end++;
    return longer(c, end) ? address(c, i) : 0;
}

/* ---- signs ---- */

/* End of the run of one sign from i. */
static uint32_t run(const cutter *c, uint32_t i, uint32_t cp)
{
    uint32_t len;
    while (at(c, i, &len) == cp)
        i += len;
    return i;
}

static bool loud(char b)
{
    return b == '!' || b == '?';
}

/* ":)" or "^_^" from i, between spaces; its end, or 0. */
static uint32_t face(const cutter *c, uint32_t i)
{
    char b = byte_at(c, i++);
    if (b == '^' && byte_at(c, i) == '_' && byte_at(c, i + 1) == '^')
        return i + 2;
    if (b == '(' && byte_at(c, i) == ':' && chn_cp_space(cp_at(c, i + 1)))
        return i + 1;
    if (b != ':' && b != ';' && b != '=')
        return 0;
    if (byte_at(c, i) == '-')
        i++;
    b = byte_at(c, i);
    if (!b || !strchr("()DPp", b))
        return 0;
    i = run(c, i, (uint32_t)b);
    return i == c->n || chn_cp_space(cp_at(c, i)) ? i : 0;
}

/* The sign cp at i and those that are one token with it; the end. */
static uint32_t sign(const cutter *c, uint32_t i, uint32_t cp, uint32_t len,
                     bool space)
{
    const uint32_t end = i + len;
    uint32_t e = space ? face(c, i) : 0;
    if (e)
        return e;
    if (cp == '!' || cp == '?' || (cp == '.' && loud(byte_at(c, end)))) {
        e = end;
        while (loud(byte_at(c, e)))
            e++;
        return e;
    }
    if (cp < 128 && cp && strchr(".-*=_~<>#$+", (int)cp)) {
        e = run(c, i, cp);
        if (cp != '#' || e > end)
            return e;
    }
    /* "#topic", "@name" */
    if ((cp == '#' && chn_cp_letter(cp_at(c, end))) ||
        (cp == '@' && space && alnum(cp_at(c, end))))
        return letters(c, end);
    /* '' and ‘‘ are one mark */
    if ((apostrophe(cp) || cp == '`' || cp == 0x2018) && cp_at(c, end) == cp &&
        cp_at(c, end + len) != cp)
        return end + len;
    return end;
}

/* "'90s", "'71" from the apostrophe at i; its end, or 0. */
static uint32_t short_year(const cutter *c, uint32_t i, uint32_t len)
{
    i += len;
    if (!digit(byte_at(c, i)) || !digit(byte_at(c, i + 1)))
        return 0;
    i += byte_at(c, i + 2) == 's' ? 3 : 2;
    const uint32_t next = cp_at(c, i);
    return alnum(next) || apostrophe(next) ? 0 : i;
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

/* What begins at i with neither letter nor digit; the end, 0: no memory. */
static uint32_t other(cutter *c, uint32_t i, uint32_t cp, uint32_t len,
                      bool space)
{
    uint32_t end = 0;
    chn_tok_kind kind = CHN_TOK_WORD;
    if (apostrophe(cp)) {
        const char before = byte_at(c, i - 1);
        if (!plain(before) && (end = short_year(c, i, len)) != 0)
            kind = CHN_TOK_NUMBER;
        else if ((end = clitic(c, i)) != 0) /* "(KCNA)'s", "that 's" */
            end = space && apostrophe(cp_at(c, i + end)) ? 0 : i + end;
    } else if ((cp == '.' || cp == '+') && space && digit(byte_at(c, i + 1))) {
        end = number(c, i + 1); /* ".5", "+44" */
        kind = CHN_TOK_NUMBER;
    } else if (cp == '.' && space && (end = suffix(c, i)) != 0) {
        kind = CHN_TOK_OTHER;
    }
    if (!end) {
        end = sign(c, i, cp, len, space);
        kind = punct(cp) ? CHN_TOK_PUNCT : CHN_TOK_OTHER;
    }
    return push(c, i, end, kind, space) ? end : 0;
}

chn_code chn_tokens_cut(const chn_text_know *k, chn_arena *a, const char *text,
                        uint32_t from, uint32_t n, chn_token **out,
                        uint32_t *n_out, chn_err *err)
{
    cutter c = {.know = k, .arena = a, .text = text, .from = from, .n = n};
    bool space = true;
    for (uint32_t i = from; i < n;) {
        uint32_t len;
        const uint32_t cp = at(&c, i, &len);
        if (chn_cp_space(cp)) {
            space = true;
            i += len;
            continue;
        }
        const bool is_digit = chn_cp_digit(cp);
        uint32_t end;
        if (!is_digit && !chn_cp_letter(cp))
            end = other(&c, i, cp, len, space);
        else if ((end = address_at(&c, i)) != 0)
            end = push(&c, i, end, CHN_TOK_OTHER, space) ? end : 0;
        else if (!is_digit)
            end = word(&c, i, space);
        else if ((end = telephone(&c, i)) != 0)
            end = push(&c, i, end, CHN_TOK_NUMBER, space) ? end : 0;
        else if ((end = date(&c, i)) != 0)
            end = push_number(&c, i, end, space);
        else
            end = push_number(&c, i, number(&c, i), space);
        if (!end)
            return chn_fail_memory(err);
        i = end;
        space = false;
    }
    *out = c.tok;
    *n_out = c.n_tok;
    return CHN_OK;
}
