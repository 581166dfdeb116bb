// The case card: choosing from suggestions while typing, a click on an understood word, a passage of the letter to
// comment on. Everything works without this script too: the fields are plain, the links lead to them.
document.addEventListener("DOMContentLoaded", () => {
    // A field with suggestions (WAI-ARIA combobox): arrows choose, Enter takes, Escape closes.
    const combobox = (input) => {
        const list = document.createElement("ul");
        list.id = `${input.id}-options`;
        list.className = "w-options";
        list.setAttribute("role", "listbox");
        list.setAttribute("aria-label", input.labels[0]?.textContent || "");
        list.hidden = true;
        input.after(list);
        input.setAttribute("role", "combobox");
        input.setAttribute("aria-autocomplete", "list");
        input.setAttribute("aria-controls", list.id);
        input.setAttribute("aria-expanded", "false");
        let at = -1;
        let timer = null;
        let asked = 0;

        const close = () => {
            list.hidden = true;
            at = -1;
            input.setAttribute("aria-expanded", "false");
            input.removeAttribute("aria-activedescendant");
        };
        const take = (option) => {
            input.value = option.dataset.value;
            close();
            input.focus();
        };
        const point = (to) => {
            const options = [...list.children];
            at = (to + options.length) % options.length;
            options.forEach((each, n) => each.setAttribute("aria-selected", String(n === at)));
            options[at].scrollIntoView({ block: "nearest" });
            input.setAttribute("aria-activedescendant", options[at].id);
        };
        const show = (options) => {
            list.replaceChildren(
                ...options.map(({ value, note }, n) => {
                    const row = document.createElement("li");
                    row.id = `${list.id}-${n}`;
                    row.setAttribute("role", "option");
                    row.dataset.value = value;
                    row.textContent = value;
                    if (note) row.append(Object.assign(document.createElement("small"), { textContent: note }));
                    row.addEventListener("mousedown", (event) => {
                        event.preventDefault();
                        take(row);
                    });
                    return row;
                }),
            );
            list.hidden = !options.length;
            at = -1;
            input.setAttribute("aria-expanded", String(!list.hidden));
        };
        const ask = async () => {
            const turn = ++asked;
            const typed = input.value.trim();
            if (typed.length < 2) return close();
            try {
                const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(typed)}`);
                if (!answer.ok || turn !== asked) return;
                const { options, places } = await answer.json();
                show(options || places.map(({ address }) => ({ value: address, note: "" })));
            } catch {
                close(); // what is typed is understood by the server as well
            }
        };
        input.addEventListener("input", () => {
            clearTimeout(timer);
            timer = setTimeout(ask, 180);
        });
        input.addEventListener("blur", close);
        input.addEventListener("keydown", (event) => {
            if (list.hidden) return;
            if (event.key === "ArrowDown") point(at + 1);
            else if (event.key === "ArrowUp") point(at < 0 ? -1 : at - 1);
            else if (event.key === "Enter" && at >= 0) take(list.children[at]);
            else if (event.key === "Escape") close();
            else return;
            event.preventDefault();
            event.stopPropagation();
        });
    };
    for (const input of document.querySelectorAll("input[data-suggest]")) combobox(input);

    // An understood word leads to the field that corrects it.
    const goTo = (id) => {
        const field = document.getElementById(id);
        if (!field) return;
        field.closest("details")?.setAttribute("open", "");
        field.focus();
        field.scrollIntoView({ block: "center" });
    };
    for (const [kind, id] of [["m-topic", "correct-topic"], ["m-place", "correct-place"]]) {
        if (!document.getElementById(id)) continue;
        for (const word of document.querySelectorAll(`[data-testid=appeal-text] mark.${kind}`)) {
            word.classList.add("w-clickable");
            word.addEventListener("click", () => goTo(id));
        }
    }
    for (const link of document.querySelectorAll("a[href^='#correct-']")) {
        link.addEventListener("click", (event) => {
            event.preventDefault();
            goTo(link.hash.slice(1));
        });
    }

    // The place on a map drawn from our own data; the library is asked for only where there is a place.
    const add = (name, values) => Object.assign(document.createElement(name), values);
    for (const box of document.querySelectorAll("[data-map]")) {
        document.head.append(add("link", { rel: "stylesheet", href: box.dataset.style }));
        const library = add("script", { src: box.dataset.leaflet });
        library.onload = () => {
            const own = add("script", { src: box.dataset.script });
            own.onload = () => window.drawMap(box);
            document.head.append(own);
        };
        document.head.append(library);
    }

    // A passage chosen in the letter goes into the field of the remark.
    const passage = document.getElementById("passage");
    const letter = document.querySelector("[data-letter-body]");
    if (passage && letter) {
        document.addEventListener("selectionchange", () => {
            const chosen = document.getSelection();
            if (!chosen.rangeCount || chosen.isCollapsed || !letter.contains(chosen.anchorNode)) return;
            const words = chosen.toString().trim();
            if (words) passage.value = words;
        });
    }
});
