package share

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/part/entry"
	"berth/ui/state"
	"berth/ui/text"
)

// maker is the sheet in which a link is made, with what is entered in it.
type maker struct {
	open    bool
	service string
	label   string
	span    entry.Span
	path    string
	read    bool
	uses    string
	tried   bool
	busy    bool
	err     error
}

// What a gateway takes: characters of a label, bytes of a path, uses.
const (
	maxLabel = 80
	maxPath  = 200
	maxUses  = 10_000
)

// linkPresets are how long a link is good, in seconds.
var linkPresets = []uint32{3600, 86400, 7 * 86400, 30 * 86400}

func (c *Panel) openMaker(app.Context, app.Event) {
	m := &c.Desk.maker
	if m.span.Seconds == 0 && m.path == "" {
		m.span, m.path = entry.SpanOf(86400), "/"
	}
	m.open, m.service, m.err = true, c.service(), nil
}

func (c *Panel) closeMaker(app.Context) { c.Desk.maker.open = false }

// pathFault is what is wrong with a path under which a link opens; nil: nothing is.
func pathFault(path string) *text.Text {
	bad := !strings.HasPrefix(path, "/") || len(path) > maxPath || strings.Contains(path, "//") || strings.ContainsAny(path, "?#\\ ") ||
		strings.ContainsFunc(path, func(r rune) bool { return r < 0x21 || r > 0x7e })
	for part := range strings.SplitSeq(path, "/") {
		bad = bad || part == "." || part == ".."
	}
	if bad {
		return &text.LinkPathBad
	}
	return nil
}

// request is what is asked for; badPath and badUses are what is wrong with it.
func (m maker) request(now time.Time) (r wire.LinkRequest, badPath, badUses *text.Text) {
	r = wire.LinkRequest{
		Service: m.service, Label: strings.TrimSpace(m.label), PathPrefix: strings.TrimSpace(m.path),
		ExpiresAt: now.Add(time.Duration(m.span.Seconds) * time.Second).UTC().Truncate(time.Second),
	}
	if r.PathPrefix == "" {
		r.PathPrefix = "/"
	}
	if m.read {
		r.Methods = []string{"GET", "HEAD"}
	}
	if s := strings.TrimSpace(m.uses); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n <= 0 || n > maxUses {
			badUses = &text.LinkUsesBad
		}
		r.MaxUses = n
	}
	return r, pathFault(r.PathPrefix), badUses
}

// makeLink makes it. A private service is opened to links before, as was said.
func (c *Panel) makeLink(app.Context, app.Event) {
	m, desk, door := &c.Desk.maker, c.Desk, c.Desk.doors[c.Desk.maker.service]
	m.tried, m.err = true, nil
	r, badPath, badUses := m.request(time.Now())
	g, ok := c.Gateway()
	if !ok || m.busy || badPath != nil || badUses != nil || m.span.Seconds == 0 {
		return
	}
	m.busy = true
	opens := c.visibility(c.find(m.service)) == wire.Private
	run, id, heard := c.Run, c.Order.ID, c.Heard
	run.Go(func() {
		var now wire.Exposure
		var err error
		if opens {
			if now, err = g.Exposure(run, id, r.Service); err == nil && now.Visibility == wire.Private {
				now.Visibility, now.Most = wire.Linked, nil
				now, err = g.Expose(run, id, r.Service, now)
			}
		}
		var link wire.NewLink
		if err == nil {
			link, err = g.MakeLink(run, id, r)
		}
		if !run.On() {
			return
		}
		err = heard(err)
		run.Do(func(app.Context) {
			m.busy, m.err = false, err
			if now.Visibility != "" && door != nil && door.now.Status == state.Ready {
				if now.Most == nil {
					now.Most = door.now.Data.Most
				}
				untouched := !door.draft.changed(door.now.Data)
				if door.now.Data = now; untouched {
					door.draft = draftOf(now)
				}
			}
			if err == nil {
				*m = maker{}
				desk.fresh = &made{link: link, shown: true}
				desk.links.Data.Links = append(desk.links.Data.Links[:len(desk.links.Data.Links):len(desk.links.Data.Links)], link.Link)
			}
		})
	})
}

