# shellcheck shell=bash
# Shared by quickstart.sh, test.sh and the image builds: messages, packages, JDK, Docker Engine. Sourced, never run.
# No local may have the name of a readonly variable of a sourcing script: bash rejects it when the line runs. No pipe
# may end in a reader that stops early (grep -q, head): with pipefail, the writer's SIGPIPE becomes the pipe's status.
# scripts-test.sh checks both.

# --- messages ---------------------------------------------------------------------------------------------------------

say() { printf '\033[1m==>\033[0m %s\n' "$*"; }
note() { printf '    %s\n' "$@" >&2; }

# die SENTENCE [CURE…]
die() {
  printf '\033[31m==> %s\033[0m\n' "$1" >&2
  shift
  [ $# -eq 0 ] || printf '    %s\n' "$@" >&2
  exit 1
}

# --- root and packages ------------------------------------------------------------------------------------------------

is_root() { [ "$(id -u)" -eq 0 ]; }

# Whether we are root, or sudo works without a password or with a terminal to ask for it.
may_be_root() {
  is_root || { command -v sudo >/dev/null && { sudo -n true 2>/dev/null || { [ -t 0 ] && [ -t 2 ]; }; }; }
}

# sudo runs only programs, and not every builtin is also a program: a bare Debian has no kill.
as_root() {
  if is_root; then
    "$@"
  elif [ "$(type -t "$1")" = builtin ]; then
    sudo bash -c '"$@"' bash "$@"
  else
    sudo "$@"
  fi
}

has_apt() { command -v apt-get >/dev/null; }

apt_updated=no

apt_install() { # apt_install PACKAGE…
  has_apt || return 1
  may_be_root || { note "installing $* needs root: run 'apt-get install $*' as root, then run this again"; return 1; }
  say "Installing $* with apt-get"
  local apt_output
  apt_output=$(mktemp)
  apt_update >"$apt_output" 2>&1
  if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >>"$apt_output" 2>&1; then
    note "apt-get could not install $*; the end of its output:"
    tail -n 5 "$apt_output" >&2
    rm -f "$apt_output"
    return 1
  fi
  rm -f "$apt_output"
}

# Once per script. Failures are ignored: the existing lists may suffice, and apt-get install reports errors.
apt_update() {
  if [ "$apt_updated" = no ]; then as_root apt-get update -qq || :; apt_updated=yes; fi
}

has_command() { command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ]; }

# need COMMAND PACKAGE…: installs the command if it is missing, or dies.
need() {
  local wanted=$1
  shift
  has_command "$wanted" && return
  if apt_install "$@"; then hash -r; fi
  has_command "$wanted" || die "$wanted is missing" "install it (Debian and Ubuntu: apt-get install $*), then run this again"
}

# apt_knows PACKAGE: whether a package source has it. Updates first, since a fresh machine has no lists.
apt_knows() {
  has_apt || return 1
  if may_be_root; then apt_update >/dev/null 2>&1; fi
  [[ $(apt-cache policy "$1" 2>/dev/null) == *'Candidate: '[0-9]* ]]
}

# --- JDK 25 -----------------------------------------------------------------------------------------------------------

