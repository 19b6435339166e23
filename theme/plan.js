// The reader's own plan. The page holds every line, date and text with the answers that it is for; this
// script reads the answers, hides what is for somebody else, counts days and sorts by them.
//
// It knows no rule and says no word of its own. Only "Days" below holds numbers: what they mean stands
// in the page, from plan.json. The answers stand in the address, behind the #, which no server sees.
"use strict";
(() => {
  const { all, recall, remember, copy, load, keepSection } = guide;
  const { parse, iso, later, between: daysBetween, numbers, shift, long } = days;
  const plan = document.querySelector(".plan");
  plan.classList.add("counted");
  const within = (selector, part = plan) => part.querySelector(selector);
  const [send, leave] = ["#send", "#leave"].map((id) => within(id));
  const questions = [...new Set(all("[type=radio]", plan).map((radio) => radio.name))];
  const conditional = all(questions.map((question) => `[data-${question}]`).join(), plan);
  const lines = all("[data-line]", plan);
  // Words that a day takes the place of. Only a day is a time in HTML, so the page has none before.
  for (const words of all("[data-time]", plan)) {
    const time = document.createElement("time");
    for (const { name, value } of words.attributes) time.setAttribute(name, value);
    time.textContent = time.dataset.words = words.textContent;
    words.replaceWith(time);
  }

  // Days --------------------------------------------------------------------------------------

  const LONGEST = 70;
  // So many days before the latest day it is safe to send.
  const FEW = 5;

  // The picture of a day: how far away it is.
  const PICTURE = '<svg class="span" aria-hidden="true"><rect y="25%" width="100%" height="50%" rx="3"/><rect y="25%" height="50%" rx="3"/><circle cy="50%" r="7"/></svg>';
  for (const time of all("time:is(.end, .paid)", plan)) time.parentNode.insertAdjacentHTML("beforeend", PICTURE);

  function draw(picture, part) {
    const far = `${100 * part}%`;
    within("rect + rect", picture).setAttribute("width", far);
    within("circle", picture).setAttribute("cx", far);
  }

  // The last day that gives the first end which is not before the day of leaving.
  function latest(leaving, rule) {
    let best = leaving;
    for (let back = 1; back <= LONGEST; back++) {
      const day = later(leaving, -back);
      const end = shift(day, rule);
      if (end < leaving) break;
      if (end < shift(best, rule)) best = day;
    }
    return best;
  }

  // The earliest day with the same end.
  function earliest(last, rule) {
    const isSame = (day) => shift(day, rule).getTime() === shift(last, rule).getTime();
    let day = last;
    while (isSame(later(day, -1))) day = later(day, -1);
    return day;
  }

  const isSent = (line) => /^(send|notice) 0$/.test(line.dataset.day);

  // Answers -----------------------------------------------------------------------------------

  const chosen = (question) => within(`[name="${question}"]:checked`).value;
  const isShown = (part) => !part.closest("[hidden]");
  // Whoever types 2026 passes the years 2, 20 and 202, which nobody means.
  const given = (field) => (isShown(field) && field.validity.valid ? field.value : "");

  // A day that nobody chose is left out: this page counts it anew each day.
  function address(fields = [leave, send]) {
    const parts = new URLSearchParams();
    for (const question of questions) {
      const radio = within(`[name="${question}"]:checked`);
      if (!radio.defaultChecked) parts.set(question, radio.value);
    }
    for (const field of fields) if (given(field)) parts.set(field.name, given(field));
    return parts.toString();
  }

  // A program that passes a link on may have encoded its signs, or put others behind it.
  function written() {
    try {
      return decodeURIComponent(location.hash).replaceAll("&amp;", "&");
    } catch {
      return location.hash;
    }
  }

  function readAddress() {
    const answers = written();
    if (!answers.includes("=")) return;
    const parts = new URLSearchParams(answers.replace("#", ""));
    for (const question of questions) {
      const radios = all(`[name="${question}"]`, plan);
      const [value] = parts.get(question)?.match(/^[\w-]+/) ?? [];
      const asked = radios.find((radio) => radio.value === value);
      (asked ?? radios.find((radio) => radio.defaultChecked)).checked = true;
    }
    send.value = parts.get("send") ?? "";
    leave.value = parts.get("leave") ?? "";
  }

  function writeAddress() {
    const answers = address();
    history.replaceState(null, "", answers ? `#${answers}` : location.pathname);
    keepSection();
  }

  // Showing -----------------------------------------------------------------------------------

  function hide() {
    const answers = Object.fromEntries(questions.map((question) => [question, chosen(question)]));
    for (const part of conditional) {
      const fits = (question) => part.dataset[question]?.split(" ").includes(answers[question]) ?? true;
      part.hidden = !questions.every(fits);
    }
  }

  function write(time, date) {
    time.textContent = date ? long(date) : time.dataset.words;
    if (date) time.dateTime = iso(date);
    else time.removeAttribute("datetime");
  }

  // What the two dates are, and how they lie to the day of leaving. Whoever names no day gives notice as
  // early as that allows; who is not leaving, today if the rule does.
  function showEnds(known) {
    const rules = all("[data-end]", plan).find(isShown);
    const rule = rules && numbers(rules.dataset.end);
    const last = rule && known.leave && latest(known.leave, rule);
    const early = last && new Date(Math.max(earliest(last, rule), known.today));
    const atOnce = rules?.matches("[data-at-once]") && !isShown(leave) && known.today;
    known.notice = isShown(within(".ends")) && (known.send || early || atOnce);
    // A day that the reader chose is in no doubt.
    if (known.send) for (const mark of all(".todo .mark[data-place]", plan)) mark.hidden = true;
    known.send ||= known.today;
    const runsTo = (shifts) => known.notice && shifts && shift(known.notice, numbers(shifts));
    const end = runsTo(rules?.dataset.end);
    const paid = runsTo(rules?.dataset.paid);
    for (const kind of all("time[data-shift]", plan)) write(kind, shift(known.send, numbers(kind.dataset.shift)));
    if (rules) {
      const far = daysBetween(known.notice, Math.max(end, paid ?? end, known.leave));
      for (const time of all("time", rules)) {
        const date = time.classList.contains("end") ? end : paid;
        const picture = within(".span", time.parentNode);
        write(time, date);
        picture.toggleAttribute("hidden", !date);
        if (date) draw(picture, daysBetween(known.notice, date) / far);
      }
    }
    const late = last < known.today ? "passed" : "late";
    const open = last && early <= later(last, -FEW) ? "fits" : "today";
    const soon = sentDay ? "sent" : "early";
    const fit = !last ? "unasked" : known.notice > last ? late : end < known.leave ? soon : open;
    for (const part of all("[data-fit]", plan)) {
      part.hidden = !part.dataset.fit.split(" ").includes(fit) || !rule;
    }
    write(within(".latest"), last);
    write(within(".earliest"), early);
    return end;
  }

  // What is overdue is for today, but the message was sent when it was sent; until that is ticked, it stands
  // where it is written all the same, behind the accounts. A line without a day stays behind all before it.
  function showLines(known) {
    let before = known.today;
    const placed = lines.filter((line) => !line.hidden).map((line) => {
      const [anchor, offset] = line.dataset.day?.split(" ") ?? [];
      let date = known[anchor] && later(known[anchor], Number(offset));
      if (date && date < known.today && !isSent(line)) date = known.today;
      write(within("time", line), date);
      // The box is beside the day; what is ticked is the line.
      within("input", line).setAttribute("aria-label", `${within("label", line).textContent.trim()}: ${within("a", line).textContent}`);
      const isOpen = date < known.today && !within("input", line).checked;
      const day = !date ? before : isOpen ? known.today : date;
      if (day > before) before = day;
      return [day, line];
    });
    placed.sort(([a], [b]) => a - b);
    const order = [...placed.map(([, line]) => line), ...lines.filter((line) => line.hidden)];
    const list = within(".todo");
    if (order.every((line, place) => line === list.children[place])) return;
    // What has the focus would lose it when its line moves.
    const { activeElement } = document;
    list.append(...order);
    activeElement.focus({ preventScroll: true });
  }

  // What was answered above need not be typed again. The name of an operator is the same in every language.
  function carryOver() {
    const [label] = within("[name=operator]:checked").labels;
    const ahead = given(leave) >= iso(days.today()) ? given(leave) : "";
    const answers = { operator: label.translate ? "" : label.textContent, leave: ahead };
    for (const source of all("[data-from]", plan)) {
      const field = source.closest("label").control;
      const isTyped = field.value !== field.defaultValue;
      field.defaultValue = source.hidden ? "" : answers[source.dataset.from];
      if (!isTyped) field.value = field.defaultValue;
    }
  }

  function show() {
    hide();
    showTicks();
    const today = days.today();
    const known = { today, send: parse(given(send)), leave: parse(given(leave)) };
    within(".past").hidden = sentDay || !(known.send && known.send < today);
    known.end = showEnds(known);
    showLines(known);
    carryOver();
    guide.refresh?.();
    return known;
  }

  function changed() {
    show();
    writeAddress();
  }

  // Ticks -------------------------------------------------------------------------------------
  // By operator and line, with the day for what is ticked as sent: what is sent to one operator is not
  // sent to another.

  const boxes = all("[type=checkbox]", plan);
  const lineOf = (box) => box.closest("[data-line]");
  const tickOf = (box, operator = chosen("operator")) => `${operator} ${lineOf(box).dataset.line}`;
  // What else is done before the operator is found, is done for the one that is found.
  const ticksOf = (box) => (isSent(lineOf(box)) ? [tickOf(box)] : [tickOf(box), tickOf(box, "unknown")]);
  let sentDay = "";

  function ticked() {
    const ticks = (recall("guide-plan") ?? "").split("\n").map((tick) => tick.split(" "));
    return new Map(ticks.filter(([, line]) => line).map(([operator, line, day]) => [`${operator} ${line}`, day]));
  }

  // The days are counted from the day of what is ticked as sent, until it is unticked, whatever day an older
  // link or calendar names.
  function showTicks() {
    const ticks = ticked();
    for (const box of boxes) box.checked = ticksOf(box).some((tick) => ticks.has(tick));
    if (send.value === sentDay) send.value = "";
    const sent = boxes.find((box) => box.checked && isShown(lineOf(box)) && isSent(lineOf(box)));
    sentDay = (sent && ticks.get(tickOf(sent))) ?? "";
    if (sentDay) send.value = sentDay;
  }

  // What is ticked as sent was sent on the day that is chosen, or today.
  function keepTicks() {
    const ticks = ticked();
    for (const box of boxes) {
      const tick = tickOf(box);
      const day = isSent(lineOf(box)) && (given(send) || iso(days.today()));
      if (!box.checked) ticksOf(box).forEach((one) => ticks.delete(one));
      else if (day && isShown(lineOf(box))) ticks.set(tick, day);
      else if (!ticks.has(tick)) ticks.set(tick);
    }
    remember("guide-plan", [...ticks].map((tick) => tick.join(" ").trim()).join("\n"));
  }

  for (const box of boxes) box.addEventListener("change", () => (keepTicks(), changed()));

  // What can be done with it ------------------------------------------------------------------

  guide.planName = () => address([leave]);
  // Elsewhere and later it is the same plan: with the day that its lines are counted from, also where
  // nobody chose it.
  guide.planAddress = () => {
    const known = show();
    const day = isShown(within(".ends")) ? known.notice : known.send;
    const parts = new URLSearchParams(address());
    if (day) parts.set(send.name, iso(day));
    return `${location.href.split("#").shift()}#${parts}`;
  };
  const actions = {
    link: (button) => copy(guide.planAddress(), button, guide.data.site.linkCopied),
    print: () => print(),
  };
  for (const [action, act] of Object.entries(actions)) {
    const button = within(`[data-do=${action}]`);
    button.addEventListener("click", () => act(button));
  }
  // calendar.js answers this click itself as soon as it is there.
  within("[data-do=calendar]").addEventListener("click", ({ target }) => load("calendar.js", target));

  send.addEventListener("change", keepTicks);
  for (const field of all(".asked input", plan)) field.addEventListener("change", changed);
  // A link to a section of the plan keeps the answers.
  addEventListener("hashchange", () => (readAddress(), changed()));
  addEventListener("pageshow", () => (readAddress(), show()));
  addEventListener("storage", show);
  // A page that was left open over midnight.
  document.addEventListener("visibilitychange", show);
  readAddress();
  show();
})();
