package listen

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"berth/shared/attacktest"
	"berth/shared/server/web"
)

// keyPair is a certificate for n1.example.
var keyPair = sync.OnceValues(func() (*tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"n1.example"}, NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, err
})

// guarded is how a listener of these tests speaks TLS: for n1.example, which takes as long to be fetched as is said.
func guarded(t *testing.T, fetch time.Duration) *tls.Config {
	t.Helper()
	pair, err := keyPair()
	if err != nil {
		t.Fatal(err)
	}
	return &tls.Config{NextProtos: []string{HTTP2, HTTP1, acme}, GetCertificate: func(h *tls.ClientHelloInfo) (*tls.Certificate, error) {
		time.Sleep(fetch)
		if h.ServerName != "" && h.ServerName != "n1.example" {
			return nil, nil
		}
		return pair, nil
	}}
}

// serveTLS serves a handler over TLS until the test ends.
func serveTLS(t *testing.T, h http.HandlerFunc, o Options, p pace) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if o.Room == nil {
		o.Room = NewRoom(0)
	}
	if o.TLS == nil {
		o.TLS = guarded(t, 0)
	}
	o.Log = slog.New(slog.DiscardHandler)
	l := take(ln, o, p)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- Serve(ctx, l, h) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
		empties(t, o.Room)
	})
	return l.Addr().String()
}

func says(w http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), 400)
		return
	}
	fmt.Fprintf(w, "%s %s %s %d %s", r.Proto, web.Client(r), r.TLS.NegotiatedProtocol, len(b), r.RemoteAddr[:strings.LastIndexByte(r.RemoteAddr, ':')])
}

// client asks over TLS, from an address of this machine.
func client(t *testing.T, addr, from string, h2 bool) *http.Client {
	t.Helper()
	tr := &http.Transport{
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true, ServerName: "n1.example"}, ForceAttemptHTTP2: h2,
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(from)}, Timeout: 5 * time.Second}).DialContext(ctx, network, addr)
		},
	}
	t.Cleanup(tr.CloseIdleConnections)
	return &http.Client{Transport: tr, Timeout: 10 * time.Second}
}

func ask(c *http.Client, body string) (string, error) {
	res, err := c.Post("https://n1.example/x", "text/plain", strings.NewReader(body))
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	return string(b), err
}

func TestSecured(t *testing.T) {
	addr := serveTLS(t, says, Options{}, usualPace)
	for _, c := range []struct {
		h2   bool
		want string
	}{{false, "HTTP/1.1 127.0.0.2  100000 127.0.0.2"}, {true, "HTTP/2.0 127.0.0.2 h2 100000 127.0.0.2"}} {
		one := client(t, addr, "127.0.0.2", c.h2)
		for range 3 {
			if got, err := ask(one, strings.Repeat("x", 100_000)); err != nil || got != c.want {
				t.Errorf("got %q, %v; want %q", got, err, c.want)
			}
		}
	}
}

// TestSecuredBehindProxy: a PROXY header comes before TLS.
func TestSecuredBehindProxy(t *testing.T) {
	addr := serveTLS(t, says, Options{Proxies: web.Proxies{netip.MustParsePrefix("127.0.0.1/32")}, Introduced: true}, usualPace)
	c := dial(t, addr)
	if _, err := io.WriteString(c, "PROXY TCP4 192.0.2.7 127.0.0.1 5555 443\r\n"); err != nil {
		t.Fatal(err)
	}
	s := tls.Client(c, &tls.Config{ServerName: "n1.example", InsecureSkipVerify: true})
	fmt.Fprint(s, "GET / HTTP/1.1\r\nHost: n1.example\r\nConnection: close\r\n\r\n")
	b, err := io.ReadAll(s)
	if err != nil || !strings.Contains(string(b), "HTTP/1.1 192.0.2.7") {
		t.Errorf("got %s, %v", b, err)
	}
}

// TestHandshakeWaits: the time that a certificate takes to be there is not the client's.
func TestHandshakeWaits(t *testing.T) {
	addr := serveTLS(t, says, Options{TLS: guarded(t, 2*hasty.handshake)}, hasty)
	if got, err := ask(client(t, addr, "127.0.0.1", false), ""); err != nil || !strings.HasPrefix(got, "HTTP/1.1") {
		t.Errorf("got %q, %v", got, err)
	}
}

// TestPlainOnTLS: who speaks HTTP is told so.
func TestPlainOnTLS(t *testing.T) {
	addr := serveTLS(t, says, Options{}, usualPace)
	c := dial(t, addr)
	fmt.Fprint(c, "GET / HTTP/1.1\r\nHost: n1.example\r\n\r\n")
	res, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil || res.StatusCode != 400 {
		t.Errorf("got %v, %v", res, err)
	}
}

