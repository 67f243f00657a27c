/* SPDX-License-Identifier: Apache-2.0 */
/* See lang.h. */
#include "lang/lang.h"

#include "base/err.h"
#include "base/hash.h"
#include "base/str.h"
#include "base/table.h"
#include "base/utf8.h"

#define LANGS_MAX 64u
/* A text tells by its beginning what it is written in. */
#define LOOK ((size_t)16 * 1024)
/* Fewer words or letters than this tell nothing. */
#define WORDS_MIN 8u
#define WORDS_SURE 15u
#define OTHERS_MIN 3u
#define LETTERS_MIN 16u
/* Shares of a text's words, in thousandths. English news has 250 to 450 of its
 * small words, a list of names fewer; another language has 0 to 30. */
#define HARDLY 30u
#define NAMED 80u
/* Of its runs of three letters, in thousandths: English has 600 to 750. */
#define COMMON 450u

/* A word and the languages that have it. */
typedef struct word {
    chn_str text;
    uint64_t langs; /* bit i: language i */
} word;

struct chn_lang {
    chn_str names[LANGS_MAX]; /* [n], 0 English */
    uint32_t n;
    word *words; /* [cap], open addressing */
    uint32_t cap;
    size_t longest;             /* bytes of a word */
    uint8_t common[27][27][27]; /* 0 is a word's edge, 1 'a' */
};

static word *slot(const chn_lang *l, chn_str s)
{
    uint32_t i = (uint32_t)chn_hash(s.p, s.n, 0) & (l->cap - 1);
    while (l->words[i].text.n && !chn_str_eq(l->words[i].text, s))
        i = (i + 1) & (l->cap - 1);
    return &l->words[i];
}

static const chn_table *table_of(const char *name)
{
    const chn_table *all = chn_builtin_tables;
    for (uint32_t i = 0; i < chn_builtin_table_count; i++) {
        if (strcmp(all[i].name, name) == 0)
            return &all[i];
    }
    return NULL;
}

static chn_code add_language(chn_lang *l, chn_str words, uint32_t *n,
                             chn_err *err)
{
    chn_str one;
    while (chn_str_next(&words, ' ', &one)) {
        if (one.n == 0)
            continue;
        if (*n * 2 >= l->cap)
            return chn_fail(err, CHN_ERR_TABLE,
                            "lang/words.tsv has more words than there is room "
                            "for");
        word *w = slot(l, one);
        *n += w->text.n == 0;
        w->text = one;
        l->longest = one.n > l->longest ? one.n : l->longest;
        w->langs |= (uint64_t)1 << l->n;
    }
    return CHN_OK;
}

static bool is_ascii(char c)
{
    return (unsigned char)c < 0x80;
}

/* The number of a letter of a word's run of three, below 0: none. */
static int letter(char c)
{
    return c == '_' ? 0 : c >= 'a' && c <= 'z' ? c - 'a' + 1 : -1;
}

chn_lang *chn_lang_new(chn_arena *a, chn_err *err)
{
    const chn_table *words = table_of("lang/words.tsv");
    const chn_table *runs = table_of("lang/trigrams.tsv");
    chn_lang *l = CHN_NEW(a, chn_lang, 1);
    if (!l || !words || !runs || words->n_rows > LANGS_MAX) {
        if (l)
            chn_fail(err, CHN_ERR_TABLE,
                     "the tables of data/lang are not there, or name more "
                     "than %u languages",
                     LANGS_MAX);
        else
            chn_fail_memory(err);
        return NULL;
    }
    l->cap = 4096;
    l->words = CHN_NEW(a, word, l->cap);
    if (!l->words) {
        chn_fail_memory(err);
        return NULL;
    }
    uint32_t n = 0;
    const int32_t name = chn_table_col(words, "name");
    const int32_t list = chn_table_col(words, "words");
    for (uint32_t i = 0; i < words->n_rows; i++) {
        l->names[l->n] = chn_table_cell(words, i, name);
        if (add_language(l, chn_table_cell(words, i, list), &n, err))
            return NULL;
        l->n++;
    }
    const int32_t run = chn_table_col(runs, "trigram");
    for (uint32_t i = 0; i < runs->n_rows; i++) {
        const chn_str t = chn_table_cell(runs, i, run);
        if (t.n != 3 || letter(t.p[0]) < 0 || letter(t.p[1]) < 0 ||
            letter(t.p[2]) < 0) {
            chn_fail(err, CHN_ERR_TABLE,
                     "%s:%u: \"%s\" is not three letters a-z or \"_\"",
                     runs->file, runs->lines[i + 1], t.p);
            return NULL;
        }
        l->common[letter(t.p[0])][letter(t.p[1])][letter(t.p[2])] = 1;
    }
    return l;
}

