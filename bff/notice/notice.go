// Package notice tells users what they should know of their orders, whether or not a page is open: it finds out what there is to tell
// (Watch), keeps it, and sends it to browsers by Web Push and to webhooks.
//
// A notice has a cause, and is told once for it, on however many replicas that is seen: whoever puts a document with the cause's name into
// the database first tells it. The same holds for each attempt to send one. What a crash leaves half done another replica
// takes up, so that in the worst case a device or a webhook gets a notice twice, under the same id.
package notice

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"sync"
	"time"

	"berth/shared/eth"
	"berth/shared/server/web"
	"berth/shared/wire"
)

// Errors of senders.
var (
	ErrGone  = errors.New("the receiver is not there any more") // it is forgotten
	ErrNever = errors.New("the receiver refused it for good")   // it is not tried again
)

// Later is an error of a sender that says when to try again.
type Later struct {
	After time.Duration
	Err   error
}

func (e *Later) Error() string { return e.Err.Error() }
func (e *Later) Unwrap() error { return e.Err }

// ErrNone is what a store gives where there is nothing.
var ErrNone = errors.New("there is none")

// Device is a browser's push subscription.
type Device struct {
	wire.PushDevice
	Endpoint string
	P256dh   string
	Auth     string
}

// Entry is a notice in the row of all.
type Entry struct {
	Number uint64 // from 1, without gaps
	User   eth.Address
	Notice wire.Notice
}

// Task is a notice that is to be sent to one receiver.
type Task struct {
	ID       string // of receiver and notice
	User     eth.Address
	Device   string // id of a device; or
	Hook     string // of a webhook; or
	Mail     string // of a mailbox
	Notice   wire.Notice
	Attempts int
	Due      time.Time
	Until    time.Time // after that it is not worth it
}

// Claims are what happens once. They are atomic over all replicas.
type Claims interface {
	// Claim takes a name for a while; not won: somebody has it until then.
	Claim(ctx context.Context, name string, d time.Duration) (won bool, until time.Time, err error)
	// Keep makes a claim last for so long from now.
	Keep(ctx context.Context, name string, d time.Duration) error
	// Release gives a name back, if it was claimed or kept before a time.
	Release(ctx context.Context, name string, before time.Time) error
}

// Store is all that is kept.
type Store interface {
	Claims
	AddNotice(ctx context.Context, user eth.Address, n wire.Notice) error                                   // one with the same id takes its place
	Notices(ctx context.Context, user eth.Address, cursor string, most int) (wire.Page[wire.Notice], error) // the newest first
	Append(ctx context.Context, user eth.Address, n wire.Notice) error                                      // to the row of all
	Entry(ctx context.Context, number uint64) (Entry, error)                                                // ErrNone
	Last(ctx context.Context) (uint64, error)                                                               // number in the row; 0: it is empty

	Settings(ctx context.Context, user eth.Address) (wire.NoticeSettings, error)
	PutSettings(ctx context.Context, user eth.Address, s wire.NoticeSettings) error
	Devices(ctx context.Context, user eth.Address) ([]Device, error)
	PutDevice(ctx context.Context, user eth.Address, d Device) error
	RemoveDevice(ctx context.Context, user eth.Address, id string) error // ErrNone
	Hooks(ctx context.Context, user eth.Address) ([]wire.Hook, error)    // with their secrets
	PutHook(ctx context.Context, user eth.Address, h wire.Hook) error
	RemoveHook(ctx context.Context, user eth.Address, id string) error // ErrNone
	Deliveries(ctx context.Context, user eth.Address, hook string) ([]wire.Delivery, error)
	AddDelivery(ctx context.Context, user eth.Address, hook string, d wire.Delivery) error

	Mailboxes

	AddTask(context.Context, Task) error // one that is there stays as it is
	PutTask(context.Context, Task) error
	RemoveTask(ctx context.Context, id string) error
	Tasks(context.Context) ([]Task, error) // that are due; some of many
}

// Pusher sends a message to a browser; package push has it.
type Pusher interface {
	Push(ctx context.Context, d Device, body []byte, topic string, ttl time.Duration) error
}

// Poster sends a notice to a webhook, and says what status it answered with; package hook has it.
type Poster interface {
	Post(ctx context.Context, h wire.Hook, n wire.Notice) (status int, err error)
}

// Config is what a Service works with.
type Config struct {
	Store  Store
	Pusher Pusher
	Poster Poster
	Mailer Mailer // nil: no mails are sent
	Key    string // public, of VAPID
	Origin string // of the platform's URL, for links in mails
	// MailSecret is what such links are made with, on all replicas.
	MailSecret []byte

	Log *slog.Logger
}

// Service keeps and sends notices. It is safe for concurrent use.
type Service struct {
	cfg  Config
	row  row
	mu   sync.Mutex
	told map[string]bool // causes that are known to be told
	wake chan struct{}   // of who sends

	asks    *web.Limiter[struct{}]    // of questions to addresses
	letters *web.Limiter[eth.Address] // of mails to users
	seal    seal
}

// New makes a Service.
func New(cfg Config) *Service {
	return &Service{cfg: cfg, row: row{changed: make(chan struct{}), now: make(chan struct{}, 1)}, told: map[string]bool{}, wake: make(chan struct{}, 1), asks: newAsks(), letters: newLetters(), seal: seal{cfg.MailSecret, cfg.Origin}}
}

const (
	half    = time.Minute         // after which a notice whose teller has gone is told by another
	kept    = 90 * 24 * time.Hour // that a cause is remembered
	maxTold = 100_000
)

// ID is the id of a user's notice for a cause.
func ID(user eth.Address, cause string) string {
	sum := sha256.Sum256([]byte(user.String() + "\n" + cause))
	return hex.EncodeToString(sum[:16])
}

// Tell tells a user something, unless it was told already for that cause. At is now where the notice has none.
func (s *Service) Tell(ctx context.Context, user eth.Address, cause string, n wire.Notice) error {
	n.ID = ID(user, cause)
	s.mu.Lock()
	known := s.told[n.ID]
	s.mu.Unlock()
	if known {
		return nil
	}
	if n.At.IsZero() {
		n.At = time.Now()
	}
	n.At = n.At.UTC().Truncate(time.Second)
	won, until, err := s.cfg.Store.Claim(ctx, "notice "+n.ID, half)
	if err != nil {
		return err
	}
	if won {
		if err := s.tell(ctx, user, n); err != nil {
			return err // the claim ends, and it is tried again
		}
	} else if time.Until(until) <= half {
		return nil // somebody is about it; whether that comes to its end is not known yet
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.told) >= maxTold {
		clear(s.told)
	}
	s.told[n.ID] = true
	return nil
}

// tell keeps a notice, has it sent, and lastly notes that it was told.
func (s *Service) tell(ctx context.Context, user eth.Address, n wire.Notice) error {
	st := s.cfg.Store
	if err := st.AddNotice(ctx, user, n); err != nil {
		return err
	}
	if err := s.schedule(ctx, user, n); err != nil {
		return err
	}
	if err := st.Append(ctx, user, n); err != nil {
		return err
	}
	if err := st.Keep(ctx, "notice "+n.ID, kept); err != nil {
		return err
	}
	s.row.poke()
	select {
	case s.wake <- struct{}{}:
	default:
	}
	return nil
}

// Again lets a cause be told once more, if it was told before a time.
func (s *Service) Again(ctx context.Context, user eth.Address, cause string, before time.Time) error {
	id := ID(user, cause)
	s.mu.Lock()
	delete(s.told, id)
	s.mu.Unlock()
	return s.cfg.Store.Release(ctx, "notice "+id, before)
}
