/* Select2 names neither the box in which one types nor a choice that is still empty: what hears a page needs both. */
const nameChoices = () => {
  for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
    const label = select.labels[0];
    if (!label) continue;
    label.id ||= `${select.id}-label`;
    const shown = select.nextElementSibling.querySelector(".select2-selection__rendered");
    const typed = select.nextElementSibling.querySelector(".select2-search__field");
    typed?.setAttribute("aria-labelledby", label.id);
    if (typed) continue;
    shown.setAttribute("aria-labelledby", label.id);
    shown.parentElement.setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
  }
};
const nameThemSoon = () => requestAnimationFrame(nameChoices); // when Select2 has made them

window.addEventListener("load", nameThemSoon);
document.addEventListener("formset:added", nameThemSoon);
