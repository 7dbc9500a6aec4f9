#!/usr/bin/env bash
# Sets up and starts Agent Hub with a team of demo agents. See --help.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly root
readonly demo=${AGENT_HUB_DEMO:-$HOME/agent-hub-demo}
readonly template=$root/docker/demo-project
readonly jar=$root/target/quarkus-app/quarkus-run.jar
readonly executable=$root/target/agent-hub
readonly hub_log=$demo/hub.log
# Outside the project, since agents must never see the engine's socket.
readonly engine_folder=$demo-engine
readonly hub_timeout=90 # seconds

# shellcheck source=src/scripts/prerequisites.sh
. "$root/src/scripts/prerequisites.sh"

port=''
action=start
native=no

usage() {
  cat <<END
Usage: ./quickstart.sh [--port N] [--native] [--yes] [--stop]

Sets up and starts Agent Hub with a team of three demo agents (no AI, no account):
finds or installs JDK 25, Maven and a Docker Engine, builds the hub and the image demo-agent, creates a project in
$demo (or \$AGENT_HUB_DEMO), and starts the hub there. Existing files are kept; a second run changes nothing.

  --port N   the hub's port (default: 9000)
  --native   run the hub as a native executable; builds it if necessary (5 to 15 minutes)
  --yes      add Adoptium's package source if this release of Debian or Ubuntu has no JDK 25
  --stop     stop the hub and its agents, and the private Docker Engine if one was started
END
}

parse() {
  while [ $# -gt 0 ]; do
    case $1 in
      --port) port=${2:-}; shift ;;
      --port=*) port=${1#*=} ;;
      --native) native=yes ;;
      --yes) assume_yes=yes ;;
      --stop) action=stop ;;
      -h | --help) usage; exit 0 ;;
      *) usage >&2; die "unknown option: $1" ;;
    esac
    shift
  done
  if [ -n "$port" ] && { [[ ! $port =~ ^[0-9]{1,5}$ ]] || [ "$port" -lt 1 ] || [ "$port" -gt 65535 ]; }; then
    die "--port is '$port', but must be a number from 1 to 65535"
  fi
}

# --- prerequisites ----------------------------------------------------------------------------------------------------

check_system() {
  if has_apt || { find_jdk && command -v mvn && command -v docker && command -v node && command -v npm && command -v curl; } >/dev/null; then
    return
  fi
  die 'This is neither Debian nor Ubuntu. Install these yourself, then run this again:' \
    '  JDK 25 or newer   https://adoptium.net' \
    '  Maven 3.8+        https://maven.apache.org/install.html' \
    '  Node.js 18+, npm  https://nodejs.org' \
    '  Docker Engine     https://docs.docker.com/engine/install (or rootless: https://docs.docker.com/engine/security/rootless)' \
    '  curl'
}

has_init() { [ -d /run/systemd/system ] || [ "$(cat /proc/1/comm 2>/dev/null)" = init ]; }

start_system_engine() {
  say "Starting the system's Docker Engine"
  if [ -d /run/systemd/system ]; then as_root systemctl enable --now docker; else as_root service docker start; fi
  local deadline=$((SECONDS + 30))
  until [ -S /var/run/docker.sock ] || [ $SECONDS -ge $deadline ]; do sleep 0.2; done
}

need_engine() {
  need_docker_command
  if [ -z "${DOCKER_HOST-}" ] && [ -S "$engine_folder/docker.sock" ] && engine_responds "unix://$engine_folder/docker.sock"; then
    export DOCKER_HOST=unix://$engine_folder/docker.sock
  fi
  if find_engine; then say "Using the Docker Engine at $DOCKER_HOST"; return; fi
  if has_init; then start_system_engine; fi
  if find_engine; then say "Using the Docker Engine at $DOCKER_HOST"; return; fi
  if [ -S /var/run/docker.sock ] && ! [ -w /var/run/docker.sock ]; then
    may_be_root || die 'The Docker Engine is running, but you may not use it' \
      "ask root to run: usermod -aG docker $(id -un)" 'then log in again and rerun this'
    say 'The Docker Engine is running, but you may not use it; starting a private one'
  fi
  may_be_root || die 'No Docker Engine is running, and starting one needs root' \
    'start one, set DOCKER_HOST to one, or run this as root'
  isolation_options=()
  # Do not disturb another engine, even if we may not use it.
  if another_engine_runs; then isolate_engine "$engine_folder"; fi
  private_engine "$engine_folder" "${isolation_options[@]}"
  note "it keeps running after this script; stop it with ./quickstart.sh --stop; its data is in $engine_folder/data"
}

