// The only script that a page waits for: without it a dark page would flash up light, and what
// needs scripts would jump into its place.
"use strict";
document.documentElement.classList.add("js");
// A page whose main script did not come, or broke, is shown as one without scripts: no dead buttons.
addEventListener("error", () => window.guide || document.documentElement.classList.remove("js"), true);
try {
  const appearance = localStorage.getItem("guide-appearance");
  if (/^(light|dark)$/.test(appearance)) document.documentElement.dataset.appearance = appearance;
} catch {
  // Storage is forbidden here: the reader's system decides.
}
