package api

import (
	"net/http"
	"time"

	"berth/gateway/admin/session"
	"berth/gateway/answer"
	"berth/shared/eth"
	"berth/shared/wire"
)

// entry is how somebody comes in and goes.
type entry struct {
	guard    *guard
	sessions Sessions
	ends     Ends
	site     func() wire.AdminSite
	viewers  []eth.Address
	now      func() time.Time
}

func (e *entry) about(w http.ResponseWriter, _ *http.Request, _ session.Who) error {
	return answer.JSON(w, 200, e.site())
}

func (e *entry) challenge(w http.ResponseWriter, r *http.Request, _ session.Who) error {
	var req wire.LoginChallenge
	if err := answer.Read(w, r, answer.MaxBody, &req); err != nil {
		return err
	}
	c, err := e.guard.entrance.Challenge(req.Address)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, c)
}

func (e *entry) login(w http.ResponseWriter, r *http.Request, _ session.Who) error {
	var req wire.AdminLogin
	if err := answer.Read(w, r, answer.MaxBody, &req); err != nil {
		return err
	}
	secret, s, err := e.guard.entrance.Login(r.Context(), req, r.UserAgent(), from(r))
	if err != nil {
		return err
	}
	if !req.Bearer {
		e.guard.setCookie(w, secret, s.ExpiresAt.Sub(e.now()))
	}
	return answer.JSON(w, 201, s)
}

func (e *entry) logout(w http.ResponseWriter, _ *http.Request, who session.Who) error {
	if err := e.ends.Logout(who); err != nil {
		return err
	}
	if !who.Bearer {
		e.guard.setCookie(w, "", 0)
	}
	return answer.Empty(w)
}

func (e *entry) session(w http.ResponseWriter, _ *http.Request, who session.Who) error {
	return answer.JSON(w, 200, e.sessions.Own(who))
}

func (e *entry) list(w http.ResponseWriter, _ *http.Request, who session.Who) error {
	viewers := e.viewers
	if !who.Role.MayChange() {
		viewers = nil
	}
	return answer.JSON(w, 200, wire.AdminSessions{
		Sessions: e.sessions.List(who), Most: session.Most, IdleSeconds: int(session.Idle / time.Second), LifeSeconds: int(session.Life / time.Second),
		Viewers: some(viewers),
	})
}

func (e *entry) endSession(w http.ResponseWriter, r *http.Request, who session.Who) error {
	if err := e.ends.End(who, r.PathValue("session")); err != nil {
		return err
	}
	return answer.Empty(w)
}

func (e *entry) endOthers(w http.ResponseWriter, _ *http.Request, who session.Who) error {
	if err := e.ends.EndOthers(who); err != nil {
		return err
	}
	return answer.Empty(w)
}

// some is a list that JSON shows as one, if it is empty, too.
func some[T any](all []T) []T {
	if all == nil {
		return []T{}
	}
	return all
}
