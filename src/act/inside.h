/* SPDX-License-Identifier: Apache-2.0 */
/* Inside the act stage: compiled rules, matches over trees, sides. */
#ifndef CHN_ACT_INSIDE_H
#define CHN_ACT_INSIDE_H

#include "act/act.h"
#include "syntax/tree.h"

#define NONE UINT32_MAX

/* ---- words ----------------------------------------------------------------
 */

/* Closed classes of data/rules/words.tsv and idle.tsv, by the names in know.c.
 */
typedef enum act_word {
    W_DET,
    W_ADV,
    W_PREP,
    W_CONJ,
    W_SOON,     /* "planned talks": not yet held */
    W_TIME,     /* "during, after": what follows is told as done */
    W_HEAD,     /* "led by": whoever leads acts */
    W_GROUP,    /* "most of the members": the word says only how many */
    W_NOT,      /* "no talks", "without approval" */
    W_HABIT,    /* "often", in the present: no act of a day */
    W_WHERE,    /* "in Oslo": what follows is where it takes place */
    W_WHITHER,  /* "to Oslo": where it goes */
    W_WHENCE,   /* "from Oslo": where it leaves */
    W_UPON,     /* "on Crete": there, or what is spoken of */
    W_SEAT,     /* "the Peruvian capital" */
    W_EDGE,     /* "the Peruvian border" */
    W_GROUND,   /* "the Peruvian jungle" is Peru */
    W_LOCALE,   /* "the port of Oslo": part or kind of a place */
    W_SPOT,     /* "the city": one named before */
    W_THERE,    /* "speaking in Oslo": the doer is there */
    W_FOE,      /* "enemies of Peru": they are not Peru */
    W_VIOLENCE, /* "the blasts": whoever did it may not be told */
    W_VICTIM,   /* "on, against": behind them stands who was hit */
    W_SITE,     /* "schools of Peru": they are hit and hit nobody */
    W_AHEAD,    /* "in the run-up to talks" */
    W_DEFINITE, /* "the, this": told before */
    W_PAPER,    /* "the decree that Peru signed bans": Peru bans */
    W_GIVES,    /* "given a visa": two things undergo it */
    W_BETWEEN,  /* "broke off their talks": of the two who do it */
    W_FACING,   /* "positions facing Peru": against it */
    W_MIDST,    /* "amid, during": what follows is no place's name */
    W_HARMED,   /* "two died": who was hit */
    W_REFUGE,   /* "families fleeing Peru" */
    W_LOAD,     /* "a ship bound for Peru" */
    W_LOYAL,    /* "forces loyal to Peru" */
    W_SHARE,    /* "took part in expelling them" */
    W_COUNT,    /* "at least 150": before a number */
    W_LEADUP,   /* "the lead up to talks" */
    W_EVERY,    /* "every year" */
    W_OTHER,    /* "each other" */
    W_THEM,     /* "accused it" */
    W_HAVE,
    W_CHARGE,    /* "the accusation" */
    W_PENALTY,   /* "the sanctions" */
    W_DEMAND,    /* "the ultimatum" */
    W_MENACE,    /* "the threat" */
    W_POST,      /* "the Peruvian embassy in Oslo" */
    W_FOLLOW,    /* "visits to Peru are to follow" */
    W_REPEAT,    /* "Peru and Chile had each signed" */
    W_AWAIT,     /* "until the ban is lifted": not yet */
    W_CASE,      /* "in case, on condition that": what follows may be */
    W_PROVIDED,  /* "provided that" */
    W_LEST,      /* "lest Peru attack" */
    W_TURNED,    /* "Should Peru attack, ...": first in its sentence */
    W_ANYONE,    /* "anyone who insults the king": of a law */
    W_REPORTING, /* "Police report a blast killed ten": no subject */
    W_LABELLED,  /* "a movement labelled a threat by Peru" */
    W_ALL,       /* "every country": nobody's */
    W_STATES,
    W_SUFFERED, /* "the shelling of Peru": no Peru did it */
    W_WHICH,    /* "the raid, which Peru says killed ten" */
    W_NATURE,   /* "the American bullfrog" */
    W_PRIVATE,  /* "a swimmer from Tunisia" */
    W_BEGINS,   /* of no table: a form of what a rule begins with */
    W_CLASSES   /* at most 64 */
} act_word;

