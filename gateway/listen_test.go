package gateway

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/shared/attacktest"
	"berth/shared/server/listen/listentest"
)

// attacked is what strangers see of the world's gateway.
func (w *world) attacked() listentest.Server {
	return listentest.Server{Addr: w.addr, Host: w.domain, Get: "/.well-known/berth", Post: "/v1/access"}
}

// asVisitor are the header lines of a service's visitor who was let in.
func (w *world) asVisitor(url string) []string {
	var cookies []string
	for _, c := range w.cookies(url) {
		cookies = append(cookies, c.String())
	}
	return []string{"Host: " + strings.TrimPrefix(url, "http://"), "Cookie: " + strings.Join(cookies, "; ")}
}

func TestAttackGatewaySmuggling(t *testing.T) {
	a := attacktest.Begin(t, "a request to the gateway, or to a service, hides another one")
	w := newWorld(t)
	w.start()
	listentest.Smuggle(t, a, w.attacked())
	_, _, url := w.serving(echoManifest, "echo")
	// The lines of who was let in come with each request's host.
	service := listentest.Server{Addr: w.addr, Host: strings.TrimPrefix(strings.Join(w.asVisitor(url), "\r\n"), "Host: "), Get: "/headers", Post: "/headers"}
	listentest.Smuggle(t, a, service)
}

func TestAttackGatewayHeads(t *testing.T) {
	a := attacktest.Begin(t, "HEAD leaves bytes on the connection to the gateway, or holds it")
	w := newWorld(t)
	w.start()
	id, bearer, url := w.serving(echoManifest, "echo")
	w.visit(url + "/")
	token, order := "Authorization: Bearer "+bearer, "/v1/orders/"+id.String()
	within(t, 10*time.Second, "a log", func() bool {
		text, _ := w.text(order+"/services/echo/logs", bearer)
		return text != ""
	})
	var all [][]string
	for _, path := range []string{
		"/.well-known/berth", "/v1/openapi.yaml", order + "/deployment", order + "/deployment/events", order + "/deployment/revisions", order + "/events", order + "/use",
		order + "/services/echo/logs", order + "/services/echo/logs?download=1", order + "/services/echo/logs/events", order + "/services/echo/logs/events?tail=0",
	} {
		all = append(all, []string{path, token}, []string{path, token, "Accept: text/event-stream"})
	}
	for _, path := range []string{"/", "/headers", "/page.css", "/events"} {
		all = append(all, append([]string{path}, w.asVisitor(url)...))
	}
	listentest.Heads(t, a, w.attacked(), all...)
}

func TestAttackGatewaySiege(t *testing.T) {
	attacktest.Whole(t)
	a := attacktest.Begin(t, "slow connections keep others from the gateway")
	w := newWorld(t)
	w.start()
	id, bearer, url := w.serving(echoManifest, "echo")
	s := w.attacked()
	stream := "GET /v1/orders/" + id.String() + "/deployment/events HTTP/1.1\r\nHost: " + w.domain + "\r\nAuthorization: Bearer " + bearer + "\r\n\r\n"
	socket := "GET /ws HTTP/1.1\r\n" + strings.Join(w.asVisitor(url), "\r\n") + "\r\nOrigin: " + url +
		"\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
	listentest.Besiege(t, a, s, append(s.Stranger(), listentest.Held("a stream", stream), listentest.Held("a WebSocket on which nothing moves", socket))...)
}

func TestAttackGatewayDescriptors(t *testing.T) {
	attacktest.Whole(t)
	a := attacktest.Begin(t, "the gateway ends, or serves nobody, once connections have taken its descriptors")
	w := newWorld(t)
	addr, admin := fmt.Sprintf("127.0.0.1:%d", freePort(t)), fmt.Sprintf("127.0.0.1:%d", freePort(t))
	listentest.Starve(t, 400, alone{
		Node: address(w.node), Key: fmt.Sprintf("%x", crypto.FromECDSA(w.op)), RPC: w.rpc, Listen: addr, Admin: admin, Domain: w.domain, Data: t.TempDir(),
		Prices: w.config().PriceList, Contracts: w.a,
	})
	get := func(url string) string {
		res, err := http.Get(url)
		if err != nil {
			return ""
		}
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode != 200 {
			return ""
		}
		return string(b)
	}
	within(t, 20*time.Second, "ready", func() bool { return get("http://"+admin+"/readyz") != "" })
	s := w.attacked()
	s.Addr = addr
	listentest.Flood(t, a, s, 600)
	page := get("http://" + admin + "/metrics")
	for _, name := range []string{"berth_connections ", `berth_connections_most{of="all"} 150`, `berth_connections_most{of="network"} 64`, "berth_connections_gave_way_total ",
		`berth_connections_refused_total{of="all"} `, "berth_accept_errors_total "} {
		if !strings.Contains(page, name) {
			t.Errorf("/metrics does not have %s", name)
		}
	}
	if strings.Contains(page, "berth_connections_gave_way_total 0\n") {
		t.Error("none has given way")
	}
}

// from asks on a connection from an address of this machine, behind what a proxy may have said first, and gives the answer;
// code 0: there is none.
func (w *world) from(ip, said, request string) (code int, body string) {
	w.t.Helper()
	c, err := (&net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(ip)}}).Dial("tcp", w.addr)
	if err != nil {
		w.t.Fatal(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(10 * time.Second))
	if _, err := io.WriteString(c, said+request); err != nil {
		w.t.Fatal(err)
	}
	res, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		return 0, err.Error()
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return res.StatusCode, string(b)
}

