package certs

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/mholt/acmez/v3"

	"berth/shared/server/certs/certstest"
	"berth/shared/server/listen"
	"berth/shared/server/web"
)

const host = "n1.example"

// impatient is for tests: what takes minutes elsewhere takes moments.
var impatient = pace{tick: 50 * time.Millisecond, check: 100 * time.Millisecond, wait: 20 * time.Second, gone: 300 * time.Millisecond}

// server is one with certificates of an authority, on loopback.
type server struct {
	t      *testing.T
	m      *Manager
	ca     *certstest.CA
	zone   *certstest.Zone
	https  string
	http   string
	folder string
}

// scene is what a test changes before a server starts.
type scene struct {
	ca     certstest.Options
	config func(*Config)
	made   func(*Manager)
	pace   pace
	quiet  bool // Run is not begun
	crowd  bool // connections come in one at a time by a proxy's word, so that no network's bounds are met
}

func logs(t *testing.T) *slog.Logger {
	return slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelDebug}))
}

func open(t *testing.T, o listen.Options) *listen.Listener {
	t.Helper()
	l, err := listen.Open(nil, "127.0.0.1:0", o)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// start starts an authority and a server that has its certificates.
func start(t *testing.T, s scene) *server {
	t.Helper()
	z := certstest.NewZone(t, host)
	// The authority has to know the ports before the server has a configuration.
	room, port := listen.NewRoom(0), func() (net.Listener, int) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		return l, l.Addr().(*net.TCPAddr).Port
	}
	tl, tlsPort := port()
	hl, httpPort := port()
	s.ca.HTTPPort, s.ca.TLSPort, s.ca.DNS = httpPort, tlsPort, z.Addr
	ca := certstest.NewCA(t, s.ca)
	cfg := Config{
		Settings: Settings{Agree: true, Directory: ca.Directory, Roots: ca.Roots}, Folder: filepath.Join(t.TempDir(), "certs"),
		Host: host, Below: true, HTTP: true, Log: logs(t),
		Ours: func(name string) error {
			if strings.HasPrefix(name, "web-") || name == "app.example.org" {
				return nil
			}
			return errNotOurs
		},
	}
	if s.config != nil {
		s.config(&cfg)
	}
	if cfg.DNS == RFC2136 {
		cfg.DNSServer, cfg.DNSKeyName, cfg.DNSSecret, cfg.DNSResolvers = z.Addr, certstest.KeyName, filepath.Join(t.TempDir(), "key"), []string{z.Addr}
		if err := os.WriteFile(cfg.DNSSecret, []byte(certstest.Secret+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var wrong []string
	cfg.Validate(func(flag, format string, args ...any) { wrong = append(wrong, flag+": "+fmt.Sprintf(format, args...)) })
	if wrong != nil {
		t.Fatal(wrong)
	}
	if s.pace == (pace{}) {
		s.pace = impatient
	}
	m, err := newManager(cfg, s.pace)
	if err != nil {
		t.Fatal(err)
	}
	if s.made != nil {
		s.made(m)
	}
	var proxies web.Proxies
	if s.crowd {
		proxies = web.Proxies{netip.MustParsePrefix("127.0.0.0/8")}
	}
	secure, err := listen.Open(tl, "", listen.Options{Room: room, Proxies: proxies, TLS: m.TLS(listen.HTTP2, listen.HTTP1), Log: logs(t)})
	if err != nil {
		t.Fatal(err)
	}
	plain, err := listen.Open(hl, "", listen.Options{Room: room, Log: logs(t)})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 3)
	go func() {
		done <- listen.Serve(ctx, secure, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintf(w, "%s %s %s %v", r.Proto, r.Host, r.TLS.ServerName, m.Covers(r.TLS.ServerName, r.Host))
		}))
	}()
	go func() { done <- listen.Serve(ctx, plain, m.Plain("")) }()
	go func() {
		if !s.quiet {
			m.Run(ctx)
		}
		done <- nil
	}()
	t.Cleanup(func() {
		cancel()
		for range 3 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		m.Close()
	})
	return &server{t, m, ca, z, secure.Addr().String(), plain.Addr().String(), cfg.Folder}
}

