#!/usr/bin/env bash
# Builds the image claude-agent: the real Claude Code on agent-hub-base.
#
# Its npm package holds one native program, which this machine's npm fetches (with this machine's registry, proxy and
# certificates, none of which then have to be known in a container) and checks. Its licence does not allow passing it
# on: it is fetched where the image is built, kept in the user's cache, and never part of the repository.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here
readonly version=${CLAUDE_CODE_VERSION:-2.1.197} # newer ones may want a newer Node
readonly cache=${XDG_CACHE_HOME:-$HOME/.cache}/agent-hub

# shellcheck source=src/scripts/prerequisites.sh
. "$here/../../src/scripts/prerequisites.sh"

platform() {
  case $(docker version -f '{{.Server.Arch}}') in
    amd64) echo linux-x64 ;;
    arm64) echo linux-arm64 ;;
    *) die "Claude Code has no build for an engine on $(docker version -f '{{.Server.Arch}}')" ;;
  esac
}

base_kind() { docker image inspect -f '{{index .Config.Labels "dev.agenthub.base"}}' agent-hub-base 2>/dev/null; }

# What makes the image another one, besides its base.
recipe() { printf '%s-%s' "$version" "$(cksum <"$here/Dockerfile" | cut -d' ' -f1)"; }

# The same recipe on the same base is what we would build again.
is_built() {
  [ "$(docker image inspect -f '{{index .Config.Labels "dev.agenthub.claude"}}' claude-agent 2>/dev/null)" = "$(recipe)" ] &&
    [ "$(docker image inspect -f '{{index .RootFS.Layers 0}}' claude-agent)" = "$(docker image inspect -f '{{index .RootFS.Layers 0}}' agent-hub-base)" ]
}

fetch() { # fetch FOLDER: leaves the program there as `claude`
  local package
  package=@anthropic-ai/claude-code-$(platform)
  need npm npm
  say "Fetching $package@$version with npm (about 70 MB)"
  (cd "$1" && npm pack --silent "$package@$version" >/dev/null) ||
    die "npm could not fetch $package@$version" "try 'npm view $package@$version' to see why"
  tar -xzf "$1"/*.tgz -C "$1" --strip-components=1
  rm -f "$1"/*.tgz
  [ -x "$1/claude" ] || die "the package $package@$version has no program 'claude' any more" "pin another version by CLAUDE_CODE_VERSION"
}

program() { # the folder with the program, from the cache where it is there
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
  [ "$(base_kind)" != busybox ] || die "Claude Code needs a C library, which a base made from busybox does not have" \
    "make another base: docker/base/build.sh --base debootstrap --rebuild"
  if is_built; then say "The image claude-agent is there (Claude Code $version)"; return; fi
  local from context
  from=$(program)
  context=$(mktemp -d)
  # A hard link where it can be, because the program is large.
  cp -l "$from/claude" "$context/claude" 2>/dev/null || cp "$from/claude" "$context/claude"
  cp "$here/Dockerfile" "$context/"
  say "Building the image claude-agent with Claude Code $version"
  DOCKER_BUILDKIT=0 docker build -q --label "dev.agenthub.claude=$(recipe)" -t claude-agent "$context" \
    >/dev/null 2>"$context.log" ||
    { cat "$context.log" >&2; rm -rf "$context" "$context.log"; die "The image claude-agent could not be built"; }
  rm -rf "$context" "$context.log"
}

main "$@"
