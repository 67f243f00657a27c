/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The smallest useful program on libchancery: code one report held in memory
 * and print its claims, its expressions of time and how both were read as JSON
 * Lines. Uses the installed headers alone.
 */
#include <chancery/chancery.h>
#include <stdio.h>
#include <string.h>

static bool to_stdout(void *user, const char *p, size_t n)
{
    (void)user;
    return fwrite(p, 1, n, stdout) == n;
}

int main(void)
{
    static const char text[] =
        "French President Emmanuel Macron met German Chancellor Angela "
        "Merkel in Paris on Friday.";
    chn_err err = {CHN_OK, 0, 0, ""};
    chn_report report;
    memset(&report, 0, sizeof report);
    report.id.p = "consumer";
    report.id.n = strlen("consumer");
    report.published = chn_day_parse("2018-01-19", 10);
    report.text.p = text;
    report.text.n = strlen(text);

    int status = 1;
    chn_engine *engine = chn_engine_open(NULL, &err);
    chn_worker *worker = engine ? chn_worker_new(engine, &err) : NULL;
    chn_result *result = worker ? chn_worker_code(worker, &report, &err) : NULL;
    if (result) {
        chn_print_options options;
        chn_print_options_init(&options);
        options.format = CHN_FORMAT_JSONL;
        if (chn_result_print(result, &options, to_stdout, NULL, &err) ==
                CHN_OK &&
            chn_result_claim_count(result) > 0)
            status = 0;
    }
    chn_expressions *times =
        status ? NULL : chn_worker_expressions(worker, &report, &err);
    if (!times || chn_expressions_count(times) != 1 ||
        chn_expressions_at(times, 0)->from != report.published ||
        chn_expressions_print(times, to_stdout, NULL, &err) != CHN_OK)
        status = 1;
    chn_expressions_free(times);
    chn_explained *why =
        status ? NULL : chn_worker_explain(worker, &report, NULL, &err);
    if (!why || chn_explained_claim_count(why) == 0 ||
        chn_explained_print(why, to_stdout, NULL, &err) != CHN_OK)
        status = 1;
    chn_explained_free(why);
    if (status)
        fprintf(stderr, "consumer: %s\n",
                err.text[0] ? err.text : "no claim was found");
    chn_result_free(result);
    chn_worker_free(worker);
    chn_engine_free(engine);
    return status;
}
