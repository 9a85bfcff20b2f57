package auth

import (
	"errors"
	"testing"
	"time"

	"berth/gateway/ledger"
	"berth/gateway/ledger/ledgertest"
	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/scope"
	"berth/shared/typed"
)

// killed is what a new process makes of the ledger as it is on the disk now.
func (f *fixture) killed(t *testing.T) *Auth {
	t.Helper()
	store := ledgertest.Killed(t, f.path)
	a, err := New(node, gateway, domain, orders{}, wallets{}, store, f.clock.Now)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// token gets one for an order, 0 for all.
func (f *fixture) token(t *testing.T, id order.ID) (text, known string) {
	t.Helper()
	tok, err := f.Grant(t.Context(), f.request(t, func(a *typed.Access) { a.Order = id }))
	if err != nil {
		t.Fatal(err)
	}
	f.clock.Pass(time.Second)
	return tok.Token, tok.ID
}

func (f *fixture) pass(t *testing.T, token string) Pass {
	t.Helper()
	p, err := f.Bearer(token)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// What has ended stays ended: at once, after a kill, and after what is written every minute.
func TestAttackEndedAccess(t *testing.T) {
	a := attacktest.Begin(t, "a token that has ended comes back")
	for name, end := range map[string]func(t *testing.T, f *fixture, token, known string){
		"revoked by itself": func(t *testing.T, f *fixture, token, known string) {
			if err := f.Revoke(f.pass(t, token), known); err != nil {
				t.Fatal(err)
			}
		},
		"revoked with all": func(t *testing.T, f *fixture, token, _ string) {
			other, _ := f.token(t, 0)
			if err := f.Revoke(f.pass(t, other), ""); err != nil {
				t.Fatal(err)
			}
		},
		"revoked by another": func(t *testing.T, f *fixture, token, known string) {
			other, _ := f.token(t, 0)
			if err := f.Revoke(f.pass(t, other), known); err != nil {
				t.Fatal(err)
			}
		},
		"expired": func(t *testing.T, f *fixture, token, _ string) {
			f.clock.Pass(25 * time.Hour)
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := open(t)
			token, known := f.token(t, 1)
			over := make(chan error, 1)
			f.pass(t, token).OnEnd(func(cause error) { over <- cause })
			end(t, f, token, known)
			look := func(when string, auth *Auth) {
				_, err := auth.Bearer(token)
				a.Tried(err == nil, "%s: the token is good, %s", name, when)
			}
			look("at once", f.Auth)
			look("after a kill", f.killed(t))
			if err := errors.Join(f.flush(), f.sweep()); err != nil {
				t.Fatal(err)
			}
			look("later", f.Auth)
			look("after another kill", f.killed(t))
			select {
			case cause := <-over:
				a.Tried(code(cause) != problem.SessionOver, "%s: what is open by it ends for %v", name, cause)
			case <-time.After(5 * time.Second):
				a.Tried(true, "%s: what is open by it goes on", name)
			}
		})
	}
	t.Run("gave way", func(t *testing.T) {
		f := open(t)
		var all []string
		for range maxTokens + 10 {
			token, _ := f.token(t, 0)
			all = append(all, token)
		}
		again := f.killed(t)
		for i, token := range all {
			_, err := f.Bearer(token)
			_, errAgain := again.Bearer(token)
			gone := i < 10
			a.Tried(gone && (err == nil || errAgain == nil), "the oldest are good: %v %v", err, errAgain)
			if !gone && (err != nil || errAgain != nil) {
				t.Errorf("token %d is not good: %v %v", i, err, errAgain)
			}
		}
		left, err := f.store.Tokens()
		a.Tried(err != nil || len(left) > maxTokens, "the ledger has %d tokens: %v", len(left), err)
	})
	t.Run("gave way after a restart", func(t *testing.T) {
		f := open(t)
		first, _ := f.token(t, 0)
		for range maxTokens - 1 {
			f.token(t, 0)
		}
		f.Auth = must(New(node, gateway, domain, f.orders, wallets{}, f.store, f.clock.Now))
		f.token(t, 0)
		_, err := f.Bearer(first)
		_, errAgain := f.killed(t).Bearer(first)
		a.Tried(err == nil || errAgain == nil, "the quota forgets what was there before a restart")
	})
	t.Run("the disk is full", func(t *testing.T) {
		f := open(t)
		token, known := f.token(t, 1)
		p := f.pass(t, token)
		f.Auth.store = &full{Store: f.store, fails: 1}
		err := f.Revoke(p, known)
		a.Tried(code(err) != problem.Unavailable, "a token that is still on the disk is said to have ended: %v", err)
		_, err = f.Bearer(token)
		a.Tried(err == nil, "it is good until it is written down")
		if err := f.flush(); err != nil {
			t.Fatal(err)
		}
		_, err = f.killed(t).Bearer(token)
		a.Tried(err == nil, "it comes back though the disk has room again")
	})
}

// full is a ledger that cannot be written to for so many times.
type full struct {
	Store
	fails int
}

func (s *full) End(x ledger.Ended) error {
	if s.fails > 0 {
		s.fails--
		return errors.New("no space left on device")
	}
	return s.Store.End(x)
}

func must(a *Auth, err error) *Auth {
	if err != nil {
		panic(err)
	}
	return a
}

// A token says nothing of others' and has no say about them.
func TestAttackOthersTokens(t *testing.T) {
	a := attacktest.Begin(t, "a token sees or ends another that it has no right to")
	f := open(t)
	all, allID := f.token(t, 0)
	one, oneID := f.token(t, 1)
	stranger := newToken(eth.Hash{1}, ledger.Token{User: eth.Address{7}, Scopes: scope.All, ExpiresAt: f.clock.Now().Add(time.Hour)})
	f.keep(stranger)
	for who, c := range map[string]struct {
		by   Pass
		sees []string
		ends []string // that it may not
	}{
		"one for an order": {f.pass(t, one), []string{oneID}, []string{allID, stranger.id(), "", "x"}},
		"another's":        {Pass{Token: stranger.Token, token: stranger}, []string{stranger.id()}, []string{allID, oneID}},
	} {
		list := f.Grants(c.by).Tokens
		a.Tried(len(list) != 1 || list[0].ID != c.sees[0], "%s lists %+v", who, list)
		for _, id := range c.ends {
			if id == "" {
				continue
			}
			err := f.Revoke(c.by, id)
			a.Tried(code(err) != problem.NotFound, "%s ends %q: %v", who, id, err)
		}
	}
	if err := f.Revoke(f.pass(t, one), ""); err != nil {
		t.Fatal(err)
	}
	_, err := f.Bearer(all)
	a.Tried(err != nil, "one for an order ends one for all")
	a.Tried(f.tokens[stranger.hash] == nil, "one for an order ends another user's")
	if list := f.Grants(f.pass(t, all)).Tokens; len(list) != 1 || !list[0].Current || list[0].ID != allID || list[0].UsedAt.IsZero() {
		t.Errorf("got %+v", list)
	}
}

// One user has the ledger remember requests without end.
func TestAttackGrants(t *testing.T) {
	a := attacktest.Begin(t, "one user fills the ledger with requests for access")
	f := open(t)
	refused := 0
	for range 3 * grantsAtOnce {
		if _, err := f.Grant(t.Context(), f.request(t, func(a *typed.Access) { a.Order = 0 })); code(err) == problem.TooMany {
			refused++
		}
	}
	a.Tried(refused < grantsAtOnce, "a user has the ledger remember requests without end: %d were refused", refused)
}
