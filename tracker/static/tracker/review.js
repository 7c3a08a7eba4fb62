/* The queue by keys: each verdict brings the next piece in its answer. Without this script its forms still work. */
const queue = document.getElementById("queue");
const PART = { "X-Requested-With": "XMLHttpRequest" };

const sorry = () => {
  const told = document.createElement("p");
  told.className = "ft-told ft-told-error";
  told.setAttribute("role", "alert");
  told.textContent = queue.dataset.sorry;
  queue.prepend(told);
};

/* One after the other: a key pressed while an answer is awaited counts for the piece that comes then. */
let work = Promise.resolve();
const inTurn = (doing) => {
  work = work.then(doing).catch(sorry);
};

const send = async (form, button) => {
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form, button), headers: PART });
  if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
  queue.innerHTML = await answer.text();
  queue.querySelector("#verdict button")?.focus({ preventScroll: true });
};

const follow = (key) => {
  const found = queue.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!found) return undefined;
  if (found.matches("button")) return send(found.form, found);
  found.click(); // a direction, a stage, a tick
  return undefined;
};

queue.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = event.submitter ?? event.target.querySelector("button");
  inTurn(() => send(event.target, button));
});

document.addEventListener("keydown", (event) => {
  if (event.target.matches("input:not([type=radio]):not([type=checkbox]), textarea, select")) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
  if (event.key === " ") return; // presses the button that has the focus
  inTurn(() => follow(event.key));
});
