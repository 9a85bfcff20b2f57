package proxy

import (
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/textproto"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/net/http/httpguts"

	"berth/gateway/manifest"
	"berth/gateway/proxy/upstream"
	streams "berth/gateway/proxy/upstream/h2c"
	"berth/shared/server/listen"
)

// way is how requests get to services; *upstream.Client and upstream.Standard are two, and *streams.Client is that to those
// which speak HTTP/2.
type way interface {
	Send(r *http.Request, interim upstream.Interim) (*http.Response, error)
	CloseIdleConnections()
}

var (
	_ way = (*upstream.Client)(nil)
	_ way = upstream.Standard{}
	_ way = (*streams.Client)(nil)
)

// Idle connections to services: in all, of one service, and for how long.
const (
	idleAll     = 2048
	idleService = 128
	idleTime    = 60 * time.Second
	patience    = time.Second // of a body whose sender waits to be told to go on
)

// newWay makes what the name says: "net/http", or else the client of our own.
func (p *Proxy) newWay(name string) way {
	if name != UpstreamStandard {
		return upstream.New(upstream.Config{
			Dial: p.dial, HeaderBytes: p.cfg.AnswerHeadBytes, PerHost: idleService, Idle: idleAll, IdleTime: idleTime, Continue: patience,
		})
	}
	return upstream.Standard{Transport: &http.Transport{
		DialContext: onNetwork(p.dial), MaxIdleConns: idleAll, MaxIdleConnsPerHost: idleService, IdleConnTimeout: idleTime,
		ResponseHeaderTimeout: p.cfg.Idle, ExpectContinueTimeout: patience, MaxResponseHeaderBytes: int64(p.cfg.AnswerHeadBytes),
		DisableCompression: true, // what the service sends goes to the browser as it is
	}}
}

// newStreams makes the way to services that speak HTTP/2.
func (p *Proxy) newStreams() way {
	return streams.New(streams.Config{Dial: p.dial, HeaderBytes: p.cfg.AnswerHeadBytes, IdleTime: idleTime, Silence: p.cfg.Idle, Continue: patience})
}

// newUnmetered makes the ways for preflights. No connection stays.
func (p *Proxy) newUnmetered() unmetered {
	return unmetered{
		upstream.Standard{Transport: &http.Transport{
			DialContext: onNetwork(p.reach), DisableKeepAlives: true, DisableCompression: true, ResponseHeaderTimeout: preflightTime, MaxResponseHeaderBytes: 4 * preflightMost,
		}},
		streams.New(streams.Config{Dial: p.reach, HeaderBytes: 4 * preflightMost, IdleTime: time.Second, Silence: preflightTime, Continue: patience}),
	}
}

// unmetered are ways that are on nobody's meter: in HTTP/1.1, and in HTTP/2.
type unmetered [2]way

// The clients that Config.Upstream names.
const (
	UpstreamOwn      = "own"
	UpstreamStandard = "net/http"
)

// passage is one request that is passed on.
type passage struct {
	p     *Proxy
	w     http.ResponseWriter
	in    *http.Request // its own copy, under the stay's context
	to    service
	host  string
	from  netip.Addr // whom it is from; invalid: that is not known
	known secrets
	body  io.Reader // as the server gave it
	stay  *stay

	service *manifest.Service // as it is spoken to; nil: that is not known
}

