# shellcheck shell=bash
# Creates small Debian file systems with debootstrap, from this machine's package mirror, and caches them.
# Sourced after prerequisites.sh, never run.

readonly debian_keys=/usr/share/keyrings/debian-archive-keyring.gpg

os_release() { # os_release KEY
  # shellcheck disable=SC1091 # the machine's own file
  (. /etc/os-release 2>/dev/null && printf '%s' "${!1-}")
}

# The mirror that apt uses for this release. Third-party sources may have the same release name, so addresses that end
# like the distribution's archives are preferred.
mirror() { # mirror SUITE
  local suite=$1 uris uri
  # shellcheck disable=SC2016 # apt's own variables
  uris=$(apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    awk -v suite="$suite" '$1 == suite && $2 == "main" { print $3 }')
  uri=$(grep -m 1 -E '/(debian|ubuntu|ubuntu-ports)/?$' <<<"$uris") || uri=${uris%%$'\n'*}
  case $uri in
    mirror+file:*) uri=$(grep -m 1 -o '^[a-z]*://[^[:space:]]*' "${uri#mirror+file:}") ;;
  esac
  printf '%s' "$uri"
}

# For another release: the mirror of this Debian, or the public one.
debian_mirror() { # debian_mirror SUITE
  local uri
  uri=$(mirror "$1")
  [ -n "$uri" ] || [ "$(os_release ID)" != debian ] || uri=$(mirror "$(os_release VERSION_CODENAME)")
  printf '%s' "${uri:-http://deb.debian.org/debian}"
}

is_own_suite() { [ "$1" = "$(os_release VERSION_CODENAME)" ]; } # is_own_suite SUITE

components() { # components SUITE
  if is_own_suite "$1" && [ "$(os_release ID)" = ubuntu ]; then echo main,universe; else echo main; fi
}

# The name includes everything that affects the content, so a stale archive is never used.
archive() { # archive NAME PACKAGES SUITE PACKER
  printf '%s/agent-hub/%s-%s-%s-%s.tar' "${XDG_CACHE_HOME:-$HOME/.cache}" "$1" "$3" "$(dpkg --print-architecture)" \
    "$(printf '%s' "$2$(declare -f "$4")" | cksum | cut -d' ' -f1)"
}

# debian_root NAME PACKAGES REBUILD [SUITE [PACKER]]: creates the archive unless it is cached, and sets debian_tar to it.
# SUITE is a release of Debian, by default this machine's. PACKER is slim_and_pack or pack. Prints the reason on failure.
debian_root() {
  local suite packer=${5-slim_and_pack}
  has_apt || { note "debootstrap needs Debian or Ubuntu"; return 1; }
  suite=${4-$(os_release VERSION_CODENAME)}
  [ -n "$suite" ] || { note "/etc/os-release does not name this release"; return 1; }
  debian_tar=$(archive "$1" "$2" "$suite" "$packer")
  if [ "$3" = yes ] || [ ! -s "$debian_tar" ]; then
    bootstrap "$2" "$suite" "$debian_tar" "$packer" || return 1
  else
    say "Using the cached $debian_tar"
  fi
}

bootstrap() { # bootstrap PACKAGES SUITE TAR PACKER
  local include=$1 suite=$2 tar=$3 packer=$4 uri proxy keys=()
  may_be_root || { note "debootstrap needs root: run this as root or install sudo"; return 1; }
  if is_own_suite "$suite"; then uri=$(mirror "$suite"); else uri=$(debian_mirror "$suite"); fi
  [ -n "$uri" ] || { note "apt has no mirror for $suite: see /etc/apt/sources.list"; return 1; }
  has_command debootstrap || apt_install debootstrap || return 1
  if ! is_own_suite "$suite"; then
    [ -r "$debian_keys" ] || apt_install debian-archive-keyring || return 1
    keys=(--keyring "$debian_keys")
  fi
  say "Creating a small Debian with debootstrap: $suite from $uri (one to two minutes; cached in $tar)"
  debian_tree=$(mktemp -d) # global, so that an interrupted script can remove it
  mkdir -p "$(dirname "$tar")"
  proxy=$(apt-config shell proxy Acquire::http::Proxy | sed "s/^proxy='\(.*\)'$/\1/")
  if as_root env ${proxy:+http_proxy="$proxy"} LC_ALL=C PATH="$PATH:/usr/sbin:/sbin" debootstrap --variant=minbase "${keys[@]}" --include="$include" \
    --components="$(components "$suite")" "$suite" "$debian_tree" "$uri" >"$debian_tree.log" 2>&1 && "$packer" "$debian_tree" "$tar"; then
    as_root rm -rf "$debian_tree" "$debian_tree.log"
  else
    note "debootstrap failed; the end of its log:"
    tail -n 5 "$debian_tree.log" >&2
    as_root rm -rf "$debian_tree" "$debian_tree.log" "$tar.part"
    return 1
  fi
}

slim_and_pack() { # slim_and_pack ROOT TAR
  (
    cd "$1" || exit 1
    # Removes what belongs to this machine: mirror, name servers, host name. Keeps the log folders: without
    # var/log/journal the journal is in memory only and not readable by users.
    as_root find var/log -type f -delete
    as_root rm -rf var/cache/apt/* var/lib/apt/lists/* usr/share/doc/* usr/share/man/* usr/share/locale/* \
      usr/share/info/* debootstrap etc/apt/sources.list etc/resolv.conf etc/hostname
    # mktemp made this folder, which becomes /, accessible to its owner only.
    as_root chmod 755 .
    as_root mkdir -p pipe-dream claude-config &&
      as_root tar -c --numeric-owner --one-file-system .
  ) >"$2.part" && mv "$2.part" "$2"
}

pack() { # pack ROOT TAR: everything but the downloaded packages
  (cd "$1" && as_root chmod 755 . && as_root rm -rf debootstrap && as_root sh -c 'rm -rf var/cache/apt/archives/*.deb' && as_root tar -c --numeric-owner --one-file-system .) \
    >"$2.part" && mv "$2.part" "$2"
}
