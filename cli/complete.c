/* SPDX-License-Identifier: Apache-2.0 */
/* Completions for bash, zsh and fish, from the table of options.h. */
#include "options.h"

/* In single quotes of a shell: ' becomes '\''. */
static void quoted(chn_buf *b, const char *z)
{
    for (; *z; z++) {
        if (*z == '\'')
            chn_buf_z(b, "'\\''");
        else
            chn_buf_char(b, *z);
    }
}

static void bash_values(chn_buf *b, chn_complete kind, const char *words)
{
    if (kind == CHN_COMPLETE_WORDS && words)
        chn_buf_fmt(b, "_chancery_words '%s'", words);
    else if (kind == CHN_COMPLETE_FILES)
        chn_buf_z(b, "_chancery_paths -f");
    else if (kind == CHN_COMPLETE_DIRS)
        chn_buf_z(b, "_chancery_paths -d");
    else
        chn_buf_char(b, ':');
}

static bool same_values(const chn_option *x, const chn_option *y)
{
    const char *a = x->words ? x->words : "", *b = y->words ? y->words : "";
    return x->complete == y->complete && strcmp(a, b) == 0;
}

static bool takes_value(const chn_option *o, chn_command_id id)
{
    return chn_option_of(o, id) && !o->hidden && o->n_values > 0;
}

/* The first option of a command for which the same is offered. */
static uint32_t first_like(uint32_t at, chn_command_id id)
{
    for (uint32_t i = 0; i < at; i++)
        if (takes_value(&chn_options[i], id) &&
            same_values(&chn_options[i], &chn_options[at]))
            return i;
    return at;
}

/* The options of a command that take a value; those for which the same is
 * offered stand together. */
static void bash_arguments(chn_buf *b, chn_command_id id)
{
    for (uint32_t i = 0; i < chn_option_count; i++) {
        if (!takes_value(&chn_options[i], id) || first_like(i, id) != i)
            continue;
        chn_buf_z(b, "        ");
        for (uint32_t k = i; k < chn_option_count; k++) {
            const chn_option *o = &chn_options[k];
            if (!takes_value(o, id) || first_like(k, id) != i)
                continue;
            if (k > i)
                chn_buf_z(b, " | ");
            if (o->letter)
                chn_buf_fmt(b, "-%c | ", o->letter);
            chn_buf_fmt(b, "--%s", o->name);
        }
        chn_buf_z(b, ") ");
        bash_values(b, chn_options[i].complete, chn_options[i].words);
        chn_buf_z(b, " ;;\n");
    }
}

static void bash_command(chn_buf *b, const chn_command *c)
{
    const chn_command_id id = c ? c->id : CHN_COMMAND_NONE;
    chn_buf_fmt(b, "    %s)\n        case $prev in\n", c ? c->name : "''");
    bash_arguments(b, id);
    chn_buf_z(b, "        *) _chancery_begun '");
    bool first = true;
    for (uint32_t i = 0; i < chn_option_count; i++) {
        const chn_option *o = &chn_options[i];
        if (!chn_option_of(o, id) || o->hidden)
            continue;
        chn_buf_fmt(b, "%s--%s", first ? "" : " ", o->name);
        if (o->letter)
            chn_buf_fmt(b, " -%c", o->letter);
        first = false;
    }
    chn_buf_z(b, "' ");
    if (c) {
        bash_values(b, c->complete, c->words);
    } else {
        chn_buf_z(b, "_chancery_words '");
        for (uint32_t i = 0; i < chn_command_count; i++)
            chn_buf_fmt(b, "%s%s", i ? " " : "", chn_commands[i].name);
        chn_buf_char(b, '\'');
    }
    chn_buf_z(b, " ;;\n        esac\n        ;;\n");
}

