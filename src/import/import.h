/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dictionaries of other coders as tables of ours. In: the bytes of a
 * dictionary, the tables that are known. Out: rows, and a note for each line
 * that is not carried over as it stands. See chancery/actors.h.
 */
#ifndef CHN_IMPORT_IMPORT_H
#define CHN_IMPORT_IMPORT_H

#include <chancery/actors.h>

#include "actor/know.h"
#include "actor/tables.h"
#include "base/arena.h"
#include "base/str.h"

#define IMPORT_CODES 32u /* codes of one name */
#define IMPORT_NAME 160u /* bytes of a name */
#define IMPORT_TABLES 7u

/* What a code of CAMEO says. */
typedef struct meaning {
    chn_str country; /* ISO3, IGO/UN, or "NGO/": a name has to be made */
    chn_str sector;
    chn_str office; /* what a holder with dates is called; empty: none */
    chn_str rest;   /* blocks that have no place */
    bool null;      /* [---] */
    bool region;    /* of several states */
    bool several;   /* "USA/GBR": several actors */
    bool elite;     /* ELI: was somebody, or is near one */
} meaning;

/* One code of a name, with its days. */
typedef struct coded {
    chn_str raw;
    meaning is;
    chn_day since, until; /* CHN_DAY_NONE: open */
    bool dated;
    chn_str title; /* CountryInfo tells it */
    uint32_t rank;
} coded;

/* One entry: a name, other names of the same, its codes. */
typedef struct entry {
    uint32_t line;
    LIST(chn_str) names; /* raw; the first is the entry's */
    coded codes[IMPORT_CODES];
    uint32_t n_codes;
    bool person, place; /* CountryInfo tells what it is */
    bool adjective, capital;
} entry;

typedef struct actor_out {
    chn_str id, name, aliases, country, sector, kind, media_kind, since, until;
    chn_str family_first, source;
} actor_out;
typedef struct office_out {
    chn_str actor, name, since, until, source;
    uint32_t rank;
    bool certain;
} office_out;
typedef struct cells_out { /* of the small tables, in their order */
    chn_str cell[9];
} cells_out;

/* What the tables know: a name's key -> what it is. */
typedef struct known {
    uint32_t actor; /* in persons, then bodies; or NONE */
    uint32_t land;  /* in countries, or NONE */
    bool place;
} known;

struct chn_import {
    chn_arena *arena;   /* what lives as long as the import */
    chn_arena *scratch; /* of one name */
    chn_actor_tables t;
    map codes; /* "role GOV" -> row of `code_rows` */
    chn_rowset code_rows;
    map states;  /* ISO3 -> countries */
    map by_name; /* key -> known_at */
    LIST(known) known_at;
    map roles; /* lower-case phrase -> role_rows */
    chn_rowset role_rows;
    map given; /* folded given name, particle, ordinary word */
    map particles;
    map family_first; /* codes of states whose surnames come first */
    map ids;          /* ids given already */
    map seen;         /* key -> line of this import, +1 */
    map markers;      /* "MINIST" -> list of words */
    LIST(chn_str) marker_at;
    LIST(actor_out) persons, bodies;
    LIST(office_out) offices;
    LIST(cells_out) countries, places, roles_out, words_out;
    LIST(chn_import_note) notes;
    chn_import_stats stats;
    chn_str file, base;               /* of the dictionary being read */
    uint32_t stems, gaps, open, kept; /* of this file */
    bool failed;
};

/* import.c */
void chn_import_say(chn_import *m, uint32_t line, const char *group, bool lost,
                    chn_str what, const char *fmt, ...) CHN_PRINTF(6, 7);
chn_str chn_import_copy(chn_import *m, const char *p, size_t n);
/* Append to a list of the import; sets `failed` and gives NULL without
 * memory. */
void *chn_import_room(chn_import *m, void *at, uint32_t *cap, uint32_t need,
                      size_t size);
#define IMPORT_PUSH(m, list)                                                   \
    (((list).at = chn_import_room((m), (list).at, &(list).cap, (list).n + 1,   \
                                  sizeof *(list).at)),                         \
     (m)->failed ? NULL : &(list).at[(list).n++])

/* names.c */
/* "KIM_JONG-UN_" -> "Kim Jong-Un"; empty where nothing is left. */
chn_str chn_import_name(chn_import *m, chn_str raw);
chn_str chn_import_lower(chn_import *m, chn_str raw);
chn_str chn_import_id(chn_import *m, chn_str name);
meaning chn_import_code(chn_import *m, chn_str raw);
chn_str chn_import_sector(chn_import *m, chn_str blocks, chn_str *rest,
                          chn_str *seat);
/* "930120", "20010101". false: no such day; *mended: a day past the month's
 * end was read as its last. */
bool chn_import_day(chn_str s, chn_day *out, bool *mended);
/* "901103-911231", "<901103", ">20000101". */
bool chn_import_days(chn_import *m, uint32_t line, chn_str what, coded *c);

/* dictionary.c, countryinfo.c */
chn_code chn_import_dictionary(chn_import *m, chn_dictionary from,
                               chn_str bytes, chn_err *err);
chn_code chn_import_countryinfo(chn_import *m, chn_str bytes, chn_err *err);

/* entry.c: an entry that was read becomes rows. */
void chn_import_entry(chn_import *m, const entry *e);
void chn_import_role(chn_import *m, uint32_t line, chn_str phrase,
                     chn_str plural, bool no_plural, chn_str code);
void chn_import_discard(chn_import *m, uint32_t line, chn_str phrase);
void chn_import_null(chn_import *m, uint32_t line, chn_str phrase,
                     const char *group);

#endif
