#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The built tool has what makes a hole hard to use: addresses that change with
# each run, tables of calls that cannot be written, a stack that cannot be run
# and is guarded, calls that know the size of what they fill.
#   hardening.sh BUILD
set -eu
build=${1:?usage: hardening.sh BUILD}
tool=$build/chancery
[ -x "$tool" ] || { echo "$tool: not there"; exit 1; }
bad=0
# want WHAT PATTERN COMMAND...
want() {
    what=$1
    pattern=$2
    shift 2
    if "$@" 2>/dev/null | grep -Eq "$pattern"; then
        echo "ok: $what"
    else
        echo "$tool: no $what"
        bad=1
    fi
}
want "position-independent program" 'Type: +DYN' readelf -hW "$tool"
want "read-only relocations" 'GNU_RELRO' readelf -lW "$tool"
want "binding at start" 'BIND_NOW|FLAGS.*NOW' readelf -dW "$tool"
want "stack guard" '__stack_chk_fail' readelf --dyn-syms -W "$tool"
want "calls that know sizes" '__[a-z]+_chk' readelf --dyn-syms -W "$tool"
if readelf -lW "$tool" | grep -Eq 'GNU_STACK.*RWE'; then
    echo "$tool: a stack that can be run"
    bad=1
fi
if readelf -lW "$tool" | grep -Eq 'LOAD.*RWE'; then
    echo "$tool: memory that can be written and run"
    bad=1
fi
# The marks for jumps and returns are of a program only where all of its parts
# have them, those of the system too; so look at one of ours.
part=$(find "$build/CMakeFiles/chn_core.dir" -name 'utf8.c.o' | head -n 1)
case $(readelf -hW "$tool") in
*X86-64*) want "marks for jumps and returns" 'IBT' readelf -nW "$part" ;;
esac
exit "$bad"
