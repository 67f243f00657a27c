/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Work for inputs that were made to be hard, at one size and at twice of it,
 * for valgrind to count the instructions of (run.py compares them). Each text
 * is hard for one stage; all go through all of them.
 *
 *   growth          what run.py measures
 *   growth --list   the names
 */
#include <chancery/chancery.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <valgrind/callgrind.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/str.h"

#define SIZE ((size_t)12 * 1024) /* bytes of the smaller text */
#define REPORTS 60u              /* of the smaller store */

typedef void (*make_fn)(chn_buf *b, uint32_t i);

/* ---- texts, piece by piece ---- */

static void days(chn_buf *b, uint32_t i)
{
    static const char *const name[] = {"Monday", "Tuesday",  "Wednesday",
                                       "Friday", "Saturday", "Sunday"};
    chn_buf_fmt(b, "%s, %u May, last %s and the week before, ", name[i % 6],
                (unsigned)(i % 28 + 1), name[(i + 1) % 6]);
}

static void day_sentences(chn_buf *b, uint32_t i)
{
    chn_buf_fmt(b, "The day after that, two days before %u June, they met. ",
                (unsigned)(i % 28 + 1));
}

static void quotes(chn_buf *b, uint32_t i)
{
    chn_buf_z(b, i % 2 ? "\"he said, 'we " : "\xe2\x80\x9cwhat she told ");
}

static void brackets(chn_buf *b, uint32_t i)
{
    (void)i;
    chn_buf_z(b, "((the [minister (");
}

static void lists(chn_buf *b, uint32_t i)
{
    static const char *const name[] = {"Norway", "Chile",   "Ghana", "Peru",
                                       "Japan",  "Iceland", "Kenya", "Fiji"};
    chn_buf_fmt(b, "%s, ", name[i % 8]);
}

static void ands(chn_buf *b, uint32_t i)
{
    chn_buf_z(b, i % 2 ? "and met Chile " : "and condemned Norway ");
}

static void acts(chn_buf *b, uint32_t i)
{
    chn_buf_fmt(b, "Norway and Chile signed pact %u in Oslo on Monday. ",
                (unsigned)i);
}

static void same_acts(chn_buf *b, uint32_t i)
{
    (void)i;
    chn_buf_z(b, "Norway condemned Chile on Monday, Reuters said. ");
}

static void sayers(chn_buf *b, uint32_t i)
{
    chn_buf_z(b, i % 2 ? "TASS said that KCNA said that "
                       : "according to Reuters, which quoted Xinhua, ");
}

static void relays(chn_buf *b, uint32_t i)
{
    chn_buf_fmt(b, "\n\nYonhap quoted KCNA as saying that round %u went on. ",
                (unsigned)i);
}

static void one_token(chn_buf *b, uint32_t i)
{
    chn_buf_char(b, (char)('a' + i % 26));
}

static void signs(chn_buf *b, uint32_t i)
{
    static const char many[] = ".-'\",;:!?/&@#()[]";
    chn_buf_char(b, many[i % (sizeof many - 1)]);
}

static void words(chn_buf *b, uint32_t i)
{
    chn_buf_fmt(b, "w%u ", (unsigned)i);
}

static void names(chn_buf *b, uint32_t i)
{
    chn_buf_fmt(b, "President Moon Jae-in of the %uth Republic, ", (unsigned)i);
}

static void pronouns(chn_buf *b, uint32_t i)
{
    chn_buf_z(b, i % 2 ? "He met her. " : "It condemned them. ");
}

static void lines(chn_buf *b, uint32_t i)
{
    chn_buf_z(b, i % 3 ? "one line\n" : "\n\n");
}

static void invalid(chn_buf *b, uint32_t i)
{
    chn_buf_z(b, i % 2 ? "\xff\xc3 " : "\xf0\x9f\x98 met ");
}

static const struct {
    const char *name;
    make_fn make;
} texts[] = {{"text: one token", one_token},
             {"text: signs", signs},
             {"text: one sentence", words},
             {"text: lines", lines},
             {"text: invalid bytes", invalid},
             {"text: brackets", brackets},
             {"time: names of days", days},
             {"time: day after day", day_sentences},
             {"actor: a list", lists},
             {"actor: names", names},
             {"actor: pronouns", pronouns},
             {"voice: quotations", quotes},
             {"voice: who said who said", sayers},
             {"voice: relays", relays},
             {"act: and, and, and", ands},
             {"code: many claims", acts},
             {"code: one claim again", same_acts}};

/* ---- measuring ---- */

static void begin(void)
{
    CALLGRIND_ZERO_STATS;
    CALLGRIND_START_INSTRUMENTATION;
}

static void end(const char *name, unsigned twice)
{
    char what[80];
    CALLGRIND_STOP_INSTRUMENTATION;
    (void)snprintf(what, sizeof what, "%s|%u", name, twice);
    CALLGRIND_DUMP_STATS_AT(what);
}

