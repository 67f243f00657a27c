/* SPDX-License-Identifier: Apache-2.0 */
/* chancery export: events in the layouts of other tools; copies of a store. */
#include "cli.h"
#include "out.h"

static const struct {
    const char *word;
    chn_export_format format;
} formats[] = {{"jsonl", CHN_EXPORT_JSONL},
               {"claims", CHN_EXPORT_CLAIMS},
               {"ged", CHN_EXPORT_GED},
               {"icews", CHN_EXPORT_ICEWS},
               {"polecat", CHN_EXPORT_POLECAT},
               {"gdelt", CHN_EXPORT_GDELT},
               {"chronology", CHN_EXPORT_CHRONOLOGY},
               {"graphml", CHN_EXPORT_GRAPHML},
               {"ical", CHN_EXPORT_ICAL}};

static chn_code export(const chn_args *a, chn_store *s, chn_err *err)
{
    chn_export_format format = CHN_EXPORT_JSONL;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (a->layout && strcmp(formats[i].word, a->layout) == 0)
            format = formats[i].format;
    chn_query q;
    chn_query_of_args(a, &q);
    chn_out out;
    chn_code code = chn_out_open(&out, a->output, err);
    if (code)
        return code;
    code = chn_store_export(s, &q, format, chn_out_write, &out, err);
    if (code == CHN_ERR_OUTPUT)
        code = CHN_OK; /* chn_out_end says what is wrong, or nothing */
    chn_err end;
    memset(&end, 0, sizeof end);
    if (chn_out_end(&out, code == CHN_OK, &end) && code == CHN_OK) {
        *err = end;
        code = end.code;
    }
    return code;
}

int chn_cmd_export(const chn_args *a, chn_term *t)
{
    chn_err err;
    memset(&err, 0, sizeof err);
    chn_store *s = chn_open_to_read(a->store, t, &err);
    if (!s)
        return chn_exit_say(t, &err);
    const bool store = a->layout && strcmp(a->layout, "store") == 0;
    const chn_code code = store ? chn_store_copy(s, a->output, a->no_text, &err)
                                : export(a, s, &err);
    chn_store_close(s);
    return code ? chn_exit_say(t, &err) : CHN_EXIT_DONE;
}
