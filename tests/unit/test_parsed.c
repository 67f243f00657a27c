/* SPDX-License-Identifier: Apache-2.0 */
/* Syntax as text: the drawn tree of trees written by hand, and the public
 * interface over a small random model. */
#include "engine/parsed.h"

#include <stddef.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "syntax_fixture.h"
#include "tree_fixture.h"

static bool to_buf(void *user, const char *p, size_t n)
{
    chn_buf *b = user;
    chn_buf_put(b, p, n);
    return !b->failed;
}

static bool refuse(void *user, const char *p, size_t n)
{
    (void)user;
    (void)p;
    (void)n;
    return false;
}

static chn_report report_of(const chn_tree *t)
{
    chn_report r;
    memset(&r, 0, sizeof r);
    r.id = chn_str_of("r");
    r.text = chn_str_n(t->doc->text, t->doc->n);
    return r;
}

/* `t` drawn with the options is `want`. */
static void check_drawn(const chn_tree *t, const chn_parse_options *o,
                        const char *want)
{
    const chn_report r = report_of(t);
    chn_tree own = *t;
    chn_buf b;
    chn_err err;
    chn_buf_init(&b, (size_t)1 << 24);
    CHECK_INT(chn_parsed_print(&own, NULL, &r, o, to_buf, &b, &err), CHN_OK);
    CHECK_STR(chn_str_n(b.p ? b.p : "", b.n), want);
    chn_buf_free(&b);
}

static const char envoys[] = "Two NUM _ 2 nummod\n"
                             "envoys NOUN Plur 3 nsubj\n"
                             "met VERB Past|Fin 0 root\n"
                             "men NOUN Plur 3 obj\n"
                             "from ADP _ 6 case\n"
                             "Oslo PROPN Sing 4 nmod\n"
                             "~. PUNCT _ 3 punct\n"
                             "\n"
                             "Rain NOUN Sing 2 nsubj\n"
                             "fell VERB Past|Fin 0 root\n";

/* "on piracy" hangs from "hearing", across "starts today". */
static const char hearing[] = "A DET _ 2 det\n"
                              "hearing NOUN Sing 3 nsubj\n"
                              "starts VERB Pres|Fin 0 root\n"
                              "today NOUN Sing 3 obl:unmarked\n"
                              "on ADP _ 6 case\n"
                              "piracy NOUN Sing 2 nmod\n";

static void drawing(chn_arena *a)
{
    chn_parse_options o;
    chn_parse_options_init(&o);
    o.format = CHN_PARSE_TREE;
    o.ascii = true;
    TEST("a tree in ASCII")
    {
        check_drawn(tree_fixture(a, envoys), &o,
                    "r-1 Two envoys met men from Oslo.\n"
                    "1   ,-- Two     NUM    nummod         2\n"
                    "2 ,-+ envoys    NOUN   nsubj          3\n"
                    "3 + met         VERB   root           0\n"
                    "4 +-+ men       NOUN   obj            3\n"
                    "5 | | ,-- from  ADP    case           6\n"
                    "6 | `-+ Oslo    PROPN  nmod           4\n"
                    "7 `-- .         PUNCT  punct          3\n"
                    "\n"
                    "r-2 Rain fell\n"
                    "1 ,-- Rain  NOUN   nsubj          2\n"
                    "2 ` fell    VERB   root           0\n"
                    "\n");
    }
    TEST("one sentence, in boxes, in colour")
    {
        chn_parse_options p = o;
        p.ascii = false;
        p.sentence = 2;
        check_drawn(tree_fixture(a, envoys), &p,
                    "r-2 Rain fell\n"
                    "1 \xE2\x94\x8C\xE2\x94\x80\xE2\x94\x80 Rain  NOUN   nsubj"
                    "          2\n"
                    "2 \xE2\x94\x94 fell    VERB   root           0\n"
                    "\n");
    }
    TEST("lines that cross")
    {
        check_drawn(tree_fixture(a, hearing), &o,
                    "r-1 A hearing starts today on piracy\n"
                    "1   ,-- A       DET    det            2\n"
                    "2 ,-+ hearing   NOUN   nsubj          3\n"
                    "3 +-+ starts    VERB   root           0\n"
                    "4 `-+ today     NOUN   obl:unmarked   3\n"
                    "5   | ,-- on    ADP    case           6\n"
                    "6   `-+ piracy  NOUN   nmod           2\n"
                    "\n");
    }
    TEST("no such sentence, an output that is gone")
    {
        chn_tree t = *tree_fixture(a, envoys);
        const chn_report r = report_of(&t);
        chn_parse_options p = o;
        chn_err err;
        p.sentence = 3;
        CHECK_INT(chn_parsed_print(&t, NULL, &r, &p, refuse, NULL, &err),
                  CHN_ERR_ARGUMENT);
        CHECK_STR(chn_str_of(err.text),
                  "there is no sentence 3; the report has 2");
        CHECK_INT(chn_parsed_print(&t, NULL, &r, &o, refuse, NULL, &err),
                  CHN_ERR_OUTPUT);
    }
    TEST("the heading is wrapped, a long word does not push the others away")
    {
        chn_parse_options p = o;
        p.width = 40;
        check_drawn(tree_fixture(a, "Envoys NOUN Plur 2 nsubj\n"
                                    "read VERB Past|Fin 0 root\n"
                                    "averyverylongwordthatisnotbroken X _ 2 "
                                    "obj\n"
                                    "in ADP _ 5 case\n"
                                    "Oslo PROPN Sing 2 obl\n"),
                    &p,
                    "r-1 Envoys read\n"
                    "    averyverylongwordthatisnotbroken in\n"
                    "    Oslo\n"
                    "1 ,-- Envoys  NOUN   nsubj          2\n"
                    "2 + read      VERB   root           0\n"
                    "3 +-- averyverylongwordthatisnotbroken  X      obj"
                    "            2\n"
                    "4 | ,-- in    ADP    case           5\n"
                    "5 `-+ Oslo    PROPN  obl            2\n"
                    "\n");
    }
    TEST("a chain as deep as a sentence may be")
    {
        chn_buf b;
        chn_buf_init(&b, (size_t)1 << 20);
        for (int i = 0; i < 400; i++)
            chn_buf_fmt(&b, "w NOUN _ %d %s\n", i, i ? "nmod" : "root");
        const chn_tree *t = tree_fixture(a, b.p);
        chn_buf_free(&b);
        const chn_report r = report_of(t);
        chn_tree own = *t;
        chn_err err;
        chn_buf_init(&b, (size_t)1 << 24);
        CHECK_INT(chn_parsed_print(&own, NULL, &r, &o, to_buf, &b, &err),
                  CHN_OK);
        CHECK(b.n > 160000);
        chn_buf_free(&b);
    }
}

