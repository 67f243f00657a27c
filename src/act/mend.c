/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who does it and what undergoes it, mended where the parser reads a short or
 * crowded sentence wrongly. Each case names the words that forced it. The
 * parser is right in about 87 of 100 links; these are the ones among the rest
 * that cost an act its doer.
 */
#include "act/inside.h"

#define R(x) CHN_RELSET(CHN_REL_##x)

/* "The council, chaired by Peru, has [sent] an envoy", its subject hung on the
 * participle; or CHN_NONE. */
static uint32_t hung_on_participle(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    const uint32_t clause = chn_tree_kid(t, pred, R(ADVCL));
    if (clause == CHN_NONE || clause > pred)
        return CHN_NONE;
    const uint32_t who = chn_tree_kid(t, clause, R(NSUBJ) | R(NSUBJ_PASS));
    chn_verb_group g;
    chn_tree_verb_group(t, clause, &g);
    const chn_range c = chn_tree_mark(t, clause);
    return g.participle || c.end == c.first ? who : CHN_NONE;
}

/* "Peru [supplied] tanks", read as a noun's compound, and "the Peruvian
 * premier [drew] praise", read as its adjective: an actor right before a verb
 * that has no subject is it. */
static uint32_t mended_subject(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    /* "said it was [ready]": no expletive where it means somebody */
    uint32_t best = chn_tree_kid(t, pred, R(EXPL));
    if (best != CHN_NONE && act_mention(s, best) != NONE)
        return best;
    if (!act_used_as(s, pred, P_VERB))
        return CHN_NONE;
    /* "On Monday envoys of the council [toured] Lima", read as an object */
    best = chn_tree_kid(t, pred, R(OBJ));
    if (best != CHN_NONE && best < pred && act_mention(s, best) != NONE &&
        chn_tree_kid_next(t, best, R(OBJ)) != CHN_NONE)
        return best;
    best = hung_on_participle(s, pred);
    if (best != CHN_NONE)
        return best;
    /* "Peru, but not Chile, [condemned] it", read as joined to the name */
    if (chn_tree_is_rel(t, pred, R(CONJ)) && chn_tree_head(t, pred) < pred) {
        const uint32_t name = chn_tree_head(t, pred);
        if (act_mention(s, name) != NONE && chn_tree_is_rel(t, name, R(ROOT)) &&
            chn_tree_has(t, pred, CHN_F_FIN))
            return name;
    }
    /* "The council was to [meet]" */
    best = chn_tree_kid(t, pred, R(NSUBJ_OUTER));
    if (best != CHN_NONE)
        return best;
    /* "Smith, who saw it, [condemned] it, his aide said": both subjects hung
     * on the last verb */
    const uint32_t up = chn_tree_is_rel(t, pred, R(CCOMP) | R(PARATAXIS))
                            ? chn_tree_head(t, pred)
                            : CHN_NONE;
    bool later = false;
    for (uint32_t k = chn_tree_kid(t, up, R(NSUBJ)); k != CHN_NONE;
         k = chn_tree_kid_next(t, k, R(NSUBJ))) {
        if (k < pred)
            best = k;
        later = later || k > pred;
        /* "Peru, officials said, has [left]" */
        if (up < pred && chn_tree_kid_next(t, k, R(NSUBJ)) < up &&
            chn_tok_is(s->doc,
                       chn_tree_kid_next(t, k, R(NSUBJ)) == CHN_NONE
                           ? k
                           : chn_tree_yield(t, k).end - 1,
                       ","))
            return k;
    }
    if (best != CHN_NONE && later)
        return best;
    /* "Smith, who saw it, has [condemned] it, his aide said": likewise, hung
     * on the words behind */
    const uint32_t said = chn_tree_kid(t, pred, R(PARATAXIS));
    best = said != CHN_NONE && said > pred ? chn_tree_kid(t, said, R(NSUBJ))
                                           : CHN_NONE;
    if (best != CHN_NONE && best < pred && act_mention(s, best) != NONE &&
        chn_tree_kid_next(t, best, R(NSUBJ)) != CHN_NONE)
        return best;
    best = CHN_NONE;
    for (uint32_t k =
             chn_tree_kid(t, pred,
                          R(COMPOUND) | R(AMOD) | R(ADVMOD) | R(DEP) | R(NMOD) |
                              R(OBL_UNMARKED) | R(VOCATIVE) | R(DISLOCATED));
         k != CHN_NONE && k < pred;
         k = chn_tree_kid_next(t, k,
                               R(COMPOUND) | R(AMOD) | R(ADVMOD) | R(DEP) |
                                   R(NMOD) | R(OBL_UNMARKED) | R(VOCATIVE) |
                                   R(DISLOCATED))) {
        /* "Peru test-[fired] it", read as the test of Peru */
        const uint32_t own = k + 1 < s->end && chn_tok_is(s->doc, k + 1, "-")
                                 ? chn_tree_kid(t, k, R(COMPOUND) | R(NMOD))
                                 : CHN_NONE;
        if (own != CHN_NONE && act_mention(s, own) != NONE)
            return own;
        const uint32_t m = act_mention(s, k);
        const chn_range c = chn_tree_case(t, k);
        if (m != NONE && !s->dated[k] && c.end == c.first &&
            s->m->at[m].kind != CHN_KIND_PLACE && !s->m->at[m].possessive)
            best = k;
    }
    return best;
}

/* One that parts words, not that of "Peru-backed". */
static bool is_dash(const act_sent *s, uint32_t t)
{
    if (chn_tok_is(s->doc, t, "\u2013") || chn_tok_is(s->doc, t, "\u2014") ||
        chn_tok_is(s->doc, t, "--"))
        return true;
    return chn_tok_is(s->doc, t, "-") && t > s->first &&
           s->doc->tok[t].from > s->doc->tok[t - 1].to;
}

/* "Peru - a neighbour of Chile - [severed]": the word before what stands
 * between dashes; `at` itself if it is no dash. */
static uint32_t before_aside(const act_sent *s, uint32_t at)
{
    if (!is_dash(s, at))
        return at;
    for (uint32_t t = at; t > s->first + 1; t--)
        if (is_dash(s, t - 1))
            return t - 2;
    return at;
}

/* The head of the name that a token is in. */
static uint32_t top_of_name(const act_sent *s, uint32_t tok)
{
    const uint32_t m = act_mention(s, tok);
    uint32_t up = chn_tree_head(s->tree, tok);
    while (up != CHN_NONE && act_mention(s, up) == m) {
        tok = up;
        up = chn_tree_head(s->tree, tok);
    }
    return tok;
}

/* "Human Rights Watch [charged] in a report that they fled", read as a watch
 * that was charged: a sentence, no headline, has a verb. */
static bool only_verb(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    return chn_tok_is(s->doc, s->end - 1, ".") &&
           chn_tree_kid(t, pred, R(OBL_AGENT)) == CHN_NONE &&
           chn_tree_kid(t, chn_tree_head(t, pred), R(PARATAXIS) | R(COP)) ==
               CHN_NONE;
}

/* "Peru, for its part, [accused] Chilean troops", "Smith, who had said that it
 * would, [blamed] Chile for it": read as troops that were accused, the root
 * being a name with a comma behind it. The name, or CHN_NONE. */
