// Boxes that a reader ticks are remembered, on this device only, and the contents show how far the
// steps are. A page with boxes waits for this script as for site.js, which runs before it; on any
// other page site.js loads it once a step was begun.
//
// A box is known by the heading above it and its place under it, which are the same in every
// language: {"step-3-checklist": [0, 4]}. Under `STEPS` stands how far each step is:
// {"step-3.html": [2, 4, 5, 14]}, of what one should have at its end and of all its boxes. The
// first two say whether it is done: not every box is for every reader.
"use strict";
(() => {
  const { all, element, recall, remember, data } = guide;
  // The page's file below the folder of its language, and so that of a link.
  const { page, ticks: words } = data;
  const file = (link) => link.getAttribute("href").replace(/^(\.\.\/)+/, "");
  const [TICKS, STEPS, PLAN] = ["guide-ticks-3", "guide-steps-3", "guide-plan"];
  // What was ticked before the lists were written anew would stand at other lines.
  for (const old of ["guide-ticks", "guide-steps"]) remember(old, null);

  // What stands under `key`, of it only what looks like ours: other pages of the same host write there
  // as well, and a browser may keep half a value.
  function read(key) {
    try {
      const stored = Object.entries(JSON.parse(recall(key)) ?? {});
      return Object.fromEntries(stored.filter(([, numbers]) => numbers?.every?.(Number.isInteger)));
    } catch {
      return {};
    }
  }

  function boxesByHeading() {
    const groups = new Map();
    let heading = "";
    for (const found of all("main :is(h1, h2, h3)[id], main li [type=checkbox]:not(.plan *)")) {
      if (found.id) heading = found.id;
      else groups.set(heading, [...(groups.get(heading) ?? []), found]);
    }
    return groups;
  }

  const groups = boxesByHeading();
  const ownBoxes = [...groups.values()].flat();

  function storeTicks() {
    const ticks = read(TICKS);
    for (const [heading, boxes] of groups) {
      ticks[heading] = boxes.flatMap((box, place) => (box.checked ? [place] : []));
      if (!ticks[heading].length) delete ticks[heading];
    }
    remember(TICKS, Object.keys(ticks).length ? JSON.stringify(ticks) : null);
    storeStep();
  }

  function storeStep() {
    const done = [...groups].find(([heading]) => heading.endsWith("-done"));
    if (!done) return;
    const far = (boxes) => [boxes.filter((box) => box.checked).length, boxes.length];
    const steps = read(STEPS);
    steps[page] = [...far(done[1]), ...far(ownBoxes)];
    remember(STEPS, JSON.stringify(steps));
  }

  function showTicks() {
    const ticks = read(TICKS);
    for (const [heading, boxes] of groups) {
      boxes.forEach((box, place) => (box.checked = ticks[heading]?.includes(place) ?? false));
    }
  }

  function clearTicks() {
    if (page === "index.html") {
      for (const key of [TICKS, STEPS, PLAN]) remember(key, null);
    } else {
      for (const box of ownBoxes) box.checked = false;
      storeTicks();
    }
    showProgress();
  }

  function showProgress() {
    const steps = read(STEPS);
    const isDone = (file) => steps[file]?.length === 4 && steps[file][0] === steps[file][1];
    for (const link of all(".steps a").filter((link) => file(link).startsWith("step-"))) {
      link.parentElement.classList.toggle("done", isDone(file(link)));
      link.querySelector(".state")?.remove();
      const [, , ticked, total] = steps[file(link)] ?? [];
      if (!ticked || !total) continue;
      const textContent = isDone(file(link)) ? ` (${data.steps.done})` : ` (${ticked}/${total})`;
      link.append(element("span", { className: link.closest(".journey") ? "state" : "said", textContent }));
    }
    const links = all("nav .steps a");
    const progress = document.querySelector("[data-words]");
    if (progress) {
      progress.textContent = progress.dataset.words
        .replace("{n}", links.filter((link) => isDone(file(link))).length)
        .replace("{total}", links.length);
      progress.parentElement.hidden = !(recall(TICKS) || recall(PLAN));
    }
  }

  function addClearing() {
    const button = element("button", { type: "button", textContent: words.clear });
    const line = element("p", { className: "ticks" }, words.device, " ", button);
    document.querySelector("main").append(line);
  }

  if (groups.size) addClearing();
  // What was ticked before this script came counts as well.
  const early = ownBoxes.filter((box) => box.checked);
  showTicks();
  for (const box of early) box.checked = true;
  if (early.length) storeTicks();
  showProgress();
  for (const box of ownBoxes) {
    box.addEventListener("change", () => {
      storeTicks();
      showProgress();
    });
  }
  for (const button of all(".ticks button")) button.addEventListener("click", clearTicks);
  // Another tab may tick as well, and the back button shows an old page.
  for (const change of ["storage", "pageshow"]) addEventListener(change, () => (showTicks(), showProgress()));
})();
