package backup

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"strings"
	"testing"
	"time"

	"berth/e2e/rig/s3test"
	"berth/shared/problem"
	"berth/shared/wire"
)

// trusting is a house that trusts certificates of its own.
func trusting(t *testing.T, pool *x509.CertPool, named ...string) *house {
	t.Helper()
	h := newHouse(t, named...)
	h.Keeper.transport.TLSClientConfig = &tls.Config{RootCAs: pool}
	return h.up()
}

// TestTLS: an S3 server that speaks TLS is written to and read from, once its certificate is trusted.
func TestTLS(t *testing.T) {
	c := s3test.NewCertificate(t, "127.0.0.1", time.Now().Add(time.Hour))
	s := s3test.StartTLS(t, root, c, "backups")
	if !strings.HasPrefix(s.Endpoint, "https://") {
		t.Fatal(s.Endpoint)
	}
	me := newIdentity(t)
	h := trusting(t, c.Pool, s.Host)
	if _, err := h.Set(t.Context(), alice, 1, planAt(s.Endpoint, me)); err != nil {
		t.Fatal(err)
	}
	run := h.backup(alice, 1)
	if run.Fault != "" || run.Bytes < 20<<20 {
		t.Fatalf("%+v\n%s", run, h.log)
	}
	want := h.disks.at(1, "data")
	at := planAt(s.Endpoint).Bucket
	x := trusting(t, c.Pool, s.Host)
	if _, err := x.Restore(t.Context(), bob, 3, wire.BackupRestore{Bucket: &at, Path: run.Path, Disks: map[string]string{"data": "data"}, Identity: me.String()}); err != nil {
		t.Fatal(err)
	}
	if run := x.ended(3); run.Fault != "" || string(x.disks.at(3, "data")) != string(want) {
		t.Errorf("restored: %+v, %d bytes", run, len(x.disks.at(3, "data")))
	}
}

// TestWrongCertificate: a plan is not taken over where the server's certificate is nobody's that is trusted, is another host's, or has run
// out; its secret is told to none of them. A backup that finds such a one later says so.
func TestWrongCertificate(t *testing.T) {
	soon := time.Now().Add(time.Hour)
	good := s3test.NewCertificate(t, "127.0.0.1", soon)
	me := newIdentity(t)
	for name, c := range map[string]struct {
		has     s3test.Certificate
		trusted *s3test.Certificate // nil: that which the server has
	}{
		"nobody's that is trusted": {s3test.NewCertificate(t, "127.0.0.1", soon), &good},
		"another host's":           {s3test.NewCertificate(t, "s3.example.org", soon), nil},
		"run out":                  {s3test.NewCertificate(t, "127.0.0.1", time.Now().Add(-time.Hour)), nil},
	} {
		s := s3test.StartTLS(t, root, c.has, "backups")
		pool := c.has.Pool
		if c.trusted != nil {
			pool = c.trusted.Pool
		}
		h := trusting(t, pool, s.Host)
		_, err := h.Set(t.Context(), alice, 1, planAt(s.Endpoint, me))
		var p *problem.Problem
		if got := field(err); got != "bucket.endpoint certificate" || !errors.As(err, &p) || !strings.Contains(p.Detail, "certificate") {
			t.Errorf("%s: %s: %v", name, got, err)
		}
		if h.View(1).Plan != nil {
			t.Errorf("%s: the plan was taken over", name)
		}
	}

	// The certificate is renewed by one that nobody trusts, between two backups.
	s := s3test.StartTLS(t, root, good, "backups")
	h := trusting(t, good.Pool, s.Host)
	if _, err := h.Set(t.Context(), alice, 1, planAt(s.Endpoint, me)); err != nil {
		t.Fatal(err)
	}
	s.Down()
	s.Certificate = s3test.NewCertificate(t, "127.0.0.1", soon)
	s.Up()
	h.Keeper.transport.CloseIdleConnections()
	if run := h.backup(alice, 1); run.Fault != wire.FaultCertificate || run.Text == "" {
		t.Errorf("%+v", run)
	}
}
