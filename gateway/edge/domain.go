package edge

import (
	"net/http"
	"slices"

	"berth/gateway/answer"
	"berth/shared/problem"
	"berth/shared/wire"
)

// service is one of a deployment's that has an HTTP port, by its name. Its errors are problems.
func service(d wire.Deployment, name string) (wire.Service, error) {
	if d.Phase == wire.PhaseEnded {
		return wire.Service{}, problem.New(409, problem.OrderEnded, "order %s has ended", d.Order)
	}
	i := slices.IndexFunc(d.Services, func(s wire.Service) bool { return s.Name == name })
	switch {
	case i < 0 && len(d.Services) == 0:
		return wire.Service{}, problem.New(409, problem.NotDeployed, "nothing is deployed for order %s", d.Order)
	case i < 0:
		return wire.Service{}, problem.Field("service", "one of the deployment's services, such as %s", d.Services[0].Name)
	case d.Services[i].URL == "":
		return wire.Service{}, problem.Field("service", "one that has an HTTP port; %s has none", d.Services[i].Name)
	}
	return d.Services[i], nil
}

func (e *Edge) domains(w http.ResponseWriter, _ *http.Request, c caller) error {
	return answer.JSON(w, 200, e.cfg.Domains.Domains(e.cfg.Orders.Workload(c.id)))
}

// claimDomain adds a host, or moves it to another service, and has it looked up.
func (e *Edge) claimDomain(w http.ResponseWriter, r *http.Request, c caller) error {
	var req wire.DomainRequest
	if err := answer.Read(w, r, answer.MaxBody, &req); err != nil {
		return err
	}
	d, _, _, err := e.cfg.Views.View(c.id)
	if err != nil {
		return err
	}
	if _, err := service(d, req.Service); err != nil {
		return err
	}
	got, err := e.cfg.Domains.Claim(c.User, e.cfg.Orders.Workload(c.id), req.Service, r.PathValue("host"))
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, got)
}

func (e *Edge) releaseDomain(w http.ResponseWriter, r *http.Request, c caller) error {
	if err := e.cfg.Domains.Release(e.cfg.Orders.Workload(c.id), r.PathValue("host")); err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusNoContent)
	return nil
}
