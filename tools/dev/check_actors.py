#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Superseded by "chancery actors lint", which checks more; to be removed.

Check the tables of data/actors that hold facts about the world.

Errors (exit 1): wrong number of cells, duplicate ids, rows out of order,
offices of unknown actors, impossible dates, since after until, country and
sector codes that nobody defined, one-word aliases in lower case.
Notes (listed, exit 0): names shared by two actors, names that are also a
country's or a capital's, two holders of one single seat at the same time,
offices whose dates are marked as uncertain (only with --uncertain).

    python3 tools/dev/check_actors.py [--uncertain] [--quiet] [FOLDER]
"""
import calendar
import os
import re
import sys

ISO3 = set("""
ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL
BEN BES BFA BGD BGR BHR BHS BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA
CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR CYM
CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA
FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM
GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY
JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU
LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ
MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL
OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS
RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK
SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV
TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM XKX YEM
ZAF ZMB ZWE
""".split())
SECTORS = set("""
COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB
MED REF OPP PRE REL SOC
""".split())
GROUP = re.compile(r"^(IGO|NGO|IMG|MNC|ISM)/[A-Z0-9]+$")
DATE = re.compile(r"^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$")
IDENT = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
KINDS = {"body", "igo", "org", "armed", "media", "party"}
MEDIA = {"agency", "state media", "outlet"}
PLACES = {"capital", "city", "region", "water", "island", "venue"}
HEADS = {
    "persons.tsv": "id name aliases country sector family_first source",
    "offices.tsv": "actor office rank since until certain source",
    "bodies.tsv": "id name aliases country sector kind media_kind since "
                  "until source",
    "places.tsv": "name aliases country lat lon kind ambiguous source",
}
# Offices that one person holds at a time; ambassadors, spokespersons, aides
# and members are many.
SEAT = re.compile(r"^(President of|Prime Minister of|Premier of|Chancellor of"
                  r"|Minister of|Secretary of (State|Defense|the Treasury)"
                  r"|King of|Queen of|Emir of|Secretary-General of)")
MANY = re.compile(r"^(Minister of State|President of the Nat|King of the "
                  r"United Kingdom)|Deputy|Presidency")


class Report:
    def __init__(self):
        self.errors = 0
        self.notes = []

    def error(self, where, text):
        self.errors += 1
        print(f"{where}: {text}")

    def note(self, text):
        self.notes.append(text)


def read(folder, name, head, rep):
    """Rows as (line number, dict); the header must be the one agreed."""
    rows, cols = [], None
    with open(os.path.join(folder, name), encoding="utf-8") as f:
        for n, line in enumerate(f, 1):
            line = line.rstrip("\n")
            if line.startswith("#") or not line:
                continue
            cells = line.split("\t")
            if cols is None:
                cols = cells
                if head and cols != head.split():
                    rep.error(f"{name}:{n}", f"header is {cols}; expected "
                                             f"{head.split()}")
                continue
            if len(cells) != len(cols):
                rep.error(f"{name}:{n}", f"{len(cells)} cells; expected "
                                         f"{len(cols)}")
                continue
            for c, v in zip(cols, cells):
                if not v or v != v.strip():
                    rep.error(f"{name}:{n}", f"cell \"{c}\" is empty or has "
                                             "blanks at its ends; write -")
            rows.append((n, dict(zip(cols, cells))))
    return rows


def span(value, last):
    """First or last day that a date may mean, as a string, or None."""
    if value == "-":
        return None
    m = DATE.match(value)
    if not m:
        return ""
    y, mo, d = int(m[1]), m[2], m[3]
    mm = int(mo) if mo else (12 if last else 1)
    if not 1 <= mm <= 12:
        return ""
    dim = calendar.monthrange(y, mm)[1]
    dd = int(d) if d else (dim if last else 1)
    if not 1 <= dd <= dim:
        return ""
    return f"{y:04d}-{mm:02d}-{dd:02d}"


def dates(where, row, rep):
    a, b = span(row["since"], False), span(row["until"], True)
    for key, v in (("since", a), ("until", b)):
        if v == "":
            rep.error(where, f"{key} is \"{row[key]}\"; expected YYYY, "
                             "YYYY-MM or YYYY-MM-DD of a real day")
    if a and b and a > b:
        rep.error(where, f"since {row['since']} is after until "
                         f"{row['until']}")
    return a, b


def country(where, code, rep, empty=False):
    if not (code in ISO3 or GROUP.match(code) or (empty and code == "-")):
        rep.error(where, f"unknown country code \"{code}\"; expected ISO "
                         "3166-1 alpha-3 or a group such as IGO/UN")


def names(row):
    out = [row["name"]]
    if row["aliases"] != "-":
        out += row["aliases"].split("|")
    return out


def aliases(where, row, rep):
    seen = set()
    for a in names(row):
        if not a or a != a.strip():
            rep.error(where, "an alias is empty or has blanks at its ends")
        elif a in seen:
            rep.error(where, f"\"{a}\" stands twice in the row")
        elif re.match(r"^[^\W\d_]+$", a) and a == a.lower():
            rep.error(where, f"\"{a}\" is one word in lower case; it would "
                             "match ordinary text")
        seen.add(a)


def check_sorted(name, rows, key, rep):
    for (_, p), (n, q) in zip(rows, rows[1:]):
        if key(p) > key(q):
            rep.error(f"{name}:{n}", f"out of order: {key(q)} after {key(p)}")


def check_actors(name, rows, ids, shared, rep):
    check_sorted(name, rows, lambda r: r["id"], rep)
    for n, r in rows:
        where = f"{name}:{n}"
        if not IDENT.match(r["id"]):
            rep.error(where, f"id \"{r['id']}\" has other signs than a-z, "
                             "0-9 and single hyphens")
        if r["id"] in ids:
            rep.error(where, f"id \"{r['id']}\" stands already at "
                             f"{ids[r['id']]}")
        ids[r["id"]] = where
        country(where, r["country"], rep)
        if r["sector"] != "-" and r["sector"] not in SECTORS:
            rep.error(where, f"unknown sector \"{r['sector']}\"")
        aliases(where, r, rep)
        for a in names(r):
            shared.setdefault(a, []).append(r["id"])


def check_offices(rows, ids, rep):
    held = {}
    check_sorted("offices.tsv", rows, lambda r: r["actor"], rep)
    seen = set()
    for n, r in rows:
        where = f"offices.tsv:{n}"
        if r["actor"] not in ids:
            rep.error(where, f"no actor has the id \"{r['actor']}\"")
        if not r["rank"].isdigit() or not 1 <= int(r["rank"]) <= 9:
            rep.error(where, f"rank is \"{r['rank']}\"; expected 1 to 9")
        if r["certain"] not in ("y", "n"):
            rep.error(where, f"certain is \"{r['certain']}\"; expected y, n")
        a, b = dates(where, r, rep)
        key = (r["actor"], r["office"], r["since"])
        if key in seen:
            rep.error(where, f"{key} stands twice")
        seen.add(key)
        if SEAT.match(r["office"]) and not MANY.search(r["office"]):
            held.setdefault(r["office"], []).append(
                (a or "0000", b or "9999", r["actor"]))
    for office, spans in sorted(held.items()):
        spans.sort()
        for x, y in zip(spans, spans[1:]):
            # an office may change hands within a day, a month or a year of
            # which only the name is known
            if y[0] < x[1] and y[0][:7] != x[1][:7] and not (
                    y[0].endswith("-01-01") and y[0][:4] == x[1][:4]):
                rep.note(f"two holders of \"{office}\": {x[2]} until {x[1]}, "
                         f"{y[2]} since {y[0]}")


def check_places(rows, rep):
    check_sorted("places.tsv", rows, lambda r: r["name"], rep)
    at = {}
    for n, r in rows:
        where = f"places.tsv:{n}"
        country(where, r["country"], rep, empty=True)
        aliases(where, r, rep)
        if r["kind"] not in PLACES:
            rep.error(where, f"kind is \"{r['kind']}\"; expected one of "
                             f"{sorted(PLACES)}")
        if r["ambiguous"] not in ("y", "-"):
            rep.error(where, f"ambiguous is \"{r['ambiguous']}\"; expected "
                             "y or -")
        for c, limit in (("lat", 90), ("lon", 180)):
            if not re.match(r"^-?\d+(\.\d+)?$", r[c]) or \
                    abs(float(r[c])) > limit:
                rep.error(where, f"{c} is \"{r[c]}\"; expected degrees")
        for a in names(r):
            if a in at:
                rep.error(where, f"\"{a}\" names already {at[a]}; write a "
                                 "longer form")
            at[a] = r["name"]
    return at


def main(argv):
    opts = {a for a in argv if a.startswith("--")}
    rest = [a for a in argv if not a.startswith("--")]
    here = os.path.dirname(os.path.abspath(__file__))
    folder = rest[0] if rest else os.path.join(here, "../../data/actors")
    rep = Report()
    t = {k: read(folder, k, h, rep) for k, h in HEADS.items()}
    ids, shared = {}, {}
    check_actors("persons.tsv", t["persons.tsv"], ids, shared, rep)
    for n, r in t["persons.tsv"]:
        if r["family_first"] not in ("y", "n", "-"):
            rep.error(f"persons.tsv:{n}", "family_first is "
                      f"\"{r['family_first']}\"; expected y, n or -")
    check_actors("bodies.tsv", t["bodies.tsv"], ids, shared, rep)
    for n, r in t["bodies.tsv"]:
        where = f"bodies.tsv:{n}"
        dates(where, r, rep)
        if r["kind"] not in KINDS:
            rep.error(where, f"kind is \"{r['kind']}\"; expected one of "
                             f"{sorted(KINDS)}")
        if (r["kind"] == "media") != (r["media_kind"] in MEDIA):
            rep.error(where, f"media_kind is \"{r['media_kind']}\" for kind "
                             f"{r['kind']}")
    check_offices(t["offices.tsv"], ids, rep)
    places = check_places(t["places.tsv"], rep)
    for a, who in sorted(shared.items()):
        if len(who) > 1:
            rep.note(f"\"{a}\" names {len(who)} actors: {', '.join(who)}")
        if a in places:
            rep.note(f"\"{a}\" names the actor {who[0]} and a place")
    path = os.path.join(folder, "countries.tsv")
    if os.path.exists(path):
        states = set()
        for _, r in read(folder, "countries.tsv", None, rep):
            states.update(names(r))
            if r.get("capital", "-") != "-":
                states.add(r["capital"])
        for a in sorted(set(shared) & states):
            rep.note(f"\"{a}\" names the actor {shared[a][0]} and a country "
                     "or capital")
    if "--quiet" not in opts:
        for x in rep.notes:
            print("note:", x)
    unsure = [r for _, r in t["offices.tsv"] if r["certain"] == "n"]
    if "--uncertain" in opts:
        for r in unsure:
            print(f"uncertain: {r['actor']}: {r['office']}, {r['since']} to "
                  f"{r['until']}")
    print(f"{len(t['persons.tsv'])} persons, {len(t['offices.tsv'])} offices "
          f"({len(unsure)} uncertain), {len(t['bodies.tsv'])} bodies, "
          f"{len(t['places.tsv'])} places; {rep.errors} errors, "
          f"{len(rep.notes)} notes")
    return 1 if rep.errors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
