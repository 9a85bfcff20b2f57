package auth

import (
	"cmp"
	"context"
	"encoding/hex"
	"errors"
	"slices"
	"sync/atomic"
	"time"

	"berth/gateway/ledger"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

const (
	// maxTokens is how many tokens a user may have at a time, and maxOrderTokens how many of them for one order; one more
	// ends the oldest.
	maxTokens      = 64
	maxOrderTokens = 32
	// A user gets so many tokens at once, and so many a second in the long run: the ledger remembers each request.
	grantsAtOnce    = 2 * maxTokens
	grantsPerSecond = 0.1
)

// token is one that is good. What changes is used, and over once it has ended.
type token struct {
	ledger.Token
	hash eth.Hash
	used atomic.Int64 // Unix seconds; 0: not since this gateway was started
	over context.Context
	end  context.CancelCauseFunc
}

func newToken(hash eth.Hash, t ledger.Token) *token {
	x := &token{Token: t, hash: hash}
	x.over, x.end = context.WithCancelCause(context.Background())
	return x
}

// id is by what a token is known: it says nothing of the token itself.
func (t *token) id() string { return hex.EncodeToString(t.hash[:8]) }

// Pass is what a token allows, for as long as it is good.
type Pass struct {
	ledger.Token

	token *token // nil: it never ends before its time
}

// OnEnd has f told once the token ends before its time, with a problem as the cause. It is done with once stop was called.
func (p Pass) OnEnd(f func(cause error)) (stop func() bool) {
	if p.token == nil {
		return func() bool { return true }
	}
	return context.AfterFunc(p.token.over, func() { f(context.Cause(p.token.over)) })
}

// Good reports whether the token has not ended before its time.
func (p Pass) Good() bool { return p.token == nil || p.token.over.Err() == nil }

// Key is by what tickets and cookies remember who asked for them; zero: nobody's token did.
func (p Pass) Key() eth.Hash {
	if p.token == nil {
		return eth.Hash{}
	}
	return p.token.hash
}

// Bearer is what a token allows.
func (a *Auth) Bearer(text string) (Pass, error) {
	if text == "" {
		return Pass{}, problem.New(401, problem.LoginNeeded, "a bearer token is needed").Remedy("ask POST /v1/access for one")
	}
	a.mu.RLock()
	t := a.tokens[digest(text)]
	a.mu.RUnlock()
	now := a.now()
	if t == nil || now.After(t.ExpiresAt) {
		return Pass{}, problem.New(401, problem.SessionOver, "this token is not good any more").Remedy("ask POST /v1/access for another")
	}
	t.used.Store(now.Unix())
	return Pass{Token: t.Token, token: t}, nil
}

// mine are a user's tokens, the oldest first.
func (a *Auth) mine(user eth.Address) (all []*token) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	for _, t := range a.byUser[user] {
		all = append(all, t)
	}
	slices.SortFunc(all, func(x, y *token) int {
		return cmp.Or(x.IssuedAt.Compare(y.IssuedAt), slices.Compare(x.hash[:], y.hash[:]))
	})
	return all
}

// surplus are the tokens that give way to a user's new one.
func (a *Auth) surplus(user eth.Address, id order.ID) (gone []*token) {
	mine := a.mine(user)
	same := 0
	for _, t := range mine {
		if t.Order == id {
			same++
		}
	}
	left := len(mine)
	for _, t := range mine {
		if left >= maxTokens || t.Order == id && id != 0 && same >= maxOrderTokens {
			gone = append(gone, t)
			left--
			if t.Order == id {
				same--
			}
		}
	}
	return gone
}

// keep takes a token in.
func (a *Auth) keep(t *token) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.tokens[t.hash] = t
	if a.byUser[t.User] == nil {
		a.byUser[t.User] = map[eth.Hash]*token{}
	}
	a.byUser[t.User][t.hash] = t
}

// drop forgets tokens, and tells who holds something open by them.
func (a *Auth) drop(gone []*token, why error) {
	a.mu.Lock()
	for _, t := range gone {
		delete(a.tokens, t.hash)
		if mine := a.byUser[t.User]; len(mine) > 1 {
			delete(mine, t.hash)
		} else if mine[t.hash] != nil {
			delete(a.byUser, t.User)
		}
	}
	a.mu.Unlock()
	for _, t := range gone {
		t.end(why)
	}
}

// reach are the tokens that the holder of one may see and end: all of a user's by one for all orders, else those for the
// same order. Whoever finds one for an order has no say about the others.
func (a *Auth) reach(by Pass) []*token {
	return slices.DeleteFunc(a.mine(by.User), func(t *token) bool { return by.Order != 0 && t.Order != by.Order })
}

// Tokens lists the tokens that the holder of one may see, the oldest first.
func (a *Auth) Tokens(by Pass) []wire.Grant {
	all := []wire.Grant{}
	now := a.now()
	for _, t := range a.reach(by) {
		if now.After(t.ExpiresAt) {
			continue
		}
		x := wire.Grant{ID: t.id(), Order: t.Order, IssuedAt: t.IssuedAt, ExpiresAt: t.ExpiresAt, Current: t == by.token}
		if n := t.used.Load(); n > 0 {
			x.UsedAt = time.Unix(n, 0).UTC()
		}
		all = append(all, x)
	}
	return all
}

// Revoke ends one of the tokens that Tokens lists, with an empty id all of them, and with them whatever is open by them and
// the cookies that were got by them. They are refused from now on; an error says that this is not written down yet.
func (a *Auth) Revoke(by Pass, id string) error {
	gone := slices.DeleteFunc(a.reach(by), func(t *token) bool { return id != "" && t.id() != id })
	if len(gone) == 0 && id != "" {
		return problem.New(404, problem.NotFound, "you have no token %.40q", id).Remedy("GET /v1/access lists them")
	}
	hashes := make([]eth.Hash, len(gone))
	for i, t := range gone {
		hashes[i] = t.hash
	}
	// Whoever is writing now has looked at what was there before.
	a.writing.Lock()
	defer a.writing.Unlock()
	a.drop(gone, problem.New(401, problem.SessionOver, "the access token was revoked"))
	// What came of a token goes first: with the token gone from the ledger nobody could end it again after a crash.
	return errors.Join(a.revoked(hashes), a.end(ledger.Ended{Tokens: hashes}))
}

// end has the ledger forget what has ended. What cannot be written now is tried again with the next flush. Who calls holds
// writing.
func (a *Auth) end(x ledger.Ended) error {
	x = a.takeDoomed(x)
	err := a.store.End(x)
	if err != nil {
		a.putDoomed(x)
		return problem.New(503, problem.Unavailable, "it has ended, but that cannot be written down now").
			Remedy("try again, or it may come back when the node is restarted").Because(err)
	}
	return nil
}

func (a *Auth) takeDoomed(x ledger.Ended) ledger.Ended {
	a.mu.Lock()
	defer a.mu.Unlock()
	x.Tokens = append(x.Tokens, a.doomed.Tokens...)
	a.doomed = ledger.Ended{}
	return x
}

func (a *Auth) putDoomed(x ledger.Ended) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.doomed.Tokens = append(a.doomed.Tokens, x.Tokens...)
}

// flush writes down what has ended.
func (a *Auth) flush() error {
	a.writing.Lock()
	defer a.writing.Unlock()
	x := a.takeDoomed(ledger.Ended{})
	if len(x.Tokens) == 0 {
		return nil
	}
	err := a.store.End(x)
	if err != nil {
		a.putDoomed(x)
	}
	return err
}
