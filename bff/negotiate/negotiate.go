// Package negotiate sends a user's offer to every node that it fits on, side by side, and hands on the answers as they
// come. Each node has the same short time; none holds up another. What a node says is checked before anybody sees it:
// a quote has to be for this very offer, and signed as the market wants it.
package negotiate

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"berth/bff/catalogue"
	"berth/bff/quota"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/typed"
	"berth/shared/wire"
)

// ErrNone is an offer or a quote that is not known.
var ErrNone = errors.New("none")

// Nodes are the nodes that an order would fit on, the cheapest first; and one by its address, whatever fits on it.
type Nodes interface {
	Node(a eth.Address) (wire.Node, bool)
	Fits(want resource.Resources, token eth.Address, duration uint32, only []eth.Address) ([]catalogue.Fit, map[resource.Dimension]int)
}

// Gateways hands an offer to a node's gateway.
type Gateways interface {
	Greet(ctx context.Context, url string, g wire.Greet) (wire.Greeting, error)
}

// Contracts asks a contract account about a signature (ERC-1271); *chain.Client does. An account without code has signed
// nothing.
type Contracts interface {
	Signed(ctx context.Context, account eth.Address, hash eth.Hash, signature []byte) (bool, error)
}

// Store keeps offers, so that a page can be loaded again, and which offer a quote came from. What is missing is ErrNone.
type Store interface {
	PutOffer(ctx context.Context, o wire.Offer, expires time.Time) error
	Offer(ctx context.Context, id string) (wire.Offer, error)
	AddQuotes(context.Context, []Quoted) error
}

// Node is a node that an offer goes to.
type Node struct {
	Address   eth.Address
	Operator  eth.Address
	Epoch     uint32 // quotes of an earlier one are void
	Name      string
	Region    string
	URL       string
	Rate      amount.Nano     // its list price for the offer; zero: none
	Discounts []wire.Discount // of that list price
	Record    wire.Record
}

// Config sets a Manager's times.
type Config struct {
	Domain   typed.Domain  // of the quotes
	Tokens   []eth.Address // that the platform accepts
	Referrer eth.Address   // that gets a share of what nodes earn by the platform's orders; zero: nobody
	Share    uint16        // of the referrer, basis points
	Deadline time.Duration // for a node's answer; 0: 3 s
	Keep     time.Duration // of offers in the store; 0: 30 days
	Unused   time.Duration // of quotes that have expired and of which no order is known yet; 0: 7 days
	Linger   time.Duration // of a finished offer in memory; 0: 5 minutes
	Running  quota.Limits  // offers that nodes are being asked about: of a user, from an address, in all; 0: 4, 16 and 64
	Kept     quota.Limits  // offers in memory, the finished ones too; 0: 20, 60 and 1000
}

// Manager runs negotiations. It is safe for concurrent use; Close ends those that run.
type Manager struct {
	cfg       Config
	nodes     Nodes
	gateways  Gateways
	contracts Contracts
	store     Store
	log       *slog.Logger
	running   *quota.Quota
	kept      *quota.Quota
	wg        sync.WaitGroup

	mu     sync.Mutex
	closed bool
	live   map[string]*live
}

// New makes a Manager.
func New(cfg Config, nodes Nodes, gateways Gateways, contracts Contracts, store Store, log *slog.Logger) *Manager {
	if cfg.Deadline == 0 {
		cfg.Deadline = 3 * time.Second
	}
	if cfg.Keep == 0 {
		cfg.Keep = 30 * 24 * time.Hour
	}
	if cfg.Unused == 0 {
		cfg.Unused = 7 * 24 * time.Hour
	}
	if cfg.Linger == 0 {
		cfg.Linger = 5 * time.Minute
	}
	if cfg.Running.All == 0 {
		cfg.Running = quota.Limits{Each: []int{4, 16}, All: 64}
	}
	if cfg.Kept.All == 0 {
		cfg.Kept = quota.Limits{Each: []int{20, 60}, All: 1000}
	}
	return &Manager{
		cfg: cfg, nodes: nodes, gateways: gateways, contracts: contracts, store: store, log: log,
		running: quota.New(cfg.Running), kept: quota.New(cfg.Kept), live: map[string]*live{},
	}
}