is_jdk_25() { # is_jdk_25 HOME
  [ -x "$1/bin/javac" ] || return 1
  local javac_version
  javac_version=$("$1/bin/javac" -version 2>&1) || return 1
  javac_version=${javac_version#javac } javac_version=${javac_version%%[!0-9]*}
  [ "${javac_version:-0}" -ge 25 ]
}

# Prints the home of the first JDK that is new enough; the default java is often older.
find_jdk() {
  local home on_path=''
  if command -v javac >/dev/null; then on_path=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")"); fi
  for home in "${JAVA_HOME-}" "$on_path" /usr/lib/jvm/*25* /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* /opt/*jdk*25*; do
    if [ -n "$home" ] && is_jdk_25 "$home"; then printf '%s' "$home"; return 0; fi
  done
  return 1
}

# Exports JAVA_HOME and PATH.
need_jdk() {
  local home package
  if ! home=$(find_jdk); then
    for package in openjdk-25-jdk-headless temurin-25-jdk; do
      if apt_knows "$package" && apt_install "$package"; then break; fi
    done
    home=$(find_jdk) || { offer_adoptium && home=$(find_jdk); } || die \
      'No JDK 25 or newer was found, and no package source of this machine has one' \
      "either let this script add Adoptium's package source: run it again with --yes" \
      'or unpack Temurin 25 from https://adoptium.net/temurin/releases?version=25 and run this again with JAVA_HOME set to it'
  fi
  export JAVA_HOME=$home
  export PATH=$JAVA_HOME/bin:$PATH
}

# Adoptium's packages of Temurin for Debian and Ubuntu, signed by Adoptium. Overridden by a test.
readonly adoptium=${ADOPTIUM_SOURCE:-https://packages.adoptium.net/artifactory}
readonly adoptium_sources=/etc/apt/sources.list.d/adoptium.sources
readonly adoptium_key=/etc/apt/keyrings/adoptium.asc

# Set by --yes: the user agrees to add a package source.
assume_yes=no

# Installs JDK 25 from there if the user agrees. Removes the source again if that fails.
offer_adoptium() {
  local suite answer='' key
  has_apt && may_be_root || return 1
  # shellcheck disable=SC1091 # the machine's own file
  suite=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME-}")
  [ -n "$suite" ] || return 1
  say "This release has no JDK 25. Adoptium's signed package source has one. This would add"
  note "$adoptium_sources  ($adoptium/deb $suite main)" "$adoptium_key  (the key that signs it)" \
    'and install temurin-25-jdk from there'
  if [ "$assume_yes" = yes ]; then
    answer=y
  elif [ -t 0 ] && [ -t 2 ]; then
    read -r -p '    Add it? [y/N] ' answer || :
  fi
  case $answer in y | Y | yes) ;; *) note 'not added, because nobody agreed'; return 1 ;; esac
  need curl curl ca-certificates
  key=$(mktemp)
  if ! curl -fsSL -m 60 -o "$key" "$adoptium/api/gpg/key/public"; then
    rm -f "$key"
    note "the key could not be fetched from $adoptium/api/gpg/key/public"
    return 1
  fi
  as_root install -D -m 644 "$key" "$adoptium_key"
  rm -f "$key"
  printf 'Types: deb\nURIs: %s/deb\nSuites: %s\nComponents: main\nSigned-By: %s\n' "$adoptium" "$suite" "$adoptium_key" |
    as_root tee "$adoptium_sources" >/dev/null
  apt_updated=no
  if ! apt_knows temurin-25-jdk || ! apt_install temurin-25-jdk; then
    as_root rm -f "$adoptium_sources" "$adoptium_key"
    note "temurin-25-jdk could not be installed from $adoptium/deb for $suite; the source was removed again"
    return 1
  fi
}

need_maven() {
  need mvn maven
  # Silences warnings of JDK 25 about libraries of Debian's Maven.
  export MAVEN_OPTS="${MAVEN_OPTS-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
}

# --- the Docker Engine ------------------------------------------------------------------------------------------------

engine_responds() { # engine_responds [HOST]
  if [ $# -gt 0 ]; then DOCKER_HOST=$1 timeout 20 docker version >/dev/null 2>&1; else timeout 20 docker version >/dev/null 2>&1; fi
}

# Since Debian 13 the command has its own package.
need_docker_command() {
  local package=docker.io
  has_command docker && return
  if apt_knows docker-cli; then package=docker-cli; fi
  need docker "$package"
}

# dockerd and what its package only recommends: iptables for networks, certificates for registries, xz for images.
need_dockerd() {
  need dockerd docker.io iptables ca-certificates xz-utils
  need iptables iptables
}

# Finds an engine that responds and exports DOCKER_HOST.
find_engine() {
  if [ -n "${DOCKER_HOST-}" ]; then
    engine_responds || die "No Docker Engine responds at DOCKER_HOST=$DOCKER_HOST" "start it, or unset DOCKER_HOST"
    return 0
  fi
  local host
  for host in "unix://${XDG_RUNTIME_DIR:-/run/user/$(id -u)}/docker.sock" unix:///var/run/docker.sock; do
    if [ -S "${host#unix://}" ] && engine_responds "$host"; then export DOCKER_HOST=$host; return 0; fi
  done
  return 1
}

engine_id() { printf '%s' "$1" | cksum | cut -d' ' -f1; }

# Whether a dockerd runs in this network namespace. One in another namespace, such as a rootless one, does not interfere.
another_engine_runs() {
  local name file ours
  ours=$(readlink /proc/self/ns/net)
  for file in /proc/[0-9]*/comm; do
    if read -r name 2>/dev/null <"$file" && [ "$name" = dockerd ] && [ "$(as_root readlink "${file%comm}ns/net")" = "$ours" ]; then return 0; fi
  done
  return 1
}

