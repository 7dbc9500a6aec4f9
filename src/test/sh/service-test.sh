#!/usr/bin/env bash
# Tests the hub as a systemd service: in a container with a small Debian and systemd as its first process, it installs
# the package and logs a user in. Agents run on the engine at DOCKER_HOST, which must be a Unix socket on this machine.
#
#   src/test/sh/service-test.sh [EXECUTABLE]      default: a launcher for the packaged jar
set -euo pipefail

checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
readonly checkout

# shellcheck source=src/scripts/prerequisites.sh
. "$checkout/src/scripts/prerequisites.sh"
# shellcheck source=src/scripts/debian-root.sh
. "$checkout/src/scripts/debian-root.sh"

readonly packages=systemd,systemd-sysv,dbus,dbus-user-session,libpam-systemd,zlib1g
readonly machine=agent-hub-service-test-$$
readonly prefix=svc$$-
readonly wait_seconds=180
# A name with characters that are special to systemd.
folder=$(mktemp -d)
# Alice's home is there too, because the engine mounts the covers of secrets from its state folder.
readonly folder alices="$folder/alice" project="$folder/my \$team 100%h"

finish() {
  local status=$?
  trap - EXIT
  if [ $status -ne 0 ]; then
    note 'the end of the journal:'
    docker exec "$machine" journalctl --no-pager -n 40 >&2 || :
  fi
  # shellcheck disable=SC2046 # ids are words
  docker rm -f "$machine" $(docker ps -aq --filter "name=^$prefix") >/dev/null 2>&1 || :
  as_root rm -rf "$folder"
  exit $status
}

fail() { printf 'FAILED: %s\n' "$1" >&2; exit 1; }
ok() { printf '  ok  %s\n' "$1"; }

await() { # await SENTENCE COMMAND…
  local sentence=$1 deadline=$((SECONDS + wait_seconds))
  shift
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $deadline ] || fail "$sentence (waited $wait_seconds s)"
    sleep 0.3
  done
  ok "$sentence"
}

# --- the machine and its user -----------------------------------------------------------------------------------------

