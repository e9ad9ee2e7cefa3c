#!/usr/bin/env bash
# Checks ./gradus and the search for a JDK, in a folder of its own with a JDK and a Maven that only pretend: what is
# judged is what the launcher asks of them and what it answers. Takes a second or two.
set -u
here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
root="$temporary/a folder with spaces"
failed=0
passed=0

# $1 what is checked, $2 expected, $3 actual
same() {
  if [ "$2" = "$3" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'launcher: %s: expected [%s], got [%s]\n' "$1" "$2" "$3" >&2
  fi
}

# Does the text $3 contain $2?
has() {
  case "$3" in
    *"$2"*) same "$1" yes yes ;;
    *) same "$1" "… $2 …" "$3" ;;
  esac
}

# A JDK of version $2 in folder $1; its java prints its folder's name and its arguments.
fake_jdk() {
  mkdir -p "$1/bin"
  printf 'IMPLEMENTOR="Nobody"\nJAVA_VERSION="%s"\n' "$2" >"$1/release"
  printf '#!/bin/sh\nprintf "%%s:" "${0%%/bin/java}" | sed "s,.*/,,"\nfor a in "$@"; do printf "[%%s]" "$a"; done\nexit 3\n' >"$1/bin/java"
  cp "$1/bin/java" "$1/bin/javac"
  chmod +x "$1/bin/java" "$1/bin/javac"
}

mkdir -p "$root/core/src/main/java/io" "$root/app/src/main/java" "$temporary/bin"
cp -R "$here/gradus" "$here/scripts" "$root/"
touch "$root/pom.xml" "$root/core/pom.xml" "$root/app/pom.xml" "$root/core/src/main/java/io/A.java" "$root/core/src/main/java/io/B.java"
cat >"$temporary/bin/mvn" <<'MVN'
#!/bin/sh
echo run >>"$MVN_RUNS"
[ -z "$MVN_FAILS" ] || { echo "the compiler's complaint"; exit 1; }
sleep 0.3
mkdir -p app/target/lib
touch app/target/gradus-new.jar
MVN
chmod +x "$temporary/bin/mvn"
fake_jdk "$temporary/jdk25" 25.0.3
fake_jdk "$temporary/jdk17" 17.0.15
fake_jdk "$temporary/early access" 26-ea
fake_jdk "$temporary/old" 1.8.0_292

export MVN_RUNS=$temporary/runs MVN_FAILS=
export PATH="$temporary/bin:$PATH" JAVA_HOME="$temporary/jdk25"
unset GRADUS_JAVA_OPTS GRADUS_BUILD_LOCKED
: >"$MVN_RUNS"
builds() { wc -l <"$MVN_RUNS" | tr -d ' '; }
flags="[-XX:+UseSerialGC][-Djava.awt.headless=true][--enable-native-access=ALL-UNNAMED][-Djava.util.logging.SimpleFormatter.format=gradus: %5\$s%n]"
program="[-jar][$root/app/target/gradus.jar]"
vectors="[--add-modules][jdk.incubator.vector][-Dgradus.stderr=3]"

"$root/gradus" a >"$temporary/one" 2>&1 &
"$root/gradus" b >"$temporary/two" 2>&1 &
wait
same 'two first starts at once build once' 1 "$(builds)"
same 'the first of them runs, quietly' "jdk25:$flags$vectors$program[a]" "$(cat "$temporary/one")"
same 'the second of them runs, quietly' "jdk25:$flags$vectors$program[b]" "$(cat "$temporary/two")"

ln -s "a folder with spaces/gradus" "$temporary/link"
answer=$(cd / && "$temporary/link" 'b  c' '*' '')
same 'exit code of the program' 3 $?
same 'arguments pass unchanged, through a link, from elsewhere' "jdk25:$flags$vectors$program[b  c][*][]" "$answer"
same 'what is built is not built again' 1 "$(builds)"

same 'options of the user' "jdk25:$flags[-Xmx1g][-Dx=y]$program" "$(GRADUS_JAVA_OPTS='-Xmx1g -Dx=y' "$root/gradus")"
same 'a collector of the user' "jdk25:${flags#*]}[-XX:+UseParallelGC]$program" "$(GRADUS_JAVA_OPTS=-XX:+UseParallelGC "$root/gradus")"

