"""The register of the sample world: written as the Tax Agency writes its full data, and built as any other is."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from workbench.japan.addresses import PREFECTURES
from workbench.local.home import CHECKOUT
from workbench.local.services.world import Former, KnownCompany, World, load_world
from workbench.storage import SAMPLE_REGISTRY as SAMPLE
from workbench.storage import Bucket, registry_about_key

_CODE_OF = {name: code for code, name in PREFECTURES.items()}
# 国税庁, リソース定義書: 処理区分 (process) and 閉鎖事由 (close cause).
_NEW, _RENAMED, _MOVED, _CLOSED, _MERGED = "01", "11", "12", "21", "71"
_BY_MERGER = "11"
_MADE_AT = datetime(2026, 11, 1, tzinfo=UTC)


def put_into(bucket: Bucket, world: Path, note: Path) -> None:
    """See that the bucket holds the registry of this world. note: a file that says of which world it holds one."""
    of = _print_of(world)
    with suppress(OSError):
        if note.read_text() == of and bucket.get(registry_about_key(SAMPLE)) is not None:
            return
    from workbench.registry.published import publish

    with TemporaryDirectory() as folder:
        publish(bucket, built(world, Path(folder)), SAMPLE, _MADE_AT)
    note.write_text(of)


def built(world: Path, folder: Path) -> Path:
    """The registry's file of a world, in this folder."""
    # A quarter of a second to import: a server that has it already does without.
    from workbench.registry import build

    data, file = folder / "00_zenkoku_all_20261101.zip", folder / "sample.sqlite"
    data.write_bytes(full_data(load_world(world)))
    build([data], file)
    return file


def full_data(world: World) -> bytes:
    """The zip of 全件データ (CSV, Shift-JIS) that has these companies: 30 columns, no header."""
    text = io.StringIO()
    lines = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for sequence, line in enumerate(_lines(world), start=1):
        lines.writerow([str(sequence), *line])
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        # Its own time, so that the same world makes the same bytes.
        archive.writestr(zipfile.ZipInfo("00_zenkoku_all_20261101.csv"), text.getvalue().encode("cp932"))
    return data.getvalue()


def _lines(world: World) -> Iterator[list[str]]:
    for company in world.companies:
        for former in company.former:
            yield _line(_as_before(company, former), _NEW, former.changed_on.isoformat(), latest="0")
        yield _line(company, _process(company), company.updated_on.isoformat(), latest="1")


def _as_before(company: KnownCompany, former: Former) -> KnownCompany:
    told = former.model_dump(exclude={"changed_on"}, exclude_none=True)
    return company.model_copy(update={"updated_on": company.assigned_on, "closed_on": None, **told})


def _process(company: KnownCompany) -> str:
    if company.closed_on:
        return _MERGED if company.close_cause == _BY_MERGER else _CLOSED
    if company.former:
        return _RENAMED if company.former[-1].name else _MOVED
    return _NEW


def _line(company: KnownCompany, process: str, changed_on: str, latest: str) -> list[str]:
    """The columns 2 to 30 (see registry.full_data)."""
    closed_on = company.closed_on.isoformat() if company.closed_on else ""
    return [
        *(company.corporate_number, process, "0", company.updated_on.isoformat(), changed_on),
        *(company.name, "", company.kind, company.prefecture, company.city, company.street, ""),
        *(_CODE_OF[company.prefecture], "", company.postal_code, "", ""),
        *(closed_on, (company.close_cause or "") if closed_on else "", company.successor or "", ""),
        *(company.assigned_on.isoformat(), latest, company.english_name or "", "", "", ""),
        *(company.kana or "", "1" if company.hidden else "0"),
    ]


def _print_of(world: Path) -> str:
    """What a registry is made of: the world, and the code that builds it."""
    of = hashlib.sha256(world.read_bytes())
    for source in sorted([Path(__file__), *(CHECKOUT / "workbench" / "registry").glob("*.py")]):
        of.update(source.read_bytes())
    return of.hexdigest()
