package doctor

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/server/certs/certstest"
	"berth/shared/wire"
)

// abroad gives the node a host of the world's, with a DNS of the test's that has it and all names below it on loopback.
func (w *ward) abroad(c *Config) {
	zone := certstest.NewZone(w.t, "example.test")
	_, port, _ := strings.Cut(w.cfg.Domain, ":")
	c.Gateway.Domain, c.Gateway.Scheme, c.Gateway.DNSResolvers = "n1.example.test:"+port, "https", []string{zone.Addr}
	c.Gateway.TLS.Agree, c.Gateway.ListenHTTP = true, ""
}

func TestDNS(t *testing.T) {
	w := newWard(t)
	w.want(w.look("dns", nil), Skipped, "this machine alone")
	w.want(w.look("dns-wildcard", nil), Skipped, "this machine alone")
	w.want(w.look("dns", w.abroad), OK, "leads to 127.0.0.1")
	w.want(w.look("dns-wildcard", w.abroad), OK, "lead where it does")
	elsewhere := func(c *Config) {
		w.abroad(c)
		c.Gateway.PublicAddresses = []string{"203.0.113.7"}
	}
	w.want(w.look("dns", elsewhere), Failure, "none of --public-address")
	silent := func(c *Config) {
		w.abroad(c)
		c.Gateway.DNSResolvers = []string{fmt.Sprintf("127.0.0.1:%d", freePort(t))}
	}
	w.want(w.look("dns", silent), Failure, "not in the DNS")
	w.want(w.look("dns-wildcard", silent), Failure, "a name as services have")
	w.want(w.look("ports", silent), Skipped, "DNS")
}

func TestPorts(t *testing.T) {
	w := newWard(t)
	w.want(w.look("ports", w.abroad), Unknown, "does not listen")
	_, port, _ := strings.Cut(w.cfg.Domain, ":")
	ln, err := net.Listen("tcp", "127.0.0.1:"+port)
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	w.want(w.look("ports", w.abroad), OK, "answers from here")
	closed := func(c *Config) {
		w.abroad(c)
		host, _, _ := strings.Cut(c.Gateway.Domain, ":")
		c.Gateway.Domain = fmt.Sprintf("%s:%d", host, freePort(t))
		c.Gateway.Listen = ln.Addr().String()
	}
	w.want(w.look("ports", closed), Warning, "though the gateway listens")

	for want, answer := range map[State]func(http.ResponseWriter){
		OK:      func(w http.ResponseWriter) { json.NewEncoder(w).Encode(wire.Node{Reachable: true}) },
		Failure: func(w http.ResponseWriter) { json.NewEncoder(w).Encode(wire.Node{Error: "timeout"}) },
		Unknown: func(w http.ResponseWriter) { w.WriteHeader(404) },
	} {
		platform := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/api/nodes/"+w.cfg.Node.String() {
				answer(rw)
			}
		}))
		defer platform.Close()
		words := map[State]string{OK: "from outside", Failure: "timeout", Unknown: "does not know the node yet"}[want]
		w.want(w.look("ports", func(c *Config) { w.abroad(c); c.Platform = platform.URL }), want, words)
	}
}