static bool drop(void *user, const char *p, size_t n)
{
    (void)p;
    *(size_t *)user += n;
    return true;
}

static void fail(const char *what, const chn_err *err)
{
    (void)fprintf(stderr, "growth: %s: %s\n", what, err->text);
    exit(1);
}

static void code_text(chn_worker *w, const char *name, make_fn make)
{
    chn_err err;
    for (unsigned twice = 1; twice <= 2; twice++) {
        chn_buf b;
        chn_buf_init(&b, SIZE * 4);
        for (uint32_t i = 0; b.n < SIZE * twice; i++)
            make(&b, i);
        chn_report r;
        memset(&r, 0, sizeof r);
        r.id = chn_str_of("r");
        r.file = r.id;
        r.text = chn_str_n(b.p, SIZE * twice);
        r.published = 19000;
        size_t printed = 0;
        chn_print_options o;
        chn_print_options_init(&o);
        o.format = CHN_FORMAT_JSONL;
        begin();
        chn_result *result = chn_worker_code(w, &r, &err);
        if (!result || chn_result_print(result, &o, drop, &printed, &err))
            fail(name, &err);
        end(name, twice);
        chn_result_free(result);
        chn_buf_free(&b);
    }
}

/* Many reports of one pair of countries, on one day or on many. */
static void store_reports(chn_engine *e, chn_worker *w, const char *name,
                          uint32_t each)
{
    chn_err err;
    for (unsigned twice = 1; twice <= 2; twice++) {
        char path[] = "/tmp/chancery-growth-XXXXXX";
        const int fd = mkstemp(path);
        if (fd >= 0)
            (void)close(fd);
        (void)unlink(path);
        chn_store *s = chn_store_open(path, CHN_STORE_CREATE, &err);
        if (!s || chn_store_begin_run(s, e, 0, &err))
            fail(name, &err);
        begin();
        if (chn_store_begin(s, &err))
            fail(name, &err);
        for (uint32_t i = 0; i < REPORTS * twice; i++) {
            char id[16], text[160];
            (void)snprintf(id, sizeof id, "r%05u", (unsigned)i);
            (void)snprintf(text, sizeof text,
                           "Norway and Chile signed pact %u in Oslo on Monday, "
                           "Reuters said. Norway condemned Chile.",
                           (unsigned)i);
            chn_report r;
            memset(&r, 0, sizeof r);
            r.id = chn_str_of(id);
            r.file = r.id;
            r.text = chn_str_of(text);
            r.published = 19000 + (chn_day)(i * each % 2000);
            chn_added added;
            chn_result *result = chn_worker_code(w, &r, &err);
            if (!result || chn_store_add(s, result, &added, &err))
                fail(name, &err);
            chn_result_free(result);
        }
        if (chn_store_commit(s, &err) || chn_store_finish(s, &err))
            fail(name, &err);
        end(name, twice);
        (void)unlink(path);
    }
}

static void read_json(const char *name)
{
    for (unsigned twice = 1; twice <= 2; twice++) {
        static const chn_str want[] = {{"a", 1}, {"text", 4}};
        chn_str value[2];
        bool found[2];
        chn_err err;
        chn_buf b;
        chn_buf_init(&b, SIZE * 64);
        chn_buf_char(&b, '{');
        for (uint32_t i = 0; b.n < SIZE * 8 * twice; i++)
            chn_buf_fmt(&b, "\"k%u\":\"\\u00e9\\n[{\",", (unsigned)i);
        chn_buf_z(&b, "\"text\":\"x\"}");
        chn_arena *a = chn_arena_new((size_t)64 << 20);
        begin();
        if (!a || chn_json_fields(a, b.p, b.n, want, 2, value, found, &err))
            fail(name, &err);
        end(name, twice);
        chn_arena_free(a);
        chn_buf_free(&b);
    }
}

int main(int argc, char **argv)
{
    chn_err err;
    const size_t n = sizeof texts / sizeof *texts;
    if (argc > 1 && strcmp(argv[1], "--list") == 0) {
        for (size_t i = 0; i < n; i++)
            (void)puts(texts[i].name);
        (void)puts("read: members of JSON\nmerge: one pair, one day\n"
                   "merge: one pair, many days");
        return 0;
    }
    chn_engine *e = chn_engine_open(NULL, &err);
    chn_worker *w = e ? chn_worker_new(e, &err) : NULL;
    if (!w)
        fail("the engine", &err);
    /* what is made once is there */
    code_text(w, "warm", acts);
    for (size_t i = 0; i < n; i++)
        code_text(w, texts[i].name, texts[i].make);
    read_json("read: members of JSON");
    store_reports(e, w, "merge: one pair, one day", 0);
    store_reports(e, w, "merge: one pair, many days", 3);
    chn_worker_free(w);
    chn_engine_free(e);
    return 0;
}