/* A form of a lemma: "met" of meet. Chained by word. */
typedef struct act_form {
    uint32_t lemma; /* index in act_lemma */
    uint32_t bits;  /* CHN_FORM_* */
    struct act_form *next;
} act_form;

typedef enum act_pos { P_VERB, P_NOUN, P_WORD } act_pos;

/* What a rule asks of a sentence's words, in brief and beside those of the
 * other rules that begin with the same word; see screen.c. */
typedef struct act_signs {
    uint64_t at[2];
} act_signs;

#define NO_LIST UINT32_MAX
typedef struct act_ask {
    act_signs signs[2]; /* of two of its parts; all ones: nothing is asked */
    act_signs words;    /* of the prepositions of one, likewise */
    uint32_t list[2];   /* those parts' lists of lemmas, or NO_LIST */
    bool actor;         /* an actor is in its pattern */
    bool alone; /* an act by itself: not one that another must be there for */
} act_ask;

typedef struct act_lemma {
    chn_str text;
    uint8_t pos;        /* act_pos; of P_WORD the word itself is the form */
    uint8_t infinitive; /* status + 1 of "LEMMA to do it", 0: not told */
    uint32_t *rules;    /* rules whose head may be it, in order */
    uint32_t n_rules, cap_rules;
    act_ask *asks; /* [n_rules] */
} act_lemma;

/* ---- rules ---- */

/* How a word of the pattern hangs on the one before. */
typedef enum link_kind {
    L_SUBJ, /* who does it */
    L_OBJ,  /* what undergoes it: object, subject of a passive */
    L_COMP, /* the clause under it: "to leave", "that they left" */
    L_DEP,  /* object, oblique, modifier of either: any noun under it */
    L_ARG,  /* L_SUBJ or L_DEP */
    L_MOD,  /* a modifier before or behind the noun */
    L_GOV,  /* the verb that a noun belongs to */
    L_PREP, /* under one of the prepositions or conjunctions */
    L_WORD  /* one of these words hangs on it: "+out" */
} link_kind;

typedef enum want_kind {
    WANT_LEMMA, /* one of the lemmas (verbs, nouns or words as they are) */
    WANT_ACTOR, /* a mention of an actor */
    WANT_PLACE, /* a place known by its name: "Iquique", a capital */
    WANT_ACT,   /* an act that was found there, of these categories */
    WANT_ANY
} want_kind;

typedef struct act_cons {
    uint8_t link, want;
    bool not ;                  /* it must not be there */
    bool chained;               /* on the word before, not on the head */
    uint32_t *prep, n_prep;     /* word numbers, of L_PREP and L_WORD */
    uint32_t *choice, n_choice; /* lemmas, ascending */
    uint32_t list;              /* number of that list, among `lists` */
    uint32_t acts;              /* of WANT_ACT: bits of categories */
    uint8_t statuses;           /* of WANT_ACT: bits of chn_status; 0: any */
} act_cons;
/* Lemmas that patterns name together. `bits`: as in a screen; NULL: few. */
typedef struct act_list {
    const uint32_t *choice;
    uint32_t n_choice;
    uint64_t *bits; /* [SCREEN_WORDS] */
} act_list;
#define CONS_MAX 6
#define NODES_MAX CHN_ACT_NODES

typedef enum slot_kind {
    S_SUBJ = 1, /* who does it */
    S_OBJ,      /* who undergoes it */
    S_POSS,     /* the noun's owner: "Kim's visit", "the Russian attack" */
    S_BETWEEN,  /* "between A and B": both sides */
    S_PREP,     /* under a preposition: word in slot.prep */
    S_PAIR,     /* the sides of the subject: "the two sides agreed" */
    S_COMP,     /* who does what is asked, allowed, told */
    S_ACT,      /* the parties of the act that the pattern holds */
    S_WITHIN,   /* whoever is named first in what the verb governs */
    S_IF,       /* who does what a condition tells: "if Peru attacks" */
    S_OVER /* who does what the noun is part of: "said in a letter [sent]" */
} slot_kind;
typedef struct act_slot {
    slot_kind kind;
    uint32_t prep; /* word number */
} act_slot;
#define SLOTS_MAX 10