// TestExtendedConnect: a WebSocket over HTTP/2 (RFC 8441) is offered, and reaches the handler as a stream both ways.
func TestExtendedConnect(t *testing.T) {
	addr := serveTLS(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method != "CONNECT" || r.Header.Get(":protocol") != "websocket" || r.URL.Path != "/ws" || r.Host != "n1.example" {
			http.Error(w, fmt.Sprint(r.Method, r.Header, r.URL, r.Host), 400)
			return
		}
		Stream(r, time.Minute)
		w.WriteHeader(200)
		out := http.NewResponseController(w)
		b := make([]byte, 64)
		for {
			n, err := r.Body.Read(b)
			if n > 0 {
				w.Write(b[:n])
				if out.Flush() != nil {
					return
				}
			}
			if err != nil {
				return
			}
		}
	}, Options{}, usualPace)
	f := newFramed(t, addr, "127.0.0.1")
	if !f.extended {
		t.Fatal("extended CONNECT is not offered")
	}
	f.headers(1, false, ":method", "CONNECT", ":protocol", "websocket", ":scheme", "https", ":path", "/ws", ":authority", "n1.example")
	for _, want := range []string{"one", "two"} {
		if err := f.WriteData(1, false, []byte(want)); err != nil {
			t.Fatal(err)
		}
		if got := f.data(1); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestAttackHandshakes(t *testing.T) {
	a := attacktest.Begin(t, "handshakes that are begun and not ended, or begun without end, keep others out")
	room := NewRoom(64)
	addr := serveTLS(t, says, Options{Room: room}, usualPace)
	hello := record(t)
	// Each stranger holds as many connections as a network may have, half-open in every way, from several networks.
	var held []net.Conn
	defer func() {
		for _, c := range held {
			c.Close()
		}
	}()
	for i := range 200 {
		from := fmt.Sprintf("127.0.1.%d", 1+i%8)
		c, err := (&net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(from)}}).Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		held = append(held, c)
		if _, err := c.Write([][]byte{nil, {0x16}, hello[:len(hello)/2], hello}[i%4]); err != nil {
			continue // it gave way already
		}
		if i%10 == 0 {
			began := time.Now()
			got, err := ask(client(t, addr, "127.0.0.2", i%20 == 0), "")
			a.Tried(err != nil || time.Since(began) > 5*time.Second, "with %d half-open: %q, %v after %s", i, got, err, time.Since(began))
		}
	}
	room.mu.Lock()
	all := room.all
	room.mu.Unlock()
	a.Tried(all > 64, "the room of 64 has %d", all)
}

func TestAttackHandshakesStall(t *testing.T) {
	a := attacktest.Begin(t, "a handshake that does not go on is held")
	addr := serveTLS(t, says, Options{}, hasty)
	hello := record(t)
	for i := range len(hello) / 16 {
		c := dial(t, addr)
		if _, err := c.Write(hello[:i*16]); err != nil {
			t.Fatal(err)
		}
		if i%4 == 0 {
			go trickle(c, 50*time.Millisecond)
		}
		c.SetReadDeadline(time.Now().Add(over))
		_, err := io.Copy(io.Discard, c)
		var slow net.Error
		a.Tried(errors.As(err, &slow) && slow.Timeout(), "behind %d bytes of a hello", i*16)
		c.Close()
		if i >= 12 {
			break
		}
	}
}

func TestAttackHandshakeFlood(t *testing.T) {
	a := attacktest.Begin(t, "one network has the server sign without end")
	addr := serveTLS(t, says, Options{}, usualPace)
	hello := record(t)
	refused := 0
	for range handshakes.Burst + 200 {
		c, err := (&net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP("127.0.0.3")}}).Dial("tcp", addr)
		if err != nil {
			refused++
			continue
		}
		c.SetDeadline(time.Now().Add(5 * time.Second))
		_, err = c.Write(hello)
		if err == nil {
			_, err = c.Read(make([]byte, 1))
		}
		if err != nil {
			refused++
		}
		c.Close()
	}
	a.Tried(refused < 50, "%d of %d handshakes were refused", refused, handshakes.Burst+200)
	got, err := ask(client(t, addr, "127.0.0.2", true), "")
	a.Tried(err != nil, "another network meanwhile: %q, %v", got, err)
	a.Note("%d of %d refused", refused, handshakes.Burst+200)
}

// record is a client's hello as it is on the wire.
func record(t *testing.T) []byte {
	t.Helper()
	here, there := net.Pipe()
	go tls.Client(here, &tls.Config{ServerName: "n1.example", InsecureSkipVerify: true, NextProtos: []string{HTTP1}}).Handshake()
	b := make([]byte, 4096)
	n, err := there.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	there.Close()
	return b[:n]
}
