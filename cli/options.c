/* SPDX-License-Identifier: Apache-2.0 */
/* The table of commands and options; see options.h. Texts are plain ASCII:
 * they go into a terminal of any kind and into roff. */
#include "options.h"

#define ON(x) ((uint64_t)1 << CHN_COMMAND_##x)
#define ON_ALL                                                                 \
    (ON(NONE) | ON(READ) | ON(CODE) | ON(ADD) | ON(TIMELINE) | ON(SHOW) |      \
     ON(STATS) | ON(ORIGINS) | ON(PARSE) | ON(DATE) | ON(EXPLAIN) | ON(WHY) |  \
     ON(ACTORS) | RECORD | ANALYSIS | ON(SERVE) | ON(PUSH) | SPREAD |          \
     ON(COMPLETION) | ON(HELP))
/* what works without a store, in parts */
#define SPREAD (ON(EVENTS) | ON(PLAN) | ON(RUN_TASK))
/* what looks at events of a store side by side */
#define BESIDE (ON(DISAGREE) | ON(FOLLOWS) | ON(OBSERVANCES) | ON(MESSAGES))
/* what asks, draws, exports and reviews */
#define ANALYSIS                                                               \
    (ON(QUERY) | ON(SERIES) | ON(EXPORT) | ON(REBUILD) | ON(DIFF) |            \
     ON(CHECK) | ON(COMPARE) | ON(REVIEW) | ON(AGREEMENT))
#define RECORD (ON(MERGE) | ON(UNMERGE) | BESIDE)
#define READING                                                                \
    (ON(READ) | ON(CODE) | ON(ADD) | ON(PARSE) | ON(DATE) | ON(ACTORS))
#define FORMATS "table jsonl csv"