/* A third party: who carries, hosts, mediates. */
typedef struct act_other {
    chn_str role;
    act_slot slot[SLOTS_MAX];
    uint32_t n_slot;
} act_other;
#define OTHERS_MAX 3

enum {
    R_SPEECH = 1,    /* the act is a statement of its source */
    R_CONTENT = 2,   /* what it governs is its content and no act of its own */
    R_HOME = 4,      /* source and target may be of one country */
    R_SYMMETRIC = 8, /* no direction */
    R_TARGET = 32,   /* a target is needed */
    R_PLANNED = 64,  /* told as planned by its words alone */
    R_DROP = 128,    /* no act: the words mean something else */
    R_PASSIVE = 256, /* only in the passive */
    R_ACTIVE = 512,  /* only in the active */
    R_DENIED = 1024, /* its words say that it did not happen */
    R_POSSIBLE = 2048,
    R_PLACE = 4096, /* the target may be a place: "arrived in Moscow" */
    R_SENT = 8192,  /* its date is the day a message was sent */
    R_RECEIVED = 16384,
    R_DELIVERED = 32768,
    R_NEGATED = 65536, /* only where negated, and then it happened: "would not
                         accept" is a rejection */
    R_SAME = 131072,   /* no act of its own: the act below it gets its status */
    R_FUTURE = 262144, /* only where the act below is planned or possible */
    R_OCCURRED = 524288,
    R_ECHO = 1048576, /* the act told before, by somebody else: "so did Peru" */
    R_SELF = 2097152, /* the act in its pattern is the source's own */
    R_OTHER = 4194304,  /* ... is somebody else's */
    R_WHERE = 8388608,  /* the source may be a place: "was tried in Oslo" */
    R_STATE = 16777216, /* only those in power do it: where nobody is named, the
                           state where it is done */
    R_UNKNOWN = 33554432 /* nobody need be told who did it: "a bomb killed" */
};

typedef struct act_rule {
    chn_str id, category, mode, cameo, positive, negative;
    chn_str pattern, frame, reason;
    chn_str *contexts;
    uint32_t n_contexts;
    int32_t quad, goldstein_tenth;
    uint8_t cat; /* bit number of the category */
    uint8_t pos; /* act_pos of its head */
    act_cons cons[CONS_MAX];
    uint32_t n_cons;
    act_slot source[SLOTS_MAX], target[SLOTS_MAX];
    uint32_t n_source, n_target;
    act_other other[OTHERS_MAX];
    uint32_t n_other;
    uint32_t flags;
    uint8_t weight;           /* words that must be there: more win */
    bool negation;            /* its pattern asks for "not" */
    uint32_t *heads, n_heads; /* lemmas */
    const char *file;
    uint32_t line;
} act_rule;

#define CATEGORIES_MAX 24

/* What a sentence tells of, world.c. */
enum { ACT_REAL, ACT_FICTION, ACT_SPORT, ACT_MARKET, ACT_WORLDS };
typedef struct act_world {
    uint8_t world;
    bool plain; /* by a word that leaves no doubt: "once upon a time" */
} act_world;

enum { /* traits of data/rules/sectors.tsv */
       T_POWER = 1,
       T_AGAINST = 2,
       T_ABROAD = 4,
       T_PRIVATE = 8,
       T_FOLK = 16,
       T_FIRM = 32,
       T_ARMY = 64,
       T_PRESS = 128,
       T_RULES = 256,
       T_HOME = 512
};
typedef struct act_sector act_sector;
typedef struct act_sectors {
    act_sector *at;
    uint32_t n, cap;
} act_sectors;

