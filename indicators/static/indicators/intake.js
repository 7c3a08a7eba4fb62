/* Follows the reading of a document; when it is done, goes where the page leads. */
const EVERY = 1000; // milliseconds

const follow = async () => {
  try {
    const answer = await fetch(location.href, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    if (answer.ok && !answer.redirected) {
      const shown = document.getElementById("intake");
      shown.outerHTML = await answer.text();
      if (document.getElementById("intake").dataset.finished === "yes") return location.reload();
    }
  } catch {
    // The server may be away for a moment; the reading goes on without us.
  }
  setTimeout(follow, EVERY);
};

setTimeout(follow, EVERY);
