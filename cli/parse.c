/* SPDX-License-Identifier: Apache-2.0 */
/* The command line, read by the table of options.h. In: argv. Out: chn_args
 * or a message that quotes what is wrong. Opens no file. */
#include <unistd.h>

#include "base/alloc.h"
#include "base/day.h"
#include "options.h"
#include "state.h"

/* All names that may stand here, for the nearest spelling. */
#define NAMES_MAX 1024u

static chn_code bad_value(const chn_option *o, const char *value, chn_err *err)
{
    chn_buf b;
    chn_buf_init(&b, NAMES_MAX);
    chn_words_text(&b, o->words);
    const chn_str near = chn_nearest_word(chn_str_of(value), o->words);
    chn_code code;
    if (near.n > 0 && !b.failed)
        code = chn_fail(err, CHN_ERR_ARGUMENT,
                        "unknown %s \"%s\"; the nearest is \"%.*s\" of %s",
                        o->name, value, (int)near.n, near.p, b.p);
    else
        code = chn_fail(err, CHN_ERR_ARGUMENT, "unknown %s \"%s\"; expected %s",
                        o->name, value, b.failed || !b.p ? o->words : b.p);
    chn_buf_free(&b);
    return code;
}

/* Position of `value` among `words`, case ignored where `fold`; -1: none. */
static int word_index(const char *words, const char *value, bool fold)
{
    chn_str rest = chn_str_of(words), word;
    const size_t n = strlen(value);
    for (int i = 0; chn_str_next(&rest, ' ', &word); i++) {
        if (word.n != n)
            continue;
        size_t k = 0;
        while (k < n) {
            const char c = value[k];
            const char up = fold && c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
            if (up != word.p[k])
                break;
            k++;
        }
        if (k == n)
            return i;
    }
    return -1;
}

static chn_code set_number(const chn_option *o, const char *value, uint32_t max,
                           uint32_t *out, chn_err *err)
{
    if (!chn_str_uint(chn_str_of(value), max, out) || *out == 0)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "--%s \"%s\" is out of range; give a whole number "
                        "from 1 to %u",
                        o->name, value, (unsigned)max);
    return CHN_OK;
}

/* A probability, as percent. */
static chn_code set_share(const chn_option *o, const char *value, int32_t *out,
                          chn_err *err)
{
    double x = 0;
    if (!chn_str_double(chn_str_of(value), &x) || x < 0 || x > 1)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "--%s \"%s\" is no probability; give a number from 0 "
                        "to 1",
                        o->name, value);
    *out = (int32_t)(x * 100 + 0.5);
    return CHN_OK;
}

/* YYYY, YYYY-MM or YYYY-MM-DD: its first day, or its last. */
static chn_code set_date(const chn_option *o, const char *value, bool last,
                         chn_day *out, chn_err *err)
{
    const chn_str s = chn_str_of(value);
    uint32_t year = 0, month = 0;
    *out = CHN_DAY_NONE;
    if (s.n == 10) {
        *out = chn_day_parse(s.p, s.n);
    } else if (s.n == 7 && s.p[4] == '-' &&
               chn_str_uint(chn_str_n(s.p, 4), 9999, &year) &&
               chn_str_uint(chn_str_n(s.p + 5, 2), 12, &month) && year > 0 &&
               month > 0) {
        const int32_t y = (int32_t)year, m = (int32_t)month;
        *out = chn_day_of(y, m, last ? chn_days_in_month(y, m) : 1);
    } else if (s.n == 4 && chn_str_uint(s, 9999, &year) && year > 0) {
        *out = chn_day_of((int32_t)year, last ? 12 : 1, last ? 31 : 1);
    }
    if (*out == CHN_DAY_NONE)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "--%s \"%s\" is not a day; give YYYY, YYYY-MM or "
                        "YYYY-MM-DD",
                        o->name, value);
    return CHN_OK;
}

static chn_code set_one_day(const chn_option *o, const char *value,
                            chn_day *out, chn_err *err)
{
    *out = chn_day_parse(value, strlen(value));
    if (*out == CHN_DAY_NONE)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "--%s \"%s\" is not a day; give YYYY-MM-DD", o->name,
                        value);
    return CHN_OK;
}

