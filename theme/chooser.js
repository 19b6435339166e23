// The chooser of languages suggests one: the reader's last choice, or what the browser prefers.
// It leads nowhere by itself.
"use strict";
(() => {
  const offers = [...document.querySelectorAll("[data-language]")];
  const languageOf = (tag) => tag.toLowerCase().split("-")[0];

  function recall() {
    try {
      return localStorage.getItem("language");
    } catch {
      return null;
    }
  }

  function remember(tag) {
    try {
      localStorage.setItem("language", tag);
    } catch {
      // Not remembered.
    }
  }

  function offerFor(tag) {
    // Norwegian has three tags: nb and nn are written forms of no.
    const same = { no: "nb", nn: "nb" };
    const wanted = same[languageOf(tag)] ?? languageOf(tag);
    return offers.find((offer) => languageOf(offer.dataset.language) === wanted);
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
