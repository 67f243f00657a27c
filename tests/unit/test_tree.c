/* SPDX-License-Identifier: Apache-2.0 */
/* Questions to a tree, over trees written by hand. */
#include "syntax/tree.h"

#include "check.h"
#include "syntax_fixture.h"
#include "tree_fixture.h"

#define S(r) CHN_RELSET(CHN_REL_##r)

/* First token that reads as `folded`. */
static uint32_t at(const chn_tree *t, const char *folded)
{
    for (uint32_t i = 0; i < t->doc->n_tok; i++)
        if (chn_tok_is(t->doc, i, folded))
            return i;
    printf("# no token \"%s\"\n", folded);
    check_failed_now = 1;
    return 0;
}

/* The word of a token, "-" for none. */
static chn_str word(const chn_tree *t, uint32_t tok)
{
    return tok == CHN_NONE ? chn_str_of("-") : t->doc->tok[tok].fold;
}

static chn_str range(const chn_tree *t, chn_range r)
{
    const chn_token *k = t->doc->tok;
    return r.first == r.end ? chn_str_of("-")
                            : chn_str_n(t->doc->text + k[r.first].from,
                                        k[r.end - 1].to - k[r.first].from);
}

/* CHECK_STR as a function: hundreds of macros take the compiler long. */
static void check_says(chn_str got, const char *want, int line)
{
    if (chn_str_is(got, want))
        return;
    check_failed_now = 1;
    printf("# line %d: \"%.*s\", expected \"%s\"\n", line, (int)got.n, got.p,
           want);
}
#define SAYS(got, want) check_says((got), (want), __LINE__)

static void check_arg(const chn_tree *t, chn_arg got, const char *want,
                      chn_arg_how how, int line)
{
    const chn_str w = word(t, got.tok);
    if (chn_str_is(w, want) && got.how == how)
        return;
    check_failed_now = 1;
    printf("# line %d: \"%.*s\" (%d), expected \"%s\" (%d)\n", line, (int)w.n,
           w.p, (int)got.how, want, (int)how);
}

#define SUBJECT(pred, want, how)                                               \
    check_arg(t, chn_tree_subject(t, at(t, pred)), want, CHN_ARG_##how,        \
              __LINE__)
