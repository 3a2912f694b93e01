// Everything works without this file. It adds: copying a citation, citing the
// words one marks, the keys n and p from one mark to the next, also on the
// document's other pages, the arrows from one page to the next, / to the search
// box, and what may be meant while one types into it.
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

	// Beyond the last mark of a page come those of the document's other pages.
	function beyond(step) {
		const to = document.querySelector(step > 0 ? "[data-hit-next]" : "[data-hit-previous]");
		if (to) location.assign(to.href);
		return Boolean(to);
	}

	function go(step) {
		if ((at + step < 0 || at + step >= marks.length) && beyond(step)) return;
		if (marks.length === 0) return;
		if (at >= 0) for (const m of marks[at]) m.classList.remove("here");
		at = at < 0 && step < 0 ? marks.length - 1 : (at + step + marks.length) % marks.length;
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

	// Whoever marks words of a page is offered to cite them.
	const form = document.querySelector("[data-quote]");
	if (form) {
		const offer = document.createElement("a");
		offer.className = "offer";
		offer.textContent = "Cite these words";
		offer.hidden = true;
		document.body.append(offer);
		const area = ".record, .canvas .over";
		let waiting = 0;
		const look = () => {
			const s = getSelection();
			const range = s.rangeCount && !s.isCollapsed ? s.getRangeAt(0) : null;
			const inside = range && (range.startContainer.parentElement || range.startContainer).closest(area);
			const words = range ? range.toString().trim() : "";
			if (!inside || words.length < 2 || words.length > 20000) {
				offer.hidden = true;
				return;
			}
			const ahead = document.createRange();
			ahead.selectNodeContents(inside);
			ahead.setEnd(range.startContainer, range.startOffset);
			const to = new URL(form.action);
			to.searchParams.set("quote", words.length > 600 ? words.slice(0, 300) : words);
			if (words.length > 600) to.searchParams.set("end", words.slice(-300));
			const before = ahead.toString().slice(-60);
			if (before.trim()) to.searchParams.set("before", before);
			for (const kept of form.querySelectorAll("input[type=hidden]")) to.searchParams.set(kept.name, kept.value);
			offer.href = to.href;
			const box = range.getBoundingClientRect();
			offer.hidden = false;
			offer.style.setProperty("top", Math.max(8, box.bottom + scrollY + 6) + "px");
			offer.style.setProperty("left", Math.max(8, Math.min(box.left + scrollX, scrollX + innerWidth - 180)) + "px");
		};
		document.addEventListener("selectionchange", () => {
			clearTimeout(waiting);
			waiting = setTimeout(look, 150);
		});
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
		else if (e.key === "p") go(-1);
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
