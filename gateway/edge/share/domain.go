package share

import (
	"net/http"

	"berth/gateway/answer"
	"berth/gateway/domain"
	"berth/gateway/edge/call"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// Domains keeps the hosts of their own that users give to services; *domain.Names does. Its orders are workloads.
type Domains interface {
	Domains(id order.ID) wire.Domains
	Claim(user eth.Address, id order.ID, service, host string) (wire.Domain, error)
	Release(id order.ID, host string) error
}

var _ Domains = (*domain.Names)(nil)

// Hosts are services' hosts of their users' own. They are safe for concurrent use.
type Hosts struct {
	views   call.Views
	domains Domains
}

// NewHosts makes them.
func NewHosts(v call.Views, d Domains) *Hosts { return &Hosts{v, d} }

// List lists an order's.
func (h *Hosts) List(w http.ResponseWriter, _ *http.Request, c call.Caller) error {
	return answer.JSON(w, 200, h.domains.Domains(c.Workload))
}

// Claim adds a host, or moves it to another service, and has it looked up.
func (h *Hosts) Claim(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	var req wire.DomainRequest
	if err := answer.Read(w, r, answer.MaxBody, &req); err != nil {
		return err
	}
	if _, err := c.Host(h.views, req.Service); err != nil {
		return err
	}
	got, err := h.domains.Claim(c.User, c.Workload, req.Service, r.PathValue("host"))
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, got)
}

// Release takes one away.
func (h *Hosts) Release(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	if err := h.domains.Release(c.Workload, r.PathValue("host")); err != nil {
		return err
	}
	return answer.Empty(w)
}
