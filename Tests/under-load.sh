#!/usr/bin/env bash
# Whether tests depend on how busy the machine is: the whole suite once and two projects five times, beside processes that only use
# the processors. Usage: Tests/under-load.sh [busy processes, 8] [repetitions, 5]. The last lines say what was green how often.
set -uo pipefail
cd "$(dirname "$0")/.."
busy=${1:-8} repetitions=${2:-5}

# one project at a time; no build servers that outlive this
export MSBUILDDISABLENODEREUSE=1
dotnet build -m:1 -v q -nologo </dev/null || exit 1

loads=()
for ((i = 0; i < busy; i++)); do
    (while :; do :; done) &
    loads+=($!)
done
trap 'kill "${loads[@]}" 2>/dev/null' EXIT

failed=0
try() { # name, times, arguments of dotnet test
    local name=$1 times=$2 good=0
    shift 2
    for ((i = 0; i < times; i++)); do
        if dotnet test -m:1 --no-build -v q -nologo "$@" </dev/null; then good=$((good + 1)); fi
    done
    [ "$good" -eq "$times" ] || failed=1
    summary+="$name: green $good of $times"$'\n'
}

summary=
try "whole suite" 1
try Language.Tests "$repetitions" Tests/Language.Tests
try Runtime.Tests "$repetitions" Tests/Runtime.Tests
printf 'Beside %s busy processes on %s processors:\n%s' "$busy" "$(nproc)" "$summary"
exit "$failed"
