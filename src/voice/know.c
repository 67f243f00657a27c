/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of data/voice/ in memory: words by number, cues by their first
 * word. Built while the engine opens, constant afterwards. */
#include "base/hash.h"
#include "base/str.h"
#include "voice/inside.h"

typedef struct name_bit {
    const char *name;
    uint32_t bit;
} name_bit;

static const name_bit word_classes[] = {{"be", W_BE},
                                        {"aux", W_AUX},
                                        {"adverb", W_ADVERB},
                                        {"prep", W_PREP},
                                        {"subord", W_SUBORD},
                                        {"rel", W_REL},
                                        {"conj", W_CONJ},
                                        {"and", W_AND},
                                        {"det", W_DET},
                                        {"poss", W_POSS},
                                        {"indef", W_INDEF},
                                        {"pronoun", W_PRONOUN},
                                        {"plural", W_PLURAL},
                                        {"human", W_HUMAN},
                                        {"thing", W_THING},
                                        {"self", W_SELF},
                                        {"time", W_TIME},
                                        {"timeadj", W_TIMEADJ},
                                        {"timeprep", W_TIMEPREP},
                                        {"saying", W_SAYING},
                                        {"belief", W_BELIEF},
                                        {"anaphor", W_ANAPHOR},
                                        {"notcontent", W_NOTCONTENT},
                                        {"stop", W_STOP}};

static const name_bit frames[] = {{"that", F_THAT},
                                  {"bare", F_BARE},
                                  {"tail", F_TAIL},
                                  {"quote", F_QUOTE},
                                  {"person", F_PERSON},
                                  {"ing", F_ING},
                                  {"object", F_OBJECT},
                                  {"noun", F_NOUN},
                                  {"as", F_AS},
                                  {"participle", F_PARTICIPLE},
                                  {"by", F_BY},
                                  {"by-media", F_BY_MEDIA},
                                  {"active", F_ACTIVE},
                                  {"np", F_NP},
                                  {"what", F_WHAT},
                                  {"passive", F_PASSIVE},
                                  {"adverb", F_ADVERB},
                                  {"subject", F_SUBJECT},
                                  {"dateline", F_DATELINE},
                                  {"whether", F_WHETHER},
                                  {"to", F_TO},
                                  {"colon", F_COLON},
                                  {"signed", F_SIGNED},
                                  {"inputs", F_INPUTS},
                                  {"reporting", F_REPORTING},
                                  {"of", F_OF}};

static const name_bit cue_classes[] = {
    {"say", CLASS_SAY},           {"quote", CLASS_QUOTE},
    {"cite", CLASS_CITE},         {"report", CLASS_REPORT},
    {"announce", CLASS_ANNOUNCE}, {"deny", CLASS_DENY},
    {"claim", CLASS_CLAIM},       {"accord", CLASS_ACCORD},
    {"noun", CLASS_NOUN},         {"credit", CLASS_CREDIT},
    {"stance", CLASS_STANCE}};

static const name_bit cue_forms[] = {{"verb", CUE_VERB},
                                     {"noun", CUE_NOUN},
                                     {"phrase", CUE_PHRASE},
                                     {"adverb", CUE_ADVERB}};

static const name_bit polarities[] = {
    {"asserts", 0},
    {"confirms", CHN_ATTR_CONFIRMS},
    {"claims", CHN_ATTR_DOUBTS},
    {"believes", CHN_ATTR_DOUBTS | CHN_ATTR_BELIEVES},
    {"denies", CHN_ATTR_DENIES}};

static const name_bit source_kinds[] = {
    {"unnamed", S_UNNAMED},           {"witness", S_WITNESS},
    {"government", S_GOVERNMENT},     {"military", S_MILITARY},
    {"organisation", S_ORGANISATION}, {"media", S_MEDIA},
    {"document", S_DOCUMENT}};

#define COUNT(a) ((uint32_t)(sizeof(a) / sizeof((a)[0])))

static const name_bit *find(const name_bit *list, uint32_t n, chn_str name)
{
    for (uint32_t i = 0; i < n; i++)
        if (chn_str_is(name, list[i].name))
            return &list[i];
    return NULL;
}