static chn_code set_map(const char *value, chn_err *err)
{
    static const char fields[] = "id date publisher title text url";
    const char *eq = strchr(value, '=');
    if (!eq || eq == value || !eq[1])
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "--map \"%s\" has no FIELD=NAME; write for example "
                        "--map text=body",
                        value);
    chn_str rest = chn_str_of(fields), word;
    const chn_str field = chn_str_n(value, (size_t)(eq - value));
    while (chn_str_next(&rest, ' ', &word))
        if (chn_str_eq(word, field))
            return CHN_OK;
    const chn_str near = chn_nearest_word(field, fields);
    if (near.n > 0)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "--map \"%s\": unknown field \"%.*s\"; the nearest is "
                        "\"%.*s\"",
                        value, (int)field.n, field.p, (int)near.n, near.p);
    return chn_fail(err, CHN_ERR_ARGUMENT,
                    "--map \"%s\": unknown field \"%.*s\"; expected id, date, "
                    "publisher, title, text or url",
                    value, (int)field.n, field.p);
}

static chn_code set_category(const char *value, char out[32])
{
    size_t i = 0;
    for (; i < 31 && value[i]; i++) {
        const char c = value[i];
        out[i] = c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
    }
    out[i] = '\0';
    return CHN_OK;
}

/* REPORT=YYYY-MM-DD; an id may hold "=", a day does not. */
static chn_code set_redate(chn_args *a, const char *value, chn_err *err)
{
    const char *eq = strrchr(value, '=');
    if (!eq || eq == value)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "--set \"%s\" has no REPORT=DATE; write for example "
                        "--set clipping=1998-05-14",
                        value);
    const chn_day day = chn_day_parse(eq + 1, strlen(eq + 1));
    if (day == CHN_DAY_NONE)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "--set \"%s\": \"%s\" is not a day; give YYYY-MM-DD",
                        value, eq + 1);
    a->redates[a->n_redates++] =
        (chn_redate){chn_str_n(value, (size_t)(eq - value)), day};
    return CHN_OK;
}

static chn_code set_window(chn_args *a, const chn_option *o, const char *value,
                           chn_err *err)
{
    a->window_told = true;
    if (!chn_str_uint(chn_str_of(value), 7, &a->window))
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "--%s \"%s\" is out of range; give days, 0 to 7",
                        o->name, value);
    return CHN_OK;
}

static chn_code set_strictness(chn_args *a, const chn_option *o,
                               const char *value, chn_err *err)
{
    static const char words[] = "loose normal strict";
    static const uint32_t points[] = {35, 45, 60};
    const int word = word_index(words, value, false);
    if (word >= 0 && word < 3) {
        a->points = points[word];
        return CHN_OK;
    }
    return set_number(o, value, 200, &a->points, err);
}

/* A state's name is its code, with all its people; else the store knows. */
static chn_code set_actor(chn_args *a, const char *value)
{
    chn_err none;
    a->query.actor =
        chn_state_code(value, a->actor, &none) == CHN_OK ? a->actor : value;
    return CHN_OK;
}

/* "PRK-RUS" or "North Korea-Russia": names may hold a hyphen themselves. */
static chn_code set_dyad(chn_args *a, const char *value, chn_err *err)
{
    chn_err none;
    for (const char *at = strchr(value, '-'); at; at = strchr(at + 1, '-')) {
        char first[64], code[2][16];
        const size_t n = (size_t)(at - value);
        if (n == 0 || n >= sizeof first)
            continue;
        memcpy(first, value, n);
        first[n] = '\0';
        if (chn_state_code(first, code[0], &none) ||
            chn_state_code(at + 1, code[1], &none))
            continue;
        chn_buf b;
        chn_buf_init(&b, sizeof a->dyad);
        chn_buf_fmt(&b, "%s-%s", code[0], code[1]);
        const bool ok = !b.failed && b.n < sizeof a->dyad;
        if (ok)
            memcpy(a->dyad, b.p, b.n + 1);
        chn_buf_free(&b);
        a->query.dyad = a->dyad;
        return ok ? CHN_OK : chn_fail_memory(err);
    }
    return chn_fail(err, CHN_ERR_ARGUMENT,
                    "--dyad \"%s\" is no pair of countries; give two codes "
                    "or names with - between them, as PRK-RUS",
                    value);
}

