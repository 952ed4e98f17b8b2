import httpx
import pytest
from api.wire import Script, client

from pdsync.api import Get, Listing
from pdsync.errors import NoAnswer, PdsyncError


class Shelf:
    """A list as PagerDuty serves one; `lose` says what each reading from the front leaves out."""

    def __init__(self, items, *, total=True, largest=100, lose=()):
        self.items = items
        self.total = total
        self.largest = largest
        self.lose = list(lose)
        self.missing = ()
        self.asked = []

    def __call__(self, request):
        asked = dict(request.url.params)
        self.asked.append(asked)
        offset, limit = int(asked["offset"]), min(int(asked["limit"]), self.largest)
        if offset + limit > 10_000:
            return httpx.Response(400, json={"error": {"message": "Offset must be less"}})
        if offset == 0 and self.lose and asked.get("sort_by", "").endswith("asc"):
            self.missing = self.lose.pop(0)
        ordered = self.items[::-1] if asked.get("sort_by", "").endswith("desc") else self.items
        page = [item for item in ordered[offset : offset + limit] if item not in self.missing]
        more = offset + limit < len(self.items)
        total = len(self.items) if self.total and asked.get("total") == "true" else None
        body = {"things": page, "limit": limit, "offset": offset, "more": more, "total": total}
        return httpx.Response(200, json=body)

    @property
    def offsets(self):
        return sorted(int(asked["offset"]) for asked in self.asked)


def things(count):
    return [{"id": f"P{number:05}"} for number in range(count)]


def read(shelf, **options):
    with client(shelf) as api:
        return api.list("/things", "things", **options)


@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 250, 1000])
def test_a_list_is_read_whole_in_the_fewest_pages(count):
    shelf = Shelf(things(count))
    assert read(shelf) == Listing(tuple(things(count)), count, short=False)
    assert shelf.offsets == [0, *range(100, count, 100)]


@pytest.mark.parametrize(("count", "expected"), [(250, 250), (50, 201), (301, 299), (0, 300)])
def test_the_pages_that_are_expected_are_asked_for_at_once(count, expected):
    shelf = Shelf(things(count))
    asked = []
    with client(shelf) as api:
        api.get_many, inner = lambda gets: asked.append(len(gets)) or inner(gets), api.get_many
        found = api.list("/things", "things", expected=expected)
    assert found == Listing(tuple(things(count)), count, short=False)
    assert asked == [3, 1] if count == 301 else asked == [3]


def test_expected_pages_of_a_list_that_clamps_its_pages_are_not_gone_by():
    shelf = Shelf(things(160), largest=25)
    assert read(shelf, expected=160) == Listing(tuple(things(160)), 160, short=False)


def test_expected_pages_of_a_list_without_a_total_are_not_gone_by():
    shelf = Shelf(things(160), total=False)
    assert read(shelf, expected=160) == Listing(tuple(things(160)), None, short=False)


def test_no_more_than_can_be_shown_is_expected():
    shelf = Shelf(things(12_345))
    assert len(read(shelf, expected=12_345, sort_by="name").items) == 12_345


def test_a_list_that_clamps_its_pages_is_read_in_its_own_steps():
    shelf = Shelf(things(60), largest=25)
    assert read(shelf) == Listing(tuple(things(60)), 60, short=False)
    assert shelf.offsets == [0, 25, 50]


def test_a_list_without_a_total_is_read_until_there_is_no_more():
    shelf = Shelf(things(250), total=False)
    assert read(shelf) == Listing(tuple(things(250)), None, short=False)
    assert shelf.offsets == [0, 100, 200]


def test_parameters_go_with_every_page():
    shelf = Shelf(things(101))
    read(shelf, params=(("include[]", "teams"), ("query", "a b")), sort_by="name")
    common = {"include[]": "teams", "query": "a b", "sort_by": "name:asc", "total": "true"}
    assert shelf.asked == [
        common | {"limit": "100", "offset": "0"},
        common | {"limit": "100", "offset": "100"},
    ]


def test_a_parameter_may_be_given_several_times():
    script = Script(httpx.Response(200, json={}))
    with client(script) as api:
        api.get("/services", (("include[]", "a"), ("include[]", "b")))
    assert script.requests[0].url.params.get_list("include[]") == ["a", "b"]


def test_an_item_on_two_pages_counts_once_and_the_list_is_read_again():
    pages = [
        {"things": things(100), "limit": 100, "total": 101},
        {"things": things(100)[-1:], "limit": 100, "total": 101},
    ]
    script = Script(*(httpx.Response(200, json=page) for page in [*pages, *pages]))
    assert read(script) == Listing(tuple(things(100)), 101, short=True)
    assert len(script.requests) == 4


