#!/usr/bin/env bash
# Tests the first steps on a bare machine: a minimal Debian with only git and ca-certificates, in its own namespaces
# (root file system, processes, network). Root clones the commit and runs quickstart.sh until the demo tasks are done,
# --stop, and both again; then test.sh. On a second such machine, a user with sudo runs quickstart.sh. Needs root or
# sudo. Leaves only the archives in ~/.cache/agent-hub.
#
#   src/test/sh/bare-machine-test.sh [--all] [RELEASE…]      default: trixie; --all: bookworm too
#
# On a release without JDK 25, quickstart.sh must say what to do. Then root installs it from an imitation of Adoptium's
# package source with this machine's JDK, and the user sets JAVA_HOME to that JDK.
set -euo pipefail

checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
readonly checkout

# shellcheck source=src/scripts/prerequisites.sh
. "$checkout/src/scripts/prerequisites.sh"
# shellcheck source=src/scripts/debian-root.sh
. "$checkout/src/scripts/debian-root.sh"

readonly space=ahbare$$ subnet=10.212.$(($$ % 250))
folder='' debian_tree=/nothing-yet
machine=''
forwarding=''
result='FAILED: the test did not finish'

# --- cleanup ----------------------------------------------------------------------------------------------------------

finish() {
  local status=$?
  trap - EXIT INT TERM HUP
  exec >&3 2>&4 # not the redirected output of an interrupted line
  leave_machine
  close_network
  [ -z "$folder" ] || as_root rm -rf --one-file-system "$folder" "$debian_tree" "$debian_tree.log"
  if [ $status -eq 0 ]; then say "$result"; else printf '\033[31m==> %s\033[0m\n' "$result"; fi
  exit $status
}

# Kills every process of the machine: all in its network namespace.
leave_machine() {
  [ -n "$machine" ] || return 0
  local pids deadline=$((SECONDS + 30))
  while pids=$(as_root ip netns pids "$space" 2>/dev/null) && [ -n "$pids" ] && [ $SECONDS -lt $deadline ]; do
    # shellcheck disable=SC2086 # pids are words
    as_root kill -9 $pids 2>/dev/null || :
    sleep 0.1
  done
  wait "$machine" 2>/dev/null || :
  machine=''
  local container
  # Removes the cgroups of its containers, but not those of other engines.
  while read -r container; do
    as_root find /sys/fs/cgroup -depth -type d -path "*/docker/$container*" -exec rmdir {} + 2>/dev/null || :
  done < <(as_root find "$folder"/root/{var/lib/docker,root/agent-hub-demo-engine/data,home/ada/agent-hub-demo-engine/data,tmp/tmp.*/data}/containers \
    -mindepth 1 -maxdepth 1 -printf '%f\n' 2>/dev/null || :)
}

# --- network: a link to this machine, and NAT beyond it ---------------------------------------------------------------

rule() { # rule -I|-D
  as_root iptables -t nat "$1" POSTROUTING -s "$subnet.0/30" -j MASQUERADE
  as_root iptables "$1" FORWARD -i "${space}" -j ACCEPT
  as_root iptables "$1" FORWARD -o "${space}" -j ACCEPT
}

in_space() { as_root ip netns exec "$space" "$@"; }

open_network() {
  as_root ip netns add "$space"
  as_root ip link add "$space" type veth peer name eth0 netns "$space"
  as_root ip address add "$subnet.1/30" dev "$space"
  as_root ip link set "$space" up
  in_space ip link set lo up
  in_space ip address add "$subnet.2/30" dev eth0
  in_space ip link set eth0 up
  in_space ip route add default via "$subnet.1"
  forwarding=$(cat /proc/sys/net/ipv4/ip_forward)
  as_root sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'
  rule -I
}

close_network() {
  [ -e "/run/netns/$space" ] || return 0
  [ -z "$forwarding" ] || rule -D 2>/dev/null || :
  [ "$forwarding" != 0 ] || as_root sh -c 'echo 0 >/proc/sys/net/ipv4/ip_forward'
  as_root ip link delete "$space" 2>/dev/null || :
  as_root ip netns delete "$space"
}

# --- the machine ------------------------------------------------------------------------------------------------------

# Without loopback addresses, which are different in there.
name_servers() {
  local file found
  for file in /etc/resolv.conf /run/systemd/resolve/resolv.conf; do
    if found=$(grep -E '^nameserver +[0-9]' "$file" 2>/dev/null | grep -vE ' 127\.'); then printf '%s\n' "$found"; return; fi
  done
  die "This machine's name server listens on loopback only" 'set another one in /etc/resolv.conf, then run this again'
}

