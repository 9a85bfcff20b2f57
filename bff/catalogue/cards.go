package catalogue

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"berth/bff/certify/due"
	"berth/bff/dossier"
	"berth/contracts/chain"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/server/steady"
	"berth/shared/typed"
	"berth/shared/wire"
)

// Registry is where nodes enter themselves.
type Registry interface {
	AllNodes(context.Context) ([]chain.Node, chain.Block, error)
	Node(context.Context, eth.Address) (chain.Node, error)
}

// Gateways asks a node's gateway for its card. The card is not checked yet.
type Gateways interface {
	Card(ctx context.Context, url string) (wire.Card, error)
}

// Records knows what a node's orders came to, what that is worth, and what the live ones hold of it, all as of a block.
type Records interface {
	NodeRecord(eth.Address) (wire.Record, float64)
	Reserved(eth.Address) resource.Resources
	Head() chain.Block
}

// Refresher keeps a catalogue up to date: from the registry at the start, whenever something there has changed and now
// and then altogether, and from the gateways round and round.
type Refresher struct {
	Catalogue *Catalogue
	Registry  Registry
	Gateways  Gateways
	Records   Records
	Domain    typed.Domain  // of the signatures
	Every     time.Duration // between two cards of a node; longer where there are very many
	Log       *slog.Logger

	// Probed is told of each question to a gateway and what came of it. It must not block. nil: nobody.
	Probed func(dossier.Probe)

	mu     sync.Mutex
	polls  map[eth.Address]*poll
	due    due.Queue[eth.Address]
	reads  map[eth.Address]bool // to be read from the registry
	folds  map[eth.Address]bool // whose records are to be taken over
	all    bool                 // read all
	loaded bool
	wake   chan struct{}
	once   sync.Once

	leading atomic.Bool

	// Run's own.
	published time.Time
}

// poll is a node whose gateway is asked; it is in the queue unless it is being asked.
type poll struct {
	fails int
	busy  bool
}

// Bounds of the work.
const (
	cardTimeout  = 3 * time.Second
	readTimeout  = 15 * time.Second
	asking       = 64  // gateways asked side by side
	cardsASecond = 200 // at most, over all gateways
	longestPause = 5 * time.Minute
	reread       = 5 * time.Minute
	publishing   = 50 * time.Millisecond
	oldestCard   = 10 * time.Minute
	clockSkew    = 2 * time.Minute
	maxImages    = 100 // of a card
	maxPrices    = 64  // of a card
	maxSignature = 65  // bytes
)

func (k *Refresher) init() {
	k.once.Do(func() {
		k.polls, k.reads, k.folds = map[eth.Address]*poll{}, map[eth.Address]bool{}, map[eth.Address]bool{}
		k.all, k.wake = true, make(chan struct{}, 1)
	})
}

// Recorded says that what came of these nodes' orders may have changed. It does not block.
func (k *Refresher) Recorded(nodes []eth.Address) {
	k.init()
	k.mu.Lock()
	for _, a := range nodes {
		k.folds[a] = true
	}
	k.mu.Unlock()
	k.poke()
}

// Changed says that these nodes' entries may have changed; nil: all. It does not block.
func (k *Refresher) Changed(nodes []eth.Address) {
	k.init()
	k.mu.Lock()
	for _, a := range nodes {
		k.reads[a] = true
	}
	k.all = k.all || nodes == nil
	k.mu.Unlock()
	k.poke()
}

// Lead has the refresher read the registry and ask gateways, from now until ctx ends. Where it does not, it publishes what it
// is told of nodes and their orders.
func (k *Refresher) Lead(ctx context.Context) {
	k.init()
	k.leading.Store(true)
	defer k.leading.Store(false)
	k.Changed(nil)
	<-ctx.Done()
}

// Told says that what is known of nodes was told by another replica.
func (k *Refresher) Told() {
	k.init()
	k.mu.Lock()
	defer k.mu.Unlock()
	k.loaded = true
}

