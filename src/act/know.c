/* SPDX-License-Identifier: Apache-2.0 */
/* Rules: from data/rules/ to elements and slots. README.md beside this file
 * describes the language. */
#include "act/inside.h"
#include "base/str.h"
#include "base/utf8.h"

/* ---- lemmas and forms ---- */

/* Forms are indexed by word number; words are added all the time while tables
 * load, so they grow with the lexicon. */
static bool room_for_word(chn_act_know *k, uint32_t word)
{
    void *forms = k->forms;
    if (!chn_arena_grow(k->arena, &forms, &k->cap_words, word + 1,
                        sizeof(act_form *)))
        return false;
    k->forms = forms;
    for (; k->n_words <= word; k->n_words++)
        k->forms[k->n_words] = NULL;
    return true;
}

uint32_t act_add_word(chn_act_know *k, chn_str text)
{
    char fold[128];
    const size_t n = chn_utf8_fold(text.p, text.n, fold, sizeof fold);
    if (n == 0 || n > sizeof fold)
        return 0;
    const uint32_t w = chn_lex_add(k->lex, chn_str_n(fold, n));
    return w && room_for_word(k, w) ? w : 0;
}

typedef struct form_job {
    chn_act_know *k;
    uint32_t lemma;
} form_job;

static chn_code add_form(void *user, chn_str form, uint32_t bits)
{
    const form_job *j = user;
    const uint32_t w = act_add_word(j->k, form);
    if (!w)
        return CHN_ERR_MEMORY;
    for (act_form *f = j->k->forms[w]; f; f = f->next) {
        if (f->lemma == j->lemma) {
            f->bits |= bits;
            return CHN_OK;
        }
    }
    act_form *f = CHN_NEW(j->k->arena, act_form, 1);
    if (!f)
        return CHN_ERR_MEMORY;
    f->lemma = j->lemma;
    f->bits = bits;
    f->next = j->k->forms[w];
    j->k->forms[w] = f;
    return CHN_OK;
}

/* The lemma's index, made with all its forms if new; NONE: no memory, or no
 * word. */
uint32_t act_add_lemma(chn_act_know *k, const chn_text_know *text,
                       chn_str lemma, act_pos pos)
{
    const uint32_t w = act_add_word(k, lemma);
    if (!w)
        return NONE;
    for (const act_form *f = k->forms[w]; f; f = f->next)
        if (k->lemmas[f->lemma].pos == (uint8_t)pos &&
            chn_str_eq(k->lemmas[f->lemma].text, lemma))
            return f->lemma;
    void *lemmas = k->lemmas;
    if (!chn_arena_grow(k->arena, &lemmas, &k->cap_lemmas, k->n_lemmas + 1,
                        sizeof(act_lemma)))
        return NONE;
    k->lemmas = lemmas;
    act_lemma *l = &k->lemmas[k->n_lemmas];
    memset(l, 0, sizeof *l);
    l->text = chn_arena_str(k->arena, lemma.p, lemma.n);
    l->pos = (uint8_t)pos;
    form_job j = {k, k->n_lemmas++};
    if (!l->text.p)
        return NONE;
    const chn_code rc =
        pos == P_NOUN   ? chn_noun_forms(text, lemma, add_form, &j)
        : pos == P_VERB ? chn_verb_forms(text, lemma, add_form, &j)
                        : add_form(&j, lemma, CHN_FORM_BASE);
    return rc == CHN_OK ? j.lemma : NONE;
}

const act_class_words *act_set_of(const chn_act_know *k, chn_str name)
{
    const act_class_words *c = k->sets;
    while (c && !chn_str_eq(c->name, name))
        c = c->next;
    return c;
}

bool act_in_class(const act_class_words *c, uint32_t lemma)
{
    for (uint32_t i = 0; c && i < c->n; i++)
        if (c->lemma[i] == lemma)
            return true;
    return false;
}

