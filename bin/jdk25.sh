# Sourced by the scripts beside it.

# find_jdk25: prints the home of a JDK 25 or newer, or says what to install and returns 2. Starts no JVM.
find_jdk25() {
  for home in "${JAVA25_HOME:-}" "${JAVA_HOME:-}" "$(home_of_java_on_path)" \
    /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* /opt/*jdk*; do
    if is_jdk25 "$home"; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  echo "Crema needs a JDK 25 or newer: install one, for example from https://adoptium.net, and set JAVA25_HOME to its" \
    "folder where it is not found by itself." >&2
  return 2
}

home_of_java_on_path() {
  java=$(command -v java) && dirname "$(dirname "$(readlink -f "$java")")"
}

# A JDK states its version in its file `release`: JAVA_VERSION="25.0.1".
is_jdk25() {
  [ -n "$1" ] && [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || return 1
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ "${version:-0}" -ge 25 ]
}
