// Package session lets a node's operator in: it gives out messages to be signed (EIP-4361), checks them when they come back,
// decides what role somebody has, and keeps the sessions that follow. Of a session's secret only its SHA-256 is kept. Every
// decision on a request is out of memory.
package session

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"berth/gateway/ledger"
	"berth/gateway/secret"
	"berth/shared/clip"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/siwe"
	"berth/shared/wire"
)

// Store keeps sessions across restarts, with who began and ended them; ledger.Admin does.
type Store interface {
	Sessions() (map[eth.Hash]ledger.AdminSession, error)
	ChangeSessions(begun map[eth.Hash]ledger.AdminSession, ended []eth.Hash, acts ...wire.AdminAct) error
}

// Roles decides who has which role; empty: none. The first is out of memory; the second asks the chain, and is for who signs
// in. An error means that it could not be asked.
type Roles interface {
	Role(account eth.Address) wire.AdminRole
	AskRole(ctx context.Context, account eth.Address) (wire.AdminRole, error)
}

// Wallets asks contract wallets (ERC-1271), those that are not deployed yet, too (ERC-6492).
type Wallets interface {
	Signed(ctx context.Context, account eth.Address, hash eth.Hash, sig []byte) (bool, error)
}

// Config is what Sessions are made of. All of it is needed.
type Config struct {
	Site    siwe.Site // the gateway's own host
	Roles   Roles
	Wallets Wallets
	Store   Store
	Log     *slog.Logger
	Now     func() time.Time
}

// Bounds of sessions.
const (
	Idle = 2 * time.Hour  // after which an unused one ends
	Life = 24 * time.Hour // after which each ends
	Most = 16             // of one address; one more ends the oldest

	maxAgent = 200
	prefix   = "berth-admin-"
)

// Sessions is safe for concurrent use.
type Sessions struct {
	cfg  Config
	seal []byte // under which challenges are given out; of this process

	// writing is held while the store is written to, from the look at what is to be written on. It comes before mu.
	writing sync.Mutex

	mu   sync.Mutex
	all  map[eth.Hash]*session
	used map[string]time.Time // nonces of messages that let somebody in, until they are over
}

type session struct {
	ledger.AdminSession
	hash    eth.Hash
	written time.Time // SeenAt, as the store has it
}

// Who is somebody who is signed in.
type Who struct {
	Session string // id
	Address eth.Address
	Role    wire.AdminRole
	Bearer  bool
	From    string // network that the request came from
	hash    eth.Hash
}

// Act is what somebody does, as the audit log has it.
func (w Who) Act(at time.Time, act string) wire.AdminAct {
	return wire.AdminAct{At: at.UTC().Truncate(time.Second), By: w.Address, Role: w.Role, Session: w.Session, From: w.From, Act: act}
}

// New takes over the sessions of earlier runs.
func New(cfg Config) (*Sessions, error) {
	s := &Sessions{cfg: cfg, seal: newSeal(), all: map[eth.Hash]*session{}, used: map[string]time.Time{}}
	kept, err := cfg.Store.Sessions()
	if err != nil {
		return nil, fmt.Errorf("admin sessions: %w", err)
	}
	for h, x := range kept {
		s.all[h] = &session{AdminSession: x, hash: h, written: x.SeenAt}
	}
	return s, nil
}

// Run ends what is over, and writes down when sessions were used last, until ctx ends. What fails is told in the log and tried
// again.
func (s *Sessions) Run(ctx context.Context) {
	t := time.NewTicker(30 * time.Second)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		if err := s.sweep(); err != nil {
			s.cfg.Log.Error("admin sessions are not written", "err", err)
		}
	}
}

// over reports whether a session has ended by itself.
func (x *session) over(now time.Time) bool {
	return !now.Before(x.ExpiresAt) || now.Sub(x.SeenAt) > Idle
}

var (
	errNone = problem.New(401, problem.LoginNeeded, "nobody is signed in").Remedy("sign in: POST /admin/api/login/challenge, then POST /admin/api/login")
	errOver = problem.New(401, problem.SessionOver, "the session is over").Remedy("sign in again")
	errRole = problem.New(401, problem.SessionOver, "this address has no role on this node any more").Remedy("sign in with one that has")
)

// Find tells who has a secret. Its errors are problems.
func (s *Sessions) Find(text string, bearer bool) (Who, error) {
	if len(text) != len(prefix)+secret.Size {
		return Who{}, errNone
	}
	h, now := secret.Digest(text), s.cfg.Now()
	s.mu.Lock()
	x := s.all[h]
	if x == nil || x.Bearer != bearer {
		s.mu.Unlock()
		return Who{}, errOver
	}
	account, over := x.Address, x.over(now)
	if !over {
		x.SeenAt = now
	}
	w := Who{Session: secret.Name(h), Address: account, Bearer: x.Bearer, hash: h}
	s.mu.Unlock()
	if over {
		return Who{}, errOver
	}
	if w.Role = s.cfg.Roles.Role(account); w.Role == "" {
		return Who{}, errRole
	}
	return w, nil
}

