"""Names to numbers by rapidfuzz as one would first write it: the same name, else the likest of the prefecture.

Loading the register and normalising its names is not counted.
"""

import csv
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

from benchmarks.child import Clock, tell
from benchmarks.names_to_resolve import REGISTER, quality, read

LEAST_RATIO = 85
FORMS = re.compile(r"株式会社|有限会社|合同会社|\(株\)|\(有\)|\(同\)|\s")


def normalised(name):
    return FORMS.sub("", unicodedata.normalize("NFKC", name))


if __name__ == "__main__":
    import numpy as np
    from rapidfuzz import fuzz, process

    folder = Path(sys.argv[1])
    names = read(folder)
    by_name = defaultdict(list)
    by_prefecture = defaultdict(lambda: ([], []))
    with (folder / REGISTER).open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            number, name, prefecture, closed, latest = row[1], row[6], row[9], row[18], row[23]
            if latest == "1" and not closed:
                key = normalised(name)
                by_name[key].append((number, prefecture))
                for place in (prefecture, None):
                    by_prefecture[place][0].append(key)
                    by_prefecture[place][1].append(number)

    clock = Clock(whole_process=False)
    accepted = [None] * len(names)
    rest = defaultdict(list)
    for place, row in enumerate(names):
        key = normalised(row.name)
        said = row.prefecture or (row.address or "")
        prefecture = next((one for one in by_prefecture if one and said.startswith(one)), None)
        same = [number for number, where in by_name.get(key, ()) if prefecture in (None, where)]
        if len(same) == 1:
            accepted[place] = same[0]
        elif not same:
            rest[prefecture].append((place, key))
    for prefecture, asked in rest.items():
        keys, numbers = by_prefecture[prefecture]
        for start in range(0, len(asked), 100):
            some = asked[start : start + 100]
            scores = process.cdist(
                [key for _, key in some], keys, scorer=fuzz.ratio, score_cutoff=LEAST_RATIO, dtype=np.uint8
            )
            for (place, _), likest, score in zip(
                some, scores.argmax(axis=1), scores.max(axis=1), strict=True
            ):
                if score >= LEAST_RATIO:
                    accepted[place] = numbers[likest]
    measured = clock.stop()

    print(f"baseline: {quality(names, accepted)}", file=sys.stderr)
    # Whom they accept is not the same, nor meant to be: how right they are is told beside.
    tell(measured, [len(accepted)])
