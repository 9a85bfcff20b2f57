package greet

import (
	"context"
	"strconv"

	"berth/shared/wire"
)

// serves says what of a user keeps the node from serving it; none: it does. Who replaces an order has been served before.
// Where the chain does not say what is asked for nobody new is served: the operator wants to know before.
func (d *Desk) serves(ctx context.Context, t *Terms, g wire.Greet) []wire.Why {
	ask := t.Serve
	if ask == (wire.AdminServe{}) || g.Replaces != 0 {
		return nil
	}
	if ask.MinCompleted > 0 || ask.MinSecondsPaid > 0 || ask.MinPartners > 0 {
		var r wire.Record
		known := false
		if d.record != nil {
			r, known = d.record.Record(g.User)
		}
		if !known {
			return []wire.Why{{Code: "chain", Text: "the node does not know users' records yet; ask again later"}}
		}
		if w := short(ask, r); w.Code != "" {
			return []wire.Why{w}
		}
	}
	if ask.MinStake.IsZero() {
		return nil
	}
	e, err := d.stakes.Entitled(ctx, g.User)
	if err != nil {
		return []wire.Why{{Code: "chain", Text: "the node cannot ask the chain for this account's stake now"}}
	}
	if e.Free.Cmp(ask.MinStake) < 0 {
		return []wire.Why{{Code: "stake", Wanted: ask.MinStake.String(), Free: e.Free.String(), Text: "the node serves only users with more stake"}}
	}
	return nil
}

// short says what a user's record lacks; an empty Code: nothing.
func short(ask wire.AdminServe, r wire.Record) wire.Why {
	for _, c := range []struct {
		least, has uint64
		what       string
	}{
		{uint64(max(ask.MinCompleted, 0)), uint64(max(r.Completed, 0)), "orders that ran to their end"},
		{ask.MinSecondsPaid, r.SecondsPaid, "seconds of service that were paid for"},
		{uint64(max(ask.MinPartners, 0)), uint64(max(r.Partners, 0)), "nodes that were paid"},
	} {
		if c.has < c.least {
			return wire.Why{
				Code: "record", Wanted: strconv.FormatUint(c.least, 10), Free: strconv.FormatUint(c.has, 10),
				Text: "the node serves only users with a longer record: " + strconv.FormatUint(c.least, 10) + " " + c.what,
			}
		}
	}
	return wire.Why{}
}
