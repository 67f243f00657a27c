/* SPDX-License-Identifier: Apache-2.0 */
/* Arcs that the treebanks never have and the network sometimes gives. Each
 * function says how seldom, or why never. Of the 20,075 sentences of EWT and
 * GUM (train) what is looked for here stands in none, but where a number is
 * told. */
#include "syntax/mend.h"

#include <string.h>

#include "syntax/nn.h"
#include "syntax/tree.h"

#define R(x) CHN_RELSET(CHN_REL_##x)

/* Is token i (of 1..n) the head of a clause with "that" before a subject of its
 * own? */
static bool that_clause(const chn_tree *t, uint32_t first, uint32_t n,
                        uint32_t i)
{
    const chn_nn_scratch *s = t->scratch;
    bool that = false;
    for (uint32_t k = 1; k < i && k <= n; k++) {
        if (s->up[k] != i)
            continue;
        const uint8_t rel = s->rel[k - 1];
        if (rel == CHN_REL_MARK)
            that = chn_tok_is(t->doc, first + k - 1, "that");
        else if (that && (rel == CHN_REL_NSUBJ || rel == CHN_REL_NSUBJ_PASS))
            return true;
    }
    return false;
}

/* "said in a statement that Peru had attacked", "complained to the council that
 * it had": read as of a statement, a council. A clause that "that" marks and
 * that has its subject is not relative (4 such in 20,000 sentences of the
 * treebanks), and a name has no content: it is what the verb above says. */
static void mend_content(chn_tree *t, uint32_t first, uint32_t n)
{
    chn_nn_scratch *s = t->scratch;
    const chn_relset under =
        R(OBL) | R(OBL_UNMARKED) | R(NMOD) | R(NMOD_UNMARKED) | R(IOBJ);
    for (uint32_t i = 1; i <= n; i++) {
        const uint8_t rel = s->rel[i - 1];
        uint32_t up = s->up[i];
        if ((rel != CHN_REL_ACL_RELCL &&
             (rel != CHN_REL_ACL || up == 0 ||
              t->node[first + up - 1].upos != CHN_PROPN)) ||
            up > i || !that_clause(t, first, n, i))
            continue;
        while (up != 0 && (CHN_RELSET(s->rel[up - 1]) & under) &&
               s->up[up] < up)
            up = s->up[up];
        bool free = up != 0 && up < i && up != s->up[i] &&
                    t->node[first + up - 1].upos == CHN_VERB;
        for (uint32_t k = 1; k <= n && free; k++)
            free = s->up[k] != up || s->rel[k - 1] != CHN_REL_CCOMP;
        if (free) {
            s->up[i] = up;
            s->rel[i - 1] = CHN_REL_CCOMP;
        }
    }
}

/* "gave Peru twenty tanks", read as tanks of a kind: whoever stands right
 * behind the verb, before the number or article of its object, is given it. */
static void mend_dative(chn_tree *t, uint32_t first, uint32_t n)
{
    chn_nn_scratch *s = t->scratch;
    for (uint32_t i = 2; i < n; i++) {
        const uint32_t obj = s->up[i];
        if (s->rel[i - 1] != CHN_REL_COMPOUND || obj <= i + 1 ||
            s->rel[obj - 1] != CHN_REL_OBJ || s->up[obj] != i - 1 ||
            t->node[first + i - 1].upos != CHN_PROPN ||
            t->node[first + i - 2].upos != CHN_VERB || s->up[i + 1] != obj)
            continue;
        const uint8_t next = s->rel[i];
        if (next == CHN_REL_NUMMOD || next == CHN_REL_DET) {
            s->up[i] = i - 1;
            s->rel[i - 1] = CHN_REL_IOBJ;
        }
    }
}

/* The first kid of token `up` (1..n) with a relation, or 0. */
static uint32_t kid_of(const chn_nn_scratch *s, uint32_t n, uint32_t up,
                       chn_relset rels)
{
    for (uint32_t k = 1; k <= n; k++)
        if (s->up[k] == up && (CHN_RELSET(s->rel[k - 1]) & rels))
            return k;
    return 0;
}

