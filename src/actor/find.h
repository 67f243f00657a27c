/* SPDX-License-Identifier: Apache-2.0 */
/* One report while its mentions are found. Shared by this module's files. */
#ifndef CHN_ACTOR_FIND_H
#define CHN_ACTOR_FIND_H

#include "actor/know.h"

#define NAME_WORDS 8  /* longest name of a person, in tokens */
#define BACK 96u      /* mentions that a look back passes at most */
#define TOLD_KEPT 32u /* answers about bodies of one name that are kept */

/* The longest phrase that begins at a token, and what else is asked of the
 * token again and again. */
typedef struct hit {
    uint32_t end; /* token after it; 0: none */
    uint32_t n;
    const uint32_t *v; /* facts */
    uint32_t words;    /* bits of the word_class of its facts */
    uint16_t kinds;    /* FACT_* of its facts */
    uint8_t pronoun;   /* pronoun.c: its row and 1, 0: none */
    bool starts : 1;   /* a mention may begin here */
    bool waits;        /* a body begins here if the report tells its state */
} hit;

/* Somebody this report names. */
typedef struct ent {
    uint32_t actor; /* or NONE */
    chn_str name, country, sector;
    uint16_t groups[GROUPS]; /* of the role it was told with */
    char sex;
    bool relative; /* told as somebody's kin: the bare surname is not theirs */
    bool former;
    bool aged;      /* told with an age: a person, whatever else the name is */
    uint32_t count; /* mentions */
    uint32_t full_para; /* last paragraph with the whole name */
    uint32_t last;      /* last mention */
} ent;

/* A part of a name that stands for the whole later on. */
typedef struct key {
    uint32_t ent;
    uint32_t n;
    chn_str tok[NAME_WORDS]; /* folded words, hyphens left out */
    uint32_t next;           /* key with the same first word, or NONE */
} key;

/* What a mention's record has no room for. */
typedef struct extra {
    uint16_t groups[GROUPS];
    uint32_t ent;   /* of a person, or NONE */
    uint32_t coord; /* first mention of its "A, B and C" */
    uint32_t sent, para;
    bool subject; /* stands where a clause's subject stands */
    bool quoted;
    bool way;   /* after "to" or "from" */
    bool agent; /* after "by" */
    bool owned; /* "Russia's first peacekeepers" */
    bool part;  /* of a people within its state: "Chechen fighters" */
} extra;

typedef struct find {
    const chn_actor_know *k;
    const chn_doc *doc;
    chn_arena *a;
    chn_err *err;
    hit *hit; /* [n_tok] */
    chn_mention *at;
    extra *ex;
    uint32_t n, cap, cap_ex;
    chn_mention *inner;
    uint32_t n_inner, cap_inner;
    ent *ents;
    uint32_t n_ents, cap_ents;
    key *keys;
    uint32_t n_keys, cap_keys;
    uint32_t *heads; /* first key of a first word */
    uint32_t n_heads, cap_heads;
    map key_of;

    struct {
        uint32_t fact;
        bool yes;
    } told[TOLD_KEPT]; /* is the state of a body with this name told? */
    uint32_t n_told;

    chn_str dateline; /* its country */
    bool statement;   /* a state's own: "Norway condemns it. We urge Peru" */
    bool titlecase;   /* this sentence is a title In Capitals */
    bool failed;      /* out of memory */
} find;

/* ---- a noun phrase as it is read ---- */

typedef struct phrase {
    uint32_t first, end, core;
    uint32_t name_first, name_end; /* equal: no name in it */
    chn_str country, sector, media_kind;
    uint32_t actor, ent;
    uint32_t antecedent;
    uint32_t role; /* the head's row, or NONE */
    uint16_t groups[GROUPS];
    uint8_t kind, link;
    bool plural, definite, former, kin, counterpart;
    bool part;       /* of a people within its state: "Chechen" */
    bool ethnic;     /* "ethnic Albanian leaders": of where they live */
    bool aka;        /* a demonym after "his" */
    bool owned;      /* a name with 's stands before it */
    bool speaks;     /* "foreign ministry spokesman": for a body of a state */
    bool ours;       /* "our people": the speaker's, found at the end */
    uint32_t prefix; /* whose "his" is: a mention, or NONE */
    uint32_t of_end; /* more countries follow from here: "of Armenia,
                        Azerbaijan and Russia"; 0: no */
    chn_str name;    /* of a person that the tables do not have */
} phrase;

/* pronoun.c: the token's row of pronouns and 1, or 0 */
/* `statement`: "we" outside quotations is somebody, too. */
uint8_t chn_actor_pronoun_row(const chn_token *k, bool statement);
/* Is it a statement in the name of whom it begins with? See find.statement. */
bool chn_actor_is_statement(const find *f);

/* Does token t, if it is one before `end`, read as `w`? */
static inline bool is(const find *f, uint32_t t, uint32_t end, const char *w)
{
    return t < end && chn_tok_is(f->doc, t, w);
}

