"""Extraction without a crawl."""

import argparse

from workbench.commands.saying import EXIT_COMPLETE, EXIT_PARTIAL, print_json, tell


def extract(given: argparse.Namespace) -> int:
    """Find the telephone number of each page in files, without a crawl: one JSON line a page."""
    from crawler.extract.files import extract_to

    done = extract_to(given.sources, given.out, given.url_prefix, given.company)
    if given.json:
        print_json({"out": str(given.out), **vars(done)})
    else:
        tell("extract.written", pages=done.pages, found=done.found, path=given.out)
    return EXIT_PARTIAL if done.unreadable else EXIT_COMPLETE
