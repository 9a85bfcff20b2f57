// Package keys is the order's tab with the keys and pages that may act for the user at the order's node: what each may do,
// how one is added, and how they lose it.
package keys

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/scope"
	"berth/shared/wire"
	"berth/ui/fault"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/part/site"
	"berth/ui/state"
	"berth/ui/text"
)

// Desk is what is kept of an order's keys while their tab is not shown: a signature may be under way. It is for the UI
// goroutine only.
type Desk struct {
	list  state.Listed[wire.Grants]
	whole wire.AccessToken // for all of the user's orders
	adder adder
	ask   ask
}

// ask is a question before access is ended.
type ask struct {
	kind string // key, page, all; "": nothing is asked
	id   string
	name string
	me   bool // this page uses it
	busy bool
	sign bool // the wallet is asked
	err  error
}

// Panel lists who may act for the user.
type Panel struct {
	app.Compo

	T        text.T
	Desk     *Desk
	Run      life.Run // of the order that is shown
	Site     site.Site
	Heard    func(error) error
	Services []wire.Service
	Card     *wire.Card // of the node, where it is known

	life life.Life
}

// listEvery is how often it is asked who was active last.
const listEvery = 30 * time.Second

// OnMount implements app.Mounter.
func (c *Panel) OnMount(ctx app.Context) {
	c.life.Begin(ctx)
	c.load(false)
	c.life.Run().Every(listEvery, func(app.Context) { c.load(false) })
}

// OnDismount implements app.Dismounter.
func (c *Panel) OnDismount() { c.life.End() }

func (c *Panel) load(again bool) {
	g, ok := c.Site.Known()
	d := c.Desk
	if !ok || d.list.Asking {
		return
	}
	d.list.Begin(again)
	run, s, kept := c.Run, c.Site, d.whole
	run.Go(func() {
		of, whole := reach(run.Own(), s, g, kept)
		list, err := of.Grants(run)
		if fault.Is(err, problem.SessionOver) && of != g {
			whole = wire.AccessToken{}
			list, err = g.Grants(run)
		}
		if !run.On() {
			return
		}
		err = c.Heard(err)
		run.Do(func(app.Context) {
			d.whole = whole
			d.list.Came(list, err)
		})
	})
}

func (c *Panel) again(app.Context, app.Event) {
	c.load(true)
}

// scopes are what a set allows, in words.
func scopes(t text.T, s scope.Set) string {
	if s == scope.All {
		return t.Say(text.KeyMayAll)
	}
	var words []string
	for _, n := range s.Names() {
		words = append(words, t.Say(text.Scopes[n]))
	}
	if len(words) == 0 {
		return "–"
	}
	if t.Lang == text.ZH {
		return strings.Join(words, "；")
	}
	return strings.Join(words, "; ")
}

// which are the orders that access is for.
func which(t text.T, of, here order.ID) string {
	switch of {
	case 0:
		return t.Say(text.KeyForAll)
	case here:
		return t.Say(text.KeyForThis)
	}
	return t.Say(text.KeyForOne, uint64(of))
}

func keyName(t text.T, k wire.AccessKey) string { return cmp.Or(k.Name, t.Say(text.KeyUnnamed)) }

// Render implements app.Composer.
func (c *Panel) Render() app.UI {
	t, d := c.T, c.Desk
	keys := d.list.Data.Keys
	body := []app.UI{
		app.Div().Class("panel-head").Body(
			app.H2().Text(t.Say(text.KeysTitle)),
			app.If(d.list.Status == state.Ready && len(keys) > 0, func() app.UI {
				return &part.Button{Label: t.Say(text.KeyAdd), Test: "key-add", OnClick: c.openAdder}
			}),
		),
		app.P().Class("small muted").Text(t.Say(text.KeysIntro)),
	}
	switch {
	case d.list.Status == state.Failed:
		body = append(body, part.Trouble(t, d.list.Err, &part.Button{Label: t.Say(text.Retry), Glyph: part.GlyphRefresh, Test: "keys-again", OnClick: c.again}))
	case d.list.Status != state.Ready:
		body = append(body, part.Wait(t.Say(text.KeysLoading)), part.Skeleton(3))
	case len(keys) == 0:
		body = append(body, app.Div().Class("none").DataSet("test", "keys-none").Body(
			app.H3().Text(t.Say(text.KeysEmpty)), app.P().Class("muted").Text(t.Say(text.KeysEmptyDo)),
			&part.Button{Kind: part.Primary, Label: t.Say(text.KeyAdd), Test: "key-add", OnClick: c.openAdder}))
	default:
		sorted := slices.Clone(keys)
		slices.SortStableFunc(sorted, func(a, b wire.AccessKey) int { // this device first, then the newest
			return cmp.Or(cmp.Compare(rank(b), rank(a)), b.IssuedAt.Compare(a.IssuedAt))
		})
		var items []app.UI
		for _, k := range sorted {
			items = append(items, c.renderKey(k))
		}
		body = append(body, app.Ul().Class("entries entries-wide").Body(items...))
	}
	if d.list.Status == state.Ready && len(keys)+len(d.list.Data.Tokens) > 0 {
		body = append(body, app.Div().Class("row").Body(&part.Button{
			Kind: part.Danger, Label: t.Say(text.KeyAll), Test: "keys-all", OnClick: func(app.Context, app.Event) { c.Desk.ask = ask{kind: "all"} },
		}))
	}
	body = append(body, app.If(d.list.Stale != nil, func() app.UI {
		return app.P().Class("small muted").Role("status").Text(t.Say(text.KeyStale, t.Moment(d.list.At, time.Now())))
	}))
	return app.Div().Class("stack").Body(
		app.Section().Class("panel").DataSet("test", "keys").Body(body...), c.renderPages(), c.renderConnect(), c.renderAdder(), c.renderAdded(), c.renderAsk(),
	)
}

