/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of TABARI and PETRARCH, line by line.
 *
 *   actors    NAME [CODE]   +OTHER_NAME   <tab>[CODE <901103]
 *   agents    NOUN {PLURAL} [~ROLE]       !MARK! = A, B, C
 *   discards  PHRASE   +PHRASE (the whole story)
 */
#include "base/err.h"
#include "import/import.h"

typedef enum what { ACTORS = 0, AGENTS, DISCARDS } what;

typedef struct reader {
    chn_import *m;
    chn_dictionary from;
    uint32_t line;
    bool remark;   /* inside <!-- --> */
    chn_str block; /* <NOUN> of TABARI: its tag */
    entry e;
    bool open; /* an entry is being read */
    uint32_t entries;
} reader;

static bool next_line(chn_str *rest, chn_str *line)
{
    if (!rest->n)
        return false;
    const char *nl = memchr(rest->p, '\n', rest->n);
    const size_t n = nl ? (size_t)(nl - rest->p) : rest->n;
    *line = chn_str_n(rest->p, n);
    rest->p += nl ? n + 1 : n;
    rest->n -= nl ? n + 1 : n;
    return true;
}

static size_t find_in(chn_str s, const char *z)
{
    const size_t n = strlen(z);
    for (size_t i = 0; i + n <= s.n; i++)
        if (memcmp(s.p + i, z, n) == 0)
            return i;
    return s.n;
}

/* The line without comments; a remark may run over lines. */
static chn_str code_of(reader *r, chn_str line)
{
    if (r->remark) {
        const size_t end = find_in(line, "-->");
        if (end == line.n)
            return chn_str_n(line.p, 0);
        r->remark = false;
        line = chn_str_n(line.p + end + 3, line.n - end - 3);
    }
    const size_t open = find_in(line, "<!--");
    if (open < line.n) {
        const chn_str tail = chn_str_n(line.p + open, line.n - open);
        r->remark = find_in(tail, "-->") == tail.n;
        line.n = open;
    }
    for (size_t i = 0; i < line.n; i++)
        if (line.p[i] == ';' || line.p[i] == '#') {
            /* "[###]" and "[---]" are codes */
            if (line.p[i] == '#' && i > 0 &&
                (line.p[i - 1] == '[' || line.p[i - 1] == '#'))
                continue;
            line.n = i;
        }
    if (r->from == CHN_DICTIONARY_TABARI && line.n && line.p[0] == '/')
        line.n = 0;
    return line;
}

static void count_form(reader *r, chn_str raw)
{
    raw = chn_str_trim(raw);
    if (!raw.n)
        return;
    if (r->from == CHN_DICTIONARY_TABARI && raw.p[raw.n - 1] != '_')
        r->m->stems++;
    r->m->gaps += memchr(raw.p, ' ', raw.n) != NULL;
}

static void add_name(reader *r, chn_str raw)
{
    raw = chn_str_trim(raw);
    /* two synonyms glued on one line: "A_+B_" */
    const char *plus = raw.n ? memchr(raw.p, '+', raw.n) : NULL;
    if (plus) {
        const size_t at = (size_t)(plus - raw.p);
        chn_import_say(r->m, r->line, "name", false, raw,
                       "two names on one line were read as two");
        add_name(r, chn_str_n(raw.p, at));
        for (chn_str rest = chn_str_n(plus + 1, raw.n - at - 1), one;
             chn_str_next(&rest, '+', &one);)
            add_name(r, one);
        return;
    }
    if (!raw.n)
        return;
    count_form(r, raw);
    chn_str *n = IMPORT_PUSH(r->m, r->e.names);
    if (n)
        *n = raw;
}

static void close_entry(reader *r)
{
    if (r->open)
        chn_import_entry(r->m, &r->e);
    r->open = false;
    r->e.names.n = 0;
    r->e.n_codes = 0;
}

