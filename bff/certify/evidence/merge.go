package evidence

import (
	"cmp"
	"slices"
	"strings"

	"berth/shared/eth"
	"berth/shared/typed"
	"berth/shared/wire"
)

// Merge joins what several verifiers found, the newest first: each document once, of those who are trusted alone, and only
// what holds when it is checked again. dropped is how many are left out.
func Merge(d typed.Domain, trusted []eth.Address, lists ...[]wire.EvidenceDocument) (all []wire.EvidenceDocument, dropped int) {
	seen := map[string]bool{}
	for _, list := range lists {
		for _, e := range list {
			if seen[e.ID] {
				continue
			}
			if !slices.Contains(trusted, e.Verifier) {
				dropped++
				continue
			}
			if _, err := Recheck(d, e); err != nil {
				dropped++
				continue
			}
			seen[e.ID] = true
			all = append(all, e)
		}
	}
	slices.SortFunc(all, func(a, b wire.EvidenceDocument) int {
		return cmp.Or(b.At.Compare(a.At), strings.Compare(a.ID, b.ID))
	})
	return all, dropped
}
