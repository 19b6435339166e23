// The search dialog: loaded when it is first asked for, and opens at once.
//
// Pagefind finds words as they are written. A reader may type Norwegian without its letters
// (sok, loepe, aarsak) or Chinese in traditional characters, so a query is tried in its likely
// spellings, and what the guide really contains is looked for.
"use strict";
(() => {
  const root = new URL("..", document.currentScript.src);
  const { composing, data, element, keepSection } = guide;
  const { search: texts, files } = data;
  const opener = document.getElementById("search");
  const CANDIDATES = 24;
  const PAGES = 10;
  const SECTIONS = 4;
  const SPELLINGS = 12;
  // Words that only ask, in the guide's languages: what answers does not have them.
  const ASKING = new Set(
    `how what when where who which why do does did can could should must i we my me to the a an is are was were has have had got of in it about
    hvordan hva når hvor hvem hvorfor gjør man jeg vi min mitt mine meg å kan skal bør må en et er var har hadde fått av om det
    怎么 怎么办 怎么做 怎样 如何 什么 为什么 哪里 在 吗 呢 了 的 我 我的 请问 想 要 该 能 可以`.split(/\s+/),
  );

  // Dialog ------------------------------------------------------------------------------------

  const input = element("input", { type: "search", id: "query", autocomplete: "off", spellcheck: false, enterKeyHint: "search" });
  const label = element("label", { htmlFor: "query", textContent: texts.label });
  const close = element("button", { type: "button", textContent: texts.close });
  const status = element("p", { textContent: texts.hint });
  status.setAttribute("role", "status");
  const results = element("ul");
  const dialog = element("dialog", { className: "found" }, label, element("div", {}, input, close), status, results);
  dialog.setAttribute("aria-label", label.textContent);
  document.body.append(dialog);

  // A style that did not come is asked for again when the dialog is opened again.
  let style;
  function addStyle() {
    if (style?.isConnected) return;
    style = element("link", { rel: "stylesheet", href: files["search.css"] });
    style.addEventListener("error", (event) => event.target.remove());
    document.head.append(style);
  }

  function open() {
    addStyle();
    if (!dialog.hasAttribute("open")) dialog.showModal?.();
    // Browsers of before 2022 know no dialog, but its style.
    dialog.setAttribute("open", "");
    // The page that is not found leads here; whoever closes this and loads the page again is done with it.
    if (location.hash === `#${opener.id}`) {
      history.replaceState(null, "", location.pathname + location.search);
      keepSection();
    }
    input.select();
    answer();
  }

  function shut() {
    dialog.close?.();
    dialog.removeAttribute("open");
  }

  close.addEventListener("click", shut);
  // A press and a click beside the dialog close it; its own edge, or text that is marked beyond it, do not.
  const isBeside = ({ target, clientX: x, clientY: y }) => {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    return target === dialog && (x < left || x > right || y < top || y > bottom);
  };
  let beside = false;
  dialog.addEventListener("pointerdown", (event) => (beside = isBeside(event)));
  dialog.addEventListener("click", (event) => beside && isBeside(event) && shut());
  // In a new tab the results stay.
  results.addEventListener("click", (event) => {
    if (event.target.closest("a") && !(event.ctrlKey || event.metaKey || event.shiftKey)) shut();
  });
  opener.addEventListener("click", open);

  // Escape closes at once, where a browser would first empty the field. Arrows go through the
  // links from the field and back to it. Enter asks at once, and again after a failure.
  dialog.addEventListener("keydown", (event) => {
    if (composing(event)) return;
    if (event.key === "Enter" && event.target === input) answer();
    if (event.key === "Escape") {
      event.preventDefault();
      shut();
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

  // Pagefind keeps to itself that a part of its index did not come, and then finds nothing. So what it
  // fetches is watched; without its worker it fetches on this page. What an earlier try asked for may
  // fail late: that is no fault of this one.
  let lost = false;
  let tries = 0;
  const ask = window.fetch.bind(window);
  async function whole(...request) {
    const mine = tries;
    try {
      const response = await ask(...request);
      const type = response.headers.get("content-type") ?? "";
      // A network that asks for a login first answers with its own page.
      if (!response.ok || type.startsWith("text/html")) throw new Error(`${response.status} ${type}: ${request[0]}`);
      // A connection can break off in the middle.
      return new Response(await response.arrayBuffer());
    } catch (error) {
      if (mine === tries) lost = true;
      throw error;
    }
  }
  window.fetch = whole;

  let started;
  function pagefind() {
    // A browser does not let a page on a disk load what search needs.
    if (location.protocol === "file:") return Promise.reject(new Error("file"));
    if (lost) {
      started = undefined;
      tries += 1;
      lost = false;
    }
    // Each try has an address of its own: Pagefind does not mend what it began with a part missing,
    // and Firefox never asks again for a module that it did not get.
    started ??= import(new URL(`pagefind/pagefind.js${tries ? `?${tries}` : ""}`, root)).then(async (module) => {
      await module.options({ noWorker: true, excerptLength: 24, ranking: { termFrequency: 0.6 } });
      await module.init();
      return module;
    });
    started.catch(() => (lost = true));
    return started;
  }

  // Spellings ---------------------------------------------------------------------------------

  // Traditional characters and their simplified ones, in pairs; fetched for the first query
  // with a Chinese character.
  let pairs;
  function simplified(query) {
    if (!/\p{Script=Han}/u.test(query)) return query;
    pairs ??= whole(files["traditional.txt"])
      .then((response) => response.text())
      .then((text) => new Map(Array.from(text.trim().matchAll(/(.)(.)/gu), ([, from, to]) => [from, to])));
    pairs.catch(() => (pairs = undefined));
    return pairs.then((map) => Array.from(query, (character) => map.get(character) ?? character).join(""));
  }

  // Chinese is written without spaces: the parts of a query are words of their own. What has a letter
  // is one; Firefox does not call a lone word of its dictionary like a word.
  function words(query) {
    const parts = query.toLowerCase().split(/\s+/u).filter(Boolean);
    if (!window.Intl?.Segmenter) return parts;
    const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
    return parts.flatMap((part) =>
      /\p{Script=Han}/u.test(part)
        ? Array.from(segmenter.segment(part), (piece) => piece.segment).filter((piece) => /[\p{L}\p{N}]/u.test(piece))
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

  // What is compared: the guide writes e-post and 5G-kort, a reader perhaps epost and 5gkort.
  const bare = (text) => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

  // On how many pages a word stands, or words. Pagefind shortens a word that it does not know until it
  // finds something; half of it must be there.
  async function pagesWith(engine, word) {
    const { results } = await engine.search(word);
    if (!results.length || /\p{Script=Han}/u.test(word)) return results.length;
    const { excerpt, content } = await results[0].data();
    // Digits are no word to be shortened, and stand far from another.
    const text = bare(/\p{L}/u.test(word) ? excerpt.replace(/<[^>]*>/g, "") : content);
    const halves = word.split(" ").map(bare).map((letters) => letters.slice(0, Math.ceil(letters.length / 2)));
    return halves.every((half) => text.includes(half)) ? results.length : 0;
  }

  // Of each word the spelling that most pages have; the one typed wins if any has it. Nothing if
  // none has.
  async function bestSpelling(engine, word) {
    if (await pagesWith(engine, word)) return word;
    const apart = word.replace(/[\p{Pd}/]+/gu, " ").trim();
    if (apart !== word) return (await pagesWith(engine, apart)) ? apart : "";
    if (!/[ao]/.test(word)) return "";
    const candidates = spellings(word).slice(1);
    const counts = await Promise.all(candidates.map((candidate) => pagesWith(engine, candidate)));
    const most = Math.max(...counts);
    return most > 0 ? candidates[counts.indexOf(most)] : "";
  }

  // The digits of a telephone number, as in Norway it is dialled; nothing if the query is none.
  function digitsOf(query) {
    if (!/^[+\d\s()./\p{Pd}]{5,}$/u.test(query)) return "";
    return query.replace(/\D/g, "").replace(/^(00)?47(?=\d{8}$)/, "");
  }

  // As the guide prints a number: 915 09 000, 21 00 00 00, 02800.
  function spaced(digits) {
    if (digits.length !== 8) return digits;
    return digits.match(/[4589]/.test(digits[0]) ? /^(...)(..)(...)/ : /(..)(..)(..)(..)/).slice(1).join(" ");
  }

  // First whose number it is, or whose name is in the query; then the guide, if its title or what it is
  // about has the words, and other titles that have them.
  function rank({ meta, url }, typed, digits) {
    if (digits) return meta.tel?.endsWith(digits) ? 3 : 0;
    const title = words(meta.title).map(bare).filter(Boolean);
    const asked = typed.map(bare);
    if (title.join("") === asked.join("") || title.every((word) => asked.includes(word))) return 3;
    const named = [...title, ...words(meta.about ?? "").map(bare)];
    const has = (word) => (/\p{Script=Han}/u.test(word) ? named.join("").includes(word) : named.some((one) => one.startsWith(word) || (word.length > 5 && one.includes(word))));
    if (!asked.every(has)) return 0;
    return url.endsWith("/index.html") ? 2 : 1;
  }

  const pagesOf = async (engine, query) => (query ? (await engine.search(query)).results : []);

  async function find(query) {
    const engine = await pagefind();
    const digits = digitsOf(query);
    const number = digits ? await pagesOf(engine, `"${spaced(digits)}"`) : [];
    const typed = words(await simplified(query));
    const best = number.length ? [] : await Promise.all(typed.map((word) => bestSpelling(engine, word)));
    const all = best.filter(Boolean);
    const told = best.filter((spelling, place) => spelling && !ASKING.has(typed[place]));
    const spelt = told.length ? told : all;
    const phrase = /\s/.test(query) ? all.join(" ") : spelt.join("");
    // Of a Chinese word Pagefind also finds what has one of its characters.
    const inChinese = /\p{Script=Han}/u.test(query) && !/\s/.test(query);
    const exact = number.length || !(inChinese || spelt.length > 1) ? number : await pagesOf(engine, phrase && `"${phrase}"`);
    const rest = exact.length && (number.length || inChinese) || !spelt.length ? [] : await pagesOf(engine, spelt.join(" "));
    const results = [...new Map([...exact, ...rest].map((result) => [result.id, result])).values()];
    const found = await Promise.all(results.slice(0, CANDIDATES).map((result) => result.data()));
    if (lost) throw new Error("a part of the index is missing");
    const ranks = new Map(found.map((page) => [page, rank(page, spelt, number.length && digits)]));
    const pages = found.sort((a, b) => ranks.get(b) - ranks.get(a)).slice(0, PAGES);
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
    const { title: name, place = "", tel = "" } = found.meta;
    const title = element("span", {}, element("a", { href: found.url, textContent: name }));
    if (place) title.prepend(element("small", { textContent: place }));
    if (tel) title.append(" ", element("a", { href: tel, textContent: spaced(digitsOf(tel.slice(4))) }));
    const sections = found.sub_results.filter(
      (section) => section.url.includes("#") && section.title !== found.meta.title,
    );
    if (!sections.length) return element("li", {}, title, marked(found.excerpt));
    return element("li", {}, title, element("ul", {}, ...bestSections(sections, spelt).map(sectionItem)));
  }

  // Answers what stands in the field. While an input method composes it, the answer says nothing of
  // what is not found: `jie'y` is not yet a word.
  let asked = 0;
  let waiting;
  async function answer({ isComposing } = {}) {
    clearTimeout(waiting);
    // Full-width letters of an input method, and signs that nobody sees.
    const query = input.value.normalize("NFKC").replace(/\p{Default_Ignorable_Code_Point}|^\s*tel:/gu, "").trim();
    const question = ++asked;
    if (!query) {
      results.replaceChildren();
      status.textContent = texts.hint;
      pagefind().catch(sayWhyNot);
      return;
    }
    if (!isComposing) status.textContent = texts.searching;
    try {
      const { pages, total, spelt } = await find(query);
      // A newer question has been asked meanwhile.
      if (question !== asked) return;
      results.replaceChildren(...pages.map((page) => pageItem(page, spelt)));
      if (pages.length) status.textContent = texts.found.replace("{n}", total);
      else if (isComposing) status.textContent = texts.hint;
      else status.textContent = texts.nothing.replace("{query}", () => query);
    } catch {
      if (question !== asked) return;
      results.replaceChildren();
      sayWhyNot();
    }
  }

  // Of an input method that is done some browsers tell by `input`, the others by `compositionend` only.
  for (const type of ["input", "compositionend"]) {
    input.addEventListener(type, (event) => {
      clearTimeout(waiting);
      waiting = setTimeout(answer, 150, event);
    });
  }

  open();
})();
