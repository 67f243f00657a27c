/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is meant by "he", "both sides", "the president", "his Chinese
 * counterpart": looked for among the mentions before, near ones first, those
 * that stand as a clause's subject before others. No look back passes more
 * than BACK mentions, so the cost stays linear.
 */
#include "actor/find.h"

#include "base/err.h"
#include "base/str.h"

#include <stdio.h>

/* How far a look goes, in tokens. */
#define WHERE_BACK 24u
#define AHEAD 20u
#define STATE_AHEAD 40u
#define WISH_BACK 32u

static bool is(const find *f, uint32_t t, uint32_t end, const char *w)
{
    return t < end && chn_tok_is(f->doc, t, w);
}

/* ---- pronouns ---- */

typedef struct pronoun {
    const char *form;
    char who; /* h he, s she, t they, i it, w we, m I */
    bool poss;
} pronoun;

static const pronoun PRONOUNS[] = {
    {"he", 'h', false},      {"him", 'h', false},    {"his", 'h', true},
    {"himself", 'h', false}, {"she", 's', false},    {"her", 's', true},
    {"herself", 's', false}, {"they", 't', false},   {"them", 't', false},
    {"their", 't', true},    {"theirs", 't', true},  {"themselves", 't', false},
    {"it", 'i', false},      {"its", 'i', true},     {"itself", 'i', false},
    {"we", 'w', false},      {"us", 'w', false},     {"our", 'w', true},
    {"ours", 'w', true},     {"i", 'm', false},      {"me", 'm', false},
    {"my", 'm', true},       {"myself", 'm', false}, {"you", 'y', false},
    {"your", 'y', true},     {"yours", 'y', false},  {"yourself", 'y', false}};

static const pronoun *pronoun_at(const find *f, uint32_t t)
{
    const chn_token *k = &f->doc->tok[t];
    if (k->kind != CHN_TOK_WORD || k->fold.n > 10 ||
        (k->flags & CHN_TOK_ALLCAP)) /* "US", "IT" */
        return NULL;
    for (uint32_t i = 0; i < sizeof PRONOUNS / sizeof *PRONOUNS; i++) {
        const pronoun *p = &PRONOUNS[i];
        if (!chn_str_is(k->fold, p->form))
            continue;
        /* "we" of the report itself is nobody in the record */
        if ((p->who == 'w' || p->who == 'm' || p->who == 'y') &&
            !(k->flags & CHN_TOK_QUOTED))
            return NULL;
        return p;
    }
    return NULL;
}

char chn_actor_pronoun(const find *f, uint32_t t)
{
    const pronoun *p = pronoun_at(f, t);
    return (char)(p ? p->who : 0);
}

bool chn_actor_pronoun_poss(const find *f, uint32_t t)
{
    const pronoun *p = pronoun_at(f, t);
    return p && p->poss;
}

/* The mention itself behind a pronoun. */
static uint32_t behind(const find *f, uint32_t m)
{
    for (uint32_t i = 0; i < 4 && m != NONE; i++) {
        if (f->at[m].kind != CHN_KIND_PRONOUN ||
            f->at[m].antecedent == CHN_MENTION_NONE)
            break;
        m = f->at[m].antecedent;
    }
    return m;
}

uint32_t chn_actor_parts(const find *f, uint32_t m,
                         uint32_t out[CHN_MENTION_PARTS])
{
    uint32_t n = 0;
    if (m == NONE)
        return 0;
    if (f->at[m].n_parts) {
        n = f->at[m].n_parts;
        memcpy(out, f->at[m].parts, n * sizeof *out);
        return n;
    }
    const uint32_t c = f->ex[m].coord;
    for (uint32_t i = c; i < f->n && n < CHN_MENTION_PARTS; i++)
        if (f->ex[i].coord == c && f->at[i].kind != CHN_KIND_PRONOUN)
            out[n++] = i;
        else if (i > c + 2 * CHN_MENTION_PARTS)
            break;
    return n > 1 ? n : 0;
}

static bool sex_fits(const find *f, uint32_t m, char who)
{
    const uint32_t e = f->ex[m].ent;
    return e == NONE || !f->ents[e].sex ||
           f->ents[e].sex == (who == 's' ? 'f' : 'm');
}

/* "the forces", "the police": they. */
static bool of_many(const find *f, uint32_t m)
{
    const chn_mention *x = &f->at[m];
    const role *r = x->kind == CHN_KIND_BODY && x->end == x->core + 1
                        ? chn_actor_role(f, x->core)
                        : NULL;
    return r && r->mass;
}

static bool pronoun_fits(const find *f, uint32_t m, char who)
{
    const chn_mention *x = &f->at[m];
    const uint32_t b = behind(f, m);
    const uint8_t kind = f->at[b].kind;
    if (kind == CHN_KIND_PLACE || kind == CHN_KIND_PRONOUN || x->modifier)
        return false;
    if (x->locative && kind != CHN_KIND_PERSON)
        return false;
    const uint32_t ware =
        chn_actor_map_get(&f->k->group_of, chn_str_of("materiel"));
    if (who == 't' && kind == CHN_KIND_BODY && ware != NONE &&
        f->ex[b].groups[0] == ware)
        return false; /* "they said" is no missiles */
    uint32_t parts[CHN_MENTION_PARTS];
    switch (who) {
    case 'h':
    case 's':
        return kind == CHN_KIND_PERSON && !x->plural && !x->n_parts &&
               sex_fits(f, b, who);
    case 'i':
        if (f->ex[m].owned && kind != CHN_KIND_MEDIA)
            return true;
        break;
    case 't':
        return x->plural || x->n_parts || chn_actor_parts(f, m, parts) > 1 ||
               of_many(f, m);
    default:
        break;
    }
    return kind != CHN_KIND_PERSON && kind != CHN_KIND_PEOPLE && !x->plural &&
           !x->n_parts;
}

static int32_t nearness(const find *f, uint32_t m, uint32_t t, char who)
{
    const uint32_t sent = f->doc->tok[t].sent;
    const extra *x = &f->ex[m];
    const uint32_t back = sent - x->sent;
    static const int32_t subject[] = {60, 50, 30}, other[] = {20, 10, 0};
    int32_t s = x->subject ? subject[back] : other[back];
    /* "This visit by Shoigu is telling, as he ...": nearer than the subject
     * before, but not than this sentence's own */
    if (x->agent && back == 0)
        s = 55;
    /* "He accused Washington of using its offers": an owner is near */
    if (back == 0 && (who == 'i' || who == 't') && !x->subject &&
        chn_actor_pronoun_poss(f, t))
        s = 55;
    /* "Russia's first peacekeepers arrived, its ministry said" */
    if (who == 'i' && x->owned &&
        (f->at[m].plural || f->at[m].kind == CHN_KIND_PERSON))
        s = back == 0 && chn_actor_pronoun_poss(f, t) ? 52 : -20;
    if (who == 'i' && f->at[behind(f, m)].kind == CHN_KIND_MEDIA)
        s += t + 1 < f->doc->n_tok && chn_actor_word(f, t + 1, WORD_SAYING)
                 ? 20
                 : -15;
    if (f->at[m].possessive)
        s -= 5;
    if (f->at[m].unnamed)
        s -= 3;
    /* "Mbeki, Kufuor and Chissano flew in. He ..." is none of them */
    uint32_t list[CHN_MENTION_PARTS];
    if ((who == 'h' || who == 's') && back > 0 &&
        chn_actor_parts(f, m, list) > 2)
        s -= 35;
    if (f->at[m].kind == CHN_KIND_PRONOUN)
        s += 2; /* it is spoken of already */
    return s;
}

#define WHO_BACK 8 /* tokens from "who" to a pronoun of its clause */
/* "the men of the guard who laid down their arms": what stands before "who". */
static uint32_t before_who(const find *f, uint32_t t, char who)
{
    const uint32_t first = f->doc->sent[f->doc->tok[t].sent].first;
    if (f->n == 0 || !f->at[f->n - 1].end)
        return NONE;
    for (uint32_t w = t; w > first && t - w < WHO_BACK; w--) {
        if (f->at[f->n - 1].end >= w + 1)
            return NONE; /* somebody else is told between */
        if (chn_tok_is(f->doc, w - 1, "who") && f->at[f->n - 1].end == w - 1)
            return pronoun_fits(f, f->n - 1, who) ||
                           f->at[f->n - 1].kind == CHN_KIND_ARMED
                       ? f->n - 1
                       : NONE;
    }
    return NONE;
}

/* Where "his visit to ..." leads: a state's code, or empty. Its own people do
 * not visit it. */
static chn_str visited(const find *f, uint32_t t)
{
    static const char *const stays[] = {"visit", "trip", "stay", "tour",
                                        "arrival"};
    const uint32_t end = f->doc->sent[f->doc->tok[t].sent].end;
    const chn_str none = {"", 0};
    uint32_t at = t + 1;
    bool stay = false;
    for (; at < end && at < t + 5 && !stay; at++)
        for (size_t i = 0; i < sizeof stays / sizeof *stays; i++)
            stay = stay || chn_tok_is(f->doc, at, stays[i]);
    if (!stay || at >= end ||
        !(chn_tok_is(f->doc, at, "to") || chn_tok_is(f->doc, at, "in")))
        return none;
    for (at++; at < end && at < t + 12; at++) {
        const fact *x = chn_actor_hit(f, at, FACT_COUNTRY | FACT_CAPITAL);
        const role *r = chn_actor_role(f, at);
        if (x)
            return f->k->countries.at[x->row].code;
        if (r && r->kind == ROLE_STATE)
            return chn_actor_focus(f, t); /* "the isolated country" */
        if (f->doc->tok[at].kind == CHN_TOK_PUNCT)
            break;
    }
    return none;
}

