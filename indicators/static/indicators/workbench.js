/* The workbench without loading its page again after each act, and by keys. Without this script its forms still work. */
const script = document.currentScript;
const text = document.getElementById("wb-text");
const list = document.getElementById("wb-drafts");
const add = document.getElementById("wb-add");
const said = document.getElementById("wb-said");
const PART = { "X-Requested-With": "XMLHttpRequest" };

const cards = () => [...list.querySelectorAll(".wb-card")];
const card = (key) => document.getElementById(`d${key}`);
const current = () => list.querySelector("[aria-current]");
const marksOf = (key) => (text ? [...text.querySelectorAll(`mark[data-d~="${key}"]`)] : []);

const tell = (line, refused = false) => {
  said.textContent = line;
  said.classList.toggle("wb-refused", refused);
};

/* Looks at a draft: beside, and at its place in the text. */
const look = (one, { focus = true } = {}) => {
  current()?.removeAttribute("aria-current");
  text?.querySelectorAll("mark.wb-now").forEach((mark) => mark.classList.remove("wb-now"));
  if (!one) return;
  one.setAttribute("aria-current", "true");
  one.scrollIntoView({ block: "nearest" });
  if (focus) one.focus({ preventScroll: true });
  const marks = marksOf(one.dataset.draft);
  marks.forEach((mark) => mark.classList.add("wb-now"));
  marks[0]?.scrollIntoView({ block: "center" });
  if (add) add.elements.draft.value = one.dataset.draft;
};

const nextOpen = (after) => {
  const all = cards();
  const open = (one) => one.dataset.state === "open";
  const at = after ? all.indexOf(after) : -1;
  return all.slice(at + 1).find(open) ?? all.find(open);
};

const step = (by) => {
  const all = cards();
  const at = all.indexOf(current());
  look(all[Math.min(all.length - 1, Math.max(0, at + by))]);
};

/* The segment's colour follows the drafts that cover it. */
const recolour = (key) => {
  for (const mark of marksOf(key)) {
    const covering = mark.dataset.d.split(" ").map(card).filter(Boolean);
    const states = covering.map((one) => one.dataset.state);
    const state = ["open", "accepted", "rejected"].find((each) => states.includes(each)) ?? "rejected";
    const kind = covering[0]?.classList.contains("wb-indicator") ? "indicator" : "recommendation";
    mark.className = `wb-${state} wb-${kind}`;
  }
};

const made = (html) => {
  const holder = document.createElement("template");
  holder.innerHTML = html.trim();
  return holder.content.firstElementChild;
};

const arrange = (order) => {
  const wanted = order.map(card).filter(Boolean);
  cards().filter((one) => !wanted.includes(one)).forEach((one) => one.remove());
  wanted.forEach((one, at) => {
    if (list.children[at] !== one) list.insertBefore(one, list.children[at] ?? null);
  });
  document.getElementById("wb-none").hidden = wanted.length > 0;
};

const show = (done, from) => {
  const place = from ? cards().indexOf(from) : -1;
  for (const [key, html] of Object.entries(done.cards)) {
    const fresh = made(html);
    if (card(key)) card(key).replaceWith(fresh);
    else list.append(fresh);
  }
  arrange(done.order);
  if (done.text !== null) text.innerHTML = done.text;
  else Object.keys(done.cards).forEach(recolour);
  document.getElementById("wb-progress").innerHTML = done.progress;
  tell(done.said);
  look(card(done.current) ?? nextOpen(cards()[place]));
};

const answered = async (form, button) => {
  const data = new FormData(form, button);
  const answer = await fetch(form.action, { method: "POST", body: data, headers: PART });
  if (answer.redirected || ![200, 409].includes(answer.status)) throw new Error(answer.statusText);
  return answer.json();
};

/* One thing after another: a key that is pressed while an answer is awaited counts for the draft that comes then. */
let work = Promise.resolve();
const inTurn = (doing) => {
  work = work.then(doing).catch(() => tell(script.dataset.sorry, true));
  return work;
};

const act = async (form, button) => {
  const done = await answered(form, button);
  if (done.refused) return tell(done.refused, true);
  if (form === add) add.elements.words.value = "";
  show(done, form.closest(".wb-card"));
  list.querySelector("[aria-current] .ft-errors")?.scrollIntoView({ block: "nearest" });
};