const chn_option chn_options[] = {
    {CHN_OPTION_STORE,
     ON(ADD) | ON(TIMELINE) | ON(SHOW) | ON(WHY) | ON(STATS) | ON(ORIGINS) |
         RECORD | (ANALYSIS & ~ON(DIFF)) | ON(SERVE) | ON(PUSH),
     "store", 'd', 1, "FILE", NULL, CHN_COMPLETE_FILES, false,
     "the store, one SQLite file; add makes it if it is not there"},
    {CHN_OPTION_STORE, ON(DATE), "store", 'd', 1, "FILE", NULL,
     CHN_COMPLETE_FILES, false,
     "a store: with --set or --unset the one to change; alone, its reports' "
     "days are listed and no PATH is read"},
    {CHN_OPTION_SET, ON(DATE), "set", 's', 1, "REPORT=DATE", NULL,
     CHN_COMPLETE_NONE, false,
     "in the store, the report is of this day (YYYY-MM-DD), whatever it was "
     "given or its text tells; it is read again with it; may be given more "
     "than once"},
    {CHN_OPTION_UNSET, ON(DATE), "unset", 'u', 1, "REPORT", NULL,
     CHN_COMPLETE_NONE, false,
     "take back what was set: the report gets the day that it came with, or "
     "that its text tells; may be given more than once"},
    {CHN_OPTION_EXPRESSIONS, ON(DATE), "expressions", 'e', 0, NULL, NULL,
     CHN_COMPLETE_NONE, false,
     "print the expressions of time of each report: their values, their days "
     "and what these were counted from"},
    {CHN_OPTION_FORMAT, ON(CODE), "format", 'f', 1, "FORMAT", FORMATS,
     CHN_COMPLETE_WORDS, false,
     "table, jsonl or csv (default: table on a terminal, jsonl elsewhere)"},
    {CHN_OPTION_FORMAT, ON(TIMELINE) | ON(STATS) | ON(ORIGINS) | ON(QUERY),
     "format", 'f', 1, "FORMAT", FORMATS, CHN_COMPLETE_WORDS, false,
     "table (the default), jsonl or csv"},
    {CHN_OPTION_FORMAT, ON(SHOW), "format", 'f', 1, "FORMAT", "table jsonl",
     CHN_COMPLETE_WORDS, false,
     "table (the default) or jsonl, the claim's line as code prints it"},
    {CHN_OPTION_FORMAT, BESIDE | ON(MERGE) | ON(PUSH), "format", 'f', 1,
     "FORMAT", "table jsonl", CHN_COMPLETE_WORDS, false,
     "table, text for people (the default), or jsonl"},
    {CHN_OPTION_COMPARE, ON(MERGE), "compare", 0, 0, NULL, NULL,
     CHN_COMPLETE_NONE, false,
     "change nothing; tell why two claims are, or are not, one event, why the "
     "claims of one event are in it, or this of all events of many reports"},
    {CHN_OPTION_WINDOW, ON(MERGE), "window", 0, 1, "DAYS", NULL,
     CHN_COMPLETE_NONE, false,
     "reports of one act may differ by so many days, 0 to 7; all events are "
     "merged anew"},
    {CHN_OPTION_GDELT, ON(COMPARE), "gdelt", 0, 1, "FILE", NULL,
     CHN_COMPLETE_FILES, false,
     "an event file of GDELT 1.0 or 2.0: tab or comma, with or without names "
     "of "
     "columns, packed or not"},
    {CHN_OPTION_WINDOW, ON(COMPARE), "window", 0, 1, "DAYS", NULL,
     CHN_COMPLETE_NONE, false,
     "the days of two events that match may differ by so many, 0 to 7 "
     "(default: "
     "1)"},
    {CHN_OPTION_STRICTNESS, ON(MERGE), "strictness", 0, 1, "LEVEL", NULL,
     CHN_COMPLETE_NONE, false,
     "loose, normal or strict, or the points that two claims need, 1 to 200 "
     "(35, 45 and 60); all events are merged anew"},
    {CHN_OPTION_WINDOW, ON(EVENTS) | ON(PLAN), "window", 0, 1, "DAYS", NULL,
     CHN_COMPLETE_NONE, false,
     "reports of one act may differ by so many days, 0 to 7 (default: 1)"},
    {CHN_OPTION_STRICTNESS, ON(EVENTS) | ON(PLAN), "strictness", 0, 1, "LEVEL",
     NULL, CHN_COMPLETE_NONE, false,
     "loose, normal (the default) or strict, or the points that two claims "
     "need, 1 to 200 (35, 45 and 60)"},
    {CHN_OPTION_DAYS, ON(EVENTS) | ON(PLAN), "days", 0, 1, "N", NULL,
     CHN_COMPLETE_NONE, false,
     "one kind of act between the same parties is merged in spans of N days "
     "(default: 512); fewer make smaller parts and more copies at their "
     "edges, and the same events"},
    {CHN_OPTION_KEYS, ON(EVENTS), "keys", 0, 0, NULL, NULL, CHN_COMPLETE_NONE,
     false,
     "merge nothing; print each claim behind each of its keys and a tab"},
    {CHN_OPTION_KEYED, ON(EVENTS), "keyed", 0, 0, NULL, NULL, CHN_COMPLETE_NONE,
     false,
     "read lines of --keys, sorted (LC_ALL=C sort), and merge each key by "
     "itself; all claims of a key must be there"},
    {CHN_OPTION_SHARDS, ON(PLAN), "shards", 0, 1, "N", NULL, CHN_COMPLETE_NONE,
     false,
     "cut the input into about N shards of one size, between two reports "
     "(default: as many as tasks)"},
    {CHN_OPTION_TASKS, ON(PLAN), "tasks", 0, 1, "T", NULL, CHN_COMPLETE_NONE,
     false, "code them in T tasks, each with its shards (default: 8)"},
    {CHN_OPTION_PARTS, ON(PLAN), "parts", 0, 1, "P", NULL, CHN_COMPLETE_NONE,
     false,
     "merge in P tasks, 1 to 256 (default: as many as code, at most 256)"},
    {CHN_OPTION_PLAN, ON(RUN_TASK), "plan", 'p', 1, "FILE", NULL,
     CHN_COMPLETE_FILES, false, "the plan, of: chancery plan"},
    {CHN_OPTION_INDEX, ON(RUN_TASK), "index", 'i', 1, "I", NULL,
     CHN_COMPLETE_NONE, false, "the task of the plan, from 0"},
    {CHN_OPTION_THREADS, ON(RUN_TASK), "threads", 'j', 1, "N", NULL,
     CHN_COMPLETE_NONE, false,
     "code with N threads, 1 to 64 (default: 1, since tasks run beside each "
     "other)"},
    {CHN_OPTION_BY, ON(MERGE) | ON(UNMERGE), "by", 0, 1, "NAME", NULL,
     CHN_COMPLETE_NONE, false, "who decides (default: the user's name)"},
    {CHN_OPTION_WHY, ON(MERGE) | ON(UNMERGE), "why", 0, 1, "TEXT", NULL,
     CHN_COMPLETE_NONE, false, "the reason, kept with the decision"},
    {CHN_OPTION_DAY, ON(MERGE) | ON(UNMERGE), "date", 0, 1, "DATE", NULL,
     CHN_COMPLETE_NONE, false,
     "the day of the decision, YYYY-MM-DD (default: today)"},
    {CHN_OPTION_FORMAT, ON(PARSE), "format", 'f', 1, "FORMAT", "conllu tree",
     CHN_COMPLETE_WORDS, false,
     "conllu or tree (default: tree on a terminal, conllu elsewhere)"},
    {CHN_OPTION_FORMAT, ON(DATE), "format", 'f', 1, "FORMAT", "table jsonl",
     CHN_COMPLETE_WORDS, false,
     "table, sentences for people, or jsonl (default: table on a terminal, "
     "jsonl elsewhere)"},
    {CHN_OPTION_FORMAT, ON(ACTORS), "format", 'f', 1, "FORMAT", "table jsonl",
     CHN_COMPLETE_WORDS, false,
     "lint, show, suggest: table, text for people (the default), or jsonl"},
    {CHN_OPTION_FORMAT, ON(EXPLAIN) | ON(WHY), "format", 'f', 1, "FORMAT",
     "table json", CHN_COMPLETE_WORDS, false,
     "table, text for people (the default), or json, one object"},
    {CHN_OPTION_DAY, ON(EXPLAIN), "date", 0, 1, "DATE", NULL, CHN_COMPLETE_NONE,
     false, "the day that the sentence is of, YYYY-MM-DD"},
    {CHN_OPTION_PUBLISHER, ON(EXPLAIN), "publisher", 0, 1, "NAME", NULL,
     CHN_COMPLETE_NONE, false, "who published it, as a report would tell"},
    {CHN_OPTION_MERGEABLE, ON(CODE), "mergeable", 0, 0, NULL, NULL,
     CHN_COMPLETE_NONE, false,
     "print with each claim what chancery events needs to merge it; as JSON "
     "Lines"},
    {CHN_OPTION_MIN_CONFIDENCE, ON(CODE) | ON(ADD) | ON(REBUILD) | ON(PLAN),
     "min-confidence", 0, 1, "X", NULL, CHN_COMPLETE_NONE, false,
     "leave out claims that are right with a probability below X, 0 to 1; "
     "code --rejected lists them"},
    {CHN_OPTION_REJECTED, ON(CODE), "rejected", 0, 0, NULL, NULL,
     CHN_COMPLETE_NONE, false,
     "print what was seen and not coded, with the reason, instead of the "
     "claims; as JSON Lines"},
    {CHN_OPTION_SCALE,
     ON(CODE) | ON(ADD) | ON(EXPLAIN) | ON(WHY) | ON(REBUILD) | ON(PLAN),
     "scale", 0, 1, "NAME", NULL, CHN_COMPLETE_NONE, false,
     "quad class and score of acts by this scale of ontology/scales.tsv: "
     "plover (the default), goldstein, or one of your tables"},
    {CHN_OPTION_UNCERTAIN, ON(ACTORS), "uncertain", 0, 0, NULL, NULL,
     CHN_COMPLETE_NONE, false,
     "lint: list the offices, too, whose dates are marked as uncertain"},
    {CHN_OPTION_NOTES, ON(ACTORS), "notes", 0, 0, NULL, NULL, CHN_COMPLETE_NONE,
     false,
     "lint: list notes, too: gaps in a succession, names that are also a "
     "place's"},
    {CHN_OPTION_DICTIONARY, ON(ACTORS), "from", 0, 1, "KIND",
     "tabari petrarch countryinfo", CHN_COMPLETE_WORDS, false,
     "import: whose dictionary it is: tabari, petrarch or countryinfo"},
    {CHN_OPTION_DAY, ON(ACTORS), "date", 0, 1, "DATE", NULL, CHN_COMPLETE_NONE,
     false, "show: the offices held on DATE, YYYY-MM-DD"},
    {CHN_OPTION_DIRECTORY, ON(ACTORS), "output", 'o', 1, "DIR", NULL,
     CHN_COMPLETE_DIRS, false,
     "suggest, import: write tables into DIR, a new folder for --data"},
    {CHN_OPTION_SENTENCE, ON(PARSE), "sentence", 'n', 1, "N", NULL,
     CHN_COMPLETE_NONE, false,
     "only sentence N of each report, counted from 1"},
    {CHN_OPTION_TAGS_ONLY, ON(PARSE), "tags-only", 't', 0, NULL, NULL,
     CHN_COMPLETE_NONE, false,
     "tags, features and lemmas without trees, which is faster"},
    {CHN_OPTION_LAZY, ON(PARSE), "lazy", 'l', 0, NULL, NULL, CHN_COMPLETE_NONE,
     false,
     "only sentences that can hold an act: an actor's word and a rule's"},
    {CHN_OPTION_ASCII, ON(PARSE) | ON(EXPLAIN) | ON(WHY) | ON(SERIES), "ascii",
     0, 0, NULL, NULL, CHN_COMPLETE_NONE, false,
     "draw trees and bars in ASCII; otherwise only where the locale is not "
     "UTF-8"},
    {CHN_OPTION_OUTPUT,
     ON(READ) | ON(CODE) | ON(PARSE) | ON(DATE) | ON(SERIES) | ON(EXPORT) |
         ON(REBUILD) | ON(EVENTS) | ON(COMPARE),
     "output", 'o', 1, "FILE", NULL, CHN_COMPLETE_FILES, false,
     "write to FILE instead of standard output; FILE appears only when it is "
     "whole"},
    {CHN_OPTION_OUTPUT, ON(PLAN), "out", 'o', 1, "FILE", NULL,
     CHN_COMPLETE_FILES, false,
     "the plan; what the tasks make lies beside it, in its folder"},
    {CHN_OPTION_INPUT, READING | ON(WHY) | ON(PLAN), "input", 'i', 1, "KIND",
     "auto text jsonl warc feed html", CHN_COMPLETE_WORDS, false,
     "how files are read: text (one file, one report, or several with form "
     "feeds between them), jsonl (one line, one report), warc (archives of the "
     "web), feed (RSS, Atom, JSON Feed), html (pages) or auto (the default: by "
     "the file's ending and its first bytes)"},
    {CHN_OPTION_ANY_LANGUAGE, READING | ON(PLAN), "any-language", 0, 0, NULL,
     NULL, CHN_COMPLETE_NONE, false,
     "read reports in other languages than English too; they are passed over "
     "and counted otherwise"},
    {CHN_OPTION_MAP, READING | ON(WHY) | ON(PLAN), "map", 'm', 1, "FIELD=NAME",
     NULL, CHN_COMPLETE_NONE, false,
     "in JSON Lines, FIELD (id, date, publisher, title, text, url) is called "
     "NAME; may be given more than once"},
    {CHN_OPTION_DATA,
     READING | ON(EXPLAIN) | ON(WHY) | ON(OBSERVANCES) | ON(REBUILD) | ON(PLAN),
     "data", 'D', 1, "DIR", NULL, CHN_COMPLETE_DIRS, false,
     "add the tables in DIR to those built in; may be given more than once, "
     "later ones win"},
    {CHN_OPTION_MODEL,
     ON(CODE) | ON(ADD) | ON(PARSE) | ON(EXPLAIN) | ON(WHY) | ON(REBUILD) |
         ON(PLAN),
     "model", 0, 1, "FILE", NULL, CHN_COMPLETE_FILES, false,
     "read syntax by the model in FILE and not by the one built in"},
    {CHN_OPTION_THREADS, READING, "threads", 'j', 1, "N", NULL,
     CHN_COMPLETE_NONE, false,
     "use N threads, 1 to 64; the output is the same for any N "
     "(default: one for each processor, at most 8)"},
    {CHN_OPTION_BATCH, ON(ADD), "batch", 'b', 1, "N", NULL, CHN_COMPLETE_NONE,
     false,
     "reports in one transaction, 1 to 1000000, and merged with it (default: "
     "saved by 4000 reports, and merged at the end, or after five minutes); a "
     "run that is killed loses at most the open one"},
    {CHN_OPTION_STAMP, ON(ADD), "stamp", 0, 0, NULL, NULL, CHN_COMPLETE_NONE,
     false,
     "keep the time of this run in the store; without it the same reports "
     "make the same store"},
    {CHN_OPTION_BETWEEN, ON(TIMELINE) | BESIDE, "between", 0, 2, "STATE STATE",
     NULL, CHN_COMPLETE_NONE, false,
     "only events between these two: ISO 3166-1 alpha-3 codes (PRK), names "
     "(\"North Korea\") or organisations (IGO/UN)"},
    {CHN_OPTION_FROM,
     ON(TIMELINE) | BESIDE | ON(QUERY) | ON(EXPORT) | ON(SERIES), "from", 0, 1,
     "DATE", NULL, CHN_COMPLETE_NONE, false,
     "only events on or after DATE: YYYY, YYYY-MM or YYYY-MM-DD"},
    {CHN_OPTION_TO, ON(TIMELINE) | BESIDE | ON(QUERY) | ON(EXPORT) | ON(SERIES),
     "to", 0, 1, "DATE", NULL, CHN_COMPLETE_NONE, false,
     "only events on or before DATE; a year or month counts to its last day"},
    {CHN_OPTION_CATEGORY, ON(TIMELINE) | ON(QUERY) | ON(EXPORT) | ON(SERIES),
     "category", 0, 1, "CATEGORY",
     "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE "
     "REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT",
     CHN_COMPLETE_WORDS, false, "only events of this PLOVER category"},
    {CHN_OPTION_STATUS, ON(TIMELINE) | ON(QUERY) | ON(EXPORT), "status", 0, 1,
     "STATUS", "occurred planned possible denied", CHN_COMPLETE_WORDS, false,
     "only events of this status: occurred, planned, possible or denied"},
    {CHN_OPTION_FORMAT, ON(SERIES), "format", 'f', 1, "FORMAT",
     "table jsonl csv svg", CHN_COMPLETE_WORDS, false,
     "table (the default), jsonl, csv or svg, a picture"},
    {CHN_OPTION_FORMAT, ON(DIFF) | ON(AGREEMENT) | ON(COMPARE), "format", 'f',
     1, "FORMAT", "table jsonl", CHN_COMPLETE_WORDS, false,
     "table (the default) or jsonl"},
    {CHN_OPTION_STATUS, ON(SERIES), "status", 0, 1, "STATUS",
     "occurred planned possible denied", CHN_COMPLETE_WORDS, false,
     "count acts of this status (default: occurred)"},
    {CHN_OPTION_ACTOR, ON(QUERY) | ON(EXPORT), "actor", 'a', 1, "WHO", NULL,
     CHN_COMPLETE_NONE, false,
     "only events that WHO has part in: an id (kim-jong-un), a country's code "
     "or name with all its people, a name or a word of one"},
    {CHN_OPTION_DYAD, ON(QUERY) | ON(EXPORT) | ON(SERIES), "dyad", 0, 1, "A-B",
     NULL, CHN_COMPLETE_NONE, false,
     "the acts between two countries or organisations, by code or name: "
     "PRK-RUS, IGO/UN-PRK"},
    {CHN_OPTION_FACET, ON(QUERY) | ON(EXPORT), "mode", 0, 1, "MODE", NULL,
     CHN_COMPLETE_NONE, false,
     "only events of this mode, the finer kind within a category: visit"},
    {CHN_OPTION_FACET, ON(QUERY) | ON(EXPORT), "confidence", 0, 1, "X", NULL,
     CHN_COMPLETE_NONE, false,
     "only events with a confidence of at least X, 0 to 1"},
    {CHN_OPTION_FACET, ON(QUERY) | ON(EXPORT), "place", 0, 1, "NAME", NULL,
     CHN_COMPLETE_NONE, false, "only events at this place"},
    {CHN_OPTION_FACET, ON(QUERY) | ON(EXPORT), "origin", 0, 1, "NAME", NULL,
     CHN_COMPLETE_NONE, false,
     "only events on whose origin's word they rest: KCNA, or \"the report "
     "itself\""},
    {CHN_OPTION_FACET, ON(QUERY) | ON(EXPORT), "occasion", 0, 1, "ID", NULL,
     CHN_COMPLETE_NONE, false, "only events that mark this occasion"},
    {CHN_OPTION_FACET, ON(QUERY) | ON(EXPORT), "reviewed", 0, 1, "STATE",
     "unreviewed accepted corrected rejected", CHN_COMPLETE_WORDS, false,
     "only events in this state of review; rejected ones are listed by this "
     "alone"},
    {CHN_OPTION_FACET, ON(QUERY) | ON(EXPORT), "text", 't', 1, "WORDS", NULL,
     CHN_COMPLETE_NONE, false,
     "only events of which a report has all WORDS; several in double quotes "
     "stand in this order, word* is a beginning"},
    {CHN_OPTION_FACET, ON(QUERY) | ON(EXPORT), "limit", 'n', 1, "N", NULL,
     CHN_COMPLETE_NONE, false,
     "at most N events, or with --facets N values of each; 0 is all"},
    {CHN_OPTION_FACET, ON(QUERY) | ON(EXPORT), "offset", 0, 1, "N", NULL,
     CHN_COMPLETE_NONE, false, "pass over N events first"},
    {CHN_OPTION_FACETS, ON(QUERY), "facets", 0, 0, NULL, NULL,
     CHN_COMPLETE_NONE, false,
     "count the events of each actor, dyad, category, mode, status, place, "
     "origin, occasion, year and state of review instead"},
    {CHN_OPTION_GRAIN, ON(SERIES), "by", 'b', 1, "PERIOD", "month quarter year",
     CHN_COMPLETE_WORDS, false, "month, quarter or year (default: month)"},
    {CHN_OPTION_DIRECTED, ON(SERIES), "directed", 0, 0, NULL, NULL,
     CHN_COMPLETE_NONE, false,
     "only acts of the first towards the second, and of both together"},
    {CHN_OPTION_CLAIMS, ON(SERIES), "claims", 0, 0, NULL, NULL,
     CHN_COMPLETE_NONE, false, "count claims and not events"},
    {CHN_OPTION_PLOT, ON(SERIES), "plot", 'p', 0, NULL, NULL, CHN_COMPLETE_NONE,
     false, "draw bars instead of the table"},
    {CHN_OPTION_LAYOUT, ON(EXPORT), "format", 'f', 1, "FORMAT",
     "jsonl claims ged icews polecat gdelt chronology graphml ical store",
     CHN_COMPLETE_WORDS, false,
     "jsonl (the default: events as the record has them), claims, tables with "
     "the columns of ged, icews, polecat or gdelt, chronology (Markdown with "
     "footnotes), graphml, ical, or store, a copy"},
    {CHN_OPTION_SALVAGE, ON(REBUILD), "salvage", 0, 0, NULL, NULL,
     CHN_COMPLETE_NONE, false,
     "the store is damaged: save what can be read, each report by itself, and "
     "tell what is lost"},
    {CHN_OPTION_NO_TEXT, ON(EXPORT), "no-text", 0, 0, NULL, NULL,
     CHN_COMPLETE_NONE, false,
     "with --format store: a copy without the words of the reports"},
    {CHN_OPTION_NO_TEXT, ON(ADD), "no-text", 0, 0, NULL, NULL,
     CHN_COMPLETE_NONE, false,
     "keep hashes, spans and codes, and not the words of the reports; holds "
     "for a store from its first report on"},
    {CHN_OPTION_WHO, ON(REVIEW), "by", 0, 1, "NAME", NULL, CHN_COMPLETE_NONE,
     false, "who reviews; must be given to decide anything"},
    {CHN_OPTION_DAY_OF_REVIEW, ON(REVIEW), "on", 0, 1, "TIME", NULL,
     CHN_COMPLETE_NONE, false,
     "when, as it is to be kept (default: now, in UTC)"},
    {CHN_OPTION_BELOW, ON(REVIEW), "below", 0, 1, "X", NULL, CHN_COMPLETE_NONE,
     false,
     "doubtful are claims with a confidence below X, 0 to 1 (default: 0.8), "
     "and those with open questions"},
    {CHN_OPTION_SHOW_ALL, ON(REVIEW), "conflicts", 0, 0, NULL, NULL,
     CHN_COMPLETE_NONE, false,
     "list decisions that contradict each other or have lost their claim, "
     "and decide nothing"},
    {CHN_OPTION_PORT, ON(SERVE), "port", 'p', 1, "N", NULL, CHN_COMPLETE_NONE,
     false, "the port, 0 to 65535; 0 is any that is free (default: 8765)"},
    {CHN_OPTION_LISTEN, ON(SERVE), "listen", 0, 1, "ADDRESS", NULL,
     CHN_COMPLETE_NONE, false,
     "an address of this machine to be reached at by others (default: "
     "127.0.0.1, by nobody else); the printed link then holds a token, and "
     "nobody gets in without it"},
    {CHN_OPTION_REVIEW, ON(SERVE), "review", 0, 0, NULL, NULL,
     CHN_COMPLETE_NONE, false,
     "let the pages accept, correct, reject, merge and split; needs --by"},
    {CHN_OPTION_WHO, ON(SERVE), "by", 0, 1, "NAME", NULL, CHN_COMPLETE_NONE,
     false, "who reviews; kept with each decision"},
    {CHN_OPTION_BELOW, ON(SERVE), "below", 0, 1, "X", NULL, CHN_COMPLETE_NONE,
     false,
     "doubtful are claims with a confidence below X, 0 to 1 (default: 0.8), "
     "and those with open questions"},
    {CHN_OPTION_THREADS, ON(SERVE), "threads", 'j', 1, "N", NULL,
     CHN_COMPLETE_NONE, false,
     "answer with N threads, 1 to 64 (default: two for each processor, at "
     "most 8)"},
    {CHN_OPTION_CONNECTIONS, ON(SERVE), "connections", 0, 1, "N", NULL,
     CHN_COMPLETE_NONE, false,
     "at most N connections at a time, 16 to 100000 (default: 12000, or as "
     "many as the system lets it have)"},
    {CHN_OPTION_ADDRESS, ON(PUSH), "to", 0, 1, "ADDRESS", NULL,
     CHN_COMPLETE_NONE, false,
     "the database, as libpq has it: postgresql://USER@HOST/DATABASE, or "
     "service=NAME; a password is not allowed here (default: "
     "CHANCERY_PUSH_TO)"},
    {CHN_OPTION_SCHEMA, ON(PUSH), "schema", 0, 1, "NAME", NULL,
     CHN_COMPLETE_NONE, false,
     "the schema that the tables are in; it is made where it is not there "
     "(default: chancery)"},
    {CHN_OPTION_TABLE, ON(PUSH), "table", 0, 1, "NAME", NULL, CHN_COMPLETE_NONE,
     false,
     "push this table and those that it refers to, and what is in the schema "
     "already; may be given more than once (default: all)"},
    {CHN_OPTION_NO_TEXT, ON(PUSH), "no-text", 0, 0, NULL, NULL,
     CHN_COMPLETE_NONE, false,
     "leave out the words of the reports: hashes, spans, names and codes stay"},
    {CHN_OPTION_DRY_RUN, ON(PUSH), "dry-run", 'n', 0, NULL, NULL,
     CHN_COMPLETE_NONE, false, "tell what would change, and change nothing"},
    {CHN_OPTION_FULL, ON(PUSH), "full", 0, 0, NULL, NULL, CHN_COMPLETE_NONE,
     false,
     "send and compare every row, so that what others changed by hand is "
     "mended"},
    {CHN_OPTION_REPLACE, ON(PUSH), "replace", 0, 0, NULL, NULL,
     CHN_COMPLETE_NONE, false,
     "go on even if more than half of the reports that are there are not in "
     "this store, and go"},
    {CHN_OPTION_MAN, ON(HELP), "man", 0, 0, NULL, NULL, CHN_COMPLETE_NONE, true,
     "print the man page, in roff"},
    {CHN_OPTION_COLOR, ON_ALL, "color", 0, 1, "WHEN", "auto always never",
     CHN_COMPLETE_WORDS, false,
     "colour: auto (the default: on a terminal, unless NO_COLOR is set), "
     "always or never"},
    {CHN_OPTION_HELP, ON_ALL, "help", 'h', 0, NULL, NULL, CHN_COMPLETE_NONE,
     false, "print this help"},
    {CHN_OPTION_VERSION, ON_ALL, "version", 'V', 0, NULL, NULL,
     CHN_COMPLETE_NONE, false,
     "print the versions of the tool, its data, its rules and its model"},
};
const uint32_t chn_option_count = sizeof chn_options / sizeof *chn_options;

