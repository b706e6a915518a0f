// Reads QR codes with the telephone's camera: by the browser's own reader where it has one, else by the one in vendor/,
// fetched when it is first needed and kept with the page (decision 29). No picture is stored or sent.
//
//   press → reader → stream → a look every EVERY ms → found(text)     page hidden → no stream; shown again → anew
//   failed(why): "camera-refused" │ "camera-none" │ "camera-busy" │ "camera-reader" │ "camera"

const EVERY = 150; // ms between looks
const SHARE = 3; // and at least so many times as long as the look took: a slow telephone must answer to fingers
const SIDE = 640; // px a side of what our reader gets; a code across a third of it is read
const AGAIN = 3_000; // ms out of sight before the same code counts once more
const WANTED = { video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } } };
const WHY = {
  NotAllowedError: "camera-refused", SecurityError: "camera-refused",
  NotFoundError: "camera-none", OverconstrainedError: "camera-none",
  NotReadableError: "camera-busy", AbortError: "camera-busy",
};

async function readsItself() {
  const formats = await window.BarcodeDetector?.getSupportedFormats().catch(() => []);
  return Boolean(formats?.includes("qr_code"));
}

const end = (stream) => stream?.getTracks().forEach((track) => track.stop());

export class Camera {
  static isThere() { return Boolean(navigator.mediaDevices?.getUserMedia); }

  /** What has to be kept for codes to be read without network. */
  static async needs(reader) { return Camera.isThere() && !(await readsItself()) ? [reader] : []; }

  constructor(box, button, { reader, found, failed }) {
    Object.assign(this, { box, button, address: reader, found, failed });
    Object.assign(this, { video: box.querySelector("video"), isOpen: false, stream: null, turn: 0, seen: new Map() });
    button.hidden = false;
    button.addEventListener("click", () => (this.isOpen ? this.close() : this.open()));
    document.addEventListener("visibilitychange", () => this.follow());
  }

  open() {
    this.show(true);
    this.button.scrollIntoView({ block: "start" });
    this.start();
  }

  close() {
    this.show(false);
    this.stop();
  }

  /** A page that nobody sees looks at nobody. */
  follow() {
    if (!this.isOpen) return;
    if (document.hidden) this.stop(); else this.start();
  }

  show(isOpen) {
    this.isOpen = isOpen;
    this.box.hidden = !isOpen;
    for (const label of this.button.querySelectorAll("[data-when]")) label.hidden = (label.dataset.when === "open") !== isOpen;
  }

  /** Each start is a turn of its own: one that was stopped while it waited for the person's yes comes to nothing. */
  async start() {
    const turn = this.stop();
    try {
      await this.prepare();
      const stream = await navigator.mediaDevices.getUserMedia(WANTED);
      if (turn !== this.turn) { end(stream); return; }
      this.watch(stream);
      await this.video.play();
      this.look(turn);
    } catch (error) {
      if (turn === this.turn) this.fail(error.why ?? WHY[error.name] ?? "camera");
    }
  }

  stop() {
    end(this.stream);
    this.stream = this.video.srcObject = null;
    return ++this.turn;
  }

  fail(why) {
    this.close();
    this.failed(why);
  }

  async prepare() {
    if (this.reader) return;
    this.isOurs = !(await readsItself());
    const { BarcodeDetector } = this.isOurs ? await this.fetched() : window;
    this.reader = new BarcodeDetector({ formats: ["qr_code"] });
  }

  async fetched() {
    try { return await import(this.address); } catch (error) { throw Object.assign(error, { why: "camera-reader" }); }
  }

  watch(stream) {
    this.stream = this.video.srcObject = stream;
    for (const track of stream.getTracks()) track.addEventListener("ended", () => { if (this.stream === stream) this.fail("camera-busy"); });
  }

  async look(turn) {
    const began = performance.now();
    const [code] = await this.reader.detect(this.isOurs ? this.drawn() : this.video).catch(() => []);
    if (turn !== this.turn) return;
    if (code) this.see(code.rawValue, began);
    setTimeout(() => { if (turn === this.turn) this.look(turn); }, Math.max(EVERY, SHARE * (performance.now() - began)));
  }

  /** A code that is held still counts once, also where two are held side by side. */
  see(text, at) {
    const before = this.seen.get(text) ?? -Infinity;
    this.seen.set(text, at);
    if (at - before > AGAIN) this.found(text);
  }

  /** The square in the middle, which is what the page shows, drawn small. */
  drawn() {
    const { videoWidth: width, videoHeight: height } = this.video;
    const side = Math.min(width, height);
    this.canvas ??= document.createElement("canvas");
    const context = this.canvas.getContext("2d", { willReadFrequently: true });
    this.canvas.width = this.canvas.height = Math.min(side, SIDE);
    context.drawImage(this.video, (width - side) / 2, (height - side) / 2, side, side, 0, 0, this.canvas.width, this.canvas.height);
    return this.canvas;
  }
}