static chn_code set_index(chn_args *a, const char *value, chn_err *err)
{
    a->index_told = true;
    if (!chn_str_uint(chn_str_of(value), 3 * CHN_TASKS_MAX, &a->index))
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "--index \"%s\" is no task; give a whole number from "
                        "0, as chancery plan prints them",
                        value);
    return CHN_OK;
}

static chn_code set(chn_args *a, const chn_option *o, const char *const *v,
                    chn_err *err)
{
    int word = 0;
    if (o->words) {
        word = word_index(o->words, v[0], o->id == CHN_OPTION_CATEGORY);
        if (word < 0)
            return bad_value(o, v[0], err);
    } else if (o->n_values > 0 && !v[0][0]) {
        return chn_fail(err, CHN_ERR_ARGUMENT, "--%s is empty; give %s",
                        o->name, o->values);
    }
    switch (o->id) {
    case CHN_OPTION_FORMAT: /* in the order of its words */
        if (strcmp(v[0], "svg") == 0) {
            a->format = CHN_CHOICE_SVG;
            return CHN_OK;
        }
        a->format = (chn_format_choice)((a->command == CHN_COMMAND_PARSE
                                             ? CHN_CHOICE_CONLLU
                                             : CHN_CHOICE_TABLE) +
                                        word);
        return CHN_OK;
    case CHN_OPTION_INPUT:
        a->input = (chn_input_kind)(CHN_INPUT_AUTO + word);
        return CHN_OK;
    case CHN_OPTION_COLOR:
        a->color = (chn_color_when)(CHN_COLOR_AUTO + word);
        return CHN_OK;
    case CHN_OPTION_STATUS:
        a->status = v[0];
        return CHN_OK;
    case CHN_OPTION_CATEGORY:
        return set_category(v[0], a->category);
    case CHN_OPTION_OUTPUT:
        a->output = v[0];
        return CHN_OK;
    case CHN_OPTION_STORE:
        a->store = v[0];
        a->store_told = true;
        return CHN_OK;
    case CHN_OPTION_EXPRESSIONS:
        a->expressions = true;
        return CHN_OK;
    case CHN_OPTION_SET:
        return set_redate(a, v[0], err);
    case CHN_OPTION_UNSET:
        a->redates[a->n_redates++] =
            (chn_redate){chn_str_of(v[0]), CHN_DAY_NONE};
        return CHN_OK;
    case CHN_OPTION_MAP:
        a->maps[a->n_maps++] = v[0];
        return set_map(v[0], err);
    case CHN_OPTION_DATA:
        a->data[a->n_data++] = v[0];
        return CHN_OK;
    case CHN_OPTION_MODEL:
        a->model = v[0];
        return CHN_OK;
    case CHN_OPTION_UNCERTAIN:
        a->uncertain = true;
        return CHN_OK;
    case CHN_OPTION_NOTES:
        a->notes = true;
        return CHN_OK;
    case CHN_OPTION_DICTIONARY:
        a->dictionary = true;
        a->from_dictionary = (chn_dictionary)(CHN_DICTIONARY_TABARI + word);
        return CHN_OK;
    case CHN_OPTION_DIRECTORY:
        a->directory = v[0];
        return CHN_OK;
    case CHN_OPTION_DAY:
        return set_one_day(o, v[0], &a->day, err);
    case CHN_OPTION_PUBLISHER:
        a->publisher = v[0];
        return CHN_OK;
    case CHN_OPTION_WINDOW:
        return set_window(a, o, v[0], err);
    case CHN_OPTION_STRICTNESS:
        return set_strictness(a, o, v[0], err);
    case CHN_OPTION_COMPARE:
        a->compare = true;
        return CHN_OK;
    case CHN_OPTION_BY:
        a->by = v[0];
        return CHN_OK;
    case CHN_OPTION_WHY:
        a->why = v[0];
        return CHN_OK;
    case CHN_OPTION_SCALE:
        a->scale = v[0];
        return CHN_OK;
    case CHN_OPTION_GDELT:
        a->gdelt = v[0];
        return CHN_OK;
    case CHN_OPTION_ANY_LANGUAGE:
        a->any_language = true;
        return CHN_OK;
    case CHN_OPTION_REJECTED:
        a->rejected = true;
        return CHN_OK;
    case CHN_OPTION_MIN_CONFIDENCE:
        return set_share(o, v[0], &a->min_confidence, err);
    case CHN_OPTION_SENTENCE:
        return set_number(o, v[0], CHN_SENTENCE_MAX, &a->sentence, err);
    case CHN_OPTION_TAGS_ONLY:
        a->tags_only = true;
        return CHN_OK;
    case CHN_OPTION_LAZY:
        a->lazy = true;
        return CHN_OK;
    case CHN_OPTION_ASCII:
        a->ascii = true;
        return CHN_OK;
    case CHN_OPTION_THREADS:
        return set_number(o, v[0], CHN_THREADS_MAX, &a->threads, err);
    case CHN_OPTION_BATCH:
        return set_number(o, v[0], CHN_BATCH_MAX, &a->batch, err);
    case CHN_OPTION_BETWEEN: {
        const chn_code code = chn_state_code(v[0], a->a, err);
        return code ? code : chn_state_code(v[1], a->b, err);
    }
    case CHN_OPTION_FROM:
        return set_date(o, v[0], false, &a->from, err);
    case CHN_OPTION_TO:
        return set_date(o, v[0], true, &a->to, err);
    case CHN_OPTION_STAMP:
        a->stamp = true;
        return CHN_OK;
    case CHN_OPTION_ACTOR:
        return set_actor(a, v[0]);
    case CHN_OPTION_DYAD:
        return set_dyad(a, v[0], err);
    case CHN_OPTION_FACET:
        return chn_query_set(&a->query, o->name, v[0], err);
    case CHN_OPTION_FACETS:
        a->facets = true;
        return CHN_OK;
    case CHN_OPTION_GRAIN:
        a->grain = (chn_grain)((int)CHN_GRAIN_MONTH + word);
        return CHN_OK;
    case CHN_OPTION_DIRECTED:
        a->directed = true;
        return CHN_OK;
    case CHN_OPTION_CLAIMS:
        a->by_claims = true;
        return CHN_OK;
    case CHN_OPTION_LAYOUT:
        a->layout = v[0];
        return CHN_OK;
    case CHN_OPTION_SALVAGE:
        a->salvage = true;
        return CHN_OK;
    case CHN_OPTION_NO_TEXT:
        a->no_text = true;
        return CHN_OK;
    case CHN_OPTION_WHO:
        a->who = v[0];
        return CHN_OK;
    case CHN_OPTION_DAY_OF_REVIEW:
        a->at = v[0];
        return CHN_OK;
    case CHN_OPTION_BELOW:
        return set_share(o, v[0], &a->below, err);
    case CHN_OPTION_SHOW_ALL:
        a->conflicts = true;
        return CHN_OK;
    case CHN_OPTION_PORT:
        if (!chn_str_uint(chn_str_of(v[0]), 65535, &a->port))
            return chn_fail(err, CHN_ERR_ARGUMENT,
                            "--port \"%s\" is none; give 0 to 65535", v[0]);
        return CHN_OK;
    case CHN_OPTION_LISTEN:
        a->listen = v[0];
        return CHN_OK;
    case CHN_OPTION_REVIEW:
        a->review = true;
        return CHN_OK;
    case CHN_OPTION_ADDRESS:
        a->address = v[0];
        return CHN_OK;
    case CHN_OPTION_SCHEMA:
        a->schema = v[0];
        return CHN_OK;
    case CHN_OPTION_TABLE:
        a->tables[a->n_tables++] = v[0];
        return CHN_OK;
    case CHN_OPTION_DRY_RUN:
        a->dry_run = true;
        return CHN_OK;
    case CHN_OPTION_FULL:
        a->full = true;
        return CHN_OK;
    case CHN_OPTION_REPLACE:
        a->replace = true;
        return CHN_OK;
    case CHN_OPTION_CONNECTIONS:
        if (!chn_str_uint(chn_str_of(v[0]), CHN_CONNECTIONS_MAX,
                          &a->connections) ||
            a->connections < 16)
            return chn_fail(err, CHN_ERR_ARGUMENT,
                            "--connections \"%s\" is out of range; give a "
                            "whole number from 16 to %u",
                            v[0], CHN_CONNECTIONS_MAX);
        return CHN_OK;
    case CHN_OPTION_MERGEABLE:
        a->mergeable = true;
        return CHN_OK;
    case CHN_OPTION_KEYS:
        a->keys = true;
        return CHN_OK;
    case CHN_OPTION_KEYED:
        a->keyed = true;
        return CHN_OK;
    case CHN_OPTION_DAYS:
        return set_number(o, v[0], CHN_DAYS_MAX, &a->days, err);
    case CHN_OPTION_SHARDS:
        return set_number(o, v[0], CHN_TASKS_MAX, &a->shards, err);
    case CHN_OPTION_TASKS:
        return set_number(o, v[0], CHN_TASKS_MAX, &a->tasks, err);
    case CHN_OPTION_PARTS:
        return set_number(o, v[0], CHN_PARTS_MAX, &a->parts, err);
    case CHN_OPTION_PLAN:
        a->plan = v[0];
        return CHN_OK;
    case CHN_OPTION_INDEX:
        return set_index(a, v[0], err);
    case CHN_OPTION_PLOT:
        a->plot = true;
        return CHN_OK;
    case CHN_OPTION_MAN:
        a->man = true;
        return CHN_OK;
    case CHN_OPTION_HELP:
        a->help = true;
        return CHN_OK;
    case CHN_OPTION_VERSION:
        a->version = true;
        return CHN_OK;
    }
    return chn_fail(err, CHN_ERR_INTERNAL, "option --%s is not handled",
                    o->name);
}

