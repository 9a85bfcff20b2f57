package logs

import (
	"encoding/json"
	"sort"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// logSearch is a search in what is shown. The zero value finds nothing.
type logSearch struct {
	needle []rune // in lower case
	hits   []int  // numbers of the lines
	at     int    // which of them is looked at; -1: none yet
}

// newSearch is a search for a text, in upper or lower case.
func newSearch(s string) logSearch {
	q := logSearch{at: -1}
	for _, r := range s {
		q.needle = append(q.needle, unicode.ToLower(r))
	}
	return q
}

func (q *logSearch) on() bool { return len(q.needle) > 0 }

// marks are where a text has what is searched for: from and to in bytes.
func (q *logSearch) marks(text string) (found [][2]int) {
	if !q.on() {
		return nil
	}
	for i := 0; i < len(text); {
		if n := q.matches(text[i:]); n > 0 {
			found = append(found, [2]int{i, i + n})
			i += n
			continue
		}
		_, n := utf8.DecodeRuneInString(text[i:])
		i += n
	}
	return found
}

// matches is how many bytes at the beginning of a text are what is searched for.
func (q *logSearch) matches(text string) int {
	i := 0
	for _, want := range q.needle {
		if i >= len(text) {
			return 0
		}
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
			r = unicode.ToLower(r)
		} else if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		if r != want {
			return 0
		}
		i += n
	}
	return i
}

// drop forgets the hits before a line's number.
func (q *logSearch) drop(first int) {
	n := sort.SearchInts(q.hits, first)
	q.hits = q.hits[n:]
	if q.at >= 0 {
		q.at = max(q.at-n, -1)
	}
}

// turn goes to the next hit, or with -1 to the one before, and round; the first time to the last hit, which is the one
// nearest to what is new. It gives the line's number.
func (q *logSearch) turn(by int) (line int, ok bool) {
	n := len(q.hits)
	if n == 0 {
		return 0, false
	}
	if q.at < 0 {
		q.at = n - 1
	} else {
		q.at = (q.at + by + n) % n
	}
	return q.hits[q.at], true
}

// markAll searches all that is shown and gives the marks for the list: by line's number.
func (q *logSearch) markAll(f *logFeed) string {
	q.hits, q.at = nil, -1
	found := map[string][][2]int{}
	for i, l := range f.shown {
		if m := q.marks(l.text); m != nil {
			q.hits = append(q.hits, f.first+i)
			found[strconv.Itoa(f.first+i)] = scriptMarks(l.text, m)
		}
	}
	b, err := json.Marshal(found)
	if err != nil {
		return "{}"
	}
	return string(b)
}
