
(() => {
	const { at, ticket, to } = document.body.dataset;
	const token = /bl_[\w-]{43}(?![\w-])/;
	const fail = why => location.replace(location.pathname + "?failed=" + why);
	const open = async (ticket, to) => {
		try {
			// No service worker of the service's sees what a page of another origin asks for.
			const answer = await fetch(at, {
				method: "POST", credentials: "include", body: new URLSearchParams({ ticket, to }), cache: "no-store", redirect: "error", referrerPolicy: "no-referrer",
				headers: { Accept: "application/json" },
			});
			if (!answer.ok) return fail((await answer.json()).code);
			const { url, code, method } = await answer.json();
			if (url) return location.replace(url);
			const form = document.createElement("form");
			form.method = method;
			form.action = at;
			form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "code", value: code }));
			document.body.append(form);
			form.submit();
		} catch {
			fail(0);
		}
	};
	const enter = () => {
		const link = location.hash.match(token);
		if (!link) return false;
		const path = location.hash.slice(link.index + link[0].length);
		// Whoever looks at this browser's history finds no link in it.
		history.replaceState(null, "", location.pathname);
		open(link[0], path.startsWith("/") ? path : "");
		return true;
	};
	if (ticket) return open(ticket, to);
	if (enter()) return;
	const form = document.getElementById("paste");
	document.getElementById("opening").hidden = true;
	form.hidden = false;
	form.addEventListener("submit", event => {
		event.preventDefault();
		const link = document.getElementById("link").value.match(token);
		document.getElementById("wrong").hidden = !!link;
		if (link) open(link[0], "");
	});
	addEventListener("hashchange", enter);
})();
