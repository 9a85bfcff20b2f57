// Package health tells users when something of theirs has died, stopped answering, or is back, where they let the platform know that.
//
// What runs for an order only its node and its user know. A user who wants to be told authorises the platform's public key at the node's
// gateway, with the scope health and for one order: nothing secret changes hands, and the gateway answers that key with nothing but how all
// of the order is, taken together (wire.OrderHealth). The replica that leads asks each node twice a minute for all its orders at once, with
// one signed question (typed.Health) that is good for a moment and for that gateway alone. A gateway that does not answer says nothing
// about what runs there: of that package notice tells.
package health

import (
	"context"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"time"

	"berth/bff/indexer"
	"berth/bff/negotiate"
	"berth/bff/notice"
	"berth/contracts/chain"
	"berth/shared/endpoint"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/pubkey"
	"berth/shared/typed"
	"berth/shared/wire"
)

// ErrNone is what a Store gives where there is nothing.
var ErrNone = errors.New("it is not watched")

// Watch is that a user lets the platform hear how an order is.
type Watch struct {
	Quote negotiate.QuoteKey // that the order was made from: a reorganisation may give it another number
	Order order.ID
	Since time.Time
	Until time.Time // when the key's time is over
}

// Told is what a user was told of an order.
type Told struct {
	Down    int       // services that were told to be down; 0: it was told to be back, or nothing ever
	At      time.Time // when the last death was told
	Episode int       // rises whenever fewer are down: a part of the cause, so that it is the same on every replica
}

// Store keeps what users let the platform hear, and what they were told.
type Store interface {
	Watches(ctx context.Context) ([]Watch, error)
	Watch(ctx context.Context, k negotiate.QuoteKey) (Watch, error) // ErrNone
	PutWatch(ctx context.Context, w Watch) error
	RemoveWatch(ctx context.Context, k negotiate.QuoteKey) error
	WatchMark(ctx context.Context) (string, error) // another one after each PutWatch and RemoveWatch, on any replica
	Told(ctx context.Context, k negotiate.QuoteKey) (Told, error)
	PutTold(ctx context.Context, k negotiate.QuoteKey, t Told, until time.Time) error
}

// Orders are the orders; *indexer.Index has them.
type Orders interface {
	Order(order.ID) (indexer.Order, bool)
}

// Nodes are the nodes; *catalogue.Catalogue has them.
type Nodes interface {
	Entry(eth.Address) (chain.Node, bool)
	Node(eth.Address) (wire.Node, bool)
}

// Gateways are asked how orders are; *peer.Client asks them.
type Gateways interface {
	Health(ctx context.Context, url string, r wire.HealthRequest) (wire.HealthAnswer, error)
}

// Teller tells users things, once for each cause; *notice.Service does.
type Teller interface {
	Tell(ctx context.Context, user eth.Address, cause string, n wire.Notice) error
}

var _ Teller = (*notice.Service)(nil)

// Config is what a Service works with.
type Config struct {
	Key      *ecdsa.PrivateKey // on P-256
	Domain   typed.Domain
	Store    Store
	Orders   Orders
	Nodes    Nodes
	Gateways Gateways
	Tell     Teller
	Ready    func() error // nil while the index is up with the chain
	Log      *slog.Logger
}

// Service is safe for concurrent use, but Lead, which one replica runs.
type Service struct {
	cfg    Config
	public pubkey.Key
	round  round // of Lead
}

// New makes a Service.
func New(cfg Config) (*Service, error) {
	point, err := cfg.Key.PublicKey.Bytes()
	if err != nil {
		return nil, fmt.Errorf("health: %w", err)
	}
	public, err := pubkey.OfPoint(point)
	if err != nil {
		return nil, fmt.Errorf("health: %w", err)
	}
	return &Service{cfg: cfg, public: public}, nil
}

// NewKey makes a key, as text.
func NewKey() (string, error) {
	k, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		return "", fmt.Errorf("health: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(k.Bytes()), nil
}

// ReadKey reads what NewKey made.
func ReadKey(s string) (*ecdsa.PrivateKey, error) {
	raw, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return nil, fmt.Errorf("health: key: %w", err)
	}
	k, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), raw)
	if err != nil {
		return nil, fmt.Errorf("health: key: %w", err)
	}
	return k, nil
}

const (
	askTimeout = 8 * time.Second
	asks       = time.Minute // that a question is good
)

// Watched is what is so of an order, which is its user's who asks.
func (s *Service) Watched(ctx context.Context, o indexer.Order) (wire.Watched, error) {
	v := wire.Watched{Key: s.public}
	w, err := s.watch(ctx, o)
	switch {
	case errors.Is(err, ErrNone):
		return v, nil
	case err != nil:
		return v, err
	}
	v.On, v.Until = true, w.Until
	return v, nil
}