// shake makes a handshake for a name and gives what it was shown.
func (s *server) shake(name string) (tls.ConnectionState, error) {
	d := tls.Dialer{NetDialer: &net.Dialer{Timeout: 25 * time.Second}, Config: &tls.Config{ServerName: name, InsecureSkipVerify: true, NextProtos: []string{"h2", "http/1.1"}}}
	ctx, cancel := context.WithTimeout(context.Background(), 25*time.Second)
	defer cancel()
	c, err := d.DialContext(ctx, "tcp", s.https)
	if err != nil {
		return tls.ConnectionState{}, err
	}
	defer c.Close()
	return c.(*tls.Conn).ConnectionState(), nil
}

// get asks over TLS, by HTTP/2 or 1.1.
func (s *server) get(host string, h2 bool) (string, error) {
	tr := &http.Transport{
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, ForceAttemptHTTP2: h2,
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, s.https)
		},
	}
	defer tr.CloseIdleConnections()
	res, err := (&http.Client{Transport: tr, Timeout: 25 * time.Second}).Get("https://" + host + "/")
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	return string(b), err
}

// until waits for something.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !ok(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not in time: %s", what)
		}
	}
}

func TestPebble(t *testing.T) {
	only := func(way string) func(*Manager) {
		return func(m *Manager) {
			o := m.own.Issuers[0].(*orders)
			all := o.solvers()
			for k := range all {
				if k != way {
					delete(all, k)
				}
			}
			o.solvers = func() map[string]acmezSolver { return all }
		}
	}
	for _, c := range []struct {
		name  string
		scene scene
	}{
		{"HTTP-01", scene{made: only("http-01")}},
		{"TLS-ALPN-01", scene{made: only("tls-alpn-01")}},
		{"DNS-01", scene{config: func(c *Config) { c.DNS = RFC2136 }}},
		{"nonces rejected", scene{ca: certstest.Options{Nonces: 40}}},
		{"random delays", scene{ca: certstest.Options{Delays: true}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			began := time.Now()
			s := start(t, c.scene)
			until(t, "the server's own certificate", func() bool { return !s.m.State(host).NotAfter.IsZero() })
			for _, name := range []string{host, "web-7." + host} {
				state, err := s.shake(name)
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				if err := state.PeerCertificates[0].VerifyHostname(name); err != nil {
					t.Error(err)
				}
			}
			for _, h2 := range []bool{false, true} {
				got, err := s.get("web-7."+host, h2)
				want := map[bool]string{false: "HTTP/1.1", true: "HTTP/2.0"}[h2] + " web-7.n1.example web-7.n1.example true"
				if err != nil || got != want {
					t.Errorf("got %q, %v; want %q", got, err, want)
				}
			}
			t.Logf("outcome: %d orders in %s", s.ca.Orders(), time.Since(began).Round(10*time.Millisecond))
			if c.scene.config == nil {
				if n := s.ca.Orders(); n != 2 {
					t.Errorf("%d orders for two names", n)
				}
				return
			}
			until(t, "the wildcard", func() bool { return !s.m.State("web-8." + host).NotAfter.IsZero() })
			state, err := s.shake("never-seen." + host)
			if err != nil || state.PeerCertificates[0].DNSNames[0] != "*."+host {
				t.Errorf("got %v, %v", state.PeerCertificates, err)
			}
			if n := s.ca.Orders(); n != 2 {
				t.Errorf("%d orders for the host and what is below it", n)
			}
			until(t, "the zone is clean", func() bool { return s.zone.Left() == 0 })
		})
	}
}

var _ = errors.New

type acmezSolver = acmez.Solver