/* The last kid by a relation in (from, to), or 0. */
static uint32_t last_kid(const chn_nn_scratch *s, uint32_t up, chn_relset rels,
                         uint32_t from, uint32_t to)
{
    for (uint32_t k = to; k-- > from + 1;)
        if (s->up[k] == up && (CHN_RELSET(s->rel[k - 1]) & rels))
            return k;
    return 0;
}

/* Token i becomes the subject of a verb. */
static void hang_subject(chn_nn_scratch *s, uint32_t n, uint32_t i,
                         uint32_t verb)
{
    s->up[i] = verb;
    s->rel[i - 1] =
        kid_of(s, n, verb, R(AUX_PASS)) ? CHN_REL_NSUBJ_PASS : CHN_REL_NSUBJ;
}

/* Do these words stand from token `at` of the document on? c: NULL: two. */
static bool reads_on(const chn_doc *d, uint32_t at, const char *a,
                     const char *b, const char *c)
{
    return chn_tok_is(d, at, a) && chn_tok_is(d, at + 1, b) &&
           (!c || chn_tok_is(d, at + 2, c));
}

/* "called the Chilean decision courageous", read as a courageous of decisions:
 * what stands before a predicate with an article of its own undergoes the
 * verb. */
static void mend_predicate(chn_tree *t, uint32_t first, uint32_t n)
{
    chn_nn_scratch *s = t->scratch;
    for (uint32_t i = 3; i <= n; i++) {
        const uint32_t noun = i - 1;
        const uint32_t verb = s->up[i];
        if (s->rel[i - 1] != CHN_REL_XCOMP || verb == 0 || verb >= noun ||
            t->node[first + i - 1].upos != CHN_ADJ ||
            t->node[first + verb - 1].upos != CHN_VERB || s->up[noun] != i ||
            s->rel[noun - 1] != CHN_REL_COMPOUND || kid_of(s, n, verb, R(OBJ)))
            continue;
        const uint32_t det = kid_of(s, n, i, R(DET) | R(NMOD_POSS));
        const uint32_t own = kid_of(s, n, noun, R(DET) | R(NMOD_POSS));
        if (!own && (!det || det > noun))
            continue;
        for (uint32_t k = 1; k < noun; k++)
            if (s->up[k] == i)
                s->up[k] = noun;
        s->up[noun] = verb;
        s->rel[noun - 1] = CHN_REL_OBJ;
    }
}

/* "was declared persona non grata by Norway", hung on "grata": an adjective or
 * an adverb has no agent, the verb above it has (7 of them have in the
 * treebanks). */
static void mend_agent(chn_tree *t, uint32_t first, uint32_t n)
{
    chn_nn_scratch *s = t->scratch;
    const chn_relset agents = R(OBL) | R(OBL_AGENT);
    for (uint32_t i = 2; i <= n; i++) {
        uint32_t up = s->up[i];
        if (!(CHN_RELSET(s->rel[i - 1]) & agents) || up == 0 || up > i)
            continue;
        const uint8_t of = t->node[first + up - 1].upos;
        if (of != CHN_ADJ && of != CHN_ADV)
            continue;
        const uint32_t by = kid_of(s, n, i, R(CASE));
        if (!by || !chn_tok_is(t->doc, first + by - 1, "by"))
            continue;
        while (up != 0 && s->up[up] < up &&
               t->node[first + up - 1].upos != CHN_VERB)
            up = s->up[up];
        if (up == 0 || t->node[first + up - 1].upos != CHN_VERB ||
            kid_of(s, n, up, R(OBL_AGENT)))
            continue;
        s->up[i] = up;
        s->rel[i - 1] = CHN_REL_OBL_AGENT;
    }
}

/* "British warships closed in on Iceland.", read as a heading's passive
 * ("Envoy expelled"): in a sentence with its full stop the root is passive by
 * an auxiliary only (but for one of the treebanks'). */
