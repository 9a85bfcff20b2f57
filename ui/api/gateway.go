package api

import (
	"context"
	"strconv"

	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
	"berth/ui/js"
	"berth/ui/outside"
)

// Gateway is a node's gateway with the bearer token that it gave.
type Gateway struct {
	URL   string // no trailing slash
	Token string
}

// Knock asks a gateway for what it says of itself, and only waits for that.
func Knock(ctx context.Context, url string) error {
	var any struct{}
	return js.Do(ctx, js.Request{URL: url + "/.well-known/berth"}, &any)
}

// Access is POST /v1/access: it changes a signature into a bearer token.
func (g Gateway) Access(ctx context.Context, r wire.AccessRequest) (wire.AccessToken, error) {
	var out wire.AccessToken
	err := ask(ctx, js.Request{URL: g.URL + "/v1/access", Body: r}, &out)
	return out, err
}

// Deployment is GET /v1/orders/{id}/deployment.
func (g Gateway) Deployment(ctx context.Context, id order.ID) (wire.Deployment, error) {
	var out wire.Deployment
	err := ask(ctx, js.Request{URL: g.deployment(id), Token: g.Token}, &out)
	readDeployment(ctx, &out)
	return out, err
}

// Deploy is PUT /v1/orders/{id}/deployment. Each step of it comes to f; the last, ready, done or failed, is given back.
func (g Gateway) Deploy(ctx context.Context, id order.ID, r wire.DeployRequest, f func(wire.Progress)) (wire.Progress, error) {
	var last wire.Progress
	err := patiently(ctx, func() error {
		return js.Lines(ctx, js.Request{Method: "PUT", URL: g.deployment(id), Body: r, Token: g.Token}, func(line []byte) error {
			var p wire.Progress
			if outside.Decode(line, &p, outside.Usual) != nil || p.Phase == "" {
				return nil
			}
			read(ctx, &p.Text)
			last = p
			f(p)
			return nil
		})
	})
	if err == nil && !last.Phase.Stands() && last.Phase != wire.PhaseFailed {
		err = problem.New(0, js.Offline, "the gateway's answer broke off").With("host", g.URL)
	}
	return last, err
}

// Check is POST /v1/orders/{id}/deployment/check: what the gateway makes of a manifest.
func (g Gateway) Check(ctx context.Context, id order.ID, r wire.ManifestCheckRequest) (wire.ManifestCheck, error) {
	var out wire.ManifestCheck
	err := ask(ctx, js.Request{URL: g.deployment(id) + "/check", Body: r, Token: g.Token}, &out)
	inWords(ctx, &out)
	return out, err
}

// CheckAny is POST /v1/check: what the gateway makes of a manifest before there is an order.
func (g Gateway) CheckAny(ctx context.Context, r wire.CheckRequest) (wire.ManifestCheck, error) {
	var out wire.ManifestCheck
	err := ask(ctx, js.Request{URL: g.URL + "/v1/check", Body: r}, &out)
	inWords(ctx, &out)
	return out, err
}

// Revisions is GET /v1/orders/{id}/deployment/revisions: those before a number, or the newest where that is 0.
func (g Gateway) Revisions(ctx context.Context, id order.ID, before uint64, limit int) (wire.Revisions, error) {
	u := g.deployment(id) + "/revisions?limit=" + strconv.Itoa(limit)
	if before > 0 {
		u += "&before=" + strconv.FormatUint(before, 10)
	}
	var out wire.Revisions
	err := ask(ctx, js.Request{URL: u, Token: g.Token}, &out)
	return out, err
}

// Act is POST /v1/orders/{id}/{verb} with stop, start or restart.
func (g Gateway) Act(ctx context.Context, id order.ID, verb string) error {
	return ask(ctx, js.Request{Method: "POST", URL: g.URL + "/v1/orders/" + id.String() + "/" + verb, Token: g.Token}, nil)
}

// Sleep is PUT /v1/orders/{id}/services/{service}/sleep.
func (g Gateway) Sleep(ctx context.Context, id order.ID, service string, s wire.Sleep) error {
	return ask(ctx, js.Request{Method: "PUT", URL: g.service(id, service) + "/sleep", Body: s, Token: g.Token}, nil)
}

// Restart is POST /v1/orders/{id}/services/{service}/restart.
func (g Gateway) Restart(ctx context.Context, id order.ID, service string) error {
	return ask(ctx, js.Request{Method: "POST", URL: g.service(id, service) + "/restart", Token: g.Token}, nil)
}

// Ticket is POST /v1/orders/{id}/tickets.
func (g Gateway) Ticket(ctx context.Context, id order.ID, r wire.TicketRequest) (wire.Ticket, error) {
	var out wire.Ticket
	err := ask(ctx, js.Request{URL: g.URL + "/v1/orders/" + id.String() + "/tickets", Body: r, Token: g.Token}, &out)
	return out, err
}

// Follow streams every change of a deployment until ctx ends. state hears whether the stream is up.
func (g Gateway) Follow(ctx context.Context, id order.ID, f func(wire.Deployment), state func(error)) error {
	return js.Follow(ctx, js.Request{URL: g.deployment(id) + "/events", Token: g.Token}, func(e js.Event) error {
		switch e.Name {
		case "deployment":
			return decode(e, func(d wire.Deployment) {
				readDeployment(ctx, &d)
				f(d)
			})
		case "end":
			return ended(e)
		}
		return nil
	}, state)
}

// ended is why the gateway has ended a stream: it is not to be opened again as it was.
func ended(e js.Event) error {
	why := problem.New(409, problem.GaveWay, "the gateway has ended the stream")
	_ = decode(e, func(end wire.StreamEnd) { // what cannot be read has ended all the same
		if why.Code = end.Code; end.Code == problem.SessionOver {
			why.Status = 401
		}
	})
	return why
}

func (g Gateway) deployment(id order.ID) string {
	return g.URL + "/v1/orders/" + id.String() + "/deployment"
}