/* ---- flags ---- */

chn_code act_read_names(const act_loader *l, chn_str list, const char *what,
                        const act_name *known, size_t n_known, uint32_t *bits)
{
    chn_str one;
    while (chn_str_next(&list, '|', &one)) {
        size_t i = 0;
        while (i < n_known && !chn_str_is(one, known[i].name))
            i++;
        if (i == n_known)
            return chn_rows_fail(&l->it, l->err,
                                 "unknown %s \"%.*s\"; see data/rules/"
                                 "README.md",
                                 what, (int)one.n, one.p);
        *bits |= known[i].bit;
    }
    return CHN_OK;
}

static chn_code read_flags(const act_loader *l, act_rule *r, chn_str list)
{
    static const act_name known[] = {
        {"speech", R_SPEECH},       {"content", R_CONTENT},
        {"home", R_HOME},           {"planned", R_PLANNED},
        {"drop", R_DROP},           {"passive", R_PASSIVE},
        {"active", R_ACTIVE},       {"denied", R_DENIED},
        {"possible", R_POSSIBLE},   {"place", R_PLACE},
        {"sent", R_SENT},           {"received", R_RECEIVED},
        {"delivered", R_DELIVERED}, {"negated", R_NEGATED},
        {"same", R_SAME},           {"future", R_FUTURE},
        {"occurred", R_OCCURRED},   {"echo", R_ECHO},
        {"self", R_SELF},           {"other", R_OTHER},
        {"where", R_WHERE},         {"state", R_STATE},
        {"unknown", R_UNKNOWN}};
    return act_read_names(l, list, "flag", known, sizeof known / sizeof *known,
                          &r->flags);
}

/* ---- the ontology ---- */

typedef struct code_row {
    chn_str kind, code, parent;
    int32_t quad, goldstein_tenth;
    struct code_row *next;
} code_row;

static chn_code tenths(const chn_rows *it, chn_str s, int32_t *out,
                       chn_err *err)
{
    double v = 0;
    if (s.n && !chn_str_double(s, &v))
        return chn_rows_fail(it, err, "\"%.*s\" is no number", (int)s.n, s.p);
    *out = (int32_t)(v < 0 ? v * 10 - 0.5 : v * 10 + 0.5);
    return CHN_OK;
}

static chn_code load_ontology(chn_act_know *k, const chn_tableset *set,
                              code_row **rows, chn_err *err)
{
    static const char *const want[] = {"key",    "kind", "code",
                                       "parent", "quad", "score"};
    chn_rows it;
    chn_code rc = chn_rows_open(&it, k->arena, set, "ontology/plover.tsv", want,
                                6, true, err);
    int more = 0;
    while (rc == CHN_OK && (more = chn_rows_next(&it, err)) > 0) {
        code_row *c = CHN_NEW(k->arena, code_row, 1);
        uint32_t quad = 0;
        if (!c)
            return chn_fail_memory(err);
        c->kind = chn_rows_cell(&it, 1);
        c->code = chn_rows_cell(&it, 2);
        c->parent = chn_rows_cell(&it, 3);
        const chn_str q = chn_rows_cell(&it, 4);
        const bool category = chn_str_is(c->kind, "category");
        if ((q.n || category) && (!chn_str_uint(q, 4, &quad) || quad == 0))
            return chn_rows_fail(&it, err,
                                 "quad is \"%.*s\"; expected 1, 2, 3 or 4",
                                 (int)q.n, q.p);
        c->quad = (int32_t)quad;
        rc = tenths(&it, chn_rows_cell(&it, 5), &c->goldstein_tenth, err);
        if (category) {
            if (k->n_category == CATEGORIES_MAX)
                return chn_rows_fail(&it, err, "more than %d categories",
                                     CATEGORIES_MAX);
            /* 1, 2: cooperation in words, in deed; 3, 4: conflict */
            *(quad <= 2 ? &k->friendly : &k->hostile) |= 1u << k->n_category;
            k->category[k->n_category++] = c->code;
        }
        c->next = *rows;
        *rows = c;
    }
    return more < 0 ? CHN_ERR_TABLE : rc;
}

