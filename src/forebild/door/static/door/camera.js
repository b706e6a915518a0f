// Reads QR codes with the telephone's camera, where the browser itself can; elsewhere one types, or a hand scanner does.

const EVERY = 150; // ms between looks
const AGAIN = 4_000; // ms before the same code counts once more

export class Camera {
  static isThere() { return "BarcodeDetector" in window && Boolean(navigator.mediaDevices?.getUserMedia); }

  constructor(video, found) {
    Object.assign(this, { video, found, stream: null, last: "", lastAt: 0 });
  }

  async toggle() {
    if (this.stream) { this.stop(); return; }
    this.detector ??= new BarcodeDetector({ formats: ["qr_code"] });
    this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    this.video.srcObject = this.stream;
    this.video.hidden = false;
    await this.video.play();
    this.look();
  }

  stop() {
    for (const track of this.stream.getTracks()) track.stop();
    this.stream = null;
    this.video.hidden = true;
  }

  async look() {
    if (!this.stream) return;
    const [code] = await this.detector.detect(this.video).catch(() => []);
    const isNew = code && (code.rawValue !== this.last || performance.now() - this.lastAt > AGAIN);
    if (isNew) {
      this.last = code.rawValue;
      this.lastAt = performance.now();
      this.found(code.rawValue);
    }
    setTimeout(() => this.look(), EVERY);
  }
}