static const char text[] = "date 2024-01-02 Envoys from Kh\303\240n met in"
                           " \t Oslo. They (all of them) left.\n\nRain fell";

/* A random model in a file of its own. */
static bool write_model(chn_arena *a, const char *path)
{
    size_t n = 0;
    const void *bytes = fixture_model(a, &fixture_small, 7, &n);
    FILE *f = bytes ? fopen(path, "wb") : NULL;
    const bool ok = f && fwrite(bytes, 1, n, f) == n;
    return f && fclose(f) == 0 && ok;
}

/* What the engine's worker prints of a report, in `b`. */
static chn_code parsed_text(const chn_engine *e, chn_str of, uint32_t body,
                            const chn_parse_options *o, chn_buf *b,
                            chn_err *err)
{
    chn_report r;
    memset(&r, 0, sizeof r);
    r.id = chn_str_of("a\tb");
    r.published = CHN_DAY_NONE;
    r.text = of;
    r.body = body;
    chn_worker *w = chn_worker_new(e, err);
    chn_buf_clear(b);
    const chn_code rc =
        w ? chn_worker_parse(w, &r, o, to_buf, b, err) : CHN_ERR_MEMORY;
    chn_worker_free(w);
    return rc;
}

static chn_code parsed(const chn_engine *e, const chn_parse_options *o,
                       chn_buf *b, chn_err *err)
{
    return parsed_text(e, chn_str_of(text), 16, o, b, err);
}

/* Lines that begin with `with`. */
static uint32_t count(const chn_buf *b, const char *with)
{
    uint32_t n = 0;
    const char *p = b->p;
    for (; p; p = strchr(p, '\n')) {
        p += *p == '\n';
        n += strncmp(p, with, strlen(with)) == 0;
    }
    return n;
}

static bool holds(const chn_buf *b, const char *z)
{
    return b->p && strstr(b->p, z);
}

/* Seconds of the processor for a text of n words without a full stop; all of
 * them are printed, in sentences of 400. */
static double one_sentence(const chn_engine *e, uint32_t n)
{
    chn_buf words, b;
    chn_err err;
    chn_buf_init(&words, (size_t)1 << 22);
    chn_buf_init(&b, (size_t)1 << 28);
    for (uint32_t i = 0; i < n; i++)
        chn_buf_fmt(&words, "grain%u ", (unsigned)(i % 97));
    const clock_t begun = clock();
    CHECK_INT(parsed_text(e, chn_str_n(words.p, words.n), 0, NULL, &b, &err),
              CHN_OK);
    const double took = (double)(clock() - begun) / CLOCKS_PER_SEC;
    CHECK_INT(count(&b, "# sent_id"), n / 400);
    CHECK_INT(count(&b, "1\tgrain"), n / 400);
    CHECK_INT(count(&b, "400\tgrain"), n / 400);
    CHECK_INT(count(&b, "401\t"), 0);
    chn_buf_free(&words);
    chn_buf_free(&b);
    return took;
}

