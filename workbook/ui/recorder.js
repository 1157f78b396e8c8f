// Records something said aloud against a mark. Clock and sound run here: the kernel answers no event while a cell runs.
const TICK = 200; // milliseconds between two looks at the time
const SLICE = 2000; // milliseconds of sound in a piece: what a closed tab can lose
const RATE = 8000; // samples a second for measuring; speech needs no more
const PIECE = 1_000_000; // bytes; well below the server's limit for one message

const now = () => performance.now();
const words = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds) % 60).padStart(2, "0")}`;

function whyNot(error) {
  const reasons = {
    NotAllowedError: "The browser was not allowed to use the microphone",
    NotFoundError: "No microphone was found",
    NotReadableError: "Another program holds the microphone",
  };
  const reason = reasons[error.name] ?? "This browser gives the page no microphone";
  return `${reason}, so this is a plain stopwatch.`;
}

// A recording out of pieces has no name and no type; its first bytes say what it is.
function ending(bytes) {
  const first = [...bytes.slice(0, 4)];
  if (first.join() === "26,69,223,163") return "webm";
  return String.fromCharCode(...first) === "OggS" ? "ogg" : "mp4";
}

async function decode(blob) {
  const audio = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(await blob.arrayBuffer());
  const samples = new Int16Array(audio.length);
  const channels = Array.from({ length: audio.numberOfChannels }, (_, at) => audio.getChannelData(at));
  for (let at = 0; at < samples.length; at++) {
    let sum = 0;
    for (const channel of channels) sum += channel[at];
    samples[at] = Math.max(-1, Math.min(1, sum / channels.length)) * 32767;
  }
  return { samples, seconds: audio.duration };
}

// One for all views of the recorder: a cell shown twice shows the same recording.
function open(model) {
  const views = new Set();
  let phase = "idle";
  let note = "";
  let stream = null;
  let recorder = null;
  let chunks = [];
  let pieces = 0;
  let started = 0;
  let seconds = 0;
  let taps = 0;
  let ticking = null;
  let sound = null; // {url, ending, samples}, the samples null where they cannot be decoded

  const change = (next, text = "") => {
    [phase, note] = [next, text];
    for (const view of views) view();
  };
  const release = () => {
    clearInterval(ticking);
    for (const track of stream?.getTracks() ?? []) {
      track.onended = null;
      track.stop();
    }
    stream = null;
  };
  const forget = () => {
    if (sound) URL.revokeObjectURL(sound.url);
    [sound, chunks, recorder, seconds, taps, pieces] = [null, [], null, 0, 0, 0];
  };
  const taken = () => (now() - started) / 1000;

  function tick() {
    if (taken() > model.get("most")) return void stop("A recording ends by itself after half an hour.");
    for (const view of views) view();
  }

  function run(text) {
    model.send({ step: "begin" });
    started = now();
    ticking = setInterval(tick, TICK);
    change("running", text);
  }

  async function record() {
    forget();
    change("asking", "Waiting for the microphone.");
    let given = null;
    try {
      // As it is: evened out by the browser, a voice would seem steadier than it is.
      const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
      given = await navigator.mediaDevices.getUserMedia({ audio: plain });
      if (phase !== "asking") {
        for (const track of given.getTracks()) track.stop();
        return; // the reader has begun without it
      }
      stream = given;
      recorder = new MediaRecorder(stream, { audioBitsPerSecond: 32_000 });
    } catch (error) {
      if (phase !== "asking") return;
      release();
      return run(whyNot(error));
    }
    recorder.addEventListener("dataavailable", async ({ data }) => {
      if (!data.size) return;
      chunks.push(data);
      const number = pieces++;
      model.send({ step: "sound", number }, undefined, [await data.arrayBuffer()]);
    });
    const gone = () => {
      if (phase === "running")
        change("running", `The microphone went away at ${words(taken())}. The clock goes on, and the sound until then is kept.`);
    };
    recorder.addEventListener("error", gone);
    stream.getAudioTracks()[0].onended = gone;
    recorder.addEventListener("start", () => run("Recording."), { once: true });
    recorder.start(SLICE);
  }

  async function stop(text = "") {
    if (phase !== "running") return;
    seconds = Math.round(taken() * 10) / 10;
    clearInterval(ticking);
    change("busy", "Measuring.");
    if (recorder && recorder.state !== "inactive") {
      const ended = new Promise((go) => recorder.addEventListener("stop", go, { once: true }));
      recorder.stop();
      await ended;
    }
    release();
    if (!chunks.length) return change("review", text || "No sound was recorded; the time can be kept.");
    await hear(new Blob(chunks, { type: recorder.mimeType }), text);
  }

  async function hear(blob, text) {
    const bytes = new Uint8Array(await blob.slice(0, 4).arrayBuffer());
    sound = { url: URL.createObjectURL(blob), ending: ending(bytes), samples: null };
    try {
      const heard = await decode(blob);
      sound.samples = heard.samples;
      seconds ||= Math.round(heard.seconds * 10) / 10;
    } catch {
      text = "The sound cannot be measured in this browser; it can be kept all the same.";
    }
    change("review", text);
  }

  function keep() {
    change("busy", "Keeping it.");
    model.send({ step: "keep", seconds, taps, rate: sound?.samples ? RATE : 0, ending: sound?.ending ?? "" });
  }

  function discard() {
    model.send({ step: "discard" });
    forget();
    change("idle", "Discarded.");
  }

  const answer = (message, buffers) => {
    if (message.unfinished && phase === "idle") {
      change("busy");
      return void hear(new Blob(buffers), "A recording was cut off here. Keep it, or discard it.");
    }
    if (message.failed) return change(phase, message.failed);
    if (phase !== "busy") return;
    if ("received" in message) {
      const bytes = new Uint8Array(sound?.samples?.buffer ?? new ArrayBuffer(0));
      if (message.received >= bytes.length) return model.send({ step: "end" });
      const piece = bytes.slice(message.received, message.received + PIECE);
      return model.send({ step: "piece" }, undefined, [piece.buffer]);
    }
    if (message.done) {
      forget();
      change("idle", message.note || "Kept.");
    } else change("review", message.note || "It was not kept.");
  };
  model.on("msg:custom", answer);
  model.send({ step: "ready" });

  function draw(el) {
    const add = (name, text = "", act = null) => {
      const made = el.appendChild(document.createElement(name));
      if (name === "button") {
        made.type = "button";
        made.className = "jupyter-button";
        made.addEventListener("click", act);
      }
      made.textContent = text;
      return made;
    };
    const main = add("button", "", () => {
      if (phase === "busy") return;
      if (phase === "running") stop();
      else if (phase === "asking") run("A plain stopwatch, without the microphone.");
      else record();
    });
    main.classList.add("wb-recorder-main");
    const face = add("span");
    face.className = "wb-clock-face";
    face.setAttribute("role", "timer");
    face.setAttribute("aria-live", "off");
    const bar = add("progress");
    const tap = add("button", "", () => {
      taps += 1;
      update();
    });
    tap.classList.add("wb-recorder-tap");
    const player = add("audio");
    player.controls = true;
    const kept = add("button", "Keep", keep);
    kept.classList.add("wb-recorder-keep");
    const thrown = add("button", "Discard", discard);
    thrown.classList.add("wb-recorder-discard");
    const file = add("a", "Save the sound as a file");
    const news = add("span");
    news.setAttribute("role", "status");
    news.setAttribute("aria-live", "polite");

    function update() {
      const limit = model.get("limit");
      const spent = phase === "running" ? taken() : seconds;
      const label = model.get("label");
      const over = spent > limit;
      const held = el.contains(document.activeElement);
      const does = { running: "Stop", asking: "Begin without a microphone", busy: "One moment" };
      main.textContent = does[phase] ?? "Record";
      main.setAttribute("aria-label", `${main.textContent}: ${label}`);
      main.hidden = phase === "review";
      face.textContent = `${words(spent)} of ${words(limit)}`;
      el.classList.toggle("wb-over", over);
      bar.max = limit;
      bar.value = Math.min(spent, limit);
      bar.setAttribute("aria-label", `Time used: ${label}`);
      tap.hidden = phase !== "running";
      tap.textContent = `Filler heard: ${taps}`;
      player.hidden = file.hidden = !sound;
      if (sound && player.src !== sound.url) player.src = file.href = sound.url;
      if (sound) file.download = `take.${sound.ending}`;
      if (!sound) player.removeAttribute("src");
      kept.hidden = thrown.hidden = phase !== "review";
      // A hand on the keyboard goes on with what comes next.
      if (held && !document.activeElement.checkVisibility()) (main.hidden ? kept : main).focus();
      const said = phase === "running" && over ? `${note} Past the mark: finish the sentence.` : note;
      if (news.textContent !== said) news.textContent = said;
    }
    views.add(update);
    update();
    return () => views.delete(update);
  }

  return {
    draw,
    close: () => {
      model.off("msg:custom", answer);
      release();
    },
  };
}

export default () => {
  let session = null;
  return {
    initialize({ model }) {
      session = open(model);
      return () => session.close();
    },
    render({ el }) {
      return session.draw(el);
    },
  };
};
