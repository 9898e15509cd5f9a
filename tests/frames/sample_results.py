"""Joined results as matching.join makes them, of companies that do not exist."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd

from workbench.contract.states import RowState
from workbench.matching import COLUMNS
from workbench.quality import RunInfo

NAMES = [
    "株式会社空野架空商会",
    "夢見鉄工㈱",
    "有限会社まぼろし水産",
    "㈱髙﨑かくう製作所",
    "蜃気楼運輸株式会社",
    "架空堂書店合同会社",
    "一般社団法人例題協会",
    "株式会社ＳＯＲＡＧＯＴＯ",
]
PREFECTURES = ["東京都", "大阪府", "北海道", "愛知県", "福岡県"]
STATES = {
    RowState.FOUND: 0.60,
    RowState.NEEDS_REVIEW: 0.12,
    RowState.WRONG_COMPANY: 0.03,
    RowState.NOT_PUBLISHED: 0.08,
    RowState.ROBOTS_DENIED: 0.03,
    RowState.SITE_UNREACHABLE: 0.05,
    RowState.TIMED_OUT: 0.02,
    RowState.NO_WEBSITE: 0.05,
    RowState.INVALID_INPUT: 0.02,
}
REASONS = {
    RowState.FOUND: "会社概要の表に「代表電話」として掲載されている番号です(一致した根拠: 社名、都道府県)",
    RowState.NEEDS_REVIEW: "番号の候補はありますが、信頼度0.62が基準0.8に届きません",
    RowState.WRONG_COMPANY: "サイトは「夢見工業株式会社」のもので、リストの会社と一致しません(都道府県)",
    RowState.NOT_PUBLISHED: "会社のサイト6ページを読みましたが、電話番号の掲載がありません",
    RowState.ROBOTS_DENIED: "www.kakudou.exampleのrobots.txtが取得を認めていません",
    RowState.SITE_UNREACHABLE: "www.kakudou.exampleに接続できません(名前解決できません)",
    RowState.TIMED_OUT: "クローラーの進みが120秒間止まったため打ち切りました",
    RowState.NO_WEBSITE: "ホームページのアドレスがわからないため、サイトを調べられません",
    RowState.INVALID_INPUT: "会社名が空欄です",
}
EVIDENCE = {
    "same": "この番号はhttps://www.kakudou.example/に載っています",
    "different": "サイトは確かめられませんでしたが、03-5550-1001が載っています(https://meibo.example/)",
    "dead": "会社のサイトを読みましたが、この番号もほかの番号も載っていません",
    "unknown": "確かめられませんでした(理由の列をご覧ください)",
}
WITH_NUMBER = (RowState.FOUND, RowState.NEEDS_REVIEW)
STARTED = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)


def sample_result(rows: int, seed: int = 0) -> pd.DataFrame:
    """A joined result of that many rows; every tenth row repeats the company of the row before it."""
    random = np.random.default_rng(seed)
    state = random.choice([*STATES], size=rows, p=[*STATES.values()]).astype(object)
    number = np.isin(state, WITH_NUMBER)
    serial = np.arange(rows)
    company = np.where(serial % 10 == 9, serial - 1, serial)
    phone = [f"03-{5550 + n // 10_000:04d}-{n % 10_000:04d}" for n in 1000 + company]
    listed = random.choice(["same", "different", "dead", "unknown"], size=rows, p=[0.6, 0.2, 0.1, 0.1])
    host = [f"www.kaisha{n}.example" for n in company]

    def where(mask: np.ndarray, values: object) -> pd.Series:
        return pd.Series(values, dtype=object).where(mask)

    frame = pd.DataFrame(
        {
            "No.": [str(n + 1) for n in serial],
            "会社名": [f"{NAMES[n % len(NAMES)]} {n}" for n in company],
            "都道府県": [PREFECTURES[n % len(PREFECTURES)] for n in company],
            "住所": [
                f"{PREFECTURES[n % len(PREFECTURES)]}例題市架空町{n % 9 + 1}-{n % 20 + 1}" for n in company
            ],
            "TEL": where(serial % 3 == 0, [f"03-5550-{1000 + n % 9000:04d}" for n in company]),
            "備考": where(serial % 7 == 0, ["前回不在"] * rows),
            "wb_phone": where(number, phone),
            "wb_phone_e164": where(number, ["+81" + text.replace("-", "")[1:] for text in phone]),
            "wb_line": where(
                number, random.choice(["fixed", "toll_free", "navi"], size=rows, p=[0.9, 0.07, 0.03])
            ),
            "wb_role": where(
                number, random.choice(["main", "branch", "other"], size=rows, p=[0.7, 0.1, 0.2])
            ),
            "wb_confidence": np.where(
                state == RowState.FOUND,
                random.uniform(0.8, 1.0, rows),
                np.where(number, random.uniform(0.2, 0.8, rows), np.nan),
            ),
            "wb_state": [str(one) for one in state],
            "wb_reason": [REASONS[one] for one in state],
            "wb_source": where(number, random.choice(["homepage", "directory"], size=rows, p=[0.8, 0.2])),
            "wb_url": where(number, [f"https://{one}/company/outline.html" for one in host]),
            "wb_seen_text": where(
                number,
                [
                    f"本社 〒100-0000 東京都例題区架空町1-1 代表電話 {text} FAX 03-5550-0999 受付 平日"
                    for text in phone
                ],
            ),
            "wb_fetched_at": pd.Series(
                [pd.Timestamp(STARTED + timedelta(seconds=int(n))) for n in serial],
                dtype="datetime64[us, UTC]",
            ).where(number),
            "wb_listed_phone": where(serial % 3 == 0, listed),
            "wb_listed_evidence": where(serial % 3 == 0, [EVIDENCE[one] for one in listed]),
            "wb_homepage": where(state != RowState.NO_WEBSITE, [f"https://{one}/" for one in host]),
            "wb_corporate_number": where(
                number & (serial % 2 == 0), [f"{7000012000000 + n}" for n in company]
            ),
            "wb_address": where(number, [f"東京都例題区架空町{n % 9 + 1}-{n % 20 + 1}" for n in company]),
            "wb_company_id": [f"架空{n}|東京都" for n in company],
            "wb_sources": np.where(number, random.integers(1, 4, rows), 0),
        },
        index=pd.RangeIndex(rows, name="row_id"),
    )
    own = [name for name in frame.columns if name not in COLUMNS]
    return frame.astype({**dict.fromkeys(own, "string"), **COLUMNS})


def sample_stages(result: pd.DataFrame) -> pd.DataFrame:
    """Two stages: the first was handed every row, the second those that had no number yet."""
    counts = result["wb_state"].value_counts()
    found = int(counts.get("found", 0))
    return pd.DataFrame(
        {
            "stage": ["homepages", "listing"],
            "attempt": [1, 1],
            "asked": [len(result), len(result) - found // 2],
            "found": [found // 2, found - found // 2],
            "needs_review": [0, int(counts.get("needs_review", 0))],
            "timed_out": [int(counts.get("timed_out", 0)), 0],
        }
    )


def sample_run(result: pd.DataFrame) -> RunInfo:
    return RunInfo(
        run_id="20261124T003000Z-0a1b2c3d",
        list_name="営業先リスト",
        settings_name="サイトと掲載サイト(標準)",
        started_at=STARTED,
        ended_at=STARTED + timedelta(minutes=42),
        sources=("homepage", "directory"),
        stages=sample_stages(result),
    )


def sample_trail(result: pd.DataFrame) -> pd.DataFrame:
    """Every second row, the first too, was asked about twice; of the others nobody was asked."""
    lines = [
        {
            "row_id": row_id,
            "name": name,
            "stage": stage,
            "attempt": 1,
            "source": source,
            "asked_at": pd.Timestamp(STARTED),
            "result": came,
            "seen": (("corporate_number", "7000012050002"),) if came == "hit" else (),
            "reason": None
            if came == "hit"
            else {"code": "no_entry", "parameters": {"source": "@source.osm"}},
            "requests": 1,
            "seconds": 0.25,
            "cost": 0.0,
        }
        for row_id, name in zip(result.index, result.iloc[:, 1], strict=True)
        if row_id % 2 == 0
        for stage, source, came in (("resolve", "nta_file", "hit"), ("numbers", "osm", "none"))
    ]
    return pd.DataFrame(lines)
