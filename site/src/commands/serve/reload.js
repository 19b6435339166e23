// Only pages that `serve` shows have this script. It loads a page again when its text has changed, at
// the place where the reader is, and shows what is wrong with a change above the last good page.
"use strict";
(async () => {
  const { text } = document.currentScript.dataset;
  const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  const board = document.createElement("pre");
  board.setAttribute("role", "alert");
  Object.assign(board.style, {
    position: "fixed", inset: "0 0 auto", zIndex: 99, margin: 0, padding: "1rem", maxHeight: "60vh", overflow: "auto",
    background: "#7a0010", color: "#fff", font: "16px/1.5 monospace", whiteSpace: "pre-wrap", overflowWrap: "anywhere",
  });

  function show(fault) {
    board.textContent = fault;
    if (fault) document.body.append(board);
    else board.remove();
  }

  // A browser opens six connections to a server, and each page that waits holds one: only the page that
  // is seen waits.
  let waiting;
  let seen = () => {};
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) waiting?.abort();
    else seen();
  });

  for (let number = ""; ; ) {
    if (document.hidden) await new Promise((resolve) => { seen = resolve; });
    try {
      waiting = new AbortController();
      const answer = await fetch(`/.serve/news?number=${number}`, { signal: waiting.signal });
      const news = await answer.json();
      if (news.text !== Number(text)) {
        location.reload();
        return;
      }
      show(news.fault);
      number = news.number;
    } catch {
      // The server has ended, perhaps it comes again; or nobody sees the page.
      await wait(1000);
    }
  }
})();
