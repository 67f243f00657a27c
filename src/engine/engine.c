/* SPDX-License-Identifier: Apache-2.0 */
/* The engine and its workers: knowledge once, then one report after the
 * other through all stages. */
#include "engine/engine.h"

#include <stddef.h>
#include <string.h>

#include <chancery/actors.h>

#include "act/act.h"
#include "actor/actor.h"
#include "actor/suggest.h"
#include "base/alloc.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/str.h"
#include "code/code.h"
#include "engine/dated.h"
#include "engine/explained.h"
#include "engine/expressions.h"
#include "engine/first.h"
#include "engine/overlay.h"
#include "engine/parsed.h"
#include "syntax/syntax.h"
#include "time/time.h"
#include "voice/voice.h"

#define VERSION_SIZE 64

struct chn_engine {
    chn_arena *arena;
    chn_lex *lex;
    chn_text_know *text;
    chn_knows know;
    chn_first *first;
    chn_model *model; /* NULL: none */
    bool claims_only;
    char data_version[VERSION_SIZE];
    char rules_version[VERSION_SIZE];
};

struct chn_worker {
    const chn_engine *engine;
    chn_arena *scratch;
};

void chn_engine_options_init(chn_engine_options *o)
{
    memset(o, 0, sizeof *o);
    o->size = sizeof *o;
}

static void put_table(chn_sha256 *h, const chn_table *t)
{
    chn_sha256_put(h, t->digest, CHN_TABLE_DIGITS);
}

/* Hashes of all tables and of the rules alone. Tables come in byte order of
 * their names from mktables, overlays in the order given. */
static void set_versions(chn_engine *e, const chn_tableset *set)
{
    chn_sha256 all;
    chn_sha256 rules;
    chn_sha256_init(&all);
    chn_sha256_init(&rules);
    for (uint32_t i = 0; i < set->n; i++) {
        put_table(&all, set->tables[i]);
        if (strncmp(set->tables[i]->name, "rules/", 6) == 0)
            put_table(&rules, set->tables[i]);
    }
    chn_sha256_hex(&all, e->data_version, 12);
    chn_sha256_hex(&rules, e->rules_version, 12);
}

static bool open_stages(chn_engine *e, const chn_tableset *set, chn_err *err)
{
    chn_arena *a = e->arena;
    e->lex = chn_lex_new(a);
    if (!e->lex) {
        chn_fail_memory(err);
        return false;
    }
    e->text = chn_text_know_new(a, set, e->lex, err);
    if (!e->text)
        return false;
    e->know.time = chn_time_know_new(a, set, e->text, e->lex, err);
    if (!e->know.time)
        return false;
    e->know.voice = chn_voice_know_new(a, set, e->text, e->lex, err);
    if (!e->know.voice)
        return false;
    e->know.act = chn_act_know_new(a, set, e->text, e->lex, err);
    if (!e->know.act)
        return false;
    /* last: its words are most, and the others keep facts by a word's number */
    e->know.actor = chn_actor_know_new(a, set, e->text, e->lex, err);
    if (!e->know.actor)
        return false;
    e->know.calibration = chn_calibration_new(a, set, err);
    if (!e->know.calibration)
        return false;
    e->first = chn_first_new(a, e->lex, e->know.actor, e->know.act);
    if (!e->first)
        chn_fail_memory(err);
    return e->first != NULL;
}

/* What a claim is weighed by. */
static bool open_scale(chn_engine *e, const chn_tableset *set,
                       const char *scale, int32_t min_confidence, chn_err *err)
{
    if (min_confidence < 0 || min_confidence > 100) {
        chn_fail(err, CHN_ERR_ARGUMENT,
                 "min_confidence_percent is %d; expected 0 to 100",
                 (int)min_confidence);
        return false;
    }
    e->know.min_confidence = min_confidence;
    e->know.scale = chn_scale_new(e->arena, set, scale, err);
    return e->know.scale != NULL;
}

chn_engine *chn_engine_over(const chn_tableset *set, chn_err *err)
{
    chn_engine *e = chn_calloc(1, sizeof *e);
    if (e)
        e->arena = chn_arena_new(CHN_ARENA_MAX);
    if (!e || !e->arena) {
        chn_fail_memory(err);
        chn_free(e);
        return NULL;
    }
    if (!open_stages(e, set, err) || !open_scale(e, set, NULL, 0, err)) {
        chn_engine_free(e);
        return NULL;
    }
    set_versions(e, set);
    return e;
}