/* ---- scripts ---- */

typedef struct script {
    uint32_t from, to; /* code points */
    const char *looks;
} script;

static const script scripts[] = {
    {0x0370, 0x03FF, "Greek"},
    {0x0400, 0x052F, "written in Cyrillic letters"},
    {0x0530, 0x058F, "Armenian"},
    {0x0590, 0x05FF, "written in Hebrew letters"},
    {0x0600, 0x077F, "written in Arabic letters"},
    {0x0900, 0x0D7F, "written in a script of India"},
    {0x0E00, 0x0E7F, "Thai"},
    {0x0E80, 0x0EFF, "Lao"},
    {0x1000, 0x109F, "Burmese"},
    {0x10A0, 0x10FF, "Georgian"},
    {0x1200, 0x139F, "written in Ethiopic letters"},
    {0x1780, 0x17FF, "Khmer"},
    {0x3040, 0x30FF, "Japanese"},
    {0x3400, 0x9FFF, "written in Chinese characters"},
    {0xAC00, 0xD7AF, "Korean"},
    {0xFB50, 0xFEFC, "written in Arabic letters"},
};
#define SCRIPTS (sizeof scripts / sizeof scripts[0])

static bool ascii_letter(char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* Letters of the first bytes by script; the last is Latin. */
static void count_scripts(chn_str text, uint32_t count[SCRIPTS + 1])
{
    uint32_t len = 1;
    memset(count, 0, (SCRIPTS + 1) * sizeof *count);
    for (size_t i = 0; i < text.n; i += len) {
        if (is_ascii(text.p[i])) {
            count[SCRIPTS] += ascii_letter(text.p[i]);
            len = 1;
            continue;
        }
        const uint32_t cp = chn_utf8_next(text.p + i, text.n - i, &len);
        if (cp == CHN_UTF8_BAD || !chn_cp_letter(cp))
            continue;
        size_t s = 0;
        while (s < SCRIPTS && (cp < scripts[s].from || cp > scripts[s].to))
            s++;
        if (s < SCRIPTS || cp < 0x0250 || (cp >= 0x1E00 && cp < 0x1F00))
            count[s]++;
    }
}

/* The script that has more letters than Latin has, or NULL. */
static const char *foreign_script(chn_str text, uint32_t *letters)
{
    uint32_t count[SCRIPTS + 1];
    uint32_t most = 0, all = 0;
    size_t which = SCRIPTS;
    count_scripts(text, count);
    for (size_t s = 0; s <= SCRIPTS; s++)
        all += count[s];
    *letters = all;
    for (size_t s = 0; s < SCRIPTS; s++) {
        if (count[s] > most) {
            most = count[s];
            which = s;
        }
    }
    /* kana among the characters: Japanese */
    for (size_t s = 0; s < SCRIPTS; s++) {
        if (scripts[s].from == 0x3040 && which < SCRIPTS &&
            scripts[which].from == 0x3400 && count[s] * 20 > most)
            which = s;
    }
    return all - count[SCRIPTS] > count[SCRIPTS] && which < SCRIPTS
               ? scripts[which].looks
               : NULL;
}

/* ---- words ---- */

typedef struct tally {
    chn_lang_verdict v;
    uint32_t of[LANGS_MAX];
} tally;

#define WORD_BYTES 64u

/* In lower case; bytes, more than WORD_BYTES where it is longer. */
static size_t lower(chn_str raw, char low[WORD_BYTES])
{
    for (size_t i = 0; i < raw.n; i++) {
        if (i == WORD_BYTES || !is_ascii(raw.p[i]))
            return chn_utf8_fold(raw.p, raw.n, low, WORD_BYTES);
        low[i] = (char)(raw.p[i] | 32); /* all are letters */
    }
    return raw.n;
}

static void take_word(const chn_lang *l, chn_str raw, tally *t)
{
    static const word none = {{"", 0}, 0};
    char low[WORD_BYTES];
    const size_t n = lower(raw, low);
    if (n == 0 || n > sizeof low)
        return;
    t->v.words++;
    const word *w = n > l->longest ? &none : slot(l, chn_str_n(low, n));
    /* "met Kim Jong Un in Lima on Monday": what English has too, or begins
     * with a capital as names do, speaks for no other language */
    const bool capital = raw.p[0] >= 'A' && raw.p[0] <= 'Z';
    if (w->text.n && (w->langs & 1u)) {
        t->of[0]++;
    } else if (w->text.n && !capital) {
        for (uint32_t i = 1; i < l->n; i++)
            t->of[i] += (uint32_t)(w->langs >> i & 1u);
    }
    int a = 0, b = 0;
    for (size_t i = 0; i <= n; i++) {
        const int c = i < n ? letter(low[i]) : 0;
        if (a >= 0 && b >= 0 && c >= 0 && i > 0) {
            t->v.trigrams++;
            t->v.common += l->common[a][b][c];
        }
        a = b;
        b = c;
    }
}

static void take_words(const chn_lang *l, chn_str text, tally *t)
{
    uint32_t len = 1;
    size_t from = 0;
    bool in = false;
    for (size_t i = 0; i <= text.n; i += len) {
        const char c = i < text.n ? text.p[i] : ' ';
        len = 1;
        bool is = is_ascii(c) && ascii_letter(c);
        if (!is_ascii(c)) {
            const uint32_t cp = chn_utf8_next(text.p + i, text.n - i, &len);
            is = cp != CHN_UTF8_BAD && chn_cp_letter(cp);
        }
        if (is && !in)
            from = i;
        if (!is && in)
            take_word(l, chn_str_n(text.p + from, i - from), t);
        in = is;
    }
}

chn_lang_verdict chn_lang_judge(const chn_lang *l, chn_str text)
{
    tally t;
    memset(&t, 0, sizeof t);
    if (text.n > LOOK) {
        text.n = LOOK; /* at a character's edge */
        while (text.n > 0 && ((unsigned char)text.p[text.n] & 0xC0) == 0x80)
            text.n--;
    }
    uint32_t letters = 0;
    const char *letters_of = foreign_script(text, &letters);
    t.v.english = true;
    t.v.looks = chn_str_n("", 0);
    if (letters < LETTERS_MIN)
        return t.v;
    if (letters_of) {
        t.v.english = false;
        t.v.looks = chn_str_of(letters_of);
        return t.v;
    }
    take_words(l, text, &t);
    t.v.small = t.of[0];
    uint32_t best = 0;
    for (uint32_t i = 1; i < l->n; i++) {
        if (t.of[i] > t.v.other) {
            t.v.other = t.of[i];
            best = i;
        }
    }
    const chn_lang_verdict *v = &t.v;
    /* "China expelled two diplomats of Japan": a headline has few small words
     * and need not look like English, so only what speaks for another language
     * counts, or that nothing in a longer text speaks for English */
    const bool another = v->other >= OTHERS_MIN && v->other > 2 * v->small &&
                         v->other * 1000 >= NAMED * v->words;
    const bool nothing = v->words >= WORDS_SURE &&
                         v->small * 1000 < HARDLY * v->words &&
                         v->common * 1000 < COMMON * v->trigrams;
    if (v->words < WORDS_MIN || (!another && !nothing))
        return t.v;
    t.v.english = false;
    t.v.looks = another ? l->names[best] : chn_str_of("in another language");
    return t.v;
}
