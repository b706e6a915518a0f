// An option that tolerates no other ("none of these") clears the others when it is ticked, and is cleared by them.
// Without this script the page says so when it is sent.

for (const part of document.querySelectorAll("[data-alone]")) {
  const alone = part.dataset.alone.split(" ");
  part.addEventListener("change", ({ target }) => {
    if (target.type !== "checkbox" || !target.checked) return;
    const isAlone = alone.includes(target.value);
    for (const other of part.querySelectorAll("input[type=checkbox]")) {
      if (other !== target && (isAlone || alone.includes(other.value))) other.checked = false;
    }
  });
}
