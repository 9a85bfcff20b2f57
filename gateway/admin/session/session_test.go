package session

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/gateway/ledger"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/server/eip712"
	"berth/shared/siwe"
	"berth/shared/wire"
)

// realm is who has roles, and which contracts sign; asks are how often the chain was asked.
type realm struct {
	roles  map[eth.Address]wire.AdminRole
	signed bool
	away   error
	asks   int
}

func (r *realm) Role(a eth.Address) wire.AdminRole { return r.roles[a] }

func (r *realm) AskRole(_ context.Context, a eth.Address) (wire.AdminRole, error) {
	return r.roles[a], r.away
}

func (r *realm) Signed(context.Context, eth.Address, eth.Hash, []byte) (bool, error) {
	r.asks++
	return r.signed, r.away
}

type world struct {
	*Sessions
	t     *testing.T
	realm *realm
	store ledger.Admin
	now   time.Time
	key   *ecdsa.PrivateKey
	who   eth.Address
}

func newWorld(t *testing.T) *world {
	t.Helper()
	l, err := ledger.Open(filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, realm: &realm{roles: map[eth.Address]wire.AdminRole{}}, store: l.Admin(), now: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), key: key}
	w.who = eth.Address(crypto.PubkeyToAddress(key.PublicKey))
	w.realm.roles[w.who] = wire.AdminOwner
	w.start()
	return w
}

// start makes a new process.
func (w *world) start() {
	w.t.Helper()
	s, err := New(Config{
		Site: siwe.Site{Scheme: "https", Domain: "n1.example", ChainID: 1}, Roles: w.realm, Wallets: w.realm, Store: w.store, Log: slog.New(slog.DiscardHandler),
		Now: func() time.Time { return w.now },
	})
	if err != nil {
		w.t.Fatal(err)
	}
	w.Sessions = s
}

// in signs in, after a while.
func (w *world) in(wait time.Duration) (string, *problem.Problem) {
	w.t.Helper()
	c, err := w.Challenge(w.who)
	if err != nil {
		w.t.Fatal(err)
	}
	sig, err := eip712.SignHash(w.key, eip712.PersonalHash([]byte(c.Message)))
	if err != nil {
		w.t.Fatal(err)
	}
	w.now = w.now.Add(wait)
	text, _, err := w.Login(w.t.Context(), wire.AdminLogin{Message: c.Message, Signature: sig}, "agent\n\x1b", "192.0.2.1/32")
	var p *problem.Problem
	if err != nil && !errors.As(err, &p) {
		w.t.Fatal(err)
	}
	return text, p
}

func (w *world) code(text string) problem.Code {
	_, err := w.Find(text, false)
	var p *problem.Problem
	if errors.As(err, &p) {
		return p.Code
	}
	return ""
}

func TestTimes(t *testing.T) {
	w := newWorld(t)
	if _, p := w.in(challengeLife); p == nil || p.Code != problem.Expired {
		t.Errorf("a message past its time: %v", p)
	}
	text, p := w.in(challengeLife - time.Second)
	if p != nil {
		t.Fatal(p)
	}
	for range 11 { // in use
		w.now = w.now.Add(Idle)
		if c := w.code(text); c != "" {
			t.Fatalf("at %s: %s", w.now, c)
		}
	}
	w.now = w.now.Add(Idle)
	if c := w.code(text); c != problem.SessionOver {
		t.Errorf("after its life: %q", c)
	}
	if text, p = w.in(0); p != nil {
		t.Fatal(p)
	}
	w.now = w.now.Add(Idle + time.Second)
	if c := w.code(text); c != problem.SessionOver {
		t.Errorf("not used for long: %q", c)
	}
	if err := w.sweep(); err != nil {
		t.Fatal(err)
	}
	if kept, err := w.store.Sessions(); err != nil || len(kept) != 0 || len(w.all) != 0 || len(w.used) != 0 {
		t.Errorf("%d are kept, %d and %d in memory, %v", len(kept), len(w.all), len(w.used), err)
	}
}

func TestSessionsOutliveARestart(t *testing.T) {
	w := newWorld(t)
	text, p := w.in(0)
	if p != nil {
		t.Fatal(p)
	}
	w.start()
	who, err := w.Find(text, false)
	if err != nil || who.Role != wire.AdminOwner || who.Address != w.who {
		t.Fatalf("got %+v, %v", who, err)
	}
	if l := w.List(who); len(l) != 1 || !l[0].Current || l[0].Agent != "agent" || l[0].From != "192.0.2.1/32" {
		t.Errorf("got %+v", l)
	}
	// The role goes: the session is over, and cleared away with a note of it.
	delete(w.realm.roles, w.who)
	if c := w.code(text); c != problem.SessionOver {
		t.Errorf("without a role: %q", c)
	}
	if err := w.sweep(); err != nil {
		t.Fatal(err)
	}
	acts, _, err := w.store.Acts(0, 10)
	if err != nil || len(acts) != 2 || acts[0].Act != "session-end" || acts[1].Act != "login" || acts[0].Seq != 2 {
		t.Errorf("got %+v, %v", acts, err)
	}
	w.realm.roles[w.who] = wire.AdminOwner
	if c := w.code(text); c != problem.SessionOver {
		t.Errorf("it has come back with the role: %q", c)
	}
}

// A contract wallet is asked only where its address has a role: strangers have nobody asked.
func TestContractWallets(t *testing.T) {
	w := newWorld(t)
	contract, stranger := eth.Address{0xc}, eth.Address{0xd}
	w.realm.roles[contract], w.realm.signed = wire.AdminOwner, true
	try := func(account eth.Address) *problem.Problem {
		t.Helper()
		c, err := w.Challenge(account)
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = w.Login(t.Context(), wire.AdminLogin{Message: c.Message, Signature: eth.Bytes{1, 2, 3}}, "", "")
		var p *problem.Problem
		errors.As(err, &p)
		return p
	}
	if p := try(contract); p != nil || w.realm.asks != 1 {
		t.Errorf("the owner's contract: %v", p)
	}
	if p := try(stranger); p == nil || p.Code != problem.BadSignature || w.realm.asks != 1 {
		t.Errorf("a stranger's: %v, asked %d times", p, w.realm.asks)
	}
	w.realm.signed = false
	if p := try(contract); p == nil || p.Code != problem.BadSignature {
		t.Errorf("it has not signed: %v", p)
	}
	w.realm.away = errors.New("away")
	if p := try(contract); p == nil || p.Code != problem.Unavailable {
		t.Errorf("the chain is away: %v", p)
	}
}

func FuzzLogin(f *testing.F) {
	w := &Sessions{cfg: Config{Site: siwe.Site{Scheme: "https", Domain: "n1.example", ChainID: 1}, Now: time.Now, Roles: &realm{}, Wallets: &realm{}}, seal: newSeal(), used: map[string]time.Time{}}
	c, err := w.Challenge(eth.Address{1})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(c.Message, []byte{1})
	f.Add("", []byte{})
	f.Fuzz(func(t *testing.T, message string, sig []byte) {
		_, _, err := w.Login(t.Context(), wire.AdminLogin{Message: message, Signature: sig}, "", "")
		var p *problem.Problem
		if !errors.As(err, &p) || p.Status >= 500 {
			t.Errorf("%q, %x: %v", message, sig, err)
		}
	})
}
