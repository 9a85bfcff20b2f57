package store

import (
	"context"
	"time"

	"berth/bff/login"
	"berth/bff/store/documents"
	"berth/shared/eth"
)

var (
	_ login.Challenges = Sessions{}
	_ login.Sessions   = Sessions{}
)

// Sessions are who logs in and who is logged in.
type Sessions struct{ *database }

type sessionDoc struct {
	ID        string    `bson:"_id"`
	Address   string    `bson:"address"`
	Message   string    `bson:"message,omitempty"` // of a challenge
	CreatedAt time.Time `bson:"createdAt,omitempty"`
	ExpiresAt time.Time `bson:"expiresAt"`
}

// AddChallenge implements login.Challenges.
func (s Sessions) AddChallenge(ctx context.Context, c login.Challenge) error {
	return s.docs.Put(ctx, challenges, c.Nonce, sessionDoc{ID: c.Nonce, Address: c.Address.String(), Message: c.Message, ExpiresAt: c.ExpiresAt})
}

// TakeChallenge implements login.Challenges: a delete by _id has one winner, in MongoDB and in FerretDB.
func (s Sessions) TakeChallenge(ctx context.Context, nonce string) (login.Challenge, error) {
	d, err := documents.Get[sessionDoc](ctx, s.docs, challenges, nonce, login.ErrNone)
	if err != nil {
		return login.Challenge{}, err
	}
	won, err := s.docs.Remove(ctx, challenges, nonce)
	if err != nil {
		return login.Challenge{}, err
	}
	if !won {
		return login.Challenge{}, login.ErrNone
	}
	a, err := eth.ParseAddress(d.Address)
	return login.Challenge{Nonce: nonce, Address: a, Message: d.Message, ExpiresAt: d.ExpiresAt}, err
}

// AddSession implements login.Sessions. A user's oldest gives way to one too many.
func (s Sessions) AddSession(ctx context.Context, v login.Session) error {
	if err := s.docs.Put(ctx, sessions, v.Key, sessionDoc{ID: v.Key, Address: v.Address.String(), CreatedAt: v.CreatedAt, ExpiresAt: v.ExpiresAt}); err != nil {
		return err
	}
	return s.keepNewest(ctx, sessions, v.Address, v.Key, mostSessions, v.ExpiresAt)
}

// Session implements login.Sessions.
func (s Sessions) Session(ctx context.Context, key string) (login.Session, error) {
	d, err := documents.Get[sessionDoc](ctx, s.docs, sessions, key, login.ErrNone)
	if err != nil {
		return login.Session{}, err
	}
	if !s.docs.Now().Before(d.ExpiresAt) {
		return login.Session{}, login.ErrNone
	}
	a, err := eth.ParseAddress(d.Address)
	return login.Session{Key: d.ID, Address: a, CreatedAt: d.CreatedAt.UTC(), ExpiresAt: d.ExpiresAt.UTC()}, err
}

// EndSession implements login.Sessions.
func (s Sessions) EndSession(ctx context.Context, key string) error {
	won, err := s.docs.Remove(ctx, sessions, key)
	if err == nil && !won {
		return login.ErrNone
	}
	return err
}
