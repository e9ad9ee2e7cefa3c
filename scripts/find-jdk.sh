# Sourced by ./gradus and ./verify: gradus_find_jdk sets and exports JAVA_HOME to a JDK (not only a runtime: Gradus
# compiles, also in `gradus check FILE.java`) of version 25 or newer. Plain enough for the bash 3.2 of macOS.
# Versions are read from the file `release` that a JDK carries, without starting Java, for this runs at every start.

gradus_jdk_wanted=25

# Prints the major version of the JDK in folder $1; nothing if there is no JDK.
gradus_jdk_version() {
  local line version=
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  if [ -r "$1/release" ]; then
    while IFS= read -r line || [ -n "$line" ]; do
      case "$line" in
        JAVA_VERSION=*) version=${line#JAVA_VERSION=} ;;
      esac
    done <"$1/release"
  else
    # Some distributions leave the file out. The first line is: openjdk version "25.0.3" 2026-04-21
    version=$("$1/bin/java" -version 2>&1 | sed -n 's/^[^"]*version \("[^"]*"\).*/\1/p' | head -n 1)
  fi
  version=${version#\"}
  printf '%s' "${version%%[!0-9]*}"
}

# Is there a JDK in folder $1 that is new enough?
gradus_jdk_fits() {
  local version
  version=$(gradus_jdk_version "$1")
  [ "${version:-0}" -ge "$gradus_jdk_wanted" ]
}

# Prints the file that path $1 ends at, symbolic links followed (older macOS has no readlink -f).
gradus_resolve() {
  local path=$1 link
  while [ -L "$path" ]; do
    link=$(readlink "$path")
    case "$link" in
      /*) path=$link ;;
      *) path=$(dirname "$path")/$link ;;
    esac
  done
  printf '%s/%s' "$(cd -P "$(dirname "$path")" && pwd)" "$(basename "$path")"
}

# JAVA_HOME, the java on the PATH, the usual folders, in this order; returns 1 if none has a JDK that fits.
gradus_find_jdk() {
  local java home version best= oldest=
  if [ -n "${JAVA_HOME-}" ] && gradus_jdk_fits "$JAVA_HOME"; then
    export JAVA_HOME
    return 0
  fi
  if java=$(command -v java); then
    java=$(gradus_resolve "$java")
    home=${java%/bin/java}
    if gradus_jdk_fits "$home"; then
      export JAVA_HOME="$home"
      return 0
    fi
  fi
  # Of several the oldest that fits: the one that the checks and the compiler plug-ins know best.
  for home in /usr/lib/jvm/* /usr/java/* /opt/*jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    version=$(gradus_jdk_version "$home")
    if [ "${version:-0}" -ge "$gradus_jdk_wanted" ] && { [ -z "$best" ] || [ "$version" -lt "$oldest" ]; }; then
      best=$home
      oldest=$version
    fi
  done
  [ -n "$best" ] && export JAVA_HOME="$best"
}

# What a person is told when there is none.
gradus_no_jdk() {
  echo "gradus: no JDK $gradus_jdk_wanted or newer found (looked at JAVA_HOME, PATH, /usr/lib/jvm, /usr/java, /opt, ~/.sdkman, ~/.jdks, /Library/Java). Hint: install one, for example Temurin $gradus_jdk_wanted from https://adoptium.net, or set JAVA_HOME to the folder that has bin/javac." >&2
}
