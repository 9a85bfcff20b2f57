// Package auth decides who may use the gateway's API: wallets' signatures become bearer tokens for it and authorise access
// keys, whose signatures become tokens, too. Tokens are 256-bit random numbers; what is kept of them is their SHA-256. Every
// decision on a request is out of memory. Who may open a service is the business of berth/gateway/door.
package auth

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"berth/gateway/ledger"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/pubkey"
	"berth/shared/scope"
	"berth/shared/server/web"
	"berth/shared/typed"
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
	// Workload is one number for an order and all that it replaced or that replaced it; Owner is whose it is.
	Workload(id order.ID) order.ID
	Owner(id order.ID) (user eth.Address, known bool)
}

// Wallets asks contract wallets (ERC-1271), those that are not deployed yet, too (ERC-6492).
type Wallets interface {
	Signed(ctx context.Context, account eth.Address, hash eth.Hash, sig []byte) (bool, error)
}

// Store keeps tokens and access keys across restarts; *ledger.Ledger does.
type Store interface {
	Tokens() (map[eth.Hash]ledger.Token, error)
	Keys() (map[eth.Hash]ledger.AccessKey, error)
	Grant(hash eth.Hash, t ledger.Token, k *ledger.AccessKey, nonce eth.Hash, until time.Time, ended ...eth.Hash) (fresh bool, err error)
	PutKeys(all map[eth.Hash]ledger.AccessKey) error
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
	grants  *web.Limiter[eth.Address]           // by user, of what wallets sign
	adds    *web.Limiter[eth.Address]           // by user, of the keys among that
	knocks  *web.Limiter[eth.Hash]              // by access key, of what it signs
	asks    *web.Limiter[struct{}]              // of contract wallets
	checks  *web.Limiter[struct{}]              // of access keys' signatures
	revoked func(tokens, keys []eth.Hash) error // see OnRevoke

	// writing is held while the ledger is written to, from the look at what is to be written on: what has ended meanwhile
	// must not come back. It comes before mu.
	writing sync.Mutex

	mu      sync.RWMutex
	tokens  map[eth.Hash]*token
	byUser  map[eth.Address]map[eth.Hash]*token
	keys    map[eth.Hash]*key
	holders map[eth.Address]map[eth.Hash]*key // keys by user
	publics map[pubkey.Key]int                // how often each is authorised
	worn    map[eth.Hash]bool                 // access keys whose last use is not written yet
	doomed  ledger.Ended                      // which the ledger may still have
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
		revoked: func([]eth.Hash, []eth.Hash) error { return nil },
		grants:  web.NewLimiter[eth.Address](web.Limits{PerSecond: grantsPerSecond, Burst: grantsAtOnce, Keys: maxUsers, Forget: true}),
		adds:    web.NewLimiter[eth.Address](web.Limits{PerSecond: keysPerSecond, Burst: keysAtOnce, Keys: maxUsers, Forget: true}),
		knocks:  web.NewLimiter[eth.Hash](web.Limits{PerSecond: grantsPerSecond, Burst: grantsAtOnce, Keys: maxUsers, Forget: true}),
		asks:    web.NewLimiter[struct{}](web.Limits{PerSecond: walletsPerSecond, Burst: walletsAtOnce, Keys: 1}),
		checks:  web.NewLimiter[struct{}](web.Limits{PerSecond: checksPerSecond, Burst: checksAtOnce, Keys: 1}),
		tokens:  map[eth.Hash]*token{}, byUser: map[eth.Address]map[eth.Hash]*token{},
		keys: map[eth.Hash]*key{}, holders: map[eth.Address]map[eth.Hash]*key{}, publics: map[pubkey.Key]int{},
		worn: map[eth.Hash]bool{},
	}
	keys, err := store.Keys()
	if err != nil {
		return nil, fmt.Errorf("auth: %w", err)
	}
	for h, k := range keys {
		a.keepKey(newKey(h, k))
	}
	tokens, err := store.Tokens()
	if err != nil {
		return nil, fmt.Errorf("auth: %w", err)
	}
	for h, t := range tokens {
		if t.Scopes == 0 {
			t.Scopes = scope.All // it is from before there were any
		}
		if t.By.IsZero() || a.keys[t.By] != nil {
			a.keep(newToken(h, t))
		}
	}
	return a, nil
}

// OnRevoke has f told of the keys of tokens and of access keys that are revoked, once these are refused: what was got by them
// is to end. It is to be called before the first request.
func (a *Auth) OnRevoke(f func(tokens, keys []eth.Hash) error) { a.revoked = f }

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
	var past []*key
	for _, k := range a.keys {
		if now.After(k.ExpiresAt) {
			past = append(past, k)
		}
	}
	a.mu.Unlock()
	a.drop(old, problem.New(401, problem.SessionOver, "the access token is over"))
	a.dropKeys(past, problem.New(401, problem.KeyOver, "the access key's time is over"))
	return errors.Join(a.store.Sweep(now), a.flush())
}

// elsewhere is a message for another gateway, which a relay may have brought here.
func (a *Auth) elsewhere(field string) error {
	return problem.Field(field, "this gateway is %s, and the message must name it just so", a.gateway)
}

// whole reports whether a time has no part of a second: that would not be signed.
func whole(t time.Time) bool { return t.Nanosecond() == 0 }

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
