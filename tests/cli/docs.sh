#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The man page and the completions that are committed are those that the tool
# makes, and they work.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"

again='the commands that make it are in cli/README.md'
compare() { # compare FILE WORD...
    file=$1
    shift
    run "$CHANCERY" "$@"
    status "$*: exit status 0" 0
    if cmp -s out "$SOURCE/$file"; then
        result 0 "$file is what the tool prints"
    else
        result 1 "$file is what the tool prints"
        echo "# it is out of date: $again"
        diff "$SOURCE/$file" out | head -n 10 | sed 's/^/#   /'
    fi
}
compare docs/man/chancery.1 help --man
compare completions/chancery.bash completion bash
compare completions/_chancery completion zsh
compare completions/chancery.fish completion fish

"$CHANCERY" help --man >page.1
for c in read code add timeline show stats origins parse date explain why actors \
    merge unmerge disagree follows observances messages query series export \
    rebuild check diff compare review agreement serve push events plan run-task completion \
    help; do
    has "the man page has $c" page.1 ".SS \"chancery $c"
done
has "the man page has exit statuses" page.1 ".SH EXIT STATUS"
if command -v groff >/dev/null 2>&1; then
    groff -man -Tascii -ww page.1 >page.txt 2>page.err
    is "groff has nothing to say about it" "$(cat page.err)" ""
    has "groff prints it" page.txt "dated news reports"
else
    skip "groff has nothing to say about it" "no groff here"
fi

if command -v bash >/dev/null 2>&1; then
    "$CHANCERY" completion bash >chancery.bash
    yes "bash reads its completions" bash -n chancery.bash
    complete_words() { # what bash offers for these words
        bash -c '. ./chancery.bash
            COMP_WORDS=("$@"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _chancery; echo "${COMPREPLY[*]}"' bash chancery "$@"
    }
    is "bash: commands" "$(complete_words t)" timeline
    is "bash: options" "$(complete_words timeline --st)" "--store --status"
    is "bash: an option's words" "$(complete_words code --format '')" \
        "table jsonl csv"
    is "bash: status" "$(complete_words timeline -d x --status p)" \
        "planned possible"
    mkdir data.d
    : >data.txt
    is "bash: folders" "$(complete_words code --data da)" data.d
    is "bash: files" "$(complete_words code data.t)" data.txt
    is "bash: a letter offers what its option does" \
        "$(complete_words rebuild -o data.)" \
        "$(complete_words rebuild --output data.)"
    is "bash: a value that cannot be guessed" \
        "$(complete_words timeline --from d)" ""
    is "bash: shells" "$(complete_words completion '')" "bash zsh fish"
    is "bash: nothing hidden" "$(complete_words help --m)" ""
else
    skip "bash reads its completions" "no bash here"
fi
"$CHANCERY" completion zsh >_chancery
# The tool takes more than one --set, so zsh must offer it again.
has "zsh: --set may be given again" _chancery "'*'{-s,--set}"
if command -v zsh >/dev/null 2>&1; then
    yes "zsh reads its completions" zsh -n _chancery
else
    skip "zsh reads its completions" "no zsh here"
fi
if command -v fish >/dev/null 2>&1; then
    "$CHANCERY" completion fish >chancery.fish
    yes "fish reads its completions" fish -n chancery.fish
else
    skip "fish reads its completions" "no fish here"
fi
finish
