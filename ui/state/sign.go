package state

import (
	"context"
	"encoding/json"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/siwe"
	"berth/shared/typed"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/js"
	"berth/ui/trust"
	"berth/ui/wallet"
)

// Pen is what a signature is asked of, and what the chain is read through for it.
type Pen interface {
	api.Reader
	SignTyped(ctx context.Context, account eth.Address, d typed.Data) (eth.Bytes, error)
	Send(ctx context.Context, from, to eth.Address, data eth.Bytes) (eth.Hash, error)
}

var _ Pen = wallet.Provider{}

// Signer is a wallet that is ready to sign for whoever is logged in.
type Signer struct {
	Wallet Pen
	User   eth.Address
	Place  wire.Chain  // the chain and contracts that were checked
	Agent  eth.Address // the platform's, whom the user may have named; zero: it has none
	Home   string      // host that the page is from
	// Contract is set where the user has logged in as a contract, which need not be deployed.
	Contract bool
}

// Chain is the chain, read through the wallet.
func (s Signer) Chain() api.Chain { return api.Chain{Chain: s.Place, Via: s.Wallet, For: s.User} }

// Domain is that of Berth's own messages.
func (s Signer) Domain() typed.Domain { return typed.Berth(s.Place.ID, s.Place.Market) }

// verify is nil where the contracts are what a platform says, and are Berth's.
func (s Signer) verify(ctx context.Context, b trust.Basis, hash trust.Hash) error {
	if err := b.Hold(s.Place); err != nil {
		return err
	}
	return trust.Contracts(ctx, s.Chain(), b, hash)
}

// check is what was checked: by which wallet's endpoint, and what (wire.Chain as JSON).
type check struct{ wallet, place string }

func checkOf(wallet string, place wire.Chain) check {
	b, err := json.Marshal(place)
	if err != nil {
		return check{}
	}
	return check{wallet, string(b)}
}

// confirmed is where the contracts are kept that the user has confirmed, of a site that has none of its own.
const confirmed = "berth.contracts"

// needBasis blocks until it is known what the app may sign for.
func needBasis(ctx app.Context) (trust.Basis, error) {
	if v := Basis.Get(ctx); v.Status == Ready {
		return v.Data, nil
	}
	from := serverOf(ctx)
	return Basis.fetch(ctx, func(ctx context.Context) (b trust.Basis, err error) {
		if b.Site, b.Built, err = from.Contracts(ctx); err == nil && !b.Built {
			js.Local.Get(confirmed, &b.Confirmed)
		}
		return b, err
	})
}

// Confirm notes that the user takes contracts that were shown for the right ones, in this browser, where the site has none
// of its own and none were confirmed before. It reports whether that could be noted.
func Confirm(ctx app.Context, shown wire.Contracts) bool {
	b := Basis.Get(ctx)
	if b.Status != Ready || b.Data.Built || b.Data.Confirmed.ChainID != 0 {
		return false
	}
	b.Data.Confirmed = shown
	js.Local.Set(confirmed, b.Data.Confirmed)
	Basis.Put(ctx, b.Data)
	return true
}

// door is where people log in; a Server is.
type door interface {
	challenge(context.Context, eth.Address) (wire.Challenge, error)
	login(context.Context, wire.Login) (wire.Session, error)
}

// messenger signs messages; wallet.Provider does.
type messenger interface {
	SignMessage(ctx context.Context, account eth.Address, message string) (eth.Bytes, error)
}

// signIn has an account sign the platform's message, if that is the one of the site that the page is of.
func signIn(ctx context.Context, w messenger, account eth.Address, site siwe.Site, d door) (wire.Session, error) {
	ch, err := d.challenge(ctx, account)
	if err != nil {
		return wire.Session{}, err
	}
	if err := trust.Login(site, ch.Message, account, time.Now()); err != nil {
		return wire.Session{}, err
	}
	sig, err := w.SignMessage(ctx, account, ch.Message)
	if err != nil {
		return wire.Session{}, err
	}
	s, err := d.login(ctx, wire.Login{Message: ch.Message, Signature: sig})
	if err == nil {
		noteSigner(account, sig)
	}
	return s, err
}
