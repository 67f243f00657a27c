/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words of a sentence that no claim has and that matter once acts of several
 * reports are put side by side: how many, when it began, "the second such
 * visit in six weeks", "in reply", "had nothing to do with it", "for the third
 * year in a row". Found when a report is added, so that a store without text
 * can tell them; what they mean for events is decided in follow.c, observe.c
 * and disagree.c.
 */
#include "store/detail.h"
#include "base/day.h"

#define WORDS_MAX 160u /* of a sentence; the rest is not looked at */

typedef struct word {
    chn_str at;   /* as it stands */
    char low[20]; /* folded; cut where it is longer */
    bool stop;    /* a mark stands between it and the next one */
    bool joined;  /* a hyphen does */
    bool dollar;  /* "$" stands before it */
} word;

typedef struct reader {
    const chn_detail_of *of;
    word w[WORDS_MAX];
    uint32_t n;
    const char *text; /* the sentence */
    uint32_t base;    /* its first byte in the report */
} reader;

static bool letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c >= 0x80;
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static void read_words(reader *r, chn_str s)
{
    r->n = 0;
    r->text = s.p;
    size_t i = 0;
    bool dollar = false;
    while (i < s.n && r->n < WORDS_MAX) {
        if (!letter((unsigned char)s.p[i])) {
            dollar = s.p[i] == '$';
            if (r->n && s.p[i] != ' ' && s.p[i] != '-' && s.p[i] != '\'' &&
                s.p[i] != '"' && s.p[i] != '$')
                r->w[r->n - 1].stop = true;
            i++;
            continue;
        }
        const size_t from = i;
        while (i < s.n &&
               (letter((unsigned char)s.p[i]) ||
                ((s.p[i] == ',' || s.p[i] == '.') && i > from &&
                 digit(s.p[i - 1]) && i + 1 < s.n && digit(s.p[i + 1]))))
            i++;
        word *w = &r->w[r->n++];
        memset(w, 0, sizeof *w);
        w->at = chn_str_n(s.p + from, i - from);
        w->dollar = dollar;
        w->joined = i < s.n && s.p[i] == '-';
        dollar = false;
        for (size_t k = 0; k < w->at.n && k + 1 < sizeof w->low; k++) {
            const char c = w->at.p[k];
            w->low[k] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
        }
    }
}

/* ` a b c ` holds the word? */
static bool among(const char *low, const char *list)
{
    char z[24] = " ";
    const size_t n = strlen(low);
    memcpy(z + 1, low, n);
    z[n + 1] = ' ';
    return n > 0 && strstr(list, z) != NULL;
}

/* Most words differ in their first letter, and these are asked for often. */
static bool same(const char *a, const char *b)
{
    return a[0] == b[0] && strcmp(a, b) == 0;
}

static bool is(const reader *r, uint32_t i, const char *low)
{
    return i < r->n && same(r->w[i].low, low);
}

static bool in(const reader *r, uint32_t i, const char *list)
{
    return i < r->n && among(r->w[i].low, list);
}

static chn_code put(const reader *r, const char *kind, const char *noun,
                    int64_t low, int64_t high, uint32_t from, uint32_t to)
{
    const char *a = r->w[from].at.p;
    const chn_str *last = &r->w[to].at;
    const uint32_t begin = r->base + (uint32_t)(a - r->text);
    const uint32_t end = r->base + (uint32_t)(last->p + last->n - r->text);
    const chn_detail d = {.kind = kind,
                          .noun = chn_str_of(noun),
                          .low = low,
                          .high = high,
                          .span = {begin, end}};
    return r->of->put(r->of->user, &d);
}

/* ---- numbers ---- */

