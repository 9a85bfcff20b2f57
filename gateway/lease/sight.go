package lease

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"berth/contracts/chain"
	"berth/gateway/cluster"
	"berth/gateway/lease/book"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
)

// chainSilence is how long the chain may be silent, beyond a few polls, before that is told.
const chainSilence = 15 * time.Second

// Facts are what a greeting and the card need to know. They are as old as Polled.
type Facts struct {
	Registered bool
	Paused     bool
	Operator   eth.Address
	Total      resource.Resources
	Reserved   resource.Resources
	Epoch      uint32        // of the node's quotes: those of any other are void
	MinStake   amount.Amount // of a user for probation, as the registry tells it
	Capacity   resource.Resources
	Piece      resource.Resources // CPU, memory and GPU that one machine has left at most; zero: Capacity is on one
	Offers     cluster.Offers     // for images that start as root, as of this moment
	DisksGrow  bool               // as of this moment
	Measured   time.Time          // last time that the runtime told Capacity, zero: it has not yet
	Polled     time.Time          // zero: the chain has not answered yet
	Head       uint64
}

// gauge is what is asked of a runtime as a whole.
type gauge interface {
	cluster.Measurer
	cluster.Isolator
	cluster.Sizer
}

// sight is what was last heard of the chain and the runtime as a whole. It is safe for concurrent use.
type sight struct {
	runtime gauge
	book    *book.Book // who watches an order is told when the runtime goes or comes back
	log     *slog.Logger
	now     func() time.Time
	patient time.Duration // for which the chain may be silent
	began   time.Time

	mu       sync.RWMutex
	node     chain.Node
	head     uint64
	polled   time.Time // last time that the chain answered in full
	capacity resource.Resources
	piece    resource.Resources // of it on one machine; zero: all of it
	measured time.Time          // last time that the runtime answered
	away     bool               // and since then it does not
}

func newSight(cfg Config, b *book.Book) *sight {
	return &sight{runtime: cfg.Cluster, book: b, log: cfg.Log, now: cfg.Now, patient: chainSilence + 3*cfg.PollEvery, began: cfg.Now()}
}

// Facts are out of memory.
func (s *sight) Facts() Facts {
	offers, grow := s.runtime.Offers(), s.runtime.Grows()
	s.mu.RLock()
	defer s.mu.RUnlock()
	return Facts{
		Registered: s.node.Registered(), Paused: s.node.Paused, Operator: s.node.Operator, Total: s.node.Total, Reserved: s.node.Reserved, Epoch: s.node.Epoch, MinStake: s.node.MinStake,
		Capacity: s.capacity, Piece: s.piece, Offers: offers, DisksGrow: grow, Measured: s.measured, Polled: s.polled, Head: s.head,
	}
}

// Entry is the node's own entry in the registry, out of memory.
func (s *sight) Entry() chain.Node {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.node
}

// Unknown is what this gateway cannot ask now, and since when: what it says rests on older answers.
func (s *sight) Unknown() []wire.Unknown {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var all []wire.Unknown
	heard := s.polled
	if heard.IsZero() {
		heard = s.began
	}
	if s.now().Sub(heard) > s.patient {
		all = append(all, wire.Unknown{What: "chain", Since: heard})
	}
	if s.away {
		since := s.measured
		if since.IsZero() {
			since = s.began
		}
		all = append(all, wire.Unknown{What: wire.UnknownRuntime, Since: since})
	}
	return all
}

// knew notes the head that was known before a restart.
func (s *sight) knew(head uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.head = head
}

// heard notes that the chain has answered in full.
func (s *sight) heard(head uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.head, s.polled = head, s.now()
}

// entry notes the node's own entry in the registry.
func (s *sight) entry(n chain.Node) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.node = n
}

// measure asks the runtime what it can give; without an answer the last one stands.
func (s *sight) measure(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, chainTimeout)
	defer cancel()
	all, piece, err := s.runtime.Capacity(ctx)
	if s.reached(all, piece, err == nil, err == nil || ctx.Err() == context.Canceled) {
		s.book.ChangeEach((*book.Order).Wake)
	}
	if err != nil {
		s.log.Warn("runtime's capacity", "err", err)
	}
}

// reached notes whether the runtime has answered, and reports whether it has gone or come back.
func (s *sight) reached(all, piece resource.Resources, answered, there bool) (news bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if there {
		s.measured = s.now()
	}
	if answered {
		s.capacity, s.piece = all, piece
	}
	news, s.away = s.away == there, !there
	return news
}
