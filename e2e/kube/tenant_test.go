package kube

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"berth/contracts/chain"
	"berth/e2e/rig"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

// tenant is a user of the yard's node, with one service that is called web.
type tenant struct{ *rig.Person }

func (y *yard) tenant(n int) *tenant {
	return newTenant(y.users[n], y.client, y.node, y.url)
}

func newTenant(key *ecdsa.PrivateKey, c *chain.Client, node eth.Address, url string) *tenant {
	p := &tenant{rig.NewPerson(key, c)}
	p.Node, p.Gateway = node, url
	return p
}

// rent gets a quote and makes an order.
func (p *tenant) rent(ctx context.Context, r resource.Resources) error {
	g, err := p.Greet(ctx, r, amount.Of(1e15).Nano(), 3600)
	if err != nil {
		return err
	}
	return p.Pay(ctx, *g.Quote, g.Signature, 3600)
}

// image is a template's manifest of one of the cluster's images.
func image(name, disk string, env map[string]string) wire.TemplateManifest {
	return wire.TemplateManifest{Template: name, Service: "web", Image: "berth/" + name, Port: 8080, Disk: disk, Env: env}
}

// service is the URL of the order's service.
func (p *tenant) service() string {
	return strings.Replace(p.Gateway, "://", fmt.Sprintf("://web-%d.", p.ID), 1)
}

// enter gets the cookie of the order's service by a ticket.
func (p *tenant) enter(ctx context.Context) error {
	ticket, err := p.Ticket(ctx, "web")
	if err != nil {
		return err
	}
	return p.Enter(ctx, ticket)
}

// shows is nil once the service's page has a text.
func (p *tenant) shows(ctx context.Context, want string) func() error {
	return func() error {
		s, err := p.Page(ctx, p.service()+"/")
		if err != nil {
			return err
		}
		return has(s, want)
	}
}

// open is shows for who may have no cookie yet.
func (p *tenant) open(ctx context.Context, text string) error {
	err := p.shows(ctx, text)()
	if err != nil && strings.Contains(err.Error(), ": 401 ") {
		return errors.Join(p.enter(ctx), errors.New("entered"))
	}
	return err
}

// is is nil if the gateway says that the order is in a phase.
func (p *tenant) is(ctx context.Context, want wire.Phase) error {
	d, err := p.Deployment(ctx)
	if err == nil && d.Phase != want {
		err = fmt.Errorf("%s: %s %+v", d.Phase, d.Error, d.Steps)
	}
	return err
}

func (p *tenant) logs(ctx context.Context) (string, error) {
	status, b, err := p.Do(ctx, "GET", p.API("services/web/logs"), nil)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("logs: %d %.200s", status, b)
	}
	return string(b), err
}

// active is nil once the chain says that the newest order is.
func (p *tenant) active(ctx context.Context) error {
	o, err := p.Chain.Order(ctx, p.ID)
	if err == nil && o.State != order.Active {
		err = errors.New(o.State.String())
	}
	return err
}

// settle makes a tenant with an active order and a token.
func (y *yard) settle(n int, r resource.Resources) *tenant {
	y.Helper()
	p := y.tenant(n)
	y.within(90*time.Second, "there is room for the order, when what was there before is gone", func() error { return p.rent(y.Context(), r) })
	y.within(30*time.Second, "the order is active", func() error { return p.active(y.Context()) })
	y.within(10*time.Second, "the gateway gives a token", func() error { return p.Authorise(y.Context(), 0) })
	return p
}
