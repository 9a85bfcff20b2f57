// Package site is an order's place on its node's gateway, and what it takes to act there: a token or a signature.
package site

import (
	"context"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/endpoint"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/fault"
	"berth/ui/js"
	"berth/ui/outside"
	"berth/ui/state"
	"berth/ui/trust"
)

// deployLife is how long a deploy's signature is good.
const deployLife = 10 * time.Minute

// deployBy is how long the gateway may take to bring a deployment up.
const deployBy = 11 * time.Minute

// Site is an order's place on its node's gateway.
type Site struct {
	Said  string // URL of the gateway, as the platform says
	Order order.Order
	Old   order.ID // that it replaced, whose token is as good; 0: none

	Told func(error) // hears what the gateway is waited for; may be nil, see api.Telling
}

// URL is the gateway's: by the chain, once this tab has asked it.
func (s Site) URL() string { return state.GatewayOf(s.Order.Node, s.Said) }

// Own is an address that the gateway names, if it is the gateway's own.
func (s Site) Own(url string) (outside.URL, bool) { return js.Here().Under(s.URL(), url) }

// Known is the gateway with the token that this tab has, if it has one.
func (s Site) Known() (api.Gateway, bool) {
	url := s.URL()
	token, ok := state.Token(url, s.Order.User, s.Order.ID)
	if !ok && s.Old != 0 {
		token, ok = state.Token(url, s.Order.User, s.Old)
	}
	return api.Gateway{URL: url, Token: token}, ok
}

// gateway is where the order's node has its gateway, by the chain; the order is that user's with that node.
func (s Site) gateway(ctx context.Context, signer state.Signer) (endpoint.Endpoint, error) {
	if err := trust.Parties(ctx, signer.Chain(), s.Order); err != nil {
		return endpoint.Endpoint{}, err
	}
	return trust.Gateway(ctx, signer.Chain(), s.Order.Node, signer.Home)
}

// parties is the wallet, with the account of this very order.
func (s Site) parties(ctx app.Context) (state.Signer, error) {
	signer, err := state.NeedSigner(ctx)
	if err == nil && signer.User != s.Order.User {
		err = problem.New(403, problem.NotYours, "this order belongs to another account")
	}
	return signer, err
}

// Signer is the wallet, with the account of this very order, which is on chain what it is shown as.
func (s Site) Signer(ctx app.Context) (state.Signer, error) {
	signer, err := s.parties(ctx)
	if err == nil {
		err = trust.Order(ctx, signer.Chain(), s.Order)
	}
	return signer, err
}

// Payer is the wallet of whoever is logged in, who may pay for this order; it is on chain what it is shown as.
func (s Site) Payer(ctx app.Context) (state.Signer, error) {
	signer, err := state.NeedSigner(ctx)
	if err == nil {
		err = trust.Order(ctx, signer.Chain(), s.Order)
	}
	return signer, err
}

// Heard reads the gateway's error: where it does not take this tab's token any more the token is forgotten, and a new
// signature is what is needed. That says nothing about the session with the platform.
func (s Site) Heard(err error) error {
	if fault.Is(err, problem.KeyOver) || fault.Is(err, problem.ScopeMissing) {
		state.DropDevice(s.URL(), s.Order.User)
	}
	if fault.Is(err, problem.KeyOver) || fault.Is(err, problem.ScopeMissing) || fault.Is(err, problem.LoginNeeded) || fault.Is(err, problem.SessionOver) {
		state.DropToken(s.URL(), s.Order.User, s.Order.ID)
		state.DropToken(s.URL(), s.Order.User, s.Old)
		return problem.New(401, AccessOver, "the gateway wants a new signature").Because(err)
	}
	return err
}

// AccessOver is the code of a gateway's token that is not good any more.
const AccessOver problem.Code = "access-over"

// Deploy signs what is to run, with this browser's key where it has one, else by the wallet, and hands it to the gateway,
// whose steps come to step. Format, From and ShortStop of r.Deploy are the caller's, and ManifestHash where r rolls back to an
// earlier manifest; the rest is filled in. signing is told before the wallet is asked.
func (s Site) Deploy(ctx app.Context, g api.Gateway, r wire.DeployRequest, signing, sent func(), step func(wire.Progress)) error {
	now, err := g.Deployment(api.Telling(ctx, s.Told), s.Order.ID)
	if err != nil {
		return s.Heard(err)
	}
	signer, err := s.parties(ctx)
	if err != nil {
		return err
	}
	if r.Deploy.From == 0 {
		if r.Deploy.ManifestHash, err = js.SHA256(ctx, []byte(r.Manifest)); err != nil {
			return err
		}
	}
	r.Deploy.Revision = now.Revision + 1
	d, ok := state.OpenDevice(ctx, g.URL, s.Order.User, s.Order.Node)
	if !ok {
		signing()
	}
	if r, err = s.sign(ctx, signer, g, r, d); err != nil {
		return err
	}
	sent()
	limited, cancel := context.WithTimeout(ctx, deployBy)
	defer cancel()
	// A deployment that fails is told of by the deployment itself, so the last step is not an error of ours.
	_, err = g.Deploy(api.Telling(limited, s.Told), s.Order.ID, r, step)
	return s.Heard(err)
}

// sign signs what is to run, for the gateway that the order's node has on chain and for no other: with a key of this browser,
// or by the wallet where d has none.
func (s Site) sign(ctx context.Context, signer state.Signer, g api.Gateway, r wire.DeployRequest, d state.Device) (wire.DeployRequest, error) {
	at, err := s.gateway(ctx, signer)
	if err != nil {
		return r, err
	}
	if at.URL() != g.URL {
		return r, problem.New(0, trust.GatewayMoved, "the node's gateway is at another place").With("said", g.URL).With("want", at.URL())
	}
	r.Deploy.Gateway, r.Deploy.Order, r.Deploy.NotAfter = at.Host, s.Order.ID, time.Now().Add(deployLife).Truncate(time.Second).UTC()
	if d.Key != "" {
		r.Key, r.Deploy.NotAfter = d.Key, earlier(r.Deploy.NotAfter, d.Until)
		r.Signature, err = d.Sign(ctx, r.Deploy.Data(signer.Domain()))
		return r, err
	}
	r.Signature, err = signer.Wallet.SignTyped(ctx, signer.User, r.Deploy.Data(signer.Domain()))
	return r, err
}
