package auth

import (
	"cmp"
	"context"
	"slices"
	"sync/atomic"

	"berth/gateway/ledger"
	"berth/gateway/secret"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/scope"
)

const (
	// maxTokens is how many tokens a user's wallet may have at a time, and maxOrderTokens how many of them for one order; one more
	// ends the oldest.
	maxTokens      = 64
	maxOrderTokens = 32
	// maxKeyTokens is how many an access key may have besides; a device has one in each tab.
	maxKeyTokens = 32
	// A user, and each access key, gets so many tokens at once, and so many a second in the long run: the ledger remembers each request.
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
func (t *token) id() string { return secret.Name(t.hash) }

// Pass is what a token allows, or an access key by itself, for as long as it is good.
type Pass struct {
	ledger.Token

	KeyID   string // of the access key by which it was got; empty: the wallet itself signed for it
	KeyName string // as the wallet has named it

	token  *token // nil: it never ends before its time
	access *key   // of one without a token
}

// OnEnd has f told once the token, or the key, ends before its time, with a problem as the cause. It is done with once stop
// was called.
func (p Pass) OnEnd(f func(cause error)) (stop func() bool) {
	var over context.Context
	switch {
	case p.token != nil:
		over = p.token.over
	case p.access != nil:
		over = p.access.over
	default:
		return func() bool { return true }
	}
	return context.AfterFunc(over, func() { f(context.Cause(over)) })
}

// Needs is nil where the pass has a scope, else a problem that names it.
func (p Pass) Needs(s scope.Set) error {
	if p.Scopes.Has(s) {
		return nil
	}
	return scopeMissing("this token", s&^p.Scopes)
}

// Good reports whether the token, or the key, has not ended before its time.
func (p Pass) Good() bool {
	return (p.token == nil || p.token.over.Err() == nil) && (p.access == nil || p.access.over.Err() == nil)
}

// Hash is by what cookies remember who asked for them; zero: nobody's token did.
func (p Pass) Hash() eth.Hash {
	switch {
	case p.token != nil:
		return p.token.hash
	case p.access != nil:
		return p.access.hash
	}
	return eth.Hash{}
}

// Bearer is what a token allows.
func (a *Auth) Bearer(text string) (Pass, error) {
	if text == "" {
		return Pass{}, problem.New(401, problem.LoginNeeded, "a bearer token is needed").Remedy("ask POST /v1/access for one")
	}
	h := secret.Digest(text)
	var by *key
	a.mu.RLock()
	t := a.tokens[h]
	if t != nil && !t.By.IsZero() {
		by = a.keys[t.By]
	}
	a.mu.RUnlock()
	now := a.now()
	if t == nil || now.After(t.ExpiresAt) {
		return Pass{}, problem.New(401, problem.SessionOver, "this token is not good any more").Remedy("ask POST /v1/access for another")
	}
	t.used.Store(now.Unix())
	p := Pass{Token: t.Token, token: t}
	if by != nil {
		p.KeyID, p.KeyName = by.id(), by.Request.Access.Name
		a.note(by, now)
	}
	return p, nil
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

// surplus are the tokens that give way to a user's new one: only such as were got in the same way. A key's fill no more than
// the key's own share, so that nobody who has got hold of one ends what the wallet or other keys have open.
func (a *Auth) surplus(next ledger.Token) (gone []*token) {
	mine := slices.DeleteFunc(a.mine(next.User), func(t *token) bool { return t.By != next.By })
	most, mostOrder := maxTokens, maxOrderTokens
	if !next.By.IsZero() {
		most, mostOrder = maxKeyTokens, maxKeyTokens
	}
	same := 0
	for _, t := range mine {
		if t.Order == next.Order {
			same++
		}
	}
	left := len(mine)
	for _, t := range mine {
		if left >= most || t.Order == next.Order && next.Order != 0 && same >= mostOrder {
			gone = append(gone, t)
			left--
			if t.Order == next.Order {
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
