"""Forks a successor when it is asked to end, and ends by itself within half a minute."""

import os
import signal
import sys
import time


def succeed(*_):
    # The successor is asked to end as soon as it is there, and is not to have a successor itself.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    if os.fork() != 0:
        os._exit(0)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.setsid()
    signal.alarm(30)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})


signal.alarm(30)
signal.signal(signal.SIGTERM, succeed)
with open("/proc/self/stat") as stat, open(sys.argv[1], "w") as file:
    file.write(stat.read())
while True:
    time.sleep(1)
