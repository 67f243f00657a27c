/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Measures of the text and syntax stages on treebanks, and their speed.
 *   bench_syntax MODEL FILE.conllu...
 * MODEL: a file, "-" for the model compiled in, "none" to measure the text
 * stage alone. CHANCERY_CPU (portable, avx2, avxvnni, avx512, amx) chooses the
 * instruction set. One table; F1 of the CoNLL 2018 shared task in hundredths:
 *   gold: the treebank's own words and sentences, so F1 is accuracy
 *   raw:  the stages cut the text, paragraphs given by blank lines
 *   thousands of tokens a second of processor time, one thread; "first" is the
 *   text stage and the first look for sentences that can hold an act
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"
#include "bench.h"
#include "conll18.h"
#include "engine/engine.h"
#include "syntax/syntax.h"

typedef struct bench {
    chn_arena *know;    /* of the model */
    chn_arena *arena;   /* of a file */
    chn_arena *scratch; /* of a round */
    chn_engine *engine;
    const chn_lex *lex;
    const chn_text_know *text;
    chn_model *model; /* NULL: the text stage alone */
    uint32_t wanted;  /* sentences, by the first look */
    chn_err err;
} bench;

/* ---- a document of the treebank's own words ---- */

static uint8_t kind_of(chn_str form)
{
    uint32_t len;
    const uint32_t cp = chn_utf8_next(form.p, form.n, &len);
    if (chn_cp_letter(cp) || (cp == '\'' && form.n > 1))
        return CHN_TOK_WORD;
    return chn_cp_digit(cp) ? CHN_TOK_NUMBER : CHN_TOK_PUNCT;
}

static uint8_t case_of(chn_str form)
{
    uint32_t letters = 0;
    uint32_t upper = 0;
    uint32_t len;
    uint8_t flags = 0;
    for (size_t i = 0; i < form.n; i += len) {
        const uint32_t cp = chn_utf8_next(form.p + i, form.n - i, &len);
        if (cp == CHN_UTF8_BAD || !chn_cp_letter(cp))
            continue;
        if (chn_cp_upper(cp)) {
            flags |= letters == 0 ? CHN_TOK_CAP : 0;
            upper++;
        }
        letters++;
    }
    return letters > 1 && letters == upper ? flags | CHN_TOK_ALLCAP : flags;
}

/* Word w of the file as token w, behind what *to bytes of `text` hold. */
static bool put_token(bench *b, const conll_file *f, uint32_t w, char *text,
                      uint32_t *to, chn_token *t)
{
    const chn_str form = f->word[w].form;
    if (w > 0)
        text[(*to)++] = ' ';
    t->from = *to;
    memcpy(text + *to, form.p, form.n);
    *to += (uint32_t)form.n;
    t->to = *to;
    const size_t n = chn_utf8_fold(form.p, form.n, NULL, 0);
    char *fold = CHN_NEW(b->arena, char, n + 1);
    if (!fold)
        return false;
    chn_utf8_fold(form.p, form.n, fold, n);
    t->fold = chn_str_n(fold, n);
    t->word = chn_lex_find(b->lex, fold, n);
    t->kind = kind_of(form);
    t->flags = case_of(form);
    return true;
}

/* The document whose tokens and sentences are those of the file. */
static chn_code gold_doc(bench *b, const conll_file *f, chn_doc *doc)
{
    memset(doc, 0, sizeof *doc);
    doc->arena = b->arena;
    doc->published = CHN_DAY_NONE;
    size_t bytes = 1;
    for (uint32_t w = 0; w < f->n_word; w++)
        bytes += f->word[w].form.n + 1;
    char *text = CHN_NEW(b->arena, char, bytes);
    doc->tok = CHN_NEW(b->arena, chn_token, f->n_word);
    doc->sent = CHN_NEW(b->arena, chn_sent, f->n_sent);
    if (!text || !doc->tok || !doc->sent)
        return chn_fail_memory(&b->err);
    for (uint32_t w = 0; w < f->n_word; w++)
        if (!put_token(b, f, w, text, &doc->n, &doc->tok[w]))
            return chn_fail_memory(&b->err);
    for (uint32_t i = 0; i < f->n_tok; i++) {
        const uint32_t next = f->tok[i].end;
        if (next < f->n_word && f->tok[i].space)
            doc->tok[next].flags |= CHN_TOK_SPACE;
    }
    doc->text = text;
    doc->n_tok = f->n_word;
    doc->n_sent = f->n_sent;
    for (uint32_t s = 0; s < f->n_sent; s++) {
        chn_sent *x = &doc->sent[s];
        x->first = f->tok[f->sent[s].first].first;
        x->end = f->tok[f->sent[s].end - 1].end;
        x->span = chn_doc_span(doc, x->first, x->end);
        doc->tok[x->first].flags |= CHN_TOK_SENT_START | CHN_TOK_SPACE;
        if (f->sent[s].para)
            doc->tok[x->first].flags |= CHN_TOK_PARA;
        for (uint32_t t = x->first; t < x->end; t++)
            doc->tok[t].sent = s;
    }
    return CHN_OK;
}

