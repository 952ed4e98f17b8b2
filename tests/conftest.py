"""What every test starts from: no settings of this machine, no network, steady random examples."""

import gc
import ipaddress
import os
import socket
import zoneinfo
from pathlib import Path

import pytest
from forge.description import FILE as DESCRIPTION_OF_GITHUB
from furnishing import planted
from hypothesis import settings
from tzif import write_database

from pdsync import zones
from pdsync.oncall import _clock
from pdsync.oncall.final import events as _concurrent
from pdsync.oncall.final import layers as _layers
from pdsync.render.plan_oncall import as_json as _as_json
from pdsync.sandbox import _times, go_by
from pdsync.sandbox.state import account

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
SHARED_IS_REQUIRED = os.environ.get("PDSYNC_REQUIRE_SHARED") == "1"

SCRUBBED = {"CI", "COLUMNS", "FORCE_COLOR", "LINES", "NO_COLOR", "TERM", "TZ", "SSL_CERT_FILE"}
# By these a terminal is known that shows links.
SCRUBBED |= {"FORCE_HYPERLINK", "TERM_PROGRAM", "VTE_VERSION", "WT_SESSION", "KONSOLE_VERSION"}
SCRUBBED |= {"DOMTERM", "KITTY_WINDOW_ID"}
SCRUBBED_FAMILIES = ("PAGERDUTY_", "PDSYNC_", "GITHUB_", "ACTIONS_", "CI_", "GITLAB_")

QUICK_EXAMPLES = 2

# The same examples on every run, so that a test fails for the change under test and nothing else.
# To look further: pytest --hypothesis-profile=explore
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, max_examples=2_000)
settings.register_profile("long", deadline=None, max_examples=500)
settings.register_profile("quick", derandomize=True, deadline=None, max_examples=QUICK_EXAMPLES)
settings.load_profile("steady")


# Everywhere the same rules of time zones: those of the package, and no others to compare with.
zoneinfo.reset_tzpath(())


class TestsUseTheSandboxNotTheNetworkError(AssertionError):
    """A test tried to reach another machine.

    No OSError, or an HTTP client would take it for a bad connection and try again.
    """

    __test__ = False

    def __init__(self, host):
        super().__init__(f"a test tried to reach {host}: use the sandbox, or respx for failures")


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch):
    for name in os.environ:
        if name in SCRUBBED or name.startswith(SCRUBBED_FAMILIES) or is_proxy(name):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PYTHONTZPATH", "")


def pytest_addoption(parser):
    parser.addoption(
        "--quick",
        action="store_true",
        help="one case of every test that is not slow, and few random examples",
    )
    parser.addoption("--one-case", action="store_true", help="one case of every test")


def pytest_configure(config):
    if config.getoption("--quick"):
        settings.load_profile("quick")


def pytest_collection_modifyitems(config, items):
    """Leave out what is `long`, unless it is asked for (-m long), and what is not quick."""
    left_out = set()
    if "long" not in config.option.markexpr:
        left_out |= marked(items, "long")
    if config.getoption("--quick"):
        left_out |= marked(items, "slow") | marked(items, "browser")
    if config.getoption("--quick") or config.getoption("--one-case"):
        left_out |= further_cases(items)
    if left_out:
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=list(left_out))


def pytest_collection_finish():
    """Look for garbage as seldom as pdsync does, and never among thousands of collected tests."""
    gc.freeze()
    gc.set_threshold(1_000_000)


def pytest_terminal_summary(terminalreporter):
    """Say what passes here without being judged; what is skipped pytest tells by itself (-rs)."""
    if not DESCRIPTION_OF_GITHUB.exists():
        terminalreporter.write_line(
            "UNJUDGED: what is asked of GitHub, since its description is not here (make forges)"
        )


def marked(items, name):
    return {item for item in items if item.get_closest_marker(name)}


def further_cases(items):
    """All cases of each test but its first."""
    first = {item.nodeid.partition("[")[0]: item for item in reversed(items)}
    return set(items) - set(first.values())


def is_proxy(name):
    return name.upper().endswith("_PROXY")


@pytest.fixture
def system_zones(tmp_path, monkeypatch):
    """Give the machine time zones of its own, of a version and by POSIX rules: `UTC="XXX1"`.

    What was read of zones before is forgotten, and what this test reads is forgotten after it.
    """

    def given(version, **rules):
        directory = tmp_path / "zoneinfo"
        write_database(directory, version, **rules)
        monkeypatch.delenv("PYTHONTZPATH")
        zoneinfo.reset_tzpath([directory])
        forget_zones()
        zones.use_newest()
        return directory

    yield given
    go_by(None)
    zoneinfo.reset_tzpath(())
    forget_zones()
    zones.use_newest(chosen=True)


def forget_zones():
    """What Python, the engine and the sandbox remember of them."""
    zoneinfo.ZoneInfo.clear_cache()
    for remembered in (
        *(_clock._zone, _clock._steady_offset, _clock._offset_at_noon),
        *(_layers._open_pieces, _concurrent.course, _as_json._stamp, _times.zone),
    ):
        remembered.cache_clear()


@pytest.fixture(autouse=True, scope="session")
def _what_new_accounts_hold_is_copied():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(account, "plant", planted)
        yield


@pytest.fixture(autouse=True, scope="session")
def _no_network():
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, guarded_connect(getattr(socket.socket, name)))
        patch.setattr(socket, "getaddrinfo", guarded_lookup(socket.getaddrinfo))
        yield


def guarded_connect(connect):
    def guarded(self, address):
        if isinstance(address, tuple) and not is_here(address[0]):
            raise TestsUseTheSandboxNotTheNetworkError(address[0])
        return connect(self, address)

    return guarded


def guarded_lookup(lookup):
    def guarded(host, *args, **kwargs):
        if not is_here(host):
            raise TestsUseTheSandboxNotTheNetworkError(host)
        return lookup(host, *args, **kwargs)

    return guarded


def is_here(host):
    """Whether this is the machine itself. None and the empty string are, to a server that binds."""
    host = host.decode() if isinstance(host, bytes) else host
    if not host or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session")
def shared():
    """The reference material beside the repository: PagerDuty's API description, real schedules."""
    if SHARED.is_dir():
        return SHARED
    reason = "needs the reference material in ../shared, which is not here"
    if SHARED_IS_REQUIRED:
        pytest.fail(reason)
    pytest.skip(reason)
