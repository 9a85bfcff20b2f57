// Package site is an order's place on its node's gateway, and what it takes to act there: a token or a signature.
package site

import (
	"context"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/typed"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/fault"
	"berth/ui/js"
	"berth/ui/outside"
	"berth/ui/state"
)

// accessLife is how long the bearer token is asked for that a signature is changed into.
const accessLife = 12 * time.Hour

// deployLife is how long a deploy's signature is good.
const deployLife = 10 * time.Minute

// deployBy is how long the gateway may take to bring a deployment up.
const deployBy = 11 * time.Minute

// Site is an order's place on its node's gateway.
type Site struct {
	URL   string
	Order order.Order
	Old   order.ID // that it replaced, whose token is as good; 0: none

	Told func(error) // hears what the gateway is waited for; may be nil, see api.Telling
}

// Own is an address that the gateway names, if it is the gateway's own.
func (s Site) Own(url string) (outside.URL, bool) { return js.Here().Under(s.URL, url) }

// Known is the gateway with the token that this tab has, if it has one.
func (s Site) Known() (api.Gateway, bool) {
	token, ok := state.Token(s.URL, s.Order.User, s.Order.ID)
	if !ok && s.Old != 0 {
		token, ok = state.Token(s.URL, s.Order.User, s.Old)
	}
	return api.Gateway{URL: s.URL, Token: token}, ok
}

// Enter gives the gateway with a token; the wallet is asked to sign where this tab has none.
func (s Site) Enter(ctx app.Context) (api.Gateway, error) {
	if g, ok := s.Known(); ok {
		return g, nil
	}
	signer, err := s.Signer(ctx)
	if err != nil {
		return api.Gateway{}, err
	}
	now := time.Now().Truncate(time.Second)
	x := typed.Access{
		Node: s.Order.Node, User: s.Order.User, Order: s.Order.ID, IssuedAt: now.UTC(), NotAfter: now.Add(accessLife).UTC(), Nonce: js.Random(),
	}
	sig, err := signer.Wallet.SignTyped(ctx, signer.User, x.Data(typed.Berth(signer.Info.Chain.ID, signer.Info.Chain.Market)))
	if err != nil {
		return api.Gateway{}, err
	}
	g := api.Gateway{URL: s.URL}
	token, err := g.Access(api.Telling(ctx, s.Told), wire.AccessRequest{Access: x, Signature: sig})
	if err != nil {
		return api.Gateway{}, err
	}
	state.KeepToken(s.URL, s.Order.User, s.Order.ID, token)
	g.Token = token.Token
	return g, nil
}

// Signer is the wallet, with the account of this very order.
func (s Site) Signer(ctx app.Context) (state.Signer, error) {
	signer, err := state.NeedSigner(ctx)
	if err == nil && signer.User != s.Order.User {
		err = problem.New(403, problem.NotYours, "this order belongs to another account")
	}
	return signer, err
}

// Heard reads the gateway's error: where it does not take this tab's token any more the token is forgotten, and a new
// signature is what is needed. That says nothing about the session with the platform.
func (s Site) Heard(err error) error {
	if fault.Is(err, problem.LoginNeeded) || fault.Is(err, problem.SessionOver) {
		state.DropToken(s.URL, s.Order.User, s.Order.ID)
		state.DropToken(s.URL, s.Order.User, s.Old)
		return problem.New(401, AccessOver, "the gateway wants a new signature").Because(err)
	}
	return err
}

// AccessOver is the code of a gateway's token that is not good any more.
const AccessOver problem.Code = "access-over"

// Deploy signs what is to run and hands it to the gateway, whose steps come to step. hash is of an earlier manifest where
// r names that, and zero else.
func (s Site) Deploy(ctx app.Context, g api.Gateway, r wire.DeployRequest, hash eth.Hash, signing, sent func(), step func(wire.Progress)) error {
	now, err := g.Deployment(api.Telling(ctx, s.Told), s.Order.ID)
	if err != nil {
		return s.Heard(err)
	}
	signer, err := s.Signer(ctx)
	if err != nil {
		return err
	}
	if r.From == 0 {
		if hash, err = js.SHA256(ctx, []byte(r.Manifest)); err != nil {
			return err
		}
	}
	r.Deploy = typed.Deploy{Order: s.Order.ID, ManifestHash: hash, Revision: now.Revision + 1, NotAfter: time.Now().Add(deployLife).Truncate(time.Second).UTC()}
	signing()
	r.Signature, err = signer.Wallet.SignTyped(ctx, signer.User, r.Deploy.Data(typed.Berth(signer.Info.Chain.ID, signer.Info.Chain.Market)))
	if err != nil {
		return err
	}
	sent()
	limited, cancel := context.WithTimeout(ctx, deployBy)
	defer cancel()
	// A deployment that fails is told of by the deployment itself, so the last step is not an error of ours.
	_, err = g.Deploy(api.Telling(limited, s.Told), s.Order.ID, r, step)
	return s.Heard(err)
}