/* The model in the file, else the one compiled in. None compiled in is no
 * error: a report is coded without trees. */
static bool open_model(chn_engine *e, const char *path, chn_err *err)
{
    size_t n = 0;
    if (path) {
        e->model = chn_model_open(e->arena, path, err);
        return e->model != NULL;
    }
    const void *bytes = chn_model_builtin(&n);
    if (!bytes)
        return true;
    e->model = chn_model_of(e->arena, bytes, n, err);
    return e->model != NULL;
}

/* A field of the options; callers of an earlier version have a shorter
 * struct. */
#define OPTION(o, field, none)                                                 \
    ((o) && (o)->size >=                                                       \
                 offsetof(chn_engine_options, field) + sizeof(o)->field        \
         ? (o)->field                                                          \
         : (none))

static bool check_cpu(const char *cpu, chn_err *err)
{
    static const char *const known[] = {"portable", "avx2", "avxvnni", "avx512",
                                        "amx"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!cpu || strcmp(cpu, known[i]) == 0)
            return true;
    chn_fail(
        err, CHN_ERR_ARGUMENT,
        "unknown instruction set \"%s\"; expected portable, avx2, avxvnni, "
        "avx512 or amx (in CHANCERY_CPU; in a program: "
        "chn_engine_options.cpu)",
        cpu);
    return false;
}

chn_engine *chn_engine_open(const chn_engine_options *o, chn_err *err)
{
    const uint32_t n_dirs = o ? (uint32_t)o->n_data_dirs : 0;
    const char *cpu = OPTION(o, cpu, NULL);
    chn_engine *e = NULL;
    chn_overlays over;
    if (!check_cpu(cpu, err))
        return NULL;
    chn_arena *a = chn_arena_new(CHN_ARENA_MAX);
    if (!a) {
        chn_fail_memory(err);
        return NULL;
    }
    if (chn_overlays_read(&over, a, o ? o->data_dirs : NULL, n_dirs, err) ==
        CHN_OK) {
        /* strings of the tables live in the overlay arena: the engine keeps
         * pointers into them, so the arena goes over to it */
        e = chn_engine_over(&over.set, err);
    }
    if (e && (!open_scale(e, &over.set, OPTION(o, scale, NULL),
                          OPTION(o, min_confidence_percent, 0), err) ||
              !open_model(e, OPTION(o, model, NULL), err))) {
        chn_engine_free(e);
        e = NULL;
    }
    if (e)
        e->claims_only = OPTION(o, claims_only, false);
    if (e && e->model && cpu)
        (void)chn_model_use(e->model, cpu);
    if (!e) {
        chn_arena_free(a);
        return NULL;
    }
    if (over.n_files == 0) {
        chn_arena_free(a);
        return e;
    }
    chn_arena_adopt(e->arena, a);
    return e;
}

void chn_engine_free(chn_engine *e)
{
    if (!e)
        return;
    chn_model_close(e->model);
    chn_arena_free(e->arena);
    chn_free(e);
}

const char *chn_engine_data_version(const chn_engine *e)
{
    return e->data_version;
}

const char *chn_engine_rules_version(const chn_engine *e)
{
    return e->rules_version;
}

const char *chn_engine_model_version(const chn_engine *e)
{
    return e->model ? chn_model_version(e->model) : "";
}

const char *chn_engine_scale(const chn_engine *e)
{
    return chn_scale_name(e->know.scale);
}

chn_day chn_engine_observance(const chn_engine *e, chn_str id, int32_t year)
{
    return chn_time_observance(e->know.time, id, year);
}

int32_t chn_engine_min_confidence(const chn_engine *e)
{
    return e->know.min_confidence;
}

const chn_first *chn_engine_first(const chn_engine *e)
{
    return e->first;
}

const chn_lex *chn_engine_lex(const chn_engine *e)
{
    return e->lex;
}

const chn_text_know *chn_engine_text(const chn_engine *e)
{
    return e->text;
}

chn_worker *chn_worker_new(const chn_engine *e, chn_err *err)
{
    chn_worker *w = chn_calloc(1, sizeof *w);
    if (w)
        w->scratch = chn_arena_new(CHN_ARENA_MAX);
    if (!w || !w->scratch) {
        chn_free(w);
        chn_fail_memory(err);
        return NULL;
    }
    w->engine = e;
    return w;
}

void chn_worker_free(chn_worker *w)
{
    if (!w)
        return;
    chn_arena_free(w->scratch);
    chn_free(w);
}

