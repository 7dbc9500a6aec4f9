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
Usage: src/bench/run.sh [OPTION…]             the hub beside ttyd, a plain relay and docker exec, on one Docker Engine
       src/bench/run.sh emulator [JMH-OPTION…]  the terminal model alone, by JMH: bytes a second, bytes allocated
       src/bench/run.sh page [--executable PATH]  the page with fifty agents: frames, long tasks, bytes, heap in Chromium

  --quick              one round of less: about two minutes instead of ten
  --rounds N           so many rounds
  --executable PATH    the hub as a native executable, instead of the jar
  --terminal KIND      the hub's hub.terminal: attach (default) or exec
  --without A,B        leave out contestants: ttyd, relay, exec
  --only A,B           only these parts: echo, beside, one, ten, fifty, stalled, memory
  --flood MINUTES      only this: the hub's memory while an agent floods before a viewer that reads and one that never does

The engine is the one at DOCKER_HOST if that is set; else a private one is started, which needs root or sudo; else the one
that the user reaches. The table is printed; it and the values of each round are kept in target/bench.
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
    apart "$engine_folder"
    private_engine "$engine_folder" "${apart_options[@]}" >&2
  else
    find_engine || die 'There is no Docker Engine, and without root none can be started' 'set DOCKER_HOST to an engine'
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
  DOCKER_BUILDKIT=0 docker build -q -t agent-hub-bench src/bench/image >/dev/null 2>&1 || die 'The image of the benchmark could not be built'
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
