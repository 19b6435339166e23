// What a browser adds to a page that is complete without it: the language links keep the section,
// ticks are remembered, links and messages can be copied, search and dates come when asked for.
//
// Words in marks are translated by the builder, which writes this script once for each language.
"use strict";
(() => {
  const assets = new URL(".", document.currentScript.src);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // Storage -----------------------------------------------------------------------------------
  // Everything stays on this device. A browser may forbid storage; then nothing is remembered.

  function recall(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  function remember(key, value) {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
    } catch {
      // Not remembered.
    }
  }

  // Saying ------------------------------------------------------------------------------------
  // Screen readers read what appears here; the eye sees it beside the button that was pressed.

  const status = document.createElement("p");
  status.className = "said";
  status.setAttribute("role", "status");
  document.body.append(status);

  function say(words, button) {
    status.textContent = words;
    const note = document.createElement("span");
    note.className = "reply";
    note.setAttribute("aria-hidden", "true");
    note.textContent = words;
    for (const old of all(".reply")) old.remove();
    const heading = button.closest("h2, h3");
    if (heading) heading.append(note);
    else button.after(note);
    setTimeout(() => {
      note.remove();
      if (status.textContent === words) status.textContent = "";
    }, 4000);
  }

  async function copy(text, button, words) {
    try {
      await navigator.clipboard.writeText(text);
      say(words, button);
    } catch {
      say("{{!t}}没有复制成功，请自己选中再复制。{{!/t}}", button);
    }
  }

  // Languages ---------------------------------------------------------------------------------

  const languages = all(".languages a");

  function keepSection() {
    for (const link of languages) link.hash = location.hash;
  }

  keepSection();
  addEventListener("hashchange", keepSection);
  for (const link of languages) {
    link.addEventListener("click", () => remember("language", link.hreflang));
  }

  // Appearance --------------------------------------------------------------------------------

  const appearance = document.querySelector(".appearance");
  const darkSystem = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (recall("appearance") ?? (darkSystem.matches ? "dark" : "light")) === "dark";

  function showAppearance() {
    appearance.setAttribute("aria-pressed", isDark());
  }

  showAppearance();
  darkSystem.addEventListener("change", showAppearance);
  appearance.addEventListener("click", () => {
    const chosen = isDark() ? "light" : "dark";
    const followsSystem = (chosen === "dark") === darkSystem.matches;
    remember("appearance", followsSystem ? null : chosen);
    if (followsSystem) delete document.documentElement.dataset.appearance;
    else document.documentElement.dataset.appearance = chosen;
    showAppearance();
  });

  // Contents ----------------------------------------------------------------------------------
  // Where there is room for them, lists stand open; elsewhere a tap outside closes them.

  function standOpen(list, width) {
    const wide = matchMedia(width);
    const adapt = () => {
      list.open = wide.matches;
      // Then its title is only a title, where style can keep a closed list in sight.
      const stands = wide.matches && CSS.supports("selector(::details-content)");
      list.querySelector("summary").tabIndex = stands ? -1 : 0;
    };
    adapt();
    wide.addEventListener("change", adapt);
    return wide;
  }

  const contents = document.querySelector(".contents details");
  const wide = standOpen(contents, "(min-width: 58rem)");
  for (const list of all(".sections details")) standOpen(list, "(min-width: 80rem)");

  function closeContents() {
    if (!wide.matches) contents.open = false;
  }

  document.addEventListener("click", (event) => {
    if (!contents.contains(event.target)) closeContents();
  });
  contents.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || wide.matches || !contents.open) return;
    closeContents();
    contents.querySelector("summary").focus();
  });

  // Ticks -------------------------------------------------------------------------------------
  // A box is known by the heading above it and its place under it, which are the same in every
  // language: {"step-3-checklist": [0, 4]}. Under "steps" stands how far each step is:
  // {"step-3.html": [2, 4, 5, 14]}, of what one should have at its end and of all its boxes. The
  // first two say whether it is done: not every box is for every reader.

  const read = (key) => JSON.parse(recall(key) ?? "{}");
  const page = location.pathname.split("/").pop() || "index.html";

  function boxesByHeading() {
    const groups = new Map();
    let heading = "";
    for (const found of all("main :is(h1, h2, h3)[id], main li [type=checkbox]")) {
      if (found.id) heading = found.id;
      else groups.set(heading, [...(groups.get(heading) ?? []), found]);
    }
    return groups;
  }

  const groups = boxesByHeading();

  function storeTicks() {
    const ticks = read("ticks");
    for (const [heading, boxes] of groups) {
      ticks[heading] = boxes.flatMap((box, place) => (box.checked ? [place] : []));
      if (!ticks[heading].length) delete ticks[heading];
    }
    remember("ticks", Object.keys(ticks).length ? JSON.stringify(ticks) : null);
    storeStep();
  }

  function storeStep() {
    const done = [...groups].find(([heading]) => heading.endsWith("-done"));
    if (!done) return;
    const far = (boxes) => [boxes.filter((box) => box.checked).length, boxes.length];
    const steps = read("steps");
    steps[page] = [...far(done[1]), ...far([...groups.values()].flat())];
    remember("steps", JSON.stringify(steps));
  }

  function showTicks() {
    const ticks = read("ticks");
    for (const [heading, boxes] of groups) {
      boxes.forEach((box, place) => (box.checked = ticks[heading]?.includes(place) ?? false));
    }
  }

  function clearTicks() {
    if (page === "index.html") {
      remember("ticks", null);
      remember("steps", null);
    } else {
      for (const box of [...groups.values()].flat()) box.checked = false;
      storeTicks();
    }
    showProgress();
  }

  function showProgress() {
    const steps = read("steps");
    const isDone = (file) => file in steps && steps[file][0] === steps[file][1];
    const file = (link) => link.getAttribute("href");
    for (const link of all(".steps a[href^=step-]")) {
      link.parentElement.classList.toggle("done", isDone(file(link)));
      link.querySelector(".state")?.remove();
      const [, , ticked, total] = steps[file(link)] ?? [];
      if (!ticked) continue;
      const state = document.createElement("span");
      state.className = link.closest(".journey") ? "state" : "said";
      state.textContent = isDone(file(link)) ? " ({{!t}}已做完{{!/t}})" : ` (${ticked}/${total})`;
      link.append(state);
    }
    const links = all("nav .steps a");
    const words = document.querySelector("[data-words]");
    if (words) {
      words.textContent = words.dataset.words
        .replace("{n}", links.filter((link) => isDone(file(link))).length)
        .replace("{total}", links.length);
      words.nextElementSibling.hidden = !recall("ticks");
    }
  }

  function addClearing() {
    const line = document.createElement("p");
    const button = document.createElement("button");
    line.className = "ticks";
    button.type = "button";
    button.textContent = "{{!t}}清除本页的勾{{!/t}}";
    line.append("{{!t}}打的勾只记在这台设备上。{{!/t}} ", button);
    document.querySelector("main").append(line);
  }

  if (groups.size) addClearing();
  showTicks();
  showProgress();
  for (const box of [...groups.values()].flat()) {
    box.addEventListener("change", () => {
      storeTicks();
      showProgress();
    });
  }
  for (const button of all(".ticks button")) button.addEventListener("click", clearTicks);
  // Another tab may tick as well, and the back button shows an old page.
  addEventListener("storage", () => (showTicks(), showProgress()));
  addEventListener("pageshow", () => (showTicks(), showProgress()));

  // Links and messages ------------------------------------------------------------------------

  async function shareSection(event) {
    const link = event.currentTarget;
    const url = link.href;
    if (navigator.share && matchMedia("(pointer: coarse)").matches) {
      event.preventDefault();
      history.replaceState(null, "", url);
      keepSection();
      try {
        await navigator.share({ title: document.title, url });
        return;
      } catch (error) {
        if (error.name === "AbortError") return;
      }
    }
    copy(url, link, "{{!t}}链接已复制{{!/t}}");
  }

  // Behind a heading a link to it. It takes no room, so nothing moves when it comes.
  function addLink(heading) {
    const link = document.createElement("a");
    link.className = "anchor";
    link.href = "#" + heading.id;
    link.setAttribute("aria-label", "{{!t}}本节链接{{!/t}}: " + heading.textContent);
    link.addEventListener("click", shareSection);
    // It hangs on the last word, so that it is never alone on a line.
    const tail = document.createElement("span");
    tail.className = "tail";
    const text = heading.lastChild;
    const last = text.nodeType === Node.TEXT_NODE ? text.data.search(/(\p{Script=Han}|[^\s\p{Script=Han}]+)\s*$/u) : -1;
    if (last >= 0) tail.append(text.splitText(last));
    tail.append(link);
    heading.append(tail);
  }

  // No page waits for the style of what this script adds: it comes last, as a sheet for paper.
  const later = document.querySelector("link[media=print]");

  function addLinks() {
    later.media = "all";
    all("main :is(h2, h3)[id]").forEach(addLink);
  }

  if (later?.sheet) addLinks();
  else later?.addEventListener("load", addLinks, { once: true });

  for (const button of all(".message button")) {
    button.addEventListener("click", () => {
      const lines = all("[lang=nb]", button.closest(".message")).map((line) => line.textContent.trimEnd());
      copy(lines.join("\n") + "\n", button, "{{!t}}已复制{{!/t}}");
    });
  }

  // What comes when it is asked for -----------------------------------------------------------

  function load(name) {
    const script = document.createElement("script");
    script.src = new URL(name, assets);
    document.head.append(script);
  }

  const search = document.getElementById("search");
  // search.js answers this click itself as soon as it is there.
  search.addEventListener("click", () => load("{{!value search.js}}"), { once: true });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const control = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (!slash && !control) return;
    event.preventDefault();
    search.click();
  });
  if (location.hash === "#search") search.click();
  // The fields for a date are there before the reader is: one screen ahead of the heading or of
  // its table.
  const near = new IntersectionObserver((parts) => {
    if (!parts.some((part) => part.isIntersecting)) return;
    near.disconnect();
    load("{{!value dates.js}}");
  }, { rootMargin: "100%" });
  for (const id of ["step-1-dates", "step-5-sixty-days", "leaving"]) {
    for (const selector of [`#${id}`, `#${id} ~ .table-wrapper`]) {
      const part = document.querySelector(selector);
      if (part) near.observe(part);
    }
  }
})();