/* Is the man of mention m named after token t in its sentence? */
static bool named_ahead(const find *f, uint32_t t, uint32_t m)
{
    const uint32_t end = f->doc->sent[f->doc->tok[t].sent].end;
    const uint32_t b = behind(f, m);
    const chn_str name = f->doc->tok[f->at[b].core].fold;
    if (f->at[b].kind != CHN_KIND_PERSON || f->ex[b].ent == NONE)
        return false;
    for (uint32_t i = t + 1; i < end && i < t + STATE_AHEAD; i++)
        if (chn_actor_cap(f, i) && chn_str_eq(f->doc->tok[i].fold, name))
            return true;
    return false;
}

uint32_t chn_actor_antecedent(const find *f, uint32_t t, char who)
{
    const uint32_t sent = f->doc->tok[t].sent;
    const chn_str away = who == 'h' && chn_actor_pronoun_poss(f, t)
                             ? visited(f, t)
                             : chn_str_of("");
    if (who == 't') {
        const uint32_t m = before_who(f, t, who);
        if (m != NONE)
            return behind(f, m);
    }
    uint32_t best = NONE, passed = 0;
    int32_t score = -100;
    if (who == 'w' || who == 'm' || who == 'y')
        return NONE; /* chn_actor_first_persons */
    for (uint32_t m = f->n; m-- > 0 && passed < BACK; passed++) {
        if (f->ex[m].sent + 2 < sent)
            break;
        if (!pronoun_fits(f, m, who))
            continue;
        int32_t s = nearness(f, m, t, who);
        if (away.n && chn_str_eq(f->at[m].country, away))
            s -= 50;
        /* "He will meet Trump" is no Trump */
        if ((who == 'h' || who == 's') && f->ex[m].sent < sent &&
            !chn_actor_pronoun_poss(f, t) && named_ahead(f, t, m))
            s -= 50;
        /* Of a sentence before, its first subject goes on: "Kim met Xi, and
         * Lavrov stood by. He ..." */
        if (s > score || (s == score && f->ex[m].sent < sent)) {
            score = s;
            best = m;
        }
    }
    return behind(f, best);
}

static void copy_meaning(const find *f, chn_mention *to, uint32_t from)
{
    const chn_mention *b = &f->at[from];
    to->antecedent = from;
    to->actor = b->actor;
    to->id = b->id;
    to->name = b->name;
    to->country = b->country;
    to->sector = b->sector;
    to->media_kind = b->media_kind;
    to->unnamed = b->unnamed;
}

/* "Putin met Xi. They agreed": the only two of the sentence before. */
static uint32_t two_before(const find *f, uint32_t sent, uint32_t *out)
{
    uint32_t n = 0;
    for (uint32_t m = f->n; m-- > 0 && f->ex[m].sent + 1 >= sent;) {
        const chn_mention *x = &f->at[m];
        if (f->ex[m].sent == sent || x->modifier || x->locative ||
            f->ex[m].way || x->kind == CHN_KIND_PLACE)
            continue;
        if (n == 2 || x->country.n != 3 || x->plural || x->n_parts ||
            (x->kind != CHN_KIND_PERSON && x->kind != CHN_KIND_COUNTRY))
            return 0;
        out[n++] = m;
    }
    if (n != 2 || chn_str_eq(f->at[out[0]].country, f->at[out[1]].country))
        return 0;
    const uint32_t last = out[0];
    out[0] = out[1];
    out[1] = last;
    return 2;
}

void chn_actor_pronoun_emit(find *f, uint32_t t, char who)
{
    phrase p;
    chn_actor_phrase_init(&p, t);
    p.end = t + 1;
    p.kind = CHN_KIND_PRONOUN;
    p.link = CHN_LINK_COREFERENCE;
    const uint32_t m = chn_actor_emit(f, &p);
    if (m == NONE)
        return;
    /* one's own mention must not answer for it */
    f->n--;
    const uint32_t a = chn_actor_antecedent(f, t, who);
    uint32_t parts[CHN_MENTION_PARTS];
    uint32_t n = who == 't' ? chn_actor_parts(f, a, parts) : 0;
    if (who == 't' && a == NONE)
        n = two_before(f, f->doc->tok[t].sent, parts);
    f->n++;
    chn_mention *x = &f->at[m];
    if (n && a == NONE) {
        x->n_parts = n;
        memcpy(x->parts, parts, n * sizeof *parts);
        x->country = f->at[parts[0]].country;
    }
    x->possessive = chn_actor_pronoun_poss(f, t);
    x->plural = who == 't' || who == 'w';
    if (a == NONE)
        return;
    copy_meaning(f, x, a);
    f->ex[m].ent = f->ex[a].ent;
    memcpy(f->ex[m].groups, f->ex[a].groups, sizeof f->ex[m].groups);
    if (n) {
        x->n_parts = n;
        memcpy(x->parts, parts, n * sizeof *parts);
    }
    if (f->ex[m].ent != NONE && (who == 'h' || who == 's') &&
        !f->ents[f->ex[m].ent].sex)
        f->ents[f->ex[m].ent].sex = who == 's' ? 'f' : 'm';
}

static bool speaks(const find *f, uint32_t m)
{
    const chn_mention *x = &f->at[behind(f, m)];
    return x->kind != CHN_KIND_MEDIA && x->kind != CHN_KIND_PLACE &&
           x->kind != CHN_KIND_PRONOUN && x->country.n;
}

/* The person whose words the sentence of mention m tells, before the marks or
 * behind them; else the one of the sentence before. */
static uint32_t speaker_of(const find *f, uint32_t m)
{
    uint32_t best = NONE;
    for (uint32_t i = m; i-- > 0 && m - i < BACK;) {
        if (f->ex[i].sent + 1 < f->ex[m].sent)
            break;
        if (!f->ex[i].quoted && f->ex[i].subject && speaks(f, i)) {
            best = behind(f, i);
            break;
        }
    }
    for (uint32_t i = m + 1; i < f->n && i - m < BACK; i++) {
        if (f->ex[i].sent != f->ex[m].sent)
            break;
        if (!f->ex[i].quoted && f->ex[i].subject && speaks(f, i)) {
            if (best == NONE || f->ex[best].sent != f->ex[m].sent)
                best = behind(f, i);
            break;
        }
    }
    return best;
}

#define LETTER_BACK 16 /* sentences from a letter's words to whom it is for */
/* Whom the words are for: told after "to" outside the marks, in the sentence
 * or in those before it ("Putin said in a message to Kim"). */
static uint32_t addressee_of(const find *f, uint32_t m, uint32_t speaker)
{
    const uint32_t sent = f->ex[m].sent;
    uint32_t from = m;
    while (from + 1 < f->n && f->ex[from + 1].sent == sent)
        from++;
    for (uint32_t i = from + 1; i-- > 0 && from - i < BACK;) {
        const chn_mention *x = &f->at[i];
        if (f->ex[i].sent + LETTER_BACK < sent)
            break;
        if (f->ex[i].quoted || x->kind != CHN_KIND_PERSON || x->first == 0 ||
            !chn_tok_is(f->doc, x->first - 1, "to") || !speaks(f, i))
            continue;
        const uint32_t b = behind(f, i);
        if (speaker == NONE || f->ex[b].ent != f->ex[speaker].ent)
            return b;
    }
    return NONE;
}

/* "our joint efforts": those of the speaker and of the one spoken to. */
static bool joint_ours(const find *f, uint32_t m)
{
    static const char *const words[] = {"joint", "mutual", "bilateral",
                                        "common", "shared"};
    const uint32_t end = f->doc->sent[f->ex[m].sent].end;
    for (uint32_t i = m; i < f->n && f->ex[i].sent == f->ex[m].sent; i++) {
        if (chn_actor_pronoun(f, f->at[i].first) != 'w')
            continue;
        for (size_t w = 0; w < sizeof words / sizeof *words; w++)
            if (is(f, f->at[i].end, end, words[w]))
                return true;
    }
    for (uint32_t i = m; i-- > 0 && f->ex[i].sent == f->ex[m].sent;)
        if (chn_actor_pronoun(f, f->at[i].first) == 'w' &&
            f->at[i].n_parts == 2)
            return true; /* and so is the "we" that follows */
    return false;
}

static bool first_person(char who)
{
    return who == 'w' || who == 'm' || who == 'y';
}

/* Whom pronoun x, which stands in mention m or is it, means. */
static void mean_speaker(const find *f, uint32_t m, char who, chn_mention *x)
{
    const uint32_t speaker = speaker_of(f, m);
    const uint32_t other = who == 'm' ? NONE : addressee_of(f, m, speaker);
    const uint32_t best = who == 'y' ? other : speaker;
    if (best == NONE)
        return;
    if (x->kind != CHN_KIND_PRONOUN) {
        x->country = f->at[best].country; /* "our soldiers" */
        return;
    }
    copy_meaning(f, x, best);
    if (who == 'w' && other != NONE && joint_ours(f, m)) {
        x->n_parts = 2;
        x->parts[0] = speaker;
        x->parts[1] = other;
    }
}

/* Does a sentence tell a wish before token t: "his hope that ..."? */
static bool wished(const find *f, uint32_t t)
{
    static const char *const words[] = {
        "belief",  "believes", "believed",  "confidence",     "confident",
        "hope",    "hopes",    "hoped",     "conviction",     "convinced",
        "wish",    "wishes",   "wished",    "congratulated",  "wishing",
        "success", "greeted",  "greetings", "congratulations"};
    const uint32_t first = f->doc->sent[f->doc->tok[t].sent].first;
    for (uint32_t i = t; i-- > first && t - i < WISH_BACK;)
        for (size_t w = 0; w < sizeof words / sizeof *words; w++)
            if (chn_tok_is(f->doc, i, words[w]))
                return true;
    return false;
}

/* "He wrote to the king. He wished the government and people success": what a
 * letter wishes for is the reader's. */