/* A read position in argv. */
typedef struct cursor {
    int argc;
    char **argv;
    int at; /* the next word */
} cursor;

static const char *where(const chn_args *a)
{
    const chn_command *c = chn_command_get(a->command);
    return c ? c->name : "";
}

static chn_code unknown_option(const chn_args *a, const char *word, size_t n,
                               chn_err *err)
{
    chn_buf names;
    chn_buf_init(&names, NAMES_MAX);
    const chn_option *other = NULL;
    const chn_str bare = chn_str_n(word + 2, n > 2 ? n - 2 : 0);
    for (uint32_t i = 0; i < chn_option_count; i++) {
        const chn_option *o = &chn_options[i];
        if (chn_option_of(o, a->command) && !o->hidden)
            chn_buf_fmt(&names, "%s ", o->name);
        else if (chn_str_is(bare, o->name) && !o->hidden)
            other = o;
    }
    const chn_str near = bare.n > 0 && names.p ? chn_nearest_word(bare, names.p)
                                               : chn_str_n("", 0);
    const char *cmd = where(a);
    const char *gap = *cmd ? " " : "";
    chn_code code;
    if (near.n > 0)
        code = chn_fail(err, CHN_ERR_ARGUMENT,
                        "unknown option \"%.*s\"; the nearest is \"--%.*s\"",
                        (int)n, word, (int)near.n, near.p);
    else if (other && *cmd)
        code = chn_fail(err, CHN_ERR_ARGUMENT,
                        "\"%.*s\" is not an option of %s; see \"chancery %s "
                        "--help\"",
                        (int)n, word, cmd, cmd);
    else if (other)
        code = chn_fail(err, CHN_ERR_ARGUMENT,
                        "\"%.*s\" belongs behind a command; see \"chancery "
                        "--help\"",
                        (int)n, word);
    else
        code = chn_fail(err, CHN_ERR_ARGUMENT,
                        "unknown option \"%.*s\"; see \"chancery%s%s --help\"",
                        (int)n, word, gap, cmd);
    chn_buf_free(&names);
    return code;
}