typedef struct loader {
    chn_voice_know *k;
    chn_arena *arena;
    const chn_tableset *set;
    const chn_text_know *text;
    chn_lex *lex;
    chn_err *err;
    /* of the row that is being read */
    const chn_rows *it;
    uint32_t cue;
    const uint32_t *rest;
    uint32_t n_rest;
} loader;

/* Room for word number w in the arrays by word. */
static bool reach(loader *l, uint32_t w)
{
    chn_voice_know *k = l->k;
    if (w < k->n_words)
        return true;
    void *bits = k->bits;
    void *head = k->head;
    void *source = k->source;
    const bool ok =
        chn_arena_grow(l->arena, &bits, &k->cap_bits, w + 1, sizeof(uint32_t));
    if (ok)
        k->bits = bits;
    if (!ok ||
        !chn_arena_grow(l->arena, &head, &k->cap_head, w + 1, sizeof(uint32_t)))
        return false;
    k->head = head;
    if (!chn_arena_grow(l->arena, &source, &k->cap_source, w + 1, 1))
        return false;
    k->source = source;
    void *noun = k->noun;
    if (!chn_arena_grow(l->arena, &noun, &k->cap_noun, w + 1, sizeof(uint32_t)))
        return false;
    k->noun = noun;
    for (uint32_t i = k->n_words; i <= w; i++) {
        k->bits[i] = 0;
        k->head[i] = 0;
        k->source[i] = 0;
        k->noun[i] = 0;
    }
    k->n_words = w + 1;
    return true;
}

static uint32_t number(loader *l, chn_str folded)
{
    const uint32_t w = chn_lex_add(l->lex, folded);
    if (w == 0 || !reach(l, w)) {
        chn_fail_memory(l->err);
        return 0;
    }
    return w;
}

static chn_code load_words(loader *l)
{
    static const char *const want[] = {"word", "classes"};
    chn_rows it;
    chn_code rc = chn_rows_open(&it, l->arena, l->set, "voice/words.tsv", want,
                                2, true, l->err);
    int more = 0;
    while (rc == CHN_OK && (more = chn_rows_next(&it, l->err)) > 0) {
        const uint32_t w = number(l, chn_rows_cell(&it, 0));
        if (!w)
            return CHN_ERR_MEMORY;
        chn_str rest = chn_rows_cell(&it, 1);
        chn_str name;
        while (chn_str_next(&rest, '|', &name)) {
            const name_bit *c = find(word_classes, COUNT(word_classes), name);
            if (!c)
                return chn_rows_fail(&it, l->err,
                                     "unknown class \"%.*s\"; use those of the "
                                     "rows above",
                                     (int)name.n, name.p);
            l->k->bits[w] |= c->bit;
        }
    }
    return more < 0 ? CHN_ERR_TABLE : rc;
}

static chn_code source_form(void *user, chn_str form, uint32_t bits)
{
    loader *l = user;
    const uint32_t w = number(l, form);
    (void)bits;
    if (!w)
        return CHN_ERR_MEMORY;
    l->k->source[w] = (uint8_t)l->cue;
    l->k->bits[w] |= W_SOURCE;
    return CHN_OK;
}

static chn_code load_sources(loader *l)
{
    static const char *const want[] = {"noun", "kind"};
    chn_rows it;
    chn_code rc = chn_rows_open(&it, l->arena, l->set, "voice/sources.tsv",
                                want, 2, true, l->err);
    int more = 0;
    while (rc == CHN_OK && (more = chn_rows_next(&it, l->err)) > 0) {
        const chn_str kind = chn_rows_cell(&it, 1);
        const name_bit *s = find(source_kinds, COUNT(source_kinds), kind);
        if (!s)
            return chn_rows_fail(&it, l->err,
                                 "unknown kind \"%.*s\"; use unnamed, witness, "
                                 "government, military, organisation, media "
                                 "or document",
                                 (int)kind.n, kind.p);
        l->cue = (uint32_t)(s - source_kinds) + 1;
        rc = chn_noun_forms(l->text, chn_rows_cell(&it, 0), source_form, l);
    }
    return more < 0 ? CHN_ERR_TABLE : rc;
}

