#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# No mutable globals: nothing of libchancery.a lies in .data or .bss. The
# allow-list is empty. (.data.rel.ro holds constants that hold addresses.)
#   globals.sh BUILD_DIR     a build without sanitizers
set -eu
lib=$1/libchancery.a
[ -f "$lib" ] || {
    echo "$lib: not there; build first"
    exit 1
}
nm --format=sysv "$lib" | awk -F'|' '
    /^[^|]*\.o[]:]/ { file = $1 }
    NF >= 7 {
        name = $1; class = $3; section = $7
        gsub(/[ \t]/, "", name)
        gsub(/[ \t]/, "", class)
        gsub(/[ \t]/, "", section)
        if (section ~ /^\.data\.rel\.ro/)
            next
        if (section ~ /^\.t?(data|bss)(\.|$)/ || section == "*COM*") {
            printf "%s %s is mutable (section %s); pass state in instead\n",
                file, name, section
            bad = 1
        }
    }
    END { exit bad }
'
