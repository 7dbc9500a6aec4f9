#!/usr/bin/env bash
# Makes the local image agent-hub-base:latest, on which the agents' images stand.
#
# Where a registry answers, it is Debian's slim image with the agents' tools; without one it is made here, by
# debootstrap from this machine's own package mirror; and where that cannot be, from a static busybox (enough for the
# demo agent, not for a program that needs a C library).
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here
readonly image=agent-hub-base:latest
readonly slim=debian:bookworm-slim
# What a coding agent expects to find; busybox-static is the demo agent's interpreter.
readonly packages=busybox-static,ca-certificates,git,less,procps,ripgrep
readonly registry_patience=${AGENT_HUB_REGISTRY_PATIENCE:-20}

# shellcheck source=src/scripts/prerequisites.sh
. "$here/../../src/scripts/prerequisites.sh"
# shellcheck source=src/scripts/debian-root.sh
. "$here/../../src/scripts/debian-root.sh"

kind=auto
rebuild=no

usage() {
  cat <<END
Usage: ${0##*/} [--base auto|registry|debootstrap|busybox] [--rebuild]

Makes the image $image on the engine that the docker command finds.
  --base     where it comes from; auto (the default) tries them in this order
  --rebuild  make it again, also when it is there and nothing that goes into it has changed
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
    *) usage >&2; die "--base is '$kind', and must be auto, registry, debootstrap or busybox" ;;
  esac
}

# What makes the image another one: how it is made.
inputs() { { cat "${BASH_SOURCE[0]}"; declare -f slim_and_pack; } | sha256sum | cut -d' ' -f1; }

label() { printf 'LABEL dev.agenthub.base=%s dev.agenthub.inputs=%s' "$1" "$(inputs)"; }

label_of() { docker image inspect -f "{{index .Config.Labels \"dev.agenthub.$1\"}}" "$image" 2>/dev/null; } # label_of NAME

import() { # import KIND < tar
  docker import --change "$(label "$1")" --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
    --change 'ENV LANG=C.UTF-8' --change 'CMD ["sleep","infinity"]' - "$image" >/dev/null
}

# --- from a registry -----------------------------------------------------------------------------------------------

from_registry() {
  say "Asking the registry for $slim (at most $registry_patience s)"
  docker image inspect "$slim" >/dev/null 2>&1 || timeout "$registry_patience" docker pull -q "$slim" >/dev/null 2>&1 || {
    note "no registry answered"
    return 1
  }
  say "Adding the agents' tools: ${packages//,/ }"
  # The host's network: a private engine may have none of its own to the outside.
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
  linked=$(ldd "$1" 2>&1) || : # it fails for a static program, and says so
  [[ $linked == *'not a dynamic'* || $linked == *'statically linked'* ]]
}

from_busybox() {
  local busybox root status=0
  for busybox in /bin/busybox /usr/bin/busybox ''; do is_static "$busybox" && break; done
  if [ -z "$busybox" ]; then
    if ! apt_install busybox-static || ! is_static /bin/busybox; then
      note 'no static busybox here: install the package busybox-static'
      return 1
    fi
    busybox=/bin/busybox
  fi
  say "Making the base from $busybox"
  root=$(mktemp -d)
  mkdir -p "$root"/{bin,sbin,usr/bin,usr/sbin,usr/local/bin,etc,tmp,pipe-dream,claude-config}
  chmod 1777 "$root/tmp"
  cp "$busybox" "$root/bin/busybox"
  # Links, because the applets must also be found in an image without /proc.
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
    say "$image is up to date ($(label_of base)); --rebuild makes it again"
    return
  fi
  if [ "$kind" = auto ]; then
    from_registry || from_debootstrap || from_busybox || die "no base image could be made; what was tried is told above"
  else
    "from_$kind" || die "no base image could be made by --base $kind; the reason is told above"
  fi
  say "$image is made ($(docker image inspect -f '{{.Size}}' "$image" | awk '{ printf "%d MB", $1 / 1000000 }'))"
}

main "$@"
