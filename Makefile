# Every command a contributor or CI needs. `make` alone lists them.

VENV ?= .venv

ifeq ($(OS),Windows_NT)
PY := $(VENV)/Scripts/python.exe
else
PY := $(VENV)/bin/python
endif

READY := $(VENV)/ready

# Candidates in order of preference; `make setup PYTHON=…` overrules them.
PYTHON ?= python3 python python3.14 python3.13 python3.12 python3.11

# Modules are compiled once, and not by each of the processes that the tests and the demo start.
unexport PYTHONDONTWRITEBYTECODE

# The last Python that pyproject.toml claims: mypy knows what it no longer has.
NEWEST := $(shell sed -n 's/.*Python :: \(3\.[0-9]*\)".*/\1/p' pyproject.toml | tail -n 1)

.PHONY: help setup demo quick checks mypy mypy-newest test suite environments others long browser editors forges site package package-tools bill-of-materials check bench constraints clean

help:
	@echo "make setup        a virtual environment in $(VENV), with pdsync in it"
	@echo "make demo         plan, apply and change the organisation in policies/, on a sandbox, and"
	@echo "                  ask who is on call by it"
	@echo "make quick        the tests between two edits: one case of each, few random examples"
	@echo "make checks       ruff and mypy"
	@echo "make test         ruff, mypy and the test suite"
	@echo "make suite        the test suite alone"
	@echo "make others       one case of every test, on the oldest and the newest other Python"
	@echo "make long         what takes long: many random answers and examples, races, mutations of the"
	@echo "                  limits, all cases on every other Python"
	@echo "make browser      what tests need to look at reports in Chromium, which must be installed"
	@echo "make editors      what tests need to check the schema as editors do; needs Node"
	@echo "make forges       GitHub's description of its API, which tests judge comments by; needs Node"
	@echo "make site         the pages as a site, in .site/html"
	@echo "make package      sdist and wheel, checked, and installed on each Python that is here"
	@echo "make check        make demo, then make test"
	@echo "make bench        requests, time and memory on large accounts; BASE=COMMIT measures that"
	@echo "                  build beside this one, ARGS=--quick has a tenth of the sizes,"
	@echo "                  ARGS='--runs 3' takes the least of three runs of each row"
	@echo "make constraints  write the versions installed now to constraints.txt"
	@echo "make clean        remove the environment and everything that was generated"

setup: $(READY)

# Installed again only when what is to be installed has changed. The build runs inside the
# environment, from a pinned setuptools: an isolated one would ask the network every time.
$(READY): pyproject.toml constraints.txt | $(PY)
	$(PY) -m pip install --quiet --disable-pip-version-check -c constraints.txt setuptools
	$(PY) -m pip install --quiet --disable-pip-version-check -c constraints.txt --no-build-isolation -e ".[dev,rules]" || { \
	  echo "without CEL, if that has no wheel for this machine: its tests are skipped"; \
	  $(PY) -m pip install --quiet --disable-pip-version-check -c constraints.txt --no-build-isolation -e ".[dev]"; }
	@touch $@

$(PY):
	@for python in $(PYTHON); do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "$$python -m venv $(VENV)"; \
	    "$$python" -m venv --clear $(VENV) && exit 0; \
	    rm -rf $(VENV); \
	    echo "$$python cannot make a virtual environment (see above)." >&2; \
	    echo "On Debian and Ubuntu that takes a package: apt-get install python3-venv" >&2; \
	    exit 1; \
	  fi; \
	done; \
	echo "pdsync needs Python 3.11 or later; tried: $(PYTHON)." >&2; \
	echo "With one elsewhere: make setup PYTHON=/path/to/python3" >&2; \
	exit 1

demo: setup
	$(PY) demo/run.py

# The quick form of the suite: what it leaves out is in tests/conftest.py.
quick: setup
	$(PY) -m pytest -n auto --dist worksteal --quick

checks: setup mypy mypy-newest
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

mypy: setup
	$(PY) -m mypy