static void mend_voice(chn_tree *t, uint32_t first, uint32_t n)
{
    chn_nn_scratch *s = t->scratch;
    if (n < 3 || !chn_tok_is(t->doc, first + n - 1, "."))
        return;
    for (uint32_t i = 1; i <= n; i++) {
        const uint32_t up = s->up[i];
        if (s->rel[i - 1] == CHN_REL_NSUBJ_PASS && up > i && s->up[up] == 0 &&
            t->node[first + up - 1].upos == CHN_VERB &&
            !kid_of(s, n, up, R(AUX_PASS) | R(AUX) | R(OBL_AGENT)))
            s->rel[i - 1] = CHN_REL_NSUBJ;
    }
}

/* "The rules will be loosened, Obama said": the rules were read as a second
 * subject of what is said last; they are the first verb's, which has none. */
static void mend_subject(chn_tree *t, uint32_t first, uint32_t n)
{
    chn_nn_scratch *s = t->scratch;
    for (uint32_t i = 2; i <= n; i++) {
        const uint32_t up = s->up[i];
        if (s->rel[i - 1] != CHN_REL_CCOMP || up <= i ||
            t->node[first + i - 1].upos != CHN_VERB ||
            kid_of(s, n, i, CHN_RELS_SUBJECT | R(EXPL)))
            continue;
        const uint32_t one = kid_of(s, n, up, CHN_RELS_SUBJECT);
        if (one && one < i && last_kid(s, up, CHN_RELS_SUBJECT, i, n + 1))
            hang_subject(s, n, one, i);
    }
}

/* "called it [a heyday] for relations": behind a noun that is said of
 * somebody these prepositions are the noun's. */
static bool of_predicate(const chn_tree *t, uint32_t first, uint32_t noun,
                         uint32_t by)
{
    const chn_doc *d = t->doc;
    const uint32_t p = first + by - 1;
    return t->scratch->rel[noun - 1] == CHN_REL_XCOMP &&
           t->node[first + noun - 1].upos == CHN_NOUN &&
           (chn_tok_is(d, p, "for") || chn_tok_is(d, p, "of") ||
            chn_tok_is(d, p, "against"));
}

/* "Norway, [officials] said, has condemned Peru": the officials were read as a
 * second subject of what is said; they are the saying's, which has none. */
static void mend_speaker(chn_tree *t, uint32_t first, uint32_t n)
{
    chn_nn_scratch *s = t->scratch;
    for (uint32_t i = 3; i <= n; i++) {
        const uint32_t up = s->up[i];
        if (s->rel[i - 1] != CHN_REL_PARATAXIS || up <= i ||
            t->node[first + i - 1].upos != CHN_VERB ||
            kid_of(s, n, i, CHN_RELS_SUBJECT))
            continue;
        const uint32_t one = kid_of(s, n, up, CHN_RELS_SUBJECT);
        const uint32_t two =
            one ? last_kid(s, up, CHN_RELS_SUBJECT, one, i) : 0;
        if (two)
            hang_subject(s, n, two, i);
    }
}

/* The fronted phrase that token i is joined in, under a verb behind it that has
 * no subject: that verb, or 0. */
static uint32_t verb_without(const chn_tree *t, uint32_t first, uint32_t n,
                             uint32_t i)
{
    const chn_nn_scratch *s = t->scratch;
    uint32_t top = s->up[i];
    while (top != 0 && s->up[top] != 0 && s->up[top] < top)
        top = s->up[top];
    const uint32_t verb = top ? s->up[top] : 0;
    return verb > i && s->rel[top - 1] == CHN_REL_OBL &&
                   t->node[first + verb - 1].upos == CHN_VERB &&
                   !kid_of(s, n, verb, CHN_RELS_SUBJECT | R(EXPL))
               ? verb
               : 0;
}

/* "In Stockholm, [Norway and Finland] promised", "Under the deal with Peru,
 * [Norway] withdrew": read as more towns and parties, where nobody promises. */
