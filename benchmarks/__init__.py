"""How fast it is, as ratios beside untuned baselines: `python -m benchmarks --help`.

A benchmark is one file in this folder; what it compares are two small programs of the same task, one in `baselines`
and one in `products`, each run in a process of its own.
"""