static const code_row *code_of(const code_row *rows, const char *kind,
                               chn_str code, chn_str parent)
{
    while (rows &&
           !(chn_str_is(rows->kind, kind) && chn_str_eq(rows->code, code) &&
             (parent.n == 0 || chn_str_eq(rows->parent, parent))))
        rows = rows->next;
    return rows;
}

static chn_code check_codes(const act_loader *l, const code_row *rows,
                            act_rule *r, chn_str contexts)
{
    const chn_str any = chn_str_n("", 0);
    const code_row *c = code_of(rows, "category", r->category, any);
    const code_row *m =
        r->mode.n ? code_of(rows, "mode", r->mode, r->category) : NULL;
    if (!c)
        return chn_rows_fail(&l->it, l->err,
                             "unknown category \"%.*s\"; data/ontology/"
                             "plover.tsv lists the 16",
                             (int)r->category.n, r->category.p);
    if (r->mode.n && !m)
        return chn_rows_fail(&l->it, l->err,
                             "%.*s has no mode \"%.*s\"; data/ontology/"
                             "plover.tsv lists its modes",
                             (int)r->category.n, r->category.p, (int)r->mode.n,
                             r->mode.p);
    for (uint32_t i = 0; i < l->k->n_category; i++)
        if (chn_str_eq(l->k->category[i], r->category))
            r->cat = (uint8_t)i;
    r->quad = m && m->quad ? m->quad : c->quad;
    r->goldstein_tenth = m ? m->goldstein_tenth : c->goldstein_tenth;
    chn_str one;
    chn_str list = contexts;
    while (chn_str_next(&list, '|', &one))
        r->n_contexts++;
    r->contexts = CHN_NEW(l->k->arena, chn_str, r->n_contexts + 1);
    if (!r->contexts)
        return chn_fail_memory(l->err);
    for (uint32_t i = 0; chn_str_next(&contexts, '|', &one); i++) {
        if (!code_of(rows, "context", one, any))
            return chn_rows_fail(&l->it, l->err, "unknown context \"%.*s\"",
                                 (int)one.n, one.p);
        r->contexts[i] = one;
    }
    return CHN_OK;
}

/* ---- tables ---- */

static chn_code index_rule(chn_act_know *k, uint32_t rule, chn_err *err)
{
    const act_rule *r = &k->rules[rule];
    for (uint32_t i = 0; i < r->n_heads; i++) {
        act_lemma *l = &k->lemmas[r->heads[i]];
        void *rules = l->rules;
        if (!chn_arena_grow(k->arena, &rules, &l->cap_rules, l->n_rules + 1,
                            sizeof(uint32_t)))
            return chn_fail_memory(err);
        l->rules = rules;
        l->rules[l->n_rules++] = rule;
    }
    return CHN_OK;
}

