#!/usr/bin/env bash
# The check of every gradient entry of 784-128-10, by Gradus and by PyTorch's gradcheck: bench/numerical-check.sh --help
set -u
bench=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$bench/../scripts/find-jdk.sh"
gradus_find_jdk || { gradus_no_jdk; exit 70; }

# The system's Python first: that is where the package python3-torch goes.
for python in /usr/bin/python3 python3; do
  if "$python" -c 'import torch' >/dev/null 2>&1; then
    export JAVA_HOME
    exec "$python" "$bench/numerical_check.py" "$@"
  fi
done
echo "numerical-check.sh: no python3 with PyTorch found. Hint: sudo apt-get install python3-torch (elsewhere: python3 -m pip install torch)" >&2
exit 70
