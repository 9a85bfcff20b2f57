package calldata

import (
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/registry"
	"berth/shared/resource"
)

// Register is Registry.register: it enters the sender as a node, or writes its entry anew.
func Register(e registry.Entry) eth.Bytes {
	return newCall(selRegister).address(e.Operator).resources(e.Total).amount(e.MinStake).bytes([]byte(e.Endpoint)).bytes([]byte(e.Metadata)).encode()
}

// SetOperator is Registry.setOperator; a zero address: none.
func SetOperator(operator eth.Address) eth.Bytes {
	return newCall(selSetOperator).address(operator).encode()
}

// SetPaused is Registry.setPaused.
func SetPaused(paused bool) eth.Bytes {
	c := newCall(selSetPaused)
	if paused {
		return c.uint(1).encode()
	}
	return c.uint(0).encode()
}

// VoidQuotes is Registry.voidQuotes.
func VoidQuotes() eth.Bytes { return newCall(selVoidQuotes).encode() }

// Deregister is Registry.deregister.
func Deregister() eth.Bytes { return newCall(selDeregister).encode() }

// resources appends the six words of a Resources.
func (c *call) resources(r resource.Resources) *call {
	var model [32]byte // bytes12 is aligned to the left
	m := r.ModelWord()
	copy(model[:], m[:])
	return c.uint(uint64(r.CPUMilli)).uint(uint64(r.MemoryMiB)).uint(uint64(r.DiskMiB)).uint(r.TrafficMiB).uint(uint64(r.GPU)).word(model)
}

// NodeEntry reads what Registry.node answered; one that is not registered is all zero but for its epoch.
func NodeEntry(result eth.Bytes) (e registry.Entry, err error) {
	const entry = 1 // the first word says that it begins there
	w := words(result)
	if at, err := w.uint(0); err != nil || at != 32*entry || len(w) < 32*(entry+20) {
		return e, errShort
	}
	if e.Operator, err = w.address(entry); err != nil {
		return e, err
	}
	e.MinStake = amount.FromWord([32]byte(w[32*(entry+1):]))
	if e.Total, err = w.resources(entry + 2); err != nil {
		return e, err
	}
	if e.Reserved, err = w.resources(entry + 8); err != nil {
		return e, err
	}
	var n [4]uint64
	for i := range n {
		if n[i], err = w.uint(entry + 14 + uint64(i)); err != nil {
			return e, err
		}
	}
	e.Paused, e.RegisteredAt, e.Live, e.Epoch = n[0] != 0, moment(n[1]), uint32(n[2]), uint32(n[3])
	if e.Endpoint, err = w.text(entry, entry+18); err == nil {
		e.Metadata, err = w.text(entry, entry+19)
	}
	return e, err
}

// resources are six words from one on.
func (w words) resources(from uint64) (r resource.Resources, err error) {
	var n [5]uint64
	for i := range n {
		if n[i], err = w.uint(from + uint64(i)); err != nil {
			return r, err
		}
	}
	model, ok := w.at(from + 5)
	if !ok {
		return r, errShort
	}
	return resource.Resources{
		CPUMilli: uint32(n[0]), MemoryMiB: uint32(n[1]), DiskMiB: uint32(n[2]), TrafficMiB: n[3], GPU: uint16(n[4]),
		GPUModel: resource.ModelFromWord([resource.MaxModel]byte(model[:resource.MaxModel])),
	}, nil
}
