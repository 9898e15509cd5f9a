"""What runs in the containers: one stage over one shard (run.py), and the plan between the stages (plan.py)."""
