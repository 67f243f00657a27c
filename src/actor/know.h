/* SPDX-License-Identifier: Apache-2.0 */
/* What the actor stage knows, as its files share it. No other module includes
 * this. */
#ifndef CHN_ACTOR_KNOW_H
#define CHN_ACTOR_KNOW_H

#include "actor/actor.h"

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

/* What a phrase of the trie means: a row of one of the arrays below. */
typedef struct fact {
    uint16_t kind;
    bool alias; /* not the row's first name */
    uint32_t row;
} fact;

typedef struct land {
    chn_str code, name;
    chn_day since, until;
    bool ambiguous; /* also a name of persons: "Jordan" */
} land;

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
    chn_str id, name, country, sector, media_kind;
    uint8_t kind; /* chn_actor_kind */
    bool family_first;
    uint32_t office;      /* first, or NONE */
    uint32_t next_holder; /* of an office, of the same country, or NONE */
    char sex;             /* 'm' or 'f' where the given name tells, else 0 */
} actor;

/* A name of a person, found by its surname. */
typedef struct namesake {
    chn_str full, surname; /* as the table has it; folded */
    uint32_t actor, next;  /* next whose surname sounds the same, or NONE */
    bool regnal;           /* "King Hussein": only with the title */
    bool patronymic;       /* "bin Salman": no surname by itself */
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
    WORD_SHORT
} word_class;

typedef struct word {
    uint8_t cls; /* word_class */
    chn_str value;
} word;

/* String -> number, built once. */
typedef struct map_slot {
    chn_str key;
    uint32_t value;
} map_slot;
typedef struct map {
    map_slot *at;
    uint32_t size; /* a power of two; never more than half full */
    uint32_t n;
} map;
bool chn_actor_map_put(chn_arena *a, map *m, chn_str key, uint32_t value);
uint32_t chn_actor_map_get(const map *m, chn_str key); /* or NONE */

/* A growing array of the knowledge. */
#define LIST(type)                                                             \
    struct {                                                                   \
        type *at;                                                              \
        uint32_t n, cap;                                                       \
    }

struct chn_actor_know {
    chn_phrases *phrases;
    LIST(fact) facts;
    LIST(land) countries;
    LIST(actor) actors;
    LIST(office) offices;
    LIST(place) places;
    LIST(role) roles;
    LIST(word) words;
    LIST(chn_str) groups; /* [0] unused */
    LIST(namesake) names;
    map by_id;      /* actor id -> actors */
    map by_code;    /* country code -> countries (the state of today) */
    map group_of;   /* group name -> groups */
    map role_of;    /* folded phrase -> roles */
    map named;      /* sound of a surname -> names */
    map sex_of;     /* folded given name -> 'm' or 'f' */
    map holders_of; /* country code -> first actor with an office */
};

/* May a place whose name is also a word stand in tokens [t, e)? Yes right
 * after "in", "near" ... and not before another name. */
bool chn_actor_at_place(const chn_doc *doc, uint32_t t, uint32_t e);

bool chn_actor_groups_meet(const uint16_t *a, const uint16_t *b);
/* Row of the office held on a day, or NONE. */
uint32_t chn_actor_office_row(const chn_actor_know *k, uint32_t who,
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
/* Who leads a state on a day and has a surname that nobody else of the tables
 * has. Or NONE. */
uint32_t chn_actor_sole(const chn_actor_know *k, chn_str surname, chn_day day);
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
