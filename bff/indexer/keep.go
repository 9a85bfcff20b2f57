package indexer

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// Fold is what the events of settled blocks come to for one thing: an order, or a mark. Settled are blocks below all that a
// reorganisation could take away, so that a fold only ever grows: one of later blocks has all that one of earlier blocks has.
type Fold struct {
	Order *Order // nil: a mark
	Mark  *Mark  // nil: an order
	Told  bool   // some of its events are in no block of the log, so that whoever follows the log has to be told it
}

// Mark is what was said last of a node's epoch, of the quotes of a node to a user, or of a user's agent.
type Mark struct {
	Kind  Kind        `json:"kind"` // EpochBegan, QuotesVoid, AgentSet
	Block uint64      `json:"block"`
	Index uint        `json:"index"` // of the log in its block
	Node  eth.Address `json:"node,omitzero"`
	User  eth.Address `json:"user,omitzero"`
	Agent eth.Address `json:"agent,omitzero"`
	Epoch uint32      `json:"epoch,omitempty"`
	Nonce uint64      `json:"nonce,omitempty,string"`
	Until time.Time   `json:"until,omitzero"`
}

// Name tells what a fold is of from all others: an order's number with leading zeros, or a mark's kind and addresses.
func (f Fold) Name() string {
	if f.Order != nil {
		return fmt.Sprintf("%016d", uint64(f.Order.ID))
	}
	switch m := f.Mark; m.Kind {
	case EpochBegan:
		return string(m.Kind) + " " + m.Node.String()
	case QuotesVoid:
		return string(m.Kind) + " " + m.Node.String() + " " + m.User.String()
	default:
		return string(m.Kind) + " " + m.User.String() + " " + m.Agent.String()
	}
}

// keptOrder is an Order as it is kept.
type keptOrder struct {
	order.Order
	Epoch      uint32        `json:"epoch,omitempty"`
	Nonce      uint64        `json:"nonce,string"`
	Steps      []wire.Step   `json:"steps"`
	Fees       amount.Amount `json:"fees,omitzero"`
	Referred   amount.Amount `json:"referred,omitzero"`
	Unserved   amount.Amount `json:"unserved,omitzero"`
	Refunded   amount.Amount `json:"refunded,omitzero"`
	Forfeited  amount.Amount `json:"forfeited,omitzero"`
	MovedOver  amount.Amount `json:"movedOver,omitzero"`
	EndedAt    time.Time     `json:"endedAt,omitzero"`
	EndedBy    string        `json:"endedBy,omitempty"`
	Reason     *order.Reason `json:"reason,omitempty"`
	Seconds    uint64        `json:"seconds,omitempty"`
	Replaces   order.ID      `json:"replaces,omitempty"`
	ReplacedBy order.ID      `json:"replacedBy,omitempty"`
	Early      early         `json:"early,omitempty"`
	Made       uint          `json:"made,omitempty"`
}

// MarshalJSON implements json.Marshaler.
func (o Order) MarshalJSON() ([]byte, error) {
	return json.Marshal(keptOrder{
		o.Order, o.Epoch, o.Nonce, o.Steps, o.Fees, o.Referred, o.Unserved, o.Refunded, o.Forfeited, o.MovedOver, o.EndedAt, o.EndedBy, o.Reason, o.Seconds,
		o.Replaces, o.ReplacedBy, o.early, o.made,
	})
}

// UnmarshalJSON implements json.Unmarshaler.
func (o *Order) UnmarshalJSON(b []byte) error {
	var k keptOrder
	if err := json.Unmarshal(b, &k); err != nil {
		return err
	}
	*o = Order{
		k.Order, k.Epoch, k.Nonce, k.Steps, k.Fees, k.Referred, k.Unserved, k.Refunded, k.Forfeited, k.MovedOver, k.EndedAt, k.EndedBy, k.Reason, k.Seconds,
		k.Replaces, k.ReplacedBy, k.Early, k.Made,
	}
	return nil
}