/* `first`: the value joined to the option ("=x", "-jx"), or NULL. */
static chn_code take(chn_args *a, const chn_option *o, const char *first,
                     cursor *c, chn_err *err)
{
    const char *v[2] = {"", ""};
    for (uint32_t i = 0; i < o->n_values; i++) {
        if (i == 0 && first) {
            v[i] = first;
        } else if (c->at < c->argc) {
            v[i] = c->argv[c->at++];
        } else {
            return chn_fail(err, CHN_ERR_ARGUMENT,
                            "--%s needs %s; see "
                            "\"chancery %s --help\"",
                            o->name, o->values, where(a));
        }
    }
    return set(a, o, v, err);
}

static chn_code long_option(chn_args *a, const char *word, cursor *c,
                            chn_err *err)
{
    const char *eq = strchr(word, '=');
    const size_t n = eq ? (size_t)(eq - word) : strlen(word);
    const chn_str bare = chn_str_n(word + 2, n - 2);
    for (uint32_t i = 0; i < chn_option_count; i++) {
        const chn_option *o = &chn_options[i];
        if (!chn_option_of(o, a->command) || !chn_str_is(bare, o->name))
            continue;
        if (eq && o->n_values == 0)
            return chn_fail(err, CHN_ERR_ARGUMENT,
                            "--%s takes no value; leave \"%s\" out", o->name,
                            eq);
        return take(a, o, eq ? eq + 1 : NULL, c, err);
    }
    return unknown_option(a, word, n, err);
}