static uint32_t name_of_aside(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    if (!chn_tok_is(s->doc, pred - 1, ",") ||
        !chn_tree_has(t, pred, CHN_F_PAST) ||
        !chn_tok_is(s->doc, s->end - 1, "."))
        return CHN_NONE;
    uint32_t root = chn_tree_head(t, pred);
    while (root != CHN_NONE && chn_tree_head(t, root) != CHN_NONE)
        root = chn_tree_head(t, root);
    const uint32_t m = root == CHN_NONE ? NONE : act_mention(s, root);
    if (m == NONE || s->m->at[m].modifier || s->m->at[m].possessive ||
        s->m->at[m].kind == CHN_KIND_PLACE || s->m->at[m].end + 1 >= pred ||
        !chn_tok_is(s->doc, s->m->at[m].end, ","))
        return CHN_NONE;
    return s->m->at[m].core;
}

#define ASIDE_REACH 24u /* tokens between a name and its verb */
/* "The snow went on; Peru, which had waited, [left]", "Peru, officials said on
 * Monday, [left]", "Peru - a neighbour - [left]", however the tree hangs them:
 * whoever begins the sentence, or what follows a semicolon, before a relative
 * clause or a saying between commas. The name's core, or CHN_NONE. */
static uint32_t over_aside(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    if (pred < s->first + 4)
        return CHN_NONE;
    uint32_t close = pred - 1;
    while (close > s->first + 2 && act_is_a(s, close, W_ADV))
        close--;
    if (s->doc->tok[close].kind == CHN_TOK_WORD)
        return CHN_NONE;
    const bool dash = is_dash(s, close);
    if (!(dash || chn_tok_is(s->doc, close, ",")) ||
        !chn_tree_has(t, pred, CHN_F_PAST) ||
        chn_tree_kid(t, pred,
                     CHN_RELS_SUBJECT | R(OBL_AGENT) | R(AUX) | R(AUX_PASS) |
                         R(COP)) != CHN_NONE)
        return CHN_NONE;
    uint32_t open = close - 1;
    bool said = false;
    while (open > s->first && close - open < ASIDE_REACH &&
           !(dash ? is_dash(s, open) : chn_tok_is(s->doc, open, ","))) {
        said = said || act_in_set(s, open, s->k->utters);
        open--;
    }
    if (!(dash ? is_dash(s, open) : chn_tok_is(s->doc, open, ",")) ||
        open + 2 > close)
        return CHN_NONE;
    const bool which = chn_tree_has(t, open + 1, CHN_F_REL);
    const uint32_t m = open > s->first ? act_mention(s, open - 1) : NONE;
    if ((!which && !said && !dash) || m == NONE || s->m->at[m].end != open)
        return CHN_NONE;
    uint32_t begin = s->m->at[m].first;
    if (begin > s->first && chn_tok_is(s->doc, begin - 1, "the"))
        begin--;
    return begin == s->first || chn_tok_is(s->doc, begin - 1, ";")
               ? s->m->at[m].core
               : CHN_NONE;
}

/* "At the United Nations Peru [called] for calm", read as one name under "at":
 * the second is who does it. Its core, or CHN_NONE. */
static uint32_t behind_opening(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    const uint32_t m = pred > s->first + 2 ? act_mention(s, pred - 1) : NONE;
    if (m == NONE || s->m->at[m].end != pred || s->m->at[m].first == 0 ||
        !chn_tree_is_rel(t, s->m->at[m].core, CHN_RELS_OBLIQUE | R(NMOD)) ||
        chn_tree_kid(t, pred, CHN_RELS_SUBJECT) != CHN_NONE)
        return CHN_NONE;
    const uint32_t before = act_mention(s, s->m->at[m].first - 1);
    const uint32_t kid = chn_tree_kid(t, s->m->at[m].core, R(COMPOUND));
    return before != NONE && before != m && kid != CHN_NONE &&
                   act_mention(s, kid) == before &&
                   act_is_a(s, s->first, W_PREP)
               ? s->m->at[m].core
               : CHN_NONE;
}

/* "Riyadh [severed] ties", read as "severed ties of Riyadh": a past form right
 * behind a name and before a noun is the verb of both. The name, or CHN_NONE.
 */
static uint32_t name_before(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    const uint32_t over = over_aside(s, pred);
    if (over != CHN_NONE)
        return over;
    /* "Peru, which is near, [called] for calm", read as a name of Peru's */
    if (chn_tree_is_rel(t, pred, R(ACL)) && pred > s->first &&
        chn_tree_is_rel(t, chn_tree_head(t, pred), R(ROOT)) &&
        act_mention(s, chn_tree_head(t, pred)) != NONE &&
        chn_tok_is(s->doc, pred - 1, ",") &&
        chn_tree_has(t, pred, CHN_F_PAST) &&
        chn_tree_kid(t, pred, R(OBL_AGENT)) == CHN_NONE)
        return chn_tree_head(t, pred);
    /* "Peru [called] for calm, officials said", read as a Peru that was called:
     * what is said has a subject, and who says it */
    if (chn_tree_is_rel(t, pred, R(ACL)) && chn_tree_has(t, pred, CHN_F_PAST) &&
        chn_tree_is_rel(t, chn_tree_head(t, pred), R(NSUBJ)) &&
        act_mention(s, chn_tree_head(t, pred)) != NONE &&
        s->m->at[act_mention(s, chn_tree_head(t, pred))].end == pred &&
        chn_tree_kid_next(t, chn_tree_head(t, pred), R(NSUBJ)) > pred &&
        chn_tree_kid_next(t, chn_tree_head(t, pred), R(NSUBJ)) != CHN_NONE &&
        chn_tree_kid(t, pred, R(OBL_AGENT)) == CHN_NONE)
        return chn_tree_head(t, pred);
    const uint32_t there = behind_opening(s, pred);
    if (there != CHN_NONE)
        return there;
    /* "Peru's junta on Monday [expelled] the envoy after a row over a student
     * refused a visa", read as a junta that was expelled */
    if (chn_tree_is_rel(t, pred, R(ACL)) && chn_tree_has(t, pred, CHN_F_PAST) &&
        chn_tree_is_rel(t, chn_tree_head(t, pred), R(NSUBJ)) &&
        chn_tree_head(t, chn_tree_head(t, pred)) > pred &&
        act_mention(s, chn_tree_head(t, pred)) != NONE &&
        !act_is_a(s, pred, W_GIVES) &&
        chn_tree_kid(t, pred, R(OBL_AGENT)) == CHN_NONE &&
        chn_tree_kid(t, pred, R(OBJ)) > pred &&
        chn_tree_kid(t, pred, R(OBJ)) != CHN_NONE)
        return chn_tree_head(t, pred);
    /* "Peruvian jets [bombed] army posts", read as jets that were bombed: what
     * is done to them has no object */
    if (chn_tree_is_rel(t, pred, R(AMOD) | R(ACL)) && pred > s->first &&
        chn_tree_head(t, pred) == pred - 1 &&
        act_mention(s, pred - 1) != NONE &&
        chn_tree_is_rel(t, top_of_name(s, pred - 1), R(ROOT)) &&
        chn_tree_has(t, pred, CHN_F_PAST) &&
        (chn_tree_kid(t, pred, R(OBJ)) != CHN_NONE || only_verb(s, pred)))
        return top_of_name(s, pred - 1);
    if (!chn_tree_is_rel(t, pred, R(AMOD)) ||
        chn_tree_upos(t, pred) != CHN_VERB || pred <= s->first ||
        chn_tree_head(t, pred) < pred)
        return CHN_NONE;
    const uint32_t aside = name_of_aside(s, pred);
    if (aside != CHN_NONE)
        return aside;
    uint32_t at = before_aside(s, pred - 1);
    /* "the minister, Smith, severed", "also severed" */
    while (at > s->first &&
           (chn_tok_is(s->doc, at, ",") || act_is_a(s, at, W_ADV)))
        at--;
    const uint32_t m = act_mention(s, at);
    if (m == NONE || s->m->at[m].possessive ||
        s->m->at[m].kind == CHN_KIND_PLACE)
        return CHN_NONE;
    /* "the Peruvian seized ship": an adjective asks for its noun */
    if (s->m->at[m].modifier && chn_tree_upos(t, at) == CHN_ADJ)
        return CHN_NONE;
    return s->m->at[m].core;
}