# --- the hub ----------------------------------------------------------------------------------------------------------

is_built() {
  [ -f "$jar" ] && [ -f "$root/target/quickstart.stamp" ] &&
    [ -z "$(find "$root/pom.xml" "$root/application.properties" "$root/src/main" -name node_modules -prune \
      -o -type f -newer "$root/target/quickstart.stamp" -print -quit)" ]
}

build_hub() {
  if [ $native = yes ]; then "$root/native-build.sh"; return; fi
  if is_built; then say 'The hub is already built'; return; fi
  say 'Building the hub (one or two minutes; the first time Maven also downloads libraries)'
  mkdir -p "$root/target"
  touch "$root/target/quickstart.next" # before the build, so that files edited meanwhile are newer
  mvn -B -ntp -q -Dmaven.test.skip=true -f "$root/pom.xml" package || die 'The hub could not be built; see the output of Maven above'
  [ -f "$jar" ] || die "The build did not create $jar"
  mv "$root/target/quickstart.next" "$root/target/quickstart.stamp"
}

# --- the demo project -------------------------------------------------------------------------------------------------

copy_new() { # copy_new FILE TARGET: keeps an existing file
  [ -e "$2" ] || { mkdir -p "$(dirname "$2")"; cp "$1" "$2"; }
}

create_project() {
  say "Creating the demo project in $demo (existing files are kept)"
  local file agent fresh=no
  [ -e "$demo/.env" ] || fresh=yes
  for file in CLAUDE.md .claude/agents/{orchestrator,reviewer,specialist}.md docker/.mcp.json docker/.claude-settings.json; do
    copy_new "$template/$file" "$demo/$file"
  done
  for agent in orchestrator reviewer specialist; do mkdir -p "$demo/.claude/users/$agent/inbox"; done
  # Only the first time: a finished task must not come back with the next start.
  if [ $fresh = yes ]; then
    for file in orchestrator/welcome orchestrator/plan-the-day reviewer/review-the-welcome; do
      copy_new "$template/tasks/$file.md" "$demo/.claude/users/${file%/*}/inbox/${file#*/}.md"
    done
  fi
  copy_new "$template/env" "$demo/.env"
  save_port
}

saved_port() { sed -n 's/^HUB_PORT=//p' "$demo/.env" 2>/dev/null | tail -n 1; }

# Saved in .env, where every command finds it.
save_port() {
  if [ -n "$port" ] && [ "$port" != "$(saved_port)" ]; then
    grep -q '^HUB_PORT=' "$demo/.env" || echo "HUB_PORT=$port" >>"$demo/.env"
    sed -i "s/^HUB_PORT=.*/HUB_PORT=$port/" "$demo/.env"
  fi
  port=$(saved_port)
  port=${port:-9000}
}

# Rewritten each time, since it contains the paths of Java and the engine.
write_launcher() {
  local command="\"$JAVA_HOME/bin/java\" -jar \"$jar\""
  [ $native = no ] || command="\"$executable\""
  cat >"$demo/agent-hub" <<END
#!/bin/sh
# Written by quickstart.sh. Runs the hub and its command line; see ./agent-hub --help
export DOCKER_HOST="\${DOCKER_HOST:-$DOCKER_HOST}"
cd "$demo" && exec $command "\$@"
END
  chmod +x "$demo/agent-hub"
}

# --- start and stop ---------------------------------------------------------------------------------------------------

hub_responds() { curl -fsS --noproxy '*' -m 2 "http://127.0.0.1:$port/api/health" >/dev/null 2>&1; }

