"""A repository on a host, an account that is served, and jobs that run against both."""

import json
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import httpx
from forge.github import REPOSITORY, event
from git_repository import git
from workflow_runs import Job, environment_of_runner

WORKFLOWS = Path(".github/workflows")
SECRETS = ("secrets.PAGERDUTY_READ_TOKEN", "secrets.PAGERDUTY_TOKEN")
ODD_BRANCH = "odd;touch$IFS`x`&"


class Hosted:
    """A host at a directory, with an account at an address."""

    def __init__(self, top, url):
        self.top, self.url = top, url
        self.work, self.bare = top / "work", top / "bare.git"
        self.of_forge = {}

    def pull_request(self, forge_url, **words):
        """Let jobs run for a pull request, at a forge."""
        happened = self.top / "event.json"
        happened.write_text(json.dumps(event(**words)), encoding="utf-8")
        self.of_forge = {
            "GITHUB_API_URL": f"{forge_url}/api/v3",
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_EVENT_PATH": str(happened),
            "GITHUB_EVENT_NAME": "pull_request",
        }

    def push(self, text, branch="main"):
        """Commit and push a configuration; returns the commit."""
        (self.work / "policies" / "checkout.yaml").write_text(text, encoding="utf-8")
        git("add", "-A", at=self.work)
        git("commit", "-q", "--allow-empty", "-m", "Change it", at=self.work)
        git("push", "-q", "--force", "origin", f"HEAD:refs/heads/{branch}", at=self.work)
        return git("rev-parse", "HEAD", at=self.work)

    def merge_of_request(self, text):
        """Push a branch of somebody, and what a forge makes of it: merged into a moved base.

        Returns the commit of the merge.
        """
        git("checkout", "-q", "-b", "of-a-fork", at=self.work)
        self.push(text, "of-a-fork")
        git("checkout", "-q", "main", at=self.work)
        (self.work / "policies" / "others.yaml").write_text("teams: {others: {}}\n", "utf-8")
        git("add", "-A", at=self.work)
        git("commit", "-q", "-m", "Somebody else's", at=self.work)
        git("merge", "-q", "--no-ff", "-m", "Merge", "of-a-fork", at=self.work)
        git("push", "-q", "origin", "HEAD:refs/pull/1/merge", at=self.work)
        return git("rev-parse", "HEAD", at=self.work)

    def change(self, called, **fields):
        """Change a service of the account by hand."""
        with httpx.Client(base_url=self.url, headers={"Authorization": "Token token=any"}) as http:
            listed = http.get("/services").json()["services"]
            (found,) = [one["id"] for one in listed if one["name"] == called]
            http.put(f"/services/{found}", json={"service": fields}).raise_for_status()

    def job(self, name, commit, *, branch="main", workflow="apply", tokens=SECRETS, base="main"):
        """Run a job on a commit, in a checkout of its own; the saved plan goes from one on."""
        runner = self.top / "runner" / str(len(list(self.top.glob("runner/*"))))
        runner.mkdir(parents=True)
        checkout = runner / "checkout"
        git("clone", "-q", str(self.bare), str(checkout))
        git("fetch", "-q", "origin", commit, at=checkout)
        git("checkout", "-q", "--detach", commit, at=checkout)
        _, *before = git("rev-list", "--parents", "-n1", commit, at=checkout).split()
        plan = self.top / f"{workflow}-of-{commit}.json"
        if name == "apply":
            shutil.copy(plan, checkout / "pdsync-plan.json")
        file = checkout / WORKFLOWS / f"pdsync-{workflow}.yml"
        values = {
            "github.token": "any",
            "github.base_ref": base,
            "github.event.before": [*before, "0" * 40][0],
            **dict.fromkeys(tokens, "any-token"),
        }
        words = {"GITHUB_SHA": commit, "GITHUB_REF": f"refs/heads/{branch}", **self.of_forge}
        job = Job(file, name, values, environment_of_runner(**words, PDSYNC_API_URL=self.url))
        job.failed = job.run(checkout)
        if name == "plan" and workflow.startswith("apply"):
            shutil.copy(checkout / "pdsync-plan.json", plan)
        return job


@contextmanager
def hosting(top, run):
    """Host a repository that `init` began, below a directory."""
    command = [sys.executable, "-m", "pdsync", "sandbox", "--db", "account.db"]
    with subprocess.Popen(command, cwd=top, stdout=subprocess.PIPE, text=True) as process:
        try:
            url = re.match(r"http://127\.0\.0\.1:\d+", process.stdout.readline())[0]
            one = Hosted(top, url)
            run("init", "work", "--stack", "acme", "--forge", "github")
            git("init", "-q", "--bare", "-b", "main", str(one.bare))
            git("init", "-q", "-b", "main", at=one.work)
            git("remote", "add", "origin", str(one.bare), at=one.work)
            git("commit", "-q", "--allow-empty", "-m", "Begin", at=one.work)
            yield one
        finally:
            process.kill()


def ends(job):
    """Whether it failed, and the last line that says what was applied."""
    told = re.findall(r"^Applied: .*$|The branch has moved on", job.out, re.MULTILINE)
    return job.failed, told[-1:]
