"""Batches that run by themselves: schedule files, the schedules made of them, and what happens when one fires."""