# Checks the command too, since the pid may have been reused.
hub_pid() {
  local pid command
  pid=$(cat "$demo/.hub.pid" 2>/dev/null) && [ -n "$pid" ] && command=$(tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline") || return 1
  [[ $command == *"$jar"* || $command == "$executable "* ]] && printf '%s' "$pid"
}

start_hub() {
  if hub_responds; then die "Another server is using port $port" "stop it, or choose another port: ./quickstart.sh --port 9001"; fi
  say "Starting the hub on port $port (log: $hub_log)"
  (cd "$demo" && exec setsid ./agent-hub start --port "$port" </dev/null >>"$hub_log" 2>&1) &
  echo $! >"$demo/.hub.pid"
  local deadline=$((SECONDS + hub_timeout))
  until hub_responds; do
    if ! kill -0 $! 2>/dev/null || [ $SECONDS -ge $deadline ]; then
      note "the last lines of $hub_log:"
      tail -n 15 "$hub_log" >&2
      die "The hub did not respond at http://127.0.0.1:$port/api/health" 'see the log above; fix the problem, then run this again'
    fi
    sleep 0.2
  done
}

# Waits for the orchestrator, which starts with the hub, so that the status below shows it running.
team_has_started() {
  local status
  status=$("$demo/agent-hub" status 2>/dev/null) && grep -q '^orchestrator *\(active\|error\)' <<<"$status"
}

await_team() {
  local deadline=$((SECONDS + 20))
  until team_has_started || [ $SECONDS -ge $deadline ]; do sleep 0.2; done
}

print_next_steps() {
  say "The hub is running at http://127.0.0.1:$port with this team:"
  await_team
  "$demo/agent-hub" status || note "the status is not available; see the hub's log: $hub_log"
  cat <<END

  Next steps:

    cd $demo
    ./agent-hub status                    show the team
    ./agent-hub attach reviewer           open the agent's terminal; type help; leave with Ctrl-P Ctrl-Q
    echo '# Say hello' > .claude/users/specialist/inbox/hello.md
                                          add a task; the specialist starts automatically
    curl -H "Authorization: Bearer \$(./agent-hub token)" http://127.0.0.1:$port/api/status
    ./agent-hub stop                      stop the hub

  Stop everything: $root/quickstart.sh --stop   Remove it: rm -r $demo$(if [ -d "$engine_folder" ]; then echo " $engine_folder"; fi)
END
}

use_running_hub() {
  local running
  running=$(saved_port)
  [ -z "$port" ] || [ "$port" = "$running" ] || die "The hub is already running on port $running" "stop it first: ./quickstart.sh --stop"
  port=$running
  hub_responds || die "The demo hub (pid $(hub_pid)) is running but does not respond on port $port" "stop it first: ./quickstart.sh --stop"
  say 'The hub is already running'
  print_next_steps
}

start() {
  check_system
  need curl curl
  if hub_pid >/dev/null; then use_running_hub; return; fi
  need_jdk
  say "Using Java at $JAVA_HOME"
  need_maven
  need node nodejs
  need npm npm
  need_engine
  build_hub
  say 'Building the image of the demo agents'
  "$root/docker/build.sh" demo
  create_project
  write_launcher
  start_hub
  print_next_steps
}

stop_hub() {
  local pid
  if ! pid=$(hub_pid); then say "The demo hub is not running"; return; fi
  say 'Stopping the hub and its agents'
  kill "$pid" 2>/dev/null || :
  local deadline=$((SECONDS + 60))
  while hub_pid >/dev/null; do
    [ $SECONDS -lt $deadline ] || die "The hub (pid $pid) has not stopped within 60 s" "see $hub_log; kill -9 $pid kills it, but its agents keep running"
    sleep 0.2
  done
  rm -f "$demo/.hub.pid"
}

stop() {
  stop_hub
  if [ -e "$engine_folder/pid" ]; then
    say 'Stopping the private Docker Engine'
    stop_private_engine "$engine_folder"
    note "its data stays in $engine_folder; remove it as root: rm -r $engine_folder"
  fi
  say 'Everything is stopped'
}

parse "$@"
"$action"
