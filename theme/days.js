// Days, for the plan, for operators and for timetables. What a notice period means stands in the pages, from
// plan.json, as numbers.
"use strict";
window.days = (() => {
  const DAY = 86_400_000;
  // Dates as Europe writes them where the language names no country: en alone would be American.
  // A browser that has not learnt the language says them in English.
  const { baseName, region } = new Intl.Locale(document.documentElement.lang);
  const language = [region ? baseName : `${baseName}-150`, "en-150"];
  const written = (options) => {
    const format = new Intl.DateTimeFormat(language, { timeZone: "UTC", ...options });
    return (date) => format.format(date);
  };
  // Operators count by the calendar of Oslo, wherever the reader is.
  const inOslo = new Intl.DateTimeFormat("sv", { timeZone: "Europe/Oslo" });
  const parse = (text) => (text ? new Date(`${text}T00:00Z`) : null);

  // So many months on, then to the end of the month if asked, then so many days on.
  function shift(date, [months, monthEnd, days]) {
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
    const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    const day = monthEnd ? last : Math.min(date.getUTCDate(), last);
    return new Date(Date.UTC(year, month, day + days));
  }

  return {
    parse, shift,
    today: () => parse(inOslo.format(new Date())),
    iso: (date) => date.toISOString().slice(0, 10),
    later: (date, days) => new Date(date.getTime() + days * DAY),
    between: (from, to) => Math.round((to - from) / DAY),
    numbers: (text) => text.split(" ").map(Number),
    short: written({ dateStyle: "long" }),
    long: written({ weekday: "long", day: "numeric", month: "long", year: "numeric" }),
  };
})();
