"""How pages and services are fetched: politely, safely, and not twice."""
