package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
	"berth/ui/js"
	"berth/ui/outside"
)

// logLimit is the limit of a batch of lines.
var logLimit = outside.Limit{Bytes: 1 << 20, Values: 20_000}

// useLimit is that of a day's use, sampled every 15 s.
var useLimit = outside.Limit{Bytes: 2 << 20, Values: 80_000, Items: 6000}

// FollowLog streams what a service writes, first the last lines, until ctx ends; once it has broken off it goes on where
// it was. state hears whether the stream is up.
func (g Gateway) FollowLog(ctx context.Context, id order.ID, service string, tail int, f func(wire.LogBatch), state func(error)) error {
	r := js.Request{URL: g.log(id, service) + fmt.Sprintf("/events?tail=%d", tail), Token: g.Token, Resume: true}
	return js.Follow(ctx, r, func(e js.Event) error {
		if e.Name == "end" {
			return ended(e)
		}
		var b wire.LogBatch
		// What a line says is shown, searched and copied as it is: who shows it sees to that.
		if e.Name == "log" && logLimit.Check(e.Data) == nil && json.Unmarshal(e.Data, &b) == nil {
			f(b)
		}
		return nil
	}, state)
}

// SaveLog has the browser save all that is kept of a service's log.
func (g Gateway) SaveLog(ctx context.Context, id order.ID, service, name string) error {
	return js.Save(ctx, js.Request{URL: g.log(id, service), Token: g.Token}, name)
}

func (g Gateway) log(id order.ID, service string) string { return g.service(id, service) + "/logs" }

func (g Gateway) service(id order.ID, service string) string {
	return g.URL + "/v1/orders/" + id.String() + "/services/" + url.PathEscape(service)
}

// Happenings is GET /v1/orders/{id}/events: the newest first, so many at most.
func (g Gateway) Happenings(ctx context.Context, id order.ID, limit int) ([]wire.Happening, error) {
	var out wire.Happenings
	r := js.Request{URL: fmt.Sprintf("%s/v1/orders/%s/events?limit=%d", g.URL, id, limit), Token: g.Token, Limit: outside.Limit{Items: limit}}
	err := js.Do(ctx, r, &out)
	readHappenings(ctx, out.Events)
	return out.Events, err
}

// Use is GET /v1/orders/{id}/use. The span is hour or day.
func (g Gateway) Use(ctx context.Context, id order.ID, span string) (wire.Use, error) {
	var out wire.Use
	err := js.Do(ctx, js.Request{URL: fmt.Sprintf("%s/v1/orders/%s/use?span=%s", g.URL, id, span), Token: g.Token, Limit: useLimit}, &out)
	return out, err
}

// OpenShell opens a shell in a service.
func (g Gateway) OpenShell(id order.ID, service string, on js.SocketEvents) (*js.Socket, error) {
	// http becomes ws, https wss.
	u := "ws" + strings.TrimPrefix(g.service(id, service), "http") + "/shell"
	return js.OpenSocket(u, []string{wire.ShellProtocol, wire.ShellToken + g.Token}, on)
}

// WhyNoShell asks for a shell without a WebSocket: the answer is the reason why there is none. It is nil where there
// would be one.
func (g Gateway) WhyNoShell(ctx context.Context, id order.ID, service string) error {
	err := js.Do(ctx, js.Request{URL: g.service(id, service) + "/shell", Token: g.Token}, nil)
	var p *problem.Problem
	if errors.As(err, &p) && p.Status == 426 {
		return nil
	}
	return err
}
