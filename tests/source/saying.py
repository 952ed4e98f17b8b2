"""What loading says, as a person reads it: one block of lines for each problem."""

from textwrap import dedent

from pdsync.source import load_texts


def said(files):
    """Everything said about files given by name, or about one text, which is `a.yaml`."""
    texts = files if isinstance(files, dict) else {"a.yaml": files}
    return told(load_texts({name: unindented(text) for name, text in texts.items()}).problems)


def told(problems):
    return "".join(block(problem) for problem in problems)


def block(problem):
    lines = [f"{problem.place or '(no place)'} {problem.rule}: {problem.message}"]
    lines += [f"  {problem.help}"] if problem.help else []
    lines += [f"  {related.place}: {related.message}" for related in problem.related]
    return "\n".join(lines) + "\n"


def unindented(text):
    return dedent(text) if isinstance(text, str) else text


def expected(text):
    """The text of a test, without its indentation and the line break it begins with."""
    return dedent(text).lstrip("\n")