static void mend_scene(chn_tree *t, uint32_t first, uint32_t n)
{
    chn_nn_scratch *s = t->scratch;
    for (uint32_t i = 4; i < n; i++) {
        if (s->rel[i - 1] != CHN_REL_CONJ || s->up[i] > i ||
            kid_of(s, n, i, R(CC)))
            continue;
        uint32_t left = i;
        for (uint32_t k = i; k-- > 1 && s->up[k] == i;)
            left = k;
        if (left < 3 || (!chn_tok_is(t->doc, first + left - 1, ",") &&
                         !chn_tok_is(t->doc, first + left - 2, ",")))
            continue;
        const uint32_t place = s->up[i];
        const uint32_t verb = verb_without(t, first, n, i);
        if (verb == 0)
            continue;
        for (uint32_t k = i + 1; k < verb; k++)
            if (s->up[k] == place && s->rel[k - 1] == CHN_REL_CONJ)
                s->up[k] = i;
        hang_subject(s, n, i, verb);
    }
}

/* "ordered the families and the staff [to leave]": an infinitive is joined to
 * another by "and" only, and to an infinitive. */
static void mend_infinitive(chn_tree *t, uint32_t first, uint32_t n)
{
    chn_nn_scratch *s = t->scratch;
    for (uint32_t i = 3; i <= n; i++) {
        const uint32_t up = s->up[i];
        if (s->rel[i - 1] != CHN_REL_CONJ || up == 0 || up > i ||
            t->node[first + i - 1].upos != CHN_VERB ||
            t->node[first + up - 1].upos != CHN_VERB || kid_of(s, n, i, R(CC)))
            continue;
        const uint32_t to = kid_of(s, n, i, R(MARK));
        const uint32_t other = kid_of(s, n, up, R(MARK));
        if (to && chn_tok_is(t->doc, first + to - 1, "to") &&
            !(other && chn_tok_is(t->doc, first + other - 1, "to")))
            s->rel[i - 1] = CHN_REL_XCOMP;
    }
}

/* "report a Russian [raid] killed five soldiers", "the shelling, [which] they
 * said killed ten Swedes": of two objects the one before the verb, that has no
 * subject, is who does it. */
static void mend_doer(chn_tree *t, uint32_t first, uint32_t n)
{
    chn_nn_scratch *s = t->scratch;
    for (uint32_t i = 2; i <= n; i++) {
        const uint32_t up = s->up[i];
        if (s->rel[i - 1] != CHN_REL_OBJ || up <= i ||
            (up != i + 1 && t->node[first + i - 1].upos != CHN_PRON) ||
            t->node[first + up - 1].upos != CHN_VERB ||
            kid_of(s, n, up, CHN_RELS_SUBJECT | R(AUX_PASS)))
            continue;
        if (last_kid(s, up, R(OBJ), up, n + 1))
            s->rel[i - 1] = CHN_REL_NSUBJ;
    }
}

/* "entered [Omani] waters", read as two objects side by side: one thing. */
static void mend_two_objects(chn_tree *t, uint32_t first, uint32_t n)
{
    chn_nn_scratch *s = t->scratch;
    for (uint32_t i = 2; i < n; i++)
        if (s->rel[i - 1] == CHN_REL_OBJ && s->rel[i] == CHN_REL_OBJ &&
            s->up[i] == s->up[i + 1] && s->up[i] < i &&
            t->node[first + i - 1].upos == CHN_PROPN &&
            t->node[first + i].upos == CHN_NOUN) {
            s->up[i] = i + 1;
            s->rel[i - 1] = CHN_REL_COMPOUND;
        }
}

/* "It was Sweden [that Norway shelled]": of Sweden. No error: the treebanks
 * have 22 as advcl:relcl, with "that" as a mark; here it is made one with other
 * relative clauses, so that who is meant is asked in one way. */
