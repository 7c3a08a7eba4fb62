// A file is tried without leaving the page, so that it need not be chosen again for the import.
document.getElementById("exchange").addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (!button || button.name !== "try") return;
  event.preventDefault();
  const told = document.getElementById("became");
  button.disabled = true;
  told.textContent = event.target.dataset.trying;
  try {
    const answer = await fetch(location.href, { method: "POST", body: new FormData(event.target, button) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    told.replaceChildren(...page.getElementById("became").childNodes);
  } catch {
    told.textContent = event.target.dataset.failed;
  } finally {
    button.disabled = false;
  }
});
