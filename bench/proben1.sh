#!/usr/bin/env bash
# Proben1 by its published recipe and by one of our own, as tables: bench/proben1.sh FOLDER [MODE [RUNS]]
# MODE: published (default), own, candidates (what `own` was chosen from, on the validation parts), variants (one thing of
# the recipe changed at a time), flare (where the result of flare1 comes from). RUNS: 60 unless given.
# FOLDER holds the files cancer1.dt, …
set -u
bench=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$bench/../scripts/find-jdk.sh"
gradus_find_jdk || { gradus_no_jdk; exit 70; }
if [ $# -eq 0 ] || [ "$1" = --help ]; then
  sed -n '2,5s/^# //p' "$0"
  exit 0
fi
"$bench/../gradus" --version >/dev/null || exit 70 # builds what is missing
exec "$JAVA_HOME/bin/java" -cp "$bench/../app/target/lib/*" "$bench/Proben1Runs.java" "$@"
