/* SPDX-License-Identifier: Apache-2.0 */
/* The reader: forms, folders, maps, limits at and one past, and everything
 * that can be wrong with an input. */
#include "check.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chancery/report.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "base/str.h"

/* ---- what a run gave ------------------------------------------------------
 */

#define MOST 64

typedef struct said {
    chn_code code;
    uint64_t line, byte;
    char text[CHN_ERR_TEXT];
} said;

typedef struct run {
    char ids[MOST][64];
    uint32_t n;
    said notices[MOST];
    uint32_t n_notices;
    int last;
    chn_reader_stats stats;
    chn_report one; /* the last report; its strings are gone */
    char text[4096];
    char publisher[64], title[64], url[64], file[256];
} run;

static void hear(void *user, const chn_notice *n)
{
    run *r = user;
    if (r->n_notices == MOST)
        return;
    said *s = &r->notices[r->n_notices++];
    s->code = n->code;
    s->line = n->line;
    s->byte = n->byte;
    (void)snprintf(s->text, sizeof s->text, "%s", n->text);
}

static void keep(char *out, size_t cap, chn_str s)
{
    (void)snprintf(out, cap, "%.*s", (int)(s.n < cap ? s.n : cap - 1), s.p);
}

static void drain(chn_reader *reader, run *r)
{
    chn_report rep;
    chn_err err;
    while ((r->last = chn_reader_next(reader, &rep, &err)) == 1) {
        if (r->n < MOST)
            keep(r->ids[r->n], sizeof r->ids[0], rep.id);
        r->n++;
        r->one = rep;
        keep(r->text, sizeof r->text, rep.text);
        keep(r->publisher, sizeof r->publisher, rep.publisher);
        keep(r->title, sizeof r->title, rep.title);
        keep(r->url, sizeof r->url, rep.url);
        keep(r->file, sizeof r->file, rep.file);
        CHECK(rep.text.p[rep.text.n] == '\0');
        CHECK(rep.id.n > 0);
    }
    chn_reader_get_stats(reader, &r->stats);
    CHECK_INT(r->stats.reports, r->n);
}

static run *fresh(void)
{
    run *r = chn_calloc(1, sizeof *r);
    if (!r)
        exit(2);
    return r;
}

static chn_reader *reader_for(run *r, chn_input_kind kind,
                              const char *const *map, size_t n_map)
{
    chn_reader_options o;
    chn_err err;
    chn_reader_options_init(&o);
    o.kind = kind;
    o.map = map;
    o.n_map = n_map;
    o.notice = hear;
    o.user = r;
    chn_reader *reader = chn_reader_new(&o, &err);
    if (!reader)
        exit(2);
    return reader;
}

/* Bytes in memory, read as `kind`. */
static run *read_bytes(const char *name, chn_input_kind kind, const void *p,
                       size_t n, const char *map)
{
    run *r = fresh();
    chn_reader *reader = reader_for(r, CHN_INPUT_AUTO, &map, map ? 1 : 0);
    CHECK_INT(chn_reader_add_bytes(reader, name, kind, p, n, NULL), CHN_OK);
    drain(reader, r);
    CHECK_INT(r->last, 0);
    chn_reader_free(reader);
    return r;
}

#define TEXT(s)                                                                \
    read_bytes("dir/one.txt", CHN_INPUT_TEXT, "" s, sizeof(s) - 1, NULL)
#define LINES(s)                                                               \
    read_bytes("wire.jsonl", CHN_INPUT_JSONL, "" s, sizeof(s) - 1, NULL)

/* The only report was lost: code, line, byte and words of the message. */
static void lost(run *r, chn_code code, uint64_t line, uint64_t byte,
                 const char *words)
{
    CHECK_INT(r->n, 0);
    CHECK_INT(r->stats.failed, 1);
    CHECK_INT(r->n_notices, 1);
    CHECK_INT(r->notices[0].code, code);
    CHECK_INT(r->notices[0].line, line);
    CHECK_INT(r->notices[0].byte, byte);
    const bool has = strstr(r->notices[0].text, words) != NULL;
    CHECK(has);
    if (!has)
        printf("# message: %s\n", r->notices[0].text);
    chn_free(r);
}

/* ---- text ------------------------------------------------------------------
 */

