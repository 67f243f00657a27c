/* SPDX-License-Identifier: Apache-2.0 */
/* Limits that no stage's own test goes to: at each and past it. The table in
 * docs/reliability.md has all of them. */
#define _DEFAULT_SOURCE /* wait4 */
#include <chancery/chancery.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/str.h"
#include "check.h"

static char dir[] = "/tmp/chancery-limits-XXXXXX";

static chn_code code_text(chn_engine *e, const chn_buf *text, size_t *claims,
                          chn_err *err)
{
    chn_worker *w = chn_worker_new(e, err);
    chn_report r;
    memset(&r, 0, sizeof r);
    r.id = r.file = chn_str_of("r");
    r.text = chn_str_n(text->p, text->n);
    r.published = 19000;
    chn_result *x = w ? chn_worker_code(w, &r, err) : NULL;
    if (x && claims)
        *claims = chn_result_claim_count(x);
    const chn_code code = x ? CHN_OK : err->code;
    chn_result_free(x);
    chn_worker_free(w);
    return code;
}

static void many(chn_buf *b, const char *what, uint32_t n)
{
    chn_buf_init(b, (size_t)CHN_REPORT_MAX + 1);
    for (uint32_t i = 0; i < n; i++)
        chn_buf_z(b, what);
}

static void acts(chn_engine *e)
{
    TEST("acts of a report: at the limit and one past it")
    {
        static const char act[] = "Norway condemned Chile on Monday. ";
        chn_err err;
        chn_buf b;
        many(&b, act, CHN_CLAIMS_MAX);
        CHECK_INT(code_text(e, &b, NULL, &err), CHN_OK);
        chn_buf_z(&b, act);
        CHECK_INT(code_text(e, &b, NULL, &err), CHN_ERR_LIMIT);
        CHECK(strstr(err.text, "at most 4096"));
        chn_buf_free(&b);
    }
}

static bool count_sentences(void *user, const char *p, size_t n)
{
    /* CoNLL-U: each sentence has its text in a comment */
    uint32_t *const out = user;
    static const char mark[] = "# text = ";
    for (size_t i = 0; i + sizeof mark - 1 <= n; i++)
        *out += memcmp(p + i, mark, sizeof mark - 1) == 0;
    return true;
}

static uint32_t sentences(chn_engine *e, uint32_t words)
{
    chn_err err;
    chn_buf b;
    uint32_t n = 0;
    many(&b, "rain ", words);
    chn_report r;
    memset(&r, 0, sizeof r);
    r.id = r.file = chn_str_of("r");
    r.text = chn_str_n(b.p, b.n);
    chn_worker *w = chn_worker_new(e, &err);
    if (!w || chn_worker_parse(w, &r, NULL, count_sentences, &n, &err))
        printf("# %s\n", err.text);
    chn_worker_free(w);
    chn_buf_free(&b);
    return n;
}

static void long_sentence(chn_engine *e)
{
    TEST("words of a sentence: at the limit it is one, past it two")
    {
        CHECK_INT(sentences(e, CHN_SENTENCE_TOKENS_MAX), 1);
        CHECK_INT(sentences(e, CHN_SENTENCE_TOKENS_MAX + 1), 2);
        CHECK_INT(sentences(e, 100000), 100000 / CHN_SENTENCE_TOKENS_MAX);
    }
}

static chn_code open_table(off_t size, chn_err *err)
{
    char folder[64], path[96];
    (void)snprintf(folder, sizeof folder, "%s/ontology", dir);
    (void)snprintf(path, sizeof path, "%s/scales.tsv", folder);
    (void)mkdir(folder, 0700);
    const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0)
        return CHN_ERR_INTERNAL;
    /* comments, and a last line that makes up the size */
    static char block[65536];
    memset(block, '.', sizeof block);
    block[0] = '#';
    block[sizeof block - 1] = '\n';
    static const char head[] = "key\tscale\tcode\tquad\tscore\tsource\n";
    off_t n = (off_t)sizeof head - 1;
    bool ok = write(fd, head, sizeof head - 1) == (ssize_t)sizeof head - 1;
    while (ok && n < size) {
        const size_t part =
            size - n < (off_t)sizeof block ? (size_t)(size - n) : sizeof block;
        ok = write(fd, block, part) == (ssize_t)part;
        n += (off_t)part;
    }
    (void)close(fd);
    const char *dirs[] = {dir};
    chn_engine_options o;
    chn_engine_options_init(&o);
    o.data_dirs = dirs;
    o.n_data_dirs = 1;
    chn_engine *e = ok ? chn_engine_open(&o, err) : NULL;
    const chn_code code = e ? CHN_OK : err->code;
    chn_engine_free(e);
    (void)unlink(path);
    (void)rmdir(folder);
    return code;
}

