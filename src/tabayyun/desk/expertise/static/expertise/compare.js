// Two pictures over each other. Without this file they are side by side.

for (const box of document.querySelectorAll("[data-compare]")) {
  const tools = box.querySelector(".compare-tools");
  const slider = tools.querySelector("input");
  const button = tools.querySelector("button");
  const move = () => box.style.setProperty("--at", `${slider.value}%`);
  slider.addEventListener("input", move);
  button.addEventListener("click", () => button.setAttribute("aria-pressed", box.classList.toggle("differing")));
  box.classList.add("compare-on");
  tools.hidden = false;
  move();
}