static chn_code short_options(chn_args *a, const char *word, cursor *c,
                              chn_err *err)
{
    for (const char *p = word + 1; *p; p++) {
        const chn_option *o = NULL;
        for (uint32_t i = 0; !o && i < chn_option_count; i++)
            if (chn_option_of(&chn_options[i], a->command) &&
                chn_options[i].letter == *p)
                o = &chn_options[i];
        if (!o)
            return unknown_option(a, word, strlen(word), err);
        if (o->n_values > 0)
            return take(a, o, p[1] ? p + 1 : NULL, c, err);
        const char *const none[2] = {"", ""};
        const chn_code code = set(a, o, none, err);
        if (code)
            return code;
    }
    return CHN_OK;
}

static chn_code unknown_command(const char *word, chn_err *err)
{
    chn_buf names;
    chn_buf_init(&names, NAMES_MAX);
    for (uint32_t i = 0; i < chn_command_count; i++)
        chn_buf_fmt(&names, "%s ", chn_commands[i].name);
    const chn_str near = names.p ? chn_nearest_word(chn_str_of(word), names.p)
                                 : chn_str_n("", 0);
    chn_code code;
    if (near.n > 0)
        code = chn_fail(err, CHN_ERR_ARGUMENT,
                        "unknown command \"%s\"; the nearest is \"%.*s\"", word,
                        (int)near.n, near.p);
    else if (access(word, F_OK) == 0)
        code = chn_fail(err, CHN_ERR_ARGUMENT,
                        "\"%s\" is a path and not a command; to code it write "
                        "\"chancery code %s\"",
                        word, word);
    else
        code =
            chn_fail(err, CHN_ERR_ARGUMENT,
                     "unknown command \"%s\"; see \"chancery --help\"", word);
    chn_buf_free(&names);
    return code;
}

/* date with a store reads no paths; without one it changes nothing. */
static chn_code check_date(const chn_args *a, chn_err *err)
{
    if (a->n_redates > 0 && !a->store)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "--set and --unset need a store; name it with -d FILE "
                        "or in CHANCERY_STORE");
    if (!chn_args_in_store(a))
        return CHN_OK;
    if (a->n_operands > 0)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "\"%s\" is one word too many: with a store date reads "
                        "no paths; name its reports with --set or --unset",
                        a->operands[0]);
    if (a->expressions)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "--expressions reads paths and no store; leave -d, "
                        "--set and --unset out");
    return CHN_OK;
}

/* why reads a store, or the reports that are named behind the claim. */
static chn_code check_why(const chn_args *a, chn_err *err)
{
    if (a->n_operands == 1 && !a->store)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "why needs a store or the claim's report; name -d FILE "
                        "or a PATH behind the claim");
    if (a->n_operands > 1 && a->store_told)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "why reads a store or paths and not both; leave -d or "
                        "\"%s\" out",
                        a->operands[1]);
    return CHN_OK;
}

/* merge takes two claims, or settings, or nothing. */
static chn_code check_merge(const chn_args *a, chn_err *err)
{
    const bool settings = a->window_told || a->points;
    if (a->n_operands > 2 || (a->n_operands == 1 && !a->compare))
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "merge takes two ids; %u are given",
                        (unsigned)a->n_operands);
    if (settings && a->n_operands > 0)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "--window and --strictness are about all claims; "
                        "leave \"%s\" out",
                        a->operands[0]);
    return CHN_OK;
}

/* Commands whose words are ids or names and not paths. */
static bool names_no_paths(chn_command_id id)
{
    return id == CHN_COMMAND_ACTORS || id == CHN_COMMAND_MERGE ||
           id == CHN_COMMAND_UNMERGE || id == CHN_COMMAND_MESSAGES ||
           id == CHN_COMMAND_REVIEW;
}