static chn_code load_rules(act_loader *l, const chn_tableset *set,
                           const char *name, const code_row *codes)
{
    static const char *const want[] = {
        "id",       "pattern", "frame",  "category", "mode",    "cameo",
        "contexts", "flags",   "reason", "positive", "negative"};
    chn_act_know *k = l->k;
    chn_code rc =
        chn_rows_open(&l->it, k->arena, set, name, want, 11, true, l->err);
    int more = 0;
    while (rc == CHN_OK && (more = chn_rows_next(&l->it, l->err)) > 0) {
        void *rules = k->rules;
        if (!chn_arena_grow(k->arena, &rules, &k->cap_rules, k->n_rules + 1,
                            sizeof(act_rule)))
            return chn_fail_memory(l->err);
        k->rules = rules;
        act_rule *r = &k->rules[k->n_rules];
        memset(r, 0, sizeof *r);
        r->id = chn_rows_cell(&l->it, 0);
        r->category = chn_rows_cell(&l->it, 3);
        r->mode = chn_rows_cell(&l->it, 4);
        r->cameo = chn_rows_cell(&l->it, 5);
        r->pattern = chn_rows_cell(&l->it, 1);
        r->frame = chn_rows_cell(&l->it, 2);
        r->reason = chn_rows_cell(&l->it, 8);
        r->positive = chn_rows_cell(&l->it, 9);
        r->negative = chn_rows_cell(&l->it, 10);
        r->reason = chn_rows_cell(&l->it, 8);
        r->file = l->it.t->file;
        r->line = l->it.t->lines[l->it.row + 1];
        if (r->reason.n == 0 || r->negative.n == 0 || r->positive.n == 0)
            return chn_rows_fail(&l->it, l->err,
                                 "rule %.*s lacks its reason, positive or "
                                 "negative example",
                                 (int)r->id.n, r->id.p);
        rc = read_flags(l, r, chn_rows_cell(&l->it, 7));
        if (rc == CHN_OK)
            rc = act_read_pattern(l, r, chn_rows_cell(&l->it, 1));
        if (rc == CHN_OK && !(r->flags & (R_DROP | R_SAME)))
            rc = act_read_frame(l, r, chn_rows_cell(&l->it, 2));
        if (rc == CHN_OK && !(r->flags & (R_DROP | R_SAME | R_ECHO)))
            rc = check_codes(l, codes, r, chn_rows_cell(&l->it, 6));
        if (rc == CHN_OK)
            rc = index_rule(k, k->n_rules++, l->err);
    }
    return more < 0 ? CHN_ERR_TABLE : rc;
}

/* One table a category, in the order in which ties are decided. */
static const char *const rule_tables[] = {
    "rules/support.tsv",   "rules/consult.tsv",  "rules/agree.tsv",
    "rules/cooperate.tsv", "rules/aid.tsv",      "rules/concede.tsv",
    "rules/retreat.tsv",   "rules/request.tsv",  "rules/accuse.tsv",
    "rules/reject.tsv",    "rules/threaten.tsv", "rules/sanction.tsv",
    "rules/coerce.tsv",    "rules/mobilize.tsv", "rules/protest.tsv",
    "rules/assault.tsv",   "rules/compose.tsv"};

static chn_code load_all_rules(act_loader *l, const chn_tableset *set,
                               const code_row *codes)
{
    chn_code rc = CHN_OK;
    for (size_t i = 0;
         rc == CHN_OK && i < sizeof rule_tables / sizeof rule_tables[0]; i++)
        rc = load_rules(l, set, rule_tables[i], codes);
    return rc;
}

