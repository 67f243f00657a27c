/* SPDX-License-Identifier: Apache-2.0 */
/* What the actor stage knows, as its files share it. No other module includes
 * this. */
#ifndef CHN_ACTOR_KNOW_H
#define CHN_ACTOR_KNOW_H

#include "actor/actor.h"
#include "base/str.h"

#define NONE UINT32_MAX
#define GROUPS 4 /* most groups of one role */

typedef enum fact_kind {
    FACT_COUNTRY = 1, /* "Russia" */
    FACT_ADJ = 2,     /* "Russian" */
    FACT_PEOPLE = 4,  /* "Russians" */
    FACT_CAPITAL = 8, /* "Moscow" */
    FACT_PERSON = 16,
    FACT_BODY = 32,
    FACT_PLACE = 64,
    FACT_ROLE = 128,
    FACT_WORD = 256
} fact_kind;

/* What a phrase of the trie means: a row of one of the arrays below. Four
 * bytes, since every name and alias has one. */
typedef struct fact {
    uint32_t kind : 9;
    uint32_t alias : 1; /* not the row's first name */
    uint32_t mixed : 1; /* "LeT": a capital behind small letters of one word */
    uint32_t told : 1;  /* "Broad Front" of "Broad Front of Uruguay": only in a
                           report that tells its state */
    uint32_t row : 20;
} fact;
#define FACT_ROWS_MAX ((1u << 20) - 1)

/* What data/actors/traits.tsv says of a state. */
enum {
    TRAIT_IMMIGRANTS = 1,
    TRAIT_NAMESAKES = 2,
    TRAIT_FAMILY_FIRST = 4,
    TRAIT_FIRST_AGAIN = 8,
    TRAIT_EITHER_ORDER = 16
};

typedef struct land {
    chn_str code, name;
    chn_day since, until;
    bool ambiguous; /* also a name of persons: "Jordan" */
    bool part;      /* a people or region of the state: "Chechen" */
    uint8_t traits; /* TRAIT_*, of a state of today */
    chn_str sector; /* of who leads or fights for it; empty: the role's */
    chn_str near;   /* codes of its neighbours, of a state of today */
} land;

/* "the North": one of two states of one land. */
typedef struct land_half {
    chn_str word, code;
} land_half;

typedef struct office {
    chn_str name;
    uint32_t rank;
    chn_day since, until; /* CHN_DAY_NONE: open */
    bool certain;
    uint16_t groups[GROUPS];
    uint32_t next; /* of the same actor, or NONE */
} office;

/* Persons, then bodies: chn_mention.actor counts in this array. */
typedef struct actor {
    const char *id; /* its cell in a table; NUL behind it, as of the others */
    /* where its other cells begin, seen from the id; 0: none. They are of one
     * row, so that the table's pool keeps them near. */
    int32_t name, country, sector, media_kind;
    uint32_t office;      /* first, or NONE */
    uint32_t next_holder; /* of an office, of the same country, or NONE */
    uint8_t kind;         /* chn_actor_kind */
    bool family_first;
    char sex; /* 'm' or 'f' where the given name tells, else 0 */
} actor;

static inline chn_str chn_actor_cell(const actor *a, int32_t at)
{
    return chn_str_of(at ? a->id + at : "");
}
static inline chn_str chn_actor_id_of(const actor *a)
{
    return chn_str_of(a->id);
}
static inline chn_str chn_actor_name_of(const actor *a)
{
    return chn_actor_cell(a, a->name);
}
static inline chn_str chn_actor_state_of(const actor *a)
{
    return chn_actor_cell(a, a->country);
}
static inline chn_str chn_actor_sector_of(const actor *a)
{
    return chn_actor_cell(a, a->sector);
}

/* A name of a person, found by its surname. */
typedef struct namesake {
    uint32_t actor, next; /* next whose surname sounds the same, or NONE */
    int32_t full;         /* as the table has it, seen from the actor's id */
    uint32_t surname;     /* folded, in `surnames` */
    uint32_t full_n : 16;
    uint32_t surname_n : 14;
    uint32_t regnal : 1;     /* "King Hussein": only with the title */
    uint32_t patronymic : 1; /* "bin Salman": no surname by itself */
} namesake;

/* Who is meant by a surname on a day. */
typedef struct name_query {
    chn_str surname;        /* folded */
    chn_str code;           /* of the state, where it is told */
    const uint16_t *groups; /* of the role beside it, or NULL */
    chn_day day;
    char sex; /* 0: not told */
    bool former;
} name_query;
#define NAME_SOUND 64 /* longest sound of a name, in bytes */

