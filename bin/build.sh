# Sourced by the scripts beside it; wants $root and $jdk.

# build_module MODULE [MAVEN ARGUMENT...]: builds the module and what it stands on with Maven, without checks and tests,
# into folders target/quick; not when no source has changed since. Says so on stderr, and why when it fails.
build_module() {
  module=$1
  shift
  stamp=$root/$module/target/quick/built
  if [ -f "$stamp" ]; then
    [ -n "$(changed_since "$stamp")" ] || return 0
  fi
  if ! command -v mvn >/dev/null; then
    echo "Crema has to be built first: install Maven 3.8.7 or newer and put its mvn on the PATH." >&2
    return 2
  fi
  if [ -f "$stamp" ]; then
    echo "Building Crema (its sources have changed) ..." >&2
  else
    echo "Building Crema (first use, about a minute) ..." >&2
  fi
  log=$root/$module/target/quick/build.log
  rm -rf "$root/$module/target/quick/lib"
  mkdir -p "$root/$module/target/quick"
  touch "$stamp.begun"
  if ! JAVA_HOME=$jdk JAVA25_HOME=$jdk mvn -B -q -f "$root/pom.xml" -Dcrema.quick -DskipTests \
    -pl "$module" -am "$@" package >"$log" 2>&1 </dev/null; then
    tail -n 30 "$log" >&2
    echo "Crema could not be built; the whole log is in $log." >&2
    return 2
  fi
  mv "$stamp.begun" "$stamp"
}

# changed_since FILE: prints a source of Crema that is newer than the file, if there is one.
changed_since() {
  find "$root"/pom.xml "$root"/ml-*/pom.xml "$root"/ml-*/src/main "$root"/examples/*/src -newer "$1" | head -n 1
}

# install_modules: puts the modules that a project depends on into the local Maven repository.
install_modules() {
  log=$root/target/quick/install.log
  mkdir -p "$root/target/quick"
  echo "Installing Crema into the local Maven repository ..." >&2
  if ! JAVA_HOME=$jdk JAVA25_HOME=$jdk mvn -B -q -f "$root/pom.xml" -Dcrema.quick -DskipTests \
    -pl ml-bom,ml-config,ml-optim -am install >"$log" 2>&1 </dev/null; then
    tail -n 30 "$log" >&2
    echo "Crema could not be installed; the whole log is in $log." >&2
    return 2
  fi
}
