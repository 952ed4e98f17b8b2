"""Real git repositories of tests, in which nobody's settings of git count; and rotas in them."""

import os
import subprocess

AUTHOR = {
    name: "ana@acme.example"
    for who in ("AUTHOR", "COMMITTER")
    for name in (f"GIT_{who}_NAME", f"GIT_{who}_EMAIL")
}
NOWHERE = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}


def git(*arguments, at=".", when=None):
    """Run git; `when` is the time of the commit that it makes."""
    dates = {f"GIT_{who}_DATE": f"{when}" for who in ("AUTHOR", "COMMITTER") if when}
    environment = {"PATH": os.environ["PATH"], **AUTHOR, **NOWHERE, **dates}
    done = subprocess.run(
        ["git", *arguments], cwd=at, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def rota(only, promise, key="web", more=""):
    return f"""\
schedules:
  {key}:
    {more}
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example]
        only: {only}
    expect: {{{promise}}}
"""


DAYS = rota("Mon-Fri 09:00-17:00", "coverage: always")