// Close ends all negotiations and waits for them.
func (m *Manager) Close() {
	m.mu.Lock()
	m.closed = true
	for _, l := range m.live {
		l.stop()
	}
	m.mu.Unlock()
	m.wg.Wait()
}

// Running is how many negotiations go on now.
func (m *Manager) Running() int { return m.running.Len() }

// Event is one of a negotiation's events, as the page gets it: Name is asked, answer or done, and Data the wire form.
type Event struct {
	Name string
	Data any
}

// live is a negotiation in memory. Its events only grow; news is closed and replaced when they do.
type live struct {
	stop func() // no further answer is waited for
	kept *quota.Held

	mu    sync.Mutex
	offer wire.Offer
	news  chan struct{}
}

// Start sends an offer out and gives its id at once. from is the address that it comes from, as a key. Nobody is refused
// for others' sake: where too much goes on, the oldest negotiation ends with what it has, see berth/bff/quota.
func (m *Manager) Start(ctx context.Context, user eth.Address, from string, r wire.OfferRequest) (string, error) {
	if err := Check(r, m.cfg.Tokens); err != nil {
		return "", err
	}
	nodes, excluded := m.choose(r)
	now := time.Now().UTC()
	o := wire.Offer{
		ID: rand.Text(), User: user, CreatedAt: now, Request: r, Answers: []wire.Answer{},
		Asked: wire.Asked{Nodes: []wire.AskedNode{}, Deadline: now.Add(m.cfg.Deadline), Excluded: excluded},
	}
	for _, n := range nodes {
		o.Asked.Nodes = append(o.Asked.Nodes, wire.AskedNode{Address: n.Address, Name: n.Name, Region: n.Region, URL: n.URL})
	}
	if err := m.store.PutOffer(ctx, o, now.Add(m.cfg.Keep)); err != nil {
		return "", problem.New(503, problem.Unavailable, "the offer could not be kept").Remedy("try again in a moment").Because(err)
	}
	asking, stop := context.WithDeadline(context.Background(), o.Asked.Deadline)
	l := &live{offer: o, news: make(chan struct{}), stop: stop}
	m.mu.Lock()
	if m.closed {
		m.mu.Unlock()
		stop()
		return "", problem.New(503, problem.Unavailable, "the platform is shutting down").Remedy("try again in a moment")
	}
	m.live[o.ID] = l
	m.wg.Add(1)
	m.mu.Unlock()
	l.kept = m.kept.Add(func() { stop(); m.forget(o.ID) }, user.String(), from)
	slot := m.running.Add(stop, user.String(), from)
	go func() {
		defer m.wg.Done()
		defer slot.Release()
		defer stop()
		m.run(asking, l, nodes)
	}()
	return o.ID, nil
}

// forget lets go of an offer in memory: it is in the store, as it was when it began or ended.
func (m *Manager) forget(id string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.live, id)
}

// choose finds the nodes to be asked. Where an order is to be replaced its node is asked whatever it has free: what the
// order holds comes on top of that.
func (m *Manager) choose(r wire.OfferRequest) (nodes []Node, excluded map[resource.Dimension]int) {
	if r.Replaces != 0 {
		for _, a := range r.Nodes {
			n, ok := m.nodes.Node(a)
			if !ok {
				continue
			}
			price, _ := wire.PriceIn(n.Prices, r.Token) // one that takes it no longer says so itself
			nodes = append(nodes, nodeOf(&n, price, r))
		}
		return nodes, nil
	}
	fits, excluded := m.nodes.Fits(r.Resources, r.Token, r.Duration, r.Nodes)
	for _, f := range fits[:min(len(fits), MaxNodes)] {
		price, _ := wire.PriceIn(f.Node.Prices, r.Token)
		nodes = append(nodes, nodeOf(f.Node, price, r))
	}
	return nodes, excluded
}

