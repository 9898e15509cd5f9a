"""What a notebook shows of a run. Views only: all logic is in workbench.run and below."""
