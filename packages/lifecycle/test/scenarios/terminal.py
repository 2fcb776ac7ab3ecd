"""Runs a command on a terminal of its own; closes the terminal when the command has printed "ready"."""
import os
import pty
import sys

pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
seen = b""
while b"ready" not in seen:
    seen += os.read(terminal, 1024)
print("closing", flush=True)
os.close(terminal)
_, status = os.waitpid(pid, 0)
print("signal", os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, flush=True)