static chn_code check_report(const chn_report *r, chn_err *err)
{
    if (r->text.n > CHN_REPORT_MAX)
        return chn_fail(err, CHN_ERR_LIMIT,
                        "%.*s: the report has %zu bytes; at most %u are "
                        "allowed, so split it",
                        (int)r->id.n, r->id.p, r->text.n, CHN_REPORT_MAX);
    if (r->body > r->text.n)
        return chn_fail(err, CHN_ERR_ARGUMENT,
                        "%.*s: the body begins at byte %u of %zu", (int)r->id.n,
                        r->id.p, r->body, r->text.n);
    return CHN_OK;
}

/* A stage that had no room in an arena took it for the machine's want; where
 * it was the bound of one report, the report is what must change. */
static chn_code ended(chn_code rc, const chn_arena *scratch,
                      const chn_arena *result, const chn_report *r,
                      chn_err *err)
{
    if (rc != CHN_ERR_MEMORY ||
        (!chn_arena_full(scratch) && !(result && chn_arena_full(result))))
        return rc;
    return chn_fail(err, CHN_ERR_LIMIT,
                    "its %zu bytes need more than the %u MB of memory that a "
                    "report may take; split it",
                    r->text.n, CHN_ARENA_MAX / (1024 * 1024));
}

#define BOUNDS_MAX 64u
/* An undated report is dated by its text, and by the offices that it tells
 * with their holders' names. */
static chn_code find_times(const chn_engine *e, const chn_doc *doc,
                           chn_times *times, chn_err *err)
{
    chn_mentions mentions;
    memset(&mentions, 0, sizeof mentions);
    if (doc->published != CHN_DAY_NONE)
        return chn_time_find(e->know.time, doc, times, err);
    chn_bound *bounds = CHN_NEW(doc->arena, chn_bound, BOUNDS_MAX);
    if (!bounds)
        return chn_fail_memory(err);
    const chn_code rc = chn_actor_find(e->know.actor, doc, &mentions, err);
    if (rc != CHN_OK)
        return rc;
    const uint32_t n =
        chn_actor_bounds(e->know.actor, doc, &mentions, bounds, BOUNDS_MAX);
    return chn_time_find_within(e->know.time, doc, bounds, n, times, err);
}

/* Trees of the sentences that tell an act or a day: they decide which day is
 * whose. */
static chn_code parse_wanted(const chn_doc *doc, const chn_acts *acts,
                             const chn_times *times, chn_tree *tree,
                             chn_err *err)
{
    chn_code rc = CHN_OK;
    for (uint32_t i = 0; rc == CHN_OK && i < acts->n; i++)
        rc = chn_syntax_parse(tree, acts->at[i].sent, err);
    for (uint32_t i = 0; rc == CHN_OK && acts->n > 0 && i < times->n; i++) {
        const uint32_t sent = doc->tok[times->at[i].first].sent;
        /* what else has a tree must not hang on what was asked for */
        if (times->at[i].precision == CHN_PRECISION_DAY ||
            (acts->passed && acts->passed[sent]))
            rc = chn_syntax_parse(tree, sent, err);
    }
    return rc;
}

/* Sentences that tell an act: whose words they are matters. NULL: no memory. */
static bool *sentences_of(const chn_doc *doc, const chn_acts *acts)
{
    bool *of = CHN_NEW(doc->arena, bool, doc->n_sent + 1);
    for (uint32_t i = 0; of && i < acts->n; i++)
        of[acts->at[i].sent] = true;
    return of;
}

/* What the stages made of one report, in the worker's memory. */
typedef struct staged {
    bool claims_only; /* asked for */
    chn_doc doc;
    chn_mentions mentions;
    chn_times times;
    chn_voices voices;
    chn_acts acts;
    chn_tree *tree;
    uint32_t *story;
    chn_coded coded; /* points at the others */
} staged;