// Ready is nil once the registry has been read, or what another replica read of it.
func (k *Refresher) Ready() error {
	k.init()
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.loaded {
		return errors.New("catalogue: the registry has not been read yet")
	}
	return nil
}

func (k *Refresher) poke() {
	select {
	case k.wake <- struct{}{}:
	default:
	}
}

// Run works until ctx ends, and ends what it started.
func (k *Refresher) Run(ctx context.Context) error {
	k.init()
	var wg sync.WaitGroup
	defer wg.Wait()
	slots := make(chan struct{}, asking)
	publish := time.NewTicker(publishing)
	defer publish.Stop()
	whole := time.NewTicker(reread)
	defer whole.Stop()
	pause := time.Duration(0)
	for {
		if err := k.readRegistry(ctx); err != nil && ctx.Err() == nil {
			if pause == 0 {
				k.Log.Warn("the registry cannot be read; trying on", "err", err)
			}
			pause = min(max(2*pause, 500*time.Millisecond), 15*time.Second)
			time.AfterFunc(pause, k.poke)
		} else {
			pause = 0
		}
		k.takeRecords()
		k.publish()
		next := time.Second
		if k.leading.Load() {
			next = k.start(ctx, &wg, slots)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-k.wake:
		case <-publish.C:
		case <-whole.C:
			k.Changed(nil)
		case <-time.After(next):
		}
		if pause > 0 { // no reading before it is over
			k.publish()
			select {
			case <-ctx.Done():
				return nil
			case <-time.After(min(pause, time.Second)):
			}
		}
	}
}

// many is the number of nodes from which on all of them are walked through only now and then.
const many = 2000

// publish makes a new snapshot: at once, or once a second where that is much work.
func (k *Refresher) publish() {
	if k.Catalogue.Len() < many || time.Since(k.published) >= time.Second {
		k.Catalogue.Publish()
		k.published = time.Now()
	}
}

// readRegistry reads what is to be read.
func (k *Refresher) readRegistry(ctx context.Context) error {
	if !k.leading.Load() {
		return nil
	}
	k.mu.Lock()
	all, reads := k.all, k.reads
	k.all, k.reads = false, map[eth.Address]bool{}
	k.mu.Unlock()
	if !all && len(reads) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, readTimeout)
	defer cancel()
	var nodes []chain.Node
	var at chain.Block
	var err error
	if all {
		if nodes, at, err = k.Registry.AllNodes(ctx); err == nil {
			k.Catalogue.Keep(nodes)
		}
	} else {
		for a := range reads {
			var n chain.Node
			if n, err = k.Registry.Node(ctx, a); err != nil {
				break
			}
			nodes = append(nodes, n)
		}
	}
	if err != nil {
		k.mu.Lock()
		k.all = k.all || all
		for a := range reads {
			k.reads[a] = true
		}
		k.mu.Unlock()
		return err
	}
	if all {
		k.compare(nodes, at)
	}
	k.Catalogue.Put(nodes...)
	k.mu.Lock()
	defer k.mu.Unlock()
	k.loaded = true
	for _, n := range nodes {
		k.record(n.Address)
		p := k.polls[n.Address]
		switch {
		case !n.Registered():
			delete(k.polls, n.Address)
			k.due.Remove(n.Address)
		case p == nil:
			k.polls[n.Address] = &poll{}
			k.due.Set(n.Address, time.Time{})
		case !all:
			k.soon(n.Address, p)
		}
	}
	return nil
}

// record takes over what came of a node's orders.
func (k *Refresher) record(a eth.Address) {
	r, worth := k.Records.NodeRecord(a)
	k.Catalogue.SetRecord(a, r, worth, k.Records.Reserved(a))
}

// takeRecords does so for the nodes whose orders have changed, and asks their gateways soon: what they have free has changed.
func (k *Refresher) takeRecords() {
	k.mu.Lock()
	folds := k.folds
	k.folds = map[eth.Address]bool{}
	for a := range folds {
		if p := k.polls[a]; p != nil {
			k.soon(a, p)
		}
	}
	k.mu.Unlock()
	for a := range folds {
		k.record(a)
	}
}

