"""The invented companies of these tests, which every service knows, and one public body whose record is recorded."""

from datetime import date
from typing import Any

from crawler.sources.base import Answer
from workbench.contract.states import Field
from workbench.local.services.world import Former, InEdinet, InGbizinfo, InInvoices, KnownCompany

KEYS = {
    "nta": "KSAMPLEID0001",
    "gbizinfo": "gbizinfo-key-of-the-sample",
    "edinet": "edinet-key-of-the-sample",
}
FRIDAY = date(2026, 6, 26)


def known(number: str = "6999902000001", **more: Any) -> KnownCompany:
    """みなもと計器, or one that is as like it as nothing else is said."""
    usual: dict[str, Any] = {
        "name": "株式会社みなもと計器",
        "kana": "ミナモトケイキ",
        "english_name": "Minamoto Keiki Co., Ltd.",
        "prefecture": "東京都",
        "city": "大田区",
        "street": "見本坂３丁目４番５号",
        "postal_code": "1449902",
        "updated_on": date(2025, 10, 1),
        "gbizinfo": InGbizinfo(homepage="https://www.minamoto-keiki.example/", employees=42),
        "edinet": InEdinet(
            edinet_code="E99901",
            securities_code="99010",
            submitted_on=FRIDAY,
            document="S100AA01",
            phone="０３（５５５０）１００１（代表）",
            address="東京都大田区見本坂三丁目４番５号",
            contact_person="経理部長　架空　花子",
        ),
        "invoices": InInvoices(registered_on=date(2023, 10, 1)),
    }
    return KnownCompany(corporate_number=number, **usual | more)


TAX_AGENCY = known(
    "7000012050002",
    name="国税庁",
    kana="コクゼイチョウ",
    english_name="National Tax Agency",
    kind="101",
    city="千代田区",
    street="霞が関３丁目１－１",
    postal_code="1000013",
    updated_on=date(2018, 4, 2),
    gbizinfo=InGbizinfo(),
    edinet=None,
    invoices=None,
)
# Renamed, then moved.
BREEZE = known(
    "2999902000005",
    name="株式会社そよかぜ食品",
    kana="ソヨカゼショクヒン",
    english_name=None,
    prefecture="神奈川県",
    city="横浜市中区",
    street="架空町３番地",
    postal_code="2319905",
    updated_on=date(2022, 10, 7),
    edinet=None,
    former=(
        Former(changed_on=date(2019, 6, 1), name="有限会社そよかぜ食品"),
        Former(
            changed_on=date(2022, 10, 1),
            prefecture="東京都",
            city="台東区",
            street="架空２丁目２番２号",
            postal_code="1109905",
        ),
    ),
)


def facts(told: Answer) -> dict[Field, str]:
    """What an answer tells, by field; of several values of one the last."""
    return {seen.field: seen.value for seen in told.observations}
