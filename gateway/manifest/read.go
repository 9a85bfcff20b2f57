package manifest

import (
	"slices"
	"strconv"
	"strings"
)

// at is a part of a file under a reader's eye.
type at struct {
	r *reader
	n *node
	place
}

func (r *reader) at(n *node, path string) at { return at{r, n, place{path, n.line}} }

func (a at) flaw(remedy string, args ...any) { a.r.flaw(a.place, remedy, args...) }

func (a at) note(why string, args ...any) { a.r.note(a.place, why, args...) }

// to is the part under a key, or a itself where there is none.
func (a at) to(key string) at {
	if n := a.n.get(key); n != nil {
		return at{a.r, n, place{join(a.path, key), n.line}}
	}
	return a
}

// lacks reports whether there is nothing under a key.
func (a at) lacks(key string) bool {
	n := a.n.get(key)
	return n == nil || n.null()
}

// item is the part with an index, or a itself where there is none.
func (a at) item(i int) at {
	if a.n.kind == list && i < len(a.n.items) {
		return at{a.r, a.n.items[i], place{join(a.path, i), a.n.items[i].line}}
	}
	return a
}

// fields are what a map may have: the list of what is taken, and of what is known and is not.
type fields map[string]func(at)

// read gives each entry of a map to whom it is for. What nobody knows is a flaw, nothing (null) is passed over.
func (a at) read(f fields) {
	if a.n.kind != dict {
		a.flaw("this has to be a map of names to values")
		return
	}
	for i, k := range a.n.keys {
		c := at{a.r, a.n.items[i], place{join(a.path, k), a.n.items[i].line}}
		take, known := f[k]
		switch {
		case known && c.n.null():
		case known:
			take(c)
		case strings.HasPrefix(k, "x-") && f["x-"] != nil:
			f["x-"](c)
		default:
			c.flaw("it is not known here; leave it out")
		}
	}
}

// ignore is for what makes no difference here.
func ignore(why string) func(at) { return func(a at) { a.note("%s", why) } }

// refuse is for what cannot be had.
func refuse(remedy string) func(at) { return func(a at) { a.flaw("%s", remedy) } }

// only is for what makes no difference with some values, and cannot be had with others.
func only(remedy string, values ...string) func(at) {
	return func(a at) {
		if a.n.kind != scalar || !slices.Contains(values, a.n.text) {
			a.flaw("%s", remedy)
		}
	}
}

// quiet is for what is as said anyway.
func quiet(at) {}

// each gives the entries of a map.
func (a at) each(f func(key string, c at)) {
	if a.n.kind != dict {
		a.flaw("this has to be a map of names to values")
		return
	}
	for i, k := range a.n.keys {
		f(k, at{a.r, a.n.items[i], place{join(a.path, k), a.n.items[i].line}})
	}
}

// all gives the elements of a list, of at most so many.
func (a at) all(most int, f func(i int, c at)) {
	if a.n.kind != list {
		a.flaw("this has to be a list")
		return
	}
	if len(a.n.items) > most {
		a.flaw("at most %d of them", most)
		return
	}
	for i := range a.n.items {
		f(i, a.item(i))
	}
}

// text is a scalar's.
func (a at) text() string {
	if a.n.kind != scalar || a.n.null() {
		a.flaw("this has to be text")
		return ""
	}
	return a.n.text
}

// texts are those of a list.
func (a at) texts(most int) []string {
	var all []string
	a.all(most, func(_ int, c at) { all = append(all, c.text()) })
	return all
}

// number is a whole one between two others.
func (a at) number(least, most int64) int64 {
	if a.n.kind == scalar {
		if i, err := strconv.ParseInt(a.n.text, 10, 64); err == nil && i >= least && i <= most {
			return i
		}
	}
	a.flaw("a whole number from %d to %d", least, most)
	return least
}

func (a at) flag() bool {
	if a.n.kind != scalar || a.n.tag != "!!bool" {
		a.flaw("true or false")
		return false
	}
	return strings.EqualFold(a.n.text, "true")
}

func (a at) image() string {
	s := a.text()
	if !validImage(s) {
		a.flaw("an image reference such as ghcr.io/owner/name:1.2")
	}
	return s
}

func (a at) port() int { return int(a.number(1, 65535)) }

func (a at) folder() string {
	s := a.text()
	if s = cleanPath(s); !validPath(s) {
		a.flaw("an absolute path such as /data, outside /proc, /sys and /dev")
	}
	return s
}

func cleanPath(s string) string {
	if len(s) > 1 {
		return strings.TrimRight(s, "/")
	}
	return s
}

// cpu reads cores: 0.5, 2 or 500m.
func (a at) cpu() uint32 {
	if a.n.kind == scalar {
		if n, ok := quantity(a.n.text, 1000); ok && n > 0 && n <= 1<<31 {
			return uint32(n)
		}
	}
	a.flaw("cores such as 2, 0.5 or 500m")
	return 0
}

// mebibytes reads a size such as 512Mi.
func (a at) mebibytes() uint32 {
	if a.n.kind == scalar {
		if n, ok := quantity(a.n.text, 1); ok && n > 0 && (n-1)>>20 < 1<<31 {
			return uint32((n-1)>>20 + 1)
		}
	}
	a.flaw("a size such as 512Mi or 2Gi")
	return 0
}

// env takes a variable in, after a look at its name.
func (a at) env(s *Service, name, value string, secret bool) {
	if len(name) > maxEnvName || !envName.MatchString(name) {
		a.flaw("a variable's name is letters, digits and _, not beginning with a digit")
		return
	}
	if secret {
		s.setSecretEnv(name, value)
		return
	}
	s.setEnv(name, value)
}
