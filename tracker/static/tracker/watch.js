/* Shows what a watch would find below its form, without leaving the page. Without this the button opens a page. */

const found = async (button) => {
  const answer = await fetch(button.formAction, {
    method: "POST",
    body: new FormData(button.form),
    headers: { "X-Requested-With": "XMLHttpRequest" },
  });
  if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
  return answer.text();
};

const preview = async (button) => {
  const box = document.getElementById(button.dataset.preview);
  button.disabled = true;
  box.setAttribute("aria-busy", "true");
  try {
    box.innerHTML = await found(button);
  } catch {
    box.textContent = button.dataset.sorry;
  } finally {
    button.disabled = false;
    box.removeAttribute("aria-busy");
  }
};

document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-preview]")) {
    button.type = "button"; // else Enter in a field of the form would press it
    button.addEventListener("click", () => preview(button));
  }
});
