"""Whatever a person entered stays text, in Markdown and in HTML."""

import html
import re
from html.parser import HTMLParser

import mistune
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from workbook.compensation.defence.text import (
    Grid,
    Line,
    Page,
    Part,
    Steps,
    mark_down,
    plain,
    to_fragment,
    to_html,
    to_markdown,
)

STRICT = MarkdownIt("commonmark").enable(["table", "strikethrough"])
LOOSE = mistune.create_markdown(
    escape=False, plugins=["table", "url", "strikethrough", "math", "footnotes", "task_lists"]
)
NASTY = [
    "<script>alert(1)</script>",
    "**bold** _and_ `code`",
    "[link](javascript:alert(1))",
    "![image](https://example.org/x.png)",
    "https://example.org and www.example.org",
    "$x^2$ and $$y$$ and \\(z\\) and \\begin{x}",
    "# heading",
    "- list",
    "1. list",
    "2) list",
    "> quote",
    "| cell | cell |",
    "~~struck~~",
    "[^1] and [x] and @@0@@",
    "&lt;b&gt; &#60;",
    "--- ===",
    "a\nb\n\n# c",
    "=1+1",
    "\\",
    "\\*not bold\\*",
    "Straße, 東京, 🙂",
]
texts = st.one_of(st.sampled_from(NASTY), st.text(alphabet="\\`*_[]()<>&|~$@^!#+-.:=1w ab\n"))


class Reader(HTMLParser):
    """Collects the tags and the text of a document."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.texts: list[str] = []
        self.feed(document)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, tuple(attrs)))

    def handle_data(self, data):
        self.texts.append(data)


def page_of(text: str) -> Page:
    blocks = (Line(text), Line(text, said=True), Steps((text, text)), Grid((text,), ((text,),)))
    return Page("Title", (Part("Heading", blocks),))


def tags_of(document: str) -> list[str]:
    return [tag for tag, _ in Reader(document).tags]


@given(texts)
def test_html_has_the_same_elements_whatever_was_entered(text):
    assert tags_of(to_html(page_of(text))) == tags_of(to_html(page_of("word")))
    said = Reader(to_fragment(page_of(text))).texts
    assert "".join(said).replace("\n", "").count(plain(text)) >= 6 or not plain(text)


@pytest.mark.parametrize("render", [STRICT.render, LOOSE], ids=["commonmark", "extended"])
@given(text=texts.filter(lambda text: plain(text)))
def test_markdown_has_the_same_elements_whatever_was_entered(render, text):
    written = Reader(render(to_markdown(page_of(text))))
    wanted = Reader(render(to_markdown(page_of("word"))))
    assert [tag for tag, _ in written.tags] == [tag for tag, _ in wanted.tags]
    assert plain(text) in "".join(written.texts)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", " =1+1", "\x00=1", "\u202e=1", "＝1", "==", "--"]
)
def test_no_cell_of_a_table_begins_a_formula_in_a_spreadsheet(text):
    page = Page("Title", (Part("", (Grid((text,), ((text,),)),)),))
    words = [said for said in Reader(to_fragment(page)).texts if said.strip()]
    assert words == [f"'{plain(text)}"] * 2
    rendered = Reader(STRICT.render(to_markdown(page))).texts
    assert [said for said in rendered if said.strip() and said != "Title"] == words


@pytest.mark.parametrize("text", ["−10%", "–", "$480k", "$605k, from $500k", "Fernhollow", ""])
def test_a_cell_that_is_no_formula_stays_as_it_is(text):
    page = Page("", (Part("", (Grid(("Head",), ((text,),)),)),))
    assert f"<td>{text}</td>" in to_fragment(page)


def test_nothing_turns_the_direction_of_a_line():
    turned = "a\u202a\u202b\u202c\u202d\u202eb\u2066\u2067\u2068\u2069c"
    assert plain(turned) == "abc"
    assert plain("שלום, Fernhollow") == "שלום, Fernhollow"


@given(st.text())
def test_every_text_is_one_line_of_markdown(text):
    assert len(mark_down(text).splitlines()) <= 1 or "\x85" in text or "\u2028" in text


@pytest.mark.parametrize("text", NASTY)
def test_a_line_of_markdown_reads_back_as_the_text(text):
    rendered = STRICT.render(mark_down(text))
    assert html.unescape(re.sub(r"</?p>|\n", "", rendered)) == plain(text)


def test_no_formula_is_left_for_jupyterlab_to_find():
    written = mark_down("\\(x\\) \\[y\\] \\begin{z} $a$ $$b$$")
    assert not re.search(r"\\\\[()\[\]]|\\begin|(?<!\\)\$", written)


def test_the_document_loads_and_runs_nothing():
    document = to_html(page_of("https://example.org"))
    assert "default-src 'none'" in document
    assert not {"script", "link", "img", "a"} & set(tags_of(document))