static void mend_cleft(chn_tree *t, uint32_t first, uint32_t n)
{
    chn_nn_scratch *s = t->scratch;
    const chn_relset clauses = R(ADVCL_RELCL) | R(ACL_RELCL) | R(CCOMP);
    for (uint32_t i = 4; i <= n; i++) {
        const uint32_t up = s->up[i];
        if (!(CHN_RELSET(s->rel[i - 1]) & clauses) || up == 0 || up > i ||
            (s->rel[i - 1] == CHN_REL_CCOMP &&
             t->node[first + up - 1].upos != CHN_PROPN) ||
            !kid_of(s, n, up, R(EXPL)) || !kid_of(s, n, up, R(COP)))
            continue;
        const uint32_t that = kid_of(s, n, i, R(MARK));
        const bool whole = kid_of(s, n, i, R(OBJ)) != 0;
        const bool done = kid_of(s, n, i, CHN_RELS_SUBJECT) != 0;
        if (that && whole && done) /* "It was Sweden's wish that ..." */
            continue;
        s->rel[i - 1] = CHN_REL_ACL_RELCL;
        if (that && chn_tok_is(t->doc, first + that - 1, "that"))
            s->rel[that - 1] = done ? CHN_REL_OBJ : CHN_REL_NSUBJ;
    }
}

/* "Mali invaded by France", a heading: who has an agent is passive. (In a
 * sentence it may be "They strolled by the lake.") */
static void mend_heading(chn_tree *t, uint32_t first, uint32_t n)
{
    chn_nn_scratch *s = t->scratch;
    if (n == 0 || chn_tok_is(t->doc, first + n - 1, "."))
        return;
    for (uint32_t i = 1; i < n; i++) {
        const uint32_t up = s->up[i];
        if (s->rel[i - 1] == CHN_REL_NSUBJ && up > i &&
            t->node[first + up - 1].upos == CHN_VERB &&
            kid_of(s, n, up, R(OBL_AGENT)) &&
            !kid_of(s, n, up, R(OBJ) | R(AUX)))
            s->rel[i - 1] = CHN_REL_NSUBJ_PASS;
    }
}

/* "Also congratulating Mali was [France]", "Among those who praised Mali was
 * [France]": read as clauses of what stands before "was". */
static void mend_inversion(chn_tree *t, uint32_t first, uint32_t n)
{
    chn_nn_scratch *s = t->scratch;
    const chn_relset wrong = R(CCOMP) | R(ADVCL) | R(ACL_RELCL) | R(NSUBJ);
    for (uint32_t i = 4; i <= n; i++) {
        const uint32_t up = s->up[i];
        if (!(CHN_RELSET(s->rel[i - 1]) & wrong) || up == 0 || up > 3 ||
            s->up[up] != 0)
            continue;
        const uint8_t upos = t->node[first + i - 1].upos;
        const uint32_t cop = kid_of(s, n, i, R(COP));
        if (cop <= up || cop > i || (upos != CHN_PROPN && upos != CHN_NOUN) ||
            kid_of(s, n, i, R(NSUBJ)))
            continue;
        const chn_str f = t->doc->tok[first + up - 1].fold;
        if (t->node[first + up - 1].upos == CHN_VERB && f.n > 4 &&
            memcmp(f.p + f.n - 3, "ing", 3) == 0 &&
            s->rel[i - 1] != CHN_REL_NSUBJ && !kid_of(s, n, up, R(NSUBJ))) {
            s->rel[i - 1] = CHN_REL_NSUBJ;
            s->up[cop] = up;
            s->rel[cop - 1] = CHN_REL_AUX;
        } else if (chn_tok_is(t->doc, first + up - 1, "those") &&
                   kid_of(s, n, up, R(CASE))) {
            s->up[i] = 0;
            s->rel[i - 1] = CHN_REL_ROOT;
            s->up[up] = i;
            s->rel[up - 1] = CHN_REL_NMOD;
        }
    }
}

/* "will send [up to] 300 soldiers", read as a particle and a preposition: they
 * belong to the number (4 like it are in the treebanks). */