mypy-newest: setup
	$(PY) -m mypy --python-version $(NEWEST)

test: checks suite

suite: setup
	$(PY) -m pytest -n auto --dist worksteal

# Tests with the mark "long", which nothing else runs, five times as many random examples, new ones
# each time, and the tests of the tests.
long: setup
	$(PY) -m pytest -n auto -m long
	bash .ci/others $(VENV) all
	bash .ci/mutants $(VENV)

# What `make others` needs. It may be made while this environment is: make -j setup environments
environments: | $(PY)
	bash .ci/others $(VENV) environments

others: setup
	bash .ci/others $(VENV)

# Chromium itself comes from the system; without it, or without this, its tests are skipped.
browser: setup
	$(PY) -m pip install --quiet --disable-pip-version-check -c constraints.txt --no-build-isolation -e ".[browser]"

# The server that editors ask. Node comes from the system; without it, its tests are skipped.
editors: $(VENV)/editors/ready

$(VENV)/editors/ready: tests/editors/package-lock.json | $(PY)
	mkdir -p $(VENV)/editors
	cp tests/editors/package.json tests/editors/package-lock.json $(VENV)/editors/
	npm ci --silent --no-audit --no-fund --prefix $(VENV)/editors
	@touch $@

# GitHub's description of its API, without the copies in which each reference is written out.
forges: $(VENV)/forges/ready

$(VENV)/forges/ready: tests/forge/package-lock.json | $(PY)
	mkdir -p $(VENV)/forges
	cp tests/forge/package.json tests/forge/package-lock.json $(VENV)/forges/
	npm ci --silent --no-audit --no-fund --prefix $(VENV)/forges
	rm -f $(VENV)/forges/node_modules/@octokit/openapi/generated/*.deref.json
	@touch $@

# The site needs no network to build, but its generator is no part of what development installs.
site: $(VENV)/site-ready
	$(PY) docs/site.py

$(VENV)/site-ready: pyproject.toml constraints.txt | $(READY)
	$(PY) -m pip install --quiet --disable-pip-version-check -c constraints.txt --no-build-isolation -e ".[site]"
	@touch $@

package: package-tools
	bash .ci/package $(VENV)

package-tools: $(VENV)/package-ready

$(VENV)/package-ready: pyproject.toml constraints.txt | $(READY)
	$(PY) -m pip install --quiet --disable-pip-version-check -c constraints.txt --no-build-isolation -e ".[package]"
	@touch $@

# What the wheel brings along, as CycloneDX: of an environment in which there is nothing else. It
# reads no version that is worked out, so it is given one that is written.
bill-of-materials: package-tools
	$(PY) -m venv --clear .bill
	.bill/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt dist/*.whl
	.bill/bin/python -m pip uninstall --quiet --yes pip setuptools
	sed "s/^dynamic = .*/version = \"$$($(PY) -c 'import pdsync; print(pdsync.__version__)')\"/" \
	  pyproject.toml > .bill/pyproject.toml
	$(PY) -m cyclonedx_py environment --pyproject .bill/pyproject.toml --output-reproducible \
	  --output-file dist/sbom.cdx.json .bill
	rm -rf .bill

check: demo test

bench: setup
	$(PY) benchmarks/run.py $(if $(BASE),--base $(BASE)) $(ARGS)

# Colorama is needed on Windows alone, so an environment made elsewhere does not show it.
constraints: setup browser package-tools $(VENV)/site-ready
	$(PY) -m pip install --quiet --disable-pip-version-check --no-build-isolation -e ".[mutants]"
	{ echo "# What development and CI install, on every Python and system: make constraints"; \
	  { $(PY) -m pip freeze --all --exclude-editable --exclude pip; echo "colorama==0.4.6"; } \
	  | LC_ALL=C sort -fu; } > constraints.new
	mv constraints.new constraints.txt
	@touch $(READY)

clean:
	rm -rf $(VENV) .bench .demo .site build dist pdsync.egg-info
	rm -rf mutants mutants.log .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
