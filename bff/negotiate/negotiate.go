// Package negotiate sends a user's offer to every node that it fits on, side by side, and hands on the answers as they
// come. Each node has the same short time; none holds up another. What a node says is checked before anybody sees it:
// a quote has to be for this very offer, and signed as the market wants it.
package negotiate

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"berth/bff/catalogue"
	"berth/bff/pricing"
	"berth/bff/quota"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/server/span"
	"berth/shared/server/steady"
	"berth/shared/server/trail"
	"berth/shared/typed"
	"berth/shared/wire"
)

// ErrNone is an offer or a quote that is not known.
var ErrNone = errors.New("none")

// Nodes are the nodes that an order would fit on, the cheapest first; and one by its address, whatever fits on it.
type Nodes interface {
	Node(a eth.Address) (wire.Node, bool)
	Fits(want resource.Resources, token eth.Address, duration uint32, needs order.Need, only []eth.Address) ([]catalogue.Fit, map[resource.Dimension]int)
}

// Gateways hands an offer to a node's gateway, and has it let go of what came of the one before.
type Gateways interface {
	Greet(ctx context.Context, url string, g wire.Greet) (wire.Greeting, error)
	Release(ctx context.Context, url string, r wire.Release) error
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
	Price     wire.Price
	Load      *wire.Load // that it came of; nil: not known
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
	Most     int           // nodes that an offer goes to; 0: MaxNodes
	Running  quota.Limits  // offers that nodes are being asked about: of a user, from an address, in all; 0: 4, 16 and 64
	Kept     quota.Limits  // offers in memory, the finished ones too; 0: 20, 60 and 1000

	Images func(template string) []string // of a service of the catalogue; nil: none is known
	Learn  func(pricing.Heard)            // is told what nodes answered; nil: nobody is
	Secret []byte                         // of holds, the same in all replicas; empty: a random one
}

