// When the browser could not use a passkey, say so on the page; the reason itself is for the console.
document.addEventListener("allauth.error", () => {
  for (const trouble of document.querySelectorAll("[data-passkey-trouble]")) {
    trouble.replaceChildren(trouble.nextElementSibling.content.cloneNode(true));
  }
});