// forward passes a request on and the answer back. The request is used up.
func (v *passage) forward() {
	p, out := v.p, v.in
	asked := ""
	if upgrades(out.Header) && httpguts.HeaderValuesContainsToken(out.Header["Connection"], "upgrade") && !hasBody(out) {
		asked = out.Header["Upgrade"][0]
	}
	v.known.clean(out.Header)
	hopByHop(out.Header)
	if asked != "" {
		out.Header["Connection"], out.Header["Upgrade"] = []string{"Upgrade"}, []string{asked}
	}
	said := out.Trailer
	p.direct(out, out, v.to, v.host, v.from, v.known)
	out.RequestURI, out.Close = "", false
	switch {
	case hasBody(out):
		up := &upload{ReadCloser: out.Body, stop: v.stop, asked: v.stay.asked}
		if out.Trailer = announced(said); out.Trailer != nil {
			up.last = func() { v.known.fill(out.Trailer, said) }
		}
		out.Body = up
	case out.ContentLength == 0:
		out.Body = nil
	default:
		out.Body = http.NoBody
	}
	way := p.way
	if h2c(v.service) && asked == "" { // WebSockets begin in HTTP/1.1 everywhere
		way = p.streams
	}
	resp, err := way.Send(out, v.interim)
	if err != nil {
		if out.Context().Err() != nil || !calledOff(v.w, out, err, time.Since(v.stay.began)) {
			p.failed(v.w, out, v.to, err)
		}
		return
	}
	v.stay.answered()
	if resp.StatusCode == http.StatusSwitchingProtocols {
		v.tunnel(resp, asked)
		return
	}
	defer resp.Body.Close()
	v.answer(resp)
}

// h2c reports whether a service's process speaks HTTP/2.
func h2c(s *manifest.Service) bool { return s != nil && s.Protocol == manifest.H2C }

func hasBody(r *http.Request) bool {
	return r.Body != nil && r.Body != http.NoBody && r.ContentLength != 0
}

// answer passes the answer on. One that breaks off ends the visitor's connection, or stream, so that it is seen to.
func (v *passage) answer(resp *http.Response) {
	hopByHop(resp.Header)
	v.p.response(resp, v.known)
	v.outward(resp.Header)
	h := v.w.Header()
	for name, lines := range resp.Header {
		h[name] = lines
	}
	announced := len(resp.Trailer)
	if announced > 0 {
		names := make([]string, 0, announced)
		for name := range resp.Trailer {
			names = append(names, name)
		}
		h["Trailer"] = []string{strings.Join(names, ", ")}
		if resp.ProtoMajor == 2 && v.in.ProtoMajor == 1 && v.in.Method != http.MethodHead {
			// In HTTP/1.1 there are trailers behind chunks alone.
			delete(h, "Content-Length")
			resp.ContentLength = -1
		}
	}
	v.w.WriteHeader(resp.StatusCode)
	if err := v.copy(resp); err != nil {
		panic(http.ErrAbortHandler)
	}
	resp.Body.Close() // the trailers are there
	if len(resp.Trailer) == 0 {
		return
	}
	cleanTrailer(resp.Trailer)
	for name, lines := range resp.Trailer {
		if len(resp.Trailer) != announced {
			name = http.TrailerPrefix + name
		}
		h[name] = lines
	}
	if resp.ContentLength < 0 {
		_ = http.NewResponseController(v.w).Flush() // trailers come behind a chunked body, even an empty one
	}
}

