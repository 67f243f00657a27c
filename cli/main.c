/* SPDX-License-Identifier: Apache-2.0 */
/* chancery(1): reads the command line and runs one command. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <unistd.h>

#include "cli.h"
#include "out.h"

int chn_exit_of(chn_code code)
{
    switch (code) {
    case CHN_OK:
        return CHN_EXIT_DONE;
    case CHN_ERR_ARGUMENT:
        return CHN_EXIT_USAGE;
    case CHN_ERR_INPUT:
    case CHN_ERR_ENCODING:
    case CHN_ERR_JSON:
    case CHN_ERR_DATE:
    case CHN_ERR_EMPTY:
    case CHN_ERR_LIMIT:
        return CHN_EXIT_INPUT;
    case CHN_ERR_TABLE:
        return CHN_EXIT_DATA;
    case CHN_ERR_STORE:
    case CHN_ERR_OUTPUT:
        return CHN_EXIT_STORE;
    case CHN_ERR_MEMORY:
    case CHN_ERR_INTERNAL:
        break;
    }
    return CHN_EXIT_INTERNAL;
}

int chn_exit_say(chn_term *t, const chn_err *err)
{
    if (err->code == CHN_ERR_INTERNAL)
        chn_say(t, "%s; this is a bug in chancery %s, please report it",
                err->text, chn_version());
    else
        chn_say(t, "%s", err->text);
    return chn_exit_of(err->code);
}

chn_store *chn_open_to_read(const char *path, chn_term *t, chn_err *err)
{
    uint64_t n = 0;
    chn_err unknown; /* of a damaged store, which the command will tell */
    chn_store *s = chn_store_open(path, CHN_STORE_READ, err);
    if (s && chn_store_unmerged(s, &n, &unknown) == CHN_OK && n > 0)
        chn_say(t,
                "note: %s: %" PRIu64 " claims are in no event yet; \"chancery "
                "add\" is at work, or was cut off and will merge them when "
                "it is given again",
                path, n);
    return s;
}

/* Where a caller has closed one of the first three descriptors, a store
 * opened later would get its number and be written into as if it were
 * standard output. */
static bool hold_descriptors(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF &&
            open("/dev/null", O_RDONLY) != fd)
            return false;
    return true;
}

static int run(const chn_args *a, chn_term *t)
{
    if (a->version)
        return chn_cmd_version(a, t);
    if (a->help)
        return chn_cmd_help(a, t);
    switch (a->command) {
    case CHN_COMMAND_NONE:
        return chn_cmd_questions(a, t);
    case CHN_COMMAND_READ:
        return chn_cmd_read(a, t);
    case CHN_COMMAND_CODE:
        return chn_cmd_code(a, t);
    case CHN_COMMAND_ADD:
        return chn_cmd_add(a, t);
    case CHN_COMMAND_TIMELINE:
        return chn_cmd_timeline(a, t);
    case CHN_COMMAND_SHOW:
        return chn_cmd_show(a, t);
    case CHN_COMMAND_STATS:
        return chn_cmd_stats(a, t);
    case CHN_COMMAND_ORIGINS:
        return chn_cmd_origins(a, t);
    case CHN_COMMAND_PARSE:
        return chn_cmd_parse(a, t);
    case CHN_COMMAND_DATE:
        return chn_cmd_date(a, t);
    case CHN_COMMAND_EXPLAIN:
        return chn_cmd_explain(a, t);
    case CHN_COMMAND_WHY:
        return chn_cmd_why(a, t);
    case CHN_COMMAND_ACTORS:
        return chn_cmd_actors(a, t);
    case CHN_COMMAND_MERGE:
        return chn_cmd_merge(a, t);
    case CHN_COMMAND_UNMERGE:
        return chn_cmd_unmerge(a, t);
    case CHN_COMMAND_DISAGREE:
        return chn_cmd_disagree(a, t);
    case CHN_COMMAND_FOLLOWS:
        return chn_cmd_follows(a, t);
    case CHN_COMMAND_OBSERVANCES:
        return chn_cmd_observances(a, t);
    case CHN_COMMAND_MESSAGES:
        return chn_cmd_messages(a, t);
    case CHN_COMMAND_QUERY:
        return chn_cmd_query(a, t);
    case CHN_COMMAND_SERIES:
        return chn_cmd_series(a, t);
    case CHN_COMMAND_EXPORT:
        return chn_cmd_export(a, t);
    case CHN_COMMAND_REBUILD:
        return chn_cmd_rebuild(a, t);
    case CHN_COMMAND_CHECK:
        return chn_cmd_check(a, t);
    case CHN_COMMAND_DIFF:
        return chn_cmd_diff(a, t);
    case CHN_COMMAND_COMPARE:
        return chn_cmd_compare(a, t);
    case CHN_COMMAND_REVIEW:
        return chn_cmd_review(a, t);
    case CHN_COMMAND_AGREEMENT:
        return chn_cmd_agreement(a, t);
    case CHN_COMMAND_SERVE:
        return chn_cmd_serve(a, t);
    case CHN_COMMAND_EVENTS:
        return chn_cmd_events(a, t);
    case CHN_COMMAND_PLAN:
        return chn_cmd_plan(a, t);
    case CHN_COMMAND_RUN_TASK:
        return chn_cmd_run_task(a, t);
    case CHN_COMMAND_PUSH:
        return chn_cmd_push(a, t);
    case CHN_COMMAND_COMPLETION:
        return chn_cmd_completion(a, t);
    case CHN_COMMAND_HELP:
        return chn_cmd_help(a, t);
    }
    return CHN_EXIT_INTERNAL;
}

int main(int argc, char **argv)
{
    if (!hold_descriptors())
        return CHN_EXIT_INTERNAL;
    /* A reader that has gone (| head) shows as EPIPE, which ends a command
     * quietly after it has tidied up. */
    struct sigaction ignore;
    memset(&ignore, 0, sizeof ignore);
    ignore.sa_handler = SIG_IGN;
    (void)sigaction(SIGPIPE, &ignore, NULL);
    chn_store_alone();
    chn_term term;
    chn_term_init(&term);
    chn_args args;
    chn_err err;
    memset(&err, 0, sizeof err);
    const chn_code code =
        chn_args_parse(argc, argv, chn_env_store(), &args, &err);
    int status;
    if (code) {
        status = chn_exit_say(&term, &err);
    } else {
        chn_term_set_color(&term, args.color);
        status = run(&args, &term);
    }
    chn_args_free(&args);
    return status;
}
