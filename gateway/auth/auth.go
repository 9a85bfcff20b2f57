// Package auth decides who may use the gateway's API: wallets' signatures become bearer tokens for it. They are 256-bit
// random numbers; what is kept of them is their SHA-256. Every decision on a request is out of memory. Who may open a
// service is the business of berth/gateway/door.
package auth

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"sync"
	"time"

	"berth/gateway/ledger"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/server/eip712"
	"berth/shared/server/web"
	"berth/shared/typed"
	"berth/shared/wire"
)

// Limits of what may be asked for.
const (
	MaxLife  = typed.AccessLife // of an access token
	skew     = 60 * time.Second // that a wallet's clock may be ahead
	walletBy = 5 * time.Second  // for a contract wallet's answer
)

// Orders is what is known of orders; *tenancy.Roster is. The errors of Find and Any are problems.
type Orders interface {
	Find(ctx context.Context, user eth.Address, id order.ID) (order.Order, error)
	Any(ctx context.Context, user eth.Address) error
	// Expects reports, out of memory, whether a user has an order here or may be about to have one.
	Expects(user eth.Address) bool
	Authorised(user eth.Address, id order.ID) error
}

// Wallets asks contract wallets (ERC-1271). It tells false where the account has no code.
type Wallets interface {
	Signed(ctx context.Context, account eth.Address, hash eth.Hash, sig []byte) (bool, error)
}

// Store keeps tokens across restarts; *ledger.Ledger does.
type Store interface {
	Tokens() (map[eth.Hash]ledger.Token, error)
	Grant(hash eth.Hash, t ledger.Token, nonce eth.Hash, until time.Time, ended ...eth.Hash) (fresh bool, err error)
	End(ledger.Ended) error
	// Sweep takes out what has expired.
	Sweep(now time.Time) error
}

// Auth is safe for concurrent use.
type Auth struct {
	node    eth.Address
	gateway string // host that messages must name
	domain  typed.Domain
	orders  Orders
	wallets Wallets
	store   Store
	now     func() time.Time
	grants  *web.Limiter[eth.Address] // by user
	asks    *web.Limiter[struct{}]    // of contract wallets
	revoked func([]eth.Hash) error    // see OnRevoke

	// writing is held while the ledger is written to, from the look at what is to be written on: what has ended meanwhile
	// must not come back. It comes before mu.
	writing sync.Mutex

	mu     sync.RWMutex
	tokens map[eth.Hash]*token
	byUser map[eth.Address]map[eth.Hash]*token
	doomed ledger.Ended // which the ledger may still have
}

const (
	// Contract wallets are asked so often a second in the long run, and at once: the chain's endpoint is the node owner's.
	// There is no bound for each of them, by which one's users could be locked out by others.
	walletsPerSecond = 50
	walletsAtOnce    = 200
	// maxUsers bounds what is remembered of users.
	maxUsers = 10_000
)

// New loads the grants of earlier runs. gateway is the host that messages must name, in the one form that
// berth/shared/endpoint gives it.
func New(
	node eth.Address, gateway string, domain typed.Domain, orders Orders, wallets Wallets, store Store, now func() time.Time,
) (*Auth, error) {
	a := &Auth{
		node: node, gateway: gateway, domain: domain, orders: orders, wallets: wallets, store: store, now: now,
		revoked: func([]eth.Hash) error { return nil },
		grants:  web.NewLimiter[eth.Address](web.Limits{PerSecond: grantsPerSecond, Burst: grantsAtOnce, Keys: maxUsers, Forget: true}),
		asks:    web.NewLimiter[struct{}](web.Limits{PerSecond: walletsPerSecond, Burst: walletsAtOnce, Keys: 1}),
		tokens:  map[eth.Hash]*token{}, byUser: map[eth.Address]map[eth.Hash]*token{},
	}
	tokens, err := store.Tokens()
	if err != nil {
		return nil, fmt.Errorf("auth: %w", err)
	}
	for h, t := range tokens {
		a.keep(newToken(h, t))
	}
	return a, nil
}

