/* SPDX-License-Identifier: Apache-2.0 */
/* text: tokens, sentences, quotations, phrases, forms, the view. */
#include <chancery/chancery.h>

#include "base/str.h"
#include "base/utf8.h"
#include "check.h"
#include "text/text.h"

typedef struct know {
    chn_arena *a;
    chn_lex *lex;
    chn_text_know *text;
} know;

static know load(void)
{
    static const chn_table *tables[256];
    know k;
    chn_err err;
    chn_tableset set = {tables, 0};
    for (uint32_t i = 0; i < chn_builtin_table_count && i < 256; i++)
        tables[set.n++] = &chn_builtin_tables[i];
    k.a = chn_arena_new((size_t)1 << 28);
    k.lex = chn_lex_new(k.a);
    k.text = chn_text_know_new(k.a, &set, k.lex, &err);
    return k;
}

static chn_doc read_doc(const know *k, const char *text)
{
    chn_doc d;
    chn_err err;
    memset(&d, 0, sizeof d);
    CHECK_INT(chn_text_read(k->text, k->lex, k->a, text, (uint32_t)strlen(text),
                            0, &d, &err),
              CHN_OK);
    return d;
}

/* Tokens joined by spaces, sentences by " / ". */
static void check_tokens(const know *k, const char *text, const char *want)
{
    const chn_doc d = read_doc(k, text);
    chn_buf b;
    chn_buf_init(&b, 10000);
    for (uint32_t t = 0; t < d.n_tok; t++) {
        if (t)
            chn_buf_z(&b, d.tok[t].sent != d.tok[t - 1].sent ? " / " : " ");
        chn_buf_str(&b, chn_doc_slice(&d, t, t + 1));
    }
    CHECK_STR(chn_str_n(b.p ? b.p : "", b.n), want);
    chn_buf_free(&b);
}

static void tokens(const know *k)
{
    TEST("clitics, hyphens, acronyms, names with apostrophes")
    {
        check_tokens(k, "Kenya's premier didn't meet N.Korea's O'Neill.",
                     "Kenya 's premier did n't meet N. Korea 's O'Neill .");
        check_tokens(k, "The U.S. and Kim Jong-un (KCNA) met.",
                     "The U.S. and Kim Jong - un ( KCNA ) met .");
        check_tokens(k,
                     "Kenya\xE2\x80\x99s port, N\xE2\x80\x99"
                     "Djamena",
                     "Kenya \xE2\x80\x99s port , N\xE2\x80\x99"
                     "Djamena");
    }
    TEST("numbers, ordinals, addresses")
    {
        check_tokens(k, "On the 74th, 1,200.5 men left at 10:30.",
                     "On the 74th , 1,200.5 men left at 10:30 .");
        check_tokens(k, "See https://example.org/a.b, he said.",
                     "See https://example.org/a.b , he said .");
    }
    TEST("nothing comes of nothing")
    {
        check_tokens(k, "", "");
        check_tokens(k, " \n\t ", "");
    }
}

static void sentences(const know *k)
{
    TEST("abbreviations and initials do not end a sentence")
    {
        check_tokens(k, "Gen. Oak met J. R. Elm. He left on Sept. 5. Then",
                     "Gen. Oak met J. R. Elm . / He left on Sept. 5 . / Then");
    }
    TEST("an acronym ends one before a word that begins sentences")
    {
        check_tokens(k, "He is in the U.S. The talks go on.",
                     "He is in the U.S. / The talks go on .");
        check_tokens(k, "The U.S. Senate voted.", "The U.S. Senate voted .");
    }
    TEST("a closing mark belongs to the sentence it closes")
    {
        check_tokens(k, "\"We go.\" He left.", "\" We go . \" / He left .");
        check_tokens(k, "\"We go,\" he said.", "\" We go , \" he said .");
    }
    TEST("headline and dateline stand apart")
    {
        const chn_doc d = read_doc(
            k, "Talks open in Oslo\nOSLO, May 5 (Agency) - The two sides met. "
               "They parted.\n\nNothing more was told by anyone at all there.");
        CHECK_INT(d.n_sent, 5);
        CHECK(d.sent[0].headline && !d.sent[0].dateline);
        CHECK(d.sent[1].dateline);
        CHECK(!d.sent[2].headline && !d.sent[2].dateline);
        CHECK_INT(d.sent[4].para, d.sent[3].para + 1);
    }
    TEST("lines wrapped by hand are joined")
    {
        const chn_doc d = read_doc(
            k, "The two sides met in the old hall of the town and then\n"
               "went on to the harbour, where the ships of both lay at\n"
               "anchor for the night.\n");
        CHECK_INT(d.n_sent, 1);
    }
}

