"""Pages that a repository holds beside the YAML: runbooks, and the files that they link to."""
