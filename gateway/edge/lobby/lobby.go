// Package lobby is what anybody may ask a gateway: its card, a quote, who it is, leave to do something, and, with a key for that, how
// orders are. Each kind of question has its own bounds.
package lobby

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"berth/gateway/answer"
	"berth/gateway/auth"
	"berth/gateway/edge/limit"
	"berth/gateway/lease/tenancy"
	"berth/shared/endpoint"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/server/trail"
	"berth/shared/wire"
)

// Desk answers offers; *greet.Desk does.
type Desk interface {
	Greet(ctx context.Context, g wire.Greet, from netip.Prefix) (wire.Greeting, error)
	Card(wire.Card) (wire.Card, error)
	Release(user eth.Address, secret eth.Hash)
	Vouch(host string, r wire.ChallengeRequest) (wire.ChallengeAnswer, error)
}

// Grants gives leave, shows what was given, and takes it back; *auth.Auth does.
type Grants interface {
	Grant(ctx context.Context, req wire.AccessRequest) (wire.AccessToken, error)
	Grants(by auth.Pass) wire.Grants
	Revoke(by auth.Pass, id string) error
}

// Watchers checks who may hear how orders are; *auth.Auth does.
type Watchers interface {
	Watcher(req wire.HealthRequest) (may func(order.ID) bool, err error)
}

// Healths says how orders are; *tenancy.Viewer does.
type Healths interface {
	Health(id order.ID) (wire.OrderHealth, error)
}

var (
	_ Grants   = (*auth.Auth)(nil)
	_ Watchers = (*auth.Auth)(nil)
	_ Healths  = (*tenancy.Viewer)(nil)
)

// Config is what a Lobby is made of.
type Config struct {
	Domain, Scheme string     // as they are the gateway's
	Card           wire.Card  // what of the card does not change
	PerIP, InAll   limit.Rate // of greetings
	Desk           Desk
	Grants         Grants
	Watchers       Watchers
	Healths        Healths
	Greeted        func(wire.AnswerKind) // told of each answer to an offer; nil: nobody is
	Log            *slog.Logger
}

// Lobby is safe for concurrent use.
type Lobby struct {
	Greetings *limit.Rates
	Knocks    *limit.Rates // of requests for access, each of which may have the chain asked
	Rounds    *limit.Rates // of questions about the health of orders

	cfg   Config
	cards cards
}

// accessPart is for how many greetings there is one request for access; at once as many are let in.
const accessPart = 5

// healthRate is of questions about the health of orders of one network, and healthAllRate of all: a platform asks twice a minute for up to
// wire.MostHealth orders.
var (
	healthRate    = limit.Rate{PerSecond: 2, Burst: 60}
	healthAllRate = limit.Rate{PerSecond: 50, Burst: 400}
)

// New makes a lobby.
func New(cfg Config) *Lobby {
	return &Lobby{
		cfg: cfg, Greetings: limit.NewRates(cfg.PerIP, cfg.InAll), Knocks: limit.NewRates(cfg.PerIP.Part(accessPart), cfg.InAll.Part(accessPart)),
		Rounds: limit.NewRates(healthRate, healthAllRate),
	}
}

// cardLife is how long a signed card is given out again: a signature a second is enough.
const cardLife = time.Second

type cards struct {
	mu   sync.Mutex
	raw  []byte
	made time.Time
}

// Card gives the node's card, signed.
func (l *Lobby) Card(w http.ResponseWriter, _ *http.Request) error {
	c := &l.cards
	c.mu.Lock()
	defer c.mu.Unlock()
	if time.Since(c.made) > cardLife {
		card, err := l.cfg.Desk.Card(l.cfg.Card)
		if err != nil {
			return err
		}
		raw, err := json.Marshal(card)
		if err != nil {
			return fmt.Errorf("card: %w", err)
		}
		c.raw, c.made = raw, time.Now()
	}
	w.Header().Set("Cache-Control", "max-age=1")
	return answer.JSON(w, 200, json.RawMessage(c.raw))
}