func nodeOf(n *wire.Node, p wire.Price, r wire.OfferRequest) Node {
	return Node{n.Address, n.Operator, n.Epoch, n.Name, n.Region, n.URL, p.Rate(r.Resources, r.Duration), p.Discounts, n.Record}
}

// run asks the nodes and collects what they say.
func (m *Manager) run(ctx context.Context, l *live, nodes []Node) {
	o := l.offer // nobody else changes it
	started := time.Now()
	greet := wire.Greet{
		ChainID: m.cfg.Domain.ChainID, Market: m.cfg.Domain.Contract, User: o.User,
		Resources: o.Request.Resources, Token: o.Request.Token, Rate: o.Request.Rate, Duration: o.Request.Duration, Replaces: o.Request.Replaces,
		Referrer: m.cfg.Referrer, ReferrerShare: m.cfg.Share,
	}
	answers := make(chan wire.Answer, len(nodes))
	for _, n := range nodes {
		go func() { answers <- m.ask(ctx, n, greet) }()
	}
	done := wire.Done{Silent: len(nodes)}
	for left := len(nodes); left > 0; {
		batch := []wire.Answer{<-answers}
		for len(answers) > 0 {
			batch = append(batch, <-answers)
		}
		left -= len(batch)
		stopped := false
		if o.Request.First {
			if i := slices.IndexFunc(batch, func(a wire.Answer) bool { return a.Kind == wire.Accept }); i >= 0 {
				batch, stopped = batch[:i+1], true
			}
		}
		m.remember(o, batch)
		for _, a := range batch {
			switch a.Kind {
			case wire.Accept:
				done.Accepted++
			case wire.Counter:
				done.Countered++
			case wire.Reject:
				done.Rejected++
			}
		}
		l.change(func(o *wire.Offer) { o.Answers = append(o.Answers, batch...) })
		if stopped {
			l.stop() // the others' calls end; their answers stay in the channel, which has room for them
			break
		}
	}
	done.Silent -= done.Accepted + done.Countered + done.Rejected
	done.TookMs = time.Since(started).Milliseconds()
	whole := l.copy()
	whole.Done = &done
	save, cancelSave := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancelSave()
	if err := m.store.PutOffer(save, whole, o.CreatedAt.Add(m.cfg.Keep)); err != nil {
		m.log.Warn("an offer's answers could not be kept", "offer", o.ID, "err", err)
	}
	l.change(func(o *wire.Offer) { o.Done = &done })
	time.AfterFunc(m.cfg.Linger, func() {
		l.kept.Release()
		m.forget(o.ID)
	})
}

// ask gets and checks one node's answer. It never fails: what goes wrong is an answer, too.
func (m *Manager) ask(ctx context.Context, n Node, greet wire.Greet) wire.Answer {
	started := time.Now()
	a := wire.Answer{Node: n.Address, Name: n.Name, Region: n.Region, URL: n.URL, Record: n.Record}
	g, err := m.gateways.Greet(ctx, n.URL, greet)
	now := time.Now()
	a.At, a.TookMs = now.UTC(), now.Sub(started).Milliseconds()
	switch {
	case err != nil && (ctx.Err() != nil || errors.Is(err, context.DeadlineExceeded)):
		a.Greeting = silent("timeout", "no answer within "+m.cfg.Deadline.String())
	case err != nil:
		m.log.Debug("a greet failed", "node", n.Address, "err", err)
		a.Greeting = silent("unreachable", "the gateway could not be asked")
	default:
		wrong := checkGreeting(n, greet, &g, now)
		if wrong == "" && g.Quote != nil {
			wrong = m.checkSignature(ctx, n, *g.Quote, g.Signature)
		}
		if wrong != "" {
			m.log.Info("a greet's answer was not right", "node", n.Address, "why", wrong)
			g = silent("bad-answer", wrong)
		}
		a.Greeting = g
	}
	return a
}