func TestCertificate(t *testing.T) {
	w := newWard(t)
	const name, below = "n1.example.test", "*.n1.example.test"
	later := time.Now().Add(60 * 24 * time.Hour)
	shown := func(agree bool, end time.Time, names ...string) func(*Config) {
		return func(c *Config) {
			w.abroad(c)
			c.Gateway.TLS.Agree = agree
			cert, pool := certstest.Alone(t, end, names...)
			c.Roots = pool
			_, port, _ := strings.Cut(c.Gateway.Domain, ":")
			ln, err := tls.Listen("tcp", "127.0.0.1:"+port, &tls.Config{Certificates: []tls.Certificate{cert}})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { ln.Close() })
			go func() {
				for {
					conn, err := ln.Accept()
					if err != nil {
						return
					}
					conn.(*tls.Conn).HandshakeContext(t.Context())
				}
			}()
			w.cfg.Domain = fmt.Sprintf("n1.localhost:%d", freePort(t)) // the next one's
		}
	}
	w.want(w.look("certificate", nil), Skipped, "this machine alone")
	w.want(w.look("certificate", shown(true, later, name, below)), OK, "all names below it")
	w.want(w.look("certificate", shown(true, later, name)), OK, "each service gets its own")
	w.want(w.look("certificate", shown(false, later, name)), Failure, "not for names below it")
	w.want(w.look("certificate", shown(true, time.Now().Add(time.Hour), name, below)), Warning, "ends in")
	w.want(w.look("certificate", shown(true, time.Now().Add(-time.Hour), name)), Failure, "browsers refuse")
	w.want(w.look("certificate", shown(true, later, "else.example.test")), Failure, "browsers refuse")

	w.want(w.look("certificate", w.abroad), Unknown, "by ACME")
	w.want(w.look("certificate", func(c *Config) { w.abroad(c); c.Gateway.TLS.Agree = false }), Failure, "no way")
	w.want(w.look("certificate", func(c *Config) { w.abroad(c); c.Gateway.TLS.Agree, c.Gateway.BehindProxy = false, true }), Unknown, "proxy in front")
	w.want(w.look("certificate", func(c *Config) { w.abroad(c); c.Gateway.Scheme = "http" }), Failure, "plain HTTP")
	files := func(end time.Time, names ...string) func(*Config) {
		return func(c *Config) {
			w.abroad(c)
			cert, _ := certstest.Alone(t, end, names...)
			key, err := x509.MarshalPKCS8PrivateKey(cert.PrivateKey)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			c.Gateway.TLS.Agree, c.Gateway.TLS.Cert, c.Gateway.TLS.Key = false, filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
			for path, block := range map[string]*pem.Block{c.Gateway.TLS.Cert: {Type: "CERTIFICATE", Bytes: cert.Certificate[0]}, c.Gateway.TLS.Key: {Type: "PRIVATE KEY", Bytes: key}} {
				if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	w.want(w.look("certificate", files(later, name, below)), OK, "all names below it")
	w.want(w.look("certificate", files(later, "else.example.test")), Failure, "is not for")
	w.want(w.look("certificate", files(time.Now().Add(-time.Hour), name)), Failure, "is over")
}

func TestPublicSuffix(t *testing.T) {
	w := newWard(t)
	w.want(w.look("public-suffix", nil), Skipped, "this machine alone")
	w.want(w.look("public-suffix", w.abroad), Warning, "not on the Public Suffix List")
	w.want(w.look("public-suffix", func(c *Config) { w.abroad(c); c.Gateway.Domain = "github.io" }), OK, "is on the Public Suffix List")
}

func TestPrices(t *testing.T) {
	w := newWard(t)
	w.want(w.look("prices", nil), Unknown, "no platform")
	mine := w.cfg.PriceList[0]
	market := func(times ...uint64) func(*Config) {
		pages := [][]wire.Node{{{Address: w.cfg.Node, Reachable: true, Prices: []wire.Price{mine}}}, nil}
		for i, n := range times {
			p := mine
			p.CoreHour, p.MemoryHour, p.DiskHour = p.CoreHour.MulDiv(n, 100), p.MemoryHour.MulDiv(n, 100), p.DiskHour.MulDiv(n, 100)
			pages[i%2] = append(pages[i%2], wire.Node{Address: eth.Address{byte(i + 1)}, Reachable: true, Prices: []wire.Price{p}})
		}
		pages[1] = append(pages[1], wire.Node{Address: eth.Address{99}, Prices: []wire.Price{{Token: mine.Token, CoreHour: amount.NanoOf(1)}}}) // away
		server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			list := wire.NodeList{Page: wire.Page[wire.Node]{Items: pages[0], Next: "more"}}
			if r.URL.Query().Get("cursor") == "more" {
				list.Page = wire.Page[wire.Node]{Items: pages[1]}
			}
			json.NewEncoder(rw).Encode(list)
		}))
		t.Cleanup(server.Close)
		return func(c *Config) { c.Platform = server.URL }
	}
	w.want(w.look("prices", market()), OK, "nobody else")
	w.want(w.look("prices", market(90, 100, 120)), OK, "of 3 others")
	w.want(w.look("prices", market(10, 20, 20)), Warning, "few will choose it")
	w.want(w.look("prices", market(400, 500)), Warning, "below its worth")
	w.want(w.look("prices", func(c *Config) { c.Platform = "http://127.0.0.1:1" }), Unknown, "not known")
}

func TestDisk(t *testing.T) {
	w := newWard(t)
	w.want(w.look("disk", nil), OK, "GiB left")
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	w.want(w.look("disk", func(c *Config) { c.Gateway.Data = filepath.Join(file, "data") }), Failure, "cannot be written to")
	for _, c := range []struct {
		free  uint32
		took  time.Duration
		state State
		words string
	}{
		{leastFree - 1, 0, Failure, "only 1023 MiB left"}, {leastFree, 0, Warning, "only 1024 MiB left"}, {goodFree - 1, 0, Warning, "MiB left"},
		{goodFree, slowSync + time.Millisecond, Warning, "takes 51ms to be safe"}, {goodFree, slowSync, OK, "5 GiB left"},
	} {
		w.want(room("/data", c.free, c.took), c.state, c.words)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(w.cfg.Data), ".doctor-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left over: %v, %v", left, err)
	}
}