struct chn_act_know {
    chn_arena *arena;
    chn_lex *lex;
    chn_classes classes; /* act_word */
    act_form **forms;    /* [n_words] by word number */
    uint32_t n_words, cap_words;
    act_lemma *lemmas;
    uint32_t n_lemmas, cap_lemmas;
    act_rule *rules;
    uint32_t n_rules, cap_rules;
    struct act_class_words *sets; /* "@weapon" */
    /* what is answered, "the charge", and what answers, "consented" */
    const struct act_class_words *answered, *replies, *bearing, *scheduled,
        *remarks,            /* what is said: of whoever has just spoken */
        *further,            /* "another blast": not the one told */
        *denying,            /* "rejected": what a claim says is not so */
        *judging,            /* "condemned": no part in what is judged */
        *talks,              /* "the negotiations": of those who met */
        *raids,              /* "conducted airstrikes": nobody is struck yet */
        *disasters,          /* "earthquake": kills by itself */
        *happening, *asking, /* who is asked does it */
        *steps,              /* "took the step of" */
        *commands,           /* what is ordered is as good as done */
        *utters;             /* "Peru, officials said, left": says */
    act_list *lists;         /* [n_lists] lists of lemmas: most are in several
                              * patterns */
    uint32_t n_lists;
    struct act_worlds *worlds;
    act_sectors sectors;
    chn_str category[CATEGORIES_MAX];
    uint32_t n_category;
    uint32_t friendly, hostile; /* bits of categories, by their quads */
    /* what a planned act of category i is coded as; empty: as itself */
    struct {
        chn_str category, cameo;
        int32_t quad, goldstein_tenth;
    } planned[CATEGORIES_MAX];
    uint32_t w_by, w_to, w_of, w_between, w_among, w_from, w_in, w_with, w_if,
        w_unless, w_whether, w_on, w_against, w_inside, w_within;
};

/* Reading one rule table and its helpers, pattern.c. */
typedef struct act_loader {
    chn_act_know *k;
    const chn_text_know *text;
    chn_rows it; /* the table that is being read */
    chn_err *err;
} act_loader;
uint32_t act_add_word(chn_act_know *k, chn_str text);
/* "a|b" as bits; `what` is what they are, for the message. */
typedef struct act_name {
    const char *name;
    uint32_t bit;
} act_name;
chn_code act_read_names(const act_loader *l, chn_str list, const char *what,
                        const act_name *known, size_t n_known, uint32_t *bits);
chn_code act_load_worlds(act_loader *l, const chn_tableset *set);
chn_code act_load_sectors(act_loader *l, const chn_tableset *set);
uint32_t act_add_lemma(chn_act_know *k, const chn_text_know *text,
                       chn_str lemma, act_pos pos);
chn_code act_read_pattern(const act_loader *l, act_rule *r, chn_str pattern);
chn_code act_read_frame(const act_loader *l, act_rule *r, chn_str frame);

/* Words that patterns name together: "@weapon". */
typedef struct act_class_words {
    chn_str name;
    uint32_t *lemma, n, cap;
    struct act_class_words *next;
} act_class_words;
const act_class_words *act_set_of(const chn_act_know *k, chn_str name);
bool act_in_class(const act_class_words *c, uint32_t lemma);

/* ---- a sentence ---- */

/* An act that was found, before its sentence is done. */
typedef struct act_found {
    const act_rule *rule;
    uint32_t head;            /* token */
    uint32_t node[NODES_MAX]; /* matched tokens, head first */
    uint32_t n_node;
    uint32_t inner; /* the act that the pattern holds, or NONE */
    uint32_t source[CHN_ACT_SIDE], n_source; /* mentions */
    uint32_t target[CHN_ACT_SIDE], n_target;
    uint32_t others[CHN_ACT_SIDE], n_others;
    chn_str other_role[CHN_ACT_SIDE];
    int32_t cost; /* doubt, percent */
    chn_status status;
    bool mutual, nominal;
    chn_inferred inferred;
    chn_doer doer;
    bool doerless;    /* a passive without agent: nobody is named as source */
    const char *gone; /* why it is no act of its own; NULL: it is */
    uint32_t taker;   /* where gone is "": the act that has its words */
} act_found;

/* The words and mentions of a sentence, as sets: a bit may stand for more than
 * one, so that what is there is always found. */
#define SCREEN_WORDS 32u
#define SCREEN_MENTIONS 24u
typedef struct act_screen {
    uint64_t word[SCREEN_WORDS], lemma[SCREEN_WORDS];
    act_signs signs, words;
    uint32_t mention[SCREEN_MENTIONS], n_mention; /* more: it has others, too */
    bool actor;  /* one that is no place and no medium */
    bool tagged; /* lemmas are those that the words' tags allow */
} act_screen;

typedef struct act_sent {
    const chn_act_know *k;
    const chn_doc *doc;
    const chn_mentions *m;
    chn_tree *tree;
    const bool *dated;   /* [n_tok of doc] tokens of time expressions */
    uint32_t first, end; /* tokens */
    act_found *found;    /* in the order in which they were found */
    uint32_t n_found, cap_found;
    act_screen screen;
    /* [n_lists] bits: is the list asked for in this sentence yet, and is one
     * of its lemmas there? */
    uint64_t *list_asked, *list_there;
} act_sent;