static int64_t small(const char *w)
{
    static const char *const names[] = {
        "zero",    "one",     "two",       "three",    "four",
        "five",    "six",     "seven",     "eight",    "nine",
        "ten",     "eleven",  "twelve",    "thirteen", "fourteen",
        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    static const char *const tens[] = {"twenty", "thirty",  "forty",  "fifty",
                                       "sixty",  "seventy", "eighty", "ninety"};
    for (int i = 0; i < 20; i++)
        if (same(w, names[i]))
            return i;
    for (int i = 0; i < 8; i++)
        if (same(w, tens[i]))
            return 20 + 10 * i;
    return -1;
}

static int64_t scale(const char *w)
{
    if (same(w, "dozen"))
        return 12;
    if (same(w, "hundred"))
        return 100;
    if (same(w, "thousand"))
        return 1000;
    if (same(w, "million"))
        return 1000000;
    return same(w, "billion") ? 1000000000 : 0;
}

/* "20,000", "1.28" as thousandths; -1: no number. */
static int64_t digits(chn_str s)
{
    int64_t v = 0;
    int64_t part = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ',')
            continue;
        if (s.p[i] == '.') {
            part = part ? part : 1000;
            continue;
        }
        if (!digit(s.p[i]) || v > (int64_t)1 << 40)
            return -1;
        if (part > 1) {
            part /= 10;
            v += (s.p[i] - '0') * part;
        } else if (part == 0) {
            v = v * 10 + (s.p[i] - '0');
        }
        if (part == 0 && (i + 1 == s.n || s.p[i + 1] == '.'))
            v *= 1000;
    }
    return v;
}

/* A number that begins at word `i`; *next is the word behind it. */
static int64_t number(const reader *r, uint32_t i, uint32_t *next)
{
    *next = i;
    if (i >= r->n || r->w[i].at.n == 0)
        return -1;
    int64_t v =
        digit(r->w[i].at.p[0]) ? digits(r->w[i].at) : small(r->w[i].low) * 1000;
    if (v < 0)
        return -1;
    uint32_t k = i + 1;
    if (v >= 20000 && v < 100000 && r->w[i].joined && k < r->n &&
        small(r->w[k].low) > 0 && small(r->w[k].low) < 10)
        v += small(r->w[k++].low) * 1000;
    while (k < r->n && !r->w[k - 1].stop && scale(r->w[k].low)) {
        if (v > (int64_t)1 << 50 || v == 0)
            return -1;
        v *= scale(r->w[k++].low);
    }
    *next = k;
    return v / 1000;
}

static int64_t ordinal(const char *w)
{
    static const char *const names[] = {"second", "third",    "fourth", "fifth",
                                        "sixth",  "seventh",  "eighth", "ninth",
                                        "tenth",  "eleventh", "twelfth"};
    for (int i = 0; i < 11; i++)
        if (same(w, names[i]))
            return i + 2;
    const size_t n = strlen(w);
    if (n < 3 || !digit(w[0]) || !among(w + n - 2, " st nd rd th "))
        return 0;
    uint32_t v = 0;
    return chn_str_uint(chn_str_n(w, n - 2), 200, &v) ? v : 0;
}

/* Nouns of time, and those that count the parties themselves. */
static bool idle_noun(const char *w)
{
    return among(w, " years days weeks months hours minutes times points "
                    "seconds decades countries sides leaders peoples nations "
                    "ministers metres kilometres miles degrees others states "
                    "words series news parties powers members presidents "
                    "neighbours koreas governments capitals percent ");
}

static bool plural(const char *w)
{
    const size_t n = strlen(w);
    if (among(w, " people men women children aircraft troops police "))
        return true;
    return n > 3 && w[n - 1] == 's' && w[n - 2] != 's' && w[n - 2] != 'u' &&
           w[n - 2] != 'i' && !idle_noun(w);
}

/* The counted noun from word `i` on; UINT32_MAX: none. */
static uint32_t counted(const reader *r, uint32_t i)
{
    for (uint32_t k = i; k < r->n && k < i + 4; k++) {
        if (in(r, k,
               " of in on at to for from by with and or but that who "
               "which were was are is had has have more the a an his "
               "her its their after before when while during as than if "
               "said say says "))
            return UINT32_MAX;
        if (plural(r->w[k].low))
            return k;
        if (r->w[k].stop)
            return UINT32_MAX;
    }
    return UINT32_MAX;
}

static void singular(const char *w, char out[20])
{
    const size_t n = strlen(w);
    memcpy(out, w, n + 1);
    if (n > 3 && w[n - 1] == 's')
        out[n - 1] = '\0';
}

