package text

import "strings"

// Span is a duration as it was agreed, to the second: "1 hour 30 minutes", "7 days". About is for what is reckoned.
func (t T) Span(sec uint32) string {
	var parts []string
	for _, u := range []struct {
		x Plural
		n uint32
	}{{days, 86400}, {hours, 3600}, {minutes, 60}, {seconds, 1}} {
		if n := sec / u.n; n > 0 {
			parts = append(parts, t.Count(u.x, int(n)))
			sec %= u.n
		}
	}
	if len(parts) == 0 {
		return t.Count(seconds, 0)
	}
	return strings.Join(parts, " ")
}
