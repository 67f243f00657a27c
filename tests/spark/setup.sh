#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Python with PySpark and this source's wheel, in a folder of its own; prints
# its interpreter. Exit status 77 where it cannot be had.
#   CHANCERY_BUILD=build sh tests/spark/setup.sh FOLDER
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
venv=$1
if ! command -v java >/dev/null 2>&1; then
    echo "no Java here: sh tools/setup.sh test" >&2
    exit 77
fi
if [ ! -x "$venv/bin/python" ] && ! python3 -m venv "$venv" >&2; then
    echo "no venv of Python here: sh tools/setup.sh test" >&2
    exit 77
fi
if ! "$venv/bin/python" -c 'import pyspark, pyarrow, pandas, wheel' \
    2>/dev/null && ! "$venv/bin/python" -m pip install -q \
    'setuptools>=64' wheel 'pyspark>=3.5,<5' 'pyarrow>=16' 'pandas>=2.2,<3' \
    >&2; then
    echo "pip could not install PySpark; is the index of packages there?" >&2
    exit 77
fi
"$venv/bin/python" -m pip install -q --no-build-isolation --no-deps \
    --force-reinstall "$top/bindings/python" >&2
echo "$venv/bin/python"
