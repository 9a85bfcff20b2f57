// Package auth decides who may use the gateway: wallets' signatures become bearer tokens for the API, and one-time
// tickets become cookies for services. Tokens, tickets and cookies are 256-bit random numbers; what is kept of them is
// their SHA-256. Every decision on a request is out of memory.
package auth

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"berth/gateway/ledger"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

// Limits of what may be asked for.
const (
	MaxLife  = typed.AccessLife // of an access token
	skew     = 60 * time.Second // that a wallet's clock may be ahead
	walletBy = 5 * time.Second  // for a contract wallet's answer
	// maxTokens is how many tokens a user may have at a time; one more ends the oldest.
	maxTokens = 64
)

// Orders is what is known of orders; *lease.Keeper has it.
type Orders interface {
	Order(ctx context.Context, id order.ID) (order.Order, bool, error)
	Has(user eth.Address) bool
	Authorised(user eth.Address, id order.ID) error
}

// Wallets asks contract wallets (ERC-1271). It tells false where the account has no code.
type Wallets interface {
	Signed(ctx context.Context, account eth.Address, hash eth.Hash, sig []byte) (bool, error)
}

// Grants keeps access tokens across restarts; *ledger.Ledger does.
type Grants interface {
	Grant(hash eth.Hash, t ledger.Token, user eth.Address, nonce eth.Hash, until time.Time) (fresh bool, err error)
	Tokens() (map[eth.Hash]ledger.Token, error)
	// Sweep takes out what has expired, sessions too.
	Sweep(now time.Time) error
}

// Sessions keeps the sessions of cookies across restarts; *ledger.Ledger does.
type Sessions interface {
	Sessions() (map[eth.Hash]ledger.Session, error)
	PutSessions(map[eth.Hash]ledger.Session) error
}

// Auth is safe for concurrent use.
type Auth struct {
	node     eth.Address
	gateway  string // host that messages must name
	domain   typed.Domain
	orders   Orders
	wallets  Wallets
	grants   Grants
	sessions Sessions
	now      func() time.Time

	mu      sync.RWMutex
	tokens  map[eth.Hash]ledger.Token
	byUser  map[eth.Address][]eth.Hash // tokens of this run, the oldest first
	tickets map[eth.Hash]ticket
	dirty   map[eth.Hash]bool // sessions whose last use is not written yet
	cookies map[eth.Hash]*session
}

// New loads the grants of earlier runs. gateway is the host that messages must name, in the one form that
// berth/shared/endpoint gives it.
func New(
	node eth.Address, gateway string, domain typed.Domain, orders Orders, wallets Wallets, grants Grants, kept Sessions, now func() time.Time,
) (*Auth, error) {
	a := &Auth{
		node: node, gateway: gateway, domain: domain, orders: orders, wallets: wallets, grants: grants, sessions: kept, now: now,
		byUser: map[eth.Address][]eth.Hash{}, tickets: map[eth.Hash]ticket{}, dirty: map[eth.Hash]bool{}, cookies: map[eth.Hash]*session{},
	}
	var err error
	if a.tokens, err = grants.Tokens(); err != nil {
		return nil, fmt.Errorf("auth: %w", err)
	}
	sessions, err := kept.Sessions()
	if err != nil {
		return nil, fmt.Errorf("auth: %w", err)
	}
	for h, s := range sessions {
		c := &session{Session: s}
		c.seen.Store(s.SeenAt.Unix())
		a.cookies[h] = c
	}
	return a, nil
}

// Run writes down and clears away every minute until ctx ends, or that fails.
func (a *Auth) Run(ctx context.Context) error {
	t := time.NewTicker(time.Minute)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return a.flush()
		case <-t.C:
		}
		if err := errors.Join(a.flush(), a.sweep()); err != nil {
			return fmt.Errorf("auth: %w", err)
		}
	}
}

