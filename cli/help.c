/* SPDX-License-Identifier: Apache-2.0 */
/* --help and the man page, from the table of options.h. */
#include "options.h"
#include "wrap.h"

#define HELP_INDENT 4u
#define HELP_COLUMN 28u
#define HELP_WIDTH_MAX 100u

static void put_option(chn_buf *b, const chn_option *o, uint32_t width)
{
    chn_buf head;
    chn_buf_init(&head, 1024);
    if (o->letter)
        chn_buf_fmt(&head, "-%c, ", o->letter);
    else
        chn_buf_z(&head, "    ");
    chn_buf_fmt(&head, "--%s", o->name);
    if (o->values)
        chn_buf_fmt(&head, " %s", o->values);
    chn_pad(b, 2);
    chn_buf_str(b, chn_str_n(head.p, head.n));
    uint32_t at = 2 + (uint32_t)head.n;
    if (at + 2 > HELP_COLUMN) {
        chn_buf_char(b, '\n');
        at = 0;
    }
    chn_pad(b, HELP_COLUMN - at);
    chn_wrap_put(b, chn_str_of(o->help), width, HELP_COLUMN, HELP_COLUMN);
    chn_buf_free(&head);
}

static void put_options(chn_buf *b, chn_command_id id, uint32_t width)
{
    for (uint32_t i = 0; i < chn_option_count; i++)
        if (chn_option_of(&chn_options[i], id) && !chn_options[i].hidden)
            put_option(b, &chn_options[i], width);
}

/* Paragraphs are separated by an empty line; "\tterm\twords" is an item. */
static void put_text(chn_buf *b, const char *text, uint32_t width)
{
    chn_str rest = chn_str_of(text);
    while (rest.n > 0) {
        const char *nl = memchr(rest.p, '\n', rest.n);
        const size_t n = nl ? (size_t)(nl - rest.p) : rest.n;
        const chn_str line = chn_str_n(rest.p, n);
        rest.p += nl ? n + 1 : n;
        rest.n -= nl ? n + 1 : n;
        const char *tab = n > 1 ? memchr(line.p + 1, '\t', n - 1) : NULL;
        if (n > 0 && line.p[0] == '\t' && tab) {
            const chn_str term =
                chn_str_n(line.p + 1, (size_t)(tab - line.p) - 1);
            const uint32_t column = HELP_INDENT + 10;
            chn_pad(b, HELP_INDENT);
            chn_buf_str(b, term);
            const uint32_t at = HELP_INDENT + (uint32_t)term.n;
            chn_pad(b, at < column ? column - at : 1);
            chn_wrap_put(b, chn_str_n(tab + 1, n - (size_t)(tab - line.p) - 1),
                         width, column, column);
        } else if (n == 0) {
            chn_buf_char(b, '\n');
        } else {
            chn_wrap_put(b, line, width, 0, 0);
        }
    }
}

static void help_tool(chn_buf *b, uint32_t width)
{
    chn_buf_z(b, "usage: chancery COMMAND [OPTION...] [PATH...]\n\n");
    chn_wrap_put(b,
                 chn_str_of("Reads dated news reports and writes a record of "
                            "political acts: who did what to whom, when, "
                            "where, and on whose word."),
                 width, 0, 0);
    chn_buf_z(b, "\ncommands:\n");
    for (uint32_t i = 0; i < chn_command_count; i++) {
        const chn_command *c = &chn_commands[i];
        const uint32_t column = 14;
        chn_pad(b, 2);
        chn_buf_z(b, c->name);
        chn_pad(b, column - 2 - (uint32_t)strlen(c->name));
        chn_wrap_put(b, chn_str_of(c->summary), width, column, column);
    }
    chn_buf_z(b, "\noptions:\n");
    put_options(b, CHN_COMMAND_NONE, width);
    chn_buf_z(b, "\nexit status:\n");
    put_text(b, chn_prose_sections[0].text, width);
    chn_buf_z(b, "\n\"chancery COMMAND --help\" tells more; \"chancery\" alone "
                 "shows what to ask\n");
}

void chn_help_put(chn_buf *b, chn_command_id id, uint32_t width)
{
    if (width > HELP_WIDTH_MAX)
        width = HELP_WIDTH_MAX;
    const chn_command *c = chn_command_get(id);
    if (!c) {
        help_tool(b, width);
        return;
    }
    chn_buf_fmt(b, "usage: chancery %s [OPTION...]%s%s\n\n", c->name,
                *c->operands ? " " : "", c->operands);
    put_text(b, c->about, width);
    chn_buf_z(b, "\noptions:\n");
    put_options(b, id, width);
    chn_buf_z(b, "\nexamples:\n");
    for (uint32_t i = 0; i < CHN_EXAMPLES && c->examples[i].what; i++)
        chn_buf_fmt(b, "  %s\n    %s\n", c->examples[i].what,
                    c->examples[i].command);
}

/* Text for roff: backslashes and hyphens escaped, no line that begins with a
 * control character. */
static void roff(chn_buf *b, chn_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        const char c = s.p[i];
        const bool start = b->n == 0 || b->p[b->n - 1] == '\n';
        if (start && (c == '.' || c == '\''))
            chn_buf_z(b, "\\&");
        if (c == '\\')
            chn_buf_z(b, "\\e");
        else if (c == '-')
            chn_buf_z(b, "\\-");
        else if (c == '\'')
            chn_buf_z(b, "\\(aq");
        else
            chn_buf_char(b, c);
    }
}