static bool is_place(const act_sent *s, uint32_t tok)
{
    const uint32_t m = act_mention(s, tok);
    return m != NONE && s->m->at[m].kind == CHN_KIND_PLACE;
}

/* "In Oslo, Peru and Chile [met]", read as a list of places: the first that is
 * none. */
static uint32_t joined_to_place(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    for (uint32_t k = chn_tree_kid(t, pred, CHN_RELS_OBLIQUE);
         k != CHN_NONE && k < pred;
         k = chn_tree_kid_next(t, k, CHN_RELS_OBLIQUE)) {
        const chn_range y = chn_tree_yield(t, k);
        for (uint32_t i = y.first + 2; i < y.end && i < pred; i++) {
            const uint32_t m = act_mention(s, i);
            const uint32_t at = m == NONE ? 0 : s->m->at[m].first;
            if (m != NONE && s->m->at[m].core == i && at > y.first + 1 &&
                chn_tree_is_rel(t, i, R(CONJ)) &&
                chn_tok_is(s->doc, at - 1, ",") && is_place(s, at - 2) &&
                !is_place(s, i))
                return i;
        }
    }
    return CHN_NONE;
}

/* "On Monday, Egypt, Jordan and [Syria] condemned it", read as a list of days:
 * the first of the names that end at mention m. */
static uint32_t first_of_list(const act_sent *s, uint32_t m)
{
    bool and = false;
    while (m > 0 && s->m->at[m - 1].first >= s->first) {
        const chn_mention *y = &s->m->at[m - 1];
        uint32_t t = y->end;
        while (t < s->m->at[m].first &&
               (act_is_a(s, t, W_CONJ) || chn_tok_is(s->doc, t, ",") ||
                chn_tok_is(s->doc, t, "the")))
            and |= act_is_a(s, t++, W_CONJ);
        if (t < s->m->at[m].first || t == y->end || !and || y->possessive ||
            y->modifier || y->locative || y->kind == CHN_KIND_PLACE ||
            s->dated[y->core])
            break;
        m--;
    }
    return m;
}

/* "On Monday Peru, Chile and Cuba [met]", read as if Peru said which Monday:
 * the first of the list. */
static uint32_t behind_date(const act_sent *s, uint32_t tok)
{
    const uint32_t m = tok == CHN_NONE ? NONE : act_mention(s, tok);
    if (m == NONE || m == 0 || s->m->at[m].end >= s->end ||
        !act_is_a(s, s->m->at[m].end, W_CONJ))
        return tok;
    const chn_mention *y = &s->m->at[m - 1];
    const bool comma = chn_tok_is(s->doc, y->end, ",") &&
                       (y->end + 1 == s->m->at[m].first ||
                        (y->end + 2 == s->m->at[m].first &&
                         chn_tok_is(s->doc, y->end + 1, "the")));
    uint32_t day = y->first > s->first ? y->first - 1 : y->first;
    day -= day > s->first && chn_tok_is(s->doc, day, ",");
    return comma && !y->locative && (s->dated[day] || is_place(s, day)) &&
                   y->kind == CHN_KIND_COUNTRY && !y->possessive
               ? y->core
               : tok;
}

/* "On the eve of the vote the envoy, Smith, [arrived]": an actor right before
 * a finite verb that has no subject, no preposition before it. */
static uint32_t actor_before(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    chn_verb_group g;
    chn_tree_verb_group(t, pred, &g);
    if (chn_tree_upos(t, pred) != CHN_VERB || g.infinitive ||
        (g.participle && !chn_tree_has(t, pred, CHN_F_PAST)) ||
        !chn_tree_is_rel(t, pred, R(ROOT) | R(CCOMP) | R(PARATAXIS)))
        return CHN_NONE;
    uint32_t at = g.span.first < pred ? g.span.first : pred;
    while (at > s->first &&
           (chn_tok_is(s->doc, at - 1, ",") || act_is_a(s, at - 1, W_ADV)))
        at--;
    const uint32_t m = at > s->first ? act_mention(s, at - 1) : NONE;
    if (m == NONE || s->m->at[m].possessive || s->m->at[m].modifier ||
        s->m->at[m].locative || s->m->at[m].kind == CHN_KIND_PLACE)
        return CHN_NONE;
    const uint32_t list = first_of_list(s, m);
    const chn_mention *x = &s->m->at[list];
    const chn_range c = chn_tree_case(t, s->m->at[m].core);
    /* "On Monday President Smith [met] them": the preposition is the day's */
    const uint32_t before =
        x->first > s->first + 1 && chn_tok_is(s->doc, x->first - 1, ",")
            ? x->first - 2
            : x->first - 1;
    const bool days = x->first > s->first && s->dated[before];
    /* "in Oslo Smith [met] them": it is the place's; "a blast in Oslo, Norway
     * [killed] ten": where Oslo is */
    const bool there = x->first > s->first && is_place(s, before) &&
                       (list != m || before + 1 == x->first);
    return c.end > c.first && !days && !there ? CHN_NONE : x->core;
}

/* The agent of a passive, hung on a word of its clause: "was told of the trip
 * by Peru", "were fired at the city by Peru", "were told to go by Peru". */
static uint32_t agent_below(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    uint32_t near[RELATED_MAX];
    const uint32_t n = act_under(s, &s->k->w_by, 1, pred, near);
    const uint32_t own = chn_tree_kid(t, pred, R(NSUBJ_PASS));
    for (uint32_t i = 0; i < n; i++)
        /* "An offer by Peru was [rejected]": not by Peru, nor "Ten were shot
         * by Peru and a child was [killed]" */
        if (own == CHN_NONE || (!chn_tree_under(t, near[i], own) &&
                                (chn_tree_under(t, near[i], pred) ||
                                 !chn_tree_is_rel(t, pred, R(CONJ)))))
            return near[i];
    static const chn_relset below = CHN_RELS_OBLIQUE | R(XCOMP);
    for (uint32_t k = chn_tree_kid(t, pred, below); k != CHN_NONE;
         k = chn_tree_kid_next(t, k, below)) {
        const uint32_t by =
            chn_tree_kid_case(t, k, R(NMOD) | CHN_RELS_OBLIQUE, "by");
        if (k > pred && by != CHN_NONE && act_mention(s, by) != NONE)
            return by;
    }
    return CHN_NONE;
}

/* "had on Tuesday [called] for talks", read as a clause of its own beside
 * "had": nothing that is had stands between. */
static uint32_t far_perfect(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    const uint32_t have = chn_tree_head(t, pred);
    if (have == CHN_NONE || have >= pred ||
        !chn_tree_is_rel(t, pred, R(ADVCL) | R(XCOMP) | R(CCOMP)) ||
        !act_is_a(s, have, W_HAVE) || !chn_tree_has(t, pred, CHN_F_PAST) ||
        chn_tree_kid(t, have, R(OBJ)) != CHN_NONE ||
        chn_tree_kid(t, pred,
                     CHN_RELS_SUBJECT | R(MARK) | R(AUX_PASS) | R(OBL_AGENT)) !=
            CHN_NONE)
        return CHN_NONE;
    for (uint32_t i = have + 1; i < pred; i++)
        if (chn_tok_is(s->doc, i, ",") || chn_tree_upos(t, i) == CHN_VERB)
            return CHN_NONE;
    return have;
}