static void headers(void)
{
    TEST("text: header, dated")
    {
        run *r = TEXT(" date 2019-08-15 The envoy left.");
        CHECK_INT(r->n, 1);
        CHECK_INT(r->one.published, chn_day_parse("2019-08-15", 10));
        CHECK_INT(r->one.body, 17);
        CHECK(strcmp(r->ids[0], "one") == 0);
        CHECK(strcmp(r->text, " date 2019-08-15 The envoy left.") == 0);
        CHECK(strcmp(r->file, "dir/one.txt") == 0);
        CHECK_INT(r->one.line, 0);
        CHECK_INT(r->n_notices, 0);
        CHECK_INT(r->stats.bytes, 32);
        chn_free(r);
        r = TEXT("date 2019-08-15  Two spaces.\r\nMore.\r\n");
        CHECK_INT(r->one.body, 16);
        CHECK_INT(r->one.published, chn_day_parse("2019-08-15", 10));
        chn_free(r);
    }
    TEST("text: no header, undated")
    {
        run *r = TEXT("The envoy left on date 2019-08-15 for home.");
        CHECK_INT(r->one.published, CHN_DAY_NONE);
        CHECK_INT(r->one.body, 0);
        CHECK_INT(r->stats.undated, 1);
        CHECK_INT(r->n_notices, 0);
        chn_free(r);
        r = TEXT("date palms grow there.");
        CHECK_INT(r->one.published, CHN_DAY_NONE);
        CHECK_INT(r->n_notices, 0);
        chn_free(r);
    }
    TEST("text: almost a header is told, not guessed")
    {
        run *r = TEXT("date 2019-8-15 The envoy left.");
        CHECK_INT(r->n, 1);
        CHECK_INT(r->one.published, CHN_DAY_NONE);
        CHECK_INT(r->n_notices, 1);
        CHECK_INT(r->notices[0].code, CHN_OK);
        CHECK(strstr(r->notices[0].text, "\"date 2019-8-15\"") != NULL);
        chn_free(r);
        r = TEXT("date 2019-08-15, The envoy left.");
        CHECK_INT(r->one.published, CHN_DAY_NONE);
        CHECK_INT(r->n_notices, 1);
        chn_free(r);
    }
    TEST("text: a header may have a line to itself")
    {
        run *r = TEXT("date 2019-08-15\nThe envoy left.");
        CHECK_INT(r->one.published, chn_day_parse("2019-08-15", 10));
        CHECK_INT(r->one.body, 16);
        CHECK_INT(r->n_notices, 0);
        chn_free(r);
    }
    TEST("text: form feeds on a line of their own part reports")
    {
        run *r = TEXT("date 2019-08-15\nThe envoy left.\n\f\nA page\n\fbreak "
                      "is none.\n\f\r\n\n\f\n");
        CHECK_INT(r->n, 2);
        CHECK(strcmp(r->ids[0], "one-1") == 0);
        CHECK(strcmp(r->ids[1], "one-2") == 0);
        CHECK(strcmp(r->text, "A page\n\fbreak is none.\n") == 0);
        CHECK_INT(r->one.line, 4);
        CHECK_INT(r->n_notices, 0);
        chn_free(r);
        r = TEXT("One.\n\f\n\xFF two.");
        CHECK_INT(r->n_notices, 1);
        CHECK_INT(r->notices[0].line, 3);
        CHECK_INT(r->notices[0].byte, 0);
        chn_free(r);
        r = TEXT("One report.\n\f");
        CHECK_INT(r->n, 1);
        chn_free(r);
    }
    TEST("text: byte order mark is kept and is no body")
    {
        run *r = TEXT("\xEF\xBB\xBF date 2019-08-15 The envoy left.");
        CHECK_INT(r->one.body, 20);
        CHECK(memcmp(r->text, "\xEF\xBB\xBF date", 8) == 0);
        chn_free(r);
        r = TEXT("\xEF\xBB\xBFThe envoy left.");
        CHECK_INT(r->one.body, 3);
        chn_free(r);
        lost(TEXT("\xEF\xBB\xBF"), CHN_ERR_EMPTY, 1, 0, "no text");
    }
    TEST("text: impossible date")
    {
        lost(TEXT(" date 2023-02-30 The envoy left."), CHN_ERR_DATE, 1, 6,
             "dir/one.txt:1: byte 6: the day \"2023-02-30\" does not exist; "
             "correct");
        lost(TEXT("date 2023-13-01 The envoy left."), CHN_ERR_DATE, 1, 5,
             "2023-13-01");
        lost(TEXT("date 0000-01-01 The envoy left."), CHN_ERR_DATE, 1, 5,
             "0000-01-01");
    }
    TEST("text: empty")
    {
        lost(TEXT(""), CHN_ERR_EMPTY, 1, 0,
             "dir/one.txt:1: byte 0: the "
             "report has no text;");
        lost(TEXT(" \r\n\t\xC2\xA0"), CHN_ERR_EMPTY, 1, 0, "no text");
        lost(TEXT("date 2019-08-15  \n"), CHN_ERR_EMPTY, 1, 0,
             "no text behind its date");
    }
    TEST("text: invalid UTF-8 is kept, counted and told once")
    {
        run *r = TEXT("Line one.\nThe \xFF envoy \xE2\x82.");
        CHECK_INT(r->n, 1);
        CHECK(memcmp(r->text + 14, "\xFF", 1) == 0);
        CHECK_INT(r->stats.replaced, 2);
        CHECK_INT(r->stats.failed, 0);
        CHECK_INT(r->n_notices, 1);
        CHECK_INT(r->notices[0].line, 2);
        CHECK_INT(r->notices[0].byte, 4);
        CHECK_INT(r->notices[0].code, CHN_OK);
        chn_free(r);
    }
    TEST("text: ids from names")
    {
        run *r =
            read_bytes("a/b.c/news.2019.txt", CHN_INPUT_AUTO, "x", 1, NULL);
        CHECK(strcmp(r->ids[0], "news.2019") == 0);
        chn_free(r);
        r = read_bytes(".hidden", CHN_INPUT_TEXT, "x", 1, NULL);
        CHECK(strcmp(r->ids[0], ".hidden") == 0);
        chn_free(r);
        r = read_bytes("", CHN_INPUT_TEXT, "x", 1, NULL);
        CHECK_INT(strlen(r->ids[0]), 16);
        chn_free(r);
    }
}

