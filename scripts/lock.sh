# Sourced by ./gradus and ./verify: one build at a time in one working copy. Needs $root.

# Waits for the lock; gradus_unlock lets it go, and so does the end of this process.
# GRADUS_BUILD_LOCKED tells a ./gradus that a test under ./verify starts: whoever started you holds it already.
gradus_lock() {
  [ -z "${GRADUS_BUILD_LOCKED-}" ] || return 0
  mkdir -p "$root/target"
  if command -v flock >/dev/null 2>&1; then
    # Children inherit it: if this script is killed, Maven holds the lock until it ends too.
    exec 9>"$root/target/build.lock"
    flock 9
    return 0
  fi
  # macOS: a folder, for making one succeeds once only. One whose maker is gone was left by a crash.
  local owner
  until mkdir "$root/target/build.lock.d" 2>/dev/null; do
    sleep 0.2
    owner=$(cat "$root/target/build.lock.d/pid" 2>/dev/null)
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
      rm -rf "$root/target/build.lock.d"
    fi
  done
  echo $$ >"$root/target/build.lock.d/pid"
  trap 'rm -rf "$root/target/build.lock.d"' EXIT
}

gradus_unlock() {
  [ -z "${GRADUS_BUILD_LOCKED-}" ] || return 0
  if command -v flock >/dev/null 2>&1; then
    exec 9>&-
  else
    rm -rf "$root/target/build.lock.d"
    trap - EXIT
  fi
}
