// The keyboard of the officials' pages. Any page takes part by attributes, no page needs a script of its own:
//
//   data-key="/"                on a link, a button, a summary or a field: this key presses it (a field is focused).
//   data-key="g i"              a sequence: first g, then i within a second and a half.
//   data-key-name="…"           what the help calls it; without it the element's own label or words are taken.
//   data-key-tick               on a button: it ticks all rows of the list.
//   data-key-list="tr.row"      on any element: these are the rows among which j and k (and the arrows) go. The first
//                               link of a row, or its [data-key-open], has the focus, so Enter opens it by itself;
//                               x ticks the row's checkbox.
//
// Letters are those of the Latin layout wherever the layout is another: «о» is j. Nothing happens while somebody types
// into a field or holds Ctrl, Alt or Meta; Tab, Enter and Space stay the browser's. «?» opens the help, where single keys can
// be switched off (WCAG 2.1.4). Keys that every page has, and the help itself, come from the server (workplace/keys.html).
(() => {
    const PAUSE = 1500;
    const OFF = "workplaceKeysOff";
    let typed = "";
    let timer = null;
    let common = null;

    const keyOf = (event) => {
        if (event.key === "?" || (event.code === "Slash" && event.shiftKey)) return "?";
        if (event.key === "/" || event.code === "Slash") return "/";
        if (/^[a-z0-9]$/i.test(event.key)) return event.key.toLowerCase();
        const letter = /^Key([A-Z])$/.exec(event.code);
        return letter ? letter[1].toLowerCase() : event.key;
    };

    const isTyping = (element) =>
        element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && element.type !== "checkbox";

    // What the server adds to every page: asked for at the first need, once.
    const fromServer = () => {
        const inbox = document.querySelector('a[href$="/routing/case/"]');
        if (!common && inbox) {
            common = fetch(new URL("keys/", inbox.href))
                .then((answer) => (answer.ok ? answer.text() : ""))
                .then((html) => {
                    const holder = document.createElement("div");
                    holder.innerHTML = html; // the server's own template
                    document.body.append(holder);
                    return holder.querySelector("dialog");
                })
                .catch(() => (common = null));
        }
        return common;
    };

    const seen = (element) => element.closest("dialog") || element.getClientRects().length > 0;
    const keyed = () => [...document.querySelectorAll("[data-key]")].filter((each) => seen(each) && !each.disabled);
    // The search field of unfold's own lists answers to «/» without an attribute.
    const find = (keys) =>
        keyed().find((each) => each.dataset.key === keys) || (keys === "/" && document.getElementById("searchbar"));

    const press = (element) => {
        if (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && element.type !== "checkbox") {
            element.focus();
            if (element.select) element.select();
        } else if (element.tagName === "SUMMARY") {
            element.focus();
            element.click();
            const field = element.parentElement.open && element.parentElement.querySelector("textarea, input:not([type=hidden]), select");
            if (field) field.focus();
        } else {
            element.focus();
            element.click();
        }
    };

    const rows = () => {
        const list = document.querySelector("[data-key-list]");
        return list ? [...document.querySelectorAll(list.dataset.keyList)].filter(seen) : [];
    };
    const current = (all) => all.findIndex((row) => row.contains(document.activeElement));
    const opener = (row) => row.querySelector("[data-key-open]") || row.querySelector("a[href]") || row;

    const go = (step) => {
        const all = rows();
        if (!all.length) return false;
        const now = current(all);
        // The last place is remembered: after a look elsewhere j goes on from there.
        const last = now >= 0 ? now : all.findIndex((row) => row.hasAttribute("data-key-current"));
        const next = Math.min(all.length - 1, Math.max(0, last < 0 ? (step > 0 ? 0 : all.length - 1) : last + step));
        all.forEach((row, number) => row.toggleAttribute("data-key-current", number === next));
        opener(all[next]).focus();
        all[next].scrollIntoView({ block: "nearest" });
        return true;
    };

    const tick = () => {
        const all = rows();
        const row = all[current(all)] || all.find((each) => each.hasAttribute("data-key-current"));
        const box = row && row.querySelector('input[type="checkbox"]');
        if (box) box.click();
        return Boolean(box);
    };

    // A [data-key-tick] ticks all rows, or none when all are ticked.
    document.addEventListener("click", (event) => {
        if (!event.target.closest("[data-key-tick]")) return;
        const boxes = rows().flatMap((row) => [...row.querySelectorAll('input[type="checkbox"]')]);
        const all = boxes.every((box) => box.checked);
        boxes.forEach((box) => (box.checked = !all));
    });

    const nameOf = (element) =>
        element.dataset.keyName || element.getAttribute("aria-label") || element.placeholder || element.innerText.trim();

    const help = async () => {
        const dialog = await fromServer();
        if (!dialog) return;
        const own = dialog.querySelector("[data-key-own]");
        own.replaceChildren(
            ...keyed()
                .filter((each) => !dialog.contains(each))
                .map((each) => {
                    const line = document.createElement("li");
                    const key = document.createElement("kbd");
                    key.textContent = each.dataset.key;
                    line.append(key, " ", nameOf(each));
                    return line;
                }),
        );
        own.parentElement.hidden = !own.children.length;
        dialog.querySelector("[data-key-moves]").hidden = !rows().length;
        const off = dialog.querySelector("[data-key-off]");
        off.checked = localStorage.getItem(OFF) === "1";
        off.onchange = () => localStorage.setItem(OFF, off.checked ? "1" : "0");
        if (!dialog.open) dialog.showModal();
    };

    const forget = () => {
        typed = "";
        clearTimeout(timer);
    };

    const begins = (keys) => keys === "g" || keyed().some((each) => each.dataset.key.startsWith(`${keys} `));

    const act = async (keys) => {
        if (keys.startsWith("g")) await fromServer();
        const found = find(keys);
        if (found) {
            forget();
            press(found);
        }
    };

    document.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
        const at = document.activeElement || document.body;
        if (isTyping(at)) {
            if (event.key === "Escape" && at.dataset.key) at.blur();
            return;
        }
        const key = keyOf(event);
        if (key === "?") {
            event.preventDefault();
            help();
            return;
        }
        if (localStorage.getItem(OFF) === "1" || document.querySelector("dialog[open]")) return;
        const inList = current(rows()) >= 0;
        const moves = { j: 1, k: -1, ...(inList ? { ArrowDown: 1, ArrowUp: -1 } : {}) };
        if (!typed && !find(key) && key in moves && go(moves[key])) return event.preventDefault();
        if (!typed && !find(key) && key === "x" && tick()) return event.preventDefault();
        if (key.length > 1) return;
        const keys = typed ? `${typed} ${key}` : key;
        if (find(keys) || typed) event.preventDefault();
        clearTimeout(timer);
        typed = begins(keys) ? keys : "";
        timer = setTimeout(forget, PAUSE);
        act(keys);
    });
})();
