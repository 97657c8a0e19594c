// Optional quickness: everything here can be done with links and Tab as well.
// j / k: next and previous hit, or mark on a document page. / : to the search box. Nothing is sent anywhere.
"use strict";
(() => {
  const stops = () => [...document.querySelectorAll(".hit h2 a, .hit-mark")];
  let at = -1;
  const go = (step) => {
    const all = stops();
    if (all.length === 0) return;
    at = Math.min(Math.max(at + step, 0), all.length - 1);
    const stop = all[at];
    if (stop.matches("a")) {
      stop.focus();
    } else {
      location.hash = stop.id;
    }
    stop.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "/") {
      const box = document.querySelector("input[type=search]");
      if (box) {
        event.preventDefault();
        box.focus();
        box.select();
      }
    }
  });
})();