const act_form *act_forms(const chn_act_know *k, const chn_doc *d, uint32_t t);
static inline bool act_is(const act_sent *s, uint32_t t, uint32_t w)
{
    return w != 0 && s->doc->tok[t].word == w;
}
/* Is the token of the class? */
static inline bool act_is_a(const act_sent *s, uint32_t t, act_word class)
{
    return chn_tok_class(&s->k->classes, s->doc, t, class);
}
/* Mention that covers a token, or NONE; of no token, NONE. */
static inline uint32_t act_mention(const act_sent *s, uint32_t t)
{
    return s->m->of_token && t != CHN_NONE ? s->m->of_token[t] : NONE;
}

/* "A visit to Peru is to [follow]": by whoever made the one before. */
bool act_follows(const act_sent *s, const act_found *f);

static inline const chn_mention *mention(const act_sent *s, uint32_t i)
{
    return &s->m->at[i];
}

/* mend.c: who does it, what undergoes it, by the tree, mended where a short
 * sentence is read wrongly. CHN_NONE: none. */
uint32_t act_doer(const act_sent *s, uint32_t pred);
/* "Peru have [jailed] scores of them", read as scores that were jailed: the
 * "have" of a participle that is its noun's adjective in the tree. */
uint32_t act_perfect(const act_sent *s, uint32_t pred);
/* "had the leader [jailed]", "has him [put] behind bars": the verb that has it
 * done, and whom in *noun; else CHN_NONE. Who "had three men killed" lost them.
 */
uint32_t act_caused(const act_sent *s, uint32_t pred, uint32_t *noun);
uint32_t act_object(const act_sent *s, uint32_t pred);
/* "Peru pressed the two camps to [lift] their embargo", read as what Peru does:
 * of verbs that ask somebody to do it, whoever is asked; else CHN_NONE. */
uint32_t act_asked_to(const act_sent *s, uint32_t pred);
/* above.c: who does it, by the clause above; CHN_NONE: nobody. */
uint32_t act_doer_above(const act_sent *s, uint32_t pred);
/* "In a step that surprised envoys in Geneva, Peru [expelled] them", read as
 * envoys who are Peru: Peru; `tok` itself where it stands. */
uint32_t act_behind_place(const act_sent *s, uint32_t pred, uint32_t tok);
/* "Peru, on [which] Chile imposed a ban", "to [whom] Chile turned": whom the
 * clause is about; else the token itself. */
uint32_t act_before_which(const act_sent *s, uint32_t tok);
/* Is it active, though the tree has it as a participle of what does it? */
bool act_active(const act_sent *s, uint32_t pred);
/* Does its subject say that nobody does it: "neither Peru nor Chile"? */
bool act_nobody(const act_sent *s, uint32_t pred);
/* "Peru shelled Chile and [Cuba] kept silent", read as "Chile and Cuba": the
 * verb whose subject a joined name is; CHN_NONE: it is joined. */
uint32_t act_next_subject(const act_sent *s, uint32_t joined);
/* "dozens of arrests": what is counted; CHN_NONE: nothing. */
uint32_t act_counted(const act_sent *s, uint32_t noun);
/* "what is left of the rebels", "none other than Peru": who is meant by the
 * pronoun; CHN_NONE: it is none of these. */
uint32_t act_left_of(const act_sent *s, uint32_t noun);
/* What a copula joins, else the token itself: "was in [Oslo]". */
static inline uint32_t act_served(const act_sent *s, uint32_t tok)
{
    return chn_tree_is_rel(s->tree, tok, CHN_RELSET(CHN_REL_COP))
               ? chn_tree_head(s->tree, tok)
               : tok;
}
/* match.c: tokens linked to `tok` as `c` says, nearest first. */
#define RELATED_MAX 48
uint32_t act_related(const act_sent *s, const act_cons *c, uint32_t tok,
                     uint32_t out[RELATED_MAX]);
/* Does the rule's pattern hold with its head at `tok`? Fills node and inner. */
bool act_match(const act_sent *s, const act_rule *r, uint32_t tok,
               act_found *out);