/* "EGY <911231"; several actors have one name in "USA/GBR/FRA". */
static void add_code(reader *r, chn_str in)
{
    entry *e = &r->e;
    coded c;
    memset(&c, 0, sizeof c);
    c.since = c.until = CHN_DAY_NONE;
    in = chn_str_trim(in);
    size_t n = 0;
    while (n < in.n && in.p[n] != ' ' && in.p[n] != '\t')
        n++;
    c.raw = chn_str_n(in.p, n);
    const chn_str days = chn_str_trim(chn_str_n(in.p + n, in.n - n));
    if (e->n_codes == IMPORT_CODES) {
        chn_import_say(r->m, r->line, "code", true, in,
                       "the entry has too many codes");
        return;
    }
    if (days.n && !chn_import_days(r->m, r->line, days, &c))
        return;
    c.is = chn_import_code(r->m, c.raw);
    c.is.several = n && memchr(c.raw.p, '/', n);
    e->codes[e->n_codes++] = c;
}

/* All of "[A <901103][B] [C]"; what stands outside brackets is passed over. */
static void add_codes(reader *r, chn_str s)
{
    while (s.n) {
        const char *a = memchr(s.p, '[', s.n);
        if (!a)
            return;
        s.n -= (size_t)(a + 1 - s.p);
        s.p = a + 1;
        const char *b = s.n ? memchr(s.p, ']', s.n) : NULL;
        if (!b) {
            chn_import_say(r->m, r->line, "code", true, s,
                           "the bracket is not closed");
            return;
        }
        add_code(r, chn_str_n(s.p, (size_t)(b - s.p)));
        s.n -= (size_t)(b + 1 - s.p);
        s.p = b + 1;
    }
}

static void actor_line(reader *r, chn_str s)
{
    s = chn_str_trim(s);
    if (!s.n)
        return;
    if (s.p[0] == '+') {
        if (!r->open)
            chn_import_say(r->m, r->line, "name", true, s,
                           "another name, and no name before it");
        else
            add_name(r, chn_str_n(s.p + 1, s.n - 1));
        return;
    }
    if (s.p[0] == '[') {
        if (r->open)
            add_codes(r, s);
        else
            chn_import_say(r->m, r->line, "code", true, s,
                           "a code, and no name before it");
        return;
    }
    close_entry(r);
    r->open = true;
    r->entries++;
    r->e.line = r->line;
    const size_t at = find_in(s, "[");
    add_name(r, chn_str_n(s.p, at));
    if (at < s.n)
        add_codes(r, chn_str_n(s.p + at, s.n - at));
}

/* ---- agents ---- */

/* "!MINIST! = MINISTER, MINISTERS" */
static bool marker_line(reader *r, chn_str s)
{
    const size_t eq = find_in(s, "=");
    if (s.n < 3 || s.p[0] != '!' || eq == s.n)
        return false;
    chn_str name = chn_str_trim(chn_str_n(s.p, eq));
    if (name.n < 3 || name.p[name.n - 1] != '!')
        return false;
    chn_str *v = IMPORT_PUSH(r->m, r->m->marker_at);
    if (!v)
        return true;
    *v = chn_str_n(s.p + eq + 1, s.n - eq - 1);
    r->m->failed |= !chn_actor_map_put(r->m->arena, &r->m->markers, name,
                                       r->m->marker_at.n - 1);
    return true;
}

static void agent(reader *r, chn_str phrase, chn_str plural, bool none,
                  chn_str code)
{
    const char *a = phrase.n ? memchr(phrase.p, '!', phrase.n) : NULL;
    const size_t at = a ? (size_t)(a - phrase.p) : 0;
    const char *b =
        a && phrase.n > at + 1 ? memchr(a + 1, '!', phrase.n - at - 1) : NULL;
    if (!b) {
        chn_import_role(r->m, r->line, phrase, plural, none, code);
        return;
    }
    const chn_str mark = chn_str_n(a, (size_t)(b + 1 - a));
    const uint32_t i = chn_actor_map_get(&r->m->markers, mark);
    if (i == NONE) {
        chn_import_say(r->m, r->line, "name", true, phrase,
                       "nothing says what %.*s stands for",
                       (int)(mark.n < 60 ? mark.n : 60), mark.p);
        return;
    }
    chn_str list = r->m->marker_at.at[i], one;
    const chn_str tail = chn_str_n(b + 1, phrase.n - at - mark.n);
    while (chn_str_next(&list, ',', &one)) {
        chn_buf w;
        chn_buf_init(&w, 4096);
        chn_buf_fmt(&w, "%.*s%.*s%.*s", (int)at, phrase.p, (int)one.n, one.p,
                    (int)tail.n, tail.p);
        const chn_str noun =
            w.failed ? chn_str_of("") : chn_import_copy(r->m, w.p, w.n);
        if (noun.n)
            chn_import_role(r->m, r->line, noun, chn_str_of(""), true, code);
        chn_buf_free(&w);
    }
}