static void bash(chn_buf *b)
{
    chn_buf_z(b,
              "# SPDX-License-Identifier: Apache-2.0\n"
              "# bash completion for chancery, made by \"chancery completion "
              "bash\"; do not edit\n"
              "# shellcheck shell=bash disable=SC2207\n"
              "_chancery_words() {\n"
              "    COMPREPLY=($(compgen -W \"$1\" -- \"$cur\"))\n"
              "}\n"
              "_chancery_paths() {\n"
              "    local IFS=$'\\n'\n"
              "    compopt -o filenames 2>/dev/null\n"
              "    COMPREPLY=($(compgen \"$1\" -- \"$cur\"))\n"
              "}\n"
              "# OPTIONS where a dash is typed, else what the words offer\n"
              "_chancery_begun() {\n"
              "    case $cur in\n"
              "    -*) _chancery_words \"$1\" ;;\n"
              "    *) \"${@:2}\" ;;\n"
              "    esac\n"
              "}\n"
              "_chancery() {\n"
              "    local cur prev command='' word\n"
              "    COMPREPLY=()\n"
              "    cur=${COMP_WORDS[COMP_CWORD]}\n"
              "    prev=${COMP_WORDS[COMP_CWORD - 1]}\n"
              "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
              "        case $word in\n"
              "        ");
    for (uint32_t i = 0; i < chn_command_count; i++)
        chn_buf_fmt(b, "%s%s", i ? " | " : "", chn_commands[i].name);
    chn_buf_z(b, ")\n"
                 "            command=$word\n"
                 "            break\n"
                 "            ;;\n"
                 "        esac\n"
                 "    done\n"
                 "    case $command in\n");
    bash_command(b, NULL);
    for (uint32_t i = 0; i < chn_command_count; i++)
        bash_command(b, &chn_commands[i]);
    chn_buf_z(b, "    esac\n}\ncomplete -F _chancery chancery\n");
}

/* zsh's _arguments ends a description at "]" and a message at ":". */
static void zsh_text(chn_buf *b, const char *z)
{
    for (; *z; z++) {
        if (*z == '\'')
            chn_buf_z(b, "'\\''");
        else if (*z == ':' || *z == '[' || *z == ']')
            chn_buf_fmt(b, "\\%c", *z);
        else
            chn_buf_char(b, *z);
    }
}

static void zsh_values(chn_buf *b, chn_complete kind, const char *words)
{
    if (kind == CHN_COMPLETE_WORDS && words)
        chn_buf_fmt(b, "(%s)", words);
    else if (kind == CHN_COMPLETE_FILES)
        chn_buf_z(b, "_files");
    else if (kind == CHN_COMPLETE_DIRS)
        chn_buf_z(b, "_files -/");
    else
        chn_buf_char(b, ' ');
}

static void zsh_option(chn_buf *b, const chn_option *o)
{
    const bool again = o->id == CHN_OPTION_MAP || o->id == CHN_OPTION_DATA ||
                       o->id == CHN_OPTION_TABLE || o->id == CHN_OPTION_SET ||
                       o->id == CHN_OPTION_UNSET;
    chn_buf_z(b, "            ");
    if (again)
        chn_buf_z(b, "'*'");
    if (o->letter && !again)
        chn_buf_fmt(b, "'(-%c --%s)'", o->letter, o->name);
    if (o->letter)
        chn_buf_fmt(b, "{-%c,--%s}'[", o->letter, o->name);
    else
        chn_buf_fmt(b, "'--%s[", o->name);
    zsh_text(b, o->help);
    chn_buf_char(b, ']');
    chn_str rest = chn_str_of(o->values), word;
    while (o->values && chn_str_next(&rest, ' ', &word)) {
        chn_buf_char(b, ':');
        chn_buf_str(b, word);
        chn_buf_char(b, ':');
        zsh_values(b, o->complete, o->words);
    }
    chn_buf_z(b, "' \\\n");
}

