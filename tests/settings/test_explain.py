"""What a settings file means, in sentences and as data."""

import json
from pathlib import Path

import pytest

from crawler.web import scrapy_settings
from workbench.contract.settings import Settings
from workbench.contract.states import Field
from workbench.messages import CATALOGUE
from workbench.settings.explain import Explanation, explain, explain_file, user_agent
from workbench.yamlfile.validate import validate

SAMPLES = Path(__file__).parents[2] / "data" / "samples" / "settings"


def explained(text: str) -> Explanation:
    return explain(validate(text, "s.yaml", Settings), "s.yaml")


def test_careful_settings_are_explained_in_japanese() -> None:
    lines = explain_file(SAMPLES / "careful.yaml").lines("ja")
    where = f"{SAMPLES / 'careful.yaml'}:30"
    assert lines == [
        "設定「会社サイトのみ(標準)」: 段階は1つ",
        "",
        "1. 段階 sites",
        "   - まだ終わっていない行について、会社のホームページを調べます",
        "   - 会社のホームページを調べるのは、アドレスがリストにあるか、前の段階で見つかった行だけです",
        "   - 1つのサイトで読むのは8ページまでです",
        "   - Fargateのコンテナで動きます(大きさsmall: 0.5 vCPU、メモリ1 GiB)",
        "   - 1つのコンテナが500行ずつ受け持ち(同じサイトの行は分けません)、同時に動くのは20個までです",
        "   - 2分何の応答もなければクローラーが自分でやめ、5分連絡がなければ失われたとみなし、"
        "長くても4時間で打ち切ります",
        "   - コンテナが失敗したときは、残りの行をもう一度調べます(全部で3回まで)",
        "   - 結果は50行ごと、または10秒ごとに書き出します",
        "",
        "行の終わり",
        "   - 次がすべて信頼度90%以上で見つかった行は終わりです: 電話番号",
        "",
        "判定",
        "   - 信頼度90%以上を「取得済み」とします",
        "   - 20%以上90%未満は「要確認」とし、人が確かめます",
        "   - 20%未満の候補は示しません",
        "",
        "サイトへの配慮",
        "   - company-list-workbench/0.1.0 (+https://workbench.example/contact) と名乗ります",
        "   - robots.txtに従います",
        "   - 同じサイトへの要求の間は2秒ほどあけます(応答の遅いサイトではさらに長く)",
        "   - 応答を待つのは10秒まで、1ページは2 MiBまで、転送は5回までです",
        "   - robots.txtのCrawl-delayには30秒まで従い、混雑した(429、503)サイトは1分まで待ちます。"
        "それより長ければ取得を控えます",
        "   - 1社のために1つのサイトから読むのは20 MiBまで、10分までです",
        "",
        "採用する番号",
        "   - 携帯電話の番号は採用しません",
        "   - FAXの番号は採用しません",
        "",
        "注意(1件)",
        f"   {where}: politeness.contact: https://workbench.example/contact は見本のままの連絡先なので、"
        "実在のサイトは調べません。"
        "サイトの持ち主があなたに連絡できるページかメールアドレスにしてください",
    ]


def test_a_stage_on_lambda_is_explained_in_english() -> None:
    stage = explain_file(SAMPLES / "demo.yaml").stages[0]
    assert stage.lines("en") == [
        "",
        "1. Stage listing",
        "   - Asks, for each row that is not finished: the directory",
        "   - Searches meibo.example, up to 3 result pages for one company",
        "   - Runs on Lambda (15 min at a time; the next one goes on with the rows that are left)",
        "   - One container takes all rows, since they are asked of a single site",
        "   - Without any answer for 30 s the crawler gives up; after 1 min of silence it counts as lost;"
        " it ends after 10 min at the latest",
        "   - If a container fails, the rows that are left are asked again (2 attempts in all)",
        "   - Results are written every 50 rows or 10 s, whichever comes first",
    ]


WAYS = """\
name: ways
stages:
  - {name: both, sources: [directory, homepage], runner: lambda, attempts: 1}
sources:
  directory: {search_url: "https://meibo.jp/?q={name}", entry: li, name: b, phone: i}
thresholds: {found: 0.85, review: 0.85}
finished: {fields: [phone, corporate_number]}
politeness: {contact: info@houjin.jp, delay_s: 0, max_bytes: 51200}
allow_mobile: true
"""


def test_other_ways_have_other_sentences() -> None:
    lines = [line.strip(" -") for line in explained(WAYS).lines("en")]
    for sentence in (
        "Asks, for each row and until it is finished, in this order: the directory, the company's homepage",
        "it ends after 15 min at the latest",
        "If a container fails, the rows that are left are not asked again",
        "Once each of these is found with a confidence of 85 % or more: telephone number, corporate number",
        "Nothing is left for a person to review",
        "Does not wait between two requests to one site",
        "Waits 10 s for an answer, reads 50 KiB of a page, follows 5 redirects, at most",
        "A mobile number too, if the company gives it as its own",
        "Warnings: 1",
    ):
        assert any(sentence in line for line in lines), sentence
    quiet = WAYS.replace("delay_s: 0", "delay_s: 1.5")
    assert explained(quiet).lines("en")[-1] == "No warnings"


def test_the_same_is_there_as_data() -> None:
    data = explain_file(SAMPLES / "demo.yaml").to_dict("en")
    listing, sites = data["stages"]
    assert listing | {"sentences": []} == {
        "name": "listing",
        "sources": ["directory"],
        "runner": "lambda",
        "size": None,
        "cpu_units": None,
        "memory_mib": None,
        "rows_per_container": None,
        "side_by_side": 1,
        "attempts": 2,
        "heartbeat_s": 60,
        "stall_s": 30,
        "timeout_s": 600,
        "batch_rows": 50,
        "batch_s": 10.0,
        "sentences": [],
    }
    assert (sites["cpu_units"], sites["memory_mib"], sites["rows_per_container"]) == (512, 1024, 20)
    assert data["finished"]["fields"] == ["phone"]
    assert (data["thresholds"]["found"], data["thresholds"]["review"]) == (0.8, 0.2)
    assert data["politeness"]["user_agent"] == user_agent("https://workbench.example/contact")
    assert data["allowed"]["mobile"] is False
    assert [(one["key"], one["code"]) for one in data["cautions"]] == [
        ("politeness.contact", "caution.placeholder_contact"),
        ("politeness.delay_s", "caution.hasty"),
    ]
    lines = (SAMPLES / "demo.yaml").read_text(encoding="utf-8").splitlines()
    for one in data["cautions"]:
        assert lines[one["line"] - 1].strip().startswith(one["key"].rsplit(".", 1)[1])
    assert json.loads(json.dumps(data)) == data


def test_the_crawler_calls_itself_as_the_explanation_says() -> None:
    assert user_agent("info@houjin.jp") == scrapy_settings.user_agent("info@houjin.jp")


@pytest.mark.parametrize("field", list(Field))
def test_whatever_finishes_a_row_has_words(field: Field) -> None:
    assert f"fact.{field.value}" in CATALOGUE