func rank(k wire.AccessKey) int {
	if k.Current {
		return 1
	}
	return 0
}

func (c *Panel) facts(s scope.Set, of order.ID, until, used time.Time) []app.UI {
	t := c.T
	last := app.UI(app.Span().Text(t.Say(text.KeyNever)))
	if !used.IsZero() {
		last = part.Ago(t, used)
	}
	return []app.UI{
		part.Fact(t.Say(text.KeyMay), app.Span().Text(scopes(t, s))),
		part.Fact(t.Say(text.KeyFor), app.Span().Text(which(t, of, c.Site.Order.ID))),
		part.Fact(t.Say(text.KeyUntil), app.Time().DateTime(until.UTC().Format(time.RFC3339)).Text(t.Date(until))),
		part.Fact(t.Say(text.KeyUsed), last),
	}
}

func (c *Panel) renderKey(k wire.AccessKey) app.UI {
	t := c.T
	head := []app.UI{app.Strong().Class("entry-name").Text(keyName(t, k))}
	if k.Current {
		head = append(head, app.Text(" "), part.Badge(part.Running, t.Say(text.KeyHere)))
	}
	return app.Li().Class("entry").DataSet("test", "key").DataSet("name", k.Name).DataSet("current", k.Current).Body(
		app.Div().Class("entry-head").Body(
			app.Div().Body(app.P().Body(head...), app.P().Class("mono small muted break").Title(string(k.Key)).Text(k.Fingerprint)),
			&part.Button{Kind: part.Quiet, Label: t.Say(text.KeyRevoke), Hidden: t.Say(text.LinkRevokeOf, keyName(t, k)), Test: "key-revoke", Key: k.ID, OnClick: c.askKey},
		),
		part.Facts(c.facts(k.Scopes, k.Order, k.ExpiresAt, k.UsedAt)...),
	)
}

// renderPages are the tokens that the wallet itself signed for; those that a key got go with it.
func (c *Panel) renderPages() app.UI {
	t := c.T
	var items []app.UI
	for _, g := range c.Desk.list.Data.Tokens {
		if g.Key != "" {
			continue
		}
		name := text.PageElse
		if g.Current {
			name = text.PageHere
		}
		facts := append([]app.UI{part.Fact(t.Say(text.PageSince), app.Time().Text(t.Moment(g.IssuedAt, time.Now())))}, c.facts(g.Scopes, g.Order, g.ExpiresAt, g.UsedAt)...)
		items = append(items, app.Li().Class("entry").DataSet("test", "page-grant").DataSet("current", g.Current).Body(
			app.Div().Class("entry-head").Body(
				app.Strong().Class("entry-name").Text(t.Say(name)),
				&part.Button{Kind: part.Quiet, Label: t.Say(text.PageEnd), Hidden: t.Say(text.PageEndOf, t.Say(name)), Test: "page-end", Key: g.ID, OnClick: c.askPage},
			),
			part.Facts(facts...),
		))
	}
	if len(items) == 0 {
		return nil
	}
	return app.Section().Class("panel").DataSet("test", "pages").Body(app.H2().Text(t.Say(text.PagesTitle)), app.Ul().Class("entries entries-wide").Body(items...))
}

func (c *Panel) askKey(ctx app.Context, _ app.Event) {
	id := ctx.JSSrc().Get("dataset").Get("key").String()
	if i := slices.IndexFunc(c.Desk.list.Data.Keys, func(k wire.AccessKey) bool { return k.ID == id }); i >= 0 {
		k := c.Desk.list.Data.Keys[i]
		c.Desk.ask = ask{kind: "key", id: id, name: keyName(c.T, k), me: k.Current}
	}
}

