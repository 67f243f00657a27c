/* SPDX-License-Identifier: Apache-2.0 */
/* chancery review: doubtful claims one by one, an answer to each. */
#include <inttypes.h>
#include <stdio.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/jsonview.h"
#include "claimview.h"
#include "cli.h"
#include "out.h"
#include "wrap.h"

#define TEXT_MAX ((size_t)64 * 1024 * 1024)
#define QUEUE_MAX ((size_t)512 * 1024 * 1024)
#define LINE_MAX_BYTES 4096u
#define ID_MAX 32u

typedef struct waiting {
    chn_str claim, why;
} waiting;

typedef struct reviewing {
    const chn_args *args;
    const chn_term *term;
    chn_store *store;
    chn_arena *a;
    waiting *at; /* [n] */
    uint32_t n, cap;
    chn_buf text;
    chn_out out;
    char claim[ID_MAX]; /* the one that is shown */
    char when[32];
    char line[LINE_MAX_BYTES];
    bool keys; /* answers are single keys */
    bool memory;
    uint32_t accepted, corrected, rejected, skipped, undone;
} reviewing;

static bool queue(void *user, const chn_doubt *d)
{
    reviewing *r = user;
    void *p = r->at;
    if (!chn_arena_grow(r->a, &p, &r->cap, r->n + 1, sizeof *r->at)) {
        r->memory = true;
        return false;
    }
    r->at = p;
    r->at[r->n].claim = chn_arena_str(r->a, d->claim.p, d->claim.n);
    r->at[r->n].why = chn_arena_str(r->a, d->reasons.p, d->reasons.n);
    r->memory = r->memory || !r->at[r->n].claim.p || !r->at[r->n].why.p;
    r->n++;
    return !r->memory;
}

static void show(void *user, const chn_claim_view *v)
{
    reviewing *r = user;
    chn_show_claim(&r->text, v, r->term);
    chn_buf id;
    chn_buf_init(&id, ID_MAX);
    chn_json_text(&id, chn_json_member(v->json, "claim"));
    memset(r->claim, 0, sizeof r->claim);
    if (!id.failed && id.n < sizeof r->claim)
        memcpy(r->claim, id.p, id.n);
    chn_buf_free(&id);
}

static bool send(reviewing *r)
{
    /* what cannot be shown cannot be decided: no answer is taken for it */
    r->memory = r->memory || r->text.failed;
    const bool ok =
        !r->text.failed &&
        chn_out_write(&r->out, r->text.p ? r->text.p : "", r->text.n) &&
        chn_out_flush(&r->out);
    chn_buf_clear(&r->text);
    return ok;
}

/* ---- answers ---- */

/* One key as it is pressed; 0: the end. */
static char key(void)
{
    struct termios was, raw;
    if (tcgetattr(STDIN_FILENO, &was) != 0)
        return 0;
    raw = was;
    raw.c_lflag &= (tcflag_t) ~(tcflag_t)(ICANON | ECHO);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    if (tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) != 0)
        return 0;
    char c = 0;
    const ssize_t n = read(STDIN_FILENO, &c, 1);
    (void)tcsetattr(STDIN_FILENO, TCSADRAIN, &was);
    return n == 1 && c != 4 ? c : 0;
}

/* A line without its end; false: there is none. A line that is too long is
 * cut, its rest passed over. */
static bool read_line(reviewing *r)
{
    if (!fgets(r->line, (int)sizeof r->line, stdin))
        return false;
    size_t n = strlen(r->line);
    if (n && r->line[n - 1] != '\n')
        for (int c = getc(stdin); c != EOF && c != '\n'; c = getc(stdin))
            ;
    while (n && (r->line[n - 1] == '\n' || r->line[n - 1] == '\r'))
        r->line[--n] = '\0';
    return true;
}

static bool ask(reviewing *r)
{
    if (!r->keys)
        return read_line(r);
    chn_buf_z(&r->text, "a accept  x reject  c correct  m missed act  s skip  "
                        "u undo  q stop > ");
    if (!send(r))
        return false;
    const char c = key();
    if (!c)
        return false;
    memset(r->line, 0, sizeof r->line);
    r->line[0] = c == ' ' || c == '\n' ? 's' : c == 127 ? 'u' : c;
    if (c != 'c' && c != 'm') {
        chn_buf_fmt(&r->text, "%c\n", r->line[0]);
        return send(r);
    }
    chn_buf_z(&r->text, c == 'c' ? "c\nFIELD=VALUE; ... # why > "
                                 : "m\nwhat was missed > ");
    if (!send(r) || !read_line(r))
        return false;
    const size_t n = strlen(r->line);
    if (n + 3 > sizeof r->line)
        return true;
    memmove(r->line + 2, r->line, n + 1);
    r->line[0] = c;
    r->line[1] = ' ';
    return true;
}