// renderMaker is the sheet in which a link is made.
func (c *Panel) renderMaker() app.UI {
	t, m := c.T, &c.Desk.maker
	sheet := &part.Sheet{ID: "link-sheet", T: t, Title: t.Say(text.LinkMake), Open: m.open, Locked: m.busy, Test: "link-sheet", OnClose: c.closeMaker}
	if !m.open {
		return sheet
	}
	_, badPath, badUses := m.request(time.Now())
	why := func(x *text.Text) string {
		if x == nil || !m.tried {
			return ""
		}
		return t.Say(*x)
	}
	changed := func(app.Context) { m.err = nil }
	var offered []part.Option
	for _, s := range linkPresets {
		offered = append(offered, part.Option{Value: strconv.Itoa(int(s)), Label: presetWords(t, s)})
	}
	body := []app.UI{}
	if served := c.served(); len(served) > 1 {
		body = append(body, part.ServiceField(t, "link-service", served, m.service, func(_ app.Context, s string) { m.service = s }))
	}
	if s := c.find(m.service); c.visibility(s) == wire.Private {
		body = append(body, part.Note(part.Waiting, t.Say(text.LinkOpens, s.Name)))
	}
	body = append(body,
		&part.Field{ID: "link-label", Label: t.Say(text.LinkLabel), Value: m.label, Help: t.Say(text.LinkLabelFor), Placeholder: t.Say(text.LinkFor), Max: maxLabel,
			Test: "link-label", OnInput: func(_ app.Context, v string) { m.label = v }},
		entry.SpanFields(t, "link", text.LinkUntil, &m.span, offered, changed),
	)
	if end := c.Order.EndsAt(); c.Order.State == order.Active && m.span.Seconds > 0 && time.Now().Add(time.Duration(m.span.Seconds)*time.Second).After(end) {
		body = append(body, app.P().Class("small muted").DataSet("test", "link-longer").Text(t.Say(text.LinkLonger, t.Date(end))))
	}
	body = append(body,
		app.Details().Class("more").DataSet("test", "link-limits").Body(
			app.Summary().Text(t.Say(text.LinkMore)),
			app.Div().Class("stack").Body(
				&part.Tickbox{Label: t.Say(text.LinkRead), Note: t.Say(text.LinkReadNote), On: m.read, Test: "link-read", OnTick: func(_ app.Context, on bool) { m.read = on }},
				&part.Field{ID: "link-path", Label: t.Say(text.LinkPath), Value: m.path, Help: t.Say(text.LinkPathHelp), Error: why(badPath), Max: maxPath, Test: "link-path",
					OnInput: func(_ app.Context, v string) { m.path = v }},
				&part.Field{ID: "link-uses", Label: t.Say(text.LinkUses), Value: m.uses, Mode: "numeric", Help: t.Say(text.LinkUsesHelp), Error: why(badUses), Max: 7, Test: "link-uses",
					OnInput: func(_ app.Context, v string) { m.uses = v }},
			),
		),
		part.Trouble(t, m.err),
	)
	label := text.LinkMake
	if m.busy {
		label = text.LinkMaking
	}
	sheet.Content = body
	sheet.Actions = []app.UI{&part.Button{Kind: part.Primary, Label: t.Say(label), Busy: m.busy, Disabled: m.span.Seconds == 0, Test: "link-do", OnClick: c.makeLink}}
	return sheet
}

func presetWords(t text.T, seconds uint32) string {
	switch {
	case seconds < 86400:
		return t.Say(text.LinkHour)
	case seconds == 86400:
		return t.Say(text.LinkDay)
	}
	return t.Say(text.LinkDays, seconds/86400)
}

// curl is how a program uses a link.
func curl(service string, l wire.NewLink) string {
	path := l.PathPrefix
	if path == "" {
		path = "/"
	}
	return fmt.Sprintf("curl -H '%s: %s' %s%s", wire.LinkHeader, l.Token, service, path)
}

// renderMade shows a link that was made just now, since its token is told this once.
func (c *Panel) renderMade() app.UI {
	t, f := c.T, c.Desk.fresh
	if f == nil || !f.shown {
		return &part.Sheet{ID: "made-sheet", T: t}
	}
	s, url := c.find(f.link.Service), f.link.URL
	body := []app.UI{
		app.P().Class("consequence").Text(t.Say(text.LinkOnce)),
		part.Taken(t, name(t, f.link.Label), url, "link-url"),
		part.QR(url, t.Say(text.ShareQRWords)),
		c.renderSend(url, name(t, f.link.Label)),
	}
	if plain(s.URL) && plain(f.link.Token) {
		body = append(body, app.Details().Class("more").Body(app.Summary().Text(t.Say(text.LinkCurl)), part.Taken(t, "curl", curl(s.URL, f.link), "link-curl")))
	}
	return &part.Sheet{
		ID: "made-sheet", T: t, Title: t.Say(text.LinkMade), Open: true, Test: "link-made", Content: body,
		OnClose: func(app.Context) { f.shown = false },
		Actions: []app.UI{
			&part.Button{Label: t.Say(text.LinkDone), Test: "link-done", OnClick: func(app.Context, app.Event) { c.Desk.fresh = nil }},
			&part.Copy{T: t, Kind: part.Primary, Wide: true, Label: t.Say(text.LinkCopy), Value: url, Test: "link-copy"},
		},
	}
}

// plain reports whether a text may stand in a command as it is: what a gateway says is not to end a quotation.
func plain(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && !strings.ContainsRune("-._~:/+=", r)
	})
}