/* What merges outside of a store. */
static chn_code check_spread(const chn_args *a, chn_err *err)
{
    if (a->command == CHN_COMMAND_EVENTS && a->keys && a->keyed)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "--keys prints what --keyed reads; give one of them");
    if (a->command == CHN_COMMAND_PLAN && !a->output)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "plan writes a file; name it with -o FILE");
    if (a->command == CHN_COMMAND_RUN_TASK && (!a->plan || !a->index_told))
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "run-task needs a plan and a task of it; give --plan "
                        "FILE --index I");
    return CHN_OK;
}

/* What only one command asks for. */
static chn_code check_one(const chn_args *a, chn_err *err)
{
    if (a->command == CHN_COMMAND_DATE)
        return check_date(a, err);
    if (a->command == CHN_COMMAND_WHY)
        return check_why(a, err);
    if (a->command == CHN_COMMAND_MERGE)
        return check_merge(a, err);
    if (a->command == CHN_COMMAND_MESSAGES && a->n_operands > 2)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "\"%s\" is one word too many; messages takes two "
                        "actors",
                        a->operands[2]);
    if (a->command == CHN_COMMAND_SERVE && a->review != (a->who != NULL))
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        a->review ? "--review needs who decides; give --by NAME"
                                  : "--by is for --review; give both or none");
    const bool copy = a->layout && strcmp(a->layout, "store") == 0;
    if (a->command == CHN_COMMAND_EXPORT && copy && !a->output)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "a copy of a store needs a file; name it with -o FILE");
    if (a->command == CHN_COMMAND_EXPORT && a->no_text && !copy)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "--no-text makes a copy of the store; give --format "
                        "store -o FILE");
    if (a->command == CHN_COMMAND_REBUILD && !a->output)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "rebuild makes a new store; name its file with -o "
                        "FILE");
    if (a->command == CHN_COMMAND_SERIES && !a->query.dyad)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "series needs two countries; name them with --dyad "
                        "PRK-RUS");
    if (a->command == CHN_COMMAND_EXPLAIN && a->n_operands == 0 &&
        isatty(STDIN_FILENO) == 1)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "explain needs a sentence; write it in quotes, or - "
                        "for standard input");
    const chn_code spread = check_spread(a, err);
    if (spread)
        return spread;
    if (a->mergeable && (a->rejected || (a->format != CHN_CHOICE_AUTO &&
                                         a->format != CHN_CHOICE_JSONL)))
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "--mergeable prints claims as JSON Lines; leave %s out",
                        a->rejected ? "--rejected" : "--format");
    if (a->rejected && a->format != CHN_CHOICE_AUTO &&
        a->format != CHN_CHOICE_JSONL)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "--rejected prints JSON Lines; leave --format out");
    return CHN_OK;
}

void chn_query_of_args(const chn_args *a, chn_query *q)
{
    *q = a->query;
    q->from = a->from;
    q->to = a->to;
    q->category = a->category[0] ? a->category : NULL;
    q->status = a->status;
}

bool chn_args_in_store(const chn_args *a)
{
    return a->n_redates > 0 || a->store_told;
}

