package reach

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ClosedPorts are those of the internet that no order reaches unless the operator says otherwise: that by which servers
// hand mail to each other, which every cloud closes since what comes of it is spam, and those of Windows' shares, by which
// worms spread. Who sends mail hands it to a mail service, at 465 or 587.
func ClosedPorts() []string { return []string{"25", "135-139", "445"} }

// Span is a range of ports, both ends included.
type Span struct{ First, Last int32 }

// OpenPorts are the ports that are left if some are closed, each a number or two with a dash; an empty text closes none.
func OpenPorts(closed []string) ([]Span, error) {
	var shut []Span
	for _, s := range closed {
		s = strings.TrimSpace(s)
		if s == "" {
			continue
		}
		first, last, both := strings.Cut(s, "-")
		if !both {
			last = first
		}
		a, err1 := strconv.ParseUint(first, 10, 16)
		b, err2 := strconv.ParseUint(last, 10, 16)
		if err1 != nil || err2 != nil || a == 0 || b < a {
			return nil, fmt.Errorf("%q: must be a port such as 25, or several as 135-139", s)
		}
		shut = append(shut, Span{int32(a), int32(b)})
	}
	slices.SortFunc(shut, func(a, b Span) int { return cmp.Compare(a.First, b.First) })
	open, next := []Span{}, int32(1)
	for _, s := range shut {
		if s.First > next {
			open = append(open, Span{next, s.First - 1})
		}
		next = max(next, s.Last+1)
	}
	if next <= 65535 {
		open = append(open, Span{next, 65535})
	}
	return open, nil
}
