#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Ask a running server everything that docs/api/openapi.json describes, and
hold each answer against its schema. Standard library only. TAP.

    check.py BASE OPENAPI.json [REVIEWS]     REVIEWS: the server lets decide
"""
import json
import re
import sys
import urllib.error
import urllib.parse
import urllib.request

base, doc = sys.argv[1].rstrip("/"), json.load(open(sys.argv[2], encoding="utf-8"))
reviews = len(sys.argv) > 3
api = base + doc["servers"][0]["url"]
tests = bad = 0
seen_paths = set()


def ok(what, good, note=""):
    global tests, bad
    tests += 1
    bad += not good
    print(f"{'ok' if good else 'not ok'} {tests} - {what}")
    if not good:
        print("# " + str(note)[:1500].replace("\n", "\n# "))


def resolve(s):
    while "$ref" in s:
        at = doc
        for part in s["$ref"][2:].split("/"):
            at = at[part]
        s = {**at, **{k: v for k, v in s.items() if k != "$ref"}}
    return s


TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}


def is_type(v, t):
    if t == "integer":
        return isinstance(v, int) and not isinstance(v, bool)
    if t == "number":
        return isinstance(v, (int, float)) and not isinstance(v, bool)
    return isinstance(v, TYPES[t])


def errors(v, schema, at="$"):
    s = resolve(schema)
    if "anyOf" in s:
        tries = [list(errors(v, x, at)) for x in s["anyOf"]]
        if all(tries):
            yield from min(tries, key=len)
        return
    types = s.get("type")
    if types:
        types = [types] if isinstance(types, str) else types
        if not any(is_type(v, t) for t in types):
            yield f"{at}: {json.dumps(v)[:80]} is no {types}"
            return
    if "enum" in s and v not in s["enum"]:
        yield f"{at}: {v!r} is none of {s['enum']}"
    if isinstance(v, dict):
        props = s.get("properties", {})
        for name in s.get("required", []):
            if name not in v:
                yield f"{at}: {name} is missing"
        for name, x in v.items():
            if name in props:
                yield from errors(x, props[name], f"{at}.{name}")
            elif s.get("additionalProperties") is False:
                yield f"{at}: {name} is not described"
            elif isinstance(s.get("additionalProperties"), dict):
                yield from errors(x, s["additionalProperties"], f"{at}.{name}")
    if isinstance(v, list):
        if len(v) < s.get("minItems", 0) or len(v) > s.get("maxItems", len(v)):
            yield f"{at}: {len(v)} elements"
        for i, x in enumerate(v):
            yield from errors(x, s.get("items", {}), f"{at}[{i}]")
    if is_type(v, "number"):
        if v < s.get("minimum", v) or v > s.get("maximum", v):
            yield f"{at}: {v} is out of bounds"


def ask(path, method="GET", body=None, headers=None):
    h = {"Origin": base, **(headers or {})} if body is not None else dict(headers or {})
    data = None
    if body is not None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        h.setdefault("Content-Type", "application/json")
    r = urllib.request.Request(api + path, data=data, method=method, headers=h)
    try:
        with urllib.request.urlopen(r, timeout=60) as x:
            return x.status, dict(x.headers), x.read()
    except urllib.error.HTTPError as e:
        return e.code, dict(e.headers), e.read()


def holds(what, template, path, method="get", body=None, want=200):
    """One answer, against the schema of its status."""
    seen_paths.add((template, method))
    status, head, raw = ask(path, method.upper(), body)
    op = doc["paths"][template][method]
    if status != want:
        ok(what, False, f"{status}: {raw[:300]}")
        return None
    answer = op["responses"].get(str(status))
    answer = resolve(answer) if answer else {}
    content = answer.get("content", {})
    if "application/json" not in content:
        ok(what, bool(raw) or method == "head", "empty")
        return raw
    value = json.loads(raw)
    wrong = list(errors(value, content["application/json"]["schema"]))
    ok(what, not wrong, "\n".join(wrong[:10]))
    return value


q = urllib.parse.quote
FILTERS = ["", "actor=kim", "dyad=PRK-KOR", "dyad=north%20korea-south%20korea", "category=consult",
           "mode=visit", "status=planned", "place=Pyongyang", "origin=KCNA", "reviewed=unreviewed",
           "text=summit", "from=2018&to=2019-06", "confidence=0.6", "status=occurred&text=%22the%20two%22"]


def spans(view, where):
    """Marks cut their words out of the text, in UTF-16."""
    units = view["text"].encode("utf-16-le")
    for m in view["marks"]:
        cut = units[m["from"] * 2:m["to"] * 2].decode("utf-16-le", "replace")
        if not 0 <= m["from"] < m["to"] <= len(units) // 2 or cut.strip() != cut:
            ok(f"{where}: {m} cuts {cut!r}", False)
            return
    ok(f"{where}: marks cut words", True)


meta = holds("meta", "/meta", "/meta")
holds("openapi", "/openapi.json", "/openapi.json")
ok("openapi is the file", json.loads(ask("/openapi.json")[2]) == doc)
holds("runs", "/runs", "/runs")
events = holds("events", "/events", "/events?limit=500")
ok("events are all of them", events["total"] == meta["store"]["events"], events["total"])
for f in FILTERS:
    lists = holds(f"events {f}", "/events", f"/events?limit=3&{f}")
    if not lists:
        continue
    facets = holds(f"facets {f}", "/facets", f"/facets?{f}")
    density = holds(f"density {f}", "/density", f"/density?{f}")
    net = holds(f"network {f}", "/network", f"/network?{f}")
    holds(f"network of countries {f}", "/network", f"/network?by=country&{f}")
    where = holds(f"map {f}", "/map", f"/map?{f}")
    holds(f"disagreements {f}", "/disagreements", f"/disagreements?{f}")
    n = lists["total"]
    ok(f"totals agree {f}", n == facets["total"] == density["total"] == net["total"] == where["total"])
    ok(f"density adds up {f}",
       n == sum(sum(b[1:]) for b in density["bins"]) + sum(density["undated"]))
    ok(f"statuses add up {f}", n == sum(v["count"] for v in facets["facets"]["status"]))
    ok(f"places add up {f}", n == sum(p["events"] for p in where["places"]) + where["nowhere"])
for facet, values in holds("all facets", "/facets", "/facets?limit=1000")["facets"].items():
    if facet == "year":
        continue
    for v in values[:3]:
        got = json.loads(ask(f"/events?limit=1&{facet}={q(v['value'])}")[2])
        ok(f"facet {facet} {v['value']}: as many are found", got.get("total") == v["count"], got)
some = json.loads(ask("/facets?facet=actor&like=KIM")[2])["facets"]
ok("facets: only those asked for", list(some) == ["actor"])
ok("facets: like", all("kim" in (v["value"] + v["label"]).lower() for v in some["actor"]))
for sort in ("date", "-date", "confidence", "-confidence", "reports", "-reports", "origins", "-origins"):
    rows = holds(f"sort {sort}", "/events", f"/events?limit=500&sort={sort}")["events"]
    key = {"date": lambda r: r["date"]["from"] or r["date"]["to"], "confidence": lambda r: r["confidence"],
           "reports": lambda r: r["reports"], "origins": lambda r: r["origin_count"]}[sort.lstrip("-")]
    keys = [key(r) for r in rows if key(r) is not None]
    ok(f"sort {sort}: in order", keys == sorted(keys, reverse=sort[0] == "-"))

# pages by cursor are the whole list
at, ids = "/events?limit=7", []
while at:
    page = json.loads(ask(at)[2])
    ids += [r["event"] for r in page["events"]]
    at = page["next"] and f"/events?limit=7&cursor={page['next']}"
ok("cursors lead through all", ids == [r["event"] for r in events["events"]])
status, _, raw = ask("/events?cursor=0123456789abcdef.50")
ok("a cursor of another state", status == 409, raw)

for r in events["events"][:12]:
    e = holds(f"event {r['event']}", "/events/{id}", "/events/" + r["event"])
    if not e:
        continue
    ok(f"event {r['event']}: its row", e["row"] == r)
    ok(f"event {r['event']}: its record", e["record"]["event"] == r["event"])
    ok(f"event {r['event']}: all claims", len(e["claims"]) == r["claims"] == len(e["merging"]))
    for c in e["claims"]:
        if c["stretch"]:
            spans(c["stretch"], c["claim"])
            s = c["stretch"]["sentence"]
            ok(f"{c['claim']}: sentence", 0 <= s[0] < s[1])
    holds("citation", "/events/{id}/citation", f"/events/{r['event']}/citation")
    c = holds(f"claim {r['claim']}", "/claims/{id}", "/claims/" + r["claim"])
    whole = holds("whole", "/claims/{id}", f"/claims/{r['claim']}?whole=1")
    if whole["stretch"]:
        spans(whole["stretch"], "whole " + r["claim"])
        units = whole["stretch"]["text"].encode("utf-16-le")
        n = c["stretch"]["offset"] * 2
        ok("the stretch lies in the whole", units[n:].decode("utf-16-le").startswith(c["stretch"]["text"]))
    report = holds("report", "/reports/{id}", "/reports/" + q(c["report"]["id"], safe=""))
    for x in report["claims"]:
        if report["text"]:
            spans({"text": report["text"], "marks": x["marks"]}, "report " + x["claim"])
ok("neighbours", json.loads(ask("/events/" + ids[1])[2])["previous"] == ids[0])
ok("a beginning of an id", json.loads(ask("/events/" + ids[0][:12])[2])["row"]["event"] == ids[0])
holds("compare", "/compare", f"/compare?a={events['events'][0]['claim']}&b={events['events'][1]['claim']}")
reports = holds("reports", "/reports", "/reports?limit=500")
ok("all reports", reports["total"] == meta["store"]["reports"] == len(reports["reports"]))
for f in ("text=%20", "sort=date", "sort=-date", "from=2018&to=2019", "text=summit", "text=%22the%20two%22&sort=-date",
          "publisher=Yonhap"):
    found = holds(f"reports {f}", "/reports", "/reports?" + f)
    for r in found["reports"]:
        if r["snippet"]:
            u = r["snippet"]["text"].encode("utf-16-le")
            for a, b in r["snippet"]["hits"]:
                word = u[a * 2:b * 2].decode("utf-16-le").lower()
                ok(f"snippet of {r['id']}", "summit" in word or "the" in word or "two" in word, word)
for f in ("dyad=PRK-KOR", "dyad=USA-RUS&by=year", "dyad=PRK-KOR&by=quarter&directed=1&unit=claims"):
    holds(f"series {f}", "/series", "/series?" + f)
for f in ("", "between=PRK-KOR", "from=2018"):
    holds(f"observances {f}", "/observances", "/observances?" + f)
    holds(f"messages {f}", "/messages", "/messages?" + f)
    holds(f"follows {f}", "/follows", "/follows?" + f)
# a plan is open or lapsed on its own page as it is in the list
plans = [x for x in holds("plans", "/follows", "/follows?limit=500")["follows"] if x["kind"] in ("open", "lapsed")]
ok("there are plans", len(plans) > 0)
for x in plans:
    told = holds(f"event {x['of']}", "/events/{id}", f"/events/{x['of']}")["follows"]
    ok(f"{x['of']} is {x['kind']} on its page", x["kind"] in [y["kind"] for y in told if y["of"] == x["of"]], told)
holds("origins", "/origins", "/origins")
queue = holds("queue", "/review/queue", "/review/queue?below=1&limit=5")
holds("progress", "/review/progress", "/review/progress")
holds("agreement", "/review/agreement", "/review/agreement")
holds("conflicts", "/review/conflicts", "/review/conflicts")
holds("decisions", "/review/decisions", "/review/decisions")
holds("merges", "/merges", "/merges")
for f in [x["format"] for x in meta["formats"]]:
    holds(f"export {f}", "/export/{format}", f"/export/{f}?dyad=PRK-KOR")

# deciding
one = queue["claims"][0]["claim"]
if not reviews:
    holds("decisions are refused", "/review/decisions", "/review/decisions", "post",
          {"action": "accept", "claim": one}, 403)
    holds("merges are refused", "/merges", "/merges", "post", {"a": one, "b": one}, 403)
    holds("splits are refused", "/splits", "/splits", "post", {"claims": [one]}, 403)
else:
    def decide(what, body, want=200):
        return holds(what, "/review/decisions", "/review/decisions", "post", body, want)
    d = decide("accept", {"action": "accept", "claim": one, "why": "it says so; \"<b>\""})
    ok("accept: state", d["state"] == "accepted" and d["progress"]["accepted"] == 1, d)
    ok("accept: the next one", d["next"]["claim"] == queue["claims"][1]["claim"], d["next"])
    ok("accept: another state of the store", d["version"] != meta["store"]["version"])
    after = json.loads(ask("/events/" + d["event"])[2])
    ok("accept: in the event", after["row"]["reviewed"] == "accepted")
    ok("accept: kept", after["decisions"][-1]["why"] == "it says so; \"<b>\"", after["decisions"])
    n = json.loads(ask("/events?reviewed=accepted")[2])["total"]
    ok("accept: found by it", n == 1, n)
    two = queue["claims"][1]["claim"]
    d = decide("correct", {"action": "correct", "claim": two, "fields": {"date": "2018-09-30", "place": "Kaesong"}})
    ok("correct: state", d["state"] == "corrected")
    row = json.loads(ask("/events/" + d["event"])[2])["row"]
    ok("correct: the event has it", row["place"] == "Kaesong" and row["date"]["value"] == "2018-09-30", row)
    d = decide("undo", {"action": "undo"})
    ok("undo: open again", d["claim"] == two and d["state"] == "unreviewed", d)
    three = queue["claims"][2]["claim"]
    d = decide("reject", {"action": "reject", "claim": three})
    total = json.loads(ask("/events")[2])["total"]
    ok("reject: not listed", d["state"] != "rejected" or total == meta["store"]["events"] - 1, total)
    d = decide("skip", {"action": "skip", "claim": two})
    last = json.loads(ask("/review/queue?below=1&limit=500")[2])
    ok("skip: comes last", last["claims"][-1]["claim"] == two and last["claims"][-1]["skipped"], last["claims"][-1])
    d = decide("missed", {"action": "missed", "claim": one, "what": "they met again"})
    ok("missed: counted", d["progress"]["missed"] == 1, d["progress"])
    for wrong, why in (({"action": "dance", "claim": one}, "action"), ({"claim": one}, "no action"),
                       ({"action": "accept"}, "no claim"), ({"action": "accept", "claim": "c0"}, "no such claim"),
                       ({"action": "correct", "claim": one, "fields": {"date": "someday"}}, "no day"),
                       ({"action": "correct", "claim": one, "fields": {"colour": "red"}}, "no field"),
                       ({"action": "correct", "claim": one}, "nothing corrected"),
                       ({"action": "missed", "claim": one}, "nothing missed"),
                       ({"action": "correct", "claim": one, "fields": {"place": "a; date=2020-01-01"}}, "two in one"),
                       ([], "a list"), (b"{", "no JSON"), (b"", "nothing"), (b"null", "null")):
        status, _, raw = ask("/review/decisions", "POST", wrong)
        wrong_error = list(errors(json.loads(raw), {"$ref": "#/components/schemas/Error"}))
        ok(f"a slip is told: {why}", status in (400, 404) and not wrong_error, f"{status} {raw}")
    a, b = (r["claim"] for r in json.loads(ask("/events?limit=2&from=2018")[2])["events"])
    m = holds("merge", "/merges", "/merges", "post", {"a": a, "b": b, "why": "one act"})
    ok("merge: one event", m["events"][0] == m["events"][1], m)
    v = json.loads(ask("/merges")[2])["merges"]
    ok("merge: kept", v[-1]["kind"] == "merge" and v[-1]["why"] == "one act", v)
    s = holds("split", "/splits", "/splits", "post", {"claims": [b]})
    ok("split: two events again",
       json.loads(ask("/claims/" + a)[2])["event"] != json.loads(ask("/claims/" + b)[2])["event"], s)
    status, _, raw = ask("/splits", "POST", {"claims": []})
    ok("split: nothing", status == 400, raw)
    status, _, raw = ask("/merges", "POST", {"a": "zzzzz", "b": b})
    ok("merge: no such claim", status == 404, raw)

# what is wrong is told, in one shape
for path, want in (("/events?actr=kim", 400), ("/events?actor=nobodyatall", 400), ("/events?from=someday", 400),
                   ("/events?from=2020&to=2019", 400), ("/events?limit=0", 400), ("/events?limit=501", 400),
                   ("/events?offset=-1", 400), ("/events?sort=size", 400), ("/events?status=maybe", 400),
                   ("/events?status=planned&status=denied", 400), ("/events?dyad=PRK", 400),
                   ("/events?confidence=2", 400), ("/events?text=%FF", 400), ("/events?text=%00", 400),
                   ("/events?text=%4", 400), ("/events/e0", 404), ("/events/zzzzzz", 404), ("/claims/c", 404),
                   ("/claims/zzzzzz", 404), ("/reports/none", 404), ("/nothing", 404), ("/events/a/b/c/d/e/f/g", 404),
                   ("/facets?facet=colour", 400), ("/density?by=week", 400), ("/network?limit=1", 400),
                   ("/series", 400), ("/series?dyad=X", 400), ("/export/xls", 404), ("/export/jsonl?actor=nobodyatall", 400),
                   ("/export/series-csv", 400), ("/compare?a=c1", 400), ("/observances?between=PRK", 400),
                   ("/review/queue?below=x", 400), ("/reports?from=x", 400), ("/events?cursor=x", 400),
                   ("/" + "a" * 5000, 414), ("/events?text=" + "a" * 5000, 414)):
    status, head, raw = ask(path)
    wrong = list(errors(json.loads(raw), {"$ref": "#/components/schemas/Error"}))
    ok(f"{path[:60]}: {want}", status == want and not wrong and b"/" + base.encode() not in raw,
       f"{status} {raw[:200]} {wrong}")
    if status != want:
        continue
    ok(f"{path[:60]}: not kept", head.get("Cache-Control") == "no-store")
for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
    status, head, raw = ask("/events", method)
    ok(f"{method} is refused", status == 405 and "GET" in head.get("Allow", ""), status)

# tags
status, head, raw = ask("/events?limit=2")
tag = head["ETag"]
ok("a tag", re.fullmatch(r'"[0-9a-f]{24}"', tag), tag)
for sent in (tag, "W/" + tag, '"x", ' + tag, "*"):
    status, head, raw = ask("/events?limit=2", headers={"If-None-Match": sent})
    ok(f"If-None-Match {sent[:12]}: 304", status == 304 and not raw and head["ETag"] == tag, status)
status, head, raw = ask("/events?limit=2", headers={"If-None-Match": '"x"'})
ok("another tag: 200", status == 200)
ok("another query, another tag", ask("/events?limit=3")[1]["ETag"] != tag)
status, head, raw = ask("/events?limit=2", "HEAD")
ok("HEAD: as GET, without a body", status == 200 and not raw and head["ETag"] == tag and int(head["Content-Length"]) > 100)
status, head, raw = ask("/export/jsonl", "HEAD")
ok("HEAD of an export", status == 200 and not raw and "attachment" in head["Content-Disposition"])

for path, ops in doc["paths"].items():
    for method in ops:
        ok(f"{method.upper()} {path} was asked", (path, method) in seen_paths)
print(f"1..{tests}")
sys.exit(bad > 0)
