/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a report as a whole says it has from others: the agency of a dateline,
 * "(With inputs from Reuters)", "- Reuters" behind the last sentence. Found
 * by their place and form. They cover no words, and are links of no claim.
 */
#include "base/str.h"
#include "voice/inside.h"

#define NONE UINT32_MAX
#define DATELINE_MAX 18 /* tokens */
#define NAMES_MAX 24    /* tokens of the names in a tag line */
#define SEEN_MAX 256    /* of the report's, that are looked at */

static char mark(const chn_listen *x, uint32_t t)
{
    const chn_token *k = &x->d->tok[t];
    return k->kind == CHN_TOK_PUNCT && k->fold.n ? k->fold.p[0] : '\0';
}

/* A dash that stands apart: no hyphen. */
static bool dash(const chn_listen *x, uint32_t t)
{
    return mark(x, t) == '-' &&
           ((x->d->tok[t].flags & CHN_TOK_SPACE) || x->d->tok[t].fold.n > 1);
}

/* The agency or outlet of the tables that is named at t, or NONE. */
static uint32_t media_at(const chn_listen *x, uint32_t t)
{
    const uint32_t m = mention_at(x, t);
    return m != CHN_MENTION_NONE && x->m->at[m].kind == CHN_KIND_MEDIA &&
                   x->m->at[m].id.n
               ? m
               : NONE;
}

/* `cue`: its number; [open, end) its words, [first, to) the name. */
static void credit(chn_listen *x, const chn_cue *cue, uint32_t mention,
                   uint32_t first, uint32_t to, uint32_t open, uint32_t end)
{
    const chn_source s = {.mention = mention,
                          .first = first,
                          .end = to,
                          .name_first = first,
                          .name_end = to,
                          .noun = NONE};
    const uint32_t a = chn_voice_set(x, cue, &s, open, end, open, open);
    if (a != NONE)
        x->at[a].flags |= CHN_ATTR_REPORT_LEVEL;
}

/* ---- datelines ---- */

/* The agency in a dateline's parenthesis. */
static void dateline_credit(chn_listen *x, uint32_t open, uint32_t end)
{
    uint32_t close = open + 1;
    while (close < end && mark(x, close) != ')')
        close++;
    if (close >= end || close == open + 1 || close > open + 6 ||
        !(x->d->tok[open + 1].flags & CHN_TOK_CAP) ||
        chn_voice_time(x, open + 1, close) > open + 1)
        return;
    const uint32_t m = mention_at(x, open + 1);
    if (m != CHN_MENTION_NONE && x->m->at[m].kind != CHN_KIND_MEDIA)
        return; /* "PARIS (Texas) -" */
    credit(x, &x->k->cues[x->k->dateline], m, open + 1, close, open, close + 1);
}

/* "Hanoi, May 5 (KCNA) -- ", "/TASS/.": one agency of the tables between two
 * marks, and a dash or stop behind it. The token behind that, or first. */
static uint32_t agency_line(chn_listen *x, uint32_t first, uint32_t end)
{
    const bool para = (x->d->tok[first].flags & CHN_TOK_PARA) != 0;
    uint32_t last = first + DATELINE_MAX < end ? first + DATELINE_MAX : end;
    if (mark(x, first) == '/')
        last = first + 1;
    else if (!para || !(x->d->tok[first].flags & CHN_TOK_CAP))
        return first;
    for (uint32_t i = first; i < last; i++) {
        const char c = mark(x, i);
        if (c == '"' || c == ';' || c == ':' ||
            (x->d->tok[i].kind == CHN_TOK_WORD &&
             !(x->d->tok[i].flags & CHN_TOK_CAP)))
            return first; /* "the agency (KCNA) - and left" */
        if ((c != '(' && c != '/') || i + 2 >= end)
            continue;
        const uint32_t m = media_at(x, i + 1);
        const uint32_t close = m == NONE ? end : x->m->at[m].end;
        if (close >= end || mark(x, close) != (c == '(' ? ')' : '/'))
            continue;
        const bool stop = close + 1 < end && mark(x, close + 1) == '.';
        const bool behind = close + 1 < end && dash(x, close + 1);
        if (!behind && (c == '(' || !stop))
            return first;
        x->end = end;
        x->first = first;
        credit(x, &x->k->cues[x->k->dateline], m, i + 1, close, i, close + 1);
        return close + 2 < end ? close + 2 : end;
    }
    return first;
}

