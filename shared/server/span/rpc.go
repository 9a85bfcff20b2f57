package span

import (
	"bytes"
	"io"
	"net/http"
	"net/netip"
	"regexp"

	"berth/shared/server/trail"
)

// RPC is a transport to an endpoint that speaks JSON-RPC: each request that belongs to a trace has a span with the name of the method, and takes the
// trace along. Neither the endpoint's URL, which may have a key in it, nor what is asked with are in it.
func RPC(base http.RoundTripper) http.RoundTripper { return rpc{base} }

type rpc struct{ base http.RoundTripper }

// method finds the first method of a request, in its first bytes.
var method = regexp.MustCompile(`"method":"([a-zA-Z0-9_]{1,60})"`)

const head = 256 // bytes of a body in which its method is looked for

// RoundTrip implements http.RoundTripper.
func (t rpc) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, span := Client(r.Context(), "rpc")
	if span == nil {
		return t.base.RoundTrip(r)
	}
	if name := called(r); name != "" {
		span.span.SetName(name)
	}
	r = r.Clone(ctx)
	r.Header.Set(trail.ParentHeader, span.Parent())
	resp, err := t.base.RoundTrip(r)
	span.End(err != nil || resp.StatusCode >= 400)
	return resp, err
}

// called is which method a request calls; "batch" for several, and nothing where that cannot be seen.
func called(r *http.Request) string {
	if r.GetBody == nil {
		return ""
	}
	body, err := r.GetBody()
	if err != nil {
		return ""
	}
	defer body.Close()
	first, err := io.ReadAll(io.LimitReader(body, head))
	if err != nil {
		return ""
	}
	if bytes.HasPrefix(first, []byte("[")) {
		return "batch"
	}
	if m := method.FindSubmatch(first); m != nil {
		return string(m[1])
	}
	return ""
}

// Host is a host as a span may name it: a name, and nothing of an address of a number.
func Host(host string) string {
	if _, err := netip.ParseAddr(host); err == nil || host == "" {
		return "number"
	}
	return host
}
