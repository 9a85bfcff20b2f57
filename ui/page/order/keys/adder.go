package keys

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/shared/pubkey"
	"berth/shared/scope"
	"berth/shared/typed"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/js"
	"berth/ui/part"
	"berth/ui/part/site"
	"berth/ui/text"
	"berth/ui/trust"
)

// lives are for how long a key can be given access, in days.
var lives = []int{1, 7, 30, 90}

// adder is the sheet in which a key is added, with what is entered in it.
type adder struct {
	open   bool
	pasted string
	name   string
	named  bool // the name was entered, not taken from the key's comment
	scopes scope.Set
	chosen bool // the scopes were
	all    bool // for all of the user's orders with the node
	days   int
	tried  bool

	stage stage
	err   error
	added *wire.AccessRequest // that the gateway has taken
}

// stage is how far adding is.
type stage uint8

const (
	idle    stage = iota
	signing       // the wallet is asked
	sending       // the gateway is told
)

func (c *Panel) openAdder(app.Context, app.Event) {
	a := &c.Desk.adder
	if a.days == 0 {
		a.days, a.scopes = 30, scope.Read|scope.Shell
	}
	a.open, a.err = true, nil
}

func (c *Panel) closeAdder(app.Context) {
	a := &c.Desk.adder
	if a.open = false; a.added != nil {
		*a = adder{}
	}
}

// set takes over what was pasted: the comment is a name, and the type says what the key is likely for.
func (a *adder) set(s string) {
	a.pasted, a.err = s, nil
	key, comment, bad := paste(s)
	if bad != nil {
		return
	}
	if !a.named {
		a.name = comment
	}
	if !a.chosen {
		a.scopes = scope.Read | scope.Shell
		if strings.HasPrefix(string(key), pubkey.P256) {
			a.scopes = scope.Read | scope.Deploy
		}
	}
}

// wrong is what is not right about what was entered; empty: all is.
func (a adder) wrong(t text.T) (key, name, scopes string) {
	if _, _, bad := paste(a.pasted); bad != nil {
		key = bad.say(t)
	}
	if strings.TrimSpace(a.name) == "" {
		name = t.Say(text.KeyNameBad)
	}
	if a.scopes == 0 {
		scopes = t.Say(text.KeyScopeNone)
	}
	return key, name, scopes
}

// message is what the wallet is asked to sign: that a key may act for its user at this gateway.
func (a adder) message(host string, o order.Order, nonce [32]byte, now time.Time) typed.Access {
	key, _, _ := paste(a.pasted)
	now = now.Truncate(time.Second).UTC()
	x := typed.Access{
		Gateway: host, Node: o.Node, User: o.User, Order: o.ID, Scopes: a.scopes, Key: key, Name: strings.TrimSpace(a.name),
		IssuedAt: now, NotAfter: now.Add(time.Duration(a.days) * 24 * time.Hour), Nonce: nonce,
	}
	if a.all {
		x.Order = 0
	}
	return x
}

// add has the wallet sign for the key, and tells the gateway that the order's node has on chain.
func (c *Panel) add(app.Context, app.Event) {
	d := c.Desk
	a := &d.adder
	a.tried = true
	if key, name, scopes := a.wrong(c.T); key+name+scopes != "" || a.stage != idle {
		return
	}
	a.stage, a.err = signing, nil
	run, s, heard, entered := c.Run, c.Site, c.Heard, *a
	run.Go(func() {
		r, err := authorise(run.Own(), s, entered, func() { run.Do(func(app.Context) { a.stage = sending }) })
		err = heard(err)
		run.Do(func(app.Context) {
			if a.stage, a.err = idle, err; err == nil {
				a.added = &r
				c.load(false)
			}
		})
	})
}

func authorise(ctx app.Context, s site.Site, a adder, sent func()) (wire.AccessRequest, error) {
	signer, err := s.Signer(ctx)
	if err != nil {
		return wire.AccessRequest{}, err
	}
	at, err := trust.Gateway(ctx, signer.Chain(), s.Order.Node, signer.Home)
	if err != nil {
		return wire.AccessRequest{}, err
	}
	r := wire.AccessRequest{Access: a.message(at.Host, s.Order, js.Random(), time.Now())}
	if r.Signature, err = signer.Wallet.SignTyped(ctx, signer.User, r.Access.Data(signer.Domain())); err != nil {
		return wire.AccessRequest{}, err
	}
	sent()
	// The token that comes with it is not wanted: the key asks for its own.
	_, err = api.Gateway{URL: at.URL()}.Access(api.Telling(context.Context(ctx), s.Told), r)
	return r, err
}

