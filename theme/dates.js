// Dates that a reader would otherwise count on fingers: when the line dies and until when one
// pays (step 1), and the days in the timetables (step 5, leaving Norway). Nothing is stored.
"use strict";
(() => {
  const { data, element } = guide;
  const words = data.dates;
  const { short: format, later, shift } = days;
  // Days from the date asked for to the one each row of a timetable means; null: no fixed day.
  const AFTER_END = [null, null, 1, 35, null, null, null, 60, null];
  const BEFORE_LEAVING = [-60, -30, -14, 0];

  const endOfMonth = (date, months = 0) => shift(date, [months, 1, 0]);

  // The first table between the heading `id` and the next one, also in a closed part.
  function tableUnder(id) {
    let next = document.getElementById(id);
    while ((next = next?.nextElementSibling) && !/^H[12]$/.test(next.tagName)) {
      const table = next.matches("table") ? next : next.querySelector("table");
      if (table) return table;
    }
    return null;
  }

  // A field for a date; `answer` is called with it, and with null while it is not whole. Whoever
  // types 2026 passes the years 2, 20 and 202, which nobody means.
  function field(id, question, answer) {
    const input = element("input", { type: "date", id, min: "2000-01-01", max: "2099-12-31" });
    const label = element("label", { htmlFor: id }, element("b", { textContent: question }));
    input.addEventListener("input", () => answer(input.validity.valid ? input.valueAsDate : null));
    return element("p", {}, label, " ", input);
  }

  // Step 1: the three kinds of notice, with the reader's own day.
  function addNotice() {
    const examples = tableUnder("step-1-dates");
    if (!examples) return;
    const kinds = [
      [words.kindA, (day) => [endOfMonth(day, 1), endOfMonth(day, 1)]],
      [words.kindB, (day) => [endOfMonth(day), endOfMonth(day)]],
      [words.kindC, (day) => [later(day, 1), endOfMonth(later(day, 1))], words.until],
    ];
    const list = element("ul");
    const answers = element("div", {}, list);
    answers.setAttribute("role", "status");

    function answer(day) {
      const items = kinds.map(([kind, dates, paidWords = "{date}"]) => {
        const [end, paid] = dates(day).map(format);
        const textContent = words.answer
          .replace("{kind}", kind)
          .replace("{end}", end)
          .replace("{paid}", paidWords.replace("{date}", paid));
        return element("li", { textContent });
      });
      list.replaceChildren(...items);
    }

    const box = element("div", { className: "example" }, field("notice-date", words.notice, (day) => (day ? answer(day) : list.replaceChildren())), answers);
    (examples.closest("details") ?? examples).before(box);
  }

  // A timetable gets the days beside its words.
  function addTimetable(id, question, days) {
    const table = tableUnder(id);
    const heads = [...(table?.querySelectorAll("tbody th") ?? [])];
    // The table has changed: better no dates than wrong ones.
    if (heads.length !== days.length) return;
    const notes = heads.map((head, row) => {
      const note = element("small", { className: "day" });
      if (days[row] !== null) head.append(" ", note);
      return note;
    });
    table.before(
      field(`${id}-date`, question, (day) => {
        notes.forEach((note, row) => (note.textContent = day && days[row] !== null ? format(later(day, days[row])) : ""));
      }),
    );
  }

  addNotice();
  addTimetable("step-5-sixty-days", words.end, AFTER_END);
  addTimetable("leaving", words.leaving, BEFORE_LEAVING);
})();
