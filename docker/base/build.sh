#!/usr/bin/env bash
# Builds the local image agent-hub-base:latest, the base of the agents' images.
#
# Tries these sources in order: Debian's slim image from a registry, plus the agents' tools; debootstrap from this
# machine's package mirror; a static busybox (enough for the demo agent, but not for a program that needs a C library).
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here
readonly image=agent-hub-base:latest
readonly slim=debian:bookworm-slim
# Tools for coding agents; busybox-static is the demo agent's interpreter.
readonly packages=busybox-static,ca-certificates,git,less,procps,ripgrep
readonly registry_timeout=${AGENT_HUB_REGISTRY_PATIENCE:-20}

# shellcheck source=src/scripts/prerequisites.sh
. "$here/../../src/scripts/prerequisites.sh"
# shellcheck source=src/scripts/debian-root.sh
. "$here/../../src/scripts/debian-root.sh"

kind=auto
rebuild=no

usage() {
  cat <<END
Usage: ${0##*/} [--base auto|registry|debootstrap|busybox] [--rebuild]

Builds the image $image on the docker command's engine.
  --base     its source; auto (the default) tries the others in this order
  --rebuild  build it even if it is up to date
END
}

parse() {
  while [ $# -gt 0 ]; do
    case $1 in
      --base) kind=${2:-}; shift ;;
      --base=*) kind=${1#*=} ;;
      --rebuild) rebuild=yes ;;
      -h | --help) usage; exit 0 ;;
      *) usage >&2; die "unknown option: $1" ;;
    esac
    shift
  done
  case $kind in
    auto | registry | debootstrap | busybox) ;;
    *) usage >&2; die "--base is '$kind' but must be auto, registry, debootstrap or busybox" ;;
  esac
}

# Changes whenever the image must be rebuilt.
inputs() { { cat "${BASH_SOURCE[0]}"; declare -f slim_and_pack; } | sha256sum | cut -d' ' -f1; }

label() { printf 'LABEL dev.agenthub.base=%s dev.agenthub.inputs=%s' "$1" "$(inputs)"; }

label_of() { docker image inspect -f "{{index .Config.Labels \"dev.agenthub.$1\"}}" "$image" 2>/dev/null; } # label_of NAME

import() { # import KIND < tar
  docker import --change "$(label "$1")" --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
    --change 'ENV LANG=C.UTF-8' --change 'CMD ["sleep","infinity"]' - "$image" >/dev/null
}

# --- from a registry -----------------------------------------------------------------------------------------------

from_registry() {
  say "Pulling $slim (at most $registry_timeout s)"
  docker image inspect "$slim" >/dev/null 2>&1 || timeout "$registry_timeout" docker pull -q "$slim" >/dev/null 2>&1 || {
    note "the registry did not answer"
    return 1
  }
  say "Adding the agents' tools: ${packages//,/ }"
  # The host's network, because a private engine may have no other access to the internet.
  DOCKER_BUILDKIT=0 docker build -q --network host -t "$image" - >/dev/null <<END
FROM $slim
$(label registry)
RUN apt-get update && apt-get install -y --no-install-recommends ${packages//,/ } && rm -rf /var/lib/apt/lists/*
ENV LANG=C.UTF-8
CMD ["sleep", "infinity"]
END
}

# --- by debootstrap ------------------------------------------------------------------------------------------------

from_debootstrap() {
  debian_root base "$packages" "$rebuild" && import debootstrap <"$debian_tar"
}

# --- from busybox --------------------------------------------------------------------------------------------------

is_static() {
  local linked
  [ -x "$1" ] || return 1
  linked=$(ldd "$1" 2>&1) || : # ldd fails for a static program
  [[ $linked == *'not a dynamic'* || $linked == *'statically linked'* ]]
}

from_busybox() {
  local busybox root status=0
  for busybox in /bin/busybox /usr/bin/busybox ''; do is_static "$busybox" && break; done
  if [ -z "$busybox" ]; then
    if ! apt_install busybox-static || ! is_static /bin/busybox; then
      note 'no static busybox found: install the package busybox-static'
      return 1
    fi
    busybox=/bin/busybox
  fi
  say "Building the base from $busybox"
  root=$(mktemp -d)
  mkdir -p "$root"/{bin,sbin,usr/bin,usr/sbin,usr/local/bin,etc,tmp,pipe-dream,claude-config}
  chmod 1777 "$root/tmp"
  cp "$busybox" "$root/bin/busybox"
  # Symlinks, because busybox finds its own applets only with /proc mounted.
  for applet in $("$root/bin/busybox" --list); do [ "$applet" = busybox ] || ln -s busybox "$root/bin/$applet"; done
  tar -c --numeric-owner --owner=0 --group=0 -C "$root" . | import busybox || status=1
  rm -rf "$root"
  return $status
}

# -------------------------------------------------------------------------------------------------------------------

main() {
  parse "$@"
  docker info >/dev/null 2>&1 || die "no Docker Engine answers ($(docker info 2>&1 | tail -n 1))" \
    "start one, or set DOCKER_HOST to its socket"
  if [ "$rebuild" = no ] && [ "$(label_of inputs)" = "$(inputs)" ]; then
    say "$image is up to date ($(label_of base)); use --rebuild to build it again"
    return
  fi
  if [ "$kind" = auto ]; then
    from_registry || from_debootstrap || from_busybox || die "no base image could be built; see the attempts above"
  else
    "from_$kind" || die "the base image could not be built with --base $kind; see the reason above"
  fi
  say "Built $image ($(docker image inspect -f '{{.Size}}' "$image" | awk '{ printf "%d MB", $1 / 1000000 }'))"
}

main "$@"
