package ask

import (
	"context"

	"berth/shared/eth"
	"berth/shared/wire"
)

// Site is GET /site, which anybody may ask.
func Site(ctx context.Context) (wire.AdminSite, error) { return get[wire.AdminSite](ctx, "/site") }

// Challenge is POST /login/challenge.
func Challenge(ctx context.Context, a eth.Address) (wire.Challenge, error) {
	return change[wire.Challenge](ctx, "POST", "/login/challenge", wire.LoginChallenge{Address: a})
}

// Login is POST /login. The session is a cookie, which no script sees.
func Login(ctx context.Context, l wire.Login) (wire.AdminSession, error) {
	return change[wire.AdminSession](ctx, "POST", "/login", wire.AdminLogin{Message: l.Message, Signature: l.Signature})
}

// Session is GET /session.
func Session(ctx context.Context) (wire.AdminSession, error) {
	return get[wire.AdminSession](ctx, "/session")
}

// Logout is POST /logout.
func Logout(ctx context.Context) error { return do(ctx, "POST", "/logout", nil) }

// Sessions is GET /sessions.
func Sessions(ctx context.Context) (wire.AdminSessions, error) {
	return get[wire.AdminSessions](ctx, "/sessions")
}

// EndSession is DELETE /sessions/{id}.
func EndSession(ctx context.Context, id string) error { return do(ctx, "DELETE", "/sessions/"+id, nil) }

// EndOthers is DELETE /sessions: all but the own one.
func EndOthers(ctx context.Context) error { return do(ctx, "DELETE", "/sessions", nil) }