# Prints the certificates that this machine trusts in addition to those of Debian's package.
own_certificates() {
  find /usr/share/ca-certificates -name '*.crt' -exec cat {} + | awk '
    /BEGIN CERTIFICATE/ { text = ""; body = ""; on = 1 }
    on { text = text $0 "\n"; if (!/-----/) body = body $0; sub(/\r/, "", body) }
    /END CERTIFICATE/ { on = 0; if (FILENAME == "-") known[body]; else if (!(body in known)) printf "%s", text }' - \
    /etc/ssl/certs/ca-certificates.crt
}

# make_machine RELEASE: creates $folder/root with the network settings of this machine.
make_machine() {
  local root=$folder/root etc=$folder/etc uri
  as_root rm -rf --one-file-system "$root"
  mkdir -p "$root" "$etc"
  as_root tar -x --numeric-owner -C "$root" -f "$debian_tar"
  as_root chmod 755 "$root"
  uri=$(debian_mirror "$1") uri=${uri%/}
  printf 'deb %s %s main\n' "$uri" "$1" >"$etc/sources.list"
  [[ $uri != */debian ]] || printf 'deb %s-security %s-security main\n' "$uri" "$1" >>"$etc/sources.list"
  apt-config dump | grep -E '^Acquire::(https?::.*[Pp]roxy|Check-)' >"$etc/apt.conf" || :
  name_servers >"$etc/resolv.conf"
  printf '127.0.0.1 localhost bare\n' >"$etc/hosts"
  as_root install -m 644 "$etc/sources.list" "$root/etc/apt/sources.list"
  as_root install -m 644 "$etc/apt.conf" "$root/etc/apt/apt.conf.d/90machine"
  as_root install -m 644 "$etc/resolv.conf" "$etc/hosts" "$root/etc"
  own_certificates >"$etc/own"
  as_root awk -v at="$root/usr/local/share/ca-certificates/machine" '/BEGIN/ { n++ } { print > (at n ".crt") }' "$etc/own"
  as_root mkdir -p "$root/mnt/checkout" "$root/mnt/jdk" "$root/mnt/old"
}

# A signed package source like Adoptium's in /mnt/adoptium; its package links to this machine's JDK.
imitate_adoptium() {
  local at=$folder/adoptium arch lists
  arch=$(dpkg --print-architecture)
  lists=dists/$release/main/binary-$arch
  need gpg gnupg
  mkdir -p "$at/api/gpg/key" "$at/deb/$lists" "$at/package/"{DEBIAN,usr/lib/jvm} "$folder/gpg"
  chmod 700 "$folder/gpg"
  ln -sfn /mnt/jdk "$at/package/usr/lib/jvm/temurin-25-jdk-$arch"
  printf '%s\n' 'Package: temurin-25-jdk' 'Version: 25' "Architecture: $arch" 'Maintainer: A test <test@localhost>' \
    'Description: a link to a JDK' >"$at/package/DEBIAN/control"
  (
    cd "$at/deb"
    dpkg-deb --root-owner-group --build ../package temurin.deb
    { dpkg-deb -f temurin.deb; printf 'Filename: temurin.deb\nSize: %s\nSHA256: %s\n' "$(stat -c %s temurin.deb)" "$(sha256sum temurin.deb | cut -d' ' -f1)"; } \
      >"$lists/Packages"
    printf 'Suite: %s\nCodename: %s\nArchitectures: %s\nComponents: main\nDate: %s\nSHA256:\n %s %s %s\n' "$release" "$release" "$arch" \
      "$(date -Ru)" "$(sha256sum "$lists/Packages" | cut -d' ' -f1)" "$(stat -c %s "$lists/Packages")" "main/binary-$arch/Packages" \
      >"dists/$release/Release"
    gpg --homedir "$folder/gpg" --batch --passphrase '' --quick-gen-key test@localhost rsa2048 sign never
    gpg --homedir "$folder/gpg" --batch --yes --clearsign -o "dists/$release/InRelease" "dists/$release/Release"
    gpg --homedir "$folder/gpg" --armor --export >../api/gpg/key/public
    gpgconf --homedir "$folder/gpg" --kill gpg-agent
  ) >"$folder/log" 2>&1 || fail "Adoptium's package source could not be imitated"
  as_root cp -r "$at" "$folder/root/mnt/adoptium"
}