/* "SEOUL, Oct 1 (Yonhap) - " */
uint32_t chn_voice_dateline(chn_listen *x, uint32_t first, uint32_t end)
{
    if (x->k->dateline == NONE)
        return first;
    const uint32_t behind = agency_line(x, first, end);
    if (behind != first || !(x->d->tok[first].flags & CHN_TOK_ALLCAP))
        return behind;
    uint32_t open = NONE;
    for (uint32_t i = first; i < end && i < first + DATELINE_MAX; i++) {
        const chn_token *k = &x->d->tok[i];
        const char c = mark(x, i);
        if (c == '(')
            open = i;
        if ((c == '-' && (k->flags & CHN_TOK_SPACE)) ||
            (c == ':' && i > first)) {
            if (i + 1 >= end && !x->d->sent[x->sent].dateline)
                return first;
            x->first = first;
            x->end = i;
            if (open != NONE)
                dateline_credit(x, open, i);
            return i + 1;
        }
        if (c == '"' || c == ';')
            return first;
        if (k->kind == CHN_TOK_WORD && open == NONE &&
            !(k->flags & CHN_TOK_CAP))
            return first;
    }
    return first;
}

/* ---- tag lines ---- */

static bool joins(const chn_listen *x, uint32_t t)
{
    return chn_voice_is(x, t, W_AND) || mark(x, t) == ',' ||
           mark(x, t) == '/' || mark(x, t) == '&';
}

/* Behind the capitals that begin at t. */
static uint32_t capitals(const chn_listen *x, uint32_t t, uint32_t end)
{
    while (t < end && x->d->tok[t].kind == CHN_TOK_WORD &&
           (x->d->tok[t].flags & CHN_TOK_CAP) &&
           !(w_bits(x, t) & (W_DET | W_AND | W_PREP)))
        t++;
    return t;
}

/* Does a line or a bracket begin here? "He won it for reporting by night"
 * goes on from words. */
static bool line_begins(const chn_listen *x, uint32_t t)
{
    if (t <= x->first || (x->d->tok[t].flags & CHN_TOK_PARA))
        return true;
    const char c = mark(x, t - 1);
    return c == '(' || c == '[' || c == ';' || c == '.' || c == '*' ||
           dash(x, t - 1);
}

uint32_t chn_voice_tag_line(chn_listen *x, const chn_cue *c, uint32_t t,
                            uint32_t end)
{
    /* "(source: the makers)" tells where a figure is from */
    const bool line = (c->frames & F_SIGNED) != 0;
    if (!line_begins(x, t) ||
        (line && !(x->d->tok[t].flags & CHN_TOK_PARA) && t > x->first))
        return t;
    const uint32_t last = end + NAMES_MAX < x->end ? end + NAMES_MAX : x->end;
    uint32_t i = end;
    uint32_t n = 0;
    for (bool name = true; i < last; i++) {
        if (chn_voice_is(x, i, W_PREP)) {
            name = false; /* "Ann Lee in Oslo": not Oslo */
            continue;
        }
        if (joins(x, i)) {
            name = true;
            continue;
        }
        if (x->d->tok[i].kind == CHN_TOK_PUNCT)
            break; /* the bracket closes, "; editing by ..." */
        if (!name || (w_bits(x, i) & W_DET))
            continue;
        const uint32_t m = mention_at(x, i);
        if (m != CHN_MENTION_NONE && (x->m->at[m].kind == CHN_KIND_PRONOUN ||
                                      x->m->at[m].kind == CHN_KIND_COUNTRY))
            break; /* "with inputs from Japan", "..., he left" */
        if (line && media_at(x, i) == NONE)
            break;
        uint32_t to = capitals(x, i, last);
        if (m != CHN_MENTION_NONE && x->m->at[m].end > to)
            to = x->m->at[m].end;
        if (to > last)
            to = last;
        if (to == i && n == 0) /* "agencies" */
            to = chn_voice_phrase_end(x, i, last);
        if (to == i)
            break;
        credit(x, c, m, i, to, t, end);
        n++;
        i = to - 1;
        name = false;
    }
    return n ? i : t;
}

/* ---- sign-offs ---- */

