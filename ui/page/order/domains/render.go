package domains

import (
	"slices"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// Render implements app.Composer.
func (c *Panel) Render() app.UI {
	t, d := c.T, c.Desk
	all := d.list.Data.Domains
	full := d.list.Data.Most > 0 && len(all) >= d.list.Data.Most
	body := []app.UI{app.Div().Class("panel-head").Body(
		app.H2().Text(t.Say(text.DomainsTitle)),
		app.If(d.list.Status == state.Ready && len(all) > 0 && !d.adding, func() app.UI {
			return &part.Button{Label: t.Say(text.DomainAdd), Disabled: full, Test: "domain-more", OnClick: func(app.Context, app.Event) { d.adding = true }}
		}),
	)}
	if full {
		body = append(body, app.P().Class("small muted").Text(t.Say(text.DomainsFull, d.list.Data.Most)))
	}
	switch {
	case d.list.Status == state.Failed:
		body = append(body, part.Trouble(t, d.list.Err, &part.Button{Label: t.Say(text.Retry), Glyph: part.GlyphRefresh, Test: "domains-again", OnClick: c.again}))
	case d.list.Status != state.Ready:
		body = append(body, part.Wait(t.Say(text.DomainsLoading)), part.Skeleton(4))
	case len(all) == 0:
		body = append(body, app.Div().Class("none").DataSet("test", "domains-none").Body(
			app.H3().Text(t.Say(text.DomainsEmpty)), app.P().Class("muted").Text(t.Say(text.DomainsEmptyDo))), c.renderForm())
	case d.adding && !full:
		body = append(body, c.renderForm())
	}
	body = append(body, app.If(d.list.Stale != nil, func() app.UI {
		return app.P().Class("small muted").Role("status").Text(t.Say(text.DomainsStale, t.Moment(d.list.At, time.Now())))
	}))
	if c.Said != nil {
		body = append(body, c.Said())
	}
	out := []app.UI{app.Section().Class("panel").DataSet("test", "domains").Body(body...)}
	for _, one := range all {
		out = append(out, c.renderDomain(one))
	}
	return app.Div().Class("stack domains").Body(append(out, c.renderRemove())...)
}

func (c *Panel) renderForm() app.UI {
	t, d := c.T, c.Desk
	wrong, help := "", t.Say(text.DomainHostFor)
	host, why := c.read()
	switch entered := strings.TrimSpace(d.entered); {
	case why != nil && d.tried:
		wrong = t.Say(*why)
	case why == nil && entered != "" && !strings.EqualFold(host, entered):
		help = t.Say(text.DomainReads, host)
	}
	label := text.DomainAdd
	if d.busy {
		label = text.DomainAdding
	}
	body := []app.UI{&part.Field{
		ID: "domain-host", Label: t.Say(text.DomainHost), Value: d.entered, Type: "text", Mode: "url", Placeholder: "app.example.org", Help: help, Error: wrong, Max: 300, Test: "domain-host",
		OnInput: func(_ app.Context, v string) { d.entered, d.err = v, nil },
	}}
	if served := c.served(); len(served) > 1 {
		var options []part.Option
		for _, s := range served {
			options = append(options, part.Option{Value: s, Label: s})
		}
		body = append(body, &part.Field{ID: "domain-service", Label: t.Say(text.DomainService), Value: c.service(), Options: options, Test: "domain-service",
			OnChange: func(_ app.Context, v string) { d.service = v }})
	}
	buttons := []app.UI{&part.Button{Kind: part.Primary, Label: t.Say(label), Busy: d.busy, Test: "domain-add", OnClick: c.add}}
	if d.adding {
		buttons = append(buttons, &part.Button{Kind: part.Quiet, Label: t.Say(text.ShareDrop), Disabled: d.busy, Test: "domain-drop", OnClick: func(app.Context, app.Event) {
			d.adding, d.tried, d.err = false, false, nil
		}})
	}
	return app.Div().Class("stack narrow-form").Body(app.Div().Class("fields fields-host").Body(body...), part.Trouble(t, d.err), app.Div().Class("row").Body(buttons...))
}

// stateTone is how a state is marked.
func stateTone(s wire.DomainState) part.Tone {
	if s == wire.DomainReady {
		return part.Running
	}
	return part.Waiting
}

// renderDomain is one domain: what is missing until it is served, or until when its certificate is good.
func (c *Panel) renderDomain(d wire.Domain) app.UI {
	t, now := c.T, time.Now()
	ready := d.State == wire.DomainReady
	body := []app.UI{
		app.Div().Class("panel-head").Body(
			app.Div().Class("domain-name").Body(app.H2().Class("break").Text(d.Host), app.P().Class("small muted").Text(t.Say(text.DomainService)+" "+d.Service)),
			app.Div().Role("status").DataSet("test", "domain-state").Body(part.Badge(stateTone(d.State), t.Say(text.DomainStates[string(d.State)]))),
		),
	}
	if i := slices.IndexFunc(c.Services, func(s wire.Service) bool { return s.Name == d.Service && s.Visibility == wire.Private }); ready && i >= 0 {
		body = append(body, app.P().Class("small muted").Text(t.Say(text.DomainPrivate, d.Service)))
	}
	if d.Error != "" {
		body = append(body, part.Note(part.Bad, t.Say(text.DomainSays), app.P().Text(d.Error)))
	}
	if !ready {
		body = append(body, renderSteps(t, d), app.P().Class("small muted").Text(t.Say(text.DomainSlow)))
	}
	if !d.CertUntil.IsZero() {
		body = append(body, part.Facts(part.Fact(t.Say(text.DomainCertUntil), app.Span().Class("num").Text(t.Say(text.DomainCertRenews, t.Date(d.CertUntil))))))
	}
	busy, label := c.Desk.checking == d.Host, text.DomainCheck
	if busy {
		label = text.DomainChecking
	}
	var open app.UI
	if ready && d.URL != "" {
		b := &part.Button{Kind: part.Primary, Glyph: part.GlyphOut, Label: t.Say(text.DomainOpen), Busy: c.Opening, Test: "domain-open"}
		if public := slices.ContainsFunc(c.Services, func(s wire.Service) bool { return s.Name == d.Service && s.Visibility == wire.Public }); public {
			b.Href = d.URL
		} else {
			b.OnClick = func(app.Context, app.Event) { c.OnOpen(d.Service, d.URL) } // the way in is a ticket
		}
		open = b
	}
	if c.Desk.wrong != nil && c.Desk.of == d.Host {
		body = append(body, part.Trouble(t, c.Desk.wrong))
	}
	body = append(body, app.Div().Class("row").Body(
		open,
		&part.Button{Label: t.Say(label), Hidden: t.Say(text.DomainCheckOf, d.Host), Glyph: part.GlyphRefresh, Busy: busy, Test: "domain-check", Key: d.Host, OnClick: c.check},
		&part.Button{Kind: part.Quiet, Label: t.Say(text.DomainRemove), Hidden: t.Say(text.DomainRemoveOf, d.Host), Test: "domain-remove", Key: d.Host, OnClick: c.askRemove},
	))
	if when := checked(t, d, now); when != "" {
		body = append(body, app.P().Class("small muted").Text(when))
	}
	if ready {
		body = append(body, app.Details().Class("more").Body(app.Summary().Text(t.Say(text.DomainSee)), renderSteps(t, d)))
	}
	return app.Section().Class("panel").Aria("label", d.Host).DataSet("test", "domain").DataSet("host", d.Host).DataSet("state", string(d.State)).Body(body...)
}

// checked is when a host was checked, and when it will be.
func checked(t text.T, d wire.Domain, now time.Time) string {
	if d.CheckedAt.IsZero() {
		return ""
	}
	s := t.Say(text.DomainChecked, t.Ago(d.CheckedAt, now))
	if d.NextCheck.After(now) {
		s += " · " + t.Say(text.DomainNext, t.Moment(d.NextCheck, now))
	}
	return s
}

// renderSteps are the three things that a host needs, each with the records to be entered.
func renderSteps(t text.T, d wire.Domain) app.UI {
	led := slices.ContainsFunc(d.Leads, func(r wire.DomainRecord) bool { return r.OK })
	leads := text.DomainLeadsDo
	if len(d.Leads) == 1 {
		leads = text.DomainLeadsOne
	}
	var records, others []app.UI
	for _, r := range d.Leads {
		if len(records) == 0 || r.Type == "CNAME" {
			records = append(records, renderRecord(t, r, led && !r.OK))
		} else {
			others = append(others, renderRecord(t, r, led && !r.OK))
		}
	}
	if len(others) > 0 {
		records = append(records, app.Details().Class("more").DataSet("test", "by-address").Body(
			app.Summary().Text(t.Say(text.DomainByAddress)), app.Div().Class("stack-tight").Body(others...)))
	}
	cert := text.DomainCertDo
	if d.State == wire.DomainCertificate {
		cert = text.DomainCertNow
	}
	step := func(title text.Text, done bool, body ...app.UI) app.UI {
		tone, words := part.Waiting, text.DomainWrong
		if done {
			tone, words = part.Running, text.DomainRight
		}
		head := app.Div().Class("spread").Body(app.H3().Text(t.Say(title)), part.Badge(tone, t.Say(words)))
		if done && len(body) > 0 && d.State != wire.DomainReady {
			body = []app.UI{app.Details().Class("more").Body(app.Summary().Text(t.Say(text.DomainSeeOne)), app.Div().Class("stack-tight").Body(body...))}
		}
		return app.Li().Class("stack-tight").DataSet("done", done).Body(append([]app.UI{head}, body...)...)
	}
	proof := []app.UI{renderRecord(t, d.Proof, false)}
	if !d.Proof.OK {
		proof = append([]app.UI{app.P().Class("small").Text(t.Say(text.DomainProofDo))}, append(proof, app.P().Class("small muted").Text(t.Say(text.DomainRelative)))...)
	}
	if !led {
		records = append([]app.UI{app.P().Class("small").Text(t.Say(leads))}, records...)
	}
	var certificate []app.UI
	if d.State != wire.DomainReady {
		certificate = append(certificate, app.P().Class("small").Text(t.Say(cert)))
	}
	return app.Ol().Class("domain-steps").Body(
		step(text.DomainProof, d.Proof.OK, proof...),
		step(text.DomainLeads, led, records...),
		step(text.DomainCertTitle, d.State == wire.DomainReady, certificate...),
	)
}

// renderRecord is a record to be entered, with what there is now.
func renderRecord(t text.T, r wire.DomainRecord, instead bool) app.UI {
	tone, words := part.Waiting, text.DomainNothing
	switch {
	case r.OK:
		tone, words = part.Running, text.DomainRight
	case instead:
		tone, words = part.Neutral, text.DomainNotNeeded
	case len(r.Found) > 0:
		words = text.DomainOther
	}
	cell := func(name text.Text, value string) app.UI {
		return app.Div().Class("record-cell").Body(app.Dt().Text(t.Say(name)), app.Dd().Body(
			app.Span().Class("mono small break").Text(value), &part.Copy{T: t, Value: value, What: t.Say(name), Kind: part.Quiet}))
	}
	body := []app.UI{
		app.Div().Class("record-cell record-type").Body(app.Dt().Text(t.Say(text.DomainType)), app.Dd().Body(app.Strong().Class("mono").Text(r.Type))),
		cell(text.DomainName, r.Name), cell(text.DomainValue, r.Wanted),
		app.Div().Class("record-cell record-found").Body(app.Dt().Text(t.Say(text.DomainFound)), app.Dd().Body(
			app.Span().Class("record-state").Body(part.Badge(tone, t.Say(words))),
			app.If(!r.OK && len(r.Found) > 0, func() app.UI { return app.Span().Class("mono small break").Text(strings.Join(r.Found, "\n")) }))),
	}
	return app.Dl().Class("record").DataSet("test", "record").DataSet("type", r.Type).DataSet("ok", r.OK).Body(body...)
}

// renderRemove asks before a domain is removed.
func (c *Panel) renderRemove() app.UI {
	t, d := c.T, c.Desk
	sheet := &part.Sheet{
		ID: "domain-sheet", T: t, Title: t.Say(text.DomainRemoveIt, d.gone), Open: d.gone != "", Locked: d.removing, Test: "domain-sheet",
		OnClose: func(app.Context) { d.gone = "" },
	}
	if d.gone == "" {
		return sheet
	}
	label := text.DomainRemove
	if d.removing {
		label = text.DomainRemoving
	}
	sheet.Content = []app.UI{app.P().Class("consequence").Text(t.Say(text.DomainRemoveDo)), part.Trouble(t, d.goneErr)}
	sheet.Actions = []app.UI{
		&part.Button{Label: t.Say(text.DomainKeep), Disabled: d.removing, Test: "domain-keep", OnClick: c.keep},
		&part.Button{Kind: part.Danger, Label: t.Say(label), Busy: d.removing, Test: "domain-gone", OnClick: c.remove},
	}
	return sheet
}