static void large_table(void)
{
    TEST("bytes of a table: at the limit and one past it")
    {
        chn_err err;
        memset(&err, 0, sizeof err);
        const chn_code at = open_table((off_t)CHN_TABLE_BYTES_MAX, &err);
        if (at)
            printf("# %s\n", err.text);
        CHECK_INT(at, CHN_OK);
        CHECK_INT(open_table((off_t)CHN_TABLE_BYTES_MAX + 1, &err),
                  CHN_ERR_LIMIT);
        CHECK(strstr(err.text, "67108864"));
    }
}

static bool no_row(void *user, const chn_event_row *r)
{
    (void)user;
    (void)r;
    return true;
}

static chn_code ask(chn_store *s, uint32_t words, chn_err *err)
{
    chn_buf b;
    many(&b, "rain ", words);
    chn_query q;
    chn_query_init(&q);
    q.text = b.p;
    const chn_code code = chn_store_query(s, &q, no_row, NULL, err);
    chn_buf_free(&b);
    return code;
}

static void words_asked(void)
{
    TEST("words of a search: at the limit and one past it")
    {
        char path[64];
        chn_err err;
        (void)snprintf(path, sizeof path, "%s/asked.db", dir);
        chn_store *s = chn_store_open(path, CHN_STORE_CREATE, &err);
        CHECK(s);
        if (!s)
            return;
        memset(&err, 0, sizeof err);
        CHECK_INT(ask(s, CHN_WORDS_ASKED_MAX, &err), CHN_OK);
        if (err.code)
            printf("# %s\n", err.text);
        CHECK_INT(ask(s, CHN_WORDS_ASKED_MAX + 1, &err), CHN_ERR_INPUT);
        CHECK(strstr(err.text, "more than 64 words"));
        chn_store_close(s);
        (void)unlink(path);
    }
}

/* Sanitizers have their own idea of how much memory a byte takes: with them
 * the texts are shorter, and what is looked at is what the sanitizer says. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif
#define LONGEST (CHN_REPORT_MAX / (SANITIZED ? 256 : 1))

/* The longest report there may be, in a process of its own: what a worker
 * holds at most is what a user must have for each thread. */
static void largest_report(chn_engine *e)
{
    TEST("the longest report is coded in less than 2 GB")
    {
        static const char *const pieces[] = {"the river rose and fell ", "(\"",
                                             "Monday, last week, ",
                                             "Norway, Chile, ", "a"};
        for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
            (void)fflush(stdout);
            const pid_t child = fork();
            if (child == 0) {
                chn_err err;
                chn_buf b;
                const size_t n = strlen(pieces[i]);
                many(&b, pieces[i], (uint32_t)(LONGEST / n));
                const chn_code code = code_text(e, &b, NULL, &err);
                /* what would take more than a worker may have is an error of
                 * that report, and says so */
                if (code != CHN_OK)
                    printf("# %s\n", err.text);
                (void)fflush(stdout);
                _exit(code == CHN_OK          ? 0
                      : code != CHN_ERR_LIMIT ? 2
                      : strstr(err.text, "1024 MB") && strstr(err.text, "167")
                          ? 1
                          : 3);
            }
            int status = -1;
            struct rusage used;
            memset(&used, 0, sizeof used);
            if (child > 0)
                (void)wait4(child, &status, 0, &used);
            CHECK(WIFEXITED(status) && WEXITSTATUS(status) <= 1);
            printf("# \"%s\": status %d, %ld MB\n", pieces[i],
                   WEXITSTATUS(status), used.ru_maxrss / 1024);
            CHECK(SANITIZED || used.ru_maxrss < 2L * 1024 * 1024);
        }
    }
}

int main(void)
{
    chn_err err;
    if (!mkdtemp(dir))
        return 2;
    chn_engine *e = chn_engine_open(NULL, &err);
    if (!e)
        return 2;
    acts(e);
    long_sentence(e);
    large_table();
    words_asked();
    largest_report(e);
    chn_engine_free(e);
    (void)rmdir(dir);
    return check_end();
}
