package page

import (
	"context"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/typed"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/js"
	"berth/ui/state"
)

// accessLife is how long the bearer token is asked for that a signature is changed into.
const accessLife = 12 * time.Hour

// deployLife is how long a deploy's signature is good.
const deployLife = 10 * time.Minute

// deployBy is how long the gateway may take to bring a deployment up.
const deployBy = 11 * time.Minute

// deployStage is how far authorising and deploying is.
type deployStage uint8

// The stages.
const (
	deployIdle   deployStage = iota
	deployAccess             // the wallet is asked to sign the access
	deploySign               // the wallet is asked to sign the deployment
	deploySend               // the gateway has it
)

// site is an order's place on its node's gateway.
type site struct {
	URL   string
	Order order.Order
	Old   order.ID // that it replaced, whose token is as good; 0: none
}

// known is the gateway with the token that this tab has, if it has one.
func (s site) known() (api.Gateway, bool) {
	token, ok := state.Token(s.URL, s.Order.User, s.Order.ID)
	if !ok && s.Old != 0 {
		token, ok = state.Token(s.URL, s.Order.User, s.Old)
	}
	return api.Gateway{URL: s.URL, Token: token}, ok
}

// enter gives the gateway with a token; the wallet is asked to sign where this tab has none.
func (s site) enter(ctx app.Context) (api.Gateway, error) {
	if g, ok := s.known(); ok {
		return g, nil
	}
	signer, err := s.signer(ctx)
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
	var token wire.AccessToken
	for try := range 6 {
		token, err = g.Access(ctx, wire.AccessRequest{Access: x, Signature: sig})
		if !coded(err, problem.NotActive) && !coded(err, problem.NotFound) {
			break
		}
		// The gateway may see the chain a moment later than the platform does.
		time.Sleep(time.Duration(try+1) * 500 * time.Millisecond)
	}
	if err != nil {
		return api.Gateway{}, err
	}
	state.KeepToken(s.URL, s.Order.User, s.Order.ID, token)
	g.Token = token.Token
	return g, nil
}

// signer is the wallet, with the account of this very order.
func (s site) signer(ctx app.Context) (state.Signer, error) {
	signer, err := state.NeedSigner(ctx)
	if err == nil && signer.User != s.Order.User {
		err = problem.New(403, problem.NotYours, "this order belongs to another account")
	}
	return signer, err
}

// heard reads the gateway's error: where it does not take this tab's token any more the token is forgotten, and a new
// signature is what is needed. That says nothing about the session with the platform.
func (s site) heard(err error) error {
	if coded(err, problem.LoginNeeded) || coded(err, problem.SessionOver) {
		state.DropToken(s.URL, s.Order.User, s.Order.ID)
		state.DropToken(s.URL, s.Order.User, s.Old)
		return problem.New(401, accessOver, "the gateway wants a new signature").Because(err)
	}
	return err
}

// accessOver is the code of a gateway's token that is not good any more.
const accessOver problem.Code = "access-over"

// deploy signs what is to run and hands it to the gateway, whose steps come to step. hash is of an earlier manifest where
// r names that, and zero else.
func (s site) deploy(ctx app.Context, g api.Gateway, r wire.DeployRequest, hash eth.Hash, signing, sent func(), step func(wire.Progress)) error {
	now, err := g.Deployment(ctx, s.Order.ID)
	if err != nil {
		return s.heard(err)
	}
	signer, err := s.signer(ctx)
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
	_, err = g.Deploy(limited, s.Order.ID, r, step)
	return s.heard(err)
}

// serviceName makes a service's name out of a template's id: 1 to 20 of a-z, 0-9 and -.
func serviceName(id string) string {
	s := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(id))
	s = strings.Trim(s[:min(len(s), 20)], "-")
	if s == "" {
		return "web"
	}
	return s
}