void chn_voice_sign_off(chn_listen *x)
{
    uint32_t end = x->d->n_tok;
    if (x->k->signoff == NONE || end == 0)
        return;
    x->first = 0;
    x->end = end;
    if (mark(x, end - 1) == '.')
        end--;
    const bool closed = end > 0 && mark(x, end - 1) == ')';
    const uint32_t to = closed ? end - 1 : end;
    uint32_t from = to;
    uint32_t n = 0;
    while (from > 0 && to - from < NAMES_MAX) {
        const uint32_t m = media_at(x, from - 1);
        if (m == NONE && !(n && joins(x, from - 1)))
            break;
        from = m == NONE ? from - 1 : x->m->at[m].first;
        n += m != NONE;
    }
    if (n == 0 || from == 0)
        return;
    /* what it hangs on: a bracket or dash behind a sentence, or a line that
     * has nothing else */
    const bool alone = (x->d->tok[from].flags & CHN_TOK_PARA) != 0;
    const bool hung = closed ? mark(x, from - 1) == '(' : dash(x, from - 1);
    const uint32_t open = alone ? from : from - 1;
    if (!alone &&
        (!hung || (open > 0 && !(x->d->tok[open].flags & CHN_TOK_PARA) &&
                   !chn_voice_mark(x, open - 1) && mark(x, open - 1) != '.')))
        return;
    x->sent = x->d->tok[open].sent;
    for (uint32_t t = from; t < to; t++) {
        const uint32_t m = media_at(x, t);
        if (m == NONE)
            continue;
        const uint32_t behind = x->m->at[m].end < to ? x->m->at[m].end : to;
        credit(x, &x->k->cues[x->k->signoff], m, t, behind, open, end);
        t = behind - 1;
    }
}

/* ---- what of it is kept ---- */

static const char *relation(const chn_voice_know *k, chn_str rule)
{
    for (uint32_t i = 0; i < k->n_cues; i++) {
        const uint32_t f = k->cues[i].frames;
        if (chn_str_eq(k->cues[i].id, rule))
            return f & F_DATELINE ? "dateline"
                   : f & F_SIGNED ? "signed"
                   : f & F_INPUTS ? "inputs"
                                  : "reporting";
    }
    return "reporting";
}

/* Reports have words from agencies and outlets: a name of no table is one, and
 * so are letters that the tables know for another body only ("PTI"). Persons
 * report, and "agencies" names nobody. */
static void class_of_name(const chn_listen *x, const chn_attribution *a,
                          const char *how, chn_voice *link)
{
    const bool known = a->source != CHN_MENTION_NONE;
    const chn_actor_kind is = known ? x->m->at[a->source].kind : CHN_KIND_MEDIA;
    if (known && (is == CHN_KIND_MEDIA || is == CHN_KIND_PERSON))
        return;
    bool noun = !known;
    for (uint32_t t = a->name_first; t < a->name_end && noun; t++)
        noun = w_source(x, t) != S_NONE || (w_bits(x, t) & W_DET);
    if (noun || !(x->d->tok[a->name_first].flags & CHN_TOK_CAP))
        link->kind = chn_str_of("unnamed");
    else if (strcmp(how, "reporting") != 0) {
        link->kind = chn_str_of("outlet");
        link->name = chn_doc_slice(x->d, a->name_first, a->name_end);
        link->id = chn_str_of("");
    }
    link->reliability = chn_voice_class(x->k, link->id, link->name, link->kind);
}

uint32_t chn_voice_credits(const chn_voice_know *k, const chn_doc *doc,
                           const chn_mentions *m, const chn_voices *v,
                           chn_credit out[CHN_CREDITS_MAX])
{
    const chn_listen x = {.k = k, .d = doc, .m = m};
    uint32_t n = 0;
    uint32_t seen = 0;
    for (uint32_t i = 0; i < v->n && n < CHN_CREDITS_MAX && seen < SEEN_MAX;
         i++) {
        chn_voice link;
        if (!(v->at[i].flags & CHN_ATTR_REPORT_LEVEL))
            continue;
        seen++;
        if (!chn_voice_link(&x, &v->at[i], &link))
            continue;
        const char *how = relation(k, v->at[i].rule);
        class_of_name(&x, &v->at[i], how, &link);
        bool known = false;
        for (uint32_t j = 0; j < n && !known; j++)
            known =
                chn_str_eq(out[j].name, link.name) && out[j].relation == how;
        if (!known)
            out[n++] = (chn_credit){.name = link.name,
                                    .id = link.id,
                                    .kind = link.kind,
                                    .reliability = link.reliability,
                                    .relation = how,
                                    .span = link.span};
    }
    return n;
}