func (c *Panel) askPage(ctx app.Context, _ app.Event) {
	id := ctx.JSSrc().Get("dataset").Get("key").String()
	if i := slices.IndexFunc(c.Desk.list.Data.Tokens, func(g wire.Grant) bool { return g.ID == id }); i >= 0 {
		c.Desk.ask = ask{kind: "page", id: id, me: c.Desk.list.Data.Tokens[i].Current}
	}
}

func (c *Panel) end(app.Context, app.Event) {
	d, a := c.Desk, c.Desk.ask
	g, ok := c.Site.Known()
	if !ok || a.busy {
		return
	}
	d.ask.busy, d.ask.sign, d.ask.err = true, false, nil
	run, s, heard, kept := c.Run, c.Site, c.Heard, d.whole
	run.Go(func() {
		of, _ := reach(run.Own(), s, g, kept)
		err := end(run.Own(), s, of, a.id, func() { run.Do(func(app.Context) { d.ask.sign = true }) })
		if err == nil && a.mine(g.URL, s.Order.User) {
			_ = state.ForgetDevice(run.Own(), g.URL, s.Order.User) // it is worth nothing any more
		}
		if !run.On() {
			return
		}
		if err = heard(err); err == nil && (a.me || a.kind == "all") {
			// This page's own token ended with it.
			_ = heard(problem.New(401, problem.SessionOver, "this page has ended its own access"))
		}
		run.Do(func(app.Context) {
			if d.ask.kind != a.kind || d.ask.id != a.id {
				return
			}
			d.ask.busy, d.ask.sign, d.ask.err = false, false, err
			if err == nil {
				d.forget(a)
				d.ask = ask{}
			}
		})
	})
}

// mine reports whether what is ended is this browser's own key.
func (a ask) mine(gateway string, user eth.Address) bool {
	return a.kind == "all" || a.kind == "key" && (a.me || a.id == state.DeviceID(gateway, user))
}

// forget takes off the list what has ended.
func (d *Desk) forget(a ask) {
	l := &d.list.Data
	if a.kind == "all" || a.me {
		d.list.Of, d.whole = state.Of[wire.Grants]{}, wire.AccessToken{}
		return
	}
	l.Keys = slices.DeleteFunc(slices.Clone(l.Keys), func(k wire.AccessKey) bool { return k.ID == a.id })
	l.Tokens = slices.DeleteFunc(slices.Clone(l.Tokens), func(g wire.Grant) bool { return g.ID == a.id || g.Key == a.id })
}

// renderAsk asks before access is ended, and says what goes with it.
func (c *Panel) renderAsk() app.UI {
	t, a := c.T, c.Desk.ask
	title, words, do := t.Say(text.KeyAllIt), t.Say(text.KeyAllDo), text.KeyAll
	switch a.kind {
	case "key":
		title, words, do = t.Say(text.KeyRevokeIt, a.name), t.Say(text.KeyRevokeDo), text.KeyRevoke
	case "page":
		title, words, do = t.Say(text.PageEndIt), t.Say(text.PageEndDo), text.PageEnd
	case "all":
		if slices.ContainsFunc(c.Desk.list.Data.Tokens, func(g wire.Grant) bool { return g.Current && g.Order != 0 }) {
			words = t.Say(text.KeyAllDoOne)
		}
	}
	sheet := &part.Sheet{
		ID: "grant-sheet", T: t, Title: title, Open: a.kind != "", Locked: a.busy, Test: "grant-sheet", OnClose: func(app.Context) { c.Desk.ask = ask{} },
	}
	if a.kind == "" {
		return sheet
	}
	sheet.Content = []app.UI{app.P().Class("consequence").DataSet("test", "grant-words").Text(words)}
	if a.me {
		sheet.Content = append(sheet.Content, app.P().Text(t.Say(text.KeyRevokeMe)))
	}
	if wallet(c.Desk.list.Data, a) {
		sheet.Content = append(sheet.Content, app.P().DataSet("test", "grant-wallet").Text(t.Say(text.KeyByWallet)))
	}
	if a.kind == "all" {
		sheet.Content = append(sheet.Content, app.P().Text(t.Say(text.KeyAllStays)))
	}
	switch {
	case a.sign:
		do = text.KeySign
	case a.busy:
		do = text.KeyRevoking
	}
	sheet.Content = append(sheet.Content, part.Trouble(t, a.err))
	sheet.Actions = []app.UI{
		&part.Button{Label: t.Say(text.KeyKeep), Disabled: a.busy, Test: "grant-keep", OnClick: func(app.Context, app.Event) { c.Desk.ask = ask{} }},
		&part.Button{Kind: part.Danger, Label: t.Say(do), Busy: a.busy, Test: "grant-end", OnClick: c.end},
	}
	return sheet
}
