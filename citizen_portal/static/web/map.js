// Maps without tiles: borders of the districts, houses as dots, numbers of houses when close.
"use strict";

const HOUSES_FROM = 15;
const NUMBERS_FROM = 17;
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function plain(text) {
  const made = document.createElement("span");
  made.textContent = text;
  return made;
}

function baseMap(box, options) {
  const middle = [Number(box.dataset.lat), Number(box.dataset.lon)];
  const map = L.map(box, { center: middle, zoom: 10, minZoom: 7, maxZoom: 19, zoomControl: false, preferCanvas: true, ...options });
  if (options.zoomControl !== false)
    L.control.zoom({ zoomInTitle: box.dataset.zoomIn, zoomOutTitle: box.dataset.zoomOut }).addTo(map);
  map.attributionControl.setPrefix(false);
  map.attributionControl.addAttribution(plain(box.dataset.credit).outerHTML);
  fetch(box.dataset.districts)
    .then((answer) => answer.json())
    .then((shapes) => {
      const drawn = L.geoJSON(shapes, {
        interactive: false,
        style: { color: colour("--map-line"), weight: 1.5, fillColor: colour("--map-land"), fillOpacity: 1 },
        onEachFeature: (feature, layer) =>
          layer.bindTooltip(plain(feature.properties.name), { permanent: true, direction: "center", className: "district" }),
      }).addTo(map);
      drawn.bringToBack();
      if (options.whole && shapes.features.length) map.fitBounds(drawn.getBounds());
      const names = () => box.classList.toggle("far", map.getZoom() < 10 || map.getZoom() >= HOUSES_FROM);
      map.on("zoomend", names);
      names();
    })
    .catch(() => {});
  return map;
}

// «г. …, улица, дом 8/30, литера П» → street and a short number.
function parts(address) {
  const pieces = address.split(",").map((piece) => piece.trim());
  const at = pieces.findIndex((piece) => /^(дом|участок|владение)\s/i.test(piece));
  if (at < 1) return { street: "", number: "" };
  const number = pieces
    .slice(at)
    .map((piece) => piece.replace(/^(дом|участок|владение)\s+/i, "").replace(/^корпус\s+/i, "к").replace(/^строение\s+/i, "с").replace(/^литера\s+\S+$/i, ""))
    .filter(Boolean)
    .join(" ");
  return { street: pieces[at - 1], number };
}

// The number under a pin is not drawn: it could not be read.
function addHouses(map, box, onHouse, pinned = null) {
  const layer = L.layerGroup().addTo(map);
  let last = 0;
  const draw = async () => {
    const number = ++last;
    if (map.getZoom() < HOUSES_FROM) return layer.clearLayers();
    const seen = map.getBounds();
    const sides = [seen.getSouth(), seen.getWest(), seen.getNorth(), seen.getEast()].map((side) => side.toFixed(4));
    const answer = await (await fetch(`${box.dataset.houses}?bbox=${sides.join(",")}`)).json();
    if (number !== last) return;
    layer.clearLayers();
    const close = map.getZoom() >= NUMBERS_FROM;
    const streets = new Map();
    for (const [lat, lon, address] of answer.houses ?? []) {
      const { street, number: house } = parts(address);
      const dot = L.circleMarker([lat, lon], { radius: close ? 6 : 3, weight: 0, fillColor: colour("--map-house"), fillOpacity: 1, interactive: Boolean(onHouse), bubblingMouseEvents: false });
      if (onHouse) dot.on("click", () => onHouse(lat, lon, address));
      if (close && house && !(pinned && map.distance(pinned, [lat, lon]) < 15)) dot.bindTooltip(plain(house), { permanent: true, direction: "top", className: "house" });
      layer.addLayer(dot);
      if (street) streets.set(street, [...(streets.get(street) ?? []), [lat, lon]]);
    }
    for (const [street, points] of streets) {
      if (points.length < 3) continue;
      const [lat, lon] = points.sort((one, other) => one[0] - other[0])[Math.floor(points.length / 2)];
      L.marker([lat, lon], { interactive: false, keyboard: false, icon: L.divIcon({ className: "street", html: plain(street).outerHTML, iconSize: null }) }).addTo(layer);
    }
  };
  map.on("moveend", () => draw().catch(() => {}));
  draw().catch(() => {});
}

const pin = () => L.divIcon({ className: "pin", iconSize: [28, 28], iconAnchor: [14, 28] });

window.drawMap = (box) => {
  const isPublic = box.dataset.map === "public";
  const map = baseMap(box, isPublic ? { whole: true } : { zoom: Number(box.dataset.zoom) || 17, zoomControl: false, dragging: false, scrollWheelZoom: false, doubleClickZoom: false, boxZoom: false, keyboard: false, touchZoom: false });
  if (!isPublic) {
    addHouses(map, box, null, map.getCenter());
    L.marker(map.getCenter(), { icon: pin(), interactive: false, keyboard: false }).addTo(map);
    return;
  }
  fetch(box.dataset.points)
    .then((answer) => answer.json())
    .then(({ points }) => {
      for (const point of points) {
        const done = point.state === "answered" || point.state === "closed";
        const words = document.createElement("span");
        words.append(Object.assign(document.createElement("b"), { textContent: point.topic }), document.createElement("br"), point.plain);
        L.circleMarker([point.lat, point.lon], { radius: 7, weight: 2, color: colour("--paper"), fillColor: colour(done ? "--good" : "--accent"), fillOpacity: 0.9 })
          .bindPopup(words)
          .addTo(map);
      }
    })
    .catch(() => {});
};

window.drawPicker = (box) => {
  const [lat, lon, address] = ["id_lat", "id_lon", "id_address"].map((id) => document.getElementById(id));
  const clear = document.querySelector("[data-clear]");
  const here = document.querySelector("[data-here]");
  const map = baseMap(box, {});
  let marker = null;
  let filled = address.value;

  const put = (point, near) => {
    marker ??= L.marker(point, { icon: pin(), keyboard: false }).addTo(map);
    marker.setLatLng(point);
    lat.value = point[0].toFixed(6);
    lon.value = point[1].toFixed(6);
    clear.hidden = false;
    document.body.dispatchEvent(new Event("pinned"));
    if (near) map.setView(point, Math.max(map.getZoom(), NUMBERS_FROM));
  };
  const name = (text) => {
    if (text && (!address.value || address.value === filled)) address.value = filled = text;
  };
  addHouses(map, box, (houseLat, houseLon, text) => {
    put([houseLat, houseLon]);
    name(text);
  });
  map.on("click", async ({ latlng }) => {
    put([latlng.lat, latlng.lng]);
    try {
      const answer = await (await fetch(`${box.dataset.at}?lat=${lat.value}&lon=${lon.value}`)).json();
      if (answer.place) name(answer.place.address);
    } catch {
      // The point alone is enough.
    }
  });
  document.addEventListener("place", ({ detail }) => {
    filled = detail.address;
    if (detail.lat !== null && detail.lon !== null) put([detail.lat, detail.lon], true);
  });
  clear.addEventListener("click", () => {
    marker?.remove();
    marker = null;
    lat.value = lon.value = "";
    clear.hidden = true;
  });
  here.hidden = !navigator.geolocation;
  here.addEventListener("click", () => navigator.geolocation.getCurrentPosition(({ coords }) => put([coords.latitude, coords.longitude], true)));
  if (lat.value && lon.value) put([Number(lat.value), Number(lon.value)], true);
};
