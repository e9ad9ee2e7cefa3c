#!/usr/bin/env bash
# Gradus and the notebook in NumPy, timed in turns on this machine: bench/notebook.sh --help
#   GRADUS_COMMAND  the program to time instead of ./gradus
set -u
bench=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# The system's Python first: that is where the package python3-numpy goes.
for python in /usr/bin/python3 python3; do
  if "$python" -c 'import numpy' >/dev/null 2>&1; then
    exec "$python" "$bench/notebook_bench.py" "$@"
  fi
done
echo "notebook.sh: no python3 with NumPy found. Hint: sudo apt-get install python3-numpy (elsewhere: python3 -m pip install numpy)" >&2
exit 70
