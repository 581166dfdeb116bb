// Address suggestions, and maps that are loaded only when they are seen.
"use strict";

function tag(name, attributes) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

let leaflet = null;
function loadMap(box) {
  leaflet ??= new Promise((done, fail) => {
    document.head.append(tag("link", { rel: "stylesheet", href: box.dataset.style }));
    const library = tag("script", { src: box.dataset.leaflet });
    library.onload = () => {
      const own = tag("script", { src: box.dataset.script });
      own.onload = done;
      own.onerror = fail;
      document.head.append(own);
    };
    library.onerror = fail;
    document.head.append(library);
  });
  return leaflet;
}

function wakeMaps() {
  for (const box of document.querySelectorAll("[data-map]:not([data-awake])")) {
    box.dataset.awake = "1";
    loadMap(box).then(() => window.drawMap(box));
  }
}
document.addEventListener("htmx:load", wakeMaps);
wakeMaps();

const picker = document.querySelector("[data-map-box]");
if (picker) {
  const box = picker.querySelector(".map");
  picker.addEventListener("toggle", () => {
    if (!picker.open || box.dataset.awake) return;
    box.dataset.awake = "1";
    loadMap(box).then(() => window.drawPicker(box));
  });
  if (document.getElementById("id_lat").value) picker.open = true;
}

// The address field: an ARIA combobox over what the server suggests.
for (const holder of document.querySelectorAll("[data-suggest]")) {
  const input = holder.querySelector("input");
  const list = tag("ul", { id: `${input.id}-list`, role: "listbox", class: "options", "aria-label": holder.dataset.found });
  list.hidden = true;
  holder.append(list);
  for (const [key, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
  }))
    input.setAttribute(key, value);

  let found = [];
  let active = -1;
  let timer = 0;
  let asked = 0;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const point = (index) => {
    active = index;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", at === index));
    if (index >= 0) {
      input.setAttribute("aria-activedescendant", list.children[index].id);
      list.children[index].scrollIntoView({ block: "nearest" });
    }
  };
  const choose = (index) => {
    input.value = found[index].address;
    close();
    input.dispatchEvent(new CustomEvent("place", { bubbles: true, detail: found[index] }));
  };
  const show = (places) => {
    found = places;
    list.replaceChildren(
      ...places.map((place, index) => {
        const item = tag("li", { role: "option", id: `${list.id}-${index}`, "aria-selected": "false" });
        item.textContent = place.address;
        item.addEventListener("mousedown", (event) => {
          event.preventDefault();
          choose(index);
        });
        return item;
      }),
    );
    active = -1;
    list.hidden = places.length === 0;
    input.setAttribute("aria-expanded", String(places.length > 0));
  };
  const ask = async (attempt = 0) => {
    const number = ++asked;
    const query = input.value.trim();
    if (query.length < 2) return show([]);
    try {
      const answer = await (await fetch(`${holder.dataset.suggest}?q=${encodeURIComponent(query)}`)).json();
      if (number !== asked || document.activeElement !== input) return;
      show(answer.places);
      // The register is still being loaded: ask once more, a few times.
      if (!answer.ready && attempt < 8) timer = setTimeout(() => ask(attempt + 1), 1000);
    } catch {
      close();
    }
  };
  input.addEventListener("focus", () => fetch(`${holder.dataset.suggest}?q=`).catch(() => {}), { once: true });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 200);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") point((active + 1) % found.length);
    else if (event.key === "ArrowUp") point((active - 1 + found.length) % found.length);
    else if (event.key === "Enter" && active >= 0) choose(active);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
}