uint32_t act_perfect(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    const uint32_t far = far_perfect(s, pred);
    if (far != CHN_NONE)
        return far;
    const uint32_t noun = chn_tree_head(t, pred);
    if (!chn_tree_is_rel(t, pred, R(AMOD)) || noun <= pred ||
        noun == CHN_NONE || pred <= s->first ||
        chn_tree_upos(t, pred) != CHN_VERB ||
        !chn_tree_is_rel(t, noun, R(OBJ)) || chn_tree_head(t, noun) != pred - 1)
        return CHN_NONE;
    return act_is_a(s, pred - 1, W_HAVE) ? pred - 1 : CHN_NONE;
}

uint32_t act_caused(const act_sent *s, uint32_t pred, uint32_t *noun)
{
    const chn_tree *t = s->tree;
    uint32_t have = chn_tree_head(t, pred);
    *noun = have;
    if (have == CHN_NONE || chn_tree_upos(t, pred) != CHN_VERB)
        return CHN_NONE;
    if (chn_tree_is_rel(t, pred, R(ACL)) && chn_tree_is_rel(t, have, R(OBJ)))
        have = chn_tree_head(t, have);
    else if (chn_tree_is_rel(t, pred, R(XCOMP)))
        *noun = chn_tree_kid(t, have, R(OBJ));
    else
        return CHN_NONE;
    /* "had the general [jailed]", read as a general who jailed */
    if (*noun == CHN_NONE)
        *noun = chn_tree_kid(t, pred, R(NSUBJ));
    chn_verb_group g;
    chn_tree_verb_group(t, pred, &g);
    return *noun != CHN_NONE && have < *noun && *noun < pred && g.participle &&
                   !g.infinitive && act_is_a(s, have, W_HAVE) &&
                   chn_tree_kid(t, pred,
                                R(AUX) | R(AUX_PASS) | R(OBL_AGENT) | R(OBJ)) ==
                       CHN_NONE &&
                   chn_tree_kid(t, *noun, R(NUMMOD)) == CHN_NONE
               ? have
               : CHN_NONE;
}

/* "Also [condemning] it was Peru", "Among those who [condemned] it was Peru":
 * whoever the sentence is turned round for, behind its "was". */
static uint32_t turned_round(const act_sent *s, uint32_t front)
{
    const chn_tree *t = s->tree;
    const uint32_t name = chn_tree_head(t, front);
    const uint32_t was = chn_tree_kid(t, name, R(COP));
    const uint32_t who = chn_tree_kid(t, name, R(NSUBJ));
    return name != CHN_NONE && act_mention(s, name) != NONE && was > front &&
                   was < name && (who == CHN_NONE || who == front)
               ? name
               : CHN_NONE;
}

/* "It was Chile that Peru [shelled]", read as a clause that is its subject. */
static uint32_t cleft(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    const uint32_t name = chn_tree_head(t, pred);
    const uint32_t it = chn_tree_kid(t, name, R(EXPL) | R(NSUBJ));
    return chn_tree_is_rel(t, pred, R(CSUBJ)) && name < pred &&
                   act_mention(s, name) != NONE && it != CHN_NONE &&
                   chn_tok_is(s->doc, it, "it") &&
                   chn_tree_case(t, name).first == chn_tree_case(t, name).end
               ? name
               : CHN_NONE;
}

/* "Peru was on Monday [shelled] by Chile", read as a Monday that was: who
 * undergoes it. */
static uint32_t behind_day(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    const uint32_t day = chn_tree_head(t, pred);
    return chn_tree_is_rel(t, pred, R(ACL)) && day < pred && s->dated[day] &&
                   chn_tree_kid(t, day, R(COP)) != CHN_NONE
               ? chn_tree_kid(t, day, R(NSUBJ))
               : CHN_NONE;
}

/* "a movement [labelled] a threat by Peru", read as if the movement did it: by
 * whom. Of these verbs one thing alone is done by whoever is its subject. */
static uint32_t labelled_by(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    const uint32_t what = act_is_a(s, pred, W_LABELLED)
                              ? chn_tree_kid(t, pred, R(OBJ) | R(XCOMP))
                              : CHN_NONE;
    if (what == CHN_NONE || what < pred ||
        chn_tree_kid_next(t, what, R(OBJ) | R(XCOMP)) != CHN_NONE ||
        chn_tree_kid(t, pred, R(AUX) | R(AUX_PASS)) != CHN_NONE)
        return CHN_NONE;
    uint32_t by = chn_tree_kid(t, pred, R(OBL_AGENT));
    if (by == CHN_NONE)
        by = chn_tree_kid_case(t, what, R(NMOD), "by");
    return by != CHN_NONE && act_mention(s, by) != NONE ? by : CHN_NONE;
}

/* "Peru [attacked] by Chile", a headline read as if Peru did it. */
static uint32_t bare_passive(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    const uint32_t by = chn_tree_kid(t, pred, R(OBL_AGENT));
    return by != CHN_NONE && act_mention(s, by) != NONE &&
                   chn_tree_kid(t, pred, R(OBJ) | R(AUX) | R(AUX_PASS)) ==
                       CHN_NONE &&
                   chn_tree_has(t, pred, CHN_F_PAST | CHN_F_PART)
               ? chn_tree_kid(t, pred, R(NSUBJ))
               : CHN_NONE;
}

uint32_t act_next_subject(const act_sent *s, uint32_t joined)
{
    const chn_tree *t = s->tree;
    const uint32_t m = act_mention(s, joined);
    if (m == NONE || !chn_tree_is_rel(t, joined, R(CONJ)))
        return CHN_NONE;
    uint32_t at = s->m->at[m].end;
    while (at < s->end && act_is_a(s, at, W_ADV))
        at++;
    const uint32_t verb = at < s->end ? chn_tree_served(t, at) : CHN_NONE;
    return verb != CHN_NONE && verb > joined &&
                   chn_tree_is_rel(t, verb, R(CONJ)) &&
                   chn_tree_upos(t, verb) == CHN_VERB &&
                   chn_tree_head(t, verb) < joined &&
                   chn_tree_under(t, joined, chn_tree_head(t, verb)) &&
                   chn_tree_joiner(t, verb) == CHN_NONE &&
                   chn_tree_kid(t, verb, CHN_RELS_SUBJECT) == CHN_NONE
               ? verb
               : CHN_NONE;
}

/* "[Peru] took part in [expelling] them, lost no time in it, took credit for
 * having [talked] them out of it": whoever did. */
static uint32_t sharer(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    const uint32_t up = chn_tree_head(t, pred);
    const uint32_t noun =
        chn_tree_is_rel(t, pred, R(ADVCL)) ? chn_tree_kid(t, up, R(OBJ)) : up;
    const chn_range c = chn_tree_mark(t, pred);
    if (!chn_tree_is_rel(t, pred, R(ACL) | R(ADVCL)) || noun >= pred ||
        !(chn_tok_is(s->doc, pred - 1, "in") || chn_tree_reads(t, c, "in") ||
          chn_tree_reads(t, c, "for")) ||
        !chn_tree_is_rel(t, noun, R(OBJ)))
        return CHN_NONE;
    return act_is_a(s, noun, W_SHARE) ? act_doer(s, chn_tree_head(t, noun))
                                      : CHN_NONE;
}

