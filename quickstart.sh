#!/usr/bin/env bash
# From a fresh checkout to a running team of demo agents. See --help.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly root
readonly demo=${AGENT_HUB_DEMO:-$HOME/agent-hub-demo}
readonly template=$root/docker/demo-project
readonly jar=$root/target/quarkus-app/quarkus-run.jar
readonly executable=$root/target/agent-hub
readonly hub_log=$demo/hub.log
# Beside the project, not in it: the agents see the project, and must never see the engine's socket.
readonly engine_folder=$demo-engine
readonly patience=90 # seconds for the hub to answer

# shellcheck source=src/scripts/prerequisites.sh
. "$root/src/scripts/prerequisites.sh"

port=''
action=start
native=no

usage() {
  cat <<END
Usage: ./quickstart.sh [--port N] [--native] [--yes] [--stop]

Makes everything ready for Agent Hub and starts it with a team of three demo agents (no AI, no account):
finds or installs JDK 25, Maven and a Docker Engine, builds the hub and the image demo-agent, lays out a project in
$demo (or \$AGENT_HUB_DEMO), and starts the hub there. What is there is kept; a second run changes nothing.

  --port N   the hub's port (9000)
  --native   run the hub as a native executable, built first where it is not up to date (5 to 15 minutes)
  --yes      agree to Adoptium's package source where this release of Debian or Ubuntu has no JDK 25
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
    die "--port is '$port', and must be a number from 1 to 65535"
  fi
}

# --- what must be there ------------------------------------------------------------------------------------------------

need_debian_or_everything() {
  if has_apt || { find_jdk && command -v mvn && command -v docker && command -v node && command -v npm && command -v curl; } >/dev/null; then
    return
  fi
  die 'This is neither Debian nor Ubuntu, so please install these yourself, then start this again:' \
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
  if [ -z "${DOCKER_HOST-}" ] && [ -S "$engine_folder/docker.sock" ] && engine_answers "unix://$engine_folder/docker.sock"; then
    export DOCKER_HOST=unix://$engine_folder/docker.sock
  fi
  if find_engine; then say "The Docker Engine is the one at $DOCKER_HOST"; return; fi
  if has_init; then start_system_engine; fi
  if find_engine; then say "The Docker Engine is the one at $DOCKER_HOST"; return; fi
  if [ -S /var/run/docker.sock ] && ! [ -w /var/run/docker.sock ]; then
    may_be_root || die 'The Docker Engine runs, but you may not use it' \
      "let root add you to its group: usermod -aG docker $(id -un)" 'log in again, then start this again'
    say 'The Docker Engine runs, but you may not use it, so this starts another one'
  fi
  may_be_root || die 'No Docker Engine runs, and without root none can be started' \
    'start one, set DOCKER_HOST to one, or run this as root'
  apart_options=()
  # Keep out of another engine's way, also when we may not use it.
  if another_engine_runs; then apart "$engine_folder"; fi
  private_engine "$engine_folder" "${apart_options[@]}"
  note "it goes on running after this script; ./quickstart.sh --stop stops it, and its data is in $engine_folder/data"
}

# --- the hub -----------------------------------------------------------------------------------------------------------

is_built() {
  [ -f "$jar" ] && [ -f "$root/target/quickstart.stamp" ] &&
    [ -z "$(find "$root/pom.xml" "$root/application.properties" "$root/src/main" -name node_modules -prune \
      -o -type f -newer "$root/target/quickstart.stamp" -print -quit)" ]
}

build_hub() {
  if [ $native = yes ]; then "$root/native-build.sh"; return; fi
  if is_built; then say 'The hub is built already'; return; fi
  say 'Building the hub (a minute or two; the first time Maven also fetches the libraries)'
  mkdir -p "$root/target"
  touch "$root/target/quickstart.next" # before the build: what is edited meanwhile is newer
  mvn -B -ntp -q -Dmaven.test.skip=true -f "$root/pom.xml" package || die 'The hub could not be built; Maven says why above'
  [ -f "$jar" ] || die "The build made no $jar"
  mv "$root/target/quickstart.next" "$root/target/quickstart.stamp"
}

# --- the demo project --------------------------------------------------------------------------------------------------

put() { # put FILE TARGET: never over a person's file
  [ -e "$2" ] || { mkdir -p "$(dirname "$2")"; cp "$1" "$2"; }
}

lay_out_project() {
  say "Laying out the demo project in $demo (what is there is kept)"
  local file agent fresh=no
  [ -e "$demo/.env" ] || fresh=yes
  for file in CLAUDE.md .claude/agents/{orchestrator,reviewer,specialist}.md docker/.mcp.json docker/.claude-settings.json; do
    put "$template/$file" "$demo/$file"
  done
  for agent in orchestrator reviewer specialist; do mkdir -p "$demo/.claude/users/$agent/inbox"; done
  # The starter tasks come once; a task that was done must not come again with the next start.
  if [ $fresh = yes ]; then
    for file in orchestrator/welcome orchestrator/plan-the-day reviewer/review-the-welcome; do
      put "$template/tasks/$file.md" "$demo/.claude/users/${file%/*}/inbox/${file#*/}.md"
    done
  fi
  put "$template/env" "$demo/.env"
  settle_port
}

settled_port() { sed -n 's/^HUB_PORT=//p' "$demo/.env" 2>/dev/null | tail -n 1; }

