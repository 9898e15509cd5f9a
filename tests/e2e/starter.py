"""A kernel's part in the crash test: starts a run and waits for it, until it is killed."""

import sys
from pathlib import Path

from tests.e2e.embedded import AList, Embedded, companies, settings
from workbench.starting import start


def main(home: str, rows: int) -> None:
    """Print the run's id once it is started."""
    sites = [f"http://www.kakudou.example/?row={row}" for row in range(rows)]
    names = [f"株式会社架空堂{row}" for row in range(rows)]
    used = settings("fargate", attempts=2)
    slow = used.model_copy(update={"politeness": used.politeness.model_copy(update={"delay_s": 0.1})})
    run = start(
        AList(companies(*names, sites=sites)),  # type: ignore[arg-type]
        slow,
        connection=Embedded(Path(home)).up(),
    )
    sys.stdout.write(f"{run.run_id}\n")
    sys.stdout.flush()
    run.wait()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