/* Who does it, where the tree hangs him on another word. */
static uint32_t hung_elsewhere(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    const uint32_t up = chn_tree_head(t, pred);
    const uint32_t own = chn_tree_kid(t, pred, CHN_RELS_SUBJECT);
    if (own == CHN_NONE && chn_tree_is_rel(t, pred, R(CSUBJ))) {
        /* "[Praising] Peru on Monday, Chile said", read as what said it */
        const uint32_t who = chn_tree_kid(t, up, R(NSUBJ));
        if (pred < up && who > pred && who < up && who != CHN_NONE)
            return who;
        chn_verb_group g;
        chn_tree_verb_group(t, pred, &g);
        const uint32_t name = g.passive ? CHN_NONE : turned_round(s, pred);
        return name != CHN_NONE ? name : cleft(s, pred);
    }
    if (own == CHN_NONE && chn_tree_is_rel(t, pred, R(CONJ))) {
        /* "Peru shelled Chile and Cuba [condemned] it", read as "Chile and
         * Cuba" */
        uint32_t before = pred;
        while (before > s->first + 1 && act_mention(s, before - 1) == NONE &&
               chn_tree_under(t, before - 1, pred))
            before--;
        const uint32_t m =
            before > s->first ? act_mention(s, before - 1) : NONE;
        if (m != NONE && act_next_subject(s, s->m->at[m].core) == pred)
            return s->m->at[m].core;
    }
    if (!chn_tree_is_rel(t, pred, CHN_RELS_RELATIVE) || own == CHN_NONE)
        return sharer(s, pred);
    /* "Among those who condemned it was Peru", "The one who condemned it was
     * Smith" */
    if (act_mention(s, up) == NONE &&
        (chn_tree_is_rel(t, up, R(NSUBJ)) ||
         (chn_tree_is_rel(t, up, CHN_RELS_OBLIQUE) &&
          chn_tree_reads(t, chn_tree_case(t, up), "among"))))
        return turned_round(s, up);
    /* "Peru, which borders Chile, [condemned] it", read as "border's Chile
     * condemned it" */
    const chn_range y = chn_tree_yield(t, own);
    return own > up && y.end == pred && y.end > y.first + 2 &&
                   chn_tok_is(s->doc, y.end - 1, ",") &&
                   chn_tree_upos(t, y.first) == CHN_PRON &&
                   act_mention(s, up) != NONE && chn_tree_is_rel(t, up, R(ROOT))
               ? up
               : CHN_NONE;
}

/* "whose wine" */
static bool is_whose(const act_sent *s, uint32_t noun)
{
    const uint32_t own = chn_tree_kid(s->tree, noun, R(NMOD_POSS));
    return own != CHN_NONE && chn_tok_is(s->doc, own, "whose");
}

/* The subject that is a verb's own, of two that hang on it: "What hurt was that
 * Peru [left]", "Peru, officials [said], has left". */
static uint32_t own_subject(const act_sent *s, uint32_t pred, uint32_t tok)
{
    const chn_tree *t = s->tree;
    if (tok == CHN_NONE || chn_tree_head(t, tok) != pred ||
        !chn_tree_is_rel(t, tok, R(NSUBJ)))
        return tok;
    const uint32_t next = chn_tree_kid_next(t, tok, R(NSUBJ));
    if (next == CHN_NONE || next > pred)
        return tok;
    const chn_range that = chn_tree_mark(t, pred);
    const uint32_t words = chn_tree_kid(t, pred, R(CCOMP));
    const bool quoting = words != CHN_NONE && words > pred &&
                         chn_tree_kid(t, words, CHN_RELS_SUBJECT) == CHN_NONE;
    return quoting || (that.end > that.first && that.first > tok &&
                       that.first < next)
               ? next
               : tok;
}

/* "[Riyadh] severed ties, [accusing] it of spying", "fell upon them and [took]
 * captives": whoever does what it hangs on, where that was mended. */
static uint32_t shared_doer(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    const uint32_t up = chn_tree_head(t, pred);
    chn_verb_group g;
    if (up == CHN_NONE || up > pred || chn_tree_upos(t, up) != CHN_VERB ||
        !chn_tree_is_rel(t, up, R(ROOT) | R(AMOD) | R(CONJ)) ||
        !chn_tree_is_rel(t, pred, R(CONJ) | R(ADVCL)) ||
        chn_tree_kid(t, pred, CHN_RELS_SUBJECT) != CHN_NONE ||
        chn_tree_kid(t, up, CHN_RELS_SUBJECT | R(EXPL)) != CHN_NONE)
        return CHN_NONE;
    chn_tree_verb_group(t, pred, &g);
    if (chn_tree_is_rel(t, pred, R(ADVCL)) && !g.participle)
        return CHN_NONE;
    chn_tree_verb_group(t, up, &g);
    return g.infinitive || g.imperative ? CHN_NONE : act_doer(s, up);
}

/* "in Spin Boldak, [Afghanistan]" */
static bool behind_town(const act_sent *s, uint32_t tok)
{
    uint32_t t = tok > s->first + 2 ? tok - 2 : s->first;
    while (t > s->first && chn_tree_upos(s->tree, t) == CHN_PROPN)
        t--;
    return t + 2 < tok && act_is_a(s, t, W_WHERE);
}

/* "Peruvian police [report] a blast killed ten", read as police reports that
 * did: the subject behind it, or CHN_NONE. */
static uint32_t behind_report(const act_sent *s, uint32_t pred, uint32_t tok)
{
    const chn_tree *t = s->tree;
    if (tok == CHN_NONE || tok > pred || !chn_tree_is_rel(t, tok, R(NSUBJ)))
        return CHN_NONE;
    const uint32_t next = chn_tree_kid_next(t, tok, R(NSUBJ));
    if (next == CHN_NONE || next > chn_tree_head(t, tok))
        return CHN_NONE;
    /* "Not content with ousting two envoys, Peru [closed] the mission"; not "A
     * blast in Karachi, Pakistan [killed] ten" */
    const bool front = act_mention(s, tok) == NONE && !behind_town(s, next) &&
                       act_mention(s, next) != NONE && next > s->first + 1 &&
                       chn_tok_is(s->doc, next - 1, ",") &&
                       chn_tree_yield(t, tok).first == s->first &&
                       chn_tree_yield(t, tok).end == next;
    return front || act_is_a(s, tok, W_REPORTING) || is_whose(s, tok)
               ? next
               : CHN_NONE;
}

/* "Peru, whose wine Chile has [banned]", the wine read as a subject before the
 * subject: what is banned. Else CHN_NONE. */
static uint32_t whose_object(const act_sent *s, uint32_t pred)
{
    const uint32_t tok = chn_tree_kid(s->tree, pred, R(NSUBJ));
    return tok != CHN_NONE && tok < pred && is_whose(s, tok) &&
                   own_subject(s, pred, tok) != CHN_NONE
               ? tok
               : CHN_NONE;
}

/* "the raid, which officials have said also [killed] ten": the raid; else
 * CHN_NONE. */