// compare holds what the registry says of nodes at a block against what their orders come to, where the index is there, too.
// They are one sum, kept twice: a difference is a mistake of ours, and is said.
func (k *Refresher) compare(nodes []chain.Node, at chain.Block) {
	there := func() bool { return k.Records.Head().Hash == at.Hash }
	for _, n := range nodes {
		if !there() {
			return
		}
		ours := k.Records.Reserved(n.Address)
		ours.GPUModel = n.Reserved.GPUModel
		if !there() {
			return
		}
		if ours != n.Reserved {
			k.Log.Error("a node's orders do not hold what the registry says", "node", n.Address, "block", at.Number, "orders", ours, "registry", n.Reserved)
		}
	}
}

// start asks the gateways that are due, as many as there are slots, and says when the next is due.
func (k *Refresher) start(ctx context.Context, wg *sync.WaitGroup, slots chan struct{}) time.Duration {
	k.mu.Lock()
	defer k.mu.Unlock()
	now := time.Now()
	for {
		a, ok := k.due.First(now)
		if !ok {
			break
		}
		select {
		case slots <- struct{}{}:
		default:
			return time.Second // each that ends pokes
		}
		k.due.Remove(a)
		p := k.polls[a]
		p.busy = true
		wg.Go(func() {
			defer func() { <-slots; k.poke() }()
			k.ask(ctx, a, p)
		})
	}
	next := time.Second
	if at, ok := k.due.Next(); ok {
		next = min(next, at.Sub(now))
	}
	return next
}

// ask fetches and checks one node's card.
func (k *Refresher) ask(ctx context.Context, a eth.Address, p *poll) {
	n, ok := k.Catalogue.Entry(a)
	var card wire.Card
	err := errors.New("not registered")
	if ok {
		card, err = k.card(ctx, n)
	}
	if ctx.Err() != nil {
		return
	}
	probe := dossier.Probe{Node: a, At: time.Now().UTC()}
	if err != nil {
		probe.Why = public(err)
		k.Catalogue.SetCard(a, nil, probe.Why, probe.At)
	} else {
		k.Catalogue.SetCard(a, &card, "", probe.At)
		if price, ok := wire.PriceIn(card.Prices, k.Catalogue.Default()); ok {
			rate := price.Rate(wire.PricedSize(), DefaultDuration)
			probe.Rate = &rate
		}
	}
	if k.Probed != nil && ok {
		k.Probed(probe)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	every := max(k.Every, time.Duration(len(k.polls))*time.Second/cardsASecond)
	if err != nil {
		p.fails++
		every = min(every<<min(p.fails-1, 16), longestPause)
	} else {
		p.fails = 0
	}
	p.busy = false
	if k.polls[a] == p { // it may have left meanwhile
		k.due.Set(a, time.Now().Add(every-every/8+rand.N(every/4+1)))
	}
}

// soon has a gateway asked as soon as may be; one that is being asked is asked again when it is its turn. The caller holds the lock.
func (k *Refresher) soon(a eth.Address, p *poll) {
	if p.fails = 0; !p.busy {
		k.due.Set(a, time.Time{})
	}
}

// card fetches and checks one.
func (k *Refresher) card(ctx context.Context, n chain.Node) (card wire.Card, err error) {
	defer steady.Error(&err)
	call, cancel := context.WithTimeout(ctx, cardTimeout)
	defer cancel()
	if card, err = k.Gateways.Card(call, URL(n.Endpoint)); err == nil {
		err = CheckCard(k.Domain, n, card, time.Now())
	}
	return card, err
}

// public is an error as the node's page shows it.
func public(err error) string {
	var c *CardError
	switch {
	case errors.As(err, &c):
		return c.Error()
	case errors.Is(err, context.DeadlineExceeded):
		return "no answer in time"
	}
	return "cannot be reached"
}
