package catalogue

import (
	"slices"
	"time"

	"berth/shared/eth"
	"berth/shared/wire"
)

// Bounds of what is kept of a node's past.
const (
	maxAbsences = 20
	longestGap  = 3 * longestPause // between two questions: of what was in a longer one nothing is known
)

// sight is what came of asking a node's gateway, again and again, since it is known here.
type sight struct {
	since, last      time.Time // the first and the newest question
	up               bool      // what came of the newest
	asked, answered  uint64
	known, reachable time.Duration
	absences         []wire.Absence // rising
}

// see notes what came of a question: why is empty where there was an answer. The time since the question before counts as
// that one turned out.
func (s *sight) see(why string, at time.Time) {
	if gap := at.Sub(s.last); s.asked > 0 && gap > 0 && gap <= longestGap {
		s.known += gap
		if s.up {
			s.reachable += gap
		}
	}
	if s.asked == 0 {
		s.since = at
	}
	away := len(s.absences) > 0 && s.absences[len(s.absences)-1].To.IsZero()
	switch {
	case why == "" && away:
		s.absences[len(s.absences)-1].To = at
	case why != "" && away:
		s.absences[len(s.absences)-1].Why = why
	case why != "":
		if len(s.absences) == maxAbsences {
			s.absences = slices.Delete(s.absences, 0, 1)
		}
		s.absences = append(s.absences, wire.Absence{From: at, Why: why})
	}
	s.asked++
	s.up, s.last = why == "", at
	if s.up {
		s.answered++
	}
}

// wire is what pages get of it.
func (s *sight) wire() wire.Sight {
	out := wire.Sight{Since: s.since, Asked: s.asked, Answered: s.answered, Known: uint64(s.known / time.Second), Reachable: uint64(s.reachable / time.Second)}
	for _, a := range slices.Backward(s.absences) {
		out.Absences = append(out.Absences, a)
	}
	return out
}

// Sight is what was seen of a node's gateway since this process knows the node; false: it does not.
func (c *Catalogue) Sight(a eth.Address) (wire.Sight, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.at[a]
	if e == nil {
		return wire.Sight{}, false
	}
	return e.sight.wire(), true
}
