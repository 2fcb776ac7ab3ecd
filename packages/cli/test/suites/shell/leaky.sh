#!/bin/sh
# Starts a server, talks to it, and forgets it.
set -e
ready=$(mktemp)
python3 "$(dirname "$0")/../python/server.py" >"$ready" &
until [ -s "$ready" ]; do sleep 0.05; done
echo "ok 1 - the server listens on $(cat "$ready")"
rm "$ready"
