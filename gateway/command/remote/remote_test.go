package remote

import (
	"crypto/ecdsa"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/gateway/opkey"
	"berth/shared/attacktest"
	"berth/shared/problem"
	"berth/shared/server/eip712"
	"berth/shared/siwe"
	"berth/shared/wire"
)

// house plays a gateway's admin API, as far as signing in goes.
type house struct {
	*testing.T
	server  *httptest.Server
	key     *ecdsa.PrivateKey
	asks    func() string // the text to be signed
	good    map[string]bool
	logins  int
	signed  []wire.AdminLogin
	answers http.HandlerFunc // to all else
}

const nonce = "0123456789abcdef0123456789abcdef"

func newHouse(t *testing.T) *house {
	t.Helper()
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	h := &house{T: t, key: key, good: map[string]bool{}}
	h.asks = func() string { return h.login().String() }
	h.answers = func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(`{"name": "here"}`)) }
	mux := http.NewServeMux()
	mux.HandleFunc("POST /admin/api/login/challenge", func(w http.ResponseWriter, _ *http.Request) {
		json.NewEncoder(w).Encode(wire.Challenge{Message: h.asks()})
	})
	mux.HandleFunc("POST /admin/api/login", func(w http.ResponseWriter, r *http.Request) {
		var l wire.AdminLogin
		if err := json.NewDecoder(r.Body).Decode(&l); err != nil {
			t.Error(err)
		}
		h.signed = append(h.signed, l)
		h.logins++
		token := "token-" + strings.Repeat("x", h.logins)
		h.good[token] = true
		json.NewEncoder(w).Encode(wire.AdminSession{Token: token, ExpiresAt: time.Now().Add(time.Hour)})
	})
	mux.HandleFunc("/admin/api/", func(w http.ResponseWriter, r *http.Request) {
		if token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); !h.good[token] {
			refuse(w, problem.New(401, problem.SessionOver, "over"))
			return
		}
		h.answers(w, r)
	})
	h.server = httptest.NewServer(mux)
	t.Cleanup(h.server.Close)
	return h
}

func refuse(w http.ResponseWriter, p *problem.Problem) {
	w.Header().Set("Content-Type", problem.ContentType)
	w.WriteHeader(p.Status)
	json.NewEncoder(w).Encode(p)
}

func (h *house) host() string { return strings.TrimPrefix(h.server.URL, "http://") }

func (h *house) login() siwe.Message {
	now := time.Now().UTC().Truncate(time.Second)
	return siwe.Site{Scheme: "http", Domain: h.host(), ChainID: 1337}.Login(eip712.Checksum(opkey.Address(h.key)), nonce, now, now.Add(5*time.Minute))
}

func (h *house) client(cache string) *Client {
	c := New(Config{
		Scheme: "http", Host: h.host(), ChainID: 1337, Keys: func() ([]*ecdsa.PrivateKey, error) { return []*ecdsa.PrivateKey{h.key}, nil }, Cache: cache, Now: time.Now,
	})
	h.Cleanup(c.Close)
	return c
}

func (h *house) ask(c *Client) error {
	var s struct{ Name string }
	err := c.Get(h.Context(), "/overview", &s)
	if err == nil && s.Name != "here" {
		h.Errorf("got %+v", s)
	}
	return err
}