/* The text that the treebank was made of: a space or none behind each token,
 * a blank line before each paragraph. */
static chn_code raw_text(bench *b, const conll_file *f, chn_str *out)
{
    size_t bytes = 1;
    for (uint32_t t = 0; t < f->n_tok; t++)
        bytes += f->tok[t].form.n + 3;
    char *p = CHN_NEW(b->arena, char, bytes);
    if (!p)
        return chn_fail_memory(&b->err);
    size_t n = 0;
    for (uint32_t s = 0; s < f->n_sent; s++) {
        if (s > 0 && f->sent[s].para) {
            while (n > 0 && p[n - 1] == ' ')
                n--;
            p[n++] = '\n';
            p[n++] = '\n';
        }
        for (uint32_t t = f->sent[s].first; t < f->sent[s].end; t++) {
            memcpy(p + n, f->tok[t].form.p, f->tok[t].form.n);
            n += f->tok[t].form.n;
            if (f->tok[t].space)
                p[n++] = ' ';
        }
    }
    *out = chn_str_n(p, n);
    if (n > CHN_REPORT_MAX)
        return chn_fail(&b->err, CHN_ERR_LIMIT,
                        "a treebank of %zu bytes; the most is %u, cut it", n,
                        CHN_REPORT_MAX);
    return CHN_OK;
}

/* ---- what the stages found, as a file ---- */

static void fill_word(conll_word *w, chn_tree *tree, uint32_t t)
{
    const uint32_t head = chn_tree_head(tree, t);
    w->lemma = chn_tree_lemma(tree, t);
    w->upos = chn_str_of(chn_upos_name(chn_tree_upos(tree, t)));
    w->feats = chn_str_of(chn_tree_feats(tree, t));
    w->rel = chn_str_of(chn_rel_name(chn_tree_rel(tree, t)));
    w->headed = chn_tree_parsed(tree, t);
    w->head = head == CHN_NONE ? CONLL_NONE : head;
}

/* The gold file with the tree's columns in place of its own. */
static chn_code with_tree(bench *b, const conll_file *gold, chn_tree *tree,
                          conll_file *out)
{
    *out = *gold;
    out->word = CHN_NEW(b->arena, conll_word, gold->n_word);
    if (!out->word)
        return chn_fail_memory(&b->err);
    for (uint32_t w = 0; w < gold->n_word; w++) {
        out->word[w] = gold->word[w];
        fill_word(&out->word[w], tree, w);
    }
    return CHN_OK;
}

/* A document as a file of plain tokens; tree: NULL or its tree. */
static chn_code of_doc(bench *b, const chn_doc *doc, chn_tree *tree,
                       conll_file *out)
{
    static const chn_str none = {"_", 1};
    memset(out, 0, sizeof *out);
    out->chars = CHN_NEW(b->arena, char, doc->n);
    out->word = CHN_NEW(b->arena, conll_word, doc->n_tok);
    out->tok = CHN_NEW(b->arena, conll_token, doc->n_tok);
    out->sent = CHN_NEW(b->arena, conll_sent, doc->n_sent);
    if (!out->chars || !out->word || !out->tok || !out->sent)
        return chn_fail_memory(&b->err);
    for (uint32_t t = 0; t < doc->n_tok; t++) {
        const chn_str form = chn_doc_slice(doc, t, t + 1);
        conll_word *w = &out->word[t];
        w->form = form;
        w->lemma = w->upos = w->feats = w->rel = none;
        w->head = CONLL_NONE;
        w->from = out->n_chars;
        memcpy(out->chars + out->n_chars, form.p, form.n);
        out->n_chars += (uint32_t)form.n;
        w->to = out->n_chars;
        if (tree)
            fill_word(w, tree, t);
        out->tok[t] = (conll_token){
            .form = form, .first = t, .end = t + 1, w->from, w->to};
    }
    for (uint32_t s = 0; s < doc->n_sent; s++)
        out->sent[s] =
            (conll_sent){.first = doc->sent[s].first, .end = doc->sent[s].end};
    out->n_word = out->n_tok = doc->n_tok;
    out->n_sent = doc->n_sent;
    return CHN_OK;
}

