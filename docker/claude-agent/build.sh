#!/usr/bin/env bash
# Builds the image claude-agent: the real Claude Code on agent-hub-base.
#
# The npm package contains one native program. This machine's npm downloads and verifies it, so the container needs no
# registry, proxy or certificate settings. The licence forbids redistribution: the program is downloaded where the image
# is built, kept in the user's cache, and never committed.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here
readonly version=${CLAUDE_CODE_VERSION:-2.1.197} # later versions may need a newer Node
readonly cache=${XDG_CACHE_HOME:-$HOME/.cache}/agent-hub

# shellcheck source=src/scripts/prerequisites.sh
. "$here/../../src/scripts/prerequisites.sh"

platform() {
  case $(docker version -f '{{.Server.Arch}}') in
    amd64) echo linux-x64 ;;
    arm64) echo linux-arm64 ;;
    *) die "Claude Code is not available for the architecture $(docker version -f '{{.Server.Arch}}')" ;;
  esac
}

base_kind() { docker image inspect -f '{{index .Config.Labels "dev.agenthub.base"}}' agent-hub-base 2>/dev/null; }

# Changes whenever the image must be rebuilt for a reason other than its base.
recipe() { printf '%s-%s' "$version" "$(cksum <"$here/Dockerfile" | cut -d' ' -f1)"; }

# True if the image has the same recipe and base.
is_built() {
  [ "$(docker image inspect -f '{{index .Config.Labels "dev.agenthub.claude"}}' claude-agent 2>/dev/null)" = "$(recipe)" ] &&
    [ "$(docker image inspect -f '{{index .RootFS.Layers 0}}' claude-agent)" = "$(docker image inspect -f '{{index .RootFS.Layers 0}}' agent-hub-base)" ]
}

fetch() { # fetch FOLDER: downloads the program to FOLDER/claude
  local package
  package=@anthropic-ai/claude-code-$(platform)
  need npm npm
  say "Downloading $package@$version with npm (about 70 MB)"
  (cd "$1" && npm pack --silent "$package@$version" >/dev/null) ||
    die "npm could not download $package@$version" "run 'npm view $package@$version' to see why"
  tar -xzf "$1"/*.tgz -C "$1" --strip-components=1
  rm -f "$1"/*.tgz
  [ -x "$1/claude" ] || die "the package $package@$version does not contain the program 'claude'" "set CLAUDE_CODE_VERSION to another version"
}

program() { # prints the folder with the program, downloading it if it is not cached
  local kept fresh
  kept=$cache/claude-code-$version-$(platform)
  if [ ! -x "$kept/claude" ]; then
    mkdir -p "$cache"
    fresh=$(mktemp -d "$cache/fetching.XXXXXX")
    fetch "$fresh" >&2
    rm -rf "$kept"
    mv "$fresh" "$kept"
  fi
  printf '%s' "$kept"
}

main() {
  [ "$(base_kind)" != busybox ] || die "Claude Code needs a C library, which the busybox base does not have" \
    "build another base: docker/base/build.sh --base debootstrap --rebuild"
  if is_built; then say "The image claude-agent is up to date (Claude Code $version)"; return; fi
  local from context
  from=$(program)
  context=$(mktemp -d)
  # A hard link if possible, because the program is large.
  cp -l "$from/claude" "$context/claude" 2>/dev/null || cp "$from/claude" "$context/claude"
  cp "$here/Dockerfile" "$context/"
  say "Building the image claude-agent with Claude Code $version"
  DOCKER_BUILDKIT=0 docker build -q --label "dev.agenthub.claude=$(recipe)" -t claude-agent "$context" \
    >/dev/null 2>"$context.log" ||
    { cat "$context.log" >&2; rm -rf "$context" "$context.log"; die "The image claude-agent could not be built"; }
  rm -rf "$context" "$context.log"
}

main "$@"