static void of_reader(find *f, uint32_t m)
{
    chn_mention *x = &f->at[m];
    static const char *const nouns[] = {"government", "state",  "country",
                                        "nation",     "people", "peoples"};
    bool of_state = false;
    if (x->link != CHN_LINK_COREFERENCE || x->antecedent != NONE ||
        x->end != x->first + 1 || x->first == 0 ||
        !(chn_tok_is(f->doc, x->first - 1, "the") ||
          chn_tok_is(f->doc, x->first - 1, "and")))
        return;
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
        of_state = of_state || chn_tok_is(f->doc, x->first, nouns[i]);
    if (!of_state || !wished(f, x->first))
        return;
    const uint32_t writer = speaker_of(f, m);
    const uint32_t reader = writer == NONE ? NONE : addressee_of(f, m, writer);
    if (reader == NONE)
        return;
    x->country = f->at[reader].country;
    x->name = chn_actor_country_name(f, x->country);
    if (x->kind == CHN_KIND_COUNTRY)
        return;
    char buf[96];
    const chn_str noun = f->doc->tok[x->first].fold;
    const int n = snprintf(buf, sizeof buf, "%.*s of %.*s", (int)noun.n, noun.p,
                           (int)x->name.n, x->name.p);
    if (n > 0 && (size_t)n < sizeof buf)
        x->name = chn_arena_str(f->a, buf, (size_t)n);
}

/* "I", "we" and "you" inside a quotation. */
void chn_actor_first_persons(find *f)
{
    for (uint32_t m = 0; m < f->n; m++) {
        chn_mention *x = &f->at[m];
        of_reader(f, m);
        if (x->antecedent != NONE || x->n_parts)
            continue;
        const char who = chn_actor_pronoun(f, x->first);
        if (x->kind != CHN_KIND_PRONOUN && (x->country.n || !who))
            continue;
        if (first_person(who))
            mean_speaker(f, m, who, x);
    }
}

/* ---- inside a mention ---- */

static chn_mention *new_inner(find *f, uint32_t first, uint32_t end)
{
    void *p = f->inner;
    if (f->failed || !chn_arena_grow(f->a, &p, &f->cap_inner, f->n_inner + 1,
                                     sizeof(chn_mention))) {
        f->failed = true;
        return NULL;
    }
    f->inner = p;
    chn_mention *x = &f->inner[f->n_inner++];
    memset(x, 0, sizeof *x);
    x->first = first;
    x->end = end;
    x->core = end - 1;
    x->span = chn_doc_span(f->doc, first, end);
    x->actor = CHN_ACTOR_NONE;
    x->antecedent = CHN_MENTION_NONE;
    return x;
}

/* "his" of "his deputy", which mention m is. */
static void inner_pronoun(find *f, uint32_t m, uint32_t t, char who)
{
    chn_mention *x = new_inner(f, t, t + 1);
    if (!x)
        return;
    x->kind = CHN_KIND_PRONOUN;
    x->link = CHN_LINK_COREFERENCE;
    x->possessive = true;
    x->plural = who == 't' || who == 'w';
    if (first_person(who)) {
        mean_speaker(f, m, who, x);
        return;
    }
    const uint32_t all = f->n;
    f->n = m; /* only what was told before */
    const uint32_t a = chn_actor_antecedent(f, t, who);
    const uint32_t n = who == 't' ? chn_actor_parts(f, a, x->parts) : 0;
    f->n = all;
    if (a == NONE)
        return;
    copy_meaning(f, x, a);
    x->n_parts = n;
}

/* The other state in "ambassador to China", "its Oslo embassy". */
static uint32_t inner_state(find *f, uint32_t m, uint32_t t)
{
    const chn_mention *y = &f->at[m];
    const fact *c = chn_actor_hit(f, t, FACT_COUNTRY | FACT_CAPITAL);
    const uint32_t e = f->hit[t].end;
    if (!c || e > y->end || !chn_actor_cap(f, t))
        return t + 1;
    const land *l = &f->k->countries.at[c->row];
    const chn_span s = chn_doc_span(f->doc, t, e);
    const chn_span all = chn_doc_span(f->doc, y->first, y->end);
    /* a person's span is the name where there is one */
    const bool named = y->kind == CHN_KIND_PERSON
                           ? y->span.from != all.from || y->span.to != all.to
                           : y->actor != CHN_ACTOR_NONE;
    if (chn_str_eq(l->code, y->country) ||
        (named && s.from >= y->span.from && s.to <= y->span.to))
        return e;
    chn_mention *x = new_inner(f, t, e);
    if (!x)
        return e;
    const bool town = c->kind == FACT_CAPITAL;
    x->kind = town ? CHN_KIND_PLACE : CHN_KIND_COUNTRY;
    x->link = CHN_LINK_NAME;
    x->country = l->code;
    x->name = town ? chn_doc_slice(f->doc, t, e) : l->name;
    x->possessive = chn_actor_is_poss(f, e, y->end);
    x->locative = town;
    return e;
}

void chn_actor_inner(find *f)
{
    for (uint32_t m = 0; m < f->n && !f->failed; m++) {
        const chn_mention *y = &f->at[m];
        if (y->kind == CHN_KIND_PRONOUN || y->kind == CHN_KIND_COUNTRY ||
            y->kind == CHN_KIND_PLACE || y->end == y->first + 1)
            continue;
        for (uint32_t t = y->first; t < y->end && !f->failed;) {
            const char who = chn_actor_pronoun(f, t);
            if (who && chn_actor_pronoun_poss(f, t)) {
                inner_pronoun(f, m, t, who);
                t++;
            } else {
                t = inner_state(f, m, t);
            }
        }
    }
}

/* ---- the country in focus ---- */

static bool state_told(const chn_mention *m)
{
    return m->country.n == 3 && m->kind != CHN_KIND_MEDIA;
}

/* This sentence's subject, else the last state told in it. */
static chn_str focus_here(const find *f, uint32_t sent)
{
    chn_str code = {"", 0};
    for (uint32_t m = f->n; m-- > 0 && f->ex[m].sent == sent;) {
        const chn_mention *x = &f->at[m];
        if (!state_told(x) || x->kind == CHN_KIND_PLACE || x->locative ||
            f->ex[m].way)
            continue;
        if (f->ex[m].subject)
            return x->country;
        if (!code.n)
            code = x->country;
    }
    return code;
}

/* "A judge opened a case against Chilean officials", and no state before: the
 * first one of the sentence that nobody goes to or speaks with. */
static chn_str state_ahead(const find *f, uint32_t t)
{
    static const char *const aims[] = {"to", "from", "with", "against"};
    const uint32_t kinds =
        FACT_COUNTRY | FACT_ADJ | FACT_PEOPLE | FACT_CAPITAL | FACT_PLACE;
    const uint32_t sent = f->doc->tok[t].sent;
    const uint32_t end = f->doc->sent[sent].end;
    for (uint32_t i = t + 1; i < end && i < t + STATE_AHEAD; i++) {
        const fact *x = chn_actor_hit(f, i, kinds);
        if (!x || !chn_actor_cap(f, i) || chn_actor_hit(f, i, FACT_BODY) ||
            (chn_actor_cap(f, i - 1) && chn_actor_unknown(f, i - 1)))
            continue; /* "Senator Jim Jordan" is of no Jordan */
        const uint32_t b = chn_actor_det(f, i - 1) && i > t + 1 ? i - 2 : i - 1;
        for (size_t k = 0; k < sizeof aims / sizeof *aims; k++)
            if (chn_tok_is(f->doc, b, aims[k]) &&
                !chn_actor_hit(f, i, FACT_ADJ))
                return chn_str_of("");
        if (chn_actor_word(f, b, WORD_MOVE))
            return chn_str_of("");
        return x->kind == FACT_PLACE ? f->k->places.at[x->row].country
                                     : f->k->countries.at[x->row].code;
    }
    return chn_str_of("");
}

/* The state of this sentence; else the one told in most sentences of late,
 * near ones and the dateline's counting more. "Prime Minister X" without a
 * state is the one of the country that the report is about. */
