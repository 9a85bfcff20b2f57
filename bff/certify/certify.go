// Package certify looks at nodes again and again, at random times, for ever: whether each holds its operator key, where it is,
// and, by renting it as a user does, whether it serves and has what it claims. What it finds is signed and kept (package
// evidence), and comes to a level with an end; a level that is not shown anew is lost. It also counts how often gateways
// answered. What all that shows, and what it cannot, is in docs/certification.md.
package certify

import (
	"context"
	"crypto/ecdsa"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/netip"
	"slices"
	"sync"
	"time"

	"berth/bff/catalogue"
	"berth/bff/certify/due"
	"berth/bff/certify/evidence"
	"berth/bff/certify/probe"
	"berth/bff/dossier"
	"berth/contracts/chain"
	"berth/shared/eth"
	"berth/shared/typed"
	"berth/shared/wire"
)

// Store keeps what is found; store.Checks does.
type Store interface {
	AddEvidence(ctx context.Context, e wire.EvidenceDocument) error
	PutCertificates(ctx context.Context, all []dossier.Certificate) error
	Certificates(ctx context.Context) ([]dossier.Certificate, error)
	PutIncidents(ctx context.Context, all []dossier.Incidents) error
	Incidents(ctx context.Context, node eth.Address) ([]wire.Absence, error)
}

// Nodes are those that there are; *catalogue.Catalogue has them. What it gives nobody may change.
type Nodes interface {
	All() []*wire.Node
	Node(eth.Address) (wire.Node, bool)
	SetCertification(node eth.Address, c wire.Certification)
}

// Changes tells which nodes are others than they were; *catalogue.Watch does.
type Changes interface {
	Take() catalogue.Change
	Close()
}

// Registry says what the chain has of a node; *chain.Client does.
type Registry interface {
	Node(ctx context.Context, node eth.Address) (chain.Node, error)
}

// Config is what a Certifier is made of.
type Config struct {
	Key      *ecdsa.PrivateKey // signs the evidence; is the treasury's as well
	Domain   typed.Domain
	Demo     bool
	Trusted  []eth.Address // verifiers beside oneself whose evidence counts
	Peers    []string      // base URLs of platforms whose evidence is asked for
	HTTP     *http.Client  // that asks them; needed with Peers
	Store    Store
	Nodes    Nodes
	Watch    func() Changes                             // of Nodes, from now on
	Tell     func(context.Context, []eth.Address) error // other replicas, of nodes about which something was written; nil: there are none
	Registry Registry
	Prober   *probe.Prober
	Visitor  *Visitor // nil: nothing is rented, and no node is certified by this platform
	Every    Every
	Now      func() time.Time // nil: the machine's clock
	Log      *slog.Logger
	Seen     func(check string, passed bool) // told of each check; nil: nobody is
}

// Every says how often, in the middle: each pause is drawn anew, from half of it to one and a half times.
type Every struct {
	Free time.Duration // key and place
	Paid time.Duration // shop and capacity
}

// Bounds of the work.
const (
	freeAtOnce = 16
	tick       = time.Second
	storeTime  = 30 * time.Second
	graceAway  = 5 * time.Minute // for which a node that does not answer keeps its level
	apartOne   = 4               // one paid visit in so many is of two nodes at once
)

// Certifier does it. It is safe for concurrent use; Run is called once.
type Certifier struct {
	cfg Config

	mu      sync.Mutex
	nodes   map[eth.Address]*state
	holders map[netip.Addr]holder
	away    []incident
	queues
}

// queues say of which nodes something is to be done, and when. One that is in none costs nothing.
type queues struct {
	free, paid due.Queue[eth.Address] // of nodes that can be looked at now, and rented now
	rated      due.Queue[eth.Address] // levels and uptimes that may be others then
	written    due.Queue[eth.Address]
}

// incident is an absence that is to be written down.
type incident struct {
	node eth.Address
	wire.Absence
}

// state is what is known of a node. Its certificate is replaced, never changed, but for the counts.
type state struct {
	cert       dossier.Certificate
	free, paid time.Time // when the next are due, whether or not they can be made; zero: that was not said yet
	busy       bool
	untold     bool // the catalogue has not been told what is found
}

// New makes a Certifier.
func New(cfg Config) *Certifier {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Seen == nil {
		cfg.Seen = func(string, bool) {}
	}
	c := &Certifier{
		cfg: cfg, nodes: map[eth.Address]*state{}, holders: map[netip.Addr]holder{},
	}
	if cfg.Visitor != nil {
		cfg.Visitor.Keep = c.kept
	}
	return c
}

// lives are those of the checks: three pauses of the longest, so that one that is missed costs nothing.
func (c *Certifier) lives() Lives {
	return Lives{Free: 4 * c.cfg.Every.Free, Paid: 4 * c.cfg.Every.Paid}
}

