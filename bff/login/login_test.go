package login

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/server/eip712"
	"berth/shared/siwe"
)

// memStore is a Store in memory.
type memStore struct {
	mu         sync.Mutex
	challenges map[string]Challenge
	sessions   map[string]Session
}

func newMemStore() *memStore {
	return &memStore{challenges: map[string]Challenge{}, sessions: map[string]Session{}}
}

func (s *memStore) AddChallenge(_ context.Context, c Challenge) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.challenges[c.Nonce] = c
	return nil
}

func (s *memStore) TakeChallenge(_ context.Context, nonce string) (Challenge, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.challenges[nonce]
	if !ok {
		return c, ErrNone
	}
	delete(s.challenges, nonce)
	return c, nil
}

func (s *memStore) AddSession(_ context.Context, v Session) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sessions[v.Key] = v
	return nil
}

func (s *memStore) Session(_ context.Context, key string) (Session, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, ok := s.sessions[key]
	if !ok {
		return v, ErrNone
	}
	return v, nil
}

func (s *memStore) EndSession(_ context.Context, key string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.sessions[key]; !ok {
		return ErrNone
	}
	delete(s.sessions, key)
	return nil
}

type fakeContracts struct {
	ok  bool
	err error
}

func (f fakeContracts) Signed(context.Context, eth.Address, eth.Hash, []byte) (bool, error) {
	return f.ok, f.err
}

func newKey(t *testing.T) (*ecdsa.PrivateKey, eth.Address) {
	t.Helper()
	k, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	return k, eth.Address(crypto.PubkeyToAddress(k.PublicKey))
}

func TestLogin(t *testing.T) {
	k, account := newKey(t)
	other, _ := newKey(t)
	for _, c := range []struct {
		name      string
		change    func(*siwe.Message)
		key       *ecdsa.PrivateKey
		later     time.Duration
		contracts Contracts
		sig       func(eth.Bytes) eth.Bytes
		code      problem.Code // "": gets in
	}{
		{name: "as it is"},
		{name: "v of 0 and 1", sig: func(b eth.Bytes) eth.Bytes { b[64] -= 27; return b }},
		{name: "just in time", later: 5*time.Minute - time.Second},
		{name: "too late", later: 5 * time.Minute, code: problem.Expired},
		{name: "another's signature", key: other, code: problem.BadSignature},
		{name: "short signature", sig: func(b eth.Bytes) eth.Bytes { return b[:64] }, code: problem.BadSignature},
		{name: "no signature", sig: func(eth.Bytes) eth.Bytes { return nil }, code: problem.BadField},
		{name: "endless signature", sig: func(eth.Bytes) eth.Bytes { return make(eth.Bytes, 8<<10+1) }, code: problem.BadField},
		{name: "another domain", change: func(m *siwe.Message) { m.Domain = "evil.example" }, code: problem.BadField},
		{name: "another scheme", change: func(m *siwe.Message) { m.Scheme = "http" }, code: problem.BadField},
		{name: "no scheme", change: func(m *siwe.Message) { m.Scheme = "" }, code: problem.BadField},
		{name: "another URI", change: func(m *siwe.Message) { m.URI = "https://berth.example/x" }, code: problem.BadField},
		{name: "another chain", change: func(m *siwe.Message) { m.ChainID = 1 }, code: problem.BadField},
		{name: "another nonce", change: func(m *siwe.Message) { m.Nonce = "aaaaaaaaaaaaaaaa" }, code: problem.Used},
		{name: "no expiry", change: func(m *siwe.Message) { m.Expires = time.Time{} }, code: problem.BadField},
		{name: "longer expiry", change: func(m *siwe.Message) { m.Expires = m.Expires.Add(time.Second) }, code: problem.BadField},
		{name: "from the future", change: func(m *siwe.Message) { m.IssuedAt, m.Expires = m.IssuedAt.Add(time.Hour), m.Expires.Add(time.Hour) }, code: problem.BadField},
		{name: "not before later", change: func(m *siwe.Message) { m.NotBefore = m.IssuedAt.Add(time.Hour) }, code: problem.BadField},
		{name: "no checksum", change: func(m *siwe.Message) { m.Account = strings.ToLower(m.Account) }, code: problem.BadField},
		{name: "a contract that agrees", key: other, contracts: fakeContracts{ok: true}},
		{name: "a contract that does not", key: other, contracts: fakeContracts{}, code: problem.BadSignature},
		{name: "a chain that is away", key: other, contracts: fakeContracts{err: errors.New("down")}, code: problem.Unavailable},
	} {
		t.Run(c.name, func(t *testing.T) {
			now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
			store := newMemStore()
			s := New(Config{Scheme: "https", Domain: "berth.example", ChainID: 1337}, store, store, c.contracts, func() time.Time { return now })
			text, err := s.Challenge(t.Context(), account, "203.0.113.1/32")
			if err != nil {
				t.Fatal(err)
			}
			m, err := siwe.Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			if c.change != nil {
				c.change(&m)
			}
			signer := k
			if c.key != nil {
				signer = c.key
			}
			sig, err := eip712.SignHash(signer, eip712.PersonalHash([]byte(m.String())))
			if err != nil {
				t.Fatal(err)
			}
			if c.sig != nil {
				sig = c.sig(sig)
			}
			now = now.Add(c.later)
			id, session, err := s.Login(t.Context(), m.String(), sig)
			var p *problem.Problem
			if c.code != "" {
				if !errors.As(err, &p) || p.Code != c.code || len(store.sessions) != 0 {
					t.Fatalf("got %v, want %s", err, c.code)
				}
				return
			}
			if err != nil || session.Address != account || len(id) != 43 {
				t.Fatalf("got %q, %+v, %v", id, session, err)
			}
			if _, ok := store.sessions[id]; ok {
				t.Error("the store has the id itself")
			}
			if _, _, err := s.Login(t.Context(), m.String(), sig); !errors.As(err, &p) || p.Code != problem.Used {
				t.Errorf("the second time: got %v", err)
			}
			if who, err := s.Who(t.Context(), id); err != nil || who.Address != account {
				t.Errorf("who: got %+v, %v", who, err)
			}
			for _, wrong := range []string{"", "x", id[1:] + "A", session.Key} {
				if _, err := s.Who(t.Context(), wrong); !errors.Is(err, ErrNone) {
					t.Errorf("who %q: got %v", wrong, err)
				}
			}
			now = session.ExpiresAt
			if _, err := s.Who(t.Context(), id); !errors.Is(err, ErrNone) {
				t.Errorf("after its time: got %v", err)
			}
			if err := errors.Join(s.Logout(t.Context(), id), s.Logout(t.Context(), id)); err != nil {
				t.Error(err)
			}
		})
	}
}

// A challenge is for the account that asked for it.
func TestChallengeOfAnother(t *testing.T) {
	k, account := newKey(t)
	_, other := newKey(t)
	s := New(Config{Scheme: "https", Domain: "berth.example", ChainID: 1}, newMemStore(), newMemStore(), nil, time.Now)
	text, err := s.Challenge(t.Context(), other, "203.0.113.1/32")
	if err != nil {
		t.Fatal(err)
	}
	text = strings.Replace(text, eip712.Checksum(other), eip712.Checksum(account), 1)
	sig, err := eip712.SignHash(k, eip712.PersonalHash([]byte(text)))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Login(t.Context(), text, sig); err == nil {
		t.Error("logged in with somebody else's challenge")
	}
}
