package answer

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// sieveEvery is how often a line of one kind is let through.
const sieveEvery = 10 * time.Second

// Sieve lets one line of a kind through in a while, and counts the others: what somebody outside can cause at will must not
// fill a log, nor hide in it what counts. It is safe for concurrent use.
type Sieve struct {
	log *slog.Logger

	mu    sync.Mutex
	kinds map[string]*seen // by message, route and code, of which there are few
}

type seen struct {
	last    time.Time
	skipped int
}

// NewSieve makes one that writes to a log.
func NewSieve(log *slog.Logger) *Sieve { return &Sieve{log: log, kinds: map[string]*seen{}} }

// Say writes a line, unless one of its kind was written a moment ago. Kinds are constants.
func (s *Sieve) Say(level slog.Level, msg, kind string, args ...any) {
	skipped, due := s.due(msg+" "+kind, time.Now())
	if !due {
		return
	}
	if skipped > 0 {
		args = append(args, "skipped", skipped)
	}
	s.log.Log(context.Background(), level, msg, args...)
}

func (s *Sieve) due(kind string, now time.Time) (skipped int, due bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := s.kinds[kind]
	if k == nil {
		k = &seen{}
		s.kinds[kind] = k
	}
	if now.Sub(k.last) < sieveEvery {
		k.skipped++
		return 0, false
	}
	skipped, k.last, k.skipped = k.skipped, now, 0
	return skipped, true
}