chn_str chn_actor_focus(const find *f, uint32_t t)
{
    enum { MOST = 12 };
    static const uint32_t weight[] = {12, 8, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    const uint32_t sent = f->doc->tok[t].sent;
    const chn_str here = focus_here(f, sent);
    if (here.n)
        return here;
    chn_str code[MOST];
    uint32_t count[MOST], last[MOST], n = 0, seen = 0;
    if (f->dateline.n) {
        code[n] = f->dateline;
        last[n] = NONE;
        count[n++] = 5;
    }
    for (uint32_t m = f->n; m-- > 0 && seen < 64; seen++) {
        const chn_mention *x = &f->at[m];
        if (f->ex[m].sent + 12 < sent)
            break;
        if (!state_told(x) || f->ex[m].way)
            continue;
        uint32_t i = 0;
        while (i < n && !chn_str_eq(code[i], x->country))
            i++;
        if (i == MOST)
            continue;
        if (i == n) {
            code[n] = x->country;
            count[n] = 0;
            last[n++] = NONE;
        }
        if (last[i] == f->ex[m].sent)
            continue;
        const uint32_t back = sent - f->ex[m].sent;
        last[i] = f->ex[m].sent;
        count[i] += weight[back] + (f->ex[m].subject && back == 1 ? 2u : 0u);
    }
    uint32_t best = NONE;
    for (uint32_t i = 0; i < n; i++)
        if (best == NONE || count[i] > count[best])
            best = i;
    return best == NONE ? state_ahead(f, t) : code[best];
}

/* "in Hanoi, where he addressed parliament": the place before "where". */
static chn_str where_place(const find *f, uint32_t t)
{
    const uint32_t first = f->doc->sent[f->doc->tok[t].sent].first;
    for (uint32_t w = t; w > first && t - w < WHERE_BACK; w--) {
        if (!chn_tok_is(f->doc, w - 1, "where"))
            continue;
        for (uint32_t m = f->n; m-- > 0 && f->at[m].end + 2 >= w;)
            if (f->at[m].end < w && f->at[m].country.n == 3 &&
                (f->at[m].kind == CHN_KIND_PLACE ||
                 f->at[m].kind == CHN_KIND_COUNTRY))
                return f->at[m].country;
        break;
    }
    return chn_str_of("");
}

/* "In Ankara, parliament voted": the place that opens the sentence. */
static chn_str opening_place(const find *f, uint32_t t)
{
    const uint32_t sent = f->doc->tok[t].sent;
    const uint32_t first = f->doc->sent[sent].first;
    for (uint32_t m = f->n; m-- > 0 && f->ex[m].sent == sent;) {
        const chn_mention *x = &f->at[m];
        if (x->first > first + 3 || x->country.n != 3)
            continue;
        if (x->locative && chn_tok_is(f->doc, first, "in") && x->end < t &&
            chn_tok_is(f->doc, x->end, ","))
            return x->country;
    }
    return chn_str_of("");
}

static chn_str told_place(const find *f, uint32_t t)
{
    const fact *x =
        chn_actor_hit(f, t, FACT_COUNTRY | FACT_CAPITAL | FACT_PLACE);
    if (!x || !chn_actor_cap(f, t))
        return chn_str_of("");
    return x->kind == FACT_PLACE ? f->k->places.at[x->row].country
                                 : f->k->countries.at[x->row].code;
}

/* "Protesters stormed the embassy in Oslo": a place told further on in the
 * clause. */
static chn_str place_ahead(const find *f, uint32_t t)
{
    const uint32_t end = f->doc->sent[f->doc->tok[t].sent].end;
    for (uint32_t i = t + 1; i + 1 < end && i < t + AHEAD; i++) {
        const word *w = chn_actor_word(f, i, WORD_LOCATIVE);
        if (chn_actor_word(f, i, WORD_SAYING) || chn_tok_is(f->doc, i, ";") ||
            chn_tok_is(f->doc, i, ",") || chn_tok_is(f->doc, i, "that") ||
            chn_tok_is(f->doc, i, "\"") ||
            (chn_tok_is(f->doc, i, "and") && chn_actor_verb(f, i + 1)))
            break;
        if (!w || chn_str_is(w->value, "way"))
            continue;
        uint32_t at = f->hit[i].end > i ? f->hit[i].end : i + 1;
        for (uint32_t n = 0; n < 3 && at < end; n++) {
            const chn_str code = told_place(f, at);
            if (code.n)
                return code;
            if (!chn_actor_det(f, at) && !chn_actor_word(f, at, WORD_MOD) &&
                !chn_actor_word(f, at, WORD_CITYOF) && !is(f, at, end, "of"))
                break;
            at = f->hit[at].end > at ? f->hit[at].end : at + 1;
        }
    }
    return chn_str_of("");
}

/* "the Chinese consulate in Manila": where that is. */
static chn_str seat_of(const find *f, uint32_t m)
{
    const chn_mention *x = &f->at[m];
    for (uint32_t i = x->first + 1; x->kind == CHN_KIND_BODY && i + 1 < x->end;
         i++)
        if (chn_tok_is(f->doc, i, "in"))
            return told_place(f, i + 1);
    return chn_str_of("");
}

/* Where the sentence around token t takes place. Empty: it does not tell. */
static chn_str place_here(const find *f, uint32_t t)
{
    const uint32_t sent = f->doc->tok[t].sent;
    const chn_str where = where_place(f, t);
    if (where.n)
        return where;
    for (uint32_t m = f->n; m-- > 0 && f->ex[m].sent == sent;) {
        if (f->at[m].locative && f->at[m].country.n == 3)
            return f->at[m].country;
        const chn_str seat = seat_of(f, m);
        if (seat.n)
            return seat;
    }
    return place_ahead(f, t);
}

chn_str chn_actor_local_focus(const find *f, uint32_t t)
{
    const chn_str here = place_here(f, t);
    return here.n ? here : chn_actor_focus(f, t);
}

/* Whose "parliament" is: of the place that the clause tells it to be in. */
static chn_str clause_place(const find *f, uint32_t t)
{
    const chn_str code = where_place(f, t);
    return code.n ? code : opening_place(f, t);
}

/* The row of the table that tells which states or organisations the noun may
 * be: "the emirate", "the alliance". */
static const word *kind_of_state(const find *f, const phrase *p)
{
    for (uint32_t i = p->first; i <= p->core; i++)
        if (f->hit[i].end == p->core + 1 && chn_actor_word(f, i, WORD_REGION))
            return chn_actor_word(f, i, WORD_REGION);
    return NULL;
}

static bool in_codes(chn_str list, chn_str code)
{
    chn_str one;
    while (chn_str_next(&list, ' ', &one))
        if (chn_str_eq(one, code))
            return true;
    return false;
}

chn_str chn_actor_bloc(const find *f, uint32_t t)
{
    const word *w = chn_actor_word(f, t, WORD_REGION);
    chn_str best = {"", 0};
    uint32_t most = 0, passed = 0;
    for (uint32_t m = f->n; m-- > 0 && passed < BACK; passed++) {
        const chn_mention *x = &f->at[m];
        if (x->country.n <= 4 || chn_str_is(x->country, "IGO/UN") ||
            !(w ? in_codes(w->value, x->country) : x->kind == CHN_KIND_IGO))
            continue;
        uint32_t n = 0;
        for (uint32_t i = m + 1; i-- > 0 && m - i < BACK;)
            n += chn_str_eq(f->at[i].country, x->country);
        if (n > most) {
            most = n;
            best = x->country;
        }
    }
    return best;
}

chn_str chn_actor_last_of(const find *f, uint8_t kind)
{
    uint32_t passed = 0;
    for (uint32_t m = f->n; m-- > 0 && passed < BACK; passed++)
        if (f->at[m].kind == kind)
            return f->at[m].country;
    return chn_str_of("");
}

/* ---- roles alone ---- */

static bool is_leader(const find *f, const phrase *p)
{
    return p->groups[0] ==
           chn_actor_map_get(&f->k->group_of, chn_str_of("leader"));
}

#define NEARER_BACK 2 /* sentences */
/* Of those near to mention m who can be meant, the last with the very office:
 * "the chancellor" is no president. Else m. */
static uint32_t very_role(const find *f, const phrase *p, uint32_t m)
{
    for (uint32_t i = m + 1; i-- > 0 && m - i < BACK;) {
        const chn_mention *x = &f->at[i];
        const uint32_t e = f->ex[i].ent;
        if (f->ex[i].sent + NEARER_BACK < f->ex[m].sent)
            break;
        if (x->kind != CHN_KIND_PERSON || x->plural || x->n_parts ||
            (p->country.n && !chn_str_eq(p->country, x->country)))
            continue;
        if (f->ex[i].groups[0] == p->groups[0] ||
            (e != NONE && f->ents[e].groups[0] == p->groups[0]))
            return i;
    }
    return m;
}

/* Is mention m told with the role itself? That both are heads of something is
 * too little: a chancellor is no president. */
static bool told_as(const find *f, const phrase *p, uint32_t m)
{
    const uint32_t head =
        chn_actor_map_get(&f->k->group_of, chn_str_of("head"));
    for (uint32_t i = 0; i < GROUPS && p->groups[i]; i++)
        for (uint32_t j = 0; j < GROUPS && f->ex[m].groups[j]; j++)
            if (p->groups[i] == f->ex[m].groups[j] &&
                (p->groups[i] != head || !p->groups[1]))
                return true;
    return false;
}

/* Last person told with a role that can mean the same. */
static uint32_t same_role(const find *f, const phrase *p, uint32_t t)
{
    uint32_t passed = 0;
    if (!p->groups[0])
        return NONE;
    /* "the North Korean leader" is whoever stands first there */
    const bool leader = is_leader(f, p);
    for (uint32_t m = f->n; m-- > 0 && passed < BACK; passed++) {
        const chn_mention *x = &f->at[m];
        if (x->kind != CHN_KIND_PERSON || x->plural || x->n_parts ||
            x->first >= t)
            continue;
        if (p->country.n && !chn_str_eq(p->country, x->country))
            continue;
        /* a rebel leader is no "president", an opposition leader no
         * "premier" */
        if (chn_str_is(p->sector, "GOV") && !chn_str_is(x->sector, "GOV") &&
            !chn_str_is(x->sector, "MIL"))
            continue;
        const uint32_t e = f->ex[m].ent;
        if (leader && e != NONE && p->country.n &&
            chn_actor_leads(f->k, f->ents[e].actor, f->doc->published))
            return x->antecedent != NONE ? x->antecedent : m;
        if (x->antecedent == NONE
                ? chn_actor_groups_meet(p->groups, f->ex[m].groups)
                : told_as(f, p, m))
            return x->antecedent != NONE ? x->antecedent : m;
        if (chn_actor_groups_meet(p->groups, f->ex[m].groups) ||
            (e != NONE &&
             chn_actor_groups_meet(p->groups, f->ents[e].groups))) {
            const uint32_t v = very_role(f, p, m);
            return f->at[v].antecedent != NONE ? f->at[v].antecedent : v;
        }
    }
    return NONE;
}

/* Last body, party, group, medium of a kind. */
static uint32_t same_kind(const find *f, const phrase *p, uint32_t kinds)
{
    uint32_t passed = 0;
    for (uint32_t m = f->n; m-- > 0 && passed < BACK; passed++) {
        const chn_mention *x = &f->at[m];
        if (!(kinds >> x->kind & 1u) || x->plural || x->modifier)
            continue;
        if (p->country.n && !chn_str_eq(p->country, x->country))
            continue;
        if ((kinds >> CHN_KIND_BODY & 1u) &&
            !chn_actor_groups_meet(p->groups, f->ex[m].groups))
            continue;
        return x->antecedent != NONE ? x->antecedent : m;
    }
    return NONE;
}

static void take_mention(const find *f, phrase *p, uint32_t m)
{
    const chn_mention *x = &f->at[m];
    p->antecedent = m;
    p->actor = x->actor;
    p->ent = f->ex[m].ent;
    p->country = x->country;
    if (x->sector.n)
        p->sector = x->sector;
    if (x->media_kind.n)
        p->media_kind = x->media_kind;
    p->name = x->name;
    if (p->link != CHN_LINK_OFFICE)
        p->link = CHN_LINK_COREFERENCE;
}

static void take_holder(find *f, phrase *p)
{
    uint32_t who =
        chn_actor_holder(f->k, p->country, p->groups, f->doc->published);
    if (who == NONE && is_leader(f, p) && p->link == CHN_LINK_OFFICE)
        for (who = chn_actor_map_get(&f->k->holders_of, p->country);
             who != NONE && !chn_actor_leads(f->k, who, f->doc->published);)
            who = f->k->actors.at[who].next_holder;
    if (who == NONE)
        return;
    const uint32_t e = chn_actor_ent_of(f, who);
    if (e == NONE)
        return;
    p->ent = e;
    p->actor = who;
    p->name = f->ents[e].name;
    if (f->ents[e].sector.n)
        p->sector = f->ents[e].sector;
}

/* "his North Korean counterpart": the same office of that state. */
static void counterpart(find *f, uint32_t t, phrase *p)
{
    if (!p->aka && (p->owned || p->link == CHN_LINK_COREFERENCE))
        p->country = chn_str_of("");
    if (p->prefix != NONE && !p->plural) {
        const uint32_t e = f->ex[p->prefix].ent;
        const uint16_t *g = f->ex[p->prefix].groups;
        if (!g[0] && e != NONE)
            g = f->ents[e].groups;
        memcpy(p->groups, g, sizeof p->groups);
        if (f->at[p->prefix].sector.n)
            p->sector = f->at[p->prefix].sector;
        p->kind = f->at[p->prefix].kind == CHN_KIND_BODY ? CHN_KIND_BODY
                                                         : CHN_KIND_PERSON;
    }
    if (!p->country.n || p->kind != CHN_KIND_PERSON || p->plural)
        return;
    p->link = CHN_LINK_OFFICE;
    const uint32_t m = same_role(f, p, t);
    if (m != NONE)
        take_mention(f, p, m);
    else
        take_holder(f, p);
}

static bool of_group(const find *f, const role *r, const char *name)
{
    const uint32_t g = chn_actor_map_get(&f->k->group_of, chn_str_of(name));
    return g != NONE && r->groups[0] == g;
}

static bool spokes(const find *f, const phrase *p)
{
    return p->groups[0] ==
           chn_actor_map_get(&f->k->group_of, chn_str_of("spokes"));
}

/* No mention after all. */
static void drop(phrase *p)
{
    p->end = p->first;
}

static bool of_rank(const find *f, const role *r)
{
    return r->kind == ROLE_PERSON && of_group(f, r, "general");
}

/* The last named man of an army: he is "the general". */
static uint32_t last_soldier(const find *f)
{
    uint32_t passed = 0;
    for (uint32_t m = f->n; m-- > 0 && passed < BACK; passed++) {
        const chn_mention *x = &f->at[m];
        if (x->kind == CHN_KIND_PERSON && f->ex[m].ent != NONE &&
            chn_str_is(x->sector, "MIL") && !x->plural && !x->n_parts)
            return x->antecedent != NONE ? x->antecedent : m;
    }
    return NONE;
}

static void lone_person(find *f, uint32_t t, phrase *p, const role *r)
{
    const bool told = p->country.n != 0;
    if (told)
        p->link = CHN_LINK_OFFICE;
    const bool definite = p->definite || chn_actor_cap(f, p->first);
    if (p->kin && p->prefix == NONE) {
        drop(p); /* "a brother country" */
        return;
    }
    if (definite && !p->plural && !p->kin) {
        const uint32_t m = same_role(f, p, t);
        if (m != NONE) {
            take_mention(f, p, m);
            return;
        }
    }
    if (definite && !told && !p->plural && p->groups[0] && of_rank(f, r)) {
        const uint32_t m = last_soldier(f);
        if (m != NONE) {
            take_mention(f, p, m);
            return;
        }
    }
    const bool tail = p->end > p->core + 1; /* "head of the army" */
    if (!told && (r->needs_country || tail) && !p->ours)
        p->country = chn_actor_focus(f, t);
    if (!p->country.n && r->generic && !r->needs_country && !spokes(f, p)) {
        drop(p); /* "the figure", "members", "a chair" */
        return;
    }
    if (definite && !p->plural && !p->former && !p->kin &&
        (!r->generic || is_leader(f, p) || of_group(f, r, "secgen") ||
         (told && of_group(f, r, "pm"))) &&
        p->country.n)
        take_holder(f, p);
}

/* The state that a sentence is about: its first one. "North Korea held a
 * parade before a Chinese delegation, state media said." */
static chn_str first_state(const find *f, uint32_t t)
{
    chn_str code = {"", 0};
    for (uint32_t m = f->n; m-- > 0 && f->ex[m].sent == f->doc->tok[t].sent;)
        if (state_told(&f->at[m]) && f->at[m].kind != CHN_KIND_PLACE &&
            !f->at[m].locative)
            code = f->at[m].country;
    return code;
}

static void lone_media(find *f, uint32_t t, phrase *p, const role *r)
{
    if (p->country.n)
        return;
    if (p->definite && !p->plural && !r->mass) {
        const uint32_t m = same_kind(f, p, 1u << CHN_KIND_MEDIA);
        if (m != NONE) {
            take_mention(f, p, m);
            return;
        }
    }
    if (r->generic) { /* "an agency", "the website" of anybody */
        drop(p);
        return;
    }
    if (chn_str_is(r->media_kind, "state media")) {
        uint32_t passed = 0;
        for (uint32_t m = f->n; m-- > 0 && passed < 24; passed++)
            if (f->at[m].kind == CHN_KIND_MEDIA && f->at[m].country.n &&
                chn_str_is(f->at[m].media_kind, "state media")) {
                p->country = f->at[m].country;
                return;
            }
        p->country = first_state(f, t);
        if (!p->country.n)
            p->country = chn_actor_focus(f, t);
    }
}

static void lone_body(find *f, uint32_t t, phrase *p, const role *r)
{
    if (p->country.n)
        return;
    if (r->generic && of_group(f, r, "materiel")) {
        drop(p); /* "missiles" of nobody */
        return;
    }
    if (r->needs_country && !p->ours)
        p->country = clause_place(f, t);
    if (p->definite && !p->plural) {
        const uint32_t m =
            same_kind(f, p, 1u << CHN_KIND_BODY | 1u << CHN_KIND_IGO);
        if (m != NONE) {
            take_mention(f, p, m);
            return;
        }
    }
    if (r->needs_country && !p->ours && !p->country.n)
        p->country = chn_str_is(r->sector, "COP") ? chn_actor_local_focus(f, t)
                                                  : chn_actor_focus(f, t);
    if (!p->country.n)
        p->link = CHN_LINK_NAME;
    else
        p->link = CHN_LINK_COREFERENCE;
}

/* "ASEAN ministers met. The bloc ...": the last organisation of states that
 * somebody told of is of. */
static chn_str last_igo(const find *f, uint32_t t)
{
    uint32_t passed = 0;
    for (uint32_t m = f->n; m-- > 0 && passed < BACK / 4; passed++) {
        const chn_str c = f->at[m].country;
        if (f->ex[m].sent + 1 < f->doc->tok[t].sent)
            break;
        /* all states' organisation is no bloc of some */
        if (c.n > 4 && memcmp(c.p, "IGO/", 4) == 0 && !chn_str_is(c, "IGO/UN"))
            return c;
    }
    return chn_str_of("");
}

static bool is_object(const find *f, uint32_t t, uint32_t first);

/* The state in focus; of "Norway recognised the new state" no Norway. */
static chn_str state_of_topic(find *f, uint32_t t)
{
    const uint32_t sent = f->doc->tok[t].sent;
    const uint32_t first = f->doc->sent[sent].first;
    uint32_t b = t;
    while (b > first && chn_actor_det(f, b - 1))
        b--;
    if (!is_object(f, b, first))
        return chn_actor_focus(f, t);
    const uint32_t all = f->n;
    while (f->n > 0 && f->ex[f->n - 1].sent == sent)
        f->n--;
    const chn_str code = chn_actor_focus(f, t);
    f->n = all;
    return code.n ? code : chn_actor_focus(f, t);
}

/* Who fights a state, the last one told. A band of men whom nobody knows is
 * none of them. */
static uint32_t last_rebels(const find *f, const role *r)
{
    uint32_t passed = 0;
    if (chn_str_is(r->sector, "UAF") || chn_str_is(r->sector, "CRM"))
        return NONE;
    for (uint32_t m = f->n; m-- > 0 && passed < BACK; passed++) {
        const chn_mention *x = &f->at[m];
        if (x->kind == CHN_KIND_ARMED && chn_str_is(x->sector, "REB") &&
            x->country.n && !x->modifier)
            return x->antecedent != NONE ? x->antecedent : m;
    }
    return NONE;
}

static void lone_group(find *f, uint32_t t, phrase *p, const role *r)
{
    uint32_t kinds = 1u << CHN_KIND_ORG;
    if (r->kind == ROLE_ORG)
        kinds |= 1u << CHN_KIND_IGO | 1u << CHN_KIND_ARMED;
    if (r->kind == ROLE_ARMED)
        kinds = 1u << CHN_KIND_ARMED;
    const bool bloc = r->kind == ROLE_ORG && of_group(f, r, "igo");
    if (bloc) { /* "the bloc", "that US-led alliance" */
        kinds = 1u << CHN_KIND_IGO;
        p->definite |= t > 0 && (chn_tok_is(f->doc, t - 1, "that") ||
                                 chn_tok_is(f->doc, t - 1, "this"));
        if (p->country.n == 3 && p->link == CHN_LINK_NAME && !p->owned)
            p->country = chn_str_of("");
    }
    if (!p->country.n && p->definite && !p->plural) {
        /* "the group" is the armed one before a charity */
        uint32_t m = r->kind == ROLE_ORG && of_group(f, r, "armedgroup")
                         ? same_kind(f, p, 1u << CHN_KIND_ARMED)
                         : NONE;
        if (m == NONE)
            m = same_kind(f, p, kinds);
        const chn_str told = bloc ? chn_actor_bloc(f, p->core) : chn_str_of("");
        if (told.n && m != NONE && !chn_str_eq(told, f->at[m].country)) {
            phrase q = *p;
            q.country = told;
            m = same_kind(f, &q, kinds);
        } else if (bloc && !told.n && kind_of_state(f, p)) {
            m = NONE; /* "the alliance" is no bank */
        }
        if (m != NONE) {
            take_mention(f, p, m);
            p->kind = f->at[m].kind;
            return;
        }
        p->country = told;
    }
    if (bloc && p->definite && !p->plural && !p->country.n &&
        !kind_of_state(f, p))
        p->country = last_igo(f, t);
    if (r->kind == ROLE_ARMED && p->definite && p->plural && !p->country.n) {
        const uint32_t m = last_rebels(f, r);
        if (m != NONE) { /* "the militants" */
            p->antecedent = m;
            p->country = f->at[m].country;
            p->link = CHN_LINK_COREFERENCE;
            return;
        }
    }
    if (r->generic && !p->country.n) { /* "a group" is nobody */
        drop(p);
        return;
    }
    if (p->country.n > 3 && r->kind == ROLE_ORG)
        p->kind = CHN_KIND_IGO;
    /* guerrillas are of the place they are told at */
    if (!p->country.n && r->needs_country && r->kind == ROLE_ARMED)
        p->country = place_here(f, t);
    if (!p->country.n && r->needs_country)
        p->country = r->kind == ROLE_ARMED ? state_of_topic(f, t)
                                           : chn_actor_focus(f, t);
}

/* "the Asian country": the last state told that is one. Empty: none, or no
 * region is told. */
static chn_str of_region(const find *f, const phrase *p)
{
    enum { MOST = 2 }; /* "the Gulf emirate" */
    const word *w[MOST];
    uint32_t n = 0, passed = 0;
    for (uint32_t i = p->first; i < p->end && n < MOST; i++) {
        w[n] = chn_actor_word(f, i, WORD_REGION);
        n += w[n] != NULL;
    }
    for (uint32_t m = f->n; n && m-- > 0 && passed < BACK; passed++) {
        bool good = state_told(&f->at[m]);
        for (uint32_t i = 0; i < n && good; i++)
            good = in_codes(w[i]->value, f->at[m].country);
        if (good)
            return f->at[m].country;
    }
    return chn_str_of("");
}

/* ---- who is spoken of ---- */

typedef struct joint {
    uint32_t end, n;
    bool person;
    bool sides;     /* they may be of one state: "both sides" */
    bool known;     /* "both", "the": told before */
    chn_str region; /* of "the three European powers": its states */
    chn_str codes;  /* of "the two Koreas": theirs */
    /* of "urged both sides": whose subject is none of them */
    chn_str doers[CHN_MENTION_PARTS];
    uint32_t n_doers;
} joint;

static bool rebels(const chn_mention *x)
{
    return chn_str_is(x->sector, "REB") || chn_str_is(x->sector, "OPP") ||
           chn_str_is(x->sector, "PRM") || x->kind == CHN_KIND_ARMED;
}

/* Do two mentions stand on one side? The government of a state and those who
 * fight it do not. */
static bool same_side(const find *f, const joint *j, uint32_t a, uint32_t b)
{
    const chn_mention *x = &f->at[a], *y = &f->at[b];
    return chn_str_eq(x->country, y->country) &&
           (!j->sides || rebels(x) == rebels(y));
}

/* Can mention m be one of those whom the joint mention means? */
static bool may_be_part(const find *f, const joint *j, uint32_t m)
{
    if (j->region.n && !in_codes(j->region, f->at[m].country))
        return false;
    for (uint32_t i = 0; i < j->n_doers; i++)
        if (chn_str_eq(j->doers[i], f->at[m].country))
            return false;
    return true;
}

#define TOLD_MOST 12
/* Who is spoken of, by the sentences that tell them. */
typedef struct told {
    uint32_t m, sent, count;
} told;

/* How many sentences of late tell each; their number. */
static uint32_t count_told(const find *f, const joint *j, uint32_t sent,
                           told *out, uint32_t most)
{
    uint32_t n = 0, passed = 0;
    for (uint32_t m = f->n; m-- > 0 && passed < BACK; passed++) {
        const chn_mention *x = &f->at[m];
        if (f->ex[m].sent + 12 < sent)
            break;
        if (x->country.n != 3 || x->kind == CHN_KIND_MEDIA ||
            x->kind == CHN_KIND_PLACE || x->n_parts || !may_be_part(f, j, m))
            continue;
        uint32_t i = 0;
        while (i < n && !same_side(f, j, out[i].m, m))
            i++;
        if (i == most)
            continue;
        if (i == n) {
            out[n].m = m;
            out[n].count = 0;
            out[n++].sent = NONE;
        }
        if (out[i].sent != f->ex[m].sent)
            out[i].count++;
        out[i].sent = f->ex[m].sent;
        /* one of the wanted kind is the better witness */
        if ((f->at[out[i].m].modifier && !x->modifier) ||
            (f->at[out[i].m].kind == CHN_KIND_PRONOUN &&
             x->kind != CHN_KIND_PRONOUN && !x->modifier) ||
            (j->person && x->kind == CHN_KIND_PERSON &&
             f->at[out[i].m].kind != CHN_KIND_PERSON))
            out[i].m = m;
    }
    return n;
}

/* Of the states told of late but for one, the one told in most sentences. */
static chn_str other_state(const find *f, uint32_t t, chn_str but)
{
    joint j;
    told all[TOLD_MOST];
    memset(&j, 0, sizeof j);
    j.doers[j.n_doers++] = but;
    const uint32_t n = count_told(f, &j, f->doc->tok[t].sent, all, TOLD_MOST);
    uint32_t best = NONE;
    for (uint32_t i = 0; i < n; i++)
        if (best == NONE || all[i].count > all[best].count)
            best = i;
    return best == NONE ? chn_str_of("") : f->at[all[best].m].country;
}

/* "Oslo accused its neighbour": the other state of the matter. */
static void neighbour(find *f, uint32_t t, phrase *p)
{
    const uint32_t end = f->doc->sent[f->doc->tok[t].sent].end;
    const uint32_t next = is(f, p->end, end, ",") ? p->end + 1 : p->end;
    chn_str whose = {"", 0};
    if (p->prefix != NONE)
        whose = f->at[p->prefix].country;
    else if (p->owned)
        whose = p->country;
    /* "its neighbour Sweden" */
    const bool named =
        next < end && chn_actor_hit(f, next, FACT_COUNTRY) != NULL;
    p->country = chn_str_of("");
    if (whose.n == 3 && !named)
        p->country = other_state(f, t, whose);
    if (!p->country.n) {
        drop(p);
        return;
    }
    p->sector = chn_str_of("");
    p->link = CHN_LINK_COREFERENCE;
    p->name = chn_actor_country_name(f, p->country);
}

static void lone_state(find *f, uint32_t t, phrase *p)
{
    bool known = p->definite;
    for (uint32_t i = t, n = 0; i > 0 && n < 3; n++) {
        i--;
        if (chn_actor_word(f, i, WORD_OTHER) || is(f, i, t, "new")) {
            drop(p); /* "the first country to ..." */
            return;
        }
        if (chn_actor_det(f, i)) {
            /* "the isolated country", "this country" */
            known |=
                chn_tok_is(f->doc, i, "the") || chn_tok_is(f->doc, i, "this");
            break;
        }
        if (chn_actor_cap(f, i) || chn_actor_function(f, i))
            break;
    }
    for (uint32_t i = p->first; i < p->end; i++)
        if (chn_actor_word(f, i, WORD_OTHER) || is(f, i, p->end, "new")) {
            drop(p);
            return;
        }
    if (p->prefix != NONE) {
        p->antecedent = p->prefix;
    } else if (p->country.n || !known || p->plural) {
        drop(p);
        return;
    } else {
        p->country = of_region(f, p);
        /* no island was told: then this one is none */
        if (!p->country.n && !kind_of_state(f, p))
            p->country = state_of_topic(f, t);
    }
    if (!p->country.n) {
        drop(p);
        return;
    }
    p->sector = chn_str_of("");
    p->link = CHN_LINK_COREFERENCE;
    p->name = chn_actor_country_name(f, p->country);
}

/* "the Macedonian side" is Macedonia's, "the other side", "at his side" are
 * nobody's. */
static bool side_of_nobody(const find *f, const phrase *p)
{
    const uint32_t g = chn_actor_map_get(&f->k->group_of, chn_str_of("side"));
    return g != NONE && p->groups[0] == g &&
           (!p->country.n || p->prefix != NONE ||
            p->link == CHN_LINK_COREFERENCE);
}

/* "a delegation led by Shoigu": it is of his state. */
static void led_by(find *f, phrase *p)
{
    const uint32_t t = p->end;
    const uint32_t end = f->doc->sent[f->doc->tok[p->first].sent].end;
    phrase q;
    uint32_t e = 0;
    if (p->country.n || t + 2 >= end || !is(f, t + 1, end, "by") ||
        !(is(f, t, end, "led") || is(f, t, end, "headed")))
        return;
    const uint32_t who = chn_actor_person(f, t + 2, end, &e);
    if (who != NONE)
        p->country = f->ents[who].country;
    else if (chn_actor_phrase(f, t + 2, end, &q))
        p->country = q.country;
    if (p->country.n)
        p->link = CHN_LINK_COREFERENCE;
}

/* "foreign troops", "international observers", "West African soldiers". */
static bool from_abroad(const find *f, uint32_t t, const phrase *p)
{
    static const char *const words[] = {"foreign",  "international",
                                        "regional", "multinational",
                                        "western",  "allied"};
    for (uint32_t i = t > 0 ? t - 1 : t; i < p->core; i++) {
        if (f->doc->tok[i].sent != f->doc->tok[p->core].sent)
            continue;
        if (i < t && !chn_actor_word(f, i, WORD_REGION) &&
            f->hit[i].end > i + 1)
            continue;
        /* of the role's own words, "foreign minister", none counts */
        if (i > t && chn_actor_role(f, i) && f->hit[i].end > i + 1)
            break;
        if (chn_actor_word(f, i, WORD_REGION))
            return true;
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (chn_tok_is(f->doc, i, words[k]) &&
                !(chn_actor_role(f, i) && f->hit[i].end > i + 1))
                return true;
    }
    return false;
}

static bool no_noun(const find *f, uint32_t t, uint32_t end);

void chn_actor_resolve(find *f, uint32_t t, phrase *p)
{
    if (p->role == NONE || p->actor != NONE || p->name_end > p->name_first)
        return;
    const role *r = &f->k->roles.at[p->role];
    if (p->counterpart) {
        /* "his host", who need not have his office */
        const uint32_t host =
            chn_actor_map_get(&f->k->group_of, chn_str_of("host"));
        if (!p->aka && host != NONE && p->groups[1] == host)
            drop(p);
        else
            counterpart(f, t, p);
        return;
    }
    const uint32_t end = f->doc->sent[f->doc->tok[t].sent].end;
    if (r->generic && !r->plural && of_group(f, r, "materiel") &&
        !no_noun(f, p->end, end)) {
        drop(p); /* "a Russian missile strike" */
        return;
    }
    if (r->kind == ROLE_BODY || r->kind == ROLE_PEOPLE)
        led_by(f, p);
    if (!p->country.n && p->prefix == NONE && r->kind != ROLE_STATE &&
        r->kind != ROLE_ORG && from_abroad(f, t, p))
        return; /* of many states, and which is not told */
    switch ((role_kind)r->kind) {
    case ROLE_PERSON:
    case ROLE_KIN:
    case ROLE_TITLE:
        lone_person(f, t, p, r);
        break;
    case ROLE_BODY:
        if (side_of_nobody(f, p))
            drop(p);
        else
            lone_body(f, t, p, r);
        break;
    case ROLE_PEOPLE: {
        const uint32_t g =
            chn_actor_map_get(&f->k->group_of, chn_str_of("people"));
        const bool people = g != NONE && r->groups[0] == g;
        if (!p->country.n && people && !p->definite && !p->ours) {
            /* "500 people marched in Oslo"; without a place they are nobody */
            p->country = place_here(f, t);
            if (!p->country.n)
                drop(p);
        } else if (!p->country.n && r->needs_country && !p->ours)
            p->country = chn_str_is(r->sector, "CVL")
                             ? chn_actor_local_focus(f, t)
                             : chn_actor_focus(f, t);
        break;
    }
    case ROLE_MEDIA:
        lone_media(f, t, p, r);
        break;
    case ROLE_ARMED:
    case ROLE_PARTY:
    case ROLE_ORG:
        lone_group(f, t, p, r);
        break;
    case ROLE_STATE:
        if (of_group(f, r, "neighbour"))
            neighbour(f, t, p);
        else
            lone_state(f, t, p);
        break;
    }
}

static chn_str singular(chn_str w)
{
    if (w.n > 2 && w.p[w.n - 1] == 's')
        w.n--;
    return w;
}

static bool of_joint(find *f, uint32_t m);

#define THESE_BACK 3 /* sentences */
void chn_actor_gather(find *f, uint32_t m)
{
    chn_mention *x = &f->at[m];
    if (of_joint(f, m))
        return;
    if (!x->plural || x->n_parts || x->first == 0 ||
        x->kind == CHN_KIND_PRONOUN ||
        !(chn_tok_is(f->doc, x->first - 1, "these") ||
          chn_tok_is(f->doc, x->first - 1, "those")))
        return;
    const chn_str noun = singular(f->doc->tok[x->end - 1].fold);
    uint32_t parts[CHN_MENTION_PARTS];
    uint32_t n = 0;
    for (uint32_t i = m; i-- > 0 && m - i < BACK && n < CHN_MENTION_PARTS;) {
        const chn_mention *y = &f->at[i];
        if (f->ex[i].sent + THESE_BACK < f->ex[m].sent)
            break;
        if (y->kind == CHN_KIND_PRONOUN || y->modifier ||
            !chn_str_eq(singular(f->doc->tok[y->core].fold), noun))
            continue;
        parts[n++] = i;
    }
    if (n < 2)
        return;
    x->n_parts = n;
    for (uint32_t i = 0; i < n; i++)
        x->parts[i] = parts[n - 1 - i]; /* in order of the text */
    x->country = f->at[x->parts[0]].country;
}

/* ---- "both sides", "the two leaders" --------------------------------------
 */

/* "The two agreed", "the pair met": a verb or the like follows, no noun. */
static bool no_noun(const find *f, uint32_t t, uint32_t end)
{
    if (is(f, t, end, "-") && chn_actor_tight(f, t))
        return false; /* "the two-week detention" */
    if (t >= end || f->doc->tok[t].kind == CHN_TOK_PUNCT ||
        chn_actor_function(f, t) || chn_actor_word(f, t, WORD_SAYING) ||
        chn_actor_word(f, t, WORD_CLAUSE))
        return true;
    return chn_actor_verb(f, t);
}

/* May the two that a noun names be of one state? */
static bool side_noun(const find *f, uint32_t t)
{
    static const char *const nouns[] = {"sides", "parties", "enemies",
                                        "foes",  "rivals",  "belligerents",
                                        "camps", "two"};
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
        if (chn_tok_is(f->doc, t, nouns[i]))
            return true;
    return false;
}

/* "each side", "neither government" */
static bool each_side(const find *f, uint32_t t, uint32_t end)
{
    static const char *const nouns[] = {"side", "government", "party", "army",
                                        "country"};
    const bool each = is(f, t, end, "each");
    if (!each && !is(f, t, end, "neither") && !is(f, t, end, "either"))
        return false;
    for (size_t i = 0; i < (each ? 2 : sizeof nouns / sizeof *nouns); i++)
        if (is(f, t + 1, end, nouns[i]))
            return true;
    return false;
}

static bool read_joint(const find *f, uint32_t t, uint32_t end, joint *j)
{
    uint32_t at = t;
    bool counted = false, both = false, det = false;
    j->n = 2;
    if (each_side(f, t, end)) {
        j->known = true;
        j->sides = is(f, t + 1, end, "side") || is(f, t + 1, end, "party");
        j->end = t + 2;
        return true;
    }
    if (is(f, at, end, "both")) {
        both = counted = true;
        at++;
    }
    if (is(f, at, end, "the") || is(f, at, end, "these") ||
        (at < end && chn_actor_pronoun_poss(f, at))) {
        det = true;
        at++;
    }
    static const char *const numbers[] = {"two", "three", "four"};
    for (uint32_t i = 0; i < 3 && !both; i++)
        if (is(f, at, end, numbers[i])) {
            counted = true;
            j->n = i + 2;
            at++;
            break;
        }
    if (!counted && det && (is(f, at, end, "pair") || is(f, at, end, "duo"))) {
        j->person = j->known = true;
        j->end = at + 1;
        return no_noun(f, at + 1, end);
    }
    if (!counted && !det)
        return false;
    if (!counted && at < end && chn_actor_word(f, at, WORD_PAIR) &&
        chn_str_is(chn_actor_word(f, at, WORD_PAIR)->value, "state") &&
        chn_actor_is_poss(f, f->hit[at].end, end)) {
        j->known = true;
        j->end = f->hit[at].end; /* "the countries' leaders" */
        return true;
    }
    uint32_t noun = at;
    for (uint32_t i = 0; i < 3 && noun < end && counted; i++) {
        if (chn_actor_word(f, noun, WORD_PAIR) ||
            f->doc->tok[noun].kind != CHN_TOK_WORD ||
            chn_actor_function(f, noun) || chn_actor_hit(f, noun, FACT_COUNTRY))
            break;
        const word *g = chn_actor_word(f, noun, WORD_REGION);
        if (g)
            j->region = g->value;
        noun++;
    }
    j->known = both || det;
    const word *w = noun < end ? chn_actor_word(f, noun, WORD_PAIR) : NULL;
    if (w && (counted || chn_tok_is(f->doc, noun, "sides"))) {
        j->person = chn_str_is(w->value, "person");
        j->sides = side_noun(f, noun);
        j->known |= !counted;
        if (noun > t && memchr(w->value.p, ' ', w->value.n))
            j->codes = w->value;
        j->end = f->hit[noun].end;
        return true;
    }
    if (!counted || (both && !det && !is(f, at, end, "have") &&
                     !is(f, at, end, "had") && !is(f, at, end, "are") &&
                     !is(f, at, end, "were") && !is(f, at, end, "will")))
        return false;
    j->person = false;
    j->sides = true;
    j->end = at;
    return (det || both) && no_noun(f, at, end);
}

static bool part_fits(const find *f, uint32_t m, uint32_t pass, bool person)
{
    const chn_mention *x = &f->at[m];
    if (!x->country.n || x->kind == CHN_KIND_MEDIA || x->n_parts ||
        x->kind == CHN_KIND_PRONOUN)
        return false;
    if (pass == 0 && person && x->kind != CHN_KIND_PERSON)
        return false;
    if (pass < 2 && (x->modifier || x->locative || x->kind == CHN_KIND_PLACE ||
                     f->ex[m].way || x->country.n != 3))
        return false;
    return true;
}

/* "A and B" of so many states, or a joint mention before, told at most `back`
 * sentences ago. */
static uint32_t listed_parts(const find *f, const joint *j, uint32_t sent,
                             uint32_t back, uint32_t *out)
{
    uint32_t passed = 0;
    for (uint32_t m = f->n; m-- > 0 && passed < BACK; passed++) {
        if (f->ex[m].sent + back < sent)
            break;
        uint32_t parts[CHN_MENTION_PARTS];
        const uint32_t n = chn_actor_parts(f, m, parts);
        bool good = n == j->n && !f->at[m].modifier;
        for (uint32_t i = 0; i < n && good; i++) {
            const chn_mention *x = &f->at[parts[i]];
            good = x->country.n == 3 && x->kind != CHN_KIND_PLACE &&
                   x->kind != CHN_KIND_MEDIA && may_be_part(f, j, parts[i]);
            for (uint32_t k = 0; k < i && good; k++)
                good = !same_side(f, j, parts[i], parts[k]);
        }
        if (good) {
            memcpy(out, parts, n * sizeof *out);
            return n;
        }
    }
    return 0;
}

static void in_order(uint32_t *at, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++)
        for (uint32_t k = i; k > 0 && at[k] < at[k - 1]; k--) {
            const uint32_t x = at[k];
            at[k] = at[k - 1];
            at[k - 1] = x;
        }
}

