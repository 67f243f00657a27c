/* SPDX-License-Identifier: Apache-2.0 */
/* See state.h. */
#include "state.h"

#include "base/err.h"
#include "base/str.h"
#include "base/table.h"
#include "base/utf8.h"

#define NAME_MAX_BYTES 128u

/* Equal without regard to case and accents ("Cote d'Ivoire"). */
static bool alike(chn_str a, chn_str b)
{
    char x[NAME_MAX_BYTES], y[NAME_MAX_BYTES];
    const size_t n = chn_utf8_fold(a.p, a.n, x, sizeof x);
    const size_t m = chn_utf8_fold(b.p, b.n, y, sizeof y);
    return n > 0 && n == m && n <= sizeof x && memcmp(x, y, n) == 0;
}

static bool in_row(const chn_table *t, uint32_t row, chn_str word)
{
    if (alike(word, chn_table_cell(t, row, chn_table_col(t, "code"))) ||
        alike(word, chn_table_cell(t, row, chn_table_col(t, "name"))))
        return true;
    chn_str rest = chn_table_cell(t, row, chn_table_col(t, "aliases"));
    chn_str name;
    while (chn_str_next(&rest, '|', &name))
        if (alike(word, name))
            return true;
    return false;
}

static bool organisation(const char *word, size_t n, char *out)
{
    if (n <= 4 || n >= CHN_STATE_MAX)
        return false;
    for (size_t i = 0; i <= n; i++)
        out[i] =
            word[i] >= 'a' && word[i] <= 'z' ? (char)(word[i] - 32) : word[i];
    return memcmp(out, "IGO/", 4) == 0;
}

chn_code chn_state_code(const char *word, char out[CHN_STATE_MAX], chn_err *err)
{
    const chn_str s = chn_str_of(word);
    if (organisation(word, s.n, out))
        return CHN_OK;
    memset(out, 0, CHN_STATE_MAX);
    const chn_table *t = chn_table_builtin("actors/countries.tsv");
    for (uint32_t row = 0; t && row < t->n_rows; row++) {
        if (!in_row(t, row, s))
            continue;
        const chn_str code = chn_table_cell(t, row, chn_table_col(t, "code"));
        if (code.n >= CHN_STATE_MAX)
            break;
        memcpy(out, code.p, code.n);
        return CHN_OK;
    }
    return chn_fail(err, CHN_ERR_ARGUMENT,
                    "--between: no state is called \"%s\"; give an ISO 3166-1 "
                    "alpha-3 code (PRK), a name (\"North Korea\") or an "
                    "organisation (IGO/UN)",
                    word);
}
