#!/usr/bin/env bash
# The kernels beside the machine's peak, OpenBLAS and code written by hand: bench/kernels.sh --help
# Builds the benchmarks and starts kernels.py.
set -u
bench=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$bench")
. "$root/scripts/find-jdk.sh"
. "$root/scripts/lock.sh"

python=$(command -v python3) || {
  echo "bench/kernels.sh: no python3 found. Hint: sudo apt-get install python3" >&2
  exit 70
}
for argument in "$@"; do
  case "$argument" in
    -h | --help | --report | --report=*) exec "$python" "$bench/kernels.py" "$@" ;;
  esac
done
if ! gradus_find_jdk; then
  gradus_no_jdk
  exit 70
fi
command -v mvn >/dev/null 2>&1 || {
  echo "bench/kernels.sh: building the benchmarks needs Maven, which is not on the PATH. Hint: sudo apt-get install maven" >&2
  exit 70
}

# Built where needed: with the compiler's checks, without the tests, which ./verify has.
built=$bench/target/kernels.built
if [ ! -f "$built" ] || [ ! -d "$bench/target/lib" ] || [ -n "$(find "$root/pom.xml" "$root/core/pom.xml" "$root/core/float-twin.xml" \
  "$bench/pom.xml" "$root/core/src/main" "$bench/src/main" "$bench/target/classes" -newer "$built" -print 2>&1 | head -n 1)" ]; then
  echo "bench/kernels.sh: building the benchmarks (a minute)" >&2
  mkdir -p "$root/target"
  gradus_lock
  # Debian's Maven brings an old Guava, about which a new JDK warns.
  if ! (cd "$root" && MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS-}" \
    mvn -B -q -Dmaven.test.skip=true -pl core,bench package) >"$root/target/bench-build.log" 2>&1 </dev/null; then
    tail -n 20 "$root/target/bench-build.log" >&2
    echo "bench/kernels.sh: the benchmarks could not be built; the whole log is in target/bench-build.log" >&2
    exit 70
  fi
  touch "$built"
  gradus_unlock
fi
exec "$python" "$bench/kernels.py" "$@"
