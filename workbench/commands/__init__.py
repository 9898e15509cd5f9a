"""What each command does, by what it is about.

Imports of pandas, boto3 and papermill stand inside the functions: `workbench --help` answers at once.
"""
