# shellcheck shell=bash
# What quickstart.sh, test.sh and the image builds share: messages, packages, JDK, Docker Engine. Sourced, never run.

# --- messages: what is done, and what to do when it fails -------------------------------------------------------------

say() { printf '\033[1m==>\033[0m %s\n' "$*"; }
note() { printf '    %s\n' "$*" >&2; }

# die SENTENCE [CURE…]
die() {
  printf '\033[31m==> %s\033[0m\n' "$1" >&2
  shift
  [ $# -eq 0 ] || printf '    %s\n' "$@" >&2
  exit 1
}

# --- root and packages ---------------------------------------------------------------------------------------------------

is_root() { [ "$(id -u)" -eq 0 ]; }

# Root already, or sudo that works: without a password, or with a person there to type it.
may_be_root() {
  is_root || { command -v sudo >/dev/null && { sudo -n true 2>/dev/null || { [ -t 0 ] && [ -t 2 ]; }; }; }
}

as_root() { if is_root; then "$@"; else sudo "$@"; fi; }

has_apt() { command -v apt-get >/dev/null; }

apt_updated=no

apt_install() { # apt_install PACKAGE…
  has_apt || return 1
  may_be_root || { note "installing $* needs root: run 'apt-get install $*' as root, then start this again"; return 1; }
  say "Installing $* with apt-get"
  local log
  log=$(mktemp)
  if [ "$apt_updated" = no ]; then as_root apt-get update -qq >"$log" 2>&1 || :; apt_updated=yes; fi
  if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >>"$log" 2>&1; then
    note "apt-get could not install $*; the end of what it said:"
    tail -n 5 "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

# need COMMAND PACKAGE: the command is there afterwards, or we end with the cure.
need() {
  command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ] || apt_install "$2" ||
    die "$1 is missing" "install it (Debian and Ubuntu: the package $2), then start this again"
}

apt_knows() { apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [0-9]'; }

# --- JDK 25 --------------------------------------------------------------------------------------------------------------

is_jdk_25() { # is_jdk_25 HOME
  [ -x "$1/bin/javac" ] || return 1
  local version
  version=$("$1/bin/javac" -version 2>&1) || return 1
  version=${version#javac } version=${version%%[!0-9]*}
  [ "${version:-0}" -ge 25 ]
}

# Prints the home of the first JDK that is new enough. The default java of a machine is often an older one.
find_jdk() {
  local home on_path=''
  if command -v javac >/dev/null; then on_path=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")"); fi
  for home in "${JAVA_HOME-}" "$on_path" /usr/lib/jvm/*25* /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* /opt/*jdk*25*; do
    if [ -n "$home" ] && is_jdk_25 "$home"; then printf '%s' "$home"; return 0; fi
  done
  return 1
}

need_jdk() {
  local home package
  if ! home=$(find_jdk); then
    for package in openjdk-25-jdk-headless temurin-25-jdk; do
      if has_apt && apt_knows "$package" && apt_install "$package"; then break; fi
    done
    home=$(find_jdk) || die "No JDK 25 or newer was found, and no package source of this machine has one" \
      "install one, for example Temurin 25 from https://adoptium.net (Debian and Ubuntu: https://adoptium.net/installation/linux)," \
      "or set JAVA_HOME to where it is, then start this again"
  fi
  export JAVA_HOME=$home
  export PATH=$JAVA_HOME/bin:$PATH
}

need_maven() { need mvn maven; }

# --- the Docker Engine ---------------------------------------------------------------------------------------------------

engine_answers() { # engine_answers [HOST]
  if [ $# -gt 0 ]; then DOCKER_HOST=$1 timeout 20 docker version >/dev/null 2>&1; else timeout 20 docker version >/dev/null 2>&1; fi
}

need_docker_command() { need docker docker.io; }

# Finds an engine that answers and exports DOCKER_HOST for it.
find_engine() {
  if [ -n "${DOCKER_HOST-}" ]; then
    engine_answers || die "No Docker Engine answers at DOCKER_HOST=$DOCKER_HOST" "start it there, or unset DOCKER_HOST"
    return 0
  fi
  local host
  for host in "unix://${XDG_RUNTIME_DIR:-/run/user/$(id -u)}/docker.sock" unix:///var/run/docker.sock; do
    if [ -S "${host#unix://}" ] && engine_answers "$host"; then export DOCKER_HOST=$host; return 0; fi
  done
  return 1
}

engine_id() { printf '%s' "$1" | cksum | cut -d' ' -f1; }

# A bridge of its own and no firewall rules: a second dockerd on docker0 would hand out the first one's addresses and
# reset its rules. Its containers reach this machine and each other, and not the world.
apart() { # apart FOLDER: sets apart_options
  local bridge id
  id=$(engine_id "$1")
  bridge=ah$id
  need ip iproute2
  if ! ip link show "$bridge" >/dev/null 2>&1; then
    as_root ip link add "$bridge" type bridge
    as_root ip address add "10.213.$((id % 250 + 1)).1/24" dev "$bridge"
    as_root ip link set "$bridge" up
  fi
  # shellcheck disable=SC2034 # whoever calls this hands them on
  apart_options=(--bridge "$bridge" --iptables=false --ip6tables=false)
}

# private_engine FOLDER [DOCKERD-OPTION…]: an engine of our own with everything it keeps below that folder.
private_engine() {
  local folder=$1 id
  shift
  need dockerd docker.io
  id=$(engine_id "$folder")
  mkdir -p "$folder"
  say "Starting a private Docker Engine in $folder"
  # Namespaces of its own: where the system has a containerd, dockerd would share the other engine's.
  # A session of its own: Ctrl-C at the script must not reach it before the script has tidied up.
  as_root setsid env PATH="$PATH:/usr/sbin:/sbin" dockerd --data-root "$folder/data" --exec-root "$folder/exec" --pidfile "$folder/pid" \
    -H "unix://$folder/docker.sock" --group "$(id -gn)" --containerd-namespace "agent-hub-$id" \
    --containerd-plugins-namespace "agent-hub-plugins-$id" "$@" </dev/null >"$folder/dockerd.log" 2>&1 &
  export DOCKER_HOST=unix://$folder/docker.sock
  local deadline=$((SECONDS + 60))
  until engine_answers; do
    if ! kill -0 $! 2>/dev/null || [ $SECONDS -ge $deadline ]; then
      note "the last lines of $folder/dockerd.log:"
      tail -n 15 "$folder/dockerd.log" >&2
      die "The private Docker Engine did not start" \
        "it needs root, cgroups mounted below /sys/fs/cgroup and iptables; or give an engine by DOCKER_HOST"
    fi
    sleep 0.2
  done
}

# Stops it by its own pid, never by name: others may run on this machine.
stop_private_engine() { # stop_private_engine FOLDER
  local pid
  if ! pid=$(as_root cat "$1/pid" 2>/dev/null) || [ ! -d "/proc/$pid" ]; then return 0; fi
  local containers
  containers=$(DOCKER_HOST=unix://$1/docker.sock docker ps -aq 2>/dev/null) || containers=''
  # shellcheck disable=SC2086 # ids are words
  [ -z "$containers" ] || DOCKER_HOST=unix://$1/docker.sock docker rm -f $containers >/dev/null 2>&1 || :
  as_root kill "$pid" 2>/dev/null || :
  local deadline=$((SECONDS + 20))
  while [ -d "/proc/$pid" ] && [ $SECONDS -lt $deadline ]; do sleep 0.1; done
  [ ! -d "/proc/$pid" ] || as_root kill -9 "$pid" 2>/dev/null || :
  as_root ip link delete "ah$(engine_id "$1")" 2>/dev/null || :
}

remove_private_engine() { # remove_private_engine FOLDER
  stop_private_engine "$1"
  local mounted
  # The deepest first; a killed engine leaves mounts behind, and rm must not walk into them.
  while read -r mounted; do as_root umount -l "$mounted" || :; done < <(awk -v at="$1/" 'index($2, at) == 1 { print $2 }' /proc/mounts | sort -r)
  as_root rm -rf "$1"
}