#define OBJECT(pred, want, how)                                                \
    check_arg(t, chn_tree_object(t, at(t, pred)), want, CHN_ARG_##how, __LINE__)
#define AGENT(pred, want, how)                                                 \
    check_arg(t, chn_tree_agent(t, at(t, pred)), want, CHN_ARG_##how, __LINE__)
#define DOER(pred, want, how)                                                  \
    check_arg(t, chn_tree_doer(t, at(t, pred)), want, CHN_ARG_##how, __LINE__)

static chn_verb_group group(const chn_tree *t, const char *pred)
{
    chn_verb_group g;
    chn_tree_verb_group(t, at(t, pred), &g);
    return g;
}

/* "The old envoy of Norway met two ministers in Oslo ." */
static const char envoy[] = "The DET _ 3 det\n"
                            "old ADJ _ 3 amod\n"
                            "envoy NOUN Sing 6 nsubj\n"
                            "of ADP _ 5 case\n"
                            "Norway PROPN Sing 3 nmod\n"
                            "met VERB Past|Fin 0 root\n"
                            "two NUM _ 8 nummod\n"
                            "ministers NOUN Plur 6 obj\n"
                            "in ADP _ 10 case\n"
                            "Oslo PROPN Sing 6 obl\n"
                            "~. PUNCT _ 6 punct\n";

static void kids(chn_arena *a)
{
    TEST("kids by relation, word and preposition")
    {
        const chn_tree *t = tree_fixture(a, envoy);
        const uint32_t met = at(t, "met");
        SAYS(word(t, chn_tree_kid(t, met, S(OBJ) | S(OBL))), "ministers");
        const uint32_t obj = chn_tree_kid(t, met, S(OBJ));
        SAYS(word(t, chn_tree_kid_next(t, obj, S(OBJ) | S(OBL))), "oslo");
        CHECK_INT(chn_tree_kid_next(t, obj, S(OBJ)), CHN_NONE);
        CHECK_INT(chn_tree_kid(t, met, S(IOBJ)), CHN_NONE);
        CHECK_INT(chn_tree_kid(t, at(t, "oslo"), S(OBJ)), CHN_NONE);
        CHECK_INT(chn_tree_kid_count(t, met, CHN_RELS_ALL), 4);
        CHECK_INT(chn_tree_kid_count(t, at(t, "envoy"), S(DET) | S(AMOD)), 2);
        SAYS(word(t, chn_tree_kid_word(t, at(t, "envoy"), CHN_RELS_ALL, "old")),
             "old");
        CHECK_INT(chn_tree_kid_word(t, at(t, "envoy"), S(DET), "old"),
                  CHN_NONE);
        SAYS(word(t, chn_tree_kid_case(t, met, S(OBL), "in")), "oslo");
        CHECK_INT(chn_tree_kid_case(t, met, S(OBL), "at"), CHN_NONE);
        CHECK_INT(chn_tree_kid_case(t, met, S(OBJ), "in"), CHN_NONE);
    }
    TEST("no token: no kids, no answer")
    {
        const chn_tree *t = tree_fixture(a, envoy);
        CHECK_INT(chn_tree_kid(t, CHN_NONE, CHN_RELS_ALL), CHN_NONE);
        CHECK_INT(chn_tree_kid_next(t, CHN_NONE, CHN_RELS_ALL), CHN_NONE);
        CHECK_INT(chn_tree_kid_count(t, CHN_NONE, CHN_RELS_ALL), 0);
        CHECK_INT(chn_tree_size(t, CHN_NONE), 0);
        CHECK_INT(chn_tree_yield(t, CHN_NONE).end, 0);
        CHECK_INT(chn_tree_clause(t, CHN_NONE), CHN_NONE);
        CHECK_INT(chn_tree_coord(t, CHN_NONE), CHN_NONE);
        CHECK_INT(chn_tree_conjuncts(t, CHN_NONE, NULL, 0), 0);
        CHECK_INT(chn_tree_joiner(t, CHN_NONE), CHN_NONE);
        CHECK_INT(chn_tree_subject(t, CHN_NONE).tok, CHN_NONE);
        CHECK_INT(chn_tree_object(t, CHN_NONE).tok, CHN_NONE);
        CHECK_INT(chn_tree_agent(t, CHN_NONE).tok, CHN_NONE);
        CHECK_INT(chn_tree_doer(t, CHN_NONE).tok, CHN_NONE);
        CHECK_INT(chn_tree_core(t, CHN_NONE).end, 0);
        CHECK_INT(chn_tree_phrase(t, CHN_NONE).end, 0);
        CHECK_INT(chn_tree_case(t, CHN_NONE).end, 0);
        CHECK_INT(chn_tree_depth(t, CHN_NONE), 0);
        CHECK_INT(chn_tree_root(t, 7), CHN_NONE);
        CHECK(!chn_tree_under(t, CHN_NONE, CHN_NONE));
        chn_verb_group g;
        chn_tree_verb_group(t, CHN_NONE, &g);
        CHECK_INT(g.span.end, 0);
    }
}

/* A tree that crosses: "A hearing starts today on piracy". */
static const char hearing[] = "A DET _ 2 det\n"
                              "hearing NOUN Sing 3 nsubj\n"
                              "starts VERB Pres|Fin 0 root\n"
                              "today NOUN Sing 3 obl:unmarked\n"
                              "on ADP _ 6 case\n"
                              "piracy NOUN Sing 2 nmod\n";

static void yields(chn_arena *a)
{
    TEST("yield, size, contiguous or not")
    {
        const chn_tree *t = tree_fixture(a, envoy);
        const uint32_t n = at(t, "envoy");
        SAYS(range(t, chn_tree_yield(t, n)), "The old envoy of Norway");
        CHECK_INT(chn_tree_size(t, n), 5);
        CHECK_INT(chn_tree_size(t, at(t, "oslo")), 2);
        CHECK_INT(chn_tree_size(t, at(t, "in")), 1);
        CHECK_INT(chn_tree_size(t, at(t, "met")), 11);
        CHECK(chn_tree_contiguous(t, n));
        t = tree_fixture(a, hearing);
        CHECK(!chn_tree_contiguous(t, at(t, "hearing")));
        CHECK_INT(chn_tree_size(t, at(t, "hearing")), 4);
        CHECK(chn_tree_contiguous(t, at(t, "starts")));
    }
    TEST("under, and one after the other")
    {
        const chn_tree *t = tree_fixture(a, hearing);
        const uint32_t n = at(t, "hearing");
        CHECK(chn_tree_under(t, at(t, "on"), n));
        CHECK(chn_tree_under(t, n, n));
        CHECK(!chn_tree_under(t, at(t, "today"), n));
        CHECK(!chn_tree_under(t, at(t, "starts"), n));
        CHECK(!chn_tree_under(t, n, CHN_NONE));
        uint32_t i = chn_tree_yield_next(t, n, CHN_NONE);
        SAYS(word(t, i), "a");
        i = chn_tree_yield_next(t, n, i);
        SAYS(word(t, i), "hearing");
        i = chn_tree_yield_next(t, n, i);
        SAYS(word(t, i), "on");
        i = chn_tree_yield_next(t, n, i);
        SAYS(word(t, i), "piracy");
        CHECK_INT(chn_tree_yield_next(t, n, i), CHN_NONE);
        CHECK_INT(chn_tree_yield_next(t, CHN_NONE, CHN_NONE), CHN_NONE);
    }
}

/* "Oslo said that envoys who left the camp will return ." */
static const char said[] = "Oslo PROPN Sing 2 nsubj\n"
                           "said VERB Past|Fin 0 root\n"
                           "that SCONJ _ 10 mark\n"
                           "envoys NOUN Plur 10 nsubj\n"
                           "who PRON Rel 6 nsubj\n"
                           "left VERB Past|Fin 4 acl:relcl\n"
                           "the DET _ 8 det\n"
                           "camp NOUN Sing 6 obj\n"
                           "will AUX Fin 10 aux\n"
                           "return VERB Inf 2 ccomp\n"
                           "~. PUNCT _ 2 punct\n"
                           "\n"
                           "Rain NOUN Sing 2 nsubj\n"
                           "fell VERB Past|Fin 0 root\n";

static void upwards(chn_arena *a)
{
    TEST("root, depth, above, clause")
    {
        const chn_tree *t = tree_fixture(a, said);
        SAYS(word(t, chn_tree_root(t, 0)), "said");
        SAYS(word(t, chn_tree_root(t, 1)), "fell");
        CHECK_INT(chn_tree_depth(t, at(t, "said")), 0);
        CHECK_INT(chn_tree_depth(t, at(t, "the")), 5);
        SAYS(word(t, chn_tree_above(t, at(t, "the"), CHN_RELS_RELATIVE,
                                    CHN_UPOS_ALL)),
             "left");
        SAYS(word(t, chn_tree_above(t, at(t, "left"), CHN_RELS_ALL,
                                    CHN_UPOSSET(CHN_VERB))),
             "return");
        SAYS(word(t,
                  chn_tree_above(t, at(t, "said"), CHN_RELS_ALL, CHN_UPOS_ALL)),
             "-");
        SAYS(word(t, chn_tree_clause(t, at(t, "the"))), "left");
        SAYS(word(t, chn_tree_clause(t, at(t, "envoys"))), "return");
        SAYS(word(t, chn_tree_clause(t, at(t, "oslo"))), "said");
        SAYS(word(t, chn_tree_clause(t, at(t, "said"))), "said");
        CHECK(chn_tree_is_clause(t, at(t, "return")));
        CHECK(!chn_tree_is_clause(t, at(t, "envoys")));
    }
    TEST("function words serve another")
    {
        chn_arena_reset(a);
        const chn_tree *t = tree_fixture(a, "He PRON _ 4 nsubj\n"
                                            "was AUX Past|Fin 4 cop\n"
                                            "in ADP _ 4 case\n"
                                            "Rome PROPN Sing 0 root\n");
        CHECK(t != NULL);
        SAYS(word(t, chn_tree_served(t, at(t, "was"))), "rome");
        SAYS(word(t, chn_tree_served(t, at(t, "in"))), "rome");
        SAYS(word(t, chn_tree_served(t, at(t, "he"))), "he");
        SAYS(word(t, chn_tree_served(t, at(t, "rome"))), "rome");
        CHECK_INT(chn_tree_served(t, CHN_NONE), CHN_NONE);
    }
    TEST("paths between tokens")
    {
        const chn_tree *t = tree_fixture(a, said);
        chn_path p;
        char s[64];
        CHECK(chn_tree_path(t, at(t, "who"), at(t, "camp"), &p));
        SAYS(word(t, p.top), "left");
        CHECK_INT(p.up, 1);
        CHECK_INT(p.down, 1);
        CHECK(chn_tree_path(t, at(t, "camp"), at(t, "camp"), &p));
        CHECK_INT(p.up + p.down, 0);
        CHECK(!chn_tree_path(t, at(t, "camp"), at(t, "rain"), &p));
        CHECK(!chn_tree_path(t, at(t, "camp"), CHN_NONE, &p));
        CHECK_INT(
            chn_tree_path_text(t, at(t, "who"), at(t, "camp"), s, sizeof s),
            11);
        SAYS(chn_str_of(s), "nsubj^ obj!");
        (void)chn_tree_path_text(t, at(t, "oslo"), at(t, "camp"), s, sizeof s);
        SAYS(chn_str_of(s), "nsubj^ ccomp! nsubj! acl:relcl! obj!");
        (void)chn_tree_path_text(t, at(t, "the"), at(t, "left"), s, sizeof s);
        SAYS(chn_str_of(s), "det^ obj^");
        CHECK_INT(
            chn_tree_path_text(t, at(t, "the"), at(t, "the"), s, sizeof s), 0);
        SAYS(chn_str_of(s), "");
        CHECK_INT(
            chn_tree_path_text(t, at(t, "the"), at(t, "rain"), s, sizeof s), 0);
        CHECK_INT(chn_tree_path_text(t, at(t, "who"), at(t, "camp"), s, 6), 11);
        SAYS(chn_str_of(s), "nsubj");
        CHECK_INT(chn_tree_path_text(t, at(t, "who"), at(t, "camp"), s, 1), 11);
        SAYS(chn_str_of(s), "");
        CHECK_INT(chn_tree_path_text(t, at(t, "who"), at(t, "camp"), NULL, 0),
                  11);
    }
    TEST("a sentence that is not parsed answers nothing")
    {
        const chn_tree *t = tree_fixture(a, said);
        t->state[1] = CHN_SENT_TAGGED;
        CHECK_INT(chn_tree_root(t, 1), CHN_NONE);
        CHECK(!chn_tree_parsed(t, at(t, "rain")));
    }
}

/* "Chad , Mali and Niger signed the pact but never ratified it ." */
static const char chad[] = "Chad PROPN Sing 6 nsubj\n"
                           "~, PUNCT _ 3 punct\n"
                           "Mali PROPN Sing 1 conj\n"
                           "and CCONJ _ 5 cc\n"
                           "Niger PROPN Sing 1 conj\n"
                           "signed VERB Past|Fin 0 root\n"
                           "the DET _ 8 det\n"
                           "pact NOUN Sing 6 obj\n"
                           "but CCONJ _ 11 cc\n"
                           "never ADV Neg 11 advmod\n"
                           "ratified VERB Past|Fin 6 conj\n"
                           "it PRON Prs 11 obj\n";

static void coordination(chn_arena *a)
{
    TEST("conjuncts in order of the text, from any of them")
    {
        const chn_tree *t = tree_fixture(a, chad);
        uint32_t out[3] = {0, 0, 0};
        CHECK_INT(chn_tree_conjuncts(t, at(t, "niger"), out, 3), 3);
        SAYS(word(t, out[0]), "chad");
        SAYS(word(t, out[1]), "mali");
        SAYS(word(t, out[2]), "niger");
        out[2] = 99;
        CHECK_INT(chn_tree_conjuncts(t, at(t, "chad"), out, 2), 3);
        CHECK_INT(out[2], 99);
        CHECK_INT(chn_tree_conjuncts(t, at(t, "pact"), out, 3), 1);
        SAYS(word(t, out[0]), "pact");
        SAYS(word(t, chn_tree_coord(t, at(t, "mali"))), "chad");
        SAYS(word(t, chn_tree_coord(t, at(t, "chad"))), "chad");
        SAYS(word(t, chn_tree_joiner(t, at(t, "mali"))), "and");
        SAYS(word(t, chn_tree_joiner(t, at(t, "ratified"))), "but");
        SAYS(word(t, chn_tree_joiner(t, at(t, "chad"))), "-");
    }
    TEST("conjuncts of conjuncts, and not those below other words")
    {
        const chn_tree *t = tree_fixture(a, "Chad PROPN Sing 7 nsubj\n"
                                            "and CCONJ _ 3 cc\n"
                                            "Mali PROPN Sing 1 conj\n"
                                            "or CCONJ _ 5 cc\n"
                                            "Niger PROPN Sing 3 conj\n"
                                            "will AUX Fin 7 aux\n"
                                            "join VERB Inf 0 root\n");
        uint32_t out[4];
        CHECK_INT(chn_tree_conjuncts(t, at(t, "chad"), out, 4), 3);
        SAYS(word(t, out[2]), "niger");
        t = tree_fixture(a, "Ministers NOUN Plur 8 nsubj\n"
                            "of ADP _ 3 case\n"
                            "Chad PROPN Sing 1 nmod\n"
                            "and CCONJ _ 5 cc\n"
                            "Mali PROPN Sing 3 conj\n"
                            "and CCONJ _ 7 cc\n"
                            "generals NOUN Plur 1 conj\n"
                            "met VERB Past|Fin 0 root\n");
        CHECK_INT(chn_tree_conjuncts(t, at(t, "ministers"), out, 4), 2);
        SAYS(word(t, out[1]), "generals");
        CHECK(chn_tree_is_clause(t, at(t, "met")));
        CHECK(!chn_tree_is_clause(t, at(t, "generals")));
    }
    TEST("a conjunct of a predicate is a clause")
    {
        const chn_tree *t = tree_fixture(a, chad);
        CHECK(chn_tree_is_clause(t, at(t, "ratified")));
        CHECK(!chn_tree_is_clause(t, at(t, "mali")));
        SAYS(word(t, chn_tree_clause(t, at(t, "it"))), "ratified");
    }
}

static void groups(chn_arena *a)
{
    const chn_tree *t;
    chn_verb_group g;
    TEST("plain past and present")
    {
        t = tree_fixture(a, envoy);
        g = group(t, "met");
        CHECK_INT(g.tense, CHN_TENSE_PAST);
        CHECK(!g.perfect && !g.progressive && !g.passive && !g.negated);
        CHECK(!g.infinitive && !g.participle && !g.copular && !g.shared);
        SAYS(range(t, g.span), "met");
        CHECK_INT(g.modal, CHN_NONE);
        t = tree_fixture(a, hearing);
        CHECK_INT(group(t, "starts").tense, CHN_TENSE_PRESENT);
        CHECK_INT(group(t, "hearing").tense, CHN_TENSE_NONE);
    }
    TEST("future: will, 'll, wo n't, shall not")
    {
        t = tree_fixture(a, said);
        g = group(t, "return");
        CHECK_INT(g.tense, CHN_TENSE_FUTURE);
        SAYS(range(t, g.span), "will return");
        CHECK(!g.infinitive && !g.participle);
        t = tree_fixture(a, "Niger PROPN Sing 4 nsubj\n"
                            "wo AUX Fin 4 aux\n"
                            "~n't PART Neg 4 advmod\n"
                            "join VERB Inf 0 root\n");
        g = group(t, "join");
        CHECK_INT(g.tense, CHN_TENSE_FUTURE);
        CHECK(g.negated);
        SAYS(word(t, g.negation), "n't");
        SAYS(range(t, g.span), "won't join");
    }
    TEST("future: is going to, was going to")
    {
        static const char rows[] = "Niger PROPN Sing 3 nsubj\n"
                                   "%s AUX %s|Fin 3 aux\n"
                                   "going VERB Pres|Part 0 root\n"
                                   "to PART _ 5 mark\n"
                                   "join VERB Inf 3 xcomp\n";
        char s[256];
        (void)snprintf(s, sizeof s, rows, "is", "Pres");
        t = tree_fixture(a, s);
        g = group(t, "join");
        CHECK_INT(g.tense, CHN_TENSE_FUTURE);
        CHECK(g.prospective && !g.infinitive);
        SAYS(range(t, g.span), "is going to join");
        SUBJECT("join", "niger", CONTROL);
        (void)snprintf(s, sizeof s, rows, "was", "Past");
        t = tree_fixture(a, s);
        g = group(t, "join");
        CHECK_INT(g.tense, CHN_TENSE_PAST);
        CHECK(g.prospective);
    }
    TEST("going home to rest is no future")
    {
        t = tree_fixture(a, "She PRON Prs 3 nsubj\n"
                            "is AUX Pres|Fin 3 aux\n"
                            "going VERB Pres|Part 0 root\n"
                            "to ADP _ 5 case\n"
                            "Oslo PROPN Sing 3 obl\n"
                            "to PART _ 7 mark\n"
                            "rest VERB Inf 3 advcl\n");
        g = group(t, "rest");
        CHECK(g.infinitive && !g.prospective);
        CHECK_INT(g.tense, CHN_TENSE_NONE);
        g = group(t, "going");
        CHECK(g.progressive && !g.participle);
        CHECK_INT(g.tense, CHN_TENSE_PRESENT);
        SUBJECT("rest", "she", CONTROL);
    }
    TEST("is to meet")
    {
        t = tree_fixture(a, "He PRON Prs 4 nsubj\n"
                            "is AUX Pres|Fin 4 aux\n"
                            "to PART _ 4 mark\n"
                            "visit VERB Inf 0 root\n"
                            "Oslo PROPN Sing 4 obj\n");
        g = group(t, "visit");
        CHECK(g.prospective && !g.infinitive && !g.progressive);
        CHECK_INT(g.tense, CHN_TENSE_FUTURE);
    }
    TEST("perfect, progressive, passive, all at once")
    {
        t = tree_fixture(a, "The DET _ 2 det\n"
                            "camp NOUN Sing 6 nsubj:pass\n"
                            "had AUX Past|Fin 6 aux\n"
                            "been AUX Past|Part 6 aux\n"
                            "being AUX Pres|Part 6 aux:pass\n"
                            "shelled VERB Past|Part|Pass 0 root\n"
                            "by ADP _ 8 case\n"
                            "rebels NOUN Plur 6 obl:agent\n");
        g = group(t, "shelled");
        CHECK(g.perfect && g.progressive && g.passive);
        CHECK_INT(g.tense, CHN_TENSE_PAST);
        CHECK(!g.participle && !g.copular);
        AGENT("shelled", "rebels", OWN);
        DOER("shelled", "rebels", OWN);
        OBJECT("shelled", "camp", OWN);
        SUBJECT("shelled", "camp", OWN);
    }
    TEST("'s is have before a participle, else be")
    {
        t = tree_fixture(a, "She PRON Prs 3 nsubj\n"
                            "~'s AUX Pres|Fin 3 aux\n"
                            "left VERB Past|Part 0 root\n");
        g = group(t, "left");
        CHECK(g.perfect && !g.passive && !g.progressive);
        CHECK_INT(g.tense, CHN_TENSE_PRESENT);
        t = tree_fixture(a, "She PRON Prs 3 nsubj\n"
                            "~'s AUX Pres|Fin 3 aux\n"
                            "leaving VERB Pres|Part 0 root\n");
        g = group(t, "leaving");
        CHECK(g.progressive && !g.perfect);
        t = tree_fixture(a, "She PRON Prs 4 nsubj:pass\n"
                            "~'s AUX Pres|Fin 4 aux\n"
                            "been AUX Past|Part 4 aux:pass\n"
                            "seen VERB Past|Part|Pass 0 root\n");
        g = group(t, "seen");
        CHECK(g.perfect && g.passive);
    }
    TEST("'d is had before a participle, else would")
    {
        t = tree_fixture(a, "They PRON Prs 3 nsubj\n"
                            "~'d AUX Past|Fin 3 aux\n"
                            "left VERB Past|Part 0 root\n");
        g = group(t, "left");
        CHECK(g.perfect);
        CHECK_INT(g.tense, CHN_TENSE_PAST);
        CHECK_INT(g.modal, CHN_NONE);
        t = tree_fixture(a, "They PRON Prs 3 nsubj\n"
                            "~'d AUX Fin 3 aux\n"
                            "leave VERB Inf 0 root\n");
        g = group(t, "leave");
        CHECK(!g.perfect);
        SAYS(word(t, g.modal), "'d");
        CHECK_INT(g.tense, CHN_TENSE_NONE);
    }
    TEST("modal verbs have no tense")
    {
        t = tree_fixture(a, "They PRON Prs 4 nsubj\n"
                            "might AUX Fin 4 aux\n"
                            "have AUX Inf 4 aux\n"
                            "left VERB Past|Part 0 root\n");
        g = group(t, "left");
        SAYS(word(t, g.modal), "might");
        CHECK(g.perfect);
        CHECK_INT(g.tense, CHN_TENSE_NONE);
        SAYS(range(t, g.span), "might have left");
    }
    TEST("did not, no longer, never")
    {
        t = tree_fixture(a, "Chad PROPN Sing 4 nsubj\n"
                            "did AUX Past|Fin 4 aux\n"
                            "not PART Neg 4 advmod\n"
                            "sign VERB Inf 0 root\n");
        g = group(t, "sign");
        CHECK(g.negated && g.emphatic && !g.infinitive);
        CHECK_INT(g.tense, CHN_TENSE_PAST);
        t = tree_fixture(a, "Chad PROPN Sing 4 nsubj\n"
                            "no ADV Neg 3 advmod\n"
                            "longer ADV _ 4 advmod\n"
                            "takes VERB Pres|Fin|3 0 root\n"
                            "part NOUN Sing 4 obj\n");
        g = group(t, "takes");
        CHECK(g.negated);
        SAYS(word(t, g.negation), "longer");
        t = tree_fixture(a, "It PRON Prs 2 nsubj\n"
                            "took VERB Past|Fin 0 root\n"
                            "longer ADV _ 2 advmod\n");
        CHECK(!group(t, "took").negated);
        t = tree_fixture(a, chad);
        CHECK(group(t, "ratified").negated);
        CHECK(!group(t, "signed").negated);
    }
    TEST("copula and particle")
    {
        t = tree_fixture(a, "Chad PROPN Sing 6 nsubj\n"
                            "has AUX Pres|Fin 6 aux\n"
                            "been AUX Past|Part 6 cop\n"
                            "a DET _ 6 det\n"
                            "full ADJ _ 6 amod\n"
                            "member NOUN Sing 0 root\n");
        g = group(t, "member");
        CHECK(g.copular && g.perfect && !g.passive && !g.progressive);
        CHECK_INT(g.tense, CHN_TENSE_PRESENT);
        SAYS(range(t, g.span), "has been a full member");
        t = tree_fixture(a, "Chad PROPN Sing 2 nsubj\n"
                            "set VERB Past|Fin 0 root\n"
                            "a DET _ 4 det\n"
                            "panel NOUN Sing 2 obj\n"
                            "up ADP _ 2 compound:prt\n");
        g = group(t, "set");
        SAYS(word(t, g.particle), "up");
        SAYS(range(t, g.span), "set a panel up");
    }
    TEST("infinitive, participle, imperative, bare infinitive")
    {
        t = tree_fixture(a, "Leave VERB Imp|Fin 0 root\n"
                            "now ADV _ 1 advmod\n");
        CHECK(group(t, "leave").imperative);
        SUBJECT("leave", "-", NONE);
        t = tree_fixture(a, "Mali PROPN Sing 2 nsubj\n"
                            "helped VERB Past|Fin 0 root\n"
                            "them PRON Prs 2 obj\n"
                            "rebuild VERB Inf 2 xcomp\n"
                            "roads NOUN Plur 4 obj\n");
        g = group(t, "rebuild");
        CHECK(g.infinitive);
        SUBJECT("rebuild", "them", CONTROL);
        t = tree_fixture(a, "Having AUX Pres|Part 2 aux\n"
                            "left VERB Past|Part 5 advcl\n"
                            "~, PUNCT _ 2 punct\n"
                            "she PRON Prs 5 nsubj\n"
                            "wrote VERB Past|Fin 0 root\n");
        g = group(t, "left");
        CHECK(g.perfect && g.participle && !g.passive);
        SUBJECT("left", "she", CONTROL);
    }
    TEST("auxiliaries shared by conjuncts")
    {
        t = tree_fixture(a, "They PRON Prs 4 nsubj\n"
                            "will AUX Fin 4 aux\n"
                            "not PART Neg 4 advmod\n"
                            "meet VERB Inf 0 root\n"
                            "or CCONJ _ 6 cc\n"
                            "talk VERB Inf 4 conj\n");
        g = group(t, "talk");
        CHECK(g.shared && g.negated && !g.infinitive);
        CHECK_INT(g.tense, CHN_TENSE_FUTURE);
        SAYS(range(t, g.span), "talk");
        t = tree_fixture(a, "Cars NOUN Plur 3 nsubj:pass\n"
                            "were AUX Past|Fin 3 aux:pass\n"
                            "seized VERB Past|Part|Pass 0 root\n"
                            "and CCONJ _ 5 cc\n"
                            "burned VERB Past|Part|Pass 3 conj\n"
                            "by ADP _ 7 case\n"
                            "crowds NOUN Plur 3 obl:agent\n");
        g = group(t, "burned");
        CHECK(g.shared && g.passive);
        CHECK_INT(g.tense, CHN_TENSE_PAST);
        OBJECT("burned", "cars", CONJ);
        AGENT("burned", "crowds", CONJ);
        AGENT("seized", "crowds", OWN);
    }
    TEST("a finite conjunct shares nothing")
    {
        t = tree_fixture(a, "He PRON Prs 3 nsubj:pass\n"
                            "was AUX Past|Fin 3 aux:pass\n"
                            "hurt VERB Past|Part|Pass 0 root\n"
                            "and CCONJ _ 5 cc\n"
                            "left VERB Past|Fin 3 conj\n");
        g = group(t, "left");
        CHECK(!g.shared && !g.passive);
        CHECK_INT(g.tense, CHN_TENSE_PAST);
        SUBJECT("left", "he", CONJ);
        DOER("left", "he", CONJ);
        AGENT("left", "-", NONE);
        DOER("hurt", "-", NONE);
    }
    TEST("not A but B")
    {
        t = tree_fixture(a, "They PRON Prs 4 nsubj\n"
                            "did AUX Past|Fin 4 aux\n"
                            "not PART Neg 4 advmod\n"
                            "fight VERB Inf 0 root\n"
                            "but CCONJ _ 6 cc\n"
                            "talk VERB Inf 4 conj\n");
        CHECK(!group(t, "talk").negated);
        CHECK(group(t, "fight").negated);
    }
}

static void subjects(chn_arena *a)
{
    const chn_tree *t;
    TEST("own, shared, none")
    {
        t = tree_fixture(a, chad);
        SUBJECT("signed", "chad", OWN);
        SUBJECT("ratified", "chad", CONJ);
        OBJECT("signed", "pact", OWN);
        OBJECT("ratified", "it", OWN);
        SUBJECT("pact", "-", NONE);
        SUBJECT("mali", "-", NONE);
    }
    TEST("a conjunct's own subject wins")
    {
        t = tree_fixture(a, "Chad PROPN Sing 2 nsubj\n"
                            "stayed VERB Past|Fin 0 root\n"
                            "and CCONJ _ 5 cc\n"
                            "Mali PROPN Sing 5 nsubj\n"
                            "left VERB Past|Fin 2 conj\n"
                            "and CCONJ _ 7 cc\n"
                            "wept VERB Past|Fin 5 conj\n");
        SUBJECT("left", "mali", OWN);
        SUBJECT("wept", "mali", CONJ);
    }
    TEST("control by subject and by object")
    {
        t = tree_fixture(a, "Chad PROPN Sing 2 nsubj\n"
                            "agreed VERB Past|Fin 0 root\n"
                            "to PART _ 4 mark\n"
                            "sign VERB Inf 2 xcomp\n"
                            "and CCONJ _ 6 cc\n"
                            "ratify VERB Inf 4 conj\n"
                            "it PRON Prs 6 obj\n");
        SUBJECT("sign", "chad", CONTROL);
        SUBJECT("ratify", "chad", CONJ);
        CHECK(group(t, "ratify").infinitive);
        t = tree_fixture(a, "Chad PROPN Sing 2 nsubj\n"
                            "urged VERB Past|Fin 0 root\n"
                            "Mali PROPN Sing 2 obj\n"
                            "to PART _ 5 mark\n"
                            "sign VERB Inf 2 xcomp\n");
        SUBJECT("sign", "mali", CONTROL);
        t = tree_fixture(a, "Chad PROPN Sing 2 nsubj\n"
                            "promised VERB Past|Fin 0 root\n"
                            "Mali PROPN Sing 2 obj\n"
                            "to PART _ 5 mark\n"
                            "sign VERB Inf 2 xcomp\n");
        SUBJECT("sign", "chad", CONTROL);
        t = tree_fixture(a, "Mali PROPN Sing 3 nsubj:pass\n"
                            "was AUX Past|Fin 3 aux:pass\n"
                            "asked VERB Past|Part|Pass 0 root\n"
                            "to PART _ 5 mark\n"
                            "sign VERB Inf 3 xcomp\n");
        SUBJECT("sign", "mali", CONTROL);
        t = tree_fixture(a, "Mali PROPN Sing 3 nsubj\n"
                            "is AUX Pres|Fin 3 cop\n"
                            "ready ADJ _ 0 root\n"
                            "to PART _ 5 mark\n"
                            "sign VERB Inf 3 xcomp\n");
        SUBJECT("sign", "mali", CONTROL);
        CHECK(group(t, "ready").copular);
    }
    TEST("participles and purposes")
    {
        t = tree_fixture(a, "Speaking VERB Pres|Part 6 advcl\n"
                            "in ADP _ 3 case\n"
                            "Oslo PROPN Sing 1 obl\n"
                            "~, PUNCT _ 1 punct\n"
                            "she PRON Prs 6 nsubj\n"
                            "warned VERB Past|Fin 0 root\n"
                            "them PRON Prs 6 obj\n");
        SUBJECT("speaking", "she", CONTROL);
        CHECK(group(t, "speaking").participle);
        t = tree_fixture(a, "Chad PROPN Sing 2 nsubj\n"
                            "accused VERB Past|Fin 0 root\n"
                            "Mali PROPN Sing 2 obj\n"
                            "of SCONJ _ 5 mark\n"
                            "hiding VERB Ger 2 advcl\n"
                            "arms NOUN Plur 5 obj\n"
                            "after SCONJ _ 8 mark\n"
                            "raiding VERB Ger 2 advcl\n"
                            "camps NOUN Plur 8 obj\n");
        SUBJECT("hiding", "mali", CONTROL);
        SUBJECT("raiding", "chad", CONTROL);
        SAYS(range(t, chn_tree_mark(t, at(t, "raiding"))), "after");
        t = tree_fixture(a, "Chad PROPN Sing 2 nsubj\n"
                            "signed VERB Past|Fin 0 root\n"
                            "as SCONJ _ 4 mark\n"
                            "planned VERB Past|Part|Pass 2 advcl\n");
        SUBJECT("planned", "-", NONE);
        t = tree_fixture(a, "Chad PROPN Sing 2 nsubj\n"
                            "denied VERB Past|Fin 0 root\n"
                            "hiding VERB Ger 2 ccomp\n"
                            "arms NOUN Plur 3 obj\n");
        SUBJECT("hiding", "chad", CONTROL);
    }
    TEST("relative clauses")
    {
        t = tree_fixture(a, said);
        SUBJECT("left", "envoys", RELATIVE);
        OBJECT("left", "camp", OWN);
        t = tree_fixture(a, "The DET _ 2 det\n"
                            "man NOUN Sing 8 nsubj\n"
                            "who PRON Rel 6 nsubj\n"
                            "they PRON Prs 5 nsubj\n"
                            "say VERB Pres|Fin 2 acl:relcl\n"
                            "attacked VERB Past|Fin 5 ccomp\n"
                            "Mali PROPN Sing 6 obj\n"
                            "fled VERB Past|Fin 0 root\n");
        SUBJECT("attacked", "man", RELATIVE);
        SUBJECT("say", "they", OWN);
        t = tree_fixture(a, "Men NOUN Plur 7 nsubj\n"
                            "who PRON Rel 3 nsubj\n"
                            "came VERB Past|Fin 1 acl:relcl\n"
                            "and CCONJ _ 5 cc\n"
                            "asked VERB Past|Fin 3 conj\n"
                            "~, PUNCT _ 3 punct\n"
                            "left VERB Past|Fin 0 root\n");
        SUBJECT("came", "men", RELATIVE);
        SUBJECT("asked", "men", CONJ);
        SUBJECT("left", "men", OWN);
    }
    TEST("reduced relative clauses")
    {
        t = tree_fixture(a, "A DET _ 2 det\n"
                            "ship NOUN Sing 7 nsubj\n"
                            "carrying VERB Pres|Part 2 acl\n"
                            "grain NOUN Sing 3 obj\n"
                            "seized VERB Past|Part|Pass 2 acl\n"
                            "yesterday NOUN Sing 5 obl:unmarked\n"
                            "sank VERB Past|Fin 0 root\n");
        SUBJECT("carrying", "ship", REDUCED);
        DOER("carrying", "ship", REDUCED);
        SUBJECT("seized", "ship", REDUCED);
        OBJECT("seized", "ship", REDUCED);
        DOER("seized", "-", NONE);
        CHECK(group(t, "seized").passive);
        CHECK(!group(t, "carrying").passive);
    }
    TEST("participles before a noun, the first to do")
    {
        t = tree_fixture(a, "The DET _ 3 det\n"
                            "jailed VERB Past|Part 3 amod\n"
                            "envoy NOUN Sing 7 nsubj\n"
                            "was AUX Past|Fin 7 cop\n"
                            "the DET _ 7 det\n"
                            "first ADJ _ 7 amod\n"
                            "woman NOUN Sing 0 root\n"
                            "to PART _ 9 mark\n"
                            "visit VERB Inf 7 acl\n"
                            "Mali PROPN Sing 9 obj\n");
        OBJECT("jailed", "envoy", REDUCED);
        DOER("jailed", "-", NONE);
        SUBJECT("visit", "woman", REDUCED);
        SUBJECT("first", "-", NONE);
    }
    TEST("an infinitive below a noun")
    {
        t = tree_fixture(a, "Chad PROPN Sing 3 nmod:poss\n"
                            "~'s PART _ 1 case\n"
                            "plan NOUN Sing 6 nsubj\n"
                            "to PART _ 5 mark\n"
                            "leave VERB Inf 3 acl\n"
                            "failed VERB Past|Fin 0 root\n");
        SUBJECT("leave", "chad", CONTROL);
        t = tree_fixture(a, "Chad PROPN Sing 2 nsubj\n"
                            "made VERB Past|Fin 0 root\n"
                            "plans NOUN Plur 2 obj\n"
                            "to PART _ 5 mark\n"
                            "leave VERB Inf 3 acl\n");
        SUBJECT("leave", "chad", CONTROL);
        t = tree_fixture(a, "Chad PROPN Sing 2 nsubj\n"
                            "gave VERB Past|Fin 0 root\n"
                            "them PRON Prs 2 iobj\n"
                            "leave NOUN Sing 2 obj\n"
                            "to PART _ 6 mark\n"
                            "go VERB Inf 4 acl\n");
        SUBJECT("go", "them", CONTROL);
        t = tree_fixture(a, "The DET _ 2 det\n"
                            "plan NOUN Sing 5 nsubj\n"
                            "to PART _ 4 mark\n"
                            "leave VERB Inf 2 acl\n"
                            "failed VERB Past|Fin 0 root\n");
        SUBJECT("leave", "-", NONE);
    }
}

static void objects(chn_arena *a)
{
    const chn_tree *t;
    TEST("relative clauses that lack their object")
    {
        t = tree_fixture(a, "The DET _ 2 det\n"
                            "pact NOUN Sing 5 nsubj\n"
                            "they PRON Prs 4 nsubj\n"
                            "signed VERB Past|Fin 2 acl:relcl\n"
                            "failed VERB Past|Fin 0 root\n");
        OBJECT("signed", "pact", RELATIVE);
        OBJECT("failed", "-", NONE);
        t = tree_fixture(a, "The DET _ 2 det\n"
                            "pact NOUN Sing 7 nsubj\n"
                            "they PRON Prs 4 nsubj\n"
                            "want VERB Pres|Fin 2 acl:relcl\n"
                            "to PART _ 6 mark\n"
                            "sign VERB Inf 4 xcomp\n"
                            "failed VERB Past|Fin 0 root\n");
        OBJECT("sign", "pact", RELATIVE);
        OBJECT("want", "-", NONE);
        SUBJECT("sign", "they", CONTROL);
        t = tree_fixture(a, "The DET _ 2 det\n"
                            "pact NOUN Sing 6 nsubj\n"
                            "that PRON Rel 5 obj\n"
                            "they PRON Prs 5 nsubj\n"
                            "signed VERB Past|Fin 2 acl:relcl\n"
                            "failed VERB Past|Fin 0 root\n");
        OBJECT("signed", "pact", RELATIVE);
        SUBJECT("signed", "they", OWN);
    }
    TEST("the day they met, the town where they met, who met")
    {
        t = tree_fixture(a, "The DET _ 2 det\n"
                            "day NOUN Sing 0 root\n"
                            "they PRON Prs 4 nsubj\n"
                            "met VERB Past|Fin 2 acl:relcl\n");
        OBJECT("met", "-", NONE);
        t = tree_fixture(a, "The DET _ 2 det\n"
                            "town NOUN Sing 0 root\n"
                            "where ADV Rel 5 advmod\n"
                            "they PRON Prs 5 nsubj\n"
                            "met VERB Past|Fin 2 acl:relcl\n");
        OBJECT("met", "-", NONE);
        t = tree_fixture(a, "The DET _ 2 det\n"
                            "town NOUN Sing 0 root\n"
                            "in ADP _ 4 case\n"
                            "which PRON Rel 6 obl\n"
                            "they PRON Prs 6 nsubj\n"
                            "met VERB Past|Fin 2 acl:relcl\n");
        OBJECT("met", "-", NONE);
        t = tree_fixture(a, said);
        OBJECT("return", "-", NONE);
    }
    TEST("objects shared by conjuncts")
    {
        t = tree_fixture(a, "They PRON Prs 2 nsubj\n"
                            "seized VERB Past|Fin 0 root\n"
                            "and CCONJ _ 4 cc\n"
                            "burned VERB Past|Fin 2 conj\n"
                            "the DET _ 6 det\n"
                            "ship NOUN Sing 2 obj\n");
        OBJECT("seized", "ship", OWN);
        OBJECT("burned", "ship", CONJ);
        t = tree_fixture(a, "They PRON Prs 2 nsubj\n"
                            "seized VERB Past|Fin 0 root\n"
                            "and CCONJ _ 5 cc\n"
                            "later ADV _ 5 advmod\n"
                            "burned VERB Past|Fin 2 conj\n"
                            "ships NOUN Plur 5 obj\n");
        OBJECT("seized", "ships", CONJ);
        t = tree_fixture(a, "They PRON Prs 2 nsubj\n"
                            "seized VERB Past|Fin 0 root\n"
                            "ships NOUN Plur 2 obj\n"
                            "and CCONJ _ 5 cc\n"
                            "left VERB Past|Fin 2 conj\n");
        OBJECT("left", "-", NONE);
        t = tree_fixture(a, "They PRON Prs 2 nsubj\n"
                            "came VERB Past|Fin 0 root\n"
                            "by ADP _ 4 case\n"
                            "sea NOUN Sing 2 obl\n"
                            "and CCONJ _ 6 cc\n"
                            "burned VERB Past|Fin 2 conj\n"
                            "ships NOUN Plur 6 obj\n");
        OBJECT("came", "-", NONE);
    }
    TEST("indirect objects, passives with an object")
    {
        t = tree_fixture(a, "Chad PROPN Sing 2 nsubj\n"
                            "told VERB Past|Fin 0 root\n"
                            "Mali PROPN Sing 2 iobj\n"
                            "that SCONJ _ 6 mark\n"
                            "it PRON Prs 6 nsubj\n"
                            "left VERB Past|Fin 2 ccomp\n");
        OBJECT("told", "mali", OWN);
        SUBJECT("left", "it", OWN);
        t = tree_fixture(a, "Mali PROPN Sing 3 nsubj:pass\n"
                            "was AUX Past|Fin 3 aux:pass\n"
                            "given VERB Past|Part|Pass 0 root\n"
                            "aid NOUN Sing 3 obj\n"
                            "by ADP _ 6 case\n"
                            "Chad PROPN Sing 3 obl\n");
        OBJECT("given", "aid", OWN);
        AGENT("given", "chad", OWN);
    }
    TEST("by a river is an agent of passives only")
    {
        t = tree_fixture(a, "They PRON Prs 2 nsubj\n"
                            "camped VERB Past|Fin 0 root\n"
                            "by ADP _ 5 case\n"
                            "a DET _ 5 det\n"
                            "river NOUN Sing 2 obl\n");
        AGENT("camped", "-", NONE);
        DOER("camped", "they", OWN);
    }
    TEST("by whom")
    {
        t = tree_fixture(a, "The DET _ 2 det\n"
                            "men NOUN Plur 8 nsubj\n"
                            "by ADP _ 4 case\n"
                            "whom PRON Rel 7 obl:agent\n"
                            "he PRON Prs 7 nsubj:pass\n"
                            "was AUX Past|Fin 7 aux:pass\n"
                            "robbed VERB Past|Part|Pass 2 acl:relcl\n"
                            "fled VERB Past|Fin 0 root\n");
        AGENT("robbed", "men", RELATIVE);
        OBJECT("robbed", "he", OWN);
    }
}

static void phrases(chn_arena *a)
{
    const chn_tree *t;
    TEST("prepositions of one and more words")
    {
        t = tree_fixture(a, "Talks NOUN Plur 2 nsubj\n"
                            "failed VERB Past|Fin 0 root\n"
                            "because ADP _ 5 case\n"
                            "of ADP _ 3 fixed\n"
                            "rain NOUN Sing 2 obl\n"
                            "in ADP _ 7 case\n"
                            "Chad PROPN Sing 2 obl\n"
                            "and CCONJ _ 9 cc\n"
                            "Mali PROPN Sing 7 conj\n"
                            "out ADP _ 12 case\n"
                            "of ADP _ 12 case\n"
                            "sight NOUN Sing 2 obl\n");
        SAYS(range(t, chn_tree_case(t, at(t, "rain"))), "because of");
        SAYS(range(t, chn_tree_case(t, at(t, "chad"))), "in");
        SAYS(range(t, chn_tree_case(t, at(t, "mali"))), "in");
        SAYS(range(t, chn_tree_case(t, at(t, "sight"))), "out of");
        SAYS(range(t, chn_tree_case(t, at(t, "talks"))), "-");
        CHECK(chn_tree_reads(t, chn_tree_case(t, at(t, "rain")), "because of"));
        CHECK(!chn_tree_reads(t, chn_tree_case(t, at(t, "rain")), "because"));
        CHECK(!chn_tree_reads(t, chn_tree_case(t, at(t, "rain")),
                              "because of the"));
        CHECK(!chn_tree_reads(t, chn_tree_case(t, at(t, "talks")), ""));
    }
    TEST("the possessive mark is no preposition")
    {
        t = tree_fixture(a, "Chad PROPN Sing 3 nmod:poss\n"
                            "~'s PART _ 1 case\n"
                            "army NOUN Sing 4 nsubj\n"
                            "left VERB Past|Fin 0 root\n");
        SAYS(range(t, chn_tree_case(t, at(t, "chad"))), "-");
        SAYS(range(t, chn_tree_core(t, at(t, "army"))), "Chad's army");
    }
    TEST("the core of a noun phrase")
    {
        t = tree_fixture(a, envoy);
        SAYS(range(t, chn_tree_core(t, at(t, "envoy"))), "The old envoy");
        SAYS(range(t, chn_tree_core(t, at(t, "ministers"))), "two ministers");
        SAYS(range(t, chn_tree_core(t, at(t, "oslo"))), "Oslo");
        SAYS(range(t, chn_tree_phrase(t, at(t, "envoy"))),
             "The old envoy of Norway");
        SAYS(range(t, chn_tree_phrase(t, at(t, "oslo"))), "Oslo");
        t = tree_fixture(a, "Kim PROPN Sing 5 nsubj\n"
                            "Jong PROPN Sing 1 flat\n"
                            "~- PUNCT _ 4 punct\n"
                            "~un PROPN Sing 1 flat\n"
                            "left VERB Past|Fin 0 root\n");
        SAYS(range(t, chn_tree_core(t, at(t, "kim"))), "Kim Jong-un");
        t = tree_fixture(a, "a DET _ 4 det\n"
                            "cease NOUN Sing 4 compound\n"
                            "~- PUNCT _ 4 punct\n"
                            "~fire NOUN Sing 0 root\n"
                            "- PUNCT _ 4 punct\n"
                            "again ADV _ 4 advmod\n");
        SAYS(range(t, chn_tree_core(t, at(t, "fire"))), "a cease-fire");
    }
    TEST("a phrase ends before clauses, appositions and conjuncts")
    {
        t = tree_fixture(a, "the DET _ 2 det\n"
                            "head NOUN Sing 0 root\n"
                            "of ADP _ 5 case\n"
                            "the DET _ 5 det\n"
                            "army NOUN Sing 2 nmod\n"
                            "~, PUNCT _ 9 punct\n"
                            "a DET _ 8 det\n"
                            "general NOUN Sing 2 appos\n"
                            "~, PUNCT _ 11 punct\n"
                            "who PRON Rel 11 nsubj\n"
                            "left VERB Past|Fin 2 acl:relcl\n"
                            "and CCONJ _ 14 cc\n"
                            "his PRON Poss|Prs 14 nmod:poss\n"
                            "aide NOUN Sing 2 conj\n");
        SAYS(range(t, chn_tree_phrase(t, at(t, "head"))),
             "the head of the army");
        SAYS(range(t, chn_tree_phrase(t, at(t, "army"))), "the army");
        SAYS(range(t, chn_tree_phrase(t, at(t, "aide"))), "his aide");
        t = tree_fixture(a, "Chad PROPN Sing 0 root\n"
                            "and CCONJ _ 3 cc\n"
                            "Mali PROPN Sing 1 conj\n");
        SAYS(range(t, chn_tree_phrase(t, at(t, "chad"))), "Chad");
        SAYS(range(t, chn_tree_phrase(t, at(t, "mali"))), "Mali");
    }
}

/* A tree of random heads, tags, relations and words. Tells the same for the
 * same seed. */
static const chn_tree *random_tree(chn_arena *a, uint64_t seed)
{
    static const char *const words[] = {
        "to",     "by",    "who",     "that", "going", "is",   "been",
        "'s",     "not",   "of",      "as",   "where", "will", "might",
        "did",    "being", "have",    "'d",   "and",   "but",  "-",
        "longer", "no",    "signing", "met",  "day",   "men"};
    chn_buf b;
    uint32_t head[40], order[40];
    chn_buf_init(&b, (size_t)1 << 20);
    const uint32_t n = 1 + (uint32_t)(fixture_random(&seed) % 40);
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t k = (uint32_t)(fixture_random(&seed) % (i + 1));
        order[i] = order[k];
        order[k] = i;
    }
    head[order[0]] = 0;
    for (uint32_t i = 1; i < n; i++)
        head[order[i]] = 1 + order[fixture_random(&seed) % i];
    for (uint32_t i = 0; i < n; i++) {
        const uint64_t r = fixture_random(&seed);
        const uint32_t up = 1 + (uint32_t)(r >> 8) % (CHN_UPOS_N - 1);
        const uint32_t re = 1 + (uint32_t)(r >> 20) % (CHN_REL_N - 1);
        chn_buf_fmt(&b, "%s %s _ %u %s\n",
                    words[r % (sizeof words / sizeof *words)],
                    chn_upos_name((chn_upos)up), (unsigned)head[i],
                    head[i] ? chn_rel_name((chn_rel)re) : "root");
    }
    const chn_tree *t = tree_fixture(a, b.p);
    chn_buf_free(&b);
    for (uint32_t i = 0; i < n; i++)
        t->node[i].bits =
            (uint32_t)fixture_random(&seed) & (uint32_t)fixture_random(&seed);
    return t;
}

static bool arg_sound(const chn_tree *t, chn_arg x)
{
    return (x.tok == CHN_NONE) == (x.how == CHN_ARG_NONE) &&
           (x.tok == CHN_NONE || x.tok < t->doc->n_tok);
}

static bool range_sound(chn_range r, chn_range in)
{
    return r.first <= r.end &&
           (r.first == r.end || (r.first >= in.first && r.end <= in.end));
}

/* What must hold of any tree whatever. */
static void sound(const chn_tree *t, uint32_t i)
{
    const uint32_t n = t->doc->n_tok;
    const chn_range y = chn_tree_yield(t, i), all = {0, n};
    uint32_t under = 0, walked = 0, out[40];
    for (uint32_t k = 0; k < n; k++)
        under += chn_tree_under(t, k, i);
    for (uint32_t k = chn_tree_yield_next(t, i, CHN_NONE); k != CHN_NONE;
         k = chn_tree_yield_next(t, i, k))
        walked++;
    CHECK_INT(chn_tree_size(t, i), under);
    CHECK_INT(walked, under);
    CHECK(chn_tree_contiguous(t, i) == (under == y.end - y.first));
    const uint32_t m = chn_tree_conjuncts(t, i, out, 40);
    bool among = false;
    for (uint32_t k = 0; k < m; k++) {
        among = among || out[k] == i;
        CHECK(k == 0 || out[k - 1] < out[k]);
        CHECK_INT(chn_tree_coord(t, out[k]), chn_tree_coord(t, i));
    }
    CHECK(among);
    chn_verb_group g;
    chn_tree_verb_group(t, i, &g);
    CHECK(g.span.first <= i && i < g.span.end && g.span.end <= n);
    CHECK(g.negated == (g.negation != CHN_NONE));
    CHECK(arg_sound(t, chn_tree_subject(t, i)));
    CHECK(arg_sound(t, chn_tree_object(t, i)));
    CHECK(arg_sound(t, chn_tree_agent(t, i)));
    CHECK(arg_sound(t, chn_tree_doer(t, i)));
    CHECK(range_sound(chn_tree_case(t, i), all));
    CHECK(range_sound(chn_tree_mark(t, i), all));
    CHECK(range_sound(chn_tree_core(t, i), y));
    CHECK(range_sound(chn_tree_phrase(t, i), y));
    const uint32_t c = chn_tree_clause(t, i);
    CHECK(c != CHN_NONE && chn_tree_under(t, i, c));
    chn_path p;
    CHECK(chn_tree_path(t, i, n - 1, &p) && chn_tree_under(t, i, p.top) &&
          chn_tree_under(t, n - 1, p.top));
    CHECK_INT(p.up + chn_tree_depth(t, p.top), chn_tree_depth(t, i));
}

static void any_tree(chn_arena *a)
{
    TEST("any tree, however wrong")
    for (uint64_t seed = 1; seed <= 400; seed++) {
        chn_arena_reset(a);
        const chn_tree *t = random_tree(a, seed);
        for (uint32_t i = 0; i < t->doc->n_tok && !check_failed_now; i++)
            sound(t, i);
    }
}

int main(void)
{
    chn_arena *a = chn_arena_new((size_t)1 << 28);
    if (!a)
        return 1;
    kids(a);
    yields(a);
    upwards(a);
    coordination(a);
    groups(a);
    subjects(a);
    objects(a);
    phrases(a);
    any_tree(a);
    chn_arena_free(a);
    return check_end();
}
