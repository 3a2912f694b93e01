// The lines of a table, drawn over the picture of its page. The form of figures
// is the truth: each change here is written into its fields, and read from them.
(function () {
	"use strict";

	const form = document.querySelector("[data-editor]");
	if (!form) return;
	const board = form.querySelector("[data-board]");
	const svg = board.querySelector("svg");
	const layer = svg.querySelector("[data-lines]");
	const tools = form.querySelector("[data-tools]");
	const told = form.querySelector("[data-told]");
	const remove = form.querySelector("[data-remove]");
	const field = (name) => form.elements[name];
	const page = svg.viewBox.baseVal;

	const lines = { columns: [], rows: [] };
	let chosen = null; // {axis, at}: the place of a line in its list
	let made = form.querySelector("[data-makes]");

	const round = (v) => Math.round(v * 100) / 100;
	const tell = (text) => { told.textContent = text; };
	const numbers = (text) => text.split(/[\s,;]+/).filter(Boolean).map(Number).filter(Number.isFinite).sort((a, b) => a - b).slice(0, 1001);
	const tool = () => form.elements.tool.value;
	const named = (axis) => (axis === "columns" ? "column" : "row");

	function read() {
		lines.columns = numbers(field("columns").value);
		lines.rows = numbers(field("rows").value);
	}

	// Joined cells are kept by their edges while lines come and go.
	function spans() {
		return field("spans").value.split(";").map((s) => s.split(/[\s,]+/).filter(Boolean).map(Number)).filter((s) => s.length === 4)
			.map(([r, c, down, across]) => [lines.rows[r], lines.columns[c], lines.rows[r + down], lines.columns[c + across]])
			.filter((s) => s.every((v) => v !== undefined));
	}

	function change(how) {
		const joined = spans();
		const header = lines.rows[Number(field("header_rows").value)];
		how();
		for (const axis of ["columns", "rows"]) {
			lines[axis].sort((a, b) => a - b);
			field(axis).value = lines[axis].join(", ");
		}
		field("spans").value = joined.map(([y0, x0, y1, x1]) => {
			const r = lines.rows.indexOf(y0), c = lines.columns.indexOf(x0);
			return [r, c, lines.rows.indexOf(y1) - r, lines.columns.indexOf(x1) - c];
		}).filter(([r, c, down, across]) => r >= 0 && c >= 0 && down > 0 && across > 0 && down * across > 1).map((s) => s.join(" ")).join("; ");
		if (header !== undefined) field("header_rows").value = Math.max(0, lines.rows.filter((y) => y < header - 0.005 || y === header).length - 1);
		stale();
		draw();
	}

	// What the lines made is told by the server; after a change it is old.
	function stale() {
		if (!made) return;
		const section = made.closest("section");
		made = null;
		section.remove();
	}

	function element(name, attributes, parent) {
		const e = document.createElementNS("http://www.w3.org/2000/svg", name);
		for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
		parent.append(e);
		return e;
	}

	function draw() {
		layer.removeAttribute("aria-hidden");
		layer.replaceChildren();
		const { columns, rows } = lines;
		const none = field("none").checked;
		const head = Math.min(Number(field("header_rows").value) || 0, rows.length - 1);
		const left = columns[0] ?? page.x, right = columns.at(-1) ?? page.x + page.width;
		const top = rows[0] ?? page.y, bottom = rows.at(-1) ?? page.y + page.height;
		if (!none && head > 0 && columns.length > 1) element("rect", { class: "headrows", x: left, y: top, width: right - left, height: rows[head] - top }, layer);
		if (none) {
			if (right > left && bottom > top) element("rect", { class: "edge", x: left, y: top, width: right - left, height: bottom - top }, layer);
			remove.disabled = true;
			return;
		}
		for (const axis of ["rows", "columns"]) {
			lines[axis].forEach((v, at) => {
				const ends = axis === "columns" ? { x1: v, x2: v, y1: top, y2: bottom } : { x1: left, x2: right, y1: v, y2: v };
				const g = element("g", { tabindex: 0, role: "button", "data-axis": axis, "data-at": at }, layer);
				g.setAttribute("aria-label", named(axis) + " line " + (at + 1) + " of " + lines[axis].length + ", at " + v + " points");
				if (chosen && chosen.axis === axis && chosen.at === at) g.classList.add("chosen");
				element("line", { class: "stroke", ...ends }, g);
				element("line", { class: "grip", ...ends }, g);
			});
		}
		remove.disabled = !chosen;
	}

	function choose(axis, at) {
		chosen = axis ? { axis, at } : null;
		draw();
		if (chosen) tell("Chosen: " + named(axis) + " line " + (at + 1) + ", at " + lines[axis][at] + " points.");
	}

	function focus() {
		const g = chosen && layer.querySelector('[data-axis="' + chosen.axis + '"][data-at="' + chosen.at + '"]');
		if (g) g.focus({ preventScroll: true });
	}

	function take() {
		if (!chosen) return;
		const { axis, at } = chosen;
		if (lines[axis].length <= 2) return tell("A table has at least one " + named(axis) + ".");
		change(() => { lines[axis].splice(at, 1); chosen = null; });
		tell("Removed: " + named(axis) + " line " + (at + 1) + ". " + (lines[axis].length - 1) + " " + axis + " are left.");
		chosen = { axis, at: Math.min(at, lines[axis].length - 1) };
		draw();
		focus();
	}

	function add(axis, v) {
		v = round(v);
		if (lines[axis].some((x) => Math.abs(x - v) < 0.5)) return tell("There is a line already.");
		change(() => { lines[axis].push(v); chosen = null; });
		choose(axis, lines[axis].indexOf(v));
		tell("Added: a " + named(axis) + " line at " + v + " points. " + (lines[axis].length - 1) + " " + axis + ".");
	}

	function move(axis, at, v) {
		const all = lines[axis];
		v = round(Math.min(Math.max(v, (all[at - 1] ?? -1e6) + 0.5), (all[at + 1] ?? 1e6) - 0.5));
		if (v === all[at]) return;
		const was = all[at];
		// The edges of joined cells and of the header move with their line.
		const kept = field("spans").value, header = field("header_rows").value;
		change(() => { all[at] = v; });
		field("spans").value = kept;
		field("header_rows").value = header;
		draw();
		tell("Moved: " + named(axis) + " line " + (at + 1) + ", from " + was + " to " + v + " points.");
	}

	// Where a pointer is, in points of the page.
	function place(e) {
		const p = new DOMPoint(e.clientX, e.clientY).matrixTransform(svg.getScreenCTM().inverse());
		return { x: p.x, y: p.y };
	}

	let drag = null;
	svg.addEventListener("pointerdown", (e) => {
		if (e.button !== 0) return;
		const p = place(e);
		if (tool() === "column") add("columns", p.x);
		else if (tool() === "row") add("rows", p.y);
		else if (tool() === "box") drag = { from: p };
		else {
			const g = e.target.closest("[data-axis]");
			if (!g) return choose(null);
			drag = { axis: g.dataset.axis, at: Number(g.dataset.at) };
			choose(drag.axis, drag.at);
		}
		if (drag) svg.setPointerCapture(e.pointerId);
		e.preventDefault();
	});
	svg.addEventListener("pointermove", (e) => {
		if (!drag) return;
		const p = place(e);
		if (drag.axis) return move(drag.axis, drag.at, drag.axis === "columns" ? p.x : p.y);
		drag.to = p;
		const old = layer.querySelector(".drawn");
		if (old) old.remove();
		const x = Math.min(p.x, drag.from.x), y = Math.min(p.y, drag.from.y);
		element("rect", { class: "edge drawn", x, y, width: Math.abs(p.x - drag.from.x), height: Math.abs(p.y - drag.from.y) }, layer);
	});
	svg.addEventListener("pointerup", () => {
		const d = drag;
		drag = null;
		if (!d) return;
		if (d.axis) return focus();
		if (!d.to || Math.abs(d.to.x - d.from.x) < 4 || Math.abs(d.to.y - d.from.y) < 4) return draw();
		const box = [Math.min(d.from.x, d.to.x), Math.min(d.from.y, d.to.y), Math.max(d.from.x, d.to.x), Math.max(d.from.y, d.to.y)].map(round);
		const propose = document.querySelector("[data-propose]");
		if (propose && lines.columns.length < 2) { // the server knows the words, and proposes lines between them
			propose.elements.box.value = box.join(",");
			return propose.requestSubmit();
		}
		change(() => {
			const inside = (all, a, b) => [a, ...all.filter((v) => v > a + 2 && v < b - 2), b];
			lines.columns = inside(lines.columns, box[0], box[2]);
			lines.rows = inside(lines.rows, box[1], box[3]);
			chosen = null;
		});
		tell("The table’s edge is drawn anew.");
	});

	svg.addEventListener("keydown", (e) => {
		const g = e.target.closest("[data-axis]");
		if (!g || e.ctrlKey || e.altKey || e.metaKey) return;
		const axis = g.dataset.axis, at = Number(g.dataset.at), step = e.shiftKey ? 10 : 1;
		const by = { columns: { ArrowLeft: -step, ArrowRight: step }, rows: { ArrowUp: -step, ArrowDown: step } }[axis][e.key];
		if (by) {
			chosen = { axis, at };
			move(axis, at, lines[axis][at] + by);
			focus();
		} else if (e.key === "Enter" || e.key === " ") {
			choose(axis, at);
			focus();
		} else if (e.key === "Delete" || e.key === "Backspace") {
			chosen = { axis, at };
			take();
		} else return;
		e.preventDefault();
	});

	// Without a pointer a line is added in the widest gap.
	board.addEventListener("keydown", (e) => {
		if (e.target !== board || e.key !== "Enter" || (tool() !== "column" && tool() !== "row")) return;
		const axis = tool() === "column" ? "columns" : "rows";
		let widest = 0;
		lines[axis].forEach((v, i, all) => { if (i > 0 && v - all[i - 1] > all[widest + 1] - all[widest]) widest = i - 1; });
		if (lines[axis].length < 2) return;
		add(axis, (lines[axis][widest] + lines[axis][widest + 1]) / 2);
		e.preventDefault();
	});

	remove.addEventListener("click", take);
	form.addEventListener("change", (e) => {
		if (e.target.name === "tool") {
			board.dataset.tool = tool();
			return choose(null);
		}
		if (e.target.name === "by" || e.target.name === "note" || e.target.name === "following") return;
		read();
		chosen = null;
		stale();
		draw();
	});

	board.dataset.tool = tool();
	tools.hidden = false;
	for (const words of svg.querySelectorAll(".words")) words.remove();
	read();
	draw();
})();