static uint32_t which_they_say(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    const uint32_t up = chn_tree_head(t, pred);
    chn_verb_group g;
    if (up == CHN_NONE || up > pred || !chn_tree_is_rel(t, pred, R(CCOMP)) ||
        !chn_tree_is_rel(t, up, CHN_RELS_RELATIVE) ||
        chn_tree_kid(t, pred, CHN_RELS_SUBJECT | R(EXPL)) != CHN_NONE)
        return CHN_NONE;
    chn_tree_verb_group(t, pred, &g);
    uint32_t which = chn_tree_kid(t, up, R(OBJ));
    if (which == CHN_NONE || which > up)
        which = chn_tree_kid(t, pred, R(OBJ));
    if (g.infinitive || which == CHN_NONE || which > up)
        return CHN_NONE;
    return act_is_a(s, which, W_WHICH) ? chn_tree_head(t, up) : CHN_NONE;
}

/* "Peru and Chile had [each] signed": a word that repeats the names before its
 * auxiliary, read as the subject. */
static bool floats(const act_sent *s, uint32_t tok)
{
    const chn_tree *t = s->tree;
    return tok >= s->first + 2 && act_is_a(s, tok, W_REPEAT) &&
           chn_tree_upos(t, tok - 1) == CHN_AUX &&
           act_mention(s, tok - 2) != NONE &&
           chn_tree_kid(t, tok, R(NMOD)) == CHN_NONE;
}

/* A finite verb behind "and" that has no subject of its own. */
static bool second_verb(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    chn_verb_group g;
    chn_tree_verb_group(t, pred, &g);
    return chn_tree_upos(t, pred) == CHN_VERB &&
           chn_tree_is_rel(t, pred, R(CONJ)) && !g.infinitive && !g.passive &&
           !(g.participle && !chn_tree_has(t, pred, CHN_F_PAST)) &&
           chn_tree_kid(t, pred, R(CC)) != CHN_NONE &&
           chn_tree_kid(t, pred, CHN_RELS_SUBJECT) == CHN_NONE;
}

#define JOINED_STEPS 4

/* "Peru found no ground for the step and [called] its envoy home", where it is
 * joined to the step: whoever does what the clause tells. */
static uint32_t joined_to_noun(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    uint32_t up = chn_tree_head(t, pred);
    if (!second_verb(s, pred) || up == CHN_NONE || up > pred ||
        chn_tree_upos(t, up) == CHN_VERB || chn_tree_upos(t, up) == CHN_AUX)
        return CHN_NONE;
    for (int i = 0; i < JOINED_STEPS && up != CHN_NONE; i++) {
        up = chn_tree_clause(t, up);
        if (up == CHN_NONE || up > pred)
            return CHN_NONE;
        chn_verb_group g;
        chn_tree_verb_group(t, up, &g);
        if (chn_tree_upos(t, up) == CHN_VERB && !g.infinitive &&
            !chn_tree_is_rel(t, up, CHN_RELS_RELATIVE)) {
            const uint32_t who = act_doer(s, up);
            return who != CHN_NONE && act_mention(s, who) != NONE ? who
                                                                  : CHN_NONE;
        }
        up = chn_tree_head(t, up);
    }
    return CHN_NONE;
}

/* "The news came after Peru freed two ships and [voiced] regret", where it is
 * joined to "came": whoever acts in the clause between. */
static uint32_t nearer_doer(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    const uint32_t up = chn_tree_head(t, pred);
    if (!second_verb(s, pred) || up == CHN_NONE || up > pred)
        return CHN_NONE;
    for (uint32_t v = pred; v-- > up + 1;) {
        if (!chn_tree_is_rel(t, v, R(ADVCL)) || chn_tree_upos(t, v) != CHN_VERB)
            continue;
        const uint32_t who = chn_tree_kid(t, v, R(NSUBJ));
        if (who != CHN_NONE && who > up && act_mention(s, who) != NONE)
            return who;
    }
    return CHN_NONE;
}

#define BLOW_STEPS 6
/* "the attack on a camp of the mission, which [killed] ten", hung on the
 * mission: the attack killed them. Else CHN_NONE. */
static uint32_t blow_behind(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    const chn_relset up = R(NMOD) | R(CONJ) | R(APPOS) | R(ACL) | R(OBL) |
                          R(COMPOUND) | R(NMOD_POSS);
    if (!chn_tree_is_rel(t, pred, CHN_RELS_RELATIVE) ||
        !act_is_a(s, pred, W_HARMED))
        return CHN_NONE;
    const uint32_t which = chn_tree_kid(t, pred, R(NSUBJ));
    uint32_t at = chn_tree_head(t, pred);
    if (which == CHN_NONE || at == CHN_NONE ||
        !(chn_tok_is(s->doc, which, "which") ||
          chn_tok_is(s->doc, which, "that")))
        return CHN_NONE;
    for (int i = 0; i < BLOW_STEPS && !act_is_a(s, at, W_VIOLENCE); i++) {
        if (!chn_tree_is_rel(t, at, up))
            return CHN_NONE;
        at = chn_tree_head(t, at);
    }
    return act_is_a(s, at, W_VIOLENCE) ? at : CHN_NONE;
}

/* Who does it, by what hangs on the verb. */
static uint32_t doer_in_clause(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    const uint32_t blow = blow_behind(s, pred);
    if (blow != CHN_NONE)
        return blow;
    const uint32_t which = which_they_say(s, pred);
    if (which != CHN_NONE)
        return which;
    const chn_arg found = chn_tree_doer(t, pred);
    uint32_t tok = own_subject(s, pred, found.tok);
    const uint32_t said = behind_report(s, pred, tok);
    if (said != CHN_NONE)
        return said;
    /* "Peru and Chile, which hope for it, had [spoken] by telephone" */
    if (tok != CHN_NONE && chn_tree_head(t, tok) == pred &&
        chn_tree_is_rel(t, tok, R(OBL_AGENT)) && act_mention(s, tok) == NONE &&
        chn_tree_kid(t, pred, R(AUX_PASS)) == CHN_NONE &&
        chn_tree_kid(t, pred, R(NSUBJ)) != CHN_NONE)
        tok = chn_tree_kid(t, pred, R(NSUBJ));
    if (tok != CHN_NONE && tok == bare_passive(s, pred))
        return chn_tree_kid(t, pred, R(OBL_AGENT));
    const uint32_t by = labelled_by(s, pred);
    if (by != CHN_NONE)
        return by;
    /* "Peru and Chile had spoken by telephone, officials said", their names
     * hung on "said": by telephone nobody does it */
    if (tok != CHN_NONE && chn_tree_is_rel(t, tok, R(OBL_AGENT)) &&
        chn_tree_head(t, tok) == pred && act_mention(s, tok) == NONE &&
        chn_tree_kid(t, pred, R(AUX)) != CHN_NONE &&
        chn_tree_kid(t, pred, R(AUX_PASS)) == CHN_NONE)
        tok = CHN_NONE;
    /* "Peru and Chile had each [signed]" */
    if (tok != CHN_NONE && floats(s, tok))
        tok = s->m->at[act_mention(s, tok - 2)].core;
    /* "Peru was the first to [leave]" */
    if (found.how == CHN_ARG_REDUCED && act_mention(s, tok) == NONE &&
        chn_tree_kid(t, tok, R(COP)) != CHN_NONE &&
        chn_tree_kid(t, tok, R(NSUBJ)) != CHN_NONE)
        tok = chn_tree_kid(t, tok, R(NSUBJ));
    /* "After talks with his colleague, Smith, he [left]": the pronoun */
    for (uint32_t k = chn_tree_kid(t, pred, R(NSUBJ));
         k != CHN_NONE && k < pred; k = chn_tree_kid_next(t, k, R(NSUBJ)))
        if (chn_tree_upos(t, k) == CHN_PRON && chn_tree_has(t, k, CHN_F_NOM))
            tok = k;
    return tok;
}