/* Is it in the list? */
static inline bool is_in(const find *f, uint32_t t, uint32_t end, word_list l)
{
    return t < end && chn_tok_class(&f->k->lists, f->doc, t, l);
}

/* The first fact of these kinds at t, or NULL. */
static inline const fact *chn_actor_hit(const find *f, uint32_t t,
                                        uint32_t kinds)
{
    const hit *h = &f->hit[t];
    for (uint32_t i = 0; (h->kinds & kinds) && i < h->n; i++) {
        const fact *x = &f->k->facts.at[h->v[i]];
        if (x->kind & kinds)
            return x;
    }
    return NULL;
}

static inline bool chn_actor_cap(const find *f, uint32_t t)
{
    return (f->doc->tok[t].flags & CHN_TOK_CAP) != 0;
}

/* Does no space stand before it? */
static inline bool chn_actor_tight(const find *f, uint32_t t)
{
    return (f->doc->tok[t].flags & CHN_TOK_SPACE) == 0;
}

static inline bool chn_actor_det(const find *f, uint32_t t)
{
    return chn_tok_class(&f->k->lists, f->doc, t, L_DET);
}

/* ask.c */
const word *chn_actor_word(const find *f, uint32_t t, word_class cls);
/* In no table, or only as a given name. */
bool chn_actor_unknown(const find *f, uint32_t t);
/* Such a word in capitals: of "Air China", "Michael Jordan". */
bool chn_actor_unknown_cap(const find *f, uint32_t t);
const role *chn_actor_role(const find *f, uint32_t t);
bool chn_actor_is_poss(const find *f, uint32_t t, uint32_t end);
/* An article or an owner right before t. */
bool chn_actor_det_before(const find *f, uint32_t t);
bool chn_actor_function(const find *f, uint32_t t);
/* A verb by its look: "agreed", or one of the table's. */
bool chn_actor_verb(const find *f, uint32_t t);
/* Does the word end so, with two letters more at least? */
bool chn_actor_ends_in(chn_str w, const char *tail);
/* After a nation's adjective or an abbreviation: does a noun follow, so that
 * it is only a modifier ("US sanctions", "Russian bombers")? */
bool chn_actor_noun_follows(const find *f, uint32_t e, uint32_t end);
/* Row of the state that the word at t is of: of two, the one told in this
 * report. Or NONE. */
uint32_t chn_actor_nation(const find *f, uint32_t t, uint32_t kinds);
/* Row of the state of a form that stands before a hyphen and a nation's
 * adjective alone: "Franco-German", "Sino-Indian". Or NONE. */
uint32_t chn_actor_combining(const find *f, uint32_t t, uint32_t end);
/* Which of two states of one land, "the North", the word is; NULL: none. */
const land_half *chn_actor_half(const find *f, uint32_t t);
/* The state of a fact: a state itself, or a place's. */
chn_str chn_actor_fact_state(const find *f, const fact *x);
chn_str chn_actor_country_name(const find *f, chn_str code);
/* Does the phrase at t tell state `code`, by name, adjective or town? */
bool chn_actor_tells(const find *f, uint32_t t, chn_str code);
/* Does the sentence around a token tell a state, but for that token? */
bool chn_actor_sentence_tells(const find *f, uint32_t but, chn_str code);
/* Has a mention before told the state? */
bool chn_actor_told(const find *f, chn_str code);
uint32_t chn_actor_para(const find *f, uint32_t t);

/* emit.c */
typedef struct stand {
    bool place, way; /* after "in"; after "to" or "from" */
} stand;
/* How the words before t say it stands: "in Oslo", "to Oslo". */
stand chn_actor_stands_at(const find *f, uint32_t t);
/* It is a place and acts for no state. */
void chn_actor_mark_place(find *f, uint32_t m);
/* The name in tokens [t, e) as a phrase of its own. */
phrase chn_actor_name_alone(uint32_t t, uint32_t e, uint8_t kind, chn_str code);
/* The phrase as a mention: its number, or NONE. */
uint32_t chn_actor_emit(find *f, const phrase *p);

/* bare.c */
/* The state or town at t is another of that name: its state's code, or empty.
 * `own`: the code of the one that the tables mean first. */
chn_str chn_actor_namesake(const find *f, uint32_t t, uint32_t end,
                           chn_str own);
/* Is the state or town at t only a part of a name: "Georgia Tech"? */
bool chn_actor_in_name(const find *f, uint32_t t, uint32_t end);
/* The token behind "(DPRK)", brackets that hold the phrase's own name once
 * more, or e. */
uint32_t chn_actor_brackets(const find *f, uint32_t e, uint32_t end,
                            const phrase *p);
/* Reads a bare name of a state, people, capital, place or body at t: the token
 * behind it, or t. */
