/* SPDX-License-Identifier: Apache-2.0 */
/* Texts about the tool itself: questions, help, versions, completions. */
#include "cli.h"
#include "out.h"
#include "source.h"

#define TEXT_MAX ((size_t)1024 * 1024)

static int put(chn_term *t, chn_buf *b)
{
    chn_out out;
    chn_err err;
    memset(&err, 0, sizeof err);
    chn_code code = chn_out_open(&out, NULL, &err);
    if (b->failed)
        code = chn_fail_memory(&err);
    else
        (void)chn_out_write(&out, b->p, b->n);
    const chn_code end = chn_out_end(&out, true, &err);
    chn_buf_free(b);
    return code || end ? chn_exit_say(t, &err) : CHN_EXIT_DONE;
}

/* Six questions that users ask, and not a list of options. */
static const chn_example questions[] = {
    {"What does this report tell?", "chancery code report.txt"},
    {"How do I keep a folder of reports?",
     "chancery add -d record.db articles"},
    {"What happened between North Korea and Russia?",
     "chancery timeline -d record.db --between PRK RUS"},
    {"What was planned for the autumn of 2023?",
     "chancery timeline -d record.db --status planned --from 2023-09 --to "
     "2023-11"},
    {"Who says so, and in which words?", "chancery show -d record.db c1f0a"},
    {"How much is in it, and whose word does it rest on?",
     "chancery stats -d record.db"},
};

int chn_cmd_questions(const chn_args *a, chn_term *t)
{
    (void)a;
    chn_buf b;
    chn_buf_init(&b, TEXT_MAX);
    chn_buf_z(&b, "chancery reads dated news reports and writes down who did "
                  "what to whom, when,\nand on whose word.\n\n");
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        chn_buf_fmt(&b, "%s%s%s\n    %s\n", t->color ? "\033[1m" : "",
                    questions[i].what, t->color ? "\033[0m" : "",
                    questions[i].command);
    chn_buf_z(&b, "\nmore: chancery --help, chancery COMMAND --help\n");
    return put(t, &b);
}

int chn_cmd_version(const chn_args *a, chn_term *t)
{
    chn_err err;
    memset(&err, 0, sizeof err);
    chn_engine *e = chn_engine_of(a, &err);
    if (!e)
        return chn_exit_say(t, &err);
    chn_buf b;
    chn_buf_init(&b, TEXT_MAX);
    const char *model = chn_engine_model_version(e);
    chn_buf_fmt(&b, "chancery %s\ndata %s\nrules %s\nmodel %s\n", chn_version(),
                chn_engine_data_version(e), chn_engine_rules_version(e),
                *model ? model : "none");
    chn_engine_free(e);
    return put(t, &b);
}

int chn_cmd_help(const chn_args *a, chn_term *t)
{
    chn_buf b;
    chn_buf_init(&b, TEXT_MAX);
    chn_command_id id = a->command;
    if (a->command == CHN_COMMAND_HELP && !a->help) {
        const chn_command *c =
            a->n_operands > 0 ? chn_command_find(a->operands[0]) : NULL;
        id = c ? c->id : CHN_COMMAND_NONE;
    }
    if (a->man)
        chn_man_put(&b);
    else
        chn_help_put(&b, id, t->width);
    return put(t, &b);
}

int chn_cmd_completion(const chn_args *a, chn_term *t)
{
    chn_buf b;
    chn_buf_init(&b, TEXT_MAX);
    if (!chn_completion_put(&b, a->operands[0])) {
        chn_buf_free(&b);
        chn_say(t, "no completions for \"%s\"; expected bash, zsh or fish",
                a->operands[0]);
        return CHN_EXIT_USAGE;
    }
    return put(t, &b);
}
