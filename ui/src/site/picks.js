/* Beside a field for a day stands the browser's calendar; what is picked there is typed into the field. */

for (const pick of document.querySelectorAll("[data-day-pick]")) {
  const field = pick.previousElementSibling;
  if (!(pick instanceof HTMLInputElement) || !(field instanceof HTMLInputElement)) continue;
  pick.hidden = false;
  pick.addEventListener("change", (event) => {
    event.stopPropagation();
    if (!pick.value) return;
    field.value = pick.value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