/* ---- JSON Lines ---- */

static void lines(void)
{
    TEST("jsonl: all fields")
    {
        run *r = LINES("{\"id\":\"k1\",\"date\":\"2019-08-15\",\"publisher\":"
                       "\"Wire\",\"title\":\"T\",\"text\":\"The envoy "
                       "left.\",\"url\":\"u:1\",\"x\":[1]}\n");
        CHECK_INT(r->n, 1);
        CHECK(strcmp(r->ids[0], "k1") == 0);
        CHECK_INT(r->one.published, chn_day_parse("2019-08-15", 10));
        CHECK(strcmp(r->publisher, "Wire") == 0);
        CHECK(strcmp(r->title, "T") == 0);
        CHECK(strcmp(r->url, "u:1") == 0);
        CHECK(strcmp(r->text, "The envoy left.") == 0);
        CHECK_INT(r->one.line, 1);
        CHECK_INT(r->one.body, 0);
        chn_free(r);
    }
    TEST("jsonl: no id gives a hash of publisher, date, text")
    {
        /* printf 'Wire\0002019-08-15\000Hello' | sha256sum */
        run *r = LINES("{\"date\":\"2019-08-15T23:59:00Z\",\"publisher\":"
                       "\"Wire\",\"text\":\"Hello\"}");
        CHECK(strcmp(r->ids[0], "3bf83f1f6cd8512b") == 0);
        if (strcmp(r->ids[0], "3bf83f1f6cd8512b") != 0)
            printf("# id %s\n", r->ids[0]);
        chn_free(r);
        r = LINES("{\"id\":\"\",\"text\":\"Hello\"}\n{\"text\":\"Hello\"}\n"
                  "{\"text\":\"Hello!\"}\n{\"id\":7,\"text\":\"Hello!\"}\n");
        CHECK_INT(r->n, 4);
        CHECK(strcmp(r->ids[0], r->ids[1]) == 0);
        CHECK(strcmp(r->ids[1], r->ids[2]) != 0);
        CHECK(strcmp(r->ids[3], "7") == 0);
        chn_free(r);
    }
    TEST("jsonl: header in the text")
    {
        run *r = LINES("{\"id\":\"a\",\"text\":\" date 2019-08-15 Hello\"}");
        CHECK_INT(r->one.published, chn_day_parse("2019-08-15", 10));
        CHECK_INT(r->one.body, 17);
        chn_free(r);
        /* a date field goes before it, whatever the header says */
        r = LINES("{\"date\":\"2020-01-02\",\"text\":\"date 2019-02-30 Hi\"}");
        CHECK_INT(r->one.published, chn_day_parse("2020-01-02", 10));
        CHECK_INT(r->one.body, 16);
        chn_free(r);
        lost(LINES("{\"text\":\"date 2019-02-30 Hello\"}"), CHN_ERR_DATE, 1, 14,
             "wire.jsonl:1: byte 14: the day \"2019-02-30\" does not exist");
    }
    TEST("jsonl: dates")
    {
        run *r = LINES("{\"date\":\"2019-08-15 04:00\",\"text\":\"Hello\"}\n"
                       "{\"date\":null,\"text\":\"Hello\"}\n"
                       "{\"date\":\"\",\"text\":\"Hello\"}\n");
        CHECK_INT(r->n, 3);
        CHECK_INT(r->stats.undated, 2);
        chn_free(r);
        lost(LINES("{\"date\": \"2023-02-30\",\"text\":\"Hello\"}"),
             CHN_ERR_DATE, 1, 9, "does not exist");
        lost(LINES("{\"date\":\"15/08/2019\",\"text\":\"Hello\"}"),
             CHN_ERR_DATE, 1, 8, "\"15/08/2019\"; expected YYYY-MM-DD");
        lost(LINES("{\"date\":\"2019-08-15Z\",\"text\":\"Hello\"}"),
             CHN_ERR_DATE, 1, 8, "expected YYYY-MM-DD");
        lost(LINES("{\"date\":20190815,\"text\":\"Hello\"}"), CHN_ERR_DATE, 1,
             8, "\"20190815\"");
    }
    TEST("jsonl: a broken line in the middle loses nothing else")
    {
        run *r = LINES("\xEF\xBB\xBF{\"id\":\"a\",\"text\":\"One.\"}\r\n"
                       "\r\n"
                       "{\"id\":\"b\",\"text\":\"Two.\r\n"
                       "{\"id\":\"c\",\"text\":\"\"}\n"
                       "{\"id\":\"d\",\"txt\":\"Four.\"}\n"
                       "{\"id\":\"e\",\"text\":\"Five.\"}");
        CHECK_INT(r->n, 2);
        CHECK(strcmp(r->ids[0], "a") == 0 && strcmp(r->ids[1], "e") == 0);
        CHECK_INT(r->one.line, 6);
        CHECK_INT(r->stats.failed, 3);
        CHECK_INT(r->n_notices, 3);
        CHECK_INT(r->notices[0].code, CHN_ERR_JSON);
        CHECK_INT(r->notices[0].line, 3);
        CHECK_INT(r->notices[0].byte, 22);
        CHECK_INT(r->notices[1].code, CHN_ERR_EMPTY);
        CHECK_INT(r->notices[1].line, 4);
        CHECK_INT(r->notices[1].byte, 17);
        CHECK_INT(r->notices[2].line, 5);
        CHECK(strstr(r->notices[2].text, "--map text=NAME") != NULL);
        chn_free(r);
    }
    TEST("jsonl: invalid UTF-8 becomes U+FFFD, is counted and told")
    {
        run *r = LINES("{\"id\":\"a\",\"text\":\"x\xFFy\"}");
        CHECK_INT(r->n, 1);
        CHECK(strcmp(r->text, "x\xEF\xBF\xBDy") == 0);
        CHECK_INT(r->stats.replaced, 1);
        CHECK_INT(r->n_notices, 1);
        CHECK_INT(r->notices[0].byte, 19);
        chn_free(r);
    }
    TEST("jsonl: id too long")
    {
        char line[CHN_ID_MAX + 64];
        const char *end = "\",\"text\":\"Hello\"}";
        for (size_t n = CHN_ID_MAX; n <= CHN_ID_MAX + 1; n++) {
            memset(line, 'i', sizeof line);
            memcpy(line, "{\"id\":\"", 7);
            memcpy(line + 7 + n, end, strlen(end));
            run *r = read_bytes("w", CHN_INPUT_JSONL, line, 7 + n + strlen(end),
                                NULL);
            if (n == CHN_ID_MAX)
                CHECK_INT(r->n, 1);
            else
                lost(r, CHN_ERR_LIMIT, 1, 6, "id has 513 bytes");
            if (n == CHN_ID_MAX)
                chn_free(r);
        }
    }
}