uint32_t act_asked_to(const act_sent *s, uint32_t pred)
{
    static const char *const ways[] = {"on", "upon", "to", "with"};
    const chn_tree *t = s->tree;
    const uint32_t up = chn_tree_head(t, pred);
    if (up == CHN_NONE || up > pred ||
        !chn_tree_is_rel(t, pred, R(ADVCL) | R(XCOMP)) ||
        !chn_tree_reads(t, chn_tree_mark(t, pred), "to") ||
        chn_tree_kid(t, up, R(AUX_PASS)) != CHN_NONE ||
        !act_in_set(s, up, s->k->asking))
        return CHN_NONE;
    const uint32_t obj = chn_tree_kid(t, up, R(OBJ) | R(IOBJ));
    if (obj != CHN_NONE && obj > up && obj < pred && !s->dated[obj])
        return obj;
    for (uint32_t k = chn_tree_kid(t, up, R(OBL)); k != CHN_NONE && k < pred;
         k = chn_tree_kid_next(t, k, R(OBL)))
        for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
            if (k > up && !s->dated[k] &&
                chn_tree_reads(t, chn_tree_case(t, k), ways[i]))
                return k;
    return CHN_NONE;
}

/* "the failure of Peru to [sign]" */
static uint32_t owner_of_plan(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    const uint32_t noun = chn_tree_head(t, pred);
    chn_verb_group g;
    chn_tree_verb_group(t, pred, &g);
    if (!g.infinitive || !chn_tree_is_rel(t, pred, R(ACL)))
        return CHN_NONE;
    uint32_t who = chn_tree_kid_case(t, noun, R(NMOD), "of");
    /* "the Peruvian move to [expel] them" */
    for (uint32_t k = chn_tree_kid(t, noun, R(AMOD) | R(COMPOUND));
         k != CHN_NONE && who == CHN_NONE;
         k = chn_tree_kid_next(t, k, R(AMOD) | R(COMPOUND)))
        if (act_mention(s, k) != NONE)
            who = k;
    return who != CHN_NONE && act_mention(s, who) != NONE ? who : CHN_NONE;
}

/* "condemned the decision to [raid] the embassy": whoever judges a deed does it
 * not. */
static bool of_judged(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    const uint32_t noun = chn_tree_head(t, pred);
    chn_verb_group g;
    if (!chn_tree_is_rel(t, pred, R(ACL)) || noun == CHN_NONE ||
        !chn_tree_is_rel(t, noun, R(OBJ) | R(OBL)) || noun > pred ||
        chn_tree_kid(t, noun, R(NMOD_POSS)) != CHN_NONE)
        return false;
    chn_tree_verb_group(t, pred, &g);
    return g.infinitive && chn_tree_head(t, noun) < noun &&
           act_in_set(s, chn_tree_head(t, noun), s->k->judging);
}

/* "campaigners of the group, who [marched]", "Smith, a leader of a movement who
 * was [held]": a movement is no "who", but whoever is of it. `tok` itself
 * where it stands. */
static uint32_t who_is_one(const act_sent *s, uint32_t pred, uint32_t tok)
{
    const chn_tree *t = s->tree;
    const uint32_t in = tok == CHN_NONE ? NONE : act_mention(s, tok);
    if (tok == CHN_NONE || (in != NONE && s->m->at[in].core == tok) ||
        tok > pred || chn_tree_head(t, pred) != tok ||
        !chn_tree_is_rel(t, pred, CHN_RELS_RELATIVE) ||
        chn_tree_kid_word(t, pred, CHN_RELS_SUBJECT, "who") == CHN_NONE ||
        !chn_tree_is_rel(t, tok, R(NMOD)) ||
        !chn_tree_reads(t, chn_tree_case(t, tok), "of"))
        return tok;
    uint32_t up = chn_tree_head(t, tok);
    if (act_mention(s, up) == NONE && chn_tree_is_rel(t, up, R(APPOS)))
        up = chn_tree_head(t, up);
    const uint32_t m = act_mention(s, up);
    return m != NONE && (s->m->at[m].kind == CHN_KIND_PERSON ||
                         s->m->at[m].kind == CHN_KIND_PEOPLE)
               ? up
               : tok;
}

uint32_t act_doer(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    pred = act_served(s, pred);
    uint32_t whom;
    const uint32_t cause = act_caused(s, pred, &whom);
    const uint32_t have = cause != CHN_NONE ? cause : act_perfect(s, pred);
    if (have != CHN_NONE)
        return act_doer(s, have);
    const uint32_t name = name_before(s, pred);
    if (name != CHN_NONE)
        return name;
    const uint32_t far = hung_elsewhere(s, pred);
    if (far != CHN_NONE)
        return far;
    const uint32_t asked = act_asked_to(s, pred);
    if (asked != CHN_NONE)
        return asked;
    if (of_judged(s, pred))
        return owner_of_plan(s, pred);
    uint32_t tok = behind_date(s, who_is_one(s, pred, doer_in_clause(s, pred)));
    tok = tok == CHN_NONE ? tok : act_behind_place(s, pred, tok);
    /* "France left on Monday and Peru [did] so", read as "Monday and Peru" */
    const uint32_t before = pred > s->first ? act_mention(s, pred - 1) : NONE;
    if (before != NONE && chn_tree_kid(t, pred, CHN_RELS_SUBJECT) == CHN_NONE) {
        const uint32_t core = s->m->at[before].core;
        if (chn_tree_is_rel(t, core, R(CONJ)) &&
            s->dated[chn_tree_head(t, core)])
            return core;
    }
    chn_verb_group g;
    chn_tree_verb_group(t, pred, &g);
    if (tok != CHN_NONE && act_mention(s, tok) == NONE) {
        const uint32_t nearer = nearer_doer(s, pred);
        if (nearer != CHN_NONE)
            return nearer;
        const uint32_t above = g.passive ? CHN_NONE : act_doer_above(s, pred);
        if (above != CHN_NONE)
            return above;
    }
    if (tok != CHN_NONE)
        return tok;
    /* "After talks the Peruvian delegation [left]", read as a passive */
    const uint32_t by_name = chn_tree_kid(t, pred, R(NSUBJ_PASS));
    if (by_name != CHN_NONE && by_name < pred &&
        chn_tree_kid(t, pred, R(AUX_PASS)) == CHN_NONE &&
        chn_tree_is_rel(t, pred, R(ROOT)))
        return by_name;
    const uint32_t owner = owner_of_plan(s, pred);
    if (owner != CHN_NONE)
        return owner;
    if (!g.passive) {
        const uint32_t mended = mended_subject(s, pred);
        const uint32_t listed =
            mended != CHN_NONE ? mended : joined_to_place(s, pred);
        const uint32_t before_it =
            listed != CHN_NONE ? listed : actor_before(s, pred);
        if (before_it != CHN_NONE)
            return before_it;
        const uint32_t shared = shared_doer(s, pred);
        const uint32_t joined =
            shared != CHN_NONE ? shared : joined_to_noun(s, pred);
        return joined != CHN_NONE ? joined : act_doer_above(s, pred);
    }
    return agent_below(s, pred);
}

bool act_active(const act_sent *s, uint32_t pred)
{
    uint32_t whom;
    return act_perfect(s, pred) != CHN_NONE ||
           act_caused(s, pred, &whom) != CHN_NONE ||
           name_before(s, pred) != CHN_NONE;
}

