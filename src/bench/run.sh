#!/usr/bin/env bash
# The benchmark. See --help.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
readonly root
cd "$root"

# shellcheck source=src/scripts/prerequisites.sh
. src/scripts/prerequisites.sh

usage() {
  cat <<END
Usage: src/bench/run.sh [OPTION…]               compares the hub with ttyd, a simple relay and docker exec
       src/bench/run.sh emulator [JMH-OPTION…]    measures the emulator with JMH: throughput and allocation
       src/bench/run.sh page [--executable PATH]  measures the page with fifty agents in Chromium: frames, long tasks,
                                                  traffic and heap

  --quick              one shorter round: about two minutes instead of ten
  --rounds N           the number of rounds
  --executable PATH    measure this native executable instead of the jar
  --before PATH        also measure this executable, for example that of the commit before
  --terminal KIND      the setting hub.terminal: attach (default) or exec
  --without A,B        contestants to exclude: ttyd, relay, exec
  --only A,B           parts to measure: echo, loaded, one, ten, fifty, stalled, memory
  --flood MINUTES      measure only the hub's memory during a flood, with one viewer that reads and one that does not

Uses the engine at DOCKER_HOST if set, otherwise a private engine (needs root or sudo), otherwise the user's engine.
Prints a table, and saves it and the values of each round in target/bench.
END
}

engine_folder=''

finish() {
  local status=$?
  trap - EXIT INT TERM
  [ -z "$engine_folder" ] || remove_private_engine "$engine_folder" >&2 || :
  exit $status
}

need_engine() {
  need_docker_command
  if [ -z "${DOCKER_HOST-}" ] && may_be_root; then
    engine_folder=$(mktemp -d)
    isolate_engine "$engine_folder"
    private_engine "$engine_folder" "${isolation_options[@]}" >&2
  else
    find_engine || die 'No Docker Engine is available, and starting one needs root' 'set DOCKER_HOST to an engine'
  fi
}

build() {
  say 'Building the hub and the benchmark' >&2
  mvn -B -ntp -q -P bench -DskipTests package >&2
}

java_bench() {
  "$JAVA_HOME/bin/java" -Djava.util.logging.manager=org.jboss.logmanager.LogManager -cp \
    "target/test-classes:target/classes:$(cat target/bench/classpath)" "$@"
}

emulator() {
  build
  java_bench org.openjdk.jmh.Main -prof gc -rf json -rff target/bench/emulator.json "$@"
}

page() {
  local executable=''
  [ "${1-}" != --executable ] || executable=${2:?--executable takes a path}
  need node nodejs
  need chromium chromium
  need busybox busybox-static
  need_engine
  build
  java_bench "-Dagenthub.executable=$executable" dev.agenthub.page.FiftyAgents
}

compare() {
  local ttyd=''
  need python3 python3
  need script bsdutils
  need_engine
  docker/base/build.sh >&2
  DOCKER_BUILDKIT=0 docker build -q -t agent-hub-bench src/bench/image >/dev/null 2>&1 ||
    die 'The benchmark image could not be built'
  build
  case "$*" in
    *--flood* | *--without*ttyd*) ;;
    *) ttyd=$(src/bench/ttyd.sh) ;;
  esac
  java_bench dev.agenthub.bench.Bench ${ttyd:+--ttyd "$ttyd"} "$@"
}

case "${1-}" in
  -h | --help) usage; exit ;;
esac
need_jdk
need_maven
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
if [ "${1-}" = emulator ]; then
  shift
  emulator "$@"
elif [ "${1-}" = page ]; then
  shift
  page "$@"
else
  compare "$@"
fi