/* The last so many mentions of different states, in the order of the text. */
static uint32_t last_parts(const find *f, const joint *j, uint32_t sent,
                           uint32_t *out)
{
    uint32_t n = 0;
    for (uint32_t pass = j->person ? 0 : 1; pass < 3 && n < j->n; pass++) {
        uint32_t passed = 0;
        n = 0;
        for (uint32_t m = f->n; m-- > 0 && passed < BACK && n < j->n;
             passed++) {
            if (f->ex[m].sent + 12 < sent)
                break;
            if (!part_fits(f, m, pass, j->person) || !may_be_part(f, j, m))
                continue;
            uint32_t i = 0;
            while (i < n && !same_side(f, j, out[i], m))
                i++;
            if (i == n)
                out[n++] = m;
        }
    }
    in_order(out, n);
    return n;
}

#define CHOSEN (NONE - 1u)
/* Those told in most sentences, whom a passage is about whoever else has a
 * word in it; where the two are a subject, only if the near ones are all
 * others. False: they are not. */
static bool told_most(const find *f, const joint *j, uint32_t sent,
                      uint32_t *out)
{
    told t[TOLD_MOST];
    const uint32_t n = count_told(f, j, sent, t, TOLD_MOST);
    uint32_t least = 2;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < j->n; k++)
            if (same_side(f, j, t[i].m, out[k]) && t[i].count >= least)
                least = t[i].count + 1;
    for (uint32_t i = 0; i < j->n; i++) {
        uint32_t best = NONE;
        for (uint32_t k = 0; k < n; k++)
            if (t[k].count && (best == NONE || t[k].count > t[best].count))
                best = k;
        if (best == NONE)
            return false;
        if (t[best].count < (j->n_doers ? 3u : least))
            return false;
        for (uint32_t k = 0; k < j->n && !j->n_doers; k++)
            if (same_side(f, j, t[best].m, out[k]))
                return false;
        t[best].count = 0;
        t[best].sent = CHOSEN;
    }
    uint32_t c = 0;
    for (uint32_t k = 0; k < n; k++)
        if (!t[k].count && t[k].sent == CHOSEN && c < j->n)
            out[c++] = t[k].m;
    in_order(out, c);
    return c == j->n;
}