/* "at least", "more than", "up to" before word `i`: which ends are open. */
static void bounds(const reader *r, uint32_t i, int64_t v, int64_t *low,
                   int64_t *high)
{
    *low = *high = v;
    if (i == 0)
        return;
    const bool two = i > 1;
    if ((two && is(r, i - 1, "least") && is(r, i - 2, "at")) ||
        (two && is(r, i - 1, "than") && is(r, i - 2, "more")) ||
        is(r, i - 1, "over"))
        *high = -1;
    else if ((two && is(r, i - 1, "to") && is(r, i - 2, "up")) ||
             (two && is(r, i - 1, "than") && is(r, i - 2, "fewer")) ||
             (two && is(r, i - 1, "than") && is(r, i - 2, "less")))
        *low = -1;
    else if (in(r, i - 1, " about some around nearly almost roughly ")) {
        *low = v - v / 10;
        *high = v + v / 10;
    }
}

static chn_code put_counts(const reader *r)
{
    for (uint32_t i = 0; i < r->n; i++) {
        uint32_t next;
        const int64_t v = number(r, i, &next);
        if (v < 0)
            continue;
        int64_t low;
        int64_t high;
        char noun[24] = "";
        bounds(r, i, v, &low, &high);
        uint32_t end = next - 1;
        if (r->w[i].dollar) {
            memcpy(noun, "dollar", 7);
        } else if (!r->w[end].stop && is(r, next, "of") &&
                   (is(r, next + 1, "the") || is(r, next + 1, "them"))) {
            /* "at least 20 of the more than 90 sailors" */
            uint32_t k = next + 2;
            while (in(r, k, " more than about some at least over nearly "))
                k++;
            uint32_t behind;
            if (number(r, k, &behind) >= 0)
                k = behind;
            end = counted(r, k);
            if (end != UINT32_MAX)
                singular(r->w[end].low, noun);
        } else if (!r->w[end].stop) {
            const bool part = i > 2 && is(r, i - 1, "than");
            uint32_t k = i;
            while (part && k > 0 && k + 4 > i && !is(r, k, "of"))
                k--;
            end = counted(r, next);
            if (end != UINT32_MAX)
                singular(r->w[end].low, noun);
            if (part && k > 0 && is(r, k, "of") && is(r, k + 1, "the"))
                noun[0] = '\0'; /* "of the more than 270": the whole */
        }
        if (noun[0] && end != UINT32_MAX && v != 1) {
            const chn_code rc = put(r, "count", noun, low, high, i, end);
            if (rc)
                return rc;
        }
        i = next - 1;
    }
    return CHN_OK;
}

/* ---- when it began ---- */

static int weekday(const char *w)
{
    static const char *const names[] = {"monday",   "tuesday", "wednesday",
                                        "thursday", "friday",  "saturday",
                                        "sunday"};
    for (int i = 0; i < 7; i++)
        if (same(w, names[i]))
            return i;
    return -1;
}

/* 1970-01-01 was a Thursday. */
static int weekday_of(chn_day d)
{
    return (int)((((int64_t)d + 3) % 7 + 7) % 7);
}

static chn_code put_begun(const reader *r)
{
    const chn_day day = r->of->day;
    if (day == CHN_DAY_NONE)
        return CHN_OK;
    for (uint32_t i = 0; i + 1 < r->n; i++) {
        if (!in(r, i, " opened began begun started "))
            continue;
        const int wd = is(r, i + 1, "on") && i + 2 < r->n
                           ? weekday(r->w[i + 2].low)
                           : weekday(r->w[i + 1].low);
        uint32_t k = i;
        while (k > 0 && k + 24 > i &&
               !in(r, k,
                   " talks negotiations summit session conference "
                   "exercise exercises drill drills offensive trial "
                   "tour trip visit "))
            k--;
        if (wd < 0 ||
            !in(r, k,
                " talks negotiations summit session conference exercise "
                "exercises drill drills offensive trial tour trip "
                "visit "))
            continue;
        const chn_day d = day - (weekday_of(day) - wd + 7) % 7;
        const chn_code rc = put(r, "began", r->w[k].low, d, d, k,
                                is(r, i + 1, "on") ? i + 2 : i + 1);
        if (rc)
            return rc;
    }
    return CHN_OK;
}

/* ---- what it refers to ---- */

