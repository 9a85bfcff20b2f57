
(async () => {
	const { at, ticket, to } = document.body.dataset;
	const fail = why => location.replace(location.pathname + "?failed=" + why);
	try {
		// No service worker of the service's sees what a page of another origin asks for.
		const answer = await fetch(at, {
			method: "POST", credentials: "include", body: new URLSearchParams({ ticket, to }), cache: "no-store", redirect: "error", referrerPolicy: "no-referrer",
		});
		if (!answer.ok) return fail(answer.status);
		const { url, code } = await answer.json();
		if (url) return location.replace(url);
		const form = document.createElement("form");
		form.method = "post";
		form.action = at;
		form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "code", value: code }));
		document.body.append(form);
		form.submit();
	} catch {
		fail(0);
	}
})();
