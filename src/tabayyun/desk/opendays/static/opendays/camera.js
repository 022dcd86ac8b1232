// Reads QR codes from the camera or a photograph: with the browser's own detector, or with the one beside this file.

const SIDE = 800; // pixels: enough for a ticket, quick on an old phone

async function reader() {
  if ("BarcodeDetector" in globalThis) {
    const formats = await BarcodeDetector.getSupportedFormats();
    if (formats.includes("qr_code")) {
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      return async (picture) => (await detector.detect(picture))[0]?.rawValue ?? null;
    }
  }
  const { default: decode } = await import("./qr/decode.js");
  return async (picture) => {
    try {
      return decode(pixels(picture));
    } catch {
      return null; // no code in this picture
    }
  };
}

function pixels(picture) {
  const width = picture.videoWidth ?? picture.width, height = picture.videoHeight ?? picture.height;
  const scale = Math.min(1, SIDE / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

let prepared;
const read = async (picture) => (await (prepared ??= reader()))(picture);

export async function readPhoto(file) {
  return read(await createImageBitmap(file));
}

/* Shows the camera in `video` and calls `found` with each text it reads, until the returned function is called. */
export async function watch(video, found) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  video.srcObject = stream;
  await video.play();
  let running = true;
  (async () => {
    while (running) {
      const text = video.readyState >= 2 ? await read(video) : null;
      if (text && running) await found(text);
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  })();
  return () => {
    running = false;
    stream.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  };
}
