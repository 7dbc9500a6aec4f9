#!/usr/bin/env bash
# Runs the whole test suite: checks of the scripts, of the layout of the code and for compiler warnings, the demo agent in
# a terminal, `mvn verify` on a real Docker Engine and, without Maven arguments, the service under a real systemd.
# Nothing is skipped: missing tools are installed, or the script fails and says what to install.
#
#   ./test.sh [--native | --jvm] [MAVEN-ARGUMENT…]      for example ./test.sh --jvm -Dit.test=AttachIT
#
# Unit and property tests run on the JVM. Integration tests run the native executable, which is built first if it is
# out of date. If it cannot be built, they run the jar, and the last line says so.
#   --native   fail if the executable cannot be built
#   --jvm      use the jar, which is faster
# Uses the engine at DOCKER_HOST if that is set; else a private one, which needs root or sudo; else the user's own.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly root
cd "$root"

# shellcheck source=src/scripts/prerequisites.sh
. src/scripts/prerequisites.sh

mode=auto
engine_folder=''
maven=''
result='FAILED: the tests did not finish'

# Prints the result as the last line in any case.
finish() {
  local status=$?
  trap - EXIT INT TERM
  [ -z "$maven" ] || kill "$maven" 2>/dev/null || :
  [ -z "$engine_folder" ] || { say 'Removing the private Docker Engine'; remove_private_engine "$engine_folder" || :; }
  if [ $status -eq 0 ]; then say "$result"; else printf '\033[31m==> %s\033[0m\n' "$result"; fi
  exit $status
}

start_engine() {
  need_docker_command
  if [ -n "${DOCKER_HOST-}" ]; then
    find_engine
    say "Using the Docker Engine at DOCKER_HOST=$DOCKER_HOST"
  elif may_be_root; then
    engine_folder=$(mktemp -d)
    isolate_engine "$engine_folder"
    private_engine "$engine_folder" "${isolation_options[@]}"
  elif find_engine; then
    say "Using the Docker Engine at $DOCKER_HOST"
  else
    die 'No Docker Engine is running, and starting one needs root' \
      'run this as root, install sudo, or set DOCKER_HOST to an engine'
  fi
}

# Tools of the tests: command and Debian package.
need_tools() {
  need_jdk
  need_maven
  need shellcheck shellcheck
  need pgrep procps
  need tmux tmux
  need busybox busybox-static
  need node nodejs
  need npm npm
  need chromium chromium
  need curl curl
  need zsh zsh
  need fish fish
  need gcc gcc
  [ -e /usr/include/time.h ] || apt_install libc6-dev || die 'time.h is missing' 'install libc6-dev'
}

# Sets executable; empty for the jar.
build_executable() {
  local status=0
  executable=()
  [ "$mode" != jvm ] || return 0
  result='FAILED: the native executable could not be built'
  ./native-build.sh || status=$?
  if [ $status -eq 0 ]; then
    executable=(target/agent-hub)
  elif [ $status -eq 3 ] && [ "$mode" = auto ]; then
    say 'The integration tests run the JAR instead of the native executable'
  else
    exit 1
  fi
}

main() {
  trap finish EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  local whole=yes tested='on the jar instead of the native executable'
  case ${1-} in --native | --jvm) mode=${1#--}; shift ;; esac
  [ $# -eq 0 ] || whole=no
  need_tools
  say "Using Java at $JAVA_HOME"
  say 'Checking the scripts'
  result='FAILED: scripts-test.sh found a problem in a script'
  src/test/sh/scripts-test.sh
  say 'Checking the layout of the code and compiling it without warnings'
  result='FAILED: mvn checkstyle:check test-compile; see the output above'
  mvn -B -ntp -q checkstyle:check test-compile -Dmaven.compiler.failOnWarning=true
  say 'Testing the demo agent in a terminal'
  result='FAILED: demo-agent-test.sh'
  src/test/sh/demo-agent-test.sh
  result='FAILED: no Docker Engine, or its images could not be built'
  start_engine
  docker/build.sh all
  build_executable
  if [ ${#executable[@]} -gt 0 ]; then
    set -- "-Dagenthub.executable=${executable[0]}" "$@"
    tested='on the native executable'
  fi
  say "Running mvn -B -ntp verify $*"
  result='FAILED: mvn verify; see target/surefire-reports and target/failsafe-reports'
  # In the background, so that signals are handled immediately, not when Maven exits.
  mvn -B -ntp verify "$@" &
  maven=$!
  wait "$maven"
  maven=''
  if [ $whole = yes ]; then
    say 'Testing the service under systemd'
    result='FAILED: service-test.sh'
    src/test/sh/service-test.sh "${executable[@]}"
    say 'Compiling the benchmarks'
    result='FAILED: mvn -P bench test-compile; see the output above'
    mvn -B -ntp -q -P bench test-compile -Dmaven.compiler.failOnWarning=true
    result='PASSED: all tests'
  else
    result='PASSED: the selected tests'
  fi
  result+=", the integration tests $tested, in $((SECONDS / 60)) min $((SECONDS % 60)) s"
}

main "$@"
