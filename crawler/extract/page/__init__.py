"""One page as blocks of text, each with its element, its table and its part of the page."""
