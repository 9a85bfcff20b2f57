package journal

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Stamp says with which entry something was written: it counts if that entry stands. What is written anew gets another stamp, so
// that nothing is ever written over: of what counts, the newest does.
type Stamp struct {
	Term uint64
	Slot uint64
	Mark string // of the entry
}

// String is a stamp as a part of a key.
func (s Stamp) String() string { return fmt.Sprintf("%x-%x-%s", s.Term, s.Slot, s.Mark) }

var errStamp = errors.New("not a term, a slot and a mark")

// ParseStamp reads what String gives.
func ParseStamp(s string) (st Stamp, err error) {
	parts := strings.Split(s, "-")
	if len(parts) != 3 || parts[2] == "" {
		return st, fmt.Errorf("stamp %.60q: %w", s, errStamp)
	}
	st.Mark = parts[2]
	if st.Term, err = strconv.ParseUint(parts[0], 16, 64); err == nil {
		st.Slot, err = strconv.ParseUint(parts[1], 16, 64)
	}
	if err != nil {
		return st, fmt.Errorf("stamp %.60q: %w", s, errStamp)
	}
	return st, nil
}

// Rule tells which stamps count, as of the entries that were read. The zero Rule takes none.
type Rule struct {
	starts map[uint64]uint64 // the first slot of each term
	terms  []uint64          // rising
	marks  map[uint64]string // of the entries that are kept, by slot
	oldest uint64            // slot that is kept
	next   uint64            // slot
}

// Counts reports whether what has a stamp counts. Of entries that are not kept any more all of their term do: what was written for one of their slots in
// vain was taken away before.
func (r Rule) Counts(s Stamp) bool {
	switch {
	case s.Slot >= r.next:
		return false
	case s.Slot >= r.oldest:
		return r.marks[s.Slot] == s.Mark
	}
	return within(r.starts, r.terms, s.Term, s.Slot)
}

// Knows reports whether all entries behind a slot were read.
func (r Rule) Knows(slot uint64) bool { return slot+1 >= r.oldest && slot < r.next }