static void quotations(const know *k)
{
    TEST("straight and curly marks")
    {
        chn_doc d = read_doc(k, "\"We go,\" he said, \"and soon.\"");
        CHECK_INT(d.n_quote, 2);
        CHECK_INT(d.quote[0].first, 1);
        CHECK(!d.quote[0].open);
        d = read_doc(k,
                     "He said: \xE2\x80\x9CWe go.\xE2\x80\x9D Then he left.");
        CHECK_INT(d.n_quote, 1);
    }
    TEST("a missing closing mark ends with the paragraph")
    {
        const chn_doc d = read_doc(k, "\xE2\x80\x9CWe go.\n\nHe left.");
        CHECK_INT(d.n_quote, 1);
        CHECK(d.quote[0].open);
        CHECK_INT(d.quote[0].end, 4);
    }
    TEST("a statement without marks is its speaker's to the end")
    {
        chn_doc d = read_doc(k, "The minister said:\n\nI am sad.\n\nWe will "
                                "help.\n\nThe minister left.");
        CHECK_INT(d.n_quote, 1);
        CHECK(d.quote[0].first == 4 && d.quote[0].end == 12);
        d = read_doc(k, "The minister said:\n\nThe road is long.");
        CHECK_INT(d.n_quote, 0);
        d = read_doc(k, "The list was short:\n\nWe have none.");
        CHECK_INT(d.n_quote, 0);
    }
    TEST("an apostrophe is no quotation")
    {
        const chn_doc d = read_doc(k, "The rebels' camp of the '90s is gone.");
        CHECK_INT(d.n_quote, 0);
    }
}

