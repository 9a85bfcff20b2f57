package pricing

import "berth/shared/eth"

// mostSources is how many nodes, and how many users, it is known of how much they have added. Beyond it those who have added least
// are forgotten first: who floods is among the others.
const mostSources = 4096

// sources bound what each of them adds: the more it has, the less its next answer counts, and all of it together no more than the
// cap.
type sources struct {
	most  float64
	spent map[eth.Address]float64
}

func newSources(most float64) sources { return sources{most, map[eth.Address]float64{}} }

// left is what an answer of a source counts, 0 to 1.
func (s *sources) left(a eth.Address) float64 { return max(1-s.spent[a]/s.most, 0) }

func (s *sources) spend(a eth.Address, w float64) {
	s.spent[a] = min(s.spent[a]+w, s.most)
	if len(s.spent) <= mostSources {
		return
	}
	// A quarter goes at a time, so that this is seldom done.
	least := 1.0
	for len(s.spent) > mostSources*3/4 {
		for b, v := range s.spent {
			if v <= least && b != a {
				delete(s.spent, b)
			}
			if len(s.spent) <= mostSources*3/4 {
				break
			}
		}
		least *= 2
	}
}

func (s *sources) fade(by float64) {
	for a, v := range s.spent {
		if v *= by; v < 0.01 {
			delete(s.spent, a)
		} else {
			s.spent[a] = v
		}
	}
}