// Load takes over all that was found before.
func (c *Certifier) Load(ctx context.Context) error {
	all, err := c.cfg.Store.Certificates(ctx)
	if err != nil {
		return err
	}
	c.Learn(all...)
	return nil
}

// Learn takes over what was found about some nodes, before or by another replica.
func (c *Certifier) Learn(all ...dossier.Certificate) {
	c.mu.Lock()
	for _, cert := range all {
		if was := c.nodes[cert.Node]; was != nil {
			for _, h := range was.cert.Holds {
				if c.holders[h.Addr].node == cert.Node {
					delete(c.holders, h.Addr)
				}
			}
		}
		c.nodes[cert.Node] = &state{cert: cert}
	}
	for _, cert := range all {
		for _, h := range cert.Holds {
			if c.mayHold(h.Addr, cert.Node, h.Registered) {
				c.holders[h.Addr] = holder{cert.Node, h.Registered, h.Until}
			}
		}
	}
	c.mu.Unlock()
	for _, cert := range all {
		c.cfg.Nodes.SetCertification(cert.Node, brief(cert))
	}
}

// Probed counts a question to a node's gateway. It does not block.
func (c *Certifier) Probed(p dossier.Probe) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s, now := c.state(p.Node), c.cfg.Now()
	if ended := count(&s.cert.Probes, p.At, p.Why); ended != nil {
		c.away = append(c.away, incident{p.Node, *ended})
	}
	if p.Rate != nil {
		price(&s.cert.Probes, p.At, *p.Rate)
	}
	c.rated.Sooner(p.Node, now)
	c.written.Sooner(p.Node, c.later(now))
}

// state is a node's; the caller holds the lock.
func (c *Certifier) state(a eth.Address) *state {
	s := c.nodes[a]
	if s == nil {
		s = &state{cert: dossier.Certificate{Node: a, Uptime: wire.Uptime{Day: -1, Week: -1, Month: -1}}}
		c.nodes[a] = s
	}
	return s
}

// Certification is what is known of a node, without its incidents.
func (c *Certifier) Certification(a eth.Address) wire.Certification {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.nodes[a]
	if s == nil {
		return wire.Certification{Uptime: wire.Uptime{Day: -1, Week: -1, Month: -1}}
	}
	now := c.cfg.Now()
	out := brief(s.cert)
	out.Uptime, out.Days, out.Checks = uptime(s.cert.Probes, now), days(s.cert.Probes, now), s.cert.Checks
	out.Prices = s.cert.Probes.Prices
	if away := s.cert.Probes.Away; away != nil {
		out.Incidents = []wire.Absence{*away}
	}
	return out
}

// second chooses, now and then, another node that is rented at the same time, at random among those that are verified. The
// caller holds the lock.
func (c *Certifier) second(first *wire.Node, now time.Time) *wire.Node {
	if rand.IntN(apartOne) != 0 {
		return nil
	}
	var all []*wire.Node
	for _, n := range c.cfg.Nodes.All() {
		s := c.nodes[n.Address]
		if n.Address != first.Address && s != nil && !s.busy && n.Reachable && !n.Paused && n.Card != nil && !c.lives().stands(s.cert.Checks, evidence.Place, now).IsZero() {
			all = append(all, n)
		}
	}
	if len(all) == 0 {
		return nil
	}
	return all[rand.IntN(len(all))]
}

// look makes the checks that cost nothing, by what the chain says now.
func (c *Certifier) look(ctx context.Context, n *wire.Node) {
	call, cancel := context.WithTimeout(ctx, 3*probe.Timeout)
	defer cancel()
	entry, err := c.cfg.Registry.Node(call, n.Address)
	if err != nil || !entry.Registered() {
		return // nothing is known, and nothing is said
	}
	passed, b := c.cfg.Prober.Key(call, entry)
	c.keep(ctx, entry.Address, evidence.Key, passed, b)
	passed, b, mine := c.cfg.Prober.Place(call, entry, owned{c, entry})
	c.hold(entry, mine)
	c.keep(ctx, entry.Address, evidence.Place, passed, b)
}

// hold notes which addresses are a node's for now: of two that had one it is that of the one that was registered first.
func (c *Certifier) hold(n chain.Node, mine []probe.Found) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.cfg.Now()
	until := now.Add(c.lives().Free)
	for _, f := range mine {
		if !c.mayHold(f.Addr, n.Address, n.RegisteredAt) {
			continue
		}
		if h, ok := c.holders[f.Addr]; ok && h.node != n.Address {
			c.note(h.node, now, f.Addr, nil)
		}
		c.holders[f.Addr] = holder{n.Address, n.RegisteredAt, until}
		c.note(n.Address, now, f.Addr, &dossier.Hold{Addr: f.Addr, Registered: n.RegisteredAt, Until: until})
	}
}

