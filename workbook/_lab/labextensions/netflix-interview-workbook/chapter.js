// Keeps the workbook's chapters alive in JupyterLab: their own cells run when they open and after
// their kernel has restarted, and a chapter whose kernel is gone says so and takes no hand.
// Written in the form that JupyterLab loads, so that nothing has to be built.
(() => {
  const NAME = "netflix-interview-workbook";
  const HERE = document.currentScript.src;
  // Path of a chapter to the ids of its cells in order, and its code cells as they were shipped.
  const CHAPTERS =
    JSON.parse(document.getElementById("jupyter-config-data").textContent).workbookChapters ?? {};
  const RUN_ALL = ["notebook:run-all-cells", "notebook:run-all-below", "notebook:restart-run-all"];
  const WIDGET = "application/vnd.jupyter.widget-view+json";
  // Milliseconds. A kernel answers on its control channel even while a cell is running.
  const PATIENCE = 3000;
  const NARROW = 1200; // CSS pixels; a narrower window is the chapter's, without the list of files
  const QUIET = 100; // Milliseconds without anything new: a panel's widgets come one after the other.

  const source = (cell) => cell.model.sharedModel.getSource();

  function make(tag, className, words) {
    return Object.assign(document.createElement(tag), { className, textContent: words });
  }

  class Chapter {
    constructor(panel, shipped, parts) {
      Object.assign(this, { panel, shipped, parts });
      this.session = panel.sessionContext;
      this.notebook = panel.content;
      this.ran = null; // the kernel in which the own cells were run
      this.round = 0; // grows with each run: what an older one waits for no longer matters
      this.silent = null; // a timer while the kernel owes an answer; true when it ran out
      this.arrived = false;
      this.banner = this.makeBanner();
      this.keepView();
      this.waits(this.own());
      void this.begin();
    }

    async begin() {
      const look = () => this.look();
      await this.panel.revealed;
      await this.session.ready;
      this.session.statusChanged.connect(look);
      this.session.kernelChanged.connect(look);
      this.session.connectionStatusChanged.connect(look);
      // A suspended kernel tells nobody: it is asked when a hand is near, before anything is done.
      for (const sign of ["pointermove", "focusin", "keydown"]) {
        this.notebook.node.addEventListener(sign, () => this.ask(), { capture: true, passive: true });
      }
      look();
    }

    // What is the matter with the kernel, in a sentence; "" where it is well, null while it starts.
    trouble() {
      const kernel = this.session.session?.kernel;
      if (!kernel) return "The kernel stopped";
      if (this.session.isRestarting || /restarting/.test(kernel.status)) return "The kernel restarts, since";
      if (/dead|terminating/.test(kernel.status)) return "The kernel stopped";
      if (kernel.connectionStatus !== "connected") return this.ran === null ? null : "The kernel cannot be reached, since";
      if (this.silent === true) return "The kernel has not answered since";
      return /idle|busy/.test(kernel.status) ? "" : null;
    }

    look() {
      if (this.panel.isDisposed) return;
      const trouble = this.trouble();
      if (trouble === null) return;
      if (trouble !== "") {
        // Whatever ran, ran in a kernel that is gone, unless this one is merely out of reach.
        if (/restarts|stopped/.test(trouble)) this.ran = null;
        this.sleep(trouble);
        return;
      }
      this.wake();
      const kernel = this.session.session.kernel;
      if (this.ran !== kernel) {
        this.ran = kernel;
        void this.run();
      }
    }

    // The cells of the notebook that are as they were shipped, each once.
    own() {
      const left = this.notebook.widgets.filter((cell) => cell.model.type === "code");
      return this.shipped.cells.flatMap((cell) => {
        const at = left.findIndex((candidate) => source(candidate) === cell.source);
        return at < 0 ? [] : left.splice(at, 1);
      });
    }

    async run() {
      const round = ++this.round;
      const cells = this.own();
      this.waits(cells);
      await Promise.allSettled(
        cells.map((cell) => this.parts.CodeCell.execute(cell, this.session, { deletedCells: [] })),
      );
      await this.drawn(cells, () => round !== this.round);
      if (round !== this.round || this.panel.isDisposed) return;
      for (const cell of cells) {
        cell.node.classList.remove("wb-waits");
        cell.node.style.minHeight = "";
      }
      this.arrive(cells);
      this.say("alive");
    }

    // Say where a panel will be that it is on its way.
    waits(cells) {
      this.say("starting");
      for (const cell of cells.filter((each) => /^wb\./.test(source(each)))) {
        this.steady(cell);
        cell.node.classList.add("wb-waits");
      }
    }

    // A cell that runs keeps its height until it has drawn: what is below it does not jump.
    steady(cell) {
      cell.node.style.minHeight = `${cell.node.offsetHeight}px`;
    }

    // Resolve when every widget that the cells' outputs name is on the page, and what is in it too.
    drawn(cells, stop = () => false) {
      const isDrawn = (cell) =>
        cell.model.outputs.toJSON().filter(({ data }) => WIDGET in (data ?? {})).length <=
        cell.outputArea.node.querySelectorAll(".jp-OutputArea-output > .jupyter-widgets").length;
      return new Promise((resolve) => {
        let quiet = null;
        const observer = new MutationObserver(check);
        function check() {
          clearTimeout(quiet);
          if (!stop() && !cells.every((cell) => cell.isDisposed || isDrawn(cell))) return;
          quiet = setTimeout(() => {
            observer.disconnect();
            resolve();
          }, QUIET);
        }
        observer.observe(this.notebook.node, { childList: true, subtree: true });
        check();
      });
    }

    // Whoever has something in the journal begins at the panel it is in, unless they scrolled.
    arrive(cells) {
      const first = !this.arrived;
      this.arrived = true;
      if (!first || this.notebook.outerNode.scrollTop > 0) return;
      const panel = cells.map(({ node }) => node.querySelector(".wb-panel.wb-begun")).find(Boolean);
      if (!panel) return;
      // Charts take their size a moment later: the panel is brought back until a hand is at work.
      const observer = new ResizeObserver(() => panel.scrollIntoView({ block: "start" }));
      for (const { node } of cells) observer.observe(node);
      for (const sign of ["wheel", "keydown", "pointerdown", "touchstart"]) {
        const leave = () => observer.disconnect();
        this.panel.node.addEventListener(sign, leave, { capture: true, once: true, passive: true });
      }
    }

    // Run All leaves the view where it is: JupyterLab would go to the last cell, past the panel.
    keepView() {
      const { app, tracker, NotebookActions } = this.parts;
      const scroll = this.notebook.scrollToItem.bind(this.notebook);
      let running = 0;
      this.notebook.scrollToItem = async (index, align, ...rest) => {
        await null; // JupyterLab scrolls before it tells which command was executed.
        if (running === 0 || align !== "smart") await scroll(index, align, ...rest);
      };
      const note = (_, { id, result }) => {
        if (!RUN_ALL.includes(id) || tracker.currentWidget !== this.panel) return;
        running += 1;
        void result.catch(() => {}).then(() => (running -= 1));
      };
      const starts = (_, { notebook, cell }) => {
        if (notebook === this.notebook && cell.model.type === "code") this.steady(cell);
      };
      const ends = (_, { notebook, cell }) => {
        if (notebook !== this.notebook || cell.model.type !== "code") return;
        void this.drawn([cell]).then(() => (cell.node.style.minHeight = ""));
      };
      app.commands.commandExecuted.connect(note);
      NotebookActions.executionScheduled.connect(starts);
      NotebookActions.executed.connect(ends);
      this.panel.disposed.connect(() => {
        app.commands.commandExecuted.disconnect(note);
        NotebookActions.executionScheduled.disconnect(starts);
        NotebookActions.executed.disconnect(ends);
      });
    }

    // Bring back the code cells that are gone, each below what it stood under, and run all. One
    // that the reader has changed is there.
    restore() {
      const cells = this.notebook.model.sharedModel;
      const own = this.own().map(source);
      for (const { id, ...cell } of this.shipped.cells) {
        const present = cells.cells.map((other) => other.getId());
        const same = cells.cells[present.indexOf(id)];
        if (same?.cell_type === "code" || own.includes(cell.source)) continue;
        const above = this.shipped.order.slice(0, this.shipped.order.indexOf(id)).reverse();
        const neighbour = above.map((name) => present.indexOf(name)).find((at) => at >= 0) ?? -1;
        const free = same === undefined ? { id } : {};
        cells.insertCell(neighbour + 1, { ...cell, ...free, cell_type: "code", outputs: [], execution_count: null });
      }
      this.ran = null;
      this.look();
    }

    // Ask the kernel for a sign of life. Its silence is trouble; a late answer ends it.
    ask() {
      const kernel = this.session.session?.kernel;
      if (this.silent !== null || this.ran !== kernel || kernel?.connectionStatus !== "connected") return;
      const patience = setTimeout(() => {
        this.silent = true;
        this.look();
      }, PATIENCE);
      this.silent = patience;
      const done = () => {
        clearTimeout(patience);
        this.silent = null;
        this.look();
      };
      const { clientId: session, username } = kernel;
      const message = { msgType: "kernel_info_request", channel: "control", session, username, content: {} };
      kernel
        .sendControlMessage(this.parts.KernelMessage.createMessage(message), true)
        .done.then(done, done);
    }

    say(state) {
      this.notebook.node.dataset.wbChapter = state;
    }

    makeBanner() {
      const node = make("div", "wb-banner");
      node.tabIndex = -1;
      node.dataset.lmSuppressShortcuts = "true";
      this.words = make("span", "wb-banner-words");
      this.words.setAttribute("role", "alert");
      this.button = make("button", "wb-banner-wake", "Wake this chapter");
      this.button.dataset.lmSuppressShortcuts = "true";
      this.button.addEventListener("click", () => void this.rouse());
      node.append(make("b", "", "Asleep"), this.words, this.button);
      return new this.parts.Widget({ node });
    }

    sleep(trouble) {
      if (this.since === undefined) {
        this.since = new Date().toTimeString().slice(0, 5);
        this.panel.contentHeader.addWidget(this.banner);
      }
      this.words.textContent = `${trouble} at ${this.since}. Everything that said Saved is safe.`.replace("since at", "since");
      this.button.hidden = this.session.isRestarting;
      this.say("asleep");
      this.hold(true);
    }

    wake() {
      if (this.since === undefined) return;
      this.since = undefined;
      this.banner.parent = null;
      this.hold(false);
      this.say("alive");
    }

    // Dead controls take no hand and no focus.
    hold(on) {
      const held = this.notebook.node.contains(document.activeElement?.closest(".wb-panel") ?? null);
      for (const panel of this.notebook.node.querySelectorAll(".wb-panel")) panel.inert = on;
      this.notebook.node.classList.toggle("wb-asleep", on);
      if (on && held) this.banner.node.focus({ preventScroll: true });
    }

    async rouse() {
      const { sessions } = this.parts.app.serviceManager;
      this.button.disabled = true;
      this.words.textContent = "Waking …";
      try {
        await sessions.refreshRunning();
        const running = [...sessions.running()].find(({ path }) => path === this.panel.context.path);
        const kernel = this.session.session?.kernel;
        if (!running?.kernel || !kernel) await this.session.changeKernel({ name: "python3" });
        else if (kernel.connectionStatus === "connected") await this.session.restartKernel();
        else await kernel.reconnect();
        this.silent = null;
        this.look();
      } catch {
        this.words.textContent = "It did not wake. Is workbook lab still running in its terminal?";
      }
      this.button.disabled = false;
    }
  }

  function plugin(tracker, parts) {
    return {
      id: `${NAME}:chapters`,
      description: "Runs a chapter's own cells and says when its kernel sleeps.",
      autoStart: true,
      requires: [tracker],
      activate: (app, notebooks) => {
        const known = { ...parts, app, tracker: notebooks };
        const chapters = new WeakMap();
        const current = () => chapters.get(notebooks.currentWidget);
        app.commands.addCommand("workbook:run-again", {
          label: "Run again",
          caption: "Run this chapter's own cells again, and bring back those that are gone",
          isEnabled: () => current() !== undefined,
          execute: () => current()?.restore(),
        });
        let roomy = window.innerWidth >= NARROW;
        // Once: who opens the list of files again wants it.
        const makeRoom = async () => {
          if (roomy) return;
          roomy = true;
          await app.restored;
          app.shell.collapseLeft();
        };
        const tend = async (_, panel) => {
          await panel.context.ready;
          const shipped = CHAPTERS[panel.context.path];
          if (shipped === undefined || panel.isDisposed) return;
          const chapter = new Chapter(panel, shipped, known);
          chapters.set(panel, chapter);
          void makeRoom();
          panel.toolbar.insertAfter("cellType", "workbook-run-again", new parts.ToolbarButton({
            label: "Run again",
            tooltip: "Run this chapter's own cells again, and bring back those that are gone",
            onClick: () => chapter.restore(),
          }));
        };
        notebooks.widgetAdded.connect(tend);
        notebooks.forEach((panel) => void tend(null, panel));
      },
    };
  }

  let scope = null;
  // The newest of the versions that the page holds of one of JupyterLab's own modules.
  const shared = async (name) => (await Object.values(scope[name])[0].get())();

  document.head.append(Object.assign(document.createElement("link"), {
    rel: "stylesheet",
    href: HERE.replace(/chapter\.js/, "chapter.css"),
  }));
  (window._JUPYTERLAB ??= {})[NAME] = {
    init: async (given) => void (scope = given),
    get: async () => {
      const [{ INotebookTracker, NotebookActions }, { CodeCell }, { KernelMessage }, { ToolbarButton }, { Widget }] =
        await Promise.all(
          ["@jupyterlab/notebook", "@jupyterlab/cells", "@jupyterlab/services", "@jupyterlab/apputils", "@lumino/widgets"].map(shared),
        );
      const made = plugin(INotebookTracker, { NotebookActions, CodeCell, KernelMessage, ToolbarButton, Widget });
      return () => ({ __esModule: true, default: made });
    },
  };
})();
