package api

import (
	"net/http"
	"time"

	"berth/gateway/admin/session"
	"berth/gateway/answer"
	"berth/shared/wire"
)

func (a *API) site(w http.ResponseWriter, _ *http.Request, _ session.Who) error {
	return answer.JSON(w, 200, a.cfg.Site)
}

func (a *API) challenge(w http.ResponseWriter, r *http.Request, _ session.Who) error {
	var req wire.LoginChallenge
	if err := answer.Read(w, r, answer.MaxBody, &req); err != nil {
		return err
	}
	c, err := a.cfg.Entrance.Challenge(req.Address)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, c)
}

func (a *API) login(w http.ResponseWriter, r *http.Request, _ session.Who) error {
	var req wire.AdminLogin
	if err := answer.Read(w, r, answer.MaxBody, &req); err != nil {
		return err
	}
	secret, s, err := a.cfg.Entrance.Login(r.Context(), req, r.UserAgent(), from(r))
	if err != nil {
		return err
	}
	if !req.Bearer {
		a.setCookie(w, secret, s.ExpiresAt.Sub(a.cfg.Now()))
	}
	return answer.JSON(w, 201, s)
}

// setCookie hands a session to a browser; without time left it is taken away.
func (a *API) setCookie(w http.ResponseWriter, secret string, left time.Duration) {
	age := int(left / time.Second)
	if secret == "" {
		age = -1
	}
	http.SetCookie(w, &http.Cookie{
		Name: a.cookie(), Value: secret, Path: "/", MaxAge: age, HttpOnly: true, Secure: a.cfg.Scheme == "https", SameSite: http.SameSiteStrictMode,
	})
}

func (a *API) logout(w http.ResponseWriter, _ *http.Request, who session.Who) error {
	if err := a.cfg.Ends.Logout(who); err != nil {
		return err
	}
	if !who.Bearer {
		a.setCookie(w, "", 0)
	}
	return done(w)
}

func (a *API) session(w http.ResponseWriter, _ *http.Request, who session.Who) error {
	return answer.JSON(w, 200, a.cfg.Sessions.Own(who))
}

func (a *API) sessions(w http.ResponseWriter, _ *http.Request, who session.Who) error {
	viewers := a.cfg.Viewers
	if !who.Role.MayChange() {
		viewers = nil
	}
	return answer.JSON(w, 200, wire.AdminSessions{
		Sessions: a.cfg.Sessions.List(who), Most: session.Most, IdleSeconds: int(session.Idle / time.Second), LifeSeconds: int(session.Life / time.Second),
		Viewers: list(viewers),
	})
}

func (a *API) endSession(w http.ResponseWriter, r *http.Request, who session.Who) error {
	if err := a.cfg.Ends.End(who, r.PathValue("session")); err != nil {
		return err
	}
	return done(w)
}

func (a *API) endOthers(w http.ResponseWriter, _ *http.Request, who session.Who) error {
	if err := a.cfg.Ends.EndOthers(who); err != nil {
		return err
	}
	return done(w)
}

// done answers that there is nothing to say.
func done(w http.ResponseWriter) error {
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// list is a list that JSON shows as one, if it is empty, too.
func list[T any](all []T) []T {
	if all == nil {
		return []T{}
	}
	return all
}
