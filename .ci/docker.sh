#!/usr/bin/env bash
# A container engine for the tests, and no trace of it afterwards. Sourced:
#   start_docker  installs what is missing, starts a daemon in a folder of its own, imports an image and exports
#                 DOCKER_HOST; where that is not possible it says so in one line, and tests with containers skip.
#   stop_docker   ends the daemon that start_docker started, and removes its folder.
# Or run: `.ci/docker.sh npx vitest run --project lifecycle` gives one command an engine.

# What tests start, and a network with a bridge on which they publish ports; they skip where an engine lacks them.
WATERTIGHT_TEST_IMAGE=${WATERTIGHT_TEST_IMAGE:-watertight-busybox:latest}
WATERTIGHT_TEST_NETWORK=${WATERTIGHT_TEST_NETWORK:-watertight-test}
docker_folder='' docker_pid=''

start_docker() {
  clear_stale
  if [ -n "${DOCKER_HOST:-}" ]; then
    echo "containers: DOCKER_HOST is set, its engine is used as it is"
  elif ! install_docker; then
    echo "containers: no engine can be started here (that takes root, docker.io and busybox-static), their tests are skipped"
  elif ! start_daemon; then
    echo "containers: dockerd does not start here ($(last_complaint)), their tests are skipped"
    stop_docker
  else
    export DOCKER_HOST="unix://$docker_folder/docker.sock" WATERTIGHT_TEST_IMAGE WATERTIGHT_TEST_NETWORK
    ask_docker network create -o "com.docker.network.bridge.name=$(bridge_name)" "$WATERTIGHT_TEST_NETWORK" ||
      echo "containers: no bridge can be made here, tests that publish ports are skipped"
  fi
  return 0
}

stop_docker() {
  [ -n "$docker_folder" ] || return 0
  # A daemon leaves its bridges behind when it ends, unless their networks are removed.
  docker -H "unix://$docker_folder/docker.sock" ps -aq 2>/dev/null | while read -r container; do
    ask_docker rm -f -v "$container"
  done
  ask_docker network rm "$WATERTIGHT_TEST_NETWORK"
  [ -z "$docker_pid" ] || end_process "$docker_pid"
  remove_folder
  [ "${DOCKER_HOST:-}" != "unix://$docker_folder/docker.sock" ] || unset DOCKER_HOST
  docker_folder='' docker_pid=''
}

# What runs left whose shell was killed: their daemon has ended, their folder and their bridge are still there.
clear_stale() {
  local docker_folder
  for docker_folder in "${TMPDIR:-/tmp}"/watertight-docker-??????; do
    [ -O "$docker_folder" ] && [ ! -L "$docker_folder" ] || continue
    # One that was just made may have no daemon yet.
    [ -n "$(find "$docker_folder" -maxdepth 0 -mmin +2)" ] || continue
    pgrep -f -- "--pidfile=$docker_folder/" >/dev/null || remove_folder
  done
}

remove_folder() {
  end_leftovers
  awk -v folder="$docker_folder/" 'index($2, folder) == 1 { print $2 }' /proc/mounts | sort -r |
    while read -r mount; do umount "$mount" 2>/dev/null || umount -l "$mount"; done
  rm -rf --one-file-system "$docker_folder"
}

# Nothing, unless the daemon was killed: it takes containerd and the containers along when it ends by itself.
end_leftovers() {
  local pid
  # The folder's name is no other's, and stands in the command line of containerd and of each container's shim.
  for pid in $(pgrep -f -- "$docker_folder/exec/"); do
    # shellcheck disable=SC2046 # a list of pids
    kill -KILL $(pgrep -P "$pid") "$pid" 2>/dev/null
  done
  [ ! -e "/sys/class/net/$(bridge_name)" ] || ip link delete "$(bridge_name)" 2>/dev/null
}

bridge_name() {
  echo "wt-${docker_folder##*-}"
}

install_docker() {
  local missing=()
  PATH=$PATH:/usr/sbin command -v dockerd >/dev/null && command -v docker >/dev/null || missing+=(docker.io)
  command -v busybox >/dev/null || missing+=(busybox-static)
  [ "$(id -u)" -eq 0 ] || return 1
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || return 1
  install_debian "${missing[@]}" || { timeout 120 apt-get update -qq >/dev/null 2>&1 && install_debian "${missing[@]}"; }
}

install_debian() {
  DEBIAN_FRONTEND=noninteractive timeout 300 \
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 </dev/null
}

# Needs neither systemd nor the rules of a firewall; what is published goes through the engine's own proxy.
start_daemon() {
  docker_folder=$(mktemp -d "${TMPDIR:-/tmp}/watertight-docker-XXXXXX") || return 1
  local leash=()
  # The daemon ends with this shell even when the shell is killed.
  ! command -v setpriv >/dev/null || leash=(setpriv --pdeathsig TERM)
  PATH=$PATH:/usr/sbin:/sbin "${leash[@]}" dockerd --storage-driver=vfs --iptables=false --ip6tables=false \
    --bridge=none --shutdown-timeout=1 --containerd-namespace=watertight \
    --containerd-plugins-namespace=watertight-plugins --data-root="$docker_folder/data" \
    --exec-root="$docker_folder/exec" --pidfile="$docker_folder/docker.pid" \
    -H "unix://$docker_folder/docker.sock" >"$docker_folder/log" 2>&1 </dev/null &
  docker_pid=$!
  for _ in $(seq 300); do
    kill -0 "$docker_pid" 2>/dev/null || return 1
    [ -S "$docker_folder/docker.sock" ] && ask_docker version && import_image && return 0
    sleep 0.1
  done
  return 1
}

ask_docker() {
  timeout 30 docker -H "unix://$docker_folder/docker.sock" "$@" >/dev/null 2>>"$docker_folder/log"
}

# An image that holds nothing but busybox: no registry is asked.
import_image() {
  local root=$docker_folder/image applet
  mkdir -p "$root/bin" "$root/tmp"
  cp "$(command -v busybox)" "$root/bin/busybox"
  for applet in $(busybox --list); do [ "$applet" = busybox ] || ln -sf busybox "$root/bin/$applet"; done
  tar -C "$root" -cf "$docker_folder/image.tar" .
  ask_docker import "$docker_folder/image.tar" "$WATERTIGHT_TEST_IMAGE"
}

end_process() {
  kill -TERM "$1" 2>/dev/null
  for _ in $(seq 200); do
    kill -0 "$1" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL "$1" 2>/dev/null
  return 0
}

last_complaint() {
  tail -n 1 "$docker_folder/log" 2>/dev/null | sed -E 's/.*msg="(.*)".*/\1/' | cut -c 1-200
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  trap stop_docker EXIT
  start_docker
  "$@"
fi
