package bff_test

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"berth/bff"
	"berth/shared/server/certs"
	"berth/shared/server/certs/certstest"
	"berth/shared/server/web"
)

// TestHTTPS: the platform serves its own host with a certificate that it has got, and no other.
func TestHTTPS(t *testing.T) {
	w := newWorld(t)
	port, plain := freePort(t), freePort(t)
	zone := certstest.NewZone(t, "berth.example")
	ca := certstest.NewCA(t, certstest.Options{HTTPPort: plain, TLSPort: port, DNS: zone.Addr})
	addr := fmt.Sprintf("127.0.0.1:%d", port)
	s, err := bff.New(t.Context(), bff.Config{
		Listen: addr, PublicURL: fmt.Sprintf("https://berth.example:%d", port), Data: filepath.Join(t.TempDir(), "bff"), Site: w.site, RPC: []string{w.rpc},
		Contracts: w.addresses, Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
		TLS: certs.Settings{Agree: true, Directory: ca.Directory, Roots: ca.Roots}, ListenHTTP: fmt.Sprintf("127.0.0.1:%d", plain),
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	defer func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}()
	there := func(to string) func(context.Context, string, string) (net.Conn, error) {
		return func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, to)
		}
	}
	tr := &http.Transport{DialContext: there(addr), TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, ForceAttemptHTTP2: true}
	defer tr.CloseIdleConnections()
	client := http.Client{Transport: tr, Timeout: 30 * time.Second}
	res, err := client.Get(fmt.Sprintf("https://berth.example:%d/", port))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(res.Body)
	res.Body.Close()
	if err != nil || res.StatusCode != 200 || string(b) != "<h1>home</h1>" || res.Header.Get("Strict-Transport-Security") != web.StrictTransport || res.ProtoMajor != 1 {
		t.Errorf("got %d %s %s, %v", res.StatusCode, res.Proto, b, err)
	}
	if err := res.TLS.PeerCertificates[0].VerifyHostname("berth.example"); err != nil || !strings.HasPrefix(res.TLS.PeerCertificates[0].Issuer.CommonName, "Pebble") {
		t.Errorf("certificate: %v", err)
	}
	// A stranger's name is shown none, and none is ordered for it.
	if c, err := tls.Dial("tcp", addr, &tls.Config{ServerName: "evil.example", InsecureSkipVerify: true}); err == nil {
		c.Close()
		t.Error("another name has a certificate")
	}
	if n := ca.Orders(); n != 1 {
		t.Errorf("%d orders", n)
	}
	tr2 := &http.Transport{DialContext: there(fmt.Sprintf("127.0.0.1:%d", plain))}
	defer tr2.CloseIdleConnections()
	req, err := http.NewRequest("GET", "http://berth.example/nodes?gpu=1", nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err = tr2.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if want := fmt.Sprintf("https://berth.example:%d/nodes?gpu=1", port); res.StatusCode != 308 || res.Header.Get("Location") != want {
		t.Errorf("got %d to %s, want %s", res.StatusCode, res.Header.Get("Location"), want)
	}
}
