"""One page in, what stands on it out. Pure: bytes, headers and an address; nothing here knows of crawling."""