# Starts its first process, which makes the file system its root and then only reaps children.
start_machine() {
  cat >"$folder/enter" <<'END'
set -eu
root=$1 checkout=$2 jdk=$3
mount --make-rprivate /
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount --rbind /sys/fs/cgroup "$root/sys/fs/cgroup"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mkdir "$root/run/lock"
mount -o bind,ro "$checkout" "$root/mnt/checkout"
mount -o bind,ro "$jdk" "$root/mnt/jdk"
cd "$root"
pivot_root . mnt/old
umount -l /mnt/old
hostname bare
update-ca-certificates >/dev/null 2>&1
touch /run/ready
while :; do sleep 1000 & wait $!; done
END
  as_root nsenter --net="/run/netns/$space" unshare --mount --pid --uts --ipc --fork --kill-child \
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin bash "$folder/enter" "$folder/root" "$checkout" "$jdk" 2>"$folder/log" &
  machine=$!
  local deadline=$((SECONDS + 300)) first=''
  until [ -n "$first" ] && as_root test -e "/proc/$first/root/run/ready"; do
    if [ $SECONDS -ge $deadline ] || ! kill -0 "$machine" 2>/dev/null; then fail 'the machine does not start'; fi
    sleep 0.2
    first=$(pgrep -o -f "^bash $folder/enter" || :)
  done
  printf '%s' "$first" >"$folder/first"
}

# inside USER COMMAND: runs it as in a login, with only the proxies of this environment.
inside() {
  local home=/root proxies=() name
  [ "$1" = root ] || home=/home/$1
  for name in http_proxy https_proxy no_proxy; do [ -z "${!name-}" ] || proxies+=("$name=${!name}"); done
  as_root nsenter -a -t "$(cat "$folder/first")" setpriv --reuid "$1" --regid "$1" --init-groups \
    env -i HOME="$home" USER="$1" LOGNAME="$1" TERM=dumb PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    "${proxies[@]}" ${java:+JAVA_HOME="$java"} bash -c "cd; $2" </dev/null &
  wait $! # so that signals to this script are handled immediately
}

# --- checks -----------------------------------------------------------------------------------------------------------

ok() { printf '  ok  %s (%s)\n' "$1" "$release"; }

fail() {
  printf 'FAILED: %s (%s)\n' "$1" "$release" >&2
  [ ! -s "$folder/log" ] || { note 'the end of the output:'; grep -v '^ *$' "$folder/log" | tail -n 40 >&2; }
  result="FAILED: $1 ($release)"
  exit 1
}

seconds() { printf '%d min %d s' $(($1 / 60)) $(($1 % 60)); }

# succeeds SENTENCE USER COMMAND: reports how long it took.
succeeds() {
  local start=$SECONDS
  inside "$2" "$3" >"$folder/log" 2>&1 || fail "$1"
  ok "$1, after $(seconds $((SECONDS - start)))"
}

await_files() { # await_files SENTENCE USER FILE…: waits for files in the demo's users folder
  local began=$SECONDS deadline=$((SECONDS + 120)) sentence=$1 user=$2
  shift 2
  until inside "$user" "cd agent-hub-demo/.claude/users && ls $*" >/dev/null 2>&1; do
    if [ $SECONDS -ge $deadline ]; then inside "$user" 'tail -n 40 agent-hub-demo/hub.log' >"$folder/log" 2>&1 || :; fail "$sentence"; fi
    sleep 0.3
  done
  ok "$sentence, after $(seconds $((SECONDS - began)))"
}

# Checks the advice, since outdated advice would be useless.
advises_if_there_is_no_jdk() {
  if inside root "cd agent-hub && ./quickstart.sh" >"$folder/log" 2>&1; then fail 'quickstart must fail without a JDK 25'; fi
  local words
  for words in 'No JDK 25 or newer was found' 'with --yes' 'JAVA_HOME set to it' "Adoptium's signed package source" 'nobody agreed'; do
    grep -q -- "$words" "$folder/log" || fail "quickstart without a JDK 25 does not print: $words"
  done
  ok 'without a JDK 25 and a terminal, quickstart prints what it would add and what to do'
  if inside root "cd agent-hub && ADOPTIUM_SOURCE=file:///nowhere ./quickstart.sh --yes" >"$folder/log" 2>&1; then fail 'quickstart must fail if the source is unreachable'; fi
  grep -q 'the key could not be fetched from file:///nowhere' "$folder/log" || fail 'quickstart does not report that the source is unreachable'
  inside root '[ ! -e /etc/apt/sources.list.d/adoptium.sources ]' || fail 'an unreachable source was added'
  ok 'with --yes and an unreachable source, it says so and adds nothing'
}

