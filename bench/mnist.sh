#!/usr/bin/env bash
# Published results of plain networks on MNIST, trained anew: bench/mnist.sh FOLDER [ROW…]
# The time of an epoch beside scikit-learn:                   bench/mnist.sh FOLDER --epochs [--rounds 3]
# FOLDER holds the four files train-images-idx3-ubyte.gz, … Without ROW (part of a row's name) it takes all: some minutes.
set -u
bench=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$bench/../scripts/find-jdk.sh"
gradus_find_jdk || { gradus_no_jdk; exit 70; }
if [ $# -eq 0 ] || [ "$1" = --help ]; then
  sed -n '2,4s/^# //p' "$0"
  exit 0
fi
"$bench/../gradus" --version >/dev/null || exit 70 # builds what is missing
folder=$1
shift
if [ "${1-}" = --epochs ]; then
  shift
  for python in /usr/bin/python3 python3; do # the system's first: that is where the package python3-sklearn goes
    if "$python" -c 'import sklearn' >/dev/null 2>&1; then
      export JAVA_HOME
      exec "$python" "$bench/mnist_epochs.py" "$folder" "$@"
    fi
  done
  echo "mnist.sh: no python3 with scikit-learn found. Hint: sudo apt-get install python3-sklearn" >&2
  exit 70
fi
exec "$JAVA_HOME/bin/java" --add-modules jdk.incubator.vector -cp "$bench/../app/target/lib/*" "$bench/MnistRuns.java" "$folder" "$@" \
  2> >(grep -v 'Using incubator modules' >&2)
