"""Names to numbers over a built registry: a tenth of the names first, then all of them."""

import sys
from pathlib import Path

from benchmarks.child import Clock, tell

if __name__ == "__main__":
    from benchmarks.names_to_resolve import REGISTRY, quality, read
    from workbench.registry import Query, open_registry, resolve

    folder = Path(sys.argv[1])

    def numbers(names):  # type: ignore[no-untyped-def]
        asked = [Query(one.name, one.prefecture, one.city, one.postal_code, one.address) for one in names]
        with open_registry(folder / REGISTRY) as registry:
            return [
                came.accepted.corporate_number if came.accepted else None for came in resolve(registry, asked)
            ]

    names, everybody = read(folder), read(folder, all_of_them=True)
    clock = Clock(whole_process=False)
    accepted = numbers(names)
    measured, again = clock.stop(), Clock(whole_process=False)
    accepted_of_all = numbers(everybody)
    all_of_them = again.stop()

    print(f"product: {quality(names, accepted)}; {quality(everybody, accepted_of_all)}", file=sys.stderr)
    tell(measured, [len(accepted)], **{"ten times as many names": all_of_them})
