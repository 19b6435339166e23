// The search dialog: loaded when it is first asked for, and opens at once.
//
// Pagefind finds words as they are written. A reader may type Norwegian without its letters
// (sok, loepe, aarsak) or Chinese in traditional characters, so a query is tried in its likely
// spellings, and what the guide really contains is looked for.
"use strict";
(() => {
  const root = new URL("..", document.currentScript.src);
  const { search: texts, files } = guide.data;
  const opener = document.getElementById("search");
  const PAGES = 10;
  const SECTIONS = 4;
  const SPELLINGS = 12;

  // Dialog ------------------------------------------------------------------------------------

  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  const input = element("input", { type: "search", id: "query", autocomplete: "off", spellcheck: false, enterKeyHint: "search" });
  const label = element("label", { htmlFor: "query", textContent: texts.label });
  const close = element("button", { type: "button", textContent: texts.close });
  const status = element("p", { textContent: texts.hint });
  status.setAttribute("role", "status");
  const results = element("ul");
  const dialog = element("dialog", { className: "found" }, label, element("div", {}, input, close), status, results);
  dialog.setAttribute("aria-label", label.textContent);
  document.head.append(element("link", { rel: "stylesheet", href: files["search.css"] }));
  document.body.append(dialog);

  function open() {
    if (!dialog.open) dialog.showModal();
    input.select();
    pagefind().catch(sayWhyNot);
  }

  close.addEventListener("click", () => dialog.close());
  // A click beside the dialog's content falls on the dialog itself.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  results.addEventListener("click", (event) => event.target.closest("a") && dialog.close());
  opener.addEventListener("click", open);

  // Escape closes at once, where a browser would first empty the field. Arrows go through the
  // links from the field and back to it.
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      dialog.close();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const stops = [input, ...results.querySelectorAll("a")];
    const next = stops[stops.indexOf(document.activeElement) + step];
    next?.focus();
  });

  function sayWhyNot() {
    status.textContent = location.protocol === "file:" ? texts.onDisk : texts.notStarted;
  }

  // Pagefind ----------------------------------------------------------------------------------

  let started;
  function pagefind() {
    // A browser does not let a page on a disk load what search needs.
    if (location.protocol === "file:") return Promise.reject(new Error("file"));
    started ??= import(new URL("pagefind/pagefind.js", root)).then(async (module) => {
      await module.options({ excerptLength: 24, ranking: { termFrequency: 0.6 } });
      await module.init();
      return module;
    });
    // The next try may do better.
    started.catch(() => (started = undefined));
    return started;
  }

  // Spellings ---------------------------------------------------------------------------------

  // Traditional characters and their simplified ones, in pairs; fetched for the first query
  // with a Chinese character.
  let pairs;
  function simplified(query) {
    if (!/\p{Script=Han}/u.test(query)) return query;
    pairs ??= fetch(files["traditional.txt"])
      .then((response) => response.text())
      .then((text) => new Map(Array.from(text.trim().matchAll(/(.)(.)/gu), ([, from, to]) => [from, to])));
    return pairs.then((map) => Array.from(query, (character) => map.get(character) ?? character).join(""));
  }

  // Chinese is written without spaces: the parts of a query are words of their own.
  function words(query) {
    const parts = query.toLowerCase().split(/\s+/u).filter(Boolean);
    if (!window.Intl?.Segmenter) return parts;
    const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
    return parts.flatMap((part) =>
      /\p{Script=Han}/u.test(part)
        ? Array.from(segmenter.segment(part)).filter((piece) => piece.isWordLike).map((piece) => piece.segment)
        : [part],
    );
  }

  // The word as typed first, then with å, ø and æ where they may have been meant: first all
  // pairs of letters, then single letters, one and all.
  function spellings(word) {
    const pair = word.replaceAll("aa", "å").replaceAll("oe", "ø").replaceAll("ae", "æ");
    const found = new Set([word, pair]);
    for (const base of [pair, word]) {
      found.add(base.replaceAll("o", "ø"));
      found.add(base.replaceAll("a", "å"));
      for (let place = 0; place < base.length; place++) {
        const letter = { o: "ø", a: "å" }[base[place]];
        if (letter) found.add(base.slice(0, place) + letter + base.slice(place + 1));
      }
    }
    return [...found].slice(0, SPELLINGS);
  }

  // On how many pages a word stands. Pagefind shortens a word that it does not know until it finds
  // something; half of it must be there.
  async function pagesWith(engine, word) {
    const { results } = await engine.search(word);
    if (!results.length || /\p{Script=Han}/u.test(word)) return results.length;
    const { excerpt } = await results[0].data();
    const start = word.slice(0, Math.ceil(word.length / 2));
    return excerpt.toLowerCase().includes(start) ? results.length : 0;
  }

  // Of each word the spelling that most pages have; the one typed wins if any has it. Nothing if
  // none has.
  async function bestSpelling(engine, word) {
    if (await pagesWith(engine, word)) return word;
    if (!/[ao]/.test(word)) return "";
    const candidates = spellings(word).slice(1);
    const counts = await Promise.all(candidates.map((candidate) => pagesWith(engine, candidate)));
    const most = Math.max(...counts);
    return most > 0 ? candidates[counts.indexOf(most)] : "";
  }

  async function find(query) {
    const engine = await pagefind();
    const typed = words(await simplified(query));
    const spelt = (await Promise.all(typed.map((word) => bestSpelling(engine, word)))).filter(Boolean);
    if (!spelt.length) return { pages: [], total: 0, spelt };
    const { results } = await engine.search(spelt.join(" "));
    const pages = await Promise.all(results.slice(0, PAGES).map((result) => result.data()));
    return { pages, total: results.length, spelt };
  }

  // Results -----------------------------------------------------------------------------------

  // Pagefind escapes the text of an excerpt and adds <mark> only.
  function marked(excerpt) {
    const parsed = new DOMParser().parseFromString(excerpt, "text/html");
    return element("small", {}, ...parsed.body.childNodes);
  }

  function sectionItem({ url, title, excerpt }) {
    return element("li", {}, element("a", { href: url, textContent: title }), marked(excerpt));
  }

  // The sections of a page that fit best: those that have the words in their title first.
  function bestSections(sections, spelt) {
    const score = ({ title, weighted_locations: places }) => {
      const inTitle = words(title);
      const named = spelt.filter((word) => inTitle.some((one) => one.startsWith(word)));
      return named.length * 1e6 + places.reduce((sum, place) => sum + place.balanced_score, 0);
    };
    const scores = new Map(sections.map((section) => [section, score(section)]));
    return [...sections].sort((a, b) => scores.get(b) - scores.get(a)).slice(0, SECTIONS);
  }

  function pageItem(found, spelt) {
    const title = element("a", { href: found.url, textContent: found.meta.title });
    const sections = found.sub_results.filter(
      (section) => section.url.includes("#") && section.title !== found.meta.title,
    );
    if (!sections.length) return element("li", {}, title, marked(found.excerpt));
    return element("li", {}, title, element("ul", {}, ...bestSections(sections, spelt).map(sectionItem)));
  }

  let asked = 0;
  async function answer() {
    const query = input.value.trim();
    const question = ++asked;
    if (!query) {
      results.replaceChildren();
      status.textContent = "";
      return;
    }
    status.textContent = texts.searching;
    try {
      const { pages, total, spelt } = await find(query);
      // A newer question has been asked meanwhile.
      if (question !== asked) return;
      results.replaceChildren(...pages.map((page) => pageItem(page, spelt)));
      status.textContent = pages.length
        ? texts.found.replace("{n}", total)
        : texts.nothing.replace("{query}", query);
    } catch {
      sayWhyNot();
    }
  }

  let waiting;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(answer, 150);
  });

  open();
})();
