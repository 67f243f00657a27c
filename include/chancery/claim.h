/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file claim.h
 * Claims out: one report's telling of one act, every field with the span that
 * proves it. The model is the record's (docs/record.md).
 */
#ifndef CHANCERY_CLAIM_H
#define CHANCERY_CLAIM_H

#include <chancery/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How an actor was known in the text. */
typedef enum chn_link {
    CHN_LINK_NAME = 0,    /**< its name, or the surname after the full name */
    CHN_LINK_ALIAS,       /**< another name of it */
    CHN_LINK_OFFICE,      /**< "the Russian defence minister" */
    CHN_LINK_METONYM,     /**< a capital or seat for its state */
    CHN_LINK_DEMONYM,     /**< "Russian troops" */
    CHN_LINK_COREFERENCE, /**< "he", "the two sides" */
    CHN_LINK_LIST         /**< a member of a list, "the four" */
} chn_link;

/** An actor as a claim names it. */
typedef struct chn_actor {
    chn_str id;      /**< "kim-jong-un"; empty: not in the tables */
    chn_str name;    /**< "Kim Jong Un" */
    chn_str country; /**< ISO 3166-1 alpha-3, or "IGO/UN"; empty: unknown */
    chn_str sector;  /**< "GOV" ... of sectors.tsv; empty: unknown */
    chn_str office;  /**< held on the act's date; empty: none known */
    chn_str text;    /**< as it stands in the report */
    chn_span span;
    chn_link link;
    chn_str role; /**< among others: "carrier", "host" ...; else empty */
} chn_actor;

typedef enum chn_precision {
    CHN_PRECISION_NONE = 0, /**< no date in the text */
    CHN_PRECISION_DAY,
    CHN_PRECISION_WEEK,
    CHN_PRECISION_MONTH,
    CHN_PRECISION_QUARTER, /**< a season or quarter */
    CHN_PRECISION_YEAR,
    CHN_PRECISION_DECADE,
    CHN_PRECISION_INTERVAL /**< from and to are ends told one by one */
} chn_precision;

/** What a date rests on. */
typedef enum chn_basis {
    CHN_BASIS_PUBLISHED = 0, /**< nothing in the text: the report's date
                                  bounds it from above */
    CHN_BASIS_TEXT,          /**< an expression that belongs to the act */
    CHN_BASIS_INHERITED,     /**< from an earlier act of the same passage */
    CHN_BASIS_OCCASION,      /**< the observance's day */
    CHN_BASIS_BOUNDED        /**< only ends are known */
} chn_basis;

/** When. Days are inclusive. from/to may each be CHN_DAY_NONE: open. */
typedef struct chn_date {
    chn_day from;
    chn_day to;
    chn_precision precision;
    chn_basis basis;
    chn_str text; /**< the expression, empty if none */
    chn_span span;
} chn_date;

typedef enum chn_status {
    CHN_STATUS_OCCURRED = 0,
    CHN_STATUS_PLANNED,
    CHN_STATUS_POSSIBLE,
    CHN_STATUS_DENIED
} chn_status;

/** A link of the chain of sources. */
typedef struct chn_voice {
    chn_str name;        /**< "KCNA" */
    chn_str id;          /**< "kcna"; empty: not in the tables */
    chn_str kind;        /**< "agency", "state media", "government", "person",
                              "unnamed" ... */
    chn_span span;       /**< none where it is inherited */
    bool inherited;      /**< from an earlier sentence */
    chn_str alternative; /**< "the news agency" that can be one of two: the
                              other one; empty: it is clear */
    chn_str certainty;   /**< how it says so: "denies", "claims" (the report
                              keeps its distance), "believes" (the source is
                              not sure), "confirms"; empty: it says so */
    chn_str reliability; /**< class of data/voice/reliability.tsv: what kind of
                              word it is, and no measure of its truth */
} chn_voice;

/** Whom a report names for the whole of it: "(With inputs from Reuters)", the
 * agency of a dateline. A link of the report, and of no claim's chain. */
typedef struct chn_credit {
    chn_str name;         /**< "Reuters" */
    chn_str id;           /**< "reuters"; empty: not in the tables */
    chn_str kind;         /**< as in chn_voice */
    chn_str reliability;  /**< as in chn_voice */
    const char *relation; /**< "dateline", "signed", "inputs", "reporting" */
    chn_span span;        /**< of the name */
} chn_credit;

typedef struct chn_place {
    chn_str name;
    chn_str country;
    double lat, lon; /**< degrees; meaningful only if has_point */
    bool has_point;
    chn_span span;
} chn_place;

typedef struct chn_occasion {
    chn_str id;
    chn_str name;
    int32_t ordinal;   /**< 74 of "74th anniversary"; 0: not told */
    int32_t base_year; /**< 1945; 0: unknown */
    chn_span span;
} chn_occasion;

typedef struct chn_quote {
    chn_str text;
    chn_span span;
    chn_str speaker; /**< actor id or name; empty: unknown */
} chn_quote;

/** One report's telling of one act. Borrowed from its result. */
typedef struct chn_claim {
    chn_str id;                    /**< "c" and 16 hexadecimal digits */
    chn_str report;                /**< the report's id */
    chn_str category, mode, cameo; /**< mode may be empty */
    const chn_str *contexts;       /**< [n_contexts] */
    uint32_t n_contexts;
    int32_t quad;            /**< 1..4 */
    int32_t goldstein_tenth; /**< tenths: 19 is 1.9; on the engine's scale */
    const chn_actor *source; /**< [n_source] */
    uint32_t n_source;
    const chn_actor *target; /**< [n_target] */
    uint32_t n_target;
    const chn_actor *others; /**< [n_others] */
    uint32_t n_others;
    bool symmetric;
    chn_date date;
    chn_date sent, received, delivered; /**< precision NONE: not told */
    chn_status status;
    const chn_voice *voice; /**< [n_voice], report outwards to the origin */
    uint32_t n_voice;
    bool has_place, has_occasion, has_quote;
    chn_place place;
    chn_occasion occasion;
    chn_quote quote;
    chn_str trigger;
    chn_span trigger_span;
    chn_str rule;
    uint32_t sentence; /**< index of the sentence, from 0 */
    chn_span sentence_span;
    int32_t confidence_percent; /**< probability that it is right, 0..100 */
    const chn_str *flags;       /**< [n_flags] */
    uint32_t n_flags;
    int32_t score_percent; /**< the coder's own score, 0..100, before it was
                                turned into the confidence */
} chn_claim;

/** What was seen and not coded. Borrowed from its result. */
typedef struct chn_rejected {
    uint32_t sentence; /**< index of the sentence, from 0 */
    chn_span span;     /**< the words that a rule matched */
    chn_str text;
    chn_str rule;
    chn_str reason; /**< "no target", "told again by claim c...", "below
                         --min-confidence: 0.31" ... */
} chn_rejected;

#ifdef __cplusplus
}
#endif
#endif
