#!/usr/bin/env bash
# Builds reproducible packages of a native executable:
#   target/agent-hub-VERSION-linux-ARCH.tar.gz    executable, unit, completion, man page, licence, README
#   target/agent-hub_VERSION_ARCH.deb             the same in Debian's layout; depends only on libc and zlib
#
#   src/packaging/package.sh [EXECUTABLE]         default: target/agent-hub, built by native-build.sh
#
# SOURCE_DATE_EPOCH sets the modification time of all files. Default: the time of the last commit.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here
root=$(cd "$here/../.." && pwd)
readonly root

# shellcheck source=src/scripts/prerequisites.sh
. "$root/src/scripts/prerequisites.sh"

readonly executable=${1:-$root/target/agent-hub}
readonly target=$root/target
readonly maintainer=${DEB_MAINTAINER:-The Agent Hub developers <agent-hub@localhost>}
work=''

architecture() {
  case $(uname -m) in
    x86_64) echo amd64 ;;
    aarch64) echo arm64 ;;
    *) uname -m ;;
  esac
}

# unit PROGRAM: the unit in the packages, for a project in ~/agent-hub.
unit() {
  # shellcheck disable=SC2016 # sed expressions, not expansions
  sed -e '1,2d' -e "s|@COMMAND@|$1|" -e 's|@PROJECT@|%h/agent-hub|' -e 's|@ENVIRONMENT@|Environment=HUB_ON_EXIT=leave|' \
    -e '/^\[Unit\]$/a ConditionPathIsDirectory=%h/agent-hub' \
    -e '3i # Runs the hub of the project in ~/agent-hub: systemctl --user enable --now agent-hub\n# For another folder: agent-hub service install --project DIR' \
    "$root/src/main/resources/agent-hub.service"
}

verbs() { # verbs [VERB…]: the subcommands, from the help
  "$executable" "$@" --help | awk '/^Commands:/ { on = 1; next } /^[^ ]/ || /^$/ { on = 0 } on && /^  [a-z]/ { print $1 }'
}

roff() { sed -e 's/\\/\\e/g' -e 's/-/\\-/g' -e "s/^[.']/\\\\\&&/"; }

describe() { # describe VERB…: the man page section of a command, from its help
  printf '.SS "%s"\n.nf\n' "$*"
  "$executable" "$@" --help | roff
  printf '.fi\n'
  local verb
  for verb in $(verbs "$@"); do describe "$@" "$verb"; done
}

man_page() { # man_page VERSION
  local verb
  {
    for verb in $(verbs); do describe "$verb"; done
  } >"$work/commands"
  sed -e "s/@VERSION@/$1/" -e "s/@DATE@/$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%d)/" \
    -e "/^@COMMANDS@$/{r $work/commands
d
}" "$here/agent-hub.1"
}

tarball() { # tarball VERSION
  local name
  name=agent-hub-$1-linux-$(architecture)
  mkdir "$work/$name"
  install -m 755 "$executable" "$work/$name/agent-hub"
  unit %h/.local/bin/agent-hub >"$work/$name/agent-hub.service"
  cp "$work/agent-hub.1" "$work/agent-hub.bash" "$root/LICENSE" "$root/README.md" "$work/$name"
  chmod 644 "$work/$name"/{agent-hub.*,LICENSE,README.md}
  tar -C "$work" -c --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --format=gnu "$name" |
    gzip -9n >"$target/$name.tar.gz"
  say "target/$name.tar.gz"
}

# The newest glibc symbol version that the executable requires.
glibc() { grep -ao 'GLIBC_2\.[0-9]\+' "$executable" | sort -uV | tail -n 1 | sed 's/GLIBC_//'; }

deb() { # deb VERSION
  # Debian sorts a version with a tilde before the release.
  local version=${1/-SNAPSHOT/~SNAPSHOT} tree=$work/deb name needs
  name=agent-hub_${version}_$(architecture).deb
  needs=$(glibc) || needs=''
  install -D -m 755 "$executable" "$tree/usr/bin/agent-hub"
  mkdir -p "$tree"/usr/{lib/systemd/user,share/{bash-completion/completions,doc/agent-hub,man/man1}} "$tree/DEBIAN"
  unit /usr/bin/agent-hub >"$tree/usr/lib/systemd/user/agent-hub.service"
  cp "$work/agent-hub.bash" "$tree/usr/share/bash-completion/completions/agent-hub"
  gzip -9nc "$work/agent-hub.1" >"$tree/usr/share/man/man1/agent-hub.1.gz"
  cp "$here/copyright" "$root/README.md" "$tree/usr/share/doc/agent-hub"
  (cd "$tree" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums)
  cat >"$tree/DEBIAN/control" <<END
Package: agent-hub
Version: $version
Architecture: $(architecture)
Maintainer: $maintainer
Installed-Size: $(du -k --apparent-size -s "$tree/usr" | cut -f1)
Depends: libc6${needs:+ (>= $needs)}, zlib1g
Suggests: docker.io | docker-ce, systemd
Section: utils
Priority: optional
Description: runs a team of AI coding agents, each in its own container
 Agent Hub starts and stops the containers of a team of AI coding agents, owns
 their terminals and shares each with any number of viewers, watches the agents'
 inboxes, applies their policies, and offers REST, WebSocket and a command line.
 The hub itself contains no AI.
END
  chmod -R u=rwX,go=rX "$tree"
  find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
  dpkg-deb --root-owner-group -Zxz --build "$tree" "$target/$name" >/dev/null
  say "target/$name"
}

main() {
  [ -x "$executable" ] || die "There is no executable $executable" 'build it with ./native-build.sh, or pass another path'
  need dpkg-deb dpkg
  SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null || stat -c %Y "$root/pom.xml")}
  export SOURCE_DATE_EPOCH
  umask 022
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  local version
  version=$("$executable" version) || die "$executable cannot be run"
  version=${version#agent-hub }
  "$executable" completion >"$work/agent-hub.bash"
  man_page "$version" >"$work/agent-hub.1"
  mkdir -p "$target"
  tarball "$version"
  deb "$version"
}

main
