"""A FAX is no telephone, a line for both is one; masks, samples and numbers abroad are none, however they are set."""

import itertools
from collections.abc import Callable

import pytest

from tests.extract.layouts import number_of

TEL, FAX = "03-5550-1012", "03-5550-1099"
LAYOUTS: list[Callable[[str, str], str]] = [
    lambda label, digits: f"<p>{label}：{digits}</p>",
    lambda label, digits: f"<p>{label} {digits}</p>",
    lambda label, digits: (
        "<table><tr><th>会社名</th><td>株式会社青空商会</td></tr>"
        f"<tr><th>{label}</th><td>{digits}</td></tr></table>"
    ),
    lambda label, digits: f"<dl><dt>{label}</dt><dd>{digits}</dd></dl>",
    lambda label, digits: f"<h3>{label}</h3><p>{digits}</p>",
    lambda label, digits: f"<div><span>{label}</span><span>{digits}</span></div>",
    lambda label, digits: f"<div><div>{label}</div><div>{digits}</div></div>",
    lambda label, digits: f"<footer><p>株式会社青空商会 東京都港区芝9-9-9 {label} {digits}</p></footer>",
    lambda label, digits: f"<p>株式会社青空商会<br>東京都港区芝9-9-9<br>{label}{digits}</p>",
    lambda label, digits: f"<ul><li>{label} {digits}</li></ul>",
]
TITLES = ["会社概要 | 株式会社青空商会", "お問い合わせ | 青空食堂", "株式会社青空商会"]
FAX_LABELS = """
    FAX ＦＡＸ Fax F FAX専用 ファックス ファックス番号 FAX番号 ファクシミリ ご注文用FAX FAXでのご注文 FAXでのお申し込み
    FAX注文 fax. 📠 FAX受付 ご注文はFAXで ＦＡＸ． FAXのみ facsimile FAX（24時間） FAX送信先 専用FAX
""".split()  # noqa: SIM905 - a list of words reads better in lines
SHARED_LABELS = """
    TEL/FAX TEL&FAX 電話・FAX TEL・FAX 電話/FAX TEL＆FAX 電話・ファックス Tel/Fax 電話FAX兼用 TEL（FAX兼用）
    電話およびFAX TEL･FAX共通 電話（FAX兼） T/F TEL・FAX共用 電話番号（FAX兼用）
""".split()  # noqa: SIM905
NO_NUMBERS = """
    03-xxxx-xxxx 03-1234-5678 000-0000-0000 090-0000-0000 0120-000-000 03-0000-0000 090-1234-5678 0120-123-456
    0X-XXXX-XXXX 03-****-**** 03-○○○○-○○○○ 012-345-6789 0123-45-6789 090-xxxx-xxxx 03(1234)5678 +81-3-1234-5678
    （例）03-5550-1012 例：03-5550-1012 03-5550-1012（例） ハイフンなしで入力：0355501012 03-5550-12 03-5550-10123
""".split()  # noqa: SIM905
ABROAD = [
    "+86-21-6288-1234",
    "+1-212-555-0142",
    "+82-2-555-0142",
    "+886-2-2712-3456",
    "0086-21-6288-1234",
    "+66-2-555-0142",
    "1-800-555-0142",
    "(021) 6288-1234",
    "02-2712-3456",
]
by_layout = pytest.mark.parametrize("layout", range(len(LAYOUTS)))


@by_layout
@pytest.mark.parametrize("label", FAX_LABELS)
def test_a_fax_is_no_telephone(label: str, layout: int) -> None:
    for title in TITLES:
        assert number_of(title, LAYOUTS[layout](label, FAX)) is None


@by_layout
@pytest.mark.parametrize("label", SHARED_LABELS)
def test_one_line_for_both_is_one(label: str, layout: int) -> None:
    for title in TITLES:
        assert number_of(title, LAYOUTS[layout](label, TEL)) == TEL


@by_layout
@pytest.mark.parametrize("digits", NO_NUMBERS)
def test_masks_and_samples_are_none(digits: str, layout: int) -> None:
    for title, label in itertools.product(TITLES, ("TEL", "電話番号", "お電話")):
        assert number_of(title, LAYOUTS[layout](label, digits)) is None


@pytest.mark.parametrize("digits", ABROAD)
@pytest.mark.parametrize("office", ["上海事務所", "Bangkok Office", "米国法人", "韓国支社", "海外拠点"])
def test_numbers_abroad_are_none(office: str, digits: str) -> None:
    for entry in (
        f"<h3>{office}</h3><p>TEL {digits}</p>",
        f"<p>{office}　TEL：{digits}</p>",
        f"<table><tr><th>{office}</th><td>TEL {digits}</td></tr></table>",
        f"<table><tr><th>拠点</th><th>電話</th></tr><tr><td>{office}</td><td>{digits}</td></tr></table>",
    ):
        assert number_of("会社概要 | 株式会社青空商会", f"<h1>会社概要</h1>{entry}") is None