static void maps(void)
{
    TEST("map: other names")
    {
        const char s[] = "{\"body\":\"Hello\",\"text\":\"No\"}";
        run *r = read_bytes("w", CHN_INPUT_JSONL, s, sizeof s - 1, "text=body");
        CHECK(strcmp(r->text, "Hello") == 0);
        chn_free(r);
    }
    TEST("map: wrong ones are refused")
    {
        static const char *const wrong[] = {"text", "txt=body", "text=", "",
                                            "=x"};
        for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
            chn_reader_options o;
            chn_err err;
            chn_reader_options_init(&o);
            o.map = &wrong[i];
            o.n_map = 1;
            CHECK(chn_reader_new(&o, &err) == NULL);
            CHECK_INT(err.code, CHN_ERR_ARGUMENT);
            CHECK(strstr(err.text, "expected FIELD=NAME") != NULL);
        }
    }
    TEST("options: wrong size and kind, no options")
    {
        chn_reader_options o;
        chn_err err;
        memset(&o, 0, sizeof o);
        CHECK(chn_reader_new(&o, &err) == NULL);
        CHECK_INT(err.code, CHN_ERR_ARGUMENT);
        chn_reader_options_init(&o);
        o.kind = (chn_input_kind)9;
        CHECK(chn_reader_new(&o, NULL) == NULL);
        chn_reader *r = chn_reader_new(NULL, NULL);
        CHECK(r != NULL);
        if (r) {
            CHECK_INT(chn_reader_add(r, "", &err), CHN_ERR_ARGUMENT);
            CHECK_INT(chn_reader_add(r, NULL, &err), CHN_ERR_ARGUMENT);
            CHECK_INT(
                chn_reader_add_bytes(r, NULL, CHN_INPUT_TEXT, "", 0, &err),
                CHN_ERR_ARGUMENT);
        }
        chn_reader_free(r);
        chn_reader_free(NULL);
    }
}