static void zsh(chn_buf *b)
{
    /* The first line must be the tag that compinit looks for. */
    chn_buf_z(b, "#compdef chancery\n"
                 "# SPDX-License-Identifier: Apache-2.0\n"
                 "# made by \"chancery completion zsh\"; do not edit\n"
                 "_chancery() {\n"
                 "    local curcontext=$curcontext state line\n"
                 "    local -a commands\n"
                 "    commands=(\n");
    for (uint32_t i = 0; i < chn_command_count; i++) {
        chn_buf_fmt(b, "        '%s:", chn_commands[i].name);
        zsh_text(b, chn_commands[i].summary);
        chn_buf_z(b, "'\n");
    }
    chn_buf_z(b, "    )\n    _arguments -C \\\n");
    for (uint32_t i = 0; i < chn_option_count; i++)
        if (chn_option_of(&chn_options[i], CHN_COMMAND_NONE))
            zsh_option(b, &chn_options[i]);
    chn_buf_z(b, "            '1:command:->command' '*::words:->words' && "
                 "return\n"
                 "    case $state in\n"
                 "    command)\n"
                 "        _describe command commands\n"
                 "        ;;\n"
                 "    words)\n"
                 "        case $line[1] in\n");
    for (uint32_t i = 0; i < chn_command_count; i++) {
        const chn_command *c = &chn_commands[i];
        chn_buf_fmt(b, "        %s)\n            _arguments -s \\\n", c->name);
        for (uint32_t k = 0; k < chn_option_count; k++)
            if (chn_option_of(&chn_options[k], c->id) && !chn_options[k].hidden)
                zsh_option(b, &chn_options[k]);
        chn_buf_z(b, "            '*:");
        zsh_text(b, *c->operands ? c->operands : "nothing more");
        chn_buf_char(b, ':');
        zsh_values(b, c->complete, c->words);
        chn_buf_z(b, "'\n            ;;\n");
    }
    chn_buf_z(b, "        esac\n        ;;\n    esac\n}\n"
                 "_chancery \"$@\"\n");
}

static void fish_values(chn_buf *b, chn_complete kind, const char *words)
{
    if (kind == CHN_COMPLETE_WORDS && words)
        chn_buf_fmt(b, " -xa '%s'", words);
    else if (kind == CHN_COMPLETE_FILES)
        chn_buf_z(b, " -rF");
    else if (kind == CHN_COMPLETE_DIRS)
        chn_buf_z(b, " -xa '(__fish_complete_directories)'");
    else
        chn_buf_z(b, " -x");
}

/* One line for all commands that have the option. */
static void fish_option(chn_buf *b, const chn_option *o)
{
    chn_buf_z(b, "complete -c chancery");
    if (!chn_option_of(o, CHN_COMMAND_NONE)) {
        chn_buf_z(b, " -n '__fish_seen_subcommand_from");
        for (uint32_t i = 0; i < chn_command_count; i++)
            if (chn_option_of(o, chn_commands[i].id))
                chn_buf_fmt(b, " %s", chn_commands[i].name);
        chn_buf_char(b, '\'');
    }
    chn_buf_fmt(b, " -l %s", o->name);
    if (o->letter)
        chn_buf_fmt(b, " -s %c", o->letter);
    if (o->n_values > 0)
        fish_values(b, o->complete, o->words);
    chn_buf_z(b, " -d '");
    /* fish knows \' inside single quotes and not '\''. */
    for (const char *z = o->help; *z; z++) {
        if (*z == '\'' || *z == '\\')
            chn_buf_char(b, '\\');
        chn_buf_char(b, *z);
    }
    chn_buf_z(b, "'\n");
}

static void fish(chn_buf *b)
{
    chn_buf_z(b, "# SPDX-License-Identifier: Apache-2.0\n"
                 "# made by \"chancery completion fish\"; do not edit\n"
                 "complete -c chancery -f\n");
    for (uint32_t i = 0; i < chn_command_count; i++) {
        chn_buf_fmt(b,
                    "complete -c chancery -n __fish_use_subcommand -a %s -d '",
                    chn_commands[i].name);
        quoted(b, chn_commands[i].summary);
        chn_buf_z(b, "'\n");
    }
    for (uint32_t i = 0; i < chn_option_count; i++)
        if (!chn_options[i].hidden)
            fish_option(b, &chn_options[i]);
    for (uint32_t i = 0; i < chn_command_count; i++) {
        const chn_command *c = &chn_commands[i];
        if (c->complete != CHN_COMPLETE_FILES && !c->words)
            continue;
        chn_buf_fmt(b,
                    "complete -c chancery -n '__fish_seen_subcommand_from %s'",
                    c->name);
        if (c->complete == CHN_COMPLETE_FILES)
            chn_buf_z(b, " -F\n");
        else
            chn_buf_fmt(b, " -a '%s'\n", c->words);
    }
}

bool chn_completion_put(chn_buf *b, const char *shell)
{
    if (strcmp(shell, "bash") == 0)
        bash(b);
    else if (strcmp(shell, "zsh") == 0)
        zsh(b);
    else if (strcmp(shell, "fish") == 0)
        fish(b);
    else
        return false;
    return true;
}
