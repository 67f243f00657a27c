# SPDX-License-Identifier: Apache-2.0
# bash completion for chancery, made by "chancery completion bash"; do not edit
# shellcheck shell=bash disable=SC2207
_chancery_words() {
    COMPREPLY=($(compgen -W "$1" -- "$cur"))
}
_chancery_paths() {
    local IFS=$'\n'
    compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen "$1" -- "$cur"))
}
# OPTIONS where a dash is typed, else what the words offer
_chancery_begun() {
    case $cur in
    -*) _chancery_words "$1" ;;
    *) "${@:2}" ;;
    esac
}
_chancery() {
    local cur prev command='' word
    COMPREPLY=()
    cur=${COMP_WORDS[COMP_CWORD]}
    prev=${COMP_WORDS[COMP_CWORD - 1]}
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case $word in
        code | read | add | timeline | show | stats | origins | parse | date | explain | why | actors | merge | unmerge | disagree | follows | observances | messages | query | series | export | rebuild | check | diff | compare | review | agreement | serve | push | events | plan | run-task | completion | help)
            command=$word
            break
            ;;
        esac
    done
    case $command in
    '')
        case $prev in
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--color --help -h --version -V' _chancery_words 'code read add timeline show stats origins parse date explain why actors merge unmerge disagree follows observances messages query series export rebuild check diff compare review agreement serve push events plan run-task completion help' ;;
        esac
        ;;
    code)
        case $prev in
        -f | --format) _chancery_words 'table jsonl csv' ;;
        --min-confidence | --scale | -m | --map | -j | --threads) : ;;
        -o | --output | --model) _chancery_paths -f ;;
        -i | --input) _chancery_words 'auto text jsonl warc feed html' ;;
        -D | --data) _chancery_paths -d ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--format -f --mergeable --min-confidence --rejected --scale --output -o --input -i --any-language --map -m --data -D --model --threads -j --color --help -h --version -V' _chancery_paths -f ;;
        esac
        ;;
    read)
        case $prev in
        -o | --output) _chancery_paths -f ;;
        -i | --input) _chancery_words 'auto text jsonl warc feed html' ;;
        -m | --map | -j | --threads) : ;;
        -D | --data) _chancery_paths -d ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--output -o --input -i --any-language --map -m --data -D --threads -j --color --help -h --version -V' _chancery_paths -f ;;
        esac
        ;;
    add)
        case $prev in
        -d | --store | --model) _chancery_paths -f ;;
        --min-confidence | --scale | -m | --map | -j | --threads | -b | --batch) : ;;
        -i | --input) _chancery_words 'auto text jsonl warc feed html' ;;
        -D | --data) _chancery_paths -d ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--store -d --min-confidence --scale --input -i --any-language --map -m --data -D --model --threads -j --batch -b --stamp --no-text --color --help -h --version -V' _chancery_paths -f ;;
        esac
        ;;
    timeline)
        case $prev in
        -d | --store) _chancery_paths -f ;;
        -f | --format) _chancery_words 'table jsonl csv' ;;
        --between | --from | --to) : ;;
        --category) _chancery_words 'AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT' ;;
        --status) _chancery_words 'occurred planned possible denied' ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--store -d --format -f --between --from --to --category --status --color --help -h --version -V' : ;;
        esac
        ;;
    show)
        case $prev in
        -d | --store) _chancery_paths -f ;;
        -f | --format) _chancery_words 'table jsonl' ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--store -d --format -f --color --help -h --version -V' : ;;
        esac
        ;;
    stats)
        case $prev in
        -d | --store) _chancery_paths -f ;;
        -f | --format) _chancery_words 'table jsonl csv' ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--store -d --format -f --color --help -h --version -V' : ;;
        esac
        ;;
    origins)
        case $prev in
        -d | --store) _chancery_paths -f ;;
        -f | --format) _chancery_words 'table jsonl csv' ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--store -d --format -f --color --help -h --version -V' : ;;
        esac
        ;;
    parse)
        case $prev in
        -f | --format) _chancery_words 'conllu tree' ;;
        -n | --sentence | -m | --map | -j | --threads) : ;;
        -o | --output | --model) _chancery_paths -f ;;
        -i | --input) _chancery_words 'auto text jsonl warc feed html' ;;
        -D | --data) _chancery_paths -d ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--format -f --sentence -n --tags-only -t --lazy -l --ascii --output -o --input -i --any-language --map -m --data -D --model --threads -j --color --help -h --version -V' _chancery_paths -f ;;
        esac
        ;;
    date)
        case $prev in
        -d | --store | -o | --output) _chancery_paths -f ;;
        -s | --set | -u | --unset | -m | --map | -j | --threads) : ;;
        -f | --format) _chancery_words 'table jsonl' ;;
        -i | --input) _chancery_words 'auto text jsonl warc feed html' ;;
        -D | --data) _chancery_paths -d ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--store -d --set -s --unset -u --expressions -e --format -f --output -o --input -i --any-language --map -m --data -D --threads -j --color --help -h --version -V' _chancery_paths -f ;;
        esac
        ;;
    explain)
        case $prev in
        -f | --format) _chancery_words 'table json' ;;
        --date | --publisher | --scale) : ;;
        -D | --data) _chancery_paths -d ;;
        --model) _chancery_paths -f ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--format -f --date --publisher --scale --ascii --data -D --model --color --help -h --version -V' : ;;
        esac
        ;;
    why)
        case $prev in
        -d | --store | --model) _chancery_paths -f ;;
        -f | --format) _chancery_words 'table json' ;;
        --scale | -m | --map) : ;;
        -i | --input) _chancery_words 'auto text jsonl warc feed html' ;;
        -D | --data) _chancery_paths -d ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--store -d --format -f --scale --ascii --input -i --map -m --data -D --model --color --help -h --version -V' _chancery_paths -f ;;
        esac
        ;;
    actors)
        case $prev in
        -f | --format) _chancery_words 'table jsonl' ;;
        --from) _chancery_words 'tabari petrarch countryinfo' ;;
        --date | -m | --map | -j | --threads) : ;;
        -o | --output | -D | --data) _chancery_paths -d ;;
        -i | --input) _chancery_words 'auto text jsonl warc feed html' ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--format -f --uncertain --notes --from --date --output -o --input -i --any-language --map -m --data -D --threads -j --color --help -h --version -V' _chancery_paths -f ;;
        esac
        ;;
    merge)
        case $prev in
        -d | --store) _chancery_paths -f ;;
        -f | --format) _chancery_words 'table jsonl' ;;
        --window | --strictness | --by | --why | --date) : ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--store -d --format -f --compare --window --strictness --by --why --date --color --help -h --version -V' : ;;
        esac
        ;;
    unmerge)
        case $prev in
        -d | --store) _chancery_paths -f ;;
        --by | --why | --date) : ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--store -d --by --why --date --color --help -h --version -V' : ;;
        esac
        ;;
    disagree)
        case $prev in
        -d | --store) _chancery_paths -f ;;
        -f | --format) _chancery_words 'table jsonl' ;;
        --between | --from | --to) : ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--store -d --format -f --between --from --to --color --help -h --version -V' : ;;
        esac
        ;;
    follows)
        case $prev in
        -d | --store) _chancery_paths -f ;;
        -f | --format) _chancery_words 'table jsonl' ;;
        --between | --from | --to) : ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--store -d --format -f --between --from --to --color --help -h --version -V' : ;;
        esac
        ;;
    observances)
        case $prev in
        -d | --store) _chancery_paths -f ;;
        -f | --format) _chancery_words 'table jsonl' ;;
        -D | --data) _chancery_paths -d ;;
        --between | --from | --to) : ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--store -d --format -f --data -D --between --from --to --color --help -h --version -V' : ;;
        esac
        ;;
    messages)
        case $prev in
        -d | --store) _chancery_paths -f ;;
        -f | --format) _chancery_words 'table jsonl' ;;
        --between | --from | --to) : ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--store -d --format -f --between --from --to --color --help -h --version -V' : ;;
        esac
        ;;
    query)
        case $prev in
        -d | --store) _chancery_paths -f ;;
        -f | --format) _chancery_words 'table jsonl csv' ;;
        --from | --to | -a | --actor | --dyad | --mode | --confidence | --place | --origin | --occasion | -t | --text | -n | --limit | --offset) : ;;
        --category) _chancery_words 'AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT' ;;
        --status) _chancery_words 'occurred planned possible denied' ;;
        --reviewed) _chancery_words 'unreviewed accepted corrected rejected' ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--store -d --format -f --from --to --category --status --actor -a --dyad --mode --confidence --place --origin --occasion --reviewed --text -t --limit -n --offset --facets --color --help -h --version -V' : ;;
        esac
        ;;
    series)
        case $prev in
        -d | --store | -o | --output) _chancery_paths -f ;;
        --from | --to | --dyad) : ;;
        --category) _chancery_words 'AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT' ;;
        -f | --format) _chancery_words 'table jsonl csv svg' ;;
        --status) _chancery_words 'occurred planned possible denied' ;;
        -b | --by) _chancery_words 'month quarter year' ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--store -d --ascii --output -o --from --to --category --format -f --status --dyad --by -b --directed --claims --plot -p --color --help -h --version -V' : ;;
        esac
        ;;
    export)
        case $prev in
        -d | --store | -o | --output) _chancery_paths -f ;;
        --from | --to | -a | --actor | --dyad | --mode | --confidence | --place | --origin | --occasion | -t | --text | -n | --limit | --offset) : ;;
        --category) _chancery_words 'AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT' ;;
        --status) _chancery_words 'occurred planned possible denied' ;;
        --reviewed) _chancery_words 'unreviewed accepted corrected rejected' ;;
        -f | --format) _chancery_words 'jsonl claims ged icews polecat gdelt chronology graphml ical store' ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--store -d --output -o --from --to --category --status --actor -a --dyad --mode --confidence --place --origin --occasion --reviewed --text -t --limit -n --offset --format -f --no-text --color --help -h --version -V' : ;;
        esac
        ;;
    rebuild)
        case $prev in
        -d | --store | -o | --output | --model) _chancery_paths -f ;;
        --min-confidence | --scale) : ;;
        -D | --data) _chancery_paths -d ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--store -d --min-confidence --scale --output -o --data -D --model --salvage --color --help -h --version -V' : ;;
        esac
        ;;
    check)
        case $prev in
        -d | --store) _chancery_paths -f ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--store -d --color --help -h --version -V' : ;;
        esac
        ;;
    diff)
        case $prev in
        -f | --format) _chancery_words 'table jsonl' ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--format -f --color --help -h --version -V' _chancery_paths -f ;;
        esac
        ;;
    compare)
        case $prev in
        -d | --store | --gdelt | -o | --output) _chancery_paths -f ;;
        --window) : ;;
        -f | --format) _chancery_words 'table jsonl' ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--store -d --gdelt --window --output -o --format -f --color --help -h --version -V' : ;;
        esac
        ;;
    review)
        case $prev in
        -d | --store) _chancery_paths -f ;;
        --by | --on | --below) : ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--store -d --by --on --below --conflicts --color --help -h --version -V' : ;;
        esac
        ;;
    agreement)
        case $prev in
        -d | --store) _chancery_paths -f ;;
        -f | --format) _chancery_words 'table jsonl' ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--store -d --format -f --color --help -h --version -V' : ;;
        esac
        ;;
    serve)
        case $prev in
        -d | --store) _chancery_paths -f ;;
        -p | --port | --listen | --by | --below | -j | --threads | --connections) : ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--store -d --port -p --listen --review --by --below --threads -j --connections --color --help -h --version -V' : ;;
        esac
        ;;
    push)
        case $prev in
        -d | --store) _chancery_paths -f ;;
        -f | --format) _chancery_words 'table jsonl' ;;
        --to | --schema | --table) : ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--store -d --format -f --to --schema --table --no-text --dry-run -n --full --replace --color --help -h --version -V' : ;;
        esac
        ;;
    events)
        case $prev in
        --window | --strictness | --days) : ;;
        -o | --output) _chancery_paths -f ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--window --strictness --days --keys --keyed --output -o --color --help -h --version -V' _chancery_paths -f ;;
        esac
        ;;
    plan)
        case $prev in
        --window | --strictness | --days | --shards | --tasks | --parts | --min-confidence | --scale | -m | --map) : ;;
        -o | --out | --model) _chancery_paths -f ;;
        -i | --input) _chancery_words 'auto text jsonl warc feed html' ;;
        -D | --data) _chancery_paths -d ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--window --strictness --days --shards --tasks --parts --min-confidence --scale --out -o --input -i --any-language --map -m --data -D --model --color --help -h --version -V' _chancery_paths -f ;;
        esac
        ;;
    run-task)
        case $prev in
        -p | --plan) _chancery_paths -f ;;
        -i | --index | -j | --threads) : ;;
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--plan -p --index -i --threads -j --color --help -h --version -V' : ;;
        esac
        ;;
    completion)
        case $prev in
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--color --help -h --version -V' _chancery_words 'bash zsh fish' ;;
        esac
        ;;
    help)
        case $prev in
        --color) _chancery_words 'auto always never' ;;
        *) _chancery_begun '--color --help -h --version -V' _chancery_words 'read code add timeline show stats origins parse date explain why actors merge unmerge disagree follows observances messages query series export rebuild diff compare check review agreement serve push events plan run-task completion' ;;
        esac
        ;;
    esac
}
complete -F _chancery chancery
