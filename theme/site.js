// What a browser adds to a page that is complete without it: the language links keep the section,
// links and messages can be copied, ticks, search and dates come when they are needed.
//
// Words in marks are translated by the builder, which writes this script once for each language.
"use strict";
(() => {
  const assets = new URL(".", document.currentScript.src);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

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

  // While an input method composes (pinyin, kana), keys belong to it. Safari sends the key that ends
  // a composition after it, and marks it with this code only.
  const composing = (event) => event.isComposing || event.keyCode === 229;

  // For ticks.js, dates.js and search.js, which run after this script.
  window.guide = { all, element, recall, remember, composing };

  // Saying ------------------------------------------------------------------------------------
  // Screen readers read what appears here; the eye sees it beside the button that was pressed.

  const status = element("p", { className: "said" });
  status.setAttribute("role", "status");
  document.body.append(status);

  function say(words, button) {
    status.textContent = words;
    const note = element("span", { className: "reply", textContent: words });
    note.setAttribute("aria-hidden", "true");
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
  const { dataset } = document.documentElement;
  const darkSystem = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (dataset.appearance ? dataset.appearance === "dark" : darkSystem.matches);

  function showAppearance() {
    appearance.setAttribute("aria-pressed", isDark());
  }

  showAppearance();
  darkSystem.addEventListener("change", showAppearance);
  appearance.addEventListener("click", () => {
    const chosen = isDark() ? "light" : "dark";
    const followsSystem = (chosen === "dark") === darkSystem.matches;
    remember("appearance", followsSystem ? null : chosen);
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
    const link = element("a", { className: "anchor", href: "#" + heading.id });
    link.setAttribute("aria-label", "{{!t}}本节链接{{!/t}}: " + heading.textContent);
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
    all("main :is(h2, h3)[id]").forEach(addLink);
  }

  if (later?.sheet) addLinks();
  else later?.addEventListener("load", addLinks, { once: true });

  // Norwegian words are there to be sent, said or recognised: a translator in the browser leaves them
  // alone. As an attribute in the page this would be two kilobytes on a page of messages.
  for (const words of all("main [lang=nb]")) words.translate = false;

  for (const button of all(".message button")) {
    // Read before a translator in the browser can change the lines: what is sent is Norwegian.
    const lines = all("code, li > i:first-child", button.closest(".message")).map((line) => line.textContent.trimEnd());
    button.addEventListener("click", () => copy(lines.join("\n") + "\n", button, "{{!t}}已复制{{!/t}}"));
  }

  // What comes when it is needed --------------------------------------------------------------

  // A script is loaded once.
  function load(name) {
    if (document.querySelector(`[src$="${name}"]`)) return;
    document.head.append(element("script", { src: new URL(name, assets) }));
  }

  // One that did not come may do so next time: the search when the reader asks again, any other one
  // after a pause, each longer than the last.
  let pause = 1000;
  addEventListener("error", ({ target }) => {
    if (target.localName !== "script") return;
    target.remove();
    if (target.src.endsWith("{{!value search.js}}")) say("{{!t}}搜索没有启动成功。请检查网络后再试。{{!/t}}", search);
    else setTimeout(load, (pause *= 2), target.src);
  }, true);

  // A page with boxes brings ticks.js itself; elsewhere it marks in the contents what is done.
  function showSteps() {
    if (recall("steps")) load("{{!value ticks.js}}");
  }

  for (const change of ["storage", "pageshow"]) addEventListener(change, showSteps);

  const search = document.getElementById("search");
  // search.js answers this click itself as soon as it is there.
  search.addEventListener("click", () => load("{{!value search.js}}"));
  document.addEventListener("keydown", (event) => {
    if (composing(event)) return;
    const typing = event.target.closest("input:not([type=checkbox])");
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const control = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (!slash && !control) return;
    event.preventDefault();
    search.click();
  });
  if (location.hash === "#search") search.click();
  // The fields for a date are there before the reader is: one screen ahead of the heading or of a
  // table below it.
  const near = new IntersectionObserver((parts) => {
    if (parts.some((part) => part.isIntersecting)) load("{{!value dates.js}}");
  }, { rootMargin: "100%" });
  const dated = ":is(#step-1-dates, #step-5-sixty-days, #leaving)";
  for (const part of all(`${dated}, ${dated} ~ table`)) near.observe(part);
})();
