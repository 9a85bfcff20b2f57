package certs

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// pair writes a certificate and its key for names, and gives the files.
func pair(t *testing.T, dir string, serial int64, names ...string) (cert, key string) {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: "its owner"}, DNSNames: names, NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &k.PublicKey, k)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := x509.MarshalECPrivateKey(k)
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for path, b := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "EC PRIVATE KEY", Bytes: raw}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(b), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return cert, key
}

// TestFiles: a certificate from files is shown for its names, and read again when it changes; what is broken is not taken.
func TestFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	cert, key := pair(t, dir, 1, host, "*."+host)
	cfg := Config{Settings: Settings{Cert: cert, Key: key}, Host: host, Log: logs(t)}
	cfg.Validate(func(flag, format string, args ...any) { t.Errorf(flag+": "+format, args...) })
	m, err := newManager(cfg, impatient)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	serial := func(name string) int64 {
		c, err := m.get(&tls.ClientHelloInfo{ServerName: name})
		if err != nil {
			t.Fatal(err)
		}
		if c == nil {
			return 0
		}
		return c.Leaf.SerialNumber.Int64()
	}
	for name, want := range map[string]int64{host: 1, "": 1, "web-1." + host: 1, "evil.example": 0, "a.b." + host: 0} {
		if got := serial(name); got != want {
			t.Errorf("%q: got %d, want %d", name, got, want)
		}
	}
	later := time.Now().Add(time.Second)
	pair(t, dir, 2, host)
	touch := func() {
		later = later.Add(time.Second)
		for _, path := range []string{cert, key} {
			if err := os.Chtimes(path, later, later); err != nil {
				t.Fatal(err)
			}
		}
	}
	touch()
	m.files.reread(m.log)
	if got := serial(host); got != 2 {
		t.Errorf("after a change: %d", got)
	}
	if err := os.WriteFile(key, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	touch()
	m.files.reread(m.log)
	if got := serial(host); got != 2 {
		t.Errorf("after half a change: %d", got)
	}
	if s := m.States(); len(s) != 1 || s[0].Error == "" || s[0].Name != host || s[0].Issuer != "its owner" {
		t.Errorf("got %+v", s)
	}
	pair(t, dir, 3, host)
	m.files.reread(m.log)
	if got := serial(host); got != 3 {
		t.Errorf("after the other half: %d", got)
	}
	if s := m.States(); s[0].Error != "" {
		t.Errorf("got %+v", s)
	}
}

// TestFilesAndAuthority: names that the files are not for are got by ACME.
func TestFilesAndAuthority(t *testing.T) {
	t.Parallel()
	s := start(t, scene{config: func(c *Config) { c.Cert, c.Key = pair(t, t.TempDir(), 1, host, "*."+host) }})
	for name, want := range map[string]string{host: "its owner", "web-1." + host: "its owner", "app.example.org": "Pebble"} {
		state, err := s.shake(name)
		if err != nil || !strings.HasPrefix(state.PeerCertificates[0].Issuer.CommonName, want) {
			t.Errorf("%s: %v, %v", name, state.PeerCertificates, err)
		}
	}
	if n := s.ca.Orders(); n != 1 {
		t.Errorf("%d orders", n)
	}
}

func TestSettings(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	tsig, words, none := file("tsig", "c2VjcmV0LXNlY3JldA==\n"), file("words", "very secret words"), file("none", " \n")
	cert, key := pair(t, dir, 1, host)
	good := Settings{Agree: true, DNS: RFC2136, DNSServer: "ns1.example:53", DNSKeyName: "berth.", DNSSecret: tsig, Email: "ops@example.org", Roots: cert}
	for _, c := range []struct {
		name   string
		change func(*Settings)
		want   string // flags
	}{
		{"good", func(*Settings) {}, ""},
		{"files too", func(s *Settings) { s.Cert, s.Key = cert, key }, ""},
		{"Cloudflare", func(s *Settings) { s.DNS, s.DNSServer, s.DNSSecret = Cloudflare, "", words }, ""},
		{"nothing", func(s *Settings) { *s = Settings{} }, ""},
		{"the other's key", func(s *Settings) { s.Cert, s.Key = cert, cert }, "tls-cert"},
		{"no key", func(s *Settings) { s.Cert = cert }, "tls-cert"},
		{"not agreed", func(s *Settings) { s.Agree = false }, "tls-agree"},
		{"plain directory", func(s *Settings) { s.Directory = "http://ca.example/dir" }, "tls-directory"},
		{"no directory", func(s *Settings) { s.Directory = "ca" }, "tls-directory"},
		{"no address", func(s *Settings) { s.Email = "Ops <ops@example.org>" }, "tls-email"},
		{"no roots", func(s *Settings) { s.Roots = words }, "tls-roots"},
		{"half an account", func(s *Settings) { s.EABID = "x" }, "tls-eab-id"},
		{"no account's key", func(s *Settings) { s.EABID, s.EABKey = "x", words }, "tls-eab-key"},
		{"unknown DNS", func(s *Settings) { s.DNS = "route53" }, "tls-dns"},
		{"no DNS", func(s *Settings) { s.DNS = "" }, "tls-dns"},
		{"no server", func(s *Settings) { s.DNSServer = "ns1.example" }, "tls-dns-server"},
		{"no key name", func(s *Settings) { s.DNSKeyName = "" }, "tls-dns-key-name"},
		{"MD5", func(s *Settings) { s.DNSKeyAlgorithm = "hmac-md5" }, "tls-dns-key-algorithm"},
		{"no base64", func(s *Settings) { s.DNSSecret = words }, "tls-dns-secret"},
		{"an empty file", func(s *Settings) { s.DNSSecret = none }, "tls-dns-secret"},
		{"no file", func(s *Settings) { s.DNSSecret = "" }, "tls-dns-secret"},
		{"no resolver's port", func(s *Settings) { s.DNSResolvers = []string{"192.0.2.1"} }, "tls-dns-resolvers"},
	} {
		s := good
		c.change(&s)
		var flags []string
		s.Validate(func(flag, format string, args ...any) {
			flags = append(flags, flag)
			if text := fmt.Sprintf(format, args...); strings.Contains(text, "secret words") {
				t.Errorf("%s: the secret is told: %s", c.name, text)
			}
		})
		if got := strings.Join(flags, " "); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)
	for s, want := range map[string]time.Duration{
		"": 0, "120": 2 * time.Minute, "-1": 0, "1e9": 0, "x": 0, "1.5": 0, "Wed, 02 Jan 2030 03:05:05 GMT": time.Minute, "Wed, 02 Jan 2030 03:00:05 GMT": 0, "99999999999999999999": 0,
	} {
		if got := retryAfter(s, now); got != want {
			t.Errorf("%q: got %s, want %s", s, got, want)
		}
	}
}
