#!/usr/bin/env bash
# Builds the agents' images on the docker command's engine: docker/build.sh [demo|claude|all] [--base KIND] [--rebuild]
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here

# shellcheck source=src/scripts/prerequisites.sh
. "$here/../src/scripts/prerequisites.sh"

usage() {
  cat <<END
Usage: ${0##*/} [demo|claude|all] [--base auto|registry|debootstrap|busybox] [--rebuild]

Builds the images demo-agent and claude-agent (all: both) and their base, agent-hub-base, if it is missing or outdated.
END
}

# Changes whenever the image must be rebuilt: its files and its base.
demo_inputs() {
  { cat "$here"/demo-agent/*; docker image inspect -f '{{.Id}}' agent-hub-base; } | sha256sum | cut -d' ' -f1
}

build_demo() {
  local inputs
  inputs=$(demo_inputs)
  if [ "$(docker image inspect -f '{{index .Config.Labels "dev.agenthub.inputs"}}' demo-agent 2>/dev/null)" = "$inputs" ]; then
    say 'The image demo-agent is up to date'
    return
  fi
  say "Building the image demo-agent"
  # The classic builder, because Debian's engine has no BuildKit.
  DOCKER_BUILDKIT=0 docker build -q --label "dev.agenthub.inputs=$inputs" -t demo-agent "$here/demo-agent" >/dev/null 2>&1 ||
    DOCKER_BUILDKIT=0 docker build --label "dev.agenthub.inputs=$inputs" -t demo-agent "$here/demo-agent" >&2
}

main() {
  local what=all base_options=()
  while [ $# -gt 0 ]; do
    case $1 in
      demo | claude | all) what=$1 ;;
      -h | --help) usage; exit 0 ;;
      *) base_options+=("$1") ;;
    esac
    shift
  done
  "$here/base/build.sh" "${base_options[@]}"
  case $what in demo | all) build_demo ;; esac
  case $what in claude | all) "$here/claude-agent/build.sh" ;; esac
}

main "$@"
