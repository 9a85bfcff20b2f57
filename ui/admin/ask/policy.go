package ask

import (
	"context"
	"strconv"

	"berth/shared/wire"
	"berth/ui/js"
)

// Policy is GET /policy.
func Policy(ctx context.Context) (wire.AdminPolicy, error) {
	return get[wire.AdminPolicy](ctx, "/policy")
}

// Save is PUT /policy, based on a version: it is refused where somebody else has saved since.
func Save(ctx context.Context, c wire.AdminChange, version uint64) (out wire.AdminPolicy, err error) {
	err = js.Do(ctx, js.Request{Method: "PUT", URL: wire.AdminPath + "/policy", Body: c, Mark: map[string]string{
		wire.AdminHeader: "1", "If-Match": strconv.Quote(number(version)),
	}}, &out)
	return out, err
}

// Check is POST /policy/check: what would come of a change.
func Check(ctx context.Context, c wire.AdminChange) (wire.AdminCheck, error) {
	return change[wire.AdminCheck](ctx, "POST", "/policy/check", c)
}

// Offers is GET /policy/offers: the last ones, as they were answered.
func Offers(ctx context.Context) (wire.AdminPreview, error) {
	return get[wire.AdminPreview](ctx, "/policy/offers")
}

// Certification is GET /certification: what the platform has found out about the node.
func Certification(ctx context.Context) (wire.AdminCertification, error) {
	return get[wire.AdminCertification](ctx, "/certification")
}

// Market is GET /market: where the node's prices stand.
func Market(ctx context.Context) (wire.AdminMarket, error) {
	return get[wire.AdminMarket](ctx, "/market")
}

// Versions is GET /policy/history: what was saved before a version.
func Versions(ctx context.Context, before uint64) (wire.AdminVersions, error) {
	return get[wire.AdminVersions](ctx, "/policy/history"+list("before", number(before)))
}
