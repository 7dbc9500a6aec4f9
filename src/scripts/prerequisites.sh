# shellcheck shell=bash
# What quickstart.sh, test.sh and the image builds share: messages, packages, JDK, Docker Engine. Sourced, never run.
# No local here may have the name of a readonly variable of a script that sources this: bash refuses it, and only when
# the line runs. Nor may a pipe end in a reader that stops early (grep -q, head): under pipefail its writer's death by
# SIGPIPE is the pipe's result. scripts-test.sh looks for both.

# --- messages: what is done, and what to do when it fails -------------------------------------------------------------

say() { printf '\033[1m==>\033[0m %s\n' "$*"; }
note() { printf '    %s\n' "$@" >&2; }

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

# sudo knows programs only, and not every machine has one named as a builtin is: a bare Debian has no kill.
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
  may_be_root || { note "installing $* needs root: run 'apt-get install $*' as root, then start this again"; return 1; }
  say "Installing $* with apt-get"
  local apt_output
  apt_output=$(mktemp)
  apt_update >"$apt_output" 2>&1
  if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >>"$apt_output" 2>&1; then
    note "apt-get could not install $*; the end of what it said:"
    tail -n 5 "$apt_output" >&2
    rm -f "$apt_output"
    return 1
  fi
  rm -f "$apt_output"
}

# Once for each run of a script. Its failure is not ours: the lists that are there may do, and apt-get install says more.
apt_update() {
  if [ "$apt_updated" = no ]; then as_root apt-get update -qq || :; apt_updated=yes; fi
}

has_command() { command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ]; }

# need COMMAND PACKAGE…: the command is there afterwards, or we end with the cure.
need() {
  local wanted=$1
  shift
  has_command "$wanted" && return
  if apt_install "$@"; then hash -r; fi
  has_command "$wanted" || die "$wanted is missing" "install it (Debian and Ubuntu: apt-get install $*), then start this again"
}

# apt_knows PACKAGE: whether a package source of this machine has it. A fresh machine has no lists to look into yet.
apt_knows() {
  has_apt || return 1
  if may_be_root; then apt_update >/dev/null 2>&1; fi
  [[ $(apt-cache policy "$1" 2>/dev/null) == *'Candidate: '[0-9]* ]]
}

# --- JDK 25 --------------------------------------------------------------------------------------------------------------

is_jdk_25() { # is_jdk_25 HOME
  [ -x "$1/bin/javac" ] || return 1
  local says
  says=$("$1/bin/javac" -version 2>&1) || return 1
  says=${says#javac } says=${says%%[!0-9]*}
  [ "${says:-0}" -ge 25 ]
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

# Exports JAVA_HOME, and PATH with it.
need_jdk() {
  local home package
  if ! home=$(find_jdk); then
    for package in openjdk-25-jdk-headless temurin-25-jdk; do
      if apt_knows "$package" && apt_install "$package"; then break; fi
    done
    home=$(find_jdk) || { offer_adoptium && home=$(find_jdk); } || die \
      'No JDK 25 or newer was found, and no package source of this machine has one' \
      "either let this script add Adoptium's package source: start it again with --yes" \
      'or unpack Temurin 25 from https://adoptium.net/temurin/releases?version=25 and start this again with JAVA_HOME set to it'
  fi
  export JAVA_HOME=$home
  export PATH=$JAVA_HOME/bin:$PATH
}

# Adoptium's packages of Temurin for Debian and Ubuntu; apt checks them by Adoptium's key. A test has a source of its own.
readonly adoptium=${ADOPTIUM_SOURCE:-https://packages.adoptium.net/artifactory}
readonly adoptium_sources=/etc/apt/sources.list.d/adoptium.sources
readonly adoptium_key=/etc/apt/keyrings/adoptium.asc

# Set by --yes: a person has agreed to another package source.
assume_yes=no

# Installs JDK 25 from there, where a person agrees. What it added it takes away again where that fails.
offer_adoptium() {
  local suite answer='' key
  has_apt && may_be_root || return 1
  # shellcheck disable=SC1091 # the machine's own file
  suite=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME-}")
  [ -n "$suite" ] || return 1
  say "This release has no JDK 25. Adoptium's signed package source has one: this would add"
  note "$adoptium_sources  ($adoptium/deb $suite main)" "$adoptium_key  (the key that signs it)" \
    'and install temurin-25-jdk from there'
  if [ "$assume_yes" = yes ]; then
    answer=y
  elif [ -t 0 ] && [ -t 2 ]; then
    read -r -p '    Add it? [y/N] ' answer || :
  fi
  case $answer in y | Y | yes) ;; *) note 'it was not added, because nobody agreed'; return 1 ;; esac
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
    note "temurin-25-jdk could not be installed from $adoptium/deb for $suite, so that source was taken away again"
    return 1
  fi
}

need_maven() {
  need mvn maven
  # Libraries of Debian's Maven use what a JDK 25 warns of, at each start.
  export MAVEN_OPTS="${MAVEN_OPTS-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
}

# --- the Docker Engine ---------------------------------------------------------------------------------------------------

