package ask

import (
	"context"
	"net/url"

	"berth/shared/wire"
)

// Money is GET /money.
func Money(ctx context.Context) (wire.AdminMoney, error) {
	return get[wire.AdminMoney](ctx, "/money")
}

// Entries is GET /money/entries: payments before a cursor; an empty token or kind: any.
func Entries(ctx context.Context, token, kind, before string) (wire.AdminEntries, error) {
	return get[wire.AdminEntries](ctx, "/money/entries"+list("token", token, "kind", kind, "before", before))
}

// EntriesFile is the address of all payments from one day to another as a table in text.
func EntriesFile(from, to string) string {
	return wire.AdminPath + "/money/entries.csv?" + url.Values{"from": {from}, "to": {to}}.Encode()
}

// Estimate is POST /money/estimate: what a payout costs.
func Estimate(ctx context.Context, r wire.AdminPayoutRequest) (wire.AdminGas, error) {
	return change[wire.AdminGas](ctx, "POST", "/money/estimate", r)
}

// PayOut is POST /money/payout, which goes on by itself: see Payout.
func PayOut(ctx context.Context, r wire.AdminPayoutRequest) (wire.AdminPayout, error) {
	return change[wire.AdminPayout](ctx, "POST", "/money/payout", r)
}

// Payout is GET /money/payout.
func Payout(ctx context.Context) (wire.AdminPayout, error) {
	return get[wire.AdminPayout](ctx, "/money/payout")
}