# In .env, where every command finds it.
settle_port() {
  if [ -n "$port" ] && [ "$port" != "$(settled_port)" ]; then
    grep -q '^HUB_PORT=' "$demo/.env" || echo "HUB_PORT=$port" >>"$demo/.env"
    sed -i "s/^HUB_PORT=.*/HUB_PORT=$port/" "$demo/.env"
  fi
  port=$(settled_port)
  port=${port:-9000}
}

# The launcher is ours and knows where Java and the engine are, so it is written anew each time.
write_launcher() {
  local command="\"$JAVA_HOME/bin/java\" -jar \"$jar\""
  [ $native = no ] || command="\"$executable\""
  cat >"$demo/agent-hub" <<END
#!/bin/sh
# Written by quickstart.sh: the hub, and the command line that talks to it. Try: ./agent-hub --help
export DOCKER_HOST="\${DOCKER_HOST:-$DOCKER_HOST}"
cd "$demo" && exec $command "\$@"
END
  chmod +x "$demo/agent-hub"
}

# --- start and stop ----------------------------------------------------------------------------------------------------

hub_answers() { curl -fsS --noproxy '*' -m 2 "http://127.0.0.1:$port/api/health" >/dev/null 2>&1; }

# Ours by its pid and its command, because a pid may have been given to another since.
hub_pid() {
  local pid command
  pid=$(cat "$demo/.hub.pid" 2>/dev/null) && [ -n "$pid" ] && command=$(tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline") || return 1
  [[ $command == *"$jar"* || $command == "$executable "* ]] && printf '%s' "$pid"
}

start_hub() {
  if hub_answers; then die "Something else answers at port $port already" "stop it, or use another one: ./quickstart.sh --port 9001"; fi
  say "Starting the hub on port $port (its log: $hub_log)"
  (cd "$demo" && exec setsid ./agent-hub start --port "$port" </dev/null >>"$hub_log" 2>&1) &
  echo $! >"$demo/.hub.pid"
  local deadline=$((SECONDS + patience))
  until hub_answers; do
    if ! kill -0 $! 2>/dev/null || [ $SECONDS -ge $deadline ]; then
      note "the last lines of $hub_log:"
      tail -n 15 "$hub_log" >&2
      die "The hub did not answer at http://127.0.0.1:$port/api/health" 'the log above says why; put it right, then start this again'
    fi
    sleep 0.2
  done
}

# The orchestrator starts with the hub; waiting for it makes the first look at the team a true and a pretty one.
team_has_begun() {
  local status
  status=$("$demo/agent-hub" status 2>/dev/null) && grep -q '^orchestrator *\(active\|error\)' <<<"$status"
}

await_team() {
  local deadline=$((SECONDS + 20))
  until team_has_begun || [ $SECONDS -ge $deadline ]; do sleep 0.2; done
}

tell_what_next() {
  say "The hub runs at http://127.0.0.1:$port, and this is its team:"
  await_team
  "$demo/agent-hub" status || note "the status could not be asked; the hub's log is $hub_log"
  cat <<END

  What to do next:

    cd $demo
    ./agent-hub status                    who does what
    ./agent-hub attach reviewer           the agent's terminal; type help; leave with Ctrl-P Ctrl-Q
    echo '# Say hello' > .claude/users/specialist/inbox/hello.md
                                          a task: the specialist starts by itself
    curl -H "Authorization: Bearer \$(./agent-hub token)" http://127.0.0.1:$port/api/status
    ./agent-hub stop                      stops the hub

  Everything:  $root/quickstart.sh --stop   and away with it:  rm -r $demo$(if [ -d "$engine_folder" ]; then echo " $engine_folder"; fi)
END
}

meet_running_hub() {
  local running
  running=$(settled_port)
  [ -z "$port" ] || [ "$port" = "$running" ] || die "The hub runs already, on port $running" "stop it first: ./quickstart.sh --stop"
  port=$running
  hub_answers || die "A hub of this demo runs (pid $(hub_pid)) but does not answer at port $port" "stop it first: ./quickstart.sh --stop"
  say 'The hub is running already'
  tell_what_next
}

start() {
  need_debian_or_everything
  need curl curl
  if hub_pid >/dev/null; then meet_running_hub; return; fi
  need_jdk
  say "Java is $JAVA_HOME"
  need_maven
  need node nodejs
  need npm npm
  need_engine
  build_hub
  say 'Building the image of the demo agents'
  "$root/docker/build.sh" demo
  lay_out_project
  write_launcher
  start_hub
  tell_what_next
}

stop_hub() {
  local pid
  if ! pid=$(hub_pid); then say "No hub of this demo runs"; return; fi
  say 'Stopping the hub and its agents'
  kill "$pid" 2>/dev/null || :
  local deadline=$((SECONDS + 60))
  while hub_pid >/dev/null; do
    [ $SECONDS -lt $deadline ] || die "The hub (pid $pid) has not ended after 60 s" "look at $hub_log; kill -9 $pid ends it, its agents then go on running"
    sleep 0.2
  done
  rm -f "$demo/.hub.pid"
}

stop() {
  stop_hub
  if [ -e "$engine_folder/pid" ]; then
    say 'Stopping the private Docker Engine'
    stop_private_engine "$engine_folder"
    note "its data stays in $engine_folder; away with it (as root): rm -r $engine_folder"
  fi
  say 'Everything is stopped'
}

parse "$@"
"$action"
