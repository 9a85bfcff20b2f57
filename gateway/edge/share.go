package edge

import (
	"net/http"

	"berth/gateway/answer"
	"berth/gateway/door"
	"berth/gateway/proxy"
	"berth/shared/wire"
)

// served is a service of the caller's order that has a host.
func (e *Edge) served(c caller, name string) (wire.Service, error) {
	d, _, _, err := e.cfg.Views.View(c.id)
	if err != nil {
		return wire.Service{}, err
	}
	return service(d, name)
}

// showDoors adds to a deployment who may open its services.
func (e *Edge) showDoors(c caller, d *wire.Deployment) {
	for i := range d.Services {
		if s := &d.Services[i]; s.URL != "" {
			s.Visibility = e.cfg.Exposures.Visibility(c.User, e.cfg.Orders.Workload(c.id), s.Name)
		}
	}
}

func (e *Edge) links(w http.ResponseWriter, _ *http.Request, c caller) error {
	return answer.JSON(w, 200, wire.Links{Links: e.cfg.Links.Links(c.User, e.cfg.Orders.Workload(c.id)), Most: door.MostLinks})
}

func (e *Edge) makeLink(w http.ResponseWriter, r *http.Request, c caller) error {
	var req wire.LinkRequest
	if err := answer.Read(w, r, answer.MaxBody, &req); err != nil {
		return err
	}
	at, err := e.served(c, req.Service)
	if err != nil {
		return err
	}
	l, token, err := e.cfg.Links.MakeLink(c.User, c.KeyName, e.cfg.Orders.Workload(c.id), req)
	if err != nil {
		return err
	}
	return answer.JSON(w, 201, wire.NewLink{Link: l, URL: proxy.LinkURL(at.URL, token), Token: token})
}

func (e *Edge) endLink(w http.ResponseWriter, r *http.Request, c caller) error {
	if err := e.cfg.Links.EndLink(c.User, e.cfg.Orders.Workload(c.id), r.PathValue("link")); err != nil {
		return err
	}
	return empty(w)
}

func (e *Edge) exposure(w http.ResponseWriter, r *http.Request, c caller) error {
	at, err := e.served(c, r.PathValue("service"))
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, e.cfg.Exposures.Exposure(c.User, e.cfg.Orders.Workload(c.id), at.Name))
}

func (e *Edge) expose(w http.ResponseWriter, r *http.Request, c caller) error {
	var req wire.Exposure
	if err := answer.Read(w, r, answer.MaxBody, &req); err != nil {
		return err
	}
	at, err := e.served(c, r.PathValue("service"))
	if err != nil {
		return err
	}
	id := e.cfg.Orders.Workload(c.id)
	if err := e.cfg.Exposures.Expose(c.User, id, at.Name, req); err != nil {
		return err
	}
	return answer.JSON(w, 200, e.cfg.Exposures.Exposure(c.User, id, at.Name))
}

func (e *Edge) visitors(w http.ResponseWriter, _ *http.Request, c caller) error {
	return answer.JSON(w, 200, wire.Visitors{Visitors: e.cfg.Visitors.Visitors(e.cfg.Orders.Workload(c.id))})
}

// dismiss ends a visitor's session, or all that came by links.
func (e *Edge) dismiss(w http.ResponseWriter, r *http.Request, c caller) error {
	if err := e.cfg.Visitors.Dismiss(e.cfg.Orders.Workload(c.id), r.PathValue("visitor")); err != nil {
		return err
	}
	return empty(w)
}

func empty(w http.ResponseWriter) error {
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusNoContent)
	return nil
}
