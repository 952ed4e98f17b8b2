"""`--out`: what it may name, and what it may write over."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from command_line import CHECKOUT

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
COMMANDS = {"plan": ("plan", "--sandbox"), "report": ("report",)}
ELSEWHERE = "    = help: name another place\n"
ENDS = {"plan": "}\n", "report": "</html>\n"}


@pytest.fixture(params=COMMANDS)
def name(request):
    """A command that has `--out`."""
    return request.param


@pytest.fixture
def make(run, write, name):
    """Make its output there."""
    write(CHECKOUT)

    def make(out, *options):
        return run(*COMMANDS[name], "--out", str(out), *options)

    return make


@posix
def test_a_device_is_written_to_and_stays_one(make):
    ended = make("/dev/null")

    assert (ended.code, ended.err) == (0, "")
    assert Path("/dev/null").is_char_device()


@posix
@pytest.mark.parametrize("out", ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_standard_output_has_names(make, name, out):
    ended = make(out)

    assert (ended.code, ended.out[-len(ENDS[name]) :]) == (0, ENDS[name])
    assert ("No changes" in ended.out) is False


@posix
def test_what_is_open_is_written_to_where_it_stands(make, name):
    with Path("all.log").open("wb+", buffering=0) as log:
        log.write(b"before\n")
        ended = make(f"/dev/fd/{log.fileno()}")
        log.write(b"after\n")

    assert ended.code == 0
    text = Path("all.log").read_text("utf-8")
    assert (text[:7], text[-len(ENDS[name]) - 6 :]) == ("before\n", f"{ENDS[name]}after\n")


@posix
def test_where_nothing_is_open_nothing_is_written(make):
    ended = make("/dev/fd/987")

    assert (ended.code, ended.err) == (
        1,
        f"error: --out /dev/fd/987: nothing is open there\n{ELSEWHERE}",
    )


@posix
def test_a_fifo_is_written_to_and_stays_one(make, name):
    os.mkfifo("pipe")
    read = []
    reader = threading.Thread(target=lambda: read.append(Path("pipe").read_text("utf-8")))
    reader.start()

    ended = make("pipe")

    reader.join()
    assert (ended.code, read[0][-len(ENDS[name]) :]) == (0, ENDS[name])
    assert Path("pipe").is_fifo()


@posix
def test_a_full_device_is_a_sentence(make):
    ended = make("/dev/full")

    assert (ended.code, ended.err) == (
        1,
        "error: --out /dev/full: the disk is full\n"
        "    = help: make room on the disk, and run it again\n",
    )


@posix
def test_a_link_inside_the_directory_stays_one(make, name):
    Path("kept").mkdir()
    Path("latest").symlink_to("kept/today")

    assert make("latest").code == 0

    assert Path("latest").is_symlink()
    assert Path("kept/today").read_text("utf-8").endswith(ENDS[name])


@pytest.fixture
def elsewhere(tmp_path_factory):
    """A file of somebody's, in a directory beside the working one."""
    file = tmp_path_factory.mktemp("elsewhere") / "precious"
    file.write_text("mine")
    return file


@posix
@pytest.mark.parametrize("via", ["file", "directory"])
def test_a_link_that_leads_out_of_the_directory_is_refused(make, elsewhere, via):
    Path("link").symlink_to(elsewhere if via == "file" else elsewhere.parent)
    out = "link" if via == "file" else "link/precious"

    ended = make(out, "--force")

    assert (ended.code, ended.err) == (
        1,
        f"error: --out {out}: a link leads out of this directory, to {elsewhere}\n"
        "    = help: name that file itself, or remove the link\n",
    )
    assert elsewhere.read_text() == "mine"


@posix
def test_a_link_that_leads_to_no_directory_is_told_with_the_directory(make, tmp_path):
    Path("latest").symlink_to("gone/today")

    ended = make("latest")

    said = f"error: --out latest: there is no directory {tmp_path / 'gone'}\n"
    assert ended.err.startswith(said)


@posix
def test_links_in_a_circle_are_a_sentence(make):
    Path("a").symlink_to("b")
    Path("b").symlink_to("a")

    assert make("a").err == f"error: --out a: its links lead in a circle\n{ELSEWHERE}"


def test_a_place_elsewhere_is_written_when_it_is_named(make, name, elsewhere):
    file = elsewhere.with_name("new")

    assert make(file).code == 0

    assert file.read_text("utf-8").endswith(ENDS[name])


