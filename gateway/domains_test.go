package gateway

import (
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/miekg/dns"

	"berth/shared/attacktest"
	"berth/shared/wire"
)

// names is a DNS resolver on loopback: records by name and type.
type names struct {
	addr string

	mu      sync.Mutex
	records map[string]string // in the form of a zone file, by "name type"
}

func newNames(t *testing.T) *names {
	t.Helper()
	pc, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	n := &names{addr: pc.LocalAddr().String(), records: map[string]string{}}
	started := make(chan struct{})
	s := &dns.Server{PacketConn: pc, Handler: n, NotifyStartedFunc: func() { close(started) }}
	go s.ActivateAndServe()
	<-started
	t.Cleanup(func() { s.Shutdown() })
	return n
}

// ServeDNS implements dns.Handler.
func (n *names) ServeDNS(w dns.ResponseWriter, r *dns.Msg) {
	m := new(dns.Msg)
	m.SetReply(r)
	q := r.Question[0]
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, kind := range []string{dns.TypeToString[q.Qtype], "CNAME"} {
		if v, ok := n.records[strings.TrimSuffix(q.Name, ".")+" "+kind]; ok {
			if rr, err := dns.NewRR(q.Name + " 60 IN " + kind + " " + v); err == nil {
				m.Answer = append(m.Answer, rr)
			}
		}
	}
	if len(m.Answer) == 0 {
		m.Rcode = dns.RcodeNameError
	}
	w.WriteMsg(m)
}

func (n *names) set(name, kind, value string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.records[name+" "+kind] = value; value == "" {
		delete(n.records, name+" "+kind)
	}
}

