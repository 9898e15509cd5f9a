"""A list read by load_list."""

import sys

from benchmarks.child import Clock, tell

if __name__ == "__main__":
    clock = Clock()
    from workbench.lists import load_list

    frame = load_list(f"{sys.argv[1]}/list.xlsx").frame
    measured = clock.stop()

    from benchmarks.samples import sample

    tell(measured, sample(frame))
