// The chooser of languages suggests one: the reader's last choice, or what the browser prefers.
// It leads nowhere by itself.
"use strict";
(() => {
  const offers = [...document.querySelectorAll("[data-language]")];
  const languageOf = (tag) => tag.toLowerCase().split("-")[0];

  function recall() {
    try {
      return localStorage.getItem("guide-language");
    } catch {
      return null;
    }
  }

  function remember(tag) {
    try {
      localStorage.setItem("guide-language", tag);
    } catch {
      // Not remembered.
    }
  }

  // The writing of a language: zh-TW is written in traditional characters.
  function scriptOf(tag) {
    try {
      return new Intl.Locale(tag).maximize().script;
    } catch {
      return "";
    }
  }

  // The same language, best in the same writing, best of all by the very tag.
  function offerFor(tag) {
    // Norwegian has three tags: nb and nn are written forms of no.
    const same = { no: "nb", nn: "nb" };
    const find = (language, is) => offers.find(({ dataset }) => languageOf(dataset.language) === language && is(dataset.language));
    const language = languageOf(tag);
    for (const wanted of [language, same[language]]) {
      const found =
        find(wanted, (offered) => offered.toLowerCase() === tag.toLowerCase()) ??
        find(wanted, (offered) => scriptOf(offered) === scriptOf(tag)) ??
        find(wanted, () => true);
      if (found) return found;
    }
  }

  function suggest(offer, reason) {
    offer.classList.add("suggested");
    offer.querySelector(reason).hidden = false;
  }

  const chosen = recall();
  const last = chosen && offers.find((offer) => offer.dataset.language === chosen);
  const preferred = navigator.languages.map(offerFor).find(Boolean);
  if (last) suggest(last, ".last");
  else if (preferred) suggest(preferred, ".preferred");
  for (const offer of offers) {
    offer.querySelector("a").addEventListener("click", () => remember(offer.dataset.language));
  }
})();
