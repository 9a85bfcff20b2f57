// Package certstest has what tests of certificates are made with: an authority, which is Pebble in this process, and a DNS
// server that takes updates. Both are on loopback.
package certstest

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/letsencrypt/pebble/v2/ca"
	"github.com/letsencrypt/pebble/v2/db"
	"github.com/letsencrypt/pebble/v2/va"
	"github.com/letsencrypt/pebble/v2/wfe"
)

// Options are how an authority behaves.
type Options struct {
	HTTPPort, TLSPort int               // where it looks for challenges
	DNS               string            // server that it asks; its names are all on loopback
	Nonces            int               // percent of good nonces that it rejects all the same
	Delays            bool              // it waits up to a second before it looks at a challenge
	Seconds           uint64            // that a certificate is good for; 0: 90 days
	Denies            string            // it refuses names that begin with this
	Accounts          map[string]string // key ids and keys of which one is needed (external account binding); nil: none is
}

// CA is an authority. It is safe for concurrent use.
type CA struct {
	Directory string // URL
	Roots     string // file with what its own certificate hangs on

	denies  string
	orders  atomic.Int64
	asked   atomic.Int64
	down    atomic.Bool
	limited atomic.Int64 // seconds
	hold    chan struct{}
	holds   atomic.Bool
}

// Orders is how many orders were made.
func (c *CA) Orders() int { return int(c.orders.Load()) }

// Asked is how many orders were asked for, those that were refused too.
func (c *CA) Asked() int { return int(c.asked.Load()) }

// Down has it answer nobody, or answer again.
func (c *CA) Down(down bool) { c.down.Store(down) }

// Limit has it refuse orders with a 429 that says to come again in so many seconds; 0: it takes them.
func (c *CA) Limit(seconds int64) { c.limited.Store(seconds) }

// Hold has it leave orders without an answer.
func (c *CA) Hold() { c.holds.Store(true) }

// settings are what Pebble reads from the environment as it is made.
var settings sync.Mutex

// NewCA starts an authority, which ends with the test.
func NewCA(t *testing.T, o Options) *CA {
	t.Helper()
	settings.Lock()
	defer settings.Unlock()
	set := map[string]string{"PEBBLE_WFE_NONCEREJECT": strconv.Itoa(o.Nonces), "PEBBLE_VA_NOSLEEP": "1", "PEBBLE_AUTHZREUSE": "0", "PEBBLE_VA_SLEEPTIME": ""}
	if o.Delays {
		set["PEBBLE_VA_NOSLEEP"], set["PEBBLE_VA_SLEEPTIME"] = "", "2"
	}
	for k, v := range set {
		if err := os.Setenv(k, v); err != nil {
			t.Fatal(err)
		}
	}
	quiet := log.New(io.Discard, "", 0)
	store := db.NewMemoryStore()
	for id, key := range o.Accounts {
		if err := store.AddExternalAccountKeyByID(id, key); err != nil {
			t.Fatal(err)
		}
	}
	issuer := ca.New(quiet, store, "", "ecdsa", 0, 1, map[string]ca.Profile{"default": {Description: "the usual", ValidityPeriod: o.Seconds}})
	checks := va.New(quiet, o.HTTPPort, o.TLSPort, true, o.DNS, store)
	front := wfe.New(quiet, store, checks, issuer, []string{"pebble.example"}, true, o.Accounts != nil, 0, 0)
	c := &CA{denies: o.Denies, hold: make(chan struct{})}
	srv := httptest.NewUnstartedServer(c.before(front.Handler()))
	srv.Config.ErrorLog = quiet
	srv.StartTLS()
	t.Cleanup(func() {
		close(c.hold)
		srv.Close()
	})
	c.Directory = srv.URL + wfe.DirectoryPath
	c.Roots = filepath.Join(t.TempDir(), "roots.pem")
	if err := os.WriteFile(c.Roots, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: srv.Certificate().Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	return c
}

func (c *CA) before(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if c.down.Load() {
			panic(http.ErrAbortHandler)
		}
		if strings.HasSuffix(r.URL.Path, "/order-plz") {
			if c.holds.Load() {
				<-c.hold
				panic(http.ErrAbortHandler)
			}
			if s := c.limited.Load(); s > 0 {
				w.Header().Set("Retry-After", strconv.FormatInt(s, 10))
				w.Header().Set("Content-Type", "application/problem+json")
				w.WriteHeader(http.StatusTooManyRequests)
				_, _ = io.WriteString(w, `{"type":"urn:ietf:params:acme:error:rateLimited","detail":"too many","status":429}`)
				return
			}
			body, err := io.ReadAll(io.LimitReader(r.Body, 64<<10))
			if err != nil {
				panic(http.ErrAbortHandler)
			}
			r.Body = io.NopCloser(bytes.NewReader(body))
			c.asked.Add(1)
			if c.denies != "" && strings.Contains(payload(body), `"`+c.denies) {
				w.Header().Set("Content-Type", "application/problem+json")
				w.WriteHeader(http.StatusForbidden)
				_, _ = io.WriteString(w, `{"type":"urn:ietf:params:acme:error:rejectedIdentifier","detail":"not this name","status":403}`)
				return
			}
			w = &counted{w, &c.orders}
		}
		next.ServeHTTP(w, r)
	})
}

// payload is what a signed request says (RFC 7515).
func payload(body []byte) string {
	var jws struct{ Payload string }
	if json.Unmarshal(body, &jws) != nil {
		return ""
	}
	text, err := base64.RawURLEncoding.DecodeString(jws.Payload)
	if err != nil {
		return ""
	}
	return string(text)
}

// counted counts the orders that are made.
type counted struct {
	http.ResponseWriter
	orders *atomic.Int64
}

// WriteHeader implements http.ResponseWriter.
func (c *counted) WriteHeader(code int) {
	if code == http.StatusCreated {
		c.orders.Add(1)
	}
	c.ResponseWriter.WriteHeader(code)
}
