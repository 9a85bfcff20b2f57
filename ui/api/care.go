package api

import (
	"context"

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

func carePath(id order.ID) string { return "/api/orders/" + id.String() + "/care" }
