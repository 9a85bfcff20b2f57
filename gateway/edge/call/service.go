package call

import (
	"slices"

	"berth/gateway/lease/tenancy"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// Views shows deployments; *tenancy.Viewer does.
type Views interface {
	View(id order.ID) (d wire.Deployment, dropped int, changed <-chan struct{}, err error)
}

var _ Views = (*tenancy.Viewer)(nil)

// Service is a service of the caller's order, if its deployment has it; the deployment is given where it has not, too.
func (c Caller) Service(in Views, name string) (wire.Service, wire.Deployment, error) {
	d, _, _, err := in.View(c.ID)
	if err != nil {
		return wire.Service{}, d, err
	}
	i := slices.IndexFunc(d.Services, func(s wire.Service) bool { return s.Name == name })
	if i < 0 {
		return wire.Service{}, d, problem.New(404, problem.NotFound, "order %s has no service %.40s", c.ID, name)
	}
	return d.Services[i], d, nil
}

// Host is a service of the caller's order that has an HTTP port, and with it a host. Its errors are problems.
func (c Caller) Host(in Views, name string) (wire.Service, error) {
	d, _, _, err := in.View(c.ID)
	if err != nil {
		return wire.Service{}, err
	}
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
