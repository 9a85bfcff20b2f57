package proxy

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/http/httpguts"

	"berth/gateway/door"
	"berth/shared/order"
	"berth/shared/server/web"
)

// A page of one service of an order may call another one of the same order where that one's own CORS answer allows it.
// Browsers ask before, without the cookie. So that question is passed on from everybody, and as little as there has to
// be of it: its CORS headers to the service and back. It is not on the order's meter, since strangers could run that up.

const (
	preflightTime = 10 * time.Second
	preflightMost = 4 << 10 // bytes of the path, and of each header
)

// preflightRates are how often one address, and all of them, may ask an order's services.
var (
	preflightPerIP    = web.Limits{PerSecond: 20, Burst: 100, Keys: 10_000, Forget: true}
	preflightPerOrder = web.Limits{PerSecond: 50, Burst: 300, Keys: 10_000, Forget: true}
)

// asks reports whether a request is such a question, of a page of the same order, or of anybody's where the service is there
// for all who know its password: browsers do not say that either.
func (p *Proxy) asks(r *http.Request, host string, id order.ID, why door.Why) bool {
	method := r.Header["Access-Control-Request-Method"]
	page, named := p.origin(r, host, id)
	return r.Method == http.MethodOptions && (page == sibling || named && why == door.PasswordNeeded) && len(method) == 1 && httpguts.ValidHeaderFieldName(method[0]) &&
		r.ContentLength == 0 && len(r.TransferEncoding) == 0 && r.Header.Get("Upgrade") == ""
}

// preflight passes the question on. A service that does not say yes is not quoted.
func (p *Proxy) preflight(w http.ResponseWriter, r *http.Request, to service, host string, h2 bool) {
	now := time.Now()
	_, one := p.asking.Take(web.Customer(web.Client(r)), now)
	if one {
		_, one = p.asked.Take(to.order, now)
	}
	if !one {
		p.refuse(w, r, often)
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), preflightTime)
	defer cancel()
	out := r.Clone(ctx)
	out.Body, out.RequestURI, out.Close = http.NoBody, "", false
	out.Header = http.Header{"User-Agent": {""}}
	for _, name := range []string{
		"Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers", "Access-Control-Request-Private-Network", "User-Agent",
	} {
		if lines := r.Header[name]; len(lines) == 1 {
			out.Header[name] = lines
		}
	}
	secrets{}.clean(out.Header)
	p.direct(out, r, to, host, web.Client(r), secrets{})
	if len(target(r)) > preflightMost || slices.ContainsFunc(headerLines(out.Header), func(s string) bool { return len(s) > preflightMost }) {
		p.refuse(w, r, tooLarge)
		return
	}
	by := p.unmetered[0]
	if h2 {
		by = p.unmetered[1]
	}
	resp, err := by.Send(out, nil)
	if err != nil {
		p.failed(w, r, to, err)
		return
	}
	resp.Body.Close()
	h := w.Header()
	for name, lines := range resp.Header {
		if c := canon(name); strings.HasPrefix(c, "access-control-") || c == "vary" {
			h[name] = lines
		}
	}
	h.Set("Content-Length", "0")
	code := resp.StatusCode
	switch {
	case code < 200 || code > 299:
		clear(h)
		code = http.StatusForbidden
	case code == http.StatusNoContent || code == http.StatusResetContent:
		h.Del("Content-Length")
	}
	if p.cfg.Seen != nil {
		p.cfg.Seen(code)
	}
	w.WriteHeader(code)
}

func headerLines(h http.Header) []string {
	var all []string
	for _, lines := range h {
		all = append(all, lines...)
	}
	return all
}
