# shellcheck shell=bash
# The files of a small Debian, made by debootstrap from this machine's own package mirror and kept for the next time.
# Sourced after prerequisites.sh, never run.

os_release() { # os_release KEY
  # shellcheck disable=SC1091 # the machine's own file
  (. /etc/os-release 2>/dev/null && printf '%s' "${!1-}")
}

# The mirror that apt uses for this release, whichever format its configuration has. An entry of a third party may
# have the same release name, so the one whose address ends as the distribution's archives do is preferred.
mirror() {
  local suite=$1 uris
  # shellcheck disable=SC2016 # apt's own variables
  uris=$(apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    awk -v suite="$suite" '$1 == suite && $2 == "main" { print $3 }')
  uri=$(grep -E '/(debian|ubuntu|ubuntu-ports)/?$' <<<"$uris" | head -n 1) || uri=$(head -n 1 <<<"$uris")
  case $uri in
    mirror+file:*) uri=$(grep -m 1 -o '^[a-z]*://[^[:space:]]*' "${uri#mirror+file:}") ;;
  esac
  printf '%s' "$uri"
}

components() { if [ "$(os_release ID)" = ubuntu ]; then echo main,universe; else echo main; fi; }

# Everything that makes the result another one is in the name, so a stale archive is never taken.
archive() { # archive NAME PACKAGES SUITE
  printf '%s/agent-hub/%s-%s-%s-%s.tar' "${XDG_CACHE_HOME:-$HOME/.cache}" "$1" "$3" "$(dpkg --print-architecture)" \
    "$(printf '%s' "$2$(declare -f slim_and_pack)" | cksum | cut -d' ' -f1)"
}

# debian_root NAME PACKAGES REBUILD: makes it unless it is kept, and sets debian_tar to the archive of its files. Says why where it cannot.
debian_root() {
  local suite
  has_apt || { note "debootstrap needs Debian or Ubuntu, and this is neither"; return 1; }
  suite=$(os_release VERSION_CODENAME)
  [ -n "$suite" ] || { note "/etc/os-release does not name this release"; return 1; }
  debian_tar=$(archive "$1" "$2" "$suite")
  if [ "$3" = yes ] || [ ! -s "$debian_tar" ]; then
    bootstrap "$2" "$suite" "$debian_tar" || return 1
  else
    say "Taking it from the cache: $debian_tar"
  fi
}

bootstrap() { # bootstrap PACKAGES SUITE TAR
  local include=$1 suite=$2 tar=$3 uri root proxy
  may_be_root || { note "debootstrap needs root: run this as root or install sudo"; return 1; }
  uri=$(mirror "$suite")
  [ -n "$uri" ] || { note "apt has no mirror for $suite: see /etc/apt/sources.list"; return 1; }
  command -v debootstrap >/dev/null || [ -x /usr/sbin/debootstrap ] || apt_install debootstrap || return 1
  say "Making a small Debian with debootstrap: $suite from $uri (one to two minutes; kept in $tar for the next time)"
  root=$(mktemp -d)
  mkdir -p "$(dirname "$tar")"
  proxy=$(apt-config shell proxy Acquire::http::Proxy | sed "s/^proxy='\(.*\)'$/\1/")
  if as_root env ${proxy:+http_proxy="$proxy"} LC_ALL=C PATH="$PATH:/usr/sbin:/sbin" debootstrap --variant=minbase --include="$include" \
    --components="$(components)" "$suite" "$root" "$uri" >"$root.log" 2>&1 && slim_and_pack "$root" "$tar"; then
    as_root rm -rf "$root" "$root.log"
  else
    note "debootstrap failed; the end of its log:"
    tail -n 5 "$root.log" >&2
    as_root rm -rf "$root" "$root.log" "$tar.part"
    return 1
  fi
}

slim_and_pack() { # slim_and_pack ROOT TAR
  (
    cd "$1" || exit 1
    # Nothing of this machine goes along: its mirror, its name servers, its name. The folders of logs stay: without
    # var/log/journal a journal is kept in memory only, and no user may read it.
    as_root find var/log -type f -delete
    as_root rm -rf var/cache/apt/* var/lib/apt/lists/* usr/share/doc/* usr/share/man/* usr/share/locale/* \
      usr/share/info/* debootstrap etc/apt/sources.list etc/resolv.conf etc/hostname
    as_root mkdir -p pipe-dream claude-config &&
      as_root tar -c --numeric-owner --one-file-system .
  ) >"$2.part" && mv "$2.part" "$2"
}
