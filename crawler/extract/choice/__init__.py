"""Which number stands for a page or a site, and why."""
