"""What a notebook shows of a run. Views only: all logic is in workbench.runs and below."""
