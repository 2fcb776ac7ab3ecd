"""Runs a command in a terminal of its own: standard input is typed there, and its end closes the terminal."""

import os
import pty
import select
import sys

pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])

sources = [0, terminal]
while terminal in sources:
    for source in select.select(sources, [], [])[0]:
        try:
            data = os.read(source, 4096)
        except OSError:  # EIO: nobody has the terminal open any more.
            data = b""
        if data:
            os.write(terminal if source == 0 else 1, data)
        else:
            sources = []

os.close(terminal)
status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
sys.exit(status if status >= 0 else 128 - status)
