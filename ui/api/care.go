package api

import (
	"context"
	"time"

	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/js"
)

// Care is GET /api/orders/{id}/care.
func Care(ctx context.Context, id order.ID) (wire.Care, error) {
	return get[wire.Care](ctx, carePath(id))
}

// Wish is PUT /api/orders/{id}/care.
func Wish(ctx context.Context, id order.ID, w wire.CareWish) (out wire.Care, err error) {
	err = ask(ctx, js.Request{Method: "PUT", URL: carePath(id), Body: w}, &out)
	return out, err
}

// Acts is GET /api/agent/acts: all that are kept, which is a page.
func Acts(ctx context.Context) (wire.Page[wire.AgentAct], error) {
	return get[wire.Page[wire.AgentAct]](ctx, "/api/agent/acts?limit=100")
}

func carePath(id order.ID) string { return "/api/orders/" + id.String() + "/care" }

// Watched is GET /api/orders/{id}/health.
func Watched(ctx context.Context, id order.ID) (wire.Watched, error) {
	return get[wire.Watched](ctx, healthPath(id))
}

// BeginWatch is PUT /api/orders/{id}/health.
func BeginWatch(ctx context.Context, id order.ID, until time.Time) (out wire.Watched, err error) {
	err = ask(ctx, js.Request{Method: "PUT", URL: healthPath(id), Body: wire.WatchRequest{Until: until}}, &out)
	return out, err
}

// EndWatch is DELETE /api/orders/{id}/health.
func EndWatch(ctx context.Context, id order.ID) error {
	return ask(ctx, js.Request{Method: "DELETE", URL: healthPath(id)}, nil)
}

func healthPath(id order.ID) string { return "/api/orders/" + id.String() + "/health" }