start_machine() {
  local socket=${DOCKER_HOST#unix://}
  [ -S "$socket" ] || die "DOCKER_HOST is '${DOCKER_HOST-}', but this test needs unix://SOCKET"
  debian_root service "$packages" no || die 'No Debian with systemd could be created; see above'
  local image # named after its archive, so that it is never stale
  image=agent-hub-service-test:$(basename "$debian_tar" .tar)
  docker image inspect "$image" >/dev/null 2>&1 || docker import - "$image" <"$debian_tar" >/dev/null
  # Not --privileged: systemd only needs to mount, and to create cgroups in this machine's hierarchy.
  # tmp.mount, which Debian 13 enables, is masked: a tmpfs would cover our folders in /tmp.
  docker run -d --name "$machine" --cap-add SYS_ADMIN --security-opt seccomp=unconfined --security-opt apparmor=unconfined \
    --cgroupns=host -v /sys/fs/cgroup:/sys/fs/cgroup --tmpfs /run --tmpfs /run/lock --network none --stop-signal SIGRTMIN+3 \
    -e container=docker -v "$socket:$socket" -v "$folder:$folder" -v /dev/null:/etc/systemd/system/tmp.mount:ro \
    "$@" "$image" /sbin/init >/dev/null
  await 'systemd runs the machine' docker exec "$machine" systemctl is-system-running
  on_machine "getent group $(stat -c %g "$socket") || groupadd -g $(stat -c %g "$socket") engine" >/dev/null
  chmod 755 "$folder"
  on_machine "useradd -m -d '$alices' -s /bin/bash -G $(stat -c %g "$socket") alice"
}

on_machine() { docker exec "$machine" sh -c "$1"; }

# With a real login, which has its own session and user manager.
alice() { docker exec -e "IN=$project" "$machine" su -l alice -w IN -c "cd \"\$IN\" && export DOCKER_HOST='$DOCKER_HOST' && $1"; }

alice_logs_in() {
  docker exec -d "$machine" su -l alice -c 'exec sleep infinity'
  await 'a user logs in' on_machine "[ -S /run/user/\$(id -u alice)/systemd/private ]"
}

create_project() {
  mkdir -p "$project/.claude/agents"
  echo '# The team' >"$project/CLAUDE.md"
  echo '# qa' >"$project/.claude/agents/qa.md"
  cat >"$project/.env" <<END
HUB_AGENTS=lead,qa
HUB_ORCHESTRATOR_AGENT=lead
HUB_ORCHESTRATOR_POLICY=manual
HUB_CONTAINER_PREFIX=$prefix
HUB_DOCKER_IMAGE=demo-agent
HUB_AGENT_COMMAND=sh
HUB_MEMORY=256M
HUB_QMS_MCP_URL=
HUB_GIT_MCP_URL=
END
  on_machine "chown -R alice: '$folder'"
}

# --- checks -----------------------------------------------------------------------------------------------------------

property() { alice "systemctl --user show --property=$1 --value agent-hub"; }
pid() { property MainPID; }
is_active() { [ "$(property ActiveState)" = active ]; }
has_restarted() { is_active && [ "$(pid)" != "$1" ]; } # has_restarted OLD-PID
container() { docker inspect -f '{{.Id}} {{.State.Pid}} {{.State.StartedAt}}' "${prefix}qa"; }
qa_is_active() { grep -q '^qa *active' <<<"$(alice 'agent-hub status')"; }
screen_shows() { grep -qx "$1" <<<"$(alice 'agent-hub screen qa')"; }

session=''

starts_an_agent_session() {
  alice 'agent-hub start-agent qa' >/dev/null || fail 'qa does not start'
  session=$(container)
  alice "agent-hub send qa 'mark=kept; echo said-\$mark'"
  await 'an agent works in its terminal' screen_shows said-kept
}

session_survived() { # session_survived WORD: the agent still has the same session
  await 'the hub has adopted its agent' qa_is_active
  [ "$(container)" = "$session" ] || fail "the agent has another container or process: $(container), was $session"
  alice "agent-hub send qa 'echo $1-\$mark'"
  await 'its session survived: same container, process and shell' screen_shows "$1-kept"
}

# --- the test ---------------------------------------------------------------------------------------------------------

installs_on_a_bare_debian() {
  docker cp -q "$deb" "$machine:/root/agent-hub.deb" 2>/dev/null || docker cp "$deb" "$machine:/root/agent-hub.deb" >/dev/null
  on_machine 'dpkg -i /root/agent-hub.deb' >/dev/null || fail 'the package cannot be installed'
  [[ $(on_machine 'agent-hub version') == 'agent-hub '* ]] || fail 'the installed program does not run'
  ok 'the package installs on a bare Debian, and the program runs'
}

explains_the_fix_without_a_login() {
  local output
  if output=$(docker exec -u alice -w / "$machine" agent-hub service install 2>&1); then fail 'install without a login does not fail'; fi
  grep -q 'XDG_RUNTIME_DIR is not set' <<<"$output" || fail "install without a login prints: $output"
  ok 'without a login it explains the fix'
}

installs_and_serves() {
  alice 'agent-hub service install' || fail 'service install failed'
  is_active || fail 'the unit is not active'
  alice 'agent-hub service status' | sed 's/^/      /'
  alice 'agent-hub status' >/dev/null || fail 'the hub does not respond although its unit is active'
  ok 'the unit is active once the hub serves'
  [ "$(property StatusText)" != '' ] || fail 'systemd has no status of the hub'
  local before log
  log=$(alice 'agent-hub service logs --lines 2000') || fail "the log is not available: $log"
  grep -q 'listens at' <<<"$log" || fail "the log is not shown: $log"
  before=$(pid)
  alice 'agent-hub service install' 2>/dev/null || fail 'a second install fails'
  [ "$(pid)" = "$before" ] || fail 'a second install restarts the hub'
  ok 'a second install changes nothing'
}

survives_kill_9() {
  local before
  before=$(pid)
  on_machine "kill -9 $before"
  await 'a killed hub is restarted' has_restarted "$before"
  session_survived killed
}

survives_a_hang() {
  local before
  alice 'mkdir -p ~/.config/systemd/user/agent-hub.service.d && printf "[Service]\nWatchdogSec=30\nTimeoutAbortSec=1\n" \
    >~/.config/systemd/user/agent-hub.service.d/test.conf && systemctl --user daemon-reload && systemctl --user restart agent-hub'
  before=$(pid)
  on_machine "kill -STOP $before"
  await 'the watchdog restarts a hanging hub' has_restarted "$before"
  session_survived hung
  alice 'rm -r ~/.config/systemd/user/agent-hub.service.d && systemctl --user daemon-reload'
}

is_upgraded_in_place() {
  local before file runs
  before=$(pid)
  file=$(on_machine 'stat -c %i /usr/bin/agent-hub')
  on_machine 'dpkg -i /root/agent-hub.deb' >/dev/null
  [ "$(on_machine 'stat -c %i /usr/bin/agent-hub')" != "$file" ] || fail 'the executable was not replaced'
  [ "$(pid)" = "$before" ] || fail 'replacing the executable disturbed the running hub'
  alice 'systemctl --user restart agent-hub'
  runs=$(alice "readlink /proc/$(pid)/exe")
  [[ $runs == /* && $runs != *deleted* ]] || fail "the hub still runs the old executable: $runs"
  has_restarted "$before" || fail 'the hub was not restarted'
  session_survived upgraded
}

starts_with_the_machine() {
  grep -q '^Linger *off' <<<"$(alice 'agent-hub service status')" || fail 'the status does not show that lingering is off'
  on_machine 'loginctl enable-linger alice'
  docker restart -t 60 "$machine" >/dev/null
  await 'with lingering the hub starts with the machine, without a login' \
    docker exec -u alice -e "XDG_RUNTIME_DIR=/run/user/$(on_machine 'id -u alice')" "$machine" systemctl --user is-active agent-hub
  session_survived rebooted
}

is_uninstalled() {
  alice 'agent-hub service uninstall'
  if is_active; then fail 'the hub is still running'; fi
  on_machine "[ ! -e '$alices/.config/systemd/user/agent-hub.service' ]" || fail 'the unit is left'
  [ "$(container)" = "$session" ] || fail 'the agent did not survive the removal of the service'
  ok 'uninstall stops the hub and keeps the agent'
}

main() {
  local executable=${1-} mounts=()
  trap finish EXIT
  [ -n "${DOCKER_HOST-}" ] || find_engine || die 'No Docker Engine responds' 'start one, or set DOCKER_HOST to its socket'
  if [ -z "$executable" ]; then
    need_jdk
    executable=$folder/agent-hub
    printf '#!/bin/sh\nexec "%s" -XX:TieredStopAtLevel=1 -jar "%s" "$@"\n' "$JAVA_HOME/bin/java" \
      "$checkout/target/quarkus-app/quarkus-run.jar" >"$executable"
    chmod 755 "$executable"
    mounts=(-v "$JAVA_HOME:$JAVA_HOME:ro" -v "$checkout/target:$checkout/target:ro")
  fi
  "$checkout/src/packaging/package.sh" "$executable"
  deb=$(echo "$checkout"/target/agent-hub_*.deb)
  start_machine "${mounts[@]}"
  create_project
  installs_on_a_bare_debian
  explains_the_fix_without_a_login
  alice_logs_in
  installs_and_serves
  starts_an_agent_session
  survives_kill_9
  survives_a_hang
  is_upgraded_in_place
  starts_with_the_machine
  is_uninstalled
  echo 'All tests of the service passed.'
}

main "$@"
