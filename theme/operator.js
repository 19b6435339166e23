// When the number of an operator stops, for the reader's own day. The rule stands in the page.
"use strict";
(() => {
  const { today, iso, parse, shift, numbers, long } = days;
  const rule = document.querySelector("[data-end]");
  const day = rule.querySelector("#day");

  // Whoever types 2026 passes the years 2, 20 and 202, which nobody means.
  function show() {
    const from = day.validity.valid ? parse(day.value) : null;
    for (const place of guide.all("[data-day]", rule)) {
      const time = document.createElement("time");
      const date = from && shift(from, numbers(rule.dataset[place.dataset.day]));
      if (date) time.dateTime = iso(date);
      time.textContent = date ? long(date) : "–";
      place.replaceChildren(time);
    }
  }

  day.addEventListener("input", show);
  // Today, until another day is chosen: also on a page that was left open over midnight.
  function start() {
    day.defaultValue = iso(today());
    show();
  }
  document.addEventListener("visibilitychange", start);
  start();
})();