func silent(code, text string) wire.Greeting {
	return wire.Greeting{Kind: wire.NoAnswer, Reasons: []wire.Why{{Code: code, Text: text}}}
}

// remember keeps which offer the quotes came from, before anybody can use them.
func (m *Manager) remember(o wire.Offer, batch []wire.Answer) {
	var q []Quoted
	for _, a := range batch {
		if a.Quote != nil {
			q = append(q, Quoted{
				QuoteKey: KeyOf(*a.Quote), Offer: o.ID, Template: o.Request.Template,
				At: a.At, ExpiresAt: a.Quote.ValidUntil.Add(m.cfg.Unused),
			})
		}
	}
	if len(q) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if err := m.store.AddQuotes(ctx, q); err != nil {
		m.log.Warn("where quotes came from could not be kept", "offer", o.ID, "err", err)
	}
}

func (l *live) change(f func(*wire.Offer)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	f(&l.offer)
	close(l.news)
	l.news = make(chan struct{})
}

// copy is the offer as it is now; its answers are only ever appended to.
func (l *live) copy() wire.Offer {
	l.mu.Lock()
	defer l.mu.Unlock()
	o := l.offer
	o.Answers = slices.Clip(o.Answers)
	return o
}

func (m *Manager) find(id string) *live {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.live[id]
}

// Offer is a user's offer with all that came of it. One of somebody else is ErrNone, too.
func (m *Manager) Offer(ctx context.Context, user eth.Address, id string) (wire.Offer, error) {
	var o wire.Offer
	if l := m.find(id); l != nil {
		o = l.copy()
	} else {
		var err error
		if o, err = m.store.Offer(ctx, id); err != nil {
			return wire.Offer{}, err
		}
		finish(&o)
	}
	if o.User != user {
		return wire.Offer{}, ErrNone
	}
	return o, nil
}

// finish ends an offer that a restart has cut off.
func finish(o *wire.Offer) {
	if o.Done != nil || time.Now().Before(o.Asked.Deadline) {
		return
	}
	done := wire.Done{Silent: len(o.Asked.Nodes), TookMs: o.Asked.Deadline.Sub(o.CreatedAt).Milliseconds()}
	for _, a := range o.Answers {
		switch a.Kind {
		case wire.Accept:
			done.Accepted++
		case wire.Counter:
			done.Countered++
		case wire.Reject:
			done.Rejected++
		}
	}
	done.Silent -= done.Accepted + done.Countered + done.Rejected
	o.Done = &done
}

// Events gives the events of a user's offer from a number on, waiting for the first of them if there is none yet.
// last tells that no more will come.
func (m *Manager) Events(ctx context.Context, user eth.Address, id string, from int) (events []Event, last bool, err error) {
	for {
		var news chan struct{}
		var o wire.Offer
		if l := m.find(id); l != nil {
			l.mu.Lock()
			news = l.news
			l.mu.Unlock()
		}
		if o, err = m.Offer(ctx, user, id); err != nil {
			return nil, false, err
		}
		all := eventsOf(o)
		if from < len(all) || o.Done != nil {
			return all[min(max(from, 0), len(all)):], o.Done != nil, nil
		}
		if news == nil { // cut off by a restart less than a deadline ago
			wait := time.NewTimer(time.Until(o.Asked.Deadline))
			defer wait.Stop()
			select {
			case <-wait.C:
				continue
			case <-ctx.Done():
				return nil, false, ctx.Err()
			}
		}
		select {
		case <-news:
		case <-ctx.Done():
			return nil, false, ctx.Err()
		}
	}
}

func eventsOf(o wire.Offer) []Event {
	e := make([]Event, 0, len(o.Answers)+2)
	e = append(e, Event{"asked", o.Asked})
	for _, a := range o.Answers {
		e = append(e, Event{"answer", a})
	}
	if o.Done != nil {
		e = append(e, Event{"done", *o.Done})
	}
	return e
}
