"""Vendors: looked up by name, never written."""

from kinds.reading import live, read, said, values
from kinds.recorded import VENDOR

from pdsync.kinds import Ref

INTEGRATION = "services: {a: {integrations: {b: {vendor: %s}}}}"


def vendor(written):
    return read("integration", INTEGRATION % written).vendor


def test_a_vendor_is_read():
    assert values(live("vendor", VENDOR)) == {"id": "PVEND11", "name": "Datadog"}


def test_a_text_is_the_name_of_a_vendor():
    assert vendor("Amazon CloudWatch") == Ref("vendor", name="Amazon CloudWatch")


def test_a_vendor_can_be_written_as_a_reference():
    assert [vendor("{name: Datadog}"), vendor("{id: PVEND11}")] == [
        Ref("vendor", name="Datadog"),
        Ref("vendor", id="PVEND11"),
    ]


def test_what_names_no_vendor_is_explained():
    assert said(INTEGRATION % "[Datadog]") == [
        ("[Datadog]", "this does not name a vendor", "write its name, or {id: P…}")
    ]