static chn_code run_stages(chn_worker *w, const chn_report *report, staged *s,
                           chn_result *result, chn_err *err)
{
    const chn_engine *e = w->engine;
    chn_code rc =
        chn_text_read(e->text, e->lex, w->scratch, report->text.p,
                      (uint32_t)report->text.n, report->body, &s->doc, err);
    if (rc != CHN_OK)
        return rc;
    s->doc.published = report->published;
    s->doc.publisher = report->publisher;
    rc = find_times(e, &s->doc, &s->times, err);
    if (rc == CHN_OK)
        rc = chn_dated_keep(result->arena, &s->doc, &s->times, report,
                            &result->dating, err);
    /* the day that was worked out tells who held which office */
    s->doc.published = s->times.anchor;
    if (rc == CHN_OK)
        rc = chn_actor_find(e->know.actor, &s->doc, &s->mentions, err);
    if (rc == CHN_OK && !e->model)
        return chn_fail(err, CHN_ERR_TABLE, CHN_PARSED_NO_MODEL);
    if (rc == CHN_OK)
        rc = chn_tree_new(e->model, &s->doc, &s->tree, err);
    if (rc == CHN_OK)
        rc = chn_act_find(e->know.act, &s->doc, &s->mentions, &s->times,
                          s->tree, s->claims_only, &s->acts, err);
    bool *near = NULL;
    if (rc == CHN_OK && s->claims_only) {
        near = sentences_of(&s->doc, &s->acts);
        rc = near ? CHN_OK : chn_fail_memory(err);
    }
    if (rc == CHN_OK)
        rc = chn_voice_find_near(e->know.voice, &s->doc, &s->mentions, s->tree,
                                 near, &s->voices, err);
    if (rc == CHN_OK && s->tree)
        rc = parse_wanted(&s->doc, &s->acts, &s->times, s->tree, err);
    if (rc == CHN_OK && s->tree)
        rc = chn_time_story(e->know.time, &s->doc, &s->times, s->tree,
                            &s->story, err);
    s->coded = (chn_coded){&s->doc,  &s->mentions, &s->times, &s->voices,
                           &s->acts, s->tree,      s->story};
    return rc == CHN_OK ? chn_code_claims(&e->know, &s->coded, result, err)
                        : rc;
}

/* The claims; *s lives until the worker's next report. */
static chn_result *code(chn_worker *w, const chn_report *report,
                        bool claims_only, staged *s, chn_err *err)
{
    memset(s, 0, sizeof *s);
    s->claims_only = claims_only;
    if (check_report(report, err) != CHN_OK)
        return NULL;
    chn_result *r = chn_result_new(report, err);
    if (!r)
        return NULL;
    chn_arena_reset(w->scratch);
    const chn_code rc = run_stages(w, report, s, r, err);
    if (ended(rc, w->scratch, r->arena, report, err) != CHN_OK) {
        chn_result_free(r);
        return NULL;
    }
    return r;
}

chn_result *chn_worker_code(chn_worker *w, const chn_report *report,
                            chn_err *err)
{
    staged s;
    return code(w, report, w->engine->claims_only, &s, err);
}

chn_explained *chn_worker_explain(chn_worker *w, const chn_report *report,
                                  const chn_explain_options *o, chn_err *err)
{
    staged s;
    const uint32_t one = o ? o->sentence : 0;
    chn_result *r = code(w, report, false, &s, err);
    if (!r)
        return NULL;
    chn_code rc = CHN_OK;
    if (one > s.doc.n_sent)
        rc = chn_fail(err, CHN_ERR_ARGUMENT,
                      "there is no sentence %u; the report has %u",
                      (unsigned)one, (unsigned)s.doc.n_sent);
    /* after the claims, since what is parsed dates acts */
    if (rc == CHN_OK && s.tree)
        rc = chn_syntax_parse(s.tree, one ? one - 1 : CHN_NONE, err);
    if (rc != CHN_OK) {
        chn_result_free(r);
        return NULL;
    }
    return chn_explained_new(&w->engine->know, w->engine->first, &s.coded,
                             s.tree, report, r, o, err);
}

void chn_parse_options_init(chn_parse_options *o)
{
    memset(o, 0, sizeof *o);
    o->size = sizeof *o;
}

chn_code chn_worker_parse(chn_worker *w, const chn_report *report,
                          const chn_parse_options *o, chn_write_fn write,
                          void *user, chn_err *err)
{
    const chn_engine *e = w->engine;
    chn_parse_options defaults;
    chn_doc doc;
    chn_tree *tree = NULL;
    if (!e->model)
        return chn_fail(err, CHN_ERR_TABLE, CHN_PARSED_NO_MODEL);
    chn_code rc = check_report(report, err);
    if (rc != CHN_OK)
        return rc;
    if (!o) {
        chn_parse_options_init(&defaults);
        o = &defaults;
    }
    chn_arena_reset(w->scratch);
    rc = chn_text_read(e->text, e->lex, w->scratch, report->text.p,
                       (uint32_t)report->text.n, report->body, &doc, err);
    if (rc == CHN_OK)
        rc = chn_tree_new(e->model, &doc, &tree, err);
    uint8_t *wanted = NULL;
    if (rc == CHN_OK && o->lazy) {
        wanted = CHN_NEW(w->scratch, uint8_t, doc.n_sent);
        rc = wanted ? CHN_OK : chn_fail_memory(err);
        for (uint32_t s = 0; wanted && s < doc.n_sent; s++)
            wanted[s] = chn_first_wants(e->first, &doc, s);
    }
    if (rc == CHN_OK)
        rc = chn_parsed_print(tree, wanted, report, o, write, user, err);
    return ended(rc, w->scratch, NULL, report, err);
}

