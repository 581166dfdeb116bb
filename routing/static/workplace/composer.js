// Keeps the draft of an answer while it is written. Without this script the button "Save and check" does the same.
document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("form[data-draft]");
    if (!form) return;
    const body = form.elements.body;
    const stamp = form.elements.stamp;
    const state = document.getElementById("draft-state");
    const remarks = document.getElementById("remarks");
    const PAUSE = 2000;
    let saved = body.value;
    let timer = null;
    let busy = false;
    let leaving = false;

    const grow = () => {
        body.style.height = "auto";
        body.style.height = `${body.scrollHeight + 4}px`;
    };

    // A chosen photo does not travel with every draft.
    const words = () => {
        const data = new FormData(form);
        data.delete("photo");
        return data;
    };

    const keep = async () => {
        if (busy || leaving || body.value === saved) return;
        busy = true;
        const text = body.value;
        try {
            const answer = await fetch(form.dataset.draft, {
                method: "POST",
                headers: { Accept: "application/json" },
                body: words(),
            });
            const result = await answer.json();
            if (answer.ok) {
                saved = text;
                stamp.value = result.stamp;
                state.textContent = `${form.dataset.kept} ${result.at}`;
                remarks.innerHTML = result.remarks; // made and escaped by the server's own template
            } else {
                state.textContent = result.error;
            }
            state.classList.toggle("w-bad", !answer.ok);
        } catch {
            state.textContent = form.dataset.failed;
            state.classList.add("w-bad");
        } finally {
            busy = false;
            if (body.value !== saved) plan();
        }
    };

    const plan = () => {
        clearTimeout(timer);
        timer = setTimeout(keep, PAUSE);
    };

    body.addEventListener("input", () => {
        grow();
        plan();
    });
    // A standard text goes where the cursor is, and its first gap is chosen, ready to be written over.
    for (const button of form.querySelectorAll("[data-insert]")) {
        button.hidden = false;
        button.addEventListener("click", () => {
            const paragraphs = [...button.closest("article").querySelectorAll("[data-text] p")];
            const text = paragraphs.map((each) => each.innerText.trim()).join("\n\n");
            const start = body.selectionStart;
            body.setRangeText(text, start, body.selectionEnd, "end");
            const gap = text.match(/\[[^\]]*\]/);
            body.focus();
            if (gap) body.setSelectionRange(start + gap.index, start + gap.index + gap[0].length);
            body.dispatchEvent(new Event("input"));
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
    grow();
});
