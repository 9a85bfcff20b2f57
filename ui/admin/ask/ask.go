// Package ask has the admin API of the gateway that the pages are from, typed. Its calls block and have deadlines; errors are
// problem documents.
package ask

import (
	"context"
	"net/url"
	"strconv"
	"time"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
	"berth/ui/js"
	"berth/ui/outside"
)

// PerPage is how much of a list is asked for at once.
const PerPage = 25

// chainTime is how long what is written to the chain before it is answered may take.
const chainTime = 4 * time.Minute

// mark is what a change needs, so that no other site's page can ask for one.
var mark = map[string]string{wire.AdminHeader: "1"}

func get[T any](ctx context.Context, path string) (out T, err error) {
	err = js.Do(ctx, js.Request{URL: wire.AdminPath + path}, &out)
	return out, err
}

func change[T any](ctx context.Context, method, path string, body any) (out T, err error) {
	err = js.Do(ctx, js.Request{Method: method, URL: wire.AdminPath + path, Body: body, Mark: mark}, &out)
	return out, err
}

// do is a change without an answer.
func do(ctx context.Context, method, path string, body any) error {
	return js.Do(ctx, js.Request{Method: method, URL: wire.AdminPath + path, Body: body, Mark: mark}, nil)
}

// list is a query string: pairs of names and values, without those that are empty.
func list(pairs ...string) string {
	v := url.Values{"limit": {strconv.Itoa(PerPage)}}
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" && pairs[i+1] != "0" {
			v.Set(pairs[i], pairs[i+1])
		}
	}
	return "?" + v.Encode()
}

func number(n uint64) string { return strconv.FormatUint(n, 10) }

// Overview is GET /overview.
func Overview(ctx context.Context) (wire.AdminOverview, error) {
	return get[wire.AdminOverview](ctx, "/overview")
}

// Certificates is GET /certificates.
func Certificates(ctx context.Context) (wire.AdminCertificates, error) {
	return get[wire.AdminCertificates](ctx, "/certificates")
}

// Orders is GET /orders: those before an order, or the newest where that is 0. State is live, ended or all; a zero user: any.
func Orders(ctx context.Context, state string, user eth.Address, before order.ID) (wire.AdminOrders, error) {
	who := ""
	if !user.IsZero() {
		who = user.String()
	}
	return get[wire.AdminOrders](ctx, "/orders"+list("state", state, "user", who, "before", before.String()))
}

// Order is GET /orders/{id}.
func Order(ctx context.Context, id order.ID) (wire.AdminOrderView, error) {
	v, err := get[wire.AdminOrderView](ctx, at(id, ""))
	if err == nil && v.ID != id {
		err = problem.New(0, js.BadAnswer, "the gateway gave another order").With("status", "200")
	}
	return v, err
}

// Events is GET /orders/{id}/events: what happened, the newest so many.
func Events(ctx context.Context, id order.ID, limit int) (wire.Happenings, error) {
	return get[wire.Happenings](ctx, at(id, "/events?limit=")+strconv.Itoa(limit))
}

// Use is GET /orders/{id}/use, over an hour or a day, sampled every 15 s.
func Use(ctx context.Context, id order.ID, span string) (out wire.Use, err error) {
	err = js.Do(ctx, js.Request{
		URL: wire.AdminPath + at(id, "/use?span=") + span, Limit: outside.Limit{Bytes: 2 << 20, Values: 80_000, Items: 6000},
	}, &out)
	return out, err
}

// Log is GET /log: what the gateway logged about an order, before a line.
func Log(ctx context.Context, id order.ID, before uint64) (wire.AdminLog, error) {
	return get[wire.AdminLog](ctx, "/log"+list("order", id.String(), "before", number(before)))
}

// EndCost is GET /orders/{id}/end.
func EndCost(ctx context.Context, id order.ID) (wire.AdminEndCost, error) {
	return get[wire.AdminEndCost](ctx, at(id, "/end"))
}

// End is POST /orders/{id}/end. The chain is written before it answers.
func End(ctx context.Context, id order.ID, e wire.AdminEnd) (wire.AdminEnding, error) {
	ctx, cancel := context.WithTimeout(ctx, chainTime)
	defer cancel()
	return change[wire.AdminEnding](ctx, "POST", at(id, "/end"), e)
}

// Restart is POST /orders/{id}/restart.
func Restart(ctx context.Context, id order.ID) error { return do(ctx, "POST", at(id, "/restart"), nil) }

// Collect is POST /orders/{id}/collect.
func Collect(ctx context.Context, id order.ID) (wire.AdminCollect, error) {
	return change[wire.AdminCollect](ctx, "POST", at(id, "/collect"), nil)
}

func at(id order.ID, rest string) string { return "/orders/" + id.String() + rest }

// User is GET /users/{address}.
func User(ctx context.Context, a eth.Address) (wire.AdminUser, error) {
	return get[wire.AdminUser](ctx, "/users/"+a.String())
}

// Blocked is GET /blocked.
func Blocked(ctx context.Context, before string) (wire.AdminBlocked, error) {
	return get[wire.AdminBlocked](ctx, "/blocked"+list("before", before))
}

// Block is PUT /blocked/{address}.
func Block(ctx context.Context, a eth.Address, note string) error {
	return do(ctx, "PUT", "/blocked/"+a.String(), wire.AdminBlock{Note: note})
}

// Unblock is DELETE /blocked/{address}.
func Unblock(ctx context.Context, a eth.Address) error {
	return do(ctx, "DELETE", "/blocked/"+a.String(), nil)
}

// Node is GET /node.
func Node(ctx context.Context) (wire.AdminNode, error) { return get[wire.AdminNode](ctx, "/node") }

// Maintenance is GET /maintenance.
func Maintenance(ctx context.Context) (wire.AdminMaintenance, error) {
	return get[wire.AdminMaintenance](ctx, "/maintenance")
}

// Maintain is POST /maintenance.
func Maintain(ctx context.Context, m wire.AdminMaintain) (wire.AdminMaintenance, error) {
	return change[wire.AdminMaintenance](ctx, "POST", "/maintenance", m)
}

// EndMaintenance is DELETE /maintenance.
func EndMaintenance(ctx context.Context) error { return do(ctx, "DELETE", "/maintenance", nil) }

// Affected is GET /maintenance/orders: those after an order.
func Affected(ctx context.Context, after order.ID) (wire.AdminAffected, error) {
	return get[wire.AdminAffected](ctx, "/maintenance/orders"+list("after", after.String()))
}

// Audit is GET /audit: what was done before an act.
func Audit(ctx context.Context, before uint64) (wire.AdminAudit, error) {
	return get[wire.AdminAudit](ctx, "/audit"+list("before", number(before)))
}