void chn_date_options_init(chn_date_options *o)
{
    memset(o, 0, sizeof *o);
    o->size = sizeof *o;
}

/* A report's tokens and times in the worker's memory. `all`: its expressions
 * are wanted; else the day alone, which one with a date has already. */
static chn_code read_times(chn_worker *w, const chn_report *report, bool all,
                           chn_doc *doc, chn_times *times, chn_err *err)
{
    const chn_engine *e = w->engine;
    memset(times, 0, sizeof *times);
    chn_code rc = check_report(report, err);
    if (rc != CHN_OK)
        return rc;
    chn_arena_reset(w->scratch);
    rc = chn_text_read(e->text, e->lex, w->scratch, report->text.p,
                       (uint32_t)report->text.n, report->body, doc, err);
    if (rc == CHN_OK) {
        doc->published = report->published;
        doc->publisher = report->publisher;
        if (all || doc->published == CHN_DAY_NONE)
            rc = find_times(e, doc, times, err);
    }
    return ended(rc, w->scratch, NULL, report, err);
}

chn_code chn_worker_date(chn_worker *w, const chn_report *report,
                         const chn_date_options *o, chn_write_fn write,
                         void *user, chn_err *err)
{
    chn_date_options defaults;
    chn_doc doc;
    chn_times times;
    chn_dating dating;
    if (!o) {
        chn_date_options_init(&defaults);
        o = &defaults;
    }
    chn_code rc = read_times(w, report, false, &doc, &times, err);
    if (rc == CHN_OK)
        rc = chn_dated_keep(w->scratch, &doc, &times, report, &dating, err);
    return rc == CHN_OK ? chn_dated_print(&dating, report, o, write, user, err)
                        : rc;
}

chn_expressions *chn_worker_expressions(chn_worker *w, const chn_report *report,
                                        chn_err *err)
{
    chn_doc doc;
    chn_times times;
    return read_times(w, report, true, &doc, &times, err) == CHN_OK
               ? chn_expressions_new(&doc, &times, report, err)
               : NULL;
}

static bool tell_newcomer(const chn_doc *doc, const chn_report *report,
                          const chn_newcomer *n, chn_suggestion_fn fn,
                          void *user)
{
    chn_suggestion x;
    memset(&x, 0, sizeof x);
    x.name = n->name;
    x.kind = n->kind;
    x.country = n->country;
    x.sector = n->sector;
    x.office = n->office;
    x.media_kind = n->media_kind;
    x.span.from = chn_doc_origin(doc, n->span.from);
    x.span.to = chn_doc_origin(doc, n->span.to);
    x.quote = chn_str_n(report->text.p + x.span.from, x.span.to - x.span.from);
    return fn(user, &x);
}

chn_code chn_worker_suggest(chn_worker *w, const chn_report *report,
                            chn_suggestion_fn fn, void *user, chn_err *err)
{
    const chn_engine *e = w->engine;
    chn_doc doc;
    chn_mentions mentions;
    chn_newcomers found;
    memset(&mentions, 0, sizeof mentions);
    chn_code rc = check_report(report, err);
    if (rc != CHN_OK)
        return rc;
    chn_arena_reset(w->scratch);
    rc = chn_text_read(e->text, e->lex, w->scratch, report->text.p,
                       (uint32_t)report->text.n, report->body, &doc, err);
    doc.published = report->published;
    doc.publisher = report->publisher;
    if (rc == CHN_OK)
        rc = chn_actor_find(e->know.actor, &doc, &mentions, err);
    if (rc == CHN_OK)
        rc = chn_actor_newcomers(e->know.actor, &doc, &mentions, &found, err);
    for (uint32_t i = 0; rc == CHN_OK && i < found.n; i++)
        if (!tell_newcomer(&doc, report, &found.at[i], fn, user))
            rc = chn_fail(err, CHN_ERR_OUTPUT, "the output is gone");
    return ended(rc, w->scratch, NULL, report, err);
}
