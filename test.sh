#!/usr/bin/env bash
# Runs the whole test suite: the scripts by themselves, the demo agent in a terminal, `mvn verify` against a real Docker
# Engine with the agents' images in it, and, where no Maven argument chooses tests, the service under a real systemd.
# Nothing is skipped: what is missing is installed, or the script ends and tells the cure.
#
#   ./test.sh [--native | --jvm] [MAVEN-ARGUMENT…]      for example ./test.sh --jvm -Dit.test=AttachIT
#
# Unit and property tests run on the JVM. Integration tests run the native executable, which is what ships and is built
# first where it is not up to date; where nothing builds it, they run the jar, and the last line says so.
#   --native   insist on the executable
#   --jvm      the jar, which is the quick way
# The engine is the one at DOCKER_HOST if that is set; else a private one is started, which needs root or sudo; else the
# one that the user reaches.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly root
cd "$root"

# shellcheck source=src/scripts/prerequisites.sh
. src/scripts/prerequisites.sh

mode=auto
engine_folder=''
maven=''
result='FAILED: it did not come to its end'

# The last line tells the result, whatever happened.
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
    apart "$engine_folder"
    private_engine "$engine_folder" "${apart_options[@]}"
  elif find_engine; then
    say "Using the Docker Engine at $DOCKER_HOST"
  else
    die 'There is no Docker Engine, and without root none can be started' \
      'run this as root, install sudo, or set DOCKER_HOST to an engine'
  fi
}

# What the tests themselves call, by command and Debian package.
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

# Sets executable, which is empty where the jar is tested.
build_executable() {
  local status=0
  executable=()
  [ "$mode" != jvm ] || return 0
  result='FAILED: the native executable could not be built'
  ./native-build.sh || status=$?
  if [ $status -eq 0 ]; then
    executable=(target/agent-hub)
  elif [ $status -eq 3 ] && [ "$mode" = auto ]; then
    say 'So the integration tests run the JAR, and not the native executable that ships'
  else
    exit 1
  fi
}

main() {
  trap finish EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  local whole=yes tested='on the jar, not on the native executable that ships'
  case ${1-} in --native | --jvm) mode=${1#--}; shift ;; esac
  [ $# -eq 0 ] || whole=no
  need_tools
  say "Java is $JAVA_HOME"
  say 'Testing the scripts by themselves'
  result='FAILED: a script has a fault that scripts-test.sh names'
  src/test/sh/scripts-test.sh
  say 'Testing the demo agent in a terminal'
  result='FAILED: the demo agent does not behave as its test wants'
  src/test/sh/demo-agent-test.sh
  result='FAILED: no Docker Engine with the images of the agents'
  start_engine
  docker/build.sh all
  build_executable
  if [ ${#executable[@]} -gt 0 ]; then
    set -- "-Dagenthub.executable=${executable[0]}" "$@"
    tested='on the native executable'
  fi
  say "Running mvn -B -ntp verify $*"
  result='FAILED: mvn verify; its reports are in target/surefire-reports and target/failsafe-reports'
  # In the background and waited for, so that a signal to this script is heard at once and not when Maven ends.
  mvn -B -ntp verify "$@" &
  maven=$!
  wait "$maven"
  maven=''
  if [ $whole = yes ]; then
    say 'Testing the service under systemd'
    result='FAILED: the hub is not the service that its test wants'
    src/test/sh/service-test.sh "${executable[@]}"
    result='PASSED: all tests'
  else
    result='PASSED: the chosen tests'
  fi
  result+=", the integration tests $tested, in $((SECONDS / 60)) min $((SECONDS % 60)) s"
}

main "$@"
