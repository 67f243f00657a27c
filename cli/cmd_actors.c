/* SPDX-License-Identifier: Apache-2.0 */
/* chancery actors: the tables of actors checked, looked up and extended.
 * Here lint and show; see actors_suggest.c and actors_import.c. */
#include <errno.h>
#include <inttypes.h>
#include <sys/stat.h>

#include "actors.h"
#include "base/alloc.h"
#include "base/day.h"
#include "wrap.h"

#define LINE_MAX_BYTES ((size_t)1024 * 1024)
#define PATH_MAX_BYTES ((size_t)8192)

void chn_json_put(chn_buf *b, const char *name, chn_str s)
{
    chn_buf_fmt(b, ",\"%s\":", name);
    chn_buf_json(b, s);
}

void chn_cell_put(chn_buf *b, chn_str s)
{
    s = chn_str_trim(s);
    if (!s.n)
        chn_buf_char(b, '-');
    for (size_t i = 0; i < s.n; i++)
        chn_buf_char(b, (unsigned char)s.p[i] < 0x20 ? ' ' : s.p[i]);
}

/* ---- folders of tables ---- */

static chn_code make_folder(const char *path, chn_err *err)
{
    if (mkdir(path, 0777) == 0 || errno == EEXIST)
        return CHN_OK;
    char why[128];
    chn_errno_text(errno, why, sizeof why);
    return chn_fail(err, CHN_ERR_OUTPUT,
                    "%s: %s; name another folder with --output", path, why);
}

chn_code chn_tables_folder(const char *dir, const char *const *names, size_t n,
                           chn_err *err)
{
    chn_buf path;
    struct stat st;
    chn_buf_init(&path, PATH_MAX_BYTES);
    chn_buf_fmt(&path, "%s/actors", dir);
    chn_code c = path.failed ? chn_fail(err, CHN_ERR_OUTPUT,
                                        "%s: the path is too long", dir)
                             : make_folder(dir, err);
    if (!c)
        c = make_folder(path.p, err);
    for (size_t i = 0; !c && i < n; i++) {
        chn_buf_clear(&path);
        chn_buf_fmt(&path, "%s/%s", dir, names[i]);
        if (path.failed)
            c = chn_fail_memory(err);
        else if (stat(path.p, &st) == 0)
            c = chn_fail(err, CHN_ERR_OUTPUT,
                         "%s stands there already and is not written over; "
                         "name a new folder with --output",
                         path.p);
    }
    chn_buf_free(&path);
    return c;
}

chn_code chn_table_create(chn_out *out, const char *dir, const char *name,
                          char **path, chn_err *err)
{
    const size_t n = strlen(dir) + strlen(name) + 2;
    char *p = chn_calloc(n, 1);
    if (!p)
        return chn_fail_memory(err);
    memcpy(p, dir, strlen(dir));
    p[strlen(dir)] = '/';
    memcpy(p + strlen(dir) + 1, name, strlen(name));
    *path = p;
    return chn_out_open(out, p, err);
}

/* ---- lint ---- */

#define GROUPS_MAX 24u

typedef struct linting {
    const chn_args *args;
    chn_out out;
    chn_buf row;
    bool json, own_only;
    uint32_t level[3];
    const char *group[GROUPS_MAX];
    uint32_t n[GROUPS_MAX], n_groups;
} linting;

static const char *const LEVELS[] = {"note", "warning", "error"};

static void count(linting *l, const chn_finding *f)
{
    uint32_t i = 0;
    l->level[f->level]++;
    while (i < l->n_groups && strcmp(l->group[i], f->group) != 0)
        i++;
    if (i == GROUPS_MAX)
        return;
    if (i == l->n_groups) {
        l->n_groups++;
        l->group[i] = f->group;
    }
    l->n[i]++;
}

static bool put_finding(void *user, const chn_finding *f)
{
    linting *l = user;
    if (l->own_only && !f->own)
        return true;
    count(l, f);
    const bool asked = l->args->uncertain && strcmp(f->group, "uncertain") == 0;
    if (f->level == CHN_FINDING_NOTE && !l->args->notes && !asked)
        return true;
    chn_buf *b = &l->row;
    chn_buf_clear(b);
    if (l->json) {
        chn_buf_fmt(b, "{\"level\":\"%s\",\"group\":\"%s\",\"file\":",
                    LEVELS[f->level], f->group);
        chn_buf_json(b, chn_str_of(f->file));
        chn_buf_fmt(b, ",\"line\":%" PRIu32, f->line);
        chn_json_put(b, "what", chn_str_of(f->what));
        chn_json_put(b, "advice", chn_str_of(f->advice));
        chn_buf_z(b, "}\n");
    } else {
        chn_text_clean(b, chn_str_of(f->file));
        chn_buf_fmt(b, ":%" PRIu32 ": %s (%s): ", f->line, LEVELS[f->level],
                    f->group);
        chn_text_clean(b, chn_str_of(f->what));
        chn_buf_z(b, "; ");
        chn_text_clean(b, chn_str_of(f->advice));
        chn_buf_char(b, '\n');
    }
    return !b->failed && chn_out_write(&l->out, b->p, b->n);
}

