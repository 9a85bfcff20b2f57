// Package share is how an order's user decides who else gets at its services, and under which hosts: tickets, links, exposure,
// visitors, and hosts of their own.
package share

import (
	"net/http"
	"slices"
	"time"

	"berth/gateway/answer"
	"berth/gateway/auth"
	"berth/gateway/door"
	"berth/gateway/edge/call"
	"berth/gateway/proxy"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// Tickets makes tickets to services' hosts; *door.Doors does.
type Tickets interface {
	Ticket(by auth.Pass, id order.ID, service, to string) (string, time.Time, error)
}

// Links are the share links of orders; *door.Doors has them. The order is the first of its chain.
type Links interface {
	Links(user eth.Address, id order.ID) []wire.Link
	MakeLink(user eth.Address, by string, id order.ID, req wire.LinkRequest) (link wire.Link, token string, err error)
	EndLink(user eth.Address, id order.ID, name string) error
}

// Exposures say who may open services; *door.Doors has them.
type Exposures interface {
	Exposure(user eth.Address, id order.ID, service string) wire.Exposure
	Expose(user eth.Address, id order.ID, service string, x wire.Exposure) error
}

// Visitors are the sessions of services; *door.Doors has them.
type Visitors interface {
	Visitors(id order.ID) []wire.Visitor
	Dismiss(id order.ID, name string) error
}

var (
	_ Tickets   = (*door.Doors)(nil)
	_ Links     = (*door.Doors)(nil)
	_ Exposures = (*door.Doors)(nil)
	_ Visitors  = (*door.Doors)(nil)
)

// Config is what Doors are made of.
type Config struct {
	Views     call.Views
	Tickets   Tickets
	Links     Links
	Exposures Exposures
	Visitors  Visitors
}

// Doors are the ways into services. They are safe for concurrent use.
type Doors struct{ cfg Config }

// New makes doors.
func New(cfg Config) *Doors { return &Doors{cfg: cfg} }

// Ticket makes a link by which the caller's own browser gets in.
func (d *Doors) Ticket(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	var req wire.TicketRequest
	if err := answer.Read(w, r, answer.MaxBody, &req); err != nil {
		return err
	}
	to := req.To
	if to == "" {
		to = "/"
	}
	if proxy.Local(to) != to {
		return problem.Field("to", "a path on the service, beginning with one /")
	}
	at, err := c.Host(d.cfg.Views, req.Service)
	if err != nil {
		return err
	}
	if req.At != "" && req.At != at.URL && !slices.Contains(at.Domains, req.At) {
		return problem.Field("at", "the service's address, or one of its domains that are ready")
	}
	text, until, err := d.cfg.Tickets.Ticket(c.Pass, c.Workload, req.Service, to)
	if err != nil {
		return err
	}
	return answer.JSON(w, 201, wire.Ticket{URL: proxy.EnterURL(at.URL, req.At, text, to), ExpiresAt: until})
}

// Links lists an order's share links.
func (d *Doors) Links(w http.ResponseWriter, _ *http.Request, c call.Caller) error {
	return answer.JSON(w, 200, wire.Links{Links: d.cfg.Links.Links(c.User, c.Workload), Most: door.MostLinks})
}

// MakeLink makes one.
func (d *Doors) MakeLink(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	var req wire.LinkRequest
	if err := answer.Read(w, r, answer.MaxBody, &req); err != nil {
		return err
	}
	at, err := c.Host(d.cfg.Views, req.Service)
	if err != nil {
		return err
	}
	l, token, err := d.cfg.Links.MakeLink(c.User, c.KeyName, c.Workload, req)
	if err != nil {
		return err
	}
	return answer.JSON(w, 201, wire.NewLink{Link: l, URL: proxy.LinkURL(at.URL, token), Token: token})
}

// EndLink ends one.
func (d *Doors) EndLink(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	if err := d.cfg.Links.EndLink(c.User, c.Workload, r.PathValue("link")); err != nil {
		return err
	}
	return answer.Empty(w)
}

// Exposure tells who may open a service.
func (d *Doors) Exposure(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	at, err := c.Host(d.cfg.Views, r.PathValue("service"))
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, d.cfg.Exposures.Exposure(c.User, c.Workload, at.Name))
}

// Expose sets it.
func (d *Doors) Expose(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	var req wire.Exposure
	if err := answer.Read(w, r, answer.MaxBody, &req); err != nil {
		return err
	}
	at, err := c.Host(d.cfg.Views, r.PathValue("service"))
	if err != nil {
		return err
	}
	if err := d.cfg.Exposures.Expose(c.User, c.Workload, at.Name, req); err != nil {
		return err
	}
	return answer.JSON(w, 200, d.cfg.Exposures.Exposure(c.User, c.Workload, at.Name))
}

// Visitors lists who has a session.
func (d *Doors) Visitors(w http.ResponseWriter, _ *http.Request, c call.Caller) error {
	return answer.JSON(w, 200, wire.Visitors{Visitors: d.cfg.Visitors.Visitors(c.Workload)})
}

// Dismiss ends a visitor's session, or all that came by links.
func (d *Doors) Dismiss(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	if err := d.cfg.Visitors.Dismiss(c.Workload, r.PathValue("visitor")); err != nil {
		return err
	}
	return answer.Empty(w)
}