/* Whom "the two" are: a list in this sentence or the one before; else the
 * last so many of different states there; else both ways further back. */
static uint32_t find_parts(const find *f, const joint *j, uint32_t sent,
                           uint32_t *out)
{
    uint32_t n = listed_parts(f, j, sent, 1, out);
    if (!n) {
        n = last_parts(f, j, sent, out);
        uint32_t far[CHN_MENTION_PARTS];
        if ((n < j->n || f->ex[out[0]].sent + 1 < sent) &&
            listed_parts(f, j, sent, j->n > 2 ? 12 : 4, far)) {
            memcpy(out, far, j->n * sizeof *out);
            n = j->n;
        }
    }
    if (n != j->n)
        return 0;
    (void)told_most(f, j, sent, out);
    return n;
}

/* Does the joint mention at t follow a verb that somebody else does to them:
 * "urged both sides", "called on the two countries"? */
static bool is_object(const find *f, uint32_t t, uint32_t first)
{
    if (t <= first || f->doc->tok[t - 1].kind != CHN_TOK_WORD)
        return false;
    const bool prep = chn_tok_is(f->doc, t - 1, "on") ||
                      chn_tok_is(f->doc, t - 1, "to") ||
                      chn_tok_is(f->doc, t - 1, "with");
    const uint32_t v = prep && t > first + 1 ? t - 2 : t - 1;
    return chn_actor_verb(f, v) && !chn_actor_word(f, v, WORD_CLAUSE);
}