/* What a command must have, once all words are read. */
static chn_code check(const chn_args *a, chn_err *err)
{
    const chn_command *c = chn_command_get(a->command);
    if (!c || a->help || a->version)
        return CHN_OK;
    const bool many = strstr(c->operands, "...") != NULL;
    const bool two = a->command == CHN_COMMAND_DIFF;
    const size_t most = many ? SIZE_MAX : two ? 2 : *c->operands ? 1 : 0;
    if (two && a->n_operands == 1)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "diff needs two stores; name the second one, too");
    if (a->n_operands > most)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "\"%s\" is one word too many; %s takes %s%s",
                        a->operands[most], c->name,
                        most ? "one " : "none besides its options",
                        most ? c->operands : "");
    if (*c->operands && c->operands[0] != '[' && a->n_operands == 0)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "%s needs %s; see \"chancery %s --help\"", c->name,
                        c->operands, c->name);
    if (c->words && a->n_operands == 1 &&
        word_index(c->words, a->operands[0], false) < 0) {
        chn_buf b;
        chn_buf_init(&b, NAMES_MAX);
        chn_words_text(&b, c->words);
        const chn_code code = chn_fail(
            err, CHN_ERR_ARGUMENT, "%s \"%s\" is unknown; expected %s", c->name,
            a->operands[0], b.failed || !b.p ? c->words : b.p);
        chn_buf_free(&b);
        return code;
    }
    for (size_t i = 0; many && i < a->n_operands; i++)
        if (!a->operands[i][0])
            return chn_fail(err, CHN_ERR_ARGUMENT,
                            "a path is empty; name a file, a folder, or - for "
                            "standard input");
    if (a->command == CHN_COMMAND_COMPARE &&
        (!a->gdelt || strcmp(a->gdelt, "-") == 0))
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "compare needs a list of known events, which it reads "
                        "twice; name its file with --gdelt FILE");
    const bool date = a->command == CHN_COMMAND_DATE;
    const chn_code one = check_one(a, err);
    if (one)
        return one;
    if (many && !names_no_paths(a->command) && a->n_operands == 0 &&
        !(date && chn_args_in_store(a)) && isatty(STDIN_FILENO) == 1)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "%s needs a path; name a file, a folder, or - for "
                        "standard input",
                        c->name);
    const bool stores =
        a->command == CHN_COMMAND_ADD || a->command == CHN_COMMAND_TIMELINE ||
        a->command == CHN_COMMAND_SHOW || a->command == CHN_COMMAND_STATS ||
        a->command == CHN_COMMAND_ORIGINS ||
        (a->command >= CHN_COMMAND_MERGE &&
         a->command <= CHN_COMMAND_MESSAGES) ||
        a->command == CHN_COMMAND_QUERY || a->command == CHN_COMMAND_SERIES ||
        a->command == CHN_COMMAND_EXPORT || a->command == CHN_COMMAND_REBUILD ||
        a->command == CHN_COMMAND_REVIEW ||
        a->command == CHN_COMMAND_AGREEMENT ||
        a->command == CHN_COMMAND_SERVE || a->command == CHN_COMMAND_PUSH;
    if (stores && !a->store)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "%s needs a store; name it with -d FILE or in "
                        "CHANCERY_STORE",
                        c->name);
    if (a->from != CHN_DAY_NONE && a->to != CHN_DAY_NONE && a->from > a->to) {
        char from[11], to[11];
        chn_day_format(a->from, from);
        chn_day_format(a->to, to);
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "--from %s is later than --to %s; swap them", from, to);
    }
    return CHN_OK;
}

chn_code chn_args_parse(int argc, char **argv, const char *store, chn_args *a,
                        chn_err *err)
{
    memset(a, 0, sizeof *a);
    a->store = store && *store ? store : NULL;
    a->from = a->to = a->day = CHN_DAY_NONE;
    chn_query_init(&a->query);
    a->port = CHN_PORT_DEFAULT;
    a->connections = CHN_CONNECTIONS_DEFAULT;
    const size_t most = argc > 0 ? (size_t)argc : 1;
    a->operands = chn_calloc(most, sizeof *a->operands);
    a->maps = chn_calloc(most, sizeof *a->maps);
    a->data = chn_calloc(most, sizeof *a->data);
    a->redates = chn_calloc(most, sizeof *a->redates);
    a->tables = chn_calloc(most, sizeof *a->tables);
    if (!a->operands || !a->maps || !a->data || !a->redates || !a->tables)
        return chn_fail_memory(err);
    cursor c = {argc, argv, 1};
    bool options = true;
    while (c.at < c.argc) {
        const char *word = c.argv[c.at++];
        chn_code code = CHN_OK;
        if (options && strcmp(word, "--") == 0) {
            options = false;
        } else if (options && word[0] == '-' && word[1] == '-') {
            code = long_option(a, word, &c, err);
        } else if (options && word[0] == '-' && word[1]) {
            code = short_options(a, word, &c, err);
        } else if (a->command == CHN_COMMAND_NONE) {
            const chn_command *command = chn_command_find(word);
            if (!command)
                return unknown_command(word, err);
            a->command = command->id;
        } else {
            a->operands[a->n_operands++] = word;
        }
        if (code)
            return code;
    }
    return check(a, err);
}

void chn_args_free(chn_args *a)
{
    /* The arrays are ours, the strings in them argv's. */
    chn_free((void *)a->operands);
    chn_free((void *)a->maps);
    chn_free((void *)a->data);
    chn_free((void *)a->tables);
    chn_free(a->redates);
    memset(a, 0, sizeof *a);
}