static char *skip_blanks(char *p)
{
    while (*p == ' ' || *p == '\t')
        p++;
    return p;
}

/* Decide on the claim that is shown. */
static chn_code decide(reviewing *r, char answer, char *rest, chn_err *err)
{
    chn_decision d = {.claim = r->claim, .who = r->args->who, .at = r->when};
    char *why = rest;
    if (answer == 'a') {
        d.state = CHN_REVIEW_ACCEPTED;
    } else if (answer == 'x') {
        d.state = CHN_REVIEW_REJECTED;
    } else {
        d.state = answer == 'c' ? CHN_REVIEW_CORRECTED : CHN_REVIEW_MISSED;
        d.fields = rest;
        why = strchr(rest, '#');
        if (why) {
            *why++ = '\0';
            why = skip_blanks(why);
        }
    }
    d.why = why && *why ? why : NULL;
    const chn_code code = chn_store_review(r->store, &d, err);
    if (code == CHN_OK) {
        r->accepted += answer == 'a';
        r->rejected += answer == 'x';
        r->corrected += answer == 'c';
    }
    return code;
}

typedef enum turn { TURN_NEXT = 0, TURN_AGAIN, TURN_BACK, TURN_STOP } turn;

static turn answered(reviewing *r, chn_code *code, chn_err *err)
{
    char *rest = skip_blanks(r->line);
    const char answer = *rest ? *rest : 's';
    rest = *rest ? skip_blanks(rest + 1) : rest;
    if (answer == 'q')
        return TURN_STOP;
    if (answer == 's') {
        r->skipped++;
        return TURN_NEXT;
    }
    if (answer == 'u') {
        char claim[ID_MAX];
        *code =
            chn_store_review_undo(r->store, r->args->who, r->when, claim, err);
        if (*code)
            return TURN_STOP;
        r->undone += claim[0] != '\0';
        chn_buf_fmt(&r->text, claim[0] ? "undone: %s\n" : "nothing to undo%s\n",
                    claim);
        return claim[0] ? TURN_BACK : TURN_AGAIN;
    }
    if (!strchr("axcm", answer)) {
        chn_buf_fmt(&r->text,
                    "\"%c\" is no answer; a accept, x reject, c correct, m "
                    "missed act, s skip, u undo, q stop\n",
                    answer >= ' ' && answer < 127 ? answer : '?');
        return TURN_AGAIN;
    }
    *code = decide(r, answer, rest, err);
    if (*code == CHN_ERR_ARGUMENT) {
        /* a slip in a value: told, and asked again */
        *code = CHN_OK;
        chn_buf_fmt(&r->text, "%s\n", err->text);
        return TURN_AGAIN;
    }
    if (*code)
        return TURN_STOP;
    return answer == 'm' ? TURN_AGAIN : TURN_NEXT;
}

static chn_code walk(reviewing *r, chn_err *err)
{
    chn_code code = CHN_OK;
    uint32_t i = 0;
    bool again = false;
    const bool any = r->n > 0;
    while (code == CHN_OK && any && i <= r->n) {
        if (i == r->n) {
            /* the last one may be undone, too */
            chn_buf_z(&r->text, "\nthat was the last one\n");
        } else if (!again) {
            chn_buf_fmt(&r->text, "%s%u of %u, %s\n", i ? "\n" : "",
                        (unsigned)i + 1, (unsigned)r->n,
                        r->at[i].why.n ? r->at[i].why.p : "asked for");
            code = chn_store_show(r->store, r->at[i].claim.p, show, r, err);
        }
        if (code || !send(r) || !ask(r))
            break;
        if (i == r->n && *skip_blanks(r->line) != 'u')
            break;
        const turn t = answered(r, &code, err);
        if (t == TURN_STOP)
            break;
        again = t == TURN_AGAIN;
        if (t == TURN_NEXT)
            i++;
        else if (t == TURN_BACK && i > 0)
            i--;
    }
    return code;
}

/* ---- conflicts ---- */

