/* The key of a map folds where there is little room; on paper it stands open, under the picture of the screen. */

const PAPER_PX = 660; // the width of a sheet between its margins
const NARROW = "(max-width: 899px)";

const isPrinting = () => document.documentElement.classList.contains("printing");

/**
 * The key of the figure that an element stands in.
 * @param {Element} container
 */
const legendOf = (container) =>
  /** @type {HTMLDetailsElement | null | undefined} */ (
    container.closest(".map-figure")?.querySelector("details.map-legend")
  );

/**
 * Where the key starts closed: it would push the text away, or leave the map beside its slider of days too little room.
 * @param {Element} container
 */
function smallScreen(container) {
  if (container.closest(".embed")) return NARROW + ", (max-height: 600px)";
  return container.closest(".timeline-page") ? NARROW + ", (max-height: 850px)" : NARROW;
}

/** @param {Element} container */
export function foldLegend(container) {
  const legend = legendOf(container);
  const small = window.matchMedia(smallScreen(container));
  if (!legend) return;
  const fold = () => {
    legend.open = !small.matches || isPrinting();
  };
  small.addEventListener("change", fold);
  fold();
  legend.classList.add("is-set");
}

/**
 * On paper the map keeps the picture of the screen, made as small as the sheet asks; its key stands open.
 * @param {L.Map} map
 */
export function fitPaper(map) {
  const figure = map.getContainer().closest(".map-figure");
  if (!(figure instanceof HTMLElement) || window.parent !== window) return; // a frame is printed as large as its page gives it
  const stage = figure.querySelector(".map-stage");
  if (!(stage instanceof HTMLElement)) return;
  const legend = legendOf(figure);
  let open = true;
  window.addEventListener("beforeprint", () => {
    map.closePopup();
    const size = map.getSize();
    stage.style.cssText = "flex:none;width:" + size.x + "px;height:" + size.y + "px";
    figure.style.cssText = "width:" + size.x + "px;zoom:" + Math.min(1, PAPER_PX / size.x).toFixed(4);
    document.documentElement.classList.add("printing");
    if (legend) {
      open = legend.open;
      legend.open = true;
    }
  });
  window.addEventListener("afterprint", () => {
    stage.style.cssText = figure.style.cssText = "";
    document.documentElement.classList.remove("printing");
    if (legend) legend.open = open;
  });
}
