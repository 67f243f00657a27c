#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Functions that the library and the tool do not call: unbounded, dependent on
# the locale, not safe with threads, or an allocation outside src/base.
set -eu
cd "$(dirname "$0")/../.."
# Comments and string literals are blanked first: a comment may say why strtok
# is not used.
# shellcheck disable=SC2016 # an awk program
find src cli include -name '*.[ch]' | sort | xargs awk '
    function report(what, why) {
        printf "%s:%d: %s: %s\n", FILENAME, FNR, what, why
        bad = 1
    }
    BEGIN {
        never = "gets|strcpy|strcat|stpcpy|sprintf|vsprintf|strtok|atoi|" \
            "atol|atoll|atof|strtod|strtof|strtold|localtime|gmtime|mktime|" \
            "asctime|ctime|setlocale|isalpha|isdigit|isalnum|isspace|" \
            "isupper|islower|ispunct|isprint|iscntrl|isgraph|isxdigit|" \
            "tolower|toupper|rand|srand|random|alloca|system|popen"
        memory = "malloc|calloc|realloc|free|strdup|strndup|aligned_alloc"
    }
    FNR == 1 { comment = 0 }
    {
        line = $0
        gsub(/\\./, "", line)
        gsub(/"[^"]*"/, "\"\"", line)
        out = ""
        while (line != "") {
            if (comment) {
                i = index(line, "*/")
                if (!i) { line = ""; break }
                line = substr(line, i + 2)
                comment = 0
            } else {
                i = index(line, "/*")
                if (!i) { out = out line; break }
                out = out substr(line, 1, i - 1) " "
                line = substr(line, i + 2)
                comment = 1
            }
        }
        sub(/\/\/.*/, "", out)
        if (match(out, "(^|[^A-Za-z0-9_])(" never ")[ ]*\\("))
            report(substr(out, RSTART, RLENGTH), "never here (CONTRIBUTING)")
        if (FILENAME ~ /^src\// && FILENAME !~ /^src\/base\// &&
            match(out, "(^|[^A-Za-z0-9_])(" memory ")[ ]*\\("))
            report(substr(out, RSTART, RLENGTH),
                "use an arena, or chn_calloc and chn_free of base/alloc.h")
        if (FILENAME ~ /^src\// && match(out,
            "(^|[^A-Za-z0-9_])(getenv|time|clock_gettime|getcwd|printf|puts|putchar|perror|abort|exit)[ ]*\\("))
            report(substr(out, RSTART, RLENGTH),
                "the library does not print, stop, or read clock and environment")
    }
    END { exit bad }
'