static void sum_up(const linting *l, const chn_lint_stats *s, chn_term *t)
{
    chn_buf b;
    chn_buf_init(&b, 4096);
    for (uint32_t i = 0; i < l->n_groups; i++)
        chn_buf_fmt(&b, "%s%" PRIu32 " %s", i ? ", " : "", l->n[i],
                    l->group[i]);
    chn_say_plain(t,
                  "%" PRIu32 " persons, %" PRIu32 " bodies, %" PRIu32
                  " offices (%" PRIu32 " uncertain), %" PRIu32 " places",
                  s->persons, s->bodies, s->offices, s->uncertain, s->places);
    chn_say_plain(t,
                  "%" PRIu32 " errors, %" PRIu32 " warnings, %" PRIu32
                  " notes%s%s%s; %" PRIu32 " allowed",
                  l->level[2], l->level[1], l->level[0], b.n ? " (" : "",
                  b.n && b.p ? b.p : "", b.n ? ")" : "", s->allowed);
    chn_buf_free(&b);
}

static int lint(const chn_args *a, chn_term *t)
{
    chn_err err;
    memset(&err, 0, sizeof err);
    linting l;
    memset(&l, 0, sizeof l);
    l.args = a;
    l.json = a->format == CHN_CHOICE_JSONL;
    const size_t most = a->n_data + a->n_operands;
    l.own_only = most > 1;
    const char **dirs = chn_calloc(most, sizeof *dirs);
    chn_actors *tables = NULL;
    size_t n = 0;
    for (size_t i = 0; dirs && i < a->n_data; i++)
        dirs[n++] = a->data[i];
    for (size_t i = 1; dirs && i < a->n_operands; i++)
        dirs[n++] = a->operands[i];
    if (dirs)
        tables = chn_actors_open(dirs, n, &err);
    else
        (void)chn_fail_memory(&err);
    chn_free((void *)dirs);
    if (!tables)
        return chn_exit_say(t, &err);
    chn_lint_options o;
    chn_lint_stats stats;
    memset(&stats, 0, sizeof stats);
    chn_lint_options_init(&o);
    o.uncertain = a->uncertain;
    chn_buf_init(&l.row, LINE_MAX_BYTES);
    chn_code code = chn_out_open(&l.out, NULL, &err);
    if (!code)
        code = chn_actors_lint(tables, &o, put_finding, &l, &stats, &err);
    if (code == CHN_ERR_OUTPUT && !l.row.failed)
        code = CHN_OK; /* chn_out_end tells */
    int status = code ? chn_exit_say(t, &err) : CHN_EXIT_DONE;
    if (chn_out_end(&l.out, true, &err))
        status = chn_exit_say(t, &err);
    if (status == CHN_EXIT_DONE && !l.out.pipe) {
        sum_up(&l, &stats, t);
        if (l.level[CHN_FINDING_ERROR] || l.level[CHN_FINDING_WARNING])
            status = CHN_EXIT_SOME;
    }
    chn_buf_free(&l.row);
    chn_actors_free(tables);
    return status;
}

/* ---- show ---- */

typedef struct showing {
    const chn_args *args;
    chn_out out;
    chn_buf row;
    const chn_term *term;
    bool json, any;
} showing;

static bool held(const chn_actor_term *o, chn_day day)
{
    return day == CHN_DAY_NONE ||
           ((o->since == CHN_DAY_NONE || o->since <= day) &&
            (o->until == CHN_DAY_NONE || day <= o->until));
}

