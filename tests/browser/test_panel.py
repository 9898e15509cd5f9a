"""The panel in a real JupyterLab, driven as a person would."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from tests.browser.lab import (
    KERNEL_STATUS,
    hide_files,
    restart_kernel,
    run_all,
    save,
    wait_ready,
)
from workbench.batch import run_notebook
from workbench.local.instance import Instance

pytestmark = pytest.mark.xdist_group("browser")
ROWS = 45
Open = Callable[[str], Page]
Picture = Callable[[Page, str], None]


@pytest.fixture
def page(open_notebook: Open) -> Page:
    """The panel, ready to run the sample list."""
    page = open_notebook("panel.ipynb")
    hide_files(page)
    run_all(page)
    expect(button(page, "start")).to_be_enabled()
    return page


def button(page: Page, name: str) -> Locator:
    return page.locator(f".wb-{name}")


def title(page: Page) -> Locator:
    """The line that names the run and its status."""
    return page.locator(".wb-run-title")


def run_id(page: Page) -> str:
    found = re.search(r"\d{8}T\d{6}Z-[0-9a-f]{8}", title(page).inner_text())
    assert found
    return found.group()


def show(where: Locator) -> None:
    """Bring a part of the panel to the top of the window, for a picture."""
    where.evaluate("element => element.scrollIntoView({block: 'start'})")


def start_slowly(page: Page) -> None:
    """Start a run that lasts, and wait until it is under way."""
    page.get_by_label("設定", exact=True).select_option(label="slow.yaml")
    button(page, "start").click()
    expect(page.locator(".wb-stage", has_text="sites")).to_be_visible()


def focus_by_tab(page: Page, wanted: Locator, most: int = 60) -> None:
    """Press Tab until this has the focus."""
    for _ in range(most):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} is not reached by {most} tabs")


def test_from_the_list_to_the_exported_file_by_mouse(page: Page, picture: Picture, tmp_path: Path) -> None:
    listed = page.get_by_label("リスト", exact=True)
    listed.select_option(label="companies_cp932.csv")
    card = page.locator(".wb-list")
    expect(card).to_contain_text(f"{ROWS}行")
    # Not by the file's name alone, which stands among those to choose from.
    expect(card).to_contain_text("文字コード: cp932")
    listed.select_option(label="companies.xlsx")
    expect(card).to_contain_text("シート: 取引先")
    expect(card.locator(".wb-table")).to_contain_text("先頭の0が消えています")
    phone = page.get_by_label("電話番号", exact=True)
    phone.select_option(label="—")
    expect(card.locator(".wb-table")).not_to_contain_text("先頭の0が消えています")
    phone.select_option(label="電話番号")
    expect(card.locator(".wb-table")).to_contain_text("先頭の0が消えています")
    expect(page.locator(".wb-statusbar")).to_have_attribute("data-state", "live")
    show(page.locator(".wb-panel"))
    picture(page, "panel-list")
    button(page, "start").click()
    expect(title(page)).to_contain_text("実行中")
    expect(title(page)).to_contain_text("完了")
    expect(page.locator(".wb-events")).to_contain_text("実行が「完了」になりました")
    grid = page.locator(".wb-result .wb-grid")
    expect(grid.locator(".wb-count")).to_have_text(f"1–15 / {ROWS}行")
    grid.get_by_role("button", name="次のページ").click()
    expect(grid.locator(".wb-count")).to_have_text(f"16–30 / {ROWS}行")
    grid.get_by_label("状態").select_option("found")
    expect(grid.locator(".wb-chip").first).to_have_text("取得済み")
    grid.get_by_role("columnheader", name="電話番号(取得)").click()
    expect(grid.get_by_role("columnheader", name="電話番号(取得)")).to_have_attribute(
        "aria-sort", "ascending"
    )
    grid.get_by_label("絞り込み").fill("夢見鉄工")
    expect(grid.locator("tbody tr")).to_have_count(1)
    grid.get_by_label("絞り込み").fill("")
    grid.get_by_label("状態").select_option("")
    expect(grid.locator("tbody tr")).to_have_count(15)
    expect(page.get_by_role("img", name="状態別の行数を示す横棒グラフ")).to_be_visible()
    show(page.locator(".wb-run"))
    picture(page, "panel-run-complete")
    show(page.locator(".wb-result"))
    picture(page, "panel-result")
    button(page, "export").click()
    with page.expect_download() as downloaded:
        page.get_by_role("link", name="enriched.xlsx を開く").click()
    downloaded.value.save_as(tmp_path / "enriched.xlsx")
    assert len(load_workbook(tmp_path / "enriched.xlsx").sheetnames) >= 3


def test_from_the_list_to_the_exported_file_by_keyboard(page: Page) -> None:
    keyboard = page.keyboard
    page.get_by_role("button", name="日本語").focus()
    focus_by_tab(page, page.get_by_label("リスト", exact=True))
    keyboard.press("ArrowDown")
    expect(page.locator(".wb-list")).to_contain_text("cp932")
    focus_by_tab(page, page.get_by_label("設定", exact=True))
    focus_by_tab(page, page.get_by_role("button", name="実行", exact=True))
    keyboard.press("Enter")
    expect(title(page)).to_contain_text("完了")
    grid = page.locator(".wb-result .wb-grid")
    expect(page.locator(".wb-result .wb-h")).to_have_text("4. 結果")
    expect(button(page, "export")).to_be_enabled()
    focus_by_tab(page, grid.locator('[data-r="0"][data-c="0"]'))
    keyboard.press("ArrowDown")
    keyboard.press("ArrowRight")
    expect(grid.locator('[data-r="1"][data-c="1"]')).to_be_focused()
    keyboard.press("PageDown")
    expect(grid.locator(".wb-count")).to_have_text(f"16–30 / {ROWS}行")
    expect(grid.locator('[data-r="1"][data-c="1"]')).to_be_focused()
    keyboard.press("ArrowUp")
    keyboard.press("ArrowUp")
    keyboard.press("Enter")
    expect(grid.locator("th:focus")).to_have_attribute("aria-sort", "ascending")
    focus_by_tab(page, button(page, "export"))
    keyboard.press("Space")
    focus_by_tab(page, page.get_by_role("link", name="enriched.xlsx を開く"))


def test_a_run_is_stopped_and_resumed_while_the_kernel_stays_free(page: Page, picture: Picture) -> None:
    start_slowly(page)
    expect(page.locator(".wb-legend")).to_contain_text("取得済み")
    expect(page.locator(".wb-result .wb-table")).to_contain_text("取得済み")
    assert page.evaluate(KERNEL_STATUS) == "idle"
    show(page.locator(".wb-run"))
    picture(page, "panel-running")
    button(page, "stop").click()
    expect(title(page)).to_contain_text("停止")
    expect(button(page, "stop")).to_be_disabled()
    picture(page, "panel-stopped")
    button(page, "resume").click()
    expect(title(page)).to_contain_text("実行中")
    expect(page.locator(".wb-events")).to_contain_text("再開しました")
    expect(button(page, "stop")).to_be_enabled()


def test_reloading_the_page_and_restarting_the_kernel_lose_nothing(page: Page, picture: Picture) -> None:
    start_slowly(page)
    started = run_id(page)
    save(page)
    page.reload()
    wait_ready(page)
    expect(page.locator(".wb-statusbar")).to_have_attribute("data-state", "live")
    assert run_id(page) == started
    restart_kernel(page)
    expect(page.locator(".wb-panel.wb-dead")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("更新が止まっています")
    expect(page.locator(".wb-body")).to_have_attribute("inert", "")
    show(page.locator(".wb-panel"))
    picture(page, "panel-dead")
    run_all(page)
    expect(page.locator(".wb-events")).to_contain_text("続きを見ています")
    assert run_id(page) == started
    expect(page.locator(".wb-panel")).not_to_have_class(re.compile("wb-dead"))
    expect(page.locator(".wb-result .wb-grid tbody tr")).to_have_count(15)
    expect(button(page, "stop")).to_be_enabled()


def test_one_switch_changes_every_label(page: Page, picture: Picture) -> None:
    japanese = re.compile("[ぁ-んァ-ヶ]")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Company list workbench")).to_be_visible()
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_enabled()
    expect(page.locator(".wb-list")).to_contain_text("What was noticed: 3")
    for part in (
        ".wb-h",
        ".wb-label",
        ".widget-label",
        ".wb-list th",
        ".wb-message",
        ".wb-pulse",
        ".jupyter-button",
    ):
        for text in page.locator(f".wb-panel {part}").all_inner_texts():
            assert not japanese.search(text), (part, text)
    expect(page.locator(".wb-statusbar")).to_have_attribute("data-state", "live")
    show(page.locator(".wb-panel"))
    picture(page, "panel-english")


def test_the_panels_notebook_waits_for_no_click_when_it_runs_headless(
    aws: Instance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_HOME", str(aws.home))
    done = run_notebook(Path("notebooks/panel.ipynb").absolute(), tmp_path / "out.ipynb", {"language": "en"})
    assert (done.error, done.statuses) == (None, {})
