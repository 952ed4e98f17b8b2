import pytest
from made_up.beside import made_up_kinds
from reconcile.wire import Bent
from reconcile.world import World


@pytest.fixture
def world():
    return World()


@pytest.fixture
def bent():
    return World(around=Bent)


@pytest.fixture
def made_up(monkeypatch):
    with made_up_kinds(monkeypatch):
        yield