static void find_doers(const find *f, uint32_t sent, joint *j)
{
    for (uint32_t m = f->n;
         m-- > 0 && f->ex[m].sent == sent && j->n_doers < CHN_MENTION_PARTS;)
        if (f->ex[m].subject && f->at[m].country.n)
            j->doers[j->n_doers++] = f->at[m].country;
}

/* "the two Koreas", whoever was told before: the number is the one state, the
 * noun the other and both. */
static uint32_t both_of_name(find *f, const joint *j)
{
    chn_str rest = j->codes;
    chn_str code;
    uint32_t m[2] = {NONE, NONE};
    for (uint32_t i = 0; i < 2 && chn_str_next(&rest, ' ', &code); i++) {
        phrase p;
        chn_actor_phrase_init(&p, j->end - 2 + i);
        p.end = p.first + 1;
        p.kind = CHN_KIND_COUNTRY;
        p.country = code;
        p.name = chn_actor_country_name(f, code);
        p.link = i ? CHN_LINK_COREFERENCE : CHN_LINK_LIST;
        m[i] = chn_actor_emit(f, &p);
        if (m[i] == NONE)
            return j->end;
    }
    chn_mention *x = &f->at[m[1]];
    x->plural = true;
    x->n_parts = 2;
    memcpy(x->parts, m, sizeof m);
    return j->end;
}

