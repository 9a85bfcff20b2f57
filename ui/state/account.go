package state

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/siwe"
	"berth/shared/wire"
	"berth/ui/js"
	"berth/ui/life"
	"berth/ui/wallet"
)

// Connection is the wallet that was chosen, with the accounts that it lets this page see; the first is the one in use.
type Connection struct {
	Provider wallet.Provider
	Accounts []eth.Address
	Chain    uint64
}

// Account is the one in use; zero: none.
func (c Connection) Account() eth.Address {
	if len(c.Accounts) == 0 {
		return eth.Address{}
	}
	return c.Accounts[0]
}

// Problem codes of accounts.
const (
	OtherAccount problem.Code = "other-account" // the wallet shows another account than the one logged in; Figures: address
	ChooseWallet problem.Code = "choose-wallet" // there is more than one wallet to choose from
)

// lastWallet is where the rdns of the wallet in use is kept between visits; this is a name, not a permission.
const lastWallet = "berth.last-wallet"

// devScript is the demo's wallet.
const devScript = "/dev/wallet.js"

// Start begins what lives as long as the app: it loads the server's facts and the session and looks for wallets.
// The shell calls it once, when it is mounted.
func Start(ctx app.Context, s Server) {
	if app.IsServer {
		return
	}
	ctx.SetState(serverState, s)
	EarlyInfo(ctx)
	EarlySession(ctx)
	var last string
	js.Local.Get(lastWallet, &last)
	// The discovery stays for the life of the app: a wallet may announce itself at any time.
	wallet.Discover(func(found []wallet.Provider) {
		ctx.Dispatch(func(ctx app.Context) {
			Wallets.Put(ctx, found)
			if i := slices.IndexFunc(found, func(p wallet.Provider) bool { return p.ID == last }); i >= 0 && Wallet.Get(ctx).Status == Idle {
				ctx.Async(func() { reconnect(ctx, found[i]) })
			}
		})
	})
	ctx.Async(func() {
		info, err := Info.fetch(ctx, s.Info)
		for wait := time.Second; err != nil; wait = min(wait*2, 15*time.Second) {
			if life.Wait(ctx, wait) != nil {
				return
			}
			info, err = Info.fetch(ctx, s.Info)
		}
		if info.Demo {
			loadDevWallet(info)
		}
		if last == wallet.ConnectID && info.WalletConnect != nil {
			_, _ = wallet.OpenConnect(ctx, info, func(string) {}) // it announces itself where it is connected still
		}
	})
	LoadSession(ctx)
}

// LoadSession asks who is logged in.
func LoadSession(ctx app.Context) { Session.Load(ctx, serverOf(ctx).Session) }

// loadDevWallet puts the demo's wallet on the page. It announces itself as any other.
func loadDevWallet(info wire.Info) {
	_, _ = js.Try(func() app.Value {
		d := app.Window().Get("document")
		if d.Call("querySelector", `script[src="`+devScript+`"]`).Truthy() {
			return nil
		}
		s := d.Call("createElement", "script")
		s.Set("src", devScript)
		s.Get("dataset").Set("rpc", info.Chain.RPC)
		s.Get("dataset").Set("chain", info.Chain.Name)
		return d.Get("head").Call("appendChild", s)
	})
}

// reconnect takes up the wallet of last time if it still lets the page see an account; it never prompts.
func reconnect(ctx app.Context, p wallet.Provider) {
	limited, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	accounts, err := p.Accounts(limited)
	if err != nil || len(accounts) == 0 {
		return
	}
	if Wallet.Get(ctx).Status == Idle {
		adopt(ctx, p, accounts)
	}
}

// Connect asks a wallet to let the page see its accounts. It blocks; the wallet may prompt.
func Connect(ctx app.Context, p wallet.Provider) (Connection, error) {
	accounts, err := p.Connect(ctx)
	if err == nil && len(accounts) == 0 {
		err = problem.New(0, wallet.Locked, "the wallet showed no account")
	}
	if err != nil {
		return Connection{}, err
	}
	js.Local.Set(lastWallet, p.ID)
	return adopt(ctx, p, accounts), nil
}

// adopt makes a wallet the connected one and follows its events.
func adopt(ctx app.Context, p wallet.Provider, accounts []eth.Address) Connection {
	old := Wallet.Get(ctx)
	c := Connection{Provider: p, Accounts: accounts}
	c.Chain, _ = p.ChainID(ctx)
	Wallet.Put(ctx, c)
	if old.Status == Ready && old.Data.Provider.ID == p.ID {
		return c // its events are followed already
	}
	follow := func(event string, f func(c Connection, v app.Value) Connection) {
		p.On(event, func(v app.Value) {
			// Not by Dispatch: whoever connected the wallet may be gone from the page.
			if now := Wallet.Get(ctx); now.Status == Ready && now.Data.Provider.ID == p.ID {
				Wallet.Put(ctx, f(now.Data, v))
			}
		})
	}
	follow("accountsChanged", func(c Connection, v app.Value) Connection {
		c.Accounts = nil
		for i := range v.Length() {
			if a, err := eth.ParseAddress(v.Index(i).String()); err == nil {
				c.Accounts = append(c.Accounts, a)
			}
		}
		return c
	})
	// A wallet on another device has ended it, and is to be found anew; of the others this is said of their way to the chain.
	if p.ID == wallet.ConnectID {
		follow("disconnect", func(c Connection, _ app.Value) Connection {
			c.Accounts = nil
			return c
		})
	}
	follow("chainChanged", func(c Connection, v app.Value) Connection {
		if id, err := wallet.ParseChainID(v); err == nil {
			c.Chain = id
		}
		return c
	})
	return c
}

