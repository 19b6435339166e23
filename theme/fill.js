// Texts to send: what a reader types once stands in the blanks of all of them. It lives in this page
// and goes with it: it is not stored, not sent and in no address.
"use strict";
(() => {
  const { all, data, copy } = guide;
  const words = data.fill;
  const fields = all("[data-blank]");
  const isBlank = (mark) => fields.some((field) => field.dataset.blank === mark.textContent);
  // A browser may have kept what was typed before a reload.
  for (const field of fields) field.value = field.defaultValue;

  // Every blank, under the words that it shows while it is empty.
  const blanks = all(".message b");
  const empty = new Map(blanks.map((mark) => [mark, [...mark.childNodes]]));
  for (const mark of blanks) if (isBlank(mark)) mark.dataset.empty = mark.textContent;

  // Whoever types the year 26 means another one.
  const dateOf = (field) => (field.validity.valid ? field.value.split("-").reverse().join(".") : "");
  const written = (field) => (field.type === "date" ? dateOf(field) : field.value.trim());

  function fill() {
    for (const field of fields) {
      for (const mark of blanks.filter((one) => one.dataset.empty === field.dataset.blank)) {
        const text = written(field);
        mark.replaceChildren(...(text ? [text] : empty.get(mark)));
        mark.classList.toggle("filled", Boolean(text));
      }
    }
  }

  const isUsed = (part) => !part.closest("[hidden], .out");

  // Only what the texts in sight ask for is asked.
  guide.refresh = () => {
    fill();
    for (const field of fields) {
      const asked = blanks.some((mark) => isUsed(mark) && mark.dataset.empty === field.dataset.blank);
      field.closest("p").hidden = !asked;
    }
  };

  const norwegian = (message) => all("li > i:first-child", message).filter(isUsed).map((line) => line.textContent.trimEnd());

  // What a blank is called in the reader's language: as its field is.
  function nameOf(blank) {
    const label = fields.find((field) => field.dataset.blank === blank)?.labels[0];
    const shown = [...(label?.childNodes ?? [])].filter((part) => !part.hidden);
    return shown.map((part) => part.textContent).join("").trim() || blank;
  }

  function openBlanks(message) {
    const open = all("b", message).filter((mark) => isUsed(mark) && mark.textContent === (mark.dataset.empty ?? mark.textContent));
    return [...new Set(open.map((mark) => nameOf(mark.textContent)))].join(" · ");
  }

  // `Emne: …` is the subject, what follows it the text.
  function mailOf(message) {
    const [first = "", ...rest] = norwegian(message);
    const subject = first.replace(/^Emne:\s*/, "");
    const body = subject === first ? [first, ...rest] : rest;
    return { subject: subject === first ? "" : subject, body: body.join("\r\n") };
  }

  // The first sentence that is not struck out says what the text is for; subject and greeting do not.
  function showOnScreen(message, button) {
    const lines = all("li", message).filter(isUsed);
    const isSentence = (line) => /[.?]\s*$/.test(line.querySelector("i").textContent);
    const line = lines.find(isSentence) ?? lines.shift();
    if (!line) return;
    const dialog = document.createElement("dialog");
    const text = document.createElement("p");
    const meaning = document.createElement("small");
    const close = document.createElement("button");
    const said = line.querySelector("i");
    dialog.className = "screen";
    dialog.setAttribute("aria-label", button.textContent);
    text.lang = "nb";
    text.textContent = said.textContent.trimEnd();
    // What stands behind it, without the button.
    const behind = [...line.childNodes].filter((part) => part !== said && !part.matches?.("button, .whom"));
    meaning.append(...behind.map((part) => part.cloneNode(true)));
    close.textContent = words.close;
    const shut = () => {
      dialog.close?.();
      dialog.remove();
    };
    close.addEventListener("click", shut);
    dialog.addEventListener("close", shut);
    dialog.append(text, meaning, close);
    document.body.append(dialog);
    // Browsers of before 2022 know no dialog, but its style.
    dialog.showModal?.();
    dialog.setAttribute("open", "");
  }

  // A voice that is on the device itself: others send the text to a server.
  const voice = () => globalThis.speechSynthesis?.getVoices().find((one) => one.localService && /^(nb|no)([-_]|$)/i.test(one.lang));

  function hear(message) {
    const speaks = speechSynthesis.speaking;
    speechSynthesis.cancel();
    if (speaks) return;
    for (const line of norwegian(message)) {
      const spoken = new SpeechSynthesisUtterance(line);
      spoken.voice = voice();
      spoken.lang = spoken.voice.lang.replace("_", "-");
      speechSynthesis.speak(spoken);
    }
  }

  const actions = {
    copy(message, button) {
      const open = openBlanks(message);
      const reply = open ? words.open.replace("{blanks}", () => open) : data.site.copied;
      copy(norwegian(message).join("\n") + "\n", button, reply);
    },
    // The address is made at the press and kept nowhere.
    mail(message) {
      const { subject, body } = mailOf(message);
      // Half an emoji has no address.
      const part = (text) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, ""));
      const link = document.createElement("a");
      link.href = `mailto:?subject=${part(subject)}&body=${part(body)}`;
      link.click();
    },
    share: (message) => navigator.share({ text: norwegian(message).join("\n") }).catch(() => {}),
    show: showOnScreen, hear,
  };

  for (const message of all(".message")) {
    // What is said has no subject.
    message.querySelector("[data-do=mail]").hidden = !/^\s*Emne:/.test(message.querySelector("li").textContent);
    for (const button of all("[data-do]", message)) {
      button.addEventListener("click", () => actions[button.dataset.do](message, button));
    }
  }

  const offer = (action) => all(`.message [data-do=${action}]`).forEach((button) => (button.hidden = false));
  if (navigator.share) offer("share");
  if (voice()) offer("hear");
  globalThis.speechSynthesis?.addEventListener?.("voiceschanged", () => voice() && offer("hear"));
  addEventListener("pagehide", () => globalThis.speechSynthesis?.cancel());

  // A line that does not apply can be struck out.
  for (const item of all(".message li")) {
    const button = document.createElement("button");
    button.className = "strike";
    button.textContent = "×";
    button.setAttribute("aria-label", `${words.strike}: ${item.querySelector("i")?.textContent ?? ""}`);
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", item.classList.toggle("out"));
      guide.refresh();
    });
    item.append(button);
  }

  // A browser that fills in a field itself may say only that it has changed.
  for (const field of fields) for (const type of ["input", "change"]) field.addEventListener(type, fill);
  guide.refresh();
})();
