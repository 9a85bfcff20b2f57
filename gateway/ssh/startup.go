package ssh

import (
	"io"
	"net/netip"
	"slices"
	"sync"
)

// startups are the clients that have not logged in yet, the oldest first. As long as there is room nobody is refused; then
// the oldest of whose network has most gives way: logging in takes a moment, and who holds connections open without is the one
// that waits. It is safe for concurrent use.
type startups struct {
	most, each int

	mu  sync.Mutex
	all []*startup
}

// startup is one of them.
type startup struct {
	io.Closer
	network netip.Prefix
}

// enter takes a client in, until leave is called, which reports whether it had to give way.
func (s *startups) enter(c io.Closer, n netip.Prefix) (leave func() (dropped bool)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	of := map[netip.Prefix]int{n: 0}
	crowd := n // whose network has most; of the newcomer's, where it has as many
	for _, x := range s.all {
		of[x.network]++
	}
	for _, x := range s.all {
		if of[x.network] > of[crowd] {
			crowd = x.network
		}
	}
	switch {
	case of[n] >= s.each:
		s.drop(n)
	case len(s.all) >= s.most:
		s.drop(crowd)
	}
	x := &startup{c, n}
	s.all = append(s.all, x)
	return func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		before := len(s.all)
		s.all = slices.DeleteFunc(s.all, func(y *startup) bool { return y == x })
		return len(s.all) == before
	}
}

// drop has a network's oldest give way. Who calls holds mu.
func (s *startups) drop(n netip.Prefix) {
	if i := slices.IndexFunc(s.all, func(x *startup) bool { return x.network == n }); i >= 0 {
		_ = s.all[i].Close() // its login fails, and says so
		s.all = slices.Delete(s.all, i, i+1)
	}
}
