# `make lab` and `make test` are all a reader needs: each sets up what is missing first.
# Written for make 3.81 and a POSIX shell, which is what macOS has.

VENV := .venv
PYTHON := $(VENV)/bin/python
STAMP := $(VENV)/.ready
# Further arguments, as in: make lab ARGS="--no-browser --port 9000"
ARGS :=
# The interpreters to look for; the first that is new enough and complete makes the .venv.
INTERPRETERS := python3 python3.14 python3.13 python3.12 python3.11 python

# Where a machine forbids it, each kernel compiles every library again at its start: five seconds.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup lab test test-quick check bench pictures chapters lock

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

setup: $(STAMP) ## make .venv with the locked dependencies and the package
	@:

lab: setup ## open the workbook in JupyterLab (the arguments in ARGS are passed on)
	@$(PYTHON) -m workbook.cli lab $(ARGS)

# The journal, like everything else a chapter writes, is one for this run alone. Two files of tests
# run side by side; a file stays with one worker, which has one JupyterLab for it. They are taken in
# the order of their names: by the number of tests, the browser's few and long ones would come last.
TEST = folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	WORKBOOK_JOURNAL="$$folder/journal.db" IPYTHONDIR="$$folder/ipython" \
	JUPYTER_PREFER_ENV_PATH=1 \
	$(PYTHON) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

test: setup ## run every test: the package, each chapter, a real browser
	@$(TEST) --nbval-lax tests notebooks/*.ipynb $(ARGS)

test-quick: setup ## run what needs no browser, no server and no kernel
	@$(TEST) -m "not browser and not slow" tests $(ARGS)

check: setup ## look at the style, the types and who imports whom
	@$(PYTHON) -m ruff format --quiet --check .
	@$(PYTHON) -m ruff check --quiet .
	@$(PYTHON) -m mypy
	@$(VENV)/bin/lint-imports

bench: setup ## measure the speeds that are promised, as ratios
	@$(PYTHON) -m tests.benchmarks.run $(ARGS)

pictures: setup ## take the README's pictures from a real JupyterLab
	@$(PYTHON) -m tests.browser.pictures

chapters: setup ## bring each chapter's notebook and its text together
	@$(PYTHON) -m jupytext --quiet --sync notebooks/text/*.md

lock: setup ## lock the dependencies of pyproject.toml anew, keeping what still fits
	@$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --extra dev \
	  --generate-hashes --no-annotate --custom-compile-command 'make lock' \
	  pyproject.toml -o requirements.lock

# The stamp holds the folder it was made for: the scripts in a .venv name their folder, so a clone that
# was moved is set up again, and so is one whose interpreter is gone.
ifneq ($(shell test -x $(PYTHON) && cat $(STAMP) 2>/dev/null),$(CURDIR))
.PHONY: $(STAMP)
endif

# uv installs the lock ten times faster than pip and takes away what left it. It comes out of the lock
# itself, hash and all, and where it cannot run or reach the index pip does the same work.
$(STAMP): requirements.lock pyproject.toml
	@if ! $(PYTHON) -c 'import pip' 2>/dev/null; then $(MAKE_VENV); fi
	@rm -f $(STAMP)
	@echo "Installing the locked dependencies into $(VENV) ..."
	@$(INSTALL_WITH_UV) || $(INSTALL_WITH_PIP)
	@$(PIP) --no-deps --no-build-isolation -e .
	@printf '%s\n' '$(CURDIR)' > $(STAMP)

MAKE_VENV = \
	for name in $(INTERPRETERS); do \
	  $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  new=$$name; \
	  $$name -c 'import ensurepip, venv' 2>/dev/null || continue; \
	  complete=$$name; break; \
	done; \
	if [ -z "$$new" ]; then \
	  echo "No Python 3.11 or newer was found: install one and run make again." >&2; exit 1; \
	elif [ -z "$$complete" ]; then \
	  version=$$($$new -c 'import sys; print("python%d.%d" % sys.version_info[:2])'); \
	  echo "$$new cannot make virtual environments: install $$version-venv and run make again." >&2; \
	  exit 1; \
	else \
	  echo "Making $(VENV) with $$($$complete --version) ..."; \
	  $$complete -m venv --clear $(VENV) || exit 1; \
	fi

PIP = $(PYTHON) -m pip install -qq --disable-pip-version-check --no-input
INSTALL_WITH_UV = { \
	awk '/^uv==/ {on = 1} on {print} on && !/\\$$/ {exit}' requirements.lock > $(VENV)/uv.lock && \
	$(PIP) --require-hashes -r $(VENV)/uv.lock && \
	$(VENV)/bin/uv pip sync -q --python $(PYTHON) --require-hashes requirements.lock; }
INSTALL_WITH_PIP = { \
	echo "uv could not do it; pip takes about two minutes." && \
	$(PIP) --require-hashes -r requirements.lock; }
