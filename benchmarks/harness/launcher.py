"""Run one command and print its wall seconds, peak KiB and exit code.

A process of its own, and a small one: Linux counts the memory of whoever starts a program to that program's peak.
Usage: launcher.py FOLDER COMMAND…
"""

import os
import sys
import time


def main() -> None:
    """Measure the command; what it prints on standard output is dropped."""
    os.chdir(sys.argv[1])
    nothing = (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)
    start = time.perf_counter()
    process = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ, file_actions=[nothing])
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - start
    print(seconds, usage.ru_maxrss, os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