const chn_command chn_commands[] = {
    {CHN_COMMAND_CODE,
     "code",
     "[PATH...]",
     NULL,
     CHN_COMPLETE_FILES,
     false,
     "read reports and print their claims",
     "Reads the reports in each PATH (a file, a folder with all files below "
     "it, or - for standard input) and prints one claim for each telling of "
     "an act: who, to whom, what, when, where, on whose word, and the spans "
     "that prove it. Nothing is stored. Without a PATH it reads standard "
     "input, unless that is a terminal.\n\n"
     "Claims are printed in the order of the reports, and the same input "
     "gives the same bytes. A report that cannot be read is named on "
     "standard error and passed over.",
     {{"What does this report tell?", "chancery code report.txt"},
      {"Claims of a feed as JSON Lines, with another name for a field",
       "chancery code --map text=body day.jsonl.gz"},
      {"A spreadsheet of a folder",
       "chancery code --format csv -o claims.csv articles"}}},
    {CHN_COMMAND_READ,
     "read",
     "[PATH...]",
     NULL,
     CHN_COMPLETE_FILES,
     false,
     "read reports and print what would be coded: title, date, text",
     "Reads the reports in each PATH as code does and prints each as one line "
     "of JSON: id, title, publisher, url, date, what told it (date_basis), "
     "when the page was changed and what told that, language, file and text. "
     "Of a web page the text is its main text, without menus, notices, "
     "captions, comments and links to other pages; spans of claims count in "
     "it. The lines are reports themselves: code and add read them.\n\n"
     "A date is looked for in JSON-LD, then in meta tags, in time elements, "
     "in the address, and at last in the text near its head. A day on which "
     "a page was changed is never taken for the day of publishing.",
     {{"What is read of this page?", "chancery read page.html"},
      {"A folder of pages as a feed", "chancery read -o pages.jsonl pages"},
      {NULL, NULL}}},
    {CHN_COMMAND_ADD,
     "add",
     "[PATH...]",
     NULL,
     CHN_COMPLETE_FILES,
     false,
     "read reports and keep them, their claims and events in a store",
     "Reads the reports in each PATH as code does and keeps them in the "
     "store. A report that is there already changes nothing, so a run that "
     "was stopped is finished by giving the same command again. Claims of "
     "the same act are merged into one event.\n\n"
     "Reports are stored in batches, each of them one transaction, and merged "
     "at the end, or after five minutes. After ctrl-c the open batch is "
     "finished and the exit status is 130; a second ctrl-c stops at once. A "
     "run that is killed leaves a store that opens and has the reports of all "
     "its batches; claims that it did not merge are merged by the next "
     "add.\n\n"
     "The last lines say what was read and what could not be decided: "
     "reports without a date are named. They are kept, and never given "
     "today's date.",
     {{"Keep a folder of reports", "chancery add -d record.db articles"},
      {"Keep a feed, with a table of local names on top of those built in",
       "chancery add -d record.db --data mytables feed.jsonl"},
      {NULL, NULL}}},
    {CHN_COMMAND_TIMELINE,
     "timeline",
     "",
     NULL,
     CHN_COMPLETE_NONE,
     false,
     "list the events of a store by date",
     "Lists events by date, those without one last. A date is as exact as "
     "the text allows: 2019-04 is a month, 2023-07-25..27 an interval, "
     "\"by 2023-09-09\" means on or before that day. A word in brackets "
     "under a date says what it rests on if not on words beside the act: "
     "(inherited) from an earlier act of the passage, (named day) from the "
     "table of observances, (report's date) the text has none and the act "
     "was told by that day.\n\n"
     "In the table A -> B is an act of A towards B and A <-> B one of both. "
     "An act that has not taken place is marked [planned], [possible] or "
     "[denied]. R/O is the number of reports that tell of the event and of "
     "the origins that they rest on: ten reports of one agency's dispatch "
     "have one origin. The last column is the claim that tells the event "
     "best, for chancery show.",
     {{"What happened between North Korea and Russia?",
       "chancery timeline -d record.db --between PRK RUS"},
      {"What was planned for the autumn of 2023?",
       "chancery timeline -d record.db --status planned --from 2023-09 --to "
       "2023-11"},
      {NULL, NULL}}},
    {CHN_COMMAND_SHOW,
     "show",
     "ID",
     NULL,
     CHN_COMPLETE_NONE,
     false,
     "show one claim with its sentence and the words that prove each field",
     "ID is a claim's or an event's id, or its first five or more "
     "characters. The sentence is printed with its parts marked: in colour "
     "on a terminal, as [role words] elsewhere. Below it stands each field "
     "with the words it was read from and their place in the report, counted "
     "in characters from 0, and the chain of sources from the report to the "
     "origin.",
     {{"Who says so, and in which words?", "chancery show -d record.db c1f0a"},
      {NULL, NULL},
      {NULL, NULL}}},
    {CHN_COMMAND_STATS,
     "stats",
     "",
     NULL,
     CHN_COMPLETE_NONE,
     false,
     "count what a store holds",
     "Counts reports, claims and events by status, category, origin, pair of "
     "countries and year.",
     {{"How much is in it, and whose word does it rest on?",
       "chancery stats -d record.db"},
      {NULL, NULL},
      {NULL, NULL}}},
    {CHN_COMMAND_ORIGINS,
     "origins",
     "",
     NULL,
     CHN_COMPLETE_NONE,
     false,
     "count claims and events by the origin on whose word they rest",
     "An origin is the last link of a claim's chain of sources: ten outlets "
     "that print one agency are one origin. For each it counts events, events "
     "that no other origin tells, claims and reports, and reports that credit "
     "it as a whole (a dateline's agency, a tag line), with the origin's kind "
     "and its class of the table voice/reliability.tsv. A class tells what "
     "kind of word it is (official, press, named, unnamed ...), not whether "
     "it is true; a table of your own, given with --data when the reports are "
     "added, overrules it.",
     {{"On whose word does my record rest?", "chancery origins -d record.db"},
      {NULL, NULL},
      {NULL, NULL}}},
    {CHN_COMMAND_PARSE,
     "parse",
     "[PATH...]",
     NULL,
     CHN_COMPLETE_FILES,
     false,
     "print the tags and the tree of each sentence",
     "Reads the reports in each PATH as code does and prints what each word "
     "is in its sentence, by Universal Dependencies v2: tag, features, lemma, "
     "head and relation. For programs that is CoNLL-U, ten columns for each "
     "word; in the last, TokenRange is the word's place in the report, counted "
     "in characters from 0. For people it is a drawn tree, a line for each "
     "word: a word hangs from its head, and its number, tag, relation and "
     "head's number stand beside it.\n\n"
     "It needs a model: the one built in, or the one that --model names.",
     {{"Why was this sentence read so?",
       "chancery parse --sentence 2 report.txt"},
      {"A folder for other tools",
       "chancery parse -o articles.conllu articles"},
      {NULL, NULL}}},
    {CHN_COMMAND_DATE,
     "date",
     "[PATH...]",
     NULL,
     CHN_COMPLETE_FILES,
     false,
     "print the day of each report, how it is known, and the times it tells",
     "Reads the reports in each PATH as code does and prints the day of each. "
     "A day that is given with the report stands. Where none is, it is worked "
     "out from the text: weekdays, days of the month, anniversaries, named "
     "days, known events, offices and their holders. Printed are the day, or "
     "the days between which it lies, a confidence from 0 to 1, and the "
     "reasons: the words and what they mean. What speaks against the day is "
     "printed too. A report that tells too little, or contradicts itself, gets "
     "no day.\n\n"
     "code and add use the day that is worked out in the same way; a day that "
     "is given overrules it. What a store holds can be overruled by hand: "
     "--set reads the report again with the day you tell, so that the days of "
     "its acts and the events follow, and --unset takes that back. The store "
     "must hold the report's text; all that one command sets is done, or "
     "nothing.",
     {{"When was this written?", "chancery date clipping.txt"},
      {"Which words tell days, and which?",
       "chancery date --expressions report.txt"},
      {"The archive says otherwise",
       "chancery date -d record.db --set clipping=1998-05-14"}}},
    {CHN_COMMAND_EXPLAIN,
     "explain",
     "[SENTENCE]",
     NULL,
     CHN_COMPLETE_NONE,
     false,
     "show how a sentence is read: words, tree, actors, times, voices, claims",
     "Codes SENTENCE, which should stand in quotes, or standard input, which "
     "may be a whole report, and "
     "prints what was read on the way: the tree with lemmas and tags, marked "
     "with what each claim took the words for; the actors, as what they are "
     "known and with the office held on --date; the expressions of time; who "
     "says what; each claim with its rule, the rule's reason and pattern, the "
     "words that it matched and the parts of its confidence; and what was seen "
     "and not coded, with the reason.\n\n"
     "It is for whoever writes rules, and for reports of bugs: with "
     "--format json all of it is one object.",
     {{"How is this read?",
       "chancery explain \"Norway's premier met Kim Jong Un on Monday.\" "
       "--date 2019-05-02"},
      {"The same for a program",
       "chancery explain --format json \"Rome and Oslo signed a pact.\""},
      {NULL, NULL}}},
    {CHN_COMMAND_WHY,
     "why",
     "CLAIM [PATH...]",
     NULL,
     CHN_COMPLETE_FILES,
     false,
     "show why a claim was coded: rule, words, tree, date, voice, confidence",
     "CLAIM is a claim's id, or its first five or more characters; in a store "
     "an event's id stands for the claim that tells it best. Its report is "
     "read again, from the store or from the files in PATH, and for the "
     "claim's sentence the same is printed as by explain, with the words of "
     "this claim marked. Give the --data and --model that the store was made "
     "with: by other tables or rules the claim may not be found any more, and "
     "that is said.",
     {{"Why was this coded?", "chancery why -d record.db c1f0a"},
      {"The same without a store", "chancery why c1f0a articles"},
      {NULL, NULL}}},
    {CHN_COMMAND_ACTORS,
     "actors",
     "lint|show|suggest|import [NAME...]",
     NULL,
     CHN_COMPLETE_FILES,
     false,
     "check, look up and extend the tables of actors",
     "\tlint\t[DIR...] checks the tables built in, with those in each DIR on "
     "top: two holders of one seat, days that do not exist, ids and codes that "
     "nobody defined, names that mean two actors or are ordinary words. Each "
     "finding is told with file, line and what to do. Where a DIR is given, "
     "only what its rows have part in is listed. The exit status is 1 if there "
     "is an error or a warning. Notes are counted; --notes lists them.\n"
     "\tshow\tNAME... tells who NAME is: an id, a name, an alias, a state, or "
     "a part of a person's name; the offices with their dates, or those held "
     "on one --date.\n"
     "\tsuggest\t[PATH...] reads reports as code does and lists persons and "
     "bodies that they name with a role and no table has, those of most "
     "reports first, with the words that tell it. With --output DIR they are "
     "rows of new tables, to be reviewed: an office begins no later than the "
     "first report that tells it, and is marked as uncertain.\n"
     "\timport\tFILE... turns the dictionaries of TABARI and PETRARCH (actors, "
     "agents, discards) or CountryInfo.txt into tables in --output DIR. What "
     "cannot be carried over is listed with its line and the reason.\n\n"
     "A folder of tables is used with --data DIR, by this command, code, add, "
     "parse and date.",
     {{"Who was he on that day?",
       "chancery actors show Shoigu --date 2023-07-27"},
      {"Whom do my reports name that nobody knows?",
       "chancery actors suggest --output new articles"},
      {"Go on with the dictionary that I have",
       "chancery actors import --from petrarch --output mine "
       "Phoenix.Countries.actors.txt"}}},
    {CHN_COMMAND_MERGE,
     "merge",
     "[ID ID...]",
     NULL,
     CHN_COMPLETE_NONE,
     false,
     "say that two claims tell of one act; how freely claims are merged; why",
     "Two IDs of claims, or of events for the claim that tells them best, or "
     "their first five or more characters: the two tell of one act. The "
     "decision is a row of its own with who, when and why; it holds after the "
     "reports are coded anew, and unmerge takes it back.\n\n"
     "--compare tells, for two claims, what each field is worth and what keeps "
     "them apart. --window and --strictness set how freely the store merges "
     "from now on. Without any of these the settings and the decisions are "
     "listed; one that waits has a claim that the store does not hold, one in "
     "conflict has another decision against it.",
     {{"These two tell of one visit",
       "chancery merge -d record.db c1f0a c93b2 --why \"same visit\""},
      {"Why are these not one event?",
       "chancery merge -d record.db --compare c1f0a c93b2"},
      {"Days may differ by two",
       "chancery merge -d record.db --window 2 --strictness strict"}}},
    {CHN_COMMAND_UNMERGE,
     "unmerge",
     "ID...",
     NULL,
     CHN_COMPLETE_NONE,
     false,
     "say that claims do not tell of the act of their event",
     "Each claim leaves its event; those that leave one event together stay "
     "together. The decision is a row of its own, as those of merge are.",
     {{"This is another visit", "chancery unmerge -d record.db c1f0a"},
      {NULL, NULL},
      {NULL, NULL}}},
    {CHN_COMMAND_DISAGREE,
     "disagree",
     "[ID]",
     NULL,
     CHN_COMPLETE_NONE,
     false,
     "list where reports of one act contradict each other",
     "For each event of which the claims differ: the field, each value, and "
     "the reports and origins that give it; the value that the event takes "
     "stands first. Compared are the date, the kind of act, the place, the "
     "occasion, the persons, whether it happened, who denies it, and the "
     "numbers and beginnings told beside it. Values that can all be true "
     "(\"at least 80\" and \"82\") are marked. If nothing disagrees, it says "
     "so. ID is an event's or a claim's.",
     {{"Which reports disagree?", "chancery disagree -d record.db"},
      {"Only on what North Korea and Russia did",
       "chancery disagree -d record.db --between PRK RUS"},
      {NULL, NULL}}},
    {CHN_COMMAND_FOLLOWS,
     "follows",
     "",
     NULL,
     CHN_COMPLETE_NONE,
     false,
     "list what follows from what: plans and deeds, messages and replies ...",
     "\tdone\ta plan and its deed\n"
     "\tlapsed\ta plan whose day has passed, by the newest report, without a "
     "deed\n"
     "\topen\ta plan that may still come true\n"
     "\treply\ta message and the answer to it\n"
     "\tdenial\tan act that is told, and that it is denied\n"
     "\tnth\t\"the second such visit in six weeks\" and the visit that is "
     "meant\n"
     "\tsigning, ratification, breach\tof an agreement\n\n"
     "These are suggestions from days, parties and words; the words are "
     "printed.",
     {{"What became of the plans?",
       "chancery follows -d record.db --between PRK RUS"},
      {NULL, NULL},
      {NULL, NULL}}},
    {CHN_COMMAND_OBSERVANCES,
     "observances",
     "",
     NULL,
     CHN_COMPLETE_NONE,
     false,
     "list what recurs every year, and between whom",
     "For each occasion, and for each act that recurs about one day, between "
     "the same states: the day, the years that are told, the gaps, and when it "
     "is due next after the newest report. Below stand the acts of each year "
     "with their words, and what these add or drop against the year before. A "
     "gap is a year of which the store has no report, not one in which nothing "
     "was done; years that a report only mentions are marked.",
     {{"What recurs every year?", "chancery observances -d record.db"},
      {NULL, NULL},
      {NULL, NULL}}},
    {CHN_COMMAND_MESSAGES,
     "messages",
     "[ACTOR...]",
     NULL,
     CHN_COMPLETE_NONE,
     false,
     "list messages: who to whom, when, on what occasion, on whose word",
     "Lists messages, letters and greetings by date, one line for each "
     "direction: an exchange is one event and two messages. One or two ACTORs, "
     "ids or parts of names, leave the messages between them.",
     {{"Which messages were exchanged between Kim and Putin?",
       "chancery messages -d record.db kim putin"},
      {NULL, NULL},
      {NULL, NULL}}},
    {CHN_COMMAND_QUERY,
     "query",
     "",
     NULL,
     CHN_COMPLETE_NONE,
     false,
     "ask a store for events by who, what, where, when, whose word, and words",
     "Lists the events that fit all conditions, by date, in the columns of "
     "timeline. With --facets it counts them by each of the conditions "
     "instead, so that one sees what else could be asked. Events that a "
     "reviewer rejected are left out.\n\n"
     "Words are searched in the text of the reports, case and accents "
     "ignored: an event fits if one of its reports has all of them.",
     {{"What passed between Kim and Putin on KCNA's word?",
       "chancery query -d record.db --dyad PRK-RUS --actor kim-jong-un "
       "--origin KCNA"},
      {"Whose reports speak of a railway?",
       "chancery query -d record.db --text railway* --facets"},
      {NULL, NULL}}},
    {CHN_COMMAND_SERIES,
     "series",
     "",
     NULL,
     CHN_COMPLETE_NONE,
     false,
     "count the acts of two countries by month, quarter or year",
     "Counts the acts between the two of --dyad in each period: all, by quad "
     "class (verbal and material cooperation, verbal and material conflict) "
     "and category, with the sum of their scores. An act counts where its "
     "whole date lies within the period; those known only to be by or since "
     "a day of it are counted apart as bounded, and those whose date is wider "
     "are told at the end. A period without acts and reports is no zero: "
     "\"no reports\".\n\n"
     "Changes of rate are marked where a constant rate with Poisson counts "
     "fits worse than another before and after, by a penalty that grows with "
     "the length and scatter of the series. The events behind each stand "
     "with it, for chancery show.",
     {{"How did it go between North Korea and Russia?",
       "chancery series -d record.db --dyad PRK-RUS --by quarter --plot"},
      {"A picture for a paper",
       "chancery series -d record.db --dyad PRK-RUS --format svg -o prk.svg"},
      {NULL, NULL}}},
    {CHN_COMMAND_EXPORT,
     "export",
     "",
     NULL,
     CHN_COMPLETE_NONE,
     false,
     "write events in the layouts of other tools, or copy a store",
     "Writes the events that fit the conditions, which are those of query, by "
     "date. What a layout asks for and the record does not have is left "
     "empty; docs/export.md tells each field. Rejected events are left out, "
     "corrections are applied.",
     {{"A chronology with its sources",
       "chancery export -d record.db --dyad PRK-RUS --format chronology -o "
       "prk-rus.md"},
      {"A table for R", "chancery export -d record.db --format ged -o ged.csv"},
      {"A store to share without the articles",
       "chancery export -d record.db --format store --no-text -o shared.db"}}},
    {CHN_COMMAND_REBUILD,
     "rebuild",
     "",
     NULL,
     CHN_COMPLETE_NONE,
     false,
     "make a store anew from its reports, days set by hand and reviews",
     "Codes the reports of the store again, in their order, with this "
     "chancery and its tables, into a new store, and puts the reviews to the "
     "claims that they were made on: by id, else by place and words. Reviews "
     "whose claim is gone are kept and told. The same reports, versions and "
     "reviews give the same bytes. It says whether the rows are those of the "
     "old store; what differs is listed by chancery diff.",
     {{"Is the store what the reports tell?",
       "chancery rebuild -d record.db -o again.db"},
      {NULL, NULL},
      {NULL, NULL}}},
    {CHN_COMMAND_CHECK,
     "check",
     "",
     NULL,
     CHN_COMPLETE_NONE,
     false,
     "read the whole store and tell what is wrong with it",
     "Reads all pages and rows: broken pages and indexes, rows that point to "
     "none, reports whose text is not the one that was stored (by its "
     "SHA-256), claims in no event, words outside of their report. The exit "
     "status is 5 where something is wrong. What can be read of a damaged "
     "store is saved by chancery rebuild --salvage.",
     {{"Is the file as it was written?", "chancery check -d record.db"},
      {"Save what can be read of it",
       "chancery rebuild --salvage -d record.db -o saved.db"},
      {NULL, NULL}}},
    {CHN_COMMAND_DIFF,
     "diff",
     "A B",
     NULL,
     CHN_COMPLETE_FILES,
     false,
     "list the events that differ between two stores, with the reason",
     "Lists events that B has and A has not (+), that A has and B has not "
     "(-), and that differ (~), each with what caused it: a report, a rule, a "
     "review, or the versions of tables, rules and tool.",
     {{"What did the new tables change?", "chancery diff record.db again.db"},
      {NULL, NULL},
      {NULL, NULL}}},
    {CHN_COMMAND_COMPARE,
     "compare",
     "",
     NULL,
     CHN_COMPLETE_NONE,
     false,
     "say which events of GDELT the store has, and which it has besides",
     "Reads an event file of GDELT as a list of known events. A row matches an "
     "event of the store that has the same two states in the same order, a day "
     "within the window, and the same CAMEO code, root code or quad class; the "
     "closest is named; an event of the store of which only the latest day is "
     "known counts as of its first report's day. One line for each row (= "
     "matched, - only there), then "
     "one for each event of the store on these days that no row matched (+). "
     "The totals are told at the end. Rows without two states or a day are "
     "only counted.",
     {{"What has GDELT that the record has not?",
       "chancery compare -d record.db --gdelt 20211203.export.CSV | grep '^-'"},
      {NULL, NULL},
      {NULL, NULL}}},
    {CHN_COMMAND_REVIEW,
     "review",
     "[CLAIM...]",
     NULL,
     CHN_COMPLETE_NONE,
     false,
     "walk through doubtful claims: accept, correct, reject, with one key each",
     "Shows the claims that are doubtful and not yet reviewed by --by, the "
     "most doubtful first, or those named, and asks. On a terminal one key is "
     "enough; "
     "elsewhere it reads one answer a line.\n\n"
     "\ta\taccept\n"
     "\tx\treject\n"
     "\tc\tcorrect: then FIELD=VALUE, of category, mode, status, date, "
     "source, target, place, occasion; dates are YYYY-MM-DD or "
     "YYYY-MM-DD/YYYY-MM-DD; several with ; between them\n"
     "\tm\ta missed act: what, for the recall; asked again\n"
     "\ts\tor space: skip\n"
     "\tu\tundo the last decision\n"
     "\tq\tstop; what was decided is kept\n\n"
     "Words behind the key are the reason, behind # after a correction: \"x "
     "not an act\", \"c date=2023-07-26 # KCNA\". "
     "Each decision is a row with who, when and why. Decisions outlive a "
     "rebuild: they are found again by their claim's place and content.",
     {{"Look at what is least sure", "chancery review -d record.db --by ada"},
      {"Do reviewers contradict each other?",
       "chancery review -d record.db --conflicts"},
      {NULL, NULL}}},
    {CHN_COMMAND_AGREEMENT,
     "agreement",
     "",
     NULL,
     CHN_COMPLETE_NONE,
     false,
     "compute how far reviewers agree with each other and the coder with them",
     "For each pair of reviewers and each field: percent agreement and "
     "Cohen's kappa over the claims that both reviewed; Krippendorff's alpha "
     "(nominal) over all of them. For the coder: precision, the share of "
     "reviewed claims that were not rejected; and for each field the share "
     "that was not corrected. Recall needs the acts that were missed: review "
     "keeps them by its key m.",
     {{"How good is the coding?", "chancery agreement -d record.db"},
      {NULL, NULL},
      {NULL, NULL}}},
    {CHN_COMMAND_SERVE,
     "serve",
     "",
     NULL,
     CHN_COMPLETE_NONE,
     false,
     "open a store in the browser, and serve it as JSON",
     "Serves the store as pages for a browser and as JSON under /api/v1, until "
     "ctrl-c. It prints the link to open. Everything is in this one program: "
     "nothing is fetched from elsewhere, and only this machine can reach it, "
     "unless --listen says otherwise; then the link holds a random token.\n\n"
     "It only reads, and shows what other commands add while it runs. With "
     "--review the pages can accept, correct and reject claims, as review "
     "does, and merge and split events, in the name that --by gives.\n\n"
     "/api/v1/openapi.json describes the JSON.",
     {{"Read the record in the browser", "chancery serve -d record.db"},
      {"Review in the browser",
       "chancery serve -d record.db --review --by ada"},
      {"Let colleagues read along",
       "chancery serve -d record.db --listen 192.168.0.10"}}},
    {CHN_COMMAND_PUSH,
     "push",
     "",
     NULL,
     CHN_COMPLETE_NONE,
     false,
     "write the record into a PostgreSQL database, and keep it up to date",
     "Writes reports, claims, events and all that belongs to them as tables "
     "with keys and comments; docs/postgresql.md describes them. A second "
     "push sends only what changed. It is one transaction: whatever goes "
     "wrong, the tables are as before.\n\n"
     "The password is never taken from the command line, which others can "
     "see: put it into PGPASSWORD, ~/.pgpass or a service file, or the whole "
     "address into CHANCERY_PUSH_TO.\n\n"
     "Exit status 75 says that it may work later: the server is not to be "
     "reached, went away, or another push is under way.",
     {{"Write the record",
       "chancery push -d record.db --to postgresql://ada@db.example/press"},
      {"What would change?",
       "chancery push -d record.db --to service=press --dry-run"},
      {"Without the reports' words",
       "chancery push -d record.db --to service=press --schema public_record "
       "--no-text"}}},
    {CHN_COMMAND_EVENTS,
     "events",
     "[CLAIMS...]",
     NULL,
     CHN_COMPLETE_FILES,
     false,
     "merge claims into events without a store",
     "Reads claims, the JSON Lines of chancery code --mergeable, and prints "
     "the events that they tell of, by id. It is what add does with claims, "
     "less what only a store knows: decisions by hand, and the disagreements "
     "that need the reports' words. The lines may come in any order and from "
     "many machines; the same set of claims gives the same bytes.\n\n"
     "All claims are in memory, some 3 kB each. With --keys and --keyed they "
     "need not be: claims are spread by key, and each key is merged by "
     "itself, on whatever machine. A claim near the edge of its span of days "
     "has two keys or three, and only the key that owns an event prints it, "
     "so that the events of all keys are those of one run.",
     {{"Events of two machines' claims",
       "chancery events monday.jsonl tuesday.jsonl"},
      {"The same, with sort(1) for what memory does not hold",
       "chancery events --keys *.jsonl | LC_ALL=C sort | chancery events "
       "--keyed -"},
      {NULL, NULL}}},
    {CHN_COMMAND_PLAN,
     "plan",
     "PATH...",
     NULL,
     CHN_COMPLETE_FILES,
     false,
     "cut a large input into tasks for many machines",
     "Reads each PATH (a file, or a folder with all files below it), cuts JSON "
     "Lines between two lines, and writes a plan: the shards with sizes and "
     "checksums, the tasks, and the options to code with. It prints the "
     "numbers of the tasks by stage: code, merge, finish. chancery run-task "
     "does one of them; those of a stage in any order and side by side, the "
     "stages one after the other.\n\n"
     "Files that are compressed or not JSON Lines are never cut. Paths are "
     "kept as absolute ones: all machines must see them alike.",
     {{"For an array of 8 tasks",
       "chancery plan --tasks 8 -o run/plan.json feed.jsonl"},
      {NULL, NULL},
      {NULL, NULL}}},
    {CHN_COMMAND_RUN_TASK,
     "run-task",
     "",
     NULL,
     CHN_COMPLETE_NONE,
     false,
     "do one task of a plan",
     "Code tasks write the claims of their shards, spread by key; merge tasks "
     "write the events of a part; the last task joins them as events.jsonl, "
     "beside the plan. Each file is written under another name first, and "
     "when all of a shard or task are there, NAME.done tells their counts and "
     "checksums and the versions that made them. What has its .done is passed "
     "over, so a run that was killed is taken up by giving the same command "
     "again; and a task that runs twice at once does no harm.\n\n"
     "Reports that cannot be read are named on standard error and counted in "
     ".done, and the exit status is still 0: a task is done when it has told "
     "of every report.",
     {{"One task of a plan",
       "chancery run-task --plan run/plan.json --index 3"},
      {"All of a stage on one machine, with GNU parallel",
       "seq 0 7 | parallel chancery run-task -p run/plan.json -i {}"},
      {NULL, NULL}}},
    {CHN_COMMAND_COMPLETION,
     "completion",
     "SHELL",
     "bash zsh fish",
     CHN_COMPLETE_WORDS,
     false,
     "print the completions for a shell: bash, zsh or fish",
     "Prints the completions for SHELL on standard output.",
     {{"Use them in this bash", ". <(chancery completion bash)"},
      {NULL, NULL},
      {NULL, NULL}}},
    {CHN_COMMAND_HELP,
     "help",
     "[COMMAND]",
     "read code add timeline show stats origins parse date explain why actors "
     "merge unmerge disagree follows observances messages query series "
     "export rebuild diff compare check review agreement serve push events "
     "plan run-task completion",
     CHN_COMPLETE_WORDS,
     false,
     "print the help of a command",
     "Prints the same as --help.",
     {{"How do I list events?", "chancery help timeline"},
      {NULL, NULL},
      {NULL, NULL}}},
};
const uint32_t chn_command_count = sizeof chn_commands / sizeof *chn_commands;