// mark is what an event marks; false: nothing.
func (e *Event) mark() (Mark, bool) {
	switch e.Kind {
	case EpochBegan, QuotesVoid, AgentSet:
		return Mark{e.Kind, e.Block, e.Index, e.Node, e.User, e.Agent, e.Epoch, e.Nonce, e.At}, true
	}
	return Mark{}, false
}

// folds are what comes of the next settled blocks, of all that has events there; told is from which block on those events are in no
// block of the log. The index stays as it is.
func (x *Index) folds(blocks []Block, told uint64) []Fold {
	x.mu.RLock()
	defer x.mu.RUnlock()
	orders, marks := map[order.ID]*Fold{}, map[string]Fold{}
	var all []Fold
	for _, b := range blocks {
		for i := range b.Events {
			e := &b.Events[i]
			if m, ok := e.mark(); ok {
				f := Fold{Mark: &m}
				f.Told = b.Number >= told || marks[f.Name()].Told
				marks[f.Name()] = f
				continue
			}
			if !e.Kind.ofOrder() {
				continue
			}
			f := orders[e.Order]
			if f == nil {
				f = &Fold{Order: &Order{}}
				if en := x.orders[e.Order]; en != nil {
					*f.Order = en.base
					f.Order.Steps = slices.Clone(en.base.Steps)
				}
				orders[e.Order] = f
			}
			f.Order.apply(e)
			f.Told = f.Told || b.Number >= told
		}
	}
	for id, f := range orders {
		if len(f.Order.Steps) > 0 && f.Order.ID == id { // of an order whose creation was not seen nothing is kept
			all = append(all, *f)
		}
	}
	for _, f := range marks {
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b Fold) int { return cmp.Compare(a.Name(), b.Name()) })
	return all
}

// take puts folds in the place of what was settled before; what is newer stays. It comes before the blocks of the same call.
func (x *Index) take(folds []Fold, settled uint64, c *changes) {
	x.mu.Lock()
	defer x.mu.Unlock()
	voids := map[pair]Mark{}
	var made []*Order // created in blocks that are newer than all that was settled, in the order of their numbers: that of their creation
	for _, f := range folds {
		switch {
		case f.Order != nil:
			if x.orders[f.Order.ID] == nil {
				made = append(made, f.Order)
			}
			x.rebase(*f.Order, settled, c)
		case f.Mark.Kind == EpochBegan:
			x.epochs.rebase(f.Mark.Node, settled, f.Mark.Block, f.Mark.Epoch)
			c.entries[f.Mark.Node] = true
		case f.Mark.Kind == QuotesVoid:
			voids[pair{f.Mark.Node, f.Mark.User}] = *f.Mark
		case f.Mark.Kind == AgentSet:
			x.agents.rebase(pair{f.Mark.User, f.Mark.Agent}, settled, f.Mark.Block, f.Mark.Until)
			x.recare(f.Mark.User, c)
		}
	}
	slices.SortFunc(made, func(a, b *Order) int { return cmp.Compare(a.ID, b.ID) })
	last := map[pair]*Order{}
	for _, o := range made {
		last[pair{o.Node, o.User}] = o
	}
	for p, o := range last {
		if v, ok := voids[p]; ok && (v.Block > o.created() || v.Block == o.created() && v.Index > o.made) {
			continue
		}
		delete(voids, p)
		x.used.rebase(p, settled, o.created(), used{o.Epoch, o.Nonce})
	}
	for p, v := range voids {
		x.used.rebase(p, settled, v.Block, used{v.Epoch, v.Nonce})
	}
}

// rebase puts what is settled of an order in the place of what was before; mu is held.
func (x *Index) rebase(o Order, settled uint64, c *changes) {
	en := x.orders[o.ID]
	if en == nil {
		en = &entry{}
		x.orders[o.ID] = en
	} else {
		x.count(en, -1)
	}
	o.Steps = slices.Clip(o.Steps)
	en.base = o
	en.events = slices.DeleteFunc(slices.Clone(en.events), func(e Event) bool { return e.Block < settled })
	if len(en.events) == 0 {
		en.events = nil
	}
	x.refold(o.ID, c)
}

// created is the block with an order's creation.
func (o *Order) created() uint64 {
	if len(o.Steps) == 0 {
		return 0
	}
	return o.Steps[0].Block
}
