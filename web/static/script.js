// Everything works without this file. It adds: copying a citation, the keys
// n and p from one mark to the next, the arrows from one page to the next,
// / to the search box, and what may be meant while one types into it.
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

	// What is typed into the search box is completed from the archive.
	for (const box of document.querySelectorAll("[data-search]")) {
		const list = document.createElement("datalist");
		list.id = "meant-" + (box.id || "search");
		box.after(list);
		box.setAttribute("list", list.id);
		let waiting = 0, asked = "";
		box.addEventListener("input", (e) => {
			clearTimeout(waiting);
			if (e.inputType === undefined || e.inputType === "insertReplacementText") return; // one was taken
			waiting = setTimeout(async () => {
				const q = box.value;
				if (q.trim().length < 2 || q === asked) return;
				asked = q;
				try {
					const answer = await fetch("/search/suggestions?q=" + encodeURIComponent(q));
					const found = (await answer.json()).suggestions || [];
					if (box.value !== q) return;
					list.replaceChildren(...found.map((s) => {
						const o = document.createElement("option");
						o.value = s.text;
						o.label = s.label ? s.text + " — " + s.label : s.text;
						return o;
					}));
				} catch { /* the box works without */ }
			}, 150);
		});
	}

	// The marks of a page's picture and of its text are the same ones, numbered
	// alike; a mark is shown in both, and the page goes to the picture's.
	const marks = [];
	const numbered = new Map();
	for (const m of document.querySelectorAll(".over .hit, .record mark, .places mark, .values mark")) {
		const nth = m.dataset.nth;
		if (nth && numbered.has(nth)) {
			numbered.get(nth).push(m);
			continue;
		}
		const same = [m];
		if (nth) numbered.set(nth, same);
		marks.push(same);
	}
	for (const keys of document.querySelectorAll(".keys")) keys.hidden = marks.length < 2;
	let at = -1;

	function go(step) {
		if (marks.length === 0) return;
		if (at >= 0) for (const m of marks[at]) m.classList.remove("here");
		at = (at + step + marks.length) % marks.length;
		for (const m of marks[at]) m.classList.add("here");
		marks[at][0].scrollIntoView({ block: "center" });
	}

	// An arrow turns the page, unless it has something to scroll to the side.
	function turn(e, rel) {
		const wide = e.target.closest(".canvas, .scroll");
		if (wide && wide.scrollWidth > wide.clientWidth) return false;
		const to = document.querySelector("[data-turn] a[rel=" + rel + "]");
		if (to) location.assign(to.href);
		return Boolean(to);
	}

	// The strip of pages stands at the current one.
	const here = document.querySelector(".strip [aria-current]");
	if (here) {
		const strip = here.closest("ol");
		const b = here.getBoundingClientRect(), s = strip.getBoundingClientRect();
		strip.scrollBy(b.left - s.left - (s.width - b.width) / 2, b.top - s.top - (s.height - b.height) / 2);
	}

	document.addEventListener("keydown", (e) => {
		if (e.ctrlKey || e.altKey || e.metaKey) return;
		if (e.target.closest("input, textarea, select, [contenteditable], [data-editor]")) return;
		if (e.key === "n") go(1);
		else if (e.key === "p") go(at < 0 ? 0 : -1);
		else if (e.key === "ArrowLeft" || e.key === "ArrowRight") {
			if (e.shiftKey || !turn(e, e.key === "ArrowLeft" ? "prev" : "next")) return;
		} else if (e.key === "/") {
			const box = document.querySelector("[data-search]");
			if (!box) return;
			box.focus();
			box.select();
		} else return;
		e.preventDefault();
	});
})();
