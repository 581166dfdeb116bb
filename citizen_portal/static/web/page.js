// What every page gains from JavaScript. Nothing here is needed to send or read an appeal.
"use strict";

// A form is sent once, even when the button is pressed twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  const button = form.querySelector("[data-sending]");
  // Buttons with a name go elsewhere: to sign in, to sign out.
  if (button && !event.submitter?.name) button.textContent = button.dataset.sending;
});

// A page taken back from the browser's memory can be sent again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("[data-sent]")) delete form.dataset.sent;
});

// The e-mail field is shown while the answer is wanted by e-mail.
const email = document.querySelector("[data-email]");
if (email) {
  const follow = () => {
    const chosen = document.querySelector("input[name=reply]:checked");
    email.hidden = chosen !== null && chosen.value !== "email";
  };
  for (const choice of document.querySelectorAll("input[name=reply]")) choice.addEventListener("change", follow);
  follow();
}

// Copy the secret link.
const copy = document.querySelector("[data-copy]");
if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(location.origin + location.pathname);
    copy.textContent = copy.dataset.copied;
  });
}

document.querySelector("[autofocus]")?.focus();
