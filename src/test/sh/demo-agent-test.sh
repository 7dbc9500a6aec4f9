#!/usr/bin/env bash
# Drives the demo agent in a real terminal (tmux) and checks its screen.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$(mktemp -d)
# A copy, since it also runs as another user, who may not be able to read the checkout.
agent=$folder/demo-agent
readonly here agent folder
readonly home=$folder/.claude/users/tester
readonly wait_seconds=20

install -m 755 "$here/../../../docker/demo-agent/demo-agent" "$agent"

# Our own tmux server, without the user's settings.
terminal() { tmux -L "agent-hub-$$" -f /dev/null "$@"; }
tidy_up() { terminal kill-server 2>/dev/null || :; rm -rf "$folder"; }
trap tidy_up EXIT

screen() { terminal capture-pane -p -S - -t agent; }
type_in() { terminal send-keys -t agent -l "$1"; terminal send-keys -t agent Enter; }
key() { terminal send-keys -t agent "$@"; }

fail() {
  printf 'FAILED: %s\nThe screen:\n' "$1" >&2
  terminal capture-pane -p -t agent | sed '/^ *$/d' >&2 || :
  exit 1
}

await() { # await SENTENCE COMMAND…
  local sentence=$1 deadline=$((SECONDS + wait_seconds))
  shift
  until "$@"; do
    [ $SECONDS -lt $deadline ] || fail "$sentence (waited $wait_seconds s)"
    sleep 0.1
  done
  printf '  ok  %s\n' "$sentence"
}

shows() { grep -q -- "$1" <<<"$(screen)"; }
exists() { [ -e "$1" ]; }
gone() { [ ! -e "$1" ]; }
at_prompt() { [[ $(screen | sed '/^ *$/d' | tail -n 1) =~ ^\ ❯\ *$ ]]; }

start_agent() { # start_agent [SECONDS-PER-TASK [COMMAND-PREFIX]]
  mkdir -p "$home/inbox" "$home/workspace"
  terminal kill-session -t agent 2>/dev/null || :
  terminal new-session -d -s agent -x 100 -y 40 -c "$folder" \
    "QMS_USER=tester DEMO_AGENT_SECONDS=${1:-1} ${2-} '$agent'; echo \"ended with \$?\"; sleep 600"
  await 'it shows a prompt' at_prompt
}

drop_task() { # drop_task NAME HEADING: writes a temporary file and renames it, as editors do
  printf '# %s\n\nPlease.\n' "$2" >"$home/inbox/.$1.tmp"
  mv "$home/inbox/.$1.tmp" "$home/inbox/$1.md"
}

drop_read_only() { chmod 755 "$home/inbox" && drop_task "$@" && chmod 555 "$home/inbox"; }

works_through_its_inbox() {
  start_agent
  drop_task first 'Count the tests'
  await 'it shows the heading of a task' shows 'Count the tests'
  await 'it reports the task as done' shows 'Done in'
  await 'the task is in workspace/done' exists "$home/workspace/done/first.md"
  await 'the task has left the inbox' gone "$home/inbox/first.md"
  drop_task first 'Count them again'
  await 'a task of the same name does not overwrite the first' exists "$home/workspace/done/first-2.md"
}

responds_to_input() {
  type_in 'hello wörld'
  await 'it answers typed input' shows 'You said: hello wörld'
  type_in 'ask'
  await 'it shows the cursor position reported by the terminal' shows 'The terminal answered: row [0-9]*, column 1'
  terminal resize-window -t agent -x 90 -y 30
  await 'its status line follows the size' shows '90x30'
  type_in 'flood 3000'
  await 'it floods to the last line' shows 'line 3000 '
  type_in 'raw'
  await 'it shows how to leave raw mode' shows 'Leave with q'
  key C-p
  key C-q
  await 'Ctrl-P and Ctrl-Q arrive as bytes' shows '^ *10 11'
  key q
  await 'it is back at its prompt' at_prompt
}

ctrl_c_cancels_a_task() {
  start_agent 60
  drop_task long 'Take your time'
  await 'it works on the task' shows 'Reading the task'
  key C-c
  await 'Ctrl-C cancels the task' shows 'Cancelled'
  await 'a cancelled task stays in the inbox' exists "$home/inbox/long.md"
  await 'it is back at its prompt' at_prompt
  type_in 'tasks'
  await 'it lists the task as skipped' shows 'skipped *long.md'
  rm "$home/inbox/long.md"
}

copies_tasks_from_a_read_only_inbox() {
  chmod 555 "$home/inbox"
  if [ "$(id -u)" -eq 0 ]; then
    # Root may write everywhere, so the agent runs as another user.
    chmod 755 "$folder"
    chown -R 65534 "$home/workspace"
    start_agent 1 'setpriv --reuid 65534 --regid 65534 --clear-groups'
  else
    start_agent
  fi
  drop_read_only shared 'Look, do not touch'
  await 'it reports that its inbox is read-only' shows 'My inbox is read-only'
  await 'it leaves the task and copies it' exists "$home/workspace/done/shared.md"
  await 'it is back at its prompt' at_prompt
  # The agent takes the oldest task first, so it would take the same task again before the next one.
  drop_read_only next 'Look again'
  await 'it copies the next task' exists "$home/workspace/done/next.md"
  [ "$(screen | grep -c 'Look, do not touch')" -eq 1 ] || fail 'it took the same task again'
  chmod 755 "$home/inbox"
  rm -f "$home/inbox/shared.md" "$home/inbox/next.md"
}

exits_as_requested() {
  start_agent
  type_in 'exit 3'
  await 'exit 3 exits with 3' shows 'ended with 3'
  start_agent 60
  drop_task other 'Never finished'
  await 'it works on the task' shows 'Reading the task'
  kill -TERM "$(pgrep -o -P "$(terminal display-message -p -t agent '#{pane_pid}')")"
  await 'on SIGTERM it exits with 0, even during a task' shows 'ended with 0'
  await 'the task stays in the inbox' exists "$home/inbox/other.md"
  [ -z "$(find "$home/workspace" -name '*.part')" ] || fail 'a partial task file is left'
}

works_through_its_inbox
responds_to_input
ctrl_c_cancels_a_task
copies_tasks_from_a_read_only_inbox
exits_as_requested
echo 'All tests of the demo agent passed.'