static chn_code load_classes(act_loader *l, const chn_tableset *set)
{
    static const char *const names[W_CLASSES] = {
        [W_DET] = "det",           [W_ADV] = "adv",
        [W_PREP] = "prep",         [W_CONJ] = "conj",
        [W_SOON] = "soon",         [W_TIME] = "time",
        [W_HEAD] = "head",         [W_GROUP] = "group",
        [W_NOT] = "not",           [W_HABIT] = "habit",
        [W_WHERE] = "where",       [W_WHITHER] = "whither",
        [W_WHENCE] = "whence",     [W_UPON] = "upon",
        [W_SEAT] = "seat",         [W_EDGE] = "edge",
        [W_GROUND] = "ground",     [W_LOCALE] = "locale",
        [W_SPOT] = "spot",         [W_THERE] = "there",
        [W_FOE] = "foe",           [W_VIOLENCE] = "violence",
        [W_VICTIM] = "victim",     [W_SITE] = "site",
        [W_AHEAD] = "ahead",       [W_DEFINITE] = "definite",
        [W_PAPER] = "paper",       [W_GIVES] = "gives",
        [W_MIDST] = "midst",       [W_HARMED] = "harmed",
        [W_REFUGE] = "refuge",     [W_LOAD] = "load",
        [W_LOYAL] = "loyal",       [W_SHARE] = "share",
        [W_COUNT] = "count",       [W_LEADUP] = "leadup",
        [W_EVERY] = "every",       [W_OTHER] = "other",
        [W_THEM] = "them",         [W_HAVE] = "have",
        [W_CHARGE] = "charge",     [W_PENALTY] = "penalty",
        [W_DEMAND] = "demand",     [W_MENACE] = "menace",
        [W_POST] = "post",         [W_FOLLOW] = "follow",
        [W_REPEAT] = "repeat",     [W_AWAIT] = "await",
        [W_CASE] = "case",         [W_PROVIDED] = "provided",
        [W_LEST] = "lest",         [W_TURNED] = "turned",
        [W_ANYONE] = "anyone",     [W_REPORTING] = "reporting",
        [W_WHICH] = "which",       [W_LABELLED] = "labelled",
        [W_ALL] = "all",           [W_STATES] = "states",
        [W_SUFFERED] = "suffered", [W_NATURE] = "nature",
        [W_PRIVATE] = "private",   [W_FACING] = "facing",
        [W_BETWEEN] = "between"};
    static const char *const files[] = {"rules/words.tsv", "rules/idle.tsv"};
    _Static_assert(W_CLASSES <= 64, "each class is a bit");
    chn_code rc = CHN_OK;
    for (size_t i = 0; rc == CHN_OK && i < sizeof files / sizeof *files; i++) {
        const chn_class_table t = {files[i], names, W_CLASSES};
        rc = chn_classes_read(&l->k->classes, l->k->arena, set, &t, l->text,
                              l->k->lex, l->err);
    }
    return rc;
}

/* Classes of words that patterns name: "@weapon". */
static chn_code load_sets(act_loader *l, const chn_tableset *set)
{
    static const char *const want[] = {"key", "class", "pos", "word"};
    chn_act_know *k = l->k;
    chn_code rc = chn_rows_open(&l->it, k->arena, set, "rules/classes.tsv",
                                want, 4, true, l->err);
    int more = 0;
    while (rc == CHN_OK && (more = chn_rows_next(&l->it, l->err)) > 0) {
        const chn_str name = chn_rows_cell(&l->it, 1);
        const chn_str pos = chn_rows_cell(&l->it, 2);
        act_class_words *c = k->sets;
        while (c && !chn_str_eq(c->name, name))
            c = c->next;
        if (!c) {
            c = CHN_NEW(k->arena, act_class_words, 1);
            if (!c)
                return chn_fail_memory(l->err);
            c->name = name;
            c->next = k->sets;
            k->sets = c;
        }
        const act_pos p = chn_str_is(pos, "v")   ? P_VERB
                          : chn_str_is(pos, "n") ? P_NOUN
                                                 : P_WORD;
        const uint32_t x =
            act_add_lemma(k, l->text, chn_rows_cell(&l->it, 3), p);
        void *at = c->lemma;
        if (x == NONE ||
            !chn_arena_grow(k->arena, &at, &c->cap, c->n + 1, sizeof(uint32_t)))
            return chn_fail_memory(l->err);
        c->lemma = at;
        c->lemma[c->n++] = x;
    }
    k->answered = act_set_of(k, chn_str_of("answered"));
    k->replies = act_set_of(k, chn_str_of("replies"));
    k->further = act_set_of(k, chn_str_of("further"));
    k->talks = act_set_of(k, chn_str_of("talk"));
    k->judging = act_set_of(k, chn_str_of("judging"));
    k->denying = act_set_of(k, chn_str_of("denying"));
    k->raids = act_set_of(k, chn_str_of("force-raid"));
    k->remarks = act_set_of(k, chn_str_of("remark"));
    k->disasters = act_set_of(k, chn_str_of("disaster"));
    k->happening = act_set_of(k, chn_str_of("happening"));
    k->bearing = act_set_of(k, chn_str_of("bearing"));
    k->scheduled = act_set_of(k, chn_str_of("scheduled"));
    k->commands = act_set_of(k, chn_str_of("command"));
    k->utters = act_set_of(k, chn_str_of("utter"));
    k->steps = act_set_of(k, chn_str_of("step"));
    k->asking = act_set_of(k, chn_str_of("ask-verb"));
    return more < 0 ? CHN_ERR_TABLE : rc;
}