def test_a_file_that_pdsync_did_not_make_is_not_written_over(make):
    Path("notes.json").write_text('{"format": "mine"}')

    ended = make("notes.json")

    assert (ended.code, ended.err) == (
        1,
        "error: --out notes.json: there is a file that pdsync did not make\n"
        "    = help: name another file, or write over it with --force\n",
    )
    assert Path("notes.json").read_text() == '{"format": "mine"}'


def test_force_writes_over_it(make, name):
    Path("notes").write_bytes(b"\xff mine")

    assert make("notes", "--force").code == 0

    assert Path("notes").read_text("utf-8").endswith(ENDS[name])


EARLIER = {
    "a plan": ("plan", "--sandbox", "--out", "-"),
    "a report": ("report", "--out", "-"),
    "a calendar": ("oncall", "days", "--format", "ics"),
    "a schema": ("schema",),
    "findings": ("lint", "--format", "json"),
    "an answer": ("oncall", "--format", "json"),
}
ON_CALL = """\
schedules:
  days:
    time_zone: Etc/UTC
    layers: [{rotate: daily, handoff: 09:00, members: [ana.silva@acme.example]}]
"""


@pytest.mark.parametrize("what", EARLIER)
def test_what_pdsync_made_is_written_over(run, write, what):
    write(ON_CALL)
    earlier = run(*EARLIER[what]).out
    assert earlier
    Path("earlier").write_text(earlier, encoding="utf-8")

    assert run("report", "--out", "earlier").code == 0


def test_an_empty_file_is_written_over(make, name):
    Path("made-by-mktemp").touch()

    assert make("made-by-mktemp").code == 0


def test_it_is_refused_before_the_account_is_asked(run, write):
    write(CHECKOUT)
    Path("notes").write_text("mine")

    run("plan", "--sandbox", "--out", "notes")

    assert not Path("pdsync-sandbox.db").exists()


@pytest.mark.parametrize("length", [250, 300])
def test_of_a_long_name_only_the_length_counts(make, length):
    ended = make("x" * length)

    said = f"error: --out {'x' * length}: the name is too long\n{ELSEWHERE}"
    assert ended.err == ("" if length == 250 else said)


def test_a_name_beside_a_file_is_a_sentence(make):
    Path("file").touch()

    ended = make("file/plan.json")

    assert ended.err.startswith("error: --out file/plan.json: there is no directory file\n")


@pytest.mark.slow
@posix
def test_on_a_full_disk_the_old_file_stays(write, tmp_path):
    write(CHECKOUT)
    old = '{"format": "pdsync.plan/2"}'
    Path("plan.json").write_text(old)
    # Files of no bytes are the nearest to a full disk that needs no disk of its own.
    ended = subprocess.run(
        ["/bin/sh", "-c", f"ulimit -f 0; exec {sys.executable} -m pdsync report --out plan.json"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )

    assert (ended.returncode, ended.stderr) == (
        1,
        f"error: --out plan.json: it would be larger than a file may be here\n{ELSEWHERE}",
    )
    assert Path("plan.json").read_text() == old
    assert sorted(path.name for path in Path().iterdir()) == ["plan.json", "policies"]


def test_the_plan_on_standard_output_sends_the_text_to_standard_error(run, write):
    write(CHECKOUT)

    ended = run("plan", "--sandbox", "--out", "-")

    assert ended.json["format"] == "pdsync.plan/2"
    assert "options" in ended.json
    assert ended.err == run("plan", "--sandbox").out


def test_so_it_does_with_markdown(run, write):
    write(CHECKOUT)

    ended = run("plan", "--sandbox", "--format", "markdown", "--out", "-")

    assert ended.json["format"] == "pdsync.plan/2"
    assert ended.err == run("plan", "--sandbox", "--format", "markdown").out


def test_in_json_the_plan_on_standard_output_is_told_once(run, write):
    write(CHECKOUT)

    ended = run("plan", "--sandbox", "--format", "json", "--out", "-")

    assert ("options" in ended.json, ended.err) == (True, "")


def test_a_plan_from_standard_output_is_applied(run, write):
    write(CHECKOUT)
    Path("plan.json").write_text(run("plan", "--sandbox", "--out", "-").out)

    assert run("apply", "--sandbox", "--yes", "plan.json").last_line == "Applied: 3 created."


def test_a_configuration_with_mistakes_writes_no_plan(run, write):
    write("services: {a: 1}")

    ended = run("plan", "--sandbox", "--out", "-")

    assert (ended.code, ended.out) == (1, "")