static chn_code parse(bench *b, chn_doc *doc, chn_tree **tree)
{
    *tree = NULL;
    if (!b->model)
        return CHN_OK;
    const chn_code rc = chn_tree_new(b->model, doc, tree, &b->err);
    return rc == CHN_OK ? chn_syntax_parse(*tree, CHN_NONE, &b->err) : rc;
}

/* ---- speed ---- */

typedef enum work { WORK_TEXT, WORK_FIRST, WORK_TAG, WORK_PARSE } work;

static chn_code read_and_look(bench *b, chn_str text, bool look, chn_doc *doc)
{
    const chn_code rc = chn_text_read(b->text, b->lex, b->scratch, text.p,
                                      (uint32_t)text.n, 0, doc, &b->err);
    if (rc != CHN_OK || !look)
        return rc;
    b->wanted = 0;
    for (uint32_t s = 0; s < doc->n_sent; s++)
        b->wanted += chn_first_wants(chn_engine_first(b->engine), doc, s);
    return CHN_OK;
}

static chn_code once(bench *b, work what, chn_str text, const chn_doc *doc)
{
    chn_arena_reset(b->scratch);
    chn_doc copy = *doc;
    if (what <= WORK_FIRST)
        return read_and_look(b, text, what == WORK_FIRST, &copy);
    copy.arena = b->scratch;
    chn_tree *tree;
    const chn_code rc = chn_tree_new(b->model, &copy, &tree, &b->err);
    if (rc != CHN_OK)
        return rc;
    return what == WORK_TAG ? chn_syntax_tag(tree, CHN_NONE, &b->err)
                            : chn_syntax_parse(tree, CHN_NONE, &b->err);
}

/* Tokens a second; a round to warm up, then rounds for a second or more. */
static chn_code speed(bench *b, work what, chn_str text, const chn_doc *doc,
                      double *out)
{
    chn_code rc = once(b, what, text, doc);
    const double start = bench_now();
    double took = 0;
    uint32_t rounds = 0;
    while (rc == CHN_OK && took < 1) {
        rc = once(b, what, text, doc);
        rounds++;
        took = bench_now() - start;
    }
    *out = took > 0 ? (double)doc->n_tok * rounds / took : 0;
    return rc;
}

/* ---- the table ---- */

static void print_head(void)
{
    printf("%-16s %7s | %6s %6s %6s %6s %6s %6s | %6s %6s %6s %6s %6s | %6s "
           "%6s %6s %6s\n",
           "", "", "gold", "", "", "", "", "", "raw", "", "", "", "", "k tok/s",
           "", "", "");
    printf("%-16s %7s | %6s %6s %6s %6s %6s %6s | %6s %6s %6s %6s %6s | %6s "
           "%6s %6s %6s\n",
           "treebank", "words", "UPOS", "UFeats", "Lemmas", "UAS", "LAS",
           "CLAS", "Words", "Sents", "UPOS", "UAS", "LAS", "text", "first",
           "tag", "parse");
}

static void print_scores(const conll_score *score, const conll_measure *m,
                         size_t n, bool known)
{
    for (size_t i = 0; i < n; i++) {
        if (known || m[i] == CONLL_WORDS || m[i] == CONLL_SENTENCES)
            printf(" %6.2f", 100 * conll_f1(score[m[i]]));
        else
            printf(" %6s", "-");
    }
    printf(" |");
}

static chn_code measure_gold(bench *b, const conll_file *gold)
{
    static const conll_measure m[] = {CONLL_UPOS, CONLL_UFEATS, CONLL_LEMMAS,
                                      CONLL_UAS,  CONLL_LAS,    CONLL_CLAS};
    conll_score score[CONLL_MEASURES] = {{0, 0, 0}};
    chn_doc doc;
    chn_tree *tree;
    conll_file system;
    chn_code rc = gold_doc(b, gold, &doc);
    if (rc == CHN_OK)
        rc = parse(b, &doc, &tree);
    if (rc == CHN_OK && tree) {
        rc = with_tree(b, gold, tree, &system);
        if (rc == CHN_OK)
            rc = conll_compare(b->arena, gold, &system, score, &b->err);
    }
    if (rc == CHN_OK)
        print_scores(score, m, sizeof m / sizeof m[0], tree != NULL);
    return rc;
}