func TestOwnHost(t *testing.T) {
	t.Parallel() // it waits for most of its time
	w, ns := newWorld(t), newNames(t)
	withDNS := func(c *Config) { c.DNSResolvers = []string{ns.addr} }
	g, stop := w.start(withDNS)
	id, bearer, usual := w.serving(echoManifest, "echo")
	usual = "http://" + strings.TrimPrefix(usual, "http://")
	port := w.domain[strings.LastIndex(w.domain, ":"):]
	const host = "app.localtest"
	at := "/v1/orders/" + id.String() + "/domains"
	var d wire.Domain
	if _, p := w.call("PUT", at+"/"+host, bearer, wire.DomainRequest{Service: "nope"}, &d); p == nil || p.Field != "service" {
		t.Errorf("a service that is not there: %v", p)
	}
	if _, p := w.call("PUT", at+"/"+host, bearer, wire.DomainRequest{Service: "echo"}, &d); p != nil {
		t.Fatal(p)
	}
	if code, _ := w.visit("http://" + host + port + "/"); code != 421 {
		t.Errorf("before it is proven: %d", code)
	}
	ns.set("_berth."+host, "TXT", strconv.Quote(d.Proof.Wanted))
	ns.set(host, "CNAME", d.Leads[0].Wanted+".")
	state := func() wire.Domain {
		var all wire.Domains
		if _, p := w.call("GET", at, bearer, nil, &all); p != nil || len(all.Domains) != 1 {
			t.Fatalf("%v %+v", p, all)
		}
		return all.Domains[0]
	}
	within(t, 30*time.Second, "ready", func() bool { return state().State == wire.DomainReady })
	url := "http://" + host + port
	if got := state().URL; got != url {
		t.Errorf("url: got %s, want %s", got, url)
	}
	metrics := httptest.NewRecorder()
	if g.Metrics().ServeHTTP(metrics, httptest.NewRequest("GET", "/metrics", nil)); !strings.Contains(metrics.Body.String(), `berth_gateway_own_hosts{state="ready"} 1`) {
		t.Error("it is not in the metrics")
	}
	var dep wire.Deployment
	if _, p := w.call("GET", "/v1/orders/"+id.String()+"/deployment", bearer, nil, &dep); p != nil || len(dep.Services) != 1 || len(dep.Services[0].Domains) != 1 {
		t.Fatalf("%v %+v", p, dep)
	}
	if code, body := w.visit(url + "/"); code != 401 || !strings.Contains(body, "private") {
		t.Errorf("without a key: %d %s", code, body)
	}
	var ticket wire.Ticket
	if _, p := w.call("POST", "/v1/orders/"+id.String()+"/tickets", bearer, wire.TicketRequest{Service: "echo", At: "http://else.localtest" + port}, &ticket); p == nil || p.Field != "at" {
		t.Errorf("a ticket to elsewhere: %v", p)
	}
	if _, p := w.call("POST", "/v1/orders/"+id.String()+"/tickets", bearer, wire.TicketRequest{Service: "echo", At: dep.Services[0].Domains[0], To: "/x"}, &ticket); p != nil {
		t.Fatal(p)
	}
	if !strings.HasPrefix(ticket.URL, "http://"+w.domain+"/.berth/enter/"+host+"?") {
		t.Errorf("ticket: %s", ticket.URL)
	}
	if to := w.enter(ticket.URL); to != "/x" {
		t.Errorf("landed at %s", to)
	}
	for _, h := range []string{host + port, strings.ToUpper(host) + port} {
		if code, body := w.visit("http://" + h + "/headers"); code != 200 || !strings.Contains(body, host) {
			t.Errorf("%s: %d %s", h, code, body)
		}
	}
	if code, _ := w.visit(usual + "/"); code != 200 {
		t.Errorf("the usual host: %d", code)
	}
	// Who may open it is the same at both hosts.
	bare := &http.Client{Transport: w.http.Transport}
	open := func(to string) int {
		resp, err := bare.Get(to)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		return resp.StatusCode
	}
	exposure := "/v1/orders/" + id.String() + "/services/echo/exposure"
	for _, v := range []struct {
		visibility wire.Visibility
		code       int
	}{{wire.Public, 200}, {wire.Private, 401}} {
		if _, p := w.call("PUT", exposure, bearer, wire.Exposure{Visibility: v.visibility}, nil); p != nil {
			t.Fatal(p)
		}
		for _, to := range []string{usual, url} {
			if code := open(to + "/headers"); code != v.code {
				t.Errorf("%s, and %s without a cookie: %d, want %d", v.visibility, to, code, v.code)
			}
		}
	}

	stop()
	_, stop = w.start(withDNS)
	defer stop()
	within(t, 10*time.Second, "the host after a restart", func() bool {
		code, _ := w.visit(url + "/")
		return code == 200
	})
	var happened wire.Happenings
	if _, p := w.call("GET", "/v1/orders/"+id.String()+"/events", bearer, nil, &happened); p != nil {
		t.Fatal(p)
	}
	n := 0
	for _, h := range happened.Events {
		if h.Code == wire.HappenedDomain {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d times in the diary: %+v", n, happened)
	}
	if code, p := w.call("DELETE", at+"/"+host, bearer, nil, nil); p != nil || code != http.StatusNoContent {
		t.Errorf("%d %v", code, p)
	}
	if code, _ := w.visit(url + "/"); code != 421 {
		t.Errorf("after it was taken away: %d", code)
	}
}

// TestOwnHostHTTPS: a host is added, proven, led here, gets its certificate, and is served by it and no sooner.
func TestOwnHostHTTPS(t *testing.T) {
	t.Parallel() // it waits for most of its time
	w, ns := newWorld(t), newNames(t)
	ca, _, change := w.authority("HTTP-01")
	g, stop := w.start(change, func(c *Config) {
		c.DNSResolvers, c.PublicAddresses = []string{ns.addr}, []string{"127.0.0.1"}
	})
	within(t, 20*time.Second, "the gateway's own certificate", func() bool { return !g.certs.State("n1.example").NotAfter.IsZero() })
	id, bearer, _ := w.serving(echoManifest, "echo")
	const host = "app.example.org"
	at := "/v1/orders/" + id.String() + "/domains"
	var d wire.Domain
	if _, p := w.call("PUT", at+"/"+host, bearer, wire.DomainRequest{Service: "echo"}, &d); p != nil {
		t.Fatal(p)
	}
	shown := func(name string) (string, error) {
		conn, err := tls.Dial("tcp", w.addr, &tls.Config{ServerName: name, InsecureSkipVerify: true})
		if err != nil {
			return "", err
		}
		defer conn.Close()
		return strings.Join(conn.ConnectionState().PeerCertificates[0].DNSNames, " "), nil
	}
	before := ca.Orders()
	if got, err := shown(host); err == nil {
		t.Errorf("before it is proven there is a certificate for %s", got)
	}
	ns.set("_berth."+host, "TXT", strconv.Quote(d.Proof.Wanted))
	if got, err := shown(host); err == nil {
		t.Errorf("before it leads here there is a certificate for %s", got)
	}
	if n := ca.Orders(); n != before {
		t.Errorf("%d orders were made for what is not ours yet", n-before)
	}
	ns.set(host, "A", "127.0.0.1")
	state := func() wire.Domain {
		var all wire.Domains
		if _, p := w.call("GET", at, bearer, nil, &all); p != nil || len(all.Domains) != 1 {
			t.Fatalf("%v %+v", p, all)
		}
		return all.Domains[0]
	}
	within(t, 60*time.Second, "ready", func() bool { return state().State == wire.DomainReady })
	if d = state(); d.CertUntil.Before(time.Now()) || !strings.HasPrefix(d.URL, "https://"+host+":") || d.Error != "" {
		t.Errorf("got %+v", d)
	}
	if got, err := shown(host); err != nil || got != host {
		t.Errorf("its certificate is for %q, %v", got, err)
	}
	var ticket wire.Ticket
	if _, p := w.call("POST", "/v1/orders/"+id.String()+"/tickets", bearer, wire.TicketRequest{Service: "echo", At: d.URL}, &ticket); p != nil {
		t.Fatal(p)
	}
	w.enter(ticket.URL)
	if code, body := w.visit(d.URL + "/headers"); code != 200 || !strings.Contains(body, "X-Forwarded-Proto: https") || !strings.Contains(body, "Host: "+host) {
		t.Errorf("%d %s", code, body)
	}

	// What was got serves on after a restart, with nothing asked of the authority.
	orders := ca.Orders()
	stop()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	_, stop = w.start(change, func(c *Config) {
		c.DNSResolvers, c.PublicAddresses, c.HTTPListener = []string{ns.addr}, []string{"127.0.0.1"}, ln
	})
	defer stop()
	within(t, 10*time.Second, "the host after a restart", func() bool {
		code, _ := w.visit(d.URL + "/headers")
		return code == 200
	})
	if d = state(); d.State != wire.DomainReady || ca.Orders() != orders {
		t.Errorf("after a restart: %+v, %d more orders", d, ca.Orders()-orders)
	}
	if _, p := w.call("DELETE", at+"/"+host, bearer, nil, nil); p != nil {
		t.Fatal(p)
	}
	if code, _ := w.visit(d.URL + "/"); code != 421 {
		t.Errorf("after it was taken away: %d", code)
	}
}

// Who gets a name after its user gets the cookies, too, that browsers still send to it.
func TestAttackCookieOfAnotherHost(t *testing.T) {
	t.Parallel() // it waits for most of its time
	a := attacktest.Begin(t, "a cookie that was got on one of a service's hosts opens it on another, or after the host has gone")
	w, ns := newWorld(t), newNames(t)
	_, stop := w.start(func(c *Config) { c.DNSResolvers = []string{ns.addr} })
	defer stop()
	id, bearer, usual := w.serving(echoManifest, "echo")
	port := w.domain[strings.LastIndex(w.domain, ":"):]
	urls := []string{usual}
	for _, host := range []string{"app.localtest", "other.localtest"} {
		var d wire.Domain
		path := "/v1/orders/" + id.String() + "/domains/" + host
		if _, p := w.call("PUT", path, bearer, wire.DomainRequest{Service: "echo"}, &d); p != nil {
			t.Fatal(p)
		}
		ns.set("_berth."+host, "TXT", strconv.Quote(d.Proof.Wanted))
		ns.set(host, "CNAME", d.Leads[0].Wanted+".")
		url := "http://" + host + port
		within(t, 30*time.Second, "ready", func() bool {
			var all wire.Domains
			w.call("GET", "/v1/orders/"+id.String()+"/domains", bearer, nil, &all)
			for _, d := range all.Domains {
				if d.URL == url {
					return true
				}
			}
			return false
		})
		var ticket wire.Ticket
		if _, p := w.call("POST", "/v1/orders/"+id.String()+"/tickets", bearer, wire.TicketRequest{Service: "echo", At: url}, &ticket); p != nil {
			t.Fatal(p)
		}
		w.enter(ticket.URL)
		urls = append(urls, url)
	}
	cookies := map[string]*http.Cookie{}
	for _, url := range urls {
		for _, c := range w.cookies(url) {
			cookies[url] = c
		}
		if cookies[url] == nil {
			t.Fatalf("%s has no cookie", url)
		}
	}
	ask := func(url string, c *http.Cookie) int {
		r, err := http.NewRequestWithContext(t.Context(), "GET", url+"/headers", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.AddCookie(c)
		resp, err := (&http.Client{Transport: w.http.Transport}).Do(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		return resp.StatusCode
	}
	for _, at := range urls {
		for _, from := range urls {
			code := ask(at, cookies[from])
			if at == from && code != 200 {
				t.Errorf("%s with its own cookie: %d", at, code)
			} else if at != from {
				a.Tried(code != 401, "the cookie of %s at %s: %d", from, at, code)
			}
		}
	}
	if _, p := w.call("DELETE", "/v1/orders/"+id.String()+"/domains/app.localtest", bearer, nil, nil); p != nil {
		t.Fatal(p)
	}
	for _, at := range urls {
		code := ask(at, cookies[urls[1]])
		a.Tried(code == 200, "the cookie of a host that has gone, at %s: %d", at, code)
	}
}