# has_team USER [SETTING [OPTION]]: runs quickstart and --stop twice; SETTING and OPTION are for the first run
has_team() {
  local began=$SECONDS
  succeeds 'quickstart succeeds' "$1" "cd agent-hub && ${2-} ./quickstart.sh ${3-}"
  await_files "the demo team's first tasks are done" "$1" orchestrator/workspace/done/{welcome,plan-the-day}.md reviewer/workspace/done/review-the-welcome.md
  [ -n "$first_team" ] || first_team=$(seconds $((SECONDS - began)))
  ok "from the clone to a working team: $(seconds $((SECONDS - began))), by $1"
  stops "$1"
  succeeds 'a second quickstart' "$1" 'cd agent-hub && ./quickstart.sh'
  inside "$1" "echo '# Say hello' >agent-hub-demo/.claude/users/specialist/inbox/hello.md"
  await_files 'a task dropped into an inbox is done' "$1" specialist/workspace/done/hello.md
  stops "$1"
}

stops() {
  succeeds 'quickstart --stop' "$1" 'cd agent-hub && ./quickstart.sh --stop'
  inside root "cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' '" >"$folder/log" || :
  if grep -qE '(^| )([^ ]*/)?(dockerd|containerd|demo-agent)( |$)|quarkus-run' "$folder/log"; then fail 'a process is left after --stop'; fi
  ok 'no process is left after --stop'
}

# git refuses the checkout of another user unless it is marked as safe.
clones() { succeeds 'the commit is cloned' "$1" "git config --global safe.directory '*' && git clone -q /mnt/checkout agent-hub && git -C agent-hub log -1 --format=%h"; }

# Removes the package lists again, since quickstart must fetch them itself.
has_jdk_package() {
  inside root 'apt-get update -qq; apt-cache policy openjdk-25-jdk-headless; rm -rf /var/lib/apt/lists/*' >"$folder/policy" 2>&1 || :
  grep -q 'Candidate: [0-9]' "$folder/policy"
}

test_release() {
  release=$1
  java=''
  debian_root bare git,ca-certificates no "$release" pack || fail 'no minimal Debian could be created'

  make_machine "$release"
  start_machine
  clones root
  if ! has_jdk_package; then
    advises_if_there_is_no_jdk
    imitate_adoptium
    has_team root ADOPTIUM_SOURCE=file:///mnt/adoptium --yes
  else
    has_team root
  fi
  succeeds 'test.sh -Dit.test=LaunchIT passes below /root' root 'cd agent-hub && ./test.sh -Dit.test=LaunchIT'
  grep -E 'Tests run: [0-9]+, .*[0-9]$|PASSED|JAR' "$folder/log" | sed 's/^/      /' || :
  leave_machine
  by_a_user_with_sudo
}

by_a_user_with_sudo() {
  make_machine "$release"
  start_machine
  inside root 'useradd -m -s /bin/bash ada && apt-get update -qq && apt-get install -qqy --no-install-recommends sudo &&
    echo "ada ALL=(ALL) NOPASSWD: ALL" >/etc/sudoers.d/ada' >"$folder/log" 2>&1 || fail 'no user with sudo could be created'
  has_jdk_package || java=/mnt/jdk
  clones ada
  has_team ada
  leave_machine
}

main() {
  local releases=()
  while [ $# -gt 0 ]; do
    case $1 in
      --all) releases=(trixie bookworm) ;;
      -*) die "unknown option: $1" 'see the top of this file' ;;
      *) releases+=("$1") ;;
    esac
    shift
  done
  [ ${#releases[@]} -gt 0 ] || releases=(trixie)
  may_be_root || die 'This needs root' 'run it as root, or install sudo'
  exec 3>&1 4>&2
  trap finish EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  need ip iproute2
  need iptables iptables
  need pgrep procps
  jdk=$(find_jdk) || die 'This machine has no JDK 25 to lend' 'install one, or set JAVA_HOME to it'
  folder=$(mktemp -d /var/tmp/agent-hub-bare.XXXXXX) # not /tmp, which may be memory
  chmod 755 "$folder"
  open_network
  first_team=''
  for release in "${releases[@]}"; do test_release "$release"; done
  result="PASSED: ${releases[*]}; the first working team after $first_team; all in $(seconds $SECONDS)"
}

main "$@"