func (a *Auth) sweep() error {
	now := a.now()
	a.mu.Lock()
	for h, t := range a.tokens {
		if now.After(t.ExpiresAt) {
			delete(a.tokens, h)
		}
	}
	for user, mine := range a.byUser {
		mine = slices.DeleteFunc(mine, func(h eth.Hash) bool { _, ok := a.tokens[h]; return !ok })
		if a.byUser[user] = mine; len(mine) == 0 {
			delete(a.byUser, user)
		}
	}
	for h, t := range a.tickets {
		if now.After(t.until) {
			delete(a.tickets, h)
		}
	}
	for h, s := range a.cookies {
		if s.over(now) {
			delete(a.cookies, h)
		}
	}
	a.mu.Unlock()
	return a.grants.Sweep(now)
}

// Grant checks an access request and gives a token for it.
func (a *Auth) Grant(ctx context.Context, req wire.AccessRequest) (wire.AccessToken, error) {
	x, now := req.Access, a.now()
	switch {
	case x.Gateway != a.gateway:
		return wire.AccessToken{}, a.elsewhere("access.gateway")
	case x.Node != a.node:
		return wire.AccessToken{}, problem.Field("access.node", "this node is %s", a.node)
	case x.User.IsZero():
		return wire.AccessToken{}, problem.Field("access.user", "the address that signs")
	case x.Nonce.IsZero():
		return wire.AccessToken{}, problem.Field("access.nonce", "a random number of 32 bytes, another each time")
	case x.IssuedAt.After(now.Add(skew)):
		return wire.AccessToken{}, problem.Field("access.issuedAt", "it is in the future; check the clock (here it is %s)", stamp(now))
	case !x.NotAfter.After(now):
		return wire.AccessToken{}, problem.New(400, problem.Expired, "the request was good until %s", stamp(x.NotAfter)).
			Remedy("sign a new one (here it is %s)", stamp(now))
	case x.NotAfter.After(now.Add(MaxLife+skew)) || x.NotAfter.Sub(x.IssuedAt) > MaxLife:
		return wire.AccessToken{}, problem.Field("access.notAfter", "at most 24 hours ahead, and after issuedAt")
	case !whole(x.IssuedAt) || !whole(x.NotAfter):
		return wire.AccessToken{}, problem.Field("access.notAfter", "whole seconds, as what is signed has them")
	}
	if err := a.signedBy(ctx, x.User, x.Data(a.domain), req.Signature); err != nil {
		return wire.AccessToken{}, err
	}
	if err := a.mayAsk(ctx, x); err != nil {
		return wire.AccessToken{}, err
	}
	token, hash := secret("bt_")
	until := x.NotAfter
	if most := now.Add(MaxLife); until.After(most) {
		until = most
	}
	grant := ledger.Token{User: x.User, Order: x.Order, ExpiresAt: until.UTC()}
	fresh, err := a.grants.Grant(hash, grant, x.User, x.Nonce, x.NotAfter)
	if err != nil {
		return wire.AccessToken{}, fmt.Errorf("grant: %w", err)
	}
	if !fresh {
		return wire.AccessToken{}, problem.New(409, problem.Used, "this request was used already").Remedy("sign a new one with another nonce")
	}
	a.mu.Lock()
	a.tokens[hash] = grant
	mine := append(a.byUser[x.User], hash)
	if len(mine) > maxTokens {
		delete(a.tokens, mine[0])
		mine = mine[1:]
	}
	a.byUser[x.User] = mine
	a.mu.Unlock()
	if err := a.orders.Authorised(x.User, x.Order); err != nil {
		return wire.AccessToken{}, fmt.Errorf("grant: %w", err)
	}
	return wire.AccessToken{Token: token, ExpiresAt: grant.ExpiresAt}, nil
}

// mayAsk checks that the user has what the token is to be for.
func (a *Auth) mayAsk(ctx context.Context, x typed.Access) error {
	if x.Order == 0 {
		if !a.orders.Has(x.User) {
			return problem.New(404, problem.NotFound, "you have no order with this node").Remedy("rent first")
		}
		return nil
	}
	o, known, err := a.orders.Order(ctx, x.Order)
	switch {
	case err != nil:
		return problem.New(503, problem.Unavailable, "the chain cannot be asked now").Remedy("try again in a few seconds").Because(err)
	case !known:
		return problem.New(404, problem.NotFound, "there is no order %s on this node", x.Order)
	case o.User != x.User:
		return problem.New(403, problem.NotYours, "order %s belongs to another user", x.Order)
	case o.State == order.Created:
		return problem.New(409, problem.NotActive, "order %s is not active yet", x.Order).Remedy("try again in a few seconds")
	}
	return nil
}