/* One more way to begin a cue at word `w`. */
static chn_code way(loader *l, uint32_t w, uint32_t form)
{
    chn_voice_know *k = l->k;
    void *ways = k->ways;
    if (!chn_arena_grow(l->arena, &ways, &k->cap_ways, k->n_ways + 1,
                        sizeof(chn_cue_word)))
        return chn_fail_memory(l->err);
    k->ways = ways;
    chn_cue_word *e = &k->ways[k->n_ways];
    *e = (chn_cue_word){.cue = l->cue, .form = form, .n_rest = l->n_rest};
    for (uint32_t i = 0; i < l->n_rest; i++)
        e->rest[i] = l->rest[i];
    /* longer ways come first: "make clear" before "make" */
    uint32_t *link = &k->head[w];
    while (*link && k->ways[*link].n_rest >= e->n_rest)
        link = &k->ways[*link].next;
    e->next = *link;
    *link = k->n_ways++;
    if (k->cues[l->cue].cls == CLASS_STANCE) {
        /* no word pattern must stop at it */
        k->bits[w] |= W_STANCE;
        return CHN_OK;
    }
    k->bits[w] |= W_CUE;
    if (form & (CHN_FORM_PAST | CHN_FORM_PART | CHN_FORM_ING))
        k->bits[w] |= W_CUE_VERB;
    return CHN_OK;
}

static chn_code cue_form(void *user, chn_str form, uint32_t bits)
{
    loader *l = user;
    const uint32_t w = number(l, form);
    return w ? way(l, w, bits) : CHN_ERR_MEMORY;
}

static chn_code noun_form(void *user, chn_str form, uint32_t bits)
{
    loader *l = user;
    const uint32_t w = number(l, form);
    (void)bits;
    if (!w)
        return CHN_ERR_MEMORY;
    l->k->noun[w] = l->cue + 1;
    return CHN_OK;
}

/* Index the words of a cue. "be believed to" is found at "believed", "what
 * SOURCE call" at the forms of "call"; the reader looks back from there. */
static chn_code index_cue(loader *l, chn_cue *c, chn_str text)
{
    uint32_t rest[CUE_REST_MAX];
    chn_str word[CUE_REST_MAX + 2];
    uint32_t n = 0;
    chn_str f;
    while (chn_str_next(&text, ' ', &f)) {
        if (f.n == 0)
            continue;
        if (n == CUE_REST_MAX + 1)
            return chn_rows_fail(l->it, l->err,
                                 "cue of more than %d words; shorten it",
                                 CUE_REST_MAX + 1);
        word[n++] = f;
    }
    uint32_t key = 0;
    while (key < n &&
           (chn_str_is(word[key], "be") || chn_str_is(word[key], "it") ||
            chn_str_is(word[key], "what") || chn_str_is(word[key], "SOURCE")))
        key++;
    if (key == n)
        return chn_rows_fail(l->it, l->err,
                             "the cue has no word to find it "
                             "by; give one");
    l->n_rest = 0;
    for (uint32_t i = key + 1; i < n; i++) {
        rest[l->n_rest] = number(l, word[i]);
        if (!rest[l->n_rest++])
            return CHN_ERR_MEMORY;
    }
    l->rest = rest;
    if (c->form == CUE_VERB || (c->frames & F_WHAT))
        return chn_verb_forms(l->text, word[key], cue_form, l);
    if (c->form == CUE_NOUN) /* found through the verb that follows */
        return chn_noun_forms(l->text, word[key], noun_form, l);
    return cue_form(l, word[key], 0);
}