static void json_card(showing *s, const chn_actor_card *c)
{
    chn_buf *b = &s->row;
    chn_buf_z(b, "{\"id\":");
    chn_buf_json(b, c->id);
    chn_json_put(b, "kind", chn_str_of(c->kind));
    chn_json_put(b, "name", c->name);
    chn_buf_z(b, ",\"aliases\":[");
    chn_str rest = c->aliases, one;
    for (bool first = true; chn_str_next(&rest, '|', &one); first = false) {
        if (!first)
            chn_buf_char(b, ',');
        chn_buf_json(b, one);
    }
    chn_buf_char(b, ']');
    chn_json_put(b, "country", c->country);
    chn_json_put(b, "sector", c->sector);
    if (c->media_kind.n)
        chn_json_put(b, "media_kind", c->media_kind);
    chn_buf_z(b, ",\"offices\":[");
    bool first = true;
    for (size_t i = 0; i < c->n_terms; i++) {
        const chn_actor_term *o = &c->terms[i];
        if (!held(o, s->args->day))
            continue;
        chn_buf_fmt(b, "%s{\"office\":", first ? "" : ",");
        first = false;
        chn_buf_json(b, o->office);
        chn_json_put(b, "since", o->since_text);
        chn_json_put(b, "until", o->until_text);
        chn_buf_fmt(b, ",\"rank\":%" PRIu32 ",\"certain\":%s}", o->rank,
                    o->certain ? "true" : "false");
    }
    chn_buf_char(b, ']');
    chn_json_put(b, "file", chn_str_of(c->file));
    chn_buf_fmt(b, ",\"line\":%" PRIu32, c->line);
    chn_json_put(b, "source", c->source);
    chn_buf_z(b, "}\n");
}

#define LABEL 11u

static void field(showing *s, const char *label, chn_str words)
{
    if (!words.n)
        return;
    chn_pad(&s->row, 2);
    chn_buf_z(&s->row, label);
    chn_pad(&s->row, LABEL - 2 - (uint32_t)strlen(label));
    chn_buf clean;
    chn_buf_init(&clean, LINE_MAX_BYTES);
    chn_text_clean(&clean, words);
    chn_wrap_put(&s->row, chn_str_n(clean.p ? clean.p : "", clean.n),
                 s->term->width, LABEL, LABEL);
    s->row.failed |= clean.failed;
    chn_buf_free(&clean);
}

static void put_term(showing *s, const chn_actor_term *o)
{
    chn_buf b;
    chn_buf_init(&b, LINE_MAX_BYTES);
    if (o->since_text.n || o->until_text.n) {
        chn_buf_fmt(&b, "%.*s to ", o->since_text.n ? (int)o->since_text.n : 3,
                    o->since_text.n ? o->since_text.p : "...");
        if (o->until_text.n)
            chn_buf_str(&b, o->until_text);
        else
            chn_buf_z(&b, "...");
        chn_buf_z(&b, ": ");
    }
    chn_buf_str(&b, o->office);
    if (!o->certain)
        chn_buf_z(&b, " (uncertain)");
    field(s, "", chn_str_n(b.p ? b.p : "", b.n));
    s->row.failed |= b.failed;
    chn_buf_free(&b);
}

static void table_card(showing *s, const chn_actor_card *c)
{
    chn_buf *b = &s->row;
    chn_buf line;
    if (s->any)
        chn_buf_char(b, '\n');
    chn_buf_fmt(b, "%s", s->term->color ? "\033[1m" : "");
    chn_text_clean(b, c->name);
    chn_buf_fmt(b, "%s\n", s->term->color ? "\033[0m" : "");
    field(s, "id", c->id);
    chn_buf_init(&line, LINE_MAX_BYTES);
    chn_buf_z(&line, c->kind);
    if (c->media_kind.n)
        chn_buf_fmt(&line, ", %.*s", (int)c->media_kind.n, c->media_kind.p);
    if (c->sector.n)
        chn_buf_fmt(&line, ", %.*s", (int)c->sector.n, c->sector.p);
    if (c->country.n && strcmp(c->kind, "state") != 0)
        chn_buf_fmt(&line, c->country_name.n ? ", %.*s (%.*s)" : ", %.*s%.*s",
                    c->country_name.n ? (int)c->country_name.n
                                      : (int)c->country.n,
                    c->country_name.n ? c->country_name.p : c->country.p,
                    c->country_name.n ? (int)c->country.n : 0, c->country.p);
    field(s, "is", chn_str_n(line.p ? line.p : "", line.n));
    chn_buf_clear(&line);
    chn_str rest = c->aliases, one;
    for (bool first = true; chn_str_next(&rest, '|', &one); first = false) {
        chn_buf_z(&line, first ? "" : ", ");
        chn_buf_str(&line, one);
    }
    field(s, "also", chn_str_n(line.p ? line.p : "", line.n));
    bool head = false;
    for (size_t i = 0; i < c->n_terms; i++) {
        if (!held(&c->terms[i], s->args->day))
            continue;
        if (!head && s->args->day == CHN_DAY_NONE) {
            chn_buf_z(b, "  offices\n");
        } else if (!head) {
            char day[11];
            chn_day_format(s->args->day, day);
            chn_buf_fmt(b, "  on %s\n", day);
        }
        head = true;
        put_term(s, &c->terms[i]);
    }
    if (!head && s->args->day != CHN_DAY_NONE && strcmp(c->kind, "person") == 0)
        field(s, "offices", chn_str_of("none known on that day"));
    chn_buf_clear(&line);
    chn_buf_fmt(&line, "%s:%" PRIu32, c->file, c->line);
    if (c->source.n)
        chn_buf_fmt(&line, " (%.*s)", (int)c->source.n, c->source.p);
    field(s, "row", chn_str_n(line.p ? line.p : "", line.n));
    b->failed |= line.failed;
    chn_buf_free(&line);
}