typedef struct place {
    chn_str name, country;
    double lat, lon;
    bool has_point;
    bool ambiguous; /* also a word or a name of persons: "Reading" */
    bool capital;
} place;

typedef enum role_kind {
    ROLE_PERSON = 0,
    ROLE_BODY,
    ROLE_PEOPLE,
    ROLE_ARMED,
    ROLE_PARTY,
    ROLE_ORG,
    ROLE_MEDIA,
    ROLE_STATE,
    ROLE_TITLE,
    ROLE_KIN
} role_kind;

typedef struct role {
    chn_str phrase, sector, media_kind;
    uint8_t kind; /* role_kind */
    char sex;     /* 'm', 'f', or 0 */
    bool plural, mass, generic, needs_country;
    uint16_t groups[GROUPS]; /* 0: none */
} role;

typedef enum word_class {
    WORD_MOD = 0,
    WORD_THING,
    WORD_NOTNAME,
    WORD_LOCATIVE,
    WORD_MOVE,
    WORD_CITYOF,
    WORD_ROUTE,
    WORD_PARTICLE,
    WORD_PAIR,
    WORD_SAYING,
    WORD_CLAUSE,
    WORD_FUNCTION,
    WORD_VERB,
    WORD_SEAT,
    WORD_OTHER,
    WORD_FEMALE,
    WORD_MALE,
    WORD_REGION,
    WORD_NAMESAKE,
    WORD_SHORT,
    WORD_ABROAD,
    WORD_FIRM,
    WORD_COMMON,
    WORD_ALONE,
    WORD_OUTWARD,
    WORD_SHIP,
    WORD_CHAMBER,
    WORD_NATURE,
    WORD_COMBINING,
    WORD_WIDE,
    WORD_AGAINST
} word_class;

/* Lists of data/actors/lists.tsv, whose head says what they are for. */
typedef enum word_list {
    L_DET,
    L_ARTICLE,
    L_ONE,
    L_THEN,
    L_PAST,
    L_HEARER,
    L_BACKED,
    L_LED,
    L_HEADS,
    L_AWAY,
    L_SIDE,
    L_EACH,
    L_NEITHER,
    L_DUO,
    L_TRIO,
    L_QUARTET,
    L_WARRING,
    L_JOINT,
    L_SEVERAL,
    L_WERE,
    L_SHARED,
    L_WISH,
    L_PERFORMS,
    L_REALM,
    L_FOREIGN,
    L_REGNAL,
    L_AT,
    L_AROUND,
    L_LINK,
    L_ADJECTIVE,
    L_ETHNIC,
    L_PARTOF,
    L_NEWS,
    L_STANDIN,
    L_ASIDE,
    L_TOWARDS,
    L_ADDRESSED,
    L_BLOW,
    L_COUNTED,
    L_SAID,
    L_WORLDWIDE,
    L_WORLD,
    L_ACROSS,
    L_PLURAL,
    L_LISTS /* at most 64 */
} word_list;

typedef struct word {
    uint8_t cls; /* word_class */
    chn_str value;
} word;

/* String -> number, built once. */
typedef struct map_slot {
    const char *key; /* NULL: free */
    uint32_t n;
    uint32_t value;
} map_slot;
typedef struct map {
    map_slot *at;
    uint32_t size; /* a power of two; never more than half full */
    uint32_t n;
} map;
bool chn_actor_map_put(chn_arena *a, map *m, chn_str key, uint32_t value);
uint32_t chn_actor_map_get(const map *m, chn_str key); /* or NONE */

/* Numbers of rows by a string that the rows have themselves. */
typedef struct row_index {
    uint32_t *at;  /* a row and 1; 0: free */
    uint32_t size; /* a power of two; never more than half full */
    uint32_t n;
} row_index;

/* A growing array of the knowledge. */
#define LIST(type)                                                             \
    struct {                                                                   \
        type *at;                                                              \
        uint32_t n, cap;                                                       \
    }

struct chn_actor_know {
    chn_phrases *phrases;
    const chn_lex *lex;
    chn_classes lists; /* word_list */
    land_half half[2]; /* the first is the other's other; word "": none */
    LIST(fact) facts;
    LIST(land) countries;
    LIST(actor) actors;
    LIST(office) offices;
    LIST(place) places;
    LIST(role) roles;
    LIST(word) words;
    LIST(chn_str) groups; /* [0] unused */
    LIST(namesake) names;
    LIST(char) surnames; /* folded, one after the other */
    row_index by_id;     /* actor id -> actors */
    row_index named;     /* sound of a surname -> names, the first of them */
    map by_code;         /* country code -> countries (the state of today) */
    map group_of;        /* group name -> groups */
    map role_of;         /* folded phrase -> roles */
    map sex_of;          /* folded given name -> 'm' or 'f' */
    map holders_of;      /* country code -> first actor with an office */
};

