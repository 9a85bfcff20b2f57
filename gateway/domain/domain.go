// Package domain has the hosts of their own that users give to the services of their orders: whose a name is, how far it
// is, and which service it leads to. A name is proven by a TXT record that names the order, so that nobody gets one because
// its DNS leads here; it is served once it is proven, leads to this node and has its certificate. What the DNS does not
// answer is unknown, and changes nothing. The DNS is only asked: nothing here connects to what it names.
package domain

import (
	"context"
	"log/slog"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"time"

	"berth/gateway/lease/book"
	"berth/gateway/ledger"
	"berth/gateway/proxy"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// Orders says how orders stand; *book.Book does.
type Orders interface {
	Tenure(id order.ID) book.Tenure
}

// Store keeps hosts across restarts; *ledger.Ledger does.
type Store interface {
	Domains() ([]ledger.Domain, error)
	PutDomains(all, gone []ledger.Domain) error
}

// Certificates gets certificates.
type Certificates interface {
	// Obtain returns once a host has a certificate that is good; one that it has already will do. It may take minutes, and
	// ends with ctx. A *Refused has words for the host's user.
	Obtain(ctx context.Context, host string) error
	// Until is the end of a host's certificate; the zero time: it has none.
	Until(host string) time.Time
}

var (
	_ Orders      = (*book.Book)(nil)
	_ Store       = (*ledger.Ledger)(nil)
	_ proxy.Hosts = (*Names)(nil)
)

// Refused is an authority's no to a certificate.
type Refused struct {
	Why   string    // the authority's own words; empty: it has said nothing that is for users
	Until time.Time // it is not asked before; zero: it may be
	Err   error
}

func (r *Refused) Error() string { return r.Err.Error() }

// Unwrap gives the private cause.
func (r *Refused) Unwrap() error { return r.Err }

// Config is what Names are made of. What may be left out says so.
type Config struct {
	Scheme    string   // http or https: how browsers reach the gateway
	Domain    string   // of the gateway, with the port if it is not the scheme's own
	Others    []string // further hosts that nobody may have, nor what is below them
	ChainID   uint64
	Market    eth.Address
	Addresses []netip.Addr // of the gateway; none: those that the DNS has of Domain
	Most      int          // that an order may have; 0: none

	Resolver     *Resolver
	Certificates Certificates // nil: hosts are served without
	Orders       Orders
	Store        Store
	Happened     func(order.ID, wire.Happening) // told of hosts that are ready or lost; must not block
	Changed      func(order.ID)                 // told of each other change of what is served; must not block
	Log          *slog.Logger
	Now          func() time.Time
}

// Names is safe for concurrent use.
type Names struct {
	cfg   Config
	site  site
	rules rules
	wake  chan struct{} // something is due

	places sync.Map // string → proxy.Place, of the hosts that are served
	proven sync.Map // string → eth.Address of the user, of the hosts that are proven and lead here

	// writing is held while the ledger is written to, before mu.
	writing sync.Mutex

	mu     sync.Mutex
	hosts  map[string]*name
	orders map[order.ID]map[string]*claim
	users  map[eth.Address]int // hosts that they have
	dirty  map[*claim]bool     // that the ledger does not have as they are
	gone   []ledger.Domain     // that the ledger may still have
	busy   map[eth.Address]int // checks for users, now
	checks int                 // in all
	swept  time.Time
	mine   mine

	getting map[eth.Address]bool // users for whom a certificate is being got
}

// name is a host and who wants it. At most one has it.
type name struct {
	host    string
	claims  []*claim // the oldest first
	holder  *claim   // whose proof was seen, and is in force
	last    finding
	next    time.Time // when it is looked up again
	unsure  bool      // not all of that could be asked
	running bool
	asker   eth.Address // on whose account it is being looked up
	again   bool        // asked for while it was being looked up
	cert    attempts
}

// claim is an order's wish to have a host. Its State is proof unless it holds the name.
type claim struct {
	ledger.Domain
	proven bool // its proof was there when it was last looked up
	over   bool // its order has ended
}

// attempts are those to get a certificate.
type attempts struct {
	getting bool
	failed  int // in a row
	next    time.Time
	err     string
}

// site is where the gateway is.
type site struct {
	scheme, name, port string
	chainID            uint64
	market             eth.Address
}

// url is the address of a host here.
func (s site) url(host string) string {
	if s.port != "" {
		host += ":" + s.port
	}
	return s.scheme + "://" + host
}

// proof is the text of the record that proves a host for an order. It says nothing that is of use anywhere else.
func (s site) proof(id order.ID) string {
	return "berth-order=" + strconv.FormatUint(s.chainID, 10) + ":" + s.market.String() + ":" + id.String()
}

// New loads the hosts of earlier runs. Those that were ready are served at once; nothing is looked up before Run.
func New(cfg Config) (*Names, error) {
	domain, port, _ := strings.Cut(strings.ToLower(cfg.Domain), ":")
	domain = strings.TrimSuffix(domain, ".")
	n := &Names{
		cfg: cfg, site: site{cfg.Scheme, domain, port, cfg.ChainID, cfg.Market}, rules: newRules(append(cfg.Others, domain)...),
		wake: make(chan struct{}, 1), hosts: map[string]*name{}, orders: map[order.ID]map[string]*claim{}, users: map[eth.Address]int{}, dirty: map[*claim]bool{}, busy: map[eth.Address]int{}, getting: map[eth.Address]bool{},
	}
	return n, n.load()
}

// Lookup is where a host leads, in its canonical form without a port, unless it leads nowhere. It costs a look-up.
func (n *Names) Lookup(host string) (proxy.Place, bool) {
	if p, ok := n.places.Load(host); ok {
		return p.(proxy.Place), true
	}
	return proxy.Place{}, false
}

// Proven reports whether a host is proven and leads here, so that a certificate may be got for it.
func (n *Names) Proven(host string) bool {
	_, ok := n.Owner(host)
	return ok
}

// Owner is whose a host is that is Proven.
func (n *Names) Owner(host string) (eth.Address, bool) {
	user, ok := n.proven.Load(host)
	if !ok {
		return eth.Address{}, false
	}
	return user.(eth.Address), true
}

// States counts the hosts by how far they are.
func (n *Names) States() map[wire.DomainState]int {
	n.mu.Lock()
	defer n.mu.Unlock()
	all := map[wire.DomainState]int{}
	for _, claims := range n.orders {
		for _, c := range claims {
			all[c.State]++
		}
	}
	return all
}

// publish has what is served follow what is known of a host.
func (n *Names) publish(x *name) {
	h := x.holder
	if !x.served() {
		n.proven.Delete(x.host)
		n.places.Delete(x.host)
		return
	}
	n.proven.Store(x.host, h.User)
	if h.State == wire.DomainReady {
		n.places.Store(x.host, proxy.Place{Order: h.Order, Service: h.Service, User: h.User})
	} else {
		n.places.Delete(x.host)
	}
}
