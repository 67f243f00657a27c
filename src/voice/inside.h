/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the voice stage share: the tables as they are in memory,
 * and the state of one report's reading. Not for other stages. */
#ifndef CHN_VOICE_INSIDE_H
#define CHN_VOICE_INSIDE_H

#include "voice/voice.h"

/* Classes of data/voice/words.tsv. */
enum {
    W_BE = 1u << 0,
    W_AUX = 1u << 1,
    W_ADVERB = 1u << 2,
    W_PREP = 1u << 3,
    W_SUBORD = 1u << 4,
    W_REL = 1u << 5,
    W_CONJ = 1u << 6,
    W_AND = 1u << 7,
    W_DET = 1u << 8,
    W_POSS = 1u << 9,
    W_INDEF = 1u << 10,
    W_PRONOUN = 1u << 11,
    W_PLURAL = 1u << 12,
    W_HUMAN = 1u << 13,
    W_THING = 1u << 14,
    W_SELF = 1u << 15,
    W_TIME = 1u << 16,
    W_TIMEADJ = 1u << 17,
    W_TIMEPREP = 1u << 18,
    W_SAYING = 1u << 19,
    W_BELIEF = 1u << 20,
    W_ANAPHOR = 1u << 21,
    W_NOTCONTENT = 1u << 22,
    W_STOP = 1u << 23,
    W_SOURCE = 1u << 24,   /* of sources.tsv */
    W_CUE = 1u << 25,      /* begins an entry of cues.tsv */
    W_CUE_VERB = 1u << 26, /* ... as a past tense, participle or gerund */
    W_STANCE = 1u << 27    /* begins a cue of class stance */
};

/* Frames of cues.tsv. */
enum {
    F_THAT = 1u << 0,
    F_BARE = 1u << 1,
    F_TAIL = 1u << 2,
    F_QUOTE = 1u << 3,
    F_PERSON = 1u << 4,
    F_ING = 1u << 5,
    F_OBJECT = 1u << 6,
    F_NOUN = 1u << 7,
    F_AS = 1u << 8,
    F_PARTICIPLE = 1u << 9,
    F_BY = 1u << 10,
    F_BY_MEDIA = 1u << 11,
    F_ACTIVE = 1u << 12,
    F_NP = 1u << 13,
    F_WHAT = 1u << 14,
    F_PASSIVE = 1u << 15,
    F_ADVERB = 1u << 16,
    F_SUBJECT = 1u << 17,
    F_DATELINE = 1u << 18,
    F_WHETHER = 1u << 19,
    F_TO = 1u << 20,
    F_COLON = 1u << 21,
    F_SIGNED = 1u << 22,
    F_INPUTS = 1u << 23,
    F_REPORTING = 1u << 24,
    F_OF = 1u << 25
};

typedef enum chn_source_kind {
    S_NONE = 0,
    S_UNNAMED,
    S_WITNESS,
    S_GOVERNMENT,
    S_MILITARY,
    S_ORGANISATION,
    S_MEDIA,
    S_DOCUMENT
} chn_source_kind;

typedef enum chn_cue_form {
    CUE_VERB = 0,
    CUE_NOUN,
    CUE_PHRASE,
    CUE_ADVERB
} chn_cue_form;

typedef enum chn_cue_class {
    CLASS_SAY = 0,
    CLASS_QUOTE,
    CLASS_CITE,
    CLASS_REPORT,
    CLASS_ANNOUNCE,
    CLASS_DENY,
    CLASS_CLAIM,
    CLASS_ACCORD,
    CLASS_NOUN,
    CLASS_CREDIT,
    CLASS_STANCE
} chn_cue_class;

typedef struct chn_cue {
    chn_str id;
    chn_str positive, negative;
    uint8_t form, cls;
    bool origin;     /* what follows is the origin and not the content */
    uint32_t flags;  /* CHN_ATTR_DENIES, CHN_ATTR_DOUBTS of its polarity */
    uint32_t frames; /* F_ */
    uint32_t weight;
} chn_cue;

#define CUE_REST_MAX 4
/* One way in which a cue can begin at a word. */
typedef struct chn_cue_word {
    uint32_t next; /* of the same word, or 0; entry 0 is unused */
    uint32_t cue;
    uint32_t form;               /* CHN_FORM_ bits of a verb's form, 0 */
    uint32_t rest[CUE_REST_MAX]; /* words that must follow */
    uint32_t n_rest;
} chn_cue_word;

typedef struct chn_state_media {
    chn_str country, agency;
    bool sole;
} chn_state_media;

typedef struct chn_short_name {
    chn_str id, name;
    struct chn_short_name *next;
} chn_short_name;

#define SHORT_BUCKETS 128
#define CHN_RELIABLE_BY 3

struct chn_voice_know {
    chn_cue *cues;
    uint32_t n_cues, cap_cues;
    chn_cue_word *ways; /* ways[0] unused */
    uint32_t n_ways, cap_ways;
    /* by word number, [n_words] */
    uint32_t *bits;  /* W_ */
    uint32_t *head;  /* first way in `ways` */
    uint8_t *source; /* chn_source_kind */
    uint32_t *noun;  /* 1 + noun cue, or 0 */
    uint32_t n_words, cap_bits, cap_head, cap_source, cap_noun;
    chn_state_media *state;
    uint32_t n_state, cap_state;
    chn_short_name *shorts[SHORT_BUCKETS];
    chn_short_name *classes[CHN_RELIABLE_BY][SHORT_BUCKETS]; /* by id, name,
                                                                kind */
    chn_str *full; /* [n_full] countries whose family names come first */
    uint32_t n_full, cap_full;
    uint32_t dateline, signoff; /* cues found by their form, or UINT32_MAX */
};

