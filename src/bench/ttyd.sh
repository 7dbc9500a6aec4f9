#!/usr/bin/env bash
# Prints the command of a ttyd, one word a line: the one on the PATH, or one unpacked from Debian sid into a folder of its own,
# with the libraries and the loader that it wants, so that nothing of this machine changes.
set -euo pipefail

readonly folder=${XDG_CACHE_HOME:-$HOME/.cache}/agent-hub/ttyd
readonly mirror=${AGENT_HUB_SID_MIRROR:-http://deb.debian.org/debian}
readonly keys=/usr/share/keyrings/debian-archive-keyring.gpg

if command -v ttyd; then exit; fi

sid() { # sid APT-GET-ARGUMENT…: with sources, lists and a status of its own
  apt-get -qq -o Dir::Etc::sourcelist="$folder/apt/sources.list" -o Dir::Etc::sourceparts=/dev/null -o Dir::State="$folder/apt" \
    -o Dir::State::status=/dev/null -o Dir::Cache="$folder/apt/cache" -o APT::Sandbox::User=root "$@"
}

fetch() {
  { [ -r "$keys" ] && command -v apt-get && command -v dpkg-deb; } >/dev/null ||
    { echo "There is no ttyd on the PATH, and this is not Debian to fetch one: install ttyd, or run without it (--without ttyd)." >&2; return 1; }
  echo "Fetching ttyd from Debian sid into $folder" >&2
  rm -rf "$folder"
  mkdir -p "$folder"/{apt/lists/partial,apt/cache/archives/partial,debs,plugin}
  echo "deb [signed-by=$keys] $mirror sid main" >"$folder/apt/sources.list"
  sid update
  local packages
  packages=$(sid -s --no-install-recommends -o APT::Get::Show-User-Simulation-Note=false install ttyd 2>/dev/null | awk '$1 == "Inst" { print $2 }')
  # shellcheck disable=SC2086 # names are words
  (cd "$folder/debs" && sid download $packages)
  local deb
  for deb in "$folder"/debs/*.deb; do dpkg-deb -x "$deb" "$folder/root"; done
  # libwebsockets looks for its event loop in LD_LIBRARY_PATH, which ttyd's children inherit: so nothing else may lie there.
  find "$folder/root" -name 'libwebsockets-evlib_uv.so' -exec cp {} "$folder/plugin/" \;
  rm -rf "$folder/apt" "$folder/debs"
}

[ -x "$folder/root/usr/bin/ttyd" ] || fetch
readonly loader=("$folder"/root/usr/lib/*/ld-linux-*.so.*)
printf '%s\n' env "LD_LIBRARY_PATH=$folder/plugin" "${loader[0]}" --library-path "$(dirname "${loader[0]}")" "$folder/root/usr/bin/ttyd"