/* Is the token used as this part of speech? */
bool act_used_as(const act_sent *s, uint32_t tok, act_pos pos);
/* "Peru will leave, he [said]": do the words said stand above it? */
bool act_after_words(const act_sent *s, uint32_t tok);
/* The verb that a noun belongs to, CHN_NONE: none. */
uint32_t act_governor(const act_sent *s, uint32_t noun);
/* The nouns and clauses under `tok` by one of the prepositions. */
uint32_t act_under(const act_sent *s, const uint32_t *prep, uint32_t n_prep,
                   uint32_t tok, uint32_t out[RELATED_MAX]);

/* screen.c: what cannot be, before there is a tree. */
/* Once all rules are read. false: no memory. */
bool act_screen_new(chn_act_know *k);
/* Room for the sentences of a report. false: no memory. */
bool act_screen_sent(act_sent *s, chn_arena *a);
/* Fill s->screen; tokens and mentions are known. */
void act_screen_read(act_sent *s);
/* Are the words there that the pattern of the lemma's i-th rule asks for? */
bool act_may_hold(const act_sent *s, const act_lemma *l, uint32_t i);
/* Once the sentence has tags: words that can be read as they are asked for. */
void act_screen_tagged(act_sent *s);
/* Is there a rule whose words and parties are all there? */
bool act_may_tell(const act_sent *s, const chn_acts *before);

/* sides.c */
/* Fill both sides from the rule's slots. false: the rule does not hold;
 * *why tells the reason. */
bool act_fill(const act_sent *s, act_found *f, const char **why);
/* Has the mention's sector one of these traits? A state by its bare name has
 * none. */
bool act_trait(const act_sent *s, uint32_t m, uint32_t traits);
bool act_same_party(const act_sent *s, const act_rule *r, uint32_t a,
                    uint32_t b);
bool act_in_side(const act_sent *s, const act_rule *r, const uint32_t *side,
                 uint32_t n, uint32_t m);
/* May the mention stand for a party of this rule's act? */
bool act_fits(const act_sent *s, const act_rule *r, uint32_t m, bool place_ok);
/* Does a place behind "to" or "from" stand for its state: a capital, and a town
 * that gets help ("sent tents to Aleppo")? */
bool act_seat(const act_sent *s, const act_rule *r, uint32_t m);
/* "the embassy in [Peru]": the state that is named at a token inside mention
 * m; m: none is. */
uint32_t act_state_inside(const act_sent *s, uint32_t m, uint32_t tok);
bool act_put(const act_sent *s, uint32_t *side, uint32_t *n, uint32_t m);

/* status.c */
chn_status act_status(const act_sent *s, uint32_t pred);
/* Of a match: its verb's, or that of the verb that a noun belongs to. */
chn_status act_status_of(const act_sent *s, const act_found *f);
bool act_background(const act_sent *s, uint32_t tok);
/* "often condemns", "condemns it every year": what is done again and again. */
bool act_habit(const act_sent *s, uint32_t pred, bool violent);

/* world.c: of each sentence; `world` has room for them. false: no memory. */
bool act_find_worlds(const chn_act_know *k, const chn_doc *d, act_world *world);
/* Why an act of such a sentence is none of this world; NULL: it is. */
const char *act_other_world(const act_sent *s, const act_found *f,
                            const act_world *w);

/* infer.c, deed.c: a target that no slot names; doer.c: a source, or who was
 * hit. Costs are doubt in percent. */
#define COST_REST 14  /* whoever else the words name */
#define TOPIC_TIMES 2 /* a topic is named again and again */
#define STATE_CODE 3u /* letters; organisations have others */
static inline bool is_source(const act_sent *s, const act_found *f, uint32_t m)
{
    return act_in_side(s, f->rule, f->source, f->n_source, m);
}
static inline bool is_target(const act_sent *s, const act_found *f, uint32_t m)
{
    return act_in_side(s, f->rule, f->target, f->n_target, m);
}
static inline void put_target(const act_sent *s, act_found *f, uint32_t m)
{
    if (!is_source(s, f, m) && !is_target(s, f, m))
        act_put(s, f->target, &f->n_target, m);
}
#define TOPICS_MAX 32
typedef struct act_topics { /* states that the report names, most often first */
    uint32_t mention[TOPICS_MAX]; /* the first that names it, the state by name
                                     before others */
    uint32_t times[TOPICS_MAX];
    uint32_t n;
} act_topics;
void act_count_topics(const act_sent *s, act_topics *out);
/* `before`: the acts of the report so far. */
/* A source for a passive that names none. false: none is near. */
#define DOER_REACH 2 /* sentences back to the act whose doer goes on */
bool act_infer_doer(const act_sent *s, act_found *f, const chn_acts *before,
                    const act_topics *topics);