for short in --help info help check 'exercise new x' 'grade x' compare 'compare --seed 3' 'train --help'; do
  # shellcheck disable=SC2086 # words on purpose
  answer=$("$root/gradus" $short)
  same "$short starts without vectors" "jdk25:$flags$program" "${answer%%"$program"*}$program"
done
touch "$temporary/rows.csv"
for long in "compare $temporary/rows.csv" 'compare --scaling' 'train x' 'predict x' 'evaluate x'; do
  # shellcheck disable=SC2086
  answer=$("$root/gradus" $long)
  same "$long starts with vectors" "jdk25:$flags$vectors$program" "${answer%%"$program"*}$program"
done

touch "$root/core/src/main/java/io/A.java" && "$root/gradus" >/dev/null
same 'an edited source is built' 2 "$(builds)"
rm "$root/core/src/main/java/io/B.java" && "$root/gradus" >/dev/null
same 'a deleted source is noticed' 3 "$(builds)"
touch "$root/app/pom.xml" && "$root/gradus" >/dev/null
same 'an edited POM is built' 4 "$(builds)"

touch "$root/pom.xml"
answer=$(MVN_FAILS=yes "$root/gradus" 2>&1)
same 'exit code of a failed build' 70 $?
has 'a failed build shows the end of its log' "the compiler's complaint" "$answer"
has 'a failed build says where the log is' "$root/target/build.log" "$answer"
"$root/gradus" >/dev/null
same 'a failed build is tried again' 6 "$(builds)"

# Only what the launcher itself needs, so that no real Maven, Java or flock answers.
mkdir "$temporary/few"
for tool in bash sh dirname basename readlink find head tail touch mkdir rm mv cat sleep sed wc tr; do
  ln -s "$(command -v "$tool")" "$temporary/few/$tool"
done
touch "$root/pom.xml"
answer=$(PATH="$temporary/few" "$root/gradus" 2>&1)
has 'without Maven, what is there runs' "jdk25:$flags$program" "$answer"
has 'without Maven, it says that it is old' 'newer than the program' "$answer"
ln -s "$temporary/bin/mvn" "$temporary/few/mvn"
PATH="$temporary/few" "$root/gradus" >"$temporary/one" 2>&1 &
PATH="$temporary/few" "$root/gradus" >"$temporary/two" 2>&1 &
wait
same 'without flock, two starts build once too' 7 "$(builds)"
same 'without flock, no lock stays' no "$([ -e "$root/target/build.lock.d" ] && echo yes || echo no)"
mkdir "$root/target/build.lock.d" && echo 999999999 >"$root/target/build.lock.d/pid" && touch "$root/pom.xml"
same 'a lock left by a crash is taken' "jdk25:$flags$program" "$(PATH="$temporary/few" "$root/gradus" 2>&1)"
rm -r "$root/app/target" "$temporary/few/mvn"
answer=$(PATH="$temporary/few" "$root/gradus" 2>&1)
same 'exit code without Maven and without a jar' 70 $?
has 'without Maven and without a jar, it says what to install' 'Hint: apt-get install maven' "$answer"

. "$root/scripts/find-jdk.sh"
for folder in jdk25 'early access'; do
  same "$folder fits" yes "$(gradus_jdk_fits "$temporary/$folder" && echo yes || echo no)"
done
rm "$temporary/jdk25/bin/javac"
for folder in jdk17 old jdk25 nowhere; do
  same "$folder does not fit" no "$(gradus_jdk_fits "$temporary/$folder" && echo yes || echo no)"
done
ln -s "$temporary/early access/bin/java" "$temporary/bin/java"
same 'a java on the PATH is followed to its JDK' "$temporary/early access" "$(JAVA_HOME="$temporary/jdk17" && gradus_find_jdk && echo "$JAVA_HOME")"

echo "launcher: $passed checks passed, $failed failed"
[ "$failed" -eq 0 ]
