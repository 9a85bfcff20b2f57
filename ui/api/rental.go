package api

import (
	"context"

	"berth/shared/wire"
	"berth/ui/js"
)

// StartRental is POST /api/rental: the first node that works is looked for.
func StartRental(ctx context.Context, r wire.RentalRequest) (wire.Rental, error) {
	return post[wire.Rental](ctx, "/api/rental", r)
}

// Rental is GET /api/rental.
func Rental(ctx context.Context) (wire.Rental, error) {
	return get[wire.Rental](ctx, "/api/rental")
}

// ReportRental is POST /api/rental/report: what the page did.
func ReportRental(ctx context.Context, p wire.RentalReport) (wire.Rental, error) {
	return post[wire.Rental](ctx, "/api/rental/report", p)
}

// StopRental is DELETE /api/rental.
func StopRental(ctx context.Context) (r wire.Rental, err error) {
	err = js.Do(ctx, js.Request{Method: "DELETE", URL: "/api/rental"}, &r)
	return r, err
}

// FollowRental streams the rental until ctx ends.
func FollowRental(ctx context.Context, f func(wire.Rental)) error {
	return js.Follow(ctx, js.Request{URL: "/api/rental/events"}, func(e js.Event) error {
		if e.Name == "rental" {
			return decode(e, f)
		}
		return nil
	}, nil)
}

// Recommend is POST /api/recommend.
func Recommend(ctx context.Context, r wire.RecommendRequest) (wire.Recommendation, error) {
	return post[wire.Recommendation](ctx, "/api/recommend", r)
}
