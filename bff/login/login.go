// Package login lets a wallet's owner in: it hands out EIP-4361 messages, checks them when they come back signed, and
// keeps the sessions that follow. A session's id is 256 random bits that only the browser has; the store sees its hash.
package login

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"berth/bff/quota"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/server/eip712"
	"berth/shared/siwe"
)

// ErrNone is what Challenges and Sessions say where there is no such one.
var ErrNone = errors.New("none")

// Challenge is a message that waits for its signature. Nonce is its key.
type Challenge struct {
	Nonce     string
	Address   eth.Address
	Message   string // as it was given out
	ExpiresAt time.Time
}

// Session is a login. Key is the hex SHA-256 of its id.
type Session struct {
	Key       string
	Address   eth.Address
	CreatedAt time.Time
	ExpiresAt time.Time
}

// Challenges keeps challenges. What is missing is ErrNone. It may give back what has expired.
type Challenges interface {
	AddChallenge(context.Context, Challenge) error
	// TakeChallenge removes a challenge and gives it to exactly one of any number of callers.
	TakeChallenge(ctx context.Context, nonce string) (Challenge, error)
}

// Sessions keeps sessions. What is missing is ErrNone. It may give back what has expired.
type Sessions interface {
	AddSession(context.Context, Session) error
	Session(ctx context.Context, key string) (Session, error)
	EndSession(ctx context.Context, key string) error
}

// Contracts asks a contract account about a signature (ERC-1271), one that is not deployed yet, too (ERC-6492); chain.Universal does.
type Contracts interface {
	Signed(ctx context.Context, account eth.Address, hash eth.Hash, signature []byte) (bool, error)
}

// Config is what a Service lets in, and where.
type Config struct {
	Scheme    string // http or https
	Domain    string // host and port of the site
	ChainID   uint64
	Challenge time.Duration // for which a message can be signed, siwe.LoginLife at most; 0: 5 minutes
	Session   time.Duration // for which a login lasts; 0: 7 days
}

// Service hands out and checks messages. It is safe for concurrent use.
type Service struct {
	cfg        Config
	challenges Challenges
	sessions   Sessions
	contracts  Contracts
	now        func() time.Time
	waiting    *quota.Quota // challenges, by the address that asked with the account, and by that address
}

// New makes a Service. contracts may be nil: then only plain accounts can log in.
func New(cfg Config, challenges Challenges, sessions Sessions, contracts Contracts, now func() time.Time) *Service {
	if cfg.Challenge == 0 {
		cfg.Challenge = 5 * time.Minute
	}
	if cfg.Session == 0 {
		cfg.Session = 7 * 24 * time.Hour
	}
	return &Service{cfg, challenges, sessions, contracts, now, quota.New(waiting)}
}

const (
	contractTimeout = 5 * time.Second
	maxSignature    = 8 << 10 // one of an account that is not deployed yet has what deploys it in it
)

// Challenge gives the message that the account's owner is to sign. from is the address that asks, as a key.
func (s *Service) Challenge(ctx context.Context, account eth.Address, from string) (string, error) {
	if account.IsZero() {
		return "", problem.Field("address", "the address of the wallet's account")
	}
	now := s.now().UTC().Truncate(time.Second)
	site := siwe.Site{Scheme: s.cfg.Scheme, Domain: s.cfg.Domain, ChainID: s.cfg.ChainID}
	m := site.Login(eip712.Checksum(account), hex.EncodeToString(random(siwe.NonceLength/2)), now, now.Add(s.cfg.Challenge))
	if err := s.challenges.AddChallenge(ctx, Challenge{m.Nonce, account, m.String(), m.Expires}); err != nil {
		return "", fmt.Errorf("login challenge: %w", err)
	}
	s.wait(from, account, m.Nonce)
	return m.String(), nil
}

// Login checks a signed message and starts a session. The message must be the one that was given out, to the last byte, so
// nothing that its owner has not been asked to sign is ever taken for a login. The id goes to the browser and nowhere else.
func (s *Service) Login(ctx context.Context, message string, signature []byte) (id string, _ Session, _ error) {
	m, err := siwe.Parse(message)
	if err != nil {
		return "", Session{}, problem.Field("message", "sign the message of POST /api/login/challenge as it is").Because(err)
	}
	if len(signature) == 0 || len(signature) > maxSignature {
		return "", Session{}, problem.Field("signature", "the wallet's answer to personal_sign: 0x and 130 hex digits for a plain account")
	}
	// The nonce is spent before the signature is looked at: a message can be tried once, right or wrong.
	c, err := s.challenges.TakeChallenge(ctx, m.Nonce)
	if errors.Is(err, ErrNone) {
		return "", Session{}, problem.New(401, problem.Used, "this login message was used already, or is not ours").Remedy("ask for a new one and sign that")
	}
	if err != nil {
		return "", Session{}, fmt.Errorf("login: %w", err)
	}
	if message != c.Message {
		return "", Session{}, problem.Field("message", "sign the message of POST /api/login/challenge as it is: this one was changed")
	}
	if !s.now().Before(c.ExpiresAt) {
		return "", Session{}, expired()
	}
	if err := s.verify(ctx, m, signature); err != nil {
		return "", Session{}, err
	}
	id = base64.RawURLEncoding.EncodeToString(random(32))
	now := s.now().UTC()
	session := Session{Key: key(id), Address: m.Address(), CreatedAt: now, ExpiresAt: now.Add(s.cfg.Session).Truncate(time.Second)}
	if err := s.sessions.AddSession(ctx, session); err != nil {
		return "", Session{}, fmt.Errorf("login: %w", err)
	}
	return id, session, nil
}

func expired() error {
	return problem.New(401, problem.Expired, "this login message has expired").Remedy("ask for a new one and sign that")
}

func (s *Service) verify(ctx context.Context, m siwe.Message, signature []byte) error {
	hash := eip712.PersonalHash([]byte(m.String()))
	signer, err := eip712.RecoverHash(hash, signature)
	if err == nil && signer == m.Address() {
		return nil
	}
	wrong := problem.New(401, problem.BadSignature, "the signature is not by %s", m.Account).
		Remedy("sign the message with that account, and send the wallet's answer as it is").Because(err)
	if s.contracts == nil {
		return wrong
	}
	ctx, cancel := context.WithTimeout(ctx, contractTimeout)
	defer cancel()
	ok, err := s.contracts.Signed(ctx, m.Address(), hash, signature)
	if err != nil {
		return problem.New(503, problem.Unavailable, "the chain could not be asked about this signature").Remedy("try again in a moment").Because(err)
	}
	if !ok {
		return wrong
	}
	return nil
}

// Who gives the session of an id. An unknown id and one past its time are ErrNone.
func (s *Service) Who(ctx context.Context, id string) (Session, error) {
	if len(id) != base64.RawURLEncoding.EncodedLen(32) {
		return Session{}, ErrNone
	}
	session, err := s.sessions.Session(ctx, key(id))
	if err != nil {
		return Session{}, err
	}
	if !s.now().Before(session.ExpiresAt) {
		return Session{}, ErrNone
	}
	return session, nil
}

// Logout ends a session; an unknown id is no error.
func (s *Service) Logout(ctx context.Context, id string) error {
	if err := s.sessions.EndSession(ctx, key(id)); err != nil && !errors.Is(err, ErrNone) {
		return fmt.Errorf("logout: %w", err)
	}
	return nil
}

func key(id string) string {
	h := sha256.Sum256([]byte(id))
	return hex.EncodeToString(h[:])
}

func random(n int) []byte {
	b := make([]byte, n)
	rand.Read(b) // never fails, as crypto/rand says
	return b
}
