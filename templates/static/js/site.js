/* Arrow keys lead to the event before and after; everything else works without a script. */
(function () {
  "use strict";

  const { prev, next } = document.body.dataset;

  function busy(target) {
    return target.closest("input, select, textarea, [contenteditable], .leaflet-container, .timeline, [role=slider], [role=tablist]");
  }

  if (prev || next) {
    document.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
      if (event.target instanceof Element && busy(event.target)) return;
      const href = event.key === "ArrowLeft" ? prev : event.key === "ArrowRight" ? next : null;
      if (!href) return;
      event.preventDefault();
      location.assign(href);
    });
  }

  // ---- the menu of languages closes as menus do ------------------------------------------------------
  const menu = document.querySelector(".language-menu");
  if (menu) {
    document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }

  // ---- sharing: what the dialog needs is loaded when it is first asked for --------------------------
  const opener = document.querySelector("a[data-share]");

  function loadShare() {
    const style = document.createElement("link");
    const script = document.createElement("script");
    Object.assign(style, { rel: "stylesheet", href: opener.dataset.style });
    script.src = opener.dataset.script;
    script.addEventListener("error", () => location.assign(opener.href)); // the same as a page
    document.head.append(style, script);
  }

  function share() {
    if (window.mapsvc && window.mapsvc.share) window.mapsvc.share(opener);
    else if (!document.querySelector("script[src='" + opener.dataset.script + "']")) loadShare();
  }

  if (opener) {
    opener.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0) return;
      event.preventDefault();
      share();
    });
    document.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented || event.key.toLowerCase() !== "s") return;
      if (event.target instanceof Element && event.target.closest("input, select, textarea, [contenteditable], dialog")) return;
      event.preventDefault();
      share();
    });
  }
})();
