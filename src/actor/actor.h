/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Actor: who is meant. In: tokens. Out: mentions, each with the actor behind
 * it, country, sector, and how it is known. Offices are asked for by day.
 * Knows nothing of acts, dates of acts, or voices.
 */
#ifndef CHN_ACTOR_ACTOR_H
#define CHN_ACTOR_ACTOR_H

#include <chancery/claim.h>

#include "base/bound.h"
#include "base/table.h"
#include "text/text.h"

typedef struct chn_actor_know chn_actor_know;

typedef enum chn_actor_kind {
    CHN_KIND_COUNTRY = 0, /* a state as such: "Russia", "Moscow" (metonym) */
    CHN_KIND_BODY,        /* its organs: "Chinese foreign ministry",
                             "Russian troops", "the Kremlin" */
    CHN_KIND_PERSON,
    CHN_KIND_IGO,    /* "the UN": country "IGO/UN" */
    CHN_KIND_ORG,    /* NGOs, parties, firms */
    CHN_KIND_ARMED,  /* armed groups */
    CHN_KIND_MEDIA,  /* agencies, outlets, state media as such */
    CHN_KIND_PEOPLE, /* "Uzbeks", "demonstrators", "civilians" */
    CHN_KIND_PLACE,  /* a place that is no actor here: "in Moscow" */
    CHN_KIND_PRONOUN /* resolved: actor and country are the antecedent's */
} chn_actor_kind;

#define CHN_ACTOR_NONE UINT32_MAX
#define CHN_MENTION_NONE UINT32_MAX
#define CHN_MENTION_PARTS 4 /* countries of a joint mention */

/* One mention: the whole noun phrase as far as it is known ("Russia's defence
 * minister Sergei Shoigu" is one mention). Ordered by token; never overlap. */
typedef struct chn_mention {
    uint32_t first, end; /* tokens [first, end) */
    uint32_t core;       /* token of the head: surname, country, noun */
    chn_span span;       /* bytes of the view; the core part: the name
                            itself where there is one ("Sergei Shoigu"),
                            else the noun phrase */
    uint32_t actor;      /* row in the knowledge, or CHN_ACTOR_NONE */
    chn_str id, name;    /* empty id: known by description alone */
    chn_str country;     /* ISO3 or IGO/..; empty unknown */
    chn_str sector;      /* GOV, MIL ...; empty unknown */
    chn_str media_kind;  /* of MEDIA: "agency", "state media", "outlet" */
    /* of joint mentions ("both sides", "the two countries", "they"): the
     * mentions they stand for; country etc. are the first one's */
    uint32_t parts[CHN_MENTION_PARTS];
    uint32_t n_parts;
    uint32_t antecedent; /* of pronouns, "the president" ..: the mention
                            meant, or CHN_MENTION_NONE */
    uint8_t kind;        /* chn_actor_kind */
    uint8_t link;        /* chn_link */
    bool possessive;     /* 's or ' follows: "Russia's" when not merged */
    bool modifier;       /* stands before a noun that is no part of it:
                            "Russian" in "Russian bombers" */
    bool against;        /* "anti-Russian": who it is against, and no doer */
    bool plural;
    bool locative; /* after in/at/near/to ...: as a place */
    bool seat;     /* of a locative: a capital after "to" or "from", which is
                      its state where what stands before asks for a party */
    bool unnamed;  /* "a senior official": description only */
} chn_mention;

typedef struct chn_mentions {
    chn_mention *at;
    uint32_t n;
    uint32_t *of_token; /* [n_tok] mention that covers a token, or
                           CHN_MENTION_NONE */
    /* Mentions that stand inside one of `at`: "his" of "his deputy", the state
     * of "ambassador to China". Ordered by token; of_token tells the outer one;
     * antecedents count in `at`. They lie behind it: inner[i] is at[n + i]. */
    chn_mention *inner;
    uint32_t n_inner;
} chn_mentions;

/* Reads data/actors/ tables. */
chn_actor_know *chn_actor_know_new(chn_arena *a, const chn_tableset *set,
                                   const chn_text_know *text, chn_lex *lex,
                                   chn_err *err);

/* Does a name, a country, a body or a role begin with this word, or may it
 * stand for somebody told before ("they")? */
bool chn_actor_begins(const chn_actor_know *k, uint32_t number);

chn_code chn_actor_find(const chn_actor_know *k, const chn_doc *doc,
                        chn_mentions *out, chn_err *err);

/* The office that an actor held on a day (the highest rank if many), or
 * empty. CHN_DAY_NONE: only an office without end or beginning. */
chn_str chn_actor_office(const chn_actor_know *k, uint32_t who, chn_day day);

/* Terms of the offices that a report tells with their holders' names, which
 * bound the day of the report: at most `max`, one a person. */
uint32_t chn_actor_bounds(const chn_actor_know *k, const chn_doc *doc,
                          const chn_mentions *mentions, chn_bound *out,
                          uint32_t max);

/* A country's short name by its code; the code itself where it is unknown. */
chn_str chn_actor_country(const chn_actor_know *k, chn_str code);

/* A named place (city, country) of data/actors/places.tsv or countries. */
typedef struct chn_place_fact {
    chn_str name, country;
    double lat, lon;
    bool has_point;
} chn_place_fact;
/* May the word stand inside a place's name: "San Pedro [de] Macoris"? */
bool chn_place_link(const chn_actor_know *k, const chn_doc *doc, uint32_t t);
/* Place that begins at token t (Vladivostok, Russia's Far East ...), or 0
 * tokens. */
uint32_t chn_place_match(const chn_actor_know *k, const chn_doc *doc,
                         uint32_t t, uint32_t end, chn_place_fact *out);
/* A state's capital; false: it has none in the table, or more than one. Walks
 * the table: for the rare text that names no town ("the Peruvian capital"). */
bool chn_place_capital(const chn_actor_know *k, chn_str country,
                       chn_place_fact *out);

#endif