static int64_t unit_days(const char *w)
{
    if (strncmp(w, "day", 3) == 0)
        return 1;
    if (strncmp(w, "week", 4) == 0)
        return 7;
    if (strncmp(w, "month", 5) == 0)
        return 31;
    return strncmp(w, "year", 4) == 0 ? 366 : 0;
}

/* "in six weeks", "within a year" somewhere behind word `i`: days, or 0. */
static int64_t span_days(const reader *r, uint32_t i, uint32_t *end)
{
    for (uint32_t k = i; k + 2 < r->n && k < i + 10; k++) {
        uint32_t next = 0;
        if (!in(r, k, " in within "))
            continue;
        int64_t v = is(r, k + 1, "a") ? 1 : number(r, k + 1, &next);
        if (is(r, k + 1, "a"))
            next = k + 2;
        if (is(r, k + 1, "as") && is(r, k + 2, "many")) {
            v = 0; /* "in as many weeks" */
            next = k + 3;
        }
        if (v >= 0 && next < r->n && unit_days(r->w[next].low)) {
            *end = next;
            return (v ? v : 1) * unit_days(r->w[next].low);
        }
    }
    return 0;
}

static chn_code put_nth(const reader *r)
{
    for (uint32_t i = 0; i + 1 < r->n; i++) {
        const int64_t n = ordinal(r->w[i].low);
        if (n < 2)
            continue;
        for (uint32_t k = i + 1; k < r->n && k < i + 4; k++) {
            if (!in(r, k,
                    " visit trip meeting summit talks call launch test "
                    "message letter greeting tour round phone "))
                continue;
            uint32_t end = k;
            const int64_t days = span_days(r, k + 1, &end);
            const chn_code rc = put(r, "nth", r->w[k].low, n, days, i, end);
            if (rc)
                return rc;
            break;
        }
    }
    return CHN_OK;
}

static chn_code put_year(const reader *r, int64_t year, uint32_t from,
                         uint32_t to)
{
    return put(r, "year", "", year, year, from, to);
}

/* Years in which it was done before, as the sentence tells. */
static chn_code put_years(const reader *r)
{
    chn_code rc = CHN_OK;
    const bool dated = r->of->day != CHN_DAY_NONE;
    const int64_t now = dated ? chn_day_ymd(r->of->day).year : 0;
    for (uint32_t i = 0; i < r->n && rc == CHN_OK; i++) {
        const int64_t n = ordinal(r->w[i].low);
        const bool row = (is(r, i + 1, "year") && is(r, i + 2, "in") &&
                          is(r, i + 3, "a") && is(r, i + 4, "row")) ||
                         (in(r, i + 1, " consecutive straight successive ") &&
                          is(r, i + 2, "year"));
        const uint32_t end = is(r, i + 1, "year") ? i + 4 : i + 2;
        for (int64_t k = 1; dated && n >= 2 && n <= 30 && row && k < n && !rc;
             k++)
            rc = put_year(r, now - k, i, end);
        if (is(r, i, "as") && (is(r, i + 1, "in") || is(r, i + 1, "every"))) {
            uint32_t k = i + 2;
            uint32_t v = 0;
            while (k < r->n && rc == CHN_OK &&
                   ((r->w[k].at.n == 4 && chn_str_uint(r->w[k].at, 2999, &v) &&
                     v > 1000) ||
                    is(r, k, "and"))) {
                if (!is(r, k, "and"))
                    rc = put_year(r, v, i, k);
                k++;
            }
        }
        if (dated && rc == CHN_OK && is(r, i, "last") && is(r, i + 1, "year") &&
            i > 0 &&
            (is(r, i - 1, "day") || is(r, i - 1, "as") ||
             is(r, i - 1, "occasion")))
            rc = put_year(r, now - 1, i - 1, i + 1);
        if (rc == CHN_OK && is(r, i, "every") && is(r, i + 1, "year"))
            rc = put(r, "annual", "", 0, 0, i, i + 1);
        else if (rc == CHN_OK && in(r, i, " annual annually yearly "))
            rc = put(r, "annual", "", 0, 0, i, i);
    }
    return rc;
}

/* Phrases of one or more words that stand for something; the first wins. */
typedef struct phrase {
    const char *kind, *first, *second, *third; /* third may be NULL */
} phrase;