def test_a_list_without_a_total_that_does_not_say_whether_it_ends_is_short():
    answer = httpx.Response(200, json={"things": things(3)})
    assert read(Script(answer)) == Listing(tuple(things(3)), None, short=True)


def test_a_list_that_goes_on_beyond_its_total_is_short():
    answer = httpx.Response(200, json={"things": things(3), "more": True, "total": 0})
    assert read(Script(answer)) == Listing(tuple(things(3)), 0, short=True)


@pytest.mark.parametrize("total", ["3", True, None, -1, 3.0, [3]])
def test_a_total_that_is_no_number_is_none(total):
    answer = httpx.Response(200, json={"things": things(3), "more": False, "total": total})
    assert read(Script(answer)) == Listing(tuple(things(3)), None, short=False)


def test_one_id_with_two_contents_is_told_when_a_second_reading_has_it_too():
    pair = [{"id": "P1", "name": "a"}, {"id": "P1", "name": "b"}]
    answer = httpx.Response(200, json={"things": pair, "total": 1})
    script = Script(answer)
    assert read(script) == Listing((pair[0],), 1, short=False, clashing=("P1",))


def test_the_size_of_pages_can_be_asked_for():
    shelf = Shelf(things(120))
    assert read(shelf, params=(("limit", "50"),)) == Listing(tuple(things(120)), 120, short=False)
    assert [(one["offset"], one["limit"]) for one in shelf.asked] == [
        ("0", "50"),
        ("50", "50"),
        ("100", "50"),
    ]


def test_a_list_that_is_short_once_and_whole_the_second_time_is_whole():
    shelf = Shelf(things(250), lose=[things(3), ()])
    assert read(shelf, sort_by="name") == Listing(tuple(things(250)), 250, short=False)
    assert shelf.offsets == [0, 0, 100, 100, 200, 200]


def test_items_without_an_id_are_told_apart_by_all_they_say():
    members = [{"user": {"id": "PA"}, "role": "manager"}, {"user": {"id": "PB"}, "role": "manager"}]
    answer = httpx.Response(200, json={"members": [*members, members[0]], "total": 2})
    with client(Script(answer)) as api:
        assert api.list("/teams/P1/members", "members") == Listing(tuple(members), 2, short=False)


def test_a_list_that_says_there_is_more_and_gives_nothing_is_short():
    answer = httpx.Response(200, json={"things": [], "more": True})
    assert read(Script(answer)) == Listing((), None, short=True)


@pytest.mark.parametrize("count", [10_000, 10_001, 12_345, 20_000])
def test_a_list_beyond_the_reach_of_offsets_is_read_from_both_ends(count):
    shelf = Shelf(things(count))
    assert read(shelf, sort_by="name") == Listing(tuple(things(count)), count, short=False)
    beyond = -(-(count - 10_000) // 100) + 1 if count > 10_000 else 0
    assert len(shelf.asked) == 100 + min(beyond, 100)


def test_what_is_missing_from_a_long_list_is_noticed():
    shelf = Shelf(things(10_500), lose=[things(7), things(7)])
    listing = read(shelf, sort_by="name")
    assert (len(listing.items), listing.total, listing.short) == (10_493, 10_500, True)


@pytest.mark.parametrize(
    ("count", "sort_by", "number", "requests"),
    [(10_001, None, "10,001", 1), (20_001, "name", "20,001", 1)],
)
def test_a_list_that_cannot_be_read_whole_is_an_error(count, sort_by, number, requests):
    shelf = Shelf(things(count))
    with pytest.raises(PdsyncError) as caught:
        read(shelf, sort_by=sort_by)
    assert (caught.value.message, caught.value.hint, len(shelf.asked)) == (
        f"GET /things: the list holds {number} entries, and PagerDuty does not show them all",
        "nothing is planned on a part of a list",
        requests,
    )


def test_a_list_without_a_total_that_does_not_end_is_an_error():
    with pytest.raises(PdsyncError, match="the list holds more than 10,000 entries"):
        read(Shelf(things(10_001), total=False))


@pytest.mark.parametrize(
    "body", [None, [], "x", {}, {"things": None}, {"things": {}}, {"things": [1]}, {"error": "x"}]
)
def test_an_answer_without_the_list_is_not_pagerduty(body):
    with pytest.raises(NoAnswer) as caught:
        read(Script(httpx.Response(200, json=body)))
    assert caught.value.message == ("GET /things: the answer holds no list `things`")


def test_several_reads_come_back_in_the_order_asked():
    def echo(request):
        return httpx.Response(200, json=dict(request.url.params) | {"path": request.url.path})

    gets = [Get(f"/things/{number}", (("n", str(number)),)) for number in range(50)]
    with client(echo) as api:
        assert api.get_many(gets) == [
            {"n": str(number), "path": f"/things/{number}"} for number in range(50)
        ]
        assert (api.requests, api.get_many([])) == (50, [])