engine_answers() { # engine_answers [HOST]
  if [ $# -gt 0 ]; then DOCKER_HOST=$1 timeout 20 docker version >/dev/null 2>&1; else timeout 20 docker version >/dev/null 2>&1; fi
}

# The command is a package of its own where Debian has split it from the engine (since 13).
need_docker_command() {
  local package=docker.io
  has_command docker && return
  if apt_knows docker-cli; then package=docker-cli; fi
  need docker "$package"
}

# What dockerd calls, also where its package only recommends it, which we do not install: iptables for its networks, the
# certificates for registries, xz for images packed by it.
need_dockerd() {
  need dockerd docker.io iptables ca-certificates xz-utils
  need iptables iptables
}

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

# Whether a dockerd works on this machine's own network: one in another namespace, a rootless one say, keeps out of the way by itself.
another_engine_runs() {
  local name file ours
  ours=$(readlink /proc/self/ns/net)
  for file in /proc/[0-9]*/comm; do
    if read -r name 2>/dev/null <"$file" && [ "$name" = dockerd ] && [ "$(as_root readlink "${file%comm}ns/net")" = "$ours" ]; then return 0; fi
  done
  return 1
}

# Gives the engine of a folder a network of its own: a second dockerd on this machine's would hand out the first one's addresses and
# reset its firewall. Its containers reach this machine, as host.docker.internal, and not the world.
apart() { # apart FOLDER: sets apart_command and apart_options
  local name address
  name=ah$(engine_id "$1")
  address=10.213.$(($(engine_id "$1") % 250 + 1))
  need ip iproute2
  if ! ip link show "$name" >/dev/null 2>&1; then
    no_longer_apart "$1"
    as_root ip netns add "$name"
    as_root ip link add "$name" type veth peer name host netns "$name"
    as_root ip address add "$address.1/24" dev "$name"
    as_root ip link set "$name" up
    as_root ip -n "$name" address add "$address.2/24" dev host
    as_root ip -n "$name" link set lo up
    as_root ip -n "$name" link set host up
    as_root ip -n "$name" route add default via "$address.1"
  fi
  # shellcheck disable=SC2034 # whoever calls this hands them on
  apart_options=(--host-gateway-ip "$address.1")
  # Not ip netns exec, which hides the control groups.
  apart_command=(nsenter "--net=/run/netns/$name")
}

no_longer_apart() { # no_longer_apart FOLDER
  # The link's end in the namespace goes with it.
  as_root ip link delete "ah$(engine_id "$1")" 2>/dev/null || :
  as_root ip netns delete "ah$(engine_id "$1")" 2>/dev/null || :
}

# private_engine FOLDER [DOCKERD-OPTION…]: an engine of our own with everything it keeps below that folder; where apart was called, on
# the network that it made.
apart_command=()
private_engine() {
  local place=$1 id
  shift
  need_dockerd
  id=$(engine_id "$place")
  mkdir -p "$place"
  say "Starting a private Docker Engine in $place"
  # Namespaces of its own: where the system has a containerd, dockerd would share the other engine's.
  # A session of its own: Ctrl-C at the script must not reach it before the script has tidied up.
  as_root setsid env PATH="$PATH:/usr/sbin:/sbin" "${apart_command[@]}" dockerd --data-root "$place/data" --exec-root "$place/exec" --pidfile "$place/pid" \
    -H "unix://$place/docker.sock" --group "$(id -gn)" --containerd-namespace "agent-hub-$id" \
    --containerd-plugins-namespace "agent-hub-plugins-$id" "$@" </dev/null >"$place/dockerd.log" 2>&1 &
  export DOCKER_HOST=unix://$place/docker.sock
  local deadline=$((SECONDS + 60))
  until engine_answers; do
    if ! kill -0 $! 2>/dev/null || [ $SECONDS -ge $deadline ]; then
      note "the last lines of $place/dockerd.log:"
      tail -n 15 "$place/dockerd.log" >&2
      die "The private Docker Engine did not start" \
        "it needs root, cgroups mounted below /sys/fs/cgroup and iptables; or give an engine by DOCKER_HOST"
    fi
    sleep 0.2
  done
}

ends() { # ends PID SECONDS: whether that process ends within so long
  local deadline=$((SECONDS + $2))
  while [ -d "/proc/$1" ]; do
    [ $SECONDS -lt $deadline ] || return 1
    sleep 0.1
  done
}

# Stops it by its own pid, never by name: others may run on this machine.
stop_private_engine() { # stop_private_engine FOLDER
  local pid
  if ! pid=$(as_root cat "$1/pid" 2>/dev/null) || [ ! -d "/proc/$pid" ]; then no_longer_apart "$1"; return 0; fi
  local containers
  containers=$(DOCKER_HOST=unix://$1/docker.sock docker ps -aq 2>/dev/null) || containers=''
  # shellcheck disable=SC2086 # ids are words
  [ -z "$containers" ] || DOCKER_HOST=unix://$1/docker.sock docker rm -f $containers >/dev/null 2>&1 || :
  as_root kill "$pid" 2>/dev/null || :
  ends "$pid" 20 || as_root kill -9 "$pid" 2>/dev/null || :
  ends "$pid" 5 || (die "The private Docker Engine (pid $pid) does not end" "end it as root: kill -9 $pid")
  no_longer_apart "$1"
}

remove_private_engine() { # remove_private_engine FOLDER
  stop_private_engine "$1"
  local mounted
  # The deepest first; a killed engine leaves mounts behind, and rm must not walk into them.
  while read -r mounted; do as_root umount -l "$mounted" || :; done < <(awk -v at="$1/" 'index($2, at) == 1 { print $2 }' /proc/mounts | sort -r)
  as_root rm -rf "$1"
}