static chn_code read_cue(loader *l, chn_rows *it)
{
    chn_voice_know *k = l->k;
    void *cues = k->cues;
    if (!chn_arena_grow(l->arena, &cues, &k->cap_cues, k->n_cues + 1,
                        sizeof(chn_cue)))
        return chn_fail_memory(l->err);
    k->cues = cues;
    chn_cue *c = &k->cues[k->n_cues];
    *c = (chn_cue){.id = chn_rows_cell(it, 0),
                   .positive = chn_rows_cell(it, 8),
                   .negative = chn_rows_cell(it, 9)};
    const name_bit *form =
        find(cue_forms, COUNT(cue_forms), chn_rows_cell(it, 2));
    const name_bit *cls =
        find(cue_classes, COUNT(cue_classes), chn_rows_cell(it, 3));
    const name_bit *pol =
        find(polarities, COUNT(polarities), chn_rows_cell(it, 4));
    if (!form || !cls || !pol)
        return chn_rows_fail(it, l->err,
                             "unknown form, class or polarity; see the notes "
                             "at the top of the table");
    c->form = (uint8_t)form->bit;
    c->cls = (uint8_t)cls->bit;
    c->flags = pol->bit;
    c->origin = chn_str_is(chn_rows_cell(it, 5), "origin");
    chn_str rest = chn_rows_cell(it, 6);
    chn_str name;
    while (chn_str_next(&rest, '|', &name)) {
        const name_bit *b = find(frames, COUNT(frames), name);
        if (!b)
            return chn_rows_fail(it, l->err,
                                 "unknown frame \"%.*s\"; see the "
                                 "notes at the top of the table",
                                 (int)name.n, name.p);
        c->frames |= b->bit;
    }
    if (!chn_str_uint(chn_rows_cell(it, 7), 100, &c->weight))
        return chn_rows_fail(it, l->err, "weight is no number of 0 to 100");
    if (c->positive.n == 0 || c->negative.n == 0)
        return chn_rows_fail(it, l->err,
                             "an example is missing; give one "
                             "sentence with the cue and one "
                             "without");
    l->it = it;
    l->cue = k->n_cues++;
    if (c->frames & F_DATELINE) {
        k->dateline = l->cue;
        return CHN_OK; /* found by its form: "SEOUL (Yonhap) -" */
    }
    if ((c->frames & F_SIGNED) && !(c->frames & F_NP)) {
        k->signoff = l->cue;
        return CHN_OK; /* likewise: a name behind the last sentence */
    }
    if (c->frames & F_COLON)
        return CHN_OK; /* likewise: '"Words": who says them is not told' */
    return index_cue(l, c, chn_rows_cell(it, 1));
}

static chn_code load_cues(loader *l)
{
    static const char *const want[] = {
        "id",     "cue",    "form",   "class",    "polarity",
        "object", "frames", "weight", "positive", "negative"};
    chn_rows it;
    chn_code rc = chn_rows_open(&it, l->arena, l->set, "voice/cues.tsv", want,
                                10, true, l->err);
    int more = 0;
    l->k->dateline = l->k->signoff = UINT32_MAX;
    while (rc == CHN_OK && (more = chn_rows_next(&it, l->err)) > 0)
        rc = read_cue(l, &it);
    l->it = NULL;
    return more < 0 ? CHN_ERR_TABLE : rc;
}

static chn_code load_state_media(loader *l)
{
    static const char *const want[] = {"country", "agency", "sole"};
    chn_rows it;
    chn_code rc = chn_rows_open(&it, l->arena, l->set, "voice/state_media.tsv",
                                want, 3, true, l->err);
    int more = 0;
    while (rc == CHN_OK && (more = chn_rows_next(&it, l->err)) > 0) {
        chn_voice_know *k = l->k;
        void *state = k->state;
        if (!chn_arena_grow(l->arena, &state, &k->cap_state, k->n_state + 1,
                            sizeof(chn_state_media)))
            return chn_fail_memory(l->err);
        k->state = state;
        k->state[k->n_state++] =
            (chn_state_media){.country = chn_rows_cell(&it, 0),
                              .agency = chn_rows_cell(&it, 1),
                              .sole = chn_str_is(chn_rows_cell(&it, 2), "yes")};
    }
    return more < 0 ? CHN_ERR_TABLE : rc;
}

static chn_code load_shorts(loader *l)
{
    static const char *const want[] = {"id", "short"};
    chn_rows it;
    chn_code rc = chn_rows_open(&it, l->arena, l->set, "voice/short_names.tsv",
                                want, 2, true, l->err);
    int more = 0;
    while (rc == CHN_OK && (more = chn_rows_next(&it, l->err)) > 0) {
        chn_short_name *s = CHN_NEW(l->arena, chn_short_name, 1);
        if (!s)
            return chn_fail_memory(l->err);
        s->id = chn_rows_cell(&it, 0);
        s->name = chn_rows_cell(&it, 1);
        chn_short_name **b =
            &l->k->shorts[chn_hash(s->id.p, s->id.n, 3) % SHORT_BUCKETS];
        s->next = *b;
        *b = s;
    }
    return more < 0 ? CHN_ERR_TABLE : rc;
}

