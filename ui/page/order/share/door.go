package share

import (
	"cmp"
	"strconv"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/js"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// door is who may open one service: as it holds, and as it is being changed.
type door struct {
	now   state.Of[wire.Exposure]
	draft draft
	tried bool // to save: what is wrong is told from then on
	show  bool // the password
	ask   bool // whether it is to be opened to everyone
	busy  bool
	saved bool
	err   error
}

// door is that of the service that is looked at.
func (a About) door() *door {
	if a.Desk.doors == nil {
		a.Desk.doors = map[string]*door{}
	}
	d := a.Desk.doors[a.service()]
	if d == nil {
		d = &door{}
		a.Desk.doors[a.service()] = d
	}
	return d
}

// loadDoor asks who may open a service. What is being changed stays as it is.
func (a About) loadDoor(service string) {
	g, ok := a.Gateway()
	d := a.door()
	if !ok || service == "" || d.now.Status == state.Loading {
		return
	}
	if d.now.Status != state.Ready {
		d.now = state.Of[wire.Exposure]{Status: state.Loading}
	}
	run, id, heard := a.Run, a.Order.ID, a.Heard
	run.Go(func() {
		e, err := g.Exposure(run, id, service)
		if !run.On() {
			return
		}
		err = heard(err)
		run.Do(func(app.Context) {
			if err != nil && d.now.Status == state.Ready || d.busy {
				return // what was told before stays
			}
			untouched := d.now.Status != state.Ready || !d.draft.changed(d.now.Data)
			if d.now = state.Came(e, err); err == nil && untouched {
				d.draft = draftOf(e)
			}
		})
	})
}

func (c *Panel) againDoor(app.Context, app.Event) { c.loadDoor(c.service()) }

// change changes what is being changed.
func (c *Panel) change(f func(*draft)) {
	d := c.door()
	f(&d.draft)
	d.saved, d.err = false, nil
}

func (c *Panel) drop(app.Context, app.Event) {
	d := c.door()
	d.draft, d.tried, d.err = draftOf(d.now.Data), false, nil
}

// save puts the change into force; what opens a service to strangers is asked about before.
func (c *Panel) save(app.Context, app.Event) {
	d := c.door()
	d.tried = true
	if _, bad := d.draft.read(c.T, d.now.Data); bad.any() || d.busy {
		return
	}
	if d.draft.opens(d.now.Data) {
		d.ask, d.err = true, nil
		return
	}
	c.put()
}

func (c *Panel) put() {
	d, service := c.door(), c.service()
	g, ok := c.Gateway()
	if !ok || d.busy {
		return
	}
	want, _ := d.draft.read(c.T, d.now.Data)
	d.busy, d.err, d.saved = true, nil, false
	run, id, heard := c.Run, c.Order.ID, c.Heard
	run.Go(func() {
		e, err := g.Expose(run, id, service, want)
		if !run.On() {
			return
		}
		err = heard(err)
		run.Do(func(app.Context) {
			d.busy, d.err = false, err
			if err == nil {
				most := d.now.Data.Most
				d.now = state.Of[wire.Exposure]{Status: state.Ready, Data: e}
				if e.Most == nil {
					d.now.Data.Most = most
				}
				d.draft, d.saved, d.tried, d.ask, d.show = draftOf(e), true, false, false, false
			}
		})
	})
}

// visibility is who may open a service, as far as is known.
func (a About) visibility(s wire.Service) wire.Visibility {
	if d := a.Desk.doors[s.Name]; d != nil && d.now.Status == state.Ready {
		return d.now.Data.Visibility
	}
	return s.Visibility
}

// renderDoor is who may open the service that is looked at.
func (c *Panel) renderDoor() app.UI {
	t, d, s := c.T, c.door(), c.find(c.service())
	body := []app.UI{app.H2().Text(t.Say(text.ShareTitle))}
	if served := c.served(); len(served) > 1 || len(c.Services) > 1 {
		body = append(body, part.ServiceField(t, "share-service", served, s.Name, c.pickService))
	}
	switch d.now.Status {
	case state.Failed:
		body = append(body, part.Trouble(t, d.now.Err, &part.Button{Label: t.Say(text.Retry), Glyph: part.GlyphRefresh, Test: "door-again", OnClick: c.againDoor}))
	case state.Ready:
		body = append(body, c.renderChoice(d), c.renderOpenAt(d, s), c.renderPublic(d), c.renderStay(d), c.renderSave(d))
	default:
		body = append(body, part.Wait(t.Say(text.ShareLoading)), part.Skeleton(4))
	}
	return app.Section().Class("panel").DataSet("test", "door").DataSet("service", s.Name).DataSet("visibility", string(d.now.Data.Visibility)).
		Body(append(body, c.renderConfirm(d, s))...)
}

func (c *Panel) renderChoice(d *door) app.UI {
	t := c.T
	option := func(v wire.Visibility, note text.Text) part.Option {
		return part.Option{Value: string(v), Label: t.Say(text.Visibilities[string(v)]), Note: t.Say(note)}
	}
	return app.Div().Class("choice-one").Body(&part.Choice{
		Name: "visibility", Legend: t.Say(text.ShareTitle), Hide: true, Value: string(d.draft.visibility), Test: "visibility",
		Options: []part.Option{option(wire.Private, text.SharePrivateNote), option(wire.Linked, text.ShareLinkNote), option(wire.Public, text.SharePublicNote)},
		OnPick:  func(_ app.Context, v string) { c.change(func(x *draft) { x.visibility = wire.Visibility(v) }) },
	})
}

// renderOpenAt is the address that is open to everyone.
func (c *Panel) renderOpenAt(d *door, s wire.Service) app.UI {
	t := c.T
	if d.now.Data.Visibility != wire.Public || d.draft.visibility != wire.Public {
		return nil
	}
	words := text.ShareOpenAt
	if d.now.Data.Basic != nil {
		words = text.ShareOpenWord
	}
	return app.Div().Class("stack-tight").DataSet("test", "open-at").Body(
		part.Taken(t, t.Say(words), address(s), "public-url"),
		c.renderWays(address(s), s.Name),
	)
}

// renderWays are the ways to take an address to somebody, beside copying it.
func (a About) renderWays(url, title string) app.UI {
	var code app.UI
	if picture := part.QR(url, a.T.Say(text.ShareQRWords)); picture != nil {
		code = app.Details().Class("more").DataSet("test", "qr").Body(app.Summary().Text(a.T.Say(text.ShareQR)), picture)
	}
	return app.Div().Class("ways").Body(a.renderSend(url, title), code)
}

// renderSend is the device's own way to hand on an address, where it has one.
func (a About) renderSend(url, title string) app.UI {
	t, run := a.T, a.Run
	if !js.CanShare() {
		return nil
	}
	return &part.Button{Label: t.Say(text.ShareSend), Glyph: part.GlyphOut, Test: "send", OnClick: func(app.Context, app.Event) {
		run.Go(func() {
			if err := js.Share(run, title, url); err != nil {
				part.Say(run.Own(), part.Bad, t.Say(text.ShareNotShared))
			}
		})
	}}
}

// renderPublic is what can be set of a service that is open to everyone.
func (c *Panel) renderPublic(d *door) app.UI {
	t, x := c.T, d.draft
	if x.visibility != wire.Public {
		return nil
	}
	var bad wrong
	if d.tried {
		_, bad = x.read(t, d.now.Data)
	}
	body := []app.UI{
		app.H3().Text(t.Say(text.ShareSettings)),
		&part.Tickbox{Label: t.Say(text.ShareWord), Note: t.Say(text.ShareWordNote), On: x.word, Test: "ask-password", OnTick: func(_ app.Context, on bool) {
			c.change(func(x *draft) { x.word = on })
		}},
	}
	if x.word {
		body = append(body, c.renderPassword(d, bad))
	}
	help := t.Say(text.ShareRateHelp)
	if most := mostOf(d.now.Data).PerMinute; most > 0 {
		help = t.Say(text.ShareRateMost, most)
	}
	body = append(body, &part.Field{
		ID: "per-minute", Label: t.Say(text.ShareRate), Mode: "numeric", Value: x.perMinute, Help: help, Error: bad.perMinute, Max: 7, Test: "per-minute",
		OnInput: func(_ app.Context, v string) { c.change(func(x *draft) { x.perMinute = v }) },
	})
	return app.Div().Class("stack inset").DataSet("test", "public-settings").Body(body...)
}

func (c *Panel) renderPassword(d *door, bad wrong) app.UI {
	t, x := c.T, d.draft
	kind, words := "password", text.ShareShow
	if d.show {
		kind, words = "text", text.ShareHide
	}
	help := ""
	if d.now.Data.Basic != nil {
		help = t.Say(text.ShareKeep)
	}
	return app.Div().Class("stack-tight").Body(
		&part.Field{ID: "basic-user", Label: t.Say(text.ShareUser), Value: x.user, Error: bad.user, Max: 60, Test: "basic-user", OnInput: func(_ app.Context, v string) {
			c.change(func(x *draft) { x.user = v })
		}},
		&part.Field{
			ID: "basic-password", Label: t.Say(text.SharePassword), Type: kind, Value: x.password, Help: help, Error: bad.password, Max: 128, Test: "basic-password",
			OnInput: func(_ app.Context, v string) { c.change(func(x *draft) { x.password = v }) },
		},
		app.Div().Class("row").Body(
			&part.Button{Kind: part.Quiet, Label: t.Say(words), Test: "show-password", OnClick: func(app.Context, app.Event) { d.show = !d.show }},
			&part.Button{Kind: part.Quiet, Label: t.Say(text.ShareMake), Test: "make-password", OnClick: func(app.Context, app.Event) {
				c.change(func(x *draft) {
					x.password = password()
					x.user = cmp.Or(x.user, c.service())
				})
				d.show = true
			}},
			app.If(d.show && x.password != "", func() app.UI {
				return &part.Copy{T: t, Kind: part.Quiet, Value: x.password, What: t.Say(text.SharePassword), Test: "copy-password"}
			}),
		),
	)
}

// alphabet has no letters that look alike (Crockford's base 32).
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz"

// password makes up a password of 100 bits.
func password() string {
	r := js.Random()
	out := make([]byte, 0, 23)
	for i, b := range r[:20] {
		if i > 0 && i%5 == 0 {
			out = append(out, '-')
		}
		out = append(out, alphabet[int(b)%len(alphabet)])
	}
	return string(out)
}

// renderStay is for how long visitors stay signed in.
func (c *Panel) renderStay(d *door) app.UI {
	t, x, most := c.T, d.draft, mostOf(d.now.Data)
	if x.life == 0 {
		return nil // the node says nothing of it
	}
	_, bad := x.read(t, d.now.Data)
	about := func(seconds int) string { return t.About(time.Duration(seconds) * time.Second) }
	pick := func(set func(*draft, int)) func(app.Context, string) {
		return func(_ app.Context, v string) {
			if n, err := strconv.Atoi(v); err == nil {
				c.change(func(x *draft) { set(x, n) })
			}
		}
	}
	return app.Details().Class("more").DataSet("test", "stay").Body(
		app.Summary().Body(app.Text(t.Say(text.ShareStay)), app.Span().Class("small muted summary-note").Text(t.Say(text.ShareStayNow, about(x.idle), about(x.life)))),
		app.Div().Class("stack").Body(
			app.Div().Class("fields").Body(
				&part.Field{ID: "stay-idle", Label: t.Say(text.ShareStayIdle), Value: strconv.Itoa(x.idle), Options: stayOptions(t, x.idle, most.IdleSeconds), Error: bad.idle,
					Test: "stay-idle", OnChange: pick(func(x *draft, n int) { x.idle = n })},
				&part.Field{ID: "stay-life", Label: t.Say(text.ShareStayLife), Value: strconv.Itoa(x.life), Options: stayOptions(t, x.life, most.LifeSeconds),
					Test: "stay-life", OnChange: pick(func(x *draft, n int) { x.life = n })},
			),
			app.P().Class("small muted").Text(t.Say(text.ShareStayWhy)),
		),
	)
}

// saveWords are what the button that saves says it does.
func saveWords(d *door) text.Text {
	if d.draft.visibility == cmp.Or(d.now.Data.Visibility, wire.Private) && !d.draft.opens(d.now.Data) {
		return text.ShareSave
	}
	return map[wire.Visibility]text.Text{wire.Private: text.SharePrivateDo, wire.Linked: text.ShareLinkDo, wire.Public: text.SharePublicDo}[d.draft.visibility]
}

func (c *Panel) renderSave(d *door) app.UI {
	t := c.T
	var body []app.UI
	switch changed := d.draft.changed(d.now.Data); {
	case changed || d.busy:
		if words := d.draft.loses(t, d.now.Data); words != "" {
			body = append(body, app.P().Class("consequence").DataSet("test", "door-loses").Text(words))
		}
		label := saveWords(d)
		if d.busy {
			label = text.ShareSaving
		}
		body = append(body, app.Div().Class("row").Body(
			&part.Button{Kind: part.Primary, Label: t.Say(label), Busy: d.busy, Test: "door-save", OnClick: c.save},
			&part.Button{Kind: part.Quiet, Label: t.Say(text.ShareDrop), Disabled: d.busy, Test: "door-drop", OnClick: c.drop},
		))
	case d.saved:
		body = append(body, app.P().Class("small").Role("status").DataSet("test", "door-saved").Body(part.Shape(part.Running), app.Text(" "+t.Say(text.ShareSaved))))
	}
	if d.err != nil && !d.ask {
		body = append([]app.UI{part.Trouble(t, d.err)}, body...)
	}
	if len(body) == 0 {
		return nil
	}
	return app.Div().Class("stack-tight").Body(body...)
}

// renderConfirm asks before a service is opened to strangers: what becomes public, and what that costs.
func (c *Panel) renderConfirm(d *door, s wire.Service) app.UI {
	t := c.T
	sheet := &part.Sheet{
		ID: "public-sheet", T: t, Title: t.Say(text.ShareConfirm, s.Name), Open: d.ask, Locked: d.busy, Test: "public-sheet",
		OnClose: func(app.Context) { d.ask, d.err = false, nil },
	}
	if !d.ask {
		return sheet
	}
	words := text.ShareConfirmOpen
	if d.draft.word {
		words = text.ShareConfirmWord
	}
	sheet.Content = []app.UI{
		app.P().Class("consequence").DataSet("test", "public-words").Text(t.Say(words, address(s))),
		app.P().Text(t.Say(text.ShareConfirmAll)),
		app.If(c.Order.Resources.TrafficMiB > 0, func() app.UI {
			return app.P().Text(t.Say(text.ShareConfirmLoad, t.Size(c.Used), t.Size(c.Order.Resources.TrafficMiB)))
		}),
		app.P().Text(t.Say(text.ShareConfirmBack)),
		part.Trouble(t, d.err),
	}
	label := text.SharePublicDo
	if d.busy {
		label = text.ShareSaving
	}
	sheet.Actions = []app.UI{
		&part.Button{Label: t.Say(text.ShareConfirmKeep), Disabled: d.busy, Test: "public-keep", OnClick: func(app.Context, app.Event) { d.ask, d.err = false, nil }},
		&part.Button{Kind: part.Primary, Label: t.Say(label), Busy: d.busy, Test: "public-confirm", OnClick: func(app.Context, app.Event) { c.put() }},
	}
	return sheet
}
