#!/usr/bin/env bash
# Builds the native executable target/agent-hub and prints its size and the build time. Does nothing if neither sources
# nor builder have changed.
#
#   ./native-build.sh [MAVEN-ARGUMENT…]      for example ./native-build.sh -o
#
# Uses the first available builder (GraalVM's native-image or Mandrel, for Java 25): at GRAALVM_HOME, on the PATH, in a
# container of Quarkus' builder image, or assembled from Maven artifacts by $NATIVE_TOOLCHAIN/build-toolchain.sh
# (NATIVE_TOOLCHAIN defaults to ../shared/native-toolchain). If there is none, exits with 3.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly root
cd "$root"

# shellcheck source=src/scripts/prerequisites.sh
. src/scripts/prerequisites.sh

readonly executable=target/agent-hub
readonly stamp=target/agent-hub.stamp
readonly image=quay.io/quarkus/ubi9-quarkus-mandrel-builder-image:jdk-25
readonly pull_seconds=600
readonly toolchain=${NATIVE_TOOLCHAIN:-$root/../shared/native-toolchain}
readonly assembled=${XDG_CACHE_HOME:-$HOME/.cache}/agent-hub/native-toolchain

has_native_image() { [ -x "$1/bin/native-image" ] && is_jdk_25 "$1"; }

# Sets builder (its name and version, part of the stamp) and builder_options for Maven.
builder=''
builder_options=()

use_home() {
  export GRAALVM_HOME=$1
  builder=$("$1/bin/native-image" --version 2>&1) || die "$1/bin/native-image does not run" "$builder"
  say "Building with ${builder%%$'\n'*} in $1"
}

use_container() {
  command -v docker >/dev/null && find_engine || return 1
  if ! docker image inspect "$image" >/dev/null 2>&1; then
    say "Pulling $image (at most $((pull_seconds / 60)) min)"
    # An offline engine fails fast or hangs, so the manifest request is a quick check with a short timeout.
    timeout 20 docker manifest inspect "$image" >/dev/null 2>&1 && timeout "$pull_seconds" docker pull -q "$image" >/dev/null || return 1
  fi
  builder=$(docker image inspect --format '{{.Id}}' "$image")
  builder_options=(-Dquarkus.native.container-build=true -Dquarkus.native.container-runtime=docker -Dquarkus.native.builder-image="$image"
    -Dquarkus.native.builder-image.pull=missing)
  say "Building in a container of $image"
}

assemble() {
  [ -x "$toolchain/build-toolchain.sh" ] || return 1
  need gcc gcc
  need unzip unzip
  [ -e /usr/include/zlib.h ] || apt_install zlib1g-dev libc6-dev || die 'zlib.h is missing' 'install zlib1g-dev'
  say "Assembling a builder with $toolchain"
  JDK=$JAVA_HOME "$toolchain/build-toolchain.sh" "$assembled" || die 'The builder could not be assembled' 'see the output above'
  use_home "$assembled"
}

find_builder() {
  local on_path=''
  if command -v native-image >/dev/null; then on_path=$(dirname "$(dirname "$(readlink -f "$(command -v native-image)")")"); fi
  if [ -n "${GRAALVM_HOME-}" ]; then
    has_native_image "$GRAALVM_HOME" || die "GRAALVM_HOME=$GRAALVM_HOME is not a GraalVM or Mandrel for Java 25" 'correct or unset it'
    use_home "$GRAALVM_HOME"
  elif [ -n "$on_path" ] && has_native_image "$on_path"; then
    use_home "$on_path"
  elif ! use_container && ! assemble; then
    (die 'No builder for native executables was found' \
      'download Mandrel for Java 25 from https://github.com/graalvm/mandrel/releases, unpack it and set GRAALVM_HOME,' \
      'or start Docker to build in a container') || exit 3
  fi
}

# A hash that changes whenever the executable must be rebuilt.
inputs() {
  {
    printf '%s\n%s\n' "$builder" "$*"
    find pom.xml application.properties src/main -name node_modules -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
  } | sha256sum | cut -d' ' -f1
}

main() {
  need_jdk
  need_maven
  find_builder
  local now
  now=$(inputs "$@")
  if [ -x "$executable" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$now" ]; then
    say "$executable is up to date ($(du -h --apparent-size "$executable" | cut -f1))"
    return
  fi
  rm -f "$stamp"
  say 'The build takes 5 to 15 minutes and up to 4 GB of memory'
  mvn -B -ntp -q package -Pnative -Dmaven.test.skip=true "${builder_options[@]}" "$@" || die 'The native build failed' 'see the output above'
  echo "$now" >"$stamp"
  say "$executable: $(du -h --apparent-size "$executable" | cut -f1), built in $((SECONDS / 60)) min $((SECONDS % 60)) s"
}

main "$@"
