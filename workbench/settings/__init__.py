"""What a settings file means: told in sentences, its doubtful points, its schema for editors, its reference page.

The model itself, and reading a file, stand in contract/settings.py.
"""