const chn_prose chn_prose_sections[] = {
    {"EXIT STATUS",
     "\t0\tdone; also if there was nothing to print\n"
     "\t1\tdone, but some reports failed; each is named on standard error; or "
     "actors lint has found an error or a warning\n"
     "\t2\tthe command line is wrong\n"
     "\t3\tnothing could be read, or no claim or actor has the id or name\n"
     "\t4\ta table of knowledge or the model is wrong, or there is no model\n"
     "\t5\tthe store or the output cannot be opened or written\n"
     "\t70\ta bug in chancery, or out of memory\n"
     "\t75\tpush: the server cannot be reached or is busy; nothing was "
     "changed, and it may work later\n"
     "\t130\tstopped by ctrl-c (128 and the signal's number)"},
    {"INPUT",
     "A text file is one report. It may begin with \"date YYYY-MM-DD \" (after "
     "one space or none), which is the day it was published; without it the "
     "report is undated. Its id is the file's name without the ending. In a "
     "folder only files that end in .txt, .jsonl, .ndjson or .json are "
     "read.\n\n"
     "In JSON Lines (.jsonl, .ndjson, .json) each line is one object with the "
     "fields id, date, publisher, title, text and url, of which only text "
     "must be there. --map gives them other names."},
    {"ENVIRONMENT",
     "\tCHANCERY_STORE\tthe store that is meant where -d is not given\n"
     "\tCHANCERY_CPU\tinstructions that syntax is read with: portable, avx2, "
     "avxvnni, avx512 or amx, or the best below it that the processor has "
     "(default: the best of all); the output is the same\n"
     "\tCHANCERY_GUARD\tif \"off\", code and serve do not give up system "
     "calls, so that tools that look into a program can be used on them\n"
     "\tCHANCERY_PUSH_TO\tthe database that push means where --to is not "
     "given; it may hold a password\n"
     "\tPGPASSWORD, PGSERVICE ...\twhat libpq reads, for push\n"
     "\tNO_COLOR\tif set and not empty, no colour unless --color=always\n"
     "\tCOLUMNS\tthe width of tables; without it that of the terminal, or "
     "100 columns\n"
     "\tTERM\tif \"dumb\", no colour\n"
     "\tLC_ALL, LC_CTYPE, LANG\tthe first that is set and not empty: if it "
     "does not name UTF-8, parse draws trees in ASCII\n\n"
     "The locale has no other effect: text is UTF-8, dates are YYYY-MM-DD."},
    {"FILES",
     "The store is one SQLite file and can be read by any tool that reads "
     "those. chancery opens no network connection but that of push; only serve "
     "listens for "
     "some, on this machine alone unless --listen is given."},
};
const uint32_t chn_prose_count =
    sizeof chn_prose_sections / sizeof *chn_prose_sections;

