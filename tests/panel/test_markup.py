from workbench.panel import markup
from workbench.panel.views import Segment, StageView


def test_what_stands_in_a_list_cannot_become_markup() -> None:
    nasty = '<img src=x onerror="alert(1)">'
    view = StageView(nasty, 2, 1, (Segment(nasty, 1, "#009E73"),), nasty, (nasty,))
    written = (
        markup.heading(nasty)
        + markup.paragraph(nasty)
        + markup.bullets([nasty])
        + markup.details(nasty, [nasty])
        + markup.stages([view])
        + markup.events([(nasty, nasty)], nasty)
        + markup.picture(b"", nasty)
        + markup.file_link(nasty, nasty, nasty)
    )
    assert "<img src=x" not in written
    assert 'alert(1)">' not in written


def test_a_bar_says_its_figures_to_those_who_do_not_see_it() -> None:
    view = StageView("Stage sites", 200, 50, (Segment("found", 50, "#009E73"),), "50 / 200 rows", ())
    html = markup.stages([view])
    assert 'role="progressbar"' in html
    assert 'aria-valuemax="200" aria-valuenow="50" aria-valuetext="50 / 200 rows"' in html
    assert "width:25.00%" in html


def test_a_file_that_the_server_does_not_offer_is_named_without_a_link() -> None:
    assert (
        markup.file_link(None, "Open x.xlsx", "/far/x.xlsx") == '<p class="wb-p"><code>/far/x.xlsx</code></p>'
    )
