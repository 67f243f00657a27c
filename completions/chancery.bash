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
_chancery() {
    local cur prev command='' word
    COMPREPLY=()
    cur=${COMP_WORDS[COMP_CWORD]}
    prev=${COMP_WORDS[COMP_CWORD - 1]}
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case $word in
        code | add | timeline | show | stats | origins | parse | date | explain | why | actors | merge | unmerge | disagree | follows | observances | messages | query | series | export | rebuild | diff | review | agreement | completion | help)
            command=$word
            break
            ;;
        esac
    done
    case $command in
    '')
        case $prev in
        --color)
            _chancery_words 'auto always never'
            return
            ;;
        esac
        case $cur in
        -*)
            _chancery_words '--color --help -h --version -V'
            ;;
        *)
            _chancery_words 'code add timeline show stats origins parse date explain why actors merge unmerge disagree follows observances messages query series export rebuild diff review agreement completion help'
            ;;
        esac
        ;;
    code)
        case $prev in
        -f | --format)
            _chancery_words 'table jsonl csv'
            return
            ;;
        --min-confidence)
            :
            return
            ;;
        --scale)
            :
            return
            ;;
        -o | --output)
            _chancery_paths -f
            return
            ;;
        -i | --input)
            _chancery_words 'auto text jsonl'
            return
            ;;
        -m | --map)
            :
            return
            ;;
        -D | --data)
            _chancery_paths -d
            return
            ;;
        --model)
            _chancery_paths -f
            return
            ;;
        -j | --threads)
            :
            return
            ;;
        --color)
            _chancery_words 'auto always never'
            return
            ;;
        esac
        case $cur in
        -*)
            _chancery_words '--format -f --min-confidence --rejected --scale --output -o --input -i --map -m --data -D --model --threads -j --color --help -h --version -V'
            ;;
        *)
            _chancery_paths -f
            ;;
        esac
        ;;
    add)
        case $prev in
        -d | --store)
            _chancery_paths -f
            return
            ;;
        --min-confidence)
            :
            return
            ;;
        --scale)
            :
            return
            ;;
        -i | --input)
            _chancery_words 'auto text jsonl'
            return
            ;;
        -m | --map)
            :
            return
            ;;
        -D | --data)
            _chancery_paths -d
            return
            ;;
        --model)
            _chancery_paths -f
            return
            ;;
        -j | --threads)
            :
            return
            ;;
        -b | --batch)
            :
            return
            ;;
        --color)
            _chancery_words 'auto always never'
            return
            ;;
        esac
        case $cur in
        -*)
            _chancery_words '--store -d --min-confidence --scale --input -i --map -m --data -D --model --threads -j --batch -b --stamp --no-text --color --help -h --version -V'
            ;;
        *)
            _chancery_paths -f
            ;;
        esac
        ;;
    timeline)
        case $prev in
        -d | --store)
            _chancery_paths -f
            return
            ;;
        -f | --format)
            _chancery_words 'table jsonl csv'
            return
            ;;
        --between)
            :
            return
            ;;
        --from)
            :
            return
            ;;
        --to)
            :
            return
            ;;
        --category)
            _chancery_words 'AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT'
            return
            ;;
        --status)
            _chancery_words 'occurred planned possible denied'
            return
            ;;
        --color)
            _chancery_words 'auto always never'
            return
            ;;
        esac
        case $cur in
        -*)
            _chancery_words '--store -d --format -f --between --from --to --category --status --color --help -h --version -V'
            ;;
        *)
            :
            ;;
        esac
        ;;
    show)
        case $prev in
        -d | --store)
            _chancery_paths -f
            return
            ;;
        -f | --format)
            _chancery_words 'table jsonl'
            return
            ;;
        --color)
            _chancery_words 'auto always never'
            return
            ;;
        esac
        case $cur in
        -*)
            _chancery_words '--store -d --format -f --color --help -h --version -V'
            ;;
        *)
            :
            ;;
        esac
        ;;
    stats)
        case $prev in
        -d | --store)
            _chancery_paths -f
            return
            ;;
        -f | --format)
            _chancery_words 'table jsonl csv'
            return
            ;;
        --color)
            _chancery_words 'auto always never'
            return
            ;;
        esac
        case $cur in
        -*)
            _chancery_words '--store -d --format -f --color --help -h --version -V'
            ;;
        *)
            :
            ;;
        esac
        ;;
    origins)
        case $prev in
        -d | --store)
            _chancery_paths -f
            return
            ;;
        -f | --format)
            _chancery_words 'table jsonl csv'
            return
            ;;
        --color)
            _chancery_words 'auto always never'
            return
            ;;
        esac
        case $cur in
        -*)
            _chancery_words '--store -d --format -f --color --help -h --version -V'
            ;;
        *)
            :
            ;;
        esac
        ;;
    parse)
        case $prev in
        -f | --format)
            _chancery_words 'conllu tree'
            return
            ;;
        -n | --sentence)
            :
            return
            ;;
        -o | --output)
            _chancery_paths -f
            return
            ;;
        -i | --input)
            _chancery_words 'auto text jsonl'
            return
            ;;
        -m | --map)
            :
            return
            ;;
        -D | --data)
            _chancery_paths -d
            return
            ;;
        --model)
            _chancery_paths -f
            return
            ;;
        -j | --threads)
            :
            return
            ;;
        --color)
            _chancery_words 'auto always never'
            return
            ;;
        esac
        case $cur in
        -*)
            _chancery_words '--format -f --sentence -n --tags-only -t --lazy -l --ascii --output -o --input -i --map -m --data -D --model --threads -j --color --help -h --version -V'
            ;;
        *)
            _chancery_paths -f
            ;;
        esac
        ;;
    date)
        case $prev in
        -d | --store)
            _chancery_paths -f
            return
            ;;
        -s | --set)
            :
            return
            ;;
        -u | --unset)
            :
            return
            ;;
        -f | --format)
            _chancery_words 'table jsonl'
            return
            ;;
        -o | --output)
            _chancery_paths -f
            return
            ;;
        -i | --input)
            _chancery_words 'auto text jsonl'
            return
            ;;
        -m | --map)
            :
            return
            ;;
        -D | --data)
            _chancery_paths -d
            return
            ;;
        -j | --threads)
            :
            return
            ;;
        --color)
            _chancery_words 'auto always never'
            return
            ;;
        esac
        case $cur in
        -*)
            _chancery_words '--store -d --set -s --unset -u --expressions -e --format -f --output -o --input -i --map -m --data -D --threads -j --color --help -h --version -V'
            ;;
        *)
            _chancery_paths -f
            ;;
        esac
        ;;
    explain)
        case $prev in
        -f | --format)
            _chancery_words 'table json'
            return
            ;;
        --date)
            :
            return
            ;;
        --publisher)
            :
            return
            ;;
        --scale)
            :
            return
            ;;
        -D | --data)
            _chancery_paths -d
            return
            ;;
        --model)
            _chancery_paths -f
            return
            ;;
        --color)
            _chancery_words 'auto always never'
            return
            ;;
        esac
        case $cur in
        -*)
            _chancery_words '--format -f --date --publisher --scale --ascii --data -D --model --color --help -h --version -V'
            ;;
        *)
            :
            ;;
        esac
        ;;
    why)
        case $prev in
        -d | --store)
            _chancery_paths -f
            return
            ;;
        -f | --format)
            _chancery_words 'table json'
            return
            ;;
        --scale)
            :
            return
            ;;
        -i | --input)
            _chancery_words 'auto text jsonl'
            return
            ;;
        -m | --map)
            :
            return
            ;;
        -D | --data)
            _chancery_paths -d
            return
            ;;
        --model)
            _chancery_paths -f
            return
            ;;
        --color)
            _chancery_words 'auto always never'
            return
            ;;
        esac
        case $cur in
        -*)
            _chancery_words '--store -d --format -f --scale --ascii --input -i --map -m --data -D --model --color --help -h --version -V'
            ;;
        *)
            _chancery_paths -f
            ;;
        esac
        ;;
    actors)
        case $prev in
        -f | --format)
            _chancery_words 'table jsonl'
            return
            ;;
        --from)
            _chancery_words 'tabari petrarch countryinfo'
            return
            ;;
        --date)
            :
            return
            ;;
        -o | --output)
            _chancery_paths -d
            return
            ;;
        -i | --input)
            _chancery_words 'auto text jsonl'
            return
            ;;
        -m | --map)
            :
            return
            ;;
        -D | --data)
            _chancery_paths -d
            return
            ;;
        -j | --threads)
            :
            return
            ;;
        --color)
            _chancery_words 'auto always never'
            return
            ;;
        esac
        case $cur in
        -*)
            _chancery_words '--format -f --uncertain --notes --from --date --output -o --input -i --map -m --data -D --threads -j --color --help -h --version -V'
            ;;
        *)
            _chancery_paths -f
            ;;
        esac
        ;;
    merge)
        case $prev in
        -d | --store)
            _chancery_paths -f
            return
            ;;
        -f | --format)
            _chancery_words 'table jsonl'
            return
            ;;
        --window)
            :
            return
            ;;
        --strictness)
            :
            return
            ;;
        --by)
            :
            return
            ;;
        --why)
            :
            return
            ;;
        --date)
            :
            return
            ;;
        --color)
            _chancery_words 'auto always never'
            return
            ;;
        esac
        case $cur in
        -*)
            _chancery_words '--store -d --format -f --compare --window --strictness --by --why --date --color --help -h --version -V'
            ;;
        *)
            :
            ;;
        esac
        ;;
    unmerge)
        case $prev in
        -d | --store)
            _chancery_paths -f
            return
            ;;
        --by)
            :
            return
            ;;
        --why)
            :
            return
            ;;
        --date)
            :
            return
            ;;
        --color)
            _chancery_words 'auto always never'
            return
            ;;
        esac
        case $cur in
        -*)
            _chancery_words '--store -d --by --why --date --color --help -h --version -V'
            ;;
        *)
            :
            ;;
        esac
        ;;
    disagree)
        case $prev in
        -d | --store)
            _chancery_paths -f
            return
            ;;
        -f | --format)
            _chancery_words 'table jsonl'
            return
            ;;
        --between)
            :
            return
            ;;
        --from)
            :
            return
            ;;
        --to)
            :
            return
            ;;
        --color)
            _chancery_words 'auto always never'
            return
            ;;
        esac
        case $cur in
        -*)
            _chancery_words '--store -d --format -f --between --from --to --color --help -h --version -V'
            ;;
        *)
            :
            ;;
        esac
        ;;
    follows)
        case $prev in
        -d | --store)
            _chancery_paths -f
            return
            ;;
        -f | --format)
            _chancery_words 'table jsonl'
            return
            ;;
        --between)
            :
            return
            ;;
        --from)
            :
            return
            ;;
        --to)
            :
            return
            ;;
        --color)
            _chancery_words 'auto always never'
            return
            ;;
        esac
        case $cur in
        -*)
            _chancery_words '--store -d --format -f --between --from --to --color --help -h --version -V'
            ;;
        *)
            :
            ;;
        esac
        ;;
    observances)
        case $prev in
        -d | --store)
            _chancery_paths -f
            return
            ;;
        -f | --format)
            _chancery_words 'table jsonl'
            return
            ;;
        -D | --data)
            _chancery_paths -d
            return
            ;;
        --between)
            :
            return
            ;;
        --from)
            :
            return
            ;;
        --to)
            :
            return
            ;;
        --color)
            _chancery_words 'auto always never'
            return
            ;;
        esac
        case $cur in
        -*)
            _chancery_words '--store -d --format -f --data -D --between --from --to --color --help -h --version -V'
            ;;
        *)
            :
            ;;
        esac
        ;;
    messages)
        case $prev in
        -d | --store)
            _chancery_paths -f
            return
            ;;
        -f | --format)
            _chancery_words 'table jsonl'
            return
            ;;
        --between)
            :
            return
            ;;
        --from)
            :
            return
            ;;
        --to)
            :
            return
            ;;
        --color)
            _chancery_words 'auto always never'
            return
            ;;
        esac
        case $cur in
        -*)
            _chancery_words '--store -d --format -f --between --from --to --color --help -h --version -V'
            ;;
        *)
            :
            ;;
        esac
        ;;
    query)
        case $prev in
        -d | --store)
            _chancery_paths -f
            return
            ;;
        -f | --format)
            _chancery_words 'table jsonl csv'
            return
            ;;
        --from)
            :
            return
            ;;
        --to)
            :
            return
            ;;
        --category)
            _chancery_words 'AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT'
            return
            ;;
        --status)
            _chancery_words 'occurred planned possible denied'
            return
            ;;
        -a | --actor)
            :
            return
            ;;
        --dyad)
            :
            return
            ;;
        --place)
            :
            return
            ;;
        --origin)
            :
            return
            ;;
        --occasion)
            :
            return
            ;;
        --reviewed)
            _chancery_words 'unreviewed accepted corrected rejected'
            return
            ;;
        -t | --text)
            :
            return
            ;;
        -n | --limit)
            :
            return
            ;;
        --offset)
            :
            return
            ;;
        --color)
            _chancery_words 'auto always never'
            return
            ;;
        esac
        case $cur in
        -*)
            _chancery_words '--store -d --format -f --from --to --category --status --actor -a --dyad --place --origin --occasion --reviewed --text -t --limit -n --offset --facets --color --help -h --version -V'
            ;;
        *)
            :
            ;;
        esac
        ;;
    series)
        case $prev in
        -d | --store)
            _chancery_paths -f
            return
            ;;
        -o | --output)
            _chancery_paths -f
            return
            ;;
        --from)
            :
            return
            ;;
        --to)
            :
            return
            ;;
        --category)
            _chancery_words 'AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT'
            return
            ;;
        -f | --format)
            _chancery_words 'table jsonl csv svg'
            return
            ;;
        --status)
            _chancery_words 'occurred planned possible denied'
            return
            ;;
        --dyad)
            :
            return
            ;;
        -b | --by)
            _chancery_words 'month quarter year'
            return
            ;;
        --color)
            _chancery_words 'auto always never'
            return
            ;;
        esac
        case $cur in
        -*)
            _chancery_words '--store -d --ascii --output -o --from --to --category --format -f --status --dyad --by -b --directed --claims --plot -p --color --help -h --version -V'
            ;;
        *)
            :
            ;;
        esac
        ;;
    export)
        case $prev in
        -d | --store)
            _chancery_paths -f
            return
            ;;
        -o | --output)
            _chancery_paths -f
            return
            ;;
        --from)
            :
            return
            ;;
        --to)
            :
            return
            ;;
        --category)
            _chancery_words 'AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT'
            return
            ;;
        --status)
            _chancery_words 'occurred planned possible denied'
            return
            ;;
        -a | --actor)
            :
            return
            ;;
        --dyad)
            :
            return
            ;;
        --place)
            :
            return
            ;;
        --origin)
            :
            return
            ;;
        --occasion)
            :
            return
            ;;
        --reviewed)
            _chancery_words 'unreviewed accepted corrected rejected'
            return
            ;;
        -t | --text)
            :
            return
            ;;
        -n | --limit)
            :
            return
            ;;
        --offset)
            :
            return
            ;;
        -f | --format)
            _chancery_words 'jsonl claims ged icews polecat gdelt chronology graphml ical store'
            return
            ;;
        --color)
            _chancery_words 'auto always never'
            return
            ;;
        esac
        case $cur in
        -*)
            _chancery_words '--store -d --output -o --from --to --category --status --actor -a --dyad --place --origin --occasion --reviewed --text -t --limit -n --offset --format -f --no-text --color --help -h --version -V'
            ;;
        *)
            :
            ;;
        esac
        ;;
    rebuild)
        case $prev in
        -d | --store)
            _chancery_paths -f
            return
            ;;
        --min-confidence)
            :
            return
            ;;
        --scale)
            :
            return
            ;;
        -o | --output)
            _chancery_paths -f
            return
            ;;
        -D | --data)
            _chancery_paths -d
            return
            ;;
        --model)
            _chancery_paths -f
            return
            ;;
        --color)
            _chancery_words 'auto always never'
            return
            ;;
        esac
        case $cur in
        -*)
            _chancery_words '--store -d --min-confidence --scale --output -o --data -D --model --color --help -h --version -V'
            ;;
        *)
            :
            ;;
        esac
        ;;
    diff)
        case $prev in
        -f | --format)
            _chancery_words 'table jsonl'
            return
            ;;
        --color)
            _chancery_words 'auto always never'
            return
            ;;
        esac
        case $cur in
        -*)
            _chancery_words '--format -f --color --help -h --version -V'
            ;;
        *)
            _chancery_paths -f
            ;;
        esac
        ;;
    review)
        case $prev in
        -d | --store)
            _chancery_paths -f
            return
            ;;
        --by)
            :
            return
            ;;
        --on)
            :
            return
            ;;
        --below)
            :
            return
            ;;
        --color)
            _chancery_words 'auto always never'
            return
            ;;
        esac
        case $cur in
        -*)
            _chancery_words '--store -d --by --on --below --conflicts --color --help -h --version -V'
            ;;
        *)
            :
            ;;
        esac
        ;;
    agreement)
        case $prev in
        -d | --store)
            _chancery_paths -f
            return
            ;;
        -f | --format)
            _chancery_words 'table jsonl'
            return
            ;;
        --color)
            _chancery_words 'auto always never'
            return
            ;;
        esac
        case $cur in
        -*)
            _chancery_words '--store -d --format -f --color --help -h --version -V'
            ;;
        *)
            :
            ;;
        esac
        ;;
    completion)
        case $prev in
        --color)
            _chancery_words 'auto always never'
            return
            ;;
        esac
        case $cur in
        -*)
            _chancery_words '--color --help -h --version -V'
            ;;
        *)
            _chancery_words 'bash zsh fish'
            ;;
        esac
        ;;
    help)
        case $prev in
        --color)
            _chancery_words 'auto always never'
            return
            ;;
        esac
        case $cur in
        -*)
            _chancery_words '--color --help -h --version -V'
            ;;
        *)
            _chancery_words 'code add timeline show stats origins parse date explain why actors merge unmerge disagree follows observances messages query series export rebuild diff review agreement completion'
            ;;
        esac
        ;;
    esac
}
complete -F _chancery chancery
