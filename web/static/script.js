// Everything works without this file. It adds: copying a citation, the keys
// n and p from one mark to the next, and / to the search box.
(function () {
	"use strict";

	// Copy. The button is hidden until here because it does nothing alone.
	for (const button of document.querySelectorAll("[data-copy]")) {
		const text = document.getElementById(button.dataset.copy);
		const said = button.parentElement.querySelector("[data-said]");
		button.hidden = false;
		button.addEventListener("click", async () => {
			try {
				await navigator.clipboard.writeText(text.textContent.trim());
				said.textContent = "Copied";
			} catch {
				// No leave, or no secure address: mark it, so that one key copies.
				getSelection().selectAllChildren(text);
				said.textContent = "Marked: copy it with Ctrl+C";
			}
		});
	}

	const marks = Array.from(document.querySelectorAll(".record mark, .places mark, .values mark"));
	for (const keys of document.querySelectorAll(".keys")) keys.hidden = marks.length < 2;
	let at = -1;

	function go(step) {
		if (marks.length === 0) return;
		if (at >= 0) marks[at].classList.remove("here");
		at = (at + step + marks.length) % marks.length;
		marks[at].classList.add("here");
		marks[at].scrollIntoView({ block: "center" });
	}

	document.addEventListener("keydown", (e) => {
		if (e.ctrlKey || e.altKey || e.metaKey) return;
		if (e.target.closest("input, textarea, select, [contenteditable]")) return;
		if (e.key === "n") go(1);
		else if (e.key === "p") go(at < 0 ? 0 : -1);
		else if (e.key === "/") {
			const box = document.querySelector("[data-search]");
			if (!box) return;
			box.focus();
			box.select();
		} else return;
		e.preventDefault();
	});
})();
