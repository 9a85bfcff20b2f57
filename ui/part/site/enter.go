package site

import (
	"context"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/endpoint"
	"berth/shared/problem"
	"berth/shared/scope"
	"berth/shared/typed"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/fault"
	"berth/ui/js"
	"berth/ui/state"
	"berth/ui/text"
)

// accessLife is how long the bearer token is asked for that a signature is changed into.
const accessLife = 12 * time.Hour

// DeviceDays is for how many days a wallet authorises this browser's key.
const DeviceDays = 30

// Enter gives the gateway with a token. This browser's key gets one where the user's wallet has authorised it; else the wallet
// is asked to, or, where the browser keeps no key, to sign for the token itself.
func (s Site) Enter(ctx app.Context) (api.Gateway, error) {
	if g, ok := s.Known(); ok {
		return g, nil
	}
	if g, ok, err := s.Renew(ctx); ok || err != nil {
		return g, err
	}
	signer, err := s.parties(ctx)
	if err != nil {
		return api.Gateway{}, err
	}
	g, err := s.admit(ctx, signer, func(ctx context.Context, at endpoint.Endpoint) (state.Device, error) {
		return state.NewDevice(ctx, at.URL(), at.Host, s.Order.User, s.Order.Node)
	})
	if fault.Is(err, problem.KeysFull) {
		// There is a way in all the same, to end one that is not needed any more.
		g, err = s.admit(ctx, signer, func(context.Context, endpoint.Endpoint) (state.Device, error) { return state.Device{}, nil })
	}
	return g, err
}

// maker makes a key of this browser for a gateway.
type maker func(context.Context, endpoint.Endpoint) (state.Device, error)

// admit has the wallet sign, and changes that into a token.
func (s Site) admit(ctx app.Context, signer state.Signer, device maker) (api.Gateway, error) {
	at, r, d, err := s.access(ctx, signer, device)
	if err != nil {
		return api.Gateway{}, err
	}
	state.KeepGateway(s.Order.Node, s.Said, at.URL())
	g := api.Gateway{URL: at.URL()}
	token, err := g.Access(api.Telling(ctx, s.Told), r)
	if err != nil {
		return api.Gateway{}, err
	}
	if d.Key != "" {
		d.ID = token.Key
		state.KeepDevice(g.URL, s.Order.User, d)
	}
	state.KeepToken(g.URL, s.Order.User, s.Order.ID, token)
	g.Token = token.Token
	return g, nil
}

// access has the wallet sign for the gateway that the order's node has on chain: to authorise a key of this browser for all
// of the user's orders there, as Asks says; where the browser keeps no key, for a token for this order.
func (s Site) access(ctx context.Context, signer state.Signer, device maker) (at endpoint.Endpoint, r wire.AccessRequest, d state.Device, err error) {
	if at, err = s.gateway(ctx, signer); err != nil {
		return at, r, d, err
	}
	if d, err = device(ctx, at); err != nil {
		d = state.Device{} // a private window, or an old browser
	}
	now := time.Now().Truncate(time.Second).UTC()
	x := typed.Access{
		Gateway: at.Host, Node: s.Order.Node, User: s.Order.User, Order: s.Order.ID, Scopes: scope.All, IssuedAt: now, NotAfter: now.Add(accessLife), Nonce: js.Random(),
	}
	if d.Key != "" {
		d.Until = now.Add(DeviceDays * 24 * time.Hour)
		x.Order, x.Key, x.Name, x.NotAfter = 0, d.Key, state.DeviceName(js.Agent()), d.Until
	}
	sig, err := signer.Wallet.SignTyped(ctx, signer.User, x.Data(signer.Domain()))
	return at, wire.AccessRequest{Access: x, Signature: sig}, d, err
}

// HasKey reports whether this browser has a key that may act for the order, so that no wallet is asked.
func (s Site) HasKey() bool { return state.DeviceID(s.URL(), s.Order.User) != "" }

// Renew gives the gateway with a token that this browser's key has got, and asks no wallet. It is not ok where there is no
// key, or none any more. It blocks.
func (s Site) Renew(ctx app.Context) (g api.Gateway, ok bool, err error) {
	g.URL = s.URL()
	d, ok := state.OpenDevice(ctx, g.URL, s.Order.User, s.Order.Node)
	if !ok {
		return g, false, nil
	}
	user, domain, err := state.NeedUser(ctx)
	if err != nil || user != s.Order.User {
		return g, false, err
	}
	r, err := s.renewal(ctx, d, domain)
	if err != nil {
		return g, false, err
	}
	token, err := g.Access(api.Telling(ctx, s.Told), r)
	switch {
	case keyOver(err):
		_ = state.ForgetDevice(ctx, g.URL, s.Order.User) // what is left of it is written over by the next one
		return g, false, nil
	case err != nil:
		return g, false, err
	}
	state.KeepToken(g.URL, s.Order.User, s.Order.ID, token)
	g.Token = token.Token
	return g, true, nil
}

// renewal has this browser's key sign for a token for this order, at the gateway that the wallet has authorised it for.
func (s Site) renewal(ctx context.Context, d state.Device, domain typed.Domain) (wire.AccessRequest, error) {
	now := time.Now().Truncate(time.Second).UTC()
	x := typed.Access{
		Gateway: d.Host, Node: d.Node, User: s.Order.User, Order: s.Order.ID, Scopes: scope.All, Key: d.Key, IssuedAt: now, NotAfter: earlier(now.Add(accessLife), d.Until), Nonce: js.Random(),
	}
	sig, err := d.Sign(ctx, x.Data(domain))
	return wire.AccessRequest{Access: x, Signature: sig, ByKey: true}, err
}

// keyOver reports whether an error says that the gateway does not take this browser's key any more.
func keyOver(err error) bool {
	return fault.Is(err, problem.KeyOver) || fault.Is(err, problem.BadSignature) || fault.Is(err, problem.ScopeMissing)
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// Asks says what the wallet will be asked to allow where this tab has no token; empty: it will not be asked.
func (s Site) Asks(t text.T) string {
	switch {
	case s.HasKey():
		return ""
	case js.CanKeepSecrets():
		return t.Say(text.DeviceAsks, DeviceDays)
	}
	return t.Say(text.TabNeedsAccess)
}
