#!/usr/bin/env bash
# Drives the demo agent in a real terminal (tmux) on this machine, as a person would, and looks at the screen.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$(mktemp -d)
# A copy, because it also runs as another user, who may not reach a checkout below somebody's home.
agent=$folder/demo-agent
readonly here agent folder
readonly home=$folder/.claude/users/tester
readonly patience=20

install -m 755 "$here/../../../docker/demo-agent/demo-agent" "$agent"

# A server of our own, and none of the person's tmux settings.
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
  local sentence=$1 deadline=$((SECONDS + patience))
  shift
  until "$@"; do
    [ $SECONDS -lt $deadline ] || fail "$sentence (waited $patience s)"
    sleep 0.1
  done
  printf '  ok  %s\n' "$sentence"
}

shows() { grep -q -- "$1" <<<"$(screen)"; }
exists() { [ -e "$1" ]; }
gone() { [ ! -e "$1" ]; }
at_prompt() { [[ $(screen | sed '/^ *$/d' | tail -n 1) =~ ^\ ❯\ *$ ]]; }

start_agent() { # start_agent [SECONDS-A-TASK-TAKES [COMMAND-IN-FRONT]]
  mkdir -p "$home/inbox" "$home/workspace"
  terminal kill-session -t agent 2>/dev/null || :
  terminal new-session -d -s agent -x 100 -y 40 -c "$folder" \
    "QMS_USER=tester DEMO_AGENT_SECONDS=${1:-1} ${2-} '$agent'; echo \"ended with \$?\"; sleep 600"
  await 'it greets with its name and a prompt' at_prompt
}

drop_task() { # drop_task NAME HEADING, as editors do: a temporary file and a rename
  printf '# %s\n\nPlease.\n' "$2" >"$home/inbox/.$1.tmp"
  mv "$home/inbox/.$1.tmp" "$home/inbox/$1.md"
}

works_off_its_inbox() {
  start_agent
  drop_task first 'Count the tests'
  await 'it shows the heading of a task' shows 'Count the tests'
  await 'it says that the task is done' shows 'Done in'
  await 'the task lies in workspace/done' exists "$home/workspace/done/first.md"
  await 'the task has left the inbox' gone "$home/inbox/first.md"
  drop_task first 'Count them again'
  await 'a task of the same name does not overwrite the first' exists "$home/workspace/done/first-2.md"
}

answers_a_person() {
  type_in 'hello wörld'
  await 'it answers what is typed' shows 'You said: hello wörld'
  type_in 'ask'
  await 'it tells where the terminal says the cursor is' shows 'The terminal answered: row [0-9]*, column 1'
  terminal resize-window -t agent -x 90 -y 30
  await 'its status line follows the size' shows '90x30'
  type_in 'flood 3000'
  await 'it floods to the last line' shows 'line 3000 '
  type_in 'raw'
  await 'it says how to leave raw mode' shows 'Leave with q'
  key C-p
  key C-q
  await 'Ctrl-P and Ctrl-Q arrive as bytes' shows '^ *10 11'
  key q
  await 'it is back at its prompt' at_prompt
}

is_cancelled_by_ctrl_c() {
  start_agent 60
  drop_task long 'Take your time'
  await 'it works on the task' shows 'Reading the task'
  key C-c
  await 'Ctrl-C cancels the task' shows 'Cancelled'
  await 'a cancelled task stays in the inbox' exists "$home/inbox/long.md"
  await 'it is back at its prompt' at_prompt
  type_in 'tasks'
  await 'it knows the task as set aside' shows 'set aside *long.md'
  rm "$home/inbox/long.md"
}

copies_what_it_may_not_take() {
  chmod 555 "$home/inbox"
  if [ "$(id -u)" -eq 0 ]; then
    # Root may write everywhere; so the agent must be somebody else to meet a read-only inbox.
    chmod 755 "$folder"
    chown -R 65534 "$home/workspace"
    start_agent 1 'setpriv --reuid 65534 --regid 65534 --clear-groups'
  else
    start_agent
  fi
  chmod 755 "$home/inbox" && drop_task shared 'Look, do not touch' && chmod 555 "$home/inbox"
  await 'it says that its inbox is read-only' shows 'My inbox is read-only'
  await 'it leaves the task and copies it' exists "$home/workspace/done/shared.md"
  await 'it is back at its prompt' at_prompt
  sleep 2.5 # two polls: long enough for a second go, which must not come
  [ "$(screen | grep -c 'Look, do not touch')" -eq 1 ] || fail 'it took the same task again'
  chmod 755 "$home/inbox"
  rm "$home/inbox/shared.md"
}

ends_as_it_is_told() {
  start_agent
  type_in 'exit 3'
  await 'exit 3 ends with 3' shows 'ended with 3'
  start_agent 60
  drop_task other 'Never finished'
  await 'it works on the task' shows 'Reading the task'
  kill -TERM "$(pgrep -o -P "$(terminal display-message -p -t agent '#{pane_pid}')")"
  await 'SIGTERM ends with 0, also at work' shows 'ended with 0'
  await 'and leaves the task in the inbox' exists "$home/inbox/other.md"
  [ -z "$(find "$home/workspace" -name '*.part')" ] || fail 'half a task is left'
}

works_off_its_inbox
answers_a_person
is_cancelled_by_ctrl_c
copies_what_it_may_not_take
ends_as_it_is_told
echo 'The demo agent behaves.'
