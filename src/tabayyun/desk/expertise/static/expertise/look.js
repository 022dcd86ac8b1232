// A picture looked at closely. Only the view changes; the settings go into the form that keeps them.

const lens = document.querySelector("[data-lens]");
if (lens) {
  const picture = lens.querySelector("img");
  const tools = document.querySelector(".lens-tools");
  const inputs = [...tools.querySelectorAll("[data-set]")];
  const start = { zoom: 1, turn: 0, brightness: 1, contrast: 1, inverted: 0 };
  let x = 0;
  let y = 0;

  const values = () =>
    Object.fromEntries(inputs.map((input) => [input.dataset.set, input.type === "checkbox" ? Number(input.checked) : Number(input.value)]));

  function show() {
    const set = values();
    picture.style.transform = `translate(${x}px, ${y}px) rotate(${set.turn}deg) scale(${set.zoom})`;
    picture.style.filter = `brightness(${set.brightness}) contrast(${set.contrast}) invert(${set.inverted})`;
    for (const [name, value] of Object.entries(set)) {
      document.querySelector(`#view-form [name=${name}]`).value = value === start[name] ? "" : value;
    }
  }

  function reset() {
    for (const input of inputs) {
      if (input.type === "checkbox") input.checked = false;
      else input.value = start[input.dataset.set];
    }
    x = y = 0;
    show();
  }

  const moves = { ArrowLeft: [-40, 0], ArrowRight: [40, 0], ArrowUp: [0, -40], ArrowDown: [0, 40] };
  lens.addEventListener("keydown", (event) => {
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    x -= move[0];
    y -= move[1];
    show();
  });
  lens.addEventListener("pointerdown", (event) => {
    lens.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  lens.addEventListener("pointermove", (event) => {
    if (!lens.hasPointerCapture(event.pointerId)) return;
    x += event.movementX;
    y += event.movementY;
    show();
  });
  for (const input of inputs) input.addEventListener("input", show);
  tools.querySelector("[data-reset]").addEventListener("click", reset);
  tools.hidden = false;
  show();
}