/* What a caller may say of the instruction set. */
static void instructions(chn_engine_options eo)
{
    static const char *const known[] = {"portable", "avx2", "avxvnni", "avx512",
                                        "amx"};
    chn_err err;
    chn_buf want, got;
    chn_buf_init(&want, (size_t)1 << 24);
    chn_buf_init(&got, (size_t)1 << 24);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        eo.cpu = known[i];
        chn_engine *e = chn_engine_open(&eo, &err);
        CHECK(e != NULL);
        if (e)
            CHECK_INT(parsed(e, NULL, i ? &got : &want, &err), CHN_OK);
        if (i)
            CHECK(got.n == want.n && memcmp(got.p, want.p, got.n) == 0);
        chn_engine_free(e);
    }
    eo.cpu = "sse9";
    CHECK(chn_engine_open(&eo, &err) == NULL);
    CHECK_INT(err.code, CHN_ERR_ARGUMENT);
    CHECK(
        strstr(err.text, "\"sse9\"; expected portable, avx2, avxvnni, avx512"));
    /* a caller who does not know the field */
    eo.size = offsetof(chn_engine_options, cpu);
    chn_engine *e = chn_engine_open(&eo, &err);
    CHECK(e != NULL && *chn_engine_model_version(e));
    chn_engine_free(e);
    chn_buf_free(&want);
    chn_buf_free(&got);
}

static void interface(chn_arena *a)
{
    char dir[] = "/tmp/chancery-parsed-XXXXXX", path[64];
    chn_engine_options eo;
    chn_parse_options o;
    chn_err err;
    chn_buf b;
    chn_buf_init(&b, (size_t)1 << 24);
    if (!mkdtemp(dir))
        return;
    (void)snprintf(path, sizeof path, "%s/m.chn", dir);
    CHECK(write_model(a, path));
    chn_engine_options_init(&eo);
    TEST("without a model")
    {
        size_t n = 0;
        /* a caller who does not know the field */
        eo.size = offsetof(chn_engine_options, model);
        eo.model = "/no/such/file";
        chn_engine *e = chn_engine_open(&eo, &err);
        CHECK(e != NULL);
        if (e && !chn_model_builtin(&n)) {
            CHECK_STR(chn_str_of(chn_engine_model_version(e)), "");
            CHECK_INT(parsed(e, NULL, &b, &err), CHN_ERR_TABLE);
        }
        chn_engine_free(e);
        eo.size = sizeof eo;
        CHECK(chn_engine_open(&eo, &err) == NULL);
        CHECK_INT(err.code, CHN_ERR_INPUT);
    }
    eo.model = path;
    chn_engine *e = chn_engine_open(&eo, &err);
    TEST("CoNLL-U of a report")
    {
        CHECK(e != NULL && strlen(chn_engine_model_version(e)) == 12);
        CHECK_INT(parsed(e, NULL, &b, &err), CHN_OK);
        CHECK(holds(&b, "# newdoc id = a b\n# newpar\n# sent_id = a b-1\n"
                        "# text = Envoys from Kh\303\240n met in Oslo.\n"
                        "1\tEnvoys\t"));
        CHECK_INT(count(&b, "# newpar"), 2);
        CHECK_INT(count(&b, "# sent_id"), 3);
        CHECK_INT(count(&b, "# newdoc"), 1);
        CHECK(holds(&b, "\tTokenRange=16:22\n"));
        CHECK(holds(&b, "\tTokenRange=28:32\n")); /* characters */
        CHECK(holds(&b, "\tSpaceAfter=No|TokenRange=42:46\n"));
        CHECK(holds(&b, "\tTokenRange=79:83\n\n"));
    }
    TEST("tags alone, one sentence, both formats, twice the same")
    {
        chn_parse_options_init(&o);
        o.tags_only = true;
        o.sentence = 3;
        CHECK_INT(parsed(e, &o, &b, &err), CHN_OK);
        CHECK_INT(count(&b, "# sent_id = a b-3"), 1);
        CHECK_INT(count(&b, "# sent_id"), 1);
        CHECK(holds(&b, "\t_\t_\t_\tTokenRange=74:78\n2\tfell"));
        o.format = CHN_PARSE_TREE;
        CHECK_INT(parsed(e, &o, &b, &err), CHN_OK);
        CHECK(holds(&b, "a b-3 Rain fell\n1 Rain  "));
        o.tags_only = false;
        o.sentence = 0;
        CHECK_INT(parsed(e, &o, &b, &err), CHN_OK);
        CHECK(holds(&b, "a b-1 Envoys from"));
        chn_buf again;
        chn_buf_init(&again, (size_t)1 << 24);
        CHECK_INT(parsed(e, &o, &again, &err), CHN_OK);
        CHECK(again.n == b.n && memcmp(again.p, b.p, b.n) == 0);
        chn_buf_free(&again);
        o.sentence = 4;
        CHECK_INT(parsed(e, &o, &b, &err), CHN_ERR_ARGUMENT);
    }
    TEST("a sentence of 100,000 words is cut, and read in linear time")
    {
        const double few = e ? one_sentence(e, 20000) : 0;
        const double many = e ? one_sentence(e, 100000) : 0;
        CHECK(many < 15 * few + 0.5);
    }
    chn_engine_free(e);
    TEST("instruction sets")
    {
        instructions(eo);
    }
    chn_buf_free(&b);
    (void)unlink(path);
    (void)rmdir(dir);
}

int main(void)
{
    chn_arena *a = chn_arena_new((size_t)1 << 28);
    if (!a)
        return 1;
    drawing(a);
    interface(a);
    chn_arena_free(a);
    return check_end();
}
