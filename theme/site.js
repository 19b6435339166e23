// What a browser adds to a page that is complete without it: the language links keep the section,
// links and messages can be copied, ticks, search and dates come when they are needed.
//
// What scripts say, and the addresses of what they load, stand in the page as data (theme/words.hbs).
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("words").textContent);
  const { site: words, files } = data;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  // Storage -----------------------------------------------------------------------------------
  // Everything stays on this device. A browser may forbid storage, or have no room; then it is kept as
  // long as the page.

  const kept = new Map();

  function recall(key) {
    try {
      return kept.has(key) ? kept.get(key) : localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  function remember(key, value) {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
      kept.delete(key);
    } catch {
      kept.set(key, value);
    }
  }

  // While an input method composes (pinyin, kana), keys belong to it. Safari sends the key that ends
  // a composition after it, and marks it with this code only.
  const composing = (event) => event.isComposing || event.keyCode === 229;

  // For the scripts that run after this one.
  window.guide = { all, element, recall, remember, composing, data, say, copy, load, keepSection };
  document.documentElement.classList.add("js", "copies");

  // Saying ------------------------------------------------------------------------------------
  // Screen readers read what appears here; the eye sees it beside the button that was pressed.

  const status = element("p", { className: "said" });
  status.setAttribute("role", "status");
  document.body.append(status);

  let fading;
  function say(text, button) {
    clearTimeout(fading);
    status.textContent = text;
    const note = element("span", { className: "reply", textContent: text });
    note.setAttribute("aria-hidden", "true");
    for (const old of all(".reply")) old.remove();
    const heading = button.closest("h2, h3");
    if (heading) heading.append(note);
    else button.after(note);
    // As long as it takes to read.
    fading = setTimeout(() => {
      note.remove();
      status.textContent = "";
    }, 4000 + 60 * text.length);
  }

  // Where there is no clipboard, as in the browser of another program, what is marked can be copied.
  function copyMarked(text) {
    const { activeElement } = document;
    const field = element("textarea", { value: text, className: "said" });
    document.body.append(field);
    field.select();
    const isCopied = document.execCommand("copy");
    field.remove();
    activeElement.focus();
    return isCopied;
  }

  async function copy(text, button, reply) {
    const isCopied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    if (isCopied || copyMarked(text)) return say(reply, button);
    // What is marked by hand is the text alone.
    document.documentElement.classList.remove("copies");
    say(words.notCopied, button);
  }

  // Languages ---------------------------------------------------------------------------------

  const languages = all(".languages a");

  function keepSection() {
    for (const link of languages) link.hash = location.hash;
  }

  // What was here once has a page of its own; what stands in a closed part is opened.
  function follow() {
    const place = document.getElementById(location.hash.slice(1));
    if (place?.dataset.moved) location.replace(place.dataset.moved);
    const closed = place?.closest("main details:not([open])");
    if (closed) {
      closed.open = true;
      place.scrollIntoView();
    }
    keepSection();
  }

  follow();
  addEventListener("hashchange", follow);
  document.addEventListener("click", ({ target }) => {
    if (target.closest("main a")?.href === location.href) follow();
  });
  for (const link of languages) {
    link.addEventListener("click", () => remember("guide-language", link.hreflang));
  }

  // Appearance --------------------------------------------------------------------------------

  const appearance = document.querySelector(".appearance");
  const { dataset } = document.documentElement;
  const darkSystem = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (dataset.appearance ? dataset.appearance === "dark" : darkSystem.matches);

  function showAppearance() {
    appearance.setAttribute("aria-pressed", isDark());
  }

  // As theme/early.js does before anything is drawn: another tab may have chosen, and the back button
  // shows an old page.
  for (const change of ["storage", "pageshow"]) {
    addEventListener(change, () => {
      const chosen = recall("guide-appearance");
      if (/^(light|dark)$/.test(chosen)) dataset.appearance = chosen;
      else delete dataset.appearance;
      showAppearance();
    });
  }
  showAppearance();
  darkSystem.addEventListener("change", showAppearance);
  appearance.addEventListener("click", () => {
    const chosen = isDark() ? "light" : "dark";
    const followsSystem = (chosen === "dark") === darkSystem.matches;
    remember("guide-appearance", followsSystem ? null : chosen);
    if (followsSystem) delete dataset.appearance;
    else dataset.appearance = chosen;
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

  const contents = document.querySelector(".sidebar details");
  const wide = standOpen(contents, "(min-width: 58rem)");
  for (const list of all(".sections details")) standOpen(list, "(min-width: 80rem)");

  function closeContents() {
    if (!wide.matches) contents.open = false;
  }

  document.addEventListener("click", (event) => {
    if (!contents.contains(event.target)) closeContents();
  });
  // The list would cover what has the focus now.
  contents.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !contents.contains(relatedTarget)) closeContents();
  });
  contents.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || wide.matches || !contents.open) return;
    closeContents();
    contents.querySelector("summary").focus();
  });

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
    copy(url, link, words.linkCopied);
  }

  // Behind a heading a link to it. It takes no room, so nothing moves when it comes.
  function addLink(heading) {
    const link = element("a", { className: "anchor", href: "#" + heading.id });
    // Screen readers call the heading by its text, not by its link as well.
    heading.setAttribute("aria-label", heading.textContent);
    link.setAttribute("aria-label", `${words.linkToSection}: ${heading.textContent}`);
    link.addEventListener("click", shareSection);
    // It hangs on the last word, so that it is never alone on a line.
    const tail = element("span", { className: "tail" });
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
    all("main :is(h2, h3)[id]:not(summary *, .plan *)").forEach(addLink);
  }

  if (later?.sheet) addLinks();
  else later?.addEventListener("load", addLinks, { once: true });

  // What comes when it is needed --------------------------------------------------------------

  function run(src) {
    const script = element("script", { src });
    document.head.append(script);
    return script;
  }

  // A script is loaded once. What a button asked for and did not come, it may ask for again.
  const askedBy = new Map();
  function load(name, button) {
    if (button) askedBy.set(files[name], button);
    if (!document.querySelector(`[src="${files[name]}"]`)) run(files[name]);
  }

  // One that did not come may do so next time: what a button asked for when it is pressed again,
  // any other one after a pause, each longer than the last. What broke at its start without it runs once
  // more; what breaks later has its listeners already. Extensions ask for files as well, which are not ours.
  const broken = new Set();
  function runBroken() {
    const again = [...broken];
    broken.clear();
    again.forEach(run);
  }

  let pause = 1000;
  addEventListener("error", ({ target }) => {
    const script = document.currentScript;
    if (target === window) return script && broken.add(script.getAttribute("src"));
    const address = (target.attributes.src ?? target.attributes.href)?.value;
    if (!/^(\.\.\/)+assets\//.test(address)) return;
    sayIfRenewed(address);
    if (target.localName !== "script") return;
    target.remove();
    if (askedBy.has(address)) return say(data.search.notStarted, askedBy.get(address));
    setTimeout(() => {
      if (document.querySelector(`[src="${address}"]`)) return;
      run(address).addEventListener("load", runBroken);
    }, (pause *= 2));
  }, true);
  // One that came before what it builds on has it by then.
  addEventListener("load", runBroken);

  // A tab that was open while the site was published anew asks for files that are gone. A reload helps,
  // and loses what was typed: so the reader decides.
  const ask = fetch;
  async function sayIfRenewed(file) {
    const page = await ask(location, { cache: "no-store" }).then((answer) => answer.ok && answer.text(), () => "");
    if (!page || page.includes(file) || document.querySelector(".renewed")) return;
    const reload = element("button", { type: "button", textContent: words.reload });
    reload.addEventListener("click", () => location.reload());
    const note = element("p", { className: "renewed" }, words.renewed, " ", reload);
    note.setAttribute("role", "status");
    document.body.append(note);
  }

  // A page with boxes brings ticks.js itself; elsewhere it marks in the contents what is done.
  function showSteps() {
    if (recall("guide-steps-3")) load("ticks.js");
  }

  for (const change of ["storage", "pageshow"]) addEventListener(change, showSteps);

  const search = document.getElementById("search");
  // search.js answers this click itself as soon as it is there.
  search.addEventListener("click", () => load("search.js", search));
  document.addEventListener("keydown", (event) => {
    if (composing(event) || event.shiftKey || event.altKey) return;
    if (event.key?.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    search.click();
  });
  if (location.hash === "#search") search.click();
  // An engine that cannot show what is closed on paper alone has to open it.
  if (!CSS.supports("selector(::details-content)")) {
    addEventListener("beforeprint", () => all(".more").forEach((part) => (part.open = true)));
  }
  // The fields for a date are there before the reader is: one screen ahead of the heading or of a
  // table below it.
  const near = new IntersectionObserver((parts) => {
    if (parts.some((part) => part.isIntersecting)) load("dates.js");
  }, { rootMargin: "100%" });
  for (const id of data.near) {
    for (const part of all(`#${id}, #${id} ~ table`)) near.observe(part);
  }
})();