// Manager runs negotiations. It is safe for concurrent use; Close ends those that run.
type Manager struct {
	cfg       Config
	nodes     Nodes
	gateways  Gateways
	contracts Contracts
	store     Store
	log       *slog.Logger
	holds     *holds
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
	if cfg.Most == 0 {
		cfg.Most = MaxNodes
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
	if len(cfg.Secret) == 0 {
		cfg.Secret = []byte(rand.Text())
	}
	return &Manager{
		holds: newHolds(cfg.Secret),
		cfg:   cfg, nodes: nodes, gateways: gateways, contracts: contracts, store: store, log: log,
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
	nodes, excluded := m.choose(user, r)
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
	asking, stop := context.WithDeadline(span.Detach(ctx), o.Asked.Deadline)
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
	m.Release(user, nodes...)
	l.kept = m.kept.Add(func() { stop(); m.forget(o.ID) }, user.String(), from)
	slot := m.running.Add(stop, user.String(), from)
	go func() {
		defer steady.Log(m.log, "an offer")
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
func (m *Manager) choose(user eth.Address, r wire.OfferRequest) (nodes []Node, excluded map[resource.Dimension]int) {
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
	fits, excluded := m.View(user).Fits(r.Resources, r.Token, r.Duration, r.Needs, r.Nodes)
	if m.cfg.Images != nil {
		images, before := m.cfg.Images(r.Template), len(fits)
		fits = slices.DeleteFunc(fits, func(f catalogue.Fit) bool { return f.Node.Card != nil && !catalogue.Runs(f.Node.Card, images) })
		if n := before - len(fits); n > 0 {
			excluded = maps.Clone(excluded)
			if excluded == nil {
				excluded = map[resource.Dimension]int{}
			}
			excluded["image"] = n
		}
	}
	for _, f := range fits[:min(len(fits), m.cfg.Most)] {
		nodes = append(nodes, nodeOf(f.Node, f.Price, r))
	}
	return nodes, excluded
}

func nodeOf(n *wire.Node, p wire.Price, r wire.OfferRequest) Node {
	node := Node{
		Address: n.Address, Operator: n.Operator, Epoch: n.Epoch, Name: n.Name, Region: n.Region, URL: n.URL,
		Rate: p.Rate(r.Resources, r.Duration), Discounts: p.Discounts, Record: n.Record, Price: p,
	}
	if n.Card != nil {
		node.Load = n.Card.Load
	}
	return node
}

// run asks the nodes and collects what they say.
func (m *Manager) run(ctx context.Context, l *live, nodes []Node) {
	o := l.offer // nobody else changes it
	started := time.Now()
	greet := m.greet(o.User, o.Request)
	answers := make(chan wire.Answer, len(nodes))
	asked := map[eth.Address]Node{}
	for _, n := range nodes {
		asked[n.Address] = n
	}
	go waves(ctx, nodes, func(n Node) {
		mine := greet
		mine.Hold = m.holds.of(o.User, n.Address)
		answers <- m.answer(ctx, n, mine)
	})
	done := wire.Done{Silent: len(nodes)}
	var batch []wire.Answer
	var shown time.Time
	for left := len(nodes); left > 0; {
		batch = gather(answers, left, shown.Add(pace))
		left -= len(batch)
		if o.Request.First {
			if i := slices.IndexFunc(batch, func(a wire.Answer) bool { return a.Kind == wire.Accept }); i >= 0 {
				batch, left = batch[:i+1], 0
				l.stop() // the others' calls end; their answers stay in the channel, which has room for them
			}
		}
		m.remember(o, batch)
		for _, a := range batch {
			m.heed(o, asked[a.Node], a)
		}
		count(&done, batch)
		if left == 0 {
			break // what ends it comes with the last answers
		}
		m.show(l, batch, nil)
		shown = time.Now()
	}
	done.Silent -= done.Accepted + done.Countered + done.Rejected
	done.TookMs = time.Since(started).Milliseconds()
	m.show(l, batch, &done)
	time.AfterFunc(m.cfg.Linger, func() {
		l.kept.Release()
		m.forget(o.ID)
	})
}

// Nodes are asked in waves: a thousand at once would have the first answer wait until the last one is asked.
const (
	wave      = 40
	waveEvery = 4 * time.Millisecond
)

// waves begins to ask all nodes, the first ones first, each on a goroutine of its own. Once ctx is done the rest is not waited with: they are told so.
func waves(ctx context.Context, nodes []Node, ask func(Node)) {
	next := time.NewTicker(waveEvery)
	defer next.Stop()
	for i, n := range nodes {
		if i > 0 && i%wave == 0 {
			select {
			case <-next.C:
			case <-ctx.Done():
			}
		}
		go ask(n)
	}
}

// pace is how long at least lies between two writes of an offer that is being answered.
const pace = 100 * time.Millisecond

// gather waits for an answer, and until a time for up to so many.
func gather(answers <-chan wire.Answer, most int, until time.Time) []wire.Answer {
	batch := []wire.Answer{<-answers}
	t := time.NewTimer(time.Until(until))
	defer t.Stop()
	for len(batch) < most {
		select {
		case a := <-answers:
			batch = append(batch, a)
			continue
		default:
		}
		select {
		case a := <-answers:
			batch = append(batch, a)
		case <-t.C:
			return batch
		}
	}
	return batch
}

// keepTime is how long it may take to keep answers.
const keepTime = 2 * time.Second

// show adds answers to an offer, and its end. They are kept before anybody sees them: whoever comes back to another replica, which has
// them from the store, misses none.
func (m *Manager) show(l *live, batch []wire.Answer, done *wire.Done) {
	add := func(o *wire.Offer) { o.Answers, o.Done = append(o.Answers, batch...), done }
	whole := l.copy()
	add(&whole)
	ctx, cancel := context.WithTimeout(context.Background(), keepTime)
	defer cancel()
	if err := m.store.PutOffer(ctx, whole, whole.CreatedAt.Add(m.cfg.Keep)); err != nil {
		m.log.Warn("an offer's answers could not be kept", "offer", whole.ID, "err", err)
	}
	l.change(add)
}

func (m *Manager) greet(user eth.Address, r wire.OfferRequest) wire.Greet {
	return wire.Greet{
		ChainID: m.cfg.Domain.ChainID, Market: m.cfg.Domain.Contract, User: user,
		Resources: r.Resources, Token: r.Token, Rate: r.Rate, Duration: r.Duration, Replaces: r.Replaces, Needs: r.Needs,
		Referrer: m.cfg.Referrer, ReferrerShare: m.cfg.Share,
	}
}

// answer is one node's. It never fails: what goes wrong is an answer, too, even what we had not thought of.
func (m *Manager) answer(ctx context.Context, n Node, greet wire.Greet) wire.Answer {
	var a wire.Answer
	err := func() (err error) {
		defer steady.Error(&err)
		a = m.ask(ctx, n, greet)
		return nil
	}()
	if err == nil {
		return a
	}
	m.log.Error("a greet's answer could not be looked at", "node", n.Address, "request", trail.From(ctx).Request, "err", err)
	return wire.Answer{Node: n.Address, Name: n.Name, Region: n.Region, URL: n.URL, Record: n.Record, At: time.Now().UTC(), Greeting: silent("bad-answer", "it could not be looked at")}
}

// ask gets and checks one node's answer.
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
		m.log.Debug("a greet failed", "node", n.Address, "request", trail.From(ctx).Request, "err", err)
		a.Greeting = silent("unreachable", "the gateway could not be asked")
	default:
		wrong := checkGreeting(n, greet, &g, now)
		if wrong == "" && g.Quote != nil {
			wrong = m.checkSignature(ctx, n, *g.Quote, g.Signature)
		}
		if wrong != "" {
			m.log.Info("a greet's answer was not right", "node", n.Address, "request", trail.From(ctx).Request, "why", wrong)
			g = silent("bad-answer", wrong)
		}
		a.Greeting = g
	}
	return a
}

// heed takes in what an answer holds, and what it teaches.
func (m *Manager) heed(o wire.Offer, n Node, a wire.Answer) {
	if o.Request.Replaces != 0 {
		return // its price and its hold are beside what the order has
	}
	if a.Quote != nil {
		m.holds.add(o.User, n.Address, held{n.URL, o.Request.Resources, a.At, a.Quote.ValidUntil})
	}
	if m.cfg.Learn != nil {
		r := o.Request
		m.cfg.Learn(pricing.Heard{
			Node: n.Address, User: o.User, At: a.At, Resources: r.Resources, Duration: r.Duration, Price: n.Price, Load: n.Load, Offered: r.Rate, Answer: a.Greeting,
		})
	}
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

// count adds answers up.
func count(d *wire.Done, answers []wire.Answer) {
	for _, a := range answers {
		switch a.Kind {
		case wire.Accept:
			d.Accepted++
		case wire.Counter:
			d.Countered++
		case wire.Reject:
			d.Rejected++
		}
	}
}

// finish ends an offer whose replica has gone before it was answered: one that lives has kept it by then.
func finish(o *wire.Offer) {
	if o.Done != nil || time.Now().Before(o.Asked.Deadline.Add(keepTime)) {
		return
	}
	done := wire.Done{Silent: len(o.Asked.Nodes), TookMs: o.Asked.Deadline.Sub(o.CreatedAt).Milliseconds()}
	count(&done, o.Answers)
	done.Silent -= done.Accepted + done.Countered + done.Rejected
	o.Done = &done
}

// look is how often an offer that another replica has answered is looked for in the store.
const look = 250 * time.Millisecond

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
		if o.Done != nil { // who has had more of a replica that could not keep it is told the end all the same
			return all[min(max(from, 0), len(all)-1):], true, nil
		}
		if from < len(all) {
			return all[max(from, 0):], false, nil
		}
		if news == nil { // another replica asks, or did so until a moment ago
			wait := time.NewTimer(look)
			select {
			case <-wait.C:
				continue
			case <-ctx.Done():
				wait.Stop()
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