/* A card as a form to edit or to split it, or as it was. */
const change = async (one, address) => {
  const url = new URL(address, location.href);
  const answer = await fetch(url, { headers: PART });
  if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
  const fresh = made(await answer.text());
  one.replaceWith(fresh);
  look(fresh);
  const field = fresh.querySelector("textarea, input:not([type=hidden]), select");
  if (field && url.searchParams.get("mode")) {
    const first = fresh.querySelector("[name=title], [name=pieces]") ?? field;
    first.focus();
    first.setSelectionRange?.(0, 0);
  }
};

/* Where a point of the page is in the document's text, in code points. */
const placeOf = (node, offset) => {
  const holder = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.("[data-start]");
  if (!holder || !text.contains(holder)) return null;
  const before = document.createRange();
  before.setStart(holder, 0);
  before.setEnd(node, offset);
  return Number(holder.dataset.start) + [...before.toString()].length;
};

/* A selection that ends between two segments ends where the nearest text does. */
const selected = () => {
  const selection = getSelection();
  if (!text || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(text)) return null;
  const touched = [...text.querySelectorAll("[data-start]")].filter((piece) => range.intersectsNode(piece));
  if (!touched.length) return null;
  const first = touched[0];
  const last = touched[touched.length - 1];
  const start = placeOf(range.startContainer, range.startOffset) ?? Number(first.dataset.start);
  const end = placeOf(range.endContainer, range.endOffset) ?? Number(last.dataset.start) + [...last.textContent].length;
  return end > start ? { start, end } : null;
};

/* Kept in the form, for a click on its button may end the selection. */
const keepSelection = () => {
  const found = selected();
  add.elements.start.value = found?.start ?? "";
  add.elements.end.value = found?.end ?? "";
};

document.addEventListener("selectionchange", () => {
  if (add && document.activeElement !== add.elements.words) keepSelection();
});

document.addEventListener("submit", (event) => {
  if (event.target !== add && !event.target.closest(".wb-card")) return;
  event.preventDefault();
  const button = event.submitter ?? event.target.querySelector("[data-default]");
  if (button?.name) inTurn(() => act(event.target, button));
});

document.addEventListener("click", (event) => {
  const one = event.target.closest(".wb-card");
  const mark = event.target.closest("#wb-text mark");
  if (mark && getSelection().isCollapsed) return look(card(mark.dataset.d.split(" ")[0]), { focus: false });
  if (!one || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("[data-mode], [data-leave], [data-look]");
  if (link) event.preventDefault();
  if (link && !link.matches("[data-look]")) inTurn(() => change(one, link.href));
  else if (one !== current()) look(one, { focus: !event.target.closest("input, textarea, select, button, a") });
});

const inField = (target) => target.matches("input:not([type=hidden]), textarea, select");

/* What a key does to the draft that is looked at by then. */
const follow = (found) => {
  if (!found) return;
  if (found.matches("input")) return found.focus();
  if (found.matches("a")) return change(found.closest(".wb-card"), found.href);
  if (found.form === add && selected()) keepSelection(); // the event that tells of it may be still to come
  return act(found.form, found);
};

const find = (selector) => current()?.querySelector(selector) ?? add?.querySelector(selector);

const KEYS = "axesmtuniq/";
const key = (pressed) => {
  if (pressed === "j" || pressed === "k") return step(pressed === "j" ? 1 : -1);
  const found = find(`[data-key="${CSS.escape(pressed)}"]`) ?? (pressed === "u" ? lastRejected() : null);
  if (found?.value === "reject") rejected = current().dataset.draft;
  return follow(found);
};

document.addEventListener("keydown", (event) => {
  if (event.altKey) return;
  const control = event.ctrlKey || event.metaKey;
  if (inField(event.target)) {
    if (event.key === "Enter" && control) inTurn(() => follow(find("[data-default]")));
    else if (event.key === "Escape" && event.target === add?.elements.words) look(current());
    else if (event.key === "Escape") inTurn(() => follow(find("[data-leave]")));
  } else if (!control && event.key === "Escape") {
    inTurn(() => follow(find("[data-leave]")));
  } else if (!control && `${KEYS}jk`.includes(event.key)) {
    event.preventDefault();
    inTurn(() => key(event.key));
  }
});

/* u takes up again what was rejected last, wherever one is. */
let rejected = null;
const lastRejected = () => (rejected ? card(rejected)?.querySelector("[data-key=u]") : null);
document.addEventListener("click", (event) => {
  const button = event.target.closest("[name=act][value=reject]");
  if (button) rejected = button.closest(".wb-card").dataset.draft;
});

look(card(script.dataset.current) ?? nextOpen(null), { focus: false });