/* Classes by an actor's id, a name or a kind. */
static chn_code load_reliability(loader *l)
{
    static const char *const want[] = {"key", "by", "class"};
    chn_rows it;
    chn_code rc = chn_rows_open(&it, l->arena, l->set, "voice/reliability.tsv",
                                want, 3, true, l->err);
    int more = 0;
    while (rc == CHN_OK && (more = chn_rows_next(&it, l->err)) > 0) {
        static const char *const keys[CHN_RELIABLE_BY] = {"actor", "name",
                                                          "kind"};
        uint32_t by = 0;
        while (by < CHN_RELIABLE_BY &&
               !chn_str_is(chn_rows_cell(&it, 1), keys[by]))
            by++;
        if (by == CHN_RELIABLE_BY)
            return chn_rows_fail(&it, l->err,
                                 "a class is given by actor (its id), name or "
                                 "kind");
        chn_short_name *s = CHN_NEW(l->arena, chn_short_name, 1);
        if (!s)
            return chn_fail_memory(l->err);
        s->id = chn_rows_cell(&it, 0);
        s->name = chn_rows_cell(&it, 2);
        chn_short_name **b =
            &l->k->classes[by][chn_hash(s->id.p, s->id.n, 3) % SHORT_BUCKETS];
        s->next = *b; /* a user's rows come later and are found first */
        *b = s;
    }
    return more < 0 ? CHN_ERR_TABLE : rc;
}

static chn_code load_name_order(loader *l)
{
    static const char *const want[] = {"country"};
    chn_rows it;
    chn_code rc = chn_rows_open(&it, l->arena, l->set, "voice/name_order.tsv",
                                want, 1, true, l->err);
    int more = 0;
    while (rc == CHN_OK && (more = chn_rows_next(&it, l->err)) > 0) {
        chn_voice_know *k = l->k;
        void *full = k->full;
        if (!chn_arena_grow(l->arena, &full, &k->cap_full, k->n_full + 1,
                            sizeof(chn_str)))
            return chn_fail_memory(l->err);
        k->full = full;
        k->full[k->n_full++] = chn_rows_cell(&it, 0);
    }
    return more < 0 ? CHN_ERR_TABLE : rc;
}

chn_str chn_voice_short(const chn_voice_know *k, chn_str id)
{
    const chn_short_name *s =
        id.n ? k->shorts[chn_hash(id.p, id.n, 3) % SHORT_BUCKETS] : NULL;
    while (s && !chn_str_eq(s->id, id))
        s = s->next;
    return s ? s->name : chn_str_n("", 0);
}

static chn_str class_of(const chn_voice_know *k, uint32_t by, chn_str key)
{
    const chn_short_name *s =
        key.n ? k->classes[by][chn_hash(key.p, key.n, 3) % SHORT_BUCKETS]
              : NULL;
    while (s && !chn_str_eq(s->id, key))
        s = s->next;
    return s ? s->name : chn_str_n("", 0);
}

chn_str chn_voice_class(const chn_voice_know *k, chn_str id, chn_str name,
                        chn_str kind)
{
    chn_str c = class_of(k, 0, id);
    if (c.n == 0)
        c = class_of(k, 1, name);
    return c.n ? c : class_of(k, 2, kind);
}

chn_voice_know *chn_voice_know_new(chn_arena *a, const chn_tableset *set,
                                   const chn_text_know *text, chn_lex *lex,
                                   chn_err *err)
{
    chn_voice_know *k = CHN_NEW(a, chn_voice_know, 1);
    loader l = {
        .k = k, .arena = a, .set = set, .text = text, .lex = lex, .err = err};
    void *ways = NULL;
    if (!k ||
        !chn_arena_grow(a, &ways, &k->cap_ways, 256, sizeof(chn_cue_word))) {
        chn_fail_memory(err);
        return NULL;
    }
    k->ways = ways;
    k->n_ways = 1;
    if (load_words(&l) != CHN_OK || load_sources(&l) != CHN_OK ||
        load_cues(&l) != CHN_OK || load_state_media(&l) != CHN_OK ||
        load_shorts(&l) != CHN_OK || load_name_order(&l) != CHN_OK ||
        load_reliability(&l) != CHN_OK)
        return NULL;
    return k;
}

uint32_t chn_voice_cue_count(const chn_voice_know *k)
{
    return k->n_cues;
}

chn_cue_example chn_voice_cue_example(const chn_voice_know *k, uint32_t i)
{
    const chn_cue *c = &k->cues[i];
    return (chn_cue_example){c->id, c->positive, c->negative};
}
