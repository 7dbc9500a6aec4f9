#!/usr/bin/env bash
# Checks every shell script for faults that only show when a certain line runs.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

failed=no
fail() { printf 'FAILED: %s\n' "$*" >&2; failed=yes; }

scripts=()
while IFS= read -r -d '' script; do scripts+=("$script"); done < <(
  find . \( -name target -o -name node_modules -o -name .git \) -prune -o -type f \( -name '*.sh' -o -path './.ci/run' \) -print0 | LC_ALL=C sort -z)
readonly scripts

shellcheck_passes() {
  shellcheck -x -P SCRIPTDIR -P . "${scripts[@]}" || fail 'shellcheck'
}

# names WORD FILE…: the variables declared by lines with this word.
names() {
  sed -nE -e 's/^([^#]|#[^ ])*(^|[ ;{(])'"$1"' +(-[a-zA-Z]+ +)?([a-z_].*)/\4/p' -- "${@:2}" |
    sed -E -e 's/ #.*|;.*//; s/\\.//g' -e ':calls s/\$\(\(?[^()]*\)?\)//; t calls' \
      -e "s/=(\"[^\"]*\"|'[^']*'|\([^)]*\)|[^ ]*)/ /g" | grep -oE '\b[a-z_]+\b' | sort -u || :
}
sourced_by() { grep -ohE 'scripts/[a-z-]+\.sh"?$' -- "$1" | tr -d '"' | sed 's|^|src/|' || :; }

# Bash rejects such a local only when the line runs.
no_local_shadows_a_readonly() {
  local script twice files
  for script in "${scripts[@]}"; do
    mapfile -t files < <(printf '%s\n' "$script"; sourced_by "$script")
    twice=$(comm -12 <(names readonly "${files[@]}") <(names local "${files[@]}"))
    [ -z "$twice" ] || fail "$script: both local and readonly: ${twice//$'\n'/ }"
  done
}

# With pipefail the writer's SIGPIPE, which depends on timing, becomes the pipe's status.
no_pipe_reader_stops_early() {
  local script found
  for script in "${scripts[@]}"; do
    [ "$script" != ./src/test/sh/scripts-test.sh ] || continue
    found=$(grep -nE '[^|]\| *(grep +(-[A-Za-z]*q|--quiet|-m)|head\b|sed [^|]*-n [^|]*q)' "$script") || continue
    fail "$script: $found"
  done
}

maven_does_not_log_downloads() {
  local found
  found=$(grep -nE '(^|[^-a-zA-Z`])mvn -B' "${scripts[@]}" | grep -v -- '-ntp' | grep -v scripts-test) || return 0
  fail "mvn without -ntp: $found"
}

shellcheck_passes
no_local_shadows_a_readonly
no_pipe_reader_stops_early
maven_does_not_log_downloads
[ $failed = no ] || exit 1
echo "${#scripts[@]} scripts checked."