static void phrases(const know *k)
{
    static const char *const text[] = {"Kim Jong Un",      "US",
                                       "Turkey",           "foreign minister",
                                       "Foreign Minister", "Kim"};
    chn_err err;
    chn_phrases *p = chn_phrases_new(k->a);
    for (uint32_t i = 0; i < 6; i++)
        CHECK_INT(
            chn_phrases_add(p, k->text, k->lex, chn_str_of(text[i]), i, &err),
            CHN_OK);
    CHECK_INT(chn_phrases_done(p, &err), CHN_OK);
    const uint32_t *v;
    uint32_t n;
    TEST("the longest phrase, over hyphens")
    {
        chn_doc d = read_doc(k, "Kim Jong-un left");
        CHECK_INT(chn_phrases_match(p, &d, 0, d.n_tok, &v, &n), 4);
        CHECK(n == 1 && v[0] == 0);
        d = read_doc(k, "Kim left");
        CHECK_INT(chn_phrases_match(p, &d, 0, d.n_tok, &v, &n), 1);
        CHECK(n == 1 && v[0] == 5);
    }
    TEST("capitals in the phrase must stand in the text")
    {
        chn_doc d = read_doc(k, "us US turkey TURKEY");
        CHECK_INT(chn_phrases_match(p, &d, 0, 4, &v, &n), 0);
        CHECK_INT(chn_phrases_match(p, &d, 1, 4, &v, &n), 2);
        CHECK_INT(chn_phrases_match(p, &d, 2, 4, &v, &n), 2);
        CHECK_INT(chn_phrases_match(p, &d, 3, 4, &v, &n), 4);
    }
    TEST("a phrase in capitals also finds what asks for none")
    {
        chn_doc d = read_doc(k, "Foreign Minister");
        CHECK_INT(chn_phrases_match(p, &d, 0, 2, &v, &n), 2);
        CHECK(n == 2 && v[0] == 3 && v[1] == 4);
        d = read_doc(k, "foreign minister");
        CHECK_INT(chn_phrases_match(p, &d, 0, 2, &v, &n), 2);
        CHECK(n == 1 && v[0] == 3);
    }
    TEST("words of a wide node are told apart")
    {
        chn_phrases *q = chn_phrases_new(k->a);
        chn_buf b;
        chn_buf_init(&b, 10000);
        for (uint32_t i = 0; i < 300; i++) {
            chn_buf_clear(&b);
            chn_buf_fmt(&b, "Zorvek %c%cla", (char)('A' + i % 26),
                        (char)('a' + i / 26));
            CHECK_INT(chn_phrases_add(q, k->text, k->lex, chn_str_n(b.p, b.n),
                                      i, &err),
                      CHN_OK);
        }
        CHECK_INT(chn_phrases_done(q, &err), CHN_OK);
        for (uint32_t i = 0; i < 300; i += 37) {
            chn_buf_clear(&b);
            chn_buf_fmt(&b, "Zorvek %c%cla Zorvek", (char)('A' + i % 26),
                        (char)('a' + i / 26));
            const chn_doc d = read_doc(k, b.p);
            CHECK_INT(chn_phrases_match(q, &d, 0, d.n_tok, &v, &n), 2);
            CHECK(n == 1 && v[0] == i);
            CHECK_INT(chn_phrases_match(q, &d, 1, d.n_tok, &v, &n), 1);
            CHECK(chn_phrases_begin(q, d.tok[0].word));
            CHECK(!chn_phrases_begin(q, d.tok[1].word));
            CHECK_INT(chn_phrases_match(q, &d, 2, d.n_tok, &v, &n), 2);
        }
        chn_buf_free(&b);
        CHECK_INT(
            chn_phrases_add(q, k->text, k->lex, chn_str_of("Late"), 9, &err),
            CHN_ERR_INTERNAL);
    }
    TEST("capitals of a long phrase, many values, and one told twice")
    {
        const char *all = "A Of The Bra Cri Dra Fra Gra Hra Jra Kra Lra Mra "
                          "Nra Pra Qra Rra Sra";
        const char *low = "a of the bra cri dra fra gra hra jra kra lra mra "
                          "nra pra qra rra Sra";
        chn_phrases *q = chn_phrases_new(k->a);
        for (uint32_t i = 0; i < 40; i++)
            CHECK_INT(chn_phrases_add(q, k->text, k->lex,
                                      chn_str_of(i % 2 ? all : low),
                                      (97 - i) / 3, &err),
                      CHN_OK);
        CHECK_INT(chn_phrases_done(q, &err), CHN_OK);
        chn_doc d = read_doc(k, all);
        CHECK_INT(chn_phrases_match(q, &d, 0, d.n_tok, &v, &n), 18);
        CHECK(n == 14 && v[0] == 19 && v[13] == 32);
        d = read_doc(k, low);
        CHECK_INT(chn_phrases_match(q, &d, 0, d.n_tok, &v, &n), 18);
        CHECK(n == 14 && v[0] == 19 && v[13] == 32);
        d = read_doc(k, "a of the bra cri dra fra gra hra jra kra lra mra nra "
                        "pra qra rra sra");
        CHECK_INT(chn_phrases_match(q, &d, 0, d.n_tok, &v, &n), 0);
    }
    TEST("a trie without phrases finds nothing")
    {
        chn_phrases *q = chn_phrases_new(k->a);
        CHECK_INT(chn_phrases_done(q, &err), CHN_OK);
        const chn_doc d = read_doc(k, "Kim left");
        CHECK_INT(chn_phrases_match(q, &d, 0, d.n_tok, &v, &n), 0);
        CHECK(!chn_phrases_begin(q, d.tok[0].word));
    }
    TEST("an empty phrase is an error")
    {
        CHECK_INT(chn_phrases_add(p, k->text, k->lex, chn_str_of(" "), 9, &err),
                  CHN_ERR_TABLE);
    }
}

static chn_code collect(void *user, chn_str form, uint32_t bits)
{
    chn_buf_fmt(user, "%.*s:%u ", (int)form.n, form.p, bits);
    return CHN_OK;
}

static void check_forms(const know *k, const char *lemma, const char *want)
{
    chn_buf b;
    chn_buf_init(&b, 1000);
    CHECK_INT(chn_verb_forms(k->text, chn_str_of(lemma), collect, &b), CHN_OK);
    CHECK_STR(chn_str_n(b.p, b.n), want);
    chn_buf_free(&b);
}

static void check_plural(const know *k, const char *lemma, const char *want)
{
    chn_buf b;
    chn_buf_init(&b, 1000);
    CHECK_INT(chn_noun_forms(k->text, chn_str_of(lemma), collect, &b), CHN_OK);
    CHECK_STR(chn_str_n(b.p, b.n), want);
    chn_buf_free(&b);
}

