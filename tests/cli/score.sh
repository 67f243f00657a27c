#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# tools/score where the tool is missing, stale or of another version: one line
# that says what to do. The figures need gold records, which are not part of
# the project; here the folder beside the checkout is empty.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"
if ! command -v python3 >/dev/null 2>&1; then
    echo "1..0 # skipped: no python3"
    exit 77
fi
mkdir -p copy/tools/checks copy/build copy/src shared/seeds shared/gold
cp "$SOURCE/tools/score" "$SOURCE/tools/ablate" "$SOURCE/tools/calibrate" \
    copy/tools/
cp "$SOURCE/tools/checks/recut.py" copy/tools/checks/
printf 'Oslo met Rome.\n' >shared/seeds/000.txt
built=copy/build/chancery

# score [ARGUMENT]...: without a CHANCERY of its own
score() {
    run env -u CHANCERY python3 copy/tools/score "$@"
}

one_line() { # one_line WHAT TEXT: that one line, and status 1
    status "$1" 1
    is "$1, in one line" "$(cat err)" "$2"
}

score
one_line "no tool" "score: $T/$built: not there; run sh tools/demo, or set \
CHANCERY"
for tool in ablate calibrate; do
    run env -u CHANCERY python3 "copy/tools/$tool"
    one_line "no tool for $tool" "$tool: $T/$built: not there; run sh \
tools/demo, or set CHANCERY"
done
mkdir "$built"
score
has "a folder is no tool" err "$built: not there"
rmdir "$built"
run env CHANCERY=nowhere python3 copy/tools/score
one_line "no tool by name" "score: nowhere: not there, or not a program; build \
it, or set CHANCERY to another"

# An old tool, and one that knows no such command.
cat >"$built" <<'END'
#!/bin/sh
echo "chancery: unknown option --format" >&2
exit 2
END
chmod +x "$built"
touch -t 202001010000 "$built"
: >copy/src/new.c
score --set seeds
one_line "older than the sources" "score: $T/$built: older than the sources; \
run sh tools/demo, or set CHANCERY"
run env CHANCERY="$built" python3 copy/tools/score --set seeds
status "one of any age by name" 1
has "what it says is shown" err "chancery: unknown option --format"
has "and whose words they are" err "\"$built code --format jsonl\" ended with \
status 2"
lacks "no traceback" err Traceback
touch -t 202001010000 copy/src/new.c
score --set seeds
has "as old as the sources is not older" err "unknown option"

# One whose records lack what is scored.
printf '#!/bin/sh\necho "{\\"report\\":\\"000\\"}"\n' >tool
chmod +x tool
run env CHANCERY=./tool python3 copy/tools/score --set seeds
one_line "records of another version" "score: ./tool: \"code\" prints no \
\"category\"; if it is older than tools/score, bring it up to date"
printf 'no program\n' >tool
run env CHANCERY=./tool python3 copy/tools/score --set seeds
one_line "not a program" "score: ./tool: Exec format error"

run env CHANCERY=./tool python3 copy/tools/score --set voice
one_line "no program for a set" "score: $T/voice_dump: not there; build the \
target devtools"
printf '#!/bin/sh\nexit 3\n' >copy/build/voice_dump
chmod +x copy/build/voice_dump
touch -t 201901010000 copy/build/voice_dump
touch "$built"
score --set voice
one_line "an old program for a set" "score: $T/copy/build/voice_dump: older \
than the sources; build the target devtools"
finish
