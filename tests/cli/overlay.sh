#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# --data DIR: a table of the user's own adds, replaces and removes rows; a
# wrong one stops the run before the first report, with file and line.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"

mkdir -p own/actors own/rules
printf ' date 2020-01-05 Zorro Xample visited Norway on Friday. Norway tangoed with Sweden.\n' >in.txt
head='id\tpattern\tframe\tcategory\tmode\tcameo\tcontexts\tflags\treason\tpositive\tnegative\tsource\n'
dance='en/support.tango.1\tv:tango\tsubj <> with !\tSUPPORT\t-\t050\t-\t-\tthey dance\tNorway tangoed with Sweden.\tNorway tangoed.\town\n'

run "$CHANCERY" code in.txt
status "without overlay: exit status 0" 0
is "without overlay: nothing known here" "$(cat out)" ""

printf 'id\tname\taliases\tcountry\tsector\tfamily_first\tsource\nzorro-xample\tZorro Xample\t-\tMEX\tGOV\tn\town\n' >own/actors/persons.tsv
# shellcheck disable=SC2059 # the strings are formats
printf "$head$dance" >own/rules/support.tsv
run "$CHANCERY" code --data own in.txt
status "overlay: exit status 0" 0
has "overlay: a person is known" out '"actor":"zorro-xample"'
has "overlay: a rule finds its act" out '"rule":"en/support.tango.1"'
cp out first
run "$CHANCERY" code --data own --threads 2 in.txt
same "overlay: the same bytes with two threads" out first

# shellcheck disable=SC2059
printf "$head"'!en/consult.visit.1\t-\t-\t-\t-\t-\t-\t-\t-\t-\t-\t-\n' >own/rules/consult.tsv
run "$CHANCERY" code --data own in.txt
lacks "overlay: a row with ! removes a rule" out '"rule":"en/consult.visit.1"'
rm own/rules/consult.tsv

# shellcheck disable=SC2059
printf "$head$dance"'en/bad.1\tv:x\tsubj obj\tSUPPORT\t-\t050\t-\t-\tr\tp\tn\to\n' >own/rules/support.tsv
run "$CHANCERY" code --data own in.txt
status "a wrong rule: exit status 4" 4
has "a wrong rule: file and line are named" err 'own/rules/support.tsv:3: the frame "subj obj" has no ">"'
is "a wrong rule: nothing printed" "$(cat out)" ""

# shellcheck disable=SC2059
printf "$head$dance" >own/rules/support.tsv
printf 'x\n' >own/actors/person.tsv
run "$CHANCERY" code --data own in.txt
status "an unknown table: exit status 4" 4
has "an unknown table: it is named" err 'no table is called "actors/person.tsv"'

finish
