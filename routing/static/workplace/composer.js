// Keeps the draft of an answer while it is written. Without this script the button "Save and check" does the same.
document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("form[data-draft]");
    if (!form) return;
    const body = form.elements.body;
    const stamp = form.elements.stamp;
    const state = document.getElementById("draft-state");
    const remarks = document.getElementById("remarks");
    const writers = document.querySelector("[data-testid=writers]");
    const PAUSE = 2000;
    const LONGEST_PAUSE = 30000;
    const BEAT = 20000;
    const shelf = `draft:${form.dataset.draft}`;
    let saved = body.value;
    let timer = null;
    let pause = PAUSE;
    let busy = false;
    let leaving = false;
    let refused = ""; // the text the server did not take: it is not sent again until it becomes another
    let typedAt = 0;

    const grow = () => {
        body.style.height = "auto";
        body.style.height = `${body.scrollHeight + 4}px`;
    };

    // What the server does not have yet stays with this tab, so that reloading it loses nothing.
    const shelve = () => {
        try {
            if (body.value === saved) sessionStorage.removeItem(shelf);
            else sessionStorage.setItem(shelf, JSON.stringify({ stamp: stamp.value, text: body.value }));
        } catch {
            // no room or no permission: the server keeps the draft anyway
        }
    };

    const say = (sentence, bad) => {
        state.textContent = sentence;
        state.classList.toggle("w-bad", bad);
    };

    // A chosen photo does not travel with every draft.
    const words = () => {
        const data = new FormData(form);
        data.delete("photo");
        return data;
    };

    const took = (text, result) => {
        saved = text;
        stamp.value = result.stamp;
        pause = PAUSE;
        say(`${form.dataset.kept} ${result.at}`, false);
        const open = remarks.querySelector(".w-short")?.open;
        remarks.innerHTML = result.remarks; // made and escaped by the server's own template
        if (open) remarks.querySelector(".w-short")?.setAttribute("open", "");
        shelve();
    };

    const keep = async () => {
        if (busy || leaving || body.value === saved || body.value === refused) return;
        busy = true;
        const text = body.value;
        try {
            const answer = await fetch(form.dataset.draft, {
                method: "POST",
                headers: { Accept: "application/json" },
                body: words(),
            });
            const result = await answer.json();
            if (answer.ok) took(text, result);
            else {
                refused = text;
                say(result.error, true);
            }
        } catch {
            pause = Math.min(LONGEST_PAUSE, pause * 2);
            say(form.dataset.failed, true);
        } finally {
            busy = false;
            if (body.value !== saved && body.value !== refused) plan();
        }
    };

    const plan = () => {
        clearTimeout(timer);
        timer = setTimeout(keep, pause);
    };

    // Says that somebody writes here, and asks who else does; without typing it only asks.
    const beat = async () => {
        if (document.hidden) return;
        const typing = Date.now() - typedAt < 2 * BEAT;
        try {
            const answer = await fetch(form.dataset.writing, {
                method: typing ? "POST" : "GET",
                headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
            });
            if (!answer.ok) return;
            const { others } = await answer.json();
            if (writers.textContent !== others) writers.textContent = others;
            writers.hidden = !others;
        } catch {
            // the next beat asks again
        }
    };

    body.addEventListener("input", () => {
        const first = !typedAt;
        typedAt = Date.now();
        if (first) beat();
        const over = body.value.length - Number(form.dataset.limit);
        if (over > 0) say(`${form.dataset.long} ${over}`, true);
        grow();
        shelve();
        plan();
    });
    // Ctrl+Enter (or Cmd+Enter) in the text sends it for approval.
    body.addEventListener("keydown", (event) => {
        const send = form.querySelector("[data-submit]");
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !send) return;
        event.preventDefault();
        form.requestSubmit(send);
    });
    setInterval(beat, BEAT);
    window.addEventListener("online", () => {
        pause = PAUSE;
        plan();
    });

    const changed = () => body.dispatchEvent(new Event("input"));

    // A text goes where the cursor is, and its first gap is chosen, ready to be written over.
    const insert = (text) => {
        const start = body.selectionStart;
        body.setRangeText(text, start, body.selectionEnd, "end");
        const gap = text.match(/\[[^\]]*\]/);
        body.focus();
        if (gap) body.setSelectionRange(start + gap.index, start + gap.index + gap[0].length);
        changed();
    };
    for (const button of form.querySelectorAll("[data-insert]")) {
        button.hidden = false;
        button.addEventListener("click", () => {
            const paragraphs = [...button.closest("article").querySelectorAll("[data-text] p")];
            insert(paragraphs.map((each) => each.innerText.trim()).join("\n\n"));
        });
    }
    const slots = form.querySelector("[data-testid=slots]");
    if (slots) slots.hidden = false;
    for (const button of form.querySelectorAll("[data-fact]")) {
        button.addEventListener("click", () => insert(button.dataset.fact));
    }
    // The next gap to be filled in, wherever the cursor is.
    for (const button of form.querySelectorAll("[data-next-gap]")) {
        button.hidden = false;
        button.addEventListener("click", () => {
            const gaps = [...body.value.matchAll(/\[[^\]]*\]/g)];
            const next = gaps.find((gap) => gap.index >= body.selectionEnd) || gaps[0];
            body.focus();
            if (next) body.setSelectionRange(next.index, next.index + next[0].length);
        });
    }
    // What lies apart from the draft comes into its place only when its author says so.
    for (const button of document.querySelectorAll("[data-take-apart]")) {
        button.hidden = false;
        button.addEventListener("click", () => {
            body.value = button.closest("details").querySelector("[data-apart]").textContent;
            body.focus();
            changed();
        });
    }
    // A remark of the approver leads to its passage.
    for (const button of document.querySelectorAll("[data-passage]")) {
        button.hidden = false;
        button.addEventListener("click", () => {
            const at = body.value.indexOf(button.dataset.passage);
            body.focus();
            if (at >= 0) body.setSelectionRange(at, at + button.dataset.passage.length);
        });
    }
    // A draft on its way would make the stamp of the form being sent out of date: wait for it, then send.
    form.addEventListener("submit", (event) => {
        leaving = true;
        clearTimeout(timer);
        if (!busy) return;
        event.preventDefault();
        const wait = setInterval(() => {
            if (busy) return;
            clearInterval(wait);
            form.requestSubmit(event.submitter);
        }, 50);
    });
    window.addEventListener("beforeunload", (event) => {
        if (!leaving && body.value !== saved) event.preventDefault();
    });
    // Words of this tab for a draft that has become another: the server keeps them apart, and the page offers them.
    const setApart = async (left) => {
        const data = words();
        data.set("body", left.text);
        data.set("stamp", left.stamp);
        const answer = await fetch(form.dataset.draft, { method: "POST", headers: { Accept: "application/json" }, body: data });
        if (answer.status >= 500) return;
        sessionStorage.removeItem(shelf);
        leaving = true;
        location.reload();
    };
    // Put back what this tab had when it was reloaded.
    try {
        const left = JSON.parse(sessionStorage.getItem(shelf) || "null");
        if (!left || left.text === body.value) sessionStorage.removeItem(shelf);
        else if (left.stamp === stamp.value || left.text.startsWith(body.value)) {
            body.value = left.text;
            say(form.dataset.restored, false);
            plan();
        } else setApart(left).catch(() => say(form.dataset.failed, true));
    } catch {
        sessionStorage.removeItem(shelf);
    }
    grow();
    beat();
});