uint32_t chn_actor_bare(find *f, uint32_t t, uint32_t end);
/* The same of "the Guards", "the Front": a body told before by more of its
 * name. */
uint32_t chn_actor_short(find *f, uint32_t t, uint32_t end);
/* The same of "USS Cole", "HMS Invincible": a ship by the letters of its
 * navy. */
uint32_t chn_actor_ship(find *f, uint32_t t, uint32_t end);

/* look.c */
/* What the tables have at each token; of what a name may be, what it is in this
 * report. */
chn_code chn_actor_look_up(find *f);

/* names.c */
/* Whom the whole report names in full, so that a headline may be brief. */
void chn_actor_prescan(find *f);
/* The person that is named at t, known from the tables or from this report:
 * its entity, with *end behind it; or NONE. */
uint32_t chn_actor_person(find *f, uint32_t t, uint32_t end, uint32_t *e);
char chn_actor_given_sex(const find *f, uint32_t t);
/* End of a name that nobody knows, or t. */
uint32_t chn_actor_new_name(const find *f, uint32_t t, uint32_t end);
/* The entity for such a name. NONE: no memory. */
uint32_t chn_actor_learn(find *f, uint32_t t, uint32_t end, chn_str code,
                         chn_str sector);
void chn_actor_learn_keys(find *f, uint32_t who, uint32_t t, uint32_t end);
uint32_t chn_actor_ent_of(find *f, uint32_t who);

/* phrase.c */
bool chn_actor_phrase(find *f, uint32_t t, uint32_t end, phrase *p);
bool chn_actor_name_phrase(find *f, uint32_t t, uint32_t end, phrase *p);
void chn_actor_phrase_init(phrase *p, uint32_t t);
/* The token behind "Iran-backed", "NATO-led" at t, or t; `code`: of whose
 * "-led", else empty. */
uint32_t chn_actor_compound(const find *f, uint32_t t, uint32_t end,
                            chn_str *code);

/* pronoun.c */
char chn_actor_pronoun(const find *f, uint32_t t); /* h s t i w m y, or 0 */
bool chn_actor_pronoun_poss(const find *f, uint32_t t);
/* Members of a joint mention or of "A, B and C"; 0: m is one alone. */
uint32_t chn_actor_parts(const find *f, uint32_t m,
                         uint32_t out[CHN_MENTION_PARTS]);
uint32_t chn_actor_antecedent(const find *f, uint32_t t, char who);
void chn_actor_pronoun_emit(find *f, uint32_t t, char who);
void chn_actor_first_persons(find *f);
/* What stands inside the mentions: "his" of "his deputy". Last of all. */
void chn_actor_inner(find *f);

/* focus.c */
bool chn_actor_state_told(const chn_mention *m);
chn_str chn_actor_focus(const find *f, uint32_t t);
/* The same for those who belong to a place: the police, a crowd. */
chn_str chn_actor_local_focus(const find *f, uint32_t t);
/* Where the sentence around token t takes place. Empty: it does not tell. */
chn_str chn_actor_place_here(const find *f, uint32_t t);
/* The place that "where" or "In Oslo," tells the clause of token t to be in. */
chn_str chn_actor_clause_place(const find *f, uint32_t t);
/* The table's row of what "the emirate", "the bloc" may be, or NULL. */
const word *chn_actor_kind_of_state(const find *f, const phrase *p);
bool chn_actor_in_codes(chn_str list, chn_str code);
/* Code of the organisation of states that "the bloc", the word at t, is: the
 * one told most of late. Empty: none. */
/* "the Asian country": the last state told that may be meant by the words
 * between the article and the end of `p`, but not `but`; empty: none, or they
 * tell no region. */
chn_str chn_actor_of_region(const find *f, const phrase *p, chn_str but);
/* Do these words tell a region, and is the state in it? */
bool chn_actor_may_mean(const find *f, const phrase *p, chn_str code);
chn_str chn_actor_bloc(const find *f, uint32_t t);
/* Code of the last mention of a kind (chn_actor_kind), or empty. */
chn_str chn_actor_last_of(const find *f, uint8_t kind);

/* resolve.c */
void chn_actor_resolve(find *f, uint32_t t, phrase *p);

/* joint.c */
/* "both sides", "the two leaders": emits; returns the token after, or t. */
uint32_t chn_actor_joint(find *f, uint32_t t, uint32_t end);
/* "these delegations": those told one by one just before; "officials of both
 * states": theirs. */
void chn_actor_gather(find *f, uint32_t m);
/* Of the states told of late but for one, the one told in most sentences. */
chn_str chn_actor_other_state(const find *f, uint32_t t, chn_str but);
/* Does a verb stand before token t that its subject does to what is there? */
bool chn_actor_is_object(const find *f, uint32_t t, uint32_t first);
/* "The two agreed": does no noun follow at t? */
bool chn_actor_no_noun(const find *f, uint32_t t, uint32_t end);

#endif