/* "dozens of arrests", "80 of the pupils": what is counted; else CHN_NONE. */
uint32_t act_counted(const act_sent *s, uint32_t noun)
{
    const chn_tree *t = s->tree;
    if (noun == CHN_NONE ||
        !(act_is_a(s, noun, W_GROUP) || chn_tree_upos(t, noun) == CHN_NUM))
        return CHN_NONE;
    for (uint32_t k = chn_tree_kid(t, noun, R(NMOD)); k != CHN_NONE;
         k = chn_tree_kid_next(t, k, R(NMOD)))
        if (chn_tree_reads(t, chn_tree_case(t, k), "of"))
            return k;
    return CHN_NONE;
}

uint32_t act_left_of(const act_sent *s, uint32_t noun)
{
    const chn_tree *t = s->tree;
    if (noun == CHN_NONE)
        return CHN_NONE;
    if (chn_tok_is(s->doc, noun, "what")) {
        const uint32_t left = chn_tree_kid(t, noun, CHN_RELS_RELATIVE);
        return left == CHN_NONE
                   ? CHN_NONE
                   : chn_tree_kid_case(t, left, R(OBL) | R(NMOD), "of");
    }
    if (!chn_tok_is(s->doc, noun, "none") || noun + 3 >= s->end ||
        !chn_tok_is(s->doc, noun + 1, "other") ||
        !chn_tok_is(s->doc, noun + 2, "than"))
        return CHN_NONE;
    const uint32_t m = act_mention(s, noun + 3);
    return m == NONE ? CHN_NONE : s->m->at[m].core;
}

/* "flew at least 150 soldiers", the count's "at" read as a preposition. */
static uint32_t counted_object(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    for (uint32_t k = chn_tree_kid(t, pred, R(OBL)); k != CHN_NONE;
         k = chn_tree_kid_next(t, k, R(OBL))) {
        const bool number = chn_tree_upos(t, k) == CHN_NUM ||
                            chn_tree_kid(t, k, R(NUMMOD)) != CHN_NONE;
        const chn_range y = chn_tree_yield(t, k);
        if (!number || k < pred || s->dated[k] || y.first != pred + 1)
            continue;
        for (uint32_t i = y.first; i < k && i < y.first + 3; i++)
            if (act_is_a(s, i, W_COUNT))
                return k;
    }
    return CHN_NONE;
}

/* "[shrugged] off a request", read as where it shrugged. */
static uint32_t object_of_particle(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    const uint32_t off = chn_tree_kid(t, pred, R(COMPOUND_PRT));
    for (uint32_t k = chn_tree_kid(t, pred, R(OBL));
         off == pred + 1 && k != CHN_NONE;
         k = chn_tree_kid_next(t, k, R(OBL))) {
        const chn_range c = chn_tree_case(t, k);
        if (chn_tree_yield(t, k).first == off + 1 && c.end == c.first &&
            !s->dated[k])
            return k;
    }
    return CHN_NONE;
}

/* "[urged] both of them to return", read as what returns them. */
static uint32_t object_of_clause(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    const uint32_t verb = chn_tree_kid(t, pred, R(XCOMP));
    const uint32_t obj =
        verb == CHN_NONE ? CHN_NONE : chn_tree_kid(t, verb, R(OBJ));
    return obj != CHN_NONE && obj > pred && obj < verb ? obj : CHN_NONE;
}

/* What undergoes it, where the tree hangs it on another word. */
static uint32_t undergone_elsewhere(const act_sent *s, uint32_t pred)
{
    const chn_tree *t = s->tree;
    const uint32_t day = behind_day(s, pred);
    if (day != CHN_NONE)
        return day;
    const uint32_t bare = bare_passive(s, pred);
    if (bare != CHN_NONE)
        return bare;
    if (labelled_by(s, pred) != CHN_NONE &&
        chn_tree_kid(t, pred, R(NSUBJ)) != CHN_NONE)
        return chn_tree_kid(t, pred, R(NSUBJ));
    if (!chn_tree_is_rel(t, pred, R(CSUBJ)) ||
        chn_tree_kid(t, pred, R(OBJ)) != CHN_NONE)
        return CHN_NONE;
    /* "[Condemned] by Chile was Peru" */
    chn_verb_group g;
    chn_tree_verb_group(t, pred, &g);
    if (g.participle && chn_tree_kid(t, pred, R(OBL_AGENT)) != CHN_NONE)
        return turned_round(s, pred);
    return chn_tree_kid(t, pred, R(NSUBJ)) != CHN_NONE ? cleft(s, pred)
                                                       : CHN_NONE;
}

/* The party that ends right before a preposition and "which", or CHN_NONE. */
static uint32_t named_before_which(const act_sent *s, uint32_t which)
{
    if (which < s->first + 3)
        return CHN_NONE;
    const uint32_t at =
        chn_tok_is(s->doc, which - 2, ",") ? which - 3 : which - 2;
    const uint32_t m = act_mention(s, at);
    return m != NONE && s->m->at[m].end == at + 1 ? s->m->at[m].core : CHN_NONE;
}

uint32_t act_before_which(const act_sent *s, uint32_t tok)
{
    if (!(chn_tok_is(s->doc, tok, "which") || chn_tok_is(s->doc, tok, "whom")))
        return tok;
    const uint32_t c = chn_tree_clause(s->tree, tok);
    const chn_range by = chn_tree_case(s->tree, tok);
    if (c == CHN_NONE || by.end == by.first ||
        !chn_tree_is_rel(s->tree, c, CHN_RELS_RELATIVE))
        return tok;
    /* "turned to Chile and to Peru, with [which] it dined": Peru */
    const uint32_t near = named_before_which(s, tok);
    return near != CHN_NONE ? near : chn_tree_head(s->tree, c);
}

uint32_t act_object(const act_sent *s, uint32_t pred)
{
    pred = act_served(s, pred);
    const uint32_t have = act_perfect(s, pred);
    if (have != CHN_NONE) /* far_perfect: "had" is above it */
        return chn_tree_head(s->tree, pred) == have
                   ? chn_tree_kid(s->tree, pred, R(OBJ) | R(IOBJ))
                   : chn_tree_head(s->tree, pred);
    uint32_t whom;
    if (act_caused(s, pred, &whom) != CHN_NONE)
        return whom;
    const uint32_t name = name_before(s, pred);
    const uint32_t head = chn_tree_head(s->tree, pred);
    if (name == CHN_NONE) {
        const uint32_t far = undergone_elsewhere(s, pred);
        if (far != CHN_NONE)
            return far;
        const uint32_t obj = chn_tree_object(s->tree, pred).tok;
        const uint32_t next =
            obj == CHN_NONE || obj > pred || chn_tree_head(s->tree, obj) != pred
                ? CHN_NONE
                : chn_tree_kid_next(s->tree, obj, R(OBJ));
        /* an object of the clause before, hung here */
        if (next != CHN_NONE && next > pred)
            return next;
        if (obj != CHN_NONE)
            return who_is_one(s, pred, obj);
        const uint32_t whose = whose_object(s, pred);
        if (whose != CHN_NONE)
            return whose;
        const uint32_t counted = counted_object(s, pred);
        if (counted != CHN_NONE)
            return counted;
        const uint32_t asked = object_of_clause(s, pred);
        return asked != CHN_NONE ? asked : object_of_particle(s, pred);
    }
    return head > pred ? head : chn_tree_kid(s->tree, pred, R(OBJ) | R(IOBJ));
}