// copy passes the body on. What the service sends in pieces of its own time is not held back.
func (v *passage) copy(resp *http.Response) error {
	if resp.ContentLength >= 0 && !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/event-stream") {
		_, err := io.Copy(v.w, resp.Body)
		return err
	}
	waits, ok := resp.Body.(interface{ Waits() bool })
	out := http.NewResponseController(v.w)
	if !ok || waits.Waits() {
		if err := out.Flush(); err != nil {
			return err
		}
	}
	buf := v.p.buffers.Get()
	defer v.p.buffers.Put(buf)
	for {
		n, err := resp.Body.Read(buf)
		if n > 0 {
			if _, werr := v.w.Write(buf[:n]); werr != nil {
				return werr
			}
			if !ok || waits.Waits() {
				if werr := out.Flush(); werr != nil {
					return werr
				}
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// interim passes on what comes before the answer; of what that says only hints are for a visitor.
func (v *passage) interim(code int, from http.Header) error {
	if !v.in.ProtoAtLeast(1, 1) {
		return nil
	}
	h := v.w.Header()
	if links := from["Link"]; len(links) > 0 {
		h["Link"] = links
		defer delete(h, "Link")
	}
	v.w.WriteHeader(code)
	return nil
}

// stop has a Read of the visitor's body that waits return.
func (v *passage) stop() {
	if !listen.Stop(v.body) {
		_ = http.NewResponseController(v.w).SetReadDeadline(time.Unix(1, 0)) // without deadlines there is nothing that waits
	}
}

// upload is a request's body whose Close has a Read that waits return, which net/http's own waits for.
type upload struct {
	io.ReadCloser
	stop  func()
	asked func(time.Time) // told of each piece that has come
	last  func()          // what is to be done at its end; nil: nothing
	over  atomic.Bool
}

// Read implements io.Reader.
func (u *upload) Read(b []byte) (int, error) {
	n, err := u.ReadCloser.Read(b)
	if n > 0 {
		u.asked(time.Now())
	}
	if err == io.EOF && u.last != nil {
		u.last()
	}
	if err != nil {
		u.over.Store(true)
	}
	return n, err
}

// Close implements io.Closer.
func (u *upload) Close() error {
	if !u.over.Swap(true) {
		u.stop()
	}
	return nil
}

// hop are the fields that are of one connection (RFC 9110, 7.6.1), and those that old servers take for such.
var hop = [...]string{
	"Connection", "Proxy-Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Te", "Trailer", "Transfer-Encoding", "Upgrade", "Http2-Settings",
}

// hopByHop takes those out, and what Connection names.
func hopByHop(h http.Header) {
	trailers := httpguts.HeaderValuesContainsToken(h["Te"], "trailers")
	for _, line := range h["Connection"] {
		for name := range strings.SplitSeq(line, ",") {
			if name = textproto.TrimString(name); name != "" {
				h.Del(name)
			}
		}
	}
	for _, name := range hop {
		delete(h, name)
	}
	if trailers {
		h["Te"] = []string{"trailers"} // gRPC looks for it
	}
}

// direct addresses a request to a service: path and query as they came, byte for byte, but for secrets.
func (p *Proxy) direct(out, in *http.Request, to service, host string, from netip.Addr, known secrets) {
	u := &url.URL{Scheme: "http", Path: in.URL.Path, RawPath: in.URL.RawPath, RawQuery: known.query(in.URL.RawQuery), ForceQuery: in.URL.ForceQuery}
	u.Host = to.key // read again by dial; it keeps the connections of services apart
	path, _, _ := strings.Cut(target(in), "?")
	if !strings.HasPrefix(path, "//") {
		// Go's own form of a path would encode what a browser has not.
		u.Opaque = "/" + strings.TrimLeft(known.path(path), "/")
	} else if known.in(path) {
		u.Path, u.RawPath = known.path(in.URL.Path), ""
	}
	if in.URL.Path == "*" {
		u.Opaque = ""
	}
	out.URL, out.Host, out.Trailer = u, host, nil
	forwarded(out.Header, from, p.cfg.Scheme, host)
}

func (p *Proxy) response(r *http.Response, known secrets) {
	cleanResponse(r.Header)
	cleanTrailer(r.Trailer)
	if forWorker(r.Request) {
		workerScript(r)
	}
	if site := r.Request.Header.Get("Sec-Fetch-Site"); site != "same-origin" && site != "none" && relayed(r.Request) {
		// A worker hides whether a frame asks; the browser knows.
		r.Header.Add("Content-Security-Policy", "frame-ancestors 'self'")
	}
	if known.linked {
		r.Header.Set("Referrer-Policy", "no-referrer") // the page's address has the link's token in it
	}
	p.secure(r.Header)
	if p.cfg.Seen != nil {
		p.cfg.Seen(r.StatusCode)
	}
}

func isTimeout(err error) bool {
	var timeout net.Error
	return errors.As(err, &timeout) && timeout.Timeout()
}