// signedBy checks a signature of a key or of a contract wallet.
func (a *Auth) signedBy(ctx context.Context, user eth.Address, data typed.Data, sig eth.Bytes) error {
	refused := problem.New(401, problem.BadSignature, "the signature is not that of %s", user).
		Remedy("sign with this wallet, on chain %d", a.domain.ChainID)
	h, err := eip712.Hash(data)
	if err != nil {
		return refused.Because(err)
	}
	by, recoverErr := eip712.RecoverHash(h, sig)
	if recoverErr == nil && by == user {
		return nil
	}
	if len(sig) == 0 || len(sig) > 8<<10 {
		return refused
	}
	ctx, cancel := context.WithTimeout(ctx, walletBy)
	defer cancel()
	ok, err := a.wallets.Signed(ctx, user, h, sig)
	switch {
	case err != nil:
		return problem.New(503, problem.Unavailable, "the wallet's contract cannot be asked now").Remedy("try again in a few seconds").Because(err)
	case !ok:
		return refused
	}
	return nil
}

// Deploy checks that a deployment is signed by the order's user and is what was signed. One that rolls back has the
// earlier revision's manifest in it by then.
func (a *Auth) Deploy(ctx context.Context, user eth.Address, id order.ID, req wire.DeployRequest) error {
	now := a.now()
	switch {
	case req.Deploy.Gateway != a.gateway:
		return a.elsewhere("deploy.gateway")
	case req.Deploy.Order != id:
		return problem.Field("deploy.orderId", "this is order %s", id)
	case req.Deploy.ManifestHash != eth.Hash(sha256.Sum256([]byte(req.Manifest))) && req.Deploy.From != 0:
		return problem.Field("deploy.manifestHash", "the manifestHash of revision %d", req.Deploy.From)
	case req.Deploy.ManifestHash != eth.Hash(sha256.Sum256([]byte(req.Manifest))):
		return problem.Field("deploy.manifestHash", "SHA-256 of the manifest's bytes as sent")
	case !req.Deploy.NotAfter.After(now):
		return problem.New(400, problem.Expired, "the signature was good until %s", stamp(req.Deploy.NotAfter)).Remedy("sign again (here it is %s)", stamp(now))
	case req.Deploy.NotAfter.After(now.Add(typed.DeployLife + skew)):
		return problem.Field("deploy.notAfter", "at most an hour ahead (here it is %s)", stamp(now))
	case !whole(req.Deploy.NotAfter):
		return problem.Field("deploy.notAfter", "whole seconds, as what is signed has them")
	}
	return a.signedBy(ctx, user, req.Deploy.Data(a.domain), req.Signature)
}

// elsewhere is a message for another gateway, which a relay may have brought here.
func (a *Auth) elsewhere(field string) error {
	return problem.Field(field, "this gateway is %s, and the message must name it just so", a.gateway)
}

// whole reports whether a time has no part of a second: that would not be signed.
func whole(t time.Time) bool { return t.Nanosecond() == 0 }

// Bearer is what a token allows.
func (a *Auth) Bearer(token string) (ledger.Token, error) {
	if token == "" {
		return ledger.Token{}, problem.New(401, problem.LoginNeeded, "a bearer token is needed").Remedy("ask POST /v1/access for one")
	}
	a.mu.RLock()
	t, ok := a.tokens[digest(token)]
	a.mu.RUnlock()
	if !ok || a.now().After(t.ExpiresAt) {
		return ledger.Token{}, problem.New(401, problem.SessionOver, "this token is not good any more").Remedy("ask POST /v1/access for another")
	}
	return t, nil
}

func secret(prefix string) (string, eth.Hash) {
	var b [32]byte
	rand.Read(b[:]) // never fails
	s := prefix + base64.RawURLEncoding.EncodeToString(b[:])
	return s, digest(s)
}

func digest(s string) eth.Hash { return eth.Hash(sha256.Sum256([]byte(s))) }

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