static bool put_card(void *user, const chn_actor_card *c)
{
    showing *s = user;
    chn_buf_clear(&s->row);
    if (s->json)
        json_card(s, c);
    else
        table_card(s, c);
    s->any = true;
    return !s->row.failed && chn_out_write(&s->out, s->row.p, s->row.n);
}

static int show(const chn_args *a, chn_term *t)
{
    chn_err err;
    memset(&err, 0, sizeof err);
    if (a->n_operands < 2) {
        (void)chn_fail(&err, CHN_ERR_ARGUMENT,
                       "actors show needs a NAME; for example "
                       "\"chancery actors show Shoigu\"");
        return chn_exit_say(t, &err);
    }
    chn_actors *tables = chn_actors_open(a->data, a->n_data, &err);
    if (!tables)
        return chn_exit_say(t, &err);
    showing s;
    memset(&s, 0, sizeof s);
    s.args = a;
    s.term = t;
    s.json = a->format == CHN_CHOICE_JSONL;
    chn_buf_init(&s.row, LINE_MAX_BYTES);
    chn_code code = chn_out_open(&s.out, NULL, &err);
    int status = CHN_EXIT_DONE;
    for (size_t i = 1; !code && i < a->n_operands; i++) {
        uint32_t found = 0;
        code = chn_actors_find(tables, chn_str_of(a->operands[i]), put_card, &s,
                               &found, &err);
        if (!code && !found) {
            chn_say(t,
                    "no table has \"%s\"; give an id, a whole name, or a part "
                    "of a person's name",
                    a->operands[i]);
            status = CHN_EXIT_INPUT;
        }
    }
    if (code == CHN_ERR_OUTPUT && !s.row.failed)
        code = CHN_OK; /* chn_out_end tells */
    if (code)
        status = chn_exit_say(t, &err);
    if (chn_out_end(&s.out, true, &err))
        status = chn_exit_say(t, &err);
    chn_buf_free(&s.row);
    chn_actors_free(tables);
    return status;
}

/* ---- which ---- */

static chn_code unfit(const chn_args *a, const char *sub, chn_err *err)
{
    const struct {
        bool given;
        const char *option, *subs;
    } rules[] = {{a->uncertain, "uncertain", "lint"},
                 {a->notes, "notes", "lint"},
                 {a->dictionary, "from", "import"},
                 {a->day != CHN_DAY_NONE, "date", "show"},
                 {a->directory != NULL, "output", "suggest import"},
                 {a->n_maps > 0, "map", "suggest"}};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (rules[i].given && !strstr(rules[i].subs, sub))
            return chn_fail(err, CHN_ERR_ARGUMENT,
                            "--%s is no option of actors %s, but of %s; see "
                            "\"chancery actors --help\"",
                            rules[i].option, sub, rules[i].subs);
    return CHN_OK;
}

int chn_cmd_actors(const chn_args *a, chn_term *t)
{
    static const char words[] = "lint show suggest import";
    static int (*const run[])(const chn_args *, chn_term *) = {
        lint, show, chn_actors_suggest, chn_actors_import};
    chn_err err;
    memset(&err, 0, sizeof err);
    chn_str rest = chn_str_of(words), word;
    for (uint32_t i = 0; chn_str_next(&rest, ' ', &word); i++)
        if (chn_str_is(word, a->operands[0])) {
            if (unfit(a, a->operands[0], &err))
                return chn_exit_say(t, &err);
            return run[i](a, t);
        }
    const chn_str near = chn_nearest_word(chn_str_of(a->operands[0]), words);
    if (near.n)
        (void)chn_fail(&err, CHN_ERR_ARGUMENT,
                       "actors \"%s\" is unknown; the nearest is \"%.*s\"",
                       a->operands[0], (int)near.n, near.p);
    else
        (void)chn_fail(&err, CHN_ERR_ARGUMENT,
                       "actors \"%s\" is unknown; expected lint, show, suggest "
                       "or import",
                       a->operands[0]);
    return chn_exit_say(t, &err);
}
