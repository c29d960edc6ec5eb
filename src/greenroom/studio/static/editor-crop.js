// A square of a picture: dragged, zoomed and moved by keys, and drawn by a canvas, so that only the square is sent.

const SIDE = 512;

export function enhanceCrop(form, changed) {
  const input = form.elements.picture;
  const dialog = document.getElementById("crop");
  const canvas = document.getElementById("crop-canvas");
  const zoom = document.getElementById("crop-zoom");
  const pen = canvas.getContext("2d");
  let picture = null;
  let x = 0, y = 0; // where the square begins, in pixels of the picture
  let held = null;
  let name = "picture";
  let taken = false;
  let last = null; // what is sent, if a square was taken before

  const side = () => Math.min(picture.naturalWidth, picture.naturalHeight) / Number(zoom.value);
  const bound = (value, most) => Math.max(0, Math.min(value, most));
  function draw() {
    x = bound(x, picture.naturalWidth - side());
    y = bound(y, picture.naturalHeight - side());
    pen.clearRect(0, 0, SIDE, SIDE);
    pen.drawImage(picture, x, y, side(), side(), 0, 0, SIDE, SIDE);
  }

  async function open(file) {
    const made = new Image();
    made.src = URL.createObjectURL(file);
    try {
      await made.decode();
    } catch {
      return; // the server says what is wrong with it
    }
    picture = made;
    name = file.name.replace(/\.\w+$/, "");
    zoom.value = 1;
    x = (picture.naturalWidth - side()) / 2;
    y = Math.max(0, (picture.naturalHeight - side()) / 3); // faces stand rather high
    draw();
    taken = false;
    dialog.showModal();
  }

  function preview(blob) {
    const shown = Object.assign(document.createElement("img"), { alt: "", width: 88, height: 88, src: URL.createObjectURL(blob) });
    const place = form.querySelector("#likeness .avatar");
    place.className = "avatar big";
    place.replaceChildren(shown);
  }

  function use() {
    canvas.toBlob((blob) => {
      const files = new DataTransfer();
      files.items.add(new File([blob], `${name}.png`, { type: "image/png" }));
      last = input.files = files.files;
      preview(blob);
      taken = true;
      dialog.close();
      changed();
    }, "image/png");
  }

  input.addEventListener("change", () => { if (input.files.length) open(input.files[0]); });
  zoom.addEventListener("input", () => {
    const before = side();
    const middle = [x + before / 2, y + before / 2];
    requestAnimationFrame(() => {
      x = middle[0] - side() / 2;
      y = middle[1] - side() / 2;
      draw();
    });
  });
  canvas.addEventListener("pointerdown", (event) => {
    held = [event.clientX, event.clientY, x, y];
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!held) return;
    const scale = side() / canvas.clientWidth;
    x = held[2] - (event.clientX - held[0]) * scale;
    y = held[3] - (event.clientY - held[1]) * scale;
    draw();
  });
  canvas.addEventListener("pointerup", () => { held = null; });
  canvas.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step) return;
    event.preventDefault();
    x += step[0] * side() / 32;
    y += step[1] * side() / 32;
    draw();
  });
  dialog.addEventListener("close", () => {
    if (taken) return;
    if (last) input.files = last;
    else input.value = "";
  });
  document.getElementById("crop-use").addEventListener("click", use);
  const field = form.querySelector(".picture-field");
  field.addEventListener("dragover", (event) => { event.preventDefault(); field.classList.add("over"); });
  field.addEventListener("dragleave", () => field.classList.remove("over"));
  field.addEventListener("drop", (event) => {
    event.preventDefault();
    field.classList.remove("over");
    const file = [...event.dataTransfer.files].find((one) => one.type.startsWith("image/"));
    if (file) {
      input.files = event.dataTransfer.files;
      open(file);
    }
  });
}