/* "officials of both states", "historians from the two countries": theirs. */
static bool of_joint(find *f, uint32_t m)
{
    chn_mention *x = &f->at[m];
    const uint32_t sent = f->ex[m].sent;
    const uint32_t end = f->doc->sent[sent].end;
    joint j;
    memset(&j, 0, sizeof j);
    if (!x->plural || x->n_parts || x->link == CHN_LINK_DEMONYM ||
        f->ex[m].ent != NONE ||
        (x->kind != CHN_KIND_PERSON && x->kind != CHN_KIND_BODY &&
         x->kind != CHN_KIND_PEOPLE) ||
        !(is(f, x->end, end, "of") || is(f, x->end, end, "from")) ||
        !read_joint(f, x->end + 1, end, &j) || !j.known || j.codes.n)
        return false;
    f->n--; /* it is none of the two itself */
    const uint32_t n = find_parts(f, &j, sent, x->parts);
    f->n++;
    x->n_parts = n;
    if (n) {
        x->country = f->at[x->parts[0]].country;
        x->link = CHN_LINK_COREFERENCE;
    }
    return n != 0;
}

uint32_t chn_actor_joint(find *f, uint32_t t, uint32_t end)
{
    joint j;
    memset(&j, 0, sizeof j);
    if (!read_joint(f, t, end, &j))
        return t;
    if (j.codes.n)
        return both_of_name(f, &j);
    uint32_t parts[CHN_MENTION_PARTS];
    const uint32_t sent = f->doc->tok[t].sent;
    if (is_object(f, t, f->doc->sent[sent].first))
        find_doers(f, sent, &j);
    const uint32_t n = j.known ? find_parts(f, &j, sent, parts) : 0;
    phrase p;
    chn_actor_phrase_init(&p, t);
    if (is(f, t, end, "the") || is(f, t, end, "these"))
        p.first++;
    p.end = j.end;
    p.core = j.end - 1;
    p.kind = j.person ? CHN_KIND_PERSON : CHN_KIND_COUNTRY;
    if (n && !j.person && f->at[parts[0]].kind == CHN_KIND_PERSON &&
        is(f, j.end - 1, end, "two"))
        p.kind = CHN_KIND_PERSON; /* "the two agreed" */
    p.link = CHN_LINK_COREFERENCE;
    p.plural = true;
    if (n) {
        p.country = f->at[parts[0]].country;
        p.sector = j.person || p.kind == CHN_KIND_PERSON
                       ? f->at[parts[0]].sector
                       : chn_str_of("");
    }
    const uint32_t m = chn_actor_emit(f, &p);
    if (m != NONE && n > 1) {
        f->at[m].n_parts = n;
        memcpy(f->at[m].parts, parts, n * sizeof *parts);
    }
    return j.end;
}
