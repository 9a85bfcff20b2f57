package certs

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/caddyserver/certmagic"

	"berth/shared/server/certs/certstest"
)

// clock is a time that tests move.
type clock struct{ ahead atomic.Int64 }

func (c *clock) now() time.Time       { return time.Now().Add(time.Duration(c.ahead.Load())) }
func (c *clock) move(d time.Duration) { c.ahead.Add(int64(d)) }

func (s *server) has(name string) bool { return !s.m.State(name).NotAfter.IsZero() }

// outcome is a line for the table of these tests.
func outcome(t *testing.T, began time.Time, format string, args ...any) {
	t.Logf("outcome: %s; %s", fmt.Sprintf(format, args...), time.Since(began).Round(10*time.Millisecond))
}

// TestAuthorityDown: the authority is away when a certificate is to be renewed; the old one goes on, and is renewed once the
// authority is back.
func TestAuthorityDown(t *testing.T) {
	t.Parallel()
	began := time.Now()
	var c clock
	s := start(t, scene{ca: certstest.Options{Seconds: 9}, config: func(cfg *Config) { cfg.Now = c.now }})
	until(t, "a certificate", func() bool { return s.has(host) })
	first := s.m.State(host).NotAfter
	s.ca.Down(true)
	until(t, "a renewal that fails", func() bool { return s.m.State(host).Error != "" })
	state, err := s.shake(host)
	if err != nil || !state.PeerCertificates[0].NotAfter.Equal(first) {
		t.Fatalf("the old one does not go on: %v", err)
	}
	until(t, "its end", func() bool { return time.Now().After(first.Add(time.Second)) })
	if _, err := s.shake(host); err != nil {
		t.Errorf("once it is over nothing is shown at all: %v", err)
	}
	if n := s.ca.Orders(); n != 1 {
		t.Errorf("%d orders while the authority was away", n)
	}
	s.ca.Down(false)
	c.move(longWait)
	until(t, "a renewal", func() bool { return s.m.State(host).NotAfter.After(first) })
	state, err = s.shake(host)
	if err != nil || !state.PeerCertificates[0].NotAfter.After(first) {
		t.Errorf("the new one is not shown: %v", err)
	}
	outcome(t, began, "the old certificate was shown until the authority was back, then renewed")
}

// TestAuthorityLimits: an authority that has had enough is left alone for as long as it says, and other names go on.
func TestAuthorityLimits(t *testing.T) {
	t.Parallel()
	began := time.Now()
	var c clock
	s := start(t, scene{config: func(cfg *Config) { cfg.Now = c.now }})
	until(t, "a certificate", func() bool { return s.has(host) })
	s.ca.Limit(7200)
	name := "web-1." + host
	for range 20 {
		if _, err := s.shake(name); err == nil {
			t.Fatal("there is a certificate")
		}
	}
	state := s.m.State(name)
	if wait := state.Next.Sub(c.now()); wait < 119*time.Minute || !strings.Contains(state.Error, "rateLimited") {
		t.Errorf("got %+v", state)
	}
	var later *LaterError
	if err := s.m.Obtain(t.Context(), name); !errors.As(err, &later) {
		t.Errorf("got %v", err)
	}
	if _, err := s.shake(host); err != nil {
		t.Errorf("others: %v", err)
	}
	s.ca.Limit(0)
	if err := s.m.Obtain(t.Context(), "web-2."+host); !errors.As(err, &later) {
		t.Errorf("another name does not wait a while: %v", err)
	}
	c.move(10 * time.Minute)
	if err := s.m.Obtain(t.Context(), "web-2."+host); err != nil {
		t.Errorf("another name: %v", err)
	}
	if err := s.m.Obtain(t.Context(), name); !errors.As(err, &later) {
		t.Errorf("before its time: %v", err)
	}
	c.move(2 * time.Hour)
	if err := s.m.Obtain(t.Context(), name); err != nil {
		t.Errorf("in time: %v", err)
	}
	outcome(t, began, "asked once, waited 2 h as told, others served; %d orders", s.ca.Orders())
}

// TestSkew: where each certificate is due as soon as it is there, as with a wrong clock, the authority is not asked on and
// on.
func TestSkew(t *testing.T) {
	t.Parallel()
	began := time.Now()
	s := start(t, scene{ca: certstest.Options{Seconds: 6}, pace: pace{tick: 20 * time.Millisecond, check: 2 * time.Second, wait: 20 * time.Second, gone: time.Second}})
	until(t, "trouble", func() bool { return s.m.State(host).Error != "" })
	if state := s.m.State(host); !strings.Contains(state.Error, "clock") || state.NotAfter.IsZero() {
		t.Errorf("got %+v", state)
	}
	time.Sleep(500 * time.Millisecond)
	if _, err := s.shake(host); err != nil {
		t.Errorf("what there is, is not shown: %v", err)
	}
	if n := s.ca.Orders(); n > 2 {
		t.Errorf("%d orders", n)
	}
	outcome(t, began, "%d orders, then a pause that says why", s.ca.Orders())
}

