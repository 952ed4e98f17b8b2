"""What fills the generated parts of the pages, and what commands say of themselves."""

import runpy

from source_code import ROOT

generate = runpy.run_path(str(ROOT / "docs" / "generate.py"))
COMMANDS = generate["commands"]()
help_of = generate["help_of"]  # a process for each command, asked once