/* Sides of an answer that names nobody, by the act that its object tells:
 * whoever was asked answers whoever asked. */
bool act_infer_asked(const act_sent *s, act_found *f, const act_found *deed);
void act_infer(const act_sent *s, act_found *f, const chn_acts *before,
               const act_topics *topics);
/* The mention of whoever says it, if the words of `pred` are somebody's. */
uint32_t act_speaker(const act_sent *s, uint32_t pred);
/* Who is hit, by the place that the clause names. */
bool act_infer_victim(const act_sent *s, act_found *f);
/* Who is hit, by a clause beside it that says who died. */
bool act_infer_casualties(const act_sent *s, act_found *f);
/* The state that the report is about, if it is not the source's. */
bool act_infer_foe(const act_sent *s, act_found *f, const act_topics *topics,
                   const chn_acts *before);
/* Is the word a form of one of a class's? */
bool act_in_set(const act_sent *s, uint32_t tok, const act_class_words *c);
/* "[anti-Russian] sanctions were extended": whom an adjective is against. */
bool act_infer_against(const act_sent *s, act_found *f);
/* "Peru and Chile broke off [their] talks": what stands between two, of the
 * two who act. */
bool act_infer_each_other(const act_sent *s, act_found *f);
bool act_infer_other(const act_sent *s, act_found *f, const act_topics *topics);
/* May the rule's target be whoever is answered? `lemma`: what it begins with,
 * in a sentence without a tree; or NONE. */
bool act_is_reply(const act_sent *s, const act_rule *r, uint32_t lemma);
bool act_infer_reply(const act_sent *s, act_found *f, const chn_acts *before);
/* ... and against whom sanctions that name nobody are: whoever has just done
 * something hostile to the source. */
bool act_infer_retort(const act_sent *s, act_found *f, const chn_acts *before);
bool act_infer_home(const act_sent *s, act_found *f, const act_topics *topics);
bool act_is_against(const act_rule *r);
/* Is an act of it an answer to an offer or a request? */
bool act_is_answer(const act_rule *r);
bool act_is_topical(const act_rule *r);
/* Are all of one state, and none an organisation of states? */
bool act_one_state(const act_sent *s, const uint32_t *side, uint32_t n);
/* Is one of a side of the state of mention m? */
bool act_of_state(const act_sent *s, const uint32_t *side, uint32_t n,
                  uint32_t m);
/* The state that the report names far more than any other, or NONE. */
uint32_t act_own_topic(const act_sent *s, const act_topics *topics);
/* Who did the deed that the words speak of; whoever accused, of a source that
 * answers a charge; whoever is answered. `before`: the acts of the report so
 * far. */
void act_from_deed(const act_sent *s, act_found *f, const chn_acts *before);
void act_from_reply(const act_sent *s, act_found *f, const chn_acts *before);
void act_from_accuser(const act_sent *s, act_found *f, const chn_acts *before);
/* Whoever spoke last, of one who "deplored the remark". */
void act_from_remark(const act_sent *s, act_found *f);
/* "told its citizens to leave": people of the source's own state. */
bool act_infer_own(const act_sent *s, act_found *f);
/* "The negotiations will resume": of the two who met. */
bool act_infer_talks(const act_sent *s, act_found *f, const chn_acts *before);
/* "A U.S. air strike in Peru killed ten militants": of Peru. */
void act_infer_abroad(const act_sent *s, act_found *f,
                      const act_topics *topics);
bool act_infer_topic(const act_sent *s, act_found *f, const act_topics *topics);
/* "denounced the attack": no doer is told. */
bool act_deplores_violence(const act_sent *s, const act_found *f);
/* Is `tok` in what the act governs: its object, complement, content? */
bool act_content(const act_sent *s, const act_found *f, uint32_t tok);

#endif
