/* SPDX-License-Identifier: Apache-2.0 */
/*
 * For developers: print the tokens and sentences of text files as the text
 * stage cuts them, as CoNLL-U with "_" in the other columns. A clitic and its
 * word are one token of two words. Usage: dump_conllu FILE...
 */
#include "base/arena.h"
#include "base/limits.h"
#include "text/text.h"

#include <inttypes.h>
#include <stdio.h>

/* Is token t one token with the one before: "'s", the "not" of "cannot"? */
static bool joined(const chn_doc *d, uint32_t t)
{
    const chn_token *k = &d->tok[t];
    const char before = d->text[d->tok[t - 1].to - 1];
    return !(k->flags & CHN_TOK_SPACE) && k->kind == CHN_TOK_WORD &&
           d->tok[t - 1].kind <= CHN_TOK_NUMBER &&
           (before != '.' || k->fold.p[0] == '\'');
}

static void print_sentence(const chn_doc *d, const chn_sent *s)
{
    printf("# sent_id = %" PRIu32 "\n", d->tok[s->first].sent + 1);
    if (d->tok[s->first].flags & CHN_TOK_PARA)
        printf("# newpar\n");
    for (uint32_t t = s->first; t < s->end;) {
        uint32_t end = t + 1;
        while (end < s->end && joined(d, end))
            end++;
        const chn_str all = chn_doc_slice(d, t, end);
        const uint32_t id = t - s->first + 1;
        const char *misc =
            end < d->n_tok && !(d->tok[end].flags & CHN_TOK_SPACE)
                ? "SpaceAfter=No"
                : "_";
        if (end > t + 1)
            printf("%" PRIu32 "-%" PRIu32 "\t%.*s\t_\t_\t_\t_\t_\t_\t_\t%s\n",
                   id, id + (end - t) - 1, (int)all.n, all.p, misc);
        const bool one = end == t + 1;
        for (; t < end; t++) {
            const chn_str w = chn_doc_slice(d, t, t + 1);
            printf("%" PRIu32 "\t%.*s\t_\t_\t_\t_\t_\t_\t_\t%s\n",
                   t - s->first + 1, (int)w.n, w.p, one ? misc : "_");
        }
    }
    printf("\n");
}

static int dump(const chn_text_know *k, const chn_lex *lex, const char *path)
{
    chn_arena *a = chn_arena_new(CHN_ARENA_MAX);
    FILE *in = fopen(path, "rb");
    char *bytes = a ? CHN_NEW(a, char, CHN_REPORT_MAX) : NULL;
    chn_err err = {0};
    chn_doc doc;
    int rc = 1;
    if (!in || !bytes) {
        (void)fprintf(stderr, "dump_conllu: cannot read %s\n", path);
        goto out;
    }
    const uint32_t n = (uint32_t)fread(bytes, 1, CHN_REPORT_MAX, in);
    if (chn_text_read(k, lex, a, bytes, n, 0, &doc, &err) != CHN_OK) {
        (void)fprintf(stderr, "dump_conllu: %s\n", err.text);
        goto out;
    }
    for (uint32_t s = 0; s < doc.n_sent; s++)
        print_sentence(&doc, &doc.sent[s]);
    rc = 0;
out:
    if (in)
        (void)fclose(in);
    chn_arena_free(a);
    return rc;
}

int main(int argc, char **argv)
{
    static const chn_table *tables[256];
    chn_tableset set = {tables, 0};
    chn_err err = {0};
    for (uint32_t i = 0; i < chn_builtin_table_count && i < 256; i++)
        tables[set.n++] = &chn_builtin_tables[i];
    chn_arena *a = chn_arena_new(CHN_ARENA_MAX);
    chn_lex *lex = a ? chn_lex_new(a) : NULL;
    chn_text_know *k = lex ? chn_text_know_new(a, &set, lex, &err) : NULL;
    int rc = 0;
    if (!k) {
        (void)fprintf(stderr, "dump_conllu: %s\n", err.text);
        rc = 1;
    }
    for (int i = 1; k && i < argc; i++)
        rc |= dump(k, lex, argv[i]);
    chn_arena_free(a);
    return rc;
}