static void mend_up_to(chn_tree *t, uint32_t first, uint32_t n)
{
    chn_nn_scratch *s = t->scratch;
    for (uint32_t i = 1; i + 3 <= n; i++) {
        const uint32_t at = first + i - 1;
        const uint32_t noun = s->up[i + 2];
        if (!reads_on(t->doc, at, "up", "to", NULL) ||
            t->node[at + 2].upos != CHN_NUM || noun <= i + 2 ||
            s->rel[i + 1] != CHN_REL_NUMMOD || s->up[i + 1] != noun ||
            s->rel[i] != CHN_REL_CASE)
            continue;
        const uint32_t verb = s->up[noun];
        s->up[i] = i + 2;
        s->rel[i - 1] = CHN_REL_ADVMOD;
        s->up[i + 1] = i;
        s->rel[i] = CHN_REL_FIXED;
        if (verb != 0 && verb < i && s->rel[noun - 1] == CHN_REL_OBL &&
            !kid_of(s, n, noun, R(CASE)) && !kid_of(s, n, verb, R(OBJ)))
            s->rel[noun - 1] = CHN_REL_OBJ;
    }
}

/* "killed two would-be rebels": no clause (1 in the treebanks, as here). */
static void mend_would_be(chn_tree *t, uint32_t first, uint32_t n)
{
    chn_nn_scratch *s = t->scratch;
    for (uint32_t i = 1; i + 3 <= n; i++) {
        const uint32_t at = first + i - 1;
        const uint32_t noun = s->up[i + 2];
        if (!reads_on(t->doc, at, "would", "-", "be") || noun <= i + 2 ||
            s->up[i] != noun)
            continue;
        s->rel[i - 1] = s->rel[i + 1] = CHN_REL_COMPOUND;
        if (s->rel[noun - 1] == CHN_REL_CCOMP && s->up[noun] < i)
            s->rel[noun - 1] = CHN_REL_OBJ;
    }
}

/* "invaded [neighbouring] Finland", "of [neighboring] Georgia", read as a verb
 * with an object: before a name it is none. */
static void mend_neighbour(chn_tree *t, uint32_t first, uint32_t n)
{
    chn_nn_scratch *s = t->scratch;
    for (uint32_t i = 2; i < n; i++) {
        const uint32_t at = first + i - 1;
        if (t->node[at].upos != CHN_VERB ||
            !(chn_tok_is(t->doc, at, "neighbouring") ||
              chn_tok_is(t->doc, at, "neighboring")))
            continue;
        const uint32_t name = kid_of(s, n, i, R(OBJ));
        const uint32_t up = s->up[i];
        if (name <= i || name > i + 3 || up == 0 || up > i ||
            t->node[first + name - 1].upos != CHN_PROPN)
            continue;
        const bool verb = t->node[first + up - 1].upos == CHN_VERB;
        const uint32_t prep = kid_of(s, n, i, R(CASE) | R(MARK));
        for (uint32_t k = 1; k <= n; k++) {
            if (s->up[k] != i || k == name)
                continue;
            s->up[k] = k > name ? up : name;
            if (k == prep)
                s->rel[k - 1] = CHN_REL_CASE;
            else if (k > name && !verb && s->rel[k - 1] != CHN_REL_PUNCT)
                s->rel[k - 1] = CHN_REL_NMOD;
        }
        s->up[name] = up;
        s->rel[name - 1] = !verb  ? CHN_REL_NMOD
                           : prep ? CHN_REL_OBL
                                  : CHN_REL_OBJ;
        s->up[i] = name;
        s->rel[i - 1] = CHN_REL_AMOD;
        t->node[at].upos = CHN_ADJ;
    }
}

/* "Norway, [rather than] Peru, invaded Chile": Peru did not. The treebanks
 * join the two; here that would be both. */
static void mend_rather(chn_tree *t, uint32_t first, uint32_t n)
{
    chn_nn_scratch *s = t->scratch;
    for (uint32_t i = 2; i + 2 <= n; i++) {
        const uint32_t at = first + i - 1;
        const uint32_t who = s->up[i];
        if (!(chn_tok_is(t->doc, at, "rather") &&
              chn_tok_is(t->doc, at + 1, "than")) ||
            s->rel[i - 1] != CHN_REL_CC || who <= i ||
            s->rel[who - 1] != CHN_REL_CONJ ||
            t->node[first + who - 1].upos == CHN_VERB)
            continue;
        s->rel[i - 1] = CHN_REL_CASE;
        s->rel[who - 1] = CHN_REL_NMOD;
    }
}