// watch is that of an order, or of one that it replaced: what runs is the same.
func (s *Service) watch(ctx context.Context, o indexer.Order) (Watch, error) {
	for range mostReplaced {
		w, err := s.cfg.Store.Watch(ctx, keyOf(o))
		if !errors.Is(err, ErrNone) || o.Replaces == 0 {
			return w, err
		}
		var ok bool
		if o, ok = s.cfg.Orders.Order(o.Replaces); !ok {
			break
		}
	}
	return Watch{}, ErrNone
}

// mostReplaced is how many orders of a chain of replacements are looked at.
const mostReplaced = 50

func keyOf(o indexer.Order) negotiate.QuoteKey {
	return negotiate.QuoteKey{Node: o.Node, User: o.User, Epoch: o.Epoch, Nonce: o.Nonce}
}

// Begin watches an order of its user's, if the gateway agrees that the user lets the platform do that.
func (s *Service) Begin(ctx context.Context, o indexer.Order, r wire.WatchRequest) (wire.Watched, error) {
	now := time.Now()
	if !r.Until.After(now) || r.Until.After(now.Add(typed.KeyLife+time.Hour)) {
		return wire.Watched{}, problem.Field("until", "when the key's time is over: %d days ahead at most", int(typed.KeyLife/(24*time.Hour)))
	}
	if !o.State.Live() {
		return wire.Watched{}, problem.New(409, problem.OrderEnded, "order %s has ended", o.ID)
	}
	a, err := s.ask(ctx, o.Node, []order.ID{o.ID}, "")
	if err != nil || len(a.Orders) != 1 {
		return wire.Watched{}, problem.New(503, problem.Unavailable, "the node's gateway does not answer now, or cannot tell how orders are").
			Remedy("try again in a minute").Because(err)
	}
	h := a.Orders[0]
	if h.State == wire.HealthRefused {
		return wire.Watched{}, problem.New(409, problem.KeyOver, "the node's gateway does not know the platform's key for order %s", o.ID).
			Remedy("authorise the key with the scope health first: POST /v1/access at the gateway")
	}
	w := Watch{Quote: keyOf(o), Order: o.ID, Since: now.UTC().Truncate(time.Second), Until: r.Until.UTC().Truncate(time.Second)}
	if err := s.cfg.Store.PutWatch(ctx, w); err != nil {
		return wire.Watched{}, err
	}
	return wire.Watched{Key: s.public, On: true, Until: w.Until, Now: &h}, nil
}

// End watches an order no more.
func (s *Service) End(ctx context.Context, o indexer.Order) error {
	w, err := s.watch(ctx, o)
	if errors.Is(err, ErrNone) {
		return nil
	}
	if err == nil {
		err = s.cfg.Store.RemoveWatch(ctx, w.Quote)
	}
	return err
}

// errNoGateway is a node of which no gateway is known.
var errNoGateway = errors.New("the node has no gateway")

// ask asks a node's gateway for orders.
func (s *Service) ask(ctx context.Context, node eth.Address, ids []order.ID, tag string) (wire.HealthAnswer, error) {
	e, ok := s.cfg.Nodes.Entry(node)
	if !ok {
		return wire.HealthAnswer{}, errNoGateway
	}
	at, err := endpoint.Parse(e.Endpoint)
	if err != nil {
		return wire.HealthAnswer{}, fmt.Errorf("health: %w", err)
	}
	r := wire.HealthRequest{Key: s.public, Orders: ids, NotAfter: time.Now().Add(asks).Truncate(time.Second).UTC(), Tag: tag}
	message, err := typed.Health{Gateway: at.Host, Node: node, Orders: ids, NotAfter: r.NotAfter}.Data(s.cfg.Domain).Canonical()
	if err != nil {
		return wire.HealthAnswer{}, err
	}
	if r.Signature, err = sign(s.cfg.Key, message); err != nil {
		return wire.HealthAnswer{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	a, err := s.cfg.Gateways.Health(ctx, at.URL(), r)
	if err != nil {
		return a, err
	}
	if a.Same {
		if tag == "" || a.Tag != tag || len(a.Orders) > 0 {
			return a, fmt.Errorf("health: %s: an answer that does not fit", node)
		}
		return a, nil
	}
	if len(a.Orders) != len(ids) {
		return a, fmt.Errorf("health: %s: %d answers for %d orders", node, len(a.Orders), len(ids))
	}
	for i := range ids {
		if a.Orders[i].Order != ids[i] {
			return a, fmt.Errorf("health: %s: order %s in the place of %s", node, a.Orders[i].Order, ids[i])
		}
	}
	return a, nil
}

// sign signs as WebCrypto does: r and s, 32 bytes each.
func sign(k *ecdsa.PrivateKey, message []byte) (eth.Bytes, error) {
	sum := sha256.Sum256(message)
	r, s, err := ecdsa.Sign(rand.Reader, k, sum[:])
	if err != nil {
		return nil, fmt.Errorf("health: %w", err)
	}
	out := make([]byte, 64)
	for i, n := range []*big.Int{r, s} {
		n.FillBytes(out[32*i : 32*i+32])
	}
	return out, nil
}