/* What "LEMMA to do it" says of doing it. */
static chn_code load_status(act_loader *l, const chn_tableset *set)
{
    static const char *const want[] = {"key", "lemma", "pos", "status"};
    static const char *const names[] = {"occurred", "planned", "possible",
                                        "denied"};
    chn_code rc = chn_rows_open(&l->it, l->k->arena, set, "rules/status.tsv",
                                want, 4, true, l->err);
    int more = 0;
    while (rc == CHN_OK && (more = chn_rows_next(&l->it, l->err)) > 0) {
        const uint32_t i =
            act_add_lemma(l->k, l->text, chn_rows_cell(&l->it, 1),
                          chn_str_is(chn_rows_cell(&l->it, 2), "n")   ? P_NOUN
                          : chn_str_is(chn_rows_cell(&l->it, 2), "w") ? P_WORD
                                                                      : P_VERB);
        if (i == NONE)
            return chn_fail_memory(l->err);
        const chn_str s = chn_rows_cell(&l->it, 3);
        uint8_t status = 0;
        while (status < 4 && !chn_str_is(s, names[status]))
            status++;
        if (status == 4)
            return chn_rows_fail(&l->it, l->err, "unknown status \"%.*s\"",
                                 (int)s.n, s.p);
        l->k->lemmas[i].infinitive = (uint8_t)(status + 1);
    }
    return more < 0 ? CHN_ERR_TABLE : rc;
}

static chn_code load_planned(act_loader *l, const chn_tableset *set,
                             const code_row *codes)
{
    static const char *const want[] = {"category", "becomes", "cameo"};
    const chn_str any = chn_str_n("", 0);
    chn_act_know *k = l->k;
    chn_code rc = chn_rows_open(&l->it, k->arena, set, "rules/planned.tsv",
                                want, 3, true, l->err);
    int more = 0;
    while (rc == CHN_OK && (more = chn_rows_next(&l->it, l->err)) > 0) {
        const chn_str to = chn_rows_cell(&l->it, 1);
        const code_row *c = code_of(codes, "category", to, any);
        uint32_t i = 0;
        while (i < k->n_category &&
               !chn_str_eq(k->category[i], chn_rows_cell(&l->it, 0)))
            i++;
        if (i == k->n_category || !c)
            return chn_rows_fail(&l->it, l->err,
                                 "unknown category; data/ontology/plover.tsv "
                                 "lists the 16");
        k->planned[i].category = to;
        k->planned[i].cameo = chn_rows_cell(&l->it, 2);
        k->planned[i].quad = c->quad;
        k->planned[i].goldstein_tenth = c->goldstein_tenth;
    }
    return more < 0 ? CHN_ERR_TABLE : rc;
}

static chn_code load_fixed(chn_act_know *k, chn_err *err)
{
    const struct {
        uint32_t *to;
        const char *word;
    } fixed[] = {{&k->w_by, "by"},           {&k->w_to, "to"},
                 {&k->w_of, "of"},           {&k->w_between, "between"},
                 {&k->w_among, "among"},     {&k->w_from, "from"},
                 {&k->w_in, "in"},           {&k->w_with, "with"},
                 {&k->w_inside, "inside"},   {&k->w_within, "within"},
                 {&k->w_if, "if"},           {&k->w_unless, "unless"},
                 {&k->w_whether, "whether"}, {&k->w_on, "on"},
                 {&k->w_against, "against"}};
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++) {
        *fixed[i].to = act_add_word(k, chn_str_of(fixed[i].word));
        if (!*fixed[i].to)
            return chn_fail_memory(err);
    }
    return CHN_OK;
}

