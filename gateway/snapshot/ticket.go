package snapshot

import (
	"os"
	"slices"
	"time"

	"berth/gateway/secret"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

const (
	ticketLife = 60 * time.Second
	maxTickets = 16 // of a workload; one more ends the oldest
)

// ticket opens one snapshot, once.
type ticket struct {
	hash  eth.Hash
	k     *kept
	order order.ID
	good  func() bool // whether that with which it was asked for is still good
	until time.Time
}

// tickets are those that nobody has used. They do not outlive the process.
type tickets struct{ all []*ticket }

func (t *tickets) forget(k *kept) {
	t.all = slices.DeleteFunc(t.all, func(x *ticket) bool { return x.k == k })
}

func (t *tickets) sweep(now time.Time) {
	t.all = slices.DeleteFunc(t.all, func(x *ticket) bool { return !now.Before(x.until) })
}

// Ticket makes what opens a snapshot's archive once, within a minute, to whoever has it, as long as good says so. Its errors are
// problems.
func (s *Store) Ticket(id order.ID, name string, good func() bool) (text string, until time.Time, err error) {
	k, err := s.find(id, name)
	if err != nil {
		return "", until, err
	}
	text, hash := secret.New("")
	s.mu.Lock()
	defer s.mu.Unlock()
	if k.Snapshot.State != wire.SnapshotReady {
		return "", until, problem.New(409, problem.NotYet, "this snapshot is not whole yet").Again(2 * time.Second)
	}
	now := s.now()
	s.tickets.sweep(now)
	same := func(x *ticket) bool { return x.k.Order == k.Order }
	n := 0
	for _, x := range s.tickets.all {
		if same(x) {
			n++
		}
	}
	if n >= maxTickets {
		i := slices.IndexFunc(s.tickets.all, same)
		s.tickets.all = slices.Delete(s.tickets.all, i, i+1)
	}
	until = now.Add(ticketLife).UTC().Truncate(time.Second)
	s.tickets.all = append(s.tickets.all, &ticket{hash, k, id, good, until})
	return text, until, nil
}

// Opened is what a ticket opens: a snapshot of a user's order, and its archive.
type Opened struct {
	Order    order.ID
	User     eth.Address
	Snapshot wire.Snapshot
	File     *os.File
}

// Redeem uses a ticket up and gives what it opens, of which the caller closes the file. Its errors are problems.
func (s *Store) Redeem(text string) (Opened, error) {
	hash := secret.Digest(text)
	s.mu.Lock()
	i := slices.IndexFunc(s.tickets.all, func(t *ticket) bool { return t.hash == hash })
	var t *ticket
	if i >= 0 {
		t = s.tickets.all[i]
		s.tickets.all = slices.Delete(s.tickets.all, i, i+1)
	}
	s.mu.Unlock()
	if t == nil || !s.now().Before(t.until) || !t.good() {
		return Opened{}, problem.New(401, problem.Expired, "this link is used up or too old").Remedy("ask for another one on the order's page")
	}
	if _, user, err := s.cfg.Orders.Whose(t.order); err != nil || user != t.k.User {
		return Opened{}, problem.New(404, problem.NotFound, "there is no such snapshot")
	}
	x, f, err := s.open(t.k)
	return Opened{t.order, t.k.User, x, f}, err
}