// seen is what a service was told of whom a request is from: its header's lines about that.
func seen(body string) string {
	var all []string
	for line := range strings.Lines(body) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && strings.HasPrefix(strings.ReplaceAll(strings.ToLower(name), "_", "-"), "x-forwarded-for") {
			all = append(all, value)
		}
	}
	return strings.Join(all, " | ")
}

func TestAttackForwarded(t *testing.T) {
	a := attacktest.Begin(t, "a visitor passes for another by what a proxy would say of it")
	const proxy, stranger = "127.0.0.9", "127.0.0.10"
	v2 := "\r\n\r\n\x00\r\nQUIT\n\x21\x11\x00\x0c\x06\x06\x06\x06\x7f\x00\x00\x01\x12\x34\x00\x50"
	for _, protocol := range []bool{false, true} {
		w := newWorld(t)
		_, stop := w.start(func(c *Config) {
			c.GreetPerIP, c.ProxyProtocol, c.Proxies = 1, protocol, []string{proxy, "10.0.0.0/8"}
		})
		_, _, url := w.serving(echoManifest, "echo")
		ask := "GET /headers HTTP/1.1\r\n" + strings.Join(w.asVisitor(url), "\r\n") + "\r\n"
		for _, x := range []struct{ by, said, lines, want string }{
			{by: stranger, want: stranger},
			{by: stranger, lines: "X-Forwarded-For: 6.6.6.6\r\n", want: stranger},
			{by: stranger, lines: "x-forwarded-for: 6.6.6.6\r\nX-Forwarded-For: 10.0.0.1\r\n", want: stranger},
			{by: stranger, lines: "X_Forwarded_For: 6.6.6.6\r\nX-Forwarded_For: 6.6.6.6\r\n", want: stranger},
			{by: stranger, said: "PROXY TCP4 6.6.6.6 127.0.0.1 1 2\r\n"},
			{by: stranger, said: "PROXY UNKNOWN\r\n"},
			{by: stranger, said: v2},
			{by: proxy, lines: "X-Forwarded-For: 1.2.3.4\r\n", want: "1.2.3.4"},
			{by: proxy, lines: "X-Forwarded-For: 6.6.6.6, 1.2.3.4\r\n", want: "1.2.3.4"},
			{by: proxy, lines: "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 1.2.3.4\r\n", want: "1.2.3.4"},
			{by: proxy, lines: "X-Forwarded-For: 6.6.6.6,1.2.3.4 , 10.9.9.9\r\n", want: "1.2.3.4"},
			{by: proxy, lines: "X-Forwarded-For: 6.6.6.6, [2001:db8::7]:443, 10.9.9.9:80\r\n", want: "2001:db8::7"},
			{by: proxy, lines: "X-Forwarded-For: 6.6.6.6, nobody\r\n", want: proxy},
			{by: proxy, lines: "X-Forwarded-For: 6.6.6.6,\r\n", want: proxy},
			{by: proxy, lines: "X-Forwarded-For: " + strings.Repeat("6.6.6.6, ", 500) + "1.2.3.4\r\n", want: "1.2.3.4"},
			{by: proxy, lines: "X-Real-IP: 6.6.6.6\r\nForwarded: for=6.6.6.6\r\nX-Forwarded-For: 1.2.3.4\r\n", want: "1.2.3.4"},
		} {
			said, lines, want := x.said, x.lines, x.want
			if protocol && x.by == proxy {
				// Its connections begin so; what stands in a header is the client's then.
				if code, text := w.from(proxy, "", ask+lines+"\r\n"); code != 0 {
					a.Tried(true, "a proxy's connection without a PROXY header: %d %s", code, text)
				}
				said, want = "PROXY TCP4 1.2.3.4 127.0.0.1 1 2\r\n", "1.2.3.4"
			}
			code, body := w.from(x.by, said, ask+lines+"\r\n")
			if want == "" {
				a.Tried(code == 200, "protocol %t, %+v: %d", protocol, x, code)
				continue
			}
			if code != 200 {
				t.Errorf("protocol %t, %+v: %d %s", protocol, x, code, body)
			}
			a.Tried(seen(body) != want, "protocol %t, %+v: got %q", protocol, x, seen(body))
		}
		// Rates: four at once, and then one a second.
		greet := func(by, visitor, claims string) int {
			said, lines := "", "X-Forwarded-For: "+claims+visitor+"\r\n"
			if protocol && by == proxy {
				said = "PROXY TCP4 " + visitor + " 127.0.0.1 1 2\r\n"
			}
			code, _ := w.from(by, said, "POST /v1/greet HTTP/1.1\r\nHost: "+w.domain+"\r\n"+lines+"Content-Length: 2\r\n\r\n{}")
			return code
		}
		for _, by := range []string{stranger, proxy} {
			late := 0
			for i := range 12 {
				visitor := "5.5.5.5"
				if by == stranger {
					visitor = fmt.Sprintf("5.5.6.%d", i) // it would be another each time
				}
				if greet(by, visitor, fmt.Sprintf("6.6.6.%d, ", i)) == 429 {
					late++
				}
			}
			a.Tried(late < 5, "protocol %t, by %s: of 12 at once %d were too many", protocol, by, late)
		}
		a.Tried(greet(proxy, "7.7.7.7", "5.5.5.5, ") == 429, "protocol %t: one visitor of a proxy uses up another's rate", protocol)
		stop()
	}
}
