// The plan as a calendar file (RFC 5545): an entry for each line with a day, all day long, with an alarm.
// Nothing typed into a text is in it: the lines, and the link that opens the plan again, with its days.
"use strict";
(() => {
  const { all, planAddress, planName } = guide;
  const button = document.querySelector("[data-do=calendar]");

  const text = (words) => words.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");
  const compact = (iso) => iso.replaceAll("-", "");

  // A line is at most 75 bytes of UTF-8 long; it goes on behind a blank, and no letter is cut.
  function folded(line) {
    const encoder = new TextEncoder();
    const parts = [""];
    let room = 75;
    for (const letter of line) {
      const size = encoder.encode(letter).length;
      if (size > room) {
        parts.push("");
        room = 74;
      }
      parts.push(parts.pop() + letter);
      room -= size;
    }
    return parts.join("\r\n ");
  }

  // The same plan gives the same identifiers, so that it replaces itself, with another day of the notice, too.
  function identifier(line) {
    let hash = 0;
    for (const letter of planName()) hash = (Math.imul(hash, 31) + letter.codePointAt(0)) >>> 0;
    return `${line}-${hash.toString(16)}@plan`;
  }

  function entry(line, address, now) {
    const day = line.querySelector("time").dateTime;
    const next = new Date(`${day}T00:00Z`);
    next.setUTCDate(next.getUTCDate() + 1);
    const link = line.querySelector("a");
    const mark = line.querySelector(".mark:not([hidden])");
    const words = link.textContent + (mark ? ` (${mark.textContent})` : "");
    return [
      "BEGIN:VEVENT",
      `UID:${identifier(line.dataset.line)}`,
      `DTSTAMP:${now}`,
      `DTSTART;VALUE=DATE:${compact(day)}`,
      `DTEND;VALUE=DATE:${compact(next.toISOString().slice(0, 10))}`,
      "TRANSP:TRANSPARENT",
      `SUMMARY:${text(words)}`,
      `DESCRIPTION:${text(`${link.href}\n${address}`)}`,
      `URL:${address}`,
      "BEGIN:VALARM",
      "ACTION:DISPLAY",
      `DESCRIPTION:${text(words)}`,
      "TRIGGER:PT9H",
      "END:VALARM",
      "END:VEVENT",
    ];
  }

  function save() {
    const address = planAddress();
    const now = `${compact(new Date().toISOString().slice(0, 19)).replaceAll(":", "")}Z`;
    const lines = all("[data-line]:not([hidden])").filter((line) => line.querySelector("time").dateTime);
    const file = [
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//plan//plan//EN",
      ...lines.flatMap((line) => entry(line, address, now)),
      "END:VCALENDAR",
    ];
    const content = file.map(folded).join("\r\n") + "\r\n";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type: "text/calendar" }));
    link.download = "plan.ics";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  button.addEventListener("click", save);
  save();
})();
