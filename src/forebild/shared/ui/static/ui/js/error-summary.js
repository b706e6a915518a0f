// After a mistake, reading starts at the summary of what to put right.
document.querySelector("[data-error-summary]")?.focus();