# Creates a network namespace for the engine of a folder. A second dockerd in this one would assign the first one's
# addresses and reset its firewall. Containers reach this machine as host.docker.internal, but not the internet.
isolate_engine() { # isolate_engine FOLDER: sets isolation_command and isolation_options
  local name address
  name=ah$(engine_id "$1")
  address=10.213.$(($(engine_id "$1") % 250 + 1))
  need ip iproute2
  if ! ip link show "$name" >/dev/null 2>&1; then
    remove_isolation "$1"
    as_root ip netns add "$name"
    as_root ip link add "$name" type veth peer name host netns "$name"
    as_root ip address add "$address.1/24" dev "$name"
    as_root ip link set "$name" up
    as_root ip -n "$name" address add "$address.2/24" dev host
    as_root ip -n "$name" link set lo up
    as_root ip -n "$name" link set host up
    as_root ip -n "$name" route add default via "$address.1"
  fi
  # shellcheck disable=SC2034 # used by callers
  isolation_options=(--host-gateway-ip "$address.1")
  # Not ip netns exec, which hides the cgroups.
  isolation_command=(nsenter "--net=/run/netns/$name")
}

remove_isolation() { # remove_isolation FOLDER
  # This also removes the peer in the namespace.
  as_root ip link delete "ah$(engine_id "$1")" 2>/dev/null || :
  as_root ip netns delete "ah$(engine_id "$1")" 2>/dev/null || :
}

# private_engine FOLDER [DOCKERD-OPTION…]: starts an engine with all its data below that folder, in the network of
# isolate_engine if that was called.
isolation_command=()
private_engine() {
  local place=$1 id
  shift
  need_dockerd
  id=$(engine_id "$place")
  mkdir -p "$place"
  say "Starting a private Docker Engine in $place"
  # Its own containerd namespaces, since dockerd uses the system's containerd if there is one.
  # Its own session, so that Ctrl-C does not reach it before the script has cleaned up.
  as_root setsid env PATH="$PATH:/usr/sbin:/sbin" "${isolation_command[@]}" dockerd --data-root "$place/data" --exec-root "$place/exec" --pidfile "$place/pid" \
    -H "unix://$place/docker.sock" --group "$(id -gn)" --containerd-namespace "agent-hub-$id" \
    --containerd-plugins-namespace "agent-hub-plugins-$id" "$@" </dev/null >"$place/dockerd.log" 2>&1 &
  export DOCKER_HOST=unix://$place/docker.sock
  local deadline=$((SECONDS + 60))
  until engine_responds; do
    if ! kill -0 $! 2>/dev/null || [ $SECONDS -ge $deadline ]; then
      note "the last lines of $place/dockerd.log:"
      tail -n 15 "$place/dockerd.log" >&2
      die "The private Docker Engine did not start" \
        "it needs root, iptables and cgroups mounted below /sys/fs/cgroup; or set DOCKER_HOST to another engine"
    fi
    sleep 0.2
  done
}

ended_within() { # ended_within SECONDS PID: whether the process ends within SECONDS
  local deadline=$((SECONDS + $1))
  while [ -d "/proc/$2" ]; do
    [ $SECONDS -lt $deadline ] || return 1
    sleep 0.1
  done
}

# Stops it by pid, not by name, since other engines may be running.
stop_private_engine() { # stop_private_engine FOLDER
  local pid
  if ! pid=$(as_root cat "$1/pid" 2>/dev/null) || [ ! -d "/proc/$pid" ]; then remove_isolation "$1"; return 0; fi
  local containers
  containers=$(DOCKER_HOST=unix://$1/docker.sock docker ps -aq 2>/dev/null) || containers=''
  # shellcheck disable=SC2086 # ids are words
  [ -z "$containers" ] || DOCKER_HOST=unix://$1/docker.sock docker rm -f $containers >/dev/null 2>&1 || :
  as_root kill "$pid" 2>/dev/null || :
  ended_within 20 "$pid" || as_root kill -9 "$pid" 2>/dev/null || :
  ended_within 5 "$pid" || (die "The private Docker Engine (pid $pid) does not end" "end it as root: kill -9 $pid")
  remove_isolation "$1"
}

remove_private_engine() { # remove_private_engine FOLDER
  stop_private_engine "$1"
  local mounted
  # A killed engine leaves mounts behind, which rm must not enter. Deepest first.
  while read -r mounted; do as_root umount -l "$mounted" || :; done < <(awk -v at="$1/" 'index($2, at) == 1 { print $2 }' /proc/mounts | sort -r)
  as_root rm -rf "$1"
}