/* "condemned Peru for [the attack] in Lima": the attack was there. */
static bool of_reason(const chn_tree *t, uint32_t first, uint32_t n,
                      uint32_t noun, uint32_t by)
{
    const chn_nn_scratch *s = t->scratch;
    const chn_doc *d = t->doc;
    if (s->rel[noun - 1] != CHN_REL_OBL ||
        t->node[first + noun - 1].upos != CHN_NOUN ||
        !chn_tok_is(d, first + by - 1, "in") ||
        !kid_of(s, n, s->up[noun], R(OBJ)))
        return false;
    const uint32_t why = kid_of(s, n, noun, R(CASE));
    return why && (chn_tok_is(d, first + why - 1, "for") ||
                   chn_tok_is(d, first + why - 1, "over"));
}

/* An object with a preposition is of the noun right before, or oblique. */
static void mend_cased_object(chn_tree *t, uint32_t first, uint32_t n)
{
    chn_nn_scratch *s = t->scratch;
    for (uint32_t i = 3; i <= n; i++) {
        const bool obj = s->rel[i - 1] == CHN_REL_OBJ;
        if (!obj && s->rel[i - 1] != CHN_REL_OBL)
            continue;
        const uint32_t by = kid_of(s, n, i, R(CASE));
        if (by < 2 || by > i || s->up[i] >= by)
            continue;
        const uint32_t noun = by - 1;
        const uint8_t of = t->node[first + noun - 1].upos;
        if (s->up[noun] == s->up[i] &&
            (obj ? of == CHN_NOUN || of == CHN_PROPN
                 : of_predicate(t, first, noun, by) ||
                       (t->node[first + i - 1].upos == CHN_PROPN &&
                        of_reason(t, first, n, noun, by)))) {
            s->up[i] = noun;
            s->rel[i - 1] = CHN_REL_NMOD;
        } else {
            s->rel[i - 1] = CHN_REL_OBL;
        }
    }
}

/* "accusing it of backing rebels, charges that Peru rejects": read as a verb,
 * with nobody who charges, beside a comma. */
static void mend_aside(chn_tree *t, uint32_t first, uint32_t n)
{
    chn_nn_scratch *s = t->scratch;
    for (uint32_t i = 3; i + 2 < n; i++) {
        const chn_str f = t->doc->tok[first + i - 1].fold;
        if (t->node[first + i - 1].upos != CHN_VERB ||
            s->rel[i - 1] != CHN_REL_CONJ || f.p[f.n - 1] != 's' ||
            !chn_tok_is(t->doc, first + i - 2, ",") ||
            !chn_tok_is(t->doc, first + i, "that") ||
            kid_of(s, n, i, R(NSUBJ) | R(CC) | R(OBJ)))
            continue;
        const uint32_t told = kid_of(s, n, i, R(CCOMP));
        if (told < i || s->up[i + 1] != told || s->rel[i] != CHN_REL_MARK ||
            kid_of(s, n, told, R(OBJ)))
            continue;
        t->node[first + i - 1].upos = CHN_NOUN;
        s->rel[i - 1] = CHN_REL_APPOS;
        s->rel[told - 1] = CHN_REL_ACL_RELCL;
        s->rel[i] = CHN_REL_OBJ;
    }
}

void chn_syntax_mend(chn_tree *t, uint32_t first, uint32_t n)
{
    mend_subject(t, first, n);
    mend_speaker(t, first, n);
    mend_scene(t, first, n);
    mend_infinitive(t, first, n);
    mend_doer(t, first, n);
    mend_two_objects(t, first, n);
    mend_cleft(t, first, n);
    mend_heading(t, first, n);
    mend_inversion(t, first, n);
    mend_would_be(t, first, n);
    mend_neighbour(t, first, n);
    mend_rather(t, first, n);
    mend_up_to(t, first, n);
    mend_cased_object(t, first, n);
    mend_aside(t, first, n);
    mend_content(t, first, n);
    mend_dative(t, first, n);
    mend_predicate(t, first, n);
    mend_agent(t, first, n);
    mend_voice(t, first, n);
}
