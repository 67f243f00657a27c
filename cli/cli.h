/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of the tool share: exit codes, one function per command.
 * The tool uses the public interface (include/chancery) and src/base only.
 */
#ifndef CHN_CLI_CLI_H
#define CHN_CLI_CLI_H

#include <chancery/chancery.h>

#include "options.h"
#include "term.h"

/* Exit statuses; chancery(1) lists them. */
enum {
    CHN_EXIT_DONE = 0,
    CHN_EXIT_SOME = 1,  /* done, but some reports failed */
    CHN_EXIT_USAGE = 2, /* the command line is wrong */
    CHN_EXIT_INPUT = 3, /* nothing could be read */
    CHN_EXIT_DATA = 4,  /* a table or the model is wrong, or there is none */
    CHN_EXIT_STORE = 5, /* the store or the output cannot be written */
    CHN_EXIT_INTERNAL = 70, /* a bug, or no memory */
    CHN_EXIT_LATER = 75     /* push: nothing was changed, it may work later */
    /* 128 + n: stopped by signal n, so 130 after ctrl-c */
};

/* The exit status that tells of `code`. */
int chn_exit_of(chn_code code);
/* Say what went wrong and give the exit status for it. */
int chn_exit_say(chn_term *t, const chn_err *err);
/* A store to read events from; says so where claims are in none yet. NULL
 * with err. */
chn_store *chn_open_to_read(const char *path, chn_term *t, chn_err *err);

/* Each runs one command and returns the exit status. */
int chn_cmd_read(const chn_args *a, chn_term *t);
int chn_cmd_code(const chn_args *a, chn_term *t);
int chn_cmd_add(const chn_args *a, chn_term *t);
int chn_cmd_timeline(const chn_args *a, chn_term *t);
int chn_cmd_show(const chn_args *a, chn_term *t);
int chn_cmd_stats(const chn_args *a, chn_term *t);
int chn_cmd_origins(const chn_args *a, chn_term *t);
int chn_cmd_parse(const chn_args *a, chn_term *t);
int chn_cmd_date(const chn_args *a, chn_term *t);
/* date with a store: its reports' days, and --set and --unset. */
int chn_cmd_redate(const chn_args *a, chn_term *t);
int chn_cmd_explain(const chn_args *a, chn_term *t);
int chn_cmd_why(const chn_args *a, chn_term *t);
int chn_cmd_actors(const chn_args *a, chn_term *t);
int chn_cmd_merge(const chn_args *a, chn_term *t);
int chn_cmd_unmerge(const chn_args *a, chn_term *t);
int chn_cmd_disagree(const chn_args *a, chn_term *t);
int chn_cmd_follows(const chn_args *a, chn_term *t);
int chn_cmd_observances(const chn_args *a, chn_term *t);
int chn_cmd_messages(const chn_args *a, chn_term *t);
int chn_cmd_query(const chn_args *a, chn_term *t);
int chn_cmd_series(const chn_args *a, chn_term *t);
int chn_cmd_export(const chn_args *a, chn_term *t);
int chn_cmd_rebuild(const chn_args *a, chn_term *t);
int chn_cmd_check(const chn_args *a, chn_term *t);
int chn_cmd_compare(const chn_args *a, chn_term *t);
int chn_cmd_diff(const chn_args *a, chn_term *t);
int chn_cmd_review(const chn_args *a, chn_term *t);
int chn_cmd_agreement(const chn_args *a, chn_term *t);
int chn_cmd_push(const chn_args *a, chn_term *t);
int chn_cmd_serve(const chn_args *a, chn_term *t);
int chn_cmd_events(const chn_args *a, chn_term *t);
int chn_cmd_plan(const chn_args *a, chn_term *t);
int chn_cmd_run_task(const chn_args *a, chn_term *t);
int chn_cmd_completion(const chn_args *a, chn_term *t);
int chn_cmd_help(const chn_args *a, chn_term *t);
/* --version, and the tool without a command. */
int chn_cmd_version(const chn_args *a, chn_term *t);
int chn_cmd_questions(const chn_args *a, chn_term *t);

#endif