// renderAdder is the sheet in which a key is added.
func (c *Panel) renderAdder() app.UI {
	t, a := c.T, &c.Desk.adder
	open := a.open && a.added == nil
	sheet := &part.Sheet{ID: "key-sheet", T: t, Title: t.Say(text.KeyAdd), Open: open, Locked: a.stage != idle, Test: "key-sheet", OnClose: c.closeAdder}
	if !open {
		return sheet
	}
	key, name, scopes := a.wrong(t)
	if !a.tried {
		name, scopes = "", ""
		if a.pasted == "" {
			key = ""
		}
	}
	help, hint := t.Say(text.KeyPasteHelp), ""
	if parsed, _, bad := paste(a.pasted); bad == nil {
		if strings.HasPrefix(string(parsed), pubkey.Ed25519) && !a.scopes.Has(scope.Shell) {
			hint = t.Say(text.KeyNoShell)
		}
		if i := slices.IndexFunc(c.Desk.list.Data.Keys, func(k wire.AccessKey) bool { return k.Key == parsed }); i >= 0 {
			help = t.Say(text.KeyHave, t.Date(c.Desk.list.Data.Keys[i].ExpiresAt))
		}
	}
	var boxes, days []app.UI
	for i, n := range scope.All.Names() {
		one := scope.Set(1 << i)
		boxes = append(boxes, &part.Tickbox{Label: first(t.Say(text.Scopes[n])), On: a.scopes.Has(one), Test: "scope-" + n, OnTick: func(_ app.Context, on bool) {
			if a.chosen, a.scopes = true, a.scopes&^one; on {
				a.scopes |= one
			}
		}})
	}
	var options []part.Option
	for _, n := range lives {
		words := t.Say(text.LinkDays, n)
		if n == 1 {
			words = t.Say(text.LinkDay)
		}
		options = append(options, part.Option{Value: strconv.Itoa(n), Label: words})
	}
	days = append(days, &part.Choice{Name: "key-days", Legend: t.Say(text.KeyLong), Options: options, Value: strconv.Itoa(a.days), Test: "key-days", OnPick: func(_ app.Context, v string) {
		if n, err := strconv.Atoi(v); err == nil {
			a.days = n
		}
	}})
	orders := "this"
	if a.all {
		orders = "all"
	}
	sheet.Content = []app.UI{
		&part.Field{ID: "key-paste", Label: t.Say(text.KeyPaste), Value: a.pasted, Placeholder: "ssh-ed25519 AAAA…", Help: help, Error: key, Max: 1024, Test: "key-paste",
			OnInput: func(_ app.Context, v string) { a.set(v) }},
		app.If(a.pasted == "", func() app.UI {
			return app.Details().Class("more").Body(app.Summary().Text(t.Say(text.KeyMake)), part.Taken(t, "ssh-keygen", "ssh-keygen -t ed25519", "key-make"))
		}),
		&part.Field{ID: "key-name", Label: t.Say(text.KeyName), Value: a.name, Help: t.Say(text.KeyNameHelp), Error: name, Max: typed.MaxKeyName, Test: "key-name",
			OnInput: func(_ app.Context, v string) { a.name, a.named = v, v != "" }},
		app.FieldSet().Class("choice").Body(app.Legend().Class("field-label").Text(t.Say(text.KeyScopes)), app.Div().Class("tickboxes").Body(boxes...),
			app.P().Class("field-help").Text(hint), app.P().Class("field-error").Aria("live", "polite").Text(scopes)),
		&part.Choice{Name: "key-orders", Legend: t.Say(text.KeyWhich), Value: orders, Test: "key-orders", Options: []part.Option{
			{Value: "this", Label: t.Say(text.KeyThis), Note: t.Say(text.KeyThisNote)}, {Value: "all", Label: t.Say(text.KeyEvery), Note: t.Say(text.KeyEveryNote)},
		}, OnPick: func(_ app.Context, v string) { a.all = v == "all" }},
		app.Div().Body(days...),
		app.P().Class("small muted").Text(t.Say(text.KeyDoes)),
		part.Trouble(t, a.err),
	}
	label := map[stage]text.Text{idle: text.KeyDo, signing: text.KeySign, sending: text.KeySending}[a.stage]
	sheet.Actions = []app.UI{&part.Button{Kind: part.Primary, Label: t.Say(label), Busy: a.stage != idle, Test: "key-do", OnClick: c.add}}
	return sheet
}

// first is a phrase with a capital in front, as a sentence of its own.
func first(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}

// renderAdded says how a key that was added is used.
func (c *Panel) renderAdded() app.UI {
	t, a := c.T, &c.Desk.adder
	if a.added == nil {
		return &part.Sheet{ID: "added-sheet", T: t}
	}
	body := []app.UI{app.P().Class("consequence").Text(a.added.Access.Name + ": " + scopes(t, a.added.Access.Scopes))}
	switch lines := c.connect(); {
	case !a.added.Access.Scopes.Has(scope.Shell):
	case len(lines) > 0:
		body = append(body, lines...)
	default:
		body = append(body, app.P().Class("small muted").Text(t.Say(text.KeyNoSSH)))
	}
	if a.added.Access.Scopes.Has(scope.Deploy) {
		body = append(body, app.Div().Class("stack-tight").Body(app.H3().Text(t.Say(text.KeyCI)), app.P().Body(
			app.Text(t.Say(text.KeyCIWords)+t.Space()), part.Link(c.Site.URL()+"/v1/openapi.yaml").DataSet("test", "key-api").Text(t.Say(text.KeyCIDocs)))))
	}
	return &part.Sheet{
		ID: "added-sheet", T: t, Title: t.Say(text.KeyAdded), Open: true, Test: "key-added", Content: body, OnClose: c.closeAdder,
		Actions: []app.UI{&part.Button{Kind: part.Primary, Label: t.Say(text.KeyDone), Test: "key-done", OnClick: func(ctx app.Context, _ app.Event) { c.closeAdder(ctx) }}},
	}
}
