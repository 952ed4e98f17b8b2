"""Elements of a page: whatever is put in, it is the text that is shown."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from pdsync.render import visible
from pdsync.render.page.elements import Html, element


class Seen(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


@given(text=st.text(), title=st.text())
def test_text_stays_text_in_elements_and_attributes(text, title):
    seen = Seen(element("p", text, title=title))

    assert (seen.text, seen.tags) == (visible(text), [("p", {"title": visible(title)})])


def test_markup_in_a_name_is_no_markup():
    shown = element("p", "</style><script>alert('x')</script>", title='"><img src=x>')

    assert shown == (
        '<p title="&quot;&gt;&lt;img src=x&gt;">'
        "&lt;/style&gt;&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;</p>"
    )


def test_elements_are_put_into_elements_as_they_are():
    assert element("ul", [element("li", "1"), None, Html("<li>2</li>")]) == (
        "<ul><li>1</li><li>2</li></ul>"
    )


def test_attributes_that_are_not_there_are_left_out():
    assert element("a", class_=None, hidden=False, aria_label="x", open=True) == (
        '<a aria-label="x" open></a>'
    )