// Login connects a wallet and logs in with its account by EIP-4361. It blocks; the wallet prompts up to twice.
func Login(ctx app.Context, p wallet.Provider) error {
	info, err := NeedInfo(ctx)
	if err != nil {
		return err
	}
	b, err := needBasis(ctx)
	if err != nil {
		return err
	}
	c, err := Connect(ctx, p)
	if err != nil {
		return err
	}
	scheme, host := js.Origin()
	s, err := signIn(ctx, p, c.Account(), siwe.Site{Scheme: scheme, Domain: host, ChainID: b.ChainID(info.Chain.ID)}, serverOf(ctx))
	if err != nil {
		return err
	}
	Session.Put(ctx, s)
	return nil
}

// Logout ends the session; the wallet stays connected. It blocks.
func Logout(ctx app.Context) error {
	if err := serverOf(ctx).Logout(ctx); err != nil {
		return err
	}
	js.Session.Del(tokenStore)
	js.Session.Del(gatewayStore)
	Session.Put(ctx, wire.Session{})
	return nil
}

// NeedSigner makes ready what a signature needs: a session, its wallet connected with the session's account, on the
// app's chain (which it switches to, or adds), and contracts that are Berth's. It blocks, and the wallet may prompt.
func NeedSigner(ctx app.Context) (Signer, error) {
	info, s, err := needSession(ctx)
	if err != nil {
		return Signer{}, err
	}
	b, err := needBasis(ctx)
	if err != nil {
		return Signer{}, err
	}
	c, err := needWallet(ctx)
	if err != nil {
		return Signer{}, err
	}
	if !slices.Contains(c.Accounts, s.Address) {
		if c, err = Connect(ctx, c.Provider); err != nil {
			return Signer{}, err
		}
	}
	if !slices.Contains(c.Accounts, s.Address) {
		return Signer{}, problem.New(0, OtherAccount, "the wallet shows another account than the one that is logged in").
			With("address", s.Address.String()).With("account", c.Account().String())
	}
	to := info.Chain
	if b.Site.RPC != "" {
		to.RPC = b.Site.RPC
	}
	if err := c.Provider.Switch(ctx, to); err != nil {
		return Signer{}, err
	}
	signer := Signer{Wallet: c.Provider, User: s.Address, Place: info.Chain, Agent: info.Agent, Contract: LoggedInAsContract(s.Address)}
	_, signer.Home = js.Origin()
	if is := checkOf(c.Provider.ID, info.Chain); checked.Get(ctx).Data != is {
		if err := signer.verify(ctx, b, js.SHA256); err != nil {
			return Signer{}, err
		}
		checked.Put(ctx, is)
	}
	return signer, nil
}

// needWallet gives the connected wallet; where none is, the one of last time or the only one that there is.
func needWallet(ctx app.Context) (Connection, error) {
	if v := Wallet.Get(ctx); v.Status == Ready {
		if v.Data.Provider.ID == wallet.ConnectID && len(v.Data.Accounts) == 0 {
			return Connection{}, wallet.HasEnded() // to ask it for accounts begins a connection, whose code only the login shows
		}
		return v.Data, nil
	}
	// A page that was just loaded may be quicker than its wallets.
	found := Wallets.Get(ctx).Data
	for range 20 {
		if len(found) > 0 {
			break
		}
		if err := life.Wait(ctx, 100*time.Millisecond); err != nil {
			return Connection{}, err
		}
		found = Wallets.Get(ctx).Data
	}
	var last string
	js.Local.Get(lastWallet, &last)
	if last == wallet.ConnectID && !slices.ContainsFunc(found, func(p wallet.Provider) bool { return p.ID == last }) {
		return Connection{}, wallet.HasEnded()
	}
	i := slices.IndexFunc(found, func(p wallet.Provider) bool { return p.ID == last })
	switch {
	case i >= 0:
		return Connect(ctx, found[i])
	case len(found) == 1:
		return Connect(ctx, found[0])
	case len(found) == 0:
		return Connection{}, problem.New(0, wallet.Absent, "there is no wallet in this browser")
	}
	return Connection{}, problem.New(0, ChooseWallet, "choose the wallet to log in with")
}

// SessionLost notes that the platform no longer knows the session, where that is what an error says.
func SessionLost(ctx app.Context, err error) bool {
	var p *problem.Problem
	if !errors.As(err, &p) || p.Code != problem.LoginNeeded && p.Code != problem.SessionOver {
		return false
	}
	Session.Put(ctx, wire.Session{})
	return true
}
