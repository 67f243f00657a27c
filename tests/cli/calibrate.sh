#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# tools/calibrate: the fit on claims made up here, and the tables that it
# makes. Its gold records are not part of the project.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"
if ! command -v python3 >/dev/null 2>&1; then
    echo "1..0 # skipped: no python3"
    exit 77
fi
reports in
cat >fit.py <<'END'
import importlib.machinery, importlib.util, random, sys
sys.dont_write_bytecode = True
loader = importlib.machinery.SourceFileLoader("calibrate", sys.argv[1])
c = importlib.util.module_from_spec(
    importlib.util.spec_from_loader("calibrate", loader))
loader.exec_module(c)
what = sys.argv[2]
if what == "pool":
    # 1/2, 3/4, 1/4 in order: the last two violate, and become 4/8
    got = c.pool([(10, 1, 2), (50, 3, 4), (90, 1, 4)])
    assert got == [[10, 5, 10]], got
    got = c.pool([(10, 0, 2), (50, 3, 4), (90, 4, 4)])
    assert got == [[10, 0, 2], [50, 3, 4], [90, 4, 4]], got
elif what == "fit":
    random.seed(7)
    claims = [("r%d" % (i % 90), s / 100, random.random() < s / 125 + 0.1)
              for i, s in enumerate(random.choices(range(20, 100), k=4000))]
    steps = c.fit(claims, 25)
    assert steps[0][0] == 0 and len(steps) > 4, steps
    assert all(a[0] < b[0] and a[1] < b[1]
               for a, b in zip(steps, steps[1:])), steps
    assert sum(s[2] for s in steps) == len(claims)
    assert min(s[2] for s in steps) >= 25, steps
    for x in (0.3, 0.5, 0.7, 0.9):
        assert abs(c.probability(steps, x) - (0.8 * x + 0.1)) < 0.08, x
    held = c.cross(claims, 10, 25)
    assert len(held) == len(claims)
    pairs = [(p, r) for p, _, r in held]
    assert c.ece(pairs) < 0.04 < c.ece([(0.95, r) for _, r in pairs])
    assert c.brier(pairs) < c.brier([(0.95, r) for _, r in pairs])
elif what == "few":
    assert c.fit([], 25) == [(0, 0.5, 0)]
    steps = c.fit([("a", 0.9, True)], 25)
    assert steps == [(0, 1.0, 1)], steps
elif what == "identity":
    c.identity(sys.argv[3])
END
tool=$SOURCE/tools/calibrate
yes "violators are pooled" python3 fit.py "$tool" pool
yes "the fit rises, rests on enough claims and finds the probabilities" \
    python3 fit.py "$tool" fit
yes "few claims" python3 fit.py "$tool" few
yes "a table that leaves scores as they are" python3 fit.py "$tool" identity same
run "$CHANCERY" explain --data same --format json "Oslo met Rome."
score=$(sed 's/.*"score":\([0-9.]*\).*/\1/' out)
has "with it the confidence is the score" out "\"probability\":$score"
finish
