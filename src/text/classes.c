/* SPDX-License-Identifier: Apache-2.0 */
/* Classes of words, by word number, from the tables of the stages. */
#include "base/str.h"
#include "base/utf8.h"
#include "text/text.h"

#define WORD_MAX 128 /* bytes of a word */

bool chn_classes_put(chn_classes *c, chn_arena *a, uint32_t word, uint32_t cls)
{
    if (word >= c->n) {
        void *of = c->of;
        if (!chn_arena_grow(a, &of, &c->cap, word + 1, sizeof *c->of))
            return false;
        c->of = of;
        memset(c->of + c->n, 0, (word + 1 - c->n) * sizeof *c->of);
        c->n = word + 1;
    }
    c->of[word] |= CHN_CLASS(cls);
    return true;
}

typedef struct row_job {
    chn_classes *c;
    chn_arena *arena;
    chn_lex *lex;
    uint32_t cls;
} row_job;

static chn_code put_form(void *user, chn_str form, uint32_t bits)
{
    const row_job *j = user;
    char fold[WORD_MAX];
    const size_t n = chn_utf8_fold(form.p, form.n, fold, sizeof fold);
    (void)bits;
    if (n == 0 || n > sizeof fold)
        return CHN_ERR_TABLE;
    const uint32_t w = chn_lex_add(j->lex, chn_str_n(fold, n));
    return w && chn_classes_put(j->c, j->arena, w, j->cls) ? CHN_OK
                                                           : CHN_ERR_MEMORY;
}

static chn_code put_row(const chn_class_table *t, const chn_rows *it,
                        const chn_text_know *text, row_job *j, chn_err *err)
{
    const chn_str word = chn_rows_cell(it, 1);
    const chn_str name = chn_rows_cell(it, 2);
    const chn_str pos = chn_rows_cell(it, 3);
    j->cls = 0;
    while (j->cls < t->n_names &&
           !(t->names[j->cls] && chn_str_is(name, t->names[j->cls])))
        j->cls++;
    if (j->cls == t->n_names)
        return chn_rows_fail(it, err,
                             "unknown class \"%.*s\"; the head of the table "
                             "lists them",
                             (int)name.n, name.p);
    chn_code rc;
    if (chn_str_is(pos, "v"))
        rc = chn_verb_forms(text, word, put_form, j);
    else if (chn_str_is(pos, "n"))
        rc = chn_noun_forms(text, word, put_form, j);
    else if (pos.n == 0)
        rc = put_form(j, word, 0);
    else
        return chn_rows_fail(it, err,
                             "pos is \"%.*s\"; write v or n for all forms of a "
                             "verb or noun, - for the word alone",
                             (int)pos.n, pos.p);
    if (rc == CHN_ERR_TABLE)
        return chn_rows_fail(it, err, "the word is empty or too long");
    return rc == CHN_OK ? rc : chn_fail_memory(err);
}

chn_code chn_classes_read(chn_classes *c, chn_arena *a, const chn_tableset *set,
                          const chn_class_table *t, const chn_text_know *text,
                          chn_lex *lex, chn_err *err)
{
    static const char *const want[] = {"key", "word", "class", "?pos"};
    row_job j = {.c = c, .arena = a, .lex = lex};
    chn_rows it;
    chn_code rc = chn_rows_open(&it, a, set, t->file, want, 4, true, err);
    int more = 0;
    while (rc == CHN_OK && (more = chn_rows_next(&it, err)) > 0)
        rc = put_row(t, &it, text, &j, err);
    return more < 0 ? CHN_ERR_TABLE : rc;
}