func TestSignIn(t *testing.T) {
	h := newHouse(t)
	cache := filepath.Join(t.TempDir(), "token")
	must := func(c *Client, logins int, what string) {
		t.Helper()
		if err := h.ask(c); err != nil || h.logins != logins {
			t.Errorf("%s: %v, after %d logins, want %d", what, err, h.logins, logins)
		}
	}
	c := h.client(cache)
	must(c, 1, "first")
	must(c, 1, "again")
	if l := h.signed[0]; !l.Bearer || l.Message != h.login().String() && !strings.Contains(l.Message, nonce) {
		t.Errorf("it signed %+v", l)
	}
	info, err := os.Stat(cache)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the token's file: %v, %v", info.Mode(), err)
	}
	must(h.client(cache), 1, "the next command")
	h.good = map[string]bool{}
	must(h.client(cache), 2, "once the session is over")
	if err := os.Chmod(cache, 0o644); err != nil {
		t.Fatal(err)
	}
	must(h.client(cache), 3, "with a file that others can read")
	if err := os.WriteFile(cache, []byte(`{"host": "else", "token": "token-x", "expires": "2999-01-01T00:00:00Z"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	must(h.client(cache), 4, "with another host's token")
	must(h.client(filepath.Join(t.TempDir(), "none", "token")), 5, "where nothing can be kept")

	c = h.client(cache)
	if err := c.Forget(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(cache); !os.IsNotExist(err) {
		t.Errorf("the token is still there: %v", err)
	}
}

func TestRefusals(t *testing.T) {
	h := newHouse(t)
	c := h.client("")
	tries := 0
	for name, x := range map[string]struct {
		answer http.HandlerFunc
		want   string
	}{
		"a problem": {func(w http.ResponseWriter, _ *http.Request) {
			refuse(w, problem.New(404, problem.NotFound, "there is no such order"))
		}, "no such order"},
		"another server":  {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(502); w.Write([]byte("<html>")) }, "another server"},
		"another version": {func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(`[1]`)) }, "another version"},
		"too much":        {func(w http.ResponseWriter, _ *http.Request) { w.Write(make([]byte, maxAnswer+2)) }, "more than"},
		"too often, once": {func(w http.ResponseWriter, _ *http.Request) {
			if tries++; tries == 1 {
				w.Header().Set("Retry-After", "1")
				refuse(w, problem.New(429, problem.TooMany, "too many"))
				return
			}
			w.Write([]byte(`{"name": "here"}`))
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			h.answers = x.answer
			err := h.ask(c)
			if (err == nil) != (x.want == "") || err != nil && !strings.Contains(err.Error(), x.want) {
				t.Errorf("got %v, want %q", err, x.want)
			}
		})
	}
	h.server.Close()
	if err := h.ask(c); err == nil || !strings.Contains(err.Error(), "does not answer") {
		t.Errorf("a gateway that is away: %v", err)
	}
}

// TestAttackOperatorSignature: who answers in a gateway's place gets no signature of the operator key's but under the one login
// message of that gateway, and no token by a redirect.
func TestAttackOperatorSignature(t *testing.T) {
	a := attacktest.Begin(t, "the operator key signs something else than a login at its own gateway")
	h := newHouse(t)
	change := func(f func(*siwe.Message)) func() string {
		return func() string {
			m := h.login()
			f(&m)
			return m.String()
		}
	}
	texts := map[string]func() string{
		"another site":      change(func(m *siwe.Message) { m.Domain, m.URI = "bank.example.org", "https://bank.example.org/" }),
		"another port":      change(func(m *siwe.Message) { m.Domain += "0" }),
		"another scheme":    change(func(m *siwe.Message) { m.Scheme = "https" }),
		"another chain":     change(func(m *siwe.Message) { m.ChainID = 1 }),
		"another statement": change(func(m *siwe.Message) { m.Statement = "I give all I have to the bearer." }),
		"another address":   change(func(m *siwe.Message) { m.Account = "0x00000000000000000000000000000000000000AA" }),
		"resources":         change(func(m *siwe.Message) { m.Resources = []string{"https://bank.example.org/transfer"} }),
		"for years":         change(func(m *siwe.Message) { m.Expires = m.IssuedAt.Add(9000 * time.Hour) }),
		"of the past":       change(func(m *siwe.Message) { m.IssuedAt, m.Expires = m.IssuedAt.Add(-time.Hour), m.Expires.Add(-time.Hour) }),
		"a short nonce":     change(func(m *siwe.Message) { m.Nonce = "12345678" }),
		"a transaction":     func() string { return "\x02\xf8\x6c" + strings.Repeat("\x01", 60) },
		"a line more":       func() string { return h.login().String() + "\nand all my tokens" },
		"nothing":           func() string { return "" },
	}
	for name, text := range texts {
		h.asks, h.signed = text, nil
		err := h.ask(h.client(""))
		a.Tried(err == nil || len(h.signed) > 0, "%s: %v, signed %v", name, err, h.signed)
	}

	h.asks = func() string { return h.login().String() }
	told := ""
	thief := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { told += r.Header.Get("Authorization") }))
	defer thief.Close()
	for _, code := range []int{301, 302, 303, 307, 308} {
		h.answers = func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, thief.URL+"/admin/api/overview", code)
		}
		err := h.ask(h.client(""))
		var p *problem.Problem
		a.Tried(told != "" || err == nil || errors.As(err, &p), "a redirect with %d: %v, the thief has %q", code, err, told)
	}
}