static void agent_line(reader *r, chn_str s)
{
    s = chn_str_trim(s);
    if (!s.n || marker_line(r, s))
        return;
    const size_t at = find_in(s, "["), brace = find_in(s, "{");
    const size_t end = find_in(s, "]");
    if (at == s.n || end < at + 2 || end == s.n) {
        chn_import_say(r->m, r->line, "code", true, s, "expected NOUN [~ROLE]");
        return;
    }
    chn_str plural = {"", 0};
    const size_t close = find_in(s, "}");
    const bool braces = brace < at && close > brace && close < at;
    if (braces)
        plural = chn_str_trim(chn_str_n(s.p + brace + 1, close - brace - 1));
    r->entries++;
    agent(r, chn_str_trim(chn_str_n(s.p, braces ? brace : at)), plural,
          braces && !plural.n,
          chn_str_trim(chn_str_n(s.p + at + 1, end - at - 1)));
}

/* ---- a file ---- */

/* <NOUN> ... </NOUN> of TABARI holds no actors. */
static bool block_line(reader *r, chn_str s)
{
    s = chn_str_trim(s);
    if (r->block.n) {
        if (s.n > 2 && s.p[0] == '<' && s.p[1] == '/')
            r->block.n = 0;
        return true;
    }
    if (s.n < 3 || s.p[0] != '<' || s.p[1] == '/' || s.p[s.n - 1] != '>')
        return false;
    r->block = s;
    chn_import_say(r->m, r->line, "block", true, s,
                   "a block that holds no actors was passed over");
    return true;
}

static bool has(chn_str s, const char *z)
{
    const size_t n = strlen(z);
    for (size_t i = 0; i + n <= s.n; i++) {
        size_t k = 0;
        while (k < n && ((s.p[i + k] | 32) == z[k]))
            k++;
        if (k == n)
            return true;
    }
    return false;
}

static what kind_of_file(chn_str name, chn_str bytes)
{
    if (has(name, "agent"))
        return AGENTS;
    if (has(name, "discard"))
        return DISCARDS;
    if (has(name, "actor"))
        return ACTORS;
    if (find_in(bytes, "[~") < bytes.n || find_in(bytes, "~]") < bytes.n)
        return AGENTS;
    return find_in(bytes, "[") < bytes.n ? ACTORS : DISCARDS;
}

chn_code chn_import_dictionary(chn_import *m, chn_dictionary from,
                               chn_str bytes, chn_err *err)
{
    reader r;
    chn_str line, rest = bytes;
    memset(&r, 0, sizeof r);
    r.m = m;
    r.from = from;
    const what kind = kind_of_file(m->base, bytes);
    while (!m->failed && next_line(&rest, &line)) {
        r.line++;
        const chn_str s = code_of(&r, line);
        const chn_str t = chn_str_trim(s);
        if (!t.n)
            continue;
        if (t.n >= 7 && memcmp(t.p, "~FINISH", 7) == 0)
            break;
        if (kind != DISCARDS && block_line(&r, t))
            continue;
        if (kind == ACTORS) {
            actor_line(&r, s);
        } else if (kind == AGENTS) {
            agent_line(&r, t);
        } else {
            r.entries++;
            const size_t at = find_in(t, "[");
            chn_import_discard(m, r.line, chn_str_n(t.p, at));
        }
    }
    close_entry(&r);
    if (!r.entries && !m->failed)
        return chn_fail(err, CHN_ERR_INPUT,
                        "%.*s: no entries; expected lines such as \"NAME_ "
                        "[CODE]\" of a dictionary of TABARI or PETRARCH",
                        (int)m->file.n, m->file.p);
    return CHN_OK;
}