// mayHold reports whether an address can be a node's that was registered then. The caller holds the lock.
func (c *Certifier) mayHold(a netip.Addr, node eth.Address, registered time.Time) bool {
	h, ok := c.holders[a]
	return !ok || h.node == node || !c.cfg.Now().Before(h.until) || registered.Before(h.since)
}

// mostHolds is how many addresses are kept of a node; the oldest give way.
const mostHolds = 32

// note writes down that an address is a node's, or no more; what is over goes. The caller holds the lock.
func (c *Certifier) note(node eth.Address, now time.Time, a netip.Addr, is *dossier.Hold) {
	s := c.state(node)
	var holds []dossier.Hold // another slice: who is given a certificate keeps it
	for _, h := range s.cert.Holds {
		if h.Addr != a && now.Before(h.Until) {
			holds = append(holds, h)
		}
	}
	if is != nil {
		holds = append(holds, *is)
	}
	s.cert.Holds = holds[max(len(holds)-mostHolds, 0):]
	c.written.Sooner(node, now)
}

// owned tells a node which addresses were another's before.
type owned struct {
	c     *Certifier
	entry chain.Node
}

// At implements probe.Others. Another port of one address is the same machine, or one behind the same gate. One that has moved away
// holds its old address for as long as what was shown of it there counts.
func (o owned) At(a netip.Addr, _ uint16) (eth.Address, bool) {
	o.c.mu.Lock()
	defer o.c.mu.Unlock()
	h, ok := o.c.holders[a]
	if !ok || h.node == o.entry.Address || !h.since.Before(o.entry.RegisteredAt) || !o.c.cfg.Now().Before(h.until) {
		return eth.Address{}, false
	}
	return h.node, true
}

// keep signs what was found, and counts it.
func (c *Certifier) keep(ctx context.Context, node eth.Address, check string, passed bool, b evidence.Body) {
	if ctx.Err() != nil {
		return // what broke off says nothing
	}
	b.Demo = c.cfg.Demo
	e, err := evidence.Sign(c.cfg.Key, c.cfg.Domain, node, check, passed, c.cfg.Now(), b)
	if err != nil {
		c.cfg.Log.Error("evidence cannot be signed", "check", check, "node", node, "err", err)
		return
	}
	c.kept(ctx, e)
}

// kept takes a signed document in.
func (c *Certifier) kept(ctx context.Context, e wire.EvidenceDocument) {
	call, cancel := context.WithTimeout(ctx, storeTime)
	defer cancel()
	if err := c.cfg.Store.AddEvidence(call, e); err != nil {
		c.cfg.Log.Warn("evidence cannot be kept", "check", e.Check, "node", e.Node, "err", err)
		return
	}
	b, err := evidence.Read(c.cfg.Domain, e)
	if err != nil {
		c.cfg.Log.Error("evidence cannot be read", "check", e.Check, "node", e.Node, "err", err)
		return
	}
	c.cfg.Seen(e.Check, e.Passed)
	if !e.Passed {
		c.cfg.Log.Info("a node did not pass a check", "check", e.Check, "node", e.Node, "why", b.Why)
	}
	c.count(e, b)
}

// count adds a document to a node's findings.
func (c *Certifier) count(e wire.EvidenceDocument, b evidence.Body) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.state(e.Node)
	s.cert.Checks = find(s.cert.Checks, e, b)
	s.untold = true
	now := c.cfg.Now()
	c.rated.Sooner(e.Node, now)
	c.written.Sooner(e.Node, now)
}

// ahead is how much a verifier's clock may be before this one: a document of the future would count for longer than it may.
const ahead = 5 * time.Minute

// take adds what another platform found, as far as its verifier is trusted and it holds: see evidence.Merge. What is older than what
// there is of the same verifier's is kept, and changes nothing.
func (c *Certifier) take(ctx context.Context, list []wire.EvidenceDocument) (taken, dropped int, err error) {
	all, dropped := evidence.Merge(c.cfg.Domain, c.cfg.Trusted, list)
	slices.Reverse(all) // the oldest first, as it was found
	for _, e := range all {
		if e.At.After(c.cfg.Now().Add(ahead)) {
			dropped++
			continue
		}
		if err := c.cfg.Store.AddEvidence(ctx, e); err != nil {
			return taken, dropped, err
		}
		b, err := evidence.Read(c.cfg.Domain, e)
		if err != nil {
			return taken, dropped, err
		}
		c.count(e, b)
		taken++
	}
	return taken, dropped, nil
}
