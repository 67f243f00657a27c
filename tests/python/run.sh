#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The Python package: its wheel, tests, doctests of docstrings and of
# docs/python.md, and the notebooks.
#
#   sh tests/python/run.sh [PYTEST ARGUMENTS]
#
#   CHANCERY=build/chancery   the tool that results are compared with; the
#                             wheel is linked with the library beside it
#   FULL=1                    build the library for the wheel, too, as
#                             pip install does for users
#
# Packages are fetched once into build-test/venv. Ends with 77 and the reason
# where Python, its headers or the network are not there.
set -eu
cd "$(dirname "$0")/../.."
top=$PWD
python=${PYTHON:-python3}
venv=$top/build-test/venv
wheels=$top/build-test/wheels
wants=$top/bindings/python/tests/requirements.txt

skip() {
    echo "$*"
    exit 77
}

CHANCERY=${CHANCERY:-build/chancery}
case $CHANCERY in /*) ;; *) CHANCERY=$top/$CHANCERY ;; esac
export CHANCERY
[ -x "$CHANCERY" ] || {
    echo "$CHANCERY: not there; build first, or set CHANCERY"
    exit 1
}
command -v "$python" >/dev/null 2>&1 || skip "no $python"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' ||
    skip "Python is older than 3.10"
"$python" -c '
import os, sysconfig, sys
sys.exit(not os.path.exists(sysconfig.get_path("include") + "/Python.h"))' ||
    skip "no Python.h (sh tools/setup.sh test)"

if [ ! -x "$venv/bin/python" ]; then
    rm -rf "$venv"
    "$python" -m venv "$venv" || skip "no venv (sh tools/setup.sh test)"
fi
if ! cmp -s "$wants" "$venv/requirements.txt"; then
    "$venv/bin/pip" install -q --disable-pip-version-check -r "$wants" ||
        skip "the packages of ${wants#"$top"/} could not be fetched"
    cp "$wants" "$venv/requirements.txt"
fi

# setuptools and wheel are in the venv: nothing more is fetched
[ -n "${FULL:-}" ] || export CHANCERY_BUILD="${CHANCERY%/*}"
rm -rf "$wheels"
"$venv/bin/pip" wheel -q --disable-pip-version-check --no-build-isolation \
    --no-deps -w "$wheels" "$top/bindings/python"
wheel=$(ls "$wheels"/chancery-*.whl)
case $wheel in
*-cp310-abi3-*) ;;
*)
    echo "$wheel is not for all versions since 3.10 (cp310-abi3)"
    exit 1
    ;;
esac
"$venv/bin/pip" install -q --disable-pip-version-check --no-deps \
    --force-reinstall "$wheel"

# No name of another library, nor one that the limited API does not have.
lib=$("$venv/bin/python" -c 'import chancery._chancery as c; print(c.__file__)')
nm -D --defined-only "$lib" | awk '
    $3 != "PyInit__chancery" && $2 != "A" { print "exports " $3; bad = 1 }
    END { exit bad }'

cd bindings/python
status=0
# not python -m pytest, which would take the package beside it, unbuilt
PYTHONDONTWRITEBYTECODE=1 "$venv/bin/pytest" -p no:cacheprovider "$@" ||
    status=1

# The same wheel under every other Python that is here.
for other in python3.10 python3.11 python3.12 python3.13 python3.14; do
    command -v "$other" >/dev/null 2>&1 || continue
    "$other" -c 'import sys' 2>/dev/null || continue
    rm -rf "$wheels/unpacked"
    "$venv/bin/python" -m zipfile -e "$wheel" "$wheels/unpacked"
    if (cd "$wheels" && PYTHONPATH=$wheels/unpacked "$other" -I -c '
import sys
sys.path.insert(0, "'"$wheels"'/unpacked")
import chancery
claims = chancery.code("Kim Jong Un sent a message to Vladimir Putin on "
                       "Thursday, KCNA said.", date="2019-08-16")
assert claims[0].source[0].id == "kim-jong-un", claims
assert claims[0].date.value == "2019-08-15", claims
table = claims.__arrow_c_stream__()
del claims, table
print("ok", sys.version.split()[0])'); then
        :
    else
        echo "the wheel does not work under $other"
        status=1
    fi
done
exit "$status"