// begin starts a session, and ends the oldest ones of the address beyond those that it may have.
func (s *Sessions) begin(w Who, agent string) (text string, _ wire.AdminSession, _ error) {
	now := s.cfg.Now().UTC().Truncate(time.Second)
	text, h := secret.New(prefix)
	x := ledger.AdminSession{
		Address: w.Address, Role: w.Role, Bearer: w.Bearer, Agent: clip.To(printable(agent), maxAgent), From: w.From, Since: now, SeenAt: now, ExpiresAt: now.Add(Life),
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	s.mu.Lock()
	var mine []*session
	for _, y := range s.all {
		if y.Address == w.Address {
			mine = append(mine, y)
		}
	}
	s.mu.Unlock()
	slices.SortFunc(mine, func(a, b *session) int { return a.Since.Compare(b.Since) })
	var ended []eth.Hash
	for _, y := range mine[:max(len(mine)+1-Most, 0)] {
		ended = append(ended, y.hash)
	}
	w.Session = secret.Name(h)
	if err := s.cfg.Store.ChangeSessions(map[eth.Hash]ledger.AdminSession{h: x}, ended, w.Act(now, "login")); err != nil {
		return "", wire.AdminSession{}, fmt.Errorf("begin a session: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all[h] = &session{AdminSession: x, hash: h, written: now}
	for _, h := range ended {
		delete(s.all, h)
	}
	return text, s.all[h].view(), nil
}

func (x *session) view() wire.AdminSession {
	return wire.AdminSession{
		ID: secret.Name(x.hash), Address: x.Address, Role: x.Role, Bearer: x.Bearer, Agent: x.Agent, From: x.From,
		Since: x.Since.UTC(), SeenAt: x.SeenAt.UTC().Truncate(time.Second), ExpiresAt: x.ExpiresAt.UTC(),
	}
}

// Own is the caller's own session.
func (s *Sessions) Own(w Who) wire.AdminSession {
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.all[w.hash]
	if x == nil {
		return wire.AdminSession{ID: w.Session, Address: w.Address, Role: w.Role}
	}
	v := x.view()
	v.Role, v.Current = w.Role, true
	return v
}

// List are the sessions that somebody may see, the newest first: all, or a viewer's own.
func (s *Sessions) List(w Who) []wire.AdminSession {
	now := s.cfg.Now()
	all := []wire.AdminSession{}
	s.mu.Lock()
	for _, x := range s.all {
		if w.sees(x) && !x.over(now) {
			v := x.view()
			v.Current = x.hash == w.hash
			all = append(all, v)
		}
	}
	s.mu.Unlock()
	for i := range all {
		all[i].Role = s.cfg.Roles.Role(all[i].Address)
	}
	all = slices.DeleteFunc(all, func(v wire.AdminSession) bool { return v.Role == "" })
	slices.SortFunc(all, func(a, b wire.AdminSession) int { return cmp.Or(b.Since.Compare(a.Since), cmp.Compare(a.ID, b.ID)) })
	return all
}

func (w Who) sees(x *session) bool { return w.Role.MayChange() || x.Address == w.Address }

// Logout ends the caller's own session.
func (s *Sessions) Logout(w Who) error {
	_, err := s.end(w.Act(s.cfg.Now(), "logout"), func(x *session) bool { return x.hash == w.hash })
	return err
}

// End ends a session that the caller sees; a problem where there is none.
func (s *Sessions) End(w Who, id string) error {
	act := w.Act(s.cfg.Now(), "session-end")
	act.Detail = map[string]string{"session": clip.To(printable(id), maxAgent)}
	n, err := s.end(act, func(x *session) bool { return secret.Name(x.hash) == id && w.sees(x) })
	if err == nil && n == 0 {
		return problem.New(404, problem.NotFound, "there is no such session").Remedy("GET /admin/api/sessions lists what there is")
	}
	return err
}

// EndOthers ends all that the caller sees but the own one.
func (s *Sessions) EndOthers(w Who) error {
	_, err := s.end(w.Act(s.cfg.Now(), "sessions-end"), func(x *session) bool { return x.hash != w.hash && w.sees(x) })
	return err
}

// end ends sessions: those that are refused once it returns, even where the store could not be written to.
func (s *Sessions) end(act wire.AdminAct, which func(*session) bool) (int, error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	var ended []eth.Hash
	s.mu.Lock()
	for h, x := range s.all {
		if which(x) {
			ended = append(ended, h)
			delete(s.all, h)
		}
	}
	s.mu.Unlock()
	if len(ended) == 0 {
		return 0, nil
	}
	if err := s.cfg.Store.ChangeSessions(nil, ended, act); err != nil {
		return len(ended), fmt.Errorf("end sessions: %w", err)
	}
	return len(ended), nil
}

// sweep ends what is over or has no role any more, forgets nonces that are over, and writes down what was used.
func (s *Sessions) sweep() error {
	s.writing.Lock()
	defer s.writing.Unlock()
	now := s.cfg.Now()
	var acts []wire.AdminAct
	var ended []eth.Hash
	used := map[eth.Hash]ledger.AdminSession{}
	s.mu.Lock()
	for nonce, until := range s.used {
		if now.After(until) {
			delete(s.used, nonce)
		}
	}
	for h, x := range s.all {
		switch {
		case x.over(now):
			ended = append(ended, h)
		case s.cfg.Roles.Role(x.Address) == "":
			ended = append(ended, h)
			acts = append(acts, wire.AdminAct{
				At: now.UTC().Truncate(time.Second), By: x.Address, Role: x.Role, Session: secret.Name(h), From: x.From, Act: "session-end",
				Detail: map[string]string{"why": "the address has no role any more"},
			})
		case x.SeenAt.Sub(x.written) >= time.Minute:
			used[h], x.written = x.AdminSession, x.SeenAt
		}
	}
	for _, h := range ended {
		delete(s.all, h)
	}
	s.mu.Unlock()
	if len(ended) == 0 && len(used) == 0 {
		return nil
	}
	return s.cfg.Store.ChangeSessions(used, ended, acts...)
}

// printable is a text without what could change how a log or a page shows it.
func printable(s string) string {
	return string(slices.DeleteFunc([]rune(s), func(r rune) bool { return r < ' ' || r > '~' }))
}
