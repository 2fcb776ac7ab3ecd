#!/bin/sh
# Starts a server, talks to it, and ends it, whatever happens.
set -e
ready=$(mktemp)
python3 "$(dirname "$0")/../python/server.py" >"$ready" &
server=$!
trap 'kill "$server"; rm "$ready"' EXIT
until [ -s "$ready" ]; do sleep 0.05; done
echo "ok 1 - the server listens on $(cat "$ready")"