/* Is a folded word in the list? Of a token, ask chn_tok_class. */
bool chn_actor_in_list(const chn_actor_know *k, chn_str folded, word_list l);
/* Has the state of a code one of the traits? */
bool chn_actor_trait(const chn_actor_know *k, chn_str code, uint32_t traits);

/* Is one state a neighbour of the other? */
bool chn_actor_near(const chn_actor_know *k, chn_str code, chn_str other);

static inline chn_str chn_actor_full(const chn_actor_know *k, const namesake *x)
{
    return chn_str_n(k->actors.at[x->actor].id + x->full, x->full_n);
}
static inline chn_str chn_actor_surname(const chn_actor_know *k,
                                        const namesake *x)
{
    return chn_str_n(k->surnames.at + x->surname, x->surname_n);
}
/* Row of the actor with an id, or NONE. */
uint32_t chn_actor_by_id(const chn_actor_know *k, chn_str id);
/* First name whose surname has a sound, or NONE. */
uint32_t chn_actor_sounding(const chn_actor_know *k, chn_str sound);

/* May a place whose name is also a word stand in tokens [t, e)? Yes right
 * after "in", "near" ... and not before another name. */
bool chn_actor_at_place(const chn_actor_know *k, const chn_doc *doc, uint32_t t,
                        uint32_t e);

bool chn_actor_groups_meet(const uint16_t *a, const uint16_t *b);
/* Row of the office held on a day, or NONE. */
uint32_t chn_actor_office_row(const chn_actor_know *k, uint32_t who,
                              chn_day day);
/* Whose the office held on a day is, where it is not the actor's own: "Prime
 * Minister of Portugal" of who heads the United Nations today. Or empty. */
chn_str chn_actor_office_state(const chn_actor_know *k, uint32_t who,
                               chn_day day);
/* Holder of an office of one of `groups` in `code` on `day`, or NONE. */
uint32_t chn_actor_holder(const chn_actor_know *k, chn_str code,
                          const uint16_t *groups, chn_day day);
/* The one person of a surname who holds an office on a day, of those the
 * highest; of a former one, the last who left it. Spelled alike before only
 * sounding alike, which wants the state told or its leader. Or NONE. */
uint32_t chn_actor_named(const chn_actor_know *k, const name_query *q);
/* Who held the very office once, of a surname that heads of one state alone
 * had: "President Kennedy". Of two the one nearest to the day. Or NONE. */
uint32_t chn_actor_remembered(const chn_actor_know *k, const name_query *q);
/* The only one of a surname who ever held the very office as a head; `code`:
 * the state whose heads alone have it, whoever it is, else empty. */
uint32_t chn_actor_some_day(const chn_actor_know *k, const name_query *q,
                            chn_str *code);
/* Who has a surname that nobody else of the tables has, a long one. Or NONE. */
uint32_t chn_actor_only(const chn_actor_know *k, chn_str surname);
/* Who leads a state on a day and has a surname that nobody else of the tables
 * has. Or NONE. */
uint32_t chn_actor_sole(const chn_actor_know *k, chn_str surname, chn_day day);
/* Who led something in the years around a day or fights a state, of a surname
 * that persons of one state alone have: "Mobutu's generals". Or NONE. */
uint32_t chn_actor_chief(const chn_actor_know *k, chn_str surname, chn_day day);
/* Has the actor held an office of one of `groups`, ever? */
bool chn_actor_ever(const chn_actor_know *k, uint32_t who,
                    const uint16_t *groups);
/* Does an actor's name or one of its others have the folded word? */
bool chn_actor_has_word(const chn_actor_know *k, uint32_t who, chn_str w);
/* How a folded name sounds, in at most `cap` bytes. */
size_t chn_actor_sound(chn_str w, char *out, size_t cap);
/* The one person whose whole name these folded words spell otherwise: "V.
 * Putin", "Jinping Xi", "Alyaksandr Lukashenka". Or NONE. */
uint32_t chn_actor_variant(const chn_actor_know *k, const chn_str *words,
                           uint32_t n_words, chn_day day);
/* Does an actor hold an office of rank 1 on a day? */
bool chn_actor_leads(const chn_actor_know *k, uint32_t who, chn_day day);

#endif