static bool put_conflict(void *user, const chn_conflict *c)
{
    reviewing *r = user;
    chn_buf *b = &r->text;
    chn_text_clean(b, c->claim);
    chn_buf_z(b, " in report ");
    chn_text_clean(b, c->report);
    chn_buf_z(b, ", ");
    chn_text_clean(b, c->field);
    chn_buf_z(b, ": ");
    chn_text_clean(b, c->who);
    chn_buf_z(b, " says ");
    chn_text_clean(b, c->value);
    if (strcmp(c->kind, "gone") == 0) {
        chn_buf_z(b, "; its claim is not told any more");
    } else if (strcmp(c->kind, "changed") == 0) {
        chn_buf_z(b, "; another act is told there now: ");
        chn_text_clean(b, c->other_value);
    } else {
        chn_buf_z(b, ", ");
        chn_text_clean(b, c->other_who);
        chn_buf_z(b, " says ");
        chn_text_clean(b, c->other_value);
    }
    chn_buf_char(b, '\n');
    r->n++;
    return send(r);
}

static chn_code conflicts(reviewing *r, chn_err *err)
{
    const chn_code code = chn_store_conflicts(r->store, put_conflict, r, err);
    if (code == CHN_OK && r->n == 0) {
        chn_buf_z(&r->text, "no decisions contradict each other, and none has "
                            "lost its claim\n");
        (void)send(r);
    }
    return code;
}

static chn_code review(reviewing *r, chn_err *err)
{
    const chn_args *a = r->args;
    if (!a->who)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "review needs who decides; give --by NAME");
    const time_t now = time(NULL);
    struct tm utc;
    if (a->at && strlen(a->at) < sizeof r->when)
        memcpy(r->when, a->at, strlen(a->at) + 1);
    else if (!gmtime_r(&now, &utc) ||
             !strftime(r->when, sizeof r->when, "%Y-%m-%dT%H:%M:%SZ", &utc))
        return chn_fail(err, CHN_ERR_INTERNAL, "the clock cannot be read");
    chn_code code = CHN_OK;
    if (a->n_operands == 0)
        code = chn_store_doubts(r->store, a->who, a->below ? a->below : 80,
                                queue, r, err);
    for (size_t i = 0; i < a->n_operands; i++) {
        const chn_doubt d = {.claim = chn_str_of(a->operands[i])};
        (void)queue(r, &d);
    }
    if (code == CHN_OK && r->memory)
        code = chn_fail_memory(err);
    if (code == CHN_OK && r->n == 0)
        chn_buf_z(&r->text, "nothing is doubtful and not yet reviewed\n");
    if (code == CHN_OK)
        code = walk(r, err);
    chn_buf_fmt(&r->text,
                "\n%u accepted, %u corrected, %u rejected, %u skipped, %u "
                "undone\n",
                (unsigned)r->accepted, (unsigned)r->corrected,
                (unsigned)r->rejected, (unsigned)r->skipped,
                (unsigned)r->undone);
    (void)send(r);
    return code == CHN_OK && r->memory ? chn_fail_memory(err) : code;
}

int chn_cmd_review(const chn_args *a, chn_term *t)
{
    chn_err err;
    memset(&err, 0, sizeof err);
    reviewing r;
    memset(&r, 0, sizeof r);
    r.args = a;
    r.term = t;
    r.keys = t->out_tty && isatty(STDIN_FILENO) == 1;
    chn_buf_init(&r.text, TEXT_MAX);
    r.a = chn_arena_new(QUEUE_MAX);
    r.store = chn_store_open(
        a->store, a->conflicts ? CHN_STORE_READ : CHN_STORE_WRITE, &err);
    chn_code code = r.store ? CHN_OK : err.code;
    if (code == CHN_OK && !r.a)
        code = chn_fail_memory(&err);
    if (code == CHN_OK)
        code = chn_out_open(&r.out, NULL, &err);
    if (code == CHN_OK) {
        code = a->conflicts ? conflicts(&r, &err) : review(&r, &err);
        chn_err end;
        memset(&end, 0, sizeof end);
        if (chn_out_end(&r.out, true, &end) && code == CHN_OK) {
            err = end;
            code = end.code;
        }
    }
    if (code == CHN_OK)
        code = chn_store_finish(r.store, &err);
    else
        chn_store_close(r.store);
    chn_arena_free(r.a);
    chn_buf_free(&r.text);
    return code ? chn_exit_say(t, &err) : CHN_EXIT_DONE;
}
