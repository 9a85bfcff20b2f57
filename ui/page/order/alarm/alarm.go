// Package alarm is the switch by which an order's user lets the platform hear whether all of it runs, so that it can tell when something
// dies. The wallet authorises the platform's key at the gateway for that and nothing else; to switch it off ends the key there.
package alarm

import (
	"context"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/pubkey"
	"berth/shared/scope"
	"berth/shared/typed"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/js"
	"berth/ui/life"
	"berth/ui/page/order/keys"
	"berth/ui/part"
	"berth/ui/part/site"
	"berth/ui/state"
	"berth/ui/text"
	"berth/ui/trust"
)

// Entry is what is known and being done. The page keeps it, since the panel's place may be made anew.
type Entry struct {
	of    order.ID
	now   state.Of[wire.Watched]
	stage stage
	err   error
	kept  bool // it is off here, and its key is still good at the gateway
}

// stage is how far a change is.
type stage uint8

const (
	idle    stage = iota
	signing       // the wallet is asked
	sending       // the gateway and the platform are told
)

// Panel is the switch. It is for the user of an order that lives.
type Panel struct {
	app.Compo

	T     text.T
	Entry *Entry
	Run   life.Run // that it is shown in
	Site  site.Site
	Heard func(error) error // of what the gateway said
}

// OnMount implements app.Mounter.
func (c *Panel) OnMount(app.Context) { c.open() }

// OnUpdate implements app.Updater.
func (c *Panel) OnUpdate(app.Context) { c.open() }

// open asks the platform how it is, unless that was done.
func (c *Panel) open() {
	id := c.Site.Order.ID
	if c.Entry.of == id || id == 0 || !c.Run.On() {
		return
	}
	*c.Entry = Entry{of: id}
	c.read()
}

func (c *Panel) read() {
	e, run, id := c.Entry, c.Run, c.Site.Order.ID
	e.now.Status = state.Loading
	run.Go(func() {
		w, err := api.Watched(run, id)
		run.Do(func(ctx app.Context) {
			if e.of == id {
				state.SessionLost(ctx, err)
				e.now = state.Came(w, err)
			}
		})
	})
}

func (c *Panel) retry(app.Context, app.Event) { c.read() }

// message is what the wallet is asked to sign: that the platform's key may hear how this order is, and nothing else.
func message(host, platform string, key pubkey.Key, o order.Order, nonce eth.Hash, now time.Time) typed.Access {
	now = now.Truncate(time.Second).UTC()
	return typed.Access{
		Gateway: host, Node: o.Node, User: o.User, Order: o.ID, Scopes: scope.Health, Key: key, Name: name(platform),
		IssuedAt: now, NotAfter: now.Add(typed.KeyLife), Nonce: nonce,
	}
}

// name is by what the key is listed at the gateway.
func name(platform string) string {
	r := []rune(platform)
	return string(r[:min(len(r), typed.MaxKeyName)])
}

func (c *Panel) change(_ app.Context, on bool) {
	e := c.Entry
	if e.stage != idle || e.now.Status != state.Ready {
		return
	}
	e.err, e.kept = nil, false
	if on {
		c.begin()
	} else {
		c.end()
	}
}

// begin has the wallet authorise the platform's key at the gateway that the order's node has on chain, and tells the platform.
func (c *Panel) begin() {
	e, run, s, heard, key := c.Entry, c.Run, c.Site, c.Heard, c.Entry.now.Data.Key
	e.stage = signing
	run.Go(func() {
		w, err := begin(run.Own(), s, key, func() { run.Do(func(app.Context) { e.stage = sending }) })
		err = heard(err)
		run.Do(func(app.Context) {
			if e.of != s.Order.ID {
				return
			}
			if e.stage, e.err = idle, err; err == nil {
				e.now = state.Came(w, nil)
			}
		})
	})
}

func begin(ctx app.Context, s site.Site, key pubkey.Key, sent func()) (w wire.Watched, err error) {
	signer, err := s.Signer(ctx)
	if err != nil {
		return w, err
	}
	at, err := trust.Gateway(ctx, signer.Chain(), s.Order.Node, signer.Home)
	if err != nil {
		return w, err
	}
	r := wire.AccessRequest{Access: message(at.Host, signer.Home, key, s.Order, js.Random(), time.Now())}
	if r.Signature, err = signer.Wallet.SignTyped(ctx, signer.User, r.Access.Data(signer.Domain())); err != nil {
		return w, err
	}
	sent()
	// The token that comes with it is not wanted: the platform signs each of its questions.
	if _, err = (api.Gateway{URL: at.URL()}).Access(api.Telling(context.Context(ctx), s.Told), r); err != nil {
		return w, err
	}
	return api.BeginWatch(ctx, s.Order.ID, r.Access.NotAfter)
}

// end tells the platform first: from then on it does not ask. Then the key is ended at the gateway, for which the wallet may be asked.
func (c *Panel) end() {
	e, run, s, key := c.Entry, c.Run, c.Site, c.Entry.now.Data.Key
	e.stage = sending
	run.Go(func() {
		err := api.EndWatch(run, s.Order.ID)
		run.Do(func(app.Context) {
			if e.err = err; err == nil {
				e.now.Data.On = false
			}
		})
		var left error
		if err == nil {
			left = keys.EndKey(run.Own(), s, key, func() { run.Do(func(app.Context) { e.stage = signing }) })
		}
		run.Do(func(app.Context) {
			if e.of == s.Order.ID {
				e.stage, e.kept = idle, left != nil
			}
		})
	})
}

// Render implements app.Composer.
func (c *Panel) Render() app.UI {
	t, e := c.T, c.Entry
	w := e.now.Data
	body := []app.UI{app.H2().Text(t.Say(text.AlarmTitle))}
	switch {
	case e.now.Status == state.Failed:
		body = append(body, part.Trouble(t, e.now.Err, &part.Button{Label: t.Say(text.Retry), Glyph: part.GlyphRefresh, Test: "alarm-retry", OnClick: c.retry}))
	case e.now.Status != state.Ready:
		body = append(body, part.Wait(t.Say(text.AlarmLoading)))
	default:
		note := t.Say(text.AlarmSigns)
		if w.On {
			note = t.Say(text.AlarmUntil, t.Date(w.Until))
		}
		body = append(body,
			&part.Tickbox{Label: t.Say(text.AlarmOn), Note: note, On: w.On, Disabled: e.stage != idle, Test: "alarm", OnTick: c.change},
			app.P().Class("small muted").Role("status").DataSet("test", "alarm-stage").Text(c.doing()),
			app.Details().Class("more").Body(app.Summary().Text(t.Say(text.AlarmSees)), app.P().Class("small").DataSet("test", "alarm-sees").Text(t.Say(text.AlarmSeesText))),
		)
		if e.kept {
			body = append(body, app.P().Class("small").DataSet("test", "alarm-kept").Text(t.Say(text.AlarmKept)))
		}
		body = append(body, part.Trouble(t, e.err), app.P().Class("small").Body(part.Link("/notices").Class("apart").DataSet("test", "alarm-notices").Text(t.Say(text.AlarmWhere))))
	}
	on := "no"
	if w.On {
		on = "yes"
	}
	return app.Section().Class("panel").DataSet("test", "alarm-panel").DataSet("on", on).Body(body...)
}

func (c *Panel) doing() string {
	switch c.Entry.stage {
	case signing:
		return c.T.Say(text.KeySign)
	case sending:
		return c.T.Say(text.KeySending)
	}
	return ""
}