static chn_code measure_raw(bench *b, const conll_file *gold)
{
    static const conll_measure m[] = {CONLL_WORDS, CONLL_SENTENCES, CONLL_UPOS,
                                      CONLL_UAS, CONLL_LAS};
    conll_score score[CONLL_MEASURES];
    chn_str text = {NULL, 0};
    chn_doc doc;
    chn_tree *tree;
    conll_file system;
    chn_code rc = raw_text(b, gold, &text);
    if (rc == CHN_OK)
        rc = chn_text_read(b->text, b->lex, b->arena, text.p, (uint32_t)text.n,
                           0, &doc, &b->err);
    if (rc == CHN_OK)
        rc = parse(b, &doc, &tree);
    if (rc == CHN_OK)
        rc = of_doc(b, &doc, tree, &system);
    if (rc == CHN_OK)
        rc = conll_compare(b->arena, gold, &system, score, &b->err);
    if (rc != CHN_OK)
        return rc;
    print_scores(score, m, sizeof m / sizeof m[0], tree != NULL);
    const work last = b->model ? WORK_PARSE : WORK_FIRST;
    for (work w = WORK_TEXT; rc == CHN_OK && w <= last; w++) {
        double v = 0;
        rc = speed(b, w, text, &doc, &v);
        printf(" %6.0f", v / 1000);
    }
    printf("\n");
    return rc;
}

static chn_code measure(bench *b, const char *path)
{
    conll_file gold;
    chn_arena_reset(b->arena);
    chn_code rc = conll_read(b->arena, path, &gold, &b->err);
    if (rc != CHN_OK)
        return rc;
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    const char *dot = strchr(name, '.');
    printf("%-16.*s %7" PRIu32 " |", (int)(dot ? dot - name : 16), name,
           gold.n_word);
    rc = measure_gold(b, &gold);
    return rc == CHN_OK ? measure_raw(b, &gold) : rc;
}

/* ---- opening ---- */

static bool open_model(bench *b, const char *model)
{
    if (strcmp(model, "none") == 0)
        return true;
    if (strcmp(model, "-") == 0) {
        size_t n = 0;
        const void *bytes = chn_model_builtin(&n);
        if (!bytes)
            chn_fail(&b->err, CHN_ERR_ARGUMENT,
                     "no model is compiled in; name a model's file");
        else
            b->model = chn_model_of(b->know, bytes, n, &b->err);
    } else {
        b->model = chn_model_open(b->know, model, &b->err);
    }
    if (!b->model)
        return false;
    printf("model %s, %s\n", chn_model_version(b->model),
           chn_model_use(b->model, getenv("CHANCERY_CPU")));
    return true;
}

static bool open_bench(bench *b, const char *model)
{
    chn_tableset set;
    b->know = chn_arena_new(CHN_ARENA_MAX);
    b->arena = chn_arena_new(CHN_ARENA_MAX);
    b->scratch = chn_arena_new(CHN_ARENA_MAX);
    if (!b->know || !b->arena || !b->scratch) {
        chn_fail_memory(&b->err);
        return false;
    }
    if (!bench_tables(b->know, &set, &b->err))
        return false;
    b->engine = chn_engine_over(&set, &b->err);
    if (!b->engine)
        return false;
    b->lex = chn_engine_lex(b->engine);
    b->text = chn_engine_text(b->engine);
    return open_model(b, model);
}

int main(int argc, char **argv)
{
    bench b = {.know = NULL};
    if (argc < 3) {
        (void)fprintf(stderr,
                      "usage: bench_syntax MODEL|-|none FILE.conllu...\n");
        return 2;
    }
    bool ok = open_bench(&b, argv[1]);
    if (ok)
        print_head();
    for (int i = 2; ok && i < argc; i++) {
        ok = measure(&b, argv[i]) == CHN_OK;
        (void)fflush(stdout);
    }
    if (!ok)
        (void)fprintf(stderr, "bench_syntax: %s\n", b.err.text);
    if (b.model)
        chn_model_close(b.model);
    chn_engine_free(b.engine);
    chn_arena_free(b.scratch);
    chn_arena_free(b.arena);
    chn_arena_free(b.know);
    return ok ? 0 : 1;
}