static const phrase phrases[] = {{"reply", "in", "response", NULL},
                                 {"reply", "in", "reply", NULL},
                                 {"reply", "in", "return", NULL},
                                 {"reply", "replied", NULL, NULL},
                                 {"reply", "responded", NULL, NULL},
                                 {"reply", "reciprocated", NULL, NULL},
                                 {"reply", "answered", NULL, NULL},
                                 {"reply", "returned", "the", "visit"},
                                 {"denial", "nothing", "to", "do"},
                                 {"denial", "no", "part", "in"},
                                 {"denial", "taken", "no", "part"},
                                 {"denial", "denied", NULL, NULL},
                                 {"denial", "denies", NULL, NULL},
                                 {"denial", "denial", NULL, NULL},
                                 {"denial", "disowned", NULL, NULL},
                                 {"breach", "violated", NULL, NULL},
                                 {"breach", "violating", NULL, NULL},
                                 {"breach", "violation", NULL, NULL},
                                 {"breach", "violations", NULL, NULL},
                                 {"breach", "breached", NULL, NULL},
                                 {"breach", "breaching", NULL, NULL},
                                 {"breach", "breach", NULL, NULL},
                                 {"breach", "broke", "the", "truce"},
                                 {"breach", "broke", "the", "ceasefire"},
                                 {"breach", "broken", "the", "truce"},
                                 {"breach", "broken", "the", "ceasefire"}};

/* The capitalised words of the sentence by their first letters, "Turke Mosco
 * Russi": who may be the one that denies. */
#define NAMES_MAX 160u
static void put_names(const reader *r, char out[NAMES_MAX])
{
    size_t n = 0;
    for (uint32_t i = 0; i < r->n; i++) {
        const chn_str w = r->w[i].at;
        const size_t k = w.n < 5 ? w.n : 5;
        if (w.n < 4 || w.p[0] < 'A' || w.p[0] > 'Z' || n + k + 2 > NAMES_MAX)
            continue;
        if (n)
            out[n++] = ' ';
        memcpy(out + n, w.p, k);
        n += k;
    }
    out[n] = '\0';
}

/* "denied" alone tells nothing: of a deed, or of some part in it. */
static bool denies_deed(const reader *r, uint32_t i)
{
    for (uint32_t k = i + 1; k < r->n && k < i + 12; k++)
        if (in(r, k,
               " attack attacks attacking strike strikes striking raid "
               "raids bombing bombed bombing shelling shelled "
               "involvement involved responsible responsibility role "
               "part fired firing killing killed having carried "
               "launching launched "))
            return true;
    for (uint32_t k = 0; k < i; k++)
        if (in(r, k, " attack strike raid bombing shelling killing "))
            return true;
    return false;
}

static chn_code put_phrases(const reader *r)
{
    char names[NAMES_MAX];
    put_names(r, names);
    for (size_t p = 0; p < sizeof phrases / sizeof *phrases; p++) {
        const phrase *x = &phrases[p];
        for (uint32_t i = 0; i < r->n; i++) {
            if (!is(r, i, x->first) ||
                (x->second && !is(r, i + 1, x->second)) ||
                (x->third && !is(r, i + 2, x->third)) ||
                (!x->second && strcmp(x->kind, "denial") == 0 &&
                 !denies_deed(r, i)))
                continue;
            const uint32_t end = i + (x->second ? 1 : 0) + (x->third ? 1 : 0);
            const chn_code rc =
                put(r, x->kind, strcmp(x->kind, "denial") == 0 ? names : "", 0,
                    0, i, end);
            if (rc)
                return rc;
            break;
        }
    }
    return CHN_OK;
}

chn_code chn_details(const chn_detail_of *of, chn_str sentence, uint32_t base)
{
    reader r;
    r.of = of;
    r.base = base;
    read_words(&r, sentence);
    chn_code rc = put_counts(&r);
    if (rc == CHN_OK)
        rc = put_begun(&r);
    if (rc == CHN_OK)
        rc = put_nth(&r);
    if (rc == CHN_OK)
        rc = put_years(&r);
    if (rc == CHN_OK)
        rc = put_phrases(&r);
    return rc;
}