const chn_command *chn_command_find(const char *name)
{
    for (uint32_t i = 0; i < chn_command_count; i++)
        if (strcmp(chn_commands[i].name, name) == 0)
            return &chn_commands[i];
    return NULL;
}

const chn_command *chn_command_get(chn_command_id id)
{
    for (uint32_t i = 0; i < chn_command_count; i++)
        if (chn_commands[i].id == id)
            return &chn_commands[i];
    return NULL;
}

bool chn_option_of(const chn_option *o, chn_command_id id)
{
    return (o->commands >> id & 1u) != 0;
}

#define WORD_MAX 32u

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* Damerau's distance with adjacent swaps ("tmieline"), case ignored. */
static uint32_t distance(chn_str a, chn_str b)
{
    if (a.n > WORD_MAX || b.n > WORD_MAX)
        return UINT32_MAX;
    uint32_t d[WORD_MAX + 1][WORD_MAX + 1];
    for (uint32_t i = 0; i <= a.n; i++)
        d[i][0] = i;
    for (uint32_t j = 0; j <= b.n; j++)
        d[0][j] = j;
    for (uint32_t i = 1; i <= a.n; i++) {
        for (uint32_t j = 1; j <= b.n; j++) {
            const char x = lower(a.p[i - 1]), y = lower(b.p[j - 1]);
            uint32_t best = d[i - 1][j - 1] + (x != y);
            best = least(best, least(d[i - 1][j], d[i][j - 1]) + 1);
            if (i > 1 && j > 1 && x == lower(b.p[j - 2]) &&
                lower(a.p[i - 2]) == y)
                best = least(best, d[i - 2][j - 2] + 1);
            d[i][j] = best;
        }
    }
    return d[a.n][b.n];
}

chn_str chn_nearest_word(chn_str s, const char *words)
{
    chn_str rest = chn_str_of(words), word, best = {"", 0};
    uint32_t best_d = UINT32_MAX;
    while (chn_str_next(&rest, ' ', &word)) {
        if (word.n == 0)
            continue;
        uint32_t d = distance(s, word);
        /* "time" for "timeline": what is typed begins the word. */
        if (s.n >= 2 && s.n < word.n && memcmp(s.p, word.p, s.n) == 0)
            d = 1;
        if (d < best_d) {
            best_d = d;
            best = word;
        }
    }
    /* Two slips in a short word, three in a long one; more is a guess. */
    const uint32_t most = s.n <= 3 ? 1 : s.n <= 7 ? 2 : 3;
    return best_d <= most ? best : chn_str_n("", 0);
}

void chn_words_text(chn_buf *b, const char *words)
{
    chn_str rest = chn_str_of(words), word;
    bool first = true;
    while (chn_str_next(&rest, ' ', &word)) {
        if (!first)
            chn_buf_z(b, rest.n > 0 ? ", " : " or ");
        chn_buf_str(b, word);
        first = false;
    }
}