// OnRevoke has f told of the keys of tokens that are revoked, once these are refused: what was got by them is to end. It is
// to be called before the first request.
func (a *Auth) OnRevoke(f func(tokens []eth.Hash) error) { a.revoked = f }

// Run writes down and clears away every minute until ctx ends, or that fails.
func (a *Auth) Run(ctx context.Context) error {
	t := time.NewTicker(time.Minute)
	defer t.Stop()
	for {
		var err error
		select {
		case <-ctx.Done():
			return a.flush()
		case <-t.C:
			err = errors.Join(a.flush(), a.sweep())
		}
		if err != nil {
			return fmt.Errorf("auth: %w", err)
		}
	}
}

func (a *Auth) sweep() error {
	now := a.now()
	a.mu.Lock()
	var old []*token
	for _, t := range a.tokens {
		if now.After(t.ExpiresAt) {
			old = append(old, t)
		}
	}
	a.mu.Unlock()
	a.drop(old, problem.New(401, problem.SessionOver, "the access token is over"))
	return errors.Join(a.store.Sweep(now), a.flush())
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
	if wait, ok := a.grants.Take(x.User, now); !ok {
		return wire.AccessToken{}, problem.TooOften(wait)
	}
	until := x.NotAfter
	if most := now.Add(MaxLife); until.After(most) {
		until = most
	}
	text, t, err := a.grant(ledger.Token{User: x.User, Order: x.Order, IssuedAt: now.UTC(), ExpiresAt: until.UTC()}, x.Nonce, x.NotAfter)
	if err != nil {
		return wire.AccessToken{}, err
	}
	if err := a.orders.Authorised(x.User, x.Order); err != nil {
		return wire.AccessToken{}, fmt.Errorf("grant: %w", err)
	}
	return wire.AccessToken{Token: text, ID: t.id(), ExpiresAt: t.ExpiresAt}, nil
}

// grant makes a token, for which the oldest of the user's give way, in the ledger first.
func (a *Auth) grant(grant ledger.Token, nonce eth.Hash, until time.Time) (text string, t *token, err error) {
	text, hash := secret("bt_")
	t = newToken(hash, grant)
	a.writing.Lock()
	defer a.writing.Unlock()
	gone := a.surplus(grant.User, grant.Order)
	ended := make([]eth.Hash, len(gone))
	for i, old := range gone {
		ended[i] = old.hash
	}
	fresh, err := a.store.Grant(hash, grant, nonce, until, ended...)
	if err != nil {
		return "", nil, fmt.Errorf("grant: %w", err)
	}
	if !fresh {
		return "", nil, problem.New(409, problem.Used, "this request was used already").Remedy("sign a new one with another nonce")
	}
	a.drop(gone, problem.New(401, problem.GaveWay, "a newer access token has taken its place"))
	a.keep(t)
	return text, t, nil
}

// mayAsk checks that the user has what the token is to be for.
func (a *Auth) mayAsk(ctx context.Context, x typed.Access) error {
	if x.Order == 0 {
		return a.orders.Any(ctx, x.User)
	}
	o, err := a.orders.Find(ctx, x.User, x.Order)
	if err == nil && o.State == order.Created {
		err = problem.New(409, problem.NotYet, "order %s is not active yet", x.Order).Again(2 * time.Second)
	}
	return err
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
	if len(sig) == 0 || len(sig) > 8<<10 || !a.orders.Expects(user) {
		return refused
	}
	// Whoever has nothing here cannot have the chain asked, and nobody can have it asked often.
	wait, ok := a.asks.Take(struct{}{}, a.now())
	if !ok {
		return problem.TooOften(wait)
	}
	ctx, cancel := context.WithTimeout(ctx, walletBy)
	defer cancel()
	ok, err = a.wallets.Signed(ctx, user, h, sig)
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

func secret(prefix string) (string, eth.Hash) {
	var b [32]byte
	rand.Read(b[:]) // never fails
	s := prefix + base64.RawURLEncoding.EncodeToString(b[:])
	return s, digest(s)
}

func digest(s string) eth.Hash { return eth.Hash(sha256.Sum256([]byte(s))) }

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
