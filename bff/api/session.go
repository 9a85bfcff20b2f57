package api

import (
	"errors"
	"time"

	"github.com/gofiber/fiber/v2"

	"berth/bff/login"
	"berth/shared/problem"
	"berth/shared/wire"
)

// cookieName is the session's cookie. The prefix makes browsers refuse it from anywhere but this very host over TLS
// (or localhost, which they trust as much).
func (a *API) cookieName() string {
	if a.cfg.Plain {
		return "berth"
	}
	return "__Host-berth"
}

func (a loginRoutes) setCookie(c *fiber.Ctx, id string, expires time.Time) {
	c.Cookie(&fiber.Cookie{
		Name: a.cookieName(), Value: id, Path: "/", Expires: expires, HTTPOnly: true, Secure: !a.cfg.Plain, SameSite: fiber.CookieSameSiteLaxMode,
	})
}

func (a loginRoutes) postChallenge(c *fiber.Ctx) error {
	if err := limit(c, a.logins, a.ip(c)); err != nil {
		return err
	}
	var r wire.LoginChallenge
	if err := body(c, &r); err != nil {
		return err
	}
	m, err := a.cfg.Login.Challenge(c.UserContext(), r.Address, a.ip(c))
	if err != nil {
		return err
	}
	return c.JSON(wire.Challenge{Message: m})
}

func (a loginRoutes) postLogin(c *fiber.Ctx) error {
	if err := limit(c, a.logins, a.ip(c)); err != nil {
		return err
	}
	var r wire.Login
	if err := body(c, &r); err != nil {
		return err
	}
	id, s, err := a.cfg.Login.Login(c.UserContext(), r.Message, r.Signature)
	if err != nil {
		return err
	}
	if old := c.Cookies(a.cookieName()); old != "" {
		if err := a.cfg.Login.Logout(c.UserContext(), old); err != nil {
			return err
		}
	}
	a.setCookie(c, id, s.ExpiresAt)
	return c.JSON(wire.Session{Address: s.Address, ExpiresAt: s.ExpiresAt})
}

func (a loginRoutes) getSession(c *fiber.Ctx) error {
	s, err := a.session(c)
	var p *problem.Problem
	if errors.As(err, &p) && p.Status == 401 {
		return c.JSON(wire.Session{})
	}
	if err != nil {
		return err
	}
	return c.JSON(wire.Session{Address: s.Address, ExpiresAt: s.ExpiresAt})
}

func (a loginRoutes) postLogout(c *fiber.Ctx) error {
	if id := c.Cookies(a.cookieName()); id != "" {
		if err := a.cfg.Login.Logout(c.UserContext(), id); err != nil {
			return err
		}
	}
	a.setCookie(c, "", time.Unix(1, 0))
	return c.JSON(wire.Session{})
}

// session is who asks; a problem if nobody is logged in.
func (a *API) session(c *fiber.Ctx) (login.Session, error) {
	id := c.Cookies(a.cookieName())
	if id == "" {
		return login.Session{}, problem.New(401, problem.LoginNeeded, "log in first")
	}
	s, err := a.cfg.Login.Who(c.UserContext(), id)
	if errors.Is(err, login.ErrNone) {
		return login.Session{}, problem.New(401, problem.SessionOver, "the session has ended").Remedy("log in again")
	}
	return s, err
}