/* What every token of a report is asked, told once of its word. */
static bool mark_begins(chn_act_know *k)
{
    for (uint32_t w = 0; w < k->n_words; w++)
        for (const act_form *f = k->forms[w]; f; f = f->next)
            if (k->lemmas[f->lemma].n_rules > 0 &&
                !chn_classes_put(&k->classes, k->arena, w, W_BEGINS))
                return false;
    return true;
}

chn_act_know *chn_act_know_new(chn_arena *a, const chn_tableset *set,
                               const chn_text_know *text, chn_lex *lex,
                               chn_err *err)
{
    chn_act_know *k = CHN_NEW(a, chn_act_know, 1);
    if (!k) {
        chn_fail_memory(err);
        return NULL;
    }
    k->arena = a;
    k->lex = lex;
    act_loader l = {.k = k, .text = text, .err = err};
    code_row *codes = NULL;
    if (load_fixed(k, err) != CHN_OK || load_classes(&l, set) != CHN_OK ||
        load_sets(&l, set) != CHN_OK || load_status(&l, set) != CHN_OK ||
        load_ontology(k, set, &codes, err) != CHN_OK ||
        load_planned(&l, set, codes) != CHN_OK ||
        act_load_worlds(&l, set) != CHN_OK ||
        act_load_sectors(&l, set) != CHN_OK ||
        load_all_rules(&l, set, codes) != CHN_OK)
        return NULL;
    if (!mark_begins(k) || !act_screen_new(k)) {
        chn_fail_memory(err);
        return NULL;
    }
    return k;
}

uint32_t chn_act_rule_count(const chn_act_know *k)
{
    return k->n_rules;
}

chn_rule_example chn_act_rule_example(const chn_act_know *k, uint32_t i)
{
    const act_rule *r = &k->rules[i];
    const chn_rule_example x = {r->id, r->positive, r->negative, r->file,
                                r->line};
    return x;
}

chn_rule_text chn_act_rule_text(const chn_act_know *k, uint32_t rule)
{
    const act_rule *r = &k->rules[rule];
    const chn_rule_text x = {r->id, r->pattern, r->frame, r->reason};
    return x;
}

chn_where chn_act_where(const chn_act_know *k, const chn_doc *d, uint32_t t)
{
    static const struct {
        act_word class;
        chn_where where;
    } all[] = {{W_MIDST, CHN_WHERE_AMID},  {W_WHERE, CHN_WHERE_AT},
               {W_WHITHER, CHN_WHERE_TO},  {W_UPON, CHN_WHERE_ON},
               {W_WHENCE, CHN_WHERE_FROM}, {W_GROUND, CHN_WHERE_GROUND},
               {W_SPOT, CHN_WHERE_SPOT},   {W_LOCALE, CHN_WHERE_PART},
               {W_EDGE, CHN_WHERE_EDGE},   {W_THERE, CHN_WHERE_THERE},
               {W_SEAT, CHN_WHERE_SEAT}};
    const uint64_t c = chn_classes_of(&k->classes, d->tok[t].word);
    for (size_t i = 0; c && i < sizeof all / sizeof *all; i++)
        if (c & CHN_CLASS(all[i].class))
            return all[i].where;
    return CHN_WHERE_NO;
}

const act_form *act_forms(const chn_act_know *k, const chn_doc *d, uint32_t t)
{
    const uint32_t w = d->tok[t].word;
    return w && w < k->n_words ? k->forms[w] : NULL;
}

bool chn_act_begins(const chn_act_know *k, uint32_t word)
{
    return (chn_classes_of(&k->classes, word) & CHN_CLASS(W_BEGINS)) != 0;
}