static void roff_z(chn_buf *b, const char *z)
{
    roff(b, chn_str_of(z));
}

static void roff_text(chn_buf *b, const char *text)
{
    chn_str rest = chn_str_of(text);
    bool gap = false;
    while (rest.n > 0) {
        const char *nl = memchr(rest.p, '\n', rest.n);
        const size_t n = nl ? (size_t)(nl - rest.p) : rest.n;
        const chn_str line = chn_str_n(rest.p, n);
        rest.p += nl ? n + 1 : n;
        rest.n -= nl ? n + 1 : n;
        const char *tab = n > 1 ? memchr(line.p + 1, '\t', n - 1) : NULL;
        if (n == 0) {
            gap = true;
        } else if (line.p[0] == '\t' && tab) {
            chn_buf_z(b, ".TP 10\n.B ");
            roff(b, chn_str_n(line.p + 1, (size_t)(tab - line.p) - 1));
            chn_buf_char(b, '\n');
            roff(b, chn_str_n(tab + 1, n - (size_t)(tab - line.p) - 1));
            chn_buf_char(b, '\n');
            gap = false;
        } else {
            if (gap)
                chn_buf_z(b, ".PP\n");
            roff(b, line);
            chn_buf_char(b, '\n');
            gap = false;
        }
    }
}

static void roff_options(chn_buf *b, chn_command_id id)
{
    for (uint32_t i = 0; i < chn_option_count; i++) {
        const chn_option *o = &chn_options[i];
        /* Those of the tool as a whole are told once. */
        const bool shared = chn_option_of(o, CHN_COMMAND_NONE);
        if (!chn_option_of(o, id) || o->hidden ||
            (shared && id != CHN_COMMAND_NONE))
            continue;
        chn_buf_z(b, ".TP\n");
        if (o->letter)
            chn_buf_fmt(b, "\\fB\\-%c\\fR, ", o->letter);
        chn_buf_z(b, "\\fB\\-\\-");
        roff_z(b, o->name);
        chn_buf_z(b, "\\fR");
        if (o->values) {
            chn_buf_z(b, " \\fI");
            roff_z(b, o->values);
            chn_buf_z(b, "\\fR");
        }
        chn_buf_char(b, '\n');
        roff_z(b, o->help);
        chn_buf_char(b, '\n');
    }
}

void chn_man_put(chn_buf *b)
{
    /* No date: the page of one version is the same whenever it is made. */
    chn_buf_z(b, ".\\\" SPDX-License-Identifier: Apache-2.0\n"
                 ".\\\" made by \"chancery help --man\" from "
                 "cli/options.c; do not edit\n");
    chn_buf_fmt(b, ".TH CHANCERY 1 \"\" \"chancery %s\" \"User Commands\"\n",
                chn_version());
    chn_buf_z(b, ".SH NAME\n"
                 "chancery \\- turn dated news reports into a sourced record "
                 "of political acts\n.SH SYNOPSIS\n");
    for (uint32_t i = 0; i < chn_command_count; i++) {
        const chn_command *c = &chn_commands[i];
        if (i > 0)
            chn_buf_z(b, ".br\n");
        chn_buf_fmt(b, "\\fBchancery %s\\fR [\\fIOPTION\\fR...]", c->name);
        if (*c->operands) {
            chn_buf_z(b, " \\fI");
            roff_z(b, c->operands);
            chn_buf_z(b, "\\fR");
        }
        chn_buf_char(b, '\n');
    }
    chn_buf_z(b, ".SH DESCRIPTION\n"
                 "Reads dated news reports and writes a record of political "
                 "acts: who did what to whom, when, where, and on whose word, "
                 "with the words that prove every field.\n"
                 ".PP\nWithout a command it prints questions that it can "
                 "answer.\n.SH OPTIONS\n");
    roff_options(b, CHN_COMMAND_NONE);
    chn_buf_z(b, ".SH COMMANDS\n");
    for (uint32_t i = 0; i < chn_command_count; i++) {
        const chn_command *c = &chn_commands[i];
        chn_buf_fmt(b, ".SS \"chancery %s", c->name);
        if (*c->operands) {
            chn_buf_char(b, ' ');
            roff_z(b, c->operands);
        }
        chn_buf_z(b, "\"\n");
        roff_text(b, c->about);
        roff_options(b, c->id);
    }
    for (uint32_t i = 0; i < chn_prose_count; i++) {
        chn_buf_fmt(b, ".SH %s\n", chn_prose_sections[i].title);
        roff_text(b, chn_prose_sections[i].text);
    }
    chn_buf_z(b, ".SH EXAMPLES\n");
    for (uint32_t i = 0; i < chn_command_count; i++) {
        const chn_command *c = &chn_commands[i];
        for (uint32_t k = 0; k < CHN_EXAMPLES && c->examples[k].what; k++) {
            chn_buf_z(b, ".TP\n");
            roff_z(b, c->examples[k].what);
            chn_buf_z(b, "\n.B ");
            roff_z(b, c->examples[k].command);
            chn_buf_char(b, '\n');
        }
    }
}