// TestAccounts: an account that the authority knows already is bound to ours.
func TestAccounts(t *testing.T) {
	t.Parallel()
	const id, key = "kid-1", "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W"
	for _, bound := range []bool{true, false} {
		began := time.Now()
		s := start(t, scene{ca: certstest.Options{Accounts: map[string]string{id: key}}, config: func(c *Config) {
			if !bound {
				return
			}
			c.EABID, c.EABKey = id, filepath.Join(t.TempDir(), "key")
			if err := os.WriteFile(c.EABKey, []byte(key+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
		}})
		until(t, "an outcome", func() bool { return s.has(host) || s.m.State(host).Error != "" })
		if s.has(host) != bound {
			t.Errorf("bound %v: %+v", bound, s.m.State(host))
		}
		if text := s.m.State(host).Error; strings.Contains(text, key) {
			t.Errorf("the key is told: %s", text)
		}
		outcome(t, began, "external account bound: %v, certificate: %v", bound, s.has(host))
	}
}

// TestOnce: handshakes for one name at the same time make one order, and one whose visitor goes away is not lost.
func TestOnce(t *testing.T) {
	t.Parallel()
	s := start(t, scene{})
	until(t, "a certificate", func() bool { return s.has(host) })
	before := s.ca.Orders()
	var all sync.WaitGroup
	for range 30 {
		all.Go(func() {
			if _, err := s.shake("web-3." + host); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := s.ca.Orders() - before; n != 1 {
		t.Errorf("%d orders", n)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.m.Obtain(ctx, "web-4."+host); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	until(t, "it is there all the same", func() bool { return s.has("web-4." + host) })
}

// TestGoes: the certificate and key of a name that is ours no more go.
func TestGoes(t *testing.T) {
	t.Parallel()
	var gone atomic.Bool
	s := start(t, scene{config: func(c *Config) {
		c.Ours = func(name string) error {
			if gone.Load() {
				return errNotOurs
			}
			return nil
		}
	}})
	const name = "app.example.org"
	if err := s.m.Obtain(t.Context(), name); err != nil {
		t.Fatal(err)
	}
	keys := func() []string {
		found, err := filepath.Glob(filepath.Join(s.folder, "certificates", "*", name, "*"))
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	if len(keys()) != 3 {
		t.Fatalf("on disk: %v", keys())
	}
	for _, path := range keys() {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", path, info.Mode(), err)
		}
	}
	gone.Store(true)
	until(t, "it is gone", func() bool { return len(keys()) == 0 && !s.has(name) })
	if _, err := s.shake(name); err == nil {
		t.Error("it is shown")
	}
}

// TestAgain: the next process has what was got before, and orders nothing.
func TestAgain(t *testing.T) {
	t.Parallel()
	s := start(t, scene{})
	until(t, "a certificate", func() bool { return s.has(host) })
	if err := s.m.Obtain(t.Context(), "web-5."+host); err != nil {
		t.Fatal(err)
	}
	cfg := s.m.cfg
	m, err := newManager(cfg, impatient)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	before := s.ca.Orders()
	if err := m.Obtain(t.Context(), "web-5."+host); err != nil || m.State("web-5."+host).NotAfter.IsZero() {
		t.Errorf("got %v", err)
	}
	if n := s.ca.Orders() - before; n != 0 {
		t.Errorf("%d orders", n)
	}
	// What a crash leaves in the middle of a file is got anew.
	found, err := filepath.Glob(filepath.Join(s.folder, "certificates", "*", "web-5."+host, "*.crt"))
	if err != nil || len(found) != 1 {
		t.Fatalf("%v %v", found, err)
	}
	if err := os.WriteFile(found[0], []byte("-----BEGIN CERT"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.m.cache.RemoveManaged([]certmagic.SubjectIssuer{{Subject: "web-5." + host}})
	if err := s.m.Obtain(t.Context(), "web-5."+host); err != nil || !s.has("web-5."+host) {
		t.Errorf("got %v", err)
	}
	if n := s.ca.Orders() - before; n != 1 {
		t.Errorf("%d orders", n)
	}
}

// holder is where a child process of the test gets a certificate from, which it is killed at.
const holder = "BERTH_TEST_HOLDER"

func TestMain(m *testing.M) {
	if at := os.Getenv(holder); at != "" {
		dir, roots, _ := strings.Cut(at, "|")
		roots, directory, _ := strings.Cut(roots, "|")
		child(dir, roots, directory)
	}
	os.Exit(m.Run())
}

// TestKilled: a process is killed while it holds the lock on a name; the next one gets on.
func TestKilled(t *testing.T) {
	t.Parallel()
	began := time.Now()
	var stuck *certstest.CA
	s := start(t, scene{quiet: true})
	stuck = certstest.NewCA(t, certstest.Options{})
	stuck.Hold()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), holder+"="+s.folder+"|"+stuck.Roots+"|"+stuck.Directory)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	until(t, "the lock", func() bool {
		found, _ := filepath.Glob(filepath.Join(s.folder, "locks", "*.lock"))
		return len(found) > 0
	})
	time.Sleep(100 * time.Millisecond) // it is written, too
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	killed := time.Now()
	if err := s.m.Obtain(t.Context(), host); err != nil {
		t.Fatal(err)
	}
	outcome(t, began, "the next process had the certificate %s after the kill", time.Since(killed).Round(100*time.Millisecond))
}