/* A source as it was found in tokens. */
typedef struct chn_source {
    uint32_t mention;              /* or CHN_MENTION_NONE */
    uint32_t first, end;           /* its phrase; equal: none */
    uint32_t name_first, name_end; /* where no mention names it */
    uint32_t noun;                 /* head noun of sources.tsv, or UINT32_MAX */
    bool pronoun;
    bool ambiguous;
    uint32_t other; /* with `ambiguous`: whom else it can mean */
    bool shared;    /* the subject of another clause */
} chn_source;

/* One report's reading. */
typedef struct chn_listen {
    const chn_voice_know *k;
    const chn_doc *d;
    const chn_mentions *m;
    chn_tree *t; /* NULL: words alone */
    chn_attribution *at;
    uint32_t n, cap;
    bool no_memory;
    uint32_t sent;       /* the current sentence */
    uint32_t first, end; /* its tokens, without a dateline */
    uint32_t sent_attr;  /* first attribution of the current sentence */
    const bool *near;    /* [n_sent] sentences to have trees; NULL: all */
    chn_err *err;
} chn_listen;

static inline uint32_t w_bits(const chn_listen *x, uint32_t t)
{
    const uint32_t w = x->d->tok[t].word;
    return w < x->k->n_words ? x->k->bits[w] : 0;
}
static inline chn_source_kind w_source(const chn_listen *x, uint32_t t)
{
    const uint32_t w = x->d->tok[t].word;
    return w < x->k->n_words ? (chn_source_kind)x->k->source[w] : S_NONE;
}
static inline uint32_t mention_at(const chn_listen *x, uint32_t t)
{
    return x->m->of_token[t];
}

/* know.c: the short name of an agency by its actor's id, or empty */
chn_str chn_voice_short(const chn_voice_know *k, chn_str id);

/* know.c: the class of a source by the table, the closest key first */
chn_str chn_voice_class(const chn_voice_know *k, chn_str id, chn_str name,
                        chn_str kind);

/* words.c: small facts about tokens */
bool chn_voice_breaks(const chn_listen *x, uint32_t t);
bool chn_voice_mark(const chn_listen *x, uint32_t t); /* a quotation mark */
bool chn_voice_is(const chn_listen *x, uint32_t t, uint32_t bits);
uint32_t chn_voice_time(const chn_listen *x, uint32_t t, uint32_t end);
uint32_t chn_voice_time_back(const chn_listen *x, uint32_t t, uint32_t lo);
uint32_t chn_voice_adverbials(const chn_listen *x, uint32_t t, uint32_t end);
uint32_t chn_voice_phrase_end(const chn_listen *x, uint32_t t, uint32_t end);
const chn_quotation *chn_voice_quotation(const chn_doc *d, uint32_t t);

/* source.c */
uint32_t chn_voice_resolve(const chn_mentions *m, uint32_t mention);
bool chn_voice_source_in(const chn_listen *x, uint32_t lo, uint32_t hi,
                         chn_source *out);
bool chn_voice_source_before(const chn_listen *x, uint32_t e, chn_source *out);
bool chn_voice_same(const chn_listen *x, const chn_attribution *a,
                    const chn_attribution *b);
bool chn_voice_media(const chn_listen *x, const chn_attribution *a);
bool chn_voice_same_mention(const chn_mentions *m, uint32_t a, uint32_t b);

/* cues.c */
uint32_t chn_voice_add(chn_listen *x, const chn_cue *cue, const chn_source *s);
void chn_voice_sentence(chn_listen *x);
uint32_t chn_voice_set(chn_listen *x, const chn_cue *c, const chn_source *s,
                       uint32_t cue_first, uint32_t cue_end, uint32_t from,
                       uint32_t to);
bool chn_voice_tail(chn_listen *x, const chn_cue *c, const chn_source *s,
                    uint32_t cue_first, uint32_t cue_end, uint32_t scope);
/* Right end of what "X said that ..." covers from t on. */
uint32_t chn_voice_right(const chn_listen *x, uint32_t t);
bool chn_voice_follows(const chn_listen *x, const chn_cue_word *w, uint32_t t);

/* credits.c: datelines, tag lines, sign-offs: of the whole report */
/* A dateline at `first`: the token behind it, or `first`. */
uint32_t chn_voice_dateline(chn_listen *x, uint32_t first, uint32_t end);
/* Names behind the cue [t, end) of a tag line; the token behind, or t. */
uint32_t chn_voice_tag_line(chn_listen *x, const chn_cue *c, uint32_t t,
                            uint32_t end);
/* The report's last words: "- Reuters". */
void chn_voice_sign_off(chn_listen *x);

/* chain.c: "state-run media outlets": more than the one agency */
bool chn_voice_many(const chn_listen *x, const chn_mention *m);
/* the link of attribution `a`; false: it names nobody */
bool chn_voice_link(const chn_listen *x, const chn_attribution *a,
                    chn_voice *out);

void chn_voice_first_person(chn_listen *x, uint32_t i);

/* trees.c: spans by the tree, and cues that the words alone do not show. The
 * sentence is parsed if it has a cue. */
void chn_voice_trees(chn_listen *x);
/* Wishes, calls, pledges, opinions of the whole report. */
chn_code chn_voice_stance(chn_listen *x, chn_err *err);

/* inherit.c */
chn_code chn_voice_inherit(chn_listen *x, chn_arena *a);
bool chn_voice_order(chn_listen *x, chn_arena *a);
/* Relays that the report implies. */
void chn_voice_implied(chn_listen *x);
/* Quotations of many sentences and of headlines; what goes on without a cue. */
void chn_voice_quotes(chn_listen *x);

#endif