/* ---- files ---- */

static char root[64];

/* root/name; overwritten by the next call */
static const char *at(const char *name)
{
    static char path[2048];
    (void)snprintf(path, sizeof path, "%s/%s", root, name);
    return path;
}

static void put(const char *name, const void *p, size_t n)
{
    const int fd = open(at(name), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    size_t done = 0;
    while (fd >= 0 && done < n) {
        const ssize_t w = write(fd, (const char *)p + done, n - done);
        if (w <= 0)
            break;
        done += (size_t)w;
    }
    if (fd < 0 || done != n || close(fd) != 0)
        exit(2);
}

static void puts_in(const char *name, const char *z)
{
    put(name, z, strlen(z));
}

static run *read_path(const char *path, chn_input_kind kind)
{
    run *r = fresh();
    chn_reader *reader = reader_for(r, kind, NULL, 0);
    CHECK_INT(chn_reader_add(reader, path, NULL), CHN_OK);
    drain(reader, r);
    CHECK_INT(r->last, 0);
    chn_reader_free(reader);
    return r;
}

static void folders(void)
{
    (void)mkdir(at("tree"), 0700);
    (void)mkdir(at("tree/b"), 0700);
    (void)mkdir(at("tree/.git"), 0700);
    puts_in("tree/b.txt", "B.");
    puts_in("tree/b/z.txt", "Z.");
    puts_in("tree/a.ndjson", "{\"id\":\"n1\",\"text\":\"N.\"}\n"
                             "{\"id\":\"n2\",\"text\":\"N.\"}\n");
    puts_in("tree/c.JSON", "{\"id\":\"c1\",\"text\":\"C.\"}");
    puts_in("tree/.hidden.txt", "H.");
    puts_in("tree/.git/x.txt", "X.");
    puts_in("tree/notes.md", "M.");
    puts_in("tree/b/pic.png", "P.");
    TEST("folder: byte order of paths, dot names and other endings left out")
    {
        run *r = read_path(at("tree"), CHN_INPUT_AUTO);
        CHECK_INT(r->n, 5);
        static const char *const want[] = {"n1", "n2", "b", "z", "c1"};
        for (uint32_t i = 0; i < 5 && i < r->n; i++)
            CHECK(strcmp(r->ids[i], want[i]) == 0);
        CHECK_INT(r->n_notices, 1);
        CHECK_INT(r->notices[0].code, CHN_OK);
        CHECK(strstr(r->notices[0].text, "2 files passed over") != NULL);
        CHECK_INT(r->stats.failed, 0);
        CHECK_INT(r->stats.total, r->stats.done);
        CHECK_INT(r->stats.total, 2 * 24 + 2 + 2 + 23);
        chn_free(r);
    }
    TEST("a path given is always read")
    {
        run *r = read_path(at("tree/notes.md"), CHN_INPUT_AUTO);
        CHECK_INT(r->n, 1);
        CHECK(strcmp(r->ids[0], "notes") == 0);
        chn_free(r);
        r = read_path(at("tree/.git/"), CHN_INPUT_AUTO);
        CHECK_INT(r->n, 1);
        CHECK(strstr(r->file, ".git/x.txt") != NULL);
        CHECK(strstr(r->file, "//") == NULL);
        chn_free(r);
    }
    TEST("an input kind overrides endings")
    {
        run *r = read_path(at("tree/c.JSON"), CHN_INPUT_TEXT);
        CHECK(strcmp(r->ids[0], "c") == 0);
        chn_free(r);
    }
    TEST("no such file")
    {
        run *r = read_path(at("tree/none.txt"), CHN_INPUT_AUTO);
        CHECK_INT(r->n, 0);
        CHECK_INT(r->stats.failed, 1);
        CHECK_INT(r->n_notices, 1);
        CHECK_INT(r->notices[0].code, CHN_ERR_INPUT);
        CHECK(strstr(r->notices[0].text, "none.txt: cannot open") != NULL);
        chn_free(r);
    }
}

static void links(void)
{
    (void)mkdir(at("links"), 0700);
    (void)mkdir(at("links/sub"), 0700);
    puts_in("links/sub/a.txt", "A.");
    CHECK(symlink("..", at("links/sub/up")) == 0);
    CHECK(symlink("self.txt", at("links/self.txt")) == 0);
    CHECK(symlink("nowhere", at("links/gone.txt")) == 0);
    CHECK(symlink("nowhere", at("links/gone")) == 0);
    CHECK(symlink("sub/a.txt", at("links/b.txt")) == 0);
    CHECK(mkfifo(at("links/pipe.txt"), 0600) == 0);
    TEST("links: loops and dangling ones are told, others are followed")
    {
        run *r = read_path(at("links"), CHN_INPUT_AUTO);
        CHECK_INT(r->n, 2);
        CHECK(strcmp(r->ids[0], "b") == 0 && strcmp(r->ids[1], "a") == 0);
        CHECK_INT(r->stats.failed, 2);
        CHECK_INT(r->n_notices, 5);
        static const char *const want[] = {
            "gone.txt: cannot read", "pipe.txt: not a regular file",
            "self.txt: cannot read", "up/: leads to a folder that was read",
            "1 file passed"};
        for (uint32_t i = 0; i < 5 && i < r->n_notices; i++) {
            const bool has = strstr(r->notices[i].text, want[i]) != NULL;
            CHECK(has);
            if (!has)
                printf("# %s\n", r->notices[i].text);
        }
        chn_free(r);
    }
}

static void crossed(void)
{
    /* each folder has two links to the next: 2^12 paths to the last */
    char path[128];
    (void)mkdir(at("cross"), 0700);
    for (int i = 0; i <= 12; i++) {
        (void)snprintf(path, sizeof path, "cross/n%02d", i);
        (void)mkdir(at(path), 0700);
        for (int k = 0; i < 12 && k < 2; k++) {
            char to[32];
            (void)snprintf(to, sizeof to, "../n%02d", i + 1);
            (void)snprintf(path, sizeof path, "cross/n%02d/%c", i, 'a' + k);
            CHECK(symlink(to, at(path)) == 0);
        }
    }
    puts_in("cross/n12/r.txt", "End.");
    TEST("links: no folder is read twice")
    {
        run *r = read_path(at("cross"), CHN_INPUT_AUTO);
        CHECK_INT(r->n, 1);
        CHECK_INT(r->stats.failed, 0);
        CHECK_INT(r->stats.total, 4);
        CHECK_INT(r->n_notices, 24);
        chn_free(r);
    }
}

static void deep(void)
{
    char path[1024];
    (void)mkdir(at("deep"), 0700);
    (void)snprintf(path, sizeof path, "deep");
    for (int i = 1; i <= CHN_PATH_DEPTH_MAX; i++) {
        const size_t n = strlen(path);
        (void)snprintf(path + n, sizeof path - n, "/d");
        (void)mkdir(at(path), 0700);
        char file[1100];
        (void)snprintf(file, sizeof file, "%s/r.txt", path);
        if (i >= CHN_PATH_DEPTH_MAX - 1)
            puts_in(file, "Deep.");
    }
    TEST("folder depth: at the limit and one past it")
    {
        run *r = read_path(at("deep"), CHN_INPUT_AUTO);
        CHECK_INT(r->n, 1); /* the folder given is the first of 64 */
        CHECK_INT(r->stats.failed, 1);
        CHECK_INT(r->n_notices, 1);
        CHECK_INT(r->notices[0].code, CHN_ERR_LIMIT);
        CHECK(strstr(r->notices[0].text, "more than 64 deep") != NULL);
        chn_free(r);
        r = read_path(at("deep/d"), CHN_INPUT_AUTO);
        CHECK_INT(r->n, 2);
        CHECK_INT(r->stats.failed, 0);
        chn_free(r);
    }
}

static void permissions(void)
{
    if (geteuid() == 0)
        return; /* root reads everything */
    (void)mkdir(at("locked"), 0700);
    puts_in("locked/a.txt", "A.");
    puts_in("locked/b.txt", "B.");
    (void)chmod(at("locked/a.txt"), 0);
    TEST("a file that may not be read loses nothing else")
    {
        run *r = read_path(at("locked"), CHN_INPUT_AUTO);
        CHECK_INT(r->n, 1);
        CHECK_INT(r->stats.failed, 1);
        chn_free(r);
    }
}

/* Standard input is a file here; a pipe behaves alike. */
static run *read_stdin(const char *z, chn_input_kind kind)
{
    puts_in("stdin", z);
    const int fd = open(at("stdin"), O_RDONLY);
    const int old = dup(STDIN_FILENO);
    if (fd < 0 || dup2(fd, STDIN_FILENO) < 0)
        exit(2);
    (void)close(fd);
    run *r = read_path("-", kind);
    if (old >= 0)
        (void)dup2(old, STDIN_FILENO);
    (void)close(old);
    return r;
}

static void standard_input(void)
{
    TEST("standard input: kind by its first byte")
    {
        run *r = read_stdin("\n {\"id\":\"s\",\"text\":\"Hello\"}\n",
                            CHN_INPUT_AUTO);
        CHECK_INT(r->n, 1);
        CHECK(strcmp(r->ids[0], "s") == 0);
        CHECK(strcmp(r->file, "<stdin>") == 0);
        CHECK_INT(r->one.line, 2);
        CHECK_INT(r->stats.total, 0);
        chn_free(r);
        r = read_stdin("date 2019-08-15 Hello", CHN_INPUT_AUTO);
        CHECK_INT(r->one.body, 16);
        CHECK_INT(strlen(r->ids[0]), 16);
        chn_free(r);
        r = read_stdin("{\"id\"", CHN_INPUT_TEXT);
        CHECK(strcmp(r->text, "{\"id\"") == 0);
        chn_free(r);
        r = read_stdin("", CHN_INPUT_AUTO);
        lost(r, CHN_ERR_EMPTY, 1, 0, "<stdin>:1: byte 0:");
    }
}

/* ---- limits ---- */

static void limits(void)
{
    const size_t most = CHN_REPORT_MAX;
    char *big = chn_realloc(NULL, (size_t)CHN_LINE_MAX + 4096, 1);
    if (!big)
        exit(2);
    memset(big, 'x', (size_t)CHN_LINE_MAX + 4096);
    TEST("report: at the limit and one past it")
    {
        run *r = read_bytes("m", CHN_INPUT_TEXT, big, most, NULL);
        CHECK_INT(r->n, 1);
        CHECK_INT(r->one.text.n, most);
        chn_free(r);
        r = read_bytes("m", CHN_INPUT_TEXT, big, most + 1, NULL);
        lost(r, CHN_ERR_LIMIT, 1, most, "16777216 bytes");
        put("big.txt", big, most);
        r = read_path(at("big.txt"), CHN_INPUT_AUTO);
        CHECK_INT(r->n, 1);
        CHECK_INT(r->stats.bytes, most);
        chn_free(r);
        put("big.txt", big, most + 1);
        r = read_path(at("big.txt"), CHN_INPUT_AUTO);
        CHECK_INT(r->stats.done, most + 1);
        lost(r, CHN_ERR_LIMIT, 1, most, "16777216 bytes");
    }
    TEST("report in a line: at the limit and one past it")
    {
        for (size_t n = most; n <= most + 1; n++) {
            memcpy(big, "{\"text\":\"", 9);
            memcpy(big + 9 + n, "\"}", 2);
            run *r = read_bytes("m", CHN_INPUT_JSONL, big, n + 11, NULL);
            memset(big, 'x', n + 11);
            if (n > most) {
                lost(r, CHN_ERR_LIMIT, 1, 8, "16777217 bytes");
                continue;
            }
            CHECK_INT(r->n, 1);
            CHECK_INT(r->one.text.n, most);
            chn_free(r);
        }
    }
    TEST("line: at the limit and one past it, from a file")
    {
        for (size_t n = CHN_LINE_MAX; n <= (size_t)CHN_LINE_MAX + 1; n++) {
            const char *next = "\n{\"id\":\"after\",\"text\":\"Hello\"}\n";
            const char *start = "{\"id\":\"long\",\"text\":\"Hello\",\"x\":\"";
            memcpy(big, start, strlen(start));
            memcpy(big + n - 2, "\"}", 2);
            memcpy(big + n, next, strlen(next));
            put("long.jsonl", big, n + strlen(next));
            memset(big, 'x', (size_t)CHN_LINE_MAX + 4096);
            run *r = read_path(at("long.jsonl"), CHN_INPUT_AUTO);
            CHECK_INT(r->n, n > CHN_LINE_MAX ? 1 : 2);
            CHECK(strcmp(r->ids[r->n ? r->n - 1 : 0], "after") == 0);
            CHECK_INT(r->one.line, 2);
            CHECK_INT(r->stats.failed, n > CHN_LINE_MAX ? 1 : 0);
            if (n > CHN_LINE_MAX) {
                CHECK_INT(r->notices[0].code, CHN_ERR_LIMIT);
                CHECK_INT(r->notices[0].line, 1);
            }
            chn_free(r);
        }
    }
    chn_free(big);
}

static void many(void)
{
    TEST("many lines across the buffer's edges")
    {
        chn_buf b;
        chn_buf_init(&b, (size_t)64 * 1024 * 1024);
        for (int i = 0; i < 3000; i++) {
            chn_buf_fmt(&b, "{\"id\":\"%d\",\"text\":\"", i);
            for (int k = 0; k < i % 97; k++)
                chn_buf_z(&b, "word ");
            chn_buf_z(&b, "end\"}\n");
        }
        put("many.jsonl", b.p, b.n);
        run *r = read_path(at("many.jsonl"), CHN_INPUT_AUTO);
        CHECK_INT(r->n, 3000);
        CHECK_INT(r->stats.failed, 0);
        CHECK_INT(r->stats.done, b.n);
        chn_free(r);
        chn_buf_free(&b);
    }
    TEST("paths added while reading")
    {
        run *r = fresh();
        chn_reader *reader = reader_for(r, CHN_INPUT_AUTO, NULL, 0);
        drain(reader, r);
        CHECK_INT(r->n, 0);
        CHECK_INT(chn_reader_add_bytes(reader, "x.txt", CHN_INPUT_AUTO, "X.", 2,
                                       NULL),
                  CHN_OK);
        drain(reader, r);
        CHECK_INT(r->n, 1);
        chn_reader_free(reader);
        chn_free(r);
    }
}

static int clean_up(void)
{
    char command[128];
    (void)snprintf(command, sizeof command, "rm -rf -- '%s'", root);
    return system(command); // NOLINT(cert-env33-c): a test's own folder
}

int main(void)
{
    (void)snprintf(root, sizeof root, "/tmp/chn-read-XXXXXX");
    if (!mkdtemp(root))
        return 2;
    headers();
    lines();
    maps();
    folders();
    links();
    crossed();
    deep();
    permissions();
    standard_input();
    limits();
    many();
    const int failed = check_end();
    return clean_up() != 0 || failed;
}