static void forms(const know *k)
{
    TEST("verb forms by rule and by table")
    {
        check_forms(k, "visit", "visit:1 visits:2 visiting:16 visited:12 ");
        check_forms(k, "stop", "stop:1 stops:2 stopping:16 stopped:12 ");
        check_forms(k, "deny", "deny:1 denies:2 denying:16 denied:12 ");
        check_forms(k, "agree", "agree:1 agrees:2 agreeing:16 agreed:12 ");
        check_forms(k, "meet", "meet:1 meets:2 meeting:16 met:12 ");
        check_forms(k, "break",
                    "break:1 breaks:2 breaking:16 broke:4 broken:8 ");
        check_forms(k, "cancel",
                    "cancel:1 cancels:2 canceling:16 "
                    "cancelling:16 canceled:12 cancelled:12 ");
        check_forms(k, "unfreeze",
                    "unfreeze:1 unfreezes:2 unfreezing:16 unfroze:4 "
                    "unfrozen:8 ");
    }
    TEST("plurals that the spelling rules do not give")
    {
        check_plural(k, "camp", "camp:1 camps:32 ");
        check_plural(k, "fisherman", "fisherman:1 fishermen:32 ");
        check_plural(k, "commando", "commando:1 commandos:32 commandoes:32 ");
        check_plural(k, "corps", "corps:1 corps:32 ");
    }
}

static void classes(const know *k)
{
    static const char *const names[] = {"quick", NULL, "slow"};
    const char bytes[] = "key\tword\tclass\tpos\n"
                         "quick:run\trun\tquick\tv\n"
                         "slow:foot\tfoot\tslow\tn\n"
                         "slow:Running\tRunning\tslow\t-\n";
    chn_err err;
    const chn_table *table = chn_table_parse(k->a, "own/pace.tsv", "pace.tsv",
                                             bytes, sizeof bytes - 1, &err);
    const chn_tableset set = {&table, 1};
    const chn_class_table t = {"own/pace.tsv", names, 3};
    chn_classes c = {0};
    TEST("classes of words, with all their forms where a row says so")
    {
        CHECK_INT(chn_classes_read(&c, k->a, &set, &t, k->text, k->lex, &err),
                  CHN_OK);
        const chn_doc d = read_doc(k, "He ran, running on flat feet.");
        CHECK(!chn_tok_class(&c, &d, 0, 0));
        CHECK(chn_tok_class(&c, &d, 1, 0) && !chn_tok_class(&c, &d, 1, 2));
        CHECK_INT((int)chn_classes_of(&c, d.tok[3].word), 5);
        CHECK(chn_tok_class(&c, &d, 6, 2) && !chn_tok_class(&c, &d, 5, 2));
    }
}

static void views(const know *k)
{
    TEST("invalid bytes are replaced in the view and mapped back")
    {
        const char *raw = "Oslo \xFF\xFE met \xE2\x82 Bonn.";
        const chn_doc d = read_doc(k, raw);
        CHECK_INT(d.replaced, 3);
        for (uint32_t t = 0; t < d.n_tok; t++) {
            const uint32_t from = chn_doc_origin(&d, d.tok[t].from);
            const uint32_t to = chn_doc_origin(&d, d.tok[t].to);
            if (chn_tok_is(&d, t, "bonn"))
                CHECK_STR(chn_str_n(raw + from, to - from), "Bonn");
            if (chn_tok_is(&d, t, "met"))
                CHECK_STR(chn_str_n(raw + from, to - from), "met");
        }
    }
    TEST("spans are exact")
    {
        const char *raw = "Erdo\xC4\x9F"
                          "an met \xE2\x80\x9CO\xE2\x80\x9D.";
        const chn_doc d = read_doc(k, raw);
        CHECK_STR(chn_doc_slice(&d, 0, 1), "Erdo\xC4\x9F"
                                           "an");
        CHECK_STR(d.tok[0].fold, "erdogan");
        CHECK_STR(chn_doc_slice(&d, 1, 3), "met \xE2\x80\x9C");
    }
}

int main(void)
{
    const know k = load();
    TEST("the tables load")
    {
        CHECK(k.text != NULL);
    }
    tokens(&k);
    sentences(&k);
    quotations(&k);
    phrases(&k);
    forms(&k);
    classes(&k);
    views(&k);
    chn_arena_free(k.a);
    return check_end();
}