// Greet answers an offer.
func (l *Lobby) Greet(w http.ResponseWriter, r *http.Request) error {
	var g wire.Greet
	if err := answer.Read(w, r, answer.MaxBody, &g); err != nil {
		return err
	}
	a, err := l.cfg.Desk.Greet(r.Context(), g, limit.Origin(r))
	if err != nil {
		return err
	}
	if l.cfg.Greeted != nil {
		l.cfg.Greeted(a.Kind)
	}
	l.cfg.Log.Debug("greeted", "request", trail.Read(r).Request, "kind", a.Kind)
	return answer.JSON(w, 200, a)
}

// Release lets go of what quotes hold. Its answer tells nobody whether there were any.
func (l *Lobby) Release(w http.ResponseWriter, r *http.Request) error {
	var q wire.Release
	if err := answer.Read(w, r, answer.MaxBody, &q); err != nil {
		return err
	}
	l.cfg.Desk.Release(q.User, q.Hold)
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// Challenge signs a nonce of anyone's. What is signed is of no other use: it names this host, and is no other message.
func (l *Lobby) Challenge(w http.ResponseWriter, r *http.Request) error {
	var req wire.ChallengeRequest
	if err := answer.Read(w, r, answer.MaxBody, &req); err != nil {
		return err
	}
	if req.Nonce.IsZero() {
		return problem.Field("nonce", "32 random bytes, 0x and 64 hex digits")
	}
	host, err := endpoint.Host(l.cfg.Scheme, l.cfg.Domain)
	if err != nil {
		return err
	}
	a, err := l.cfg.Desk.Vouch(host, req)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, a)
}

// Access gives a token for a wallet's or a key's signature.
func (l *Lobby) Access(w http.ResponseWriter, r *http.Request) error {
	var req wire.AccessRequest
	if err := answer.Read(w, r, answer.MaxBody, &req); err != nil {
		return err
	}
	t, err := l.cfg.Grants.Grant(r.Context(), req)
	if err != nil {
		return err
	}
	return answer.JSON(w, 201, t)
}

// Health tells how orders are, to whom their users let know that. Nothing else of an order is in it, and of one that is not for the key it
// does not say whether there is one.
func (l *Lobby) Health(w http.ResponseWriter, r *http.Request) error {
	var req wire.HealthRequest
	if err := answer.Read(w, r, answer.MaxBody, &req); err != nil {
		return err
	}
	may, err := l.cfg.Watchers.Watcher(req)
	if err != nil {
		return err
	}
	all := make([]wire.OrderHealth, len(req.Orders))
	for i, id := range req.Orders {
		all[i] = wire.OrderHealth{Order: id, State: wire.HealthRefused}
		if !may(id) {
			continue
		}
		if h, err := l.cfg.Healths.Health(id); err == nil {
			h.Order = id
			all[i] = h
		}
	}
	raw, err := json.Marshal(all)
	if err != nil {
		return fmt.Errorf("health: %w", err)
	}
	sum := sha256.Sum256(raw)
	a := wire.HealthAnswer{Tag: hex.EncodeToString(sum[:8]), Orders: all}
	if a.Tag == req.Tag {
		a.Same, a.Orders = true, nil
	}
	w.Header().Set("Cache-Control", "no-store")
	return answer.JSON(w, 200, a)
}

// Granted lists what the caller has been granted, as far as it may see that.
func (l *Lobby) Granted(w http.ResponseWriter, _ *http.Request, p auth.Pass) error {
	return answer.JSON(w, 200, l.cfg.Grants.Grants(p))
}

// Revoke ends one of the tokens and keys that Granted lists, or all.
func (l *Lobby) Revoke(w http.ResponseWriter, r *http.Request, p auth.Pass) error {
	if err := l.cfg.Grants.Revoke(p, r.PathValue("grant")); err != nil {
		return fmt.Errorf("revoke: %w", err)
	}
	return answer.Empty(w)
}
