#!/usr/bin/env bash
# Prints a command that runs ttyd, one word per line: the one on the PATH, or one unpacked from Debian sid into a
# private folder with its libraries and loader, so that nothing is installed on this machine.
set -euo pipefail

readonly folder=${XDG_CACHE_HOME:-$HOME/.cache}/agent-hub/ttyd
readonly mirror=${AGENT_HUB_SID_MIRROR:-http://deb.debian.org/debian}
readonly keys=/usr/share/keyrings/debian-archive-keyring.gpg

if command -v ttyd; then exit; fi

sid() { # sid APT-GET-ARGUMENT…: apt-get with private sources, lists and status
  apt-get -qq -o Dir::Etc::sourcelist="$folder/apt/sources.list" -o Dir::Etc::sourceparts=/dev/null -o Dir::State="$folder/apt" \
    -o Dir::State::status=/dev/null -o Dir::Cache="$folder/apt/cache" -o APT::Sandbox::User=root "$@"
}

fetch() {
  { [ -r "$keys" ] && command -v apt-get && command -v dpkg-deb; } >/dev/null ||
    { echo 'ttyd is not on the PATH, and it can be downloaded only on Debian: install it or run with --without ttyd.' >&2
      return 1; }
  echo "Downloading ttyd from Debian sid to $folder" >&2
  rm -rf "$folder"
  mkdir -p "$folder"/{apt/lists/partial,apt/cache/archives/partial,debs,plugin}
  echo "deb [signed-by=$keys] $mirror sid main" >"$folder/apt/sources.list"
  sid update
  local packages
  packages=$(sid -s --no-install-recommends -o APT::Get::Show-User-Simulation-Note=false install ttyd 2>/dev/null | awk '$1 == "Inst" { print $2 }')
  # shellcheck disable=SC2086 # splits into package names
  (cd "$folder/debs" && sid download $packages)
  local deb
  for deb in "$folder"/debs/*.deb; do dpkg-deb -x "$deb" "$folder/root"; done
  # libwebsockets finds its event loop by LD_LIBRARY_PATH. ttyd's children inherit it, so the folder has no other files.
  find "$folder/root" -name 'libwebsockets-evlib_uv.so' -exec cp {} "$folder/plugin/" \;
  rm -rf "$folder/apt" "$folder/debs"
}

[ -x "$folder/root/usr/bin/ttyd" ] || fetch
readonly loader=("$folder"/root/usr/lib/*/ld-linux-*.so.*)
printf '%s\n' env "LD_LIBRARY_PATH=$folder/plugin" "${loader[0]}" --library-path "$(dirname "${loader[0]}")" "$folder/root/usr/bin/ttyd"
