package read

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"berth/gateway/manifest"
)

// Label makes a name that DNS takes out of one that it may not take.
func Label(s string) string {
	s = strings.Map(func(c rune) rune {
		switch {
		case c >= 'A' && c <= 'Z':
			return c + 'a' - 'A'
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			return c
		}
		return '-'
	}, s)
	for strings.Contains(s, "--") {
		s = strings.ReplaceAll(s, "--", "-")
	}
	s = strings.Trim(s, "-")
	if s == "" || s[0] >= '0' && s[0] <= '9' {
		s = strings.TrimRight("x-"+s, "-")
	}
	return s
}

// Shorten cuts a name to so many bytes.
func Shorten(s string, most int) string { return strings.TrimRight(s[:min(len(s), most)], "-") }

// Unused is a name of at most so many bytes, with a number behind it where it is taken.
func Unused(name string, most int, taken map[string]bool) string {
	name = Shorten(name, most)
	free := name
	for i := 2; taken[free]; i++ {
		tail := "-" + strconv.Itoa(i)
		free = Shorten(name, most-len(tail)) + tail
	}
	return free
}

// SortedKeys are the keys of a map in a fixed order.
func SortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// Called gives a service a name that it can have, where its own cannot be had.
func (a At) Called(s *manifest.Service, name string, taken map[string]bool) {
	if manifest.ValidService(name) {
		return
	}
	s.Name = Unused(Label(name), 20, taken)
	taken[s.Name] = true
	if manifest.ValidLabel(name) && len(name) <= 63 {
		a.Note("it is called %s here; its own name leads to it, too", s.Name)
		s.Aliases = append(s.Aliases, name)
		return
	}
	a.Note("it is called %s here: the name of a service is 1 to 20 of a-z, 0-9 and -, beginning with a letter", s.Name)
}
