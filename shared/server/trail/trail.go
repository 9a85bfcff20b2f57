// Package trail carries what a request is called from one server to the next: its id (the header X-Request-Id) and, where there
// is one, the trace that it belongs to (traceparent, W3C Trace Context level 1), so that the logs of platform and gateways can
// be laid beside each other. Both come from strangers: what is not short and plain is not taken.
package trail

import (
	"context"
	"math/rand/v2"
	"net/http"
	"regexp"
)

// The headers.
const (
	RequestHeader = "X-Request-Id"
	ParentHeader  = "Traceparent"
)

// Trail is what a request is called.
type Trail struct {
	Request string // 1 to 64 of A-Z, a-z, 0-9, "-", "_" and "."
	Parent  string // traceparent of who asks; empty: none
}

var (
	plain  = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)
	parent = regexp.MustCompile(`^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$`)
)

// none are the ids that name nothing.
const (
	noTrace = "00000000000000000000000000000000"
	noSpan  = "0000000000000000"
)

// ID gives an id if it is one that is taken, and a new one otherwise.
func ID(given string) string {
	if given != "" && plain.MatchString(given) {
		return given
	}
	return NewID()
}

// NewID makes an id that no other request has. It need not be one that cannot be guessed.
func NewID() string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
	var id [16]byte
	for i, n := 0, rand.Uint64(); i < len(id); i++ {
		if i == len(id)/2 {
			n = rand.Uint64()
		}
		id[i] = letters[n%32]
		n /= 32
	}
	return string(id[:])
}

// Parent gives a traceparent if it is one, and nothing otherwise.
func Parent(given string) string {
	if given == "" || !parent.MatchString(given) || given[3:35] == noTrace || given[36:52] == noSpan {
		return ""
	}
	return given
}

// Read reads a request's; one without an id gets one.
func Read(r *http.Request) Trail {
	return Trail{ID(r.Header.Get(RequestHeader)), Parent(r.Header.Get(ParentHeader))}
}

// Write sets the headers of a request that is made for another.
func (t Trail) Write(h http.Header) {
	if t.Request != "" {
		h.Set(RequestHeader, t.Request)
	}
	if t.Parent != "" {
		h.Set(ParentHeader, t.Parent)
	}
}

type key struct{}

// Key is where a context has its Trail, for contexts of other kinds than With's.
var Key any = key{}

// With is a context that has a Trail.
func With(ctx context.Context, t Trail) context.Context { return context.WithValue(ctx, Key, t) }

// From is a context's Trail; the zero one where it has none.
func From(ctx context.Context) Trail {
	t, _ := ctx.Value(Key).(Trail)
	return t
}
